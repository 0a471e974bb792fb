//! The front page in words: the key figures of the reports, and who may need support.

use roundview::{
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
        about_file::about_file,
        front::view_model::{self, Card},
        support::{
            compute::{SignalKind, Thresholds},
            view_model as support,
        },
        view_model::{Reading, neighbours},
    },
};
use serde_json::{Value, json};

use crate::course::{course, ranks, read};

/// Wednesday 18 March 2026, 10:30 in Oslo, and five students.
///
/// - Ada (in Lab A) came on the 17th for 10 min, and on the 10th for 1 h.
/// - Bo (in Lab A) came on the 16th for 20 min.
/// - Cai came on 9 March, nine days ago, for 3 min.
/// - Dea and Eli were never here; nobody says when they were enrolled or when the course began.
///
/// Two tests were due; Ada has completed one of them, Bo both, the others none. Of two pages, Ada has
/// opened one twice. The tests are graded in points of 10: Ada 8 and 6, Bo 10 and 10, Cai 4 and 2.
fn document() -> Value {
    serde_json::from_str(include_str!("../fixtures/front.json")).unwrap()
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

impl Page {
    fn new(document: &Value, request: ReportRequest, language: Language) -> Self {
        let (data, faults) = read(document).unwrap();
        let service = Service::new(data, faults);
        Self {
            info: service.info(&ranks),
            report: service.report(&request),
            zone: Zone::open("Europe/Oslo", &native_zones).unwrap(),
            locale: Locale::plain(language),
        }
    }

    /// The front page with these thresholds.
    fn front(thresholds: Thresholds) -> Self {
        let request = ReportRequest { support: Some(thresholds), ..ReportRequest::default() };
        Self::new(&document(), request, Language::English)
    }

    fn reading(&self) -> Reading<'_> {
        Reading { locale: &self.locale, zone: &self.zone, info: &self.info, report: &self.report }
    }

    fn cards(&self) -> [Card; 4] {
        let Data::Front(front) = &self.report.data else { panic!("no front page") };
        view_model::cards(&self.reading(), front)
    }

    /// Who may need support, by index.
    fn supported(&self) -> Vec<u32> {
        self.report.support.iter().flat_map(|support| &support.students).map(|signals| signals.student).collect()
    }

    fn reasons(&self, student: u32) -> Option<String> {
        support::student_words(&self.reading(), student).map(|words| words.reasons)
    }
}

fn values(card: &Card) -> Vec<(&str, &str, &str)> {
    card.figures.iter().map(|figure| (&*figure.label, &*figure.value, &*figure.note)).collect()
}

#[test]
fn the_key_figures_of_each_report() {
    let page = Page::front(Thresholds::default());
    let [activity, progress, grades, resources] = page.cards();
    // Ada and Bo came in the 7 days from the 12th. (3600 + 600 + 1200 + 180) ÷ 4 = 1395 s = 23.25 min.
    assert_eq!(
        values(&activity),
        [
            ("Active students", "2 of 5", "in the last 7 days"),
            ("Average visit duration", "about 23 min", "since the course began"),
        ]
    );
    // 3 of 5 × 2 tests, 1 of 5 × 2 pages.
    assert_eq!(
        values(&progress),
        [("Activities completed", "30%", "3 of 10"), ("Resources visited", "10%", "1 of 10")]
    );
    // Averages 70, 100 and 30: 66.7. Two values make no direction.
    assert_eq!(values(&grades), [("Overall average", "67%", ""), ("Direction", "Too few grades", "")]);
    assert_eq!(values(&resources), [("Opened by nobody", "1", ""), ("Views", "2", "")]);

    assert_eq!(activity.report, ReportId::Activity);
    let (name, chart) = activity.chart.unwrap();
    assert_eq!((&*name, chart.len()), ("Average visit duration per day, last 7 days", 7));
}

