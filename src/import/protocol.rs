//! What crosses between the page and the importer: what a file was recognised as, what the reader is asked
//! and answers, and what the reports will have. Both sides are of one version.

use serde::{Deserialize, Serialize};

use crate::units::Day;

/// A gap between two events above which a new visit begins, in minutes, where the reader sets no other.
pub const GAP_MINUTES: u16 = 30;

/// What the last event of a visit counts, in seconds: nothing tells how long it took.
pub const LAST_EVENT_SECONDS: u16 = 60;

/// What the page asks of the importer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read files, which the message carries.
    Read {
        /// What is known of each, in the order of the files.
        files: Vec<FileInfo>,
        /// What the reader has answered so far.
        answers: Answers,
    },
    /// Look again with other answers.
    Answer(Answers),
    /// Write the course document.
    Write(Answers, Purpose),
}

/// What the course document is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Its reports are opened.
    Open,
    /// It is given to the reader.
    Save,
}

/// What is known of a file besides its contents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInfo {
    /// Its name. It decides nothing; only ids that stand nowhere else are read from it.
    pub name: String,
    /// When it was changed last, in Unix seconds.
    pub modified: Option<i64>,
}

/// What the importer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// How far reading has come.
    Progress {
        /// Bytes read.
        read: u64,
        /// Of how many.
        total: u64,
    },
    /// What the files hold.
    Preview(Box<Preview>),
    /// The message carries the course document, for what was asked.
    Document(Purpose),
    /// The files can't be read.
    Failed,
}

/// What the reader decides about an import.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// The IANA name of the zone on whose clocks times are.
    pub zone: String,
    /// Whether the day stands before the month, where the file can't say it.
    pub is_day_first: Option<bool>,
    /// The year of the newest time, where times have none.
    pub year: Option<i32>,
    /// The gap above which a new visit begins, in minutes; none: [`GAP_MINUTES`].
    pub gap_minutes: Option<u16>,
    /// The columns that were matched by hand, now or earlier.
    pub matches: Vec<Match>,
    /// Who is staff and who isn't, by the key of a person.
    pub staff: Vec<(String, bool)>,
    /// The highest points of what the files say no maximum of, by the key of its column.
    pub maxima: Vec<(String, f64)>,
}

impl Answers {
    /// The gap above which a new visit begins, in minutes.
    #[must_use]
    pub fn gap_minutes(&self) -> u16 {
        self.gap_minutes.unwrap_or(GAP_MINUTES)
    }

    /// What a column is, where that was matched by hand.
    #[must_use]
    pub fn role(&self, kind: FileKind, heading: &str) -> Option<Role> {
        let is_it = |found: &&Match| found.kind == kind && found.heading == heading;
        self.matches.iter().rev().find(is_it).map(|found| found.role)
    }
}

/// A column that was matched by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The kind of file.
    pub kind: FileKind,
    /// The heading of the column.
    pub heading: String,
    /// What it is.
    pub role: Role,
}

/// Matches as they are kept: a line for each, with a tab between its parts.
#[must_use]
pub fn print_matches(matches: &[Match]) -> String {
    // A heading may have had a tab or a line end within; such a match isn't kept.
    let is_plain = |found: &&Match| !found.heading.contains(['\t', '\n', '\r']);
    let line = |found: &Match| format!("{}\t{}\t{}\n", found.kind.name(), found.role.name(), found.heading);
    matches.iter().filter(is_plain).map(line).collect()
}

/// Reads what [`print_matches`] wrote; lines that are none are passed over.
#[must_use]
pub fn parse_matches(text: &str) -> Vec<Match> {
    let parse = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let (kind, role, heading) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = [FileKind::MoodleLog, FileKind::MoodleGradebook].into_iter().find(|found| found.name() == kind)?;
        Some(Match { kind, heading: heading.to_owned(), role: Role::from_name(role, kind.roles())? })
    };
    text.lines().filter_map(parse).collect()
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// Moodle: the log of a course, as a table.
    MoodleLog,
    /// Moodle: the gradebook, as a table.
    MoodleGradebook,
    /// Moodle: `core_enrol_get_enrolled_users`.
    MoodleUsers,
    /// Moodle: `core_course_get_contents`.
    MoodleContents,
    /// Moodle: `core_completion_get_activities_completion_status`.
    MoodleCompletion,
    /// Moodle: `gradereport_user_get_grade_items`.
    MoodleGrades,
    /// Moodle: `core_group_get_course_groups`.
    MoodleGroups,
}

impl FileKind {
    /// The name of a kind that has columns, in storage; the others keep none.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MoodleLog => "moodle-log",
            Self::MoodleGradebook => "moodle-gradebook",
            _ => "",
        }
    }

    /// What a column of such a file may be; nothing where it has no columns.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::MoodleLog => &Role::LOG,
            Self::MoodleGradebook => &Role::GRADEBOOK,
            _ => &[],
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Nothing that is used.
    Unused,
    /// When something happened.
    Time,
    /// Who did it: the whole name.
    User,
    /// To whom.
    AffectedUser,
    /// Where in the course.
    Context,
    /// Which part of the LMS.
    Component,
    /// What happened.
    Event,
    /// What happened, in a sentence with ids.
    Description,
    /// By which way.
    Origin,
    /// From which address.
    Address,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Number in the school's register.
    IdNumber,
    /// Email address.
    Email,
    /// Grades in points.
    Points,
    /// Grades in hundredths of the maximum.
    Percent,
    /// Grades as letters or words.
    Letter,
    /// Grades of a category or of the course.
    Total,
    /// When the row was exported, in Unix seconds.
    Exported,
}

