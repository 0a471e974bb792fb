//! What several reports need to know of the course's elements: their order, what one student has
//! done with each of them, the time online, the grade. Everything is taken at the scope's moment.
//!
//! Whom an element is for and whether it is there is the element's own knowledge, see
//! [`Element::is_available_to`] and [`Element::exists`]. What counts as progress is not known here.

use std::{cmp::Ordering, ops::Index};

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Dataset, Element, events::GivenGrade},
    names,
    order::sort_rows,
    reports::Scope,
    units::Moment,
};

/// The kind of elements that are packages and report about themselves.
pub const SCORM_KIND: &str = "scorm";

/// The elements that are there, depth first through their folders.
///
/// Folders and elements of one folder stand in one order: by position (those without one last),
/// then by title. Titles are compared in lower case by code point, then as they are written; at a
/// full tie folders come first, then the order of the document decides. The elements of a folder
/// and of its sub-folders follow each other without gaps.
#[must_use]
pub fn outline(scope: &Scope) -> Vec<u32> {
    let data = scope.data;
    let folders =
        data.folders.iter().enumerate().map(|(index, folder)| {
            Node::new(folder.parent, folder.position, &folder.title, Item::Folder(index as u32))
        });
    let existing = data.elements.iter().enumerate().filter(|(_, element)| element.exists(scope.as_of));
    let elements = existing.map(|(index, element)| {
        Node::new(element.folder, element.position, &element.title, Item::Element(index as u32))
    });
    let nodes: Vec<Node> = folders.chain(elements).collect();
    let mut order: Vec<u32> = (0..nodes.len() as u32).collect();
    sort_rows(&mut order, &|a, b| nodes[a as usize].order(&nodes[b as usize]));
    let children = |parent: Option<u32>| {
        let parent_of = |node: &u32| nodes[*node as usize].parent;
        let first = order.partition_point(|node| parent_of(node) < parent);
        first..first + order[first..].partition_point(|node| parent_of(node) == parent)
    };
    let mut outline = Vec::with_capacity(data.elements.len());
    // Folders may be nested deeper than the call stack is high.
    let mut open = vec![children(None)];
    while let Some(rest) = open.last_mut() {
        match rest.next().map(|place| nodes[order[place] as usize].item) {
            Some(Item::Folder(folder)) => open.push(children(Some(folder))),
            Some(Item::Element(element)) => outline.push(element),
            None => drop(open.pop()),
        }
    }
    outline
}

/// The folders around an element, the outermost first.
#[must_use]
pub fn folder_path(data: &Dataset, element: &Element) -> Vec<u32> {
    let parent = |folder: &u32| data.folders[*folder as usize].parent;
    let mut path: Vec<u32> = std::iter::successors(element.folder, parent).collect();
    path.reverse();
    path
}

/// A folder or an element in the order of the outline.
struct Node<'a> {
    parent: Option<u32>,
    position: Option<f64>,
    lower_case: String,
    title: &'a str,
    item: Item,
}

/// Folders come before elements.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Folder(u32),
    Element(u32),
}

impl<'a> Node<'a> {
    fn new(parent: Option<u32>, position: Option<f64>, title: &'a str, item: Item) -> Self {
        Self { parent, position, lower_case: names::lower_case(title), title, item }
    }

    fn order(&self, other: &Self) -> Ordering {
        let position = |node: &Self| node.position.unwrap_or(f64::INFINITY);
        (self.parent.cmp(&other.parent))
            .then(self.position.is_none().cmp(&other.position.is_none()))
            .then(position(self).partial_cmp(&position(other)).unwrap_or(Ordering::Equal))
            .then_with(|| self.lower_case.cmp(&other.lower_case))
            .then_with(|| self.title.cmp(other.title))
            .then_with(|| self.item.cmp(&other.item))
    }
}

/// What one student has done with one element up to the moment of the report, whether or not the
/// element is for that student.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Work {
    /// When it was completed for the first time.
    pub first_completion: Option<Moment>,
    /// How often it was viewed.
    pub views: u64,
    /// When it was viewed for the first time.
    pub first_view: Option<Moment>,
    /// When it was viewed last.
    pub last_view: Option<Moment>,
    /// Σ of the views' durations.
    pub view_seconds: f64,
    /// The row of the latest grade in the data set's `grades`; of two of one moment the later in
    /// the document. A grade outside its scale counts as latest too.
    pub grade: Option<usize>,
    /// The row of the package's report in the data set's `scorm`: the last in the document. None
    /// for elements of other kinds.
    pub scorm: Option<usize>,
}

impl Work {
    /// The views of one element by `student`, and what its package reports; without completions and
    /// grades.
    #[must_use]
    pub fn viewing(scope: &Scope, student: u32, element: u32) -> Self {
        let Scope { data, as_of, .. } = *scope;
        let mut work = Self::default();
        for row in data.views.by_student.until(student, &data.views.at, as_of) {
            if data.views.element[row] == element {
                work.add_view(data, row);
            }
        }
        work.scorm = package_reports(scope, student).filter(|row| data.scorm.rows[*row].element == element).last();
        work
    }

    /// Adds a row of the data set's `views`; rows come in the order of time.
    fn add_view(&mut self, data: &Dataset, row: usize) {
        self.views += 1;
        self.first_view.get_or_insert(data.views.at[row]);
        self.last_view = Some(data.views.at[row]);
        self.view_seconds += data.views.seconds[row];
    }

