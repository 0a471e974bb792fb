//! The figures of the dashboard (training, *Dashboard*). Totals count the rows of the users whom the
//! viewer may see, and of everybody on courses that are seen whole.

use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::BlockKind,
    training::{
        MONTHS, Narrowing as Who, Scope,
        sessions::compute::{self as sessions, of_program},
        visibility::Sight,
    },
    units::Moment,
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
    let seen = Sight::seen(&scope.sight.programs);
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
    let seen = Sight::seen(&scope.sight.courses);
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
    let seen = Sight::seen(&scope.sight.users);
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

/// What a row of figures is about, for which there is one each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Granularity {
    /// The whole platform, one row.
    #[default]
    Platform,
    /// A row for each group.
    Group,
    /// For each program template.
    Program,
    /// For each course.
    Course,
    /// For each learner.
    Learner,
    /// For each question that has been answered.
    Question,
}

impl Granularity {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Platform, Self::Group, Self::Program, Self::Course, Self::Learner, Self::Question];

    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Group => "group",
            Self::Program => "program",
            Self::Course => "course",
            Self::Learner => "learner",
            Self::Question => "question",
        }
    }
}

/// What there is of a platform, a group, a program, a course, a learner or a question. What isn't defined
/// of one of these stays 0 or None.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Of the platform, a group, a program and a learner: Σ of the progress of each registered user on each
    /// course block of the sessions ÷ (registrations × course blocks), 0 to 100. None where there is neither.
    pub participation: Option<f64>,
    /// Of the platform the users who are seen, of a group its members, deleted ones not; of a program and of
    /// a course as in [`ProgramRow`] and [`CourseRow`].
    pub participants: u64,
    /// Connections in the twelve months, or in the days that are asked for; of a program those to its courses.
    pub connections: u64,
    /// Σ seconds of the attempts; of a program those in its sessions.
    pub seconds: f64,
    /// How many answers; not of a program.
    pub answers: u64,
    /// Σ points ÷ Σ maximum of them, 0 to 100. None without an answer that has a maximum.
    pub score: Option<f64>,
}

/// A row of [`totals`]: what it is about, by index. Of a question the course, and the question by its
/// number in [`Answers::questions`](crate::dataset::training::Answers::questions).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TotalsRow {
    /// The group, the template, the course or the user; 0 of the platform.
    pub subject: u32,
    /// The question.
    pub question: u32,
    /// The figures.
    pub totals: Totals,
}

/// The figures of everything of a granularity that the viewer may see, in document order (questions by the
/// ids of course and question), of the users, and in the days, that `who` leaves.
///
/// In days count the attempts that began, the answers and the connections on them, who was registered on them
/// and still is, and the pending invitations that were sent on them. What nobody who is left has anything of is left out
/// where `who` narrows; learners stay.
#[must_use]
pub fn totals(scope: &Scope, granularity: Granularity, who: &Who) -> Vec<TotalsRow> {
    let mut tally = Tally::new(scope, granularity, who);
    tally.attempts();
    tally.answers();
    tally.connections();
    tally.sessions();
    tally.into_rows()
}

/// The figures of one of them, of everybody and the whole time. None: the viewer may not see it.
#[must_use]
pub fn totals_of(scope: &Scope, granularity: Granularity, subject: u32) -> Option<Totals> {
    let rows = totals(scope, granularity, &Who::default());
    rows.into_iter().find(|row| row.subject == subject).map(|row| row.totals)
}

/// What is added up of a row.
#[derive(Clone, Debug, Default)]
struct Sums {
    progress: f64,
    whole: u64,
    participants: u64,
    connections: u64,
    seconds: f64,
    answers: u64,
    points: Points,
}

impl Sums {
    fn is_empty(&self) -> bool {
        self.whole + self.participants + self.connections + self.answers == 0 && self.seconds == 0.0
    }

    fn totals(&self) -> Totals {
        Totals {
            participation: (self.whole > 0).then(|| self.progress / self.whole as f64),
            participants: self.participants,
            connections: self.connections,
            seconds: self.seconds,
            answers: self.answers,
            score: self.points.percent(),
        }
    }
}

/// Adds up the rows of a granularity, each event once for each row that it belongs to.
struct Tally<'a> {
    scope: &'a Scope,
    granularity: Granularity,
    who: &'a Who,
    from: Option<Moment>,
    until: Option<Moment>,
    sums: Vec<Sums>,
    questions: HashMap<(u32, u32), Sums>,
    /// Of each course the programs that have it, each once.
    programs_of: Vec<Vec<u32>>,
    everybody: [u32; 1],
}

