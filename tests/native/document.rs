//! What a document may look like, what it is refused for, and what is left out of it.

use roundview::{
    dataset::{Dataset, ScaleKind, events::GivenGrade},
    document::{FaultAction, FaultKind, Faults, Refusal},
};
use serde_json::{Value, json};

use crate::course::{Form, contents, course, read, read_pieces, read_text};

const NOW: &str = "2026-03-18T09:30:00Z";

/// A document with something of everything, one event in each table, and no fault.
pub fn full() -> Value {
    json!({
        "format": "course-document/1",
        "generatedAt": NOW,
        "timeZone": "Europe/Oslo",
        "course": {
            "id": "bio-1", "title": "Biology 1", "startsOn": "2025-08-18", "endsOn": "2026-06-19",
            "archivedAt": "2026-07-01T00:00:00Z",
            "settings": {
                "trackTimeOnline": false, "showCourseAverage": false, "summaryLimit": 20, "timeOnTaskLimit": 30,
                "visitsFromEvents": { "gapSeconds": 1800, "lastEventSeconds": 60 },
            },
        },
        "viewer": { "id": "u-9", "name": "Kari Nordmann", "role": "teacher" },
        "terms": [{ "id": 1, "title": "Autumn", "startsOn": "2025-08-18", "endsOn": "2025-12-31" }],
        "groups": [{ "id": 7, "title": "Lab group A" }],
        "students": [{
            "id": 101, "firstName": "Ada", "lastName": "Berg", "email": "ada@example.org", "groupIds": [7],
            "enrolledAt": "2025-08-18T06:00:00Z", "leftAt": "2026-06-19T06:00:00Z",
        }],
        "scales": [
            { "id": 1, "title": "Points", "kind": "points", "max": 100 },
            {
                "id": 2, "title": "A–F", "kind": "levels",
                "levels": [{ "label": "F", "value": 1 }, { "label": "A", "value": 6 }],
            },
        ],
        "folders": [
            { "id": 1, "title": "Week 1", "parentId": null, "position": 1 },
            { "id": 2, "title": "Day 1", "parentId": 1, "position": 1.5 },
        ],
        "elements": [
            {
                "id": 11, "title": "Cell lab", "kind": "assignment", "folderId": 1, "position": 2, "mandatory": true,
                "scaleId": 1, "maxScore": 40, "termId": 1, "inAssessmentRecord": false,
                "activeFrom": "2025-08-18T06:00:00Z", "activeUntil": 1_789_000_000, "deadline": "2025-09-12T21:59:00Z",
                "deactivatedAt": 1_789_000_000, "createdAt": "2025-08-18T06:00:00+02:00", "deletedAt": 1_789_000_000,
                "availableTo": { "groupIds": [7], "studentIds": [101] },
            },
            { "id": 12, "kind": "scorm" },
        ],
        "visits": [{ "studentId": 101, "start": "2026-03-17T08:00:10Z", "seconds": 840 }],
        "views": [{ "studentId": 101, "elementId": 11, "at": "2026-03-17T08:01:00Z", "seconds": 300 }],
        "completions": [{ "studentId": 101, "elementId": 11, "completedAt": "2025-09-12T19:00:00Z" }],
        "grades": [{ "studentId": 101, "elementId": 11, "value": 31, "gradedAt": "2025-09-15T10:00:00Z" }],
        "posts": [{ "studentId": 101, "at": "2026-03-02T11:00:00Z", "kind": "thread", "deletedAt": 1_789_000_000 }],
        "scorm": [{
            "studentId": 101, "elementId": 12, "at": 1_773_000_000, "status": "completed", "score": 0.8,
            "seconds": 1260,
        }],
    })
}

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

/// The full document without the field at `pointer`.
pub fn without(document: &Value, pointer: &str) -> Value {
    let mut document = document.clone();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    document.pointer_mut(parent).unwrap().as_object_mut().unwrap().shift_remove(name).unwrap();
    document
}

#[track_caller]
fn usable(document: &Value) -> Dataset {
    let (dataset, faults) = read(document).unwrap();
    assert_eq!(faults, Faults::default());
    dataset
}

#[test]
fn the_full_document_has_no_fault() {
    let rows = usable(&full());
    let columns = usable(&Form::Columns.of(&full()));
    assert_eq!(contents(&rows), contents(&columns));
}

mod refusals {
    use super::*;

    #[track_caller]
    fn check(document: &Value, pointer: &str) {
        let refusal = read(document).map(|_| ()).unwrap_err();
        assert_eq!(refusal.pointer, pointer, "{refusal}");
        assert!(!refusal.found.is_empty() && !refusal.expected.is_empty(), "{refusal}");
    }

    /// Of an event, in both forms.
    #[track_caller]
    fn check_event(table: &str, field: &str, value: &Value) {
        for form in Form::BOTH {
            let document = with(&format!("/{table}/0/{field}"), value.clone());
            check(&form.of(&document), &form.place(table, 0, field));
        }
    }

    #[track_caller]
    fn check_text(text: &[u8], found: &str) {
        let refusal = read_text(text).map(|_| ()).unwrap_err();
        assert_eq!(refusal.pointer, "", "{refusal}");
        assert_eq!(refusal.found, found, "{refusal}");
    }

    #[test]
    fn text_that_is_no_json() {
        check_text(b"", "the end of the text at line 1, column 1");
        check_text(b"  \n ", "the end of the text at line 2, column 2");
        check_text(b"\xef\xbb\xbf", "the end of the text at line 1, column 1");
        check_text(b"<!doctype html>", "\"<\" at line 1, column 1");
        check_text(b"{\n  \"format\" \"x\"\n}", "\"\"\" at line 2, column 12");
        check_text(b"{\n\n  \"unknown\": [1,]}", "\"]\" at line 3, column 17");
        check_text(b"{\"a\": 01}", "\"1\" at line 1, column 8");
        check_text(b"{\"a\": +1}", "\"+\" at line 1, column 7");
        check_text(b"{\"a\": 1.}", "\"}\" at line 1, column 9");
        check_text(b"{\"a\": NaN}", "\"N\" at line 1, column 7");
        check_text(b"{\"a\": nul}", "\"n\" at line 1, column 7");
        check_text(b"{\"a\": 'b'}", "\"'\" at line 1, column 7");
        check_text(b"{\"a\": \"\\x\"}", "\"x\" at line 1, column 9");
        check_text(b"{\"a\": \"\\u12g4\"}", "\"g\" at line 1, column 12");
        check_text(b"{\"a\": \"line\nbreak\"}", "byte 0x0a at line 1, column 12");
        check_text(b"{\"a\": \"\xff\"}", "byte 0xff at line 1, column 8");
        check_text(b"{\"a\": \"\xed\xa0\x80\"}", "byte 0xed at line 1, column 8");
        check_text(b"{a: 1}", "\"a\" at line 1, column 2");
        check_text(b"{\"a\": 1,}", "\"}\" at line 1, column 9");
    }

