//! Puts everything together: the state of the page, its shell, and which report stands in it.

mod address;
mod import;
mod kept;
mod pages;
mod places;
mod preferences;
mod shell;
mod sources;
mod state;
mod training;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub use self::pages::{
    CoursePages, Extras, ListenToFrame, Page, Pages, TrainingPages, begin_extras, page, read_report,
    read_training_report, training_page,
};
pub use self::shell::{FaultsOrder, faults};
use crate::{engine::worker::Figures, i18n::words};

/// Starts the application in the page, with the parts that are loaded when they are needed.
pub fn start(pages: Pages, figures: Figures) {
    let locale = preferences::locale();
    spawn_local(async move {
        let element = |id| document().get_element_by_id(id);
        if !words::fetch(locale.language()).await {
            // Without words of its own the program shows those of the page.
            if let Some(words) = element("not-started") {
                let _ = words.remove_attribute("hidden");
            }
            return;
        }
        if let Some(boot) = element("boot") {
            boot.remove();
        }
        mount_to_body(move || leptos::view! { <shell::App locale=locale pages=pages figures=figures /> });
    });
}
