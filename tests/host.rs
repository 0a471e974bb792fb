//! The reference host, in this process: every answer is held against `public/schema/openapi.yaml`, and every answer that
//! is described there is given.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "../examples/host/access.rs"]
mod access;
#[path = "../examples/host/api.rs"]
mod api;
#[path = "../examples/host/own_part.rs"]
mod own_part;
#[path = "../examples/host/problem.rs"]
mod problem;
#[path = "../examples/host/seed.rs"]
mod seed;
#[path = "../examples/host/site.rs"]
mod site;
#[path = "../examples/host/store.rs"]
mod store;

use std::{
    collections::BTreeSet,
    io::Read,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use access::{Host, Origins, SESSION_SECONDS};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use boon::{Compiler, Schemas};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use store::{MESSAGES_MAX, Store, WINDOW_SECONDS};
use tower::ServiceExt;

const LMS: &str = "http://127.0.0.1:8090";
const APP: &str = "http://127.0.0.1:8091";

fn description() -> Value {
    serde_saphyr::from_str(include_str!("../public/schema/openapi.yaml")).unwrap()
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A call: "GET /courses", by whom and with what.
#[derive(Clone, Debug, Default)]
struct Call<'a> {
    line: &'a str,
    headers: Vec<(&'a str, String)>,
    body: String,
}

fn call(line: &str) -> Call<'_> {
    Call { line, ..Call::default() }
}

impl<'a> Call<'a> {
    fn with(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    fn body(mut self, body: impl ToString) -> Self {
        self.body = body.to_string();
        self.with("content-type", "application/json").with("origin", APP)
    }
}

/// A host with its seed, whose clock the test moves, and what it has answered so far.
struct World {
    host: Arc<Host>,
    now: Arc<AtomicI64>,
    app: Router,
    lms: Router,
    description: Value,
    seen: BTreeSet<(String, String)>,
}

impl World {
    fn new() -> Self {
        let mut store = Store::open(None).unwrap();
        assert!(store.is_empty().unwrap());
        seed::fill(&mut store).unwrap();
        let now = Arc::new(AtomicI64::new(1_773_826_200));
        let clock = Arc::clone(&now);
        let host = Arc::new(Host {
            store: Mutex::new(store),
            origins: Origins { lms: LMS.to_owned(), app: APP.to_owned() },
            dist: concat!(env!("CARGO_MANIFEST_DIR"), "/public").into(),
            now: Box::new(move || clock.load(Ordering::Relaxed)),
        });
        let (app, lms) = (site::app(Arc::clone(&host)), site::lms(Arc::clone(&host)));
        Self { host, now, app, lms, description: description(), seen: BTreeSet::new() }
    }

    fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::Relaxed);
    }

    fn session(&self, person: &str) -> String {
        let ends = self.now.load(Ordering::Relaxed) + SESSION_SECONDS;
        self.host.store().log_in(person, ends).unwrap().unwrap()
    }

    fn answer(&self, router: &Router, prefix: &str, call: Call) -> Answer {
        let (method, path) = call.line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(format!("{prefix}{path}"));
        for (name, value) in call.headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(call.body)).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }

    fn page(&self, call: Call) -> Answer {
        self.answer(&self.lms, "", call)
    }

    /// Calls by the cookie of a person, and checks the answer against the description.
    #[track_caller]
    fn by(&mut self, person: &str, call: Call, expected: u16) -> Answer {
        let cookie = format!("other=1; session={}", self.session(person));
        self.call(call.with("cookie", cookie), expected)
    }

    /// Calls, and checks the answer against the description.
    #[track_caller]
    fn call(&mut self, call: Call, expected: u16) -> Answer {
        let line = call.line.to_owned();
        let answer = self.answer(&self.app, "/api", call);
        assert_eq!(answer.status.as_u16(), expected, "{line}: {}", String::from_utf8_lossy(&answer.bytes));
        self.check(&line, &answer);
        answer
    }

    /// An answer is as it is described: its status, its headers, its type and its body.
    #[track_caller]
    fn check(&mut self, line: &str, answer: &Answer) {
        let (method, path) = line.split_once(' ').unwrap();
        let template = template_of(path);
        let pointer = format!(
            "/paths/{}/{}/responses/{}",
            template.replace('/', "~1"),
            method.to_lowercase(),
            answer.status.as_u16()
        );
        let (pointer, described) = self.resolve(&pointer);
        let headers: Vec<(String, Value)> = described["headers"]
            .as_object()
            .map(|headers| headers.iter().map(|(name, header)| (name.clone(), header.clone())).collect())
            .unwrap_or_default();
        for (name, _) in &headers {
            let (at, header) = self.resolve(&format!("{pointer}/headers/{name}"));
            match answer.headers.get(name) {
                Some(value) => self.validate(&format!("{at}/schema"), &json!(value.to_str().unwrap())),
                None => assert_ne!(header["required"], json!(true), "{line}: no header {name}"),
            }
        }
        match described["content"].as_object().and_then(|content| content.keys().next().cloned()) {
            Some(kind) => {
                assert_eq!(answer.header("content-type"), kind, "{line}");
                let pointer = format!("{pointer}/content/{}/schema", kind.replace('/', "~1"));
                self.validate(&pointer, &answer.json());
            }
            None => assert!(answer.bytes.is_empty(), "{line}"),
        }
        self.seen.insert((format!("{method} {template}"), answer.status.as_str().to_owned()));
    }

    /// What is described at a pointer, following a reference that stands there.
    #[track_caller]
    fn resolve(&self, pointer: &str) -> (String, Value) {
        let found = self.description.pointer(pointer);
        let found = found.unwrap_or_else(|| panic!("nothing is described at {pointer}"));
        match found["$ref"].as_str() {
            Some(reference) => self.resolve(reference.trim_start_matches('#')),
            None => (pointer.to_owned(), found.clone()),
        }
    }

    #[track_caller]
    fn validate(&self, pointer: &str, value: &Value) {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("http://host/openapi.json", self.description.clone()).unwrap();
        let pointer = pointer.replace('{', "%7B").replace('}', "%7D");
        let index = compiler.compile(&format!("http://host/openapi.json#{pointer}"), &mut schemas).unwrap();
        if let Err(error) = schemas.validate(value, index) {
            panic!("{pointer}: {error:#}");
        }
    }
}