impl<'a> Tally<'a> {
    fn new(scope: &'a Scope, granularity: Granularity, who: &'a Who) -> Self {
        let data = &scope.data;
        let rows = match granularity {
            Granularity::Platform => 1,
            Granularity::Group => data.groups.len(),
            Granularity::Program => data.templates.len(),
            Granularity::Course => data.courses.len(),
            Granularity::Learner => data.users.len(),
            Granularity::Question => 0,
        };
        let mut programs_of = vec![Vec::new(); data.courses.len()];
        if granularity == Granularity::Program {
            for session in &data.sessions {
                let courses = session.blocks.iter().filter_map(|block| block.course);
                for (course, template) in courses.filter_map(|course| Some((course, session.template?))) {
                    let programs: &mut Vec<u32> = &mut programs_of[course as usize];
                    if !programs.contains(&template) {
                        programs.push(template);
                    }
                }
            }
        }
        Self {
            scope,
            granularity,
            who,
            from: who.from.map(|day| data.zone.start_of(day)),
            until: who.until.map(|day| data.zone.start_of(day.plus(1))),
            sums: vec![Sums::default(); rows],
            questions: HashMap::new(),
            programs_of,
            everybody: [0],
        }
    }

    fn is_dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    fn is_narrowed(&self) -> bool {
        *self.who != Who::default()
    }

    fn has_user(&self, user: u32) -> bool {
        self.who.member.is_none_or(|member| member == user)
            && self.who.group.is_none_or(|group| self.scope.circles.has(group, user))
    }

    /// Whether something has happened, and on one of the days that are asked for.
    fn is_in_time(&self, at: Moment) -> bool {
        at <= self.scope.as_of && self.from.is_none_or(|from| at >= from) && self.until.is_none_or(|until| at < until)
    }

    /// Adds to every row of a user, and of what the user did something on: the programs and the course.
    fn add(&mut self, user: u32, programs: &[u32], course: Option<u32>, add: impl Fn(&mut Sums)) {
        let scope = self.scope;
        let course = course.as_slice();
        let (rows, seen): (&[u32], &[bool]) = match self.granularity {
            Granularity::Platform => (&self.everybody, &[true]),
            Granularity::Group => (scope.circles.of_user(user), &scope.sight.groups),
            Granularity::Program => (programs, &scope.sight.programs),
            Granularity::Course => (course, &scope.sight.courses),
            Granularity::Learner => (std::slice::from_ref(&user), &scope.sight.users),
            Granularity::Question => return,
        };
        for row in rows.iter().filter(|row| seen[**row as usize]) {
            add(&mut self.sums[*row as usize]);
        }
    }

    fn attempts(&mut self) {
        let scope = self.scope;
        // The user who was last counted for each course, from 1: attempts stand by user.
        let mut last = vec![0; scope.data.courses.len()];
        for attempt in &scope.attempts.rows {
            let is_seen = match (self.granularity, attempt.session) {
                (Granularity::Program, Some(session)) => scope.sight.in_session(session, attempt.user),
                (Granularity::Program, None) => false,
                _ => is_counted(scope, attempt.user, attempt.course),
            };
            if !is_seen || !self.has_user(attempt.user) || !self.is_in_time(attempt.started_at) {
                continue;
            }
            let program = attempt.session.and_then(|session| scope.data.sessions[session as usize].template);
            self.add(attempt.user, program.as_slice(), attempt.course, |sums| sums.seconds += attempt.seconds);
            if let Some(course) = attempt.course.filter(|_| self.granularity == Granularity::Course)
                && last[course as usize] != attempt.user + 1
            {
                last[course as usize] = attempt.user + 1;
                self.add(attempt.user, &[], Some(course), |sums| sums.participants += 1);
            }
        }
    }

    fn answers(&mut self) {
        let scope = self.scope;
        for answer in &scope.data.answers.rows {
            let is_wanted = is_counted(scope, answer.user, answer.course)
                && self.has_user(answer.user)
                && self.is_in_time(answer.at);
            if !is_wanted {
                continue;
            }
            let add = |sums: &mut Sums| {
                sums.answers += 1;
                sums.points.add(answer.points, answer.max_points);
            };
            self.add(answer.user, &[], answer.course, add);
            let question = answer.course.filter(|course| scope.sight.courses[*course as usize]).zip(answer.question);
            if let Some(question) = question.filter(|_| self.granularity == Granularity::Question) {
                add(self.questions.entry(question).or_default());
            }
        }
    }

    fn connections(&mut self) {
        let scope = self.scope;
        let connections = &scope.data.connections;
        let programs_of = std::mem::take(&mut self.programs_of);
        for (row, at) in connections.at.iter().enumerate() {
            let (user, course) = (connections.user[row], connections.course[row]);
            let is_in_time = if self.is_dated() { self.is_in_time(*at) } else { is_of_twelve_months(scope, row) };
            if is_in_time && scope.sight.counts(user, course) && self.has_user(user) {
                self.add(user, &programs_of[course as usize], Some(course), |sums| sums.connections += 1);
            }
        }
    }

