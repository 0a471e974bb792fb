//! The list of elements in their folders, with its filters: those of one student, or those of the
//! class. Which folders are closed and what is searched for outlives the pages that have the list.

use std::sync::Arc;

use leptos::prelude::*;

use super::status_view;
use crate::{
    engine::protocol::Report,
    query::Query,
    reports::{
        progress::{
            status::Status,
            view_model::{self, ClassRow, ElementRow, Elements, Item, ListRow},
        },
        view::{GroupSelect, PageContext, group_chips, page_context, remove_group, remove_words, search_chip, stack},
        view_model::{kind_name, sorted_by},
    },
    ui::{
        Align, Button, ButtonKind, Cell, Choice, Column, DataTable, FilterBar, FilterChip, RowSource, SearchField,
        Select, Sort, chart::MiniChart,
    },
};

/// The closed folders of the list as it stands.
fn closed_folders(page: PageContext, query: &Query) -> RwSignal<Vec<u32>> {
    let is_filtered =
        !query.kinds.is_empty() || !query.statuses.is_empty() || !page.elements.search.read().trim().is_empty();
    if is_filtered { page.elements.closed_in_search } else { page.elements.closed }
}

/// What is in the list.
#[derive(Clone, Default, PartialEq)]
struct List {
    /// How many elements there are without filters.
    all: usize,
    /// How many the filters leave.
    shown: usize,
    /// Whether the elements are in their folders.
    has_folders: bool,
    rows: Arc<Vec<ListRow>>,
}

