//! The Grades report in words: what a teacher reads of a small course, in both languages.

use roundview::{
    chart::spec::ChartSpec,
    dataset::zone::{Zone, native_zones},
    engine::{
        protocol::{CourseInfo, Data, Report, ReportRequest},
        service::Service,
    },
    export::Cell,
    i18n::{Language, Locale},
    query::Query,
    reports::{
        GroupFilter, ReportId,
        grades::{
            compute::{Overview, StudentPage, TermChoice},
            view_model::{self, LegendLine, StudentModel, Top},
        },
        view_model::{Figure, Reading},
    },
};
use serde_json::{Value, json};

use crate::course::{ranks, read};

/// tests/fixtures/grades.json: Wednesday 18 March 2026, 10:30 in Oslo. Spring, points, in percent:
///
/// ```text
///             Cell lab  Cell quiz  Genes lab   average
///             15 Jan    10 Feb     5 Mar
/// Ada, Lab A  100       80, late   67          247 ÷ 3 = 82.3
/// Bo, Lab A   50        –          60          55
/// Cy          30        45         130 of 100  37.5, for what is outside the scale doesn't count
/// Di          90        90         90          90
/// Ed          –         35         41          38
/// Flo         –         –          –           none
/// the course  67.5      62.5       64.5        302.8 ÷ 5 = 60.6
/// ```
///
/// The Genes quiz is still to come; the Warm-up isn't in the assessment record. Letters are worth A 10, C 4, E 1 and
/// F 0: an Oral without a deadline (Ada A, Bo C) in spring, an Essay (Ada E, Bo C) in autumn.
fn document() -> Value {
    serde_json::from_str(include_str!("../fixtures/grades.json")).unwrap()
}

fn with_settings(settings: Value) -> Value {
    let mut document = document();
    document["course"]["settings"] = settings;
    document
}

struct Page {
    info: CourseInfo,
    report: Report,
    zone: Zone,
    locale: Locale,
}

fn letters(term: &str) -> ReportRequest {
    let scale = Some("letters".to_owned());
    ReportRequest { term: TermChoice::Term(term.to_owned()), scale, ..ReportRequest::default() }
}

impl Page {
    fn new(document: &Value, request: ReportRequest, language: Language) -> Self {
        let (data, faults) = read(document).unwrap();
        let service = Service::new(data, faults);
        Self {
            info: service.info(&ranks),
            report: service.report(&ReportRequest { report: ReportId::Grades, ..request }),
            zone: Zone::open("Europe/Oslo", &native_zones).unwrap(),
            locale: Locale::plain(language),
        }
    }

    fn overview(request: ReportRequest) -> Self {
        Self::new(&document(), request, Language::English)
    }

    fn student(student: &str, request: ReportRequest) -> Self {
        Self::overview(ReportRequest { student: Some(student.to_owned()), ..request })
    }

    fn reading(&self) -> Reading<'_> {
        Reading { locale: &self.locale, zone: &self.zone, info: &self.info, report: &self.report }
    }

    fn rows(&self) -> &Overview {
        let Data::GradesOverview(overview) = &self.report.data else { panic!("no overview") };
        overview
    }

    fn details(&self) -> &StudentPage {
        let Data::GradesDetails(page) = &self.report.data else { panic!("no details") };
        page
    }

    fn model(&self, kind: Option<&str>) -> StudentModel {
        let query = Query { kinds: kind.into_iter().map(Into::into).collect(), ..Query::default() };
        view_model::student(&self.reading(), self.details(), &query).unwrap()
    }
}

fn values(figures: &[Figure]) -> Vec<(&str, &str, &str)> {
    figures.iter().map(|figure| (&*figure.label, &*figure.value, &*figure.note)).collect()
}

/// What the marks of a chart say.
fn sentences(chart: &ChartSpec) -> Vec<String> {
    (0..chart.len()).filter_map(|index| chart.details(index)).map(|details| details.sentence()).collect()
}

/// The trend and the distribution.
fn charts(top: Top) -> (Option<ChartSpec>, Option<ChartSpec>) {
    (top.trend.unwrap().1, top.distribution.unwrap().1)
}

fn legend(lines: &[LegendLine]) -> Vec<(&str, &str, &str)> {
    lines.iter().map(|line| (line.name, &*line.count, &*line.share)).collect()
}

