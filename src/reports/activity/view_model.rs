//! The Activity report in words and shapes: figures become sentences, charts and cells. Pure; the
//! order and the rounding of everything shown is decided here, no figure is computed.

use std::cmp::Ordering;

use chrono::{Datelike, Weekday};

use super::compute::{
    Actions, Communication, CourseActivity, CourseDay, DAYS, Details, Overview, StudentActivity, StudentDay,
};
use crate::{
    chart::{
        spec::{
            Bar, BarSpec, ChartSpec, Details as MarkDetails, Form, HeatDay, HeatMapSpec, HeatStep, Role, ValueAxis,
        },
        ticks::{TickUnit, axis, heat_thresholds},
    },
    export::Cell,
    i18n::{DateStyle, Locale},
    reports::view_model::{Figure, RawUnit, Reading, compare_optional, duration_cells},
    units::{Day, Month},
};

/// The band of figures over the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Active students of all.
    pub active: Figure,
    /// Name and definition of the chart, which stands for a value.
    pub bars: Figure,
    /// The last 7 days of the course.
    pub chart: ChartSpec,
    /// Average visit duration.
    pub average: Figure,
}

/// The band of figures. None where the course is too large for it.
#[must_use]
pub fn summary(reading: &Reading, overview: &Overview) -> Option<Summary> {
    let locale = reading.locale;
    let course = overview.course.as_ref()?;
    let chosen = overview.chosen.as_ref();
    let active = |activity: &CourseActivity| {
        let (part, whole) = (locale.whole(activity.active_students), locale.whole(activity.participants));
        locale.with("activity.active-students-value", &[("part", &part), ("whole", &whole)])
    };
    let average = |activity: &CourseActivity| duration_or_none(locale, activity.average_visit_seconds);
    let compared = |value: &dyn Fn(&CourseActivity) -> String, note: &'static str| match chosen {
        Some(chosen) => locale.with("activity.groups-compared", &[("value", &value(chosen))]),
        None => locale.text(note).to_owned(),
    };
    let chart = course_chart(reading, overview.first_day, course);
    Some(Summary {
        active: reading.figure(
            "activity.active-students",
            "activity.active-students-help",
            active(course),
            compared(&active, "activity.active-students-note"),
        ),
        bars: reading.figure(
            "activity.course-bars",
            "activity.course-bars-help",
            String::new(),
            locale.text("activity.course-bars-note").to_owned(),
        ),
        chart,
        average: reading.figure(
            "activity.average-visit",
            "activity.average-visit-help",
            average(course),
            compared(&average, "activity.average-visit-note"),
        ),
    })
}

fn duration_or_none(locale: &Locale, seconds: Option<f64>) -> String {
    seconds.map_or_else(|| locale.text("activity.none").to_owned(), |seconds| locale.duration(seconds))
}

/// All marks of a small chart in one sentence.
fn sentence(locale: &Locale, chart: &ChartSpec) -> String {
    let marks: Vec<String> =
        (0..chart.len()).filter_map(|index| chart.details(index)).map(MarkDetails::sentence).collect();
    if marks.is_empty() { locale.text("activity.no-visits").to_owned() } else { locale.long_list(&marks) }
}

fn course_chart(reading: &Reading, first: Day, course: &CourseActivity) -> ChartSpec {
    let locale = reading.locale;
    let details = |index: usize, day: &CourseDay| {
        let average = day.average_visit_seconds()?;
        let line = |label, value| (locale.text(label).to_owned(), value);
        let lines = [
            line("activity.tip-visits", locale.whole(day.visits)),
            line("activity.tip-visitors", locale.whole(day.visitors)),
            line("activity.tip-average", locale.duration(average)),
        ];
        Some(day_details(reading, first.plus(index as i32), lines))
    };
    let bar = |(index, day): (usize, &CourseDay)| Bar {
        value: day.average_visit_seconds(),
        label: locale.date(first.plus(index as i32).date(), DateStyle::WeekdayShort),
        details: details(index, day),
        unfinished: reading.is_running(first.plus(index as i32)),
    };
    let max = course.bars.iter().filter_map(CourseDay::average_visit_seconds).fold(0.0, f64::max);
    ChartSpec::Bars(BarSpec {
        bars: course.bars.iter().enumerate().map(bar).collect(),
        axis: duration_axis(locale, max),
        role: Role::Course,
        reference: None,
        unfinished_meaning: locale.text("activity.today-unfinished").to_owned(),
        form: Form::Full,
        position_label: locale.text("unit.day").to_owned(),
    })
}

