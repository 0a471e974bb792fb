//! The weekly update as the message that a teacher gets: in words, as text and as HTML.

use roundview::{
    dataset::Dataset,
    document::parse_date,
    engine::service::Service,
    i18n::{Language, Locale, PlainFormats},
    reports::{
        support::compute::Thresholds,
        weekly_update::{
            compute::weekly_update_of,
            mail,
            view_model::{FigureLine, Message, message},
        },
    },
};
use serde_json::{Value, json};

use crate::course::{course, read, visits};

/// The message of the week to Friday, 13 March 2026.
fn message_in(language: Language, document: &Value, link: Option<&str>) -> Option<Message> {
    let (data, faults): (Dataset, _) = read(document).unwrap();
    let update = weekly_update_of(&data, parse_date("2026-03-13").unwrap(), Thresholds::default()).unwrap();
    let info = Service::new(data, faults).info(&|names| PlainFormats(language).ranks(names));
    message(&Locale::plain(language), &info, &update, link)
}

fn text_in(language: Language, document: &Value, link: Option<&str>) -> String {
    mail::text(&message_in(language, document, link).unwrap())
}

/// In Oslo, whose Saturdays begin at 23:00 UTC: the week begins on Saturday the 7th, that is on the 6th at 23:00.
fn document() -> Value {
    let task = |id: u32, deadline: &str| json!({ "id": id, "kind": "task", "title": "T", "deadline": deadline });
    course(
        "2026-03-18T09:30:00Z",
        &json!({
            "course": { "id": "bio-1", "title": "Biology 1" },
            "students": [
                { "id": 1, "firstName": "Åse", "lastName": "Åmot" },
                { "id": 2, "firstName": "Bo", "lastName": "Dahl" },
                { "id": 3, "firstName": "Ada", "lastName": "Berg" },
            ],
            "elements": [task(1, "2026-03-09T12:00:00Z"), task(2, "2026-03-10T12:00:00Z"), task(3, "2026-03-20T12:00:00Z")],
            "completions": [
                { "studentId": 2, "elementId": 1, "completedAt": "2026-03-05T08:00:00Z" },
                { "studentId": 2, "elementId": 2, "completedAt": "2026-03-09T08:00:00Z" },
                { "studentId": 3, "elementId": 1, "completedAt": "2026-03-09T08:00:00Z" },
                { "studentId": 3, "elementId": 3, "completedAt": "2026-03-09T08:00:00Z" },
            ],
            "visits": visits(&[
                // The week before: 3 visits of 3,600 + 1,200 + 600 s, 30 min each.
                (1, "2026-03-04T08:00:00Z", 3600.0),
                (2, "2026-03-05T08:00:00Z", 1200.0),
                (3, "2026-03-06T22:59:59Z", 600.0),
                // The week: 2 visits of 1,000 + 440 s, 12 min each.
                (2, "2026-03-06T23:00:00Z", 1000.0),
                (3, "2026-03-13T22:59:59Z", 440.0),
                // After Friday.
                (1, "2026-03-13T23:00:00Z", 9000.0),
            ]),
        }),
    )
}

/// Åse was last here on Wednesday the 4th, 9 days before the 13th, had an hour in the week before and nothing since, and
/// two tasks are over. Bo's time goes from 1,200 s, under half an hour, to 1,000. Ada has one task that is over.
#[test]
fn the_message_in_english() {
    let text = text_in(Language::English, &document(), Some("https://lms.example/reports"));
    let expected = "\
Biology 1
Weekly update: Saturday 7 March 2026 to Friday 13 March 2026

The week
Active students: 2 of 3, 1 fewer than in the 7 days before (3)
Visits: 2, 1 fewer than in the 7 days before (3)
Average visit: about 12 min, shorter than in the 7 days before (about 30 min)
Activities completed: 3, 2 more than in the 7 days before (1)
Grades given: 0, as many as in the 7 days before
Times are approximate: access is tracked every few minutes, time outside the learning platform isn't seen, and a page \
that is open but unattended counts.

Students who may need support
At the end of Friday 13 March 2026. Each line is a rule with the numbers that it holds by. Students are listed by name; \
nothing is scored or ranked.

Åse Åmot
  - No visit for 9 days. The last visit was on Wednesday 4 March 2026.
  - Time down 100% against the week before. The last 7 days: none. The 7 days before: about 1 h 00 min.
  - 2 activities past their deadline.

Open the report: https://lms.example/reports

You get this message because weekly updates are on for you in this course. They can be switched off in the report.
";
    assert_eq!(text, expected);
    let subject = message_in(Language::English, &document(), None).unwrap().subject;
    assert_eq!(subject, "Biology 1: the week to Friday 13 March 2026");
}