/// The elements of the student or of the class that the page is about.
#[component]
pub fn ElementList(
    /// The elements are those of the class.
    is_of_class: bool,
) -> impl IntoView {
    let page = page_context();
    let list = Memo::new(move |_| {
        let query = page.query.read();
        page.read(|reading| {
            let Some(elements) = Elements::of(&reading.report.data) else { return List::default() };
            let (all, found) = view_model::shown(reading, elements, &query, &page.elements.search.read());
            let has_folders = !view_model::is_sorted(reading, elements, &query);
            let shown = found.len();
            let rows = if has_folders {
                view_model::in_folders(reading.info, elements, &found, &closed_folders(page, &query).read())
            } else {
                found.into_iter().map(|row| ListRow { depth: 0, item: Item::Element(row) }).collect()
            };
            List { all, shown, has_folders, rows: Arc::new(rows) }
        })
    });
    let rows = Signal::derive(move || {
        page.locale.track();
        let (report, list, query) = (page.report.get(), list.get(), page.query.get());
        let columns = columns(page, is_of_class).len();
        RowSource::new(list.rows.len(), move |index| cells(page, &report, list.rows[index], &query, columns))
    });
    let sort = Callback::new(move |index: usize| {
        let sorted = match index {
            2 => sorted_by(&page.query.read_untracked(), "deadline", false),
            4 => sorted_by(&page.query.read_untracked(), "done", false),
            _ => Query { sort: None, ..page.query.get_untracked() },
        };
        page.navigate.run(sorted);
    });
    let is_empty = move || list.read().shown == 0;
    view! {
        <div
            class="element-list"
            class:is-of-class=is_of_class
            class:is-in-folders=move || list.read().has_folders
        >
            <DataTable
                label=page.text("progress.elements")
                columns=Signal::derive(move || columns(page, is_of_class))
                rows=rows
                on_sort=sort
                sort_label=page.text("table.sort")
                reverse_label=page.text("table.reverse")
            >
                <Filters list=list is_of_class=is_of_class />
            </DataTable>
            {move || is_empty().then(|| view! { <NothingFound /> })}
        </div>
    }
    .into_any()
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
    let kind = column("progress.kind", "progress.mandatory-help", 8.5, Align::Start, Sort::Never);
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

/// The cells of a row: as many as there are columns.
fn cells(page: PageContext, report: &Report, row: ListRow, query: &Query, columns: usize) -> Vec<Cell> {
    let Some(elements) = Elements::of(&report.data) else { return Vec::new() };
    let ListRow { depth, item } = row;
    let row = match item {
        Item::Folder { folder, is_open, done } => {
            let toggle = Callback::new(move |()| toggle(page, folder));
            return page.read_untracked(|reading| {
                let text = reading.info.folders[folder as usize].title.clone();
                let mut cells = vec![Cell::Folder { text, depth, is_open, on_toggle: toggle }];
                cells.resize_with(columns, || Cell::Text(String::new()));
                let place = if matches!(elements, Elements::OfClass(_)) { 4 } else { 2 };
                cells[place] = Cell::Text(view_model::folder_done(reading.locale, elements, done));
                cells
            });
        }
        Item::Element(row) => row,
    };
    page.read_untracked(|reading| {
        let element = &reading.info.elements[elements.element(row) as usize];
        let mut href = query.with_element(&element.id);
        href.sort = Some(super::by_status());
        let name = Cell::Leaf { text: element.title.clone(), href: href.address(), depth };
        let mut cells = vec![name];
        match elements {
            Elements::OfClass(class) => {
                let ClassRow { kind, deadline, chart, chart_sentence, done, counts } =
                    view_model::class_row(reading, class, row);
                let chart = view! { <MiniChart spec=chart summary=chart_sentence width=208.0 height=16.0 /> };
                cells.extend([
                    Cell::View(stack(kind.0, kind.1)),
                    Cell::Text(deadline),
                    Cell::View(chart.into_any()),
                    Cell::View(stack(done, &counts)),
                ]);
            }
            Elements::OfStudent(details) => {
                let ElementRow { kind, status, last_visit, time_online, details } =
                    view_model::element_row(reading, &details.elements[row as usize]);
                cells.extend([
                    Cell::View(stack(kind.0, kind.1)),
                    Cell::View(status_view(status, view_model::status_name(reading.locale, status))),
                    Cell::Text(last_visit),
                ]);
                cells.extend(time_online.map(Cell::Text));
                cells.push(Cell::Text(details));
            }
        }
        cells
    })
}

/// Opens or closes a folder.
fn toggle(page: PageContext, folder: u32) {
    let closed = untrack(|| closed_folders(page, &page.query.read()));
    closed.update(|closed| match closed.iter().position(|other| *other == folder) {
        Some(place) => drop(closed.swap_remove(place)),
        None => closed.push(folder),
    });
}

/// Search, kind, status and folders; with the class also its groups.
#[component]
fn Filters(list: Memo<List>, is_of_class: bool) -> impl IntoView {
    let page = page_context();
    let count = move || {
        let (locale, list) = (page.locale.read(), list.read());
        locale.count("progress.count", list.all as u64, &[("shown", &locale.whole(list.shown as u64))])
    };
    let search = page.elements.search;
    // What is found anew is in open folders.
    let narrow = move |change: &dyn Fn(&mut Query)| {
        page.elements.closed_in_search.set(Vec::new());
        page.change(change);
    };
    let on_remove = Callback::new(move |id: String| match id.split_at(1) {
        ("s", _) => search.set(String::new()),
        ("k", kind) => narrow(&|query| query.kinds.retain(|other| other != kind)),
        ("t", slug) => narrow(&|query| query.statuses.retain(|other| other.slug() != slug)),
        _ => remove_group(page, &id),
    });
    let add = Callback::new(move |id: String| {
        narrow(&|query| match id.split_at(1) {
            ("k", kind) => query.kinds.push(kind.to_owned()),
            (_, slug) => query.statuses.extend(Status::ALL.iter().find(|status| status.slug() == slug)),
        });
    });
    let none = Signal::derive(|| "-".to_owned());
    let set_all = move |is_closed: bool| {
        Callback::new(move |()| {
            let folders = page.course.read_untracked().info.folders.len() as u32;
            let closed = untrack(|| closed_folders(page, &page.query.read()));
            closed.set(if is_closed { (0..folders).collect() } else { Vec::new() });
        })
    };
    view! {
        <FilterBar
            label=page.text("progress.filter-label")
            count=Signal::derive(count)
            chips=Signal::derive(move || chips(page, is_of_class))
            on_remove=on_remove
            remove_words=remove_words(page)
        >
            <SearchField
                label=page.text("progress.search")
                value=search
                on_search=Callback::new(move |text| {
                    page.elements.closed_in_search.set(Vec::new());
                    search.set(text);
                })
            />
            <Select
                label=page.text("progress.kind")
                choices=Signal::derive(move || kind_choices(page))
                value=none
                on_choose=add
            />
            <Select
                label=page.text("progress.status")
                choices=Signal::derive(move || status_choices(page))
                value=none
                on_choose=add
            />
            {is_of_class.then(|| view! { <GroupSelect /> })}
            <span class="folder-buttons" hidden=move || !list.read().has_folders>
                <Button label=page.text("progress.expand-all") kind=ButtonKind::Quiet on_press=set_all(false) />
                <Button label=page.text("progress.collapse-all") kind=ButtonKind::Quiet on_press=set_all(true) />
            </span>
        </FilterBar>
    }
    .into_any()
}

fn chips(page: PageContext, is_of_class: bool) -> Vec<FilterChip> {
    let (locale, query) = (page.locale.read(), page.query.read());
    let mut chips: Vec<FilterChip> = search_chip(page, &page.elements.search.read()).into_iter().collect();
    for kind in &query.kinds {
        chips.push(FilterChip { id: format!("k{kind}"), label: kind_name(&locale, kind).to_owned() });
    }
    for status in &query.statuses {
        let label = view_model::status_name(&locale, *status).to_owned();
        chips.push(FilterChip { id: format!("t{}", status.slug()), label });
    }
    if is_of_class {
        chips.extend(group_chips(page));
    }
    chips
}

/// The kinds that can still be added to the filter.
fn kind_choices(page: PageContext) -> Vec<Choice> {
    let chosen = &page.query.read().kinds;
    page.read(|reading| {
        let none = if chosen.is_empty() { "progress.kind-all" } else { "progress.kind-add" };
        let kinds =
            view_model::kinds(reading).into_iter().filter(|(kind, _)| !chosen.iter().any(|other| other == kind));
        let kinds = kinds.map(|(kind, name)| Choice::new(format!("k{kind}"), name));
        std::iter::once(Choice::new("-", reading.locale.text(none))).chain(kinds).collect()
    })
}

/// The statuses that can still be added to the filter.
fn status_choices(page: PageContext) -> Vec<Choice> {
    let (locale, chosen) = (page.locale.read(), &page.query.read().statuses);
    let none = if chosen.is_empty() { "progress.status-all" } else { "progress.status-add" };
    let statuses = Status::ALL.iter().filter(|status| !chosen.contains(status));
    let statuses =
        statuses.map(|status| Choice::new(format!("t{}", status.slug()), view_model::status_name(&locale, *status)));
    std::iter::once(Choice::new("-", locale.text(none))).chain(statuses).collect()
}

/// A list that filters have left empty, or that has never had anything in it.
#[component]
fn NothingFound() -> impl IntoView {
    let page = page_context();
    let has_elements = move || match Elements::of(&page.report.read().data) {
        Some(Elements::OfStudent(details)) => !details.elements.is_empty(),
        Some(Elements::OfClass(class)) => !class.elements.is_empty(),
        None => true,
    };
    let clear = Callback::new(move |()| {
        page.elements.search.set(String::new());
        page.change(&|query| {
            query.kinds.clear();
            query.statuses.clear();
            query.narrowing = Default::default();
        });
    });
    let contents = move || {
        if has_elements() {
            view! {
                <h2>{page.text("progress.none-title")}</h2>
                <p>{page.text("progress.none-text")}</p>
                <Button label=page.text("filter.clear") on_press=clear />
            }
            .into_any()
        } else {
            view! {
                <h2>{page.text("progress.empty-title")}</h2>
                <p>{page.text("progress.empty-text")}</p>
            }
            .into_any()
        }
    };
    view! {
        <div class="panel-state" role="status">{contents}</div>
    }
    .into_any()
}
