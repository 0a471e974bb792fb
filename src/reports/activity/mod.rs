//! The Activity report: who visits the course, when, and for how long.

pub mod compute;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