#[test]
fn the_message_in_norwegian() {
    let text = text_in(Language::Norwegian, &document(), None);
    let expected = "\
Biology 1
Ukentlig oppdatering: lørdag 7. mars 2026 til fredag 13. mars 2026

Uken
Aktive elever: 2 av 3, 1 færre enn de 7 dagene før (3)
Besøk: 2, 1 færre enn de 7 dagene før (3)
Gjennomsnittlig besøk: ca. 12 min, kortere enn de 7 dagene før (ca. 30 min)
Fullførte aktiviteter: 3, 2 flere enn de 7 dagene før (1)
Karakterer satt: 0, like mange som de 7 dagene før
Tidene er omtrentlige: aktivitet registreres med noen minutters mellomrom, tid utenfor læringsplattformen blir ikke \
registrert, og en side som står åpen uten at noen følger med, regnes med.

Elever som kan trenge støtte
Ved slutten av fredag 13. mars 2026. Hver linje er en regel med tallene den bygger på. Elevene står i alfabetisk \
rekkefølge; ingen får poeng eller rangeres.

Åse Åmot
  - Ingen besøk på 9 dager. Siste besøk var onsdag 4. mars 2026.
  - 100\u{a0}% mindre tid enn uken før. De siste 7 dagene: ingen. De 7 dagene før: ca. 1 t 00 min.
  - 2 aktiviteter over fristen.

Du får denne meldingen fordi ukentlige oppdateringer er slått på for deg i dette faget. De kan slås av i rapporten.
";
    assert_eq!(text, expected);
}

/// What the message says of the average visit, of one visit of so many seconds in each of the weeks; none where missing.
#[track_caller]
fn check_average(last: Option<f64>, previous: Option<f64>, value: &str, comparison: &str) {
    let weeks = [("2026-03-10T08:00:00Z", last), ("2026-03-03T08:00:00Z", previous)];
    let rows: Vec<_> = weeks.iter().filter_map(|(start, seconds)| Some((1, *start, (*seconds)?))).collect();
    let document = course("2026-03-18T09:30:00Z", &json!({ "students": [{ "id": 1 }], "visits": visits(&rows) }));
    let figures = message_in(Language::English, &document, None).unwrap().figures;
    let expected = FigureLine { label: "Average visit", value: value.to_owned(), comparison: comparison.to_owned() };
    assert_eq!(figures[2], expected);
}

#[test]
fn visits_against_the_week_before() {
    check_average(Some(600.0), Some(300.0), "about 10 min", "longer than in the 7 days before (about 5 min)");
    check_average(Some(300.0), Some(600.0), "about 5 min", "shorter than in the 7 days before (about 10 min)");
    // Both are shown as 10 min.
    check_average(Some(610.0), Some(600.0), "about 10 min", "as long as in the 7 days before");
    check_average(Some(600.0), None, "about 10 min", "no visits in the 7 days before");
    check_average(None, Some(600.0), "No visits", "about 10 min in the 7 days before");
    check_average(None, None, "No visits", "no visits in the 7 days before");
}

