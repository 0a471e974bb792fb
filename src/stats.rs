//! Plain mathematics over numbers: no data set, no words, no rounding. A figure of nothing is
//! `None`, never 0 or NaN.

use std::ops::Range;

/// How far two figures may lie apart, of their size, and still count as equal. Sums of fractions
/// differ in their last digits by the order of the terms; a threshold that is reached exactly on
/// paper must be reached here too.
pub const TOLERANCE: f64 = 1e-9;

/// Whether `value` is `threshold` or more; the last digits don't decide.
#[must_use]
pub fn reaches(value: f64, threshold: f64) -> bool {
    value >= threshold - TOLERANCE * threshold.abs()
}

/// The arithmetic mean; none of no values.
///
/// ```
/// use roundview::stats::mean;
/// assert_eq!(mean([1.0, 2.0, 6.0]), Some(3.0));
/// assert_eq!(mean([]), None);
/// ```
#[must_use]
pub fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut mean = Mean::default();
    values.into_iter().for_each(|value| mean.add(value));
    mean.get()
}

/// A mean under way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    /// Takes one more value in.
    pub fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    /// Of how many values.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The mean so far; none of no values.
    #[must_use]
    pub fn get(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

/// Mean and standard deviation by the population formula √(Σ(x − mean)² ÷ n); none of no values.
/// Values that differ in their last digits alone have the deviation 0.
///
/// ```
/// use roundview::stats::mean_and_deviation;
/// // Distances from 5 squared: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; √(32 ÷ 8) = 2.
/// assert_eq!(mean_and_deviation(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]), Some((5.0, 2.0)));
/// ```
#[must_use]
pub fn mean_and_deviation(values: &[f64]) -> Option<(f64, f64)> {
    let mean = mean(values.iter().copied())?;
    let squares = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    let deviation = (squares / values.len() as f64).sqrt();
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    Some((mean, if deviation <= TOLERANCE * largest { 0.0 } else { deviation }))
}

/// The slope of the least-squares line through the values at the positions 0, 1, 2, …, per
/// position. A gap keeps its position. None below two values.
///
/// ```
/// use roundview::stats::slope;
/// assert_eq!(slope(&[Some(10.0), Some(20.0), Some(30.0)]), Some(10.0));
/// // 40 from position 0 to position 2.
/// assert_eq!(slope(&[Some(10.0), None, Some(50.0)]), Some(20.0));
/// assert_eq!(slope(&[None, Some(10.0)]), None);
/// ```
#[must_use]
pub fn slope(values: &[Option<f64>]) -> Option<f64> {
    let points = || values.iter().enumerate().filter_map(|(position, value)| Some((position as f64, (*value)?)));
    let mean_position = mean(points().map(|(position, _)| position))?;
    let mean_value = mean(points().map(|(_, value)| value))?;
    let (mut products, mut squares) = (0.0, 0.0);
    for (position, value) in points() {
        products += (position - mean_position) * (value - mean_value);
        squares += (position - mean_position).powi(2);
    }
    // Of a single value the positions don't spread.
    (squares > 0.0).then(|| products / squares)
}

/// The value in the middle, or the mean of the two in the middle; none of no values. Sorts them.
///
/// ```
/// use roundview::stats::median;
/// assert_eq!(median(&mut [5.0, 1.0, 3.0]), Some(3.0));
/// assert_eq!(median(&mut [5.0, 1.0, 3.0, 4.0]), Some(3.5));
/// ```
#[must_use]
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(values[values.len() / 2 - 1], upper))
}

/// Which of `bins` equally wide bins over `range` a value is in. Each bin holds its lower edge; the
/// last holds its upper edge too. A value outside the range is in the bin nearest to it.
///
/// ```
/// use roundview::stats::bin_of;
/// assert_eq!([0.0, 19.0, 20.0, 80.0, 100.0].map(|score| bin_of(score, &(0.0..100.0), 5)), [0, 0, 1, 4, 4]);
/// ```
#[must_use]
pub fn bin_of(value: f64, range: &Range<f64>, bins: usize) -> usize {
    let place = (value - range.start) / (range.end - range.start) * bins as f64;
    // The cast holds a negative number at 0.
    ((place + TOLERANCE) as usize).min(bins - 1)
}

