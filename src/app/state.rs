//! The state of the page: the reader's preferences, the view that the address names, the open
//! course and the latest figures. Answers of the engine end here, and here alone is it asked.

use std::{sync::Arc, time::Duration};

use leptos::{ev, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::{
    address,
    import::Importing,
    pages::{CoursePages, Extras, ListenToFrame, Page, PagePart, Pages, TrainingPages},
    preferences,
    training::Making,
};
use crate::{
    dataset::zone::Zone,
    document::Refusal,
    engine::{
        client::Client,
        protocol::{
            CourseInfo, Failure, Report, ReportRequest, Response, Source, StudentInfo, Token, TrainingInfo,
            TrainingReport,
        },
        worker::Figures,
        zones::browser_zones,
    },
    host::{Config, Demonstration, Features, Host, HostContext, frames::Frame},
    i18n::{self, Language, Locale, words},
    parts::Part,
    query::{Place, Query},
    reports::{access::Access, selection::Selection, support::settings::SupportSettings, view::Course},
    training::{pages::contents::PageRequest, pages::view::OpenTraining, visibility::Viewer},
    ui::{Lasting, PanelState, ThemeChoice, effect},
    units::Moment,
};

/// How long after a step through the days the address follows: often enough to be there when the page is left.
const ADDRESS_DELAY: Duration = Duration::from_millis(400);

/// The course that is bundled with the application.
const SAMPLE: &str = "./sample/course.json.gz";

/// The training that is bundled with it.
const SAMPLE_TRAINING: &str = "./sample/training.json.gz";

/// Where a document comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// Bundled with the application.
    Sample,
    /// The training of the host's organisation; without a host, that which is bundled with the application.
    Training,
    /// An address of the page's own origin, or of one that the deployment allows.
    Address(String),
    /// A course of the host, by its id.
    Course(String),
    /// A file that the reader opened.
    File(SendWrapper<File>),
    /// A document that was made of files that the reader opened.
    Imported(SendWrapper<JsValue>),
    /// The page around this one has handed it over.
    Handed(SendWrapper<JsValue>),
}

/// How it stands with opening a document.
#[derive(Clone, Debug, Default)]
pub enum Opening {
    /// Nothing is under way.
    #[default]
    Idle,
    /// Bytes are arriving, or are being put in order.
    Reading {
        /// Bytes received.
        received: u64,
        /// Of how many, where that is known.
        total: Option<u64>,
        /// All bytes are there.
        is_received: bool,
    },
    /// It could not be opened.
    Failed(Failure),
    /// The reader has yet to choose a course.
    Unchosen,
}

