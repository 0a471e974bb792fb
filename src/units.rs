//! The quantities that reports are made of. Each is its own type, so that a day can't be added to
//! a duration by accident. Arithmetic lives here; wording and rounding live in [`crate::i18n`].

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const NANOSECONDS: i64 = 1_000_000_000;

/// Seconds on either side of 1970 (some 285 years) in which moments have nanoseconds.
const FINE_SECONDS: i64 = 9_000_000_000;

/// A point on the time line.
///
/// One 64-bit number that sorts as time does. It counts nanoseconds from the year 1684 to 2255,
/// where every event of a course lies, and whole seconds beyond, so that the years 0 to 9999 fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Before every moment that a document can name.
    pub const MIN: Self = Self(i64::MIN);

    /// Likewise before every moment of a document, and after [`Self::MIN`].
    pub const AFTER_MIN: Self = Self(i64::MIN + 1);

    /// The moment `seconds` after the epoch (before it, where negative).
    #[must_use]
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self::from_unix(seconds, 0)
    }

    /// The moment `seconds` and `nanoseconds` (below 10⁹) after the epoch. Beyond the years 1684 to
    /// 2255 the fraction is cut off.
    #[must_use]
    pub const fn from_unix(seconds: i64, nanoseconds: u32) -> Self {
        const FINE: i64 = FINE_SECONDS * NANOSECONDS;
        Self(if seconds >= FINE_SECONDS {
            FINE + (seconds - FINE_SECONDS)
        } else if seconds < -FINE_SECONDS {
            -FINE + (seconds + FINE_SECONDS)
        } else {
            seconds * NANOSECONDS + nanoseconds as i64
        })
    }

    /// The latest moment before this one that can be told from it: a nanosecond earlier, a second
    /// where moments are whole seconds.
    #[must_use]
    pub const fn just_before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Whole seconds since the epoch, rounded down, and the nanoseconds that remain.
    #[must_use]
    pub const fn to_unix(self) -> (i64, u32) {
        const FINE: i64 = FINE_SECONDS * NANOSECONDS;
        if self.0 >= FINE {
            (FINE_SECONDS + (self.0 - FINE), 0)
        } else if self.0 < -FINE {
            (-FINE_SECONDS + (self.0 + FINE), 0)
        } else {
            (self.0.div_euclid(NANOSECONDS), self.0.rem_euclid(NANOSECONDS) as u32)
        }
    }

    /// Whole seconds since the epoch, rounded down.
    #[must_use]
    pub const fn unix_seconds(self) -> i64 {
        self.to_unix().0
    }

    /// Seconds from `earlier` to this moment; negative where it is later.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> f64 {
        let ((seconds, nanoseconds), (since, since_nanoseconds)) = (self.to_unix(), earlier.to_unix());
        (seconds - since) as f64 + (f64::from(nanoseconds) - f64::from(since_nanoseconds)) / NANOSECONDS as f64
    }
}

/// RFC 3339 in UTC, a fraction only where there is one.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, nanoseconds) = self.to_unix();
        let day = Day(seconds.div_euclid(86_400) as i32);
        let of_day = seconds.rem_euclid(86_400);
        write!(f, "{day}T{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60)?;
        if nanoseconds > 0 {
            let fraction = format!("{nanoseconds:09}");
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// A calendar day: days since 1970-01-01 in the zone of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a proleptic Gregorian date.
    #[must_use]
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    /// The Gregorian date of this day. Days beyond the years that chrono knows (±262,000) are
    /// held at the epoch; no document can name them.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or_default()
    }

    /// The day `days` later (earlier, where negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The month that this day is in.
    #[must_use]
    pub fn month(self) -> Month {
        let date = self.date();
        Month(date.year() * 12 + date.month0() as i32)
    }

    /// The first day of the twelve months that end with this day: the day after the same date a
    /// year before. Of 29 February that is 1 March.
    #[must_use]
    pub fn twelve_months_before(self) -> Self {
        let date = self.date();
        let year = date.year() - 1;
        match date.with_year(year) {
            Some(same) => Self::from_date(same).plus(1),
            None => Month::new(year, 3).first_day(),
        }
    }

    /// Days from Monday (0) to Sunday (6).
    #[must_use]
    pub fn days_from_monday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u32
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

/// A calendar month: months since the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(i32);

impl Month {
    /// The month of a year, `month` from 1 to 12.
    #[must_use]
    pub const fn new(year: i32, month: u32) -> Self {
        Self(year * 12 + month as i32 - 1)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        let date = NaiveDate::from_ymd_opt(self.year(), self.number(), 1);
        Day::from_date(date.unwrap_or_default())
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.plus(1).first_day().plus(-1)
    }

    /// The month `months` later (earlier, where negative).
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month in its year, 1 to 12.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// Some of a whole, counted: 5 of 10 activities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Part {
    /// `part` of `whole`.
    #[must_use]
    pub const fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// 0 to 1; none of nothing.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

impl std::ops::AddAssign for Part {
    fn add_assign(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }
}

/// Moments and days are numbers between page and worker, and texts where a person may read them.
macro_rules! serialize_readably {
    ($type:ident, $inner:ty) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$inner>::deserialize(deserializer).map(Self)
            }
        }
    };
}
serialize_readably!(Moment, i64);
serialize_readably!(Day, i32);

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().unwrap())
    }

    #[test]
    fn moments_print_as_rfc_3339() {
        assert_eq!(Moment::from_unix_seconds(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Moment::from_unix(1_773_826_200, 250_000_000).to_string(), "2026-03-18T09:30:00.25Z");
        assert_eq!(Moment::from_unix_seconds(-1).to_string(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn moments_sort_as_time_does() {
        let edge = FINE_SECONDS;
        let seconds = [-62_167_219_200, -edge - 1, -edge, -1, 0, 1, edge - 1, edge, edge + 1, 253_402_300_799];
        let moments = seconds.map(Moment::from_unix_seconds);
        assert!(Moment::AFTER_MIN < moments[0] && moments.is_sorted_by(|a, b| a < b));
        assert_eq!(moments.map(Moment::unix_seconds), seconds);
        let last = Moment::from_unix(edge - 1, 999_999_999);
        assert!(moments[6] < last && last < moments[7]);
        assert_eq!(last.to_unix(), (edge - 1, 999_999_999));
    }

    #[test]
    fn the_twelve_months_begin_the_day_after_the_same_date() {
        for (last, first) in [
            ("2026-03-18", "2025-03-19"),
            ("2024-02-29", "2023-03-01"),
            ("2025-02-28", "2024-02-29"),
            ("2024-12-31", "2024-01-01"),
        ] {
            assert_eq!(day(last).twelve_months_before(), day(first), "{last}");
        }
    }

    #[test]
    fn months_know_their_days() {
        assert_eq!(day("2024-02-11").month().last_day(), day("2024-02-29"));
        assert_eq!(Month::new(2025, 12).plus(1).to_string(), "2026-01");
        assert_eq!(Month::new(2026, 1).plus(-1).to_string(), "2025-12");
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(day("2026-03-16").days_from_monday(), 0);
        assert_eq!(day("2026-03-22").days_from_monday(), 6);
        assert_eq!(day("1969-12-31").days_from_monday(), 2);
    }
}
