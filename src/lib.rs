//! Roundview: course reports computed in the browser from the raw course document.

pub mod dataset;
pub mod document;
pub mod reports;
pub mod stats;
pub mod units;
