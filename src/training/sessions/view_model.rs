//! Files of sessions: rows of texts under headings that are part of the format, and so in English
//! whatever the reader's language.
//!
//! Dates are `YYYY/MM/DD HH:mm` in the document's zone; progress, scores and attendance whole percents
//! without a sign, halves rounded up; times `h:mm:ss`. What there isn't is an empty cell; a time of
//! nothing is `0:00:00`. Emails and tags are separated by commas without a space.

use std::{borrow::Cow, cmp::Ordering};

use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::{Block, Slot, User},
    decimal::decimal,
    export::{Cell, Table},
    names::lower_case,
    order::sort_rows,
    training::{
        Narrowing, Scope,
        learners::compute::{Learner, OnBlock},
        sessions::compute::{self, Collaboration, SessionRow},
        visibility::Sight,
    },
    units::{Day, Moment},
};

/// A column of the file of sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// The learner's last name.
    LastName,
    /// The learner's first name.
    FirstName,
    /// The learner's email address.
    Email,
    /// What the organisation adds, by its title.
    CustomField(String),
    /// A remark on the learner.
    AdditionalInformation,
    /// The email addresses of the learner's managers.
    Managers,
    /// When the learner was deleted.
    DeletedUser,
    /// The session's name.
    Session,
    /// The session's id.
    SessionId,
    /// The email address of who made the session.
    Author,
    /// The template's title.
    Template,
    /// The template's id.
    TemplateId,
    /// The email addresses of the session's instructors.
    Instructors,
    /// Whether the learner is registered now.
    RegisteredUser,
    /// The learner's score.
    Score,
    /// The learner's progress.
    Progress,
    /// When the learner began.
    Start,
    /// The learner's last activity.
    End,
    /// Whether the learner is verified.
    VerifiedProgram,
    /// The learner's time.
    TotalTimeSpent,
    /// How long the session should take.
    ExpectedDuration,
    /// The session's tags.
    Tags,
    /// A remark on the template.
    AdditionalProgramInformation,
    /// A remark on the session.
    AdditionalSessionInformation,
    /// A group that the viewer coaches or administers: whether it is assigned and has the learner,
    /// sub-groups counted in.
    Group(u32),
    /// The title of a course or assessment block, by its place among these.
    BlockTitle(usize),
    /// The learner's score on it.
    BlockScore(usize),
    /// The learner's time on it.
    BlockTime(usize),
    /// Of a classroom slot, by its place among the slots of the session: the title of its block.
    ClassroomBlockTitle(usize),
    /// The slot's title.
    ClassroomSlotTitle(usize),
    /// The learner's attendance.
    ClassroomSlotAttendance(usize),
    /// How long it counts.
    ClassroomSlotDuration(usize),
    /// When it begins.
    ClassroomSlotStartDate(usize),
    /// When it ends.
    ClassroomSlotEndDate(usize),
}

impl Column {
    /// The column's heading.
    #[must_use]
    pub fn heading(&self, scope: &Scope) -> String {
        let numbered = |name: &str, place: &usize| format!("{name} {}", place + 1);
        let name = match self {
            Self::LastName => "Last name",
            Self::FirstName => "First name",
            Self::Email => "Email",
            Self::CustomField(title) => title,
            Self::AdditionalInformation => "Additional information",
            Self::Managers => "Managers",
            Self::DeletedUser => "Deleted user",
            Self::Session => "Session",
            Self::SessionId => "Session ID",
            Self::Author => "Author",
            Self::Template => "Program template",
            Self::TemplateId => "Program template ID",
            Self::Instructors => "Instructors",
            Self::RegisteredUser => "Registered user",
            Self::Score => "Score",
            Self::Progress => "Progress",
            Self::Start => "Start",
            Self::End => "End",
            Self::VerifiedProgram => "Verified program",
            Self::TotalTimeSpent => "Total time spent",
            Self::ExpectedDuration => "Expected duration",
            Self::Tags => "Tags",
            Self::AdditionalProgramInformation => "Additional program information",
            Self::AdditionalSessionInformation => "Additional session information",
            Self::Group(group) => &scope.data.groups[*group as usize].title,
            Self::BlockTitle(place) => return numbered("Block title", place),
            Self::BlockScore(place) => return numbered("Block score", place),
            Self::BlockTime(place) => return numbered("Block time", place),
            Self::ClassroomBlockTitle(place) => return numbered("Classroom Block Title", place),
            Self::ClassroomSlotTitle(place) => return numbered("Classroom Slot Title", place),
            Self::ClassroomSlotAttendance(place) => return numbered("Classroom Slot Attendance", place),
            Self::ClassroomSlotDuration(place) => return numbered("Classroom Slot Duration", place),
            Self::ClassroomSlotStartDate(place) => return numbered("Classroom Slot Start Date", place),
            Self::ClassroomSlotEndDate(place) => return numbered("Classroom Slot End Date", place),
        };
        name.to_owned()
    }
}

