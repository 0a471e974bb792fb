//! Page entry: the panic hook and the mount. Nothing else.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    roundview::app::start();
}

/// The page runs in a browser alone.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
