//! The figures of the Activity report.

use std::fmt::Debug;

use roundview::{
    document::parse_moment,
    reports::{
        GroupFilter, Scope,
        activity::compute::{Actions, Communication, CourseActivity, Details, details, overview},
    },
};
use serde_json::{Value, json};

use crate::course::{Form, course, posts, read, students, views, visits};

/// A Wednesday, 10:30 in Oslo. The last 7 days are 12 to 18 March, those before 5 to 11 March.
const NOW: &str = "2026-03-18T09:30:00Z";

/// A figure of everybody, at the moment when the document was made.
#[track_caller]
fn check<T: PartialEq + Debug>(document: &Value, figure: impl Fn(&Scope) -> T, expected: T) {
    check_scope(document, None, &GroupFilter::default(), figure, expected);
}

/// A figure at an earlier moment.
#[track_caller]
fn check_at<T: PartialEq + Debug>(document: &Value, as_of: &str, figure: impl Fn(&Scope) -> T, expected: T) {
    check_scope(document, Some(as_of), &GroupFilter::default(), figure, expected);
}

#[track_caller]
fn check_scope<T: PartialEq + Debug>(
    document: &Value,
    as_of: Option<&str>,
    filter: &GroupFilter,
    figure: impl Fn(&Scope) -> T,
    expected: T,
) {
    for form in Form::BOTH {
        let (dataset, _) = read(&form.of(document)).unwrap();
        let as_of = as_of.map(|text| parse_moment(text).unwrap());
        let scope = Scope::new(&dataset, as_of, filter);
        assert_eq!(figure(&scope), expected, "{form:?}, as of {}", scope.as_of);
    }
}

fn whole_course(scope: &Scope) -> CourseActivity {
    overview(scope).course.unwrap()
}

/// The course's bars as (visits, visitors, seconds).
fn course_bars(scope: &Scope) -> Vec<(u64, u64, f64)> {
    whole_course(scope).bars.iter().map(|day| (day.visits, day.visitors, day.seconds)).collect()
}

/// The bars of the listed student at `place` as (visits, seconds).
fn bars_of(place: usize) -> impl Fn(&Scope) -> Vec<(u64, f64)> {
    move |scope| overview(scope).students[place].bars.iter().map(|day| (day.visits, day.seconds)).collect()
}

/// A figure of the first student's details.
fn of_first<T>(figure: impl Fn(&Details) -> T) -> impl Fn(&Scope) -> T {
    move |scope| figure(&details(scope, 0))
}

/// Seconds of the last 7 days and of the 7 before.
fn weeks(details: &Details) -> (f64, f64) {
    (details.week_to_week.last7_seconds, details.week_to_week.previous7_seconds)
}

/// The days with a visit as (date, visits, seconds).
fn days(details: &Details) -> Vec<(String, u64, f64)> {
    details.days.iter().map(|(day, of_day)| (day.to_string(), of_day.visits, of_day.seconds)).collect()
}

/// The days with an action as (date, resources, activities, communication).
fn actions(details: &Details) -> Vec<(String, u64, u64, u64)> {
    let row = |(day, actions): &(_, Actions)| {
        (format!("{day}"), actions.resources, actions.activities, actions.communication)
    };
    details.actions.iter().map(row).collect()
}

fn ids(scope: &Scope) -> Vec<String> {
    let id = |row: &roundview::reports::activity::compute::StudentActivity| {
        scope.data.students[row.student as usize].id.clone()
    };
    overview(scope).students.iter().map(id).collect()
}

fn day(date: &str, visits: u64, seconds: f64) -> (String, u64, f64) {
    (date.to_owned(), visits, seconds)
}

const NO_DAY: (u64, u64, f64) = (0, 0, 0.0);
const NONE: (u64, f64) = (0, 0.0);

mod overview_page {
    use super::*;

    /// Three students. The week of the bars begins on 12 March, 00:00 in Oslo, 23:00 UTC the day
    /// before.
    fn document() -> Value {
        course(
            NOW,
            &json!({
                "students": students(&[1, 2, 3]),
                "visits": visits(&[
                    (1, "2026-03-12T08:00:00Z", 600.0),
                    (1, "2026-03-12T12:00:00Z", 300.0),
                    (1, "2026-03-17T08:00:00Z", 900.0),
                    (2, "2026-03-12T09:00:00Z", 1200.0),
                    (2, "2026-03-11T09:00:00Z", 60.0),
                    (3, "2026-03-11T22:59:59Z", 100.0),
                ]),
            }),
        )
    }

    #[test]
    fn active_students_have_visited_in_the_last_7_days() {
        // Student 3 came one second before the first of the 7 days.
        check(&document(), |scope| (whole_course(scope).active_students, whole_course(scope).participants), (2, 3));
    }

    #[test]
    fn bars_of_the_course_are_seconds_by_visits() {
        // 12 March: 600 + 300 + 1200 = 2100 s in 3 visits of 2 students, 700 s each.
        // 17 March: 900 s in one visit.
        let bars = vec![(3, 2, 2100.0), NO_DAY, NO_DAY, NO_DAY, NO_DAY, (1, 1, 900.0), NO_DAY];
        check(&document(), course_bars, bars);
        let heights = |scope: &Scope| whole_course(scope).bars.map(|day| day.average_visit_seconds());
        check(&document(), heights, [Some(700.0), None, None, None, None, Some(900.0), None]);
        check(&document(), |scope| overview(scope).first_day.to_string(), "2026-03-12".to_owned());
    }

