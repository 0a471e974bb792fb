//! Tables as spreadsheets.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use super::{Cell, Table};

/// Why a spreadsheet could not be written: too many rows or columns, or a value that it can't hold.
pub type XlsxError = rust_xlsxwriter::XlsxError;

/// Longest name of a sheet, in characters.
const LONGEST_SHEET_NAME: usize = 31;

/// Widest and narrowest column, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=40;

/// The table as a spreadsheet: a sheet with a head that stays and can be filtered by, and one that
/// says what it is. Numbers are numbers, shares percentages, durations and moments of the course's clocks the
/// spreadsheet's own.
///
/// # Errors
///
/// The table is larger than a sheet: 1,048,576 rows or 16,384 columns.
pub fn xlsx(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(&table.title))?;
    fill(sheet, table, &formats)?;
    if !table.about.is_empty() {
        let about = book.add_worksheet();
        for (row, (name, value)) in (0..).zip(&table.about) {
            about.write_string_with_format(row, 0, name, &formats.heading)?;
            about.write_string(row, 1, value)?;
        }
        about.set_column_width(0, 24)?.set_column_width(1, 60)?;
    }
    book.save_to_buffer()
}

struct Formats {
    heading: Format,
    share: Format,
    duration: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            share: Format::new().set_num_format("0.0%"),
            duration: Format::new().set_num_format("[h]:mm:ss"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }
}

fn fill(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    let mut widths: Vec<usize> = table.headings.iter().map(|heading| heading.chars().count() / 2).collect();
    for (column, heading) in (0..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, heading, &formats.heading)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            let width = write(sheet, row, column, cell, formats)?;
            if let Some(widest) = widths.get_mut(usize::from(column)) {
                *widest = width.max(*widest);
            }
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width.clamp(*WIDTHS.start(), *WIDTHS.end()) as f64)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    if let (Some(last_row), Some(last_column)) = (u32::try_from(table.rows.len()).ok(), last(table.headings.len())) {
        sheet.autofilter(0, 0, last_row, last_column)?;
    }
    Ok(())
}

fn last(columns: usize) -> Option<u16> {
    u16::try_from(columns).ok()?.checked_sub(1)
}

/// Writes a cell, and gives about how many characters it takes.
fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats) -> Result<usize, XlsxError> {
    match cell {
        Cell::Empty => Ok(0),
        Cell::Text(text) => {
            // A cell holds no more.
            let text: String = text.chars().take(32_767).collect();
            sheet.write_string(row, column, &text)?;
            Ok(text.chars().count() + 1)
        }
        Cell::Number(number) => sheet.write_number(row, column, *number).map(|_| 10),
        Cell::Share(share) => sheet.write_number_with_format(row, column, *share, &formats.share).map(|_| 8),
        Cell::Duration(seconds) => {
            let days = seconds / 86_400.0;
            sheet.write_number_with_format(row, column, days, &formats.duration).map(|_| 10)
        }
        Cell::LocalTime(seconds) => match moment(*seconds) {
            Some(moment) => sheet.write_datetime_with_format(row, column, &moment, &formats.moment).map(|_| 20),
            None => Ok(0),
        },
    }
}

/// None: the spreadsheet's calendar, which begins in 1900, doesn't have it.
fn moment(seconds: i64) -> Option<ExcelDateTime> {
    ExcelDateTime::from_timestamp(seconds).ok()
}

/// A name that a sheet may have.
fn sheet_name(title: &str) -> String {
    let is_forbidden = |character: char| character.is_control() || "[]:*?/\\".contains(character);
    let name: String = title.replace(is_forbidden, " ").chars().take(LONGEST_SHEET_NAME).collect();
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() { "Roundview".to_owned() } else { name.to_owned() }
}
