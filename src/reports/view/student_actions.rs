//! What can be done with the students that are picked out in a list.

use leptos::prelude::*;

use super::{PageContext, page_context};
use crate::{
    query::Query,
    reports::{messages::view::MessageButton, selection::Selection},
    ui::{Button, ButtonKind},
};

/// How many students are picked, and what to do with them; another action is one more button at the end.
#[component]
pub fn StudentActions(
    /// The students of the list, by index.
    listed: Memo<Vec<u32>>,
    /// How many of the picked ones are in it.
    picked: Signal<usize>,
) -> impl IntoView {
    let page = page_context();
    let count = Memo::new(move |_| page.selected.read().students().len());
    let words = move || {
        let (locale, count) = (page.locale.read(), count.get());
        match count - picked.get().min(count) {
            _ if count == 0 => String::new(),
            0 => locale.count("selection.count", count as u64, &[]),
            elsewhere => {
                locale.count("selection.elsewhere", count as u64, &[("elsewhere", &locale.whole(elsewhere as u64))])
            }
        }
    };
    let reports = Callback::new(move |()| page.navigate.run(untrack(|| student_reports(page, &listed.read()))));
    let clear = Callback::new(move |()| page.selected.set(Selection::default()));
    view! {
        <div class="student-actions" role="group" aria-label=page.text("selection.label")>
            <p role="status">{words}</p>
            <Show when=move || count.get() != 0>
                <Button label=page.text("selection.clear") kind=ButtonKind::Quiet on_press=clear />
            </Show>
            <Button label=page.text("student-report.several") kind=ButtonKind::Quiet on_press=reports />
            <MessageButton
                students=Signal::derive(move || chosen(&page.selected.read(), &listed.read()).to_vec())
                kind=ButtonKind::Quiet
            />
        </div>
    }
    .into_any()
}

/// Those who are picked, or all in the list where nobody is.
fn chosen<'a>(selected: &'a Selection, listed: &'a [u32]) -> &'a [u32] {
    if selected.students().is_empty() { listed } else { selected.students() }
}

/// The student reports of those who are picked, or of all in the list. They are named where the address doesn't say
/// already who they are.
fn student_reports(page: PageContext, listed: &[u32]) -> Query {
    let selected = page.selected.read();
    let students = chosen(&selected, listed);
    let is_all = students == listed && listed.len() == page.report.read().listed.len();
    let id = |student: &u32| page.read(|reading| reading.student(*student).id.clone());
    let named = if is_all { Vec::new() } else { students.iter().map(id).collect() };
    page.query.read().with_student_report(named)
}
