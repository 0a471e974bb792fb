//! The report as JSON, as the example `report` prints it.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "../examples/report/sections/mod.rs"]
mod sections;
#[path = "report/training/mod.rs"]
mod training;

use roundview::{
    dataset::zone::native_zones,
    document::CourseReader,
    reports::{GroupFilter, Scope},
};
use serde_json::{Value, json};

/// The whole report on a document, with the details of everybody.
fn report(document: &Value) -> Value {
    let mut reader = CourseReader::default();
    reader.push(document.to_string().as_bytes()).unwrap();
    let (data, faults) = reader.into_dataset(&native_zones).unwrap();
    let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
    let scope = Scope::new(&data, None, &filter);
    sections::report(&scope, &faults, &filter, scope.listed())
}

/// tests/fixtures/grades.json with the averages of the course shown or hidden.
fn grades(shows_course_average: bool) -> Value {
    let mut document: Value = serde_json::from_str(include_str!("fixtures/grades.json")).unwrap();
    document["course"]["settings"] = json!({ "showCourseAverage": shows_course_average });
    document
}

/// The averages of the course on the three assessments with grades, 67.5, 62.5 and 64.5, its overall average
/// 302.83 ÷ 5, and that of the letters, 7 and 2.5.
#[test]
fn what_a_school_hides_is_not_in_the_report() {
    let numbers = ["67.5", "62.5", "64.5", "60.56", "[2.5]", "[7.0]"];
    let shown = report(&grades(true)).to_string();
    assert!(numbers.iter().all(|number| shown.contains(number)), "{shown}");
    let hidden = report(&grades(false));
    for number in numbers {
        assert!(!hidden.to_string().contains(number), "{number}");
    }
    assert_eq!(hidden["policy"]["courseAverage"], false);
    let selections = hidden["grades"]["selections"].as_array().unwrap();
    for selection in selections {
        for part in ["course", "groups"] {
            for field in ["trend", "direction", "overallAverage", "nearestLevel"] {
                assert_eq!(selection["overview"][part][field], Value::Null, "{part} {field}");
            }
        }
        for field in ["courseTrend", "courseDirection"] {
            assert_eq!(selection["details"]["1"]["all"][field], Value::Null, "{field}");
        }
    }
    // The students' own averages stay.
    assert!((selections[3]["overview"]["students"]["2"]["average"].as_f64().unwrap() - 55.0).abs() < 1e-9);
}
