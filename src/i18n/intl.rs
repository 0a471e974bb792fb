//! The browser's own formats, through `Intl`: no data of languages is in the bundle.
//!
//! An `Intl` object costs milliseconds to make and microseconds to use, so each is made once, when first needed. They are
//! held per thread and not in [`IntlFormats`], which so may travel wherever plain data may.

use std::cell::RefCell;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use js_sys::{Array, Function, Map, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{DateStyle, Formats, Language, Locale, Plural};
use crate::dataset::Interner;

/// The formats of one BCP 47 tag.
#[derive(Clone, Debug)]
struct IntlFormats {
    tag: Arc<str>,
    /// Where the browser refuses the tag.
    fallback: &'static str,
}

/// One cached function of an `Intl` object.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Formatter {
    Whole,
    OneDecimal,
    Percent,
    PercentSigned,
    Date(DateStyle),
    Time,
    Plural,
}

struct Made {
    tag: Arc<str>,
    formatter: Formatter,
    function: Function,
}

thread_local! {
    static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

/// For each of `names` its rank in the order of a language; equal names have equal ranks. Sort by last name, then first
/// name, by the pair of their ranks.
///
/// Without a [`Locale`], so that the worker, which orders names and words nothing, carries no catalogue.
#[must_use]
pub fn ranks(tag: &str, names: &[&str]) -> Vec<u32> {
    // Every browser that runs WebAssembly can do this; in one that can't, the names keep their order.
    try_ranks(tag, names).unwrap_or_else(|_| vec![0; names.len()])
}

/// The comparing happens wholly on the JavaScript side: one that came back here for each pair would cost several times
/// the sort.
fn try_ranks(tag: &str, names: &[&str]) -> Result<Vec<u32>, JsValue> {
    let options = Object::new();
    // "Week 2" stands before "Week 10".
    Reflect::set(&options, &"numeric".into(), &JsValue::TRUE)?;
    let fallback = Language::from_tag(tag).map_or("en", Language::tag);
    let collator = construct("Collator", tag, &options).or_else(|_| construct("Collator", fallback, &options))?;
    let compare = Reflect::get(&collator, &"compare".into())?;
    // Many share a name; each is compared once.
    let mut numbers = Interner::default();
    let numbered: Vec<u32> = names.iter().map(|name| numbers.intern(name)).collect();
    let distinct: Array = numbers.texts().map(JsValue::from_str).collect();
    let sorted = distinct.slice(0, distinct.length());
    let sort: Function = Reflect::get(&sorted, &"sort".into())?.dyn_into()?;
    sort.call1(&sorted, &compare)?;
    let ranks = Map::new();
    for (rank, name) in sorted.iter().enumerate() {
        ranks.set(&name, &(rank as u32).into());
    }
    let rank_of: Vec<u32> = distinct.iter().map(|name| ranks.get(&name).as_f64().unwrap_or_default() as u32).collect();
    Ok(numbered.into_iter().map(|number| rank_of[number as usize]).collect())
}

/// Makes the browser load what it needs to put names in the order of a language, while there is time.
pub fn warm_ranks(tag: &str) {
    let _ = try_ranks(tag, &["a", "b"]);
}

/// The locale of English, for readers of none of the languages.
#[must_use]
pub fn english() -> Locale {
    regional(Language::English, Language::English.tag())
}

/// The locale of a tag such as `nb-NO`, as the host or the browser names it; none where its language has no catalogue.
/// A tag without a region takes the one that most readers of its words live in.
#[must_use]
pub fn locale(tag: &str) -> Option<Locale> {
    Language::from_tag(tag).map(|language| regional(language, tag))
}

fn regional(language: Language, tag: &str) -> Locale {
    let home = language.home();
    let tag = if tag.len() > language.tag().len() { tag } else { home };
    let formats = IntlFormats { tag: tag.into(), fallback: home };
    Locale::new(language, tag, Arc::new(formats))
}

/// Makes everything that pages need of a locale, a piece at each call from 0 on, so that no call takes long. False: all
/// is made.
pub fn warm(locale: &Locale, piece: usize) -> bool {
    match piece {
        0 => drop(locale.whole(0)),
        1 => drop(locale.date(NaiveDate::default(), DateStyle::Full)),
        2 => drop(locale.date_time(NaiveDateTime::default())),
        3 => drop(locale.date(NaiveDate::default(), DateStyle::WeekdayShort)),
        4 => drop(locale.change_percent(0.0)),
        5 => drop(locale.plural(0)),
        _ => return false,
    }
    true
}

impl Formatter {
    /// The `Intl` class and the options.
    fn recipe(self) -> (&'static str, Vec<(&'static str, JsValue)>) {
        let number = |options: &[(&'static str, &str)], decimals: u32| {
            let mut options: Vec<(&'static str, JsValue)> =
                options.iter().map(|(name, value)| (*name, (*value).into())).collect();
            options.push(("minimumFractionDigits", decimals.into()));
            options.push(("maximumFractionDigits", decimals.into()));
            ("NumberFormat", options)
        };
        let date = |options: &[(&'static str, &str)]| {
            let mut options: Vec<(&'static str, JsValue)> =
                options.iter().map(|(name, value)| (*name, (*value).into())).collect();
            // The dates are civil already.
            options.push(("timeZone", "UTC".into()));
            // The reports count by the months of this calendar, in regions with another one too.
            options.push(("calendar", "gregory".into()));
            ("DateTimeFormat", options)
        };
        match self {
            Self::Whole => number(&[], 0),
            Self::OneDecimal => number(&[], 1),
            Self::Percent => number(&[("style", "percent")], 0),
            Self::PercentSigned => number(&[("style", "percent"), ("signDisplay", "exceptZero")], 0),
            Self::Date(DateStyle::Full) => {
                date(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")])
            }
            Self::Date(DateStyle::Short) => date(&[("day", "numeric"), ("month", "short"), ("year", "numeric")]),
            Self::Date(DateStyle::DayMonth) => date(&[("day", "numeric"), ("month", "short")]),
            Self::Date(DateStyle::Month) => date(&[("month", "long"), ("year", "numeric")]),
            Self::Date(DateStyle::MonthShort) => date(&[("month", "short")]),
            Self::Date(DateStyle::WeekdayShort) => date(&[("weekday", "short")]),
            Self::Time => date(&[("hour", "2-digit"), ("minute", "2-digit")]),
            Self::Plural => ("PluralRules", Vec::new()),
        }
    }

    fn make(self, tag: &str, fallback: &str) -> Result<Function, JsValue> {
        let (class, options) = self.recipe();
        let object = Object::new();
        for (name, value) in options {
            Reflect::set(&object, &name.into(), &value)?;
        }
        let made = construct(class, tag, &object).or_else(|_| construct(class, fallback, &object))?;
        if self == Self::Plural {
            // Unlike `format`, it is a method, and wants its object.
            let select: Function = Reflect::get(&made, &"select".into())?.dyn_into()?;
            return Ok(select.bind0(&made));
        }
        Reflect::get(&made, &"format".into())?.dyn_into()
    }
}

/// `new Intl[class](tag, options)`
fn construct(class: &str, tag: &str, options: &Object) -> Result<JsValue, JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    let class: Function = Reflect::get(&intl, &class.into())?.dyn_into()?;
    Reflect::construct(&class, &Array::of2(&tag.into(), options))
}

impl IntlFormats {
    fn function(&self, formatter: Formatter) -> Result<Function, JsValue> {
        MADE.with_borrow_mut(|made| {
            let known = made.iter().find(|one| one.formatter == formatter && one.tag == self.tag);
            if let Some(one) = known {
                return Ok(one.function.clone());
            }
            let function = formatter.make(&self.tag, self.fallback)?;
            made.push(Made { tag: self.tag.clone(), formatter, function: function.clone() });
            Ok(function)
        })
    }

    /// Every browser that runs WebAssembly has all that is asked for here; in one that hasn't, the figure is missing and
    /// the page stands.
    fn format(&self, formatter: Formatter, value: f64) -> String {
        self.function(formatter)
            .and_then(|function| function.call1(&JsValue::UNDEFINED, &value.into()))
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }

    fn format_moment(&self, formatter: Formatter, moment: NaiveDateTime) -> String {
        self.format(formatter, moment.and_utc().timestamp_millis() as f64)
    }

    /// The first day of the week, 1 for Monday to 7 for Sunday, where the browser knows it.
    fn week_start(&self) -> Result<Option<f64>, JsValue> {
        let locale = construct("Locale", &self.tag, &Object::new())?;
        let method = Reflect::get(&locale, &"getWeekInfo".into())?;
        let info = match method.dyn_into::<Function>() {
            Ok(method) => method.call0(&locale)?,
            Err(_) => Reflect::get(&locale, &"weekInfo".into())?,
        };
        if info.is_undefined() {
            return Ok(None);
        }
        Ok(Reflect::get(&info, &"firstDay".into())?.as_f64())
    }
}

impl Formats for IntlFormats {
    fn whole(&self, value: f64) -> String {
        self.format(Formatter::Whole, value)
    }

    fn one_decimal(&self, value: f64) -> String {
        self.format(Formatter::OneDecimal, value)
    }

    fn percent(&self, value: f64) -> String {
        self.format(Formatter::Percent, value / 100.0)
    }

    fn percent_signed(&self, value: f64) -> String {
        self.format(Formatter::PercentSigned, value / 100.0)
    }

    fn plural(&self, n: u64) -> Plural {
        Plural::from_name(&self.format(Formatter::Plural, n as f64)).unwrap_or(Plural::Other)
    }

    fn date(&self, day: NaiveDate, style: DateStyle) -> String {
        self.format_moment(Formatter::Date(style), day.and_time(NaiveTime::MIN))
    }

    fn time(&self, time: NaiveTime) -> String {
        self.format_moment(Formatter::Time, NaiveDate::default().and_time(time))
    }

    fn first_weekday(&self) -> Weekday {
        match self.week_start() {
            Ok(Some(7.0)) => Weekday::Sun,
            Ok(Some(6.0)) => Weekday::Sat,
            _ => Weekday::Mon,
        }
    }
}
