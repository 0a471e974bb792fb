//! The pages of the reports on training, in words. Figures are worked out by hand, with the arithmetic
//! beside them.

use roundview::{
    chart::spec::ChartSpec,
    dataset::zone::{Zone, native_zones},
    document::TrainingReader,
    engine::training::TrainingService,
    export::Cell,
    i18n::{Language, Locale},
    training::{
        Narrowing,
        address::{Part, StateFilter, TrainingPage, TrainingView},
        dashboard::compute::Granularity,
        pages::{
            contents::{Data, PageRequest, SessionPart},
            model::{CellModel, PageModel, RowModel, TableModel, Words},
            view_model::{self, Reading},
        },
        sessions::view_model::Column,
    },
};
use serde_json::{Value, json};

/// 18 March 2026, 10:30 in Oslo. Session 8, March, is in progress: a course, an assessment, a classroom of one
/// slot. Session 9, June, is to come.
///
/// - Ana Berg (in Sales) has 90 % in the course after half an hour, 70 % in the assessment, and was present
///   half of the slot: progress (100 + 100 + 50) ÷ 3, score (90 + 70) ÷ 2.
/// - Bo Dahl, from the catalog, hasn't begun.
/// - Cai Aas (in Sales) has been unassigned; 40 % of the course in ten minutes: progress 40 ÷ 3, no score.
fn document(viewer: &str) -> Value {
    let mut document: Value = serde_json::from_str(include_str!("../../fixtures/training.json")).unwrap();
    document["viewer"]["userId"] = json!(viewer);
    document
}

fn service(viewer: &str) -> TrainingService {
    service_of(&document(viewer))
}

fn service_of(document: &Value) -> TrainingService {
    let mut reader = TrainingReader::default();
    reader.push(document.to_string().as_bytes()).unwrap();
    let (data, faults) = reader.into_training(&native_zones).unwrap();
    TrainingService::new(data, faults)
}

/// By code point, which is the language's order for the names here.
fn ranks(names: &[&str]) -> Vec<u32> {
    let rank = |name: &&str| names.iter().filter(|other| *other < name).count() as u32;
    names.iter().map(rank).collect()
}

fn data(viewer: &str, view: &TrainingView) -> Data {
    service(viewer).page(&PageRequest::of(view), &ranks).data
}

fn page_in(language: Language, viewer: &str, view: &TrainingView) -> PageModel {
    let zone = Zone::open("Europe/Oslo", &native_zones).unwrap();
    let reading = Reading { locale: &Locale::plain(language), zone: &zone, view };
    view_model::page(&reading, &data(viewer, view))
}

fn page(viewer: &str, view: &TrainingView) -> PageModel {
    page_in(Language::English, viewer, view)
}

fn session(part: Part) -> TrainingView {
    TrainingView { part, ..TrainingView::of(TrainingPage::Session("8".to_owned())) }
}

fn in_words<T>(language: Language, put: impl FnOnce(Words) -> T) -> T {
    let zone = Zone::open("Europe/Oslo", &native_zones).unwrap();
    put(Words { locale: &Locale::plain(language), zone: &zone })
}

/// The rows that are shown, each as its texts.
fn lines(table: &TableModel) -> Vec<String> {
    in_words(Language::English, |words| {
        let texts = |row: &u32| {
            let cells = &table.rows[*row as usize].cells;
            cells.iter().map(|cell| words.of(cell)[0].clone()).collect::<Vec<_>>().join(" | ")
        };
        table.shown("", None).iter().map(texts).collect()
    })
}

/// The first row of its file.
fn first_of_file(table: &TableModel, language: Language) -> Vec<Cell> {
    in_words(language, |words| table.file_row(words, table.shown("", None)[0]))
}
#[track_caller]
fn check_lines(page: &PageModel, expected: &[&str]) {
    assert_eq!(lines(page.table.as_ref().unwrap()), expected);
}

fn figures(page: &PageModel) -> Vec<String> {
    page.figures.iter().map(|figure| format!("{}: {}", figure.label, figure.value)).collect()
}

