//! The figures of the Grades report (course metrics, *Grades*). Grades on a points scale are
//! percent of each element's own maximum, 0 to 100; on a levels scale they are the levels' values.
//!
//! Where the school hides the course's averages, nothing here holds them: what is not in the data
//! can't reach a page, a tooltip or an export.

use serde::{Deserialize, Serialize};

use super::book::{GradeBook, Position, Selected, Selection, nearest_level, range};
use crate::{
    dataset::{Element, ScaleKind},
    order::sort_rows,
    reports::{
        Scope,
        elements::{ShownGrade, StudentWork, Work, shown_grade},
    },
    stats::{Mean, bin_of, mean, reaches, slope},
    units::Moment,
};

/// The share of a scale's range below which the slope of a trend, per assessment, is steady.
const STEADY_SHARE: f64 = 0.005;

/// Values that a trend needs to have a direction.
const DIRECTION_VALUES: usize = 3;

/// Students that a distribution needs, so that nobody can be picked out of it.
const DISTRIBUTION_STUDENTS: usize = 5;

/// Bins of a distribution on a points scale.
const PERCENT_BINS: usize = 10;

/// Where a trend goes, by the slope of its least-squares line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// Up.
    Rising,
    /// Less than half a percent of the scale's range per assessment, either way.
    Steady,
    /// Down.
    Falling,
}

impl Direction {
    /// The direction of a trend on a scale of this range. None below 3 values. A gap keeps its
    /// position.
    #[must_use]
    pub fn of(trend: &[Option<f64>], range: f64) -> Option<Self> {
        if trend.iter().flatten().count() < DIRECTION_VALUES {
            return None;
        }
        let slope = slope(trend)?;
        // On a scale whose levels are all worth the same nothing moves.
        Some(if range == 0.0 || !reaches(slope.abs(), STEADY_SHARE * range) {
            Self::Steady
        } else if slope > 0.0 {
            Self::Rising
        } else {
            Self::Falling
        })
    }
}

/// The top section, of the course or of the chosen students.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CourseGrades {
    /// Participants.
    pub students: u64,
    /// Assessments in the term, whatever their scale.
    pub assessments: u64,
    /// Scales of these.
    pub grade_scales: u64,
    /// None where the school hides them, and without a selection.
    pub averages: Option<CourseAverages>,
}

/// What a student is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CourseAverages {
    /// The average at each position; a gap where none of the students has a grade.
    pub trend: Vec<Option<f64>>,
    /// Where the trend goes. None below 3 values.
    pub direction: Option<Direction>,
    /// The mean of the students' averages. None where nobody has one.
    pub overall: Option<f64>,
    /// The index of the level nearest to it. None on a points scale.
    pub nearest_level: Option<u32>,
    /// How the students' averages are spread. None below 5 of them.
    pub distribution: Option<Distribution>,
}

/// How many students have an average of about what size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Ascending.
    pub bins: Vec<Bin>,
}

/// One column of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Which averages it holds.
    pub holds: BinRange,
    /// How many students have one of these.
    pub students: u64,
}

/// The averages that a bin holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum BinRange {
    /// Percentages from the first number to below the second; 100 is in the last bin.
    Percent(f64, f64),
    /// Those nearest to the level of this index.
    Level(u32),
}

/// A row of the student list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudentGrades {
    /// The student's index in the data set.
    pub student: u32,
    /// The mean of the grades. None without grades.
    pub average: Option<f64>,
    /// The index of the level nearest to it. None on a points scale.
    pub nearest_level: Option<u32>,
    /// The grade at each position, with gaps.
    pub trend: Vec<Option<f64>>,
    /// Where the trend goes. None below 3 values.
    pub direction: Option<Direction>,
}

impl StudentGrades {
    /// Number of included assessments on which the student has a grade that counts. Each of them
    /// has a date (that of the grade, if no other) and so a position.
    #[must_use]
    pub fn graded(&self) -> usize {
        self.trend.iter().flatten().count()
    }
}

