//! The section `progress`.

use roundview::{
    dataset::{Class, events::GivenGrade},
    reports::{
        Scope,
        elements::{ShownGrade, folder_path},
        progress::{
            compute::{self, CourseProgress, Details, DetailsOf, ElementProgress, Narrowing, Overview, StatusCounts},
            status::Status,
        },
    },
    units::Part,
};
use serde_json::{Map, Value, json};

use super::by_student;

pub fn report(scope: &Scope, detailed: &[u32]) -> Value {
    let overview = compute::overview(scope);
    let mut details = DetailsOf::new(scope);
    let by_id: Map<String, Value> = detailed
        .iter()
        .map(|student| {
            (super::student_id(scope.data, *student).to_owned(), details_json(scope, &details.student(*student)))
        })
        .collect();
    json!({
        "overview": by_narrowing(|narrowing| overview_json(scope, &overview, narrowing)),
        "details": by_id,
    })
}

fn by_narrowing(value: impl Fn(Narrowing) -> Value) -> Value {
    json!({
        "all": value(Narrowing::All),
        "mandatory": value(Narrowing::Mandatory),
        "optional": value(Narrowing::Optional),
    })
}

fn overview_json(scope: &Scope, overview: &Overview, narrowing: Narrowing) -> Value {
    let course = |course: &CourseProgress| {
        json!({
            "students": course.students,
            "resources": course.resources.narrowed(narrowing),
            "activities": course.activities.narrowed(narrowing),
            "activitiesCompleted": part_json(course.progress.activities.narrowed(narrowing)),
            "resourcesVisited": part_json(course.progress.resources.narrowed(narrowing)),
        })
    };
    let students = by_student(
        scope,
        &overview.students,
        |row| row.student,
        |row| {
            json!({
                "activities": part_json(row.progress.activities.narrowed(narrowing)),
                "resources": part_json(row.progress.resources.narrowed(narrowing)),
            })
        },
    );
    json!({
        "course": overview.course.as_ref().map(course),
        "groups": overview.chosen.as_ref().map(course),
        "students": students,
    })
}

fn part_json(part: Part) -> Value {
    json!({ "part": part.part, "whole": part.whole, "share": part.share() })
}

fn details_json(scope: &Scope, details: &Details) -> Value {
    let overall = |narrowing| {
        json!({
            "activities": statuses_json(details.activities.narrowed(narrowing), Class::Activity),
            "resources": statuses_json(details.resources.narrowed(narrowing), Class::Resource),
        })
    };
    json!({
        "overall": by_narrowing(overall),
        "elements": details.elements.iter().map(|row| element_json(scope, row)).collect::<Vec<_>>(),
    })
}

fn statuses_json(counts: StatusCounts, class: Class) -> Value {
    let status = |status: &Status| {
        let part = counts.of(*status);
        (status_name(*status).to_owned(), json!({ "count": part.part, "share": part.share() }))
    };
    let mut overall = part_json(counts.done());
    overall["statuses"] = Value::Object(Status::of(class).iter().map(status).collect());
    overall
}

fn element_json(scope: &Scope, row: &ElementProgress) -> Value {
    let element = &scope.data.elements[row.element as usize];
    let folder_id = |folder: u32| scope.data.folders[folder as usize].id.as_str();
    let folder_ids: Vec<&str> = folder_path(scope.data, element).into_iter().map(folder_id).collect();
    json!({
        "elementId": element.id,
        "class": if element.class == Class::Activity { "activity" } else { "resource" },
        "kind": (!element.kind.is_empty()).then_some(&element.kind),
        "folderIds": folder_ids,
        "mandatory": element.mandatory,
        "status": status_name(row.status),
        "lastVisit": row.last_visit,
        "timeOnlineSeconds": row.online_seconds,
        "grade": row.grade.as_ref().map(grade_json),
        "scorm": row.scorm.as_ref().map(|report| json!({ "status": report.status, "score": report.score })),
    })
}

fn grade_json(grade: &ShownGrade) -> Value {
    let value = match &grade.given {
        GivenGrade::Number(number) => json!(number),
        GivenGrade::Label(label) => json!(label),
    };
    json!({
        "value": value,
        "insideScale": grade.is_inside_scale,
        "gradedAt": grade.graded_at,
        "max": grade.max,
        "level": grade.level(),
    })
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::CompletedOnTime => "completedOnTime",
        Status::CompletedPastDeadline => "completedPastDeadline",
        Status::IncompletePastDeadline => "incompletePastDeadline",
        Status::Open => "open",
        Status::Read => "read",
        Status::NotRead => "notRead",
        Status::NotActive => "notActive",
    }
}
