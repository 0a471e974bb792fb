//! Charts in the page: a canvas that can be pointed at and walked through with the keyboard, and
//! the same content as text.
//!
//! [`Chart`] is the large one, with its table; [`MiniChart`] is the light one for rows of long lists
//! and bands of figures, with a sentence. Neither knows what it shows: words and numbers come in
//! the specification.

mod surface;
mod theme;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlCanvasElement, ResizeObserver};

use super::data_table::RowStop;
use super::{ExportMenu, effect};
use crate::chart::canvas::{picture, table_picture};
use crate::chart::geometry::{Size, natural_height};
use crate::chart::spec::{ChartSpec, PictureTable, TableRow};
use crate::export::{self, Cell, Draft};
use surface::{Reading, surface};

/// The words of a chart that don't depend on what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartLabels {
    /// What a screen reader calls it ("chart").
    pub role: String,
    /// On the button that opens the table ("Show as table").
    pub show_table: String,
    /// Over values without their unit, in a file ("raw value").
    pub raw: String,
}

/// A chart over the whole width of its place, with its content as a table: for screen readers
/// always, for everyone when opened.
#[component]
pub fn Chart(
    /// What it shows.
    #[prop(into)]
    spec: Signal<ChartSpec>,
    /// Its name, which is also the table's caption.
    #[prop(into)]
    label: Signal<String>,
    /// The words around it.
    #[prop(into)]
    labels: Signal<ChartLabels>,
    /// Its height in CSS px. Heat maps and status bars have their own.
    #[prop(default = 200.0)]
    height: f64,
    /// Whether everyone is offered the table. Screen readers have it either way.
    #[prop(default = true)]
    table_button: bool,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let width = width_of(frame);
    let size = Signal::derive(move || {
        let width = width.get();
        let natural = spec.with(|spec| natural_height(spec, width));
        Size { width, height: natural.unwrap_or(height) }
    });
    let is_open = RwSignal::new(false);
    let role = Signal::derive(move || labels.with(|labels| labels.role.clone()));
    let surface = surface(spec, size, label, Reading::Application(role), Signal::from(true));
    let has_details = Memo::new(move |_| spec.with(ChartSpec::has_details));
    let button = move || {
        (table_button && has_details.get()).then(|| {
            view! {
                <button
                    type="button"
                    class="chart-table-button"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {move || labels.with(|labels| labels.show_table.clone())}
                </button>
            }
        })
    };
    let table = move || {
        has_details.get().then(|| {
            view! {
                <div
                    class=move || if is_open.get() { "chart-table" } else { "visually-hidden" }
                    // A box that scrolls must be reached by the keyboard, and then has a name.
                    role=move || is_open.get().then_some("region")
                    aria-label=move || is_open.get().then(|| label.get())
                    tabindex=move || is_open.get().then_some("0")
                >
                    {move || table_of(spec, label)}
                </div>
            }
        })
    };
    let draft = Callback::new(move |()| spec.with(|spec| draft(spec, labels.with(|labels| labels.raw.clone()))));
    let picture = move |(title, subtitle): (String, String)| {
        let element = frame.get_untracked()?.query_selector("canvas").ok().flatten()?;
        let palette = theme::palette(element.unchecked_ref());
        spec.with_untracked(|spec| picture(spec, &title, &subtitle, &palette)).ok()
    };
    let picture = Callback::new(picture);
    let menu = move || has_details.get().then(|| view! { <ExportMenu title=label draft=draft picture=picture /> });
    view! {
        <div class="chart">
            <div class="chart-frame" node_ref=frame>{surface}</div>
            <div class="chart-tools">{button} {menu}</div>
            {table}
        </div>
    }
    .into_any()
}

/// A picture of a table under a title and a line that says of what it is.
#[must_use]
pub fn picture_of_table(table: &PictureTable, title: &str, subtitle: &str) -> Option<HtmlCanvasElement> {
    let palette = untrack(theme::palette_of_page)?;
    table_picture(table, title, subtitle, &palette).ok()
}

