//! Shows a page of the reports on training, whichever it is, as its model says.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    contents::Data,
    model::{CellModel, ChartModel, ChoiceModel, FileModel, PageModel, RowModel, TableModel, Words, bar_details},
    view_model::{self, Reading},
};
use crate::{
    dataset::zone::Zone,
    document::parse_date,
    engine::protocol::{TrainingInfo, TrainingReport},
    export::{self, Draft, Format, file_name},
    i18n::{DateStyle, Locale},
    names,
    page::view::{chart_labels, exports, figure_stat, help},
    query::Query,
    training::{
        Narrowing,
        address::{Part, TrainingPage, TrainingView},
        sessions::view_model::Column as FileColumn,
    },
    ui::{
        Align, Button, ButtonKind, Cell, Checkbox, Choice, Column, Combobox, DataTable, DateField, Dialog, Disclosure,
        ExportMenu, Exports, ExportsContext, FilterBar, FilterChip, HelpTip, Lasting, MOST_PRINTED, NavItem, NavTabs,
        Notice, ProgressBar, RowSource, RowStop, SearchField, SegmentedControl, Select, ShareBar, Sort, StatBand,
        chart::Chart, chart::picture_of_table,
    },
};

/// An open training document, as the page knows it.
#[derive(Debug)]
pub struct OpenTraining {
    /// What the engine says of it.
    pub info: TrainingInfo,
    /// Its zone, to write moments in.
    pub zone: Arc<Zone>,
}

/// A file of sessions to make.
#[derive(Clone, Debug)]
pub struct FileOrder {
    /// The sessions, by index.
    pub sessions: Vec<u32>,
    /// The columns.
    pub columns: Vec<FileColumn>,
    /// Their headings.
    pub headings: Vec<String>,
    /// Who is in it.
    pub narrowing: Narrowing,
    /// The rows that are there already; those of the sessions come after them.
    pub rows: Vec<Vec<export::Cell>>,
    /// How many rows the sessions have.
    pub count: u64,
    /// Its kind.
    pub format: Format,
    /// Its name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// What a reader of it has to know.
    pub about: Vec<(String, String)>,
}

/// How it stands with a file of sessions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FileStage {
    /// None is being made.
    Idle,
    /// So much of it is there, 0 to 1.
    Making(f64),
    /// It could not be made.
    Failed,
}

/// What the pages are given.
#[derive(Clone, Copy)]
pub struct TrainingContext {
    /// The reader's language.
    pub locale: Signal<Locale>,
    /// The open document.
    pub open: Signal<Arc<OpenTraining>>,
    /// The figures, of this view or, for a moment, of the one before.
    pub report: Signal<Arc<TrainingReport>>,
    /// The view.
    pub query: Signal<Query>,
    /// Leads to another view.
    pub navigate: Callback<Query>,
    /// What is searched for in tables. Not part of the address, for it may be a name.
    pub search: Lasting<String>,
    /// Whether files are offered.
    pub has_exports: Signal<bool>,
    /// Makes a file of sessions.
    pub make_file: Callback<FileOrder>,
    /// Gives it up.
    pub give_up_file: Callback<()>,
    /// How it stands with it.
    pub file_stage: Signal<FileStage>,
}

impl TrainingContext {
    fn text(self, key: &'static str) -> Signal<String> {
        // The catalogue's scan finds keys in calls of `text`.
        Signal::derive(move || self.locale.read().text(key).to_owned())
    }

    fn address(self, view: &TrainingView) -> String {
        self.query.read_untracked().with_training(view.clone()).address()
    }

    fn go(self, view: TrainingView) {
        let query = self.query.read_untracked().with_training(view);
        self.navigate.run(query);
    }

    /// Leads to this view with a change.
    fn change(self, change: impl FnOnce(&mut TrainingView)) {
        let mut view = self.query.read_untracked().training.clone();
        change(&mut view);
        self.go(view);
    }

    fn model(self, view: &TrainingView) -> PageModel {
        let (locale, open, report) = (self.locale.read(), self.open.read(), self.report.read());
        view_model::page(&Reading { locale: &locale, zone: &open.zone, view }, &report.data)
    }

