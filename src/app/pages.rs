//! The pages that a reader goes to from the first one. They are in parts of the program that are loaded
//! when they are needed.

use leptos::{prelude::*, task::spawn_local};

use super::{
    kept::Kept,
    places::{Courses, Outbox},
    shell::{FaultsOrder, OverviewTitle, text},
    state::AppState,
};
use crate::{
    engine::protocol::{self, Data, Report, TrainingReport},
    host::{
        HostContext,
        frames::{Frame, OnMessage},
    },
    i18n::Locale,
    import::view::{GapOrder, ImportPage},
    parts::{Loading, Part},
    reports::{
        activity, front, grades, messages, progress, resources, student_report, view_model::Reading, weekly_update,
    },
    reports::{
        front::view::RulesOrder, messages::view::MessageOrder, time_machine::view::TimeMachineOrder,
        weekly_update::view::SwitchOrder,
    },
    training::pages::view::{TrainingContext, TrainingPages as TrainingView},
    ui::{Awaited, ExportOrder, Lasting, PanelAction, PanelState},
};

/// The parts of the program that have pages.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// Those of a course, and what stands beside them.
    pub course: Part<CoursePages>,
    /// Those on training.
    pub training: Part<TrainingPages>,
    /// What pages do without at first sight.
    pub extras: Part<Extras>,
    /// What listens to the page around this one, where there is one.
    pub frame: Part<ListenToFrame>,
}

/// Listens to a page around this one of one of these origins.
pub type ListenToFrame = fn(&[String], OnMessage) -> Option<Option<Frame>>;

/// What the part begins with that has what pages do without at first sight.
#[derive(Clone, Copy)]
pub struct Extras {
    /// Provides what lasts as long as the page: drafts of messages and the switches of weekly updates.
    pub begin: fn(HostContext, Signal<Option<String>>) -> Option<()>,
    /// A menu of files.
    pub export_menu: fn(ExportOrder) -> Option<AnyView>,
    /// A table of what could not be used of a document.
    pub faults: fn(FaultsOrder) -> Option<AnyView>,
    /// A button that begins a message.
    pub message_button: fn(MessageOrder) -> Option<AnyView>,
    /// The rules for who may need support.
    pub rules: fn(RulesOrder) -> Option<AnyView>,
    /// The switch of the open course's weekly updates.
    pub course_switch: fn(SwitchOrder) -> Option<AnyView>,
    /// The gap between the visits of an imported course.
    pub gap: fn(GapOrder) -> Option<AnyView>,
    /// The way back in time.
    pub time_machine: fn(TimeMachineOrder) -> Option<AnyView>,
}

impl std::fmt::Debug for Extras {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Extras")
    }
}

/// Provides the extras' context, see [`Extras::begin`].
pub fn begin_extras(host: HostContext, course: Signal<Option<String>>) {
    weekly_update::view::provide_switches(host, course);
    messages::view::provide_drafts(course);
}

/// Pieces of a kind are there as soon as the extras are.
pub(super) fn offer<P: 'static>(extras: PagePart<Extras>, make: fn(P) -> Option<AnyView>) {
    provide_context(Awaited(Signal::derive(move || extras.is_there().then_some(make))));
}

/// What the part begins with that has the pages of a course.
#[derive(Clone, Copy, Debug)]
pub struct CoursePages {
    /// Makes a page.
    pub page: fn(Page) -> Option<AnyView>,
    /// Reads what the engine says.
    pub report: fn(&[u8]) -> Option<Option<Report>>,
}

/// What the part begins with that has the pages on training.
#[derive(Clone, Copy, Debug)]
pub struct TrainingPages {
    /// Makes the page.
    pub page: fn() -> Option<AnyView>,
    /// Reads what the engine says.
    pub report: fn(&[u8]) -> Option<Option<TrainingReport>>,
}

/// How it stands with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Idle,
    Loading,
    There,
    Failed,
}

/// A part of the program, as the page waits for it.
#[derive(Clone, Copy)]
pub(super) struct PagePart<F: 'static> {
    part: Part<F>,
    stage: Lasting<Stage>,
}

impl<F> PagePart<F> {
    pub(super) fn new(part: Part<F>) -> Self {
        Self { part, stage: Lasting::new(Stage::Idle) }
    }

    /// Loads it, unless it is there or under way.
    pub(super) fn want(&self) {
        want(self.stage, self.part.load, || true);
    }

