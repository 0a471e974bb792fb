//! Attempts on courses of an external provider (training, *External courses*): what starts and
//! completions make of them, in the order of time.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::{Attempt, Completion, Platform, Training},
    units::Moment,
};

/// Midnight of 19 December 2024 in Paris: since then the connector of the web application is the new one.
const WEB_UPDATE: Moment = Moment::from_unix_seconds(1_734_562_800);
/// Midnight of 26 December 2024 in Paris: since then that of the mobile application is.
const MOBILE_UPDATE: Moment = Moment::from_unix_seconds(1_735_167_600);
/// Noon of 19 December 2024 in Paris: of attempts that began before it no time is known.
const TIMED_SINCE: Moment = Moment::from_unix_seconds(1_734_606_000);

/// Whether an attempt is shown as under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Under way.
    Open,
    /// Completed, or left before the connector's update.
    Completed,
}

/// How a completion ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The course was passed.
    Success,
    /// It was not. A completion that doesn't say is none that was passed.
    Failed,
}

/// An attempt on an external course.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalAttempt {
    /// Who.
    pub user: u32,
    /// On which course.
    pub course: u32,
    /// In which session, and on which block of it; None: open access.
    pub session: Option<u32>,
    /// The block by its place in the session.
    pub block: Option<u32>,
    /// Where it began.
    pub platform: Platform,
    /// When it began.
    pub started_at: Moment,
    /// When something last happened that isn't its completion.
    pub last_activity_at: Option<Moment>,
    /// Whether it is under way.
    pub state: State,
    /// 50 under way, 100 completed, 0 left before the connector's update.
    pub progress: f64,
    /// None before a completion.
    pub outcome: Option<Outcome>,
    /// When it was completed; None before a completion.
    pub completed_at: Option<Moment>,
    /// How long it took: 0 before a completion.
    pub seconds: f64,
    /// The row of the document that it began with; None where a completion made it.
    pub row: Option<usize>,
}

/// Why an attempt has the time and the progress that it has.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reason {
    /// Under way: the provider has told of its start alone.
    Open,
    /// Its time is that from start to completion.
    Elapsed,
    /// Start and completion are further apart than the theoretical duration, in seconds, which is its time.
    Capped(f64),
    /// There is no start, so no time is known.
    NoStart,
    /// It began before times were told: 0 whatever the duration.
    BeforeTimes,
    /// It began before the update of its connector and was not taken up again.
    Left,
}

impl ExternalAttempt {
    /// Why it has the time and the progress that it has. `theoretical_seconds` are those of its course.
    #[must_use]
    pub fn reason(&self, theoretical_seconds: Option<f64>) -> Reason {
        let Some(completed) = self.completed_at else {
            return if self.state == State::Open { Reason::Open } else { Reason::Left };
        };
        match theoretical_seconds {
            _ if self.row.is_none() => Reason::NoStart,
            _ if self.started_at < TIMED_SINCE => Reason::BeforeTimes,
            Some(most) if completed.seconds_since(self.started_at) > most => Reason::Capped(most.max(0.0)),
            _ => Reason::Elapsed,
        }
    }

    /// What it counts as among other attempts: it has no score, and its completion decides whether it
    /// was passed.
    #[must_use]
    pub fn as_attempt(&self) -> Attempt {
        Attempt {
            user: self.user,
            session: self.session,
            block: self.block,
            course: Some(self.course),
            platform: self.platform,
            started_at: self.started_at,
            last_activity_at: self.last_activity_at,
            completed_at: self.completed_at,
            seconds: self.seconds,
            progress: self.progress,
            score: None,
            passed: self.outcome.map(|outcome| outcome == Outcome::Success),
        }
    }

    /// Rule 2: a completion closes the attempt. Rule 5: of one that began before the update no time is
    /// known.
    fn complete(&mut self, completion: &Completion, theoretical_seconds: Option<f64>) {
        self.state = State::Completed;
        self.progress = 100.0;
        self.outcome = Some(if completion.passed == Some(true) { Outcome::Success } else { Outcome::Failed });
        self.completed_at = Some(completion.completed_at);
        self.seconds = if self.started_at < TIMED_SINCE {
            0.0
        } else {
            // Within one second the start comes first, whatever the fractions say.
            let elapsed = completion.completed_at.seconds_since(self.started_at).max(0.0);
            theoretical_seconds.map_or(elapsed, |seconds| elapsed.min(seconds.max(0.0)))
        };
    }

    /// Rule 4: an attempt that began before the update of its connector and was never taken up again
    /// is shown as completed with nothing done.
    fn close_if_left(&mut self) {
        let update = match self.platform {
            Platform::Web => WEB_UPDATE,
            Platform::Mobile => MOBILE_UPDATE,
        };
        let is_left = self.started_at < update && self.last_activity_at.is_none_or(|last| last < update);
        if self.state == State::Open && is_left {
            self.state = State::Completed;
            self.progress = 0.0;
        }
    }
}

/// What happened, in the order in which it counts: by second, starts before completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    course: u32,
    second: i64,
    is_completion: bool,
    at: Moment,
    /// The row of the attempt or of the completion.
    row: usize,
}

