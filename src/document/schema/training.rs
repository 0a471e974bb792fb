//! The training document as types, for nothing but its JSON Schema; see [`super`]. Nothing is read
//! with these types: see `document::training` for that.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};

use super::{Id, Moment, Table};

/// The JSON Schema (draft 2020-12) of a training document.
#[must_use]
pub fn training_document_schema() -> Schema {
    schema_for!(TrainingDocument)
}

/// The training of an organisation as its platform keeps it, nothing aggregated.
///
/// Null means absent; a table that is missing is empty. Fields that are not named here are ignored.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", title = "Training document")]
pub struct TrainingDocument {
    /// What kind of document this is.
    #[schemars(extend("const" = "training-document/1"))]
    pub format: String,
    /// When the document was made. Everything is reported for this moment.
    pub generated_at: Moment,
    /// IANA name of the time zone in which days and months begin and end. UTC where it is missing.
    #[schemars(extend("default" = "UTC", "examples" = ["Europe/Paris"]))]
    pub time_zone: Option<String>,
    /// Who is looking. Without a known user, nothing is shown.
    pub viewer: Option<Viewer>,
    /// Everybody who is or was on the platform.
    pub users: Vec<User>,
    /// Groups of users. The one without a parent is the platform group.
    pub groups: Option<Vec<Group>>,
    /// What users may see beyond themselves. Authors, managers and instructors follow from the records.
    pub roles: Option<Vec<Role>>,
    /// Which users are in which groups.
    pub memberships: Option<Vec<Membership>>,
    /// Courses.
    pub courses: Option<Vec<Course>>,
    /// Program templates.
    pub templates: Option<Vec<Template>>,
    /// Sessions: runs of program templates.
    pub sessions: Option<Vec<Session>>,
    /// Who was registered to which session, past registrations too.
    pub registrations: Option<Table<Registration>>,
    /// Invitations to sessions.
    pub invitations: Option<Vec<Invitation>>,
    /// Attempts on blocks of sessions and, in open access, on courses.
    pub attempts: Option<Table<Attempt>>,
    /// Completions that an external provider tells of.
    pub external_completions: Option<Table<ExternalCompletion>>,
    /// Answers to questions.
    pub answers: Option<Table<Answer>>,
    /// Attendance of classroom slots. Of several rows of one slot and user the last counts.
    pub attendance: Option<Table<Attended>>,
    /// Certificates of sessions.
    pub certificates: Option<Vec<Certificate>>,
    /// Connections to courses.
    pub connections: Option<Table<Connection>>,
    /// Messages, comments and reactions of sessions.
    pub posts: Option<Table<SessionPost>>,
}

/// Who is looking.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Viewer {
    /// The user.
    pub user_id: Option<Id>,
}

/// The value of a custom field.
pub struct CustomValue;

impl JsonSchema for CustomValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CustomValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text. Numbers and flags are taken as they are written.",
            "type": ["string", "number", "boolean", "null"],
        })
    }
}

/// Somebody on the platform, present or deleted.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct User {
    /// Their id.
    pub id: Id,
    /// Their first name.
    pub first_name: Option<String>,
    /// Their last name.
    pub last_name: Option<String>,
    /// Their email address. External completions name learners by it, whatever the case of its letters.
    pub email: Option<String>,
    /// What the organisation adds, by title.
    pub custom_fields: Option<BTreeMap<String, CustomValue>>,
    /// A remark.
    pub additional_information: Option<String>,
    /// The users who manage this one.
    pub manager_ids: Option<Vec<Id>>,
    /// When the user was deleted.
    pub deleted_at: Option<Moment>,
}

/// A group of users.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Group {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// The group it is in.
    pub parent_id: Option<Id>,
}

/// A role of a user.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Role {
    /// Who.
    pub user_id: Id,
    /// What. Other roles open nothing.
    #[schemars(extend("examples" = ["owner", "administrator", "coach", "advisor"]))]
    pub role: String,
    /// The group that is coached.
    pub group_id: Option<Id>,
    /// The course that is advised.
    pub course_id: Option<Id>,
}

/// A membership of a user in a group.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Membership {
    /// Who.
    pub user_id: Id,
    /// In which group; those around it follow.
    pub group_id: Id,
}

/// A course.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Course {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// Who made it, and sees its figures.
    pub author_id: Option<Id>,
    /// `external`: its provider tells only of starts and completions.
    #[schemars(extend("examples" = ["external"]))]
    pub provider: Option<String>,
    /// How long it should take: the most that an external completion counts.
    pub theoretical_seconds: Option<f64>,
    /// How many questions it has.
    pub questions: Option<f64>,
    /// The score to reach, in percent.
    pub minimum_score: Option<f64>,
    /// Whether a program is verified only with the minimum score.
    #[schemars(extend("default" = false))]
    pub examination: Option<bool>,
}

/// A program template.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Template {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// A remark.
    pub additional_information: Option<String>,
    /// Who made it.
    pub author_id: Option<Id>,
}