/// The state. Cheap to copy; provided as a context.
#[derive(Clone, Copy)]
pub struct AppState {
    /// The reader's language.
    pub locale: Lasting<Locale>,
    /// The language whose words are being fetched.
    pub learning: RwSignal<Option<Language>>,
    /// The words of another language could not be had.
    pub are_words_missing: RwSignal<bool>,
    /// The reader's theme.
    pub theme: Lasting<ThemeChoice>,
    /// The reader's rules for who may need support.
    pub support: Lasting<SupportSettings>,
    /// Since when what has changed in the open course is new to the reader.
    since: RwSignal<Option<Moment>>,
    /// The address is about to follow the reader through the days.
    is_address_late: StoredValue<bool>,
    /// The view that the address names.
    pub query: Lasting<Query>,
    /// What is searched for in lists.
    pub search: Lasting<String>,
    /// The students that are picked out in lists.
    pub selected: Lasting<Selection>,
    /// The open course.
    pub course: Lasting<Option<Arc<Course>>>,
    /// Where the open course comes from.
    pub origin: Lasting<Origin>,
    /// The document that is being opened, or was last tried.
    pub opening: Lasting<Opening>,
    /// Where that document comes from.
    pub(super) wanted: Lasting<Origin>,
    /// The latest figures.
    pub report: Lasting<Option<Arc<Report>>>,
    /// The open training document, beside the course.
    pub training: Lasting<Option<Arc<OpenTraining>>>,
    /// Where that comes from.
    pub training_origin: Lasting<Origin>,
    /// The latest page of it.
    pub training_report: Lasting<Option<Arc<TrainingReport>>>,
    /// As whom the sample of training is looked at. None: as it says itself.
    pub training_viewer: Lasting<Option<Viewer>>,
    /// The file of sessions that is being made.
    pub(super) making: Lasting<Option<Making>>,
    /// The files of another system that are being made a course of, or were.
    pub importing: Importing,
    /// What answers for the viewer's courses.
    pub host: HostContext,
    /// What the deployment has set.
    pub config: Lasting<Config>,
    /// What of it could not be used.
    pub config_faults: RwSignal<Vec<Refusal>>,
    /// Says who asks where cookies don't; here alone, and gone with the page.
    pub(super) token: RwSignal<Option<Token>>,
    /// A document is being opened, or was, or the reader is asked for a course.
    pub(super) has_begun: StoredValue<bool>,
    /// The view was replaced, which is no step of the reader's.
    pub(super) is_replaced: StoredValue<bool>,
    /// The page around this one, where it is listened to.
    pub(super) frame: StoredValue<Option<Frame>, LocalStorage>,
    /// The parts of the program that have pages.
    pub(super) pages: PageParts,
    /// Listens to the page around this one.
    pub(super) frame_part: Part<ListenToFrame>,
    /// Tells when it does.
    pub(super) listens: Trigger,
    /// What lasts as long as the page belongs to it.
    owner: StoredValue<Owner>,
    /// Figures that have come, and that the part with the pages of a course has yet to read.
    pub(super) arrived: RwSignal<Option<Vec<u8>>>,
    /// The same of a page on training.
    pub(super) training_arrived: RwSignal<Option<Arc<Vec<u8>>>>,
    /// A part that computes could not be loaded.
    pub(super) is_part_missing: RwSignal<bool>,
    /// Asks the engine once more for what is shown.
    pub(super) ask_again: Trigger,
    client: StoredValue<Option<Client>, LocalStorage>,
    revival: StoredValue<Revival>,
}

/// How far the engine is that has stopped and was started again by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Revival {
    /// It has computed something since.
    #[default]
    Over,
    /// It reads once more what the page shows, which stays as it is.
    Reading,
    /// It has read it, and has computed nothing yet.
    Read,
}

/// The parts of the program that have pages.
#[derive(Clone, Copy)]
pub(super) struct PageParts {
    /// Those of a course, and what stands beside them.
    pub course: PagePart<CoursePages>,
    /// Those on training.
    pub training: PagePart<TrainingPages>,
    /// What pages do without at first sight.
    pub extras: PagePart<Extras>,
}

impl PageParts {
    /// How it stands with the pages of a course, which are made of extras, too.
    pub fn course_panel(&self, locale: &Locale) -> PanelState {
        match self.extras.panel(locale) {
            PanelState::Ready => self.course.panel(locale),
            missing => missing,
        }
    }

    /// A page of a course; nothing until all that it is made of is there.
    pub fn course_page(&self, page: Page) -> AnyView {
        if self.extras.is_there() { self.course.contents(page) } else { ().into_any() }
    }
}

