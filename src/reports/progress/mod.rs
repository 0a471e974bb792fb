//! The Progress report: how far students have come with activities and resources.
//!
//! What a student's state on one element is called is decided in [`status`] alone; [`compute`]
//! counts. The pages are in `view`.

pub mod compute;
pub mod status;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
