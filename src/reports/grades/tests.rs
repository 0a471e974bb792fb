//! Every figure worked out by hand from the definitions, and laws that hold for any course.

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

use super::{
    book::{GradeBook, Selection, nearest_level, range},
    compute::{
        self, AssessmentStatus, Bars, BinRange, CourseGrades, Details, Direction, Overview, Selectors, StudentGrades,
        TermChoice,
    },
};
use crate::{
    dataset::{Dataset, Level, Scale, ScaleKind},
    reports::{
        GroupFilter, Scope,
        elements::StudentWork,
        fixture::{dataset, march, moment, scope_at, students},
    },
};

/// A test out of 100 points on the scale `points`, due on a day of March.
fn test(id: u32, due: u32) -> Value {
    json!({ "id": id, "title": format!("Test {id:02}"), "kind": "test", "scaleId": "points", "deadline": march(due) })
}

/// The same with other members.
fn test_with(id: u32, due: u32, members: Value) -> Value {
    let mut element = test(id, due);
    for (name, value) in members.as_object().unwrap() {
        element[name] = value.clone();
    }
    element
}

fn grade(student: u32, element: u32, value: impl Into<Value>, day: u32) -> Value {
    json!({ "studentId": student, "elementId": element, "value": value.into(), "gradedAt": march(day) })
}

fn scales() -> Value {
    json!([
        { "id": "points", "kind": "points", "max": 100 },
        // Unevenly spaced, and not in order.
        { "id": "letters", "kind": "levels", "levels": [
            { "label": "A", "value": 10 }, { "label": "F", "value": 0 }, { "label": "C", "value": 4 },
            { "label": "E", "value": 1 },
        ] },
    ])
}

fn course(student_count: usize, elements: Value, grades: Value) -> Dataset {
    dataset(json!({ "students": students(student_count), "scales": scales(), "elements": elements, "grades": grades }))
}

fn overview_of(scope: &Scope) -> Overview {
    let book = GradeBook::new(scope);
    let selectors = Selectors::new(&book, TermChoice::Default, None);
    compute::overview(&book, selectors)
}

fn overview(data: &Dataset) -> Overview {
    overview_of(&Scope::new(data, None, &GroupFilter::default()))
}

fn details(data: &Dataset, student: u32) -> Details {
    let scope = Scope::new(data, None, &GroupFilter::default());
    let book = GradeBook::new(&scope);
    let selected = book.select(book.default_selection().unwrap());
    let mut work = StudentWork::new(data);
    work.read(&scope, student);
    compute::details(&selected, student, &work).unwrap()
}

fn averages(overview: &Overview) -> Vec<Option<f64>> {
    overview.students.iter().map(|row| row.average).collect()
}

fn course_trend(course: Option<&CourseGrades>) -> Vec<Option<f64>> {
    course.unwrap().averages.as_ref().unwrap().trend.clone()
}

/// The elements of the positions, by id.
fn position_ids<'a>(data: &'a Dataset, overview: &Overview) -> Vec<&'a str> {
    overview.positions.iter().map(|position| data.elements[position.element as usize].id.as_str()).collect()
}

#[test]
fn averages_are_percent_of_each_maximum() {
    let data = course(
        3,
        json!([test_with(1, 2, json!({ "maxScore": 40 })), test(2, 3)]),
        json!([grade(1, 1, 31, 4), grade(1, 2, 90, 4), grade(2, 1, 10, 4)]),
    );
    let overview = overview(&data);
    // 31 of 40 is 77.5 %, 10 of 40 is 25 %; 90 of the scale's 100 is 90 %.
    // Student 1: (77.5 + 90) / 2 = 83.75; student 2: 25; student 3 has none.
    assert_eq!(averages(&overview), [Some(83.75), Some(25.0), None]);
    assert_eq!(overview.students[1].trend, [Some(25.0), None]);
    assert_eq!(overview.students.iter().map(StudentGrades::graded).collect::<Vec<_>>(), [2, 1, 0]);
    assert_eq!(overview.included, 2);
    let course = overview.course.unwrap();
    assert_eq!((course.students, course.assessments, course.grade_scales), (3, 2, 1));
    let averages = course.averages.unwrap();
    // Element 1: (77.5 + 25) / 2 = 51.25; element 2: 90.
    assert_eq!(averages.trend, [Some(51.25), Some(90.0)]);
    // The mean of the students' averages, not of the grades: (83.75 + 25) / 2 = 54.375.
    assert_eq!(averages.overall, Some(54.375));
    assert_eq!((averages.direction, averages.nearest_level, averages.distribution), (None, None, None));
}

#[track_caller]
fn check_direction(trend: &[Option<f64>], range: f64, expected: Option<Direction>) {
    assert_eq!(Direction::of(trend, range), expected, "{trend:?} on a range of {range}");
}

