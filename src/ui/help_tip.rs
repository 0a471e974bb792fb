//! The definition of a figure, one click or key away from it.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys;

use super::fresh_id;
use crate::decimal::decimal;

/// A definition and the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What the button asks, for screen readers: "What is …?"
    pub question: String,
    /// The name of what is defined.
    pub title: String,
    /// The definition, in sentences.
    pub text: String,
}

/// The widest that a definition gets, with its border, in CSS pixels; the style sheet says the same.
const WIDTH: f64 = 320.0;

/// A small button that shows a definition. It is the browser's own popover: Escape or a click elsewhere closes it, and
/// the focus never leaves the button.
#[component]
pub fn HelpTip(
    /// What is shown.
    #[prop(into)]
    help: Signal<Help>,
) -> impl IntoView {
    let id = fresh_id("help");
    let button = NodeRef::<html::Button>::new();
    let popover = NodeRef::<html::Div>::new();
    let place = move |_| {
        if let (Some(button), Some(popover)) = (button.get_untracked(), popover.get_untracked()) {
            place_below(&button, &popover);
        }
    };
    view! {
        <span class="help">
            <button
                type="button"
                class="help-button"
                node_ref=button
                popovertarget=id.clone()
                aria-label=move || help.get().question
                on:click=place
            >
                "?"
            </button>
            <div class="help-text" id=id popover="auto" node_ref=popover>
                <strong>{move || help.get().title}</strong>
                <p>{move || help.get().text}</p>
            </div>
        </span>
    }
}

/// Puts the popover below the button. Its place is one of the page, so that it scrolls along; the style sheet keeps it
/// inside the page's width, whatever that becomes while it is open.
fn place_below(button: &web_sys::HtmlElement, popover: &web_sys::HtmlElement) {
    let window = window();
    let spot = button.get_bounding_client_rect();
    let is_from_right = button.matches(":dir(rtl)").unwrap_or(false);
    let start = if is_from_right { spot.right() - WIDTH } else { spot.left() };
    let left = start + window.scroll_x().unwrap_or(0.0);
    let top = spot.bottom() + 4.0 + window.scroll_y().unwrap_or(0.0);
    let style = web_sys::HtmlElement::style(popover);
    for (property, value) in [("--left", left), ("top", top)] {
        // Setting a length can't fail; without it the definition stands at the page's corner.
        let _ = style.set_property(property, &format!("{}px", decimal(value, 2)));
    }
}
