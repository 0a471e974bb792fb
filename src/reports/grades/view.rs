//! The pages of the Grades report: the students against the course, and one student.

use std::{cmp::Ordering, sync::Arc};

use leptos::prelude::*;

use super::{
    compute::{self, AssessmentStatus, Selectors, TermChoice},
    view_model::{self, AssessmentLine, Choices, Difference, LegendLine, NamedChart, Row, StudentModel, Top},
};
use crate::{
    engine::protocol::{Data, Report},
    export::{self, Draft},
    query::Query,
    reports::{
        view::{
            COURSE_COLUMN, FigureStat, ListColumn, PageContext, StudentHead, StudentList, StudentTable, SupportColumn,
            TooLarge, page_context, stack,
        },
        view_model::Reading,
    },
    ui::{
        self, Align, Cell, Choice, ExportMenu, HelpTip, Notice, Select, StatBand, StatusIcon,
        chart::{Chart, MiniChart},
    },
};

/// The columns of the list; the last is there only where there are averages of the course.
const COLUMNS: &[ListColumn] = &[
    ListColumn {
        name: "trend",
        label: "grades.trend",
        help: "grades.trend-help",
        width: 16.5,
        align: Align::Start,
        starts_descending: false,
    },
    ListColumn {
        name: "average",
        label: "grades.average",
        help: "grades.average-help",
        width: 7.5,
        align: Align::End,
        starts_descending: true,
    },
    ListColumn {
        name: "graded",
        label: "grades.graded",
        help: "grades.graded-help",
        width: 6.0,
        align: Align::End,
        starts_descending: true,
    },
    ListColumn {
        name: COURSE_COLUMN,
        label: "grades.difference",
        help: "grades.difference-help",
        width: 10.5,
        align: Align::End,
        starts_descending: true,
    },
];

fn overview_of(report: &Report) -> Option<&compute::Overview> {
    match &report.data {
        Data::GradesOverview(overview) => Some(overview),
        _ => None,
    }
}

/// What the selectors of the page offer.
fn selectors_of(report: &Report) -> Option<&Selectors> {
    match &report.data {
        Data::GradesOverview(overview) => Some(&overview.selectors),
        Data::GradesDetails(page) => Some(&page.selectors),
        _ => None,
    }
}

/// What the page is about: a term, a scale and, of a student, a kind of assessment.
fn controls(page: PageContext) -> AnyView {
    let term = selector(
        page,
        "grades.term",
        |reading, _| view_model::terms(reading, selectors_of(reading.report)?),
        |query, value| {
            query.term = match value.strip_prefix('t') {
                Some(id) => TermChoice::Term(id.to_owned()),
                None => TermChoice::All,
            };
        },
    );
    let scale = selector(
        page,
        "grades.scale",
        |reading, _| view_model::scales(reading, selectors_of(reading.report)?),
        |query, value| query.scale = Some(value.to_owned()),
    );
    let kind = selector(
        page,
        "grades.kinds",
        |reading, query| match &reading.report.data {
            Data::GradesDetails(page) => view_model::kinds(reading, page.details.as_ref()?, query),
            _ => None,
        },
        |query, value| query.kinds = value.strip_prefix('k').map(str::to_owned).into_iter().collect(),
    );
    view! { <div class="page-controls">{[term, scale, kind]}</div> }.into_any()
}

/// A menu over the page. Nothing where there is nothing to choose.
fn selector(
    page: PageContext,
    label: &'static str,
    offer: fn(&Reading, &Query) -> Option<Choices>,
    choose: fn(&mut Query, &str),
) -> AnyView {
    let choices = move || page.read(|reading| offer(reading, &page.query.read()));
    let is_there = Memo::new(move |_| choices().is_some());
    let offered = move || {
        let choices = choices().into_iter().flat_map(|choices| choices.offered);
        choices.map(|(value, label)| Choice::new(value, label)).collect::<Vec<_>>()
    };
    let taken = move || choices().map(|choices| choices.taken).unwrap_or_default();
    view! {
        <Show when=move || is_there.get()>
            <Select
                label=page.text(label)
                choices=Signal::derive(offered)
                value=Signal::derive(taken)
                on_choose=Callback::new(move |value: String| page.change(&|query| choose(query, &value)))
            />
        </Show>
    }
    .into_any()
}

