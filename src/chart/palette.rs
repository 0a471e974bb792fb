//! The inks of a chart, by meaning. Their colours live in the page's design tokens alone; a palette
//! is filled from those (in the page) or from a function (natively), never written down here.

use plotters::style::RGBColor;

use super::spec::{Role, StatusTone};

/// What a mark, line or word is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words that matter.
    Text,
    /// Axis labels and other quiet words.
    TextMuted,
    /// The page behind the chart.
    Surface,
    /// The zero line.
    Line,
    /// What is pointed at.
    Accent,
    /// The student's figures.
    Student,
    /// The course's figures.
    Course,
    /// Grid lines.
    Grid,
    /// A heat map's cell: 0 for empty, then the five steps.
    Heat(u8),
    /// A status.
    Status(StatusTone),
}

impl Ink {
    /// Every ink once, in the order of a palette.
    pub const ALL: [Self; 20] = [
        Self::Text,
        Self::TextMuted,
        Self::Surface,
        Self::Line,
        Self::Accent,
        Self::Student,
        Self::Course,
        Self::Grid,
        Self::Heat(0),
        Self::Heat(1),
        Self::Heat(2),
        Self::Heat(3),
        Self::Heat(4),
        Self::Heat(5),
        Self::Status(StatusTone::OnTime),
        Self::Status(StatusTone::Late),
        Self::Status(StatusTone::LateGraded),
        Self::Status(StatusTone::Missed),
        Self::Status(StatusTone::Open),
        Self::Status(StatusTone::Inactive),
    ];

    /// The value of the design tokens that holds the colour, as CSS.
    #[must_use]
    pub const fn css(self) -> &'static str {
        match self {
            Self::Text => "var(--color-text)",
            Self::TextMuted => "var(--color-text-muted)",
            Self::Surface => "var(--color-surface)",
            Self::Line => "var(--color-line)",
            Self::Accent => "var(--color-accent)",
            Self::Student => "var(--color-chart-student)",
            Self::Course => "var(--color-chart-course)",
            Self::Grid => "var(--color-chart-grid)",
            Self::Heat(0) => "var(--color-heat-0)",
            Self::Heat(1) => "var(--color-heat-1)",
            Self::Heat(2) => "var(--color-heat-2)",
            Self::Heat(3) => "var(--color-heat-3)",
            Self::Heat(4) => "var(--color-heat-4)",
            Self::Heat(_) => "var(--color-heat-5)",
            Self::Status(StatusTone::OnTime) => "var(--color-status-on-time)",
            Self::Status(StatusTone::Late) => "var(--color-status-late)",
            // A theme without a colour of its own for Grades shows late as Progress does.
            Self::Status(StatusTone::LateGraded) => "var(--color-status-late-grade, var(--color-status-late))",
            Self::Status(StatusTone::Missed) => "var(--color-status-missed)",
            Self::Status(StatusTone::Open) => "var(--color-status-open)",
            Self::Status(StatusTone::Inactive) => "var(--color-status-inactive)",
        }
    }

    /// The place in [`Self::ALL`].
    const fn index(self) -> usize {
        match self {
            Self::Text => 0,
            Self::TextMuted => 1,
            Self::Surface => 2,
            Self::Line => 3,
            Self::Accent => 4,
            Self::Student => 5,
            Self::Course => 6,
            Self::Grid => 7,
            Self::Heat(step) if step < 5 => 8 + step as usize,
            Self::Heat(_) => 13,
            Self::Status(StatusTone::OnTime) => 14,
            Self::Status(StatusTone::Late) => 15,
            Self::Status(StatusTone::LateGraded) => 16,
            Self::Status(StatusTone::Missed) => 17,
            Self::Status(StatusTone::Open) => 18,
            Self::Status(StatusTone::Inactive) => 19,
        }
    }
}

impl From<Role> for Ink {
    fn from(role: Role) -> Self {
        match role {
            Role::Student => Self::Student,
            Role::Course => Self::Course,
        }
    }
}

