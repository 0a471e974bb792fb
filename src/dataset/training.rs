//! The data of a training document, checked, resolved and indexed, as [`super::Dataset`] is of a
//! course: small lists as records, references as indexes, events grouped by whom they belong to.
//!
//! Attempts and other events whose fields are read together stand in rows; those that are counted
//! one field at a time stand in columns.

use serde::{Deserialize, Serialize};

use super::{Interner, events::RowsBy, zone::Zone};
use crate::units::Moment;

/// All that a training document says.
#[derive(Debug)]
pub struct Training {
    /// When the document was made: the moment of every figure.
    pub generated_at: Moment,
    /// Where days and months begin and end.
    pub zone: Zone,
    /// Who is looking; None where the document doesn't say or doesn't have the user.
    pub viewer: Option<u32>,
    /// The users, deleted ones too, in document order.
    pub users: Vec<User>,
    /// The groups, in document order. None is its own ancestor.
    pub groups: Vec<Group>,
    /// The roles that aren't left out.
    pub roles: Vec<Role>,
    /// The courses, in document order.
    pub courses: Vec<Course>,
    /// The program templates, in document order.
    pub templates: Vec<Template>,
    /// The sessions, in document order.
    pub sessions: Vec<Session>,
    /// Registrations, by session.
    pub registrations: Registrations,
    /// Invitations, by session.
    pub invitations: Invitations,
    /// Attempts as the document has them, by user.
    pub attempts: Attempts,
    /// What an external provider tells of completions, by user.
    pub completions: Completions,
    /// Answers to questions.
    pub answers: Answers,
    /// Attendance of classroom slots, by session.
    pub attendance: Attendance,
    /// Certificates, by session.
    pub certificates: Certificates,
    /// Connections to courses.
    pub connections: Connections,
    /// Posts, by session.
    pub posts: Posts,
}

/// Somebody on the platform, present or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Email address.
    pub email: Option<String>,
    /// The number of the email address, the same whatever the case of its letters.
    pub email_key: Option<u32>,
    /// What the organisation adds: title and value, in the order of the document.
    pub custom_fields: Vec<(String, String)>,
    /// A remark.
    pub additional_information: String,
    /// The users who manage this one, in document order, each once.
    pub managers: Vec<u32>,
    /// When the user was deleted.
    pub deleted_at: Option<Moment>,
    /// The groups with a membership, ascending; not those around them.
    pub groups: Vec<u32>,
}

/// A group of users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The group it is in; None: the platform group.
    pub parent: Option<u32>,
}

/// What somebody may be in a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleKind {
    /// Owner of the platform.
    Owner,
    /// Administrator of it.
    Administrator,
    /// Coach of a group.
    Coach,
    /// Advisor of a course.
    Advisor,
    /// Anything else; it opens nothing.
    Other,
}

/// A role that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Who.
    pub user: u32,
    /// What.
    pub kind: RoleKind,
    /// Of which group.
    pub group: Option<u32>,
    /// Of which course.
    pub course: Option<u32>,
}

/// A course.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who made it.
    pub author: Option<u32>,
    /// Whether it is that of an external provider, which tells only starts and completions.
    pub is_external: bool,
    /// How long it should take.
    pub theoretical_seconds: Option<f64>,
    /// How many questions it has.
    pub questions: Option<f64>,
    /// The score to reach, in percent.
    pub minimum_score: Option<f64>,
    /// Whether the minimum score counts for the verification of a program.
    pub examination: bool,
}

/// A program template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A remark.
    pub additional_information: String,
    /// Who made it.
    pub author: Option<u32>,
}

/// A session: one run of a program template.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The template that it runs.
    pub template: Option<u32>,
    /// Since when it is in progress; None: always.
    pub starts_at: Option<Moment>,
    /// When it is over; None: never.
    pub ends_at: Option<Moment>,
    /// Who made it.
    pub author: Option<u32>,
    /// Its instructors, in document order, each once.
    pub instructors: Vec<u32>,
    /// The groups that it is assigned to, ascending.
    pub groups: Vec<u32>,
    /// The groups in whose catalog it is, ascending.
    pub catalog_groups: Vec<u32>,
    /// How long it should take.
    pub expected_seconds: Option<f64>,
    /// Its tags.
    pub tags: Vec<String>,
    /// A remark.
    pub additional_information: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The ids that its slots have, each once: attendance names a slot by session and id.
    pub slot_ids: u32,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A course.
    Course,
    /// An assessment.
    Assessment,
    /// A classroom with slots.
    Classroom,
    /// Any other: its progress counts, and that is all.
    Other,
}

