//! Courses of an external provider: the worked examples and every boundary. Moments are those of Paris,
//! an hour before UTC in winter.

use serde_json::{Value, json};

use super::{at, check, report_on, users};

/// Attempts and completions of user 1 on course 10, theoretical 5 h, as they are reported.
#[track_caller]
fn attempts(starts: &Value, completions: &Value) -> Value {
    let start = |row: &Value| {
        let mut attempt = json!({ "userId": 1, "courseId": 10 });
        attempt.as_object_mut().unwrap().extend(row.as_object().unwrap().clone());
        attempt
    };
    let completion = |row: &Value| {
        let mut completion = json!({ "email": "U1@EXAMPLE.ORG", "courseId": 10, "passed": true });
        completion.as_object_mut().unwrap().extend(row.as_object().unwrap().clone());
        completion
    };
    let report = report_on(json!({
        "users": users(1), "courses": [{ "id": 10, "provider": "external", "theoreticalSeconds": 18_000 }],
        "attempts": starts.as_array().unwrap().iter().map(start).collect::<Vec<_>>(),
        "externalCompletions": completions.as_array().unwrap().iter().map(completion).collect::<Vec<_>>(),
    }));
    report.pointer("/externalAttempts/1/10").cloned().unwrap_or(json!([]))
}

/// An attempt's state, progress, result and time.
#[track_caller]
fn check_attempts(starts: Value, completions: Value, expected: &[(&str, u32, Value, f64)]) {
    let found = attempts(&starts, &completions);
    let found: Vec<_> = found.as_array().unwrap().iter().collect();
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (index, (state, progress, result, seconds)) in expected.iter().enumerate() {
        check(
            found[index],
            "",
            json!({
                "state": state, "progress": progress, "result": result, "timeSpentSeconds": seconds,
            }),
        );
    }
}

fn success() -> Value {
    json!("success")
}

#[test]
fn the_worked_examples() {
    let start = json!([{ "startedAt": "2025-12-22T09:00:00+01:00" }]);
    // 4.5 h, and at most the theoretical 5 h.
    let completed = |at: &str| json!([{ "completedAt": at }]);
    check_attempts(start.clone(), completed("2025-12-22T13:30:00+01:00"), &[("completed", 100, success(), 16_200.0)]);
    check_attempts(start, completed("2025-12-22T14:30:00+01:00"), &[("completed", 100, success(), 18_000.0)]);
    // Begun on 10 December 2024 and done in three hours: no time. The further one is shown as left.
    check_attempts(
        json!([{ "startedAt": "2024-12-10T09:00:00+01:00" }, { "startedAt": "2024-12-10T10:00:00+01:00" }]),
        completed("2024-12-10T12:00:00+01:00"),
        &[("completed", 100, success(), 0.0), ("completed", 0, json!(null), 0.0)],
    );
}

#[test]
fn a_start_opens_an_attempt_whatever_its_row_says() {
    let row = json!({
        "startedAt": "2026-01-02T09:00:00Z", "progress": 80, "score": 90, "seconds": 500, "passed": true,
        "completedAt": "2026-01-02T10:00:00Z",
    });
    let found = attempts(&json!([row]), &json!([]));
    assert_eq!(
        found,
        json!([{
            "startedAt": "2026-01-02T09:00:00Z", "platform": "web", "state": "open", "progress": 50.0, "result": null,
            "completedAt": null, "timeSpentSeconds": 0.0, "sessionId": null, "blockId": null,
        }])
    );
}

/// The oldest open attempt is closed first, then the next; the third completion finds none open.
#[test]
fn several_open_attempts() {
    let starts = json!([
        { "startedAt": "2026-01-03T00:00:00Z" }, { "startedAt": "2026-01-01T00:00:00Z" },
        { "startedAt": "2026-01-09T00:00:00Z" },
    ]);
    let completions = json!([
        { "completedAt": "2026-01-03T01:00:00Z", "passed": false }, { "completedAt": "2026-01-03T00:30:00Z" },
        { "completedAt": "2026-01-04T00:00:00Z" },
    ]);
    check_attempts(
        starts,
        completions,
        &[
            // Completed after two days and a half hour, and after an hour.
            ("completed", 100, success(), 18_000.0),
            ("completed", 100, json!("failed"), 3600.0),
            ("open", 50, json!(null), 0.0),
        ],
    );
}

