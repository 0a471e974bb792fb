//! The languages the application speaks.

use super::Catalogue;

/// A language with a complete catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Norwegian Bokmål.
    Norwegian,
}

/// Which variant of a counted text a number takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plural {
    /// Exactly one.
    One,
    /// None, and more than one.
    Other,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Language; 2] = [Language::English, Language::Norwegian];

    /// The language of a BCP 47 tag such as `nb-NO`; none where there is no catalogue for it.
    ///
    /// Readers of Nynorsk, and of "Norwegian" without more, are better served by Bokmål than by English.
    ///
    /// ```
    /// use roundview::i18n::Language;
    /// assert_eq!(Language::from_tag("nb-NO"), Some(Language::Norwegian));
    /// assert_eq!(Language::from_tag("fr"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "nb" | "nn" | "no" => Some(Self::Norwegian),
            _ => None,
        }
    }

    /// The tag that the page declares as its language (`lang`) and that the address carries.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Norwegian => "nb",
        }
    }

    /// The language's name in itself, for the switch between languages: who can't read the page can read this.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Norwegian => "Norsk",
        }
    }

    /// Which variant of a counted text `n` takes. English and Norwegian count alike.
    #[must_use]
    pub fn plural(self, n: u64) -> Plural {
        match self {
            Self::English | Self::Norwegian if n == 1 => Plural::One,
            Self::English | Self::Norwegian => Plural::Other,
        }
    }

    /// The language's words.
    #[must_use]
    pub fn catalogue(self) -> &'static Catalogue {
        Catalogue::of(self)
    }

    /// The file with its words.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("en.txt"),
            Self::Norwegian => include_str!("nb.txt"),
        }
    }
}
