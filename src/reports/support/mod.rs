//! Students who may need support: transparent rules over the figures of the other reports. Never a
//! score, a prediction or a ranking.

pub mod compute;
pub mod settings;
#[cfg(test)]
mod tests;
pub mod view_model;
