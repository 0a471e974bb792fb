//! The Progress report in words and shapes: figures become sentences, bars and rows. Pure; the
//! order and the rounding of everything shown is decided here, no figure is computed.

use std::cmp::Ordering;

use super::{
    compute::{ClassView, CourseProgress, Details, ElementProgress, Overview, Progress, StatusCounts, StudentProgress},
    status::Status,
};
use crate::{
    chart::spec::{ChartSpec, Details as MarkDetails, Form, StatusBarSpec, StatusSegment, StatusTone},
    dataset::{Class, events::GivenGrade},
    engine::protocol::{Data, ElementInfo},
    export::Cell,
    i18n::{DateStyle, Locale},
    names,
    order::sort_rows,
    query::Query,
    reports::{
        element_list::{Found, place_words},
        elements::ShownGrade,
        progress::compute::Narrowing,
        view_model::{DoneBar, Figure, RawUnit, Reading, compare_optional, duration_cells, kind_name},
    },
    units::{Moment, Part},
};

const DAY_SECONDS: f64 = 86_400.0;

/// A share in percent; a word where there is nothing to have a share of.
fn share(locale: &Locale, part: Part) -> String {
    part.share().map_or_else(|| locale.text("progress.none").to_owned(), |share| locale.share(share))
}

/// "5 of 10"; of nothing, what there is none of.
fn counted(locale: &Locale, part: Part) -> String {
    if part.whole == 0 {
        return locale.text("progress.none-available").to_owned();
    }
    locale.with("progress.counted", &[("part", &locale.whole(part.part)), ("whole", &locale.whole(part.whole))])
}

/// A line of a tooltip.
fn line(locale: &Locale, label: &'static str, value: String) -> (String, String) {
    (locale.text(label).to_owned(), value)
}

/// A value for the chosen groups, to stand beside that of the course; nothing where none are chosen.
fn compared(locale: &Locale, overview: &Overview, value: &dyn Fn(&CourseProgress) -> String) -> String {
    match &overview.chosen {
        Some(chosen) => locale.with("progress.groups-compared", &[("value", &value(chosen))]),
        None => String::new(),
    }
}

/// The band of figures over the lists. None where the course is too large for it.
#[must_use]
pub fn summary(reading: &Reading, overview: &Overview, narrowing: Narrowing) -> Option<Vec<Figure>> {
    let locale = reading.locale;
    let course = overview.course.as_ref()?;
    let students = |course: &CourseProgress| locale.whole(course.students);
    let whole = |label, help, count| reading.figure(label, help, locale.whole(count), String::new());
    let note = compared(locale, overview, &students);
    let mut figures = vec![
        reading.figure("progress.students", "progress.students-help", students(course), note),
        whole("progress.activities", "progress.activities-help", course.activities.narrowed(narrowing)),
        whole("progress.resources", "progress.resources-help", course.resources.narrowed(narrowing)),
    ];
    figures.extend(done_figures(reading, overview, narrowing).into_iter().flatten());
    Some(figures)
}

/// How much the course has completed and visited. None where it is too large for it.
#[must_use]
pub fn done_figures(reading: &Reading, overview: &Overview, narrowing: Narrowing) -> Option<[Figure; 2]> {
    let locale = reading.locale;
    let course = overview.course.as_ref()?;
    let done = |label, help, choose: &dyn Fn(&CourseProgress) -> Part| {
        let value = |course: &CourseProgress| share(locale, choose(course));
        let note = match &overview.chosen {
            Some(_) => compared(locale, overview, &value),
            None => counted(locale, choose(course)),
        };
        reading.figure(label, help, value(course), note)
    };
    Some([
        done("progress.activities-completed", "progress.activities-completed-help", &|course| {
            course.progress.activities.narrowed(narrowing)
        }),
        done("progress.resources-visited", "progress.resources-visited-help", &|course| {
            course.progress.resources.narrowed(narrowing)
        }),
    ])
}

