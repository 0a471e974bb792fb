//! The page of the student report: a sheet for each student, which begins on a new one of paper.

use std::sync::Arc;

use leptos::{context::Provider, prelude::*};

use super::{
    compute,
    view_model::{self, SheetModel},
};
use crate::{
    chart::spec::ChartSpec,
    engine::protocol::{Data, Report},
    order::sort_rows_by_rank,
    query::Query,
    reports::{
        activity::view_model::MonthModel,
        grades::view::{assessments, legend_line},
        grades::view_model::{NamedChart, StudentModel},
        progress::{view::standing_view, view_model::Standing},
        view::{FigureStat, PageContext, page_context},
        view_model::{Figure, Reading},
    },
    ui::{Button, ButtonKind, ExportsContext, Later, Notice, NoticeTone, ProgressBar, StatBand, chart::Chart},
};

fn reports_of(report: &Report) -> Option<&compute::StudentReports> {
    match &report.data {
        Data::StudentReports(reports) => Some(reports),
        _ => None,
    }
}

/// All sheets.
#[component]
pub fn StudentReports() -> impl IntoView {
    let page = page_context();
    let made = RwSignal::new(0);
    let all = move || reports_of(&page.report.read()).map_or(0, |reports| reports.sheets.len());
    let is_whole = Memo::new(move |_| made.get() >= all());
    let head = Memo::new(move |_| {
        page.read(|reading| {
            reports_of(reading.report).map(|reports| view_model::head(reading, reports, &page.query.read()))
        })
        .unwrap_or_default()
    });
    let notice = move || {
        let text = head.get().notice;
        (!text.is_empty()).then(|| view! { <Notice tone=NoticeTone::Warning text=text /> })
    };
    let print = Callback::new(|()| {
        // A browser that can't print has no such page to lead to either.
        let _ = window().print();
    });
    let sheets = move || {
        page.locale.track();
        let (report, query) = (page.report.get(), page.query.get());
        made.set(0);
        let order = order(&untrack(|| page.course.get()).info.students, &report);
        sheets_from(page, Arc::new(Making { report, query, order, made }), 0)
    };
    view! {
        <div class="page-head no-print">
            <h1 tabindex="-1">{page.text("nav.student-report")}</h1>
            <Button
                label=page.text("student-report.print")
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || !is_whole.get())
                on_press=print
            />
        </div>
        <p class="muted no-print">{move || head.get().about}</p>
        {notice}
        <div class="no-print" role="status">
            <Show when=move || !is_whole.get()>
                <ProgressBar
                    label=page.text("student-report.making")
                    done=Signal::derive(move || Some(made.get() as f64 / all().max(1) as f64))
                />
            </Show>
        </div>
        // Files are made on the pages that the figures come from.
        <Provider value=ExportsContext::from(None)>
            <div class="sheets">{sheets}</div>
        </Provider>
    }
    .into_any()
}

/// What the sheets are made of, one after the other.
struct Making {
    report: Arc<Report>,
    query: Query,
    order: Vec<u32>,
    /// How many are there.
    made: RwSignal<usize>,
}

/// The sheets in the order of the students' names.
fn order(students: &[crate::engine::protocol::StudentInfo], report: &Report) -> Vec<u32> {
    let sheets = reports_of(report).map(|reports| &*reports.sheets).unwrap_or_default();
    let mut order: Vec<u32> = (0..sheets.len() as u32).collect();
    sort_rows_by_rank(&mut order, &|sheet| students[sheets[sheet as usize].activity.student as usize].rank);
    order
}

/// A sheet and those after it, each in a task of its own, so that the page answers.
fn sheets_from(page: PageContext, making: Arc<Making>, place: usize) -> AnyView {
    let (Some(reports), Some(sheet)) = (reports_of(&making.report), making.order.get(place)) else {
        return ().into_any();
    };
    let model = page.read_untracked(|reading| {
        let reading = Reading { report: &making.report, ..*reading };
        let course_average = reports.course_average_visit_seconds;
        view_model::sheet(&reading, &reports.sheets[*sheet as usize], course_average, &making.query)
    });
    view! {
        {sheet_view(page, model, making.made)}
        <Later>{sheets_from(page, making, place + 1)}</Later>
    }
    .into_any()
}

