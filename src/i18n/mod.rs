//! Words, numbers and dates in the reader's language.
//!
//! Every word that people read comes from here: one text file per language ([`Catalogue`]), and one [`Locale`] that
//! fills in the words and formats what stands between them. View models take a `&Locale` and give finished strings.
//!
//! What depends on a language alone (digits, names of months) is behind [`Formats`]: the browser answers it with `Intl`
//! (`intl`), native programs and tests with `PlainFormats`. What the reports decide themselves (how a percentage is
//! rounded, how a duration is worded) is in [`Locale`], pure and the same everywhere.
//!
//! There is no clock here: "today" and the time zone belong to the document, so dates come in as civil dates.

mod catalogue;
mod formats;
#[cfg(target_arch = "wasm32")]
pub mod intl;
mod language;
mod locale;
#[cfg(not(target_arch = "wasm32"))]
mod plain;
mod rounding;
#[cfg(test)]
mod source_scan;
#[cfg(target_arch = "wasm32")]
pub mod words;

pub use catalogue::{Catalogue, CatalogueError, CatalogueFault};
pub use formats::{DateStyle, Formats};
pub use language::{Direction, Language, Plural};
pub use locale::Locale;
#[cfg(not(target_arch = "wasm32"))]
pub use plain::PlainFormats;
pub use rounding::{half_away, percent_whole};