    #[test]
    fn a_text_that_is_no_object() {
        for text in ["[]", "12", "null", "\"course-document/1\"", "true", "[{}]"] {
            let refusal = read_text(text.as_bytes()).map(|_| ()).unwrap_err();
            assert_eq!((refusal.pointer.as_str(), &*refusal.expected), ("", "an object"), "{text}");
        }
    }

    #[test]
    fn a_text_cut_short_at_any_byte() {
        for form in Form::BOTH {
            let text = serde_json::to_vec(&form.of(&full())).unwrap();
            for length in 0..text.len() {
                let refusal = read_text(&text[..length]).map(|_| ()).unwrap_err();
                assert_eq!(refusal.pointer, "", "cut after {length} bytes: {refusal}");
            }
        }
    }

    #[test]
    fn bytes_after_the_end() {
        let text = full().to_string();
        for after in ["}", "{}", "x", ",", "\0", " \n null", "\u{feff}"] {
            let refusal = read_text(format!("{text}{after}").as_bytes()).map(|_| ()).unwrap_err();
            assert_eq!(refusal.pointer, "", "{after:?}");
            assert_eq!(refusal.expected, "the end of the text", "{after:?}");
        }
        read_text(format!(" \r\n\t{text} \r\n\t").as_bytes()).unwrap();
    }

    #[test]
    fn a_wrong_format() {
        for value in [json!("course-document/2"), json!("training-document/1"), json!(1), json!(null), json!({})] {
            check(&with("/format", value), "/format");
        }
        check(&without(&full(), "/format"), "/format");
        check(&json!({}), "/format");
    }

    #[test]
    fn required_fields_missing_or_null() {
        for pointer in [
            "/generatedAt",
            "/course",
            "/course/id",
            "/course/title",
            "/students",
            "/students/0/id",
            "/terms/0/id",
            "/groups/0/id",
            "/scales/1/id",
            "/folders/1/id",
            "/elements/0/id",
        ] {
            check(&without(&full(), pointer), pointer);
            let mut document = full();
            *document.pointer_mut(pointer).unwrap() = Value::Null;
            check(&document, pointer);
        }
    }

    #[test]
    fn required_fields_of_events_missing() {
        for (table, field) in [
            ("visits", "studentId"),
            ("visits", "start"),
            ("visits", "seconds"),
            ("views", "studentId"),
            ("views", "elementId"),
            ("views", "at"),
            ("completions", "studentId"),
            ("completions", "elementId"),
            ("completions", "completedAt"),
            ("grades", "studentId"),
            ("grades", "elementId"),
            ("grades", "value"),
            ("grades", "gradedAt"),
            ("posts", "studentId"),
            ("posts", "at"),
            ("scorm", "studentId"),
            ("scorm", "elementId"),
        ] {
            let row = format!("/{table}/0/{field}");
            let document = without(&full(), &row);
            check(&document, &row);
            check(&Form::Columns.of(&document), &format!("/{table}/{field}"));
            // A column that is null is missing.
            let mut document = Form::Columns.of(&full());
            document[table][field] = Value::Null;
            check(&document, &format!("/{table}/{field}"));
        }
    }

    #[test]
    fn ids_and_moments_of_events_that_are_null() {
        for (table, field) in [
            ("visits", "studentId"),
            ("visits", "start"),
            ("views", "elementId"),
            ("views", "at"),
            ("completions", "completedAt"),
            ("grades", "gradedAt"),
            ("posts", "at"),
            ("scorm", "elementId"),
        ] {
            check_event(table, field, &Value::Null);
        }
    }

    #[test]
    fn fields_of_the_wrong_json_type() {
        for value in [json!(true), json!(1.5), json!([]), json!({})] {
            for (table, field) in [("visits", "studentId"), ("views", "at"), ("scorm", "at"), ("posts", "deletedAt")] {
                check_event(table, field, &value);
            }
        }
        for value in [json!("840"), json!(false), json!([]), json!({})] {
            for (table, field) in [("visits", "seconds"), ("views", "seconds"), ("scorm", "score")] {
                check_event(table, field, &value);
            }
        }
        for value in [json!(1), json!(false), json!(["thread"]), json!({})] {
            check_event("posts", "kind", &value);
            check_event("scorm", "status", &value);
        }
        for value in [json!(true), json!([]), json!({})] {
            check_event("grades", "value", &value);
        }
    }

    #[test]
    fn a_date_that_is_a_number() {
        let mut document = full();
        document["course"]["startsOn"] = json!(20_250_818);
        check(&document, "/course/startsOn");
        document = full();
        document["terms"][0]["endsOn"] = json!(1_755_475_200);
        check(&document, "/terms/0/endsOn");
    }

    #[test]
    fn columns_of_unequal_length() {
        let mut document = Form::Columns.of(&full());
        document["visits"]["seconds"] = json!([]);
        check(&document, "/visits/seconds");
        // The longest column is what the others are short of.
        document["visits"]["seconds"] = json!([1, 2]);
        check(&document, "/visits/studentId");
        document = Form::Columns.of(&full());
        document["views"]["seconds"] = json!([1, 2, 3]);
        check(&document, "/views/studentId");
        document = Form::Columns.of(&full());
        document["posts"]["deletedAt"] = json!([]);
        check(&document, "/posts/deletedAt");
        document["posts"] = json!({});
        check(&document, "/posts/studentId");
    }

    #[test]
    fn columns_that_the_format_does_not_know_may_have_any_length() {
        let mut document = Form::Columns.of(&full());
        document["visits"]["device"] = json!(["phone", "desk", "phone"]);
        document["views"]["device"] = json!("phone");
        usable(&document);
    }

