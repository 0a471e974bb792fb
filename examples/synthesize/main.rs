//! Makes a believable course document of any size, for the sample, for tests and for measuring.
//!
//! ```text
//! cargo run --profile native --example synthesize -- --students 1000 --out course.json.gz
//! cargo run --profile native --example synthesize -- --sample --out public/sample/course.json.gz
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

use arguments::{Command, USAGE};
use flate2::Compression;
use flate2::write::GzEncoder;
use generator::Options;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let (options, out) = match arguments::parse(arguments) {
        Ok(Command::Help) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Ok(Command::Make { options, out }) => (options, out),
        Err(error) => {
            eprintln!("synthesize: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let written = match &out {
        Some(path) => write_file(options, path),
        None => write_plain(options, io::stdout().lock()),
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

fn write_file(options: Options, path: &Path) -> io::Result<()> {
    let file = File::create(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut encoder = GzEncoder::new(BufWriter::new(file), Compression::best());
        generator::write_course(options, &mut encoder)?;
        encoder.finish()?.flush()
    } else {
        write_plain(options, file)
    }
}

fn write_plain(options: Options, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, out);
    generator::write_course(options, &mut out)?;
    out.flush()
}
