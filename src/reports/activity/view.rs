//! The pages of the Activity report.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::{
    compute,
    view_model::{self, Row},
};
use crate::{
    engine::protocol::{Data, Report},
    query::Query,
    reports::{
        view::{
            FigureStat, ListColumn, PageChoice, PageContext, PageControl, StudentHead, StudentList, StudentTable,
            SupportColumn, TooLarge, page_context, stack,
        },
        view_model::Reading,
    },
    ui::{
        Align, Cell, HelpTip, Icon, IconButton, Later, Notice, StatBand,
        chart::{Chart, MiniChart},
    },
    units::Month,
};

const COLUMNS: &[ListColumn] = &[
    ListColumn {
        name: "week",
        label: "activity.last7",
        help: "activity.last7-help",
        width: 12.0,
        align: Align::Start,
        starts_descending: true,
    },
    ListColumn {
        name: "average",
        label: "activity.average",
        help: "activity.average-help",
        width: 10.5,
        align: Align::End,
        starts_descending: true,
    },
    ListColumn {
        name: "last",
        label: "activity.last-visit",
        help: "activity.last-visit-help",
        width: 12.0,
        align: Align::End,
        starts_descending: true,
    },
];

fn overview_of(report: &Report) -> Option<&compute::Overview> {
    match &report.data {
        Data::ActivityOverview(overview) => Some(overview),
        _ => None,
    }
}

static LIST: StudentList = StudentList {
    columns: COLUMNS,
    students: |report| {
        overview_of(report).into_iter().flat_map(|overview| &overview.students).map(|row| row.student).collect()
    },
    keeps: |_, _, _| true,
    compare: |report, _, column, a, b| {
        let compare =
            |overview: &compute::Overview| view_model::compare(column, &overview.students[a], &overview.students[b]);
        overview_of(report).map_or(Ordering::Equal, compare)
    },
    highest: |report| overview_of(report).map_or(0.0, view_model::common_max),
    cells,
    file_headings: |reading| {
        overview_of(reading.report).map(|overview| view_model::file_headings(reading, overview)).unwrap_or_default()
    },
    file_cells: |reading, _, row| {
        let cells = |overview: &compute::Overview| view_model::file_cells(reading, overview, &overview.students[row]);
        overview_of(reading.report).map(cells).unwrap_or_default()
    },
    support: SupportColumn::Names,
    empty: None,
};

/// All students against the course.
#[component]
pub fn Overview() -> impl IntoView {
    view! {
        <Later>
            <Summary />
        </Later>
        <NoVisits />
        <StudentTable list=&LIST />
    }
}

/// The cells of a student's row.
fn cells(reading: &Reading, _query: &Query, highest: f64, row: usize) -> Vec<Cell> {
    let Some(overview) = overview_of(reading.report) else { return Vec::new() };
    let Row { chart, chart_sentence, average, comparison, last_visit } =
        view_model::row(reading, overview, &overview.students[row], highest);
    let chart = view! { <MiniChart spec=chart summary=chart_sentence width=168.0 /> };
    vec![Cell::View(chart.into_any()), Cell::View(stack(average, comparison)), Cell::Text(last_visit)]
}

/// What a course without visits will show.
#[component]
fn NoVisits() -> impl IntoView {
    let page = page_context();
    let is_without = Memo::new(move |_| {
        let report = page.report.read();
        let course = overview_of(&report).and_then(|overview| overview.course.as_ref());
        course.is_some_and(|course| course.average_visit_seconds.is_none())
    });
    let words = move || {
        page.read(|reading| {
            let today = reading.day(reading.report.today);
            let text = reading.locale.with("empty.visits-text", &[("date", &today)]);
            format!("{}. {text}", reading.locale.text("empty.visits-title"))
        })
    };
    view! {
        <Show when=move || is_without.get()>
            <Notice text=Signal::derive(words) />
        </Show>
    }
}

/// The band of figures over the list, or the rule by which there is none.
#[component]
fn Summary() -> impl IntoView {
    let page = page_context();
    let summary = Memo::new(move |_| {
        page.read(|reading| overview_of(reading.report).and_then(|overview| view_model::summary(reading, overview)))
    });
    let is_there = Memo::new(move |_| summary.read().is_some());
    // Within the band the summary is there; the default never shows.
    let part = move |choose: fn(view_model::Summary) -> crate::reports::view_model::Figure| {
        Signal::derive(move || summary.get().map(choose).unwrap_or_default())
    };
    let chart = Signal::derive(move || summary.get().map(|summary| summary.chart));
    view! {
        <Show when=move || is_there.get() fallback=|| view! { <TooLarge /> }>
            <StatBand label=page.text("activity.course")>
                <FigureStat figure=part(|summary| summary.active) />
                <FigureStat figure=part(|summary| summary.bars)>
                    {move || {
                        chart.get().map(|chart| view! {
                            <Chart
                                spec=chart
                                label=page.text("activity.chart-course")
                                labels=page.chart_labels()
                                height=128.0
                                table_button=false
                            />
                        })
                    }}
                </FigureStat>
                <FigureStat figure=part(|summary| summary.average) />
            </StatBand>
        </Show>
    }
}

