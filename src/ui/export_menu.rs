//! Taking away what a page shows: a table or a chart as a file, or to paste it.

use leptos::prelude::*;
use leptos::web_sys::HtmlCanvasElement;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

use super::{Button, ButtonKind, awaited, progress_bar::ProgressBar};
use crate::export::{Draft, Format, Table, client, file_name};

/// What the files of a page are called, what they say of themselves, and the words of their menus.
/// The page provides a [`Signal`] of it as a context; without one, or where it is none, nothing is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exports {
    /// What a reader of the file has to know: name and value.
    pub about: Vec<(String, String)>,
    /// The parts of a file's name before its title.
    pub name_before: Vec<String>,
    /// And after it.
    pub name_after: Vec<String>,
    /// "Export".
    pub menu: String,
    /// "CSV".
    pub csv: String,
    /// "Excel (XLSX)".
    pub xlsx: String,
    /// "Copy the table".
    pub copy: String,
    /// "Picture (PNG)".
    pub picture: String,
    /// While a file is made.
    pub making: String,
    /// Gives it up.
    pub cancel: String,
    /// The table can be pasted now.
    pub copied: String,
    /// The file could not be made.
    pub failed: String,
}

impl Exports {
    /// The name of a file.
    fn file_name(&self, title: &str, extension: &str) -> String {
        let parts = self.name_before.iter().map(String::as_str);
        let parts: Vec<&str> = parts.chain([title]).chain(self.name_after.iter().map(String::as_str)).collect();
        file_name(&parts, extension)
    }

    /// Of what and of when a picture is.
    fn subtitle(&self) -> String {
        self.about.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" · ")
    }
}

/// What the page provides.
pub type ExportsContext = Signal<Option<Exports>>;

/// Draws a picture under a title and a line that says of what it is.
pub type DrawPicture = Callback<(String, String), Option<HtmlCanvasElement>>;

/// What is done with a table.
#[derive(Clone, Copy)]
enum Way {
    File(Format),
    Copy,
}

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Idle,
    Making,
    Copied,
    Failed,
}

/// What is taken away.
#[derive(Clone, Copy)]
pub struct ExportOrder {
    title: Signal<String>,
    draft: Callback<(), Draft>,
    picture: Option<DrawPicture>,
}

/// A menu of files, which is there a moment after what it is of.
#[component]
pub fn ExportMenu(
    /// What is taken away: the title of the table or chart.
    #[prop(into)]
    title: Signal<String>,
    /// The table.
    draft: Callback<(), Draft>,
    /// The chart, where it is one.
    #[prop(optional, into)]
    picture: Option<DrawPicture>,
) -> impl IntoView {
    awaited(ExportOrder { title, draft, picture })
}

