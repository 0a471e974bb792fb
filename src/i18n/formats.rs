//! What depends on a language alone: digits, names of days and months.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::Plural;

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

/// A language's ways with numbers, counts and dates. The numbers are rounded already.
pub trait Formats: Send + Sync {
    /// A whole number with its groups: "12,345".
    fn whole(&self, value: f64) -> String;
    /// A number with exactly one decimal: "3.4".
    fn one_decimal(&self, value: f64) -> String;
    /// A whole percentage; 50 is "50%".
    fn percent(&self, value: f64) -> String;
    /// A whole percentage with its sign, none for zero: "+50%", "−50%", "0%".
    fn percent_signed(&self, value: f64) -> String;
    /// Which form of a counted text `n` takes.
    fn plural(&self, n: u64) -> Plural;
    /// A civil date.
    fn date(&self, day: NaiveDate, style: DateStyle) -> String;
    /// The time of day to the minute: "14:05".
    fn time(&self, time: NaiveTime) -> String;
    /// The day a calendar week starts with.
    fn first_weekday(&self) -> Weekday;
}
