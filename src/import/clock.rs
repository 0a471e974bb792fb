//! Times as an LMS writes them for people: on somebody's clocks, with the day before or after the month,
//! sometimes without a year. What a whole column says decides how each of its cells is read.

use crate::{
    dataset::zone::Zone,
    document::moment_of_unix_seconds,
    names,
    units::{Day, Moment},
};

/// A time as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawTime {
    /// The year; 0 where none is written.
    year: u16,
    /// The first and the second of day and month.
    first: u8,
    second: u8,
    /// Whether it is known that `first` is the day: from a month's name, or a year in front.
    is_known: bool,
    /// Whether it is written with morning and afternoon.
    has_half_days: bool,
    /// Second of the day.
    seconds: u32,
}

/// The beginnings of the months' names in languages of Latin script, folded. The longest that fits counts.
const MONTHS: [(&str, u8); 50] = [
    ("jan", 1),
    ("gen", 1),
    ("ene", 1),
    ("tammi", 1),
    ("feb", 2),
    ("fev", 2),
    ("helmi", 2),
    ("mar", 3),
    ("mrt", 3),
    ("mae", 3),
    ("maa", 3),
    ("apr", 4),
    ("abr", 4),
    ("avr", 4),
    ("huhti", 4),
    ("mai", 5),
    ("may", 5),
    ("maj", 5),
    ("mei", 5),
    ("mag", 5),
    ("touko", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("kesa", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("heina", 7),
    ("aug", 8),
    ("ago", 8),
    ("aou", 8),
    ("elo", 8),
    ("sep", 9),
    ("set", 9),
    ("syys", 9),
    ("okt", 10),
    ("oct", 10),
    ("ott", 10),
    ("out", 10),
    ("loka", 10),
    ("nov", 11),
    ("marras", 11),
    ("dec", 12),
    ("des", 12),
    ("dez", 12),
    ("dic", 12),
    ("joulu", 12),
    ("mayo", 5),
    ("maio", 5),
];

fn month(word: &str) -> Option<u8> {
    let folded = names::fold(word);
    let found = MONTHS.iter().filter(|(start, _)| folded.starts_with(start)).max_by_key(|(start, _)| start.len());
    found.map(|(_, month)| *month)
}

impl RawTime {
    /// Reads a time; none where it is written in no known way, or where no clock shows it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = [(0_u32, 0_usize, b' '); 6];
        let (mut count, mut clock) = (0, None);
        let (mut named, mut half) = (None, None);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            if bytes[at].is_ascii_digit() {
                let mut number = 0_u32;
                while at < bytes.len() && bytes[at].is_ascii_digit() {
                    number = number.checked_mul(10)?.checked_add(u32::from(bytes[at] - b'0'))?;
                    at += 1;
                }
                if count == numbers.len() {
                    return None;
                }
                numbers[count] = (number, at - start, bytes.get(at).copied().unwrap_or(b' '));
                // The clock begins with the number before the first colon; some write 10.11 for it.
                if numbers[count].2 == b':' && clock.is_none() {
                    clock = Some(count);
                }
                count += 1;
            } else if bytes[at].is_ascii_alphabetic() || bytes[at] >= 0x80 {
                while at < bytes.len() && (bytes[at].is_ascii_alphabetic() || bytes[at] >= 0x80) {
                    at += 1;
                }
                let word = text.get(start..at)?;
                match (word, bytes.get(at)) {
                    ("AM" | "am", _) | ("a" | "A", Some(b'.')) => half = Some(0),
                    ("PM" | "pm", _) | ("p" | "P", Some(b'.')) => half = Some(12),
                    // A day of the week, which may begin as a month does, stands before the month.
                    _ => named = month(word).or(named),
                }
            } else {
                at += 1;
            }
        }
        let numbers = &numbers[..count];
        let named_date = if named.is_some() { [1, 2] } else { [3, 3] };
        let clock = clock.or_else(|| named_date.into_iter().find(|start| start + 2 == count))?;
        let (date, time) = numbers.split_at(clock);
        let seconds = clock_seconds(time, half)?;
        let (year, first, second, is_known) = match (date, named) {
            ([year, month, day], None) if year.1 == 4 => (year.0, day.0, month.0, true),
            ([first, second, year], None) => (full_year(year.0, year.1)?, first.0, second.0, false),
            ([first, second], None) => (0, first.0, second.0, false),
            ([day], Some(month)) => (0, day.0, u32::from(month), true),
            ([year, day], Some(month)) if year.1 == 4 => (year.0, day.0, u32::from(month), true),
            ([day, year], Some(month)) => (full_year(year.0, year.1)?, day.0, u32::from(month), true),
            _ => return None,
        };
        let day_or_month = |number: u32| u8::try_from(number).ok().filter(|number| (1..=31).contains(number));
        Some(Self {
            year: u16::try_from(year).ok()?,
            first: day_or_month(first)?,
            second: day_or_month(second)?,
            is_known,
            has_half_days: half.is_some(),
            seconds,
        })
    }

    /// Whether it may be read with the day first or with the month first, with different meanings.
    fn is_ambiguous(self) -> bool {
        !self.is_known && self.first <= 12 && self.second <= 12 && self.first != self.second
    }

    fn month_and_day(self, is_day_first: bool) -> (u8, u8) {
        if self.is_known || is_day_first { (self.second, self.first) } else { (self.first, self.second) }
    }
}

