//! The Resources summary: how many students open each resource, and how long they stay.

pub mod compute;
#[cfg(test)]
mod tests;