/// What the selectors of a page offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selectors {
    /// What can be selected: the scales of all terms, then those of each term.
    pub selections: Vec<Selection>,
    /// What is selected where the reader has chosen nothing. None: the course has no assessment.
    pub default: Option<Selection>,
    /// What is selected. None: the course has no assessment.
    pub selected: Option<Selection>,
}

/// Which part of a course's grades the reader has asked for; a term by index or, as addresses name
/// it, by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TermChoice<T = u32> {
    /// That of the scope's day, or the one nearest to it that has assessments.
    #[default]
    Default,
    /// All terms.
    All,
    /// This term.
    Term(T),
}

impl TermChoice<String> {
    /// The same by index. A term that isn't found gives way to the default.
    #[must_use]
    pub fn find(&self, find: impl FnOnce(&str) -> Option<usize>) -> TermChoice {
        match self {
            Self::Default => TermChoice::Default,
            Self::All => TermChoice::All,
            Self::Term(id) => find(id).map_or(TermChoice::Default, |term| TermChoice::Term(term as u32)),
        }
    }
}

impl Selectors {
    /// What a choice of the reader selects. A scale that has no assessment in the term gives way
    /// to the term's default; so does a term without assessments to the default term.
    #[must_use]
    pub fn new(book: &GradeBook, term: TermChoice, scale: Option<u32>) -> Self {
        let (selections, default) = (book.selections(), book.default_selection());
        let term = match term {
            TermChoice::Default => default.and_then(|default| default.term),
            TermChoice::All => None,
            TermChoice::Term(term) => Some(term),
        };
        let asked_for = scale.map(|scale| Selection { term, scale }).filter(|asked| selections.contains(asked));
        let of_term = || book.default_scale(term).map(|scale| Selection { term, scale });
        Self { selected: asked_for.or_else(of_term).or(default), selections, default }
    }
}

/// The overview page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// What can be selected, and is.
    pub selectors: Selectors,
    /// The assessments of the trends, in order of time.
    pub positions: Vec<Position>,
    /// Number of included assessments, those that nobody has a grade on too.
    pub included: u64,
    /// The whole course. None in a course too large for a summary.
    pub course: Option<CourseGrades>,
    /// The chosen students. None without a filter, and in a course too large for a summary.
    pub chosen: Option<CourseGrades>,
    /// The mean of the students' averages over the whole course, which rows are compared with. None
    /// without grades, and where the school hides it.
    pub average: Option<f64>,
    /// The listed students, in document order.
    pub students: Vec<StudentGrades>,
}

/// Computes the overview of what is selected.
#[must_use]
pub fn overview(book: &GradeBook, selectors: Selectors) -> Overview {
    let scope = book.scope;
    let selected = selectors.selected.map(|selection| book.select(selection));
    let rows: Vec<StudentGrades> =
        (0..scope.participants.len()).map(|place| student_grades(scope, selected.as_ref(), place)).collect();
    let policy = scope.policy();
    let is_summary_allowed = policy.summary;
    let average = mean(rows.iter().filter_map(|row| row.average)).filter(|_| policy.course_average);
    let course = is_summary_allowed.then(|| course_grades(book, selected.as_ref(), rows.iter()));
    let (chosen, students) = match &scope.chosen {
        None => (None, rows),
        Some(chosen) => {
            // Both lists are in document order.
            let mut next = chosen.iter().peekable();
            let is_chosen = |row: &StudentGrades| next.next_if_eq(&&row.student).is_some();
            let rows: Vec<StudentGrades> = rows.into_iter().filter(is_chosen).collect();
            (is_summary_allowed.then(|| course_grades(book, selected.as_ref(), rows.iter())), rows)
        }
    };
    Overview {
        selectors,
        included: selected.as_ref().map_or(0, |selected| selected.included.len() as u64),
        positions: selected.map(|selected| selected.positions).unwrap_or_default(),
        course,
        chosen,
        average,
        students,
    }
}

