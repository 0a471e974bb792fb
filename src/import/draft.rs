//! A course as a source understood it, and its course document. Every source ends here, so that what it
//! reads can be saved and opened again with the same figures.

use std::fmt::Write;

use crate::{dataset::VisitRule, host::record::quoted, units::Moment};

/// A course, ready to be written. Events name students and elements by index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// When it was so.
    pub generated_at: Option<Moment>,
    /// The IANA name of its zone.
    pub time_zone: String,
    /// The id of the course.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How visits were made of events; none: they were not.
    pub visits_from_events: Option<VisitRule>,
    /// Groups: id and title.
    pub groups: Vec<(String, String)>,
    /// Students.
    pub students: Vec<DraftStudent>,
    /// Scales of levels: id, title, and the levels from the lowest.
    pub scales: Vec<(String, String, Vec<String>)>,
    /// Folders: id and title.
    pub folders: Vec<(String, String)>,
    /// Elements.
    pub elements: Vec<DraftElement>,
    /// Student, start and seconds.
    pub visits: Vec<(u32, Moment, f64)>,
    /// Student, element, moment and seconds.
    pub views: Vec<(u32, u32, Moment, f64)>,
    /// Student, element and moment.
    pub completions: Vec<(u32, u32, Moment)>,
    /// Student, element, value and moment.
    pub grades: Vec<(u32, u32, DraftGrade, Moment)>,
    /// Student, moment, and whether it began a thread.
    pub posts: Vec<(u32, Moment, bool)>,
}

/// A student.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftStudent {
    /// Their id.
    pub id: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Email address.
    pub email: Option<String>,
    /// Their groups, by id.
    pub group_ids: Vec<String>,
    /// When they came into the course.
    pub enrolled_at: Option<Moment>,
    /// When they left it.
    pub left_at: Option<Moment>,
}

/// Something that students work with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftElement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its kind, as course documents name it.
    pub kind: String,
    /// Its folder, by id.
    pub folder_id: Option<String>,
    /// The highest points.
    pub max_score: Option<f64>,
    /// Its scale, by id.
    pub scale_id: Option<String>,
    /// When it is due.
    pub deadline: Option<Moment>,
}

/// A grade.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftGrade {
    /// Points.
    Points(f64),
    /// A level, by its label.
    Label(String),
}

