//! The partner finalizes a draft, ends a relationship in force, or as an indirect reseller says what it thinks of one that its provider
//! prepared (R-381, R-387, state machines 3.4 and 3.6).

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    granular_relationship::{PartnerConsent, RequestAction},
    id::{GranularRelationship, GranularRequest, Id},
};
use store::{
    Batch, Change,
    granular_relationships::{GranularRow, assignments, requests},
    notices::{DELEGATION_AGENTS, Notice},
};

use super::{after, event, not_barred, not_too_many, own, tell};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Asks for a step of a relationship of the caller's organization; it binds with the commit.
#[derive(Clone, Copy, Debug)]
pub struct RequestGranular {
    /// Which.
    pub relationship: Id<GranularRelationship>,
    /// What.
    pub action: RequestAction,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

/// Why a request was refused that could be carried out when the relationship was read: another one was carried out in between, so that
/// both stood against each other (§4.5). Any other refusal is what it was.
pub fn lost(refusal: Refusal, read: &GranularRow, action: RequestAction) -> Refusal {
    match refusal {
        Refusal::Conflict(Code::InvalidState, id) if is_open_to(read, action) => {
            Refusal::Conflict(Code::Conflict, id)
        }
        refusal => refusal,
    }
}

/// Whether what is asked for can be carried out on a relationship that stands so.
fn is_open_to(row: &GranularRow, action: RequestAction) -> bool {
    // Only what a provider prepared is there to be agreed to, and once.
    let is_asked = match action {
        RequestAction::Approve | RequestAction::Reject => row.consent == Some(PartnerConsent::Pending),
        RequestAction::LockForApproval | RequestAction::Terminate => true,
    };
    is_asked && row.status.after(action.step()).is_some()
}

impl Command for RequestGranular {
    type Output = Id<GranularRequest>;
    const NAME: &'static str = "granular_relationships.request";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        let right = match self.action {
            RequestAction::LockForApproval | RequestAction::Approve | RequestAction::Reject => {
                AgentRight::RequestDelegation
            }
            RequestAction::Terminate => AgentRight::RemoveDelegation,
        };
        (Action::ActAsAgent(right), Where::Granular(self.relationship))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<GranularRequest>, Refusal> {
        let person = &context.caller.person;
        let row = own(change, person.organization, self.relationship, self.stamp).await?;
        let status = after(&row, self.action.step())?;
        if !is_open_to(&row, self.action) {
            return Err(Refusal::Conflict(Code::InvalidState, Some(row.id.uuid())));
        }
        if matches!(self.action, RequestAction::LockForApproval | RequestAction::Approve) {
            not_barred(change, context, row.customer).await?;
            not_too_many(change, row.customer).await?;
        }
        let at = change.now();
        let (kind, now) = match self.action {
            RequestAction::LockForApproval => {
                (EventKind::GranularFinalized, GranularRow { locked_at: Some(at), ..row.clone() })
            }
            RequestAction::Terminate => (EventKind::GranularTerminationRequested, row.clone()),
            RequestAction::Approve => {
                let consent = Some(PartnerConsent::Approved);
                // The customer has its time from now on.
                (EventKind::GranularAgreed, GranularRow { consent, locked_at: Some(at), ..row.clone() })
            }
            RequestAction::Reject => {
                let consent = Some(PartnerConsent::Rejected);
                (EventKind::GranularRejected, GranularRow { consent, ended_at: Some(at), ..row.clone() })
            }
        };
        let now = GranularRow { status, ..now };
        let id = change.new_id();
        let mut event = event(kind, &row).changed("status", row.status.key(), status.key());
        if let (Some((provider, _)), RequestAction::Approve | RequestAction::Reject) =
            (&row.provider, self.action)
        {
            event = event.concerning(provider.uuid());
        }
        let holders = assignments::holders(&assignments::fetch(change, row.id).await?);
        let batch = store::granular_relationships::save(Batch::of(event), &row, &now, &holders);
        change.write(requests::insert_request(batch, row.id, id, self.action)).await?;
        if self.action == RequestAction::Terminate {
            let kinds = ("granular_terminated", "customer_granular_terminated");
            tell::both(change, &row, kinds, tell::By::Partner(person.name())).await?;
        }
        if let Some((provider, _)) = row.provider {
            let kind = match self.action {
                RequestAction::Approve => Some("granular_agreed"),
                RequestAction::Reject => Some("granular_rejected"),
                RequestAction::LockForApproval | RequestAction::Terminate => None,
            };
            if let Some(kind) = kind {
                let parameters = vec![("partner", row.partner_name.clone()), ("name", row.name.clone())];
                let (tenant, audience, about) = (provider, DELEGATION_AGENTS, row.id.uuid());
                change.notify(Notice { tenant, audience, kind, about, parameters }).await?;
            }
        }
        Ok(id)
    }
}
