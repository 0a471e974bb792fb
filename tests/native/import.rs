//! Other systems' exports, from the bytes of files to the figures of a course document. Every file is
//! written for its case, and every expected value is worked out by hand.

use roundview::{
    dataset::zone::{Zone, native_zones},
    document::{Document, DocumentReader},
    import::{
        draft::{Draft, DraftElement, DraftGrade},
        protocol::{Answers, Fault, FileInfo, FileKind, Match, Preview, Role},
        session::Session,
    },
};

/// What an import of files comes to.
fn import(files: &[(&str, &[u8])], answers: &Answers) -> (Preview, Draft) {
    let answers = Answers { zone: "Europe/Oslo".to_owned(), ..answers.clone() };
    let mut session = Session::default();
    for (name, bytes) in files {
        // 20 March 2026.
        session.begin(FileInfo { name: (*name).to_owned(), modified: Some(1_773_990_000) });
        for piece in bytes.chunks(11) {
            session.push(piece, &answers);
        }
        session.end(&answers);
    }
    let zone = Zone::open(&answers.zone, &native_zones).unwrap();
    let (preview, draft) = session.outcome(&answers, &zone);
    let written = draft.write();
    let mut reader = DocumentReader::new(|text| text.parse().unwrap());
    reader.push(&written).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    if preview.is_ready() {
        let (document, _) = reader.into_document(&native_zones).unwrap();
        let Document::Course(course) = document else { panic!("no course") };
        assert_eq!(course.students.len(), draft.students.len());
        assert_eq!(course.course.settings.visits_from_events, draft.visits_from_events);
        assert_eq!(course.visits.start.len(), draft.visits.len());
        assert_eq!(course.views.at.len(), draft.views.len());
    }
    (preview, draft)
}

fn moment(text: &str) -> roundview::units::Moment {
    roundview::document::parse_moment(text).unwrap()
}

fn day(text: &str) -> roundview::units::Day {
    roundview::document::parse_date(text).unwrap()
}

const LOG: &str = "\
Time,\"User full name\",\"Affected user\",\"Event context\",Component,\"Event name\",Description,Origin,\"IP address\"
\"3/09/19, 10:45:00\",\"Kari Lund\",\"Ada Berg\",\"Assignment: Lab, part 1\",Assignment,\"The submission has been graded.\",\"The user with id '2' has graded the submission '5' for the user with id '12' for the assignment with course module id '31'.\",web,10.0.0.9
\"3/09/19, 10:40:00\",\"Ada Berg\",-,\"Assignment: Lab, part 1\",Assignment,\"A submission has been submitted.\",\"The user with id '12' has submitted the submission with id '5' for the assignment with course module id '31'.\",web,10.0.0.1
\"3/09/19, 10:15:00\",\"Ada Berg\",-,\"Assignment: Lab, part 1\",Assignment,\"Course module viewed\",\"The user with id '12' viewed the 'assign' activity with course module id '31'.\",web,10.0.0.1
\"3/09/19, 10:11:12\",\"Ada Berg\",-,\"Course: Biology 1\",System,\"Course viewed\",\"The user with id '12' viewed the course with id '5'.\",web,10.0.0.1
\"31/08/19, 09:05:00\",\"Bo Dahl\",-,\"Forum: Questions\",Forum,\"Discussion created\",\"The user with id '13' has created the discussion with id '4' in the forum with course module id '32'.\",web,10.0.0.2
\"31/08/19, 09:00:00\",\"Bo Dahl\",-,\"Page: Cells\",Page,\"Course module viewed\",\"The user with id '13' viewed the 'page' activity with course module id '33'.\",web,10.0.0.2
";

