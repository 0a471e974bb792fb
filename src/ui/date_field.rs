//! A day to enter, in the browser's own way of the reader's language.

use leptos::prelude::*;

/// A field for a day.
#[component]
pub fn DateField(
    /// What the day is; always in sight.
    #[prop(into)]
    label: Signal<String>,
    /// The day, as `2026-02-16`; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Called with a newly entered day, empty for none.
    on_enter: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <input
                type="date"
                class="input"
                prop:value=value
                on:change:target=move |event| on_enter.run(event.target().value())
            />
        </label>
    }
}
