//! Added customers: the list and its file, the form of a new one, withdrawing one and having its invitation sent again.

use askama::Template;
use axum::extract::State;
use domain::{
    added_customer::{ADMINISTRATOR, AddedState, DAYS_TO_ANSWER},
    id::Id,
    time::DAY,
};
use service::{
    Export, Refusal,
    added_customers::{
        self, AddedCustomerOf, AddedCustomerRow, AddedCustomers, FormOfNew, InviteAgain, NewCustomer,
        NewCustomerForm, SCHEMA,
    },
    ask, run,
};
use uuid::Uuid;

use super::{adds, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    csv,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 4] = ["-createdDateTime", "displayName", "domain", "state"];
const STATES: States = &[
    ("waiting", "state eq 'waiting'"),
    ("accepted", "state eq 'accepted'"),
    ("declined", "state eq 'declined'"),
    ("withdrawn", "state eq 'withdrawn'"),
    ("expired", "state eq 'expired'"),
];
/// The columns of the file.
const COLUMNS: [&str; 8] = [
    "Microsoft ID",
    "Company name",
    "Primary domain name",
    "Country",
    "State",
    "Added",
    "Added by",
    "Expires",
];

#[derive(Template)]
#[template(path = "portal/customers/added.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<AddedCustomerRow>,
    count: i64,
    next: Option<String>,
    faults: Faults,
    /// What was just done, as the key of its message.
    done: Option<&'static str>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 4] {
        let t = &self.frame.t;
        [
            ("displayName", t.t("customer")),
            ("domain", t.t("customer-domain")),
            ("createdDateTime", t.t("added-at")),
            ("state", t.t("state")),
        ]
    }

    /// When what waits lapses.
    fn lapses(row: &AddedCustomerRow) -> domain::time::Time {
        row.created_at.plus(DAYS_TO_ANSWER * DAY)
    }

    /// Whether what was asked waits for an answer.
    fn waits(row: &AddedCustomerRow) -> bool {
        row.state == AddedState::Waiting
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, Faults::default()).await
}

async fn page(web: &Web, signed: &Signed, fields: &Fields, faults: Faults) -> PageResult {
    let chosen = Chosen::read(fields, &SORTS, STATES);
    let wanted = chosen.asked(&SCHEMA)?.wanted;
    let found = ask(&web.app, &signed.caller, &AddedCustomers { wanted, count: true }).await?;
    let frame = frame(web, signed).await?;
    if !adds(web, &frame) {
        return Err(Refusal::Missing.into());
    }
    let status = if faults.is_empty() { 200 } else { faults.status() };
    let page = ListPage {
        frame,
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        faults,
        done: match fields.text("done") {
            "added" => Some("added-done"),
            "withdrawn" => Some("added-done-withdrawn"),
            "invited" => Some("added-done-invited"),
            _ => None,
        },
        chosen,
    };
    if status == 200 { html(&page) } else { form_page(status, &page) }
}

/// The customers of the search and filter in force as CSV.
pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let wanted = Chosen::read(&fields, &SORTS, STATES).asked(&SCHEMA)?.wanted;
    let (app, caller) = (web.app, signed.caller);
    let export = Export::begin(&app, &caller, AddedCustomers { wanted, count: false }).await?;
    Ok(csv::download("added-customers.csv", COLUMNS, (app, caller), export, cells).await?)
}

fn cells(row: &AddedCustomerRow) -> [String; 8] {
    let expires = Some(ListPage::lapses(row)).filter(|_| ListPage::waits(row));
    [
        row.customer.to_string(),
        row.name.clone(),
        row.domain.clone(),
        row.country.clone(),
        row.state.key().to_owned(),
        row.created_at.to_string(),
        row.created_by.clone(),
        expires.map(|at| at.to_string()).unwrap_or_default(),
    ]
}

#[derive(Template)]
#[template(path = "portal/customers/added_form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    new: NewCustomer,
    form: FormOfNew,
    may_ask_privileges: bool,
}

/// The form of a new customer.
pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    let form = ask(&web.app, &signed.caller, &NewCustomerForm).await?;
    let new = NewCustomer { language: form.language.clone(), with_granular: true, ..NewCustomer::default() };
    let may_ask_privileges = web.app.settings.privileges_with_reseller;
    let frame = frame(&web, &signed).await?;
    html(&FormPage { frame, faults: Faults::default(), new, form, may_ask_privileges })
}

pub(super) async fn make(State(web): State<Web>, signed: Signed, Posted(sent): Posted) -> PageResult {
    let form = ask(&web.app, &signed.caller, &NewCustomerForm).await?;
    let new = read(&sent, &form);
    match added_customers::add(&web.app, &signed.caller, new.clone()).await {
        Ok(_) => redirect("/partner/customers/added?done=added"),
        Err(refusal) => {
            let frame = frame(&web, &signed).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            let may_ask_privileges = web.app.settings.privileges_with_reseller;
            form_page(faults.status(), &FormPage { frame, faults, new, form, may_ask_privileges })
        }
    }
}

fn read(sent: &Form, form: &FormOfNew) -> NewCustomer {
    let text = |field: &str| sent.text(field).to_owned();
    NewCustomer {
        name: text("displayName"),
        country: form.country.clone(),
        label: text("domainLabel"),
        language: text("preferredLanguage"),
        administrator: text("administratorDisplayName"),
        mail: text("mail"),
        with_privileges: sent.text("delegatedAdminPrivileges") == "on",
        with_granular: sent.text("defaultGranularRelationship") == "on",
    }
}

#[derive(Template)]
#[template(path = "portal/customers/added_withdraw.html")]
struct WithdrawPage {
    frame: Frame,
    row: AddedCustomerRow,
}

pub(super) async fn ask_withdraw(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &AddedCustomerOf { customer: Id::new(tenant) }).await?;
    if !ListPage::waits(&row) {
        return Err(Refusal::Missing.into());
    }
    html(&WithdrawPage { frame: frame(&web, &signed).await?, row })
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
    Posted(_): Posted,
) -> PageResult {
    match added_customers::withdraw(&web.app, &signed.caller, Id::new(tenant)).await {
        Ok(()) => redirect("/partner/customers/added?done=withdrawn"),
        Err(refusal) => refused(&web, &signed, refusal).await,
    }
}

pub(super) async fn invite(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
    Posted(_): Posted,
) -> PageResult {
    match run(&web.app, &signed.caller, InviteAgain { customer: Id::new(tenant) }).await {
        Ok(()) => redirect("/partner/customers/added?done=invited"),
        Err(refusal) => refused(&web, &signed, refusal).await,
    }
}

/// What could not be done, above the list.
async fn refused(web: &Web, signed: &Signed, refusal: Refusal) -> PageResult {
    let faults = Faults::of(&frame(web, signed).await?.t, refusal)?;
    page(web, signed, &Fields::default(), faults).await
}
