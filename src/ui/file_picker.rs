//! Opening a file from the reader's own machine.

use leptos::prelude::*;
use leptos::web_sys;

/// A place to drop a file on, and a button to choose one.
#[component]
pub fn FilePicker(
    /// The words on the button.
    #[prop(into)]
    label: Signal<String>,
    /// What else can be done here, and what becomes of the file.
    #[prop(into)]
    hint: Signal<String>,
    /// What the browser offers to choose: endings and media types, as the `accept` of an input.
    #[prop(into)]
    accept: Signal<String>,
    /// Called with the file. Of several, the first.
    on_file: Callback<web_sys::File>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let take = move |files: Option<web_sys::FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            on_file.run(file);
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
