//! Expected values are counted by hand from the rows.

use proptest::prelude::*;
use serde_json::json;

use super::compute::{Change, Total, changes};
use crate::{
    dataset::Dataset,
    reports::{
        GroupFilter, Scope,
        fixture::{dataset, march, moment, scope_at},
    },
};

/// Ada 1, Bo 2, Cato 3 who joins on 12 March, Dina 4 to whom nothing happens, Eli 5 who leaves on 11 March.
/// The reader looked at noon on 10 March.
fn course() -> Dataset {
    dataset(json!({
        "groups": [{ "id": "g", "title": "G" }],
        "students": [
            { "id": 1, "groupIds": ["g"] }, { "id": 2 }, { "id": 3, "enrolledAt": march(12) }, { "id": 4 },
            { "id": 5, "leftAt": march(11) },
        ],
        "elements": [
            { "id": "quiz", "kind": "test", "title": "Quiz" },
            { "id": "page", "kind": "page", "title": "Page" },
            { "id": "gone", "kind": "test", "title": "Gone", "deletedAt": march(15) },
        ],
        "visits": [
            // At the moment itself: seen already.
            { "studentId": 1, "start": march(10), "seconds": 60 },
            { "studentId": 1, "start": march(11), "seconds": 60 },
            { "studentId": 1, "start": march(12), "seconds": 60 },
            { "studentId": 3, "start": march(13), "seconds": 60 },
            { "studentId": 5, "start": "2026-03-10T13:00:00Z", "seconds": 60 },
            { "studentId": 2, "start": march(9), "seconds": 60 },
        ],
        "completions": [
            // Completed before, so not for the first time.
            { "studentId": 1, "elementId": "quiz", "completedAt": march(9) },
            { "studentId": 1, "elementId": "quiz", "completedAt": march(12) },
            { "studentId": 2, "elementId": "quiz", "completedAt": march(14) },
            { "studentId": 2, "elementId": "quiz", "completedAt": march(15) },
            // Deleted since.
            { "studentId": 2, "elementId": "gone", "completedAt": march(14) },
        ],
        "grades": [
            { "studentId": 1, "elementId": "quiz", "gradedAt": march(9), "value": 1 },
            { "studentId": 1, "elementId": "quiz", "gradedAt": march(12), "value": 2 },
            { "studentId": 1, "elementId": "quiz", "gradedAt": march(13), "value": 3 },
            { "studentId": 1, "elementId": "gone", "gradedAt": march(13), "value": 3 },
        ],
        "posts": [
            { "studentId": 2, "at": march(14), "kind": "thread" },
            { "studentId": 2, "at": march(15), "kind": "post", "deletedAt": march(16) },
        ],
    }))
}

#[test]
fn what_happened_around_each_student() {
    let data = course();
    let found = changes(&scope_at(&data, "2026-03-18T12:00:00Z"), moment(&march(10))).unwrap();
    let none = Change::default();
    assert_eq!(
        found.students,
        [
            (0, Change { visits: 2, grades: 2, ..none }),
            (1, Change { completed: 1, posts: 1, ..none }),
            (2, Change { joined: true, visits: 1, ..none }),
        ]
    );
    assert_eq!(found.of(1), Some(Change { completed: 1, posts: 1, ..none }));
    assert_eq!(found.of(3), None);
    let total = Total { joined: 1, active: 2, visits: 3, completed: 1, grades: 2, posts: 1 };
    assert_eq!(found.total(), total);
}

#[test]
fn at_an_earlier_moment_what_came_later_has_not_happened() {
    let data = course();
    let found = changes(&scope_at(&data, &march(13)), moment(&march(10))).unwrap();
    let none = Change::default();
    // On the 13th at noon: two visits, the grades of the 12th and, on two elements, of the 13th.
    assert_eq!(
        found.students,
        [(0, Change { visits: 2, grades: 3, ..none }), (2, Change { joined: true, visits: 1, ..none }),]
    );
    assert_eq!(changes(&scope_at(&data, &march(10)), moment(&march(10))), None);
    assert_eq!(changes(&scope_at(&data, &march(9)), moment(&march(10))), None);
}

#[test]
fn only_listed_students() {
    let data = course();
    let filter = GroupFilter { group_ids: vec!["g".to_owned()], without_group: false };
    let found = changes(&Scope::new(&data, None, &filter), moment(&march(10))).unwrap();
    assert_eq!(found.students.iter().map(|(student, _)| *student).collect::<Vec<_>>(), [0]);
}

proptest! {
    /// What happened in two windows, one after the other, is what happened in both together, as long as
    /// nobody joins and nothing is deleted.
    #[test]
    fn windows_add_up(
        visits in proptest::collection::vec((1..4_u32, 1..18_u32), 0..30),
        completions in proptest::collection::vec((1..4_u32, 1..18_u32), 0..30),
        middle in 1..18_u32,
    ) {
        let rows = |rows: &[(u32, u32)], name: &str| -> serde_json::Value {
            rows.iter().map(|(user, day)| json!({ "studentId": user, "elementId": "quiz", "seconds": 0, name: march(*day) })).collect()
        };
        let data = dataset(json!({
            "students": [{ "id": 1 }, { "id": 2 }, { "id": 3 }],
            "elements": [{ "id": "quiz", "kind": "test", "title": "Quiz" }],
            "visits": rows(&visits, "start"),
            "completions": rows(&completions, "completedAt"),
        }));
        let total = |from: &str, to: &str| {
            changes(&scope_at(&data, to), moment(from)).map(|changes| changes.total()).unwrap_or_default()
        };
        let (first, last) = ("2026-02-28T12:00:00Z", "2026-03-18T12:00:00Z");
        let (all, before, after) = (total(first, last), total(first, &march(middle)), total(&march(middle), last));
        prop_assert_eq!(all.visits, before.visits + after.visits);
        prop_assert_eq!(all.completed, before.completed + after.completed);
        let students: std::collections::BTreeSet<u32> = completions.iter().map(|(student, _)| *student).collect();
        prop_assert_eq!(all.completed, students.len() as u64);
    }
}
