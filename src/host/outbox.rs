//! The rules of the demonstration host, and its state: the courses that it knows, and what a real host
//! would have been asked to do. Pure; where the state is kept is `demonstration`'s business.

use super::{HostCourse, HostError, Message, record::quoted};
use crate::document::{Object, Refusal, parse_small};

/// Longest state that is read, in bytes.
const MOST_BYTES: usize = 1_000_000;

/// Entries that are kept, the newest.
const MOST_ENTRIES: usize = 50;

/// Something that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The title of the course.
    pub course: String,
    /// What.
    pub sent: Sent,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Weekly updates were switched on or off.
    WeeklyUpdates(bool),
    /// A message to students.
    Message {
        /// The message.
        message: Message,
        /// The key by which it is known again.
        key: String,
    },
}

/// The state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    courses: Vec<HostCourse>,
    /// The newest last.
    entries: Vec<Entry>,
}

impl Default for Outbox {
    /// Knows the course of the year before the sample's, to show what archived means.
    fn default() -> Self {
        let last_year = HostCourse {
            id: "bio-0".to_owned(),
            title: "Biology 1, 2024–25".to_owned(),
            archived: true,
            weekly_updates: false,
        };
        Self { courses: vec![last_year], entries: Vec::new() }
    }
}

impl Outbox {
    /// Reads what [`Self::to_json`] has written. Anything else is a new state.
    #[must_use]
    pub fn read(json: &str) -> Self {
        Self::try_read(json).unwrap_or_default()
    }

    fn try_read(json: &str) -> Result<Self, Refusal> {
        let root = parse_small(json, MOST_BYTES)?.into_object(String::new())?;
        let items = |field: &str| -> Result<Vec<Object>, Refusal> {
            let items = root.list(field)?.unwrap_or_default().iter();
            items.map(|item| item.clone().into_object(root.place(field))).collect()
        };
        let course = |record: &Object| {
            Ok(HostCourse {
                id: record.required_id("id")?,
                title: record.text("title")?.unwrap_or_default(),
                archived: record.flag("archived", false)?,
                weekly_updates: record.flag("weeklyUpdates", false)?,
            })
        };
        let entry = |record: &Object| {
            let text = |field| record.text(field).map(Option::unwrap_or_default);
            let sent = if record.get("enabled").is_some() {
                Sent::WeeklyUpdates(record.flag("enabled", false)?)
            } else {
                let (subject, body) = (text("subject")?, text("body")?);
                Sent::Message {
                    message: Message { student_ids: record.ids("studentIds")?, subject, body },
                    key: text("key")?,
                }
            };
            Ok(Entry { course: text("course")?, sent })
        };
        Ok(Self {
            courses: items("courses")?.iter().map(course).collect::<Result<_, Refusal>>()?,
            entries: items("entries")?.iter().map(entry).collect::<Result<_, Refusal>>()?,
        })
    }

