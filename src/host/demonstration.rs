//! Answers for a host inside the browser, where there is none: the same calls, with a state that the
//! browser keeps, or the page alone where nothing can be stored.

use super::{HostCourse, HostError, Message};

/// The demonstration. Cheap to clone: its state is in the browser.
#[derive(Clone, Debug, Default)]
pub struct Demonstration {}

impl Demonstration {
    pub(super) fn courses(&self) -> Result<Vec<HostCourse>, HostError> {
        Ok(Vec::new())
    }

    pub(super) fn set_weekly_updates(&self, _course: &str, _enabled: bool) -> Result<(), HostError> {
        Ok(())
    }

    pub(super) fn send_message(&self, _course: &str, _message: &Message, _key: &str) -> Result<(), HostError> {
        Ok(())
    }
}
