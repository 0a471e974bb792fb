//! Checks what a training document says against itself, as [`super::resolve`] does for a course: ids
//! become indexes, what can't be used is left out and counted, events are grouped.
//!
//! What the format leaves open is settled here:
//!
//! - A row with two faults is counted once, in the order: user, group, session, block, slot, course,
//!   moment, other moments, number.
//! - An attempt without a session is one of open access, whatever its block. One without a course is
//!   on that of its block.
//! - Attendance names a slot by session and id; slots of one id in two blocks are attended together.
//! - Points outside their range count as missing points do: as 0 of the maximum. An answer without a
//!   maximum above 0 has no part in a score; points can't be outside of a maximum that is missing.
//! - An email address that several users have is that of the first of them who isn't deleted, else of
//!   the first.
//! - A registration that comes in an unknown way is one by assignment; a platform that isn't `mobile`
//!   is the web; a provider that isn't `external` is none.

use hashbrown::HashSet;

use super::{
    any::ReadTraining,
    error::Refusal,
    faults::{
        FaultKind::{
            self, BadMoment, BadRecordMoment, NegativeAttempt, PercentOutside, UnknownBlock, UnknownCourse,
            UnknownGroupOfRow, UnknownReference, UnknownSession, UnknownSlot, UnknownUser,
        },
        Faults,
    },
    reader::{Common, Record, missing},
    references::{Index, index_of, known_ids, on_loops, open_zone, resolve_ids},
    table::{BAD_MOMENT, Table, known},
    training::{
        self, BLOCK_IDS, COURSE_IDS, GROUP_IDS, List, QUESTION_IDS, RawTraining, SESSION_IDS, SLOT_IDS, TrainingReader,
        USER_IDS,
    },
};
use crate::{
    dataset::{
        Interner,
        events::RowsBy,
        training::{
            Answer, Answers, Attempt, Attempts, Attendance, Block, BlockKind, Certificates, Completion, Completions,
            Connections, Course, Group, Invitation, Invitations, Platform, PostKind, Posts, Registration,
            Registrations, Role, RoleKind, Session, Slot, Template, Training, User, Via,
        },
        zone::Zones,
    },
    names::lower_case,
    units::Moment,
};

impl ReadTraining for TrainingReader {
    fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        Self::push(self, bytes)
    }

    fn into_training(self: Box<Self>, zones: Zones) -> Result<(Training, Faults), Refusal> {
        Self::into_training(*self, zones)
    }
}

impl TrainingReader {
    /// The document has ended: its data, and what could not be used of it.
    ///
    /// # Errors
    /// The document breaks a rule of the format.
    pub fn into_training(self, zones: Zones) -> Result<(Training, Faults), Refusal> {
        let (common, raw) = self.finish()?;
        resolve(common, raw, zones)
    }
}

