//! Writes the document: the course first, then one event table after the other, so that nothing
//! but the events themselves is ever held.

use std::io::{self, Write};

use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Timelike, Utc};
use serde_json::{Value, json};

use super::Form;
use super::calendar::{FIRST_DATE, LAST_DATE, Moment, TIME_ZONE};
use super::people::{FIRST_CLASS, Student, class_count};
use super::plan::{
    Audience, Element, FIELDWORK_GROUP, FOLDERS, Grading, LAB_GROUP_A, LAB_GROUP_B, LEVELS, LEVELS_SCALE, POINTS_SCALE,
};
use super::simulate::{Completion, Course, Events, Grade, GradeValue, Post, ScormReport, View, Visit};

/// A value of an event, in either form.
enum Cell {
    Number(u32),
    Hundredths(u8),
    Moment(Moment),
    Word(&'static str),
    Null,
}

/// An event as a row of its table.
trait Record {
    /// The fields in the order of the cells.
    const FIELDS: &'static [&'static str];

    /// The cell of a field. Past the last field it is null.
    fn cell(&self, field: usize, course: &Course) -> Cell;
}

fn student_id(course: &Course, student: u32) -> Cell {
    Cell::Number(course.students[student as usize].id)
}

fn element_id(course: &Course, element: u16) -> Cell {
    Cell::Number(course.elements[usize::from(element)].id)
}

impl Record for Visit {
    const FIELDS: &'static [&'static str] = &["studentId", "start", "seconds"];

    fn cell(&self, field: usize, course: &Course) -> Cell {
        match field {
            0 => student_id(course, self.student),
            1 => Cell::Moment(self.start),
            2 => Cell::Number(self.seconds),
            _ => Cell::Null,
        }
    }
}

impl Record for View {
    const FIELDS: &'static [&'static str] = &["studentId", "elementId", "at", "seconds"];

    fn cell(&self, field: usize, course: &Course) -> Cell {
        match field {
            0 => student_id(course, self.student),
            1 => element_id(course, self.element),
            2 => Cell::Moment(self.at),
            3 => Cell::Number(u32::from(self.seconds)),
            _ => Cell::Null,
        }
    }
}

impl Record for Completion {
    const FIELDS: &'static [&'static str] = &["studentId", "elementId", "completedAt"];

    fn cell(&self, field: usize, course: &Course) -> Cell {
        match field {
            0 => student_id(course, self.student),
            1 => element_id(course, self.element),
            2 => Cell::Moment(self.at),
            _ => Cell::Null,
        }
    }
}

impl Record for Grade {
    const FIELDS: &'static [&'static str] = &["studentId", "elementId", "value", "gradedAt"];

    fn cell(&self, field: usize, course: &Course) -> Cell {
        match field {
            0 => student_id(course, self.student),
            1 => element_id(course, self.element),
            2 => match self.value {
                GradeValue::Points(points) => Cell::Number(points),
                GradeValue::Level(level) => Cell::Word(LEVELS[level]),
            },
            3 => Cell::Moment(self.at),
            _ => Cell::Null,
        }
    }
}

impl Record for Post {
    const FIELDS: &'static [&'static str] = &["studentId", "at", "kind", "deletedAt"];

    fn cell(&self, field: usize, course: &Course) -> Cell {
        match field {
            0 => student_id(course, self.student),
            1 => Cell::Moment(self.at),
            2 => Cell::Word(self.kind),
            3 => self.deleted_at.map_or(Cell::Null, Cell::Moment),
            _ => Cell::Null,
        }
    }
}

impl Record for ScormReport {
    const FIELDS: &'static [&'static str] = &["studentId", "elementId", "at", "status", "score", "seconds"];

    fn cell(&self, field: usize, course: &Course) -> Cell {
        match field {
            0 => student_id(course, self.student),
            1 => element_id(course, self.element),
            2 => self.at.map_or(Cell::Null, Cell::Moment),
            3 => Cell::Word(self.status),
            4 => self.score.map_or(Cell::Null, Cell::Hundredths),
            5 => self.seconds.map_or(Cell::Null, Cell::Number),
            _ => Cell::Null,
        }
    }
}

/// Writes the whole document.
pub fn document(course: &Course, events: &Events, form: Form, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"{\n")?;
    for (field, value) in head(course) {
        writeln!(out, "\"{field}\":{value},")?;
    }
    list("students", course.students.iter().map(student_record), out)?;
    list("scales", scales(), out)?;
    list("folders", folders(), out)?;
    list("elements", course.elements.iter().map(|element| element_record(element, course)), out)?;
    table("visits", &events.visits, course, form, out)?;
    out.write_all(b",\n")?;
    table("views", &events.views, course, form, out)?;
    out.write_all(b",\n")?;
    table("completions", &events.completions, course, form, out)?;
    out.write_all(b",\n")?;
    table("grades", &events.grades, course, form, out)?;
    out.write_all(b",\n")?;
    table("posts", &events.posts, course, form, out)?;
    out.write_all(b",\n")?;
    table("scorm", &events.scorm, course, form, out)?;
    out.write_all(b"\n}\n")
}