    /// What cells are put into words with.
    fn words<T>(self, put: impl FnOnce(Words) -> T) -> T {
        let (locale, open) = (self.locale.read(), self.open.read());
        put(Words { locale: &locale, zone: &open.zone })
    }

    /// The moment of all figures, in words.
    #[must_use]
    pub fn as_of(self) -> String {
        let (locale, open) = (self.locale.read(), self.open.read());
        locale.date_time(open.zone.local(open.info.generated_at))
    }

    /// What files of a page say of themselves.
    fn exports(self, title: String) -> Exports {
        let (locale, query) = (self.locale.read(), self.query.read());
        let training = locale.text("training.title").to_owned();
        // Nobody's name is in the name of a file: of a learner's page it has the id.
        let name = query.training.learner_id().map_or_else(|| title.clone(), str::to_owned);
        let word = |key| locale.text(key).to_owned();
        let day = self.open.read().zone.day(self.open.read().info.generated_at).to_string();
        Exports {
            about: vec![
                (word("export.report"), training.clone()),
                (word("training.page"), title),
                (word("export.as-of"), self.as_of()),
            ],
            name_before: vec![training, name],
            name_after: vec![day],
            ..exports(&locale)
        }
    }
}

/// The page that the address names.
#[component]
pub fn TrainingPages(
    /// What it is given.
    context: TrainingContext,
) -> impl IntoView {
    // The table is sorted as it stands.
    let view = Memo::new(move |_| TrainingView { sort: None, ..context.query.read().training.clone() });
    let model = Memo::new(move |_| context.model(&view.read()));
    let title = Signal::derive(move || model.read().title.clone());
    let exports = Signal::derive(move || context.has_exports.get().then(|| context.exports(title.get())));
    provide_context::<ExportsContext>(exports);
    // What is searched for on one page is not searched for on the next.
    let place = Memo::new(move |_| {
        let request = &context.report.read().request;
        (request.page.clone(), request.part, request.session.clone(), request.learner.clone())
    });
    Effect::new(move |earlier: Option<()>| {
        place.get();
        if earlier.is_some() {
            context.search.set(String::new());
        }
    });
    let charts = Memo::new(move |_| model.read().charts.clone());
    let figures = Memo::new(move |_| model.read().figures.clone());
    // What is chosen from stays while another one is chosen, and with it the keyboard's focus.
    let choices = Memo::new(move |_| {
        let shape = |made: &ChoiceModel| {
            let names = made.options.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            (made.label.clone(), names, made.is_menu)
        };
        model.read().choices.iter().map(shape).collect::<Vec<_>>()
    });
    let heading = Memo::new(move |_| {
        let PageModel { title, about, back, links, tabs, notes, .. } = &*model.read();
        let (title, about, back, links) = (title.clone(), about.clone(), back.clone(), links.clone());
        PageModel { title, about, back, links, tabs: tabs.clone(), notes: notes.clone(), ..PageModel::default() }
    });
    let empty = Memo::new(move |_| model.read().empty.clone());
    let parts = Memo::new(move |_| {
        let PageModel { table, file, .. } = &*model.read();
        (table.is_some(), file.is_some(), file.as_ref().is_some_and(|file| file.table.is_some()))
    });
    // Where the reader goes back to from a box above the page.
    let below = StoredValue::new(TrainingView::of(TrainingPage::Dashboard));
    Effect::new(move |_| {
        let view = view.get();
        if view.page == TrainingPage::Dashboard && view.part != Part::File {
            below.set_value(view);
        }
    });
    view! {
        {move || head(context, &heading.read())}
        {move || {
            let figures = figures.get();
            (!figures.is_empty()).then(move || {
                let stats = figures.into_iter().map(move |figure| figure_stat(context.locale, Signal::stored(figure), None));
                view! { <StatBand label=title>{stats.collect_view()}</StatBand> }
            })
        }}
        {move || {
            let charts = charts.get();
            (!charts.is_empty()).then(move || {
                let charts = charts.into_iter().map(move |chart| chart_section(context, chart)).collect_view();
                view! { <div class="training-charts">{charts}</div> }
            })
        }}
        {move || {
            let is_above = parts.get().2;
            let choices = choices.get();
            (!is_above && !choices.is_empty()).then(move || page_controls(context, model, choices))
        }}
        {move || empty.get().map(|[title, text]| {
            view! {
                <div class="panel-state" role="status">
                    <h2>{title}</h2>
                    <p>{text}</p>
                </div>
            }
        })}
        {move || {
            // A memo that is only tracked counts as changed when it is first worked out.
            place.get();
            let (has_table, has_file, is_above) = parts.get();
            let close = Callback::new(move |()| context.go(below.get_value()));
            view! {
                {has_table.then(|| table(context, model))}
                {(has_file && !is_above).then(|| file(context, model))}
                {is_above.then(|| view! {
                    <Dialog title=context.text("training.export-title") open=true on_close=close close_label=context.text("help.close")>
                        {move || page_controls(context, model, choices.get())}
                        {file(context, model)}
                    </Dialog>
                })}
            }
        }}
    }
    .into_any()
}

