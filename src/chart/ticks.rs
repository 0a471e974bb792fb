//! Value axes in whole sensible steps: 0, 15, 30, 45 min rather than 0, 17, 34.
//!
//! What a step is called is the caller's business: labels come from a function, so that this module
//! knows no language.

use super::spec::{Tick, ValueAxis};
use crate::order::sort_rows;

/// What an axis counts, which decides its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TickUnit {
    /// Seconds, in steps of minutes and hours as on a clock.
    Duration,
    /// Whole things, in steps of 1, 2 or 5 times a power of ten.
    Count,
    /// Percent from 0 to 100, in quarters.
    Percent,
}

/// Most intervals on an axis: few grid lines read faster than many.
const INTERVALS_MAX: f64 = 4.0;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;

/// The steps of a clock, up to a day. Above it days are counted like things.
const DURATION_STEPS: [f64; 12] = [
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    3.0 * HOUR,
    6.0 * HOUR,
    12.0 * HOUR,
    24.0 * HOUR,
];

/// A zero-based axis that holds `max`, with at most four intervals.
///
/// `label` writes a value of the unit (seconds, a count, percent). Anything but a positive finite
/// `max` gives the smallest axis of the unit, since an empty chart still has a scale.
///
/// ```
/// use roundview::chart::ticks::{TickUnit, axis};
///
/// let axis = axis(TickUnit::Duration, 50.0 * 60.0, &|seconds| format!("{} min", seconds / 60.0));
/// let labels: Vec<_> = axis.ticks.iter().map(|tick| tick.label.as_str()).collect();
/// assert_eq!(labels, ["0 min", "15 min", "30 min", "45 min", "60 min"]);
/// ```
#[must_use]
pub fn axis(unit: TickUnit, max: f64, label: &dyn Fn(f64) -> String) -> ValueAxis {
    let max = if max.is_finite() { max.max(0.0) } else { 0.0 };
    let step = match unit {
        TickUnit::Duration => DURATION_STEPS
            .into_iter()
            .find(|step| max <= step * INTERVALS_MAX)
            .unwrap_or_else(|| 24.0 * HOUR * step_of_count(max / (24.0 * HOUR))),
        TickUnit::Count => step_of_count(max),
        TickUnit::Percent => 25.0,
    };
    let intervals = match unit {
        TickUnit::Percent => 4.0,
        TickUnit::Duration | TickUnit::Count => (max / step).ceil().max(1.0),
    };
    // At most four intervals, so this loop is short whatever `max` was.
    let mut ticks = Vec::new();
    let mut position = 0.0;
    while position <= intervals {
        let value = position * step;
        ticks.push(Tick { value, label: label(value) });
        position += 1.0;
    }
    ValueAxis { min: 0.0, max: intervals * step, ticks }
}

/// An axis over the levels of a scale, each labelled, from the lowest to the highest.
///
/// `levels` are value and label in any order. `None` when they span nothing, for then there is no
/// height to show.
#[must_use]
pub fn level_axis(levels: impl IntoIterator<Item = (f64, String)>) -> Option<ValueAxis> {
    let levels: Vec<(f64, String)> = levels.into_iter().collect();
    let value = |level: u32| levels[level as usize].0;
    let mut order: Vec<u32> = (0..levels.len() as u32).collect();
    sort_rows(&mut order, &|a, b| value(a).total_cmp(&value(b)));
    let tick = |level: &u32| Tick { value: value(*level), label: levels[*level as usize].1.clone() };
    let ticks: Vec<Tick> = order.iter().map(tick).collect();
    let (min, max) = (ticks.first()?.value, ticks.last()?.value);
    (max > min).then_some(ValueAxis { min, max, ticks })
}

/// The least value of each of the five steps of a heat map.
///
/// Durations have fixed steps (any time, 10 min, 30 min, 1 h, 2 h), so that the same colour means
/// the same on every student's page. Counts and percent divide what runs to `max` into five equal
/// ranges of whole numbers, the first from 1.
#[must_use]
pub fn heat_thresholds(unit: TickUnit, max: f64) -> [f64; 5] {
    match unit {
        TickUnit::Duration => [0.0, 10.0 * MINUTE, 30.0 * MINUTE, HOUR, 2.0 * HOUR],
        TickUnit::Count | TickUnit::Percent => {
            let width = round_up((max / 5.0).max(1.0), &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0]);
            [0.0, 1.0, 2.0, 3.0, 4.0].map(|step| 1.0 + step * width)
        }
    }
}

