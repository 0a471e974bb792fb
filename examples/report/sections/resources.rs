//! The section `resources`.

use roundview::reports::{
    Scope,
    elements::{StudentWork, folder_path},
    resources::compute::{self, ResourceRow, ResourceUse},
};
use serde_json::{Map, Value, json};

pub fn report(scope: &Scope, detailed: &[u32]) -> Value {
    let mut work = StudentWork::new(scope.data);
    let details: Map<String, Value> = detailed
        .iter()
        .map(|student| {
            work.read(scope, *student);
            let resources = compute::resources_of(scope, *student, &work);
            let by_id = resources
                .iter()
                .map(|(element, used)| (scope.data.elements[*element as usize].id.clone(), use_json(used)));
            (super::student_id(scope.data, *student).to_owned(), Value::Object(by_id.collect()))
        })
        .collect();
    json!({
        "overview": compute::overview(scope).0.iter().map(|row| row_json(scope, row)).collect::<Vec<_>>(),
        "details": details,
    })
}

fn row_json(scope: &Scope, row: &ResourceRow) -> Value {
    let element = &scope.data.elements[row.element as usize];
    let folder = |folder: &u32| scope.data.folders[*folder as usize].id.as_str();
    json!({
        "elementId": element.id,
        "kind": (!element.kind.is_empty()).then_some(&element.kind),
        "folderIds": folder_path(scope.data, element).iter().map(folder).collect::<Vec<_>>(),
        "access": row.opened.whole,
        "opened": row.opened.part,
        "openedShare": row.opened.share(),
        "views": row.views,
        "lastOpened": row.last_opened,
        "timeOnTaskSeconds": row.time_on_task_seconds,
        "meanTimeOnTaskSeconds": row.mean_time_on_task_seconds(),
    })
}

fn use_json(used: &ResourceUse) -> Value {
    json!({
        "opened": used.views > 0,
        "firstOpened": used.first_opened,
        "lastOpened": used.last_opened,
        "views": used.views,
        "timeOnTaskSeconds": used.time_on_task_seconds,
    })
}
