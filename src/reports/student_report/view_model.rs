//! The student report in words and shapes, which are those of the details pages. Pure.

use super::compute::{MOST_SHEETS, Sheet, StudentReports};
use crate::{
    chart::spec::ChartSpec,
    dataset::Class,
    query::Query,
    reports::{
        about_file::filters,
        activity::view_model::{self as activity, MonthModel},
        grades::view_model::{self as grades, StudentModel},
        progress::view_model::{self as progress, Standing},
        view_model::{Figure, Reading},
    },
};

/// What stands over the sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many students there are, and whom the filter leaves.
    pub about: String,
    /// What is missing of what was asked for, and what to do; empty for nothing.
    pub notice: String,
}

/// What stands over the sheets.
#[must_use]
pub fn head(reading: &Reading, reports: &StudentReports, query: &Query) -> Head {
    let locale = reading.locale;
    let mut about = vec![locale.count("student-report.count", reports.wanted, &[])];
    about.extend(narrowed(reading, query));
    let mut notice = Vec::new();
    if reports.wanted > MOST_SHEETS as u64 {
        let (most, all) = (locale.whole(MOST_SHEETS as u64), locale.whole(reports.wanted));
        notice.push(locale.with("student-report.most", &[("most", &most), ("all", &all)]));
    }
    if reports.missing > 0 {
        notice.push(locale.count("student-report.missing", reports.missing, &[]));
    }
    Head { about: about.join(" · "), notice: notice.join(" ") }
}

/// The filters in force. Of students who are named it doesn't matter in which groups they are.
fn narrowed(reading: &Reading, query: &Query) -> Vec<String> {
    let mut query = query.clone();
    if !query.students.is_empty() {
        query.filter = Default::default();
    }
    filters(reading, &query, "")
}

/// The sheet of a student.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetModel {
    /// The student's name.
    pub name: String,
    /// Where the name leads: to the student's page of Activity.
    pub href: String,
    /// The course, what the sheet is, the moment, and what narrows the figures.
    pub about: String,
    /// The names of the figures of Activity and of Grades, each the only one of its name on all sheets.
    pub parts: [String; 2],
    /// The figures of Activity, those of communication last.
    pub activity: Vec<Figure>,
    /// Activity per day of the latest month; none without visits.
    pub month: Option<MonthModel>,
    /// The last 12 months with their name.
    pub heat_map: (String, ChartSpec),
    /// How the student stands with activities and with resources.
    pub standings: [Standing; 2],
    /// What isn't completed though its deadline has passed: its title, and what there is to say of it.
    pub overdue: Vec<(String, String)>,
    /// Of Grades. None in a course without assessments.
    pub grades: Option<StudentModel>,
}

/// The sheet of a student. `course_average` is that of the course's visits, in seconds.
#[must_use]
pub fn sheet(reading: &Reading, sheet: &Sheet, course_average: Option<f64>, query: &Query) -> SheetModel {
    let locale = reading.locale;
    let student = reading.student(sheet.activity.student);
    let mut about = vec![
        reading.info.title.clone(),
        locale.text("nav.student-report").to_owned(),
        locale.with("app.as-of", &[("moment", &reading.date_time(reading.report.as_of))]),
    ];
    about.extend(narrowed(reading, &Query { filter: Default::default(), ..query.clone() }));
    let mut activity = activity::figures(reading, &sheet.activity, course_average);
    activity.extend(activity::communication(reading, &sheet.activity.communication));
    let is_overdue = |row: &&_| progress::is_overdue(reading, row, query.narrowing);
    let overdue = sheet.progress.elements.iter().filter(is_overdue).map(|row| {
        let title = reading.info.elements[row.element as usize].title.clone();
        (title, progress::element_row(reading, row).details)
    });
    let part = |part: &str| locale.with("student-report.part", &[("part", part), ("student", &student.name)]);
    SheetModel {
        parts: [part(locale.text("nav.activity")), part(locale.text("nav.grades"))],
        name: student.name.clone(),
        href: query.with_report(crate::reports::ReportId::Activity).with_student(&student.id).address(),
        about: about.join(" · "),
        activity,
        month: activity::month(reading, &sheet.activity, None, query.shows_visits),
        heat_map: (
            activity::heat_map_name(reading, &sheet.activity),
            activity::heat_map(reading, &sheet.activity, query.shows_actions),
        ),
        standings: [Class::Activity, Class::Resource]
            .map(|class| progress::standing(reading, &sheet.progress, class, query.narrowing)),
        overdue: overdue.collect(),
        grades: grades::student(reading, &sheet.grades, query),
    }
}
