//! What the pages of all reports share: where they learn what to show, how they lead elsewhere, and
//! the parts that every list and every details page has.

mod element_list;
mod student_actions;
mod student_list;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::{
    element_list::{ElementList, ElementTable, ListWords, narrow},
    student_actions::StudentActions,
    student_list::{StudentList, StudentTable, SupportColumn, stack},
};
use crate::{
    dataset::zone::Zone,
    engine::protocol::{CourseInfo, Report},
    i18n::Locale,
    names,
    order::sort_rows_by_rank,
    page::view::{chart_labels, exports, figure_stat, help},
    query::Query,
    reports::{
        Policy, REPORTS, ReportId,
        about_file::{AboutFile, about_file},
        messages::view::MessageButton,
        selection::Selection,
        support::{settings::SupportSettings, view_model as support},
        view_model::{self, DoneBar, Figure, NAME_COLUMN, Reading},
    },
    ui::{
        Align, Button, Cell, Choice, Column, Combobox, Exports, FilterBar, FilterChip, Help, Icon, Lasting, NavItem,
        NavTabs, Notice, SearchField, SegmentedControl, Select, ShareBar, Sort, StatBand, Toggle, chart::ChartLabels,
    },
    units::Moment,
};

/// An open course, as the page knows it.
#[derive(Debug)]
pub struct Course {
    /// What the engine says of it.
    pub info: CourseInfo,
    /// Its zone, to write moments in.
    pub zone: Arc<Zone>,
}

/// What a page is given: the reader's language, the course, the view that the address names, and
/// the way to another one.
#[derive(Clone, Copy)]
pub struct PageContext {
    /// The reader's language.
    pub locale: Signal<Locale>,
    /// The open course.
    pub course: Signal<Arc<Course>>,
    /// The figures, of this view or, for a moment, of the one before.
    pub report: Signal<Arc<Report>>,
    /// The view.
    pub query: Signal<Query>,
    /// Leads to another view.
    pub navigate: Callback<Query>,
    /// Leads to this view at another moment, as often as one likes. None: that of the document.
    pub travel: Callback<Option<Moment>>,
    /// What is searched for in lists. Not part of the address, for it is a name.
    pub search: Lasting<String>,
    /// The students that are picked out in lists, as long as the course is open. Not part of the address.
    pub selected: Lasting<Selection>,
    /// What the reader has done to lists of elements.
    pub elements: ElementLists,
    /// The rules for who may need support.
    pub support: Signal<SupportSettings>,
    /// Sets other ones.
    pub set_support: Callback<SupportSettings>,
}

/// What the reader has done to lists of elements, as long as the course is open. None of it is in
/// the address: a search may be a name, and folders are opened in passing.
#[derive(Clone, Copy, Default)]
pub struct ElementLists {
    /// What is searched for.
    pub search: Lasting<String>,
    /// The folders that are closed, by index.
    pub closed: Lasting<Vec<u32>>,
    /// The same while a search or a filter is in force, which opens all that it finds.
    pub closed_in_search: Lasting<Vec<u32>>,
}

/// The context that the application provided.
#[must_use]
pub fn page_context() -> PageContext {
    expect_context()
}

impl PageContext {
    /// A text of the catalogue, in the reader's language.
    pub fn text(self, key: &'static str) -> Signal<String> {
        // The catalogue's scan finds keys in calls of `text`.
        Signal::derive(move || self.locale.read().text(key).to_owned())
    }

    /// Calls `make` with everything that a view model needs.
    pub fn read<T>(self, make: impl FnOnce(&Reading) -> T) -> T {
        let (locale, course, report) = (self.locale.read(), self.course.read(), self.report.read());
        make(&Reading { locale: &locale, zone: &course.zone, info: &course.info, report: &report })
    }

    /// The same without following changes, for what is made anew by another cause.
    pub fn read_untracked<T>(self, make: impl FnOnce(&Reading) -> T) -> T {
        untrack(|| self.read(make))
    }