/// Compares two rows by a column of the list of students, by its name in addresses.
#[must_use]
pub fn compare(column: &str, narrowing: Narrowing, a: &StudentProgress, b: &StudentProgress) -> Ordering {
    let by = |choose: &dyn Fn(&Progress) -> Part| {
        compare_optional(&choose(&a.progress).share(), &choose(&b.progress).share())
    };
    match column {
        "activities" => by(&|progress| progress.activities.narrowed(narrowing)),
        "resources" => by(&|progress| progress.resources.narrowed(narrowing)),
        _ => Ordering::Equal,
    }
}

/// The bars of a student's row: activities, then resources.
#[must_use]
pub fn row(reading: &Reading, overview: &Overview, row: &StudentProgress, narrowing: Narrowing) -> [DoneBar; 2] {
    let locale = reading.locale;
    let bar = |title, done, own: Part, course: Part| {
        let lines = [
            line(locale, done, locale.whole(own.part)),
            line(locale, "progress.tip-available", locale.whole(own.whole)),
            line(locale, "progress.tip-course", share(locale, course)),
        ];
        DoneBar {
            share: own.share(),
            mark: course.share(),
            value: share(locale, own),
            counts: counted(locale, own),
            details: MarkDetails::new(locale.text(title), lines),
        }
    };
    let (own, course) = (&row.progress, &overview.average);
    [
        bar(
            "progress.activities",
            "progress.tip-completed",
            own.activities.narrowed(narrowing),
            course.activities.narrowed(narrowing),
        ),
        bar(
            "progress.resources",
            "progress.tip-visited",
            own.resources.narrowed(narrowing),
            course.resources.narrowed(narrowing),
        ),
    ]
}

/// The headings of a row in a file, after the student: for activities and for resources the share, the counts and the
/// course's share.
#[must_use]
pub fn file_headings(reading: &Reading) -> Vec<String> {
    let locale = reading.locale;
    let part = |title, done| {
        let (title, done) = (locale.text(title), locale.text(done));
        let of = |name: &str| format!("{title}: {name}");
        [
            reading.raw_heading(title, RawUnit::Share),
            of(done),
            of(locale.text("progress.tip-available")),
            of(locale.text("progress.tip-course")),
        ]
    };
    let activities = part("progress.activities", "progress.tip-completed");
    activities.into_iter().chain(part("progress.resources", "progress.tip-visited")).collect()
}

/// The cells under [`file_headings`].
#[must_use]
pub fn file_cells(overview: &Overview, row: &StudentProgress, narrowing: Narrowing) -> Vec<Cell> {
    let (own, course) = (&row.progress, &overview.average);
    let share = |part: Part| part.share().map_or(Cell::Empty, Cell::Share);
    let part = |own: Part, course: Part| [share(own), Cell::count(own.part), Cell::count(own.whole), share(course)];
    let activities = part(own.activities.narrowed(narrowing), course.activities.narrowed(narrowing));
    activities
        .into_iter()
        .chain(part(own.resources.narrowed(narrowing), course.resources.narrowed(narrowing)))
        .collect()
}

/// What the mark across the bars is; none where no bar has it.
#[must_use]
pub fn mark_words(reading: &Reading, overview: &Overview, narrowing: Narrowing) -> Option<String> {
    let locale = reading.locale;
    let Progress { activities, resources } = &overview.average;
    let mut shares = Vec::new();
    if let Some(share) = activities.narrowed(narrowing).share() {
        shares.push(locale.with("progress.mark-activities", &[("share", &locale.share(share))]));
    }
    if let Some(share) = resources.narrowed(narrowing).share() {
        shares.push(locale.with("progress.mark-resources", &[("share", &locale.share(share))]));
    }
    (!shares.is_empty()).then(|| locale.with("progress.mark", &[("shares", &locale.list(&shares))]))
}

/// A status in words.
#[must_use]
pub fn status_name(locale: &Locale, status: Status) -> &'static str {
    match status {
        Status::CompletedOnTime => locale.text("progress.completed-on-time"),
        Status::CompletedPastDeadline => locale.text("progress.completed-past-deadline"),
        Status::IncompletePastDeadline => locale.text("progress.incomplete-past-deadline"),
        Status::Open => locale.text("progress.open"),
        Status::Read => locale.text("progress.read"),
        Status::NotRead => locale.text("progress.not-read"),
        Status::NotActive => locale.text("progress.not-active"),
    }
}

