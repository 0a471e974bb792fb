//! The converter of the Open University's tables, on a tiny presentation with every case in it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "../examples/oulad/convert.rs"]
mod convert;

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use roundview::{
    dataset::zone::native_zones,
    document::CourseReader,
    reports::{
        GroupFilter, Scope,
        progress::{compute::class_view, status::Status},
    },
};
use serde_json::{Value, json};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/oulad")
}

fn converted(presentation: &str) -> Result<Value, convert::ConvertError> {
    convert::convert(&fixture(), "XXX", presentation)
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

/// The rows of a table, by the names of its columns, read without the converter.
fn table(directory: &Path, name: &str) -> Vec<HashMap<String, String>> {
    let text = fs::read_to_string(directory.join(name)).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()));
    let head: Vec<String> = lines.next().unwrap().collect();
    lines.map(|line| head.iter().cloned().zip(line).collect()).collect()
}

fn number(row: &HashMap<String, String>, column: &str) -> Option<i64> {
    row[column].parse().ok()
}

/// Submissions (on time, late) of the students who are there at the end, counted in the tables alone:
/// by days, the first of a student for each assessment.
fn submissions(directory: &Path, module: &str, presentation: &str) -> (u64, u64) {
    let is_ours =
        |row: &HashMap<String, String>| row["code_module"] == module && row["code_presentation"] == presentation;
    let course = table(directory, "course.csv").into_iter().find(is_ours).unwrap();
    let last_day = number(&course, "module_presentation_length").unwrap();
    let due: HashMap<String, Option<i64>> = table(directory, "assessment.csv")
        .into_iter()
        .filter(is_ours)
        .map(|row| (row["id_assessment"].clone(), number(&row, "date")))
        .collect();
    let students: HashSet<String> = table(directory, "student_registration.csv")
        .into_iter()
        .filter(is_ours)
        .filter(|row| number(row, "date_registration").is_none_or(|day| day <= last_day))
        .filter(|row| number(row, "date_unregistration").is_none_or(|day| day > last_day))
        .map(|row| row["id_student"].clone())
        .collect();
    let mut first: HashMap<(String, String), i64> = HashMap::new();
    for row in table(directory, "student_assessment.csv") {
        let day = number(&row, "date_submitted").unwrap();
        if due.contains_key(&row["id_assessment"]) && students.contains(&row["id_student"]) && day <= last_day {
            let key = (row["id_student"].clone(), row["id_assessment"].clone());
            first.entry(key).and_modify(|first| *first = day.min(*first)).or_insert(day);
        }
    }
    let late = first.iter().filter(|((_, assessment), day)| due[assessment].is_some_and(|due| **day > due)).count();
    ((first.len() - late) as u64, late as u64)
}

/// The same (on time, late), as Progress shows them for the class.
fn completions(directory: &Path, module: &str, presentation: &str) -> (u64, u64) {
    let document = convert::convert(directory, module, presentation).unwrap();
    let mut reader = CourseReader::default();
    reader.push(document.to_string().as_bytes()).unwrap();
    let (data, _) = reader.into_dataset(&native_zones).unwrap();
    let elements = class_view(&Scope::new(&data, None, &GroupFilter::default())).elements;
    let count = |status| elements.iter().map(|element| element.counts.of(status).part).sum();
    (count(Status::CompletedOnTime), count(Status::CompletedPastDeadline))
}

/// Student 501 hands in on the due day and long before, 502 a day late and once after the last day.
#[test]
fn late_submissions_are_completed_past_their_deadline() {
    assert_eq!(submissions(&fixture(), "XXX", "2013J"), (2, 1));
    assert_eq!(completions(&fixture(), "XXX", "2013J"), (2, 1));
    assert_eq!(completions(&fixture(), "XXX", "2014B"), submissions(&fixture(), "XXX", "2014B"));
}

/// The same of a whole presentation, where the tables are at hand: `OULAD=folder cargo test --test oulad`.
#[test]
fn late_submissions_of_a_whole_presentation() {
    if let Some(directory) = std::env::var_os("OULAD").map(PathBuf::from) {
        let counted = submissions(&directory, "BBB", "2014J");
        assert!(counted.1 > 0);
        assert_eq!(completions(&directory, "BBB", "2014J"), counted);
    }
}
