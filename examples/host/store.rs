//! The database: people, courses, who is in them, and what they have asked for. Every call that changes something is one
//! transaction.

use std::{
    hash::{DefaultHasher, Hasher},
    path::Path,
};

use rusqlite::{Connection, OptionalExtension, Row, params};

/// Messages that a person may send within [`WINDOW_SECONDS`].
pub const MESSAGES_MAX: i64 = 30;

/// In how many seconds.
pub const WINDOW_SECONDS: i64 = 60;

const SCHEMA: &str = "
    PRAGMA foreign_keys = ON;
    CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sessions (
        token TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people, ends INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS courses (
        id TEXT PRIMARY KEY, title TEXT NOT NULL, archived INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0,
        document BLOB NOT NULL, tag TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS students (
        course TEXT NOT NULL REFERENCES courses, id TEXT NOT NULL, first_name TEXT NOT NULL,
        PRIMARY KEY (course, id)) STRICT;
    CREATE TABLE IF NOT EXISTS members (
        course TEXT NOT NULL REFERENCES courses, person TEXT NOT NULL REFERENCES people, role TEXT NOT NULL,
        student TEXT, PRIMARY KEY (course, person)) STRICT;
    CREATE TABLE IF NOT EXISTS weekly_updates (
        course TEXT NOT NULL REFERENCES courses, person TEXT NOT NULL REFERENCES people, since INTEGER NOT NULL,
        PRIMARY KEY (course, person)) STRICT;
    CREATE TABLE IF NOT EXISTS messages (
        id INTEGER PRIMARY KEY, course TEXT NOT NULL REFERENCES courses, sender TEXT NOT NULL REFERENCES people,
        key TEXT NOT NULL, request TEXT NOT NULL, sent INTEGER NOT NULL, UNIQUE (sender, key)) STRICT;
    CREATE TABLE IF NOT EXISTS deliveries (
        message INTEGER NOT NULL REFERENCES messages, student TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (message, student)) STRICT;
    CREATE TABLE IF NOT EXISTS training (document BLOB NOT NULL, tag TEXT NOT NULL) STRICT;
";

/// Why the database doesn't answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says so.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    /// There is no chance to be had for a token.
    #[error("no random numbers: {0}")]
    Chance(#[from] getrandom::Error),
}

/// Somebody who can log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: String,
    pub name: String,
}

/// What somebody is in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Teacher,
    Tutor,
    Student,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Tutor => "tutor",
            Self::Student => "student",
        }
    }

    /// What can't be read is the least.
    fn from_name(name: &str) -> Self {
        [Self::Teacher, Self::Tutor].into_iter().find(|role| role.name() == name).unwrap_or(Self::Student)
    }
}

/// Somebody's place in a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub role: Role,
    /// Which of the document's students it is.
    pub student: Option<String>,
    pub is_archived: bool,
}

/// A course in somebody's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseLine {
    pub id: String,
    pub title: String,
    pub archived: bool,
    pub weekly_updates: bool,
}

/// A course to be kept.
#[derive(Debug)]
pub struct NewCourse<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub archived: bool,
    /// As gzip.
    pub document: &'a [u8],
    /// Id and first name of the students who haven't left.
    pub students: &'a [(String, String)],
}

/// A document as it is kept.
#[derive(Debug)]
pub struct Stored {
    pub bytes: Vec<u8>,
    /// Changes with the bytes.
    pub tag: String,
}

/// What a message was told to be.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    pub course: &'a str,
    pub sender: &'a Person,
    pub key: &'a str,
    /// The request in one form, to know it again.
    pub request: &'a str,
    pub students: &'a [String],
    pub subject: &'a str,
    pub body: &'a str,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It was sent, now or, under the same key, before.
    Message { id: i64, recipients: u64, is_replay: bool },
    /// The key belongs to another message.
    KeyInUse,
    /// This student isn't in the course.
    UnknownStudent(String),
    /// Too many at once; wait so many seconds.
    TooMany { seconds: i64 },
}

/// The database.
#[derive(Debug)]
pub struct Store(Connection);

