//! Numbers written digit by digit: lengths for style sheets, and numbers as somebody gave them. The
//! standard library writes any float to its last digit, which takes 13 KiB of the page.

/// A number with at most so many decimals, up to 9, without zeros at its end; the point is a full
/// stop. Half a last decimal is rounded away from zero.
///
/// ```
/// use roundview::decimal::decimal;
///
/// assert_eq!(decimal(12.345, 2), "12.35");
/// assert_eq!(decimal(-0.5, 2), "-0.5");
/// assert_eq!(decimal(3.0, 2), "3");
/// assert_eq!(decimal(-0.001, 2), "0");
/// ```
#[must_use]
pub fn decimal(value: f64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let digits = (value.abs() * unit as f64).round() as u64;
    let sign = if value < 0.0 && digits > 0 { "-" } else { "" };
    let (whole, mut part) = (digits / unit, digits % unit);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let mut places = places as usize;
    while part.is_multiple_of(10) {
        part /= 10;
        places -= 1;
    }
    format!("{sign}{whole}.{part:0places$}")
}
