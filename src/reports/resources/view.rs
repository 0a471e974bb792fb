//! The pages of the Resources summary: all resources, and the students of one.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::{
    compute::ResourceUse,
    view_model::{self, Page, Row, TITLE_COLUMN, UseRow},
};
use crate::{
    dataset::Class,
    engine::protocol::{Data, Report},
    query::{Query, SortBy},
    reports::{
        view::{
            ElementList, ElementTable, FigureBand, FigureStat, ListColumn, ListWords, PageChoice, PageContext,
            PageControl, StudentList, StudentTable, SupportColumn, bar_cell, narrow, page_context, sort_of,
        },
        view_model::{Reading, sorted_by},
    },
    ui::{Align, Cell, Column, Later, Notice, Sort, StatBand, Status, StatusIcon, Toggle},
};

const fn column(name: &'static str, label: &'static str, help: &'static str, width: f32, align: Align) -> ListColumn {
    ListColumn { name, label, help, width, align, starts_descending: matches!(align, Align::End) }
}

/// The columns of the list of resources.
const COLUMNS: &[ListColumn] = &[
    column(TITLE_COLUMN, "resources.resource", "resources.resource-help", 12.0, Align::Start),
    column("kind", "elements.kind", "", 7.5, Align::Start),
    column("access", "resources.access", "resources.access-help", 4.5, Align::End),
    column("opened", "resources.opened", "resources.opened-help", 11.0, Align::Start),
    column("views", "resources.views", "resources.views-help", 5.0, Align::End),
    column("last", "resources.last", "resources.last-help", 9.5, Align::End),
    column("time", "resources.time", "resources.time-help", 6.5, Align::End),
    column("mean", "resources.mean", "resources.mean-help", 6.5, Align::End),
];

static LIST: ElementList = ElementList {
    class: "is-of-resources",
    words: &ListWords {
        label: "progress.resources",
        filters: "resources.filter-label",
        search: "resources.search",
        count: "resources.count",
        none: ["resources.none-title", "resources.none-text"],
        empty: ["resources.empty-title", "resources.empty-text"],
    },
    element: |report, row| {
        let row = view_model::rows_of(report).and_then(|rows| rows.get(row as usize));
        row.map(|row| (row.element, row.opened)).unwrap_or_default()
    },
    found: |reading, query, search| {
        Some(view_model::found(reading, view_model::rows_of(reading.report)?, query, search))
    },
    columns,
    sorted: |query, index| match (&query.sort, COLUMNS.get(index)) {
        // After both directions of the title comes the order of the course.
        (Some(SortBy { column, is_descending: true }), Some(ListColumn { name: TITLE_COLUMN, .. }))
            if column == TITLE_COLUMN =>
        {
            Query { sort: None, ..query.clone() }
        }
        (_, Some(column)) => sorted_by(query, column.name, column.starts_descending),
        _ => query.clone(),
    },
    // Those who haven't opened it stand first.
    target: |query, element| {
        let sort = SortBy { column: "opened".to_owned(), is_descending: false };
        Query { sort: Some(sort), ..query.with_element(element) }
    },
    cells: |reading, row| {
        let row = view_model::rows_of(reading.report).and_then(|rows| rows.get(row as usize));
        row.map(|row| cells(view_model::row(reading, row))).unwrap_or_default()
    },
    file_headings: view_model::file_headings,
    file_cells: |reading, row| {
        let row = view_model::rows_of(reading.report).and_then(|rows| rows.get(row as usize));
        row.map(|row| view_model::file_cells(reading, row)).unwrap_or_default()
    },
    folder_cell: |reading, opened| {
        let title = reading.locale.text("resources.opened");
        (3, bar_cell(view_model::opened_bar(reading.locale, title, opened)))
    },
    has_class: |class| class == Class::Resource,
    has_groups: true,
    filter: |page| {
        let toggle = Callback::new(move |on| narrow(page, &|query| query.only_unopened = on));
        let is_on = Signal::derive(move || page.query.read().only_unopened);
        view! { <Toggle label=page.text("resources.by-nobody") on=is_on on_toggle=toggle /> }.into_any()
    },
    chips: |_| Vec::new(),
    remove: |_, _| {},
};

fn columns(page: PageContext) -> Vec<Column> {
    let (query, policy) = (page.query.read(), page.report.read().policy);
    let column = |column: &ListColumn| {
        let is_title = column.name == TITLE_COLUMN;
        let sort = if is_title || policy.summary { sort_of(&query, column.name) } else { Sort::Never };
        Column { grow: f32::from(u8::from(is_title)), ..column.column(page, sort) }
    };
    COLUMNS.iter().filter(|column| column.is_shown(&policy)).map(column).collect()
}

