//! What could not be used of a document that was read: counted by kind, with the place of the
//! first example. Faults are a property of the document; they depend on no query.

use serde::{Deserialize, Serialize};

use super::table::Table;

/// What is wrong with a record or a field, in the order in which faults are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FaultKind {
    /// An event names a student that the document doesn't have.
    UnknownStudent,
    /// An event names an element that the document doesn't have.
    UnknownElement,
    /// A row names a user that the document doesn't have.
    UnknownUser,
    /// A role or membership names a group that the document doesn't have.
    UnknownGroupOfRow,
    /// An event names a session that the document doesn't have.
    UnknownSession,
    /// An attempt names a block that its session doesn't have.
    UnknownBlock,
    /// An attendance names a slot that its session doesn't have.
    UnknownSlot,
    /// A row names a course that the document doesn't have.
    UnknownCourse,
    /// An event's moment is none.
    BadMoment,
    /// `visits.seconds` or `grades.value` is null.
    NoNumber,
    /// Another moment or date is none.
    BadRecordMoment,
    /// A visit of less than no time.
    NegativeVisit,
    /// A view of less than no time.
    NegativeView,
    /// A SCORM time below nothing.
    NegativeScorm,
    /// An attempt of less than no time.
    NegativeAttempt,
    /// A visit or view of more than a day.
    AboveDay,
    /// A grade below 0, above its maximum, without a maximum, or no level of its scale.
    GradeOutsideScale,
    /// A percentage below 0 or above 100, or points below 0 or above their maximum.
    PercentOutside,
    /// A folder that is its own ancestor.
    FolderLoop,
    /// A folder or parent folder that the document doesn't have.
    UnknownFolder,
    /// A term that the document doesn't have.
    UnknownTerm,
    /// A group that the document doesn't have.
    UnknownGroup,
    /// A scale that the document doesn't have.
    UnknownScale,
    /// A group that is its own ancestor.
    GroupLoop,
    /// A record of a training document names a record that the document doesn't have.
    UnknownReference,
    /// A group or student in `availableTo` that the document doesn't have.
    UnknownAvailability,
}

/// What was done about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FaultAction {
    /// The record is in no figure.
    LeftOut,
    /// The field counts as missing.
    TakenAsAbsent,
    /// The number counts as 0.
    TakenAsZero,
    /// The duration counts as 86,400 s.
    TakenAsDay,
    /// The grade is shown, and in no average.
    KeptOutOfAverages,
    /// The number counts as missing.
    KeptOutOfFigures,
}

impl FaultKind {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownStudent => "unknownStudent",
            Self::UnknownElement => "unknownElement",
            Self::UnknownUser => "unknownUser",
            Self::UnknownGroupOfRow => "unknownGroupOfRow",
            Self::UnknownSession => "unknownSession",
            Self::UnknownBlock => "unknownBlock",
            Self::UnknownSlot => "unknownSlot",
            Self::UnknownCourse => "unknownCourse",
            Self::BadMoment => "badMoment",
            Self::NoNumber => "noNumber",
            Self::BadRecordMoment => "badRecordMoment",
            Self::NegativeVisit => "negativeVisit",
            Self::NegativeView => "negativeView",
            Self::NegativeScorm => "negativeScorm",
            Self::NegativeAttempt => "negativeAttempt",
            Self::AboveDay => "aboveDay",
            Self::GradeOutsideScale => "gradeOutsideScale",
            Self::PercentOutside => "percentOutside",
            Self::FolderLoop => "folderLoop",
            Self::UnknownFolder => "unknownFolder",
            Self::UnknownTerm => "unknownTerm",
            Self::UnknownGroup => "unknownGroup",
            Self::UnknownScale => "unknownScale",
            Self::GroupLoop => "groupLoop",
            Self::UnknownReference => "unknownReference",
            Self::UnknownAvailability => "unknownAvailability",
        }
    }

    /// What is done about it.
    #[must_use]
    pub const fn action(self) -> FaultAction {
        match self {
            Self::UnknownStudent
            | Self::UnknownElement
            | Self::UnknownUser
            | Self::UnknownGroupOfRow
            | Self::UnknownSession
            | Self::UnknownBlock
            | Self::UnknownSlot
            | Self::UnknownCourse
            | Self::BadMoment
            | Self::NoNumber
            | Self::NegativeVisit => FaultAction::LeftOut,
            Self::NegativeView | Self::NegativeScorm | Self::NegativeAttempt => FaultAction::TakenAsZero,
            Self::AboveDay => FaultAction::TakenAsDay,
            Self::GradeOutsideScale => FaultAction::KeptOutOfAverages,
            Self::PercentOutside => FaultAction::KeptOutOfFigures,
            Self::BadRecordMoment
            | Self::FolderLoop
            | Self::UnknownFolder
            | Self::UnknownTerm
            | Self::UnknownGroup
            | Self::UnknownScale
            | Self::GroupLoop
            | Self::UnknownReference
            | Self::UnknownAvailability => FaultAction::TakenAsAbsent,
        }
    }
}