#[test]
fn the_band_of_figures() {
    let page = Page::overview(ReportRequest::default());
    let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
    // The trend loses 3 over two steps, three times what is steady.
    let expected = [
        ("Students", "6", ""),
        ("Assessments", "6", ""),
        ("Grade scales", "2", ""),
        ("Overall average", "61%", ""),
        ("Direction", "↘ Falling", ""),
    ];
    assert_eq!(values(&summary.figures), expected);
    let (trend, distribution) = charts(summary);
    assert_eq!(
        sentences(&trend.unwrap()),
        [
            "Cell lab. Date: 15 Jan 2026, The course: 68%",
            "Cell quiz. Date: 10 Feb 2026, The course: 63%",
            "Genes lab. Date: 5 Mar 2026, The course: 65%",
        ]
    );
    let distribution = sentences(&distribution.unwrap());
    assert_eq!(distribution.len(), 10);
    assert_eq!(distribution[3], "30% to under 40%. Students: 2");
    assert_eq!(distribution[9], "90% to 100%. Students: 1");
}

#[test]
fn the_chosen_groups_stand_beside_the_course() {
    let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
    let page = Page::overview(ReportRequest { filter, ..ReportRequest::default() });
    let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
    // (82.3 + 55) ÷ 2; 75, 80 and 63.5 fall by 5.75 a step.
    assert_eq!(
        values(&summary.figures)[3..],
        [("Overall average", "61%", "Chosen groups: 69%"), ("Direction", "↘ Falling", "Chosen groups: ↘ Falling")]
    );
    let (trend, _) = charts(summary);
    assert_eq!(sentences(&trend.unwrap())[1], "Cell quiz. Date: 10 Feb 2026, Chosen groups: 80%, The course: 63%");
}

/// 7 lies as far from A as from C, and counts as A; between E and C, 2.5 counts as C.
#[test]
fn levels_are_named() {
    let page = Page::overview(letters("2"));
    let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
    assert_eq!(
        values(&summary.figures)[3..],
        [("Overall average", "7.0 (A)", ""), ("Direction", "Too few grades", "")]
    );
    let (trend, distribution) = charts(summary);
    assert_eq!(sentences(&trend.unwrap()), ["Oral. Date: 2 Mar 2026, The course: 7.0 (A)"]);
    assert_eq!(distribution, None);

    let page = Page::new(&document(), letters("1"), Language::Norwegian);
    let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
    assert_eq!(
        values(&summary.figures)[3..],
        [("Samlet gjennomsnitt", "2,5 (C)", ""), ("Retning", "For få karakterer", "")]
    );
    let row = view_model::row(&page.reading(), page.rows(), &page.rows().students[0]);
    let difference = row.difference.unwrap();
    assert_eq!((&*row.average, &*difference.value, &*difference.words), ("1,0 (E)", "−1,5", "på skalaen"));
}

#[test]
fn what_can_be_selected() {
    let page = Page::overview(letters("1"));
    let terms = view_model::terms(&page.reading(), &page.rows().selectors).unwrap();
    let offered: Vec<_> = terms.offered.iter().map(|(value, label)| (&**value, &**label)).collect();
    assert_eq!(offered, [("-", "All terms"), ("t1", "Autumn"), ("t2", "Spring")]);
    assert_eq!(terms.taken, "t1");
    // Nothing was graded in points in autumn.
    let scales = view_model::scales(&page.reading(), &page.rows().selectors).unwrap();
    assert_eq!(scales.offered, [("letters".to_owned(), "Letters".to_owned())]);
    let page = Page::overview(ReportRequest { term: TermChoice::All, ..ReportRequest::default() });
    let scales = view_model::scales(&page.reading(), &page.rows().selectors).unwrap();
    assert_eq!((scales.offered.len(), &*scales.taken), (2, "points"));
}

