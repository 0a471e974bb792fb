//! The calls, as `public/schema/openapi.yaml` describes them.

use std::{io::Read, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Request, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::{
    access::{Host, text},
    own_part::own_part,
    problem::Problem,
    store::{Outgoing, Person, Role, Sent, Stored},
};

/// Bounds of a message, in characters and students. The page knows none of them: it shows what the host says.
const SUBJECT_MAX: usize = 200;
const BODY_MAX: usize = 10_000;
const STUDENTS_MAX: usize = 5_000;
const KEY_MAX: usize = 100;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

type Answer = Result<Response, Problem>;
type Body = Result<Bytes, BytesRejection>;

/// The calls, to be nested under any path.
pub fn router(host: Arc<Host>) -> Router {
    Router::new()
        .route("/courses", get(courses))
        .route("/courses/{course}/document", get(document))
        .route("/courses/{course}/weekly-updates", put(weekly_updates))
        .route("/courses/{course}/messages", post(messages))
        .route("/training/document", get(training))
        .fallback(|| async { Problem::missing() })
        .method_not_allowed_fallback(|_: Request| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "There is no such call here.")
        })
        .with_state(host)
}

async fn courses(State(host): State<Arc<Host>>, headers: HeaderMap) -> Answer {
    let person = host.person(&headers)?;
    let course = |course: crate::store::CourseLine| {
        let crate::store::CourseLine { id, title, archived, weekly_updates } = course;
        json!({ "id": id, "title": title, "archived": archived, "weeklyUpdates": weekly_updates })
    };
    let courses: Vec<Value> = host.store().courses(&person)?.into_iter().map(course).collect();
    Ok(json(StatusCode::OK, &Value::Array(courses)))
}

async fn document(State(host): State<Arc<Host>>, Path(course): Path<String>, headers: HeaderMap) -> Answer {
    let person = host.person(&headers)?;
    let member = host.member(&person, &course)?;
    let Stored { bytes, tag } = host.store().document(&course)?;
    match (member.role, member.student) {
        (Role::Teacher | Role::Tutor, _) => Ok(tagged(&headers, &tag, || Ok(encoded(&headers, bytes)))?),
        (Role::Student, Some(student)) => {
            let tag = format!("{tag}-{student}");
            tagged(&headers, &tag, || own_document(&bytes, &student, &person))
        }
        (Role::Student, None) => Err(Problem::missing()),
    }
}

async fn training(State(host): State<Arc<Host>>, headers: HeaderMap) -> Answer {
    host.person(&headers)?;
    let Stored { bytes, tag } = host.store().training()?.ok_or_else(Problem::missing)?;
    tagged(&headers, &tag, || Ok(json_bytes(bytes)))
}

async fn weekly_updates(
    State(host): State<Arc<Host>>,
    Path(course): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let person = host.person_who_changes(&headers)?;
    let member = host.teacher(&person, &course)?;
    let is_on = parsed(body)?.get("enabled").and_then(Value::as_bool);
    let is_on = is_on.ok_or_else(|| Problem::invalid("enabled must be true or false."))?;
    if is_on && member.is_archived {
        return Err(Problem::new(StatusCode::CONFLICT, "The course is archived, and sends no weekly updates."));
    }
    host.store().set_weekly_updates(&course, &person, is_on, (host.now)())?;
    Ok(json(StatusCode::OK, &json!({ "enabled": is_on })))
}

