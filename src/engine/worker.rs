//! The worker's side of the browser: takes requests, fetches, unpacks and reads documents, and
//! answers from the [`Service`].
//!
//! The same program runs on the page's own thread where no worker can be had; it then talks through
//! a message port.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures_util::future::join;
use gloo_net::http;
use js_sys::{Array, ArrayBuffer, JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Blob, DedicatedWorkerGlobalScope, MessageEvent, MessagePort, ReadableStream,
    ReadableStreamDefaultReader, RequestCache, WritableStream, WritableStreamDefaultWriter,
};

use super::{
    protocol::{Failure, ReportRequest, Request, RequestId, Response, Source, Token, bytes},
    retry,
    service::Service,
    timer::wait,
    training::TrainingService,
    zones::browser_zones,
};
use crate::{
    dataset::training::Training,
    document::{Document, DocumentReader, Faults, ParseNumber, ReadTraining, TrainingReader},
    export::pack_rows,
    i18n,
    parts::Part,
};

#[wasm_bindgen]
extern "C" {
    /// Unpacks gzip; web-sys holds it back as unstable, browsers have had it since 2023.
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &DecompressionStream) -> ReadableStream;

    #[wasm_bindgen(method, getter)]
    fn writable(this: &DecompressionStream) -> WritableStream;
}

/// Characters that are kept of what comes with a status that isn't success.
const MOST_CHARACTERS: usize = 4_000;

/// Where answers go.
#[derive(Clone)]
enum Channel {
    Worker(DedicatedWorkerGlobalScope),
    Port(MessagePort),
}

impl Channel {
    fn post(&self, request: RequestId, response: &Response) {
        // Responses are plain data: they can always be written, and a message can always be sent.
        let Ok(bytes) = postcard::to_stdvec(&(request, response)) else { return };
        let bytes = Uint8Array::from(bytes.as_slice());
        let transfer = Array::of1(&bytes.buffer());
        let _ = match self {
            Self::Worker(scope) => scope.post_message_with_transfer(&bytes, &transfer),
            Self::Port(port) => port.post_message_with_transferable(&bytes, &transfer),
        };
    }
}

/// The open documents and the reading that is under way.
#[derive(Default)]
struct State {
    /// By the requests that opened them, in their order: the one that the page shows, and those
    /// that it has yet to hear of or has already given up for a newer one.
    courses: Vec<(RequestId, Service)>,
    /// Training documents likewise, beside the course.
    trainings: Vec<(RequestId, TrainingService)>,
    reading: Option<Reading>,
}

/// The document that the page shows now. Earlier ones are closed.
fn shown<T>(open: &mut Vec<(RequestId, T)>, document: RequestId) -> Option<&mut T> {
    open.retain(|(opened, _)| *opened >= document);
    open.iter_mut().find(|(opened, _)| *opened == document).map(|(_, service)| service)
}

/// What was read, ready to answer.
enum Opened {
    Course(Box<Service>),
    Training(Box<TrainingService>),
}

struct Reading {
    request: RequestId,
    abort: Option<AbortController>,
}

/// The parts of the program that compute; the front page of a course is in none of them.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// The reports of a course.
    pub course: Part<fn(&Service, &ReportRequest) -> Option<Response>>,
    /// Training: its documents and its reports.
    pub training: Part<TrainingFigures>,
}

/// Answers a request about training. None: the part isn't there.
pub type AnswerTraining = fn(&mut TrainingService, &Request, &mut dyn FnMut(Response)) -> Option<()>;

/// What the part begins with that reads documents of training and computes its reports.
#[derive(Clone, Copy, Debug)]
pub struct TrainingFigures {
    /// Makes a reader of documents.
    pub reader: fn(ParseNumber) -> Option<Box<dyn ReadTraining>>,
    /// Makes a document that was read ready to answer.
    pub open: fn(Training, Faults) -> Option<Box<TrainingService>>,
    /// Answers a request, in one answer or several.
    pub answer: AnswerTraining,
}