    #[test]
    fn average_visit_of_the_course_has_no_lower_bound() {
        // 600 + 300 + 900 + 1200 + 60 + 100 = 3160 s in 6 visits.
        check(&document(), |scope| whole_course(scope).average_visit_seconds, Some(3160.0 / 6.0));
    }

    #[test]
    fn bars_of_a_student_are_sums() {
        check(&document(), bars_of(0), vec![(2, 900.0), NONE, NONE, NONE, NONE, (1, 900.0), NONE]);
        check(&document(), bars_of(1), vec![(1, 1200.0), NONE, NONE, NONE, NONE, NONE, NONE]);
        check(&document(), bars_of(2), vec![NONE; 7]);
    }

    #[test]
    fn average_visit_of_a_student_is_over_all_visits() {
        // (600 + 300 + 900) ÷ 3, (1200 + 60) ÷ 2, 100 ÷ 1.
        let averages = |scope: &Scope| -> Vec<_> {
            overview(scope).students.iter().map(|row| row.average_visit_seconds).collect()
        };
        check(&document(), averages, vec![Some(600.0), Some(630.0), Some(100.0)]);
    }

    #[test]
    fn overlapping_visits_add_up() {
        // Three visits that run at the same time, two of them alike: 3600 + 3600 + 1800 s.
        let document = course(
            NOW,
            &json!({
                "students": students(&[1]),
                "visits": visits(&[
                    (1, "2026-03-18T08:00:00Z", 3600.0),
                    (1, "2026-03-18T08:00:00Z", 3600.0),
                    (1, "2026-03-18T08:30:00Z", 1800.0),
                ]),
            }),
        );
        check(&document, bars_of(0), vec![NONE, NONE, NONE, NONE, NONE, NONE, (3, 9000.0)]);
    }

    #[test]
    fn a_visit_of_no_time_is_a_visit() {
        let document =
            course(NOW, &json!({ "students": students(&[1]), "visits": visits(&[(1, "2026-03-18T08:00:00Z", 0.0)]) }));
        check(&document, |scope| whole_course(scope).active_students, 1);
        check(&document, |scope| whole_course(scope).average_visit_seconds, Some(0.0));
        check(&document, of_first(|details| details.active_days), 1);
    }

    #[test]
    fn a_visit_belongs_to_the_day_on_which_it_starts() {
        // 23:50 in Oslo on 16 March, for half an hour: all of it on the 16th, the fifth bar.
        let document = course(
            NOW,
            &json!({ "students": students(&[1]), "visits": visits(&[(1, "2026-03-16T22:50:00Z", 1800.0)]) }),
        );
        check(&document, bars_of(0), vec![NONE, NONE, NONE, NONE, (1, 1800.0), NONE, NONE]);
    }

    #[test]
    fn unusable_durations_count_as_the_faults_say() {
        // 100,000 s is taken as 86,400, the negative visit is left out: 86,400 + 600 s in 2 visits.
        let document = course(
            NOW,
            &json!({
                "students": students(&[1]),
                "visits": visits(&[
                    (1, "2026-03-16T08:00:00Z", 100_000.0),
                    (1, "2026-03-16T09:00:00Z", -5.0),
                    (1, "2026-03-16T10:00:00Z", 600.0),
                ]),
            }),
        );
        check(&document, bars_of(0), vec![NONE, NONE, NONE, NONE, (2, 87_000.0), NONE, NONE]);
    }

    #[test]
    fn a_course_without_students_has_figures_of_nothing() {
        let document = course(NOW, &json!({}));
        check(&document, |scope| (whole_course(scope).active_students, whole_course(scope).participants), (0, 0));
        check(&document, course_bars, vec![NO_DAY; 7]);
        check(&document, |scope| whole_course(scope).average_visit_seconds, None);
        check(&document, ids, vec![]);
    }

    #[test]
    fn students_without_visits_have_none_and_not_0() {
        let document = course(NOW, &json!({ "students": students(&[1, 2]) }));
        check(&document, |scope| (whole_course(scope).active_students, whole_course(scope).participants), (0, 2));
        check(&document, |scope| whole_course(scope).average_visit_seconds, None);
        check(&document, |scope| overview(scope).students[0].average_visit_seconds, None);
        check(&document, bars_of(1), vec![NONE; 7]);
    }
}

mod days_of_the_zone {
    use super::*;

    /// Bars of one student's visits, each of one second.
    #[track_caller]
    fn check_bars(zone: &str, now: &str, starts: &[&str], expected: [u64; 7]) {
        let visits: Vec<_> = starts.iter().map(|start| (1, *start, 1.0)).collect();
        let parts = json!({ "timeZone": zone, "students": students(&[1]), "visits": self::visits(&visits) });
        let counts = |scope: &Scope| overview(scope).students[0].bars.map(|bar| bar.visits);
        check(&course(now, &parts), counts, expected);
    }

    #[test]
    fn a_day_of_23_hours() {
        // Oslo, 29 March 2026: clocks go from 02:00 to 03:00 at 01:00 UTC. The day lasts from 23:00
        // UTC on the 28th to 22:00 UTC on the 29th. Bars: 25 to 31 March.
        check_bars(
            "Europe/Oslo",
            "2026-03-31T12:00:00Z",
            &[
                "2026-03-28T22:59:59Z", // 28 March, 23:59:59
                "2026-03-28T23:00:00Z", // 29 March, 00:00:00
                "2026-03-29T00:59:59Z", // 29 March, 01:59:59
                "2026-03-29T01:00:00Z", // 29 March, 03:00:00
                "2026-03-29T21:59:59Z", // 29 March, 23:59:59
                "2026-03-29T22:00:00Z", // 30 March, 00:00:00
            ],
            [0, 0, 0, 1, 4, 1, 0],
        );
    }

