//! The training document as the JSON says it: the small lists, record by record, and the shape of its
//! tables. Nothing is resolved here; that is [`super::resolve_training`]'s part.

use super::{
    course::text,
    error::Refusal,
    faults::Faults,
    json::ParseNumber,
    reader::{Common, Layout, Members, Record, Records, Walk},
    record::{Node, Object},
    table::{Field, FieldKind, TableShape},
};
use crate::units::Moment;

/// The value of `format`.
pub(super) const FORMAT: &str = "training-document/1";

/// What a training document has.
static LAYOUT: Layout = Layout {
    format: FORMAT,
    format_expected: "\"training-document/1\"",
    objects: &["viewer"],
    lists: &[User::NAME, Group::NAME, Course::NAME, Template::NAME, Session::NAME],
    tables: &TABLES,
    id_pools: 7,
};

/// The members of the document that hold records, in the order of its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum List {
    Viewer,
    Users,
    Groups,
    Roles,
    Memberships,
    Courses,
    Templates,
    Sessions,
    Registrations,
    Invitations,
    Attempts,
    ExternalCompletions,
    Answers,
    Attendance,
    Certificates,
    Connections,
    Posts,
}

/// The pools of ids that tables name.
pub(super) const USER_IDS: usize = 0;
pub(super) const GROUP_IDS: usize = 1;
pub(super) const COURSE_IDS: usize = 2;
pub(super) const SESSION_IDS: usize = 3;
pub(super) const BLOCK_IDS: usize = 4;
pub(super) const SLOT_IDS: usize = 5;
pub(super) const QUESTION_IDS: usize = 6;

const USER: Field = Field::required("userId", FieldKind::Id(USER_IDS));
const SESSION: Field = Field::required("sessionId", FieldKind::Id(SESSION_IDS));
const SESSION_OR_NONE: Field = Field::optional("sessionId", FieldKind::Id(SESSION_IDS));
const COURSE: Field = Field::required("courseId", FieldKind::Id(COURSE_IDS));
const COURSE_OR_NONE: Field = Field::optional("courseId", FieldKind::Id(COURSE_IDS));
const EMAIL: Field = Field::required("email", FieldKind::Text);
const AT: Field = Field::required("at", FieldKind::Moment);

/// The tables, in the order of the document's shape. Roles, memberships, invitations and certificates
/// are small lists without ids of their own: they are always rows.
static TABLES: [TableShape; 11] = [
    TableShape {
        name: "roles",
        has_columns: false,
        fields: &[
            USER,
            Field::required("role", FieldKind::Text),
            Field::optional("groupId", FieldKind::Id(GROUP_IDS)),
            COURSE_OR_NONE,
        ],
    },
    TableShape {
        name: "memberships",
        has_columns: false,
        fields: &[USER, Field::required("groupId", FieldKind::Id(GROUP_IDS))],
    },
    TableShape {
        name: "registrations",
        has_columns: true,
        fields: &[
            SESSION,
            USER,
            Field::optional("via", FieldKind::Text),
            Field::required("registeredAt", FieldKind::Moment),
            Field::optional("unregisteredAt", FieldKind::Moment),
            Field::optional("waiting", FieldKind::Flag),
        ],
    },
    TableShape {
        name: "invitations",
        has_columns: false,
        fields: &[
            SESSION,
            EMAIL,
            Field::optional("sentAt", FieldKind::Moment),
            Field::optional("acceptedAt", FieldKind::Moment),
        ],
    },
    TableShape {
        name: "attempts",
        has_columns: true,
        fields: &[
            USER,
            SESSION_OR_NONE,
            Field::optional("blockId", FieldKind::Id(BLOCK_IDS)),
            COURSE_OR_NONE,
            Field::optional("platform", FieldKind::Text),
            Field::required("startedAt", FieldKind::Moment),
            Field::optional("lastActivityAt", FieldKind::Moment),
            Field::optional("completedAt", FieldKind::Moment),
            Field::optional("seconds", FieldKind::Number),
            Field::optional("progress", FieldKind::Number),
            Field::optional("score", FieldKind::Number),
            Field::optional("passed", FieldKind::Flag),
        ],
    },
    TableShape {
        name: "externalCompletions",
        has_columns: true,
        fields: &[
            EMAIL,
            COURSE,
            Field::required("completedAt", FieldKind::Moment),
            Field::optional("passed", FieldKind::Flag),
        ],
    },
    TableShape {
        name: "answers",
        has_columns: true,
        fields: &[
            USER,
            SESSION_OR_NONE,
            COURSE_OR_NONE,
            Field::optional("questionId", FieldKind::Id(QUESTION_IDS)),
            AT,
            Field::optional("points", FieldKind::Number),
            Field::optional("maxPoints", FieldKind::Number),
        ],
    },
    TableShape {
        name: "attendance",
        has_columns: true,
        fields: &[
            Field::required("slotId", FieldKind::Id(SLOT_IDS)),
            SESSION,
            USER,
            Field::optional("percent", FieldKind::Number),
        ],
    },
    TableShape {
        name: "certificates",
        has_columns: false,
        fields: &[SESSION, USER, Field::required("issuedAt", FieldKind::Moment)],
    },
    TableShape { name: "connections", has_columns: true, fields: &[USER, COURSE, AT] },
    TableShape {
        name: "posts",
        has_columns: true,
        fields: &[SESSION, USER, AT, Field::optional("kind", FieldKind::Text)],
    },
];

