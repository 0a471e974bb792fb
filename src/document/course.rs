//! The course document as the JSON says it: the small lists, record by record, and the shape of
//! the six event tables. Nothing is resolved here; that is [`super::resolve`]'s part.
//!
//! The JSON Schema of the format is generated from these types.

use super::{
    error::Refusal,
    faults::Faults,
    json::ParseNumber,
    reader::{Common, Layout, Members, Record, Records, Walk},
    record::{Node, Object},
    table::{Field, FieldKind, TableShape},
};
use crate::{
    dataset::{Course, Group, Level, SCORE_SCALE_ID, Scale, ScaleKind, Settings, Term, Viewer, VisitRule},
    units::Moment,
};

/// The value of `format`.
pub(super) const FORMAT: &str = "course-document/1";

/// What a course document has.
static LAYOUT: Layout = Layout {
    format: FORMAT,
    format_expected: "\"course-document/1\"",
    objects: &["course", "viewer"],
    lists: &[Term::NAME, Group::NAME, Student::NAME, Scale::NAME, Folder::NAME, Element::NAME],
    tables: &TABLES,
    id_pools: ID_POOLS,
};

/// The members of the document that hold records, in the order of its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum List {
    Course,
    Terms,
    Groups,
    Students,
    Scales,
    Folders,
    Elements,
    Visits,
    Views,
    Completions,
    Grades,
    Posts,
    Scorm,
}

/// The pools of ids that events name.
pub(super) const STUDENT_IDS: usize = 0;
pub(super) const ELEMENT_IDS: usize = 1;
const ID_POOLS: usize = 2;

const STUDENT: Field = Field::required("studentId", FieldKind::Id(STUDENT_IDS));
const ELEMENT: Field = Field::required("elementId", FieldKind::Id(ELEMENT_IDS));
const SECONDS: Field = Field::optional("seconds", FieldKind::Number);
const AT: Field = Field::required("at", FieldKind::Moment);

/// The event tables, in the order of the document's shape. What each field is found by stands in
/// the modules of [`crate::dataset`] that read them.
static TABLES: [TableShape; 6] = [
    TableShape {
        has_columns: true,
        name: "visits",
        fields: &[STUDENT, Field::required("start", FieldKind::Moment), Field::nullable("seconds", FieldKind::Number)],
    },
    TableShape { has_columns: true, name: "views", fields: &[STUDENT, ELEMENT, AT, SECONDS] },
    TableShape {
        has_columns: true,
        name: "completions",
        fields: &[STUDENT, ELEMENT, Field::required("completedAt", FieldKind::Moment)],
    },
    TableShape {
        has_columns: true,
        name: "grades",
        fields: &[
            STUDENT,
            ELEMENT,
            Field::nullable("value", FieldKind::NumberOrText),
            Field::required("gradedAt", FieldKind::Moment),
        ],
    },
    TableShape {
        has_columns: true,
        name: "posts",
        fields: &[
            STUDENT,
            AT,
            Field::optional("kind", FieldKind::Text),
            Field::optional("deletedAt", FieldKind::Moment),
        ],
    },
    TableShape {
        has_columns: true,
        name: "scorm",
        fields: &[
            STUDENT,
            ELEMENT,
            Field::optional("at", FieldKind::Moment),
            Field::optional("status", FieldKind::Text),
            Field::optional("score", FieldKind::Number),
            SECONDS,
        ],
    },
];

/// A student, present or past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// Their id.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Email address.
    pub email: Option<String>,
    /// The groups they are in, by id.
    pub group_ids: Vec<String>,
    /// Since when they are in the course; None: always.
    pub enrolled_at: Option<Moment>,
    /// When they left.
    pub left_at: Option<Moment>,
}

/// A folder of the course.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The folder it is in, by id.
    pub parent_id: Option<String>,
    /// Its place among folders and elements of one folder.
    pub position: Option<f64>,
}

/// Something that students work with.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `assignment`, `page`, …; unknown kinds are kept.
    pub kind: String,
    /// The folder it is in, by id.
    pub folder_id: Option<String>,
    /// Its place among folders and elements of one folder.
    pub position: Option<f64>,
    /// Whether every student has to do it.
    pub mandatory: bool,
    /// How it is graded, by id.
    pub scale_id: Option<String>,
    /// The highest points, where it has a maximum of its own.
    pub max_score: Option<f64>,
    /// The term it counts in, by id; None: that of its date.
    pub term_id: Option<String>,
    /// Whether its grades are in averages and trends.
    pub in_assessment_record: bool,
    /// Not to be worked on before.
    pub active_from: Option<Moment>,
    /// Not to be worked on after.
    pub active_until: Option<Moment>,
    /// When it is due.
    pub deadline: Option<Moment>,
    /// Since when a teacher has switched it off.
    pub deactivated_at: Option<Moment>,
    /// Since when it is there; None: always.
    pub created_at: Option<Moment>,
    /// Since when it is gone.
    pub deleted_at: Option<Moment>,
    /// Whom it is for; None: everyone.
    pub available_to: Option<Audience>,
}

