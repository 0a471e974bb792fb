//! The figures of the dashboard (training, *Dashboard*). Totals count the rows of the users whom the
//! viewer may see, and of everybody on courses that are seen whole.

use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::BlockKind,
    training::{MONTHS, Scope, sessions::compute::of_program},
};

/// What a page of the dashboard is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// All of it.
    Platform,
    /// A user.
    User(u32),
    /// The members of a group and of the groups in it.
    Group(u32),
    /// The sessions of a program, and the courses of these.
    Program(u32),
    /// A course, and the sessions that it is a block of.
    Course(u32),
}

/// The graphs of a page of the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PerMonth {
    /// By month, the earliest first: connections to courses.
    pub connections: [u64; MONTHS],
    /// By month: users registered at some time in it, waiting or deleted ones not, to a session that was
    /// in progress at some time in it.
    pub session_participants: [u64; MONTHS],
}

impl PerMonth {
    /// "Connections": those of the twelve months.
    #[must_use]
    pub fn connections_total(&self) -> u64 {
        self.connections.iter().sum()
    }
}

/// What of the document a page is about.
struct Narrowing<'a> {
    scope: &'a Scope,
    subject: Subject,
    /// By session and by course whether they belong to the subject.
    sessions: Vec<bool>,
    courses: Vec<bool>,
}

impl<'a> Narrowing<'a> {
    fn new(scope: &'a Scope, subject: Subject) -> Self {
        let data = &scope.data;
        let (mut sessions, mut courses) = (vec![true; data.sessions.len()], vec![true; data.courses.len()]);
        match subject {
            Subject::Platform | Subject::User(_) | Subject::Group(_) => {}
            Subject::Program(template) => {
                courses.fill(false);
                for (session, is_of) in data.sessions.iter().zip(&mut sessions) {
                    *is_of = session.template == Some(template);
                    let of_session = session.blocks.iter().filter_map(|block| block.course).filter(|_| *is_of);
                    of_session.for_each(|course| courses[course as usize] = true);
                }
            }
            Subject::Course(course) => {
                courses.fill(false);
                courses[course as usize] = true;
                for (session, is_of) in data.sessions.iter().zip(&mut sessions) {
                    *is_of = session.blocks.iter().any(|block| block.course == Some(course));
                }
            }
        }
        Self { scope, subject, sessions, courses }
    }

    fn has_user(&self, user: u32) -> bool {
        match self.subject {
            Subject::User(only) => user == only,
            Subject::Group(group) => self.scope.circles.has(group, user),
            _ => true,
        }
    }
}

/// The graphs of a page of the dashboard.
#[must_use]
pub fn per_month(scope: &Scope, subject: Subject) -> PerMonth {
    let narrowing = Narrowing::new(scope, subject);
    let data = &scope.data;
    let mut per_month = PerMonth { connections: [0; MONTHS], session_participants: [0; MONTHS] };
    let connections = &data.connections;
    for (row, at) in connections.at.iter().enumerate() {
        let (user, course) = (connections.user[row], connections.course[row]);
        let is_counted = *at <= scope.as_of
            && scope.sight.counts(user, course)
            && narrowing.courses[course as usize]
            && narrowing.has_user(user);
        if let Some(month) = scope.months.of(*at).filter(|_| is_counted) {
            per_month.connections[month] += 1;
        }
    }
    // The months in which each user takes part, one bit each.
    let mut months_of = vec![0_u16; data.users.len()];
    for session in scope.sessions().filter(|session| narrowing.sessions[*session as usize]) {
        let of_session = &data.sessions[session as usize];
        let in_progress: [bool; MONTHS] = std::array::from_fn(|month| {
            let (from, until) = scope.months.span(month);
            of_session.is_in_progress_within(from, until)
        });
        for row in &data.registrations.rows[data.registrations.by_session.of(session)] {
            let is_counted = !row.waiting && row.registered_at <= scope.as_of;
            if !is_counted || !scope.sight.in_session(session, row.user) || !narrowing.has_user(row.user) {
                continue;
            }
            // A deletion ends a registration.
            let deleted = data.users[row.user as usize].deleted_at;
            let ends = [row.unregistered_at, deleted].into_iter().flatten().min();
            for month in (0..MONTHS).filter(|month| in_progress[*month]) {
                let (from, until) = scope.months.span(month);
                let begins = row.registered_at.max(from);
                if begins < until && ends.is_none_or(|end| begins < end) {
                    months_of[row.user as usize] |= 1 << month;
                }
            }
        }
    }
    for months in months_of {
        for (month, count) in per_month.session_participants.iter_mut().enumerate() {
            *count += u64::from(months >> month & 1);
        }
    }
    per_month
}