/// What a status looks like.
#[must_use]
pub fn status_tone(status: Status) -> StatusTone {
    match status {
        Status::CompletedOnTime | Status::Read => StatusTone::OnTime,
        Status::CompletedPastDeadline => StatusTone::Late,
        Status::IncompletePastDeadline => StatusTone::Missed,
        Status::Open | Status::NotRead => StatusTone::Open,
        Status::NotActive => StatusTone::Inactive,
    }
}

/// A bar parted by the statuses of a class, which a legend in the page explains.
fn status_bar(locale: &Locale, class: Class, counts: &StatusCounts, form: Form) -> ChartSpec {
    let segment = |status: &Status| {
        let part = counts.of(*status);
        let lines = [
            line(locale, "progress.tip-count", locale.whole(part.part)),
            line(locale, "progress.tip-share", share(locale, part)),
        ];
        StatusSegment {
            status: status_tone(*status),
            count: part.part as u32,
            label: String::new(),
            details: (part.part > 0).then(|| MarkDetails::new(status_name(locale, *status), lines)),
        }
    };
    ChartSpec::StatusBar(StatusBarSpec {
        segments: Status::of(class).iter().map(segment).collect(),
        form,
        position_label: locale.text("progress.status").to_owned(),
    })
}

/// A line of a legend: how many have a status, and their share.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendLine {
    /// Which status.
    pub status: Status,
    /// The status in words.
    pub name: &'static str,
    /// How many.
    pub count: String,
    /// Of all; empty where there are none at all.
    pub share: String,
}

fn legend(locale: &Locale, class: Class, counts: &StatusCounts) -> Vec<LegendLine> {
    let line = |status: &Status| {
        let part = counts.of(*status);
        LegendLine {
            status: *status,
            name: status_name(locale, *status),
            count: locale.whole(part.part),
            share: part.share().map(|share| locale.share(share)).unwrap_or_default(),
        }
    };
    Status::of(class).iter().map(line).collect()
}

/// How a student stands with all activities or all resources, or many students with one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The number, and how much of it is done.
    pub figures: [Figure; 2],
    /// The statuses as a bar.
    pub chart: ChartSpec,
    /// The name of the bar.
    pub chart_name: String,
    /// The bar in words.
    pub legend: Vec<LegendLine>,
}

/// How a student stands with the activities or with the resources.
#[must_use]
pub fn standing(reading: &Reading, details: &Details, class: Class, narrowing: Narrowing) -> Standing {
    let locale = reading.locale;
    let (label, help, overall_help, counts, course) = match class {
        Class::Activity => (
            "progress.activities",
            "progress.activities-available-help",
            "progress.overall-activities-help",
            &details.activities,
            &details.average.activities,
        ),
        _ => (
            "progress.resources",
            "progress.resources-available-help",
            "progress.overall-resources-help",
            &details.resources,
            &details.average.resources,
        ),
    };
    let counts = counts.narrowed(narrowing);
    let course = locale.with("progress.course-compared", &[("value", &share(locale, course.narrowed(narrowing)))]);
    let student = &reading.student(details.student).name;
    Standing {
        figures: [
            reading.figure(label, help, locale.whole(counts.total()), locale.text("progress.available").to_owned()),
            reading.figure("progress.overall", overall_help, share(locale, counts.done()), course),
        ],
        chart: status_bar(locale, class, &counts, Form::Full),
        chart_name: locale.with("progress.chart-student", &[("what", locale.text(label)), ("student", student)]),
        legend: legend(locale, class, &counts),
    }
}

/// The headings of an element's row in a file, after the element: how a student stands with it, or how many have which
/// status.
#[must_use]
pub fn elements_file_headings(reading: &Reading) -> Vec<String> {
    let locale = reading.locale;
    let mut headings = Vec::new();
    let mut with_raw = |name: &str, unit| headings.extend([name.to_owned(), reading.raw_heading(name, unit)]);
    match Elements::of(&reading.report.data) {
        Some(Elements::OfStudent(_)) => {
            with_raw(locale.text("progress.last-visit"), RawUnit::Utc);
            if reading.report.policy.time_online {
                with_raw(locale.text("progress.time-online"), RawUnit::Seconds);
            }
            let late = reading.raw_heading(locale.text("export.late"), RawUnit::Seconds);
            headings.extend([
                locale.text("progress.status").to_owned(),
                locale.text("progress.details").to_owned(),
                late,
            ]);
        }
        Some(Elements::OfClass(_)) => {
            with_raw(locale.text("progress.deadline"), RawUnit::Utc);
            headings.push(reading.raw_heading(locale.text("progress.done"), RawUnit::Share));
            headings.extend(Status::ALL.map(|status| status_name(locale, status).to_owned()));
        }
        None => {}
    }
    headings
}

