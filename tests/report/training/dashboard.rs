//! The dashboard.

use roundview::training::{
    Scope,
    dashboard::compute::{Subject, per_month, program_row},
};
use serde_json::{Value, json};

use super::{attempt, check, registered, report_on, users};

/// Two sessions of a program. 1 and 2 are registered to the first, of two courses: 100 + 50 and 0 + 30;
/// 1 is registered to the second, of one course and an assessment: 20. The sum 200 over 2 × 2 + 1 = 5.
#[test]
fn participation() {
    let block = |id: u32, kind: &str| json!({ "id": id, "kind": kind });
    let of_nine = |progress: u32| {
        json!({
            "userId": 1, "sessionId": 9, "blockId": 1, "startedAt": "2026-03-02T00:00:00Z", "progress": progress,
        })
    };
    let mut registrations = registered(&[1, 2]);
    registrations.push(json!({ "sessionId": 9, "userId": 1, "registeredAt": 0 }));
    // 3 has left, and counts no more.
    registrations.push(json!({ "sessionId": 8, "userId": 3, "registeredAt": 0, "unregisteredAt": 1 }));
    let report = report_on(json!({
        "users": users(3), "templates": [{ "id": 3 }, { "id": 4 }],
        "sessions": [
            { "id": 8, "templateId": 3, "blocks": [block(1, "course"), block(2, "course")] },
            { "id": 9, "templateId": 3, "blocks": [block(1, "course"), block(2, "assessment")] },
            { "id": 10, "templateId": 4, "blocks": [block(1, "assessment")] },
        ],
        "registrations": registrations,
        "attempts": [
            attempt(1, 1, 2, json!({ "progress": 100 })), attempt(1, 2, 2, json!({ "progress": 50 })),
            attempt(2, 2, 2, json!({ "progress": 30 })), attempt(3, 1, 2, json!({ "progress": 100 })), of_nine(20),
        ],
    }));
    check(
        &report,
        "/dashboard/programs",
        json!({
            "3": { "participation": 40, "participants": 2 }, "4": { "participation": null, "participants": 0 },
        }),
    );
}

/// Of the invited: u1 is registered (in other letters), new twice, done has accepted, late will.
#[test]
fn participants_with_pending_invitations() {
    let invited = |session: u32, email: &str, accepted: Value| {
        json!({
            "sessionId": session, "email": email, "sentAt": 0, "acceptedAt": accepted,
        })
    };
    let report = report_on(json!({
        "users": users(2), "templates": [{ "id": 3 }],
        "sessions": [{ "id": 8, "templateId": 3 }, { "id": 9, "templateId": 3 }, { "id": 10 }],
        "registrations": registered(&[1]),
        "invitations": [
            invited(8, "U1@Example.org", json!(null)), invited(8, "new@example.org", json!(null)),
            invited(9, "NEW@example.org", json!(null)), invited(8, "done@example.org", json!("2026-03-18T12:00:00Z")),
            invited(9, "late@example.org", json!("2026-03-18T12:00:01Z")), invited(10, "x@example.org", json!(null)),
        ],
    }));
    check(&report, "/dashboard/programs/3", json!({ "participants": 3 }));
}

/// 1 point of 2, half a point of 2, and 2 of 4: 3.5 of 8. Without a maximum an answer has no part, with
/// too many points it has none of its maximum, 4: 3.5 of 12.
#[test]
fn overall_score_and_questions() {
    let answer = |more: Value| {
        let mut row = json!({ "userId": 1, "courseId": 5, "questionId": 2, "at": "2026-03-02T00:00:00Z" });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row
    };
    let report = report_on(json!({
        "users": users(2), "courses": [{ "id": 5 }, { "id": 10 }],
        "answers": [
            answer(json!({ "points": 1, "maxPoints": 2 })),
            answer(json!({ "points": 0.5, "maxPoints": 2, "courseId": 10, "questionId": "b" })),
            answer(json!({ "points": 2, "maxPoints": 4, "questionId": 10 })),
            answer(json!({ "points": 9 })),
            answer(json!({ "points": 5, "maxPoints": 4, "courseId": null })),
            answer(json!({ "points": 1, "maxPoints": 1, "at": "2026-03-18T12:00:01Z" })),
            answer(json!({ "userId": 2, "maxPoints": 2 })),
        ],
    }));
    check(
        &report,
        "/dashboard/users",
        json!({
            "1": { "overallScore": 3.5 / 12.0 * 100.0 }, "2": { "overallScore": 0 }, "boss": { "overallScore": null },
        }),
    );
    // By the texts of the ids: 10 before 5, 10 before 2. Of question 2, 1 of 2 + 2.
    check(
        &report,
        "/dashboard/questions",
        json!([
            { "courseId": "10", "questionId": "b", "answers": 1, "score": 25 },
            { "courseId": "5", "questionId": "10", "answers": 1, "score": 50 },
            { "courseId": "5", "questionId": "2", "answers": 3, "score": 25 },
        ]),
    );
}

