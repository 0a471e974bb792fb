//! Buttons.

use leptos::prelude::*;

/// How much a button asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several things to do.
    #[default]
    Plain,
    /// The one thing that the view is for; at most one in sight.
    Primary,
    /// As quiet as a link, for what stands in a line of text or in a chip.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button-primary",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// A button with a word.
#[component]
pub fn Button(
    /// What it does, as a verb.
    #[prop(into)]
    label: Signal<String>,
    /// Called for a click, Enter or space.
    on_press: Callback<()>,
    /// How much it asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it can't be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() disabled=disabled on:click=move |_| on_press.run(())>
            {label}
        </button>
    }
}

/// A sign beside a word. Signs never stand alone: their meaning isn't as common as it seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// To the one before.
    Previous,
    /// To the one after.
    Next,
    /// Back to what contains this.
    Back,
    /// Takes away, or closes.
    Cross,
    /// Saves a file.
    Download,
    /// Sends a message.
    Message,
    /// Once more.
    Retry,
    /// Opens a file.
    Open,
}

impl Icon {
    /// How it looks; signs that point somewhere point the other way in a language that is read from the right.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Previous | Self::Next | Self::Back => "icon icon-forward",
            _ => "icon",
        }
    }

    /// The lines of the sign, in a square of 16 by 16.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Previous => "M10 3 5 8l5 5",
            Self::Next => "m6 3 5 5-5 5",
            Self::Back => "M7 3 2 8l5 5M2.5 8H14",
            Self::Cross => "m4 4 8 8m0-8-8 8",
            Self::Download => "M8 2v8m-3.5-3L8 10.5 11.5 7M2.5 13.5h11",
            Self::Message => "M2 3.5h12v9H2zm0 .5 6 5 6-5",
            Self::Retry => "M13 8a5 5 0 1 1-1.5-3.5L13 6m0-4v4H9",
            Self::Open => "M2 13V3h4l1.5 2H14v8z",
        }
    }
}

/// A button with a sign before its word.
#[component]
pub fn IconButton(
    /// The sign.
    icon: Icon,
    /// What it does, as a verb.
    #[prop(into)]
    label: Signal<String>,
    /// Called for a click, Enter or space.
    on_press: Callback<()>,
    /// How much it asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it can't be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What a screen reader says instead of the word, where the sign says more than it; the word is part of it.
    #[prop(optional)]
    description: Option<String>,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() disabled=disabled aria-label=description on:click=move |_| on_press.run(())>
            <svg class=icon.class() viewBox="0 0 16 16" aria-hidden="true">
                <path d=icon.path() />
            </svg>
            {label}
        </button>
    }
}
