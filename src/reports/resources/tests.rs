//! Every figure worked out by hand from the definitions, and laws that hold for any course.

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

use super::compute::{self, ResourceRow, ResourceUse, Summary, Totals};
use crate::{
    dataset::Dataset,
    reports::{
        GroupFilter, Scope,
        elements::StudentWork,
        fixture::{dataset, march, moment, scope_at, students},
    },
    units::Part,
};

/// When the documents were made.
const NOW: &str = "2026-03-18T12:00:00Z";

fn view(student: u32, element: u32, day: u32, seconds: u32) -> Value {
    json!({ "studentId": student, "elementId": element, "at": march(day), "seconds": seconds })
}

fn scorm(student: u32, element: u32, seconds: Value) -> Value {
    json!({ "studentId": student, "elementId": element, "seconds": seconds })
}

fn resource(id: u32) -> Value {
    json!({ "id": id, "title": format!("Page {id:02}"), "kind": "page" })
}

fn ids<'a>(data: &'a Dataset, rows: &[ResourceRow]) -> Vec<&'a str> {
    rows.iter().map(|row| data.elements[row.element as usize].id.as_str()).collect()
}

/// Four students, of whom the third and fourth are in a group and the fourth has left.
fn course(settings: Value) -> Dataset {
    let mut students = students(4);
    students[2]["groupIds"] = json!(["g"]);
    students[3]["groupIds"] = json!(["g"]);
    students[3]["leftAt"] = json!(march(1));
    let group_page = json!({ "id": 2, "title": "Page 02", "kind": "page", "availableTo": { "groupIds": ["g"] } });
    dataset(json!({
        "course": { "id": "c", "title": "Course", "settings": settings },
        "groups": [{ "id": "g" }],
        "students": students,
        "elements": [resource(1), group_page, { "id": 3, "title": "Page 03", "kind": "scorm" }, resource(4)],
        "views": [
            view(1, 1, 3, 60), view(1, 1, 2, 40), view(3, 1, 9, 200), view(4, 1, 10, 999), view(2, 1, 19, 999),
            view(1, 2, 4, 999), view(3, 2, 5, 30),
            view(1, 3, 6, 10), view(2, 3, 7, 20),
        ],
        "scorm": [scorm(1, 3, json!(500)), scorm(1, 3, json!(0)), scorm(3, 3, json!(70))],
    }))
}

/// A row's figures: opened of access, views, day of the last one, time in all and on average.
type Figures = (Part, u64, Option<u32>, Option<f64>, Option<f64>);

#[track_caller]
fn check(data: &Dataset, filter: &GroupFilter, expected: &[Figures]) {
    let (rows, _) = compute::overview(&Scope::new(data, None, filter));
    assert_eq!(rows.len(), expected.len());
    for (row, (opened, views, last, total, mean)) in rows.iter().zip(expected) {
        assert_eq!((row.opened, row.views), (*opened, *views), "{row:?}");
        assert_eq!(row.last_opened, last.map(|day| moment(&march(day))), "{row:?}");
        assert_eq!((row.time_on_task_seconds, row.mean_time_on_task_seconds()), (*total, *mean), "{row:?}");
    }
}

#[test]
fn figures_of_the_summary() {
    check(
        &course(json!({})),
        &GroupFilter::default(),
        &[
            // Opened by 1 (twice) and 3 of the three participants; 60 + 40 + 200 = 300, by 2 is 150. Who
            // has left doesn't count, and a view of the 19th is still to come.
            (Part::new(2, 3), 3, Some(9), Some(300.0), Some(150.0)),
            // It is for the group alone: the view of 1 counts nowhere.
            (Part::new(1, 1), 1, Some(5), Some(30.0), Some(30.0)),
            // The package says 0 for 1 (the last report, though the views say 10) and 70 for 3, who has
            // no view; it says nothing of 2, whose view took 20. (0 + 20 + 70) / 2 openers.
            (Part::new(2, 3), 2, Some(7), Some(90.0), Some(45.0)),
            (Part::new(0, 3), 0, None, Some(0.0), None),
        ],
    );
}