fn template_of(path: &str) -> String {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["", "courses", _, what] => format!("/courses/{{course}}/{what}"),
        _ => path.to_owned(),
    }
}

fn message(students: &[&str]) -> Value {
    json!({ "studentIds": students, "subject": "Lab, {firstName}", "body": "Hello {firstName},\nsee you." })
}

/// Each call, each answer that the description has, in one walk; at its end nothing of the description is left.
#[test]
fn every_answer_is_as_described_and_every_described_answer_is_given() {
    let mut world = World::new();
    let document = "GET /courses/bio-1/document";
    let weekly = "PUT /courses/bio-1/weekly-updates";
    let messages = "POST /courses/bio-1/messages";
    let on = json!({ "enabled": true });

    world.by("teacher", call("GET /courses"), 200);
    world.call(call("GET /courses"), 401);

    let tag = world.by("teacher", call(document), 200).header("etag").to_owned();
    world.by("teacher", call(document).with("if-none-match", tag), 304);
    world.call(call(document), 401);
    world.by("stranger", call(document), 404);

    world.by("teacher", call(weekly).body(&on), 200);
    world.by("teacher", call(weekly).body("{"), 400);
    world.call(call(weekly).body(&on), 401);
    world.by("student", call(weekly).body(&on), 403);
    world.by("stranger", call(weekly).body(&on), 404);
    world.by("teacher", call("PUT /courses/bio-0/weekly-updates").body(&on), 409);
    world.by("teacher", call(weekly).body(&on).with("content-type", "text/plain"), 415);
    world.by("teacher", call(weekly).body(json!({ "enabled": "yes" })), 422);

    let send = |key: &str| call(messages).body(message(&["101"])).with("idempotency-key", key);
    world.by("teacher", send("a"), 201);
    world.by("teacher", call(messages).body(message(&["101"])), 400);
    world.call(send("b"), 401);
    world.by("student", send("b"), 403);
    world.by("stranger", send("b"), 404);
    let archived = call("POST /courses/bio-0/messages").body(message(&["101"])).with("idempotency-key", "b");
    world.by("teacher", archived, 409);
    world.by("teacher", send("b").body("x".repeat(3_000_000)), 413);
    world.by("teacher", send("b").with("content-type", "application/x-www-form-urlencoded"), 415);
    world.by("teacher", send("b").body(message(&[])), 422);
    for number in 1..MESSAGES_MAX {
        world.by("teacher", send(&format!("n{number}")), 201);
    }
    world.by("teacher", send("b"), 429);

    world.by("teacher", call("GET /training/document"), 404);
    world.call(call("GET /training/document"), 401);
    let training = json!({ "format": "training-document/1", "generatedAt": "2026-03-18T09:30:00Z", "users": [] });
    world.host.store().set_training(training.to_string().as_bytes()).unwrap();
    let answer = world.by("teacher", call("GET /training/document"), 200);
    assert_eq!(answer.json(), training);
    let tag = answer.header("etag").to_owned();
    world.by("teacher", call("GET /training/document").with("if-none-match", tag), 304);

    let mut described = BTreeSet::new();
    for (path, operations) in world.description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for status in operation["responses"].as_object().into_iter().flatten().map(|(status, _)| status) {
                described.insert((format!("{} {path}", method.to_uppercase()), status.clone()));
            }
        }
    }
    assert_eq!(world.seen, described);
}

