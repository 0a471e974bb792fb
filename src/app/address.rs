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

/// The document that `?document=` names, as it is written.
pub fn document_parameter() -> Option<String> {
    let search = window().location().search().ok()?;
    let pairs = form_urlencoded::parse(search.trim_start_matches('?').as_bytes());
    pairs.into_iter().find(|(name, _)| name == "document").map(|(_, value)| value.into_owned())
}

/// Whether an address, as seen from this page, is of the page's own origin.
pub fn is_own_origin(address: &str) -> bool {
    let location = window().location();
    let (Ok(base), Ok(origin)) = (location.href(), location.origin()) else { return false };
    web_sys::Url::new_with_base(address, &base).is_ok_and(|url| url.origin() == origin)
}
