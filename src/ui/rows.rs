//! Which rows of a long list are worth having in the page, and where the keys of the keyboard lead in it.
//!
//! All rows of a list have one height, so that every position is a multiplication.

use std::ops::Range;

/// Rows kept ready above and below what is seen, so that a quick scroll finds them there.
const SPARE: usize = 8;

/// What of a list is on the screen. Lengths are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// How far the list's top has been scrolled out of the window; negative while it is still below the window's top.
    pub above: f64,
    /// The height of the window.
    pub height: f64,
    /// The height of a row.
    pub row_height: f64,
}

impl Default for Viewport {
    /// What holds until something has been measured: a small window at the top of the list.
    fn default() -> Self {
        Self { above: 0.0, height: 800.0, row_height: 48.0 }
    }
}

impl Viewport {
    /// The rows to have in the page, of `len` rows.
    ///
    /// It moves in steps of `SPARE`, so that most scroll events change nothing.
    #[must_use]
    pub fn range(&self, len: usize) -> Range<usize> {
        let first = self.row_at(self.above);
        let end = self.row_at(self.above + self.height) + 1;
        // A list that has become shorter than where the window was keeps its last rows, whose height is measured.
        let first = first.min(len.saturating_sub(1));
        let start = first.saturating_sub(SPARE) / SPARE * SPARE;
        let end = (end + SPARE).next_multiple_of(SPARE);
        start.min(len)..end.min(len)
    }

    /// The first row that is wholly in the window.
    #[must_use]
    pub fn first_whole(&self) -> usize {
        self.row_at(self.above + self.row_height - 1.0)
    }

    /// How many rows a page up or down moves: what is seen, less one row that shows where one was.
    #[must_use]
    pub fn page(&self) -> usize {
        self.row_at(self.height).saturating_sub(1).max(1)
    }

    fn row_at(&self, offset: f64) -> usize {
        // A cast of a negative number gives 0, which is the first row.
        (offset / self.row_height.max(1.0)) as usize
    }
}

/// A step through the rows by keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// Up by a page.
    PageUp,
    /// Down by a page.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

impl Step {
    /// The step that a key makes, by the name that the browser gives the key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "PageUp" => Some(Self::PageUp),
            "PageDown" => Some(Self::PageDown),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }

    /// The row that the step leads to from `row`, of `len` rows with `page` on the screen. It stops at both ends.
    #[must_use]
    pub fn from(self, row: usize, len: usize, page: usize) -> usize {
        let last = len.saturating_sub(1);
        match self {
            Self::Up => row.saturating_sub(1),
            Self::Down => row + 1,
            Self::PageUp => row.saturating_sub(page),
            Self::PageDown => row + page,
            Self::First => 0,
            Self::Last => last,
        }
        .min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_range(above: f64, height: f64, len: usize, expected: Range<usize>) {
        let viewport = Viewport { above, height, row_height: 48.0 };
        assert_eq!(viewport.range(len), expected);
    }

    #[test]
    fn the_range_covers_the_window_and_the_spare_rows() {
        check_range(0.0, 800.0, 20_000, 0..32);
        check_range(-300.0, 800.0, 20_000, 0..24);
        check_range(48.0 * 1000.0, 800.0, 20_000, 992..1032);
        check_range(48.0 * 19_990.0, 800.0, 20_000, 19_976..20_000);
    }

    #[test]
    fn the_range_of_a_short_list_is_the_list() {
        check_range(0.0, 800.0, 0, 0..0);
        check_range(0.0, 800.0, 3, 0..3);
        // The list has become shorter than where the window was.
        check_range(48.0 * 1000.0, 800.0, 3, 0..3);
        check_range(48.0 * 1000.0, 800.0, 30, 16..30);
    }

    #[test]
    fn every_row_in_the_window_is_in_the_range() {
        for above in (0..100_000).step_by(37) {
            let viewport = Viewport { above: f64::from(above), ..Viewport::default() };
            let range = viewport.range(20_000);
            assert!(range.start as f64 * 48.0 <= viewport.above);
            assert!(range.end as f64 * 48.0 >= viewport.above + viewport.height);
            assert!(range.len() <= 48);
        }
    }

    #[test]
    fn a_list_without_height_is_not_divided_by_it() {
        let viewport = Viewport { row_height: 0.0, ..Viewport::default() };
        assert_eq!(viewport.range(5), 0..5);
    }

    #[track_caller]
    fn check_step(key: &str, from: usize, expected: usize) {
        assert_eq!(Step::of_key(key).map(|step| step.from(from, 100, 15)), Some(expected));
    }

    #[test]
    fn keys_move_and_stop_at_the_ends() {
        check_step("ArrowDown", 0, 1);
        check_step("ArrowDown", 99, 99);
        check_step("ArrowUp", 0, 0);
        check_step("ArrowUp", 50, 49);
        check_step("PageDown", 90, 99);
        check_step("PageDown", 0, 15);
        check_step("PageUp", 20, 5);
        check_step("PageUp", 3, 0);
        check_step("Home", 50, 0);
        check_step("End", 0, 99);
        assert_eq!(Step::of_key("Enter"), None);
        assert_eq!(Step::Last.from(0, 0, 15), 0);
    }

    #[test]
    fn a_page_leaves_one_row_in_sight() {
        assert_eq!(Viewport::default().page(), 15);
        let low = Viewport { height: 20.0, ..Viewport::default() };
        assert_eq!(low.page(), 1);
    }
}
