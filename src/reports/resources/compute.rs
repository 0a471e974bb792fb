//! The figures of the Resources summary (course metrics, *Resources summary*). A resource is an
//! element of that class which is there, a deactivated one too. Only the students whom it is for
//! count, of those that are listed: a group filter makes a row that of the group. Durations are
//! seconds, and the same time online as in Progress.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Class, Element},
    reports::{
        Scope,
        elements::{StudentWork, Work, outline},
    },
    units::{Moment, Part},
};

/// A row of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResourceRow {
    /// The element's index in the data set.
    pub element: u32,
    /// How many have opened it, of those with access.
    pub opened: Part,
    /// How often they have.
    pub views: u64,
    /// When one of them did last.
    pub last_opened: Option<Moment>,
    /// Σ of their time online; a package's time counts without a view too. None where time on task
    /// is hidden.
    pub time_on_task_seconds: Option<f64>,
}

impl ResourceRow {
    /// Time on task per student who has opened it. None where nobody has, and where it is hidden.
    #[must_use]
    pub fn mean_time_on_task_seconds(&self) -> Option<f64> {
        let seconds = self.time_on_task_seconds.filter(|_| self.opened.part > 0)?;
        Some(seconds / self.opened.part as f64)
    }
}

/// What one student has made of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResourceUse {
    /// How often it was opened; 0: not at all.
    pub views: u64,
    /// When it was opened first.
    pub first_opened: Option<Moment>,
    /// When it was opened last.
    pub last_opened: Option<Moment>,
    /// Time online. None where time on task is hidden.
    pub time_on_task_seconds: Option<f64>,
}

impl ResourceUse {
    fn new(scope: &Scope, work: &Work) -> Self {
        Self {
            views: work.views,
            first_opened: work.first_view,
            last_opened: work.last_view,
            time_on_task_seconds: scope.policy().time_on_task.then(|| work.seconds_online(scope.data)),
        }
    }
}

/// The resources, in the order of their folders.
fn resources(scope: &Scope) -> Vec<u32> {
    let is_resource = |element: &u32| scope.data.elements[*element as usize].class == Class::Resource;
    outline(scope).into_iter().filter(is_resource).collect()
}

fn is_available(scope: &Scope, element: &Element, student: u32) -> bool {
    element.is_available_to(student, &scope.data.students[student as usize])
}

/// Computes the summary, in the order of the folders.
#[must_use]
pub fn overview(scope: &Scope) -> Vec<ResourceRow> {
    let has_time = scope.policy().time_on_task;
    let empty = |element| ResourceRow {
        element,
        opened: Part::default(),
        views: 0,
        last_opened: None,
        time_on_task_seconds: has_time.then_some(0.0),
    };
    let mut rows: Vec<ResourceRow> = resources(scope).into_iter().map(empty).collect();
    let mut work = StudentWork::new(scope.data);
    for student in scope.listed() {
        work.read_views(scope, *student);
        for row in &mut rows {
            if !is_available(scope, &scope.data.elements[row.element as usize], *student) {
                continue;
            }
            let work = &work[row.element];
            row.opened += Part::new(u64::from(work.views > 0), 1);
            row.views += work.views;
            row.last_opened = row.last_opened.max(work.last_view);
            if let Some(seconds) = &mut row.time_on_task_seconds {
                *seconds += work.seconds_online(scope.data);
            }
        }
    }
    rows
}

/// The listed students whom a resource is for, in document order, and what they have made of it.
#[must_use]
pub fn students_of(scope: &Scope, element: u32) -> Vec<(u32, ResourceUse)> {
    let of_element = &scope.data.elements[element as usize];
    let with_access = scope.listed().iter().filter(|student| is_available(scope, of_element, **student));
    let with_use = |student: &u32| (*student, ResourceUse::new(scope, &Work::viewing(scope, *student, element)));
    with_access.map(with_use).collect()
}

/// The resources that are for a student, in the order of their folders, and what the student, whose
/// `work` it is, has made of them.
#[must_use]
pub fn resources_of(scope: &Scope, student: u32, work: &StudentWork) -> Vec<(u32, ResourceUse)> {
    let mut resources = resources(scope);
    resources.retain(|element| is_available(scope, &scope.data.elements[*element as usize], student));
    resources.into_iter().map(|element| (element, ResourceUse::new(scope, &work[element]))).collect()
}
