//! The page's one tooltip: shared by all charts, shown for a pointer and for the keyboard alike.
//!
//! Charts say what to show and beside what ([`Tooltips::show`]); the [`TooltipLayer`], mounted once
//! by the app, draws it in the browser's top layer, where no scrolling box cuts it off. One element
//! for the whole page keeps a list of thousands of small charts cheap. Escape closes it, the
//! pointer can move onto it, and what the keyboard brings up is also announced.

use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::leptos_dom::helpers::{
    TimeoutHandle, WindowListenerHandle, set_timeout_with_handle, window_event_listener,
};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::{Element, HtmlElement};

use crate::chart::geometry::{Rect, Size, place_tooltip};
use crate::chart::spec::Details;
use crate::decimal::decimal;
use crate::ui::{Lasting, effect};

/// How long a tooltip stays when the pointer leaves its mark, so that it can be reached.
const LINGER: Duration = Duration::from_millis(120);

/// What is shown, and beside what.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    /// The element with the mark.
    pub element: HtmlElement,
    /// Which of its marks.
    pub index: usize,
    /// What must stay uncovered, in CSS px from the element's upper left corner.
    pub anchor: Rect,
    /// The content.
    pub details: Details,
    /// Whether the keyboard brought it up: then it is announced too.
    pub by_keyboard: bool,
}

/// The page's tooltip, as charts use it.
#[derive(Clone, Copy)]
pub struct Tooltips {
    current: Lasting<Option<SendWrapper<Tip>>>,
    closing: StoredValue<Option<TimeoutHandle>>,
}

impl Tooltips {
    fn new() -> Self {
        Self { current: Lasting::new(None), closing: StoredValue::new(None) }
    }

    /// Shows a tip in place of any other.
    pub fn show(&self, tip: Tip) {
        self.keep();
        if self.current.with_untracked(|current| current.as_deref() != Some(&tip)) {
            self.current.set(Some(SendWrapper::new(tip)));
        }
    }

    /// The index of the mark of `element` that is shown. Reactive.
    #[must_use]
    pub fn active(&self, element: &HtmlElement) -> Option<usize> {
        self.current.with(|current| {
            let tip = current.as_ref().filter(|tip| tip.element == *element)?;
            Some(tip.index)
        })
    }

    /// Hides what `element` shows, at once.
    pub fn hide(&self, element: &HtmlElement) {
        let own = |tip: &Tip| tip.element == *element;
        if self.current.with_untracked(|current| current.as_ref().is_some_and(|tip| own(tip))) {
            self.hide_all();
        }
    }

    /// Hides what `element` shows unless the pointer reaches the tooltip first.
    pub fn hide_soon(&self, element: &HtmlElement) {
        self.keep();
        let (this, element) = (*self, element.clone());
        let timer = set_timeout_with_handle(move || this.hide(&element), LINGER);
        self.closing.set_value(timer.ok());
    }

    fn hide_all(&self) {
        self.keep();
        self.current.set(None);
    }

    /// Calls off a hiding under way.
    fn keep(&self) {
        self.closing.update_value(|closing| {
            if let Some(timer) = closing.take() {
                timer.clear();
            }
        });
    }
}

/// Makes the page's tooltip. Called once, above everything with charts.
pub fn provide_tooltips() {
    provide_context(Tooltips::new());
}

/// The page's tooltip. Where none was provided, marks are brought out but say nothing.
#[must_use]
pub fn use_tooltips() -> Tooltips {
    use_context().unwrap_or_else(Tooltips::new)
}

/// Draws the page's tooltip. Mounted once, anywhere below [`provide_tooltips`].
#[component]
pub fn TooltipLayer() -> impl IntoView {
    let tooltips = use_tooltips();
    let current = tooltips.current;
    let layer = NodeRef::<html::Div>::new();

    effect(move || {
        let Some(layer) = layer.get() else { return };
        if current.with(Option::is_some) {
            // Refused when it is open already, which is as well.
            let _ = layer.show_popover();
            // Its size is known when the new content stands.
            request_animation_frame(move || place(current, &layer));
        } else {
            let _ = layer.hide_popover();
        }
    });

    let listeners = [
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && current.with_untracked(Option::is_some) {
                // The key has done its work: a dialog around the chart stays open.
                event.prevent_default();
                tooltips.hide_all();
            }
        }),
        window_event_listener(ev::resize, move |_| tooltips.hide_all()),
        window_event_listener(ev::scroll, move |_| {
            if let Some(layer) = layer.get_untracked() {
                place(current, &layer);
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));

    let title = move || current.with(|tip| tip.as_ref().map(|tip| tip.details.title.clone()));
    let lines = move || {
        let lines = current.with(|tip| tip.as_ref().map(|tip| tip.details.lines.clone()));
        let line = |(label, value)| view! { <dt>{label}</dt><dd>{value}</dd> };
        lines.unwrap_or_default().into_iter().map(line).collect_view()
    };
    let announced = move || {
        current.with(|tip| {
            let tip = tip.as_ref().filter(|tip| tip.by_keyboard)?;
            Some(tip.details.sentence())
        })
    };
    view! {
        <div
            node_ref=layer
            class="tooltip"
            role="tooltip"
            popover="manual"
            on:pointerenter=move |_| tooltips.keep()
            on:pointerleave=move |_| tooltips.hide_all()
        >
            <p class="tooltip-title">{title}</p>
            <dl class="tooltip-lines">{lines}</dl>
        </div>
        <div class="visually-hidden" role="status">{announced}</div>
    }
}

/// Moves the layer beside the current tip's mark, or hides it when the mark has gone.
fn place(current: Lasting<Option<SendWrapper<Tip>>>, layer: &HtmlElement) {
    let Some((element, anchor)) =
        current.with_untracked(|tip| tip.as_ref().map(|tip| (tip.element.clone(), tip.anchor)))
    else {
        return;
    };
    if !element.is_connected() {
        current.set(None);
        return;
    }
    let (Some(root), own) = (document().document_element(), size(layer)) else {
        return;
    };
    let window = Size { width: f64::from(root.client_width()), height: f64::from(root.client_height()) };
    let origin = element.get_bounding_client_rect();
    let anchor = Rect { x: anchor.x + origin.left(), y: anchor.y + origin.top(), ..anchor };
    let at = place_tooltip(anchor, own, window);
    let style = layer.style();
    // Setting a length can't fail.
    let _ = style.set_property("left", &format!("{}px", decimal(at.x, 0)));
    let _ = style.set_property("top", &format!("{}px", decimal(at.y, 0)));
}

fn size(element: &Element) -> Size {
    let rect = element.get_bounding_client_rect();
    Size { width: rect.width(), height: rect.height() }
}
