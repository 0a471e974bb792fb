//! The Progress report in words: what a teacher reads of a small course, in both languages.

use roundview::{
    chart::spec::ChartSpec,
    dataset::{
        Class,
        zone::{Zone, native_zones},
    },
    engine::{
        protocol::{CourseInfo, Data, Report, ReportRequest},
        service::Service,
    },
    i18n::{Language, Locale},
    query::{Query, SortBy},
    reports::{
        GroupFilter, ReportId,
        element_list::{Item, ListRow, in_folders, kinds},
        progress::{
            compute::{Details, Narrowing, Overview},
            status::Status,
            view_model::{self, ElementRow, Elements, LegendLine},
        },
        view_model::{Figure, Reading},
    },
};
use serde_json::{Value, json};

use crate::course::{ranks, read};

/// tests/fixtures/progress.json: Wednesday 18 March 2026, 10:30 in Oslo.
///
/// ```text
/// 1 Cells
///   Microscopy lab
///     Osmosis          assignment, mandatory, due 10 March: Ada 2 days late with 58 of 50, Bo never
///   Cell quiz          test, due 20 March: Ada in time with a B, Bo not yet
/// 2 Genes
///   Mendel             SCORM package without a deadline: Ada failed it, Bo never opened it
///   Reading            page, mandatory: Ada an hour, Bo never
/// Plan                 file, for Ada alone: never opened
/// ```
fn document() -> Value {
    serde_json::from_str(include_str!("../fixtures/progress.json")).unwrap()
}

struct Page {
    info: CourseInfo,
    report: Report,
    zone: Zone,
    locale: Locale,
}

impl Page {
    fn new(document: &Value, request: ReportRequest, language: Language) -> Self {
        let (data, faults) = read(document).unwrap();
        let locale = Locale::plain(language);
        let service = Service::new(data, faults);
        let request = ReportRequest { report: ReportId::Progress, ..request };
        Self {
            info: service.info(&ranks),
            report: service.report(&request),
            zone: Zone::open("Europe/Oslo", &native_zones).unwrap(),
            locale,
        }
    }

    fn overview(filter: GroupFilter) -> Self {
        Self::new(&document(), ReportRequest { filter, ..ReportRequest::default() }, Language::English)
    }

    fn details(document: &Value, language: Language) -> Self {
        let student = Some("1".to_owned());
        Self::new(document, ReportRequest { student, ..ReportRequest::default() }, language)
    }

    fn elements(element: Option<&str>) -> Self {
        let element = element.map(Into::into);
        let request = ReportRequest { shows_elements: true, element, ..ReportRequest::default() };
        Self::new(&document(), request, Language::English)
    }

    fn reading(&self) -> Reading<'_> {
        Reading { locale: &self.locale, zone: &self.zone, info: &self.info, report: &self.report }
    }

    fn rows(&self) -> &Overview {
        let Data::ProgressOverview(overview) = &self.report.data else { panic!("no overview") };
        overview
    }

    fn student(&self) -> &Details {
        let Data::ProgressDetails(details) = &self.report.data else { panic!("no details") };
        details
    }

    /// The list of elements as lines: folders with what is done of them, elements below.
    fn outline(&self, query: &Query, search: &str, closed: &[u32]) -> Vec<String> {
        let reading = self.reading();
        let elements = Elements::of(&self.report.data).unwrap();
        let found = view_model::found(&reading, elements, query, search);
        let element = |row| (elements.element(row), elements.done(row));
        let line = |row: ListRow| {
            let words = match row.item {
                Item::Folder { folder, is_open, done } => {
                    let done = view_model::folder_done(&self.locale, elements, done);
                    let sign = if is_open { '-' } else { '+' };
                    format!("{sign} {}: {done}", self.info.folders[folder as usize].title)
                }
                Item::Element(row) => self.info.elements[elements.element(row) as usize].title.clone(),
            };
            format!("{}{words}", "  ".repeat(row.depth))
        };
        in_folders(&self.info, &element, &found.rows, closed).into_iter().map(line).collect()
    }
}

