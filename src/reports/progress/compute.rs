//! The figures of the Progress report (course metrics, *Progress*).
//!
//! Mandatory and optional elements are counted apart, so that a page narrows to either without
//! asking again. Elements that were deleted by the moment of the report, or not created yet, are in
//! nothing here; what was done with elements that aren't available to a student counts nowhere.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::status::{Status, status};
use crate::{
    dataset::{Class, Dataset, Element},
    reports::{
        Scope,
        elements::{self, Places, ShownGrade, StudentWork, shown_grade},
    },
    units::{Moment, Part},
};

/// Which elements a page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Narrowing {
    /// Mandatory and optional ones.
    #[default]
    All,
    /// Only what every student has to do.
    Mandatory,
    /// Only what is left to them.
    Optional,
}

impl Narrowing {
    /// Whether an element counts that is mandatory, or isn't.
    #[must_use]
    pub fn includes(self, is_mandatory: bool) -> bool {
        match self {
            Self::All => true,
            Self::Mandatory => is_mandatory,
            Self::Optional => !is_mandatory,
        }
    }

    /// Its name in addresses.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mandatory => "mandatory",
            Self::Optional => "optional",
        }
    }

    /// The one of a name in addresses; everything where the name is none.
    #[must_use]
    pub fn parse(slug: &str) -> Self {
        match slug {
            "mandatory" => Self::Mandatory,
            "optional" => Self::Optional,
            _ => Self::All,
        }
    }
}

/// A figure of mandatory elements and the same of optional ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrowable<T> {
    /// Of mandatory elements.
    pub mandatory: T,
    /// Of optional elements.
    pub optional: T,
}

impl<T: Copy + AddAssign> Narrowable<T> {
    /// The figure of the elements that are shown: one of the two, or their sum.
    #[must_use]
    pub fn narrowed(&self, narrowing: Narrowing) -> T {
        match narrowing {
            Narrowing::All => {
                let mut sum = self.mandatory;
                sum += self.optional;
                sum
            }
            Narrowing::Mandatory => self.mandatory,
            Narrowing::Optional => self.optional,
        }
    }
}

impl<T> Narrowable<T> {
    fn of(&mut self, element: &Element) -> &mut T {
        if element.mandatory { &mut self.mandatory } else { &mut self.optional }
    }
}

impl<T: AddAssign> AddAssign for Narrowable<T> {
    fn add_assign(&mut self, other: Self) {
        self.mandatory += other.mandatory;
        self.optional += other.optional;
    }
}

/// How much is done of what is available, by one student or summed over several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Activities completed, on time or late, of those available.
    pub activities: Narrowable<Part>,
    /// Resources viewed at least once, of those available.
    pub resources: Narrowable<Part>,
}

impl AddAssign for Progress {
    fn add_assign(&mut self, other: Self) {
        self.activities += other.activities;
        self.resources += other.resources;
    }
}

/// The top section: the course, or the chosen students of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseProgress {
    /// How many students.
    pub students: u64,
    /// How many activities the course has, whomever they are for.
    pub activities: Narrowable<u64>,
    /// How many resources, likewise.
    pub resources: Narrowable<u64>,
    /// The students' progress, summed.
    pub progress: Progress,
}

/// A row of the student list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentProgress {
    /// The student's index in the data set.
    pub student: u32,
    /// Their progress.
    pub progress: Progress,
}

/// The overview page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The whole course. None in a course too large for a summary.
    pub course: Option<CourseProgress>,
    /// The chosen students. None without a filter, and in a course too large for a summary.
    pub chosen: Option<CourseProgress>,
    /// The progress of all participants, summed: its shares are what a student is compared with,
    /// however large the course is.
    pub average: Progress,
    /// The listed students, in document order.
    pub students: Vec<StudentProgress>,
}

