//! The reader of bytes against serde_json: whatever way a table is written in, whole or damaged, in one
//! piece or several, both must find the same events, or none.

use proptest::{collection::vec, prelude::*, sample::select};
use roundview::{
    dataset::{Dataset, zone::native_zones},
    document::{CourseReader, Refusal, parse_moment, parse_unix_seconds},
    units::Moment,
};
use serde_json::Value;

const HEAD: &str = r#"{"format":"course-document/1","generatedAt":"2026-03-18T09:30:00Z","course":{"id":1,"title":""},
"students":[{"id":1},{"id":70000},{"id":"u-1"},{"id":"0"},{"id":"007"}],"visits":"#;

const STUDENTS: [&str; 5] = ["1", "70000", "u-1", "0", "007"];

const NAMES: [&str; 3] = ["studentId", "start", "seconds"];

/// What stands between two parts of a text.
fn gap() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just(""), 2 => Just(" "), 1 => select(vec!["\n", "\r\n", "\t", "  "])]
}

fn cell(plain: &'static [&'static str], other: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => select(plain), 2 => select(other)]
}

type Row = [&'static str; 3];

fn row() -> impl Strategy<Value = Row> {
    let student = cell(
        &["1", "70000", "0"],
        &["\"1\"", "\"70000\"", "\"u-1\"", "\"\\u0031\"", "\"007\"", "999999999999999", "1234567890123456789", "\"å\""],
    );
    let start = cell(
        &["1773734410", "\"2026-03-17T08:00:10Z\"", "\"2026-03-17T08:00:11Z\"", "0", "\"2025-12-31T23:59:59Z\""],
        &[
            "\"2026-03-17T08:00:10+01:00\"",
            "\"2026-03-17T08:00:10.5Z\"",
            "\"2026-02-30T08:00:10Z\"",
            "\"2026-03-17T\\u0030:00:10Z\"",
            "1773734410000",
            "253402300799",
            "999999999999999",
            "\"\"",
        ],
    );
    let seconds =
        cell(&["840", "0", "7", "86400"], &["12.5", "1e2", "0.1", "-3", "null", "86401", "123456789012345", "1E-2"]);
    (student, start, seconds).prop_map(|(student, start, seconds)| [student, start, seconds])
}

/// A table's text: rows with their fields in some order, or columns.
fn table() -> impl Strategy<Value = String> {
    let order = Just([0, 1, 2]).prop_shuffle();
    (vec(row(), 0..12), any::<bool>(), order, vec(gap(), 200)).prop_map(|(rows, has_columns, order, gaps)| {
        let mut gaps = gaps.into_iter().cycle();
        let mut text = String::new();
        let mut write = |part: &str, gap: bool| {
            text.push_str(part);
            if gap {
                text.push_str(gaps.next().unwrap_or_default());
            }
        };
        let (open, close) = if has_columns { ("{", "}") } else { ("[", "]") };
        write(open, true);
        let items: Vec<Vec<String>> = if has_columns {
            let column = |field: usize| {
                let mut parts = vec![format!("\"{}\"", NAMES[field]), ":".to_owned(), "[".to_owned()];
                for (index, row) in rows.iter().enumerate() {
                    parts.extend((index > 0).then(|| ",".to_owned()));
                    parts.push(row[field].to_owned());
                }
                parts.push("]".to_owned());
                parts
            };
            order.iter().map(|field| column(*field)).collect()
        } else {
            let of_row = |row: &Row| {
                let mut parts = vec!["{".to_owned()];
                for (index, field) in order.iter().enumerate() {
                    parts.extend((index > 0).then(|| ",".to_owned()));
                    parts.extend([format!("\"{}\"", NAMES[*field]), ":".to_owned(), row[*field].to_owned()]);
                }
                parts.push("}".to_owned());
                parts
            };
            rows.iter().map(of_row).collect()
        };
        for (index, parts) in items.iter().enumerate() {
            if index > 0 {
                write(",", true);
            }
            parts.iter().for_each(|part| write(part, true));
        }
        write(close, false);
        text
    })
}

fn read(bytes: &[u8], cut: usize) -> Result<Dataset, Refusal> {
    let mut reader = CourseReader::default();
    let (first, rest) = bytes.split_at(cut % (bytes.len() + 1));
    reader.push(first)?;
    reader.push(rest)?;
    Ok(reader.into_dataset(&native_zones)?.0)
}

/// The visits of each student as serde_json and the words of the format have them. None: the table breaks
/// a rule.
fn expected<'a>(table: &'a Value) -> Option<Vec<Vec<(Moment, f64)>>> {
    let rows: Vec<[&Value; 3]> = match table {
        Value::Array(rows) => {
            let fields = |row: &'a Value| Some([row.get(NAMES[0])?, row.get(NAMES[1])?, row.get(NAMES[2])?]);
            rows.iter().map(fields).collect::<Option<_>>()?
        }
        Value::Object(columns) => {
            let column = |name: &str| columns.get(name)?.as_array();
            let [students, starts, seconds] = [column(NAMES[0])?, column(NAMES[1])?, column(NAMES[2])?];
            if students.len() != starts.len() || starts.len() != seconds.len() {
                return None;
            }
            (0..students.len()).map(|row| [&students[row], &starts[row], &seconds[row]]).collect()
        }
        Value::Null => Vec::new(),
        _ => return None,
    };
    let mut visits = vec![Vec::new(); STUDENTS.len()];
    for [student, start, seconds] in rows {
        let student = match student {
            Value::String(id) => id.clone(),
            Value::Number(id) if id.is_i64() || id.is_u64() => id.to_string(),
            _ => return None,
        };
        let start = match start {
            Value::String(text) => parse_moment(text),
            Value::Number(number) if number.is_i64() || number.is_u64() => parse_unix_seconds(&number.to_string()),
            _ => return None,
        };
        let seconds = match seconds {
            Value::Number(number) => number.as_f64(),
            Value::Null => None,
            _ => return None,
        };
        let student = STUDENTS.iter().position(|id| *id == student);
        if let (Some(student), Some(start), Some(seconds)) = (student, start, seconds)
            && seconds >= 0.0
        {
            visits[student].push((start, seconds.min(86_400.0)));
        }
    }
    visits.iter_mut().for_each(|visits| visits.sort_by_key(|(start, _)| *start));
    Some(visits)
}

