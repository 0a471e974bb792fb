//! Importer entry: the program that makes course documents of other systems' exports, loaded when the first
//! such file is opened. Nothing else.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    roundview::import::worker::serve();
}

/// Listens to a port, where the page runs this program on its own thread.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn listen(port: web_sys::MessagePort) {
    roundview::import::worker::serve_port(port);
}

/// The importer runs in a browser alone.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
