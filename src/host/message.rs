//! The messages between this page and the one that shows it in a frame: what they say, whoever brings
//! them. Named `reports.*`, each with `"version": 1`.
//!
//! | from the host | means | fields |
//! | --- | --- | --- |
//! | `reports.init` | open this | `document` or `address`, `token`, `locale`, `theme`, `accent`, `font`, `start` |
//! | `reports.navigate` | go there | `address` |
//! | `reports.theme` | look so | `theme`, `accent`, `font` |
//!
//! | to the host | means | fields |
//! | --- | --- | --- |
//! | `reports.ready` | the page listens | |
//! | `reports.navigated` | the page shows this now | `address` |
//! | `reports.error` | a document could not be opened | `error` |
//!
//! Of a message only these fields are read, in their types and up to a size; a message at fault is not
//! taken in part.

use super::{
    appearance::{Appearance, Colour, font},
    config::is_language_tag,
    record::quoted,
};
use crate::{
    document::{Node, Object, Refusal, parse_small},
    engine::protocol::Token,
    query::Query,
    ui::ThemeChoice,
};

/// The version of the messages.
const VERSION: f64 = 1.0;

/// The fields that are looked at, beside a document, which is handed over as it is.
pub const FIELDS: [&str; 9] = ["type", "version", "address", "token", "locale", "theme", "accent", "font", "start"];

/// Longest message that is read, less its document, in bytes.
const MOST_BYTES: usize = 20_000;

/// What a host says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostMessage {
    /// Open a document.
    Init(Box<Init>),
    /// Show another view.
    Navigate(Box<Query>),
    /// Look so.
    Theme(Appearance),
}

/// What to open, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Init {
    /// The address of the document. None: the document came along, or the page finds one by itself.
    pub address: Option<String>,
    /// Says who asks.
    pub token: Option<Token>,
    /// The language, as a tag.
    pub locale: Option<String>,
    /// How to look.
    pub appearance: Appearance,
    /// The view to begin with. None: that of the address.
    pub start: Option<Query>,
}

/// Reads a message, given as JSON of its [`FIELDS`]. None: it isn't one of these messages at all, and
/// nobody's business. `has_document` is whether a document came along.
///
/// # Errors
/// It is one, and can't be taken.
pub fn read(json: &str, has_document: bool) -> Result<Option<HostMessage>, Refusal> {
    let Ok(Node::Object(fields)) = parse_small(json, usize::MAX) else { return Ok(None) };
    let message = Node::Object(fields).into_object(String::new())?;
    let kind = match message.get("type") {
        Some(Node::Text(kind)) if kind.starts_with("reports.") => kind.clone().into_owned(),
        _ => return Ok(None),
    };
    if json.len() > MOST_BYTES {
        return Err(Refusal::new("", "a longer message", format!("at most {MOST_BYTES} bytes")));
    }
    if message.number("version")? != Some(VERSION) {
        let found = message.get("version").map_or_else(|| "nothing".to_owned(), Node::words);
        return Err(Refusal::new("/version", found, "the number 1"));
    }
    match &*kind {
        "reports.init" => init(&message, has_document).map(|init| Some(HostMessage::Init(Box::new(init)))),
        "reports.navigate" => {
            let address = message.text("address")?;
            let address = message.required("address", address, "a view such as \"#/progress\"")?;
            Ok(Some(HostMessage::Navigate(Box::new(view(&message, "address", &address)?))))
        }
        "reports.theme" => appearance(&message).map(|appearance| Some(HostMessage::Theme(appearance))),
        _ => Err(Refusal::new("/type", "an unknown name", "reports.init, reports.navigate or reports.theme")),
    }
}

fn init(message: &Object, has_document: bool) -> Result<Init, Refusal> {
    let address = message.text("address")?.filter(|address| !address.is_empty());
    if address.is_some() && has_document {
        return Err(Refusal::new("/address", "a document too", "one of both"));
    }
    let start = match message.text("start")? {
        Some(start) => Some(view(message, "start", &start)?),
        None => None,
    };
    let token = match message.text("token")? {
        Some(token) => Some(expect(message, "token", Token::new(&token), "a bearer token (RFC 6750)")?),
        None => None,
    };
    let locale = match message.text("locale")? {
        Some(tag) => Some(expect(message, "locale", Some(tag).filter(|tag| is_language_tag(tag)), "a language tag")?),
        None => None,
    };
    Ok(Init { address, token, locale, appearance: appearance(message)?, start })
}

fn appearance(message: &Object) -> Result<Appearance, Refusal> {
    let theme = match message.text("theme")? {
        Some(name) => Some(expect(message, "theme", ThemeChoice::from_name(&name), "\"auto\", \"light\" or \"dark\"")?),
        None => None,
    };
    let accent = match message.text("accent")? {
        Some(text) => Some(expect(message, "accent", Colour::parse(&text), "a colour such as \"#0b5cad\"")?),
        None => None,
    };
    let font = match message.text("font")? {
        Some(text) => Some(expect(message, "font", font(&text), "names of fonts with commas between")?),
        None => None,
    };
    Ok(Appearance { theme, accent, font })
}

/// A view, given by the fragment of its address.
fn view(message: &Object, field: &str, text: &str) -> Result<Query, Refusal> {
    let is_view = text.starts_with("#/") || text.starts_with('/');
    expect(message, field, is_view.then(|| Query::parse(text)), "a view such as \"#/progress\"")
}

fn expect<T>(message: &Object, field: &str, value: Option<T>, expected: &'static str) -> Result<T, Refusal> {
    // What stands there isn't told: it may be personal.
    value.ok_or_else(|| Refusal::new(message.place(field), "another string", expected))
}

