//! The Grades report in words and shapes: figures become sentences, charts and rows. Pure; the order
//! and the rounding of everything shown is decided here, no figure is computed.
//!
//! Where the school hides the course's averages they aren't in the data; what depends on them is
//! left out here wherever it isn't there.

use std::cmp::Ordering;

use super::{
    book::{self, Position as TrendPlace, Selection},
    compute::{
        AssessmentRow, AssessmentStatus, Bars, Bin as DataBin, BinRange, CourseAverages, CourseGrades, Details,
        Direction, Distribution, Narrowed, Overview, Selectors, StudentGrades, StudentPage,
    },
};
use crate::{
    chart::{
        spec::{
            Bin, ChartSpec, Details as MarkDetails, Form, HistogramSpec, LineSpec, Position, Role, Series,
            StatusBarSpec, StatusSegment, StatusTone, Tick, ValueAxis,
        },
        ticks::{TickUnit, axis, level_axis},
    },
    dataset::{SCORE_SCALE_ID, Scale, ScaleKind, events::GivenGrade},
    export::Cell,
    i18n::{DateStyle, Locale, half_away},
    query::Query,
    reports::{
        element_list::{element_cells, elements_headings},
        elements::ShownGrade,
        view_model::{Figure, RawUnit, Reading, compare_optional, kind_name},
    },
    units::Moment,
};

/// A line of a tooltip.
fn line(locale: &Locale, label: &'static str, value: String) -> (String, String) {
    (locale.text(label).to_owned(), value)
}

/// The scale of a selection.
fn scale<'a>(reading: &Reading<'a>, selection: Selection) -> &'a Scale {
    &reading.info.scales[selection.scale as usize]
}

/// The label of the nearest level; none on a points scale.
fn level_label(scale: &Scale, average: f64) -> Option<&str> {
    let ScaleKind::Levels(levels) = &scale.kind else { return None };
    book::nearest_level(scale, average).map(|level| levels[level as usize].label.as_str())
}

/// An average: in percent, or with one decimal and the nearest level.
pub(in crate::reports) fn average(locale: &Locale, scale: &Scale, average: f64) -> String {
    match level_label(scale, average) {
        Some(level) => {
            locale.with("grades.level-average", &[("average", &locale.one_decimal(average)), ("level", level)])
        }
        None => locale.percent(average),
    }
}

/// The same, or a word where there is none.
fn average_or_none(locale: &Locale, scale: &Scale, value: Option<f64>) -> String {
    value.map_or_else(|| locale.text("grades.no-grades").to_owned(), |value| average(locale, scale, value))
}

/// A grade by what it counts: in percent, or as its level.
fn worth(locale: &Locale, scale: &Scale, worth: f64) -> String {
    level_label(scale, worth).map_or_else(|| locale.percent(worth), str::to_owned)
}

/// A direction, as a sign and in words; for none, that there are too few grades.
fn direction_words(locale: &Locale, direction: Option<Direction>) -> &'static str {
    match direction {
        Some(Direction::Rising) => locale.text("grades.rising"),
        Some(Direction::Steady) => locale.text("grades.steady"),
        Some(Direction::Falling) => locale.text("grades.falling"),
        None => locale.text("grades.no-direction"),
    }
}

fn date(reading: &Reading, moment: Moment, style: DateStyle) -> String {
    reading.locale.date(reading.zone.local(moment).date(), style)
}

/// The vertical scale of the trends of a selection: the whole scale, so that every trend that is
/// drawn on it can be compared with every other.
fn value_axis(locale: &Locale, scale: &Scale) -> ValueAxis {
    let ScaleKind::Levels(levels) = &scale.kind else {
        return axis(TickUnit::Percent, 100.0, &|value| locale.percent(value));
    };
    level_axis(levels.iter().map(|level| (level.value, level.label.clone()))).unwrap_or_else(|| {
        // Levels that are all worth the same: one line, in the middle.
        let value = levels.first().map_or(0.0, |level| level.value);
        let ticks = levels.first().map(|level| Tick { value, label: level.label.clone() }).into_iter().collect();
        ValueAxis { min: value - 1.0, max: value + 1.0, ticks }
    })
}

