//! The event columns, sorted by student and, for each student, by moment. Events of one moment
//! stay in the order of the document.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    order::sort_rows,
    units::{Day, Moment},
};

/// The place of a row that is left out.
pub(crate) const NO_PLACE: u32 = u32::MAX;

/// The rows in the order of their places.
pub(crate) fn order_of(places: &[u32], count: usize) -> Vec<u32> {
    let mut order = vec![0; count];
    for (row, place) in places.iter().enumerate() {
        if *place != NO_PLACE {
            order[*place as usize] = row as u32;
        }
    }
    order
}

/// Rows are gone through so many at a time, by functions that a browser can replace by better code between two calls:
/// in a single loop over all rows it would run what it compiled in haste to the end.
pub(crate) const BLOCK: usize = 1 << 12;

/// Whether the moments of each owner's rows ascend.
fn is_sorted_for_each(count: usize, owners: &[u32], moments: &[Moment]) -> bool {
    let mut latest = vec![Moment::MIN; count];
    owners.chunks(BLOCK).zip(moments.chunks(BLOCK)).all(|(owners, moments)| ascends_loop(&mut latest, owners, moments))
}

/// The same for some rows after others, whose latest moments are known.
#[inline(never)]
fn ascends_loop(latest: &mut [Moment], owners: &[u32], moments: &[Moment]) -> bool {
    for index in 0..owners.len().min(moments.len()) {
        // A row that is left out has an owner beyond all.
        if let Some(latest) = latest.get_mut(owners[index] as usize) {
            if *latest > moments[index] {
                return false;
            }
            *latest = moments[index];
        }
    }
    true
}

/// Counts rows by owner, one place on, so that the sums are where each owner's begin.
#[inline(never)]
fn count_loop(starts: &mut [u32], owners: &[u32]) {
    for owner in owners {
        if *owner != NO_PLACE {
            starts[*owner as usize + 1] += 1;
        }
    }
}

/// Gives rows the next places of their owners.
#[inline(never)]
fn place_loop(next: &mut [u32], rows: &mut [u32]) {
    for row in rows {
        if let Some(place) = next.get_mut(*row as usize) {
            *row = *place;
            *place += 1;
        }
    }
}

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

    /// Says where each row of a table goes when the table is sorted by owner and, where there are
    /// moments, for each owner by moment; else rows keep their order. `rows` has the owner of each row, [`NO_PLACE`] for one that
    /// is left out, and gets its place.
    ///
    /// Rows of a document mostly come in the order of time. Going through them once and putting each
    /// where it belongs reads memory from end to end; fetching the rows of one owner after the other
    /// would read it all over the place, which takes ten times as long in a large course.
    pub(crate) fn place(count: usize, rows: &mut [u32], moments: Option<&[Moment]>) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for rows in rows.chunks(BLOCK) {
            count_loop(&mut starts, rows);
        }
        for index in 0..count {
            starts[index + 1] += starts[index];
        }
        let unsorted = moments.filter(|moments| !is_sorted_for_each(count, rows, moments));
        let mut next = starts.clone();
        for rows in rows.chunks_mut(BLOCK) {
            place_loop(&mut next, rows);
        }
        let by_owner = Self { starts };
        if let Some(moments) = unsorted {
            let mut order = order_of(rows, by_owner.count());
            by_owner.sort(&mut order, moments);
            for (place, row) in order.into_iter().enumerate() {
                rows[row as usize] = place as u32;
            }
        }
        by_owner
    }

    /// How many rows there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.last().map_or(0, |end| *end as usize)
    }

    /// Sorts each owner's rows by moment, keeping the order of equal ones.
    pub(crate) fn sort(&self, order: &mut [u32], moments: &[Moment]) {
        for owner in 0..self.starts.len() as u32 - 1 {
            let rows = &mut order[self.of(owner)];
            if !rows.is_sorted_by_key(|row| moments[*row as usize]) {
                sort_rows(rows, &|a, b| moments[a as usize].cmp(&moments[b as usize]));
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
    /// Σ of the seconds of the student's visits up to and with this one, in their order.
    pub seconds_so_far: Vec<f64>,
}

impl Visits {
    /// Σ of the seconds of a student's first visits, from [`RowsBy::until`]; 0 without any.
    #[must_use]
    pub fn seconds_of(&self, rows: Range<usize>) -> f64 {
        if rows.is_empty() { 0.0 } else { self.seconds_so_far[rows.end - 1] }
    }

    /// Adds up the seconds of each student.
    pub(crate) fn add_up(&mut self) {
        self.seconds_so_far.clone_from(&self.seconds);
        for ends in self.by_student.starts.windows(2) {
            let mut sum = 0.0;
            for seconds in &mut self.seconds_so_far[ends[0] as usize..ends[1] as usize] {
                sum += *seconds;
                *seconds = sum;
            }
        }
    }
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

/// When each student did something with each element for the first time; what comes again is left out.
#[derive(Clone, Debug, Default)]
pub struct FirstTimes {
    /// Where each student's rows stand.
    pub by_student: RowsBy,
    /// The element.
    pub element: Vec<u32>,
    /// When.
    pub at: Vec<Moment>,
}

impl FirstTimes {
    /// The first of the events of each student and element; `elements` is how many elements there are.
    pub(crate) fn of(by_student: &RowsBy, element: &[u32], at: &[Moment], elements: usize) -> Self {
        let mut firsts = Self::default();
        let mut met_by = vec![NO_PLACE; elements];
        let students = by_student.starts.len() as u32 - 1;
        firsts.by_student.starts.push(0);
        for student in 0..students {
            firsts.add_loop(by_student.of(student), element, at, &mut met_by, student);
            firsts.by_student.starts.push(firsts.element.len() as u32);
        }
        firsts
    }

    /// Adds those of the next student's `rows`. An element is marked with the student last seen with it, so that
    /// nothing has to be wiped between two students.
    #[inline(never)]
    fn add_loop(&mut self, rows: Range<usize>, element: &[u32], at: &[Moment], met_by: &mut [u32], student: u32) {
        for row in rows {
            let met_by = &mut met_by[element[row] as usize];
            if *met_by != student {
                *met_by = student;
                self.element.push(element[row]);
                self.at.push(at[row]);
            }
        }
    }

    /// The elements with which a student had done it by a moment, in the order of time.
    #[must_use]
    pub fn until(&self, student: u32, as_of: Moment) -> &[u32] {
        &self.element[self.by_student.until(student, &self.at, as_of)]
    }
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

#[cfg(test)]
mod tests;
