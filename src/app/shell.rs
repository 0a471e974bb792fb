//! What stands around a report: header, navigation between the reports, the age of the data, its
//! faults, and every state in which there is no report to show.

use std::sync::Arc;

use leptos::{ev, html, prelude::*, task::spawn_local};
use web_sys::File;

use super::{
    pages::{Extras, Page, Pages, not_loaded, offer},
    preferences,
    state::{AppState, Opening, Origin},
};
use crate::{
    document::{FaultAction, FaultKind, Faults},
    engine::{protocol::Failure, worker::Figures},
    host::answer,
    i18n::{Language, Locale},
    import::view::GapField,
    query::{Place, Query},
    reports::{
        REPORTS, ReportId, front,
        time_machine::view::TimeMachine,
        view::{ElementLists, PageContext},
        view_model::Reading,
        weekly_update,
    },
    training::{
        address::{TrainingPage, TrainingView},
        pages::view::TrainingContext,
        visibility::Viewer,
    },
    ui::{
        AsyncPanel, Button, Choice, Dialog, Disclosure, ExportsContext, FilePicker, LanguageSwitch, Lasting, Later,
        NavItem, NavTabs, Notice, NoticeTone, PanelAction, PanelState, Select, ThemeSwitch, after_pieces, awaited,
        effect, files_of,
        tooltip::{TooltipLayer, provide_tooltips},
    },
};

/// The whole application.
#[component]
pub fn App(
    /// The reader's language, whose words are there.
    locale: Locale,
    /// The parts of the program that have pages.
    pages: Pages,
    /// Those that compute, for where this thread does.
    figures: Figures,
) -> impl IntoView {
    let state = AppState::start(locale, pages, figures);
    provide_context(state);
    provide_context(state.host);
    let extras = state.pages.extras;
    let Extras { export_menu, faults, message_button, rules, course_switch, time_machine, gap, .. } =
        extras.functions();
    offer(extras, export_menu);
    offer(extras, faults);
    offer(extras, message_button);
    offer(extras, rules);
    offer(extras, course_switch);
    offer(extras, time_machine);
    offer(extras, gap);
    provide_tooltips();
    let main = NodeRef::<html::Main>::new();
    // Until it is known how high the page is, it has room, so that what stands below it doesn't jump.
    let is_settled = RwSignal::new(false);
    effect(move || {
        // Once it is known nothing is asked any more, so that this follows no later change.
        if !is_settled.get_untracked() && !is_loading(state) {
            after_pieces(Box::new(move || is_settled.set(true)));
        }
    });
    let whole = NodeRef::<html::Div>::new();
    tell_height(state, whole);
    keep_document_in_step(state, main);
    take_dropped_files(state);
    load_parts(state);
    tell_when_shown(state);
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            // An element of the page can be focused; where not, nothing is lost but the skip.
            let _ = main.focus();
        }
    };
    view! {
        <div class="app" class:is-loading=move || !is_settled.get() node_ref=whole>
            <a class="skip-link" href="#main" on:click=skip>{text(state, "app.skip")}</a>
            <Header />
            <main id="main" tabindex="-1" node_ref=main>
                <Later>
                    <Contents />
                </Later>
            </main>
            <Later>
                <Footer />
            </Later>
            <TooltipLayer />
        </div>
    }
}

/// Whether what the address names is still on its way.
fn is_loading(state: AppState) -> bool {
    let panel = match state.query.read().place {
        Place::Report | Place::Training => panel_state(state),
        Place::Courses | Place::Outbox | Place::Kept => state.pages.course_panel(&state.locale.read()),
    };
    matches!(panel, PanelState::Loading { .. })
}

/// Loads the part of the program that the page needs, which comes while the engine computes, and when a
/// report stands, in a quiet moment, what is likely to be needed next.
fn load_parts(state: AppState) {
    effect(move || match state.query.read() {
        query if query.place == Place::Training => state.pages.training.want(),
        query if query.place != Place::Report || query.report != ReportId::Front => state.want_course_pages(),
        _ => {}
    });
    effect(move || {
        let page = state.report.read().as_ref().map(|report| Page::of(report));
        match page {
            Some(Page::Front) => request_idle_callback(move || state.want_course_pages()),
            Some(_) => state.want_course_pages(),
            None => {}
        }
    });
    effect(move || {
        if state.importing.is_shown.get() {
            state.want_course_pages();
        }
    });
    effect(move || {
        if state.training_report.read().is_some() {
            state.want_extras();
        }
    });
}

/// The script that started the page learns that a report stands, and does what has waited for that.
fn tell_when_shown(state: AppState) {
    effect(move || {
        if state.report.read().is_some() || state.training_report.read().is_some() {
            dispatch("roundview:shown");
        }
    });
}

/// Tells the script that started the page of something.
fn dispatch(event: &str) {
    if let Ok(event) = web_sys::Event::new(event) {
        // It is a plain event, which is always taken.
        let _ = window().dispatch_event(&event);
    }
}

