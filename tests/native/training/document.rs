//! What a training document may look like, what it is refused for, and what is left out of it.

use roundview::{
    dataset::zone::native_zones,
    document::{Document, DocumentReader, FaultKind, Faults},
};
use serde_json::{Value, json};

use super::{TABLES, full, read, read_text};
use crate::{course::Form, document as course, document::without};

/// The full document with the value at `pointer` replaced, or added.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = full();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        Value::Array(items) => items.insert(name.parse().unwrap(), value),
        other => panic!("{other} has no {name}"),
    }
    document
}

#[test]
fn the_full_document_has_no_fault_in_either_form() {
    let (rows, faults) = read(&full()).unwrap();
    assert_eq!(faults, Faults::default());
    let (columns, faults) = read(&Form::Columns.of(&full())).unwrap();
    assert_eq!(faults, Faults::default());
    assert_eq!(format!("{rows:?}"), format!("{columns:?}"));
    // The custom fields as texts, the course of the attempt, the user of the completion.
    assert_eq!(rows.users[0].custom_fields[1], ("Floor".to_owned(), "3".to_owned()));
    assert_eq!(rows.completions.by_user.of(0), 0..1);
    assert_eq!((rows.attempts.rows[0].session, rows.attempts.rows[0].block), (Some(0), Some(1)));
}

mod refusals {
    use super::*;

    #[track_caller]
    fn check(document: &Value, pointer: &str) {
        let refusal = read(document).map(|_| ()).unwrap_err();
        assert_eq!(refusal.pointer, pointer, "{refusal}");
        assert!(!refusal.found.is_empty() && !refusal.expected.is_empty(), "{refusal}");
    }

    #[test]
    fn required_fields_missing_or_null() {
        for pointer in [
            "/format",
            "/generatedAt",
            "/users",
            "/users/1/id",
            "/groups/1/id",
            "/courses/0/id",
            "/templates/0/id",
            "/sessions/0/id",
            "/sessions/0/blocks/2/id",
            "/sessions/0/blocks/2/kind",
            "/sessions/0/blocks/2/slots/0/id",
            "/roles/0/userId",
            "/roles/0/role",
            "/memberships/0/groupId",
            "/invitations/0/email",
            "/certificates/0/issuedAt",
            "/attempts/0/startedAt",
            "/externalCompletions/0/email",
            "/externalCompletions/0/completedAt",
            "/registrations/0/registeredAt",
            "/posts/0/at",
        ] {
            check(&without(&full(), pointer), pointer);
            let mut document = full();
            *document.pointer_mut(pointer).unwrap() = Value::Null;
            check(&document, pointer);
        }
    }

    #[test]
    fn fields_of_the_wrong_json_type() {
        for (pointer, value) in [
            ("/viewer", json!([])),
            ("/viewer/userId", json!(1.5)),
            ("/users/0/customFields", json!([])),
            ("/users/0/customFields/Site", json!(["Lyon"])),
            ("/users/0/managerIds", json!(4)),
            ("/users/0/managerIds/0", json!(null)),
            ("/users/0/deletedAt", json!(true)),
            ("/courses/0/examination", json!(1)),
            ("/sessions/0/tags", json!("hr")),
            ("/sessions/0/tags/0", json!(7)),
            ("/sessions/0/blocks", json!({})),
            ("/sessions/0/blocks/1", json!(2)),
            ("/sessions/0/blocks/1/minimumScore", json!("60")),
            ("/sessions/0/blocks/2/slots/0/hours", json!("3")),
            ("/registrations/0/waiting", json!(0)),
            ("/attempts/0/passed", json!("yes")),
            ("/attempts/0/blockId", json!(true)),
            // Only events may be in columns.
            ("/memberships", json!({})),
            ("/roles", json!({ "userId": [9], "role": ["coach"] })),
            ("/invitations", json!({})),
            ("/certificates", json!({})),
        ] {
            let mut document = full();
            *document.pointer_mut(pointer).unwrap() = value;
            check(&document, pointer);
        }
    }

    #[test]
    fn an_id_twice() {
        check(&with("/users/1", json!({ "id": "1" })), "/users/1/id");
        check(&with("/sessions/0/blocks/1", json!({ "id": "1", "kind": "course" })), "/sessions/0/blocks/1/id");
        check(&with("/sessions/0/blocks/2/slots/1", json!({ "id": 1 })), "/sessions/0/blocks/2/slots/1/id");
        // Slots of two blocks are two lists.
        let other = json!({ "id": 4, "kind": "classroom", "slots": [{ "id": 1 }] });
        read(&with("/sessions/0/blocks/3", other)).unwrap();
    }

