//! What a page does without at first sight: pieces whose program is loaded after it.

use leptos::prelude::*;

/// Makes a piece of a kind; nothing where its program isn't there after all.
pub type MakePiece<P> = fn(P) -> Option<AnyView>;

/// Makes pieces of a kind, as soon as it can. The page provides one for each kind.
pub struct Awaited<P: 'static>(pub Signal<Option<MakePiece<P>>>);

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