/// Connections on the first second of the twelve months in Paris, the second before, in this month
/// and after the moment of the document.
#[test]
fn connections() {
    let row = |user: u32, course: u32, at: &str| json!({ "userId": user, "courseId": course, "at": at });
    let report = report_on(json!({
        "timeZone": "Europe/Paris", "users": users(2), "courses": [{ "id": 5 }, { "id": 6 }],
        "connections": [
            row(1, 5, "2025-03-31T21:59:59Z"), row(1, 5, "2025-03-31T22:00:00Z"), row(2, 6, "2026-02-28T22:59:59Z"),
            row(1, 6, "2026-02-28T23:00:00Z"), row(1, 6, "2026-03-18T12:00:00Z"), row(1, 6, "2026-03-18T12:00:01Z"),
        ],
    }));
    check(
        &report,
        "/dashboard/connectionsPerMonth",
        json!({
            "2025-04": 1, "2025-05": 0, "2026-01": 0, "2026-02": 1, "2026-03": 2,
        }),
    );
    check(&report, "/dashboard", json!({ "connections": 4 }));
    check(&report, "/dashboard/courses", json!({ "5": { "connections": 1 }, "6": { "connections": 3 } }));
    check(&report, "/dashboard/users", json!({ "1": { "connections": 3 }, "2": { "connections": 1 } }));
}

/// Session 8 runs in January and February, 9 since February. 1 is in 8 from 31 January on; 2 left 9 at
/// the very start of March; 3 was deleted in February; 4 waits; 5 is in both.
#[test]
fn session_participants() {
    let row = |session: u32, user: u32, from: &str, until: Value| {
        json!({
            "sessionId": session, "userId": user, "registeredAt": from, "unregisteredAt": until,
        })
    };
    let mut everybody = users(5);
    everybody[2]["deletedAt"] = json!("2026-02-10T00:00:00Z");
    let mut waiting = row(9, 4, "2026-01-01T00:00:00Z", json!(null));
    waiting["waiting"] = json!(true);
    let document = super::document(json!({
        "users": everybody, "templates": [{ "id": 3 }], "courses": [{ "id": 7 }],
        "groups": [{ "id": 1 }, { "id": 2, "parentId": 1 }], "memberships": [{ "userId": 1, "groupId": 2 }],
        "sessions": [
            {
                "id": 8, "startsAt": "2026-01-01T00:00:00Z", "endsAt": "2026-03-01T00:00:00Z", "templateId": 3,
                "blocks": [{ "id": 1, "kind": "course", "courseId": 7 }],
            },
            { "id": 9, "startsAt": "2026-02-10T00:00:00Z" },
        ],
        "registrations": [
            row(8, 1, "2026-01-31T23:59:59Z", json!(null)),
            row(9, 2, "2026-01-01T00:00:00Z", json!("2026-03-01T00:00:00Z")),
            row(9, 3, "2026-01-01T00:00:00Z", json!(null)), waiting,
            row(8, 5, "2026-02-01T00:00:00Z", json!(null)), row(9, 5, "2026-02-01T00:00:00Z", json!(null)),
        ],
        "connections": [
            { "userId": 1, "courseId": 7, "at": "2026-02-01T00:00:00Z" },
            { "userId": 2, "courseId": 7, "at": "2026-03-01T00:00:00Z" },
        ],
    }));
    let report = super::report(&document);
    check(
        &report,
        "/dashboard/sessionParticipantsPerMonth",
        json!({
            "2025-12": 0, "2026-01": 1, "2026-02": 4, "2026-03": 1,
        }),
    );
    let (data, _) = super::read(&document);
    let scope = Scope::new(data);
    let last_three = |subject| {
        let months = per_month(&scope, subject);
        let last: Vec<(u64, u64)> = months.connections.into_iter().zip(months.session_participants).skip(9).collect();
        (last, months.connections_total())
    };
    assert_eq!(last_three(Subject::User(2)), (vec![(0, 0), (0, 1), (1, 0)], 1));
    assert_eq!(last_three(Subject::Group(1)), (vec![(0, 1), (1, 1), (0, 0)], 1));
    assert_eq!(last_three(Subject::Program(0)), (vec![(0, 1), (1, 2), (1, 0)], 2));
    assert_eq!(last_three(Subject::Course(0)), (vec![(0, 1), (1, 2), (1, 0)], 2));
    assert_eq!(program_row(&scope, 0).map(|row| row.participants), Some(2));
}

/// 900 s in a session and 60 s in open access. A course counts who has an attempt, in either; the
/// attempt of the session is one on the course of its block.
#[test]
fn times_and_participants_of_courses() {
    let report = report_on(json!({
        "users": users(3), "courses": [{ "id": 5 }],
        "sessions": [{ "id": 8, "blocks": [{ "id": 1, "kind": "course", "courseId": 5 }] }],
        "registrations": registered(&[1, 2, 3]),
        "attempts": [
            attempt(1, 1, 2, json!({ "seconds": 900 })), attempt(1, 1, 3, json!({ "seconds": -5 })),
            { "userId": 1, "courseId": 5, "startedAt": 0, "seconds": 60 }, { "userId": 2, "courseId": 5, "startedAt": 0 },
        ],
    }));
    check(&report, "/dashboard/users/1", json!({ "totalTimeSeconds": 960 }));
    check(&report, "/dashboard/courses/5", json!({ "participants": 2, "whole": true }));
}
