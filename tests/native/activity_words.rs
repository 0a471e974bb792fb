//! The Activity report in words: what a teacher reads of a small course, in both languages.

use chrono::NaiveDate;
use roundview::{
    chart::spec::ChartSpec,
    dataset::zone::{Zone, native_zones},
    document::parse_moment,
    engine::{
        protocol::{CourseInfo, Data, Report, ReportRequest},
        service::Service,
    },
    export::Cell,
    i18n::{Language, Locale},
    query::{Query, SortBy},
    reports::{
        GroupFilter, ReportId,
        activity::view_model,
        view_model::{Reading, arrange, compare_optional, neighbours},
    },
    units::{Day, Moment, Month},
};
use serde_json::{Value, json};

use crate::course::{course, ranks, read, visits};

/// Wednesday 18 March 2026, 10:30 in Oslo. Ada visits on Monday 16 March for 10 min and today for
/// 20 min, in the week before for 1 h; Bo for 2 min on Tuesday; Åse never.
fn document() -> Value {
    course(
        "2026-03-18T09:30:00Z",
        &json!({
            "groups": [{ "id": 7, "title": "Lab A" }],
            "students": [
                { "id": 1, "firstName": "Ada", "lastName": "Berg", "groupIds": [7] },
                { "id": 2, "firstName": "Bo", "lastName": "Aas" },
                { "id": 3, "firstName": "Åse", "lastName": "Dahl", "groupIds": [7] },
            ],
            "visits": visits(&[
                (1, "2026-03-10T08:00:00Z", 3600.0),
                (1, "2026-03-16T08:00:00Z", 600.0),
                (1, "2026-03-18T08:00:00Z", 1200.0),
                (2, "2026-03-17T08:00:00Z", 120.0),
            ]),
        }),
    )
}

struct Page {
    info: CourseInfo,
    report: Report,
    zone: Zone,
    locale: Locale,
}

impl Page {
    fn new(document: &Value, student: Option<&str>, filter: GroupFilter, language: Language) -> Self {
        let (data, faults) = read(document).unwrap();
        let locale = Locale::plain(language);
        let service = Service::new(data, faults);
        let student = student.map(Into::into);
        let request = ReportRequest { report: ReportId::Activity, student, filter, ..ReportRequest::default() };
        Self {
            info: service.info(&ranks),
            report: service.report(&request),
            zone: Zone::open("Europe/Oslo", &native_zones).unwrap(),
            locale,
        }
    }

    fn overview(language: Language) -> Self {
        Self::new(&document(), None, GroupFilter::default(), language)
    }

    fn details(student: &str) -> Self {
        Self::new(&document(), Some(student), GroupFilter::default(), Language::English)
    }

    fn reading(&self) -> Reading<'_> {
        Reading { locale: &self.locale, zone: &self.zone, info: &self.info, report: &self.report }
    }

    fn rows(&self) -> &roundview::reports::activity::compute::Overview {
        let Data::ActivityOverview(overview) = &self.report.data else { panic!("no overview") };
        overview
    }

    fn student(&self) -> &roundview::reports::activity::compute::Details {
        let Data::ActivityDetails { details, .. } = &self.report.data else { panic!("no details") };
        details
    }
}

#[test]
fn the_list_as_a_file() {
    let page = Page::overview(Language::English);
    let headings = view_model::file_headings(&page.reading(), page.rows());
    assert_eq!(
        headings[..4],
        ["2026-03-12, seconds", "2026-03-12, Visits", "2026-03-13, seconds", "2026-03-13, Visits"]
    );
    assert_eq!(
        headings[14..],
        ["Average duration", "Average duration, seconds", "Compared with the course", "Last visit", "Last visit, UTC"]
    );
    let ada = view_model::file_cells(&page.reading(), page.rows(), &page.rows().students[0]);
    assert_eq!(ada.len(), headings.len());
    // Monday the 16th is the fifth of the seven days.
    assert_eq!(ada[8..10], [Cell::Number(600.0), Cell::Number(1.0)]);
    assert_eq!(ada[10..14], [Cell::Number(0.0), Cell::Number(0.0), Cell::Number(1200.0), Cell::Number(1.0)]);
    // 5,400 s in 3 visits, to the course's 1,380 s; 08:00 in UTC is 09:00 in Oslo, 20,530 days after 1970-01-01.
    assert_eq!(ada[14..17], [Cell::Duration(1800.0), Cell::Number(1800.0), Cell::text("above the course")]);
    assert_eq!(ada[17..], [Cell::LocalTime(20_530 * 86_400 + 9 * 3600), Cell::text("2026-03-18T08:00:00Z")]);
    // Åse has never visited.
    let ase = view_model::file_cells(&page.reading(), page.rows(), &page.rows().students[2]);
    assert_eq!(ase[14..], [Cell::Empty, Cell::Empty, Cell::text(""), Cell::Empty, Cell::Empty]);
}