/// The cells under [`elements_file_headings`].
#[must_use]
pub fn elements_file_cells(reading: &Reading, row: u32) -> Vec<Cell> {
    match Elements::of(&reading.report.data) {
        Some(Elements::OfStudent(details)) => {
            let row = &details.elements[row as usize];
            let mut cells = Vec::from(reading.moment_cells(row.last_visit));
            if reading.report.policy.time_online {
                cells.extend(duration_cells(row.online_seconds));
            }
            cells.push(Cell::text(status_name(reading.locale, row.status)));
            cells.extend([Cell::Text(element_row(reading, row).details), Cell::number(row.late_seconds)]);
            cells
        }
        Some(Elements::OfClass(class)) => {
            let row = &class.elements[row as usize];
            let mut cells = Vec::from(reading.moment_cells(reading.info.elements[row.element as usize].deadline));
            cells.push(row.counts.done().share().map_or(Cell::Empty, Cell::Share));
            cells.extend(Status::ALL.map(|status| Cell::count(row.counts.of(status).part)));
            cells
        }
        None => Vec::new(),
    }
}

/// The rows of a list of elements: those of a student, or those of the class.
#[derive(Clone, Copy, Debug)]
pub enum Elements<'a> {
    /// How one student stands with each.
    OfStudent(&'a Details),
    /// How the listed students do.
    OfClass(&'a ClassView),
}

impl<'a> Elements<'a> {
    /// Those of a page; none on pages without a list of elements.
    #[must_use]
    pub fn of(data: &'a Data) -> Option<Self> {
        match data {
            Data::ProgressDetails(details) => Some(Self::OfStudent(details)),
            Data::ProgressClass(class) => Some(Self::OfClass(class)),
            _ => None,
        }
    }

    fn len(self) -> usize {
        match self {
            Self::OfStudent(details) => details.elements.len(),
            Self::OfClass(class) => class.elements.len(),
        }
    }

    /// The element of a row, by index.
    #[must_use]
    pub fn element(self, row: u32) -> u32 {
        match self {
            Self::OfStudent(details) => details.elements[row as usize].element,
            Self::OfClass(class) => class.elements[row as usize].element,
        }
    }

    fn has_status(self, row: u32, status: Status) -> bool {
        match self {
            Self::OfStudent(details) => details.elements[row as usize].status == status,
            Self::OfClass(class) => class.elements[row as usize].counts.of(status).part > 0,
        }
    }

    /// How much of a row is done, counted in elements or in students.
    #[must_use]
    pub fn done(self, row: u32) -> Part {
        match self {
            Self::OfStudent(details) => Part::new(u64::from(details.elements[row as usize].status.is_done()), 1),
            Self::OfClass(class) => class.elements[row as usize].counts.done(),
        }
    }
}

/// What narrowing, the filters and the search leave of the elements.
///
/// They are in the order of the course and in their folders; those of the class also by a column and
/// without folders, where the address says so and the course isn't too large.
#[must_use]
pub fn found(reading: &Reading, elements: Elements, query: &Query, search: &str) -> Found {
    let search = names::fold(search);
    let info = |row: &u32| &reading.info.elements[elements.element(*row) as usize];
    let mut rows: Vec<u32> = (0..elements.len() as u32).collect();
    rows.retain(|row| query.narrowing.includes(info(row).mandatory));
    let all = rows.len();
    rows.retain(|row| {
        (query.kinds.is_empty() || query.kinds.contains(&info(row).kind))
            && (query.statuses.is_empty() || query.statuses.iter().any(|status| elements.has_status(*row, *status)))
            && names::matches(&info(row).folded_title, &search)
    });
    let is_sorted = is_sorted(reading, elements, query);
    if let (Some(sort), true) = (&query.sort, is_sorted) {
        sort_rows(&mut rows, &|a, b| {
            let order = match &*sort.column {
                "deadline" => info(&a).deadline.cmp(&info(&b).deadline),
                _ => compare_optional(&elements.done(a).share(), &elements.done(b).share()),
            };
            if sort.is_descending { order.reverse() } else { order }
        });
    }
    Found { all, rows, is_sorted, is_in_folders: !is_sorted }
}

/// Whether a list of elements is sorted by a column, and so can't be in folders.
fn is_sorted(reading: &Reading, elements: Elements, query: &Query) -> bool {
    let by_column = query.sort.as_ref().is_some_and(|sort| ["deadline", "done"].contains(&&*sort.column));
    by_column && reading.report.policy.summary && matches!(elements, Elements::OfClass(_))
}

/// Whether an element counts, its deadline has passed, and it isn't completed: whether or not it still can be.
#[must_use]
pub fn is_overdue(reading: &Reading, row: &ElementProgress, narrowing: Narrowing) -> bool {
    let element = &reading.info.elements[row.element as usize];
    let has_passed = element.deadline.is_some_and(|deadline| deadline <= reading.report.as_of);
    let is_overdue = match row.status {
        Status::IncompletePastDeadline => true,
        Status::Open => has_passed,
        _ => false,
    };
    is_overdue && narrowing.includes(element.mandatory)
}

/// What there is of a folder, beside its name: how much of it is done.
#[must_use]
pub fn folder_done(locale: &Locale, elements: Elements, done: Part) -> String {
    match elements {
        Elements::OfStudent(_) => locale
            .with("progress.folder-done", &[("part", &locale.whole(done.part)), ("whole", &locale.whole(done.whole))]),
        Elements::OfClass(_) => share(locale, done),
    }
}

/// The kind of an element, and a word where everyone has to do it.
fn kind_words(locale: &Locale, element: &ElementInfo) -> (String, &'static str) {
    let mandatory = if element.mandatory { locale.text("progress.mandatory") } else { "" };
    (kind_name(locale, &element.kind).to_owned(), mandatory)
}

/// The row of a student's element.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementRow {
    /// Its kind, and whether it is mandatory.
    pub kind: (String, &'static str),
    /// How the student stands with it.
    pub status: Status,
    /// The latest view.
    pub last_visit: String,
    /// The time spent on it. None where the school opted out.
    pub time_online: Option<String>,
    /// Everything else there is to say.
    pub details: String,
}

/// The row of a student's element.
#[must_use]
pub fn element_row(reading: &Reading, row: &ElementProgress) -> ElementRow {
    let locale = reading.locale;
    let element = &reading.info.elements[row.element as usize];
    let mut details = Vec::new();
    if let Some(grade) = &row.grade {
        details.push(grade_words(locale, grade));
    }
    if let Some(scorm) = &row.scorm {
        if let Some(score) = scorm.score {
            details.push(locale.with("progress.scorm-score", &[("score", &locale.number(score))]));
        }
        if let Some(status) = &scorm.status {
            details.push(scorm_status(locale, status).to_owned());
        }
    }
    if let Some(seconds) = row.late_seconds {
        let late = if seconds < DAY_SECONDS {
            locale.duration_bare(seconds)
        } else {
            locale.count("unit.days", (seconds / DAY_SECONDS) as u64, &[])
        };
        details.push(locale.with("progress.late-by", &[("duration", &late)]));
    }
    if let (Some(deadline), false) = (element.deadline, row.status.is_done()) {
        details.push(locale.with("progress.due", &[("date", &date(reading, deadline))]));
    }
    ElementRow {
        kind: kind_words(locale, element),
        status: row.status,
        last_visit: row
            .last_visit
            .map_or_else(|| locale.text("progress.never").to_owned(), |moment| reading.date_time(moment)),
        time_online: row.online_seconds.map(|seconds| {
            if row.last_visit.is_none() && seconds <= 0.0 {
                locale.text("progress.no-time").to_owned()
            } else {
                locale.duration_bare(seconds)
            }
        }),
        details: details.join(" · "),
    }
}

fn date(reading: &Reading, moment: Moment) -> String {
    reading.locale.date(reading.zone.local(moment).date(), DateStyle::Short)
}

/// A grade as it was given, with its maximum; one outside its scale is marked.
fn grade_words(locale: &Locale, grade: &ShownGrade) -> String {
    let words = match (&grade.given, grade.max) {
        (GivenGrade::Label(label), _) => label.to_string(),
        (GivenGrade::Number(points), None) => locale.number(*points),
        (GivenGrade::Number(points), Some(max)) => {
            locale.with("progress.counted", &[("part", &locale.number(*points)), ("whole", &locale.number(max))])
        }
    };
    if grade.is_inside_scale {
        locale.with("progress.grade", &[("grade", &words)])
    } else {
        locale.with("progress.grade-outside", &[("grade", &words)])
    }
}

/// The status that a package reports; one that isn't known in the package's own words.
fn scorm_status<'a>(locale: &Locale, status: &'a str) -> &'a str {
    match status {
        "completed" => locale.text("progress.scorm-completed"),
        "incomplete" => locale.text("progress.scorm-incomplete"),
        "passed" => locale.text("progress.scorm-passed"),
        "failed" => locale.text("progress.scorm-failed"),
        _ => status,
    }
}