fn resolve(mut common: Common, raw: RawTraining, zones: Zones) -> Result<(Training, Faults), Refusal> {
    if !raw.users.is_present {
        return Err(missing("/users", "an array"));
    }
    let zone = open_zone(&common.time_zone, zones)?;
    let mut faults = Faults::default();
    for list in [raw.users.faults, raw.groups.faults, raw.courses.faults, raw.templates.faults, raw.sessions.faults] {
        faults.merge(list);
    }
    let user_index = Index::new(&raw.users.records)?;
    let group_index = Index::new(&raw.groups.records)?;
    let course_index = Index::new(&raw.courses.records)?;
    let template_index = Index::new(&raw.templates.records)?;
    let session_index = Index::new(&raw.sessions.records)?;

    let viewer = raw.viewer_id.and_then(|id| {
        let viewer = user_index.get(&id);
        if viewer.is_none() {
            faults.add(UnknownReference, List::Viewer as u8, || "/viewer/userId".to_owned());
        }
        viewer
    });
    let mut emails = Interner::default();
    let mut users = resolve_users(raw.users.records, &user_index, &mut emails, &mut faults);
    let groups = resolve_groups(raw.groups.records, &group_index, &mut faults);
    let mut references = References { faults: &mut faults, list: List::Courses as u8 };
    let courses = raw.courses.records.into_iter().enumerate().map(|(row, record)| Course {
        author: references.one(&record.author_id, &user_index, || format!("/courses/{row}/authorId")),
        id: record.id,
        title: record.title,
        is_external: record.provider.as_deref() == Some("external"),
        theoretical_seconds: record.theoretical_seconds,
        questions: record.questions,
        minimum_score: record.minimum_score,
        examination: record.examination,
    });
    let courses: Vec<Course> = courses.collect();
    references.list = List::Templates as u8;
    let templates = raw.templates.records.into_iter().enumerate().map(|(row, record)| Template {
        author: references.one(&record.author_id, &user_index, || format!("/templates/{row}/authorId")),
        id: record.id,
        title: record.title,
        additional_information: record.additional_information,
    });
    let templates: Vec<Template> = templates.collect();
    let lists = Lists { users: &user_index, groups: &group_index, courses: &course_index, templates: &template_index };
    let mut sessions = Vec::with_capacity(raw.sessions.records.len());
    let mut insides = Vec::with_capacity(raw.sessions.records.len());
    for (row, record) in raw.sessions.records.into_iter().enumerate() {
        let (session, inside) = resolve_session(row, record, &lists, &mut faults)?;
        sessions.push(session);
        insides.push(inside);
    }

    let questions = std::mem::take(&mut common.pools.ids[QUESTION_IDS]);
    let mut events = Events {
        users: index_of(&common.pools.ids[USER_IDS], &user_index),
        groups: index_of(&common.pools.ids[GROUP_IDS], &group_index),
        courses: index_of(&common.pools.ids[COURSE_IDS], &course_index),
        sessions: index_of(&common.pools.ids[SESSION_IDS], &session_index),
        blocks: &common.pools.ids[BLOCK_IDS],
        slots: &common.pools.ids[SLOT_IDS],
        texts: &common.pools.texts,
        insides: &insides,
        faults: &mut faults,
    };
    // Each table's raw columns are let go before the next is grouped.
    let mut tables = common.tables.into_iter();
    let mut next = || tables.next().unwrap_or_else(|| unreachable!("a reader has all tables"));
    let roles = events.roles(&next());
    events.memberships(&next(), &mut users);
    let registrations = events.registrations(&next());
    let invitations = events.invitations(&next(), &mut emails);
    let attempts = events.attempts(&next(), users.len(), &sessions);
    let completions = events.completions(&next(), &users, &emails);
    let answers = events.answers(&next(), questions);
    let attendance = events.attendance(&next());
    let certificates = events.certificates(&next());
    let connections = events.connections(&next());
    let posts = events.posts(&next());
    let training = Training {
        generated_at: common.generated_at,
        zone,
        viewer,
        users,
        groups,
        roles,
        courses,
        templates,
        sessions,
        registrations,
        invitations,
        attempts,
        completions,
        answers,
        attendance,
        certificates,
        connections,
        posts,
    };
    Ok((training, faults))
}

/// References of the records of one list.
struct References<'a> {
    faults: &'a mut Faults,
    list: u8,
}

impl References<'_> {
    /// What an id names, where it names something; else it is taken as absent and counted.
    fn one(&mut self, id: &Option<String>, index: &Index, place: impl Fn() -> String) -> Option<u32> {
        let found = index.get(id.as_ref()?);
        if found.is_none() {
            self.faults.add(UnknownReference, self.list, place);
        }
        found
    }

    /// What ids name, in their order, each once.
    fn all(&mut self, ids: &[String], index: &Index, place: impl Fn() -> String) -> Vec<u32> {
        let mut seen = HashSet::new();
        let mut all = known_ids(ids, index, UnknownReference, self.list, self.faults, place);
        all.retain(|index| seen.insert(*index));
        all
    }
}

fn resolve_users(records: Vec<training::User>, index: &Index, emails: &mut Interner, faults: &mut Faults) -> Vec<User> {
    let mut references = References { faults, list: List::Users as u8 };
    let resolve = |(row, record): (usize, training::User)| User {
        managers: references.all(&record.manager_ids, index, || format!("/users/{row}/managerIds")),
        id: record.id,
        first_name: record.first_name,
        last_name: record.last_name,
        email_key: record.email.as_ref().map(|email| emails.intern(&lower_case(email))),
        email: record.email,
        custom_fields: record.custom_fields,
        additional_information: record.additional_information,
        deleted_at: record.deleted_at,
        groups: Vec::new(),
    };
    records.into_iter().enumerate().map(resolve).collect()
}

