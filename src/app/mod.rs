//! Puts everything together: the state of the page, its shell, and which report stands in it.

mod address;
mod import;
mod places;
mod preferences;
mod shell;
mod sources;
mod state;
mod training;

use leptos::prelude::*;

/// Starts the application in the page.
pub fn start() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    // The browser has just compiled the program; what it makes comes in a task of its own.
    set_timeout(|| mount_to_body(shell::App), std::time::Duration::ZERO);
}