/// A block of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its id, unique in its session.
    pub id: String,
    /// What it is.
    pub kind: BlockKind,
    /// Its title.
    pub title: String,
    /// The course that it is.
    pub course: Option<u32>,
    /// The score that an assessment needs, in percent.
    pub minimum_score: Option<f64>,
    /// The slots of a classroom.
    pub slots: Vec<Slot>,
}

/// A slot of a classroom.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Its id.
    pub id: String,
    /// The number of its id among those of the session.
    pub key: u32,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Option<Moment>,
    /// When it ends.
    pub ends_at: Option<Moment>,
    /// How long it counts.
    pub hours: Option<f64>,
}

/// How a user came to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// By assignment, or in a way that isn't known.
    Assigned,
    /// From the catalog.
    Catalog,
    /// By invitation.
    Invitation,
}

/// A registration of a user to a session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Registration {
    /// Who.
    pub user: u32,
    /// How.
    pub via: Via,
    /// Since when.
    pub registered_at: Moment,
    /// Until when.
    pub unregistered_at: Option<Moment>,
    /// Whether they are on the waiting list.
    pub waiting: bool,
}

/// Registrations, by session and in each by moment.
#[derive(Debug, Default)]
pub struct Registrations {
    /// Where each session's stand.
    pub by_session: RowsBy,
    /// The registrations.
    pub rows: Vec<Registration>,
}

/// An invitation to a session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Invitation {
    /// The number of the email address, as in [`User::email_key`].
    pub email_key: u32,
    /// When it was sent.
    pub sent_at: Option<Moment>,
    /// When it was accepted.
    pub accepted_at: Option<Moment>,
}

/// Invitations, by session.
#[derive(Debug, Default)]
pub struct Invitations {
    /// Where each session's stand.
    pub by_session: RowsBy,
    /// The invitations.
    pub rows: Vec<Invitation>,
}

/// Where an attempt was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// In a browser, or not known.
    Web,
    /// In the mobile application.
    Mobile,
}

/// An attempt on a block of a session or, in open access, on a course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attempt {
    /// Who.
    pub user: u32,
    /// In which session; None: open access.
    pub session: Option<u32>,
    /// On which block, by its place in the session; only with a session.
    pub block: Option<u32>,
    /// On which course: that of the attempt, else that of the block.
    pub course: Option<u32>,
    /// Where.
    pub platform: Platform,
    /// When it began.
    pub started_at: Moment,
    /// When something last happened.
    pub last_activity_at: Option<Moment>,
    /// When it was completed.
    pub completed_at: Option<Moment>,
    /// How long it took; 0 where that is missing.
    pub seconds: f64,
    /// 0 to 100; 0 where it is missing.
    pub progress: f64,
    /// 0 to 100.
    pub score: Option<f64>,
    /// Whether it was passed.
    pub passed: Option<bool>,
}

/// Attempts, by user and of each by their start.
#[derive(Debug, Default)]
pub struct Attempts {
    /// Where each user's stand.
    pub by_user: RowsBy,
    /// The attempts.
    pub rows: Vec<Attempt>,
}

/// A completion that an external provider tells of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Completion {
    /// Of which course.
    pub course: u32,
    /// When.
    pub completed_at: Moment,
    /// Whether the course was passed.
    pub passed: Option<bool>,
}