#[test]
fn a_filter_makes_it_the_row_of_the_group() {
    let group = GroupFilter { group_ids: vec!["g".to_owned()], without_group: false };
    check(
        &course(json!({})),
        &group,
        &[
            (Part::new(1, 1), 1, Some(9), Some(200.0), Some(200.0)),
            (Part::new(1, 1), 1, Some(5), Some(30.0), Some(30.0)),
            // The package's time of one who has not opened it: a total, and no mean.
            (Part::new(0, 1), 0, None, Some(70.0), None),
            (Part::new(0, 1), 0, None, Some(0.0), None),
        ],
    );
    let without_group = GroupFilter { group_ids: Vec::new(), without_group: true };
    check(
        &course(json!({})),
        &without_group,
        &[
            (Part::new(1, 2), 2, Some(3), Some(100.0), Some(100.0)),
            // Nobody of them has access.
            (Part::new(0, 0), 0, None, Some(0.0), None),
            (Part::new(2, 2), 2, Some(7), Some(20.0), Some(10.0)),
            (Part::new(0, 2), 0, None, Some(0.0), None),
        ],
    );
}

#[test]
fn the_course_stands_over_the_list_beside_the_chosen_groups() {
    let data = course(json!({}));
    let summary = |filter: &GroupFilter| {
        let scope = Scope::new(&data, None, filter);
        compute::overview(&scope).1.unwrap()
    };
    // 2 + 1 + 2 + 0 of 3 + 1 + 3 + 3; 3 + 1 + 2 views; 300 + 30 + 90 seconds; Page 04 by nobody.
    let course = Totals {
        students: 3,
        opened: Part::new(5, 10),
        opened_by_nobody: 1,
        views: 6,
        time_on_task_seconds: Some(420.0),
    };
    assert_eq!(summary(&GroupFilter::default()), Summary { course, chosen: None });
    let group = GroupFilter { group_ids: vec!["g".to_owned()], without_group: false };
    // 1 + 1 of 4; 2 views; 200 + 30 + 70 seconds; Page 03, in spite of its package's time, and Page 04.
    let chosen = Totals {
        students: 1,
        opened: Part::new(2, 4),
        opened_by_nobody: 2,
        views: 2,
        time_on_task_seconds: Some(300.0),
    };
    assert_eq!(summary(&group), Summary { course, chosen: Some(chosen) });
}

#[test]
fn a_large_course_has_no_summary() {
    let data = course(json!({ "summaryLimit": 2 }));
    let scope = scope_at(&data, NOW);
    assert_eq!(compute::overview(&scope).1, None);
}

#[track_caller]
fn check_hidden_time(settings: Value, is_hidden: bool) {
    let data = course(settings);
    let scope = scope_at(&data, NOW);
    let (rows, _) = compute::overview(&scope);
    assert!(rows.iter().all(|row| row.time_on_task_seconds.is_none() == is_hidden));
    let students = compute::students_of(&scope, 0);
    assert!(students.iter().all(|(_, used)| used.time_on_task_seconds.is_none() == is_hidden));
    // Nothing else is hidden, in a large course either.
    assert_eq!((rows[0].opened, rows[0].views), (Part::new(2, 3), 3));
}

#[test]
fn time_on_task_is_hidden_above_its_limit_and_where_time_is_not_tracked() {
    check_hidden_time(json!({ "timeOnTaskLimit": 3 }), false);
    check_hidden_time(json!({ "timeOnTaskLimit": 2 }), true);
    check_hidden_time(json!({ "timeOnTaskLimit": null, "summaryLimit": 1 }), false);
    check_hidden_time(json!({ "trackTimeOnline": false }), true);
}

#[test]
fn a_row_opens_its_students() {
    let data = course(json!({}));
    let scope = scope_at(&data, NOW);
    let used = |views, first: Option<u32>, last: Option<u32>, seconds| ResourceUse {
        views,
        first_opened: first.map(|day| moment(&march(day))),
        last_opened: last.map(|day| moment(&march(day))),
        time_on_task_seconds: Some(seconds),
    };
    let of_first =
        [(0, used(2, Some(2), Some(3), 100.0)), (1, used(0, None, None, 0.0)), (2, used(1, Some(9), Some(9), 200.0))];
    assert_eq!(compute::students_of(&scope, 0), of_first);
    // Only whom it is for.
    assert_eq!(compute::students_of(&scope, 1), [(2, used(1, Some(5), Some(5), 30.0))]);
    let mut work = StudentWork::new(&data);
    work.read(&scope, 0);
    let of_student = compute::resources_of(&scope, 0, &work);
    assert_eq!(of_student.iter().map(|(element, _)| *element).collect::<Vec<_>>(), [0, 2, 3]);
    assert_eq!(of_student[0].1, of_first[0].1);
}