#[test]
fn the_rows_of_the_list() {
    let page = Page::overview(ReportRequest::default());
    let overview = page.rows();
    let words = |row| {
        let row = view_model::row(&page.reading(), overview, row);
        let difference = row.difference.map(|difference| format!("{} {}", difference.value, difference.words));
        (row.average, row.direction, row.graded, difference.unwrap_or_default(), row.chart_sentence)
    };
    let expected = [
        ("82%", "↘ Falling", "3 of 4", "+22 percentage points", "3 grades, from 100% to 67%"),
        ("55%", "", "2 of 4", "−6 percentage points", "2 grades, from 50% to 60%"),
        ("38%", "", "2 of 4", "−23 percentage points", "2 grades, from 30% to 45%"),
        ("90%", "→ Steady", "3 of 4", "+29 percentage points", "3 grades, from 90% to 90%"),
        ("38%", "", "2 of 4", "−23 percentage points", "2 grades, from 35% to 41%"),
        ("No grades", "", "0 of 4", "", "No grades"),
    ]
    .map(|(average, direction, graded, difference, sentence)| {
        (average.to_owned(), direction, graded.to_owned(), difference.to_owned(), sentence.to_owned())
    });
    assert_eq!(overview.students.iter().map(words).collect::<Vec<_>>(), expected);
    let chart = view_model::row(&page.reading(), overview, &overview.students[1]).chart.unwrap();
    // The gap can't be pointed at.
    assert_eq!(
        sentences(&chart),
        [
            "Cell lab. Date: 15 Jan 2026, Grade: 50%, The course: 68%",
            "Genes lab. Date: 5 Mar 2026, Grade: 60%, The course: 65%"
        ]
    );
}

#[test]
fn students_are_compared_by_figures() {
    let page = Page::overview(ReportRequest::default());
    let overview = page.rows();
    let compare = |column, a: usize, b: usize| {
        view_model::compare(column, overview, &overview.students[a], &overview.students[b])
    };
    assert!(compare("average", 0, 3).is_lt());
    assert!(compare("difference", 0, 3).is_lt());
    assert!(compare("average", 5, 2).is_lt());
    assert!(compare("graded", 0, 1).is_gt());
    // Falling, steady, and who can't be told.
    assert!(compare("trend", 0, 3).is_lt());
    assert!(compare("trend", 3, 5).is_lt());
    assert!(compare("name", 0, 1).is_eq());
}

#[test]
fn a_student_against_the_course() {
    let page = Page::student("1", ReportRequest::default());
    let model = page.model(None);
    let expected = [
        ("Average", "82%", "The course: 61%"),
        ("Against the course", "+22", "percentage points"),
        ("Direction", "↘ Falling", "The course: ↘ Falling"),
    ];
    assert_eq!(values(&model.top.figures), expected);
    assert_eq!(
        sentences(&charts(model.top.clone()).0.unwrap()),
        [
            "Cell lab. Date: 15 Jan 2026, Ada Berg: 100%, The course: 68%",
            "Cell quiz. Date: 10 Feb 2026, Ada Berg: 80%, The course: 63%",
            "Genes lab. Date: 5 Mar 2026, Ada Berg: 67%, The course: 65%",
        ]
    );
    // The Genes lab has a grade alone.
    let lines = [
        ("Completed by the deadline", "2", "50%"),
        ("Completed past the deadline", "1", "25%"),
        ("Not completed", "0", "0%"),
        ("Still to come", "1", "25%"),
    ];
    assert_eq!(legend(&model.legend), lines);
    let (name, place) = model.top.distribution.unwrap();
    assert_eq!(name, "Ada Berg among the averages of all students");
    assert_eq!(sentences(&place.unwrap())[8], "80% to under 90%. Students: 1, Ada Berg: 82%");
}

/// Averages of tests alone: Ada 80, Cy 45, Di 90, Ed 35; together 62.5.
#[test]
fn a_student_by_kind() {
    let page = Page::student("1", ReportRequest::default());
    let model = page.model(Some("test"));
    let expected = [
        ("Average", "80%", "The course: 63%"),
        ("Against the course", "+18", "percentage points"),
        ("Direction", "Too few grades", ""),
    ];
    assert_eq!(values(&model.top.figures), expected);
    assert_eq!(model.rows.iter().map(|row| &*row.title).collect::<Vec<_>>(), ["Cell quiz", "Genes quiz"]);
    assert_eq!(legend(&model.legend)[1], ("Completed past the deadline", "1", "50%"));
    // The place among the others is that of all kinds.
    assert_eq!(model.top.distribution, page.model(None).top.distribution);
    let query = Query { kinds: vec!["test".to_owned()], ..Query::default() };
    let kinds = view_model::kinds(&page.reading(), page.details().details.as_ref().unwrap(), &query).unwrap();
    let offered: Vec<_> = kinds.offered.iter().map(|(value, label)| (&**value, &**label)).collect();
    assert_eq!(offered, [("-", "All assessments"), ("kassignment", "Assignment"), ("ktest", "Test")]);
    assert_eq!(kinds.taken, "ktest");
}

