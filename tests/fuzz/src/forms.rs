//! Documents made of choices: nearly all of them are read, and say the same in rows and in columns.

use std::fmt::Write;

use arbitrary::{Result, Unstructured};
use roundview::{
    dataset::zone::{Zone, native_zones},
    document::{Document, DocumentReader, Faults},
    engine::{service::Service, training::TrainingService},
};

use super::{course, training};

/// What a field holds.
#[derive(Clone, Copy)]
enum Kind {
    /// An id of such records.
    Id(&'static str),
    Moment,
    Number,
    Value,
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
}

use Kind::{Flag, Id, Moment, Number, Value, Word};

/// A field of a table, and whether rows may do without it.
type Field = (&'static str, Kind, bool);

const STUDENT: Field = ("studentId", Id("students"), false);
const ELEMENT: Field = ("elementId", Id("elements"), false);
const USER: Field = ("userId", Id("users"), false);
const SESSION: Field = ("sessionId", Id("sessions"), false);
const EMAILS: Kind = Word(&["u0@example.org", "U1@EXAMPLE.ORG", "nobody@example.org", ""]);

const COURSE_TABLES: [(&str, &[Field]); 6] = [
    ("visits", &[STUDENT, ("start", Moment, false), ("seconds", Number, false)]),
    ("views", &[STUDENT, ELEMENT, ("at", Moment, false), ("seconds", Number, true)]),
    ("completions", &[STUDENT, ELEMENT, ("completedAt", Moment, false)]),
    ("grades", &[STUDENT, ELEMENT, ("value", Value, false), ("gradedAt", Moment, false)]),
    (
        "posts",
        &[
            STUDENT,
            ("at", Moment, false),
            ("kind", Word(&["thread", "post", "chat", ""]), true),
            ("deletedAt", Moment, true),
        ],
    ),
    (
        "scorm",
        &[
            STUDENT,
            ELEMENT,
            ("at", Moment, true),
            ("status", Word(&["passed", "failed", "completed", "incomplete", "x"]), true),
            ("score", Number, true),
            ("seconds", Number, true),
        ],
    ),
];

const TRAINING_TABLES: [(&str, &[Field]); 7] = [
    (
        "registrations",
        &[
            SESSION,
            USER,
            ("via", Word(&["assigned", "catalog", "x"]), true),
            ("registeredAt", Moment, false),
            ("unregisteredAt", Moment, true),
            ("waiting", Flag, true),
        ],
    ),
    (
        "attempts",
        &[
            USER,
            ("sessionId", Id("sessions"), true),
            ("blockId", Id("blocks"), true),
            ("courseId", Id("courses"), true),
            ("platform", Word(&["web", "mobile", "x"]), true),
            ("startedAt", Moment, false),
            ("lastActivityAt", Moment, true),
            ("completedAt", Moment, true),
            ("seconds", Number, true),
            ("progress", Number, true),
            ("score", Number, true),
            ("passed", Flag, true),
        ],
    ),
    (
        "externalCompletions",
        &[
            ("email", EMAILS, false),
            ("courseId", Id("courses"), false),
            ("completedAt", Moment, false),
            ("passed", Flag, true),
        ],
    ),
    (
        "answers",
        &[
            USER,
            ("sessionId", Id("sessions"), true),
            ("courseId", Id("courses"), true),
            ("questionId", Id("questions"), true),
            ("at", Moment, false),
            ("points", Number, true),
            ("maxPoints", Number, true),
        ],
    ),
    ("attendance", &[("slotId", Id("slots"), false), SESSION, USER, ("percent", Number, true)]),
    ("connections", &[USER, ("courseId", Id("courses"), false), ("at", Moment, false)]),
    ("posts", &[SESSION, USER, ("at", Moment, false), ("kind", Word(&["publication", "comment", "x"]), true)]),
];

/// A document of choices says the same in rows as in columns.
pub fn document(given: &[u8]) {
    // Choices end with the bytes; what was chosen by then is no document yet, or one.
    let mut choices = Choices(Unstructured::new(given));
    let _ = choices.document();
}

struct Choices<'a>(Unstructured<'a>);

impl Choices<'_> {
    fn document(&mut self) -> Result<()> {
        let is_course = self.0.arbitrary()?;
        let head = if is_course { self.course()? } else { self.training()? };
        let tables: &[(&str, &[Field])] = if is_course { &COURSE_TABLES } else { &TRAINING_TABLES };
        let (mut rows, mut columns) = (head.clone(), head);
        for (name, fields) in tables {
            let table = self.table(fields)?;
            write_rows(&mut rows, name, fields, &table, self.0.arbitrary()?);
            write_columns(&mut columns, name, fields, &table);
        }
        rows.push('}');
        columns.push('}');
        compare(&rows, &columns);
        Ok(())
    }

