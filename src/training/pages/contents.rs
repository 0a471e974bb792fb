//! What each page is made of: the figures and the names that it needs, and nothing that the viewer may
//! not see. Small, for it crosses to the page; the data stays.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::{Block, BlockKind, User},
    export::Table,
    names,
    training::{
        MONTHS, Scope,
        address::{Part as PagePart, TrainingPage},
        groups::compute::{GroupDetails, GroupSession, group_details},
        learners::compute::{Learner, OnBlock},
        sessions::{
            compute::{self as sessions, Collaboration, General, GroupResult, SessionRow},
            view_model::{self as files, Column, Narrowing},
        },
        visibility::Sight,
    },
    units::{Day, Moment, Month, Part},
};

/// Gives for each of many names its rank in the reader's language, equal ones for equal names.
pub type Ranks<'a> = &'a dyn Fn(&[&str]) -> Vec<u32>;

/// What is asked of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    /// The page.
    pub page: TrainingPage,
    /// Its part.
    pub part: PagePart,
    /// The block whose results are asked for, by id. None: the first.
    pub block: Option<String>,
    /// The session of a group whose learners are asked for, by id.
    pub session: Option<String>,
    /// The learner whose blocks are asked for, by id.
    pub learner: Option<String>,
    /// What narrows the file: the group and the user, by id.
    pub group: Option<String>,
    /// Only this user, by id.
    pub member: Option<String>,
    /// Registered on this day or later.
    pub from: Option<Day>,
    /// Registered on this day or earlier.
    pub until: Option<Day>,
}

/// What has a name and a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name; the id where that is missing.
    pub name: String,
    /// Its place in the order of names of the reader's language.
    pub rank: u32,
}

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Place by first name, in the order of the reader's language.
    pub first_rank: u32,
    /// Place by last name.
    pub last_rank: u32,
    /// Whether they have been deleted.
    pub is_deleted: bool,
}

/// A session in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionItem {
    /// The session.
    pub session: Named,
    /// The program template that it runs.
    pub program: Option<Named>,
    /// Since when it is in progress.
    pub starts_at: Option<Moment>,
    /// When it is over.
    pub ends_at: Option<Moment>,
}

/// A block of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockItem {
    /// Its id.
    pub id: String,
    /// Its title; the id where that is missing.
    pub title: String,
    /// What it is.
    pub kind: BlockKind,
    /// The titles of the slots of a classroom, and how long each counts, in seconds.
    pub slots: Vec<(String, Option<f64>)>,
}

/// A session on its page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionHead {
    /// The session.
    pub item: SessionItem,
    /// Whether it is over.
    pub is_over: bool,
    /// Whether the viewer sees everybody in it.
    pub is_whole: bool,
    /// Whether it has results by group and by learner.
    pub has_results: bool,
    /// Its blocks.
    pub blocks: Vec<BlockItem>,
}

/// A learner in a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearnerRow {
    /// Who.
    pub person: Person,
    /// In which session; of the page of a session, that one.
    pub session: Named,
    /// What became of them.
    pub learner: Learner,
}

/// A learner on a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockRow {
    /// Who.
    pub person: Person,
    /// Whether they are registered now.
    pub registered: bool,
    /// What became of them there.
    pub on_block: OnBlock,
    /// Of a classroom, the attendance of every slot, 0 to 100.
    pub attendance: Vec<Option<f64>>,
}

/// A group with its results in a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupRow {
    /// The group.
    pub group: Named,
    /// Its results.
    pub result: GroupResult,
}

/// What a file of sessions can have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileChoice {
    /// The sessions in it, by index.
    pub sessions: Vec<u32>,
    /// The columns with their headings.
    pub columns: Vec<(Column, String)>,
    /// What of the choice narrows it.
    pub narrowing: Narrowing,
    /// How many rows that leaves.
    pub rows: u64,
    /// The groups to choose from.
    pub groups: Vec<Named>,
    /// The members to choose from.
    pub members: Vec<Person>,
}

