//! What holds for whatever a reader of untrusted bytes or texts is given. Each law is a function of any bytes
//! that panics where it is broken; a fuzzer looks for such bytes, and the tests replay what it came upon.
//!
//! - [`course`] and [`training`]: documents, in pieces and whole, and every page of what was read;
//! - [`words`]: these pages in words;
//! - [`forms`]: documents made of choices, in rows and in columns;
//! - [`reader`]: event tables, against another reader of JSON;
//! - [`import`]: other systems' exports, each kind of file and several together;
//! - [`texts`]: addresses, settings, messages, and what a browser has kept.

pub mod course;
pub mod forms;
pub mod import;
pub mod memory;
pub mod reader;
pub mod texts;
pub mod training;
pub mod words;

/// A law, with the name of its fuzz target.
pub type Law = (&'static str, fn(&[u8]));

/// All laws.
pub const LAWS: [Law; 10] = [
    ("course", course::document),
    ("training", training::document),
    ("forms", forms::document),
    ("reader", reader::table),
    ("log", import::log),
    ("gradebook", import::gradebook),
    ("sheet", import::sheet),
    ("service", import::service),
    ("session", import::session),
    ("texts", texts::any),
];

/// The pieces in which bytes arrive: the first two say how long they are by turns.
pub fn pieces(bytes: &[u8]) -> (&[u8], impl Iterator<Item = &[u8]> + Clone) {
    let (sizes, text) = bytes.split_at(bytes.len().min(2));
    let mut sizes = sizes.iter().map(|size| usize::from(*size) + 1).cycle();
    let mut rest = text;
    let pieces = std::iter::from_fn(move || {
        let (piece, others) = rest.split_at(sizes.next().unwrap_or(1).min(rest.len()));
        rest = others;
        (!piece.is_empty()).then_some(piece)
    });
    (text, pieces)
}

/// By code point: an order of names that needs no browser.
pub fn ranks(names: &[&str]) -> Vec<u32> {
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    names.iter().map(|name| sorted.partition_point(|other| other < name) as u32).collect()
}