#[test]
fn the_band_of_figures() {
    let page = Page::overview(Language::English);
    let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
    assert_eq!((summary.active.value.as_str(), summary.active.note.as_str()), ("2 of 3", "in the last 7 days"));
    // (3600 + 600 + 1200 + 120) s in 4 visits are 1380 s each: 23 min.
    assert_eq!(summary.average.value, "about 23 min");
    // Sunday 15 March had no visit, so it says nothing; today says that it isn't over.
    assert_eq!(summary.chart.details(3), None);
    assert_eq!(
        summary.chart.details(6).unwrap().sentence(),
        "Wednesday 18 March 2026 (Today isn't over yet). Visits: 1, Visitors: 1, Average visit: about 20 min"
    );
    let ChartSpec::Bars(bars) = &summary.chart else { panic!("no bars") };
    assert_eq!(
        bars.bars.iter().map(|bar| bar.value).collect::<Vec<_>>(),
        [None, None, None, None, Some(600.0), Some(120.0), Some(1200.0)]
    );
    assert!(bars.bars[6].unfinished && !bars.bars[5].unfinished);
}

/// Seen from the last moment of Tuesday the 17th in Oslo, which is an hour before that of UTC, the day is over; seen from a
/// second before that it isn't.
#[test]
fn a_day_looked_back_at_is_over() {
    let page = |as_of: Moment| {
        let mut page = Page::overview(Language::English);
        let (data, faults) = read(&document()).unwrap();
        let request = ReportRequest { report: ReportId::Activity, as_of: Some(as_of), ..ReportRequest::default() };
        page.report = Service::new(data, faults).report(&request);
        page
    };
    let last_bar = |page: &Page| {
        let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
        let ChartSpec::Bars(bars) = &summary.chart else { panic!("no bars") };
        let title = summary.chart.details(6).unwrap().sentence();
        (bars.bars[6].unfinished, title.contains("isn't over"), title.starts_with("Tuesday 17 March 2026"))
    };
    let midnight = parse_moment("2026-03-17T23:00:00Z").unwrap();
    assert_eq!(last_bar(&page(midnight.just_before())), (false, false, true));
    let earlier = parse_moment("2026-03-17T22:59:58Z").unwrap();
    assert_eq!(last_bar(&page(earlier)), (true, true, true));
}

#[test]
fn the_chosen_groups_beside_the_course() {
    let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
    let page = Page::new(&document(), None, filter, Language::Norwegian);
    let summary = view_model::summary(&page.reading(), page.rows()).unwrap();
    assert_eq!(summary.active.value, "2 av 3");
    // Ada alone of the two in the group; (3600 + 600 + 1200) s in 3 visits are 30 min each.
    assert!(summary.active.note.ends_with("1 av 2"), "{}", summary.active.note);
    assert!(summary.average.note.ends_with("ca. 30 min"), "{}", summary.average.note);
    assert_eq!(page.rows().students.len(), 2);
}

#[test]
fn rows_say_how_a_student_compares() {
    let page = Page::overview(Language::English);
    let max = view_model::common_max(page.rows());
    assert_eq!(max, 1200.0);
    let row = |index: usize| view_model::row(&page.reading(), page.rows(), &page.rows().students[index], max);
    let ada = row(0);
    assert_eq!((ada.average.as_str(), ada.comparison), ("about 30 min", "above the course"));
    assert_eq!(ada.last_visit, "18 Mar 2026, 09:00");
    assert_eq!((row(1).average.as_str(), row(1).comparison), ("about 2 min", "below the course"));
    let never = row(2);
    assert_eq!((never.average.as_str(), never.comparison, never.last_visit.as_str()), ("None", "", "Never"));
    assert_eq!(never.chart_sentence, "No visits");
}

