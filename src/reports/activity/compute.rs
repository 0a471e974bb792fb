//! The figures of the Activity report (course metrics, *Activity*). Durations are seconds; days are
//! those of the document's zone; a visit belongs to the day on which it starts and counts whole.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Class, events::PostKind},
    reports::Scope,
    units::{Day, Moment, Month},
};

/// The days of a week, and of the bars.
pub const DAYS: usize = 7;

/// Activity of the course, or of the chosen students of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CourseActivity {
    /// Participants with at least one visit in the last 7 days.
    pub active_students: u64,
    /// Of how many.
    pub participants: u64,
    /// The last 7 days, the earliest first.
    pub bars: [CourseDay; DAYS],
    /// Σ seconds ÷ number of visits, over all visits up to the moment of the report. None without
    /// visits.
    pub average_visit_seconds: Option<f64>,
}

/// The visits of several students on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CourseDay {
    /// How many visits.
    pub visits: u64,
    /// How many students made them.
    pub visitors: u64,
    /// Σ of their durations.
    pub seconds: f64,
}

impl CourseDay {
    /// Seconds per visit; none without visits. This is the height of the day's bar.
    #[must_use]
    pub fn average_visit_seconds(&self) -> Option<f64> {
        (self.visits > 0).then(|| self.seconds / self.visits as f64)
    }
}

/// A student's visits of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StudentDay {
    /// How many visits.
    pub visits: u64,
    /// Σ of their durations.
    pub seconds: f64,
}

/// A row of the student list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudentActivity {
    /// The student's index in the data set.
    pub student: u32,
    /// The last 7 days, the earliest first.
    pub bars: [StudentDay; DAYS],
    /// Σ seconds ÷ number of visits, over all visits. None without visits.
    pub average_visit_seconds: Option<f64>,
    /// Start of the latest visit.
    pub last_visit: Option<Moment>,
}

/// The overview page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The first of the 7 days.
    pub first_day: Day,
    /// The whole course. None in a course too large for a summary.
    pub course: Option<CourseActivity>,
    /// The chosen students. None without a filter, and in a course too large for a summary.
    pub chosen: Option<CourseActivity>,
    /// The listed students, in document order.
    pub students: Vec<StudentActivity>,
}

/// Computes the overview.
#[must_use]
pub fn overview(scope: &Scope) -> Overview {
    let mut students = Vec::with_capacity(scope.listed().len());
    // Both lists are in document order.
    let mut listed = scope.listed().iter().peekable();
    // Without a summary nobody asks about the others.
    let is_summary_allowed = scope.policy().summary;
    let mut course = is_summary_allowed.then(VisitsOf::default);
    let mut chosen = (is_summary_allowed && scope.chosen.is_some()).then(VisitsOf::default);
    for student in if is_summary_allowed { &scope.participants } else { scope.listed() } {
        let visits = student_visits(scope, *student);
        course.iter_mut().for_each(|course| course.add(&visits));
        if listed.next_if_eq(&student).is_some() {
            chosen.iter_mut().for_each(|chosen| chosen.add(&visits));
            students.push(visits.row());
        }
    }
    Overview {
        first_day: first_day(scope.today),
        course: course.map(|course| course.activity()),
        chosen: chosen.map(|chosen| chosen.activity()),
        students,
    }
}

/// Seconds per visit over all visits of participants up to the moment of the report, without a
/// lower bound. None without visits.
#[must_use]
pub fn average_visit_seconds(scope: &Scope) -> Option<f64> {
    let visits = &scope.data.visits;
    let (mut count, mut seconds) = (0, 0.0);
    for student in &scope.participants {
        let rows = visits.by_student.until(*student, &visits.start, scope.as_of);
        count += rows.len();
        seconds += visits.seconds_of(rows);
    }
    (count > 0).then(|| seconds / count as f64)
}

/// The first of the last 7 days.
fn first_day(today: Day) -> Day {
    today.plus(1 - DAYS as i32)
}

/// What the overview needs of a student's visits.
struct StudentVisits {
    student: u32,
    bars: [StudentDay; DAYS],
    visits: u64,
    seconds: f64,
    last_visit: Option<Moment>,
}

impl StudentVisits {
    fn row(&self) -> StudentActivity {
        StudentActivity {
            student: self.student,
            bars: self.bars,
            average_visit_seconds: (self.visits > 0).then(|| self.seconds / self.visits as f64),
            last_visit: self.last_visit,
        }
    }
}