/// The row of an element with how the class stands with it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassRow {
    /// Its kind, and whether it is mandatory.
    pub kind: (String, &'static str),
    /// The day of its deadline; empty without one.
    pub deadline: String,
    /// The statuses as a bar.
    pub chart: ChartSpec,
    /// The same as a sentence.
    pub chart_sentence: String,
    /// The share of those who are done.
    pub done: String,
    /// Their number, of how many.
    pub counts: String,
}

/// The row of an element of the class.
#[must_use]
pub fn class_row(reading: &Reading, class: &ClassView, row: u32) -> ClassRow {
    let locale = reading.locale;
    let row = &class.elements[row as usize];
    let element = &reading.info.elements[row.element as usize];
    let part = |line: LegendLine| (line.count != locale.whole(0)).then(|| format!("{}: {}", line.name, line.count));
    let parts: Vec<String> = legend(locale, element.class, &row.counts).into_iter().filter_map(part).collect();
    let done = row.counts.done();
    ClassRow {
        kind: kind_words(locale, element),
        deadline: element.deadline.map(|deadline| date(reading, deadline)).unwrap_or_default(),
        chart: status_bar(locale, element.class, &row.counts, Form::Compact),
        chart_sentence: locale.list(&parts),
        done: share(locale, done),
        counts: counted(locale, done),
    }
}