/// Computes the overview.
#[must_use]
pub fn overview(scope: &Scope) -> Overview {
    let mut counter = Counter::new(scope);
    let rows = counter.rows();
    let course = counter.summary(&rows);
    let is_summary_allowed = scope.policy().summary;
    let (chosen, students) = match &scope.chosen {
        None => (None, rows),
        Some(chosen) => {
            // Both lists are in document order.
            let mut next = chosen.iter().peekable();
            let is_chosen = |row: &StudentProgress| next.next_if_eq(&&row.student).is_some();
            let rows: Vec<StudentProgress> = rows.into_iter().filter(is_chosen).collect();
            (is_summary_allowed.then(|| counter.summary(&rows)), rows)
        }
    };
    Overview { course: is_summary_allowed.then_some(course), chosen, average: course.progress, students }
}

/// What one student at a time has done, in as little as the class view needs: whether each element was viewed, and when
/// it was first completed. An element is marked with the student last seen with it, so that nothing has to be wiped
/// between two students.
struct Marks {
    student: u32,
    viewed_by: Vec<u32>,
    completed_by: Vec<(u32, Moment)>,
}

/// No student has this index.
const NOBODY: u32 = u32::MAX;

impl Marks {
    fn new(data: &Dataset) -> Self {
        let elements = data.elements.len();
        Self { student: NOBODY, viewed_by: vec![NOBODY; elements], completed_by: vec![(NOBODY, Moment::MIN); elements] }
    }

    /// Takes the next student, whose marks can't be here yet.
    fn read(&mut self, scope: &Scope, student: u32) {
        let Scope { data, as_of, .. } = *scope;
        self.student = student;
        for element in data.first_views.until(student, as_of) {
            self.viewed_by[*element as usize] = student;
        }
        for row in data.completions.by_student.until(student, &data.completions.at, as_of) {
            self.completed_by[data.completions.element[row] as usize] = (student, data.completions.at[row]);
        }
    }

    fn is_viewed(&self, element: u32) -> bool {
        self.viewed_by[element as usize] == self.student
    }

    fn first_completion(&self, element: u32) -> Option<Moment> {
        let (student, at) = self.completed_by[element as usize];
        (student == self.student).then_some(at)
    }
}

/// Elements that are counted together: those of one class that are mandatory, or that are optional.
#[derive(Clone, Copy)]
enum Kind {
    MandatoryActivity,
    OptionalActivity,
    MandatoryResource,
    OptionalResource,
}

impl Kind {
    fn of(element: &Element) -> Option<Self> {
        match (element.class, element.mandatory) {
            (Class::Activity, true) => Some(Self::MandatoryActivity),
            (Class::Activity, false) => Some(Self::OptionalActivity),
            (Class::Resource, true) => Some(Self::MandatoryResource),
            (Class::Resource, false) => Some(Self::OptionalResource),
            (Class::Neither, _) => None,
        }
    }
}

/// How many elements of each [`Kind`]; the last counts those of none.
type Counts = [u64; 5];

/// The place of the elements that count nowhere.
const NO_KIND: u32 = 4;

/// Counts what students have done, one student after the other. It goes once through the elements that a student has
/// completed and viewed.
struct Counter<'a> {
    scope: &'a Scope<'a>,
    /// How many elements there are, whomever they are for.
    total: Counts,
    /// How many of them are for everyone.
    for_everyone: Counts,
    kinds: Places<'a>,
}

impl<'a> Counter<'a> {
    fn new(scope: &'a Scope<'a>) -> Self {
        let (mut total, mut for_everyone) = (Counts::default(), Counts::default());
        let existing = scope.data.elements.iter().enumerate().filter(|(_, element)| element.exists(scope.as_of));
        let kinds = existing.filter_map(|(index, element)| {
            let kind = Kind::of(element)? as usize;
            total[kind] += 1;
            for_everyone[kind] += u64::from(element.is_for_everyone());
            Some((index as u32, kind as u32))
        });
        let kinds = Places::new(scope.data, NO_KIND, kinds);
        Self { scope, total, for_everyone, kinds }
    }

    /// A row for each participant.
    fn rows(&mut self) -> Vec<StudentProgress> {
        let scope = self.scope;
        scope.participants.iter().map(|student| self.row(*student)).collect()
    }