/// Somebody on the platform.
#[derive(Debug)]
pub(super) struct User {
    pub id: String,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub custom_fields: Vec<(String, String)>,
    pub additional_information: String,
    pub manager_ids: Vec<String>,
    pub deleted_at: Option<Moment>,
}

/// A group of users.
#[derive(Debug)]
pub(super) struct Group {
    pub id: String,
    pub title: String,
    pub parent_id: Option<String>,
}

/// A course.
#[derive(Debug)]
pub(super) struct Course {
    pub id: String,
    pub title: String,
    pub author_id: Option<String>,
    pub provider: Option<String>,
    pub theoretical_seconds: Option<f64>,
    pub questions: Option<f64>,
    pub minimum_score: Option<f64>,
    pub examination: bool,
}

/// A program template.
#[derive(Debug)]
pub(super) struct Template {
    pub id: String,
    pub title: String,
    pub additional_information: String,
    pub author_id: Option<String>,
}

/// A session of a template.
#[derive(Debug)]
pub(super) struct Session {
    pub id: String,
    pub template_id: Option<String>,
    pub name: String,
    pub starts_at: Option<Moment>,
    pub ends_at: Option<Moment>,
    pub author_id: Option<String>,
    pub instructor_ids: Vec<String>,
    pub group_ids: Vec<String>,
    pub catalog_group_ids: Vec<String>,
    pub expected_seconds: Option<f64>,
    pub tags: Vec<String>,
    pub additional_information: String,
    pub blocks: Vec<Block>,
}

/// A block of a session.
#[derive(Debug)]
pub(super) struct Block {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub course_id: Option<String>,
    pub minimum_score: Option<f64>,
    pub slots: Vec<Slot>,
}

/// A slot of a classroom.
#[derive(Debug)]
pub(super) struct Slot {
    pub id: String,
    pub title: String,
    pub starts_at: Option<Moment>,
    pub ends_at: Option<Moment>,
    pub hours: Option<f64>,
}

impl Record for User {
    const LIST: u8 = List::Users as u8;
    const NAME: &'static str = "users";

