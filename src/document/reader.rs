//! Walks through a document from bytes as they arrive, whatever kind of document it is. What was read
//! is let go at once, so that a document may be larger than any string; only its records and columns
//! stay. Which members there are stands in a [`Layout`], what becomes of their records in [`Members`].

use super::{
    error::Refusal,
    faults::Faults,
    json::{Broken, Cursor, ParseNumber, Position, Stop},
    record::{Node, Object},
    table::{Ended, Pools, Table, TableShape},
};
use crate::units::Moment;

/// The members of a kind of document. `format`, `generatedAt` and `timeZone` are members of all.
#[derive(Debug)]
pub(super) struct Layout {
    /// The value of `format`.
    pub format: &'static str,
    /// The same in quotes.
    pub format_expected: &'static str,
    /// Members that are read whole.
    pub objects: &'static [&'static str],
    /// Members that hold small lists.
    pub lists: &'static [&'static str],
    /// Members that hold tables.
    pub tables: &'static [TableShape],
    /// How many pools of ids the tables name.
    pub id_pools: usize,
}

/// What becomes of the members of a document, which may come in any order.
pub(super) trait Members {
    /// A small list begins, by its place in the layout; absent where it is null. Of several lists of
    /// one name the last counts.
    fn begin(&mut self, list: usize, is_present: bool);

    /// The next record of a list.
    fn add(&mut self, list: usize, node: Node, index: usize) -> Result<(), Refusal>;

    /// A member that is read whole, by its name.
    fn object(&mut self, name: &str, node: Node) -> Result<(), Refusal>;
}

/// A record of a small list.
pub(super) trait Record: Sized {
    /// The place of its list in the shape of the document.
    const LIST: u8;
    /// The member of the document.
    const NAME: &'static str;

    /// Reads the fields, counting what could not be used.
    fn read(object: &Object, faults: &mut Faults) -> Result<Self, Refusal>;

    /// Its id, unique in its list.
    fn id(&self) -> &str;
}

/// A small list with what could not be used of it.
#[derive(Debug)]
pub(super) struct Records<R> {
    pub records: Vec<R>,
    pub faults: Faults,
    /// Whether the document has the list.
    pub is_present: bool,
}

impl<R> Default for Records<R> {
    fn default() -> Self {
        Self { records: Vec::new(), faults: Faults::default(), is_present: false }
    }
}

impl<R: Record> Records<R> {
    /// An empty list that begins.
    pub fn begun(is_present: bool) -> Self {
        Self { is_present, ..Self::default() }
    }

    pub fn add(&mut self, node: Node, index: usize) -> Result<(), Refusal> {
        let object = node.into_object(format!("/{}/{index}", R::NAME))?;
        self.records.push(R::read(&object, &mut self.faults)?);
        Ok(())
    }
}

/// What every document has, read and not yet resolved.
#[derive(Debug)]
pub(super) struct Common {
    pub generated_at: Moment,
    pub time_zone: String,
    /// In the order of the layout.
    pub tables: Vec<Table>,
    pub pools: Pools,
}

/// Where in the document reading stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Before the opening brace.
    Start,
    /// Before a member's name.
    Name,
    /// In the small list of the first index, before its record of the second.
    Record(usize, usize),
    /// In the table of this index.
    Table(usize),
    /// Behind a member.
    End,
    /// Behind the closing brace.
    Done,
}

/// A walk through one document. Give it the bytes in pieces of any size.
#[derive(Debug)]
pub(super) struct Walk {
    layout: &'static Layout,
    /// Bytes that were not consumed yet.
    pending: Vec<u8>,
    /// Not tried again below this many pending bytes, so that a long record is not read over and
    /// over.
    enough: usize,
    /// The most that may be pending: [`MOST_PENDING`].
    most_pending: usize,
    position: Position,
    parse_number: ParseNumber,
    has_begun: bool,
    place: Place,
    format: Option<()>,
    generated_at: Option<Moment>,
    time_zone: Option<String>,
    tables: Vec<Table>,
    pools: Pools,
}

impl Walk {
    pub fn new(layout: &'static Layout, parse_number: ParseNumber) -> Self {
        Self {
            layout,
            pending: Vec::new(),
            enough: 0,
            most_pending: MOST_PENDING,
            position: Position::start(),
            parse_number,
            has_begun: false,
            place: Place::Start,
            format: None,
            generated_at: None,
            time_zone: None,
            tables: layout.tables.iter().map(Table::new).collect(),
            pools: Pools::new(layout.id_pools),
        }
    }

