//! Pages of course reports in words and shapes, which are made on the page's own thread.

use roundview::{
    dataset::zone::Zone,
    engine::protocol::{CourseInfo, Data, Report},
    i18n::{Language, Locale},
    query::Query,
    reports::{
        about_file::about_file, activity::view_model as activity, changes::view_model as changes,
        front::view_model as front, grades::view_model as grades, progress::compute::Narrowing,
        progress::view_model as progress, resources::view_model as resources, student_report::view_model as sheets,
        support::view_model as support, view_model::Reading, weekly_update::mail, weekly_update::view_model as weekly,
    },
};

/// What a page says of its figures; it only has to be said.
pub fn page(zone: &Zone, info: &CourseInfo, report: &Report) {
    // The other languages have other words, and no other ways to them.
    let locale = Locale::plain(Language::English);
    let reading = Reading { locale: &locale, zone, info, report };
    let query = Query::default();
    let _ = (about_file(&reading, &query, ""), changes::line(&reading), support::file_headings(&reading));
    for student in &report.listed {
        let _ = (support::student_words(&reading, *student), support::file_cells(&reading, *student));
    }
    figures(&reading, &query, &report.data);
}

fn figures(reading: &Reading, query: &Query, data: &Data) {
    let locale = reading.locale;
    match data {
        Data::Front(page) => drop(front::cards(reading, page)),
        Data::ActivityOverview(overview) => {
            let _ = (activity::summary(reading, overview), activity::file_headings(reading, overview));
            let most = activity::common_max(overview);
            for row in &overview.students {
                let _ = (activity::row(reading, overview, row, most), activity::file_cells(reading, overview, row));
            }
        }
        Data::ActivityDetails { details, course_average_visit_seconds } => {
            let _ = activity::figures(reading, details, *course_average_visit_seconds);
            let _ = activity::communication(reading, &details.communication);
            let asked = [None, details.months.map(|(first, _)| first), Some(reading.report.today.month().plus(1))];
            for is_other in [false, true] {
                let _ = asked.map(|month| activity::month(reading, details, month, is_other));
                let _ = (activity::heat_map(reading, details, is_other), activity::heat_map_name(reading, details));
            }
        }
        Data::ProgressOverview(overview) => {
            for narrowing in [Narrowing::All, Narrowing::Mandatory] {
                let _ = (
                    progress::summary(reading, overview, narrowing),
                    progress::mark_words(reading, overview, narrowing),
                );
                for row in &overview.students {
                    let _ = progress::row(reading, overview, row, narrowing);
                    let _ = progress::file_cells(overview, row, narrowing);
                }
            }
        }
        Data::ProgressClass(class) => {
            for row in 0..class.elements.len() as u32 {
                let _ = progress::class_row(reading, class, row);
            }
        }
        Data::ProgressElement { element, students } => drop(progress::element_page(reading, *element, students)),
        Data::ProgressDetails(details) => {
            for row in &details.elements {
                let _ = progress::element_row(reading, row);
            }
        }
        Data::GradesOverview(overview) => {
            let _ = (grades::summary(reading, overview), grades::file_headings(reading, overview));
            let _ = (grades::terms(reading, &overview.selectors), grades::scales(reading, &overview.selectors));
            for row in &overview.students {
                let _ = (grades::row(reading, overview, row), grades::file_cells(reading, overview, row));
            }
        }
        Data::GradesDetails(page) => {
            let _ = (grades::student(reading, page, query), grades::assessments_file(reading, page, query));
        }
        Data::ResourcesOverview { summary, rows } => {
            let _ = resources::summary(reading, summary.as_ref(), rows.len());
            for row in rows {
                let _ = (resources::row(reading, row), resources::file_cells(reading, row));
            }
        }
        Data::ResourceStudents { row, students } => {
            let _ = resources::page(reading, row);
            for (_, used) in students {
                let _ = (resources::use_row(reading, used), resources::use_cells(reading, used));
            }
        }
        Data::StudentReports(reports) => {
            let _ = sheets::head(reading, reports, query);
            for sheet in &reports.sheets {
                let _ = sheets::sheet(reading, sheet, reports.course_average_visit_seconds, query);
            }
        }
        Data::WeeklyUpdate(update) => {
            if let Some(message) = weekly::message(locale, reading.info, update, Some("https://lms.example")) {
                let _ = (mail::text(&message), mail::html(locale, &message));
            }
        }
        Data::Message | Data::NoSuchStudent | Data::NotAvailable => {}
    }
}
