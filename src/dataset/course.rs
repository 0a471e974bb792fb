//! The small lists of a course. References to other lists are indexes.

use serde::{Deserialize, Serialize};

use crate::units::{Day, Moment};

/// The id of the built-in points scale of elements that have a maximum and no scale.
pub const SCORE_SCALE_ID: &str = "score";

/// The course itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// Its id in the LMS.
    pub id: String,
    /// Its title.
    pub title: String,
    /// First day.
    pub starts_on: Option<Day>,
    /// Last day.
    pub ends_on: Option<Day>,
    /// Since when it is archived.
    pub archived_at: Option<Moment>,
    /// What the school decided.
    pub settings: Settings,
}

/// What the school decided about a course's reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// False: there is no time online per element anywhere.
    pub track_time_online: bool,
    /// False: there is no grade average of the course anywhere.
    pub show_course_average: bool,
    /// More participants than this: no summary, no export, sorting by name only. None: no limit.
    pub summary_limit: Option<f64>,
    /// More participants than this: no time on task. None: no limit.
    pub time_on_task_limit: Option<f64>,
    /// How visits were made of single events. None: they were measured.
    pub visits_from_events: Option<VisitRule>,
}

/// How visits are made of single events, where nobody measured how long anybody stayed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitRule {
    /// A gap above this begins a new visit, in seconds.
    pub gap_seconds: f64,
    /// What the last event of a visit counts, in seconds.
    pub last_event_seconds: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            track_time_online: true,
            show_course_average: true,
            summary_limit: Some(1000.0),
            time_on_task_limit: Some(1300.0),
            visits_from_events: None,
        }
    }
}

/// Who is looking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The viewer's id.
    pub id: Option<String>,
    /// The viewer's name.
    pub name: Option<String>,
    /// `teacher`, `tutor`, `student`; other roles are kept as they are.
    pub role: Option<String>,
}

/// A term of the school year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// First day, inclusive; None: unbounded.
    pub starts_on: Option<Day>,
    /// Last day, inclusive; None: unbounded.
    pub ends_on: Option<Day>,
}

/// A group of students.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// How work is graded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: ScaleKind,
}

/// What the grades of a scale are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ScaleKind {
    /// Numbers from 0 to `max`; an element may have a maximum of its own.
    Points {
        /// The highest number.
        max: Option<f64>,
    },
    /// One of these.
    Levels(Vec<Level>),
}

/// A level of a scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// What it is called.
    pub label: String,
    /// What it is worth.
    pub value: f64,
}

/// A student, present or past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// Their id.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Email address.
    pub email: Option<String>,
    /// The groups they are in, ascending.
    pub groups: Vec<u32>,
    /// Since when they are in the course; None: always.
    pub enrolled_at: Option<Moment>,
    /// When they left.
    pub left_at: Option<Moment>,
}

/// A folder of the course.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The folder it is in.
    pub parent: Option<u32>,
    /// Its place among folders and elements of one folder.
    pub position: Option<f64>,
}

/// What an element counts as in reports (*Element classes*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Class {
    /// Something to be done.
    Activity,
    /// Something to be read.
    Resource,
    /// Neither: it is in Grades alone.
    Neither,
}

impl Class {
    /// The class of an element by its kind and by whether it is assessable.
    #[must_use]
    pub fn of(kind: &str, is_assessable: bool) -> Self {
        match kind {
            "assignment" | "test" | "survey" | "task" => Self::Activity,
            "file" | "page" | "lesson" | "link" | "note" | "video" => Self::Resource,
            "manualAssessment" | "lti" => Self::Neither,
            _ if is_assessable => Self::Activity,
            _ => Self::Resource,
        }
    }
}

/// Something that students work with.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `assignment`, `page`, …; unknown kinds are kept.
    pub kind: String,
    /// What it counts as.
    pub class: Class,
    /// The folder it is in.
    pub folder: Option<u32>,
    /// Its place among folders and elements of one folder.
    pub position: Option<f64>,
    /// Whether every student has to do it.
    pub mandatory: bool,
    /// How it is graded. An element is assessable when it has a scale.
    pub scale: Option<u32>,
    /// The highest points, where it has a maximum of its own.
    pub max_score: Option<f64>,
    /// The term that it is said to count in.
    pub term: Option<u32>,
    /// Whether its grades are in averages and trends.
    pub in_assessment_record: bool,
    /// Not to be worked on before.
    pub active_from: Option<Moment>,
    /// Not to be worked on after.
    pub active_until: Option<Moment>,
    /// When it is due.
    pub deadline: Option<Moment>,
    /// Since when a teacher has switched it off.
    pub deactivated_at: Option<Moment>,
    /// Since when it is there; None: always.
    pub created_at: Option<Moment>,
    /// Since when it is gone.
    pub deleted_at: Option<Moment>,
    /// Whom it is for; None: everyone.
    pub available_to: Option<Audience>,
}

/// The students that an element is for: the union of groups and students.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Everyone in these groups, ascending.
    pub groups: Vec<u32>,
    /// These students, ascending.
    pub students: Vec<u32>,
}

impl Student {
    /// Whether the student is in the course at `as_of`: enrolled and not left.
    #[must_use]
    pub fn is_participant(&self, as_of: Moment) -> bool {
        self.enrolled_at.is_none_or(|enrolled| enrolled <= as_of) && self.left_at.is_none_or(|left| left > as_of)
    }
}

impl Element {
    /// Whether it is there at `as_of`: created and not deleted.
    #[must_use]
    pub fn exists(&self, as_of: Moment) -> bool {
        self.created_at.is_none_or(|created| created <= as_of) && self.deleted_at.is_none_or(|deleted| deleted > as_of)
    }

    /// Whether its time is over at `as_of`: the deadline or the last moment to work on it has passed,
    /// and the first isn't still to come.
    #[must_use]
    pub fn is_overdue(&self, as_of: Moment) -> bool {
        let has_passed = |moment: Option<Moment>| moment.is_some_and(|moment| moment <= as_of);
        (has_passed(self.deadline) || has_passed(self.active_until))
            && self.active_from.is_none_or(|from| from <= as_of)
    }

    /// Whether it is for all students, those who are still to come among them.
    #[must_use]
    pub fn is_for_everyone(&self) -> bool {
        self.available_to.is_none()
    }

    /// Whether it is for `student`, whose index is `index`.
    #[must_use]
    pub fn is_available_to(&self, index: u32, student: &Student) -> bool {
        self.available_to.as_ref().is_none_or(|audience| {
            audience.students.binary_search(&index).is_ok()
                || student.groups.iter().any(|group| audience.groups.binary_search(group).is_ok())
        })
    }
}