/// A line of a trend.
struct Line {
    label: String,
    role: Role,
    /// The value at each place.
    values: Vec<Option<f64>>,
    /// The same in words; empty where there is nothing to say.
    words: Vec<String>,
}

impl Line {
    /// The averages of a course or of chosen groups.
    fn of_averages(locale: &Locale, scale: &Scale, label: &'static str, role: Role, trend: Vec<Option<f64>>) -> Self {
        let words = trend.iter().map(|value| average_or_none(locale, scale, *value)).collect();
        Self { label: locale.text(label).to_owned(), role, values: trend, words }
    }
}

/// The trend of some lines, the strongest first, over assessments with their dates. Where the
/// strongest has nothing to say there is nothing to point at.
fn trend(reading: &Reading, scale: &Scale, places: &[(u32, Moment)], lines: Vec<Line>, form: Form) -> ChartSpec {
    let locale = reading.locale;
    let mut axis = value_axis(locale, scale);
    if form == Form::Compact {
        axis.ticks.clear();
    }
    let mut positions = Vec::with_capacity(places.len());
    let mut earlier = String::new();
    for (index, (element, moment)) in places.iter().enumerate() {
        let mut position = Position::default();
        // The month, where another one begins.
        let month = date(reading, *moment, DateStyle::MonthShort);
        if form == Form::Full && month != earlier {
            position.label.clone_from(&month);
            earlier = month;
        }
        if lines.first().is_some_and(|line| !line.words[index].is_empty()) {
            let mut said = vec![line(locale, "grades.date", date(reading, *moment, DateStyle::Short))];
            said.extend(lines.iter().map(|line| (line.label.clone(), line.words[index].clone())));
            said.retain(|(_, words)| !words.is_empty());
            position.details = Some(MarkDetails::new(&reading.info.elements[*element as usize].title, said));
        }
        positions.push(position);
    }
    // What is drawn last lies on top.
    let series = lines.into_iter().rev().map(|Line { label, role, values, .. }| Series { label, role, values });
    ChartSpec::Lines(LineSpec {
        series: series.collect(),
        positions,
        axis,
        form,
        position_label: locale.text("grades.assessment").to_owned(),
    })
}

/// The choices over a page: values of addresses and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// What can be chosen.
    pub offered: Vec<(String, String)>,
    /// The value of the one taken.
    pub taken: String,
}

/// The value of the choice of everything.
pub const EVERYTHING: &str = "-";

/// The terms that can be selected. None in a course without terms.
#[must_use]
pub fn terms(reading: &Reading, selectors: &Selectors) -> Option<Choices> {
    let selected = selectors.selected?;
    let mut offered = vec![(EVERYTHING.to_owned(), reading.locale.text("grades.term-all").to_owned())];
    let mut taken = EVERYTHING.to_owned();
    for (index, term) in reading.info.terms.iter().enumerate() {
        let index = Some(index as u32);
        if selectors.selections.iter().any(|selection| selection.term == index) {
            let value = format!("t{}", term.id);
            if selected.term == index {
                taken.clone_from(&value);
            }
            offered.push((value, if term.title.trim().is_empty() { &term.id } else { &term.title }.clone()));
        }
    }
    (offered.len() > 1).then_some(Choices { offered, taken })
}

/// The scales that can be selected in the selected term.
#[must_use]
pub fn scales(reading: &Reading, selectors: &Selectors) -> Option<Choices> {
    let selected = selectors.selected?;
    let of_term = selectors.selections.iter().filter(|selection| selection.term == selected.term);
    let choice = |selection: &Selection| {
        let scale = scale(reading, *selection);
        (scale.id.clone(), scale_title(reading.locale, scale))
    };
    Some(Choices { offered: of_term.map(choice).collect(), taken: scale(reading, selected).id.clone() })
}

/// A scale by name.
#[must_use]
pub fn scale_title(locale: &Locale, scale: &Scale) -> String {
    match &*scale.id {
        SCORE_SCALE_ID => locale.text("grades.scale-score").to_owned(),
        id if scale.title.trim().is_empty() => id.to_owned(),
        _ => scale.title.clone(),
    }
}

