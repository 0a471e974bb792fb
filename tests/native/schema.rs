//! The JSON Schema of the format: the file that integrators get is the one that the types make, and
//! it agrees with the reader field by field.

use std::{collections::BTreeSet, fs, io::Read, path::Path};

use boon::{Compiler, SchemaIndex, Schemas};
use flate2::read::GzDecoder;
use roundview::document::schema::course_document_schema;
use serde_json::{Value, json};

use crate::{
    course::{Form, TABLES, read},
    document::{full, without},
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public/schema/course-document-1.schema.json");

struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    /// `are_formats_checked`: whether `format` is a rule, or a remark as in most validators.
    fn new(are_formats_checked: bool) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        if are_formats_checked {
            compiler.enable_format_assertions();
        }
        compiler.add_resource("course.json", course_document_schema().to_value()).unwrap();
        let index = compiler.compile("course.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn takes(&self, document: &Value) -> bool {
        self.schemas.validate(document, self.index).is_ok()
    }

    #[track_caller]
    fn check(&self, document: &Value) {
        if let Err(error) = self.schemas.validate(document, self.index) {
            panic!("{error:#}");
        }
    }
}

/// Run with `UPDATE_SCHEMA=1` to write the file anew after the types have changed.
#[test]
fn the_published_file_is_up_to_date() {
    let made = serde_json::to_string_pretty(&course_document_schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::create_dir_all(Path::new(FILE).parent().unwrap()).unwrap();
        fs::write(FILE, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(FILE).unwrap_or_default(), made, "run the tests with UPDATE_SCHEMA=1");
}

#[test]
fn the_full_document_and_the_smallest_are_valid() {
    let validator = Validator::new(true);
    for form in Form::BOTH {
        validator.check(&form.of(&full()));
    }
    let smallest = json!({
        "format": "course-document/1", "generatedAt": 0, "course": { "id": 1, "title": "" }, "students": [],
    });
    validator.check(&smallest);
}

/// The course documents among the files of a folder, plain or gzip.
fn documents(folder: &str) -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut text = Vec::new();
        if name.ends_with(".json") {
            text = fs::read(&path).unwrap();
        } else if name.ends_with(".json.gz") {
            GzDecoder::new(fs::File::open(&path).unwrap()).read_to_end(&mut text).unwrap();
        }
        if let Ok(document) = serde_json::from_slice::<Value>(&text)
            && document["format"] == "course-document/1"
        {
            documents.push((name, document));
        }
    }
    documents
}

#[test]
fn samples_and_fixtures_are_valid() {
    let validator = Validator::new(true);
    for folder in ["public/sample", "tests/fixtures"] {
        for (name, document) in documents(folder) {
            assert!(validator.takes(&document), "{folder}/{name}");
        }
    }
}

/// Every value of the document by its pointer, containers first.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    if !pointer.is_empty() {
        found.push(pointer.to_owned());
    }
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| places(field, &format!("{pointer}/{name}"), found))
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, &format!("{pointer}/{index}"), found));
        }
        _ => {}
    }
}

fn all_places(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    places(document, "", &mut found);
    found
}

/// Where the schema is stricter than the reader: what is read there, and counted or taken as told.
const COUNTED: [(&str, &str); 3] = [("/visits", "seconds"), ("/grades", "value"), ("/scales", "kind")];

/// Puts a value of every JSON type in every place of the document. The schema takes it exactly where
/// the reader does, and the reader names the place.
#[track_caller]
fn check_types(document: &Value) {
    let validator = Validator::new(false);
    for pointer in all_places(document) {
        // A text that will do: one that is no moment, or no zone, refuses the document for its value.
        let text = if pointer == "/generatedAt" { "2026-03-18T09:30:00Z" } else { "UTC" };
        for candidate in [json!(null), json!(true), json!(404), json!(1.5), json!(text), json!([true]), json!({})] {
            let mut changed = document.clone();
            *changed.pointer_mut(&pointer).unwrap() = candidate.clone();
            let is_counted = COUNTED.iter().any(|(list, field)| pointer.starts_with(list) && pointer.contains(field));
            match read(&changed) {
                Ok(_) => assert!(
                    validator.takes(&changed) || is_counted,
                    "{candidate} at {pointer} is read, and refused by the schema"
                ),
                Err(refusal) => {
                    assert!(!validator.takes(&changed), "{candidate} at {pointer}: the schema takes it, but {refusal}");
                    // Of an array or object it is something in it that is wrong.
                    let is_within = candidate.is_array() || candidate.is_object();
                    let is_there = refusal.pointer == pointer
                        || (is_within && refusal.pointer.starts_with(&format!("{pointer}/")));
                    assert!(is_there, "{candidate} at {pointer}: {refusal}");
                }
            }
        }
    }
}

