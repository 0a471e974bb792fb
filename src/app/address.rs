//! The address bar: which view it names, and how to change it.

use leptos::prelude::*;

use crate::query::Query;

/// The view that the address names.
pub fn query() -> Query {
    let hash = window().location().hash();
    Query::parse(&hash.unwrap_or_default())
}

/// Puts a view into the address, as a step that the back button undoes.
pub fn push(query: &Query) {
    let pushed = window()
        .history()
        .and_then(|history| history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&query.address())));
    // Where history is refused, as in some sandboxes, the view changes without the address.
    if pushed.is_err() {
        web_sys::console::warn_1(&"Roundview: the address can't be changed here".into());
    }
}

/// Puts a view into the address in place of the one that is there.
pub fn replace(query: &Query) {
    // Where history is refused, the view changes without the address.
    let _ = window()
        .history()
        .and_then(|history| history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&query.address())));
}

/// The document that `?document=` names, as it is written.
pub fn document_parameter() -> Option<String> {
    let search = window().location().search().ok()?;
    let pairs = form_urlencoded::parse(search.trim_start_matches('?').as_bytes());
    pairs.into_iter().find(|(name, _)| name == "document").map(|(_, value)| value.into_owned())
}

/// An address as seen from this page.
pub fn url(address: &str) -> Option<web_sys::Url> {
    let base = document().base_uri().ok().flatten()?;
    web_sys::Url::new_with_base(address, &base).ok()
}

/// The origin of an address, as seen from this page. None: it has none that could be compared.
pub fn origin(address: &str) -> Option<String> {
    url(address).map(|url| url.origin()).filter(|origin| origin != "null")
}