/// A group in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupItem {
    /// The group.
    pub group: Named,
    /// How far it is below the platform group.
    pub level: u32,
    /// How many sessions it has.
    pub sessions: u64,
    /// Pairs of session and member who has begun, of all.
    pub attendance: Part,
}

/// What a page is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Data {
    /// All sessions, and the rows of their file.
    Sessions {
        /// The sessions with their figures.
        rows: Vec<(SessionItem, SessionRow)>,
        /// A row of the file for each.
        file: Table,
    },
    /// The collaborative activities of all sessions, and the rows of their file.
    Collaboration {
        /// The sessions with their figures.
        rows: Vec<(SessionItem, Collaboration)>,
        /// A row of the file for each.
        file: Table,
    },
    /// A session.
    Session {
        /// The session.
        head: Box<SessionHead>,
        /// The part that was asked for.
        part: Box<SessionPart>,
    },
    /// A program template: the results over its sessions. Without `file` the individual results.
    Program {
        /// The template.
        program: Named,
        /// How many sessions it has.
        sessions: u64,
        /// Whether the viewer sees everybody in all of them.
        is_whole: bool,
        /// The learners; none on the page of the file.
        rows: Vec<LearnerRow>,
        /// The file.
        file: Option<Box<FileChoice>>,
    },
    /// All groups.
    Groups(Vec<GroupItem>),
    /// A group: *Additional details*.
    Group {
        /// The group.
        group: Named,
        /// The first of the twelve months.
        first_month: Month,
        /// Sessions in progress in each.
        ongoing_sessions: [u64; MONTHS],
        /// Fully online sessions, of all.
        online: Part,
        /// Pairs that have begun, of all.
        attendance: Part,
        /// Pairs that have finished.
        completion: Part,
        /// Pairs that are verified.
        success: Part,
        /// Its sessions.
        sessions: Vec<(SessionItem, GroupSession)>,
        /// The file.
        file: Option<Box<FileChoice>>,
    },
    /// The learners of a group in a session.
    GroupSession {
        /// The group.
        group: Named,
        /// The session.
        session: SessionItem,
        /// The members who are registered.
        rows: Vec<LearnerRow>,
    },
    /// There is no such page, or the viewer may not see it.
    NotAvailable,
}

/// A part of the page of a session. None: there are no results yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SessionPart {
    /// The figures.
    General(General),
    /// Results by group.
    Groups(Option<Vec<GroupRow>>),
    /// Individual results.
    Learners(Option<Vec<LearnerRow>>),
    /// Results on a block, by its place.
    Block(u32, Option<Vec<BlockRow>>),
    /// A learner on every block, with the attendance of every slot of it.
    Learner(LearnerRow, Vec<(OnBlock, Vec<Option<f64>>)>),
    /// The file.
    File(FileChoice),
}

/// What a page is made of, as far as the viewer may see it.
#[must_use]
pub fn page(scope: &Scope, request: &PageRequest, ranks: Ranks) -> Data {
    let pages = Pages { scope, request, ranks };
    let found = match &request.page {
        TrainingPage::Sessions => Some(pages.sessions()),
        TrainingPage::Collaboration => Some(pages.collaboration()),
        TrainingPage::Groups => Some(pages.groups()),
        TrainingPage::Session(id) => pages.session_of(id).and_then(|session| pages.session(session)),
        TrainingPage::Program(id) => pages.program(id),
        TrainingPage::Group(id) => pages.group(id),
    };
    found.unwrap_or(Data::NotAvailable)
}

struct Pages<'a> {
    scope: &'a Scope,
    request: &'a PageRequest,
    ranks: Ranks<'a>,
}

fn title_or_id(title: &str, id: &str) -> String {
    if title.trim().is_empty() { id.to_owned() } else { title.to_owned() }
}

fn named(id: &str, title: &str) -> Named {
    Named { id: id.to_owned(), name: title_or_id(title, id), rank: 0 }
}

