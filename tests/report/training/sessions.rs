//! A learner in a session, the page of a session, lists of sessions.

use serde_json::{Value, json};

use super::{attempt, check, names, registered, report_on, users};

/// Session 8 from 1 March on, of a course, an assessment and a classroom of two slots.
fn session(more: Value) -> Value {
    let mut session = json!({
        "id": 8, "name": "March", "startsAt": "2026-03-01T08:00:00Z", "endsAt": "2026-06-01T08:00:00Z",
        "blocks": [
            { "id": 1, "kind": "course", "title": "Fire safety", "courseId": 5 },
            { "id": 2, "kind": "assessment", "title": "Final", "minimumScore": 60 },
            { "id": 3, "kind": "classroom", "title": "Workshop", "slots": [{ "id": 1 }, { "id": 2 }] },
        ],
    });
    for (name, value) in more.as_object().unwrap() {
        session[name] = value.clone();
    }
    session
}

/// The report on session 8 with `count` users, all registered, and their attempts and attendance.
#[track_caller]
fn report_of(count: usize, attempts: Value, attendance: Value) -> Value {
    let everybody: Vec<u32> = (1..=count as u32).collect();
    report_on(json!({
        "users": users(count), "courses": [{ "id": 5, "examination": true, "minimumScore": 70 }],
        "sessions": [session(json!({}))], "registrations": registered(&everybody), "attempts": attempts,
        "attendance": attendance,
    }))
}

fn attended(user: u32, slot: u32, percent: f64) -> Value {
    json!({ "slotId": slot, "sessionId": 8, "userId": user, "percent": percent })
}

#[test]
fn nobody_has_begun() {
    let report = report_of(2, json!([]), json!([]));
    check(&report, "/sessions/8", json!({ "byGroup": null, "individual": null }));
    check(
        &report,
        "/sessions/8/general",
        json!({
            "registrations": 2, "openRegistrations": 0, "waitingList": 0, "attendees": 0, "completed": 0,
            "medianSeconds": null, "averageScore": null, "certificates": 0, "distributionOfLevels": [0, 0, 0, 0, 0],
            "progressByCourse": [
                { "blockId": "1", "progress": null }, { "blockId": "2", "progress": null },
                { "blockId": "3", "progress": null },
            ],
            "scoreByBlock": [{ "blockId": "1", "score": null }, { "blockId": "2", "score": null }],
        }),
    );
}

#[test]
fn a_session_that_is_over_has_results_though_nobody_began() {
    for (ends, is_over) in [("2026-03-18T12:00:00Z", true), ("2026-03-18T12:00:01Z", false)] {
        let report = report_on(json!({
            "users": users(1), "sessions": [session(json!({ "endsAt": ends }))], "registrations": registered(&[1]),
        }));
        check(&report, "/sessionList/0", json!({ "finished": is_over, "inProgress": !is_over }));
        if is_over {
            check(
                &report,
                "/sessions/8/individual/1",
                json!({
                    "started": false, "progress": 0, "score": null, "timeSpentSeconds": 0, "start": null,
                    "lastActivity": null, "finished": false, "verified": false, "unassigned": false,
                }),
            );
            check(&report, "/sessions/8/byGroup", json!([]));
        } else {
            check(&report, "/sessions/8/individual", json!(null));
        }
    }
}

