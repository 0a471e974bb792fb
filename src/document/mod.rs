//! The raw course document: from bytes to a [`Dataset`](crate::dataset::Dataset) and the
//! [`Faults`] that were found on the way.
//!
//! - [`json`] knows the grammar of JSON, and that bytes may still be under way;
//! - [`record`] and [`table`] know how a record and an event table are written;
//! - [`course`] says which fields a course document has;
//! - [`reader`] walks through the document;
//! - [`resolve`] checks ids against each other and builds the dataset;
//! - [`schema`] states the format for validators.
//!
//! A document that breaks a rule is refused whole with a [`Refusal`] that names the place. What
//! merely can't be used is left out and counted. Nothing here computes a figure.

mod course;
mod error;
mod faults;
mod json;
mod moment;
mod reader;
mod record;
mod resolve;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
mod table;

pub use error::Refusal;
pub use faults::{FaultAction, FaultKind, FaultLine, Faults};
pub use moment::{parse_date, parse_moment, parse_unix_seconds};
pub use reader::CourseReader;
