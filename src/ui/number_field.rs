//! A number that is typed, or stepped through with the arrow keys.

use leptos::ev::{Event, Targeted};
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

/// The browser's own field for numbers, which reads them as the reader's language writes them.
#[component]
pub fn NumberField(
    /// What the number is, for screen readers: the whole sentence that it stands in.
    #[prop(into)]
    label: Signal<String>,
    /// The number.
    #[prop(into)]
    value: Signal<f64>,
    /// The highest that can be entered; the lowest is 0.
    most: f64,
    /// How far two neighbouring numbers are from each other.
    step: f64,
    /// Called with each number that is entered: with each step, and when typing is done.
    on_enter: Callback<f64>,
) -> impl IntoView {
    let enter = move |event: Targeted<Event, HtmlInputElement>| {
        let field = event.target();
        let number = field.value_as_number();
        // An empty field is no number.
        if !number.is_nan() {
            on_enter.run(number);
        }
        // What was entered may not be what it came to.
        field.set_value_as_number(value.get_untracked());
    };
    view! {
        <input
            class="input number-field"
            type="number"
            min="0"
            max=most
            step=step
            aria-label=label
            prop:valueAsNumber=value
            on:change:target=enter
        />
    }
}
