//! Fetches the words of a language: a page has no other words than those of its reader.

use gloo_net::http;

use super::{Catalogue, Language};

/// Whether the words of a language are there.
#[must_use]
pub fn are_there(language: Language) -> bool {
    Catalogue::has(language)
}

/// Fetches the words of a language, unless they are there. False: they could not be had.
pub async fn fetch(language: Language) -> bool {
    if are_there(language) {
        return true;
    }
    let answer = http::Request::get(&format!("./i18n/{}.txt", language.tag())).send().await;
    let text = match answer {
        Ok(answer) if answer.ok() => answer.text().await.ok(),
        _ => None,
    };
    text.is_some_and(|text| Catalogue::learn(language, text))
}