/// A new version of the application is ready.
#[component]
fn NewVersion() -> impl IntoView {
    let state = expect_context::<AppState>();
    let is_ready = RwSignal::new(false);
    let listener = window_event_listener_untyped("roundview:update", move |_| is_ready.set(true));
    on_cleanup(move || listener.remove());
    let reload = Callback::new(|()| dispatch("roundview:reload"));
    view! {
        <Show when=move || is_ready.get()>
            <Notice text=text(state, "update.ready")>
                <Button label=text(state, "error.reload") on_press=reload />
            </Notice>
        </Show>
    }
}

/// The page around this one learns how high this one is.
fn tell_height(state: AppState, whole: NodeRef<html::Div>) {
    effect(move || {
        // Whether there is such a page is known when the settings are.
        state.listens.track();
        state.frame.with_value(|frame| {
            if let (Some(frame), Some(whole)) = (frame, whole.get()) {
                frame.tell_height_of(&whole);
            }
        });
    });
}

/// A file dropped anywhere is opened. Without this a near miss would make the browser leave the page.
fn take_dropped_files(state: AppState) {
    let over = window_event_listener(ev::dragover, |event| event.prevent_default());
    let dropped = window_event_listener(ev::drop, move |event| {
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        if state.host.features.read_untracked().opening_files {
            state.open_files(files_of(event.data_transfer().and_then(|data| data.files())));
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

pub(super) fn text(state: AppState, key: &'static str) -> Signal<String> {
    // The catalogue's scan finds keys in calls of `text`.
    Signal::derive(move || state.locale.read().text(key).to_owned())
}

/// Language, theme and title of the page, and the focus after a move to another page.
fn keep_document_in_step(state: AppState, main: NodeRef<html::Main>) {
    let root = document().document_element();
    let language_root = root.clone();
    effect(move || {
        if let Some(root) = &language_root {
            let language = state.locale.read().language();
            let _ = root.set_attribute("lang", language.tag());
            let _ = root.set_attribute("dir", language.direction().attribute());
        }
    });
    effect(move || {
        if let Some(root) = &root {
            let _ = root.set_attribute("data-theme", state.theme.get().name());
        }
    });
    effect(move || {
        let locale = state.locale.read();
        let page = locale.text(match state.query.read() {
            query if query.place == Place::Courses => "courses.title",
            query if query.place == Place::Outbox => "outbox.title",
            query if query.place == Place::Kept => "kept.title",
            query if query.place == Place::Training => "training.title",
            query => query.report.entry().title,
        });
        let is_training = state.query.read().place == Place::Training;
        let course = state.course.read().as_ref().filter(|_| !is_training).map(|course| course.info.title.clone());
        let title = match course {
            // No student's name: titles stay in the browser's history.
            Some(course) => locale.with("app.page-title", &[("page", page), ("course", &course)]),
            None if is_training => page.to_owned(),
            None => locale.text("app.title").to_owned(),
        };
        document().set_title(&title);
    });
    begin_pages_at_their_top(state, main);
    mark_printing();
}

/// While the page is printed its root says so: the style sheets make it as wide as paper and light. This stands before
/// all other listeners, which measure and draw what is printed.
fn mark_printing() {
    let root = document().document_element();
    for (event, is_printing) in [("beforeprint", true), ("afterprint", false)] {
        let root = root.clone();
        let listener = window_event_listener_untyped(event, move |_| {
            if let Some(root) = &root {
                let _ = root.toggle_attribute_with_force("data-printing", is_printing);
            }
        });
        on_cleanup(move || listener.remove());
    }
}

/// A reader of a new page begins at its top, and of a list that was left where it was left.
fn begin_pages_at_their_top(state: AppState, main: NodeRef<html::Main>) {
    let left = StoredValue::new(None::<(Query, f64)>);
    let place = StoredValue::new(None::<f64>);
    Effect::new(move |earlier: Option<Query>| {
        let query = state.query.get();
        let is_replaced = state.is_replaced.try_update_value(std::mem::take).unwrap_or_default();
        let Some(earlier) = earlier.filter(|earlier| !is_replaced && !earlier.is_same_page(&query)) else {
            return query;
        };
        if earlier.student.is_none() && earlier.training.learner.is_none() {
            left.set_value(Some((earlier, window().scroll_y().unwrap_or_default())));
        }
        if let Some(main) = main.get_untracked() {
            let _ = main.focus();
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
        let known = left.get_value().filter(|(list, _)| *list == query);
        place.set_value(known.map(|(_, place)| place));
        query
    });
    effect(move || {
        state.report.track();
        state.training_report.track();
        if let Some(place) = place.try_update_value(Option::take).flatten() {
            scroll_back(place, 10);
        }
    });
}

/// Scrolls to `place` as soon as the page is long enough, within so many frames.
fn scroll_back(place: f64, frames: u32) {
    request_animation_frame(move || {
        let window = window();
        window.scroll_to_with_x_and_y(0.0, place);
        if frames > 0 && window.scroll_y().is_ok_and(|reached| reached < place) {
            scroll_back(place, frames - 1);
        }
    });
}

#[component]
fn Header() -> impl IntoView {
    let state = expect_context::<AppState>();
    let is_training = Memo::new(move |_| state.query.read().place == Place::Training);
    let title = move || match &*state.course.read() {
        _ if is_training.get() => state.locale.read().text("training.title").to_owned(),
        Some(course) => course.info.title.clone(),
        None => state.locale.read().text("app.title").to_owned(),
    };
    let items = move || {
        let (locale, query) = (state.locale.read(), state.query.read());
        let item = |entry: &crate::reports::Entry| NavItem {
            label: locale.text(entry.title).to_owned(),
            href: Query { place: Place::Report, ..query.overview().with_report(entry.id) }.address(),
            current: query.place == Place::Report && entry.id == query.report,
        };
        REPORTS.iter().filter(|entry| entry.is_listed).map(item).collect::<Vec<_>>()
    };
    // A student's page has the reports of that student instead, and without a course there are none.
    let is_overview = move || {
        let query = state.query.read();
        let has_course = query.place == Place::Report || state.course.read().is_some();
        let is_closed = state.course.read().as_ref().is_some_and(|course| !course.info.access.has_course());
        query.student.is_none() && has_course && !is_closed && query.place != Place::Training
    };
    let training_items = move || {
        let (locale, query, training) = (state.locale.read(), state.query.read(), state.training.read());
        let has_groups = training.as_ref().is_some_and(|training| training.info.has_groups);
        let item = |key, page: TrainingPage| NavItem {
            label: locale.text(key).to_owned(),
            current: query.training.page == page,
            href: query.with_training(TrainingView::of(page)).address(),
        };
        let mut items = vec![
            item("training.all-sessions", TrainingPage::Sessions),
            item("training.dashboard", TrainingPage::Dashboard),
        ];
        items.extend(has_groups.then(|| item("training.groups", TrainingPage::Groups)));
        items.push(item("training.collaboration", TrainingPage::Collaboration));
        items
    };
    // Course reports and training, where there are both.
    let areas = move || {
        let has_both = state.can_have_training() && state.can_have_course();
        has_both.then(|| view! { <Areas /> })
    };
    let to_courses = move || {
        let has_host = !state.host.host.read().is_demonstration();
        let href = move || state.query.read().with_place(Place::Courses).address();
        has_host.then(|| view! { <a href=href>{text(state, "courses.title")}</a> })
    };
    view! {
        <header>
            <div class="app-header">
                <p class="course-title">{title}</p>
                {areas}
                {to_courses}
                <Preferences />
            </div>
            <Show when=move || is_training.get()>
                <NavTabs label=text(state, "nav.training") items=Signal::derive(training_items) />
            </Show>
            <Show when=is_overview>
                <NavTabs label=text(state, "nav.reports") items=Signal::derive(items) />
            </Show>
        </header>
    }
}

/// The way between course reports and training.
#[component]
fn Areas() -> impl IntoView {
    let state = expect_context::<AppState>();
    let link = move |key: &'static str, is_of_training: bool| {
        let is_current = move || {
            let place = state.query.read().place;
            if is_of_training { place == Place::Training } else { place == Place::Report }
        };
        let place = if is_of_training { Place::Training } else { Place::Report };
        view! {
            <a
                href=move || state.query.read().with_place(place).address()
                aria-current=move || is_current().then_some("true")
            >
                {text(state, key)}
            </a>
        }
    };
    view! {
        <nav class="areas" aria-label=text(state, "nav.areas")>
            {link("app.title", false)}
            {link("training.title", true)}
        </nav>
    }
}

#[component]
fn Preferences() -> impl IntoView {
    let state = expect_context::<AppState>();
    let words = move || {
        let locale = state.locale.read();
        [locale.text("theme.auto"), locale.text("theme.light"), locale.text("theme.dark")].map(str::to_owned)
    };
    let languages = || Language::ALL.map(|language| Choice::new(language.tag(), language.own_name())).to_vec();
    let choose_language = move |tag: String| {
        if let Some(locale) = preferences::locale_of(&tag) {
            preferences::store_language(locale.language());
            spawn_local(state.speak(locale));
        }
    };
    // The chosen one is shown at once, and the spoken one where that can't be had.
    let language = move || state.learning.get().unwrap_or_else(|| state.locale.read().language()).tag().to_owned();
    let choose_theme = move |theme| {
        preferences::store_theme(theme);
        state.theme.set(theme);
    };
    view! {
        <LanguageSwitch
            label=text(state, "language.label")
            languages=Signal::derive(languages)
            language=Signal::derive(language)
            on_choose=Callback::new(choose_language)
        />
        <ThemeSwitch
            label=text(state, "theme.label")
            words=Signal::derive(words)
            theme=state.theme
            on_choose=Callback::new(choose_theme)
        />
    }
}

/// What the address names.
#[component]
fn Contents() -> impl IntoView {
    let state = expect_context::<AppState>();
    let place = Memo::new(move |_| state.query.read().place);
    view! {
        <NewVersion />
        <SettingsAtFault />
        <Speechless />
        {move || match place.get() {
            _ if state.importing.is_shown.get() => beside(state, Page::Import),
            Place::Report => view! { <ReportPanel /> }.into_any(),
            Place::Courses => beside(state, Page::Courses),
            Place::Outbox => beside(state, Page::Outbox),
            Place::Kept => beside(state, Page::Kept),
            Place::Training => view! { <TrainingPanel /> }.into_any(),
        }}
    }
}

/// What stands beside the reports.
fn beside(state: AppState, page: Page) -> AnyView {
    let panel = Signal::derive(move || state.pages.course_panel(&state.locale.read()));
    view! { <AsyncPanel state=panel>{move || state.pages.course_page(page)}</AsyncPanel> }.into_any()
}

/// A part of the deployment's settings could not be used.
#[component]
fn SettingsAtFault() -> impl IntoView {
    let state = expect_context::<AppState>();
    let words = move || {
        let (locale, faults) = (state.locale.read(), state.config_faults.read());
        let fault = faults.first()?;
        let pointer = if fault.pointer.is_empty() { "/" } else { &fault.pointer };
        let values = [("pointer", pointer), ("found", &fault.found), ("expected", &fault.expected)];
        Some(locale.with("settings.fault", &values))
    };
    move || words().map(|words| view! { <Notice tone=NoticeTone::Warning text=words /> })
}

/// The words of the language that was chosen could not be had.
#[component]
fn Speechless() -> impl IntoView {
    let state = expect_context::<AppState>();
    let is_missing = move || *state.are_words_missing.read();
    view! {
        <Show when=is_missing>
            <Notice tone=NoticeTone::Warning text=text(state, "language.failed") />
        </Show>
    }
}

/// A report, or why there is none.
#[component]
fn ReportPanel() -> impl IntoView {
    let state = expect_context::<AppState>();
    let panel = move || panel_state(state);
    let kept = move || match (&*state.opening.read(), state.course.read().is_some()) {
        (Opening::Failed(failure), true) if !matches!(*state.wanted.read(), Origin::Training) => Some(failure.clone()),
        _ => None,
    };
    view! {
        {move || kept().map(|failure| view! { <NotOpened failure=failure /> })}
        // What stands in for a page is headed as the page will be.
        <AsyncPanel state=Signal::derive(panel) head=|| view! { <OverviewTitle /> }>
            <ReportPage />
        </AsyncPanel>
    }
}

/// The reports on training, or why there are none.
#[component]
fn TrainingPanel() -> impl IntoView {
    let state = expect_context::<AppState>();
    let panel = move || panel_state(state);
    let is_of_course = move || matches!(*state.wanted.read(), Origin::Sample | Origin::Course(_));
    let kept = move || match (&*state.opening.read(), state.training.read().is_some()) {
        (Opening::Failed(failure), true) if !is_of_course() => Some(failure.clone()),
        _ => None,
    };
    let head = move || {
        view! {
            <div class="page-head">
                <h1>{text(state, "training.title")}</h1>
            </div>
        }
    };
    view! {
        {move || kept().map(|failure| view! { <NotOpened failure=failure /> })}
        <AsyncPanel state=Signal::derive(panel) head=head>
            <Training />
        </AsyncPanel>
    }
}

#[component]
fn Training() -> impl IntoView {
    let state = expect_context::<AppState>();
    // Within the panel there is a document and a page; the panel goes before they do.
    let (Some(open), Some(report)) = (state.training.get_untracked(), state.training_report.get_untracked()) else {
        return ().into_any();
    };
    let open = kept(state.training, open);
    let report = kept(state.training_report, report);
    let context = TrainingContext {
        locale: state.locale.into(),
        open,
        report,
        query: state.query.into(),
        navigate: Callback::new(move |query| state.navigate(query)),
        search: state.search,
        has_exports: Signal::derive(move || state.host.features.read().exports),
        make_file: Callback::new(move |order| state.make_file(order)),
        give_up_file: Callback::new(move |()| state.give_up_file()),
        file_stage: Signal::derive(move || state.file_stage()),
    };
    let is_sample =
        move || matches!(*state.training_origin.read(), Origin::Training) && state.host.host.read().is_demonstration();
    let as_of = move || state.locale.read().with("app.as-of", &[("moment", &context.as_of())]);
    provide_context(context);
    view! {
        <DataLine
            sample="training.sample"
            is_sample=Signal::derive(is_sample)
            report=text(state, "training.title")
            as_of=Signal::derive(as_of)
            faults=Signal::derive(move || open.read().info.faults.clone())
        >
            <Show when=is_sample>
                <ViewerSwitch />
            </Show>
        </DataLine>
        {move || state.pages.training.contents()}
    }
    .into_any()
}

/// As whom the sample is looked at, so that one sees what each may see. Real data has its own viewer.
#[component]
fn ViewerSwitch() -> impl IntoView {
    let state = expect_context::<AppState>();
    let choices = move || {
        let locale = state.locale.read();
        let choice = |(place, viewer): (usize, &Viewer)| {
            let words = match viewer {
                Viewer::Owner => locale.text("training.viewer-owner"),
                Viewer::Administrator => locale.text("training.viewer-administrator"),
                Viewer::Author => locale.text("training.viewer-author"),
                Viewer::Coach => locale.text("training.viewer-coach"),
                Viewer::Advisor => locale.text("training.viewer-advisor"),
                Viewer::Manager => locale.text("training.viewer-manager"),
                Viewer::Instructor => locale.text("training.viewer-instructor"),
                Viewer::Learner => locale.text("training.viewer-learner"),
            };
            Choice::new(place.to_string(), words)
        };
        Viewer::ALL.iter().enumerate().map(choice).collect::<Vec<_>>()
    };
    // The sample says of itself that an administrator looks.
    let place = move || {
        let viewer = state.training_viewer.get().unwrap_or(Viewer::Administrator);
        Viewer::ALL.iter().position(|of_all| *of_all == viewer).unwrap_or(0).to_string()
    };
    let choose = move |place: String| {
        if let Some(viewer) = place.parse().ok().and_then(|place: usize| Viewer::ALL.get(place)) {
            state.look_as(*viewer);
        }
    };
    view! {
        <div class="no-print">
            <Select
                label=text(state, "training.view-as")
                choices=Signal::derive(choices)
                value=Signal::derive(place)
                on_choose=Callback::new(choose)
            />
        </div>
    }
}

/// What a signal holds, or held last.
fn kept<T: Send + Sync + 'static>(signal: Lasting<Option<Arc<T>>>, first: Arc<T>) -> Signal<Arc<T>> {
    let last = StoredValue::new(first);
    Signal::derive(move || {
        if let Some(now) = signal.get() {
            last.set_value(now);
        }
        last.get_value()
    })
}

fn panel_state(state: AppState) -> PanelState {
    let locale = state.locale.read();
    let is_training = state.query.read().place == Place::Training;
    let is_closed = move || match is_training {
        true => state.training.read().is_none(),
        false => state.course.read().is_none(),
    };
    let can_have = move || match is_training {
        true => state.can_have_training(),
        false => state.can_have_course(),
    };
    match &*state.opening.read() {
        Opening::Reading { received, total, is_received } => reading(state, &locale, *received, *total, *is_received),
        Opening::Failed(failure) if is_closed() => {
            let (mut title, mut text) = failure_words(&locale, failure);
            if is_training && !matches!(failure, Failure::PartMissing | Failure::EngineStopped | Failure::Cancelled) {
                locale.text("training.failed-title").clone_into(&mut title);
                if matches!(failure, Failure::Status { status: 404 | 410, .. }) {
                    locale.text("training.missing").clone_into(&mut text);
                }
            }
            let retry = Callback::new(move |()| state.retry());
            let mut actions = vec![PanelAction { label: locale.text("load.retry").to_owned(), run: retry }];
            if matches!(failure, Failure::PartMissing | Failure::EngineStopped) {
                let reload = Callback::new(|()| {
                    let _ = window().location().reload();
                });
                actions.push(PanelAction { label: locale.text("error.reload").to_owned(), run: reload });
            }
            PanelState::Failed { title, text, actions }
        }
        Opening::Unchosen if is_closed() => PanelState::Empty {
            title: locale.text("courses.none-open").to_owned(),
            text: locale.text("courses.choose").to_owned(),
            action: Some(PanelAction {
                label: locale.text("courses.title").to_owned(),
                run: Callback::new(move |()| {
                    state.navigate(state.query.read_untracked().with_place(Place::Courses));
                }),
            }),
        },
        // What was opened by hand is a course or training alone.
        Opening::Idle if is_closed() && !can_have() => PanelState::Empty {
            title: locale.text("training.none-title").to_owned(),
            text: locale.text("training.none-text").to_owned(),
            action: None,
        },
        _ => {
            if *state.is_part_missing.read() {
                return not_loaded(&locale, Callback::new(move |()| state.ask_again.notify()));
            }
            let is_front = state.report.read().as_ref().map(|report| Page::of(report) == Page::Front);
            // Figures that have come are read by the part that shows them.
            let (panel, is_read, has_come) = match is_training {
                true => {
                    let is_read = state.training_report.read().is_some();
                    (state.pages.training.panel(&locale), is_read, state.training_arrived.read().is_some())
                }
                false if is_front == Some(true) => (PanelState::Ready, true, true),
                false => (state.pages.course_panel(&locale), is_front.is_some(), state.arrived.read().is_some()),
            };
            if is_read || has_come && !matches!(panel, PanelState::Ready) {
                return panel;
            }
            PanelState::Loading { label: locale.text("load.counting").to_owned(), done: None, cancel: None }
        }
    }
}

fn reading(state: AppState, locale: &Locale, received: u64, total: Option<u64>, is_received: bool) -> PanelState {
    let megabytes = |bytes: u64| locale.one_decimal(bytes as f64 / 1e6);
    let step = locale.text(match (is_received, state.query.read().place == Place::Training) {
        (false, false) => "load.fetching",
        (true, false) => "load.reading",
        (false, true) => "training.fetching",
        (true, true) => "training.reading",
    });
    let label = if received == 0 {
        step.to_owned()
    } else {
        let bytes = match total {
            Some(total) => locale.with("unit.bytes", &[("part", &megabytes(received)), ("whole", &megabytes(total))]),
            None => locale.with("unit.bytes-so-far", &[("part", &megabytes(received))]),
        };
        format!("{step}: {bytes}")
    };
    let cancel =
        PanelAction { label: locale.text("load.cancel").to_owned(), run: Callback::new(move |()| state.cancel()) };
    let done = total.filter(|total| *total > 0 && !is_received).map(|total| received as f64 / total as f64);
    PanelState::Loading { label, done, cancel: Some(cancel) }
}

/// What happened, and what to do.
fn failure_words(locale: &Locale, failure: &Failure) -> (String, String) {
    let words = |title: &'static str, text: &'static str| (title.to_owned(), text.to_owned());
    match failure {
        Failure::Unreachable => words(locale.text("error.network-title"), locale.text("error.network-text")),
        Failure::TimedOut => words(locale.text("error.silent-title"), locale.text("host.timed-out")),
        Failure::Status { status: 404 | 410, .. } => {
            words(locale.text("error.missing-title"), locale.text("error.missing-text"))
        }
        Failure::Status { status, retry_after, body } => (
            locale.text("error.status-title").to_owned(),
            answer::error(*status, retry_after.as_deref(), body).words(locale),
        ),
        Failure::Refused { pointer, found, expected } => {
            let values = [("pointer", pointer.as_str()), ("found", found), ("expected", expected)];
            let text = if pointer.is_empty() {
                locale.with("error.refused-top", &values)
            } else {
                locale.with("error.refused-text", &values)
            };
            (locale.text("error.refused-title").to_owned(), text)
        }
        Failure::Corrupt => words(locale.text("error.gzip-title"), locale.text("error.gzip-text")),
        Failure::TooLarge => {
            let most = locale.whole(Failure::MOST_BYTES / 1_000_000_000);
            (locale.text("error.large-title").to_owned(), locale.with("error.large-text", &[("most", &most)]))
        }
        Failure::Cancelled => words(locale.text("load.cancelled-title"), locale.text("load.cancelled-text")),
        Failure::OtherOrigin => words(locale.text("error.origin-title"), locale.text("error.origin-text")),
        Failure::PartMissing => words(locale.text("part.failed-title"), locale.text("part.failed-text")),
        Failure::EngineStopped => words(locale.text("error.worker-title"), locale.text("error.worker-text")),
    }
}

/// A document could not be opened while another is open.
#[component]
fn NotOpened(failure: Failure) -> impl IntoView {
    let state = expect_context::<AppState>();
    let words = move || {
        let locale = state.locale.read();
        let (title, text) = failure_words(&locale, &failure);
        format!("{title}. {text} {}", locale.text("error.kept"))
    };
    view! { <Notice tone=NoticeTone::Danger text=Signal::derive(words) /> }
}

/// The page that the address names.
#[component]
fn ReportPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    // Within the panel there is a course and a report; the panel goes before they do.
    let (Some(course), Some(report)) = (state.course.get_untracked(), state.report.get_untracked()) else {
        return ().into_any();
    };
    let course = kept(state.course, course);
    let report = kept(state.report, report);
    let page = PageContext {
        locale: state.locale.into(),
        course,
        report,
        query: state.query.into(),
        navigate: Callback::new(move |query| state.navigate(query)),
        travel: Callback::new(move |as_of| state.travel(as_of)),
        search: state.search,
        selected: state.selected,
        elements: ElementLists::default(),
        support: state.support.into(),
        set_support: Callback::new(move |settings| state.set_support(settings)),
    };
    provide_context(page);
    let exports = page.exports();
    let exports = Signal::derive(move || exports.get().filter(|_| state.host.features.read().exports));
    provide_context::<ExportsContext>(exports);
    let as_of = move || {
        page.read(|reading: &Reading| {
            reading.locale.with("app.as-of", &[("moment", &reading.date_time(reading.report.as_of))])
        })
    };
    let title = move || page.locale.read().text(page.query.read().report.entry().title).to_owned();
    let faults = move || page.course.read().info.faults.clone();
    let shown = Memo::new(move |_| Page::of(&report.read()));
    // Room for the switch, which comes after the first view.
    let switch = move || {
        let has_switch = state.host.features.read().weekly_updates;
        has_switch.then(|| view! { <span class="weekly-place"><weekly_update::view::CourseSwitch /></span> })
    };
    view! {
        <DataLine
            sample="app.sample"
            is_sample=Signal::derive(move || matches!(*state.origin.read(), Origin::Sample))
            report=Signal::derive(title)
            as_of=Signal::derive(as_of)
            faults=Signal::derive(faults)
        >
            <TimeMachine />
            {switch}
        </DataLine>
        {estimate(state, page)}
        {move || match shown.get() {
            Page::Front => view! { <OverviewTitle /> <front::view::Front /> }.into_any(),
            page => state.pages.course_page(page),
        }}
    }
    .into_any()
}

/// How time online came about, where nobody measured it.
fn estimate(state: AppState, page: PageContext) -> AnyView {
    let words = Memo::new(move |_| {
        let (course, locale) = (page.course.read(), page.locale.read());
        let rule = course.info.visits_from_events?;
        let [gap, last] = [rule.gap_seconds, rule.last_event_seconds].map(|seconds| locale.duration_bare(seconds));
        Some(locale.with("import.estimate", &[("gap", &gap), ("last", &last)]))
    });
    let is_imported = Memo::new(move |_| matches!(*state.origin.read(), Origin::Imported(_)));
    let change = move || {
        is_imported.get().then(|| {
            let context = state.import_context();
            view! {
                {move || words.read().is_some().then(|| view! { <GapField context=context /> })}
                <Button label=text(state, "import.files") on_press=Callback::new(move |()| state.show_import()) />
                <Button label=text(state, "import.save") on_press=context.save />
            }
        })
    };
    view! {
        <div class="data-line import-estimate">
            {move || words.get().map(|words| view! { <span>{words}</span> })}
            {change}
        </div>
    }
    .into_any()
}

#[component]
pub(super) fn OverviewTitle() -> impl IntoView {
    let state = expect_context::<AppState>();
    let title = move || state.locale.read().text(state.query.read().report.entry().title);
    view! {
        <div class="page-head">
            <h1>{title}</h1>
        </div>
    }
}

/// Whose data it is, how old, and what could not be used of it.
#[component]
fn DataLine(
    /// The key of what is said of data that belongs to nobody.
    sample: &'static str,
    /// Whether it is such data.
    is_sample: Signal<bool>,
    /// What the page is called, on paper.
    report: Signal<String>,
    /// The moment that is reported, in words.
    as_of: Signal<String>,
    /// What could not be used.
    faults: Signal<Faults>,
    /// What can be switched for it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let sample = move || is_sample.get().then(|| view! { <strong class="badge">{text(state, sample)}</strong> });
    let all = faults;
    let is_open = RwSignal::new(false);
    let faults = move || {
        let (left_out, counted) = all.with(|faults| (faults.left_out(), faults.counted()));
        (counted > 0).then(|| {
            let line = move || match left_out {
                0 => state.locale.read().count("faults.mended", counted, &[]),
                _ => state.locale.read().count("faults.line", left_out, &[]),
            };
            view! {
                <span>
                    {line}
                    " "
                    <Button
                        label=text(state, "faults.show")
                        kind=crate::ui::ButtonKind::Quiet
                        on_press=Callback::new(move |()| is_open.set(true))
                    />
                </span>
            }
        })
    };
    view! {
        <div class="data-line">
            {sample}
            <span class="print-only">{report}</span>
            <span>{as_of}</span>
            {faults}
            {children.map(|children| children())}
        </div>
        {awaited(FaultsOrder { faults: all, is_open })}
    }
}

/// What could not be used of a document, and whether it is shown.
#[derive(Clone, Copy)]
pub struct FaultsOrder {
    faults: Signal<Faults>,
    is_open: RwSignal<bool>,
}

/// The table of it, in a box above the page.
#[must_use]
pub fn faults(order: FaultsOrder) -> AnyView {
    let state = expect_context::<AppState>();
    let FaultsOrder { faults, is_open } = order;
    view! {
        <Dialog
            title=text(state, "faults.title")
            open=is_open
            on_close=Callback::new(move |()| is_open.set(false))
            close_label=text(state, "help.close")
        >
            <FaultTable faults=faults />
        </Dialog>
    }
    .into_any()
}

#[component]
fn FaultTable(
    /// What could not be used.
    faults: Signal<Faults>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let rows = move || {
        let (locale, faults) = (state.locale.read(), faults.read());
        let lines = faults.lines();
        let row = |line: &crate::document::FaultLine| {
            view! {
                <tr>
                    <td>{fault_words(&locale, line.kind)}</td>
                    <td>{action_words(&locale, line.kind.action())}</td>
                    <td class="number">{locale.whole(line.count)}</td>
                    <td><code>{line.first.clone()}</code></td>
                </tr>
            }
        };
        lines.iter().map(row).collect_view()
    };
    view! {
        <div class="table-scroll" role="group" tabindex="0" aria-label=text(state, "faults.title")>
            <table class="plain-table">
                <thead>
                    <tr>
                        <th scope="col">{text(state, "faults.kind")}</th>
                        <th scope="col">{text(state, "faults.action")}</th>
                        <th scope="col" class="number">{text(state, "faults.number")}</th>
                        <th scope="col">{text(state, "faults.first")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn fault_words(locale: &Locale, kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::UnknownStudent => locale.text("fault.unknown-student"),
        FaultKind::UnknownElement => locale.text("fault.unknown-element"),
        FaultKind::UnknownUser => locale.text("fault.unknown-user"),
        FaultKind::UnknownGroupOfRow => locale.text("fault.unknown-group-of-row"),
        FaultKind::UnknownSession => locale.text("fault.unknown-session"),
        FaultKind::UnknownBlock => locale.text("fault.unknown-block"),
        FaultKind::UnknownSlot => locale.text("fault.unknown-slot"),
        FaultKind::UnknownCourse => locale.text("fault.unknown-course"),
        FaultKind::BadMoment => locale.text("fault.bad-moment"),
        FaultKind::NoNumber => locale.text("fault.no-number"),
        FaultKind::BadRecordMoment => locale.text("fault.bad-record-moment"),
        FaultKind::NegativeVisit => locale.text("fault.negative-visit"),
        FaultKind::NegativeView => locale.text("fault.negative-view"),
        FaultKind::NegativeScorm => locale.text("fault.negative-scorm"),
        FaultKind::NegativeAttempt => locale.text("fault.negative-attempt"),
        FaultKind::AboveDay => locale.text("fault.above-day"),
        FaultKind::GradeOutsideScale => locale.text("fault.grade-outside-scale"),
        FaultKind::PercentOutside => locale.text("fault.percent-outside"),
        FaultKind::FolderLoop => locale.text("fault.folder-loop"),
        FaultKind::UnknownFolder => locale.text("fault.unknown-folder"),
        FaultKind::UnknownTerm => locale.text("fault.unknown-term"),
        FaultKind::UnknownGroup => locale.text("fault.unknown-group"),
        FaultKind::UnknownScale => locale.text("fault.unknown-scale"),
        FaultKind::GroupLoop => locale.text("fault.group-loop"),
        FaultKind::UnknownReference => locale.text("fault.unknown-reference"),
        FaultKind::UnknownAvailability => locale.text("fault.unknown-availability"),
    }
}

fn action_words(locale: &Locale, action: FaultAction) -> &'static str {
    match action {
        FaultAction::LeftOut => locale.text("faults.left-out"),
        FaultAction::TakenAsAbsent => locale.text("faults.taken-as-absent"),
        FaultAction::TakenAsZero => locale.text("faults.taken-as-zero"),
        FaultAction::TakenAsDay => locale.text("faults.taken-as-day"),
        FaultAction::KeptOutOfAverages => locale.text("faults.kept-out-of-averages"),
        FaultAction::KeptOutOfFigures => locale.text("faults.kept-out-of-figures"),
    }
}

#[component]
fn Footer() -> impl IntoView {
    let state = expect_context::<AppState>();
    let open = move |files: Vec<File>| state.open_files(files);
    let zone = move || {
        let (course, training) = (state.course.read(), state.training.read());
        let is_training = state.query.read().place == Place::Training;
        let of_course = || course.as_ref().map(|course| course.zone.name());
        let of_training = || training.as_ref().map(|training| training.zone.name());
        let zone = if is_training { of_training() } else { of_course() };
        zone.map(|zone| state.locale.read().with("app.time-zone", &[("zone", zone)]))
    };
    view! {
        <footer class="app-footer">
            <Show when=move || state.host.features.read().opening_files>
                <FilePicker
                    label=text(state, "file.open")
                    hint=text(state, "file.hint")
                    accept=".json,.gz,.csv,.txt,.tsv,.xlsx,.ods,application/json,application/gzip,text/csv"
                    on_files=Callback::new(open)
                />
            </Show>
            <Show when=move || state.host.host.read().is_demonstration()>
                <a href=move || state.query.read().with_place(Place::Outbox).address()>{text(state, "outbox.title")}</a>
            </Show>
            <a href=move || state.query.read().with_place(Place::Kept).address()>{text(state, "kept.title")}</a>
            <Disclosure summary=text(state, "app.about")>
                <h2>{text(state, "about.times-title")}</h2>
                <p>{text(state, "about.times")} " " {zone}</p>
                <h2>{text(state, "about.participants-title")}</h2>
                <p>{text(state, "about.participants")}</p>
                <h2>{text(state, "about.privacy-title")}</h2>
                <p>{text(state, "about.privacy")}</p>
            </Disclosure>
        </footer>
    }
}
