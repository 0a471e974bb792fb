//! The sessions of a group.

pub mod compute;
