//! The support signals in words: what holds of a student, the numbers that it holds by, and the rule. Pure; for the
//! lists of the page and for the weekly update alike. Nothing is weighed or put in an order of need.

use super::compute::{Absent, BelowCourse, FallingGrades, StudentSignals, Support};
use crate::{
    dataset::Scale,
    i18n::{DateStyle, Locale},
    reports::{activity::compute::WeekToWeek, grades::view_model::average},
};

/// Which rule a signal is by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignalKind {
    /// No visit for days.
    Absent,
    /// Less time than the week before.
    LessTime,
    /// Activities whose time is over and that are not completed.
    Overdue,
    /// An average below the course's.
    BelowCourse,
    /// Falling grades.
    Falling,
}

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
