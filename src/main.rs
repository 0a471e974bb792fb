//! Entry: the panic hook, and the page or, in a worker, the engine. Nothing else.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    if !roundview::engine::worker::serve_worker() {
        roundview::app::start();
    }
}

/// The page runs in a browser alone.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
