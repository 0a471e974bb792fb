//! The order of elements, the work on them, the time online, the grade shown.

use serde_json::{Value, json};

use super::*;
use crate::reports::fixture::{dataset, moment, scope_at};

const NOON: &str = "2026-03-18T12:00:00Z";

/// The ids of the outline.
fn outline_ids(document: Value) -> Vec<String> {
    let data = dataset(document);
    let ids = outline(&scope_at(&data, NOON)).into_iter();
    ids.map(|element| data.elements[element as usize].id.clone()).collect()
}

#[test]
fn positions_come_first_then_titles() {
    let order = outline_ids(json!({ "elements": [
        { "id": "no position, b", "title": "b" },
        { "id": "no position, A", "title": "A" },
        { "id": "position 2", "title": "a", "position": 2 },
        { "id": "position 1, Å", "title": "Å", "position": 1 },
        { "id": "position 1, z", "title": "z", "position": 1 },
        { "id": "position 1, a", "title": "a", "position": 1 },
        { "id": "position 1, A", "title": "A", "position": 1 },
        { "id": "position 1, A again", "title": "A", "position": 1 },
        { "id": "position -0.5", "title": "z", "position": -0.5 },
    ] }));
    assert_eq!(
        order,
        [
            "position -0.5",
            "position 1, A",
            "position 1, A again",
            "position 1, a",
            "position 1, z",
            "position 1, Å",
            "position 2",
            "no position, A",
            "no position, b",
        ]
    );
}

#[test]
fn folders_stand_among_elements_and_before_them_at_a_tie() {
    let document = json!({
        "folders": [
            { "id": 1, "title": "Week 2", "position": 2 },
            { "id": 2, "title": "Deeper", "parentId": 1, "position": 1 },
            { "id": 3, "title": "Empty", "position": 0 },
        ],
        "elements": [
            { "id": "tie", "title": "Week 2", "position": 2 },
            { "id": "third in folder", "folderId": 1, "position": 2 },
            { "id": "deeper", "folderId": 2 },
            { "id": "first in folder", "folderId": 1, "position": 0 },
            { "id": "before", "position": 1 },
            { "id": "unknown folder", "folderId": 9, "position": 3 },
        ],
    });
    let data = dataset(document.clone());
    let order = outline_ids(document);
    assert_eq!(order, ["before", "first in folder", "deeper", "third in folder", "tie", "unknown folder"]);
    assert_eq!(folder_path(&data, &data.elements[2]), [0, 1]);
    assert_eq!(folder_path(&data, &data.elements[4]), [0; 0]);
}

#[test]
fn the_outline_has_what_is_there() {
    let order = outline_ids(json!({ "elements": [
        { "id": "deleted now", "deletedAt": NOON },
        { "id": "created now", "createdAt": NOON },
        { "id": "created later", "createdAt": "2026-03-18T12:00:01Z" },
        { "id": "deleted later", "deletedAt": "2026-03-18T12:00:01Z" },
        { "id": "deactivated", "deactivatedAt": "2026-01-01T00:00:00Z" },
    ] }));
    assert_eq!(order, ["created now", "deleted later", "deactivated"]);
}

#[test]
fn folders_may_be_nested_very_deep() {
    let folder = |id: u32| json!({ "id": id, "parentId": id.checked_sub(1) });
    let folders: Vec<Value> = (0..20_000).map(folder).collect();
    let document = json!({ "folders": folders, "elements": [{ "id": "deep", "folderId": 19_999 }] });
    assert_eq!(outline_ids(document), ["deep"]);
}

