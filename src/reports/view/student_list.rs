//! The list of students that the overview of every report has. What is in it differs from report to
//! report and is told by plain functions, so that all of them share one program.

use std::{cmp::Ordering, sync::Arc};

use leptos::prelude::*;

use super::{ListColumn, NothingLeft, StudentActions, StudentFilters, columns, page_context, sort_by};
use crate::{
    engine::protocol::{Report, StudentInfo},
    export::{self, Draft},
    query::Query,
    reports::{
        changes::view_model as changes,
        support::view_model as support,
        view_model::{Reading, arrange},
    },
    ui::{Cell, DataTable, ExportMenu, Later, MOST_PRINTED, RowSelection, RowSource, Tipped},
};

/// What a report's list of students consists of. Rows are named by their place in the report.
pub struct StudentList {
    /// The columns beside the name.
    pub columns: &'static [ListColumn],
    /// The student of each row; none where the report isn't this list's.
    pub students: fn(&Report) -> Vec<u32>,
    /// Whether the filters that only this list has leave a row.
    pub keeps: fn(&Report, &Query, usize) -> bool,
    /// Compares two rows by a column, by its name in addresses.
    pub compare: fn(&Report, &Query, &str, usize, usize) -> Ordering,
    /// The highest value of all rows, where their charts have one scale.
    pub highest: fn(&Report) -> f64,
    /// The cells of a row after the name.
    pub cells: fn(&Reading, &Query, f64, usize) -> Vec<Cell>,
    /// In a file, the headings after the student.
    pub file_headings: fn(&Reading) -> Vec<String>,
    /// And the cells under them.
    pub file_cells: fn(&Reading, &Query, usize) -> Vec<export::Cell>,
    /// What it says of who may need support.
    pub support: SupportColumn,
    /// The keys of a title and a text for a list that has no rows by itself, without a filter.
    pub empty: Option<[&'static str; 2]>,
}

/// What a list says of who may need support, in its last column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportColumn {
    /// Nothing.
    None,
    /// The names of the signals; the list can be narrowed to those of whom one holds.
    Names,
    /// The reasons; nobody else is in the list.
    Reasons,
}

impl StudentList {
    /// What it says of who may need support, as long as that is switched on.
    #[must_use]
    pub fn support_column(&self, report: &Report) -> SupportColumn {
        if report.support.is_some() { self.support } else { SupportColumn::None }
    }

    /// Whether it can be narrowed to those who may need support.
    fn has_support_filter(&self, report: &Report) -> bool {
        self.support_column(report) == SupportColumn::Names
    }

    /// Whether the filter of those who may need support leaves a student.
    fn keeps_student(&self, report: &Report, query: &Query, student: u32) -> bool {
        let support = report.support.as_ref().filter(|_| query.needs_support && self.has_support_filter(report));
        support.is_none_or(|support| support.of(student).is_some())
    }
}

/// The contents of a cell: a figure over what it consists of or is compared with.
#[must_use]
pub fn stack(figure: String, note: &str) -> AnyView {
    let note = note.to_owned();
    view! {
        <span class="cell-stack">
            {figure}
            <small>{note}</small>
        </span>
    }
    .into_any()
}

/// Which signals hold of a student; pointed at, with their numbers.
fn support_cell(reading: &Reading, student: u32, column: SupportColumn) -> Cell {
    let Some(support::StudentWords { names, reasons, details }) = support::student_words(reading, student) else {
        return Cell::Text(String::new());
    };
    let words = if column == SupportColumn::Reasons { reasons } else { names };
    Cell::View(view! { <Tipped class="support-signals" details=details>{words}</Tipped> }.into_any())
}