#[test]
fn directions() {
    use Direction::{Falling, Rising, Steady};
    let all = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
    check_direction(&all(&[1.0, 99.0]), 100.0, None);
    check_direction(&[Some(1.0), None, Some(99.0), None], 100.0, None);
    // Slopes of 0.5 and 0.4 percent of the range per assessment.
    check_direction(&all(&[50.0, 50.5, 51.0]), 100.0, Some(Rising));
    check_direction(&all(&[50.0, 50.4, 50.8]), 100.0, Some(Steady));
    check_direction(&all(&[51.0, 50.5, 50.0]), 100.0, Some(Falling));
    // In tenths, where floats are not exact: slope 0.1 × 0.3 = 0.03 on a range of 6.
    check_direction(&all(&[0.1, 0.13, 0.16]), 6.0, Some(Rising));
    check_direction(&all(&[50.8, 50.4, 50.0]), 100.0, Some(Steady));
    // The gap keeps its position: 1.2 over 3 positions is 0.4 for each, without it 0.6.
    check_direction(&[Some(50.0), None, Some(50.8), Some(51.2)], 100.0, Some(Steady));
    check_direction(&all(&[50.0, 50.8, 51.2]), 100.0, Some(Rising));
    check_direction(&all(&[3.0, 3.0, 3.0]), 0.0, Some(Steady));
}

fn letters() -> Scale {
    let level = |(label, value): (&str, f64)| Level { label: label.to_owned(), value };
    let levels = [("A", 10.0), ("F", 0.0), ("C", 4.0), ("E", 1.0)].map(level).to_vec();
    Scale { id: "letters".to_owned(), title: String::new(), kind: ScaleKind::Levels(levels) }
}

#[track_caller]
fn check_nearest(average: f64, expected: u32) {
    assert_eq!(nearest_level(&letters(), average), Some(expected), "{average}");
}

#[test]
fn the_nearest_level_of_an_uneven_scale() {
    assert_eq!(range(&letters()), 10.0);
    check_nearest(0.4, 1);
    // Ties go up: halfway from F to E, from E to C, from C to A.
    check_nearest(0.5, 3);
    check_nearest(2.5, 2);
    check_nearest(7.0, 0);
    check_nearest(6.999_999_999_999_999, 0);
    check_nearest(6.99, 2);
    check_nearest(10.0, 0);
    let points = Scale { id: String::new(), title: String::new(), kind: ScaleKind::Points { max: None } };
    assert_eq!((nearest_level(&points, 50.0), range(&points)), (None, 100.0));
    let empty = Scale { kind: ScaleKind::Levels(Vec::new()), ..points };
    assert_eq!((nearest_level(&empty, 50.0), range(&empty)), (None, 0.0));
}

#[test]
fn levels_count_by_their_values() {
    let letter = |id, due| test_with(id, due, json!({ "scaleId": "letters" }));
    let data = course(
        2,
        json!([letter(1, 1), letter(2, 2), letter(3, 3)]),
        json!([grade(1, 1, "E", 4), grade(1, 2, "C", 4), grade(1, 3, "A", 4), grade(2, 1, "C", 4)]),
    );
    let overview = overview(&data);
    // E, C, A are 1, 4, 10: mean 5, nearest C (4, index 2).
    assert_eq!((overview.students[0].average, overview.students[0].nearest_level), (Some(5.0), Some(2)));
    assert_eq!(overview.students[0].direction, Some(Direction::Rising));
    let averages = overview.course.unwrap().averages.unwrap();
    // Element 1: (1 + 4) / 2; overall (5 + 4) / 2 = 4.5.
    assert_eq!(averages.trend, [Some(2.5), Some(4.0), Some(10.0)]);
    assert_eq!((averages.overall, averages.nearest_level), (Some(4.5), Some(2)));
}

#[test]
fn grades_outside_their_scale_are_shown_and_count_nowhere() {
    let data = course(
        2,
        json!([
            test_with(1, 1, json!({ "maxScore": 40 })),
            test(2, 2),
            test(3, 3),
            test(4, 4),
            test_with(5, 5, json!({ "scaleId": "letters" })),
        ]),
        json!([
            grade(1, 1, 41, 5),
            grade(1, 2, -1, 5),
            grade(1, 3, "A", 5),
            grade(1, 4, 100, 5),
            grade(1, 5, 10, 5),
            grade(2, 1, 40, 5),
            grade(2, 2, 0, 5),
        ]),
    );
    let overview = overview(&data);
    // Student 1 has 100 % on element 4 alone; student 2 100 % and 0 %.
    assert_eq!(averages(&overview), [Some(100.0), Some(50.0)]);
    // Element 3 has a grade, but no average: it is no position.
    assert_eq!(position_ids(&data, &overview), ["1", "2", "4"]);
    let details = details(&data, 0);
    let shown: Vec<_> = details.rows.iter().map(|row| row.grade.as_ref().unwrap().is_inside_scale).collect();
    assert_eq!(shown, [false, false, false, true]);
    assert_eq!(details.rows.iter().map(|row| row.worth).collect::<Vec<_>>(), [None, None, None, Some(100.0)]);
    // Such a grade doesn't complete the assessment.
    let statuses: Vec<_> = details.rows.iter().map(|row| row.status.unwrap()).collect();
    let missed = AssessmentStatus::NotCompleted;
    assert_eq!(statuses, [missed, missed, missed, AssessmentStatus::ByDeadline]);
}