#[test]
fn resources_stand_in_their_folders() {
    let data = dataset(json!({
        "students": students(1),
        "folders": [
            { "id": "b", "title": "Second", "position": 2 },
            { "id": "a", "title": "First", "position": 1 },
            { "id": "aa", "title": "Inner", "parentId": "a", "position": 1 },
        ],
        "scales": [{ "id": "s", "max": 10 }],
        "elements": [
            { "id": 1, "kind": "file", "title": "last, without position" },
            { "id": 2, "kind": "file", "title": "b", "folderId": "b" },
            { "id": 3, "kind": "file", "title": "second of a", "folderId": "a", "position": 2 },
            { "id": 4, "kind": "file", "title": "inner", "folderId": "aa" },
            { "id": 5, "kind": "file", "title": "first of all", "position": 0 },
            { "id": 6, "kind": "file", "title": "deactivated", "position": 9, "deactivatedAt": march(1) },
            { "id": 7, "kind": "file", "title": "deleted", "deletedAt": march(1) },
            { "id": 8, "kind": "file", "title": "not yet created", "createdAt": march(19) },
            { "id": 9, "kind": "task", "title": "an activity" },
            { "id": 10, "kind": "discussion", "title": "graded, so an activity", "scaleId": "s" },
            { "id": 11, "kind": "discussion", "title": "not graded", "position": 10 },
            { "id": 12, "kind": "lti", "title": "neither" },
        ],
    }));
    let (rows, _) = compute::overview(&scope_at(&data, NOW));
    assert_eq!(ids(&data, &rows), ["5", "4", "3", "2", "6", "11", "1"]);
}

fn any_views() -> impl Strategy<Value = Vec<(u32, u32, u32, u32)>> {
    vec((1..=5_u32, 1..=3_u32, 1..=20_u32, 0..=600_u32), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_row_is_the_sum_of_its_students(views in any_views()) {
        let mut some = resource(3);
        some["availableTo"] = json!({ "studentIds": [1, 2] });
        let views: Vec<Value> = views.into_iter().map(|(student, element, day, seconds)| view(student, element, day, seconds)).collect();
        let data = dataset(json!({
            "students": students(5), "elements": [resource(1), resource(2), some], "views": views,
        }));
        let scope = scope_at(&data, NOW);
        let (rows, summary) = compute::overview(&scope);
        for row in &rows {
            let students = compute::students_of(&scope, row.element);
            prop_assert_eq!(ResourceRow::of_students(&scope, row.element, &students), *row);
            let opened = students.iter().filter(|(_, used)| used.views > 0).count();
            prop_assert_eq!(row.opened, Part::new(opened as u64, students.len() as u64));
            prop_assert_eq!(row.views, students.iter().map(|(_, used)| used.views).sum::<u64>());
            prop_assert_eq!(row.last_opened, students.iter().filter_map(|(_, used)| used.last_opened).max());
            let seconds: f64 = students.iter().filter_map(|(_, used)| used.time_on_task_seconds).sum();
            prop_assert_eq!(row.time_on_task_seconds, Some(seconds));
        }
        let summary = summary.unwrap();
        prop_assert_eq!(summary.course.views, rows.iter().map(|row| row.views).sum::<u64>());
        // The same figure as in Progress.
        let progress = crate::reports::progress::compute::overview(&scope).course.unwrap().progress.resources;
        prop_assert_eq!(summary.course.opened, progress.narrowed(crate::reports::progress::compute::Narrowing::All));
        let bytes = postcard::to_stdvec(&rows).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Vec<ResourceRow>>(&bytes).unwrap(), rows);
    }
}
