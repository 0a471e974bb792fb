//! The figures of the front page. None is its own: each is that of a report, at that report's default
//! selection.

use serde::{Deserialize, Serialize};

use crate::reports::{
    activity,
    grades::{
        self,
        book::GradeBook,
        compute::{Selectors, TermChoice},
    },
    progress, resources,
};

/// What the overviews of the reports say above their lists, which are left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontPage {
    /// Activity.
    pub activity: activity::compute::Overview,
    /// Progress.
    pub progress: progress::compute::Overview,
    /// Grades, of the term and scale that are selected where the reader has chosen nothing.
    pub grades: grades::compute::Overview,
    /// Resources. None where the course is too large for a summary.
    pub resources: Option<resources::compute::Summary>,
    /// How many resources there are.
    pub resource_count: u64,
}

/// Computes the front page.
#[must_use]
pub fn front_page(book: &GradeBook) -> FrontPage {
    let scope = book.scope;
    let selectors = Selectors::new(book, TermChoice::Default, None);
    let (rows, resources) = resources::compute::overview(scope);
    FrontPage {
        activity: activity::compute::Overview { students: Vec::new(), ..activity::compute::overview(scope) },
        progress: progress::compute::Overview { students: Vec::new(), ..progress::compute::overview(scope) },
        grades: grades::compute::Overview { students: Vec::new(), ..grades::compute::overview(book, selectors) },
        resources,
        resource_count: rows.len() as u64,
    }
}
