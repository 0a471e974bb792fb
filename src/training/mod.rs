//! Training: what became of program sessions, of groups, of learners and of courses. The counterpart
//! of [`crate::reports`] for a training document, in the same rooms: `compute` (data and scope in,
//! figures out, pure), then words and shapes, then the page.
//!
//! In reading order:
//!
//! - [`visibility`]: who sees what; everything else asks it;
//! - [`external`]: attempts on courses of an external provider, made of starts and completions;
//! - [`learners`]: a learner in a session;
//! - [`sessions`]: the page of a session, lists of sessions, collaborative activities, their files;
//! - [`groups`]: the sessions of a group;
//! - [`dashboard`]: the platform, its programs, courses, users and questions;
//! - [`address`]: which page a reader looks at, and how;
//! - [`pages`]: what each page is made of, in words and shapes, and showing it.
//!
//! Everything is of the moment at which the document was made, for its records carry no history. What
//! lies after that moment has not happened: a later attempt, answer, connection, post, certificate,
//! completion or registration counts nowhere, a later deletion or unregistration not yet. A moment
//! equal to it has passed.

pub mod address;
pub mod dashboard;
pub mod external;
pub mod groups;
pub mod learners;
pub mod pages;
pub mod sessions;
pub mod visibility;

use serde::{Deserialize, Serialize};

use crate::{
    dataset::{
        events::RowsBy,
        training::{Attempt, Training},
    },
    units::{Day, Moment, Month},
};
use external::compute::ExternalAttempt;
use learners::compute::SessionLearners;
use visibility::Sight;

/// The calendar months of figures per month, the last of them that of the document.
pub const MONTHS: usize = 12;

/// Whom, and which days, a file has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrowing {
    /// Registered on this day or later. With a first or last day those who are not registered now are
    /// left out.
    pub from: Option<Day>,
    /// Registered on this day or earlier.
    pub until: Option<Day>,
    /// Only members of this group or of a group in it.
    pub group: Option<u32>,
    /// Only this user.
    pub member: Option<u32>,
}

/// The training of an organisation as its viewer may see it: what all figures are computed from. To
/// make one takes a pass over the events; keep it.
#[derive(Debug)]
pub struct Scope {
    /// The data.
    pub data: Training,
    /// The moment of all figures.
    pub as_of: Moment,
    /// Its day in the document's zone.
    pub today: Day,
    /// What the viewer may see.
    pub sight: Sight,
    /// The groups around groups and users.
    pub circles: Circles,
    /// The attempts that count, those on external courses as the rules make them.
    pub attempts: CountedAttempts,
    /// The attempts on external courses, by user, course and time.
    pub external: Vec<ExternalAttempt>,
    /// The last twelve calendar months.
    pub months: Months,
    /// By session; of sessions that the viewer may not see it is empty.
    learners: Vec<SessionLearners>,
}

impl Scope {
    /// The training of a document, as the document's viewer may see it.
    #[must_use]
    pub fn new(data: Training) -> Self {
        let as_of = data.generated_at;
        let circles = Circles::new(&data);
        let sight = visibility::sight(&data, &circles, data.viewer);
        let external = external::compute::external_attempts(&data, as_of);
        let attempts = CountedAttempts::new(&data, as_of, &external);
        let today = data.zone.day(as_of);
        let learners = learners::compute::all(&data, as_of, &sight, &attempts);
        let months = Months::until(&data, today.month());
        Self { data, as_of, today, sight, circles, attempts, external, months, learners }
    }

    /// The learners of a session whom the viewer may see there; nobody in a session out of sight.
    #[must_use]
    pub fn learners(&self, session: u32) -> &SessionLearners {
        &self.learners[session as usize]
    }

    /// The sessions that the viewer may see, in document order.
    pub fn sessions(&self) -> impl Iterator<Item = u32> {
        Sight::seen(&self.sight.sessions)
    }
}

/// The groups that a group lies in, and those that a user belongs to, sub-groups counted in.
#[derive(Debug)]
pub struct Circles {
    /// How far each group is below the platform group, which is 0.
    pub level: Vec<u32>,
    /// Where the groups of each user stand in `groups`.
    starts: Vec<u32>,
    groups: Vec<u32>,
}

impl Circles {
    /// The groups of a document.
    #[must_use]
    pub fn new(data: &Training) -> Self {
        let level = down_from_the_top(data, |_, above: Option<u32>| above.map_or(0, |level| level + 1));
        let (mut starts, mut groups) = (vec![0], Vec::new());
        for user in &data.users {
            let first = groups.len();
            groups.extend(around(data, &user.groups));
            starts.push(groups.len() as u32);
            debug_assert!(groups[first..].is_sorted());
        }
        Self { level, starts, groups }
    }

    /// The groups that a user is a member of, and all groups around these, ascending.
    #[must_use]
    pub fn of_user(&self, user: u32) -> &[u32] {
        &self.groups[self.starts[user as usize] as usize..self.starts[user as usize + 1] as usize]
    }

