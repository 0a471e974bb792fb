//! Formats for native programs: the browser's words of dates are not at hand there.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::{DateStyle, Formats, Language};

/// Formats without a browser: enough of English and Norwegian for native programs and tests.
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
}
