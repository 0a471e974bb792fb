//! The files of sessions.

use roundview::{
    document::parse_date,
    export::csv,
    training::{
        Narrowing, Scope,
        sessions::{
            compute::{collaborative_activities, session_list},
            view_model::{self, Column},
        },
    },
    units::Day,
};
use serde_json::{Value, json};

use super::{at, attempt, document, read, report};

/// A session with everything that a file has a column for.
fn everything() -> Value {
    document(json!({
        "timeZone": "Europe/Paris",
        "users": [
            {
                "id": 1, "firstName": "Ana", "lastName": "silva", "email": "ana@example.org",
                "customFields": { "site": "Lyon", "Floor": 3, "Site": "x" }, "additionalInformation": "=1+1",
                "managerIds": [3, 2, 4],
            },
            { "id": 2, "firstName": "Bo", "lastName": "Silva", "email": "bo@example.org", "deletedAt": "2026-03-10T23:30:00Z" },
            { "id": 3, "firstName": "Al", "lastName": "Silva", "email": "al@example.org" },
            { "id": 4, "lastName": "Åsen" },
        ],
        "groups": [{ "id": 1, "title": "Everyone" }, { "id": 2, "title": "Sales", "parentId": 1 }],
        "memberships": [{ "userId": 1, "groupId": 2 }, { "userId": 2, "groupId": 1 }],
        "courses": [{ "id": 5 }],
        "templates": [{ "id": 3, "title": "Onboarding", "additionalInformation": "For all" }],
        "sessions": [{
            "id": 8, "name": "Onboarding March", "templateId": 3, "authorId": 3, "instructorIds": [3, 2], "groupIds": [1],
            "catalogGroupIds": [2], "expectedSeconds": 7200, "tags": ["hr", "new"], "additionalInformation": "In English",
            "blocks": [
                { "id": 1, "kind": "course", "title": "Fire safety", "courseId": 5 },
                {
                    "id": 2, "kind": "classroom", "title": "Workshop",
                    "slots": [
                        { "id": 1, "title": "Morning", "startsAt": "2026-03-05T08:00:00Z", "endsAt": "2026-03-05T11:00:00Z", "hours": 3 },
                        { "id": 2, "title": "Afternoon", "hours": 1.5 },
                    ],
                },
                { "id": 3, "kind": "assessment", "title": "Final" },
                { "id": 4, "kind": "course", "title": "Never begun" },
            ],
        }],
        "registrations": [
            { "sessionId": 8, "userId": 1, "registeredAt": "2026-03-01T00:00:00Z" },
            { "sessionId": 8, "userId": 2, "registeredAt": "2026-03-02T22:59:59Z" },
            { "sessionId": 8, "userId": 3, "registeredAt": "2026-03-02T23:00:00Z" },
            { "sessionId": 8, "userId": 4, "registeredAt": "2026-03-01T00:00:00Z", "unregisteredAt": "2026-03-02T00:00:00Z" },
        ],
        "attempts": [
            attempt(1, 1, 2, json!({ "progress": 100, "score": 71, "seconds": 3725.4, "lastActivityAt": "2026-03-02T13:05:59Z" })),
            attempt(1, 3, 3, json!({ "progress": 51, "score": 72, "completedAt": "2026-03-29T01:30:00Z", "seconds": 59 })),
        ],
        "attendance": [{ "slotId": 1, "sessionId": 8, "userId": 1, "percent": 49.5 }],
    }))
}