async fn messages(State(host): State<Arc<Host>>, Path(course): Path<String>, headers: HeaderMap, body: Body) -> Answer {
    let person = host.person_who_changes(&headers)?;
    let member = host.teacher(&person, &course)?;
    let key = text(&headers, IDEMPOTENCY_KEY).filter(|key| (1..=KEY_MAX).contains(&key.len()));
    let key = key.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "The header Idempotency-Key is missing."))?;
    let message = Message::read(&parsed(body)?)?;
    if member.is_archived {
        return Err(Problem::new(StatusCode::CONFLICT, "The course is archived, and sends no messages."));
    }
    let request = json!([course, message.students, message.subject, message.body]).to_string();
    let outgoing = Outgoing {
        course: &course,
        sender: &person,
        key,
        request: &request,
        students: &message.students,
        subject: &message.subject,
        body: &message.body,
    };
    match host.store().send(&outgoing, (host.now)())? {
        Sent::Message { id, recipients, is_replay } => {
            let mut response = json(StatusCode::CREATED, &json!({ "id": id.to_string(), "recipients": recipients }));
            if is_replay {
                response.headers_mut().insert(IDEMPOTENCY_REPLAYED, HeaderValue::from_static("true"));
            }
            Ok(response)
        }
        Sent::KeyInUse => Err(Problem::invalid("Another message was sent under this Idempotency-Key.")),
        Sent::UnknownStudent(id) => {
            Err(Problem::invalid(format!("The student {id} isn't in the course. Nothing was sent.")))
        }
        Sent::TooMany { seconds } => Err(Problem::too_many(seconds)),
    }
}

/// A message as a call has it.
struct Message {
    students: Vec<String>,
    subject: String,
    body: String,
}

impl Message {
    fn read(body: &Value) -> Result<Self, Problem> {
        let ids =
            body.get("studentIds").and_then(Value::as_array).filter(|ids| (1..=STUDENTS_MAX).contains(&ids.len()));
        let ids = ids.ok_or_else(|| Problem::invalid("studentIds must name one student or more."))?;
        let mut students = Vec::with_capacity(ids.len());
        for id in ids {
            let id = id.as_str().ok_or_else(|| Problem::invalid("studentIds must be strings."))?;
            students.push(id.to_owned());
        }
        // The order of the students says nothing, and a student gets a message once.
        students.sort_unstable();
        students.dedup();
        let text = |field: &str, max: usize| {
            let text = body.get(field).and_then(Value::as_str).map(str::trim);
            let text = text.filter(|text| (1..=max).contains(&text.chars().count()));
            let problem = || Problem::invalid(format!("{field} must have between 1 and {max} characters."));
            text.map(str::to_owned).ok_or_else(problem)
        };
        Ok(Self { students, subject: text("subject", SUBJECT_MAX)?, body: text("body", BODY_MAX)? })
    }
}

fn parsed(body: Body) -> Result<Value, Problem> {
    let body = body.map_err(|rejection| Problem::new(rejection.status(), rejection.body_text()))?;
    let value: Option<Value> = serde_json::from_slice(&body).ok();
    value
        .filter(Value::is_object)
        .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "The body must be a JSON object."))
}

fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = (status, json_bytes(body.to_string().into_bytes())).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn json_bytes(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes).into_response()
}

/// A document, unless the caller has it already.
fn tagged(headers: &HeaderMap, tag: &str, make: impl FnOnce() -> Answer) -> Answer {
    // Weak: the same document comes packed and plain.
    let tag = format!("W/\"{tag}\"");
    let known = text(headers, header::IF_NONE_MATCH).unwrap_or_default();
    let is_known = known.split(',').map(str::trim).any(|known| known == "*" || weak(known) == weak(&tag));
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { make()? };
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&tag).map(|tag| (header::ETAG, tag)));
    // It is one person's, and asked for anew each time.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding, Authorization, Cookie"));
    Ok(response)
}

fn weak(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// Packed as it is kept, or plain for a caller that doesn't unpack.
fn encoded(headers: &HeaderMap, gzip: Vec<u8>) -> Response {
    let accepted = text(headers, header::ACCEPT_ENCODING).unwrap_or_default();
    let unpacks =
        accepted.split(',').any(|encoding| encoding.split(';').next().is_some_and(|name| name.trim() == "gzip"));
    if unpacks {
        let mut response = json_bytes(gzip);
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        return response;
    }
    json_bytes(unpacked(&gzip))
}

fn unpacked(gzip: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What the database has was packed by this program.
    let _ = GzDecoder::new(gzip).read_to_end(&mut bytes);
    bytes
}

fn own_document(gzip: &[u8], student: &str, person: &Person) -> Answer {
    let document = serde_json::from_slice(&unpacked(gzip)).map_err(|_| Problem::missing())?;
    Ok(json_bytes(own_part(document, student, &person.name).to_string().into_bytes()))
}
