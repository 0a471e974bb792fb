//! Something small that says more when it is pointed at or has the focus, and says all of it to screen
//! readers.

use leptos::prelude::*;
use leptos::web_sys::{Event, FocusEvent, HtmlElement, PointerEvent};
use wasm_bindgen::JsCast;

use super::data_table::RowStop;
use super::tooltip::{Tip, use_tooltips};
use crate::chart::geometry::Rect;
use crate::chart::spec::Details;

/// What is drawn, and the details of it.
#[component]
pub fn Tipped(
    /// Its name in the style sheet.
    class: &'static str,
    /// What it says when pointed at, and to screen readers.
    details: Details,
    /// What is drawn.
    children: Children,
) -> impl IntoView {
    let tooltips = use_tooltips();
    let sentence = details.sentence();
    let details = StoredValue::new(details);
    let show = move |event: &Event, by_keyboard: bool| {
        if let Some(element) = element_of(event) {
            let size = element.get_bounding_client_rect();
            let anchor = Rect::new(0.0, 0.0, size.width(), size.height());
            tooltips.show(Tip { element, index: 0, anchor, details: details.get_value(), by_keyboard });
        }
    };
    let leave = move |event: PointerEvent| {
        // A finger leaves when it is lifted, and the reader has yet to read.
        if let Some(element) = element_of(&event).filter(|_| event.pointer_type() != "touch") {
            tooltips.hide_soon(&element);
        }
    };
    let focus = move |event: FocusEvent| {
        if element_of(&event).is_some_and(|element| element.matches(":focus-visible").unwrap_or(false)) {
            show(&event, true);
        }
    };
    let blur = move |event: FocusEvent| {
        if let Some(element) = element_of(&event) {
            tooltips.hide(&element);
        }
    };
    let is_stop = use_context::<RowStop>();
    view! {
        <span
            class=class
            role="img"
            aria-label=sentence
            tabindex=move || is_stop.is_some_and(|stop| stop.0.get()).then_some("0")
            on:pointerenter=move |event: PointerEvent| show(&event, false)
            on:pointerleave=leave
            on:focus=focus
            on:blur=blur
        >
            {children()}
        </span>
    }
    .into_any()
}

/// The element whose event it is; enter and leave don't come from what is in it.
fn element_of(event: &Event) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}
