//! The command line: words in, options or a reason out.

use std::ffi::OsString;
use std::path::PathBuf;

use thiserror::Error;

use crate::generator::{Form, Options, training::TrainingOptions};

/// What `--help` prints, and what follows an error.
pub const USAGE: &str = "\
Usage: synthesize [options]

  --students N             how many students, 1 to 100000 (default 30)
  --seed S                 which of the possible years (default 1)
  --form rows|columns      how the event tables are written (default columns)
  --visits-per-student V   the mean number of visits, 1 to 2000 (default 200)
  --training               the training of an organisation instead of a course
  --learners N             how many learners it has, 1 to 100000 (default 200)
  --sample                 the sample that comes with the application; with --training and --out alone
  --out FILE               where to; gzip if it ends in .gz (default standard output)
  --help                   this text
";

/// What was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Print [`USAGE`].
    Help,
    /// Make a document, to a file or to standard output.
    Make { kind: Kind, out: Option<PathBuf> },
}

/// A kind of document, and what it shall be like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Course(Options),
    Training(TrainingOptions),
}

/// Why a command line was not understood.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ArgumentError {
    #[error("unknown option {0:?}")]
    Unknown(OsString),
    #[error("{0} needs a value")]
    ValueMissing(&'static str),
    #[error("{option}: {found:?} is not {expected}")]
    Value { option: &'static str, found: OsString, expected: &'static str },
    #[error("--sample sets all options itself; only --training and --out go with it")]
    SampleWithOptions,
    #[error("{0} goes with {1}")]
    WrongKind(&'static str, &'static str),
}

/// Reads the words after the program's name.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, ArgumentError> {
    let mut words = words.into_iter();
    let mut options = Options::DEFAULT;
    let mut learners = None;
    let mut out = None;
    let (mut sample, mut is_training) = (false, false);
    while let Some(word) = words.next() {
        let mut value = |option| words.next().ok_or(ArgumentError::ValueMissing(option));
        match word.to_str() {
            Some("--students") => {
                let range = 1..=100_000;
                options.students =
                    number("--students", value("--students")?, range, "a number from 1 to 100000")? as u32;
            }
            Some("--seed") => options.seed = number("--seed", value("--seed")?, 0..=u64::MAX, "a whole number")?,
            Some("--visits-per-student") => {
                let option = "--visits-per-student";
                options.visits_per_student =
                    number(option, value(option)?, 1..=2_000, "a number from 1 to 2000")? as u32;
            }
            Some("--form") => {
                let found = value("--form")?;
                options.form = match found.to_str() {
                    Some("rows") => Form::Rows,
                    Some("columns") => Form::Columns,
                    _ => {
                        return Err(ArgumentError::Value { option: "--form", found, expected: "rows or columns" });
                    }
                };
            }
            Some("--out") => out = Some(PathBuf::from(value("--out")?)),
            Some("--learners") => {
                let (option, range) = ("--learners", 1..=100_000);
                learners = Some(number(option, value(option)?, range, "a number from 1 to 100000")? as u32);
            }
            Some("--sample") => sample = true,
            Some("--training") => is_training = true,
            Some("--help" | "-h") => return Ok(Command::Help),
            _ => return Err(ArgumentError::Unknown(word)),
        }
    }
    if sample && (options != Options::DEFAULT || learners.is_some()) {
        return Err(ArgumentError::SampleWithOptions);
    }
    let Options { students, seed, form, visits_per_student } = options;
    let kind = match (is_training, sample) {
        (true, true) => Kind::Training(TrainingOptions::SAMPLE),
        (true, false) => {
            let default = Options::DEFAULT;
            if (students, visits_per_student) != (default.students, default.visits_per_student) {
                return Err(ArgumentError::WrongKind("--training", "--learners"));
            }
            let learners = learners.unwrap_or(TrainingOptions::DEFAULT.learners);
            Kind::Training(TrainingOptions { learners, seed, form })
        }
        (false, _) if learners.is_some() => return Err(ArgumentError::WrongKind("--learners", "--training")),
        (false, true) => Kind::Course(Options::SAMPLE),
        (false, false) => Kind::Course(options),
    };
    Ok(Command::Make { kind, out })
}

fn number(
    option: &'static str,
    found: OsString,
    range: std::ops::RangeInclusive<u64>,
    expected: &'static str,
) -> Result<u64, ArgumentError> {
    found
        .to_str()
        .and_then(|text| text.parse().ok())
        .filter(|number| range.contains(number))
        .ok_or(ArgumentError::Value { option, found, expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Result<Command, &str>) {
        let parsed = parse(line.split_whitespace().map(OsString::from));
        assert_eq!(parsed.map_err(|error| error.to_string()), expected.map_err(str::to_owned));
    }

    #[test]
    fn options_are_read() {
        let make =
            |options, out: Option<&str>| Ok(Command::Make { kind: Kind::Course(options), out: out.map(PathBuf::from) });
        let train = |options| Ok(Command::Make { kind: Kind::Training(options), out: None });
        check("", make(Options::DEFAULT, None));
        check("--sample --out a.json.gz", make(Options::SAMPLE, Some("a.json.gz")));
        let options = Options { students: 1000, seed: 7, form: Form::Rows, visits_per_student: 95 };
        check("--students 1000 --seed 7 --form rows --visits-per-student 95", make(options, None));
        check("--training", train(TrainingOptions::DEFAULT));
        check("--sample --training", train(TrainingOptions::SAMPLE));
        let options = TrainingOptions { learners: 20_000, seed: 3, form: Form::Rows };
        check("--training --learners 20000 --seed 3 --form rows", train(options));
        check("--help", Ok(Command::Help));
    }

    #[test]
    fn mistakes_are_named() {
        check("--student 3", Err("unknown option \"--student\""));
        check("--seed", Err("--seed needs a value"));
        check("--students 0", Err("--students: \"0\" is not a number from 1 to 100000"));
        check("--form row", Err("--form: \"row\" is not rows or columns"));
        check("--sample --seed 3", Err("--sample sets all options itself; only --training and --out go with it"));
        check("--learners 3", Err("--learners goes with --training"));
        check("--training --students 3", Err("--training goes with --learners"));
    }
}