#[track_caller]
fn check_regrade(as_of: &str, expected: Option<f64>) {
    let data = course(
        1,
        json!([test(1, 20)]),
        json!([grade(1, 1, 900, 9), grade(1, 1, 40, 5), grade(1, 1, 60, 7), grade(1, 1, 50, 7), grade(1, 1, 80, 11),]),
    );
    assert_eq!(averages(&overview_of(&scope_at(&data, as_of))), [expected], "as of {as_of}");
}

#[test]
fn the_latest_grade_counts() {
    check_regrade("2026-03-05T11:59:59Z", None);
    check_regrade("2026-03-05T12:00:00Z", Some(40.0));
    check_regrade("2026-03-06T00:00:00Z", Some(40.0));
    // Of two grades of one moment the later in the document.
    check_regrade("2026-03-08T00:00:00Z", Some(50.0));
    // 900 is outside the scale; no earlier grade stands in for it.
    check_regrade("2026-03-10T00:00:00Z", None);
    check_regrade("2026-03-18T00:00:00Z", Some(80.0));
}

#[test]
fn positions_go_by_deadline_else_earliest_grade_then_by_title() {
    let undated = |id, title| json!({ "id": id, "title": title, "kind": "test", "scaleId": "points" });
    let mut left = students(3);
    left[2]["leftAt"] = json!(march(10));
    let data = dataset(json!({
        "students": left,
        "scales": scales(),
        "elements": [
            test_with(1, 9, json!({ "title": "b" })),
            test_with(2, 9, json!({ "title": "B" })),
            test_with(3, 9, json!({ "title": "a" })),
            undated(4, "first graded on the 6th"),
            undated(5, "graded by who has left alone"),
            undated(6, "never graded"),
            test(7, 1), // never graded
            undated(8, "first grade is outside the scale"),
        ],
        "grades": [
            grade(1, 1, 10, 12), grade(1, 2, 20, 12), grade(1, 3, 30, 12),
            grade(1, 4, 40, 12), grade(2, 4, 50, 6), grade(3, 4, 50, 2),
            grade(3, 5, 50, 3),
            grade(1, 8, 500, 4), grade(2, 8, 50, 5),
        ],
    }));
    let overview = overview(&data);
    // The 4th, the 6th, then the three of the 9th: "a" before "B" and "b", which are equal in lower
    // case, and "B" before "b" by code point.
    assert_eq!(position_ids(&data, &overview), ["8", "4", "3", "2", "1"]);
    let dates: Vec<String> = overview.positions.iter().map(|position| position.date.to_string()).collect();
    assert_eq!(dates, [4, 6, 9, 9, 9].map(march));
    assert_eq!(overview.included, 8);
    assert_eq!(overview.students.len(), 2);
    // Both 5 and 6 have no date; 7 has one and nobody has a grade on it.
    let rows = details(&data, 0).rows;
    let row = |id: &str| rows.iter().find(|row| data.elements[row.element as usize].id == id).unwrap();
    assert_eq!((row("5").date, row("6").date), (None, None));
    assert_eq!((row("7").date, row("7").is_in_trend), (Some(moment(&march(1))), false));
    assert_eq!(rows[0].element, 6);
}

