//! Windows Autopilot: of one customer, under its record, and of one's own organization, under Settings. The same pages
//! under two faces; what they offer is what the reader may do.

mod apply;
mod list;
mod profile;
mod profiles;
mod remove;
mod submissions;
mod upload;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use domain::{
    id::{AutopilotDevice, AutopilotProfile, AutopilotSubmission, Id, Organization},
    organization::Face,
};
use serde::Deserialize;
use service::{Refusal, ask, reseller_relationships::Customer};

use crate::{caller::Signed, form::LARGEST_UPLOAD, portal::layout::Frame, web::Web};

/// The pages of Autopilot.
pub fn routes() -> Router<Web> {
    Router::new()
        .merge(pages_at("/settings/autopilot"))
        .merge(pages_at("/partner/customers/{tenant}/autopilot"))
}

fn pages_at(base: &str) -> Router<Web> {
    Router::new()
        .route(base, get(list::list))
        .route(&format!("{base}.csv"), get(list::csv))
        .route(
            &format!("{base}/upload"),
            get(upload::choose).post(upload::send).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route(&format!("{base}/apply"), post(apply::save))
        .route(&format!("{base}/submissions"), get(submissions::list))
        .route(&format!("{base}/submissions/{{submission}}"), get(submissions::show))
        .route(&format!("{base}/devices/{{device}}/remove"), get(remove::ask_remove).post(remove::save))
        .route(&format!("{base}/profiles"), get(profiles::list))
        .route(&format!("{base}/profiles/new"), get(profile::new).post(profile::create))
        .route(&format!("{base}/profiles/{{profile}}"), get(profile::show).post(profile::save))
        .route(&format!("{base}/profiles/{{profile}}/delete"), get(profile::ask_delete).post(profile::delete))
}

/// Whose devices an address names: a customer's, or one's own.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Whose {
    tenant: Option<Id<Organization>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedDevice {
    tenant: Option<Id<Organization>>,
    device: Id<AutopilotDevice>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedProfile {
    tenant: Option<Id<Organization>>,
    profile: Id<AutopilotProfile>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedSubmission {
    tenant: Option<Id<Organization>>,
    submission: Id<AutopilotSubmission>,
}

/// On which side the reader is.
#[derive(Clone, Debug)]
struct Side {
    /// Whose devices.
    tenant: Id<Organization>,
    /// What the addresses begin with.
    base: String,
    /// Whether they are of the reader's own organization.
    is_own: bool,
    /// The name of the customer; empty for the own organization.
    customer: String,
}

impl Side {
    /// Where an address leads; one's own organization is never a customer.
    fn of(signed: &Signed, tenant: Option<Id<Organization>>) -> Result<Self, Refusal> {
        let person = &signed.caller.person;
        Ok(match tenant {
            None => Self {
                tenant: person.organization,
                base: "/settings/autopilot".to_owned(),
                is_own: true,
                customer: String::new(),
            },
            Some(tenant) => Self {
                tenant: person.customer(tenant)?,
                base: format!("/partner/customers/{tenant}/autopilot"),
                is_own: false,
                customer: String::new(),
            },
        })
    }

    /// The frame of a page, for whoever was let in by its question before; with the name of the customer.
    async fn frame(&mut self, web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
        if self.is_own {
            return Frame::of(web, signed, Face::Rooms, "autopilot").await;
        }
        let record = ask(&web.app, &signed.caller, &Customer { tenant: self.tenant }).await?;
        self.customer = record.row.customer_name;
        Frame::of(web, signed, Face::Partner, "customers").await
    }
}
