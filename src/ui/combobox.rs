//! Picking one of very many by typing a part of its name: the ARIA pattern of a combobox with a list.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys;

use super::{Choice, effect, fresh_id};

/// What the keys and the list share.
#[derive(Clone, Copy)]
struct List {
    typed: RwSignal<Option<String>>,
    active: RwSignal<usize>,
    found: Memo<Vec<Choice>>,
    input: NodeRef<html::Input>,
    on_choose: Callback<String>,
}

impl List {
    fn is_open(self) -> bool {
        self.typed.read().is_some()
    }

    /// Shows the list for `text`.
    fn open(self, text: String) {
        self.active.set(0);
        self.typed.set(Some(text));
    }

    fn close(self) {
        self.typed.set(None);
    }

    fn choose(self, index: usize) {
        let chosen = self.found.with(|found| found.get(index).map(|choice| choice.value.clone()));
        if let Some(value) = chosen {
            self.close();
            self.on_choose.run(value);
        }
    }

    /// Moves the active choice, round both ends.
    fn step(self, forward: bool) {
        let len = self.found.with(Vec::len);
        if len > 0 {
            let by = if forward { 1 } else { len - 1 };
            self.active.update(|active| *active = (*active + by) % len);
        }
    }

    fn on_key(self, event: &web_sys::KeyboardEvent) {
        let open = self.typed.read_untracked().is_some();
        match (event.key().as_str(), open) {
            ("ArrowDown" | "ArrowUp", false) => self.open(String::new()),
            ("ArrowDown", true) => self.step(true),
            ("ArrowUp", true) => self.step(false),
            ("Enter", true) => self.choose(self.active.get_untracked()),
            ("Escape", true) => self.close(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// A field that finds one of very many by a part of its name.
#[component]
pub fn Combobox(
    /// What is picked here; always in sight.
    #[prop(into)]
    label: Signal<String>,
    /// The name of the one picked, or nothing.
    #[prop(into)]
    value: Signal<String>,
    /// What a text finds, best first; not more than can be looked through.
    search: Callback<String, Vec<Choice>>,
    /// Called with the value of the one picked.
    on_choose: Callback<String>,
    /// What is said when nothing is found.
    #[prop(into)]
    none_found: Signal<String>,
) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let list = List {
        typed,
        active: RwSignal::new(0),
        found: Memo::new(move |_| typed.get().map(|text| search.run(text)).unwrap_or_default()),
        input: NodeRef::new(),
        on_choose,
    };
    let id = StoredValue::new(fresh_id("combobox"));
    let option_id = move |index: usize| id.with_value(|id| format!("{id}-{index}"));
    let active_id = move || {
        let any = list.is_open() && !list.found.read().is_empty();
        any.then(|| option_id(list.active.get()))
    };
    let input_id = id.with_value(|id| format!("{id}-input"));
    view! {
        // The label has the words alone: what is in the list is no part of the field's name.
        <div class="field combobox">
            <label class="field-label" for=input_id.clone()>{label}</label>
            <input
                type="text"
                class="input"
                id=input_id
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-controls=id.get_value()
                aria-expanded=move || list.is_open().to_string()
                aria-activedescendant=active_id
                node_ref=list.input
                prop:value=move || typed.get().unwrap_or_else(|| value.get())
                on:input:target=move |event| list.open(event.target().value())
                on:focus:target=move |event| event.target().select()
                on:click=move |_| list.open(String::new())
                on:blur=move |_| list.close()
                on:keydown=move |event| list.on_key(&event)
            />
            <div class="combobox-list" role="listbox" id=id.get_value() aria-label=label hidden=move || !list.is_open()>
                {move || {
                    list.found
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, choice)| combobox_option(list, index, option_id(index), choice.label))
                        .collect_view()
                }}
            </div>
            <span class="combobox-none" role="status">
                {move || (list.is_open() && list.found.read().is_empty()).then(|| none_found.get())}
            </span>
        </div>
    }
}

fn combobox_option(list: List, index: usize, id: String, label: String) -> impl IntoView {
    let selected = move || list.active.get() == index;
    let option = NodeRef::<html::Div>::new();
    effect(move || {
        if let (true, Some(option)) = (selected(), option.get()) {
            let how = web_sys::ScrollIntoViewOptions::new();
            how.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&how);
        }
    });
    view! {
        <div
            role="option"
            class="combobox-option"
            id=id
            node_ref=option
            aria-selected=move || selected().to_string()
            // The field keeps the focus, or its blur would close the list before the click is told.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| list.choose(index)
        >
            {label}
        </div>
    }
}