#[test]
fn what_is_not_in_the_record_is_counted_and_not_averaged() {
    let data = course(
        1,
        json!([
            test(1, 1),
            test_with(2, 2, json!({ "inAssessmentRecord": false })),
            test_with(3, 3, json!({ "deletedAt": march(4) })),
            test_with(4, 4, json!({ "kind": "manualAssessment", "mandatory": true })),
            test_with(5, 5, json!({ "kind": "lti" })),
            test_with(6, 6, json!({ "scaleId": null, "maxScore": 10 })),
            test_with(7, 7, json!({ "scaleId": null })),
            test_with(8, 8, json!({ "createdAt": march(20) })),
            test_with(9, 9, json!({ "deletedAt": march(20) })),
        ]),
        json!([
            grade(1, 1, 10, 9),
            grade(1, 2, 100, 9),
            grade(1, 3, 100, 9),
            grade(1, 4, 20, 9),
            grade(1, 5, 30, 9),
            grade(1, 6, 5, 9),
            grade(1, 7, 100, 9),
            grade(1, 8, 100, 9),
            grade(1, 9, 40, 9),
        ]),
    );
    let overview = overview(&data);
    assert_eq!(position_ids(&data, &overview), ["1", "4", "5", "9"]);
    // (10 + 20 + 30 + 40) / 4.
    assert_eq!(averages(&overview), [Some(25.0)]);
    let course = overview.course.unwrap();
    // 1, 2, 4, 5, 6, 9; on points and on the built-in scale.
    assert_eq!((course.assessments, course.grade_scales), (6, 2));
    let scale_ids: Vec<&str> = overview
        .selectors
        .selections
        .iter()
        .map(|selection| data.scales[selection.scale as usize].id.as_str())
        .collect();
    assert_eq!(scale_ids, ["points", "score"]);
}

/// A course with these terms and a test, graded on no day, on each of these days or in these terms.
fn course_of_terms(terms: Value, tests: &[Value], generated_at: &str) -> Dataset {
    dataset(json!({
        "generatedAt": generated_at, "students": students(1), "scales": scales(), "terms": terms, "elements": tests,
    }))
}

fn selected_ids(data: &Dataset, selection: Option<Selection>) -> Option<(Option<&str>, &str)> {
    selection.map(|selection| {
        let term = selection.term.map(|term| data.terms[term as usize].id.as_str());
        (term, data.scales[selection.scale as usize].id.as_str())
    })
}

#[track_caller]
fn check_terms_of(due: &str, named: Value, expected: &[Option<&str>]) {
    let terms = json!([
        { "id": "autumn", "startsOn": "2025-08-18", "endsOn": "2025-12-31" },
        { "id": "exams", "startsOn": "2025-12-01", "endsOn": "2026-01-31" },
        { "id": "later", "startsOn": "2026-02-01" },
    ]);
    let element = test_with(1, 1, json!({ "deadline": due, "termId": named }));
    let data = course_of_terms(terms, &[element], &march(18));
    let scope = Scope::new(&data, None, &GroupFilter::default());
    let selections = GradeBook::new(&scope).selections();
    let terms: Vec<Option<&str>> =
        selections.iter().map(|selection| selected_ids(&data, Some(*selection)).unwrap().0).collect();
    assert_eq!(terms, expected, "due {due}, said to be in {named}");
}

#[test]
fn the_term_of_an_element_is_named_or_that_of_its_date() {
    check_terms_of("2025-08-17T23:59:59Z", Value::Null, &[None]);
    check_terms_of("2025-08-18T00:00:00Z", Value::Null, &[None, Some("autumn")]);
    // Overlapping: the first in the document.
    check_terms_of("2025-12-31T23:59:59Z", Value::Null, &[None, Some("autumn")]);
    check_terms_of("2026-01-01T00:00:00Z", Value::Null, &[None, Some("exams")]);
    check_terms_of("2031-01-01T00:00:00Z", Value::Null, &[None, Some("later")]);
    check_terms_of("2025-09-01T00:00:00Z", json!("later"), &[None, Some("later")]);
}

#[track_caller]
fn check_default_term(as_of: &str, dues: &[&str], expected: Option<&str>) {
    let terms = json!([
        { "id": "spring", "startsOn": "2026-01-01", "endsOn": "2026-06-30" },
        { "id": "autumn", "startsOn": "2025-08-01", "endsOn": "2025-12-31" },
        { "id": "before", "endsOn": "2025-06-30" },
        { "id": "next", "startsOn": "2026-08-01", "endsOn": "2026-12-31" },
    ]);
    let test =
        |(index, due): (usize, &&str)| test_with(index as u32, 1, json!({ "deadline": format!("{due}T12:00:00Z") }));
    let tests: Vec<Value> = dues.iter().enumerate().map(test).collect();
    let data = course_of_terms(terms, &tests, &format!("{as_of}T12:00:00Z"));
    let scope = Scope::new(&data, None, &GroupFilter::default());
    let default = GradeBook::new(&scope).default_selection();
    assert_eq!(selected_ids(&data, default).and_then(|(term, _)| term), expected, "as of {as_of} with {dues:?}");
    assert_eq!(default.is_none(), dues.is_empty());
}

