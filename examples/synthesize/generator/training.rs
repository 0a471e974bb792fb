//! Makes training documents: an organisation in three countries with its groups, program sessions past,
//! running and to come, and what its learners did in them. Equal options give equal bytes; there are
//! no faults in them.

use std::io::{self, Write};

use fastrand::Rng;
use serde_json::{Value, json};

use super::Form;
use super::people::{FIRST_NAMES, LAST_NAMES};
use super::write::{list, timestamp};

/// What to make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TrainingOptions {
    /// How many learners there are, besides 24 members of staff; one in thirty is deleted.
    pub learners: u32,
    /// Chooses one of the possible organisations.
    pub seed: u64,
    pub form: Form,
}

impl TrainingOptions {
    /// Without wishes: an organisation of some size.
    pub const DEFAULT: Self = Self { learners: 200, seed: 1, form: Form::Columns };

    /// The sample that comes with the application.
    pub const SAMPLE: Self = Self { learners: 240, seed: 7, form: Form::Columns };
}

const DAY: i64 = 86_400;
/// 18 March 2026, half past ten in Oslo.
const NOW: i64 = 1_773_826_200;
/// 1 November 2024: some began an external course before the connector was renewed in December.
const AUTUMN_2024: i64 = 1_730_450_000;

const OWNER: u32 = 1;
const ADMINISTRATOR: u32 = 2;
const AUTHORS: [u32; 2] = [3, 4];
const ADVISOR: u32 = 5;
const INSTRUCTORS: [u32; 3] = [6, 7, 8];
/// Coaches of the countries, one each.
const FIRST_COACH: u32 = 9;
/// Managers of the teams, one each.
const FIRST_MANAGER: u32 = 13;
const FIRST_LEARNER: u32 = 101;

const COUNTRIES: [&str; 3] = ["Norway", "Denmark", "France"];
const SITES: [[&str; 2]; 3] = [["Oslo", "Bergen"], ["Aarhus", "Odense"], ["Lyon", "Nantes"]];
const TEAMS: [&str; 2] = ["Sales", "Support"];
/// Teams of all sites.
const TEAM_COUNT: u32 = 12;

/// Group ids: 1 is everyone, 2 to 4 countries, 11 to 16 sites, 21 to 32 teams.
fn country_group(country: u32) -> u32 {
    2 + country
}

fn site_group(site: u32) -> u32 {
    11 + site
}

fn team_group(team: u32) -> u32 {
    21 + team
}

struct Course {
    id: u32,
    title: &'static str,
    is_external: bool,
    questions: u32,
    minimum: Option<u32>,
    hours: u32,
}

const fn course(id: u32, title: &'static str, questions: u32, minimum: Option<u32>, hours: u32) -> Course {
    Course { id, title, is_external: false, questions, minimum, hours }
}

const COURSES: [Course; 12] = [
    course(1, "Welcome to the company", 0, None, 1),
    course(2, "Fire safety", 8, Some(70), 1),
    course(3, "Data protection", 10, Some(80), 2),
    course(4, "Selling by listening", 6, None, 2),
    course(5, "Difficult conversations", 5, None, 1),
    course(6, "The support desk", 6, None, 2),
    course(7, "Leading without orders", 0, None, 3),
    course(8, "Budget in an afternoon", 7, Some(60), 3),
    course(9, "First aid", 9, Some(70), 2),
    Course { id: 10, title: "Negotiation basics", is_external: true, questions: 0, minimum: None, hours: 5 },
    Course { id: 11, title: "Spreadsheets", is_external: true, questions: 0, minimum: None, hours: 4 },
    Course { id: 12, title: "Time management", is_external: true, questions: 0, minimum: None, hours: 2 },
];

