//! The weekly update: a course's week in a message, for those who asked for it.

pub mod compute;
pub mod mail;
pub mod switch;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
