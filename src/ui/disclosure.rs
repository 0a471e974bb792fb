//! A part of the page that is folded away until it is asked for.

use leptos::prelude::*;

/// A summary that unfolds what is behind it.
#[component]
pub fn Disclosure(
    /// What is folded away; always in sight.
    #[prop(into)]
    summary: Signal<String>,
    /// What is behind it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure">
            <summary>{summary}</summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
}
