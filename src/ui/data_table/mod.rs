//! A table of any length. It scrolls with the page, under a head that stays; only the rows in sight are in the page.
//!
//! The rows are grids with the roles of a table, since the cells of an HTML table can't leave it for a place of their
//! own. Their height is in the style sheet alone and measured here, so it may follow the width of the window and the
//! size of the type. In a narrow window a row is a card, and the head a menu of what to sort by.
//!
//! One row at a time is in the page's order of tabs; the arrow keys move between rows and Enter follows a row's link.

mod column;
mod head;
mod mounted;
mod row;
mod selection;

use leptos::prelude::*;
use leptos::web_sys;
use leptos::{ev, html};
use wasm_bindgen::JsCast;

pub use self::column::{Align, Column, Sort};
use self::head::{head_cell, sort_menu};
use self::mounted::MountedRows;
use self::row::row;
pub use self::row::{Cell, RowSource, RowStop};
pub use self::selection::RowSelection;
use self::selection::{head_box, labelled_box};
use super::rows::{Step, Viewport};
use crate::decimal::decimal;

/// Milliseconds spent on making rows in one frame. A key typed into the search has to be answered by the next frame, and
/// the browser has yet to lay them out.
const MAKING: f64 = 4.0;

/// The most rows on paper: some 20 sheets. The browser waits while they are made.
pub const MOST_PRINTED: usize = 500;

/// What the parts of one table share.
#[derive(Clone, Copy)]
struct Table {
    columns: Signal<Vec<Column>>,
    /// The rows, counted up with each change, so that no row is taken for one of an earlier source.
    source: Memo<(u64, RowSource)>,
    viewport: RwSignal<Viewport>,
    /// The row that has the keyboard's focus.
    focused: RwSignal<Option<usize>>,
    /// The row that is to have it as soon as it is in the page.
    wanted: RwSignal<Option<usize>>,
    /// It is wanted for its box and not for its link.
    wants_box: StoredValue<bool>,
    /// A folder was opened or closed: the next rows are read from where the reader is.
    stays: StoredValue<bool>,
    /// While the page is printed, all rows are in it, up to [`MOST_PRINTED`].
    printing: RwSignal<bool>,
    frame: NodeRef<html::Div>,
    head: NodeRef<html::Div>,
    body: NodeRef<html::Div>,
    on_sort: Callback<usize>,
    selection: Option<RowSelection>,
}

impl Table {
    fn len(self) -> usize {
        self.source.read().1.len
    }

    /// The rows to have in the page. The one with the focus is among them wherever it is, or the focus would be lost.
    fn indices(self) -> Vec<usize> {
        let len = self.len();
        if self.printing.get() {
            return (0..len.min(MOST_PRINTED)).collect();
        }
        let range = self.viewport.read().range(len);
        let mut indices: Vec<usize> = range.collect();
        let kept = [self.focused.get(), self.wanted.get()];
        for index in kept.into_iter().flatten().filter(|index| *index < len) {
            if let Err(place) = indices.binary_search(&index) {
                indices.insert(place, index);
            }
        }
        indices
    }

    /// The row that the tab key comes to.
    fn tab_stop(self) -> usize {
        let stop = self.focused.get().unwrap_or_else(|| self.viewport.read().first_whole());
        stop.min(self.len().saturating_sub(1))
    }

    fn measure(self) {
        // Called in a frame of its own, when the table may be gone, and with it all that it owned.
        let element = |node: NodeRef<html::Div>| node.try_get_untracked().flatten();
        let (Some(frame), Some(body), Some(earlier)) =
            (element(self.frame), element(self.body), self.viewport.try_get_untracked())
        else {
            return;
        };
        let height = window().inner_height().ok().and_then(|height| height.as_f64());
        let row = body.query_selector(".table-row").ok().flatten();
        let measured = Viewport {
            above: -body.get_bounding_client_rect().top(),
            height: height.unwrap_or(earlier.height),
            row_height: row.map_or(earlier.row_height, |row| row.get_bounding_client_rect().height()),
        };
        if earlier != measured {
            self.viewport.set(measured);
        }
        // The head stays below the bar, whose height depends on what stands in it.
        let bar = frame.query_selector(".table-bar").ok().flatten();
        let bar_height = bar.map_or(0.0, |bar| bar.get_bounding_client_rect().height());
        let style = web_sys::HtmlElement::style(&frame);
        // Setting a length can't fail; without it the head would stay under the bar.
        let _ = style.set_property("--bar-height", &format!("{}px", decimal(bar_height, 2)));
    }

    fn listen(self) {
        let on_scroll = window_event_listener(ev::scroll, move |_| self.measure());
        let on_resize = window_event_listener(ev::resize, move |_| self.measure());
        let before_print = window_event_listener_untyped("beforeprint", move |_| self.printing.set(true));
        let after_print = window_event_listener_untyped("afterprint", move |_| self.printing.set(false));
        on_cleanup(move || {
            for listener in [on_scroll, on_resize, before_print, after_print] {
                listener.remove();
            }
        });
        let rows = StoredValue::new_local(MountedRows::new());
        let frame = RwSignal::new(());
        Effect::new(move |earlier: Option<u64>| {
            frame.track();
            let Some(body) = self.body.get() else {
                return 0;
            };
            let number = self.source.read().0;
            let is_new = earlier.is_some_and(|earlier| earlier != number);
            if is_new && self.stays.get_value() {
                self.stays.set_value(false);
                self.wants_box.set_value(false);
                self.wanted.set(self.focused.get_untracked());
            } else if is_new {
                self.focused.set(None);
                self.back_to_top();
            }
            let indices = self.indices();
            // The table itself is enough for its first frame; printing can't wait for a second one.
            let making = match earlier {
                _ if self.printing.get() => f64::INFINITY,
                None => 0.0,
                Some(_) => MAKING,
            };
            let end = js_sys::Date::now() + making;
            let has_time = || js_sys::Date::now() < end;
            let is_whole =
                rows.try_update_value(|rows| rows.show(&body, number, &indices, has_time, |index| row(self, index)));
            if is_whole == Some(false) {
                // The table may be gone by then.
                request_animation_frame(move || {
                    let _ = frame.try_set(());
                });
            }
            self.focus_wanted(&body, is_whole != Some(false));
            // Other rows may have another height, or leave the page shorter than it was scrolled.
            request_animation_frame(move || self.measure());
            number
        });
    }