/// The kinds that a student's page can be about. None where there is but one.
#[must_use]
pub fn kinds(reading: &Reading, details: &Details, query: &Query) -> Option<Choices> {
    let all = (EVERYTHING.to_owned(), reading.locale.text("grades.kind-all").to_owned());
    let kind = |(kind, _): &(String, Narrowed)| (format!("k{kind}"), kind_name(reading.locale, kind).to_owned());
    let taken = chosen_kind(details, query).map_or_else(|| EVERYTHING.to_owned(), |(_, kind)| format!("k{kind}"));
    let offered = std::iter::once(all).chain(details.by_kind.iter().map(kind)).collect();
    (details.by_kind.len() > 1).then_some(Choices { offered, taken })
}

/// The kind that the address asks for, where the student's assessments have it.
fn chosen_kind<'a>(details: &'a Details, query: &Query) -> Option<(u32, &'a str)> {
    let asked = query.kinds.first()?;
    let place = details.by_kind.iter().position(|(kind, _)| kind == asked)?;
    Some((place as u32, &details.by_kind[place].0))
}

/// The upper part of a page: figures and charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Top {
    /// The name of the band of figures.
    pub name: String,
    /// The band of figures.
    pub figures: Vec<Figure>,
    /// The trend. None where nothing of it may be shown.
    pub trend: Option<NamedChart>,
    /// How the students' averages are spread. None where the school hides that.
    pub distribution: Option<NamedChart>,
}

/// A chart with its name; none where there is not enough to show.
pub type NamedChart = (String, Option<ChartSpec>);

/// A value for the chosen groups, to stand beside that of the course; nothing where none are chosen.
fn compared(locale: &Locale, overview: &Overview, value: &dyn Fn(&CourseGrades) -> String) -> String {
    match &overview.chosen {
        Some(chosen) => locale.with("progress.groups-compared", &[("value", &value(chosen))]),
        None => String::new(),
    }
}

/// What stands over the list of students. None where the course is too large for it.
#[must_use]
pub fn summary(reading: &Reading, overview: &Overview) -> Option<Top> {
    let locale = reading.locale;
    let course = overview.course.as_ref()?;
    let students = |course: &CourseGrades| locale.whole(course.students);
    let note = compared(locale, overview, &students);
    let mut top = Top {
        name: locale.text("grades.the-course").to_owned(),
        figures: vec![reading.figure("progress.students", "progress.students-help", students(course), note)],
        trend: None,
        distribution: None,
    };
    top.figures.extend(assessment_figures(reading, course));
    let selected = overview.selectors.selected.map(|selection| scale(reading, selection));
    if let (Some(scale), Some(averages)) = (selected, &course.averages) {
        top.figures.extend(average_figures(reading, overview).into_iter().flatten());
        top.trend = Some((locale.text("grades.course-trend").to_owned(), course_trend(reading, overview)));
        let chart = averages.distribution.as_ref();
        let chart = chart.map(|distribution| histogram(locale, scale, distribution, None));
        top.distribution = Some((locale.text("grades.distribution").to_owned(), chart));
    }
    Some(top)
}

/// How many assessments there are in the term, and on how many scales.
#[must_use]
pub fn assessment_figures(reading: &Reading, course: &CourseGrades) -> [Figure; 2] {
    let whole = |label, help, count| reading.figure(label, help, reading.locale.whole(count), String::new());
    [
        whole("grades.assessments", "grades.assessments-help", course.assessments),
        whole("grades.scales", "grades.scales-help", course.grade_scales),
    ]
}