/// Ada: 10:11:12, 10:15, 10:40 are one visit of 28:48 and one minute; the view at 10:15 lasts 25 minutes.
/// Bo: 09:00, 09:05 are one visit of 5 minutes and one. Kari graded, and is no student.
#[track_caller]
fn check_log(preview: &Preview, draft: &Draft) {
    assert_eq!(preview.files[0].kind, Some(FileKind::MoodleLog));
    assert_eq!(draft.title, "Biology 1");
    assert_eq!(draft.id, "5");
    let ids: Vec<&str> = draft.students.iter().map(|student| student.id.as_str()).collect();
    assert_eq!(ids, ["12", "13"]);
    assert_eq!((draft.students[0].first_name.as_str(), draft.students[0].last_name.as_str()), ("Ada", "Berg"));
    assert_eq!(draft.generated_at, Some(moment("2019-09-03T08:45:00Z")));
    assert_eq!(draft.visits, [(0, moment("2019-09-03T08:11:12Z"), 1788.0), (1, moment("2019-08-31T07:00:00Z"), 360.0)]);
    let element = |id: &str| draft.elements.iter().position(|element| element.id == id).unwrap() as u32;
    assert_eq!(
        draft.views,
        [
            (0, element("31"), moment("2019-09-03T08:15:00Z"), 1500.0),
            (1, element("33"), moment("2019-08-31T07:00:00Z"), 300.0)
        ]
    );
    assert_eq!(draft.completions, [(0, element("31"), moment("2019-09-03T08:40:00Z"))]);
    assert_eq!(draft.posts, [(1, moment("2019-08-31T07:05:00Z"), true)]);
    let lab = &draft.elements[element("31") as usize];
    assert_eq!((lab.title.as_str(), lab.kind.as_str()), ("Lab, part 1", "assignment"));
    assert_eq!(draft.elements[element("32") as usize].kind, "discussion");
    let staff: Vec<&str> =
        preview.people.iter().filter(|person| person.is_staff).map(|person| person.name.as_str()).collect();
    assert_eq!(staff, ["Kari Lund"]);
}

#[test]
fn a_log_becomes_a_course() {
    let (preview, draft) = import(&[("log.csv", LOG.as_bytes())], &Answers::default());
    check_log(&preview, &draft);
    assert_eq!(preview.period, Some(("2019-08-31", "2019-09-03")).map(|(first, last)| (day(first), day(last))));
    assert_eq!(preview.files[0].rows, 6);
    assert!(preview.files[0].faults.is_empty());
    assert_eq!(preview.ambiguous_time, None);
    assert_eq!(preview.year, None);
}

#[test]
fn every_end_of_line_and_both_encodings() {
    for end in ["\n", "\r\n", "\r"] {
        let text = LOG.replace('\n', end);
        let (preview, draft) = import(&[("x", text.as_bytes())], &Answers::default());
        check_log(&preview, &draft);
        let marked = format!("\u{feff}{text}");
        let (preview, draft) = import(&[("x", marked.as_bytes())], &Answers::default());
        check_log(&preview, &draft);
    }
    // Bjørn Åsen as Windows-1252 writes him.
    let text = LOG.replace("Ada Berg", "Bj?rn ?sen");
    let mut bytes = text.into_bytes();
    let mut letters = [0xf8, 0xc5].into_iter().cycle();
    for byte in bytes.iter_mut().filter(|byte| **byte == b'?') {
        *byte = letters.next().unwrap();
    }
    let (_, draft) = import(&[("x", &bytes)], &Answers::default());
    assert_eq!((draft.students[0].first_name.as_str(), draft.students[0].last_name.as_str()), ("Bjørn", "Åsen"));
}

/// The same events with the columns in another order, under Norwegian headings, oldest first.
#[test]
fn columns_in_any_order_and_language() {
    let mut lines: Vec<&str> = LOG.lines().collect();
    lines[1..].reverse();
    let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
    let order = [8, 6, 4, 0, 7, 3, 2, 5, 1];
    let headings = [
        "Tid",
        "Brukerens fulle navn",
        "Berørt bruker",
        "Hendelseskontekst",
        "Komponent",
        "Hendelse",
        "Beskrivelse",
        "Opprinnelse",
        "IP-adresse",
    ];
    let mut text = order.map(|column| headings[column]).join(";") + "\n";
    for row in &rows[1..] {
        text += &(order.map(|column| format!("\"{}\"", row[column])).join(";") + "\n");
    }
    let (preview, draft) = import(&[("x", text.as_bytes())], &Answers::default());
    // Bo is the first in the file.
    assert_eq!(preview.counts.visits, 2);
    assert_eq!(draft.visits.iter().map(|visit| visit.2).sum::<f64>(), 1788.0 + 360.0);
    assert_eq!(draft.posts.len(), 1);
    assert_eq!(draft.completions.len(), 1);
}