fn values(figures: &[Figure]) -> Vec<(&str, &str, &str)> {
    figures.iter().map(|figure| (&*figure.label, &*figure.value, &*figure.note)).collect()
}

fn legend(lines: &[LegendLine]) -> Vec<(&str, &str, &str)> {
    lines.iter().map(|line| (line.name, &*line.count, &*line.share)).collect()
}

#[test]
fn the_band_of_figures() {
    let page = Page::overview(GroupFilter::default());
    let summary = view_model::summary(&page.reading(), page.rows(), Narrowing::All).unwrap();
    // Osmosis, the quiz and Mendel are activities: 3 for each of two students. Reading is for both, Plan for Ada.
    let expected = [
        ("Students", "2", ""),
        ("Activities", "3", ""),
        ("Resources", "2", ""),
        ("Activities completed", "33%", "2 of 6"),
        ("Resources visited", "33%", "1 of 3"),
    ];
    assert_eq!(values(&summary), expected);
    let mandatory = view_model::summary(&page.reading(), page.rows(), Narrowing::Mandatory).unwrap();
    assert_eq!(
        values(&mandatory)[3..],
        [("Activities completed", "50%", "1 of 2"), ("Resources visited", "50%", "1 of 2")]
    );
}

#[test]
fn the_chosen_groups_stand_beside_the_course() {
    let page = Page::overview(GroupFilter { group_ids: vec!["7".to_owned()], without_group: false });
    let summary = view_model::summary(&page.reading(), page.rows(), Narrowing::All).unwrap();
    assert_eq!(values(&summary)[0], ("Students", "2", "Chosen groups: 1"));
    assert_eq!(values(&summary)[3], ("Activities completed", "33%", "Chosen groups: 67%"));
}

/// Without a summary, the marks still say what a student is compared with.
#[test]
fn a_course_that_is_too_large_has_marks_and_no_band() {
    let mut document = document();
    document["course"]["settings"] = json!({ "summaryLimit": 1 });
    let page = Page::new(&document, ReportRequest::default(), Language::English);
    assert_eq!(view_model::summary(&page.reading(), page.rows(), Narrowing::All), None);
    let [activities, _] = view_model::row(&page.reading(), page.rows(), &page.rows().students[0], Narrowing::All);
    assert_eq!(activities.mark, Some(2.0 / 6.0));
}

#[test]
fn a_row_of_the_list() {
    let page = Page::overview(GroupFilter::default());
    let [activities, resources] =
        view_model::row(&page.reading(), page.rows(), &page.rows().students[0], Narrowing::All);
    assert_eq!((activities.share, activities.mark), (Some(2.0 / 3.0), Some(2.0 / 6.0)));
    assert_eq!((&*activities.value, &*activities.counts), ("67%", "2 of 3"));
    assert_eq!(activities.details.sentence(), "Activities. Completed: 2, Available: 3, The course: 33%");
    assert_eq!(resources.details.sentence(), "Resources. Visited: 1, Available: 2, The course: 33%");
    // Nothing optional to read is for Bo.
    let [_, none] = view_model::row(&page.reading(), page.rows(), &page.rows().students[1], Narrowing::Optional);
    assert_eq!((none.share, &*none.value, &*none.counts), (None, "None", "available"));
}

#[test]
fn students_are_compared_by_shares() {
    let page = Page::overview(GroupFilter::default());
    let [ada, bo] = [&page.rows().students[0], &page.rows().students[1]];
    let compare = |column, narrowing| view_model::compare(column, narrowing, ada, bo);
    assert!(compare("activities", Narrowing::All).is_gt());
    assert!(compare("resources", Narrowing::Mandatory).is_gt());
    // Ada has read none of one, Bo has none to read, which is less than any share.
    assert!(compare("resources", Narrowing::Optional).is_gt());
    assert!(compare("name", Narrowing::All).is_eq());
}

