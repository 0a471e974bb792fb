//! Where the page's document comes from, and what the deployment and the host say beside it.
//!
//! In this order: what the page around this one says, the address (`?document=`), the deployment's
//! `api` with a course of the viewer's, the bundled sample.

use std::time::Duration;

use gloo_net::http;
use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::{
    address, preferences,
    state::{AppState, Opening, Origin, absolute},
};
use crate::{
    document::Refusal,
    engine::protocol::Failure,
    host::{
        Config, Host, Http,
        appearance::{Appearance, Colour},
        frames::{Frame, is_in_frame},
        message::{HostMessage, Init},
    },
    i18n,
    parts::Part,
    query::{Place, Query},
    ui::effect,
};

/// The deployment's settings, beside the page.
const CONFIG: &str = "./config.json";

/// How long the page around this one may take to say what to open.
const PATIENCE: Duration = Duration::from_secs(4);

/// The surfaces of `style/tokens.css` on which words in the accent colour stand.
const LIGHT: [Colour; 2] = [Colour::WHITE, Colour::new([0xf5, 0xf6, 0xf8])];
const DARK: [Colour; 2] = [Colour::new([0x15, 0x19, 0x1e]), Colour::new([0x1e, 0x24, 0x2b])];

impl AppState {
    /// Reads the settings, then looks for the document.
    pub(super) fn find_document(self) {
        spawn_local(async move {
            let (config, faults) = config().await;
            for fault in &faults {
                web_sys::console::warn_1(&format!("Roundview: config.json is at fault: {fault}").into());
            }
            self.config_faults.set(faults);
            self.host.features.set(config.features);
            if !preferences::has_locale()
                && let Some(locale) = config.locale.as_deref().and_then(i18n::intl::locale)
            {
                self.speak(locale).await;
            }
            if !preferences::has_theme() {
                self.theme.set(config.theme);
            }
            let trusted = config.parent_origins.clone();
            self.config.set(config);
            self.reach_host();
            let frame = self.listen(&trusted).await;
            let is_in_frame = frame.is_some();
            self.frame.set_value(frame);
            self.listens.notify();
            if is_in_frame {
                self.tell_view(&self.query.read_untracked());
                let open_unless_told = move || {
                    if !self.has_begun.get_value() {
                        self.open_first();
                    }
                };
                set_timeout(open_unless_told, PATIENCE);
            } else {
                self.open_first();
            }
        });
    }

    /// The host that the settings name, asked in the name of whoever the token says.
    fn reach_host(self) {
        let config = self.config.read_untracked();
        let Some(api) = &config.api else { return };
        let http = Http::new(&absolute(api), self.token.get_untracked(), config.timeout_seconds);
        self.host.host.set(Host::Http(http));
    }

    /// Opens what the address or the settings name, else the sample.
    fn open_first(self) {
        if let Some(address) = address::document_parameter() {
            return self.open(Origin::Address(address));
        }
        if self.query.with_untracked(|query| query.place == Place::Training) && self.can_have_training() {
            return self.open(Origin::Training);
        }
        self.open_first_course();
    }

    /// Opens the course that the address or the settings name, else the sample.
    fn open_first_course(self) {
        if self.host.host.read_untracked().is_demonstration() {
            return self.open(Origin::Sample);
        }
        match self.query.with_untracked(|query| query.course.clone()) {
            Some(course) => self.open(Origin::Course(course)),
            None => {
                self.has_begun.set_value(true);
                self.opening.set(Opening::Unchosen);
                self.replace(self.query.with_untracked(|query| query.with_place(Place::Courses)));
            }
        }
    }

    /// Opens each course that the address names from now on, and tells the host of each view.
    pub(super) fn follow_address(self) {
        let course = Memo::new(move |_| self.query.read().course.clone());
        Effect::new(move |earlier: Option<Option<String>>| {
            let course = course.get();
            let is_new = earlier.is_some_and(|earlier| earlier != course);
            if let Some(course) = course.clone().filter(|_| is_new)
                && !self.host.host.read_untracked().is_demonstration()
                && !matches!(&*self.wanted.read_untracked(), Origin::Course(wanted) if *wanted == course)
            {
                self.open(Origin::Course(course));
            }
            course
        });
        let place = Memo::new(move |_| self.query.read().place);
        Effect::new(move |earlier: Option<Place>| {
            let place = place.get();
            if earlier.is_some_and(|earlier| earlier != place) && self.has_begun.get_value() {
                untrack(|| self.open_missing(place));
            }
            place
        });
        effect(move || self.tell_view(&self.query.read()));
    }

    /// Opens what a place shows, where it isn't open and nobody has opened anything else.
    fn open_missing(self, place: Place) {
        let is_missing = match place {
            Place::Report => self.course.read_untracked().is_none() && self.can_have_course(),
            Place::Training => self.training.read_untracked().is_none() && self.can_have_training(),
            Place::Courses | Place::Outbox | Place::Kept => false,
        };
        let is_wanted = matches!(*self.opening.read_untracked(), Opening::Reading { .. })
            && match *self.wanted.read_untracked() {
                Origin::Training => place == Place::Training,
                // What a file or an address holds is seen when it is there.
                Origin::File(_) | Origin::Imported(_) | Origin::Handed(_) | Origin::Address(_) => true,
                Origin::Sample | Origin::Course(_) => place == Place::Report,
            };
        match place {
            _ if is_wanted || !is_missing => {}
            Place::Training => self.open(Origin::Training),
            _ => self.open_first_course(),
        }
    }

