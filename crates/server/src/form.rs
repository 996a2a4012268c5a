//! Forms of the portal: bounded, parsed once, and refused without the token that only this portal gives out.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use service::{Caller, Code, Refusal, idempotency_keys::IdempotencyKey};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use crate::{answer::PageError, caller::cookie, web::Web};

/// The largest form in bytes.
const LARGEST: usize = 1 << 20;

/// How much of a form with a file is read, to refuse a file that is too large with a page.
pub const LARGEST_UPLOAD: usize = 4 * domain::attachment::LARGEST;

/// A form that came from this portal.
#[derive(Clone, Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The first value of a field, trimmed; empty if the field is missing.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// The first value of a field as it was sent, for passwords.
    pub fn exact(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a field that can be read as `T`; others are left out.
    pub fn ids<T: std::str::FromStr>(&self, name: &str) -> Vec<T> {
        self.all(name).filter_map(|value| value.parse().ok()).collect()
    }

    /// Whether a checkbox was ticked or a field is there at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// All fields in order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value.as_str()))
    }

    /// The caller, for whom this form is one request however often it is sent: by its field `once`, which each page
    /// gives anew. With other values it is another request.
    pub fn once(&self, caller: &Caller) -> Caller {
        let once = self.text("once");
        let mut key = Sha256::new().chain_update(b"steward once\0");
        for text in self.fields().flat_map(|(field, value)| [field, value]) {
            key.update(text.len().to_be_bytes());
            key.update(text);
        }
        let key = key.finalize();
        let name = format!("form-{}", URL_SAFE_NO_PAD.encode(key));
        let named = IdempotencyKey::new(name.as_bytes(), "POST", "", &key).ok();
        Caller { idempotency_key: named.filter(|_| !once.is_empty()), ..caller.clone() }
    }

    /// The fields of an address or body.
    pub fn parse(text: &[u8]) -> Self {
        Self(
            form_urlencoded::parse(text)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }
}

/// The fields of an address's query part; the same reading as a form's.
pub type Fields = Form;

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Form {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default().as_bytes()))
    }
}

/// A posted form whose token was checked.
#[derive(Clone, Debug)]
pub struct Posted(pub Form);

impl FromRequest<Web> for Posted {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, PageError> {
        let guard = Guard::of(&request, "application/x-www-form-urlencoded")?;
        let body = axum::body::to_bytes(request.into_body(), LARGEST)
            .await
            .map_err(|_| Refusal::special(Code::TooLarge, "body"))?;
        let form = Form::parse(&body);
        guard.check(form.text("csrf"))?;
        Ok(Self(form))
    }
}

/// A posted form with a file in its field `file`, whose token was checked before the file was read.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// The other fields.
    pub form: Form,
    /// The name of the file, as the browser tells it.
    pub name: String,
    /// What it holds; nothing where none was chosen.
    pub content: Vec<u8>,
}

impl FromRequest<Web> for Uploaded {
    type Rejection = PageError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, PageError> {
        let guard = Guard::of(&request, "multipart/form-data")?;
        let broken = |error: MultipartError| {
            let is_large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
            Refusal::special(if is_large { Code::TooLarge } else { Code::Malformed }, "file")
        };
        let mut parts = Multipart::from_request(request, web)
            .await
            .map_err(|_| Refusal::special(Code::Malformed, "file"))?;
        let mut read = Self { form: Form::default(), name: String::new(), content: Vec::new() };
        while let Some(mut part) = parts.next_field().await.map_err(broken)? {
            let field = part.name().unwrap_or_default().to_owned();
            if field != "file" {
                read.form.0.push((field, part.text().await.map_err(broken)?));
                continue;
            }
            guard.check(read.form.text("csrf"))?;
            part.file_name().unwrap_or_default().clone_into(&mut read.name);
            while let Some(chunk) = part.chunk().await.map_err(broken)? {
                // Read to its end, so that the browser hears the answer; kept as far as it shows that it is too large.
                if read.content.len() <= domain::attachment::LARGEST {
                    read.content.extend_from_slice(&chunk);
                }
            }
        }
        guard.check(read.form.text("csrf"))?;
        Ok(read)
    }
}

/// What keeps foreign forms out: the cookie, where the browser says the form stands, and the token of this portal.
struct Guard {
    secret: String,
    /// The token in a header, which forms cannot set.
    sent: Option<String>,
}

impl Guard {
    fn of(request: &Request, kind: &str) -> Result<Self, PageError> {
        let headers = request.headers();
        let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let secret = cookie(headers, crate::caller::SESSION_COOKIE)
            .or_else(|| cookie(headers, crate::caller::VISITOR_COOKIE))
            .ok_or_else(foreign_form)?;
        let site = headers.get("sec-fetch-site");
        let foreign = site.is_some_and(|site| site != "same-origin" && site != "none");
        if foreign || !text(header::CONTENT_TYPE).is_some_and(|told| told.starts_with(kind)) {
            return Err(foreign_form());
        }
        let sent = headers.get("x-csrf-token").and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Self { secret, sent })
    }

    fn check(&self, in_form: &str) -> Result<(), PageError> {
        let token = self.sent.as_deref().unwrap_or(in_form);
        let is_ours = bool::from(token.as_bytes().ct_eq(csrf_token(&self.secret).as_bytes()));
        if is_ours { Ok(()) } else { Err(foreign_form()) }
    }
}

fn foreign_form() -> PageError {
    PageError::from(Refusal::Denied(Code::FormExpired, None))
}

/// The token for forms that belongs to a session or visitor cookie: nobody without the cookie can make it.
pub fn csrf_token(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::new().chain_update(b"steward form\0").chain_update(secret).finalize())
}