/// A program on the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramRow {
    /// The template.
    pub template: u32,
    /// Σ of the progress of each registered user on each course block of its sessions ÷ Σ over these of
    /// (registered users × course blocks): 0 to 100. None where nobody is registered or there is no
    /// course block.
    pub participation: Option<f64>,
    /// Distinct registered users, and distinct invited email addresses that are still pending and no
    /// registered user's. Of addresses those of users whom the viewer may see; in a session that is
    /// seen whole, all.
    pub participants: u64,
}

/// The programs that the viewer may see, in document order.
#[must_use]
pub fn programs(scope: &Scope) -> Vec<ProgramRow> {
    let mut sessions_of: Vec<Vec<u32>> = vec![Vec::new(); scope.data.templates.len()];
    for session in scope.sessions() {
        if let Some(template) = scope.data.sessions[session as usize].template {
            sessions_of[template as usize].push(session);
        }
    }
    let seen = crate::training::visibility::Sight::seen(&scope.sight.programs);
    let visible_emails = visible_emails(scope);
    seen.map(|template| program(scope, template, &sessions_of[template as usize], &visible_emails)).collect()
}

/// One program, if the viewer may see it.
#[must_use]
pub fn program_row(scope: &Scope, template: u32) -> Option<ProgramRow> {
    let is_seen = scope.sight.programs[template as usize];
    is_seen.then(|| program(scope, template, &of_program(scope, template), &visible_emails(scope)))
}

/// The email addresses of the users whom the viewer may see.
fn visible_emails(scope: &Scope) -> HashSet<u32> {
    let users = scope.data.users.iter().zip(&scope.sight.users);
    users.filter(|(_, is_seen)| **is_seen).filter_map(|(user, _)| user.email_key).collect()
}

fn program(scope: &Scope, template: u32, sessions: &[u32], visible_emails: &HashSet<u32>) -> ProgramRow {
    let data = &scope.data;
    let (mut progress, mut whole) = (0.0, 0_u64);
    let mut users = HashSet::new();
    let mut pending = HashSet::new();
    for session in sessions {
        let blocks = &data.sessions[*session as usize].blocks;
        let courses: Vec<usize> = (0..blocks.len()).filter(|block| blocks[*block].kind == BlockKind::Course).collect();
        let all = scope.learners(*session);
        for (place, learner) in all.iter().filter(|(_, learner)| learner.registered) {
            users.insert(learner.user);
            let on_blocks = all.on_blocks(place);
            progress += courses.iter().map(|block| on_blocks[*block].progress).sum::<f64>();
            whole += courses.len() as u64;
        }
        for invitation in &data.invitations.rows[data.invitations.by_session.of(*session)] {
            let is_pending = invitation.accepted_at.is_none_or(|accepted| accepted > scope.as_of);
            let is_seen =
                scope.sight.whole_sessions[*session as usize] || visible_emails.contains(&invitation.email_key);
            if is_pending && is_seen {
                pending.insert(invitation.email_key);
            }
        }
    }
    let registered: HashSet<u32> = users.iter().filter_map(|user| data.users[*user as usize].email_key).collect();
    ProgramRow {
        template,
        participation: (whole > 0).then(|| progress / whole as f64),
        participants: (users.len() + pending.difference(&registered).count()) as u64,
    }
}

/// A course on the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CourseRow {
    /// The course.
    pub course: u32,
    /// Users with an attempt on it.
    pub participants: u64,
    /// Connections to it in the twelve months.
    pub connections: u64,
    /// Whether everybody counts.
    pub whole: bool,
}

