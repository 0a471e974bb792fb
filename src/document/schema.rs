//! The course document as types, for nothing but its JSON Schema, and in [`training`] the training
//! document: what integrators validate their documents with. A document that the schema takes is read; one that it refuses for the JSON type
//! of a field, or for a missing one, is refused by the [reader](super::CourseReader) too. The
//! schema is stricter where the reader counts a fault instead.
//!
//! Nothing is read with these types: see `super::course` for that. Native programs only.

pub mod training;

use std::{borrow::Cow, marker::PhantomData};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema, schema_for};

/// The JSON Schema (draft 2020-12) of a course document.
#[must_use]
pub fn course_document_schema() -> Schema {
    schema_for!(CourseDocument)
}

/// One course as the LMS keeps it, nothing aggregated.
///
/// Null means absent; a table that is missing is empty. Fields that are not named here are ignored.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", title = "Course document")]
pub struct CourseDocument {
    /// What kind of document this is.
    #[schemars(extend("const" = "course-document/1"))]
    pub format: String,
    /// When the document was made. Reports are computed for this moment or an earlier one.
    pub generated_at: Moment,
    /// IANA name of the time zone in which days begin and end. UTC where it is missing.
    #[schemars(extend("default" = "UTC", "examples" = ["Europe/Oslo"]))]
    pub time_zone: Option<String>,
    /// The course itself.
    pub course: Course,
    /// Who is looking.
    pub viewer: Option<Viewer>,
    /// Terms of the school year. Where they overlap, the first of them counts.
    pub terms: Option<Vec<Term>>,
    /// Groups of students.
    pub groups: Option<Vec<Group>>,
    /// Everybody who is or was a student of the course.
    pub students: Vec<Student>,
    /// How work is graded.
    pub scales: Option<Vec<Scale>>,
    /// Folders of elements.
    pub folders: Option<Vec<Folder>>,
    /// All that students work with, deleted elements too.
    pub elements: Option<Vec<Element>>,
    /// Visits to the course.
    pub visits: Option<Table<Visit>>,
    /// Views of elements.
    pub views: Option<Table<View>>,
    /// Completions of elements.
    pub completions: Option<Table<Completion>>,
    /// Grades, superseded ones too.
    pub grades: Option<Table<Grade>>,
    /// Posts in discussions, announcements and messages, deleted ones too.
    pub posts: Option<Table<Post>>,
    /// What SCORM packages reported. Of several rows of one student and element the last counts.
    pub scorm: Option<Table<ScormReport>>,
}

/// An id. `12` and `"12"` are the same id, `"012"` is another.
pub struct Id;

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A string, or an integer of 64 bits. 12 and \"12\" are the same id, \"012\" is another.",
            "type": ["string", "integer"],
        })
    }
}

/// A point on the time line.
pub struct Moment;

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "RFC 3339 with any offset, or integer Unix seconds of the years 1970 to 9999.",
            "anyOf": [
                { "type": "string", "format": "date-time" },
                { "type": "integer", "minimum": 0, "maximum": 253_402_300_799_i64 },
            ],
        })
    }
}

/// A calendar day of the document's time zone.
pub struct Date;

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "YYYY-MM-DD, a day of the document's time zone.",
            "type": "string",
            "format": "date",
        })
    }
}

/// A grade as it was given.
pub struct GradeValue;

impl JsonSchema for GradeValue {
    fn schema_name() -> Cow<'static, str> {
        "GradeValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Points, or the label of a level.",
            "type": ["number", "string"],
        })
    }
}

/// The course itself.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Course {
    /// Its id in the LMS.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its first day.
    pub starts_on: Option<Date>,
    /// Its last day.
    pub ends_on: Option<Date>,
    /// When it was archived.
    pub archived_at: Option<Moment>,
    /// What the school decided.
    pub settings: Option<Settings>,
}

