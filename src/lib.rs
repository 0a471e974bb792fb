//! Roundview: course reports computed in the browser from the raw course document.

#[cfg(target_arch = "wasm32")]
pub mod app;
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