/// The cells of a line of `LOG`, which has no quotes within quotes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

/// Names may be masked: whoever has an id is told apart by it.
#[test]
fn masked_names() {
    let text = LOG.replace("Ada Berg", "-").replace("Bo Dahl", "-").replace("Kari Lund", "-");
    let (preview, draft) = import(&[("x", text.as_bytes())], &Answers::default());
    let ids: Vec<&str> = draft.students.iter().map(|student| student.id.as_str()).collect();
    assert_eq!(ids, ["12", "13"]);
    // Reports show the id where there is no name.
    assert_eq!((draft.students[0].first_name.as_str(), draft.students[0].last_name.as_str()), ("", ""));
    assert_eq!(preview.counts.visits, 2);
}

/// A log without descriptions has names alone, and what happened follows from the events' names.
#[test]
fn a_log_without_descriptions() {
    let text: String = LOG
        .lines()
        .map(|line| {
            let row = cells(line);
            (0..6).map(|column| format!("\"{}\"", row[column])).collect::<Vec<_>>().join(",") + "\n"
        })
        .collect();
    let (_, draft) = import(&[("x", text.as_bytes())], &Answers::default());
    let ids: Vec<&str> = draft.students.iter().map(|student| student.id.as_str()).collect();
    assert_eq!(ids, ["Ada Berg", "Bo Dahl"]);
    assert_eq!(draft.title, "Biology 1");
    let total: f64 = draft.visits.iter().map(|visit| visit.2).sum();
    assert_eq!(total, 1788.0 + 360.0);
    assert_eq!((draft.views.len(), draft.completions.len(), draft.posts.len()), (2, 1, 1));
    let kinds: Vec<&str> = draft.elements.iter().map(|element| element.kind.as_str()).collect();
    assert_eq!(kinds, ["assignment", "discussion", "page"]);
}

/// From 10:15 to 10:40 are 25 minutes: with a threshold of 24 Ada has two visits, of 3:48 and a minute and
/// of a minute.
#[test]
fn the_gap_can_be_changed() {
    let answers = Answers { gap_minutes: Some(24), ..Answers::default() };
    let (_, draft) = import(&[("x", LOG.as_bytes())], &answers);
    let ada: Vec<f64> = draft.visits.iter().filter(|visit| visit.0 == 0).map(|visit| visit.2).collect();
    assert_eq!(ada, [288.0, 60.0]);
    assert_eq!(draft.visits_from_events.unwrap().gap_seconds, 1440.0);
    assert_eq!(draft.views[0].3, 60.0);
}

#[test]
fn staff_can_be_changed() {
    let answers = Answers { staff: vec![("2".to_owned(), false), ("13".to_owned(), true)], ..Answers::default() };
    let (preview, draft) = import(&[("x", LOG.as_bytes())], &answers);
    let ids: Vec<&str> = draft.students.iter().map(|student| student.id.as_str()).collect();
    assert_eq!(ids, ["2", "12"]);
    assert_eq!(preview.counts.posts, 0);
}

fn short_log(times: &[&str]) -> String {
    let row = |time: &&str| {
        format!(
            "\"{time}\",\"Ada Berg\",-,\"Page: Cells\",Page,\"Course module viewed\",\"The user with id '12' viewed the 'page' activity with course module id '33'.\",web,10.0.0.1\n"
        )
    };
    LOG.lines().next().unwrap().to_owned() + "\n" + &times.iter().map(row).collect::<String>()
}

#[test]
fn an_impossible_date_is_counted() {
    let text = short_log(&["31/02/19, 10:00", "yesterday", "3/09/19, 10:00", "2/09/19, 25:00"]);
    let (preview, draft) = import(&[("x", text.as_bytes())], &Answers::default());
    assert_eq!(draft.visits.len(), 1);
    let faults = &preview.files[0].faults;
    assert_eq!((faults[0].fault, faults[0].count), (Fault::BadTime, 3));
}

