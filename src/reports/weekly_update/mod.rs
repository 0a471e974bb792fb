//! The weekly update: a course's week in a message, for those who asked for it.

pub mod compute;
pub mod mail;
#[cfg(test)]
mod tests;
pub mod view_model;