fn clock_seconds(time: &[(u32, usize, u8)], half: Option<u32>) -> Option<u32> {
    let (hour, minute, second) = match time {
        [hour, minute] => (hour.0, minute.0, 0),
        // A fraction of a second and an offset are of no use here.
        [hour, minute, second, ..] => (hour.0, minute.0, second.0),
        _ => return None,
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    (hour < 24 && minute < 60 && second < 60).then(|| hour * 3600 + minute * 60 + second)
}

fn full_year(year: u32, digits: usize) -> Option<u32> {
    match digits {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

/// What a column of times says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Whether the day stands before the month; none where the column can't decide it.
    pub is_day_first: Option<bool>,
    /// A time that would be another one if the month stood first.
    pub example: Option<u32>,
    /// Whether times have no year.
    pub lacks_year: bool,
    /// Whether the newest row stands first.
    is_newest_first: bool,
}

/// Days by which rows may be out of order; where the date goes further back, a New Year has been passed.
const DISORDER: i64 = 2;

/// Days of a year as [`ordinal`] counts them.
const YEAR: i64 = 12 * 31;

/// A number that grows with the date within a year.
fn ordinal(month: u8, day: u8) -> i64 {
    i64::from(month) * 31 + i64::from(day)
}

impl Column {
    /// What `times` say, in the order of the file.
    #[must_use]
    pub fn of(times: &[RawTime]) -> Self {
        let unsure = || times.iter().filter(|time| !time.is_known);
        let days_first = unsure().filter(|time| time.first > 12).count();
        let months_first = unsure().filter(|time| time.second > 12).count();
        let example = times.iter().position(|time| time.is_ambiguous()).map(|row| row as u32);
        let is_day_first = match (example, days_first, months_first) {
            (None, _, _) => Some(days_first >= months_first),
            (_, first, second) if first != second => Some(first > second),
            // Rows stand in the order of time: where only one reading keeps to it, that is the one.
            _ => match (is_in_order(times, true), is_in_order(times, false)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            },
        };
        let lacks_year = times.iter().any(|time| time.year == 0);
        let is_newest_first = is_newest_first(times, is_day_first.unwrap_or(true), lacks_year);
        Self { is_day_first, example, lacks_year, is_newest_first }
    }

    /// The moments of `times` on the clocks of `zone`; none for a date that no calendar has. `year` is that
    /// of the newest time.
    #[must_use]
    pub fn moments(&self, times: &[RawTime], is_day_first: bool, year: i32, zone: &Zone) -> Vec<Option<Moment>> {
        let mut clock = Clock { zone, day: Day(i32::MIN), start: 0, is_whole: false };
        let mut years = Years { year, last: None };
        let mut moments = vec![None; times.len()];
        let mut place = |row: usize| {
            let time = times[row];
            let (month, day) = time.month_and_day(is_day_first);
            let year = if time.year > 0 { i32::from(time.year) } else { years.of(month, day) };
            let date = chrono::NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
            let moment = date.map(|date| clock.at(Day::from_date(date), time.seconds));
            // A document has moments from 1970 on.
            moments[row] = moment.and_then(|moment| moment_of_unix_seconds(moment.unix_seconds()));
        };
        // From the newest to the oldest.
        if self.is_newest_first {
            (0..times.len()).for_each(&mut place);
        } else {
            (0..times.len()).rev().for_each(&mut place);
        }
        moments
    }

    /// The year in which the newest of `times` is at or before `latest`, a moment in Unix seconds.
    #[must_use]
    pub fn likely_year(&self, times: &[RawTime], is_day_first: bool, latest: i64, zone: &Zone) -> i32 {
        let day = zone.day(Moment::from_unix_seconds(latest));
        let year = day.month().year();
        let newest = if self.is_newest_first { times.first() } else { times.last() };
        let is_later = newest.is_some_and(|time| {
            let (month, day_of_month) = time.month_and_day(is_day_first);
            let date = chrono::NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day_of_month));
            // A clock may be a little behind.
            date.is_none_or(|date| Day::from_date(date) > day.plus(1))
        });
        if is_later { year - 1 } else { year }
    }

    /// Whether a word says that the month is likely to stand first: clocks with half days.
    #[must_use]
    pub fn is_month_likely_first(times: &[RawTime]) -> bool {
        times.iter().any(|time| time.has_half_days)
    }
}

