//! Every signal worked out by hand from the definitions, at its threshold and just short of it, and
//! laws that hold for any course.

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

use super::compute::{self, Absent, StudentSignals, Support, Thresholds};
use crate::{
    dataset::Dataset,
    reports::{
        GroupFilter, Scope,
        fixture::{dataset, march, moment, students},
        grades::book::GradeBook,
    },
};

/// The course at its own moment: noon on 18 March.
fn support_with(data: &Dataset, thresholds: Thresholds) -> Support {
    support_of_listed(data, &GroupFilter::default(), thresholds)
}

fn support_of_listed(data: &Dataset, filter: &GroupFilter, thresholds: Thresholds) -> Support {
    let scope = Scope::new(data, None, filter);
    compute::support(&GradeBook::new(&scope), scope.listed(), thresholds)
}

/// The signals of the first student.
fn first(data: &Dataset) -> Option<StudentSignals> {
    support_with(data, Thresholds::default()).students.first().filter(|signals| signals.student == 0).copied()
}

fn visit(student: u32, start: impl Into<String>, seconds: u32) -> Value {
    json!({ "studentId": student, "start": start.into(), "seconds": seconds })
}

#[track_caller]
fn check_absent(visits: &[&str], enrolled: Value, starts_on: Value, expected: Option<(u32, u32, Option<&str>)>) {
    let data = dataset(json!({
        "course": { "id": "c", "title": "Course", "startsOn": starts_on },
        "students": [{ "id": 1, "enrolledAt": enrolled }],
        "visits": visits.iter().map(|start| visit(1, *start, 60)).collect::<Vec<_>>(),
    }));
    let expected = expected.map(|(days, since, last_visit)| Absent {
        days,
        since: data.zone.day(moment(&march(since))),
        last_visit: last_visit.map(moment),
    });
    assert_eq!(first(&data).and_then(|signals| signals.absent), expected, "{visits:?}, {enrolled}, {starts_on}");
}

#[test]
fn absent_for_a_week() {
    let none = || Value::Null;
    // 18 − 11 = 7 days, whatever the hour; 18 − 12 = 6.
    check_absent(&["2026-03-11T23:59:59Z"], none(), none(), Some((7, 11, Some("2026-03-11T23:59:59Z"))));
    check_absent(&["2026-03-12T00:00:00Z", "2026-03-01T00:00:00Z"], none(), none(), None);
    // A visit that is still to come.
    check_absent(
        &["2026-03-09T08:00:00Z", "2026-03-18T12:00:01Z"],
        none(),
        none(),
        Some((9, 9, Some("2026-03-09T08:00:00Z"))),
    );
    // Never here: since the later of enrolment and beginning of the course.
    check_absent(&[], json!(march(2)), json!("2026-03-08"), Some((10, 8, None)));
    check_absent(&[], json!(march(9)), json!("2026-03-08"), Some((9, 9, None)));
    check_absent(&[], json!(march(9)), none(), Some((9, 9, None)));
    check_absent(&[], none(), json!("2026-03-09"), Some((9, 9, None)));
    check_absent(&[], json!(march(12)), json!("2026-03-01"), None);
    check_absent(&[], none(), none(), None);
    // The course begins later.
    check_absent(&[], json!(march(1)), json!("2026-03-28"), None);
}

#[track_caller]
fn check_less_time(visits: &[(u32, u32)], expected: Option<f64>) {
    let data = dataset(json!({
        "students": students(1),
        "visits": visits.iter().map(|(day, seconds)| visit(1, march(*day), *seconds)).collect::<Vec<_>>(),
    }));
    let change = first(&data).and_then(|signals| signals.less_time).and_then(|weeks| weeks.change_percent());
    assert_eq!(change, expected, "{visits:?}");
}

#[test]
fn half_the_time_of_the_week_before() {
    // The 12th to the 18th against the 5th to the 11th.
    check_less_time(&[(5, 1000), (11, 1000), (12, 500), (18, 500)], Some(-50.0));
    check_less_time(&[(5, 1000), (11, 1000), (12, 501), (18, 500)], None);
    check_less_time(&[(4, 9000), (5, 1800), (12, 450)], Some(-75.0));
    // The earlier week must have had half an hour.
    check_less_time(&[(5, 1800)], Some(-100.0));
    check_less_time(&[(5, 1799)], None);
}

fn task(id: u32, members: Value) -> Value {
    let mut element = json!({ "id": id, "title": id.to_string(), "kind": "task", "deadline": march(10) });
    for (name, value) in members.as_object().unwrap() {
        element[name] = value.clone();
    }
    element
}