/// The overall average of the course and where its trend goes. None where nothing of it may be shown.
#[must_use]
pub fn average_figures(reading: &Reading, overview: &Overview) -> Option<[Figure; 2]> {
    let locale = reading.locale;
    let course = overview.course.as_ref().filter(|course| course.averages.is_some())?;
    let scale = scale(reading, overview.selectors.selected?);
    let of = |course: &CourseGrades, choose: &dyn Fn(&CourseAverages) -> String| {
        course.averages.as_ref().map(choose).unwrap_or_default()
    };
    let overall = |course: &CourseGrades| of(course, &|averages| average_or_none(locale, scale, averages.overall));
    let direction =
        |course: &CourseGrades| of(course, &|averages| direction_words(locale, averages.direction).to_owned());
    let figure = |label, help, value: &dyn Fn(&CourseGrades) -> String| {
        reading.figure(label, help, value(course), compared(locale, overview, value))
    };
    Some([
        figure("grades.overall", "grades.overall-help", &overall),
        figure("grades.direction", "grades.direction-help", &direction),
    ])
}

/// The averages of the course from assessment to assessment, and those of the chosen groups. None
/// where there are none, or none may be shown.
fn course_trend(reading: &Reading, overview: &Overview) -> Option<ChartSpec> {
    let locale = reading.locale;
    let averages = overview.course.as_ref()?.averages.as_ref()?;
    let scale = scale(reading, overview.selectors.selected?);
    let chosen = overview.chosen.as_ref().and_then(|chosen| chosen.averages.as_ref());
    let line =
        |label, role, averages: &CourseAverages| Line::of_averages(locale, scale, label, role, averages.trend.clone());
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(chosen.map(|chosen| line("grades.chosen-groups", Role::Student, chosen)));
    lines.push(line("grades.the-course", Role::Course, averages));
    let places = places(&overview.positions);
    (!places.is_empty()).then(|| trend(reading, scale, &places, lines, Form::Full))
}

/// The elements of a trend with their dates.
fn places(positions: &[TrendPlace]) -> Vec<(u32, Moment)> {
    positions.iter().map(|place| (place.element, place.date)).collect()
}

/// How many students have which average, with the bin of one of them brought out.
fn histogram(
    locale: &Locale,
    scale: &Scale,
    distribution: &Distribution,
    student: Option<(usize, &str, String)>,
) -> ChartSpec {
    let last = distribution.bins.len().saturating_sub(1);
    let bin = |(index, bin): (usize, &DataBin)| {
        let (label, title) = match bin.holds {
            BinRange::Percent(from, to) => {
                let text = if index == last { "grades.bin-last" } else { "grades.bin" };
                let title = [("from", &*locale.percent(from)), ("to", &*locale.percent(to))];
                let whole = |edge: f64| locale.whole(edge as u64);
                (format!("{}–{}", whole(from), whole(to)), locale.with(text, &title))
            }
            BinRange::Level(level) => {
                let ScaleKind::Levels(levels) = &scale.kind else { return Bin::default() };
                let label = levels[level as usize].label.clone();
                (label.clone(), label)
            }
        };
        let own = student.as_ref().filter(|(place, ..)| *place == index);
        let own = own.map(|(_, name, average)| ((*name).to_owned(), average.clone()));
        let students = line(locale, "progress.students", locale.whole(bin.students));
        Bin {
            count: bin.students as u32,
            label,
            details: Some(MarkDetails::new(title, std::iter::once(students).chain(own))),
        }
    };
    let most = distribution.bins.iter().map(|bin| bin.students).max().unwrap_or(0);
    ChartSpec::Histogram(HistogramSpec {
        bins: distribution.bins.iter().enumerate().map(bin).collect(),
        axis: axis(TickUnit::Count, most as f64, &|count| locale.whole(count as u64)),
        marked: student.as_ref().map(|(place, ..)| *place),
        marked_label: student.as_ref().map(|(_, name, _)| (*name).to_owned()).unwrap_or_default(),
        form: Form::Full,
        position_label: locale.text("grades.average").to_owned(),
    })
}