/// How often a row is older than the one before, and how often newer.
fn steps(times: &[RawTime], is_day_first: bool) -> (usize, usize) {
    let key = |time: &RawTime| {
        let (month, day) = time.month_and_day(is_day_first);
        (time.year, ordinal(month, day), time.seconds)
    };
    let pairs = || times.windows(2).map(|pair| (key(&pair[0]), key(&pair[1])));
    (pairs().filter(|(before, after)| before > after).count(), pairs().filter(|(before, after)| before < after).count())
}

fn is_in_order(times: &[RawTime], is_day_first: bool) -> bool {
    let is_date = |time: &RawTime| time.year > 0 && time.month_and_day(is_day_first).0 <= 12;
    let (older, newer) = steps(times, is_day_first);
    times.iter().all(is_date) && (older == 0 || newer == 0)
}

/// Whether the newest row stands first. Without years it is the order in which the rows span less time;
/// Moodle's own is that.
fn is_newest_first(times: &[RawTime], is_day_first: bool, lacks_year: bool) -> bool {
    let (older, newer) = steps(times, is_day_first);
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return true };
    if !lacks_year {
        return older >= newer;
    }
    let [first, last] = [first, last].map(|time| {
        let (month, day) = time.month_and_day(is_day_first);
        ordinal(month, day)
    });
    // Each step against the order is a New Year.
    let (new_years, old_years) = (newer as i64 * YEAR, older as i64 * YEAR);
    first - last + new_years <= last - first + old_years
}

/// The years of times without one, from the newest to the oldest.
struct Years {
    year: i32,
    last: Option<i64>,
}

impl Years {
    fn of(&mut self, month: u8, day: u8) -> i32 {
        let ordinal = ordinal(month, day);
        if self.last.is_some_and(|last| ordinal - last > DISORDER) {
            self.year -= 1;
        }
        self.last = Some(ordinal);
        self.year
    }
}

/// Moments of a zone's clocks, fast for many of one day.
struct Clock<'a> {
    zone: &'a Zone,
    day: Day,
    start: i64,
    /// Whether the day has 24 hours, so that its clocks don't change.
    is_whole: bool,
}

