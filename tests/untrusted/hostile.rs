//! Documents that somebody made to break the reader. Memory is counted: it must stay in proportion to what
//! arrives, or below what is said.

use roundview::{
    dataset::{
        Dataset,
        zone::{Zone, native_zones},
    },
    document::{CourseReader, DocumentReader, FaultKind, Faults, Refusal, TrainingReader},
    engine::{service::Service, training::TrainingService},
};

use crate::{
    alone,
    laws::{
        course,
        memory::{in_proportion, peak_of},
        ranks, training,
    },
};

const HEAD: &str =
    r#"{"format":"course-document/1","generatedAt":"2026-03-18T09:30:00Z","course":{"id":1,"title":"x"},"students":"#;

const TRAINING: &str = r#"{"format":"training-document/1","generatedAt":"2026-03-18T09:30:00Z","viewer":{"userId":1}"#;

/// Reads a course whole, and in pieces of a network's size.
#[track_caller]
fn read(text: &[u8]) -> Result<(Dataset, Faults), Refusal> {
    let whole = in_proportion(text.len(), || {
        let mut reader = CourseReader::default();
        reader.push(text)?;
        reader.into_dataset(&native_zones)
    });
    let cut = in_proportion(text.len(), || {
        let mut reader = CourseReader::default();
        text.chunks(16_384).try_for_each(|piece| reader.push(piece))?;
        reader.into_dataset(&native_zones)
    });
    assert_eq!(whole.as_ref().map(drop), cut.as_ref().map(drop));
    whole
}

/// A course whose students are `students`, with more members behind them.
#[track_caller]
fn read_course(students: &str, more: &str) -> Result<(Dataset, Faults), Refusal> {
    read(format!("{HEAD}{students}{more}}}").as_bytes())
}

#[track_caller]
fn refused(students: &str, more: &str, pointer: &str, found: &str) {
    let refusal = read_course(students, more).map(drop).unwrap_err();
    assert_eq!((&*refusal.pointer, &*refusal.found), (pointer, found));
}

/// A million levels, closed and not, where a list, a record, a field, a row and nothing known may stand.
#[test]
fn deep_nesting() {
    let _alone = alone();
    let (open, close) = ("[".repeat(1_000_000), "]".repeat(1_000_000));
    let braces = "{\"a\":".repeat(300_000);
    read_course("[]", &format!(",\"x\":{open}{close}")).unwrap();
    read_course("[]", &format!(",\"x\":{braces}0{}", "}".repeat(300_000))).unwrap();
    read_course(&format!("[{{\"id\":1,\"x\":{open}{close}}}]"), "").unwrap();
    let column = HEAD.len() + "[],\"x\":".len() + 1_000_001;
    refused("[]", &format!(",\"x\":{open}"), "", &format!("\"}}\" at line 1, column {column}"));
    refused(&format!("{open}{close}"), "", "/students/0", "an array");
    refused(&format!("[{{\"id\":{open}{close}}}]"), "", "/students/0/id", "an array");
    refused("[]", &format!(",\"visits\":[{open}{close}]"), "/visits/0", "an array");
    refused("[]", &format!(",\"visits\":{{\"start\":[{open}{close}]}}"), "/visits/start/0", "an array");
    read_course("[]", &format!(",\"visits\":{{\"x\":{open}{close},\"studentId\":[],\"start\":[],\"seconds\":[]}}"))
        .unwrap();
    // The whole text.
    assert_eq!(read(open.as_bytes()).map(drop).unwrap_err().found, "the end of the text at line 1, column 1000001");
}

/// Of many members of one name the last counts, wherever they stand.
#[test]
fn a_million_members_of_one_name() {
    let _alone = alone();
    let many = "\"title\":\"a\",".repeat(1_000_000);
    let (data, _) = read(
        format!(
            r#"{{"format":"course-document/1","generatedAt":0,"course":{{{many}"id":1,"title":"b"}},"students":[]}}"#
        )
        .as_bytes(),
    )
    .unwrap();
    assert_eq!(data.course.title, "b");
    let rows = format!("[{{{}\"studentId\":1,\"start\":0,\"seconds\":5}}]", "\"seconds\":1,".repeat(100_000));
    let (data, _) = read_course("[{\"id\":1}]", &format!(",\"visits\":{rows}")).unwrap();
    assert_eq!(data.visits.seconds, [5.0]);
    let (data, _) = read_course("[{\"id\":1}]", &",\"visits\":[]".repeat(100_000)).unwrap();
    assert!(data.visits.start.is_empty());
    read_course("[]", &",\"x\":0".repeat(100_000)).unwrap();
}

