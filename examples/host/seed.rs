//! What the database begins with: the sample course and its people, and two courses in which nothing has happened, one of
//! them archived.

use std::io::{Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::{Value, json};

use crate::store::{NewCourse, Role, Store, StoreError};

const SAMPLE: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/public/sample/course.json.gz"));

/// Fills an empty database.
pub fn fill(store: &mut Store) -> Result<(), StoreError> {
    let sample = sample();
    add_course(store, &sample, SAMPLE)?;
    for course in [
        json!({ "id": "chem-1", "title": "Chemistry 1" }),
        json!({ "id": "bio-0", "title": "Biology 1, last year", "archivedAt": "2026-02-01T00:00:00Z" }),
    ] {
        let document = json!({
            "format": "course-document/1", "generatedAt": sample["generatedAt"], "timeZone": "Europe/Oslo",
            "course": course, "students": sample["students"],
        });
        add_course(store, &document, &gzip(document.to_string().as_bytes()))?;
    }
    // The sample's first student can log in too.
    let student = id_text(&sample["students"][0]["id"]);
    let [first, last] = ["firstName", "lastName"].map(|part| sample["students"][0][part].as_str().unwrap_or_default());
    store.add_person("teacher", "Kari Nordmann")?;
    store.add_person("tutor", "Per Hansen")?;
    store.add_person("student", &format!("{first} {last}"))?;
    store.add_person("stranger", "Ola Utenfor")?;
    for course in ["bio-1", "bio-0", "chem-1"] {
        store.add_member(course, "teacher", Role::Teacher, None)?;
    }
    store.add_member("bio-1", "tutor", Role::Tutor, None)?;
    store.add_member("bio-1", "student", Role::Student, Some(&student))
}

/// The sample that comes with the application. It is part of this program, so that it can be read.
fn sample() -> Value {
    let mut json = Vec::new();
    let read = GzDecoder::new(SAMPLE).read_to_end(&mut json);
    read.ok().and_then(|_| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

/// Adds a course with its document, as it is read and as it is kept.
fn add_course(store: &mut Store, document: &Value, packed: &[u8]) -> Result<(), StoreError> {
    let students = document["students"].as_array().into_iter().flatten();
    let present = students.filter(|student| student["leftAt"].is_null());
    let student =
        |student: &Value| (id_text(&student["id"]), student["firstName"].as_str().unwrap_or_default().to_owned());
    let students: Vec<(String, String)> = present.map(student).collect();
    let text = |field: &str| document["course"][field].as_str().unwrap_or_default();
    store.add_course(&NewCourse {
        id: text("id"),
        title: text("title"),
        archived: !document["course"]["archivedAt"].is_null(),
        document: packed,
        students: &students,
    })
}

/// An id as the calls write it.
fn id_text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing into memory doesn't fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}
