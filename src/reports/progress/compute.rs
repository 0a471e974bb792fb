//! The figures of the Progress report (course metrics, *Progress*).
//!
//! Mandatory and optional elements are counted apart, so that a page narrows to either without
//! asking again. Elements that were deleted by the moment of the report, or not created yet, are in
//! nothing here; what was done with elements that aren't available to a student counts nowhere.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::status::{Status, status};
use crate::{
    dataset::{Class, Element},
    reports::{
        Scope,
        elements::{self, ShownGrade, StudentWork, Work, shown_grade},
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

impl Progress {
    /// The figure that an element is counted in. None: it is in neither.
    fn of(&mut self, element: &Element) -> Option<&mut Part> {
        match element.class {
            Class::Activity => Some(self.activities.of(element)),
            Class::Resource => Some(self.resources.of(element)),
            Class::Neither => None,
        }
    }
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

/// Counts what students have done, one student after the other.
///
/// It goes once through a student's completions and views. What is the same for everyone is known
/// beforehand, so that a student costs only their events and the elements that aren't for everyone.
struct Counter<'a> {
    scope: &'a Scope<'a>,
    /// Of each element whether it is there.
    exists: Vec<bool>,
    /// How many elements of each sort there are.
    activities: Narrowable<u64>,
    resources: Narrowable<u64>,
    /// Nothing of all that is for everyone.
    for_everyone: Progress,
    /// The others that are there.
    for_some: Vec<u32>,
    /// Of each element the student last seen doing it, so that nobody is counted twice.
    done_by: Vec<Option<u32>>,
}

impl<'a> Counter<'a> {
    fn new(scope: &'a Scope<'a>) -> Self {
        let elements = &scope.data.elements;
        let mut counter = Self {
            scope,
            exists: elements.iter().map(|element| element.exists(scope.as_of)).collect(),
            activities: Narrowable::default(),
            resources: Narrowable::default(),
            for_everyone: Progress::default(),
            for_some: Vec::new(),
            done_by: vec![None; elements.len()],
        };
        for (index, element) in elements.iter().enumerate() {
            if !counter.exists[index] {
                continue;
            }
            match element.class {
                Class::Activity => *counter.activities.of(element) += 1,
                Class::Resource => *counter.resources.of(element) += 1,
                Class::Neither => continue,
            }
            if element.available_to.is_some() {
                counter.for_some.push(index as u32);
            } else if let Some(part) = counter.for_everyone.of(element) {
                part.whole += 1;
            }
        }
        counter
    }

    /// A row for each participant.
    fn rows(&mut self) -> Vec<StudentProgress> {
        let scope = self.scope;
        scope.participants.iter().map(|student| self.row(*student)).collect()
    }

    fn row(&mut self, student: u32) -> StudentProgress {
        let Scope { data, as_of, .. } = *self.scope;
        let mut progress = self.for_everyone;
        for element in &self.for_some {
            let element = &data.elements[*element as usize];
            if element.is_available_to(student, &data.students[student as usize])
                && let Some(part) = progress.of(element)
            {
                part.whole += 1;
            }
        }
        let completions = data.completions.by_student.until(student, &data.completions.at, as_of);
        self.count(&mut progress, student, Class::Activity, &data.completions.element[completions]);
        let views = data.views.by_student.until(student, &data.views.at, as_of);
        self.count(&mut progress, student, Class::Resource, &data.views.element[views]);
        StudentProgress { student, progress }
    }

    /// Counts the elements of a class among those that the student's events name, each once.
    fn count(&mut self, progress: &mut Progress, student: u32, class: Class, events: &[u32]) {
        let data = self.scope.data;
        for index in events.iter().map(|element| *element as usize) {
            if self.done_by[index] == Some(student) {
                continue;
            }
            let element = &data.elements[index];
            // Elements of the other class stay unmarked: their turn is another.
            if element.class != class {
                continue;
            }
            self.done_by[index] = Some(student);
            if self.exists[index]
                && element.is_available_to(student, &data.students[student as usize])
                && let Some(part) = progress.of(element)
            {
                part.part += 1;
            }
        }
    }

    fn summary(&self, rows: &[StudentProgress]) -> CourseProgress {
        let mut progress = Progress::default();
        for row in rows {
            progress += row.progress;
        }
        CourseProgress { students: rows.len() as u64, activities: self.activities, resources: self.resources, progress }
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
    pub status: Option<Box<str>>,
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
            let Some(status) = status_of(self.scope, index, student, &self.work) else { continue };
            let (element, work) = (&data.elements[index as usize], &self.work[index]);
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
                scorm: work
                    .scorm
                    .map(|row| &data.scorm.rows[row])
                    .map(|report| ScormReport { status: report.status.clone(), score: report.score }),
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
    let mut work = StudentWork::new(data);
    for student in scope.listed() {
        work.read(scope, *student);
        for row in &mut rows {
            if let Some(status) = status_of(scope, row.element, *student, &work) {
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
    let mut work = StudentWork::new(scope.data);
    let row = |student: &u32| {
        work.read(scope, *student);
        let status = status_of(scope, element, *student, &work)?;
        Some(StudentStatus { student: *student, status })
    };
    let exists = scope.data.elements[element as usize].exists(scope.as_of);
    if exists { scope.listed().iter().filter_map(row).collect() } else { Vec::new() }
}

/// How a student, whose work is given, stands with an element that is there. None where it isn't
/// for them, or is neither an activity nor a resource.
fn status_of(scope: &Scope, index: u32, student: u32, work: &StudentWork) -> Option<Status> {
    let element = &scope.data.elements[index as usize];
    let Work { first_completion, views, .. } = work[index];
    (element.is_available_to(student, &scope.data.students[student as usize]))
        .then(|| status(element, first_completion, views > 0, scope.as_of))
        .flatten()
}
