//! What holds for whatever a reader of untrusted bytes or texts is given. Each law is a function of any bytes
//! that panics where it is broken; a fuzzer looks for such bytes, and the tests replay what it came upon.
//!
//! - [`course`] and [`training`]: documents, in pieces and whole, and every page of what was read;
//! - [`words`]: these pages in words;
//! - [`forms`]: documents made of choices, in rows and in columns;
//! - [`reader`]: event tables, against another reader of JSON;
//! - [`import`]: other systems' exports, each kind of file and several together;
//! - [`texts`]: addresses, settings, messages, and what a browser has kept.

use std::fmt::Debug;

use roundview::{
    dataset::zone::native_zones,
    document::{Document, DocumentReader, Faults, Refusal},
};

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

/// Reads a document that comes in these pieces.
pub type Read<T> = fn(&mut dyn Iterator<Item = &[u8]>) -> Result<(T, Faults), Refusal>;

/// Any bytes are read or refused, in pieces as whole, and as what they are where it isn't known beforehand; memory stays
/// in proportion. `read` reads documents of a kind, `of_kind` takes one of either kind that is of this. What was read.
pub fn read_in_every_way<T: Debug>(
    given: &[u8],
    read: Read<T>,
    of_kind: fn(Document) -> Option<T>,
) -> Option<(T, Faults)> {
    let (text, mut pieces) = pieces(given);
    let whole = memory::in_proportion(text.len(), || read(&mut std::iter::once(text)));
    let cut = read(&mut pieces.clone());
    // Where it isn't known what it is, it is passed over until it says so, and may be refused for something else.
    let mut reader = DocumentReader::default();
    let pushed = pieces.try_for_each(|piece| reader.push(piece));
    let either = pushed.and_then(|()| reader.into_document(&native_zones));
    let either = either.map(|(document, faults)| of_kind(document).map(|data| (data, faults)));
    match (whole, cut) {
        (Ok((data, faults)), Ok((cut, cut_faults))) => {
            let debug = format!("{data:?}");
            assert_eq!(debug, format!("{cut:?}"));
            assert_eq!(faults, cut_faults);
            let Ok(Some((either, either_faults))) = either else { panic!("{:?}", either.map(drop)) };
            assert_eq!(debug, format!("{either:?}"));
            assert_eq!(faults, either_faults);
            Some((data, faults))
        }
        (whole, cut) => {
            assert_eq!(whole.map(drop).unwrap_err(), cut.map(drop).unwrap_err());
            assert!(!matches!(either, Ok(Some(_))));
            None
        }
    }
}

/// By code point: an order of names that needs no browser.
pub fn ranks(names: &[&str]) -> Vec<u32> {
    let mut sorted = names.to_vec();
    sorted.sort_unstable();
    names.iter().map(|name| sorted.partition_point(|other| other < name) as u32).collect()
}
