//! The section `grades`.

use roundview::{
    dataset::{Dataset, Scale, ScaleKind},
    reports::{
        Scope,
        elements::StudentWork,
        grades::{
            book::{GradeBook, Position, Selected, Selection},
            compute::{self, AssessmentRow, CourseGrades, Details, Direction, Narrowed, Selectors, StudentGrades},
        },
    },
};
use serde_json::{Map, Value, json};

use super::by_student;

pub fn report(scope: &Scope, detailed: &[u32]) -> Value {
    let book = GradeBook::new(scope);
    let default = book.default_selection();
    let selection = |selection| selection_json(&book, selection, detailed);
    json!({
        "default": selection_ids(scope.data, default),
        "selections": book.selections().into_iter().map(selection).collect::<Vec<_>>(),
    })
}

/// `termId` and `scaleId`; both null without a selection.
pub fn selection_ids(data: &Dataset, selection: Option<Selection>) -> Value {
    let term = selection.and_then(|selection| selection.term).map(|term| &data.terms[term as usize].id);
    json!({ "termId": term, "scaleId": selection.map(|selection| &data.scales[selection.scale as usize].id) })
}

fn selection_json(book: &GradeBook, selection: Selection, detailed: &[u32]) -> Value {
    let scope = book.scope;
    let selected = book.select(selection);
    let selectors = Selectors { selections: Vec::new(), default: None, selected: Some(selection) };
    let overview = compute::overview(book, selectors);
    let position =
        |position: &Position| json!({ "elementId": element_id(scope, position.element), "date": position.date });
    let course = |course: &CourseGrades| course_json(selected.scale(), course);
    let students = by_student(scope, &overview.students, |row| row.student, |row| student_json(selected.scale(), row));
    let mut work = StudentWork::new(scope.data);
    let details: Map<String, Value> = detailed
        .iter()
        .filter_map(|student| {
            work.read(scope, *student);
            let details = compute::details(&selected, *student, &work)?;
            Some((super::student_id(scope.data, *student).to_owned(), details_json(&selected, &details)))
        })
        .collect();
    let Value::Object(mut json) = selection_ids(scope.data, Some(selection)) else { return Value::Null };
    json.insert("positions".to_owned(), overview.positions.iter().map(position).collect());
    json.insert(
        "overview".to_owned(),
        json!({
            "course": overview.course.as_ref().map(course),
            "groups": overview.chosen.as_ref().map(course),
            "students": students,
        }),
    );
    json.insert("details".to_owned(), Value::Object(details));
    Value::Object(json)
}

fn course_json(scale: &Scale, course: &CourseGrades) -> Value {
    let averages = course.averages.as_ref();
    json!({
        "students": course.students,
        "assessments": course.assessments,
        "gradeScales": course.grade_scales,
        "trend": averages.map(|averages| &averages.trend),
        "direction": averages.and_then(|averages| averages.direction).map(direction),
        "overallAverage": averages.and_then(|averages| averages.overall),
        "nearestLevel": averages.and_then(|averages| level(scale, averages.nearest_level)),
    })
}

fn student_json(scale: &Scale, row: &StudentGrades) -> Value {
    json!({
        "average": row.average,
        "nearestLevel": level(scale, row.nearest_level),
        "trend": row.trend,
        "direction": row.direction.map(direction),
    })
}

fn details_json(selected: &Selected, details: &Details) -> Value {
    let of_kind = |(kind, (name, figures)): (usize, &(String, Narrowed))| {
        (name.clone(), narrowed_json(selected, details, Some(kind as u32), figures))
    };
    let by_kind: Map<String, Value> = details.by_kind.iter().enumerate().map(of_kind).collect();
    json!({ "all": narrowed_json(selected, details, None, &details.all), "byKind": by_kind })
}

fn narrowed_json(selected: &Selected, details: &Details, kind: Option<u32>, figures: &Narrowed) -> Value {
    let scope = selected.book.scope;
    let positions = details.positions(kind);
    let position = |row: &AssessmentRow| json!({ "elementId": element_id(scope, row.element), "date": row.date });
    json!({
        "positions": positions.clone().map(position).collect::<Vec<_>>(),
        "trend": positions.clone().map(|row| row.worth).collect::<Vec<_>>(),
        "direction": figures.direction.map(direction),
        "average": figures.average,
        "nearestLevel": level(selected.scale(), figures.nearest_level),
        "courseTrend": scope.policy().course_average.then(|| positions.map(|row| row.course_average).collect::<Vec<_>>()),
        "courseDirection": figures.course_direction.map(direction),
        "bars": {
            "byDeadline": figures.bars.by_deadline,
            "pastDeadline": figures.bars.past_deadline,
            "notCompleted": figures.bars.not_completed,
            "stillToCome": figures.bars.still_to_come,
        },
    })
}

fn element_id<'a>(scope: &Scope<'a>, element: u32) -> &'a str {
    &scope.data.elements[element as usize].id
}

fn level(scale: &Scale, index: Option<u32>) -> Option<&str> {
    match &scale.kind {
        ScaleKind::Levels(levels) => index.map(|index| levels[index as usize].label.as_str()),
        ScaleKind::Points { .. } => None,
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Rising => "rising",
        Direction::Steady => "steady",
        Direction::Falling => "falling",
    }
}
