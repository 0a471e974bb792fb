//! The Resources summary in words and shapes: figures become bars and rows. Pure; the order and the
//! rounding of everything shown is decided here, no figure is computed.

use std::cmp::Ordering;

use super::compute::{ResourceRow, ResourceUse, Summary, Totals};
use crate::{
    chart::spec::Details,
    engine::protocol::{CourseInfo, Data, Report},
    export::Cell,
    i18n::Locale,
    names,
    order::sort_rows,
    query::Query,
    reports::{
        element_list::{Found, place_words, sort_in_folders},
        view_model::{DoneBar, Figure, RawUnit, Reading, compare_optional, duration_cells, kind_name},
    },
    units::{Moment, Part},
};

/// The column of titles, by its name in addresses.
pub const TITLE_COLUMN: &str = "title";

/// The rows of the overview; none on other pages.
#[must_use]
pub fn rows_of(report: &Report) -> Option<&[ResourceRow]> {
    match &report.data {
        Data::ResourcesOverview { rows, .. } => Some(rows),
        _ => None,
    }
}

/// The share of those who have opened something, and their number. Words where there is nobody.
fn opened_words(locale: &Locale, opened: Part) -> [String; 2] {
    match opened.share() {
        Some(share) => {
            let (part, whole) = (locale.whole(opened.part), locale.whole(opened.whole));
            [locale.share(share), locale.with("progress.counted", &[("part", &part), ("whole", &whole)])]
        }
        None => [locale.text("resources.nobody"), locale.text("resources.has-access")].map(str::to_owned),
    }
}

/// A time on task; a word where there is none, for nobody has opened it.
fn time_words(locale: &Locale, seconds: f64, is_opened: bool) -> String {
    if seconds <= 0.0 && !is_opened {
        locale.text("progress.no-time").to_owned()
    } else {
        locale.duration_bare(seconds)
    }
}

fn moment_words(reading: &Reading, moment: Option<Moment>) -> String {
    moment.map_or_else(|| reading.locale.text("progress.never").to_owned(), |moment| reading.date_time(moment))
}

