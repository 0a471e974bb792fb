//! Whether a request is made again by itself, and when. Every one may be: reading and switching change
//! nothing the second time, and a message carries a key by which the host knows it again.

/// How often a request is made.
pub const TRIES: u32 = 3;

/// Whether a status may pass by itself: something between page and host is down or too busy.
#[must_use]
pub fn is_passing(status: u16) -> bool {
    matches!(status, 502..=504)
}

/// Milliseconds to wait after the request has failed so many times. None: it is left at that.
#[must_use]
pub fn pause(failed: u32) -> Option<u32> {
    (failed < TRIES).then(|| 400 << (2 * failed.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!([1, 2, 3, 4].map(pause), [Some(400), Some(1600), None, None]);
    }

    #[test]
    fn what_may_pass() {
        let passing: Vec<u16> = (100..600).filter(|status| is_passing(*status)).collect();
        assert_eq!(passing, [502, 503, 504]);
    }
}
