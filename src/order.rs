//! Sorting of rows. The standard library's sorts are compiled anew for each type and comparison, several KiB each; lists
//! that are sorted for people to read share one.

use std::cmp::Ordering;

/// A sorted column and its direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortBy {
    /// The column's name; each list has its own.
    pub column: String,
    /// The largest first.
    pub is_descending: bool,
}

impl SortBy {
    /// Reads `column` or `-column`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let column = text.strip_prefix('-').unwrap_or(text);
        (!column.is_empty()).then(|| Self { column: column.to_owned(), is_descending: text.starts_with('-') })
    }

    /// What [`Self::parse`] reads.
    #[must_use]
    pub fn print(&self) -> String {
        format!("{}{}", if self.is_descending { "-" } else { "" }, self.column)
    }
}

/// Sorts rows, named by their numbers, by what they stand for; equal ones keep their order.
#[inline(never)]
pub fn sort_rows(rows: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    rows.sort_by(|a, b| compare(*a, *b));
}

/// Sorts rows by a number that each has.
pub fn sort_rows_by_rank(rows: &mut [u32], rank: &dyn Fn(u32) -> u32) {
    sort_rows(rows, &|a, b| rank(a).cmp(&rank(b)));
}