#[test]
fn the_default_term() {
    const IN_SPRING: &str = "2026-02-01";
    const IN_AUTUMN: &str = "2025-09-01";
    const BEFORE: &str = "2024-02-01";
    const NEXT: &str = "2026-09-01";
    const IN_NO_TERM: &str = "2025-07-15";
    check_default_term("2026-03-18", &[IN_AUTUMN, IN_SPRING, NEXT], Some("spring"));
    // The latest begun that has assessments.
    check_default_term("2026-03-18", &[BEFORE, IN_AUTUMN, NEXT], Some("autumn"));
    check_default_term("2026-07-15", &[BEFORE, IN_AUTUMN, NEXT], Some("autumn"));
    // A term without a first day has always begun.
    check_default_term("2026-03-18", &[BEFORE, NEXT], Some("before"));
    // The earliest to come.
    check_default_term("2025-07-15", &[IN_SPRING, NEXT], Some("spring"));
    // All terms.
    check_default_term("2026-03-18", &[IN_NO_TERM], None);
    check_default_term("2026-03-18", &[], None);
}

#[test]
fn the_default_scale_has_most_included_assessments() {
    let letter = |id, in_record| test_with(id, 1, json!({ "scaleId": "letters", "inAssessmentRecord": in_record }));
    let default = |elements: Value| {
        let data = course(1, elements, json!([]));
        let scope = Scope::new(&data, None, &GroupFilter::default());
        let default = GradeBook::new(&scope).default_selection();
        selected_ids(&data, default).map(|(_, scale)| scale.to_owned())
    };
    assert_eq!(default(json!([letter(1, true), letter(2, true), test(3, 1)])).as_deref(), Some("letters"));
    // A tie: the first of the document.
    assert_eq!(default(json!([letter(1, true), letter(2, false), test(3, 1)])).as_deref(), Some("points"));
    // None included: still one that has an assessment there.
    assert_eq!(default(json!([letter(1, false)])).as_deref(), Some("letters"));
    assert_eq!(default(json!([])), None);
}

#[test]
fn selectors_fall_back_to_what_there_is() {
    let terms = json!([
        { "id": "autumn", "startsOn": "2025-08-01", "endsOn": "2025-12-31" },
        { "id": "spring", "startsOn": "2026-01-01", "endsOn": "2026-06-30" },
        { "id": "empty", "startsOn": "2027-01-01", "endsOn": "2027-06-30" },
    ]);
    let letter = test_with(1, 1, json!({ "scaleId": "letters", "deadline": "2025-09-01T12:00:00Z" }));
    let data = course_of_terms(terms, &[letter, test(2, 1)], &march(18));
    let scope = Scope::new(&data, None, &GroupFilter::default());
    let book = GradeBook::new(&scope);
    let selected =
        |term, scale| Selectors::new(&book, term, scale).selected.map(|selection| (selection.term, selection.scale));
    let (points, letters) = (0, 1);
    assert_eq!(selected(TermChoice::Default, None), Some((Some(1), points)));
    assert_eq!(selected(TermChoice::All, Some(letters)), Some((None, letters)));
    assert_eq!(selected(TermChoice::All, None), Some((None, points)));
    assert_eq!(selected(TermChoice::Term(0), None), Some((Some(0), letters)));
    // No points in autumn, nothing at all in the third term, no such term.
    assert_eq!(selected(TermChoice::Term(0), Some(points)), Some((Some(0), letters)));
    assert_eq!(selected(TermChoice::Term(2), Some(points)), Some((Some(1), points)));
    assert_eq!(selected(TermChoice::Term(9), None), Some((Some(1), points)));
}

#[test]
fn a_course_of_one_student_is_its_own_average() {
    let data = course(
        1,
        json!([test(1, 1), test(2, 2), test(3, 3)]),
        json!([grade(1, 1, 90, 5), grade(1, 2, 60, 5), grade(1, 3, 30, 5),]),
    );
    let overview = overview(&data);
    let averages = overview.course.unwrap().averages.unwrap();
    assert_eq!(averages.trend, overview.students[0].trend);
    assert_eq!((averages.overall, averages.direction), (Some(60.0), Some(Direction::Falling)));
    assert_eq!(averages.distribution, None);
}

#[test]
fn a_course_without_students_or_assessments_has_no_figures() {
    let overview_ = overview(&course(0, json!([test(1, 1)]), json!([])));
    let averages = overview_.course.unwrap().averages.unwrap();
    assert_eq!((averages.overall, averages.trend.len(), overview_.included), (None, 0, 1));
    let overview_ = overview(&course(2, json!([]), json!([])));
    assert_eq!((overview_.selectors.selected, overview_.students.len()), (None, 2));
    let course = overview_.course.unwrap();
    assert_eq!((course.students, course.assessments, course.averages), (2, 0, None));
}