#[test]
fn a_date_that_may_be_two_is_asked_for() {
    let text = short_log(&["3/09/19, 10:00"]);
    let (preview, _) = import(&[("x", text.as_bytes())], &Answers::default());
    assert_eq!(preview.ambiguous_time.as_deref(), Some("3/09/19, 10:00"));
    assert!(!preview.is_ready());
    for (is_day_first, expected) in [(true, "2019-09-03T08:00:00Z"), (false, "2019-03-09T09:00:00Z")] {
        let answers = Answers { is_day_first: Some(is_day_first), ..Answers::default() };
        let (preview, draft) = import(&[("x", text.as_bytes())], &answers);
        assert!(preview.is_ready());
        assert_eq!(draft.visits[0].1, moment(expected));
    }
}

/// The file is of 20 March 2026: 11 May is of 2025, and 3 January of 2026.
#[test]
fn a_missing_year_is_proposed() {
    let (preview, draft) = import(&[("x", short_log(&["11 May, 09:44"]).as_bytes())], &Answers::default());
    assert_eq!(preview.year, Some(2025));
    assert_eq!(draft.visits[0].1, moment("2025-05-11T07:44:00Z"));
    let (preview, draft) =
        import(&[("x", short_log(&["3 January, 09:44", "28 December, 09:44"]).as_bytes())], &Answers::default());
    assert_eq!(preview.year, Some(2026));
    assert_eq!(draft.visits[0].1, moment("2025-12-28T08:44:00Z"));
    let answers = Answers { year: Some(2021), ..Answers::default() };
    let (_, draft) = import(&[("x", short_log(&["11 May, 09:44"]).as_bytes())], &answers);
    assert_eq!(draft.visits[0].1, moment("2021-05-11T07:44:00Z"));
}

const GRADEBOOK: &str = "\
\"First name\",Surname,\"ID number\",\"Email address\",\"Assignment: Lab, part 1 (Real)\",\"Assignment: Lab, part 1 (Percentage)\",\"Oral exam (Letter)\",\"Quiz: Cells (Real)\",\"Labs total (Real)\",\"Course total (Real)\",\"Last downloaded from this course\"
Ada,Berg,,ada@example.org,31.00,\"77.50 %\",B,8,31.00,60.00,1567508400
Bo,Dahl,,bo@example.org,-,-,-,-,-,-,1567508400
Cy,Ek,,cy@example.org,20.00,\"50.00 %\",A,12,20.00,40.00,1567508400
";

/// 31 points are 77.5 % of 40. Ada's lab was graded at 10:45. The export is of 3 September 2019, 11:00
/// in Greenwich, and later than all events. Cy did nothing.
#[test]
fn a_gradebook_joins_the_log() {
    let files: &[(&str, &[u8])] = &[("a", GRADEBOOK.as_bytes()), ("b", LOG.as_bytes())];
    let (preview, draft) = import(files, &Answers::default());
    assert_eq!(preview.files[0].kind, Some(FileKind::MoodleGradebook));
    assert_eq!(preview.grades_alone, ["Cy Ek"]);
    assert!(preview.unjoined.is_empty());
    assert_eq!(draft.generated_at, Some(moment("2019-09-03T11:00:00Z")));
    let ids: Vec<&str> = draft.students.iter().map(|student| student.id.as_str()).collect();
    assert_eq!(ids, ["12", "13", "cy@example.org"]);
    assert_eq!(draft.students[0].email.as_deref(), Some("ada@example.org"));
    let grade = |student: u32, title: &str| {
        let is_it = |element: &DraftElement| element.title == title && element.kind != "page";
        let element = draft.elements.iter().position(is_it).unwrap() as u32;
        let grade = draft.grades.iter().find(|grade| grade.0 == student && grade.1 == element);
        grade.map(|grade| (grade.2.clone(), grade.3))
    };
    let exported = moment("2019-09-03T11:00:00Z");
    assert_eq!(grade(0, "Lab, part 1"), Some((DraftGrade::Points(31.0), moment("2019-09-03T08:45:00Z"))));
    assert_eq!(grade(1, "Lab, part 1"), None);
    assert_eq!(grade(2, "Oral exam"), Some((DraftGrade::Label("A".to_owned()), exported)));
    assert_eq!(grade(0, "Cells"), Some((DraftGrade::Points(8.0), exported)));
    assert_eq!(draft.grades.len(), 6);
    assert_eq!(preview.grades_undated, 5);
    // The page that is called as the quiz is another element.
    let cells: Vec<(&str, Option<f64>)> = draft
        .elements
        .iter()
        .filter(|element| element.title == "Cells")
        .map(|element| (element.kind.as_str(), element.max_score))
        .collect();
    assert_eq!(cells, [("page", None), ("test", Some(100.0))]);
    let lab = draft.elements.iter().find(|element| element.title == "Lab, part 1").unwrap();
    assert_eq!((lab.id.as_str(), lab.max_score), ("31", Some(40.0)));
    // Nothing says of how many points the quiz is: 12 were given, so that it isn't 10.
    assert_eq!(preview.maxima.len(), 1);
    assert_eq!((preview.maxima[0].highest, preview.maxima[0].max), (12.0, 100.0));
    let answers = Answers { maxima: vec![(preview.maxima[0].key.clone(), 16.0)], ..Answers::default() };
    let (_, draft) = import(files, &answers);
    assert_eq!(draft.elements.iter().find(|element| element.kind == "test").unwrap().max_score, Some(16.0));
}