/// All attempts on external courses up to `as_of`, by user, by course and in the order of time.
///
/// 1. A start opens an attempt: progress 50, no result.
/// 2. A completion closes the oldest open attempt of the user on the course.
/// 3. A completion before which the user has no attempt on the course makes a completed one of no
///    time, in the session to which the user is registered then and that has the course as a block
///    (the one registered to last; the first such block), else in open access. One that finds only closed
///    attempts is passed over. A later start opens a further attempt.
/// 4. An open attempt that began before its connector's update (web: 19 December 2024, mobile: 26
///    December 2024, midnight in Paris), without activity since, is shown as completed with progress 0.
/// 5. A completion of an attempt that began before 19 December 2024, noon in Paris, gives it no time.
#[must_use]
pub fn external_attempts(data: &Training, as_of: Moment) -> Vec<ExternalAttempt> {
    let mut all = Vec::new();
    if !data.courses.iter().any(|course| course.is_external) {
        return all;
    }
    let places = Places::new(data);
    let is_external = |course: u32| data.courses[course as usize].is_external;
    let mut events: Vec<Event> = Vec::new();
    for user in 0..data.users.len() as u32 {
        events.clear();
        let mut add = |course: u32, at: Moment, is_completion, row| {
            if is_external(course) && at <= as_of {
                events.push(Event { course, second: at.unix_seconds(), is_completion, at, row });
            }
        };
        for row in data.attempts.by_user.of(user) {
            let attempt = &data.attempts.rows[row];
            if let Some(course) = attempt.course {
                add(course, attempt.started_at, false, row);
            }
        }
        for row in data.completions.by_user.of(user) {
            let completion = &data.completions.rows[row];
            add(completion.course, completion.completed_at, true, row);
        }
        events.sort_unstable();
        for of_course in events.chunk_by(|a, b| a.course == b.course) {
            all.extend(attempts_of(data, &places, user, of_course));
        }
    }
    all
}

/// The attempts of a user on one course.
fn attempts_of(data: &Training, places: &Places, user: u32, events: &[Event]) -> Vec<ExternalAttempt> {
    let mut attempts: Vec<ExternalAttempt> = Vec::new();
    // Attempts are closed in the order in which they were opened: those before this one are closed.
    let mut oldest_open = 0;
    for event in events {
        if !event.is_completion {
            let row = &data.attempts.rows[event.row];
            attempts.push(ExternalAttempt {
                user,
                course: event.course,
                session: row.session,
                block: row.block,
                platform: row.platform,
                started_at: row.started_at,
                last_activity_at: row.last_activity_at,
                state: State::Open,
                progress: 50.0,
                outcome: None,
                completed_at: None,
                seconds: 0.0,
                row: Some(event.row),
            });
            continue;
        }
        let completion = &data.completions.rows[event.row];
        if attempts.is_empty() {
            let place = places.of(data, user, completion);
            attempts.push(ExternalAttempt {
                user,
                course: event.course,
                session: place.map(|(session, _)| session),
                block: place.map(|(_, block)| block),
                platform: Platform::Web,
                started_at: completion.completed_at,
                last_activity_at: None,
                state: State::Open,
                progress: 50.0,
                outcome: None,
                completed_at: None,
                seconds: 0.0,
                row: None,
            });
        }
        if let Some(attempt) = attempts.get_mut(oldest_open) {
            attempt.complete(completion, data.courses[event.course as usize].theoretical_seconds);
            oldest_open += 1;
        }
    }
    attempts.iter_mut().for_each(ExternalAttempt::close_if_left);
    attempts
}

/// The sessions that have a block that is an external course, with the registrations of each user to them.
struct Places {
    /// By user: registration by its row, and its session.
    registrations: Vec<Vec<(u32, u32)>>,
}

impl Places {
    fn new(data: &Training) -> Self {
        let mut registrations = vec![Vec::new(); data.users.len()];
        for (index, session) in data.sessions.iter().enumerate() {
            let mut courses = session.blocks.iter().filter_map(|block| block.course);
            if courses.any(|course| data.courses[course as usize].is_external) {
                for row in data.registrations.by_session.of(index as u32) {
                    let user = data.registrations.rows[row].user;
                    registrations[user as usize].push((row as u32, index as u32));
                }
            }
        }
        Self { registrations }
    }

    /// Session and block that a completion without an attempt belongs to.
    fn of(&self, data: &Training, user: u32, completion: &Completion) -> Option<(u32, u32)> {
        let mut latest = None;
        for (row, session) in &self.registrations[user as usize] {
            let registration = &data.registrations.rows[*row as usize];
            if registration.waiting || !registration.holds(completion.completed_at) {
                continue;
            }
            let blocks = &data.sessions[*session as usize].blocks;
            let Some(block) = blocks.iter().position(|block| block.course == Some(completion.course)) else { continue };
            // Of two of one moment the later in the document.
            if latest.is_none_or(|(at, _, _)| registration.registered_at >= at) {
                latest = Some((registration.registered_at, *session, block as u32));
            }
        }
        latest.map(|(_, session, block)| (session, block))
    }
}