/// Why there is less than one may look for: there is no assessment, or the school hides averages.
fn notice(page: PageContext) -> Option<AnyView> {
    let (locale, report) = (page.locale.read(), page.report.read());
    let words = if selectors_of(&report).is_some_and(|selectors| selectors.selected.is_none()) {
        locale.text("grades.empty")
    } else if report.policy.course_average {
        return None;
    } else {
        locale.text("grades.hidden")
    };
    Some(view! { <Notice text=words.to_owned() /> }.into_any())
}

/// Figures and charts; on the overview they are small, for the list below is the page.
fn top_view(page: PageContext, top: Top, is_overview: bool) -> AnyView {
    let Top { name, figures, trend, distribution } = top;
    let figures = figures.into_iter().map(|figure| view! { <FigureStat figure=figure /> }).collect_view();
    let (trend_help, distribution_help) = if is_overview {
        ("grades.course-trend-help", "grades.distribution-help")
    } else {
        ("grades.student-trend-help", "grades.place-help")
    };
    let trend = trend.map(|chart| {
        let section = Section { heading: "grades.trend", help: trend_help, instead: "grades.no-trend" };
        section.view(page, chart, is_overview)
    });
    let distribution = distribution.map(|chart| {
        let section =
            Section { heading: "grades.distribution", help: distribution_help, instead: "grades.few-averages" };
        section.view(page, chart, is_overview)
    });
    view! {
        <StatBand label=name>{figures}</StatBand>
        <div class="grade-charts">{trend} {distribution}</div>
    }
    .into_any()
}

/// The keys of the words around a chart.
struct Section {
    heading: &'static str,
    help: &'static str,
    /// Said where there is no chart.
    instead: &'static str,
}

impl Section {
    fn view(self, page: PageContext, (name, chart): NamedChart, is_small: bool) -> AnyView {
        let Self { heading, help, instead } = self;
        let contents = match chart {
            Some(chart) => {
                let height = if is_small { 130.0 } else { 200.0 };
                view! { <Chart spec=chart label=name labels=page.chart_labels() height=height table_button=!is_small /> }
                    .into_any()
            }
            None => view! { <p class="muted">{page.text(instead)}</p> }.into_any(),
        };
        let explanation = Signal::derive(move || {
            let (label, text) = (page.text(heading).get(), page.text(help).get());
            page.help(&label, &text)
        });
        view! {
            <section class="section">
                <div class="section-head">
                    <h2>{page.text(heading)}</h2>
                    <HelpTip help=explanation />
                </div>
                {contents}
            </section>
        }
        .into_any()
    }
}

static LIST: StudentList = StudentList {
    columns: COLUMNS,
    students: |report| {
        overview_of(report).into_iter().flat_map(|overview| &overview.students).map(|row| row.student).collect()
    },
    keeps: |_, _, _| true,
    compare: |report, _, column, a, b| {
        let compare = |overview: &compute::Overview| {
            view_model::compare(column, overview, &overview.students[a], &overview.students[b])
        };
        overview_of(report).map_or(Ordering::Equal, compare)
    },
    highest: |_| 0.0,
    cells,
    file_headings: |reading| {
        overview_of(reading.report).map(|overview| view_model::file_headings(reading, overview)).unwrap_or_default()
    },
    file_cells: |reading, _, row| {
        let cells = |overview: &compute::Overview| view_model::file_cells(reading, overview, &overview.students[row]);
        overview_of(reading.report).map(cells).unwrap_or_default()
    },
    support: SupportColumn::Names,
    empty: None,
};

/// All students against the course.
#[component]
pub fn Overview() -> impl IntoView {
    let page = page_context();
    view! {
        {controls(page)}
        {move || notice(page)}
        {move || summary(page)}
        <StudentTable list=&LIST />
    }
    .into_any()
}

/// The cells of a student's row.
fn cells(reading: &Reading, _query: &Query, _highest: f64, row: usize) -> Vec<Cell> {
    let Some(overview) = overview_of(reading.report) else { return Vec::new() };
    let Row { chart, chart_sentence, direction, average, graded, difference } =
        view_model::row(reading, overview, &overview.students[row]);
    let chart = chart.map(|chart| view! { <MiniChart spec=chart summary=chart_sentence width=160.0 height=40.0 /> });
    let trend = view! { <span class="grade-trend">{chart} <span>{direction}</span></span> };
    let Difference { value, words } = difference.unwrap_or_default();
    vec![Cell::View(trend.into_any()), Cell::Text(average), Cell::Text(graded), Cell::View(stack(value, &words))]
}

