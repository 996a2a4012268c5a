//! Pages: the shell around them, refusals as pages, faults beside their fields.

use askama::Template;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::organization::Language;
use service::{Fault, Refusal};

use crate::{i18n::Translator, portal::layout::Bare, request::RequestInfo};

/// A page handler's answer.
pub type PageResult = Result<Response, PageError>;

/// What an error page needs to know of the request.
#[derive(Clone, Debug)]
pub struct PageContext {
    translator: Translator,
    request_id: String,
    here: String,
    is_part: bool,
}

/// A refusal on its way to a person.
#[derive(Debug)]
pub struct PageError {
    context: Option<Box<PageContext>>,
    refusal: Refusal,
}

impl PageContext {
    fn unknown() -> Self {
        Self {
            translator: Translator::new(Language::English, "UTC"),
            request_id: String::new(),
            here: "/".to_owned(),
            is_part: false,
        }
    }

    /// Adds the refusal.
    pub fn with(self, refusal: Refusal) -> PageError {
        PageError { context: Some(Box::new(self)), refusal }
    }
}

impl PageError {
    /// A refusal of a whole request.
    pub fn new(request: &Request, refusal: Refusal) -> Self {
        Self::context(request).with(refusal)
    }

    /// The context of a whole request.
    pub fn context(request: &Request) -> PageContext {
        context(request.headers(), request.extensions().get::<RequestInfo>(), request.uri())
    }

    /// The context of a request's head.
    pub fn context_of(parts: &Parts) -> PageContext {
        context(&parts.headers, parts.extensions.get::<RequestInfo>(), &parts.uri)
    }
}

fn context(headers: &HeaderMap, info: Option<&RequestInfo>, uri: &axum::http::Uri) -> PageContext {
    let language = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or(Language::English, Language::negotiate);
    PageContext {
        translator: Translator::new(language, "UTC"),
        request_id: info.map(|info| info.id.clone()).unwrap_or_default(),
        here: uri.path_and_query().map_or("/", |here| here.as_str()).to_owned(),
        is_part: headers.get("hx-request").is_some(),
    }
}

impl From<Refusal> for PageError {
    fn from(refusal: Refusal) -> Self {
        Self { context: None, refusal }
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self { context: None, refusal: Refusal::Bug(Box::new(error)) }
    }
}

#[derive(Template)]
#[template(path = "answer/error.html")]
struct ErrorPage {
    bare: Bare,
    title: String,
    text: String,
    hint: String,
    faults: Vec<String>,
    request_id: String,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let context = self.context.map_or_else(PageContext::unknown, |context| *context);
        if let Refusal::Bug(source) = &self.refusal {
            tracing::error!(error = %super::api::chain(source.as_ref()), "a mistake of the program");
        }
        if matches!(self.refusal, Refusal::Unauthenticated(_)) {
            return to_sign_in(&context);
        }
        let t = context.translator;
        let code = self.refusal.code().as_str();
        let hint = match &self.refusal {
            Refusal::Denied(_, Some(requirement)) => t.word("grantor-", requirement.key()),
            Refusal::TooOften(seconds) => t.count("error-wait", *seconds),
            _ => String::new(),
        };
        let faults = match &self.refusal {
            Refusal::Invalid(_, faults) => faults.iter().map(|fault| fault_text(&t, fault)).collect(),
            _ => Vec::new(),
        };
        let page = ErrorPage {
            title: t.word("error-title-", &self.refusal.status().to_string()),
            text: t.word("error-", code),
            hint,
            faults,
            request_id: context.request_id,
            bare: Bare::new(t),
        };
        let status = StatusCode::from_u16(self.refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match page.render() {
            Ok(body) => (status, Html(body)).into_response(),
            Err(error) => {
                tracing::error!(%error, "an error page could not be written");
                status.into_response()
            }
        }
    }
}

/// The sign-in page, with the way back; htmx is told to go there with the whole page.
fn to_sign_in(context: &PageContext) -> Response {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", &context.here).finish();
    let address = if context.here == "/" { "/sign-in".to_owned() } else { format!("/sign-in?{query}") };
    if context.is_part {
        let mut response = StatusCode::NO_CONTENT.into_response();
        if let Ok(value) = HeaderValue::from_str("/sign-in") {
            response.headers_mut().insert("hx-redirect", value);
        }
        return response;
    }
    Redirect::to(&address).into_response()
}

/// A page as an answer.
pub fn html(page: &impl Template) -> PageResult {
    Ok(Html(page.render()?).into_response())
}

/// A page with another status: a form that was refused.
pub fn redirect(address: &str) -> PageResult {
    Ok(Redirect::to(address).into_response())
}

/// What is wrong with a form, beside its fields.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<(String, String)>,
    summary: String,
}

impl Faults {
    /// Of a refusal that a form can show (values, conflicts, codes with a sentence); others go on as pages.
    pub fn of(t: &Translator, refusal: Refusal) -> Result<Self, Refusal> {
        match &refusal {
            Refusal::Invalid(code, faults) => Ok(Self {
                list: faults.iter().map(|fault| (fault.field.clone(), fault_text(t, fault))).collect(),
                summary: t.word("error-", code.as_str()),
            }),
            Refusal::Conflict(code, _) | Refusal::Gone(code) => {
                Ok(Self { list: Vec::new(), summary: t.word("error-", code.as_str()) })
            }
            Refusal::Denied(code, None) => {
                Ok(Self { list: Vec::new(), summary: t.word("error-", code.as_str()) })
            }
            Refusal::Stale => Ok(Self { list: Vec::new(), summary: t.t("error-etag-mismatch") }),
            Refusal::TooOften(seconds) => {
                Ok(Self { list: Vec::new(), summary: t.count("error-wait", *seconds) })
            }
            _ => Err(refusal),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.summary.is_empty()
    }

    /// The sentence above the form.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The sentence beside a field, empty if it is fine.
    pub fn at(&self, field: &str) -> &str {
        self.list.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// Every field with its sentence, for the banner.
    pub fn all(&self) -> impl Iterator<Item = &(String, String)> {
        self.list.iter()
    }
}

fn fault_text(t: &Translator, fault: &Fault) -> String {
    let key = format!("fault-{}", fault.code.as_str().replace('_', "-"));
    if t.has(&key) || fault.detail.is_some() {
        t.with(&key, "detail", fault.detail.clone().unwrap_or_default())
    } else {
        t.word("error-", fault.code.as_str())
    }
}
