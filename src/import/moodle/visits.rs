//! Visits made of events. A log says when something happened, and not how long anybody stayed: an event
//! lasts until the next one, unless that comes so late that it begins another visit.

use crate::{dataset::VisitRule, units::Moment};

/// A visit: its first event, and how long it is, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    /// When it began.
    pub start: Moment,
    /// How long it was.
    pub seconds: f64,
}

/// The visits of one student and what each event lasts, in seconds. `moments` are those of the student's
/// events, in the order of time.
#[must_use]
pub fn visits(moments: &[Moment], rule: VisitRule) -> (Vec<Visit>, Vec<f64>) {
    let mut visits: Vec<Visit> = Vec::new();
    let mut lasts = Vec::with_capacity(moments.len());
    for (place, moment) in moments.iter().enumerate() {
        let gap = moments.get(place + 1).map(|next| next.seconds_since(*moment));
        let ends = gap.is_none_or(|gap| gap > rule.gap_seconds);
        lasts.push(gap.filter(|_| !ends).unwrap_or(rule.last_event_seconds));
        let begins = place == 0 || moment.seconds_since(moments[place - 1]) > rule.gap_seconds;
        if begins {
            visits.push(Visit { start: *moment, seconds: 0.0 });
        }
        if let Some(visit) = visits.last_mut() {
            visit.seconds += lasts[place];
        }
    }
    (visits, lasts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(minutes: &[i64], gap_minutes: u32, expected: &[(i64, f64)], expected_lasts: &[f64]) {
        let moments: Vec<Moment> = minutes.iter().map(|minute| Moment::from_unix_seconds(minute * 60)).collect();
        let rule = VisitRule { gap_seconds: f64::from(gap_minutes) * 60.0, last_event_seconds: 60.0 };
        let (visits, lasts) = visits(&moments, rule);
        let found: Vec<(i64, f64)> =
            visits.iter().map(|visit| (visit.start.unix_seconds() / 60, visit.seconds / 60.0)).collect();
        assert_eq!(found, expected);
        assert_eq!(lasts.iter().map(|seconds| seconds / 60.0).collect::<Vec<_>>(), expected_lasts);
    }

    #[test]
    fn a_gap_above_the_threshold_begins_a_visit() {
        // 0 to 30 is a gap of 30 minutes, which is not above the threshold; 30 to 61 is one of 31.
        check(&[0, 30, 61], 30, &[(0, 31.0), (61, 1.0)], &[30.0, 1.0, 1.0]);
        check(&[0, 30, 61], 29, &[(0, 1.0), (30, 1.0), (61, 1.0)], &[1.0, 1.0, 1.0]);
        check(&[0, 30, 61], 31, &[(0, 62.0)], &[30.0, 31.0, 1.0]);
        check(&[5, 5, 7], 30, &[(5, 3.0)], &[0.0, 2.0, 1.0]);
        check(&[], 30, &[], &[]);
    }
}