fn duration_axis(locale: &Locale, max: f64) -> ValueAxis {
    let label = |seconds: f64| locale.duration_tick(seconds);
    axis(TickUnit::Duration, max, &label)
}

/// What a mark of a day says. The running day says that it isn't over.
fn day_details(reading: &Reading, day: Day, lines: impl IntoIterator<Item = (String, String)>) -> MarkDetails {
    let date = reading.day(day);
    let title = if reading.is_running(day) {
        let unfinished = reading.locale.text("activity.today-unfinished");
        reading.locale.with("activity.day-unfinished", &[("date", &date), ("note", unfinished)])
    } else {
        date
    };
    MarkDetails::new(title, lines)
}

fn visit_lines(locale: &Locale, day: &StudentDay) -> [(String, String); 2] {
    [
        (locale.text("activity.tip-visits").to_owned(), locale.whole(day.visits)),
        (locale.text("activity.tip-duration").to_owned(), locale.duration(day.seconds)),
    ]
}

/// Compares two rows by a column of the list, by its name in addresses.
#[must_use]
pub fn compare(column: &str, a: &StudentActivity, b: &StudentActivity) -> Ordering {
    let week = |row: &StudentActivity| row.bars.iter().map(|bar| bar.seconds).sum::<f64>();
    match column {
        "week" => week(a).total_cmp(&week(b)),
        "average" => compare_optional(&a.average_visit_seconds, &b.average_visit_seconds),
        "last" => a.last_visit.cmp(&b.last_visit),
        _ => Ordering::Equal,
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The last 7 days.
    pub chart: ChartSpec,
    /// The same as a sentence.
    pub chart_sentence: String,
    /// Average duration.
    pub average: String,
    /// How that compares with the course; empty where there is nothing to compare.
    pub comparison: &'static str,
    /// Last visit.
    pub last_visit: String,
}

/// The highest bar of all rows, in seconds: every row is drawn on this scale, so that rows can be
/// compared by eye.
#[must_use]
pub fn common_max(overview: &Overview) -> f64 {
    let bars = overview.students.iter().flat_map(|row| &row.bars);
    bars.map(|bar| bar.seconds).fold(0.0, f64::max)
}

/// A row of the list.
#[must_use]
pub fn row(reading: &Reading, overview: &Overview, row: &StudentActivity, common_max: f64) -> Row {
    let locale = reading.locale;
    let bar = |(index, day): (usize, &StudentDay)| Bar {
        value: (day.visits > 0).then_some(day.seconds),
        label: String::new(),
        details: (day.visits > 0)
            .then(|| day_details(reading, overview.first_day.plus(index as i32), visit_lines(locale, day))),
        unfinished: reading.is_running(overview.first_day.plus(index as i32)),
    };
    let chart = ChartSpec::Bars(BarSpec {
        bars: row.bars.iter().enumerate().map(bar).collect(),
        axis: ValueAxis::bare(common_max),
        role: Role::Student,
        reference: None,
        unfinished_meaning: String::new(),
        form: Form::Compact,
        position_label: locale.text("unit.day").to_owned(),
    });
    let course = overview.course.as_ref().and_then(|course| course.average_visit_seconds);
    Row {
        chart_sentence: sentence(locale, &chart),
        chart,
        average: duration_or_none(locale, row.average_visit_seconds),
        comparison: comparison(locale, row.average_visit_seconds, course),
        last_visit: last_visit(reading, row.last_visit),
    }
}

/// The headings of a row in a file, after the student: for each of the last 7 days the time and the number of the visits,
/// then the other columns of the list with their raw values.
#[must_use]
pub fn file_headings(reading: &Reading, overview: &Overview) -> Vec<String> {
    let locale = reading.locale;
    let days = (0..DAYS).map(|index| overview.first_day.plus(index as i32).to_string());
    let mut headings: Vec<String> = days
        .flat_map(|day| {
            [reading.raw_heading(&day, RawUnit::Seconds), format!("{day}, {}", locale.text("activity.tip-visits"))]
        })
        .collect();
    let (average, last) = (locale.text("activity.average"), locale.text("activity.last-visit"));
    headings.extend([average.to_owned(), reading.raw_heading(average, RawUnit::Seconds)]);
    headings.push(locale.text("activity.compared").to_owned());
    headings.extend([last.to_owned(), reading.raw_heading(last, RawUnit::Utc)]);
    headings
}

/// The cells under [`file_headings`].
#[must_use]
pub fn file_cells(reading: &Reading, overview: &Overview, row: &StudentActivity) -> Vec<Cell> {
    let course = overview.course.as_ref().and_then(|course| course.average_visit_seconds);
    let days = row.bars.iter().flat_map(|day| [Cell::Number(day.seconds), Cell::count(day.visits)]);
    let mut cells: Vec<Cell> = days.collect();
    cells.extend(duration_cells(row.average_visit_seconds));
    cells.push(Cell::text(comparison(reading.locale, row.average_visit_seconds, course)));
    cells.extend(reading.moment_cells(row.last_visit));
    cells
}

/// How a student's duration compares with the course's, as both are shown.
fn comparison(locale: &Locale, student: Option<f64>, course: Option<f64>) -> &'static str {
    let (Some(student), Some(course)) = (student, course) else { return "" };
    if locale.duration(student) == locale.duration(course) {
        locale.text("activity.as-course")
    } else if student > course {
        locale.text("activity.above")
    } else {
        locale.text("activity.below")
    }
}