    /// Cells as JSON; none where the field is missing.
    fn table(&mut self, fields: &[Field]) -> Result<Vec<Vec<Option<String>>>> {
        let count = self.0.int_in_range(0..=12_u8)?;
        (0..count)
            .map(|_| {
                fields
                    .iter()
                    .map(|(name, kind, is_optional)| {
                        let may_miss = *is_optional || matches!(*name, "seconds" | "value");
                        if may_miss && self.0.ratio(1_u8, 6)? { Ok(None) } else { self.value(*kind).map(Some) }
                    })
                    .collect()
            })
            .collect()
    }

    fn value(&mut self, kind: Kind) -> Result<String> {
        Ok(match kind {
            Id(list) => self.id(list)?,
            Moment => self.moment()?,
            Number => self.number()?,
            Value if self.0.ratio(1_u8, 4)? => self.word(&["A", "B", "Passed", ""])?,
            Value => self.number()?,
            Flag => self.0.arbitrary::<bool>()?.to_string(),
            Word(words) => self.word(words)?,
        })
    }

    fn word(&mut self, words: &[&str]) -> Result<String> {
        Ok(format!("\"{}\"", self.0.choose(words)?))
    }

    /// The id of one of four records, or of none; those with an even number are written as integers.
    fn id(&mut self, list: &str) -> Result<String> {
        let number = self.0.int_in_range(0..=4_u8)?;
        Ok(id(list, number))
    }

    fn ids(&mut self, list: &str) -> Result<String> {
        let count = self.0.int_in_range(0..=2_u8)?;
        let ids = (0..count).map(|_| self.id(list)).collect::<Result<Vec<_>>>()?;
        Ok(format!("[{}]", ids.join(",")))
    }

    fn moment(&mut self) -> Result<String> {
        // Mostly from some weeks before 18 March 2026 to some after, by the quarter of an hour.
        const NOW: i64 = 1_773_826_200;
        Ok(match self.0.int_in_range(0..=15_u8)? {
            0 => (*self.0.choose(&[
                "0",
                "1",
                "-1",
                "253402300799",
                "253402300800",
                "\"0000-01-01T00:00:00Z\"",
                "\"9999-12-31T23:59:59.999Z\"",
                "\"9999-12-31T23:59:59-23:59\"",
                "\"2026-03-29T01:30:00+00:00\"",
                "\"soon\"",
                "\"\"",
            ])?)
            .to_owned(),
            1 => self.0.int_in_range(0..=253_402_300_799_i64)?.to_string(),
            2 => (NOW + i64::from(self.0.arbitrary::<i32>()?)).to_string(),
            3..8 => {
                let moment =
                    roundview::units::Moment::from_unix_seconds(NOW + i64::from(self.0.arbitrary::<i16>()?) * 900);
                format!("\"{moment}\"")
            }
            _ => (NOW + i64::from(self.0.arbitrary::<i16>()?) * 900).to_string(),
        })
    }

    fn date(&mut self) -> Result<String> {
        self.word(&[
            "2026-01-01",
            "2026-03-18",
            "2026-06-30",
            "2025-08-15",
            "0001-01-01",
            "9999-12-31",
            "2026-02-30",
            "2024-02-29",
        ])
    }

