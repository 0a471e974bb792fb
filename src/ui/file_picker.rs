//! Opening files from the reader's own machine.

use leptos::prelude::*;
use leptos::web_sys;

/// The files of a list that the browser gives.
pub fn files_of(list: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    let file = |list: &web_sys::FileList| (0..list.length()).filter_map(|place| list.get(place)).collect();
    list.as_ref().map(file).unwrap_or_default()
}

/// A place to drop files on, and a button to choose some.
#[component]
pub fn FilePicker(
    /// The words on the button.
    #[prop(into)]
    label: Signal<String>,
    /// What else can be done here, and what becomes of the files.
    #[prop(into)]
    hint: Signal<String>,
    /// What the browser offers to choose: endings and media types, as the `accept` of an input.
    #[prop(into)]
    accept: Signal<String>,
    /// Called with the files; there is at least one.
    on_files: Callback<Vec<web_sys::File>>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let take = move |files: Option<web_sys::FileList>| {
        let files = files_of(files);
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    view! {
        <div
            class="file-picker"
            class:file-picker-over=over
            on:dragover=move |event| {
                // Without this the browser leaves the page for the file.
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                take(event.data_transfer().and_then(|data| data.files()));
            }
        >
            <label class="button">
                {label}
                <input
                    type="file"
                    multiple=true
                    class="visually-hidden"
                    accept=accept
                    on:change:target=move |event| {
                        take(event.target().files());
                        // So that the same file, changed since, can be chosen again.
                        event.target().set_value("");
                    }
                />
            </label>
            <p>{hint}</p>
        </div>
    }
}
