//! What holds for every training document, whatever is in it and whoever looks.

use std::collections::HashSet;

use proptest::{collection::vec, option, prelude::*, sample::Index};
use roundview::{
    dataset::zone::native_zones,
    document::{Document, DocumentReader, Faults, Refusal},
    training::Scope,
};
use serde_json::{Map, Value, json};

use super::{read, report};

/// 18 March 2026, 12:00 UTC.
const NOW: i64 = 1_773_835_200;
/// The tables that may be in columns.
const TABLES: [&str; 7] =
    ["registrations", "attempts", "externalCompletions", "answers", "attendance", "connections", "posts"];

fn id(list: &'static str, count: u32) -> impl Strategy<Value = String> {
    // Now and then one that there isn't.
    prop_oneof![24 => (0..count).prop_map(move |id| format!("{list}{id}")), 1 => Just(format!("{list}-none"))]
}

fn user() -> impl Strategy<Value = String> {
    id("user", 5)
}

fn moment() -> impl Strategy<Value = Value> {
    prop_oneof![12 => (NOW - 400 * 86_400..NOW + 86_400).prop_map(Value::from), 1 => Just(json!("soon"))]
}

fn percent() -> impl Strategy<Value = Option<f64>> {
    option::weighted(0.8, prop_oneof![Just(100.0), 0.0..100.0, Just(120.0)])
}

/// The place of an attempt or an answer.
fn place() -> impl Strategy<Value = (Option<String>, Option<String>, Option<String>)> {
    (
        option::weighted(0.7, id("session", 4)),
        option::weighted(0.9, id("block", 3)),
        option::weighted(0.3, id("course", 4)),
    )
}

fn people() -> impl Strategy<Value = Value> {
    vec((vec(user(), 0..2), option::weighted(0.15, moment())), 5).prop_map(|rows| {
        let user = |(index, (managers, deleted)): (usize, (Vec<String>, Option<Value>))| {
            json!({
                "id": format!("user{index}"), "lastName": format!("Name of user{index}"), "managerIds": managers,
                "email": format!("User{index}@example.org"), "deletedAt": deleted,
            })
        };
        rows.into_iter().enumerate().map(user).collect()
    })
}

fn sessions() -> impl Strategy<Value = Value> {
    let block = prop::sample::select(vec!["course", "course", "assessment", "classroom"]);
    let session = (
        vec((block, id("course", 4)), 0..3),
        vec(id("group", 4), 0..2),
        vec(id("group", 4), 0..2),
        vec(user(), 0..2),
        option::of(moment()),
        option::of(moment()),
        option::of(id("template", 2)),
    );
    vec(session, 4).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(index, (blocks, groups, catalog, instructors, starts, ends, template))| {
                let block = |(place, (kind, course)): (usize, (&str, String))| {
                    json!({
                        "id": format!("block{place}"), "kind": kind, "courseId": course, "minimumScore": 50,
                        "slots": [{ "id": format!("slot{place}"), "hours": 2 }],
                    })
                };
                json!({
                    "id": format!("session{index}"), "groupIds": groups, "catalogGroupIds": catalog,
                    "instructorIds": instructors, "startsAt": starts, "endsAt": ends, "templateId": template,
                    "blocks": blocks.into_iter().enumerate().map(block).collect::<Vec<_>>(),
                })
            })
            .collect()
    })
}

fn roles() -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec!["coach", "coach", "coach", "advisor", "administrator", "author"]);
    vec((user(), kind, option::of(id("group", 4)), option::of(id("course", 4))), 0..4).prop_map(|rows| {
        let role =
            |(user, kind, group, course)| json!({ "userId": user, "role": kind, "groupId": group, "courseId": course });
        rows.into_iter().map(role).collect()
    })
}