impl Pages<'_> {
    /// Gives each its place among all.
    fn rank<'b>(&self, named: impl Iterator<Item = &'b mut Named>) {
        let all: Vec<&mut Named> = named.collect();
        let ranks = (self.ranks)(&all.iter().map(|named| named.name.as_str()).collect::<Vec<_>>());
        for (named, rank) in all.into_iter().zip(ranks) {
            named.rank = rank;
        }
    }

    /// The users, each with the places among all of them.
    fn people(&self, users: &[u32]) -> Vec<Person> {
        let user = |index: &u32| &self.scope.data.users[*index as usize];
        let names = |name: fn(&User) -> &str| users.iter().map(|index| name(user(index)).trim()).collect::<Vec<_>>();
        let (first, last) =
            ((self.ranks)(&names(|user| &user.first_name)), (self.ranks)(&names(|user| &user.last_name)));
        let person = |(place, index): (usize, &u32)| {
            let user = user(index);
            Person {
                id: user.id.clone(),
                first_name: user.first_name.trim().to_owned(),
                last_name: user.last_name.trim().to_owned(),
                first_rank: first[place],
                last_rank: last[place],
                is_deleted: user.is_deleted(self.scope.as_of),
            }
        };
        users.iter().enumerate().map(person).collect()
    }

    fn item(&self, session: u32) -> SessionItem {
        let data = &self.scope.data;
        let session = &data.sessions[session as usize];
        let template = |template: u32| {
            let template = &data.templates[template as usize];
            named(&template.id, &template.title)
        };
        SessionItem {
            session: named(&session.id, &session.name),
            program: session.template.map(template),
            starts_at: session.starts_at,
            ends_at: session.ends_at,
        }
    }

    fn group_named(&self, group: u32) -> Named {
        let group = &self.scope.data.groups[group as usize];
        named(&group.id, &group.title)
    }

    /// Rows of sessions with their names in order.
    fn items<T>(&self, rows: Vec<T>, session: fn(&T) -> u32) -> Vec<(SessionItem, T)> {
        let mut rows: Vec<(SessionItem, T)> = rows.into_iter().map(|row| (self.item(session(&row)), row)).collect();
        self.rank(rows.iter_mut().map(|(item, _)| &mut item.session));
        self.rank(rows.iter_mut().filter_map(|(item, _)| item.program.as_mut()));
        rows
    }

    fn sessions(&self) -> Data {
        let rows = sessions::session_list(self.scope);
        let file = files::list_table(self.scope, &rows);
        Data::Sessions { rows: self.items(rows, |row| row.session), file }
    }

    fn collaboration(&self) -> Data {
        let rows = sessions::collaborative_activities(self.scope);
        let file = files::collaboration_table(self.scope, &rows);
        Data::Collaboration { rows: self.items(rows, |row| row.session), file }
    }

    /// A session that the viewer may see, by id.
    fn session_of(&self, id: &str) -> Option<u32> {
        self.scope.sessions().find(|session| self.scope.data.sessions[*session as usize].id == id)
    }

    /// A group that the viewer may see, by id.
    fn group_of(&self, id: &str) -> Option<u32> {
        Sight::seen(&self.scope.sight.groups).find(|group| self.scope.data.groups[*group as usize].id == id)
    }

    fn session(&self, session: u32) -> Option<Data> {
        let scope = self.scope;
        let of_session = &scope.data.sessions[session as usize];
        let block = |block: &Block| BlockItem {
            id: block.id.clone(),
            title: title_or_id(&block.title, &block.id),
            kind: block.kind,
            slots: block
                .slots
                .iter()
                .map(|slot| (title_or_id(&slot.title, &slot.id), slot.hours.map(|hours| hours * 3600.0)))
                .collect(),
        };
        let head = SessionHead {
            item: self.item(session),
            is_over: of_session.is_over(scope.as_of),
            is_whole: scope.sight.whole_sessions[session as usize],
            has_results: sessions::has_results(scope, session),
            blocks: of_session.blocks.iter().map(block).collect(),
        };
        let part = match (&self.request.learner, self.request.part) {
            (Some(learner), _) => self.learner(session, learner)?,
            (None, PagePart::General) => SessionPart::General(sessions::general(scope, session)),
            (None, PagePart::Groups) => SessionPart::Groups(sessions::by_group(scope, session).map(|rows| {
                let row = |result: GroupResult| GroupRow { group: self.group_named(result.group), result };
                let mut rows: Vec<GroupRow> = rows.into_iter().map(row).collect();
                self.rank(rows.iter_mut().map(|row| &mut row.group));
                rows
            })),
            (None, PagePart::Learners) => {
                let places = sessions::individual(scope, session);
                SessionPart::Learners(places.map(|places| self.learners(&of_one(session, &places))))
            }
            (None, PagePart::Blocks) => self.block(session),
            (None, PagePart::File) => SessionPart::File(self.file(vec![session])),
        };
        Some(Data::Session { head: Box::new(head), part: Box::new(part) })
    }

    /// Learners by session and place.
    fn learners(&self, places: &[(u32, usize)]) -> Vec<LearnerRow> {
        let learner = |(session, place): &(u32, usize)| &self.scope.learners(*session).learners[*place];
        let users: Vec<u32> = places.iter().map(|place| learner(place).user).collect();
        let row = |(place, person): (&(u32, usize), Person)| LearnerRow {
            person,
            session: self.item(place.0).session,
            learner: learner(place).clone(),
        };
        let mut rows: Vec<LearnerRow> = places.iter().zip(self.people(&users)).map(row).collect();
        self.rank(rows.iter_mut().map(|row| &mut row.session));
        rows
    }

    /// The attendance of a learner at each slot of a block.
    fn attendance(&self, session: u32, place: usize, block: &Block) -> Vec<Option<f64>> {
        let attendance = self.scope.learners(session).attendance(place);
        block.slots.iter().map(|slot| attendance[slot.key as usize]).collect()
    }

    fn block(&self, session: u32) -> SessionPart {
        let blocks = &self.scope.data.sessions[session as usize].blocks;
        let index = blocks.iter().position(|block| Some(&block.id) == self.request.block.as_ref()).unwrap_or(0);
        let rows = sessions::individual(self.scope, session).filter(|_| !blocks.is_empty()).map(|places| {
            let all = self.scope.learners(session);
            let users: Vec<u32> = places.iter().map(|place| all.learners[*place].user).collect();
            let row = |(place, person): (&usize, Person)| BlockRow {
                person,
                registered: all.learners[*place].registered,
                on_block: all.on_blocks(*place)[index],
                attendance: self.attendance(session, *place, &blocks[index]),
            };
            places.iter().zip(self.people(&users)).map(row).collect()
        });
        SessionPart::Block(index as u32, rows)
    }

    /// A learner on every block; none for somebody who isn't in the results, nor on the page of a session
    /// that has none yet.
    fn learner(&self, session: u32, id: &str) -> Option<SessionPart> {
        let is_of_group = matches!(self.request.page, TrainingPage::Group(_));
        let all = self.scope.learners(session);
        let is_asked = |learner: &Learner| self.scope.data.users[learner.user as usize].id == id;
        let has_results = is_of_group || sessions::has_results(self.scope, session);
        let found = all.iter().find(|(_, learner)| learner.is_listed() && is_asked(learner));
        let (place, _) = found.filter(|_| has_results)?;
        let blocks = &self.scope.data.sessions[session as usize].blocks;
        let on_blocks = blocks.iter().zip(all.on_blocks(place));
        let on_blocks = on_blocks.map(|(block, on_block)| (*on_block, self.attendance(session, place, block)));
        let row = self.learners(&[(session, place)]).pop()?;
        Some(SessionPart::Learner(row, on_blocks.collect()))
    }

    fn program(&self, id: &str) -> Option<Data> {
        let scope = self.scope;
        let is_asked = |template: &u32| scope.data.templates[*template as usize].id == id;
        let index = Sight::seen(&scope.sight.programs).find(is_asked)?;
        let template = &scope.data.templates[index as usize];
        let of_program = sessions::of_program(scope, index);
        let is_file = self.request.part == PagePart::File;
        let places: Vec<(u32, usize)> = of_program
            .iter()
            .filter(|_| !is_file)
            .filter_map(|session| Some(of_one(*session, &sessions::individual(scope, *session)?)))
            .flatten()
            .collect();
        Some(Data::Program {
            program: named(&template.id, &template.title),
            sessions: of_program.len() as u64,
            is_whole: of_program.iter().all(|session| scope.sight.whole_sessions[*session as usize]),
            rows: self.learners(&places),
            file: is_file.then(|| Box::new(self.file(of_program))),
        })
    }

    fn groups(&self) -> Data {
        let item = |details: GroupDetails| GroupItem {
            group: self.group_named(details.group),
            level: self.scope.circles.level[details.group as usize],
            sessions: details.sessions.len() as u64,
            attendance: details.attendance,
        };
        let mut rows: Vec<GroupItem> = group_details(self.scope, None).into_iter().map(item).collect();
        self.rank(rows.iter_mut().map(|row| &mut row.group));
        Data::Groups(rows)
    }

    fn group(&self, id: &str) -> Option<Data> {
        let index = self.group_of(id)?;
        let details = group_details(self.scope, Some(index)).pop()?;
        let group = self.group_named(index);
        if let Some(session) = &self.request.session {
            let session = self.session_of(session)?;
            details.sessions.iter().find(|row| row.session == session)?;
            let all = self.scope.learners(session);
            if let Some(learner) = &self.request.learner {
                let place = all.iter().find(|(_, row)| self.scope.data.users[row.user as usize].id == *learner)?;
                return self.scope.circles.has(index, place.1.user).then(|| self.session(session)).flatten();
            }
            let is_in = |learner: &Learner| learner.registered && self.scope.circles.has(index, learner.user);
            let places: Vec<usize> = all.iter().filter(|(_, row)| is_in(row)).map(|(place, _)| place).collect();
            let rows = self.learners(&of_one(session, &places));
            return Some(Data::GroupSession { group, session: self.item(session), rows });
        }
        let of_group: Vec<u32> = details.sessions.iter().map(|row| row.session).collect();
        let is_file = self.request.part == PagePart::File;
        Some(Data::Group {
            group,
            first_month: self.scope.months.first,
            ongoing_sessions: details.ongoing_sessions,
            online: details.online,
            attendance: details.attendance,
            completion: details.completion,
            success: details.success,
            sessions: self.items(details.sessions, |row| row.session),
            file: is_file.then(|| Box::new(self.file(of_group))),
        })
    }

    fn file(&self, sessions: Vec<u32>) -> FileChoice {
        let scope = self.scope;
        let user = |id: &String| scope.data.users.iter().position(|user| user.id == *id);
        // What a filter names and the viewer doesn't see leaves nobody.
        let group = self.request.group.as_ref().map(|id| self.group_of(id).unwrap_or(u32::MAX));
        let is_unknown_group = group == Some(u32::MAX);
        let member = self.request.member.as_ref().map(|id| user(id).map_or(u32::MAX, |user| user as u32));
        let narrowing = Narrowing {
            from: self.request.from,
            until: self.request.until,
            group: group.filter(|_| !is_unknown_group),
            member: if is_unknown_group { Some(u32::MAX) } else { member },
        };
        let columns = files::columns(scope, &sessions);
        let mut members: Vec<u32> = sessions
            .iter()
            .flat_map(|session| &scope.learners(*session).learners)
            .filter(|learner| learner.assigned)
            .map(|learner| learner.user)
            .collect();
        members.sort_unstable();
        members.dedup();
        let mut groups: Vec<Named> = Sight::seen(&scope.sight.groups).map(|group| self.group_named(group)).collect();
        self.rank(groups.iter_mut());
        FileChoice {
            rows: files::sessions_rows(scope, &sessions, &narrowing),
            columns: columns
                .into_iter()
                .map(|column| {
                    let heading = column.heading(scope);
                    (column, heading)
                })
                .collect(),
            narrowing,
            groups,
            members: self.people(&members),
            sessions,
        }
    }
}

/// The places of learners of one session.
fn of_one(session: u32, places: &[usize]) -> Vec<(u32, usize)> {
    places.iter().map(|place| (session, *place)).collect()
}

impl Person {
    /// First and last name; the id where both are missing.
    #[must_use]
    pub fn name(&self) -> String {
        names::joined(&self.first_name, &self.last_name, &self.id)
    }
}