#[test]
fn a_viewer_has_the_courses_that_are_theirs() {
    let mut world = World::new();
    let mut courses = |person: &str| -> Vec<(String, bool)> {
        let list = world.by(person, call("GET /courses"), 200).json();
        let course =
            |course: &Value| (course["id"].as_str().unwrap().to_owned(), course["archived"].as_bool().unwrap());
        list.as_array().unwrap().iter().map(course).collect()
    };
    let open = |id: &str| (id.to_owned(), false);
    assert_eq!(courses("teacher"), [open("bio-1"), open("chem-1"), ("bio-0".to_owned(), true)]);
    assert_eq!(courses("tutor"), [open("bio-1")]);
    assert_eq!(courses("student"), [open("bio-1")]);
    assert_eq!(courses("stranger"), []);
    world.host.store().remove_course("chem-1").unwrap();
    let list = world.by("teacher", call("GET /courses"), 200).json();
    assert_eq!(list.as_array().unwrap().len(), 2);
    world.by("teacher", call("PUT /courses/chem-1/weekly-updates").body(json!({ "enabled": true })), 404);
}

#[test]
fn a_session_ends() {
    let mut world = World::new();
    let cookie = format!("session={}", world.session("teacher"));
    world.call(call("GET /courses").with("cookie", &cookie), 200);
    world.pass(SESSION_SECONDS - 1);
    world.call(call("GET /courses").with("cookie", &cookie), 200);
    world.pass(1);
    world.call(call("GET /courses").with("cookie", &cookie), 401);
    world.call(call("GET /courses").with("cookie", "session=made-up"), 401);
}

fn is_on(world: &mut World, person: &str) -> bool {
    world.by(person, call("GET /courses"), 200).json()[0]["weeklyUpdates"].as_bool().unwrap()
}

#[test]
fn weekly_updates_are_off_until_somebody_wants_them() {
    let mut world = World::new();
    let set = |enabled: bool| call("PUT /courses/bio-1/weekly-updates").body(json!({ "enabled": enabled }));
    assert!(!is_on(&mut world, "teacher"));
    for _ in 0..2 {
        assert_eq!(world.by("teacher", set(true), 200).json(), json!({ "enabled": true }));
        assert!(is_on(&mut world, "teacher"));
    }
    assert!(!is_on(&mut world, "tutor"), "it is each viewer's own choice");
    world.by("teacher", set(false), 200);
    assert!(!is_on(&mut world, "teacher"));
    // What is archived can be switched off, though not on.
    world.by("teacher", call("PUT /courses/bio-0/weekly-updates").body(json!({ "enabled": false })), 200);
}

/// Another site's page can make the browser call with its cookies. It can't forge where it comes from, and doesn't know
/// the token.
#[test]
fn other_pages_change_nothing() {
    let mut world = World::new();
    let set = || call("PUT /courses/bio-1/weekly-updates").body(json!({ "enabled": true }));
    for origin in ["https://evil.example", LMS, "null", ""] {
        world.by("teacher", set().with("origin", origin), 403);
    }
    let mut without_origin = set();
    without_origin.headers.retain(|(name, _)| *name != "origin");
    world.by("teacher", without_origin.clone(), 403);
    assert!(!is_on(&mut world, "teacher"));
    let token = format!("Bearer {}", world.session("teacher"));
    world.call(without_origin.with("authorization", token), 200);
    assert!(is_on(&mut world, "teacher"));
    let answer = world.by("teacher", call("GET /courses").with("origin", "https://evil.example"), 200);
    assert_eq!(answer.header("access-control-allow-origin"), "", "its answers are for its own pages");
}