fn student_grades(scope: &Scope, selected: Option<&Selected>, place: usize) -> StudentGrades {
    let student = scope.participants[place];
    let Some(selected) = selected else {
        return StudentGrades { student, average: None, nearest_level: None, trend: Vec::new(), direction: None };
    };
    let average = selected.averages[place];
    let trend = selected.trend(place);
    StudentGrades {
        student,
        average,
        nearest_level: average.and_then(|average| nearest_level(selected.scale(), average)),
        direction: Direction::of(&trend, range(selected.scale())),
        trend,
    }
}

fn course_grades<'a>(
    book: &GradeBook,
    selected: Option<&Selected>,
    rows: impl ExactSizeIterator<Item = &'a StudentGrades> + Clone,
) -> CourseGrades {
    let term = selected.and_then(|selected| selected.selection.term);
    CourseGrades {
        students: rows.len() as u64,
        assessments: book.assessments(term),
        grade_scales: book.scales(term).len() as u64,
        averages: selected
            .filter(|_| book.scope.policy().course_average)
            .map(|selected| course_averages(selected, rows)),
    }
}

fn course_averages<'a>(
    selected: &Selected,
    rows: impl ExactSizeIterator<Item = &'a StudentGrades> + Clone,
) -> CourseAverages {
    let mut at_position = vec![Mean::default(); selected.positions.len()];
    for row in rows.clone() {
        for (mean, grade) in at_position.iter_mut().zip(&row.trend) {
            grade.iter().for_each(|grade| mean.add(*grade));
        }
    }
    let trend: Vec<Option<f64>> = at_position.iter().map(Mean::get).collect();
    let averages: Vec<f64> = rows.clone().filter_map(|row| row.average).collect();
    let overall = mean(averages.iter().copied());
    CourseAverages {
        direction: Direction::of(&trend, range(selected.scale())),
        trend,
        nearest_level: overall.and_then(|overall| nearest_level(selected.scale(), overall)),
        overall,
        distribution: Distribution::of(selected, &averages),
    }
}

impl Distribution {
    /// How averages are spread over the scale of a selection. None below 5 of them.
    fn of(selected: &Selected, averages: &[f64]) -> Option<Self> {
        if averages.len() < DISTRIBUTION_STUDENTS {
            return None;
        }
        let bins = match &selected.scale().kind {
            ScaleKind::Points { .. } => {
                let edge = |bin: usize| bin as f64 * 100.0 / PERCENT_BINS as f64;
                let bin = |bin| Bin { holds: BinRange::Percent(edge(bin), edge(bin + 1)), students: 0 };
                (0..PERCENT_BINS).map(bin).collect()
            }
            ScaleKind::Levels(levels) => {
                let value = |level: u32| levels[level as usize].value;
                let mut order: Vec<u32> = (0..levels.len() as u32).collect();
                sort_rows(&mut order, &|a, b| value(a).total_cmp(&value(b)));
                // Of levels of one value the first stands for all.
                order.dedup_by(|a, b| value(*a) == value(*b));
                order.into_iter().map(|level| Bin { holds: BinRange::Level(level), students: 0 }).collect()
            }
        };
        let mut distribution = Self { bins };
        for average in averages {
            if let Some(bin) = distribution.place(selected, *average) {
                distribution.bins[bin].students += 1;
            }
        }
        Some(distribution)
    }

    /// The bin that an average is in.
    fn place(&self, selected: &Selected, average: f64) -> Option<usize> {
        match nearest_level(selected.scale(), average) {
            Some(level) => self.bins.iter().position(|bin| bin.holds == BinRange::Level(level)),
            None => Some(bin_of(average, &(0.0..100.0), PERCENT_BINS)),
        }
    }
}

/// What has become of an assessment that is for a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AssessmentStatus {
    /// Completed first not after the deadline, or graded only; or there is no deadline.
    ByDeadline,
    /// Completed, after the deadline.
    PastDeadline,
    /// Neither completed nor graded, though its time is over.
    NotCompleted,
    /// Neither completed nor graded; there is time.
    StillToCome,
}

/// How many of the included assessments that are for a student have which status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bars {
    /// Completed by the deadline.
    pub by_deadline: u64,
    /// Completed past it.
    pub past_deadline: u64,
    /// Not completed.
    pub not_completed: u64,
    /// Still to come.
    pub still_to_come: u64,
}