    #[test]
    fn columns_of_unequal_length_and_missing() {
        for (table, field) in [("attempts", "userId"), ("attendance", "slotId"), ("externalCompletions", "email")] {
            let mut document = Form::Columns.of(&full());
            document[table][field] = json!([]);
            check(&document, &format!("/{table}/{field}"));
            document[table][field] = Value::Null;
            check(&document, &format!("/{table}/{field}"));
        }
        for table in TABLES {
            check(&with(&format!("/{table}"), json!("x")), &format!("/{table}"));
            check(&with(&format!("/{table}/1"), json!([])), &format!("/{table}/1"));
        }
    }

    #[test]
    fn an_unusable_zone_or_moment() {
        check(&with("/timeZone", json!("Paris")), "/timeZone");
        check(&with("/generatedAt", json!("today")), "/generatedAt");
        check(&with("/format", json!("course-document/1")), "/format");
    }

    #[test]
    fn a_text_cut_short_at_any_byte() {
        for form in Form::BOTH {
            let text = serde_json::to_vec(&form.of(&full())).unwrap();
            for length in (0..text.len()).step_by(7) {
                let refusal = read_text(&text[..length]).map(|_| ()).unwrap_err();
                assert_eq!(refusal.pointer, "", "cut after {length} bytes: {refusal}");
            }
        }
    }
}

mod faults {
    use FaultKind::{
        BadMoment, BadRecordMoment, GroupLoop, NegativeAttempt, PercentOutside, UnknownBlock, UnknownCourse,
        UnknownGroupOfRow, UnknownReference, UnknownSession, UnknownSlot, UnknownUser,
    };

    use super::*;

    #[track_caller]
    fn check(document: &Value, expected: &[(FaultKind, u64, &str)]) {
        let (_, faults) = read(document).unwrap();
        let lines: Vec<_> = faults.lines().iter().map(|line| (line.kind, line.count, line.first.as_str())).collect();
        assert_eq!(lines, expected);
        assert!(faults.lines().iter().all(|line| document.pointer(&line.first).is_some()));
    }

    /// One field of the first row of a table replaced, in both forms where there are two.
    #[track_caller]
    fn check_field(table: &str, field: &str, value: Value, kind: FaultKind) {
        for form in Form::BOTH {
            let mut document = full();
            document[table][0][field] = value.clone();
            let document = form.of(&document);
            let is_table = TABLES.contains(&table);
            let place = if is_table { form.place(table, 0, field) } else { format!("/{table}/0/{field}") };
            check(&document, &[(kind, 1, &place)]);
        }
    }

    #[test]
    fn what_is_done_about_each() {
        for (kind, name, action) in [
            (UnknownUser, "unknownUser", "leftOut"),
            (UnknownGroupOfRow, "unknownGroupOfRow", "leftOut"),
            (UnknownSession, "unknownSession", "leftOut"),
            (UnknownBlock, "unknownBlock", "leftOut"),
            (UnknownSlot, "unknownSlot", "leftOut"),
            (UnknownCourse, "unknownCourse", "leftOut"),
            (NegativeAttempt, "negativeAttempt", "takenAsZero"),
            (PercentOutside, "percentOutside", "keptOutOfFigures"),
            (GroupLoop, "groupLoop", "takenAsAbsent"),
            (UnknownReference, "unknownReference", "takenAsAbsent"),
        ] {
            assert_eq!((kind.name(), kind.action().name()), (name, action));
        }
    }

    #[test]
    fn rows_that_name_what_there_is_not() {
        for table in [
            "roles",
            "memberships",
            "registrations",
            "attempts",
            "answers",
            "attendance",
            "certificates",
            "connections",
            "posts",
        ] {
            check_field(table, "userId", json!("nobody"), UnknownUser);
        }
        check_field("externalCompletions", "email", json!("nobody@example.org"), UnknownUser);
        for table in ["roles", "memberships"] {
            check_field(table, "groupId", json!(77), UnknownGroupOfRow);
        }
        for table in ["registrations", "invitations", "attempts", "answers", "attendance", "certificates", "posts"] {
            check_field(table, "sessionId", json!(77), UnknownSession);
        }
        check_field("attempts", "blockId", json!(77), UnknownBlock);
        check_field("attendance", "slotId", json!(77), UnknownSlot);
        for table in ["roles", "attempts", "externalCompletions", "answers", "connections"] {
            check_field(table, "courseId", json!(77), UnknownCourse);
        }
    }

