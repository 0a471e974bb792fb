//! Rows of a text file as they arrive in pieces. Fields may be quoted; lines end with LF, CRLF or CR.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    bytes: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// A row of cells that stand one behind the other, each up to its end.
    #[must_use]
    pub fn new(bytes: &'a [u8], ends: &'a [usize]) -> Self {
        Self { bytes, ends }
    }

    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes of a cell; none where the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &'a [u8] {
        let Some(end) = self.ends.get(column) else { return &[] };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        &self.bytes[start..*end]
    }
}

/// Takes rows out of pieces of text.
pub struct Rows {
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// How much of `cells` and `ends` the row under way has taken.
    filled: (usize, usize),
}

impl Rows {
    /// Rows whose cells are parted by `delimiter`.
    #[must_use]
    pub fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            cells: vec![0; 4096],
            ends: vec![0; 32],
            filled: (0, 0),
        }
    }

    /// Takes the next piece; an empty one is the end.
    pub fn push(&mut self, mut piece: &[u8], each: &mut dyn FnMut(Row)) {
        let is_end = piece.is_empty();
        loop {
            let (bytes, ends) = self.filled;
            let (result, read, written, ended) =
                self.reader.read_record(piece, &mut self.cells[bytes..], &mut self.ends[ends..]);
            piece = &piece[read..];
            self.filled = (bytes + written, ends + ended);
            match result {
                ReadRecordResult::InputEmpty if is_end => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return,
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    let (bytes, ends) = std::mem::take(&mut self.filled);
                    each(Row::new(&self.cells[..bytes], &self.ends[..ends]));
                }
            }
            if piece.is_empty() && !is_end {
                return;
            }
        }
    }
}

/// What parts the cells of a text: of comma, semicolon, tab and colon that which stands most often in its
/// first line outside quotes.
#[must_use]
pub fn delimiter(head: &[u8]) -> u8 {
    const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b':'];
    let mut counts = [0_u32; 4];
    let mut is_quoted = false;
    for byte in head {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted && counts.iter().any(|count| *count > 0) => break,
            byte if !is_quoted => {
                if let Some(place) = CANDIDATES.iter().position(|candidate| candidate == byte) {
                    counts[place] += 1;
                }
            }
            _ => {}
        }
    }
    // Headings of a gradebook have colons within; they part cells where nothing else does.
    let most = counts[..3].iter().copied().max().unwrap_or_default();
    match counts[..3].iter().position(|count| *count == most && most > 0) {
        Some(place) => CANDIDATES[place],
        None if counts[3] > 0 => b':',
        None => b',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        for size in [1, 2, 7, text.len().max(1)] {
            let mut rows = Rows::new(delimiter(text.as_bytes()));
            let mut found: Vec<Vec<String>> = Vec::new();
            let mut each = |row: Row| {
                let cell = |column| String::from_utf8(row.cell(column).to_vec()).unwrap();
                found.push((0..row.len()).map(cell).collect());
            };
            for piece in text.as_bytes().chunks(size) {
                rows.push(piece, &mut each);
            }
            rows.push(&[], &mut each);
            assert_eq!(found, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn every_end_of_line_and_every_quote() {
        let expected: &[&[&str]] = &[&["Time", "Name"], &["3/09/19, 10:11", "Berg \"A\", Ada"], &["x", ""]];
        for end in ["\n", "\r\n", "\r"] {
            let lines = ["Time,Name", "\"3/09/19, 10:11\",\"Berg \"\"A\"\", Ada\"", "x,"];
            check(&lines.join(end), expected);
            check(&(lines.join(end) + end), expected);
        }
        check("a;b\n1,5;2", &[&["a", "b"], &["1,5", "2"]]);
        check("a\tb\n1\t\"2\n3\"", &[&["a", "b"], &["1", "2\n3"]]);
        check("", &[]);
    }

    #[test]
    fn long_rows() {
        let cell = "x".repeat(20_000);
        let row: Vec<&str> = (0..70).map(|_| cell.as_str()).collect();
        check(&row.join(","), &[&row]);
    }
}
