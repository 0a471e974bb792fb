//! The message as a mail: plain text, and HTML with its styles inline, as mail programs want it. There is neither script
//! nor picture in it, nothing is fetched from anywhere, and every text is escaped.

use std::fmt::Write;

use super::view_model::{FigureLine, Message, StudentLine};
use crate::i18n::Locale;

/// The message as plain text.
#[must_use]
pub fn text(message: &Message) -> String {
    let mut lines = vec![message.course.clone(), message.period.clone(), String::new()];
    let figure = |FigureLine { label, value, comparison }: &FigureLine| format!("{label}: {value}, {comparison}");
    lines.push(message.figures_title.to_owned());
    lines.extend(message.figures.iter().map(figure));
    lines.extend([message.times.to_owned(), String::new()]);
    lines.extend([message.students_title.to_owned(), message.students_about.clone()]);
    for student in &message.students {
        lines.extend([String::new(), student.name.clone()]);
        lines.extend(student.signals.iter().map(|signal| {
            let sentence = format!("  - {} {}", signal.sentence(), signal.numbers);
            sentence.trim_end().to_owned()
        }));
    }
    if let Some(link) = &message.link {
        lines.extend([String::new(), format!("{}: {}", link.text, link.address)]);
    }
    lines.extend([String::new(), message.setting.to_owned(), String::new()]);
    lines.join("\n")
}

const BODY: &str = "margin:0;padding:24px 16px;background:#ffffff;color:#1b1f24;\
    font:16px/1.5 -apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
// A word that is too long for a line breaks, and no other, so that the table keeps room for its words. Some programs know
// only the older name.
const COLUMN: &str = "max-width:600px;margin:0 auto;overflow-wrap:break-word;word-wrap:break-word";
const TITLE: &str = "margin:0;font-size:22px;line-height:1.3";
const QUIET: &str = "margin:4px 0 0;color:#57606a;font-size:14px";
const HEADING: &str = "margin:28px 0 8px;font-size:17px;line-height:1.3";
const TABLE: &str = "width:100%;border-collapse:collapse";
const LABEL: &str = "padding:8px 0;border-bottom:1px solid #d8dee4;text-align:start;vertical-align:top;\
    font-weight:normal";
const VALUE: &str = "padding:8px 12px;border-bottom:1px solid #d8dee4;text-align:start;vertical-align:top";
const STUDENT: &str = "margin:16px 0 0;font-size:16px;line-height:1.5";
const LIST: &str = "margin:4px 0 0;padding:0 20px";
const LINK: &str = "color:#0b5394;font-weight:bold";

/// The message as an HTML page of its own.
#[must_use]
pub fn html(locale: &Locale, message: &Message) -> String {
    let mut page = Page::default();
    page.put(format_args!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n</head>\n\
         <body style=\"{BODY}\">\n<div style=\"{COLUMN}\">\n",
        locale.language().tag(),
        locale.language().direction().attribute(),
        Escaped(&message.subject),
    ));
    page.element("h1", TITLE, &message.course);
    page.element("p", QUIET, &message.period);
    page.element("h2", HEADING, message.figures_title);
    page.put(format_args!("<table style=\"{TABLE}\">\n"));
    for FigureLine { label, value, comparison } in &message.figures {
        page.put(format_args!(
            "<tr><th scope=\"row\" style=\"{LABEL}\">{}</th><td style=\"{VALUE}\"><strong>{}</strong>, {}</td></tr>\n",
            Escaped(label),
            Escaped(value),
            Escaped(comparison),
        ));
    }
    page.put(format_args!("</table>\n"));
    page.element("p", QUIET, message.times);
    page.element("h2", HEADING, message.students_title);
    page.element("p", QUIET, &message.students_about);
    for student in &message.students {
        page.student(student);
    }
    // Nothing else than the web's addresses becomes a link: one may come from a settings file.
    if let Some(link) = message.link.as_ref().filter(|link| is_web_address(&link.address)) {
        page.put(format_args!(
            "<p style=\"{HEADING}\"><a style=\"{LINK}\" href=\"{}\">{}</a></p>\n",
            Escaped(&link.address),
            Escaped(link.text),
        ));
    }
    page.element("p", QUIET, message.setting);
    page.put(format_args!("</div>\n</body>\n</html>\n"));
    page.0
}

/// Whether an address is one of the web.
#[must_use]
pub fn is_web_address(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn put(&mut self, text: std::fmt::Arguments) {
        // Writing into a string doesn't fail.
        let _ = self.0.write_fmt(text);
    }

    fn element(&mut self, name: &str, style: &str, text: &str) {
        self.put(format_args!("<{name} style=\"{style}\">{}</{name}>\n", Escaped(text)));
    }

    fn student(&mut self, student: &StudentLine) {
        self.element("h3", STUDENT, &student.name);
        self.put(format_args!("<ul style=\"{LIST}\">\n"));
        for signal in &student.signals {
            self.put(format_args!("<li>{}", Escaped(&signal.sentence())));
            if !signal.numbers.is_empty() {
                self.put(format_args!(" <span style=\"color:#57606a\">{}</span>", Escaped(&signal.numbers)));
            }
            self.put(format_args!("</li>\n"));
        }
        self.put(format_args!("</ul>\n"));
    }
}

/// A text that means itself in HTML, within elements and within attributes.
pub struct Escaped<'a>(pub &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}
