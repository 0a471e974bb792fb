//! What is exported is read back with readers of other people, to the same values.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use chrono::{DateTime, NaiveDateTime};
use proptest::prelude::*;
use roundview::export::{Cell, Format, Order, Table, csv, pack_rows, write, xlsx};

fn table() -> Table {
    let text = |text: &str| Cell::text(text);
    Table {
        title: "Activity: the list".to_owned(),
        about: vec![("Course".to_owned(), "Biology 1".to_owned()), ("Groups".to_owned(), "Lab group B".to_owned())],
        headings: ["Student", "Visits", "Share", "Duration", "Last visit"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![
                text("=HYPERLINK(\"evil\")"),
                Cell::count(12),
                Cell::Share(0.125),
                Cell::Duration(5430.0),
                // 2026-03-18 08:22:10.
                Cell::LocalTime(20_530 * 86_400 + 30_130),
            ],
            vec![
                text("Berg, \"Ada\"\nÅsen 🦊"),
                Cell::Number(-0.5),
                Cell::Empty,
                Cell::Duration(360_000.0),
                Cell::Empty,
            ],
        ],
    }
}

fn moment(seconds: i64) -> NaiveDateTime {
    DateTime::from_timestamp(seconds, 0).unwrap().naive_utc()
}

#[test]
fn a_spreadsheet_holds_numbers_and_dates() {
    let bytes = xlsx(&table()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Activity  the list", "Sheet2"]);
    let sheet = book.worksheet_range("Activity  the list").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0][3], Data::String("Duration".to_owned()));
    // Words are words, and no formula.
    assert_eq!(rows[1][0], Data::String("=HYPERLINK(\"evil\")".to_owned()));
    assert_eq!(book.worksheet_formula("Activity  the list").unwrap().used_cells().count(), 0);
    assert_eq!((&rows[1][1], &rows[1][2]), (&Data::Float(12.0), &Data::Float(0.125)));
    // An hour and a half and 30 seconds of a day of 86,400.
    let Data::DateTime(duration) = &rows[1][3] else { panic!("{:?}", rows[1][3]) };
    assert!(duration.is_duration());
    assert!((duration.as_f64() - 5430.0 / 86_400.0).abs() < 1e-12);
    let Data::DateTime(last) = &rows[1][4] else { panic!("{:?}", rows[1][4]) };
    assert_eq!(last.as_datetime(), Some(moment(20_530 * 86_400 + 30_130)));
    assert_eq!(rows[2][0], Data::String("Berg, \"Ada\"\nÅsen 🦊".to_owned()));
    assert_eq!((&rows[2][1], &rows[2][2], &rows[2][4]), (&Data::Float(-0.5), &Data::Empty, &Data::Empty));
    let about = book.worksheet_range("Sheet2").unwrap();
    assert_eq!(about.get((1, 1)), Some(&Data::String("Lab group B".to_owned())));
}

#[test]
fn more_rows_than_a_sheet_has_are_refused() {
    let rows = vec![Vec::new(), vec![Cell::Empty], vec![Cell::count(1); 20_000]];
    let order = Order { format: Format::Xlsx, table: Table { rows, ..Table::default() } };
    assert!(write(&order).is_err());
}

#[test]
fn rows_that_come_later_follow_those_of_the_table() {
    let row = |text: &str| vec![Cell::text(text)];
    let order = Order { format: Format::Csv, table: Table { rows: vec![row("a")], ..Table::default() } };
    let later = [pack_rows(&[row("b"), row("c")]).unwrap(), pack_rows(&[]).unwrap(), pack_rows(&[row("d")]).unwrap()];
    let unpacked = Order::unpack(&order.pack(&later).unwrap()).unwrap();
    assert_eq!(unpacked.table.rows, [row("a"), row("b"), row("c"), row("d")]);
    assert_eq!(unpacked.format, Format::Csv);
    assert!(Order::unpack(&[later[0].clone(), vec![9]].concat()).is_err());
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        // What no spreadsheet's file can hold is not asked for: XML has no control characters.
        "[ -~æøåßΩ🦊,;\"\n]{0,12}".prop_map(Cell::Text),
        (-1e12..1e12).prop_map(Cell::Number),
        (0.0..=1.0).prop_map(Cell::Share),
    ]
}

fn any_table() -> impl Strategy<Value = Table> {
    (1..5_usize).prop_flat_map(|width| {
        let row = proptest::collection::vec(cell(), width);
        let headings = proptest::collection::vec("[a-z]{1,8}", width);
        (headings, proptest::collection::vec(row, 1..8)).prop_map(|(headings, rows)| Table {
            headings,
            rows,
            ..Table::default()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn csv_reads_back(table in any_table()) {
        let text = csv(&table);
        let text = text.strip_prefix('\u{feff}').unwrap();
        prop_assert!(text.ends_with("\r\n"));
        let mut reader = ::csv::ReaderBuilder::new().from_reader(text.as_bytes());
        prop_assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), table.headings.clone());
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        // A line with nothing but one empty field looks like no line.
        let is_seen = |row: &&Vec<Cell>| row.len() > 1 || !matches!(&row[0], Cell::Empty) && row[0] != Cell::text("");
        let expected: Vec<_> = table.rows.iter().filter(is_seen).collect();
        prop_assert_eq!(rows.len(), expected.len());
        for (row, cells) in rows.iter().zip(expected) {
            for (field, cell) in row.iter().zip(cells) {
                match cell {
                    Cell::Empty => prop_assert_eq!(field, ""),
                    Cell::Text(text) => prop_assert!(field == text || field == format!("'{text}"), "{field:?} {text:?}"),
                    Cell::Number(number) | Cell::Share(number) => prop_assert_eq!(field.parse::<f64>().unwrap(), *number),
                    Cell::Duration(_) | Cell::LocalTime(_) => unreachable!(),
                }
                // Nothing that a spreadsheet would run.
                if let Cell::Text(_) = cell {
                    prop_assert!(!field.trim_start().starts_with(['=', '+', '-', '@']), "{field:?}");
                }
            }
        }
    }

    #[test]
    fn xlsx_reads_back(table in any_table()) {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&table).unwrap())).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        for (row, cells) in (1..).zip(&table.rows) {
            for (column, cell) in (0..).zip(cells) {
                let read = sheet.get_value((row, column)).cloned().unwrap_or_default();
                match cell {
                    Cell::Empty => prop_assert_eq!(read, Data::Empty),
                    Cell::Text(text) if text.is_empty() => prop_assert!(matches!(read, Data::Empty | Data::String(_))),
                    Cell::Text(text) => prop_assert_eq!(read, Data::String(text.clone())),
                    Cell::Number(number) | Cell::Share(number) => {
                        let read = read.as_f64();
                        prop_assert!(read.is_some_and(|read| (read - number).abs() <= number.abs() * 1e-14));
                    }
                    Cell::Duration(_) | Cell::LocalTime(_) => unreachable!(),
                }
            }
        }
    }
}
