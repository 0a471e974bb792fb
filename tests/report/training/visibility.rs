//! Who sees what.

use serde_json::{Value, json};

use super::{at, check, names, report};

/// Groups 1 ⊃ 2 ⊃ 3 and 1 ⊃ 4. Users 1 in 3, 2 in 2, 3 in 4, and w who is in none. Session 8 is assigned
/// to 3, session 9 stands in the catalog of 4 and has 2 registered (who has left), session 10 has 3
/// registered; 11 is nobody's. Courses 5, 6, 7 are blocks of 8, 9, 10.
fn organisation(roles: Value, more: Value) -> Value {
    let session = |id: u32, template: u32, course: u32, more: Value| {
        let mut session = json!({
            "id": id, "templateId": template, "blocks": [{ "id": 1, "kind": "course", "courseId": course }],
        });
        session.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        session
    };
    let row = |session: u32, user: Value, until: Value| {
        json!({
            "sessionId": session, "userId": user, "registeredAt": 0, "unregisteredAt": until,
        })
    };
    let attempt = |session: u32, user: Value| {
        json!({
            "userId": user, "sessionId": session, "blockId": 1, "startedAt": 1_700_000_000, "seconds": 60, "progress": 50,
        })
    };
    let mut document = json!({
        "format": "training-document/1", "generatedAt": "2026-03-18T12:00:00Z", "viewer": { "userId": "w" },
        "users": [
            { "id": 1, "email": "u1@example.org" }, { "id": 2, "email": "u2@example.org" },
            { "id": 3, "email": "u3@example.org" }, { "id": "w", "email": "w@example.org" },
        ],
        "groups": [
            { "id": 1 }, { "id": 2, "parentId": 1 }, { "id": 3, "parentId": 2 }, { "id": 4, "parentId": 1 },
        ],
        "memberships": [
            { "userId": 1, "groupId": 3 }, { "userId": 2, "groupId": 2 }, { "userId": 3, "groupId": 4 },
        ],
        "courses": [{ "id": 5 }, { "id": 6 }, { "id": 7 }],
        "templates": [{ "id": "a" }, { "id": "b" }, { "id": "c" }],
        "sessions": [
            session(8, 0, 5, json!({ "groupIds": [3], "templateId": "a" })),
            session(9, 0, 6, json!({ "catalogGroupIds": [4], "templateId": "a" })),
            session(10, 0, 7, json!({ "templateId": "b" })), session(11, 0, 7, json!({ "templateId": "b" })),
        ],
        "registrations": [
            row(8, json!(1), json!(null)), row(8, json!(3), json!(null)), row(9, json!(2), json!(1)),
            row(10, json!(3), json!(null)),
        ],
        "invitations": [
            { "sessionId": 8, "email": "U2@example.org" }, { "sessionId": 8, "email": "new@example.org" },
            { "sessionId": 8, "email": "u1@example.org" },
        ],
        "attempts": [attempt(8, json!(1)), attempt(8, json!(3)), attempt(10, json!(3))],
        "connections": [
            { "userId": 1, "courseId": 5, "at": "2026-03-01T00:00:00Z" },
            { "userId": 3, "courseId": 5, "at": "2026-03-01T00:00:00Z" },
            { "userId": 3, "courseId": 7, "at": "2026-03-01T00:00:00Z" },
        ],
        "answers": [
            { "userId": 1, "courseId": 5, "questionId": 1, "at": 0, "points": 1, "maxPoints": 1 },
            { "userId": 3, "courseId": 5, "questionId": 1, "at": 0, "points": 0, "maxPoints": 1 },
        ],
        "roles": roles,
    });
    for (name, value) in more.as_object().unwrap() {
        document[name] = value.clone();
    }
    document
}

