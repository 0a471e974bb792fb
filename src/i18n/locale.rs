//! A language with its words and its ways, and what the reports themselves decide about numbers and times.

use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveDateTime, Weekday};

#[cfg(not(target_arch = "wasm32"))]
use super::PlainFormats;
use super::catalogue::{fill, push_value};
use super::rounding::{half_away, half_up, percent_whole};
use super::{DateStyle, Direction, Formats, Language, Plural};
use crate::decimal::decimal;

/// Everything that turns figures into words. Cheap to clone; two are equal when they speak the same language in the same
/// place.
#[derive(Clone)]
pub struct Locale {
    language: Language,
    /// The full tag, with its region: "en-GB" and "en-US" share words but not dates.
    tag: Arc<str>,
    formats: Arc<dyn Formats>,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.tag == other.tag
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Locale({})", self.tag)
    }
}

impl Locale {
    /// A locale of a language, the tag of its region and that region's formats.
    #[must_use]
    pub fn new(language: Language, tag: &str, formats: Arc<dyn Formats>) -> Self {
        Self { language, tag: tag.into(), formats }
    }

    /// A locale that needs no browser.
    ///
    /// ```
    /// use roundview::i18n::{Language, Locale};
    /// let norwegian = Locale::plain(Language::Norwegian);
    /// assert_eq!(norwegian.duration(720.0), "ca. 12 min");
    /// ```
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn plain(language: Language) -> Self {
        Self::new(language, language.tag(), Arc::new(PlainFormats(language)))
    }

    /// The language of the words.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The full tag, with its region.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The text of `key`. A key that the catalogue doesn't have stands for itself.
    #[must_use]
    pub fn text(&self, key: &'static str) -> &'static str {
        self.language.catalogue().get(key).unwrap_or(key)
    }

    /// The text of `key` with its placeholders filled: `with("student.of", &[("name", name)])`.
    #[must_use]
    pub fn with(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values, self.language.direction())
    }

    /// The text of `key` for `n` things. `{n}` is the number, other placeholders come from `values`.
    #[must_use]
    pub fn count(&self, key: &'static str, n: u64, values: &[(&str, &str)]) -> String {
        let text = self.language.catalogue().get_counted(key, self.plural(n));
        let number = self.whole(n);
        let mut values = values.to_vec();
        values.push(("n", &number));
        fill(text.unwrap_or(key), &values, self.language.direction())
    }

    /// Which form of a counted text `n` takes.
    #[must_use]
    pub(super) fn plural(&self, n: u64) -> Plural {
        self.formats.plural(n)
    }

    /// Things one after the other: "a, b, c".
    #[must_use]
    pub fn list(&self, things: &[impl AsRef<str>]) -> String {
        self.joined(self.text("list.pair"), things)
    }

    /// Things one after the other that may have commas in them: "a; b; c".
    #[must_use]
    pub fn long_list(&self, things: &[impl AsRef<str>]) -> String {
        self.joined(self.text("list.long-pair"), things)
    }

    fn joined(&self, pair: &str, things: &[impl AsRef<str>]) -> String {
        let between = pair.strip_prefix("{first}").and_then(|rest| rest.strip_suffix("{next}")).unwrap_or(" ");
        let mut text = String::new();
        for thing in things {
            if !text.is_empty() {
                text.push_str(between);
            }
            push_value(&mut text, thing.as_ref(), self.language.direction());
        }
        text
    }

    /// A number and its sign, `+` or `−`, which stays before it.
    #[must_use]
    pub fn signed(&self, sign: char, number: &str) -> String {
        match self.language.direction() {
            Direction::LeftToRight => format!("{sign}{number}"),
            Direction::RightToLeft => format!("\u{200e}{sign}{number}\u{200e}"),
        }
    }

    /// A whole number.
    #[must_use]
    pub fn whole(&self, value: u64) -> String {
        self.formats.whole(value as f64)
    }

    /// A number with one decimal, half up: averages of levels, visits a day.
    #[must_use]
    pub fn one_decimal(&self, value: f64) -> String {
        self.formats.one_decimal(half_up(value * 10.0) / 10.0)
    }

    /// A number that somebody has given, with the decimals that it has, six at most.
    #[must_use]
    pub fn number(&self, value: f64) -> String {
        if value.fract() == 0.0 {
            return self.formats.whole(value);
        }
        // What stands between the digits of one half is the language's decimal sign.
        let half = self.formats.one_decimal(0.5);
        let sign = half.chars().nth(1).unwrap_or('.');
        self.digits(&decimal(value, 6)).replace('.', sign.encode_utf8(&mut [0; 4]))
    }