#[test]
fn the_chosen_groups_stand_beside_the_course() {
    let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
    let request = ReportRequest { filter, support: Some(Thresholds::default()), ..ReportRequest::default() };
    let page = Page::new(&document(), request, Language::English);
    let [activity, progress, grades, resources] = page.cards();
    assert_eq!(values(&activity)[0], ("Active students", "2 of 5", "Chosen groups: 2 of 2"));
    // 3 of 2 × 2.
    assert_eq!(values(&progress)[0], ("Activities completed", "30%", "Chosen groups: 75%"));
    assert_eq!(values(&grades)[0], ("Overall average", "67%", "Chosen groups: 85%"));
    assert_eq!(values(&resources)[1], ("Views", "2", "Chosen groups: 2"));
    // Cai is no member.
    assert_eq!(page.supported(), [0]);
}

#[test]
fn a_school_that_hides_averages_and_a_large_course() {
    let page = |settings| Page::new(&with_settings(settings), ReportRequest::default(), Language::English);
    let hidden = page(json!({ "showCourseAverage": false }));
    let [_, _, grades, _] = hidden.cards();
    assert_eq!(values(&grades), [("Assessments", "2", ""), ("Grade scales", "1", "")]);
    let large = page(json!({ "summaryLimit": 4 }));
    for card in large.cards() {
        assert_eq!((card.figures.len(), card.chart), (0, None));
    }
}

/// Ada's week fell from 3600 to 600 s, by 83 %. Cai came 9 days ago and has missed both tests, as have
/// Dea and Eli, of whom nobody knows since when they are absent.
#[test]
fn who_may_need_support_and_why() {
    let page = Page::front(Thresholds::default());
    assert_eq!(page.supported(), [0, 2, 3, 4]);
    assert_eq!(page.reasons(0).unwrap(), "time down 83% against the week before");
    assert_eq!(page.reasons(1), None);
    assert_eq!(page.reasons(2).unwrap(), "no visit for 9 days; 2 activities past their deadline");
    assert_eq!(page.reasons(3).unwrap(), "2 activities past their deadline");
    assert_eq!(
        support::student_sentence(&page.reading(), 2).unwrap(),
        "May need support: no visit for 9 days; 2 activities past their deadline."
    );
    let words = support::student_words(&page.reading(), 2).unwrap();
    assert_eq!(words.names, "absent, overdue");
    assert_eq!(
        words.details.sentence(),
        "May need support. absent: no visit for 9 days. The last visit was on Monday 9 March 2026, \
         overdue: 2 activities past their deadline"
    );
}

#[test]
fn the_signals_in_a_file() {
    let page = Page::front(Thresholds::default());
    let headings = support::file_headings(&page.reading());
    assert_eq!(
        headings,
        [
            "May need support",
            "absent, days",
            "less time, percent",
            "overdue, activities",
            "below the course, standard deviations",
            "falling, raw value",
        ]
    );
    let none = || Cell::Empty;
    let reasons = Cell::text("no visit for 9 days; 2 activities past their deadline");
    assert_eq!(
        support::file_cells(&page.reading(), 2),
        [reasons, Cell::Number(9.0), none(), Cell::Number(2.0), none(), none()]
    );
    assert_eq!(support::file_cells(&page.reading(), 1), vec![none(); headings.len()]);
    let request = ReportRequest { support: Some(Thresholds::default()), ..ReportRequest::default() };
    let hidden = Page::new(&with_settings(json!({ "showCourseAverage": false })), request, Language::English);
    assert_eq!(support::file_headings(&hidden.reading()).len(), 5);
    assert_eq!(support::file_cells(&hidden.reading(), 2).len(), 5);
    assert!(support::rules(&hidden.reading()).all(|kind| kind != SignalKind::BelowCourse));
    let query = Query { needs_support: true, ..Query::default() };
    assert_eq!(about_file(&page.reading(), &query, "").unwrap().filters, ["May need support"]);
    let searched = about_file(&page.reading(), &query, "Ada").unwrap();
    assert_eq!(searched.filters, ["May need support", "Name: Ada"]);
    assert_eq!(searched.name_filters, ["May need support", "Search by name"], "a file's name names nobody");
}

