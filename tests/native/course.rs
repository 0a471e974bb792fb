//! Course documents for tests: written as rows, turned into columns mechanically, and read.

use roundview::{
    dataset::{Dataset, zone::native_zones},
    document::{CourseReader, Faults, Refusal},
};
use serde_json::{Map, Value, json};

/// The event tables.
pub const TABLES: [&str; 6] = ["visits", "views", "completions", "grades", "posts", "scorm"];

/// The two forms of the event tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Rows,
    Columns,
}

impl Form {
    pub const BOTH: [Self; 2] = [Self::Rows, Self::Columns];

    /// A document that was written as rows, in this form.
    pub fn of(self, document: &Value) -> Value {
        match self {
            Self::Rows => document.clone(),
            Self::Columns => in_columns(document),
        }
    }

    /// The pointer to a field of an event.
    pub fn place(self, table: &str, row: usize, field: &str) -> String {
        match self {
            Self::Rows => format!("/{table}/{row}/{field}"),
            Self::Columns => format!("/{table}/{field}/{row}"),
        }
    }
}

/// A document made at `generated_at` in Oslo, with nothing in it but `parts`.
pub fn course(generated_at: &str, parts: &Value) -> Value {
    let mut document = json!({
        "format": "course-document/1",
        "generatedAt": generated_at,
        "timeZone": "Europe/Oslo",
        "course": { "id": "bio-1", "title": "Biology 1" },
        "students": [],
    });
    for (name, part) in parts.as_object().unwrap() {
        document[name] = part.clone();
    }
    document
}

/// Students with these ids and nothing else.
pub fn students(ids: &[i64]) -> Value {
    ids.iter().map(|id| json!({ "id": id })).collect()
}

/// Visits as (student, start, seconds).
pub fn visits(rows: &[(i64, &str, f64)]) -> Value {
    let visit = |(student, start, seconds): &(i64, &str, f64)| json!({ "studentId": student, "start": start, "seconds": seconds });
    rows.iter().map(visit).collect()
}

/// Views as (student, element, at).
pub fn views(rows: &[(i64, &str, &str)]) -> Value {
    let view =
        |(student, element, at): &(i64, &str, &str)| json!({ "studentId": student, "elementId": element, "at": at });
    rows.iter().map(view).collect()
}

/// Posts as (student, at, kind, deletedAt).
pub fn posts(rows: &[(i64, &str, &str, Option<&str>)]) -> Value {
    let post = |(student, at, kind, deleted_at): &(i64, &str, &str, Option<&str>)| json!({ "studentId": student, "at": at, "kind": kind, "deletedAt": deleted_at });
    rows.iter().map(post).collect()
}

/// The document with each event table as an object of arrays. A field that only some rows have is
/// null in the others.
pub fn in_columns(document: &Value) -> Value {
    let mut document = document.clone();
    for table in TABLES.into_iter().chain(crate::training::TABLES) {
        let Some(Value::Array(rows)) = document.get(table) else { continue };
        let mut columns = Map::new();
        for name in rows.iter().filter_map(Value::as_object).flat_map(Map::keys) {
            columns.entry(name).or_insert_with(|| rows.iter().map(|row| row[name].clone()).collect());
        }
        // A table without rows has no fields to take; it may as well stay as it is.
        if !columns.is_empty() {
            document[table] = Value::Object(columns);
        }
    }
    document
}

/// Reads a document that arrives whole.
pub fn read(document: &Value) -> Result<(Dataset, Faults), Refusal> {
    read_text(document.to_string().as_bytes())
}

/// Reads a text that arrives whole.
pub fn read_text(text: &[u8]) -> Result<(Dataset, Faults), Refusal> {
    read_pieces([text])
}

/// Reads a text that arrives in pieces.
pub fn read_pieces<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<(Dataset, Faults), Refusal> {
    let mut reader = CourseReader::default();
    for piece in pieces {
        reader.push(piece)?;
    }
    reader.into_dataset(&native_zones)
}

/// All that was read, in a form that can be compared. Faults name their place by the document's
/// form, so they are compared apart.
pub fn contents(dataset: &Dataset) -> String {
    format!("{dataset:?}")
}

/// By code point, which is the language's order for the names and titles of these tests, but for numbers.
pub fn ranks(names: &[&str]) -> Vec<u32> {
    let rank = |name: &&str| names.iter().filter(|other| *other < name).count() as u32;
    names.iter().map(rank).collect()
}
