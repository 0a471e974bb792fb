//! What each page is made of: the figures and the names that it needs, and nothing that the viewer may
//! not see. Small, for it crosses to the page; the data stays.

use serde::{Deserialize, Serialize};

use crate::{
    dataset::training::{Block, BlockKind, Platform, User},
    export::Table,
    names,
    training::{
        MONTHS, Narrowing, Scope,
        address::{Part as PagePart, TrainingPage, TrainingView},
        dashboard::{
            compute::{self as dashboard, Granularity, PerMonth, Subject, Totals, TotalsRow, totals, totals_of},
            view_model as boards,
        },
        external::compute::{ExternalAttempt, Outcome, Reason, State},
        groups::compute::{GroupDetails, GroupSession, group_details},
        learners::compute::{Learner, OnBlock},
        sessions::{
            compute::{self as sessions, Collaboration, General, GroupResult, SessionRow},
            view_model::{self as files, Column},
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
    /// For what a file of the dashboard has rows.
    pub granularity: Granularity,
}

impl PageRequest {
    /// What a view needs of the engine.
    #[must_use]
    pub fn of(view: &TrainingView) -> Self {
        Self {
            page: view.page.clone(),
            part: view.part,
            block: view.block.clone(),
            session: view.session.clone(),
            learner: view.learner.clone(),
            group: view.group.clone(),
            member: view.member.clone(),
            from: view.from,
            until: view.until,
            granularity: view.granularity,
        }
    }
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
    /// Whether the viewer may see their page.
    pub has_page: bool,
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
    /// The course that it is, where the viewer may see that course's page.
    pub course: Option<Named>,
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
    /// Whether one of its blocks is a course of an external provider.
    pub has_external: bool,
    /// Its blocks.
    pub blocks: Vec<BlockItem>,
}

/// A learner in a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearnerRow {
    /// Who.
    pub person: Person,
    /// In which session; empty in a list of one.
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

/// The figures and the graphs of a page of the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// The figures.
    pub totals: Totals,
    /// The first of the twelve months.
    pub first_month: Month,
    /// The graphs.
    pub per_month: PerMonth,
}

/// A row of a list of the dashboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardRow {
    /// The group, the program, the course; of a question its course.
    pub named: Named,
    /// The learner, in a list of learners.
    pub person: Option<Person>,
    /// The id of the question, in a list of questions.
    pub question: String,
    /// How far a group is below the platform group.
    pub level: u32,
    /// The figures.
    pub totals: Totals,
}

/// A file of the dashboard, and what can be chosen for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardFile {
    /// For what it has rows.
    pub granularity: Granularity,
    /// The file itself.
    pub table: Table,
    /// The groups to choose from.
    pub groups: Vec<Named>,
    /// The members to choose from.
    pub members: Vec<Person>,
}

