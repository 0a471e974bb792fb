//! Turns a presentation of the Open University Learning Analytics Dataset into a course document:
//! real students, anonymised, for checking figures against a source that nobody here made up.
//!
//! ```text
//! cargo run --profile native --example oulad -- DIR AAA 2013J --out aaa-2013j.json
//! ```
//!
//! `DIR` holds the dataset's tables as CSV with a header line: `course.csv`, `assessment.csv`,
//! `student_registration.csv`, `student_assessment.csv`, `vle.csv` and, where there are any, clicks in
//! files whose names begin with `student_vle`. (J. Kuzilek, M. Hlosta, Z. Zdrahal, *Open University
//! Learning Analytics dataset*, Scientific Data 4:170171, 2017; CC BY 4.0.)
//!
//! What becomes of each table, and what the source doesn't have, is told in the module `convert`.
//!
//! # An independent count
//!
//! The late submissions by students who have not left, up to the presentation's last day, counted
//! from the tables without this program; as many cells are "completed past deadline" in the Progress
//! report. It prints 328 for AAA 2013J and 801 for BBB 2014J:
//!
//! ```text
//! cd DIR && awk -F, -v M=AAA -v P=2013J '/^code_|^id_/ {next} FILENAME ~ /^c/ && $1==M && $2==P {last=$3} FILENAME ~ /^student_r/ && $1==M && $2==P && $5=="" {stays[$3]} FILENAME ~ /^assess/ && $1==M && $2==P && $5!="" {due[$3]=$5} FILENAME ~ /^student_a/ && ($1 in due) && ($2 in stays) && $3>due[$1]+0 && $3<=last+0 {late++} END {print late+0}' course.csv student_registration.csv assessment.csv student_assessment.csv
//! ```

mod convert;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "Usage: oulad DIR MODULE PRESENTATION [--out FILE]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (directory, module, presentation, out) = match words[..] {
        [directory, module, presentation] => (directory, module, presentation, None),
        [directory, module, presentation, "--out", file] => {
            (directory, module, presentation, Some(PathBuf::from(file)))
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    let document = match convert::convert(Path::new(directory), module, presentation) {
        Ok(document) => document,
        Err(error) => {
            eprintln!("oulad: {error}");
            return ExitCode::FAILURE;
        }
    };
    let written = match &out {
        Some(path) => File::create(path).and_then(|file| write(&document, file)),
        None => write(&document, io::stdout().lock()),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let target = out.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
            eprintln!("oulad: {target}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(document: &serde_json::Value, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    serde_json::to_writer(&mut out, document)?;
    out.write_all(b"\n")?;
    out.flush()
}
