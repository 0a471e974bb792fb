//! The support signals (course metrics, *Support signals*). Each is a rule with a threshold that
//! the reader can change, and carries the numbers that it holds by. Students stand in document
//! order, not in an order of need.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::Class,
    reports::{
        Scope,
        activity::compute::{WeekToWeek, week_to_week},
        grades::book::{GradeBook, Selected, Selection, range},
    },
    stats::{mean_and_deviation, reaches, slope},
    units::{Day, Moment},
};

/// Seconds that the earlier week must have had for *less time*.
const LESS_TIME_SECONDS: f64 = 1800.0;

/// Averages that the course must have for *below the course*.
const BELOW_COURSE_AVERAGES: usize = 5;

/// How steep *falling* is at least, as a share of the scale's range per assessment.
const FALLING_SHARE: f64 = 0.05;

/// Which rule a signal is by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignalKind {
    /// No visit for days.
    Absent,
    /// Less time than the week before.
    LessTime,
    /// Activities whose time is over and that are not completed.
    Overdue,
    /// An average below the course's.
    BelowCourse,
    /// Falling grades.
    Falling,
}

impl SignalKind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Absent, Self::LessTime, Self::Overdue, Self::BelowCourse, Self::Falling];
}

/// When the rules hold. 0 switches a rule off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// Days without a visit.
    pub absent_days: u32,
    /// By how many percent the time of the last 7 days is below that of the 7 before.
    pub less_time_percent: f64,
    /// Available activities whose time is over and that are not completed.
    pub overdue_activities: u32,
    /// Standard deviations below the mean of the students' averages.
    pub below_course_deviations: f64,
    /// How many of the last values of the trend must fall.
    pub falling_grades: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            absent_days: 7,
            less_time_percent: 50.0,
            overdue_activities: 2,
            below_course_deviations: 1.0,
            falling_grades: 4,
        }
    }
}

/// The student has not visited the course for some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    /// Whole days from `since` to the day of the report.
    pub days: u32,
    /// The day of the last visit; without any, of the later of enrolment and beginning of the
    /// course.
    pub since: Day,
    /// Start of the last visit. None: there was none.
    pub last_visit: Option<Moment>,
}

/// The student's average lies below those of the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BelowCourse {
    /// The student's average.
    pub average: f64,
    /// The mean of all averages.
    pub course_mean: f64,
    /// Their standard deviation, by the population formula.
    pub course_deviation: f64,
}

impl BelowCourse {
    /// How many standard deviations the average lies below the mean.
    #[must_use]
    pub fn deviations_below(&self) -> f64 {
        (self.course_mean - self.average) / self.course_deviation
    }
}

/// The student's last grades go down.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FallingGrades {
    /// How many grades were looked at.
    pub grades: u32,
    /// Change per assessment, negative.
    pub slope: f64,
    /// Highest minus lowest of the scale.
    pub scale_range: f64,
}

/// The signals of one student; None of them that doesn't hold.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudentSignals {
    /// The student's index in the data set.
    pub student: u32,
    /// No visit for days.
    pub absent: Option<Absent>,
    /// Less time than the week before.
    pub less_time: Option<WeekToWeek>,
    /// Number of activities whose time is over and that are not completed.
    pub overdue: Option<u32>,
    /// An average below the course's. None, too, where the school hides the course's averages.
    pub below_course: Option<BelowCourse>,
    /// Falling grades.
    pub falling: Option<FallingGrades>,
}

impl StudentSignals {
    /// How many signals hold.
    #[must_use]
    pub fn count(&self) -> usize {
        let holds = [
            self.absent.is_some(),
            self.less_time.is_some(),
            self.overdue.is_some(),
            self.below_course.is_some(),
            self.falling.is_some(),
        ];
        holds.iter().filter(|holds| **holds).count()
    }
}

/// Who may need support.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// The thresholds that the signals were found with.
    pub thresholds: Thresholds,
    /// Which grades *below the course* and *falling* go by: the default selection of Grades.
    pub selection: Option<Selection>,
    /// The listed students of whom a signal holds, in document order.
    pub students: Vec<StudentSignals>,
}

impl Support {
    /// The signals of a student. None where none holds.
    #[must_use]
    pub fn of(&self, student: u32) -> Option<&StudentSignals> {
        let place = self.students.binary_search_by_key(&student, |signals| signals.student).ok()?;
        Some(&self.students[place])
    }
}

/// Finds the signals of some participants, who come in document order. They depend on nobody else's being
/// among them.
#[must_use]
pub fn support(book: &GradeBook, students: &[u32], thresholds: Thresholds) -> Support {
    let scope = book.scope;
    let selection = book.default_selection();
    let mut rules = Rules::new(scope, thresholds, selection.map(|selection| book.select(selection)));
    let mut asked = students.iter().peekable();
    let mut students = Vec::new();
    for (place, student) in scope.participants.iter().enumerate() {
        // Both lists are in document order.
        if asked.next_if_eq(&student).is_some() {
            students.push(rules.signals(place, *student));
        }
    }
    students.retain(|signals| signals.count() > 0);
    Support { thresholds, selection, students }
}

