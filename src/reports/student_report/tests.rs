//! Whose sheets are made, and that what is on them is what the details pages have.

use serde_json::{Value, json};

use super::compute::{MOST_SHEETS, StudentReports, student_reports};
use crate::{
    dataset::Dataset,
    reports::{
        GroupFilter, Scope, activity,
        elements::StudentWork,
        fixture::{dataset, march, moment, students},
        grades::{
            book::GradeBook,
            compute::{self as grades, Selectors, TermChoice},
        },
        progress::compute::DetailsOf,
    },
};

/// Student 3 leaves on 10 March. By last names: Aas (2), Åsen (1), Berg (4), Łęcki (3).
fn course() -> Dataset {
    let student = |id: u32, last: &str| json!({ "id": id, "firstName": "A", "lastName": last });
    let mut students = [student(1, "Åsen"), student(2, "Aas"), student(3, "Łęcki"), student(4, "Berg")];
    students[0]["groupIds"] = json!(["g"]);
    students[2]["leftAt"] = json!(march(10));
    dataset(json!({
        "students": students,
        "groups": [{ "id": "g", "title": "G" }],
        "scales": [{ "id": "points", "kind": "points", "max": 10 }],
        "elements": [
            { "id": "t", "title": "Test", "kind": "test", "scaleId": "points", "deadline": march(5) },
            { "id": "p", "title": "Page", "kind": "page" },
        ],
        "visits": [
            { "studentId": 1, "start": march(3), "seconds": 60 },
            { "studentId": 2, "start": march(4), "seconds": 120 },
        ],
        "views": [{ "studentId": 1, "elementId": "p", "at": march(3), "seconds": 30 }],
        "completions": [{ "studentId": 1, "elementId": "t", "completedAt": march(4) }],
        "grades": [{ "studentId": 1, "elementId": "t", "value": 7, "gradedAt": march(6) }],
    }))
}

fn reports_of(data: &Dataset, day: u32, group: Option<&str>, named: &[&str]) -> StudentReports {
    let filter = GroupFilter { group_ids: group.into_iter().map(Into::into).collect(), without_group: false };
    let scope = Scope::new(data, Some(moment(&march(day))), &filter);
    let book = GradeBook::new(&scope);
    let selectors = Selectors::new(&book, TermChoice::Default, None);
    student_reports(&book, &selectors, &named.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>())
}

/// Students by index, how many are wanted, and how many of those named are missing.
#[track_caller]
fn check(day: u32, group: Option<&str>, named: &[&str], expected: (&[u32], u64, u64)) {
    let reports = reports_of(&course(), day, group, named);
    let students: Vec<u32> = reports.sheets.iter().map(|sheet| sheet.activity.student).collect();
    assert_eq!((&*students, reports.wanted, reports.missing), expected);
}

#[test]
fn sheets_are_of_those_named_or_of_all_whom_the_filter_leaves() {
    check(8, None, &[], (&[1, 0, 3, 2], 4, 0));
    check(8, Some("g"), &[], (&[0], 1, 0));
    // Whoever is named needn't be in the group, and is there once.
    check(8, Some("g"), &["4", "2", "4"], (&[1, 3], 2, 0));
    // One has left, one was never there.
    check(12, None, &["3", "x", "1"], (&[0], 1, 2));
    check(12, None, &[], (&[1, 0, 3], 3, 0));
    check(12, Some("nobody"), &[], (&[], 0, 0));
}

#[test]
fn what_is_on_a_sheet_is_what_the_details_pages_have() {
    let data = course();
    let reports = reports_of(&data, 12, None, &[]);
    let scope = Scope::new(&data, Some(moment(&march(12))), &GroupFilter::default());
    let book = GradeBook::new(&scope);
    let selectors = Selectors::new(&book, TermChoice::Default, None);
    // 60 and 120 seconds in two visits.
    assert_eq!(reports.course_average_visit_seconds, Some(90.0));
    for sheet in &reports.sheets {
        let student = sheet.activity.student;
        let mut work = StudentWork::new(&data);
        work.read(&scope, student);
        assert_eq!(sheet.activity, activity::compute::details(&scope, student));
        assert_eq!(sheet.progress, DetailsOf::new(&scope).student(student));
        assert_eq!(sheet.grades, grades::student_page(&book, selectors.clone(), student, &work));
    }
    let aasen = &reports.sheets[1];
    assert_eq!(aasen.activity.total_seconds, 60.0);
    assert_eq!(aasen.grades.details.as_ref().unwrap().all.average, Some(70.0));
}

#[test]
fn there_are_no_more_sheets_than_a_page_holds() {
    let all: Value = students(MOST_SHEETS + 1);
    let reports = reports_of(&dataset(json!({ "students": all })), 8, None, &[]);
    assert_eq!((reports.sheets.len(), reports.wanted), (60, 61));
}
