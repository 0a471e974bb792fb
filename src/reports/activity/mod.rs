//! The Activity report: who visits the course, when, and for how long.

pub mod compute;
