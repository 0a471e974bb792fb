//! A document of which it isn't known yet what it is: a file that a person opens may be a course or a
//! training document.

use std::fmt::Debug;

use super::{
    course::{self, CourseReader},
    error::Refusal,
    faults::Faults,
    json::{Cursor, ParseNumber, Position, Stop},
    reader::{BYTE_ORDER_MARK, begin_object, format_of, format_refusal, missing, text_refusal},
    record::Node,
    table::Ended,
    training::{self, TrainingReader},
};
use crate::dataset::{Dataset, training::Training, zone::Zones};

const EXPECTED: &str = "\"course-document/1\" or \"training-document/1\"";

/// Bytes that are kept while the format isn't known. A file may unpack to far more than it is.
const MOST_BEFORE_FORMAT: usize = 1 << 29;

/// A document of either kind.
#[derive(Debug)]
pub enum Document {
    /// A course.
    Course(Box<Dataset>),
    /// The training of an organisation.
    Training(Box<Training>),
}

/// Reads a document of either kind, told apart by `format`.
///
/// `format` may come anywhere in the object. As long as it hasn't come, bytes are kept and members are
/// only passed over; with it, the reader of that kind gets all from the beginning, and from then on
/// each piece at once. So a document whose `format` comes first, as in every document that was written
/// in the order of its shape, is read as it arrives, and one whose `format` comes last is held whole
/// and passed over once more. The first `format` decides; a second one that differs refuses the document.
///
/// What reads documents of training may come later than they do, see [`Self::new`].
#[derive(Debug)]
pub struct DocumentReader {
    parse_number: ParseNumber,
    /// Makes the reader of a document of training, where it doesn't come later.
    read_training: Option<fn(ParseNumber) -> Box<dyn ReadTraining>>,
    state: State,
}

/// Reads one document of training, as [`TrainingReader`](super::TrainingReader) does.
pub trait ReadTraining: Debug {
    /// Takes the next bytes of the document.
    ///
    /// # Errors
    /// The document is refused.
    fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal>;

    /// The document has ended: its data, and what could not be used of it.
    ///
    /// # Errors
    /// The document breaks a rule of its format.
    fn into_training(self: Box<Self>, zones: Zones) -> Result<(Training, Faults), Refusal>;
}

#[derive(Debug)]
enum State {
    Undecided(Search),
    Course(Box<CourseReader>),
    /// Of training, with the bytes that came before its reader did.
    Waiting(Vec<u8>),
    Training(Box<dyn ReadTraining>),
}

/// The search for `format` among the members.
#[derive(Debug)]
struct Search {
    /// All bytes so far.
    held: Vec<u8>,
    /// Not tried again below this many bytes, so that a long member is not passed over again and again.
    enough: usize,
    /// Bytes of the byte order mark.
    mark: usize,
    place: Place,
    position: Position,
}

/// Where in the object the search stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    Start,
    Name,
    End,
}

impl Default for DocumentReader {
    fn default() -> Self {
        let read_training = |parse_number| Box::new(TrainingReader::new(parse_number)) as Box<dyn ReadTraining>;
        Self { read_training: Some(read_training), ..Self::new(|text| text.parse().unwrap_or(f64::NAN)) }
    }
}

impl DocumentReader {
    /// A reader that asks `parse_number` for the value of long numbers, see [`CourseReader::new`]. A document
    /// of training makes it [wait](Self::is_waiting) for what reads such documents.
    #[must_use]
    pub fn new(parse_number: ParseNumber) -> Self {
        let search = Search { held: Vec::new(), enough: 0, mark: 0, place: Place::Start, position: Position::start() };
        Self { parse_number, read_training: None, state: State::Undecided(search) }
    }

