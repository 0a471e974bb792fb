//! Going back in time: the course's life as a row of days, of which one is looked at. A report of a day is
//! that of its end; that of the last day is of the moment when the document was made. Pure, but for the
//! view.

#[cfg(target_arch = "wasm32")]
pub mod view;

use crate::{
    dataset::zone::Zone,
    units::{Day, Moment},
};

/// Milliseconds from one day to the next one that is shown, as the days go by.
pub const STEP: u64 = 50;

/// The same for a reader who wants less motion.
pub const CALM_STEP: u64 = 1000;

/// How many steps the days go by in.
const STEPS: i32 = 300;

/// Days of one step for a reader who wants less motion.
const CALM_DAYS: i32 = 7;

/// The days of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first one.
    pub first: Day,
    /// That on which the document was made.
    pub last: Day,
    /// When the document was made.
    pub generated_at: Moment,
}

impl Span {
    /// From the first day, or the last where that is earlier.
    #[must_use]
    pub fn new(first: Day, generated_at: Moment, zone: &Zone) -> Self {
        let last = zone.day(generated_at);
        Self { first: first.min(last), last, generated_at }
    }

    /// How many days there are after the first.
    #[must_use]
    pub fn len(&self) -> i32 {
        self.last.0 - self.first.0
    }

    /// Whether there is no day to go back to.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The day that a report of `as_of` is of.
    #[must_use]
    pub fn day(&self, as_of: Option<Moment>, zone: &Zone) -> Day {
        as_of.map_or(self.last, |as_of| zone.day(as_of).clamp(self.first, self.last))
    }

    /// The moment of a report of a day. None: that of the document.
    #[must_use]
    pub fn as_of(&self, day: Day, zone: &Zone) -> Option<Moment> {
        let end = zone.start_of(day.plus(1)).just_before();
        (day < self.last && end < self.generated_at).then_some(end)
    }

    /// The moment that a report for `as_of` says it is of.
    #[must_use]
    pub fn reported(&self, as_of: Option<Moment>) -> Moment {
        as_of.map_or(self.generated_at, |as_of| as_of.min(self.generated_at))
    }

    /// The day that follows `day` as the days go by.
    #[must_use]
    pub fn next(&self, day: Day, is_calm: bool) -> Day {
        let days = if is_calm { CALM_DAYS } else { 1 + self.len() / STEPS };
        day.plus(days).min(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        dataset::zone::{Zone, native_zones},
        document::{parse_date, parse_moment},
    };

    fn day(text: &str) -> Day {
        parse_date(text).unwrap()
    }

    fn moment(text: &str) -> Moment {
        parse_moment(text).unwrap()
    }

    /// Oslo, whose clocks went forward on 29 March 2026 at 02:00.
    fn oslo() -> Zone {
        Zone::open("Europe/Oslo", &native_zones).unwrap()
    }

    fn span() -> Span {
        Span::new(day("2026-03-01"), moment("2026-03-31T10:00:00Z"), &oslo())
    }

    #[test]
    fn a_day_is_looked_at_from_its_end_and_the_last_from_the_document() {
        let (span, zone) = (span(), oslo());
        assert_eq!(span.len(), 30);
        // Midnight in Oslo is 23:00 UTC in winter and 22:00 in summer.
        let end = |at: &str| Some(moment(at).just_before());
        assert_eq!(span.as_of(day("2026-03-01"), &zone), end("2026-03-01T23:00:00Z"));
        assert_eq!(span.as_of(day("2026-03-29"), &zone), end("2026-03-29T22:00:00Z"));
        assert_eq!(span.as_of(day("2026-03-31"), &zone), None);
    }

    #[test]
    fn moments_out_of_the_span_are_of_its_ends() {
        let (span, zone) = (span(), oslo());
        assert_eq!(span.day(None, &zone), day("2026-03-31"));
        assert_eq!(span.day(Some(moment("2026-03-14T23:30:00Z")), &zone), day("2026-03-15"));
        assert_eq!(span.day(Some(moment("2020-01-01T00:00:00Z")), &zone), day("2026-03-01"));
        assert_eq!(span.day(Some(moment("2030-01-01T00:00:00Z")), &zone), day("2026-03-31"));
        assert_eq!(span.reported(Some(moment("2030-01-01T00:00:00Z"))), moment("2026-03-31T10:00:00Z"));
    }

    #[test]
    fn a_course_that_begins_later_than_its_document_has_one_day() {
        let span = Span::new(day("2026-09-01"), moment("2026-03-31T10:00:00Z"), &oslo());
        assert!(span.is_empty());
        assert_eq!(span.first, day("2026-03-31"));
    }

    #[test]
    fn days_go_by_to_the_last_one() {
        let short = span();
        assert_eq!(short.next(day("2026-03-01"), false), day("2026-03-02"));
        assert_eq!(short.next(day("2026-03-01"), true), day("2026-03-08"));
        assert_eq!(short.next(day("2026-03-30"), true), day("2026-03-31"));
        assert_eq!(short.next(day("2026-03-31"), false), day("2026-03-31"));
        // Two years, 730 days, in steps of three.
        let long = Span::new(day("2024-03-31"), moment("2026-03-31T10:00:00Z"), &oslo());
        assert_eq!(long.next(day("2026-03-01"), false), day("2026-03-04"));
    }

    #[test]
    fn every_day_is_found_again_by_its_moment() {
        let (span, zone) = (span(), oslo());
        for offset in 0..=span.len() {
            let day = span.first.plus(offset);
            assert_eq!(span.day(span.as_of(day, &zone), &zone), day);
        }
    }
}
