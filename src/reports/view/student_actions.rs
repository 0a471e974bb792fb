//! What can be done with the students that are picked out in a list.

use leptos::prelude::*;

use super::page_context;
use crate::{
    reports::selection::Selection,
    ui::{Button, ButtonKind},
};

/// How many students are picked, and what to do with them; another action is one more button at the end.
#[component]
pub fn StudentActions(
    /// How many of them are in the list.
    picked: Signal<usize>,
) -> impl IntoView {
    let page = page_context();
    let count = Memo::new(move |_| page.selected.read().students().len());
    let words = move || {
        let (locale, count) = (page.locale.read(), count.get());
        match count - picked.get().min(count) {
            _ if count == 0 => String::new(),
            0 => locale.count("selection.count", count as u64, &[]),
            elsewhere => {
                locale.count("selection.elsewhere", count as u64, &[("elsewhere", &locale.whole(elsewhere as u64))])
            }
        }
    };
    let clear = Callback::new(move |()| page.selected.set(Selection::default()));
    view! {
        <div class="student-actions" role="group" aria-label=page.text("selection.label")>
            <p role="status">{words}</p>
            <Show when=move || count.get() != 0>
                <Button label=page.text("selection.clear") kind=ButtonKind::Quiet on_press=clear />
            </Show>
        </div>
    }
    .into_any()
}