fn resolve_groups(records: Vec<training::Group>, index: &Index, faults: &mut Faults) -> Vec<Group> {
    const LIST: u8 = List::Groups as u8;
    let mut references = References { faults, list: LIST };
    let resolve = |(row, record): (usize, training::Group)| Group {
        parent: references.one(&record.parent_id, index, || format!("/groups/{row}/parentId")),
        id: record.id,
        title: record.title,
    };
    let mut groups: Vec<Group> = records.into_iter().enumerate().map(resolve).collect();
    let on_loop = on_loops(groups.iter().map(|group| group.parent).collect());
    for (row, group) in groups.iter_mut().enumerate() {
        if on_loop.contains(&(row as u32)) {
            group.parent = None;
            faults.add(FaultKind::GroupLoop, LIST, || format!("/groups/{row}/parentId"));
        }
    }
    groups
}

/// The lists that sessions refer to.
struct Lists<'a> {
    users: &'a Index,
    groups: &'a Index,
    courses: &'a Index,
    templates: &'a Index,
}

/// What is within a session, by id.
struct Inside {
    blocks: Index,
    /// The numbers of slot ids.
    slots: Interner,
}

fn resolve_session(
    row: usize,
    record: training::Session,
    lists: &Lists,
    faults: &mut Faults,
) -> Result<(Session, Inside), Refusal> {
    const LIST: u8 = List::Sessions as u8;
    let place = |field: &str| format!("/{}/{row}/{field}", training::Session::NAME);
    let mut references = References { faults, list: LIST };
    let template = references.one(&record.template_id, lists.templates, || place("templateId"));
    let author = references.one(&record.author_id, lists.users, || place("authorId"));
    let instructors = references.all(&record.instructor_ids, lists.users, || place("instructorIds"));
    let mut groups = |ids: &[String], field| {
        resolve_ids(ids, lists.groups, UnknownReference, LIST, references.faults, || place(field))
    };
    let groups = [groups(&record.group_ids, "groupIds"), groups(&record.catalog_group_ids, "catalogGroupIds")];
    let ids = |ids: &[training::Block]| ids.iter().map(|block| block.id.clone()).collect::<Vec<_>>();
    let block_ids = ids(&record.blocks);
    let mut inside = Inside {
        blocks: Index::of(block_ids.len(), block_ids.iter().map(String::as_str), || place("blocks"))?,
        slots: Interner::default(),
    };
    let mut blocks = Vec::with_capacity(record.blocks.len());
    for (number, block) in record.blocks.into_iter().enumerate() {
        let slots = || block.slots.iter().map(|slot| slot.id.as_str());
        Index::of(block.slots.len(), slots(), || place(&format!("blocks/{number}/slots")))?;
        blocks.push(Block {
            course: references.one(&block.course_id, lists.courses, || place(&format!("blocks/{number}/courseId"))),
            id: block.id,
            kind: match block.kind.as_str() {
                "course" => BlockKind::Course,
                "assessment" => BlockKind::Assessment,
                "classroom" => BlockKind::Classroom,
                _ => BlockKind::Other,
            },
            title: block.title,
            minimum_score: block.minimum_score,
            slots: block
                .slots
                .into_iter()
                .map(|slot| Slot {
                    key: inside.slots.intern(&slot.id),
                    id: slot.id,
                    title: slot.title,
                    starts_at: slot.starts_at,
                    ends_at: slot.ends_at,
                    hours: slot.hours,
                })
                .collect(),
        });
    }
    let [groups, catalog_groups] = groups;
    let session = Session {
        id: record.id,
        name: record.name,
        template,
        starts_at: record.starts_at,
        ends_at: record.ends_at,
        author,
        instructors,
        groups,
        catalog_groups,
        expected_seconds: record.expected_seconds,
        tags: record.tags,
        additional_information: record.additional_information,
        blocks,
        slot_ids: inside.slots.len() as u32,
    };
    Ok((session, inside))
}

