//! The list of elements in their folders that several pages have. What is in it differs from page to
//! page and is told by plain functions, so that all of them share one program. Which folders are
//! closed and what is searched for outlives the pages.

use std::sync::Arc;

use leptos::prelude::*;

use super::{GroupSelect, PageContext, group_chips, page_context, remove_group, remove_words, search_chip};
use crate::{
    dataset::Class,
    engine::protocol::Report,
    export::{self, Draft},
    query::Query,
    reports::{
        element_list::{Found, Item, ListRow, element_cells, elements_headings, in_folders, kinds},
        view_model::{Reading, kind_name},
    },
    ui::{
        Button, ButtonKind, Cell, Choice, Column, DataTable, ExportMenu, FilterBar, FilterChip, Lasting, RowSource,
        SearchField, Select,
    },
    units::Part,
};

/// What a page's list of elements consists of. Rows are named by their place in the report.
pub struct ElementList {
    /// Its name in the style sheet.
    pub class: &'static str,
    /// The keys of its words.
    pub words: &'static ListWords,
    /// The element of a row, by index, and how much of it is done.
    pub element: fn(&Report, u32) -> (u32, Part),
    /// What the filters and the search leave; none where the report isn't this list's.
    pub found: fn(&Reading, &Query, &str) -> Option<Found>,
    /// The columns, that of the elements first.
    pub columns: fn(PageContext) -> Vec<Column>,
    /// The view that a press on the heading of a column leads to.
    pub sorted: fn(&Query, usize) -> Query,
    /// Where a row leads, from the element's id.
    pub target: fn(&Query, &str) -> Query,
    /// The cells of a row after the name.
    pub cells: fn(&Reading, u32) -> Vec<Cell>,
    /// In a file, the headings after the element, its folders and its kind.
    pub file_headings: fn(&Reading) -> Vec<String>,
    /// And the cells under them.
    pub file_cells: fn(&Reading, u32) -> Vec<export::Cell>,
    /// What there is of a folder beside its name, and in which column.
    pub folder_cell: fn(&Reading, Part) -> (usize, Cell),
    /// The classes of its elements.
    pub has_class: fn(Class) -> bool,
    /// Whether groups can be chosen.
    pub has_groups: bool,
    /// A filter that only this list has.
    pub filter: fn(PageContext) -> AnyView,
    /// What of that filter is in force, as chips with ids that begin with `t`.
    pub chips: fn(PageContext) -> Vec<FilterChip>,
    /// Takes a value out of that filter, by the id of its chip without the `t`.
    pub remove: fn(&mut Query, &str),
}