/// The students that an element is for: the union of groups and students, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Everyone in these groups.
    pub group_ids: Vec<String>,
    /// These students.
    pub student_ids: Vec<String>,
}

/// Reads the member `course`.
fn read_course(object: &Object, faults: &mut Faults) -> Result<Course, Refusal> {
    const LIST: u8 = List::Course as u8;
    Ok(Course {
        id: object.required_id("id")?,
        title: object.required("title", object.text("title")?, "a string")?,
        starts_on: object.date("startsOn", LIST, faults)?,
        ends_on: object.date("endsOn", LIST, faults)?,
        archived_at: object.moment("archivedAt", LIST, faults)?,
        settings: match object.object("settings")? {
            Some(settings) => read_settings(&settings)?,
            None => Settings::default(),
        },
    })
}

fn read_settings(object: &Object) -> Result<Settings, Refusal> {
    let default = Settings::default();
    // Absent is the default, null lifts the limit.
    let limit = |name, default| match object.get(name) {
        None => Ok(default),
        Some(_) => object.number(name),
    };
    Ok(Settings {
        track_time_online: object.flag("trackTimeOnline", default.track_time_online)?,
        show_course_average: object.flag("showCourseAverage", default.show_course_average)?,
        summary_limit: limit("summaryLimit", default.summary_limit)?,
        time_on_task_limit: limit("timeOnTaskLimit", default.time_on_task_limit)?,
        visits_from_events: match object.object("visitsFromEvents")? {
            Some(rule) => Some(VisitRule {
                gap_seconds: rule.number("gapSeconds")?.unwrap_or_default(),
                last_event_seconds: rule.number("lastEventSeconds")?.unwrap_or_default(),
            }),
            None => None,
        },
    })
}

/// Reads the member `viewer`.
fn read_viewer(object: &Object) -> Result<Viewer, Refusal> {
    Ok(Viewer { id: object.id("id")?, name: object.text("name")?, role: object.text("role")? })
}

pub(super) fn text(object: &Object, name: &str) -> Result<String, Refusal> {
    object.text(name).map(Option::unwrap_or_default)
}

impl Record for Term {
    const LIST: u8 = List::Terms as u8;
    const NAME: &'static str = "terms";

