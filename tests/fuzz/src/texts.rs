//! Short texts of others: addresses, settings, messages, answers of a host, what a browser has kept.

use roundview::{
    document::{parse_date, parse_moment, parse_unix_seconds},
    engine::protocol::Token,
    export::{file_name, harmless},
    host::{
        Config, Message, answer,
        appearance::{Colour, font},
        config::{is_language_tag, origin},
        lti::{Form, Resizing},
        message::{self, HostMessage},
        outbox::Outbox,
        record::path_segment,
    },
    import::{
        clock::RawTime,
        is_document,
        protocol::{parse_matches, print_matches},
    },
    names,
    query::Query,
    reports::{changes::looked::Looked, messages::draft::Draft, support::settings::SupportSettings},
    ui::ThemeChoice,
    units::Moment,
};

/// Any text is read or passed over by every reader, and what was read is written so that it is read again.
pub fn any(given: &[u8]) {
    let text = String::from_utf8_lossy(given);
    address(&text);
    kept(&text);
    said(&text);
    words(&text);
}

fn address(text: &str) {
    let query = Query::parse(text);
    assert_eq!(Query::parse(&query.address()), query, "{}", query.address());
    assert!(!query.address().contains(char::is_whitespace));
    let _ = (query.with_student("1"), query.with_element("1"), query.overview(), query.is_same_page(&Query::default()));
}

fn kept(text: &str) {
    let settings = SupportSettings::parse(text);
    assert_eq!(SupportSettings::parse(&settings.print()), settings);
    let mut looked = Looked::parse(text);
    let _ = looked.see(text, Moment::from_unix_seconds(0));
    assert_eq!(Looked::parse(&looked.print()), looked);
    // What is kept is what a heading without a tab was matched to.
    let kept = print_matches(&parse_matches(text));
    assert_eq!(print_matches(&parse_matches(&kept)), kept);
    let draft = Draft::parse(text);
    assert_eq!(Draft::parse(&draft.print()), draft);
    let outbox = Outbox::read(text);
    assert_eq!(Outbox::read(&outbox.to_json()), outbox);
    let _ = ThemeChoice::from_name(text);
}

fn said(text: &str) {
    let (config, _) = Config::read(text);
    assert!((1..=600).contains(&config.timeout_seconds));
    for origin_of in config.document_origins.iter().chain(&config.parent_origins).cloned().chain(origin(text)) {
        assert_eq!(origin(&origin_of), Some(origin_of));
    }
    for has_document in [false, true] {
        if let Ok(Some(HostMessage::Init(init))) = message::read(text, has_document) {
            assert!(!has_document || init.address.is_none());
        }
    }
    for form in [Form::Object, Form::Text] {
        let _ = Resizing::Unknown.after(text, form);
    }
    let _ = answer::courses(text);
    for status in [200, 400, 422, 429, 500] {
        let _ = answer::error(status, Some(text), text);
    }
    if let Some(segment) = path_segment(text) {
        assert!(!segment.contains('/'));
    }
    if let Some(colour) = Colour::parse(text) {
        assert_eq!(Colour::parse(&colour.css()), Some(colour));
        let _ = (colour.readable_on(&[Colour::WHITE, Colour::BLACK]), colour.words_on());
    }
    if let Some(font) = font(text) {
        assert!(!font.contains([';', '{', '}', '(', '\\']));
    }
    let _ = (Token::new(text), is_language_tag(text));
    let message = Message { student_ids: vec![text.to_owned()], subject: text.to_owned(), body: text.to_owned() };
    let value: serde_json::Value = serde_json::from_str(&message.to_json()).unwrap_or_default();
    assert_eq!(value["body"], text);
}

fn words(text: &str) {
    if let Some(moment) = parse_moment(text) {
        assert_eq!(parse_moment(&moment.to_string()), Some(moment));
    }
    if let Some(day) = parse_date(text) {
        assert_eq!(day.to_string(), text);
    }
    let _ = (parse_unix_seconds(text), is_document(text), RawTime::read(text));
    let _ = (names::fold(text), names::lower_case(text), names::matches(text, text), names::joined(text, text, text));
    assert!(!file_name(&[text, "x"], "csv").contains(['/', '\\', '\0']));
    assert!(!harmless(text).trim_start().starts_with(['=', '+', '-', '@']));
}