/// Five students with the averages 70, 72, 100, 0 and 69.
fn five_students(settings: Value) -> Dataset {
    let mut students = students(5);
    students[3]["groupIds"] = json!(["g"]);
    students[4]["groupIds"] = json!(["g"]);
    dataset(json!({
        "course": { "id": "c", "title": "Course", "settings": settings },
        "groups": [{ "id": "g" }],
        "students": students,
        "scales": scales(),
        "elements": [test(1, 1), test(2, 2), test(3, 3)],
        "grades": [
            grade(1, 1, 69, 5), grade(1, 2, 71, 5),
            grade(2, 2, 72, 5), grade(3, 3, 100, 5), grade(4, 3, 0, 5), grade(5, 2, 69, 5),
        ],
    }))
}

#[test]
fn the_distribution_of_averages() {
    let data = five_students(json!({}));
    let distribution = overview(&data).course.unwrap().averages.unwrap().distribution.unwrap();
    let counts: Vec<u64> = distribution.bins.iter().map(|bin| bin.students).collect();
    // 0 | 69 | 70, 72 | 100.
    assert_eq!(counts, [1, 0, 0, 0, 0, 0, 1, 2, 0, 1]);
    assert_eq!(distribution.bins[9].holds, BinRange::Percent(90.0, 100.0));
    let place = |student| details(&data, student).place.unwrap();
    assert_eq!(place(0).distribution, distribution);
    assert_eq!([0, 1, 2, 3, 4].map(|student| place(student).bin), [7, 7, 9, 0, 6].map(Some));

    let letter = test_with(1, 1, json!({ "scaleId": "letters" }));
    let grades = |count: u32| (0..count).map(|index| grade(index + 1, 1, ["A", "E", "A", "F", "E"][index as usize], 5));
    let distribution = |count| {
        let data = course(6, json!([letter]), grades(count).collect());
        overview(&data).course.unwrap().averages.unwrap().distribution
    };
    // Nobody can be picked out of five.
    assert_eq!(distribution(4), None);
    let bins: Vec<_> = distribution(5).unwrap().bins.iter().map(|bin| (bin.holds, bin.students)).collect();
    // By value: F, E, C, A.
    assert_eq!(bins, [(1, 1), (3, 2), (2, 0), (0, 2)].map(|(level, count)| (BinRange::Level(level), count)));
}

#[test]
fn chosen_students_stand_beside_the_course() {
    let data = five_students(json!({}));
    let filter = GroupFilter { group_ids: vec!["g".to_owned()], without_group: false };
    let overview = overview_of(&Scope::new(&data, None, &filter));
    assert_eq!(overview.students.iter().map(|row| row.student).collect::<Vec<_>>(), [3, 4]);
    // Elements: 69; (71 + 72 + 69) / 3 = 70 2/3; (100 + 0) / 2.
    let trend = course_trend(overview.course.as_ref());
    assert_eq!((trend[0], trend[2]), (Some(69.0), Some(50.0)));
    assert!((trend[1].unwrap() - 212.0 / 3.0).abs() < 1e-12);
    // Of the group nobody has a grade on the first.
    assert_eq!(course_trend(overview.chosen.as_ref()), [None, Some(69.0), Some(0.0)]);
    let chosen = overview.chosen.unwrap();
    assert_eq!((chosen.students, chosen.assessments), (2, 3));
    assert_eq!(chosen.averages.unwrap().overall, Some(34.5));
}

/// Once a page of a course whose school hides averages told them all the same, in the data that
/// nobody looked at. So the numbers are looked for in everything that leaves the worker.
#[test]
fn hidden_averages_are_not_in_the_data() {
    // 69 is the average of the first element; (70 + 72 + 100 + 0 + 69) / 5 = 62.2 the overall one.
    let numbers = ["62.2", "70.66666"];
    let pages = |settings: Value| {
        let data = five_students(settings);
        let filter = GroupFilter { group_ids: vec!["g".to_owned()], without_group: false };
        let overview = overview_of(&Scope::new(&data, None, &filter));
        let details = details(&data, 3);
        (serde_json::to_string(&(&overview, &details)).unwrap(), overview, details)
    };
    let (text, ..) = pages(json!({}));
    assert!(numbers.iter().all(|number| text.contains(number)), "{text}");
    let (text, overview, details) = pages(json!({ "showCourseAverage": false }));
    assert!(!numbers.iter().any(|number| text.contains(number)), "{text}");
    assert_eq!(overview.course.unwrap().averages, None);
    assert_eq!(overview.chosen.unwrap().averages, None);
    assert!(details.rows.iter().all(|row| row.course_average.is_none()));
    assert_eq!((details.all.course_direction, details.place), (None, None));
    // The students' own figures stay.
    assert_eq!((details.all.average, overview.students[1].average), (Some(0.0), Some(69.0)));
}