#[test]
fn every_column() {
    let report = report(&everything());
    let header = [
        "Last name",
        "First name",
        "Email",
        "Floor",
        "Site",
        "site",
        "Additional information",
        "Managers",
        "Deleted user",
        "Session",
        "Session ID",
        "Author",
        "Program template",
        "Program template ID",
        "Instructors",
        "Registered user",
        "Score",
        "Progress",
        "Start",
        "End",
        "Verified program",
        "Total time spent",
        "Expected duration",
        "Tags",
        "Additional program information",
        "Additional session information",
        "Everyone",
        "Sales",
        "Block title 1",
        "Block score 1",
        "Block time 1",
        "Block title 2",
        "Block score 2",
        "Block time 2",
        "Classroom Block Title 1",
        "Classroom Slot Title 1",
        "Classroom Slot Attendance 1",
        "Classroom Slot Duration 1",
        "Classroom Slot Start Date 1",
        "Classroom Slot End Date 1",
        "Classroom Block Title 2",
        "Classroom Slot Title 2",
        "Classroom Slot Attendance 2",
        "Classroom Slot Duration 2",
        "Classroom Slot Start Date 2",
        "Classroom Slot End Date 2",
    ];
    assert_eq!(at(&report, "/sessions/8/csv/header"), &json!(header.to_vec()));
    // Silva before silva, and then by first name; Åsen, whose first letter comes late, last.
    let rows = at(&report, "/sessions/8/csv/rows").as_array().unwrap();
    let names: Vec<(&Value, &Value)> = rows.iter().map(|row| (&row[0], &row[1])).collect();
    assert_eq!(
        names,
        [
            (&json!("Silva"), &json!("Al")),
            (&json!("Silva"), &json!("Bo")),
            (&json!("silva"), &json!("Ana")),
            (&json!("Åsen"), &json!("")),
        ]
    );
    // Progress (100 + 24.75 + 51 + 0) ÷ 4 = 43.94, score (71 + 72) ÷ 2 = 71.5; the time of the course alone.
    // The end is 03:30 in summer time, begun that night.
    assert_eq!(
        rows[2],
        json!([
            "silva",
            "Ana",
            "ana@example.org",
            "3",
            "x",
            "Lyon",
            "'=1+1",
            "al@example.org,bo@example.org",
            "",
            "Onboarding March",
            "8",
            "al@example.org",
            "Onboarding",
            "3",
            "al@example.org,bo@example.org",
            "x",
            "72",
            "44",
            "2026/03/02 13:00",
            "2026/03/29 03:30",
            "",
            "1:02:05",
            "2:00:00",
            "hr,new",
            "For all",
            "In English",
            "x",
            "",
            "Fire safety",
            "71",
            "1:02:05",
            "Final",
            "72",
            "0:00:59",
            "Workshop",
            "Morning",
            "50",
            "3:00:00",
            "2026/03/05 09:00",
            "2026/03/05 12:00",
            "Workshop",
            "Afternoon",
            "",
            "1:30:00",
            "",
            "",
        ])
    );
    // Deleted at half past midnight of the 11th in Paris, and so not registered.
    assert_eq!(
        rows[1],
        json!([
            "Silva",
            "Bo",
            "bo@example.org",
            "",
            "",
            "",
            "",
            "",
            "2026/03/11 00:30",
            "Onboarding March",
            "8",
            "al@example.org",
            "Onboarding",
            "3",
            "al@example.org,bo@example.org",
            "",
            "",
            "0",
            "",
            "",
            "",
            "0:00:00",
            "2:00:00",
            "hr,new",
            "For all",
            "In English",
            "x",
            "",
            "Fire safety",
            "",
            "0:00:00",
            "Final",
            "",
            "0:00:00",
            "Workshop",
            "Morning",
            "",
            "3:00:00",
            "2026/03/05 09:00",
            "2026/03/05 12:00",
            "Workshop",
            "Afternoon",
            "",
            "1:30:00",
            "",
            "",
        ])
    );
}

fn day(text: &str) -> Option<Day> {
    parse_date(text)
}

/// The first names in a file, of the columns that were chosen.
#[track_caller]
fn check_narrowed(narrowing: &Narrowing, expected: &[&str]) {
    let (data, _) = read(&everything());
    let scope = Scope::new(data);
    let table = view_model::sessions_table(&scope, &[0], &[Column::FirstName, Column::SessionId], narrowing);
    let names: Vec<String> = csv(&table).lines().skip(1).map(str::to_owned).collect();
    assert_eq!(names, expected);
}

