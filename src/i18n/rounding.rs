//! How figures are rounded for display. Nothing is rounded before it is shown.

/// How far a value may lie from what it stands for: sums of shares carry this much of binary noise.
const TOLERANCE: f64 = 1e-9;

/// `value` to a whole number, half away from zero. A value that misses a half by binary noise alone counts as the half:
/// 29 of 200, as a percentage, is 14.499999999999998 and means 14.5.
///
/// ```
/// use roundview::i18n::half_away;
/// assert_eq!(half_away(0.145 * 100.0), 15.0);
/// assert_eq!(half_away(-2.5), -3.0);
/// ```
#[must_use]
pub fn half_away(value: f64) -> f64 {
    let rounded = (value * (1.0 + TOLERANCE)).round();
    // Never the negative zero, which formatters show with its sign.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// `value` to a whole number, half up, with the same regard for binary noise.
#[must_use]
pub(super) fn half_up(value: f64) -> f64 {
    (value + TOLERANCE * value.abs() + 0.5).floor()
}

/// A percentage (0 to 100) as it is shown: whole, half away from zero, but 0 and 100 only when that is exactly what it
/// is. Nearly all is 99 and hardly any is 1, for "100 %" says that nothing is missing.
///
/// ```
/// use roundview::i18n::percent_whole;
/// assert_eq!(percent_whole(99.8), 99.0);
/// assert_eq!(percent_whole(0.1), 1.0);
/// ```
#[must_use]
pub fn percent_whole(value: f64) -> f64 {
    let rounded = half_away(value);
    let exact = (value - rounded).abs() <= TOLERANCE * rounded;
    if exact || (rounded != 0.0 && rounded != 100.0) {
        rounded
    } else if value > rounded {
        rounded + 1.0
    } else {
        rounded - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(round: fn(f64) -> f64, cases: &[(f64, f64)]) {
        for &(value, expected) in cases {
            let rounded = round(value);
            assert_eq!(rounded, expected, "{value}");
            assert!(rounded != 0.0 || rounded.is_sign_positive(), "{value} gives -0");
        }
    }

    #[test]
    fn halves_go_away_from_zero() {
        check(
            half_away,
            &[
                (0.0, 0.0),
                (-0.0, 0.0),
                (0.49, 0.0),
                (-0.49, 0.0),
                (0.5, 1.0),
                (-0.5, -1.0),
                (14.499_999_999_999_998, 15.0),
                (14.499_9, 14.0),
                (-66.666_7, -67.0),
                (250.0, 250.0),
            ],
        );
    }

    #[test]
    fn levels_and_minutes_go_half_up() {
        check(half_up, &[(44.5, 45.0), (44.4, 44.0), (1.499_999_999_999_9, 2.0), (-2.5, -2.0), (0.0, 0.0)]);
    }

    #[test]
    fn all_and_nothing_are_said_only_when_exact() {
        check(
            percent_whole,
            &[
                (0.0, 0.0),
                (100.0, 100.0),
                (99.6, 99.0),
                (99.999_999, 99.0),
                (0.001, 1.0),
                (0.5, 1.0),
                (99.4, 99.0),
                (49.5, 50.0),
                // Shares whose sum in binary is a hair off the whole.
                (0.999_999_999_999_999_9 * 100.0, 100.0),
            ],
        );
    }
}
