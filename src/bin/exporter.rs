//! Exporter entry: the program that writes files, loaded when the first one is wanted. Nothing else.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    roundview::export::worker::serve();
}

/// Writes a file at once, where the page runs this program on its own thread.
///
/// # Errors
///
/// In words, where the file could not be written.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn write(order: &[u8]) -> Result<Vec<u8>, String> {
    roundview::export::worker::write_order(order)
}

/// The exporter runs in a browser alone.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