/// In one second the start comes first, whatever the fractions; a second before, it doesn't.
#[test]
fn equal_moments() {
    let start = |at: &str| json!([{ "startedAt": at }]);
    let completed = |at: &str| json!([{ "completedAt": at, "passed": false }]);
    let failed = || json!("failed");
    for at in ["2026-01-02T09:00:00Z", "2026-01-02T09:00:00.1Z"] {
        check_attempts(
            start("2026-01-02T09:00:00Z"),
            completed(at),
            &[("completed", 100, failed(), if at.contains('.') { 0.1 } else { 0.0 })],
        );
    }
    check_attempts(
        start("2026-01-02T09:00:00.9Z"),
        completed("2026-01-02T09:00:00.1Z"),
        &[("completed", 100, failed(), 0.0)],
    );
    // A completion before any start makes an attempt, and the start opens another.
    check_attempts(
        start("2026-01-02T09:00:00Z"),
        completed("2026-01-02T08:59:59Z"),
        &[("completed", 100, failed(), 0.0), ("open", 50, json!(null), 0.0)],
    );
}

#[test]
fn completions_without_an_attempt() {
    let completions = json!([{ "completedAt": "2026-01-02T09:00:00Z" }, { "completedAt": "2026-01-03T09:00:00Z" }]);
    let found = attempts(&json!([]), &completions);
    // The second finds a closed attempt alone.
    assert_eq!(
        found,
        json!([{
            "startedAt": "2026-01-02T09:00:00Z", "platform": "web", "state": "completed", "progress": 100.0,
            "result": "success", "completedAt": "2026-01-02T09:00:00Z", "timeSpentSeconds": 0.0, "sessionId": null,
            "blockId": null,
        }])
    );
}

/// The session with the course to which the user was registered last, and is at that moment.
#[test]
fn the_session_of_a_completion_without_an_attempt() {
    let block = |id: u32, course: Value| json!({ "id": id, "kind": "course", "courseId": course });
    let row = |session: u32, from: u32, until: Value| {
        json!({
            "sessionId": session, "userId": 1, "registeredAt": format!("2026-01-{from:02}T00:00:00Z"), "unregisteredAt": until,
        })
    };
    let mut waiting = row(8, 9, json!(null));
    waiting["waiting"] = json!(true);
    let mut registrations = vec![
        // Waiting; without the course; ended that very moment; later.
        waiting,
        row(6, 8, json!(null)),
        row(5, 7, json!("2026-01-10T00:00:00Z")),
        row(4, 11, json!(null)),
    ];
    let place = |registrations: &[Value]| {
        let sessions: Vec<Value> = [4, 5, 7, 8, 9]
            .map(|id| json!({ "id": id, "blocks": [block(1, json!(null)), block(2, json!(10)), block(3, json!(10))] }))
            .into_iter()
            .chain([json!({ "id": 6, "blocks": [block(1, json!(11))] })])
            .collect();
        let report = report_on(json!({
            "users": users(1), "courses": [{ "id": 10, "provider": "external" }, { "id": 11, "provider": "external" }],
            "sessions": sessions, "registrations": registrations,
            "externalCompletions": [{ "email": "u1@example.org", "courseId": 10, "completedAt": "2026-01-10T00:00:00Z" }],
        }));
        let attempt = at(&report, "/externalAttempts/1/10/0");
        // Without a word of passing.
        assert_eq!(attempt["result"], "failed");
        if let Some(session) = attempt["sessionId"].as_str() {
            check(&report, &format!("/sessions/{session}/individual/1"), json!({ "started": true }));
        }
        (attempt["sessionId"].clone(), attempt["blockId"].clone())
    };
    assert_eq!(place(&registrations), (json!(null), json!(null)));
    registrations.push(row(7, 2, json!(null)));
    registrations.push(row(9, 1, json!(null)));
    assert_eq!(place(&registrations), (json!("7"), json!("2")));
    // Registered the very moment.
    registrations.push(row(9, 10, json!(null)));
    assert_eq!(place(&registrations), (json!("9"), json!("2")));
}