/// What the school decided about the reports of a course.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Settings {
    /// Whether time online is shown for each element.
    #[schemars(extend("default" = true))]
    pub track_time_online: Option<bool>,
    /// Whether the grade average of the course is shown.
    #[schemars(extend("default" = true))]
    pub show_course_average: Option<bool>,
    /// With more participants than this there are no summaries and no exports, and lists are sorted
    /// by name only. Null lifts the limit.
    #[schemars(extend("default" = 1000))]
    pub summary_limit: Option<f64>,
    /// With more participants than this there is no time on task. Null lifts the limit.
    #[schemars(extend("default" = 1300))]
    pub time_on_task_limit: Option<f64>,
    /// How visits were made of single events, where nobody measured how long anybody stayed; reports say
    /// so. Missing, where visits were measured.
    pub visits_from_events: Option<VisitRule>,
}

/// How visits are made of single events.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct VisitRule {
    /// A gap above this begins a new visit, in seconds.
    pub gap_seconds: Option<f64>,
    /// What the last event of a visit counts, in seconds.
    pub last_event_seconds: Option<f64>,
}

/// Who is looking.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Viewer {
    /// Their id in the LMS.
    pub id: Option<Id>,
    /// Their name.
    pub name: Option<String>,
    /// What they are in the course.
    #[schemars(extend("examples" = ["teacher"]))]
    pub role: Option<String>,
}

/// A term of the school year.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Term {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// Its first day. Without one it has no beginning.
    pub starts_on: Option<Date>,
    /// Its last day. Without one it has no end.
    pub ends_on: Option<Date>,
}

/// A group of students.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Group {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
}

/// A student, present or past.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Student {
    /// Their id.
    pub id: Id,
    /// Their first name.
    pub first_name: Option<String>,
    /// Their last name.
    pub last_name: Option<String>,
    /// Their email address.
    pub email: Option<String>,
    /// The groups they are in.
    pub group_ids: Option<Vec<Id>>,
    /// Since when they are in the course. Always, where it is missing.
    pub enrolled_at: Option<Moment>,
    /// When they left. Null again for one who came back.
    pub left_at: Option<Moment>,
}

/// How work is graded.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Scale {
    /// Its id. The id `score` is that of the built-in scale of elements that have a maximum alone.
    #[schemars(extend("not" = { "const": "score" }))]
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// What its grades are. Where it is missing: levels, if there are any, else points.
    pub kind: Option<ScaleKind>,
    /// The highest points, for elements without a maximum of their own.
    pub max: Option<f64>,
    /// The levels that a grade may be.
    pub levels: Option<Vec<Level>>,
}

/// What the grades of a scale are.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub enum ScaleKind {
    /// Numbers from 0 to a maximum.
    Points,
    /// Labels of levels.
    Levels,
}

/// A level of a scale.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Level {
    /// What it is called; grades name it by this.
    pub label: Option<String>,
    /// What it counts in averages. Without it, this is no level.
    pub value: Option<f64>,
}

/// A folder of elements and folders.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Folder {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// The folder that it is in.
    pub parent_id: Option<Id>,
    /// Its place among the elements and folders of its folder; those without one are last.
    pub position: Option<f64>,
}

/// Something that students work with.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Element {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: Option<String>,
    /// What it is. Unknown kinds are kept; they count as activities where they can be graded, else
    /// as resources.
    #[schemars(extend("examples" = [
        "assignment", "test", "survey", "task", "file", "page", "lesson", "link", "note", "video", "learningTool",
        "scorm", "discussion", "manualAssessment", "lti",
    ]))]
    pub kind: Option<String>,
    /// The folder that it is in.
    pub folder_id: Option<Id>,
    /// Its place among the elements and folders of its folder; those without one are last.
    pub position: Option<f64>,
    /// Whether every student has to do it.
    #[schemars(extend("default" = false))]
    pub mandatory: Option<bool>,
    /// The scale of its grades.
    pub scale_id: Option<Id>,
    /// The highest points, before those of the scale. Without a scale it makes the element one of the
    /// built-in points scale.
    pub max_score: Option<f64>,
    /// The term it counts in. Without one, that of its date.
    pub term_id: Option<Id>,
    /// Whether its grades are in averages and trends.
    #[schemars(extend("default" = true))]
    pub in_assessment_record: Option<bool>,
    /// When students may begin.
    pub active_from: Option<Moment>,
    /// Until when students may work on it.
    pub active_until: Option<Moment>,
    /// When it is due.
    pub deadline: Option<Moment>,
    /// Since when it is switched off.
    pub deactivated_at: Option<Moment>,
    /// Since when it is there. Always, where it is missing.
    pub created_at: Option<Moment>,
    /// Since when it is gone.
    pub deleted_at: Option<Moment>,
    /// Whom it is for. Everybody, where it is missing.
    pub available_to: Option<Audience>,
}

