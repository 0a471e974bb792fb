//! The figures of the weekly update (course metrics, *Weekly update*): the 7 days to Friday against
//! the 7 before, and the support signals, as they were at the end of that Friday. It is of the whole
//! course whatever the filter and the size. Who gets it, and sending it, is the host's part.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{Class, Dataset, zone::Zone},
    reports::{
        GroupFilter, Scope,
        grades::book::GradeBook,
        support::compute::{Support, Thresholds, support},
    },
    units::{Day, Moment},
};

/// Days from Monday to Friday.
const FRIDAY: u32 = 4;

/// Days from Monday to Saturday.
const SATURDAY: u32 = 5;

/// When updates are due on Saturday, in seconds of the day.
const DUE_SECOND: u32 = 6 * 3600;

/// What happened in 7 days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Week {
    /// Participants with a visit.
    pub active_students: u64,
    /// Their visits.
    pub visits: u64,
    /// Σ of the visits' durations.
    pub seconds: f64,
    /// First completions of activities that are there and for the student.
    pub activities_completed: u64,
    /// Grades on elements that are there, regrades and grades outside their scale too.
    pub grades_given: u64,
}

impl Week {
    /// Seconds per visit; none without visits.
    #[must_use]
    pub fn average_visit_seconds(&self) -> Option<f64> {
        (self.visits > 0).then(|| self.seconds / self.visits as f64)
    }
}

/// A course's weekly update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeeklyUpdate {
    /// The first of the 7 days, a Saturday.
    pub from: Day,
    /// The last of them, a Friday.
    pub to: Day,
    /// The end of that Friday, which is not counted any more.
    pub as_of: Moment,
    /// When the update is due: Saturday, 06:00. None: the course is archived by then.
    pub due: Option<Moment>,
    /// Participants at the end of Friday.
    pub participants: u64,
    /// The 7 days to Friday.
    pub last7: Week,
    /// The 7 days before those.
    pub previous7: Week,
    /// The support signals at the end of Friday.
    pub support: Support,
}

/// Computes the update of the last Friday whose end the scope's moment has reached.
#[must_use]
pub fn weekly_update(scope: &Scope, thresholds: Thresholds) -> WeeklyUpdate {
    let zone = &scope.data.zone;
    let days_since_saturday = (scope.today.days_from_monday() + 7 - SATURDAY) % 7;
    let saturday = scope.today.plus(-(days_since_saturday as i32));
    let end = zone.start_of(saturday);
    let due = zone.at(saturday, DUE_SECOND);
    // What happens at the end itself is not counted, so the week is seen from just before.
    let week = Scope::new(scope.data, Some(end.just_before()), &GroupFilter::default());
    let starts = [saturday.plus(-14), saturday.plus(-7)].map(|day| zone.start_of(day));
    let [previous7, last7] = weeks(&week, starts);
    let archived_at = scope.data.course.archived_at.filter(|archived| *archived <= scope.as_of);
    WeeklyUpdate {
        from: saturday.plus(-7),
        to: saturday.plus(-1),
        as_of: end,
        due: unless_archived(due, archived_at),
        participants: week.participants.len() as u64,
        last7,
        previous7,
        support: support(&GradeBook::new(&week), week.listed(), thresholds),
    }
}

/// The update of a week that isn't over was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the week to {friday} ends at {ends}, and the document was made before that, at {generated_at}")]
pub struct NotOver {
    /// The week's Friday.
    pub friday: Day,
    /// The end of that Friday.
    pub ends: Moment,
    /// When the document was made.
    pub generated_at: Moment,
}

/// Computes the update of the calendar week, Monday to Sunday, that `day` is in: of the 7 days to its Friday, as it is
/// known when the update is due.
///
/// # Errors
/// Where the document was made before that Friday was over.
pub fn weekly_update_of(data: &Dataset, day: Day, thresholds: Thresholds) -> Result<WeeklyUpdate, NotOver> {
    let friday = day.plus(FRIDAY as i32 - day.days_from_monday() as i32);
    let saturday = friday.plus(1);
    let ends = data.zone.start_of(saturday);
    if ends > data.generated_at {
        return Err(NotOver { friday, ends, generated_at: data.generated_at });
    }
    let due = data.zone.at(saturday, DUE_SECOND);
    Ok(weekly_update(&Scope::new(data, Some(due), &GroupFilter::default()), thresholds))
}

/// When the next update is due for who has opted in at `after` (or has got the last one then): the first Saturday 06:00
/// in the course's zone that is later. None: the course is archived by then.
#[must_use]
pub fn next_due(zone: &Zone, after: Moment, archived_at: Option<Moment>) -> Option<Moment> {
    let today = zone.day(after);
    let saturday = today.plus(((SATURDAY + 7 - today.days_from_monday()) % 7) as i32);
    let [this, next] = [saturday, saturday.plus(7)].map(|day| zone.at(day, DUE_SECOND));
    unless_archived(if this > after { this } else { next }, archived_at)
}

fn unless_archived(due: Moment, archived_at: Option<Moment>) -> Option<Moment> {
    archived_at.is_none_or(|archived| archived > due).then_some(due)
}

/// The weeks that begin at `starts`; the last ends with the scope.
fn weeks(scope: &Scope, starts: [Moment; 2]) -> [Week; 2] {
    let data = scope.data;
    let week_of = |moment: Moment| starts.iter().rposition(|start| *start <= moment);
    let mut weeks = [Week::default(); 2];
    for student in &scope.participants {
        let mut is_active = [false; 2];
        let visits = &data.visits;
        let rows = visits.by_student.until(*student, &visits.start, scope.as_of);
        for row in rows.rev() {
            // From the latest back: the rest is earlier still.
            let Some(week) = week_of(visits.start[row]) else { break };
            weeks[week].visits += 1;
            weeks[week].seconds += visits.seconds[row];
            is_active[week] = true;
        }
        for (week, is_active) in weeks.iter_mut().zip(is_active) {
            week.active_students += u64::from(is_active);
        }
        let completions = &data.completions;
        for row in completions.by_student.until(*student, &completions.at, scope.as_of).rev() {
            let Some(week) = week_of(completions.at[row]) else { break };
            let element = &data.elements[completions.element[row] as usize];
            let counts = element.class == Class::Activity
                && element.exists(scope.as_of)
                && element.is_available_to(*student, &data.students[*student as usize]);
            weeks[week].activities_completed += u64::from(counts);
        }
        let grades = &data.grades;
        for row in grades.by_student.until(*student, &grades.at, scope.as_of).rev() {
            let Some(week) = week_of(grades.at[row]) else { break };
            weeks[week].grades_given += u64::from(data.elements[grades.element[row] as usize].exists(scope.as_of));
        }
    }
    weeks
}