/// A page of a course's reports.
#[must_use]
pub fn course_report(service: &Service, request: &ReportRequest) -> Response {
    Response::Report(bytes(&service.report(request)))
}

/// A reader of documents of training.
#[must_use]
pub fn training_reader(parse_number: ParseNumber) -> Box<dyn ReadTraining> {
    Box::new(TrainingReader::new(parse_number))
}

/// A document of training that was read.
#[must_use]
pub fn training_service(data: Training, faults: Faults) -> Box<TrainingService> {
    Box::new(TrainingService::new(data, faults))
}

/// What is asked of training.
pub fn training_answer(service: &mut TrainingService, request: &Request, take: &mut dyn FnMut(Response)) {
    match request {
        Request::TrainingRows { session, columns, narrowing, .. } => {
            service.rows(*session, columns, narrowing, |rows, is_last| {
                let packed = pack_rows(rows).unwrap_or_default();
                take(Response::TrainingRows { rows: packed, count: rows.len(), is_last });
            });
        }
        Request::Training { page, language, .. } => {
            take(Response::Training(bytes(&service.page(page, &|names| i18n::intl::ranks(language, names)))));
        }
        Request::TrainingViewer { viewer, .. } => {
            service.look_as(*viewer);
            take(Response::TrainingViewer(Box::new(service.info())));
        }
        Request::Open { .. } | Request::Cancel | Request::Report { .. } | Request::Ranks { .. } => {}
    }
}

/// Listens to the page, where this program runs in a worker. False: it doesn't.
pub fn serve_worker(figures: Figures) -> bool {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return false };
    let on_message = listener(Channel::Worker(scope.clone()), figures);
    scope.set_onmessage(Some(on_message.unchecked_ref()));
    Channel::Worker(scope).post(0, &Response::Ready);
    true
}

/// Listens to a port, where this program runs on the page's thread.
pub fn serve_port(port: MessagePort, figures: Figures) {
    let on_message = listener(Channel::Port(port.clone()), figures);
    port.set_onmessage(Some(on_message.unchecked_ref()));
    Channel::Port(port).post(0, &Response::Ready);
}

/// Takes messages for as long as the program runs.
fn listener(channel: Channel, figures: Figures) -> JsValue {
    let state = Rc::new(RefCell::new(State::default()));
    let on_message = move |event: MessageEvent| {
        // A message is the request's bytes and, where it carries one, a document.
        let message: Array = event.data().unchecked_into();
        let bytes = message.get(0).unchecked_into::<Uint8Array>().to_vec();
        if let Ok((id, request)) = postcard::from_bytes(&bytes) {
            take(&channel, &state, figures, id, request, message.get(1));
        }
    };
    Closure::<dyn Fn(MessageEvent)>::new(on_message).into_js_value()
}