/// Sorts raw tables into events. For each number of a pool of ids the record that has the id.
struct Events<'a> {
    users: Vec<Option<u32>>,
    groups: Vec<Option<u32>>,
    courses: Vec<Option<u32>>,
    sessions: Vec<Option<u32>>,
    blocks: &'a Interner,
    slots: &'a Interner,
    texts: &'a Interner,
    insides: &'a [Inside],
    faults: &'a mut Faults,
}

/// What an id of a row names. The outer None: nothing that the document has; the inner one: no id.
fn named(index: &[Option<u32>], id: u32) -> Option<Option<u32>> {
    if id == u32::MAX { Some(None) } else { index[id as usize].map(Some) }
}

/// A fault of a field where it `holds`.
fn fault(holds: bool, kind: FaultKind, field: usize) -> Option<(FaultKind, usize)> {
    holds.then_some((kind, field))
}

/// Whether a number that is there lies outside of 0 to 100.
fn is_outside(percent: f64) -> bool {
    !percent.is_nan() && !(0.0..=100.0).contains(&percent)
}

/// A percentage, where it is there and can be.
fn percent(number: f64) -> Option<f64> {
    (0.0..=100.0).contains(&number).then_some(number)
}

impl Events<'_> {
    fn text(&self, number: u32) -> &str {
        if number == u32::MAX { "" } else { self.texts.text(number) }
    }

    /// The rows that can be used, made of those of a table. `make` gives a row with its owner, if it
    /// has what a row needs, and the first of its faults.
    fn rows<T>(
        &mut self,
        table: &Table,
        list: List,
        make: impl Fn(&Self, usize) -> (Option<(u32, T)>, Option<(FaultKind, usize)>),
    ) -> (Vec<u32>, Vec<T>) {
        let (mut owners, mut rows) = (Vec::with_capacity(table.rows()), Vec::with_capacity(table.rows()));
        for row in 0..table.rows() {
            let (made, fault) = make(self, row);
            if let (true, Some((owner, made))) = (self.faults.judge(list as u8, table, row, fault), made) {
                owners.push(owner);
                rows.push(made);
            }
        }
        (owners, rows)
    }

    fn roles(&mut self, table: &Table) -> Vec<Role> {
        let (users, kinds, groups, courses) = (table.ids(0), table.texts(1), table.ids(2), table.ids(3));
        let (_, rows) = self.rows(table, List::Roles, |events, row| {
            let user = events.users[users[row] as usize];
            let group = named(&events.groups, groups[row]);
            let course = named(&events.courses, courses[row]);
            let fault = fault(user.is_none(), UnknownUser, 0)
                .or(fault(group.is_none(), UnknownGroupOfRow, 2))
                .or(fault(course.is_none(), UnknownCourse, 3));
            let kind = match events.text(kinds[row]) {
                "owner" => RoleKind::Owner,
                "administrator" => RoleKind::Administrator,
                "coach" => RoleKind::Coach,
                "advisor" => RoleKind::Advisor,
                _ => RoleKind::Other,
            };
            let role = |user| Some((user, Role { user, kind, group: group?, course: course? }));
            (user.and_then(role), fault)
        });
        rows
    }

    fn memberships(&mut self, table: &Table, users: &mut [User]) {
        let (user_ids, group_ids) = (table.ids(0), table.ids(1));
        let (members, groups) = self.rows(table, List::Memberships, |events, row| {
            let user = events.users[user_ids[row] as usize];
            let group = events.groups[group_ids[row] as usize];
            let fault = fault(user.is_none(), UnknownUser, 0).or(fault(group.is_none(), UnknownGroupOfRow, 1));
            (user.zip(group), fault)
        });
        for (user, group) in members.into_iter().zip(groups) {
            users[user as usize].groups.push(group);
        }
        for user in users {
            user.groups.sort_unstable();
            user.groups.dedup();
        }
    }

    /// Groups rows by session, in document order.
    fn by_session<T: Copy>(&self, (owners, rows): (Vec<u32>, Vec<T>)) -> (RowsBy, Vec<T>) {
        group(self.insides.len(), &owners, &rows, None::<fn(&T) -> Moment>)
    }

    fn registrations(&mut self, table: &Table) -> Registrations {
        let (sessions, users, via) = (table.ids(0), table.ids(1), table.texts(2));
        let (registered, unregistered, waiting) = (table.moments(3), table.moments(4), table.flags(5));
        let (owners, rows) = self.rows(table, List::Registrations, |events, row| {
            let user = events.users[users[row] as usize];
            let session = events.sessions[sessions[row] as usize];
            let fault = fault(user.is_none(), UnknownUser, 1)
                .or(fault(session.is_none(), UnknownSession, 0))
                .or(fault(registered[row] == BAD_MOMENT, BadMoment, 3))
                .or(fault(unregistered[row] == BAD_MOMENT, BadRecordMoment, 4));
            let registration = |user| Registration {
                user,
                via: match events.text(via[row]) {
                    "catalog" => Via::Catalog,
                    "invitation" => Via::Invitation,
                    _ => Via::Assigned,
                },
                registered_at: registered[row],
                unregistered_at: known(unregistered[row]),
                waiting: waiting[row] == Some(true),
            };
            (session.zip(user.map(registration)), fault)
        });
        let at = |row: &Registration| row.registered_at;
        let (by_session, rows) = group(self.insides.len(), &owners, &rows, Some(at));
        Registrations { by_session, rows }
    }

    fn invitations(&mut self, table: &Table, emails: &mut Interner) -> Invitations {
        let (sessions, addresses) = (table.ids(0), table.texts(1));
        let (sent, accepted) = (table.moments(2), table.moments(3));
        let keys: Vec<u32> = addresses.iter().map(|email| emails.intern(&lower_case(self.text(*email)))).collect();
        let rows = self.rows(table, List::Invitations, |events, row| {
            let session = events.sessions[sessions[row] as usize];
            let fault = fault(session.is_none(), UnknownSession, 0)
                .or(fault(sent[row] == BAD_MOMENT, BadRecordMoment, 2))
                .or(fault(accepted[row] == BAD_MOMENT, BadRecordMoment, 3));
            let (sent_at, accepted_at) = (known(sent[row]), known(accepted[row]));
            let invitation = Invitation { email_key: keys[row], sent_at, accepted_at };
            (session.map(|session| (session, invitation)), fault)
        });
        let (by_session, rows) = self.by_session(rows);
        Invitations { by_session, rows }
    }

    fn attempts(&mut self, table: &Table, users: usize, sessions: &[Session]) -> Attempts {
        let (user_ids, session_ids, block_ids, course_ids) = (table.ids(0), table.ids(1), table.ids(2), table.ids(3));
        let (platforms, started, last, completed) =
            (table.texts(4), table.moments(5), table.moments(6), table.moments(7));
        let (seconds, progress, scores, passed) =
            (table.numbers(8), table.numbers(9), table.numbers(10), table.flags(11));
        let (owners, rows) = self.rows(table, List::Attempts, |events, row| {
            let user = events.users[user_ids[row] as usize];
            let session = named(&events.sessions, session_ids[row]);
            let block = match session {
                Some(Some(session)) if block_ids[row] != u32::MAX => {
                    let id = events.blocks.text(block_ids[row]);
                    events.insides[session as usize].blocks.get(id).map(Some)
                }
                _ => Some(None),
            };
            let course = named(&events.courses, course_ids[row]);
            let fault = fault(user.is_none(), UnknownUser, 0)
                .or(fault(session.is_none(), UnknownSession, 1))
                .or(fault(block.is_none(), UnknownBlock, 2))
                .or(fault(course.is_none(), UnknownCourse, 3))
                .or(fault(started[row] == BAD_MOMENT, BadMoment, 5))
                .or(fault(last[row] == BAD_MOMENT, BadRecordMoment, 6))
                .or(fault(completed[row] == BAD_MOMENT, BadRecordMoment, 7))
                .or(fault(seconds[row] < 0.0, NegativeAttempt, 8))
                .or(fault(is_outside(progress[row]), PercentOutside, 9))
                .or(fault(is_outside(scores[row]), PercentOutside, 10));
            let attempt = |user| {
                let (session, block) = (session?, block?);
                let of_block = || sessions[session? as usize].blocks[block? as usize].course;
                let attempt = Attempt {
                    user,
                    session,
                    block,
                    course: course?.or_else(of_block),
                    platform: if events.text(platforms[row]) == "mobile" { Platform::Mobile } else { Platform::Web },
                    started_at: started[row],
                    last_activity_at: known(last[row]),
                    completed_at: known(completed[row]),
                    // The larger of a number and none is the number.
                    seconds: seconds[row].max(0.0),
                    progress: percent(progress[row]).unwrap_or(0.0),
                    score: percent(scores[row]),
                    passed: passed[row],
                };
                Some((user, attempt))
            };
            (user.and_then(attempt), fault)
        });
        let (by_user, rows) = group(users, &owners, &rows, Some(|row: &Attempt| row.started_at));
        Attempts { by_user, rows }
    }

    fn completions(&mut self, table: &Table, users: &[User], emails: &Interner) -> Completions {
        let (addresses, courses) = (table.texts(0), table.ids(1));
        let (completed, passed) = (table.moments(2), table.flags(3));
        let mut user_of_email: Vec<Option<u32>> = vec![None; emails.len()];
        for is_deleted in [false, true] {
            for (index, user) in users.iter().enumerate().filter(|(_, user)| user.deleted_at.is_some() == is_deleted) {
                if let Some(key) = user.email_key {
                    user_of_email[key as usize].get_or_insert(index as u32);
                }
            }
        }
        let user_of = |number: u32, events: &Self| {
            let key = emails.find(&lower_case(events.text(number)))?;
            user_of_email[key as usize]
        };
        let (owners, rows) =
            self.rows(table, List::ExternalCompletions, |events, row| {
                let user = user_of(addresses[row], events);
                let course = events.courses[courses[row] as usize];
                let fault = fault(user.is_none(), UnknownUser, 0)
                    .or(fault(course.is_none(), UnknownCourse, 1))
                    .or(fault(completed[row] == BAD_MOMENT, BadMoment, 2));
                let completion = |course| Completion { course, completed_at: completed[row], passed: passed[row] };
                (user.zip(course.map(completion)), fault)
            });
        let (by_user, rows) = group(users.len(), &owners, &rows, Some(|row: &Completion| row.completed_at));
        Completions { by_user, rows }
    }

    fn answers(&mut self, table: &Table, questions: Interner) -> Answers {
        let (users, sessions, courses, asked) = (table.ids(0), table.ids(1), table.ids(2), table.ids(3));
        let (at, points, max_points) = (table.moments(4), table.numbers(5), table.numbers(6));
        let (_, rows) = self.rows(table, List::Answers, |events, row| {
            let user = events.users[users[row] as usize];
            let session = named(&events.sessions, sessions[row]);
            let course = named(&events.courses, courses[row]);
            let is_outside = points[row] < 0.0 || points[row] > max_points[row];
            let fault = fault(user.is_none(), UnknownUser, 0)
                .or(fault(session.is_none(), UnknownSession, 1))
                .or(fault(course.is_none(), UnknownCourse, 2))
                .or(fault(at[row] == BAD_MOMENT, BadMoment, 4))
                .or(fault(is_outside, PercentOutside, 5));
            let answer = |user| {
                session?;
                let answer = Answer {
                    user,
                    course: course?,
                    question: (asked[row] != u32::MAX).then_some(asked[row]),
                    at: at[row],
                    points: if is_outside || points[row].is_nan() { 0.0 } else { points[row] },
                    max_points: (max_points[row] > 0.0).then_some(max_points[row]),
                };
                Some((user, answer))
            };
            (user.and_then(answer), fault)
        });
        Answers { rows, questions }
    }

    fn attendance(&mut self, table: &Table) -> Attendance {
        let (slots, sessions, users, percents) = (table.ids(0), table.ids(1), table.ids(2), table.numbers(3));
        let rows = self.rows(table, List::Attendance, |events, row| {
            let user = events.users[users[row] as usize];
            let session = events.sessions[sessions[row] as usize];
            let slot = session.and_then(|session| {
                let id = events.slots.text(slots[row]);
                events.insides[session as usize].slots.find(id)
            });
            let fault = fault(user.is_none(), UnknownUser, 2)
                .or(fault(session.is_none(), UnknownSession, 1))
                .or(fault(slot.is_none(), UnknownSlot, 0))
                .or(fault(is_outside(percents[row]), PercentOutside, 3));
            let attended = user.zip(slot).map(|(user, slot)| (user, slot, percent(percents[row]).unwrap_or(0.0)));
            (session.zip(attended), fault)
        });
        let (by_session, rows) = self.by_session(rows);
        Attendance {
            by_session,
            user: rows.iter().map(|(user, _, _)| *user).collect(),
            slot: rows.iter().map(|(_, slot, _)| *slot).collect(),
            percent: rows.iter().map(|(_, _, percent)| *percent).collect(),
        }
    }

    fn certificates(&mut self, table: &Table) -> Certificates {
        let (sessions, users, issued) = (table.ids(0), table.ids(1), table.moments(2));
        let rows = self.rows(table, List::Certificates, |events, row| {
            let user = events.users[users[row] as usize];
            let session = events.sessions[sessions[row] as usize];
            let fault = fault(user.is_none(), UnknownUser, 1)
                .or(fault(session.is_none(), UnknownSession, 0))
                .or(fault(issued[row] == BAD_MOMENT, BadMoment, 2));
            (session.zip(user.map(|user| (user, issued[row]))), fault)
        });
        let (by_session, rows) = self.by_session(rows);
        let (user, issued_at) = rows.into_iter().unzip();
        Certificates { by_session, user, issued_at }
    }

    fn connections(&mut self, table: &Table) -> Connections {
        let (users, courses, at) = (table.ids(0), table.ids(1), table.moments(2));
        let (user, rows) =
            self.rows(table, List::Connections, |events, row| {
                let user = events.users[users[row] as usize];
                let course = events.courses[courses[row] as usize];
                let fault = fault(user.is_none(), UnknownUser, 0)
                    .or(fault(course.is_none(), UnknownCourse, 1))
                    .or(fault(at[row] == BAD_MOMENT, BadMoment, 2));
                (user.zip(course.map(|course| (course, at[row]))), fault)
            });
        let (course, at) = rows.into_iter().unzip();
        Connections { user, course, at }
    }

    fn posts(&mut self, table: &Table) -> Posts {
        let (sessions, users, at, kinds) = (table.ids(0), table.ids(1), table.moments(2), table.texts(3));
        let rows = self.rows(table, List::Posts, |events, row| {
            let user = events.users[users[row] as usize];
            let session = events.sessions[sessions[row] as usize];
            let fault = fault(user.is_none(), UnknownUser, 1)
                .or(fault(session.is_none(), UnknownSession, 0))
                .or(fault(at[row] == BAD_MOMENT, BadMoment, 2));
            let kind = match events.text(kinds[row]) {
                "publication" => PostKind::Publication,
                "comment" => PostKind::Comment,
                "reaction" => PostKind::Reaction,
                _ => PostKind::Other,
            };
            (session.zip(user.map(|user| (user, at[row], kind))), fault)
        });
        let (by_session, rows) = self.by_session(rows);
        Posts {
            by_session,
            user: rows.iter().map(|(user, _, _)| *user).collect(),
            at: rows.iter().map(|(_, at, _)| *at).collect(),
            kind: rows.iter().map(|(_, _, kind)| *kind).collect(),
        }
    }
}

/// Groups rows by their owners and, of each, by moment where there is one; equal ones stay in
/// document order.
fn group<T: Copy>(count: usize, owners: &[u32], rows: &[T], moment: Option<impl Fn(&T) -> Moment>) -> (RowsBy, Vec<T>) {
    let owners: Vec<Option<u32>> = owners.iter().copied().map(Some).collect();
    let (by_owner, mut order) = RowsBy::group(count, &owners);
    if let Some(moment) = moment {
        let moments: Vec<Moment> = rows.iter().map(moment).collect();
        by_owner.sort(&mut order, &moments);
    }
    (by_owner, order.into_iter().map(|row| rows[row as usize]).collect())
}
