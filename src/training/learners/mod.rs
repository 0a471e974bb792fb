//! A learner in a session.

pub mod compute;
