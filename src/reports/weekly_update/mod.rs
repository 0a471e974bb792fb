//! The weekly update: a course's week in a message, for those who asked for it.

pub mod compute;
#[cfg(test)]
mod tests;