    #[test]
    fn a_day_of_25_hours() {
        // Oslo, 26 October 2025: clocks go from 03:00 back to 02:00 at 01:00 UTC. The day lasts from
        // 22:00 UTC on the 25th to 23:00 UTC on the 26th. Bars: 22 to 28 October.
        check_bars(
            "Europe/Oslo",
            "2025-10-28T12:00:00Z",
            &[
                "2025-10-25T21:59:59Z", // 25 October, 23:59:59
                "2025-10-25T22:00:00Z", // 26 October, 00:00:00
                "2025-10-26T00:30:00Z", // 26 October, 02:30 in summer time
                "2025-10-26T01:30:00Z", // 26 October, 02:30 in winter time
                "2025-10-26T22:59:59Z", // 26 October, 23:59:59
                "2025-10-26T23:00:00Z", // 27 October, 00:00:00
            ],
            [0, 0, 0, 1, 4, 1, 0],
        );
    }

    #[test]
    fn the_week_before_a_change_begins_at_midnight_too() {
        // 30 March 2026 and the six days before: from 24 March, 00:00 in winter time, 23:00 UTC. Seven
        // times 24 hours before the end of 30 March (22:00 UTC) would be 22:00 UTC.
        check_bars(
            "Europe/Oslo",
            "2026-03-30T12:00:00Z",
            &["2026-03-23T22:30:00Z", "2026-03-23T23:00:00Z"],
            [1, 0, 0, 0, 0, 0, 0],
        );
    }

    #[test]
    fn a_half_hour_zone() {
        // Kolkata is 5:30 ahead: days begin at 18:30 UTC. Bars: 12 to 18 March.
        check_bars(
            "Asia/Kolkata",
            NOW,
            &["2026-03-11T18:29:59Z", "2026-03-11T18:30:00Z", "2026-03-16T18:29:59Z", "2026-03-16T18:30:00Z"],
            [1, 0, 0, 0, 1, 1, 0],
        );
    }

    #[test]
    fn a_half_hour_zone_with_summer_time() {
        // St John's is 3:30 behind, 2:30 in summer, from 8 March 2026 at 02:00 (05:30 UTC): the 8th
        // lasts from 03:30 UTC to 02:30 UTC on the 9th. Bars: 5 to 11 March.
        check_bars(
            "America/St_Johns",
            "2026-03-11T12:00:00Z",
            &["2026-03-08T03:29:59Z", "2026-03-08T03:30:00Z", "2026-03-09T02:29:59Z", "2026-03-09T02:30:00Z"],
            [0, 0, 1, 2, 1, 0, 0],
        );
    }

    #[test]
    fn today_is_a_day_of_the_zone() {
        // 23:30 UTC on 17 March is 18 March in Oslo: the bars end with the 18th.
        check_bars("Europe/Oslo", "2026-03-17T23:30:00Z", &["2026-03-17T23:00:00Z"], [0, 0, 0, 0, 0, 0, 1]);
        check_bars("UTC", "2026-03-17T23:30:00Z", &["2026-03-17T23:00:00Z"], [0, 0, 0, 0, 0, 0, 1]);
        check_bars("UTC", "2026-03-18T00:00:00Z", &["2026-03-17T23:00:00Z"], [0, 0, 0, 0, 0, 1, 0]);
    }

    #[test]
    fn moments_of_any_offset_fall_on_days_of_the_zone() {
        // All of them 23:00 UTC on 16 March, 00:00 on the 17th in Oslo.
        check_bars(
            "Europe/Oslo",
            NOW,
            &["2026-03-16T23:00:00Z", "2026-03-17T08:45:00+09:45", "2026-03-16T11:00:00-12:00"],
            [0, 0, 0, 0, 0, 3, 0],
        );
    }

    #[test]
    fn the_zone_is_utc_where_the_document_names_none() {
        let visits = visits(&[(1, "2026-03-17T23:59:59Z", 1.0)]);
        let document = course(NOW, &json!({ "timeZone": null, "students": students(&[1]), "visits": visits }));
        check(&document, of_first(days), vec![day("2026-03-17", 1, 1.0)]);
    }
}

mod as_of {
    use super::*;

    fn totals(details: &Details) -> (u64, f64) {
        (details.total_visits, details.total_seconds)
    }

    #[test]
    fn a_moment_equal_to_it_has_passed() {
        let visits = visits(&[(1, "2026-03-17T08:00:00Z", 600.0), (1, "2026-03-17T09:00:00Z", 40.0)]);
        let document = course(NOW, &json!({ "students": students(&[1]), "visits": visits }));
        check_at(&document, "2026-03-17T07:59:59Z", of_first(totals), (0, 0.0));
        // It has begun, so it counts whole.
        check_at(&document, "2026-03-17T08:00:00Z", of_first(totals), (1, 600.0));
        check_at(&document, "2026-03-17T08:59:59.999999999Z", of_first(totals), (1, 600.0));
        check_at(&document, "2026-03-17T09:00:00Z", of_first(totals), (2, 640.0));
    }

    #[test]
    fn fractions_of_a_second_tell_before_from_after() {
        let visits = visits(&[(1, "2026-03-18T09:30:00.001Z", 60.0), (1, "2026-03-18T09:30:00.000Z", 7.0)]);
        let document = course(NOW, &json!({ "students": students(&[1]), "visits": visits }));
        check(&document, of_first(totals), (1, 7.0));
    }

