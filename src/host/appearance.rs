//! How a host wants the page to look: theme, accent colour and font. They come from another site, so
//! that only plain values of a known form are taken, and a colour is moved towards black or white
//! until words in it can be read.

use crate::ui::ThemeChoice;

/// How a host wants the page to look. None: as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// The theme.
    pub theme: Option<ThemeChoice>,
    /// The accent colour.
    pub accent: Option<Colour>,
    /// The font: names of families with commas between.
    pub font: Option<String>,
}

/// A colour without transparency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue.
    channels: [u8; 3],
}

/// The least contrast of words (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;

impl Colour {
    /// White.
    pub const WHITE: Self = Self { channels: [255; 3] };
    /// Black.
    pub const BLACK: Self = Self { channels: [0; 3] };

    /// A colour of its red, green and blue.
    #[must_use]
    pub const fn new(channels: [u8; 3]) -> Self {
        Self { channels }
    }

    /// Reads `#rgb` or `#rrggbb`; nothing else is a colour here.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let digit = |index: usize| char::from(*digits.as_bytes().get(index)?).to_digit(16).map(|digit| digit as u8);
        let channel = |index: usize| match digits.len() {
            3 => digit(index).map(|digit| digit * 17),
            6 => Some(digit(2 * index)? * 16 + digit(2 * index + 1)?),
            _ => None,
        };
        Some(Self { channels: [channel(0)?, channel(1)?, channel(2)?] })
    }

    /// As CSS writes it.
    #[must_use]
    pub fn css(self) -> String {
        let [red, green, blue] = self.channels;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// How light it is, 0 to 1 (WCAG 2.2, *relative luminance*).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.channels.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of two colours, 1 to 21 (WCAG 2.2, *contrast ratio*).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// This colour where words in it can be read on all of `surfaces`, else the nearest to it on its way
    /// to black, or to white on dark surfaces.
    #[must_use]
    pub fn readable_on(self, surfaces: &[Self]) -> Self {
        const STEPS: u16 = 50;
        let is_dark = surfaces.iter().all(|surface| surface.luminance() < 0.18);
        let end = if is_dark { 255 } else { 0 };
        let mixed = |step: u16| {
            let mix = |channel: u8| ((u16::from(channel) * (STEPS - step) + end * step) / STEPS) as u8;
            Self { channels: self.channels.map(mix) }
        };
        let is_readable = |colour: &Self| surfaces.iter().all(|surface| colour.contrast(*surface) >= READABLE);
        (0..STEPS).map(mixed).find(is_readable).unwrap_or_else(|| mixed(STEPS))
    }

    /// Black or white, whichever is better read on this colour.
    #[must_use]
    pub fn words_on(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }
}

/// A list of font families as CSS takes it: letters of any script, digits, spaces, hyphens, quotes in
/// pairs, and commas.
#[must_use]
pub fn font(text: &str) -> Option<String> {
    let is_plain = |character: char| character.is_alphanumeric() || " -_,'\"".contains(character);
    let is_family = |family: &str| {
        let family = family.trim();
        let quotes = family.matches(['\'', '"']).count();
        let is_quoted =
            ['\'', '"'].iter().any(|quote| family.len() > 2 && family.starts_with(*quote) && family.ends_with(*quote));
        !family.is_empty() && (quotes == 0 || quotes == 2 && is_quoted)
    };
    let text = text.trim();
    (text.len() <= 200 && text.chars().all(is_plain) && text.split(',').all(is_family)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn colours() {
        assert_eq!(Colour::parse("#0b5CAD"), Some(Colour::new([0x0b, 0x5c, 0xad])));
        assert_eq!(Colour::parse("#fa0").map(Colour::css).as_deref(), Some("#ffaa00"));
        for text in ["", "#", "0b5cad", "#0b5ca", "#0b5cadff", "red", "#ggg", "#12 ", "url(x)", "#ååå"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrasts() {
        assert!((Colour::WHITE.contrast(Colour::BLACK) - 21.0).abs() < 1e-9);
        assert!((Colour::WHITE.contrast(Colour::WHITE) - 1.0).abs() < 1e-9);
        // #767676 is the lightest grey that may be read on white: 4.54.
        let grey = Colour::new([0x76; 3]);
        assert!((grey.contrast(Colour::WHITE) - 4.54).abs() < 0.005);
        assert_eq!(grey.readable_on(&[Colour::WHITE]), grey);
        assert_eq!(Colour::WHITE.words_on(), Colour::BLACK);
        assert_eq!(Colour::new([0, 0, 160]).words_on(), Colour::WHITE);
    }

    #[test]
    fn fonts() {
        for text in ["Inter", "\"Open Sans\", Arial, sans-serif", "'Noto Sans', system-ui", "Yu Gothic"] {
            assert_eq!(font(text).as_deref(), Some(text));
        }
        for text in ["", " ", ",", "a,,b", "url(x)", "a; color: red", "\"a", "a\"b\"", "a}", "\"\"", "'a\""] {
            assert_eq!(font(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_accent_can_be_read(channels: [u8; 3]) {
            let (light, dark) = ([Colour::WHITE, Colour::new([0xf5, 0xf6, 0xf8])], [Colour::new([0x15, 0x19, 0x1e])]);
            for surfaces in [&light[..], &dark[..]] {
                let accent = Colour::new(channels).readable_on(surfaces);
                for surface in surfaces {
                    prop_assert!(accent.contrast(*surface) >= READABLE);
                }
                prop_assert!(accent.contrast(accent.words_on()) >= READABLE);
            }
        }

        #[test]
        fn no_text_breaks_out_of_a_font(text: String) {
            if let Some(font) = font(&text) {
                let breaks_out = font.contains([';', '}', '{', '(', ':', '\\', '/', '<']);
                prop_assert!(!breaks_out, "{}", font);
            }
        }
    }
}