impl Bars {
    fn add(&mut self, status: AssessmentStatus) {
        *match status {
            AssessmentStatus::ByDeadline => &mut self.by_deadline,
            AssessmentStatus::PastDeadline => &mut self.past_deadline,
            AssessmentStatus::NotCompleted => &mut self.not_completed,
            AssessmentStatus::StillToCome => &mut self.still_to_come,
        } += 1;
    }
}

/// An included assessment: in the trend, or for the student, or graded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssessmentRow {
    /// The element's index.
    pub element: u32,
    /// Its kind, as an index of [`Details::by_kind`].
    pub kind: u32,
    /// Its assessment date. None: it has no place in a trend.
    pub date: Option<Moment>,
    /// Whether it is a position of the trend: somebody has a grade on it.
    pub is_in_trend: bool,
    /// The grade, one outside its scale too.
    pub grade: Option<ShownGrade>,
    /// What the grade counts. None without a grade and outside the scale.
    pub worth: Option<f64>,
    /// The course's average. None where there is none, and where the school hides it.
    pub course_average: Option<f64>,
    /// What has become of it. None: it is not for the student.
    pub status: Option<AssessmentStatus>,
}

/// The figures over all rows or over those of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Narrowed {
    /// Where the student's trend goes. None below 3 values.
    pub direction: Option<Direction>,
    /// The mean of the student's grades. None without grades.
    pub average: Option<f64>,
    /// The index of the level nearest to it. None on a points scale.
    pub nearest_level: Option<u32>,
    /// The mean of the averages that all students have over these rows. None without grades, and
    /// where the school hides it.
    pub course_average: Option<f64>,
    /// Where the course's trend goes. None below 3 values, and where the school hides it.
    pub course_direction: Option<Direction>,
    /// The statuses of the rows.
    pub bars: Bars,
}

/// A student's place among the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The averages of the course's students.
    pub distribution: Distribution,
    /// The bin that holds the student's. None: there is no average.
    pub bin: Option<u32>,
}

/// What the details page shows of a selection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// The student's index in the data set.
    pub student: u32,
    /// The assessments in order of time, those without a date last.
    pub rows: Vec<AssessmentRow>,
    /// The figures over all rows.
    pub all: Narrowed,
    /// The figures over the rows of each kind among the included elements, by kind.
    pub by_kind: Vec<(String, Narrowed)>,
    /// The student's place in the distribution of averages. None below 5 averages, and where the
    /// school hides the course's.
    pub place: Option<Place>,
}

impl Details {
    /// The positions of the trend: the rows that are in it, all or those of one kind.
    pub fn positions(&self, kind: Option<u32>) -> impl Iterator<Item = &AssessmentRow> + Clone {
        self.rows.iter().filter(move |row| row.is_in_trend && kind.is_none_or(|kind| row.kind == kind))
    }
}

/// The page of a student.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudentPage {
    /// The student's index in the data set.
    pub student: u32,
    /// What can be selected, and is.
    pub selectors: Selectors,
    /// The figures. None: the course has no assessment.
    pub details: Option<Details>,
}

/// Computes the page of a participant; `work` is what the student has done.
#[must_use]
pub fn student_page(book: &GradeBook, selectors: Selectors, student: u32, work: &StudentWork) -> StudentPage {
    let details = selectors.selected.and_then(|selection| details(&book.select(selection), student, work));
    StudentPage { student, selectors, details }
}

