//! The core proved from outside: documents go in, figures come out. Every case is written once, as
//! rows, and runs in both forms of the document.
//!
//! Expected values are worked out by hand, with the arithmetic beside them.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod access;
mod activity;
mod activity_words;
mod architecture;
mod course;
mod document;
mod export;
mod front_words;
mod grades_words;
mod import;
mod laws;
mod progress_words;
mod resources_words;
mod schema;
mod student_report_words;
mod support_words;
mod training;
mod weekly_words;