#[test]
fn left_before_the_update_of_the_connector() {
    let left = ("completed", 0, json!(null), 0.0);
    let open = ("open", 50, json!(null), 0.0);
    for (platform, at, expected) in [
        ("web", "2024-12-18T23:59:59+01:00", &left),
        ("web", "2024-12-19T00:00:00+01:00", &open),
        ("mobile", "2024-12-25T23:59:59+01:00", &left),
        ("mobile", "2024-12-26T00:00:00+01:00", &open),
        // What isn't mobile is the web.
        ("tablet", "2024-12-25T23:59:59+01:00", &open),
    ] {
        check_attempts(json!([{ "startedAt": at, "platform": platform }]), json!([]), std::slice::from_ref(expected));
    }
    for (platform, last, expected) in [
        ("web", "2024-12-18T23:59:59+01:00", &left),
        ("web", "2024-12-19T00:00:00+01:00", &open),
        ("mobile", "2024-12-25T23:59:59+01:00", &left),
        ("mobile", "2024-12-26T00:00:00+01:00", &open),
    ] {
        let start = json!([{ "startedAt": "2024-12-01T00:00:00Z", "platform": platform, "lastActivityAt": last }]);
        check_attempts(start, json!([]), std::slice::from_ref(expected));
    }
    // A completion after the update still closes it.
    check_attempts(
        json!([{ "startedAt": "2024-12-01T00:00:00Z" }]),
        json!([{ "completedAt": "2025-01-02T00:00:00Z" }]),
        &[("completed", 100, success(), 0.0)],
    );
}

/// Begun before noon of 19 December 2024: no time.
#[test]
fn no_time_before_noon() {
    for (at, seconds) in [("2024-12-19T11:59:59+01:00", 0.0), ("2024-12-19T12:00:00+01:00", 3600.0)] {
        let completed = json!([{ "completedAt": if seconds > 0.0 { "2024-12-19T13:00:00+01:00" } else { "2024-12-20T00:00:00Z" } }]);
        check_attempts(json!([{ "startedAt": at }]), completed, &[("completed", 100, success(), seconds)]);
    }
}

/// Without a theoretical duration the time is the elapsed one. External attempts count in sessions:
/// progress 100, no score, not passed; the completion is the last activity.
#[test]
fn external_courses_in_sessions_and_totals() {
    let report = report_on(json!({
        "users": users(2), "courses": [{ "id": 10, "provider": "external" }],
        "sessions": [{ "id": 8, "blocks": [{ "id": 1, "kind": "course", "courseId": 10 }] }],
        "registrations": super::registered(&[1, 2]),
        "attempts": [
            super::attempt(1, 1, 2, json!({ "seconds": 7, "score": 50 })), super::attempt(2, 1, 2, json!({ "seconds": 7 })),
        ],
        "externalCompletions": [
            { "email": "u1@example.org", "courseId": 10, "completedAt": "2026-03-03T12:00:00Z", "passed": true },
            { "email": "nobody@example.org", "courseId": 10, "completedAt": "2026-03-03T12:00:00Z" },
        ],
    }));
    check(
        &report,
        "/sessions/8/individual",
        json!({
            "1": {
                "progress": 100, "score": null, "timeSpentSeconds": 86_400, "finished": true, "verified": true,
                "lastActivity": "2026-03-03T12:00:00Z",
            },
            "2": { "progress": 50, "score": null, "timeSpentSeconds": 0, "finished": false, "lastActivity": null },
        }),
    );
    check(
        &report,
        "/dashboard/users",
        json!({
            "1": { "totalTimeSeconds": 86_400 }, "2": { "totalTimeSeconds": 0 },
        }),
    );
    check(
        &report,
        "/faults/kinds",
        json!([
            { "fault": "unknownUser", "action": "leftOut", "count": 1, "first": "/externalCompletions/1/email" },
        ]),
    );
}

/// Completions of a course that isn't external change nothing, and neither do later ones.
#[test]
fn completions_that_do_not_count() {
    let report = report_on(json!({
        "users": users(1), "courses": [{ "id": 5 }, { "id": 10, "provider": "external" }],
        "externalCompletions": [
            { "email": "u1@example.org", "courseId": 5, "completedAt": "2026-03-03T12:00:00Z" },
            { "email": "u1@example.org", "courseId": 10, "completedAt": "2026-03-18T12:00:01Z" },
        ],
    }));
    assert_eq!(report["externalAttempts"], json!({}));
    check(&report, "/dashboard/courses", json!({ "5": { "participants": 0 }, "10": { "participants": 0 } }));
}

/// An address that two users have is that of the one who isn't deleted.
#[test]
fn an_address_of_two_users() {
    let report = report_on(json!({
        "users": [
            { "id": 1, "email": "ana@example.org", "deletedAt": 0 }, { "id": 2, "email": "Ana@example.org" },
            { "id": 3, "email": "ana@example.org" },
        ],
        "courses": [{ "id": 10, "provider": "external" }],
        "externalCompletions": [{ "email": "ANA@example.org", "courseId": 10, "completedAt": 0 }],
    }));
    assert_eq!(super::names(&report["externalAttempts"]), ["2"]);
}