/// A sheet, part by part.
fn sheet_view(page: PageContext, model: SheetModel, made: RwSignal<usize>) -> AnyView {
    let SheetModel {
        name,
        href,
        about,
        parts: [activity_name, grades_name],
        activity,
        month,
        heat_map,
        standings,
        overdue,
        grades,
    } = model;
    view! {
        <article class="sheet" aria-label=name.clone()>
            <header class="sheet-head">
                <h2>
                    <a href=href>{name.clone()}</a>
                </h2>
                <p class="muted">{about}</p>
            </header>
            {activity_view(page, activity_name, activity, month, heat_map)}
            <Later>{progress_view(page, standings, overdue)}</Later>
            <Later>
                {
                    made.update(|made| *made += 1);
                    grades_view(page, grades_name, grades)
                }
            </Later>
        </article>
    }
    .into_any()
}

fn figures_view(name: String, figures: Vec<Figure>) -> AnyView {
    let figures = figures.into_iter().map(|figure| view! { <FigureStat figure=figure /> }).collect_view();
    view! { <StatBand label=name>{figures}</StatBand> }.into_any()
}

/// A chart under its name.
fn chart_view(page: PageContext, heading: Signal<String>, label: Signal<String>, chart: ChartSpec) -> AnyView {
    view! {
        <div class="sheet-chart">
            <h4>{heading}</h4>
            <Chart spec=chart label=label labels=page.chart_labels() height=130.0 table_button=false />
        </div>
    }
    .into_any()
}

fn activity_view(
    page: PageContext,
    name: String,
    figures: Vec<Figure>,
    month: Option<MonthModel>,
    (heat_map_name, heat_map): (String, ChartSpec),
) -> AnyView {
    let month = month.map(|month| {
        let name = page.locale.read_untracked().with("activity.by-day-chart", &[("month", &month.name)]);
        chart_view(page, Signal::from(name.clone()), Signal::from(name), month.chart)
    });
    view! {
        <section class="sheet-part">
            <h3>{page.text("nav.activity")}</h3>
            {figures_view(name, figures)}
            {month}
            {chart_view(page, page.text("activity.heat-map"), Signal::from(heat_map_name), heat_map)}
            <p class="sheet-note">{page.text("student-report.note-times")}</p>
        </section>
    }
    .into_any()
}

fn progress_view(page: PageContext, standings: [Standing; 2], overdue: Vec<(String, String)>) -> AnyView {
    view! {
        <section class="sheet-part">
            <h3>{page.text("nav.progress")}</h3>
            <div class="standings">
                {standings.into_iter().map(|standing| standing_view(page, standing, false)).collect_view()}
            </div>
            {overdue_view(page, overdue)}
            <p class="sheet-note">{page.text("student-report.note-progress")}</p>
        </section>
    }
    .into_any()
}

/// What isn't completed though its deadline has passed; nothing where there is nothing.
fn overdue_view(page: PageContext, overdue: Vec<(String, String)>) -> Option<AnyView> {
    let line = |(title, details): (String, String)| {
        view! { <li>{title} " " <span class="muted">{details}</span></li> }
    };
    (!overdue.is_empty()).then(|| {
        view! {
            <h4>{page.text("student-report.overdue")}</h4>
            <ul class="sheet-overdue">{overdue.into_iter().map(line).collect_view()}</ul>
        }
        .into_any()
    })
}

fn grades_view(page: PageContext, name: String, grades: Option<StudentModel>) -> AnyView {
    let contents = match grades {
        None => view! { <p class="muted">{page.text("grades.empty")}</p> }.into_any(),
        Some(StudentModel { top, bar_name, bar, legend, rows }) => {
            let chart = |heading: &'static str, (label, chart): NamedChart| {
                chart.map(|chart| chart_view(page, page.text(heading), Signal::from(label), chart))
            };
            let trend = top.trend.map(|trend| chart("grades.trend", trend));
            let distribution = top.distribution.map(|distribution| chart("grades.distribution", distribution));
            view! {
                {figures_view(name, top.figures)}
                <div class="grade-charts">{trend} {distribution}</div>
                <div class="sheet-chart standing is-wide">
                    <Chart spec=bar label=bar_name labels=page.chart_labels() table_button=false />
                    <ul class="legend grade-statuses">{legend.into_iter().map(legend_line).collect_view()}</ul>
                </div>
                {assessments(page, rows)}
                <p class="sheet-note">{page.text("student-report.note-grades")}</p>
            }
            .into_any()
        }
    };
    view! {
        <section class="sheet-part">
            <h3>{page.text("nav.grades")}</h3>
            {contents}
        </section>
    }
    .into_any()
}
