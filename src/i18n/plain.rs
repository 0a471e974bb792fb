//! Formats for native programs: the browser's words of dates are not at hand there.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::{DateStyle, Formats, Language};
use crate::names;

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

impl PlainFormats {
    /// For each of `names` its rank in the order of the language, equal ones for equal names: by base letters, and in
    /// Norwegian with æ, ø and å at the end of the alphabet. What only differs in marks or case has the same rank.
    #[must_use]
    pub fn ranks(self, names: &[&str]) -> Vec<u32> {
        let key = |name: &&str| match self.0 {
            Language::English => names::fold(name),
            Language::Norwegian => {
                let letter = |letter: char| match letter {
                    'æ' | 'Æ' | 'ä' | 'Ä' => "{".to_owned(),
                    'ø' | 'Ø' | 'ö' | 'Ö' => "|".to_owned(),
                    'å' | 'Å' => "}".to_owned(),
                    _ => names::fold(letter.encode_utf8(&mut [0; 4])),
                };
                name.chars().map(letter).collect()
            }
        };
        let keys: Vec<String> = names.iter().map(key).collect();
        let mut sorted: Vec<&String> = keys.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        keys.iter().map(|key| sorted.binary_search(&key).unwrap_or_default() as u32).collect()
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

    #[test]
    fn names_are_in_the_order_of_the_language() {
        let names = ["Ås", "Zorn", "Aas", "ås", "Östberg", "Øst", "Ærø", "Étienne", "Fé"];
        let norwegian = PlainFormats(Language::Norwegian).ranks(&names);
        // Aas, Étienne, Fé, Zorn, Ærø, Øst, Östberg, Ås and ås.
        assert_eq!(norwegian, [7, 3, 0, 7, 6, 5, 4, 1, 2]);
        // In English Å is an A and Ø an O: Aas, Ærø, Ås, Étienne, Fé, Øst, Östberg, Zorn.
        let english = PlainFormats(Language::English).ranks(&names);
        assert_eq!(english, [2, 7, 0, 2, 6, 5, 1, 3, 4]);
    }
}
