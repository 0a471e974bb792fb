//! What the pages of course reports and those of training have in common, so that neither names the
//! other.

#[cfg(target_arch = "wasm32")]
pub mod view;

/// A figure and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub label: String,
    /// Its value with its unit.
    pub value: String,
    /// What it is compared with; empty for nothing.
    pub note: String,
    /// Its definition.
    pub help: String,
}