#[track_caller]
fn check_overdue(second: Value, completions: &[(u32, u32)], expected: Option<u32>) {
    let completion =
        |(element, day): &(u32, u32)| json!({ "studentId": 1, "elementId": element, "completedAt": march(*day) });
    let data = dataset(json!({
        "students": students(2),
        "scales": [{ "id": "s", "max": 10 }],
        "elements": [task(1, json!({})), task(2, second.clone())],
        "completions": completions.iter().map(completion).collect::<Vec<_>>(),
        // A grade completes nothing here.
        "grades": [{ "studentId": 1, "elementId": 1, "value": 5, "gradedAt": march(9) }],
    }));
    assert_eq!(first(&data).and_then(|signals| signals.overdue), expected, "{second} and completed {completions:?}");
}

#[test]
fn two_overdue_activities() {
    check_overdue(json!({}), &[], Some(2));
    // Late is completed; tomorrow is not.
    check_overdue(json!({}), &[(1, 17)], None);
    check_overdue(json!({}), &[(1, 19)], Some(2));
    // The second one's time is over by its last moment, or isn't over.
    check_overdue(json!({ "deadline": null, "activeUntil": march(18) }), &[], Some(2));
    check_overdue(json!({ "deadline": null }), &[], None);
    check_overdue(json!({ "deadline": march(19) }), &[], None);
    check_overdue(json!({ "activeFrom": march(19) }), &[], None);
    // It is not an activity, not there, not for the student; a deactivated one is.
    check_overdue(json!({ "kind": "page" }), &[], None);
    check_overdue(json!({ "kind": "lti", "scaleId": "s" }), &[], None);
    check_overdue(json!({ "kind": "discussion", "scaleId": "s" }), &[], Some(2));
    check_overdue(json!({ "deletedAt": march(11) }), &[], None);
    check_overdue(json!({ "availableTo": { "studentIds": [2] } }), &[], None);
    check_overdue(json!({ "deactivatedAt": march(5) }), &[], Some(2));
}

/// A test for each grade, the same for every student: `percent[student][test]`.
fn graded(percent: &[&[Option<f64>]], settings: Value) -> Dataset {
    let tests = percent.iter().map(|grades| grades.len()).max().unwrap_or_default();
    let test = |index: usize| json!({ "id": index, "title": index.to_string(), "kind": "lti", "scaleId": "s", "deadline": march(index as u32 + 1) });
    let mut grades = Vec::new();
    for (student, of_student) in percent.iter().enumerate() {
        for (test, value) in of_student.iter().enumerate() {
            if let Some(value) = value {
                grades.push(
                    json!({ "studentId": student + 1, "elementId": test, "value": value, "gradedAt": march(17) }),
                );
            }
        }
    }
    dataset(json!({
        "course": { "id": "c", "title": "Course", "settings": settings },
        "students": students(percent.len()), "scales": [{ "id": "s", "max": 100 }],
        "elements": (0..tests).map(test).collect::<Vec<_>>(), "grades": grades,
    }))
}

#[track_caller]
fn check_below(averages: &[f64], settings: Value, expected: &[u32]) -> Support {
    let grades: Vec<[Option<f64>; 1]> = averages.iter().map(|average| [Some(*average)]).collect();
    let grades: Vec<&[Option<f64>]> = grades.iter().map(|grades| grades.as_slice()).collect();
    let support = support_with(&graded(&grades, settings), Thresholds::default());
    let below = |signals: &StudentSignals| signals.below_course.map(|_| signals.student);
    assert_eq!(support.students.iter().filter_map(below).collect::<Vec<_>>(), expected, "{averages:?}");
    support
}

#[test]
fn one_deviation_below_the_course() {
    // Mean 60; distances −20, −20, 0, 20, 20: variance 1600 / 5 = 320, deviation 17.8885…
    let support = check_below(&[40.0, 40.0, 60.0, 80.0, 80.0], json!({}), &[0, 1]);
    let below = support.students[0].below_course.unwrap();
    assert_eq!((below.average, below.course_mean), (40.0, 60.0));
    assert!((below.course_deviation - 320.0_f64.sqrt()).abs() < 1e-12);
    assert!((below.deviations_below() - 20.0 / 320.0_f64.sqrt()).abs() < 1e-12);
    // Exactly one deviation, in tenths, which no float holds: mean 0.2, each 0.1 away from it.
    check_below(&[0.1, 0.1, 0.1, 0.3, 0.3, 0.3], json!({}), &[0, 1, 2]);
    // Four averages are too few; equal ones don't deviate.
    check_below(&[0.0, 60.0, 80.0, 80.0], json!({}), &[]);
    check_below(&[0.3, 0.3, 0.3, 0.3, 0.3], json!({}), &[]);
    // Hidden with the course's averages, and not by the size of the course.
    check_below(&[40.0, 40.0, 60.0, 80.0, 80.0], json!({ "showCourseAverage": false }), &[]);
    check_below(&[40.0, 40.0, 60.0, 80.0, 80.0], json!({ "summaryLimit": 1 }), &[0, 1]);
}

