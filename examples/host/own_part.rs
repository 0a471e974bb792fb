//! What a student may see of a course: the student's own data, and nothing by which another could be told.

use serde_json::{Map, Value, json};

const TABLES: [&str; 6] = ["visits", "views", "completions", "grades", "posts", "scorm"];

/// The part of a course document that is about one student, for that student.
pub fn own_part(mut document: Value, student: &str, name: &str) -> Value {
    let mine = |record: &Value| record.get("id").is_some_and(|id| is_id(id, student));
    retain(&mut document["students"], mine);
    let groups: Vec<Value> = document["students"][0]["groupIds"].as_array().cloned().unwrap_or_default();
    let is_my_group = |id: &Value| groups.iter().any(|group| same_id(group, id));
    retain(&mut document["groups"], |group| group.get("id").is_some_and(is_my_group));
    retain(&mut document["elements"], |element| {
        let ids = |field: &str| element["availableTo"][field].as_array().into_iter().flatten();
        element["availableTo"].is_null()
            || ids("studentIds").any(|id| is_id(id, student))
            || ids("groupIds").any(is_my_group)
    });
    for element in document["elements"].as_array_mut().into_iter().flatten() {
        element["availableTo"] = Value::Null;
    }
    for table in TABLES {
        match &mut document[table] {
            Value::Object(columns) => retain_rows(columns, student),
            rows => retain(rows, |row| row.get("studentId").is_some_and(|id| is_id(id, student))),
        }
    }
    document["viewer"] = json!({ "id": student, "name": name, "role": "student" });
    // What is an average of the course would be the student's own.
    if !document["course"]["settings"].is_object() {
        document["course"]["settings"] = json!({});
    }
    document["course"]["settings"]["showCourseAverage"] = json!(false);
    document
}

fn retain(list: &mut Value, keep: impl Fn(&Value) -> bool) {
    if let Some(items) = list.as_array_mut() {
        items.retain(|item| keep(item));
    }
}

/// Of a table in columns.
fn retain_rows(columns: &mut Map<String, Value>, student: &str) {
    let ids = columns.get("studentId").and_then(Value::as_array);
    let is_mine: Vec<bool> = ids.into_iter().flatten().map(|id| is_id(id, student)).collect();
    for column in columns.values_mut() {
        if let Some(cells) = column.as_array_mut() {
            let mut row = is_mine.iter();
            cells.retain(|_| row.next().copied().unwrap_or_default());
        }
    }
}

/// `12` and `"12"` are one id.
fn is_id(value: &Value, id: &str) -> bool {
    match value {
        Value::String(text) => text == id,
        Value::Number(number) => number.to_string() == id,
        _ => false,
    }
}

fn same_id(a: &Value, b: &Value) -> bool {
    match b {
        Value::String(text) => is_id(a, text),
        Value::Number(number) => is_id(a, &number.to_string()),
        _ => false,
    }
}