/// What the rules need to know of the course.
struct Rules<'a> {
    scope: &'a Scope<'a>,
    thresholds: Thresholds,
    grades: Option<Selected<'a>>,
    /// Mean and deviation of the averages. None where nobody can be below them.
    averages: Option<(f64, f64)>,
    /// The activities whose time is over.
    overdue: Vec<u32>,
    /// The student, plus one, who has completed an element.
    completed_by: Vec<u32>,
}

impl<'a> Rules<'a> {
    fn new(scope: &'a Scope<'a>, thresholds: Thresholds, grades: Option<Selected<'a>>) -> Self {
        let elements = &scope.data.elements;
        let is_overdue = |index: &u32| {
            let element = &elements[*index as usize];
            element.class == Class::Activity && element.exists(scope.as_of) && element.is_overdue(scope.as_of)
        };
        let averages = grades.as_ref().filter(|_| scope.policy().course_average).and_then(|grades| {
            let averages: Vec<f64> = grades.averages.iter().flatten().copied().collect();
            let is_enough = averages.len() >= BELOW_COURSE_AVERAGES;
            mean_and_deviation(&averages).filter(|(_, deviation)| is_enough && *deviation > 0.0)
        });
        Self {
            scope,
            thresholds,
            grades,
            averages,
            overdue: (0..elements.len() as u32).filter(is_overdue).collect(),
            completed_by: vec![0; elements.len()],
        }
    }

    /// The signals of the participant at a place of the scope's list.
    fn signals(&mut self, place: usize, student: u32) -> StudentSignals {
        StudentSignals {
            student,
            absent: self.absent(student),
            less_time: self.less_time(student),
            overdue: self.overdue(student),
            below_course: self.below_course(place),
            falling: self.falling(place),
        }
    }

    fn absent(&self, student: u32) -> Option<Absent> {
        let Scope { data, as_of, today, .. } = *self.scope;
        let visits = &data.visits;
        let last = visits.by_student.until(student, &visits.start, as_of).last();
        let since = match last {
            Some(row) => visits.day[row],
            None => {
                let enrolled = data.students[student as usize].enrolled_at.map(|moment| data.zone.day(moment));
                enrolled.max(data.course.starts_on)?
            }
        };
        // A course that begins later has no absence yet.
        let days = u32::try_from(today.0 - since.0).ok()?;
        let holds = self.thresholds.absent_days > 0 && days >= self.thresholds.absent_days;
        holds.then(|| Absent { days, since, last_visit: last.map(|row| visits.start[row]) })
    }

    fn less_time(&self, student: u32) -> Option<WeekToWeek> {
        let weeks = week_to_week(self.scope, student);
        let threshold = self.thresholds.less_time_percent;
        let holds = threshold > 0.0
            && reaches(weeks.previous7_seconds, LESS_TIME_SECONDS)
            && reaches(-weeks.change_percent()?, threshold);
        holds.then_some(weeks)
    }

    fn overdue(&mut self, student: u32) -> Option<u32> {
        let data = self.scope.data;
        for element in data.completions.until(student, self.scope.as_of) {
            self.completed_by[*element as usize] = student + 1;
        }
        let of_student = &data.students[student as usize];
        let is_missed = |element: &&u32| {
            self.completed_by[**element as usize] != student + 1
                && data.elements[**element as usize].is_available_to(student, of_student)
        };
        let count = self.overdue.iter().filter(is_missed).count() as u32;
        let threshold = self.thresholds.overdue_activities;
        (threshold > 0 && count >= threshold).then_some(count)
    }

    fn below_course(&self, place: usize) -> Option<BelowCourse> {
        let (course_mean, course_deviation) = self.averages?;
        let below = BelowCourse { average: self.grades.as_ref()?.averages[place]?, course_mean, course_deviation };
        let threshold = self.thresholds.below_course_deviations;
        (threshold > 0.0 && reaches(below.deviations_below(), threshold)).then_some(below)
    }

    fn falling(&self, place: usize) -> Option<FallingGrades> {
        let grades = self.thresholds.falling_grades;
        let selected = self.grades.as_ref().filter(|_| grades > 0)?;
        let trend = selected.trend(place);
        // From the first of the last values on.
        let mut with_grade = trend.iter().enumerate().rev().filter(|(_, value)| value.is_some());
        let (first, _) = with_grade.nth(grades as usize - 1)?;
        let slope = slope(&trend[first..])?;
        let scale_range = range(selected.scale());
        let holds = slope < 0.0 && scale_range > 0.0 && reaches(-slope, FALLING_SHARE * scale_range);
        holds.then_some(FallingGrades { grades, slope, scale_range })
    }
}
