//! The host as pages see it. Which kind it is, and how it is reached, stays in here.

use wasm_bindgen::prelude::wasm_bindgen;

use super::{Features, HostCourse, HostError, Message, demonstration::Demonstration, http::Http};
use crate::ui::Lasting;

/// What answers for the viewer's courses and does what the viewer wants done. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Host {
    /// Inside the browser. Nothing is sent, and pages say so.
    Demonstration(Demonstration),
    /// An LMS.
    Http(Http),
}

impl Host {
    /// The viewer's courses, in the host's order.
    ///
    /// # Errors
    /// The host can't be asked, or doesn't answer with a list of courses.
    pub async fn courses(&self) -> Result<Vec<HostCourse>, HostError> {
        match self {
            Self::Demonstration(demonstration) => Ok(demonstration.courses()),
            Self::Http(http) => http.courses().await,
        }
    }

    /// Switches the viewer's weekly updates of a course on or off. Safe to repeat.
    ///
    /// # Errors
    /// It isn't switched. Those of an archived course can't be switched on.
    pub async fn set_weekly_updates(&self, course: &str, enabled: bool) -> Result<(), HostError> {
        match self {
            Self::Demonstration(demonstration) => demonstration.set_weekly_updates(course, enabled),
            Self::Http(http) => http.set_weekly_updates(course, enabled).await,
        }
    }

    /// Sends a message to students of a course: to all of them, or to none. A repeated call with the
    /// same `idempotency_key` (see [`fresh_key`]) sends it once.
    ///
    /// # Errors
    /// As far as is known nothing was sent. After [`HostError::Unreachable`] and
    /// [`HostError::TimedOut`] it may have been; trying again under the same key is safe.
    pub async fn send_message(&self, course: &str, message: &Message, idempotency_key: &str) -> Result<(), HostError> {
        match self {
            Self::Demonstration(demonstration) => demonstration.send_message(course, message, idempotency_key),
            Self::Http(http) => http.send_message(course, message, idempotency_key).await,
        }
    }

    /// Whether nothing is really sent, which pages must say.
    #[must_use]
    pub fn is_demonstration(&self) -> bool {
        matches!(self, Self::Demonstration(_))
    }
}

/// The host and what it has, as a context of the page. Both change where the host says more than the page knew at its start.
#[derive(Clone, Copy)]
pub struct HostContext {
    /// The host. Take it out with `get_untracked` before awaiting an answer.
    pub host: Lasting<Host>,
    /// What of the application the school has.
    pub features: Lasting<Features>,
}

#[wasm_bindgen]
extern "C" {
    /// The browser's source of chance, which `web-sys` has in a feature of its own.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_chance(bytes: &mut [u8]);
}

/// A key for one message, which no other message has. Make it when the message is written, not when it is sent.
#[must_use]
pub fn fresh_key() -> String {
    let mut bytes = [0; 16];
    fill_with_chance(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