    /// Takes the next bytes of the document.
    pub fn push(&mut self, bytes: &[u8], members: &mut dyn Members) -> Result<(), Refusal> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() < self.enough.min(self.most_pending) {
            return Ok(());
        }
        self.read(false, members)?;
        // A file that unpacks to far more than it is may be one value without an end.
        if self.pending.len() > self.most_pending {
            let found = format!("a value of more than {} bytes at line {}", self.most_pending, self.position.line());
            return Err(Refusal::new("", found, "shorter values"));
        }
        Ok(())
    }

    /// The document has ended.
    pub fn finish(mut self, members: &mut dyn Members) -> Result<Common, Refusal> {
        self.read(true, members)?;
        self.format.ok_or_else(|| missing("/format", self.layout.format_expected))?;
        Ok(Common {
            generated_at: self.generated_at.ok_or_else(|| missing("/generatedAt", MOMENT_EXPECTED))?,
            time_zone: self.time_zone.unwrap_or_else(|| "UTC".to_owned()),
            tables: self.tables,
            pools: self.pools,
        })
    }

    fn read(&mut self, is_last: bool, members: &mut dyn Members) -> Result<(), Refusal> {
        if !self.has_begun {
            if self.pending.len() < BYTE_ORDER_MARK.len() && !is_last {
                return Ok(());
            }
            self.has_begun = true;
            if self.pending.starts_with(BYTE_ORDER_MARK) {
                self.pending.drain(..BYTE_ORDER_MARK.len());
            }
        }
        let pending = std::mem::take(&mut self.pending);
        let mut cursor = Cursor::new(&pending, self.position, is_last, self.parse_number);
        let ended = loop {
            match self.step(&mut cursor, members) {
                Ok(true) => self.position = cursor.position(),
                Ok(false) => {
                    self.position = cursor.position();
                    break Ok(());
                }
                Err(Ended::Stop(Stop::More)) => break Ok(()),
                Err(Ended::Stop(Stop::Broken(broken))) => break Err(text_refusal(&broken)),
                Err(Ended::Refused(refusal)) => break Err(refusal),
            }
        };
        let consumed = self.position.consumed();
        self.pending = pending;
        self.pending.drain(..consumed);
        self.position = self.position.rebase(consumed);
        self.enough = if consumed == 0 { self.pending.len() * 2 } else { 0 };
        ended
    }

    /// Reads on by one step. False: the document has ended.
    fn step(&mut self, cursor: &mut Cursor, members: &mut dyn Members) -> Result<bool, Ended> {
        match self.place {
            Place::Start => {
                self.place = if begin_object(cursor)? { Place::Name } else { Place::Done };
            }
            Place::Name => self.place = self.member(cursor, members)?,
            Place::Record(list, index) => self.place = self.record(list, index, cursor, members)?,
            Place::Table(table) => {
                self.tables[table].read(cursor, &mut self.pools, &mut self.position)?;
                self.place = Place::End;
            }
            Place::End => {
                let more = cursor.another(b'}', "\",\" or \"}\"")?;
                self.place = if more { Place::Name } else { Place::Done };
            }
            Place::Done => {
                return match cursor.peek_or_end()? {
                    None => Ok(false),
                    Some(_) => Ok(cursor.broken("the end of the text")?),
                };
            }
        }
        Ok(true)
    }

    /// Reads a member's name and begins, or reads, its value.
    fn member(&mut self, cursor: &mut Cursor, members: &mut dyn Members) -> Result<Place, Ended> {
        let name = cursor.name()?;
        let tables = self.layout.tables;
        if let Some(index) = tables.iter().position(|shape| shape.name == name) {
            self.tables[index] = Table::new(&tables[index]);
            let more = self.tables[index].begin(cursor)?;
            return Ok(if more { Place::Table(index) } else { Place::End });
        }
        if let Some(list) = self.layout.lists.iter().position(|list| *list == name) {
            return self.begin_list(list, cursor, members);
        }
        if self.layout.objects.contains(&&*name) {
            members.object(&name, Node::read(cursor)?)?;
        } else if let "format" | "generatedAt" | "timeZone" = &*name {
            let node = Node::read(cursor)?;
            self.scalar(&name, node)?;
        } else {
            cursor.skip()?;
        }
        Ok(Place::End)
    }

    fn begin_list(&mut self, list: usize, cursor: &mut Cursor, members: &mut dyn Members) -> Result<Place, Ended> {
        let (place, is_present) = match cursor.peek()? {
            b'[' => {
                cursor.take();
                if cursor.peek()? == b']' {
                    cursor.take();
                    (Place::End, true)
                } else {
                    (Place::Record(list, 0), true)
                }
            }
            b'n' => {
                cursor.literal("null")?;
                (Place::End, false)
            }
            _ => {
                let found = Node::read(cursor)?.words();
                return Err(Refusal::new(format!("/{}", self.layout.lists[list]), found, "an array").into());
            }
        };
        members.begin(list, is_present);
        Ok(place)
    }

    fn record(
        &mut self,
        list: usize,
        index: usize,
        cursor: &mut Cursor,
        members: &mut dyn Members,
    ) -> Result<Place, Ended> {
        let node = Node::read(cursor)?;
        let more = cursor.another(b']', "\",\" or \"]\"")?;
        members.add(list, node, index)?;
        Ok(if more { Place::Record(list, index + 1) } else { Place::End })
    }

    fn scalar(&mut self, name: &str, node: Node) -> Result<(), Refusal> {
        if name == "format" {
            return match format_of(&node, self.layout.format_expected)? {
                format if format == self.layout.format => {
                    self.format = Some(());
                    Ok(())
                }
                _ => Err(format_refusal(&node, self.layout.format_expected)),
            };
        }
        let root = Node::Object(vec![(name.into(), node)]).into_object(String::new())?;
        if name == "timeZone" {
            self.time_zone = root.text(name)?;
        } else {
            let moment = root.required(name, root.moment_or_fault(name)?, MOMENT_EXPECTED)?;
            let found = || root.get(name).map(Node::words).unwrap_or_default();
            let unusable = || Refusal::new(root.place(name), found(), MOMENT_EXPECTED);
            self.generated_at = Some(moment.ok_or_else(unusable)?);
        }
        Ok(())
    }
}