/// Compares two rows by a column of the list, by its name in addresses. Who has no direction comes
/// after those who fall, are steady or rise.
#[must_use]
pub fn compare(column: &str, overview: &Overview, a: &StudentGrades, b: &StudentGrades) -> Ordering {
    let direction = |row: &StudentGrades| match row.direction {
        Some(Direction::Falling) => 0,
        Some(Direction::Steady) => 1,
        Some(Direction::Rising) => 2,
        None => 3,
    };
    match column {
        "trend" => direction(a).cmp(&direction(b)),
        "graded" => a.graded().cmp(&b.graded()),
        // All are compared with the same average; without one there is no such column.
        "difference" if overview.average.is_none() => Ordering::Equal,
        "average" | "difference" => compare_optional(&a.average, &b.average),
        _ => Ordering::Equal,
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The student's trend over the course's. None without a selection.
    pub chart: Option<ChartSpec>,
    /// The same as a sentence.
    pub chart_sentence: String,
    /// Where the trend goes; empty where that can't be said.
    pub direction: &'static str,
    /// The average.
    pub average: String,
    /// Graded assessments of all that are included.
    pub graded: String,
    /// How far the average is from the course's. None where there is nothing to compare with.
    pub difference: Option<Difference>,
}

/// How far an average is from the course's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// With its sign.
    pub value: String,
    /// In words.
    pub words: String,
}

/// A row of the list.
#[must_use]
pub fn row(reading: &Reading, overview: &Overview, row: &StudentGrades) -> Row {
    let locale = reading.locale;
    let selected = overview.selectors.selected.map(|selection| scale(reading, selection));
    let course = overview.course.as_ref().and_then(|course| course.averages.as_ref());
    Row {
        chart: selected.map(|scale| sparkline(reading, scale, overview, row, course)),
        chart_sentence: selected.map(|scale| sparkline_words(locale, scale, row)).unwrap_or_default(),
        direction: row.direction.map(|direction| direction_words(locale, Some(direction))).unwrap_or_default(),
        average: selected.map(|scale| average_or_none(locale, scale, row.average)).unwrap_or_default(),
        graded: locale.with(
            "progress.counted",
            &[("part", &locale.whole(row.graded() as u64)), ("whole", &locale.whole(overview.included))],
        ),
        difference: selected.and_then(|scale| difference(locale, scale, row.average, overview.average)),
    }
}

/// The headings of a row in a file, after the student. What is compared with the course is left out with the course's
/// average.
#[must_use]
pub fn file_headings(reading: &Reading, overview: &Overview) -> Vec<String> {
    let locale = reading.locale;
    let average = locale.text("grades.average");
    let mut headings = vec![locale.text("grades.trend").to_owned(), average.to_owned()];
    headings.push(reading.raw_heading(average, RawUnit::Raw));
    if overview.average.is_some() {
        let difference = locale.text("grades.difference");
        headings.extend([difference.to_owned(), reading.raw_heading(difference, RawUnit::Raw)]);
    }
    headings.extend([locale.text("grades.graded").to_owned(), locale.text("grades.assessments").to_owned()]);
    headings
}

/// The cells under [`file_headings`].
#[must_use]
pub fn file_cells(reading: &Reading, overview: &Overview, student: &StudentGrades) -> Vec<Cell> {
    let Row { direction, average, difference, .. } = row(reading, overview, student);
    let mut cells = vec![Cell::text(direction), Cell::Text(average), Cell::number(student.average)];
    if let Some(course) = overview.average {
        cells.push(difference.map_or(Cell::Empty, |difference| Cell::Text(difference.value)));
        cells.push(Cell::number(student.average.map(|own| own - course)));
    }
    cells.extend([Cell::count(student.graded() as u64), Cell::count(overview.included)]);
    cells
}

fn sparkline(
    reading: &Reading,
    scale: &Scale,
    overview: &Overview,
    row: &StudentGrades,
    course: Option<&CourseAverages>,
) -> ChartSpec {
    let locale = reading.locale;
    let in_words = |grade: &Option<f64>| grade.map(|grade| worth(locale, scale, grade)).unwrap_or_default();
    let own = Line {
        label: locale.text("grades.grade").to_owned(),
        role: Role::Student,
        values: row.trend.clone(),
        words: row.trend.iter().map(in_words).collect(),
    };
    let mut lines = vec![own];
    lines.extend(
        course.map(|course| Line::of_averages(locale, scale, "grades.the-course", Role::Course, course.trend.clone())),
    );
    trend(reading, scale, &places(&overview.positions), lines, Form::Compact)
}