/// Registered on 1 March 01:00, 2 March 23:59:59 (deleted since), 3 March 00:00, in Paris; the last is
/// unassigned, which a date filter leaves out. Users and groups are meant by their places.
#[test]
fn narrowing() {
    let all = Narrowing::default();
    check_narrowed(&all, &["Al,8", "Bo,8", "Ana,8", ",8"]);
    check_narrowed(&Narrowing { from: day("2026-03-03"), ..all.clone() }, &["Al,8"]);
    check_narrowed(&Narrowing { until: day("2026-03-02"), ..all.clone() }, &["Ana,8"]);
    check_narrowed(&Narrowing { from: day("2026-03-01"), until: day("2026-03-03"), ..all.clone() }, &["Al,8", "Ana,8"]);
    check_narrowed(&Narrowing { from: day("2026-03-04"), ..all.clone() }, &[]);
    check_narrowed(&Narrowing { member: Some(4), ..all.clone() }, &[",8"]);
    check_narrowed(&Narrowing { group: Some(0), ..all.clone() }, &["Bo,8", "Ana,8"]);
    check_narrowed(&Narrowing { group: Some(1), ..all }, &["Ana,8"]);
}

/// The bytes: a mark, comma, CRLF, quotes where they must be.
#[test]
fn the_file_is_rfc_4180() {
    let mut document = everything();
    document["sessions"][0]["name"] = json!("March, \"new\"");
    let (data, _) = read(&document);
    let scope = Scope::new(data);
    let narrowing = Narrowing { member: Some(1), ..Narrowing::default() };
    let columns = [Column::Session, Column::AdditionalInformation, Column::Managers];
    let table = view_model::sessions_table(&scope, &[0], &columns, &narrowing);
    assert_eq!(
        csv(&table),
        "\u{feff}Session,Additional information,Managers\r\n\"March, \"\"new\"\"\",'=1+1,\"al@example.org,bo@example.org\"\r\n"
    );
}

/// Of several sessions there are as many blocks and slots as the largest has; the others' are empty.
#[test]
fn several_sessions_in_one_file() {
    let mut document = everything();
    document["sessions"].as_array_mut().unwrap().push(json!({
        "id": 9, "name": "Other", "blocks": [{ "id": 1, "kind": "assessment", "title": "Test" }],
    }));
    document["registrations"].as_array_mut().unwrap().push(json!({ "sessionId": 9, "userId": 3, "registeredAt": 0 }));
    let (data, _) = read(&document);
    let scope = Scope::new(data);
    let columns = view_model::columns(&scope, &[1, 0]);
    assert_eq!(columns, view_model::columns(&scope, &[0]));
    let columns = [
        Column::SessionId,
        Column::FirstName,
        Column::BlockTitle(0),
        Column::BlockTime(1),
        Column::ClassroomSlotTitle(1),
    ];
    let table =
        view_model::sessions_table(&scope, &[1, 0], &columns, &Narrowing { member: Some(3), ..Narrowing::default() });
    let lines: Vec<String> = csv(&table).lines().skip(1).map(str::to_owned).collect();
    assert_eq!(lines, ["9,Al,Test,,", "8,Al,Fire safety,0:00:00,Afternoon"]);
    assert_eq!(view_model::columns(&scope, &[1]).len(), 28);
}

#[test]
fn lists_of_sessions() {
    let mut document = everything();
    document["sessions"][0]["startsAt"] = json!("2026-02-28T23:30:00Z");
    document["posts"] = json!([{ "sessionId": 8, "userId": 1, "at": 0, "kind": "comment" }]);
    let (data, _) = read(&document);
    let scope = Scope::new(data);
    assert_eq!(
        csv(&view_model::list_table(&scope, &session_list(&scope))),
        "\u{feff}SESSION ID,Name,Start,End,Registered,Completion,Instructors\r\n8,Onboarding March,2026/03/01 00:30,,2,0,2\r\n"
    );
    assert_eq!(
        csv(&view_model::collaboration_table(&scope, &collaborative_activities(&scope))),
        "\u{feff}Name,Start,End,Publications,Comments,Reactions,Program template ID\r\nOnboarding March,2026/03/01 00:30,,0,1,0,3\r\n"
    );
}
