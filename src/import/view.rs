//! The page between files and reports: what the files hold, what there is to ask, and what becomes of them.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::protocol::{
    Answers, Counts, Fault, FaultCount, FileKind, FilePreview, LAST_EVENT_SECONDS, Match, Preview, Role,
};
use crate::{
    i18n::{DateStyle, Locale},
    names,
    ui::{
        AsyncPanel, Button, ButtonKind, Checkbox, Choice, Disclosure, Notice, NoticeTone, NumberField, PanelAction,
        PanelState, SearchField, SegmentedControl, Select, awaited,
    },
};

/// People whom the page lists at once.
const MOST_PEOPLE: usize = 30;

/// The longest gap that can be set, in minutes: half a day.
const MOST_MINUTES: f64 = 720.0;

/// How far an import is.
#[derive(Clone, Debug)]
pub enum Stage {
    /// Files are being read.
    Reading {
        /// Bytes read.
        read: u64,
        /// Of how many.
        total: u64,
    },
    /// What they hold.
    Read(Arc<Preview>),
    /// They can't be read.
    Failed,
}

/// What the page shows, and what its reader can do.
#[derive(Clone, Copy)]
pub struct ImportContext {
    /// The reader's language.
    pub locale: Signal<Locale>,
    /// How far the import is.
    pub stage: Signal<Option<Stage>>,
    /// What the reader has decided.
    pub answers: Signal<Answers>,
    /// Decides something.
    pub answer: Callback<Answers>,
    /// Opens the course.
    pub open: Callback<()>,
    /// Saves the course document.
    pub save: Callback<()>,
    /// Reads the files once more.
    pub retry: Callback<()>,
    /// Leaves the page.
    pub leave: Callback<()>,
}

impl ImportContext {
    fn text(self, key: &'static str) -> Signal<String> {
        // The catalogue's scan finds keys in calls of `text`.
        Signal::derive(move || self.locale.read().text(key).to_owned())
    }

    fn preview(self) -> Memo<Arc<Preview>> {
        Memo::new(move |earlier: Option<&Arc<Preview>>| match &*self.stage.read() {
            Some(Stage::Read(preview)) => preview.clone(),
            _ => earlier.cloned().unwrap_or_default(),
        })
    }

    fn change(self, change: impl FnOnce(&mut Answers)) {
        let mut answers = self.answers.get_untracked();
        change(&mut answers);
        self.answer.run(answers);
    }
}

/// The page.
#[component]
pub fn ImportPage(
    /// What it shows.
    context: ImportContext,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            // Whoever chose files hears where they are now.
            let _ = heading.focus();
        }
    });
    let panel = move || {
        let locale = context.locale.read();
        match &*context.stage.read() {
            Some(Stage::Reading { read, total }) => PanelState::Loading {
                label: locale.text("import.reading").to_owned(),
                done: (*total > 0).then(|| *read as f64 / *total as f64),
                cancel: Some(PanelAction { label: locale.text("load.cancel").to_owned(), run: context.leave }),
            },
            Some(Stage::Read(_)) => PanelState::Ready,
            Some(Stage::Failed) | None => PanelState::Failed {
                title: locale.text("import.failed-title").to_owned(),
                text: locale.text("import.failed-text").to_owned(),
                actions: vec![
                    PanelAction { label: locale.text("load.retry").to_owned(), run: context.retry },
                    PanelAction { label: locale.text("import.back").to_owned(), run: context.leave },
                ],
            },
        }
    };
    view! {
        <div class="page-head">
            <h1 tabindex="-1" node_ref=heading>{context.text("import.title")}</h1>
        </div>
        <AsyncPanel state=Signal::derive(panel)>{contents(context)}</AsyncPanel>
    }
}

