//! The way between views that stand beside each other.

use leptos::prelude::*;

/// One of the views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is the one in sight.
    pub current: bool,
}

/// Links in one line, one of them marked as where the reader is.
#[component]
pub fn NavTabs(
    /// What they lead through, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The views.
    #[prop(into)]
    items: Signal<Vec<NavItem>>,
) -> impl IntoView {
    let item = |item: NavItem| {
        view! {
            <li>
                <a class="nav-tab" href=item.href aria-current=item.current.then_some("page")>
                    {item.label}
                </a>
            </li>
        }
    };
    view! {
        <nav class="nav-tabs" aria-label=label>
            <ul>{move || items.get().into_iter().map(item).collect_view()}</ul>
        </nav>
    }
}