#[test]
fn a_gradebook_alone() {
    let (preview, draft) = import(&[("Biology 1 Grades.csv", GRADEBOOK.as_bytes())], &Answers::default());
    assert_eq!(draft.title, "Biology 1 Grades");
    assert_eq!(draft.students.len(), 3);
    assert_eq!(draft.grades.len(), 6);
    assert!(preview.grades_alone.is_empty());
    assert_eq!(draft.visits_from_events, None);
    let semicolons = GRADEBOOK.replace(',', ";").replace("Lab; part 1", "Lab, part 1");
    let commas = semicolons.replace("31.00", "31,00").replace("77.50", "77,50").replace("50.00", "50,00");
    let (_, other) = import(&[("Biology 1 Grades.csv", commas.as_bytes())], &Answers::default());
    assert_eq!(other, draft);
}

/// Two of one name can't be told apart by it.
#[test]
fn people_of_one_name() {
    let book = "First name,Surname,Quiz: X (Percentage)\nAda,Berg,50 %\nAda,Berg,60 %\n";
    let (preview, draft) = import(&[("a", LOG.as_bytes()), ("b", book.as_bytes())], &Answers::default());
    assert_eq!(preview.unjoined, ["Ada Berg", "Ada Berg"]);
    assert!(draft.grades.is_empty());
}

#[test]
fn a_column_matched_by_hand() {
    let text = GRADEBOOK.replace("Oral exam (Letter)", "Muntlig");
    let book = text.as_bytes();
    let (preview, draft) = import(&[("a", book)], &Answers::default());
    assert_eq!(preview.files[0].columns[6].role, Role::Unused);
    assert_eq!(draft.grades.len(), 4);
    let matched = Match { kind: FileKind::MoodleGradebook, heading: "Muntlig".to_owned(), role: Role::Letter };
    let (preview, draft) = import(&[("a", book)], &Answers { matches: vec![matched], ..Answers::default() });
    assert_eq!(preview.files[0].columns[6].role, Role::Letter);
    assert_eq!(draft.grades.len(), 6);
}

#[test]
fn what_is_no_export() {
    let (preview, _) = import(&[("log.csv", b"a,b\n1,2\n"), ("x.png", b"\x89PNG\0\0\0\0")], &Answers::default());
    assert_eq!(preview.files.iter().map(|file| file.kind).collect::<Vec<_>>(), [None, None]);
    assert!(!preview.is_ready());
    let (preview, _) = import(&[("log.csv", b"")], &Answers::default());
    assert_eq!(preview.files[0].kind, None);
}