fn last_visit(reading: &Reading, moment: Option<crate::units::Moment>) -> String {
    moment.map_or_else(|| reading.locale.text("activity.never").to_owned(), |moment| reading.date_time(moment))
}

/// The six figures of a student.
#[must_use]
pub fn figures(reading: &Reading, details: &Details, course_average: Option<f64>) -> Vec<Figure> {
    let locale = reading.locale;
    let none = || locale.text("activity.none").to_owned();
    let active_days = locale.count("unit.active-days", details.active_days, &[]);
    let week = details.week_to_week;
    let earlier = locale.duration(week.previous7_seconds);
    let (change, week_note) = match week.change_percent() {
        Some(change) => {
            let change = locale.change_percent(change);
            (
                locale.duration(week.last7_seconds),
                locale.with("activity.week-to-week-change", &[("change", &change), ("earlier", &earlier)]),
            )
        }
        None => {
            let nothing = locale.text("activity.no-visits");
            let earlier = if week.previous7_seconds > 0.0 { earlier.as_str() } else { nothing };
            (locale.duration(week.last7_seconds), locale.with("activity.week-to-week-note", &[("earlier", earlier)]))
        }
    };
    let week_value = if week.last7_seconds > 0.0 { change } else { none() };
    let total_note = match (details.average_visit_seconds(), course_average) {
        (Some(student), Some(course)) => locale.with(
            "activity.average-against-course",
            &[("student", &locale.duration(student)), ("course", &locale.duration(course))],
        ),
        _ => String::new(),
    };
    vec![
        reading.figure(
            "activity.per-day",
            "activity.per-day-help",
            duration_or_none(locale, details.average_seconds_per_day()),
            active_days.clone(),
        ),
        reading.figure(
            "activity.visits-per-day",
            "activity.visits-per-day-help",
            details.average_visits_per_day().map_or_else(none, |visits| locale.one_decimal(visits)),
            active_days,
        ),
        reading.figure("activity.week-to-week", "activity.week-to-week-help", week_value, week_note),
        reading.figure(
            "activity.total-duration",
            "activity.total-duration-help",
            duration_or_none(locale, (details.total_visits > 0).then_some(details.total_seconds)),
            total_note,
        ),
        reading.figure(
            "activity.total-visits",
            "activity.total-visits-help",
            locale.whole(details.total_visits),
            String::new(),
        ),
        reading.figure(
            "activity.last-visit",
            "activity.last-visit-help",
            last_visit(reading, details.last_visit),
            String::new(),
        ),
    ]
}

