//! The five statuses: each a shape, a colour and words, so that none of the three is needed alone.

use leptos::prelude::*;

/// A status by what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Done in time, or read: a green tick.
    Done,
    /// Done late: an orange tick with a clock.
    Late,
    /// Not done, and too late: a red cross.
    Missed,
    /// Not done yet: a dark open ring.
    Open,
    /// Not to be done now: a light dash.
    Inactive,
}

impl Status {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "status status-done",
            Self::Late => "status status-late",
            Self::Missed => "status status-missed",
            Self::Open => "status status-open",
            Self::Inactive => "status status-inactive",
        }
    }

    /// The lines of the shape, in a square of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Self::Done => "m2.5 8.5 4 4 7-9",
            Self::Late => {
                "m1.5 6.5 3 3 5-6.5M15 11.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0m-3.5-1.8v2h1.5"
            }
            Self::Missed => "m3.5 3.5 9 9m0-9-9 9",
            Self::Open => "M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0",
            Self::Inactive => "M3 8h10",
        }
    }
}

/// The sign of a status with its words.
#[component]
pub fn StatusIcon(
    /// The status.
    #[prop(into)]
    status: Signal<Status>,
    /// Its name, in the words of the report: "completed on time", "read".
    #[prop(into)]
    label: Signal<String>,
    /// Whether the words are for screen readers and a hovering pointer alone, because the place names them.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    view! {
        <span class=move || status.get().class() title=move || label_hidden.then(|| label.get())>
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
                <path d=move || status.get().path() />
            </svg>
            <span class:visually-hidden=label_hidden>{label}</span>
        </span>
    }
}