#[derive(Clone, Copy)]
enum Part {
    Course(u32),
    Assessment(&'static str, u32),
    Classroom(&'static str, u32),
}

struct Program {
    id: u32,
    title: &'static str,
    about: &'static str,
    days: i64,
    parts: &'static [Part],
}

const PROGRAMS: [Program; 6] = [
    Program {
        id: 1,
        title: "Onboarding",
        about: "For everybody in their first months",
        days: 45,
        parts: &[Part::Course(1), Part::Course(2), Part::Course(3), Part::Assessment("What you know now", 60)],
    },
    Program {
        id: 2,
        title: "Sales academy",
        about: "",
        days: 60,
        parts: &[Part::Course(4), Part::Course(10), Part::Classroom("Role play", 2), Part::Assessment("Pitch", 50)],
    },
    Program {
        id: 3,
        title: "Support academy",
        about: "",
        days: 60,
        parts: &[Part::Course(6), Part::Course(5), Part::Classroom("At the desk", 1)],
    },
    Program {
        id: 4,
        title: "Leadership",
        about: "For team leads and those who want to be",
        days: 75,
        parts: &[Part::Course(7), Part::Course(12), Part::Course(8), Part::Classroom("Two days away", 4)],
    },
    Program {
        id: 5,
        title: "Safety year",
        about: "Every year",
        days: 30,
        parts: &[Part::Course(2), Part::Course(9), Part::Assessment("Safety test", 75)],
    },
    Program {
        id: 6,
        title: "First aid day",
        about: "",
        days: 2,
        parts: &[Part::Classroom("First aid in practice", 2)],
    },
];

/// When the waves of sessions begin, in days from now.
const WAVES: [(i64, &str); 5] =
    [(-330, "spring 2025"), (-190, "autumn 2025"), (-75, "New Year"), (-25, "spring 2026"), (40, "May 2026")];

struct Session {
    id: u32,
    program: &'static Program,
    wave: usize,
    start: i64,
    end: i64,
    /// Which groups it is assigned to, and in whose catalog it stands.
    groups: Vec<u32>,
    catalog: Vec<u32>,
}

fn sessions() -> Vec<Session> {
    let mut sessions = Vec::new();
    for (wave, (day, _)) in WAVES.iter().enumerate() {
        for (number, program) in PROGRAMS.iter().enumerate() {
            let start = midnight(NOW + day * DAY) + 7 * 3600;
            let (groups, catalog) = match program.id {
                1 | 5 => (vec![1], vec![]),
                2 => ((0..6).map(|site| team_group(site * 2)).collect(), vec![1]),
                3 => ((0..6).map(|site| team_group(site * 2 + 1)).collect(), vec![country_group(0)]),
                4 => (vec![], vec![1]),
                _ => (vec![site_group((wave as u32 * 2 + number as u32) % 6)], vec![country_group(wave as u32 % 3)]),
            };
            sessions.push(Session {
                id: sessions.len() as u32 + 1,
                program,
                wave,
                start,
                end: start + program.days * DAY + 9 * 3600,
                groups,
                catalog,
            });
        }
    }
    sessions
}

/// The midnight in UTC before a moment.
fn midnight(second: i64) -> i64 {
    second - second.rem_euclid(DAY)
}

/// A value of an event.
#[derive(Clone)]
enum Cell {
    Null,
    Number(i64),
    Moment(i64),
    Word(&'static str),
    Flag(bool),
    Text(String),
}

impl From<Option<u32>> for Cell {
    fn from(number: Option<u32>) -> Self {
        number.map_or(Self::Null, |number| Self::Number(i64::from(number)))
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

/// An event table: rows of cells.
struct Table {
    name: &'static str,
    fields: &'static [&'static str],
    rows: Vec<Vec<Cell>>,
}

impl Table {
    fn new(name: &'static str, fields: &'static [&'static str]) -> Self {
        Self { name, fields, rows: Vec::new() }
    }

    fn write(&self, form: Form, out: &mut impl Write) -> io::Result<()> {
        write!(out, "\"{}\":", self.name)?;
        match form {
            Form::Rows => {
                out.write_all(b"[")?;
                for (index, row) in self.rows.iter().enumerate() {
                    out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
                    for (place, (field, cell)) in self.fields.iter().zip(row).enumerate() {
                        write!(out, "{}\"{field}\":", if place == 0 { '{' } else { ',' })?;
                        cell.write(form, out)?;
                    }
                    out.write_all(b"}")?;
                }
                out.write_all(b"]")
            }
            Form::Columns => {
                for (place, field) in self.fields.iter().enumerate() {
                    out.write_all(if place == 0 { b"{\n" } else { b",\n" })?;
                    write!(out, "\"{field}\":[")?;
                    for (index, row) in self.rows.iter().enumerate() {
                        if index > 0 {
                            out.write_all(b",")?;
                        }
                        row[place].write(form, out)?;
                    }
                    out.write_all(b"]")?;
                }
                out.write_all(b"}")
            }
        }
    }
}

impl Cell {
    fn write(&self, form: Form, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Null => out.write_all(b"null"),
            Self::Number(number) => write!(out, "{number}"),
            Self::Moment(second) if form == Form::Columns => write!(out, "{second}"),
            Self::Moment(second) => write!(out, "{}", moment(*second)),
            Self::Word(word) => write!(out, "\"{word}\""),
            Self::Flag(flag) => write!(out, "{flag}"),
            Self::Text(text) => write!(out, "{}", json!(text)),
        }
    }
}

fn moment(second: i64) -> Value {
    timestamp(u32::try_from(second).unwrap_or_default())
}

/// Everything that happens.
struct Events {
    registrations: Table,
    attempts: Table,
    completions: Table,
    answers: Table,
    attendance: Table,
    certificates: Vec<Value>,
    connections: Table,
    posts: Table,
}

impl Events {
    fn new() -> Self {
        Self {
            registrations: Table::new(
                "registrations",
                &["sessionId", "userId", "via", "registeredAt", "unregisteredAt", "waiting"],
            ),
            attempts: Table::new(
                "attempts",
                &[
                    "userId",
                    "sessionId",
                    "blockId",
                    "courseId",
                    "platform",
                    "startedAt",
                    "lastActivityAt",
                    "completedAt",
                    "seconds",
                    "progress",
                    "score",
                    "passed",
                ],
            ),
            completions: Table::new("externalCompletions", &["email", "courseId", "completedAt", "passed"]),
            answers: Table::new(
                "answers",
                &["userId", "sessionId", "courseId", "questionId", "at", "points", "maxPoints"],
            ),
            attendance: Table::new("attendance", &["slotId", "sessionId", "userId", "percent"]),
            certificates: Vec::new(),
            connections: Table::new("connections", &["userId", "courseId", "at"]),
            posts: Table::new("posts", &["sessionId", "userId", "at", "kind"]),
        }
    }
}

struct Learner {
    id: u32,
    team: u32,
    email: String,
    record: Value,
    /// How likely they are to go on, and how much they know: 0 to 1.
    diligence: f64,
    ability: f64,
    deleted_at: Option<i64>,
    rng: Rng,
}

fn learner(index: u32, seed: u64) -> Learner {
    let mut rng = Rng::with_seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (u64::from(index) + 1));
    let id = FIRST_LEARNER + index;
    let (first, last) = name(index.wrapping_mul(7919).wrapping_add(seed as u32));
    let team = index % TEAM_COUNT;
    let deleted_at = rng.u32(0..30).eq(&0).then(|| NOW - rng.i64(1..200) * DAY);
    let email = format!("{}.{id}@example.org", ascii(first));
    let record = json!({
        "id": id, "firstName": first, "lastName": last, "email": email,
        "customFields": {
            "Site": SITES[(team / 4) as usize][(team / 2 % 2) as usize],
            "Contract": if rng.u32(0..5) == 0 { "Part-time" } else { "Permanent" },
        },
        "additionalInformation": if rng.u32(0..12) == 0 { "Moved from another site" } else { "" },
        "managerIds": [FIRST_MANAGER + team],
        "deletedAt": deleted_at.map(moment),
    });
    Learner { id, team, email, record, diligence: rng.f64().sqrt(), ability: 0.35 + rng.f64() * 0.65, deleted_at, rng }
}

fn name(number: u32) -> (&'static str, &'static str) {
    let first = FIRST_NAMES[(number % 160) as usize];
    (first, LAST_NAMES[(number / 160 * 7 + number % 160 * 3) as usize % 160])
}

fn ascii(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

impl Learner {
    fn is_in(&self, group: u32) -> bool {
        let site = self.team / 2;
        group == 1 || group == country_group(site / 2) || group == site_group(site) || group == team_group(self.team)
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.rng.f64() < probability
    }

    /// Registers to sessions and works through them.
    fn simulate(&mut self, sessions: &[Session], events: &mut Events) {
        for session in sessions {
            let is_assigned = session.groups.iter().any(|group| self.is_in(*group));
            let is_in_catalog = session.catalog.iter().any(|group| self.is_in(*group));
            // Onboarding and the safety year come once per learner.
            let is_due = match session.program.id {
                1 | 5 => self.id as usize % WAVES.len() == session.wave,
                _ => (self.id as usize + session.program.id as usize) % 3 == session.wave % 3,
            };
            let via = if is_assigned && is_due {
                "assigned"
            } else if is_in_catalog && self.chance(0.12) {
                "catalog"
            } else if self.chance(0.01) {
                "invitation"
            } else {
                continue;
            };
            let mut registered = session.start - self.rng.i64(2..20) * DAY + self.rng.i64(0..36_000);
            if session.start > NOW {
                // Places in sessions to come are given away early.
                registered = NOW - self.rng.i64(1..25) * DAY + self.rng.i64(0..36_000);
            }
            if registered > NOW || self.deleted_at.is_some_and(|deleted| deleted <= registered) {
                continue;
            }
            let is_waiting = via == "catalog" && self.chance(0.15);
            let has_left = !is_waiting && self.chance(0.05);
            let unregistered = has_left.then(|| session.start + self.rng.i64(1..20) * DAY).filter(|at| *at < NOW);
            events.registrations.rows.push(vec![
                session.id.into(),
                self.id.into(),
                Cell::Word(via),
                Cell::Moment(registered),
                unregistered.map_or(Cell::Null, Cell::Moment),
                Cell::Flag(is_waiting),
            ]);
            let until = NOW.min(unregistered.unwrap_or(NOW)).min(self.deleted_at.unwrap_or(NOW)).min(session.end);
            if !is_waiting && session.start < until {
                self.work(session, until, events);
            }
        }
    }

    fn work(&mut self, session: &Session, until: i64, events: &mut Events) {
        let parts = session.program.parts;
        let mut at = session.start + self.rng.i64(0..10) * DAY + self.rng.i64(0..8 * 3600);
        let mut done = 0;
        for (index, part) in parts.iter().enumerate() {
            let block = index as u32 + 1;
            match part {
                Part::Classroom(_, slots) => {
                    let mut attended = 0.0;
                    for slot in 0..*slots {
                        let (slot_start, slot_end) = slot_times(session, index, slot);
                        if slot_end > until || slot_start > until {
                            continue;
                        }
                        let percent = match self.rng.f64() {
                            luck if luck < self.diligence => 100,
                            luck if luck < self.diligence + 0.1 => 50,
                            _ => 0,
                        };
                        attended += f64::from(percent) / 100.0;
                        let slot_id = block * 10 + slot + 1;
                        events.attendance.rows.push(vec![
                            slot_id.into(),
                            session.id.into(),
                            self.id.into(),
                            Cell::Number(percent.into()),
                        ]);
                    }
                    done += usize::from(attended >= f64::from(*slots));
                }
                Part::Course(_) | Part::Assessment(..) => {
                    if at >= until || !self.chance(0.3 + 0.7 * self.diligence) {
                        break;
                    }
                    let course = match part {
                        Part::Course(id) => Some(&COURSES[*id as usize - 1]),
                        _ => None,
                    };
                    let minimum = match part {
                        Part::Assessment(_, minimum) => Some(*minimum),
                        _ => course.and_then(|course| course.minimum),
                    };
                    let is_done = self.attempts(Some((session.id, block)), course, minimum, &mut at, until, events);
                    done += usize::from(is_done);
                    at += self.rng.i64(1..7) * DAY / 2;
                }
            }
        }
        if done == parts.len() && self.chance(0.9) {
            let issued = at.max(session.start).min(until);
            let certificate = json!({ "sessionId": session.id, "userId": self.id, "issuedAt": moment(issued) });
            events.certificates.push(certificate);
        }
        for kind in ["publication", "comment", "reaction", "reaction"] {
            let posted = session.start + self.rng.i64(0..session.program.days.max(1)) * DAY + self.rng.i64(0..36_000);
            if self.chance(0.12) && posted < until {
                events.posts.rows.push(vec![session.id.into(), self.id.into(), Cell::Moment(posted), Cell::Word(kind)]);
            }
        }
    }

    /// One to three attempts on a course or an assessment. True: it is done.
    fn attempts(
        &mut self,
        place: Option<(u32, u32)>,
        course: Option<&Course>,
        minimum: Option<u32>,
        at: &mut i64,
        until: i64,
        events: &mut Events,
    ) -> bool {
        let (session, block) = (place.map(|(session, _)| session), place.map(|(_, block)| block));
        let is_external = course.is_some_and(|course| course.is_external);
        for attempt in 0..3 {
            if *at >= until {
                return false;
            }
            let seconds = course.map_or(1500, |course| i64::from(course.hours) * 1800) * self.rng.i64(40..160) / 100;
            let is_mobile = self.chance(0.25);
            let is_done = self.chance(0.55 + 0.45 * self.diligence) && *at + seconds < until;
            let ends = (*at + seconds).min(until);
            let has_score = course.is_none_or(|course| course.questions > 0);
            let score = (is_done && has_score).then(|| {
                let luck = self.rng.f64() * 0.5 - 0.25 + f64::from(attempt) * 0.1;
                ((self.ability + luck) * 100.0).clamp(5.0, 100.0).round() as u32
            });
            let passed = score.map(|score| score >= minimum.unwrap_or(50));
            let cell = |moment: Option<i64>| moment.map_or(Cell::Null, Cell::Moment);
            let of_own = |cell: Cell| if is_external { Cell::Null } else { cell };
            events.attempts.rows.push(vec![
                self.id.into(),
                session.into(),
                block.into(),
                course.map(|course| course.id).into(),
                Cell::Word(if is_mobile { "mobile" } else { "web" }),
                Cell::Moment(*at),
                cell(Some(if is_external { *at } else { ends })),
                of_own(cell(is_done.then_some(ends))),
                of_own(Cell::Number(seconds.min(ends - *at))),
                of_own(Cell::Number(if is_done { 100 } else { self.rng.i64(1..20) * 5 })),
                of_own(score.into()),
                of_own(passed.map_or(Cell::Null, Cell::Flag)),
            ]);
            if let Some(course) = course {
                self.follow(course, session, *at, ends, is_done, score, events);
            }
            *at = ends + self.rng.i64(1..48) * 3600;
            match passed {
                Some(false) if !is_external => {}
                _ if is_done => return true,
                _ if !self.chance(0.4) => return false,
                _ => {}
            }
        }
        true
    }

    /// What an attempt on a course leaves behind: connections, answers, the provider's completion.
    #[expect(clippy::too_many_arguments, reason = "they are the fields of one attempt")]
    fn follow(
        &mut self,
        course: &Course,
        session: Option<u32>,
        at: i64,
        ends: i64,
        is_done: bool,
        score: Option<u32>,
        events: &mut Events,
    ) {
        for visit in 0..1 + self.rng.i64(0..2) {
            let connected = (at + visit * 1800).min(ends);
            events.connections.rows.push(vec![self.id.into(), course.id.into(), Cell::Moment(connected)]);
        }
        if course.is_external && is_done {
            // The provider writes addresses as it likes.
            let email = if self.chance(0.2) { self.email.to_uppercase() } else { self.email.clone() };
            let is_passed = self.chance(0.5 + 0.5 * self.ability);
            events.completions.rows.push(vec![
                Cell::Text(email),
                course.id.into(),
                Cell::Moment(ends),
                Cell::Flag(is_passed),
            ]);
        }
        if let Some(score) = score {
            for question in 1..=course.questions.min(4) {
                let points = u32::from(self.rng.u32(0..100) < score);
                events.answers.rows.push(vec![
                    self.id.into(),
                    session.into(),
                    course.id.into(),
                    question.into(),
                    Cell::Moment(ends),
                    points.into(),
                    1.into(),
                ]);
            }
        }
    }

    /// Courses in open access, among them external ones of the autumn of 2024.
    fn roam(&mut self, events: &mut Events) {
        let until = NOW.min(self.deleted_at.unwrap_or(NOW));
        if self.chance(0.25) {
            let mut at = NOW - self.rng.i64(5..360) * DAY + self.rng.i64(0..30_000);
            let course = &COURSES[self.rng.usize(0..COURSES.len())];
            self.attempts(None, Some(course), course.minimum, &mut at, until, events);
        }
        if self.chance(0.06) {
            let mut at = AUTUMN_2024 + self.rng.i64(0..60) * DAY + self.rng.i64(0..30_000);
            let course = &COURSES[9 + self.rng.usize(0..3)];
            self.attempts(None, Some(course), None, &mut at, until, events);
        }
        // Some go to the provider by themselves.
        if self.chance(0.03) {
            let completed = NOW - self.rng.i64(5..200) * DAY;
            if completed < until {
                events.completions.rows.push(vec![
                    Cell::Text(self.email.clone()),
                    11.into(),
                    Cell::Moment(completed),
                    Cell::Flag(true),
                ]);
            }
        }
    }
}

/// When a slot of a classroom begins and ends.
fn slot_times(session: &Session, block: usize, slot: u32) -> (i64, i64) {
    let days = if session.program.days < 7 { 0 } else { 10 + block as i64 * 7 };
    let start = session.start + (days + i64::from(slot) / 2) * DAY + i64::from(slot % 2) * 5 * 3600;
    (start, start + 3 * 3600)
}

fn block_record(session: &Session, index: usize, part: &Part) -> Value {
    let id = index as u32 + 1;
    match part {
        Part::Course(course) => {
            let title = COURSES[*course as usize - 1].title;
            json!({ "id": id, "kind": "course", "title": title, "courseId": course })
        }
        Part::Assessment(title, minimum) => {
            json!({ "id": id, "kind": "assessment", "title": title, "minimumScore": minimum })
        }
        Part::Classroom(title, slots) => {
            let slot = |slot: u32| {
                let (start, end) = slot_times(session, index, slot);
                json!({
                    "id": id * 10 + slot + 1, "title": if slot.is_multiple_of(2) { "Morning" } else { "Afternoon" },
                    "startsAt": moment(start), "endsAt": moment(end), "hours": 3,
                })
            };
            json!({ "id": id, "kind": "classroom", "title": title, "slots": (0..*slots).map(slot).collect::<Vec<_>>() })
        }
    }
}

fn session_record(session: &Session) -> Value {
    let parts = session.program.parts.iter().enumerate();
    json!({
        "id": session.id, "templateId": session.program.id,
        "name": format!("{}, {}", session.program.title, WAVES[session.wave].1),
        "startsAt": moment(session.start), "endsAt": moment(session.end),
        "authorId": AUTHORS[session.id as usize % 2], "instructorIds": [INSTRUCTORS[session.id as usize % 3]],
        "groupIds": session.groups, "catalogGroupIds": session.catalog,
        "expectedSeconds": session.program.parts.len() * 5400,
        "tags": if session.program.id == 5 { json!(["safety", "yearly"]) } else { json!(["academy"]) },
        "additionalInformation": "",
        "blocks": parts.map(|(index, part)| block_record(session, index, part)).collect::<Vec<_>>(),
    })
}

fn staff(seed: u64) -> Vec<Value> {
    (OWNER..=FIRST_MANAGER + TEAM_COUNT - 1)
        .map(|id| {
            let (first, last) = name(id.wrapping_mul(31).wrapping_add(seed as u32));
            json!({ "id": id, "firstName": first, "lastName": last, "email": format!("{}.{id}@example.org", ascii(first)) })
        })
        .collect()
}

fn groups() -> Vec<Value> {
    let mut groups = vec![json!({ "id": 1, "title": "Everyone", "parentId": null })];
    for (country, title) in (0..).zip(COUNTRIES) {
        groups.push(json!({ "id": country_group(country), "title": title, "parentId": 1 }));
        for (place, title) in (0..).zip(SITES[country as usize]) {
            let site = country * 2 + place;
            groups.push(json!({ "id": site_group(site), "title": title, "parentId": country_group(country) }));
            for (number, team) in (0..).zip(TEAMS) {
                let id = team_group(site * 2 + number);
                groups.push(json!({ "id": id, "title": format!("{team} {title}"), "parentId": site_group(site) }));
            }
        }
    }
    groups
}

fn roles() -> Vec<Value> {
    let mut roles = vec![
        json!({ "userId": OWNER, "role": "owner" }),
        json!({ "userId": ADMINISTRATOR, "role": "administrator" }),
        json!({ "userId": ADVISOR, "role": "advisor", "courseId": 2 }),
    ];
    roles.extend(
        (0..3).map(
            |country| json!({ "userId": FIRST_COACH + country, "role": "coach", "groupId": country_group(country) }),
        ),
    );
    roles
}

/// Writes a training document, table after table.
pub fn write_training(options: TrainingOptions, out: &mut impl Write) -> io::Result<()> {
    let sessions = sessions();
    let mut events = Events::new();
    let mut learners: Vec<Learner> = (0..options.learners).map(|index| learner(index, options.seed)).collect();
    for learner in &mut learners {
        learner.simulate(&sessions, &mut events);
        learner.roam(&mut events);
    }
    out.write_all(b"{\n")?;
    writeln!(
        out,
        "\"format\":\"training-document/1\",\n\"generatedAt\":{},\n\"timeZone\":\"Europe/Oslo\",",
        moment(NOW)
    )?;
    writeln!(out, "\"viewer\":{{\"userId\":{ADMINISTRATOR}}},")?;
    list("users", staff(options.seed).into_iter().chain(learners.iter().map(|learner| learner.record.clone())), out)?;
    list("groups", groups().into_iter(), out)?;
    list("roles", roles().into_iter(), out)?;
    let managers = (0..TEAM_COUNT).map(|team| json!({ "userId": FIRST_MANAGER + team, "groupId": team_group(team) }));
    let members = learners.iter().map(|learner| json!({ "userId": learner.id, "groupId": team_group(learner.team) }));
    list("memberships", managers.chain(members), out)?;
    let courses = COURSES.iter().map(|course| {
        json!({
            "id": course.id, "title": course.title, "authorId": AUTHORS[course.id as usize % 2],
            "provider": course.is_external.then_some("external"), "theoreticalSeconds": course.hours * 3600,
            "questions": course.questions, "minimumScore": course.minimum, "examination": course.minimum.is_some(),
        })
    });
    list("courses", courses, out)?;
    let templates = PROGRAMS.iter().map(|program| {
        json!({ "id": program.id, "title": program.title, "additionalInformation": program.about, "authorId": AUTHORS[0] })
    });
    list("templates", templates, out)?;
    list("sessions", sessions.iter().map(session_record), out)?;
    list("invitations", invitations(&sessions, &learners), out)?;
    list("certificates", events.certificates.iter().cloned(), out)?;
    let tables = [
        &events.registrations,
        &events.attempts,
        &events.completions,
        &events.answers,
        &events.attendance,
        &events.connections,
        &events.posts,
    ];
    for (index, table) in tables.into_iter().enumerate() {
        if index > 0 {
            out.write_all(b",\n")?;
        }
        table.write(options.form, out)?;
    }
    out.write_all(b"\n}\n")
}

/// Of the sessions of this year: newcomers who haven't answered, one of them twice, and a learner who has.
fn invitations<'a>(sessions: &'a [Session], learners: &'a [Learner]) -> impl Iterator<Item = Value> + use<'a> {
    sessions.iter().filter(|session| session.wave >= 3).flat_map(move |session| {
        let sent = session.start.min(NOW) - 5 * DAY;
        let pending = [format!("newcomer.{}@example.com", session.program.id), "newcomer@example.com".to_owned()];
        let pending = pending.into_iter().map(
            move |email| json!({ "sessionId": session.id, "email": email, "sentAt": moment(sent), "acceptedAt": null }),
        );
        let accepted = learners.get(session.id as usize % 20).map(|learner| {
            json!({
                "sessionId": session.id, "email": learner.email, "sentAt": moment(sent),
                "acceptedAt": moment(sent + DAY),
            })
        });
        pending.chain(accepted)
    })
}