    /// Whether there is a training document to go to.
    pub(super) fn can_have_training(self) -> bool {
        let has_host = !self.host.host.read().is_demonstration();
        let is_sample = || matches!(*self.wanted.read(), Origin::Sample | Origin::Training);
        let is_allowed = self.config.read().features.training && (has_host || is_sample());
        is_allowed || self.training.read().is_some()
    }

    /// Whether there are course reports to go to.
    pub(super) fn can_have_course(self) -> bool {
        let has_host = !self.host.host.read().is_demonstration();
        let is_sample = || matches!(*self.wanted.read(), Origin::Sample | Origin::Training);
        has_host || is_sample() || self.course.read().is_some()
    }

    /// The reports on training need a document of their own; without one, the course that has been opened is
    /// shown.
    pub(super) fn leave_training_without_a_document(self) {
        let is_training = self.query.with_untracked(|query| query.place == Place::Training);
        if is_training && untrack(|| self.training.read().is_none() && !self.can_have_training()) {
            self.replace(self.query.with_untracked(|query| query.with_place(Place::Report)));
        }
    }

    fn tell_view(self, query: &Query) {
        self.frame.with_value(|frame| {
            if let Some(frame) = frame {
                frame.navigated(&query.address());
            }
        });
    }

    /// Listens to the page around this one, if there is one. The part of the program that can do it is fetched for that;
    /// where it can't be had, the page stands as it would alone.
    async fn listen(self, trusted: &[String]) -> Option<Frame> {
        if trusted.is_empty() || !is_in_frame() {
            return None;
        }
        let Part { load, functions } = self.frame_part;
        let is_there = load().await || load().await;
        let hear = Box::new(move |message, document| self.hear(message, document));
        is_there.then(|| functions(trusted, hear)).flatten().flatten()
    }

    /// Takes what the page around this one says.
    fn hear(self, message: HostMessage, document: Option<JsValue>) {
        match message {
            HostMessage::Init(init) => self.init(*init, document),
            HostMessage::Navigate(query) => {
                let current = self.query.with_untracked(|query| query.course.clone());
                self.navigate(Query { course: query.course.clone().or(current), ..*query });
            }
            HostMessage::Theme(appearance) => self.dress(&appearance),
        }
    }

    fn init(self, init: Init, document: Option<JsValue>) {
        let Init { address, token, locale, mut appearance, start } = init;
        // What the reader has chosen for themself holds.
        if !preferences::has_locale()
            && let Some(locale) = locale.as_deref().and_then(i18n::intl::locale)
        {
            spawn_local(self.speak(locale));
        }
        appearance.theme = appearance.theme.filter(|_| !preferences::has_theme());
        self.dress(&appearance);
        self.token.set(token);
        self.reach_host();
        if let Some(start) = start {
            // Its course is opened below.
            if let Some(course) = &start.course {
                self.wanted.set(Origin::Course(course.clone()));
            }
            self.replace(start);
        }
        match (document, address) {
            (Some(document), _) => self.open(Origin::Handed(SendWrapper::new(document))),
            (None, Some(address)) => self.open(Origin::Address(address)),
            (None, None) => self.open_first(),
        }
    }

    /// Looks as the host wants.
    fn dress(self, appearance: &Appearance) {
        if let Some(theme) = appearance.theme {
            self.theme.set(theme);
        }
        let root = document().document_element();
        let Some(style) = root.as_ref().and_then(|root| root.dyn_ref::<HtmlElement>()).map(HtmlElement::style) else {
            return;
        };
        let set = |name: &str, value: &str| {
            // The value was checked; what the browser doesn't take is as if it hadn't been said.
            let _ = style.set_property(name, value);
        };
        if let Some(accent) = appearance.accent {
            let (light, dark) = (accent.readable_on(&LIGHT), accent.readable_on(&DARK));
            set("--host-accent-light", &light.css());
            set("--host-accent-light-text", &light.words_on().css());
            set("--host-accent-dark", &dark.css());
            set("--host-accent-dark-text", &dark.words_on().css());
        }
        if let Some(font) = &appearance.font {
            set("--host-font", font);
        }
    }

    /// Tells the host why a document could not be opened, by a short name without what is in it.
    pub(super) fn tell_host_of(self, failure: &Failure) {
        let name = match failure {
            Failure::Unreachable => "unreachable",
            Failure::TimedOut => "timed-out",
            Failure::Status { status: 401, .. } => "logged-out",
            Failure::Status { status: 403, .. } => "not-allowed",
            Failure::Status { status: 404 | 410, .. } => "gone",
            Failure::Status { .. } => "status",
            Failure::Refused { .. } | Failure::Corrupt | Failure::TooLarge => "document",
            Failure::OtherOrigin => "other-origin",
            Failure::PartMissing | Failure::EngineStopped => "stopped",
            // The reader's own wish.
            Failure::Cancelled => return,
        };
        self.frame.with_value(|frame| {
            if let Some(frame) = frame {
                frame.failed(name);
            }
        });
    }
}

/// The settings, and what of them could not be used. Where there is no such file all is as by default.
async fn config() -> (Config, Vec<Refusal>) {
    let Ok(response) = http::Request::get(CONFIG).send().await else { return Default::default() };
    match response.text().await {
        Ok(json) if response.ok() => Config::read(&json),
        _ => Default::default(),
    }
}