    #[test]
    fn a_later_moment_is_that_of_the_document() {
        let visits = visits(&[(1, "2026-03-18T09:30:00Z", 60.0), (1, "2026-03-18T09:30:01Z", 7.0)]);
        let document = course(NOW, &json!({ "students": students(&[1]), "visits": visits }));
        check_at(&document, "2026-03-25T12:00:00Z", of_first(totals), (1, 60.0));
        check_at(&document, "2026-03-25T12:00:00Z", |scope| scope.today.to_string(), "2026-03-18".to_owned());
    }

    #[test]
    fn an_earlier_moment_moves_the_week() {
        // As of 11 March the bars are those of 5 to 11 March.
        let visits = visits(&[(1, "2026-03-05T08:00:00Z", 10.0), (1, "2026-03-12T08:00:00Z", 20.0)]);
        let document = course(NOW, &json!({ "students": students(&[1]), "visits": visits }));
        let week = vec![(1, 10.0), NONE, NONE, NONE, NONE, NONE, NONE];
        check_at(&document, "2026-03-11T12:00:00Z", bars_of(0), week);
        check_at(&document, "2026-03-11T12:00:00Z", of_first(weeks), (10.0, 0.0));
        check(&document, of_first(weeks), (20.0, 10.0));
    }

    #[test]
    fn who_is_in_the_course() {
        let document = course(
            NOW,
            &json!({
                "students": [
                    { "id": "always" },
                    { "id": "since now", "enrolledAt": NOW },
                    { "id": "not yet", "enrolledAt": "2026-03-18T09:30:01Z" },
                    { "id": "left now", "leftAt": NOW },
                    { "id": "left", "enrolledAt": "2025-08-18T06:00:00Z", "leftAt": "2026-01-10T00:00:00Z" },
                    { "id": "leaves later", "leftAt": "2026-03-18T09:30:01Z" },
                    { "id": "returned", "enrolledAt": "2025-08-18T06:00:00Z", "leftAt": null },
                ],
            }),
        );
        check(&document, ids, ["always", "since now", "leaves later", "returned"].map(str::to_owned).to_vec());
        check_at(
            &document,
            "2026-01-09T23:59:59Z",
            ids,
            ["always", "left now", "left", "leaves later", "returned"].map(str::to_owned).to_vec(),
        );
    }

    #[test]
    fn visits_of_those_outside_the_course_are_in_no_figure() {
        let visits = visits(&[
            (1, "2026-03-18T08:00:00Z", 100.0),
            (2, "2026-03-18T08:00:00Z", 1000.0),
            (3, "2026-03-18T08:00:00Z", 10_000.0),
        ]);
        let document = course(
            NOW,
            &json!({
                "students": [
                    { "id": 1 },
                    { "id": 2, "leftAt": "2026-03-18T09:00:00Z" },
                    { "id": 3, "enrolledAt": "2026-03-19T00:00:00Z" },
                ],
                "visits": visits,
            }),
        );
        check(&document, |scope| (whole_course(scope).active_students, whole_course(scope).participants), (1, 1));
        check(&document, |scope| whole_course(scope).average_visit_seconds, Some(100.0));
        check(&document, |scope| course_bars(scope)[6], (1, 1, 100.0));
        // Before student 2 left, both counted: 1100 s in 2 visits.
        check_at(&document, "2026-03-18T08:59:59Z", |scope| course_bars(scope)[6], (2, 2, 1100.0));
    }

    #[test]
    fn one_who_came_back_keeps_the_earlier_visits() {
        let visits = visits(&[(1, "2025-09-01T08:00:00Z", 60.0), (1, "2026-03-18T08:00:00Z", 30.0)]);
        let document =
            course(NOW, &json!({ "students": [{ "id": 1, "enrolledAt": "2026-03-01T00:00:00Z" }], "visits": visits }));
        check(&document, of_first(totals), (2, 90.0));
        check_at(&document, "2026-02-28T12:00:00Z", ids, vec![]);
    }
}

mod filters {
    use super::*;

    /// Visits on 18 March: Ada 100 s, Bo 200 s, Cy 300 s, Di 400 s.
    fn document() -> Value {
        course(
            NOW,
            &json!({
                "groups": [{ "id": 7, "title": "Lab A" }, { "id": 8, "title": "Lab B" }, { "id": 9, "title": "Nobody" }],
                "students": [
                    { "id": "ada", "groupIds": [7] },
                    { "id": "bo", "groupIds": [7, "8"] },
                    { "id": "cy", "groupIds": [] },
                    { "id": "di", "groupIds": ["gone"] },
                    { "id": "eve", "groupIds": [7], "leftAt": "2026-01-01T00:00:00Z" },
                ],
                "visits": [
                    { "studentId": "ada", "start": "2026-03-18T08:00:00Z", "seconds": 100 },
                    { "studentId": "bo", "start": "2026-03-18T08:00:00Z", "seconds": 200 },
                    { "studentId": "cy", "start": "2026-03-18T08:00:00Z", "seconds": 300 },
                    { "studentId": "di", "start": "2026-03-18T08:00:00Z", "seconds": 400 },
                    { "studentId": "eve", "start": "2025-12-18T08:00:00Z", "seconds": 500 },
                ],
            }),
        )
    }

