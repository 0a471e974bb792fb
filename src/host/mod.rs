//! The host: the LMS that shows the page, which knows its viewer's courses and sends what the viewer
//! wants sent. Nothing here computes a figure, and no component stands here: pages ask the `Host`
//! and say what came of it.
//!
//! Pure, and tested without a browser:
//!
//! - [`record`] says what a host tells and takes;
//! - [`answer`] reads what a host answers, which nobody trusts;
//! - [`config`] is what the deployment has set;
//! - [`message`] is what this page and the one that shows it in a frame say to each other, and
//!   [`appearance`] how that one wants it to look, [`lti`] what LTI platforms say;
//! - [`outbox`] is what the demonstration knows and would have sent;
//! - [`error`] is why a call came to nothing, in plain words.
//!
//! In the browser alone:
//!
//! - `client` is the `Host` that pages call, which is one of these:
//! - `frames` is the page that shows this one in a frame;
//! - `http` asks a host over the network;
//! - `demonstration` answers inside the browser where there is no host, and is labelled so.

pub mod answer;
pub mod appearance;
pub mod config;
pub mod error;
pub mod lti;
pub mod message;
pub mod outbox;
pub mod record;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod demonstration;
#[cfg(target_arch = "wasm32")]
pub mod frames;
#[cfg(target_arch = "wasm32")]
mod http;

#[cfg(target_arch = "wasm32")]
pub use self::{
    client::{Host, HostContext, fresh_key},
    demonstration::Demonstration,
    http::Http,
};
pub use config::Config;
pub use error::HostError;
pub use record::{Features, HostCourse, Message};
