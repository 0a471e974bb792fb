//! The generator of documents: deterministic, consistent in itself, and the source of the bundled
//! samples.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "../examples/synthesize/generator/mod.rs"]
mod generator;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Read;

use chrono::DateTime;
use flate2::read::GzDecoder;
use generator::{Form, Options};
use serde_json::{Map, Value, json};

const SAMPLE_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public/sample/course.json.gz");

/// What the sample may cost a reader who opens the page without a document.
const SAMPLE_SIZE_MAX: usize = 200_000;

const TABLES: [(&str, &str); 6] = [
    ("visits", "start"),
    ("views", "at"),
    ("completions", "completedAt"),
    ("grades", "gradedAt"),
    ("posts", "at"),
    ("scorm", "at"),
];

fn bytes(options: Options) -> Vec<u8> {
    let mut bytes = Vec::new();
    generator::write_course(options, &mut bytes).unwrap();
    bytes
}

fn document(options: Options) -> Value {
    serde_json::from_slice(&bytes(options)).unwrap()
}

/// The rows of an event table, whatever its form.
fn rows(document: &Value, table: &str) -> Vec<Map<String, Value>> {
    match &document[table] {
        Value::Array(rows) => rows.iter().map(|row| row.as_object().unwrap().clone()).collect(),
        Value::Object(columns) => {
            let lengths: HashSet<usize> = columns.values().map(|column| column.as_array().unwrap().len()).collect();
            assert_eq!(lengths.len(), 1, "columns of {table}");
            let row =
                |index: usize| columns.iter().map(|(field, column)| (field.clone(), column[index].clone())).collect();
            (0..lengths.into_iter().sum()).map(row).collect()
        }
        other => panic!("{table}: {other}"),
    }
}

/// Unix seconds of a moment in either form; none for null.
fn moment(value: &Value) -> Option<i64> {
    match value {
        Value::Null => None,
        Value::Number(seconds) => seconds.as_i64(),
        text => Some(DateTime::parse_from_rfc3339(text.as_str().unwrap()).unwrap().timestamp()),
    }
}

fn by_id<'a>(document: &'a Value, list: &str) -> HashMap<i64, &'a Value> {
    let records = document[list].as_array().unwrap();
    let found: HashMap<_, _> = records.iter().map(|record| (record["id"].as_i64().unwrap(), record)).collect();
    assert_eq!(found.len(), records.len(), "ids of {list} are unique");
    found
}

/// Every reference leads somewhere, and nothing happens at a time when it could not have.
#[track_caller]
fn check_consistent(options: Options) {
    let document = document(options);
    let now = moment(&document["generatedAt"]).unwrap();
    let students = by_id(&document, "students");
    let elements = by_id(&document, "elements");
    let [groups, folders, scales, terms] = ["groups", "folders", "scales", "terms"].map(|list| by_id(&document, list));
    assert_eq!(students.len(), options.students as usize);

    let known = |list: &HashMap<i64, &Value>, id: &Value| id.is_null() || list.contains_key(&id.as_i64().unwrap());
    for folder in folders.values() {
        assert!(known(&folders, &folder["parentId"]), "{folder}");
    }
    for student in students.values() {
        let groups_known = student["groupIds"].as_array().unwrap().iter().all(|id| known(&groups, id));
        assert!(groups_known && moment(&student["enrolledAt"]).unwrap() <= now, "{student}");
    }
    for element in elements.values() {
        let references = [(&folders, "folderId"), (&scales, "scaleId"), (&terms, "termId")];
        assert!(references.iter().all(|(list, field)| known(list, &element[*field])), "{element}");
        for (list, field) in [(&groups, "groupIds"), (&students, "studentIds")] {
            let ids = element["availableTo"][field].as_array().map_or(&[][..], Vec::as_slice);
            assert!(ids.iter().all(|id| known(list, id)), "{element}");
        }
    }

    for (table, moment_field) in TABLES {
        let mut previous = i64::MIN;
        for row in rows(&document, table) {
            let row = Value::Object(row);
            let student = students[&row["studentId"].as_i64().unwrap()];
            assert!(row["seconds"].as_i64().unwrap_or_default() >= 0, "{table}: {row}");
            let Some(at) = moment(&row[moment_field]) else {
                assert_eq!(table, "scorm", "{row}");
                continue;
            };
            assert!(previous <= at && at <= now, "{table} is in the order of time, and all past: {row}");
            previous = at;
            assert!(moment(&student["enrolledAt"]).unwrap() <= at, "{table}, before {student}: {row}");
            assert!(moment(&student["leftAt"]).is_none_or(|left| at < left), "{table}, after {student}: {row}");
            if let Some(element) = row["elementId"].as_i64().map(|id| elements[&id]) {
                let begun = ["createdAt", "activeFrom"]
                    .iter()
                    .all(|field| moment(&element[*field]).is_none_or(|from| from <= at));
                // Teachers grade after the end as well, as long as the element is there.
                let ends: &[&str] =
                    if table == "grades" { &["deletedAt"] } else { &["deletedAt", "deactivatedAt", "activeUntil"] };
                let ended = ends.iter().any(|field| moment(&element[*field]).is_some_and(|end| end <= at));
                assert!(begun && !ended, "{table}, outside {element}: {row}");
            }
        }
    }
}

