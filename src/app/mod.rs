//! Puts everything together: the state of the page, its shell, and which report stands in it.

mod address;
mod pages;
mod places;
mod preferences;
mod shell;
mod sources;
mod state;
mod training;

use leptos::prelude::*;

pub use self::pages::{Page, Pages, page, training_page};
use crate::engine::worker::Figures;

/// Starts the application in the page, with the parts that are loaded when they are needed.
pub fn start(pages: Pages, figures: Figures) {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    // The browser has just compiled the program; what it makes comes in a task of its own.
    let app = move || leptos::view! { <shell::App pages=pages figures=figures /> };
    set_timeout(move || mount_to_body(app), std::time::Duration::ZERO);
}