#[track_caller]
fn check_falling(trend: &[Option<f64>], expected: Option<f64>) {
    // A second student, so that every test has a course average and a position.
    let all = vec![Some(50.0); trend.len()];
    let signals = first(&graded(&[trend, &all], json!({ "showCourseAverage": false })));
    assert_eq!(signals.and_then(|signals| signals.falling).map(|falling| falling.slope), expected, "{trend:?}");
}

#[test]
fn falling_over_the_last_four_grades() {
    let all = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
    check_falling(&all(&[80.0, 75.0, 70.0, 65.0]), Some(-5.0));
    check_falling(&all(&[80.0, 75.1, 70.2, 65.3]), None);
    check_falling(&all(&[65.0, 70.0, 75.0, 80.0]), None);
    check_falling(&all(&[80.0, 60.0, 40.0]), None);
    // What was before the last four doesn't count: all five rise and fall, slope
    // ((−2)(0) + (−1)(90) + 0 + (1)(70) + (2)(60)) / 10 = 10; the last four fall by 10.
    check_falling(&all(&[0.0, 90.0, 80.0, 70.0, 60.0]), Some(-10.0));
    // Gaps keep their positions: values 80, 70, 60, 50 at 0, 2, 3, 5, whose mean is 2.5.
    // (−2.5)(15) + (−0.5)(5) + (0.5)(−5) + (2.5)(−15) = −80; squares 6.25 + 0.25 + 0.25 + 6.25 = 13.
    check_falling(&[Some(80.0), None, Some(70.0), Some(60.0), None, Some(50.0), None], Some(-80.0 / 13.0));
    // The same grades without gaps would fall by 10; spread so far, 5 values' room each, they don't.
    check_falling(&[Some(70.0), None, None, Some(60.0), None, None, Some(50.0), None, None, Some(40.0)], None);
}

#[test]
fn a_scale_without_range_has_nothing_falling() {
    let level = |label: &str| json!({ "label": label, "value": 3 });
    let element =
        |id: u32| json!({ "id": id, "title": id.to_string(), "kind": "lti", "scaleId": "s", "deadline": march(id) });
    let grade = |id: u32, label: &str| json!({ "studentId": 1, "elementId": id, "value": label, "gradedAt": march(9) });
    let data = dataset(json!({
        "students": students(1),
        "scales": [{ "id": "s", "kind": "levels", "levels": [level("A"), level("B")] }],
        "elements": [element(1), element(2), element(3), element(4)],
        "grades": [grade(1, "A"), grade(2, "A"), grade(3, "B"), grade(4, "B")],
    }));
    assert_eq!(first(&data), None);
}

/// A student of whom every signal holds, and one of whom none does.
fn all_signals() -> Dataset {
    let mut data = json!({
        "groups": [{ "id": "g" }],
        "students": [{ "id": 1 }, { "id": 2, "groupIds": ["g"] }, { "id": 3 }, { "id": 4 }, { "id": 5 }],
        "scales": [{ "id": "s", "max": 100 }],
        "elements": [task(1, json!({})), task(2, json!({}))],
        "completions": [],
        "visits": [visit(1, march(8), 3600)],
        "grades": [],
    });
    for student in 2..=5 {
        for element in 1..=2 {
            let completion = json!({ "studentId": student, "elementId": element, "completedAt": march(9) });
            data["completions"].as_array_mut().unwrap().push(completion);
        }
        data["visits"].as_array_mut().unwrap().push(visit(student, march(18), 60));
    }
    for test in 11..=14 {
        let element =
            json!({ "id": test, "title": test.to_string(), "kind": "lti", "scaleId": "s", "deadline": march(test) });
        data["elements"].as_array_mut().unwrap().push(element);
        for student in 1..=5 {
            let value = if student == 1 { 180 - 10 * test } else { 90 };
            let grade = json!({ "studentId": student, "elementId": test, "value": value, "gradedAt": march(15) });
            data["grades"].as_array_mut().unwrap().push(grade);
        }
    }
    dataset(data)
}

#[track_caller]
fn check_switched_off(thresholds: Thresholds, expected: usize) {
    let students = support_with(&all_signals(), thresholds).students;
    assert_eq!(students.first().map_or(0, StudentSignals::count), expected, "{thresholds:?}");
    assert!(students.len() <= 1);
}