/// Completions, by user and of each by moment.
#[derive(Debug, Default)]
pub struct Completions {
    /// Where each user's stand.
    pub by_user: RowsBy,
    /// The completions.
    pub rows: Vec<Completion>,
}

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Who answered.
    pub user: u32,
    /// In which course.
    pub course: Option<u32>,
    /// Which question, by its number in [`Answers::questions`].
    pub question: Option<u32>,
    /// When.
    pub at: Moment,
    /// The points; 0 where they are missing or can't be.
    pub points: f64,
    /// The highest points that there are; None where there is no such number, or none above 0.
    pub max_points: Option<f64>,
}

/// Answers, in document order.
#[derive(Debug, Default)]
pub struct Answers {
    /// The answers.
    pub rows: Vec<Answer>,
    /// The ids of questions, which no list of the document has.
    pub questions: Interner,
}

/// Attendance of slots, by session and in document order.
#[derive(Debug, Default)]
pub struct Attendance {
    /// Where each session's stand.
    pub by_session: RowsBy,
    /// Who.
    pub user: Vec<u32>,
    /// At which slot, by [`Slot::key`].
    pub slot: Vec<u32>,
    /// 0 to 100; 0 where it is missing.
    pub percent: Vec<f64>,
}

/// Certificates, by session.
#[derive(Debug, Default)]
pub struct Certificates {
    /// Where each session's stand.
    pub by_session: RowsBy,
    /// To whom.
    pub user: Vec<u32>,
    /// When.
    pub issued_at: Vec<Moment>,
}

/// Connections to courses, in document order.
#[derive(Debug, Default)]
pub struct Connections {
    /// Who.
    pub user: Vec<u32>,
    /// To which course.
    pub course: Vec<u32>,
    /// When.
    pub at: Vec<Moment>,
}

/// What a post of a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostKind {
    /// A message of the session.
    Publication,
    /// A comment in a course's forum.
    Comment,
    /// A reaction.
    Reaction,
    /// Any other, which is in no figure.
    Other,
}

/// Posts, by session.
#[derive(Debug, Default)]
pub struct Posts {
    /// Where each session's stand.
    pub by_session: RowsBy,
    /// Who.
    pub user: Vec<u32>,
    /// When.
    pub at: Vec<Moment>,
    /// What.
    pub kind: Vec<PostKind>,
}

impl User {
    /// Whether the user is deleted at `as_of`.
    #[must_use]
    pub fn is_deleted(&self, as_of: Moment) -> bool {
        self.deleted_at.is_some_and(|deleted| deleted <= as_of)
    }
}

impl Session {
    /// Whether it has begun at `as_of`; one without a start always has.
    #[must_use]
    pub fn has_begun(&self, as_of: Moment) -> bool {
        self.starts_at.is_none_or(|start| start <= as_of)
    }

    /// Whether it is over at `as_of`; one without an end never is.
    #[must_use]
    pub fn is_over(&self, as_of: Moment) -> bool {
        self.ends_at.is_some_and(|end| end <= as_of)
    }

    /// Whether it is in progress at some time from `from` on and before `until`. Its end itself no
    /// longer belongs to it; one that ends before it begins is never in progress.
    #[must_use]
    pub fn is_in_progress_within(&self, from: Moment, until: Moment) -> bool {
        let begins = self.starts_at.unwrap_or(Moment::MIN).max(from);
        begins < until && self.ends_at.is_none_or(|end| begins < end)
    }

    /// Whether it has a classroom block.
    #[must_use]
    pub fn has_classroom(&self) -> bool {
        self.blocks.iter().any(|block| block.kind == BlockKind::Classroom)
    }

    /// Every slot of every classroom with its block, in order.
    pub fn slots(&self) -> impl Iterator<Item = (&Block, &Slot)> {
        let classrooms = self.blocks.iter().filter(|block| block.kind == BlockKind::Classroom);
        classrooms.flat_map(|block| block.slots.iter().map(move |slot| (block, slot)))
    }
}

impl Registration {
    /// Whether the registration holds at `moment`, on the waiting list or not.
    #[must_use]
    pub fn holds(&self, moment: Moment) -> bool {
        self.registered_at <= moment && self.unregistered_at.is_none_or(|end| moment < end)
    }
}

impl Block {
    /// Whether it is a course or an assessment: what gives scores.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        matches!(self.kind, BlockKind::Course | BlockKind::Assessment)
    }
}