    /// Seconds spent on the element: what the package reports (0 is a report), else the sum of the
    /// views; 0 without any. Not to be shown where the school opted out of time online.
    #[must_use]
    pub fn seconds_online(&self, data: &Dataset) -> f64 {
        let reported = self.scorm.and_then(|row| data.scorm.rows[row].seconds);
        reported.unwrap_or(self.view_seconds)
    }
}

/// The rows of the data set's `scorm` that count for a student, in the order of the document.
pub fn package_reports(scope: &Scope, student: u32) -> impl DoubleEndedIterator<Item = usize> {
    let Scope { data, as_of, .. } = *scope;
    data.scorm.by_student.of(student).filter(move |row| {
        let report = &data.scorm.rows[*row];
        report.at.is_none_or(|at| at <= as_of) && data.elements[report.element as usize].kind == SCORM_KIND
    })
}

/// The work of one student at a time on all elements, indexed by element. Made once and filled for
/// one student after the other, so that a course of many students costs no memory for each.
#[derive(Debug)]
pub struct StudentWork {
    by_element: Vec<Work>,
    touched: Vec<u32>,
}

impl StudentWork {
    /// Room for a data set's elements.
    #[must_use]
    pub fn new(data: &Dataset) -> Self {
        Self { by_element: vec![Work::default(); data.elements.len()], touched: Vec::new() }
    }

    /// Replaces what is here by what `student` has done up to the scope's moment.
    pub fn read(&mut self, scope: &Scope, student: u32) {
        for element in self.touched.drain(..) {
            self.by_element[element as usize] = Work::default();
        }
        let Scope { data, as_of, .. } = *scope;
        for row in data.views.by_student.until(student, &data.views.at, as_of) {
            let element = data.views.element[row];
            let work = &mut self.by_element[element as usize];
            // There are far more views than elements; one mark will do.
            if work.views == 0 {
                self.touched.push(element);
            }
            work.add_view(data, row);
        }
        for row in package_reports(scope, student) {
            self.touch(data.scorm.rows[row].element).scorm = Some(row);
        }
        for row in data.completions.by_student.until(student, &data.completions.at, as_of) {
            self.touch(data.completions.element[row]).first_completion = Some(data.completions.at[row]);
        }
        for row in data.grades.by_student.until(student, &data.grades.at, as_of) {
            self.touch(data.grades.element[row]).grade = Some(row);
        }
    }

    fn touch(&mut self, element: u32) -> &mut Work {
        self.touched.push(element);
        &mut self.by_element[element as usize]
    }
}

impl Index<u32> for StudentWork {
    type Output = Work;

    fn index(&self, element: u32) -> &Work {
        &self.by_element[element as usize]
    }
}

/// Where the elements are counted, as far as they are for one student at a time.
#[derive(Debug)]
pub struct Places<'a> {
    data: &'a Dataset,
    /// The place of each element, or `nowhere`.
    of: Vec<u32>,
    nowhere: u32,
    /// The elements that aren't for everyone, and their places.
    limited: Vec<(u32, u32)>,
}

impl<'a> Places<'a> {
    /// `places` are those of elements, each below `nowhere`, which is that of all other elements. Those that are for some
    /// students alone have none before [`Self::turn_to`].
    pub fn new(data: &'a Dataset, nowhere: u32, places: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut of = vec![nowhere; data.elements.len()];
        let mut limited = Vec::new();
        for (element, place) in places {
            if data.elements[element as usize].is_for_everyone() {
                of[element as usize] = place;
            } else {
                limited.push((element, place));
            }
        }
        Self { data, of, nowhere, limited }
    }

    /// Turns to a student, and names the places of those elements that are for this one and not for everyone.
    pub fn turn_to(&mut self, student: u32, mut has: impl FnMut(u32)) {
        let record = &self.data.students[student as usize];
        for (element, place) in &self.limited {
            let is_available = self.data.elements[*element as usize].is_available_to(student, record);
            self.of[*element as usize] = if is_available { *place } else { self.nowhere };
            if is_available {
                has(*place);
            }
        }
    }

    /// Puts an element into another place until the next turn, and returns the one it had.
    pub fn put(&mut self, element: u32, place: u32) -> u32 {
        std::mem::replace(&mut self.of[element as usize], place)
    }

    /// The place of an element for the student turned to.
    #[must_use]
    #[inline(always)]
    pub fn of(&self, element: u32) -> usize {
        self.of[element as usize] as usize
    }
}

/// A grade as a teacher sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownGrade {
    /// As the document gives it.
    pub given: GivenGrade,
    /// Whether it is one of its scale; where not, it is shown and counts nowhere.
    pub is_inside_scale: bool,
    /// When it was given.
    pub graded_at: Moment,
    /// The highest points, on a points scale that has any.
    pub max: Option<f64>,
}

impl ShownGrade {
    /// The label of the level, where the grade is a level of its scale.
    #[must_use]
    pub fn level(&self) -> Option<&str> {
        match &self.given {
            GivenGrade::Label(label) if self.is_inside_scale => Some(label),
            _ => None,
        }
    }
}

/// The grade in a row of the data set's `grades`.
#[must_use]
pub fn shown_grade(data: &Dataset, row: usize) -> ShownGrade {
    let element = &data.elements[data.grades.element[row] as usize];
    ShownGrade {
        given: data.grades.given[row].clone(),
        is_inside_scale: data.grades.worth[row].is_some(),
        graded_at: data.grades.at[row],
        max: data.max_points(element),
    }
}

#[cfg(test)]
mod tests;
