//! What a page does without at first sight: pieces whose program is loaded after it.

use leptos::prelude::*;

/// Makes pieces of a kind, as soon as it can. The page provides one for each kind.
pub struct Awaited<P: 'static>(pub Signal<Option<fn(P) -> Option<AnyView>>>);

impl<P> Clone for Awaited<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Awaited<P> {}

/// A piece; nothing until its program is there.
pub fn awaited<P: Clone + Send + Sync + 'static>(piece: P) -> AnyView {
    let make = use_context::<Awaited<P>>();
    (move || make.and_then(|make| make.0.get()).and_then(|make| make(piece.clone()))).into_any()
}
