//! What the reader prefers, kept in the browser: language, theme, the rules of support signals, and which column of
//! other systems' files is what. Where nothing can be stored,
//! as in some frames, a preference lasts as long as the page.

use leptos::prelude::*;

use crate::{
    i18n::{self, Language, Locale},
    import::protocol::{Match, parse_matches, print_matches},
    reports::{changes::looked::Looked, support::settings::SupportSettings},
    ui::ThemeChoice,
    units::Moment,
};

pub(super) const LANGUAGE: &str = "roundview.language";
pub(super) const THEME: &str = "roundview.theme";
pub(super) const SUPPORT: &str = "roundview.support";
pub(super) const COLUMNS: &str = "roundview.columns";
pub(super) const LOOKED: &str = "roundview.looked";

/// What the browser keeps, where it keeps anything.
pub(super) fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn store(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: then it isn't kept.
        let _ = storage.set_item(key, value);
    }
}

/// The locale that was chosen, else the first of the browser's languages that has a catalogue.
pub fn locale() -> Locale {
    let chosen = stored(LANGUAGE);
    let preferred = window().navigator().languages();
    let tags = chosen.into_iter().chain(preferred.iter().filter_map(|tag| tag.as_string()));
    tags.filter_map(|tag| i18n::intl::locale(&tag)).next().unwrap_or_else(i18n::intl::english)
}

/// Whether the reader has chosen a language.
pub fn has_locale() -> bool {
    stored(LANGUAGE).is_some()
}

/// Whether the reader has chosen a theme.
pub fn has_theme() -> bool {
    stored(THEME).is_some()
}

/// The locale of a language, with the browser's region for it where there is one.
pub fn locale_of(language: &str) -> Option<Locale> {
    let preferred = window().navigator().languages();
    let wanted = Language::from_tag(language)?;
    let tags = preferred.iter().filter_map(|tag| tag.as_string());
    let regional = tags.into_iter().find(|tag| Language::from_tag(tag) == Some(wanted));
    i18n::intl::locale(&regional.unwrap_or_else(|| language.to_owned()))
}

/// Keeps the language that was chosen.
pub fn store_language(language: Language) {
    store(LANGUAGE, language.tag());
}

/// The theme that was chosen.
pub fn theme() -> ThemeChoice {
    stored(THEME).and_then(|name| ThemeChoice::from_name(&name)).unwrap_or_default()
}

/// Keeps the theme that was chosen.
pub fn store_theme(theme: ThemeChoice) {
    store(THEME, theme.name());
}

/// The rules of support signals that were set.
pub fn support() -> SupportSettings {
    stored(SUPPORT).map(|text| SupportSettings::parse(&text)).unwrap_or_default()
}

/// The reader opens a document of a course: since when what has changed is new to them.
pub fn see(course: &str, generated_at: Moment) -> Option<Moment> {
    let mut looked = stored(LOOKED).map(|text| Looked::parse(&text)).unwrap_or_default();
    let since = looked.see(course, generated_at);
    store(LOOKED, &looked.print());
    since
}

/// Keeps the rules that were set.
pub fn store_support(settings: &SupportSettings) {
    store(SUPPORT, &settings.print());
}

/// The columns that were matched by hand.
pub fn matches() -> Vec<Match> {
    stored(COLUMNS).map(|text| parse_matches(&text)).unwrap_or_default()
}

/// Keeps the columns that were matched by hand.
pub fn store_matches(matches: &[Match]) {
    if !matches.is_empty() {
        store(COLUMNS, &print_matches(matches));
    }
}