    /// Leads to this view with a change.
    pub fn change(self, change: &dyn Fn(&mut Query)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.navigate.run(query);
    }

    /// What is searched for in the list of this page: students or elements.
    fn searched(self) -> Lasting<String> {
        let query = self.query.read();
        let has_elements = match query.report {
            ReportId::Progress => query.student.is_some() || query.shows_elements && query.element.is_none(),
            ReportId::Resources => query.element.is_none(),
            ReportId::Front
            | ReportId::Activity
            | ReportId::Grades
            | ReportId::StudentReport
            | ReportId::WeeklyUpdates
            | ReportId::Messages => false,
        };
        if has_elements { self.elements.search } else { self.search }
    }

    /// What the files of this page say of themselves, and the words of their menus; none where nothing is exported.
    pub fn exports(self) -> Signal<Option<Exports>> {
        Signal::derive(move || {
            self.read(|reading| {
                let (locale, query) = (reading.locale, self.query.read());
                let AboutFile { course, report, student, filters, name_filters, as_of, day } =
                    about_file(reading, &query, &self.searched().read())?;
                let word = |key| locale.text(key).to_owned();
                let filters = locale.list(&filters);
                let mut about = vec![(word("export.course"), course.clone()), (word("export.report"), report.clone())];
                about.extend(student.map(|student| (word("export.about-student"), student)));
                if !filters.is_empty() {
                    about.push((word("export.filters"), filters));
                }
                about.push((word("export.as-of"), as_of));
                Some(Exports {
                    about,
                    // Of a student's page the name has the id, so that the files of two students are two.
                    name_before: [Some(course), Some(report), query.student.clone()].into_iter().flatten().collect(),
                    name_after: vec![locale.list(&name_filters), day],
                    ..exports(locale)
                })
            })
        })
    }

    /// The words around charts.
    pub fn chart_labels(self) -> Signal<ChartLabels> {
        chart_labels(self.locale)
    }

    /// The definition of a figure, as its button shows it.
    pub fn help(self, label: &str, text: &str) -> Help {
        help(&self.locale.read(), label, text)
    }
}

/// A figure of a band.
#[component]
pub fn FigureStat(
    /// The figure.
    #[prop(into)]
    figure: Signal<Figure>,
    /// A small chart.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    figure_stat(page_context().locale, figure, children.map(|children| children().into_any()))
}

/// A band of figures, or the rule by which there is none.
#[component]
pub fn FigureBand(
    /// The key of its name.
    label: &'static str,
    /// What is in it; none where the course is too large for it.
    figures: fn(&Reading, &Query) -> Option<Vec<Figure>>,
) -> impl IntoView {
    let page = page_context();
    let figures = Memo::new(move |_| page.read(|reading| figures(reading, &page.query.read())));
    let contents = move || match figures.get() {
        Some(figures) => {
            let figures = figures.into_iter().map(|figure| view! { <FigureStat figure=figure /> }).collect_view();
            view! { <StatBand label=page.text(label)>{figures}</StatBand> }.into_any()
        }
        None => view! { <TooLarge /> }.into_any(),
    };
    contents.into_any()
}