    #[test]
    fn moments_that_are_none() {
        for (table, field) in [
            ("registrations", "registeredAt"),
            ("attempts", "startedAt"),
            ("externalCompletions", "completedAt"),
            ("answers", "at"),
            ("certificates", "issuedAt"),
            ("connections", "at"),
            ("posts", "at"),
        ] {
            check_field(table, field, json!("yesterday"), BadMoment);
        }
        for (table, field) in [
            ("registrations", "unregisteredAt"),
            ("invitations", "sentAt"),
            ("invitations", "acceptedAt"),
            ("attempts", "lastActivityAt"),
            ("attempts", "completedAt"),
            ("users", "deletedAt"),
            ("sessions", "startsAt"),
            ("sessions", "endsAt"),
        ] {
            check_field(table, field, json!("2026-03-01"), BadRecordMoment);
        }
        let place = "/sessions/0/blocks/2/slots/0/endsAt";
        check(&with(place, json!("noon")), &[(BadRecordMoment, 1, place)]);
    }

    #[test]
    fn numbers_that_can_not_be() {
        check_field("attempts", "seconds", json!(-0.5), NegativeAttempt);
        for (table, field, value) in [
            ("attempts", "progress", json!(100.01)),
            ("attempts", "score", json!(-1)),
            ("attendance", "percent", json!(1e300)),
            ("answers", "points", json!(2)),
            ("answers", "points", json!(-1)),
        ] {
            check_field(table, field, value, PercentOutside);
        }
        let mut document = full();
        document["attempts"][0]["progress"] = json!(150);
        document["attempts"][0]["score"] = json!(150);
        document["attempts"][0]["seconds"] = json!(-1);
        // One row, one fault; each number is dealt with all the same.
        check(&document, &[(NegativeAttempt, 1, "/attempts/0/seconds")]);
        let attempt = read(&document).unwrap().0.attempts.rows[0];
        assert_eq!((attempt.seconds, attempt.progress, attempt.score), (0.0, 0.0, None));
        // The edges can be, and so can points of a maximum that is missing.
        for (progress, score) in [(0, 100), (100, 0)] {
            let mut document = full();
            document["attempts"][0]["progress"] = json!(progress);
            document["attempts"][0]["score"] = json!(score);
            document["answers"][0] = json!({ "userId": 1, "at": 0, "points": 5 });
            check(&document, &[]);
        }
    }

    #[test]
    fn references_of_records() {
        for (pointer, value, first) in [
            ("/viewer/userId", json!(77), "/viewer/userId"),
            ("/users/0/managerIds", json!([9, 77]), "/users/0/managerIds/1"),
            ("/groups/1/parentId", json!(77), "/groups/1/parentId"),
            ("/courses/0/authorId", json!(77), "/courses/0/authorId"),
            ("/templates/0/authorId", json!(77), "/templates/0/authorId"),
            ("/sessions/0/templateId", json!(77), "/sessions/0/templateId"),
            ("/sessions/0/authorId", json!(77), "/sessions/0/authorId"),
            ("/sessions/0/instructorIds", json!([77]), "/sessions/0/instructorIds/0"),
            ("/sessions/0/groupIds", json!([2, 77]), "/sessions/0/groupIds/1"),
            ("/sessions/0/catalogGroupIds", json!([77, 2]), "/sessions/0/catalogGroupIds/0"),
            ("/sessions/0/blocks/0/courseId", json!(77), "/sessions/0/blocks/0/courseId"),
        ] {
            check(&with(pointer, value), &[(UnknownReference, 1, first)]);
        }
    }

    #[test]
    fn groups_that_lie_in_themselves() {
        let mut document = full();
        document["groups"] = json!([
            { "id": 1 }, { "id": 2, "parentId": 3 }, { "id": 3, "parentId": 2 }, { "id": 4, "parentId": 3 },
            { "id": 5, "parentId": 5 },
        ]);
        check(&document, &[(GroupLoop, 3, "/groups/1/parentId")]);
        let groups = read(&document).unwrap().0.groups;
        let parents: Vec<_> = groups.iter().map(|group| group.parent).collect();
        assert_eq!(parents, [None, None, None, Some(2), None]);
    }