    fn number(&mut self) -> Result<String> {
        Ok(match self.0.int_in_range(0..=7_u8)? {
            0 => (*self.0.choose(&[
                "0",
                "-0",
                "-1",
                "100",
                "86400",
                "86401",
                "0.1",
                "1e2",
                "1e-320",
                "1e15",
                "99.99999999999999999",
                "1e308",
            ])?)
            .to_owned(),
            1 => f64::from(self.0.arbitrary::<f32>()?).to_string().replace("NaN", "0").replace("inf", "1e39"),
            2..5 => self.0.int_in_range(0..=100_u8)?.to_string(),
            _ => self.0.int_in_range(0..=9000_u16)?.to_string(),
        })
    }

    /// Members of an object, with a comma before each.
    fn fields(&mut self, fields: &[(&str, Kind)]) -> Result<String> {
        let mut text = String::new();
        for (name, kind) in fields {
            if self.0.ratio(2_u8, 3)? {
                let value = self.value(*kind)?;
                let _ = write!(text, ",\"{name}\":{value}");
            }
        }
        Ok(text)
    }

    /// A list of up to four records: their id, and what `fields` gives.
    fn list(&mut self, name: &str, mut fields: impl FnMut(&mut Self, u8) -> Result<String>) -> Result<String> {
        let count = self.0.int_in_range(0..=4_u8)?;
        let record = |number| Ok(format!("{{\"id\":{}{}}}", id(name, number), fields(self, number)?));
        Ok(format!("[{}]", (0..count).map(record).collect::<Result<Vec<_>>>()?.join(",")))
    }

    fn begin(&mut self, format: &str) -> Result<String> {
        let zone = self.word(&["UTC", "Europe/Oslo", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])?;
        let generated_at = match self.0.int_in_range(0..=7_u8)? {
            0 => (*self.0.choose(&["0", "253402300799", "\"0000-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\""])?)
                .to_owned(),
            _ => "1773826200".to_owned(),
        };
        Ok(format!("{{\"format\":\"{format}\",\"generatedAt\":{generated_at},\"timeZone\":{zone}"))
    }

    fn course(&mut self) -> Result<String> {
        let mut text = self.begin("course-document/1")?;
        text.push_str(",\"course\":{\"id\":1,\"title\":\"\"");
        for name in ["startsOn", "endsOn"] {
            if self.0.arbitrary()? {
                let _ = write!(text, ",\"{name}\":{}", self.date()?);
            }
        }
        text.push_str(&self.fields(&[("archivedAt", Moment)])?);
        text.push_str(",\"settings\":{\"x\":0");
        text.push_str(&self.fields(&[
            ("trackTimeOnline", Flag),
            ("showCourseAverage", Flag),
            ("summaryLimit", Number),
            ("timeOnTaskLimit", Number),
        ])?);
        text.push_str("}}");
        if self.0.ratio(1_u8, 8)? {
            let _ = write!(text, ",\"viewer\":{{\"id\":{},\"role\":\"student\"}}", self.id("students")?);
        }
        let terms = self.list("terms", |choices, _| {
            Ok(format!(",\"startsOn\":{},\"endsOn\":{}", choices.date()?, choices.date()?))
        })?;
        let groups = self.list("groups", |_, _| Ok(String::new()))?;
        let students = self.list("students", |choices, _| {
            let fields = choices.fields(&[
                ("firstName", Word(&["Ada", "Åse", ""])),
                ("lastName", Word(&["Berg", " ", "Aas"])),
                ("enrolledAt", Moment),
                ("leftAt", Moment),
            ])?;
            Ok(format!("{fields},\"groupIds\":{}", choices.ids("groups")?))
        })?;
        let scales = self.list("scales", |choices, _| {
            if choices.0.arbitrary()? {
                return choices.fields(&[("max", Number)]);
            }
            let (low, high) = (choices.number()?, choices.number()?);
            Ok(format!(",\"levels\":[{{\"label\":\"A\",\"value\":{low}}},{{\"label\":\"Passed\",\"value\":{high}}}]"))
        })?;
        let folders = self.list("folders", |choices, _| {
            choices.fields(&[("title", Word(&["Week 1", ""])), ("parentId", Id("folders")), ("position", Number)])
        })?;
        let elements = self.list("elements", |choices, _| {
            let mut fields = choices.fields(&[
                ("kind", Word(&["assignment", "test", "page", "file", "scorm", "discussion", "x", ""])),
                ("folderId", Id("folders")),
                ("position", Number),
                ("mandatory", Flag),
                ("inAssessmentRecord", Flag),
                ("scaleId", Id("scales")),
                ("maxScore", Number),
                ("termId", Id("terms")),
                ("deadline", Moment),
            ])?;
            if choices.0.ratio(1_u8, 3)? {
                fields.push_str(&choices.fields(&[
                    ("activeFrom", Moment),
                    ("activeUntil", Moment),
                    ("deactivatedAt", Moment),
                    ("createdAt", Moment),
                    ("deletedAt", Moment),
                ])?);
                let (groups, students) = (choices.ids("groups")?, choices.ids("students")?);
                let _ = write!(fields, ",\"availableTo\":{{\"groupIds\":{groups},\"studentIds\":{students}}}");
            }
            Ok(fields)
        })?;
        let _ = write!(text, ",\"terms\":{terms},\"groups\":{groups},\"students\":{students},\"scales\":{scales}");
        let _ = write!(text, ",\"folders\":{folders},\"elements\":{elements}");
        Ok(text)
    }