fn events() -> impl Strategy<Value = Value> {
    let registration =
        (id("session", 4), user(), moment(), option::weighted(0.2, moment()), any::<bool>(), any::<bool>()).prop_map(
            |(session, user, at, until, catalog, waiting)| {
                json!({
                    "sessionId": session, "userId": user, "registeredAt": at, "unregisteredAt": until,
                    "via": if catalog { "catalog" } else { "assigned" }, "waiting": catalog && waiting,
                })
            },
        );
    let attempt = (user(), place(), moment(), -10..5000_i64, percent(), percent(), option::of(any::<bool>())).prop_map(
        |(user, (session, block, course), at, seconds, progress, score, passed)| {
            json!({
                "userId": user, "sessionId": session, "blockId": block, "courseId": course, "startedAt": at,
                "seconds": seconds, "progress": progress, "score": score, "passed": passed,
            })
        },
    );
    let completion = (0..6_u32, id("course", 4), moment(), any::<bool>()).prop_map(|(user, course, at, passed)| {
        json!({
            "email": format!("uSER{user}@example.org"), "courseId": course, "completedAt": at, "passed": passed,
        })
    });
    let answer = (user(), place(), moment(), 0..3_i64).prop_map(|(user, (session, _, course), at, points)| {
        json!({
            "userId": user, "sessionId": session, "courseId": course, "questionId": "q", "at": at, "points": points,
            "maxPoints": 2,
        })
    });
    let attendance = (id("slot", 3), id("session", 4), user(), percent()).prop_map(|(slot, session, user, percent)| {
        json!({
            "slotId": slot, "sessionId": session, "userId": user, "percent": percent,
        })
    });
    let connection = (user(), id("course", 4), moment())
        .prop_map(|(user, course, at)| json!({ "userId": user, "courseId": course, "at": at }));
    let post = (id("session", 4), user(), moment())
        .prop_map(|(session, user, at)| json!({ "sessionId": session, "userId": user, "at": at, "kind": "comment" }));
    (
        vec(registration, 0..20),
        vec(attempt, 0..25),
        vec(completion, 0..8),
        vec(answer, 0..8),
        vec(attendance, 0..8),
        vec(connection, 0..10),
        vec(post, 0..6),
    )
        .prop_map(|(registrations, attempts, completions, answers, attendance, connections, posts)| {
            json!({
                "registrations": registrations, "attempts": attempts, "externalCompletions": completions,
                "answers": answers, "attendance": attendance, "connections": connections, "posts": posts,
            })
        })
}

/// Small organisations with everything in them, some of it faulty, and somebody who looks.
fn documents() -> impl Strategy<Value = Value> {
    let groups = vec(0..4_u32, 4).prop_map(|parents| {
        let group = |(index, parent): (usize, u32)| {
            json!({
                "id": format!("group{index}"),
                "parentId": (index > 0).then(|| format!("group{}", parent as usize % index)),
            })
        };
        parents.into_iter().enumerate().map(group).collect::<Value>()
    });
    let memberships = vec((user(), id("group", 4)), 0..8).prop_map(|rows| {
        rows.into_iter().map(|(user, group)| json!({ "userId": user, "groupId": group })).collect::<Value>()
    });
    let courses = vec((any::<bool>(), option::weighted(0.3, user())), 4).prop_map(|rows| {
        let course = |(index, (external, author)): (usize, (bool, Option<String>))| {
            json!({
                "id": format!("course{index}"), "provider": external.then_some("external"), "authorId": author,
                "theoreticalSeconds": 3600,
            })
        };
        rows.into_iter().enumerate().map(course).collect::<Value>()
    });
    (people(), groups, memberships, courses, sessions(), roles(), events(), 0..5_u32).prop_map(
        |(users, groups, memberships, courses, sessions, roles, events, viewer)| {
            let mut document = json!({
                "format": "training-document/1", "generatedAt": NOW, "timeZone": "Europe/Paris",
                "viewer": { "userId": format!("user{viewer}") }, "users": users, "groups": groups,
                "memberships": memberships, "courses": courses, "sessions": sessions, "roles": roles,
                "templates": [{ "id": "template0" }, { "id": "template1" }],
            });
            document.as_object_mut().unwrap().extend(events.as_object().unwrap().clone());
            document
        },
    )
}

fn in_columns(document: &Value) -> Value {
    let mut document = document.clone();
    for table in TABLES {
        let rows = document[table].as_array().unwrap();
        let mut columns = Map::new();
        for name in rows.iter().filter_map(Value::as_object).flat_map(Map::keys) {
            columns.entry(name).or_insert_with(|| rows.iter().map(|row| row[name].clone()).collect());
        }
        if !columns.is_empty() {
            document[table] = Value::Object(columns);
        }
    }
    document
}

/// Reads a text that arrives in pieces.
fn read_pieces(pieces: &[&[u8]]) -> Result<(Document, Faults), Refusal> {
    let mut reader = DocumentReader::default();
    for piece in pieces {
        reader.push(piece)?;
    }
    reader.into_document(&native_zones)
}

/// Every text in a value, names of fields too.
fn texts(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => {
            for (name, field) in fields {
                found.insert(name.clone());
                texts(field, found);
            }
        }
        _ => {}
    }
}

