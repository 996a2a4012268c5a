//! What a partner is told in Partner Center's form (§4.10): what happened, to what, and where both are read.
//!
//! Invariant: it is told in the name of whoever set the registration last, by the decision of this moment: an Admin agent whom the customer
//! does not keep out.

use authz::{Concerning, Facts, Realm, sight};
use domain::{id::Id, partner_event::PartnerEvent};
use serde_json::json;
use store::{
    granular_relationships::lists,
    webhooks::{Due, Hook, Owner},
};

use super::{message::Message, registration::ASKS};
use crate::{app::App, refusal::Refusal};

/// Writes what the owner of a registration may know now; none where that is nothing.
pub(super) async fn write(
    app: &App,
    hook: &Hook,
    due: &Due,
    event: PartnerEvent,
) -> Result<Option<Message>, Refusal> {
    use PartnerEvent as E;

    let Owner { organization, user, upn } = &hook.owner;
    let mut opening = app.store.begin_view().await?;
    let concerning = Concerning::One(due.within);
    let facts = opening.facts(app.clock.now(), *organization, *user, upn, concerning).await?;
    let Some(facts) = facts.filter(Facts::enabled) else { return Ok(None) };
    let Ok(sight) = sight(&facts, ASKS, Realm::Own) else { return Ok(None) };
    if facts.is_barred_from(due.within) {
        return Ok(None);
    }
    let (base, customer, about) = (app.settings.public_url.trim_end_matches('/'), due.within, due.about);
    let resource = match event {
        E::Test => format!("{base}/webhooks/v1/registration/validationEvents/{about}"),
        E::ResellerAccepted | E::PrivilegesApproved | E::PrivilegesTerminated | E::PrivilegesLapsed => {
            format!("{base}/v1/customers/{customer}")
        }
        E::SubscriptionUpdated => format!("{base}/v1/customers/{customer}/subscriptions/{about}"),
        E::GranularApproved
        | E::GranularActivated
        | E::GranularTerminated
        | E::GranularExpired
        | E::AssignmentCreated
        | E::AssignmentActivated
        | E::AssignmentUpdated
        | E::AssignmentDeleted => {
            let row = lists::find(&mut opening.view(sight), Id::new(about)).await?;
            let Some(row) = row else { return Ok(None) };
            let assignment = due.part.map(|part| format!("/accessAssignments/{part}")).unwrap_or_default();
            let id = row.public_id();
            format!("{base}/v1.0/tenantRelationships/delegatedAdminRelationships/{id}{assignment}")
        }
    };
    let body = json!({
        "EventName": event.key(),
        "ResourceUri": resource,
        "ResourceName": event.resource_name(),
        "AuditUri": due.record.map(|record| format!("{base}/v1/auditrecords/{record}")),
        "ResourceChangeUtcDate": due.at.to_string(),
    });
    Ok(Some(Message { body: body.to_string(), customer: None }))
}
