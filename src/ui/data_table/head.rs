//! The head of a table, and the menu that a narrow window has instead.

use leptos::prelude::*;

use super::column::sorted_column;
use super::{Align, Column, Sort, Table};
use crate::ui::{Button, Choice, HelpTip, Select};

/// The head of one column.
pub(super) fn head_cell(table: Table, index: usize, column: Column) -> AnyView {
    let help = column.help.map(|help| view! { <HelpTip help=help /> });
    let label = if column.sort == Sort::Never {
        view! { <span>{column.label}</span> }.into_any()
    } else {
        view! {
            <button type="button" class="table-sorter" on:click=move |_| table.on_sort.run(index)>
                {column.label}
                <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                    <path class="sort-up" d="m4 7 4-4 4 4" />
                    <path class="sort-down" d="m4 9 4 4 4-4" />
                </svg>
            </button>
        }
        .into_any()
    };
    view! {
        <div
            class="table-cell"
            class:align-end=column.align == Align::End
            role="columnheader"
            aria-sort=column.sort.aria()
        >
            {label}
            {help}
        </div>
    }
    .into_any()
}

/// What to sort by, and a button that turns the order round.
pub(super) fn sort_menu(table: Table, label: Signal<String>, reverse: Signal<String>) -> impl IntoView {
    let choices = move || {
        let columns = table.columns.read();
        let sortable = columns.iter().enumerate().filter(|(_, column)| column.sort != Sort::Never);
        let choices = sortable.map(|(index, column)| Choice::new(index.to_string(), column.label.clone()));
        // Rows in no column's order are in none of the menu either.
        let none = sorted_column(&columns).is_none().then(|| Choice::new("", "–"));
        none.into_iter().chain(choices).collect::<Vec<_>>()
    };
    let chosen = move || {
        let sorted = sorted_column(&table.columns.read());
        sorted.map(|index| index.to_string()).unwrap_or_default()
    };
    let turn = move |()| {
        if let Some(index) = sorted_column(&table.columns.read_untracked()) {
            table.on_sort.run(index);
        }
    };
    let choose = move |value: String| {
        if let Ok(index) = value.parse() {
            table.on_sort.run(index);
        }
    };
    view! {
        <Select
            label=label
            choices=Signal::derive(choices)
            value=Signal::derive(chosen)
            on_choose=Callback::new(choose)
        />
        <Button label=reverse on_press=Callback::new(turn) />
    }
}