fn sparkline_words(locale: &Locale, scale: &Scale, row: &StudentGrades) -> String {
    let mut grades = row.trend.iter().flatten();
    let Some(first) = grades.next() else { return locale.text("grades.no-grades").to_owned() };
    let last = grades.next_back().unwrap_or(first);
    let (first, last) = (worth(locale, scale, *first), worth(locale, scale, *last));
    locale.count("grades.sparkline", row.graded() as u64, &[("first", &first), ("last", &last)])
}

/// How far an average is from the course's: percentage points, or parts of a level.
fn difference(locale: &Locale, scale: &Scale, own: Option<f64>, course: Option<f64>) -> Option<Difference> {
    let difference = own? - course?;
    let is_points = matches!(scale.kind, ScaleKind::Points { .. });
    let size = if is_points { half_away(difference) } else { half_away(difference * 10.0) / 10.0 };
    let (value, words) = if is_points {
        let points = size.abs() as u64;
        (locale.whole(points), locale.count("grades.points", points, &[]))
    } else {
        (locale.one_decimal(size.abs()), locale.text("grades.on-scale").to_owned())
    };
    Some(if size == 0.0 {
        Difference { value, words: locale.text("activity.as-course").to_owned() }
    } else {
        let sign = if size > 0.0 { '+' } else { '−' };
        Difference { value: locale.signed(sign, &value), words }
    })
}

/// One student.
#[derive(Clone, Debug, PartialEq)]
pub struct StudentModel {
    /// Figures and charts.
    pub top: Top,
    /// The name of the bar of statuses.
    pub bar_name: String,
    /// The statuses as a bar.
    pub bar: ChartSpec,
    /// The bar in words.
    pub legend: Vec<LegendLine>,
    /// The assessments.
    pub rows: Vec<AssessmentLine>,
}

/// A line of a legend: how many assessments have a status, and their share.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendLine {
    /// Which status.
    pub status: AssessmentStatus,
    /// The status in words.
    pub name: &'static str,
    /// How many.
    pub count: String,
    /// Of all; empty where there are none at all.
    pub share: String,
}

/// A row of the list of assessments.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessmentLine {
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Its assessment date.
    pub date: String,
    /// The grade, and more exactly.
    pub grade: (String, String),
    /// The course's average; empty where there is none.
    pub course: String,
    /// What has become of it. None: it is not for the student.
    pub status: Option<AssessmentStatus>,
    /// The same in words.
    pub status_name: &'static str,
}

/// A status in words.
fn status_name(locale: &Locale, status: AssessmentStatus) -> &'static str {
    match status {
        AssessmentStatus::ByDeadline => locale.text("grades.by-deadline"),
        AssessmentStatus::PastDeadline => locale.text("grades.past-deadline"),
        AssessmentStatus::NotCompleted => locale.text("grades.not-completed"),
        AssessmentStatus::StillToCome => locale.text("grades.still-to-come"),
    }
}

/// The page of a student. None in a course without assessments.
#[must_use]
pub fn student(reading: &Reading, page: &StudentPage, query: &Query) -> Option<StudentModel> {
    let locale = reading.locale;
    let details = page.details.as_ref()?;
    let scale = scale(reading, page.selectors.selected?);
    let name = &reading.student(page.student).name;
    let kind = chosen_kind(details, query).map(|(place, _)| place);
    let figures = kind.map_or(&details.all, |kind| &details.by_kind[kind as usize].1);
    let named = |key: &'static str| locale.with(key, &[("student", name)]);
    let own = details.all.average.map(|value| average(locale, scale, value)).unwrap_or_default();
    let place = details.place.as_ref().map(|place| {
        let bin = place.bin.map(|bin| (bin as usize, name.as_str(), own));
        histogram(locale, scale, &place.distribution, bin)
    });
    let shows_course = reading.report.policy.course_average;
    let top = Top {
        name: named("activity.summary"),
        figures: student_figures(reading, scale, figures),
        trend: Some((named("grades.trend-chart"), student_trend(reading, scale, details, kind, name))),
        distribution: shows_course.then(|| (named("grades.place-chart"), place)),
    };
    Some(StudentModel {
        top,
        bar_name: named("grades.bar-chart"),
        bar: status_bar(locale, &figures.bars),
        legend: legend(locale, &figures.bars),
        rows: assessment_rows(details, query).map(|row| assessment_line(reading, scale, row)).collect(),
    })
}

