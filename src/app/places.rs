//! What stands beside the reports: the viewer's courses, and what the demonstration would have sent.

use leptos::{prelude::*, task::spawn_local};

use super::state::AppState;
use crate::{
    host::{
        Host, HostCourse, HostError,
        outbox::{Entry, Sent},
    },
    query::Query,
    ui::{AsyncPanel, Button, PanelAction, PanelState, effect},
};

type Fetched = RwSignal<Option<Result<Vec<HostCourse>, HostError>>>;

/// The viewer's courses, each of which leads to its reports.
#[component]
pub fn Courses() -> impl IntoView {
    let state = expect_context::<AppState>();
    let fetched: Fetched = RwSignal::new(None);
    let fetch = move || {
        fetched.set(None);
        let host = state.host.host.get_untracked();
        spawn_local(async move {
            let courses = host.courses().await;
            // The reader may have gone elsewhere meanwhile.
            let _ = fetched.try_set(Some(courses));
        });
    };
    effect(move || {
        state.host.host.track();
        fetch();
    });
    let panel = move || {
        let locale = state.locale.read();
        match &*fetched.read() {
            None => PanelState::Loading { label: locale.text("courses.fetching").to_owned(), done: None, cancel: None },
            Some(Ok(courses)) if courses.is_empty() => PanelState::Empty {
                title: locale.text("courses.empty-title").to_owned(),
                text: locale.text("courses.empty-text").to_owned(),
                action: None,
            },
            Some(Ok(_)) => PanelState::Ready,
            Some(Err(error)) => PanelState::Failed {
                title: locale.text("courses.failed").to_owned(),
                text: error.words(&locale),
                actions: vec![PanelAction {
                    label: locale.text("load.retry").to_owned(),
                    run: Callback::new(move |()| fetch()),
                }],
            },
        }
    };
    view! {
        <div class="page-head">
            <h1>{move || state.locale.read().text("courses.title").to_owned()}</h1>
        </div>
        <AsyncPanel state=Signal::derive(panel)>
            <ul class="courses">
                {move || match &*fetched.read() {
                    Some(Ok(courses)) => courses.iter().map(|course| course_line(state, course)).collect_view(),
                    _ => Vec::new(),
                }}
            </ul>
        </AsyncPanel>
    }
}

fn course_line(state: AppState, course: &HostCourse) -> AnyView {
    let HostCourse { id, title, archived, weekly_updates } = course;
    let note = match (archived, weekly_updates) {
        (true, _) => Some("courses.archived"),
        (false, true) => Some("courses.weekly-updates"),
        (false, false) => None,
    };
    let note = note.map(|key| view! { <span class="badge">{move || state.locale.read().text(key).to_owned()}</span> });
    // The demonstration has the documents of no courses but the open one.
    let is_open = state.course.read_untracked().as_ref().is_some_and(|course| course.info.id == *id);
    let leads = match &*state.host.host.read_untracked() {
        Host::Http(_) => Some(Query::of_course(id)),
        Host::Demonstration(_) => is_open.then(Query::default),
    };
    let title = match leads {
        Some(query) => view! { <a href=query.address()>{title.clone()}</a> }.into_any(),
        None => view! { <span>{title.clone()}</span> }.into_any(),
    };
    view! {
        <li>
            {title}
            {note}
        </li>
    }
    .into_any()
}

/// What the demonstration would have sent.
#[component]
pub fn Outbox() -> impl IntoView {
    let state = expect_context::<AppState>();
    let text = move |key: &'static str| Signal::derive(move || state.locale.read().text(key).to_owned());
    let changed = RwSignal::new(());
    let demonstration = move || match &*state.host.host.read() {
        Host::Demonstration(demonstration) => Some(*demonstration),
        Host::Http(_) => None,
    };
    let entries = Memo::new(move |_| {
        changed.track();
        demonstration().map(|host| host.outbox().entries().cloned().collect::<Vec<Entry>>()).unwrap_or_default()
    });
    let clear = move |()| {
        if let Some(host) = demonstration() {
            host.change(|outbox| outbox.clear());
        }
        changed.set(());
    };
    let kept = move || {
        let is_stored = demonstration().is_some_and(|host| host.is_stored());
        state.locale.read().text(if is_stored { "outbox.stored" } else { "outbox.not-stored" }).to_owned()
    };
    let contents = move || {
        if entries.read().is_empty() {
            return view! {
                <div class="panel-state" role="status">
                    <h2>{text("outbox.empty-title")}</h2>
                    <p>{text("outbox.empty-text")}</p>
                </div>
            }
            .into_any();
        }
        let entries = entries.read().iter().map(|entry| view! { <li>{entry_view(state, entry)}</li> }).collect_view();
        view! {
            <ul class="outbox">{entries}</ul>
            <Button label=text("outbox.clear") on_press=Callback::new(clear) />
        }
        .into_any()
    };
    view! {
        <div class="page-head">
            <h1>{text("outbox.title")}</h1>
        </div>
        <div class="data-line">
            <strong class="badge">{text("outbox.sample")}</strong>
            <span>{kept}</span>
        </div>
        {contents}
    }
}

fn entry_view(state: AppState, entry: &Entry) -> AnyView {
    let text = move |key: &'static str| move || state.locale.read().text(key).to_owned();
    let course = entry.course.clone();
    let titled = move |key: &'static str| move || state.locale.read().with(key, &[("course", &course)]);
    match &entry.sent {
        Sent::WeeklyUpdates(true) => view! { <h2>{titled("outbox.updates-on")}</h2> }.into_any(),
        Sent::WeeklyUpdates(false) => view! { <h2>{titled("outbox.updates-off")}</h2> }.into_any(),
        Sent::Message { message, .. } => view! {
            <h2>{titled("outbox.message")}</h2>
            <dl>
                <dt>{text("outbox.to")}</dt>
                <dd>{message.student_ids.join(", ")}</dd>
                <dt>{text("outbox.subject")}</dt>
                <dd>{message.subject.clone()}</dd>
                <dt>{text("outbox.body")}</dt>
                <dd class="outbox-text">{message.body.clone()}</dd>
            </dl>
        }
        .into_any(),
    }
}