    /// The same, and begins it.
    pub(super) fn want_begun(&self, begin: impl FnOnce() -> bool + 'static) {
        want(self.stage, self.part.load, begin);
    }

    pub(super) fn is_there(&self) -> bool {
        self.stage.get() == Stage::There
    }

    /// The functions that it begins with.
    pub(super) fn functions(&self) -> F
    where
        F: Copy,
    {
        self.part.functions
    }

    /// How it stands with it, as a panel shows it.
    pub(super) fn panel(&self, locale: &Locale) -> PanelState {
        let (stage, load) = (self.stage, self.part.load);
        match stage.get() {
            Stage::There => PanelState::Ready,
            Stage::Failed => not_loaded(locale, Callback::new(move |()| want(stage, load, || true))),
            Stage::Idle | Stage::Loading => {
                PanelState::Loading { label: locale.text("load.part").to_owned(), done: None, cancel: None }
            }
        }
    }
}

impl PagePart<CoursePages> {
    /// A page of it; nothing until it is there.
    pub(super) fn contents(&self, page: Page) -> AnyView {
        self.is_there().then(|| (self.part.functions.page)(page)).flatten().unwrap_or_else(|| ().into_any())
    }
}

impl PagePart<TrainingPages> {
    /// Its page; nothing until it is there.
    pub(super) fn contents(&self) -> AnyView {
        self.is_there().then(self.part.functions.page).flatten().unwrap_or_else(|| ().into_any())
    }
}

fn want(stage: Lasting<Stage>, load: fn() -> Loading, begin: impl FnOnce() -> bool + 'static) {
    if matches!(stage.get_untracked(), Stage::Idle | Stage::Failed) {
        stage.set(Stage::Loading);
        spawn_local(async move { stage.set(if load().await && begin() { Stage::There } else { Stage::Failed }) });
    }
}

/// A part of the program is missing: the server can't be reached, or has another version by now.
pub(super) fn not_loaded(locale: &Locale, again: Callback<()>) -> PanelState {
    let reload = Callback::new(|()| {
        let _ = window().location().reload();
    });
    PanelState::Failed {
        title: locale.text("part.failed-title").to_owned(),
        text: locale.text("part.failed-text").to_owned(),
        actions: vec![
            PanelAction { label: locale.text("load.retry").to_owned(), run: again },
            PanelAction { label: locale.text("error.reload").to_owned(), run: reload },
        ],
    }
}

/// What the engine says of a page of a course.
#[must_use]
pub fn read_report(bytes: &[u8]) -> Option<Report> {
    protocol::read(bytes)
}

/// What the engine says of a page on training.
#[must_use]
pub fn read_training_report(bytes: &[u8]) -> Option<TrainingReport> {
    protocol::read(bytes)
}

/// A page of a course.
#[must_use]
pub fn page(page: Page) -> AnyView {
    match page {
        Page::Front => view! { <front::view::Front /> }.into_any(),
        Page::ActivityOverview => view! { <OverviewTitle /> <activity::view::Overview /> }.into_any(),
        Page::ActivityDetails => view! { <activity::view::Details /> }.into_any(),
        Page::ProgressOverview => view! { <OverviewTitle /> <progress::view::Overview /> }.into_any(),
        Page::ProgressClass => view! { <OverviewTitle /> <progress::view::ClassView /> }.into_any(),
        Page::ProgressElement => view! { <progress::view::Element /> }.into_any(),
        Page::ProgressDetails => view! { <progress::view::Details /> }.into_any(),
        Page::GradesOverview => view! { <OverviewTitle /> <grades::view::Overview /> }.into_any(),
        Page::GradesDetails => view! { <grades::view::Details /> }.into_any(),
        Page::ResourcesOverview => view! { <OverviewTitle /> <resources::view::Overview /> }.into_any(),
        Page::ResourceStudents => view! { <resources::view::Students /> }.into_any(),
        Page::StudentReports => view! { <student_report::view::StudentReports /> }.into_any(),
        Page::WeeklyUpdates => view! { <OverviewTitle /> <weekly_update::view::WeeklyUpdates /> }.into_any(),
        Page::Messages => view! { <OverviewTitle /> <messages::view::Compose /> }.into_any(),
        Page::NoSuchStudent => view! { <NoSuchStudent /> }.into_any(),
        Page::NotAvailable => view! { <NotAvailable /> }.into_any(),
        Page::NobodyEnrolled => view! { <OverviewTitle /> <NobodyEnrolled /> }.into_any(),
        Page::Courses => view! { <Courses /> }.into_any(),
        Page::Outbox => view! { <Outbox /> }.into_any(),
        Page::Kept => view! { <Kept /> }.into_any(),
        Page::Import => {
            let state: AppState = expect_context();
            view! { <ImportPage context=state.import_context() /> }.into_any()
        }
    }
}