#[test]
fn a_students_activities_by_status() {
    let page = Page::details(&document(), Language::English);
    let standing = view_model::standing(&page.reading(), page.student(), Class::Activity, Narrowing::All);
    let figures = [("Activities", "3", "available to the student"), ("Overall progress", "67%", "The course: 33%")];
    assert_eq!(values(&standing.figures), figures);
    let lines = [
        ("Completed on time", "1", "33%"),
        ("Completed past deadline", "1", "33%"),
        ("Incomplete past deadline", "0", "0%"),
        ("Open", "1", "33%"),
        ("Not active", "0", "0%"),
    ];
    assert_eq!(legend(&standing.legend), lines);
    let sentence = |index| standing.chart.details(index).map(|details| details.sentence());
    assert_eq!(sentence(1).as_deref(), Some("Completed past deadline. Number: 1, Share: 33%"));
    assert_eq!(sentence(2), None);
}

#[test]
fn a_students_resources_by_status() {
    let page = Page::details(&document(), Language::Norwegian);
    let standing = view_model::standing(&page.reading(), page.student(), Class::Resource, Narrowing::All);
    let lines = [("Lest", "1", "50\u{a0}%"), ("Ikke lest", "1", "50\u{a0}%"), ("Ikke aktiv", "0", "0\u{a0}%")];
    assert_eq!(legend(&standing.legend), lines);
}

fn lines(page: &Page) -> Vec<(String, Status, String, Option<String>, String)> {
    let line = |row| {
        let ElementRow { kind, status, last_visit, time_online, details } =
            view_model::element_row(&page.reading(), row);
        (format!("{} {}", kind.0, kind.1).trim_end().to_owned(), status, last_visit, time_online, details)
    };
    page.student().elements.iter().map(line).collect()
}

#[test]
fn the_elements_of_a_student() {
    let page = Page::details(&document(), Language::English);
    let line = |kind: &str, status, last_visit: &str, time: &str, details: &str| {
        (kind.to_owned(), status, last_visit.to_owned(), Some(time.to_owned()), details.to_owned())
    };
    let expected = [
        line(
            "Assignment Mandatory",
            Status::CompletedPastDeadline,
            "Never",
            "None",
            "⚠ Grade 58 of 50, outside the scale · Late by 2 days",
        ),
        line("Test", Status::CompletedOnTime, "Never", "None", "Grade B"),
        // The package's own time counts, with no view of it.
        line("SCORM package", Status::Open, "Never", "12 min", "Score 0.43 · Package failed"),
        line("Page Mandatory", Status::Read, "12 Mar 2026, 09:00", "1 h 00 min", ""),
        line("File", Status::NotRead, "Never", "None", ""),
    ];
    assert_eq!(lines(&page), expected);
}

#[test]
fn a_school_without_time_online_has_none() {
    let mut document = document();
    document["course"]["settings"] = json!({ "trackTimeOnline": false });
    let page = Page::details(&document, Language::English);
    assert!(lines(&page).iter().all(|(_, _, _, time_online, _)| time_online.is_none()));
}

#[test]
fn what_is_due_is_said_of_what_is_not_done() {
    let mut document = document();
    document["completions"] = json!([]);
    let page = Page::details(&document, Language::Norwegian);
    let details: Vec<String> = lines(&page).into_iter().map(|(.., details)| details).collect();
    assert_eq!(details[0], "⚠ Karakter 58 av 50, utenfor skalaen · Frist 10. mars 2026");
    assert_eq!(details[2], "Poengsum 0,43 · Pakken er ikke bestått");
}

#[test]
fn elements_stand_in_their_folders() {
    let page = Page::details(&document(), Language::English);
    let outline = page.outline(&Query::default(), "", &[]);
    let expected = [
        "- 1 Cells: 2 of 2 done",
        "  - Microscopy lab: 1 of 1 done",
        "    Osmosis",
        "  Cell quiz",
        "- 2 Genes: 1 of 2 done",
        "  Mendel",
        "  Reading",
        "Plan",
    ];
    assert_eq!(outline, expected);
    // A closed folder still says what is done in it; an inner one is open again when the outer one is.
    let closed = page.outline(&Query::default(), "", &[0, 1]);
    assert_eq!(closed, ["+ 1 Cells: 2 of 2 done", "- 2 Genes: 1 of 2 done", "  Mendel", "  Reading", "Plan"]);
    let inner = page.outline(&Query::default(), "", &[1, 2]);
    let expected =
        ["- 1 Cells: 2 of 2 done", "  + Microscopy lab: 1 of 1 done", "  Cell quiz", "+ 2 Genes: 1 of 2 done", "Plan"];
    assert_eq!(inner, expected);
}

