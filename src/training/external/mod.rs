//! Courses of an external provider, which tells only of starts and completions.

pub mod compute;
