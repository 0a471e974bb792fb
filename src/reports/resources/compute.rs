//! The figures of the Resources summary (course metrics, *Resources summary*). A resource is an
//! element of that class which is there, a deactivated one too. Only the students whom it is for
//! count, of those that are listed: a group filter makes a row that of the group. Durations are
//! seconds, and the same time online as in Progress.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Class, Dataset, Element, events::ScormRow},
    reports::{
        Scope,
        elements::{Places, StudentWork, Work, outline, package_reports},
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
            row.add(Part::new(u64::from(used.views > 0), 1), used.views, used.last_opened, used.time_on_task_seconds);
        }
        row
    }

    fn add(&mut self, opened: Part, views: u64, last_opened: Option<Moment>, seconds: Option<f64>) {
        self.opened += opened;
        self.views += views;
        self.last_opened = self.last_opened.max(last_opened);
        if let (Some(sum), Some(seconds)) = (&mut self.time_on_task_seconds, seconds) {
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
    let mut counter = Counter::new(scope);
    let Some(chosen) = &scope.chosen else {
        let rows = counter.rows(&scope.participants);
        let summary = Summary { course: Totals::of(&scope.participants, &rows), chosen: None };
        return (rows, has_summary.then_some(summary));
    };
    let of_chosen = counter.rows(chosen);
    // Without a summary nobody asks about the others.
    let summary = has_summary.then(|| {
        let is_other = |student: &u32| chosen.binary_search(student).is_err();
        let others: Vec<u32> = scope.participants.iter().copied().filter(is_other).collect();
        let mut of_all = counter.rows(&others);
        for (row, of_chosen) in of_all.iter_mut().zip(&of_chosen) {
            row.add(of_chosen.opened, of_chosen.views, of_chosen.last_opened, of_chosen.time_on_task_seconds);
        }
        let course = Totals::of(&scope.participants, &of_all);
        Summary { course, chosen: Some(Totals::of(chosen, &of_chosen)) }
    });
    (of_chosen, summary)
}

/// What students have made of a resource, summed.
#[derive(Clone, Copy)]
struct Use {
    opened: u64,
    views: u64,
    last_view: Moment,
    seconds: f64,
}

/// Adds up what students have made of all resources. It goes through the views of one student after the other, and
/// adds each to its resource, for nobody asks here what one student has made of one of them.
struct Counter<'a> {
    scope: &'a Scope<'a>,
    resources: Vec<u32>,
    places: Places<'a>,
    /// The student of whom a report of each package was met last.
    reported_by: Vec<Option<u32>>,
}

impl<'a> Counter<'a> {
    fn new(scope: &'a Scope<'a>) -> Self {
        let resources = resources(scope);
        let with_place = resources.iter().enumerate().map(|(place, element)| (*element, place as u32));
        let places = Places::new(scope.data, resources.len() as u32, with_place);
        Self { scope, resources, places, reported_by: vec![None; scope.data.elements.len()] }
    }

    /// The row of each resource, of some students.
    fn rows(&mut self, students: &[u32]) -> Vec<ResourceRow> {
        let Scope { data, as_of, .. } = *self.scope;
        let views = &data.views;
        let has_time = self.scope.policy().time_on_task;
        let for_everyone = |element: &u32| data.elements[*element as usize].is_for_everyone();
        let everyone = students.len() as u64;
        let mut available: Vec<u64> =
            self.resources.iter().map(|element| if for_everyone(element) { everyone } else { 0 }).collect();
        // First those of the resources, then that of what counts nowhere, then again of the resources, of the students for
        // whom a package reports the time.
        let count = self.resources.len();
        let nothing = Use { opened: 0, views: 0, last_view: Moment::MIN, seconds: 0.0 };
        let mut uses = vec![nothing; 2 * count + 1];
        for student in students {
            self.places.turn_to(*student, |place| available[place as usize] += 1);
            for element in data.first_views.until(*student, as_of) {
                uses[self.places.of(*element)].opened += 1;
            }
            let reported = if has_time { self.take_reported(*student, &mut uses) } else { Vec::new() };
            let rows = views.by_student.until(*student, &views.at, as_of);
            let seconds = if has_time { &views.seconds[rows.clone()] } else { &[] };
            views_loop(&self.places, &mut uses, &views.element[rows.clone()], &views.at[rows], seconds);
            for (element, place) in reported {
                self.places.put(element, place);
            }
        }
        let (by_views, by_packages) = (&uses[..count], &uses[count + 1..]);
        let row = |place: usize| {
            let (by_views, by_packages) = (&by_views[place], &by_packages[place]);
            let views = by_views.views + by_packages.views;
            ResourceRow {
                element: self.resources[place],
                opened: Part::new(by_views.opened, available[place]),
                views,
                last_opened: (views > 0).then_some(by_views.last_view.max(by_packages.last_view)),
                time_on_task_seconds: has_time.then_some(by_views.seconds),
            }
        };
        (0..count).map(row).collect()
    }

    /// Adds the time that packages report for a student, and moves them to where the time of their views isn't asked for;
    /// returns the places they had.
    fn take_reported(&mut self, student: u32, uses: &mut [Use]) -> Vec<(u32, u32)> {
        let count = self.resources.len();
        let mut taken = Vec::new();
        // The last report of each package counts, and gives way to the views where it tells no time.
        for row in package_reports(self.scope, student).rev() {
            let ScormRow { element, seconds, .. } = self.scope.data.scorm.rows[row];
            let is_known = self.reported_by[element as usize].replace(student) == Some(student);
            let place = self.places.of(element);
            if let Some(seconds) = seconds.filter(|_| !is_known && place < count) {
                uses[place].seconds += seconds;
                taken.push((element, self.places.put(element, (count + 1 + place) as u32)));
            }
        }
        taken
    }
}

/// Adds a student's views; `seconds` are empty where time isn't asked for.
#[inline(never)]
fn views_loop(places: &Places, uses: &mut [Use], elements: &[u32], moments: &[Moment], seconds: &[f64]) {
    for (row, (element, at)) in elements.iter().zip(moments).enumerate() {
        let used = &mut uses[places.of(*element)];
        used.views += 1;
        if *at > used.last_view {
            used.last_view = *at;
        }
        if let Some(seconds) = seconds.get(row) {
            used.seconds += seconds;
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