/// The step of an axis of whole things up to `max`.
fn step_of_count(max: f64) -> f64 {
    round_up((max / INTERVALS_MAX).max(1.0), &[1.0, 2.0, 5.0])
}

/// The smallest of `leads` times a power of ten that is at least `value` (which is at least 1).
fn round_up(value: f64, leads: &[f64]) -> f64 {
    let mut power = 1.0;
    loop {
        for lead in leads {
            if value <= lead * power {
                return lead * power;
            }
        }
        power *= 10.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(unit: TickUnit, max: f64, expected: &[f64]) {
        let axis = axis(unit, max, &|value| value.to_string());
        let values: Vec<f64> = axis.ticks.iter().map(|tick| tick.value).collect();
        assert_eq!(values, expected, "{unit:?} up to {max}");
        assert_eq!(axis.max, expected[expected.len() - 1]);
    }

    #[test]
    fn durations_step_as_on_a_clock() {
        let minutes = |values: &[f64]| values.iter().map(|value| value * 60.0).collect::<Vec<_>>();
        check(TickUnit::Duration, 20.0, &minutes(&[0.0, 1.0]));
        check(TickUnit::Duration, 8.0 * 60.0, &minutes(&[0.0, 2.0, 4.0, 6.0, 8.0]));
        check(TickUnit::Duration, 42.0 * 60.0, &minutes(&[0.0, 15.0, 30.0, 45.0]));
        check(TickUnit::Duration, 100.0 * 60.0, &minutes(&[0.0, 30.0, 60.0, 90.0, 120.0]));
        check(TickUnit::Duration, 3.5 * 3600.0, &minutes(&[0.0, 60.0, 120.0, 180.0, 240.0]));
        check(TickUnit::Duration, 10.0 * 3600.0, &minutes(&[0.0, 180.0, 360.0, 540.0, 720.0]));
        check(TickUnit::Duration, 7.0 * 86400.0, &minutes(&[0.0, 2880.0, 5760.0, 8640.0, 11520.0]));
    }

    #[test]
    fn counts_step_in_ones_twos_and_fives() {
        check(TickUnit::Count, 1.0, &[0.0, 1.0]);
        check(TickUnit::Count, 3.0, &[0.0, 1.0, 2.0, 3.0]);
        check(TickUnit::Count, 7.0, &[0.0, 2.0, 4.0, 6.0, 8.0]);
        check(TickUnit::Count, 17.0, &[0.0, 5.0, 10.0, 15.0, 20.0]);
        check(TickUnit::Count, 230.0, &[0.0, 100.0, 200.0, 300.0]);
    }

    #[test]
    fn percent_is_always_the_whole() {
        check(TickUnit::Percent, 12.0, &[0.0, 25.0, 50.0, 75.0, 100.0]);
    }

    #[test]
    fn nothing_to_show_still_has_a_scale() {
        for max in [0.0, -3.0, f64::NAN, f64::INFINITY] {
            check(TickUnit::Count, max, &[0.0, 1.0]);
            check(TickUnit::Duration, max, &[0.0, 60.0]);
        }
    }

    #[test]
    fn levels_run_from_the_lowest_to_the_highest() {
        let axis = level_axis([(3.0, "High".to_owned()), (1.0, "Low".to_owned())]);
        let axis = axis.expect("two levels span something");
        assert_eq!((axis.min, axis.max), (1.0, 3.0));
        assert_eq!(axis.ticks[0].label, "Low");
        assert_eq!(level_axis([(2.0, "Only".to_owned())]), None);
        assert_eq!(level_axis([]), None);
    }

    #[test]
    fn heat_steps_of_counts_are_whole_and_equal() {
        assert_eq!(heat_thresholds(TickUnit::Count, 0.0), [1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(heat_thresholds(TickUnit::Count, 29.0), [1.0, 7.0, 13.0, 19.0, 25.0]);
    }
}
