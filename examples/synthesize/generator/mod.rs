//! Makes course documents of any size: a year of a biology course, with all that happened in it; and, in
//! [`training`], documents of an organisation's training.
//!
//! Equal options give equal bytes, on every machine. The documents have no faults in it and uses every
//! part of the format; what a document can have wrong is for the hand-written fixtures.
//!
//! `calendar` is the school year, `plan` the course's content, `people` the students, `simulate` what
//! they do and `write` how it is written down.

mod calendar;
mod people;
mod plan;
mod simulate;
pub mod training;
mod write;

use std::io::{self, Write};

use calendar::Calendar;
use simulate::Course;

/// How the event tables are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Arrays of row objects, moments as RFC 3339 strings.
    Rows,
    /// Objects of columns, moments as Unix seconds.
    Columns,
}

/// What to make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// How many students the document lists; one in fifteen of them has left.
    pub students: u32,
    /// Chooses one of the possible years. Both forms of one seed mean the same.
    pub seed: u64,
    pub form: Form,
    /// The mean number of visits per listed student, who views two and a half elements per visit.
    /// Handing in takes some 20 visits, so there are no fewer than those.
    pub visits_per_student: u32,
}

impl Options {
    /// Without wishes: a large class of a year that was well used.
    pub const DEFAULT: Self = Self { students: 30, seed: 1, form: Form::Columns, visits_per_student: 200 };

    /// The sample that comes with the application: 28 students, and two who have left.
    ///
    /// Its seed was chosen for what a teacher can find in it: most are well; two stopped coming two
    /// and three weeks ago, one never came, two fade, one struggles in spite of steady work, one's
    /// results fall although nearly everything is handed in, one has worked off a lost autumn, and
    /// one, always steady, was hardly seen this week.
    pub const SAMPLE: Self = Self { students: 30, seed: 2105, form: Form::Columns, visits_per_student: 140 };
}

/// Writes a course document, table after table.
///
/// The events are held in memory while they are brought into the order of time, nearly all of them
/// in 12 bytes each; the document is not.
pub fn write_course(options: Options, out: &mut impl Write) -> io::Result<()> {
    let calendar = Calendar::new();
    let elements = plan::elements(&calendar);
    let students = people::students(options.students, options.seed, &calendar);
    let supported = simulate::supported(&students);
    let course = Course {
        calendar: &calendar,
        elements: &elements,
        students: &students,
        supported: &supported,
        seed: options.seed,
    };
    let events = course.simulate(options.visits_per_student);
    write::document(&course, &events, options.form, out)
}
