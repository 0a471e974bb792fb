//! Moments and dates as documents write them. Pure text work; the day that a moment falls on is
//! the business of [`crate::dataset::zone`].

use crate::units::{Day, Moment};

/// The last second of the year 9999.
const LAST_UNIX_SECOND: i64 = 253_402_300_799;

/// Reads an RFC 3339 moment with any offset. None for everything else, such as a local time
/// without offset.
#[must_use]
pub fn parse_moment(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let (date, time) = (bytes.get(..10)?, bytes.get(11..19)?);
    if !matches!(bytes[10], b'T' | b't') || time[2] != b':' || time[5] != b':' {
        return None;
    }
    let day = day_of(date)?;
    let (hour, minute, second) = (digits(&time[..2])?, digits(&time[3..5])?, digits(&time[6..])?);
    // A leap second is the first second of the next minute, as in Unix time.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanoseconds, rest) = fraction(&bytes[19..])?;
    let local = i64::from(day.0) * 86_400 + i64::from(hour * 3600 + minute * 60 + second);
    Some(Moment::from_unix(local - offset(rest)?, nanoseconds))
}

/// Reads integer Unix seconds of the years 1970 to 9999. Milliseconds are beyond them.
#[must_use]
pub fn parse_unix_seconds(text: &str) -> Option<Moment> {
    moment_of_unix_seconds(text.parse().ok()?)
}

/// The moment of Unix seconds of the years 1970 to 9999. None: it is outside these.
#[must_use]
pub fn moment_of_unix_seconds(seconds: i64) -> Option<Moment> {
    (0..=LAST_UNIX_SECOND).contains(&seconds).then(|| Moment::from_unix_seconds(seconds))
}

/// Reads moments as nearly all are written, `2026-03-17T08:00:10Z`. Events mostly come in the order of
/// time, so that the day is often that of the moment before.
#[derive(Debug)]
pub(super) struct Clock {
    /// The date that was read last, with the letter behind it.
    date: [u8; 11],
    /// The Unix second with which it begins.
    start: i64,
}

impl Default for Clock {
    fn default() -> Self {
        Self { date: *b"1970-01-01T", start: 0 }
    }
}

impl Clock {
    /// The moment that a text writes in this way. None: it writes it in another, or none.
    #[inline(always)]
    pub fn read(&mut self, text: &[u8; 20]) -> Option<Moment> {
        let (date, time) = text.split_first_chunk::<11>()?;
        let [h1, h2, b':', m1, m2, b':', s1, s2, b'Z'] = time else { return None };
        let number = |tens: &u8, ones: &u8| {
            let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
            (tens <= 9 && ones <= 9).then(|| i64::from(tens * 10 + ones))
        };
        let (hour, minute, second) = (number(h1, h2)?, number(m1, m2)?, number(s1, s2)?);
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        if *date != self.date {
            self.turn_to(date)?;
        }
        Some(Moment::from_unix_seconds(self.start + hour * 3600 + minute * 60 + second))
    }

    fn turn_to(&mut self, date: &[u8; 11]) -> Option<()> {
        let day = day_of(date.strip_suffix(b"T")?)?;
        (self.date, self.start) = (*date, i64::from(day.0) * 86_400);
        Some(())
    }
}

/// Reads a `YYYY-MM-DD` date of the Gregorian calendar.
#[must_use]
pub fn parse_date(text: &str) -> Option<Day> {
    (text.len() == 10).then(|| day_of(text.as_bytes()))?
}

fn day_of(date: &[u8]) -> Option<Day> {
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&date[..4])?, digits(&date[5..7])?, digits(&date[8..])?);
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    // Days are counted from 1 March, so that the leap day is the last of its year.
    let (years, months) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
    Some(Day(years * 365 + leap_days + (months * 153 + 2) / 5 + day - 1 - 719_468))
}