/// Ada has 31 points, which are 77.5 % of 40, and a B.
#[track_caller]
fn check_sheet(bytes: &[u8]) {
    let (preview, draft) = import(&[("Grades.xyz", bytes)], &Answers::default());
    assert_eq!(preview.files[0].kind, Some(FileKind::MoodleGradebook));
    assert_eq!(preview.files[0].rows, 2);
    assert!(preview.files[0].faults.is_empty());
    let ids: Vec<&str> = draft.students.iter().map(|student| student.id.as_str()).collect();
    assert_eq!(ids, ["ada@example.org", "bo@example.org"]);
    let grades: Vec<_> = draft.grades.iter().map(|grade| (grade.0, grade.2.clone())).collect();
    assert_eq!(grades, [(0, DraftGrade::Points(31.0)), (0, DraftGrade::Label("B".to_owned()))]);
    assert_eq!(draft.elements[0].max_score, Some(40.0));
}

#[test]
fn a_gradebook_as_a_spreadsheet() {
    check_sheet(include_bytes!("../fixtures/moodle/gradebook.ods"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let texts = [
        [
            "First name",
            "Surname",
            "ID number",
            "Email address",
            "Assignment: Lab, part 1 (Real)",
            "Assignment: Lab, part 1 (Percentage)",
            "Oral exam (Letter)",
        ],
        ["Ada", "Berg", "", "ada@example.org", "", "77.50 %", "B"],
        ["Bo", "Dahl", "", "bo@example.org", "-", "-", "-"],
    ];
    for (row, cells) in (0..).zip(texts) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.write_number(1, 4, 31.0).unwrap();
    check_sheet(&book.save_to_buffer().unwrap());
}

const USERS: &str = r#"[
    { "id": 12, "firstname": "Ada", "lastname": "Berg", "fullname": "Ada Berg", "email": "ada@example.org",
      "groups": [{ "id": 7, "name": "Lab group A" }], "roles": [{ "roleid": 5, "shortname": "student" }] },
    { "id": 14, "firstname": "Cy", "lastname": "Ek", "fullname": "Cy Ek", "roles": [{ "shortname": "student" }] },
    { "id": 2, "firstname": "Kari", "lastname": "Lund", "fullname": "Kari Lund", "roles": [{ "shortname": "editingteacher" }] }
]"#;
const CONTENTS: &str = r#"[{ "id": 1, "name": "Week 1", "section": 1, "modules": [
    { "id": 31, "name": "Lab, part 1", "modname": "assign",
      "dates": [{ "label": "Opens:", "timestamp": 1566800000, "dataid": "allowsubmissionsfromdate" },
                { "label": "Due:", "timestamp": 1567548000, "dataid": "duedate" }] },
    { "id": 40, "name": "Reader", "modname": "resource" }
] }]"#;
const COMPLETION: &str = r#"{ "statuses": [
    { "cmid": 31, "modname": "assign", "state": 1, "timecompleted": 1567500000 },
    { "cmid": 40, "modname": "resource", "state": 0, "timecompleted": 0 }
], "warnings": [] }"#;
const ITEMS: &str = r#"{ "usergrades": [{ "courseid": 5, "userid": 12, "userfullname": "Ada Berg", "gradeitems": [
    { "id": 90, "itemname": "Lab, part 1", "itemtype": "mod", "itemmodule": "assign", "cmid": 31,
      "graderaw": 31, "grademax": 40, "gradedategraded": 1567503900 },
    { "id": 91, "itemname": null, "itemtype": "course", "graderaw": 31, "grademax": 100 },
    { "id": 92, "itemname": "Oral", "itemtype": "manual", "graderaw": null, "grademax": 6 }
] }] }"#;
const GROUPS: &str =
    r#"[{ "id": 7, "courseid": 5, "name": "Lab group A" }, { "id": 8, "courseid": 5, "name": "Lab group B" }]"#;