fn contents(context: ImportContext) -> AnyView {
    let preview = context.preview();
    // The files' shape never changes while they are open; what is taken for what does.
    let files = preview.read_untracked().files.clone();
    let files = (0..).zip(files).map(|(place, file)| file_view(context, preview, place, file)).collect_view();
    let is_known = preview.read_untracked().files.iter().any(|file| file.kind.is_some());
    let rest = is_known.then(|| {
        view! {
            {questions(context, preview)}
            {people(context, preview)}
            {outcome(context, preview)}
        }
        .into_any()
    });
    let is_ready = Memo::new(move |_| preview.read().is_ready());
    let actions = move || match is_ready.get() {
        true => view! {
            <Button label=context.text("import.open") kind=ButtonKind::Primary on_press=context.open />
            <Button label=context.text("import.save") on_press=context.save />
        }
        .into_any(),
        false => is_known.then(|| view! { <p>{context.text("import.unanswered")}</p> }).into_any(),
    };
    view! {
        <div class="import">
            {files} {rest}
            <div class="import-actions">
                {actions} <Button label=context.text("import.back") kind=ButtonKind::Quiet on_press=context.leave />
            </div>
        </div>
    }
    .into_any()
}

fn kind_words(locale: &Locale, kind: FileKind) -> &'static str {
    match kind {
        FileKind::MoodleLog => locale.text("import.kind-log"),
        FileKind::MoodleGradebook => locale.text("import.kind-gradebook"),
        FileKind::MoodleUsers => locale.text("import.kind-users"),
        FileKind::MoodleContents => locale.text("import.kind-contents"),
        FileKind::MoodleCompletion => locale.text("import.kind-completion"),
        FileKind::MoodleGrades => locale.text("import.kind-grades"),
        FileKind::MoodleGroups => locale.text("import.kind-groups"),
    }
}

fn role_words(locale: &Locale, role: Role) -> &'static str {
    match role {
        Role::Unused => locale.text("import.role-unused"),
        Role::Time => locale.text("import.role-time"),
        Role::User => locale.text("import.role-user"),
        Role::AffectedUser => locale.text("import.role-affected-user"),
        Role::Context => locale.text("import.role-context"),
        Role::Component => locale.text("import.role-component"),
        Role::Event => locale.text("import.role-event"),
        Role::Description => locale.text("import.role-description"),
        Role::Origin => locale.text("import.role-origin"),
        Role::Address => locale.text("import.role-address"),
        Role::FirstName => locale.text("import.role-first-name"),
        Role::LastName => locale.text("import.role-last-name"),
        Role::IdNumber => locale.text("import.role-id-number"),
        Role::Email => locale.text("import.role-email"),
        Role::Points => locale.text("import.role-points"),
        Role::Percent => locale.text("import.role-percent"),
        Role::Letter => locale.text("import.role-letter"),
        Role::Total => locale.text("import.role-total"),
        Role::Exported => locale.text("import.role-exported"),
    }
}

fn fault_words(locale: &Locale, FaultCount { fault, count, first }: FaultCount) -> String {
    let values = [("row", &*locale.whole(u64::from(first)))];
    let count = u64::from(count);
    match fault {
        Fault::BadTime => locale.count("import.fault-time", count, &values),
        Fault::ShortRow => locale.count("import.fault-short", count, &values),
        Fault::BadGrade => locale.count("import.fault-grade", count, &values),
        Fault::BadRecord => locale.count("import.fault-record", count, &values),
        Fault::MissingColumn => locale.text("import.fault-column").to_owned(),
    }
}

fn file_view(context: ImportContext, preview: Memo<Arc<Preview>>, place: usize, file: FilePreview) -> AnyView {
    let Some(kind) = file.kind else {
        return view! {
            <section>
                <h2>{file.name}</h2>
                <Notice tone=NoticeTone::Warning text=context.text("import.unknown") />
            </section>
        }
        .into_any();
    };
    let what = move || {
        let locale = context.locale.read();
        let rows = preview.read().files.get(place).map_or(0, |file| file.rows);
        format!("{}. {}", kind_words(&locale, kind), locale.count("import.rows", u64::from(rows), &[]))
    };
    let faults =
        Memo::new(move |_| preview.read().files.get(place).map(|file| file.faults.clone()).unwrap_or_default());
    let faults = move || {
        let locale = context.locale.read();
        let notice =
            |fault: &FaultCount| view! { <Notice tone=NoticeTone::Warning text=fault_words(&locale, *fault) /> };
        faults.read().iter().map(notice).collect_view()
    };
    let columns = (!file.columns.is_empty()).then(|| columns(context, preview, place, kind, file.columns));
    view! {
        <section>
            <h2>{file.name}</h2>
            <p>{what}</p>
            {faults}
            {columns}
        </section>
    }
    .into_any()
}

