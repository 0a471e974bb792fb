//! The support signals in words: what holds of a student, the numbers that it holds by, and the rule. Pure; for the
//! lists of the page and for the weekly update alike. Nothing is weighed or put in an order of need.

use super::compute::{Absent, BelowCourse, FallingGrades, SignalKind, StudentSignals, Support};
use crate::{
    chart::spec::Details,
    dataset::Scale,
    export::Cell,
    i18n::{DateStyle, Locale},
    order::sort_rows_by_rank,
    reports::{
        activity::compute::WeekToWeek,
        grades::view_model::average,
        view_model::{RawUnit, Reading},
    },
};

/// A signal that holds of a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalWords {
    /// By which rule.
    pub kind: SignalKind,
    /// The reason, to stand after the student's name: "no visit for 9 days".
    pub text: String,
    /// The numbers behind it, as a sentence; empty where the reason has them all.
    pub numbers: String,
    /// The rule, with the threshold that was asked for.
    pub help: String,
}

impl SignalWords {
    /// The reason as a sentence of its own: "No visit for 9 days."
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut sentence = format!("{}.", self.text);
        // Reasons begin with a number or with a letter that ASCII has.
        if let Some(first) = sentence.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        sentence
    }
}

/// The signals that hold of a student, in the order of the rules. `scales` are those of the course, which
/// [`Support::selection`] names by index.
#[must_use]
pub fn signal_words(
    locale: &Locale,
    scales: &[Scale],
    support: &Support,
    signals: &StudentSignals,
) -> Vec<SignalWords> {
    let scale = support.selection.and_then(|selection| scales.get(selection.scale as usize));
    let words = [
        signals.absent.map(|absent| (SignalKind::Absent, absent_words(locale, &absent))),
        signals.less_time.and_then(|weeks| Some((SignalKind::LessTime, less_time_words(locale, &weeks)?))),
        signals.overdue.map(|count| (SignalKind::Overdue, overdue_words(locale, count))),
        signals.below_course.map(|below| (SignalKind::BelowCourse, below_words(locale, scale, &below))),
        signals.falling.map(|falling| (SignalKind::Falling, falling_words(locale, &falling))),
    ];
    let whole = |(kind, (text, numbers))| SignalWords { kind, text, numbers, help: rule(locale, support, kind) };
    words.into_iter().flatten().map(whole).collect()
}

/// The rule of a signal in words, with its threshold.
#[must_use]
pub fn rule(locale: &Locale, support: &Support, kind: SignalKind) -> String {
    let thresholds = &support.thresholds;
    match kind {
        SignalKind::Absent => locale.count("support.absent-help", thresholds.absent_days.into(), &[]),
        SignalKind::LessTime => {
            let percent = locale.percent(thresholds.less_time_percent);
            locale.with("support.less-time-help", &[("percent", &percent)])
        }
        SignalKind::Overdue => locale.count("support.overdue-help", thresholds.overdue_activities.into(), &[]),
        SignalKind::BelowCourse => {
            let deviations = locale.number(thresholds.below_course_deviations);
            locale.with("support.below-course-help", &[("deviations", &deviations)])
        }
        SignalKind::Falling => locale.count("support.falling-help", thresholds.falling_grades.into(), &[]),
    }
}

fn absent_words(locale: &Locale, absent: &Absent) -> (String, String) {
    let since = locale.date(absent.since.date(), DateStyle::Full);
    let days = u64::from(absent.days);
    match absent.last_visit {
        Some(_) => {
            (locale.count("support.absent", days, &[]), locale.with("support.absent-since", &[("date", &since)]))
        }
        None => (locale.count("support.never", days, &[]), locale.with("support.never-since", &[("date", &since)])),
    }
}