/// What the marks of a chart are and say.
fn marks(chart: &ChartSpec) -> Vec<String> {
    (0..chart.len()).filter_map(|index| chart.details(index)).map(|details| details.sentence()).collect()
}

#[test]
fn all_sessions_and_those_in_a_state() {
    let all = page("boss", &TrainingView::default());
    check_lines(
        &all,
        &[
            "June |  | 1 Jun 2026, 10:00 | – | To come | 1 | 0 | 0",
            "March | Onboarding | 1 Mar 2026, 09:00 | 1 Jun 2026, 10:00 | In progress | 2 | 0 | 1",
        ],
    );
    let in_progress = TrainingView { state: StateFilter::InProgress, ..TrainingView::default() };
    let file = page("boss", &in_progress).table.unwrap();
    assert_eq!(file.headings("raw"), ["SESSION ID", "Name", "Start", "End", "Registered", "Completion", "Instructors"]);
    let row = ["8", "March", "2026/03/01 09:00", "2026/06/01 10:00", "2", "0", "1"];
    assert_eq!((file.rows.len(), first_of_file(&file, Language::English)), (1, row.map(Cell::text).to_vec()));
    let finished = TrainingView { state: StateFilter::Finished, ..TrainingView::default() };
    check_lines(&page("boss", &finished), &[]);
    // Who may see none is told so.
    assert_eq!(page("nobody", &TrainingView::default()).table, None);
    assert!(page("nobody", &TrainingView::default()).empty.is_some());
}

/// Of two attendees, Ana and Cai: the course (100 + 40) ÷ 2, the assessment (100 + 0) ÷ 2, the classroom
/// (50 + 0) ÷ 2; Ana alone has scores.
#[test]
fn the_general_part_of_a_session() {
    let page = page("boss", &session(Part::General));
    assert_eq!(page.title, "March");
    assert_eq!(page.about, "Onboarding · 1 Mar 2026, 09:00 to 1 Jun 2026, 10:00");
    assert_eq!(
        figures(&page),
        [
            "Registrations: 2",
            "Open registrations: 1",
            "Waiting list: 0",
            "Attendees: 2",
            "Completed: 0",
            "Median time: –",
            "Average score: 80%",
            "Certificates: 1",
        ]
    );
    assert!(page.figures.iter().all(|figure| !figure.help.is_empty()));
    assert!(page.notes.is_empty());
    let charts: Vec<Vec<String>> = page.charts.iter().map(|made| marks(&made.chart)).collect();
    assert_eq!(charts[0], ["1. Fire safety. Progress: 70%", "2. Final. Progress: 50%", "3. Workshop. Progress: 25%"]);
    assert_eq!(charts[1], ["1. Fire safety. Score: 90%", "2. Final. Score: 70%"]);
    assert_eq!(
        charts[2],
        [
            "0% to under 20%. Attendees: 0",
            "20% to under 40%. Attendees: 0",
            "40% to under 60%. Attendees: 0",
            "60% to under 80%. Attendees: 0",
            "80% to 100%. Attendees: 1",
        ]
    );
    let tabs: Vec<&str> = page.tabs.iter().map(|(label, ..)| label.as_str()).collect();
    assert_eq!(tabs, ["General", "Results by group", "Individual results", "Detailed results", "Results file"]);
}

/// Registered are Ana and Bo, of whom Ana has begun; in Sales Ana alone.
#[test]
fn results_by_group() {
    let page = page("boss", &session(Part::Groups));
    check_lines(&page, &["Everyone | 2 | 50% | 83% | 80% | 0", "Sales | 1 | 100% | 83% | 80% | 1"]);
}

#[test]
fn individual_results_in_the_order_of_names_with_those_unassigned_marked() {
    let page = page("boss", &session(Part::Learners));
    check_lines(
        &page,
        &[
            "Cai | Aas | 13% | – | 10 min | 4 Mar 2026, 13:00",
            "Ana | Berg | 83% | 80% | 30 min | 3 Mar 2026, 13:00",
            "Bo | Dahl | 0% | – | – | –",
        ],
    );
    let table = page.table.unwrap();
    assert_eq!(table.rows.iter().map(|row| row.is_past).collect::<Vec<_>>(), [true, false, false]);
    // In words as well: in the table, and in its file.
    assert_eq!(first_of_file(&table, Language::English)[1], Cell::text("Aas (unassigned)"));
    assert_eq!(table.headings("raw value")[2..4], ["Progress", "Progress, raw value"]);
    let norwegian = page_in(Language::Norwegian, "boss", &session(Part::Learners)).table.unwrap();
    assert_eq!(first_of_file(&norwegian, Language::Norwegian)[1], Cell::text("Aas (fjernet)"));
}