fn student_visits(scope: &Scope, student: u32) -> StudentVisits {
    let visits = &scope.data.visits;
    let rows = visits.by_student.until(student, &visits.start, scope.as_of);
    StudentVisits {
        student,
        bars: last_days(scope, rows.clone(), first_day(scope.today)),
        visits: rows.len() as u64,
        seconds: visits.seconds_of(rows.clone()),
        last_visit: rows.last().map(|row| visits.start[row]),
    }
}

/// The 7 days from `first`, of a student's visits `rows`.
fn last_days(scope: &Scope, rows: Range<usize>, first: Day) -> [StudentDay; DAYS] {
    let visits = &scope.data.visits;
    let mut bars = [StudentDay::default(); DAYS];
    // They mostly stand at the end.
    let count = visits.day[rows.clone()].iter().rev().take_while(|day| **day >= first).count();
    for row in rows.end - count..rows.end {
        let Some(bar) = bars.get_mut((visits.day[row].0 - first.0) as usize) else { break };
        bar.visits += 1;
        bar.seconds += visits.seconds[row];
    }
    bars
}

/// The visits of several students, summed.
#[derive(Default)]
struct VisitsOf {
    active_students: u64,
    students: u64,
    bars: [CourseDay; DAYS],
    visits: u64,
    seconds: f64,
}

impl VisitsOf {
    fn add(&mut self, student: &StudentVisits) {
        self.students += 1;
        self.visits += student.visits;
        self.seconds += student.seconds;
        let mut is_active = false;
        for (total, bar) in self.bars.iter_mut().zip(&student.bars) {
            total.visits += bar.visits;
            total.visitors += u64::from(bar.visits > 0);
            total.seconds += bar.seconds;
            is_active |= bar.visits > 0;
        }
        self.active_students += u64::from(is_active);
    }

    fn activity(&self) -> CourseActivity {
        CourseActivity {
            active_students: self.active_students,
            participants: self.students,
            bars: self.bars,
            average_visit_seconds: (self.visits > 0).then(|| self.seconds / self.visits as f64),
        }
    }
}

/// Seconds of the last 7 days against those of the 7 days before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeekToWeek {
    /// Seconds in the last 7 days.
    pub last7_seconds: f64,
    /// Seconds in the 7 days before.
    pub previous7_seconds: f64,
}

impl WeekToWeek {
    /// The change in percent of the earlier week; none where that is 0.
    #[must_use]
    pub fn change_percent(&self) -> Option<f64> {
        (self.previous7_seconds > 0.0)
            .then(|| (self.last7_seconds - self.previous7_seconds) / self.previous7_seconds * 100.0)
    }
}

/// Compares a student's last 7 days with the 7 before.
#[must_use]
pub fn week_to_week(scope: &Scope, student: u32) -> WeekToWeek {
    let visits = &scope.data.visits;
    let rows = visits.by_student.until(student, &visits.start, scope.as_of);
    let seconds_of = |first| last_days(scope, rows.clone(), first).iter().map(|day| day.seconds).sum();
    WeekToWeek {
        last7_seconds: seconds_of(first_day(scope.today)),
        previous7_seconds: seconds_of(first_day(scope.today).plus(-(DAYS as i32))),
    }
}

/// The actions of one day in the heat map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actions {
    /// Views of resources.
    pub resources: u64,
    /// Views of activities.
    pub activities: u64,
    /// Posts of every kind.
    pub communication: u64,
}

impl Actions {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.resources + self.activities + self.communication
    }
}

/// What a student has written, deleted posts left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Communication {
    /// Threads begun.
    pub threads_started: u64,
    /// Posts in discussions; the first post of a thread counts.
    pub discussion_posts: u64,
    /// Comments on announcements.
    pub announcement_comments: u64,
}

/// The details page of a student.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// The student's index in the data set.
    pub student: u32,
    /// Days with at least one visit.
    pub active_days: u64,
    /// Number of visits.
    pub total_visits: u64,
    /// Σ of their durations.
    pub total_seconds: f64,
    /// Start of the latest visit.
    pub last_visit: Option<Moment>,
    /// The last 7 days against the 7 before.
    pub week_to_week: WeekToWeek,
    /// From the month of the first visit to that of the report. None without visits.
    pub months: Option<(Month, Month)>,
    /// The days with a visit, ascending.
    pub days: Vec<(Day, StudentDay)>,
    /// First and last day of the heat map: the 12 months that end with the day of the report.
    pub heat_map: (Day, Day),
    /// The days of the heat map with an action, ascending.
    pub actions: Vec<(Day, Actions)>,
    /// What the student has written.
    pub communication: Communication,
}

