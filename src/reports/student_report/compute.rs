//! Whose sheets are made, and the figures on them: those of the details pages of Activity, Progress and Grades, computed
//! by the same functions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    names,
    order::sort_rows,
    reports::{
        Scope, activity,
        grades::{
            book::GradeBook,
            compute::{self as grades, Selectors},
        },
        progress,
    },
};

/// The most sheets of one go: more than a class, and what a page can hold with all its charts.
pub const MOST_SHEETS: usize = 60;

/// The sheets of some students.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudentReports {
    /// How many students the sheets are wanted of. There are no more than [`MOST_SHEETS`] sheets.
    pub wanted: u64,
    /// How many students were named who aren't in the course at that moment, or not at all.
    pub missing: u64,
    /// Seconds per visit over all participants, to compare with; none without visits.
    pub course_average_visit_seconds: Option<f64>,
    /// The sheets, by the students' last names, as far as letters without accents tell their order.
    pub sheets: Vec<Sheet>,
}

/// What is on the sheet of a student: the same as on the details pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Of Activity.
    pub activity: activity::compute::Details,
    /// Of Progress.
    pub progress: progress::compute::Details,
    /// Of Grades.
    pub grades: grades::StudentPage,
}

/// The sheets of the participants whose ids are `named`, whatever the filter, or of all whom the filter leaves where
/// nobody is named.
#[must_use]
pub fn student_reports(book: &GradeBook, selectors: &Selectors, named: &[String]) -> StudentReports {
    let scope = book.scope;
    let ids: BTreeSet<&str> = named.iter().map(String::as_str).collect();
    let mut wanted = whom(scope, &ids);
    let count = wanted.len();
    sort_by_name(scope, &mut wanted);
    wanted.truncate(MOST_SHEETS);
    let mut progress = progress::compute::DetailsOf::new(scope);
    let sheet = |student: u32| {
        let details = progress.student(student);
        Sheet {
            activity: activity::compute::details(scope, student),
            grades: grades::student_page(book, selectors.clone(), student, progress.work()),
            progress: details,
        }
    };
    StudentReports {
        wanted: count as u64,
        missing: if ids.is_empty() { 0 } else { (ids.len() - count) as u64 },
        course_average_visit_seconds: activity::compute::average_visit_seconds(scope),
        sheets: wanted.into_iter().map(sheet).collect(),
    }
}

fn whom(scope: &Scope, ids: &BTreeSet<&str>) -> Vec<u32> {
    if ids.is_empty() {
        return scope.listed().to_vec();
    }
    let is_named = |student: &u32| ids.contains(&*scope.data.students[*student as usize].id);
    scope.participants.iter().copied().filter(is_named).collect()
}

fn sort_by_name(scope: &Scope, students: &mut [u32]) {
    let names: Vec<[String; 2]> = students
        .iter()
        .map(|student| {
            let student = &scope.data.students[*student as usize];
            [names::fold(student.last_name.trim()), names::fold(student.first_name.trim())]
        })
        .collect();
    let mut order: Vec<u32> = (0..students.len() as u32).collect();
    sort_rows(&mut order, &|a, b| names[a as usize].cmp(&names[b as usize]));
    let sorted: Vec<u32> = order.into_iter().map(|place| students[place as usize]).collect();
    students.copy_from_slice(&sorted);
}
