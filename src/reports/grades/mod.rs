//! The Grades report: how the marks of the course and of each student go.
//!
//! [`book`] says which assessments and which grades count at a moment; [`compute`] makes the pages'
//! figures of them, and [`view_model`] the words and shapes of these.

pub mod book;
pub mod compute;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
