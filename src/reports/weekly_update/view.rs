//! The weekly updates on the page: the switch of the open course, and the page with those of all courses and with what an
//! update says.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    compute::next_due,
    switch::Switch,
    view_model::{self, Message, StudentLine},
};
use crate::{
    engine::protocol::Data,
    host::{Host, HostContext, HostCourse, HostError},
    query::Query,
    reports::{
        ReportId,
        view::{PageContext, page_context},
        view_model::Reading,
    },
    ui::{Button, Lasting, Notice, NoticeTone, Toggle, awaited, effect},
    units::Moment,
};

/// How often the page looks at the clock: the next update is another one as soon as one was due.
const LOOK: Duration = Duration::from_secs(60);

/// A course of the viewer, with its switch.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    course: HostCourse,
    switch: Switch,
}

/// The viewer's courses, as far as the host has told of them.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Courses {
    /// It is being asked.
    Asked,
    /// It has told.
    Known(Vec<Line>),
    /// It could not be asked.
    Failed(HostError),
}

impl Courses {
    /// The courses as the host tells of them now.
    fn refreshed(&self, courses: Vec<HostCourse>) -> Self {
        let known: &[Line] = if let Self::Known(lines) = self { lines } else { &[] };
        let line = |course: HostCourse| {
            let known = known.iter().find(|line| line.course.id == course.id);
            let mut switch = known.map_or_else(|| Switch::new(course.weekly_updates), |line| line.switch.clone());
            switch.refresh(course.weekly_updates);
            Line { course, switch }
        };
        Self::Known(courses.into_iter().map(line).collect())
    }
}

/// The switches of all courses, as a context of the page.
#[derive(Clone, Copy)]
struct Switches {
    host: HostContext,
    courses: Lasting<Courses>,
    /// How often the host has been asked for them.
    asked: StoredValue<u32>,
    /// What became of the last switch, by the course's id.
    outcome: Lasting<Option<(String, Result<bool, HostError>)>>,
}

/// Provides the switches, and asks the host for them as soon as a course is open; anew, where another host is found or
/// another course is opened.
pub fn provide_switches(host: HostContext, course: Signal<Option<String>>) {
    let (courses, outcome) = (Lasting::new(Courses::Asked), Lasting::new(None));
    let switches = Switches { host, courses, asked: StoredValue::new(0), outcome };
    provide_context(switches);
    let course = Memo::new(move |_| course.get());
    effect(move || {
        host.host.track();
        if course.read().is_some() && host.features.read().weekly_updates {
            switches.ask();
        }
    });
}

impl Switches {
    fn ask(self) {
        if matches!(*self.courses.read_untracked(), Courses::Failed(_)) {
            self.courses.set(Courses::Asked);
        }
        let number = self.asked.get_value() + 1;
        self.asked.set_value(number);
        let host = self.host.host.get_untracked();
        spawn_local(async move {
            let result = host.courses().await;
            // A later question may have been answered already.
            if self.asked.get_value() == number {
                self.courses.update(|known| *known = result.map_or_else(Courses::Failed, |now| known.refreshed(now)));
            }
        });
    }

    /// A course's line; none where the host doesn't tell of it.
    fn line(self, course: &str) -> Option<Line> {
        match &*self.courses.read() {
            Courses::Known(lines) => lines.iter().find(|line| line.course.id == course).cloned(),
            _ => None,
        }
    }

    fn change<T>(self, course: &str, change: impl FnOnce(&mut Switch) -> Option<T>) -> Option<T> {
        let changed = self.courses.try_update(|courses| match courses {
            Courses::Known(lines) => {
                lines.iter_mut().find(|line| line.course.id == course).and_then(|line| change(&mut line.switch))
            }
            _ => None,
        });
        changed.flatten()
    }

    /// Switches at once, and back where the host refuses.
    fn press(self, course: String, is_on: bool) {
        self.outcome.set(None);
        let Some(mut told) = self.change(&course, |switch| switch.press(is_on)) else { return };
        let host: Host = self.host.host.get_untracked();
        spawn_local(async move {
            loop {
                let result = host.set_weekly_updates(&course, told).await;
                let next = self.change(&course, |switch| switch.answer(result.is_ok()));
                self.outcome.set(Some((course.clone(), result.map(|()| told))));
                match next {
                    Some(next) => told = next,
                    None => break,
                }
            }
        });
    }
}

/// The switch of the open course, beside the age of its data. There is none where the host doesn't know the course.
#[component]
pub fn CourseSwitch() -> impl IntoView {
    awaited(SwitchOrder)
}