/// The page of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementPage {
    /// Its title.
    pub title: String,
    /// Its kind, its folders and its deadline.
    pub about: String,
    /// How the students stand with it.
    pub standing: Standing,
}

/// The page of an element and `students`, those whom it is for.
#[must_use]
pub fn element_page(reading: &Reading, index: u32, students: &[super::compute::StudentStatus]) -> ElementPage {
    let locale = reading.locale;
    let element = &reading.info.elements[index as usize];
    let mandatory = element.mandatory.then(|| locale.text("progress.mandatory"));
    let mut about = place_words(reading, index, mandatory);
    if let Some(deadline) = element.deadline {
        about.push(locale.with("progress.due", &[("date", &reading.date_time(deadline))]));
    }
    let mut counts = StatusCounts::default();
    for student in students {
        counts.add(student.status);
    }
    ElementPage {
        title: element.title.clone(),
        about: about.join(" · "),
        standing: Standing {
            figures: [
                reading.figure(
                    "progress.students",
                    "progress.element-students-help",
                    locale.whole(counts.total()),
                    locale.text("progress.element-students-note").to_owned(),
                ),
                reading.figure(
                    if element.class == Class::Activity { "progress.tip-completed" } else { "progress.read" },
                    "progress.done-help",
                    share(locale, counts.done()),
                    counted(locale, counts.done()),
                ),
            ],
            chart: status_bar(locale, element.class, &counts, Form::Full),
            chart_name: locale.with("progress.chart-element", &[("element", &element.title)]),
            legend: legend(locale, element.class, &counts),
        },
    }
}