    /// Other rows are read from the first one, under the bar and the head.
    fn back_to_top(self) {
        if let Some(frame) = self.frame.get_untracked()
            && frame.get_bounding_client_rect().top() < 0.0
        {
            frame.scroll_into_view();
        }
    }

    /// Gives the focus to the row that is to have it, once it is in the page. Where all rows are there without it, it
    /// has no link.
    fn focus_wanted(self, body: &web_sys::HtmlElement, is_whole: bool) {
        let Some(index) = self.wanted.get() else {
            return;
        };
        // Of a row that is still to be made there is neither.
        let part = if self.wants_box.get_value() { ".table-check input" } else { ".table-link" };
        let link = body.query_selector(&format!("[aria-rowindex='{}'] {part}", index + 2)).ok().flatten();
        if let Some(link) = link.as_ref().and_then(|link| link.dyn_ref::<web_sys::HtmlElement>()) {
            // An element in the page takes the focus; where it can't, nothing is lost but the move.
            let _ = link.focus();
        } else if !is_whole {
            return;
        }
        self.wanted.set(None);
    }

    /// Leads from the link of a row, or from its box, to that of another row.
    fn on_key(self, event: &web_sys::KeyboardEvent, from: usize, is_box: bool) {
        let Some(step) = Step::of_key(&event.key()) else {
            return;
        };
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        let page = self.viewport.read_untracked().page();
        self.wants_box.set_value(is_box);
        self.wanted.set(Some(step.from(from, self.len(), page)));
    }
}

/// A table of any length, sorted by its head, and moved through by keyboard.
#[component]
pub fn DataTable(
    /// What the rows are, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The columns.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// The rows. A new value makes all rows anew.
    #[prop(into)]
    rows: Signal<RowSource>,
    /// Called with the index of the column whose head was pressed.
    on_sort: Callback<usize>,
    /// The words before the menu of columns that a narrow window has instead of a head.
    #[prop(into)]
    sort_label: Signal<String>,
    /// The words on the button beside that menu, which turns the order round.
    #[prop(into)]
    reverse_label: Signal<String>,
    /// Whether and how rows can be picked out.
    #[prop(optional)]
    selection: Option<RowSelection>,
    /// What stays above the head while scrolling, such as the filters.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let numbered = move |earlier: Option<&(u64, RowSource)>| (earlier.map_or(0, |(number, _)| number + 1), rows.get());
    let table = Table {
        columns,
        source: Memo::new_with_compare(numbered, |_, _| true),
        viewport: RwSignal::new(Viewport::default()),
        focused: RwSignal::new(None),
        wanted: RwSignal::new(None),
        wants_box: StoredValue::new(false),
        stays: StoredValue::new(false),
        printing: RwSignal::new(false),
        frame: NodeRef::new(),
        head: NodeRef::new(),
        body: NodeRef::new(),
        on_sort,
        selection,
    };
    table.listen();
    let template = move || {
        let widths = columns.read().iter().map(Column::track).collect::<Vec<_>>();
        widths.join(" ")
    };
    let least_width = move || columns.read().iter().map(|column| column.width + 1.0).sum::<f32>();
    view! {
        <div
            class="table-frame"
            class:has-boxes=selection.is_some()
            node_ref=table.frame
            style=("--columns", template)
            style=("--column-count", move || columns.read().len().to_string())
            style=("--table-width", move || format!("{}rem", decimal(least_width().into(), 2)))
        >
            {children.map(|children| view! { <div class="table-bar">{children()}</div> })}
            <div class="table-sort">
                {sort_menu(table, sort_label, reverse_label)}
                {selection.map(|selection| labelled_box(table, selection))}
            </div>
            <div class="table" role="table" aria-label=label aria-rowcount=move || table.len() + 1>
                <div class="table-head" role="rowgroup" node_ref=table.head>
                    <div class="table-columns" role="row" aria-rowindex="1">
                        {selection.map(|selection| head_box(table, selection))}
                        {move || columns.get().into_iter().enumerate().map(|(index, column)| head_cell(table, index, column)).collect_view()}
                    </div>
                </div>
                <div
                    class="table-body"
                    role="rowgroup"
                    node_ref=table.body
                    style=("--row-count", move || table.len().to_string())
                    on:scroll=move |_| follow_sideways(table)
                ></div>
            </div>
        </div>
    }
}

/// The head shows the columns that the body has been scrolled to.
fn follow_sideways(table: Table) {
    if let (Some(head), Some(body)) = (table.head.get_untracked(), table.body.get_untracked()) {
        head.set_scroll_left(body.scroll_left());
    }
}