/// What the web service says is combined with the log: Bo, who is in the log alone, stays; the completion
/// of the service has its own moment; Cy did nothing.
#[test]
fn the_web_service_joins_the_log() {
    let files: &[(&str, &[u8])] = &[
        ("log.csv", LOG.as_bytes()),
        ("users.json", USERS.as_bytes()),
        ("contents.json", CONTENTS.as_bytes()),
        ("completion-12.json", COMPLETION.as_bytes()),
        ("grades.json", ITEMS.as_bytes()),
        ("groups.json", GROUPS.as_bytes()),
    ];
    let (preview, draft) = import(files, &Answers::default());
    use FileKind::{MoodleCompletion, MoodleContents, MoodleGrades, MoodleGroups, MoodleLog, MoodleUsers};
    let kinds: Vec<_> = preview.files.iter().filter_map(|file| file.kind).collect();
    assert_eq!(kinds, [MoodleLog, MoodleUsers, MoodleContents, MoodleCompletion, MoodleGrades, MoodleGroups]);
    let ids: Vec<&str> = draft.students.iter().map(|student| student.id.as_str()).collect();
    assert_eq!(ids, ["12", "14", "13"]);
    assert_eq!(draft.students[0].group_ids, ["7"]);
    assert_eq!(draft.groups.len(), 2);
    let lab = draft.elements.iter().position(|element| element.id == "31").unwrap() as u32;
    let element = &draft.elements[lab as usize];
    assert_eq!(element.folder_id.as_deref(), Some("1"));
    assert_eq!(element.deadline, Some(roundview::units::Moment::from_unix_seconds(1_567_548_000)));
    assert_eq!(element.max_score, Some(40.0));
    assert_eq!(draft.elements.iter().find(|element| element.id == "40").unwrap().kind, "file");
    assert_eq!(draft.completions, [(0, lab, roundview::units::Moment::from_unix_seconds(1_567_500_000))]);
    assert_eq!(
        draft.grades,
        [(0, lab, DraftGrade::Points(31.0), roundview::units::Moment::from_unix_seconds(1_567_503_900))]
    );
    let oral = draft.elements.iter().find(|element| element.title == "Oral").unwrap();
    assert_eq!((oral.kind.as_str(), oral.max_score), ("manualAssessment", Some(6.0)));
}

/// Whoever opened the contents twice once got a course that was refused, with each section in it twice.
#[test]
fn the_contents_of_a_course_twice() {
    let files: &[(&str, &[u8])] =
        &[("log.csv", LOG.as_bytes()), ("a.json", CONTENTS.as_bytes()), ("b.json", CONTENTS.as_bytes())];
    let (preview, draft) = import(files, &Answers::default());
    assert!(preview.is_ready());
    assert_eq!(draft.folders, [("1".to_owned(), "Week 1".to_owned())]);
}

/// A time that a document can't have is none, wherever it stands; it once made the course end in no moment at all.
#[test]
fn times_outside_the_calendar() {
    let (preview, draft) = import(
        &[("x", short_log(&["3/09/1969, 10:00", "31/12/1969, 23:59", "13/09/2019, 10:00"]).as_bytes())],
        &Answers::default(),
    );
    assert_eq!(draft.visits.len(), 1);
    assert_eq!((preview.files[0].faults[0].fault, preview.files[0].faults[0].count), (Fault::BadTime, 2));
    let book = GRADEBOOK.replace("1567508400", "9223372036854775807");
    let (_, draft) = import(&[("a", book.as_bytes())], &Answers::default());
    // That of the file, 20 March 2026.
    assert_eq!(draft.generated_at, Some(roundview::units::Moment::from_unix_seconds(1_773_990_000)));
    assert_eq!(draft.grades.len(), 6);
    // A year that is none is as if it were not given.
    for year in [i32::MIN, 0, 10_000, i32::MAX] {
        let answers = Answers { year: Some(year), ..Answers::default() };
        let (preview, _) = import(&[("x", short_log(&["11 May, 09:44"]).as_bytes())], &answers);
        assert_eq!(preview.year, Some(2025));
    }
}

/// A week that was downloaded twice counts once.
#[test]
fn logs_that_overlap() {
    let (_, once) = import(&[("a", LOG.as_bytes())], &Answers::default());
    let (preview, twice) = import(&[("a", LOG.as_bytes()), ("b", LOG.as_bytes())], &Answers::default());
    assert_eq!(twice.views, once.views);
    assert_eq!(twice.posts, once.posts);
    assert_eq!(twice.visits, once.visits);
    assert_eq!(preview.files[1].rows, 6);
}

