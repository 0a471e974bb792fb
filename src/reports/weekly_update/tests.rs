//! Every figure worked out by hand from the definitions, at the edges of the week above all.

use serde_json::{Value, json};

use super::compute::{self, Week, WeeklyUpdate};
use crate::{
    dataset::{
        Dataset,
        zone::{Zone, native_zones},
    },
    document::parse_date,
    reports::{
        GroupFilter, Scope,
        fixture::{dataset, march, moment, scope_at, students},
        support::compute::Thresholds,
    },
};

fn update(data: &Dataset) -> WeeklyUpdate {
    compute::weekly_update(&Scope::new(data, None, &GroupFilter::default()), Thresholds::default())
}

#[track_caller]
fn check_friday(zone: &str, as_of: &str, archived_at: Value, expected: (&str, &str, &str, Option<&str>)) {
    let data = dataset(json!({
        "generatedAt": "2027-01-01T00:00:00Z",
        "timeZone": zone,
        "course": { "id": "c", "title": "Course", "archivedAt": archived_at },
    }));
    let update = compute::weekly_update(&scope_at(&data, as_of), Thresholds::default());
    let due = update.due.map(|due| due.to_string());
    let found = (update.from.to_string(), update.to.to_string(), update.as_of.to_string(), due.as_deref());
    let (from, to, end, due) = expected;
    assert_eq!(found, (from.to_owned(), to.to_owned(), end.to_owned(), due), "{zone}, as of {as_of}");
}

#[test]
fn the_last_friday_that_is_over() {
    let spring = ("2026-03-07", "2026-03-13", "2026-03-13T23:00:00Z", Some("2026-03-14T05:00:00Z"));
    let before = ("2026-02-28", "2026-03-06", "2026-03-06T23:00:00Z", Some("2026-03-07T05:00:00Z"));
    // 13 March 2026 is a Friday; in Oslo it ends at 23:00 UTC.
    check_friday("Europe/Oslo", "2026-03-18T12:00:00Z", Value::Null, spring);
    check_friday("Europe/Oslo", "2026-03-20T22:59:59Z", Value::Null, spring);
    check_friday("Europe/Oslo", "2026-03-13T23:00:00Z", Value::Null, spring);
    check_friday("Europe/Oslo", "2026-03-13T22:59:59.999Z", Value::Null, before);
    check_friday(
        "UTC",
        "2026-03-14T00:00:00Z",
        Value::Null,
        ("2026-03-07", "2026-03-13", "2026-03-14T00:00:00Z", Some("2026-03-14T06:00:00Z")),
    );
    // Clocks go forward on the Sunday after 27 March: from then on Friday ends at 22:00 UTC.
    check_friday(
        "Europe/Oslo",
        "2026-04-04T12:00:00Z",
        Value::Null,
        ("2026-03-28", "2026-04-03", "2026-04-03T22:00:00Z", Some("2026-04-04T04:00:00Z")),
    );
}

#[test]
fn nothing_is_due_of_an_archived_course() {
    let of = |due| ("2026-03-07", "2026-03-13", "2026-03-14T00:00:00Z", due);
    let due = Some("2026-03-14T06:00:00Z");
    check_friday("UTC", "2026-03-18T12:00:00Z", json!(march(10)), of(None));
    check_friday("UTC", "2026-03-18T12:00:00Z", json!("2026-03-14T06:00:00Z"), of(None));
    check_friday("UTC", "2026-03-18T12:00:00Z", json!("2026-03-14T06:00:01Z"), of(due));
    // Seen on Saturday at 01:00, it will be archived at 02:00, which nobody knows yet.
    check_friday("UTC", "2026-03-14T01:00:00Z", json!("2026-03-14T02:00:00Z"), of(due));
}

#[track_caller]
fn check_next_due(zone: &str, after: &str, expected: &str) {
    let zone = Zone::open(zone, &native_zones).unwrap();
    let due = compute::next_due(&zone, moment(after), None).unwrap();
    assert_eq!(due.to_string(), expected, "{} after {after}", zone.name());
}

/// Saturday, 14 March 2026; 06:00 in Oslo is 05:00 UTC in winter.
#[test]
fn the_first_saturday_morning_after_the_opt_in() {
    let (first, second) = ("2026-03-14T05:00:00Z", "2026-03-21T05:00:00Z");
    check_next_due("Europe/Oslo", "2026-03-09T08:00:00Z", first);
    check_next_due("Europe/Oslo", "2026-03-13T22:59:59Z", first);
    // On the Saturday itself: at midnight, just before six, at six and after.
    check_next_due("Europe/Oslo", "2026-03-13T23:00:00Z", first);
    check_next_due("Europe/Oslo", "2026-03-14T04:59:59.999Z", first);
    check_next_due("Europe/Oslo", first, second);
    check_next_due("Europe/Oslo", "2026-03-14T05:00:00.001Z", second);
    check_next_due("Europe/Oslo", "2026-03-14T22:59:59Z", second);
    check_next_due("Europe/Oslo", "2026-03-15T12:00:00Z", second);
    // Saturday begins, and six o'clock is, where the course is: in Auckland, 13 hours ahead, Friday's evening in UTC.
    check_next_due("Pacific/Auckland", "2026-03-13T16:59:59Z", "2026-03-13T17:00:00Z");
    check_next_due("Pacific/Auckland", "2026-03-13T17:00:00Z", "2026-03-20T17:00:00Z");
}