/// Activity per day of one month.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthModel {
    /// The month shown, which is within the months that there are.
    pub month: Month,
    /// Its name.
    pub name: String,
    /// The month before, where there is one.
    pub previous: Option<Month>,
    /// The month after, where there is one.
    pub next: Option<Month>,
    /// Its days.
    pub chart: ChartSpec,
}

/// Activity per day of the asked month, or of the one nearest to it that there is. None without
/// visits.
#[must_use]
pub fn month(reading: &Reading, details: &Details, asked: Option<Month>, shows_visits: bool) -> Option<MonthModel> {
    let (first, last) = details.months?;
    let month = asked.unwrap_or(last).clamp(first, last);
    Some(MonthModel {
        month,
        name: reading.locale.date(month.first_day().date(), DateStyle::Month),
        previous: (month > first).then(|| month.plus(-1)),
        next: (month < last).then(|| month.plus(1)),
        chart: month_chart(reading, details, month, shows_visits),
    })
}

fn month_chart(reading: &Reading, details: &Details, month: Month, shows_visits: bool) -> ChartSpec {
    let locale = reading.locale;
    let (first, last) = (month.first_day(), month.last_day());
    let value = |day: &StudentDay| if shows_visits { day.visits as f64 } else { day.seconds };
    let from = details.days.partition_point(|(day, _)| *day < first);
    let mut of_month = details.days[from..].iter().take_while(|(day, _)| *day <= last).peekable();
    let max = of_month.clone().map(|(_, day)| value(day)).fold(0.0, f64::max);
    let bar = |offset: i32| {
        let day = first.plus(offset);
        let visits = of_month.next_if(|(other, _)| *other == day).map(|(_, visits)| visits);
        Bar {
            value: visits.map(value),
            // Every bar has room for two digits, though not on a phone; weeks are enough.
            label: if offset % 7 == 0 { (offset + 1).to_string() } else { String::new() },
            details: visits.map(|visits| day_details(reading, day, visit_lines(locale, visits))),
            unfinished: reading.is_running(day),
        }
    };
    ChartSpec::Bars(BarSpec {
        bars: (0..=last.0 - first.0).map(bar).collect(),
        axis: if shows_visits {
            axis(TickUnit::Count, max, &|count| locale.whole(count as u64))
        } else {
            duration_axis(locale, max)
        },
        role: Role::Student,
        reference: None,
        unfinished_meaning: locale.text("activity.today-unfinished").to_owned(),
        form: Form::Full,
        position_label: locale.text("unit.day").to_owned(),
    })
}

/// What the heat map shows: whose days, from when to when.
#[must_use]
pub fn heat_map_name(reading: &Reading, details: &Details) -> String {
    let day = |day: Day| reading.locale.date(day.date(), DateStyle::Short);
    let (from, to) = (day(details.heat_map.0), day(details.heat_map.1));
    let student = &reading.student(details.student).name;
    reading.locale.with("activity.heat-map-chart", &[("student", student), ("from", &from), ("to", &to)])
}

