//! The program that writes files, apart from the page: what is asked of it and what it answers.

use serde::{Deserialize, Serialize};

use super::{Cell, Format, Table, XlsxError, csv, tab_separated, xlsx};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Its kind.
    pub format: Format,
    /// What is in it.
    pub table: Table,
}

impl Order {
    /// The form in which orders cross: the order, then rows that follow those of its table, as
    /// [`pack_rows`] packs them. Whoever hands rows on needs not know them.
    ///
    /// # Errors
    ///
    /// None that is known for plain data.
    pub fn pack(&self, rows: &[Vec<u8>]) -> Result<Vec<u8>, postcard::Error> {
        let mut packed = postcard::to_stdvec(self)?;
        packed.extend(rows.iter().flatten());
        Ok(packed)
    }

    /// What was packed.
    ///
    /// # Errors
    ///
    /// These are not the bytes of an order.
    pub fn unpack(packed: &[u8]) -> Result<Self, postcard::Error> {
        let (mut order, mut rest) = postcard::take_from_bytes::<Self>(packed)?;
        while !rest.is_empty() {
            let (mut rows, after) = postcard::take_from_bytes::<Vec<Vec<Cell>>>(rest)?;
            order.table.rows.append(&mut rows);
            rest = after;
        }
        Ok(order)
    }
}

/// Rows as they cross by themselves.
///
/// # Errors
///
/// None that is known for plain data.
pub fn pack_rows(rows: &[Vec<Cell>]) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(rows)
}

/// The bytes of the file that was ordered.
///
/// # Errors
///
/// The table has more rows or columns than the format can hold.
pub fn write(order: &Order) -> Result<Vec<u8>, XlsxError> {
    match order.format {
        Format::Csv => Ok(csv(&order.table).into_bytes()),
        Format::Tabs => Ok(tab_separated(&order.table).into_bytes()),
        Format::Xlsx => xlsx(&order.table),
    }
}
