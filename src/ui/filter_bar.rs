//! What narrows a list, and what is left of it.

use leptos::prelude::*;

use super::{ButtonKind, Icon, IconButton};

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
    /// The words that say, for a screen reader, what a press on a chip of this label does.
    remove_words: Callback<String, String>,
    /// The fields to filter by.
    children: Children,
) -> impl IntoView {
    let chip = move |chip: FilterChip| {
        let words = remove_words.run(chip.label.clone());
        let remove = Callback::new(move |()| on_remove.run(chip.id.clone()));
        view! {
            <li class="chip" title=words>
                <IconButton icon=Icon::Cross label=chip.label kind=ButtonKind::Quiet on_press=remove />
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
