//! What has changed, in words. Pure.

use super::compute::{Change, Changes};
use crate::{i18n::Locale, reports::view_model::Reading};

/// What happened around all listed students, in a line. None: nothing is compared.
#[must_use]
pub fn line(reading: &Reading) -> Option<String> {
    let changes = reading.report.changes.as_ref()?;
    let (locale, total) = (reading.locale, changes.total());
    let moment = reading.date_time(changes.since);
    let words = joined(
        locale,
        [
            (total.joined, locale.count("changes.joined", total.joined, &[])),
            (total.active, locale.count("changes.active", total.active, &[])),
            (total.completed, locale.count("changes.completed", total.completed, &[])),
            (total.grades, locale.count("changes.grades", total.grades, &[])),
            (total.posts, locale.count("changes.posts", total.posts, &[])),
        ],
    );
    Some(if words.is_empty() {
        locale.with("changes.nothing", &[("moment", &moment)])
    } else {
        locale.with("changes.line", &[("moment", &moment), ("changes", &words)])
    })
}

/// What happened around a student, in a few words. None: nothing.
#[must_use]
pub fn mark(locale: &Locale, changes: &Changes, student: u32) -> Option<String> {
    let change: Change = changes.of(student)?;
    Some(joined(
        locale,
        [
            (u64::from(change.joined), locale.text("changes.new").to_owned()),
            (change.visits, locale.count("changes.visits", change.visits, &[])),
            (change.completed, locale.count("changes.completed", change.completed, &[])),
            (change.grades, locale.count("changes.grades", change.grades, &[])),
            (change.posts, locale.count("changes.posts", change.posts, &[])),
        ],
    ))
}

/// The words for what there is some of.
fn joined<const N: usize>(locale: &Locale, counted: [(u64, String); N]) -> String {
    let words: Vec<String> = counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    locale.list(&words)
}
