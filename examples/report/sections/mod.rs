//! The report as one object. Each section of it has a module of its own.

mod activity;
mod grades;
mod progress;
mod resources;
mod support;
pub mod training;
mod weekly_update;

use roundview::{
    dataset::Dataset,
    document::{FaultLine, Faults},
    reports::{GroupFilter, Scope},
};
use serde_json::{Map, Value, json};

/// The report on a course at a scope that was made with `filter`, with the details of some of its students.
pub fn report(scope: &Scope, faults: &Faults, filter: &GroupFilter, detailed: &[u32]) -> Value {
    let data = scope.data;
    let mut report = Map::new();
    let mut put = |name: &str, value| drop(report.insert(name.to_owned(), value));
    put("format", json!("course-report/1"));
    put("course", json!({ "id": data.course.id, "title": data.course.title }));
    put("asOf", json!(scope.as_of));
    put("today", json!(scope.today));
    put("timeZone", json!(data.zone.name()));
    put("filter", json!({ "groupIds": filter.group_ids, "withoutGroup": filter.without_group }));
    put("faults", faults_json(faults));
    put("policy", policy_json(scope));
    put("activity", activity::report(scope, detailed));
    put("progress", progress::report(scope, detailed));
    put("grades", grades::report(scope, detailed));
    put("resources", resources::report(scope, detailed));
    put("support", support::report(scope));
    put("weeklyUpdate", weekly_update::report(scope));
    Value::Object(report)
}

fn faults_json(faults: &Faults) -> Value {
    let kind = |line: &FaultLine| {
        json!({
            "fault": line.kind.name(), "action": line.kind.action().name(), "count": line.count, "first": line.first,
        })
    };
    json!({
        "leftOut": faults.left_out(),
        "counted": faults.counted(),
        "kinds": faults.lines().iter().map(kind).collect::<Vec<_>>(),
    })
}

fn policy_json(scope: &Scope) -> Value {
    let policy = scope.policy();
    json!({
        "participants": policy.participants,
        "summary": policy.summary,
        "export": policy.summary,
        "sortByNameOnly": !policy.summary,
        "timeOnTask": policy.time_on_task,
        "timeOnline": policy.time_online,
        "courseAverage": policy.course_average,
    })
}

fn student_id(data: &Dataset, student: u32) -> &str {
    &data.students[student as usize].id
}

/// An object by student id.
fn by_student<T>(scope: &Scope, rows: &[T], student: impl Fn(&T) -> u32, value: impl Fn(&T) -> Value) -> Value {
    let entry = |row: &T| (student_id(scope.data, student(row)).to_owned(), value(row));
    Value::Object(rows.iter().map(entry).collect())
}
