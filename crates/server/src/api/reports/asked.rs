//! What a call asks of a report: days, group, and which rooms.

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::report::{self, LONGEST_SPAN, Span};
use service::{
    Caller, Code, Fault, Question, Realm, Refusal,
    reports::{Asked, Page, UsageOrder},
};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{answer::ApiError, caller::Client, form::Fields, web::Web};

/// How many rooms are told where nobody says.
const PAGE: usize = 100;
/// How many rooms are told at most.
const MOST: usize = 1000;

/// Which days and rooms.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes what `Call` reads")]
pub(super) struct ReportParams {
    /// The last days, today included: 1 to 90; 7 where nothing is said.
    days: Option<u32>,
    /// The first day, `YYYY-MM-DD`; with `to`, instead of `days`.
    from: Option<String>,
    /// The last day, `YYYY-MM-DD`; at most 90 days in all.
    to: Option<String>,
    /// The rooms of a group alone.
    #[param(rename = "groupId")]
    group_id: Option<Uuid>,
}

/// The same, and which part of the rooms.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "describes what `Call` reads")]
pub(super) struct RoomParams {
    /// The last days, today included: 1 to 90; 7 where nothing is said.
    days: Option<u32>,
    /// The first day, `YYYY-MM-DD`; with `to`, instead of `days`.
    from: Option<String>,
    /// The last day, `YYYY-MM-DD`; at most 90 days in all.
    to: Option<String>,
    /// The rooms of a group alone.
    #[param(rename = "groupId")]
    group_id: Option<Uuid>,
    /// For Usage and Call quality: `name`, `tenant`, `utilization`, `online`, `meetings`, `calls`, `performance`, `video`, `capacity`,
    /// `people` or `poor`, with ` desc` after it for the other direction.
    #[param(rename = "$orderby")]
    order_by: Option<String>,
    /// How many rooms, at most 1000; 100 where nothing is said.
    #[param(rename = "$top")]
    top: Option<u32>,
    /// How many rooms are passed over.
    #[param(rename = "$skip")]
    skip: Option<u32>,
}

/// A call of a report.
pub(super) struct Call {
    web: Web,
    caller: Caller,
    fields: Fields,
}

impl FromRequestParts<Web> for Call {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let Client(caller) = Client::from_request_parts(parts, web).await?;
        let Ok(fields) = Fields::from_request_parts(parts, web).await;
        Ok(Self { web: web.clone(), caller, fields })
    }
}

impl Call {
    pub(super) async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, Refusal> {
        service::ask(&self.web.app, &self.caller, question).await
    }

    pub(super) fn asked(&self, realm: Realm) -> Result<Asked, Refusal> {
        let group = match self.fields.text("groupId") {
            "" => None,
            text => Some(text.parse().map_err(|_| Refusal::field("groupId", Code::InvalidValue))?),
        };
        Ok(Asked { realm, span: self.span()?, group })
    }

    fn span(&self) -> Result<Span, Refusal> {
        let today = report::day_of(&report::clock(""), self.web.app.clock.now());
        let (from, to) = (self.fields.text("from"), self.fields.text("to"));
        if from.is_empty() && to.is_empty() {
            let days = match self.fields.text("days") {
                "" => 7,
                text => text
                    .parse()
                    .ok()
                    .filter(|days| (1..=LONGEST_SPAN).contains(days))
                    .ok_or_else(|| limited("days", Code::OutOfRange, format!("1–{LONGEST_SPAN}")))?,
            };
            return Ok(Span::ending(today, days));
        }
        let day =
            |field, text| report::parse_date(text).ok_or_else(|| Refusal::field(field, Code::InvalidValue));
        let (from, to) = (day("from", from)?, day("to", to)?);
        Span::new(from, to).ok_or_else(|| limited("to", Code::OutOfRange, format!("1–{LONGEST_SPAN}")))
    }

    pub(super) fn page(&self) -> Result<Page, Refusal> {
        let number = |field: &'static str, most: usize, otherwise: usize| match self.fields.text(field) {
            "" => Ok(otherwise),
            text => text
                .parse()
                .ok()
                .filter(|number| *number <= most)
                .ok_or_else(|| limited(field, Code::OutOfRange, format!("0–{most}"))),
        };
        Ok(Page { skip: number("$skip", usize::MAX, 0)?, top: number("$top", MOST, PAGE)? })
    }

    pub(super) fn order(&self) -> Result<(UsageOrder, bool), Refusal> {
        let text = self.fields.text("$orderby");
        if text.is_empty() {
            return Ok((UsageOrder::Name, false));
        }
        let (word, descending) = match text.strip_suffix(" desc") {
            Some(word) => (word, true),
            None => (text.strip_suffix(" asc").unwrap_or(text), false),
        };
        let order = UsageOrder::from_key(word.trim());
        Ok((order.ok_or_else(|| Refusal::field("$orderby", Code::UnknownValue))?, descending))
    }
}

fn limited(field: &'static str, code: Code, range: String) -> Refusal {
    Refusal::Invalid(Code::InvalidValue, vec![Fault::new(field, code).detail(range)])
}