    #[test]
    fn tables_and_rows_that_are_none() {
        for table in crate::course::TABLES {
            for value in [json!(1), json!("x"), json!(true)] {
                let mut document = full();
                document[table] = value.clone();
                check(&document, &format!("/{table}"));
                document[table] = json!([value]);
                check(&document, &format!("/{table}/0"));
            }
            check(&with(&format!("/{table}/1"), Value::Null), &format!("/{table}/1"));
            check(&with(&format!("/{table}/1"), json!([])), &format!("/{table}/1"));
        }
        check(&with("/students/1", Value::Null), "/students/1");
        check(&with("/students", json!({})), "/students");
        check(&with("/elements", json!("x")), "/elements");
    }

    #[test]
    fn two_records_with_one_id() {
        for (list, id) in [
            ("terms", "1"),
            ("groups", "7"),
            ("students", "101"),
            ("scales", "2"),
            ("folders", "1"),
            ("elements", "11"),
        ] {
            let rows = full()[list].as_array().unwrap().len();
            check(&with(&format!("/{list}/{rows}"), json!({ "id": id })), &format!("/{list}/{rows}/id"));
        }
        // Lists don't know each other's ids: 1 is a term, a scale and a folder.
        usable(&full());
    }

    #[test]
    fn a_scale_with_the_id_of_the_built_in_one() {
        check(&with("/scales/2", json!({ "id": "score" })), "/scales/2/id");
        usable(&with("/scales/2", json!({ "id": "Score" })));
        usable(&with("/terms/1", json!({ "id": "score" })));
    }

    #[test]
    fn a_moment_of_the_document_that_is_none() {
        for value in [json!("yesterday"), json!("2026-03-18T09:30:00"), json!(1_773_826_200_000_i64), json!(-1)] {
            check(&with("/generatedAt", value), "/generatedAt");
        }
        for value in [json!(1.5), json!(true), json!([])] {
            check(&with("/generatedAt", value), "/generatedAt");
        }
        // The message once said that null was found.
        let refusal = read(&with("/generatedAt", json!("yesterday"))).map(|_| ()).unwrap_err();
        assert_eq!(refusal.found, "a string");
        let refusal = read(&with("/generatedAt", json!(1_773_826_200_000_i64))).map(|_| ()).unwrap_err();
        assert_eq!(refusal.found, "the number 1773826200000");
    }

    #[test]
    fn an_unknown_zone() {
        for value in [json!("Mars/Phobos"), json!(""), json!("+01:00"), json!(1)] {
            check(&with("/timeZone", value), "/timeZone");
        }
    }

    #[test]
    fn the_message_says_what_and_not_who() {
        let refusal = read(&with("/students/0/id", json!({ "name": "Ada" }))).map(|_| ()).unwrap_err();
        let expected = Refusal::new("/students/0/id", "an object", "a string or an integer");
        assert_eq!(refusal, expected);
        let refusal = read(&with("/visits/0/seconds", json!("Ada"))).map(|_| ()).unwrap_err();
        assert_eq!(refusal, Refusal::new("/visits/0/seconds", "a string", "a number"));
        assert_eq!(refusal.to_string(), "/visits/0/seconds: found a string, expected a number");
    }
}

mod faults {
    use super::*;

    use FaultKind::{
        AboveDay, BadMoment, BadRecordMoment, FolderLoop, GradeOutsideScale, NegativeScorm, NegativeView,
        NegativeVisit, NoNumber, UnknownAvailability, UnknownElement, UnknownFolder, UnknownGroup, UnknownScale,
        UnknownStudent, UnknownTerm,
    };

