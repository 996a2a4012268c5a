//! The pages of the steps, and that of the result.

use askama::Template;
use axum::response::Response;
use domain::organization::Face;
use service::{
    Refusal, ask,
    bulk_assignments::{BulkCustomer, BulkCustomers, BulkRole, BulkRoles, PreviewBulk},
};

use super::super::{
    mail::MailField,
    period::{PeriodFields, period_of},
    period_between,
};
use super::{
    BASE,
    draft::{Draft, STEPS, value_of},
    rows::{Row, count, lines},
};
use crate::{
    answer::{Faults, PageError, PageResult, html, with_status},
    caller::Signed,
    form::Form,
    portal::{layout::Frame, pickers::PrincipalPicker},
    web::Web,
};

/// What a look at all customers found.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    /// A line for each customer.
    pub(super) rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "portal/roles/bulk/wizard.html")]
struct WizardPage {
    frame: Frame,
    draft: Draft,
    steps: [&'static str; 5],
    base: &'static str,
    /// The roles with the values of their boxes.
    roles: Vec<(String, BulkRole)>,
    members: Option<PrincipalPicker>,
    customers: Customers,
    mail: MailField,
    period: PeriodFields,
    period_words: Option<String>,
    rows: Vec<Row>,
    faults: Faults,
}

/// The customers on their step.
#[derive(Clone, Debug, Default)]
struct Customers {
    /// Those that fit what is looked for.
    found: Vec<BulkCustomer>,
    /// Those that are chosen and do not fit, to be carried.
    unseen: Vec<String>,
    /// What is looked for.
    find: String,
    /// `with` or `without` the role; empty for all.
    having: String,
    /// How many are chosen in all.
    chosen: usize,
}

impl WizardPage {
    fn is_chosen(&self, customer: &BulkCustomer) -> bool {
        self.draft.customers.contains(&customer.tenant)
    }

    fn how_many(&self, outcome: &str) -> usize {
        count(&self.rows, outcome)
    }

    /// The button that Enter presses: on a step with a search it looks.
    fn pressed(&self) -> &'static str {
        if self.draft.asks("members") || self.draft.asks("customers") { "find" } else { "next" }
    }
}

#[derive(Template)]
#[template(path = "portal/roles/bulk/result.html")]
struct ResultPage {
    frame: Frame,
    base: &'static str,
    rows: Vec<Row>,
}

impl ResultPage {
    fn how_many(&self, outcome: &str) -> usize {
        count(&self.rows, outcome)
    }
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Partner, "customer-roles").await
}

/// What would happen at each customer.
pub(super) async fn looked(
    web: &Web,
    signed: &Signed,
    draft: &Draft,
    form: &Form,
) -> Result<Looked, Refusal> {
    let wanted = draft.wanted(&frame(web, signed).await?.t, form)?;
    let told = ask(&web.app, &signed.caller, &PreviewBulk(wanted)).await?;
    Ok(Looked { rows: lines(told) })
}

/// The page of a step.
pub(super) async fn page(
    web: &Web,
    signed: &Signed,
    mut draft: Draft,
    form: &Form,
    faults: Faults,
    looked: Looked,
) -> Result<Response, PageError> {
    let frame = frame(web, signed).await?;
    // Whoever may assign nowhere is refused here, whatever the step.
    let question = BulkCustomers { role: draft.role_at() };
    let all = ask(&web.app, &signed.caller, &question).await?;
    let customers = customers(&mut draft, form, all);
    let mut roles = Vec::new();
    if draft.asks("role") || draft.asks("preview") {
        let found = ask(&web.app, &signed.caller, &BulkRoles).await?;
        roles.extend(found.into_iter().map(|role| (value_of(role.row.tenant, role.row.id), role)));
    }
    if let ("", [first, ..]) = (draft.role.as_str(), roles.as_slice()) {
        draft.role.clone_from(&first.0);
    }
    let members = if draft.asks("members") || draft.asks("preview") {
        let (legend, help) = (frame.t.t("role-members"), frame.t.t("members-help"));
        let (find, error) = (form.text("find-principal"), faults.at("members").to_owned());
        let chosen = draft.members.clone();
        Some(PrincipalPicker::of(web, signed, &frame, (&legend, &help), chosen, find, error).await?)
    } else {
        None
    };
    let period = period_of(&frame.t, form, "").unwrap_or_default();
    html(&WizardPage {
        mail: MailField::of(&frame.t, web, draft.sends_mail),
        period: PeriodFields::typed(&frame.t, form, &faults, ""),
        period_words: period_between(&frame.t, period.from, period.until),
        frame,
        draft,
        steps: STEPS,
        base: BASE,
        roles,
        members,
        customers,
        rows: looked.rows,
        faults,
    })
}

/// What the step of customers shows; the buttons for all and none are carried out here, where it is known what was found.
fn customers(draft: &mut Draft, form: &Form, all: Vec<BulkCustomer>) -> Customers {
    let (find, having) = (form.text("find-customer").to_owned(), form.text("having").to_owned());
    let fits = |customer: &BulkCustomer| {
        customer.fits(&find)
            && match having.as_str() {
                "with" => customer.has_role,
                "without" => !customer.has_role,
                _ => true,
            }
    };
    let found: Vec<BulkCustomer> = all.into_iter().filter(fits).collect();
    if let choice @ ("all" | "none") = form.text("go") {
        draft.choose(choice == "all", &found);
    }
    let is_found = |tenant: &_| found.iter().any(|customer| customer.tenant == *tenant);
    let unseen = draft.customers.iter().filter(|tenant| !is_found(tenant)).map(ToString::to_string).collect();
    Customers { unseen, find, having, chosen: draft.customers.len(), found }
}

/// A step with what is wrong on it.
pub(super) async fn refused(
    web: &Web,
    signed: &Signed,
    draft: Draft,
    form: &Form,
    refusal: Refusal,
) -> PageResult {
    let t = frame(web, signed).await?.t;
    let status = refusal.status();
    let faults = Faults::of(&t, refusal)?;
    Ok(with_status(status, page(web, signed, draft, form, faults, Looked::default()).await?))
}

/// The page of the result.
pub(super) async fn result(web: &Web, signed: &Signed, rows: Vec<Row>) -> PageResult {
    html(&ResultPage { frame: frame(web, signed).await?, base: BASE, rows })
}
