//! How far something has come.

use leptos::prelude::*;

/// A bar that fills up, or moves where nobody knows how much is to come.
#[component]
pub fn ProgressBar(
    /// What is under way; above the bar.
    #[prop(into)]
    label: Signal<String>,
    /// How much of it is done, 0 to 1; none where the whole isn't known.
    #[prop(into)]
    done: Signal<Option<f64>>,
) -> impl IntoView {
    let percent = move || done.get().map(|done| (done.clamp(0.0, 1.0) * 100.0).round() as u32);
    view! {
        <div class="progress">
            <span class="progress-label" aria-hidden="true">{label}</span>
            <div
                class="progress-track"
                role="progressbar"
                aria-label=label
                aria-valuemin=move || percent().map(|_| "0")
                aria-valuemax=move || percent().map(|_| "100")
                aria-valuenow=move || percent().map(|percent| percent.to_string())
            >
                <div
                    class="progress-done"
                    style:inline-size=move || percent().map(|percent| format!("{percent}%"))
                ></div>
            </div>
        </div>
    }
}
