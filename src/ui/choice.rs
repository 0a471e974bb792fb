//! Choosing: one of a few in sight, one of many, yes or no. All are the browser's own inputs, and so have its keys.

use leptos::ev::{KeyboardEvent, Targeted};
use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::fresh_id;

#[wasm_bindgen]
extern "C" {
    /// A select that can be opened by a program; web-sys doesn't know it.
    type Menu;

    #[wasm_bindgen(method, catch, js_name = showPicker)]
    fn show_picker(this: &Menu) -> Result<(), JsValue>;
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is handed back when it is chosen; unique among its siblings.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A choice of a value and its label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A few choices side by side, one of them taken.
#[component]
pub fn SegmentedControl(
    /// What is chosen here, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The choices; few, with short labels.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value of the one taken.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of a newly taken one.
    on_choose: Callback<String>,
) -> impl IntoView {
    let name = StoredValue::new(fresh_id("segments"));
    let segment = move |choice: Choice| {
        let own = StoredValue::new(choice.value);
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name=name.get_value()
                    prop:checked=move || own.with_value(|own| value.read() == *own)
                    on:change=move |_| on_choose.run(own.get_value())
                />
                <span>{choice.label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{label}</legend>
            {move || choices.get().into_iter().map(segment).collect_view()}
        </fieldset>
    }
}

/// One of many, in a menu of the browser's own.
#[component]
pub fn Select(
    /// What is chosen here; always in sight.
    #[prop(into)]
    label: Signal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value of the one taken.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of a newly taken one.
    on_choose: Callback<String>,
) -> impl IntoView {
    let option = move |choice: Choice| {
        let own = StoredValue::new(choice.value.clone());
        view! {
            <option value=choice.value prop:selected=move || own.with_value(|own| value.read() == *own)>
                {choice.label}
            </option>
        }
    };
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <select class="input" on:keydown:target=open_first on:change:target=move |event| on_choose.run(event.target().value())>
                {move || choices.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// Opens the menu for the arrow keys, which in some browsers would take the next choice at once: nobody could come to the
/// second one without taking the first.
fn open_first(event: Targeted<KeyboardEvent, HtmlSelectElement>) {
    let is_arrow = matches!(event.key().as_str(), "ArrowDown" | "ArrowUp");
    // A browser that can't open it, or has done so already, goes on by its own rules.
    if is_arrow && event.target().unchecked_into::<Menu>().show_picker().is_ok() {
        event.prevent_default();
    }
}

/// Yes or no to something that takes effect at once.
#[component]
pub fn Toggle(
    /// What is on or off.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with the new state.
    on_toggle: Callback<bool>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="toggle">
            <input
                type="checkbox"
                role="switch"
                prop:checked=on
                disabled=disabled
                on:change:target=move |event| on_toggle.run(event.target().checked())
            />
            <span>{label}</span>
        </label>
    }
}

/// Yes or no to one of several.
#[component]
pub fn Checkbox(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the new state.
    on_toggle: Callback<bool>,
    /// Whether the label is for screen readers alone, because the place says it already.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                prop:checked=checked
                on:change:target=move |event| on_toggle.run(event.target().checked())
            />
            <span class:visually-hidden=label_hidden>{label}</span>
        </label>
    }
}