/// Cells that a log or a gradebook may have, and some that they may not.
fn cell() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::{prelude::*, sample::select};
    let known = select(vec![
        "",
        "-",
        "3/09/19, 10:11",
        "13/09/19, 10:11:12",
        "31/02/19, 10:11",
        "11 May, 09:44",
        "2019-09-03 10:11",
        "99/99/9999, 99:99",
        "Ada Berg",
        "Bo Dahl",
        "Quiz: Cells",
        "Course: Biology 1",
        ": ",
        "web",
        "10.0.0.1",
        "The user with id '12' viewed the 'quiz' activity with course module id '34'.",
        "The user with id '2' has graded the submission '5' for the user with id '12' for the assignment with course module id '34'.",
        "The user with id ''",
        "31,50",
        "77.5 %",
        "A+",
        "1e999",
        "NaN",
        "-5",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn table(headings: &'static str) -> impl proptest::strategy::Strategy<Value = Vec<u8>> {
    use proptest::{collection::vec, prelude::*};
    vec(vec(cell(), 0..12), 0..12).prop_map(move |rows| {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let row = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n";
        (headings.to_owned() + "\n" + &rows.iter().map(row).collect::<String>()).into_bytes()
    })
}

mod laws {
    //! No file breaks the import: whatever is in it, there is a preview, and the document that is written can
    //! be read again.

    use proptest::{collection::vec, prelude::*};

    use super::*;

    const HEADINGS: &str =
        "Time,User full name,Affected user,Event context,Component,Event name,Description,Origin,IP address";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_bytes(bytes in vec(any::<u8>(), 0..300)) {
            import(&[("x", &bytes)], &Answers { is_day_first: Some(true), ..Answers::default() });
        }

        #[test]
        fn any_log(bytes in table(HEADINGS), gap in 0_u16..100) {
            let answers = Answers { is_day_first: Some(true), gap_minutes: Some(gap), ..Answers::default() };
            let (_, draft) = import(&[("x", &bytes)], &answers);
            // Each visit ends with an event that counts a minute.
            prop_assert!(draft.visits.iter().all(|visit| visit.2 >= 60.0));
        }

        #[test]
        fn any_gradebook(bytes in table("First name,Surname,Email address,Quiz: X (Real),Quiz: X (Percentage),Y (Letter)")) {
            import(&[("x", &bytes), ("log", LOG.as_bytes())], &Answers::default());
        }

        /// A known answer of the web service with a piece of it replaced.
        #[test]
        fn any_service(which in 0_usize..5, at in 0.0..1.0, piece in "[\\[\\]{},:\"0-9a-z]{0,4}") {
            let text = [USERS, CONTENTS, COMPLETION, ITEMS, GROUPS][which];
            let at = (text.len() as f64 * at) as usize;
            let broken = format!("{}{piece}{}", &text[..at], &text[(at + piece.len()).min(text.len())..]);
            import(&[("x-1.json", broken.as_bytes()), ("y-1.json", text.as_bytes())], &Answers::default());
        }

        #[test]
        fn any_workbook(at in 0.0..1.0, byte in any::<u8>()) {
            let mut bytes = include_bytes!("../fixtures/moodle/gradebook.ods").to_vec();
            let at = (bytes.len() as f64 * at) as usize;
            bytes[at] = byte;
            import(&[("x.ods", &bytes)], &Answers::default());
        }

        /// In which pieces a file comes, and in which order its rows stand, changes nothing.
        #[test]
        fn the_order_of_rows_is_of_no_matter(is_turned in any::<bool>()) {
            let mut lines: Vec<&str> = LOG.lines().collect();
            if is_turned {
                lines[1..].reverse();
            }
            let (_, draft) = import(&[("x", lines.join("\n").as_bytes())], &Answers::default());
            let total: f64 = draft.visits.iter().map(|visit| visit.2).sum();
            prop_assert_eq!(total, 1788.0 + 360.0);
        }
    }
}