fn take(
    channel: &Channel,
    state: &Rc<RefCell<State>>,
    figures: Figures,
    id: RequestId,
    request: Request,
    carried: JsValue,
) {
    match request {
        Request::Open { source, language } => {
            give_up(state);
            let abort = AbortController::new().ok();
            state.borrow_mut().reading = Some(Reading { request: id, abort: abort.clone() });
            let (channel, state) = (channel.clone(), state.clone());
            spawn_local(async move {
                let is_course = Cell::new(false);
                let opening = Opening { channel: &channel, state: &state, figures, id, language: &language, is_course };
                let response = match opening.open(source, carried, abort).await {
                    Ok(Opened::Course(service)) => {
                        let info = service.info(&|names| i18n::intl::ranks(&language, names));
                        state.borrow_mut().courses.push((id, *service));
                        Response::Opened(Box::new(info))
                    }
                    Ok(Opened::Training(service)) => {
                        let info = service.info();
                        state.borrow_mut().trainings.push((id, *service));
                        Response::OpenedTraining(Box::new(info))
                    }
                    Err(failure) => Response::Failed(failure),
                };
                channel.post(id, &response);
            });
        }
        Request::Cancel => give_up(state),
        Request::Report { document, page } => {
            let front = shown(&mut state.borrow_mut().courses, document).and_then(|service| service.front_page(&page));
            let is_front = front.is_some();
            if let Some(report) = front {
                channel.post(id, &Response::Front(Box::new(report)));
            }
            let (channel, state) = (channel.clone(), state.clone());
            spawn_local(async move {
                // After the front page the others are likely.
                let is_loaded = (figures.course.load)().await;
                let mut state = state.borrow_mut();
                if let Some(service) = shown(&mut state.courses, document).filter(|_| !is_front) {
                    let answer = is_loaded.then(|| (figures.course.functions)(service, &page)).flatten();
                    channel.post(id, &answer.unwrap_or(Response::NotLoaded));
                }
            });
        }
        Request::Ranks { document, language } => {
            if let Some(service) = shown(&mut state.borrow_mut().courses, document) {
                channel.post(id, &Response::Ranks(service.ranks(&|names| i18n::intl::ranks(&language, names))));
            }
        }
        request @ (Request::Training { .. } | Request::TrainingViewer { .. } | Request::TrainingRows { .. }) => {
            let (channel, state) = (channel.clone(), state.clone());
            spawn_local(async move {
                let is_loaded = (figures.training.load)().await;
                let (Request::Training { document, .. }
                | Request::TrainingViewer { document, .. }
                | Request::TrainingRows { document, .. }) = request
                else {
                    return;
                };
                let mut state = state.borrow_mut();
                if let Some(service) = shown(&mut state.trainings, document) {
                    let answer = figures.training.functions.answer;
                    let mut take = |response| channel.post(id, &response);
                    if !is_loaded || answer(service, &request, &mut take).is_none() {
                        take(Response::NotLoaded);
                    }
                }
            });
        }
    }
}

fn give_up(state: &RefCell<State>) {
    if let Some(Reading { abort: Some(abort), .. }) = state.borrow_mut().reading.take() {
        abort.abort();
    }
}

/// A document on its way in.
struct Opening<'a> {
    channel: &'a Channel,
    state: &'a RefCell<State>,
    figures: Figures,
    id: RequestId,
    /// The tag of the language in whose order names are put.
    language: &'a str,
    /// Whether the document has shown that it is one of a course.
    is_course: Cell<bool>,
}

