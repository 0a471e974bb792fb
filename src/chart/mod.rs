//! Charts: what they say, where their marks lie, and how they are drawn.
//!
//! ```text
//! view model ──► spec ──► geometry (layout, hit-testing) ──► draw (any plotters backend) ──► canvas
//! ```
//!
//! - [`spec`]: a chart as plain data with formatted words. View models stop here.
//! - [`ticks`]: value axes in whole sensible steps.
//!
//! Everything but the canvas edge is pure and the same natively: the tests draw into SVG with the
//! code that draws the page. No words live here (they come in the spec) and no Leptos (the
//! component is in `ui`).

pub mod spec;
pub mod ticks;
