//! The mail routes of a part.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    permission::Permission,
    webhook::Covers,
};
use service::{
    ask, ask_where_allowed,
    mail_routes::{ListMailRoutes, MailRouteRow},
    rooms::CustomerNames,
};

use super::At;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/mail_routes/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    routes: Vec<MailRouteRow>,
    /// The names of the customers in the reader's sight.
    customers: BTreeMap<Id<Organization>, String>,
    /// Whether this server sends e-mail at all.
    sends_mail: bool,
    done: Option<&'static str>,
}

impl ListPage {
    /// The customers that a route names as far as the reader sees them, and how many others it names.
    fn named(&self, row: &MailRouteRow) -> String {
        let named = &row.route.customers;
        if named.is_empty() {
            return self.frame.t.t("all-tenants");
        }
        let seen: Vec<_> = named.iter().filter_map(|it| self.customers.get(it).map(String::as_str)).collect();
        let unseen = named.len() - seen.len();
        let unseen = (unseen > 0).then(|| self.frame.t.count("webhook-customers-unseen", unseen));
        [Some(seen.join(", ")).filter(|seen| !seen.is_empty()), unseen]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The list.
pub(super) async fn show(State(web): State<Web>, signed: Signed, at: At, fields: Fields) -> PageResult {
    let routes = ask(&web.app, &signed.caller, &ListMailRoutes { covers: Some(at.0) }).await?;
    let tenants: BTreeSet<_> = routes.iter().flat_map(|row| &row.route.customers).copied().collect();
    let customers = if at.0 == Covers::Customers && !tenants.is_empty() {
        let tenants = tenants.into_iter().collect();
        let question = CustomerNames { tenants, permission: Permission::TicketView };
        let named = ask_where_allowed(&web.app, &signed.caller, &question).await?;
        named.unwrap_or_default().into_iter().collect()
    } else {
        BTreeMap::new()
    };
    let done = match fields.text("done") {
        "saved" => Some("changes-saved"),
        "deleted" => Some("mail-route-deleted"),
        _ => None,
    };
    let frame = at.frame(&web, &signed).await?;
    let sends_mail = web.app.sends_mail();
    html(&ListPage { frame, at, routes, customers, sends_mail, done })
}
