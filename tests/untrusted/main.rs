//! What arrives from somewhere else: whatever it is, it is read or refused, without a panic, without an end that
//! never comes, and in memory in proportion to it.
//!
//! - `corpus` replays what fuzzers came upon (`make fuzz`), by the laws in tests/fuzz/src;
//! - `tables` compares the reader of event tables with another one;
//! - `hostile` and `workbooks` are documents and files that somebody made to break the readers.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod corpus;
mod hostile;
#[path = "../fuzz/src/lib.rs"]
mod laws;
mod tables;
mod workbooks;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Lets one test run at a time, where tests share a process: memory is counted for all of it.
fn alone() -> MutexGuard<'static, ()> {
    static TESTS: Mutex<()> = Mutex::new(());
    TESTS.lock().unwrap_or_else(PoisonError::into_inner)
}
