//! The Resources summary in words: what a teacher reads of a small course, in both languages.

use roundview::{
    dataset::zone::{Zone, native_zones},
    engine::{
        protocol::{CourseInfo, Data, Report, ReportRequest},
        service::Service,
    },
    export::Cell,
    i18n::{Language, Locale},
    query::{Query, SortBy},
    reports::{
        GroupFilter, ReportId,
        element_list::{Item, ListRow, element_cells, elements_headings, in_folders},
        resources::{
            compute::{ResourceRow, ResourceUse},
            view_model::{self, Row},
        },
        view_model::{Figure, Reading},
    },
};
use serde_json::{Value, json};

use crate::course::{ranks, read};

/// tests/fixtures/resources.json: Wednesday 18 March 2026, 10:30 in Oslo; Ada and Cy are in Lab A, Bo
/// is not, Dag has left.
///
/// ```text
/// Plan                 page: never opened
/// 1 Cells
///   Microscopy
///     Week 10 slides   file: Ada 600 + 300 s, Bo 120 s (Dag 900 s, who counts nowhere)
///     Week 2 slides    file: Ada 30 s
///   Cell film          video: Cy 3600 s, Ada 1800 s, Bo 1800 s
/// 2 Genes
///   Mendel             SCORM package: never opened, though it reports 720 s of Ada
///   Reading            page, for Lab A alone: Cy 240 s (Bo 999 s, which count nowhere)
/// Appendix             note: Bo 60 s
/// ```
fn document(settings: Value) -> Value {
    let mut document: Value = serde_json::from_str(include_str!("../fixtures/resources.json")).unwrap();
    document["course"]["settings"] = settings;
    document
}

struct Page {
    info: CourseInfo,
    report: Report,
    zone: Zone,
    locale: Locale,
}

impl Page {
    fn new(settings: Value, request: ReportRequest, language: Language) -> Self {
        let (data, faults) = read(&document(settings)).unwrap();
        let service = Service::new(data, faults);
        let request = ReportRequest { report: ReportId::Resources, ..request };
        Self {
            info: service.info(&ranks),
            report: service.report(&request),
            zone: Zone::open("Europe/Oslo", &native_zones).unwrap(),
            locale: Locale::plain(language),
        }
    }

    fn overview(settings: Value) -> Self {
        Self::new(settings, ReportRequest::default(), Language::English)
    }

    fn lab_a() -> Self {
        let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
        Self::new(json!({}), ReportRequest { filter, ..ReportRequest::default() }, Language::English)
    }

    fn resource(id: &str, settings: Value) -> Self {
        let request = ReportRequest { element: Some(id.to_owned()), ..ReportRequest::default() };
        Self::new(settings, request, Language::English)
    }

    fn reading(&self) -> Reading<'_> {
        Reading { locale: &self.locale, zone: &self.zone, info: &self.info, report: &self.report }
    }

    fn rows(&self) -> &[ResourceRow] {
        view_model::rows_of(&self.report).unwrap()
    }

    fn figures(&self) -> Option<Vec<Figure>> {
        let Data::ResourcesOverview { summary, rows } = &self.report.data else { panic!("no overview") };
        view_model::summary(&self.reading(), summary.as_ref(), rows.len())
    }

    fn students(&self) -> (&ResourceRow, &[(u32, ResourceUse)]) {
        let Data::ResourceStudents { row, students } = &self.report.data else { panic!("no students") };
        (row, students)
    }

    /// The list as lines: folders with how much of them is opened, resources below.
    fn outline(&self, query: &Query, search: &str) -> Vec<String> {
        let rows = self.rows();
        let found = view_model::found(&self.reading(), rows, query, search);
        let title = |row: u32| self.info.elements[rows[row as usize].element as usize].title.clone();
        if !found.is_in_folders {
            return found.rows.into_iter().map(title).collect();
        }
        let element = |row: u32| (rows[row as usize].element, rows[row as usize].opened);
        let line = |row: ListRow| {
            let words = match row.item {
                Item::Folder { folder, done, .. } => {
                    let title = &self.info.folders[folder as usize].title;
                    format!("- {title}: {}", view_model::opened_bar(&self.locale, title, done).counts)
                }
                Item::Element(row) => title(row),
            };
            format!("{}{words}", "  ".repeat(row.depth))
        };
        in_folders(&self.info, &element, &found.rows, &[]).into_iter().map(line).collect()
    }
}

