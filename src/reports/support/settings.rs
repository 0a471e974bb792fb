//! What the reader has set about the support signals: whether they are shown at all, and by which
//! thresholds. The browser keeps it as one line of text.

use super::compute::{SignalKind, Thresholds};

/// What the reader has set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SupportSettings {
    /// Whether students who may need support are named anywhere.
    pub is_shown: bool,
    /// When the signals hold.
    pub thresholds: Thresholds,
}

impl Default for SupportSettings {
    fn default() -> Self {
        Self { is_shown: true, thresholds: Thresholds::default() }
    }
}

impl SupportSettings {
    /// The highest threshold of a rule that can be set.
    #[must_use]
    pub fn most(rule: SignalKind) -> f64 {
        match rule {
            SignalKind::Absent => 365.0,
            SignalKind::LessTime => 100.0,
            SignalKind::Overdue => 99.0,
            SignalKind::BelowCourse => 5.0,
            SignalKind::Falling => 20.0,
        }
    }

    /// How far two neighbouring thresholds of a rule are from each other.
    #[must_use]
    pub fn step(rule: SignalKind) -> f64 {
        if rule == SignalKind::BelowCourse { 0.1 } else { 1.0 }
    }

    /// The threshold of a rule, in the unit that the rule is told in; 0 where it is off.
    ///
    /// ```
    /// use roundview::reports::support::{compute::SignalKind, settings::SupportSettings};
    ///
    /// assert_eq!(SupportSettings::default().threshold(SignalKind::Absent), 7.0);
    /// ```
    #[must_use]
    pub fn threshold(&self, rule: SignalKind) -> f64 {
        let thresholds = &self.thresholds;
        match rule {
            SignalKind::Absent => thresholds.absent_days.into(),
            SignalKind::LessTime => thresholds.less_time_percent,
            SignalKind::Overdue => thresholds.overdue_activities.into(),
            SignalKind::BelowCourse => thresholds.below_course_deviations,
            SignalKind::Falling => thresholds.falling_grades.into(),
        }
    }

    /// The settings with another threshold, brought to the nearest that can be set. One grade makes no
    /// trend, so the threshold of *falling* is 0 or at least 2.
    ///
    /// ```
    /// use roundview::reports::support::{compute::SignalKind, settings::SupportSettings};
    ///
    /// let settings = SupportSettings::default().with_threshold(SignalKind::Absent, 13.6);
    /// assert_eq!(settings.threshold(SignalKind::Absent), 14.0);
    /// ```
    #[must_use]
    pub fn with_threshold(mut self, rule: SignalKind, value: f64) -> Self {
        // What is no number is 0, as a conversion makes it.
        let tenths = (value.clamp(0.0, Self::most(rule)) * 10.0).round() as u32;
        let whole = (tenths + 5) / 10;
        let thresholds = &mut self.thresholds;
        match rule {
            SignalKind::Absent => thresholds.absent_days = whole,
            SignalKind::LessTime => thresholds.less_time_percent = whole.into(),
            SignalKind::Overdue => thresholds.overdue_activities = whole,
            SignalKind::BelowCourse => thresholds.below_course_deviations = f64::from(tenths) / 10.0,
            SignalKind::Falling => thresholds.falling_grades = if whole == 1 { 2 } else { whole },
        }
        self
    }

    /// The settings as the browser keeps them: whether they are shown, then the thresholds in tenths.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = u8::from(self.is_shown).to_string();
        for rule in SignalKind::ALL {
            text.push(' ');
            text.push_str(&((self.threshold(rule) * 10.0).round() as u32).to_string());
        }
        text
    }

    /// Reads what was kept. What isn't understood of it is as it is by default.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut words = text.split(' ');
        let mut settings = Self { is_shown: words.next() != Some("0"), ..Self::default() };
        for (rule, word) in SignalKind::ALL.into_iter().zip(words) {
            if let Ok(tenths) = word.parse::<u32>() {
                settings = settings.with_threshold(rule, f64::from(tenths) / 10.0);
            }
        }
        settings
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn kept_as_a_line() {
        let settings = SupportSettings::default();
        assert_eq!(settings.print(), "1 70 500 20 10 40");
        let settings = settings.with_threshold(SignalKind::BelowCourse, 1.5).with_threshold(SignalKind::LessTime, 0.0);
        assert_eq!(SupportSettings { is_shown: false, ..settings }.print(), "0 70 0 20 15 40");
    }

    #[test]
    fn what_can_not_be_set_becomes_what_can() {
        let set = |rule, value| SupportSettings::default().with_threshold(rule, value).threshold(rule);
        assert_eq!(set(SignalKind::Absent, -3.0), 0.0);
        assert_eq!(set(SignalKind::Absent, 1e9), 365.0);
        assert_eq!(set(SignalKind::Absent, f64::NAN), 0.0);
        assert_eq!(set(SignalKind::LessTime, 33.4), 33.0);
        assert_eq!(set(SignalKind::BelowCourse, 0.25), 0.3);
        assert_eq!(set(SignalKind::Falling, 1.0), 2.0);
    }

    #[test]
    fn what_was_not_understood_is_as_by_default() {
        for text in ["", "nonsense", "1", "1 x 500", "1 -5"] {
            assert_eq!(SupportSettings::parse(text), SupportSettings::default(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_what_was_kept_gives_it_back(is_shown: bool, values in proptest::array::uniform5(0.0..400.0)) {
            let settings = SupportSettings { is_shown, ..SupportSettings::default() };
            let settings = SignalKind::ALL.into_iter().zip(values).fold(settings, |settings, (rule, value)| {
                settings.with_threshold(rule, value)
            });
            prop_assert_eq!(SupportSettings::parse(&settings.print()), settings);
        }

        #[test]
        fn any_text_is_read(text: String) {
            let settings = SupportSettings::parse(&text);
            prop_assert_eq!(SupportSettings::parse(&settings.print()), settings);
        }
    }
}
