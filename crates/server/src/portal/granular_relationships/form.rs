//! Drafting a granular relationship, changing the draft, and preparing one for an indirect reseller.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    agent::AgentRight,
    distribution::Part,
    granular_relationship::{LONGEST_DAYS, LONGEST_NAME, Status, extension},
    id::{Distribution, GranularRelationship, Id},
    role_definition::RoleDefinition,
};
use service::{
    Code, Fault, Refusal, Requirement, ask,
    distributions::{DistributionOf, DistributionRow},
    granular_relationships::{
        DraftGranular, EditGranular, GranularRelationshipOf, GranularRow, PrepareGranular,
    },
    run,
};
use uuid::Uuid;

use super::{partner_frame, roles};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    name: String,
    customer: String,
    days: String,
    roles: Vec<Uuid>,
    extends: bool,
    stamp: String,
    once: String,
}

impl Typed {
    fn read(form: &Form) -> Self {
        Self {
            name: form.text("displayName").to_owned(),
            customer: form.text("customer").to_owned(),
            days: form.text("duration").to_owned(),
            roles: roles::chosen(form),
            extends: form.has("extends"),
            stamp: form.text("stamp").to_owned(),
            once: form.text("once").to_owned(),
        }
    }

    fn of(row: &GranularRow) -> Self {
        Self {
            name: row.name.clone(),
            customer: row.customer.map(|id| id.to_string()).unwrap_or_default(),
            days: row.days.to_string(),
            roles: row.roles.iter().map(|role| role.id).collect(),
            extends: row.extends,
            stamp: row.stamp.to_string(),
            once: String::new(),
        }
    }

    /// The draft; what cannot be read as an identifier is a fault of its field. On pages names are of letters, digits, dashes and
    /// underscores, as the published form has them.
    fn draft(&self) -> Result<DraftGranular, Refusal> {
        let is_plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let mut faults = Vec::new();
        if !self.name.chars().all(is_plain) {
            faults.push(Fault::new("displayName", Code::BadCharacters));
        }
        let customer = if self.customer.is_empty() { None } else { Some(self.customer.parse::<Uuid>()) };
        if matches!(customer, Some(Err(_))) {
            faults.push(Fault::new("customer/tenantId", Code::UnknownValue));
        }
        if !faults.is_empty() {
            return Err(Refusal::Invalid(Code::InvalidValue, faults));
        }
        Ok(DraftGranular {
            name: self.name.clone(),
            customer: customer.and_then(Result::ok),
            duration: format!("P{}D", self.days),
            roles: self.roles.clone(),
            auto_extend: extension(self.extends).to_owned(),
        })
    }
}

#[derive(Template)]
#[template(path = "portal/granular_relationships/form.html")]
struct FormPage {
    frame: Frame,
    /// The draft that is changed; none for a new one.
    draft: Option<Id<GranularRelationship>>,
    /// The distribution to whose reseller the new one is to belong.
    reseller: Option<DistributionRow>,
    typed: Typed,
    faults: Faults,
}

impl FormPage {
    fn title(&self) -> String {
        match &self.reseller {
            Some(of) => self.frame.t.with("granular-prepare-for", "name", &of.name),
            None => self.frame.t.t(if self.draft.is_some() { "granular-edit" } else { "granular-new" }),
        }
    }

    fn action(&self) -> String {
        match (&self.reseller, self.draft) {
            (Some(of), _) => format!("/partner/customers/distributions/{}/granular-relationship", of.id),
            (None, Some(id)) => format!("/partner/granular-relationships/{id}/edit"),
            (None, None) => "/partner/granular-relationships/new".to_owned(),
        }
    }

    fn back(&self) -> String {
        match (&self.reseller, self.draft) {
            (Some(_), _) => "/partner/customers/distributions".to_owned(),
            (None, Some(id)) => format!("/partner/granular-relationships/{id}"),
            (None, None) => "/partner/granular-relationships".to_owned(),
        }
    }

    fn choices(&self) -> Choices {
        let offered = roles::offered(None).into_iter();
        let choice = |role: &'static RoleDefinition| {
            (role, roles::opens(&self.frame.t, role), self.typed.roles.contains(&role.id))
        };
        let (rest, opening) = offered.map(choice).partition(|(role, ..)| role.opens_nothing());
        Choices { opening, rest }
    }
}

/// A role, what it opens in Steward, and whether it is chosen.
type Choice = (&'static RoleDefinition, String, bool);

/// The roles to choose from.
struct Choices {
    /// Those that open something.
    opening: Vec<Choice>,
    /// Those that open nothing, which are many.
    rest: Vec<Choice>,
}

impl Choices {
    /// Whether one of those that open nothing is chosen, so that all of them are shown.
    fn is_rest_open(&self) -> bool {
        self.rest.iter().any(|(.., is_chosen)| *is_chosen)
    }
}

pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    let typed =
        Typed { days: LONGEST_DAYS.to_string(), once: web.app.ids.next().to_string(), ..Typed::default() };
    page(&web, &signed, None, typed, Faults::default()).await
}

