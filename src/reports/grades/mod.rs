//! The Grades report: how the marks of the course and of each student go.
//!
//! [`book`] says which assessments and which grades count at a moment; [`compute`] makes the pages'
//! figures of them.

pub mod book;
pub mod compute;
#[cfg(test)]
mod tests;
