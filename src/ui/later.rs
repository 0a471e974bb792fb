//! Work in pieces, so that the page answers between them.

use std::time::Duration;

use leptos::prelude::*;

/// Makes its contents in a task of its own, after what stands around them has been made.
#[component]
pub fn Later(
    /// What can wait.
    children: Children,
) -> impl IntoView {
    let contents = StoredValue::new_local(Some(children));
    let is_time = RwSignal::new(false);
    set_timeout(
        move || {
            // What stood around them may be gone.
            let _ = is_time.try_set(true);
        },
        Duration::ZERO,
    );
    move || {
        let contents = is_time.get().then(|| contents.try_update_value(Option::take).flatten()).flatten();
        contents.map(|contents| untrack(contents))
    }
}
