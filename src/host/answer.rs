//! Reads what a host answers. A host is another program, perhaps an old or a broken one: only known
//! fields are read, of their types, up to a size, and what remains unclear is refused whole with the
//! place.

use super::{HostCourse, HostError};
use crate::document::{Node, Refusal, parse_small};

/// Longest answer that is read, in bytes. Two thousand courses are a tenth of that.
pub const MOST_BYTES: usize = 2_000_000;

/// Courses that are taken of a list.
const MOST_COURSES: usize = 5_000;

/// Characters that are taken of a title or a reason.
const MOST_CHARACTERS: usize = 300;

/// The list of courses: an array, or an object with an array `courses`. Ids may be strings or integers.
///
/// # Errors
/// It isn't such a list.
pub fn courses(json: &str) -> Result<Vec<HostCourse>, Refusal> {
    let (items, pointer) = match parse_small(json, MOST_BYTES)? {
        Node::List(items) => (items, ""),
        other => {
            let list = other.into_object(String::new())?;
            let items = list.list("courses")?.map(<[Node]>::to_vec);
            (list.required("courses", items, "an array")?, "/courses")
        }
    };
    items.into_iter().take(MOST_COURSES).enumerate().map(|(index, item)| course(item, pointer, index)).collect()
}

fn course(item: Node, list: &str, index: usize) -> Result<HostCourse, Refusal> {
    let record = item.into_object(format!("{list}/{index}"))?;
    let id = record.required_id("id")?;
    let title = record.text("title")?.map(|title| shortened(&title)).filter(|title| !title.is_empty());
    let archived = record.flag("archived", false)?;
    Ok(HostCourse {
        title: title.unwrap_or_else(|| id.clone()),
        id,
        archived,
        weekly_updates: record.flag("weeklyUpdates", false)? && !archived,
    })
}

/// What a status that isn't success means. `retry_after` is the header of that name, `body` what came
/// with it.
#[must_use]
pub fn error(status: u16, retry_after: Option<&str>, body: &str) -> HostError {
    match status {
        401 => HostError::LoggedOut,
        403 => HostError::NotAllowed,
        404 | 410 => HostError::Gone,
        409 => HostError::Conflict,
        400 | 422 => HostError::Refused { reason: reason(body) },
        // The header may be a date instead; then it is said without.
        429 => HostError::TryLater { seconds: retry_after.and_then(|text| text.trim().parse().ok()) },
        _ => HostError::Status(status),
    }
}

/// The host's reason, from the fields in which hosts commonly give one. A page of HTML has none.
fn reason(body: &str) -> Option<String> {
    let answer = parse_small(body, MOST_BYTES).ok()?.into_object(String::new()).ok()?;
    let texts = ["detail", "message", "reason", "error", "title"].into_iter();
    texts.filter_map(|field| answer.text(field).ok()?).map(|text| shortened(&text)).find(|text| !text.is_empty())
}

/// A text in one line, cut where it is too long to be shown.
fn shortened(text: &str) -> String {
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(id: &str, title: &str, archived: bool, weekly_updates: bool) -> HostCourse {
        HostCourse { id: id.to_owned(), title: title.to_owned(), archived, weekly_updates }
    }

    #[test]
    fn lists_of_courses() {
        let list = r#"[
            {"id": "bio-1", "title": "Biology 1", "archived": false, "weeklyUpdates": true, "teacher": {"name": "x"}},
            {"id": 9007199254740993},
            {"id": "old", "title": " Old\ncourse ", "archived": true, "weeklyUpdates": true}
        ]"#;
        let expected = [
            known("bio-1", "Biology 1", false, true),
            // All digits are kept, and what isn't told is off.
            known("9007199254740993", "9007199254740993", false, false),
            // An archived course sends nothing, whatever the host says.
            known("old", "Old course", true, false),
        ];
        assert_eq!(courses(list).unwrap(), expected);
        assert_eq!(courses(&format!("{{\"courses\": {list}}}")).unwrap(), expected);
        assert_eq!(courses("[]").unwrap(), []);
    }

    #[track_caller]
    fn refuses(json: &str, pointer: &str) {
        assert_eq!(courses(json).unwrap_err().pointer, pointer, "{json}");
    }

    #[test]
    fn what_is_no_list_of_courses() {
        refuses("", "");
        refuses("<!doctype html>", "");
        refuses("[] []", "");
        refuses("[{\"id\": 1},", "");
        refuses("{}", "/courses");
        refuses("{\"courses\": 3}", "/courses");
        refuses("[3]", "/0");
        refuses("[{\"id\": \"a\"}, {\"title\": \"b\"}]", "/1/id");
        refuses("[{\"id\": 1.5}]", "/0/id");
        refuses("[{\"id\": 1, \"weeklyUpdates\": \"yes\"}]", "/0/weeklyUpdates");
        refuses(&format!("[{}]", " ".repeat(MOST_BYTES)), "");
    }

    #[test]
    fn long_titles_are_cut() {
        let title = "å".repeat(MOST_CHARACTERS + 1);
        let courses = courses(&format!("[{{\"id\": 1, \"title\": \"{title}\"}}]")).unwrap();
        assert_eq!(courses[0].title, format!("{}…", "å".repeat(MOST_CHARACTERS)));
    }

    #[test]
    fn statuses() {
        assert_eq!(error(401, None, ""), HostError::LoggedOut);
        assert_eq!(error(403, None, ""), HostError::NotAllowed);
        assert_eq!(error(404, None, ""), HostError::Gone);
        assert_eq!(error(410, None, ""), HostError::Gone);
        assert_eq!(error(409, None, ""), HostError::Conflict);
        assert_eq!(error(500, None, ""), HostError::Status(500));
        assert_eq!(error(302, None, ""), HostError::Status(302));
        assert_eq!(error(429, Some("30"), ""), HostError::TryLater { seconds: Some(30) });
        assert_eq!(error(429, Some("Wed, 18 Mar 2026 09:30:00 GMT"), ""), HostError::TryLater { seconds: None });
    }

    #[test]
    fn reasons() {
        let refused = |reason: &str| HostError::Refused { reason: Some(reason.to_owned()) };
        assert_eq!(error(422, None, r#"{"detail": "The subject is too long"}"#), refused("The subject is too long"));
        assert_eq!(error(400, None, r#"{"error": {"code": 1}, "message": "No\nbody"}"#), refused("No body"));
        for body in ["", "<h1>Unprocessable</h1>", "[]", r#"{"detail": " "}"#, r#"{"detail": 3}"#] {
            assert_eq!(error(422, None, body), HostError::Refused { reason: None }, "{body}");
        }
    }

    proptest! {
        #[test]
        fn any_answer_is_read_or_refused(text: String, status: u16) {
            let _ = courses(&text);
            let _ = error(status, Some(&text), &text);
        }
    }
}