    type Line<'a> = (FaultKind, u64, &'a str);

    #[track_caller]
    fn check_form(document: &Value, expected: &[(FaultKind, u64, String)]) {
        let (_, faults) = read(document).unwrap();
        let lines: Vec<_> = faults.lines().iter().map(|line| (line.kind, line.count, line.first.clone())).collect();
        assert_eq!(lines, expected);
        assert_eq!(faults.counted(), expected.iter().map(|line| line.1).sum::<u64>());
        let is_left_out = |line: &&(FaultKind, u64, String)| line.0.action() == FaultAction::LeftOut;
        assert_eq!(faults.left_out(), expected.iter().filter(is_left_out).map(|line| line.1).sum::<u64>());
        for line in faults.lines() {
            assert!(document.pointer(&line.first).is_some(), "{} is in the document", line.first);
        }
    }

    /// Faults of the small lists: their place is the same in both forms.
    #[track_caller]
    fn check(document: &Value, expected: &[Line]) {
        for form in Form::BOTH {
            let expected: Vec<_> =
                expected.iter().map(|(kind, count, first)| (*kind, *count, (*first).to_owned())).collect();
            check_form(&form.of(document), &expected);
        }
    }

    /// Faults of one event table, with the row and field of the first.
    #[track_caller]
    fn check_events(table: &str, rows: &Value, expected: &[(FaultKind, u64, usize, &str)]) {
        let mut document = full();
        document[table] = rows.clone();
        for form in Form::BOTH {
            let line = |(kind, count, row, field): &(FaultKind, u64, usize, &str)| {
                (*kind, *count, form.place(table, *row, field))
            };
            check_form(&form.of(&document), &expected.iter().map(line).collect::<Vec<_>>());
        }
    }

    /// The rows of the full document's table, with a field replaced in each.
    fn rows(table: &str, field: &str, values: &[Value]) -> Value {
        let row = |value: &Value| {
            let mut row = full()[table][0].clone();
            row[field] = value.clone();
            row
        };
        values.iter().map(row).collect()
    }

    #[test]
    fn what_is_done_about_each() {
        for (kind, name, action) in [
            (UnknownStudent, "unknownStudent", "leftOut"),
            (UnknownElement, "unknownElement", "leftOut"),
            (BadMoment, "badMoment", "leftOut"),
            (NoNumber, "noNumber", "leftOut"),
            (BadRecordMoment, "badRecordMoment", "takenAsAbsent"),
            (NegativeVisit, "negativeVisit", "leftOut"),
            (NegativeView, "negativeView", "takenAsZero"),
            (NegativeScorm, "negativeScorm", "takenAsZero"),
            (AboveDay, "aboveDay", "takenAsDay"),
            (GradeOutsideScale, "gradeOutsideScale", "keptOutOfAverages"),
            (FolderLoop, "folderLoop", "takenAsAbsent"),
            (UnknownFolder, "unknownFolder", "takenAsAbsent"),
            (UnknownTerm, "unknownTerm", "takenAsAbsent"),
            (UnknownGroup, "unknownGroup", "takenAsAbsent"),
            (UnknownScale, "unknownScale", "takenAsAbsent"),
            (UnknownAvailability, "unknownAvailability", "takenAsAbsent"),
        ] {
            assert_eq!((kind.name(), kind.action().name()), (name, action));
        }
    }

    #[test]
    fn events_of_unknown_students_and_elements() {
        for table in crate::course::TABLES {
            let ids = [json!(101), json!("0101"), json!("101"), json!(7)];
            check_events(table, &rows(table, "studentId", &ids), &[(UnknownStudent, 2, 1, "studentId")]);
        }
        for table in ["views", "completions", "scorm"] {
            let ids = [json!(12), json!("x"), json!("11"), json!(-11), json!("")];
            check_events(table, &rows(table, "elementId", &ids), &[(UnknownElement, 3, 1, "elementId")]);
        }
        let ids = [json!(11), json!("bio-1")];
        check_events("grades", &rows("grades", "elementId", &ids), &[(UnknownElement, 1, 1, "elementId")]);
    }

    #[test]
    fn events_of_no_moment() {
        let moments = [
            json!(NOW),
            json!("yesterday"),
            json!("2026-03-17T08:00:10"),
            json!("2026-03-17"),
            json!(""),
            json!(1_773_734_410_000_i64),
            json!(-1),
            json!(253_402_300_800_i64),
            json!(0),
            json!("2026-02-29T08:00:10Z"),
            json!("1773734410"),
        ];
        for (table, field) in [
            ("visits", "start"),
            ("views", "at"),
            ("completions", "completedAt"),
            ("grades", "gradedAt"),
            ("posts", "at"),
        ] {
            check_events(table, &rows(table, field, &moments), &[(BadMoment, 9, 1, field)]);
        }
        // A SCORM row without a moment counts always; one with a bad moment never does.
        let mut scorm = moments.to_vec();
        scorm.push(Value::Null);
        check_events("scorm", &rows("scorm", "at", &scorm), &[(BadMoment, 9, 1, "at")]);
    }

    #[test]
    fn events_without_a_number() {
        let values = [json!(1), json!(null), json!(0), json!(null)];
        check_events("visits", &rows("visits", "seconds", &values), &[(NoNumber, 2, 1, "seconds")]);
        check_events("grades", &rows("grades", "value", &values), &[(NoNumber, 2, 1, "value")]);
        check_events("views", &rows("views", "seconds", &values), &[]);
        check_events("scorm", &rows("scorm", "seconds", &values), &[]);
    }

    #[test]
    fn durations_below_0_and_above_a_day() {
        let values = [json!(0), json!(-1), json!(86_400), json!(86_401), json!(-0.5), json!(1e300), json!(-1e300)];
        let visits = [(NegativeVisit, 3, 1, "seconds"), (AboveDay, 2, 3, "seconds")];
        check_events("visits", &rows("visits", "seconds", &values), &visits);
        let views = [(NegativeView, 3, 1, "seconds"), (AboveDay, 2, 3, "seconds")];
        check_events("views", &rows("views", "seconds", &values), &views);
        // What a package reports may be longer than a day.
        check_events("scorm", &rows("scorm", "seconds", &values), &[(NegativeScorm, 3, 1, "seconds")]);
    }

    #[test]
    fn what_durations_are_taken_as() {
        let values = [json!(-1), json!(86_401), json!(5), json!(null)];
        let mut document = full();
        document["visits"] = rows("visits", "seconds", &values);
        document["views"] = rows("views", "seconds", &values);
        document["scorm"] = rows("scorm", "seconds", &values);
        for form in Form::BOTH {
            let (dataset, _) = read(&form.of(&document)).unwrap();
            assert_eq!(dataset.visits.seconds, [86_400.0, 5.0]);
            assert_eq!(dataset.views.seconds, [0.0, 86_400.0, 5.0, 0.0]);
            let scorm: Vec<_> = dataset.scorm.rows.iter().map(|row| row.seconds).collect();
            assert_eq!(scorm, [Some(0.0), Some(86_401.0), Some(5.0), None]);
        }
    }

    #[test]
    fn moments_and_dates_of_records() {
        for (pointer, value) in [
            ("/course/startsOn", json!("18.08.2025")),
            ("/course/endsOn", json!("2025-02-29")),
            ("/course/archivedAt", json!("soon")),
            ("/terms/0/startsOn", json!("2025-8-18")),
            ("/terms/0/endsOn", json!("2025-12-31T00:00:00Z")),
            ("/students/0/enrolledAt", json!("2025-08-18")),
            ("/students/0/leftAt", json!(1_773_734_410_000_i64)),
            ("/elements/0/activeFrom", json!(-1)),
            ("/elements/0/activeUntil", json!("")),
            ("/elements/0/deadline", json!("2025-09-12T21:59:00")),
            ("/elements/0/deactivatedAt", json!("x")),
            ("/elements/0/createdAt", json!("x")),
            ("/elements/0/deletedAt", json!("x")),
        ] {
            check(&with(pointer, value), &[(BadRecordMoment, 1, pointer)]);
        }
        let deletions = [json!(null), json!("x"), json!(NOW)];
        check_events("posts", &rows("posts", "deletedAt", &deletions), &[(BadRecordMoment, 1, 1, "deletedAt")]);
    }

    #[test]
    fn a_post_keeps_its_place_where_its_deletion_has_none() {
        let mut document = full();
        document["posts"] = rows("posts", "deletedAt", &[json!("x"), json!(NOW)]);
        for form in Form::BOTH {
            let (dataset, _) = read(&form.of(&document)).unwrap();
            let deleted: Vec<_> = dataset.posts.deleted_at.iter().map(|moment| moment.map(|m| m.to_string())).collect();
            assert_eq!(deleted, [None, Some(NOW.to_owned())]);
        }
    }

    /// A document with one graded element and grades of these values; what they count.
    #[track_caller]
    fn check_grades(scale: &Value, element: &Value, values: &[(Value, Option<f64>)]) {
        let mut document = full();
        document["scales"] = json!([scale]);
        document["elements"] = json!([element, { "id": 12, "kind": "scorm" }]);
        document["elements"][0]["id"] = json!(11);
        let given: Vec<_> = values.iter().map(|(value, _)| value.clone()).collect();
        document["grades"] = rows("grades", "value", &given);
        let outside: Vec<usize> = (0..values.len()).filter(|index| values[*index].1.is_none()).collect();
        for form in Form::BOTH {
            let (dataset, _) = read(&form.of(&document)).unwrap();
            assert_eq!(dataset.grades.worth, values.iter().map(|(_, worth)| *worth).collect::<Vec<_>>());
            let line = |first: &usize| (GradeOutsideScale, outside.len() as u64, form.place("grades", *first, "value"));
            check_form(&form.of(&document), &outside.first().map(line).into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn grades_outside_a_points_scale() {
        // The maximum is the element's, 40, not the scale's, 100.
        let values = [
            (json!(31), Some(77.5)),
            (json!(-0.1), None),
            (json!(0), Some(0.0)),
            (json!(40), Some(100.0)),
            (json!(40.5), None),
            (json!("A"), None),
            (json!("31"), None),
        ];
        check_grades(
            &json!({ "id": 1, "kind": "points", "max": 100 }),
            &json!({ "scaleId": 1, "maxScore": 40 }),
            &values,
        );
        check_grades(
            &json!({ "id": 1, "kind": "points", "max": 50 }),
            &json!({ "scaleId": 1 }),
            &[(json!(51), None), (json!(50), Some(100.0)), (json!(12.5), Some(25.0))],
        );
    }

    #[test]
    fn grades_without_a_maximum_or_a_scale() {
        let values = [(json!(0), None), (json!(5), None), (json!("A"), None)];
        check_grades(&json!({ "id": 1, "kind": "points" }), &json!({ "scaleId": 1 }), &values);
        check_grades(&json!({ "id": 1, "max": 0 }), &json!({ "scaleId": 1 }), &values);
        check_grades(&json!({ "id": 1, "max": 100 }), &json!({ "kind": "test" }), &values);
        // A maximum alone is on the built-in scale.
        check_grades(&json!({ "id": 1 }), &json!({ "maxScore": 20 }), &[(json!(5), Some(25.0)), (json!(21), None)]);
    }

    #[test]
    fn grades_that_are_no_level() {
        let levels = json!([{ "label": "F", "value": 1 }, { "label": "A", "value": 6 }]);
        check_grades(
            &json!({ "id": 1, "kind": "levels", "levels": levels }),
            &json!({ "scaleId": 1, "maxScore": 40 }),
            &[
                (json!("A"), Some(6.0)),
                (json!("a"), None),
                (json!(6), None),
                (json!("F"), Some(1.0)),
                (json!(""), None),
            ],
        );
    }

    #[test]
    fn a_grade_outside_its_scale_is_kept_as_given() {
        let mut document = full();
        document["grades"] = rows("grades", "value", &[json!(99), json!("A")]);
        let (dataset, _) = read(&document).unwrap();
        assert_eq!(dataset.grades.given, [GivenGrade::Number(99.0), GivenGrade::Label("A".into())]);
        assert_eq!(dataset.grades.worth, [None, None]);
    }

    /// Folders as (id, parent); which parents remain.
    #[track_caller]
    fn check_folders(folders: &[(i64, Value)], parents: &[Option<u32>], expected: &[Line]) {
        let mut document = full();
        document["folders"] = folders.iter().map(|(id, parent)| json!({ "id": id, "parentId": parent })).collect();
        document["elements"][0]["folderId"] = json!(folders[0].0);
        check(&document, expected);
        let (dataset, _) = read(&document).unwrap();
        assert_eq!(dataset.folders.iter().map(|folder| folder.parent).collect::<Vec<_>>(), parents);
    }

    #[test]
    fn folders_in_a_loop_lose_their_parents() {
        let first = "/folders/0/parentId";
        check_folders(&[(1, json!(1))], &[None], &[(FolderLoop, 1, first)]);
        check_folders(&[(1, json!(2)), (2, json!("1"))], &[None, None], &[(FolderLoop, 2, first)]);
        // 3 and 4 lead into the loop of 1 and 2; they are not on it.
        check_folders(
            &[(4, json!(3)), (3, json!(1)), (1, json!(2)), (2, json!(1))],
            &[Some(1), Some(2), None, None],
            &[(FolderLoop, 2, "/folders/2/parentId")],
        );
        // Two loops apart from each other.
        check_folders(
            &[(1, json!(2)), (2, json!(1)), (3, json!(4)), (4, json!(3)), (5, json!(null))],
            &[None; 5],
            &[(FolderLoop, 4, first)],
        );
        check_folders(&[(3, json!(2)), (2, json!(1)), (1, json!(null))], &[Some(1), Some(2), None], &[]);
    }

    #[test]
    fn unknown_references_of_records() {
        let parent = "/folders/1/parentId";
        check_folders(&[(1, json!(null)), (2, json!(99))], &[None, None], &[(UnknownFolder, 1, parent)]);
        for (field, kind) in [("folderId", UnknownFolder), ("termId", UnknownTerm), ("scaleId", UnknownScale)] {
            // The element keeps its own maximum, so that its grade stays within.
            let pointer = format!("/elements/0/{field}");
            check(&with(&pointer, json!("gone")), &[(kind, 1, pointer.as_str())]);
        }
        let groups = json!([7, "gone", "7", 8]);
        check(&with("/students/0/groupIds", groups), &[(UnknownGroup, 2, "/students/0/groupIds/1")]);
    }

    #[test]
    fn an_unknown_scale_leaves_the_own_maximum() {
        let (dataset, _) = read(&with("/elements/0/scaleId", json!("gone"))).unwrap();
        let scale = &dataset.scales[dataset.elements[0].scale.unwrap() as usize];
        assert_eq!((scale.id.as_str(), &scale.kind), ("score", &ScaleKind::Points { max: None }));
        assert_eq!(dataset.max_points(&dataset.elements[0]), Some(40.0));
    }

    #[test]
    fn unknown_names_in_an_audience() {
        let audience = json!({ "groupIds": [7, 8], "studentIds": [101, 7, "x"] });
        let expected = [(UnknownAvailability, 3, "/elements/0/availableTo/groupIds/1")];
        check(&with("/elements/0/availableTo", audience), &expected);
    }

    #[test]
    fn an_audience_without_a_known_name_is_nobody() {
        for audience in [
            json!({}),
            json!({ "groupIds": [], "studentIds": null }),
            json!({ "groupIds": [99] }),
            json!({ "studentIds": ["x"] }),
        ] {
            let (dataset, _) = read(&with("/elements/0/availableTo", audience)).unwrap();
            assert!(!dataset.elements[0].is_available_to(0, &dataset.students[0]));
        }
        let everyone = usable(&with("/elements/0/availableTo", Value::Null));
        assert!(everyone.elements[0].is_available_to(0, &everyone.students[0]));
    }

    #[test]
    fn a_row_is_counted_once_for_the_first_of_its_faults() {
        let rows = json!([
            { "studentId": 1, "elementId": 1, "value": null, "gradedAt": "x" },
            { "studentId": 101, "elementId": 1, "value": null, "gradedAt": "x" },
            { "studentId": 101, "elementId": 11, "value": null, "gradedAt": "x" },
            { "studentId": 101, "elementId": 11, "value": null, "gradedAt": NOW },
            { "studentId": 101, "elementId": 11, "value": 1000, "gradedAt": NOW },
        ]);
        check_events(
            "grades",
            &rows,
            &[
                (UnknownStudent, 1, 0, "studentId"),
                (UnknownElement, 1, 1, "elementId"),
                (BadMoment, 1, 2, "gradedAt"),
                (NoNumber, 1, 3, "value"),
                (GradeOutsideScale, 1, 4, "value"),
            ],
        );
        let rows = json!([
            { "studentId": 1, "at": "x", "deletedAt": "x" },
            { "studentId": 101, "at": "x", "deletedAt": "x" },
            { "studentId": 101, "at": NOW, "deletedAt": "x" },
        ]);
        check_events(
            "posts",
            &rows,
            &[(UnknownStudent, 1, 0, "studentId"), (BadMoment, 1, 1, "at"), (BadRecordMoment, 1, 2, "deletedAt")],
        );
    }

    #[test]
    fn the_first_example_goes_by_the_order_of_the_format() {
        // The document has its lists the other way round.
        let mut document = full();
        document["scorm"][0]["studentId"] = json!("x");
        document["visits"][0]["studentId"] = json!("x");
        document["elements"][0]["deadline"] = json!("x");
        document["elements"][0]["activeFrom"] = json!("x");
        document["students"][0]["leftAt"] = json!("x");
        document["elements"][0]["folderId"] = json!("x");
        document["folders"][1]["parentId"] = json!("x");
        let reversed: Value = Value::Object(document.as_object().unwrap().clone().into_iter().rev().collect());
        for form in Form::BOTH {
            let expected = [
                (UnknownStudent, 2, form.place("visits", 0, "studentId")),
                (BadRecordMoment, 3, "/students/0/leftAt".to_owned()),
                (UnknownFolder, 2, "/folders/1/parentId".to_owned()),
            ];
            check_form(&form.of(&document), &expected);
            check_form(&form.of(&reversed), &expected);
        }
    }
}

mod forms {
    use super::*;

    #[test]
    fn twelve_is_one_id_and_012_another() {
        let document = course(
            NOW,
            &json!({
                "students": [{ "id": 12 }, { "id": "012" }, { "id": -12 }, { "id": "12.0" }],
                "visits": [
                    { "studentId": "12", "start": NOW, "seconds": 1 },
                    { "studentId": 12, "start": NOW, "seconds": 2 },
                    { "studentId": "012", "start": NOW, "seconds": 4 },
                    { "studentId": "-12", "start": NOW, "seconds": 8 },
                ],
            }),
        );
        for form in Form::BOTH {
            let dataset = usable(&form.of(&document));
            let ids: Vec<_> = dataset.students.iter().map(|student| student.id.as_str()).collect();
            assert_eq!(ids, ["12", "012", "-12", "12.0"]);
            let seconds: Vec<f64> = (0..4)
                .map(|student| dataset.visits.seconds[dataset.visits.by_student.of(student)].iter().sum())
                .collect();
            assert_eq!(seconds, [3.0, 4.0, 8.0, 0.0]);
        }
    }

    #[test]
    fn ids_keep_all_their_digits() {
        // As doubles, each of the first two pairs would be one number.
        let ids = [
            "9007199254740992",
            "9007199254740993",
            "9223372036854775806",
            "9223372036854775807",
            "18446744073709551615",
            "-9223372036854775808",
        ];
        let students: Vec<_> = ids.iter().map(|id| format!("{{\"id\":{id}}}")).collect();
        let visits: Vec<_> = ids.iter().map(|id| format!("{{\"studentId\":{id},\"start\":0,\"seconds\":1}}")).collect();
        let text = format!(
            r#"{{"format":"course-document/1","generatedAt":0,"course":{{"id":1,"title":""}},"students":[{}],"visits":[{}]}}"#,
            students.join(","),
            visits.join(","),
        );
        let (dataset, faults) = read_text(text.as_bytes()).unwrap();
        assert_eq!(faults, Faults::default());
        assert_eq!(dataset.students.iter().map(|student| student.id.as_str()).collect::<Vec<_>>(), ids);
        for student in 0..ids.len() as u32 {
            assert_eq!(dataset.visits.by_student.of(student).len(), 1);
        }
    }

    #[test]
    fn one_moment_in_all_its_forms() {
        let forms = [
            json!("2026-03-17T08:00:10Z"),
            json!("2026-03-17T08:00:10.000Z"),
            json!("2026-03-17T09:00:10+01:00"),
            json!("2026-03-17T04:30:10-03:30"),
            json!(1_773_734_410),
        ];
        for moment in forms {
            let mut document = full();
            document["visits"][0]["start"] = moment.clone();
            document["elements"][0]["deadline"] = moment;
            for form in Form::BOTH {
                let dataset = usable(&form.of(&document));
                assert_eq!(dataset.visits.start[0].to_string(), "2026-03-17T08:00:10Z");
                assert_eq!(dataset.elements[0].deadline.unwrap(), dataset.visits.start[0]);
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_accepted() {
        let text = format!("\u{feff}{}", full());
        let (marked, _) = read_text(text.as_bytes()).unwrap();
        assert_eq!(contents(&marked), contents(&usable(&full())));
    }

    #[test]
    fn only_what_is_required() {
        let dataset = usable(&json!({
            "format": "course-document/1", "generatedAt": 0, "course": { "id": 1, "title": "" }, "students": [],
        }));
        assert_eq!(dataset.zone.name(), "UTC");
        assert_eq!(dataset.course.settings, roundview::dataset::Settings::default());
        assert!(dataset.viewer.is_none() && dataset.students.is_empty() && dataset.visits.start.is_empty());
        // The built-in scale is always there.
        assert_eq!(dataset.scales.len(), 1);
    }

    #[test]
    fn null_is_absent() {
        let mut null = full();
        for list in ["timeZone", "viewer", "terms", "groups", "scales", "folders", "elements"] {
            null[list] = Value::Null;
        }
        for table in crate::course::TABLES {
            null[table] = Value::Null;
        }
        null["course"] = json!({ "id": 1, "title": "", "settings": null, "startsOn": null, "archivedAt": null });
        null["students"] = json!([{ "id": 1, "firstName": null, "groupIds": null, "enrolledAt": null }]);
        let absent = json!({
            "format": "course-document/1", "generatedAt": NOW, "course": { "id": 1, "title": "" },
            "students": [{ "id": 1 }],
        });
        assert_eq!(contents(&usable(&null)), contents(&usable(&absent)));
        let elements = json!([{ "id": 1, "mandatory": null, "inAssessmentRecord": null, "availableTo": null }]);
        let dataset = usable(&course(NOW, &json!({ "elements": elements })));
        assert!(!dataset.elements[0].mandatory && dataset.elements[0].in_assessment_record);
    }

    #[test]
    fn only_limits_tell_null_from_absent() {
        let limits = |settings: Value| {
            let document = course(NOW, &json!({ "course": { "id": 1, "title": "", "settings": settings } }));
            let settings = usable(&document).course.settings;
            (
                settings.summary_limit,
                settings.time_on_task_limit,
                settings.track_time_online,
                settings.show_course_average,
            )
        };
        assert_eq!(limits(json!({})), (Some(1000.0), Some(1300.0), true, true));
        assert_eq!(limits(json!({ "summaryLimit": null, "timeOnTaskLimit": null })), (None, None, true, true));
        assert_eq!(
            limits(json!({ "summaryLimit": 0, "trackTimeOnline": null, "showCourseAverage": null })),
            (Some(0.0), Some(1300.0), true, true)
        );
    }

    #[test]
    fn unknown_fields_are_passed_over_however_deep() {
        // Far deeper than any stack could hold.
        let deep = format!("{}1{}", "[{\"a\":".repeat(100_000), "}]".repeat(100_000));
        let plain = full().to_string();
        let members = format!("\"x\":{deep},\"ünknown\":\"\\\"}}]\",");
        let text = plain
            .replacen('{', &format!("{{{members}"), 1)
            .replace("\"firstName\"", &format!("{members}\"firstName\""))
            .replace("\"trackTimeOnline\"", &format!("{members}\"trackTimeOnline\""))
            .replace("\"studentId\"", &format!("{members}\"studentId\""))
            .replace("\"label\"", &format!("{members}\"label\""));
        let (dataset, faults) = read_text(text.as_bytes()).unwrap();
        assert_eq!(faults, Faults::default());
        assert_eq!(contents(&dataset), contents(&usable(&full())));
        // So deep a value where a field is known is refused like any other.
        let text = plain.replace("\"Ada\"", &deep);
        assert_eq!(read_text(text.as_bytes()).map(|_| ()).unwrap_err().pointer, "/students/0/firstName");
    }

    /// JSON leaves open which of several members of one name counts; here it is the last, everywhere.
    #[test]
    fn of_several_members_of_one_name_the_last_counts() {
        let base = usable(&full());
        let plain = full().to_string();
        for (member, before) in [
            ("\"students\":", "\"students\":[{\"id\":1},{\"id\":2}],"),
            ("\"visits\":", "\"visits\":[{\"studentId\":5,\"start\":7,\"seconds\":9}],"),
            ("\"visits\":", "\"visits\":{\"studentId\":[5],\"start\":[7],\"seconds\":[9]},"),
            ("\"timeZone\":", "\"timeZone\":\"Asia/Kolkata\","),
            ("\"course\":", "\"course\":{\"id\":5,\"title\":\"Chemistry\"},"),
            ("\"firstName\":", "\"firstName\":\"Bo\","),
            ("\"completedAt\":", "\"completedAt\":5,"),
            ("\"value\":31", "\"value\":\"A\","),
            ("\"kind\":\"thread\"", "\"kind\":\"post\","),
            ("\"groupIds\":", "\"groupIds\":[99],"),
        ] {
            let text = plain.replacen(member, &format!("{before}{member}"), 1);
            let (dataset, faults) = read_text(text.as_bytes()).unwrap();
            assert_eq!(faults, Faults::default(), "{member}");
            assert_eq!(contents(&dataset), contents(&base), "{member}");
        }
        let columns = Form::Columns.of(&full()).to_string();
        let text = columns.replacen("\"seconds\":", "\"seconds\":[1,2,3],\"seconds\":", 1);
        assert_eq!(contents(&read_text(text.as_bytes()).unwrap().0), contents(&base));
    }

    #[test]
    fn names_and_texts_with_escapes() {
        let plain = full().to_string();
        let text = plain
            .replace("\"students\"", "\"stud\\u0065nts\"")
            .replace("\"studentId\"", "\"\\u0073tudentId\"")
            .replace("\"Ada\"", "\"\\u0041da\"")
            .replace("2026-03-17T08:00:10Z", "2026-03-17T08\\u003a00:10Z")
            .replace("Europe/Oslo", "Europe\\/Oslo");
        assert_ne!(text, plain);
        assert_eq!(contents(&read_text(text.as_bytes()).unwrap().0), contents(&usable(&full())));
    }

    #[track_caller]
    fn check_name(json: &str, expected: &str) {
        let text = full().to_string().replace("\"Ada\"", json);
        let (dataset, _) = read_text(text.as_bytes()).unwrap();
        assert_eq!(dataset.students[0].first_name, expected);
    }

    #[test]
    fn escapes() {
        check_name(r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t");
        check_name(r#""\u00e5\u00C5""#, "åÅ");
        check_name(r#""\ud83d\ude00""#, "😀");
        check_name(r#""\u0000""#, "\0");
        check_name("\"å\u{2028}😀\"", "å\u{2028}😀");
    }

    #[test]
    fn a_lone_surrogate_is_a_replacement_character() {
        check_name(r#""\ud83d""#, "\u{fffd}");
        check_name(r#""a\ude00b""#, "a\u{fffd}b");
        check_name(r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}");
        check_name(r#""\ud83d\u0041""#, "\u{fffd}A");
        check_name(r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀");
        check_name(r#""\ud83d\n""#, "\u{fffd}\n");
    }

    #[test]
    fn numbers_of_every_form() {
        for (number, seconds) in [
            ("0", 0.0),
            ("-0", 0.0),
            ("1.5", 1.5),
            ("15e1", 150.0),
            ("1.5E+2", 150.0),
            ("1500e-3", 1.5),
            ("1e-400", 0.0),
        ] {
            let text = full().to_string().replace("\"seconds\":840", &format!("\"seconds\":{number}"));
            let (dataset, faults) = read_text(text.as_bytes()).unwrap();
            assert_eq!((dataset.visits.seconds[0].abs(), faults.counted()), (seconds, 0), "{number}");
        }
        // Beyond all doubles it is above a day all the same.
        let text = full().to_string().replace("\"seconds\":840", "\"seconds\":1e999");
        let (dataset, faults) = read_text(text.as_bytes()).unwrap();
        assert_eq!((dataset.visits.seconds[0], faults.counted()), (86_400.0, 1));
    }

    #[test]
    fn lists_may_come_in_any_order() {
        for form in Form::BOTH {
            let document = form.of(&full());
            let members: Vec<_> = document.as_object().unwrap().clone().into_iter().collect();
            for shift in 0..members.len() {
                let rotated = members[shift..].iter().chain(&members[..shift]).cloned();
                let dataset = usable(&Value::Object(rotated.collect()));
                assert_eq!(contents(&dataset), contents(&usable(&document)), "from {}", members[shift].0);
            }
        }
    }

    #[test]
    fn fields_may_come_in_any_order() {
        let mut document = full();
        for table in crate::course::TABLES {
            let row = document[table][0].as_object().unwrap().clone();
            document[table][0] = Value::Object(row.into_iter().rev().collect());
        }
        for form in Form::BOTH {
            assert_eq!(contents(&usable(&form.of(&document))), contents(&usable(&full())));
        }
    }

    #[test]
    fn events_stand_by_student_and_moment_and_else_as_in_the_document() {
        let document = course(
            NOW,
            &json!({
                "students": [{ "id": "b" }, { "id": "a" }],
                "visits": [
                    { "studentId": "a", "start": 30, "seconds": 1 },
                    { "studentId": "b", "start": 20, "seconds": 2 },
                    { "studentId": "a", "start": 10, "seconds": 3 },
                    { "studentId": "a", "start": 30, "seconds": 4 },
                    { "studentId": "b", "start": 20, "seconds": 5 },
                    { "studentId": "a", "start": 30, "seconds": 0 },
                ],
            }),
        );
        for form in Form::BOTH {
            assert_eq!(usable(&form.of(&document)).visits.seconds, [2.0, 5.0, 3.0, 1.0, 4.0, 0.0]);
        }
    }
}

mod pieces {
    use super::*;

    /// A document with a fault of many kinds, whose names need more than one byte.
    fn faulty() -> Value {
        let mut document = full();
        document["students"][0]["firstName"] = json!("Åse \u{1f600} \"q\"\\");
        document["students"][0]["leftAt"] = json!("x");
        for (table, field) in [("visits", "studentId"), ("views", "elementId"), ("completions", "completedAt")] {
            let mut row = document[table][0].clone();
            row[field] = json!("ø");
            document[table].as_array_mut().unwrap().push(row);
        }
        document["grades"].as_array_mut().unwrap().push(json!({
            "studentId": 101, "elementId": 11, "value": -1.5e2, "gradedAt": NOW, "by": [null, true, { "x": -0.1 }],
        }));
        document
    }

    fn outcome(result: Result<(Dataset, Faults), Refusal>) -> Result<(String, Faults), Refusal> {
        result.map(|(dataset, faults)| (contents(&dataset), faults))
    }

    /// However the text is cut, the same is read, or refused with the same words.
    #[track_caller]
    fn check(text: &[u8]) {
        let whole = outcome(read_text(text));
        assert_eq!(outcome(read_pieces(text.chunks(1))), whole, "byte by byte");
        assert_eq!(outcome(read_pieces(text.chunks(7))), whole, "in sevens");
        for split in 0..=text.len() {
            let (first, second) = text.split_at(split);
            assert_eq!(outcome(read_pieces([first, second])), whole, "cut after {split} bytes");
        }
    }

    #[test]
    fn a_document_may_be_cut_anywhere() {
        for form in Form::BOTH {
            let text = form.of(&faulty()).to_string();
            assert!(read_text(text.as_bytes()).is_ok_and(|(_, faults)| faults.counted() == 5));
            check(text.as_bytes());
        }
    }

    #[test]
    fn white_space_escapes_and_a_mark_may_be_cut() {
        let pretty = serde_json::to_string_pretty(&full()).unwrap();
        let text = format!("\u{feff}{pretty}\r\n").replace("Ada", r"\ud83d\ude00\ud83d\u00e5");
        check(text.as_bytes());
    }

    #[test]
    fn a_refusal_is_the_same_however_the_text_is_cut() {
        for form in Form::BOTH {
            let text = form.of(&full()).to_string();
            for (old, new) in [
                ("\"start\"", "\"begin\""),
                ("840", "\"840\""),
                ("840", "84o"),
                ("true", "trve"),
                ("1260", "01260"),
                ("\"levels\":[", "\"levels\":{"),
                ("completed\"", "completed"),
                ("Ada", "A\\da"),
                ("\"id\":101", "\"id\":101.5"),
                ("0.8", "[[0.8"),
            ] {
                let broken = text.replacen(old, new, 1);
                assert!(read_text(broken.as_bytes()).is_err(), "{old} → {new}");
                check(broken.as_bytes());
            }
            check(format!("{text}}}").as_bytes());
        }
    }

    #[test]
    fn records_longer_than_many_pieces() {
        let mut document = full();
        let long = "Å".repeat(100_000);
        document["students"][0]["firstName"] = json!(long);
        document["scorm"][0]["status"] = json!(long);
        let ids: Vec<_> = (0..20_000).map(|_| json!(7)).collect();
        document["students"][0]["groupIds"] = Value::Array(ids);
        for form in Form::BOTH {
            let text = form.of(&document).to_string();
            let whole = outcome(read_text(text.as_bytes()));
            for size in [1, 1000, 65_537] {
                assert_eq!(outcome(read_pieces(text.as_bytes().chunks(size))), whole, "in pieces of {size}");
            }
        }
    }

    #[test]
    fn empty_pieces_change_nothing() {
        let text = full().to_string();
        let (first, second) = text.as_bytes().split_at(100);
        let pieces = [&[][..], first, &[], &[], second, &[]];
        assert_eq!(outcome(read_pieces(pieces)), outcome(read_text(text.as_bytes())));
        assert_eq!(read_pieces([]).map(|_| ()).unwrap_err().pointer, "");
    }
}
