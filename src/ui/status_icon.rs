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

    /// The lines of the shape, 16 high; the clock makes one of them 20 wide.
    fn path(self) -> &'static str {
        match self {
            Self::Done => "m2.5 8.5 4 4 7-9",
            Self::Late => "m1 8 3.5 3.5L10 3m9 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0m-4-2v2.2h1.8",
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
    status: Status,
    /// Its name, in the words of the report: "completed on time", "read".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <span class=status.class() >
            <svg class="icon" viewBox="0 0 20 16" aria-hidden="true">
                <path d=status.path() />
            </svg>
            <span>{label}</span>
        </span>
    }
}
