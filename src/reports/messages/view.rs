//! Writing a message to students, and the ways that lead there.

use std::{cell::RefCell, collections::HashMap};

use hashbrown::HashSet;
use leptos::{ev, html, prelude::*};
use wasm_bindgen_futures::spawn_local;

use super::draft::{Draft, FIRST_NAME, Fate, Missing};
use crate::{
    host::{HostContext, HostError, fresh_key},
    names,
    order::sort_rows_by_rank,
    query::Query,
    reports::{
        ReportId,
        view::{PageContext, page_context},
    },
    ui::{Button, ButtonKind, Choice, Combobox, Icon, IconButton, Lasting, Notice, awaited, effect},
};

/// More students than these can't be looked through.
const MOST_FOUND: usize = 20;

/// How it stands with sending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Sending {
    /// The message is being written.
    #[default]
    No,
    /// The host is being told. Pressing again does nothing.
    Now,
    /// It was sent to so many.
    Sent(usize),
    /// It was not, and the draft is kept.
    Failed(HostError),
}

/// The message that is being written in the open course, as a context of the page.
#[derive(Clone, Copy, Debug)]
pub struct Drafts {
    /// The id of the course that the draft is of.
    course: Lasting<String>,
    draft: Lasting<Draft>,
    sending: Lasting<Sending>,
    /// What was missing when it should have been sent.
    missing: Lasting<Option<Missing>>,
    /// Whether the browser keeps the draft when the page is gone.
    is_kept: Lasting<bool>,
}

/// Provides the draft of the course whose id is given, and keeps it in the browser.
pub fn provide_drafts(course: Signal<Option<String>>) {
    let drafts = Drafts {
        course: Lasting::default(),
        draft: Lasting::default(),
        sending: Lasting::default(),
        missing: Lasting::new(None),
        is_kept: Lasting::new(storage().is_some()),
    };
    provide_context(drafts);
    let course = Memo::new(move |_| course.get());
    effect(move || {
        if let Some(course) = course.get() {
            drafts.draft.set(kept(&course));
            drafts.sending.set(Sending::No);
            drafts.missing.set(None);
            drafts.course.set(course);
        }
    });
    // What is written in one tab is there in the others at once: none of them throws the words of another away, or sends
    // what another has sent.
    let listener = window_event_listener(ev::storage, move |event| drafts.follow(event.key().as_deref()));
    on_cleanup(move || listener.remove());
}

impl Drafts {
    /// Changes the draft, which is kept at once.
    fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(|draft| draft.change(change, fresh_key));
        if self.sending.with_untracked(|sending| matches!(sending, Sending::Failed(_)))
            && self.draft.with_untracked(|draft| draft.fate == Fate::Changed)
        {
            self.sending.set(Sending::No);
        }
        self.missing.set(None);
        self.keep();
    }

    fn keep(self) {
        let is_kept = self.course.with_untracked(|course| self.draft.with_untracked(|draft| keep(course, draft)));
        self.is_kept.set(is_kept);
    }

    /// Another tab has kept something: under this key, or nothing any more.
    fn follow(self, key: Option<&str>) {
        let course = self.course.get_untracked();
        let is_own = key.is_none_or(|key| key == storage_key(&course));
        // What is being sent is seen to when the host has answered.
        if is_own && self.sending.with_untracked(|sending| *sending != Sending::Now) {
            self.draft.set(kept(&course));
        }
    }

    /// Notes what is known of whether the draft that was tried has been sent; what was written since stays.
    fn note(self, course: &str, tried: &Draft, fate: Fate) {
        let noted = Draft { fate, ..tried.clone() };
        if self.course.with_untracked(|open| open != course) {
            if kept(course) == *tried {
                keep(course, &noted);
            }
        } else if self.draft.with_untracked(|now| now.key == tried.key) {
            self.draft.update(|now| now.fate = fate);
            self.keep();
        }
    }

    fn discard(self) {
        self.draft.set(Draft::default());
        self.missing.set(None);
        self.keep();
    }

    /// Sends the draft to those of its recipients whom the page shows; it may name some who are in the course no more.
    fn send(self, host: HostContext, shown: &[String]) {
        if self.sending.with_untracked(|sending| *sending == Sending::Now) {
            return;
        }
        if self.draft.with_untracked(|draft| draft.recipients.len() != shown.len()) {
            self.change(|draft| draft.recipients = shown.to_vec());
        }
        let missing = self.draft.with_untracked(Draft::missing);
        self.missing.set(missing);
        if missing.is_some() {
            return;
        }
        self.sending.set(Sending::Now);
        // Whatever happens from now on, a page that is loaded anew knows that it may have been sent.
        let earlier = self.draft.with_untracked(|draft| draft.fate);
        self.draft.update(|draft| draft.fate = Fate::Tried);
        self.keep();
        let draft = self.draft.get_untracked();
        let (host, course) = (host.host.get_untracked(), self.course.get_untracked());
        spawn_local(async move {
            let result = host.send_message(&course, &draft.message(), &draft.key).await;
            if result.as_ref().is_err_and(|error| !error.is_uncertain()) {
                self.note(&course, &draft, earlier);
            }
            // The reader may have opened another course since.
            if self.course.with_untracked(|open| *open != course) {
                if result.is_ok() && kept(&course) == draft {
                    keep(&course, &Draft::default());
                }
                return;
            }
            self.sending.set(match result {
                Ok(()) => {
                    if self.draft.with_untracked(|now| *now == draft) {
                        self.discard();
                    } else {
                        // What was written since is another message.
                        self.draft.update(|draft| {
                            (draft.key, draft.fate) = (fresh_key(), Fate::New);
                        });
                        self.keep();
                    }
                    Sending::Sent(draft.recipients.len())
                }
                Err(error) => Sending::Failed(error),
            });
        });
    }
}