/// A figure of the course, with that of the chosen groups beside it.
fn figure(
    reading: &Reading,
    summary: &Summary,
    [label, help]: [&'static str; 2],
    note: String,
    value: &dyn Fn(&Totals) -> String,
) -> Figure {
    let note = match &summary.chosen {
        Some(chosen) => reading.locale.with("progress.groups-compared", &[("value", &value(chosen))]),
        None => note,
    };
    reading.figure(label, help, value(&summary.course), note)
}

/// The band of figures over the list. None where the course is too large for it.
#[must_use]
pub fn summary(reading: &Reading, summary: Option<&Summary>, resources: usize) -> Option<Vec<Figure>> {
    let locale = reading.locale;
    let summary = summary?;
    let none = String::new;
    let [_, counted] = opened_words(locale, summary.course.opened);
    let all = locale.whole(resources as u64);
    let figure = |words, note, value: &dyn Fn(&Totals) -> String| figure(reading, summary, words, note, value);
    let mut figures = vec![
        figure(["progress.students", "progress.students-help"], none(), &|totals| locale.whole(totals.students)),
        reading.figure("progress.resources", "progress.resources-help", all, none()),
        figure(["progress.resources-visited", "progress.resources-visited-help"], counted, &|totals| {
            totals.opened.share().map_or_else(|| locale.text("progress.none").to_owned(), |share| locale.share(share))
        }),
    ];
    figures.extend(use_figures(reading, summary));
    if summary.course.time_on_task_seconds.is_some() {
        figures.push(figure(["resources.time", "resources.time-help"], none(), &|totals| {
            locale.duration(totals.time_on_task_seconds.unwrap_or_default())
        }));
    }
    Some(figures)
}

/// How many resources nobody has opened, and how often any was.
#[must_use]
pub fn use_figures(reading: &Reading, summary: &Summary) -> [Figure; 2] {
    let locale = reading.locale;
    let figure = |words, value: &dyn Fn(&Totals) -> String| figure(reading, summary, words, String::new(), value);
    [
        figure(["resources.by-nobody", "resources.by-nobody-help"], &|totals| locale.whole(totals.opened_by_nobody)),
        figure(["resources.views", "resources.views-help"], &|totals| locale.whole(totals.views)),
    ]
}

/// Why there is no time on task, where the size of the course is the reason. A school that doesn't
/// track time has no word of it.
#[must_use]
pub fn hidden_time(reading: &Reading) -> Option<String> {
    let policy = &reading.report.policy;
    let limit = policy.time_on_task_limit.filter(|_| policy.time_online && !policy.time_on_task)?;
    Some(reading.locale.with("hidden.time", &[("limit", &reading.locale.whole(limit as u64))]))
}

/// What the filters and the search leave of the resources, in the order of the course or that of a
/// column; each folder for itself unless the folders are left out.
#[must_use]
pub fn found(reading: &Reading, rows: &[ResourceRow], query: &Query, search: &str) -> Found {
    let search = names::fold(search);
    let element = |row: u32| rows[row as usize].element;
    let mut left: Vec<u32> = (0..rows.len() as u32).collect();
    left.retain(|row| {
        let info = &reading.info.elements[element(*row) as usize];
        (query.kinds.is_empty() || query.kinds.contains(&info.kind))
            && !(query.only_unopened && rows[*row as usize].opened.part > 0)
            && names::matches(&info.folded_title, &search)
    });
    let is_in_folders = !query.is_flat;
    let may_sort = |column: &str| column == TITLE_COLUMN || reading.report.policy.summary;
    let sort = query.sort.as_ref().filter(|sort| may_sort(&sort.column));
    if let Some(sort) = sort {
        let mut sorted = left.clone();
        sort_rows(&mut sorted, &|a, b| {
            let order = compare(reading, &sort.column, &rows[a as usize], &rows[b as usize]);
            if sort.is_descending { order.reverse() } else { order }
        });
        if is_in_folders {
            sort_in_folders(reading.info, &element, &mut left, sorted);
        } else {
            left = sorted;
        }
    }
    Found { all: rows.len(), rows: left, is_sorted: sort.is_some(), is_in_folders }
}

/// Compares two rows by a column, by its name in addresses.
#[must_use]
pub fn compare(reading: &Reading, column: &str, a: &ResourceRow, b: &ResourceRow) -> Ordering {
    let CourseInfo { elements, .. } = reading.info;
    let (first, second) = (&elements[a.element as usize], &elements[b.element as usize]);
    match column {
        TITLE_COLUMN => first.rank.cmp(&second.rank),
        "kind" => kind_name(reading.locale, &first.kind).cmp(kind_name(reading.locale, &second.kind)),
        "access" => a.opened.whole.cmp(&b.opened.whole),
        "opened" => compare_optional(&a.opened.share(), &b.opened.share()),
        "views" => a.views.cmp(&b.views),
        "last" => a.last_opened.cmp(&b.last_opened),
        "time" => compare_optional(&a.time_on_task_seconds, &b.time_on_task_seconds),
        "mean" => compare_optional(&a.mean_time_on_task_seconds(), &b.mean_time_on_task_seconds()),
        _ => Ordering::Equal,
    }
}

/// How many have opened a resource, or those of a folder, as a bar.
#[must_use]
pub fn opened_bar(locale: &Locale, title: &str, opened: Part) -> DoneBar {
    let line = |label, count| (label, locale.whole(count));
    let lines = [
        line(locale.text("resources.opened").to_owned(), opened.part),
        line(locale.text("resources.not-opened").to_owned(), opened.whole - opened.part),
    ];
    let [value, counts] = opened_words(locale, opened);
    DoneBar { share: opened.share(), mark: None, value, counts, details: Details::new(title, lines) }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What sort of resource it is.
    pub kind: String,
    /// How many have access.
    pub access: String,
    /// How many of them have opened it.
    pub opened: DoneBar,
    /// How often.
    pub views: String,
    /// When one of them did last.
    pub last_opened: String,
    /// Their time on task, in all and per student who has opened it; the latter is empty where nobody
    /// has. None where it is hidden.
    pub time: Option<[String; 2]>,
}

/// A row of the list.
#[must_use]
pub fn row(reading: &Reading, row: &ResourceRow) -> Row {
    let locale = reading.locale;
    let element = &reading.info.elements[row.element as usize];
    Row {
        kind: kind_name(locale, &element.kind).to_owned(),
        access: locale.whole(row.opened.whole),
        opened: opened_bar(locale, &element.title, row.opened),
        views: locale.whole(row.views),
        last_opened: moment_words(reading, row.last_opened),
        time: row.time_on_task_seconds.map(|seconds| {
            let mean = row.mean_time_on_task_seconds().map(|mean| locale.duration_bare(mean));
            [time_words(locale, seconds, row.opened.part > 0), mean.unwrap_or_default()]
        }),
    }
}

/// The page of one resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its kind and its folders.
    pub about: String,
    /// How it is used.
    pub figures: Vec<Figure>,
}

/// The page of a resource.
#[must_use]
pub fn page(reading: &Reading, row: &ResourceRow) -> Page {
    let locale = reading.locale;
    let [share, counted] = opened_words(locale, row.opened);
    let last = match row.last_opened {
        Some(moment) => locale.with("resources.last-note", &[("moment", &reading.date_time(moment))]),
        None => String::new(),
    };
    let whole = |label, help, count, note| reading.figure(label, help, locale.whole(count), note);
    let mut figures = vec![
        whole("resources.access", "resources.access-help", row.opened.whole, String::new()),
        reading.figure("resources.opened", "resources.opened-help", share, counted),
        whole("resources.views", "resources.views-help", row.views, last),
    ];
    if let Some(seconds) = row.time_on_task_seconds {
        let note = match row.mean_time_on_task_seconds() {
            Some(mean) => locale.with("resources.mean-note", &[("duration", &locale.duration(mean))]),
            None => String::new(),
        };
        let time = locale.duration(seconds);
        let time = if row.opened.part == 0 && seconds <= 0.0 { time_words(locale, 0.0, false) } else { time };
        figures.push(reading.figure("resources.time", "resources.time-help", time, note));
    }
    Page {
        title: reading.info.elements[row.element as usize].title.clone(),
        about: place_words(reading, row.element, None).join(" · "),
        figures,
    }
}

