//! Subscriptions: of one's own organization, under Settings, and of customers, in the Partner face. The same pages from both
//! sides; what they offer is what the reader may do.

mod confirm;
mod detail;
mod inside;
mod licences;
mod list;
mod new;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, Subscription, SubscriptionAssignment, SubscriptionResource, User},
    organization::Face,
};
use serde::Deserialize;
use service::Refusal;

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The list of one's own subscriptions.
const OWN: &str = "/settings/subscriptions";
/// The list over all customers.
const ALL: &str = "/partner/subscriptions";

/// The pages of subscriptions.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(OWN, get(list::own))
        .route("/settings/subscriptions.csv", get(list::own_csv))
        .route(ALL, get(list::all))
        .route("/partner/subscriptions.csv", get(list::all_csv))
        .merge(pages_at(OWN))
        .merge(pages_at("/partner/customers/{tenant}/subscriptions"))
        // What was there before has no term, and its licences stand on its own page.
        .route("/partner/customers/{tenant}/subscriptions/licences", get(licences::list))
        .route("/partner/customers/{tenant}/subscriptions/{subscription}/renew", post(detail::renew))
}

fn pages_at(base: &str) -> Router<Web> {
    let one = format!("{base}/{{subscription}}");
    Router::new()
        .route(&format!("{base}/new"), get(new::form).post(new::save))
        .route(&one, get(detail::show).post(detail::save))
        .route(&format!("{one}/cancel"), get(confirm::ask_cancel).post(confirm::cancel))
        .route(&format!("{one}/roles"), post(inside::assign))
        .route(&format!("{one}/roles/{{assignment}}/remove"), get(confirm::ask_remove).post(confirm::remove))
        .route(&format!("{one}/resources"), post(inside::create))
        .route(&format!("{one}/resources/{{resource}}"), post(inside::turn))
        .route(
            &format!("{one}/resources/{{resource}}/delete"),
            get(confirm::ask_delete).post(confirm::delete),
        )
        .route(&format!("{one}/licences"), get(licences::show).post(licences::assign))
        .route(&format!("{one}/licences/{{user}}/withdraw"), post(licences::withdraw))
}

/// Whose subscriptions an address names: a customer's, or one's own.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Whose {
    tenant: Option<Id<Organization>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    subscription: Id<Subscription>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedRole {
    tenant: Option<Id<Organization>>,
    subscription: Id<Subscription>,
    assignment: Id<SubscriptionAssignment>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedResource {
    tenant: Option<Id<Organization>>,
    subscription: Id<Subscription>,
    resource: Id<SubscriptionResource>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedSeat {
    tenant: Option<Id<Organization>>,
    subscription: Id<Subscription>,
    user: Id<User>,
}

/// On which side the reader is.
#[derive(Clone, Debug)]
struct Side {
    /// Whose subscriptions.
    tenant: Id<Organization>,
    /// What the addresses begin with.
    base: String,
    /// Where the list is.
    list: String,
    /// Whether they are of the reader's own organization.
    is_own: bool,
}

impl Side {
    /// Where an address leads; one's own organization is never a customer.
    fn of(signed: &Signed, tenant: Option<Id<Organization>>) -> Result<Self, Refusal> {
        let person = &signed.caller.person;
        Ok(match tenant {
            None => {
                let base = OWN.to_owned();
                Self { tenant: person.organization, list: base.clone(), base, is_own: true }
            }
            Some(tenant) => Self {
                tenant: person.customer(tenant)?,
                base: format!("/partner/customers/{tenant}/subscriptions"),
                list: format!("{ALL}?customer={tenant}"),
                is_own: false,
            },
        })
    }

    /// The frame of a page.
    async fn frame(&self, web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
        if self.is_own {
            Frame::of(web, signed, Face::Rooms, "subscriptions").await
        } else {
            Frame::of(web, signed, Face::Partner, "customer-subscriptions").await
        }
    }
}
