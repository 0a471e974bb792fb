//! The Progress report: how far students have come with activities and resources.
//!
//! What a student's state on one element is called is decided in [`status`] alone; [`compute`]
//! counts.

pub mod compute;
pub mod status;