    /// The listed students, and the average visit of the chosen ones.
    #[track_caller]
    fn check_filter(group_ids: &[&str], without_group: bool, listed: &[&str], average: Option<f64>) {
        let group_ids = group_ids.iter().map(|id| (*id).to_owned()).collect();
        let filter = GroupFilter { group_ids, without_group };
        let chosen = |scope: &Scope| overview(scope).chosen.unwrap();
        check_scope(&document(), None, &filter, ids, listed.iter().map(|id| (*id).to_owned()).collect());
        check_scope(&document(), None, &filter, |scope| chosen(scope).participants, listed.len() as u64);
        check_scope(&document(), None, &filter, |scope| chosen(scope).active_students, listed.len() as u64);
        check_scope(&document(), None, &filter, |scope| chosen(scope).average_visit_seconds, average);
        // The top section stays that of the whole course: (100 + 200 + 300 + 400) ÷ 4.
        check_scope(&document(), None, &filter, |scope| whole_course(scope).average_visit_seconds, Some(250.0));
        check_scope(&document(), None, &filter, |scope| whole_course(scope).participants, 4);
    }

    #[test]
    fn members_of_any_chosen_group() {
        check_filter(&["7"], false, &["ada", "bo"], Some(150.0));
        check_filter(&["8"], false, &["bo"], Some(200.0));
        check_filter(&["8", "7"], false, &["ada", "bo"], Some(150.0));
    }

    #[test]
    fn a_group_that_nobody_is_in_or_knows() {
        check_filter(&["9"], false, &[], None);
        check_filter(&["404"], false, &[], None);
        check_filter(&["404", "8"], false, &["bo"], Some(200.0));
        // The id of a student's group that the document doesn't have is no group either.
        check_filter(&["gone"], false, &[], None);
    }

    #[test]
    fn without_a_known_group() {
        check_filter(&[], true, &["cy", "di"], Some(350.0));
        // (200 + 300 + 400) ÷ 3: either choice admits a student.
        check_filter(&["8"], true, &["bo", "cy", "di"], Some(300.0));
    }

    #[test]
    fn no_filter_no_figures_of_groups() {
        check(&document(), |scope| overview(scope).chosen, None);
        check(&document(), ids, ["ada", "bo", "cy", "di"].map(str::to_owned).to_vec());
    }
}

mod limits {
    use super::*;

    /// Whether there is a summary of the course, one of the groups, and how many rows.
    #[track_caller]
    fn check_limit(settings: &Value, expected: (bool, bool, usize)) {
        // Three participants; who has left doesn't count towards the limit.
        let document = course(
            NOW,
            &json!({
                "course": { "id": 1, "title": "Large", "settings": settings },
                "students": [{ "id": 1 }, { "id": 2 }, { "id": 3 }, { "id": 4, "leftAt": NOW }],
            }),
        );
        let filter = GroupFilter { group_ids: Vec::new(), without_group: true };
        let shown = |scope: &Scope| {
            let overview = overview(scope);
            (overview.course.is_some(), overview.chosen.is_some(), overview.students.len())
        };
        check_scope(&document, None, &filter, shown, expected);
        check(&document, |scope| scope.policy().summary, expected.0);
    }

    #[test]
    fn a_summary_up_to_the_limit() {
        check_limit(&json!({ "summaryLimit": 3 }), (true, true, 3));
        check_limit(&json!({ "summaryLimit": 2 }), (false, false, 3));
        check_limit(&json!({ "summaryLimit": 0 }), (false, false, 3));
    }

    #[test]
    fn null_lifts_the_limit_and_absent_is_the_default() {
        check_limit(&json!({ "summaryLimit": null }), (true, true, 3));
        check_limit(&json!({}), (true, true, 3));
        check_limit(&Value::Null, (true, true, 3));
    }

    #[track_caller]
    fn check_default(participants: i64, settings: &Value, expected: (bool, bool)) {
        let ids: Vec<i64> = (1..=participants).collect();
        let parts = json!({
            "course": { "id": 1, "title": "Large", "settings": settings },
            "students": students(&ids),
        });
        let allowed = |scope: &Scope| (scope.policy().summary, scope.policy().time_on_task);
        check(&course(NOW, &parts), allowed, expected);
    }

    #[test]
    fn the_defaults_are_1000_and_1300() {
        check_default(1000, &json!({}), (true, true));
        check_default(1001, &json!({}), (false, true));
        check_default(1300, &json!({}), (false, true));
        check_default(1301, &json!({}), (false, false));
        check_default(1301, &json!({ "summaryLimit": null, "timeOnTaskLimit": null }), (true, true));
        check_default(1, &json!({ "trackTimeOnline": false }), (true, false));
    }

    #[test]
    fn a_limit_goes_by_the_moment() {
        let document = course(
            NOW,
            &json!({
                "course": { "id": 1, "title": "Growing", "settings": { "summaryLimit": 1 } },
                "students": [{ "id": 1 }, { "id": 2, "enrolledAt": "2026-03-01T00:00:00Z" }],
            }),
        );
        check(&document, |scope| overview(scope).course.is_some(), false);
        check_at(&document, "2026-02-28T00:00:00Z", |scope| overview(scope).course.is_some(), true);
    }
}

mod details_page {
    use super::*;

    fn with_visits(now: &str, rows: &[(&str, f64)]) -> Value {
        let rows: Vec<_> = rows.iter().map(|(start, seconds)| (1, *start, *seconds)).collect();
        course(now, &json!({ "students": students(&[1]), "visits": visits(&rows) }))
    }

    #[test]
    fn averages_are_by_active_day_and_by_visit() {
        // 3 visits of 600 + 300 + 900 = 1800 s on 2 days.
        let document = with_visits(
            NOW,
            &[("2026-02-02T08:00:00Z", 600.0), ("2026-02-02T12:00:00Z", 300.0), ("2026-03-17T08:00:10Z", 900.0)],
        );
        check(&document, of_first(|details| details.active_days), 2);
        check(&document, of_first(|details| details.total_visits), 3);
        check(&document, of_first(|details| details.total_seconds), 1800.0);
        check(&document, of_first(Details::average_seconds_per_day), Some(900.0));
        check(&document, of_first(Details::average_visits_per_day), Some(1.5));
        check(&document, of_first(Details::average_visit_seconds), Some(600.0));
    }

