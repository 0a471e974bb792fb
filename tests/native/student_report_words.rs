//! The student report in words: what stands on the sheets of a small course, in both languages.

use roundview::{
    dataset::zone::{Zone, native_zones},
    engine::{
        protocol::{CourseInfo, Data, Report, ReportRequest},
        service::Service,
    },
    i18n::{Language, Locale},
    query::Query,
    reports::{
        GroupFilter, ReportId,
        progress::compute::Narrowing,
        student_report::{
            compute::StudentReports,
            view_model::{self, Head, SheetModel},
        },
        view_model::{Figure, Reading},
    },
};
use serde_json::{Value, json};

use crate::course::{ranks, read};

/// tests/fixtures/progress.json: Wednesday 18 March 2026, 10:30 in Oslo. Osmosis, mandatory, was due on 10 March: Ada
/// was 2 days late, Bo hasn't completed it. The Cell quiz is due on 20 March.
fn document() -> Value {
    serde_json::from_str(include_str!("../fixtures/progress.json")).unwrap()
}

struct Page {
    info: CourseInfo,
    report: Report,
    zone: Zone,
    locale: Locale,
    query: Query,
}

impl Page {
    fn new(document: &Value, query: Query, language: Language) -> Self {
        let (data, faults) = read(document).unwrap();
        let service = Service::new(data, faults);
        let request = ReportRequest {
            report: ReportId::StudentReport,
            students: query.students.clone(),
            filter: query.filter.clone(),
            as_of: query.as_of,
            ..ReportRequest::default()
        };
        Self {
            info: service.info(&ranks),
            report: service.report(&request),
            zone: Zone::open("Europe/Oslo", &native_zones).unwrap(),
            locale: Locale::plain(language),
            query: Query { report: ReportId::StudentReport, ..query },
        }
    }

    fn reading(&self) -> Reading<'_> {
        Reading { locale: &self.locale, zone: &self.zone, info: &self.info, report: &self.report }
    }

    fn reports(&self) -> &StudentReports {
        let Data::StudentReports(reports) = &self.report.data else { panic!("no student reports") };
        reports
    }

    fn head(&self) -> Head {
        view_model::head(&self.reading(), self.reports(), &self.query)
    }

    fn sheet(&self, place: usize) -> SheetModel {
        let reports = self.reports();
        let average = reports.course_average_visit_seconds;
        view_model::sheet(&self.reading(), &reports.sheets[place], average, &self.query)
    }
}

fn group() -> GroupFilter {
    GroupFilter { group_ids: vec!["7".to_owned()], without_group: false }
}

fn figure<'a>(figures: &'a [Figure], label: &str) -> (&'a str, &'a str) {
    let figure = figures.iter().find(|figure| figure.label == label).unwrap();
    (&figure.value, &figure.note)
}

#[test]
fn a_sheet_gathers_the_reports() {
    let page = Page::new(&document(), Query::default(), Language::English);
    assert_eq!(page.head(), Head { about: "2 students".to_owned(), notice: String::new() });
    let [bo, ada] = [page.sheet(0), page.sheet(1)];
    assert_eq!((&*bo.name, &*ada.name), ("Bo Aas", "Ada Berg"));
    assert_eq!(ada.about, "Biology 1 · Student report · As of 18 Mar 2026, 10:30");
    assert_eq!(ada.href, "#/activity/1");
    assert_eq!(ada.parts, ["Activity: Ada Berg", "Grades: Ada Berg"]);
    // 2 of 3 activities, 1 of 2 resources; the course 2 of 6 and 1 of 3.
    let standing = |sheet: &SheetModel, place: usize| {
        let figure = &sheet.standings[place].figures[1];
        (figure.value.clone(), figure.note.clone())
    };
    assert_eq!(standing(&ada, 0), ("67%".to_owned(), "The course: 33%".to_owned()));
    assert_eq!(standing(&ada, 1), ("50%".to_owned(), "The course: 33%".to_owned()));
    assert_eq!(standing(&bo, 0), ("0%".to_owned(), "The course: 33%".to_owned()));
    assert_eq!(ada.overdue, []);
    assert_eq!(bo.overdue, [("Osmosis".to_owned(), "Due 10 Mar 2026".to_owned())]);
    assert_eq!(figure(&bo.activity, "Discussion posts"), ("0", ""));
    assert!(ada.grades.is_some());
}

#[test]
fn what_is_in_force_is_said() {
    let query = Query { filter: group(), narrowing: Narrowing::Optional, ..Query::default() };
    let page = Page::new(&document(), query.clone(), Language::English);
    assert_eq!(page.head().about, "1 student · Lab A · Optional");
    assert!(page.sheet(0).about.ends_with("10:30 · Optional"), "{}", page.sheet(0).about);
    assert_eq!(page.sheet(0).href, "#/activity/1?group=7&only=optional");
    // Who is named is there whatever the group; who isn't in the course is counted.
    let students = vec!["2".to_owned(), "99".to_owned()];
    let page = Page::new(&document(), Query { students, ..query }, Language::English);
    let notice = "1 student who was asked for isn't in the course.".to_owned();
    assert_eq!(page.head(), Head { about: "1 student · Optional".to_owned(), notice });
    // Osmosis is mandatory.
    assert_eq!(page.sheet(0).overdue, []);
}

#[test]
fn more_than_one_go_can_hold_is_said() {
    let mut document = document();
    document["students"] = (1..=75).map(|id| json!({ "id": id, "firstName": "A", "lastName": "B" })).collect();
    let page = Page::new(&document, Query::default(), Language::Norwegian);
    assert_eq!(page.reports().sheets.len(), 60);
    let head = page.head();
    assert_eq!(head.about, "75 elever");
    assert!(head.notice.starts_with("Dette er arkene til 60 av 75 elever,"), "{}", head.notice);
}

/// The course is named with no figure where the school hides its averages of grades.
#[test]
fn what_a_school_hides_is_on_no_sheet() {
    let mut document: Value = serde_json::from_str(include_str!("../fixtures/grades.json")).unwrap();
    let sheets = |document: &Value| {
        let page = Page::new(document, Query::default(), Language::English);
        (0..6).map(|place| format!("{:?}", page.sheet(place).grades)).collect::<String>()
    };
    assert!(sheets(&document).contains("The course: 61%"));
    document["course"]["settings"] = json!({ "showCourseAverage": false });
    let hidden = sheets(&document);
    for word in ["The course: ", "68%", "63%", "65%", "61%"] {
        assert!(!hidden.contains(word), "{word}");
    }
}
