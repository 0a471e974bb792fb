//! The languages the application speaks: a file of words beside this one for each, and a line here.

use super::Catalogue;

/// Where the lines of a language begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// On the left.
    LeftToRight,
    /// On the right.
    RightToLeft,
}

/// Makes the registry: for each language its name here, its tag, which is the name of its file of words too, other
/// languages whose readers it serves, its home, its name in itself, and its direction. The build reads these lines as
/// well (`.ci/languages.mjs`): each stays one line.
macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident = $tag:literal, [$($other:literal),*], $home:literal, $own:literal, $direction:ident;)*) => {
        /// A language with a complete catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Language {
            $($(#[$doc])* $name,)*
        }

        impl Language {
            /// All languages, in the order in which they are offered.
            pub const ALL: [Self; [$($tag),*].len()] = [$(Self::$name),*];

            /// The language of a BCP 47 tag such as `nb-NO`; none where there is no catalogue for it.
            ///
            /// Readers of Nynorsk, and of "Norwegian" without more, are better served by Bokmål than by English.
            ///
            /// ```
            /// use roundview::i18n::Language;
            /// assert_eq!(Language::from_tag("nb-NO"), Some(Language::Norwegian));
            /// assert_eq!(Language::from_tag("de_AT"), Some(Language::German));
            /// assert_eq!(Language::from_tag("fr"), None);
            /// ```
            #[must_use]
            pub fn from_tag(tag: &str) -> Option<Self> {
                let primary = tag.split(['-', '_']).next().unwrap_or(tag);
                match primary.to_ascii_lowercase().as_str() {
                    $($tag $(| $other)* => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// The tag that the page declares as its language (`lang`) and that the choice is kept under.
            #[must_use]
            pub fn tag(self) -> &'static str {
                match self {
                    $(Self::$name => $tag,)*
                }
            }

            /// The tag of the region whose dates and numbers a reader gets who names none.
            #[must_use]
            pub fn home(self) -> &'static str {
                match self {
                    $(Self::$name => $home,)*
                }
            }

            /// The language's name in itself, for the switch between languages: who can't read the page can read this.
            #[must_use]
            pub fn own_name(self) -> &'static str {
                match self {
                    $(Self::$name => $own,)*
                }
            }

            /// Where its lines begin.
            #[must_use]
            pub fn direction(self) -> Direction {
                match self {
                    $(Self::$name => Direction::$direction,)*
                }
            }

            /// The file with its words.
            #[cfg(not(target_arch = "wasm32"))]
            pub(super) fn source(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!($tag, ".txt")),)*
                }
            }
        }
    };
}

languages! {
    /// English.
    English = "en", [], "en-GB", "English", LeftToRight;
    /// Norwegian Bokmål.
    Norwegian = "nb", ["nn", "no"], "nb-NO", "Norsk", LeftToRight;
    /// German.
    German = "de", [], "de-DE", "Deutsch", LeftToRight;
    /// Modern Standard Arabic.
    Arabic = "ar", [], "ar", "العربية", RightToLeft;
}

impl Direction {
    /// The value of the attribute `dir`.
    #[must_use]
    pub fn attribute(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// Which form of a counted text a number takes: the categories of CLDR. Each language has some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plural {
    /// As Arabic has for none.
    Zero,
    /// One, where the language tells it apart.
    One,
    /// As Arabic has for a pair.
    Two,
    /// A few.
    Few,
    /// Many.
    Many,
    /// All that has no form of its own. Every language has this one.
    Other,
}

impl Plural {
    /// All forms.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// The form's name, in catalogues and in `Intl.PluralRules`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The form of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

impl Language {
    /// The language's words.
    #[must_use]
    pub fn catalogue(self) -> &'static Catalogue {
        Catalogue::of(self)
    }
}
