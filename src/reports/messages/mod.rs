//! Messages to students: who gets one, what it says, and sending it, which the host does.

pub mod draft;
#[cfg(target_arch = "wasm32")]
pub mod view;