/// The members of these groups, and these students.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Audience {
    /// Everybody in these groups.
    pub group_ids: Option<Vec<Id>>,
    /// These students.
    pub student_ids: Option<Vec<Id>>,
}

/// A visit to the course.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Visit {
    /// Who came.
    pub student_id: Id,
    /// When they came. The visit belongs to the day of this moment.
    pub start: Moment,
    /// How long they stayed.
    #[schemars(range(min = 0, max = 86_400))]
    pub seconds: f64,
}

/// A view of an element.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct View {
    /// Who looked.
    pub student_id: Id,
    /// At what.
    pub element_id: Id,
    /// When.
    pub at: Moment,
    /// For how long.
    #[schemars(range(min = 0, max = 86_400))]
    pub seconds: Option<f64>,
}

/// A completion of an element.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Completion {
    /// Who has completed it.
    pub student_id: Id,
    /// What.
    pub element_id: Id,
    /// When.
    pub completed_at: Moment,
}

/// A grade.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Grade {
    /// Whose work was graded.
    pub student_id: Id,
    /// Which element.
    pub element_id: Id,
    /// The grade.
    pub value: GradeValue,
    /// When it was given. Of two of one moment the later in the document counts.
    pub graded_at: Moment,
}

/// A post.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct Post {
    /// Who wrote it.
    pub student_id: Id,
    /// When.
    pub at: Moment,
    /// What it is. Posts of other kinds count in the heat map alone.
    #[schemars(extend("examples" = ["thread", "post", "announcement", "announcementComment", "message"]))]
    pub kind: Option<String>,
    /// When it was deleted.
    pub deleted_at: Option<Moment>,
}

/// What a SCORM package reported.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub struct ScormReport {
    /// Of whom.
    pub student_id: Id,
    /// Which element the package is.
    pub element_id: Id,
    /// When. Without it the report counts at every moment.
    pub at: Option<Moment>,
    /// The status in the package's own words.
    pub status: Option<String>,
    /// The score as the package gives it.
    pub score: Option<f64>,
    /// The time that the package measured.
    #[schemars(range(min = 0))]
    pub seconds: Option<f64>,
}

/// An event table: an array of rows, or an object of equally long columns. Both mean the same.
pub struct Table<Row>(PhantomData<Row>);

impl<Row: JsonSchema> JsonSchema for Table<Row> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}Table", Row::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let rows = generator.subschema_for::<Vec<Row>>();
        let columns = generator.subschema_for::<Columns<Row>>();
        json_schema!({ "anyOf": [rows, columns] })
    }
}

/// The columns of an event table, each with one value for every row.
pub struct Columns<Row>(PhantomData<Row>);

impl<Row: JsonSchema> JsonSchema for Columns<Row> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Columns", Row::schema_name()).into()
    }

    /// Made from the schema of a row, so that the two forms can't grow apart.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Row::json_schema(generator);
        let required = schema.get("required").cloned().unwrap_or_default();
        let is_required = |name: &str| required.as_array().is_some_and(|names| names.iter().any(|other| other == name));
        if let Some(fields) = schema.get_mut("properties").and_then(|fields| fields.as_object_mut()) {
            for (name, field) in fields {
                let description = field.as_object_mut().and_then(|field| field.remove("description"));
                let mut column = if is_required(name) {
                    json_schema!({ "type": "array", "items": field })
                } else {
                    json_schema!({ "type": ["array", "null"], "items": field })
                };
                if let Some(description) = description {
                    column.insert("description".to_owned(), description);
                }
                *field = column.to_value();
            }
        }
        let description = "Arrays of one length: the values of the rows, field by field.";
        schema.insert("description".to_owned(), description.into());
        schema
    }
}
