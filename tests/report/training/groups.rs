//! *Additional details* of a group.

use serde_json::{Value, json};

use super::{check, report_on, users};

/// A session from one moment to another, for group 2, of one assessment.
fn session(id: u32, starts: &str, ends: Value) -> Value {
    json!({
        "id": id, "startsAt": starts, "endsAt": ends, "groupIds": [2],
        "blocks": [{ "id": 1, "kind": "assessment", "minimumScore": 50 }],
    })
}

fn groups() -> Value {
    json!([{ "id": 1 }, { "id": 2, "parentId": 1 }, { "id": 3, "parentId": 2 }])
}

/// The twelve months to March 2026 begin on 1 April 2025, in Paris at 22:00 UTC of the day before.
#[test]
fn sessions_across_the_edge_of_twelve_months() {
    let ongoing = |starts: &str, ends: Value| {
        let report = report_on(json!({
            "timeZone": "Europe/Paris", "groups": groups(), "sessions": [session(8, starts, ends)],
        }));
        let months = super::at(&report, "/groups/2/ongoingSessions").as_object().unwrap().clone();
        assert_eq!(months.len(), 12);
        assert_eq!(months.keys().next().unwrap(), "2025-04");
        assert_eq!(months.keys().next_back().unwrap(), "2026-03");
        let in_progress = months.iter().filter(|(_, count)| **count == json!(1)).map(|(month, _)| month.clone());
        in_progress.collect::<Vec<_>>()
    };
    // The end itself is outside.
    assert_eq!(ongoing("2025-01-01T00:00:00Z", json!("2025-03-31T22:00:00Z")), Vec::<String>::new());
    assert_eq!(ongoing("2025-01-01T00:00:00Z", json!("2025-03-31T22:00:01Z")), ["2025-04"]);
    assert_eq!(ongoing("2025-04-30T21:59:59Z", json!("2025-05-31T22:00:00Z")), ["2025-04", "2025-05"]);
    assert_eq!(ongoing("2025-04-30T22:00:00Z", json!("2025-05-02T00:00:00Z")), ["2025-05"]);
    // Later in this month, and without an end; April is no month of the twelve.
    assert_eq!(ongoing("2026-03-31T00:00:00Z", json!(null)), ["2026-03"]);
    assert_eq!(ongoing("2026-03-31T22:00:00Z", json!(null)), Vec::<String>::new());
    assert_eq!(ongoing("2020-01-01T00:00:00Z", json!(null)).len(), 12);
    // One that ends before it begins.
    assert_eq!(ongoing("2025-06-02T00:00:00Z", json!("2025-06-01T00:00:00Z")), Vec::<String>::new());
}

/// Session 8 is over within the twelve months, 9 before them, 10 has not begun. Members 1 and 2 (2 in
/// the group within), 3 is none. Pairs: (8, 1), (8, 2): 1 and 2 began, 1 finished, with too few points.
#[test]
fn rates_are_of_pairs_of_the_twelve_months() {
    let attempt = |session: u32, user: u32, progress: u32, score: u32| {
        json!({
            "userId": user, "sessionId": session, "blockId": 1, "startedAt": "2025-01-02T00:00:00Z", "progress": progress,
            "score": score,
        })
    };
    let everybody: Vec<Value> = [8, 9, 10]
        .into_iter()
        .flat_map(|session| (1..=3).map(move |user| json!({ "sessionId": session, "userId": user, "registeredAt": 0 })))
        .collect();
    let report = report_on(json!({
        "users": users(3), "groups": groups(),
        "memberships": [{ "userId": 1, "groupId": 2 }, { "userId": 2, "groupId": 3 }, { "userId": 3, "groupId": 1 }],
        "sessions": [
            session(8, "2025-01-01T00:00:00Z", json!("2025-05-01T00:00:00Z")),
            session(9, "2025-01-01T00:00:00Z", json!("2025-04-01T00:00:00Z")),
            session(10, "2026-03-18T12:00:01Z", json!(null)),
        ],
        "registrations": everybody,
        "attempts": [attempt(8, 1, 100, 40), attempt(8, 2, 50, 80), attempt(8, 3, 100, 100), attempt(9, 1, 100, 100)],
    }));
    check(&report, "/groups/2", json!({ "attendanceRate": 1, "completionRate": 0.5, "successRate": 0 }));
    check(
        &report,
        "/groups/1",
        json!({
            "attendanceRate": 1, "completionRate": 2.0 / 3.0, "successRate": 1.0 / 3.0,
            "blendedLearning": { "online": 3, "classroom": 0, "onlineShare": 1 },
        }),
    );
    check(
        &report,
        "/groups/2/sessions",
        json!([
            { "sessionId": "8", "learners": 2, "attendance": 2, "progress": 75, "score": 60 },
            { "sessionId": "9", "learners": 2, "attendance": 1, "progress": 100, "score": 100 },
            { "sessionId": "10", "learners": 2, "attendance": 0, "progress": null, "score": null },
        ]),
    );
    // The sessions are not those of the group within, and so it has none, and no rates.
    check(
        &report,
        "/groups/3",
        json!({
            "sessions": [], "attendanceRate": null, "completionRate": null, "successRate": null,
            "blendedLearning": { "online": 0, "classroom": 0, "onlineShare": null },
        }),
    );
}

#[test]
fn the_catalog_and_the_groups_within_count() {
    let report = report_on(json!({
        "groups": groups(),
        "sessions": [
            { "id": 8, "catalogGroupIds": [3], "blocks": [{ "id": 1, "kind": "classroom" }] },
            { "id": 9, "groupIds": [3, 2] }, { "id": 10, "groupIds": [1] }, { "id": 11 },
        ],
    }));
    for (group, sessions, online) in
        [("3", vec!["8", "9"], 1), ("2", vec!["8", "9"], 1), ("1", vec!["8", "9", "10"], 2)]
    {
        let sessions: Vec<Value> = sessions.iter().map(|id| json!({ "sessionId": id })).collect();
        check(&report, &format!("/groups/{group}/sessions"), json!(sessions));
        check(&report, &format!("/groups/{group}/blendedLearning"), json!({ "online": online, "classroom": 1 }));
    }
}
