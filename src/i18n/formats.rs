//! What depends on a language alone: digits, names of days and months, the order of names.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::Language;

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateStyle {
    /// The whole day in words: "Wednesday 18 March 2026".
    Full,
    /// For tables: "18 Mar 2026".
    Short,
    /// For axes within a year: "18 Mar".
    DayMonth,
    /// A calendar month: "March 2026".
    Month,
    /// For axes: "Mar".
    MonthShort,
    /// For axes: "Wed".
    WeekdayShort,
}

/// A language's ways with numbers, dates and names. The numbers are rounded already.
pub trait Formats: Send + Sync {
    /// A whole number with its groups: "12,345".
    fn whole(&self, value: f64) -> String;
    /// A number with exactly one decimal: "3.4".
    fn one_decimal(&self, value: f64) -> String;
    /// A whole percentage; 50 is "50%".
    fn percent(&self, value: f64) -> String;
    /// A whole percentage with its sign, none for zero: "+50%", "−50%", "0%".
    fn percent_signed(&self, value: f64) -> String;
    /// A civil date.
    fn date(&self, day: NaiveDate, style: DateStyle) -> String;
    /// The time of day to the minute: "14:05".
    fn time(&self, time: NaiveTime) -> String;
    /// The day a calendar week starts with.
    fn first_weekday(&self) -> Weekday;
    /// For each of `names` its rank in the language's order; equal names have equal ranks. Sort by last name, then first
    /// name, by the pair of their ranks.
    fn ranks(&self, names: &[&str]) -> Vec<u32>;
}

/// Formats without a browser: enough of English and Norwegian for native programs and tests.
///
/// Names are ordered by their lower-cased code points, which is no language's order beyond plain letters.
#[derive(Clone, Copy, Debug)]
pub struct PlainFormats(pub Language);

const MONTHS: [[&str; 12]; 2] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ],
];
const MONTHS_SHORT: [[&str; 12]; 2] = [
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."],
];
const WEEKDAYS: [[&str; 7]; 2] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
];

impl PlainFormats {
    /// (between groups, before decimals, between a number and its percent sign)
    fn separators(self) -> (char, char, &'static str) {
        match self.0 {
            Language::English => (',', '.', ""),
            Language::Norwegian => ('\u{a0}', ',', "\u{a0}"),
        }
    }

    fn row(self) -> usize {
        match self.0 {
            Language::English => 0,
            Language::Norwegian => 1,
        }
    }

    fn number(self, value: f64, decimals: usize) -> String {
        let (group, point, _) = self.separators();
        let plain = format!("{:.decimals$}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        if value < 0.0 {
            text.push('\u{2212}');
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(point);
            text.push_str(fraction);
        }
        text
    }
}

impl Formats for PlainFormats {
    fn whole(&self, value: f64) -> String {
        self.number(value, 0)
    }

    fn one_decimal(&self, value: f64) -> String {
        self.number(value, 1)
    }

    fn percent(&self, value: f64) -> String {
        format!("{}{}%", self.number(value, 0), self.separators().2)
    }

    fn percent_signed(&self, value: f64) -> String {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.percent(value))
    }

    fn date(&self, day: NaiveDate, style: DateStyle) -> String {
        let (number, month, year) = (day.day(), day.month0() as usize, day.year());
        let weekday = WEEKDAYS[self.row()][day.weekday().num_days_from_monday() as usize];
        let (long, short) = (MONTHS[self.row()][month], MONTHS_SHORT[self.row()][month]);
        let dot = match self.0 {
            Language::English => "",
            Language::Norwegian => ".",
        };
        match style {
            DateStyle::Full => format!("{weekday} {number}{dot} {long} {year}"),
            DateStyle::Short => format!("{number}{dot} {short} {year}"),
            DateStyle::DayMonth => format!("{number}{dot} {short}"),
            DateStyle::Month => format!("{long} {year}"),
            DateStyle::MonthShort => short.to_owned(),
            DateStyle::WeekdayShort => {
                format!("{}{dot}", weekday.chars().take(3).collect::<String>())
            }
        }
    }

    fn time(&self, time: NaiveTime) -> String {
        time.format("%H:%M").to_string()
    }

    fn first_weekday(&self) -> Weekday {
        Weekday::Mon
    }

    fn ranks(&self, names: &[&str]) -> Vec<u32> {
        let keys: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let mut sorted: Vec<&String> = keys.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        keys.iter().map(|key| sorted.partition_point(|other| *other < key) as u32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_numbers_are_grouped() {
        let english = PlainFormats(Language::English);
        assert_eq!(english.whole(0.0), "0");
        assert_eq!(english.whole(999.0), "999");
        assert_eq!(english.whole(1_234_567.0), "1,234,567");
        assert_eq!(english.one_decimal(-1234.5), "−1,234.5");
        let norwegian = PlainFormats(Language::Norwegian);
        assert_eq!(norwegian.whole(12_345.0), "12\u{a0}345");
        assert_eq!(norwegian.one_decimal(3.4), "3,4");
    }

    #[test]
    fn equal_names_share_a_rank() {
        let ranks = PlainFormats(Language::English).ranks(&["Berg", "Aas", "berg", "Zakarias"]);
        assert_eq!(ranks, [1, 0, 1, 2]);
    }
}