pub(super) async fn draft(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let typed = Typed::read(&form);
    let drafted = match typed.draft() {
        Ok(command) => run(&web.app, &form.once(&signed.caller), command).await,
        Err(refusal) => Err(refusal),
    };
    match drafted {
        Ok(id) => redirect(&format!("/partner/granular-relationships/{id}?done=drafted")),
        Err(refusal) => {
            let faults = Faults::of(&partner_frame(&web, &signed).await?.t, refusal)?;
            page(&web, &signed, None, typed, faults).await
        }
    }
}

pub(super) async fn new_for(
    State(web): State<Web>,
    signed: Signed,
    PagePath(distribution): PagePath<Id<Distribution>>,
) -> PageResult {
    let typed =
        Typed { days: LONGEST_DAYS.to_string(), once: web.app.ids.next().to_string(), ..Typed::default() };
    let of = reseller(&web, &signed, distribution).await?;
    shown(&web, &signed, (None, Some(of)), typed, Faults::default()).await
}

pub(super) async fn prepare(
    State(web): State<Web>,
    signed: Signed,
    PagePath(distribution): PagePath<Id<Distribution>>,
    Posted(form): Posted,
) -> PageResult {
    let typed = Typed::read(&form);
    let prepared = match typed.draft() {
        Ok(draft) => run(&web.app, &form.once(&signed.caller), PrepareGranular { distribution, draft }).await,
        Err(refusal) => Err(refusal),
    };
    match prepared {
        Ok(_) => redirect("/partner/customers/distributions?done=prepared"),
        Err(refusal) => {
            let faults = Faults::of(&partner_frame(&web, &signed).await?.t, refusal)?;
            let of = reseller(&web, &signed, distribution).await?;
            shown(&web, &signed, (None, Some(of)), typed, faults).await
        }
    }
}

/// The distribution in which the other side is the indirect reseller.
async fn reseller(
    web: &Web,
    signed: &Signed,
    distribution: Id<Distribution>,
) -> Result<DistributionRow, Refusal> {
    let row = ask(&web.app, &signed.caller, &DistributionOf { distribution }).await?;
    if row.part == Part::Reseller {
        Ok(row)
    } else {
        Err(Refusal::Conflict(Code::InvalidState, Some(distribution.uuid())))
    }
}

pub(super) async fn edit(State(web): State<Web>, signed: Signed, PagePath(id): PagePath<Uuid>) -> PageResult {
    let row = drafted(&web, &signed, id).await?;
    page(&web, &signed, Some(row.id), Typed::of(&row), Faults::default()).await
}

/// A draft that the reader may change.
async fn drafted(web: &Web, signed: &Signed, id: Uuid) -> Result<GranularRow, Refusal> {
    let question = GranularRelationshipOf { relationship: Id::new(id) };
    let shown = ask(&web.app, &signed.caller, &question).await?;
    if !shown.may_request {
        let missing = Requirement::Agent(AgentRight::RequestDelegation);
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)));
    }
    if shown.row.status != Status::Created {
        return Err(Refusal::Conflict(Code::InvalidState, None));
    }
    Ok(shown.row)
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let typed = Typed::read(&form);
    let relationship = Id::new(id);
    let saved = match typed.draft() {
        Ok(draft) => {
            let command = EditGranular {
                relationship,
                // What cannot be read as a version matches none.
                stamp: Some(typed.stamp.parse().unwrap_or(-1)),
                name: Some(draft.name),
                customer: Some(draft.customer),
                duration: Some(draft.duration),
                roles: Some(draft.roles),
                auto_extend: Some(draft.auto_extend),
            };
            run(&web.app, &signed.caller, command).await.map(drop)
        }
        Err(refusal) => Err(refusal),
    };
    match saved {
        Ok(()) => redirect(&format!("/partner/granular-relationships/{id}?done=saved")),
        Err(refusal) => {
            let faults = Faults::of(&partner_frame(&web, &signed).await?.t, refusal)?;
            page(&web, &signed, Some(relationship), typed, faults).await
        }
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    draft: Option<Id<GranularRelationship>>,
    typed: Typed,
    faults: Faults,
) -> Result<Response, PageError> {
    shown(web, signed, (draft, None), typed, faults).await
}

async fn shown(
    web: &Web,
    signed: &Signed,
    (draft, reseller): (Option<Id<GranularRelationship>>, Option<DistributionRow>),
    typed: Typed,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = partner_frame(web, signed).await?;
    if !frame.shell.agent_rights.contains(&AgentRight::RequestDelegation) {
        let missing = Requirement::Agent(AgentRight::RequestDelegation);
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)).into());
    }
    let status = faults.status();
    form_page(status, &FormPage { frame, draft, reseller, typed, faults })
}
