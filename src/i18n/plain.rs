//! Formats for native programs: the browser's words of dates are not at hand there.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::{DateStyle, Formats, Language, Plural};
use crate::names;

/// Formats without a browser: enough of each language for native programs and tests.
#[derive(Clone, Copy, Debug)]
pub struct PlainFormats(pub Language);

/// A language's words of dates.
struct Calendar {
    months: [&'static str; 12],
    months_short: [&'static str; 12],
    /// From Monday on.
    weekdays: [&'static str; 7],
    weekdays_short: [&'static str; 7],
    /// Behind the weekday in a whole date.
    comma: &'static str,
    /// Behind the number of a day.
    dot: &'static str,
}

const ENGLISH: Calendar = Calendar {
    months: [
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
    months_short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    weekdays_short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    comma: "",
    dot: "",
};

const NORWEGIAN: Calendar = Calendar {
    months: [
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
    months_short: ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."],
    weekdays: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    weekdays_short: ["man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."],
    comma: "",
    dot: ".",
};

const GERMAN: Calendar = Calendar {
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    months_short: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    weekdays_short: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    comma: ",",
    dot: ".",
};

/// Arabic doesn't shorten its words of dates.
const ARABIC_MONTHS: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const ARABIC_WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];

const ARABIC: Calendar = Calendar {
    months: ARABIC_MONTHS,
    months_short: ARABIC_MONTHS,
    weekdays: ARABIC_WEEKDAYS,
    weekdays_short: ARABIC_WEEKDAYS,
    comma: "،",
    dot: "",
};

impl PlainFormats {
    /// (between groups, before decimals, between a number and its percent sign)
    fn separators(self) -> (char, char, &'static str) {
        match self.0 {
            Language::English | Language::Arabic => (',', '.', ""),
            Language::Norwegian => ('\u{a0}', ',', "\u{a0}"),
            Language::German => ('.', ',', "\u{a0}"),
        }
    }

    fn calendar(self) -> &'static Calendar {
        match self.0 {
            Language::English => &ENGLISH,
            Language::Norwegian => &NORWEGIAN,
            Language::German => &GERMAN,
            Language::Arabic => &ARABIC,
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
            Language::English | Language::German | Language::Arabic => names::fold(name),
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

    fn plural(&self, n: u64) -> Plural {
        match (self.0, n) {
            (Language::Arabic, 0) => Plural::Zero,
            (_, 1) => Plural::One,
            (Language::Arabic, 2) => Plural::Two,
            (Language::Arabic, _) if (3..=10).contains(&(n % 100)) => Plural::Few,
            (Language::Arabic, _) if n % 100 > 10 => Plural::Many,
            _ => Plural::Other,
        }
    }

    fn date(&self, day: NaiveDate, style: DateStyle) -> String {
        let (number, month, year) = (day.day(), day.month0() as usize, day.year());
        let calendar = self.calendar();
        let Calendar { comma, dot, .. } = calendar;
        let weekday = day.weekday().num_days_from_monday() as usize;
        let (long, short) = (calendar.months[month], calendar.months_short[month]);
        match style {
            DateStyle::Full => format!("{}{comma} {number}{dot} {long} {year}", calendar.weekdays[weekday]),
            DateStyle::Short => format!("{number}{dot} {short} {year}"),
            DateStyle::DayMonth => format!("{number}{dot} {short}"),
            DateStyle::Month => format!("{long} {year}"),
            DateStyle::MonthShort => short.to_owned(),
            DateStyle::WeekdayShort => calendar.weekdays_short[weekday].to_owned(),
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

    /// The rules of CLDR for the forms of Arabic.
    #[test]
    fn arabic_has_six_forms_and_the_others_two() {
        let form = |language, n| PlainFormats(language).plural(n).name();
        for (n, expected) in [
            (0, "zero"),
            (1, "one"),
            (2, "two"),
            (3, "few"),
            (10, "few"),
            (11, "many"),
            (99, "many"),
            (100, "other"),
            (101, "other"),
            (102, "other"),
            (103, "few"),
            (111, "many"),
            (1000, "other"),
        ] {
            assert_eq!(form(Language::Arabic, n), expected, "{n}");
            for language in [Language::English, Language::Norwegian, Language::German] {
                assert_eq!(form(language, n), if n == 1 { "one" } else { "other" }, "{n}");
            }
        }
    }

    #[test]
    fn dates_are_in_the_words_of_the_language() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 18).unwrap();
        assert_eq!(PlainFormats(Language::German).date(day, DateStyle::Full), "Mittwoch, 18. März 2026");
        assert_eq!(PlainFormats(Language::Arabic).date(day, DateStyle::Full), "الأربعاء، 18 مارس 2026");
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