fn values(figures: &[Figure]) -> Vec<(&str, &str, &str)> {
    figures.iter().map(|figure| (&*figure.label, &*figure.value, &*figure.note)).collect()
}

#[test]
fn the_band_of_figures() {
    let page = Page::overview(json!({}));
    let expected = [
        ("Students", "3", ""),
        ("Resources", "7", ""),
        // 0 + 2 + 1 + 3 + 0 + 1 + 1 of 3 for each, but 2 for Reading.
        ("Resources visited", "40%", "8 of 20"),
        // Plan and Mendel.
        ("Opened by nobody", "2", ""),
        ("Views", "9", ""),
        // 1020 + 30 + 7200 + 720 + 240 + 60 s are 154.5 minutes.
        ("Time on task", "about 2 h 35 min", ""),
    ];
    assert_eq!(values(&page.figures().unwrap()), expected);
}

#[test]
fn the_chosen_groups_stand_beside_the_course() {
    let figures = Page::lab_a().figures().unwrap();
    let expected = [
        ("Students", "3", "Chosen groups: 2"),
        ("Resources", "7", ""),
        // 1 + 1 + 2 + 1 of 7 for each of two.
        ("Resources visited", "40%", "Chosen groups: 36%"),
        // Appendix as well.
        ("Opened by nobody", "2", "Chosen groups: 3"),
        ("Views", "9", "Chosen groups: 6"),
        // 900 + 30 + 5400 + 720 + 240 s are 121.5 minutes.
        ("Time on task", "about 2 h 35 min", "Chosen groups: about 2 h 02 min"),
    ];
    assert_eq!(values(&figures), expected);
}

/// A row as the table has it: kind, access, share, counts, views, last opened, time, time per student.
fn line(page: &Page, title: &str) -> Vec<String> {
    let is_it = |row: &&ResourceRow| page.info.elements[row.element as usize].title == title;
    let row = page.rows().iter().find(is_it).unwrap();
    let Row { kind, access, opened, views, last_opened, time } = view_model::row(&page.reading(), row);
    let mut line = vec![kind, access, opened.value, opened.counts, views, last_opened];
    line.extend(time.into_iter().flatten());
    line
}

#[test]
fn the_rows_of_the_list() {
    let page = Page::overview(json!({}));
    // 1020 s; over two students 510 s, which are 8.5 minutes.
    let slides = ["File", "3", "67%", "2 of 3", "3", "9 Mar 2026, 09:00", "17 min", "9 min"];
    assert_eq!(line(&page, "Week 10 slides"), slides);
    let later = ["File", "3", "33%", "1 of 3", "1", "10 Mar 2026, 13:00", "under 1 min", "under 1 min"];
    assert_eq!(line(&page, "Week 2 slides"), later);
    let film = ["Video", "3", "100%", "3 of 3", "3", "12 Mar 2026, 10:00", "2 h 00 min", "40 min"];
    assert_eq!(line(&page, "Cell film"), film);
    // The package reports a time without having been opened: a total, and nobody to share it.
    assert_eq!(line(&page, "Mendel"), ["SCORM package", "3", "0%", "0 of 3", "0", "Never", "12 min", ""]);
    assert_eq!(line(&page, "Reading")[1..4], ["2", "50%", "1 of 2"]);
    assert_eq!(line(&page, "Plan"), ["Page", "3", "0%", "0 of 3", "0", "Never", "None", ""]);
}

#[test]
fn a_group_makes_the_row_its_own() {
    // Ada alone: 900 s.
    let slides = ["File", "2", "50%", "1 of 2", "2", "5 Mar 2026, 09:00", "15 min", "15 min"];
    assert_eq!(line(&Page::lab_a(), "Week 10 slides"), slides);
    // Without a group there is Bo, for whom Reading isn't.
    let filter = GroupFilter { group_ids: Vec::new(), without_group: true };
    let page = Page::new(json!({}), ReportRequest { filter, ..ReportRequest::default() }, Language::English);
    assert_eq!(line(&page, "Reading"), ["Page", "0", "Nobody", "has access", "0", "Never", "None", ""]);
}

