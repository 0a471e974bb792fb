//! A sentence about the page as a whole.

use leptos::prelude::*;

/// How grave a notice is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeTone {
    /// Good to know.
    #[default]
    Info,
    /// Something is not as one would expect.
    Warning,
    /// Something has failed.
    Danger,
}

impl NoticeTone {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice-info",
            Self::Warning => "notice notice-warning",
            Self::Danger => "notice notice-danger",
        }
    }

    /// A failure interrupts the screen reader, the rest waits for its turn.
    fn role(self) -> &'static str {
        match self {
            Self::Info | Self::Warning => "status",
            Self::Danger => "alert",
        }
    }
}

/// A notice with what can be done about it.
#[component]
pub fn Notice(
    /// How grave it is.
    #[prop(optional)]
    tone: NoticeTone,
    /// What is so.
    #[prop(into)]
    text: Signal<String>,
    /// What can be done about it, such as a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=tone.role()>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
