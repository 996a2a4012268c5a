//! Webhooks: programs of an organization are told over HTTP what happens, signed as Standard Webhooks says; and what those of a
//! partner are told at Partner Center's surface, in the form of that.
//!
//! Invariants: a webhook acts in the name of its owner, who is whoever set last where it leads and what it tells; whether the
//! owner may know is decided by the engine when a message comes up, and again each time before it is sent; no address is called
//! that is neither public nor allowed by the operator; the store holds identifiers alone, and the receiver's answer is never
//! kept.

mod address;
mod certificate;
mod create;
mod delete;
mod edit;
mod form;
mod known;
mod list;
mod log;
mod message;
mod off;
mod partner_message;
mod registration;
mod registration_end;
mod registration_log;
mod replay;
mod secret;
mod send;
mod sign;
mod spread;
mod teams;
mod test;

pub use address::{Address, Host, reach};
pub use certificate::certificate;
pub use create::{CreateWebhook, NewWebhook};
pub use delete::DeleteWebhook;
pub use domain::partner_event::PartnerEvent;
pub use domain::webhook::{Covers, DeliveryState, Told, Unreached};
pub use edit::EditWebhook;
pub use form::WebhookForm;
pub use list::{ListWebhooks, WebhookOf};
pub use log::{DeliveryLog, DeliveryOf};
pub use registration::{
    ChangeRegistration, Register, RegistrationForm, RegistrationOf, ValidationEvent, test_registration,
};
pub use registration_end::EndRegistration;
pub use registration_log::{RegistrationLog, RegistrationLogged};
pub use replay::ReplayDelivery;
pub use secret::RotateSecret;
pub use send::{Courier, Parcel, tend};
pub(crate) use spread::spread;
pub use store::webhooks::{DeliveryRow, Registration, SCHEMA, Standing, WebhookRow};
pub use teams::{Teams, TeamsToChoose};
pub use test::test;

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Webhook},
    permission::Permission,
    webhook::Envelope,
};
use store::Change;

use crate::refusal::Refusal;

/// What everything about webhooks asks for: they are a setting of the organization, and their addresses are secrets.
const ASKS: Action = Action::UseOwn(Permission::SettingsModify);

/// A webhook for a change, in the version that the caller read.
async fn found(change: &mut Change, id: Id<Webhook>, stamp: Option<i64>) -> Result<WebhookRow, Refusal> {
    let found = store::webhooks::found(change, id).await?;
    // Partner Center's surface has ways of its own.
    let found = found.filter(|row| row.envelope == Envelope::Standard).ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != found.change_stamp) {
        return Err(Refusal::Stale);
    }
    Ok(found)
}

/// An event about a webhook.
fn event(kind: EventKind, id: Id<Webhook>, name: &str) -> Event {
    Event::new(kind, Subject::thing(id.uuid(), name))
}
