//! How much of something is done, as a bar that costs next to nothing: two or three elements and no
//! canvas, for lists of thousands of rows.

use leptos::prelude::*;
use leptos::web_sys::{Event, FocusEvent, HtmlElement, PointerEvent};
use wasm_bindgen::JsCast;

use super::data_table::RowStop;
use super::tooltip::{Tip, use_tooltips};
use crate::chart::geometry::Rect;
use crate::chart::spec::Details;
use crate::decimal::decimal;

/// A bar from nothing to all, with a mark to compare with. Bars of one width are on one scale.
#[component]
pub fn ShareBar(
    /// How much of it is filled, 0 to 1. None: there is nothing to fill, and no bar.
    share: Option<f64>,
    /// Where the mark is, 0 to 1.
    mark: Option<f64>,
    /// What it says when pointed at, and to screen readers.
    details: Details,
) -> impl IntoView {
    let tooltips = use_tooltips();
    let percent = |share: f64| format!("{}%", decimal(share * 100.0, 2));
    let sentence = details.sentence();
    let details = StoredValue::new(details);
    let show = move |event: &Event, by_keyboard: bool| {
        if let Some(element) = bar_of(event) {
            let size = element.get_bounding_client_rect();
            let anchor = Rect::new(0.0, 0.0, size.width(), size.height());
            tooltips.show(Tip { element, index: 0, anchor, details: details.get_value(), by_keyboard });
        }
    };
    let leave = move |event: PointerEvent| {
        // A finger leaves when it is lifted, and the reader has yet to read.
        if let Some(element) = bar_of(&event).filter(|_| event.pointer_type() != "touch") {
            tooltips.hide_soon(&element);
        }
    };
    let focus = move |event: FocusEvent| {
        if bar_of(&event).is_some_and(|bar| bar.matches(":focus-visible").unwrap_or(false)) {
            show(&event, true);
        }
    };
    let blur = move |event: FocusEvent| {
        if let Some(element) = bar_of(&event) {
            tooltips.hide(&element);
        }
    };
    let is_stop = use_context::<RowStop>();
    view! {
        <span
            class="share-bar"
            class:share-none=share.is_none()
            role="img"
            aria-label=sentence
            tabindex=move || is_stop.is_some_and(|stop| stop.0.get()).then_some("0")
            on:pointerenter=move |event: PointerEvent| show(&event, false)
            on:pointerleave=leave
            on:focus=focus
            on:blur=blur
        >
            {share.map(|share| view! { <span class="share-done" style:inline-size=percent(share)></span> })}
            {mark.map(|mark| view! { <span class="share-mark" style:inset-inline-start=percent(mark)></span> })}
        </span>
    }
    .into_any()
}

/// The bar whose event it is; enter and leave don't come from what is in it.
fn bar_of(event: &Event) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}