/// The fields before the students.
fn head(course: &Course) -> [(&'static str, Value); 7] {
    let classes = (0..class_count(course.students.len() as u32))
        .map(|class| json!({ "id": FIRST_CLASS + class, "title": format!("Class {}", class + 1) }));
    let groups = [(LAB_GROUP_A, "Lab group A"), (LAB_GROUP_B, "Lab group B"), (FIELDWORK_GROUP, "Saturday fieldwork")]
        .map(|(id, title)| json!({ "id": id, "title": title }));
    [
        ("format", json!("course-document/1")),
        ("generatedAt", timestamp(course.calendar.now())),
        ("timeZone", json!(TIME_ZONE)),
        (
            "course",
            json!({
                "id": "bio-1", "title": "Biology 1",
                "startsOn": FIRST_DATE.to_string(), "endsOn": LAST_DATE.to_string(), "archivedAt": null,
                "settings": {},
            }),
        ),
        ("viewer", json!({ "id": "u-9", "name": "Kari Nordmann", "role": "teacher" })),
        (
            "terms",
            json!([
                { "id": 1, "title": "Autumn", "startsOn": FIRST_DATE.to_string(), "endsOn": "2025-12-31" },
                { "id": 2, "title": "Spring", "startsOn": "2026-01-01", "endsOn": LAST_DATE.to_string() },
            ]),
        ),
        ("groups", groups.into_iter().chain(classes).collect()),
    ]
}

fn student_record(student: &Student) -> Value {
    json!({
        "id": student.id,
        "firstName": student.first_name,
        "lastName": student.last_name,
        "email": student.email,
        "groupIds": student.group_ids,
        "enrolledAt": timestamp(student.enrolled_at),
        "leftAt": student.left_at.map(timestamp),
    })
}

fn scales() -> impl Iterator<Item = Value> {
    let levels: Value = (1..).zip(LEVELS).map(|(value, label)| json!({ "label": label, "value": value })).collect();
    [
        json!({ "id": POINTS_SCALE, "title": "Points", "kind": "points", "max": 100 }),
        json!({ "id": LEVELS_SCALE, "title": "A–F", "kind": "levels", "levels": levels }),
    ]
    .into_iter()
}

fn folders() -> impl Iterator<Item = Value> {
    FOLDERS.iter().map(|(id, title, parent)| {
        let position =
            1 + FOLDERS.iter().filter(|(other, _, parent_of_other)| other < id && parent_of_other == parent).count();
        json!({ "id": id, "title": title, "parentId": parent, "position": position })
    })
}

fn element_record(element: &Element, course: &Course) -> Value {
    let planned = element.planned;
    let (scale, maximum) = match planned.grading {
        Grading::None => (None, None),
        Grading::Points(maximum) => (Some(POINTS_SCALE), Some(maximum)),
        Grading::Levels => (Some(LEVELS_SCALE), None),
        Grading::Score(maximum) => (None, Some(maximum)),
    };
    let available_to = match planned.audience {
        Audience::Everyone => Value::Null,
        Audience::Group(group) => json!({ "groupIds": [group] }),
        Audience::Supported => {
            json!({ "groupIds": [FIELDWORK_GROUP], "studentIds": course.supported })
        }
    };
    json!({
        "id": element.id,
        "title": planned.title,
        "kind": planned.kind.word(),
        "folderId": planned.folder,
        "position": element.position,
        "mandatory": planned.mandatory,
        "scaleId": scale,
        "maxScore": maximum,
        "termId": planned.term,
        "inAssessmentRecord": planned.in_assessment_record,
        "activeFrom": element.active_from.map(timestamp),
        "activeUntil": element.active_until.map(timestamp),
        "deadline": element.deadline.map(timestamp),
        "deactivatedAt": element.deactivated_at.map(timestamp),
        "createdAt": element.created_at.map(timestamp),
        "deletedAt": element.deleted_at.map(timestamp),
        "availableTo": available_to,
    })
}

/// Writes a list of records, one to a line, with the comma after it.
pub(super) fn list(name: &str, records: impl Iterator<Item = Value>, out: &mut impl Write) -> io::Result<()> {
    write!(out, "\"{name}\":[")?;
    for (index, record) in records.enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &record)?;
    }
    out.write_all(b"],\n")
}

/// Writes an event table: one row to a line, or one column.
fn table<R: Record>(name: &str, records: &[R], course: &Course, form: Form, out: &mut impl Write) -> io::Result<()> {
    write!(out, "\"{name}\":")?;
    match form {
        Form::Rows => {
            out.write_all(b"[")?;
            for (index, record) in records.iter().enumerate() {
                out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
                for (field, field_name) in R::FIELDS.iter().enumerate() {
                    let opening = if field == 0 { '{' } else { ',' };
                    write!(out, "{opening}\"{field_name}\":")?;
                    write_cell(record.cell(field, course), form, out)?;
                }
                out.write_all(b"}")?;
            }
            out.write_all(b"]")
        }
        Form::Columns => {
            for (field, field_name) in R::FIELDS.iter().enumerate() {
                out.write_all(if field == 0 { b"{\n" } else { b",\n" })?;
                write!(out, "\"{field_name}\":[")?;
                for (index, record) in records.iter().enumerate() {
                    if index > 0 {
                        out.write_all(b",")?;
                    }
                    write_cell(record.cell(field, course), form, out)?;
                }
                out.write_all(b"]")?;
            }
            out.write_all(b"}")
        }
    }
}

fn write_cell(cell: Cell, form: Form, out: &mut impl Write) -> io::Result<()> {
    match cell {
        Cell::Number(number) => write!(out, "{number}"),
        Cell::Hundredths(hundredths) => write!(out, "{}", f64::from(hundredths) / 100.0),
        Cell::Moment(moment) if form == Form::Columns => write!(out, "{moment}"),
        Cell::Moment(moment) => {
            // Three times faster than formatting by a pattern, and there are millions of them.
            let moment = utc(moment);
            let (year, month, day) = (moment.year(), moment.month(), moment.day());
            let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
            write!(out, "\"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z\"")
        }
        Cell::Word(word) => write!(out, "\"{word}\""),
        Cell::Null => out.write_all(b"null"),
    }
}

fn utc(moment: Moment) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::from(moment))
}

pub(super) fn timestamp(moment: Moment) -> Value {
    json!(utc(moment).to_rfc3339_opts(SecondsFormat::Secs, true))
}
