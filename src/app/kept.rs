//! What the browser keeps, piece by piece, and clearing it.

use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::{
    preferences::{COLUMNS, LANGUAGE, LOOKED, SUPPORT, THEME, storage},
    shell::text,
    state::AppState,
};
use crate::{
    host::demonstration,
    i18n::Locale,
    reports::messages::view::{DRAFTS, Drafts, throw_away},
    ui::Button,
};

#[wasm_bindgen(module = "/src/app/kept.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = hasCopy)]
    async fn has_copy() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = removeCopy)]
    async fn remove_copy() -> Result<JsValue, JsValue>;
}

/// What all keys of the storage begin with that are the application's.
const OWN: &str = "roundview.";

/// Something that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Under a key of the storage.
    Stored(String),
    /// The application itself.
    Copy,
}

impl Piece {
    fn words(&self, locale: &Locale) -> String {
        let key = match self {
            Self::Copy => return locale.text("kept.copy").to_owned(),
            Self::Stored(key) => key.as_str(),
        };
        let words = match key {
            LANGUAGE => locale.text("kept.language"),
            THEME => locale.text("kept.theme"),
            SUPPORT => locale.text("kept.support"),
            COLUMNS => locale.text("kept.columns"),
            LOOKED => locale.text("kept.looked"),
            demonstration::KEY => locale.text("kept.demonstration"),
            key => {
                return match key.strip_prefix(DRAFTS) {
                    Some(course) => locale.with("kept.draft", &[("course", course)]),
                    None => key.to_owned(),
                };
            }
        };
        words.to_owned()
    }

    async fn clear(&self, drafts: Option<Drafts>) {
        match self {
            // A copy that can't be removed is still listed.
            Self::Copy => drop(remove_copy().await),
            Self::Stored(key) => match key.strip_prefix(DRAFTS) {
                Some(course) => throw_away(drafts, course),
                // Where it can't be removed it is still listed as well.
                None => drop(storage().map(|storage| storage.remove_item(key))),
            },
        }
    }
}

/// The application's keys, in an order that stays.
fn stored() -> Vec<Piece> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or_default();
    let keys = (0..count).filter_map(|index| storage.key(index).ok().flatten());
    let mut keys: Vec<String> = keys.filter(|key| key.starts_with(OWN)).collect();
    keys.sort();
    keys.into_iter().map(Piece::Stored).collect()
}

async fn found() -> Vec<Piece> {
    let mut pieces = stored();
    if has_copy().await.is_ok_and(|has_copy| has_copy.is_truthy()) {
        pieces.push(Piece::Copy);
    }
    pieces
}

/// The page on what is kept.
#[component]
pub fn Kept() -> impl IntoView {
    let state = expect_context::<AppState>();
    let drafts = use_context::<Drafts>();
    let pieces = RwSignal::new(stored());
    let is_cleared = RwSignal::new(false);
    let heading = NodeRef::<html::H1>::new();
    spawn_local(async move {
        let found = found().await;
        // The reader may have gone elsewhere meanwhile.
        let _ = pieces.try_set(found);
    });
    let clear = move |cleared: Vec<Piece>| {
        // The button that was pressed goes.
        if let Some(heading) = heading.get_untracked() {
            let _ = heading.focus();
        }
        spawn_local(async move {
            for piece in cleared {
                piece.clear(drafts).await;
            }
            let _ = pieces.try_set(found().await);
            let _ = is_cleared.try_set(true);
        });
    };
    let item = move |piece: Piece| {
        let named = piece.clone();
        let words = Signal::derive(move || named.words(&state.locale.read()));
        let press = move |_| clear(vec![piece.clone()]);
        view! {
            <li>
                <span>{words}</span>
                <button type="button" class="button" on:click=press>
                    {text(state, "kept.clear")} <span class="visually-hidden">": " {words}</span>
                </button>
            </li>
        }
    };
    let contents = move || {
        let pieces = pieces.get();
        if pieces.is_empty() {
            return view! { <p>{text(state, "kept.nothing")}</p> }.into_any();
        }
        let all = pieces.clone();
        let clear_all = Callback::new(move |()| clear(all.clone()));
        let items = pieces.into_iter().map(item).collect_view();
        view! {
            <ul class="courses">{items}</ul>
            <Button label=text(state, "kept.clear-all") on_press=clear_all />
        }
        .into_any()
    };
    view! {
        <div class="page-head">
            <h1 tabindex="-1" node_ref=heading>{text(state, "kept.title")}</h1>
        </div>
        <p>{text(state, "kept.text")}</p>
        {contents}
        <p role="status">{move || is_cleared.get().then(|| text(state, "kept.cleared"))}</p>
    }
}
