//! The deployment's `config.json`: where the host is, whom to trust, what the school has. It is
//! written by hand, so it is read field by field: what can't be used of it is named, and the rest
//! holds.

use super::Features;
use crate::{
    document::{Node, Object, Refusal, parse_small},
    ui::ThemeChoice,
};

/// Longest file that is read, in bytes.
const MOST_BYTES: usize = 100_000;

/// What a deployment has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address under which the host answers calls, as it is written. None: there is no host.
    pub api: Option<String>,
    /// Origins, beside the page's own, whose documents may be opened.
    pub document_origins: Vec<String>,
    /// Origins of pages that show this one in a frame and may send it messages.
    pub parent_origins: Vec<String>,
    /// How long a host may be silent before it is given up.
    pub timeout_seconds: u16,
    /// What of the application the school has.
    pub features: Features,
    /// The language of who has chosen none, as a tag.
    pub locale: Option<String>,
    /// The theme of who has chosen none.
    pub theme: ThemeChoice,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api: None,
            document_origins: Vec::new(),
            parent_origins: Vec::new(),
            timeout_seconds: 30,
            features: Features::default(),
            locale: None,
            theme: ThemeChoice::Auto,
        }
    }
}

impl Config {
    /// Reads the file. What is missing, null or can't be used is as by default; the latter comes with
    /// the place, what stands there and what should. Unknown fields are passed over.
    #[must_use]
    pub fn read(json: &str) -> (Self, Vec<Refusal>) {
        let mut faults = Vec::new();
        let root = parse_small(json, MOST_BYTES).and_then(|node| node.into_object(String::new()));
        let root = match root {
            Ok(root) => root,
            Err(fault) => return (Self::default(), vec![fault]),
        };
        let default = Self::default();
        let mut note = |fault| faults.push(fault);
        let api = root.text("api").unwrap_or_else(|fault| {
            note(fault);
            None
        });
        let config = Self {
            api: api.and_then(|api| checked(&root, "api", address(&api), "an address of http or https", &mut note)),
            document_origins: origins(&root, "documentOrigins", &mut note),
            parent_origins: origins(&root, "parentOrigins", &mut note),
            timeout_seconds: timeout(&root, &mut note).unwrap_or(default.timeout_seconds),
            features: features(&root, &mut note),
            locale: locale(&root, &mut note),
            theme: theme(&root, &mut note).unwrap_or(default.theme),
        };
        (config, faults)
    }
}

/// The value, or a fault at a field of `object`.
fn checked<T>(
    object: &Object,
    field: &str,
    value: Option<T>,
    expected: &'static str,
    note: &mut dyn FnMut(Refusal),
) -> Option<T> {
    if value.is_none() {
        let found = object.get(field).map_or_else(|| "nothing".to_owned(), Node::words);
        note(Refusal::new(object.place(field), found, expected));
    }
    value
}

fn origins(root: &Object, field: &str, note: &mut dyn FnMut(Refusal)) -> Vec<String> {
    const EXPECTED: &str = "an origin such as \"https://school.example\"";
    let items = match root.list(field) {
        Ok(items) => items.unwrap_or_default(),
        Err(fault) => {
            note(fault);
            return Vec::new();
        }
    };
    let read = |(index, item): (usize, &Node)| {
        let origin = match item {
            Node::Text(text) => origin(text),
            _ => None,
        };
        if origin.is_none() {
            note(Refusal::new(format!("{}/{index}", root.place(field)), item.words(), EXPECTED));
        }
        origin
    };
    items.iter().enumerate().filter_map(read).collect()
}

fn timeout(root: &Object, note: &mut dyn FnMut(Refusal)) -> Option<u16> {
    let seconds = root.number("timeoutSeconds").unwrap_or_else(|fault| {
        note(fault);
        None
    })?;
    let whole = ((1.0..=600.0).contains(&seconds) && seconds.fract() == 0.0).then_some(seconds as u16);
    checked(root, "timeoutSeconds", whole, "a whole number from 1 to 600", note)
}