    #[test]
    fn the_last_visit_is_the_latest_start() {
        // The latest start is neither the last row nor the visit that ends last.
        let document = with_visits(
            NOW,
            &[("2026-03-17T08:00:10Z", 1.0), ("2026-03-17T08:00:00Z", 7200.0), ("2026-03-01T08:00:00Z", 1.0)],
        );
        let last = |details: &Details| details.last_visit.map(|moment| moment.to_string());
        check(&document, of_first(last), Some("2026-03-17T08:00:10Z".to_owned()));
        check(&document, |scope| overview(scope).students[0].last_visit == details(scope, 0).last_visit, true);
    }

    #[test]
    fn nothing_without_visits() {
        let document = with_visits(NOW, &[]);
        check(&document, of_first(|details| (details.active_days, details.total_visits)), (0, 0));
        check(&document, of_first(|details| details.total_seconds), 0.0);
        check(&document, of_first(Details::average_seconds_per_day), None);
        check(&document, of_first(Details::average_visits_per_day), None);
        check(&document, of_first(Details::average_visit_seconds), None);
        check(&document, of_first(|details| details.last_visit), None);
        check(&document, of_first(|details| details.months), None);
        check(&document, of_first(days), vec![]);
        check(&document, of_first(weeks), (0.0, 0.0));
        check(&document, of_first(|details| details.week_to_week.change_percent()), None);
        check(&document, of_first(actions), vec![]);
        check(&document, of_first(|details| details.communication), Communication::default());
    }

    #[track_caller]
    fn check_weeks(rows: &[(&str, f64)], expected: (f64, f64), change: Option<f64>) {
        let document = with_visits(NOW, rows);
        check(&document, of_first(weeks), expected);
        check(&document, of_first(|details| details.week_to_week.change_percent()), change);
    }

    #[test]
    fn week_to_week() {
        // Last: from 12 March 00:00 (11 March, 23:00 UTC); before: from 5 March 00:00.
        check_weeks(
            &[
                ("2026-03-04T22:59:59Z", 1.0),
                ("2026-03-04T23:00:00Z", 800.0),
                ("2026-03-11T22:59:59Z", 1000.0),
                ("2026-03-11T23:00:00Z", 600.0),
                ("2026-03-18T09:30:00Z", 300.0),
            ],
            (900.0, 1800.0),
            Some(-50.0),
        );
        // (900 − 600) ÷ 600.
        check_weeks(&[("2026-03-10T12:00:00Z", 600.0), ("2026-03-16T12:00:00Z", 900.0)], (900.0, 600.0), Some(50.0));
        // (100 − 300) ÷ 300 = −2/3.
        check_weeks(
            &[("2026-03-10T12:00:00Z", 300.0), ("2026-03-16T12:00:00Z", 100.0)],
            (100.0, 300.0),
            Some(-200.0 / 300.0 * 100.0),
        );
        check_weeks(&[("2026-03-10T12:00:00Z", 600.0), ("2026-03-16T12:00:00Z", 600.0)], (600.0, 600.0), Some(0.0));
        check_weeks(&[("2026-03-10T12:00:00Z", 600.0)], (0.0, 600.0), Some(-100.0));
    }

    #[test]
    fn no_change_in_percent_of_an_earlier_week_of_0() {
        check_weeks(&[("2026-03-16T12:00:00Z", 900.0)], (900.0, 0.0), None);
        // A visit of no time leaves the week at 0.
        check_weeks(&[("2026-03-10T12:00:00Z", 0.0), ("2026-03-16T12:00:00Z", 900.0)], (900.0, 0.0), None);
        check_weeks(&[("2026-02-16T12:00:00Z", 900.0)], (0.0, 0.0), None);
    }

    #[test]
    fn weeks_across_a_change_of_clocks() {
        // 1 April 2026 in Oslo: the last 7 days begin on 26 March, 23:00 UTC on the 25th; the 7
        // before on 19 March, 23:00 UTC on the 18th.
        let document = with_visits(
            "2026-04-01T12:00:00Z",
            &[
                ("2026-03-18T22:59:59Z", 1.0),
                ("2026-03-18T23:00:00Z", 10.0),
                ("2026-03-25T22:59:59Z", 100.0),
                ("2026-03-25T23:00:00Z", 1000.0),
            ],
        );
        check(&document, of_first(weeks), (1000.0, 110.0));
    }

    #[track_caller]
    fn check_months(now: &str, first_visit: &str, expected: (&str, &str)) {
        let months = |details: &Details| details.months.map(|(first, last)| (first.to_string(), last.to_string()));
        let expected = Some((expected.0.to_owned(), expected.1.to_owned()));
        check(&with_visits(now, &[(NOW, 1.0), (first_visit, 1.0)]), of_first(months), expected);
    }

    #[test]
    fn months_from_the_first_visit_to_the_moment() {
        check_months(NOW, "2025-08-18T06:00:00Z", ("2025-08", "2026-03"));
        check_months(NOW, "2026-03-18T09:30:00Z", ("2026-03", "2026-03"));
        // 00:30 on 1 September in Oslo.
        check_months(NOW, "2025-08-31T22:30:00Z", ("2025-09", "2026-03"));
        // 00:30 on 1 April in Oslo.
        check_months("2026-03-31T22:30:00Z", "2025-12-31T22:59:59Z", ("2025-12", "2026-04"));
    }