fn cells(row: Row) -> Vec<Cell> {
    let Row { kind, access, opened, views, last_opened, time } = row;
    let mut cells =
        vec![Cell::Text(kind), Cell::Text(access), bar_cell(opened), Cell::Text(views), Cell::Text(last_opened)];
    cells.extend(time.into_iter().flatten().map(Cell::Text));
    cells
}

static LAYOUT: PageChoice = PageChoice {
    label: "resources.layout",
    ways: &[("folders", "resources.in-folders"), ("flat", "resources.flat")],
    way: |query| if query.is_flat { "flat" } else { "folders" },
    with: |query, way| Query { is_flat: way == "flat", ..query.clone() },
};

/// Why there is no time on task, where that is to be said.
fn hidden_time(page: PageContext) -> impl IntoView {
    move || page.read(view_model::hidden_time).map(|words| view! { <Notice text=words /> })
}

/// All resources.
#[component]
pub fn Overview() -> impl IntoView {
    let page = page_context();
    let has_folders = move || !page.course.read().info.folders.is_empty();
    let control = move || {
        has_folders().then(|| {
            view! {
                <div class="page-controls">
                    <PageControl choice=&LAYOUT />
                </div>
            }
        })
    };
    view! {
        <FigureBand
            label="progress.course"
            figures=|reading, _| match &reading.report.data {
                Data::ResourcesOverview { summary, rows } => view_model::summary(reading, summary.as_ref(), rows.len()),
                _ => None,
            }
        />
        {hidden_time(page)}
        {control}
        <Later>
            <ElementTable list=&LIST />
        </Later>
    }
    .into_any()
}

fn uses_of(report: &Report) -> &[(u32, ResourceUse)] {
    match &report.data {
        Data::ResourceStudents { students, .. } => students,
        _ => &[],
    }
}

static STUDENTS: StudentList = StudentList {
    columns: &[
        column("opened", "resources.opened", "", 9.0, Align::Start),
        column("first", "resources.first", "", 11.0, Align::End),
        column("last", "resources.last", "", 11.0, Align::End),
        column("views", "resources.views", "", 6.0, Align::End),
        column("time", "resources.time", "progress.time-online-help", 8.0, Align::End),
    ],
    students: |report| uses_of(report).iter().map(|(student, _)| *student).collect(),
    keeps: |_, _, _| true,
    compare: |report, _, column, a, b| match (uses_of(report).get(a), uses_of(report).get(b)) {
        (Some((_, a)), Some((_, b))) => view_model::compare_use(column, a, b),
        _ => Ordering::Equal,
    },
    highest: |_| 0.0,
    cells: |reading, _, _, row| {
        let Some((_, used)) = uses_of(reading.report).get(row) else { return Vec::new() };
        let UseRow { is_opened, opened, first_opened, last_opened, views, time } = view_model::use_row(reading, used);
        let status = if is_opened { Status::Done } else { Status::Open };
        let status = view! { <StatusIcon status=status label=opened /> };
        let mut cells = vec![Cell::View(status.into_any())];
        cells.extend([first_opened, last_opened, views].map(Cell::Text));
        cells.extend(time.map(Cell::Text));
        cells
    },
    file_headings: view_model::use_headings,
    file_cells: |reading, _, row| {
        let used = uses_of(reading.report).get(row);
        used.map(|(_, used)| view_model::use_cells(reading, used)).unwrap_or_default()
    },
    support: SupportColumn::None,
    empty: None,
};

/// What the students have made of one resource.
#[component]
pub fn Students() -> impl IntoView {
    let page = page_context();
    let back = move || Query { element: None, sort: None, ..page.query.get() }.address();
    let head = move || {
        let model = |reading: &Reading| match &reading.report.data {
            Data::ResourceStudents { row, .. } => Some(view_model::page(reading, row)),
            _ => None,
        };
        page.read(model).map(|Page { title, about, figures }| {
            let figures = figures.into_iter().map(|figure| view! { <FigureStat figure=figure /> }).collect_view();
            view! {
                <div class="page-head">
                    <h1 tabindex="-1">{title.clone()}</h1>
                </div>
                <p class="element-about">{about}</p>
                <StatBand label=title>{figures}</StatBand>
            }
        })
    };
    let is_for_nobody =
        Memo::new(move |_| page.query.read().filter.is_empty() && uses_of(&page.report.read()).is_empty());
    view! {
        <div class="student-head">
            <a class="back-link" href=back>{page.text("resources.all")}</a>
            {head}
        </div>
        {hidden_time(page)}
        {move || if is_for_nobody.get() {
            view! { <Notice text=page.text("resources.no-access") /> }.into_any()
        } else {
            view! { <StudentTable list=&STUDENTS /> }.into_any()
        }}
    }
    .into_any()
}