thread_local! {
    /// Drafts where the browser keeps nothing, as in some frames: as long as the page.
    static HERE: RefCell<HashMap<String, String>> = RefCell::default();
}

/// What the keys of drafts in the browser's storage begin with; the id of the course follows.
pub const DRAFTS: &str = "roundview.draft.";

fn storage_key(course: &str) -> String {
    format!("{DRAFTS}{course}")
}

/// Throws the draft of a course away, also where it is the one being written, of `drafts`.
pub fn throw_away(drafts: Option<Drafts>, course: &str) {
    match drafts.filter(|drafts| drafts.course.with_untracked(|open| open == course)) {
        Some(drafts) => drafts.discard(),
        None => drop(keep(course, &Draft::default())),
    }
}

fn kept(course: &str) -> Draft {
    let key = storage_key(course);
    // What the browser didn't take is newer than what it has.
    let here = HERE.with_borrow(|here| here.get(&key).cloned());
    let text = here.or_else(|| storage().and_then(|storage| storage.get_item(&key).ok().flatten()));
    text.map(|text| Draft::parse(&text)).unwrap_or_default()
}

/// What the browser keeps, where it keeps anything.
fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a draft; false: as long as the page alone.
fn keep(course: &str, draft: &Draft) -> bool {
    let key = storage_key(course);
    let storage = storage();
    if draft.is_empty() {
        HERE.with_borrow_mut(|here| here.remove(&key));
        // What was kept and can't be removed is an older draft of the reader's own.
        let _ = storage.as_ref().map(|storage| storage.remove_item(&key));
        return storage.is_some();
    }
    let text = draft.print();
    let is_stored = storage.is_some_and(|storage| storage.set_item(&key, &text).is_ok());
    HERE.with_borrow_mut(|here| if is_stored { here.remove(&key) } else { here.insert(key, text) });
    is_stored
}

/// A button that begins a message to these students, by index. Whoever was a recipient of a draft before is one no more;
/// what is written in it stays.
#[component]
pub fn MessageButton(
    /// Who is to get it.
    #[prop(into)]
    students: Signal<Vec<u32>>,
    /// How much it asks for.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    awaited(MessageOrder { students, kind })
}

/// To whom a button begins a message.
#[derive(Clone, Copy)]
pub struct MessageOrder {
    students: Signal<Vec<u32>>,
    kind: ButtonKind,
}

/// The button itself.
#[must_use]
pub fn message_button(order: MessageOrder) -> AnyView {
    let MessageOrder { students, kind } = order;
    let (page, drafts, host) = (page_context(), expect_context::<Drafts>(), expect_context::<HostContext>());
    let begin = Callback::new(move |()| {
        let ids: Vec<String> = page.read_untracked(|reading| {
            students.get_untracked().iter().map(|student| reading.student(*student).id.clone()).collect()
        });
        drafts.sending.set(Sending::No);
        drafts.change(|draft| {
            draft.recipients.clear();
            draft.add(ids);
        });
        let query = page.query.with_untracked(|query| Query { student: None, ..query.with_report(ReportId::Messages) });
        page.navigate.run(query);
    });
    let is_there = move || host.features.read().messages;
    view! {
        <Show when=is_there>
            <IconButton
                icon=Icon::Message
                label=page.text("message.begin")
                kind=kind
                on_press=begin
                disabled=Signal::derive(move || students.read().is_empty())
            />
        </Show>
    }
    .into_any()
}

