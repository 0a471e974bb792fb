//! What a file that is exported from a page says of itself: the course, the report, the student or the filters, the moment.
//! Pure.

use super::{
    grades::{compute::TermChoice, view_model::scale_title},
    progress::{compute::Narrowing, view_model::status_name},
    view_model::{Reading, kind_name},
};
use crate::query::Query;

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AboutFile {
    /// The course's title.
    pub course: String,
    /// The report's.
    pub report: String,
    /// The student whose page it is from.
    pub student: Option<String>,
    /// The filters in force, in words; what is searched for among them.
    pub filters: Vec<String>,
    /// What its name says of the filters: that something is searched for, and not what, which may be the name of a student:
    /// whoever sees a folder of files reads no names of people there.
    pub name_filters: Vec<String>,
    /// The moment that is reported, on the course's clocks.
    pub as_of: String,
    /// Its day, as `YYYY-MM-DD`.
    pub day: String,
}

/// What a file of the view says of itself. None where a course is so large that nothing is exported.
#[must_use]
pub fn about_file(reading: &Reading, query: &Query, search: &str) -> Option<AboutFile> {
    let locale = reading.locale;
    reading.report.policy.summary.then(|| AboutFile {
        course: reading.info.title.clone(),
        report: locale.text(query.report.entry().title).to_owned(),
        student: query.student.as_ref().map(|id| {
            let student = reading.info.students.iter().find(|student| student.id == *id);
            student.map_or_else(|| id.clone(), |student| student.name.clone())
        }),
        filters: filters(reading, query, search),
        name_filters: {
            let mut filters = filters(reading, query, "");
            filters.extend((!search.trim().is_empty()).then(|| locale.text("filter.search").to_owned()));
            filters
        },
        as_of: reading.date_time(reading.report.as_of),
        day: reading.zone.day(reading.report.as_of).to_string(),
    })
}

/// The filters of a view in words; what is searched for among them.
#[must_use]
pub fn filters(reading: &Reading, query: &Query, search: &str) -> Vec<String> {
    let (locale, info) = (reading.locale, reading.info);
    let titled = |title: &str, id: &str| if title.trim().is_empty() { id.to_owned() } else { title.to_owned() };
    let mut filters = Vec::new();
    if query.student.is_none() {
        for id in &query.filter.group_ids {
            let group = info.groups.iter().find(|group| group.id == *id);
            filters.push(group.map_or_else(|| id.clone(), |group| titled(&group.title, id)));
        }
        if query.filter.without_group {
            filters.push(locale.text("filter.without-group").to_owned());
        }
        if query.needs_support && reading.report.support.is_some() {
            filters.push(locale.text("support.column").to_owned());
        }
    }
    let search = search.trim();
    if !search.is_empty() {
        filters.push(locale.with("filter.search-chip", &[("text", search)]));
    }
    if let Some(id) = &query.element {
        let element = info.elements.iter().find(|element| element.id == *id);
        filters.push(element.map_or_else(|| id.clone(), |element| element.title.clone()));
    }
    match query.narrowing {
        Narrowing::All => {}
        Narrowing::Mandatory => filters.push(locale.text("progress.narrowing-mandatory").to_owned()),
        Narrowing::Optional => filters.push(locale.text("progress.narrowing-optional").to_owned()),
    }
    if let TermChoice::Term(id) = &query.term {
        let term = info.terms.iter().find(|term| term.id == *id);
        filters.push(term.map_or_else(|| id.clone(), |term| titled(&term.title, id)));
    }
    if let Some(scale) = query.scale.as_ref().and_then(|id| info.scales.iter().find(|scale| scale.id == *id)) {
        filters.push(scale_title(locale, scale));
    }
    filters.extend(query.statuses.iter().map(|status| status_name(locale, *status).to_owned()));
    if query.only_unopened {
        filters.push(locale.text("resources.by-nobody").to_owned());
    }
    filters.extend(query.kinds.iter().map(|kind| kind_name(locale, kind).to_owned()));
    filters
}