/// Asks for the switch of the open course.
#[derive(Clone, Copy)]
pub struct SwitchOrder;

/// The switch itself.
#[must_use]
pub fn course_switch(_: SwitchOrder) -> AnyView {
    let (page, switches) = (page_context(), expect_context::<Switches>());
    let line = Memo::new(move |_| {
        let is_elsewhere = page.query.read().report != ReportId::WeeklyUpdates;
        let is_there = is_elsewhere && switches.host.features.read().weekly_updates;
        is_there.then(|| switches.line(&page.course.read().info.id)).flatten()
    });
    let is_there = Memo::new(move |_| line.read().is_some());
    let address = move || {
        let query = page.query.read().overview().with_report(ReportId::WeeklyUpdates);
        query.address()
    };
    view! {
        <Show when=move || is_there.get()>
            <span class="weekly-switch">
                <CourseToggle line=line label=page.text("weekly.switch") />
                <a href=address>{page.text("weekly.more-about")}</a>
                <Outcome course=Signal::derive(move || page.course.read().info.id.clone()) />
            </span>
        </Show>
    }
    .into_any()
}

#[component]
fn CourseToggle(#[prop(into)] line: Signal<Option<Line>>, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let switches = expect_context::<Switches>();
    let is_archived = Signal::derive(move || line.read().as_ref().is_some_and(|line| line.course.archived));
    let toggle = Callback::new(move |is_on| {
        if let Some(line) = line.get_untracked() {
            switches.press(line.course.id, is_on);
        }
    });
    view! {
        <Toggle
            label=label
            on=Signal::derive(move || line.read().as_ref().is_some_and(|line| line.switch.is_on()))
            on_toggle=toggle
            disabled=is_archived
        />
    }
}

/// What became of the last switch of a course, for everybody to read or to hear.
#[component]
fn Outcome(#[prop(into)] course: Signal<String>) -> impl IntoView {
    let (page, switches) = (page_context(), expect_context::<Switches>());
    let outcome = move || {
        let outcome = switches.outcome.read();
        outcome.as_ref().filter(|(of, _)| *of == *course.read()).map(|(_, result)| result.clone())
    };
    let words = move || {
        let locale = page.locale.read();
        match outcome() {
            None => String::new(),
            Some(Ok(true)) => locale.text("weekly.is-on").to_owned(),
            Some(Ok(false)) => locale.text("weekly.is-off").to_owned(),
            Some(Err(error)) => format!("{} {}", locale.text("weekly.not-switched"), error.words(&locale)),
        }
    };
    view! {
        <span class="weekly-outcome" class:is-failure=move || matches!(outcome(), Some(Err(_))) role="status">
            {words}
        </span>
    }
}

/// The page: all courses of the viewer with their switches, and the last update of the open one.
#[component]
pub fn WeeklyUpdates() -> impl IntoView {
    let (page, switches) = (page_context(), expect_context::<Switches>());
    view! {
        <div class="weekly">
            <p class="prose">{page.text("weekly.about")}</p>
            <Show when=move || switches.host.host.read().is_demonstration()>
                <Notice text=page.text("weekly.demonstration") />
            </Show>
            <Show
                when=move || switches.host.features.read().weekly_updates
                fallback=move || view! { <Notice text=page.text("weekly.no-feature") /> }
            >
                <CourseList />
                <Preview />
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn CourseList() -> impl IntoView {
    let (page, switches) = (page_context(), expect_context::<Switches>());
    let now = clock();
    let ids = Memo::new(move |_| match &*switches.courses.read() {
        Courses::Known(lines) => Some(lines.iter().map(|line| line.course.id.clone()).collect::<Vec<_>>()),
        _ => None,
    });
    let failure = move || match &*switches.courses.read() {
        Courses::Failed(error) => Some(error.words(&page.locale.read())),
        _ => None,
    };
    let row = move |id: String| {
        let line = Memo::new(move |_| switches.line(&id));
        view! { <CourseRow line=line now=now /> }
    };
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{page.text("weekly.courses")}</h2>
            </div>
            {move || failure().map(|words| view! {
                <Notice tone=NoticeTone::Danger text=words>
                    <Button label=page.text("load.retry") on_press=Callback::new(move |()| switches.ask()) />
                </Notice>
            })}
            {move || match ids.get() {
                Some(ids) if ids.is_empty() => view! { <p>{page.text("weekly.no-courses")}</p> }.into_any(),
                Some(ids) => view! {
                    <ul class="weekly-courses">{ids.into_iter().map(row).collect_view()}</ul>
                }.into_any(),
                None => view! { <p role="status">{move || failure().is_none().then(|| page.text("weekly.asking"))}</p> }
                    .into_any(),
            }}
        </section>
    }
}

#[component]
fn CourseRow(#[prop(into)] line: Signal<Option<Line>>, now: RwSignal<Moment>) -> impl IntoView {
    let page = page_context();
    let id = Signal::derive(move || line.read().as_ref().map(|line| line.course.id.clone()).unwrap_or_default());
    let title = Signal::derive(move || line.read().as_ref().map(|line| line.course.title.clone()).unwrap_or_default());
    let label = Signal::derive(move || page.locale.read().with("weekly.switch-of", &[("course", &title.read())]));
    let comes = Memo::new(move |_| line.read().as_ref().map(|line| when(page, now.get(), line)));
    view! {
        <li>
            <CourseToggle line=line label=label />
            <span class="muted">{move || comes.get()}</span>
            <Outcome course=id />
        </li>
    }
}

/// The page's clock; the core has none. A page that has slept looks at it as soon as it is seen again.
fn clock() -> RwSignal<Moment> {
    let read = || Moment::from_unix_seconds((js_sys::Date::now() / 1000.0) as i64);
    let now = RwSignal::new(read());
    let look = move || now.set(read());
    let ticking = set_interval_with_handle(look, LOOK);
    let waking = window_event_listener_untyped("visibilitychange", move |_| look());
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
        waking.remove();
    });
    now
}

