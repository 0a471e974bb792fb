//! Worker entry: registers the service. Nothing else.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    roundview::engine::worker::serve_worker();
}

/// Serves a port instead, where the page runs this program on its own thread.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn serve(port: web_sys::MessagePort) {
    roundview::engine::worker::serve_port(port);
}

/// The worker runs in a browser alone.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