#[test]
fn detailed_results_per_block() {
    let of = |block: &str| TrainingView { block: Some(block.to_owned()), ..session(Part::Blocks) };
    check_lines(
        &page("boss", &of("2")),
        &["Cai | Aas | 0 | 0% | – | –", "Ana | Berg | 1 | 100% | 70% | under 1 min", "Bo | Dahl | 0 | 0% | – | –"],
    );
    let classroom = page("boss", &of("3"));
    let table = classroom.table.as_ref().unwrap();
    assert_eq!(table.columns.last().unwrap().label, "Morning (3 h 00 min)");
    check_lines(&classroom, &["Cai | Aas | 0% | –", "Ana | Berg | 50% | 50%", "Bo | Dahl | 0% | –"]);
    let blocks: Vec<&str> = classroom.choices[0].options.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!((blocks, classroom.choices[0].current), (vec!["Fire safety", "Final", "Workshop"], 2));
}

#[test]
fn a_learner_on_every_block() {
    let page = page("boss", &session(Part::Learners).with_learner("1"));
    assert_eq!(page.title, "Ana Berg");
    assert_eq!(
        figures(&page),
        [
            "Progress: 83%",
            "Score: 80%",
            "Time spent: about 30 min",
            "Started: 2 Mar 2026, 13:00",
            "Last activity: 3 Mar 2026, 13:00",
            "Verified program: No",
        ]
    );
    check_lines(
        &page,
        &[
            "Fire safety | Course | 1 | 100% | 90% | 30 min | ",
            "Final | Assessment | 1 | 100% | 70% | under 1 min | ",
            "Workshop | Classroom | 0 | 50% | – | – | Morning: 50%",
        ],
    );
}

#[test]
fn results_appear_once_somebody_has_started() {
    let june = |part| TrainingView { part, ..TrainingView::of(TrainingPage::Session("9".to_owned())) };
    let general = page("boss", &june(Part::General));
    let rule = "Results by group and by learner appear once somebody has started or the session is over.";
    assert_eq!(general.notes, [rule]);
    assert_eq!(general.tabs.iter().map(|(label, ..)| label.as_str()).collect::<Vec<_>>(), ["General", "Results file"]);
    assert!(general.charts.is_empty());
    for part in [Part::Groups, Part::Learners, Part::Blocks] {
        let page = page("boss", &june(part));
        assert_eq!((page.table, page.empty.unwrap()[1].as_str()), (None, rule), "{part:?}");
    }
    assert_eq!(data("boss", &june(Part::General).with_learner("1")), Data::NotAvailable);
}

/// The coach of Sales sees Ana and Cai there, and no other page; who has no role sees nothing.
#[test]
fn a_coach_sees_their_own_learners_and_reads_so() {
    let page = page("coach", &session(Part::General));
    assert_eq!(figures(&page)[..2], ["Registrations: 1", "Open registrations: 0"]);
    assert_eq!(page.notes.len(), 1);
    assert!(page.notes[0].starts_with("Only learners whom you may see are counted here"), "{}", page.notes[0]);
    let Data::Session { part, .. } = data("coach", &session(Part::Learners)) else { panic!("no session") };
    let SessionPart::Learners(Some(rows)) = *part else { panic!("no learners") };
    assert_eq!(rows.iter().map(|row| row.person.id.as_str()).collect::<Vec<_>>(), ["1", "3"]);
    let everyone = TrainingView::of(TrainingPage::Group("1".to_owned()));
    assert_eq!(data("coach", &everyone), Data::NotAvailable);
    assert_eq!(data("coach", &session(Part::Learners).with_learner("2")), Data::NotAvailable);
    for part in Part::ALL {
        assert_eq!(data("nobody", &session(part)), Data::NotAvailable, "{part:?}");
    }
}

