//! Figures that stand for themselves.

use leptos::prelude::*;

use super::{Help, HelpTip};

/// A band of figures at the top of a page.
#[component]
pub fn StatBand(
    /// What they are about, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The [`Stat`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="stat-band" aria-label=label>
            {children()}
        </section>
    }
}

/// A figure: its name, its value, what to compare it with, and a small chart where there is one.
#[component]
pub fn Stat(
    /// The name of the figure.
    #[prop(into)]
    label: Signal<String>,
    /// Its value with its unit.
    #[prop(into)]
    value: Signal<String>,
    /// What it is compared with, in words; empty for nothing.
    #[prop(optional, into)]
    comparison: Signal<String>,
    /// What it means.
    #[prop(optional, into)]
    help: MaybeProp<Help>,
    /// A small chart.
    #[prop(default = None)]
    chart: Option<AnyView>,
) -> impl IntoView {
    view! {
        <dl class="stat">
            <dt class="stat-label">
                {label} {move || help.get().map(|help| view! { <HelpTip help=help /> })}
            </dt>
            <dd class="stat-value">{value}</dd>
            <dd class="stat-comparison">{comparison}</dd>
            {chart.map(|chart| view! { <dd class="stat-chart">{chart}</dd> })}
        </dl>
    }
}
