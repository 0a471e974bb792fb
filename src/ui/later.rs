//! Work in pieces, so that the page answers between them.

use std::{cell::RefCell, time::Duration};

use leptos::{html, prelude::*};
use web_sys::{HtmlSpanElement, Node};

/// A piece that is to be made.
struct Waiting {
    is_time: RwSignal<bool>,
    /// Stands where the piece will.
    mark: NodeRef<html::Span>,
}

impl Waiting {
    /// Where the piece will stand.
    fn mark(&self) -> Option<HtmlSpanElement> {
        self.mark.try_get_untracked().flatten()
    }
}

thread_local! {
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

/// Makes its contents in a task of its own, after what stands around them and above them on the page: what a reader sees
/// already stays where it is.
#[component]
pub fn Later(
    /// What can wait.
    children: Children,
) -> impl IntoView {
    let contents = StoredValue::new_local(Some(children));
    let (is_time, mark) = (RwSignal::new(false), NodeRef::new());
    WAITING.with_borrow_mut(|waiting| waiting.push(Waiting { is_time, mark }));
    set_timeout(make_next, Duration::ZERO);
    move || match is_time.get() {
        false => view! { <span node_ref=mark hidden></span> }.into_any(),
        true => {
            let contents = contents.try_update_value(Option::take).flatten();
            contents.map(|contents| untrack(contents)).into_any()
        }
    }
}

/// Runs something once all pieces that the page is waiting for are there.
pub fn after_pieces(run: Box<dyn FnOnce()>) {
    set_timeout(
        move || match WAITING.with_borrow(Vec::is_empty) {
            true => run(),
            false => after_pieces(run),
        },
        Duration::ZERO,
    );
}

/// Makes the piece that stands first on the page. One that was begun by it waits with the others.
fn make_next() {
    let next = WAITING.with_borrow_mut(|waiting| {
        // What stood around a piece may be gone.
        waiting.retain(|piece| !piece.is_time.is_disposed());
        let first = (0..waiting.len()).reduce(|first, index| {
            let is_before = |(first, other): (HtmlSpanElement, HtmlSpanElement)| {
                first.compare_document_position(&other) & Node::DOCUMENT_POSITION_PRECEDING != 0
            };
            if waiting[first].mark().zip(waiting[index].mark()).is_some_and(is_before) { index } else { first }
        });
        first.map(|index| waiting.swap_remove(index))
    });
    if let Some(next) = next {
        let _ = next.is_time.try_set(true);
    }
}
