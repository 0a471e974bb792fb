//! The page's side of imports: starts the importer, sends it files and answers, and hands on what it says.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::File;

use super::protocol::{Answers, FileInfo, Purpose, Request, Response};

#[wasm_bindgen(module = "/src/import/page.js")]
extern "C" {
    type Importer;

    fn start(on_message: JsValue, on_failure: JsValue) -> Importer;

    #[wasm_bindgen(method)]
    fn send(this: &Importer, message: &Array);

    #[wasm_bindgen(method)]
    fn end(this: &Importer);

    /// The IANA name of the zone of the reader's clocks.
    pub fn zone() -> String;
}

/// An import, as the page sees it; the importer ends with it.
pub struct Client(Importer);

impl Client {
    /// Starts the importer. `on_response` is called with everything that it says, and the document where
    /// there is one.
    pub fn start(on_response: impl Fn(Response, JsValue) + 'static) -> Self {
        let on_response = Rc::new(on_response);
        let failed = on_response.clone();
        let on_message = move |message: JsValue| {
            let message: Array = message.unchecked_into();
            let bytes = message.get(0).unchecked_into::<Uint8Array>().to_vec();
            on_response(postcard::from_bytes(&bytes).unwrap_or(Response::Failed), message.get(1));
        };
        let on_failure = move || failed(Response::Failed, JsValue::UNDEFINED);
        let on_message = Closure::<dyn Fn(JsValue)>::new(on_message).into_js_value();
        let on_failure = Closure::<dyn Fn()>::new(on_failure).into_js_value();
        Self(start(on_message, on_failure))
    }

    /// Has files read.
    pub fn read(&self, files: &[File], answers: Answers) {
        let info = |file: &File| FileInfo { name: file.name(), modified: Some((file.last_modified() / 1000.0) as i64) };
        let request = Request::Read { files: files.iter().map(info).collect(), answers };
        let message = message(&request);
        for file in files {
            message.push(file);
        }
        self.0.send(&message);
    }

    /// Asks with other answers.
    pub fn answer(&self, answers: Answers) {
        self.0.send(&message(&Request::Answer(answers)));
    }

    /// Has the course document written.
    pub fn write(&self, answers: Answers, purpose: Purpose) {
        self.0.send(&message(&Request::Write(answers, purpose)));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.0.end();
    }
}

fn message(request: &Request) -> Array {
    // Requests are plain data and can always be written.
    let bytes = postcard::to_stdvec(request).unwrap_or_default();
    Array::of1(&Uint8Array::from(bytes.as_slice()))
}