/// How much is done, as a bar and in words.
#[must_use]
pub fn bar_cell(bar: DoneBar) -> Cell {
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

/// One of a few ways to show a page, which its address names.
pub struct PageChoice {
    /// The key of its name.
    pub label: &'static str,
    /// The ways, each with the key of its words.
    pub ways: &'static [(&'static str, &'static str)],
    /// The way that a view is shown in.
    pub way: fn(&Query) -> &'static str,
    /// The same view shown in another way.
    pub with: fn(&Query, &str) -> Query,
}

/// The ways side by side.
#[component]
pub fn PageControl(
    /// What there is to choose.
    choice: &'static PageChoice,
) -> impl IntoView {
    let page = page_context();
    let ways = move || {
        let locale = page.locale.read();
        choice.ways.iter().map(|(way, key)| Choice::new(*way, locale.text(key))).collect::<Vec<_>>()
    };
    let choose = move |way: String| page.navigate.run((choice.with)(&page.query.get_untracked(), &way));
    view! {
        <SegmentedControl
            label=page.text(choice.label)
            choices=Signal::derive(ways)
            value=Signal::derive(move || (choice.way)(&page.query.read()).to_owned())
            on_choose=Callback::new(choose)
        />
    }
    .into_any()
}

/// A column of a list of students, its heading and its sorting.
pub struct ListColumn {
    /// Its name in addresses.
    pub name: &'static str,
    /// The key of its heading.
    pub label: &'static str,
    /// The key of its definition; empty for none.
    pub help: &'static str,
    /// Width in rem.
    pub width: f32,
    /// Where its contents stand.
    pub align: Align,
    /// A first click sorts the largest first.
    pub starts_descending: bool,
}

/// The column that compares with an average of the course, the last of a list that has it. It is left
/// out where the school hides such averages.
pub const COURSE_COLUMN: &str = "difference";

/// The columns with time on task, the last of a list that has them. They are left out where it is
/// hidden.
pub const TIME_COLUMNS: [&str; 2] = ["time", "mean"];

impl ListColumn {
    /// Whether the school and the size of the course allow it.
    #[must_use]
    pub fn is_shown(&self, policy: &Policy) -> bool {
        (self.name != COURSE_COLUMN || policy.course_average)
            && (!TIME_COLUMNS.contains(&self.name) || policy.time_on_task)
    }

    /// The column in the reader's language.
    #[must_use]
    pub fn column(&self, page: PageContext, sort: Sort) -> Column {
        let locale = page.locale.read();
        let label = locale.text(self.label).to_owned();
        Column {
            help: (!self.help.is_empty()).then(|| page.help(&label, locale.text(self.help))),
            label,
            width: self.width,
            grow: 0.0,
            align: self.align,
            sort,
        }
    }
}

/// How a view is sorted by a column, by its name in addresses.
#[must_use]
pub fn sort_of(query: &Query, column: &str) -> Sort {
    match &query.sort {
        Some(sort) if sort.column == column && sort.is_descending => Sort::Descending,
        Some(sort) if sort.column == column => Sort::Ascending,
        _ => Sort::Unsorted,
    }
}

/// The columns of a list of students: that of the names first, that of the support signals last.
pub fn columns(page: PageContext, list: &'static StudentList) -> Signal<Vec<Column>> {
    Signal::derive(move || {
        let (locale, query) = (page.locale.read(), page.query.read());
        let (policy, support) = (page.report.read().policy, list.support_column(&page.report.read()));
        let sorts_by_name_only = !policy.summary;
        let by_name = sort_of(&query, NAME_COLUMN);
        let is_by_name = query.sort.is_none() || sorts_by_name_only && by_name == Sort::Unsorted;
        let name = Column {
            label: locale.text("table.student").to_owned(),
            help: None,
            width: 12.0,
            grow: 1.0,
            align: Align::Start,
            sort: if is_by_name { Sort::Ascending } else { by_name },
        };
        let column = |column: &ListColumn| {
            column.column(page, if sorts_by_name_only { Sort::Never } else { sort_of(&query, column.name) })
        };
        let shown = list.columns.iter().filter(|column| column.is_shown(&policy));
        // No order of need: by this column nothing is sorted.
        let support = match support {
            SupportColumn::None => None,
            SupportColumn::Names => Some(&SUPPORT_NAMES),
            SupportColumn::Reasons => Some(&SUPPORT_REASONS),
        };
        let support = support.map(|column| column.column(page, Sort::Never));
        std::iter::once(name).chain(shown.map(column)).chain(support).collect()
    })
}

const SUPPORT_NAMES: ListColumn = ListColumn {
    name: "support",
    label: "support.column",
    help: "support.help",
    width: 11.0,
    align: Align::Start,
    starts_descending: false,
};

const SUPPORT_REASONS: ListColumn = ListColumn { label: "support.reasons", width: 26.0, ..SUPPORT_NAMES };

/// What a press on the heading of a column does.
pub fn sort_by(page: PageContext, columns: &'static [ListColumn]) -> Callback<usize> {
    Callback::new(move |index: usize| {
        let (name, starts_descending) = match index.checked_sub(1).and_then(|index| columns.get(index)) {
            Some(column) => (column.name, column.starts_descending),
            None => (NAME_COLUMN, false),
        };
        // A copy: the query can't be held while it is replaced.
        let mut query = page.query.get_untracked();
        if !page.report.read_untracked().policy.summary {
            // Whatever the address asks for, the list stands in the order of names.
            query.sort.take_if(|sort| sort.column != NAME_COLUMN);
        }
        page.navigate.run(view_model::sorted_by(&query, name, starts_descending));
    })
}

/// Filters by name and group, those in force, and how many students are left of all.
#[component]
pub fn StudentFilters(
    /// How many students the list shows.
    #[prop(into)]
    shown: Signal<usize>,
    /// Whether it can be narrowed to those who may need support.
    #[prop(into)]
    has_support: Signal<bool>,
) -> impl IntoView {
    let page = page_context();
    let needs_support = Signal::derive(move || page.query.read().needs_support);
    let narrow = Callback::new(move |on| page.change(&|query| query.needs_support = on));
    let count = move || {
        let (locale, all) = (page.locale.read(), page.report.read().policy.participants);
        locale.count("filter.count", all, &[("shown", &locale.whole(shown.get() as u64))])
    };
    let on_remove = Callback::new(move |id: String| match &*id {
        "s" => page.search.set(String::new()),
        _ => remove_group(page, &id),
    });
    view! {
        <FilterBar
            label=page.text("filter.label")
            count=Signal::derive(count)
            chips=Signal::derive(move || chips(page))
            on_remove=on_remove
            remove_words=remove_words(page)
        >
            <SearchField
                label=page.text("filter.search")
                value=page.search
                on_search=Callback::new(move |text| page.search.set(text))
            />
            <GroupSelect />
            <Show when=move || has_support.get()>
                <Toggle label=page.text("support.column") on=needs_support on_toggle=narrow />
            </Show>
        </FilterBar>
    }
}

/// What a screen reader hears of a filter that can be taken away.
pub fn remove_words(page: PageContext) -> Callback<String, String> {
    Callback::new(move |filter: String| page.locale.read().with("filter.remove", &[("filter", &filter)]))
}

/// Adds a group to the filter. Nothing in a course without groups.
#[component]
pub fn GroupSelect() -> impl IntoView {
    let page = page_context();
    let choose = Callback::new(move |value: String| match value.split_at(1) {
        ("n", _) => page.change(&|query| query.filter.without_group = true),
        ("g", group) => page.change(&|query| query.filter.group_ids.push(group.to_owned())),
        _ => {}
    });
    let has_groups = move || !page.course.read().info.groups.is_empty();
    let select = move || {
        view! {
            <Select
                label=page.text("filter.group")
                choices=Signal::derive(move || group_choices(page))
                value=Signal::derive(|| "-".to_owned())
                on_choose=choose
            />
        }
    };
    move || has_groups().then(select)
}

/// Takes a group out of the filter, by the id of its chip.
pub fn remove_group(page: PageContext, id: &str) {
    match id.strip_prefix('g') {
        Some(group) => page.change(&|query| query.filter.group_ids.retain(|id| id != group)),
        None => page.change(&|query| query.filter.without_group = false),
    }
}

fn chips(page: PageContext) -> Vec<FilterChip> {
    let search = search_chip(page, &page.search.read());
    search.into_iter().chain(group_chips(page)).collect()
}

/// A text that is searched for, as a chip with the id `s`.
pub fn search_chip(page: PageContext, search: &str) -> Option<FilterChip> {
    let label = || page.locale.read().with("filter.search-chip", &[("text", search)]);
    (!search.trim().is_empty()).then(|| FilterChip { id: "s".to_owned(), label: label() })
}

/// The groups of the filter, as chips with ids that begin with `g` or are `n`.
pub fn group_chips(page: PageContext) -> Vec<FilterChip> {
    let (locale, query, course) = (page.locale.read(), page.query.read(), page.course.read());
    let mut chips = Vec::new();
    for id in &query.filter.group_ids {
        let group = course.info.groups.iter().find(|group| group.id == *id);
        let label = group.map_or_else(|| id.clone(), |group| title_or_id(&group.title, &group.id));
        chips.push(FilterChip { id: format!("g{id}"), label });
    }
    if query.filter.without_group {
        chips.push(FilterChip { id: "n".to_owned(), label: locale.text("filter.without-group").to_owned() });
    }
    chips
}

/// The groups that can still be added to the filter.
fn group_choices(page: PageContext) -> Vec<Choice> {
    let (locale, query, course) = (page.locale.read(), page.query.read(), page.course.read());
    let none = if query.filter.is_empty() { "filter.group-all" } else { "filter.group-add" };
    let mut choices = vec![Choice::new("-", locale.text(none))];
    for group in &course.info.groups {
        if !query.filter.group_ids.contains(&group.id) {
            choices.push(Choice::new(format!("g{}", group.id), title_or_id(&group.title, &group.id)));
        }
    }
    if !query.filter.without_group {
        choices.push(Choice::new("n", locale.text("filter.without-group")));
    }
    choices
}

fn title_or_id(title: &str, id: &str) -> String {
    if title.trim().is_empty() { id.to_owned() } else { title.to_owned() }
}

/// The head of a student's page: the name, the way to other students and back, and the student's
/// other reports.
#[component]
pub fn StudentHead(
    /// The student, by index.
    #[prop(into)]
    student: Signal<u32>,
) -> impl IntoView {
    let page = page_context();
    let name = Signal::derive(move || page.read(|reading| reading.student(student.get()).name.clone()));
    let neighbours = Memo::new(move |_| {
        let needs_support = page.query.read().needs_support;
        page.read(|reading| view_model::neighbours(reading, student.get(), needs_support))
    });
    let signals = move || page.read(|reading| support::student_sentence(reading, student.get()));
    let place = move || {
        let (neighbours, locale) = (neighbours.get(), page.locale.read());
        neighbours.place.map(|place| {
            let (place, whole) = (locale.whole(place as u64), locale.whole(neighbours.count as u64));
            locale.with("nav.student-place", &[("place", &place), ("whole", &whole)])
        })
    };
    let address = move |student: Option<u32>| {
        let id = student.map(|student| page.read(|reading| reading.student(student).id.clone()));
        id.map(|id| page.query.read().with_student(&id).address())
    };
    let tabs = move || {
        let (locale, query) = (page.locale.read(), page.query.read());
        let item = |entry: &crate::reports::Entry| NavItem {
            label: locale.text(entry.title).to_owned(),
            href: query.with_report(entry.id).address(),
            current: entry.id == query.report,
        };
        REPORTS.iter().filter(|entry| entry.has_details).map(item).collect::<Vec<_>>()
    };
    // Who sees themself alone has no others to go to.
    let has_others = Signal::derive(move || page.course.read().info.access.has_course());
    let report = move || {
        let id = page.read(|reading| reading.student(student.get()).id.clone());
        page.query.read().with_student_report(vec![id]).address()
    };
    let tabs_label = move || page.locale.read().with("nav.student-reports", &[("student", &name.read())]);
    view! {
        <div class="student-head">
            <Show when=move || has_others.get()>
                <a class="back-link" href=move || page.query.read().overview().address()>
                    {page.text("nav.overview")}
                </a>
            </Show>
            <div class="page-head">
                <h1 tabindex="-1">{name}</h1>
                <Show when=move || has_others.get()>
                    <nav class="student-steps" aria-label=page.text("nav.pick-student")>
                        {move || step_link(page, address(neighbours.get().previous), Icon::Previous)}
                        <span class="muted">{place}</span>
                        {move || step_link(page, address(neighbours.get().next), Icon::Next)}
                    </nav>
                    <StudentPicker name=name />
                    <a class="step-link" href=report>{page.text("nav.student-report")}</a>
                    <MessageButton students=Signal::derive(move || vec![student.get()]) />
                </Show>
            </div>
            {move || signals().map(|signals| view! { <p class="support-line">{signals}</p> })}
            <NavTabs label=Signal::derive(tabs_label) items=Signal::derive(tabs) />
        </div>
    }
}

fn step_link(page: PageContext, address: Option<String>, icon: Icon) -> AnyView {
    let (key, is_previous) = match icon {
        Icon::Previous => ("nav.previous-student", true),
        _ => ("nav.next-student", false),
    };
    let label = page.text(key);
    match address {
        Some(address) => view! {
            <a class="step-link" class:step-previous=is_previous href=address>{label}</a>
        }
        .into_any(),
        None => view! {
            <span class="step-link" class:step-previous=is_previous aria-disabled="true">{label}</span>
        }
        .into_any(),
    }
}

/// Finds another student by typing.
#[component]
fn StudentPicker(
    /// The name of the student shown.
    name: Signal<String>,
) -> impl IntoView {
    /// More than these can't be looked through.
    const MOST: usize = 20;
    let page = page_context();
    let search = move |text: String| {
        page.read_untracked(|reading| {
            let text = names::fold(&text);
            let student = |index: &u32| reading.student(*index);
            let mut found: Vec<u32> = reading.report.listed.clone();
            found.retain(|index| names::matches(&student(index).folded_name, &text));
            sort_rows_by_rank(&mut found, &|index| student(&index).rank);
            found.truncate(MOST);
            let choice = |index: u32| Choice::new(student(&index).id.clone(), student(&index).name.clone());
            found.into_iter().map(choice).collect::<Vec<_>>()
        })
    };
    let choose = move |id: String| {
        let query = page.query.read_untracked().with_student(&id);
        page.navigate.run(query);
    };
    view! {
        <Combobox
            label=page.text("nav.pick-student")
            value=name
            search=Callback::new(search)
            on_choose=Callback::new(choose)
            none_found=page.text("nav.no-student-found")
        />
    }
}

/// Why a course has no summary, and a list that sorts by name only.
#[component]
pub fn TooLarge() -> impl IntoView {
    let page = page_context();
    let words = move || {
        let (locale, report) = (page.locale.read(), page.report.read());
        let limit = locale.whole(report.policy.summary_limit.unwrap_or_default() as u64);
        let summary = locale.with("hidden.summary", &[("limit", &limit)]);
        format!("{summary} {}", locale.text("hidden.sorting"))
    };
    view! { <Notice text=Signal::derive(words) /> }
}

/// A list that a search or filter has left empty.
#[component]
pub fn NothingLeft() -> impl IntoView {
    let page = page_context();
    let clear = Callback::new(move |()| {
        page.search.set(String::new());
        page.change(&|query| {
            query.filter = Default::default();
            query.needs_support = false;
            query.statuses.clear();
        });
    });
    view! {
        <div class="panel-state" role="status">
            <h2>{page.text("filter.none-title")}</h2>
            <p>{page.text("filter.none-text")}</p>
            <Button label=page.text("filter.clear") on_press=clear />
        </div>
    }
}