impl Opening<'_> {
    /// Reads the document, once more where what went wrong may pass.
    async fn open(&self, source: Source, carried: JsValue, abort: Option<AbortController>) -> Result<Opened, Failure> {
        let mut failed = 0;
        loop {
            let failure = match self.open_once(&source, &carried, abort.as_ref()).await {
                Ok(service) => return Ok(service),
                Err(failure) => failure,
            };
            failed += 1;
            match retry::pause(failed).filter(|_| failure.is_passing() && source != Source::Carried) {
                Some(milliseconds) => wait(milliseconds).await,
                None => return Err(failure),
            }
            if self.is_superseded() {
                return Err(Failure::Cancelled);
            }
        }
    }

    async fn open_once(
        &self,
        source: &Source,
        carried: &JsValue,
        abort: Option<&AbortController>,
    ) -> Result<Opened, Failure> {
        match source {
            Source::Address { address, token, patience_seconds } => {
                let watch = Watch::start(*patience_seconds, abort);
                let read = async {
                    // While the server is asked there is time for what the browser is slow to load.
                    let warming = async { i18n::intl::warm_ranks(self.language) };
                    let (fetched, ()) = join(fetch(address, token.as_ref(), abort), warming).await;
                    let (stream, total) = fetched?;
                    self.read(Input::Stream(reader_of(&stream)?), total, &watch).await
                };
                let read = read.await;
                watch.end(read)
            }
            Source::Carried => {
                let (input, size) = Input::carried(carried).ok_or(Failure::Unreachable)?;
                self.read(input, Some(size), &Watch::default()).await
            }
        }
    }

    async fn read(&self, mut raw: Input, total: Option<u64>, watch: &Watch) -> Result<Opened, Failure> {
        let mut received = Received { opening: self, watch, count: 0, total, shown: 0.0, percent: 0 };
        if total.is_some_and(|total| total > Failure::MOST_BYTES) {
            raw.give_up();
            return Err(Failure::TooLarge);
        }
        let mut reader = DocumentReader::new(js_sys::parse_float);
        let mut head = Vec::new();
        while head.len() < 2 {
            match received.next(&mut raw).await? {
                Some(bytes) => head.extend(bytes.to_vec()),
                None => break,
            }
        }
        if head.starts_with(&[0x1f, 0x8b]) {
            let packed = DecompressionStream::new("gzip").map_err(|_| Failure::Corrupt)?;
            let writer = packed.writable().get_writer().map_err(|_| Failure::Corrupt)?;
            let unpacked = reader_of(&packed.readable())?;
            let (pumped, read) =
                join(pump(&mut received, &mut raw, writer, head), self.read_unpacked(&unpacked, &mut reader)).await;
            match read {
                // What happened on the way in explains what could not be unpacked.
                Err(Failure::Corrupt) | Ok(()) => pumped.and(read)?,
                Err(_) => read?,
            }
        } else {
            self.push(&mut reader, &head).await?;
            // One room for all pieces, which are much alike.
            let mut piece = head;
            while let Some(bytes) = received.next(&mut raw).await? {
                piece.resize(bytes.length() as usize, 0);
                bytes.copy_to(&mut piece);
                self.push(&mut reader, &piece).await?;
            }
        }
        received.finished();
        reader.end().map_err(refused)?;
        self.go_on(&mut reader).await?;
        let (document, faults) = reader.into_document(&browser_zones).map_err(refused)?;
        if self.is_superseded() {
            return Err(Failure::Cancelled);
        }
        self.state.borrow_mut().reading = None;
        Ok(match document {
            Document::Course(data) => Opened::Course(Box::new(Service::new(*data, faults))),
            Document::Training(data) => {
                let open = self.figures.training.functions.open;
                Opened::Training(open(*data, faults).ok_or(Failure::PartMissing)?)
            }
        })
    }

    /// Takes the next bytes, and with them, where they show what the document is about, the part of the program that is
    /// for that: the reader of documents of training, the reports of a course.
    async fn push(&self, reader: &mut DocumentReader, bytes: &[u8]) -> Result<(), Failure> {
        reader.push(bytes).map_err(refused)?;
        self.go_on(reader).await
    }

    async fn go_on(&self, reader: &mut DocumentReader) -> Result<(), Failure> {
        if reader.is_of_course() && !self.is_course.replace(true) {
            // Its reports are wanted as soon as it is read; that they can't be had is said by the one that is asked for.
            let loading = (self.figures.course.load)();
            spawn_local(async move {
                loading.await;
            });
        }
        if !reader.is_waiting() {
            return Ok(());
        }
        let Part { load, functions } = self.figures.training;
        let of_training = load().await.then(|| (functions.reader)(js_sys::parse_float)).flatten();
        reader.go_on(of_training.ok_or(Failure::PartMissing)?).map_err(refused)
    }

    /// Reads all that comes out of the unpacking stream. Where the document is refused the stream is
    /// closed, so that nothing more goes in.
    async fn read_unpacked(
        &self,
        unpacked: &ReadableStreamDefaultReader,
        reader: &mut DocumentReader,
    ) -> Result<(), Failure> {
        let mut count = 0;
        while let Some(bytes) = next(unpacked).await.map_err(|_| Failure::Corrupt)? {
            count += u64::from(bytes.length());
            let pushed = match count {
                ..=Failure::MOST_BYTES => self.push(reader, &bytes.to_vec()).await,
                _ => Err(Failure::TooLarge),
            };
            if let Err(failure) = pushed {
                forget(unpacked.cancel());
                return Err(failure);
            }
        }
        Ok(())
    }

    fn is_superseded(&self) -> bool {
        self.state.borrow().reading.as_ref().is_none_or(|reading| reading.request != self.id)
    }
}