/// When the next update comes, or why none does. The zone of the open course is known, of the others it isn't.
fn when(page: PageContext, now: Moment, line: &Line) -> String {
    let (locale, course) = (page.locale.read(), page.course.read());
    if line.course.archived {
        return locale.text("weekly.archived").to_owned();
    }
    if course.info.id != line.course.id {
        return locale.text("weekly.saturdays").to_owned();
    }
    let Some(due) = next_due(&course.zone, now, None) else { return String::new() };
    let moment = locale.day_and_time(course.zone.local(due));
    let values = [("moment", moment.as_str())];
    if line.switch.is_on() { locale.with("weekly.next", &values) } else { locale.with("weekly.first", &values) }
}

/// What the last update of the open course says, word by word.
#[component]
fn Preview() -> impl IntoView {
    let page = page_context();
    let message = Memo::new(move |_| page.read(|reading| message(reading, &page.query.read())));
    view! {
        <section class="section">
            <div class="section-head">
                <h2>{page.text("weekly.preview")}</h2>
            </div>
            {move || match message.get() {
                Some(message) => view! {
                    <p class="prose muted">{page.text("weekly.preview-about")}</p>
                    <MessageText message=message />
                }
                .into_any(),
                None => view! { <p>{page.text("weekly.archived")}</p> }.into_any(),
            }}
        </section>
    }
}

fn message(reading: &Reading, query: &Query) -> Option<Message> {
    let Data::WeeklyUpdate(update) = &reading.report.data else { return None };
    let link = query.with_report(ReportId::Front).address();
    view_model::message(reading.locale, reading.info, update, Some(&link))
}

#[component]
fn MessageText(message: Message) -> impl IntoView {
    let figure = |line: view_model::FigureLine| {
        view! {
            <div>
                <dt>{line.label}</dt>
                <dd>
                    <strong>{line.value}</strong>
                    ", "
                    {line.comparison}
                </dd>
            </div>
        }
    };
    let student = |student: StudentLine| {
        let signal = |signal: crate::reports::support::view_model::SignalWords| {
            view! {
                <li>
                    {signal.sentence()}
                    " "
                    <span class="muted">{signal.numbers}</span>
                </li>
            }
        };
        view! {
            <li>
                <strong>{student.name}</strong>
                <ul>{student.signals.into_iter().map(signal).collect_view()}</ul>
            </li>
        }
    };
    view! {
        <article class="weekly-message">
            <h3>{message.subject}</h3>
            <p class="muted">{message.period}</p>
            <h4>{message.figures_title}</h4>
            <dl>{message.figures.into_iter().map(figure).collect_view()}</dl>
            <p class="muted">{message.times}</p>
            <h4>{message.students_title}</h4>
            <p class="muted">{message.students_about}</p>
            <ul class="weekly-students">{message.students.into_iter().map(student).collect_view()}</ul>
            {message.link.map(|link| view! { <p><a href=link.address>{link.text}</a></p> })}
            <p class="muted">{message.setting}</p>
        </article>
    }
}
