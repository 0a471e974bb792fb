//! The event columns, sorted by student and, for each student, by moment. Events of one moment
//! stay in the order of the document.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::units::{Day, Moment};

/// Where the events of each record of a list stand in the columns: of each student, of each session.
#[derive(Clone, Debug, Default)]
pub struct RowsBy {
    starts: Vec<u32>,
}

impl RowsBy {
    /// Groups rows by one of `count` owners. `owners[i]` is that of row `i`, `None` for a row that is
    /// left out. Returns the rows in their new order.
    pub(crate) fn group(count: usize, owners: &[Option<u32>]) -> (Self, Vec<u32>) {
        let mut starts = vec![0_u32; count + 1];
        for owner in owners.iter().flatten() {
            starts[*owner as usize + 1] += 1;
        }
        for index in 0..count {
            starts[index + 1] += starts[index];
        }
        let mut next = starts.clone();
        let mut order = vec![0; starts[count] as usize];
        for (row, owner) in owners.iter().enumerate() {
            if let Some(owner) = owner {
                let place = &mut next[*owner as usize];
                order[*place as usize] = row as u32;
                *place += 1;
            }
        }
        (Self { starts }, order)
    }

    /// Sorts each owner's rows by moment, keeping the order of equal ones.
    pub(crate) fn sort(&self, order: &mut [u32], moments: &[Moment]) {
        for owner in 0..self.starts.len() as u32 - 1 {
            let rows = &mut order[self.of(owner)];
            if !rows.is_sorted_by_key(|row| moments[*row as usize]) {
                rows.sort_by_key(|row| moments[*row as usize]);
            }
        }
    }

    /// The rows of an owner.
    #[must_use]
    pub fn of(&self, owner: u32) -> Range<usize> {
        self.starts[owner as usize] as usize..self.starts[owner as usize + 1] as usize
    }

    /// The rows of a student up to and with the moment `as_of`; `moments` is the sorted column.
    #[must_use]
    pub fn until(&self, student: u32, moments: &[Moment], as_of: Moment) -> Range<usize> {
        let rows = self.of(student);
        // Most reports are of the moment of the document: one look instead of a search.
        if rows.clone().last().is_none_or(|last| moments[last] <= as_of) {
            return rows;
        }
        let count = moments[rows.clone()].partition_point(|moment| *moment <= as_of);
        rows.start..rows.start + count
    }
}

/// Visits to the course.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    /// Where each student's visits stand.
    pub by_student: RowsBy,
    /// When they began.
    pub start: Vec<Moment>,
    /// The day on which they began.
    pub day: Vec<Day>,
    /// How long they were: 0 to 86,400.
    pub seconds: Vec<f64>,
}

/// Views of elements.
#[derive(Clone, Debug, Default)]
pub struct Views {
    /// Where each student's views stand.
    pub by_student: RowsBy,
    /// The element viewed.
    pub element: Vec<u32>,
    /// When.
    pub at: Vec<Moment>,
    /// The day of that.
    pub day: Vec<Day>,
    /// For how long: 0 to 86,400.
    pub seconds: Vec<f64>,
}

/// Completions of elements.
#[derive(Clone, Debug, Default)]
pub struct Completions {
    /// Where each student's completions stand.
    pub by_student: RowsBy,
    /// The element completed.
    pub element: Vec<u32>,
    /// When.
    pub at: Vec<Moment>,
}

/// A grade as the document gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GivenGrade {
    /// A number.
    Number(f64),
    /// The label of a level, as written.
    Label(Box<str>),
}

/// Grades.
#[derive(Clone, Debug, Default)]
pub struct Grades {
    /// Where each student's grades stand.
    pub by_student: RowsBy,
    /// The element graded.
    pub element: Vec<u32>,
    /// When.
    pub at: Vec<Moment>,
    /// As the document gives them.
    pub given: Vec<GivenGrade>,
    /// What they count in averages: percent of the maximum on a points scale, the level's value on
    /// a levels scale. None: outside the scale.
    pub worth: Vec<Option<f64>>,
}

/// What a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostKind {
    /// The first post of a thread.
    Thread,
    /// A further post of a thread.
    Post,
    /// An announcement.
    Announcement,
    /// A comment on an announcement.
    AnnouncementComment,
    /// An instant message.
    Message,
    /// Any other; it counts in the heat map alone.
    Other,
}

/// Posts.
#[derive(Clone, Debug, Default)]
pub struct Posts {
    /// Where each student's posts stand.
    pub by_student: RowsBy,
    /// When they were written.
    pub at: Vec<Moment>,
    /// The day of that.
    pub day: Vec<Day>,
    /// What they are.
    pub kind: Vec<PostKind>,
    /// When they were deleted.
    pub deleted_at: Vec<Option<Moment>>,
}

/// What a SCORM package reported; in the order of the document for each student.
#[derive(Clone, Debug, PartialEq)]
pub struct ScormRow {
    /// The element that reported.
    pub element: u32,
    /// When; None: it counts at every moment.
    pub at: Option<Moment>,
    /// The package's status.
    pub status: Option<Box<str>>,
    /// The package's score.
    pub score: Option<f64>,
    /// The time that the package reports.
    pub seconds: Option<f64>,
}

/// What SCORM packages reported.
#[derive(Clone, Debug, Default)]
pub struct Scorm {
    /// Where each student's rows stand.
    pub by_student: RowsBy,
    /// The rows.
    pub rows: Vec<ScormRow>,
}
