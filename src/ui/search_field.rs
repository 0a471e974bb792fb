//! A field that narrows what is shown while one types.

use leptos::prelude::*;

/// A search field.
#[component]
pub fn SearchField(
    /// What is searched; always in sight.
    #[prop(into)]
    label: Signal<String>,
    /// What is searched for.
    #[prop(into)]
    value: Signal<String>,
    /// Called with each change of the text.
    on_search: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <input
                type="search"
                class="input"
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input:target=move |event| on_search.run(event.target().value())
            />
        </label>
    }
}
