//! Waiting, on the page's thread and in a worker alike.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Both kinds of threads have it, each in its own global scope.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: u32);
}

/// Lets so many milliseconds pass.
pub async fn wait(milliseconds: u32) {
    // The promise is never broken.
    let _ = JsFuture::from(Promise::new(&mut |resolve, _| set_timeout(&resolve, milliseconds))).await;
}