/// A session: one run of a program template.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Session {
    /// Its id.
    pub id: Id,
    /// The template that it runs.
    pub template_id: Option<Id>,
    /// Its name.
    pub name: Option<String>,
    /// When it begins. Without it, it always has.
    pub starts_at: Option<Moment>,
    /// When it is over. Without it, it never is.
    pub ends_at: Option<Moment>,
    /// Who made it.
    pub author_id: Option<Id>,
    /// Its instructors, who see it whole.
    pub instructor_ids: Option<Vec<Id>>,
    /// The groups that it is assigned to.
    pub group_ids: Option<Vec<Id>>,
    /// The groups in whose catalog it is.
    pub catalog_group_ids: Option<Vec<Id>>,
    /// How long it should take.
    pub expected_seconds: Option<f64>,
    /// Its tags.
    pub tags: Option<Vec<String>>,
    /// A remark.
    pub additional_information: Option<String>,
    /// Its blocks, in order.
    pub blocks: Option<Vec<Block>>,
}

/// A block of a session.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Block {
    /// Its id, unique in its session.
    pub id: Id,
    /// What it is. Of other kinds the progress counts.
    #[schemars(extend("examples" = ["course", "assessment", "classroom"]))]
    pub kind: String,
    /// Its title.
    pub title: Option<String>,
    /// The course that it is.
    pub course_id: Option<Id>,
    /// The score that an assessment needs, in percent.
    pub minimum_score: Option<f64>,
    /// The slots of a classroom.
    pub slots: Option<Vec<Slot>>,
}

/// A slot of a classroom.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Slot {
    /// Its id, unique in its block. Attendance names it together with the session.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// When it begins.
    pub starts_at: Option<Moment>,
    /// When it ends.
    pub ends_at: Option<Moment>,
    /// How long it counts.
    pub hours: Option<f64>,
}

/// A registration to a session.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Registration {
    /// To which session.
    pub session_id: Id,
    /// Who.
    pub user_id: Id,
    /// How. Other ways count as `assigned`.
    #[schemars(extend("examples" = ["assigned", "catalog", "invitation"]))]
    pub via: Option<String>,
    /// Since when.
    pub registered_at: Moment,
    /// Until when.
    pub unregistered_at: Option<Moment>,
    /// Whether they are on the waiting list.
    #[schemars(extend("default" = false))]
    pub waiting: Option<bool>,
}

/// An invitation to a session.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Invitation {
    /// To which session.
    pub session_id: Id,
    /// Whom.
    pub email: String,
    /// When it was sent.
    pub sent_at: Option<Moment>,
    /// When it was accepted. Until then it is pending.
    pub accepted_at: Option<Moment>,
}

/// An attempt. Of an external course only who, where, when it began and the last activity count.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Attempt {
    /// Who.
    pub user_id: Id,
    /// In which session. Without one, in open access.
    pub session_id: Option<Id>,
    /// On which block of the session.
    pub block_id: Option<Id>,
    /// On which course. Without one, on that of the block.
    pub course_id: Option<Id>,
    /// `mobile`, else the web.
    #[schemars(extend("examples" = ["web", "mobile"]))]
    pub platform: Option<String>,
    /// When it began.
    pub started_at: Moment,
    /// When something last happened.
    pub last_activity_at: Option<Moment>,
    /// When it was completed.
    pub completed_at: Option<Moment>,
    /// How long it took.
    #[schemars(range(min = 0))]
    pub seconds: Option<f64>,
    /// How far it got, in percent.
    #[schemars(range(min = 0, max = 100))]
    pub progress: Option<f64>,
    /// Its score, in percent.
    #[schemars(range(min = 0, max = 100))]
    pub score: Option<f64>,
    /// Whether it was passed.
    pub passed: Option<bool>,
}

/// A completion that an external provider tells of.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct ExternalCompletion {
    /// Of which user, by email address.
    pub email: String,
    /// Of which course.
    pub course_id: Id,
    /// When.
    pub completed_at: Moment,
    /// Whether the course was passed.
    #[schemars(extend("default" = false))]
    pub passed: Option<bool>,
}

/// An answer to a question.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Answer {
    /// Who answered.
    pub user_id: Id,
    /// In which session.
    pub session_id: Option<Id>,
    /// In which course.
    pub course_id: Option<Id>,
    /// Which question of the course.
    pub question_id: Option<Id>,
    /// When.
    pub at: Moment,
    /// The points, from 0 to the maximum.
    #[schemars(range(min = 0))]
    pub points: Option<f64>,
    /// The highest points. Without them the answer is in no score.
    pub max_points: Option<f64>,
}

/// The attendance of a slot by a user.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Attended {
    /// Which slot of the session.
    pub slot_id: Id,
    /// Of which session.
    pub session_id: Id,
    /// Who.
    pub user_id: Id,
    /// For how much of it.
    #[schemars(range(min = 0, max = 100))]
    pub percent: Option<f64>,
}

/// A certificate of a session.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Certificate {
    /// Of which session.
    pub session_id: Id,
    /// To whom.
    pub user_id: Id,
    /// When.
    pub issued_at: Moment,
}

/// A connection to a course.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Connection {
    /// Who.
    pub user_id: Id,
    /// To which course.
    pub course_id: Id,
    /// When.
    pub at: Moment,
}

/// A post of a session.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct SessionPost {
    /// Of which session.
    pub session_id: Id,
    /// Who.
    pub user_id: Id,
    /// When.
    pub at: Moment,
    /// What it is. Other kinds are in no figure.
    #[schemars(extend("examples" = ["publication", "comment", "reaction"]))]
    pub kind: Option<String>,
}
