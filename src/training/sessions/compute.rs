//! The figures of a session and of lists of sessions (training, *Session page*, *Lists of sessions*).
//! They are of the learners whom the viewer may see in the session: a coach's page holds the coach's
//! learners only. Percentages are 0 to 100, durations seconds.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::PostKind,
    stats::{histogram, mean, median},
    training::Scope,
    units::{Moment, Part},
};

/// The ranges of [`General::distribution_of_levels`].
pub const LEVELS: usize = 5;

/// The section *General* of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct General {
    /// Users registered now, neither waiting nor deleted.
    pub registrations: u64,
    /// Those among them that came from the catalog.
    pub open_registrations: u64,
    /// Users on the waiting list now.
    pub waiting_list: u64,
    /// Everyone who has begun, whether still registered or not.
    pub attendees: u64,
    /// By block: mean progress over the attendees, 0 for those who haven't begun it. None without
    /// attendees.
    pub progress_by_block: Vec<Option<f64>>,
    /// Attendees who have finished.
    pub completed: u64,
    /// Median time spent of those who have finished; None where nobody has.
    pub median_seconds: Option<f64>,
    /// Mean score of the attendees who have one.
    pub average_score: Option<f64>,
    /// Certificates issued. Two for one learner count twice.
    pub certificates: u64,
    /// By block: mean of the attendees' scores on it. None where nobody has one, and for blocks that
    /// are neither course nor assessment.
    pub score_by_block: Vec<Option<f64>>,
    /// How many attendees have a score from 0 to under 20, … 80 to 100.
    pub distribution_of_levels: [u64; LEVELS],
}

/// The section *General* of a session.
#[must_use]
pub fn general(scope: &Scope, session: u32) -> General {
    let all = scope.learners(session);
    let count = |is_counted: fn(&crate::training::learners::compute::Learner) -> bool| {
        all.learners.iter().filter(|learner| is_counted(learner)).count() as u64
    };
    let attendees = || all.iter().filter(|(_, learner)| learner.started);
    let blocks = &scope.data.sessions[session as usize].blocks;
    let scores = || attendees().filter_map(|(_, learner)| learner.score);
    let mut times: Vec<f64> =
        attendees().filter(|(_, learner)| learner.finished).map(|(_, learner)| learner.seconds).collect();
    let certificates = &scope.data.certificates;
    let is_counted = |row: &usize| {
        scope.sight.in_session(session, certificates.user[*row]) && certificates.issued_at[*row] <= scope.as_of
    };
    let mut distribution_of_levels = [0; LEVELS];
    distribution_of_levels.copy_from_slice(&histogram(scores(), &(0.0..100.0), LEVELS));
    General {
        registrations: count(|learner| learner.registered),
        open_registrations: count(|learner| learner.from_catalog),
        waiting_list: count(|learner| learner.waiting),
        attendees: attendees().count() as u64,
        progress_by_block: (0..blocks.len())
            .map(|block| mean(attendees().map(|(place, _)| all.on_blocks(place)[block].progress)))
            .collect(),
        completed: times.len() as u64,
        median_seconds: median(&mut times),
        average_score: mean(scores()),
        certificates: certificates.by_session.of(session).filter(is_counted).count() as u64,
        score_by_block: blocks
            .iter()
            .enumerate()
            .map(|(block, of_session)| {
                let scores = attendees().filter_map(|(place, _)| all.on_blocks(place)[block].score);
                mean(scores.filter(|_| of_session.is_scored()))
            })
            .collect(),
        distribution_of_levels,
    }
}

/// Whether a session has results by group and by learner: somebody whom the viewer sees has begun, or
/// the session is over.
#[must_use]
pub fn has_results(scope: &Scope, session: u32) -> bool {
    scope.data.sessions[session as usize].is_over(scope.as_of)
        || scope.learners(session).learners.iter().any(|learner| learner.started)
}

/// A row of *Results by group*.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupResult {
    /// The group.
    pub group: u32,
    /// Members registered now, those of groups in it counted in; and how many of them have begun.
    pub started: Part,
    /// Mean progress of those who have begun.
    pub progress: Option<f64>,
    /// Mean score of those who have begun and have one.
    pub score: Option<f64>,
    /// How far the group is below the platform group, which is 0.
    pub level: u32,
}

/// *Results by group*, in document order: every group with a registered member that the viewer may see;
/// in a session that is seen whole, every such group. None as long as there are no results.
#[must_use]
pub fn by_group(scope: &Scope, session: u32) -> Option<Vec<GroupResult>> {
    has_results(scope, session).then(|| {
        let is_whole = scope.sight.whole_sessions[session as usize];
        let mut sums = Sums::default();
        for learner in scope.learners(session).learners.iter().filter(|learner| learner.registered) {
            for group in scope.circles.of_user(learner.user) {
                if is_whole || scope.sight.groups[*group as usize] {
                    sums.of(*group).add(learner);
                }
            }
        }
        sums.into_sorted()
            .into_iter()
            .map(|(group, sum)| GroupResult {
                group,
                started: sum.started,
                progress: sum.progress.get(),
                score: sum.score.get(),
                level: scope.circles.level[group as usize],
            })
            .collect()
    })
}