#[test]
fn a_large_course_has_no_summary_and_all_details() {
    let data = five_students(json!({ "summaryLimit": 4 }));
    let overview = overview(&data);
    assert_eq!((overview.course, overview.chosen, overview.students.len()), (None, None, 5));
    let details = details(&data, 3);
    assert_eq!(details.rows[2].course_average, Some(50.0));
    assert!(details.place.is_some());
}

#[track_caller]
fn check_status(element: Value, completions: &[u32], grades: Value, expected: Option<AssessmentStatus>) {
    let completion = |day: &u32| json!({ "studentId": 1, "elementId": 1, "completedAt": march(*day) });
    let data = dataset(json!({
        "students": students(1), "scales": scales(), "elements": [test_with(1, 10, element.clone())],
        "completions": completions.iter().map(completion).collect::<Vec<_>>(), "grades": grades,
    }));
    let details = details(&data, 0);
    assert_eq!(details.rows.first().and_then(|row| row.status), expected, "{element} completed on {completions:?}");
    let bars = details.all.bars;
    let counts = [bars.by_deadline, bars.past_deadline, bars.not_completed, bars.still_to_come];
    assert_eq!(counts.iter().sum::<u64>(), u64::from(expected.is_some()));
}

#[test]
fn statuses_of_assessments() {
    use AssessmentStatus::{ByDeadline, NotCompleted, PastDeadline, StillToCome};
    let none = || json!([]);
    // Due on the 10th at noon, seen on the 18th. At the very deadline is in time.
    check_status(json!({}), &[10], none(), Some(ByDeadline));
    check_status(json!({}), &[11], none(), Some(PastDeadline));
    // The first completion counts; one after the moment of the report doesn't.
    check_status(json!({}), &[12, 9], none(), Some(ByDeadline));
    check_status(json!({}), &[19], none(), Some(NotCompleted));
    // Graded only: in time, whenever. Completed late and graded: late.
    check_status(json!({}), &[], json!([grade(1, 1, 50, 15)]), Some(ByDeadline));
    check_status(json!({}), &[11], json!([grade(1, 1, 50, 5)]), Some(PastDeadline));
    check_status(json!({}), &[], json!([grade(1, 1, 101, 15)]), Some(NotCompleted));
    check_status(json!({ "deadline": null }), &[17], none(), Some(ByDeadline));
    // Its time is over, by deadline or last moment; or is still to come.
    check_status(json!({}), &[], none(), Some(NotCompleted));
    check_status(json!({ "deadline": march(18) }), &[], none(), Some(NotCompleted));
    check_status(json!({ "deadline": "2026-03-18T12:00:01Z" }), &[], none(), Some(StillToCome));
    check_status(json!({ "deadline": march(20), "activeUntil": march(17) }), &[], none(), Some(NotCompleted));
    check_status(json!({ "deadline": null }), &[], none(), Some(StillToCome));
    check_status(json!({ "activeFrom": march(19) }), &[], none(), Some(StillToCome));
    check_status(json!({ "activeFrom": march(18) }), &[], none(), Some(NotCompleted));
    // Deactivated ones are assessments like others; those for others are none of the student's.
    check_status(json!({ "deactivatedAt": march(1) }), &[], none(), Some(NotCompleted));
    check_status(json!({ "availableTo": { "studentIds": [2] } }), &[10], none(), None);
}

#[test]
fn a_grade_counts_where_the_element_is_for_others() {
    let data = course(
        2,
        json!([test_with(1, 1, json!({ "availableTo": { "studentIds": [2] } })), test(2, 2)]),
        json!([grade(1, 1, 30, 5), grade(1, 2, 50, 5)]),
    );
    let details = details(&data, 0);
    assert_eq!(details.all.average, Some(40.0));
    assert_eq!(details.all.bars, Bars { by_deadline: 1, ..Bars::default() });
}

#[test]
fn narrowing_to_a_kind() {
    let task = |id, due| test_with(id, due, json!({ "kind": "task" }));
    let no_kind = test_with(7, 7, json!({ "kind": null }));
    let data = course(
        2,
        json!([test(1, 1), task(2, 2), test(3, 3), task(4, 4), test(5, 5), test(6, 20), no_kind]),
        json!([
            grade(1, 1, 10, 8),
            grade(1, 2, 90, 8),
            grade(1, 3, 20, 8),
            grade(1, 4, 80, 8),
            grade(1, 5, 30, 8),
            grade(2, 5, 10, 8),
            grade(2, 3, 60, 8),
        ]),
    );
    let details = details(&data, 0);
    let kinds: Vec<&str> = details.by_kind.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["", "task", "test"]);
    let tests = details.by_kind[2].1;
    // 10, 20, 30 at their own three positions; the course's are 10, 40, 20: slope (20 − 10) / 2 = 5.
    assert_eq!((tests.average, tests.direction), (Some(20.0), Some(Direction::Rising)));
    assert_eq!(tests.course_direction, Some(Direction::Rising));
    let of_tests: Vec<_> = details.positions(Some(2)).map(|row| (row.worth, row.course_average)).collect();
    assert_eq!(of_tests, [(Some(10.0), Some(10.0)), (Some(20.0), Some(40.0)), (Some(30.0), Some(20.0))]);
    // The sixth test is due on the 20th.
    assert_eq!(tests.bars, Bars { by_deadline: 3, still_to_come: 1, ..Bars::default() });
    assert_eq!(details.by_kind[0].1.bars, Bars { not_completed: 1, ..Bars::default() });
    // (10 + 90 + 20 + 80 + 30) / 5.
    assert_eq!(details.all.average, Some(46.0));
    assert_eq!(details.positions(None).count(), 5);
}