/// None where there is nothing to compare with, of which the rule never holds.
fn less_time_words(locale: &Locale, weeks: &WeekToWeek) -> Option<(String, String)> {
    let percent = locale.decrease_percent(weeks.change_percent()?);
    let last = if weeks.last7_seconds > 0.0 {
        locale.duration(weeks.last7_seconds)
    } else {
        locale.text("support.no-time").to_owned()
    };
    let previous = locale.duration(weeks.previous7_seconds);
    Some((
        locale.with("support.less-time", &[("percent", &percent)]),
        locale.with("support.less-time-weeks", &[("last", &last), ("previous", &previous)]),
    ))
}

fn overdue_words(locale: &Locale, count: u32) -> (String, String) {
    (locale.count("support.overdue", count.into(), &[]), String::new())
}

fn below_words(locale: &Locale, scale: Option<&Scale>, below: &BelowCourse) -> (String, String) {
    let deviations = locale.one_decimal(below.deviations_below());
    let numbers = scale.map_or_else(String::new, |scale| {
        let (own, course) = (average(locale, scale, below.average), average(locale, scale, below.course_mean));
        locale.with("support.below-course-averages", &[("own", &own), ("course", &course)])
    });
    (locale.with("support.below-course", &[("deviations", &deviations)]), numbers)
}

fn falling_words(locale: &Locale, falling: &FallingGrades) -> (String, String) {
    let share = locale.share(-falling.slope / falling.scale_range);
    (
        locale.count("support.falling", falling.grades.into(), &[]),
        locale.with("support.falling-slope", &[("share", &share)]),
    )
}

/// The name of a signal where there is no room for its reason.
fn short_name(locale: &Locale, kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::Absent => locale.text("support.absent-name"),
        SignalKind::LessTime => locale.text("support.less-time-name"),
        SignalKind::Overdue => locale.text("support.overdue-name"),
        SignalKind::BelowCourse => locale.text("support.below-course-name"),
        SignalKind::Falling => locale.text("support.falling-name"),
    }
}

/// What holds of a student, for a row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentWords {
    /// The short names.
    pub names: String,
    /// The reasons.
    pub reasons: String,
    /// The reasons with the numbers behind them.
    pub details: Details,
}

/// What holds of a student. None where nothing does, or the signals are switched off.
#[must_use]
pub fn student_words(reading: &Reading, student: u32) -> Option<StudentWords> {
    let locale = reading.locale;
    let words = signals_of(reading, student)?;
    let names: Vec<&str> = words.iter().map(|words| short_name(locale, words.kind)).collect();
    let reasons: Vec<&str> = words.iter().map(|words| &*words.text).collect();
    let line = |words: &SignalWords| {
        // Without the full stop, for other lines may follow in the same sentence.
        let numbers = words.numbers.trim_end_matches('.');
        let reason = if numbers.is_empty() { words.text.clone() } else { format!("{}. {numbers}", words.text) };
        (short_name(locale, words.kind).to_owned(), reason)
    };
    Some(StudentWords {
        names: locale.list(&names),
        reasons: locale.long_list(&reasons),
        details: Details::new(locale.text("support.column"), words.iter().map(line)),
    })
}

/// Why a student may need support, in one sentence. None where nothing holds of the student.
#[must_use]
pub fn student_sentence(reading: &Reading, student: u32) -> Option<String> {
    let StudentWords { reasons, .. } = student_words(reading, student)?;
    Some(reading.locale.with("support.sentence", &[("reasons", &reasons)]))
}

fn signals_of(reading: &Reading, student: u32) -> Option<Vec<SignalWords>> {
    let support = reading.report.support.as_ref()?;
    Some(signal_words(reading.locale, &reading.info.scales, support, support.of(student)?))
}

/// The rules that are there: a school that hides averages of the course has no word of them.
pub fn rules(reading: &Reading) -> impl Iterator<Item = SignalKind> {
    let has_averages = reading.report.policy.course_average;
    SignalKind::ALL.into_iter().filter(move |kind| has_averages || *kind != SignalKind::BelowCourse)
}