/// Clocks go forward in the night to Sunday, 29 March 2026, and back in that to Sunday, 25 October.
#[test]
fn six_oclock_is_on_the_clocks_of_the_day() {
    check_next_due("Europe/Oslo", "2026-03-27T12:00:00Z", "2026-03-28T05:00:00Z");
    check_next_due("Europe/Oslo", "2026-03-28T05:00:00Z", "2026-04-04T04:00:00Z");
    check_next_due("Europe/Oslo", "2026-10-24T03:59:59Z", "2026-10-24T04:00:00Z");
    check_next_due("Europe/Oslo", "2026-10-24T04:00:00Z", "2026-10-31T05:00:00Z");
    // Where clocks change in the night to the Saturday itself: forward from 8 to 9 hours ahead, back from 3 to 2.
    check_next_due("Asia/Ulaanbaatar", "2015-03-27T12:00:00Z", "2015-03-27T21:00:00Z");
    check_next_due("Asia/Gaza", "2018-10-26T12:00:00Z", "2018-10-27T04:00:00Z");
}

#[test]
fn nothing_is_next_for_an_archived_course() {
    let zone = Zone::open("UTC", &native_zones).unwrap();
    let next = |archived_at: &str| compute::next_due(&zone, moment(&march(10)), Some(moment(archived_at)));
    assert_eq!(next(&march(1)), None);
    assert_eq!(next("2026-03-14T06:00:00Z"), None);
    // It will be archived after the next one.
    assert_eq!(next("2026-03-14T06:00:01Z"), Some(moment("2026-03-14T06:00:00Z")));
}

#[track_caller]
fn check_week_of(day: &str, archived_at: Value, expected: Result<(&str, Option<&str>), &str>) {
    let data = dataset(json!({
        "generatedAt": "2026-03-18T12:00:00Z",
        "timeZone": "Europe/Oslo",
        "course": { "id": "c", "title": "Course", "archivedAt": archived_at },
    }));
    let found = compute::weekly_update_of(&data, parse_date(day).unwrap(), Thresholds::default());
    let found = found.map(|update| (update.to.to_string(), update.due.map(|due| due.to_string())));
    let expected = expected.map(|(to, due)| (to.to_owned(), due.map(str::to_owned)));
    assert_eq!(found.map_err(|error| error.to_string()), expected.map_err(str::to_owned), "{day}");
}

#[test]
fn the_week_that_a_day_is_in() {
    let (last, before) =
        (Ok(("2026-03-13", Some("2026-03-14T05:00:00Z"))), Ok(("2026-03-06", Some("2026-03-07T05:00:00Z"))));
    // Monday the 9th to Sunday the 15th.
    for day in ["2026-03-09", "2026-03-13", "2026-03-14", "2026-03-15"] {
        check_week_of(day, Value::Null, last);
    }
    check_week_of("2026-03-08", Value::Null, before);
    check_week_of(
        "2026-03-16",
        Value::Null,
        Err("the week to 2026-03-20 ends at 2026-03-20T23:00:00Z, and the document was made before that, at \
             2026-03-18T12:00:00Z"),
    );
    // When the update was due the course was archived already, or not yet.
    check_week_of("2026-03-13", json!("2026-03-14T02:00:00Z"), Ok(("2026-03-13", None)));
    check_week_of("2026-03-13", json!(march(16)), last);
}

fn visit(student: u32, start: &str, seconds: u32) -> Value {
    json!({ "studentId": student, "start": start, "seconds": seconds })
}

fn completion(student: u32, element: u32, at: &str) -> Value {
    json!({ "studentId": student, "elementId": element, "completedAt": at })
}

fn grade(student: u32, element: u32, value: Value, at: &str) -> Value {
    json!({ "studentId": student, "elementId": element, "value": value, "gradedAt": at })
}

