//! Program sessions: the page of one, lists of them, collaborative activities, and their files.

pub mod compute;
pub mod view_model;
