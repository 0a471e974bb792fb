//! The exporter's side of the browser: takes one order after the other, and gives back the bytes of
//! the file. It is a program of its own, so that nobody downloads it who exports nothing, and no page
//! waits for it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::{Order, write};

/// Listens to the page.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let here = scope.clone();
    let on_message = move |event: MessageEvent| {
        let order = event.data().unchecked_into::<Uint8Array>().to_vec();
        // A file is answered with its bytes, a failure with words for the console.
        let sent = match write_order(&order) {
            Ok(bytes) => {
                let bytes = Uint8Array::from(bytes.as_slice());
                here.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()))
            }
            Err(failure) => here.post_message(&failure.into()),
        };
        // Bytes and words can always be sent.
        let _ = sent;
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message).into_js_value();
    scope.set_onmessage(Some(on_message.unchecked_ref()));
    // The page waits for a first word, which says that this program listens.
    let _ = scope.post_message(&JsValue::NULL);
}

/// Writes what was ordered in the form in which orders cross.
///
/// # Errors
///
/// In words, where the file could not be written.
pub fn write_order(order: &[u8]) -> Result<Vec<u8>, String> {
    let order = Order::unpack(order).map_err(|error| error.to_string())?;
    write(&order).map_err(|error| error.to_string())
}