#[test]
fn a_bar_says_what_it_shows() {
    let page = Page::overview(json!({}));
    let bar = view_model::row(&page.reading(), &page.rows()[1]).opened;
    assert_eq!((bar.share, bar.mark), (Some(2.0 / 3.0), None));
    assert_eq!(bar.details.sentence(), "Week 10 slides. Opened: 2, Not opened: 1");
}

#[test]
fn no_trace_of_time_where_it_is_not_tracked() {
    let page = Page::overview(json!({ "trackTimeOnline": false }));
    assert_eq!(line(&page, "Cell film"), ["Video", "3", "100%", "3 of 3", "3", "12 Mar 2026, 10:00"]);
    assert_eq!(values(&page.figures().unwrap()).len(), 5);
    assert_eq!(view_model::hidden_time(&page.reading()), None);
    let page = Page::resource("10", json!({ "trackTimeOnline": false }));
    let (row, students) = page.students();
    assert_eq!(values(&view_model::page(&page.reading(), row).figures).len(), 3);
    assert!(students.iter().all(|(_, used)| view_model::use_row(&page.reading(), used).time.is_none()));
    assert!(!view_model::use_headings(&page.reading()).iter().any(|heading| heading.contains("Time")));
}

#[test]
fn a_course_above_the_limit_says_why_it_has_no_time() {
    let page = Page::overview(json!({ "timeOnTaskLimit": 2 }));
    let words = "Time on task is hidden: the course has more than 2 participants.";
    assert_eq!(view_model::hidden_time(&page.reading()).as_deref(), Some(words));
    assert_eq!(line(&page, "Cell film").len(), 6);
    assert_eq!(view_model::hidden_time(&Page::overview(json!({})).reading()), None);
}

#[test]
fn resources_stand_in_their_folders() {
    let page = Page::overview(json!({}));
    let expected = [
        "Plan",
        "- 1 Cells: 6 of 9",
        "  - Microscopy: 3 of 6",
        "    Week 10 slides",
        "    Week 2 slides",
        "  Cell film",
        "- 2 Genes: 1 of 5",
        "  Mendel",
        "  Reading",
        "Appendix",
    ];
    assert_eq!(page.outline(&Query::default(), ""), expected);
}

fn sorted(column: &str, is_descending: bool, is_flat: bool) -> Query {
    Query { sort: Some(SortBy { column: column.to_owned(), is_descending }), is_flat, ..Query::default() }
}

/// The resources of a folder change places among themselves; folders and what is in them stay.
#[test]
fn sorting_keeps_folders_in_their_places() {
    let page = Page::overview(json!({}));
    let expected = [
        "Appendix",
        "- 1 Cells: 6 of 9",
        "  - Microscopy: 3 of 6",
        "    Week 10 slides",
        "    Week 2 slides",
        "  Cell film",
        "- 2 Genes: 1 of 5",
        "  Reading",
        "  Mendel",
        "Plan",
    ];
    assert_eq!(page.outline(&sorted("views", true, false), ""), expected);
}

#[track_caller]
fn check_flat(column: &str, is_descending: bool, expected: [&str; 7]) {
    let page = Page::overview(json!({}));
    assert_eq!(page.outline(&sorted(column, is_descending, true), ""), expected, "{column}");
}

