//! One record of a small list as a tree that borrows from the text, and typed access to its
//! fields. Unknown fields are passed over without being built. The big tables don't come this way:
//! see [`super::table`].

use std::borrow::Cow;

use hashbrown::HashSet;

use super::{
    error::Refusal,
    faults::{FaultKind, Faults},
    json::{Cursor, Number, Position, Step, Stop},
    moment::{parse_date, parse_moment, parse_unix_seconds},
    reader::text_refusal,
};
use crate::units::{Day, Moment};

/// Levels below a record that are built; no known field is deeper.
const DEPTH: usize = 6;

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    Number(Number<'a>),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
    /// A value below every known field.
    Deep,
}

impl<'a> Node<'a> {
    /// Reads one value whole.
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Step<Self> {
        Self::read_at(cursor, 0)
    }

    fn read_at(cursor: &mut Cursor<'a>, depth: usize) -> Step<Self> {
        Ok(match cursor.peek()? {
            b'{' | b'[' if depth == DEPTH => {
                cursor.skip()?;
                Self::Deep
            }
            b'{' => {
                cursor.take();
                let mut fields = Vec::new();
                let mut more = cursor.peek()? != b'}';
                if !more {
                    cursor.take();
                }
                while more {
                    fields.push((cursor.name()?, Self::read_at(cursor, depth + 1)?));
                    more = cursor.another(b'}', "\",\" or \"}\"")?;
                }
                Self::Object(fields)
            }
            b'[' => {
                cursor.take();
                let mut items = Vec::new();
                let mut more = cursor.peek()? != b']';
                if !more {
                    cursor.take();
                }
                while more {
                    items.push(Self::read_at(cursor, depth + 1)?);
                    more = cursor.another(b']', "\",\" or \"]\"")?;
                }
                Self::List(items)
            }
            b'"' => Self::Text(cursor.string()?),
            b't' => {
                cursor.literal("true")?;
                Self::Bool(true)
            }
            b'f' => {
                cursor.literal("false")?;
                Self::Bool(false)
            }
            b'n' => {
                cursor.literal("null")?;
                Self::Null
            }
            b'-' | b'0'..=b'9' => Self::Number(cursor.number()?),
            _ => return cursor.broken("a JSON value"),
        })
    }

    /// What it is, in words for a message. Text is not quoted: it may be personal.
    pub fn words(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(number) if number.text.len() <= 30 => format!("the number {}", number.text),
            Self::Number(_) => "a long number".to_owned(),
            Self::Text(_) => "a string".to_owned(),
            Self::List(_) => "an array".to_owned(),
            Self::Object(_) => "an object".to_owned(),
            Self::Deep => "a nested value".to_owned(),
        }
    }

    /// This value as an object at `pointer`.
    pub fn into_object(self, pointer: String) -> Result<Object<'a>, Refusal> {
        match self {
            Self::Object(fields) => Ok(Object { pointer, fields }),
            other => Err(Refusal::new(pointer, other.words(), "an object")),
        }
    }

    /// The id that this value writes: a string, or an integer with its digits kept.
    pub fn id(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(Number { text: "-0", .. }) => Some(Cow::Borrowed("0")),
            Self::Number(number) if number.is_integer => Some(Cow::Borrowed(number.text)),
            _ => None,
        }
    }
}

/// Reads a short JSON text whole, such as a host's answer: no more than `most_bytes`, and nothing
/// behind the value. Long fractions have no value in it; a host is asked for none.
///
/// # Errors
/// It is no JSON, or too long.
pub(crate) fn parse_small(json: &str, most_bytes: usize) -> Result<Node<'_>, Refusal> {
    if json.len() > most_bytes {
        return Err(Refusal::new("", "a longer text", format!("at most {most_bytes} bytes")));
    }
    let mut cursor = Cursor::new(json.as_bytes(), Position::start(), true, |_| f64::NAN);
    let node = Node::read(&mut cursor).and_then(|node| match cursor.peek_or_end()? {
        None => Ok(node),
        Some(_) => cursor.broken("the end of the text"),
    });
    node.map_err(|stop| match stop {
        Stop::Broken(broken) => text_refusal(&broken),
        // The cursor knows that nothing follows, and waits for no more.
        Stop::More => Refusal::new("", "the end of the text", "a JSON value"),
    })
}

/// The fields of one record, with the place where it stands.
///
/// Reading methods give None for a field that is missing or null, and a [`Refusal`] for one of the
/// wrong JSON type.
pub(crate) struct Object<'a> {
    pointer: String,
    fields: Vec<(Cow<'a, str>, Node<'a>)>,
}

impl<'a> Object<'a> {
    /// JSON pointer to a field.
    pub fn place(&self, name: &str) -> String {
        format!("{}/{name}", self.pointer)
    }

    /// The objects of a list.
    pub fn objects(&self, name: &str) -> Result<Vec<Object<'a>>, Refusal> {
        let place = self.place(name);
        let object = |(index, node): (usize, &Node<'a>)| node.clone().into_object(format!("{place}/{index}"));
        self.list(name)?.unwrap_or_default().iter().enumerate().map(object).collect()
    }

