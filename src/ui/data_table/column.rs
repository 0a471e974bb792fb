//! The columns of a table.

use crate::{decimal::decimal, ui::Help};

/// On which side the contents of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words and charts.
    #[default]
    Start,
    /// Numbers.
    End,
}

/// Whether and how the rows are sorted by a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// They can't be.
    #[default]
    Never,
    /// They can be, but aren't.
    Unsorted,
    /// They are, the smallest first.
    Ascending,
    /// They are, the largest first.
    Descending,
}

impl Sort {
    pub(super) fn aria(self) -> Option<&'static str> {
        match self {
            Self::Never => None,
            Self::Unsorted => Some("none"),
            Self::Ascending => Some("ascending"),
            Self::Descending => Some("descending"),
        }
    }
}

/// A column of a [`DataTable`].
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The head of the column.
    pub label: String,
    /// What the figures of the column mean.
    pub help: Option<Help>,
    /// The least width, in rem.
    pub width: f32,
    /// How much of what is left over it takes, beside the others; 0 for nothing.
    pub grow: f32,
    /// Where its contents stand.
    pub align: Align,
    /// Whether and how the rows are sorted by it.
    pub sort: Sort,
}

impl Column {
    /// Its track of the grid.
    pub(super) fn track(&self) -> String {
        if self.grow > 0.0 {
            format!("minmax({}rem, {}fr)", decimal(self.width.into(), 2), decimal(self.grow.into(), 2))
        } else {
            format!("{}rem", decimal(self.width.into(), 2))
        }
    }
}

/// The column that the rows are sorted by.
pub(super) fn sorted_column(columns: &[Column]) -> Option<usize> {
    columns.iter().position(|column| matches!(column.sort, Sort::Ascending | Sort::Descending))
}
