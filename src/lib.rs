//! Roundview: course reports computed in the browser from the raw course document, and reports on an
//! organisation's training from the raw training document.
//!
//! Data walks one way, and each module knows only those before it:
//!
//! ```text
//! document (bytes) ──► Dataset + Faults ──► compute ──► Data ──► view model ──► view (Leptos)
//!       file / address         worker thread        │ worker boundary │      page thread
//! ```
//!
//! In reading order:
//!
//! - [`units`]: moments, days, months, parts of a whole;
//! - [`dataset`]: a document's data, checked and indexed, events as columns;
//! - [`document`]: from JSON as it arrives to a dataset, and what could not be used of it;
//! - [`reports`]: one folder per report: figures, then words and shapes, then the page;
//! - [`training`]: the same for program sessions, groups and the dashboard of an organisation;
//! - [`stats`]: mean, deviation, slope, median: plain mathematics;
//! - [`order`]: sorting of rows;
//! - [`decimal`]: numbers written digit by digit;
//! - [`page`]: what the pages of course reports and of training have in common;
//! - [`names`]: how names are searched and put in order;
//! - [`query`]: what a reader looks at, as one value that is the address;
//! - [`parts`]: parts of the program that are loaded when they are needed;
//! - [`engine`]: requests and answers between page and worker;
//! - [`i18n`]: words, numbers and dates in the reader's language;
//! - [`chart`]: what a chart shows, where its marks are, and drawing them anywhere;
//! - [`export`]: files of what a page shows;
//! - [`host`]: the LMS around the page: what it tells, what it is asked to do;
//! - [`import`]: other systems' exports, which become course documents;
//! - `ui`: the design system, which knows no report;
//! - `app`: the page around the reports, and its state.
//!
//! What is always so:
//!
//! - `dataset`, `document` and every `compute` know no clock, no language and no browser: the moment
//!   of a report comes in as `as_of`, offsets of a time zone as a function.
//! - Only requests and small data cross between page and worker, never a dataset. The page neither
//!   reads a document nor adds anything up.
//! - Views place what view models made; no figure and no rounding stands in a view.
//! - Browser crates are named in `app`, `ui`, `*/view.rs`, the browser sides of `engine`, `i18n`,
//!   `chart`, `export` and `host`, and the two entries; all else compiles and is tested natively.

#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod chart;
pub mod dataset;
pub mod decimal;
pub mod document;
pub mod engine;
pub mod export;
pub mod host;
pub mod i18n;
pub mod import;
pub mod names;
pub mod order;
pub mod page;
pub mod parts;
pub mod query;
pub mod reports;
pub mod stats;
pub mod training;
pub mod ui;
pub mod units;
