//! Tables as lines of text.

use chrono::DateTime;

use super::{Cell, Table};

/// Without it some spreadsheets take the bytes for another encoding.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The table as RFC 4180 says, in UTF-8 with a byte order mark: the headings, then the rows.
///
/// Durations are written `h:mm:ss`, moments `YYYY-MM-DD hh:mm:ss` on the clocks of the course, shares
/// as fractions. Words that a spreadsheet would take for a formula get an apostrophe before them.
#[must_use]
pub fn csv(table: &Table) -> String {
    let mut text = BYTE_ORDER_MARK.to_owned();
    lines(table, &mut text, ',', "\r\n");
    text
}

/// The table as it is pasted into a spreadsheet: tabs between the cells.
#[must_use]
pub fn tab_separated(table: &Table) -> String {
    let mut text = String::new();
    lines(table, &mut text, '\t', "\n");
    text
}

fn lines(table: &Table, text: &mut String, separator: char, end: &str) {
    let heading = |heading: &String| harmless(heading);
    line(text, table.headings.iter().map(heading), separator, end);
    for row in &table.rows {
        line(text, row.iter().map(written), separator, end);
    }
}

fn line(text: &mut String, fields: impl Iterator<Item = String>, separator: char, end: &str) {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            text.push(separator);
        }
        let needs_quotes = |character| character == separator || matches!(character, '"' | '\r' | '\n');
        if field.contains(needs_quotes) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str(end);
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) | Cell::Share(number) => number.to_string(),
        Cell::Duration(seconds) => hours_minutes_seconds(*seconds),
        Cell::LocalTime(seconds) => DateTime::from_timestamp(*seconds, 0)
            .map_or_else(String::new, |moment| moment.format("%Y-%m-%d %H:%M:%S").to_string()),
    }
}

/// `h:mm:ss`, to the nearest second.
#[must_use]
pub fn hours_minutes_seconds(seconds: f64) -> String {
    let sign = if seconds < 0.0 { "-" } else { "" };
    let seconds = seconds.abs().round() as u64;
    format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Words as no spreadsheet takes them for a formula.
#[must_use]
pub fn harmless(text: &str) -> String {
    // White space, a line's end too, is passed over before the sign is looked for.
    let words = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    let begins_formula = words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins_formula || text.starts_with(['\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(headings: &[&str], rows: Vec<Vec<Cell>>) -> Table {
        Table { headings: headings.iter().map(|heading| (*heading).to_owned()).collect(), rows, ..Table::default() }
    }

    #[track_caller]
    fn check(cell: Cell, expected: &str) {
        assert_eq!(csv(&table(&["a"], vec![vec![cell]])), format!("\u{feff}a\r\n{expected}\r\n"));
    }

    #[test]
    fn words_are_quoted_where_they_must_be() {
        check(Cell::text("Ada"), "Ada");
        check(Cell::text("Berg, Ada"), "\"Berg, Ada\"");
        check(Cell::text("the \"lab\""), "\"the \"\"lab\"\"\"");
        check(Cell::text("two\nlines"), "\"two\nlines\"");
        check(Cell::text("Åsen;x"), "Åsen;x");
        check(Cell::text(""), "");
    }

    #[test]
    fn formulas_are_made_harmless() {
        check(Cell::text("=1+1"), "'=1+1");
        check(Cell::text("+47 12"), "'+47 12");
        check(Cell::text("-x"), "'-x");
        check(Cell::text("@SUM(A1)"), "'@SUM(A1)");
        check(Cell::text("\t=1"), "'\t=1");
        check(Cell::text("  =cmd"), "'  =cmd");
        check(Cell::text("\u{a0}\u{b}=cmd"), "'\u{a0}\u{b}=cmd");
        check(Cell::text("＝cmd"), "'＝cmd");
        check(Cell::text("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        check(Cell::text("a=b"), "a=b");
        // A number is a number.
        check(Cell::Number(-2.0), "-2");
    }

    #[test]
    fn values_are_raw() {
        check(Cell::Empty, "");
        check(Cell::Number(12.0), "12");
        check(Cell::Number(0.1), "0.1");
        check(Cell::Share(0.25), "0.25");
        check(Cell::Duration(5430.0), "1:30:30");
        check(Cell::Duration(59.6), "0:01:00");
        check(Cell::Duration(360_000.0), "100:00:00");
        // 2026-03-18 08:22:10 is 20,530 days after 1970-01-01, and 30,130 seconds.
        check(Cell::LocalTime(20_530 * 86_400 + 30_130), "2026-03-18 08:22:10");
    }

    #[test]
    fn pasted_tables_have_tabs() {
        let table = table(&["a", "b"], vec![vec![Cell::text("x\ty"), Cell::text("1,5")]]);
        assert_eq!(tab_separated(&table), "a\tb\n\"x\ty\"\t1,5\n");
    }
}
