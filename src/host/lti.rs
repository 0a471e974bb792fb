//! The messages of LTI platforms (*LTI Client Side postMessages*): what this page asks, what a platform
//! answers, and how it is told the page's height. Platforms differ in whether they take an object or
//! its JSON as a string, so that both are tried until an answer says which.

use crate::document::{Node, parse_small};

/// Longest answer that is read, in bytes.
const MOST_BYTES: usize = 20_000;

/// How a message is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As an object.
    Object,
    /// As JSON in a string.
    Text,
}

/// The fields of an answer that are looked at.
pub const FIELDS: [&str; 3] = ["subject", "supported_messages", "error"];

/// What asks for the platform's capabilities, as JSON.
pub const CAPABILITIES: &str = r#"{"subject":"lti.capabilities","message_id":"roundview-capabilities"}"#;

/// What tells the height, as JSON. `height` is in CSS pixels.
#[must_use]
pub fn frame_resize(height: u32) -> String {
    format!(r#"{{"subject":"lti.frameResize","message_id":"roundview-height","height":{height}}}"#)
}

/// How a platform is told the height. It begins with both forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resizing {
    /// Nobody has answered: in both forms.
    #[default]
    Unknown,
    /// As the platform wants it.
    As(Form),
    /// Not at all: the platform has no such message.
    Never,
}

impl Resizing {
    /// The forms in which a message is posted.
    #[must_use]
    pub fn forms(self) -> &'static [Form] {
        match self {
            Self::Unknown => &[Form::Object, Form::Text],
            Self::As(Form::Object) => &[Form::Object],
            Self::As(Form::Text) => &[Form::Text],
            Self::Never => &[],
        }
    }

    /// What holds after an answer that came in a form, given as JSON of its [`FIELDS`]. None: it is no
    /// answer of this kind. A platform that answers in both forms is taken at its first word.
    #[must_use]
    pub fn after(self, json: &str, form: Form) -> Option<Self> {
        let answer = parse_small(json, MOST_BYTES).ok()?.into_object(String::new()).ok()?;
        if answer.text("subject").ok()?.as_deref() != Some("lti.capabilities.response") {
            return None;
        }
        if let Self::As(_) = self {
            return Some(self);
        }
        let messages = answer.list("supported_messages").ok().flatten().unwrap_or_default();
        let is_resize = |message: &Node| {
            let message = message.clone().into_object(String::new());
            message.is_ok_and(
                |message| matches!(message.text("subject"), Ok(Some(subject)) if subject == "lti.frameResize"),
            )
        };
        Some(if messages.iter().any(is_resize) { Self::As(form) } else { Self::Never })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERS: &str = r#"{"subject": "lti.capabilities.response",
        "supported_messages": [{"subject": "lti.get_data"}, {"subject": "lti.frameResize", "frame": "_parent"}]}"#;

    #[test]
    fn without_an_answer_both_forms_are_posted() {
        assert_eq!(Resizing::default().forms(), [Form::Object, Form::Text]);
    }

    #[test]
    fn an_answer_chooses_its_form() {
        for form in [Form::Object, Form::Text] {
            let after = Resizing::Unknown.after(OFFERS, form).unwrap();
            assert_eq!((after, after.forms()), (Resizing::As(form), &[form][..]));
        }
        // The second answer changes nothing.
        let object = Resizing::As(Form::Object);
        assert_eq!(object.after(OFFERS, Form::Text), Some(object));
    }

    #[test]
    fn a_platform_without_the_message_is_left_alone() {
        let answers = [
            r#"{"subject": "lti.capabilities.response", "supported_messages": [{"subject": "lti.close"}, 3]}"#,
            r#"{"subject": "lti.capabilities.response", "error": {"code": "unsupported_subject"}}"#,
        ];
        for answer in answers {
            let after = Resizing::Unknown.after(answer, Form::Object).unwrap();
            assert_eq!((after, after.forms()), (Resizing::Never, &[][..]), "{answer}");
        }
    }

    #[test]
    fn what_is_no_answer() {
        for text in ["", "3", "{}", r#"{"subject": 3}"#, r#"{"subject": "lti.frameResize.response"}"#] {
            assert_eq!(Resizing::Unknown.after(text, Form::Object), None, "{text}");
        }
    }

    #[test]
    fn what_is_posted() {
        let height: serde_json::Value = serde_json::from_str(&frame_resize(812)).unwrap();
        assert_eq!((&height["subject"], &height["height"]), (&"lti.frameResize".into(), &812.into()));
        let asked: serde_json::Value = serde_json::from_str(CAPABILITIES).unwrap();
        assert_eq!(asked["subject"], "lti.capabilities");
    }
}