#[test]
fn without_folders_any_column_sorts_all() {
    const COURSE: [&str; 7] = ["Plan", "Week 10 slides", "Week 2 slides", "Cell film", "Mendel", "Reading", "Appendix"];
    check_flat("no such column", false, COURSE);
    check_flat(
        "title",
        false,
        ["Appendix", "Cell film", "Mendel", "Plan", "Reading", "Week 10 slides", "Week 2 slides"],
    );
    // File, Note, Page, SCORM package, Video; equal ones in the order of the course, the other way round too.
    check_flat("kind", true, ["Cell film", "Mendel", "Plan", "Reading", "Appendix", "Week 10 slides", "Week 2 slides"]);
    check_flat(
        "access",
        false,
        ["Reading", "Plan", "Week 10 slides", "Week 2 slides", "Cell film", "Mendel", "Appendix"],
    );
    // All, 2 of 3, 1 of 2, twice 1 of 3, twice none.
    check_flat(
        "opened",
        true,
        ["Cell film", "Week 10 slides", "Reading", "Week 2 slides", "Appendix", "Plan", "Mendel"],
    );
    check_flat(
        "views",
        true,
        ["Week 10 slides", "Cell film", "Week 2 slides", "Reading", "Appendix", "Plan", "Mendel"],
    );
    // Never is before all moments.
    check_flat(
        "last",
        false,
        ["Plan", "Mendel", "Week 10 slides", "Week 2 slides", "Cell film", "Appendix", "Reading"],
    );
    check_flat("time", true, ["Cell film", "Week 10 slides", "Mendel", "Reading", "Appendix", "Week 2 slides", "Plan"]);
    check_flat("mean", true, ["Cell film", "Week 10 slides", "Reading", "Appendix", "Week 2 slides", "Plan", "Mendel"]);
}

#[test]
fn a_course_that_is_too_large_sorts_by_title_only_and_has_no_band() {
    let page = Page::overview(json!({ "summaryLimit": 2 }));
    assert_eq!(page.figures(), None);
    assert_eq!(page.outline(&sorted("views", true, true), "")[..2], ["Plan", "Week 10 slides"]);
    assert_eq!(page.outline(&sorted("title", false, true), "")[..2], ["Appendix", "Cell film"]);
}

#[test]
fn filters_leave_the_folders_of_what_they_find() {
    let page = Page::overview(json!({}));
    let unopened = Query { only_unopened: true, ..Query::default() };
    assert_eq!(page.outline(&unopened, ""), ["Plan", "- 2 Genes: 0 of 3", "  Mendel"]);
    let pages = Query { kinds: vec!["page".to_owned()], ..unopened.clone() };
    assert_eq!(page.outline(&pages, ""), ["Plan"]);
    let slides = page.outline(&Query::default(), "slides wéek");
    assert_eq!(slides, ["- 1 Cells: 3 of 6", "  - Microscopy: 3 of 6", "    Week 10 slides", "    Week 2 slides"]);
    // Nobody of the group.
    let of_group = Page::lab_a().outline(&Query { is_flat: true, ..unopened }, "");
    assert_eq!(of_group, ["Plan", "Mendel", "Appendix"]);
}

#[test]
fn the_page_of_a_resource() {
    let page = Page::resource("10", json!({}));
    let model = view_model::page(&page.reading(), page.students().0);
    assert_eq!((&*model.title, &*model.about), ("Week 10 slides", "File · 1 Cells · Microscopy"));
    let expected = [
        ("With access", "3", ""),
        ("Opened", "67%", "2 of 3"),
        ("Views", "3", "last on 9 Mar 2026, 09:00"),
        ("Time on task", "about 17 min", "about 9 min per student who opened it"),
    ];
    assert_eq!(values(&model.figures), expected);
    let page = Page::resource("15", json!({}));
    let figures = view_model::page(&page.reading(), page.students().0).figures;
    assert_eq!(values(&figures)[2..], [("Views", "0", ""), ("Time on task", "None", "")]);
}

#[test]
fn the_students_of_a_resource() {
    let page = Page::resource("10", json!({}));
    let line = |(student, used): &(u32, ResourceUse)| {
        let row = view_model::use_row(&page.reading(), used);
        let words = [row.opened.to_owned(), row.first_opened, row.last_opened, row.views, row.time.unwrap()];
        (page.info.students[*student as usize].name.clone(), words)
    };
    let lines: Vec<_> = page.students().1.iter().map(line).collect();
    let expected = [
        ("Ada Berg", ["Opened", "2 Mar 2026, 09:00", "5 Mar 2026, 09:00", "2", "15 min"]),
        ("Bo Aas", ["Opened", "9 Mar 2026, 09:00", "9 Mar 2026, 09:00", "1", "2 min"]),
        ("Cy Dahl", ["Not opened", "", "", "0", "None"]),
    ];
    let expected = expected.map(|(name, words)| (name.to_owned(), words.map(str::to_owned)));
    assert_eq!(lines, expected);
}