/// All columns of the file of these sessions, in their order. Groups are those that the viewer coaches or
/// administers. Of blocks there are as many as up to the last one in which a learner has an attempt; of
/// several sessions the most that one of them has.
#[must_use]
pub fn columns(scope: &Scope, sessions: &[u32]) -> Vec<Column> {
    let mut columns = vec![Column::LastName, Column::FirstName, Column::Email];
    columns.extend(custom_fields(scope).into_iter().map(Column::CustomField));
    columns.extend([
        Column::AdditionalInformation,
        Column::Managers,
        Column::DeletedUser,
        Column::Session,
        Column::SessionId,
        Column::Author,
        Column::Template,
        Column::TemplateId,
        Column::Instructors,
        Column::RegisteredUser,
        Column::Score,
        Column::Progress,
        Column::Start,
        Column::End,
        Column::VerifiedProgram,
        Column::TotalTimeSpent,
        Column::ExpectedDuration,
        Column::Tags,
        Column::AdditionalProgramInformation,
        Column::AdditionalSessionInformation,
    ]);
    columns.extend(Sight::seen(&scope.sight.groups).map(Column::Group));
    let most = |count: &dyn Fn(u32) -> usize| sessions.iter().map(|session| count(*session)).max().unwrap_or(0);
    for place in 0..most(&|session| begun_blocks(scope, session)) {
        columns.extend([Column::BlockTitle(place), Column::BlockScore(place), Column::BlockTime(place)]);
    }
    for place in 0..most(&|session| scope.data.sessions[session as usize].slots().count()) {
        columns.extend([
            Column::ClassroomBlockTitle(place),
            Column::ClassroomSlotTitle(place),
            Column::ClassroomSlotAttendance(place),
            Column::ClassroomSlotDuration(place),
            Column::ClassroomSlotStartDate(place),
            Column::ClassroomSlotEndDate(place),
        ]);
    }
    columns
}

/// The titles of all custom fields of the document, in order.
fn custom_fields(scope: &Scope) -> Vec<String> {
    let mut titles: Vec<&str> =
        scope.data.users.iter().flat_map(|user| &user.custom_fields).map(|(title, _)| title.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    let mut rows: Vec<u32> = (0..titles.len() as u32).collect();
    sort_rows(&mut rows, &|a, b| by_name(titles[a as usize], titles[b as usize]));
    rows.into_iter().map(|row| titles[row as usize].to_owned()).collect()
}

/// Names by their letters, lower-cased, then as they are.
pub(crate) fn by_name(a: &str, b: &str) -> Ordering {
    lower_case(a).cmp(&lower_case(b)).then_with(|| a.cmp(b))
}

/// How many course and assessment blocks there are up to the last one in which a learner has an attempt.
fn begun_blocks(scope: &Scope, session: u32) -> usize {
    let all = scope.learners(session);
    let scored = scored_blocks(&scope.data.sessions[session as usize].blocks);
    let is_begun = |block: &usize| all.iter().any(|(place, _)| all.on_blocks(place)[*block].attempts > 0);
    scored.iter().rposition(|(block, _)| is_begun(block)).map_or(0, |last| last + 1)
}

/// The course and assessment blocks with their places in the session.
fn scored_blocks(blocks: &[Block]) -> Vec<(usize, &Block)> {
    blocks.iter().enumerate().filter(|(_, block)| block.is_scored()).collect()
}

/// The file of sessions: session by session, in each one row per learner who was ever registered, by
/// last name, then first name, then document order. Columns are among [`columns`].
#[must_use]
pub fn sessions_table(scope: &Scope, sessions: &[u32], columns: &[Column], narrowing: &Narrowing) -> Table {
    let mut rows = Vec::new();
    for session in sessions {
        rows.extend(session_rows(scope, *session, columns, narrowing));
    }
    Table { headings: columns.iter().map(|column| column.heading(scope)).collect(), rows, ..Table::default() }
}

/// The rows of one session of [`sessions_table`], made as they are taken.
pub fn session_rows<'a>(
    scope: &'a Scope,
    session: u32,
    columns: &'a [Column],
    narrowing: &Narrowing,
) -> impl ExactSizeIterator<Item = Vec<Cell>> + 'a {
    let file = SessionFile::new(scope, session);
    narrowed(scope, session, narrowing).into_iter().map(move |learner| file.row(learner, columns))
}