impl Store {
    /// The database in a file, or in memory.
    pub fn open(path: Option<&Path>) -> Result<Self, StoreError> {
        let connection = match path {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.execute_batch(SCHEMA)?;
        Ok(Self(connection))
    }

    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.0.query_row("SELECT NOT EXISTS (SELECT 1 FROM courses)", [], |row| row.get(0))?)
    }

    pub fn add_person(&self, id: &str, name: &str) -> Result<(), StoreError> {
        self.0.execute("INSERT INTO people VALUES (?1, ?2)", [id, name])?;
        Ok(())
    }

    pub fn add_course(&mut self, course: &NewCourse) -> Result<(), StoreError> {
        let NewCourse { id, title, archived, document, students } = course;
        let transaction = self.0.transaction()?;
        transaction.execute(
            "INSERT INTO courses (id, title, archived, document, tag) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, title, archived, document, tag(document)],
        )?;
        for (student, first_name) in *students {
            transaction.execute("INSERT INTO students VALUES (?1, ?2, ?3)", [id, &**student, first_name])?;
        }
        Ok(transaction.commit()?)
    }

    pub fn add_member(&self, course: &str, person: &str, role: Role, student: Option<&str>) -> Result<(), StoreError> {
        self.0.execute("INSERT INTO members VALUES (?1, ?2, ?3, ?4)", params![course, person, role.name(), student])?;
        Ok(())
    }

    /// Takes a course away, as its school may do at any time.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests take a course away"))]
    pub fn remove_course(&self, course: &str) -> Result<(), StoreError> {
        self.0.execute("UPDATE courses SET removed = 1 WHERE id = ?1", [course])?;
        Ok(())
    }

    pub fn set_training(&self, document: &[u8]) -> Result<(), StoreError> {
        self.0.execute("DELETE FROM training", [])?;
        self.0.execute("INSERT INTO training VALUES (?1, ?2)", params![document, tag(document)])?;
        Ok(())
    }

    /// Everybody who can log in.
    pub fn people(&self) -> Result<Vec<Person>, StoreError> {
        let mut statement = self.0.prepare("SELECT id, name FROM people ORDER BY rowid")?;
        let people = statement.query_map([], person)?.collect::<Result<_, _>>()?;
        Ok(people)
    }

    /// Begins a session and gives its token; None for nobody.
    pub fn log_in(&self, person: &str, ends: i64) -> Result<Option<String>, StoreError> {
        let known = self.0.query_row("SELECT 1 FROM people WHERE id = ?1", [person], |_| Ok(())).optional()?;
        if known.is_none() {
            return Ok(None);
        }
        let mut bytes = [0; 24];
        getrandom::fill(&mut bytes)?;
        let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        self.0.execute("INSERT INTO sessions VALUES (?1, ?2, ?3)", params![token, person, ends])?;
        Ok(Some(token))
    }

    pub fn log_out(&self, token: &str) -> Result<(), StoreError> {
        self.0.execute("DELETE FROM sessions WHERE token = ?1", [token])?;
        Ok(())
    }

    /// Whose session a token is of.
    pub fn person_of(&self, token: &str, now: i64) -> Result<Option<Person>, StoreError> {
        let query = "SELECT people.id, name FROM sessions JOIN people ON people.id = person
            WHERE token = ?1 AND ends > ?2";
        Ok(self.0.query_row(query, params![token, now], person).optional()?)
    }

    pub fn member(&self, person: &Person, course: &str) -> Result<Option<Member>, StoreError> {
        let query = "SELECT role, student, archived FROM members JOIN courses ON courses.id = course
            WHERE course = ?1 AND person = ?2 AND NOT removed";
        let member = |row: &Row| {
            let role = Role::from_name(&row.get::<_, String>(0)?);
            Ok(Member { role, student: row.get(1)?, is_archived: row.get(2)? })
        };
        Ok(self.0.query_row(query, [course, &person.id], member).optional()?)
    }

    /// The courses of a person. What is archived sends nothing, whoever has asked for it before.
    pub fn courses(&self, person: &Person) -> Result<Vec<CourseLine>, StoreError> {
        let query = "SELECT id, title, archived, NOT archived AND EXISTS (
                SELECT 1 FROM weekly_updates WHERE course = courses.id AND person = ?1)
            FROM courses JOIN members ON course = courses.id
            WHERE person = ?1 AND NOT removed ORDER BY archived, title, id";
        let mut statement = self.0.prepare(query)?;
        let line = |row: &Row| {
            Ok(CourseLine { id: row.get(0)?, title: row.get(1)?, archived: row.get(2)?, weekly_updates: row.get(3)? })
        };
        let courses = statement.query_map([&person.id], line)?.collect::<Result<_, _>>()?;
        Ok(courses)
    }

    /// A course's document, as gzip.
    pub fn document(&self, course: &str) -> Result<Stored, StoreError> {
        Ok(self.0.query_row("SELECT document, tag FROM courses WHERE id = ?1", [course], stored)?)
    }

    /// The training document as it was given, where there is one.
    pub fn training(&self) -> Result<Option<Stored>, StoreError> {
        Ok(self.0.query_row("SELECT document, tag FROM training", [], stored).optional()?)
    }

    /// Opts in or out. Who has opted in stays so since then.
    pub fn set_weekly_updates(&self, course: &str, person: &Person, is_on: bool, now: i64) -> Result<(), StoreError> {
        if is_on {
            let statement = "INSERT INTO weekly_updates VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
            self.0.execute(statement, params![course, person.id, now])?;
        } else {
            self.0.execute("DELETE FROM weekly_updates WHERE course = ?1 AND person = ?2", [course, &person.id])?;
        }
        Ok(())
    }

    /// Sends a message to all of its students, or to none.
    pub fn send(&mut self, message: &Outgoing, now: i64) -> Result<Sent, StoreError> {
        let transaction = self.0.transaction()?;
        let query = "SELECT id, request, (SELECT count(*) FROM deliveries WHERE message = id)
            FROM messages WHERE sender = ?1 AND key = ?2";
        let earlier = |row: &Row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)? as u64));
        let earlier = transaction.query_row(query, [&message.sender.id, message.key], earlier).optional()?;
        if let Some((id, request, recipients)) = earlier {
            let is_same = request == message.request;
            return Ok(if is_same { Sent::Message { id, recipients, is_replay: true } } else { Sent::KeyInUse });
        }
        let query = "SELECT sent FROM messages WHERE sender = ?1 AND sent > ?2 ORDER BY sent DESC LIMIT 1 OFFSET ?3";
        let recent = params![message.sender.id, now - WINDOW_SECONDS, MESSAGES_MAX - 1];
        if let Some(sent) = transaction.query_row(query, recent, |row| row.get::<_, i64>(0)).optional()? {
            return Ok(Sent::TooMany { seconds: sent + WINDOW_SECONDS - now });
        }
        transaction.execute(
            "INSERT INTO messages (course, sender, key, request, sent) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![message.course, message.sender.id, message.key, message.request, now],
        )?;
        let id = transaction.last_insert_rowid();
        for student in message.students {
            let query = "SELECT first_name FROM students WHERE course = ?1 AND id = ?2";
            let name = transaction.query_row(query, [message.course, student], |row| row.get::<_, String>(0));
            let Some(name) = name.optional()? else {
                // The transaction goes, and with it what was sent so far.
                return Ok(Sent::UnknownStudent(student.clone()));
            };
            let fill = |text: &str| text.replace("{firstName}", &name);
            transaction.execute(
                "INSERT INTO deliveries VALUES (?1, ?2, ?3, ?4)",
                params![id, student, fill(message.subject), fill(message.body)],
            )?;
        }
        transaction.commit()?;
        Ok(Sent::Message { id, recipients: message.students.len() as u64, is_replay: false })
    }

    /// What has been delivered in a course: student, subject and body.
    pub fn deliveries(&self, course: &str) -> Result<Vec<[String; 3]>, StoreError> {
        let query = "SELECT student, subject, body FROM deliveries JOIN messages ON messages.id = message
            WHERE course = ?1 ORDER BY message, deliveries.rowid";
        let mut statement = self.0.prepare(query)?;
        let delivery = |row: &Row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]);
        let deliveries = statement.query_map([course], delivery)?.collect::<Result<_, _>>()?;
        Ok(deliveries)
    }
}

fn person(row: &Row) -> rusqlite::Result<Person> {
    Ok(Person { id: row.get(0)?, name: row.get(1)? })
}

fn stored(row: &Row) -> rusqlite::Result<Stored> {
    Ok(Stored { bytes: row.get(0)?, tag: row.get(1)? })
}

fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}