/// Block 1: the best progress 80, the newest score 50, and the time of the current attempt, 30.
/// Block 2 has a score that the attempt after it doesn't take away. Progress (80 + 100 + 0) ÷ 3.
#[test]
fn several_attempts() {
    let attempts = json!([
        attempt(1, 1, 2, json!({ "seconds": 100, "progress": 80, "score": 90 })),
        attempt(1, 1, 4, json!({ "seconds": 30, "progress": 10, "lastActivityAt": "2026-03-04T13:00:00Z" })),
        attempt(1, 1, 3, json!({ "seconds": 20, "progress": 20, "score": 50, "completedAt": "2026-03-05T12:00:00Z" })),
        attempt(1, 2, 6, json!({ "seconds": 999, "progress": 100, "score": 70 })),
        attempt(1, 2, 7, json!({ "seconds": 5 })),
    ]);
    let report = report_of(1, attempts, json!([]));
    check(
        &report,
        "/sessions/8/individual/1",
        json!({
            "started": true, "progress": 60, "score": 60, "timeSpentSeconds": 30, "start": "2026-03-02T12:00:00Z",
            "lastActivity": "2026-03-05T12:00:00Z", "finished": false, "verified": false, "unassigned": false,
        }),
    );
    check(
        &report,
        "/sessions/8/details/1",
        json!([
            { "blockId": "1", "attempts": 3, "progress": 80, "score": 50, "timeSpentSeconds": 30, "attendance": null },
            { "blockId": "2", "attempts": 2, "progress": 100, "score": 70, "timeSpentSeconds": 5, "attendance": null },
            {
                "blockId": "3", "attempts": 0, "progress": 0, "score": null, "timeSpentSeconds": 0,
                "attendance": { "1": null, "2": null },
            },
        ]),
    );
}

/// Of two attempts that began at once the later in the document is the current one.
#[test]
fn attempts_of_one_moment() {
    let attempts = json!([
        attempt(1, 1, 2, json!({ "seconds": 100, "score": 90 })),
        attempt(1, 1, 2, json!({ "seconds": 30, "score": 40 })),
    ]);
    let report = report_of(1, attempts, json!([]));
    check(&report, "/sessions/8/individual/1", json!({ "score": 40, "timeSpentSeconds": 30 }));
}

/// 100 and 50 of two slots; the last row of a slot counts, and one above 100 % counts as 0.
#[test]
fn attendance() {
    let rows = json!([
        attended(1, 1, 20.0), attended(1, 1, 100.0), attended(1, 2, 50.0), attended(2, 1, 0.0),
        attended(3, 2, 130.0), { "slotId": 1, "sessionId": 8, "userId": 4 },
    ]);
    let report = report_of(4, json!([]), rows);
    check(&report, "/sessions/8/general", json!({ "attendees": 1 }));
    check(
        &report,
        "/sessions/8/individual",
        json!({
            "1": { "started": true, "progress": 25, "start": null, "lastActivity": null },
            "2": { "started": false, "progress": 0 }, "3": { "started": false }, "4": { "started": false },
        }),
    );
    let of = |user: &str| format!("/sessions/8/details/{user}/2/attendance");
    check(&report, &of("1"), json!({ "1": 100, "2": 50 }));
    check(&report, &of("2"), json!({ "1": 0, "2": null }));
    check(&report, &of("3"), json!({ "1": null, "2": 0 }));
    check(&report, &of("4"), json!({ "1": 0, "2": null }));
}

#[test]
fn a_session_of_classrooms_alone() {
    let blocks = json!([{ "id": 1, "kind": "classroom", "slots": [{ "id": "a" }] }, { "id": 2, "kind": "classroom" }]);
    let report = report_on(json!({
        "users": users(2), "sessions": [session(json!({ "blocks": blocks }))], "registrations": registered(&[1, 2]),
        "attendance": [{ "slotId": "a", "sessionId": 8, "userId": 1, "percent": 100 }],
    }));
    // A classroom without slots is never attended: (100 + 0) ÷ 2.
    check(&report, "/sessions/8/individual/1", json!({ "progress": 50, "score": null, "timeSpentSeconds": 0 }));
    check(&report, "/sessions/8/general", json!({ "averageScore": null, "scoreByBlock": [], "completed": 0 }));
}