/// Computes a student's details; `work` is what the student has done. None: the student is no
/// participant.
#[must_use]
pub fn details(selected: &Selected, student: u32, work: &StudentWork) -> Option<Details> {
    let scope = selected.book.scope;
    // Participants are in the order of the document, which is that of their indexes.
    let place = scope.participants.binary_search(&student).ok()?;
    let kind_of = |element: u32| scope.data.elements[element as usize].kind.as_str();
    let mut of_kinds: Vec<u32> = selected.included.iter().map(|(element, _)| *element).collect();
    sort_rows(&mut of_kinds, &|a, b| kind_of(a).cmp(kind_of(b)));
    of_kinds.dedup_by(|a, b| kind_of(*a) == kind_of(*b));
    let kinds: Vec<&str> = of_kinds.into_iter().map(kind_of).collect();
    let row = |(element, date): &(u32, Option<Moment>)| {
        let kind = kinds.iter().position(|kind| *kind == kind_of(*element))? as u32;
        assessment_row(selected, student, *element, *date, kind, &work[*element])
    };
    let rows: Vec<AssessmentRow> = selected.included.iter().filter_map(row).collect();
    let of_kind = |kind: usize| {
        let is_of_kind = |element: u32| kind_of(element) == kinds[kind];
        narrowed(selected, rows.iter().filter(move |row| row.kind == kind as u32), &is_of_kind)
    };
    Some(Details {
        student,
        all: narrowed(selected, rows.iter(), &|_| true),
        by_kind: (0..kinds.len()).map(|kind| (kinds[kind].to_owned(), of_kind(kind))).collect(),
        rows,
        place: student_place(selected, place),
    })
}

/// The row of an included element. None: it is neither in the trend nor for the student nor graded.
fn assessment_row(
    selected: &Selected,
    student: u32,
    element: u32,
    date: Option<Moment>,
    kind: u32,
    work: &Work,
) -> Option<AssessmentRow> {
    let scope = selected.book.scope;
    let data = scope.data;
    let position = selected.position(element);
    let of_element = &data.elements[element as usize];
    let is_available = of_element.is_available_to(student, &data.students[student as usize]);
    let worth = work.grade.and_then(|row| data.grades.worth[row]);
    (position.is_some() || is_available || work.grade.is_some()).then(|| AssessmentRow {
        element,
        kind,
        date,
        is_in_trend: position.is_some(),
        grade: work.grade.map(|row| shown_grade(data, row)),
        worth,
        course_average: position
            .filter(|_| scope.policy().course_average)
            .map(|position| selected.course_trend[position]),
        status: is_available.then(|| status(scope, of_element, work.first_completion, worth.is_some())),
    })
}

fn status(scope: &Scope, element: &Element, first_completion: Option<Moment>, is_graded: bool) -> AssessmentStatus {
    match first_completion {
        Some(first) if element.deadline.is_some_and(|deadline| first > deadline) => AssessmentStatus::PastDeadline,
        Some(_) => AssessmentStatus::ByDeadline,
        None if is_graded => AssessmentStatus::ByDeadline,
        None if element.is_overdue(scope.as_of) => AssessmentStatus::NotCompleted,
        None => AssessmentStatus::StillToCome,
    }
}

fn narrowed<'a>(
    selected: &Selected,
    rows: impl Iterator<Item = &'a AssessmentRow> + Clone,
    is_counted: &dyn Fn(u32) -> bool,
) -> Narrowed {
    let (scale, range) = (selected.scale(), range(selected.scale()));
    let in_trend = || rows.clone().filter(|row| row.is_in_trend);
    let trend: Vec<Option<f64>> = in_trend().map(|row| row.worth).collect();
    let course_trend: Vec<Option<f64>> = in_trend().map(|row| row.course_average).collect();
    let average = mean(trend.iter().flatten().copied());
    let mut bars = Bars::default();
    rows.filter_map(|row| row.status).for_each(|status| bars.add(status));
    Narrowed {
        direction: Direction::of(&trend, range),
        average,
        nearest_level: average.and_then(|average| nearest_level(scale, average)),
        course_average: selected.overall_average(is_counted).filter(|_| selected.book.scope.policy().course_average),
        course_direction: Direction::of(&course_trend, range),
        bars,
    }
}

fn student_place(selected: &Selected, place: usize) -> Option<Place> {
    if !selected.book.scope.policy().course_average {
        return None;
    }
    let averages: Vec<f64> = selected.averages.iter().flatten().copied().collect();
    let distribution = Distribution::of(selected, &averages)?;
    let bin = selected.averages[place].and_then(|average| distribution.place(selected, average));
    Some(Place { bin: bin.map(|bin| bin as u32), distribution })
}
