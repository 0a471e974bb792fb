//! A host over the network. Cookies go with calls to the page's own origin; elsewhere, or where the
//! host has handed over a bearer token, that says who asks. The token is in this value alone: in no
//! address, in no storage, in no line of a log.

use futures_util::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder, Response};
use web_sys::AbortController;

use super::{HostCourse, HostError, Message, answer, record::path_segment};
use crate::engine::{protocol::Token, retry, timer::wait};

/// How a host is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The address under which the calls stand, without a slash at its end.
    api: String,
    /// Says who asks, where cookies don't.
    token: Option<Token>,
    /// Seconds that a call may take before it is given up.
    patience_seconds: u16,
}

/// One call.
struct Call<'a> {
    method: Method,
    path: &'a str,
    body: Option<&'a str>,
    idempotency_key: Option<&'a str>,
}

impl Http {
    /// A host at an absolute address, with the bearer token that it has handed over, if it has.
    #[must_use]
    pub fn new(api: &str, token: Option<Token>, patience_seconds: u16) -> Self {
        Self { api: api.trim_end_matches('/').to_owned(), token, patience_seconds }
    }

    /// The address of a course's document.
    ///
    /// # Errors
    /// No course can have this id.
    pub fn document(&self, course: &str) -> Result<String, HostError> {
        Ok(format!("{}{}", self.api, course_path(course, "document")?))
    }

    /// The address of the training document.
    #[must_use]
    pub fn training(&self) -> String {
        format!("{}/training/document", self.api)
    }

    /// Says who asks, where cookies don't.
    #[must_use]
    pub fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    pub(super) async fn courses(&self) -> Result<Vec<HostCourse>, HostError> {
        let call = Call { method: Method::GET, path: "/courses", body: None, idempotency_key: None };
        answer::courses(&self.call(&call).await?).map_err(HostError::Garbage)
    }

    pub(super) async fn set_weekly_updates(&self, course: &str, enabled: bool) -> Result<(), HostError> {
        let path = course_path(course, "weekly-updates")?;
        let body = if enabled { r#"{"enabled":true}"# } else { r#"{"enabled":false}"# };
        let call = Call { method: Method::PUT, path: &path, body: Some(body), idempotency_key: None };
        self.call(&call).await.map(drop)
    }

    pub(super) async fn send_message(&self, course: &str, message: &Message, key: &str) -> Result<(), HostError> {
        let (path, body) = (course_path(course, "messages")?, message.to_json());
        let call = Call { method: Method::POST, path: &path, body: Some(&body), idempotency_key: Some(key) };
        self.call(&call).await.map(drop)
    }

    /// Calls, again where that may help, and gives the body of a successful answer.
    async fn call(&self, call: &Call<'_>) -> Result<String, HostError> {
        let mut failed = 0;
        loop {
            let error = match self.call_once(call).await {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            failed += 1;
            match retry::pause(failed).filter(|_| error.is_passing()) {
                Some(milliseconds) => wait(milliseconds).await,
                None => return Err(error),
            }
        }
    }

    async fn call_once(&self, call: &Call<'_>) -> Result<String, HostError> {
        let abort = AbortController::new().ok();
        let answered = Box::pin(self.answered(call, abort.as_ref()));
        match select(answered, Box::pin(wait(u32::from(self.patience_seconds) * 1000))).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => {
                if let Some(abort) = &abort {
                    abort.abort();
                }
                Err(HostError::TimedOut)
            }
        }
    }

    async fn answered(&self, call: &Call<'_>, abort: Option<&AbortController>) -> Result<String, HostError> {
        let signal = abort.map(AbortController::signal);
        let request = RequestBuilder::new(&format!("{}{}", self.api, call.path)).method(call.method.clone());
        let mut request = request.abort_signal(signal.as_ref()).header("Accept", "application/json");
        if let Some(token) = &self.token {
            request = request.header("Authorization", &token.authorization());
        }
        if let Some(key) = call.idempotency_key {
            request = request.header("Idempotency-Key", key);
        }
        let response = match call.body {
            // A call is plain text under plain headers, which a browser always takes.
            Some(body) => {
                let request = request.header("Content-Type", "application/json").body(body);
                request.map_err(|_| HostError::Unreachable)?.send().await
            }
            None => request.send().await,
        };
        read(response.map_err(|_| HostError::Unreachable)?).await
    }
}

async fn read(response: Response) -> Result<String, HostError> {
    let body = response.text().await;
    if response.ok() {
        return body.map_err(|_| HostError::Unreachable);
    }
    let retry_after = response.headers().get("retry-after");
    Err(answer::error(response.status(), retry_after.as_deref(), &body.unwrap_or_default()))
}

/// The path of what belongs to a course. There is no course without a proper id.
fn course_path(course: &str, what: &str) -> Result<String, HostError> {
    let course = path_segment(course).ok_or(HostError::Gone)?;
    Ok(format!("/courses/{course}/{what}"))
}
