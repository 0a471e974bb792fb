//! The course at an earlier day: a slider over its days, and a button that lets them go by.

use std::time::Duration;

use leptos::prelude::*;

use super::{CALM_STEP, STEP, Span};
use crate::{
    i18n::DateStyle,
    query::Query,
    reports::{
        ReportId,
        changes::view_model as changes,
        view::{PageContext, page_context},
    },
    ui::{Button, ButtonKind, awaited},
    units::Day,
};

/// The way back in time, beside the age of the data. There is none for what is sent.
#[component]
pub fn TimeMachine() -> impl IntoView {
    awaited(TimeMachineOrder)
}

/// Asks for the way back in time.
#[derive(Clone, Copy)]
pub struct TimeMachineOrder;

/// The days of the open course, and which of them is to be seen.
#[derive(Clone, Copy)]
struct Journey {
    page: PageContext,
    /// A day that was asked for while the figures of another one were under way.
    wanted: StoredValue<Option<Day>>,
    is_playing: RwSignal<bool>,
    /// Counted up with each start, so that an earlier one ends.
    plays: StoredValue<u32>,
}

impl Journey {
    fn span(self) -> Span {
        let course = self.page.course.read();
        Span::new(course.info.first_day, course.info.generated_at, &course.zone)
    }

    /// The day of the view.
    fn day(self) -> Day {
        let as_of = self.page.query.with(|query| query.as_of);
        self.span().day(as_of, &self.page.course.read().zone)
    }

    /// Whether the figures are those of the view.
    fn is_settled(self) -> bool {
        let as_of = self.page.query.with(|query| query.as_of);
        self.page.report.read().as_of == self.span().reported(as_of)
    }

    /// Leads to a day, or as soon as the figures under way are there: whoever drags on asks for more days than
    /// can be computed.
    fn go(self, day: Day) {
        untrack(|| {
            if self.is_settled() {
                self.wanted.set_value(None);
                let as_of = self.span().as_of(day, &self.page.course.read().zone);
                self.page.travel.run(as_of);
            } else {
                self.wanted.set_value(Some(day));
            }
        });
    }

    fn play(self) {
        let span = untrack(|| self.span());
        if untrack(|| self.day()) == span.last {
            self.go(span.first);
        }
        self.is_playing.set(true);
        let Some(play) = self.plays.try_update_value(|plays| {
            *plays += 1;
            *plays
        }) else {
            return;
        };
        self.step(play);
    }

    /// The next day, as soon as the figures of this one have been seen.
    fn step(self, play: u32) {
        let is_calm = prefers_less_motion();
        let next = move || {
            let is_on = self.is_playing.try_get_untracked() == Some(true) && self.plays.try_get_value() == Some(play);
            if !is_on {
                return;
            }
            let (day, span) = untrack(|| (self.day(), self.span()));
            if untrack(|| self.is_settled()) {
                self.go(span.next(day, is_calm));
            }
            if day == span.last {
                self.is_playing.set(false);
            } else {
                self.step(play);
            }
        };
        set_timeout(next, Duration::from_millis(if is_calm { CALM_STEP } else { STEP }));
    }
}

fn prefers_less_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// The way itself.
#[must_use]
pub fn time_machine(_: TimeMachineOrder) -> AnyView {
    let page = page_context();
    let is_open = RwSignal::new(false);
    // What is sent is of now.
    let is_there = Memo::new(move |_| {
        let report = page.query.read().report;
        !matches!(report, ReportId::Messages | ReportId::WeeklyUpdates)
    });
    // A course too large for a summary has none of what is new either.
    let news =
        Memo::new(move |_| page.read(|reading| changes::line(reading).filter(|_| reading.report.policy.summary)));
    let is_past = Memo::new(move |_| page.query.read().as_of.is_some());
    let is_shown = Memo::new(move |_| is_there.get() && (is_open.get() || is_past.get()));
    let journey =
        Journey { page, wanted: StoredValue::new(None), is_playing: RwSignal::new(false), plays: StoredValue::new(0) };
    // What was asked for meanwhile.
    Effect::new(move || {
        page.report.track();
        if let Some(day) = journey.wanted.get_value() {
            journey.go(day);
        }
    });
    // Another page begins with the day standing still.
    let place = Memo::new(move |_| Query { as_of: None, ..page.query.get() });
    Effect::new(move |earlier: Option<()>| {
        place.get();
        if earlier.is_some() {
            journey.is_playing.set(false);
        }
    });
    view! {
        <Show when=move || is_there.get() && !is_shown.get()>
            <Button
                label=page.text("time-machine.open")
                kind=ButtonKind::Quiet
                on_press=Callback::new(move |()| is_open.set(true))
            />
        </Show>
        <Show when=move || is_shown.get()>{slider(journey, is_past, is_open)}</Show>
        {move || news.get().map(|line| view! { <p class="changes-line">{line}</p> })}
    }
    .into_any()
}

fn slider(journey: Journey, is_past: Memo<bool>, is_open: RwSignal<bool>) -> AnyView {
    let Journey { page, is_playing, .. } = journey;
    let date = move |style| page.locale.read().date(journey.day().date(), style);
    let toggle = Callback::new(move |()| {
        if is_playing.get_untracked() {
            is_playing.set(false);
        } else {
            journey.play();
        }
    });
    let label = Signal::derive(move || {
        let key = if is_playing.get() { page.text("time-machine.pause") } else { page.text("time-machine.play") };
        key.get()
    });
    let now = Callback::new(move |()| {
        is_playing.set(false);
        is_open.set(false);
        journey.wanted.set_value(None);
        page.travel.run(None);
    });
    let on_input = move |text: String| {
        is_playing.set(false);
        if let Ok(offset) = text.parse::<i32>() {
            journey.go(untrack(|| journey.span()).first.plus(offset));
        }
    };
    let offset = move || (journey.day().0 - journey.span().first.0).to_string();
    view! {
        <div class="time-machine no-print" role="group" aria-label=page.text("time-machine.label")>
            <Button label=label on_press=toggle />
            <Button label=page.text("time-machine.now") kind=ButtonKind::Quiet on_press=now />
            <input
                type="range"
                min="0"
                step="1"
                max=move || journey.span().len().to_string()
                prop:value=offset
                aria-label=page.text("time-machine.day")
                aria-valuetext=move || date(DateStyle::Full)
                on:input:target=move |event| on_input(event.target().value())
            />
            <span class="time-machine-day">{move || date(DateStyle::Short)}</span>
            <Show when=move || is_past.get()>
                <small>{page.text("time-machine.past")}</small>
            </Show>
        </div>
    }
    .into_any()
}