/// The figures and charts over the list, or the rule by which there are none.
fn summary(page: PageContext) -> AnyView {
    match page.read(|reading| view_model::summary(reading, overview_of(reading.report)?)) {
        Some(top) => top_view(page, top, true),
        None => view! { <TooLarge /> }.into_any(),
    }
}

/// One student.
#[component]
pub fn Details() -> impl IntoView {
    let page = page_context();
    let student = Signal::derive(move || match &page.report.read().data {
        Data::GradesDetails(page) => page.student,
        _ => 0,
    });
    let model = move || {
        page.read(|reading| match &reading.report.data {
            Data::GradesDetails(data) => view_model::student(reading, data, &page.query.read()),
            _ => None,
        })
    };
    view! {
        <StudentHead student=student />
        {controls(page)}
        {move || notice(page)}
        {move || model().map(|model| student_view(page, model))}
    }
    .into_any()
}

fn student_view(page: PageContext, model: StudentModel) -> AnyView {
    let StudentModel { top, bar_name, bar, legend, rows } = model;
    view! {
        {top_view(page, top, false)}
        <section class="section">
            <div class="section-head">
                <h2>{page.text("grades.assessments")}</h2>
                <ExportMenu title=page.text("grades.assessments") draft=Callback::new(move |()| assessments_draft(page)) />
            </div>
            <div class="standing is-wide">
                <Chart spec=bar label=bar_name labels=page.chart_labels() table_button=false />
                <ul class="legend grade-statuses">{legend.into_iter().map(legend_line).collect_view()}</ul>
            </div>
            {assessments(page, rows)}
        </section>
    }
    .into_any()
}

/// How a status looks, with its words.
fn status_view(status: AssessmentStatus, name: &'static str) -> AnyView {
    let shape = match status {
        AssessmentStatus::ByDeadline => ui::Status::Done,
        AssessmentStatus::PastDeadline => ui::Status::Late,
        AssessmentStatus::NotCompleted => ui::Status::Missed,
        AssessmentStatus::StillToCome => ui::Status::Open,
    };
    view! { <StatusIcon status=shape label=name /> }.into_any()
}

/// A line of the legend of a bar of statuses.
pub fn legend_line(line: LegendLine) -> AnyView {
    view! {
        <li>
            {status_view(line.status, line.name)}
            <strong>{line.count}</strong>
            <span class="muted">{line.share}</span>
        </li>
    }
    .into_any()
}

/// The list of assessments as a file.
fn assessments_draft(page: PageContext) -> Draft {
    let file = page.read_untracked(|reading| match &reading.report.data {
        Data::GradesDetails(data) => view_model::assessments_file(reading, data, &page.query.read()),
        _ => None,
    });
    // Without assessments there is no list, and no menu.
    let (headings, rows) = file.unwrap_or_default();
    let len = rows.len();
    Draft {
        table: export::Table { headings, ..Default::default() },
        len,
        row: Arc::new(move |index| rows[index].clone()),
    }
}

/// The list of assessments.
pub fn assessments(page: PageContext, rows: Vec<AssessmentLine>) -> AnyView {
    let has_course = rows.iter().any(|row| !row.course.is_empty());
    let column = |label: &'static str| view! { <th scope="col">{page.text(label)}</th> }.into_any();
    let mut labels = vec!["grades.assessment", "grades.date", "grades.grade", "grades.the-course", "progress.status"];
    if !has_course {
        labels.remove(3);
    }
    let course_label = page.text("grades.the-course");
    let row = |row: AssessmentLine| {
        let AssessmentLine { title, kind, date, grade, course, status, status_name } = row;
        let label = (!course.is_empty()).then(|| course_label.get());
        let status = match status {
            Some(status) => status_view(status, status_name),
            None => view! { <span class="muted">{status_name}</span> }.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{stack(title, &kind)}</th>
                <td>{date}</td>
                <td>{stack(grade.0, &grade.1)}</td>
                {has_course.then(|| view! { <td data-label=label>{course}</td> })}
                <td>{status}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <table class="plain-table grade-list grade-statuses">
            <caption class="visually-hidden">{page.text("grades.assessments")}</caption>
            <thead>
                <tr>{labels.into_iter().map(column).collect_view()}</tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
