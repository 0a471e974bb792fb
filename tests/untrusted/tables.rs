//! The reader of bytes against serde_json: whatever way a table is written in, whole or damaged, in one piece or
//! several, both must find the same events, or none. Tables as programs write them, where a fuzzer has any bytes.

use proptest::{collection::vec, prelude::*, sample::select};

use crate::laws::reader::{NAMES, agree};

/// What stands between two parts of a text.
fn gap() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just(""), 2 => Just(" "), 1 => select(vec!["\n", "\r\n", "\t", "  "])]
}

fn cell(plain: &'static [&'static str], other: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => select(plain), 2 => select(other)]
}

type Row = [&'static str; 3];

fn row() -> impl Strategy<Value = Row> {
    let student = cell(
        &["1", "70000", "0"],
        &["\"1\"", "\"70000\"", "\"u-1\"", "\"\\u0031\"", "\"007\"", "999999999999999", "1234567890123456789", "\"å\""],
    );
    let start = cell(
        &["1773734410", "\"2026-03-17T08:00:10Z\"", "\"2026-03-17T08:00:11Z\"", "0", "\"2025-12-31T23:59:59Z\""],
        &[
            "\"2026-03-17T08:00:10+01:00\"",
            "\"2026-03-17T08:00:10.5Z\"",
            "\"2026-02-30T08:00:10Z\"",
            "\"2026-03-17T\\u0030:00:10Z\"",
            "1773734410000",
            "253402300799",
            "999999999999999",
            "\"\"",
        ],
    );
    let seconds =
        cell(&["840", "0", "7", "86400"], &["12.5", "1e2", "0.1", "-3", "null", "86401", "123456789012345", "1E-2"]);
    (student, start, seconds).prop_map(|(student, start, seconds)| [student, start, seconds])
}

/// A table's text: rows with their fields in some order, or columns.
fn table() -> impl Strategy<Value = String> {
    let order = Just([0, 1, 2]).prop_shuffle();
    (vec(row(), 0..12), any::<bool>(), order, vec(gap(), 200)).prop_map(|(rows, has_columns, order, gaps)| {
        let mut gaps = gaps.into_iter().cycle();
        let mut text = String::new();
        let mut write = |part: &str, gap: bool| {
            text.push_str(part);
            if gap {
                text.push_str(gaps.next().unwrap_or_default());
            }
        };
        let (open, close) = if has_columns { ("{", "}") } else { ("[", "]") };
        write(open, true);
        let items: Vec<Vec<String>> = if has_columns {
            let column = |field: usize| {
                let mut parts = vec![format!("\"{}\"", NAMES[field]), ":".to_owned(), "[".to_owned()];
                for (index, row) in rows.iter().enumerate() {
                    parts.extend((index > 0).then(|| ",".to_owned()));
                    parts.push(row[field].to_owned());
                }
                parts.push("]".to_owned());
                parts
            };
            order.iter().map(|field| column(*field)).collect()
        } else {
            let of_row = |row: &Row| {
                let mut parts = vec!["{".to_owned()];
                for (index, field) in order.iter().enumerate() {
                    parts.extend((index > 0).then(|| ",".to_owned()));
                    parts.extend([format!("\"{}\"", NAMES[*field]), ":".to_owned(), row[*field].to_owned()]);
                }
                parts.push("}".to_owned());
                parts
            };
            rows.iter().map(of_row).collect()
        };
        for (index, parts) in items.iter().enumerate() {
            if index > 0 {
                write(",", true);
            }
            parts.iter().for_each(|part| write(part, true));
        }
        write(close, false);
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn tables_are_read_as_by_serde_json(table in table(), cut: usize) {
        agree(table.as_bytes(), cut);
    }

    #[test]
    fn damaged_tables_are_read_or_refused_as_by_serde_json(
        table in table(),
        place: prop::sample::Index,
        byte in prop_oneof![select(b"0123456789-+.eE\"\\,:[]{} \nnu\xff\0Z".to_vec()), any::<u8>()],
        change in 0..3,
        cut: usize,
    ) {
        let mut bytes = table.into_bytes();
        let place = place.index(bytes.len());
        match change {
            0 => bytes[place] = byte,
            1 => bytes.insert(place, byte),
            _ => drop(bytes.remove(place)),
        }
        // A quote less or more may move the end of the table; a name twice counts by its last value in both.
        agree(&bytes, cut);
    }
}