/// The heat map of 12 months.
#[must_use]
pub fn heat_map(reading: &Reading, details: &Details, shows_actions: bool) -> ChartSpec {
    let locale = reading.locale;
    let (first, last) = details.heat_map;
    let mut days = vec![HeatDay::default(); (last.0 - first.0 + 1) as usize];
    let mut put = |day: Day, value: f64, details| {
        days[(day.0 - first.0) as usize] = HeatDay { value: Some(value), details: Some(details) };
    };
    let (thresholds, unit) = if shows_actions {
        for (day, actions) in &details.actions {
            put(*day, actions.total() as f64, day_details(reading, *day, action_lines(locale, actions)));
        }
        let max = details.actions.iter().map(|(_, actions)| actions.total()).max().unwrap_or(0);
        (heat_thresholds(TickUnit::Count, max as f64), TickUnit::Count)
    } else {
        for (day, visits) in details.heat_map_days() {
            put(*day, visits.seconds, day_details(reading, *day, visit_lines(locale, visits)));
        }
        (heat_thresholds(TickUnit::Duration, 0.0), TickUnit::Duration)
    };
    let first_weekday = locale.first_weekday();
    let weekday = Weekday::try_from(first.days_from_monday() as u8).unwrap_or(Weekday::Mon);
    let is_month_start = |index: &usize| first.plus(*index as i32).date().day() == 1;
    let month = |index: usize| (index, locale.date(first.plus(index as i32).date(), DateStyle::MonthShort));
    ChartSpec::HeatMap(Box::new(HeatMapSpec {
        months: (0..days.len()).filter(is_month_start).map(month).collect(),
        days,
        first_row: weekday.days_since(first_weekday) as usize,
        weekday_labels: locale.weekdays_short(),
        steps: std::array::from_fn(|step| HeatStep {
            from: thresholds[step],
            meaning: step_meaning(locale, unit, &thresholds, step),
        }),
        empty_meaning: locale.text("activity.heat-none").to_owned(),
        position_label: locale.text("unit.day").to_owned(),
    }))
}

/// What a colour of the heat map means.
fn step_meaning(locale: &Locale, unit: TickUnit, thresholds: &[f64; 5], step: usize) -> String {
    let (from, next) = (thresholds[step], thresholds.get(step + 1).copied());
    if unit == TickUnit::Duration {
        return match next {
            Some(next) if step == 0 => locale.with("activity.heat-under", &[("to", &locale.duration_tick(next))]),
            Some(next) => locale.with(
                "activity.heat-range",
                &[("from", &locale.duration_tick(from)), ("to", &locale.duration_tick(next))],
            ),
            None => locale.with("activity.heat-from", &[("from", &locale.duration_tick(from))]),
        };
    }
    let whole = |count: f64| locale.whole(count as u64);
    match next {
        Some(next) if next - from <= 1.0 => whole(from),
        Some(next) => locale.with("activity.heat-range", &[("from", &whole(from)), ("to", &whole(next - 1.0))]),
        None => locale.with("activity.heat-from", &[("from", &whole(from))]),
    }
}

fn action_lines(locale: &Locale, actions: &Actions) -> [(String, String); 4] {
    [
        ("activity.tip-actions", actions.total()),
        ("activity.tip-resources", actions.resources),
        ("activity.tip-activities", actions.activities),
        ("activity.tip-communication", actions.communication),
    ]
    .map(|(label, count)| (locale.text(label).to_owned(), locale.whole(count)))
}

/// The three figures of communication.
#[must_use]
pub fn communication(reading: &Reading, communication: &Communication) -> [Figure; 3] {
    [
        ("activity.threads-started", "activity.threads-started-help", communication.threads_started),
        ("activity.discussion-posts", "activity.discussion-posts-help", communication.discussion_posts),
        ("activity.announcement-comments", "activity.announcement-comments-help", communication.announcement_comments),
    ]
    .map(|(label, help, count)| reading.figure(label, help, reading.locale.whole(count), String::new()))
}
