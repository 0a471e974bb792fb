//! The elements in their folders: those of one student, or those of the class.

use leptos::prelude::*;

use super::status_view;
use crate::{
    dataset::Class,
    engine::protocol::Report,
    query::Query,
    reports::{
        progress::{
            status::Status,
            view_model::{self, ClassRow, ElementRow, Elements},
        },
        view::{ElementList, ListWords, PageContext, narrow, stack},
        view_model::sorted_by,
    },
    ui::{Align, Cell, Choice, Column, FilterChip, Select, Sort, chart::MiniChart},
    units::Part,
};

static WORDS: ListWords = ListWords {
    label: "progress.elements",
    filters: "progress.filter-label",
    search: "progress.search",
    count: "progress.count",
    none: ["progress.none-title", "progress.none-text"],
    empty: ["progress.empty-title", "progress.empty-text"],
};

/// The elements of the student that the page is about.
pub(super) static OF_STUDENT: ElementList = ElementList {
    class: "is-of-student",
    columns: |page| columns(page, false),
    sorted: |query, _| query.clone(),
    has_groups: false,
    ..LIST
};

/// The elements of the class.
pub(super) static OF_CLASS: ElementList = ElementList {
    class: "is-of-class",
    columns: |page| columns(page, true),
    sorted: |query, index| match index {
        2 => sorted_by(query, "deadline", false),
        4 => sorted_by(query, "done", false),
        _ => Query { sort: None, ..query.clone() },
    },
    has_groups: true,
    ..LIST
};

/// What both have.
const LIST: ElementList = ElementList {
    class: "",
    words: &WORDS,
    element,
    found: |reading, query, search| {
        Some(view_model::found(reading, Elements::of(&reading.report.data)?, query, search))
    },
    columns: |_| Vec::new(),
    sorted: |query, _| query.clone(),
    target: |query, element| Query { sort: Some(super::by_status()), ..query.with_element(element) },
    cells: |reading, row| match Elements::of(&reading.report.data) {
        Some(Elements::OfClass(class)) => class_cells(view_model::class_row(reading, class, row)),
        Some(Elements::OfStudent(details)) => {
            let row = view_model::element_row(reading, &details.elements[row as usize]);
            let status = status_view(row.status, view_model::status_name(reading.locale, row.status));
            student_cells(row, status)
        }
        None => Vec::new(),
    },
    file_headings: view_model::elements_file_headings,
    file_cells: view_model::elements_file_cells,
    folder_cell: |reading, done| match Elements::of(&reading.report.data) {
        Some(elements) => {
            let place = if matches!(elements, Elements::OfClass(_)) { 4 } else { 2 };
            (place, Cell::Text(view_model::folder_done(reading.locale, elements, done)))
        }
        None => (0, Cell::Text(String::new())),
    },
    has_class: |class| class != Class::Neither,
    has_groups: false,
    filter: status_select,
    chips: |page| {
        let locale = page.locale.read();
        let chip = |status: &Status| {
            let label = view_model::status_name(&locale, *status).to_owned();
            FilterChip { id: format!("t{}", status.slug()), label }
        };
        page.query.read().statuses.iter().map(chip).collect()
    },
    remove: |query, slug| query.statuses.retain(|other| other.slug() != slug),
};

fn element(report: &Report, row: u32) -> (u32, Part) {
    Elements::of(&report.data).map(|elements| (elements.element(row), elements.done(row))).unwrap_or_default()
}

fn columns(page: PageContext, is_of_class: bool) -> Vec<Column> {
    let (locale, query) = (page.locale.read(), page.query.read());
    let policy = page.report.read().policy;
    let sort = |name: &str| match &query.sort {
        _ if !is_of_class || !policy.summary => Sort::Never,
        Some(sort) if sort.column == name && sort.is_descending => Sort::Descending,
        Some(sort) if sort.column == name => Sort::Ascending,
        _ => Sort::Unsorted,
    };
    let column = |label: &'static str, help: &'static str, width, align, sort| {
        let label = locale.text(label).to_owned();
        let help = (!help.is_empty()).then(|| page.help(&label, locale.text(help)));
        Column { label, help, width, grow: 0.0, align, sort }
    };
    let by_place = match sort("") {
        Sort::Unsorted if [Sort::Unsorted; 2] == ["deadline", "done"].map(sort) => Sort::Ascending,
        by_place => by_place,
    };
    let name = column("progress.element", "progress.element-help", 15.0, Align::Start, by_place);
    let kind = column("elements.kind", "progress.mandatory-help", 8.5, Align::Start, Sort::Never);
    let mut columns = vec![Column { grow: 1.0, ..name }, kind];
    if is_of_class {
        columns.extend([
            column("progress.deadline", "", 8.0, Align::End, sort("deadline")),
            column("progress.status", "progress.status-help", 14.0, Align::Start, Sort::Never),
            column("progress.done", "progress.done-help", 8.0, Align::End, sort("done")),
        ]);
        return columns;
    }
    columns.push(column("progress.status", "progress.status-help", 14.5, Align::Start, Sort::Never));
    columns.push(column("progress.last-visit", "progress.last-visit-help", 11.5, Align::End, Sort::Never));
    if policy.time_online {
        columns.push(column("progress.time-online", "progress.time-online-help", 6.5, Align::End, Sort::Never));
    }
    columns.push(column("progress.details", "progress.details-help", 12.0, Align::Start, Sort::Never));
    columns
}

fn class_cells(row: ClassRow) -> Vec<Cell> {
    let ClassRow { kind, deadline, chart, chart_sentence, done, counts } = row;
    let chart = view! { <MiniChart spec=chart summary=chart_sentence width=208.0 height=16.0 /> };
    vec![
        Cell::View(stack(kind.0, kind.1)),
        Cell::Text(deadline),
        Cell::View(chart.into_any()),
        Cell::View(stack(done, &counts)),
    ]
}

fn student_cells(row: ElementRow, status: AnyView) -> Vec<Cell> {
    let ElementRow { kind, last_visit, time_online, details, .. } = row;
    let mut cells = vec![Cell::View(stack(kind.0, kind.1)), Cell::View(status), Cell::Text(last_visit)];
    cells.extend(time_online.map(Cell::Text));
    cells.push(Cell::Text(details));
    cells
}

/// Adds a status to the filter.
fn status_select(page: PageContext) -> AnyView {
    let add = Callback::new(move |id: String| {
        if let Some(status) = Status::ALL.iter().find(|status| status.slug() == id) {
            narrow(page, &|query| query.statuses.push(*status));
        }
    });
    view! {
        <Select
            label=page.text("progress.status")
            choices=Signal::derive(move || status_choices(page))
            value=Signal::derive(|| "-".to_owned())
            on_choose=add
        />
    }
    .into_any()
}

/// The statuses that can still be added to the filter.
fn status_choices(page: PageContext) -> Vec<Choice> {
    let (locale, chosen) = (page.locale.read(), &page.query.read().statuses);
    let none = if chosen.is_empty() { "progress.status-all" } else { "progress.status-add" };
    let statuses = Status::ALL.iter().filter(|status| !chosen.contains(status));
    let statuses = statuses.map(|status| Choice::new(status.slug(), view_model::status_name(&locale, *status)));
    std::iter::once(Choice::new("-", locale.text(none))).chain(statuses).collect()
}