#[test]
fn a_message_is_sent_once() {
    let mut world = World::new();
    let send = |body: &Value, key: &str| call("POST /courses/bio-1/messages").body(body).with("idempotency-key", key);
    let first = world.by("teacher", send(&message(&["102", "101", "101"]), "k"), 201);
    assert_eq!(first.json()["recipients"], 2);
    assert_eq!(first.header("idempotency-replayed"), "");
    let again = world.by("teacher", send(&message(&["101", "102"]), "k"), 201);
    assert_eq!((again.json(), again.header("idempotency-replayed")), (first.json(), "true"));
    world.by("teacher", send(&message(&["101"]), "k"), 422);
    assert_eq!(world.host.store().deliveries("bio-1").unwrap().len(), 2);
    // Another viewer's keys are others.
    world.by("tutor", send(&message(&["101"]), "k"), 201);
    assert_eq!(world.host.store().deliveries("bio-1").unwrap().len(), 3);
}

#[test]
fn a_message_goes_to_all_or_to_none() {
    let mut world = World::new();
    let send = |ids: &[&str]| call("POST /courses/bio-1/messages").body(message(ids)).with("idempotency-key", "k");
    let refused = world.by("teacher", send(&["101", "102", "9999"]), 422);
    assert!(refused.json()["detail"].as_str().unwrap().contains("9999"), "{}", refused.json());
    assert_eq!(world.host.store().deliveries("bio-1").unwrap(), Vec::<[String; 3]>::new());
    // The key is free, since nothing was sent under it; each gets the own name.
    world.by("teacher", send(&["101", "102"]), 201);
    let deliveries = world.host.store().deliveries("bio-1").unwrap();
    let name = deliveries[0][1].strip_prefix("Lab, ").unwrap();
    assert_eq!(deliveries[0], ["101", &format!("Lab, {name}"), &format!("Hello {name},\nsee you.")]);
    assert_eq!(name, sample()["students"][0]["firstName"]);
    assert_ne!(deliveries[0][1], deliveries[1][1]);
}

#[test]
fn too_many_messages_have_to_wait() {
    let mut world = World::new();
    let send = |key: i64| {
        call("POST /courses/bio-1/messages").body(message(&["101"])).with("idempotency-key", key.to_string())
    };
    for key in 0..MESSAGES_MAX {
        world.by("teacher", send(key), 201);
        world.pass(1);
    }
    // The first of them was sent `MESSAGES_MAX` seconds ago.
    let wait = WINDOW_SECONDS - MESSAGES_MAX;
    assert_eq!(world.by("teacher", send(-1), 429).header("retry-after"), wait.to_string());
    world.by("teacher", send(0), 201);
    world.by("tutor", send(-1), 201);
    world.pass(wait);
    world.by("teacher", send(-1), 201);
}

fn sample() -> Value {
    let mut json = Vec::new();
    let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/public/sample/course.json.gz")).unwrap();
    GzDecoder::new(&*file).read_to_end(&mut json).unwrap();
    serde_json::from_slice(&json).unwrap()
}

#[test]
fn documents_come_packed_or_plain() {
    let mut world = World::new();
    let plain = world.by("teacher", call("GET /courses/bio-1/document"), 200);
    assert_eq!((plain.json(), plain.header("content-encoding")), (sample(), ""));
    let cookie = format!("session={}", world.session("teacher"));
    let request = call("GET /courses/bio-1/document").with("cookie", cookie).with("accept-encoding", "br, gzip;q=0.8");
    let packed = world.answer(&world.app, "/api", request);
    assert_eq!((packed.header("content-encoding"), packed.header("etag")), ("gzip", plain.header("etag")));
    assert_eq!(packed.header("cache-control"), "private, no-cache");
    let mut unpacked = Vec::new();
    GzDecoder::new(&*packed.bytes).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.bytes);
}

/// The student is 101, the first of the sample.
#[test]
fn a_student_sees_nobody_else() {
    let mut world = World::new();
    let whole = world.by("teacher", call("GET /courses/bio-1/document"), 200);
    let own = world.by("student", call("GET /courses/bio-1/document"), 200);
    assert_ne!(own.header("etag"), whole.header("etag"));
    let own = own.json();
    assert_eq!(own["students"], json!([sample()["students"][0]]));
    assert_eq!(
        (&own["viewer"]["role"], &own["course"]["settings"]["showCourseAverage"]),
        (&json!("student"), &json!(false))
    );
    for table in ["visits", "views", "completions", "grades", "posts"] {
        let (mine, all) = (&own[table], &sample()[table]);
        let ids = mine["studentId"].as_array().unwrap();
        assert!(ids.iter().all(|id| *id == 101), "{table}");
        let expected = all["studentId"].as_array().unwrap().iter().filter(|id| **id == 101).count();
        assert!(expected > 0 && ids.len() == expected, "{table}");
        for (name, column) in mine.as_object().unwrap() {
            assert_eq!(column.as_array().unwrap().len(), expected, "{table}.{name}");
        }
    }
    let text = own.to_string();
    for student in &sample()["students"].as_array().unwrap()[1..] {
        let last_name = format!("\"lastName\":{}", student["lastName"]);
        assert!(
            !text.contains(&last_name) || student["lastName"] == sample()["students"][0]["lastName"],
            "{last_name}"
        );
    }
}

