//! Which assessments a course has at a moment, when and in which term each of them is, and which
//! grades count (course metrics, *Grades*). What is made of them stands in [`super::compute`];
//! what a completed assessment is has nothing to do with averages and stands there too.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Element, Scale, ScaleKind},
    names,
    order::sort_rows,
    reports::Scope,
    stats::{Mean, TOLERANCE, mean},
    units::{Day, Moment},
};

/// No student and no position has this number.
const NONE: u32 = u32::MAX;

/// Which grades a page is about: those of one scale in one term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    /// The term's index. None: all terms, and what is in no term.
    pub term: Option<u32>,
    /// The scale's index.
    pub scale: u32,
}

/// The grades of a course at the scope's moment, read once for all selections.
#[derive(Debug)]
pub struct GradeBook<'a> {
    /// What the report is about.
    pub scope: &'a Scope<'a>,
    /// The assessable elements that are there, in document order, in the record or not.
    assessments: Vec<Assessment>,
    counting: CountingGrades,
}

/// An assessable element that is there.
#[derive(Clone, Copy, Debug)]
struct Assessment {
    element: u32,
    scale: u32,
    term: Option<u32>,
    date: Option<Moment>,
}

/// The grades that count: for each participant and element the latest, where it is inside its
/// scale. The rows of the participant at place `i` of the scope's list are
/// `starts[i]..starts[i + 1]`.
#[derive(Debug, Default)]
struct CountingGrades {
    starts: Vec<u32>,
    element: Vec<u32>,
    worth: Vec<f64>,
}

impl CountingGrades {
    fn of(&self, place: usize) -> Range<usize> {
        self.starts[place] as usize..self.starts[place + 1] as usize
    }
}

impl<'a> GradeBook<'a> {
    /// Reads the grades of the scope's participants.
    #[must_use]
    pub fn new(scope: &'a Scope<'a>) -> Self {
        let (counting, earliest) = read_grades(scope);
        let elements = scope.data.elements.iter().enumerate();
        let assessment = |(index, element): (usize, &Element)| {
            let scale = element.scale.filter(|_| element.exists(scope.as_of))?;
            let date = element.deadline.or(earliest[index]);
            let term = element.term.or_else(|| term_of(scope, scope.data.zone.day(date?)));
            Some(Assessment { element: index as u32, scale, term, date })
        };
        Self { scope, assessments: elements.filter_map(assessment).collect(), counting }
    }

    /// The assessments of a term, or of all.
    fn of_term(&self, term: Option<u32>) -> impl Iterator<Item = &Assessment> {
        self.assessments.iter().filter(move |assessment| term.is_none() || assessment.term == term)
    }

    fn is_in_record(&self, assessment: &Assessment) -> bool {
        self.scope.data.elements[assessment.element as usize].in_assessment_record
    }

    /// Number of assessments in a term, or in all; in the assessment record or not.
    #[must_use]
    pub fn assessments(&self, term: Option<u32>) -> u64 {
        self.of_term(term).count() as u64
    }

    /// The scales that assessments of a term are graded on, in document order.
    #[must_use]
    pub fn scales(&self, term: Option<u32>) -> Vec<u32> {
        let mut is_used = vec![false; self.scope.data.scales.len()];
        self.of_term(term).for_each(|assessment| is_used[assessment.scale as usize] = true);
        (0..is_used.len() as u32).filter(|scale| is_used[*scale as usize]).collect()
    }

    /// All that can be selected: all terms, then each term, with each scale that has an assessment
    /// there; in document order.
    #[must_use]
    pub fn selections(&self) -> Vec<Selection> {
        let mut selections = Vec::new();
        let mut add = |term| {
            for scale in self.scales(term) {
                selections.push(Selection { term, scale });
            }
        };
        add(None);
        (0..self.scope.data.terms.len() as u32).for_each(|term| add(Some(term)));
        selections
    }

    /// What is selected where the reader has chosen nothing: the term of the scope's day if it has
    /// assessments, else the latest begun that has, else the earliest to come that has, else all
    /// terms; and the scale of most assessments there. None: the course has no assessment.
    #[must_use]
    pub fn default_selection(&self) -> Option<Selection> {
        let term = self.default_term();
        Some(Selection { term, scale: self.default_scale(term)? })
    }