/// What this page says to its host, as JSON.
#[must_use]
pub fn written(kind: &'static str, field: Option<(&'static str, &str)>) -> String {
    let field = field.map_or_else(String::new, |(name, value)| format!(",{}:{}", quoted(name), quoted(value)));
    format!("{{\"type\":{},\"version\":1{field}}}", quoted(kind))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reports::ReportId;

    fn taken(json: &str) -> HostMessage {
        read(json, false).unwrap().unwrap()
    }

    #[track_caller]
    fn refuses(json: &str, pointer: &str) {
        assert_eq!(read(json, false).unwrap_err().pointer, pointer, "{json}");
    }

    #[test]
    fn the_first_message() {
        let json = r##"{
            "type": "reports.init", "version": 1, "address": "/courses/bio-1.json", "token": "abc.DEF-123==",
            "locale": "nb-NO", "theme": "dark", "accent": "#fa0", "font": "Inter, sans-serif", "start": "#/progress/101"
        }"##;
        let expected = Init {
            address: Some("/courses/bio-1.json".to_owned()),
            token: Token::new("abc.DEF-123=="),
            locale: Some("nb-NO".to_owned()),
            appearance: Appearance {
                theme: Some(ThemeChoice::Dark),
                accent: Colour::parse("#ffaa00"),
                font: Some("Inter, sans-serif".to_owned()),
            },
            start: Some(Query { report: ReportId::Progress, student: Some("101".to_owned()), ..Query::default() }),
        };
        assert_eq!(taken(json), HostMessage::Init(Box::new(expected)));
        let nothing = HostMessage::Init(Box::default());
        assert_eq!(taken(r#"{"type": "reports.init", "version": 1, "token": null}"#), nothing);
        assert_eq!(read(r#"{"type": "reports.init", "version": 1}"#, true).unwrap().unwrap(), nothing);
    }

    #[test]
    fn other_messages() {
        let grades = Query { report: ReportId::Grades, ..Query::default() };
        let json = r##"{"type": "reports.navigate", "version": 1, "address": "#/grades", "more": {"deep": [1]}}"##;
        assert_eq!(taken(json), HostMessage::Navigate(Box::new(grades)));
        let appearance = Appearance { theme: Some(ThemeChoice::Light), ..Appearance::default() };
        let json = r#"{"type": "reports.theme", "version": 1, "theme": "light"}"#;
        assert_eq!(taken(json), HostMessage::Theme(appearance));
    }

    #[test]
    fn what_is_nobodys_business() {
        for json in ["", "3", "[]", "{}", r#"{"type": 3}"#, r#"{"type": "resize"}"#, r#"{"subject": "lti.x"}"#, "{"] {
            assert_eq!(read(json, false), Ok(None), "{json}");
        }
    }

    #[test]
    fn what_is_not_taken() {
        refuses(r#"{"type": "reports.init"}"#, "/version");
        refuses(r#"{"type": "reports.init", "version": 2}"#, "/version");
        refuses(r#"{"type": "reports.init", "version": "1"}"#, "/version");
        refuses(r#"{"type": "reports.close", "version": 1}"#, "/type");
        refuses(r#"{"type": "reports.navigate", "version": 1}"#, "/address");
        refuses(r#"{"type": "reports.navigate", "version": 1, "address": "https://x.example"}"#, "/address");
        refuses(r#"{"type": "reports.init", "version": 1, "address": 3}"#, "/address");
        refuses(r#"{"type": "reports.init", "version": 1, "token": "a b"}"#, "/token");
        refuses(r#"{"type": "reports.init", "version": 1, "token": ""}"#, "/token");
        refuses(r#"{"type": "reports.init", "version": 1, "locale": "<b>"}"#, "/locale");
        refuses(r#"{"type": "reports.theme", "version": 1, "theme": "blue"}"#, "/theme");
        refuses(r#"{"type": "reports.theme", "version": 1, "accent": "red"}"#, "/accent");
        refuses(r#"{"type": "reports.theme", "version": 1, "font": "a;b"}"#, "/font");
        let long = format!(r#"{{"type": "reports.init", "version": 1, "font": "{}"}}"#, "a".repeat(MOST_BYTES));
        refuses(&long, "");
        let both = read(r#"{"type": "reports.init", "version": 1, "address": "/x"}"#, true);
        assert_eq!(both.unwrap_err().pointer, "/address");
    }

    /// Whatever a refusal says ends in the console, where a token has no business.
    #[test]
    fn a_refusal_does_not_repeat_the_token() {
        let refusal = read(r#"{"type": "reports.init", "version": 1, "token": "secret secret"}"#, false).unwrap_err();
        assert!(!format!("{refusal} {refusal:?}").contains("secret secret"));
        let message = read(r#"{"type": "reports.init", "version": 1, "token": "s3cr3t"}"#, false);
        assert!(!format!("{message:?}").contains("s3cr3t"));
    }

    #[test]
    fn what_this_page_says() {
        assert_eq!(written("reports.ready", None), r#"{"type":"reports.ready","version":1}"#);
        let expected = r##"{"type":"reports.navigated","version":1,"address":"#/activity/1"}"##;
        assert_eq!(written("reports.navigated", Some(("address", "#/activity/1"))), expected);
    }

    proptest! {
        #[test]
        fn any_message_is_read_or_refused(text: String, theme: String) {
            let _ = read(&text, false);
            let message = format!(r#"{{"type": "reports.theme", "version": 1, "theme": {}}}"#, quoted(&theme));
            prop_assert_eq!(read(&message, false).is_ok(), ThemeChoice::from_name(&theme).is_some());
        }
    }
}