    /// The same with the language's own digits.
    fn digits(&self, plain: &str) -> String {
        let own = |sign: char| match sign.to_digit(10) {
            Some(digit) => self.formats.whole(f64::from(digit)),
            None => sign.to_string(),
        };
        plain.chars().map(own).collect()
    }

    /// A percentage from 0 to 100, whole; 0 % and 100 % only when exact.
    #[must_use]
    pub fn percent(&self, value: f64) -> String {
        self.formats.percent(percent_whole(value))
    }

    /// A share from 0 to 1 as a percentage, as [`percent`](Self::percent).
    #[must_use]
    pub fn share(&self, value: f64) -> String {
        self.percent(value * 100.0)
    }

    /// A change in percent with its sign, whole; here 0 % and 100 % may be rounded ones.
    #[must_use]
    pub fn change_percent(&self, value: f64) -> String {
        self.formats.percent_signed(half_away(value))
    }

    /// A fall in percent (negative) where the words around it say that it is one: −72.4 is "72%". Rounded as
    /// [`change_percent`](Self::change_percent).
    #[must_use]
    pub fn decrease_percent(&self, value: f64) -> String {
        self.formats.percent(half_away(-value))
    }

    /// A duration that is an estimate and says so: "about 12 min", "about 1 h 05 min", "under 1 min".
    #[must_use]
    pub fn duration(&self, seconds: f64) -> String {
        let bare = self.duration_bare(seconds);
        if seconds < 60.0 { bare } else { self.with("time.about", &[("duration", &bare)]) }
    }

    /// A duration where its place already says that it is approximate, such as a column or an axis: "12 min".
    #[must_use]
    pub fn duration_bare(&self, seconds: f64) -> String {
        if seconds < 60.0 {
            return self.text("time.under-a-minute").to_owned();
        }
        let minutes = half_up(seconds / 60.0);
        if minutes < 60.0 {
            return self.with("time.minutes", &[("minutes", &self.formats.whole(minutes))]);
        }
        let hours = self.formats.whole((minutes / 60.0).floor());
        let rest = self.digits(&format!("{:02}", (minutes % 60.0) as u32));
        self.with("time.hours", &[("hours", &hours), ("minutes", &rest)])
    }

    /// A place on a scale of durations, which is exact: "0", "15 min", "2 h".
    #[must_use]
    pub fn duration_tick(&self, seconds: f64) -> String {
        if seconds <= 0.0 {
            self.whole(0)
        } else if seconds % 3600.0 == 0.0 {
            self.with("time.whole-hours", &[("hours", &self.formats.whole(seconds / 3600.0))])
        } else {
            self.duration_bare(seconds)
        }
    }

    /// A civil date.
    #[must_use]
    pub fn date(&self, day: NaiveDate, style: DateStyle) -> String {
        self.formats.date(day, style)
    }

    /// A civil date and time to the minute: "18 Mar 2026, 14:05".
    #[must_use]
    pub fn date_time(&self, moment: NaiveDateTime) -> String {
        let date = self.date(moment.date(), DateStyle::Short);
        let time = self.formats.time(moment.time());
        self.with("time.date-time", &[("date", &date), ("time", &time)])
    }

    /// A civil date in words, and the time to the minute: "Saturday 21 March 2026, 06:00".
    #[must_use]
    pub fn day_and_time(&self, moment: NaiveDateTime) -> String {
        let date = self.date(moment.date(), DateStyle::Full);
        let time = self.formats.time(moment.time());
        self.with("time.date-time", &[("date", &date), ("time", &time)])
    }

    /// The day a calendar week starts with.
    #[must_use]
    pub fn first_weekday(&self) -> Weekday {
        self.formats.first_weekday()
    }