    /// Participation and, of programs, groups and the platform, who takes part.
    fn sessions(&mut self) {
        let scope = self.scope;
        let data = &scope.data;
        // Of each program the users who are registered, and the pending addresses of the invited.
        let (mut users, mut pending) = (HashSet::new(), HashSet::new());
        let emails = self.wanted_emails();
        for session in scope.sessions() {
            let of_session = &data.sessions[session as usize];
            let all = scope.learners(session);
            let blocks = &of_session.blocks;
            let courses: Vec<usize> =
                (0..blocks.len()).filter(|block| blocks[*block].kind == BlockKind::Course).collect();
            for (place, learner) in all.iter().filter(|(_, learner)| learner.registered) {
                let user = learner.user;
                let is_registered =
                    !self.is_dated() || sessions::is_registered_within(scope, session, user, self.from, self.until);
                if !is_registered || !self.has_user(user) {
                    continue;
                }
                let progress: f64 = courses.iter().map(|block| all.on_blocks(place)[*block].progress).sum();
                self.add(user, of_session.template.as_slice(), None, |sums| {
                    sums.progress += progress;
                    sums.whole += courses.len() as u64;
                });
                users.extend(of_session.template.map(|template| (template, user)));
            }
            for invitation in &data.invitations.rows[data.invitations.by_session.of(session)] {
                let is_pending = invitation.accepted_at.is_none_or(|accepted| accepted > scope.as_of);
                let is_everybody = self.who.member.is_none() && self.who.group.is_none();
                let is_whole = scope.sight.whole_sessions[session as usize] && is_everybody;
                let is_in_time = !self.is_dated() || invitation.sent_at.is_some_and(|sent| self.is_in_time(sent));
                if is_pending && is_in_time && (is_whole || emails.contains(&invitation.email_key)) {
                    pending.extend(of_session.template.map(|template| (template, invitation.email_key)));
                }
            }
        }
        match self.granularity {
            Granularity::Program => {
                let email = |(template, user): &(u32, u32)| Some((*template, data.users[*user as usize].email_key?));
                let registered: HashSet<(u32, u32)> = users.iter().filter_map(email).collect();
                let invited = pending.difference(&registered).map(|(template, _)| *template);
                for template in users.iter().map(|(template, _)| *template).chain(invited) {
                    self.sums[template as usize].participants += 1;
                }
            }
            Granularity::Platform | Granularity::Group => {
                for user in Sight::seen(&scope.sight.users) {
                    if !data.users[user as usize].is_deleted(scope.as_of) && self.has_user(user) {
                        self.add(user, &[], None, |sums| sums.participants += 1);
                    }
                }
            }
            Granularity::Course | Granularity::Learner | Granularity::Question => {}
        }
    }

    /// The email addresses of the users whom the viewer may see and who are asked for.
    fn wanted_emails(&self) -> HashSet<u32> {
        let seen = Sight::seen(&self.scope.sight.users).filter(|user| self.has_user(*user));
        seen.filter_map(|user| self.scope.data.users[user as usize].email_key).collect()
    }

    fn into_rows(self) -> Vec<TotalsRow> {
        let (scope, data) = (self.scope, &self.scope.data);
        if self.granularity == Granularity::Question {
            let row = |((subject, question), sums): ((u32, u32), Sums)| TotalsRow {
                subject,
                question,
                totals: sums.totals(),
            };
            let mut rows: Vec<TotalsRow> = self.questions.into_iter().map(row).collect();
            let ids = |row: &TotalsRow| {
                (data.courses[row.subject as usize].id.as_str(), data.answers.questions.text(row.question))
            };
            rows.sort_by(|a, b| ids(a).cmp(&ids(b)));
            return rows;
        }
        let (seen, always): (&[bool], bool) = match self.granularity {
            Granularity::Group => (&scope.sight.groups, false),
            Granularity::Program => (&scope.sight.programs, false),
            Granularity::Course => (&scope.sight.courses, false),
            Granularity::Learner => (&scope.sight.users, true),
            Granularity::Platform | Granularity::Question => (&[true], true),
        };
        let is_kept = |row: &u32| {
            let is_asked_for = self.granularity != Granularity::Learner || self.has_user(*row);
            is_asked_for && (always || !self.is_narrowed() || !self.sums[*row as usize].is_empty())
        };
        let row = |subject: u32| TotalsRow { subject, question: 0, totals: self.sums[subject as usize].totals() };
        Sight::seen(seen).filter(is_kept).map(row).collect()
    }
}

/// Whether what a user did, on a course or on none, counts in the viewer's totals.
fn is_counted(scope: &Scope, user: u32, course: Option<u32>) -> bool {
    course.map_or(scope.sight.users[user as usize], |course| scope.sight.counts(user, course))
}
