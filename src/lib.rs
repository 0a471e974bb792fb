//! Roundview: course reports computed in the browser from the raw course document.

pub mod chart;
pub mod dataset;
pub mod document;
pub mod engine;
pub mod i18n;
pub mod names;
pub mod query;
pub mod reports;
pub mod ui;
pub mod units;
