//! The front page of a course: the key figures of each report, and who may need support.

pub mod compute;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
