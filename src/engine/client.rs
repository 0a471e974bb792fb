//! The page's side of the engine: starts the worker, sends requests and hands on answers, but for
//! those that a newer request has superseded.
//!
//! Where a worker can't be had, the same program runs on the page's thread; nothing else changes.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::{HtmlLinkElement, MessageChannel, MessageEvent, MessagePort};

use super::protocol::{Failure, ReportRequest, Request, RequestId, Response, Source};
use super::worker::{Figures, serve_port};
use crate::training::{Narrowing, pages::contents::PageRequest, sessions::view_model::Column, visibility::Viewer};

#[wasm_bindgen(module = "/src/engine/workers.js")]
extern "C" {
    /// A program in a worker.
    type Hired;

    #[wasm_bindgen(catch)]
    fn hire(
        name: &str,
        glue: &str,
        program: &JsValue,
        on_message: &JsValue,
        on_end: &JsValue,
    ) -> Result<Hired, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn send(this: &Hired, message: &Array) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    fn end(this: &Hired);
}

/// The other end.
enum Link {
    Worker(Hired),
    Port(MessagePort),
}

impl Link {
    fn post(&self, message: &Array) -> Result<(), JsValue> {
        match self {
            Self::Worker(worker) => worker.send(message),
            Self::Port(port) => port.post_message(message),
        }
    }

    /// Hears nothing of it any more.
    fn end(&self) {
        match self {
            Self::Worker(worker) => worker.end(),
            Self::Port(port) => port.close(),
        }
    }
}

struct Inner {
    link: RefCell<Option<Link>>,
    is_ready: Cell<bool>,
    /// Messages from before the other end was ready.
    waiting: RefCell<Vec<Array>>,
    last: Cell<RequestId>,
    open: Cell<RequestId>,
    /// The request whose document the page shows.
    document: Cell<RequestId>,
    report: Cell<RequestId>,
    ranks: Cell<RequestId>,
    /// The request whose training document the page shows.
    training: Cell<RequestId>,
    training_page: Cell<RequestId>,
    training_rows: Cell<RequestId>,
    training_viewer: Cell<RequestId>,
    /// For where the engine runs on this thread.
    figures: Figures,
    on_response: Box<dyn Fn(Response)>,
}

/// The address of the program's JavaScript, which Trunk announces in the page.
fn glue() -> Result<String, JsValue> {
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.query_selector("link[rel='modulepreload']").ok().flatten());
    Ok(link.ok_or("no glue")?.unchecked_into::<HtmlLinkElement>().href())
}

/// The engine, as the page sees it. Cheap to clone.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

impl Client {
    /// Starts the engine. `on_response` is called with every answer that is still wanted.
    pub fn start(figures: Figures, on_response: impl Fn(Response) + 'static) -> Self {
        let client = Self(Rc::new(Inner {
            link: RefCell::default(),
            is_ready: Cell::default(),
            waiting: RefCell::default(),
            last: Cell::default(),
            open: Cell::default(),
            document: Cell::default(),
            report: Cell::default(),
            ranks: Cell::default(),
            training: Cell::default(),
            training_page: Cell::default(),
            training_rows: Cell::default(),
            training_viewer: Cell::default(),
            figures,
            on_response: Box::new(on_response),
        }));
        client.begin();
        client
    }

    fn begin(&self) {
        if self.start_worker().is_err() {
            self.start_here();
        }
    }

    /// Starts the engine anew, which has stopped. It knows no document; what was asked of it is forgotten.
    pub fn restart(&self) {
        if let Some(link) = self.0.link.take() {
            link.end();
        }
        self.0.is_ready.set(false);
        self.0.waiting.take();
        for id in [
            &self.0.open,
            &self.0.document,
            &self.0.report,
            &self.0.ranks,
            &self.0.training,
            &self.0.training_page,
            &self.0.training_rows,
            &self.0.training_viewer,
        ] {
            id.set(0);
        }
        self.begin();
    }

    fn start_worker(&self) -> Result<(), JsValue> {
        let client = self.clone();
        let on_end = move || {
            if client.0.is_ready.get() {
                (client.0.on_response)(Response::Failed(Failure::EngineStopped));
            } else {
                client.start_here();
            }
        };
        let on_end = Closure::<dyn Fn()>::new(on_end).into_js_value();
        let worker = hire("roundview", &glue()?, &wasm_bindgen::module(), &self.listener(), &on_end)?;
        *self.0.link.borrow_mut() = Some(Link::Worker(worker));
        Ok(())
    }

    /// Runs the worker's part of the program on this thread.
    fn start_here(&self) {
        let Ok(channel) = MessageChannel::new() else {
            (self.0.on_response)(Response::Failed(Failure::EngineStopped));
            return;
        };
        let port = channel.port1();
        port.set_onmessage(Some(self.listener().unchecked_ref()));
        *self.0.link.borrow_mut() = Some(Link::Port(port));
        serve_port(channel.port2(), self.0.figures);
    }

