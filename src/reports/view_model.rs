//! What all view models share: the reader's language and the course that is read, figures with
//! their words, and the list of students with its search and sort. Pure; views only place this.

use crate::{
    chart::spec::Details,
    dataset::zone::Zone,
    engine::protocol::{CourseInfo, Report, StudentInfo},
    export::Cell,
    i18n::{DateStyle, Locale},
    names,
    order::{sort_rows, sort_rows_by_rank},
    query::{Query, SortBy},
    units::{Day, Moment},
};

pub use crate::page::Figure;

/// What a view model needs beside the figures.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The reader's language.
    pub locale: &'a Locale,
    /// The zone of the document.
    pub zone: &'a Zone,
    /// The course.
    pub info: &'a CourseInfo,
    /// The answer that holds the figures.
    pub report: &'a Report,
}

impl Reading<'_> {
    /// Whether a day has begun at the reported moment and isn't over then. A course looked back at is seen from the end of
    /// a day, which is over.
    #[must_use]
    pub fn is_running(&self, day: Day) -> bool {
        day == self.report.today && self.report.as_of < self.zone.start_of(day.plus(1)).just_before()
    }

    /// A moment on the zone's clocks.
    #[must_use]
    pub fn date_time(&self, moment: Moment) -> String {
        self.locale.date_time(self.zone.local(moment))
    }

    /// A day in words.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        self.locale.date(day.date(), DateStyle::Full)
    }

    /// A student by index.
    #[must_use]
    pub fn student(&self, student: u32) -> &StudentInfo {
        &self.info.students[student as usize]
    }

    /// A figure with its definition.
    #[must_use]
    pub fn figure(&self, label: &'static str, help: &'static str, value: String, note: String) -> Figure {
        Figure { label: self.locale.text(label).to_owned(), help: self.locale.text(help).to_owned(), value, note }
    }
}

impl Reading<'_> {
    /// The heading of a raw value in a file: what it is, and in which unit.
    #[must_use]
    pub fn raw_heading(&self, name: &str, unit: RawUnit) -> String {
        let unit = match unit {
            RawUnit::Seconds => self.locale.text("export.seconds"),
            RawUnit::Utc => self.locale.text("export.utc"),
            RawUnit::Share => self.locale.text("export.share"),
            RawUnit::Raw => self.locale.text("export.raw"),
        };
        format!("{name}, {unit}")
    }

    /// A moment in a file: on the clocks of the course, and as it is.
    #[must_use]
    pub fn moment_cells(&self, moment: Option<Moment>) -> [Cell; 2] {
        match moment {
            Some(moment) => [Cell::LocalTime(self.zone.local_seconds(moment)), Cell::Text(moment.to_string())],
            None => [Cell::Empty, Cell::Empty],
        }
    }
}

/// The units of raw values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawUnit {
    /// Seconds.
    Seconds,
    /// A moment in UTC.
    Utc,
    /// A part of a whole, 1 for all of it.
    Share,
    /// The unit of the scale.
    Raw,
}

/// A duration in a file: as hours, minutes and seconds, and as it is.
#[must_use]
pub fn duration_cells(seconds: Option<f64>) -> [Cell; 2] {
    [seconds.map_or(Cell::Empty, Cell::Duration), Cell::number(seconds)]
}

/// How much is done, as a bar from nothing to all, with something to compare marked on it.
#[derive(Clone, Debug, PartialEq)]
pub struct DoneBar {
    /// How much of it is filled, 0 to 1; none where there is nothing to do.
    pub share: Option<f64>,
    /// Where the mark is.
    pub mark: Option<f64>,
    /// The share in words.
    pub value: String,
    /// The counts in words.
    pub counts: String,
    /// What it says when pointed at, and to screen readers.
    pub details: Details,
}