    /// Takes the next bytes of the document.
    ///
    /// # Errors
    /// The document is refused at the first place that can't be read; later bytes don't matter.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        match &mut self.state {
            State::Undecided(search) => {
                search.held.extend_from_slice(bytes);
                if search.held.len() > MOST_BEFORE_FORMAT {
                    let found = format!("nothing in the first {MOST_BEFORE_FORMAT} bytes");
                    return Err(Refusal::new("/format", found, EXPECTED));
                }
                if search.held.len() < search.enough {
                    return Ok(());
                }
                self.decide(false)
            }
            State::Course(reader) => reader.push(bytes),
            State::Waiting(held) => {
                held.extend_from_slice(bytes);
                Ok(())
            }
            State::Training(reader) => reader.push(bytes),
        }
    }

    /// Whether the document has shown that it is one of a course.
    #[must_use]
    pub fn is_of_course(&self) -> bool {
        matches!(self.state, State::Course(_))
    }

    /// Whether the document is one of training and its reader is missing.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, State::Waiting(_))
    }

    /// Gives it the reader that it waits for.
    ///
    /// # Errors
    /// The document is refused.
    pub fn go_on(&mut self, mut reader: Box<dyn ReadTraining>) -> Result<(), Refusal> {
        if let State::Waiting(held) = &self.state {
            reader.push(held)?;
            self.state = State::Training(reader);
        }
        Ok(())
    }

    /// The document has ended: only now it is clear that it has no format, or which.
    ///
    /// # Errors
    /// The document can't be read, or has no format.
    pub fn end(&mut self) -> Result<(), Refusal> {
        self.decide(true)?;
        if matches!(self.state, State::Undecided(_)) { Err(missing("/format", EXPECTED)) } else { Ok(()) }
    }

    /// The document has ended: its data, and what could not be used of it.
    ///
    /// # Errors
    /// The document breaks a rule of its format, or has none.
    pub fn into_document(mut self, zones: Zones) -> Result<(Document, Faults), Refusal> {
        self.end()?;
        match self.state {
            State::Undecided(_) | State::Waiting(_) => Err(missing("/format", EXPECTED)),
            State::Course(reader) => {
                let (dataset, faults) = reader.into_dataset(zones)?;
                Ok((Document::Course(Box::new(dataset)), faults))
            }
            State::Training(reader) => {
                let (training, faults) = reader.into_training(zones)?;
                Ok((Document::Training(Box::new(training)), faults))
            }
        }
    }

    /// Chooses the reader as soon as the format is known.
    fn decide(&mut self, is_last: bool) -> Result<(), Refusal> {
        let State::Undecided(search) = &mut self.state else { return Ok(()) };
        let Some(format) = search.format(is_last, self.parse_number)? else { return Ok(()) };
        let held = std::mem::take(&mut search.held);
        self.state = if format == course::FORMAT {
            let mut reader = Box::new(CourseReader::new(self.parse_number));
            reader.push(&held)?;
            State::Course(reader)
        } else {
            State::Waiting(held)
        };
        match self.read_training {
            Some(make) => self.go_on(make(self.parse_number)),
            None => Ok(()),
        }
    }
}

impl Search {
    /// The format, where it has come.
    fn format(&mut self, is_last: bool, parse_number: ParseNumber) -> Result<Option<&'static str>, Refusal> {
        if matches!(self.place, Place::Start) {
            if self.held.len() < BYTE_ORDER_MARK.len() && !is_last {
                return Ok(None);
            }
            self.mark = if self.held.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        }
        let mut cursor = Cursor::new(&self.held[self.mark..], self.position, is_last, parse_number);
        loop {
            match step(&mut self.place, &mut cursor) {
                Ok(Step::On) => self.position = cursor.position(),
                Ok(Step::Found(format)) => return Ok(Some(format)),
                Ok(Step::None) => return Ok(None),
                Err(Ended::Stop(Stop::More)) => {
                    self.enough = self.held.len() * 2;
                    return Ok(None);
                }
                Err(Ended::Stop(Stop::Broken(broken))) => return Err(text_refusal(&broken)),
                Err(Ended::Refused(refusal)) => return Err(refusal),
            }
        }
    }
}

enum Step {
    On,
    Found(&'static str),
    /// The object has ended without a format.
    None,
}

fn step(place: &mut Place, cursor: &mut Cursor) -> Result<Step, Ended> {
    match place {
        Place::Start => {
            if !begin_object(cursor)? {
                return Ok(Step::None);
            }
            *place = Place::Name;
        }
        Place::Name => {
            if cursor.name()? == "format" {
                let node = Node::read(cursor)?;
                return match format_of(&node, EXPECTED)? {
                    course::FORMAT => Ok(Step::Found(course::FORMAT)),
                    training::FORMAT => Ok(Step::Found(training::FORMAT)),
                    _ => Err(format_refusal(&node, EXPECTED).into()),
                };
            }
            cursor.skip()?;
            *place = Place::End;
        }
        Place::End => {
            if !cursor.another(b'}', "\",\" or \"}\"")? {
                return Ok(Step::None);
            }
            *place = Place::Name;
        }
    }
    Ok(Step::On)
}
