//! Charts: what they say, where their marks lie, and how they are drawn.
//!
//! ```text
//! view model ──► spec ──► geometry ──► draw (any plotters backend) ──► canvas, SVG
//! ```
//!
//! - [`spec`]: a chart as plain data with formatted words. View models stop here.
//! - [`ticks`]: value axes in whole sensible steps.
//! - [`geometry`]: where every mark and word lies, and what a pointer or a key means.
//! - [`palette`]: the inks by meaning.
//! - [`draw`]: a layout and a palette onto any plotters backend.
//! - `canvas` (in browsers): the palette from the design tokens, the layout onto a canvas.
//!
//! Everything but the canvas edge is pure and the same natively: the tests draw into SVG with the
//! code that draws the page. No words live here (they come in the spec) and no Leptos (the
//! components are in `ui::chart`).

#[cfg(target_arch = "wasm32")]
pub mod canvas;
pub mod draw;
pub mod geometry;
pub mod palette;
pub mod spec;
pub mod ticks;
