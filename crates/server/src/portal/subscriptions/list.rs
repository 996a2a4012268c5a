//! The list of subscriptions: one's own, or those of customers, and its export.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Organization};
use service::{
    Realm, Refusal, ask,
    subscriptions::{self, SUBSCRIPTIONS, SubscriptionShown, Subscriptions},
};

use super::{ALL, OWN};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    portal::{layout::Frame, listing::Chosen},
    web::Web,
};

const SORTS: [&str; 2] = ["displayName", "createdDateTime"];

#[derive(Template)]
#[template(path = "portal/subscriptions/list.html")]
struct ListPage {
    frame: Frame,
    base: &'static str,
    /// The customer whose subscriptions alone are shown.
    customer: Option<Id<Organization>>,
    chosen: Chosen,
    rows: Vec<SubscriptionShown>,
    count: i64,
    next: Option<String>,
    may_add: bool,
    may_license: bool,
    done: Option<&'static str>,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 2] {
        let t = &self.frame.t;
        [("displayName", t.t("subscription")), ("createdDateTime", t.t("subscription-created"))]
    }

    fn is_own(&self) -> bool {
        self.base == OWN
    }

    fn is_narrowed(&self) -> bool {
        !self.chosen.q.is_empty() || self.customer.is_some()
    }

    fn title(&self) -> String {
        self.frame.t.t(if self.is_own() { "nav-subscriptions" } else { "nav-customer-subscriptions" })
    }

    /// Where the pages of one customer, or of the own organization, begin.
    fn pages(&self) -> String {
        match self.customer {
            Some(tenant) => format!("/partner/customers/{tenant}/subscriptions"),
            None => OWN.to_owned(),
        }
    }

    fn address(&self, shown: &SubscriptionShown) -> String {
        let (tenant, id) = (shown.row.tenant, shown.row.id);
        if self.is_own() {
            format!("{OWN}/{id}")
        } else {
            format!("/partner/customers/{tenant}/subscriptions/{id}")
        }
    }
}

/// The list that an address asks for.
fn read(fields: &Fields, is_own: bool) -> Result<(Chosen, Option<Id<Organization>>, Subscriptions), Refusal> {
    let mut chosen = Chosen::read(fields, &SORTS, &[]);
    let customer: Option<Id<Organization>> = if is_own { None } else { fields.text("customer").parse().ok() };
    chosen.also("customer", &customer.map(|id| id.to_string()).unwrap_or_default());
    let realm = match customer {
        _ if is_own => Realm::Own,
        Some(tenant) => Realm::Customer(tenant),
        None => Realm::AllCustomers,
    };
    let wanted = chosen.asked(&SUBSCRIPTIONS)?.wanted;
    Ok((chosen, customer, Subscriptions { realm, wanted, count: true }))
}

pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, OWN).await
}

pub(super) async fn all(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, ALL).await
}

async fn page(web: &Web, signed: &Signed, fields: &Fields, base: &'static str) -> PageResult {
    let is_own = base == OWN;
    let (chosen, customer, question) = read(fields, is_own)?;
    let found = ask(&web.app, &signed.caller, &question).await?;
    let done = (fields.text("done") == "cancelled").then_some("subscription-done-cancelled");
    let (face, entry) = if is_own {
        (domain::organization::Face::Rooms, "subscriptions")
    } else {
        (domain::organization::Face::Partner, "customer-subscriptions")
    };
    html(&ListPage {
        frame: Frame::of(web, signed, face, entry).await?,
        base,
        customer,
        next: chosen.next(found.found.page.next.as_ref())?,
        chosen,
        rows: found.found.page.items,
        count: found.found.count.unwrap_or_default(),
        may_add: found.may_add,
        may_license: found.may_license && !is_own,
        done,
    })
}

pub(super) async fn own_csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    export(web, signed, &fields, true).await
}

pub(super) async fn all_csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    export(web, signed, &fields, false).await
}

/// The subscriptions of the search in force as CSV, with the published columns first.
async fn export(web: Web, signed: Signed, fields: &Fields, is_own: bool) -> PageResult {
    let (_, _, question) = read(fields, is_own)?;
    let question = Subscriptions { count: false, ..question };
    let (app, caller) = (web.app, signed.caller);
    let export = subscriptions::export(&app, &caller, question).await?;
    let columns = ["Subscription ID", "Subscription", "Quantity", "Status", "Reseller", "Customer"];
    Ok(csv::download("subscriptions.csv", columns, (app, caller), export, |shown: &SubscriptionShown| {
        [
            shown.row.id.to_string(),
            shown.row.name.clone(),
            shown.row.quantity.to_string(),
            shown.status.key().to_owned(),
            shown.reseller.clone().unwrap_or_default(),
            shown.row.customer_name.clone(),
        ]
    })
    .await?)
}