#[test]
fn work_is_what_was_done_by_the_moment() {
    let data = dataset(json!({
        "generatedAt": "2026-03-19T12:00:00Z",
        "students": [{ "id": 1 }, { "id": 2 }],
        "elements": [{ "id": "a", "kind": "assignment", "maxScore": 10 }, { "id": "b", "kind": "page" }],
        "completions": [
            { "studentId": 1, "elementId": "a", "completedAt": "2026-03-18T12:00:01Z" },
            { "studentId": 1, "elementId": "a", "completedAt": "2026-03-18T11:00:00Z" },
            { "studentId": 1, "elementId": "a", "completedAt": "2026-03-18T10:00:00Z" },
        ],
        "views": [
            { "studentId": 1, "elementId": "a", "at": "2026-03-18T12:00:00Z", "seconds": 30 },
            { "studentId": 1, "elementId": "a", "at": "2026-03-18T09:00:00Z" },
            { "studentId": 1, "elementId": "a", "at": "2026-03-18T12:00:01Z", "seconds": 500 },
            { "studentId": 1, "elementId": "a", "at": "2026-03-18T10:00:00Z", "seconds": 12.5 },
        ],
        "grades": [
            { "studentId": 1, "elementId": "a", "value": 9, "gradedAt": "2026-03-18T11:00:00Z" },
            { "studentId": 1, "elementId": "a", "value": 99, "gradedAt": "2026-03-18T11:00:00Z" },
            { "studentId": 1, "elementId": "a", "value": 1, "gradedAt": "2026-03-18T10:00:00Z" },
            { "studentId": 1, "elementId": "a", "value": 2, "gradedAt": "2026-03-18T12:00:01Z" },
        ],
    }));
    let scope = scope_at(&data, NOON);
    let mut work = StudentWork::new(&data);
    work.read(&scope, 0);
    let of_a = work[0];
    assert_eq!(of_a.first_completion, Some(moment("2026-03-18T10:00:00Z")));
    assert_eq!((of_a.views, of_a.seconds_online(&data)), (3, 42.5));
    assert_eq!(of_a.first_view, Some(moment("2026-03-18T09:00:00Z")));
    assert_eq!(of_a.last_view, Some(moment(NOON)));
    // Of two of one moment the later in the document, though it is outside the scale.
    let grade = shown_grade(&data, of_a.grade.unwrap());
    assert_eq!((grade.given, grade.is_inside_scale, grade.max), (GivenGrade::Number(99.0), false, Some(10.0)));
    assert_eq!(work[1], Work::default());
    // Nothing stays for the next student.
    work.read(&scope, 1);
    assert_eq!(work[0], Work::default());
}

/// A student's time on a package of theirs, viewed for 60 seconds.
#[track_caller]
fn check_package_time(kind: &str, reports: Value, expected: f64) {
    let mut reports = reports;
    for report in reports.as_array_mut().unwrap() {
        report["studentId"] = json!(1);
        report["elementId"] = json!("package");
    }
    let data = dataset(json!({
        "generatedAt": "2026-03-19T12:00:00Z",
        "students": [{ "id": 1 }],
        "elements": [{ "id": "package", "kind": kind }],
        "views": [{ "studentId": 1, "elementId": "package", "at": "2026-03-18T11:00:00Z", "seconds": 60 }],
        "scorm": reports.clone(),
    }));
    let mut work = StudentWork::new(&data);
    work.read(&scope_at(&data, NOON), 0);
    assert_eq!(work[0].seconds_online(&data), expected, "{reports}");
}

#[test]
fn a_package_reports_its_own_time() {
    check_package_time("scorm", json!([]), 60.0);
    check_package_time("scorm", json!([{ "seconds": 1260 }]), 1260.0);
    check_package_time("scorm", json!([{ "seconds": 0 }]), 0.0);
    check_package_time("scorm", json!([{ "seconds": -5 }]), 0.0);
    check_package_time("scorm", json!([{ "status": "completed" }]), 60.0);
    // The last in the document, whatever its moment.
    let (early, late) = ("2026-03-18T08:00:00Z", "2026-03-18T10:00:00Z");
    check_package_time("scorm", json!([{ "seconds": 7, "at": late }, { "seconds": 8, "at": early }]), 8.0);
    check_package_time("scorm", json!([{ "seconds": 7 }, { "status": "failed" }]), 60.0);
    // Of those that count at the moment.
    check_package_time("scorm", json!([{ "seconds": 7 }, { "seconds": 8, "at": "2026-03-18T12:00:01Z" }]), 7.0);
    check_package_time("scorm", json!([{ "seconds": 7 }, { "seconds": 8, "at": NOON }]), 8.0);
    // Other kinds report nothing.
    check_package_time("page", json!([{ "seconds": 7 }]), 60.0);
}

#[test]
fn levels_have_labels() {
    let data = dataset(json!({
        "students": [{ "id": 1 }],
        "scales": [{ "id": 1, "kind": "levels", "levels": [{ "label": "F", "value": 1 }, { "label": "A", "value": 6 }] }],
        "elements": [{ "id": "a", "scaleId": 1 }],
        "grades": [
            { "studentId": 1, "elementId": "a", "value": "A", "gradedAt": "2026-03-18T10:00:00Z" },
            { "studentId": 1, "elementId": "a", "value": "Z", "gradedAt": "2026-03-18T11:00:00Z" },
        ],
    }));
    assert_eq!(shown_grade(&data, 0).level(), Some("A"));
    assert_eq!(shown_grade(&data, 1).level(), None);
    assert_eq!(shown_grade(&data, 1).max, None);
}
