//! Tables of spreadsheets: XLSX and ODS, as rows of text.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

/// The rows of a workbook's first sheet that has any; none where it can't be read.
pub fn rows(bytes: Vec<u8>) -> Option<Vec<Vec<String>>> {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
    let sheets = workbook.sheet_names();
    let ranges = sheets.iter().filter_map(|name| workbook.worksheet_range(name).ok());
    let range = ranges.into_iter().find(|range| !range.is_empty())?;
    Some(range.rows().map(|row| row.iter().map(text).collect()).collect())
}

/// A cell as Moodle would write it in a text file.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        // Whole numbers have no point, as ids and times of export.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{}", *number as i64),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
            None => String::new(),
        },
        Data::DateTimeIso(text) => text.clone(),
        other => other.to_string().trim().to_owned(),
    }
}