    fn row(&mut self, student: u32) -> StudentProgress {
        let Scope { data, as_of, .. } = *self.scope;
        let mut available = self.for_everyone;
        self.kinds.turn_to(student, |kind| available[kind as usize] += 1);
        let completed = self.count_loop(data.completions.until(student, as_of));
        let viewed = self.count_loop(data.first_views.until(student, as_of));
        let part = |done: &Counts, kind: Kind| Part::new(done[kind as usize], available[kind as usize]);
        let progress = Progress {
            activities: Narrowable {
                mandatory: part(&completed, Kind::MandatoryActivity),
                optional: part(&completed, Kind::OptionalActivity),
            },
            resources: Narrowable {
                mandatory: part(&viewed, Kind::MandatoryResource),
                optional: part(&viewed, Kind::OptionalResource),
            },
        };
        StudentProgress { student, progress }
    }

    /// How many of some elements are of which kind, as far as they are for the student turned to.
    #[inline(never)]
    fn count_loop(&self, elements: &[u32]) -> Counts {
        let mut counts = Counts::default();
        for element in elements {
            counts[self.kinds.of(*element)] += 1;
        }
        counts
    }

    fn summary(&self, rows: &[StudentProgress]) -> CourseProgress {
        let mut progress = Progress::default();
        for row in rows {
            progress += row.progress;
        }
        let total = |kind: Kind| self.total[kind as usize];
        CourseProgress {
            students: rows.len() as u64,
            activities: Narrowable {
                mandatory: total(Kind::MandatoryActivity),
                optional: total(Kind::OptionalActivity),
            },
            resources: Narrowable {
                mandatory: total(Kind::MandatoryResource),
                optional: total(Kind::OptionalResource),
            },
            progress,
        }
    }
}

/// How many times each status occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCounts([u64; Status::COUNT]);

impl StatusCounts {
    /// Counts one more.
    pub fn add(&mut self, status: Status) {
        self.0[status as usize] += 1;
    }

    /// How many of all have this status.
    #[must_use]
    pub fn of(&self, status: Status) -> Part {
        Part::new(self.0[status as usize], self.total())
    }

    /// How many are done, of all.
    #[must_use]
    pub fn done(&self) -> Part {
        let done = Status::OF_ACTIVITIES.iter().chain(&Status::OF_RESOURCES).filter(|status| status.is_done());
        Part::new(done.map(|status| self.0[*status as usize]).sum(), self.total())
    }

    /// How many were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

impl AddAssign for StatusCounts {
    fn add_assign(&mut self, other: Self) {
        for (sum, count) in self.0.iter_mut().zip(other.0) {
            *sum += count;
        }
    }
}

/// A student's element.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElementProgress {
    /// The element's index in the data set.
    pub element: u32,
    /// How the student stands with it.
    pub status: Status,
    /// Their latest view of it.
    pub last_visit: Option<Moment>,
    /// Seconds spent on it, 0 without a view. None where the school opted out.
    pub online_seconds: Option<f64>,
    /// By how many seconds the first completion missed the deadline; only where it did.
    pub late_seconds: Option<f64>,
    /// Their latest grade on it.
    pub grade: Option<ShownGrade>,
    /// What its package reported; only of SCORM elements.
    pub scorm: Option<ScormReport>,
}

/// What a SCORM package says of a student's work, besides the time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScormReport {
    /// Its status, in the package's words.
    pub status: Option<String>,
    /// Its score, on the package's scale.
    pub score: Option<f64>,
}

/// The details page of a student.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// The student's index in the data set.
    pub student: u32,
    /// How many of the available activities have which status.
    pub activities: Narrowable<StatusCounts>,
    /// How many of the available resources have which status.
    pub resources: Narrowable<StatusCounts>,
    /// The progress of all participants, summed, to compare with.
    pub average: Progress,
    /// All available activities and resources, in the order of the [outline](elements::outline).
    pub elements: Vec<ElementProgress>,
}

/// Computes the details of students, one after the other.
#[derive(Debug)]
pub struct DetailsOf<'a> {
    scope: &'a Scope<'a>,
    average: Progress,
    outline: Vec<u32>,
    work: StudentWork,
}

impl<'a> DetailsOf<'a> {
    /// Prepares what every student's details need.
    #[must_use]
    pub fn new(scope: &'a Scope<'a>) -> Self {
        let mut counter = Counter::new(scope);
        let rows = counter.rows();
        Self {
            scope,
            average: counter.summary(&rows).progress,
            outline: elements::outline(scope),
            work: StudentWork::new(scope.data),
        }
    }

