//! What a person may do in an organization, and where each right comes from.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, User},
    organization::Face,
};
use service::{
    ask, ask_where_allowed,
    explanations::{CustomersOf, RightsOf, RightsShown, Source},
    links::TenantDetail,
    roles::RoleContext,
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{access::moment, layout::Frame},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/access/person.html")]
struct PersonPage {
    frame: Frame,
    shown: RightsShown,
    /// The customer by name; none at home.
    customer: Option<(Id<Organization>, String)>,
    /// At which customers the person holds something, as far as the reader sees their roles.
    customers: Vec<(Id<Organization>, String)>,
    /// The day that was asked about; empty for today.
    day: String,
}

/// At home: one's own people, and people of partners who work here.
pub(super) async fn own(
    State(web): State<Web>,
    signed: Signed,
    PagePath(user): PagePath<Id<User>>,
    fields: Fields,
) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "roles").await?;
    let (app, caller) = (&web.app, &signed.caller);
    let (day, moment) = moment(&frame.t, &fields, web.app.clock.now());
    let shown = ask(app, caller, &RightsOf { context: RoleContext::Own, user, moment }).await?;
    // Whoever is no partner has no customers.
    let customers = ask_where_allowed(app, caller, &CustomersOf { user }).await?.unwrap_or_default();
    html(&PersonPage { frame, shown, customer: None, customers, day })
}

/// At a customer: people of the reader's organization.
pub(super) async fn customer(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, user)): PagePath<(Id<Organization>, Id<User>)>,
    fields: Fields,
) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Partner, "customer-roles").await?;
    let (app, caller) = (&web.app, &signed.caller);
    let (day, moment) = moment(&frame.t, &fields, web.app.clock.now());
    let shown = ask(app, caller, &RightsOf { context: RoleContext::At(tenant), user, moment }).await?;
    let detail = ask(app, caller, &TenantDetail { customer: tenant }).await?;
    let name = detail.tenant.link.row.customer_name;
    html(&PersonPage { frame, shown, customer: Some((tenant, name)), customers: Vec::new(), day })
}
