//! What a reader sets for themself: the theme and the language.

use leptos::prelude::*;

use super::{Choice, SegmentedControl, Select, ThemeChoice};

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
