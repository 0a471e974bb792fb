//! Why a call to the host came to nothing, and how that is said.

use crate::{document::Refusal, engine::retry, i18n::Locale};

/// Why a call to the host came to nothing. Whatever it was, the host has done nothing, or will do
/// nothing more than once: a call is repeated under the same key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// There is no connection, or it was lost.
    #[error("the host can't be reached")]
    Unreachable,
    /// No answer within the time that a call has.
    #[error("the host didn't answer in time")]
    TimedOut,
    /// 401: the viewer is logged in no more.
    #[error("the host knows the viewer no more")]
    LoggedOut,
    /// 403: the viewer may not do this.
    #[error("the host doesn't allow it")]
    NotAllowed,
    /// 404 or 410: the course is gone, or never was.
    #[error("the host knows no such course")]
    Gone,
    /// 409: it isn't possible as things stand; the course may have been archived.
    #[error("it conflicts with what the host knows")]
    Conflict,
    /// 422 or 400: the host doesn't take what it was sent.
    #[error("the host refuses what it was sent")]
    Refused {
        /// Why, in the host's words, where it says so.
        reason: Option<String>,
    },
    /// 429: too much was asked.
    #[error("the host asks to wait")]
    TryLater {
        /// For so long, where the host says so.
        seconds: Option<u32>,
    },
    /// Another status that isn't success.
    #[error("the host answered with status {0}")]
    Status(u16),
    /// Success, with an answer that can't be read.
    #[error("the host's answer can't be read: {0}")]
    Garbage(Refusal),
}

impl HostError {
    /// Whether it may pass by itself within seconds.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Status(status) => retry::is_passing(*status),
            _ => false,
        }
    }

    /// Whether the host may have done all the same what it was asked to do.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        match self {
            Self::Unreachable | Self::TimedOut | Self::Garbage(_) => true,
            // It may have failed after it.
            Self::Status(status) => *status >= 500,
            _ => false,
        }
    }

    /// What happened and what to do, as whole sentences.
    #[must_use]
    pub fn words(&self, locale: &Locale) -> String {
        match self {
            Self::Unreachable => locale.text("host.unreachable").to_owned(),
            Self::TimedOut => locale.text("host.timed-out").to_owned(),
            Self::LoggedOut => locale.text("host.logged-out").to_owned(),
            Self::NotAllowed => locale.text("host.not-allowed").to_owned(),
            Self::Gone => locale.text("host.gone").to_owned(),
            Self::Conflict => locale.text("host.conflict").to_owned(),
            Self::Refused { reason: None } => locale.text("host.refused").to_owned(),
            Self::Refused { reason: Some(reason) } => locale.with("host.refused-because", &[("reason", reason)]),
            Self::TryLater { seconds: None } => locale.text("host.try-later").to_owned(),
            Self::TryLater { seconds: Some(seconds) } => {
                locale.count("host.try-later-seconds", u64::from(*seconds), &[])
            }
            Self::Status(status) => locale.with("host.status", &[("status", &status.to_string())]),
            Self::Garbage(_) => locale.text("host.garbage").to_owned(),
        }
    }
}