    fn default_term(&self) -> Option<u32> {
        let Scope { data, today, .. } = self.scope;
        let current = term_of(self.scope, *today);
        let mut best: Option<(u32, (bool, bool, i64))> = None;
        for term in 0..data.terms.len() as u32 {
            if self.of_term(Some(term)).next().is_none() {
                continue;
            }
            let starts_on = data.terms[term as usize].starts_on.unwrap_or(Day(i32::MIN));
            let has_begun = starts_on <= *today;
            // The latest of those that have begun, the earliest of those to come.
            let nearness = if has_begun { i64::from(starts_on.0) } else { -i64::from(starts_on.0) };
            let rank = (current == Some(term), has_begun, nearness);
            // Of several that begin on one day the first counts.
            if best.is_none_or(|(_, other)| rank > other) {
                best = Some((term, rank));
            }
        }
        best.map(|(term, _)| term)
    }

    /// The scale of most included assessments in a term, of those that have an assessment there at
    /// all; at a tie the first. None: the term has no assessment.
    #[must_use]
    pub fn default_scale(&self, term: Option<u32>) -> Option<u32> {
        let included = |scale: &u32| {
            let is_included = |assessment: &&Assessment| assessment.scale == *scale && self.is_in_record(assessment);
            self.of_term(term).filter(is_included).count()
        };
        self.scales(term).into_iter().rev().max_by_key(included)
    }

    /// Prepares the figures of a selection.
    #[must_use]
    pub fn select(&self, selection: Selection) -> Selected<'_> {
        Selected::new(self, selection)
    }
}

/// The counting grades, and the moment of each element's earliest grade of any participant.
fn read_grades(scope: &Scope) -> (CountingGrades, Vec<Option<Moment>>) {
    let grades = &scope.data.grades;
    let mut counting = CountingGrades { starts: vec![0], ..CountingGrades::default() };
    let mut earliest: Vec<Option<Moment>> = vec![None; scope.data.elements.len()];
    // The student of whom a grade on the element was met last.
    let mut met = vec![NONE; scope.data.elements.len()];
    for student in &scope.participants {
        // From the latest back, so that the first one met is the one that counts.
        for row in grades.by_student.until(*student, &grades.at, scope.as_of).rev() {
            let element = grades.element[row];
            let earliest = &mut earliest[element as usize];
            *earliest = Some(earliest.map_or(grades.at[row], |moment| moment.min(grades.at[row])));
            if std::mem::replace(&mut met[element as usize], *student) == *student {
                continue;
            }
            // No earlier grade stands in for one outside its scale.
            if let Some(worth) = grades.worth[row] {
                counting.element.push(element);
                counting.worth.push(worth);
            }
        }
        counting.starts.push(counting.element.len() as u32);
    }
    (counting, earliest)
}

/// The first term of the document that a day is in, first and last day inclusive.
fn term_of(scope: &Scope, day: Day) -> Option<u32> {
    let is_in = |term: &crate::dataset::Term| {
        term.starts_on.is_none_or(|first| first <= day) && term.ends_on.is_none_or(|last| day <= last)
    };
    scope.data.terms.iter().position(is_in).map(|term| term as u32)
}

/// A place in a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The element's index.
    pub element: u32,
    /// Its assessment date.
    pub date: Moment,
}

/// A selection of a grade book.
///
/// It holds averages of the course whatever the settings say: who makes something of them that
/// people see asks [`Policy::course_average`](crate::reports::Policy::course_average) first.
#[derive(Debug)]
pub struct Selected<'a> {
    /// The grade book.
    pub book: &'a GradeBook<'a>,
    /// What is selected.
    pub selection: Selection,
    /// The included elements, by assessment date, at a tie by title; those without a date last.
    pub included: Vec<(u32, Option<Moment>)>,
    /// The positions of the trends, in order of time.
    pub positions: Vec<Position>,
    /// The course's average at each position.
    pub course_trend: Vec<f64>,
    /// The average of each participant, in the order of the scope; gaps where there are no grades.
    pub averages: Vec<Option<f64>>,
    /// The position of each element of the course, or [`NONE`].
    position_of: Vec<u32>,
}