/// An attempt on a course of an external provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExternalRow {
    /// Who.
    pub person: Person,
    /// On which course, by the title of the block where it is one of a session's page.
    pub course: Named,
    /// In which session that the viewer may see; None: open access, or another one.
    pub session: Option<Named>,
    /// Whether it began in the mobile application.
    pub is_mobile: bool,
    /// When it began.
    pub started_at: Moment,
    /// When it was completed.
    pub completed_at: Option<Moment>,
    /// Whether it is shown as under way.
    pub state: State,
    /// 0 to 100.
    pub progress: f64,
    /// None before a completion.
    pub outcome: Option<Outcome>,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Why it has this time.
    pub reason: Reason,
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
        /// The learners; none on the page of the file and on the dashboard.
        rows: Vec<LearnerRow>,
        /// The file.
        file: Option<Box<FileChoice>>,
        /// The dashboard.
        board: Option<Box<Board>>,
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
        /// The dashboard.
        board: Option<Box<Board>>,
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
    /// The dashboard of the platform.
    Dashboard(Box<Board>),
    /// A list of the dashboard.
    BoardRows(Granularity, Vec<BoardRow>),
    /// A file of the dashboard, which stands above it.
    BoardFile(Box<Board>, Box<BoardFile>),
    /// A learner.
    Learner {
        /// Who.
        person: Person,
        /// Whether there are attempts on external courses.
        has_external: bool,
        /// The dashboard; None on the page of external courses.
        board: Option<Box<Board>>,
        /// What became of them in each session that the viewer may see.
        sessions: Vec<LearnerRow>,
        /// The attempts on external courses.
        external: Vec<ExternalRow>,
    },
    /// A course.
    Course {
        /// The course.
        course: Named,
        /// Whether everybody counts.
        is_whole: bool,
        /// Whether it is that of an external provider.
        is_external: bool,
        /// The dashboard; None on the page of external attempts.
        board: Option<Box<Board>>,
        /// Its questions.
        questions: Vec<BoardRow>,
        /// The attempts on it, of learners whom the viewer may see by name.
        external: Vec<ExternalRow>,
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
    /// Attempts on courses of an external provider.
    External(Vec<ExternalRow>),
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
        TrainingPage::Dashboard => pages.dashboard(),
        TrainingPage::Learner(id) => pages.learner_page(id),
        TrainingPage::Course(id) => pages.course(id),
    };
    found.unwrap_or(Data::NotAvailable)
}

struct Pages<'a> {
    scope: &'a Scope,
    request: &'a PageRequest,
    ranks: Ranks<'a>,
}

