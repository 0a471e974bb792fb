//! Tables of OpenDocument, from the contents of a workbook.

use std::io::{BufReader, Read};

use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesStart, Event},
};

use super::{MOST_COLUMNS, Table, number_text};

/// Spaces that stand for more: a mark of several is worth so many at most.
const MOST_SPACES: usize = 64;

/// Where in a table reading stands.
struct Place {
    /// The next column.
    column: usize,
    /// How many rows are as this one.
    rows: usize,
}

/// A cell under way.
struct Cell {
    /// How many cells are as this one.
    cells: usize,
    /// What it says, where that isn't its text.
    value: Option<String>,
    text: String,
    paragraphs: usize,
}

/// The rows of the first table that has any, less empty ones; none where it can't be read or takes more memory than
/// there is `room`.
pub fn rows(contents: impl Read, room: usize) -> Option<Vec<Vec<String>>> {
    let mut reader = Reader::from_reader(BufReader::new(contents));
    let config = reader.config_mut();
    (config.check_end_names, config.expand_empty_elements) = (false, true);
    let mut buffer = Vec::new();
    let mut table = Table::new(room);
    let (mut place, mut cell) = (Place { column: 0, rows: 1 }, None::<Cell>);
    // Within remarks, which are no text of the cell.
    let mut remarks = 0_usize;
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => match start.name().0 {
                "table:table-row" => {
                    place = Place { column: 0, rows: count(&start, "table:number-rows-repeated")? };
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let cells = count(&start, "table:number-columns-repeated")?;
                    let value = value(&start)?;
                    cell = Some(Cell { cells, value, text: String::new(), paragraphs: 0 });
                }
                "office:annotation" => remarks += 1,
                name => {
                    if let Some(cell) = cell.as_mut().filter(|_| remarks == 0) {
                        cell.begin(name, &start)?;
                    }
                }
            },
            Event::Text(text) => {
                if let Some(cell) = cell.as_mut().filter(|cell| cell.paragraphs > 0 && remarks == 0) {
                    cell.text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(cell) = cell.as_mut().filter(|cell| cell.paragraphs > 0 && remarks == 0) {
                    match resolve_predefined_entity(&reference) {
                        Some(text) => cell.text.push_str(text),
                        None => cell.text.push(reference.resolve_char_ref().ok()??),
                    }
                }
            }
            Event::End(end) => match end.name().0 {
                "table:table-cell" | "table:covered-table-cell" => {
                    if let Some(Cell { cells, value, text, .. }) = cell.take() {
                        table.put(place.column, value.as_deref().unwrap_or(&text).trim(), cells)?;
                        place.column = place.column.saturating_add(cells).min(MOST_COLUMNS);
                    }
                }
                "table:table-row" => table.end_rows(place.rows)?,
                "table:table" if !table.rows.is_empty() => return Some(table.rows),
                "office:annotation" => remarks = remarks.saturating_sub(1),
                _ => {}
            },
            Event::Eof => return None,
            _ => {}
        }
        buffer.clear();
    }
}

impl Cell {
    /// An element within the cell begins.
    fn begin(&mut self, name: &str, start: &BytesStart) -> Option<()> {
        match name {
            "text:p" => {
                self.paragraphs += 1;
                if self.paragraphs > 1 {
                    self.text.push('\n');
                }
            }
            "text:s" => {
                let spaces = count(start, "text:c")?.min(MOST_SPACES);
                self.text.extend(std::iter::repeat_n(' ', spaces));
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        Some(())
    }
}

/// The value of an attribute; the outer None: it can't be read.
#[expect(clippy::option_option, reason = "missing and unreadable are different things")]
fn attribute(start: &BytesStart, name: &str) -> Option<Option<String>> {
    match start.try_get_attribute(name).ok()? {
        Some(attribute) => Some(Some(unescape(&attribute.value).ok()?.into_owned())),
        None => Some(None),
    }
}

/// How often something is repeated.
fn count(start: &BytesStart, name: &str) -> Option<usize> {
    match attribute(start, name)? {
        Some(count) => count.parse().ok(),
        None => Some(1),
    }
}

/// What the attributes of a cell say that it says; None: its text does.
#[expect(clippy::option_option, reason = "its text says it, and it can't be read")]
fn value(start: &BytesStart) -> Option<Option<String>> {
    if let Some(number) = attribute(start, "office:value")? {
        return Some(Some(number_text(number.parse().ok()?)));
    }
    for name in ["office:string-value", "office:date-value", "office:time-value", "office:boolean-value"] {
        if let Some(value) = attribute(start, name)? {
            return Some(Some(value));
        }
    }
    Some(None)
}
