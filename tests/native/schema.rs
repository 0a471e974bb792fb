//! The JSON Schemas of the formats: the files that integrators get are those that the types make, and
//! they agree with the readers field by field.

use std::{collections::BTreeSet, fs, io::Read, path::Path};

use boon::{Compiler, SchemaIndex, Schemas};
use flate2::read::GzDecoder;
use roundview::document::{
    Refusal,
    schema::{course_document_schema, training::training_document_schema},
};
use serde_json::{Value, json};

use crate::{
    course::{Form, TABLES, read},
    document::{full, without},
    training,
};

/// A format with its schema.
struct Format {
    /// The value of `format`.
    name: &'static str,
    schema: fn() -> Value,
    /// A document with every field, and no fault.
    full: fn() -> Value,
    /// How many faults a document has, or why it is refused.
    read: fn(&Value) -> Result<u64, Refusal>,
    /// Where the schema is stricter than the reader: what is read there, and counted or taken as told.
    counted: &'static [(&'static str, &'static str)],
    /// How many fields of the full document are required.
    required: usize,
}

const COURSE: Format = Format {
    name: "course-document/1",
    schema: || course_document_schema().to_value(),
    full,
    read: |document| read(document).map(|(_, faults)| faults.counted()),
    counted: &[("/visits", "seconds"), ("/grades", "value"), ("/scales", "kind")],
    // 4 of the document, 2 of the course, 9 ids of records, and of the six event tables
    // 3 + 3 + 3 + 4 + 2 + 2.
    required: 4 + 2 + 9 + 17,
};

const TRAINING: Format = Format {
    name: "training-document/1",
    schema: || training_document_schema().to_value(),
    full: training::full,
    read: |document| training::read(document).map(|(_, faults)| faults.counted()),
    counted: &[("/attempts", "progress"), ("/attempts", "score"), ("/attendance", "percent")],
    // 3 of the document, the ids of 2 users, 2 groups, a course, a template, a session, 3 blocks with a
    // kind and a slot; of a role 2, membership 2, registration 3, invitation 2, attempt 2, completion 3,
    // answer 2, attendance 3, certificate 3, connection 3, post 3.
    required: 3 + 2 + 2 + 1 + 1 + 1 + 3 * 2 + 1 + 2 + 2 + 3 + 2 + 2 + 3 + 2 + 3 + 3 + 3 + 3,
};

const FORMATS: [&Format; 2] = [&COURSE, &TRAINING];

impl Format {
    /// Where integrators find the schema.
    fn file(&self) -> String {
        let name = self.name.replace('/', "-");
        format!("{}/public/schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"))
    }
}

struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    /// `are_formats_checked`: whether `format` is a rule, or a remark as in most validators.
    fn new(format: &Format, are_formats_checked: bool) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        if are_formats_checked {
            compiler.enable_format_assertions();
        }
        compiler.add_resource("schema.json", (format.schema)()).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap();
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

/// Run with `UPDATE_SCHEMA=1` to write the files anew after the types have changed.
#[test]
fn the_published_files_are_up_to_date() {
    for format in FORMATS {
        let made = serde_json::to_string_pretty(&(format.schema)()).unwrap() + "\n";
        let file = format.file();
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            fs::create_dir_all(Path::new(&file).parent().unwrap()).unwrap();
            fs::write(&file, &made).unwrap();
        }
        assert_eq!(fs::read_to_string(&file).unwrap_or_default(), made, "run the tests with UPDATE_SCHEMA=1");
    }
}

#[test]
fn the_full_documents_and_the_smallest_are_valid() {
    for format in FORMATS {
        let validator = Validator::new(format, true);
        for form in Form::BOTH {
            validator.check(&form.of(&(format.full)()));
        }
    }
    let smallest = json!({
        "format": "course-document/1", "generatedAt": 0, "course": { "id": 1, "title": "" }, "students": [],
    });
    Validator::new(&COURSE, true).check(&smallest);
    Validator::new(&TRAINING, true).check(&json!({ "format": "training-document/1", "generatedAt": 0, "users": [] }));
}

/// The documents of a format among the files of a folder, plain or gzip.
fn documents(format: &Format, folder: &str) -> Vec<(String, Value)> {
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
            && document["format"] == format.name
        {
            documents.push((name, document));
        }
    }
    documents
}

