//! The boxes that pick rows out.

use leptos::ev::Targeted;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement};

use super::Table;

/// Rows can be picked out: by a box in each of them, and by one in the head for all.
#[derive(Clone, Copy)]
pub struct RowSelection {
    /// What the box of a row is called, by the row's index.
    pub label: Callback<usize, String>,
    /// Whether a row is picked; followed as it changes.
    pub is_picked: Callback<usize, bool>,
    /// Called with the index of a row and whether it is picked from now on.
    pub on_pick: Callback<(usize, bool)>,
    /// What the box for all is called.
    pub all_label: Signal<String>,
    /// How many of the rows are picked.
    pub picked: Signal<usize>,
    /// Called with whether all rows are picked from now on.
    pub on_pick_all: Callback<bool>,
}

/// The box of a row. It is a stop for the keyboard when the row is, and keys lead from box to box.
pub(super) fn row_box(table: Table, index: usize, selection: RowSelection) -> AnyView {
    let label = untrack(|| selection.label.run(index));
    let pick = move |event: Targeted<Event, HtmlInputElement>| selection.on_pick.run((index, event.target().checked()));
    view! {
        <div class="table-cell table-check" role="cell">
            <label>
                <input
                    type="checkbox"
                    aria-label=label
                    tabindex=move || if table.tab_stop() == index { "0" } else { "-1" }
                    prop:checked=move || selection.is_picked.run(index)
                    on:change:target=pick
                    on:keydown=move |event| table.on_key(&event, index, true)
                />
            </label>
        </div>
    }
    .into_any()
}

/// The box for all rows.
fn all_box(table: Table, selection: RowSelection) -> impl IntoView {
    let is_all = move || table.len() > 0 && selection.picked.get() == table.len();
    let is_some = move || selection.picked.get() > 0 && !is_all();
    view! {
        <input
            type="checkbox"
            aria-label=selection.all_label
            prop:checked=is_all
            prop:indeterminate=is_some
            on:change:target=move |event| selection.on_pick_all.run(event.target().checked())
        />
    }
}

/// The head of the boxes.
pub(super) fn head_box(table: Table, selection: RowSelection) -> AnyView {
    view! {
        <div class="table-cell table-check" role="columnheader">
            <label>{all_box(table, selection)}</label>
        </div>
    }
    .into_any()
}

/// The box for all rows where a narrow window has no head.
pub(super) fn labelled_box(table: Table, selection: RowSelection) -> AnyView {
    view! {
        <label class="checkbox">
            {all_box(table, selection)} <span aria-hidden="true">{selection.all_label}</span>
        </label>
    }
    .into_any()
}