/// Some editors put it before the text.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The longest record, and the longest member that is passed over, in bytes: they have to be there whole.
const MOST_PENDING: usize = 1 << 28;

const MOMENT_EXPECTED: &str = "an RFC 3339 moment or integer Unix seconds";

/// The refusal of a document without a member that it must have.
pub(super) fn missing(pointer: &str, expected: &'static str) -> Refusal {
    Refusal::new(pointer, "nothing", expected)
}

/// The opening brace of the document. True: a member follows.
pub(super) fn begin_object(cursor: &mut Cursor) -> Result<bool, Ended> {
    if cursor.peek()? != b'{' {
        let found = Node::read(cursor)?.words();
        return Err(Refusal::new("", format!("{found} at line 1"), "an object").into());
    }
    cursor.take();
    let is_empty = cursor.peek()? == b'}';
    if is_empty {
        cursor.take();
    }
    Ok(!is_empty)
}

/// The value of `format`.
pub(super) fn format_of<'a>(node: &'a Node, expected: &'static str) -> Result<&'a str, Refusal> {
    match node {
        Node::Text(text) => Ok(text),
        _ => Err(format_refusal(node, expected)),
    }
}

/// The refusal of a format that is not read.
pub(super) fn format_refusal(node: &Node, expected: &'static str) -> Refusal {
    let found = match node {
        Node::Text(text) if text.len() <= 40 => format!("\"{text}\""),
        other => other.words(),
    };
    Refusal::new("/format", found, expected)
}

/// The refusal of a text that is no JSON.
pub(super) fn text_refusal(broken: &Broken) -> Refusal {
    let found = format!("{} at line {}, column {}", broken.found, broken.line, broken.column);
    Refusal::new("", found, broken.expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    static LAYOUT: Layout = Layout {
        format: "x/1",
        format_expected: "\"x/1\"",
        objects: &[],
        lists: &["things"],
        tables: &[TableShape { name: "events", has_columns: true, fields: &[] }],
        id_pools: 0,
    };

    struct Nothing;

    impl Members for Nothing {
        fn begin(&mut self, _: usize, _: bool) {}

        fn add(&mut self, _: usize, _: Node, _: usize) -> Result<(), Refusal> {
            Ok(())
        }

        fn object(&mut self, _: &str, _: Node) -> Result<(), Refusal> {
            Ok(())
        }
    }

    /// How many bytes of `piece`, again and again, are taken behind `begin` by a walk that waits for a thousand.
    fn taken(begin: &str, piece: &str) -> Option<usize> {
        let mut walk = Walk { most_pending: 1000, ..Walk::new(&LAYOUT, |_| f64::NAN) };
        walk.push(begin.as_bytes(), &mut Nothing).unwrap();
        (1..400).map(|count| count * piece.len()).find(|_| {
            let refusal = walk.push(piece.as_bytes(), &mut Nothing).err();
            refusal.inspect(|refusal| assert_eq!(refusal.expected, "shorter values", "{refusal}")).is_some()
        })
    }

    /// A few kilobytes of gzip may unpack to a value without an end, of which nothing can be let go.
    #[test]
    fn a_value_without_an_end_is_refused() {
        for (begin, piece) in [
            ("", "          "),
            ("{", "\n\n\n\n\n\n\n\n\n\n"),
            ("{\"a", "aaaaaaaaaa"),
            ("{\"a\":\"", "aaaaaaaaaa"),
            ("{\"a\":[", "[[],[],1],"),
            ("{\"a\":[", "[[[[[[[[[["),
            ("{\"things\":[{\"a\":\"", "aaaaaaaaaa"),
            ("{\"events\":[{\"a\":1", "1111111111"),
        ] {
            let taken = taken(begin, piece).unwrap();
            let pending = begin.len() + taken;
            assert!((1001..=1010 + begin.len()).contains(&pending), "{pending} behind {begin}");
        }
        // Of what is whole any amount is taken.
        for (begin, piece) in
            [("{\"a\":1", ",\"a\":1234"), ("{\"things\":[{}", ",{ \"a\":0}"), ("{\"events\":[{}", ",{ \"a\":0}")]
        {
            assert_eq!(taken(begin, piece), None, "{begin}");
        }
    }
}