impl AppState {
    /// The state of a page that has just been opened; it begins to look for its document.
    pub fn start(locale: Locale, pages: Pages, figures: Figures) -> Self {
        let state = Self {
            locale: Lasting::new(locale),
            learning: RwSignal::new(None),
            are_words_missing: RwSignal::new(false),
            theme: Lasting::new(preferences::theme()),
            support: Lasting::new(preferences::support()),
            since: RwSignal::new(None),
            is_address_late: StoredValue::new(false),
            query: Lasting::new(address::query()),
            search: Lasting::new(String::new()),
            selected: Lasting::new(Selection::default()),
            course: Lasting::new(None),
            origin: Lasting::new(Origin::Sample),
            opening: Lasting::new(Opening::Reading { received: 0, total: None, is_received: false }),
            wanted: Lasting::new(Origin::Sample),
            report: Lasting::new(None),
            training: Lasting::new(None),
            training_origin: Lasting::new(Origin::Training),
            training_report: Lasting::new(None),
            training_viewer: Lasting::new(None),
            making: Lasting::new(None),
            importing: Importing::none(),
            host: HostContext {
                host: Lasting::new(Host::Demonstration(Demonstration)),
                features: Lasting::new(Features::default()),
            },
            config: Lasting::new(Config::default()),
            config_faults: RwSignal::new(Vec::new()),
            token: RwSignal::new(None),
            has_begun: StoredValue::new(false),
            is_replaced: StoredValue::new(false),
            frame: StoredValue::new_local(None),
            pages: PageParts {
                course: PagePart::new(pages.course),
                training: PagePart::new(pages.training),
                extras: PagePart::new(pages.extras),
            },
            frame_part: pages.frame,
            listens: Trigger::new(),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            arrived: RwSignal::new(None),
            training_arrived: RwSignal::new(None),
            is_part_missing: RwSignal::new(false),
            ask_again: Trigger::new(),
            client: StoredValue::new_local(None),
            revival: StoredValue::default(),
        };
        state.client.set_value(Some(Client::start(figures, move |response| state.take(response))));
        let follow = move |()| state.query.set(address::query());
        let listeners = [
            window_event_listener_untyped("popstate", move |_| follow(())),
            window_event_listener(ev::hashchange, move |_| follow(())),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
        state.follow_address();
        state.leave_import_for_views();
        state.find_document();
        warm(state, 0);
        Effect::new(move |earlier: Option<Language>| {
            let language = state.locale.read().language();
            if earlier.is_some_and(|earlier| earlier != language) && state.course.read_untracked().is_some() {
                state.with_client(|client| client.rank(state.locale.read_untracked().tag()));
            }
            language
        });
        // A new course and a new view need new figures, but for what only changes how they are shown.
        let request = Memo::new(move |_| request(&state.query.read(), &state.support.read(), state.since.get()));
        effect(move || {
            let request = request.get();
            state.ask_again.track();
            if state.course.read().is_some() {
                state.is_part_missing.set(false);
                state.with_client(|client| client.ask(request));
            }
        });
        // The order of names is the language's.
        let language = Memo::new(move |_| state.locale.read().tag().to_owned());
        let page = Memo::new(move |_| training_request(&state.query.read()));
        effect(move || {
            let (page, language) = (page.get(), language.get());
            state.ask_again.track();
            if let Some(page) = page.filter(|_| state.training.read().is_some()) {
                state.is_part_missing.set(false);
                state.with_client(|client| client.ask_training(page, &language));
            }
        });
        state.read_figures();
        state
    }

    /// Loads what pages do without at first sight.
    pub(super) fn want_extras(self) {
        let extras = self.pages.extras;
        let begin = move || {
            let course = Signal::derive(move || self.course.read().as_ref().map(|course| course.info.id.clone()));
            self.owner.get_value().with(|| (extras.functions().begin)(self.host, course)).is_some()
        };
        extras.want_begun(begin);
    }

    /// Loads the pages of a course.
    pub(super) fn want_course_pages(self) {
        self.want_extras();
        self.pages.course.want();
    }

    /// Reads figures as soon as the part that can do it is there.
    fn read_figures(self) {
        let pages = self.pages;
        effect(move || {
            let report = pages.course.functions().report;
            if pages.course.is_there()
                && let Some(report) = self.arrived.read().as_deref().and_then(report).flatten()
            {
                self.report.set(Some(Arc::new(report)));
            }
        });
        effect(move || {
            let report = pages.training.functions().report;
            if pages.training.is_there()
                && let Some(arrived) = self.training_arrived.get()
                && let Some(report) = report(&arrived).flatten()
            {
                // With many rows reading them takes its time, and showing them as well: the page answers in between.
                let show = move || {
                    let is_latest = self
                        .training_arrived
                        .with_untracked(|latest| latest.as_ref().is_some_and(|latest| Arc::ptr_eq(latest, &arrived)));
                    if is_latest {
                        self.training_report.set(Some(Arc::new(report)));
                    }
                };
                set_timeout(show, Duration::ZERO);
            }
        });
    }

    /// Speaks another language from now on; as before where its words can't be had.
    pub(super) async fn speak(self, locale: Locale) {
        self.learning.set(Some(locale.language()));
        let can = words::fetch(locale.language()).await;
        self.are_words_missing.set(!can);
        if can {
            self.locale.set(locale);
        }
        self.learning.set(None);
    }

    pub(super) fn with_client(self, call: impl FnOnce(&Client)) {
        self.client.with_value(|client| {
            if let Some(client) = client {
                call(client);
            }
        });
    }

    /// Reads a document. What is open stays until this one is.
    pub fn open(self, origin: Origin) {
        self.has_begun.set_value(true);
        if self.revival.get_value() == Revival::Reading {
            // The engine doesn't know it yet, and will not.
            self.close();
        }
        if !matches!(origin, Origin::Imported(_)) {
            self.end_import();
        }
        let source = self.source(&origin);
        self.wanted.set(origin.clone());
        // The address names another course no more, and the reader sees what they have opened. What a host hands
        // over may be what it has begun with.
        let place = match (&origin, self.query.with_untracked(|query| query.place)) {
            (Origin::Handed(_), Place::Training) => Place::Training,
            _ => Place::Report,
        };
        let query = Query { course: None, place, ..self.query.get_untracked() };
        match origin {
            Origin::File(_) | Origin::Imported(_) => self.navigate(query),
            Origin::Handed(_) if self.query.with_untracked(|current| *current != query) => self.replace(query),
            _ => {}
        }
        let source = match source {
            Ok(source) => source,
            Err(failure) => return self.fail(failure),
        };
        self.opening.set(Opening::Reading { received: 0, total: None, is_received: false });
        self.read(source, &origin);
    }

    fn read(self, source: Source, origin: &Origin) {
        let language = self.locale.with_untracked(|locale| locale.tag().to_owned());
        let carried = match origin {
            Origin::File(file) => Some(AsRef::<JsValue>::as_ref(&**file)),
            Origin::Handed(document) | Origin::Imported(document) => Some(&**document),
            Origin::Sample | Origin::Training | Origin::Address(_) | Origin::Course(_) => None,
        };
        self.with_client(|client| client.open(source, carried, &language));
    }

    /// What the engine is asked to read.
    fn source(self, origin: &Origin) -> Result<Source, Failure> {
        let patience_seconds = self.config.with_untracked(|config| config.timeout_seconds);
        let at = |address: &str, token| Source::Address { address: absolute(address), token, patience_seconds };
        match origin {
            Origin::Sample => Ok(at(SAMPLE, None)),
            Origin::Training => match &*self.host.host.read_untracked() {
                Host::Http(http) => Ok(at(&http.training(), http.token().cloned())),
                Host::Demonstration(_) => Ok(at(SAMPLE_TRAINING, None)),
            },
            Origin::Address(address) => {
                let is_allowed = self.config.with_untracked(|config| {
                    address::origin(address).is_some_and(|origin| {
                        address::origin("") == Some(origin.clone()) || config.document_origins.contains(&origin)
                    })
                });
                if is_allowed { Ok(at(address, self.token.get_untracked())) } else { Err(Failure::OtherOrigin) }
            }
            Origin::Course(course) => match &*self.host.host.read_untracked() {
                Host::Http(http) => match http.document(course) {
                    Ok(address) => Ok(at(&address, http.token().cloned())),
                    Err(_) => Err(Failure::Status { status: 404, retry_after: None, body: String::new() }),
                },
                Host::Demonstration(_) => Ok(at(SAMPLE, None)),
            },
            Origin::File(_) | Origin::Handed(_) | Origin::Imported(_) => Ok(Source::Carried),
        }
    }

    /// A document can't be opened.
    fn fail(self, failure: Failure) {
        if self.revival.get_value() == Revival::Reading {
            self.close();
        }
        self.tell_host_of(&failure);
        self.opening.set(Opening::Failed(failure));
    }

    /// The engine has stopped, and what was open in it is gone. It is started again, and reads once more what the page
    /// shows, of which nothing is lost; where it was reading, or stops before it has computed anything, the reader is
    /// asked. An import goes on.
    fn outlive_engine(self) {
        let was_reading = matches!(*self.opening.read_untracked(), Opening::Reading { .. });
        let is_training = self.query.with_untracked(|query| query.place == Place::Training);
        let shown = match is_training {
            true => self.training.with_untracked(Option::is_some).then(|| self.training_origin.get_untracked()),
            false => self.course.with_untracked(Option::is_some).then(|| self.origin.get_untracked()),
        };
        self.with_client(Client::restart);
        let is_first = self.revival.get_value() == Revival::Over && !was_reading;
        match shown {
            Some(shown) if is_first => {
                match is_training {
                    true => self.close_course(),
                    false => self.close_training(),
                }
                self.break_off_file();
                self.revival.set_value(Revival::Reading);
                self.opening.set(Opening::Idle);
                self.wanted.set(shown.clone());
                match self.source(&shown) {
                    Ok(source) => self.read(source, &shown),
                    Err(failure) => self.fail(failure),
                }
            }
            shown => {
                self.close();
                if let Some(shown) = shown {
                    self.wanted.set(shown);
                }
                self.fail(Failure::EngineStopped);
            }
        }
    }

    /// Forgets what was open.
    fn close(self) {
        self.revival.set_value(Revival::Over);
        self.close_course();
        self.close_training();
    }

    fn close_course(self) {
        self.arrived.set(None);
        self.report.set(None);
        self.course.set(None);
    }

    fn close_training(self) {
        self.making.set(None);
        self.training_arrived.set(None);
        self.training_report.set(None);
        self.training.set(None);
    }

    /// Whether what was read is what the page shows, which was read once more because the engine had stopped.
    fn has_read_again(self) -> bool {
        let is_again = self.revival.get_value() == Revival::Reading;
        if is_again {
            self.revival.set_value(Revival::Read);
        }
        is_again
    }

    /// Tries the last document again.
    pub fn retry(self) {
        self.open(self.wanted.get_untracked());
    }

    /// Gives up reading.
    pub fn cancel(self) {
        self.with_client(Client::cancel);
        let is_open = match self.query.with_untracked(|query| query.place) {
            Place::Training => self.training.with_untracked(Option::is_some),
            _ => self.course.with_untracked(Option::is_some),
        };
        self.opening.set(if is_open { Opening::Idle } else { Opening::Failed(Failure::Cancelled) });
    }

    /// Leads to another view.
    pub fn navigate(self, query: Query) {
        if self.query.with_untracked(|current| *current != query) {
            address::push(&query);
            self.query.set(query);
        }
    }

    /// Leads to the view at another moment. Whoever drags along the days passes many, and browsers limit how
    /// often the address may change, so it follows a little later: the first step of a journey as one that the
    /// back button undoes.
    pub fn travel(self, as_of: Option<Moment>) {
        self.query.update(|query| query.as_of = as_of);
        if self.is_address_late.get_value() {
            return;
        }
        self.is_address_late.set_value(true);
        set_timeout(
            move || {
                self.is_address_late.set_value(false);
                let query = self.query.get_untracked();
                let begins = address::query().as_of.is_none() && query.as_of.is_some();
                if begins { address::push(&query) } else { address::replace(&query) }
            },
            ADDRESS_DELAY,
        );
    }

    /// Sets the rules for who may need support.
    pub fn set_support(self, settings: SupportSettings) {
        preferences::store_support(&settings);
        self.support.set(settings);
    }

    /// Leaves what the viewer may do. A student's first page is their own.
    fn limit(self, access: Access, students: &[StudentInfo]) {
        let features = self.config.with_untracked(|config| config.features);
        let may_act = access.has_course();
        self.host.features.set(Features {
            weekly_updates: features.weekly_updates && may_act,
            messages: features.messages && may_act,
            ..features
        });
        if let Access::Own(own) = access
            && let Some(student) = students.get(own as usize)
            && self.query.with_untracked(|query| query.student.is_none() && query.place == Place::Report)
        {
            self.replace(self.query.with_untracked(|query| query.with_student(&student.id)));
        }
    }

    /// The page of the viewer where they are a student.
    pub fn own_view(self) -> Option<Query> {
        let course = self.course.read();
        let info = &course.as_ref()?.info;
        match info.access {
            Access::Own(own) => Some(self.query.read().with_student(&info.students.get(own as usize)?.id)),
            Access::Course | Access::Nothing => None,
        }
    }

    /// Shows another view in place of this one, which the reader hasn't seen.
    pub(super) fn replace(self, query: Query) {
        address::replace(&query);
        self.is_replaced.set_value(true);
        self.query.set(query);
    }

    /// Takes an answer of the engine.
    fn take(self, response: Response) {
        match response {
            Response::Progress { received, total, is_received } => {
                if matches!(*self.opening.read_untracked(), Opening::Reading { .. }) {
                    self.opening.set(Opening::Reading { received, total, is_received });
                }
            }
            Response::Opened(info) => self.take_course(*info),
            Response::Failed(Failure::Cancelled) => {}
            Response::Failed(Failure::EngineStopped) => self.outlive_engine(),
            Response::Failed(failure) => self.fail(failure),
            Response::NotLoaded => self.is_part_missing.set(true),
            Response::OpenedTraining(info) => self.take_training(*info),
            Response::TrainingViewer(info) => self.take_viewer(*info),
            Response::Training(bytes) => {
                self.revival.set_value(Revival::Over);
                self.training_arrived.set(Some(Arc::new(bytes)));
                self.go_on_with_file();
            }
            Response::TrainingRows { rows, count, is_last } => self.take_rows(rows, count, is_last),
            Response::Front(report) => {
                self.revival.set_value(Revival::Over);
                self.arrived.set(None);
                self.report.set(Some(Arc::new(report.as_any())));
            }
            Response::Report(bytes) => {
                self.revival.set_value(Revival::Over);
                self.want_course_pages();
                self.arrived.set(Some(bytes));
            }
            Response::Ranks(ranks) => self.course.update(|course| {
                if let Some(course) = course {
                    let mut info = course.info.clone();
                    for (student, rank) in info.students.iter_mut().zip(ranks.students) {
                        student.rank = rank;
                    }
                    for (element, rank) in info.elements.iter_mut().zip(ranks.elements) {
                        element.rank = rank;
                    }
                    *course = Arc::new(Course { info, zone: course.zone.clone() });
                }
            }),
            Response::Ready => {}
        }
    }
}

impl AppState {
    fn take_course(self, info: CourseInfo) {
        let is_same = self.course.with_untracked(|open| open.as_ref().is_some_and(|open| open.info == info));
        let is_again = self.has_read_again();
        if is_again && is_same {
            return self.ask_again.notify();
        }
        // Worker and page ask the same browser; it can't know a zone in one place alone.
        let Some(zone) = Zone::open(&info.time_zone, &browser_zones) else {
            return self.opening.set(Opening::Failed(Failure::EngineStopped));
        };
        // The first question is slow; the report comes in a task of its own.
        let _ = zone.offset(info.generated_at);
        if let Host::Demonstration(host) = &*self.host.host.read_untracked() {
            host.change(|outbox| outbox.know(&info.id, &info.title, info.is_archived));
        }
        self.report.set(None);
        self.arrived.set(None);
        self.limit(info.access, &info.students);
        self.selected.set(Selection::default());
        self.since.set(preferences::see(&info.id, info.generated_at));
        self.course.set(Some(Arc::new(Course { info, zone: Arc::new(zone) })));
        self.origin.set(self.wanted.get_untracked());
        if !is_again {
            self.search.set(String::new());
        }
        self.opening.set(Opening::Idle);
        self.leave_training_without_a_document();
    }