fn student_figures(reading: &Reading, scale: &Scale, figures: &Narrowed) -> Vec<Figure> {
    let locale = reading.locale;
    let course = |value: &str| locale.with("progress.course-compared", &[("value", value)]);
    let average_note = figures.course_average.map(|value| course(&average(locale, scale, value)));
    let course_direction = figures.course_direction.map(|direction| course(direction_words(locale, Some(direction))));
    let mut band = vec![reading.figure(
        "grades.average",
        "grades.average-help",
        average_or_none(locale, scale, figures.average),
        average_note.unwrap_or_default(),
    )];
    if let Some(Difference { value, words }) = difference(locale, scale, figures.average, figures.course_average) {
        band.push(reading.figure("grades.difference", "grades.difference-help", value, words));
    }
    band.push(reading.figure(
        "grades.direction",
        "grades.direction-help",
        direction_words(locale, figures.direction).to_owned(),
        course_direction.unwrap_or_default(),
    ));
    band
}

/// The student's trend over the course's. None where nobody has a grade.
fn student_trend(
    reading: &Reading,
    scale: &Scale,
    details: &Details,
    kind: Option<u32>,
    name: &str,
) -> Option<ChartSpec> {
    let locale = reading.locale;
    let mut places = Vec::new();
    let mut own = Line { label: name.to_owned(), role: Role::Student, values: Vec::new(), words: Vec::new() };
    let mut course = Vec::new();
    for row in details.positions(kind) {
        places.extend(row.date.map(|moment| (row.element, moment)));
        own.values.push(row.worth);
        own.words.push(grade_words(locale, scale, row).0);
        course.push(row.course_average);
    }
    let mut lines = vec![own];
    if course.iter().any(Option::is_some) {
        lines.push(Line::of_averages(locale, scale, "grades.the-course", Role::Course, course));
    }
    (!places.is_empty()).then(|| trend(reading, scale, &places, lines, Form::Full))
}

/// A grade in words, and more exactly: the points of a percentage, the mark of one outside its
/// scale.
fn grade_words(locale: &Locale, scale: &Scale, row: &AssessmentRow) -> (String, String) {
    let Some(ShownGrade { given, max, .. }) = &row.grade else {
        return (locale.text("grades.no-grade").to_owned(), String::new());
    };
    let value = match given {
        GivenGrade::Number(number) => locale.number(*number),
        GivenGrade::Label(label) => label.to_string(),
    };
    let value = match max {
        Some(max) => locale.with("progress.counted", &[("part", &value), ("whole", &locale.number(*max))]),
        None => value,
    };
    match row.worth {
        None => (locale.with("grades.outside", &[("grade", &value)]), String::new()),
        // A level is all there is to say.
        Some(counted) if matches!(scale.kind, ScaleKind::Levels(_)) => (worth(locale, scale, counted), String::new()),
        Some(counted) => (worth(locale, scale, counted), value),
    }
}

fn assessment_line(reading: &Reading, scale: &Scale, row: &AssessmentRow) -> AssessmentLine {
    let locale = reading.locale;
    let element = &reading.info.elements[row.element as usize];
    AssessmentLine {
        title: element.title.clone(),
        kind: kind_name(locale, &element.kind).to_owned(),
        date: row
            .date
            .map_or_else(|| locale.text("grades.no-date").to_owned(), |moment| date(reading, moment, DateStyle::Short)),
        grade: grade_words(locale, scale, row),
        course: row.course_average.map(|value| average(locale, scale, value)).unwrap_or_default(),
        status: row.status,
        status_name: row
            .status
            .map_or_else(|| locale.text("grades.not-available"), |status| status_name(locale, status)),
    }
}