/// Who finishes is verified with the minimum score in the examination, 70, and a passed assessment.
#[test]
fn verified() {
    let all = |user: u32, exam: Value, last: Value| {
        let mut first = attempt(user, 1, 2, json!({ "progress": 100 }));
        first["score"] = exam;
        let mut second = attempt(user, 2, 3, json!({ "progress": 100 }));
        second.as_object_mut().unwrap().extend(last.as_object().unwrap().clone());
        [first, second]
    };
    let cases = [
        (json!(70), json!({ "score": 60 }), true),
        (json!(69.9), json!({ "score": 60 }), false),
        (json!(null), json!({ "score": 60 }), false),
        (json!(70), json!({ "score": 59.9 }), false),
        (json!(70), json!({ "score": 10, "passed": true }), true),
        (json!(70), json!({ "score": 90, "passed": false }), true),
        (json!(70), json!({ "passed": true }), true),
        (json!(70), json!({}), false),
    ];
    let mut attempts = Vec::new();
    let mut attendance = Vec::new();
    for (index, (exam, last, _)) in cases.iter().enumerate() {
        let user = index as u32 + 1;
        attempts.extend(all(user, exam.clone(), last.clone()));
        attendance.extend([attended(user, 1, 100.0), attended(user, 2, 100.0)]);
    }
    let report = report_of(cases.len(), json!(attempts), json!(attendance));
    for (index, (_, _, expected)) in cases.iter().enumerate() {
        let pointer = format!("/sessions/8/individual/{}", index + 1);
        check(&report, &pointer, json!({ "finished": true, "verified": expected, "progress": 100 }));
    }
    check(&report, "/sessions/8/general", json!({ "completed": 8 }));
    check(&report, "/sessionList/0", json!({ "completion": 8, "registered": 8 }));
}

/// The attempt that gives the score says whether it was passed, not a later one without a score.
#[test]
fn the_attempt_with_the_score_passes() {
    let of = |passed: bool| {
        json!([
            attempt(1, 1, 2, json!({ "progress": 100, "score": 80 })),
            attempt(1, 2, 3, json!({ "progress": 100, "score": 10, "passed": passed })),
            attempt(1, 2, 4, json!({ "passed": !passed })),
        ])
    };
    for passed in [true, false] {
        let report = report_of(1, of(passed), json!([attended(1, 1, 100.0), attended(1, 2, 100.0)]));
        check(&report, "/sessions/8/individual/1", json!({ "finished": true, "verified": passed }));
    }
}

/// An assessment without a minimum score is passed only where the document says so; an examination
/// without one needs no score.
#[test]
fn without_minimum_scores() {
    let blocks = json!([{ "id": 1, "kind": "course", "courseId": 5 }, { "id": 2, "kind": "assessment" }]);
    for (passed, expected) in [(json!(true), true), (json!(null), false)] {
        let report = report_on(json!({
            "users": users(1), "courses": [{ "id": 5, "examination": true }],
            "sessions": [session(json!({ "blocks": blocks }))], "registrations": registered(&[1]),
            "attempts": [
                attempt(1, 1, 2, json!({ "progress": 100 })),
                attempt(1, 2, 3, json!({ "progress": 100, "score": 100, "passed": passed })),
            ],
        }));
        check(&report, "/sessions/8/individual/1", json!({ "finished": true, "verified": expected }));
    }
}

/// Times of those who finished: 10, 40 and 20; the median is 20, and the fourth, who has not, is out.
/// Scores 0, 19.5, 20 and 60, 79.5, 80, 100: three ranges meet at their edges.
#[test]
fn medians_and_ranges() {
    let blocks = json!([{ "id": 1, "kind": "course", "courseId": 5 }]);
    let times = [(10, 100, 0.0), (40, 100, 19.5), (20, 100, 20.0), (1000, 99, 40.0)];
    let scores = [60.0, 79.5, 80.0, 100.0];
    let mut attempts: Vec<Value> = (1..)
        .zip(times)
        .map(|(user, (seconds, progress, score))| {
            attempt(user, 1, 2, json!({ "seconds": seconds, "progress": progress, "score": score }))
        })
        .collect();
    attempts.extend((5..).zip(scores).map(|(user, score)| attempt(user, 1, 2, json!({ "score": score }))));
    attempts.push(attempt(9, 1, 2, json!({})));
    let report = report_on(json!({
        "users": users(9), "courses": [{ "id": 5 }], "sessions": [session(json!({ "blocks": blocks }))],
        "attempts": attempts,
    }));
    check(
        &report,
        "/sessions/8/general",
        json!({
            "registrations": 0, "attendees": 9, "completed": 3, "medianSeconds": 20,
            "distributionOfLevels": [2, 1, 1, 2, 2],
            // (0 + 19.5 + 20 + 40 + 60 + 79.5 + 80 + 100) ÷ 8
            "averageScore": 49.875, "scoreByBlock": [{ "blockId": "1", "score": 49.875 }],
            // (100 + 100 + 100 + 99) ÷ 9
            "progressByCourse": [{ "blockId": "1", "progress": 399.0 / 9.0 }],
        }),
    );
}

