//! What narrows a list, and what is left of it.

use leptos::prelude::*;

use super::Icon;

/// A filter that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterChip {
    /// What is handed back when it is taken away; unique among the chips.
    pub id: String,
    /// What it lets through.
    pub label: String,
}

/// The filters of a list, those in force as chips to take away one by one, and always how much is shown.
#[component]
pub fn FilterBar(
    /// What this is, for screen readers: the filters of which list.
    #[prop(into)]
    label: Signal<String>,
    /// How much is shown of how much: "12 of 28 students".
    #[prop(into)]
    count: Signal<String>,
    /// The filters in force.
    #[prop(into)]
    chips: Signal<Vec<FilterChip>>,
    /// Called with the id of a chip that is taken away.
    on_remove: Callback<String>,
    /// The words that say, for a screen reader, what a press on a chip of this label does; the label is among them.
    remove_words: Callback<String, String>,
    /// The fields to filter by.
    children: Children,
) -> impl IntoView {
    let chip = move |chip: FilterChip| {
        let words = remove_words.run(chip.label.clone());
        view! {
            <li class="chip">
                <button
                    type="button"
                    class="button button-quiet"
                    aria-label=words
                    on:click=move |_| on_remove.run(chip.id.clone())
                >
                    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                        <path d=Icon::Cross.path() />
                    </svg>
                    <span class="chip-label">{chip.label}</span>
                </button>
            </li>
        }
    };
    view! {
        <div class="filter-bar" role="group" aria-label=label>
            <div class="filter-fields">{children()}</div>
            <Show when=move || !chips.read().is_empty()>
                <ul class="chips">{move || chips.get().into_iter().map(chip).collect_view()}</ul>
            </Show>
            <p class="filter-count" role="status" aria-live="polite">{count}</p>
        </div>
    }
}