#[test]
fn the_assessments_of_students() {
    let lines = |student, request| {
        let line = |row: view_model::AssessmentLine| {
            format!(
                "{} | {} | {} {} | {} | {}",
                row.title, row.date, row.grade.0, row.grade.1, row.course, row.status_name
            )
        };
        Page::student(student, request).model(None).rows.into_iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        lines("3", ReportRequest::default()),
        [
            "Cell lab | 15 Jan 2026 | 30% 12 of 40 | 68% | Completed by the deadline",
            "Cell quiz | 10 Feb 2026 | 45% 9 of 20 | 63% | Completed by the deadline",
            "Genes lab | 5 Mar 2026 | ⚠ 130 of 100, outside the scale  | 65% | Not completed",
            "Genes quiz | 25 Mar 2026 | No grade  |  | Still to come",
        ]
    );
    assert_eq!(lines("6", letters("2")), ["Oral | 2 Mar 2026 | No grade  | 7.0 (A) | Still to come"]);
}

/// Moments on the clocks of the course count from 1970 there: 15 January 2026 is day 20,468.
#[test]
fn the_assessments_of_a_student_as_a_file() {
    let query = Query::default();
    let file = |page: &Page| view_model::assessments_file(&page.reading(), page.details(), &query).unwrap();
    let (headings, rows) = file(&Page::student("3", ReportRequest::default()));
    let course = ["The course", "The course, raw value"];
    let before =
        ["Element", "Element id", "Folders", "Kind", "Mandatory", "Date", "Date, UTC", "Grade", "Grade, raw value"];
    let between = ["Maximum", "Counts as, raw value"];
    assert_eq!(headings, [&before[..], &between, &course, &["Status"]].concat());
    let text = |text: &str| Cell::text(text);
    let cell_lab = [
        text("Cell lab"),
        text("11"),
        text(""),
        text("Assignment"),
        text("Mandatory"),
        Cell::LocalTime(20_468 * 86_400 + 86_340),
        text("2026-01-15T22:59:00Z"),
        text("30%"),
        Cell::Number(12.0),
        Cell::Number(40.0),
        Cell::Number(30.0),
        text("68%"),
        Cell::Number(67.5),
        text("Completed by the deadline"),
    ];
    assert_eq!(rows[0], cell_lab);
    // What is outside the scale counts nothing; what isn't graded has nothing to count.
    let outside = [text("⚠ 130 of 100, outside the scale"), Cell::Number(130.0), Cell::Number(100.0), Cell::Empty];
    assert_eq!(rows[2][7..11], outside);
    assert_eq!(rows[3][7..11], [text("No grade"), Cell::Empty, Cell::Empty, Cell::Empty]);
    assert_eq!(rows.len(), 4);

    let student = Some("3".to_owned());
    let hidden = with_settings(json!({ "showCourseAverage": false }));
    let page = Page::new(&hidden, ReportRequest { student, ..ReportRequest::default() }, Language::English);
    let (headings, rows) = file(&page);
    assert_eq!(headings, [&before[..], &between, &["Status"]].concat());
    assert_eq!(rows[0].len(), headings.len());
}

#[test]
fn a_gap_is_said_and_one_outside_the_scale_is_marked() {
    let trend = |student| Page::student(student, ReportRequest::default()).model(None).top.trend.unwrap().1.unwrap();
    assert_eq!(sentences(&trend("2"))[1], "Cell quiz. Date: 10 Feb 2026, Bo Aas: No grade, The course: 63%");
    assert_eq!(
        sentences(&trend("3"))[2],
        "Genes lab. Date: 5 Mar 2026, Cy Dahl: ⚠ 130 of 100, outside the scale, The course: 65%"
    );
    let ChartSpec::Lines(lines) = trend("3") else { panic!("no lines") };
    assert_eq!(lines.series[1].values, [Some(30.0), Some(45.0), None]);
}