/// A colour for every ink and the font of the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    colors: [RGBColor; Ink::ALL.len()],
    /// A CSS font family list.
    pub font: String,
}

impl Palette {
    /// A palette with the colour that `color` gives for each ink.
    pub fn new(font: impl Into<String>, color: impl FnMut(Ink) -> RGBColor) -> Self {
        Self { colors: Ink::ALL.map(color), font: font.into() }
    }

    /// The colour of an ink.
    #[must_use]
    pub fn color(&self, ink: Ink) -> RGBColor {
        self.colors[ink.index()]
    }
}

/// Reads a computed colour as browsers write it: `rgb(12, 34, 56)`, `rgba(…)` or
/// `color(srgb 0.1 0.2 0.3)`. An alpha is passed over; the inks of a chart are opaque.
///
/// ```
/// use plotters::style::RGBColor;
/// use roundview::chart::palette::parse_color;
///
/// assert_eq!(parse_color("rgb(12, 34, 56)"), Some(RGBColor(12, 34, 56)));
/// assert_eq!(parse_color("color(srgb 0 0.2 1)"), Some(RGBColor(0, 51, 255)));
/// assert_eq!(parse_color("canvastext"), None);
/// ```
#[must_use]
pub fn parse_color(css: &str) -> Option<RGBColor> {
    let (function, rest) = css.trim().split_once('(')?;
    let (numbers, full) = match function {
        "rgb" | "rgba" => (rest, 1.0),
        "color" => (rest.strip_prefix("srgb ")?, 255.0),
        _ => return None,
    };
    let mut channels = numbers
        .split(|letter: char| letter == ',' || letter == ')' || letter.is_whitespace())
        .filter(|number| !number.is_empty())
        .map(parse_number);
    // `as` holds the value within a byte.
    let mut channel = || channels.next()?.map(|value| (value * full).round() as u8);
    Some(RGBColor(channel()?, channel()?, channel()?))
}

/// A number of a computed colour, to more digits than a byte needs. The parser of the standard library is exact, for
/// which it brings tables of 10 KiB.
fn parse_number(text: &str) -> Option<f64> {
    let (text, exponent) = match text.split_once('e') {
        Some((text, exponent)) => (text, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (digits, sign) = text.strip_prefix('-').map_or((text, 1.0), |digits| (digits, -1.0));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut value = 0.0;
    for digit in whole.chars().chain(fraction.chars()) {
        value = value * 10.0 + f64::from(digit.to_digit(10)?);
    }
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    has_digits.then(|| sign * value * 10_f64.powi(exponent - fraction.len() as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_browsers_write_them() {
        let cases = [
            ("rgba(1, 2, 3, 0.5)", Some(RGBColor(1, 2, 3))),
            ("rgb(1 2 3 / 0.5)", Some(RGBColor(1, 2, 3))),
            ("color(srgb 1.2 -0.1 0.5)", Some(RGBColor(255, 0, 128))),
            ("color(srgb 0.99999994 1e-05 .5)", Some(RGBColor(255, 0, 128))),
            ("rgb(2.54e+02, 1, 1)", Some(RGBColor(254, 1, 1))),
            ("rgb(-, 1, 1)", None),
            ("color(display-p3 1 1 1)", None),
            ("rgb(1, 2)", None),
            ("", None),
        ];
        for (css, expected) in cases {
            assert_eq!(parse_color(css), expected, "{css}");
        }
    }

    #[test]
    fn every_ink_keeps_its_own_colour() {
        let color = |ink: Ink| RGBColor(ink.css().len() as u8, ink.index() as u8, 0);
        let palette = Palette::new("sans-serif", color);
        for (position, ink) in Ink::ALL.into_iter().enumerate() {
            assert_eq!(ink.index(), position);
            assert_eq!(palette.color(ink), color(ink));
        }
        assert_eq!(palette.color(Ink::Heat(9)), palette.color(Ink::Heat(5)));
    }
}