/// The page on which a message is written.
#[component]
pub fn Compose() -> impl IntoView {
    let (page, host) = (page_context(), expect_context::<HostContext>());
    view! {
        <Show
            when=move || host.features.read().messages
            fallback=move || view! { <Notice text=page.text("message.no-feature") /> }
        >
            // No form of the browser's own, in which Enter in a field would send.
            <div class="compose">
                <Show when=move || host.host.read().is_demonstration()>
                    <Notice text=page.text("message.demonstration") />
                </Show>
                <Recipients />
                <Words />
                <Actions />
            </div>
        </Show>
    }
    .into_any()
}

/// The recipients that the course has, by index, in the order of names.
fn recipients(page: PageContext, ids: &[String]) -> Vec<u32> {
    let ids: HashSet<&String> = ids.iter().collect();
    page.read(|reading| {
        let students = reading.info.students.iter().enumerate();
        let chosen = students.filter(|(_, student)| ids.contains(&student.id));
        let mut chosen: Vec<u32> = chosen.map(|(index, _)| index as u32).collect();
        sort_rows_by_rank(&mut chosen, &|index| reading.student(index).rank);
        chosen
    })
}

#[component]
fn Recipients() -> impl IntoView {
    let (page, drafts) = (page_context(), expect_context::<Drafts>());
    // Typing changes the draft with each key, and not who gets it.
    let ids = Memo::new(move |_| drafts.draft.read().recipients.clone());
    let chosen = Memo::new(move |_| recipients(page, &ids.read()));
    let count = move || page.locale.read().count("message.recipients", chosen.read().len() as u64, &[]);
    let chip = move |index: u32| {
        let (id, name) = page.read_untracked(|reading| {
            let student = reading.student(index);
            (student.id.clone(), student.name.clone())
        });
        let words = page.locale.read_untracked().with("message.remove", &[("student", &name)]);
        view! {
            <li class="chip">
                <IconButton
                    icon=Icon::Cross
                    label=name
                    kind=ButtonKind::Quiet
                    description=words
                    on_press=Callback::new(move |()| drafts.change(|draft| draft.remove(&id)))
                />
            </li>
        }
    };
    let search = move |text: String| {
        let text = names::fold(&text);
        let chosen = untrack(|| chosen.get());
        page.read_untracked(|reading| {
            let mut found: Vec<u32> = reading.report.listed.clone();
            found
                .retain(|index| !chosen.contains(index) && names::matches(&reading.student(*index).folded_name, &text));
            sort_rows_by_rank(&mut found, &|index| reading.student(index).rank);
            found.truncate(MOST_FOUND);
            let choice = |index: u32| {
                let student = reading.student(index);
                Choice::new(student.id.clone(), student.name.clone())
            };
            found.into_iter().map(choice).collect::<Vec<_>>()
        })
    };
    let add = Callback::new(move |id: String| drafts.change(|draft| draft.add([id])));
    let add_all = Callback::new(move |()| {
        let ids: Vec<String> = page.read_untracked(|reading| {
            reading.report.listed.iter().map(|student| reading.student(*student).id.clone()).collect()
        });
        drafts.change(|draft| draft.add(ids));
    });
    let all = Signal::derive(move || {
        page.locale.read().count("message.add-all", page.report.read().listed.len() as u64, &[])
    });
    let none = Callback::new(move |()| drafts.change(|draft| draft.recipients.clear()));
    view! {
        <fieldset class="compose-recipients">
            <legend>{page.text("message.to")}</legend>
            <p role="status">{count}</p>
            <Show when=move || !chosen.read().is_empty()>
                <ul class="chips">{move || chosen.get().into_iter().map(chip).collect_view()}</ul>
            </Show>
            <div class="compose-add">
                <Combobox
                    label=page.text("message.add")
                    value=Signal::derive(String::new)
                    search=Callback::new(search)
                    on_choose=add
                    none_found=page.text("nav.no-student-found")
                />
                <Button label=all on_press=add_all />
                <Show when=move || !chosen.read().is_empty()>
                    <Button label=page.text("message.remove-all") kind=ButtonKind::Quiet on_press=none />
                </Show>
            </div>
        </fieldset>
    }
}

