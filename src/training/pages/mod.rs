//! The pages of the reports on training, all in one way: `contents` gathers what a page is made of from
//! the figures of the other modules, with the names that it needs; `view_model` makes of it a page of
//! figures, charts and one table, in words; the view places whatever page that is.

pub mod contents;
pub mod model;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
