//! The list of groups with search, order and pages; of customers with a customer column and filter.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use service::groups::{GroupList, GroupRow, ListGroups};

use super::{chosen::Chosen, done, rule};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{customer_filter::CustomerFilter, layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/groups/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    chosen: Chosen,
    found: GroupList,
    next: Option<String>,
    customers: CustomerFilter,
    done: Option<&'static str>,
    /// Whether the reader may plan maintenance of rooms here.
    may_maintain: bool,
}

impl ListPage {
    fn address(&self, group: &GroupRow) -> String {
        self.at.group(group.tenant, group.id)
    }

    fn chosen_by(&self, group: &GroupRow) -> String {
        rule::words(&self.frame.t, group.rule.as_ref())
    }

    fn address_of_new(&self) -> String {
        let tenant = self.chosen.tenant.map(|tenant| format!("?tenant={tenant}")).unwrap_or_default();
        format!("{}/new{tenant}", self.at.groups())
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        format!("{}{}", self.at.groups(), self.chosen.of(tenant.copied()))
    }

    fn count(&self) -> i64 {
        self.found.count.unwrap_or_default()
    }
}

/// One's own groups.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, Chosen { tenant: None, ..Chosen::read(&fields) }, &fields).await
}

/// The groups of all customers, or of one of them.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    show(&web, &signed, at, Chosen { tenant: at.customer(), ..chosen }, &fields).await
}

async fn show(web: &Web, signed: &Signed, at: At, chosen: Chosen, fields: &Fields) -> PageResult {
    let question = ListGroups { realm: at.realm(), wanted: chosen.wanted()?, counts: true };
    let filter = CustomerFilter::question(fields, Permission::GroupView, chosen.tenant);
    let (frame, customers, found) =
        Frame::with_list(web, signed, at, at.groups_entry(), filter, &question).await?;
    let next = chosen.next(found.next.as_ref())?;
    let may = if at.is_partner() { frame.shell.at_customers } else { frame.shell.own };
    let may_maintain = may.has(Permission::RoomModify);
    let done = done(fields.text("done"));
    html(&ListPage { frame, at, chosen, found, next, customers, done, may_maintain })
}