    /// Looks at the sample of training as another viewer. Of any other document the viewer is its own.
    pub(super) fn look_as(self, viewer: Viewer) {
        self.training_viewer.set(Some(viewer));
        self.making.set(None);
        self.with_client(|client| client.look_as(viewer));
    }

    fn take_viewer(self, info: TrainingInfo) {
        let open = self.training.get_untracked();
        // A new page is asked for, since this is another document to the reader.
        self.training.set(open.map(|open| Arc::new(OpenTraining { info, zone: open.zone.clone() })));
    }

    fn take_training(self, info: TrainingInfo) {
        // What else there is depends on who looks at it.
        let of = |info: &TrainingInfo| (info.generated_at, info.time_zone.clone(), info.faults.clone());
        let is_same =
            self.training.with_untracked(|open| open.as_ref().is_some_and(|open| of(&open.info) == of(&info)));
        let is_again = self.has_read_again();
        if is_again && is_same {
            match self.training_viewer.get_untracked() {
                Some(viewer) => self.with_client(|client| client.look_as(viewer)),
                None => self.ask_again.notify(),
            }
            return;
        }
        let Some(zone) = Zone::open(&info.time_zone, &browser_zones) else {
            return self.opening.set(Opening::Failed(Failure::EngineStopped));
        };
        self.training_report.set(None);
        self.training_viewer.set(None);
        self.training_arrived.set(None);
        self.give_up_halted_file();
        self.training.set(Some(Arc::new(OpenTraining { info, zone: Arc::new(zone) })));
        self.training_origin.set(self.wanted.get_untracked());
        if !is_again {
            self.search.set(String::new());
        }
        self.opening.set(Opening::Idle);
        if self.query.with_untracked(|query| query.place != Place::Training) {
            match *self.wanted.read_untracked() {
                // The reader has gone back to the course reports meanwhile.
                Origin::Training => {}
                _ => self.replace(self.query.with_untracked(|query| query.with_place(Place::Training))),
            }
        }
    }
}

/// While a document is under way, makes what the browser is slow to make, a piece in each task.
fn warm(state: AppState, piece: usize) {
    set_timeout(
        move || {
            if state.locale.with_untracked(|locale| i18n::intl::warm(locale, piece)) {
                warm(state, piece + 1);
            }
        },
        Duration::ZERO,
    );
}

/// What a view needs of the engine.
fn request(query: &Query, support: &SupportSettings, since: Option<Moment>) -> ReportRequest {
    ReportRequest {
        report: query.report,
        student: query.student.clone(),
        students: query.students.clone(),
        filter: query.filter.clone(),
        as_of: query.as_of,
        since,
        shows_elements: query.shows_elements,
        element: query.element.clone(),
        term: query.term.clone(),
        scale: query.scale.clone(),
        support: support.is_shown.then_some(support.thresholds),
    }
}

/// What a view of the reports on training needs of the engine; none where it is another.
fn training_request(query: &Query) -> Option<PageRequest> {
    (query.place == Place::Training).then(|| PageRequest::of(&query.training))
}

/// An address as seen from this page. The worker would read a relative one from its own place.
pub(super) fn absolute(address: &str) -> String {
    address::url(address).map_or_else(|| address.to_owned(), |url| url.href())
}
