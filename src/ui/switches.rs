//! What a reader sets for themself: the theme and the language.

use leptos::prelude::*;

use super::{Choice, SegmentedControl, Select};

/// Light, dark, or as the reader's system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ThemeChoice {
    /// All, in the order in which they are offered.
    pub const ALL: [ThemeChoice; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The name that the root's `data-theme`, the storage and the host's messages have for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; none for a name that isn't one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

/// The choice of a theme.
#[component]
pub fn ThemeSwitch(
    /// What is chosen here, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The words for the themes, in the order of [`ThemeChoice::ALL`].
    #[prop(into)]
    words: Signal<[String; 3]>,
    /// The theme taken.
    #[prop(into)]
    theme: Signal<ThemeChoice>,
    /// Called with a newly taken one.
    on_choose: Callback<ThemeChoice>,
) -> impl IntoView {
    let choices = move || {
        let themes = ThemeChoice::ALL.into_iter().zip(words.get());
        themes.map(|(theme, word)| Choice::new(theme.name(), word)).collect::<Vec<_>>()
    };
    let choose = move |name: String| {
        if let Some(theme) = ThemeChoice::from_name(&name) {
            on_choose.run(theme);
        }
    };
    view! {
        <SegmentedControl
            label=label
            choices=Signal::derive(choices)
            value=Signal::derive(move || theme.get().name().to_owned())
            on_choose=Callback::new(choose)
        />
    }
}

/// The choice of a language.
#[component]
pub fn LanguageSwitch(
    /// What is chosen here.
    #[prop(into)]
    label: Signal<String>,
    /// The languages: the tag and the name of each in itself.
    #[prop(into)]
    languages: Signal<Vec<Choice>>,
    /// The tag of the one taken.
    #[prop(into)]
    language: Signal<String>,
    /// Called with the tag of a newly taken one.
    on_choose: Callback<String>,
) -> impl IntoView {
    view! { <Select label=label choices=languages value=language on_choose=on_choose /> }
}
