//! The frame in which another page shows this one. That page is listened to and spoken to where it is
//! this page's parent and of an origin that the deployment's settings list; nobody else is.
//!
//! What is said stands in [`super::message`] and [`super::lti`].

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, ResizeObserver, Window};

use super::{
    lti::{self, Form, Resizing},
    message::{self, HostMessage},
};

/// How long the page's height must have been the same before it is told.
const SETTLED: Duration = Duration::from_millis(100);

/// The page around this one.
#[derive(Clone)]
pub struct Frame(Rc<Inner>);

struct Inner {
    parent: Window,
    /// The origins that it may have.
    origins: Vec<String>,
    /// The one that it has, once that is known.
    origin: RefCell<Option<String>>,
    resizing: Cell<Resizing>,
    /// The height that the page has now and the one that was told, in CSS pixels.
    height: Cell<u32>,
    told: Cell<u32>,
}

/// Called with what the page around this one says, and with the document that it hands over.
pub type OnMessage = Box<dyn Fn(HostMessage, Option<JsValue>)>;

/// Whether there is a page around this one.
#[must_use]
pub fn is_in_frame() -> bool {
    parent(&window()).is_some()
}

fn parent(window: &Window) -> Option<Window> {
    window.parent().ok().flatten().filter(|parent| parent != window)
}

/// Listens to the page around this one, see [`Frame::listen`].
#[must_use]
pub fn listen(trusted: &[String], on_message: OnMessage) -> Option<Frame> {
    Frame::listen(trusted, on_message)
}

impl Frame {
    /// Listens to the page around this one. None: there is none, or not one that is trusted.
    pub fn listen(trusted: &[String], on_message: OnMessage) -> Option<Self> {
        let window = window();
        let parent = parent(&window)?;
        let origin = ancestor_origin(&window);
        if trusted.is_empty() || origin.as_ref().is_some_and(|origin| !trusted.contains(origin)) {
            return None;
        }
        let frame = Self(Rc::new(Inner {
            parent,
            origins: trusted.to_vec(),
            origin: RefCell::new(origin),
            resizing: Cell::default(),
            height: Cell::default(),
            told: Cell::default(),
        }));
        let taking = frame.clone();
        let on_event = move |event: MessageEvent| taking.take(&event, &on_message);
        let on_event = Closure::<dyn Fn(MessageEvent)>::new(on_event).into_js_value();
        // The page listens as long as it is there.
        let _ = window.add_event_listener_with_callback("message", on_event.unchecked_ref());
        frame.post(&message::written("reports.ready", None), &[Form::Object]);
        frame.post(lti::CAPABILITIES, &[Form::Object, Form::Text]);
        Some(frame)
    }

    fn take(&self, event: &MessageEvent, on_message: &dyn Fn(HostMessage, Option<JsValue>)) {
        let is_parent = event.source().is_some_and(|source| {
            let source: &JsValue = source.as_ref();
            let parent: &JsValue = self.0.parent.as_ref();
            source == parent
        });
        let origin = event.origin();
        if !is_parent || !self.0.origins.contains(&origin) {
            return;
        }
        let data = event.data();
        let (json, form) = match data.as_string() {
            Some(text) => (text, Form::Text),
            None => match picked(&data) {
                Some(json) => (json, Form::Object),
                None => return,
            },
        };
        if let Some(resizing) = self.0.resizing.get().after(&json, form) {
            *self.0.origin.borrow_mut() = Some(origin);
            self.0.resizing.set(resizing);
            self.0.told.set(0);
            self.tell_height();
            return;
        }
        if form == Form::Text {
            return;
        }
        let document = field(&data, "document");
        match message::read(&json, document.is_some()) {
            Ok(None) => {}
            Ok(Some(message)) => {
                *self.0.origin.borrow_mut() = Some(origin);
                on_message(message, document);
            }
            Err(refusal) => {
                let words = format!("Roundview: a message of the page around this one is at fault: {refusal}");
                web_sys::console::warn_1(&words.into());
                *self.0.origin.borrow_mut() = Some(origin);
                self.failed("message");
            }
        }
    }

    /// Tells the host which view is shown now.
    pub fn navigated(&self, address: &str) {
        self.post(&message::written("reports.navigated", Some(("address", address))), &[Form::Object]);
    }

    /// Tells the host that something failed, by a short name.
    pub fn failed(&self, error: &'static str) {
        self.post(&message::written("reports.error", Some(("error", error))), &[Form::Object]);
    }

    /// Tells the host the height of `element`, which is the page, and each new one.
    pub fn tell_height_of(&self, element: &web_sys::Element) {
        let (frame, observed) = (self.clone(), element.clone());
        let on_change = move |_: JsValue| {
            let height = observed.get_bounding_client_rect().height().ceil() as u32;
            frame.0.height.set(height);
            let frame = frame.clone();
            set_timeout(
                move || {
                    if frame.0.height.get() == height {
                        frame.tell_height();
                    }
                },
                SETTLED,
            );
        };
        let on_change = Closure::<dyn Fn(JsValue)>::new(on_change).into_js_value();
        if let Ok(observer) = ResizeObserver::new(on_change.unchecked_ref()) {
            observer.observe(element);
            // It lives as long as the element that it observes.
        }
    }

    fn tell_height(&self) {
        let height = self.0.height.get();
        if height > 0 && self.0.told.replace(height) != height {
            self.post(&lti::frame_resize(height), self.0.resizing.get().forms());
        }
    }

    /// Posts to the origin that is known, else to each that may be; a browser delivers to the one that
    /// is right.
    fn post(&self, json: &str, forms: &[Form]) {
        let known = self.0.origin.borrow();
        let origins = known.as_ref().map_or(&*self.0.origins, std::slice::from_ref);
        for form in forms {
            let message = match form {
                Form::Text => json.into(),
                // It was written by this program.
                Form::Object => JSON::parse(json).unwrap_or_default(),
            };
            for origin in origins {
                // Only a message that can't be copied is refused.
                let _ = self.0.parent.post_message(&message, origin);
            }
        }
    }
}

/// The origin of the page around this one, where the browser tells it.
fn ancestor_origin(window: &Window) -> Option<String> {
    let origins = Reflect::get(&window.location(), &"ancestorOrigins".into()).ok()?;
    Reflect::get(&origins, &JsValue::from_f64(0.0)).ok()?.as_string()
}

/// The fields of a message that are looked at, as JSON. None: it is no object, or one that has no
/// JSON.
fn picked(data: &JsValue) -> Option<String> {
    if !data.is_object() || Array::is_array(data) {
        return None;
    }
    let picked = Object::new();
    for name in message::FIELDS.iter().chain(&lti::FIELDS) {
        if let Some(value) = field(data, name) {
            Reflect::set(&picked, &(*name).into(), &value).ok()?;
        }
    }
    JSON::stringify(&picked).ok()?.as_string()
}

/// A field of an object that is there and isn't null.
fn field(data: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(data, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