impl Role {
    const LOG: [Self; 10] = [
        Self::Unused,
        Self::Time,
        Self::User,
        Self::AffectedUser,
        Self::Context,
        Self::Component,
        Self::Event,
        Self::Description,
        Self::Origin,
        Self::Address,
    ];
    const GRADEBOOK: [Self; 11] = [
        Self::Unused,
        Self::FirstName,
        Self::LastName,
        Self::User,
        Self::IdNumber,
        Self::Email,
        Self::Points,
        Self::Percent,
        Self::Letter,
        Self::Total,
        Self::Exported,
    ];

    /// Its name in storage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Time => "time",
            Self::User => "user",
            Self::AffectedUser => "affected-user",
            Self::Context => "context",
            Self::Component => "component",
            Self::Event => "event",
            Self::Description => "description",
            Self::Origin => "origin",
            Self::Address => "address",
            Self::FirstName => "first-name",
            Self::LastName => "last-name",
            Self::IdNumber => "id-number",
            Self::Email => "email",
            Self::Points => "points",
            Self::Percent => "percent",
            Self::Letter => "letter",
            Self::Total => "total",
            Self::Exported => "exported",
        }
    }

    /// The role of such a name among `roles`.
    #[must_use]
    pub fn from_name(name: &str, roles: &[Self]) -> Option<Self> {
        roles.iter().copied().find(|role| role.name() == name)
    }
}

/// What the files hold, and what there is to ask.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The files, in the order in which they were given.
    pub files: Vec<FilePreview>,
    /// The title of the course; empty where no file has one.
    pub title: String,
    /// A time that can be read in two ways, where the files don't say which.
    pub ambiguous_time: Option<String>,
    /// The year that is taken for the newest time, where times have none.
    pub year: Option<i32>,
    /// Whether visits are made of events.
    pub has_events: bool,
    /// The days of the first and of the last event.
    pub period: Option<(Day, Day)>,
    /// The people, those who do what staff does first. Answers don't change their order.
    pub people: Vec<Person>,
    /// What the document will have.
    pub counts: Counts,
    /// Columns whose highest points no file says.
    pub maxima: Vec<Maximum>,
    /// People with grades whom no other file knows; they are students without activity.
    pub grades_alone: Vec<String>,
    /// People with grades who can't be told from others; their grades are left out.
    pub unjoined: Vec<String>,
    /// Grades that have the time of the export, since no file says when they were given.
    pub grades_undated: u32,
}

impl Preview {
    /// Whether a document can be written.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.ambiguous_time.is_none() && self.counts.students > 0
    }
}

/// How much a document has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Students.
    pub students: u32,
    /// Elements.
    pub elements: u32,
    /// Visits.
    pub visits: u32,
    /// Views of elements.
    pub views: u32,
    /// Completions.
    pub completions: u32,
    /// Grades.
    pub grades: u32,
    /// Posts.
    pub posts: u32,
}

/// A file and what was made of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FilePreview {
    /// Its name.
    pub name: String,
    /// What it is; none: it can't be used.
    pub kind: Option<FileKind>,
    /// Its rows or records.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<ColumnPreview>,
    /// What could not be used of it.
    pub faults: Vec<FaultCount>,
}

/// A column and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnPreview {
    /// Its heading.
    pub heading: String,
    /// One of its cells.
    pub example: String,
    /// What it is taken for.
    pub role: Role,
}

/// How often something could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultCount {
    /// What is wrong.
    pub fault: Fault,
    /// How often.
    pub count: u32,
    /// Where first: the row below the heading, from 1.
    pub first: u32,
}

/// What can be wrong in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// A time that is none, or a date that no calendar has.
    BadTime,
    /// A row that is too short.
    ShortRow,
    /// A grade that is no number, or no known letter.
    BadGrade,
    /// A record that isn't as the web service writes it.
    BadRecord,
    /// A column that has to be there isn't.
    MissingColumn,
}

/// Somebody who did something in the course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What answers name them by.
    pub key: String,
    /// Their name; the id where there is none.
    pub name: String,
    /// How many events they have.
    pub events: u32,
    /// How many of these are grading or editing.
    pub staff_events: u32,
    /// Whether they are left out of the students.
    pub is_staff: bool,
}

/// A column of grades whose highest points no file says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Maximum {
    /// What answers name it by.
    pub key: String,
    /// What is graded.
    pub title: String,
    /// The highest grade that was given.
    pub highest: f64,
    /// The maximum that is taken.
    pub max: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_kept() {
        let found = |kind, heading: &str, role| Match { kind, heading: heading.to_owned(), role };
        let matches = [
            found(FileKind::MoodleLog, "Når", Role::Time),
            found(FileKind::MoodleGradebook, "Quiz: Cells (x)", Role::Points),
        ];
        assert_eq!(parse_matches(&print_matches(&matches)), matches);
        assert_eq!(print_matches(&[found(FileKind::MoodleLog, "a\tb", Role::Time)]), "");
        assert_eq!(parse_matches("moodle-log\tpoints\tx\nnonsense\n\tunused\tx\n"), []);
    }
}