impl Clock<'_> {
    fn at(&mut self, day: Day, second: u32) -> Moment {
        if day != self.day {
            let [start, end] = [day, day.plus(1)].map(|day| self.zone.start_of(day).unix_seconds());
            (self.day, self.start, self.is_whole) = (day, start, end - start == 86_400);
        }
        match self.is_whole {
            true => Moment::from_unix_seconds(self.start + i64::from(second)),
            false => self.zone.at(day, second),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::zone::native_zones;

    fn moments(texts: &[&str], is_day_first: Option<bool>, year: i32) -> Vec<String> {
        let times: Vec<RawTime> = texts.iter().map(|text| RawTime::read(text).unwrap()).collect();
        let column = Column::of(&times);
        let zone = Zone::open("Europe/Oslo", &native_zones).unwrap();
        let is_day_first = is_day_first.or(column.is_day_first).unwrap();
        let moments = column.moments(&times, is_day_first, year, &zone);
        moments.iter().map(|moment| moment.map_or("none".to_owned(), |moment| moment.to_string())).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(moments(&[text], Some(true), 2026), [expected], "{text}");
    }

    /// The seconds of such an hour were once counted before it was looked at, and were beyond all numbers.
    #[test]
    fn hours_that_no_clock_shows() {
        for text in ["1/1/26, 4294967295:00", "1/1/26, 10:4294967295", "1/1/26, 99999999999999999999:00"] {
            assert_eq!(RawTime::read(text), None, "{text}");
        }
    }

    // Oslo is one hour east of Greenwich in winter and two in summer.
    #[test]
    fn every_shape_of_a_time() {
        check("3/09/19, 10:11:12", "2019-09-03T08:11:12Z");
        check("3/09/19, 10:11", "2019-09-03T08:11:00Z");
        check("03.09.2019 10:11", "2019-09-03T08:11:00Z");
        check("2019-09-03 10:11", "2019-09-03T08:11:00Z");
        check("2019-09-03T10:11:12", "2019-09-03T08:11:12Z");
        check("11 May, 09:44", "2026-05-11T07:44:00Z");
        check("11. mai 2024, 09:44", "2024-05-11T07:44:00Z");
        check("Wednesday, 3 September 2019, 10:11 AM", "2019-09-03T08:11:00Z");
        check("3 September 2019, 12:05 AM", "2019-09-02T22:05:00Z");
        check("3 September 2019, 12:05 PM", "2019-09-03T10:05:00Z");
        check("September 3, 2019, 1:05 p.m.", "2019-09-03T11:05:00Z");
        check("11 févr. 2024, 09:44", "2024-02-11T08:44:00Z");
        check("11 de agosto de 2024, 09:44", "2024-08-11T07:44:00Z");
        check("3. März 2024, 09:44", "2024-03-03T08:44:00Z");
        check("3 juin 2024, 09:44", "2024-06-03T07:44:00Z");
        check("3 juillet 2024, 09:44", "2024-07-03T07:44:00Z");
        check("3.9.2019 klo 10.11", "2019-09-03T08:11:00Z");
        check("31/02/24, 10:00", "none");
    }

    #[test]
    fn what_is_no_time() {
        for text in ["", "-", "yesterday", "10:11", "3/09/19", "3/09/19, 25:00", "3/09/19, 10:61", "32/09/19, 10:00"] {
            assert_eq!(RawTime::read(text), None, "{text}");
        }
        assert_eq!(RawTime::read("127.0.0.1"), None);
        assert_eq!(RawTime::read("3 September 2019, 13:05 PM"), None);
    }

    #[track_caller]
    fn check_order(texts: &[&str], expected: Option<bool>) {
        let times: Vec<RawTime> = texts.iter().map(|text| RawTime::read(text).unwrap()).collect();
        assert_eq!(Column::of(&times).is_day_first, expected, "{texts:?}");
    }

    #[test]
    fn the_whole_column_says_whether_the_day_is_first() {
        check_order(&["3/09/19, 10:11", "13/09/19, 10:11"], Some(true));
        check_order(&["9/03/19, 10:11", "9/13/19, 10:11"], Some(false));
        check_order(&["3/09/19, 10:11"], None);
        check_order(&["3/3/19, 10:11"], Some(true));
        // 2, 3 and 4 October, and not 10 February, March, April: both go forward.
        check_order(&["2/10/19, 10:11", "3/10/19, 10:11", "4/10/19, 10:11"], None);
        // 30 days of two months go down as days first alone: 1 October, 9 September.
        check_order(&["1/10/19, 10:11", "9/09/19, 10:11", "8/09/19, 10:11"], Some(true));
        check_order(&["10/1/19, 10:11", "9/9/19, 10:11", "9/8/19, 10:11"], Some(false));
        check_order(&["11 May, 09:44"], Some(true));
    }

    #[test]
    fn a_new_year_is_passed_without_a_year() {
        let expected = ["2026-01-03T08:00:00Z", "2025-12-30T08:00:00Z", "2025-05-11T07:00:00Z"];
        assert_eq!(moments(&["3 January, 09:00", "30 December, 09:00", "11 May, 09:00"], None, 2026), expected);
        let forward = moments(&["11 May, 09:00", "30 December, 09:00", "3 January, 09:00"], None, 2026);
        assert_eq!(forward, expected.iter().rev().copied().collect::<Vec<_>>());
    }

    #[test]
    fn the_likely_year_is_the_last_that_is_over() {
        let zone = Zone::open("Europe/Oslo", &native_zones).unwrap();
        let times = [RawTime::read("11 May, 09:44").unwrap()];
        let column = Column::of(&times);
        let latest = |text: &str| crate::document::parse_moment(text).unwrap().unix_seconds();
        assert_eq!(column.likely_year(&times, true, latest("2026-05-11T12:00:00Z"), &zone), 2026);
        assert_eq!(column.likely_year(&times, true, latest("2026-05-01T12:00:00Z"), &zone), 2025);
    }

    #[test]
    fn days_on_which_clocks_change() {
        assert_eq!(
            moments(&["29/03/26, 01:30", "29/03/26, 03:30"], None, 0),
            ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"]
        );
    }
}