#[test]
fn filters_leave_the_folders_of_what_they_find() {
    let page = Page::details(&document(), Language::English);
    let by_name = page.outline(&Query::default(), "ÓSM", &[]);
    assert_eq!(by_name, ["- 1 Cells: 1 of 1 done", "  - Microscopy lab: 1 of 1 done", "    Osmosis"]);
    let kinds = Query { kinds: vec!["page".to_owned(), "file".to_owned()], ..Query::default() };
    assert_eq!(page.outline(&kinds, "", &[]), ["- 2 Genes: 1 of 1 done", "  Reading", "Plan"]);
    let statuses = Query { statuses: vec![Status::Open], ..Query::default() };
    assert_eq!(page.outline(&statuses, "", &[]), ["- 2 Genes: 0 of 1 done", "  Mendel"]);
    let optional = Query { narrowing: Narrowing::Optional, ..statuses };
    assert_eq!(page.outline(&optional, "quiz", &[]), Vec::<String>::new());
}

#[test]
fn the_kinds_of_the_course_are_in_words() {
    let page = Page::details(&document(), Language::Norwegian);
    let kinds = kinds(&page.reading(), |class| class != Class::Neither);
    let expected =
        [("file", "Fil"), ("assignment", "Oppgave"), ("scorm", "SCORM-pakke"), ("page", "Side"), ("test", "Test")];
    assert_eq!(kinds, expected);
}

#[test]
fn elements_against_the_class() {
    let page = Page::elements(None);
    assert_eq!(page.outline(&Query::default(), "", &[])[..2], ["- 1 Cells: 50%", "  - Microscopy lab: 50%"]);
    let Data::ProgressClass(class) = &page.report.data else { panic!("no class view") };
    let row = view_model::class_row(&page.reading(), class, 0);
    assert_eq!((&*row.deadline, &*row.done, &*row.counts), ("10 Mar 2026", "50%", "1 of 2"));
    // The deadline has passed, but the element is active still.
    assert_eq!(row.chart_sentence, "Completed past deadline: 1, Open: 1");
    assert!(matches!(row.chart, ChartSpec::StatusBar(_)));
}

#[test]
fn elements_are_sorted_by_what_is_done() {
    let page = Page::elements(None);
    let elements = Elements::of(&page.report.data).unwrap();
    let titles = |column: &str, is_descending| -> Vec<&str> {
        let query = Query { sort: Some(SortBy { column: column.to_owned(), is_descending }), ..Query::default() };
        let found = view_model::found(&page.reading(), elements, &query, "");
        assert!(found.is_sorted && !found.is_in_folders);
        found.rows.into_iter().map(|row| &*page.info.elements[elements.element(row) as usize].title).collect()
    };
    assert_eq!(titles("done", false), ["Mendel", "Plan", "Osmosis", "Cell quiz", "Reading"]);
    assert_eq!(titles("deadline", true)[..2], ["Cell quiz", "Osmosis"]);
}

#[test]
fn the_page_of_an_element() {
    let page = Page::elements(Some("10"));
    let Data::ProgressElement { element, students } = &page.report.data else { panic!("no element") };
    let model = view_model::element_page(&page.reading(), *element, students);
    assert_eq!(model.title, "Osmosis");
    assert_eq!(model.about, "Assignment · Mandatory · 1 Cells · Microscopy lab · Due 10 Mar 2026, 13:00");
    let expected = [("Students", "2", "to whom it is available"), ("Completed", "50%", "1 of 2")];
    assert_eq!(values(&model.standing.figures), expected);
}

/// An address may be old: the element has gone, or never was one of Progress.
#[test]
fn an_element_that_is_not_there_leads_to_all() {
    assert!(matches!(Page::elements(Some("99")).report.data, Data::ProgressClass(_)));
}
