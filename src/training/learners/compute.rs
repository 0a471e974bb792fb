//! What became of each learner of a session (training, *A learner in a session*).

use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::{BlockKind, Session, Training, Via},
    training::{CountedAttempts, visibility::Sight},
    units::Moment,
};

/// A learner in a session: whoever is or was registered to it or on its waiting list, or has begun it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learner {
    /// The user.
    pub user: u32,
    /// Registered now: neither waiting nor deleted.
    pub registered: bool,
    /// Registered now, from the catalog: by any of the registrations that hold.
    pub from_catalog: bool,
    /// On the waiting list now, and neither registered by another registration nor deleted.
    pub waiting: bool,
    /// Was registered at some time, not only waiting.
    pub assigned: bool,
    /// Has an attempt on one of the blocks, or attendance above 0 %.
    pub started: bool,
    /// Mean of the progress of the blocks, 0 to 100; 0 without blocks.
    pub progress: f64,
    /// Mean of the scores of the blocks that have one, 0 to 100; None without any.
    pub score: Option<f64>,
    /// Σ over the course blocks of the seconds of the current attempt.
    pub seconds: f64,
    /// When the first attempt began. Attendance has no moment.
    pub start: Option<Moment>,
    /// The latest activity or completion of an attempt on a block.
    pub last_activity: Option<Moment>,
    /// Progress is 100 %.
    pub finished: bool,
    /// Finished, at least the minimum score on every course in examination mode that has one, and every
    /// assessment passed. An assessment without a minimum score is passed only where the document says so.
    pub verified: bool,
}

impl Learner {
    /// Whether the learner is in the session's results: was registered at some time, or has begun.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.assigned || self.started
    }
}

/// A learner on a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OnBlock {
    /// How many attempts.
    pub attempts: u32,
    /// The best progress of the attempts, 0 to 100; of a classroom the mean attendance over its slots,
    /// where a slot without a row counts as 0. 0 without attempts, and of a classroom without slots.
    pub progress: f64,
    /// That of the latest started attempt that has a score; a classroom has none. Of attempts of one
    /// start the later in the document is the latest.
    pub score: Option<f64>,
    /// Seconds of the current attempt, the latest started; 0 without attempts.
    pub seconds: f64,
    /// Whether the attempt that gives the score was passed, else the current one.
    passed: Option<bool>,
}

/// The learners of a session whom the viewer may see there, in document order of the users.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionLearners {
    /// The learners.
    pub learners: Vec<Learner>,
    /// Of each learner, every block.
    on_blocks: Vec<OnBlock>,
    /// Of each learner, every slot id: the attendance, 0 to 100. Of several rows the last in the
    /// document counts.
    attendance: Vec<Option<f64>>,
    blocks: usize,
    slots: usize,
}

impl SessionLearners {
    /// The learner at a place on every block.
    #[must_use]
    pub fn on_blocks(&self, learner: usize) -> &[OnBlock] {
        &self.on_blocks[learner * self.blocks..(learner + 1) * self.blocks]
    }

    /// The attendance of the learner at a place by [`Slot::key`](crate::dataset::training::Slot::key).
    #[must_use]
    pub fn attendance(&self, learner: usize) -> &[Option<f64>] {
        &self.attendance[learner * self.slots..(learner + 1) * self.slots]
    }

    /// The learners with their places.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Learner)> {
        self.learners.iter().enumerate()
    }

    /// The place of a user among the learners.
    #[must_use]
    pub fn place_of(&self, user: u32) -> Option<usize> {
        self.learners.binary_search_by_key(&user, |learner| learner.user).ok()
    }
}

/// The learners of every session; of sessions that aren't seen, nobody.
pub(crate) fn all(data: &Training, as_of: Moment, sight: &Sight, attempts: &CountedAttempts) -> Vec<SessionLearners> {
    // The place of each user among the learners of the session at hand.
    let mut places = vec![u32::MAX; data.users.len()];
    let of = |session: u32| {
        if sight.sessions[session as usize] {
            of_session(data, as_of, sight, attempts, session, &mut places)
        } else {
            SessionLearners::default()
        }
    };
    (0..data.sessions.len() as u32).map(of).collect()
}

