//! What of a course leaves the engine for whom. Everything that is personal in these documents can be
//! told from all else, so that it is enough to look for it in what is sent.

use proptest::prelude::*;
use roundview::{
    engine::{
        protocol::{Data, ReportRequest},
        service::Service,
    },
    reports::{GroupFilter, REPORTS, access::Access},
};
use serde_json::{Value, json};

use crate::course::read;

fn open(document: &Value) -> Service {
    let (data, faults) = read(document).unwrap();
    Service::new(data, faults)
}

/// Three students of a name, an address, a group and an element each, and a grade by each.
fn document(viewer: Value) -> Value {
    let person = |student: u32| {
        json!({
            "id": format!("id{student}"), "firstName": format!("First{student}"), "lastName": format!("Last{student}"),
            "email": format!("mail{student}@example.org"), "groupIds": [format!("group{student}")],
        })
    };
    json!({
        "format": "course-document/1", "generatedAt": "2026-03-18T09:30:00Z",
        "course": { "id": "bio-1", "title": "Biology 1" }, "viewer": viewer,
        "students": [person(1), person(2), person(3)],
        "groups": (1..=3).map(|n| json!({ "id": format!("group{n}"), "title": format!("Group{n}") })).collect::<Vec<_>>(),
        "elements": (1..=3).map(|n| json!({
            "id": n, "title": format!("Help for Last{n}"), "kind": "assignment", "maxScore": 10,
            "availableTo": { "studentIds": [format!("id{n}")] },
        })).chain([json!({ "id": 9, "title": "Exam", "kind": "test", "maxScore": 10 })]).collect::<Vec<_>>(),
        "grades": (1..=3).map(|n| json!({
            "studentId": format!("id{n}"), "elementId": 9, "value": n, "gradedAt": "2026-03-02T08:00:00Z",
        })).collect::<Vec<_>>(),
        "visits": [
            { "studentId": "id2", "start": "2026-03-17T08:00:00Z", "seconds": 60 },
            { "studentId": "nobody3", "start": "2026-03-17T08:00:00Z", "seconds": 60 },
        ],
    })
}

/// Everything that such a request makes the engine say, as text.
fn said(service: &Service, request: &ReportRequest) -> String {
    let ranks = |names: &[&str]| (0..names.len() as u32).collect();
    format!("{:?} {:?}", service.info(&ranks), service.report(request))
}

/// Whether a text names student `n` in any way.
fn names(text: &str, n: u32) -> bool {
    ["id", "First", "Last", "mail", "group", "Group"].iter().any(|what| text.contains(&format!("{what}{n}")))
}

#[test]
fn a_teacher_hears_of_everybody() {
    for viewer in [json!({ "id": "u-9", "role": "teacher" }), json!({ "id": "id2", "role": "tutor" }), json!(null)] {
        let text = said(&open(&document(viewer)), &ReportRequest::default());
        assert!([1, 2, 3].iter().all(|n| names(&text, *n)));
    }
}

#[test]
fn a_student_gets_their_own_page_whatever_is_asked() {
    let service = open(&document(json!({ "id": "id2", "role": "student" })));
    assert_eq!(service.info(&|names| vec![0; names.len()]).access, Access::Own(1));
    let ask = |slug: &str, student: Option<&str>| {
        let report = REPORTS.iter().find(|entry| entry.slug == slug).unwrap().id;
        let request = ReportRequest { report, student: student.map(str::to_owned), ..ReportRequest::default() };
        service.report(&request)
    };
    for student in [None, Some("id2")] {
        // One visit, on 17 March.
        match ask("activity", student).data {
            Data::ActivityDetails { details, .. } => assert_eq!((details.student, details.total_visits), (1, 1)),
            other => panic!("{other:?}"),
        }
        assert!(matches!(ask("progress", student).data, Data::ProgressDetails(details) if details.student == 1));
        match ask("grades", student).data {
            Data::GradesDetails(page) => {
                let details = page.details.unwrap();
                // The exam and the student's own assignment; a grade of 2, as is the mean of 1, 2 and 3.
                assert_eq!(details.rows.len(), 2);
                assert!(details.all.average.is_some());
                assert_eq!(details.all.average, details.all.course_average);
                assert_eq!(details.place, None);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(ask("grades", Some("id1")).data, Data::NotAvailable);
    assert_eq!(ask("grades", Some("nobody")).data, Data::NotAvailable);
    assert!(ask("grades", None).listed.is_empty());
}

/// A filter by a group of one other student would make that student's figures the course's average.
#[test]
fn a_student_can_not_narrow_the_course_down() {
    let service = open(&document(json!({ "id": "id2", "role": "student" })));
    let filter = GroupFilter { group_ids: vec!["group3".to_owned()], without_group: false };
    let narrowed = ReportRequest { filter, ..ReportRequest::default() };
    assert_eq!(service.report(&narrowed), service.report(&ReportRequest::default()));
}

#[test]
fn any_other_viewer_hears_nothing() {
    let viewers =
        [json!({ "id": "id2", "role": "guardian" }), json!({ "id": "id7", "role": "student" }), json!({ "id": "id2" })];
    for viewer in viewers {
        let service = open(&document(viewer));
        for entry in &REPORTS {
            for student in [None, Some("id2".to_owned())] {
                let request = ReportRequest { report: entry.id, student, ..ReportRequest::default() };
                assert_eq!(service.report(&request).data, Data::NotAvailable);
                let text = said(&service, &request);
                assert!([1, 2, 3].iter().all(|n| !names(&text, *n)) && !text.contains("Exam"), "{text}");
            }
        }
    }
}

proptest! {
    /// Whatever a student asks for, nobody else is named.
    #[test]
    fn a_student_never_hears_of_others(
        own in 1..=3_u32,
        report in 0..REPORTS.len(),
        asked in proptest::option::of(0..5_u32),
        group in proptest::option::of(1..=3_u32),
        element in proptest::option::of(1..10_u32),
        shows_elements: bool,
        without_group: bool,
    ) {
        let service = open(&document(json!({ "id": format!("id{own}"), "role": "student" })));
        let request = ReportRequest {
            report: REPORTS[report].id,
            student: asked.map(|student| format!("id{student}")),
            filter: GroupFilter { group_ids: group.map(|group| format!("group{group}")).into_iter().collect(), without_group },
            element: element.map(|element| element.to_string()),
            shows_elements,
            ..ReportRequest::default()
        };
        let text = said(&service, &request);
        for other in (1..=3).filter(|other| *other != own) {
            prop_assert!(!names(&text, other), "{}", text);
        }
        prop_assert!(names(&text, own) && !text.contains("nobody"), "{}", text);
    }
}