    /// Whether a user belongs to a group or to a group in it.
    #[must_use]
    pub fn has(&self, group: u32, user: u32) -> bool {
        self.of_user(user).binary_search(&group).is_ok()
    }
}

/// Groups and all groups around them, ascending, each once.
fn around(data: &Training, groups: &[u32]) -> Vec<u32> {
    let mut all = Vec::with_capacity(groups.len() * 2);
    for group in groups {
        let mut next = Some(*group);
        while let Some(group) = next {
            all.push(group);
            next = data.groups[group as usize].parent;
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Something of every group that follows from the same of the group around it, from the top down.
fn down_from_the_top<T: Copy>(data: &Training, value: impl Fn(u32, Option<T>) -> T) -> Vec<T> {
    let mut values: Vec<Option<T>> = vec![None; data.groups.len()];
    let mut way = Vec::new();
    for start in 0..data.groups.len() as u32 {
        let mut next = Some(start);
        while let Some(group) = next.filter(|group| values[*group as usize].is_none()) {
            way.push(group);
            next = data.groups[group as usize].parent;
        }
        let mut above = next.and_then(|group| values[group as usize]);
        while let Some(group) = way.pop() {
            above = Some(value(group, above));
            values[group as usize] = above;
        }
    }
    values.into_iter().flatten().collect()
}

/// The attempts that count, by user and by session.
#[derive(Debug)]
pub struct CountedAttempts {
    /// By user, and of each by start; those of one start in document order.
    pub rows: Vec<Attempt>,
    /// Where each user's stand.
    pub by_user: RowsBy,
    /// Where each session's stand in `of_session`.
    by_session: RowsBy,
    of_session: Vec<u32>,
}

impl CountedAttempts {
    fn new(data: &Training, as_of: Moment, external: &[ExternalAttempt]) -> Self {
        let is_external =
            |attempt: &Attempt| attempt.course.is_some_and(|course| data.courses[course as usize].is_external);
        let (mut rows, mut owners) = (Vec::with_capacity(data.attempts.rows.len()), Vec::new());
        let mut external = external.iter().peekable();
        let mut of_user: Vec<(Moment, usize, Attempt)> = Vec::new();
        for user in 0..data.users.len() as u32 {
            of_user.clear();
            for row in data.attempts.by_user.of(user) {
                let attempt = data.attempts.rows[row];
                if attempt.started_at <= as_of && !is_external(&attempt) {
                    of_user.push((attempt.started_at, row, attempt));
                }
            }
            while let Some(attempt) = external.next_if(|attempt| attempt.user == user) {
                of_user.push((attempt.started_at, attempt.row.unwrap_or(usize::MAX), attempt.as_attempt()));
            }
            of_user.sort_by_key(|(started, row, _)| (*started, *row));
            owners.resize(owners.len() + of_user.len(), Some(user));
            rows.extend(of_user.iter().map(|(_, _, attempt)| *attempt));
        }
        let (by_user, _) = RowsBy::group(data.users.len(), &owners);
        let sessions: Vec<Option<u32>> = rows.iter().map(|attempt: &Attempt| attempt.session).collect();
        let (by_session, of_session) = RowsBy::group(data.sessions.len(), &sessions);
        Self { rows, by_user, by_session, of_session }
    }

    /// A user's attempts, by start.
    #[must_use]
    pub fn of_user(&self, user: u32) -> &[Attempt] {
        &self.rows[self.by_user.of(user)]
    }

    /// A session's attempts, by user and of each by start.
    pub fn of_session(&self, session: u32) -> impl Iterator<Item = &Attempt> {
        self.of_session[self.by_session.of(session)].iter().map(|row| &self.rows[*row as usize])
    }
}

/// Twelve calendar months of the document's zone.
#[derive(Clone, Debug)]
pub struct Months {
    /// The first of them.
    pub first: Month,
    /// When each begins, and when the last has ended.
    starts: [Moment; MONTHS + 1],
}

impl Months {
    fn until(data: &Training, last: Month) -> Self {
        let first = last.plus(1 - MONTHS as i32);
        let starts = std::array::from_fn(|month| data.zone.start_of(first.plus(month as i32).first_day()));
        Self { first, starts }
    }

    /// The month that a moment is in, where it is one of these.
    #[must_use]
    pub fn of(&self, moment: Moment) -> Option<usize> {
        let month = self.starts.partition_point(|start| *start <= moment);
        (1..=MONTHS).contains(&month).then(|| month - 1)
    }

    /// When a month begins and when it has ended.
    #[must_use]
    pub fn span(&self, month: usize) -> (Moment, Moment) {
        (self.starts[month], self.starts[month + 1])
    }

    /// When the first begins and when the last has ended.
    #[must_use]
    pub fn whole(&self) -> (Moment, Moment) {
        (self.starts[0], self.starts[MONTHS])
    }
}
