//! The palette of the page, read once for all charts and read again when the theme changes.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlCanvasElement, MutationObserver, MutationObserverInit};

use crate::chart::canvas::{new_canvas, read_palette};
use crate::chart::palette::Palette;
use crate::ui::Lasting;

/// What the reader can prefer in the system that changes the tokens.
const PREFERENCES: [&str; 3] = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/// The palette and its revision, for as long as the page lives.
struct Theme {
    revision: Lasting<u32>,
    palette: Rc<RefCell<Option<Rc<Palette>>>>,
    /// What the revision belongs to, in place of the chart that happens to ask first.
    _owner: Owner,
}

thread_local! {
    static THEME: Theme = Theme::watch();
}

impl Theme {
    fn watch() -> Self {
        let owner = Owner::default();
        let revision = owner.with(|| Lasting::new(0));
        let palette = Rc::new(RefCell::new(None));
        let forget = {
            let palette = Rc::clone(&palette);
            move || {
                palette.take();
                revision.update(|revision| *revision += 1);
            }
        };
        watch_root(forget.clone());
        watch_preferences(forget.clone());
        watch_resolution(forget);
        Self { revision, palette, _owner: owner }
    }
}

/// The palette at `canvas`. Reactive: whoever asks is told when the theme or the screen's
/// resolution changes.
pub(super) fn palette(canvas: &HtmlCanvasElement) -> Rc<Palette> {
    THEME.with(|theme| {
        theme.revision.track();
        let mut palette = theme.palette.borrow_mut();
        Rc::clone(palette.get_or_insert_with(|| Rc::new(read_palette(canvas))))
    })
}

/// The palette where no chart is in the page: a canvas is put there for as long as the tokens are read.
pub(super) fn palette_of_page() -> Option<Rc<Palette>> {
    let canvas = new_canvas().ok()?;
    let body = document().body()?;
    body.append_child(&canvas).ok()?;
    let palette = palette(&canvas);
    canvas.remove();
    Some(palette)
}

/// A theme is chosen, or set by a host, with attributes of the root element.
fn watch_root(changed: impl Fn() + 'static) {
    let Some(root) = document().document_element() else {
        return;
    };
    let callback = Closure::<dyn FnMut()>::new(changed);
    if let Ok(observer) = MutationObserver::new(callback.as_ref().unchecked_ref()) {
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        // Only a missing target is refused.
        let _ = observer.observe_with_options(&root, &options);
        callback.forget();
    }
}

fn watch_preferences(changed: impl Fn() + Clone + 'static) {
    for preference in PREFERENCES {
        let Ok(Some(query)) = window().match_media(preference) else {
            continue;
        };
        let callback = Closure::<dyn FnMut()>::new(changed.clone());
        query.set_onchange(Some(callback.as_ref().unchecked_ref()));
        // The listener lives as long as the page, and so must the query it is set on.
        callback.forget();
        std::mem::forget(query);
    }
}

/// Zooming the page changes its resolution and always its size in CSS px.
fn watch_resolution(changed: impl Fn() + 'static) {
    let last = std::cell::Cell::new(window().device_pixel_ratio());
    // Never removed: the theme is watched for as long as the page lives.
    let _ = window_event_listener(ev::resize, move |_| {
        let ratio = window().device_pixel_ratio();
        if last.replace(ratio) != ratio {
            changed();
        }
    });
}