impl Details {
    /// Seconds per active day; none without visits.
    #[must_use]
    pub fn average_seconds_per_day(&self) -> Option<f64> {
        (self.active_days > 0).then(|| self.total_seconds / self.active_days as f64)
    }

    /// Visits per active day; none without visits.
    #[must_use]
    pub fn average_visits_per_day(&self) -> Option<f64> {
        (self.active_days > 0).then(|| self.total_visits as f64 / self.active_days as f64)
    }

    /// Seconds per visit; none without visits.
    #[must_use]
    pub fn average_visit_seconds(&self) -> Option<f64> {
        (self.total_visits > 0).then(|| self.total_seconds / self.total_visits as f64)
    }

    /// The days with a visit that the heat map shows.
    #[must_use]
    pub fn heat_map_days(&self) -> &[(Day, StudentDay)] {
        &self.days[self.days.partition_point(|(day, _)| *day < self.heat_map.0)..]
    }
}

/// Computes a student's details.
#[must_use]
pub fn details(scope: &Scope, student: u32) -> Details {
    let visits = &scope.data.visits;
    let rows = visits.by_student.until(student, &visits.start, scope.as_of);
    let mut days: Vec<(Day, StudentDay)> = Vec::new();
    for row in rows.clone() {
        if days.last().is_none_or(|(day, _)| *day != visits.day[row]) {
            days.push((visits.day[row], StudentDay::default()));
        }
        if let Some((_, of_day)) = days.last_mut() {
            of_day.visits += 1;
            of_day.seconds += visits.seconds[row];
        }
    }
    let heat_map = (scope.today.twelve_months_before(), scope.today);
    Details {
        student,
        active_days: days.len() as u64,
        total_visits: rows.len() as u64,
        total_seconds: visits.seconds_of(rows.clone()),
        last_visit: rows.clone().last().map(|row| visits.start[row]),
        week_to_week: week_to_week(scope, student),
        months: days.first().map(|(first, _)| (first.month(), scope.today.month())),
        days,
        heat_map,
        actions: actions(scope, student, heat_map),
        communication: communication(scope, student),
    }
}

/// The actions of each day of the heat map: views of resources and activities, deleted ones too,
/// and posts, deleted ones too.
fn actions(scope: &Scope, student: u32, (first, last): (Day, Day)) -> Vec<(Day, Actions)> {
    let mut by_day = vec![Actions::default(); (last.0 - first.0 + 1) as usize];
    let views = &scope.data.views;
    for row in views.by_student.until(student, &views.at, scope.as_of) {
        let Some(day) = by_day.get_mut((views.day[row].0 - first.0) as usize) else { continue };
        match scope.data.elements[views.element[row] as usize].class {
            Class::Resource => day.resources += 1,
            Class::Activity => day.activities += 1,
            Class::Neither => {}
        }
    }
    let posts = &scope.data.posts;
    for row in posts.by_student.until(student, &posts.at, scope.as_of) {
        if let Some(day) = by_day.get_mut((posts.day[row].0 - first.0) as usize) {
            day.communication += 1;
        }
    }
    let with_day = |(index, actions): (usize, Actions)| (first.plus(index as i32), actions);
    by_day.into_iter().enumerate().filter(|(_, actions)| actions.total() > 0).map(with_day).collect()
}

fn communication(scope: &Scope, student: u32) -> Communication {
    let posts = &scope.data.posts;
    let mut communication = Communication::default();
    for row in posts.by_student.until(student, &posts.at, scope.as_of) {
        if scope.has_passed(posts.deleted_at[row]) {
            continue;
        }
        match posts.kind[row] {
            PostKind::Thread => {
                communication.threads_started += 1;
                communication.discussion_posts += 1;
            }
            PostKind::Post => communication.discussion_posts += 1,
            PostKind::AnnouncementComment => communication.announcement_comments += 1,
            PostKind::Announcement | PostKind::Message | PostKind::Other => {}
        }
    }
    communication
}
