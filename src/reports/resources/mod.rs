//! The Resources summary: how many students open each resource, and how long they stay.

pub mod compute;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
