//! Days and moments in the document's time zone. The zone's offsets come from outside: the
//! browser's `Intl`, or a time-zone crate in native programs. They are asked for once per week that
//! matters and remembered, for asking is slow.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, NaiveDateTime};
use hashbrown::HashMap;

use crate::units::{Day, Moment};

const WEEK: i64 = 7 * 86_400;

/// Seconds east of Greenwich at a moment given in Unix seconds.
pub type OffsetAt = Box<dyn Fn(i64) -> i32 + Send + Sync>;

/// Finds a zone by its IANA name. None: there is no such zone.
pub type Zones<'a> = &'a dyn Fn(&str) -> Option<OffsetAt>;

/// A time zone: where its days begin and end, daylight saving included.
pub struct Zone {
    name: String,
    offset_at: OffsetAt,
    weeks: Mutex<HashMap<i64, Week>>,
}

/// The offsets of one week. A zone changes its offset at most once in a week.
#[derive(Clone, Copy, Debug)]
struct Week {
    before: i32,
    /// The second from which `after` holds.
    change: i64,
    after: i32,
}

impl Zone {
    /// The zone of an IANA name, where `zones` knows it.
    #[must_use]
    pub fn open(name: &str, zones: Zones) -> Option<Self> {
        let offset_at = zones(name)?;
        Some(Self { name: name.to_owned(), offset_at, weeks: Mutex::default() })
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    fn week(&self, number: i64) -> Week {
        // A week once asked for stays right, whoever panicked since.
        let mut weeks = self.weeks.lock().unwrap_or_else(PoisonError::into_inner);
        *weeks.entry(number).or_insert_with(|| {
            let (mut same, mut changed) = (number * WEEK, (number + 1) * WEEK);
            let (before, after) = ((self.offset_at)(same), (self.offset_at)(changed - 1));
            if before == after {
                return Week { before, change: changed, after };
            }
            while changed - same > 1 {
                let middle = same + (changed - same) / 2;
                if (self.offset_at)(middle) == before {
                    same = middle;
                } else {
                    changed = middle;
                }
            }
            Week { before, change: changed, after }
        })
    }

    /// Seconds east of Greenwich at `moment`.
    #[must_use]
    pub fn offset(&self, moment: Moment) -> i32 {
        let second = moment.unix_seconds();
        let week = self.week(second.div_euclid(WEEK));
        if second < week.change { week.before } else { week.after }
    }

    /// Seconds since the epoch on the zone's clocks.
    #[must_use]
    pub fn local_seconds(&self, moment: Moment) -> i64 {
        moment.unix_seconds() + i64::from(self.offset(moment))
    }

    /// Date and time on the zone's clocks.
    #[must_use]
    pub fn local(&self, moment: Moment) -> NaiveDateTime {
        DateTime::from_timestamp(self.local_seconds(moment), 0).unwrap_or_default().naive_utc()
    }

    /// The day on which `moment` falls.
    #[must_use]
    pub fn day(&self, moment: Moment) -> Day {
        Day(self.local_seconds(moment).div_euclid(86_400) as i32)
    }

    /// The days of many moments, fast where neighbours are near each other.
    #[must_use]
    pub fn days(&self, moments: &[Moment]) -> Vec<Day> {
        let mut day = self.day_finder();
        moments.iter().map(|moment| day(*moment)).collect()
    }

    /// Gives the days of one moment after the other, fast where neighbours are near each other.
    pub fn day_finder(&self) -> impl FnMut(Moment) -> Day {
        // The stretch of time in which `offset` holds.
        let (mut from, mut until, mut offset) = (i64::MAX, i64::MIN, 0);
        move |moment| {
            let second = moment.unix_seconds();
            if second < from || second >= until {
                let number = second.div_euclid(WEEK);
                let week = self.week(number);
                if second < week.change {
                    (from, until, offset) = (number * WEEK, week.change, week.before);
                } else {
                    (from, until, offset) = (week.change, (number + 1) * WEEK, week.after);
                }
            }
            Day((second + i64::from(offset)).div_euclid(86_400) as i32)
        }
    }

    /// The first moment of `day`.
    #[must_use]
    pub fn start_of(&self, day: Day) -> Moment {
        self.at(day, 0)
    }

    /// The first moment at which clocks show `second_of_day` on `day`; where they skip it, the
    /// moment of the skip.
    #[must_use]
    pub fn at(&self, day: Day, second_of_day: u32) -> Moment {
        let target = i64::from(day.0) * 86_400 + i64::from(second_of_day);
        let local = |second: i64| self.local_seconds(Moment::from_unix_seconds(second));
        // No offset is more than a day; within these bounds clocks change at most once, and go
        // forward but for that change.
        let (early, late) = (target - 86_400, target + 86_400);
        let offsets = [early, late].map(|second| local(second) - second);
        let candidates = offsets.map(|offset| target - offset);
        let exact = candidates.into_iter().filter(|second| local(*second) == target).min();
        let second = exact.unwrap_or_else(|| {
            let (mut before, mut after) = (early, late);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                if local(middle) < target {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            after
        });
        Moment::from_unix_seconds(second)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zone").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Time zones of native programs, from the IANA database that chrono-tz carries.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn native_zones(name: &str) -> Option<OffsetAt> {
    use chrono::{Offset, TimeZone};

    let zone: chrono_tz::Tz = name.parse().ok()?;
    Some(Box::new(move |second| {
        let moment = DateTime::from_timestamp(second, 0).unwrap_or_default();
        zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{parse_date, parse_moment};

    fn zone(name: &str) -> Zone {
        Zone::open(name, &native_zones).unwrap()
    }

    #[track_caller]
    fn check_day(name: &str, moment: &str, expected: &str) {
        let moment = parse_moment(moment).unwrap();
        assert_eq!(zone(name).day(moment).to_string(), expected);
        assert_eq!(zone(name).days(&[moment, moment])[1].to_string(), expected);
    }

    #[test]
    fn days_begin_and_end_in_the_zone() {
        check_day("UTC", "2026-03-17T23:59:59Z", "2026-03-17");
        check_day("Europe/Oslo", "2026-03-17T22:59:59Z", "2026-03-17");
        check_day("Europe/Oslo", "2026-03-17T23:00:00Z", "2026-03-18");
        // Summer time since 29 March 2026, 02:00.
        check_day("Europe/Oslo", "2026-03-29T21:59:59Z", "2026-03-29");
        check_day("Europe/Oslo", "2026-03-29T22:00:00Z", "2026-03-30");
        check_day("Asia/Kolkata", "2026-03-17T18:29:59Z", "2026-03-17");
        check_day("Asia/Kolkata", "2026-03-17T18:30:00Z", "2026-03-18");
        check_day("America/St_Johns", "2026-03-18T02:29:59Z", "2026-03-17");
    }

    #[track_caller]
    fn check_at(name: &str, day: &str, second_of_day: u32, expected: &str) {
        let moment = zone(name).at(parse_date(day).unwrap(), second_of_day);
        assert_eq!(moment.to_string(), expected);
    }

    #[test]
    fn moments_of_clock_times() {
        check_at("Europe/Oslo", "2026-03-14", 0, "2026-03-13T23:00:00Z");
        check_at("Europe/Oslo", "2026-03-28", 6 * 3600, "2026-03-28T05:00:00Z");
        check_at("Europe/Oslo", "2026-03-29", 6 * 3600, "2026-03-29T04:00:00Z");
        // 02:30 is skipped; clocks go from 02:00 to 03:00 at 01:00 UTC.
        check_at("Europe/Oslo", "2026-03-29", 2 * 3600 + 1800, "2026-03-29T01:00:00Z");
        // 02:30 comes twice; the first is in summer time.
        check_at("Europe/Oslo", "2025-10-26", 2 * 3600 + 1800, "2025-10-26T00:30:00Z");
        // São Paulo had no midnight on 4 November 2018.
        check_at("America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00Z");
        check_at("Australia/Lord_Howe", "2026-04-05", 86_399, "2026-04-05T13:29:59Z");
    }

    #[test]
    fn offsets_agree_with_the_database_hour_by_hour() {
        for name in ["Europe/Oslo", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"] {
            let (zone, offset_at) = (zone(name), native_zones(name).unwrap());
            for hour in (1_600_000_000..1_900_000_000).step_by(1800) {
                assert_eq!(zone.offset(Moment::from_unix_seconds(hour)), offset_at(hour), "{name} at {hour}");
            }
        }
    }

    #[test]
    fn names_of_no_zone() {
        for name in ["", "Mars/Phobos", "+01:00", "Europe/Oslo "] {
            assert!(Zone::open(name, &native_zones).is_none(), "{name}");
        }
    }
}
