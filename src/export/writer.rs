//! The program that writes files, apart from the page: what is asked of it and what it answers.

use serde::{Deserialize, Serialize};

use super::{Format, Table, XlsxError, csv, tab_separated, xlsx};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Its kind.
    pub format: Format,
    /// What is in it.
    pub table: Table,
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