    /// The field as it is; None where it is missing. Of several of one name the last counts.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.fields.iter().rev().find(|(field, _)| field == name).map(|(_, node)| node)
    }

    fn read<T>(
        &self,
        name: &str,
        expected: &'static str,
        read: impl FnOnce(&Node<'a>) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        match self.get(name) {
            None | Some(Node::Null) => Ok(None),
            Some(node) => read(node).map(Some).ok_or_else(|| Refusal::new(self.place(name), node.words(), expected)),
        }
    }

    /// What a required field has, or the refusal that it is missing.
    pub fn required<T>(&self, name: &str, value: Option<T>, expected: &'static str) -> Result<T, Refusal> {
        value.ok_or_else(|| {
            let found = if self.get(name).is_some() { "null" } else { "nothing" };
            Refusal::new(self.place(name), found, expected)
        })
    }

    pub fn id(&self, name: &str) -> Result<Option<String>, Refusal> {
        self.read(name, "a string or an integer", |node| node.id().map(Cow::into_owned))
    }

    pub fn required_id(&self, name: &str) -> Result<String, Refusal> {
        self.required(name, self.id(name)?, "a string or an integer")
    }

    pub fn ids(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let Some(items) = self.list(name)? else { return Ok(Vec::new()) };
        let read = |(index, node): (usize, &Node)| {
            node.id().map(Cow::into_owned).ok_or_else(|| {
                Refusal::new(format!("{}/{index}", self.place(name)), node.words(), "a string or an integer")
            })
        };
        items.iter().enumerate().map(read).collect()
    }

    pub fn text(&self, name: &str) -> Result<Option<String>, Refusal> {
        self.read(name, "a string", |node| match node {
            Node::Text(text) => Some(text.clone().into_owned()),
            _ => None,
        })
    }

    /// A list of texts.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, Refusal> {
        let read = |(index, node): (usize, &Node)| match node {
            Node::Text(text) => Ok(text.clone().into_owned()),
            other => Err(Refusal::new(format!("{}/{index}", self.place(name)), other.words(), "a string")),
        };
        self.list(name)?.unwrap_or_default().iter().enumerate().map(read).collect()
    }

    /// Every field that isn't null, whatever its name, as a text. Numbers and flags are taken as they
    /// are written.
    pub fn as_texts(&self) -> Result<Vec<(String, String)>, Refusal> {
        let text = |(name, node): &(Cow<'a, str>, Node<'a>)| match node {
            Node::Null => Ok(None),
            Node::Text(text) => Ok(Some(text.clone().into_owned())),
            Node::Number(number) => Ok(Some(number.text.to_owned())),
            Node::Bool(value) => Ok(Some(value.to_string())),
            other => {
                // A name may be anything: it is escaped as RFC 6901 says.
                let name = name.replace('~', "~0").replace('/', "~1");
                Err(Refusal::new(self.place(&name), other.words(), "a string"))
            }
        };
        let all = self.fields.iter().map(text).collect::<Result<Vec<_>, Refusal>>()?;
        // Of several fields of one name the last counts.
        let mut seen = HashSet::with_capacity(all.len());
        let mut texts: Vec<(String, String)> = Vec::with_capacity(all.len());
        for ((name, _), text) in self.fields.iter().zip(all).rev() {
            if seen.insert(&**name) {
                texts.extend(text.map(|text| (name.clone().into_owned(), text)));
            }
        }
        texts.reverse();
        Ok(texts)
    }

    pub fn flag(&self, name: &str, default: bool) -> Result<bool, Refusal> {
        let flag = self.read(name, "true or false", |node| match node {
            Node::Bool(value) => Some(*value),
            _ => None,
        })?;
        Ok(flag.unwrap_or(default))
    }

    pub fn number(&self, name: &str) -> Result<Option<f64>, Refusal> {
        self.read(name, "a number", |node| match node {
            Node::Number(number) => Some(number.to_f64()),
            _ => None,
        })
    }

    pub fn list(&self, name: &str) -> Result<Option<&[Node<'a>]>, Refusal> {
        match self.get(name) {
            None | Some(Node::Null) => Ok(None),
            Some(Node::List(items)) => Ok(Some(items)),
            Some(other) => Err(Refusal::new(self.place(name), other.words(), "an array")),
        }
    }

    pub fn object(&self, name: &str) -> Result<Option<Object<'a>>, Refusal> {
        match self.get(name) {
            None | Some(Node::Null) => Ok(None),
            Some(node) => node.clone().into_object(self.place(name)).map(Some),
        }
    }

    /// A moment; the outer None is a missing field, the inner one a text or integer that is no
    /// moment.
    #[expect(clippy::option_option, reason = "missing and unusable are different things")]
    pub fn moment_or_fault(&self, name: &str) -> Result<Option<Option<Moment>>, Refusal> {
        self.read(name, "an RFC 3339 moment or integer Unix seconds", |node| match node {
            Node::Text(text) => Some(parse_moment(text)),
            Node::Number(number) if number.is_integer => Some(parse_unix_seconds(number.text)),
            _ => None,
        })
    }

    /// A moment; one that is none is taken as absent and counted.
    pub fn moment(&self, name: &str, list: u8, faults: &mut Faults) -> Result<Option<Moment>, Refusal> {
        Ok(self.moment_or_fault(name)?.and_then(|moment| self.usable(name, moment, list, faults)))
    }

    /// A date; one that is none is taken as absent and counted.
    pub fn date(&self, name: &str, list: u8, faults: &mut Faults) -> Result<Option<Day>, Refusal> {
        let date = self.read(name, "a date as YYYY-MM-DD", |node| match node {
            Node::Text(text) => Some(parse_date(text)),
            _ => None,
        })?;
        Ok(date.and_then(|date| self.usable(name, date, list, faults)))
    }

    fn usable<T>(&self, name: &str, value: Option<T>, list: u8, faults: &mut Faults) -> Option<T> {
        if value.is_none() {
            faults.add(FaultKind::BadRecordMoment, list, || self.place(name));
        }
        value
    }
}