/// How many values are in each bin, see [`bin_of`].
///
/// ```
/// use roundview::stats::histogram;
/// assert_eq!(histogram([0.0, 5.0, 20.0, 100.0], &(0.0..100.0), 5), [2, 1, 0, 0, 1]);
/// ```
#[must_use]
pub fn histogram(values: impl IntoIterator<Item = f64>, range: &Range<f64>, bins: usize) -> Vec<u64> {
    let mut counts = vec![0; bins];
    values.into_iter().for_each(|value| counts[bin_of(value, range, bins)] += 1);
    counts
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn nothing_has_no_figures() {
        assert_eq!(mean([]), None);
        assert_eq!(mean_and_deviation(&[]), None);
        assert_eq!(slope(&[]), None);
        assert_eq!(slope(&[None, None]), None);
        assert_eq!(median(&mut []), None);
        assert_eq!(histogram([], &(0.0..100.0), 2), [0, 0]);
    }

    #[track_caller]
    fn check_slope(values: &[Option<f64>], expected: f64) {
        let slope = slope(values).unwrap();
        assert!((slope - expected).abs() < 1e-12, "{slope} is not {expected}");
    }

    #[test]
    fn slopes() {
        // Positions 0…3, mean 1.5; values' mean 5. (−1.5)(−1) + (−0.5)(1) + (0.5)(−3) + (1.5)(3) = 4;
        // squares 2.25 + 0.25 + 0.25 + 2.25 = 5; 4 ÷ 5.
        check_slope(&[Some(4.0), Some(6.0), Some(2.0), Some(8.0)], 0.8);
        // Positions 1, 2, 4, mean 7/3; values 3, 3, 0, mean 2. (−4/3)(1) + (−1/3)(1) + (5/3)(−2) = −5;
        // squares (16 + 1 + 25)/9 = 14/3; −5 ÷ 14/3 = −15/14.
        check_slope(&[None, Some(3.0), Some(3.0), None, Some(0.0), None], -15.0 / 14.0);
        check_slope(&[Some(7.0), Some(7.0), Some(7.0)], 0.0);
    }

    #[test]
    fn equal_values_do_not_deviate() {
        // 0.1 + 0.2 is not the float 0.3.
        let (mean, deviation) = mean_and_deviation(&[0.1 + 0.2, 0.3, 0.3]).unwrap();
        assert!((mean - 0.3).abs() < 1e-12);
        assert_eq!(deviation, 0.0);
    }

    #[test]
    fn a_bin_begins_at_its_edge_whatever_the_last_digit() {
        assert_eq!(bin_of(29.999_999_999_999_996, &(0.0..100.0), 10), 3);
        assert_eq!(bin_of(29.99, &(0.0..100.0), 10), 2);
        assert_eq!(bin_of(-3.0, &(0.0..100.0), 10), 0);
    }

    #[test]
    fn thresholds_are_reached_whatever_the_last_digit() {
        assert!(reaches(0.3, 0.1 + 0.2));
        assert!(reaches(-5.0, -5.0) && reaches(0.0, 0.0));
        assert!(!reaches(0.299_999, 0.3));
    }

    proptest! {
        #[test]
        fn a_mean_lies_between_the_extremes(values in vec(0.0..100.0, 1..40)) {
            let (mean, deviation) = mean_and_deviation(&values).unwrap();
            let lowest = values.iter().copied().fold(f64::MAX, f64::min);
            let highest = values.iter().copied().fold(f64::MIN, f64::max);
            prop_assert!(reaches(mean, lowest) && reaches(highest, mean));
            prop_assert!(reaches((highest - lowest) / 2.0 + 1e-9, deviation));
        }

        #[test]
        fn a_line_has_its_own_slope(
            start in -100.0..100.0_f64, step in -10.0..10.0_f64, gaps in vec(any::<bool>(), 2..30),
        ) {
            let value = |(position, is_gap): (usize, &bool)| (!is_gap).then_some(start + step * position as f64);
            let values: Vec<Option<f64>> = gaps.iter().enumerate().map(value).collect();
            match slope(&values) {
                Some(slope) => prop_assert!((slope - step).abs() < 1e-9),
                None => prop_assert!(values.iter().flatten().count() < 2),
            }
        }

        #[test]
        fn a_histogram_counts_every_value_once(values in vec(-10.0..110.0, 0..40), bins in 1..20_usize) {
            let counts = histogram(values.iter().copied(), &(0.0..100.0), bins);
            prop_assert_eq!(counts.iter().sum::<u64>(), values.len() as u64);
        }
    }
}