fn refused(refusal: crate::document::Refusal) -> Failure {
    let crate::document::Refusal { pointer, found, expected } = refusal;
    Failure::Refused { pointer, found, expected: expected.into_owned() }
}

/// Gives up a request whose server is silent for too long.
#[derive(Clone, Default)]
struct Watch(Rc<WatchState>);

#[derive(Default)]
struct WatchState {
    /// When something was last heard, in milliseconds.
    heard: Cell<f64>,
    is_over: Cell<bool>,
    has_given_up: Cell<bool>,
}

impl Watch {
    fn start(patience_seconds: u16, abort: Option<&AbortController>) -> Self {
        let watch = Self::default();
        watch.heard();
        let (watched, abort, patience) = (watch.clone(), abort.cloned(), u32::from(patience_seconds) * 1000);
        spawn_local(async move {
            let Watch(state) = watched;
            let mut left = patience;
            while left > 0 {
                wait(left).await;
                if state.is_over.get() {
                    return;
                }
                let silent = js_sys::Date::now() - state.heard.get();
                left = (f64::from(patience) - silent).clamp(0.0, f64::from(patience)) as u32;
            }
            state.has_given_up.set(true);
            if let Some(abort) = abort {
                abort.abort();
            }
        });
        watch
    }

    fn heard(&self) {
        self.0.heard.set(js_sys::Date::now());
    }

    /// What came of the request.
    fn end<T>(self, result: Result<T, Failure>) -> Result<T, Failure> {
        self.0.is_over.set(true);
        match result {
            Err(Failure::Unreachable | Failure::Cancelled | Failure::Corrupt) if self.0.has_given_up.get() => {
                Err(Failure::TimedOut)
            }
            result => result,
        }
    }
}

/// Where the bytes of a document come from.
enum Input {
    /// From a server, or out of a file.
    Stream(ReadableStreamDefaultReader),
    /// They are here already, and were taken up to this one.
    Bytes(Uint8Array, u32),
}

/// Bytes that are here are taken so many at a time, which a processor keeps near while they are read.
const PIECE: u32 = 1 << 18;

/// After so many the page hears how far it is, and is heard.
const PAUSE: u32 = 1 << 22;

impl Input {
    /// A document that came with the message: a file, text, bytes or a value of JSON; and how many bytes it has.
    fn carried(carried: &JsValue) -> Option<(Self, u64)> {
        let bytes = match carried.dyn_ref::<ArrayBuffer>() {
            Some(buffer) => Some(Uint8Array::new(buffer)),
            None => carried.dyn_ref::<Uint8Array>().cloned(),
        };
        if let Some(bytes) = bytes {
            let size = u64::from(bytes.length());
            return Some((Self::Bytes(bytes, 0), size));
        }
        let blob = match carried.dyn_ref::<Blob>() {
            Some(blob) => blob.clone(),
            None => {
                let text = if carried.is_string() { carried.clone() } else { JSON::stringify(carried).ok()?.into() };
                Blob::new_with_str_sequence(&Array::of1(&text)).ok()?
            }
        };
        Some((Self::Stream(reader_of(&blob.stream()).ok()?), blob.size() as u64))
    }

    /// Nothing more of it is wanted.
    fn give_up(&self) {
        if let Self::Stream(reader) = self {
            forget(reader.cancel());
        }
    }

    /// The next bytes; None at the end.
    async fn next(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        match self {
            Self::Stream(reader) => next(reader).await,
            Self::Bytes(bytes, taken) => {
                if *taken > 0 && taken.is_multiple_of(PAUSE) {
                    wait(0).await;
                }
                let (from, until) = (*taken, bytes.length().min(*taken + PIECE));
                *taken = until;
                Ok((from < until).then(|| bytes.subarray(from, until)))
            }
        }
    }
}

