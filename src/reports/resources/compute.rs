//! The figures of the Resources summary (course metrics, *Resources summary*). A resource is an
//! element of that class which is there, a deactivated one too. Only the students whom it is for
//! count, of those that are listed: a group filter makes a row that of the group. Durations are
//! seconds, and the same time online as in Progress.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Class, Dataset, Element},
    reports::{
        Scope,
        elements::{StudentViews, StudentWork, Viewed, Work, outline},
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

impl ResourceRow {
    /// The row of a resource, from what each of its students has made of it.
    #[must_use]
    pub fn of_students(scope: &Scope, element: u32, students: &[(u32, ResourceUse)]) -> Self {
        let mut row = Self {
            element,
            opened: Part::default(),
            views: 0,
            last_opened: None,
            time_on_task_seconds: scope.policy().time_on_task.then_some(0.0),
        };
        for (_, used) in students {
            row.add(used);
        }
        row
    }

    #[inline(always)]
    fn add_use(&mut self, data: &Dataset, used: &Viewed) {
        self.opened += Part::new(u64::from(used.views > 0), 1);
        self.views += u64::from(used.views);
        if used.views > 0 {
            let last_view = data.views.at[used.last as usize];
            if self.last_opened.is_none_or(|last_opened| last_opened < last_view) {
                self.last_opened = Some(last_view);
            }
        }
        if let Some(sum) = &mut self.time_on_task_seconds {
            *sum += used.seconds_online();
        }
    }

    fn add(&mut self, used: &ResourceUse) {
        self.opened += Part::new(u64::from(used.views > 0), 1);
        self.views += used.views;
        self.last_opened = self.last_opened.max(used.last_opened);
        if let (Some(sum), Some(seconds)) = (&mut self.time_on_task_seconds, used.time_on_task_seconds) {
            *sum += seconds;
        }
    }
}

/// All resources together, as some students use them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// How many students there are.
    pub students: u64,
    /// Over all students, how many resources they have opened, of those that are for each of them.
    pub opened: Part,
    /// How many resources none of them has opened.
    pub opened_by_nobody: u64,
    /// How often resources were opened.
    pub views: u64,
    /// Σ of their time online. None where time on task is hidden.
    pub time_on_task_seconds: Option<f64>,
}

impl Totals {
    fn of(students: &[u32], rows: &[ResourceRow]) -> Self {
        let mut totals = Self { students: students.len() as u64, ..Self::default() };
        for row in rows {
            totals.opened += row.opened;
            totals.opened_by_nobody += u64::from(row.opened.part == 0);
            totals.views += row.views;
            if let Some(seconds) = row.time_on_task_seconds {
                *totals.time_on_task_seconds.get_or_insert(0.0) += seconds;
            }
        }
        totals
    }
}

/// The figures over the list.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// All participants.
    pub course: Totals,
    /// The chosen ones, where there is a filter.
    pub chosen: Option<Totals>,
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
    fn new(has_time: bool, data: &Dataset, work: &Work) -> Self {
        Self {
            views: work.views,
            first_opened: work.first_view,
            last_opened: work.last_view,
            time_on_task_seconds: has_time.then(|| work.seconds_online(data)),
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

/// The row of each resource, in the order of the folders, and the figures over the list, where the
/// course is small enough for them.
#[must_use]
pub fn overview(scope: &Scope) -> (Vec<ResourceRow>, Option<Summary>) {
    let has_summary = scope.policy().summary;
    let Some(chosen) = &scope.chosen else {
        let (rows, _) = rows(scope, &scope.participants, &[]);
        let summary = Summary { course: Totals::of(&scope.participants, &rows), chosen: None };
        return (rows, has_summary.then_some(summary));
    };
    // Without a summary nobody asks about the others.
    let (of_all, of_chosen) = rows(scope, if has_summary { &scope.participants } else { chosen }, chosen);
    let summary =
        || Summary { course: Totals::of(&scope.participants, &of_all), chosen: Some(Totals::of(chosen, &of_chosen)) };
    let summary = has_summary.then(summary);
    (of_chosen, summary)
}

/// The rows of some students, and those of the chosen ones among them; both lists are in document order.
fn rows(scope: &Scope, students: &[u32], chosen: &[u32]) -> (Vec<ResourceRow>, Vec<ResourceRow>) {
    let has_time = scope.policy().time_on_task;
    let empty = |element| ResourceRow::of_students(scope, element, &[]);
    let mut of_all: Vec<ResourceRow> = resources(scope).into_iter().map(empty).collect();
    let mut of_chosen = of_all.clone();
    let mut chosen = chosen.iter().peekable();
    let mut viewed = StudentViews::new(scope.data);
    for student in students {
        viewed.read(scope, *student, has_time);
        uses_loop(scope, *student, &viewed, &mut of_all);
        if chosen.next_if_eq(&student).is_some() {
            uses_loop(scope, *student, &viewed, &mut of_chosen);
        }
    }
    (of_all, of_chosen)
}

/// Adds the use that a student makes of those resources that are for them.
#[inline(never)]
fn uses_loop(scope: &Scope, student: u32, viewed: &StudentViews, rows: &mut [ResourceRow]) {
    for row in rows {
        if is_available(scope, &scope.data.elements[row.element as usize], student) {
            row.add_use(scope.data, &viewed.get(row.element));
        }
    }
}

/// The listed students whom a resource is for, in document order, and what they have made of it.
#[must_use]
pub fn students_of(scope: &Scope, element: u32) -> Vec<(u32, ResourceUse)> {
    let of_element = &scope.data.elements[element as usize];
    let with_access = scope.listed().iter().filter(|student| is_available(scope, of_element, **student));
    let has_time = scope.policy().time_on_task;
    let with_use =
        |student: &u32| (*student, ResourceUse::new(has_time, scope.data, &Work::viewing(scope, *student, element)));
    with_access.map(with_use).collect()
}

/// The resources that are for a student, in the order of their folders, and what the student, whose
/// `work` it is, has made of them.
#[must_use]
pub fn resources_of(scope: &Scope, student: u32, work: &StudentWork) -> Vec<(u32, ResourceUse)> {
    let mut resources = resources(scope);
    resources.retain(|element| is_available(scope, &scope.data.elements[*element as usize], student));
    let has_time = scope.policy().time_on_task;
    let with_use = |element| (element, ResourceUse::new(has_time, scope.data, &work[element]));
    resources.into_iter().map(with_use).collect()
}