/// With 10 days, Cai's 9 are no absence; with one activity overdue, Ada is among them for that too; with
/// three, nobody is overdue.
#[test]
fn who_comes_and_goes_with_other_thresholds() {
    let before = Page::front(Thresholds::default()).supported();
    let same = Page::front(Thresholds { absent_days: 9, ..Thresholds::default() });
    assert_eq!(support::changes(&same.reading(), &before), None);
    let fewer = Page::front(Thresholds { overdue_activities: 3, less_time_percent: 90.0, ..Thresholds::default() });
    assert_eq!(fewer.supported(), [2]);
    assert_eq!(support::changes(&fewer.reading(), &before).unwrap(), "3 fewer: Ada Berg, Dea Eng, Eli Foss.");
    let back = Page::front(Thresholds::default());
    assert_eq!(
        support::changes(&back.reading(), &[1, 2]).unwrap(),
        "3 more: Ada Berg, Dea Eng, Eli Foss. 1 less: Bo Aas."
    );
    let off = Thresholds {
        absent_days: 0,
        less_time_percent: 0.0,
        overdue_activities: 0,
        below_course_deviations: 0.0,
        falling_grades: 0,
    };
    assert_eq!(Page::front(off).supported(), [] as [u32; 0]);
}

#[test]
fn more_names_than_can_be_taken_in() {
    let students: Vec<Value> = (10..20).map(|id| json!({ "id": id, "lastName": format!("S{id}") })).collect();
    let document = course(
        "2026-03-18T09:30:00Z",
        &json!({ "students": students, "course": { "id": "c", "title": "C", "startsOn": "2026-03-01" } }),
    );
    let request = ReportRequest { support: Some(Thresholds::default()), ..ReportRequest::default() };
    let page = Page::new(&document, request, Language::English);
    assert_eq!(
        support::changes(&page.reading(), &[]).unwrap(),
        "10 more: S10, S11, S12, S13, S14, S15, S16, S17 and 2 others."
    );
}

#[test]
fn pages_that_have_the_signals() {
    let has = |report, student: Option<&str>, shows_elements, support| {
        let student = student.map(Into::into);
        let request = ReportRequest { report, student, shows_elements, support, ..ReportRequest::default() };
        Page::new(&document(), request, Language::English).report.support.is_some()
    };
    let on = Some(Thresholds::default());
    for report in [ReportId::Front, ReportId::Activity, ReportId::Progress, ReportId::Grades] {
        assert!(has(report, None, false, on), "{report:?}");
        assert!(!has(report, None, false, None), "{report:?}");
    }
    assert!(has(ReportId::Activity, Some("1"), false, on));
    assert!(!has(ReportId::Progress, None, true, on));
    assert!(!has(ReportId::Resources, None, false, on));
}

/// By last name: Bo Aas, Ada Berg, Cai Dahl, Dea Eng, Eli Foss; Bo needs no support.
#[test]
fn steps_from_student_to_student_follow_the_filter() {
    let page = Page::front(Thresholds::default());
    let all = neighbours(&page.reading(), 0, false);
    assert_eq!((all.previous, all.next, all.place, all.count), (Some(1), Some(2), Some(2), 5));
    let filtered = neighbours(&page.reading(), 0, true);
    assert_eq!((filtered.previous, filtered.next, filtered.place, filtered.count), (None, Some(2), Some(1), 4));
    assert_eq!(neighbours(&page.reading(), 1, true).place, None);
}

#[test]
fn rules_around_their_numbers() {
    for language in Language::ALL {
        for kind in SignalKind::ALL {
            let [before, after] = support::rule_parts(&Locale::plain(language), kind);
            assert!(!before.is_empty() && !after.is_empty(), "{kind:?}");
        }
    }
    let [before, after] = support::rule_parts(&Locale::plain(Language::English), SignalKind::Absent);
    assert_eq!(format!("{before} 7 {after}"), "No visit for 7 days or more");
}
