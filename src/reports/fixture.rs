//! Courses for the reports' tests, written as documents.

use serde_json::{Value, json};

use crate::{
    dataset::{Dataset, zone::native_zones},
    document::{CourseReader, parse_moment},
    reports::{GroupFilter, Scope},
    units::Moment,
};

/// The data of a course document. What every document has is filled in: it was made at noon on
/// 18 March 2026, in UTC.
#[track_caller]
pub fn dataset(mut document: Value) -> Dataset {
    let common = json!({
        "format": "course-document/1",
        "generatedAt": "2026-03-18T12:00:00Z",
        "course": { "id": "c", "title": "Course" },
        "students": [],
    });
    for (name, value) in common.as_object().unwrap() {
        if document.get(name).is_none() {
            document[name] = value.clone();
        }
    }
    let mut reader = CourseReader::default();
    reader.push(document.to_string().as_bytes()).unwrap();
    reader.into_dataset(&native_zones).unwrap().0
}

/// The course at a moment, without a filter.
#[track_caller]
pub fn scope_at<'a>(data: &'a Dataset, as_of: &str) -> Scope<'a> {
    Scope::new(data, Some(moment(as_of)), &GroupFilter::default())
}

/// A moment in RFC 3339.
#[track_caller]
pub fn moment(text: &str) -> Moment {
    parse_moment(text).unwrap()
}

/// Students with the ids 1 to `count`, all in the course from the beginning.
pub fn students(count: usize) -> Value {
    (1..=count).map(|id| json!({ "id": id })).collect()
}

/// Noon of a day of March 2026.
pub fn march(day: u32) -> String {
    format!("2026-03-{day:02}T12:00:00Z")
}
