//! The body of a request that nobody looks at: read all the same where it is short, so that the connection serves the next request, and
//! else the client is told that the connection ends (RFC 9112, 9.3 and 9.6).

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, Version, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use hyper::body::{Frame, SizeHint};

/// The longest body that is read whatever becomes of it, in bytes.
const SHORT: u64 = 64 * 1024;
/// How long such a body may take to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads a short body before anybody answers; tells the client to open another connection where a longer one was left.
pub async fn read(request: Request, next: Next) -> Response {
    let is_shared = request.version() >= Version::HTTP_2;
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    if body.size_hint().upper().is_some_and(|size| size <= SHORT) {
        let read = tokio::time::timeout(PATIENCE, to_bytes(body, usize::MAX)).await;
        let Ok(Ok(bytes)) = read else {
            let told = (StatusCode::REQUEST_TIMEOUT, "The body of the request did not come.");
            return over(told.into_response(), is_shared);
        };
        return next.run(Request::from_parts(parts, Body::from(bytes))).await;
    }
    let is_read = Arc::new(AtomicBool::new(false));
    let body = Body::new(Watched { body, is_read: Arc::clone(&is_read) });
    let response = next.run(Request::from_parts(parts, body)).await;
    if is_read.load(Ordering::Acquire) { response } else { over(response, is_shared) }
}

/// The last answer on a connection. Where requests share one, it goes on: each of them is a stream of its own.
fn over(mut response: Response, is_shared: bool) -> Response {
    if !is_shared {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// A body of which is known whether it was read to its end.
struct Watched {
    body: Body,
    is_read: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if matches!(polled, Poll::Ready(None)) || self.body.is_end_stream() {
            self.is_read.store(true, Ordering::Release);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
