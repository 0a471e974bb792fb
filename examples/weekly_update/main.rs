//! Prints the weekly update of a course as the message that a host sends.
//!
//! ```text
//! cargo run --profile native --example weekly_update -- DOC --week YYYY-Www|DATE|latest
//!     [--form text|html|json] [--language en|nb|de|ar] [--link URL]
//! ```
//!
//! `DOC` is a course document, plain or gzip. `--week` names a calendar week, Monday to Sunday, as in ISO 8601 or by a
//! day in it; the message is about the 7 days to its Friday, and is due on its Saturday at 06:00 in the course's zone.
//! `latest` is the last one that was over when the document was made. `--link` is where the host shows the course's
//! report.
//!
//! Exit status: 0 printed, 2 wrong arguments, 3 the document was refused, 4 nothing is due: the course was archived by
//! then, or the week isn't over in the document.

#[path = "../common/document.rs"]
mod document;
mod json;

use std::{io::Write, process::ExitCode};

use chrono::{NaiveDate, Weekday};
use document::ReadError;
use roundview::{
    document::{Document, parse_date},
    engine::service::Service,
    i18n::{Language, Locale, PlainFormats},
    reports::{
        GroupFilter, Scope,
        support::compute::Thresholds,
        weekly_update::{
            compute::{NotOver, weekly_update, weekly_update_of},
            mail,
            view_model::message,
        },
    },
    units::Day,
};

const USAGE: &str = "usage: weekly_update DOC --week YYYY-Www|DATE|latest [--form text|html|json] \
                     [--language en|nb|de|ar] [--link URL]";

#[derive(Clone, Copy, Debug)]
enum Week {
    Latest,
    /// The one that a day is in.
    Of(Day),
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Text,
    Html,
    Json,
}

/// What the command line asks for.
#[derive(Debug)]
struct Arguments {
    document: String,
    week: Week,
    form: Form,
    language: Language,
    link: Option<String>,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}\n{USAGE}")]
    Arguments(String),
    #[error(transparent)]
    Document(#[from] ReadError),
    #[error("it is a training document, which has no weekly updates")]
    NoCourse,
    #[error("nothing is due: {0}")]
    NotOver(#[from] NotOver),
    #[error("nothing is due: the course was archived by then")]
    Archived,
}

fn main() -> ExitCode {
    let printed = match arguments(std::env::args().skip(1)).and_then(|arguments| print(&arguments)) {
        Ok(printed) => printed,
        Err(failure) => {
            eprintln!("{failure}");
            return ExitCode::from(match failure {
                Failure::Arguments(_) | Failure::Document(ReadError::File(..)) => 2,
                Failure::Document(ReadError::Refused(_)) | Failure::NoCourse => 3,
                Failure::NotOver(_) | Failure::Archived => 4,
            });
        }
    };
    match std::io::stdout().lock().write_all(printed.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has seen enough.
        Err(_) => ExitCode::FAILURE,
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, Failure> {
    let (mut documents, mut week, mut link) = (Vec::new(), None, None);
    let (mut form, mut language) = (Form::Text, Language::English);
    while let Some(word) = words.next() {
        if !word.starts_with("--") {
            documents.push(word);
            continue;
        }
        let value = words.next().ok_or_else(|| Failure::Arguments(format!("{word} needs a value")))?;
        let unknown = || Failure::Arguments(format!("{word} {value}: no such choice"));
        match &*word {
            "--week" => week = Some(parse_week(&value).ok_or_else(unknown)?),
            "--form" => {
                form = match &*value {
                    "text" => Form::Text,
                    "html" => Form::Html,
                    "json" => Form::Json,
                    _ => return Err(unknown()),
                }
            }
            "--language" => language = Language::from_tag(&value).ok_or_else(unknown)?,
            "--link" if mail::is_web_address(&value) => link = Some(value),
            _ => return Err(unknown()),
        }
    }
    let count = documents.len();
    let (Some(document), 1) = (documents.pop(), count) else {
        return Err(Failure::Arguments(format!("one document is needed, {count} were named")));
    };
    let week = week.ok_or_else(|| Failure::Arguments("--week is missing".to_owned()))?;
    Ok(Arguments { document, week, form, language, link })
}

/// `latest`, a date, or a week of ISO 8601 such as `2026-W11`.
fn parse_week(text: &str) -> Option<Week> {
    if text == "latest" {
        return Some(Week::Latest);
    }
    if let Some((year, week)) = text.split_once("-W") {
        let monday = NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, Weekday::Mon)?;
        return Some(Week::Of(Day::from_date(monday)));
    }
    parse_date(text).map(Week::Of)
}

fn print(arguments: &Arguments) -> Result<String, Failure> {
    let (Document::Course(data), faults) = document::read(&arguments.document)? else {
        return Err(Failure::NoCourse);
    };
    let update = match arguments.week {
        Week::Latest => weekly_update(&Scope::new(&data, None, &GroupFilter::default()), Thresholds::default()),
        Week::Of(day) => weekly_update_of(&data, day, Thresholds::default())?,
    };
    let formats = PlainFormats(arguments.language);
    let info = Service::new(*data, faults).info(&|names| formats.ranks(names));
    let locale = Locale::plain(arguments.language);
    let message = message(&locale, &info, &update, arguments.link.as_deref()).ok_or(Failure::Archived)?;
    Ok(match arguments.form {
        Form::Text => mail::text(&message),
        Form::Html => mail::html(&locale, &message),
        Form::Json => format!("{:#}\n", json::message(&locale, &info, &update, &message)),
    })
}