    /// What the latest student has done.
    #[must_use]
    pub fn work(&self) -> &StudentWork {
        &self.work
    }

    /// A student's details.
    #[must_use]
    pub fn student(&mut self, student: u32) -> Details {
        let data = self.scope.data;
        let tracks_time = data.course.settings.track_time_online;
        self.work.read(self.scope, student);
        let mut details = Details {
            student,
            activities: Narrowable::default(),
            resources: Narrowable::default(),
            average: self.average,
            elements: Vec::new(),
        };
        for &index in &self.outline {
            let (element, work) = (&data.elements[index as usize], &self.work[index]);
            if !element.is_available_to(student, &data.students[student as usize]) {
                continue;
            }
            let status = status(element, work.first_completion, work.views > 0, self.scope.as_of);
            let Some(status) = status else { continue };
            let counts = match element.class {
                Class::Activity => &mut details.activities,
                _ => &mut details.resources,
            };
            counts.of(element).add(status);
            let late = element.deadline.zip(work.first_completion).filter(|_| status == Status::CompletedPastDeadline);
            details.elements.push(ElementProgress {
                element: index,
                status,
                last_visit: work.last_view,
                online_seconds: tracks_time.then(|| work.seconds_online(data)),
                late_seconds: late.map(|(deadline, completed)| completed.seconds_since(deadline)),
                grade: work.grade.map(|row| shown_grade(data, row)),
                scorm: work.scorm.map(|row| &data.scorm.rows[row]).map(|report| ScormReport {
                    status: report.status.as_deref().map(str::to_owned),
                    score: report.score,
                }),
            });
        }
        details
    }
}

/// The class view: elements as rows, to see where students are stuck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassView {
    /// How many students are listed.
    pub students: u64,
    /// All activities and resources, in the order of the [outline](elements::outline), those too
    /// that no listed student has.
    pub elements: Vec<ElementStatuses>,
}

/// How the listed students stand with one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementStatuses {
    /// The element's index in the data set.
    pub element: u32,
    /// How many of the students whom it is available to have which status.
    pub counts: StatusCounts,
}

/// Computes the class view.
#[must_use]
pub fn class_view(scope: &Scope) -> ClassView {
    let data = scope.data;
    let is_counted = |element: &u32| data.elements[*element as usize].class != Class::Neither;
    let row = |element| ElementStatuses { element, counts: StatusCounts::default() };
    let mut rows: Vec<ElementStatuses> = elements::outline(scope).into_iter().filter(is_counted).map(row).collect();
    let mut marks = Marks::new(data);
    for student in scope.listed() {
        marks.read(scope, *student);
        for row in &mut rows {
            if let Some(status) = status_of(scope, row.element, &marks) {
                row.counts.add(status);
            }
        }
    }
    ClassView { students: scope.listed().len() as u64, elements: rows }
}

/// A student in an opened row of the class view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentStatus {
    /// The student's index in the data set.
    pub student: u32,
    /// How they stand with the row's element.
    pub status: Status,
}

/// How each listed student stands with an element; those whom it isn't available to are left out.
/// In document order.
#[must_use]
pub fn students_of(scope: &Scope, element: u32) -> Vec<StudentStatus> {
    let mut marks = Marks::new(scope.data);
    let row = |student: &u32| {
        marks.read(scope, *student);
        let status = status_of(scope, element, &marks)?;
        Some(StudentStatus { student: *student, status })
    };
    let exists = scope.data.elements[element as usize].exists(scope.as_of);
    if exists { scope.listed().iter().filter_map(row).collect() } else { Vec::new() }
}

/// How the student of the marks stands with an element that is there. None where it isn't for them,
/// or is neither an activity nor a resource.
fn status_of(scope: &Scope, index: u32, marks: &Marks) -> Option<Status> {
    let element = &scope.data.elements[index as usize];
    (element.is_available_to(marks.student, &scope.data.students[marks.student as usize]))
        .then(|| status(element, marks.first_completion(index), marks.is_viewed(index), scope.as_of))
        .flatten()
}

#[cfg(test)]
mod tests;