fn head(context: TrainingContext, model: &PageModel) -> AnyView {
    let PageModel { title, about, back, links, tabs, notes, .. } = model;
    let back = back.as_ref().map(|(words, view)| {
        view! { <a class="back-link" href=context.address(view)>{words.clone()}</a> }
    });
    let item = |(label, view, current): &(String, TrainingView, bool)| NavItem {
        label: label.clone(),
        href: context.address(view),
        current: *current,
    };
    let items: Vec<NavItem> = tabs.iter().map(item).collect();
    let tabs = (!items.is_empty()).then(|| {
        view! { <NavTabs label=context.text("training.parts") items=Signal::stored(items) /> }
    });
    let notes = notes.iter().map(|note| view! { <Notice text=note.clone() /> }).collect_view();
    let links = links.iter().map(move |(words, view)| {
        view! { <a class="step-link" href=context.address(view)>{words.clone()}</a> }
    });
    let about = (!about.is_empty()).then(|| view! { <p class="element-about">{about.clone()}</p> });
    view! {
        <div class="student-head">
            {back}
            <div class="page-head">
                <h1 tabindex="-1">{title.clone()}</h1>
                {links.collect_view()}
            </div>
            {about}
            {tabs}
        </div>
        {notes}
    }
    .into_any()
}

fn chart_section(context: TrainingContext, made: ChartModel) -> AnyView {
    let ChartModel { title, help: text, chart, key } = made;
    let key = (!key.is_empty()).then(|| {
        let lines = key.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="training-key" aria-hidden="true">{lines}</ul> }
    });
    let words = (title.clone(), text);
    let definition = Signal::derive(move || help(&context.locale.read(), &words.0, &words.1));
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{title.clone()}</h2>
                <HelpTip help=definition />
            </div>
            <Chart spec=chart label=title labels=chart_labels(context.locale) height=180.0 />
            {key}
        </section>
    }
    .into_any()
}

fn page_controls(
    context: TrainingContext,
    model: Memo<PageModel>,
    choices: Vec<(String, Vec<String>, bool)>,
) -> AnyView {
    let choices = choices.into_iter().enumerate();
    let choices = choices.map(move |(place, made)| choice(context, model, place, made)).collect_view();
    view! { <div class="page-controls">{choices}</div> }.into_any()
}

/// One of the choices of a page: its label, its ways, and whether it is a menu.
fn choice(
    context: TrainingContext,
    model: Memo<PageModel>,
    place: usize,
    (label, names, is_menu): (String, Vec<String>, bool),
) -> AnyView {
    let choices: Vec<Choice> =
        names.into_iter().enumerate().map(|(index, name)| Choice::new(index.to_string(), name)).collect();
    let choices = Signal::stored(choices);
    let on_choose = Callback::new(move |value: String| {
        let view = value
            .parse()
            .ok()
            .and_then(|index: usize| Some(model.read_untracked().choices.get(place)?.options.get(index)?.1.clone()));
        if let Some(view) = view {
            let sort = context.query.with_untracked(|query| query.training.sort.clone());
            context.go(TrainingView { sort, ..view });
        }
    });
    let value = Signal::derive(move || {
        let model = model.read();
        model.choices.get(place).map(|made| made.current.to_string()).unwrap_or_default()
    });
    if is_menu {
        view! { <Select label=label choices=choices value=value on_choose=on_choose /> }.into_any()
    } else {
        view! { <SegmentedControl label=label choices=choices value=value on_choose=on_choose /> }.into_any()
    }
}

