//! A small course computed by hand, and laws that hold in every course.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    dataset::Dataset,
    reports::{
        GroupFilter,
        fixture::{dataset, moment, scope_at},
    },
};

const NOON: &str = "2026-03-18T12:00:00Z";
const A_SECOND_LATER: &str = "2026-03-18T12:00:01Z";

/// Students 0 to 4: Ada, Bo, Cy who has left, Di who joined just now, Ed who hasn't joined yet.
/// Ada and Cy are in the group.
fn course() -> Value {
    let completion = |student: u32, element: &str, at: &str| json!({ "studentId": student, "elementId": element, "completedAt": at });
    let view = |student: u32, element: &str, at: &str, seconds: u32| json!({ "studentId": student, "elementId": element, "at": at, "seconds": seconds });
    json!({
        "generatedAt": "2026-03-20T12:00:00Z",
        "groups": [{ "id": 7 }],
        "students": [
            { "id": 0, "groupIds": [7] },
            { "id": 1 },
            { "id": 2, "groupIds": [7], "leftAt": NOON },
            { "id": 3, "enrolledAt": NOON },
            { "id": 4, "enrolledAt": A_SECOND_LATER },
        ],
        "elements": [
            // 0 to 3: activities; the first is late for some.
            { "id": "essay", "kind": "assignment", "mandatory": true, "deadline": "2026-03-10T12:00:00Z" },
            { "id": "quiz", "kind": "test", "availableTo": { "groupIds": [7] } },
            { "id": "removed", "kind": "task", "mandatory": true, "deletedAt": NOON },
            { "id": "nobody's", "kind": "task", "mandatory": true, "availableTo": {} },
            // 4 and 5: resources.
            { "id": "page", "kind": "page", "mandatory": true },
            { "id": "file", "kind": "file", "availableTo": { "studentIds": [1] } },
            // 6: neither.
            { "id": "oral", "kind": "manualAssessment", "maxScore": 10 },
        ],
        "completions": [
            completion(0, "essay", "2026-03-10T12:00:30Z"),
            completion(0, "essay", "2026-03-12T12:00:00Z"),
            completion(0, "quiz", A_SECOND_LATER),
            completion(0, "removed", "2026-03-11T12:00:00Z"),
            completion(0, "page", "2026-03-11T12:00:00Z"),
            completion(1, "essay", "2026-03-10T12:00:00Z"),
            completion(1, "quiz", "2026-03-11T12:00:00Z"),
            completion(1, "nobody's", "2026-03-11T12:00:00Z"),
            completion(1, "oral", "2026-03-11T12:00:00Z"),
            completion(2, "quiz", "2026-03-11T12:00:00Z"),
        ],
        "views": [
            view(0, "page", "2026-03-11T12:00:00Z", 60),
            view(0, "page", "2026-03-12T12:00:00Z", 20),
            view(0, "file", "2026-03-12T12:00:00Z", 20),
            view(1, "file", NOON, 5),
            view(1, "page", A_SECOND_LATER, 60),
            view(2, "page", "2026-03-11T12:00:00Z", 60),
        ],
    })
}

fn parts(mandatory: (u64, u64), optional: (u64, u64)) -> Narrowable<Part> {
    let part = |(part, whole)| Part::new(part, whole);
    Narrowable { mandatory: part(mandatory), optional: part(optional) }
}

#[test]
fn overview_of_a_small_course() {
    let data = dataset(course());
    let overview = overview(&scope_at(&data, NOON));
    let progress = |activities, resources| Progress { activities, resources };
    let rows = [
        (0, progress(parts((1, 1), (0, 1)), parts((1, 1), (0, 0)))),
        (1, progress(parts((1, 1), (0, 0)), parts((0, 1), (1, 1)))),
        (3, progress(parts((0, 1), (0, 0)), parts((0, 1), (0, 0)))),
    ];
    let expected: Vec<StudentProgress> =
        rows.into_iter().map(|(student, progress)| StudentProgress { student, progress }).collect();
    assert_eq!(overview.students, expected);
    let course = overview.course.unwrap();
    assert_eq!(course.students, 3);
    assert_eq!(course.activities, Narrowable { mandatory: 2, optional: 1 });
    assert_eq!(course.resources, Narrowable { mandatory: 1, optional: 1 });
    assert_eq!(course.progress, progress(parts((2, 3), (0, 1)), parts((1, 3), (1, 1))));
    assert_eq!(course.progress.activities.narrowed(Narrowing::All), Part::new(2, 4));
    assert_eq!(course.progress.activities.narrowed(Narrowing::Mandatory), Part::new(2, 3));
    assert_eq!(course.progress.activities.narrowed(Narrowing::Optional), Part::new(0, 1));
    assert_eq!(overview.average, course.progress);
    assert_eq!(overview.chosen, None);
}

