//! The canvas of a chart with its pointer and keys.

use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, HtmlElement};

use super::theme;
use crate::chart::canvas::paint;
use crate::chart::geometry::{Layout, Point, Size, layout};
use crate::chart::spec::ChartSpec;
use crate::decimal::decimal;
use crate::ui::effect;
use crate::ui::tooltip::{Tip, Tooltips, use_tooltips};

/// Marks that Page Up and Page Down pass: four weeks of days.
const PAGE: usize = 28;

/// How a screen reader reads the canvas.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// As a picture with a name: everything is in the name.
    Picture,
    /// As something with keys of its own, called by the given word. The arrow keys then reach the
    /// chart instead of moving the reading position.
    Application(Signal<String>),
}

/// What the handlers of a canvas share.
#[derive(Clone, Copy)]
struct Surface {
    spec: Signal<ChartSpec>,
    layout: Memo<Arc<Layout>>,
    canvas: NodeRef<html::Canvas>,
    /// Where the keyboard was last.
    cursor: StoredValue<Option<usize>>,
    tooltips: Tooltips,
}

/// The canvas of `spec` at `size`.
pub(super) fn surface(
    spec: Signal<ChartSpec>,
    size: Signal<Size>,
    name: Signal<String>,
    reading: Reading,
    is_stop: Signal<bool>,
) -> AnyView {
    let surface = Surface {
        spec,
        layout: Memo::new(move |_| Arc::new(spec.with(|spec| layout(spec, size.get())))),
        canvas: NodeRef::new(),
        cursor: StoredValue::new(None),
        tooltips: use_tooltips(),
    };
    let canvas = surface.canvas;
    let active = Memo::new(move |_| {
        let element: HtmlElement = canvas.get()?.unchecked_into();
        surface.tooltips.active(&element)
    });
    effect(move || {
        let Some(canvas) = canvas.get() else { return };
        let palette = theme::palette(&canvas);
        let layout = surface.layout.get();
        if let Err(error) = paint(&canvas, &layout, active.get(), &palette) {
            // The text beside the canvas says the same, so the page goes on.
            leptos::logging::warn!("{error}");
        }
    });
    on_cleanup(move || {
        if let Some(canvas) = canvas.get_untracked() {
            surface.tooltips.hide(&canvas);
        }
    });

    let can_focus = move || is_stop.get() && surface.layout.with(|layout| !layout.marks.is_empty());
    let role = move || match reading {
        Reading::Application(_) if can_focus() => "application",
        Reading::Application(_) | Reading::Picture => "img",
    };
    let role_description = move || match reading {
        Reading::Application(word) if can_focus() => Some(word.get()),
        Reading::Application(_) | Reading::Picture => None,
    };
    view! {
        <canvas
            node_ref=canvas
            class="chart-canvas"
            // Time and numbers run to the right in every language.
            dir="ltr"
            role=role
            aria-roledescription=role_description
            aria-label=name
            tabindex=move || can_focus().then_some("0")
            style:width=move || format!("{}px", decimal(size.get().width, 2))
            style:height=move || format!("{}px", decimal(size.get().height, 2))
            on:pointermove=move |event| surface.point(&event)
            on:pointerdown=move |event| surface.point(&event)
            on:pointerleave=move |event| surface.leave(&event)
            on:keydown=move |event| surface.press(&event)
            on:focus=move |_| surface.focus()
            on:blur=move |_| surface.blur()
        ></canvas>
    }
    .into_any()
}

impl Surface {
    /// The canvas, while the chart stands: it loses the focus when it has been disposed already.
    fn element(&self) -> Option<HtmlCanvasElement> {
        self.canvas.try_get_untracked().flatten()
    }

    fn show(&self, index: usize, by_keyboard: bool) {
        let Some(element) = self.element() else {
            return;
        };
        let details = self.spec.with_untracked(|spec| spec.details(index).cloned());
        let anchor = self.layout.with_untracked(|layout| layout.mark(index).map(|mark| mark.anchor));
        if let (Some(details), Some(anchor)) = (details, anchor) {
            self.tooltips.show(Tip { element: element.unchecked_into(), index, anchor, details, by_keyboard });
        }
    }

    fn point(&self, event: &PointerEvent) {
        let at = Point { x: f64::from(event.offset_x()), y: f64::from(event.offset_y()) };
        match self.layout.with_untracked(|layout| layout.hit(at)) {
            Some(index) => {
                self.cursor.set_value(Some(index));
                self.show(index, false);
            }
            None => self.hide_soon(),
        }
    }

    fn leave(&self, event: &PointerEvent) {
        // A finger leaves when it is lifted, and the reader has yet to read.
        if event.pointer_type() != "touch" {
            self.hide_soon();
        }
    }

    fn hide_soon(&self) {
        if let Some(element) = self.element() {
            self.tooltips.hide_soon(&element);
        }
    }

    fn press(&self, event: &KeyboardEvent) {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let layout = self.layout.get_untracked();
        let cursor = self.cursor.get_value();
        let forward = |by| match cursor {
            Some(index) => layout.after(index, by),
            None => layout.first(),
        };
        let back = |by| match cursor {
            Some(index) => layout.before(index, by),
            None => layout.last(),
        };
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => forward(1),
            "ArrowLeft" | "ArrowUp" => back(1),
            "PageDown" => forward(PAGE),
            "PageUp" => back(PAGE),
            "Home" => layout.first(),
            "End" => layout.last(),
            _ => return,
        };
        event.prevent_default();
        if let Some(index) = next {
            self.cursor.set_value(Some(index));
            self.show(index, true);
        }
    }

    /// Shows where the keyboard is; at first the latest, which is what is asked most.
    fn focus(&self) {
        let by_keyboard = self.element().is_some_and(|element| element.matches(":focus-visible").unwrap_or(false));
        if !by_keyboard {
            return;
        }
        let layout = self.layout.get_untracked();
        let cursor = self.cursor.get_value().and_then(|index| layout.after(index, 0));
        if let Some(index) = cursor.or_else(|| layout.last()) {
            self.cursor.set_value(Some(index));
            self.show(index, true);
        }
    }

    fn blur(&self) {
        if let Some(element) = self.element() {
            self.tooltips.hide(&element);
        }
    }
}
