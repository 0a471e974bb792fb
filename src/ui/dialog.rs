//! A question, or a task of its own, above the page.

use leptos::html;
use leptos::prelude::*;

use super::{Icon, IconButton, effect, fresh_id};

/// A modal dialog: the browser's own, which keeps the focus inside, closes with Escape and gives the focus back.
#[component]
pub fn Dialog(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the reader closes it, whichever way.
    on_close: Callback<()>,
    /// The word on the button that closes it.
    #[prop(into)]
    close_label: Signal<String>,
    /// What is in it; made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = fresh_id("dialog");
    let labelled_by = title_id.clone();
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // It fails for a dialog outside the page or already open; this one is neither.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-labelledby=labelled_by
            on:close=move |_| {
                if open.get_untracked() {
                    on_close.run(());
                }
            }
        >
            <header class="dialog-head">
                <h2 id=title_id>{title}</h2>
                <IconButton icon=Icon::Cross label=close_label on_press=on_close />
            </header>
            <div class="dialog-body">
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </dialog>
    }
}
