//! The student report: what the reports say of a student, on one sheet to talk about; for one student or for several in
//! one go. All figures are those of the details pages, and so are their words and charts.

pub mod compute;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