/// What the viewer sees: users, groups, courses, of these whole, programs, sessions, of these whole.
#[track_caller]
fn check_sight(document: &Value, everything: bool, expected: [&[&str]; 7]) {
    let report = report(document);
    let [users, groups, courses, whole_courses, programs, sessions, whole_sessions] = expected;
    check(
        &report,
        "/visible",
        json!({
            "everything": everything, "userIds": users, "groupIds": groups, "courseIds": courses,
            "wholeCourseIds": whole_courses, "programIds": programs, "sessionIds": sessions,
            "wholeSessionIds": whole_sessions,
        }),
    );
    // Every list has what is seen, and nothing else.
    for (pointer, expected) in [
        ("/sessions", sessions),
        ("/groups", groups),
        ("/programs", programs),
        ("/dashboard/programs", programs),
        ("/dashboard/courses", courses),
        ("/dashboard/users", users),
    ] {
        assert_eq!(names(at(&report, pointer)), expected, "{pointer}");
    }
    for list in ["/sessionList", "/collaborativeActivities"] {
        let ids: Vec<&str> =
            at(&report, list).as_array().unwrap().iter().filter_map(|row| row["sessionId"].as_str()).collect();
        assert_eq!(ids, sessions, "{list}");
    }
}

const NONE: &[&str] = &[];

fn role(role: &str, more: Value) -> Value {
    let mut one = json!({ "userId": "w", "role": role });
    one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!([one])
}

#[test]
fn nobody_and_everybody() {
    for viewer in [json!(null), json!({}), json!({ "userId": "x" })] {
        let document = organisation(role("owner", json!({})), json!({ "viewer": viewer }));
        check_sight(&document, false, [NONE; 7]);
    }
    // Learners, and roles that open nothing.
    for roles in [
        json!([]),
        role("author", json!({})),
        role("coach", json!({})),
        role("advisor", json!({})),
        role("learner", json!({ "groupId": 1 })),
    ] {
        check_sight(&organisation(roles, json!({})), false, [&["w"], NONE, NONE, NONE, NONE, NONE, NONE]);
    }
    let all_sessions: &[&str] = &["8", "9", "10", "11"];
    let courses: &[&str] = &["5", "6", "7"];
    for name in ["owner", "administrator"] {
        check_sight(
            &organisation(role(name, json!({})), json!({})),
            true,
            [
                &["1", "2", "3", "w"],
                &["1", "2", "3", "4"],
                courses,
                courses,
                &["a", "b", "c"],
                all_sessions,
                all_sessions,
            ],
        );
    }
}

#[test]
fn coaches() {
    let coach = |group: u32| organisation(role("coach", json!({ "groupId": group })), json!({}));
    // Of 3: 1, and session 8, which is assigned to it.
    check_sight(&coach(3), false, [&["1", "w"], &["3"], &["5"], NONE, &["a"], &["8"], NONE]);
    // Of 2 with 3: 2 too, and session 9, to which 2 was registered.
    check_sight(&coach(2), false, [&["1", "2", "w"], &["2", "3"], &["5", "6"], NONE, &["a"], &["8", "9"], NONE]);
    // Of 4: 3, session 9 in its catalog, and 8 and 10, to which 3 is registered.
    check_sight(&coach(4), false, [&["3", "w"], &["4"], &["5", "6", "7"], NONE, &["a", "b"], &["8", "9", "10"], NONE]);
    check_sight(
        &coach(1),
        false,
        [&["1", "2", "3", "w"], &["1", "2", "3", "4"], &["5", "6", "7"], NONE, &["a", "b"], &["8", "9", "10"], NONE],
    );
}

/// A coach's session holds the coach's learners only, and so do all totals.
#[test]
fn figures_of_a_coach() {
    let report = report(&organisation(role("coach", json!({ "groupId": 3 })), json!({})));
    check(&report, "/sessions/8/general", json!({ "registrations": 1, "attendees": 1 }));
    assert_eq!(names(at(&report, "/sessions/8/individual")), ["1"]);
    assert_eq!(names(at(&report, "/sessions/8/details")), ["1"]);
    assert_eq!(at(&report, "/sessions/8/csv/rows").as_array().unwrap().len(), 1);
    check(&report, "/sessions/8/byGroup", json!([{ "groupId": "3", "users": 1, "level": 2 }]));
    check(&report, "/sessionList/0", json!({ "registered": 1 }));
    check(&report, "/dashboard", json!({ "connections": 1 }));
    check(&report, "/dashboard/courses/5", json!({ "participants": 1, "connections": 1, "whole": false }));
    check(&report, "/dashboard/questions", json!([{ "courseId": "5", "answers": 1, "score": 100 }]));
    // 1 is registered; of the invited only u1, who is 1, is in sight.
    check(&report, "/dashboard/programs/a", json!({ "participants": 1, "participation": 50 }));
}

