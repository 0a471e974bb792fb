//! The reader of event tables against serde_json: both find the same events, or none.

use std::{collections::HashSet, fmt};

use roundview::{
    dataset::{Dataset, zone::native_zones},
    document::{CourseReader, Refusal, parse_moment, parse_unix_seconds},
    units::Moment,
};
use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

/// What stands before the visits.
const HEAD: &str = r#"{"format":"course-document/1","generatedAt":"2026-03-18T09:30:00Z","course":{"id":1,"title":""},
"students":[{"id":1},{"id":70000},{"id":"u-1"},{"id":"0"},{"id":"007"}],"visits":"#;

const STUDENTS: [&str; 5] = ["1", "70000", "u-1", "0", "007"];

/// The fields of a visit.
pub const NAMES: [&str; 3] = ["studentId", "start", "seconds"];

/// Any bytes as the visits of a document; the first two say where they are cut.
pub fn table(given: &[u8]) {
    let (cut, table) = given.split_at(given.len().min(2));
    agree(table, cut.iter().fold(0, |cut, byte| cut * 256 + usize::from(*byte)));
}

/// Whether there may be an integer that serde_json takes for a fraction: `-0`, or one beyond 64 bits.
fn has_integer_that_is_none(table: &[u8]) -> bool {
    const MOST_DIGITS: usize = 18;
    let is_long = |digits: &[u8]| digits.len() > MOST_DIGITS;
    table.split(|byte| !byte.is_ascii_digit()).any(is_long) || table.windows(2).any(|pair| pair == b"-0")
}

/// Both readers find the same in a table that arrives in two pieces.
pub fn agree(table: &[u8], cut: usize) {
    if has_integer_that_is_none(table) {
        return;
    }
    let text = [HEAD.as_bytes(), table, b"}"].concat();
    let data = read(&text, cut);
    match serde_json::from_slice::<Value>(&text) {
        // What is no JSON is refused for its text, and not for a value.
        Err(error) => assert!(data.is_err() || is_own_rule(&error), "read what serde_json refuses: {error}"),
        // The table may have ended, and other members follow.
        Ok(document) if !is_known(&document) => {}
        // Here it counts by its last value, in the document whatever the earlier ones are.
        Ok(_) if serde_json::from_slice::<NamedOnce>(&text).is_err() => {}
        Ok(document) => match (data, expected(&document["visits"])) {
            (Err(refusal), None) => assert!(!refusal.pointer.is_empty(), "{refusal}"),
            (Ok(data), Some(expected)) => {
                let visits = &data.visits;
                for (student, expected) in expected.iter().enumerate() {
                    let rows = visits.by_student.of(student as u32);
                    assert_eq!(rows.len(), expected.len(), "visits of student {student}");
                    for (row, (start, seconds)) in rows.zip(expected) {
                        assert_eq!(visits.start[row], *start);
                        // serde_json's fractions may be off by their last bit.
                        assert!((visits.seconds[row] - seconds).abs() <= seconds * 4.0 * f64::EPSILON, "{seconds}");
                    }
                }
            }
            (data, expected) => panic!("{:?} instead of {expected:?}", data.map(|data| data.visits)),
        },
    }
}

/// What serde_json refuses and a document may have: more than 128 levels, numbers beyond all doubles, lone
/// surrogates.
fn is_own_rule(error: &serde_json::Error) -> bool {
    let error = error.to_string();
    ["recursion limit", "out of range", "surrogate", "hex escape"].iter().any(|rule| error.contains(rule))
}

/// Whether a document is the one that [`HEAD`] begins, whatever its visits are.
fn is_known(document: &Value) -> bool {
    let known: Value = serde_json::from_str(&format!("{HEAD}null}}")).unwrap_or_default();
    let (Some(document), Some(known)) = (document.as_object(), known.as_object()) else { return false };
    document.len() == known.len()
        && known.iter().all(|(name, value)| name == "visits" || document.get(name) == Some(value))
}

/// A value in which no object has two members of one name.
struct NamedOnce;

impl<'de> Deserialize<'de> for NamedOnce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for NamedOnce {
    type Value = Self;

    fn expecting(&self, text: &mut fmt::Formatter) -> fmt::Result {
        text.write_str("a value in which names are given once")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut names = HashSet::new();
        while let Some((name, _)) = map.next_entry::<String, Self>()? {
            if !names.insert(name) {
                return Err(A::Error::custom("a name twice"));
            }
        }
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
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