/// Everybody ever assigned: three. From 5 March on Bo alone was registered and still is; of Sales there are two.
#[test]
fn the_file_of_a_session() {
    let count = |view: &TrainingView| page("boss", view).file.unwrap().count;
    let file = session(Part::File);
    assert_eq!(count(&file), "The file will have 3 rows.");
    let day = roundview::document::parse_date("2026-03-05");
    assert_eq!(count(&TrainingView { from: day, ..file.clone() }), "The file will have 1 row.");
    assert_eq!(count(&TrainingView { group: Some("2".to_owned()), ..file.clone() }), "The file will have 2 rows.");
    assert_eq!(count(&TrainingView { member: Some("2".to_owned()), ..file.clone() }), "The file will have 1 row.");
    assert_eq!(count(&TrainingView { member: Some("?".to_owned()), ..file.clone() }), "The file will have 0 rows.");
    assert_eq!(count(&TrainingView { group: Some("?".to_owned()), ..file.clone() }), "The file will have 0 rows.");
    let without = TrainingView { without: vec!["Email".to_owned()], ..file.clone() };
    let columns = page("boss", &without).file.unwrap().columns;
    let out: Vec<&str> = columns.iter().filter(|(.., is_in)| !is_in).map(|(_, heading, _)| heading.as_str()).collect();
    assert_eq!(out, ["Email"]);

    let Data::Session { part, .. } = data("boss", &file) else { panic!("no session") };
    let SessionPart::File(choice) = *part else { panic!("no file") };
    let service = service("boss");
    let columns: Vec<_> = choice.columns.iter().take(3).map(|(column, _)| column.clone()).collect();
    let rows = |session| pieces(&service, session, &columns, &choice.narrowing).concat();
    let names: Vec<_> = rows(choice.sessions[0]).iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, ["Aas", "Berg", "Dahl"].map(Cell::text));
    assert_eq!(rows(7), Vec::<Vec<Cell>>::new());
}

#[test]
fn a_program_has_the_results_of_its_sessions() {
    let page = page("boss", &TrainingView::of(TrainingPage::Program("3".to_owned())));
    assert_eq!((page.title.as_str(), page.about.as_str()), ("Onboarding", "1 session"));
    check_lines(
        &page,
        &[
            "Cai | Aas | March | 13% | – | 10 min | 4 Mar 2026, 13:00",
            "Ana | Berg | March | 83% | 80% | 30 min | 3 Mar 2026, 13:00",
            "Bo | Dahl | March | 0% | – | – | –",
        ],
    );
}

/// Of Sales Ana alone is registered, to March alone; she has begun and hasn't finished.
#[test]
fn additional_details_of_a_group() {
    let view = TrainingView::of(TrainingPage::Group("2".to_owned()));
    let group = page("boss", &view);
    assert_eq!(
        figures(&group),
        ["Fully online: 0%", "Attendance rate: 100%", "Completion rate: 0%", "Success rate: 0%"]
    );
    assert_eq!(group.figures[0].note, "0 online, 1 with a classroom");
    assert_eq!(group.figures[2].note, "0 of 1");
    let months = marks(&group.charts[0].chart);
    assert_eq!((months.len(), months[0].as_str()), (12, "April 2025. Ongoing sessions: 0"));
    assert_eq!(months[11], "March 2026. Ongoing sessions: 1");
    check_lines(&group, &["March | 1 | 1 | 83% | 80%"]);
    let drilled = TrainingView { session: Some("8".to_owned()), ..view };
    check_lines(&page("boss", &drilled), &["Ana | Berg | 83% | 80% | 30 min | 3 Mar 2026, 13:00"]);
    let learner = page("boss", &drilled.with_learner("1"));
    assert_eq!((learner.title.as_str(), lines(&learner.table.unwrap()).len()), ("Ana Berg", 3));
    // Bo isn't in Sales.
    assert_eq!(data("boss", &drilled.with_learner("2")), Data::NotAvailable);
}

