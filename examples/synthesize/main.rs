//! Makes a believable course or training document of any size, for the samples, for tests and for
//! measuring.
//!
//! ```text
//! cargo run --profile native --example synthesize -- --students 1000 --out course.json.gz
//! cargo run --profile native --example synthesize -- --sample --out public/sample/course.json.gz
//! cargo run --profile native --example synthesize -- --training --sample --out public/sample/training.json.gz
//! ```
//!
//! Run it with `--help` for the options.

mod arguments;
mod generator;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use arguments::{Command, Kind, USAGE};
use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let (kind, out) = match arguments::parse(arguments) {
        Ok(Command::Help) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Ok(Command::Make { kind, out }) => (kind, out),
        Err(error) => {
            eprintln!("synthesize: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let written = match &out {
        Some(path) => write_file(kind, path),
        None => write_plain(kind, io::stdout().lock()),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let target = out.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
            eprintln!("synthesize: {target}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_file(kind: Kind, path: &Path) -> io::Result<()> {
    let file = File::create(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut encoder = GzEncoder::new(BufWriter::new(file), Compression::best());
        write(kind, &mut encoder)?;
        encoder.finish()?.flush()
    } else {
        write_plain(kind, file)
    }
}

fn write_plain(kind: Kind, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, out);
    write(kind, &mut out)?;
    out.flush()
}

fn write(kind: Kind, out: &mut impl Write) -> io::Result<()> {
    match kind {
        Kind::Course(options) => generator::write_course(options, out),
        Kind::Training(options) => generator::training::write_training(options, out),
    }
}