#[test]
fn a_quiet_course() {
    let document = course("2026-03-18T09:30:00Z", &json!({}));
    let message = message_in(Language::English, &document, None).unwrap();
    assert_eq!(message.figures[0].value, "0 of 0");
    assert_eq!((message.students.len(), &*message.students_about), (0, "No signal holds for any student."));
}

#[test]
fn students_stand_by_name_in_the_readers_language() {
    let mut document = document();
    document["visits"] = json!([]);
    let names = |language| -> Vec<String> {
        message_in(language, &document, None).unwrap().students.into_iter().map(|student| student.name).collect()
    };
    // Two tasks are over for Åse alone; without one of hers, for Ada too.
    assert_eq!(names(Language::English), ["Åse Åmot"]);
    document["completions"].as_array_mut().unwrap().remove(2);
    let names = |language| -> Vec<String> {
        message_in(language, &document, None).unwrap().students.into_iter().map(|student| student.name).collect()
    };
    assert_eq!(names(Language::English), ["Åse Åmot", "Ada Berg"]);
    assert_eq!(names(Language::Norwegian), ["Ada Berg", "Åse Åmot"]);
}

#[test]
fn an_archived_course_sends_nothing() {
    let mut document = document();
    document["course"]["archivedAt"] = json!("2026-03-14T05:00:00Z");
    assert_eq!(message_in(Language::English, &document, None), None);
    document["course"]["archivedAt"] = json!("2026-03-14T05:00:01Z");
    assert!(message_in(Language::English, &document, None).is_some());
}

/// Whatever stands in a document or a link, it is text: no markup, no line of its own.
#[test]
fn texts_of_the_document_stay_texts() {
    let mut document = document();
    document["course"]["title"] = json!("<b>\"Bio\" & 'Chem'</b>\r\nBcc: all@school.example");
    document["students"][0]["firstName"] = json!("<script>\nalert(1)</script>");
    let message = message_in(Language::English, &document, Some("https://lms.example/?a=\"&b='<")).unwrap();
    assert_eq!(message.subject, "<b>\"Bio\" & 'Chem'</b> Bcc: all@school.example: the week to Friday 13 March 2026");
    let html = mail::html(&Locale::plain(Language::English), &message);
    let title = "&lt;b&gt;&quot;Bio&quot; &amp; &#39;Chem&#39;&lt;/b&gt; Bcc: all@school.example";
    assert!(html.contains(&format!("<title>{title}: the week to Friday 13 March 2026</title>")), "{html}");
    assert!(html.contains(">&lt;script&gt; alert(1)&lt;/script&gt; Åmot</h3>"), "{html}");
    assert!(html.contains("href=\"https://lms.example/?a=&quot;&amp;b=&#39;&lt;\""), "{html}");
    assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    assert!(mail::text(&message).contains("\n<script> alert(1)</script> Åmot\n"));
}

#[test]
fn only_addresses_of_the_web_become_links() {
    let html = |link| {
        let message = message_in(Language::English, &document(), Some(link)).unwrap();
        mail::html(&Locale::plain(Language::English), &message)
    };
    assert!(html("https://lms.example/").contains("href=\"https://lms.example/\""));
    assert!(!html("javascript:alert(1)").contains("href"));
}

/// Mail programs run no scripts, load nothing from elsewhere and drop style sheets.
#[test]
fn the_html_stands_alone() {
    let message = message_in(Language::Norwegian, &document(), Some("https://lms.example/")).unwrap();
    let html = mail::html(&Locale::plain(Language::Norwegian), &message);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"nb\" dir=\"ltr\">"));
    let message = message_in(Language::Arabic, &document(), None).unwrap();
    let html = mail::html(&Locale::plain(Language::Arabic), &message);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"ar\" dir=\"rtl\">"));
    for absent in ["<script", "<style", "<link", "<img", "src=", "class=", "url(", " onclick", " onload"] {
        assert!(!html.contains(absent), "{absent} in {html}");
    }
    assert_eq!(html.matches("<tr>").count(), 5);
    assert_eq!(html.matches("<li>").count(), 3);
}