#[test]
fn collaborative_activities() {
    let page = page("boss", &TrainingView::of(TrainingPage::Collaboration));
    check_lines(
        &page,
        &["March | 1 Mar 2026, 09:00 | 1 Jun 2026, 10:00 | 1 | 2 | 0", "June | 1 Jun 2026, 10:00 | – | 0 | 0 | 0"],
    );
    let table = page.table.unwrap();
    assert_eq!(table.headings("").last().unwrap(), "Program template ID");
    assert_eq!(first_of_file(&table, Language::English).last(), Some(&Cell::text("3")));
}

/// The pieces in which the rows of a session come, of which the last one alone says so.
fn pieces(service: &TrainingService, session: u32, columns: &[Column], narrowing: &Narrowing) -> Vec<Vec<Vec<Cell>>> {
    let mut pieces = Vec::new();
    let mut ends = Vec::new();
    service.rows(session, columns, narrowing, |rows, is_last| {
        pieces.push(rows.to_vec());
        ends.push(is_last);
    });
    assert_eq!(ends.iter().position(|is_last| *is_last), Some(pieces.len() - 1));
    pieces
}

/// 1,234 learners, of whom the one with the last id comes first by name: two pieces of 500 and one of 234.
#[test]
fn rows_of_a_file_come_in_pieces_and_only_of_sessions_in_sight() {
    let mut document = document("boss");
    document["users"] = (1..=1234).map(|id| json!({ "id": id, "lastName": "B", "email": id.to_string() })).collect();
    document["users"].as_array_mut().unwrap().extend([json!({ "id": "boss" }), json!({ "id": "coach" })]);
    document["users"][1233]["lastName"] = json!("A");
    document["registrations"] =
        (1..=1234).map(|id| json!({ "sessionId": 8, "userId": id, "registeredAt": "2026-03-01T08:00:00Z" })).collect();
    let emails = |document: &Value, session: u32| {
        pieces(&service_of(document), session, &[Column::Email], &Narrowing::default())
    };
    let made = emails(&document, 0);
    assert_eq!(made.iter().map(Vec::len).collect::<Vec<_>>(), [500, 500, 234]);
    assert_eq!(made[0][..2], [[Cell::text("1234")], [Cell::text("1")]]);
    assert_eq!(made[2][233], [Cell::text("1233")]);
    // Nobody, and a session that a learner doesn't see.
    document["registrations"] = json!([]);
    assert_eq!(emails(&document, 0), [Vec::<Vec<Cell>>::new()]);
    document["viewer"]["userId"] = json!("2");
    assert_eq!(emails(&document, 1), [Vec::<Vec<Cell>>::new()]);
}

/// Of five users Ana, Bo and Ana again are registered to a course block: (100 + 0 + 0) ÷ 3. Half an hour of Ana's
/// and ten minutes of Cai's. In March Cai was registered too, until the 5th.
#[test]
fn the_dashboard_of_the_platform() {
    let view = TrainingView::of(TrainingPage::Dashboard);
    let board = page("boss", &view);
    assert_eq!(
        figures(&board),
        ["Learners: 5", "Participation: 33%", "Overall score: –", "Total time: about 40 min", "Connections: 0"]
    );
    assert!(board.figures.iter().all(|figure| !figure.help.is_empty()));
    let months = marks(&board.charts[0].chart);
    assert_eq!((months.len(), months[11].as_str()), (12, "March 2026. Session participants: 3"));
    assert_eq!(months[10], "February 2026. Session participants: 0");
    check_lines(&page("boss", &view.with_part(Part::Programs)), &["Onboarding | 2 | 50% | 0 | 40 min"]);
    check_lines(&page("boss", &view.with_part(Part::Courses)), &["Fire safety | 2 | 0 | 40 min | –"]);
    check_lines(
        &page("boss", &view.with_part(Part::Groups)),
        &["Everyone | 0 | 3 | 33% | 0 | 40 min | –", "Sales | 1 | 2 | 50% | 0 | 40 min | –"],
    );
    // Whoever sees nothing sees themselves.
    let nobody = page("coach", &view.with_part(Part::Learners)).table.unwrap();
    let names = |row: &RowModel| match &row.cells[1] {
        CellModel::Stack(name, ..) => name.clone(),
        cell => panic!("{cell:?}"),
    };
    assert_eq!(nobody.rows.iter().map(names).collect::<Vec<_>>(), ["", "Aas", "Berg"]);
}