/// What a chart's table holds, with the raw values of the marks beside the words.
fn draft(spec: &ChartSpec, raw: String) -> Draft {
    let table = spec.table();
    let series = spec.raw_values();
    let name = |name: &str| if name.is_empty() { raw.clone() } else { format!("{name}, {raw}") };
    let mut headings = vec![spec.position_label().to_owned()];
    headings.extend(table.columns);
    headings.extend(series.iter().map(|(label, _)| name(label)));
    let rows = table.rows;
    let len = rows.len();
    let row = move |index: usize| {
        let row = &rows[index];
        let words = std::iter::once(&row.title).chain(&row.cells).map(Cell::text);
        let values = series.iter().map(|(_, values)| Cell::number(values[index]));
        words.chain(values).collect()
    };
    Draft { table: export::Table { headings, ..export::Table::default() }, len, row: Arc::new(row) }
}

/// A small chart without axes for a row of a list: one canvas, one focus stop, and a sentence that
/// says the same. Give rows the same value axis, so that they can be compared by eye.
#[component]
pub fn MiniChart(
    /// What it shows, in the compact form.
    #[prop(into)]
    spec: Signal<ChartSpec>,
    /// What it shows in one sentence, for screen readers.
    #[prop(into)]
    summary: Signal<String>,
    /// Its width in CSS px.
    #[prop(into)]
    width: Signal<f64>,
    /// Its height in CSS px.
    #[prop(default = 32.0)]
    height: f64,
) -> impl IntoView {
    let size = Signal::derive(move || Size { width: width.get(), height });
    // In a row of a list it is a stop for the keyboard when the row is.
    let is_stop = use_context::<RowStop>().map_or(Signal::from(true), |stop| stop.0);
    surface(spec, size, summary, Reading::Picture, is_stop)
}

/// The width of an element in CSS px, 0 until it is in the page. It follows every change.
fn width_of(frame: NodeRef<html::Div>) -> ReadSignal<f64> {
    let (width, set_width) = signal(0.0);
    effect(move || {
        let Some(frame) = frame.get() else { return };
        let observed: Element = frame.clone().unchecked_into();
        let measure = move || {
            let measured = f64::from(frame.client_width());
            if width.get_untracked() != measured {
                set_width.set(measured);
            }
        };
        measure();
        let again = measure.clone();
        let callback = Closure::<dyn FnMut()>::new(measure);
        let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else {
            // Without the observer the chart keeps its first width.
            return;
        };
        observer.observe(&observed);
        // Paper has another width, and whoever observes sizes isn't told before it is printed on.
        let printing = ["beforeprint", "afterprint"].map(|event| {
            let measure = again.clone();
            window_event_listener_untyped(event, move |_| measure())
        });
        on_cleanup(move || printing.into_iter().for_each(WindowListenerHandle::remove));
        // The callback must live as long as the observer.
        let held = StoredValue::new_local((observer, callback));
        on_cleanup(move || {
            held.with_value(|(observer, _)| observer.disconnect());
            held.dispose();
        });
    });
    width
}

fn table_of(spec: Signal<ChartSpec>, label: Signal<String>) -> impl IntoView {
    let (heading, table) = spec.with(|spec| (spec.position_label().to_owned(), spec.table()));
    let column = |column| view! { <th scope="col">{column}</th> };
    let row = |row: TableRow| {
        let cell = |cell| view! { <td>{cell}</td> };
        view! {
            <tr>
                <th scope="row">{row.title}</th>
                {row.cells.into_iter().map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <table>
            <caption>{label}</caption>
            <thead>
                <tr>
                    <th scope="col">{heading}</th>
                    {table.columns.into_iter().map(column).collect_view()}
                </tr>
            </thead>
            <tbody>{table.rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
