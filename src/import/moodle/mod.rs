//! Moodle: the log of a course and its gradebook, which any teacher can download, and answers of the web
//! service for those who have them.
//!
//! - [`words`]: headings, kinds and events in several languages;
//! - [`log`]: the log's rows as numbers;
//! - [`gradebook`]: people and their grades;
//! - [`service`]: what the web service answers;
//! - [`visits`]: visits made of events;
//! - [`course`]: all of it together.

pub mod course;
pub mod gradebook;
pub mod log;
pub mod service;
pub mod visits;
pub mod words;

use self::{gradebook::Gradebook, log::Log, service::Service};
use super::{
    Import, Sample, Source,
    csv::Row,
    draft::Draft,
    protocol::{Answers, FileInfo, FileKind, Preview},
    text::decode,
};
use crate::dataset::zone::Zone;

/// The source.
pub struct Moodle;

impl Source for Moodle {
    fn recognise(&self, sample: &Sample) -> Option<FileKind> {
        match sample {
            Sample::Table(rows) if log::is_log(rows) => Some(FileKind::MoodleLog),
            Sample::Table(rows) => gradebook::is_gradebook(rows).then_some(FileKind::MoodleGradebook),
            Sample::Json(text) => service::recognise(text),
        }
    }

    fn start(&self) -> Box<dyn Import> {
        Box::new(MoodleImport::default())
    }
}

/// A file as it was read.
pub struct File {
    /// What was known of it.
    info: FileInfo,
    /// What it is.
    kind: FileKind,
    /// The first rows of a table.
    sample: Vec<Vec<String>>,
    contents: Contents,
}

/// What was read of a file.
enum Contents {
    Log(Box<Log>),
    /// The rows of a gradebook: there are no more of them than students.
    Gradebook(Vec<Vec<String>>),
    Service(Box<Service>),
}

/// Files of a Moodle.
#[derive(Default)]
struct MoodleImport {
    files: Vec<File>,
    /// The heading of the file under way has been passed.
    is_below_heading: bool,
}

impl Import for MoodleImport {
    fn begin(&mut self, file: &FileInfo, kind: FileKind, sample: &Sample, answers: &Answers) {
        let (sample, contents) = match sample {
            Sample::Json(text) => (Vec::new(), Contents::Service(Box::new(Service::read(kind, text, &file.name)))),
            Sample::Table(rows) if kind == FileKind::MoodleLog => {
                (rows.to_vec(), Contents::Log(Box::new(Log::new(log::columns(rows, answers)))))
            }
            Sample::Table(rows) => (rows.to_vec(), Contents::Gradebook(Vec::new())),
        };
        self.is_below_heading = false;
        self.files.push(File { info: file.clone(), kind, sample, contents });
    }

    fn row(&mut self, row: Row) {
        let Some(file) = self.files.last_mut() else { return };
        match &mut file.contents {
            Contents::Log(log) if self.is_below_heading => log.push(row),
            Contents::Gradebook(rows) => {
                rows.push((0..row.len()).map(|column| decode(row.cell(column)).into_owned()).collect());
            }
            Contents::Log(_) | Contents::Service(_) => {}
        }
        self.is_below_heading = true;
    }

    fn end(&mut self, _: &Answers) {}

    fn holds(&self, answers: &Answers) -> bool {
        self.files.iter().all(|file| match &file.contents {
            Contents::Log(log) => log.roles == log::columns(&file.sample, answers),
            Contents::Gradebook(_) | Contents::Service(_) => true,
        })
    }

    fn outcome(&self, answers: &Answers, zone: &Zone) -> (Preview, Draft) {
        course::outcome(&self.files, answers, zone)
    }
}

impl File {
    fn gradebook(&self, answers: &Answers) -> Option<Gradebook> {
        match &self.contents {
            Contents::Gradebook(rows) => Some(Gradebook::read(rows, answers)),
            Contents::Log(_) | Contents::Service(_) => None,
        }
    }
}
