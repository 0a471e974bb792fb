//! Reads a course document from bytes as they arrive. What was read is let go at once, so that a
//! document may be larger than any string; only its records and columns stay.

use super::{
    course::{Element, FORMAT, Folder, ID_POOLS, Record, Student, TABLES, read_course, read_viewer, record},
    error::Refusal,
    faults::Faults,
    json::{Broken, Cursor, ParseNumber, Position, Stop},
    record::Node,
    table::{Ended, Pools, Table},
};
use crate::{
    dataset::{Course, Group, Scale, Term, Viewer},
    units::Moment,
};

/// A small list with what could not be used of it.
#[derive(Debug)]
pub(super) struct Records<R> {
    pub records: Vec<R>,
    pub faults: Faults,
    /// Whether the document has the list.
    is_present: bool,
}

impl<R> Default for Records<R> {
    fn default() -> Self {
        Self { records: Vec::new(), faults: Faults::default(), is_present: false }
    }
}

/// Everything that the document says, read and not yet resolved.
#[derive(Debug)]
pub(super) struct RawCourse {
    pub generated_at: Moment,
    pub time_zone: String,
    pub course: Course,
    pub course_faults: Faults,
    pub viewer: Option<Viewer>,
    pub terms: Records<Term>,
    pub groups: Records<Group>,
    pub students: Records<Student>,
    pub scales: Records<Scale>,
    pub folders: Records<Folder>,
    pub elements: Records<Element>,
    pub tables: Vec<Table>,
    pub pools: Pools,
}

/// The members that hold small lists.
#[derive(Clone, Copy, Debug)]
enum SmallList {
    Terms,
    Groups,
    Students,
    Scales,
    Folders,
    Elements,
}

/// Where in the document reading stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// Before the opening brace.
    Start,
    /// Before a member's name.
    Name,
    /// In a small list, before its record of this index.
    Record(SmallList, usize),
    /// In the event table of this index.
    Table(usize),
    /// Behind a member.
    End,
    /// Behind the closing brace.
    Done,
}

/// Reads one course document. Give it the bytes in pieces of any size with [`Self::push`], then
/// take what was read with [`Self::into_dataset`].
#[derive(Debug)]
pub struct CourseReader {
    /// Bytes that were not consumed yet.
    pending: Vec<u8>,
    /// Not tried again below this many pending bytes, so that a long record is not read over and
    /// over.
    enough: usize,
    position: Position,
    parse_number: ParseNumber,
    has_begun: bool,
    place: Place,
    format: Option<()>,
    generated_at: Option<Moment>,
    time_zone: Option<String>,
    course: Option<(Course, Faults)>,
    viewer: Option<Viewer>,
    terms: Records<Term>,
    groups: Records<Group>,
    students: Records<Student>,
    scales: Records<Scale>,
    folders: Records<Folder>,
    elements: Records<Element>,
    tables: Vec<Table>,
    pools: Pools,
}

impl Default for CourseReader {
    fn default() -> Self {
        Self::new(|text| text.parse().unwrap_or(f64::NAN))
    }
}

impl CourseReader {
    /// A reader that asks `parse_number` for the value of long numbers. The standard library's own parser, which is the
    /// default, brings 10 KiB of tables; a browser has one already.
    #[must_use]
    pub fn new(parse_number: ParseNumber) -> Self {
        Self {
            pending: Vec::new(),
            enough: 0,
            position: Position::start(),
            parse_number,
            has_begun: false,
            place: Place::Start,
            format: None,
            generated_at: None,
            time_zone: None,
            course: None,
            viewer: None,
            terms: Records::default(),
            groups: Records::default(),
            students: Records::default(),
            scales: Records::default(),
            folders: Records::default(),
            elements: Records::default(),
            tables: TABLES.iter().map(Table::new).collect(),
            pools: Pools::new(ID_POOLS),
        }
    }