fn title_or_id(title: &str, id: &str) -> String {
    names::shown(if title.trim().is_empty() { id } else { title })
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
                first_name: names::shown(user.first_name.trim()),
                last_name: names::shown(user.last_name.trim()),
                first_rank: first[place],
                last_rank: last[place],
                is_deleted: user.is_deleted(self.scope.as_of),
                has_page: self.scope.sight.users[*index as usize],
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
            course: block
                .course
                .filter(|course| scope.sight.courses[*course as usize])
                .map(|course| self.course_named(course)),
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
            has_external: of_session
                .blocks
                .iter()
                .filter_map(|block| block.course)
                .any(|course| scope.data.courses[course as usize].is_external),
            blocks: of_session.blocks.iter().map(block).collect(),
        };
        let part = match (&self.request.learner, self.request.part) {
            (Some(learner), _) => self.learner(session, learner)?,
            (None, PagePart::External) => {
                let is_of = |attempt: &&ExternalAttempt| {
                    attempt.session == Some(session) && scope.sight.in_session(session, attempt.user)
                };
                let mut rows: Vec<(&ExternalAttempt, String)> = Vec::new();
                for attempt in scope.external.iter().filter(is_of) {
                    let block = attempt.block.and_then(|block| of_session.blocks.get(block as usize));
                    rows.push((attempt, block.map_or_else(String::new, |block| title_or_id(&block.title, &block.id))));
                }
                SessionPart::External(self.external(&rows))
            }
            (None, PagePart::Groups) => SessionPart::Groups(sessions::by_group(scope, session).map(|rows| {
                let row = |result: GroupResult| GroupRow { group: self.group_named(result.group), result };
                let mut rows: Vec<GroupRow> = rows.into_iter().map(row).collect();
                self.rank(rows.iter_mut().map(|row| &mut row.group));
                rows
            })),
            (None, PagePart::Learners) => {
                let places = sessions::individual(scope, session);
                SessionPart::Learners(places.map(|places| self.learners_of_one(session, &places)))
            }
            (None, PagePart::Blocks) => self.block(session),
            (None, PagePart::File) => SessionPart::File(self.file(vec![session])),
            // A session has no other parts; what an address asks for beside them is its first.
            (None, _) => SessionPart::General(sessions::general(scope, session)),
        };
        Some(Data::Session { head: Box::new(head), part: Box::new(part) })
    }

    /// Learners by session and place.
    fn learners(&self, places: &[(u32, usize)]) -> Vec<LearnerRow> {
        let mut rows = self.learners_without_sessions(places);
        for (row, place) in rows.iter_mut().zip(places) {
            row.session = self.item(place.0).session;
        }
        self.rank(rows.iter_mut().map(|row| &mut row.session));
        rows
    }

    /// Learners of a session. There may be 20,000, whose rows go to the page.
    fn learners_of_one(&self, session: u32, places: &[usize]) -> Vec<LearnerRow> {
        self.learners_without_sessions(&of_one(session, places))
    }

    fn learners_without_sessions(&self, places: &[(u32, usize)]) -> Vec<LearnerRow> {
        let learner = |(session, place): &(u32, usize)| &self.scope.learners(*session).learners[*place];
        let users: Vec<u32> = places.iter().map(|place| learner(place).user).collect();
        let row = |(place, person): (&(u32, usize), Person)| LearnerRow {
            person,
            session: Named::default(),
            learner: learner(place).clone(),
        };
        places.iter().zip(self.people(&users)).map(row).collect()
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
        let row = self.learners_of_one(session, &[place]).pop()?;
        Some(SessionPart::Learner(row, on_blocks.collect()))
    }

    fn program(&self, id: &str) -> Option<Data> {
        let scope = self.scope;
        let is_asked = |template: &u32| scope.data.templates[*template as usize].id == id;
        let index = Sight::seen(&scope.sight.programs).find(is_asked)?;
        let template = &scope.data.templates[index as usize];
        let of_program = sessions::of_program(scope, index);
        let is_file = self.request.part == PagePart::File;
        let board = self.board_of(PagePart::Dashboard, Granularity::Program, Subject::Program(index), index);
        let places: Vec<(u32, usize)> = of_program
            .iter()
            .filter(|_| !is_file && board.is_none())
            .filter_map(|session| Some(of_one(*session, &sessions::individual(scope, *session)?)))
            .flatten()
            .collect();
        Some(Data::Program {
            program: named(&template.id, &template.title),
            sessions: of_program.len() as u64,
            is_whole: of_program.iter().all(|session| scope.sight.whole_sessions[*session as usize]),
            rows: self.learners(&places),
            file: is_file.then(|| Box::new(self.file(of_program))),
            board,
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
            let rows = self.learners_of_one(session, &places);
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
            board: self.board_of(PagePart::Dashboard, Granularity::Group, Subject::Group(index), index),
        })
    }

    fn course_named(&self, course: u32) -> Named {
        let course = &self.scope.data.courses[course as usize];
        named(&course.id, &course.title)
    }

    fn board(&self, subject: Subject, totals: Totals) -> Box<Board> {
        let per_month = dashboard::per_month(self.scope, subject);
        Box::new(Board { totals, first_month: self.scope.months.first, per_month })
    }

    /// The dashboard of what the viewer may see, on this part of its page.
    fn board_of(&self, part: PagePart, of: Granularity, subject: Subject, index: u32) -> Option<Box<Board>> {
        let is_asked = self.request.part == part;
        is_asked.then(|| totals_of(self.scope, of, index).map(|totals| self.board(subject, totals))).flatten()
    }

    fn dashboard(&self) -> Option<Data> {
        let granularity = match self.request.part {
            PagePart::Programs => Granularity::Program,
            PagePart::Courses => Granularity::Course,
            PagePart::Groups => Granularity::Group,
            PagePart::Learners => Granularity::Learner,
            PagePart::Questions => Granularity::Question,
            part => {
                let board = self.board(Subject::Platform, totals_of(self.scope, Granularity::Platform, 0)?);
                return Some(match part {
                    PagePart::File => Data::BoardFile(board, Box::new(self.board_file())),
                    _ => Data::Dashboard(board),
                });
            }
        };
        let rows = totals(self.scope, granularity, &Narrowing::default());
        Some(Data::BoardRows(granularity, self.board_rows(granularity, rows)))
    }

    fn board_rows(&self, granularity: Granularity, rows: Vec<TotalsRow>) -> Vec<BoardRow> {
        let data = &self.scope.data;
        let users: Vec<u32> = rows.iter().map(|row| row.subject).collect();
        let is_of_learners = granularity == Granularity::Learner;
        let mut people = if is_of_learners { self.people(&users) } else { Vec::new() }.into_iter();
        let row = |TotalsRow { subject, question, totals }: TotalsRow| BoardRow {
            named: match granularity {
                Granularity::Group => self.group_named(subject),
                Granularity::Program => {
                    let template = &data.templates[subject as usize];
                    named(&template.id, &template.title)
                }
                Granularity::Course | Granularity::Question => self.course_named(subject),
                Granularity::Platform | Granularity::Learner => Named::default(),
            },
            person: people.next(),
            question: match granularity {
                Granularity::Question => data.answers.questions.text(question).to_owned(),
                _ => String::new(),
            },
            level: if granularity == Granularity::Group { self.scope.circles.level[subject as usize] } else { 0 },
            totals,
        };
        let mut rows: Vec<BoardRow> = rows.into_iter().map(row).collect();
        self.rank(rows.iter_mut().map(|row| &mut row.named));
        rows
    }

    fn board_file(&self) -> BoardFile {
        let members: Vec<u32> = Sight::seen(&self.scope.sight.users).collect();
        let granularity = self.request.granularity;
        let mut who = self.narrowing();
        // Figures of courses that are seen whole must not tell of one whom the viewer doesn't see.
        let is_seen = |member: u32| self.scope.sight.users.get(member as usize) == Some(&true);
        who.member = who.member.map(|member| if is_seen(member) { member } else { u32::MAX });
        BoardFile {
            granularity,
            table: boards::table(self.scope, granularity, &who),
            groups: self.groups_to_choose(),
            members: self.people(&members),
        }
    }

    fn learner_page(&self, id: &str) -> Option<Data> {
        let scope = self.scope;
        let user = Sight::seen(&scope.sight.users).find(|user| scope.data.users[*user as usize].id == id)?;
        let is_of = |attempt: &&ExternalAttempt| attempt.user == user && scope.sight.courses[attempt.course as usize];
        let rows: Vec<(&ExternalAttempt, String)> = scope.external.iter().filter(is_of).map(untitled).collect();
        let has_external = !rows.is_empty();
        let is_external = self.request.part == PagePart::External && has_external;
        let place = |session: u32| {
            let all = scope.learners(session);
            all.place_of(user).filter(|place| all.learners[*place].is_listed()).map(|place| (session, place))
        };
        let places: Vec<(u32, usize)> = scope.sessions().filter(|_| !is_external).filter_map(place).collect();
        let totals = || totals_of(scope, Granularity::Learner, user);
        Some(Data::Learner {
            person: self.people(&[user]).pop()?,
            has_external,
            board: if is_external { None } else { Some(self.board(Subject::User(user), totals()?)) },
            sessions: self.learners(&places),
            external: if is_external { self.external(&rows) } else { Vec::new() },
        })
    }

    fn course(&self, id: &str) -> Option<Data> {
        let scope = self.scope;
        let course = Sight::seen(&scope.sight.courses).find(|course| scope.data.courses[*course as usize].id == id)?;
        let is_external = scope.data.courses[course as usize].is_external;
        let shows_external = self.request.part == PagePart::External && is_external;
        let is_of = |attempt: &&ExternalAttempt| {
            shows_external && attempt.course == course && scope.sight.users[attempt.user as usize]
        };
        let rows: Vec<(&ExternalAttempt, String)> = scope.external.iter().filter(is_of).map(untitled).collect();
        let totals_of_course = || totals_of(scope, Granularity::Course, course);
        let mut questions = Vec::new();
        if !shows_external {
            questions = totals(scope, Granularity::Question, &Narrowing::default());
            questions.retain(|row| row.subject == course);
        }
        Some(Data::Course {
            course: self.course_named(course),
            is_whole: scope.sight.whole_courses[course as usize],
            is_external,
            board: if shows_external { None } else { Some(self.board(Subject::Course(course), totals_of_course()?)) },
            questions: self.board_rows(Granularity::Question, questions),
            external: self.external(&rows),
        })
    }

    /// Attempts on external courses, each with the title of its block; empty for the course's own.
    fn external(&self, rows: &[(&ExternalAttempt, String)]) -> Vec<ExternalRow> {
        let (data, sight) = (&self.scope.data, &self.scope.sight);
        let users: Vec<u32> = rows.iter().map(|(attempt, _)| attempt.user).collect();
        let row = |((attempt, block), person): (&(&ExternalAttempt, String), Person)| ExternalRow {
            person,
            course: match block.as_str() {
                "" => self.course_named(attempt.course),
                title => Named { name: title.to_owned(), ..Named::default() },
            },
            session: attempt
                .session
                .filter(|session| sight.in_session(*session, attempt.user))
                .map(|session| self.item(session).session),
            is_mobile: attempt.platform == Platform::Mobile,
            started_at: attempt.started_at,
            completed_at: attempt.completed_at,
            state: attempt.state,
            progress: attempt.progress,
            outcome: attempt.outcome,
            seconds: attempt.seconds,
            reason: attempt.reason(data.courses[attempt.course as usize].theoretical_seconds),
        };
        let mut rows: Vec<ExternalRow> = rows.iter().zip(self.people(&users)).map(row).collect();
        self.rank(rows.iter_mut().map(|row| &mut row.course));
        self.rank(rows.iter_mut().filter_map(|row| row.session.as_mut()));
        rows
    }

    /// The groups that the viewer may see, in order.
    fn groups_to_choose(&self) -> Vec<Named> {
        let mut groups: Vec<Named> =
            Sight::seen(&self.scope.sight.groups).map(|group| self.group_named(group)).collect();
        self.rank(groups.iter_mut());
        groups
    }

    /// What narrows a file. What a filter names and the viewer doesn't see leaves nobody.
    fn narrowing(&self) -> Narrowing {
        let scope = self.scope;
        let user = |id: &String| scope.data.users.iter().position(|user| user.id == *id);
        let group = self.request.group.as_ref().map(|id| self.group_of(id).unwrap_or(u32::MAX));
        let is_unknown_group = group == Some(u32::MAX);
        let member = self.request.member.as_ref().map(|id| user(id).map_or(u32::MAX, |user| user as u32));
        Narrowing {
            from: self.request.from,
            until: self.request.until,
            group: group.filter(|_| !is_unknown_group),
            member: if is_unknown_group { Some(u32::MAX) } else { member },
        }
    }

    fn file(&self, sessions: Vec<u32>) -> FileChoice {
        let (scope, narrowing) = (self.scope, self.narrowing());
        let columns = files::columns(scope, &sessions);
        let mut members: Vec<u32> = sessions
            .iter()
            .flat_map(|session| &scope.learners(*session).learners)
            .filter(|learner| learner.assigned)
            .map(|learner| learner.user)
            .collect();
        members.sort_unstable();
        members.dedup();
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
            groups: self.groups_to_choose(),
            members: self.people(&members),
            sessions,
        }
    }
}

/// An attempt under the title of its course.
fn untitled(attempt: &ExternalAttempt) -> (&ExternalAttempt, String) {
    (attempt, String::new())
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

    /// What a list is in the order of: last name, then first name.
    #[must_use]
    pub fn places(&self) -> (u32, u32) {
        (self.last_rank, self.first_rank)
    }
}