#[test]
fn the_dashboard_of_a_program_a_group_a_course_and_a_learner() {
    let dashboard = |page| TrainingView::of(page).with_part(Part::Dashboard);
    let program = page("boss", &dashboard(TrainingPage::Program("3".to_owned())));
    assert_eq!(
        figures(&program),
        ["Participants: 2", "Participation: 50%", "Total time: about 40 min", "Connections: 0"]
    );
    let group = page("boss", &dashboard(TrainingPage::Group("2".to_owned())));
    // Of Cai's registration nothing is left; Ana's two: (100 + 0) ÷ 2.
    assert_eq!(figures(&group)[..2], ["Members: 2", "Participation: 50%"]);
    let course = page("boss", &TrainingView::of(TrainingPage::Course("5".to_owned())));
    assert_eq!(figures(&course), ["Participants: 2", "Overall score: –", "Total time: about 40 min", "Connections: 0"]);
    let learner = page("boss", &TrainingView::of(TrainingPage::Learner("1".to_owned())));
    assert_eq!(
        figures(&learner),
        ["Participation: 50%", "Overall score: –", "Total time: about 30 min", "Connections: 0"]
    );
    check_lines(
        &learner,
        &["March | registered | 83% | 80% | 30 min | 3 Mar 2026, 13:00", "June | registered | 0% | – | – | –"],
    );
    // A coach sees the course of their learners, narrowed, and no other learner.
    let narrowed = page("coach", &TrainingView::of(TrainingPage::Course("5".to_owned())));
    assert_eq!(narrowed.notes.len(), 1);
    let other = TrainingView::of(TrainingPage::Learner("2".to_owned()));
    assert_eq!(data("coach", &other), Data::NotAvailable);
}

/// From 5 March on Bo alone was registered, and nobody began anything.
#[test]
fn files_of_the_dashboard() {
    let file = |granularity, change: &dyn Fn(&mut TrainingView)| {
        let mut view = TrainingView::of(TrainingPage::Dashboard).with_part(Part::File);
        view.granularity = granularity;
        change(&mut view);
        let file = page("boss", &view).file.unwrap();
        let table = file.table.unwrap();
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        let rows: Vec<String> =
            table.rows.iter().map(|row| row.iter().map(text).collect::<Vec<_>>().join(",")).collect();
        (table.headings.join(","), rows, file.count)
    };
    let (headings, rows, count) = file(Granularity::Learner, &|view| view.group = Some("2".to_owned()));
    assert_eq!(headings, "Last name,First name,Email,Participation,Connections,Total time spent,Answers,Overall score");
    assert_eq!(rows, ["Aas,Cai,cai@example.org,,0,0:10:00,0,", "Berg,Ana,ana@example.org,50,0,0:30:00,0,"]);
    assert_eq!(count, "The file will have 2 rows.");
    let from = roundview::document::parse_date("2026-03-05");
    let (headings, rows, _) = file(Granularity::Program, &|view| view.from = from);
    assert_eq!(
        headings,
        "Program template,Program template ID,Participants,Participation,Connections,Total time spent"
    );
    assert_eq!(rows, ["Onboarding,3,1,0,0,0:00:00"]);
    // What nobody has anything of is left out; the platform stays.
    assert_eq!(file(Granularity::Course, &|view| view.from = from).1, Vec::<String>::new());
    let (headings, rows, _) = file(Granularity::Platform, &|_| ());
    assert_eq!(headings, "Learners,Participation,Connections,Total time spent,Answers,Overall score");
    assert_eq!(rows, ["5,33,0,0:40:00,0,"]);
    let headings = |granularity| file(granularity, &|_| ()).0;
    assert_eq!(
        headings(Granularity::Group),
        "Group,Group ID,Level,Learners,Participation,Connections,Total time spent,Answers,Overall score"
    );
    assert_eq!(
        headings(Granularity::Course),
        "Course,Course ID,Participants,Connections,Total time spent,Answers,Overall score"
    );
    assert_eq!(headings(Granularity::Question), "Course,Course ID,Question ID,Answers,Overall score");
}

