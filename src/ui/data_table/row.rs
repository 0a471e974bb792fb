//! The rows of a table and their cells.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::web_sys::{FocusEvent, Node};
use wasm_bindgen::JsCast;

use super::selection::row_box;
use super::{Align, Column, Table};
use crate::ui::Icon;

/// A cell of a row.
pub enum Cell {
    /// A text.
    Text(String),
    /// The link that the whole row is for; one per row.
    Link {
        /// What it leads to, by name.
        text: String,
        /// Where it leads.
        href: String,
    },
    /// The same with what is new about it.
    Marked {
        /// What it leads to, by name.
        text: String,
        /// Where it leads.
        href: String,
        /// What is new, in words.
        mark: String,
    },
    /// The same in a list that has folders.
    Leaf {
        /// What it leads to, by name.
        text: String,
        /// Where it leads.
        href: String,
        /// How many folders are around it.
        depth: usize,
    },
    /// The button that the whole row is for, which opens and closes a folder; it takes the place of
    /// the row's link.
    Folder {
        /// The folder's name.
        text: String,
        /// How many folders are around it.
        depth: usize,
        /// Whether it is open.
        is_open: bool,
        /// Called when it is to be opened or closed.
        on_toggle: Callback<()>,
    },
    /// Anything else, such as a chart.
    View(AnyView),
}

/// Makes the cells of a row by its index, one for each column.
type Render = dyn Fn(usize) -> Vec<Cell> + Send + Sync;

/// The rows of a [`DataTable`]: how many, and how to make one.
#[derive(Clone)]
pub struct RowSource {
    pub(super) len: usize,
    render: Arc<Render>,
}

impl RowSource {
    /// `len` rows, of which `render` makes the one of an index: one cell for each column.
    pub fn new(len: usize, render: impl Fn(usize) -> Vec<Cell> + Send + Sync + 'static) -> Self {
        Self { len, render: Arc::new(render) }
    }
}

/// Whether the tab key comes to a row now. What else of the row takes the focus follows it, so that a long list is no
/// long way for the keyboard.
#[derive(Clone, Copy)]
pub struct RowStop(pub Signal<bool>);

/// The row of an index, with its cells.
pub(super) fn row(table: Table, index: usize) -> AnyView {
    provide_context(RowStop(Signal::derive(move || table.tab_stop() == index)));
    let cells =
        table.source.with_untracked(|(_, source)| if index < source.len { (source.render)(index) } else { Vec::new() });
    let columns = table.columns.get_untracked();
    let cells = cells.into_iter().zip(columns).map(|(cell, column)| body_cell(table, index, cell, column));
    view! {
        <div
            class="table-row"
            role="row"
            aria-rowindex=index + 2
            style=("--row", index.to_string())
            on:focusin=move |_| table.focused.set(Some(index))
            on:focusout=move |event| {
                if !stays_within(&event) {
                    table.focused.set(None);
                }
            }
        >
            {table.selection.map(|selection| row_box(table, index, selection))}
            {cells.collect_view()}
        </div>
    }
    .into_any()
}

/// Whether the focus goes on within the row that it leaves a part of. The row must not be told otherwise in between, or
/// its next stop would be none when the focus comes to it.
fn stays_within(event: &FocusEvent) -> bool {
    let row = event.current_target().and_then(|row| row.dyn_into::<Node>().ok());
    let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
    row.is_some_and(|row| row.contains(next.as_ref()))
}

fn body_cell(table: Table, index: usize, cell: Cell, column: Column) -> AnyView {
    let align_end = column.align == Align::End;
    match cell {
        Cell::Link { text, href } => view! {
            <div class="table-cell table-name" role="rowheader">{row_link(table, index, text, href)}</div>
        }
        .into_any(),
        Cell::Marked { text, href, mark } => view! {
            <div class="table-cell table-name" role="rowheader">
                <span class="cell-stack">
                    {row_link(table, index, text, href)}
                    <small class="table-mark">{mark}</small>
                </span>
            </div>
        }
        .into_any(),
        Cell::Leaf { text, href, depth } => view! {
            <div class="table-cell table-name table-leaf" role="rowheader" style=("--depth", depth.to_string())>
                {row_link(table, index, text, href)}
            </div>
        }
        .into_any(),
        Cell::Folder { text, depth, is_open, on_toggle } => view! {
            <div class="table-cell table-name" role="rowheader" style=("--depth", depth.to_string())>
                {folder_button(table, index, text, is_open, on_toggle)}
            </div>
        }
        .into_any(),
        Cell::Text(text) => view! {
            <div class="table-cell" class:align-end=align_end role="cell" data-label=column.label>
                {text}
            </div>
        }
        .into_any(),
        Cell::View(view) => view! {
            <div class="table-cell" class:align-end=align_end role="cell" data-label=column.label>
                {view}
            </div>
        }
        .into_any(),
    }
}

/// What a row leads to; without an address its name alone.
fn row_link(table: Table, index: usize, text: String, href: String) -> impl IntoView {
    view! {
        <a
            class="table-link"
            href=(!href.is_empty()).then_some(href)
            tabindex=move || if table.tab_stop() == index { "0" } else { "-1" }
            on:keydown=move |event| table.on_key(&event, index, false)
        >
            {text}
        </a>
    }
}

fn folder_button(table: Table, index: usize, text: String, is_open: bool, on_toggle: Callback<()>) -> impl IntoView {
    let toggle = move |_| {
        table.stays.set_value(true);
        on_toggle.run(());
    };
    view! {
        <button
            type="button"
            class="table-link table-folder"
            aria-expanded=is_open.to_string()
            tabindex=move || if table.tab_stop() == index { "0" } else { "-1" }
            on:click=toggle
            on:keydown=move |event| table.on_key(&event, index, false)
        >
            <svg class=Icon::Next.class() viewBox="0 0 16 16" aria-hidden="true">
                <path d=Icon::Next.path() />
            </svg>
            {text}
        </button>
    }
}