impl<'a> Selected<'a> {
    fn new(book: &'a GradeBook<'a>, selection: Selection) -> Self {
        let elements = &book.scope.data.elements;
        let keyed: Vec<(&Assessment, String)> = book
            .of_term(selection.term)
            .filter(|assessment| assessment.scale == selection.scale && book.is_in_record(assessment))
            .map(|assessment| (assessment, names::lower_case(&elements[assessment.element as usize].title)))
            .collect();
        let mut order: Vec<u32> = (0..keyed.len() as u32).collect();
        // The sort is stable: at a full tie the order of the document stays.
        sort_rows(&mut order, &|a, b| {
            let ((a, a_title), (b, b_title)) = (&keyed[a as usize], &keyed[b as usize]);
            let title = |assessment: &Assessment| &elements[assessment.element as usize].title;
            let by_date = a.date.is_none().cmp(&b.date.is_none()).then_with(|| a.date.cmp(&b.date));
            by_date.then_with(|| a_title.cmp(b_title)).then_with(|| title(a).cmp(title(b)))
        });
        let included = order.iter().map(|place| keyed[*place as usize].0);
        let included: Vec<(u32, Option<Moment>)> =
            included.map(|assessment| (assessment.element, assessment.date)).collect();
        let mut place_of = vec![NONE; elements.len()];
        for (place, (element, _)) in included.iter().enumerate() {
            place_of[*element as usize] = place as u32;
        }
        let mut of_element = vec![Mean::default(); included.len()];
        let grades = &book.counting;
        let average = |place: usize| {
            let mut of_student = Mean::default();
            for row in grades.of(place) {
                if let Some(mean) = of_element.get_mut(place_of[grades.element[row] as usize] as usize) {
                    mean.add(grades.worth[row]);
                    of_student.add(grades.worth[row]);
                }
            }
            of_student.get()
        };
        let averages = (0..book.scope.participants.len()).map(average).collect();
        let (mut positions, mut course_trend) = (Vec::new(), Vec::new());
        let mut position_of = vec![NONE; elements.len()];
        for ((element, date), mean) in included.iter().zip(&of_element) {
            if let (Some(date), Some(average)) = (*date, mean.get()) {
                position_of[*element as usize] = positions.len() as u32;
                positions.push(Position { element: *element, date });
                course_trend.push(average);
            }
        }
        Self { book, selection, included, positions, course_trend, averages, position_of }
    }

    /// The scale selected.
    #[must_use]
    pub fn scale(&self) -> &'a Scale {
        &self.book.scope.data.scales[self.selection.scale as usize]
    }

    /// The grades of the participant at a place of the scope's list, at each position; gaps where
    /// there is none that counts.
    #[must_use]
    pub fn trend(&self, place: usize) -> Vec<Option<f64>> {
        let grades = &self.book.counting;
        let mut trend = vec![None; self.positions.len()];
        for row in grades.of(place) {
            if let Some(value) = trend.get_mut(self.position_of[grades.element[row] as usize] as usize) {
                *value = Some(grades.worth[row]);
            }
        }
        trend
    }

    /// The mean of the averages that the participants have over the counted elements, by index. None
    /// where nobody has a grade on one.
    pub(super) fn overall_average(&self, is_counted: &dyn Fn(u32) -> bool) -> Option<f64> {
        let grades = &self.book.counting;
        let average = |place: usize| {
            // What has a grade that counts has a position.
            let counts =
                |row: &usize| self.position(grades.element[*row]).is_some() && is_counted(grades.element[*row]);
            mean(grades.of(place).filter(counts).map(|row| grades.worth[row]))
        };
        mean((0..self.averages.len()).filter_map(average))
    }

    /// The position of an element in the trends.
    pub(super) fn position(&self, element: u32) -> Option<usize> {
        Some(self.position_of[element as usize] as usize).filter(|position| *position < self.positions.len())
    }
}

/// How far apart a scale's highest and lowest worth are: 100 (percent) on a points scale.
#[must_use]
pub fn range(scale: &Scale) -> f64 {
    match &scale.kind {
        ScaleKind::Points { .. } => 100.0,
        ScaleKind::Levels(levels) => {
            let values = || levels.iter().map(|level| level.value);
            let (lowest, highest) = (values().reduce(f64::min), values().reduce(f64::max));
            highest.zip(lowest).map_or(0.0, |(highest, lowest)| highest - lowest)
        }
    }
}

/// The level, by its index, whose value is nearest to an average; the higher one of two that are
/// equally near. None on a points scale.
#[must_use]
pub fn nearest_level(scale: &Scale, average: f64) -> Option<u32> {
    let ScaleKind::Levels(levels) = &scale.kind else { return None };
    let distance = |index: u32| (levels[index as usize].value - average).abs();
    (0..levels.len() as u32).reduce(|best, other| {
        let slack = TOLERANCE * levels[other as usize].value.abs().max(average.abs());
        let is_nearer = distance(other) < distance(best) - slack;
        let is_tie = (distance(other) - distance(best)).abs() <= slack;
        let is_higher = levels[other as usize].value > levels[best as usize].value;
        if is_nearer || (is_tie && is_higher) { other } else { best }
    })
}
