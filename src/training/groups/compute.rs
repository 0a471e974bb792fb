//! *Additional details* of a group (training, *Lists of sessions*).
//!
//! The sessions of a group are those that are assigned to it or to a group in it, or stand in the
//! catalog of one of these. Its members are those of the groups in it too. Shares are 0 to 1.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::{
    training::{MONTHS, Scope, around, sessions::compute::Sum},
    units::Part,
};

/// *Additional details* of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupDetails {
    /// The group.
    pub group: u32,
    /// By month, the earliest first: sessions in progress at some time in it, begun or not.
    pub ongoing_sessions: [u64; MONTHS],
    /// Sessions without a classroom block, of all.
    pub online: Part,
    /// Pairs of session and registered member who has begun, of all such pairs, over the sessions that
    /// have begun and were in progress at some time in the twelve months.
    pub attendance: Part,
    /// Likewise, of those who have finished.
    pub completion: Part,
    /// Likewise, of those who are verified.
    pub success: Part,
    /// The sessions, in document order.
    pub sessions: Vec<GroupSession>,
}

/// A row of the table of a group's sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupSession {
    /// The session.
    pub session: u32,
    /// Members registered now, and how many of them have begun.
    pub attendance: Part,
    /// Mean progress of those who have begun, 0 to 100.
    pub progress: Option<f64>,
    /// Mean score of those who have begun and have one, 0 to 100.
    pub score: Option<f64>,
}

/// *Additional details* of the groups that the viewer may see, in document order; or of one of them.
#[must_use]
pub fn group_details(scope: &Scope, only: Option<u32>) -> Vec<GroupDetails> {
    let is_wanted = |group: u32| scope.sight.groups[group as usize] && only.is_none_or(|only| only == group);
    // The place of each wanted group among the details.
    let mut places = vec![None; scope.data.groups.len()];
    let mut all: Vec<GroupDetails> = Vec::new();
    for group in (0..scope.data.groups.len() as u32).filter(|group| is_wanted(*group)) {
        places[group as usize] = Some(all.len());
        all.push(GroupDetails {
            group,
            ongoing_sessions: [0; MONTHS],
            online: Part::default(),
            attendance: Part::default(),
            completion: Part::default(),
            success: Part::default(),
            sessions: Vec::new(),
        });
    }
    for session in scope.sessions() {
        let of_session = &scope.data.sessions[session as usize];
        let named: Vec<u32> = of_session.groups.iter().chain(&of_session.catalog_groups).copied().collect();
        let mut sums: HashMap<usize, Sum> =
            around(&scope.data, &named).iter().filter_map(|group| places[*group as usize]).map(empty_sum).collect();
        if sums.is_empty() {
            continue;
        }
        for learner in scope.learners(session).learners.iter().filter(|learner| learner.registered) {
            for group in scope.circles.of_user(learner.user) {
                if let Some(sum) = places[*group as usize].and_then(|place| sums.get_mut(&place)) {
                    sum.add(learner);
                }
            }
        }
        let is_ongoing: [bool; MONTHS] = std::array::from_fn(|month| {
            let (from, until) = scope.months.span(month);
            of_session.is_in_progress_within(from, until)
        });
        let (from, until) = scope.months.whole();
        let is_rated = of_session.has_begun(scope.as_of) && of_session.is_in_progress_within(from, until);
        for (place, sum) in sums {
            let details = &mut all[place];
            for (count, is_ongoing) in details.ongoing_sessions.iter_mut().zip(is_ongoing) {
                *count += u64::from(is_ongoing);
            }
            details.online += Part::new(u64::from(!of_session.has_classroom()), 1);
            if is_rated {
                let registered = sum.started.whole;
                details.attendance += sum.started;
                details.completion += Part::new(sum.finished, registered);
                details.success += Part::new(sum.verified, registered);
            }
            details.sessions.push(GroupSession {
                session,
                attendance: sum.started,
                progress: sum.progress.get(),
                score: sum.score.get(),
            });
        }
    }
    all
}

fn empty_sum(place: usize) -> (usize, Sum) {
    (place, Sum::default())
}
