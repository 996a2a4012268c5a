//! Who is calling: a browser's session cookie or an API client's bearer token.

use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{HeaderMap, Method, header, request::Parts},
};
use domain::{
    application::{ApiPermission, Surface},
    id::{Id, Organization},
};
use service::{
    Caller, Code, Person, Refusal, Requirement, ask,
    shell::{Shell, ShellOf},
};

use crate::{
    answer::{ApiError, PageError, Words},
    form::Form,
    idempotency_keys, on_behalf,
    portal::rooms::At,
    request::RequestInfo,
    web::Web,
};

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "steward-session";
/// The cookie of somebody not signed in, for the token of the sign-in form.
pub const VISITOR_COOKIE: &str = "steward-visitor";

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// A cookie that script cannot read and other sites do not send.
pub fn set_cookie(web: &Web, name: &str, value: &str, max_age_seconds: i64) -> String {
    let secure = if web.options.secure_cookies { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}")
}

/// A signed-in person in a browser; anybody else is sent to the sign-in page and back.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The caller.
    pub caller: Caller,
    /// The token for forms of this session.
    pub csrf: String,
    /// The address asked for, with its query part.
    pub here: String,
    /// Whether htmx asks for a part of the page alone.
    pub wants_part: bool,
    /// The tours of the demonstration that this browser has hidden.
    pub hidden_tours: String,
    /// The customer on whose behalf the person acts, by the address.
    pub on_behalf: Option<Id<Organization>>,
}

impl Signed {
    /// The same person as themselves, for what is theirs wherever they act.
    pub fn themselves(&self) -> Caller {
        let person = Person { on_behalf: false, ..self.caller.person.clone() };
        Caller { person, ..self.caller.clone() }
    }

    /// What the frame of pages tells of the person.
    pub(crate) async fn shell(&self, web: &Web) -> Result<Shell, Refusal> {
        match self.on_behalf {
            None => ask(&web.app, &self.caller, &ShellOf).await,
            Some(_) => ask(&web.app, &self.themselves(), &ShellOf).await,
        }
    }

    /// One customer, or home: where pages look whose address names one or none.
    pub(crate) fn at(&self, customer: Option<Id<Organization>>) -> At {
        customer.map_or(At::Own(self.caller.person.organization), |tenant| self.at_customer(tenant))
    }

    /// One customer.
    pub(crate) fn at_customer(&self, tenant: Id<Organization>) -> At {
        self.on_behalf.map_or(At::Customer(tenant), At::OnBehalf)
    }

    /// One customer that was chosen, or all of them.
    pub(crate) fn at_customers(&self, chosen: Option<Id<Organization>>) -> At {
        self.on_behalf.map_or_else(|| chosen.map_or(At::Customers, At::Customer), At::OnBehalf)
    }

    /// The customer that a form names, or on whose behalf it is sent.
    pub(crate) fn named_customer(&self, form: &Form) -> Result<Id<Organization>, Refusal> {
        self.on_behalf.or_else(|| form.text("tenant").parse().ok()).ok_or(Refusal::Missing)
    }
}

impl FromRequestParts<Web> for Signed {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let nobody = || Refusal::Unauthenticated(Code::Unauthenticated);
        let token = cookie(&parts.headers, SESSION_COOKIE).ok_or_else(nobody)?;
        let person = service::sign_in::identify(&web.app, &token).await?.ok_or_else(nobody)?;
        let info = info(parts);
        let on_behalf = on_behalf::by_address(parts.uri.path());
        let person = Person { on_behalf: on_behalf.is_some(), ..person };
        Ok(Self {
            on_behalf,
            caller: Caller { person, request_id: info.id, address: info.address, idempotency_key: None },
            csrf: crate::form::csrf_token(&token),
            here: parts.uri.path_and_query().map_or("/", |here| here.as_str()).to_owned(),
            wants_part: parts.headers.get("hx-request-type").is_some_and(|kind| kind == "partial"),
            hidden_tours: cookie(&parts.headers, crate::portal::tour::TOUR_COOKIE).unwrap_or_default(),
        })
    }
}

/// A caller of the API: a bearer token.
#[derive(Clone, Debug)]
pub struct Client(pub Caller);

impl FromRequestParts<Web> for Client {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let nobody = || Refusal::Unauthenticated(Code::Unauthenticated);
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer ").or_else(|| value.strip_prefix("bearer ")))
            .ok_or_else(nobody)?
            .trim()
            .to_owned();
        let mut person = service::sign_in::identify_token(&web.app, &token).await?.ok_or_else(nobody)?;
        let is_on_behalf = on_behalf::by_header(&parts.headers)?;
        if let Some(by) = &mut person.by {
            let is_for_person = by.delegated.is_some();
            let surface = surface_of(parts).filter(|it| is_for_person || *it == Surface::Graph);
            by.surface = surface.ok_or(Refusal::Denied(Code::NotForApplications, None))?;
            let acts = by.delegated.as_ref().is_some_and(|it| it.contains(&ApiPermission::ActForPeople));
            if by.surface == Surface::PartnerCenter && !acts {
                // The engine says so too; whatever else is wrong with the call is not told first.
                let lacks = Requirement::ApiPermission(ApiPermission::ActForPeople);
                return Err(Refusal::Denied(Code::Forbidden, Some(lacks)).into());
            }
            if by.surface == Surface::Graph {
                // What applications may read there is what Graph has, and so are their libraries.
                Words::of_graph(parts);
            }
            if is_on_behalf {
                return Err(Refusal::Denied(Code::NotForApplications, None).into());
            }
        }
        let person = Person { on_behalf: is_on_behalf, ..person };
        let idempotency_key = idempotency_keys::of(parts)?;
        let info = info(parts);
        Ok(Self(Caller { person, request_id: info.id, address: info.address, idempotency_key }))
    }
}

/// Over which surface a call comes, where the tokens of applications are taken at all: Partner Center's, that of Graph, and what of the
/// directory and the audit log is read there. What may be done is the engine's to say.
fn surface_of(parts: &Parts) -> Option<Surface> {
    if crate::partner_center::is_at(parts.uri.path()) {
        return Some(Surface::PartnerCenter);
    }
    is_of_graph(parts).then_some(Surface::Graph)
}

fn is_of_graph(parts: &Parts) -> bool {
    const READ: [&str; 11] = [
        "/v1.0/users",
        "/v1.0/users/{id}",
        "/v1.0/groups",
        "/v1.0/groups/{id}",
        "/v1.0/groups/{id}/members",
        "/v1.0/groups/{id}/members/graph.user",
        "/v1.0/groups/{id}/members/graph.group",
        "/v1.0/directoryRoles",
        "/v1.0/directoryRoles/{role}",
        "/v1.0/directoryRoles/{role}/members",
        "/v1.0/auditLogs/events",
    ];
    let Some(path) = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str) else { return false };
    crate::graph::is_at(path) || (parts.method == Method::GET && READ.contains(&path))
}

fn info(parts: &Parts) -> RequestInfo {
    parts.extensions.get::<RequestInfo>().cloned().unwrap_or_default()
}
