//! Raw documents: from bytes to a [`Dataset`](crate::dataset::Dataset), or to the
//! [`Training`](crate::dataset::training::Training) of an organisation, and the [`Faults`] that were
//! found on the way. [`DocumentReader`] reads a document of either kind and tells them apart by `format`.
//!
//! # The course document
//!
//! One JSON object (`"format": "course-document/1"`) with the records of one course as an LMS keeps
//! them. Required are `format`, `generatedAt`, `course.id`, `course.title` and `students`; in each
//! record its ids and its moment; of visits `seconds`, of grades `value`. All else may be missing or
//! null. Unknown fields are passed over. [`schema`] has every field with its meaning.
//!
//! - **Ids** are strings or integers; `12` and `"12"` are one id, `"012"` is another. They are unique
//!   in their list.
//! - **Moments** are RFC 3339 strings with any offset, or integer Unix seconds of the years 1970 to
//!   9999. **Dates** are `YYYY-MM-DD` in `timeZone`, an IANA name (UTC where missing).
//! - The six event tables (`visits`, `views`, `completions`, `grades`, `posts`, `scorm`) are arrays of
//!   rows, or objects of equally long columns: `{"studentId":[101],"start":[1773734410],"seconds":[840]}`.
//! - `availableTo` null: the element is for everyone; else for the union of its groups and students.
//! - A grade is a number on a points scale and a level's label on a levels scale. The maximum is the
//!   element's `maxScore`, else the scale's `max`. An element that has `maxScore` alone is on the
//!   built-in scale with the id `score`.
//!
//! # The training document
//!
//! One JSON object (`"format": "training-document/1"`) with the records of an organisation's training:
//! users, groups, roles, courses, program templates and their sessions, and what happened in them. The
//! rules are the same. Required are `format`, `generatedAt` and `users`; in each record its id, of a
//! block also `kind`; in each row the ids of what it belongs to and its moment, of a role `role`, of
//! invitations and external completions `email`. Attempts and answers may do without session, block,
//! course and question. `registrations`, `attempts`, `externalCompletions`, `answers`, `attendance`,
//! `connections` and `posts` may be columns. [`schema::training`] has every field with its meaning.
//!
//! # What can't be used
//!
//! | what | what is done |
//! | --- | --- |
//! | no JSON, another format, a required field missing, a known field of the wrong JSON type, columns of unequal length, an id twice, an unusable `generatedAt` or zone, a group in more than 256 others, a record or unknown member of more than 256 MiB, no `format` in 512 MiB | the document is refused whole, with the place ([`Refusal`]) |
//! | an event of an unknown student or element, without a usable moment, a visit's `seconds` or a grade's `value` null, a visit of negative length | left out, counted |
//! | another moment or date that is none; an unknown folder, term, group, scale or name in `availableTo`; a folder that lies in itself | taken as absent, counted |
//! | a view's or package's negative `seconds` | taken as 0, counted |
//! | a visit or view above 24 hours | taken as 24 hours, counted |
//! | a grade outside its scale | shown, in no average, counted |
//! | training: a row of an unknown user, group, session, block, slot or course, or without a usable moment | left out, counted |
//! | training: a record's reference to what there isn't, a group that lies in itself | taken as absent, counted |
//! | training: an attempt's negative `seconds` | taken as 0, counted |
//! | training: `progress`, `score` or `percent` outside 0 to 100, `points` below 0 or above their maximum | taken as missing, counted |
//!
//! # The modules
//!
//! - `json` knows the grammar of JSON, and that bytes may still be under way;
//! - `record` and `table` know how a record and an event table are written; `record` reads other short
//!   JSON too;
//! - `reader` walks through a document of any kind;
//! - `course` and `training` say which fields the documents have;
//! - `any` tells them apart;
//! - `references`, `resolve` and `resolve_training` check ids against each other and build the data;
//! - [`schema`] states the formats for validators.
//!
//! A document that breaks a rule is refused whole with a [`Refusal`] that names the place. What
//! merely can't be used is left out and counted. Nothing here computes a figure.

mod any;
mod course;
mod error;
mod faults;
mod json;
mod moment;
mod reader;
mod record;
mod references;
mod resolve;
mod resolve_training;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod table;
mod training;

pub use any::{Document, DocumentReader, ReadTraining};
pub use course::CourseReader;
pub use error::Refusal;
pub use faults::{FaultAction, FaultKind, FaultLine, Faults};
pub use json::ParseNumber;
pub use moment::{moment_of_unix_seconds, parse_date, parse_moment, parse_unix_seconds};
pub(crate) use record::{Node, Object, parse_small};
pub use training::TrainingReader;
