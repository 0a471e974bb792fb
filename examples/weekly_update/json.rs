//! The message as JSON, for a host that makes a message of its own form of it.

use roundview::{
    engine::protocol::CourseInfo,
    i18n::Locale,
    reports::{
        support::{compute::SignalKind, view_model::SignalWords},
        weekly_update::{
            compute::WeeklyUpdate,
            mail,
            view_model::{FigureLine, Message, StudentLine},
        },
    },
};
use serde_json::{Value, json};

/// The message with its parts, and as text and HTML.
pub fn message(locale: &Locale, info: &CourseInfo, update: &WeeklyUpdate, message: &Message) -> Value {
    json!({
        "course": { "id": info.id, "title": info.title },
        "from": update.from,
        "to": update.to,
        "due": update.due,
        "language": locale.language().tag(),
        "subject": message.subject,
        "period": message.period,
        "figures": message.figures.iter().map(figure).collect::<Vec<_>>(),
        "studentsAbout": message.students_about,
        "students": message.students.iter().map(student).collect::<Vec<_>>(),
        "link": message.link.as_ref().map(|link| &link.address),
        "text": mail::text(message),
        "html": mail::html(locale, message),
    })
}

fn figure(line: &FigureLine) -> Value {
    json!({ "label": line.label, "value": line.value, "comparison": line.comparison })
}

fn student(line: &StudentLine) -> Value {
    json!({ "id": line.id, "name": line.name, "signals": line.signals.iter().map(signal).collect::<Vec<_>>() })
}

fn signal(words: &SignalWords) -> Value {
    let kind = match words.kind {
        SignalKind::Absent => "absent",
        SignalKind::LessTime => "lessTime",
        SignalKind::Overdue => "overdue",
        SignalKind::BelowCourse => "belowCourse",
        SignalKind::Falling => "falling",
    };
    json!({ "kind": kind, "text": words.text, "numbers": words.numbers, "rule": words.help })
}