/// How many rows [`sessions_table`] has.
#[must_use]
pub fn sessions_rows(scope: &Scope, sessions: &[u32], narrowing: &Narrowing) -> u64 {
    sessions.iter().map(|session| narrowed(scope, *session, narrowing).len() as u64).sum()
}

/// The places of the learners of a file, in its order.
fn narrowed(scope: &Scope, session: u32, narrowing: &Narrowing) -> Vec<usize> {
    let all = scope.learners(session);
    let zone = &scope.data.zone;
    let (from, until) =
        (narrowing.from.map(|day| zone.start_of(day)), narrowing.until.map(|day| zone.start_of(day.plus(1))));
    let is_in = |learner: &Learner| {
        let user = learner.user;
        let is_dated = || learner.registered && compute::is_registered_within(scope, session, user, from, until);
        learner.assigned
            && narrowing.group.is_none_or(|group| scope.circles.has(group, user))
            && narrowing.member.is_none_or(|member| member == user)
            && ((from.is_none() && until.is_none()) || is_dated())
    };
    let mut rows: Vec<u32> = all.iter().filter(|(_, learner)| is_in(learner)).map(|(place, _)| place as u32).collect();
    let user = |row: u32| &scope.data.users[all.learners[row as usize].user as usize];
    sort_rows(&mut rows, &|a, b| {
        let (a, b) = (user(a), user(b));
        by_name(&a.last_name, &b.last_name).then_with(|| by_name(&a.first_name, &b.first_name))
    });
    rows.into_iter().map(|row| row as usize).collect()
}

/// What the rows of a session have in common.
struct SessionFile<'a> {
    scope: &'a Scope,
    session: u32,
    blocks: Vec<(usize, &'a Block)>,
    slots: Vec<(&'a Block, &'a Slot)>,
}

impl<'a> SessionFile<'a> {
    fn new(scope: &'a Scope, session: u32) -> Self {
        let of_session = &scope.data.sessions[session as usize];
        Self { scope, session, blocks: scored_blocks(&of_session.blocks), slots: of_session.slots().collect() }
    }

    fn row(&self, place: usize, columns: &[Column]) -> Vec<Cell> {
        let cell = |column: &Column| match self.text(place, column) {
            text if text.is_empty() => Cell::Empty,
            text => Cell::Text(text.into_owned()),
        };
        columns.iter().map(cell).collect()
    }

    fn text(&self, place: usize, column: &Column) -> Cow<'a, str> {
        let data = &self.scope.data;
        let all = self.scope.learners(self.session);
        let learner = &all.learners[place];
        let user = &data.users[learner.user as usize];
        let session = &data.sessions[self.session as usize];
        let template = session.template.map(|template| &data.templates[template as usize]);
        let time = |moment: Option<Moment>| Cow::from(moment.map_or_else(String::new, |at| date(self.scope, at)));
        let block = |place: &usize| self.blocks.get(*place);
        let on_block = |at: &usize| block(at).map(|(block, _)| all.on_blocks(place)[*block]);
        let slot = |place: &usize| self.slots.get(*place);
        match column {
            Column::LastName => user.last_name.as_str().into(),
            Column::FirstName => user.first_name.as_str().into(),
            Column::Email => email(user).into(),
            Column::CustomField(title) => {
                user.custom_fields.iter().find(|(name, _)| name == title).map_or("", |(_, value)| value).into()
            }
            Column::AdditionalInformation => user.additional_information.as_str().into(),
            Column::Managers => self.emails(&user.managers).into(),
            Column::DeletedUser => time(user.deleted_at.filter(|deleted| *deleted <= self.scope.as_of)),
            Column::Session => session.name.as_str().into(),
            Column::SessionId => session.id.as_str().into(),
            Column::Author => session.author.map_or("", |author| email(&data.users[author as usize])).into(),
            Column::Template => template.map_or("", |template| &template.title).into(),
            Column::TemplateId => template.map_or("", |template| &template.id).into(),
            Column::Instructors => self.emails(&session.instructors).into(),
            Column::RegisteredUser => mark(learner.registered),
            Column::Score => percent(learner.score),
            Column::Progress => percent(Some(learner.progress)),
            Column::Start => time(learner.start),
            Column::End => time(learner.last_activity),
            Column::VerifiedProgram => mark(learner.verified),
            Column::TotalTimeSpent => duration(learner.seconds),
            Column::ExpectedDuration => session.expected_seconds.map_or("".into(), duration),
            Column::Tags => session.tags.join(",").into(),
            Column::AdditionalProgramInformation => {
                template.map_or("", |template| &template.additional_information).into()
            }
            Column::AdditionalSessionInformation => session.additional_information.as_str().into(),
            Column::Group(group) => {
                mark(session.groups.contains(group) && self.scope.circles.has(*group, learner.user))
            }
            Column::BlockTitle(at) => block(at).map_or("", |(_, block)| &block.title).into(),
            Column::BlockScore(at) => percent(on_block(at).and_then(|on_block| on_block.score)),
            Column::BlockTime(at) => on_block(at).map_or("".into(), |on_block: OnBlock| duration(on_block.seconds)),
            Column::ClassroomBlockTitle(at) => slot(at).map_or("", |(block, _)| &block.title).into(),
            Column::ClassroomSlotTitle(at) => slot(at).map_or("", |(_, slot)| &slot.title).into(),
            Column::ClassroomSlotAttendance(at) => {
                percent(slot(at).and_then(|(_, slot)| all.attendance(place)[slot.key as usize]))
            }
            Column::ClassroomSlotDuration(at) => {
                slot(at).and_then(|(_, slot)| slot.hours).map_or("".into(), |hours| duration(hours * 3600.0))
            }
            Column::ClassroomSlotStartDate(at) => time(slot(at).and_then(|(_, slot)| slot.starts_at)),
            Column::ClassroomSlotEndDate(at) => time(slot(at).and_then(|(_, slot)| slot.ends_at)),
        }
    }

    /// Email addresses, separated by commas.
    fn emails(&self, users: &[u32]) -> String {
        let emails: Vec<&str> = users
            .iter()
            .map(|user| email(&self.scope.data.users[*user as usize]))
            .filter(|email| !email.is_empty())
            .collect();
        emails.join(",")
    }
}