fn cell(
    context: TrainingContext,
    title: &str,
    cell: &CellModel,
    [text, note]: [String; 2],
    is_first: bool,
    is_past: bool,
) -> Cell {
    match cell {
        // A row has one name; a link beside it is one of its cells.
        CellModel::Link(_, _, view) if !is_first => {
            let href = context.address(view);
            let is_stop = use_context::<RowStop>().map_or(Signal::from(true), |stop| stop.0);
            let tab_index = move || if is_stop.get() { "0" } else { "-1" };
            Cell::View(view! { <a href=href tabindex=tab_index>{text}</a> }.into_any())
        }
        CellModel::Link(_, _, view) => Cell::Link { text, href: context.address(view) },
        CellModel::Name(..) => Cell::Link { text, href: String::new() },
        CellModel::Stack(..) => Cell::View(
            view! {
                <span class="cell-stack" class:is-past=is_past>
                    {text}
                    <small>{note}</small>
                </span>
            }
            .into_any(),
        ),
        CellModel::Bar(_) | CellModel::PartBar(_) => {
            let details = bar_details(title, &text, &note);
            Cell::View(
                view! {
                    <span class="share">
                        <ShareBar share=cell.share() mark=None details=details />
                        <span class="cell-stack">
                            {text}
                            <small>{note}</small>
                        </span>
                    </span>
                }
                .into_any(),
            )
        }
        _ => Cell::Text(text),
    }
}

fn columns(context: TrainingContext, table: &TableModel) -> Vec<Column> {
    let (locale, query) = (context.locale.read(), context.query.read());
    let sort = query.training.sort.as_ref();
    let column = |(index, column): (usize, &super::model::ColumnModel)| Column {
        label: column.label.clone(),
        help: (!column.help.is_empty()).then(|| help(&locale, &column.label, &column.help)),
        width: column.width,
        grow: if index == 0 { 1.0 } else { 0.0 },
        align: if column.is_number && !column.has_bars { Align::End } else { Align::Start },
        sort: match sort.filter(|sort| sort.column == column.name) {
            Some(sort) if sort.is_descending => Sort::Descending,
            Some(_) => Sort::Ascending,
            None => Sort::Unsorted,
        },
    };
    table.columns.iter().enumerate().map(column).collect()
}