    fn training(&mut self) -> Result<String> {
        let mut text = self.begin("training-document/1")?;
        let users = self.list("users", |choices, number| {
            let fields = choices.fields(&[("lastName", Word(&["Berg", ""])), ("deletedAt", Moment)])?;
            Ok(format!("{fields},\"email\":\"u{number}@example.org\",\"managerIds\":{}", choices.ids("users")?))
        })?;
        let groups = self.list("groups", |choices, _| choices.fields(&[("parentId", Id("groups"))]))?;
        let courses = self.list("courses", |choices, _| {
            choices.fields(&[
                ("authorId", Id("users")),
                ("provider", Word(&["external", "own"])),
                ("theoreticalSeconds", Number),
                ("questions", Number),
                ("minimumScore", Number),
                ("examination", Flag),
            ])
        })?;
        let templates = self.list("templates", |choices, _| choices.fields(&[("authorId", Id("users"))]))?;
        let sessions = self.list("sessions", |choices, _| choices.session())?;
        let viewer = self.id("users")?;
        let _ = write!(text, ",\"viewer\":{{\"userId\":{viewer}}},\"users\":{users},\"groups\":{groups}");
        let _ = write!(text, ",\"courses\":{courses},\"templates\":{templates},\"sessions\":{sessions}");
        for (name, fields) in [
            (
                "roles",
                &[
                    USER,
                    ("role", Word(&["administrator", "coach", "advisor", "owner", "x"]), false),
                    ("groupId", Id("groups"), true),
                    ("courseId", Id("courses"), true),
                ][..],
            ),
            ("memberships", &[USER, ("groupId", Id("groups"), false)]),
            (
                "invitations",
                &[SESSION, ("email", EMAILS, false), ("sentAt", Moment, true), ("acceptedAt", Moment, true)],
            ),
            ("certificates", &[SESSION, USER, ("issuedAt", Moment, false)]),
        ] {
            let table = self.table(fields)?;
            write_rows(&mut text, name, fields, &table, true);
        }
        Ok(text)
    }