    /// Takes the next bytes of the document.
    ///
    /// # Errors
    /// The document is refused at the first place that can't be read; later bytes don't matter.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() < self.enough {
            return Ok(());
        }
        self.read(false)
    }

    /// The document has ended: everything that it says.
    pub(super) fn finish(mut self) -> Result<RawCourse, Refusal> {
        self.read(true)?;
        let missing = |pointer, expected| move || Refusal::new(pointer, "nothing", expected);
        self.format.ok_or_else(missing("/format", FORMAT_EXPECTED))?;
        let generated_at = self.generated_at.ok_or_else(missing("/generatedAt", MOMENT_EXPECTED))?;
        let (course, course_faults) = self.course.ok_or_else(missing("/course", "an object"))?;
        if !self.students.is_present {
            return Err(missing("/students", "an array")());
        }
        Ok(RawCourse {
            generated_at,
            time_zone: self.time_zone.unwrap_or_else(|| "UTC".to_owned()),
            course,
            course_faults,
            viewer: self.viewer,
            terms: self.terms,
            groups: self.groups,
            students: self.students,
            scales: self.scales,
            folders: self.folders,
            elements: self.elements,
            tables: self.tables,
            pools: self.pools,
        })
    }

    fn read(&mut self, is_last: bool) -> Result<(), Refusal> {
        const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
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
            match self.step(&mut cursor) {
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
    fn step(&mut self, cursor: &mut Cursor) -> Result<bool, Ended> {
        match self.place {
            Place::Start => {
                if cursor.peek()? != b'{' {
                    let found = Node::read(cursor)?.words();
                    return Err(Refusal::new("", format!("{found} at line 1"), "an object").into());
                }
                cursor.take();
                let is_empty = cursor.peek()? == b'}';
                if is_empty {
                    cursor.take();
                }
                self.place = if is_empty { Place::Done } else { Place::Name };
            }
            Place::Name => self.place = self.member(cursor)?,
            Place::Record(list, index) => self.place = self.record(list, index, cursor)?,
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
    fn member(&mut self, cursor: &mut Cursor) -> Result<Place, Ended> {
        let name = cursor.name()?;
        if let Some(index) = TABLES.iter().position(|shape| shape.name == name) {
            self.tables[index] = Table::new(&TABLES[index]);
            let more = self.tables[index].begin(cursor)?;
            return Ok(if more { Place::Table(index) } else { Place::End });
        }
        let list = match &*name {
            "terms" => SmallList::Terms,
            "groups" => SmallList::Groups,
            "students" => SmallList::Students,
            "scales" => SmallList::Scales,
            "folders" => SmallList::Folders,
            "elements" => SmallList::Elements,
            "format" | "generatedAt" | "timeZone" | "course" | "viewer" => {
                let node = Node::read(cursor)?;
                self.scalar(&name, node)?;
                return Ok(Place::End);
            }
            _ => {
                cursor.skip()?;
                return Ok(Place::End);
            }
        };
        self.begin_list(list, cursor)
    }

    fn begin_list(&mut self, list: SmallList, cursor: &mut Cursor) -> Result<Place, Ended> {
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
                return Err(Refusal::new(format!("/{}", list.name()), found, "an array").into());
            }
        };
        macro_rules! clear {
            ($records:expr) => {
                $records = Records { is_present, ..Records::default() }
            };
        }
        match list {
            SmallList::Terms => clear!(self.terms),
            SmallList::Groups => clear!(self.groups),
            SmallList::Students => clear!(self.students),
            SmallList::Scales => clear!(self.scales),
            SmallList::Folders => clear!(self.folders),
            SmallList::Elements => clear!(self.elements),
        }
        Ok(place)
    }

    fn record(&mut self, list: SmallList, index: usize, cursor: &mut Cursor) -> Result<Place, Ended> {
        let node = Node::read(cursor)?;
        let more = cursor.another(b']', "\",\" or \"]\"")?;
        match list {
            SmallList::Terms => self.terms.add(node, index)?,
            SmallList::Groups => self.groups.add(node, index)?,
            SmallList::Students => self.students.add(node, index)?,
            SmallList::Scales => self.scales.add(node, index)?,
            SmallList::Folders => self.folders.add(node, index)?,
            SmallList::Elements => self.elements.add(node, index)?,
        }
        Ok(if more { Place::Record(list, index + 1) } else { Place::End })
    }

    fn scalar(&mut self, name: &str, node: Node) -> Result<(), Refusal> {
        let is_null = matches!(node, Node::Null);
        match name {
            "format" => {
                self.format = match &node {
                    Node::Text(text) if text == FORMAT => Some(()),
                    Node::Text(text) if text.len() <= 40 => {
                        return Err(Refusal::new("/format", format!("\"{text}\""), FORMAT_EXPECTED));
                    }
                    other => return Err(Refusal::new("/format", other.words(), FORMAT_EXPECTED)),
                }
            }
            "course" if is_null => self.course = None,
            "course" => {
                let mut faults = Faults::default();
                let course = read_course(&node.into_object("/course".to_owned())?, &mut faults)?;
                self.course = Some((course, faults));
            }
            "viewer" if is_null => self.viewer = None,
            "viewer" => self.viewer = Some(read_viewer(&node.into_object("/viewer".to_owned())?)?),
            _ => {
                let root = Node::Object(vec![(name.into(), node)]).into_object(String::new())?;
                if name == "timeZone" {
                    self.time_zone = root.text(name)?;
                } else {
                    let moment = root.required(name, root.moment_or_fault(name)?, MOMENT_EXPECTED)?;
                    let found = || root.get(name).map(Node::words).unwrap_or_default();
                    let unusable = || Refusal::new(root.place(name), found(), MOMENT_EXPECTED);
                    self.generated_at = Some(moment.ok_or_else(unusable)?);
                }
            }
        }
        Ok(())
    }
}

const FORMAT_EXPECTED: &str = "\"course-document/1\"";
const MOMENT_EXPECTED: &str = "an RFC 3339 moment or integer Unix seconds";

impl SmallList {
    fn name(self) -> &'static str {
        match self {
            Self::Terms => Term::NAME,
            Self::Groups => Group::NAME,
            Self::Students => Student::NAME,
            Self::Scales => Scale::NAME,
            Self::Folders => Folder::NAME,
            Self::Elements => Element::NAME,
        }
    }
}

impl<R: Record> Records<R> {
    fn add(&mut self, node: Node, index: usize) -> Result<(), Refusal> {
        self.records.push(record(node, index, &mut self.faults)?);
        Ok(())
    }
}

/// The refusal of a text that is no JSON.
pub(super) fn text_refusal(broken: &Broken) -> Refusal {
    let found = format!("{} at line {}, column {}", broken.found, broken.line, broken.column);
    Refusal::new("", found, broken.expected)
}