fn table(context: TrainingContext, model: Memo<PageModel>) -> AnyView {
    let table = Memo::new(move |_| model.read().table.clone());
    let shown = Memo::new(move |_| {
        let (query, search) = (context.query.read(), context.search.read());
        table.read().as_ref().map(|table| table.shown(&search, query.training.sort.as_ref())).unwrap_or_default()
    });
    let rows = Signal::derive(move || {
        let (table, shown) = (table.get(), shown.get());
        RowSource::new(shown.len(), move |index| {
            let Some(table) = &table else { return Vec::new() };
            let RowModel { cells, is_past, .. } = &table.rows[shown[index] as usize];
            let titled = table.columns.iter().zip(cells).enumerate();
            let cells = titled.map(|(place, (column, made))| {
                let said = context.words(|words| words.of(made));
                cell(context, &column.label, made, said, place == 0, *is_past)
            });
            cells.collect()
        })
    });
    let words = move |word: fn(&TableModel) -> &str| {
        Signal::derive(move || table.read().as_ref().map(|table| word(table).to_owned()).unwrap_or_default())
    };
    let count = move || {
        let (table, locale) = (table.read(), context.locale.read());
        let shown = locale.whole(shown.read().len() as u64);
        table.as_ref().map(|table| locale.count(table.count, table.rows.len() as u64, &[("shown", &shown)]))
    };
    let searched = Memo::new(move |_| {
        let search = context.search.read();
        let words = || context.locale.read().with("filter.search-chip", &[("text", search.trim())]);
        (!search.trim().is_empty()).then(words)
    });
    let chips = move || {
        let chip = searched.get().map(|label| FilterChip { id: "s".to_owned(), label });
        chip.into_iter().collect::<Vec<_>>()
    };
    // A file has what is searched for. Its name says that, and not for what, which may be somebody's name.
    let exports = Signal::derive(move || {
        let mut exports = context.has_exports.get().then(|| context.exports(model.read().title.clone()))?;
        if let (Some(searched), Some(table)) = (searched.get(), &*table.read()) {
            exports.about.push((context.locale.read().text("export.filters").to_owned(), searched));
            exports.name_after.insert(0, table.search_label.clone());
        }
        Some(exports)
    });
    provide_context::<ExportsContext>(exports);
    let sort = Callback::new(move |index: usize| {
        let view = context.query.read_untracked().training.clone();
        let sorted = table.read_untracked().as_ref().map(|table| table.sorted_by(&view, index));
        if let Some(view) = sorted {
            context.go(view);
        }
    });
    let draft = Callback::new(move |()| {
        let raw = context.locale.read_untracked().text("export.raw");
        let (made, shown) = (table.get_untracked(), shown.get_untracked());
        let headings = made.as_ref().map(|made| made.headings(raw)).unwrap_or_default();
        let len = shown.len();
        let row = move |index: usize| match &made {
            Some(made) => untrack(|| context.words(|words| made.file_row(words, shown[index]))),
            None => Vec::new(),
        };
        Draft { len, table: export::Table { headings, ..export::Table::default() }, row: Arc::new(row) }
    });
    let picture = Callback::new(move |(title, subtitle): (String, String)| {
        untrack(|| {
            let (table, shown) = (table.get()?, shown.read());
            let drawn = context.words(|words| table.picture(words, &shown));
            let locale = context.locale.read();
            let whole = |count: usize| locale.whole(count as u64);
            let is_cut = drawn.rows.len() < shown.len();
            let counts = [("most", &*whole(drawn.rows.len())), ("all", &*whole(shown.len()))];
            let cut = is_cut.then(|| locale.with("table.pictured", &counts));
            let subtitle = std::iter::once(subtitle).chain(cut).collect::<Vec<_>>().join(" · ");
            picture_of_table(&drawn, &title, &subtitle)
        })
    });
    let printed = move || {
        let (locale, all) = (context.locale.read(), shown.read().len() as u64);
        locale.with("table.printed", &[("most", &locale.whole(MOST_PRINTED as u64)), ("all", &locale.whole(all))])
    };
    let clear = Callback::new(move |()| context.search.set(String::new()));
    let is_without_rows = Memo::new(move |_| shown.read().is_empty());
    view! {
        <section class="section">
            <DataTable
                label=words(|table| &table.label)
                columns=Signal::derive(move || table.read().as_ref().map(|table| columns(context, table)).unwrap_or_default())
                rows=rows
                on_sort=sort
                sort_label=context.text("table.sort")
                reverse_label=context.text("table.reverse")
            >
                <FilterBar
                    label=context.text("filter.label")
                    count=Signal::derive(move || count().unwrap_or_default())
                    chips=Signal::derive(chips)
                    on_remove=Callback::new(move |_| clear.run(()))
                    remove_words=Callback::new(move |filter: String| {
                        context.locale.read().with("filter.remove", &[("filter", &filter)])
                    })
                >
                    <SearchField
                        label=words(|table| &table.search_label)
                        value=context.search
                        on_search=Callback::new(move |text| context.search.set(text))
                    />
                </FilterBar>
                {move || (shown.read().len() > MOST_PRINTED).then(|| view! { <p class="print-only">{printed}</p> })}
                <ExportMenu title=words(|table| &table.label) draft=draft picture=picture />
            </DataTable>
            <Show when=move || is_without_rows.get()>
                <div class="panel-state" role="status">
                    <h2>{context.text("training.nothing-title")}</h2>
                    <p>{context.text("training.nothing-text")}</p>
                    <Show when=move || searched.read().is_some()>
                        <Button label=context.text("filter.clear") on_press=clear />
                    </Show>
                </div>
            </Show>
        </section>
    }
    .into_any()
}