fn columns(
    context: ImportContext,
    preview: Memo<Arc<Preview>>,
    file: usize,
    kind: FileKind,
    columns: Vec<super::protocol::ColumnPreview>,
) -> AnyView {
    let row = |(place, column): (usize, super::protocol::ColumnPreview)| {
        let heading = StoredValue::new(column.heading.clone());
        let role = move || {
            let preview = preview.read();
            preview.files.get(file).and_then(|file| file.columns.get(place)).map_or(Role::Unused, |column| column.role)
        };
        let choices = move || {
            let locale = context.locale.read();
            let choice = |role: &Role| Choice::new(role.name(), role_words(&locale, *role));
            kind.roles().iter().map(choice).collect::<Vec<_>>()
        };
        let choose = move |name: String| {
            let Some(role) = Role::from_name(&name, kind.roles()) else { return };
            let heading = heading.get_value();
            context.change(|answers| {
                answers.matches.retain(|found| found.kind != kind || found.heading != heading);
                answers.matches.push(Match { kind, heading, role });
            });
        };
        let label = move || context.locale.read().with("import.holds-of", &[("column", &heading.get_value())]);
        view! {
            <tr>
                <th scope="row">{column.heading}</th>
                <td class="import-example">{column.example}</td>
                <td>
                    <Select
                        label=Signal::derive(label)
                        choices=Signal::derive(choices)
                        value=Signal::derive(move || role().name().to_owned())
                        on_choose=Callback::new(choose)
                    />
                </td>
            </tr>
        }
        .into_any()
    };
    let rows = columns.into_iter().enumerate().map(row).collect_view();
    view! {
        <Disclosure summary=context.text("import.columns")>
            <div class="table-scroll" role="group" tabindex="0" aria-label=context.text("import.columns")>
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th scope="col">{context.text("import.column")}</th>
                            <th scope="col">{context.text("import.example")}</th>
                            <th scope="col">{context.text("import.holds")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Disclosure>
    }
    .into_any()
}

/// What the files don't say.
fn questions(context: ImportContext, preview: Memo<Arc<Preview>>) -> AnyView {
    // A question that was answered stays, so that the answer can be changed.
    let ambiguous = Memo::new(move |earlier: Option<&Option<String>>| {
        preview.read().ambiguous_time.clone().or_else(|| earlier.cloned().flatten())
    });
    let order = move || {
        let time = ambiguous.get()?;
        let question = move || context.locale.read().with("import.which-first", &[("time", &time)]);
        let question = Signal::derive(question);
        let choices = move || {
            let locale = context.locale.read();
            vec![
                Choice::new("day", locale.text("import.day-first")),
                Choice::new("month", locale.text("import.month-first")),
            ]
        };
        let value = move || match context.answers.read().is_day_first {
            Some(true) => "day".to_owned(),
            Some(false) => "month".to_owned(),
            None => String::new(),
        };
        let choose = move |value: String| context.change(|answers| answers.is_day_first = Some(value == "day"));
        Some(view! {
            <div class="import-question">
                <p>{question}</p>
                <SegmentedControl
                    label=question
                    choices=Signal::derive(choices)
                    value=Signal::derive(value)
                    on_choose=Callback::new(choose)
                />
            </div>
        })
    };
    let has_year = Memo::new(move |_| preview.read().year.is_some());
    let year = move || {
        has_year.get().then(|| {
            let value = move || preview.read().year.map_or(0.0, f64::from);
            let set = move |year: f64| context.change(|answers| answers.year = Some(year as i32));
            number(context.text("import.year"), Signal::derive(value), 9999.0, Callback::new(set))
        })
    };
    let has_events = Memo::new(move |_| preview.read().has_events);
    let gap = move || {
        has_events.get().then(|| {
            let last = move || {
                let locale = context.locale.read();
                let last = locale.duration_bare(f64::from(LAST_EVENT_SECONDS));
                let values = [("last", last.as_str()), ("zone", &context.answers.read().zone)];
                locale.with("import.time-note", &values)
            };
            view! {
                {gap_field(GapOrder(context))}
                <p class="import-note">{last}</p>
            }
            .into_any()
        })
    };
    let maxima = Memo::new(move |_| preview.read().maxima.len());
    let maxima = move || {
        let count = maxima.get();
        (count > 0).then(|| {
            let fields = (0..count).map(|place| maximum(context, preview, place)).collect_view();
            view! {
                <p class="import-note">{context.text("import.maxima")}</p>
                {fields}
            }
            .into_any()
        })
    };
    view! {
        <section>
            <h2>{context.text("import.questions")}</h2>
            {order}
            {year}
            {gap}
            {maxima}
        </section>
    }
    .into_any()
}

fn number(label: Signal<String>, value: Signal<f64>, most: f64, set: Callback<f64>) -> AnyView {
    view! {
        <div class="import-question">
            <span aria-hidden="true">{label}</span>
            <NumberField label=label value=value most=most step=1.0 on_enter=set />
        </div>
    }
    .into_any()
}

/// The gap above which a new visit begins, which can be changed.
#[component]
pub fn GapField(
    /// The import.
    context: ImportContext,
) -> impl IntoView {
    awaited(GapOrder(context))
}

/// Asks for the field of the gap.
#[derive(Clone, Copy)]
pub struct GapOrder(ImportContext);

/// The field itself.
#[must_use]
pub fn gap_field(GapOrder(context): GapOrder) -> AnyView {
    let value = move || f64::from(context.answers.read().gap_minutes());
    let set = move |minutes: f64| {
        let minutes = minutes.clamp(1.0, MOST_MINUTES) as u16;
        context.change(|answers| answers.gap_minutes = Some(minutes));
    };
    number(context.text("import.gap"), Signal::derive(value), MOST_MINUTES, Callback::new(set))
}

fn maximum(context: ImportContext, preview: Memo<Arc<Preview>>, place: usize) -> AnyView {
    let label = move || {
        let (locale, preview) = (context.locale.read(), preview.read());
        let Some(maximum) = preview.maxima.get(place) else { return String::new() };
        let values = [("title", maximum.title.as_str()), ("highest", &locale.number(maximum.highest))];
        locale.with("import.max", &values)
    };
    let value = move || preview.read().maxima.get(place).map_or(0.0, |maximum| maximum.max);
    let set = move |max: f64| {
        let key = preview.read_untracked().maxima.get(place).map(|maximum| maximum.key.clone());
        if let Some(key) = key {
            context.change(|answers| {
                answers.maxima.retain(|(found, _)| *found != key);
                answers.maxima.push((key, max));
            });
        }
    };
    number(Signal::derive(label), Signal::derive(value), 1_000_000.0, Callback::new(set))
}

/// Who is no student.
fn people(context: ImportContext, preview: Memo<Arc<Preview>>) -> AnyView {
    let search = RwSignal::new(String::new());
    // By name, not by what they are taken for: nobody moves while one chooses.
    let found = Memo::new(move |_| {
        let folded = names::fold(&search.read());
        let preview = preview.read();
        let is_it = |name: &str| names::matches(&names::fold(name), &folded);
        let people = preview.people.iter().filter(|person| is_it(&person.name));
        people
            .map(|person| (person.key.clone(), person.name.clone(), person.events, person.staff_events))
            .collect::<Vec<_>>()
    });
    let rows = move || found.read().iter().take(MOST_PEOPLE).cloned().collect::<Vec<_>>();
    let row = move |(key, name, events, staff_events): (String, String, u32, u32)| {
        let key = StoredValue::new(key);
        let label = move || {
            let locale = context.locale.read();
            if staff_events == 0 {
                return locale.count("import.person-plain", u64::from(events), &[("name", &name)]);
            }
            let staff = locale.whole(u64::from(staff_events));
            locale.count("import.person", u64::from(events), &[("name", &name), ("staff", &staff)])
        };
        let is_staff = move || {
            let preview = preview.read();
            key.with_value(|key| preview.people.iter().any(|person| person.is_staff && person.key == *key))
        };
        let toggle = move |is_staff: bool| {
            context.change(|answers| {
                answers.staff.retain(|(found, _)| key.with_value(|key| found != key));
                answers.staff.push((key.get_value(), is_staff));
            });
        };
        view! {
            <li>
                <Checkbox
                    label=Signal::derive(label)
                    checked=Signal::derive(is_staff)
                    on_toggle=Callback::new(toggle)
                />
            </li>
        }
    };
    let more = move || {
        let more = found.read().len().saturating_sub(MOST_PEOPLE);
        (more > 0).then(|| view! { <p>{move || context.locale.read().count("import.more", more as u64, &[])}</p> })
    };
    view! {
        <section>
            <h2>{context.text("import.people")}</h2>
            <p class="import-note">{context.text("import.people-note")}</p>
            <SearchField
                label=context.text("import.search")
                value=search
                on_search=Callback::new(move |text| search.set(text))
            />
            <ul class="import-people">
                <For each=rows key=|person| person.0.clone() children=row />
            </ul>
            {more}
        </section>
    }
    .into_any()
}

/// What the reports will have.
fn outcome(context: ImportContext, preview: Memo<Arc<Preview>>) -> AnyView {
    let lines = move || {
        let (locale, preview) = (context.locale.read(), preview.read());
        let Counts { students, elements, visits, views, completions, grades, posts } = preview.counts;
        let mut lines = vec![(locale.text("import.course"), preview.title.clone())];
        if let Some((first, last)) = preview.period {
            let [first, last] = [first, last].map(|day| locale.date(day.date(), DateStyle::Full));
            lines.push((
                locale.text("import.period"),
                locale.with("import.days", &[("first", &first), ("last", &last)]),
            ));
        }
        let counts = [
            (locale.text("import.students"), students),
            (locale.text("import.elements"), elements),
            (locale.text("import.visits"), visits),
            (locale.text("import.views"), views),
            (locale.text("import.completions"), completions),
            (locale.text("import.grades"), grades),
            (locale.text("import.posts"), posts),
        ];
        lines.extend(counts.map(|(name, count)| (name, locale.whole(u64::from(count)))));
        let line = |(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> };
        lines.into_iter().map(line).collect_view()
    };
    let notes = move || {
        let (locale, preview) = (context.locale.read(), preview.read());
        let mut notes = Vec::new();
        let listed = |all: &[String]| locale.list(&all.iter().map(|name| names::shown(name)).collect::<Vec<_>>());
        let (alone, unjoined) = (&preview.grades_alone, &preview.unjoined);
        if !alone.is_empty() {
            notes.push(locale.count("import.alone", alone.len() as u64, &[("names", &listed(alone))]));
        }
        if !unjoined.is_empty() {
            notes.push(locale.count("import.unjoined", unjoined.len() as u64, &[("names", &listed(unjoined))]));
        }
        if preview.grades_undated > 0 {
            notes.push(locale.count("import.undated", u64::from(preview.grades_undated), &[]));
        }
        notes.into_iter().map(|note| view! { <p class="import-note">{note}</p> }).collect_view()
    };
    view! {
        <section>
            <h2>{context.text("import.outcome")}</h2>
            <dl class="import-counts">{lines}</dl>
            {notes}
        </section>
    }
    .into_any()
}