#[test]
fn lists_are_searched_and_sorted() {
    let page = Page::overview(Language::English);
    let students: Vec<u32> = page.rows().students.iter().map(|row| row.student).collect();
    let arranged = |search: &str, sort: Option<(&str, bool)>, by_name_only: bool| {
        let sort = sort.map(|(column, is_descending)| SortBy { column: column.to_owned(), is_descending });
        let rows = &page.rows().students;
        arrange(&page.info, &students, search, sort.as_ref(), by_name_only, |column, a, b| {
            view_model::compare(column, &rows[a], &rows[b])
        })
    };
    // By last name: Aas, Berg, Dahl.
    assert_eq!(arranged("", None, false), [1, 0, 2]);
    assert_eq!(arranged("", Some(("name", true)), false), [2, 0, 1]);
    // 1800 s, 120 s and none in the last 7 days.
    assert_eq!(arranged("", Some(("week", true)), false), [0, 1, 2]);
    assert_eq!(arranged("", Some(("average", false)), false), [2, 1, 0]);
    assert_eq!(arranged("", Some(("last", true)), true), [1, 0, 2], "a large course sorts by name only");
    assert_eq!(arranged("dahl ase", None, false), [2]);
    assert_eq!(arranged("x", None, false), [0_u32; 0]);
    assert_eq!(compare_optional(&None, &Some(0.0)), std::cmp::Ordering::Less);
}

#[test]
fn the_six_figures_of_a_student() {
    let page = Page::details("1");
    let figures = view_model::figures(&page.reading(), page.student(), Some(1380.0));
    let words: Vec<(&str, &str, &str)> =
        figures.iter().map(|figure| (&*figure.label, &*figure.value, &*figure.note)).collect();
    assert_eq!(
        words,
        [
            // 5400 s on 3 days.
            ("Duration, average per day", "about 30 min", "on 3 active days"),
            ("Visits, average per day", "1.0", "on 3 active days"),
            // 1800 s against 3600 s.
            ("Week to week", "about 30 min", "−50% from about 1 h 00 min"),
            ("Total duration", "about 1 h 30 min", "about 30 min per visit; the course: about 23 min"),
            ("Visits", "3", ""),
            ("Last visit", "18 Mar 2026, 09:00", ""),
        ]
    );
}

#[test]
fn a_student_without_visits_has_no_figures_and_no_months() {
    let page = Page::details("3");
    let figures = view_model::figures(&page.reading(), page.student(), Some(1380.0));
    let values: Vec<&str> = figures.iter().map(|figure| &*figure.value).collect();
    assert_eq!(values, ["None", "None", "None", "None", "0", "Never"]);
    assert_eq!(view_model::month(&page.reading(), page.student(), None, false), None);
}

#[test]
fn months_are_those_with_data() {
    let page = Page::details("1");
    let month = |asked| view_model::month(&page.reading(), page.student(), asked, true).unwrap();
    let march = month(None);
    assert_eq!((march.month, march.previous, march.next), (Month::new(2026, 3), None, None));
    assert_eq!(month(Some(Month::new(1999, 1))), march, "a month without data is none");
    assert_eq!(march.chart.len(), 31);
    assert_eq!(march.chart.table().rows.len(), 3);
}

#[test]
fn the_heat_map_is_a_calendar() {
    let page = Page::details("1");
    let ChartSpec::HeatMap(map) = view_model::heat_map(&page.reading(), page.student(), false) else {
        panic!("no heat map")
    };
    // From Wednesday 19 March 2025, in weeks that begin on Monday.
    assert_eq!((map.days.len(), map.first_row), (365, 2));
    let first = Day::from_date(NaiveDate::from_ymd_opt(2025, 3, 19).unwrap());
    let day = |date: &str| (Day::from_date(date.parse().unwrap()).0 - first.0) as usize;
    assert_eq!(map.days[day("2026-03-10")].value, Some(3600.0));
    assert_eq!(map.days[day("2026-03-11")].value, None);
    assert_eq!(map.months[0], (day("2025-04-01"), "Apr".to_owned()));
    assert_eq!(map.steps[3].meaning, "1 h to 2 h");
}

#[test]
fn the_way_to_other_students_goes_by_name() {
    let page = Page::details("1");
    let neighbours = neighbours(&page.reading(), 0, false);
    assert_eq!((neighbours.previous, neighbours.next, neighbours.place), (Some(1), Some(2), Some(2)));
}

#[test]
fn a_second_click_on_a_heading_turns_the_order_round() {
    use roundview::reports::view_model::sorted_by;
    let sort = |query: &Query| query.sort.clone().map(|sort| (sort.column, sort.is_descending));
    let by_week = sorted_by(&Query::default(), "week", true);
    assert_eq!(sort(&by_week), Some(("week".to_owned(), true)));
    assert_eq!(sort(&sorted_by(&by_week, "week", true)), Some(("week".to_owned(), false)));
    assert_eq!(sort(&sorted_by(&Query::default(), "name", false)), Some(("name".to_owned(), true)));
}
