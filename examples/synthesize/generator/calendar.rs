//! The school year: which days there are, which of them are school days, and when a local time of
//! day is in Unix seconds. Nothing here knows of students or of the course's content.

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Europe::Oslo;

/// A day of the school year, counted from its first day, a Monday.
pub type Day = u32;

/// A moment in Unix seconds. The generated year lies well within the 32 bits.
pub type Moment = u32;

/// The IANA name of the zone that all local times here are meant in.
pub const TIME_ZONE: &str = "Europe/Oslo";

/// The first day of the course and of its autumn term.
pub const FIRST_DATE: NaiveDate = date(2025, 8, 18);

/// The last day of the course and of its spring term.
pub const LAST_DATE: NaiveDate = date(2026, 6, 19);

/// The day on which the document is made: a Wednesday in March, week 30 of the course.
pub const TODAY: Day = 30 * 7 + 2;

/// The local time at which the document is made, in seconds: half past ten, after the day's lesson.
const NOW: u32 = hours(10, 30);

/// Breaks and public holidays on weekdays, first and last day inclusive, as a school in Oslo has
/// them.
const HOLIDAYS: [(NaiveDate, NaiveDate); 9] = [
    (date(2025, 9, 29), date(2025, 10, 3)),   // autumn break
    (date(2025, 11, 21), date(2025, 11, 21)), // teachers' planning day
    (date(2025, 12, 22), date(2026, 1, 2)),   // Christmas
    (date(2026, 2, 16), date(2026, 2, 20)),   // winter break
    (date(2026, 3, 30), date(2026, 4, 6)),    // Easter
    (date(2026, 5, 1), date(2026, 5, 1)),
    (date(2026, 5, 14), date(2026, 5, 15)), // Ascension Day and the day after
    (date(2026, 5, 25), date(2026, 5, 25)), // Whit Monday
    (date(2026, 6, 19), date(2026, 6, 19)), // the last day: no lessons
];

const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("no such date"),
    }
}

/// A time of day in seconds since local midnight.
pub const fn hours(hour: u32, minute: u32) -> u32 {
    hour * 3600 + minute * 60
}

/// When the class meets on a day: start and end in seconds since local midnight.
///
/// Three lessons a week: Monday before noon, Wednesday early, Friday after noon.
pub fn lesson(day: Day) -> Option<(u32, u32)> {
    match day % 7 {
        0 => Some((hours(10, 15), hours(11, 45))),
        2 => Some((hours(8, 15), hours(9, 45))),
        4 => Some((hours(12, 15), hours(13, 0))),
        _ => None,
    }
}

/// The days of the school year with their beginnings in Unix seconds.
pub struct Calendar {
    /// Local noon less twelve hours, per day: local midnight, but for the two days on which the
    /// clock changes, where it is right from 03:00 on. Nobody is at work earlier.
    origins: Vec<Moment>,
    school_days: Vec<bool>,
}

impl Calendar {
    /// Lays out the year from [`FIRST_DATE`] to [`LAST_DATE`].
    pub fn new() -> Self {
        let noon = NaiveTime::MIN + TimeDelta::hours(12);
        let mut origins = Vec::new();
        let mut school_days = Vec::new();
        for (day, date) in (0..).zip(FIRST_DATE.iter_days().take_while(|date| *date <= LAST_DATE)) {
            let noon = Oslo.from_utc_datetime(&date.and_time(noon));
            // At 12:00 UTC the local clock shows 13:00 or 14:00: the offset of the whole afternoon.
            let offset = noon.naive_local() - noon.naive_utc();
            let origin = noon.timestamp() - hours(12, 0) as i64 - offset.num_seconds();
            origins.push(Moment::try_from(origin).unwrap_or_default());
            let holiday = HOLIDAYS.iter().any(|(first, last)| (*first..=*last).contains(&date));
            school_days.push(is_weekday(day) && !holiday);
        }
        Self { origins, school_days }
    }

    /// The moment of a local time, given in seconds since midnight, on a day of the year.
    ///
    /// Days before the first and after the last are counted in steps of 24 hours.
    pub fn moment(&self, day: Day, second: u32) -> Moment {
        let last = self.origins.len().saturating_sub(1) as Day;
        let known = day.min(last);
        self.origins[known as usize] + (day - known) * 86_400 + second
    }

    /// The day in which a moment lies; moments before the year are on its first day.
    pub fn day(&self, moment: Moment) -> Day {
        (self.origins.partition_point(|origin| *origin <= moment) as Day).saturating_sub(1)
    }

    /// Whether there is school: neither a weekend nor a holiday.
    pub fn is_school_day(&self, day: Day) -> bool {
        self.school_days.get(day as usize).copied().unwrap_or_default()
    }

    /// The first school day that is not before `day`.
    pub fn school_day_from(&self, day: Day) -> Day {
        let days = self.school_days.len() as Day;
        (day..days).find(|day| self.is_school_day(*day)).unwrap_or(day)
    }

    /// The moment at which the document is made. Nothing in it is later.
    pub fn now(&self) -> Moment {
        self.moment(TODAY, NOW)
    }
}

/// Whether a day is one of Monday to Friday.
pub fn is_weekday(day: Day) -> bool {
    day % 7 < 5
}
