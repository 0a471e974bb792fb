//! The weekly update in words: the message that a teacher gets. Pure, and the same for the preview on the page and for a
//! host that sends it; [`super::mail`] writes it as text and as HTML.

use super::compute::{Week, WeeklyUpdate};
use crate::{
    engine::protocol::CourseInfo,
    i18n::{DateStyle, Locale},
    order::sort_rows_by_rank,
    reports::support::view_model::{SignalWords, signal_words},
};

/// What a message is made of, each part of one line and without markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The subject.
    pub subject: String,
    /// The course's title.
    pub course: String,
    /// Which week it is about.
    pub period: String,
    /// The heading of the figures.
    pub figures_title: &'static str,
    /// The week's figures against those of the week before.
    pub figures: Vec<FigureLine>,
    /// That times are approximate.
    pub times: &'static str,
    /// The heading of the students.
    pub students_title: &'static str,
    /// What the signals are; that there are none, where there are none.
    pub students_about: String,
    /// The students of whom a signal holds, by name.
    pub students: Vec<StudentLine>,
    /// Where the report is.
    pub link: Option<Link>,
    /// Why the reader gets the message, and where that is changed.
    pub setting: &'static str,
}

/// A figure of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureLine {
    /// Its name.
    pub label: &'static str,
    /// Its value with its unit.
    pub value: String,
    /// How that compares with the week before.
    pub comparison: String,
}

/// A student with the signals that hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentLine {
    /// The student's id.
    pub id: String,
    /// The student's name.
    pub name: String,
    /// At least one.
    pub signals: Vec<SignalWords>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its address.
    pub address: String,
    /// Its words.
    pub text: &'static str,
}

/// The message of a week. None where nothing is due, because the course is archived. `link` is the address at which the
/// host shows the course's report.
#[must_use]
pub fn message(locale: &Locale, info: &CourseInfo, update: &WeeklyUpdate, link: Option<&str>) -> Option<Message> {
    update.due?;
    let day = |day: crate::units::Day| locale.date(day.date(), DateStyle::Full);
    let (from, to) = (day(update.from), day(update.to));
    let course = one_line(&info.title);
    let students = students(locale, info, update);
    Some(Message {
        subject: locale.with("weekly.subject", &[("course", &course), ("date", &to)]),
        course,
        period: locale.with("weekly.period", &[("from", &from), ("to", &to)]),
        figures_title: locale.text("weekly.figures"),
        figures: figures(locale, update),
        times: locale.text("weekly.times"),
        students_title: locale.text("weekly.students"),
        students_about: if students.is_empty() {
            locale.text("weekly.no-students").to_owned()
        } else {
            locale.with("weekly.students-about", &[("date", &to)])
        },
        students,
        link: link.map(|address| Link { address: one_line(address), text: locale.text("weekly.open") }),
        setting: locale.text("weekly.setting"),
    })
}

/// A text of the document on one line, so that none can pass for another line of the message or for a header of a mail.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn students(locale: &Locale, info: &CourseInfo, update: &WeeklyUpdate) -> Vec<StudentLine> {
    let signals = &update.support.students;
    let student = |row: u32| &info.students[signals[row as usize].student as usize];
    let mut rows: Vec<u32> = (0..signals.len() as u32).collect();
    sort_rows_by_rank(&mut rows, &|row| student(row).rank);
    let line = |row: u32| StudentLine {
        id: student(row).id.clone(),
        name: one_line(&student(row).name),
        signals: signal_words(locale, &info.scales, &update.support, &signals[row as usize]),
    };
    rows.into_iter().map(line).collect()
}

fn figures(locale: &Locale, update: &WeeklyUpdate) -> Vec<FigureLine> {
    let WeeklyUpdate { last7, previous7, .. } = update;
    let count = |label, of: fn(&Week) -> u64| FigureLine {
        label,
        value: locale.whole(of(last7)),
        comparison: compared(locale, of(last7), of(previous7)),
    };
    let active = FigureLine {
        value: locale.with(
            "activity.active-students-value",
            &[("part", &locale.whole(last7.active_students)), ("whole", &locale.whole(update.participants))],
        ),
        ..count(locale.text("weekly.active-students"), |week| week.active_students)
    };
    vec![
        active,
        count(locale.text("weekly.visits"), |week| week.visits),
        average_visit(locale, last7, previous7),
        count(locale.text("weekly.activities-completed"), |week| week.activities_completed),
        count(locale.text("weekly.grades-given"), |week| week.grades_given),
    ]
}

fn compared(locale: &Locale, last: u64, previous: u64) -> String {
    let values = [("previous", &*locale.whole(previous))];
    if last > previous {
        locale.count("weekly.more", last - previous, &values)
    } else if last < previous {
        locale.count("weekly.fewer", previous - last, &values)
    } else {
        locale.text("weekly.as-many").to_owned()
    }
}

/// Durations are compared as they are shown: what reads the same is as long.
fn average_visit(locale: &Locale, last7: &Week, previous7: &Week) -> FigureLine {
    let [last, previous] = [last7, previous7].map(Week::average_visit_seconds);
    let [value, before] = [last, previous].map(|seconds| seconds.map(|seconds| locale.duration(seconds)));
    let comparison = match (&value, &before) {
        (_, None) => locale.text("weekly.no-visits-before").to_owned(),
        (Some(value), Some(before)) if value == before => locale.text("weekly.as-long").to_owned(),
        (value, Some(before)) => {
            let values = [("previous", before.as_str())];
            match value {
                None => locale.with("weekly.before", &values),
                Some(_) if last > previous => locale.with("weekly.longer", &values),
                Some(_) => locale.with("weekly.shorter", &values),
            }
        }
    };
    FigureLine {
        label: locale.text("weekly.average-visit"),
        value: value.unwrap_or_else(|| locale.text("weekly.no-visits").to_owned()),
        comparison,
    }
}