#[test]
fn the_list_as_a_file() {
    let page = Page::new(json!({}), ReportRequest::default(), Language::English);
    let reading = page.reading();
    let element = page.info.elements.iter().position(|element| element.title == "Week 10 slides").unwrap() as u32;
    let cells = element_cells(&reading, element);
    assert_eq!(cells[0], Cell::text("Week 10 slides"));
    assert_eq!(cells[2], Cell::text("1 Cells / Microscopy"));
    assert_eq!(cells.len(), elements_headings(&reading).len());
    let rows = view_model::rows_of(&page.report).unwrap();
    let row = rows.iter().find(|row| row.element == element).unwrap();
    let cells = view_model::file_cells(&reading, row);
    assert_eq!(cells.len(), view_model::file_headings(&reading).len());
    // Ada and Bo of three opened it, three times, for 600 + 300 + 120 s: 510 s each.
    assert_eq!(cells[..4], [Cell::Number(3.0), Cell::Number(2.0), Cell::Share(2.0 / 3.0), Cell::Number(3.0)]);
    let time = [Cell::Duration(1020.0), Cell::Number(1020.0), Cell::Duration(510.0), Cell::Number(510.0)];
    assert_eq!(cells[6..], time);
    // Where no time is tracked, none is in the file.
    let page = Page::new(json!({ "trackTimeOnline": false }), ReportRequest::default(), Language::English);
    let rows = view_model::rows_of(&page.report).unwrap();
    assert_eq!(view_model::file_headings(&page.reading()).len(), 6);
    assert_eq!(view_model::file_cells(&page.reading(), &rows[0]).len(), 6);
}

#[test]
fn the_students_of_a_resource_as_a_file() {
    let page = Page::resource("10", json!({}));
    let headings = view_model::use_headings(&page.reading());
    let expected = [
        "Opened",
        "First opened",
        "First opened, UTC",
        "Last opened",
        "Last opened, UTC",
        "Views",
        "Time on task",
        "Time on task, seconds",
    ];
    assert_eq!(headings, expected);
    let cells = view_model::use_cells(&page.reading(), &page.students().1[0].1);
    assert_eq!(cells.len(), headings.len());
    assert_eq!(cells[2], Cell::text("2026-03-02T08:00:00Z"));
    assert_eq!(cells[5..], [Cell::Number(2.0), Cell::Duration(900.0), Cell::Number(900.0)]);
}

#[test]
fn students_are_compared_by_what_they_made_of_it() {
    let page = Page::resource("10", json!({}));
    let [(_, ada), (_, bo), (_, cy)] = page.students().1 else { panic!("three students") };
    for column in ["opened", "first", "last", "views", "time"] {
        assert!(view_model::compare_use(column, cy, ada).is_lt(), "{column}");
    }
    assert!(view_model::compare_use("opened", ada, bo).is_eq());
    assert!(view_model::compare_use("views", ada, bo).is_gt());
    assert!(view_model::compare_use("last", ada, bo).is_lt());
    assert!(view_model::compare_use("name", ada, bo).is_eq());
}

#[test]
fn a_norwegian_reads_norwegian() {
    let page = Page::new(json!({}), ReportRequest::default(), Language::Norwegian);
    let film = ["Video", "3", "100\u{a0}%", "3 av 3", "3", "12. mars 2026 kl. 10:00", "2 t 00 min", "40 min"];
    assert_eq!(line(&page, "Cell film"), film);
    assert_eq!(line(&page, "Plan")[5..], ["Aldri", "Ingen", ""]);
    let labels: Vec<_> = page.figures().unwrap().into_iter().map(|figure| figure.label).collect();
    assert_eq!(labels[2..], ["Besøkte ressurser", "Åpnet av ingen", "Visninger", "Tidsbruk"]);
}

/// An address may be old: the resource has gone, was never one, or is an activity by now.
#[test]
fn what_is_no_resource_leads_to_all() {
    for id in ["99", "16", "17"] {
        assert!(matches!(Page::resource(id, json!({})).report.data, Data::ResourcesOverview { .. }), "{id}");
    }
}