/// The file of sessions: what narrows it, its columns, how many rows it will have, and making it.
fn file(context: TrainingContext, model: Memo<PageModel>) -> AnyView {
    let made = Memo::new(move |_| model.read().file.clone());
    let read = move |words: fn(&FileModel) -> String| {
        Signal::derive(move || made.read().as_ref().map(words).unwrap_or_default())
    };
    let view_of =
        move |value: fn(&TrainingView) -> String| Signal::derive(move || value(&context.query.read().training));
    let groups = move || {
        let every = Choice::new("", context.locale.read().text("filter.group-all"));
        let made = made.read();
        let groups = made.iter().flat_map(|made| &made.groups).map(|(id, name)| Choice::new(format!("g{id}"), name));
        std::iter::once(every).chain(groups).collect::<Vec<_>>()
    };
    let choose_group = Callback::new(move |value: String| {
        context.change(|view| view.group = value.strip_prefix('g').map(str::to_owned));
    });
    let search = move |text: String| {
        /// More than these can't be looked through.
        const MOST: usize = 20;
        let text = names::fold(&text);
        let made = made.read_untracked();
        let found =
            made.iter().flat_map(|made| &made.members).filter(|(_, name)| names::matches(&names::fold(name), &text));
        found.take(MOST).map(|(id, name)| Choice::new(id, name)).collect::<Vec<_>>()
    };
    let chips = move || {
        let (locale, view, made) = (context.locale.read(), context.query.read().training.clone(), made.read());
        let made = made.as_ref();
        let mut chips = Vec::new();
        let mut put = |id: &str, label: String| chips.push(FilterChip { id: id.to_owned(), label });
        let [from, until] = match made.is_some_and(|made| made.table.is_some()) {
            true => ["training.first-day-chip", "training.last-day-chip"],
            false => ["training.from-chip", "training.until-chip"],
        };
        for (id, key, day) in [("from", from, view.from), ("until", until, view.until)] {
            if let Some(day) = day {
                put(id, locale.with(key, &[("day", &locale.date(day.date(), DateStyle::Short))]));
            }
        }
        if let Some(id) = view.group {
            let name = made.and_then(|made| made.groups.iter().find(|(group, _)| *group == id));
            put("group", name.map_or(id, |(_, name)| name.clone()));
        }
        if let Some(id) = view.member {
            let name = made.map(|made| made.member.clone()).filter(|name| !name.is_empty());
            put("member", name.unwrap_or(id));
        }
        chips
    };
    let remove = Callback::new(move |id: String| {
        context.change(|view| match &*id {
            "from" => view.from = None,
            "until" => view.until = None,
            "group" => view.group = None,
            _ => view.member = None,
        });
    });
    // Of sessions the days are those of registrations.
    let is_of_sessions = Memo::new(move |_| made.read().as_ref().is_some_and(|made| made.table.is_none()));
    let day_label = move |of_sessions: &'static str, of_dashboard: &'static str| {
        Signal::derive(move || {
            context.locale.read().text(if is_of_sessions.get() { of_sessions } else { of_dashboard }).to_owned()
        })
    };
    // The boxes stay while they are pressed, and with them the keyboard's focus.
    let boxes = Memo::new(move |_| {
        let made = made.read();
        let columns = made.iter().flat_map(|made| &made.columns);
        columns.map(|(_, heading, _)| heading.clone()).collect::<Vec<_>>()
    });
    let column = move |heading: String| {
        let asked = heading.clone();
        let is_in = Signal::derive(move || !context.query.read().training.without.contains(&asked));
        let name = heading.clone();
        let toggle = Callback::new(move |is_in: bool| {
            context.change(|view| {
                view.without.retain(|without| *without != name);
                if !is_in {
                    view.without.push(name.clone());
                }
            });
        });
        view! { <li><Checkbox label=heading checked=is_in on_toggle=toggle /></li> }
    };
    view! {
        <section class="section training-file">
            <p class="muted">{read(|made| made.about.clone())}</p>
            <FilterBar
                label=context.text("training.file-filters")
                count=read(|made| made.count.clone())
                chips=Signal::derive(chips)
                on_remove=remove
                remove_words=Callback::new(move |filter: String| {
                    context.locale.read().with("filter.remove", &[("filter", &filter)])
                })
            >
                <DateField
                    label=day_label("training.from", "training.first-day")
                    value=view_of(|view| view.from.map(|day| day.to_string()).unwrap_or_default())
                    on_enter=Callback::new(move |day: String| context.change(|view| view.from = parse_date(&day)))
                />
                <DateField
                    label=day_label("training.until", "training.last-day")
                    value=view_of(|view| view.until.map(|day| day.to_string()).unwrap_or_default())
                    on_enter=Callback::new(move |day: String| context.change(|view| view.until = parse_date(&day)))
                />
                <Select
                    label=context.text("filter.group")
                    choices=Signal::derive(groups)
                    value=view_of(|view| view.group.as_ref().map(|group| format!("g{group}")).unwrap_or_default())
                    on_choose=choose_group
                />
                <Combobox
                    label=context.text("training.member")
                    value=read(|made| made.member.clone())
                    search=Callback::new(search)
                    on_choose=Callback::new(move |id: String| context.change(|view| view.member = Some(id)))
                    none_found=context.text("nav.no-student-found")
                />
            </FilterBar>
            <Show when=move || is_of_sessions.get()>
                <Disclosure summary=context.text("training.columns")>
                    <ul class="training-columns">
                        {move || boxes.get().into_iter().map(column).collect_view()}
                    </ul>
                </Disclosure>
            </Show>
            <Show when=move || context.has_exports.get()>
                {file_buttons(context, model)}
            </Show>
        </section>
    }
    .into_any()
}