    #[test]
    fn months_of_an_earlier_moment() {
        let document = with_visits(NOW, &[("2025-08-18T06:00:00Z", 1.0), ("2026-03-01T06:00:00Z", 1.0)]);
        let months = |details: &Details| details.months.map(|(first, last)| (first.to_string(), last.to_string()));
        let expected = Some(("2025-08".to_owned(), "2025-10".to_owned()));
        check_at(&document, "2025-10-05T00:00:00Z", of_first(months), expected);
        check_at(&document, "2025-08-18T05:59:59Z", of_first(months), None);
    }

    #[test]
    fn days_have_seconds_and_visits() {
        let document = with_visits(
            NOW,
            &[
                ("2025-08-18T06:00:00Z", 600.0),
                ("2026-03-17T08:00:10Z", 840.0),
                ("2026-03-16T23:00:00Z", 60.0), // 17 March in Oslo
                ("2025-08-17T22:00:00Z", 5.0),  // 18 August in Oslo
            ],
        );
        check(&document, of_first(days), vec![day("2025-08-18", 2, 605.0), day("2026-03-17", 2, 900.0)]);
    }
}

mod heat_map {
    use super::*;

    #[track_caller]
    fn check_bounds(now: &str, expected: (&str, &str)) {
        let document = course(now, &json!({ "students": students(&[1]) }));
        let bounds = |details: &Details| (details.heat_map.0.to_string(), details.heat_map.1.to_string());
        check(&document, of_first(bounds), (expected.0.to_owned(), expected.1.to_owned()));
    }

    #[test]
    fn twelve_months_that_end_today() {
        check_bounds("2026-03-18T09:30:00Z", ("2025-03-19", "2026-03-18"));
        check_bounds("2025-12-31T12:00:00Z", ("2025-01-01", "2025-12-31"));
        check_bounds("2026-01-01T12:00:00Z", ("2025-01-02", "2026-01-01"));
        check_bounds("2026-04-30T12:00:00Z", ("2025-05-01", "2026-04-30"));
        // 00:30 on 19 March in Oslo.
        check_bounds("2026-03-18T23:30:00Z", ("2025-03-20", "2026-03-19"));
    }

    #[test]
    fn around_the_leap_day() {
        check_bounds("2024-02-28T12:00:00Z", ("2023-03-01", "2024-02-28"));
        check_bounds("2024-02-29T12:00:00Z", ("2023-03-01", "2024-02-29"));
        check_bounds("2024-03-01T12:00:00Z", ("2023-03-02", "2024-03-01"));
        check_bounds("2025-02-28T12:00:00Z", ("2024-02-29", "2025-02-28"));
        check_bounds("2025-03-01T12:00:00Z", ("2024-03-02", "2025-03-01"));
        // 00:30 on the leap day in Oslo.
        check_bounds("2024-02-28T23:30:00Z", ("2023-03-01", "2024-02-29"));
    }

    #[test]
    fn visits_within_the_bounds() {
        // From 19 March 2025, 00:00 in Oslo, 23:00 UTC the day before.
        let document = course(
            NOW,
            &json!({
                "students": students(&[1]),
                "visits": visits(&[
                    (1, "2025-03-18T22:59:59Z", 10.0),
                    (1, "2025-03-18T23:00:00Z", 20.0),
                    (1, "2026-03-18T09:00:00Z", 30.0),
                    (1, "2026-03-18T09:30:00Z", 40.0),
                ]),
            }),
        );
        let cells = |details: &Details| -> Vec<_> {
            details
                .heat_map_days()
                .iter()
                .map(|(date, cell)| day(&date.to_string(), cell.visits, cell.seconds))
                .collect()
        };
        check(&document, of_first(cells), vec![day("2025-03-19", 1, 20.0), day("2026-03-18", 2, 70.0)]);
        // As of the leap day 2024 nothing of this has happened.
        check_at(&document, "2024-02-29T12:00:00Z", of_first(cells), vec![]);
    }

    /// One element of each kind that matters.
    fn elements() -> Value {
        json!([
            { "id": "page", "kind": "page" },
            { "id": "test", "kind": "test" },
            { "id": "gone page", "kind": "page", "deletedAt": "2025-12-01T00:00:00Z" },
            { "id": "gone test", "kind": "test", "deletedAt": "2025-12-01T00:00:00Z" },
            { "id": "to come", "kind": "page", "createdAt": "2030-01-01T00:00:00Z" },
            { "id": "for others", "kind": "task", "availableTo": { "studentIds": [2] } },
            { "id": "for nobody", "kind": "file", "availableTo": {} },
            { "id": "off", "kind": "survey", "deactivatedAt": "2025-12-01T00:00:00Z" },
            { "id": "lti", "kind": "lti", "maxScore": 10 },
            { "id": "manual", "kind": "manualAssessment", "maxScore": 10 },
            { "id": "tool", "kind": "learningTool" },
            { "id": "graded tool", "kind": "learningTool", "maxScore": 10 },
            { "id": "package", "kind": "scorm" },
            { "id": "graded package", "kind": "scorm", "scaleId": "points" },
            { "id": "talk", "kind": "discussion" },
            { "id": "graded talk", "kind": "discussion", "scaleId": "points" },
            { "id": "game", "kind": "game" },
            { "id": "graded game", "kind": "game", "maxScore": 0 },
            { "id": "no kind" },
            { "id": "lost scale", "kind": "game", "scaleId": "unknown" },
        ])
    }