/// One student.
#[component]
pub fn Details() -> impl IntoView {
    let page = page_context();
    let student = Signal::derive(move || match &page.report.read().data {
        Data::ActivityDetails { details, .. } => details.student,
        _ => 0,
    });
    view! {
        <StudentHead student=student />
        <Figures />
        <Later>
            <ByDay />
        </Later>
        <Later>
            <HeatMap />
        </Later>
        <Later>
            <Communication />
        </Later>
    }
}

/// Calls `make` with the details of the student.
fn with_details<T>(page: PageContext, make: impl FnOnce(&Reading, &compute::Details, Option<f64>) -> T) -> Option<T> {
    page.read(|reading| match &reading.report.data {
        Data::ActivityDetails { details, course_average_visit_seconds } => {
            Some(make(reading, details, *course_average_visit_seconds))
        }
        _ => None,
    })
}

#[component]
fn Figures() -> impl IntoView {
    let page = page_context();
    let figures = move || with_details(page, view_model::figures).unwrap_or_default();
    let name = move || {
        with_details(page, |reading, details, _| {
            reading.locale.with("activity.summary", &[("student", &reading.student(details.student).name)])
        })
        .unwrap_or_default()
    };
    view! {
        <StatBand label=Signal::derive(name)>
            {move || {
                figures().into_iter().map(|figure| view! { <FigureStat figure=figure /> }).collect_view()
            }}
        </StatBand>
    }
}

static MONTH_SHOWS: PageChoice = PageChoice {
    label: "activity.show",
    ways: &[("duration", "activity.show-duration"), ("visits", "activity.show-visits")],
    way: |query| if query.shows_visits { "visits" } else { "duration" },
    with: |query, way| Query { shows_visits: way == "visits", ..query.clone() },
};

#[component]
fn ByDay() -> impl IntoView {
    let page = page_context();
    let month = Memo::new(move |_| {
        let query = page.query.read();
        with_details(page, |reading, details, _| view_model::month(reading, details, query.month, query.shows_visits))
            .flatten()
    });
    let go_to = move |month: Option<Month>| {
        if let Some(month) = month {
            page.navigate.run(Query { month: Some(month), ..page.query.get_untracked() });
        }
    };
    let previous = move || month.get().and_then(|month| month.previous);
    let next = move || month.get().and_then(|month| month.next);
    let label = move || {
        let name = month.get().map(|month| month.name).unwrap_or_default();
        page.locale.read().with("activity.by-day-chart", &[("month", &name)])
    };
    let contents = move || {
        month.get().map(|model| {
            view! {
                <div class="chart-steps">
                    <IconButton
                        icon=Icon::Previous
                        label=page.text("activity.previous-month")
                        disabled=Signal::derive(move || previous().is_none())
                        on_press=Callback::new(move |()| go_to(previous()))
                    />
                    <strong aria-live="polite">{model.name}</strong>
                    <IconButton
                        icon=Icon::Next
                        label=page.text("activity.next-month")
                        disabled=Signal::derive(move || next().is_none())
                        on_press=Callback::new(move |()| go_to(next()))
                    />
                </div>
                <Chart spec=model.chart label=Signal::derive(label) labels=page.chart_labels() height=200.0 />
            }
        })
    };
    let is_empty = move || month.read().is_none();
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{page.text("activity.by-day")}</h2>
                <Help label="activity.by-day" help="activity.by-day-help" />
                <PageControl choice=&MONTH_SHOWS />
            </div>
            {contents}
            <Show when=is_empty>
                <p class="muted">{page.text("activity.no-visits")}</p>
            </Show>
        </section>
    }
}

static HEAT_MAP_SHOWS: PageChoice = PageChoice {
    label: "activity.show",
    ways: &[("visits", "activity.heat-visits"), ("actions", "activity.heat-actions")],
    way: |query| if query.shows_actions { "actions" } else { "visits" },
    with: |query, way| Query { shows_actions: way == "actions", ..query.clone() },
};

#[component]
fn HeatMap() -> impl IntoView {
    let page = page_context();
    let shows_actions = Memo::new(move |_| page.query.read().shows_actions);
    let chart = Memo::new(move |_| {
        with_details(page, |reading, details, _| view_model::heat_map(reading, details, shows_actions.get()))
    });
    let label = move || {
        with_details(page, |reading, details, _| view_model::heat_map_name(reading, details)).unwrap_or_default()
    };
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{page.text("activity.heat-map")}</h2>
                <Help label="activity.heat-map" help="activity.heat-map-help" />
                <PageControl choice=&HEAT_MAP_SHOWS />
            </div>
            {move || chart.get().map(|chart| view! {
                <Chart spec=chart label=Signal::derive(label) labels=page.chart_labels() />
            })}
        </section>
    }
}

#[component]
fn Communication() -> impl IntoView {
    let page = page_context();
    let figures = move || {
        let figures =
            with_details(page, |reading, details, _| view_model::communication(reading, &details.communication));
        figures.into_iter().flatten().map(|figure| view! { <FigureStat figure=figure /> }).collect_view()
    };
    view! {
        <section class="section">
            <h2>{page.text("activity.communication")}</h2>
            <StatBand label=page.text("activity.communication")>{figures}</StatBand>
        </section>
    }
}

/// The definition of a section, beside its heading.
#[component]
fn Help(label: &'static str, help: &'static str) -> impl IntoView {
    let page = page_context();
    let help = Signal::derive(move || {
        let (label, text) = (page.text(label).get(), page.text(help).get());
        page.help(&label, &text)
    });
    view! { <HelpTip help=help /> }
}
