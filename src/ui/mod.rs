//! The design system: components that know no report.

pub mod chart;
pub mod tooltip;