fn days_in(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn digits(bytes: &[u8]) -> Option<i32> {
    bytes.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0')))
}

/// Nanoseconds of an optional fraction of a second, and what follows it.
fn fraction(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let Some((b'.', rest)) = bytes.split_first() else { return Some((0, bytes)) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 {
        return None;
    }
    let digit = |place: usize| if place < length { u32::from(rest[place] - b'0') } else { 0 };
    let nanoseconds = (0..9).fold(0, |number, place| number * 10 + digit(place));
    Some((nanoseconds, &rest[length..]))
}

/// Seconds east of Greenwich.
fn offset(bytes: &[u8]) -> Option<i64> {
    match bytes {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
            let seconds = i64::from(hours * 3600 + minutes * 60);
            (hours <= 23 && minutes <= 59).then_some(if *sign == b'+' { seconds } else { -seconds })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse_moment(text).map(|moment| moment.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_clock_reads_moments_as_everywhere() {
        let mut clock = Clock::default();
        for text in [
            "2026-03-17T08:00:10Z",
            "2026-03-17T23:59:59Z",
            "2026-03-18T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "0000-02-29T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "2026-03-17T08:00:10Z",
        ] {
            assert_eq!(clock.read(text.as_bytes().try_into().unwrap()), parse_moment(text), "{text}");
        }
        for text in [
            "2026-02-29T08:00:10Z",
            "2026-03-17 08:00:10Z",
            "2026-03-17t08:00:10Z",
            "2026-03-17T08:00:10z",
            "2026-03-17T24:00:10Z",
            "2026-03-17T08:60:10Z",
            "2026-03-17T08:00:60Z",
            "2026-03-17T08:00:1:Z",
            "2026-03-17T08-00-10Z",
            "2026-03-17T0\":00:10Z",
            "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0008:00:10Z",
        ] {
            assert_eq!(clock.read(text.as_bytes().try_into().unwrap()), None, "{text}");
        }
    }

    #[test]
    fn moments_of_any_offset() {
        check("2026-03-17T08:00:10Z", Some("2026-03-17T08:00:10Z"));
        check("2026-03-17t08:00:10z", Some("2026-03-17T08:00:10Z"));
        check("2026-03-17T08:00:10+05:45", Some("2026-03-17T02:15:10Z"));
        check("2026-01-01T00:00:00+01:00", Some("2025-12-31T23:00:00Z"));
        check("2026-03-17T08:00:10.500-00:00", Some("2026-03-17T08:00:10.5Z"));
        check("2026-03-17T08:00:10.1234567891Z", Some("2026-03-17T08:00:10.123456789Z"));
        check("2024-02-29T12:00:00-03:30", Some("2024-02-29T15:30:00Z"));
        check("2016-12-31T23:59:60Z", Some("2017-01-01T00:00:00Z"));
        check("1969-12-31T23:59:59.9Z", Some("1969-12-31T23:59:59.9Z"));
    }

    #[test]
    fn what_is_no_moment() {
        for text in [
            "",
            "yesterday",
            "2026-03-17",
            "2026-03-17T08:00:10",
            "2026-03-17 08:00:10Z",
            "2026-03-17T08:00Z",
            "2026-02-29T08:00:10Z",
            "2026-13-01T08:00:10Z",
            "2026-03-00T08:00:10Z",
            "2026-03-17T24:00:00Z",
            "2026-03-17T08:60:00Z",
            "2026-03-17T08:00:61Z",
            "2026-03-17T08:00:10.Z",
            "2026-03-17T08:00:10+0100",
            "2026-03-17T08:00:10+24:00",
            "2026-03-17T08:00:10Zx",
            "+026-03-17T08:00:10Z",
            "2026-03-17T08:00:10é",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn unix_seconds_end_with_the_year_9999() {
        assert_eq!(parse_unix_seconds("1773734410"), parse_moment("2026-03-17T08:00:10Z"));
        assert_eq!(parse_unix_seconds("0"), parse_moment("1970-01-01T00:00:00Z"));
        assert_eq!(parse_unix_seconds("253402300799"), parse_moment("9999-12-31T23:59:59Z"));
        for text in ["253402300800", "1773734410000", "-1", "99999999999999999999999"] {
            assert_eq!(parse_unix_seconds(text), None, "{text}");
        }
    }

    #[test]
    fn dates_agree_with_the_calendar() {
        let mut date = chrono::NaiveDate::from_ymd_opt(1599, 12, 28).unwrap();
        for _ in 0..250_000 {
            assert_eq!(parse_date(&date.to_string()), Some(Day::from_date(date)));
            date = date.succ_opt().unwrap();
        }
        assert_eq!(parse_date("2025-02-29"), None);
        assert_eq!(parse_date("2025-2-9"), None);
    }
}