#[test]
fn documents_are_consistent() {
    check_consistent(Options::SAMPLE);
    check_consistent(Options { students: 1, ..Options::DEFAULT });
    check_consistent(Options { students: 200, seed: 5, form: Form::Rows, visits_per_student: 95 });
}

#[test]
fn equal_options_give_equal_bytes_and_another_seed_others() {
    let options = Options { students: 40, ..Options::DEFAULT };
    assert_eq!(bytes(options), bytes(options));
    assert_ne!(bytes(options), bytes(Options { seed: 2, ..options }));
}

#[test]
fn both_forms_mean_the_same() {
    let normalized = |form| {
        let mut document = document(Options { students: 31, form, ..Options::DEFAULT });
        for (table, _) in TABLES {
            let mut rows = rows(&document, table);
            for row in &mut rows {
                for (field, value) in row.iter_mut() {
                    if matches!(field.as_str(), "start" | "at" | "completedAt" | "gradedAt" | "deletedAt") {
                        *value = json!(moment(value));
                    }
                }
            }
            document[table] = json!(rows);
        }
        document
    };
    assert_eq!(normalized(Form::Rows), normalized(Form::Columns));
}

#[test]
fn the_number_of_visits_is_what_was_asked_for() {
    for wanted in [60, 95, 200] {
        let document = document(Options { students: 120, visits_per_student: wanted, ..Options::DEFAULT });
        let visits = rows(&document, "visits").len() as f64;
        let views = rows(&document, "views").len() as f64;
        let mean = visits / 120.0 / f64::from(wanted);
        assert!((0.93..1.07).contains(&mean), "{mean} of {wanted} visits per student");
        assert!((2.2..2.8).contains(&(views / visits)), "{} views per visit", views / visits);
    }
}

/// What a first look at the sample should find in every report.
#[test]
fn the_sample_uses_every_part_of_the_format() {
    let document = document(Options::SAMPLE);
    let words = |rows: &[Value], field: &str| -> HashSet<String> {
        rows.iter().filter_map(|row| row[field].as_str()).map(str::to_owned).collect()
    };
    let elements = document["elements"].as_array().unwrap();
    assert_eq!(words(elements, "kind").len(), 15);
    for field in
        ["activeFrom", "activeUntil", "deactivatedAt", "createdAt", "deletedAt", "availableTo", "termId", "maxScore"]
    {
        assert!(elements.iter().any(|element| !element[field].is_null()), "{field}");
    }
    let students = document["students"].as_array().unwrap();
    assert_eq!(students.iter().filter(|student| student["leftAt"].is_null()).count(), 28);
    assert!(students.iter().any(|student| student["groupIds"] == json!([])));
    let posts: Vec<Value> = rows(&document, "posts").into_iter().map(Value::Object).collect();
    let kinds = ["thread", "post", "announcement", "announcementComment", "message"].map(str::to_owned);
    assert_eq!(words(&posts, "kind"), HashSet::from(kinds));
    assert!(posts.iter().any(|post| !post["deletedAt"].is_null()));
    let levels = rows(&document, "grades").iter().filter(|grade| grade["value"].is_string()).count();
    assert!(levels > 50);
    let with_visits: HashSet<_> = rows(&document, "visits").iter().map(|visit| visit["studentId"].as_i64()).collect();
    assert_eq!(with_visits.len(), students.len() - 1, "one has never come");
}

/// Make it again after a change of the generator:
/// `cargo run --profile native --example synthesize -- --sample --out public/sample/course.json.gz`
#[test]
fn the_bundled_sample_is_what_the_generator_makes() {
    let packed = fs::read(SAMPLE_PATH).unwrap();
    assert!(packed.len() <= SAMPLE_SIZE_MAX, "{} bytes", packed.len());
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert!(unpacked == bytes(Options::SAMPLE), "the sample is out of date");
}

