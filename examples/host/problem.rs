//! What is said to a call that comes to nothing: problem details as in RFC 9457.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::store::StoreError;

/// Why a call comes to nothing.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    /// Seconds to wait.
    retry_after: Option<i64>,
}

impl Problem {
    /// A problem with a sentence for people.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), retry_after: None }
    }

    /// 401
    pub fn logged_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "You aren't logged in, or no longer.")
    }

    /// 403
    pub fn not_allowed(detail: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// 404, of what isn't there and of what the person may not know of.
    pub fn missing() -> Self {
        Self::new(StatusCode::NOT_FOUND, "There is no such thing here, or not for you.")
    }

    /// 422
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// 429
    pub fn too_many(seconds: i64) -> Self {
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many messages were sent in a short time.");
        Self { retry_after: Some(seconds), ..problem }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        // Whoever runs the host reads this; whoever called has no use for it.
        eprintln!("the database: {error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The server has a problem of its own.")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let mut response = (self.status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