/// The courses that the viewer may see, in document order.
#[must_use]
pub fn courses(scope: &Scope) -> Vec<CourseRow> {
    let data = &scope.data;
    let mut participants = vec![0; data.courses.len()];
    // The user who was last counted, from 1: attempts stand by user.
    let mut last = vec![0; data.courses.len()];
    for attempt in &scope.attempts.rows {
        let Some(course) = attempt.course else { continue };
        if last[course as usize] != attempt.user + 1 && scope.sight.counts(attempt.user, course) {
            last[course as usize] = attempt.user + 1;
            participants[course as usize] += 1;
        }
    }
    let connections = &data.connections;
    let mut connected = vec![0; data.courses.len()];
    for (row, course) in connections.course.iter().enumerate() {
        if scope.sight.counts(connections.user[row], *course) && is_of_twelve_months(scope, row) {
            connected[*course as usize] += 1;
        }
    }
    let seen = crate::training::visibility::Sight::seen(&scope.sight.courses);
    seen.map(|course| CourseRow {
        course,
        participants: participants[course as usize],
        connections: connected[course as usize],
        whole: scope.sight.whole_courses[course as usize],
    })
    .collect()
}

/// Whether a connection has happened and lies in the twelve months.
fn is_of_twelve_months(scope: &Scope, connection: usize) -> bool {
    let at = scope.data.connections.at[connection];
    at <= scope.as_of && scope.months.of(at).is_some()
}

/// A user on the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserRow {
    /// The user.
    pub user: u32,
    /// Σ points ÷ Σ maximum over all answers, in programs and in open access: 0 to 100. None without an
    /// answer that has a maximum.
    pub overall_score: Option<f64>,
    /// Σ seconds of all attempts, in programs and in open access.
    pub total_time_seconds: f64,
    /// Connections in the twelve months.
    pub connections: u64,
}

/// The users whom the viewer may see, in document order.
#[must_use]
pub fn users(scope: &Scope) -> Vec<UserRow> {
    let data = &scope.data;
    let mut points = vec![Points::default(); data.users.len()];
    for answer in data.answers.rows.iter().filter(|answer| answer.at <= scope.as_of) {
        points[answer.user as usize].add(answer.points, answer.max_points);
    }
    let mut connections = vec![0; data.users.len()];
    for (row, user) in data.connections.user.iter().enumerate() {
        connections[*user as usize] += u64::from(is_of_twelve_months(scope, row));
    }
    let seen = crate::training::visibility::Sight::seen(&scope.sight.users);
    seen.map(|user| UserRow {
        user,
        overall_score: points[user as usize].percent(),
        total_time_seconds: scope.attempts.of_user(user).iter().map(|attempt| attempt.seconds).sum(),
        connections: connections[user as usize],
    })
    .collect()
}

/// Points of answers, added up.
#[derive(Clone, Copy, Debug, Default)]
struct Points {
    points: f64,
    max_points: f64,
}

impl Points {
    /// An answer without a maximum has no part.
    fn add(&mut self, points: f64, max_points: Option<f64>) {
        if let Some(max_points) = max_points {
            self.points += points;
            self.max_points += max_points;
        }
    }

    fn percent(&self) -> Option<f64> {
        (self.max_points > 0.0).then(|| self.points / self.max_points * 100.0)
    }
}

/// A question on the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// The course.
    pub course: u32,
    /// The question, by its number in the data's
    /// [`Answers::questions`](crate::dataset::training::Answers::questions).
    pub question: u32,
    /// How many answers.
    pub answers: u64,
    /// Σ points ÷ Σ maximum, 0 to 100. None where no answer has a maximum.
    pub score: Option<f64>,
}

/// The questions of the courses that the viewer may see, from answers that name both, by the id of the
/// course and then of the question, as text.
#[must_use]
pub fn questions(scope: &Scope) -> Vec<QuestionRow> {
    let data = &scope.data;
    let mut by_question: HashMap<(u32, u32), (u64, Points)> = HashMap::new();
    for answer in data.answers.rows.iter().filter(|answer| answer.at <= scope.as_of) {
        let (Some(course), Some(question)) = (answer.course, answer.question) else { continue };
        if scope.sight.courses[course as usize] && scope.sight.counts(answer.user, course) {
            let (answers, points) = by_question.entry((course, question)).or_default();
            *answers += 1;
            points.add(answer.points, answer.max_points);
        }
    }
    let row = |((course, question), (answers, points)): ((u32, u32), (u64, Points))| QuestionRow {
        course,
        question,
        answers,
        score: points.percent(),
    };
    let mut rows: Vec<QuestionRow> = by_question.into_iter().map(row).collect();
    let ids =
        |row: &QuestionRow| (data.courses[row.course as usize].id.as_str(), data.answers.questions.text(row.question));
    rows.sort_by(|a, b| ids(a).cmp(&ids(b)));
    rows
}