/// Any course: (student, element, percent, day) of its grades.
fn any_grades() -> impl Strategy<Value = Vec<(u32, u32, u32, u32)>> {
    vec((1..=6_u32, 1..=5_u32, 0..=100_u32, 1..=17_u32), 0..60)
}

fn any_course(grades: &[(u32, u32, u32, u32)], student_ids: &[u32]) -> Dataset {
    let grades: Vec<Value> =
        grades.iter().map(|(student, element, value, day)| grade(*student, *element, *value, *day)).collect();
    let undated = json!({ "id": 5, "title": "5", "scaleId": "points" });
    dataset(json!({
        "students": student_ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>(),
        "scales": scales(),
        "terms": [
            { "id": 1, "startsOn": "2026-03-01", "endsOn": "2026-03-05" },
            { "id": 2, "startsOn": "2026-03-04", "endsOn": "2026-03-20" },
        ],
        "elements": [test(1, 2), test(2, 4), test(3, 9), test_with(4, 28, json!({ "inAssessmentRecord": false })), undated],
        "grades": grades,
    }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_average_lies_between_the_lowest_and_the_highest_grade(grades in any_grades()) {
        let data = any_course(&grades, &[1, 2, 3, 4, 5, 6]);
        for row in overview(&data).students {
            let values: Vec<f64> = row.trend.iter().flatten().copied().collect();
            let lowest = values.iter().copied().reduce(f64::min);
            let highest = values.iter().copied().reduce(f64::max);
            match row.average {
                Some(average) => {
                    prop_assert!(lowest.unwrap() <= average + 1e-9 && average <= highest.unwrap() + 1e-9);
                }
                None => prop_assert!(values.is_empty()),
            }
        }
    }

    #[test]
    fn the_overall_average_does_not_depend_on_the_order_of_students(
        grades in any_grades(), order in Just(vec![1, 2, 3, 4, 5, 6_u32]).prop_shuffle(),
    ) {
        let of_order = |ids: &[u32]| overview(&any_course(&grades, ids)).course.unwrap().averages.unwrap();
        let (sorted, shuffled) = (of_order(&[1, 2, 3, 4, 5, 6]), of_order(&order));
        match (sorted.overall, shuffled.overall) {
            (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9),
            (one, other) => prop_assert_eq!(one, other),
        }
        prop_assert_eq!(sorted.distribution, shuffled.distribution);
    }

    #[test]
    fn all_terms_are_the_union_of_the_terms_and_of_what_is_in_none(grades in any_grades()) {
        let data = any_course(&grades, &[1, 2, 3, 4, 5, 6]);
        let scope = Scope::new(&data, None, &GroupFilter::default());
        let book = GradeBook::new(&scope);
        let of_term = |term| {
            let included = book.select(Selection { term, scale: 0 }).included;
            included.into_iter().map(|(element, _)| element).collect::<Vec<u32>>()
        };
        let all = of_term(None);
        let mut parts: Vec<u32> = [of_term(Some(0)), of_term(Some(1))].concat();
        // Each element is in at most one term, and in none only without a date.
        prop_assert_eq!(book.assessments(None) - 1, all.len() as u64);
        let undated = book.select(Selection { term: None, scale: 0 }).included.into_iter();
        parts.extend(undated.filter(|(_, date)| date.is_none()).map(|(element, _)| element));
        let mut all = all;
        all.sort_unstable();
        parts.sort_unstable();
        prop_assert_eq!(all, parts);
    }

    #[test]
    fn data_crosses_the_worker_boundary_unchanged(grades in any_grades()) {
        let data = any_course(&grades, &[1, 2, 3, 4, 5, 6]);
        let overview = overview(&data);
        let bytes = postcard::to_stdvec(&overview).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Overview>(&bytes).unwrap(), overview);
        let details = details(&data, 2);
        let bytes = postcard::to_stdvec(&details).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Details>(&bytes).unwrap(), details);
    }
}