/// Of those who were invited to March and haven't come, one was asked on the 4th in Oslo, one on the 5th, and of one
/// nobody knows when. Registered are Ana, on 1 March, and Bo, on the 10th.
#[test]
fn whoever_is_invited_counts_on_the_day_of_the_invitation() {
    let mut document = document("boss");
    let invited = |email: &str, sent: Value| json!({ "sessionId": 8, "email": email, "sentAt": sent });
    document["invitations"] = json!([
        invited("fourth@example.org", json!("2026-03-04T22:59:59Z")),
        invited("fifth@example.org", json!("2026-03-04T23:00:00Z")),
        invited("unknown@example.org", Value::Null),
    ]);
    let participants = |from: Option<&str>, until: Option<&str>| {
        let day = |day: Option<&str>| day.and_then(roundview::document::parse_date);
        let (from, until) = (day(from), day(until));
        let (page, part) = (TrainingPage::Dashboard, Part::File);
        let request =
            PageRequest { page, part, granularity: Granularity::Program, from, until, ..PageRequest::default() };
        match service_of(&document).page(&request, &ranks).data {
            Data::BoardFile(_, file) => file.table.rows[0][2].clone(),
            data => panic!("{data:?}"),
        }
    };
    assert_eq!(participants(None, None), Cell::text("5"));
    assert_eq!(participants(Some("2026-03-05"), None), Cell::text("2"));
    assert_eq!(participants(None, Some("2026-03-04")), Cell::text("2"));
}

/// Ana took six hours, of which the course's five count; Cai hasn't completed it. The coach of Sales sees both, an
/// advisor of the course neither by name.
#[test]
fn external_attempts_on_the_pages_of_course_learner_and_session() {
    let external = |viewer: &str, view: &TrainingView| {
        let mut document = document(viewer);
        document["courses"] =
            json!([{ "id": 5, "title": "Fire safety", "provider": "external", "theoreticalSeconds": 18_000 }]);
        document["roles"].as_array_mut().unwrap().push(json!({ "userId": 2, "role": "advisor", "courseId": 5 }));
        document["externalCompletions"] = json!([{ "email": "ANA@example.org", "courseId": 5, "completedAt": "2026-03-02T18:00:00Z", "passed": false }]);
        let mut reader = TrainingReader::default();
        reader.push(document.to_string().as_bytes()).unwrap();
        let (data, faults) = reader.into_training(&native_zones).unwrap();
        let request = PageRequest { page: view.page.clone(), part: view.part, ..PageRequest::default() };
        let data = TrainingService::new(data, faults).page(&request, &ranks).data;
        let zone = Zone::open("Europe/Oslo", &native_zones).unwrap();
        view_model::page(&Reading { locale: &Locale::plain(Language::English), zone: &zone, view }, &data)
    };
    let of = |page| TrainingView::of(page).with_part(Part::External);
    let cai = "4 Mar 2026, 13:00 | – | Not completed yet | 50% | Open | – | Browser";
    let ana = "2 Mar 2026, 13:00 | 5 h 00 min | Capped at the course's 5 h 00 min | 100% | Failed | 2 Mar 2026, 19:00 | Browser";
    let course = of(TrainingPage::Course("5".to_owned()));
    for viewer in ["boss", "coach"] {
        check_lines(
            &external(viewer, &course),
            &[&format!("Cai | Aas | {cai} | March"), &format!("Ana | Berg | {ana} | March")],
        );
    }
    let advised = external("2", &course);
    assert_eq!((advised.table, advised.empty.is_some()), (None, true));
    check_lines(
        &external("boss", &of(TrainingPage::Session("8".to_owned()))),
        &[&format!("Cai | Aas | Fire safety | {cai}"), &format!("Ana | Berg | Fire safety | {ana}")],
    );
    check_lines(
        &external("coach", &of(TrainingPage::Learner("1".to_owned()))),
        &[&format!("Fire safety | {ana} | March")],
    );
}
