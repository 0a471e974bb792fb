//! The converter of the Open University's tables, on a tiny presentation with every case in it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "../examples/oulad/convert.rs"]
mod convert;

use std::path::Path;

use serde_json::{Value, json};

fn converted(presentation: &str) -> Result<Value, convert::ConvertError> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/oulad");
    convert::convert(&directory, "XXX", presentation)
}

#[test]
fn the_course_ends_with_the_presentation() {
    let autumn = converted("2013J").unwrap();
    assert_eq!(autumn["generatedAt"], "2013-11-30T23:59:59Z");
    assert_eq!(autumn["course"]["startsOn"], "2013-10-01");
    let spring = converted("2014B").unwrap();
    assert_eq!(spring["generatedAt"], "2014-03-23T23:59:59Z");
    assert_eq!(spring["course"]["startsOn"], "2014-02-01");
    assert_eq!(spring["students"].as_array().unwrap().len(), 1);
}

#[test]
fn assessments_come_by_due_date_in_local_time() {
    let document = converted("2013J").unwrap();
    let elements: Vec<Value> = document["elements"].as_array().unwrap()[..3]
        .iter()
        .map(|element| json!([element["title"], element["kind"], element["deadline"]]))
        .collect();
    // Summer time ends on 27 October, between the first day and the second.
    assert_eq!(
        json!(elements),
        json!([
            ["TMA 1", "assignment", "2013-10-26T22:59:59Z"],
            ["CMA 1", "test", "2013-11-10T23:59:59Z"],
            ["Exam 1", "test", null],
        ])
    );
}

#[test]
fn sites_become_elements_by_type() {
    let document = converted("2013J").unwrap();
    let elements: Vec<Value> = document["elements"].as_array().unwrap()[3..]
        .iter()
        .map(|element| json!([element["id"], element["kind"], element["folderId"]]))
        .collect();
    assert_eq!(
        json!(elements),
        json!([["site-1", "lesson", 3], ["site-4", "somethingnew", 2], ["site-5", "learningTool", 2]])
    );
}

#[test]
fn students_keep_what_the_register_says() {
    let document = converted("2013J").unwrap();
    let students: Vec<Value> = document["students"]
        .as_array()
        .unwrap()
        .iter()
        .map(|student| json!([student["lastName"], student["enrolledAt"], student["leftAt"]]))
        .collect();
    assert_eq!(
        json!(students),
        json!([
            ["501", "2013-09-11T11:00:00Z", null],
            ["502", null, null],
            ["503", "2013-10-04T11:00:00Z", "2013-10-31T12:00:00Z"],
        ])
    );
}

/// One without a score, one banked, and one after the last day, which the document can't know of.
#[test]
fn submissions_are_completions_and_scores_are_grades() {
    let document = converted("2013J").unwrap();
    assert_eq!(
        document["completions"],
        json!([
            { "studentId": 501, "elementId": "assessment-1", "completedAt": "2013-10-26T11:00:00Z" },
            { "studentId": 502, "elementId": "assessment-1", "completedAt": "2013-10-27T12:00:00Z" },
            { "studentId": 501, "elementId": "assessment-2", "completedAt": "2013-09-30T11:00:00Z" },
        ])
    );
    let grades = document["grades"].as_array().unwrap();
    let values: Vec<_> = grades.iter().map(|grade| &grade["value"]).collect();
    assert_eq!(values, [78, 60]);
    assert_eq!(document["views"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_not_there_is_named() {
    let error = converted("2015J").unwrap_err().to_string();
    assert_eq!(error, "XXX 2015J is not in course.csv");
    let error = convert::convert(Path::new("/nonexistent"), "XXX", "2013J").unwrap_err().to_string();
    assert!(error.starts_with("/nonexistent/course.csv: "), "{error}");
}
