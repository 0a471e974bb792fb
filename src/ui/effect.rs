//! An effect that needs nothing of its last run.

use leptos::prelude::*;

/// Runs `run` now and whenever what it read has changed. Each [`Effect`] of a closure of its own is as much code again,
/// hence the box.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(run: Box<dyn FnMut()>) {
    Effect::new(run);
}