#[test]
fn schema_and_reader_refuse_the_same_types_in_rows() {
    check_types(&full());
}

#[test]
fn schema_and_reader_refuse_the_same_types_in_columns() {
    check_types(&Form::Columns.of(&full()));
}

#[test]
fn schema_and_reader_miss_the_same_fields() {
    let validator = Validator::new(false);
    for form in Form::BOTH {
        let document = form.of(&full());
        let mut required = 0;
        for pointer in all_places(&document) {
            let parent = &pointer[..pointer.rfind('/').unwrap()];
            if !document.pointer(parent).unwrap().is_object() {
                continue;
            }
            let changed = without(&document, &pointer);
            match read(&changed) {
                Ok(_) => validator.check(&changed),
                Err(refusal) => {
                    required += 1;
                    assert!(!validator.takes(&changed), "{pointer} is required by the reader alone");
                    assert_eq!(refusal.pointer, pointer);
                }
            }
        }
        // 4 of the document, 2 of the course, 9 ids of records, and of the six event tables
        // 3 + 3 + 3 + 4 + 2 + 2.
        assert_eq!(required, 4 + 2 + 9 + 17, "{form:?}");
    }
}

/// The schema behind references.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolve(root, root.pointer(reference.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// The pointers that the schema names, with 0 for the items of arrays.
fn named(root: &Value, schema: &Value, pointer: &str, found: &mut BTreeSet<String>) {
    let schema = resolve(root, schema);
    for alternative in schema["anyOf"].as_array().into_iter().flatten() {
        named(root, alternative, pointer, found);
    }
    if schema["items"].is_object() {
        named(root, &schema["items"], &format!("{pointer}/0"), found);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let pointer = format!("{pointer}/{name}");
        named(root, field, &pointer, found);
        found.insert(pointer);
    }
}

/// So that the tests above, which go by the full document, leave no field of the schema out.
#[test]
fn the_full_document_has_every_field_of_the_schema() {
    let schema = course_document_schema().to_value();
    let mut fields = BTreeSet::new();
    named(&schema, &schema, "", &mut fields);
    let mut present = BTreeSet::new();
    for form in Form::BOTH {
        let document = form.of(&full());
        for pointer in all_places(&document) {
            // As if every record were the first of its list.
            let index_as_0 = |part: &str| if part.parse::<u32>().is_ok() { "0".to_owned() } else { part.to_owned() };
            let pointer: Vec<String> = pointer.split('/').map(index_as_0).collect();
            if pointer.last().is_some_and(|last| last != "0") {
                present.insert(pointer.join("/"));
            }
        }
    }
    assert_eq!(present, fields);
}

#[test]
fn the_schema_refuses_what_the_reader_counts() {
    let (validator, with_formats) = (Validator::new(false), Validator::new(true));
    for (table, field, value) in [
        ("visits", "seconds", json!(null)),
        ("visits", "seconds", json!(-1)),
        ("visits", "seconds", json!(86_401)),
        ("views", "seconds", json!(-1)),
        ("scorm", "seconds", json!(-1)),
        ("grades", "value", json!(null)),
        ("visits", "start", json!(1_773_734_410_000_i64)),
        ("visits", "start", json!(-1)),
    ] {
        for form in Form::BOTH {
            let mut document = full();
            document[table][0][field] = value.clone();
            let document = form.of(&document);
            assert!(read(&document).is_ok_and(|(_, faults)| faults.counted() == 1), "{table}.{field} {value}");
            assert!(!validator.takes(&document), "{table}.{field} {value}");
        }
    }
    for table in TABLES {
        let field = if table == "visits" { "start" } else { "at" };
        let mut document = full();
        if document[table][0].get(field).is_some() {
            document[table][0][field] = json!("yesterday");
            assert!(validator.takes(&document) && !with_formats.takes(&document), "{table}");
        }
    }
}

#[test]
fn the_id_of_the_built_in_scale_is_refused_by_both() {
    let mut document = full();
    document["scales"][0]["id"] = json!("score");
    assert!(!Validator::new(false).takes(&document));
    assert_eq!(read(&document).map(|_| ()).unwrap_err().pointer, "/scales/0/id");
}