    /// The short names of the seven weekdays, in the order of a calendar week.
    #[must_use]
    pub fn weekdays_short(&self) -> [String; 7] {
        let mut day = NaiveDate::default().week(self.first_weekday()).first_day();
        std::array::from_fn(|_| {
            let name = self.date(day, DateStyle::WeekdayShort);
            day = day + Days::new(1);
            name
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Locale {
        Locale::plain(Language::English)
    }

    fn norwegian() -> Locale {
        Locale::plain(Language::Norwegian)
    }

    #[track_caller]
    fn check_duration(seconds: f64, in_english: &str, in_norwegian: &str) {
        assert_eq!(english().duration(seconds), in_english);
        assert_eq!(norwegian().duration(seconds), in_norwegian);
    }

    #[test]
    fn durations_are_worded_as_approximate() {
        check_duration(0.0, "under 1 min", "under 1 min");
        check_duration(59.9, "under 1 min", "under 1 min");
        check_duration(60.0, "about 1 min", "ca. 1 min");
        check_duration(89.9, "about 1 min", "ca. 1 min");
        check_duration(90.0, "about 2 min", "ca. 2 min");
        check_duration(720.0, "about 12 min", "ca. 12 min");
        check_duration(3569.0, "about 59 min", "ca. 59 min");
        check_duration(3900.0, "about 1 h 05 min", "ca. 1 t 05 min");
        check_duration(37_200.0, "about 10 h 20 min", "ca. 10 t 20 min");
        check_duration(3_600_000.0, "about 1,000 h 00 min", "ca. 1\u{a0}000 t 00 min");
    }

    /// 59.5 minutes are under an hour, yet shown as one: "60 min" would be a third way to write an hour.
    #[test]
    fn what_rounds_to_an_hour_is_written_as_one() {
        check_duration(3570.0, "about 1 h 00 min", "ca. 1 t 00 min");
    }

    #[test]
    fn ticks_are_exact() {
        let ticks = [0.0, 900.0, 3600.0, 5400.0, 7200.0].map(|seconds| english().duration_tick(seconds));
        assert_eq!(ticks, ["0", "15 min", "1 h", "1 h 30 min", "2 h"]);
    }

    #[test]
    fn percentages_follow_the_languages_typography() {
        assert_eq!(english().share(0.5), "50%");
        assert_eq!(english().share(0.999), "99%");
        assert_eq!(norwegian().share(1.0), "100\u{a0}%");
        assert_eq!(english().change_percent(-0.3), "0%");
        assert_eq!(english().change_percent(99.6), "+100%");
        assert_eq!(norwegian().change_percent(-50.5), "−51\u{a0}%");
        assert_eq!(english().decrease_percent(-99.6), "100%");
        assert_eq!(norwegian().decrease_percent(-72.4), "72\u{a0}%");
    }

    #[test]
    fn given_numbers_keep_their_decimals() {
        assert_eq!(
            ["4", "0.97", "1,250"],
            [4.0, 0.97, 1250.0].map(|value| english().number(value)).each_ref().map(|text| &**text)
        );
        assert_eq!(norwegian().number(42.25), "42,25");
    }

    #[test]
    fn levels_have_one_decimal_half_up() {
        assert_eq!(english().one_decimal(3.25), "3.3");
        assert_eq!(english().one_decimal(2.0), "2.0");
        assert_eq!(norwegian().one_decimal(4.449), "4,4");
    }

    #[test]
    fn dates_and_moments_are_civil() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 18).unwrap();
        assert_eq!(english().date(day, DateStyle::Full), "Wednesday 18 March 2026");
        assert_eq!(norwegian().date(day, DateStyle::Full), "onsdag 18. mars 2026");
        assert_eq!(english().date_time(day.and_hms_opt(14, 5, 59).unwrap()), "18 Mar 2026, 14:05");
        assert_eq!(norwegian().date_time(day.and_hms_opt(7, 0, 0).unwrap()), "18. mars 2026 kl. 07:00");
        assert_eq!(norwegian().day_and_time(day.and_hms_opt(6, 0, 0).unwrap()), "onsdag 18. mars 2026 kl. 06:00");
        assert_eq!(norwegian().weekdays_short()[..2], ["man.", "tir."]);
    }

    #[test]
    fn counts_choose_their_form() {
        assert_eq!(english().count("unit.students", 1, &[]), "1 student");
        assert_eq!(english().count("unit.students", 0, &[]), "0 students");
        assert_eq!(norwegian().count("unit.students", 28, &[]), "28 elever");
    }

    #[test]
    fn lists_have_the_commas_of_the_language() {
        assert_eq!(english().list(&["a", "b, c", "d"]), "a, b, c, d");
        assert_eq!(english().long_list(&["a", "b"]), "a; b");
        assert_eq!(english().list(&Vec::<String>::new()), "");
        let arabic = Locale::plain(Language::Arabic);
        assert_eq!(arabic.list(&["ليلى", "Ada"]), "ليلى، \u{2068}Ada\u{2069}");
    }

    #[test]
    fn counts_in_arabic_have_six_forms() {
        let arabic = Locale::plain(Language::Arabic);
        let days = [0, 1, 2, 3, 11, 100].map(|n| arabic.count("unit.days", n, &[]));
        assert_eq!(days, ["لا أيام", "يوم واحد", "يومان", "3 أيام", "11 يومًا", "100 يوم"]);
    }

    #[test]
    fn a_missing_key_shows_itself() {
        // Held in variables, for a literal here would be taken for a key that the page shows.
        let (plain, counted) = ("no.such.key", "no.such.count");
        assert_eq!(english().text(plain), plain);
        assert_eq!(english().count(counted, 2, &[]), counted);
    }
}
