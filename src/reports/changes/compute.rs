//! What each listed student has done and been given since a moment.
//!
//! The window begins after `since` and ends with the scope's moment. Visits count on which they began,
//! completions and grades as in the weekly update (course metrics, *Weekly update*): first completions of
//! activities that are there and for the student, and every grade on an element that is there. Posts are
//! the student's own that stand at the scope's moment, of any kind.

use serde::{Deserialize, Serialize};

use crate::{dataset::Class, reports::Scope, units::Moment};

/// What happened around one student.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// In the course now, and not at the earlier moment.
    pub joined: bool,
    /// Visits that began.
    pub visits: u64,
    /// First completions of activities.
    pub completed: u64,
    /// Grades given, regrades too.
    pub grades: u64,
    /// Posts.
    pub posts: u64,
}

/// What has changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Since when.
    pub since: Moment,
    /// The listed students around whom something happened, by index, in document order.
    pub students: Vec<(u32, Change)>,
}

impl Changes {
    /// What happened around a student.
    #[must_use]
    pub fn of(&self, student: u32) -> Option<Change> {
        let place = self.students.binary_search_by_key(&student, |(student, _)| *student).ok()?;
        Some(self.students[place].1)
    }

    /// All of it together, and how many students joined and how many had a visit.
    #[must_use]
    pub fn total(&self) -> Total {
        let mut total = Total::default();
        for (_, change) in &self.students {
            total.joined += u64::from(change.joined);
            total.active += u64::from(change.visits > 0);
            total.visits += change.visits;
            total.completed += change.completed;
            total.grades += change.grades;
            total.posts += change.posts;
        }
        total
    }
}

/// What happened around all listed students.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Students who joined.
    pub joined: u64,
    /// Students with a visit.
    pub active: u64,
    /// Their visits.
    pub visits: u64,
    /// First completions of activities.
    pub completed: u64,
    /// Grades given.
    pub grades: u64,
    /// Posts.
    pub posts: u64,
}

/// Computes what has changed after `since`. None: the scope is of no later moment.
#[must_use]
pub fn changes(scope: &Scope, since: Moment) -> Option<Changes> {
    if since >= scope.as_of {
        return None;
    }
    let change_of = |student: &u32| (*student, change(scope, since, *student));
    let students = scope.listed().iter().map(change_of).filter(|(_, change)| *change != Change::default()).collect();
    Some(Changes { since, students })
}

fn change(scope: &Scope, since: Moment, student: u32) -> Change {
    let data = scope.data;
    let record = &data.students[student as usize];
    let is_new = |moment: &Moment| *moment > since;
    let mut change = Change { joined: !record.is_participant(since), ..Change::default() };

    let visits = &data.visits;
    let rows = visits.by_student.until(student, &visits.start, scope.as_of);
    change.visits = visits.start[rows].iter().rev().take_while(|start| is_new(start)).count() as u64;

    let completions = &data.completions;
    let rows = completions.by_student.until(student, &completions.at, scope.as_of);
    for row in rows.rev().take_while(|row| is_new(&completions.at[*row])) {
        let element = &data.elements[completions.element[row] as usize];
        let counts =
            element.class == Class::Activity && element.exists(scope.as_of) && element.is_available_to(student, record);
        change.completed += u64::from(counts);
    }

    let grades = &data.grades;
    let rows = grades.by_student.until(student, &grades.at, scope.as_of);
    let new = rows.rev().take_while(|row| is_new(&grades.at[*row]));
    change.grades = new.filter(|row| data.elements[grades.element[*row] as usize].exists(scope.as_of)).count() as u64;

    let posts = &data.posts;
    let rows = posts.by_student.until(student, &posts.at, scope.as_of);
    let new = rows.rev().take_while(|row| is_new(&posts.at[*row]));
    change.posts = new.filter(|row| !scope.has_passed(posts.deleted_at[*row])).count() as u64;
    change
}
