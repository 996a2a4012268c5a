//! A file that somebody uploaded, on its way out: always a download, never shown by the browser.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 5987 lets stand in a name beside letters and digits.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// A download under a name, in any letters.
pub fn file(name: &str, media_type: &'static str, content: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN));
    // Text is UTF-8, as it was checked to be.
    let kind = if media_type == "text/plain" { "text/plain; charset=utf-8" } else { media_type };
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], content)
        .into_response()
}
