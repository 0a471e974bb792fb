//! The front page of a course.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::{
    compute::FrontPage,
    view_model::{self, Card},
};
use crate::{
    engine::protocol::{Data, Report},
    reports::{
        support::{compute::SignalKind, settings::SupportSettings, view_model as support},
        view::{FigureStat, PageContext, StudentList, StudentTable, SupportColumn, TooLarge, page_context},
    },
    ui::{Button, Disclosure, HelpTip, Later, NumberField, Toggle, awaited, chart::Chart},
};

fn front_of(report: &Report) -> Option<&FrontPage> {
    match &report.data {
        Data::Front(front) => Some(front),
        _ => None,
    }
}

static LIST: StudentList = StudentList {
    columns: &[],
    students: |report| {
        let support = report.support.as_ref().filter(|_| front_of(report).is_some());
        support.into_iter().flat_map(|support| &support.students).map(|signals| signals.student).collect()
    },
    keeps: |_, _, _| true,
    compare: |_, _, _, _, _| Ordering::Equal,
    highest: |_| 0.0,
    cells: |_, _, _, _| Vec::new(),
    file_headings: |_| Vec::new(),
    file_cells: |_, _, _| Vec::new(),
    support: SupportColumn::Reasons,
    empty: Some(["support.nobody-title", "support.nobody-text"]),
};

/// Who may need support, and the key figures of each report.
#[component]
pub fn Front() -> impl IntoView {
    view! {
        <div class="front">
            <Support />
            <Later>
                <Cards />
            </Later>
        </div>
    }
}

#[component]
fn Cards() -> impl IntoView {
    let page = page_context();
    let cards = Memo::new(move |_| {
        page.read(|reading| front_of(reading.report).map(|front| view_model::cards(reading, front)))
    });
    let is_summary_allowed = Memo::new(move |_| page.report.read().policy.summary);
    view! {
        <Show when=move || is_summary_allowed.get() fallback=|| view! { <TooLarge /> }>
            <div class="front-cards">
                {move || cards.get().into_iter().flatten().map(|made| card(page, made)).collect_view()}
            </div>
        </Show>
    }
}

fn card(page: PageContext, card: Card) -> AnyView {
    let Card { report, figures, chart } = card;
    let chart = chart.map(|(name, chart)| {
        view! {
            <Chart
                spec=chart
                label=name
                labels=page.chart_labels()
                height=110.0
                table_button=false
            />
        }
    });
    view! {
        <section class="front-card">
            <h2>
                <a href=move || page.query.read().with_report(report).address()>
                    {page.text(report.entry().title)}
                </a>
            </h2>
            <div class="front-figures">
                {figures.into_iter().map(|figure| view! { <FigureStat figure=figure /> }).collect_view()}
            </div>
            {chart}
        </section>
    }
    .into_any()
}

/// Who may need support, by which rules, and the switch for all of it.
#[component]
fn Support() -> impl IntoView {
    let page = page_context();
    let is_shown = Signal::derive(move || page.support.read().is_shown);
    let toggle = Callback::new(move |is_shown| {
        page.set_support.run(SupportSettings { is_shown, ..page.support.get_untracked() });
    });
    let help = Signal::derive(move || {
        let (label, text) = (page.text("support.title").get(), page.text("support.help").get());
        page.help(&label, &text)
    });
    view! {
        <section class="front-support">
            <div class="section-head">
                <h2>{page.text("support.title")}</h2>
                <HelpTip help=help />
                <Toggle label=page.text("support.switch") on=is_shown on_toggle=toggle />
            </div>
            <Show
                when=move || is_shown.get()
                fallback=move || view! { <p class="muted">{page.text("support.off")}</p> }
            >
                <Disclosure summary=page.text("support.rules")>
                    {awaited(RulesOrder)}
                </Disclosure>
                <StudentTable list=&LIST />
            </Show>
        </section>
    }
}

/// Asks for the rules.
#[derive(Clone, Copy)]
pub struct RulesOrder;

/// The rules with their thresholds, and who comes and goes as they are changed.
#[must_use]
pub fn rules(_: RulesOrder) -> AnyView {
    let page = page_context();
    let rule = move |kind: SignalKind| {
        let part = move |index: usize| Signal::derive(move || support::rule_parts(&page.locale.read(), kind)[index]);
        let label = Signal::derive(move || format!("{} … {}", part(0).get(), part(1).get()));
        let enter = Callback::new(move |value| {
            page.set_support.run(page.support.get_untracked().with_threshold(kind, value));
        });
        view! {
            <li class="support-rule">
                <span>{part(0)}</span>
                <NumberField
                    label=label
                    value=Signal::derive(move || page.support.read().threshold(kind))
                    most=SupportSettings::most(kind)
                    step=SupportSettings::step(kind)
                    on_enter=enter
                />
                <span>{part(1)}</span>
            </li>
        }
    };
    // A field keeps the focus while figures change around it.
    let rules = Memo::new(move |_| page.read(|reading| support::rules(reading).collect::<Vec<_>>()));
    let reset = Callback::new(move |()| page.set_support.run(SupportSettings::default()));
    view! {
        <p class="muted">{page.text("support.rules-text")}</p>
        <ul class="support-rules">
            {move || rules.get().into_iter().map(rule).collect_view()}
        </ul>
        <Button label=page.text("support.reset") on_press=reset />
        <p role="status">{changes(page)}</p>
    }
    .into_any()
}

/// Who has come and gone since the page was opened, or other students were listed.
fn changes(page: PageContext) -> Signal<String> {
    let words = RwSignal::new(String::new());
    Effect::new(move |before: Option<(Vec<u32>, Vec<u32>)>| {
        let report = page.report.read();
        let Some(support) = report.support.as_ref().filter(|_| front_of(&report).is_some()) else {
            return before.unwrap_or_default();
        };
        let before = before.filter(|(listed, _)| *listed == report.listed).unwrap_or_else(|| {
            (report.listed.clone(), support.students.iter().map(|signals| signals.student).collect())
        });
        words.set(page.read_untracked(|reading| support::changes(reading, &before.1)).unwrap_or_default());
        before
    });
    words.into()
}
