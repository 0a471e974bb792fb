//! Other systems' exports: from the files that a teacher can download to a course document.
//!
//! Everything ends in a [`Draft`] and is written as a course document, which the reports open
//! like any other, and which can be saved. Nothing here computes a figure of a report, and nothing here
//! knows a browser, a clock or a language: files come in as bytes, and what the files don't say comes in
//! as [`Answers`].
//!
//! # One source is one folder
//!
//! A source is a system whose exports are understood: [`moodle`] is one. The next is a folder beside it and
//! a line in [`SOURCES`]:
//!
//! 1. Write a type that implements [`Source`]: [`Source::recognise`] says by content, never by name, what a
//!    file is, and [`Source::start`] gives an [`Import`].
//! 2. An [`Import`] takes its files one after the other, as rows where they are tables (CSV of any
//!    delimiter and line end, XLSX, ODS: the tables are taken apart here) and as text where they are JSON,
//!    and keeps what it needs in a compact form.
//! 3. [`Import::outcome`] makes of that and of the reader's answers a [`Preview`] and a draft. It is asked
//!    again whenever an answer changes, so that it must be quick and may not change what was read.
//! 4. What a file and a column can be are variants of [`FileKind`] and
//!    [`Role`](protocol::Role), whose words are keys in the catalogues.
//!
//! # The modules
//!
//! - [`protocol`]: what crosses between the page and the importer, which is a program of its own;
//! - [`csv`] and `sheet`: tables taken apart; [`text`]: what their bytes say;
//! - [`clock`]: times as people read them;
//! - [`draft`]: the course, and its document;
//! - [`session`]: several files, from their bytes to preview and document;
//! - `client`, `worker`, `view`: the page's side, the importer's side, and the page between file and report.

#[cfg(target_arch = "wasm32")]
pub mod client;
pub mod clock;
pub mod csv;
pub mod draft;
pub mod moodle;
pub mod protocol;
pub mod session;
mod sheet;
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod view;
#[cfg(target_arch = "wasm32")]
pub mod worker;

use self::{
    csv::Row,
    draft::Draft,
    protocol::{Answers, Fault, FaultCount, FileInfo, FileKind, Preview},
};
use crate::dataset::zone::Zone;

/// The systems whose exports are understood. The first that recognises a file has it.
pub static SOURCES: [&dyn Source; 1] = [&moodle::Moodle];

/// A system whose exports are understood.
pub trait Source: Sync {
    /// What a file is, where it is one of this system's.
    fn recognise(&self, sample: &Sample) -> Option<FileKind>;

    /// Begins an import of files that this source has recognised.
    fn start(&self) -> Box<dyn Import>;
}

/// The beginning of a file.
#[derive(Clone, Copy, Debug)]
pub enum Sample<'a> {
    /// The first rows of a table, the heading included.
    Table(&'a [Vec<String>]),
    /// All of a JSON text.
    Json(&'a str),
}

/// An import under way.
pub trait Import {
    /// Begins the next file, as `kind`. Of a table its rows follow, the heading included; a JSON text is
    /// there whole.
    fn begin(&mut self, file: &FileInfo, kind: FileKind, sample: &Sample, answers: &Answers);

    /// Takes the next row of the file under way.
    fn row(&mut self, row: Row);

    /// The file under way is whole.
    fn end(&mut self, answers: &Answers);

    /// Whether what was read still holds with other answers; else the files have to be read again.
    fn holds(&self, answers: &Answers) -> bool;

    /// What the files hold with these answers, in the order in which they came, and the course. `zone` is
    /// that of [`Answers::zone`].
    fn outcome(&self, answers: &Answers, zone: &Zone) -> (Preview, Draft);
}

/// Faults of a file, counted by what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaultCounts(Vec<FaultCount>);

impl FaultCounts {
    /// Counts one, in a row that is numbered from 1.
    pub fn add(&mut self, fault: Fault, row: u32) {
        match self.0.iter_mut().find(|found| found.fault == fault) {
            Some(found) => {
                found.count += 1;
                found.first = found.first.min(row);
            }
            None => self.0.push(FaultCount { fault, count: 1, first: row }),
        }
    }

    /// All of them.
    #[must_use]
    pub fn list(&self) -> Vec<FaultCount> {
        self.0.clone()
    }
}

/// Whether a file is left to the reader of course and training documents, by its first characters: packed or
/// empty, or an object of JSON that is no answer of a source's.
#[must_use]
pub fn is_document(head: &str) -> bool {
    // Whoever packs it, packed data begins so.
    let head = head.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if head.is_empty() || head.starts_with('\u{1f}') {
        return true;
    }
    let Some(members) = head.strip_prefix('{') else { return false };
    let answers = ["\"statuses\"", "\"usergrades\"", "\"warnings\""];
    !answers.iter().any(|name| members.trim_start().starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_left_to_their_reader() {
        for head in ["", " {\"format\":", "\u{feff}{}", "\u{1f}\u{fffd}\u{8}", "{ broken"] {
            assert!(is_document(head), "{head}");
        }
        for head in ["Time,User", "[{\"id\":1", "{ \"usergrades\": [", "{\"statuses\":", "PK\u{3}"] {
            assert!(!is_document(head), "{head}");
        }
    }
}