impl Draft {
    /// The course document, with its events in columns.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut json = Json::with_capacity(64 * (self.visits.len() + self.views.len()) / 2 + 4096);
        json.member("format", "\"course-document/1\"");
        let generated_at = self.generated_at.unwrap_or(Moment::from_unix_seconds(0));
        json.member("generatedAt", &quoted(&generated_at.to_string()));
        json.member("timeZone", &quoted(&self.time_zone));
        json.member("course", &self.course());
        json.list("groups", &self.groups, |record, (id, title)| {
            record.text("id", id);
            record.text("title", title);
        });
        json.list("students", &self.students, |record, student| {
            record.text("id", &student.id);
            record.text("firstName", &student.first_name);
            record.text("lastName", &student.last_name);
            record.optional("email", student.email.as_deref());
            if !student.group_ids.is_empty() {
                let ids: Vec<String> = student.group_ids.iter().map(|id| quoted(id)).collect();
                record.member("groupIds", &format!("[{}]", ids.join(",")));
            }
            record.optional("enrolledAt", student.enrolled_at.map(|at| at.to_string()).as_deref());
            record.optional("leftAt", student.left_at.map(|at| at.to_string()).as_deref());
        });
        json.list("scales", &self.scales, |record, (id, title, levels)| {
            record.text("id", id);
            record.text("title", title);
            record.text("kind", "levels");
            let level =
                |(place, label): (usize, &String)| format!("{{\"label\":{},\"value\":{}}}", quoted(label), place + 1);
            let levels: Vec<String> = levels.iter().enumerate().map(level).collect();
            record.member("levels", &format!("[{}]", levels.join(",")));
        });
        json.list("folders", &self.folders, |record, (id, title)| {
            record.text("id", id);
            record.text("title", title);
        });
        json.list("elements", &self.elements, |record, element| {
            record.text("id", &element.id);
            record.text("title", &element.title);
            record.text("kind", &element.kind);
            record.optional("folderId", element.folder_id.as_deref());
            record.optional("scaleId", element.scale_id.as_deref());
            if let Some(max) = element.max_score {
                record.member("maxScore", &max.to_string());
            }
            record.optional("deadline", element.deadline.map(|at| at.to_string()).as_deref());
        });
        self.write_events(&mut json);
        json.0.push('}');
        json.0.into_bytes()
    }

    fn course(&self) -> String {
        let mut course = Json::with_capacity(256);
        course.text("id", &self.id);
        course.text("title", &self.title);
        if let Some(rule) = self.visits_from_events {
            let mut settings = Json::with_capacity(128);
            let (gap, last) = (rule.gap_seconds, rule.last_event_seconds);
            let rule = format!("{{\"gapSeconds\":{gap},\"lastEventSeconds\":{last}}}");
            settings.member("visitsFromEvents", &rule);
            settings.0.push('}');
            course.member("settings", &settings.0);
        }
        course.0.push('}');
        course.0
    }

    fn write_events(&self, json: &mut Json) {
        let students: Vec<String> = self.students.iter().map(|student| quoted(&student.id)).collect();
        let elements: Vec<String> = self.elements.iter().map(|element| quoted(&element.id)).collect();
        let student = |student: u32| students[student as usize].as_str();
        let element = |element: u32| elements[element as usize].as_str();
        let seconds = |moment: Moment| moment.unix_seconds();
        json.table("visits", |table| {
            table.column("studentId", &self.visits, |text, row| text.push_str(student(row.0)));
            table.column("start", &self.visits, |text, row| number(text, seconds(row.1)));
            table.column("seconds", &self.visits, |text, row| number(text, row.2));
        });
        json.table("views", |table| {
            table.column("studentId", &self.views, |text, row| text.push_str(student(row.0)));
            table.column("elementId", &self.views, |text, row| text.push_str(element(row.1)));
            table.column("at", &self.views, |text, row| number(text, seconds(row.2)));
            table.column("seconds", &self.views, |text, row| number(text, row.3));
        });
        json.table("completions", |table| {
            table.column("studentId", &self.completions, |text, row| text.push_str(student(row.0)));
            table.column("elementId", &self.completions, |text, row| text.push_str(element(row.1)));
            table.column("completedAt", &self.completions, |text, row| number(text, seconds(row.2)));
        });
        json.table("grades", |table| {
            table.column("studentId", &self.grades, |text, row| text.push_str(student(row.0)));
            table.column("elementId", &self.grades, |text, row| text.push_str(element(row.1)));
            table.column("value", &self.grades, |text, row| match &row.2 {
                DraftGrade::Points(points) => number(text, points),
                DraftGrade::Label(label) => text.push_str(&quoted(label)),
            });
            table.column("gradedAt", &self.grades, |text, row| number(text, seconds(row.3)));
        });
        json.table("posts", |table| {
            table.column("studentId", &self.posts, |text, row| text.push_str(student(row.0)));
            table.column("at", &self.posts, |text, row| number(text, seconds(row.1)));
            table.column("kind", &self.posts, |text, row| {
                text.push_str(if row.2 { "\"thread\"" } else { "\"post\"" });
            });
        });
    }
}

fn number(text: &mut String, number: impl std::fmt::Display) {
    // A string takes whatever is written to it.
    let _ = write!(text, "{number}");
}

/// An object of JSON under way; its end is still to come.
struct Json(String);

impl Json {
    fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    fn name(&mut self, name: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&quoted(name));
        self.0.push(':');
    }

    fn member(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.member(name, &quoted(value));
    }

    fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut Json, &T)) {
        self.name(name);
        self.0.push('[');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            let mut record = Json::with_capacity(128);
            write(&mut record, item);
            self.0.push_str(&record.0);
            self.0.push('}');
        }
        self.0.push(']');
    }

    fn table(&mut self, name: &str, write: impl FnOnce(&mut Table)) {
        self.name(name);
        self.0.push('{');
        let mut table = Table { text: &mut self.0, has_columns: false };
        write(&mut table);
        self.0.push('}');
    }
}

/// An event table under way.
struct Table<'a> {
    text: &'a mut String,
    has_columns: bool,
}

impl Table<'_> {
    fn column<T>(&mut self, name: &str, rows: &[T], write: impl Fn(&mut String, &T)) {
        if self.has_columns {
            self.text.push(',');
        }
        self.has_columns = true;
        self.text.push_str(&quoted(name));
        self.text.push_str(":[");
        for (place, row) in rows.iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            write(self.text, row);
        }
        self.text.push(']');
    }
}
