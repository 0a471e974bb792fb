//! The pages of the Progress report: students against the course, elements against the class, the
//! students of one element, and one student. The list of elements, which two of them have, is in
//! [`elements`].

pub mod elements;

use std::sync::Arc;

use leptos::prelude::*;

use self::elements::ElementList;
use super::{
    compute::{self, Narrowing, StudentStatus},
    status::Status,
    view_model::{self, DoneBar, LegendLine, Standing},
};
use crate::{
    chart::spec::StatusTone,
    dataset::Class,
    engine::protocol::{Data, Report},
    query::{Query, SortBy},
    reports::{
        view::{
            FigureStat, ListColumn, NothingLeft, PageContext, StudentFilters, StudentHead, TooLarge, columns,
            page_context, sort_by,
        },
        view_model::{Reading, arrange},
    },
    ui::{
        self, Align, Cell, Choice, DataTable, RowSource, SegmentedControl, ShareBar, StatBand, StatusIcon, chart::Chart,
    },
};

const COLUMNS: &[ListColumn] = &[
    ListColumn {
        name: "activities",
        label: "progress.activities-progress",
        help: "progress.activities-progress-help",
        width: 21.0,
        align: Align::Start,
        starts_descending: false,
    },
    ListColumn {
        name: "resources",
        label: "progress.resources-progress",
        help: "progress.resources-progress-help",
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

/// Two choices over a page: what its rows are, and which elements count.
#[component]
fn Controls(
    /// The page is about one student, and has no choice of rows.
    #[prop(optional)]
    is_of_student: bool,
) -> impl IntoView {
    let page = page_context();
    let choices = move |keys: &[(&'static str, &'static str)]| {
        let locale = page.locale.read();
        keys.iter().map(|(value, key)| Choice::new(*value, locale.text(key))).collect::<Vec<_>>()
    };
    let rows = move || choices(&[("students", "progress.rows-students"), ("elements", "progress.rows-elements")]);
    let narrowings = move || {
        choices(&[
            ("all", "progress.narrowing-all"),
            ("mandatory", "progress.narrowing-mandatory"),
            ("optional", "progress.narrowing-optional"),
        ])
    };
    let choose_rows = Callback::new(move |value: String| {
        page.navigate.run(page.query.read_untracked().with_rows(value == "elements"));
    });
    let choose_narrowing = Callback::new(move |value: String| {
        let narrowing = match &*value {
            "mandatory" => Narrowing::Mandatory,
            "optional" => Narrowing::Optional,
            _ => Narrowing::All,
        };
        page.change(&|query| query.narrowing = narrowing);
    });
    let narrowing = move || match page.query.read().narrowing {
        Narrowing::All => "all",
        Narrowing::Mandatory => "mandatory",
        Narrowing::Optional => "optional",
    };
    let row_choice = (!is_of_student).then(|| {
        view! {
            <SegmentedControl
                label=page.text("progress.rows")
                choices=Signal::derive(rows)
                value=Signal::derive(move || {
                    if page.query.read().shows_elements { "elements" } else { "students" }.to_owned()
                })
                on_choose=choose_rows
            />
        }
    });
    view! {
        <div class="page-controls">
            {row_choice}
            <SegmentedControl
                label=page.text("progress.narrowing")
                choices=Signal::derive(narrowings)
                value=Signal::derive(move || narrowing().to_owned())
                on_choose=choose_narrowing
            />
        </div>
    }
    .into_any()
}

/// All students against the course.
#[component]
pub fn Overview() -> impl IntoView {
    let page = page_context();
    let students = Memo::new(move |_| {
        let report = page.report.read();
        overview_of(&report).map(|overview| overview.students.iter().map(|row| row.student).collect::<Vec<_>>())
    });
    let order = Memo::new(move |_| {
        let (course, report, query) = (page.course.read(), page.report.read(), page.query.read());
        let (Some(overview), Some(students)) = (overview_of(&report), &*students.read()) else { return Vec::new() };
        let by_column = |column: &str, a: usize, b: usize| {
            view_model::compare(column, query.narrowing, &overview.students[a], &overview.students[b])
        };
        let search = page.search.read();
        arrange(&course.info, students, &search, query.sort.as_ref(), !report.policy.summary, by_column)
    });
    let rows = Signal::derive(move || {
        // Rows are made anew with the figures and the words they show.
        page.locale.track();
        let (report, order, query) = (page.report.get(), order.get(), page.query.get());
        RowSource::new(order.len(), move |index| cells(page, &report, order[index] as usize, &query))
    });
    let mark = move || {
        let narrowing = page.query.read().narrowing;
        page.read(|reading| {
            overview_of(reading.report).map(|overview| view_model::mark_words(reading, overview, narrowing))
        })
    };
    view! {
        <Controls />
        <Summary />
        <p class="mark-key">
            <span class="share-mark"></span>
            {mark}
        </p>
        <StudentList order=order columns=COLUMNS rows=rows />
    }
    .into_any()
}

/// A list of students under its filters.
#[component]
fn StudentList(
    /// The students shown.
    order: Memo<Vec<u32>>,
    /// The columns beside the name.
    #[prop(name = "columns")]
    list_columns: &'static [ListColumn],
    /// Their rows.
    rows: Signal<RowSource>,
) -> impl IntoView {
    let page = page_context();
    view! {
        <section class="section">
            <DataTable
                label=page.text("table.students")
                columns=columns(page, list_columns)
                rows=rows
                on_sort=sort_by(page, list_columns)
                sort_label=page.text("table.sort")
                reverse_label=page.text("table.reverse")
            >
                <StudentFilters shown=Signal::derive(move || order.read().len()) />
            </DataTable>
            <Show when=move || order.read().is_empty()>
                <NothingLeft />
            </Show>
        </section>
    }
    .into_any()
}

/// The cells of a student's row.
fn cells(page: PageContext, report: &Report, row: usize, query: &Query) -> Vec<Cell> {
    let Some(overview) = overview_of(report) else { return Vec::new() };
    let figures = &overview.students[row];
    page.read_untracked(|reading| {
        let student = reading.student(figures.student);
        let bars = view_model::row(reading, overview, figures, query.narrowing);
        let name = Cell::Link { text: student.name.clone(), href: query.with_student(&student.id).address() };
        std::iter::once(name).chain(bars.map(bar_cell)).collect()
    })
}

fn bar_cell(bar: DoneBar) -> Cell {
    let DoneBar { share, mark, value, counts, details } = bar;
    Cell::View(
        view! {
            <span class="share">
                <ShareBar share=share mark=mark details=details />
                {stack(value, &counts)}
            </span>
        }
        .into_any(),
    )
}

/// A figure over what it consists of.
fn stack(value: String, note: &str) -> AnyView {
    let note = note.to_owned();
    view! {
        <span class="cell-stack">
            {value}
            <small>{note}</small>
        </span>
    }
    .into_any()
}

/// The band of figures over the list, or the rule by which there is none.
#[component]
fn Summary() -> impl IntoView {
    let page = page_context();
    let summary = Memo::new(move |_| {
        let narrowing = page.query.read().narrowing;
        page.read(|reading| view_model::summary(reading, overview_of(reading.report)?, narrowing))
    });
    let is_there = Memo::new(move |_| summary.read().is_some());
    let figures = move || {
        let figures = summary.get().into_iter().flatten();
        figures.map(|figure| view! { <FigureStat figure=figure /> }).collect_view()
    };
    view! {
        <Show when=move || is_there.get() fallback=|| view! { <TooLarge /> }>
            <StatBand label=page.text("progress.course")>{figures}</StatBand>
        </Show>
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
    view! {
        <Controls />
        <p class="muted">{about}</p>
        <ElementList is_of_class=true />
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
fn standing_view(page: PageContext, standing: Standing, is_filter: bool) -> AnyView {
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

fn element_of(report: &Report) -> Option<(u32, &[StudentStatus])> {
    match &report.data {
        Data::ProgressElement { element, students } => Some((*element, students)),
        _ => None,
    }
}

/// How the students stand with one element.
#[component]
pub fn Element() -> impl IntoView {
    let page = page_context();
    let model = Memo::new(move |_| {
        page.read(|reading| {
            element_of(reading.report).map(|(element, students)| view_model::element_page(reading, element, students))
        })
    });
    let order = Memo::new(move |_| {
        let (course, report, query) = (page.course.read(), page.report.read(), page.query.read());
        let Some((_, rows)) = element_of(&report) else { return Vec::new() };
        let students: Vec<u32> = rows.iter().map(|row| row.student).collect();
        let by_status = |_: &str, a: usize, b: usize| (rows[a].status as u8).cmp(&(rows[b].status as u8));
        let search = page.search.read();
        let mut order =
            arrange(&course.info, &students, &search, query.sort.as_ref(), !report.policy.summary, by_status);
        order.retain(|row| query.statuses.is_empty() || query.statuses.contains(&rows[*row as usize].status));
        order
    });
    let rows = Signal::derive(move || {
        page.locale.track();
        let (report, order) = (page.report.get(), order.get());
        let query = page.query.read().with_rows(false);
        RowSource::new(order.len(), move |index| status_cells(page, &report, order[index] as usize, &query))
    });
    let back = move || Query { element: None, sort: None, statuses: Vec::new(), ..page.query.get() }.address();
    view! {
        <div class="student-head">
            <a class="back-link" href=back>{page.text("progress.all-elements")}</a>
            <div class="page-head">
                <h1 tabindex="-1">{move || model.get().map(|model| model.title)}</h1>
            </div>
            <p class="element-about">{move || model.get().map(|model| model.about)}</p>
        </div>
        {move || model.get().map(|model| standing_view(page, model.standing, true))}
        <StudentList order=order columns=ELEMENT_COLUMNS rows=rows />
    }
    .into_any()
}

fn status_cells(page: PageContext, report: &Arc<Report>, row: usize, query: &Query) -> Vec<Cell> {
    let Some((_, rows)) = element_of(report) else { return Vec::new() };
    let StudentStatus { student, status } = rows[row];
    page.read_untracked(|reading| {
        let student = reading.student(student);
        vec![
            Cell::Link { text: student.name.clone(), href: query.with_student(&student.id).address() },
            Cell::View(status_view(status, view_model::status_name(reading.locale, status))),
        ]
    })
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
        <Controls is_of_student=true />
        <div class="standings">{move || [Class::Activity, Class::Resource].map(standing).into_iter().collect_view()}</div>
        <section class="section">
            <h2>{page.text("progress.elements")}</h2>
            <ElementList is_of_class=false />
        </section>
    }
    .into_any()
}

/// How the students of an element are sorted at first: those who aren't done before the others.
pub(super) fn by_status() -> SortBy {
    SortBy { column: "status".to_owned(), is_descending: true }
}