    #[test]
    fn a_row_with_two_faults_is_counted_once() {
        let mut document = full();
        document["attempts"] = json!([
            { "userId": 77, "sessionId": 77, "blockId": 77, "courseId": 77, "startedAt": "?", "progress": -1 },
            { "userId": 1, "sessionId": 77, "blockId": 77, "courseId": 77, "startedAt": "?" },
            { "userId": 1, "sessionId": 8, "blockId": 77, "courseId": 77, "startedAt": "?" },
            { "userId": 1, "sessionId": 8, "blockId": 1, "courseId": 77, "startedAt": "?" },
            { "userId": 1, "startedAt": "?", "lastActivityAt": "?", "seconds": -1 },
            { "userId": 1, "startedAt": 0, "lastActivityAt": "?", "seconds": -1 },
            // Without a session there is no block to know.
            { "userId": 1, "blockId": 77, "startedAt": 0 },
        ]);
        check(
            &document,
            &[
                (UnknownUser, 1, "/attempts/0/userId"),
                (UnknownSession, 1, "/attempts/1/sessionId"),
                (UnknownBlock, 1, "/attempts/2/blockId"),
                (UnknownCourse, 1, "/attempts/3/courseId"),
                (BadMoment, 1, "/attempts/4/startedAt"),
                (BadRecordMoment, 1, "/attempts/5/lastActivityAt"),
            ],
        );
    }

    /// The first example is that of the earliest list in the shape, in whatever order the lists come.
    #[test]
    fn the_first_example_goes_by_the_shape() {
        let text = r#"{"format": "training-document/1", "generatedAt": 0,
            "posts": [{"sessionId": 1, "userId": 5, "at": 0}], "roles": [{"userId": 4, "role": "coach"}],
            "users": []}"#;
        let (_, faults) = read_text(text.as_bytes()).unwrap();
        assert_eq!(faults.lines()[0].first, "/roles/0/userId");
        assert_eq!(faults.counted(), 2);
    }
}

mod either_kind {
    use super::*;

    fn read_either(pieces: &[&[u8]]) -> Result<String, roundview::document::Refusal> {
        let mut reader = DocumentReader::default();
        for piece in pieces {
            reader.push(piece)?;
        }
        Ok(match reader.into_document(&native_zones)?.0 {
            Document::Course(course) => format!("course {}", course.course.title),
            Document::Training(training) => format!("training of {}", training.users.len()),
        })
    }

    /// `format` moved to the end of the object.
    fn format_last(document: &Value) -> Value {
        let mut document = document.clone();
        let fields = document.as_object_mut().unwrap();
        let format = fields.shift_remove("format").unwrap();
        fields.insert("format".to_owned(), format);
        document
    }

    #[test]
    fn documents_are_told_apart_wherever_the_format_stands() {
        for (document, expected) in [(full(), "training of 2"), (course::full(), "course Biology 1")] {
            for document in [document.clone(), format_last(&document)] {
                let text = format!("\u{feff} {document}\n");
                let text = text.as_bytes();
                assert_eq!(read_either(&[text]).unwrap(), expected);
                for cut in (0..text.len()).step_by(11) {
                    assert_eq!(read_either(&[&text[..cut], &text[cut..]]).unwrap(), expected, "cut at {cut}");
                }
                let bytes: Vec<&[u8]> = text.chunks(1).collect();
                assert_eq!(read_either(&bytes).unwrap(), expected);
            }
        }
    }

    #[track_caller]
    fn check_refused(text: &str, pointer: &str) {
        let refusal = read_either(&[text.as_bytes()]).unwrap_err();
        assert_eq!(refusal.pointer, pointer, "{refusal}");
    }

    #[test]
    fn documents_of_no_kind_are_refused() {
        check_refused("", "");
        check_refused("[]", "");
        check_refused("{\"users\": [", "");
        check_refused("{\"users\": [1}", "");
        check_refused("{}", "/format");
        check_refused("{\"users\": []}", "/format");
        check_refused("{\"format\": null}", "/format");
        check_refused("{\"users\": [], \"format\": \"survey/1\"}", "/format");
        check_refused("{\"format\": \"training-document/1\", \"format\": \"course-document/1\"}", "/format");
        check_refused("{\"format\": \"training-document/1\", \"generatedAt\": 0}", "/users");
        // Once the format is known, its reader says what is wrong, and first what comes first.
        check_refused("{\"generatedAt\": 0, \"users\": [{}], \"format\": \"training-document/1\"}", "/users/0/id");
        check_refused("{\"format\": \"course-document/1\", \"students\": [{}]}", "/students/0/id");
    }
}