    fn read(object: &Object, faults: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self {
            id: object.required_id("id")?,
            first_name: text(object, "firstName")?,
            last_name: text(object, "lastName")?,
            email: object.text("email")?,
            custom_fields: match object.object("customFields")? {
                Some(fields) => fields.as_texts()?,
                None => Vec::new(),
            },
            additional_information: text(object, "additionalInformation")?,
            manager_ids: object.ids("managerIds")?,
            deleted_at: object.moment("deletedAt", Self::LIST, faults)?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Group {
    const LIST: u8 = List::Groups as u8;
    const NAME: &'static str = "groups";

    fn read(object: &Object, _: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self { id: object.required_id("id")?, title: text(object, "title")?, parent_id: object.id("parentId")? })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Course {
    const LIST: u8 = List::Courses as u8;
    const NAME: &'static str = "courses";

    fn read(object: &Object, _: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self {
            id: object.required_id("id")?,
            title: text(object, "title")?,
            author_id: object.id("authorId")?,
            provider: object.text("provider")?,
            theoretical_seconds: object.number("theoreticalSeconds")?,
            questions: object.number("questions")?,
            minimum_score: object.number("minimumScore")?,
            examination: object.flag("examination", false)?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Template {
    const LIST: u8 = List::Templates as u8;
    const NAME: &'static str = "templates";

    fn read(object: &Object, _: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self {
            id: object.required_id("id")?,
            title: text(object, "title")?,
            additional_information: text(object, "additionalInformation")?,
            author_id: object.id("authorId")?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Session {
    const LIST: u8 = List::Sessions as u8;
    const NAME: &'static str = "sessions";

    fn read(object: &Object, faults: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self {
            id: object.required_id("id")?,
            template_id: object.id("templateId")?,
            name: text(object, "name")?,
            starts_at: object.moment("startsAt", Self::LIST, faults)?,
            ends_at: object.moment("endsAt", Self::LIST, faults)?,
            author_id: object.id("authorId")?,
            instructor_ids: object.ids("instructorIds")?,
            group_ids: object.ids("groupIds")?,
            catalog_group_ids: object.ids("catalogGroupIds")?,
            expected_seconds: object.number("expectedSeconds")?,
            tags: object.texts("tags")?,
            additional_information: text(object, "additionalInformation")?,
            blocks: object
                .objects("blocks")?
                .iter()
                .map(|block| read_block(block, faults))
                .collect::<Result<_, _>>()?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

fn read_block(object: &Object, faults: &mut Faults) -> Result<Block, Refusal> {
    Ok(Block {
        id: object.required_id("id")?,
        kind: object.required("kind", object.text("kind")?, "a string")?,
        title: text(object, "title")?,
        course_id: object.id("courseId")?,
        minimum_score: object.number("minimumScore")?,
        slots: object.objects("slots")?.iter().map(|slot| read_slot(slot, faults)).collect::<Result<_, _>>()?,
    })
}

fn read_slot(object: &Object, faults: &mut Faults) -> Result<Slot, Refusal> {
    Ok(Slot {
        id: object.required_id("id")?,
        title: text(object, "title")?,
        starts_at: object.moment("startsAt", Session::LIST, faults)?,
        ends_at: object.moment("endsAt", Session::LIST, faults)?,
        hours: object.number("hours")?,
    })
}

/// Everything that the document says but its tables, read and not yet resolved.
#[derive(Debug, Default)]
pub(super) struct RawTraining {
    pub viewer_id: Option<String>,
    pub users: Records<User>,
    pub groups: Records<Group>,
    pub courses: Records<Course>,
    pub templates: Records<Template>,
    pub sessions: Records<Session>,
}

impl Members for RawTraining {
    fn begin(&mut self, list: usize, is_present: bool) {
        match list {
            0 => self.users = Records::begun(is_present),
            1 => self.groups = Records::begun(is_present),
            2 => self.courses = Records::begun(is_present),
            3 => self.templates = Records::begun(is_present),
            _ => self.sessions = Records::begun(is_present),
        }
    }

    fn add(&mut self, list: usize, node: Node, index: usize) -> Result<(), Refusal> {
        match list {
            0 => self.users.add(node, index),
            1 => self.groups.add(node, index),
            2 => self.courses.add(node, index),
            3 => self.templates.add(node, index),
            _ => self.sessions.add(node, index),
        }
    }

    fn object(&mut self, _: &str, node: Node) -> Result<(), Refusal> {
        self.viewer_id = match node {
            Node::Null => None,
            node => node.into_object("/viewer".to_owned())?.id("userId")?,
        };
        Ok(())
    }
}

/// Reads one training document. Give it the bytes in pieces of any size with [`Self::push`], then
/// take what was read with [`Self::into_training`].
#[derive(Debug)]
pub struct TrainingReader {
    walk: Walk,
    raw: RawTraining,
}

impl Default for TrainingReader {
    fn default() -> Self {
        Self::new(|text| text.parse().unwrap_or(f64::NAN))
    }
}

impl TrainingReader {
    /// A reader that asks `parse_number` for the value of long numbers, see
    /// [`CourseReader::new`](super::CourseReader::new).
    #[must_use]
    pub fn new(parse_number: ParseNumber) -> Self {
        Self { walk: Walk::new(&LAYOUT, parse_number), raw: RawTraining::default() }
    }

    /// Takes the next bytes of the document.
    ///
    /// # Errors
    /// The document is refused at the first place that can't be read; later bytes don't matter.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.walk.push(bytes, &mut self.raw)
    }

    /// The document has ended: everything that it says.
    pub(super) fn finish(mut self) -> Result<(Common, RawTraining), Refusal> {
        Ok((self.walk.finish(&mut self.raw)?, self.raw))
    }
}
