//! Why a document was refused. A document is refused whole or read whole; what merely could not be
//! used is a [fault](super::faults).

use std::borrow::Cow;

/// A document that can't be read, with the place at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: found {found}, expected {expected}", place = if pointer.is_empty() { "the text" } else { pointer })]
pub struct Refusal {
    /// JSON pointer (RFC 6901) to the value at fault; empty for the text itself.
    pub pointer: String,
    /// What stands there, in a few words; for the text itself with line and column.
    pub found: String,
    /// What should.
    pub expected: Cow<'static, str>,
}

impl Refusal {
    /// A refusal at `pointer`.
    pub fn new(pointer: impl Into<String>, found: impl Into<String>, expected: impl Into<Cow<'static, str>>) -> Self {
        Self { pointer: pointer.into(), found: found.into(), expected: expected.into() }
    }
}