/// A list of students under its filters.
#[component]
pub fn StudentTable(
    /// What it consists of.
    list: &'static StudentList,
) -> impl IntoView {
    let page = page_context();
    let order = Memo::new(move |_| {
        let (course, report, query) = (page.course.read(), page.report.read(), page.query.read());
        let (students, search) = ((list.students)(&report), page.search.read());
        let compare = |column: &str, a: usize, b: usize| (list.compare)(&report, &query, column, a, b);
        let mut rows = arrange(&course.info, &students, &search, query.sort.as_ref(), !report.policy.summary, compare);
        rows.retain(|row| {
            list.keeps_student(&report, &query, students[*row as usize]) && (list.keeps)(&report, &query, *row as usize)
        });
        // With their students, which the rows need again.
        rows.into_iter().map(|row| (row, students[row as usize])).collect::<Vec<_>>()
    });
    let rows = Signal::derive(move || {
        // Rows are made anew with the figures and the words they show.
        page.locale.track();
        let (report, order, query) = (page.report.get(), order.get(), page.query.get());
        let highest = (list.highest)(&report);
        RowSource::new(order.len(), move |index| {
            let (row, student) = order[index];
            untrack(|| {
                let (locale, course) = (page.locale.read(), page.course.read());
                let reading = Reading { locale: &locale, zone: &course.zone, info: &course.info, report: &report };
                let StudentInfo { id, name, .. } = reading.student(student);
                let (text, href) = (name.clone(), query.with_student(id).address());
                let mark = report.changes.as_ref().and_then(|changes| changes::mark(&locale, changes, student));
                let mut cells = vec![match mark {
                    Some(mark) => Cell::Marked { text, href, mark: locale.with("changes.mark", &[("changes", &mark)]) },
                    None => Cell::Link { text, href },
                }];
                cells.append(&mut (list.cells)(&reading, &query, highest, row as usize));
                let column = list.support_column(&report);
                if column != SupportColumn::None {
                    cells.push(support_cell(&reading, student, column));
                }
                cells
            })
        })
    });
    // As the list stands when it is asked for; a file that is still being made doesn't change with the page.
    let draft = move |()| {
        let (order, report, query) = (order.get_untracked(), page.report.get_untracked(), page.query.get_untracked());
        let (course, locale) = (page.course.get_untracked(), page.locale.get_untracked());
        let headings = page.read_untracked(|reading| {
            let mut headings = vec![reading.locale.text("table.student").to_owned()];
            headings.push(reading.locale.text("export.student-id").to_owned());
            headings.append(&mut (list.file_headings)(reading));
            if list.support_column(&report) != SupportColumn::None {
                headings.append(&mut support::file_headings(reading));
            }
            headings
        });
        let len = order.len();
        let row = move |index: usize| {
            let (row, student) = order[index];
            let reading = Reading { locale: &locale, zone: &course.zone, info: &course.info, report: &report };
            let StudentInfo { id, name, .. } = reading.student(student);
            let mut cells = vec![export::Cell::text(name), export::Cell::text(id)];
            cells.append(&mut (list.file_cells)(&reading, &query, row as usize));
            if list.support_column(&report) != SupportColumn::None {
                cells.append(&mut support::file_cells(&reading, student));
            }
            cells
        };
        Draft { table: export::Table { headings, ..Default::default() }, len, row: Arc::new(row) }
    };
    let nothing = move || match list.empty.filter(|_| (list.students)(&page.report.read()).is_empty()) {
        Some([title, text]) => view! {
            <div class="panel-state" role="status">
                <h3>{page.text(title)}</h3>
                <p>{page.text(text)}</p>
            </div>
        }
        .into_any(),
        None => view! { <NothingLeft /> }.into_any(),
    };
    let listed = Memo::new(move |_| order.read().iter().map(|(_, student)| *student).collect::<Vec<_>>());
    let at = move |index: usize| order.read().get(index).map(|(_, student)| *student);
    let selection = RowSelection {
        label: Callback::new(move |index| {
            let name = |student| page.read(|reading| reading.student(student).name.clone());
            let name = at(index).map(name).unwrap_or_default();
            page.locale.read().with("selection.student", &[("student", &name)])
        }),
        is_picked: Callback::new(move |index| at(index).is_some_and(|student| page.selected.read().contains(student))),
        on_pick: Callback::new(move |(index, is_picked)| {
            if let Some(student) = untrack(|| at(index)) {
                page.selected.update(|selected| selected.set(student, is_picked));
            }
        }),
        all_label: page.text("selection.all"),
        picked: Memo::new(move |_| page.selected.read().count_in(&listed.read())).into(),
        on_pick_all: Callback::new(move |is_picked| {
            page.selected.update(|selected| selected.set_all(&listed.read_untracked(), is_picked));
        }),
    };
    let printed = move || {
        let (locale, all) = (page.locale.read(), order.read().len() as u64);
        locale.with("table.printed", &[("most", &locale.whole(MOST_PRINTED as u64)), ("all", &locale.whole(all))])
    };
    view! {
        <Later>
        <section class="section">
            <DataTable
                label=page.text("table.students")
                columns=columns(page, list)
                rows=rows
                on_sort=sort_by(page, list.columns)
                sort_label=page.text("table.sort")
                reverse_label=page.text("table.reverse")
                selection=selection
            >
                <StudentFilters
                    shown=Signal::derive(move || order.read().len())
                    has_support=Signal::derive(move || list.has_support_filter(&page.report.read()))
                />
                <StudentActions listed=listed picked=selection.picked />
                {move || (order.read().len() > MOST_PRINTED).then(|| view! { <p class="print-only">{printed}</p> })}
                <ExportMenu title=page.text("table.students") draft=Callback::new(draft) />
            </DataTable>
            {move || order.read().is_empty().then(nothing)}
        </section>
        </Later>
    }
    .into_any()
}
