//! The themes of the page.

/// Light, dark, or as the reader's system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ThemeChoice {
    /// All, in the order in which they are offered.
    pub const ALL: [ThemeChoice; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The name that the root's `data-theme`, the storage and the host's messages have for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; none for a name that isn't one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}
