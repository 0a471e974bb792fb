//! The front page in words and shapes: of each report its key figures and, where it has one, its chart
//! of the course. They are those of the report's own page. Pure.

use super::compute::FrontPage;
use crate::{
    chart::spec::ChartSpec,
    reports::{
        ReportId, activity, grades,
        progress::{self, compute::Narrowing},
        resources,
        view_model::{Figure, Reading},
    },
};

/// What the front page says of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The report, to which the card leads.
    pub report: ReportId,
    /// Its key figures. None in a course too large for a summary.
    pub figures: Vec<Figure>,
    /// A chart of the course with its name.
    pub chart: Option<(String, ChartSpec)>,
}

/// The cards, in the order of the navigation.
#[must_use]
pub fn cards(reading: &Reading, front: &FrontPage) -> [Card; 4] {
    let locale = reading.locale;
    let mut activity = Card { report: ReportId::Activity, figures: Vec::new(), chart: None };
    if let Some(summary) = activity::view_model::summary(reading, &front.activity) {
        activity.figures = vec![summary.active, summary.average];
        activity.chart = Some((locale.text("activity.chart-course").to_owned(), summary.chart));
    }
    let done = progress::view_model::done_figures(reading, &front.progress, Narrowing::All);
    // Where averages are hidden there are still assessments.
    let counts = || front.grades.course.as_ref().map(|course| grades::view_model::assessment_figures(reading, course));
    let averages = grades::view_model::average_figures(reading, &front.grades).or_else(counts);
    let used = front.resources.as_ref().map(|summary| resources::view_model::use_figures(reading, summary));
    let figures = |figures: Option<[Figure; 2]>| figures.into_iter().flatten().collect();
    [
        activity,
        Card { report: ReportId::Progress, figures: figures(done), chart: None },
        Card { report: ReportId::Grades, figures: figures(averages), chart: None },
        Card { report: ReportId::Resources, figures: figures(used), chart: None },
    ]
}