    /// The actions of one view, on 17 March.
    #[track_caller]
    fn check_view(element: &str, resources: u64, activities: u64) {
        let document = course(
            NOW,
            &json!({
                "students": students(&[1, 2]),
                "scales": [{ "id": "points", "kind": "points", "max": 10 }],
                "elements": elements(),
                "views": views(&[(1, element, "2026-03-17T08:00:00Z")]),
            }),
        );
        let expected = if resources + activities == 0 {
            vec![]
        } else {
            vec![("2026-03-17".to_owned(), resources, activities, 0)]
        };
        check(&document, of_first(actions), expected);
    }

    #[test]
    fn views_count_by_the_class_of_the_element() {
        for element in ["page", "tool", "package", "talk", "game", "no kind", "lost scale"] {
            check_view(element, 1, 0);
        }
        for element in ["test", "graded tool", "graded package", "graded talk", "graded game"] {
            check_view(element, 0, 1);
        }
        for element in ["lti", "manual"] {
            check_view(element, 0, 0);
        }
    }

    #[test]
    fn views_of_what_is_gone_or_closed_count() {
        for element in ["gone page", "to come", "for nobody"] {
            check_view(element, 1, 0);
        }
        for element in ["gone test", "for others", "off"] {
            check_view(element, 0, 1);
        }
    }

    #[test]
    fn each_view_and_each_post_counts() {
        let document = course(
            NOW,
            &json!({
                "students": students(&[1, 2]),
                "elements": elements(),
                "views": views(&[
                    (1, "page", "2026-03-17T08:00:00Z"),
                    (1, "page", "2026-03-17T08:00:00Z"),
                    (1, "test", "2026-03-17T09:00:00Z"),
                    (1, "lti", "2026-03-16T09:00:00Z"),
                    (2, "page", "2026-03-17T08:00:00Z"),
                    (1, "page", "2026-03-18T09:30:00Z"),
                    (1, "page", "2026-03-18T09:30:01Z"),
                    (1, "page", "2025-03-18T22:59:59Z"), // 18 March 2025, before the heat map
                    (1, "test", "2025-03-18T23:00:00Z"), // 19 March 2025, its first day
                ]),
                "posts": posts(&[
                    (1, "2026-03-17T10:00:00Z", "thread", None),
                    (1, "2026-03-17T10:01:00Z", "post", None),
                    (1, "2026-03-17T10:02:00Z", "announcement", None),
                    (1, "2026-03-17T10:03:00Z", "announcementComment", None),
                    (1, "2026-03-17T10:04:00Z", "message", None),
                    (1, "2026-03-17T10:05:00Z", "poll", None),
                    (1, "2026-03-17T10:06:00Z", "post", Some("2026-03-17T10:07:00Z")),
                    (1, "2026-03-18T09:30:01Z", "post", None),
                    (1, "2025-03-18T22:59:59Z", "post", None),
                ]),
            }),
        );
        let expected = vec![
            ("2025-03-19".to_owned(), 0, 1, 0),
            // 2 + 1 views, 7 posts; the view of the lti element the day before is no action.
            ("2026-03-17".to_owned(), 2, 1, 7),
            ("2026-03-18".to_owned(), 1, 0, 0),
        ];
        check(&document, of_first(actions), expected);
        let totals = |details: &Details| details.actions.iter().map(|(_, actions)| actions.total()).collect::<Vec<_>>();
        check(&document, of_first(totals), vec![1, 10, 1]);
    }
}

mod communication {
    use super::*;

    #[track_caller]
    fn check_posts(rows: &[(&str, &str, Option<&str>)], expected: (u64, u64, u64)) {
        let rows: Vec<_> = rows.iter().map(|(at, kind, deleted_at)| (1, *at, *kind, *deleted_at)).collect();
        let document = course(NOW, &json!({ "students": students(&[1]), "posts": posts(&rows) }));
        let figures = |details: &Details| {
            let Communication { threads_started, discussion_posts, announcement_comments } = details.communication;
            (threads_started, discussion_posts, announcement_comments)
        };
        check(&document, of_first(figures), expected);
    }

    const AT: &str = "2026-03-02T11:00:00Z";

    #[test]
    fn the_first_post_of_a_thread_is_a_post() {
        check_posts(&[(AT, "thread", None)], (1, 1, 0));
        check_posts(&[(AT, "post", None)], (0, 1, 0));
        check_posts(&[(AT, "thread", None), (AT, "post", None), (AT, "post", None)], (1, 3, 0));
    }

    #[test]
    fn of_announcements_only_comments() {
        check_posts(&[(AT, "announcementComment", None), (AT, "announcement", None)], (0, 0, 1));
    }

    #[test]
    fn messages_and_unknown_kinds_are_none_of_the_three() {
        check_posts(&[(AT, "message", None), (AT, "poll", None), (AT, "Thread", None)], (0, 0, 0));
    }

    #[test]
    fn deleted_posts_are_left_out_from_the_moment_of_their_deletion() {
        check_posts(&[(AT, "thread", Some(NOW)), (AT, "announcementComment", Some("2026-03-03T00:00:00Z"))], (0, 0, 0));
        check_posts(&[(AT, "thread", Some("2026-03-18T09:30:01Z"))], (1, 1, 0));
    }

    #[test]
    fn posts_have_no_lower_bound_and_end_with_the_moment() {
        check_posts(
            &[("2019-01-01T00:00:00Z", "post", None), (NOW, "post", None), ("2026-03-18T09:30:01Z", "post", None)],
            (0, 2, 0),
        );
    }
}
