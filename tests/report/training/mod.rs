//! The report on training documents. Documents go in, figures come out; expected values are worked out
//! by hand, with the arithmetic beside them. What isn't said of a document is that it was made at noon
//! on 18 March 2026, in UTC, and that an administrator looks.

mod dashboard;
mod external;
mod files;
mod groups;
mod laws;
mod sessions;
mod visibility;

use roundview::{
    dataset::{training::Training, zone::native_zones},
    document::{Faults, TrainingReader},
    training::Scope,
};
use serde_json::{Map, Value, json};

use super::sections;

/// The administrator who looks.
pub const VIEWER: &str = "boss";

/// A document with `parts` in it: fields of the document, but for users, which are added to the viewer,
/// and roles, which are added to that of the administrator.
pub fn document(parts: Value) -> Value {
    let mut document = json!({
        "format": "training-document/1",
        "generatedAt": "2026-03-18T12:00:00Z",
        "viewer": { "userId": VIEWER },
        "users": [{ "id": VIEWER }],
        "roles": [{ "userId": VIEWER, "role": "administrator" }],
    });
    let Value::Object(parts) = parts else { panic!("parts are the fields of a document") };
    for (name, part) in parts {
        match (document.get_mut(&name), part) {
            (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
            (_, part) => document[name] = part,
        }
    }
    document
}

#[track_caller]
pub fn read(document: &Value) -> (Training, Faults) {
    let mut reader = TrainingReader::default();
    reader.push(document.to_string().as_bytes()).unwrap();
    reader.into_training(&native_zones).unwrap()
}

/// The whole report, with the details of everybody and all files.
#[track_caller]
pub fn report(document: &Value) -> Value {
    let (data, faults) = read(document);
    sections::training::report(&Scope::new(data), &faults, &|_| true, true)
}

/// The report on a document made of `parts`.
#[track_caller]
pub fn report_on(parts: Value) -> Value {
    report(&document(parts))
}

/// Users with the ids 1 to `count`.
pub fn users(count: usize) -> Value {
    (1..=count).map(|id| json!({ "id": id, "email": format!("u{id}@example.org") })).collect()
}

/// Registrations of users to session 8 on 1 March.
pub fn registered(users: &[u32]) -> Vec<Value> {
    let row = |user: &u32| json!({ "sessionId": 8, "userId": user, "registeredAt": "2026-03-01T00:00:00Z" });
    users.iter().map(row).collect()
}

/// An attempt on a block of session 8, begun at noon of a day of March, with further fields.
pub fn attempt(user: u32, block: u32, day: u32, more: Value) -> Value {
    let mut row = json!({
        "userId": user, "sessionId": 8, "blockId": block, "startedAt": format!("2026-03-{day:02}T12:00:00Z"),
    });
    for (name, value) in more.as_object().unwrap() {
        row[name] = value.clone();
    }
    row
}

/// The value at a pointer.
#[track_caller]
pub fn at<'a>(report: &'a Value, pointer: &str) -> &'a Value {
    report.pointer(pointer).unwrap_or_else(|| panic!("the report has no {pointer}"))
}

/// The fields that `expected` has, numbers within 10⁻⁹ of their size.
#[track_caller]
pub fn check(report: &Value, pointer: &str, expected: Value) {
    let found = at(report, pointer);
    assert!(agrees(found, &expected), "{pointer}\n found    {found}\n expected {expected}");
}

fn agrees(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().all(|(name, expected)| found.get(name).is_some_and(|found| agrees(found, expected)))
        }
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| agrees(found, expected))
        }
        (Value::Number(found), Value::Number(expected)) => {
            let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
            (found - expected).abs() <= 1e-9 * expected.abs()
        }
        _ => found == expected,
    }
}

/// The names of an object's fields.
pub fn names(object: &Value) -> Vec<&str> {
    object.as_object().map(Map::keys).into_iter().flatten().map(String::as_str).collect()
}