fn features(root: &Object, note: &mut dyn FnMut(Refusal)) -> Features {
    let default = Features::default();
    let fields = match root.object("features") {
        Ok(Some(fields)) => fields,
        Ok(None) => return default,
        Err(fault) => {
            note(fault);
            return default;
        }
    };
    let mut is_on = |field, default| {
        fields.flag(field, default).unwrap_or_else(|fault| {
            note(fault);
            default
        })
    };
    Features {
        weekly_updates: is_on("weeklyUpdates", default.weekly_updates),
        messages: is_on("messages", default.messages),
        exports: is_on("exports", default.exports),
        opening_files: is_on("openingFiles", default.opening_files),
        training: is_on("training", default.training),
    }
}

fn locale(root: &Object, note: &mut dyn FnMut(Refusal)) -> Option<String> {
    let tag = root.text("locale").unwrap_or_else(|fault| {
        note(fault);
        None
    })?;
    let tag = Some(tag).filter(|tag| is_language_tag(tag));
    checked(root, "locale", tag, "a language tag such as \"nb-NO\"", note)
}

fn theme(root: &Object, note: &mut dyn FnMut(Refusal)) -> Option<ThemeChoice> {
    let name = root.text("theme").unwrap_or_else(|fault| {
        note(fault);
        None
    })?;
    checked(root, "theme", ThemeChoice::from_name(&name), "\"auto\", \"light\" or \"dark\"", note)
}

/// An address that leads to a server: relative, or of http or https.
fn address(text: &str) -> Option<String> {
    let has_other_scheme = || {
        let scheme = text.split(['/', '?', '#']).next().unwrap_or_default();
        scheme.contains(':') && !is_http(text)
    };
    let is_plain = !text.is_empty() && !text.contains(|character: char| character.is_control() || character == ' ');
    (is_plain && !has_other_scheme() && !text.contains(['?', '#'])).then(|| text.to_owned())
}

fn is_http(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// An origin as browsers write it: `scheme://host`, and the port where it isn't the scheme's own. A
/// slash at the end is forgiven; a path, a star or anything else isn't.
#[must_use]
pub fn origin(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
    let (scheme, place) = text.split_once("://")?;
    let own_port = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return None,
    };
    let (host, port) = match place.rsplit_once(':') {
        // The colons of an IPv6 address stand in brackets.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = match inner {
        Some(address) => address.contains(':') && address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':'),
        None => {
            let is_label = |label: &str| {
                !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            };
            host.split('.').all(is_label)
        }
    };
    let port_number = port.map(|port| port.parse::<u16>().ok().filter(|_| port.bytes().all(|b| b.is_ascii_digit())));
    match (is_host, port_number) {
        (true, None) => Some(format!("{scheme}://{host}")),
        (true, Some(Some(number))) if own_port == number.to_string() => Some(format!("{scheme}://{host}")),
        (true, Some(Some(number))) if number > 0 => Some(format!("{scheme}://{host}:{number}")),
        _ => None,
    }
}