/// Whether there is an integer that serde_json takes for a fraction: `-0`, or one beyond 64 bits.
fn has_integer_that_is_none(text: &[u8]) -> bool {
    const MOST_DIGITS: usize = 19;
    if text.split(|byte| !byte.is_ascii_digit()).any(|digits| digits.len() > MOST_DIGITS) {
        return true;
    }
    let is_end = |byte: &u8| !matches!(byte, b'.' | b'e' | b'E' | b'0'..=b'9');
    text.windows(4).any(|four| matches!(four, [b'[' | b',' | b':' | b' ', b'-', b'0', end] if is_end(end)))
}

/// Both read the same.
fn check(table: &[u8], cut: usize) -> Result<(), TestCaseError> {
    let text = [HEAD.as_bytes(), table, b"}"].concat();
    prop_assume!(!has_integer_that_is_none(&text));
    let data = read(&text, cut);
    match serde_json::from_slice::<Value>(&text) {
        // What is no JSON is refused for its text, and not for a value.
        Err(error) if !error.to_string().contains("out of range") => {
            prop_assert!(data.is_err(), "read what serde_json refuses: {error}");
        }
        Err(_) => {}
        Ok(document) => match (data, expected(&document["visits"])) {
            (Err(refusal), None) => prop_assert!(!refusal.pointer.is_empty(), "{refusal}"),
            (Ok(data), Some(expected)) => {
                let visits = &data.visits;
                let of =
                    |student: u32| visits.by_student.of(student).map(|row| (visits.start[row], visits.seconds[row]));
                let found: Vec<Vec<(Moment, f64)>> = (0..5).map(|student| of(student).collect()).collect();
                // serde_json's fractions may be a last place away from the nearest.
                let is_near = |(a, b): (&(Moment, f64), &(Moment, f64))| a.0 == b.0 && (a.1 - b.1).abs() <= 1e-15 * b.1;
                let are_near = |(found, expected): (&Vec<_>, &Vec<_>)| {
                    found.len() == expected.len() && found.iter().zip(expected).all(is_near)
                };
                prop_assert!(found.iter().zip(&expected).all(are_near), "{found:?} instead of {expected:?}");
            }
            (data, expected) => prop_assert!(false, "{:?} instead of {expected:?}", data.map(|data| data.visits)),
        },
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn tables_are_read_as_by_serde_json(table in table(), cut: usize) {
        check(table.as_bytes(), cut)?;
    }

    #[test]
    fn damaged_tables_are_read_or_refused_as_by_serde_json(
        table in table(),
        place: prop::sample::Index,
        byte in prop_oneof![select(b"0123456789-+.eE\"\\,:[]{} \nnu\xff\0Z".to_vec()), any::<u8>()],
        change in 0..3,
        cut: usize,
    ) {
        let mut bytes = table.into_bytes();
        let place = place.index(bytes.len());
        match change {
            0 => bytes[place] = byte,
            1 => bytes.insert(place, byte),
            _ => drop(bytes.remove(place)),
        }
        // A quote less or more may move the end of the table; a name twice counts by its last value in both.
        check(&bytes, cut)?;
    }
}
