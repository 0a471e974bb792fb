//! Parts of the program that are loaded when they are needed. Which functions they begin with is said in
//! the entry, for the build makes a file of each of those and of what they alone use; whoever calls them
//! is handed a [`Part`].

use std::{future::Future, pin::Pin};

/// Loads a part; whether it is there.
pub type Loading = Pin<Box<dyn Future<Output = bool>>>;

/// A part of the program.
#[derive(Clone, Copy, Debug)]
pub struct Part<F> {
    /// Loads it. What has been loaded is not loaded again; what could not be, is tried anew.
    pub load: fn() -> Loading,
    /// The functions that it begins with, which give nothing as long as the part isn't there.
    pub functions: F,
}
