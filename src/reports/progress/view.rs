//! The pages of the Progress report: students against the course, elements against the class, the
//! students of one element, and one student. The list of elements of two of them is in [`elements`].

pub mod elements;

use std::cmp::Ordering;

use leptos::prelude::*;

use super::{
    compute::{self, Narrowing, StudentStatus},
    status::Status,
    view_model::{self, ElementPage, LegendLine, Standing},
};
use crate::{
    chart::spec::StatusTone,
    dataset::Class,
    engine::protocol::{Data, Report},
    export,
    query::{Query, SortBy},
    reports::{
        view::{
            ElementTable, FigureBand, FigureStat, ListColumn, PageChoice, PageContext, PageControl, StudentHead,
            StudentList, StudentTable, SupportColumn, bar_cell, page_context,
        },
        view_model::Reading,
    },
    ui::{self, Align, Cell, Later, StatBand, StatusIcon, chart::Chart},
};

const COLUMNS: &[ListColumn] = &[
    ListColumn {
        name: "activities",
        label: "progress.activities-completed",
        help: "progress.overall-activities-help",
        width: 21.0,
        align: Align::Start,
        starts_descending: false,
    },
    ListColumn {
        name: "resources",
        label: "progress.resources-visited",
        help: "progress.overall-resources-help",
        width: 21.0,
        align: Align::Start,
        starts_descending: false,
    },
];

fn overview_of(report: &Report) -> Option<&compute::Overview> {
    match &report.data {
        Data::ProgressOverview(overview) => Some(overview),
        _ => None,
    }
}

static ROWS: PageChoice = PageChoice {
    label: "progress.rows",
    ways: &[("students", "progress.rows-students"), ("elements", "progress.rows-elements")],
    way: |query| if query.shows_elements { "elements" } else { "students" },
    with: |query, way| query.with_rows(way == "elements"),
};

static NARROWING: PageChoice = PageChoice {
    label: "progress.narrowing",
    ways: &[
        ("all", "progress.narrowing-all"),
        ("mandatory", "progress.narrowing-mandatory"),
        ("optional", "progress.narrowing-optional"),
    ],
    way: |query| query.narrowing.slug(),
    with: |query, way| Query { narrowing: Narrowing::parse(way), ..query.clone() },
};

/// What the rows of an overview are, and which elements count.
fn controls() -> AnyView {
    view! {
        <div class="page-controls">
            <PageControl choice=&ROWS />
            <PageControl choice=&NARROWING />
        </div>
    }
    .into_any()
}

static LIST: StudentList = StudentList {
    columns: COLUMNS,
    students: |report| {
        overview_of(report).into_iter().flat_map(|overview| &overview.students).map(|row| row.student).collect()
    },
    keeps: |_, _, _| true,
    compare: |report, query, column, a, b| {
        overview_of(report).map_or(Ordering::Equal, |overview| {
            view_model::compare(column, query.narrowing, &overview.students[a], &overview.students[b])
        })
    },
    highest: |_| 0.0,
    cells: |reading, query, _, row| {
        let Some(overview) = overview_of(reading.report) else { return Vec::new() };
        view_model::row(reading, overview, &overview.students[row], query.narrowing).map(bar_cell).into()
    },
    file_headings: view_model::file_headings,
    file_cells: |reading, query, row| {
        let cells =
            |overview: &compute::Overview| view_model::file_cells(overview, &overview.students[row], query.narrowing);
        overview_of(reading.report).map(cells).unwrap_or_default()
    },
    support: SupportColumn::Names,
    empty: None,
};

/// All students against the course.
#[component]
pub fn Overview() -> impl IntoView {
    let page = page_context();
    let mark = move || {
        let narrowing = page.query.read().narrowing;
        let words = page.read(|reading| view_model::mark_words(reading, overview_of(reading.report)?, narrowing));
        words.map(|words| {
            view! {
                <p class="mark-key">
                    <span class="share-mark"></span>
                    {words}
                </p>
            }
        })
    };
    view! {
        {controls()}
        <Later>
            <FigureBand
                label="progress.course"
                figures=|reading, query| view_model::summary(reading, overview_of(reading.report)?, query.narrowing)
            />
        </Later>
        {mark}
        <StudentTable list=&LIST />
    }
    .into_any()
}

/// All elements against the class.
#[component]
pub fn ClassView() -> impl IntoView {
    let page = page_context();
    let about = move || {
        let students = page.report.read().listed.len() as u64;
        page.locale.read().count("progress.class-about", students, &[])
    };
    let statuses = move || {
        let locale = page.locale.read();
        let line =
            |status: &Status| view! { <li>{status_view(*status, view_model::status_name(&locale, *status))}</li> };
        Status::ALL.iter().map(line).collect_view()
    };
    view! {
        {controls()}
        <p class="muted">{about}</p>
        <ul class="status-key">{statuses}</ul>
        <Later>
            <ElementTable list=&elements::OF_CLASS />
        </Later>
    }
    .into_any()
}

/// How a status looks, with its words.
fn status_view(status: Status, name: &'static str) -> AnyView {
    let shape = match view_model::status_tone(status) {
        StatusTone::OnTime => ui::Status::Done,
        StatusTone::Late | StatusTone::LateGraded => ui::Status::Late,
        StatusTone::Missed => ui::Status::Missed,
        StatusTone::Open => ui::Status::Open,
        StatusTone::Inactive => ui::Status::Inactive,
    };
    view! { <StatusIcon status=shape label=name /> }.into_any()
}

