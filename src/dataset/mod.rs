//! A course's data, checked, resolved and ready to be computed with: small lists as records, events
//! as columns (struct of arrays), ids as indexes, days as integers. It never changes; what it was
//! at an earlier moment is the reports' question, answered by comparing moments.
//!
//! Built by [`crate::document`]; knows no JSON, no clock, no locale.

mod course;
pub mod events;
mod interner;
pub mod training;
pub mod zone;

pub use course::{
    Audience, Class, Course, Element, Folder, Group, Level, SCORE_SCALE_ID, Scale, ScaleKind, Settings, Student, Term,
    Viewer, VisitRule,
};
pub use interner::Interner;

use events::{FirstTimes, Grades, Posts, Scorm, Views, Visits};
use zone::Zone;

use crate::units::Moment;

/// All that a course document says, with references resolved to indexes of the lists here.
#[derive(Debug)]
pub struct Dataset {
    /// When the document was made; nothing after it can be asked for.
    pub generated_at: Moment,
    /// Where days begin and end.
    pub zone: Zone,
    /// The course.
    pub course: Course,
    /// Who is looking.
    pub viewer: Option<Viewer>,
    /// The terms, in document order.
    pub terms: Vec<Term>,
    /// The groups, in document order.
    pub groups: Vec<Group>,
    /// The students, past ones too, in document order.
    pub students: Vec<Student>,
    /// The scales in document order, then the built-in one.
    pub scales: Vec<Scale>,
    /// The folders, in document order. None is its own ancestor.
    pub folders: Vec<Folder>,
    /// The elements, deleted ones too, in document order.
    pub elements: Vec<Element>,
    /// Visits to the course.
    pub visits: Visits,
    /// Views of elements.
    pub views: Views,
    /// First views of elements.
    pub first_views: FirstTimes,
    /// First completions of elements. Later ones count nowhere.
    pub completions: FirstTimes,
    /// Grades.
    pub grades: Grades,
    /// Posts.
    pub posts: Posts,
    /// Reports of SCORM packages.
    pub scorm: Scorm,
}

impl Dataset {
    /// The highest points of an element on a points scale: its own maximum, else its scale's.
    #[must_use]
    pub fn max_points(&self, element: &Element) -> Option<f64> {
        let scale = &self.scales[element.scale? as usize];
        match scale.kind {
            ScaleKind::Points { max } => element.max_score.or(max),
            ScaleKind::Levels(_) => None,
        }
    }
}