pub(crate) fn email(user: &User) -> &str {
    user.email.as_deref().unwrap_or_default()
}

fn mark(holds: bool) -> Cow<'static, str> {
    if holds { "x".into() } else { "".into() }
}

pub(crate) fn percent(percent: Option<f64>) -> Cow<'static, str> {
    percent.map_or("".into(), |percent| decimal(percent, 0).into())
}

/// `h:mm:ss`, to the nearest second.
pub(crate) fn duration(seconds: f64) -> Cow<'static, str> {
    crate::export::hours_minutes_seconds(seconds).into()
}

/// `YYYY/MM/DD HH:mm` on the clocks of the document's zone.
fn date(scope: &Scope, moment: Moment) -> String {
    let seconds = scope.data.zone.local_seconds(moment);
    let day = Day(seconds.div_euclid(86_400) as i32).to_string().replace('-', "/");
    let of_day = seconds.rem_euclid(86_400);
    format!("{day} {:02}:{:02}", of_day / 3600, of_day / 60 % 60)
}

pub(crate) fn table(headings: &[&str], rows: Vec<Vec<String>>) -> Table {
    let cells = |row: Vec<String>| row.into_iter().map(Cell::Text).collect();
    Table {
        headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
        rows: rows.into_iter().map(cells).collect(),
        ..Table::default()
    }
}

fn optional_date(scope: &Scope, moment: Option<Moment>) -> String {
    moment.map_or_else(String::new, |moment| date(scope, moment))
}

/// The file of *All sessions*, of the rows that the page shows.
#[must_use]
pub fn list_table(scope: &Scope, rows: &[SessionRow]) -> Table {
    let row = |row: &SessionRow| {
        let session = &scope.data.sessions[row.session as usize];
        vec![
            session.id.clone(),
            session.name.clone(),
            optional_date(scope, session.starts_at),
            optional_date(scope, session.ends_at),
            row.registered.to_string(),
            row.completion.to_string(),
            row.instructors.to_string(),
        ]
    };
    let headings = ["SESSION ID", "Name", "Start", "End", "Registered", "Completion", "Instructors"];
    table(&headings, rows.iter().map(row).collect())
}

/// The file of *Collaborative activities*, of the rows that the page shows.
#[must_use]
pub fn collaboration_table(scope: &Scope, rows: &[Collaboration]) -> Table {
    let row = |row: &Collaboration| {
        let session = &scope.data.sessions[row.session as usize];
        let template = session.template.map(|template| &scope.data.templates[template as usize]);
        vec![
            session.name.clone(),
            optional_date(scope, session.starts_at),
            optional_date(scope, session.ends_at),
            row.publications.to_string(),
            row.comments.to_string(),
            row.reactions.to_string(),
            template.map_or_else(String::new, |template| template.id.clone()),
        ]
    };
    let headings = ["Name", "Start", "End", "Publications", "Comments", "Reactions", "Program template ID"];
    table(&headings, rows.iter().map(row).collect())
}