    fn session(&mut self) -> Result<String> {
        let fields = self.fields(&[
            ("templateId", Id("templates")),
            ("startsAt", Moment),
            ("endsAt", Moment),
            ("authorId", Id("users")),
            ("expectedSeconds", Number),
        ])?;
        let [instructors, groups, catalog] = [self.ids("users")?, self.ids("groups")?, self.ids("groups")?];
        let blocks = self.list("blocks", |choices, number| {
            let kind = choices.word(&["course", "assessment", "classroom", "x"])?;
            let fields = choices.fields(&[("courseId", Id("courses")), ("minimumScore", Number)])?;
            let slot = choices.fields(&[("startsAt", Moment), ("endsAt", Moment), ("hours", Number)])?;
            Ok(format!(",\"kind\":{kind}{fields},\"slots\":[{{\"id\":{}{slot}}}]", id("slots", number)))
        })?;
        Ok(format!(
            "{fields},\"instructorIds\":{instructors},\"groupIds\":{groups},\"catalogGroupIds\":{catalog},\"blocks\":{blocks}"
        ))
    }
}

fn id(list: &str, number: u8) -> String {
    if number.is_multiple_of(2) { number.to_string() } else { format!("\"{}{number}\"", &list[..1]) }
}

/// A field that is missing is left out or null, where it may be left out.
fn write_rows(text: &mut String, name: &str, fields: &[Field], table: &[Vec<Option<String>>], leaves_out: bool) {
    let row = |cells: &Vec<Option<String>>| {
        let cell = |((name, _, is_optional), cell): (&Field, &Option<String>)| match cell {
            Some(cell) => Some(format!("\"{name}\":{cell}")),
            None if *is_optional && leaves_out => None,
            None => Some(format!("\"{name}\":null")),
        };
        let cells: Vec<String> = fields.iter().zip(cells).filter_map(cell).collect();
        format!("{{{}}}", cells.join(","))
    };
    let rows: Vec<String> = table.iter().map(row).collect();
    let _ = write!(text, ",\"{name}\":[{}]", rows.join(","));
}

fn write_columns(text: &mut String, name: &str, fields: &[Field], table: &[Vec<Option<String>>]) {
    let column = |(place, (name, ..)): (usize, &Field)| {
        let cells: Vec<&str> = table.iter().map(|cells| cells[place].as_deref().unwrap_or("null")).collect();
        format!("\"{name}\":[{}]", cells.join(","))
    };
    let columns: Vec<String> = fields.iter().enumerate().map(column).collect();
    let _ = write!(text, ",\"{name}\":{{{}}}", columns.join(","));
}

fn compare(rows: &str, columns: &str) {
    let read = |text: &str| {
        let mut reader = DocumentReader::default();
        reader.push(text.as_bytes())?;
        reader.into_document(&native_zones)
    };
    let counts = |faults: &Faults| faults.lines().iter().map(|line| (line.kind, line.count)).collect::<Vec<_>>();
    match (read(rows), read(columns)) {
        (Ok((Document::Course(data), faults)), Ok((Document::Course(other), others))) => {
            assert_eq!(format!("{data:?}"), format!("{other:?}"));
            assert_eq!(counts(&faults), counts(&others));
            let moments = course::moments(data.generated_at);
            let Some(zone) = Zone::open(data.zone.name(), &native_zones) else { panic!("no zone") };
            // Faults have their places by the form; they are in no figure.
            let (service, other) = (Service::new(*data, Faults::default()), Service::new(*other, Faults::default()));
            for as_of in moments {
                assert_eq!(course::reports(&service, as_of, Some(&zone)), course::reports(&other, as_of, None));
            }
        }
        (Ok((Document::Training(data), faults)), Ok((Document::Training(other), others))) => {
            assert_eq!(format!("{data:?}"), format!("{other:?}"));
            assert_eq!(counts(&faults), counts(&others));
            let ids = training::Ids::of(&data);
            let service = TrainingService::new(*data, Faults::default());
            let other = TrainingService::new(*other, Faults::default());
            assert_eq!(training::pages(&service, &ids, None), training::pages(&other, &ids, None));
        }
        (rows, columns) => assert_eq!(rows.map(drop).map_err(drop), columns.map(drop).map_err(drop)),
    }
}