/// The course's figures stay, those of the group stand beside them.
#[test]
fn overview_of_a_group() {
    let data = dataset(course());
    let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
    let overview = overview(&Scope::new(&data, Some(moment(NOON)), &filter));
    assert_eq!(overview.students.iter().map(|row| row.student).collect::<Vec<_>>(), [0]);
    let (course, chosen) = (overview.course.unwrap(), overview.chosen.unwrap());
    assert_eq!((course.students, chosen.students), (3, 1));
    assert_eq!((course.activities, course.resources), (chosen.activities, chosen.resources));
    assert_eq!(chosen.progress, overview.students[0].progress);
}

#[test]
fn large_courses_have_no_summary_but_an_average() {
    let mut document = course();
    document["course"] = json!({ "id": "c", "title": "Course", "settings": { "summaryLimit": 2 } });
    let data = dataset(document);
    let overview = overview(&scope_at(&data, NOON));
    assert_eq!((overview.course, overview.chosen), (None, None));
    assert_eq!(overview.average.activities.narrowed(Narrowing::All), Part::new(2, 4));
    assert_eq!(overview.students.len(), 3);
}

/// What was completed and then deleted counts at the moments before that.
#[test]
fn deleted_elements_count_until_they_are_deleted() {
    let data = dataset(course());
    let before = overview(&scope_at(&data, "2026-03-18T11:59:59Z"));
    let ada = before.students[0].progress;
    assert_eq!(ada.activities, parts((2, 2), (0, 1)));
    // Cy hasn't left yet, Di hasn't joined.
    assert_eq!(before.students.iter().map(|row| row.student).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn details_of_a_student() {
    let data = dataset(course());
    let scope = scope_at(&data, NOON);
    let mut details_of = DetailsOf::new(&scope);
    let ada = details_of.student(0);
    let row = |element, status, last_visit: Option<&str>, seconds, late| ElementProgress {
        element,
        status,
        last_visit: last_visit.map(moment),
        online_seconds: Some(seconds),
        late_seconds: late,
        grade: None,
        scorm: None,
    };
    // The first of two completions, two views, a completion that is still to come. Nothing has a
    // title or a position, so the outline is the document's order.
    let expected = [
        row(0, Status::CompletedPastDeadline, None, 0.0, Some(30.0)),
        row(1, Status::Open, None, 0.0, None),
        row(4, Status::Read, Some("2026-03-12T12:00:00Z"), 80.0, None),
    ];
    assert_eq!(ada.elements, expected);
    let activities = ada.activities.narrowed(Narrowing::All);
    assert_eq!(activities.done(), Part::new(1, 2));
    assert_eq!(activities.of(Status::CompletedPastDeadline), Part::new(1, 2));
    assert_eq!(activities.of(Status::Open), Part::new(1, 2));
    assert_eq!(activities.of(Status::NotActive), Part::new(0, 2));
    assert_eq!(ada.resources.mandatory.done(), Part::new(1, 1));
    assert_eq!(ada.resources.optional.done(), Part::new(0, 0));
    assert_eq!(ada.average.activities, parts((2, 3), (0, 1)));

    let bo = details_of.student(1);
    let statuses: Vec<(u32, Status)> = bo.elements.iter().map(|row| (row.element, row.status)).collect();
    assert_eq!(statuses, [(0, Status::CompletedOnTime), (4, Status::NotRead), (5, Status::Read)]);
}

/// Who joined after a deadline is held to the same rules as everyone.
#[test]
fn details_of_a_student_who_joined_late() {
    let mut document = course();
    document["elements"][0]["activeUntil"] = json!("2026-03-12T12:00:00Z");
    let data = dataset(document);
    let di = DetailsOf::new(&scope_at(&data, NOON)).student(3);
    let statuses: Vec<(u32, Status)> = di.elements.iter().map(|row| (row.element, row.status)).collect();
    assert_eq!(statuses, [(0, Status::IncompletePastDeadline), (4, Status::NotRead)]);
}

#[test]
fn schools_may_opt_out_of_time_online() {
    let mut document = course();
    document["course"] = json!({ "id": "c", "title": "Course", "settings": { "trackTimeOnline": false } });
    let data = dataset(document);
    let ada = DetailsOf::new(&scope_at(&data, NOON)).student(0);
    assert!(ada.elements.iter().all(|row| row.online_seconds.is_none()));
}

#[test]
fn class_view_of_a_small_course() {
    let data = dataset(course());
    let scope = scope_at(&data, NOON);
    let view = class_view(&scope);
    assert_eq!(view.students, 3);
    let elements: Vec<u32> = view.elements.iter().map(|row| row.element).collect();
    assert_eq!(elements, [0, 1, 3, 4, 5]);
    let essay = view.elements[0].counts;
    assert_eq!(essay.of(Status::CompletedOnTime), Part::new(1, 3));
    assert_eq!(essay.of(Status::CompletedPastDeadline), Part::new(1, 3));
    assert_eq!(essay.of(Status::Open), Part::new(1, 3));
    assert_eq!(view.elements[2].counts.total(), 0);
    let expected = [(0, Status::CompletedPastDeadline), (1, Status::CompletedOnTime), (3, Status::Open)];
    let expected = expected.map(|(student, status)| StudentStatus { student, status });
    assert_eq!(students_of(&scope, 0), expected);
    assert_eq!(students_of(&scope, 1), [StudentStatus { student: 0, status: Status::Open }]);
    // Deleted, and neither activity nor resource.
    assert_eq!(students_of(&scope, 2), []);
    assert_eq!(students_of(&scope, 6), []);
}

#[test]
fn an_empty_course_has_figures() {
    let data = dataset(json!({}));
    let scope = scope_at(&data, NOON);
    assert_eq!(overview(&scope).course, Some(CourseProgress::default()));
    assert_eq!(Progress::default().activities.narrowed(Narrowing::All).share(), None);
    assert_eq!(class_view(&scope).elements, []);
}

/// A moment of one of ten days.
fn moments() -> impl Strategy<Value = String> {
    (10..20_u32).prop_map(|day| format!("2026-03-{day}T12:00:00Z"))
}

prop_compose! {
    fn element(index: usize)(
        kind in prop::sample::select(vec!["assignment", "page", "scorm", "lti", "other"]),
        mandatory in any::<bool>(),
        max_score in prop::option::of(Just(10)),
        moments in prop::collection::vec(prop::option::of(moments()), 6),
        audience in prop::option::of((prop::collection::vec(0..3_u32, 0..3), prop::collection::vec(0..5_u32, 0..3))),
        position in prop::option::of(0..3_u32),
    ) -> Value {
        json!({
            "id": index,
            "kind": kind,
            "mandatory": mandatory,
            "maxScore": max_score,
            "position": position,
            "activeFrom": moments[0],
            "activeUntil": moments[1],
            "deadline": moments[2],
            "deactivatedAt": moments[3],
            "createdAt": moments[4],
            "deletedAt": moments[5],
            "availableTo": audience.map(|(groups, students)| json!({ "groupIds": groups, "studentIds": students })),
        })
    }
}

const STUDENTS: u32 = 5;

fn elements() -> impl Strategy<Value = Vec<Value>> {
    (0..8_usize).prop_flat_map(|count| (0..count).map(element).collect::<Vec<_>>())
}

prop_compose! {
    fn student(id: u32)(
        groups in prop::collection::vec(0..3_u32, 0..3),
        enrolled in prop::option::of(moments()),
        left in prop::option::of(moments()),
    ) -> Value {
        json!({ "id": id, "groupIds": groups, "enrolledAt": enrolled, "leftAt": left })
    }
}

prop_compose! {
    fn documents()(
        elements in elements(),
        students in (0..STUDENTS).map(student).collect::<Vec<_>>(),
        completions in prop::collection::vec((0..STUDENTS, 0..8_u32, moments()), 0..30),
        views in prop::collection::vec((0..STUDENTS, 0..8_u32, moments()), 0..30),
    ) -> Value {
        let event = |moment: &'static str| move |(student, element, at): (u32, u32, String)| {
            json!({ "studentId": student, "elementId": element, moment: at })
        };
        json!({
            "generatedAt": "2026-03-20T12:00:00Z",
            "groups": [{ "id": 0 }, { "id": 1 }, { "id": 2 }],
            "students": students,
            "elements": elements,
            "completions": completions.into_iter().map(event("completedAt")).collect::<Vec<_>>(),
            "views": views.into_iter().map(event("at")).collect::<Vec<_>>(),
        })
    }
}

/// The details of every participant.
fn all_details(scope: &Scope) -> Vec<Details> {
    let mut details_of = DetailsOf::new(scope);
    scope.participants.iter().map(|student| details_of.student(*student)).collect()
}

/// The activities and resources that are there for a student, ascending.
fn available(data: &Dataset, student: u32, as_of: Moment) -> Vec<u32> {
    let is_available = |index: &u32| {
        let element = &data.elements[*index as usize];
        element.exists(as_of)
            && element.class != Class::Neither
            && element.is_available_to(student, &data.students[student as usize])
    };
    (0..data.elements.len() as u32).filter(is_available).collect()
}

proptest! {
    #[test]
    fn every_available_element_has_one_status(document in documents(), as_of in moments()) {
        let data = dataset(document);
        let scope = scope_at(&data, &as_of);
        for details in all_details(&scope) {
            let mut listed: Vec<u32> = details.elements.iter().map(|row| row.element).collect();
            listed.sort_unstable();
            prop_assert_eq!(&listed, &available(&data, details.student, scope.as_of));
            let counted = [details.activities, details.resources].map(|counts| counts.narrowed(Narrowing::All).total());
            prop_assert_eq!(counted.iter().sum::<u64>(), listed.len() as u64);
        }
    }

    /// The overview counts as the details do, and no more than there is.
    #[test]
    fn pages_agree(document in documents(), as_of in moments()) {
        let data = dataset(document);
        let scope = scope_at(&data, &as_of);
        let overview = overview(&scope);
        for (row, details) in overview.students.iter().zip(all_details(&scope)) {
            prop_assert_eq!(row.student, details.student);
            for narrowing in [Narrowing::All, Narrowing::Mandatory, Narrowing::Optional] {
                for (part, counts) in
                    [(row.progress.activities, details.activities), (row.progress.resources, details.resources)]
                {
                    prop_assert_eq!(part.narrowed(narrowing), counts.narrowed(narrowing).done());
                    prop_assert!(part.narrowed(narrowing).share().is_none_or(|share| (0.0..=1.0).contains(&share)));
                }
            }
        }
    }

    /// The class view counts the same students as its opened rows and as the details.
    #[test]
    fn the_class_view_agrees(document in documents(), as_of in moments()) {
        let data = dataset(document);
        let scope = scope_at(&data, &as_of);
        let details = all_details(&scope);
        for row in class_view(&scope).elements {
            let mut counts = StatusCounts::default();
            for student in students_of(&scope, row.element) {
                counts.add(student.status);
                let of_student = details.iter().find(|details| details.student == student.student).unwrap();
                let in_details = of_student.elements.iter().find(|of_student| of_student.element == row.element);
                prop_assert_eq!(in_details.map(|of_student| of_student.status), Some(student.status));
            }
            prop_assert_eq!(counts, row.counts);
        }
    }

    /// What was done at an earlier moment is done at every later one at which it is still shown.
    #[test]
    fn going_back_never_adds_a_completion(document in documents(), one in moments(), other in moments()) {
        let data = dataset(document);
        let (early, late) = (one.clone().min(other.clone()), one.max(other));
        let (early, late) = (scope_at(&data, &early), scope_at(&data, &late));
        let late = all_details(&late);
        for early in all_details(&early) {
            let Some(late) = late.iter().find(|late| late.student == early.student) else { continue };
            for row in early.elements.iter().filter(|row| row.status.is_done()) {
                let later = late.elements.iter().find(|later| later.element == row.element);
                prop_assert!(later.is_none_or(|later| later.status == row.status));
            }
        }
    }
}