/// The registered members of a group in a session, added up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    /// Those who have begun, of the registered.
    pub started: Part,
    pub progress: crate::stats::Mean,
    pub score: crate::stats::Mean,
    pub finished: u64,
    pub verified: u64,
}

impl Sum {
    pub fn add(&mut self, learner: &crate::training::learners::compute::Learner) {
        self.started += Part::new(u64::from(learner.started), 1);
        self.finished += u64::from(learner.finished);
        self.verified += u64::from(learner.verified);
        if learner.started {
            self.progress.add(learner.progress);
            if let Some(score) = learner.score {
                self.score.add(score);
            }
        }
    }
}

/// Sums by group, of which there are few in a session.
#[derive(Debug, Default)]
struct Sums {
    by_group: hashbrown::HashMap<u32, Sum>,
}

impl Sums {
    fn of(&mut self, group: u32) -> &mut Sum {
        self.by_group.entry(group).or_default()
    }

    fn into_sorted(self) -> Vec<(u32, Sum)> {
        let mut sums: Vec<(u32, Sum)> = self.by_group.into_iter().collect();
        sums.sort_unstable_by_key(|(group, _)| *group);
        sums
    }
}

/// The places of the learners of *Individual results*, in document order: whoever was registered at
/// some time, and whoever has begun. None as long as there are no results.
#[must_use]
pub fn individual(scope: &Scope, session: u32) -> Option<Vec<usize>> {
    has_results(scope, session).then(|| {
        let listed = scope.learners(session).iter().filter(|(_, learner)| learner.is_listed());
        listed.map(|(place, _)| place).collect()
    })
}

/// A row of *All sessions*.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionRow {
    /// The session.
    pub session: u32,
    /// Whether it has begun and is not over.
    pub in_progress: bool,
    /// Whether it is over.
    pub finished: bool,
    /// Users registered now.
    pub registered: u64,
    /// Users who have finished.
    pub completion: u64,
    /// Its instructors.
    pub instructors: u64,
}

/// *All sessions* that the viewer may see, in document order.
#[must_use]
pub fn session_list(scope: &Scope) -> Vec<SessionRow> {
    let row = |session: u32| {
        let of_session = &scope.data.sessions[session as usize];
        let learners = &scope.learners(session).learners;
        let finished = of_session.is_over(scope.as_of);
        SessionRow {
            session,
            in_progress: of_session.has_begun(scope.as_of) && !finished,
            finished,
            registered: learners.iter().filter(|learner| learner.registered).count() as u64,
            completion: learners.iter().filter(|learner| learner.finished).count() as u64,
            instructors: of_session.instructors.len() as u64,
        }
    };
    scope.sessions().map(row).collect()
}

/// The sessions of a program that the viewer may see, in document order. The results of a program are
/// those of these sessions.
#[must_use]
pub fn of_program(scope: &Scope, template: u32) -> Vec<u32> {
    scope.sessions().filter(|session| scope.data.sessions[*session as usize].template == Some(template)).collect()
}

/// A row of *Collaborative activities*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collaboration {
    /// The session.
    pub session: u32,
    /// Messages of the session.
    pub publications: u64,
    /// Comments in the forums of its courses.
    pub comments: u64,
    /// Reactions.
    pub reactions: u64,
}

/// *Collaborative activities* of the sessions that the viewer may see, in document order: the posts of
/// the users whom the viewer may see there.
#[must_use]
pub fn collaborative_activities(scope: &Scope) -> Vec<Collaboration> {
    let posts = &scope.data.posts;
    let row = |session: u32| {
        let mut row = Collaboration { session, publications: 0, comments: 0, reactions: 0 };
        for post in posts.by_session.of(session) {
            if posts.at[post] > scope.as_of || !scope.sight.in_session(session, posts.user[post]) {
                continue;
            }
            match posts.kind[post] {
                PostKind::Publication => row.publications += 1,
                PostKind::Comment => row.comments += 1,
                PostKind::Reaction => row.reactions += 1,
                PostKind::Other => {}
            }
        }
        row
    };
    scope.sessions().map(row).collect()
}

/// Whether a registration of a user to a session began within days, the first and the last counted in.
/// Only one that holds now counts: a date filter leaves those who were unassigned out.
pub(crate) fn is_registered_within(
    scope: &Scope,
    session: u32,
    user: u32,
    from: Option<Moment>,
    until: Option<Moment>,
) -> bool {
    let rows = &scope.data.registrations.rows[scope.data.registrations.by_session.of(session)];
    let first = rows.partition_point(|row| from.is_some_and(|from| row.registered_at < from));
    rows[first..]
        .iter()
        .take_while(|row| until.is_none_or(|until| row.registered_at < until))
        .any(|row| row.user == user && !row.waiting && row.holds(scope.as_of))
}
