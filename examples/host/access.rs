//! Who is calling, and whether a call comes from where it should.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::http::{HeaderMap, StatusCode, header};

use crate::{
    problem::Problem,
    store::{Member, Person, Role, Store},
};

/// Seconds that a log-in lasts.
pub const SESSION_SECONDS: i64 = 8 * 3600;

/// Everything that an answer may depend on.
pub struct Host {
    pub store: Mutex<Store>,
    pub origins: Origins,
    /// The folder of the built application.
    pub dist: PathBuf,
    /// Unix seconds.
    pub now: Box<dyn Fn() -> i64 + Send + Sync>,
}

/// Where its two sides are.
#[derive(Clone, Debug)]
pub struct Origins {
    /// The LMS, which shows the application in a frame.
    pub lms: String,
    /// The application and the calls.
    pub app: String,
}

impl Host {
    /// The database. It is held for the few statements of one call and never while waiting.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is calling.
    pub fn person(&self, headers: &HeaderMap) -> Result<Person, Problem> {
        let token = bearer(headers).or_else(|| cookie(headers)).ok_or_else(Problem::logged_out)?;
        self.store().person_of(token, (self.now)())?.ok_or_else(Problem::logged_out)
    }

    /// Who is calling, for a call that changes something. A browser sends cookies along with whatever another page makes
    /// it ask, so with a cookie alone the call must come from a page of the application itself; a token nobody sends
    /// unasked.
    pub fn person_who_changes(&self, headers: &HeaderMap) -> Result<Person, Problem> {
        if bearer(headers).is_none() && text(headers, header::ORIGIN) != Some(&self.origins.app) {
            return Err(Problem::not_allowed("This call must come from the application's own pages."));
        }
        let is_json = text(headers, header::CONTENT_TYPE)
            .and_then(|kind| kind.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."));
        }
        self.person(headers)
    }

    /// The caller's place in a course. Of a course that isn't theirs nobody is told that it exists.
    pub fn member(&self, person: &Person, course: &str) -> Result<Member, Problem> {
        self.store().member(person, course)?.ok_or_else(Problem::missing)
    }

    /// The same, of who teaches there.
    pub fn teacher(&self, person: &Person, course: &str) -> Result<Member, Problem> {
        let member = self.member(person, course)?;
        match member.role {
            Role::Teacher | Role::Tutor => Ok(member),
            Role::Student => Err(Problem::not_allowed("Only teachers and tutors of the course may do this.")),
        }
    }
}

/// A header as text.
pub fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    text(headers, header::AUTHORIZATION)?.strip_prefix("Bearer ")
}

/// The session that the cookie names.
pub fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = text(headers, header::COOKIE)?.split(';');
    cookies.filter_map(|cookie| cookie.trim().split_once('=')).find(|(name, _)| *name == "session").map(|(_, id)| id)
}
