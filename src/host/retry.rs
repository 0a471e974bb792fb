//! Whether a call is tried again by itself, and when. Every call may be: reading and switching change
//! nothing the second time, and a message carries a key by which the host knows it again.

use super::HostError;

/// How often a call is tried.
pub const TRIES: u32 = 3;

/// Milliseconds to wait after `failed` tries, the last of which ended with `error`. None: it is left
/// at that.
#[must_use]
pub fn pause(failed: u32, error: &HostError) -> Option<u32> {
    let is_passing = matches!(error, HostError::Unreachable | HostError::Status(502..=504));
    (is_passing && failed < TRIES).then(|| 400 << (2 * failed.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_tried_three_times() {
        for error in [HostError::Unreachable, HostError::Status(502), HostError::Status(503), HostError::Status(504)] {
            let pauses: Vec<_> = (1..=4).map(|failed| pause(failed, &error)).collect();
            assert_eq!(pauses, [Some(400), Some(1600), None, None], "{error}");
        }
    }

    #[test]
    fn what_will_not_pass_is_said_at_once() {
        let errors = [HostError::TimedOut, HostError::LoggedOut, HostError::Status(500), HostError::Conflict];
        for error in errors {
            assert_eq!(pause(1, &error), None, "{error}");
        }
        assert_eq!(pause(1, &HostError::TryLater { seconds: Some(1) }), None);
    }
}
