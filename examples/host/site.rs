//! The pages of the LMS, plain as they are, and the files of the application, each at its own origin.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use roundview::reports::weekly_update::mail::Escaped;
use serde_json::json;

use crate::{
    access::{Host, SESSION_SECONDS, cookie, text},
    api,
    problem::Problem,
};

type Answer = Result<Response, Problem>;

/// The application: its files, its settings and the calls.
pub fn app(host: Arc<Host>) -> Router {
    Router::new()
        .route("/config.json", get(config))
        .fallback(file)
        .with_state(Arc::clone(&host))
        .nest("/api", api::router(host))
}

/// The LMS.
pub fn lms(host: Arc<Host>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/login", post(log_in))
        .route("/logout", post(log_out))
        .route("/courses/{course}", get(course))
        .route("/courses/{course}/sent", get(sent))
        .route("/embed.js", get(|| asset("text/javascript; charset=utf-8", include_str!("site/embed.js"))))
        .route("/site.css", get(|| asset("text/css; charset=utf-8", include_str!("site/site.css"))))
        .with_state(host)
}

/// Where the page finds the host, and whom it listens to.
async fn config(State(host): State<Arc<Host>>) -> Response {
    let config = json!({ "api": "api", "parentOrigins": [host.origins.lms] });
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")], config.to_string())
        .into_response()
}

/// A file of the built application.
async fn file(State(host): State<Arc<Host>>, uri: Uri) -> Response {
    let path = if uri.path() == "/" { "/index.html" } else { uri.path() };
    // The application's files have plain names: no file starts with a dot, and nothing is encoded.
    let is_plain = |part: &str| {
        !part.starts_with('.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    if !parts.iter().all(|part| is_plain(part)) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let file = parts.iter().fold(host.dist.clone(), |folder, part| folder.join(part));
    let Ok(bytes) = tokio::fs::read(&file).await else { return StatusCode::NOT_FOUND.into_response() };
    let kind = match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
         connect-src 'self'; worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'self' {}",
        host.origins.lms
    );
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
    (headers, [(header::CONTENT_SECURITY_POLICY, policy)], [(header::X_CONTENT_TYPE_OPTIONS, "nosniff")], bytes)
        .into_response()
}

async fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}

/// Who is there, or the courses of who has logged in.
async fn home(State(host): State<Arc<Host>>, headers: HeaderMap) -> Answer {
    let Ok(person) = host.person(&headers) else {
        let button = |person: crate::store::Person| {
            let (id, name) = (Escaped(&person.id), Escaped(&person.name));
            format!("<li><button name=\"person\" value=\"{id}\">{name} ({id})</button></li>")
        };
        let people: String = host.store().people()?.into_iter().map(button).collect();
        let form = format!("<p>Who are you?</p><form method=\"post\" action=\"/login\"><ul>{people}</ul></form>");
        return Ok(page(&host, "Log in", &form));
    };
    let line = |course: crate::store::CourseLine| {
        format!("<li><a href=\"/courses/{}\">{}</a></li>", Escaped(&course.id), Escaped(&course.title))
    };
    let courses: String = host.store().courses(&person)?.into_iter().map(line).collect();
    let list = format!("{}<ul>{courses}</ul>", signed_in(&person.name));
    Ok(page(&host, "Your courses", &list))
}

fn signed_in(name: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/logout\" class=\"person\">{} <button>Log out</button></form>",
        Escaped(name)
    )
}

/// A course's reports, in a frame. Roundview is of another origin, so the log-in is handed over as a token, in a message.
async fn course(State(host): State<Arc<Host>>, Path(course): Path<String>, headers: HeaderMap) -> Answer {
    let person = host.person(&headers)?;
    host.member(&person, &course)?;
    let token = host.store().log_in(&person.id, (host.now)() + SESSION_SECONDS)?.ok_or_else(Problem::logged_out)?;
    let frame = format!(
        "{}<iframe title=\"Course reports\" src=\"{app}/\" data-origin=\"{app}\" data-document=\"{app}/api/courses/{}/document\" \
         data-token=\"{token}\"></iframe><script src=\"/embed.js\"></script>",
        signed_in(&person.name),
        Escaped(&course),
        app = host.origins.app,
    );
    Ok(page(&host, &course, &frame))
}

/// What was delivered, for who teaches there.
async fn sent(State(host): State<Arc<Host>>, Path(course): Path<String>, headers: HeaderMap) -> Answer {
    let person = host.person(&headers)?;
    host.teacher(&person, &course)?;
    let line = |[student, subject, body]: [String; 3]| {
        format!("<li>To {}: <b>{}</b> {}</li>", Escaped(&student), Escaped(&subject), Escaped(&body))
    };
    let deliveries: String = host.store().deliveries(&course)?.into_iter().map(line).collect();
    Ok(page(&host, "Sent messages", &format!("<ul>{deliveries}</ul>")))
}

async fn log_in(State(host): State<Arc<Host>>, headers: HeaderMap, body: Bytes) -> Answer {
    from_the_lms(&host, &headers)?;
    let person = form_urlencoded::parse(&body).find(|(name, _)| name == "person").map(|(_, value)| value);
    let ends = (host.now)() + SESSION_SECONDS;
    let token = host.store().log_in(person.as_deref().unwrap_or_default(), ends)?.ok_or_else(Problem::logged_out)?;
    // Scripts can't read it, and no other site's page can use it.
    Ok(home_with(&format!("session={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={SESSION_SECONDS}")))
}

async fn log_out(State(host): State<Arc<Host>>, headers: HeaderMap) -> Answer {
    from_the_lms(&host, &headers)?;
    if let Some(token) = cookie(&headers) {
        host.store().log_out(token)?;
    }
    Ok(home_with("session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))
}

fn from_the_lms(host: &Host, headers: &HeaderMap) -> Result<(), Problem> {
    let is_ours = text(headers, header::ORIGIN) == Some(&host.origins.lms);
    is_ours.then_some(()).ok_or_else(|| Problem::not_allowed("The form must come from this site."))
}

/// Back to the first page, with a cookie.
fn home_with(cookie: &str) -> Response {
    let headers = [(header::LOCATION, "/"), (header::SET_COOKIE, cookie)];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn page(host: &Host, title: &str, contents: &str) -> Response {
    let title = Escaped(title);
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" \
         href=\"/site.css\"></head><body><nav><a href=\"/\">Reference host</a></nav><main><h1>{title}</h1>{contents}</main>\
         </body></html>"
    );
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src {}; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'",
        host.origins.app
    );
    let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    response
        .headers_mut()
        .extend(HeaderValue::from_str(&policy).map(|policy| (header::CONTENT_SECURITY_POLICY, policy)));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
