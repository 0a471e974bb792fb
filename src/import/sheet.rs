//! Tables of spreadsheets: XLSX and ODS, as rows of text.
//!
//! A workbook is packed, and a few bytes of it may stand for gigabytes: zeros that pack well, a cell at the far
//! end of a sheet, a cell that is repeated a million times. So nothing of it is read before it is known how much
//! it unpacks to, and rows take no more memory than what they are written with gives them.

mod ods;

use std::io::{self, Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

/// The most that a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 1 << 28;

/// The columns of the widest sheet that programs make.
const MOST_COLUMNS: usize = 16_384;

/// Bytes of memory for each byte that is unpacked; a cell is written with a dozen at least.
const MEMORY_PER_BYTE: usize = 32;

/// Bytes that small sheets may take in any case.
const MEMORY_ALWAYS: usize = 1 << 20;

/// The rows of a workbook's first sheet that has any, less empty ones; none where it can't be read.
pub fn rows(bytes: Vec<u8>) -> Option<Vec<Vec<String>>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).ok()?;
    let unpacked = unpacked(&mut archive)?;
    let room = MEMORY_ALWAYS + MEMORY_PER_BYTE * unpacked;
    if archive.index_for_name("content.xml").is_some() {
        return ods::rows(archive.by_name("content.xml").ok()?, room);
    }
    let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
    workbook.sheet_names().into_iter().find_map(|sheet| {
        let mut cells = workbook.worksheet_cells_reader(&sheet).ok()?;
        let mut table = Table::new(room);
        let mut last_row = None;
        while let Some(cell) = cells.next_cell().ok()? {
            let (row, column) = cell.get_position();
            if last_row != Some(row) {
                table.end_row();
                last_row = Some(row);
            }
            let value = Data::from(cell.get_value().clone());
            table.put(usize::try_from(column).ok()?, &text(&value), 1)?;
        }
        table.end_row();
        (!table.rows.is_empty()).then_some(table.rows)
    })
}

/// How many bytes the files of an archive come to. What they say of themselves is looked at first, and then held
/// against what they are; none where that isn't so, or where it is too much.
fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<usize> {
    let sizes: Vec<u64> =
        (0..archive.len()).map(|file| Some(archive.by_index_raw(file).ok()?.size())).collect::<Option<_>>()?;
    let sum = sizes.iter().try_fold(0_u64, |sum, size| sum.checked_add(*size)).filter(|sum| *sum <= MOST_UNPACKED)?;
    for (file, size) in sizes.into_iter().enumerate() {
        let unpacked = archive.by_index(file).ok()?;
        if io::copy(&mut unpacked.take(size + 1), &mut io::sink()).ok()? != size {
            return None;
        }
    }
    usize::try_from(sum).ok()
}

/// Rows as they come, within bounds.
struct Table {
    rows: Vec<Vec<String>>,
    /// The row under way.
    row: Vec<String>,
    /// Bytes of memory that may still be taken.
    room: usize,
}

impl Table {
    fn new(room: usize) -> Self {
        Self { rows: Vec::new(), row: Vec::new(), room }
    }

    fn take(&mut self, bytes: usize) -> Option<()> {
        self.room = self.room.checked_sub(bytes)?;
        Some(())
    }

    /// Puts a text into cells of the row under way, from `column` on. None: that is too much.
    fn put(&mut self, column: usize, text: &str, cells: usize) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        let end = column.checked_add(cells).filter(|end| *end <= MOST_COLUMNS)?;
        let more = end.saturating_sub(self.row.len());
        self.take(more * size_of::<String>() + cells.checked_mul(text.len())?)?;
        if more > 0 {
            self.row.resize(end, String::new());
        }
        self.row[column..end].iter_mut().for_each(|cell| text.clone_into(cell));
        Some(())
    }

    /// The row under way is whole; one without text is none.
    fn end_row(&mut self) {
        if !self.row.is_empty() {
            self.rows.push(std::mem::take(&mut self.row));
        }
    }

    /// The row under way is whole, and as many are as it. None: these are too much.
    fn end_rows(&mut self, count: usize) -> Option<()> {
        let bytes = self.row.iter().map(|cell| size_of::<String>() + cell.len()).sum::<usize>();
        if bytes > 0 {
            let copies = count.saturating_sub(1);
            self.take(copies.checked_mul(bytes + size_of::<Vec<String>>())?)?;
            self.rows.extend(std::iter::repeat_n(&self.row, copies).cloned());
        }
        self.end_row();
        Some(())
    }
}

/// A cell as Moodle would write it in a text file.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Float(number) => number_text(*number),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
            None => String::new(),
        },
        Data::DateTimeIso(text) => text.clone(),
        other => other.to_string().trim().to_owned(),
    }
}

/// Whole numbers have no point, as ids and times of export.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{}", number as i64) } else { number.to_string() }
}