/// The rows of a list of students, by index, that a search leaves, in the order of `sort`.
///
/// `students` has the student of each row. `by_column` compares two rows by a column; equal rows,
/// and rows of a list without a sort, are in the order of names, as are all where the course is so
/// large that it `sorts_by_name_only`.
pub fn arrange(
    info: &CourseInfo,
    students: &[u32],
    search: &str,
    sort: Option<&SortBy>,
    sorts_by_name_only: bool,
    by_column: impl Fn(&str, usize, usize) -> std::cmp::Ordering,
) -> Vec<u32> {
    let search = names::fold(search);
    let student = |row: u32| &info.students[students[row as usize] as usize];
    let mut rows: Vec<u32> =
        (0..students.len() as u32).filter(|row| names::matches(&student(*row).folded_name, &search)).collect();
    sort_rows_by_rank(&mut rows, &|row| student(row).rank);
    let Some(sort) = sort else { return rows };
    if sort.column == NAME_COLUMN {
        if sort.is_descending {
            rows.reverse();
        }
    } else if !sorts_by_name_only {
        sort_rows(&mut rows, &|a, b| {
            let order = by_column(&sort.column, a as usize, b as usize);
            if sort.is_descending { order.reverse() } else { order }
        });
    }
    rows
}

/// The column of names, which every list has.
pub const NAME_COLUMN: &str = "name";

/// Compares figures that may be missing, from the least; a missing one is less than any other.
#[must_use]
pub fn compare_optional<T: PartialOrd>(a: &Option<T>, b: &Option<T>) -> std::cmp::Ordering {
    a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal)
}

/// The kind of an element in words; one that isn't known as the document writes it.
#[must_use]
pub fn kind_name<'a>(locale: &Locale, kind: &'a str) -> &'a str {
    match kind {
        "assignment" => locale.text("kind.assignment"),
        "discussion" => locale.text("kind.discussion"),
        "file" => locale.text("kind.file"),
        "learningTool" => locale.text("kind.learning-tool"),
        "lesson" => locale.text("kind.lesson"),
        "link" => locale.text("kind.link"),
        "lti" => locale.text("kind.lti"),
        "manualAssessment" => locale.text("kind.manual-assessment"),
        "note" => locale.text("kind.note"),
        "page" => locale.text("kind.page"),
        "scorm" => locale.text("kind.scorm"),
        "survey" => locale.text("kind.survey"),
        "task" => locale.text("kind.task"),
        "test" => locale.text("kind.test"),
        "video" => locale.text("kind.video"),
        _ => kind,
    }
}

/// The students before and after one, by name, among those that the filters leave, and its place
/// there from 1.
#[must_use]
pub fn neighbours(reading: &Reading, student: u32, needs_support: bool) -> Neighbours {
    let mut listed = match &reading.report.support {
        Some(support) if needs_support => support.students.iter().map(|signals| signals.student).collect(),
        _ => reading.report.listed.clone(),
    };
    sort_rows_by_rank(&mut listed, &|student| reading.student(student).rank);
    let place = listed.iter().position(|other| *other == student);
    Neighbours {
        previous: place.and_then(|place| place.checked_sub(1)).map(|place| listed[place]),
        next: place.and_then(|place| listed.get(place + 1).copied()),
        place: place.map(|place| place + 1),
        count: listed.len(),
    }
}

/// Where a student stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// The one before.
    pub previous: Option<u32>,
    /// The one after.
    pub next: Option<u32>,
    /// From 1. None: the filter leaves the student out.
    pub place: Option<usize>,
    /// How many are listed.
    pub count: usize,
}

/// The query that sorts by a column: by another column as is natural for it, by the same the other
/// way round.
#[must_use]
pub fn sorted_by(query: &Query, column: &str, starts_descending: bool) -> Query {
    let is_descending = match &query.sort {
        Some(sort) if sort.column == column => !sort.is_descending,
        None if column == NAME_COLUMN => true,
        _ => starts_descending,
    };
    Query { sort: Some(SortBy { column: column.to_owned(), is_descending }), ..query.clone() }
}