impl FaultAction {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeftOut => "leftOut",
            Self::TakenAsAbsent => "takenAsAbsent",
            Self::TakenAsZero => "takenAsZero",
            Self::TakenAsDay => "takenAsDay",
            Self::KeptOutOfAverages => "keptOutOfAverages",
            Self::KeptOutOfFigures => "keptOutOfFigures",
        }
    }
}

/// One kind of fault that occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultLine {
    /// What is wrong.
    pub kind: FaultKind,
    /// How many times.
    pub count: u64,
    /// JSON pointer to the first example, in the form that the document has.
    pub first: String,
    list: u8,
}

/// All faults of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults {
    lines: Vec<FaultLine>,
}

impl Faults {
    /// Counts a fault. `list` is the place of its list in the shape of the document: lists may come
    /// in any order, and the first example is that of the earliest list. Within a list faults must
    /// be added in the order of records and fields.
    pub(crate) fn add(&mut self, kind: FaultKind, list: u8, pointer: impl FnOnce() -> String) {
        match self.lines.binary_search_by_key(&kind, |line| line.kind) {
            Ok(index) => {
                let line = &mut self.lines[index];
                line.count += 1;
                if list < line.list {
                    line.list = list;
                    line.first = pointer();
                }
            }
            Err(index) => self.lines.insert(index, FaultLine { kind, count: 1, first: pointer(), list }),
        }
    }

    /// Counts what is wrong with a row of a table, and the field where it is. False: the row is left out.
    pub(super) fn judge(&mut self, list: u8, table: &Table, row: usize, fault: Option<(FaultKind, usize)>) -> bool {
        let Some((kind, field)) = fault else { return true };
        self.add(kind, list, || table.place(row, field));
        kind.action() != FaultAction::LeftOut
    }

    /// Takes in the faults of another list.
    pub(crate) fn merge(&mut self, other: Self) {
        for line in other.lines {
            match self.lines.binary_search_by_key(&line.kind, |line| line.kind) {
                Ok(index) => {
                    let mine = &mut self.lines[index];
                    let count = mine.count + line.count;
                    if line.list < mine.list {
                        *mine = line;
                    }
                    mine.count = count;
                }
                Err(index) => self.lines.insert(index, line),
            }
        }
    }

    /// The kinds that occur, in the order of [`FaultKind`].
    #[must_use]
    pub fn lines(&self) -> &[FaultLine] {
        &self.lines
    }

    /// All faults.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.lines.iter().map(|line| line.count).sum()
    }

    /// Records that are in no figure.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        let left_out = |line: &&FaultLine| line.kind.action() == FaultAction::LeftOut;
        self.lines.iter().filter(left_out).map(|line| line.count).sum()
    }
}