/// The rows of the list of assessments, of the kind that the address asks for.
fn assessment_rows<'a>(details: &'a Details, query: &Query) -> impl Iterator<Item = &'a AssessmentRow> {
    let kind = chosen_kind(details, query).map(|(place, _)| place);
    details.rows.iter().filter(move |row| kind.is_none_or(|kind| row.kind == kind))
}

/// The list of assessments in a file: its headings, and a row for each assessment. What is compared with the course is
/// left out with the course's averages. None in a course without assessments.
#[must_use]
pub fn assessments_file(reading: &Reading, page: &StudentPage, query: &Query) -> Option<(Vec<String>, Vec<Vec<Cell>>)> {
    let details = page.details.as_ref()?;
    let scale = scale(reading, page.selectors.selected?);
    let shows_course = reading.report.policy.course_average;
    let mut headings = elements_headings(reading);
    let mut with_raw = |name: &str, unit| headings.extend([name.to_owned(), reading.raw_heading(name, unit)]);
    with_raw(reading.locale.text("grades.date"), RawUnit::Utc);
    with_raw(reading.locale.text("grades.grade"), RawUnit::Raw);
    headings.push(reading.locale.text("export.maximum").to_owned());
    headings.push(reading.raw_heading(reading.locale.text("export.counts-as"), RawUnit::Raw));
    if shows_course {
        let course = reading.locale.text("grades.the-course");
        headings.extend([course.to_owned(), reading.raw_heading(course, RawUnit::Raw)]);
    }
    headings.push(reading.locale.text("progress.status").to_owned());
    let cells = |row: &AssessmentRow| {
        let AssessmentLine { grade, course, status_name, .. } = assessment_line(reading, scale, row);
        let mut cells = element_cells(reading, row.element);
        cells.extend(reading.moment_cells(row.date));
        let given = row.grade.as_ref().map(|grade| match &grade.given {
            GivenGrade::Number(points) => Cell::Number(*points),
            GivenGrade::Label(label) => Cell::text(&**label),
        });
        cells.extend([Cell::Text(grade.0), given.unwrap_or_default()]);
        cells.push(Cell::number(row.grade.as_ref().and_then(|grade| grade.max)));
        cells.push(Cell::number(row.worth));
        if shows_course {
            cells.extend([Cell::Text(course), Cell::number(row.course_average)]);
        }
        cells.push(Cell::text(status_name));
        cells
    };
    Some((headings, assessment_rows(details, query).map(cells).collect()))
}

/// The statuses in the order of the bar, with their counts.
fn counts(bars: &Bars) -> [(AssessmentStatus, StatusTone, u64); 4] {
    [
        (AssessmentStatus::ByDeadline, StatusTone::OnTime, bars.by_deadline),
        (AssessmentStatus::PastDeadline, StatusTone::LateGraded, bars.past_deadline),
        (AssessmentStatus::NotCompleted, StatusTone::Missed, bars.not_completed),
        (AssessmentStatus::StillToCome, StatusTone::Open, bars.still_to_come),
    ]
}

fn legend(locale: &Locale, bars: &Bars) -> Vec<LegendLine> {
    let counts = counts(bars);
    let all: u64 = counts.iter().map(|(.., count)| count).sum();
    let line = |(status, _, count)| LegendLine {
        status,
        name: status_name(locale, status),
        count: locale.whole(count),
        share: if all > 0 { locale.share(count as f64 / all as f64) } else { String::new() },
    };
    counts.map(line).into()
}

fn status_bar(locale: &Locale, bars: &Bars) -> ChartSpec {
    let segment = |((_, tone, count), words): ((AssessmentStatus, StatusTone, u64), LegendLine)| {
        let lines = [line(locale, "progress.tip-count", words.count), line(locale, "progress.tip-share", words.share)];
        StatusSegment {
            status: tone,
            count: count as u32,
            label: String::new(),
            details: (count > 0).then(|| MarkDetails::new(words.name, lines)),
        }
    };
    ChartSpec::StatusBar(StatusBarSpec {
        segments: counts(bars).into_iter().zip(legend(locale, bars)).map(segment).collect(),
        form: Form::Full,
        position_label: locale.text("progress.status").to_owned(),
    })
}