#[test]
fn each_rule_has_its_switch() {
    let all = Thresholds::default();
    check_switched_off(all, 5);
    check_switched_off(Thresholds { absent_days: 0, ..all }, 4);
    check_switched_off(Thresholds { less_time_percent: 0.0, ..all }, 4);
    check_switched_off(Thresholds { overdue_activities: 0, ..all }, 4);
    check_switched_off(Thresholds { below_course_deviations: 0.0, ..all }, 4);
    check_switched_off(Thresholds { falling_grades: 0, ..all }, 4);
    let off = Thresholds {
        absent_days: 0,
        less_time_percent: 0.0,
        overdue_activities: 0,
        below_course_deviations: 0.0,
        falling_grades: 0,
    };
    check_switched_off(off, 0);
    // And a threshold: absent for 10 days, 100 percent less, 2 overdue, 2 deviations (averages 55
    // and four times 90: mean 83, distances 28 and 7, variance (784 + 4 × 49) / 5 = 196, so
    // 28 / 14 = 2), 4 grades.
    let just = Thresholds {
        absent_days: 10,
        less_time_percent: 100.0,
        overdue_activities: 2,
        below_course_deviations: 2.0,
        falling_grades: 4,
    };
    check_switched_off(just, 5);
    check_switched_off(Thresholds { absent_days: 11, ..just }, 4);
    check_switched_off(Thresholds { overdue_activities: 3, ..just }, 4);
    check_switched_off(Thresholds { below_course_deviations: 2.01, ..just }, 4);
    check_switched_off(Thresholds { falling_grades: 5, ..just }, 4);
    // One value has no slope.
    check_switched_off(Thresholds { falling_grades: 1, ..just }, 4);
}

#[test]
fn a_filter_narrows_the_list_and_not_whom_a_student_is_compared_with() {
    let data = all_signals();
    let support = |filter: &GroupFilter| support_of_listed(&data, filter, Thresholds::default());
    let group = GroupFilter { group_ids: vec!["g".to_owned()], without_group: false };
    assert!(support(&group).students.is_empty());
    let rest = GroupFilter { group_ids: Vec::new(), without_group: true };
    let of_rest = support(&rest);
    assert_eq!(of_rest, support(&GroupFilter::default()));
    assert_eq!(of_rest.students[0].below_course.unwrap().course_mean, 83.0);
}

#[test]
fn a_course_without_anything_has_no_signals() {
    let support = support_with(&dataset(json!({ "students": students(3) })), Thresholds::default());
    assert_eq!((support.selection, support.students), (None, Vec::new()));
}

fn any_thresholds() -> impl Strategy<Value = Thresholds> {
    (1..20_u32, 1.0..100.0, 1..4_u32, 0.1..3.0, 2..6_u32).prop_map(
        |(absent_days, less_time_percent, overdue_activities, below_course_deviations, falling_grades)| Thresholds {
            absent_days,
            less_time_percent,
            overdue_activities,
            below_course_deviations,
            falling_grades,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A stricter threshold never lets anybody in.
    #[test]
    fn signals_only_go_with_stricter_thresholds(
        visits in vec((1..=4_u32, 1..=18_u32, 0..4000_u32), 0..30), grades in vec((1..=6_u32, 1..=5_u32, 0..=100_u32), 0..40),
        loose in any_thresholds(),
    ) {
        let grade = |(student, element, value): (u32, u32, u32)| {
            json!({ "studentId": student, "elementId": element, "value": value, "gradedAt": march(9) })
        };
        let test = |id: u32| task(id, json!({ "scaleId": "s" }));
        let data = dataset(json!({
            "students": students(6),
            "scales": [{ "id": "s", "max": 100 }],
            "elements": (1..=5).map(test).collect::<Vec<_>>(),
            "visits": visits.into_iter().map(|(student, day, seconds)| visit(student, march(day), seconds)).collect::<Vec<_>>(),
            "grades": grades.into_iter().map(grade).collect::<Vec<_>>(),
        }));
        // Not so of how many grades are looked at: more of them are other ones.
        let strict = Thresholds {
            absent_days: loose.absent_days + 1,
            less_time_percent: loose.less_time_percent * 1.5,
            overdue_activities: loose.overdue_activities + 1,
            below_course_deviations: loose.below_course_deviations * 1.5,
            falling_grades: loose.falling_grades,
        };
        let (loose, strict) = (support_with(&data, loose), support_with(&data, strict));
        prop_assert!(loose.students.is_sorted_by_key(|signals| signals.student));
        for signals in &strict.students {
            let before = loose.students.iter().find(|before| before.student == signals.student).unwrap();
            prop_assert!(signals.absent.is_none() || signals.absent == before.absent);
            prop_assert!(signals.less_time.is_none() || signals.less_time == before.less_time);
            prop_assert!(signals.overdue.is_none() || signals.overdue == before.overdue);
            prop_assert!(signals.below_course.is_none() || signals.below_course == before.below_course);
            prop_assert_eq!(signals.falling, before.falling);
        }
        let bytes = postcard::to_stdvec(&loose).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Support>(&bytes).unwrap(), loose);
    }
}