/// `places` has `u32::MAX` for everybody, before and after.
fn of_session(
    data: &Training,
    as_of: Moment,
    sight: &Sight,
    attempts: &CountedAttempts,
    index: u32,
    places: &mut [u32],
) -> SessionLearners {
    let session = &data.sessions[index as usize];
    let registrations = || {
        let rows = &data.registrations.rows[data.registrations.by_session.of(index)];
        rows.iter().filter(|row| row.registered_at <= as_of)
    };
    let attempts = || attempts.of_session(index).filter(|attempt| attempt.block.is_some());
    let attendance = data.attendance.by_session.of(index);
    let attended = || attendance.clone().map(|row| data.attendance.user[row]);

    let users = registrations().map(|row| row.user).chain(attempts().map(|row| row.user)).chain(attended());
    let mut users: Vec<u32> = users.filter(|user| sight.in_session(index, *user)).collect();
    users.sort_unstable();
    users.dedup();
    for (place, user) in users.iter().enumerate() {
        places[*user as usize] = place as u32;
    }
    let place = |user: u32| {
        let place = places[user as usize];
        (place != u32::MAX).then_some(place as usize)
    };
    let (blocks, slots) = (session.blocks.len(), session.slot_ids as usize);
    let mut all = SessionLearners {
        learners: users.iter().map(|user| nobody_yet(*user)).collect(),
        on_blocks: vec![OnBlock::default(); users.len() * blocks],
        attendance: vec![None; users.len() * slots],
        blocks,
        slots,
    };

    for row in registrations() {
        let Some(place) = place(row.user) else { continue };
        let learner = &mut all.learners[place];
        let holds = row.holds(as_of) && !data.users[row.user as usize].is_deleted(as_of);
        learner.assigned |= !row.waiting;
        learner.registered |= holds && !row.waiting;
        learner.from_catalog |= holds && !row.waiting && row.via == Via::Catalog;
        learner.waiting |= holds && row.waiting;
    }
    // By start for each user.
    for attempt in attempts() {
        let (Some(place), Some(block)) = (place(attempt.user), attempt.block) else { continue };
        let learner = &mut all.learners[place];
        learner.started = true;
        learner.start.get_or_insert(attempt.started_at);
        learner.last_activity = learner.last_activity.max(attempt.last_activity_at).max(attempt.completed_at);
        let on_block = &mut all.on_blocks[place * blocks + block as usize];
        on_block.attempts += 1;
        on_block.progress = on_block.progress.max(attempt.progress);
        on_block.seconds = attempt.seconds;
        if attempt.score.is_some() {
            on_block.score = attempt.score;
        }
        // An attempt without a score says nothing against the one that gives the score.
        if attempt.score.is_some() || on_block.score.is_none() {
            on_block.passed = attempt.passed;
        }
    }
    for row in attendance.clone() {
        let Some(place) = place(data.attendance.user[row]) else { continue };
        let percent = data.attendance.percent[row];
        all.attendance[place * slots + data.attendance.slot[row] as usize] = Some(percent);
    }
    for (place, learner) in all.learners.iter_mut().enumerate() {
        let on_blocks = &mut all.on_blocks[place * blocks..(place + 1) * blocks];
        conclude(data, session, learner, on_blocks, &all.attendance[place * slots..(place + 1) * slots]);
    }
    for user in users {
        places[user as usize] = u32::MAX;
    }
    all
}

fn nobody_yet(user: u32) -> Learner {
    Learner {
        user,
        registered: false,
        from_catalog: false,
        waiting: false,
        assigned: false,
        started: false,
        progress: 0.0,
        score: None,
        seconds: 0.0,
        start: None,
        last_activity: None,
        finished: false,
        verified: false,
    }
}

/// What follows from the attempts and the attendance of a learner.
fn conclude(
    data: &Training,
    session: &Session,
    learner: &mut Learner,
    on_blocks: &mut [OnBlock],
    attendance: &[Option<f64>],
) {
    learner.waiting &= !learner.registered;
    let (mut progress, mut seconds) = (0.0, 0.0);
    let mut score = crate::stats::Mean::default();
    let mut passed_all = true;
    for (block, on_block) in session.blocks.iter().zip(on_blocks) {
        match block.kind {
            BlockKind::Classroom => {
                let percents = block.slots.iter().map(|slot| attendance[slot.key as usize].unwrap_or(0.0));
                on_block.progress = crate::stats::mean(percents).unwrap_or(0.0);
                on_block.score = None;
            }
            BlockKind::Course => {
                seconds += on_block.seconds;
                let course = block.course.map(|course| &data.courses[course as usize]);
                let minimum = course.filter(|course| course.examination).and_then(|course| course.minimum_score);
                passed_all &= minimum.is_none_or(|minimum| on_block.score.is_some_and(|score| score >= minimum));
            }
            BlockKind::Assessment => {
                let reaches = || on_block.score.zip(block.minimum_score).is_some_and(|(score, least)| score >= least);
                passed_all &= on_block.passed == Some(true) || reaches();
            }
            BlockKind::Other => {}
        }
        progress += on_block.progress;
        if let Some(of_block) = on_block.score {
            score.add(of_block);
        }
    }
    learner.started |= attendance.iter().flatten().any(|percent| *percent > 0.0);
    if !session.blocks.is_empty() {
        learner.progress = progress / session.blocks.len() as f64;
    }
    learner.score = score.get();
    learner.seconds = seconds;
    learner.finished = learner.progress >= 100.0;
    learner.verified = learner.finished && passed_all;
}