proptest! {
    /// Nothing in the report names a user, group, course, program or session out of the viewer's sight.
    /// In a session that is seen whole everybody in it is in sight. Fault places are of the document.
    #[test]
    fn nothing_out_of_sight_is_named(document in documents()) {
        let mut report = report(&document);
        report.as_object_mut().unwrap().remove("faults");
        let visible = report["visible"].clone();
        for session in visible["wholeSessionIds"].as_array().unwrap() {
            let session = session.as_str().unwrap();
            for part in ["individual", "details", "byGroup", "csv"] {
                report["sessions"][session][part] = Value::Null;
            }
        }
        let mut named = HashSet::new();
        texts(&report, &mut named);
        for (list, ids) in [
            ("users", "userIds"), ("groups", "groupIds"), ("courses", "courseIds"), ("templates", "programIds"),
            ("sessions", "sessionIds"),
        ] {
            for record in document[list].as_array().unwrap() {
                if !visible[ids].as_array().unwrap().contains(&record["id"]) && record["id"] != report["viewerId"] {
                    let id = record["id"].as_str().unwrap();
                    prop_assert!(!named.contains(id), "{id} is named");
                    prop_assert!(!named.contains(&format!("Name of {id}")), "{id} is named by name");
                }
            }
        }
    }

    #[test]
    fn rows_and_columns_say_the_same(document in documents()) {
        let columns = in_columns(&document);
        let ((rows, faults), (columns, column_faults)) = (read(&document), read(&columns));
        prop_assert_eq!(format!("{rows:?}"), format!("{columns:?}"));
        prop_assert_eq!((faults.counted(), faults.left_out()), (column_faults.counted(), column_faults.left_out()));
    }

    /// Rows of attendance of one slot count in the order of the document, and so do attempts and
    /// completions of one moment, of which there are none here.
    #[test]
    fn the_order_of_rows_changes_no_figure(document in documents(), seed in vec(any::<Index>(), 1..30)) {
        let mut document = document;
        for (table, moment) in [("attempts", "startedAt"), ("externalCompletions", "completedAt"), ("registrations", "registeredAt")] {
            let mut seen = HashSet::new();
            document[table].as_array_mut().unwrap().retain(|row| seen.insert(row[moment].to_string()));
        }
        let mut shuffled = document.clone();
        for table in TABLES.into_iter().filter(|table| *table != "attendance").chain(["roles", "memberships"]) {
            let rows = shuffled[table].as_array_mut().unwrap();
            for (place, other) in seed.iter().enumerate().filter(|_| !rows.is_empty()).collect::<Vec<_>>() {
                let (place, other) = (place % rows.len(), other.index(rows.len()));
                rows.swap(place, other);
            }
        }
        let (mut before, mut after) = (report(&document), report(&shuffled));
        for report in [&mut before, &mut after] {
            for kind in report["faults"]["kinds"].as_array_mut().unwrap() {
                kind["first"] = Value::Null;
            }
        }
        // Sums of fractions differ in their last digits.
        prop_assert!(super::agrees(&before, &after) && super::agrees(&after, &before));
    }

    /// What a coach sees of a session is part of what everybody has done in it.
    #[test]
    fn parts_are_within_the_whole(document in documents()) {
        let part = report(&document);
        let mut whole = document;
        let viewer = whole["viewer"]["userId"].clone();
        whole["roles"].as_array_mut().unwrap().push(json!({ "userId": viewer, "role": "owner" }));
        let whole = report(&whole);
        for (session, of_part) in part["sessions"].as_object().unwrap() {
            for (name, figure) in of_part["general"].as_object().unwrap() {
                if let (Some(part), Some(whole)) = (figure.as_u64(), whole["sessions"][session]["general"][name].as_u64()) {
                    prop_assert!(part <= whole, "{session} {name}");
                }
            }
            for (user, learner) in of_part["individual"].as_object().into_iter().flatten() {
                prop_assert_eq!(learner, &whole["sessions"][session]["individual"][user]);
            }
        }
        for (user, row) in part["dashboard"]["users"].as_object().unwrap() {
            prop_assert_eq!(row, &whole["dashboard"]["users"][user]);
        }
    }

    /// Whatever happens to a document on its way, it is read or refused, and so in pieces as whole.
    #[test]
    fn changed_bytes_are_read_or_refused(
        document in documents(),
        columns: bool,
        changes in vec((any::<Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"{}[],:\"\\0-e.n ".to_vec())]), 0..3),
        cut: Index,
    ) {
        let document = if columns { in_columns(&document) } else { document };
        let mut text = document.to_string().into_bytes();
        for (place, byte) in changes {
            let place = place.index(text.len());
            text[place] = byte;
        }
        let (first, second) = text.split_at(cut.index(text.len()));
        match (read_pieces(&[&text]), read_pieces(&[first, second])) {
            (Ok((whole, faults)), Ok((cut, cut_faults))) => {
                prop_assert_eq!(format!("{whole:?}"), format!("{cut:?}"));
                prop_assert_eq!(&faults, &cut_faults);
                if let Document::Training(data) = whole {
                    crate::sections::training::report(&Scope::new(*data), &faults, &|_| true, true);
                }
            }
            (whole, pieces) => prop_assert_eq!(whole.map(|_| ()).unwrap_err(), pieces.map(|_| ()).unwrap_err()),
        }
    }
}