/// Compares what two students have made of a resource by a column, by its name in addresses.
#[must_use]
pub fn compare_use(column: &str, a: &ResourceUse, b: &ResourceUse) -> Ordering {
    match column {
        "opened" => (a.views > 0).cmp(&(b.views > 0)),
        "first" => a.first_opened.cmp(&b.first_opened),
        "last" => a.last_opened.cmp(&b.last_opened),
        "views" => a.views.cmp(&b.views),
        "time" => compare_optional(&a.time_on_task_seconds, &b.time_on_task_seconds),
        _ => Ordering::Equal,
    }
}

/// The row of a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseRow {
    /// Whether the student has opened it.
    pub is_opened: bool,
    /// The same in words.
    pub opened: &'static str,
    /// When first.
    pub first_opened: String,
    /// When last.
    pub last_opened: String,
    /// How often.
    pub views: String,
    /// For how long. None where that is hidden.
    pub time: Option<String>,
}

/// The row of a student.
#[must_use]
pub fn use_row(reading: &Reading, used: &ResourceUse) -> UseRow {
    let locale = reading.locale;
    let is_opened = used.views > 0;
    UseRow {
        is_opened,
        opened: if is_opened { locale.text("resources.opened") } else { locale.text("resources.not-opened") },
        first_opened: used.first_opened.map(|moment| reading.date_time(moment)).unwrap_or_default(),
        last_opened: used.last_opened.map(|moment| reading.date_time(moment)).unwrap_or_default(),
        views: locale.whole(used.views),
        time: used.time_on_task_seconds.map(|seconds| time_words(locale, seconds, is_opened)),
    }
}

/// The headings of a resource's row in a file, after the element.
#[must_use]
pub fn file_headings(reading: &Reading) -> Vec<String> {
    let locale = reading.locale;
    let (opened, last) = (locale.text("resources.opened"), locale.text("resources.last"));
    let mut headings = vec![locale.text("resources.access").to_owned(), opened.to_owned()];
    headings.push(reading.raw_heading(opened, RawUnit::Share));
    headings.extend([locale.text("resources.views").to_owned(), last.to_owned()]);
    headings.push(reading.raw_heading(last, RawUnit::Utc));
    if reading.report.policy.time_on_task {
        for time in [locale.text("resources.time"), locale.text("resources.mean")] {
            headings.extend([time.to_owned(), reading.raw_heading(time, RawUnit::Seconds)]);
        }
    }
    headings
}

/// The cells under [`file_headings`].
#[must_use]
pub fn file_cells(reading: &Reading, row: &ResourceRow) -> Vec<Cell> {
    let share = row.opened.share().map_or(Cell::Empty, Cell::Share);
    let mut cells = vec![Cell::count(row.opened.whole), Cell::count(row.opened.part), share, Cell::count(row.views)];
    cells.extend(reading.moment_cells(row.last_opened));
    if reading.report.policy.time_on_task {
        cells.extend(duration_cells(row.time_on_task_seconds));
        cells.extend(duration_cells(row.mean_time_on_task_seconds()));
    }
    cells
}

/// The headings of a student's row in a file, after the student.
#[must_use]
pub fn use_headings(reading: &Reading) -> Vec<String> {
    let locale = reading.locale;
    let mut headings = vec![locale.text("resources.opened").to_owned()];
    for moment in [locale.text("resources.first"), locale.text("resources.last")] {
        headings.extend([moment.to_owned(), reading.raw_heading(moment, RawUnit::Utc)]);
    }
    headings.push(locale.text("resources.views").to_owned());
    if reading.report.policy.time_on_task {
        let time = locale.text("resources.time");
        headings.extend([time.to_owned(), reading.raw_heading(time, RawUnit::Seconds)]);
    }
    headings
}

/// The cells under [`use_headings`].
#[must_use]
pub fn use_cells(reading: &Reading, used: &ResourceUse) -> Vec<Cell> {
    let mut cells = vec![Cell::text(use_row(reading, used).opened)];
    cells.extend(reading.moment_cells(used.first_opened));
    cells.extend(reading.moment_cells(used.last_opened));
    cells.push(Cell::count(used.views));
    if used.time_on_task_seconds.is_some() {
        cells.extend(duration_cells(used.time_on_task_seconds));
    }
    cells
}