/// The keys of the words of a list.
pub struct ListWords {
    /// What the elements are.
    pub label: &'static str,
    /// What the filters are.
    pub filters: &'static str,
    /// What the search is.
    pub search: &'static str,
    /// How many are shown of how many.
    pub count: &'static str,
    /// That filters leave nothing, and what to do.
    pub none: [&'static str; 2],
    /// That there are no elements, and what would be here.
    pub empty: [&'static str; 2],
}

/// The closed folders of the list as it stands.
fn closed_folders(page: PageContext, query: &Query) -> Lasting<Vec<u32>> {
    let is_filtered = !query.kinds.is_empty()
        || !query.statuses.is_empty()
        || query.only_unopened
        || !page.elements.search.read().trim().is_empty();
    if is_filtered { page.elements.closed_in_search } else { page.elements.closed }
}

/// Leads to this view with other filters. What is found anew is in open folders.
pub fn narrow(page: PageContext, change: &dyn Fn(&mut Query)) {
    page.elements.closed_in_search.set(Vec::new());
    page.change(change);
}

/// What is in the list.
#[derive(Clone, Default, PartialEq)]
struct Contents {
    all: usize,
    shown: usize,
    is_sorted: bool,
    is_in_folders: bool,
    rows: Arc<Vec<ListRow>>,
    /// Those of them that are elements, in closed folders too.
    found: Arc<Vec<u32>>,
}

/// A list of elements under its filters.
#[component]
pub fn ElementTable(
    /// What it consists of.
    list: &'static ElementList,
) -> impl IntoView {
    let page = page_context();
    let contents = Memo::new(move |_| {
        let query = page.query.read();
        page.read(|reading| {
            let Some(found) = (list.found)(reading, &query, &page.elements.search.read()) else {
                return Contents::default();
            };
            let Found { all, rows, is_sorted, is_in_folders } = found;
            let shown = rows.len();
            let found = Arc::new(rows.clone());
            let rows = if is_in_folders {
                let element = |row| (list.element)(reading.report, row);
                in_folders(reading.info, &element, &rows, &closed_folders(page, &query).read())
            } else {
                rows.into_iter().map(|row| ListRow { depth: 0, item: Item::Element(row) }).collect()
            };
            Contents { all, shown, is_sorted, is_in_folders, rows: Arc::new(rows), found }
        })
    });
    let rows = Signal::derive(move || {
        page.locale.track();
        let (report, contents, query) = (page.report.get(), contents.get(), page.query.get());
        let columns = (list.columns)(page).len();
        RowSource::new(contents.rows.len(), move |index| {
            cells(page, list, &report, contents.rows[index], &query, columns)
        })
    });
    let sort = Callback::new(move |index: usize| page.navigate.run((list.sorted)(&page.query.get_untracked(), index)));
    let is_empty = move || contents.read().shown == 0;
    view! {
        <div class=format!("element-list {}", list.class) class:is-unsorted=move || !contents.read().is_sorted class:is-in-folders=move || contents.read().is_in_folders>
            <DataTable
                label=page.text(list.words.label)
                columns=Signal::derive(move || (list.columns)(page))
                rows=rows
                on_sort=sort
                sort_label=page.text("table.sort")
                reverse_label=page.text("table.reverse")
            >
                <Filters list=list contents=contents />
                <ExportMenu
                    title=page.text(list.words.label)
                    draft=Callback::new(move |()| draft(page, list, contents.get_untracked().found))
                />
            </DataTable>
            {move || is_empty().then(|| nothing_found(page, list.words, contents.read().all > 0))}
        </div>
    }
    .into_any()
}

/// The elements that the filters leave, as a file.
fn draft(page: PageContext, list: &'static ElementList, found: Arc<Vec<u32>>) -> Draft {
    let (course, report, locale) =
        (page.course.get_untracked(), page.report.get_untracked(), page.locale.get_untracked());
    let headings = page.read_untracked(|reading| {
        let mut headings = elements_headings(reading);
        headings.append(&mut (list.file_headings)(reading));
        headings
    });
    let len = found.len();
    let row = move |index: usize| {
        let reading = Reading { locale: &locale, zone: &course.zone, info: &course.info, report: &report };
        let mut cells = element_cells(&reading, (list.element)(&report, found[index]).0);
        cells.append(&mut (list.file_cells)(&reading, found[index]));
        cells
    };
    Draft { table: export::Table { headings, ..Default::default() }, len, row: Arc::new(row) }
}

/// The cells of a row: as many as there are columns.
fn cells(
    page: PageContext,
    list: &'static ElementList,
    report: &Report,
    row: ListRow,
    query: &Query,
    columns: usize,
) -> Vec<Cell> {
    let ListRow { depth, item } = row;
    page.read_untracked(|reading| {
        // The list is that of `report`, while the page may have gone on to the next one.
        let reading = &Reading { report, ..*reading };
        match item {
            Item::Folder { folder, is_open, done } => {
                let toggle = Callback::new(move |()| toggle(page, folder));
                let text = reading.info.folders[folder as usize].title.clone();
                let mut cells = vec![Cell::Folder { text, depth, is_open, on_toggle: toggle }];
                cells.resize_with(columns, || Cell::Text(String::new()));
                let (place, cell) = (list.folder_cell)(reading, done);
                cells[place] = cell;
                cells
            }
            Item::Element(row) => {
                let element = &reading.info.elements[(list.element)(report, row).0 as usize];
                // It leads to the students of the element, whom not everybody may see.
                let has_target = reading.info.access.has_course();
                let href = if has_target { (list.target)(query, &element.id).address() } else { String::new() };
                let mut cells = vec![Cell::Leaf { text: element.title.clone(), href, depth }];
                cells.append(&mut (list.cells)(reading, row));
                cells
            }
        }
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

/// Search, kind, the list's own filter, groups and folders.
#[component]
fn Filters(list: &'static ElementList, contents: Memo<Contents>) -> impl IntoView {
    let page = page_context();
    let count = move || {
        let (locale, contents) = (page.locale.read(), contents.read());
        locale.count(list.words.count, contents.all as u64, &[("shown", &locale.whole(contents.shown as u64))])
    };
    let search = page.elements.search;
    let on_remove = Callback::new(move |id: String| match id.split_at(1) {
        ("s", _) => search.set(String::new()),
        ("k", kind) => narrow(page, &|query| query.kinds.retain(|other| other != kind)),
        ("t", value) => narrow(page, &|query| (list.remove)(query, value)),
        _ => remove_group(page, &id),
    });
    let add_kind = Callback::new(move |id: String| {
        if let Some(kind) = id.strip_prefix('k') {
            narrow(page, &|query| query.kinds.push(kind.to_owned()));
        }
    });
    let set_all = move |is_closed: bool| {
        Callback::new(move |()| {
            let folders = page.course.read_untracked().info.folders.len() as u32;
            let closed = untrack(|| closed_folders(page, &page.query.read()));
            closed.set(if is_closed { (0..folders).collect() } else { Vec::new() });
        })
    };
    view! {
        <FilterBar
            label=page.text(list.words.filters)
            count=Signal::derive(count)
            chips=Signal::derive(move || chips(page, list))
            on_remove=on_remove
            remove_words=remove_words(page)
        >
            <SearchField
                label=page.text(list.words.search)
                value=search
                on_search=Callback::new(move |text| {
                    page.elements.closed_in_search.set(Vec::new());
                    search.set(text);
                })
            />
            <Select
                label=page.text("elements.kind")
                choices=Signal::derive(move || kind_choices(page, list.has_class))
                value=Signal::derive(|| "-".to_owned())
                on_choose=add_kind
            />
            {(list.filter)(page)}
            {list.has_groups.then(|| view! { <GroupSelect /> })}
            <span class="folder-buttons" hidden=move || !contents.read().is_in_folders>
                <Button label=page.text("elements.expand-all") kind=ButtonKind::Quiet on_press=set_all(false) />
                <Button label=page.text("elements.collapse-all") kind=ButtonKind::Quiet on_press=set_all(true) />
            </span>
        </FilterBar>
    }
    .into_any()
}

fn chips(page: PageContext, list: &ElementList) -> Vec<FilterChip> {
    let (locale, query) = (page.locale.read(), page.query.read());
    let mut chips: Vec<FilterChip> = search_chip(page, &page.elements.search.read()).into_iter().collect();
    for kind in &query.kinds {
        chips.push(FilterChip { id: format!("k{kind}"), label: kind_name(&locale, kind).to_owned() });
    }
    chips.append(&mut (list.chips)(page));
    if list.has_groups {
        chips.extend(group_chips(page));
    }
    chips
}

/// The kinds that can still be added to the filter.
fn kind_choices(page: PageContext, has_class: fn(Class) -> bool) -> Vec<Choice> {
    let chosen = &page.query.read().kinds;
    page.read(|reading| {
        let none = if chosen.is_empty() { "elements.kind-all" } else { "elements.kind-add" };
        let kinds = kinds(reading, has_class).into_iter().filter(|(kind, _)| !chosen.iter().any(|other| other == kind));
        let kinds = kinds.map(|(kind, name)| Choice::new(format!("k{kind}"), name));
        std::iter::once(Choice::new("-", reading.locale.text(none))).chain(kinds).collect()
    })
}

/// A list that filters have left empty, or that has never had anything in it.
fn nothing_found(page: PageContext, words: &'static ListWords, has_elements: bool) -> AnyView {
    let clear = Callback::new(move |()| {
        page.elements.search.set(String::new());
        page.change(&|query| {
            query.kinds.clear();
            query.statuses.clear();
            query.narrowing = Default::default();
            query.only_unopened = false;
        });
    });
    let [title, text] = if has_elements { words.none } else { words.empty };
    view! {
        <div class="panel-state" role="status">
            <h2>{page.text(title)}</h2>
            <p>{page.text(text)}</p>
            {has_elements.then(|| view! { <Button label=page.text("filter.clear") on_press=clear /> })}
        </div>
    }
    .into_any()
}