/// Each name was once looked up among all before it, so that some hundred thousand took minutes.
#[test]
fn a_hundred_thousand_custom_fields() {
    let _alone = alone();
    let fields: Vec<String> = (0..100_000).map(|field| format!("\"field {field}\":\"x\"")).collect();
    let text = format!("{TRAINING},\"users\":[{{\"id\":1,\"customFields\":{{{}}}}}]}}", fields.join(","));
    let (data, _) = read_training(text.as_bytes()).unwrap();
    assert_eq!(data.users[0].custom_fields.len(), 100_000);
}

#[track_caller]
fn read_training(text: &[u8]) -> Result<(roundview::dataset::training::Training, Faults), Refusal> {
    in_proportion(text.len(), || {
        let mut reader = TrainingReader::default();
        text.chunks(16_384).try_for_each(|piece| reader.push(piece))?;
        reader.into_training(&native_zones)
    })
}

/// JSON has escapes for halves of characters, and files have bytes that are no text.
#[test]
fn what_is_no_text() {
    let _alone = alone();
    let (data, _) =
        read_course(r#"[{"id":"\ud800","firstName":"a\u0000b","lastName":"\udc00\ud83d\ude00"}]"#, "").unwrap();
    let student = &data.students[0];
    assert_eq!((&*student.id, &*student.first_name, &*student.last_name), ("\u{fffd}", "a\0b", "\u{fffd}😀"));
    // A surrogate as three bytes, a byte alone, a letter that is cut off, a character beyond the last.
    for bytes in [&b"\xed\xa0\x80"[..], b"\x80", b"\xc3", b"\xf4\x90\x80\x80", b"\xc0\x80"] {
        for place in ["[{\"id\":\"?\"}]", "[{\"id\":1,\"x\":\"?\"}]", "[{\"?\":1}]"] {
            let text = [HEAD.as_bytes(), place.split('?').next().unwrap().as_bytes(), bytes].concat();
            let text = [&text, place.split('?').nth(1).unwrap().as_bytes(), b"}"].concat();
            let refusal = read(&text).map(drop).unwrap_err();
            assert_eq!(refusal.expected, "text in UTF-8", "{bytes:?} in {place}");
        }
    }
    // A zero byte in a text and between two.
    assert_eq!(
        read_course("[{\"id\":\"\0\"}]", "").map(drop).unwrap_err().expected,
        "no control character in a string"
    );
    let place = |column: usize| format!("byte 0x00 at line 1, column {}", HEAD.len() + column);
    refused("[\0]", "", "", &place(2));
    refused("[]}\0", "", "", &place(4));
    // One mark before the text is none of it; a second is.
    let marked = |marks: usize| [&b"\xef\xbb\xbf".repeat(marks), HEAD.as_bytes(), b"[]}"].concat();
    read(&marked(1)).unwrap();
    assert_eq!(read(&marked(2)).map(drop).unwrap_err().found, "byte 0xef at line 1, column 1");
}

/// As an id a number is as long as it is; as a number it is the nearest that there is.
#[test]
fn numbers_of_any_length() {
    let _alone = alone();
    let long = "7".repeat(10_000);
    let (data, _) = read_course(&format!("[{{\"id\":{long}}},{{\"id\":-0}}]"), "").unwrap();
    assert_eq!((&*data.students[0].id, &*data.students[1].id), (&*long, "0"));
    let visits = |seconds: &str| {
        let more = format!(",\"visits\":{{\"studentId\":[1],\"start\":[0],\"seconds\":[{seconds}]}}");
        let (data, faults) = read_course("[{\"id\":1}]", &more).unwrap();
        (data.visits.seconds, faults.lines().iter().map(|line| line.kind).collect::<Vec<_>>())
    };
    for seconds in [&*long, "1e999999", "1e+2000000000000", &format!("0.{long}e9999")] {
        assert_eq!(visits(seconds), (vec![86_400.0], vec![FaultKind::AboveDay]));
    }
    for seconds in ["1e-999999", "-0", "-0.0", &format!("0.{}1", "0".repeat(10_000))] {
        assert_eq!(visits(seconds), (vec![0.0], vec![]));
    }
    assert_eq!(visits("-1e999999"), (vec![], vec![FaultKind::NegativeVisit]));
    // No moment, and not told at its full length.
    let (_, faults) =
        read_course("[{\"id\":1}]", &format!(",\"visits\":[{{\"studentId\":1,\"start\":{long},\"seconds\":1}}]"))
            .unwrap();
    assert_eq!(faults.lines()[0].kind, FaultKind::BadMoment);
    refused("[]", &format!(",\"visits\":[{{\"studentId\":0.{long}}}]"), "/visits/0/studentId", "a long number");
    refused("[]", &format!(",\"visits\":[{{\"start\":1{long}e1}}]"), "/visits/0/start", "a long number");
    refused(&format!("[{{\"id\":1.{long}}}]"), "", "/students/0/id", "a long number");
}

/// Ids are texts and no names of anything.
#[test]
fn ids_that_are_names_elsewhere() {
    let _alone = alone();
    let names = ["__proto__", "constructor", "toString", "hasOwnProperty", "", " ", "../x", "<b>", "null", "true"];
    let long = "å".repeat(10_000);
    let ids: Vec<&str> = names.into_iter().chain([&*long]).collect();
    let students: Vec<String> = ids.iter().map(|id| format!("{{\"id\":\"{id}\"}}")).collect();
    let visits: Vec<String> =
        ids.iter().map(|id| format!("{{\"studentId\":\"{id}\",\"start\":1773734410,\"seconds\":60}}")).collect();
    let (data, faults) =
        read_course(&format!("[{}]", students.join(",")), &format!(",\"visits\":[{}]", visits.join(","))).unwrap();
    assert_eq!(faults.counted(), 0);
    assert!((0..ids.len() as u32).all(|student| data.visits.by_student.of(student).len() == 1));
    let service = Service::new(data, faults);
    let found: Vec<String> = service.info(&ranks).students.into_iter().map(|student| student.id).collect();
    assert_eq!(found, ids);
    course::reports(&service, None, None);
    refused(
        "[{\"id\":\"__proto__\"},{\"id\":\"__proto__\"}]",
        "",
        "/students/1/id",
        "an id that an earlier record has",
    );
}

#[test]
fn many_empty_groups() {
    let _alone = alone();
    let groups: Vec<String> = (0..200_000).map(|id| format!("{{\"id\":{id}}}")).collect();
    let groups = groups.join(",");
    let (data, faults) = read_course("[{\"id\":1,\"groupIds\":[7]}]", &format!(",\"groups\":[{groups}]")).unwrap();
    let service = Service::new(data, faults);
    let ((), peak) = peak_of(|| drop(course::reports(&service, None, None)));
    assert!(peak < 100 << 20, "{peak}");
}

/// Nothing that events name is there: all are left out and counted, with the place of the first.
#[test]
fn every_reference_dangles() {
    let _alone = alone();
    let column = |value: &str| vec![value; 50_000].join(",");
    let views = format!(
        ",\"views\":{{\"studentId\":[{}],\"elementId\":[{}],\"at\":[{}]}}",
        column("9"),
        (0..50_000).map(|id| format!("\"e{id}\"")).collect::<Vec<_>>().join(","),
        column("1773734410")
    );
    let (data, faults) = read_course("[{\"id\":1,\"groupIds\":[1,2,3]}]", &views).unwrap();
    assert!(data.views.at.is_empty());
    assert_eq!((faults.left_out(), faults.counted()), (50_000, 50_003));
    assert_eq!(faults.lines()[0].first, "/views/studentId/0");
}

/// Each folder lies in the one before it, and in the last lies an element; or all lie in each other.
#[test]
fn a_chain_of_folders() {
    let _alone = alone();
    const COUNT: u32 = 20_000;
    for is_loop in [false, true] {
        let folder = |id: u32| match id {
            0 if is_loop => format!("{{\"id\":0,\"parentId\":{}}}", COUNT - 1),
            0 => "{\"id\":0}".to_owned(),
            id => format!("{{\"id\":{id},\"parentId\":{}}}", id - 1),
        };
        let folders: Vec<String> = (0..COUNT).map(folder).collect();
        let more = format!(
            ",\"folders\":[{}],\"elements\":[{{\"id\":1,\"kind\":\"page\",\"folderId\":{}}}]",
            folders.join(","),
            COUNT - 1
        );
        let (data, faults) = read_course("[{\"id\":1}]", &more).unwrap();
        assert_eq!(faults.counted(), if is_loop { u64::from(COUNT) } else { 0 });
        let service = Service::new(data, faults);
        let ((), peak) = peak_of(|| course::reports(&service, None, None).clear());
        assert!(peak < 200 << 20, "{peak}");
    }
}

/// What a mailbox of rows may hold goes in and out: memory is that of the columns, however long the text is.
#[test]
fn a_long_document_is_read_as_it_arrives() {
    let _alone = alone();
    // As in a document of so many MiB, where the environment says how many.
    let mebibytes = std::env::var("ROUNDVIEW_LONG").map_or(24, |text| text.parse().unwrap());
    let rows: String = (0..1000)
        .map(|row| format!("{{ \"studentId\": 1, \"start\": \"2026-03-17T08:00:10Z\", \"seconds\": {row} }},\n"))
        .collect();
    let times = (mebibytes << 20) / rows.len();
    let mut events = 0;
    let (data, peak) = peak_of(|| {
        let mut reader = DocumentReader::default();
        reader.push(format!("{HEAD}[{{\"id\":1}}],\"visits\":[").as_bytes()).unwrap();
        for _ in 0..times {
            reader.push(rows.as_bytes()).unwrap();
            events += 1000;
        }
        reader.push(br#"{"studentId":1,"start":0,"seconds":1}]}"#).unwrap();
        let roundview::document::Document::Course(data) = reader.into_document(&native_zones).unwrap().0 else {
            panic!("no course")
        };
        data
    });
    println!("{} MiB of text, {events} events, {} MiB of memory", mebibytes, peak >> 20);
    assert_eq!(data.visits.start.len(), events + 1);
    // Student, start and seconds as they are read, 20 bytes, and by student with their day, 24 bytes and an index;
    // what grows takes up to three times as much.
    assert!(peak < (8 << 20) + 120 * events, "{peak} for {events}");
}

/// A document that doesn't say what it is, as far as is waited for it.
#[test]
fn no_format_for_half_a_gigabyte() {
    let _alone = alone();
    let text = vec![b' '; (1 << 29) + 1];
    let (read, peak) = peak_of(|| {
        let mut reader = DocumentReader::default();
        reader.push(b"{\"x\":0}").and_then(|()| reader.push(&text))
    });
    assert_eq!(read.unwrap_err().pointer, "/format");
    assert!(peak < 3 << 29, "{peak}");
}

/// Moments at both ends of the calendar, and everything between them.
#[test]
fn eight_thousand_years() {
    let _alone = alone();
    let more = r#","visits":[{"studentId":1,"start":"0000-01-01T00:00:00Z","seconds":5},
        {"studentId":1,"start":"9999-12-31T23:59:59Z","seconds":5}],
        "terms":[{"id":1,"startsOn":"0001-01-01","endsOn":"9999-12-31"}]"#;
    let (data, faults) = read_course("[{\"id\":1}]", more).unwrap();
    let zone = Zone::open("UTC", &native_zones).unwrap();
    let service = Service::new(data, faults);
    for as_of in course::moments(service.info(&ranks).generated_at) {
        let (_, peak) = peak_of(|| course::reports(&service, as_of, Some(&zone)));
        assert!(peak < 64 << 20, "{peak}");
    }
}

/// Each group lies in the one before it, and everybody is in the last: for each all would be kept. It was once four
/// gigabytes for a document of one and a half megabytes.
#[test]
fn a_chain_of_groups() {
    let _alone = alone();
    let text = |groups: u32, users: u32| {
        let group = |id: u32| match id {
            0 => "{\"id\":0}".to_owned(),
            id => format!("{{\"id\":{id},\"parentId\":{}}}", id - 1),
        };
        let join = |count, item: &dyn Fn(u32) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
        let memberships = join(users, &|id| format!("{{\"userId\":{id},\"groupId\":{}}}", groups - 1));
        let (groups, users) = (join(groups, &group), join(users, &|id| format!("{{\"id\":{id}}}")));
        format!(
            "{TRAINING},\"users\":[{users}],\"groups\":[{groups}],\"memberships\":[{memberships}],\
             \"roles\":[{{\"userId\":1,\"role\":\"administrator\"}}]}}"
        )
    };
    let refusal = read_training(text(20_000, 20_000).as_bytes()).map(drop).unwrap_err();
    assert_eq!((&*refusal.pointer, &*refusal.found), ("/groups/257/parentId", "a group in more than 256 others"));
    let (data, faults) = read_training(text(257, 1000).as_bytes()).unwrap();
    let (_, peak) = peak_of(|| {
        let ids = training::Ids::of(&data);
        let service = TrainingService::new(data, faults);
        training::pages(&service, &ids, None)
    });
    assert!(peak < 100 << 20, "{peak}");
}
