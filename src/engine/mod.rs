//! Where documents are read and figures computed: beside the page, in a Web Worker, so that the page
//! answers throughout. Only requests and small data cross between the two, as bytes.
//!
//! - [`protocol`] says what crosses;
//! - [`retry`] says when a request that failed is made again;
//! - [`service`] answers, pure, from what was read of a course, [`training`] from what was read of an
//!   organisation's training;
//! - `worker` is the worker's side of the browser: it fetches, unpacks and reads;
//! - `client` is the page's side: it starts the worker, or runs the same program on the page's own
//!   thread where none can be had, and drops answers that came too late.

pub mod protocol;
pub mod retry;
pub mod service;
pub mod training;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod timer;
#[cfg(target_arch = "wasm32")]
pub mod worker;
#[cfg(target_arch = "wasm32")]
pub mod zones;