/// Seen on Wednesday, 18 March: the week is the 7th to the 13th, the one before the 28th to the 6th.
#[test]
fn the_week_against_the_one_before() {
    let mut students = students(5);
    students[2]["leftAt"] = json!("2026-03-13T23:59:59Z");
    // Saturday 00:00 itself is not counted: this one has not left, that one not come.
    students[3]["leftAt"] = json!("2026-03-14T00:00:00Z");
    students[4]["enrolledAt"] = json!("2026-03-14T00:00:00Z");
    let data = dataset(json!({
        "students": students,
        "scales": [{ "id": "s", "max": 10 }],
        "elements": [
            { "id": 1, "kind": "task" },
            { "id": 2, "kind": "test", "availableTo": { "studentIds": [1] } },
            { "id": 3, "kind": "page", "scaleId": "s" },
            { "id": 4, "kind": "task", "scaleId": "s", "deletedAt": march(13) },
            { "id": 5, "kind": "task", "scaleId": "s", "deletedAt": "2026-03-14T00:00:00Z" },
            { "id": 6, "kind": "task", "createdAt": march(14) },
        ],
        "visits": [
            visit(1, "2026-03-07T00:00:00Z", 100), visit(1, "2026-03-13T23:59:59Z", 500),
            visit(4, "2026-03-10T00:00:00Z", 300),
            visit(1, "2026-03-06T23:59:59Z", 60), visit(1, "2026-02-28T00:00:00Z", 40),
            visit(2, "2026-02-27T23:59:59Z", 9999), visit(1, "2026-03-14T00:00:00Z", 9999),
            visit(3, &march(10), 9999), visit(5, &march(10), 9999),
        ],
        "completions": [
            // The first one counts, though it was in the week before.
            completion(1, 1, &march(12)), completion(1, 1, &march(5)),
            completion(2, 1, &march(12)), completion(2, 1, &march(13)),
            completion(1, 2, &march(8)), completion(2, 2, &march(8)),
            completion(1, 3, &march(8)), completion(1, 4, &march(8)), completion(1, 5, &march(8)),
            completion(1, 6, &march(8)), completion(3, 1, &march(8)), completion(4, 1, "2026-03-14T00:00:00Z"),
        ],
        "grades": [
            grade(1, 3, json!(5), &march(9)), grade(1, 3, json!(6), &march(9)), grade(1, 3, json!(99), &march(13)),
            grade(2, 5, json!(5), &march(6)), grade(2, 4, json!(5), &march(12)), grade(2, 6, json!(5), &march(12)),
            grade(3, 3, json!(5), &march(12)), grade(2, 1, json!("?"), &march(12)),
            grade(2, 3, json!(5), "2026-03-14T00:00:00Z"),
        ],
    }));
    let update = update(&data);
    assert_eq!(update.participants, 3);
    // Students 1 and 4; 100 + 500 + 300. Completed: tasks 1 and 5, and test 2. Grades: three
    // of student 1, and the one on the task that has no scale.
    let last7 = Week { active_students: 2, visits: 3, seconds: 900.0, activities_completed: 3, grades_given: 4 };
    assert_eq!(update.last7, last7);
    assert_eq!(update.last7.average_visit_seconds(), Some(300.0));
    let previous7 = Week { active_students: 1, visits: 2, seconds: 100.0, activities_completed: 1, grades_given: 1 };
    assert_eq!(update.previous7, previous7);
    assert_eq!(Week::default().average_visit_seconds(), None);
    let bytes = postcard::to_stdvec(&update).unwrap();
    assert_eq!(postcard::from_bytes::<WeeklyUpdate>(&bytes).unwrap(), update);
}

#[test]
fn signals_are_those_of_the_end_of_friday() {
    let task = |id: u32, deadline: &str| json!({ "id": id, "kind": "task", "deadline": deadline });
    let data = dataset(json!({
        "students": students(2),
        "course": { "id": "c", "title": "Course", "settings": { "summaryLimit": 1 } },
        // A deadline at the end of Friday has not passed.
        "elements": [task(1, &march(12)), task(2, "2026-03-14T00:00:00Z"), task(3, "2026-03-13T23:59:59Z")],
        "completions": [completion(2, 1, &march(14))],
        // On Friday the 13th, 7 days after the 6th; on the 18th he has been here since.
        "visits": [visit(1, &march(6), 60), visit(1, &march(15), 60), visit(2, &march(7), 60)],
    }));
    let update = update(&data);
    let signals = |place: usize| update.support.students[place];
    let absent = signals(0).absent.unwrap();
    assert_eq!((absent.days, absent.last_visit), (7, Some(moment(&march(6)))));
    assert_eq!((signals(0).overdue, signals(1).overdue), (Some(2), Some(2)));
    assert_eq!(signals(1).absent, None);
}

#[test]
fn a_filter_does_not_change_the_update() {
    let data = dataset(json!({ "students": students(3), "visits": [visit(2, &march(12), 60)] }));
    let nobody = GroupFilter { group_ids: vec!["unknown".to_owned()], without_group: false };
    let filtered = compute::weekly_update(&Scope::new(&data, None, &nobody), Thresholds::default());
    assert_eq!(filtered, update(&data));
}