    fn read(object: &Object, faults: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self {
            id: object.required_id("id")?,
            title: text(object, "title")?,
            starts_on: object.date("startsOn", Self::LIST, faults)?,
            ends_on: object.date("endsOn", Self::LIST, faults)?,
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
        Ok(Self { id: object.required_id("id")?, title: text(object, "title")? })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Student {
    const LIST: u8 = List::Students as u8;
    const NAME: &'static str = "students";

    fn read(object: &Object, faults: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self {
            id: object.required_id("id")?,
            first_name: text(object, "firstName")?,
            last_name: text(object, "lastName")?,
            email: object.text("email")?,
            group_ids: object.ids("groupIds")?,
            enrolled_at: object.moment("enrolledAt", Self::LIST, faults)?,
            left_at: object.moment("leftAt", Self::LIST, faults)?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Scale {
    const LIST: u8 = List::Scales as u8;
    const NAME: &'static str = "scales";

    fn read(object: &Object, _: &mut Faults) -> Result<Self, Refusal> {
        let id = object.required_id("id")?;
        if id == SCORE_SCALE_ID {
            return Err(Refusal::new(object.place("id"), "the id of the built-in scale", "another id"));
        }
        let kind = object.text("kind")?;
        let max = object.number("max")?;
        let levels = read_levels(object)?;
        let has_levels = kind.as_deref() == Some("levels") || (kind.is_none() && !levels.is_empty());
        Ok(Self {
            id,
            title: text(object, "title")?,
            kind: if has_levels { ScaleKind::Levels(levels) } else { ScaleKind::Points { max } },
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

/// The levels of a scale; one without a value is no level.
fn read_levels(object: &Object) -> Result<Vec<Level>, Refusal> {
    let mut levels = Vec::new();
    for level in object.objects("levels")? {
        let label = text(&level, "label")?;
        if let Some(value) = level.number("value")? {
            levels.push(Level { label, value });
        }
    }
    Ok(levels)
}

impl Record for Folder {
    const LIST: u8 = List::Folders as u8;
    const NAME: &'static str = "folders";

    fn read(object: &Object, _: &mut Faults) -> Result<Self, Refusal> {
        Ok(Self {
            id: object.required_id("id")?,
            title: text(object, "title")?,
            parent_id: object.id("parentId")?,
            position: object.number("position")?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Element {
    const LIST: u8 = List::Elements as u8;
    const NAME: &'static str = "elements";

    fn read(object: &Object, faults: &mut Faults) -> Result<Self, Refusal> {
        let mut moment = |name| object.moment(name, Self::LIST, faults);
        Ok(Self {
            id: object.required_id("id")?,
            title: text(object, "title")?,
            kind: text(object, "kind")?,
            folder_id: object.id("folderId")?,
            position: object.number("position")?,
            mandatory: object.flag("mandatory", false)?,
            scale_id: object.id("scaleId")?,
            max_score: object.number("maxScore")?,
            term_id: object.id("termId")?,
            in_assessment_record: object.flag("inAssessmentRecord", true)?,
            active_from: moment("activeFrom")?,
            active_until: moment("activeUntil")?,
            deadline: moment("deadline")?,
            deactivated_at: moment("deactivatedAt")?,
            created_at: moment("createdAt")?,
            deleted_at: moment("deletedAt")?,
            available_to: match object.object("availableTo")? {
                Some(audience) => {
                    Some(Audience { group_ids: audience.ids("groupIds")?, student_ids: audience.ids("studentIds")? })
                }
                None => None,
            },
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

/// Everything that the document says but its tables, read and not yet resolved.
#[derive(Debug, Default)]
pub(super) struct RawCourse {
    pub course: Option<(Course, Faults)>,
    pub viewer: Option<Viewer>,
    pub terms: Records<Term>,
    pub groups: Records<Group>,
    pub students: Records<Student>,
    pub scales: Records<Scale>,
    pub folders: Records<Folder>,
    pub elements: Records<Element>,
}

impl Members for RawCourse {
    fn begin(&mut self, list: usize, is_present: bool) {
        match list {
            0 => self.terms = Records::begun(is_present),
            1 => self.groups = Records::begun(is_present),
            2 => self.students = Records::begun(is_present),
            3 => self.scales = Records::begun(is_present),
            4 => self.folders = Records::begun(is_present),
            _ => self.elements = Records::begun(is_present),
        }
    }

    fn add(&mut self, list: usize, node: Node, index: usize) -> Result<(), Refusal> {
        match list {
            0 => self.terms.add(node, index),
            1 => self.groups.add(node, index),
            2 => self.students.add(node, index),
            3 => self.scales.add(node, index),
            4 => self.folders.add(node, index),
            _ => self.elements.add(node, index),
        }
    }

    fn object(&mut self, name: &str, node: Node) -> Result<(), Refusal> {
        let is_null = matches!(node, Node::Null);
        match name {
            "course" if is_null => self.course = None,
            "course" => {
                let mut faults = Faults::default();
                let course = read_course(&node.into_object("/course".to_owned())?, &mut faults)?;
                self.course = Some((course, faults));
            }
            _ if is_null => self.viewer = None,
            _ => self.viewer = Some(read_viewer(&node.into_object("/viewer".to_owned())?)?),
        }
        Ok(())
    }
}

/// Reads one course document. Give it the bytes in pieces of any size with [`Self::push`], then
/// take what was read with [`Self::into_dataset`].
#[derive(Debug)]
pub struct CourseReader {
    walk: Walk,
    raw: RawCourse,
}

impl Default for CourseReader {
    fn default() -> Self {
        Self::new(|text| text.parse().unwrap_or(f64::NAN))
    }
}

impl CourseReader {
    /// A reader that asks `parse_number` for the value of long numbers. The standard library's own parser, which is the
    /// default, brings 10 KiB of tables; a browser has one already.
    #[must_use]
    pub fn new(parse_number: ParseNumber) -> Self {
        Self { walk: Walk::new(&LAYOUT, parse_number), raw: RawCourse::default() }
    }

    /// Takes the next bytes of the document.
    ///
    /// # Errors
    /// The document is refused at the first place that can't be read; later bytes don't matter.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.walk.push(bytes, &mut self.raw)
    }

    /// The document has ended: everything that it says.
    pub(super) fn finish(mut self) -> Result<(Common, RawCourse), Refusal> {
        Ok((self.walk.finish(&mut self.raw)?, self.raw))
    }
}