/// 1 is registered, 2 from the catalog, 3 left, 4 is deleted, 5 waits, 6 left the waiting list, 7 will
/// come, 8 leaves tomorrow, 9 is deleted tomorrow, 10 left and came back, 11 waited and got a place.
#[test]
fn who_is_registered() {
    let row = |user: u32, more: Value| {
        let mut row = json!({ "sessionId": 8, "userId": user, "registeredAt": "2026-03-01T00:00:00Z" });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row
    };
    let mut everybody = users(11);
    everybody[3]["deletedAt"] = json!("2026-03-18T12:00:00Z");
    everybody[8]["deletedAt"] = json!("2026-03-19T00:00:00Z");
    let attempts: Vec<Value> = [1, 3, 4, 6].iter().map(|user| attempt(*user, 1, 2, json!({}))).collect();
    let report = report_on(json!({
        "users": everybody, "courses": [{ "id": 5 }], "sessions": [session(json!({}))],
        "registrations": [
            row(1, json!({ "via": "assigned" })), row(2, json!({ "via": "catalog" })),
            row(3, json!({ "via": "catalog", "unregisteredAt": "2026-03-18T12:00:00Z" })), row(4, json!({})),
            row(5, json!({ "waiting": true, "via": "catalog" })),
            row(6, json!({ "waiting": true, "unregisteredAt": "2026-03-02T00:00:00Z" })),
            row(7, json!({ "registeredAt": "2026-03-18T12:00:01Z" })),
            row(8, json!({ "unregisteredAt": "2026-03-18T12:00:01Z" })), row(9, json!({})),
            row(10, json!({ "unregisteredAt": "2026-03-02T00:00:00Z" })),
            row(10, json!({ "registeredAt": "2026-03-03T00:00:00Z", "via": "catalog" })),
            row(11, json!({ "waiting": true })), row(11, json!({ "registeredAt": "2026-03-02T00:00:00Z" })),
        ],
        "attempts": attempts,
        "certificates": [
            { "sessionId": 8, "userId": 1, "issuedAt": "2026-03-18T12:00:00Z" },
            { "sessionId": 8, "userId": 4, "issuedAt": "2026-03-02T12:00:00Z" },
            { "sessionId": 8, "userId": 1, "issuedAt": "2026-03-18T12:00:01Z" },
        ],
    }));
    // Registered: 1, 2, 8, 9, 10 and 11; of these from the catalog 2 and 10.
    check(
        &report,
        "/sessions/8/general",
        json!({
            "registrations": 6, "openRegistrations": 2, "waitingList": 1, "attendees": 4, "certificates": 2,
        }),
    );
    // 6 only waited, and has begun all the same; 5 and 7 have no results.
    let individual = super::at(&report, "/sessions/8/individual");
    assert_eq!(names(individual), ["1", "2", "3", "4", "6", "8", "9", "10", "11"]);
    for (user, is_unassigned) in [("1", false), ("3", true), ("4", true), ("6", true), ("8", false), ("10", false)] {
        check(individual, &format!("/{user}"), json!({ "unassigned": is_unassigned }));
    }
    // The file has who was ever assigned: not 6.
    check(&report, "/sessionList/0", json!({ "registered": 6 }));
    assert_eq!(super::at(&report, "/sessions/8/csv/rows").as_array().unwrap().len(), 8);
}

#[test]
fn what_is_still_to_come_does_not_count() {
    let attempts = json!([attempt(1, 1, 19, json!({ "progress": 100 }))]);
    let report = report_of(1, attempts, json!([]));
    check(&report, "/sessions/8/general", json!({ "attendees": 0 }));
    check(&report, "/dashboard/users/1", json!({ "totalTimeSeconds": 0 }));
}

