//! The importer's side of the browser: reads files piece by piece, says what they hold, and gives back the
//! course document. It is a program of its own, so that nobody downloads it who imports nothing, and no page
//! waits for it.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Date, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent, MessagePort, ReadableStreamDefaultReader};

use super::{
    protocol::{Answers, FileInfo, Request, Response},
    session::Session,
};
use crate::{dataset::zone::Zone, engine::zones::browser_zones};

/// Milliseconds between two words on how far reading has come.
const PAUSE: f64 = 50.0;

/// Where answers go.
#[derive(Clone)]
enum Channel {
    Worker(DedicatedWorkerGlobalScope),
    Port(MessagePort),
}

impl Channel {
    /// Sends an answer and, with it, a document. Both can always be sent.
    fn post(&self, response: &Response, document: Option<&Uint8Array>) {
        let Ok(bytes) = postcard::to_stdvec(response) else { return };
        let message = Array::of1(&Uint8Array::from(bytes.as_slice()));
        let transfer = Array::new();
        if let Some(document) = document {
            message.push(document);
            transfer.push(&document.buffer());
        }
        let _ = match self {
            Self::Worker(scope) => scope.post_message_with_transfer(&message, &transfer),
            Self::Port(port) => port.post_message_with_transferable(&message, &transfer),
        };
    }

    /// Says that this program listens.
    fn ready(&self) {
        let _ = match self {
            Self::Worker(scope) => scope.post_message(&JsValue::NULL),
            Self::Port(port) => port.post_message(&JsValue::NULL),
        };
    }
}

/// The files and what was read of them.
#[derive(Default)]
struct State {
    files: Vec<(FileInfo, File)>,
    session: Session,
    /// Numbers readings; an earlier one ends when a later one begins.
    reading: u32,
    zone: Option<Zone>,
}

/// Listens to the page, where this program runs in a worker.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let channel = Channel::Worker(scope.clone());
    scope.set_onmessage(Some(listener(channel.clone()).unchecked_ref()));
    channel.ready();
}

/// Listens to a port, where this program runs on the page's thread.
pub fn serve_port(port: MessagePort) {
    let channel = Channel::Port(port.clone());
    port.set_onmessage(Some(listener(channel.clone()).unchecked_ref()));
    channel.ready();
}

fn listener(channel: Channel) -> JsValue {
    let state = Rc::new(RefCell::new(State::default()));
    let on_message = move |event: MessageEvent| {
        // A message is the request's bytes and, where it carries them, files.
        let message: Array = event.data().unchecked_into();
        let bytes = message.get(0).unchecked_into::<Uint8Array>().to_vec();
        if let Ok(request) = postcard::from_bytes(&bytes) {
            let files = message.iter().skip(1).map(JsCast::unchecked_into).collect();
            spawn_local(take(channel.clone(), state.clone(), request, files));
        }
    };
    Closure::<dyn Fn(MessageEvent)>::new(on_message).into_js_value()
}

async fn take(channel: Channel, state: Rc<RefCell<State>>, request: Request, files: Vec<File>) {
    let (answers, purpose) = match request {
        Request::Read { files: infos, answers } => {
            state.borrow_mut().files = infos.into_iter().zip(files).collect();
            if !read(&channel, &state, &answers).await {
                return;
            }
            (answers, None)
        }
        Request::Answer(answers) => (answers, None),
        Request::Write(answers, purpose) => (answers, Some(purpose)),
    };
    if !state.borrow().session.holds(&answers) && !read(&channel, &state, &answers).await {
        return;
    }
    let mut state = state.borrow_mut();
    if state.zone.as_ref().is_none_or(|zone| zone.name() != answers.zone) {
        state.zone = Zone::open(&answers.zone, &browser_zones).or_else(|| Zone::open("UTC", &browser_zones));
    }
    let Some(zone) = &state.zone else { return channel.post(&Response::Failed, None) };
    let (preview, draft) = state.session.outcome(&answers, zone);
    if let Some(purpose) = purpose {
        channel.post(&Response::Document(purpose), Some(&Uint8Array::from(draft.write().as_slice())));
    } else {
        channel.post(&Response::Preview(Box::new(preview)), None);
    }
}

/// Reads all files. False: another reading has begun meanwhile, or a file can't be read.
async fn read(channel: &Channel, state: &RefCell<State>, answers: &Answers) -> bool {
    let (number, files) = {
        let mut state = state.borrow_mut();
        state.reading += 1;
        (state.reading, state.files.clone())
    };
    let total = files.iter().map(|(_, file)| file.size() as u64).sum();
    let mut session = Session::default();
    let (mut count, mut told) = (0, 0.0);
    for (info, file) in files {
        session.begin(info);
        let reader: ReadableStreamDefaultReader = file.stream().get_reader().unchecked_into();
        loop {
            let piece = next(&reader).await;
            if state.borrow().reading != number {
                return false;
            }
            let Ok(piece) = piece else {
                channel.post(&Response::Failed, None);
                return false;
            };
            let Some(piece) = piece else { break };
            session.push(&piece, answers);
            count += piece.len() as u64;
            if Date::now() - told > PAUSE {
                told = Date::now();
                channel.post(&Response::Progress { read: count, total }, None);
            }
        }
        session.end(answers);
    }
    state.borrow_mut().session = session;
    true
}

/// The next piece of a file; None at its end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Vec<u8>>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    if Reflect::get(&result, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(Reflect::get(&result, &"value".into())?.unchecked_into::<Uint8Array>().to_vec()))
}