/// Requests an address: its bytes, and how many they are where that is known.
async fn fetch(
    address: &str,
    token: Option<&Token>,
    abort: Option<&AbortController>,
) -> Result<(ReadableStream, Option<u64>), Failure> {
    let signal = abort.map(AbortController::signal);
    // The browser may keep the document, and asks by its ETag whether it is still the one.
    let mut request = http::Request::get(address).cache(RequestCache::NoCache).abort_signal(signal.as_ref());
    if let Some(token) = token {
        request = request.header("Authorization", &token.authorization());
    }
    let response = request.send().await.map_err(|_| match &signal {
        Some(signal) if signal.aborted() => Failure::Cancelled,
        _ => Failure::Unreachable,
    })?;
    let headers = response.headers();
    if !response.ok() {
        let body = response.text().await.unwrap_or_default().chars().take(MOST_CHARACTERS).collect();
        return Err(Failure::Status { status: response.status(), retry_after: headers.get("retry-after"), body });
    }
    // Of an encoded body the length says nothing about the bytes that come out of it.
    let total = match headers.get("content-encoding") {
        None => headers.get("content-length").and_then(|length| length.parse().ok()),
        Some(_) => None,
    };
    Ok((response.body().ok_or(Failure::Unreachable)?, total))
}

fn reader_of(stream: &ReadableStream) -> Result<ReadableStreamDefaultReader, Failure> {
    stream.get_reader().dyn_into().map_err(|_| Failure::Unreachable)
}

/// The next piece of a stream; None at its end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, JsValue> {
    let result = JsFuture::from(reader.read()).await?;
    if Reflect::get(&result, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    Ok(Some(Reflect::get(&result, &"value".into())?.unchecked_into()))
}

/// Lets a stream come to its end by itself. One that was aborted says so once more, and what nobody
/// hears of counts as an error of the program.
fn forget(end: Promise) {
    spawn_local(async move {
        let _ = JsFuture::from(end).await;
    });
}

/// Counts what has come, and tells the page now and then.
struct Received<'a> {
    opening: &'a Opening<'a>,
    watch: &'a Watch,
    count: u64,
    total: Option<u64>,
    /// When the page was last told, in milliseconds.
    shown: f64,
    /// And how many hundredths there were then.
    percent: u64,
}

impl Received<'_> {
    async fn next(&mut self, input: &mut Input) -> Result<Option<Uint8Array>, Failure> {
        let bytes = input.next().await;
        self.watch.heard();
        if self.opening.is_superseded() {
            input.give_up();
            return Err(Failure::Cancelled);
        }
        let bytes = bytes.map_err(|_| Failure::Unreachable)?;
        self.count += bytes.as_ref().map_or(0, |bytes| u64::from(bytes.length()));
        if self.count > Failure::MOST_BYTES {
            input.give_up();
            return Err(Failure::TooLarge);
        }
        // Every hundredth is told, for nobody knows when the next piece comes; of a long document or
        // one of unknown length more.
        let percent = self.count * 100 / self.total.unwrap_or(u64::MAX).max(1);
        let now = js_sys::Date::now();
        if percent != self.percent || now - self.shown > 50.0 {
            (self.shown, self.percent) = (now, percent);
            self.post(false);
        }
        Ok(bytes)
    }

    fn finished(&self) {
        self.post(true);
    }

    fn post(&self, is_received: bool) {
        let progress = Response::Progress { received: self.count, total: self.total, is_received };
        self.opening.channel.post(self.opening.id, &progress);
    }
}

/// Gives all bytes to the unpacking stream, as fast as that takes them.
async fn pump(
    received: &mut Received<'_>,
    raw: &mut Input,
    writer: WritableStreamDefaultWriter,
    head: Vec<u8>,
) -> Result<(), Failure> {
    let mut bytes = Some(Uint8Array::from(head.as_slice()));
    while let Some(piece) = bytes {
        let written = JsFuture::from(writer.write_with_chunk(&piece)).await;
        written.map_err(|_| Failure::Corrupt)?;
        bytes = match received.next(raw).await {
            Ok(bytes) => bytes,
            Err(failure) => {
                // The reading end learns of it by its own error.
                forget(writer.abort());
                return Err(failure);
            }
        };
    }
    JsFuture::from(writer.close()).await.map_err(|_| Failure::Corrupt)?;
    Ok(())
}
