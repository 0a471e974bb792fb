//! Sorting of rows. The standard library's sorts are compiled anew for each type and comparison, several KiB each; lists
//! that are sorted for people to read share one.

use std::cmp::Ordering;

/// Sorts rows, named by their numbers, by what they stand for; equal ones keep their order.
#[inline(never)]
pub fn sort_rows(rows: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    rows.sort_by(|a, b| compare(*a, *b));
}

/// Sorts rows by a number that each has.
pub fn sort_rows_by_rank(rows: &mut [u32], rank: &dyn Fn(u32) -> u32) {
    sort_rows(rows, &|a, b| rank(a).cmp(&rank(b)));
}