#[test]
fn below_five_averages_nobody_can_be_picked_out() {
    let mut document = document();
    document["students"].as_array_mut().unwrap().remove(4);
    document["grades"].as_array_mut().unwrap().retain(|grade| grade["studentId"] != 5);
    let page = Page::new(&document, ReportRequest::default(), Language::English);
    let (trend, distribution) = charts(view_model::summary(&page.reading(), page.rows()).unwrap());
    assert!(trend.is_some());
    assert_eq!(distribution, None);
    let student = Some("1".to_owned());
    let page = Page::new(&document, ReportRequest { student, ..ReportRequest::default() }, Language::English);
    assert_eq!(page.model(None).top.distribution.unwrap().1, None);
}

#[test]
fn a_course_that_is_too_large_keeps_what_students_are_compared_with() {
    let page = Page::new(&with_settings(json!({ "summaryLimit": 5 })), ReportRequest::default(), Language::English);
    assert_eq!(view_model::summary(&page.reading(), page.rows()), None);
    let row = view_model::row(&page.reading(), page.rows(), &page.rows().students[0]);
    assert_eq!(row.difference.unwrap().value, "+22");
}

#[test]
fn a_course_without_assessments_has_no_grades() {
    let mut document = document();
    document["elements"] = json!([]);
    document["grades"] = json!([]);
    document["completions"] = json!([]);
    let page = Page::new(&document, ReportRequest::default(), Language::English);
    let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
    assert_eq!(values(&summary.figures), [("Students", "6", ""), ("Assessments", "0", ""), ("Grade scales", "0", "")]);
    assert_eq!((summary.trend, summary.distribution), (None, None));
    assert_eq!(view_model::terms(&page.reading(), &page.rows().selectors), None);
    let row = view_model::row(&page.reading(), page.rows(), &page.rows().students[0]);
    assert_eq!((row.chart, &*row.average, row.difference), (None, "", None));
    let student = Some("1".to_owned());
    let page = Page::new(&document, ReportRequest { student, ..ReportRequest::default() }, Language::English);
    assert_eq!(view_model::student(&page.reading(), page.details(), &Query::default()), None);
}

/// Where the school hides the averages of the course, nothing that crosses to the page and nothing that is made of it
/// holds one: neither as a number nor in words, tooltips and tables included.
#[test]
fn what_a_school_hides_is_nowhere() {
    // As numbers, and in words: on single assessments, overall, of tests alone, and of the letters.
    let numbers = ["67.5", "62.5", "64.5", "60.56", "60.57", "68.66", "7.0 (", "2.5"];
    let words = ["68%", "63%", "65%", "61%", "69%", "7.0 (A)", "2.5 (C)", "The course: ", "+22", "−6"];
    let everything = |shows_course_average: bool| {
        let document = with_settings(json!({ "showCourseAverage": shows_course_average }));
        let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
        let mut data = String::new();
        let mut texts = String::new();
        for request in [ReportRequest::default(), letters("1"), letters("2")] {
            let request = ReportRequest { filter: filter.clone(), ..request };
            let page = Page::new(&document, request.clone(), Language::English);
            data.push_str(&format!("{:?}", page.report.data));
            texts.push_str(&format!("{:?}", view_model::summary(&page.reading(), page.rows())));
            for row in &page.rows().students {
                texts.push_str(&format!("{:?}", view_model::row(&page.reading(), page.rows(), row)));
            }
            for student in ["1", "2", "3"] {
                let student = Some(student.to_owned());
                let page = Page::new(&document, ReportRequest { student, ..request.clone() }, Language::English);
                data.push_str(&format!("{:?}", page.report.data));
                for kind in [None, Some("test"), Some("assignment")] {
                    texts.push_str(&format!("{:?}", page.model(kind)));
                }
            }
        }
        (data, texts)
    };
    let (data, texts) = everything(true);
    assert!(numbers[..3].iter().all(|number| data.contains(number)));
    for word in words {
        assert!(texts.contains(word), "{word} is not shown at all");
    }
    let (data, texts) = everything(false);
    for number in numbers {
        assert!(!data.contains(number) && !texts.contains(number), "{number}");
    }
    for word in words {
        assert!(!texts.contains(word), "{word}");
    }
    // Nor is there an order by what is hidden.
    let page =
        Page::new(&with_settings(json!({ "showCourseAverage": false })), ReportRequest::default(), Language::English);
    let [ada, bo] = [&page.rows().students[0], &page.rows().students[1]];
    assert!(view_model::compare("difference", page.rows(), ada, bo).is_eq());
}