/// The headings of the signals in a file: the reasons, and the number that each signal holds by.
#[must_use]
pub fn file_headings(reading: &Reading) -> Vec<String> {
    let locale = reading.locale;
    let mut headings = vec![locale.text("support.column").to_owned()];
    headings.extend(rules(reading).map(|kind| {
        let unit = match kind {
            SignalKind::Absent => locale.text("support.raw-days"),
            SignalKind::LessTime => locale.text("support.raw-percent"),
            SignalKind::Overdue => locale.text("support.raw-activities"),
            SignalKind::BelowCourse => locale.text("support.raw-deviations"),
            SignalKind::Falling => return reading.raw_heading(short_name(locale, kind), RawUnit::Raw),
        };
        format!("{}, {unit}", short_name(locale, kind))
    }));
    headings
}

/// The cells of a student under these headings; empty for what doesn't hold.
#[must_use]
pub fn file_cells(reading: &Reading, student: u32) -> Vec<Cell> {
    let signals = reading.report.support.as_ref().and_then(|support| support.of(student));
    let reasons = student_words(reading, student).map(|words| words.reasons);
    let number = |kind, signals: &StudentSignals| match kind {
        SignalKind::Absent => signals.absent.map(|absent| absent.days.into()),
        SignalKind::LessTime => signals.less_time.and_then(|weeks| weeks.change_percent()),
        SignalKind::Overdue => signals.overdue.map(f64::from),
        SignalKind::BelowCourse => signals.below_course.map(|below| below.deviations_below()),
        SignalKind::Falling => signals.falling.map(|falling| falling.slope),
    };
    let numbers = rules(reading).map(|kind| Cell::number(signals.and_then(|signals| number(kind, signals))));
    std::iter::once(reasons.map_or(Cell::Empty, Cell::Text)).chain(numbers).collect()
}

/// A rule as it stands around its threshold: what is before the number, and what after it.
#[must_use]
pub fn rule_parts(locale: &Locale, kind: SignalKind) -> [&'static str; 2] {
    match kind {
        SignalKind::Absent => [locale.text("support.absent-before"), locale.text("support.absent-after")],
        SignalKind::LessTime => [locale.text("support.less-time-before"), locale.text("support.less-time-after")],
        SignalKind::Overdue => [locale.text("support.overdue-before"), locale.text("support.overdue-after")],
        SignalKind::BelowCourse => {
            [locale.text("support.below-course-before"), locale.text("support.below-course-after")]
        }
        SignalKind::Falling => [locale.text("support.falling-before"), locale.text("support.falling-after")],
    }
}

/// Who has come and who has gone since the signals were `before`, in words; by name, in the order of
/// names. None where it is the same students.
#[must_use]
pub fn changes(reading: &Reading, before: &[u32]) -> Option<String> {
    let locale = reading.locale;
    let now: Vec<u32> = reading.report.support.as_ref()?.students.iter().map(|signals| signals.student).collect();
    let less = |all: &[u32], others: &[u32]| -> Vec<u32> {
        all.iter().copied().filter(|student| others.binary_search(student).is_err()).collect()
    };
    let mut parts = Vec::new();
    let (come, gone) = (less(&now, before), less(before, &now));
    if !come.is_empty() {
        parts.push(locale.count("support.come", come.len() as u64, &[("names", &some_names(reading, come))]));
    }
    if !gone.is_empty() {
        parts.push(locale.count("support.gone", gone.len() as u64, &[("names", &some_names(reading, gone))]));
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// As many names as can be taken in, and how many there are besides.
fn some_names(reading: &Reading, mut students: Vec<u32>) -> String {
    const MOST: usize = 8;
    sort_rows_by_rank(&mut students, &|student| reading.student(student).rank);
    let names: Vec<&str> = students.iter().take(MOST).map(|student| &*reading.student(*student).name).collect();
    let names = reading.locale.list(&names);
    match students.len().checked_sub(MOST) {
        None | Some(0) => names,
        Some(more) => reading.locale.count("support.more-names", more as u64, &[("names", &names)]),
    }
}