/// The page on training that the address names.
#[must_use]
pub fn training_page() -> AnyView {
    let context = expect_context::<TrainingContext>();
    view! { <TrainingView context=context /> }.into_any()
}

/// The pages of a course, and what stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// What a teacher sees first.
    Front,
    /// Who visits the course.
    ActivityOverview,
    /// A student's visits.
    ActivityDetails,
    /// What has been completed and read.
    ProgressOverview,
    /// All elements.
    ProgressClass,
    /// The students of an element.
    ProgressElement,
    /// A student's elements.
    ProgressDetails,
    /// How the grades develop.
    GradesOverview,
    /// A student's grades.
    GradesDetails,
    /// How the resources are used.
    ResourcesOverview,
    /// The students of a resource.
    ResourceStudents,
    /// What all reports say of some students.
    StudentReports,
    /// The weekly updates.
    WeeklyUpdates,
    /// A message to students.
    Messages,
    /// Nobody has the id that was asked for.
    NoSuchStudent,
    /// The viewer may not see it.
    NotAvailable,
    /// The course has no students.
    NobodyEnrolled,
    /// The viewer's courses.
    Courses,
    /// What stands between files of other systems and their reports.
    Import,
    /// What the demonstration would have sent.
    Outbox,
    /// What the browser keeps.
    Kept,
}

impl Page {
    /// The page that shows a report.
    pub(super) fn of(report: &Report) -> Self {
        match report.data {
            Data::ActivityDetails { .. } => Self::ActivityDetails,
            Data::ProgressDetails(_) => Self::ProgressDetails,
            Data::GradesDetails(_) => Self::GradesDetails,
            Data::Front(_)
            | Data::ActivityOverview(_)
            | Data::ProgressOverview(_)
            | Data::ProgressClass(_)
            | Data::ProgressElement { .. }
            | Data::GradesOverview(_)
            | Data::ResourcesOverview { .. }
            | Data::ResourceStudents { .. }
            | Data::StudentReports(_)
                if report.policy.participants == 0 =>
            {
                Self::NobodyEnrolled
            }
            Data::Front(_) => Self::Front,
            Data::ActivityOverview(_) => Self::ActivityOverview,
            Data::ProgressOverview(_) => Self::ProgressOverview,
            Data::ProgressClass(_) => Self::ProgressClass,
            Data::ProgressElement { .. } => Self::ProgressElement,
            Data::GradesOverview(_) => Self::GradesOverview,
            Data::ResourcesOverview { .. } => Self::ResourcesOverview,
            Data::ResourceStudents { .. } => Self::ResourceStudents,
            Data::StudentReports(_) => Self::StudentReports,
            Data::WeeklyUpdate(_) => Self::WeeklyUpdates,
            Data::Message => Self::Messages,
            Data::NoSuchStudent => Self::NoSuchStudent,
            Data::NotAvailable => Self::NotAvailable,
        }
    }
}

#[component]
fn NoSuchStudent() -> impl IntoView {
    let state = expect_context::<AppState>();
    view! {
        <div class="panel-state" role="status">
            <h1>{text(state, "nav.unknown-student-title")}</h1>
            <p>{text(state, "nav.unknown-student-text")}</p>
            <a href=move || state.query.read().overview().address()>{text(state, "app.to-overview")}</a>
        </div>
    }
}

#[component]
fn NotAvailable() -> impl IntoView {
    let state = expect_context::<AppState>();
    let own = move || state.own_view().map(|query| view! { <a href=query.address()>{text(state, "access.own")}</a> });
    view! {
        <div class="panel-state" role="status">
            <h1>{text(state, "access.none-title")}</h1>
            <p>{text(state, "access.none-text")}</p>
            {own}
        </div>
    }
}

#[component]
fn NobodyEnrolled() -> impl IntoView {
    let state = expect_context::<AppState>();
    let page = crate::reports::view::page_context();
    let words = move || {
        page.read(|reading: &Reading| {
            reading.locale.with("empty.students-text", &[("date", &reading.day(reading.report.today))])
        })
    };
    view! {
        <div class="panel-state" role="status">
            <h2>{text(state, "empty.students-title")}</h2>
            <p>{words}</p>
        </div>
    }
}
