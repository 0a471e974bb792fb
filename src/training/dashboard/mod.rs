//! The dashboard: the platform, and one learner, group, program or course of it.

pub mod compute;
pub mod view_model;
