//! What a host tells of a course, and what it is asked to send. Written as JSON by hand: it is a few
//! fields, and the page carries no writer of JSON otherwise.

/// A course of the viewer, as the host lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostCourse {
    /// Its id.
    pub id: String,
    /// Its title; the id where the host tells none.
    pub title: String,
    /// It is archived: it sends nothing, and weekly updates can't be switched on.
    pub archived: bool,
    /// Whether the viewer has opted in to weekly updates. Never so in an archived course.
    pub weekly_updates: bool,
}

/// A message to students.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Who gets it, by id, each once.
    pub student_ids: Vec<String>,
    /// What it is about.
    pub subject: String,
    /// What it says, as plain text.
    pub body: String,
}

impl Message {
    /// The message as the host takes it: `{"studentIds":[…],"subject":"…","body":"…"}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let ids: Vec<String> = self.student_ids.iter().map(|id| quoted(id)).collect();
        let (subject, body) = (quoted(&self.subject), quoted(&self.body));
        format!("{{\"studentIds\":[{}],\"subject\":{subject},\"body\":{body}}}", ids.join(","))
    }
}

/// What of the application a school has. All is on unless its `config.json` says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// Weekly updates can be switched on and previewed.
    pub weekly_updates: bool,
    /// Messages can be written to students.
    pub messages: bool,
    /// Lists and charts can be taken away as files.
    pub exports: bool,
    /// A document can be opened from a file.
    pub opening_files: bool,
    /// The training reports.
    pub training: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self { weekly_updates: true, messages: true, exports: true, opening_files: true, training: true }
    }
}

/// A text as a JSON string, quotes included.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            '\0'..='\x1f' => json.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => json.push(character),
        }
    }
    json.push('"');
    json
}

/// A text as one segment of an address's path. None for what an address would take as a step up or none at all.
#[must_use]
pub fn path_segment(text: &str) -> Option<String> {
    // Browsers take the two dots as a step up even where they are written as %2E.
    if matches!(text, "" | "." | "..") {
        return None;
    }
    let mut segment = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => segment.push(char::from(byte)),
            _ => segment.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(segment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_message_as_json() {
        let message = Message {
            student_ids: vec!["101".to_owned(), "u \"1\"".to_owned()],
            subject: "Cell lab".to_owned(),
            body: "Hei,\nse C:\\lab\u{1}".to_owned(),
        };
        let expected = r#"{"studentIds":["101","u \"1\""],"subject":"Cell lab","body":"Hei,\nse C:\\lab\u0001"}"#;
        assert_eq!(message.to_json(), expected);
    }

    #[test]
    fn ids_in_paths() {
        assert_eq!(path_segment("bio-1").as_deref(), Some("bio-1"));
        assert_eq!(path_segment("a/b?c#d å").as_deref(), Some("a%2Fb%3Fc%23d%20%C3%A5"));
        assert_eq!(path_segment("../x").as_deref(), Some("..%2Fx"));
        assert_eq!([path_segment(""), path_segment("."), path_segment("..")], [None, None, None]);
    }

    proptest! {
        #[test]
        fn any_text_is_written_so_that_it_is_read_again(text: String) {
            prop_assert_eq!(serde_json::from_str::<String>(&quoted(&text)).unwrap(), text);
        }
    }
}