#[component]
fn Words() -> impl IntoView {
    let (page, drafts) = (page_context(), expect_context::<Drafts>());
    let body = NodeRef::<html::Textarea>::new();
    let insert = Callback::new(move |()| {
        let Some(field) = body.get_untracked() else { return };
        // In place of what is selected; where the browser refuses, nothing is inserted.
        if field.set_range_text(FIRST_NAME).is_ok() {
            let end = field.selection_start().ok().flatten().unwrap_or_default() + FIRST_NAME.len() as u32;
            let _ = field.set_selection_range(end, end);
            let text = field.value();
            drafts.change(|draft| draft.body = text);
        }
        let _ = field.focus();
    });
    let first_name_help = move || page.locale.read().with("message.first-name-help", &[("first", FIRST_NAME)]);
    let is_missing = move |what: Missing| drafts.missing.get() == Some(what);
    view! {
        <label class="field">
            <span class="field-label">{page.text("message.subject")}</span>
            <input
                type="text"
                class="input"
                autocomplete="off"
                aria-invalid=move || is_missing(Missing::Subject).then_some("true")
                prop:value=move || drafts.draft.read().subject.clone()
                on:input:target=move |event| {
                    let text = event.target().value();
                    drafts.change(|draft| draft.subject = text);
                }
            />
        </label>
        <label class="field">
            <span class="field-label">{page.text("message.body")}</span>
            <textarea
                class="input"
                rows="10"
                node_ref=body
                aria-describedby="message-first-name"
                aria-invalid=move || is_missing(Missing::Body).then_some("true")
                prop:value=move || drafts.draft.read().body.clone()
                on:input:target=move |event| {
                    let text = event.target().value();
                    drafts.change(|draft| draft.body = text);
                }
            ></textarea>
        </label>
        <div class="compose-insert">
            <Button label=page.text("message.insert-first-name") on_press=insert />
            <p id="message-first-name" class="muted">{first_name_help}</p>
        </div>
    }
}

#[component]
fn Actions() -> impl IntoView {
    let (page, drafts, host) = (page_context(), expect_context::<Drafts>(), expect_context::<HostContext>());
    let is_sending = Signal::derive(move || *drafts.sending.read() == Sending::Now);
    let label = Signal::derive(move || {
        let key = if is_sending.get() { page.text("message.sending") } else { page.text("message.send") };
        key.get()
    });
    let problem = move || {
        let (locale, missing) = (page.locale.read(), drafts.missing.get());
        let lacks = missing.map(|missing| match missing {
            Missing::Recipients => locale.text("message.no-recipients").to_owned(),
            Missing::Subject => locale.text("message.no-subject").to_owned(),
            Missing::Body => locale.text("message.no-body").to_owned(),
        });
        lacks.or_else(|| match &*drafts.sending.read() {
            Sending::Failed(error) => {
                // It may have arrived, and only the answer may have been lost.
                let what = locale.text(if error.is_uncertain() { "message.uncertain" } else { "message.failed" });
                Some(format!("{what} {} {}", error.words(&locale), locale.text("message.kept")))
            }
            Sending::Now => None,
            Sending::No | Sending::Sent(_) => match drafts.draft.read().fate {
                Fate::New => None,
                Fate::Tried => Some(format!("{} {}", locale.text("message.uncertain"), locale.text("message.kept"))),
                Fate::Changed => Some(locale.text("message.changed").to_owned()),
            },
        })
    };
    let sent = move || match *drafts.sending.read() {
        Sending::Sent(count) => Some(page.locale.read().count("message.sent", count as u64, &[])),
        _ => None,
    };
    let privacy = move || {
        let key = if drafts.is_kept.get() { page.text("message.privacy") } else { page.text("message.not-kept") };
        key.get()
    };
    view! {
        // Both are there from the start, so that a screen reader says what comes into them.
        <p class="compose-problem" role="alert">{problem}</p>
        <p class="compose-sent" role="status">{sent}</p>
        <div class="compose-actions">
            <Button
                label=label
                kind=ButtonKind::Primary
                on_press=Callback::new(move |()| {
                    let chosen = untrack(|| recipients(page, &drafts.draft.read().recipients));
                    let id = |student: &u32| page.read_untracked(|reading| reading.student(*student).id.clone());
                    drafts.send(host, &chosen.iter().map(id).collect::<Vec<_>>());
                })
            />
            <Button
                label=page.text("message.discard")
                kind=ButtonKind::Quiet
                on_press=Callback::new(move |()| {
                    drafts.sending.set(Sending::No);
                    drafts.discard();
                })
                disabled=Signal::derive(move || is_sending.get() || drafts.draft.read().is_empty())
            />
        </div>
        <p class="muted">{privacy}</p>
    }
}