fn file_buttons(context: TrainingContext, model: Memo<PageModel>) -> AnyView {
    let make = move |format: Format| {
        Callback::new(move |()| {
            if let Some(order) = untrack(|| order(context, &model.read(), format)) {
                context.make_file.run(order);
            }
        })
    };
    let is_making = Signal::derive(move || matches!(context.file_stage.get(), FileStage::Making(_)));
    let done = Signal::derive(move || match context.file_stage.get() {
        FileStage::Making(done) => Some(done),
        _ => None,
    });
    let has_failed = move || context.file_stage.get() == FileStage::Failed;
    view! {
        <div class="training-make">
            <Button
                label=context.text("training.make-csv")
                kind=ButtonKind::Primary
                on_press=make(Format::Csv)
                disabled=is_making
            />
            <Button label=context.text("training.make-xlsx") on_press=make(Format::Xlsx) disabled=is_making />
            <span class="export-stage" role="status">
                <Show when=move || is_making.get()>
                    <ProgressBar label=context.text("export.making") done=done />
                    <Button
                        label=context.text("export.cancel")
                        kind=ButtonKind::Quiet
                        on_press=context.give_up_file
                    />
                </Show>
                {move || has_failed().then(|| context.text("export.failed"))}
            </span>
        </div>
    }
    .into_any()
}

/// The file as it has been chosen.
fn order(context: TrainingContext, model: &PageModel, format: Format) -> Option<FileOrder> {
    use super::contents::SessionPart;
    let report = context.report.read();
    let made = model.file.as_ref()?;
    let choice = match &report.data {
        Data::Session { part, .. } => match &**part {
            SessionPart::File(choice) => Some(choice),
            _ => None,
        },
        Data::Program { file, .. } | Data::Group { file, .. } => file.as_deref(),
        _ => None,
    };
    let chosen = made.columns.iter().filter(|(.., is_in)| *is_in);
    let (columns, mut headings): (_, Vec<String>) =
        chosen.map(|(column, heading, _)| (column.clone(), heading.clone())).unzip();
    let export::Table { headings: more, rows, .. } = made.table.clone().unwrap_or_default();
    headings.extend(more);
    let Exports { about, name_before, name_after, .. } = context.exports(model.title.clone());
    let parts: Vec<&str> = name_before
        .iter()
        .map(String::as_str)
        .chain([&*made.title])
        .chain(name_after.iter().map(String::as_str))
        .collect();
    Some(FileOrder {
        sessions: choice.map(|choice| choice.sessions.clone()).unwrap_or_default(),
        narrowing: choice.map(|choice| choice.narrowing.clone()).unwrap_or_default(),
        columns,
        headings,
        count: choice.map(|choice| choice.rows).unwrap_or_default(),
        rows,
        format,
        name: file_name(&parts, format.extension()),
        title: made.title.clone(),
        about,
    })
}