#[test]
fn authors_and_advisors() {
    let author = json!({ "courses": [{ "id": 5, "authorId": "w" }, { "id": 6 }, { "id": 7 }] });
    for document in
        [organisation(json!([]), author), organisation(role("advisor", json!({ "courseId": 5 })), json!({}))]
    {
        check_sight(&document, false, [&["w"], NONE, &["5"], &["5"], NONE, NONE, NONE]);
        let report = report(&document);
        // Everybody counts, nobody is named.
        check(&report, "/dashboard/courses/5", json!({ "participants": 2, "connections": 2, "whole": true }));
        check(&report, "/dashboard", json!({ "connections": 2 }));
        check(&report, "/dashboard/questions", json!([{ "courseId": "5", "answers": 2, "score": 50 }]));
    }
    // Who made a session or a template sees nothing by that.
    let mut document = organisation(json!([]), json!({ "templates": [{ "id": "a", "authorId": "w" }, { "id": "b" }] }));
    document["sessions"][0]["authorId"] = json!("w");
    check_sight(&document, false, [&["w"], NONE, NONE, NONE, NONE, NONE, NONE]);
}

#[test]
fn managers() {
    let mut document = organisation(json!([]), json!({}));
    document["users"][2]["managerIds"] = json!(["w"]);
    check_sight(&document, false, [&["3", "w"], NONE, NONE, NONE, NONE, NONE, NONE]);
    let report = report(&document);
    check(&report, "/dashboard/users/3", json!({ "overallScore": 0, "totalTimeSeconds": 120, "connections": 2 }));
    // The course of the question is not in sight.
    check(&report, "/dashboard/questions", json!([]));
    check(&report, "/dashboard", json!({ "connections": 2 }));
}

#[test]
fn instructors() {
    let mut document = organisation(json!([]), json!({}));
    document["sessions"][0]["instructorIds"] = json!(["w"]);
    check_sight(&document, false, [&["w"], NONE, NONE, NONE, &["a"], &["8"], &["8"]]);
    let report = report(&document);
    assert_eq!(names(at(&report, "/sessions/8/individual")), ["1", "3"]);
    let groups: Vec<&Value> =
        at(&report, "/sessions/8/byGroup").as_array().unwrap().iter().map(|row| &row["groupId"]).collect();
    assert_eq!(groups, ["1", "2", "3", "4"]);
    // 1 and 3 are registered, u2 and new invited; the course's page is not in sight.
    check(&report, "/dashboard/programs/a", json!({ "participants": 4, "participation": 50 }));
    check(&report, "/dashboard/sessionParticipantsPerMonth", json!({ "2026-03": 2 }));
    check(&report, "/dashboard", json!({ "connections": 0 }));
}

#[test]
fn several_roles_add_up() {
    let mut document = organisation(
        role("coach", json!({ "groupId": 3 })),
        json!({
            "courses": [{ "id": 5 }, { "id": 6 }, { "id": 7, "authorId": "w" }],
        }),
    );
    document["sessions"][3]["instructorIds"] = json!(["w"]);
    check_sight(&document, false, [&["1", "w"], &["3"], &["5", "7"], &["7"], &["a", "b"], &["8", "11"], &["11"]]);
}

/// An external attempt that belongs to a session out of sight doesn't name it.
#[test]
fn external_attempts_name_what_is_in_sight() {
    let mut document = organisation(
        role("advisor", json!({ "courseId": 7 })),
        json!({
            "courses": [{ "id": 5, "provider": "external" }, { "id": 6 }, { "id": 7, "provider": "external" }],
        }),
    );
    document["users"][2]["managerIds"] = json!(["w"]);
    let report = report(&document);
    // Of 3 there are attempts on 5 and, seen whole, on 7.
    assert_eq!(names(at(&report, "/externalAttempts")), ["3"]);
    assert_eq!(names(at(&report, "/externalAttempts/3")), ["7"]);
    check(&report, "/externalAttempts/3/7/0", json!({ "sessionId": null, "blockId": null }));
}
