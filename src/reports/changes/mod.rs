//! What has changed since the reader last looked: a line over every overview, and marks in the lists of
//! students.

pub mod compute;
pub mod looked;
#[cfg(test)]
mod tests;
pub mod view_model;