mod training {
    use roundview::{
        dataset::{training::Training, zone::native_zones},
        document::{Faults, TrainingReader},
        training::{Scope, groups::compute::group_details, sessions::compute::general},
    };

    use super::generator::training::{TrainingOptions, write_training};
    use super::*;

    const SAMPLE_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/public/sample/training.json.gz");

    /// What the sample may cost a reader.
    const SAMPLE_SIZE_MAX: usize = 150_000;

    fn bytes(options: TrainingOptions) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_training(options, &mut bytes).unwrap();
        bytes
    }

    fn read(options: TrainingOptions) -> Training {
        let mut reader = TrainingReader::default();
        reader.push(&bytes(options)).unwrap();
        let (training, faults) = reader.into_training(&native_zones).unwrap();
        assert_eq!(faults, Faults::default());
        training
    }

    #[test]
    fn documents_have_no_faults_and_nothing_in_the_future() {
        for options in [
            TrainingOptions::SAMPLE,
            TrainingOptions { learners: 1, ..TrainingOptions::DEFAULT },
            TrainingOptions { learners: 700, seed: 5, form: Form::Rows },
        ] {
            let data = read(options);
            let now = data.generated_at;
            assert!(data.attempts.rows.iter().all(|row| row.started_at <= now && row.completed_at <= Some(now)));
            assert!(data.registrations.rows.iter().all(|row| row.registered_at <= now));
            assert!(data.connections.at.iter().chain(&data.posts.at).all(|at| *at <= now));
            assert!(data.completions.rows.iter().all(|row| row.completed_at <= now));
            assert!(data.certificates.issued_at.iter().all(|at| *at <= now));
        }
    }

    #[test]
    fn equal_options_give_equal_bytes_and_both_forms_mean_the_same() {
        let options = TrainingOptions::DEFAULT;
        assert_eq!(bytes(options), bytes(options));
        assert_ne!(bytes(options), bytes(TrainingOptions { seed: 2, ..options }));
        let rows = read(TrainingOptions { form: Form::Rows, ..options });
        assert_eq!(format!("{rows:?}"), format!("{:?}", read(options)));
    }

    /// What a first look at the sample should find on every page.
    #[test]
    fn the_sample_has_something_for_every_figure() {
        let scope = Scope::new(read(TrainingOptions::SAMPLE));
        let data = &scope.data;
        let now = data.generated_at;
        let all: Vec<_> = scope.sessions().map(|session| general(&scope, session)).collect();
        assert!(data.sessions.iter().any(|session| !session.has_begun(now)), "to come");
        assert!(data.sessions.iter().any(|session| session.is_over(now)), "past");
        assert!(data.sessions.iter().any(|session| session.has_begun(now) && !session.is_over(now)), "running");
        assert!(data.sessions.iter().zip(&all).any(|(session, of)| !session.has_begun(now) && of.registrations > 0));
        assert!(all.iter().any(|of| of.waiting_list > 0) && all.iter().any(|of| of.open_registrations > 0));
        assert!(all.iter().any(|of| of.certificates > 0) && all.iter().any(|of| of.average_score.is_some()));
        let learners = || scope.sessions().flat_map(|session| &scope.learners(session).learners);
        assert!(
            learners().any(|learner| learner.verified)
                && learners().any(|learner| learner.finished && !learner.verified)
        );
        assert!(learners().any(|learner| learner.assigned && !learner.registered && learner.started), "unassigned");
        assert!(data.users.iter().any(|user| user.is_deleted(now)));
        assert_eq!(scope.circles.level.iter().max(), Some(&3));
        let states: HashSet<String> =
            scope.external.iter().map(|attempt| format!("{:?} {}", attempt.outcome, attempt.progress)).collect();
        assert_eq!(states.len(), 4, "{states:?}");
        assert!(scope.external.iter().any(|attempt| attempt.row.is_none()), "made by a completion");
        let group = &group_details(&scope, None)[0];
        assert!(group.online.part > 0 && group.online.part < group.online.whole);
        assert!(group.success.part > 0 && group.success.part < group.completion.part);
    }

    /// Make it again after a change of the generator: `cargo run --profile native --example synthesize --
    /// --training --sample --out public/sample/training.json.gz`
    #[test]
    fn the_bundled_sample_is_what_the_generator_makes() {
        let packed = fs::read(SAMPLE_PATH).unwrap();
        assert!(packed.len() <= SAMPLE_SIZE_MAX, "{} bytes", packed.len());
        let mut unpacked = Vec::new();
        GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == bytes(TrainingOptions::SAMPLE), "the sample is out of date");
    }
}