    /// The state as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let course = |course: &HostCourse| {
            let HostCourse { id, title, archived, weekly_updates } = course;
            let (id, title) = (quoted(id), quoted(title));
            format!("{{\"id\":{id},\"title\":{title},\"archived\":{archived},\"weeklyUpdates\":{weekly_updates}}}")
        };
        let entry = |Entry { course, sent }: &Entry| {
            let course = quoted(course);
            match sent {
                Sent::WeeklyUpdates(enabled) => format!("{{\"course\":{course},\"enabled\":{enabled}}}"),
                Sent::Message { message, key } => {
                    // The message's own fields, with two more before them.
                    let message = message.to_json();
                    format!("{{\"course\":{course},\"key\":{},{}", quoted(key), &message[1..])
                }
            }
        };
        let courses: Vec<String> = self.courses.iter().map(course).collect();
        let entries: Vec<String> = self.entries.iter().map(entry).collect();
        format!("{{\"courses\":[{}],\"entries\":[{}]}}", courses.join(","), entries.join(","))
    }

    /// A course that the page has opened. What was chosen for it stays, but that an archived one sends
    /// nothing.
    pub fn know(&mut self, id: &str, title: &str, archived: bool) {
        let known = self.courses.iter().position(|course| course.id == id);
        let weekly_updates = known.is_some_and(|index| self.courses[index].weekly_updates) && !archived;
        let course = HostCourse { id: id.to_owned(), title: title.to_owned(), archived, weekly_updates };
        match known {
            Some(index) => self.courses[index] = course,
            // The latest first, the archived one of the demonstration last.
            None => self.courses.insert(0, course),
        }
    }

    /// The courses that are known.
    #[must_use]
    pub fn courses(&self) -> &[HostCourse] {
        &self.courses
    }

    /// What was sent, the newest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().rev()
    }

    /// Forgets what was sent.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Switches weekly updates.
    ///
    /// # Errors
    /// The course isn't known, or is archived.
    pub fn switch(&mut self, course: &str, enabled: bool) -> Result<(), HostError> {
        let course = self.courses.iter_mut().find(|known| known.id == course).ok_or(HostError::Gone)?;
        if course.archived && enabled {
            return Err(HostError::Conflict);
        }
        if course.weekly_updates != enabled {
            course.weekly_updates = enabled;
            let course = course.title.clone();
            self.add(Entry { course, sent: Sent::WeeklyUpdates(enabled) });
        }
        Ok(())
    }

    /// Sends a message, under one key once.
    ///
    /// # Errors
    /// The course isn't known or is archived, or there is nobody to send it to.
    pub fn send(&mut self, course: &str, message: &Message, key: &str) -> Result<(), HostError> {
        let course = self.courses.iter().find(|known| known.id == course).ok_or(HostError::Gone)?;
        if course.archived {
            return Err(HostError::Conflict);
        }
        if message.student_ids.is_empty() {
            return Err(HostError::Refused { reason: None });
        }
        let is_known = |entry: &Entry| matches!(&entry.sent, Sent::Message { key: sent, .. } if sent == key);
        if !self.entries.iter().any(is_known) {
            let sent = Sent::Message { message: message.clone(), key: key.to_owned() };
            self.add(Entry { course: course.title.clone(), sent });
        }
        Ok(())
    }

    fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
        let surplus = self.entries.len().saturating_sub(MOST_ENTRIES);
        self.entries.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outbox() -> Outbox {
        let mut outbox = Outbox::default();
        outbox.know("bio-1", "Biology 1", false);
        outbox
    }

    fn message(body: &str) -> Message {
        Message { student_ids: vec!["101".to_owned()], subject: "Lab".to_owned(), body: body.to_owned() }
    }

    #[test]
    fn weekly_updates_are_off_until_they_are_switched_on() {
        let mut outbox = outbox();
        assert_eq!(outbox.courses().iter().map(|course| course.weekly_updates).collect::<Vec<_>>(), [false, false]);
        outbox.switch("bio-1", true).unwrap();
        outbox.switch("bio-1", true).unwrap();
        assert!(outbox.courses()[0].weekly_updates);
        // Once, for the second time changed nothing.
        let entry = Entry { course: "Biology 1".to_owned(), sent: Sent::WeeklyUpdates(true) };
        assert_eq!(outbox.entries().collect::<Vec<_>>(), [&entry]);
        // To open the course again is no reason to forget; that it was archived is.
        outbox.know("bio-1", "Biology 1", false);
        assert!(outbox.courses()[0].weekly_updates);
        outbox.know("bio-1", "Biology 1", true);
        assert!(!outbox.courses()[0].weekly_updates);
    }

    #[test]
    fn archived_and_unknown_courses() {
        let mut outbox = outbox();
        assert_eq!(outbox.switch("bio-0", true), Err(HostError::Conflict));
        assert_eq!(outbox.switch("bio-0", false), Ok(()));
        assert_eq!(outbox.send("bio-0", &message(""), "k"), Err(HostError::Conflict));
        assert_eq!(outbox.switch("none", true), Err(HostError::Gone));
        assert_eq!(outbox.send("none", &message(""), "k"), Err(HostError::Gone));
        assert_eq!(outbox.entries().count(), 0);
    }

    #[test]
    fn a_message_is_sent_once_under_its_key() {
        let mut outbox = outbox();
        outbox.send("bio-1", &message("one"), "a").unwrap();
        outbox.send("bio-1", &message("one"), "a").unwrap();
        outbox.send("bio-1", &message("two"), "b").unwrap();
        let bodies = outbox.entries().map(|entry| match &entry.sent {
            Sent::Message { message, .. } => message.body.as_str(),
            Sent::WeeklyUpdates(_) => "",
        });
        assert_eq!(bodies.collect::<Vec<_>>(), ["two", "one"]);
        let nobody = Message { student_ids: Vec::new(), ..message("x") };
        assert_eq!(outbox.send("bio-1", &nobody, "c"), Err(HostError::Refused { reason: None }));
    }

    #[test]
    fn the_oldest_entries_go() {
        let mut outbox = outbox();
        for number in 0..60 {
            outbox.send("bio-1", &message(&number.to_string()), &number.to_string()).unwrap();
        }
        assert_eq!(outbox.entries().count(), MOST_ENTRIES);
        outbox.clear();
        assert_eq!(outbox.entries().count(), 0);
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(
            id in ".{1,9}", title: String, subject: String, body: String, key: String, student: String, on: bool,
        ) {
            let mut outbox = outbox();
            outbox.know(&id, &title, false);
            let _ = outbox.switch(&id, on);
            let _ = outbox.send(&id, &Message { student_ids: vec![student], subject, body }, &key);
            prop_assert_eq!(Outbox::read(&outbox.to_json()), outbox);
        }

        #[test]
        fn anything_else_is_a_new_state(text in "[^{]{0,20}|\\{\"courses\":[0-9]\\}") {
            prop_assert_eq!(Outbox::read(&text), Outbox::default());
        }
    }
}