/// The menu itself.
#[must_use]
pub fn export_menu(order: ExportOrder) -> AnyView {
    let ExportOrder { title, draft, picture } = order;
    let exports = use_context::<ExportsContext>().unwrap_or(Signal::from(None));
    let (stage, done) = (RwSignal::new(Stage::Idle), RwSignal::new(None));
    let words = move |choose: fn(&Exports) -> &String| {
        Signal::derive(move || exports.read().as_ref().map(choose).cloned().unwrap_or_default())
    };
    let run = move |way: Way| {
        if let Some(exports) = exports.get_untracked()
            && stage.get_untracked() != Stage::Making
        {
            stage.set(Stage::Making);
            done.set(Some(0.0));
            let (draft, title) = (draft.run(()), title.get_untracked());
            spawn_local(async move { end(stage, take_away(stage, done, draft, way, exports, title).await) });
        }
    };
    let take_picture = move |draw: DrawPicture| {
        let Some(exports) = exports.get_untracked() else { return };
        let title = title.get_untracked();
        let canvas = draw.run((title.clone(), exports.subtitle()));
        spawn_local(async move {
            let saved = match canvas {
                Some(canvas) => client::save_picture(&canvas, &exports.file_name(&title, "png")).await,
                None => Err(JsValue::from("the picture could not be drawn")),
            };
            end(stage, saved.map(|()| Stage::Idle));
        });
    };
    let menu = NodeRef::<leptos::html::Details>::new();
    let item = move |label: Signal<String>, run: Callback<()>| {
        let chosen = Callback::new(move |()| {
            if let Some(menu) = menu.get_untracked() {
                close(&menu);
            }
            run.run(());
        });
        view! {
            <li>
                <Button label=label kind=ButtonKind::Quiet on_press=chosen />
            </li>
        }
    };
    let offer = move || {
        view! {
            <details class="export" node_ref=menu on:focusout=close_when_left on:keydown=close_by_escape>
                <summary class="button button-quiet">
                    {words(|words| &words.menu)} <span class="visually-hidden">{move || format!(": {}", title.get())}</span>
                </summary>
                <ul class="export-menu">
                    {picture.map(|draw| item(words(|words| &words.picture), Callback::new(move |()| take_picture(draw))))}
                    {item(words(|words| &words.csv), Callback::new(move |()| run(Way::File(Format::Csv))))}
                    {item(words(|words| &words.xlsx), Callback::new(move |()| run(Way::File(Format::Xlsx))))}
                    {item(words(|words| &words.copy), Callback::new(move |()| run(Way::Copy)))}
                </ul>
            </details>
            <span class="export-stage" role="status">
                {move || match stage.get() {
                    Stage::Idle => ().into_any(),
                    Stage::Making => view! {
                        <ProgressBar label=words(|words| &words.making) done=done />
                        <Button
                            label=words(|words| &words.cancel)
                            kind=ButtonKind::Quiet
                            on_press=Callback::new(move |()| stage.set(Stage::Idle))
                        />
                    }
                    .into_any(),
                    Stage::Copied => words(|words| &words.copied).into_any(),
                    Stage::Failed => words(|words| &words.failed).into_any(),
                }}
            </span>
        }
    };
    view! {
        <Show when=move || exports.read().is_some()>
            {offer()}
        </Show>
    }
    .into_any()
}

/// Makes the table in pieces, as long as it is wanted, and gives it to the reader.
async fn take_away(
    stage: RwSignal<Stage>,
    done: RwSignal<Option<f64>>,
    draft: Draft,
    way: Way,
    exports: Exports,
    title: String,
) -> Result<Stage, JsValue> {
    let go_on = |rows: usize| {
        // A stage that is gone or no longer that of making: the reader has gone on.
        let is_wanted = stage.try_get_untracked() == Some(Stage::Making);
        if is_wanted {
            done.set(Some(rows as f64 / draft.len.max(1) as f64));
        }
        is_wanted
    };
    let Some(table) = client::make(&draft, go_on).await? else { return Ok(Stage::Idle) };
    match way {
        Way::Copy => client::copy(table).await.map(|()| Stage::Copied),
        Way::File(format) => {
            let name = exports.file_name(&title, format.extension());
            client::save(format, Table { title, about: exports.about, ..table }, &name).await.map(|()| Stage::Idle)
        }
    }
}

fn end(stage: RwSignal<Stage>, outcome: Result<Stage, JsValue>) {
    let ended = outcome.unwrap_or_else(|error| {
        leptos::web_sys::console::warn_1(&error);
        Stage::Failed
    });
    // The page may be gone by then.
    let _ = stage.try_set(ended);
}

fn close_by_escape(event: leptos::ev::KeyboardEvent) {
    if event.key() == "Escape"
        && let Some(menu) = event.current_target().and_then(|menu| menu.dyn_into::<leptos::web_sys::Element>().ok())
    {
        close(&menu);
    }
}

/// A menu closes when the focus goes elsewhere.
fn close_when_left(event: leptos::ev::FocusEvent) {
    let element = |target: Option<leptos::web_sys::EventTarget>| target?.dyn_into::<leptos::web_sys::Element>().ok();
    // Nowhere is where some browsers say that a pressed button is.
    let (Some(goes_to), Some(menu)) = (element(event.related_target()), element(event.current_target())) else {
        return;
    };
    if !menu.contains(Some(&goes_to)) {
        close(&menu);
    }
}

fn close(menu: &leptos::web_sys::Element) {
    // A box that is in the page can be closed.
    let _ = menu.remove_attribute("open");
}
