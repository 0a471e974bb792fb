//! Prints every figure of a course or training document as one JSON object, for integrators and tests.
//!
//! ```text
//! cargo run --profile native --example report -- DOC [--as-of T] [--group ID]… [--without-group]
//!     [--student ID]… [--details]
//! ```
//!
//! `DOC` is a course or a training document, plain or gzip. `--as-of` takes an RFC 3339 moment or
//! integer Unix seconds. `--student` adds the details of a student (of a user, in a training document),
//! `--details` those of everybody listed, and the files of sessions. A training document is reported as
//! of the moment when it was made, as its viewer may see it: `--as-of`, `--group` and `--without-group`
//! change nothing in it.
//! Nothing is rounded; durations are seconds, shares 0 to 1, moments UTC, days those of the
//! document's zone.
//!
//! Exit status: 0 printed, 2 wrong arguments, 3 the document was refused (the reason is printed as
//! `{"refused": …}`).

#[path = "../common/document.rs"]
mod document;
mod sections;

use std::{collections::HashSet, io::Write, process::ExitCode};

use document::ReadError;
use roundview::{
    dataset::Dataset,
    document::{Document, Faults, Refusal, parse_moment, parse_unix_seconds},
    reports::{GroupFilter, Scope},
    training,
    units::Moment,
};
use serde_json::{Value, json};

/// What the command line asks for.
#[derive(Debug, Default)]
struct Arguments {
    document: String,
    as_of: Option<Moment>,
    filter: GroupFilter,
    students: HashSet<String>,
    details: bool,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}\nusage: report DOC [--as-of T] [--group ID]… [--without-group] [--student ID]… [--details]")]
    Arguments(String),
    #[error(transparent)]
    Document(#[from] ReadError),
}

fn main() -> ExitCode {
    let (report, status) = match arguments(std::env::args().skip(1)).and_then(|arguments| report(&arguments)) {
        Ok(report) => (report, 0),
        Err(Failure::Document(ReadError::Refused(refusal))) => {
            let Refusal { pointer, found, expected } = refusal;
            (json!({ "refused": { "pointer": pointer, "found": found, "expected": expected } }), 3)
        }
        Err(failure) => {
            eprintln!("{failure}");
            return ExitCode::from(2);
        }
    };
    match writeln!(std::io::stdout().lock(), "{report}") {
        Ok(()) => ExitCode::from(status),
        // Whoever reads has seen enough.
        Err(_) => ExitCode::FAILURE,
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Failure> {
    let mut arguments = Arguments::default();
    let mut documents = Vec::new();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| Failure::Arguments(format!("{word} needs a value")));
        match word.as_str() {
            "--as-of" => {
                let text = value()?;
                let moment = parse_moment(&text).or_else(|| parse_unix_seconds(&text));
                arguments.as_of =
                    Some(moment.ok_or_else(|| Failure::Arguments(format!("--as-of: {text:?} is no moment")))?);
            }
            "--group" => arguments.filter.group_ids.push(value()?),
            "--without-group" => arguments.filter.without_group = true,
            "--student" => drop(arguments.students.insert(value()?)),
            "--details" => arguments.details = true,
            option if option.starts_with("--") => return Err(Failure::Arguments(format!("unknown option {option}"))),
            _ => documents.push(word),
        }
    }
    let count = documents.len();
    match (documents.pop(), count) {
        (Some(document), 1) => Ok(Arguments { document, ..arguments }),
        _ => Err(Failure::Arguments(format!("one document is needed, {count} were named"))),
    }
}

fn report(arguments: &Arguments) -> Result<Value, Failure> {
    match document::read(&arguments.document)? {
        (Document::Course(data), faults) => Ok(course_report(&data, &faults, arguments)),
        (Document::Training(data), faults) => {
            let is_asked = |user: &str| arguments.details || arguments.students.contains(user);
            Ok(sections::training::report(&training::Scope::new(*data), &faults, &is_asked, arguments.details))
        }
    }
}

fn course_report(data: &Dataset, faults: &Faults, arguments: &Arguments) -> Value {
    let scope = Scope::new(data, arguments.as_of, &arguments.filter);
    let is_asked =
        |student: &&u32| arguments.details || arguments.students.contains(&data.students[**student as usize].id);
    let detailed: Vec<u32> = scope.listed().iter().filter(is_asked).copied().collect();
    sections::report(&scope, faults, &arguments.filter, &detailed)
}
