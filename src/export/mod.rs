//! Files of what a page shows: a table becomes CSV or a spreadsheet. The view models make the
//! [`Table`] from the figures that the page shows, in the order and with the filters of the page; what
//! stands here knows no report.
//!
//! A table has the words of the page and the raw values beside them: shares as fractions, durations in
//! seconds, moments in UTC, ids as they are in the document.

#[cfg(target_arch = "wasm32")]
pub mod client;
mod csv;
mod file_name;
#[cfg(target_arch = "wasm32")]
pub mod worker;
mod writer;
mod xlsx;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::{
    csv::{csv, harmless, hours_minutes_seconds, tab_separated},
    file_name::file_name,
    writer::{Order, pack_rows, write},
    xlsx::{XlsxError, xlsx},
};

/// A table to write, whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What it is, in a few words.
    pub title: String,
    /// What a reader of the file has to know: course, report, filters, moment. Name and value.
    pub about: Vec<(String, String)>,
    /// The heading of each column.
    pub headings: Vec<String>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A value of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing to say.
    #[default]
    Empty,
    /// Words. Whatever they begin with, no spreadsheet takes them for a formula.
    Text(String),
    /// A number in the unit that the heading says.
    Number(f64),
    /// A part of a whole, 1 for all of it.
    Share(f64),
    /// Seconds, to be read as hours, minutes and seconds.
    Duration(f64),
    /// A moment on the clocks of the course: seconds since 1970 began there.
    LocalTime(i64),
}

impl Cell {
    /// A number, or nothing.
    #[must_use]
    pub fn number(value: Option<f64>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }

    /// A count.
    #[must_use]
    pub fn count(value: u64) -> Self {
        Self::Number(value as f64)
    }

    /// Words.
    #[must_use]
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text(value.into())
    }
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Comma-separated values, RFC 4180, in UTF-8 with a byte order mark.
    Csv,
    /// A spreadsheet of Office Open XML.
    Xlsx,
    /// Cells with tabs between them, to paste into a spreadsheet.
    Tabs,
}

impl Format {
    /// The end of a file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Tabs => "txt",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Tabs => "text/plain;charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Makes the cells of a row of a [`Draft`] by its index.
type MakeRow = dyn Fn(usize) -> Vec<Cell> + Send + Sync;

/// A table whose rows are still to be made, which takes its time for a long one.
#[derive(Clone)]
pub struct Draft {
    /// The table without its rows.
    pub table: Table,
    /// How many rows it will have.
    pub len: usize,
    /// Makes one.
    pub row: Arc<MakeRow>,
}

impl Draft {
    /// Makes the next rows of `table` as long as there `has_time`; true: all are there. At least one is made.
    pub fn go_on(&self, table: &mut Table, has_time: impl Fn() -> bool) -> bool {
        while table.rows.len() < self.len {
            table.rows.push((self.row)(table.rows.len()));
            if !has_time() {
                break;
            }
        }
        table.rows.len() >= self.len
    }
}