    fn listener(&self) -> JsValue {
        let client = self.clone();
        let on_message = move |event: MessageEvent| {
            let bytes = event.data().unchecked_into::<Uint8Array>().to_vec();
            // The other end is the same program, and what it writes can be read.
            let message = postcard::from_bytes::<(RequestId, Response)>(&bytes);
            let (id, response) = message.unwrap_or((0, Response::Failed(Failure::EngineStopped)));
            client.take(id, response);
        };
        Closure::<dyn Fn(MessageEvent)>::new(on_message).into_js_value()
    }

    fn take(&self, id: RequestId, response: Response) {
        let is_wanted = match &response {
            Response::Ready => {
                self.0.is_ready.set(true);
                for message in self.0.waiting.take() {
                    self.post(&message);
                }
                false
            }
            Response::Front(_) | Response::Report(_) => id == self.0.report.get(),
            Response::Ranks(_) => id == self.0.ranks.get(),
            Response::NotLoaded => {
                [self.0.report.get(), self.0.training_page.get(), self.0.training_rows.get()].contains(&id)
            }
            Response::Training(_) => id == self.0.training_page.get(),
            Response::TrainingViewer(_) => id == self.0.training_viewer.get(),
            Response::TrainingRows { .. } => id == self.0.training_rows.get(),
            Response::OpenedTraining(_) => {
                let is_wanted = id == self.0.open.get();
                if is_wanted {
                    self.0.training.set(id);
                    self.0.training_page.set(0);
                    self.0.training_rows.set(0);
                    self.0.training_viewer.set(0);
                }
                is_wanted
            }
            Response::Progress { .. } => id == self.0.open.get(),
            Response::Opened(_) => {
                let is_wanted = id == self.0.open.get();
                if is_wanted {
                    // What was asked of the document before is of no use any more.
                    self.0.document.set(id);
                    self.0.report.set(0);
                    self.0.ranks.set(0);
                }
                is_wanted
            }
            Response::Failed(_) => id == self.0.open.get() || id == 0,
        };
        if is_wanted {
            (self.0.on_response)(response);
        }
    }

    fn send(&self, request: &Request, carried: Option<&JsValue>) -> RequestId {
        let id = self.0.last.get() + 1;
        self.0.last.set(id);
        // Requests are plain data and can always be written.
        let bytes = postcard::to_stdvec(&(id, request)).unwrap_or_default();
        let message = Array::of1(&Uint8Array::from(bytes.as_slice()));
        if let Some(carried) = carried {
            message.push(carried);
        }
        if self.0.is_ready.get() {
            self.post(&message);
        } else {
            self.0.waiting.borrow_mut().push(message);
        }
        id
    }

    fn post(&self, message: &Array) {
        let sent = self.0.link.borrow().as_ref().map(|link| link.post(message));
        if !matches!(sent, Some(Ok(()))) {
            (self.0.on_response)(Response::Failed(Failure::EngineStopped));
        }
    }

    /// Reads a document from where it is.
    pub fn open(&self, source: Source, carried: Option<&JsValue>, language: &str) {
        let request = Request::Open { source, language: language.to_owned() };
        self.0.open.set(self.send(&request, carried));
    }

    /// Gives up reading.
    pub fn cancel(&self) {
        self.send(&Request::Cancel, None);
    }

    /// Asks for a page of a report; answers to earlier requests are dropped from now on.
    pub fn ask(&self, request: ReportRequest) {
        let document = self.0.document.get();
        self.0.report.set(self.send(&Request::Report { document, page: request }, None));
    }

    /// Asks for a page of the reports on training; answers to earlier requests are dropped from now on.
    pub fn ask_training(&self, page: PageRequest, language: &str) {
        let (document, language) = (self.0.training.get(), language.to_owned());
        self.0.training_page.set(self.send(&Request::Training { document, page, language }, None));
    }

    /// Looks at the training document as another viewer; what was asked for as the one before is dropped.
    pub fn look_as(&self, viewer: Viewer) {
        let document = self.0.training.get();
        self.0.training_page.set(0);
        self.0.training_rows.set(0);
        self.0.training_viewer.set(self.send(&Request::TrainingViewer { document, viewer }, None));
    }

    /// Asks for the rows of a session of a file; answers to earlier requests are dropped from now on.
    pub fn ask_rows(&self, session: u32, columns: Vec<Column>, narrowing: Narrowing) {
        let document = self.0.training.get();
        self.0.training_rows.set(self.send(&Request::TrainingRows { document, session, columns, narrowing }, None));
    }

    /// Asks for the order of names in another language.
    pub fn rank(&self, language: &str) {
        let (document, language) = (self.0.document.get(), language.to_owned());
        self.0.ranks.set(self.send(&Request::Ranks { document, language }, None));
    }
}