/// Whether a text has the shape of a language tag (BCP 47): letters and digits in parts of up to eight.
#[must_use]
pub fn is_language_tag(text: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.len() <= 35 && text.split('-').all(is_part) && text.starts_with(|first: char| first.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_file_that_is_shipped_says_the_defaults() {
        let (config, faults) = Config::read(include_str!("../../public/config.json"));
        assert_eq!((config, faults), (Config::default(), vec![]));
    }

    #[test]
    fn a_whole_file() {
        let (config, faults) = Config::read(
            r#"{
                "api": "https://lms.example/api/reports", "documentOrigins": ["https://Files.Example/"],
                "parentOrigins": ["https://lms.example:443", "http://127.0.0.1:8081"], "timeoutSeconds": 5,
                "features": {"messages": false, "openingFiles": false, "games": true},
                "locale": "nb-NO", "theme": "dark", "colour": "red"
            }"#,
        );
        let expected = Config {
            api: Some("https://lms.example/api/reports".to_owned()),
            document_origins: vec!["https://files.example".to_owned()],
            parent_origins: vec!["https://lms.example".to_owned(), "http://127.0.0.1:8081".to_owned()],
            timeout_seconds: 5,
            features: Features { messages: false, opening_files: false, ..Features::default() },
            locale: Some("nb-NO".to_owned()),
            theme: ThemeChoice::Dark,
        };
        assert_eq!((config, faults), (expected, vec![]));
        assert_eq!(Config::read("{}"), (Config::default(), vec![]));
        let nulls = r#"{"api": null, "parentOrigins": null, "features": null, "locale": null, "theme": null}"#;
        assert_eq!(Config::read(nulls), (Config::default(), vec![]));
    }

    #[test]
    fn faults_are_named_and_the_rest_holds() {
        let (config, faults) = Config::read(
            r#"{
                "api": "javascript:alert(1)", "documentOrigins": "https://a.example",
                "parentOrigins": ["*", "https://lms.example", 3], "timeoutSeconds": 0,
                "features": {"messages": "no", "training": false}, "locale": "no such", "theme": "blue"
            }"#,
        );
        let expected = Config {
            parent_origins: vec!["https://lms.example".to_owned()],
            features: Features { training: false, ..Features::default() },
            ..Config::default()
        };
        assert_eq!(config, expected);
        let mut places: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        places.sort_unstable();
        let expected = [
            "/api",
            "/documentOrigins",
            "/features/messages",
            "/locale",
            "/parentOrigins/0",
            "/parentOrigins/2",
            "/theme",
            "/timeoutSeconds",
        ];
        assert_eq!(places, expected);
    }

    #[test]
    fn a_file_that_is_none() {
        for json in ["", "<!doctype html>", "[]", "{\"api\": \"/x\"", "null"] {
            let (config, faults) = Config::read(json);
            assert_eq!((config, faults.len()), (Config::default(), 1), "{json}");
            assert_eq!(faults[0].pointer, "", "{json}");
        }
    }

    #[test]
    fn origins_as_browsers_write_them() {
        let same = ["https://a.example", "http://localhost:8080", "https://[2001:db8::1]:8443", "http://[::1]"];
        for text in same {
            assert_eq!(origin(text).as_deref(), Some(text));
        }
        assert_eq!(origin("HTTPS://A.example:443/").as_deref(), Some("https://a.example"));
        assert_eq!(origin("http://a:80").as_deref(), Some("http://a"));
        assert_eq!(origin("http://a:443").as_deref(), Some("http://a:443"));
        let none = [
            "",
            "*",
            "null",
            "https://",
            "https://*.example",
            "a.example",
            "//a.example",
            "https://a.example/path",
            "https://a.example?x",
            "https://user@a.example",
            "ftp://a.example",
            "https://a:0",
            "https://a:65536",
            "https://a:+8",
            "https://a b",
            "https://a..b",
            "https://a.example//",
            "file:///x",
            "https://[::1",
        ];
        for text in none {
            assert_eq!(origin(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_of_a_host() {
        for text in ["/api", "api", "../api/v1", "https://lms.example/api", "HTTP://lms.example"] {
            assert_eq!(address(text).as_deref(), Some(text));
        }
        for text in ["", "javascript:x", "data:,x", "ftp://a/b", "/api?x=1", "/api#x", "/a pi"] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            let _ = Config::read(&text);
        }

        #[test]
        fn an_origin_is_one_for_good(text in "(https?|ftp)://[a-z.:0-9\\[\\]/*]{0,20}") {
            if let Some(known) = origin(&text) {
                prop_assert_eq!(origin(&known), Some(known.clone()));
                prop_assert!(!known.contains('*'));
            }
        }
    }
}