#[test]
fn samples_and_fixtures_are_valid() {
    for format in FORMATS {
        let validator = Validator::new(format, true);
        for folder in ["public/sample", "tests/fixtures"] {
            for (name, document) in documents(format, folder) {
                assert!(validator.takes(&document), "{folder}/{name}");
            }
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

/// Puts a value of every JSON type in every place of the document. The schema takes it exactly where
/// the reader does, and the reader names the place.
#[track_caller]
fn check_types(format: &Format, form: Form) {
    let validator = Validator::new(format, false);
    let document = form.of(&(format.full)());
    for pointer in all_places(&document) {
        // A text that will do: one that is no moment, or no zone, refuses the document for its value.
        let text = if pointer == "/generatedAt" { "2026-03-18T09:30:00Z" } else { "UTC" };
        for candidate in [json!(null), json!(true), json!(404), json!(1.5), json!(text), json!([true]), json!({})] {
            let mut changed = document.clone();
            *changed.pointer_mut(&pointer).unwrap() = candidate.clone();
            let is_counted =
                format.counted.iter().any(|(list, field)| pointer.starts_with(list) && pointer.contains(field));
            match (format.read)(&changed) {
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
    FORMATS.iter().for_each(|format| check_types(format, Form::Rows));
}

#[test]
fn schema_and_reader_refuse_the_same_types_in_columns() {
    FORMATS.iter().for_each(|format| check_types(format, Form::Columns));
}

#[test]
fn schema_and_reader_miss_the_same_fields() {
    for format in FORMATS {
        let validator = Validator::new(format, false);
        for form in Form::BOTH {
            let document = form.of(&(format.full)());
            let mut required = 0;
            for pointer in all_places(&document) {
                let parent = &pointer[..pointer.rfind('/').unwrap()];
                if !document.pointer(parent).unwrap().is_object() {
                    continue;
                }
                let changed = without(&document, &pointer);
                match (format.read)(&changed) {
                    Ok(_) => validator.check(&changed),
                    Err(refusal) => {
                        required += 1;
                        assert!(!validator.takes(&changed), "{pointer} is required by the reader alone");
                        assert_eq!(refusal.pointer, pointer);
                    }
                }
            }
            assert_eq!(required, format.required, "{} {form:?}", format.name);
        }
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

/// So that the tests above, which go by the full documents, leave no field of the schemas out.
#[test]
fn the_full_documents_have_every_field_of_the_schemas() {
    FORMATS.iter().for_each(|format| check_fields(format));
}

#[track_caller]
fn check_fields(format: &Format) {
    let schema = (format.schema)();
    let mut fields = BTreeSet::new();
    named(&schema, &schema, "", &mut fields);
    let mut present = BTreeSet::new();
    for form in Form::BOTH {
        let document = form.of(&(format.full)());
        for pointer in all_places(&document) {
            // Custom fields have the names that the organisation gives them.
            if pointer.contains("/customFields/") {
                continue;
            }
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
    let (validator, with_formats) = (Validator::new(&COURSE, false), Validator::new(&COURSE, true));
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
    assert!(!Validator::new(&COURSE, false).takes(&document));
    assert_eq!(read(&document).map(|_| ()).unwrap_err().pointer, "/scales/0/id");
}

#[test]
fn the_training_schema_refuses_what_the_reader_counts() {
    let validator = Validator::new(&TRAINING, false);
    for (table, field, value) in [
        ("attempts", "seconds", json!(-1)),
        ("attempts", "progress", json!(100.5)),
        ("attempts", "score", json!(-0.5)),
        ("attempts", "startedAt", json!(-1)),
        ("answers", "points", json!(-1)),
        ("attendance", "percent", json!(101)),
        ("certificates", "issuedAt", json!(1_773_734_410_000_i64)),
    ] {
        for form in Form::BOTH {
            let mut document = training::full();
            document[table][0][field] = value.clone();
            let document = form.of(&document);
            assert_eq!((TRAINING.read)(&document).unwrap(), 1, "{table}.{field} {value}");
            assert!(!validator.takes(&document), "{table}.{field} {value}");
        }
    }
}