/// Rows as well as columns, ids as texts as well as numbers.
#[test]
fn a_students_part_of_any_document() {
    let document = json!({
        "course": {}, "groups": [{ "id": 7 }, { "id": "8" }],
        "students": [{ "id": "1", "groupIds": ["7"] }, { "id": 2, "groupIds": [8] }],
        "elements": [
            { "id": 1 }, { "id": 2, "availableTo": { "studentIds": [1, 2] } },
            { "id": 3, "availableTo": { "groupIds": [7] } }, { "id": 4, "availableTo": { "groupIds": ["8"] } },
        ],
        "visits": [{ "studentId": 1, "start": 1 }, { "studentId": 2, "start": 2 }],
        "grades": { "studentId": [2, 1, 2], "value": [10, 20, 30] },
    });
    let own = own_part::own_part(document, "1", "Ada");
    assert_eq!(own["students"], json!([{ "id": "1", "groupIds": ["7"] }]));
    assert_eq!(own["groups"], json!([{ "id": 7 }]));
    let elements: Vec<_> =
        own["elements"].as_array().unwrap().iter().map(|element| (&element["id"], &element["availableTo"])).collect();
    assert_eq!(elements, [(&json!(1), &Value::Null), (&json!(2), &Value::Null), (&json!(3), &Value::Null)]);
    assert_eq!(own["visits"], json!([{ "studentId": 1, "start": 1 }]));
    assert_eq!(own["grades"], json!({ "studentId": [1], "value": [20] }));
}

#[test]
fn logging_in_and_out() {
    let world = World::new();
    let form = |line, origin: &str| call(line).with("origin", origin);
    let log_in = |person: &str, origin: &str| {
        let mut call = form("POST /login", origin);
        call.body = format!("person={person}");
        world.page(call)
    };
    assert!(String::from_utf8(world.page(call("GET /")).bytes).unwrap().contains("Who are you?"));
    assert_eq!(log_in("teacher", "https://evil.example").status, 403);
    assert_eq!(log_in("nobody", LMS).status, 401);
    let answer = log_in("teacher", LMS);
    let cookie = answer.header("set-cookie").to_owned();
    assert_eq!(answer.status, 303);
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let session = cookie.split(';').next().unwrap();
    let home = world.page(call("GET /").with("cookie", session));
    assert!(String::from_utf8(home.bytes).unwrap().contains("/courses/bio-1"));
    let course = world.page(call("GET /courses/bio-1").with("cookie", session));
    assert!(course.header("content-security-policy").contains(&format!("frame-src {APP};")));
    assert!(
        String::from_utf8(course.bytes).unwrap().contains(&format!("<iframe title=\"Course reports\" src=\"{APP}/\""))
    );
    assert_eq!(world.page(call("GET /courses/none").with("cookie", session)).status, 404);
    assert_eq!(world.page(form("POST /logout", LMS).with("cookie", session)).status, 303);
    assert_eq!(world.page(call("GET /courses/bio-1").with("cookie", session)).status, 401);
}

#[test]
fn the_application_is_served_to_be_framed_by_the_lms_alone() {
    let world = World::new();
    let get = |line| world.answer(&world.app, "", call(line));
    assert_eq!(get("GET /config.json").json(), json!({ "api": "api", "parentOrigins": [LMS] }));
    let icon = get("GET /icon.svg");
    assert_eq!((icon.status.as_u16(), icon.header("content-type")), (200, "image/svg+xml"));
    assert!(icon.header("content-security-policy").contains(&format!("frame-ancestors 'self' {LMS}")));
    for outside in [
        "GET /../Cargo.toml",
        "GET /%2e%2e/Cargo.toml",
        "GET /..%2fCargo.toml",
        "GET /.hidden",
        "GET /none",
        "GET //etc",
    ] {
        assert_eq!(get(outside).status, 404, "{outside}");
    }
    assert_eq!(get("GET /api/none").status, 404);
    assert_eq!(get("DELETE /api/courses").status, 405);
}