/// Two figures, a bar parted by status, and its legend.
pub fn standing_view(page: PageContext, standing: Standing, is_filter: bool) -> AnyView {
    let Standing { figures, chart, chart_name, legend } = standing;
    let figures = figures.map(|figure| view! { <FigureStat figure=figure /> });
    let line = |line: LegendLine| {
        view! { <li>{if is_filter { legend_button(page, line) } else { legend_words(line) }}</li> }
    };
    view! {
        <div class="standing" class:is-wide=is_filter>
            <StatBand label=chart_name.clone()>{figures.into_iter().collect_view()}</StatBand>
            <div class="standing-chart">
                <Chart spec=chart label=chart_name labels=page.chart_labels() table_button=false />
            </div>
            <ul class="legend">{legend.into_iter().map(line).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn legend_words(line: LegendLine) -> AnyView {
    view! {
        {status_view(line.status, line.name)}
        <strong>{line.count}</strong>
        <span class="muted">{line.share}</span>
    }
    .into_any()
}

/// A line of a legend that narrows the list below to its status.
fn legend_button(page: PageContext, line: LegendLine) -> AnyView {
    let status = line.status;
    let toggle = move |_| {
        page.change(&|query| {
            let count = query.statuses.len();
            query.statuses.retain(|other| *other != status);
            if query.statuses.len() == count {
                query.statuses.push(status);
            }
        });
    };
    let is_pressed = move || page.query.read().statuses.contains(&status).to_string();
    view! {
        <button type="button" class="legend-filter" aria-pressed=is_pressed on:click=toggle>
            {legend_words(line)}
        </button>
    }
    .into_any()
}

const ELEMENT_COLUMNS: &[ListColumn] = &[ListColumn {
    name: "status",
    label: "progress.status",
    help: "progress.status-help",
    width: 26.0,
    align: Align::Start,
    starts_descending: false,
}];

fn statuses_of(report: &Report) -> &[StudentStatus] {
    match &report.data {
        Data::ProgressElement { students, .. } => students,
        _ => &[],
    }
}

static STUDENTS_OF_ELEMENT: StudentList = StudentList {
    columns: ELEMENT_COLUMNS,
    students: |report| statuses_of(report).iter().map(|row| row.student).collect(),
    keeps: |report, query, row| query.statuses.is_empty() || query.statuses.contains(&statuses_of(report)[row].status),
    compare: |report, _, _, a, b| {
        let rows = statuses_of(report);
        (rows[a].status as u8).cmp(&(rows[b].status as u8))
    },
    highest: |_| 0.0,
    cells: |reading, _, _, row| {
        let StudentStatus { status, .. } = statuses_of(reading.report)[row];
        vec![Cell::View(status_view(status, view_model::status_name(reading.locale, status)))]
    },
    file_headings: |reading| vec![reading.locale.text("progress.status").to_owned()],
    file_cells: |reading, _, row| {
        let StudentStatus { status, .. } = statuses_of(reading.report)[row];
        vec![export::Cell::text(view_model::status_name(reading.locale, status))]
    },
    support: SupportColumn::None,
    empty: None,
};

/// How the students stand with one element.
#[component]
pub fn Element() -> impl IntoView {
    let page = page_context();
    let back = move || Query { element: None, sort: None, statuses: Vec::new(), ..page.query.get() }.address();
    let head = move || {
        let element = |reading: &Reading| match reading.report.data {
            Data::ProgressElement { element, ref students } => {
                Some(view_model::element_page(reading, element, students))
            }
            _ => None,
        };
        page.read(element).map(|ElementPage { title, about, standing }| {
            view! {
                <div class="page-head">
                    <h1 tabindex="-1">{title}</h1>
                </div>
                <p class="element-about">{about}</p>
                {standing_view(page, standing, true)}
            }
        })
    };
    view! {
        <div class="student-head">
            <a class="back-link" href=back>{page.text("progress.all-elements")}</a>
            {head}
        </div>
        <StudentTable list=&STUDENTS_OF_ELEMENT />
    }
    .into_any()
}

/// One student.
#[component]
pub fn Details() -> impl IntoView {
    let page = page_context();
    let student = Signal::derive(move || match &page.report.read().data {
        Data::ProgressDetails(details) => details.student,
        _ => 0,
    });
    let standing = move |class: Class| {
        let narrowing = page.query.read().narrowing;
        let standing = |reading: &Reading| match &reading.report.data {
            Data::ProgressDetails(details) => Some(view_model::standing(reading, details, class, narrowing)),
            _ => None,
        };
        page.read(standing).map(|standing| standing_view(page, standing, false))
    };
    view! {
        <StudentHead student=student />
        <div class="page-controls">
            <PageControl choice=&NARROWING />
        </div>
        <div class="standings">{move || [Class::Activity, Class::Resource].map(standing).into_iter().collect_view()}</div>
        <Later>
            <section class="section">
                <h2>{page.text("progress.elements")}</h2>
                <ElementTable list=&elements::OF_STUDENT />
            </section>
        </Later>
    }
    .into_any()
}

/// How the students of an element are sorted at first: those who aren't done before the others.
pub(super) fn by_status() -> SortBy {
    SortBy { column: "status".to_owned(), is_descending: true }
}
