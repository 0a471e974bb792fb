//! Documents as the programs here read them: from a file, in pieces, unpacked where they are gzip.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
};

use flate2::read::MultiGzDecoder;
use roundview::{
    dataset::zone::native_zones,
    document::{Document, DocumentReader, Faults, Refusal},
};

/// Why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file itself.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// What stands in it.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Reads the document in a file, of either kind.
pub fn read(path: &str) -> Result<(Document, Faults), ReadError> {
    let failure = |error| ReadError::File(path.to_owned(), error);
    let mut file = BufReader::with_capacity(1 << 18, File::open(path).map_err(failure)?);
    let is_gzip = file.fill_buf().map_err(failure)?.starts_with(&[0x1f, 0x8b]);
    let mut source: Box<dyn Read> = if is_gzip { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut reader = DocumentReader::default();
    let mut piece = vec![0; 1 << 18];
    loop {
        match source.read(&mut piece).map_err(failure)? {
            0 => return Ok(reader.into_document(&native_zones)?),
            count => reader.push(&piece[..count])?,
        }
    }
}