/// Groups 1 ⊃ 2 ⊃ 3. Of 1, 2 and 3, members of 3, 2 and 2: 1 and 2 have begun, with progress 60 and
/// 30 on one block of two, so 30 and 15; 1 has the score 50.
#[test]
fn results_by_group() {
    let mut registrations = registered(&[1, 2, 3]);
    // 4 has left.
    registrations.push(json!({ "sessionId": 8, "userId": 4, "registeredAt": 0, "unregisteredAt": 1 }));
    let report = report_on(json!({
        "users": users(5), "courses": [{ "id": 5 }],
        "groups": [{ "id": 3, "parentId": 2 }, { "id": 1 }, { "id": 2, "parentId": 1 }, { "id": 4, "parentId": 1 }],
        "memberships": [
            { "userId": 1, "groupId": 3 }, { "userId": 1, "groupId": 2 }, { "userId": 2, "groupId": 2 },
            { "userId": 3, "groupId": 2 }, { "userId": 4, "groupId": 4 }, { "userId": 5, "groupId": 4 },
        ],
        "sessions": [session(json!({
            "blocks": [{ "id": 1, "kind": "course" }, { "id": 2, "kind": "assessment" }],
        }))],
        "registrations": registrations,
        "attempts": [
            attempt(1, 1, 2, json!({ "progress": 60, "score": 50 })), attempt(2, 1, 2, json!({ "progress": 30 })),
            attempt(4, 1, 2, json!({ "progress": 100 })),
        ],
    }));
    let two = json!({ "users": 3, "attendanceShare": 2.0 / 3.0, "progress": 22.5, "score": 50 });
    let with = |id: &str, level: u32, of: &Value| {
        let mut row = of.clone();
        row["groupId"] = json!(id);
        row["level"] = json!(level);
        row
    };
    let one = json!({ "users": 1, "attendanceShare": 1, "progress": 30, "score": 50 });
    check(&report, "/sessions/8/byGroup", json!([with("3", 2, &one), with("1", 0, &two), with("2", 1, &two)]));
}

#[test]
fn lists_of_sessions() {
    let post =
        |user: u32, kind: &str| json!({ "sessionId": 8, "userId": user, "at": "2026-03-02T00:00:00Z", "kind": kind });
    let mut late = post(1, "comment");
    late["at"] = json!("2026-03-18T12:00:01Z");
    let report = report_on(json!({
        "users": users(3), "templates": [{ "id": 3, "title": "Onboarding" }],
        "sessions": [
            session(json!({ "templateId": 3, "instructorIds": [1, 2, 1] })),
            { "id": 9, "name": "Future", "startsAt": "2026-03-18T12:00:01Z", "templateId": 3 },
            { "id": 10, "name": "Always" },
        ],
        "posts": [post(1, "publication"), post(2, "comment"), post(2, "comment"), post(3, "reaction"), post(1, "poll"), late],
    }));
    check(
        &report,
        "/sessionList",
        json!([
            {
                "sessionId": "8", "name": "March", "start": "2026-03-01T08:00:00Z", "end": "2026-06-01T08:00:00Z",
                "inProgress": true, "finished": false, "registered": 0, "completion": 0, "instructors": 2,
            },
            { "sessionId": "9", "start": "2026-03-18T12:00:01Z", "end": null, "inProgress": false, "finished": false },
            { "sessionId": "10", "start": null, "end": null, "inProgress": true, "finished": false, "instructors": 0 },
        ]),
    );
    check(&report, "/programs", json!({ "3": { "sessionIds": ["8", "9"] } }));
    check(
        &report,
        "/collaborativeActivities/0",
        json!({
            "sessionId": "8", "templateId": "3", "name": "March", "publications": 1, "comments": 2, "reactions": 1,
        }),
    );
    check(&report, "/collaborativeActivities/2", json!({ "templateId": null, "publications": 0 }));
}

/// Without details asked for there are none, and no file.
#[test]
fn details_are_for_those_who_were_asked_for() {
    let document = super::document(json!({
        "users": users(2), "sessions": [session(json!({}))], "registrations": registered(&[1, 2]),
    }));
    let (data, faults) = super::read(&document);
    let scope = roundview::training::Scope::new(data);
    let report = crate::sections::training::report(&scope, &faults, &|user| user == "2", false);
    assert_eq!(names(super::at(&report, "/sessions/8/details")), ["2"]);
    check(&report, "/sessions/8", json!({ "csv": null }));
}
