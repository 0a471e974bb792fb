//! Answers for a host inside the browser, where there is none: the same calls, with a state that the
//! browser keeps, or the page alone where nothing can be stored. The rules stand in [`super::outbox`].

use std::cell::RefCell;

use leptos::prelude::*;

use super::{HostCourse, HostError, Message, outbox::Outbox};

/// Where the browser keeps the state.
pub const KEY: &str = "roundview.demonstration";

thread_local! {
    /// The state as it was written last, where the browser doesn't keep it.
    static WRITTEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The demonstration. Cheap to clone: its state is in the browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct Demonstration;

impl Demonstration {
    /// The state as it is now.
    #[must_use]
    pub fn outbox(self) -> Outbox {
        let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        Outbox::read(&stored.unwrap_or_else(|| WRITTEN.with_borrow(String::clone)))
    }

    /// Whether the state outlives the page.
    #[must_use]
    pub fn is_stored(self) -> bool {
        // What was written may not have been taken.
        let is_written = WRITTEN.with_borrow(|written| !written.is_empty());
        storage().is_some_and(|storage| !is_written || storage.get_item(KEY).is_ok_and(|kept| kept.is_some()))
    }

    /// Changes the state.
    pub fn change<T>(self, change: impl FnOnce(&mut Outbox) -> T) -> T {
        let mut outbox = self.outbox();
        let result = change(&mut outbox);
        let json = outbox.to_json();
        if let Some(storage) = storage() {
            // Where the storage is full, the page keeps the state.
            let _ = storage.set_item(KEY, &json).or_else(|_| storage.remove_item(KEY));
        }
        WRITTEN.set(json);
        result
    }

    pub(super) fn courses(self) -> Vec<HostCourse> {
        self.outbox().courses().to_vec()
    }

    pub(super) fn set_weekly_updates(self, course: &str, enabled: bool) -> Result<(), HostError> {
        self.change(|outbox| outbox.switch(course, enabled))
    }

    pub(super) fn send_message(self, course: &str, message: &Message, key: &str) -> Result<(), HostError> {
        self.change(|outbox| outbox.send(course, message, key))
    }
}

fn storage() -> Option<web_sys::Storage> {
    // Reading it is an error where it is forbidden, as in some frames.
    window().local_storage().ok().flatten()
}
