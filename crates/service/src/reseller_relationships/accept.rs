//! The customer accepts.
//!
//! Invariant: what is accepted is what was asked for in the stored request (decision 24); to accept twice changes nothing.

use authz::{Action, fact::ResellerFacts};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, ResellerRelationship, ResellerRequest},
    reseller_relationship::{ResellerStep, Standing},
};
use store::{Batch, Change, reseller_relationships::Chain};

use super::{By, event, tell};
use crate::{
    added_customers,
    caller::Person,
    refusal::{Code, Refusal},
    reseller_requests::{Asked, asked, hash},
    run::{Command, Context, Where},
};

/// Accepts the request of a link for the caller's organization.
#[derive(Clone, Debug)]
pub struct AcceptReseller {
    /// The secret of the link.
    pub token: String,
    /// Whether the caller's organization agreed to the customer agreement with the partner.
    pub agreement_accepted: bool,
    /// Whether the caller saw that delegated admin privileges are asked for; what was not shown is not accepted. None where the
    /// caller leaves that to the request.
    pub privileges_shown: Option<bool>,
}

impl Command for AcceptReseller {
    type Output = Id<ResellerRelationship>;
    const NAME: &'static str = "reseller_relationships.accept";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<ResellerRelationship>, Refusal> {
        let opened = store::reseller_requests::fetch_opened(change, &hash(&self.token)).await?;
        let opened = opened.ok_or(Refusal::Missing)?;
        let Asked { request, with_privileges } = asked(context.app, change.tenant(), opened)?;
        if self.privileges_shown.is_some_and(|shown| shown != with_privileges) {
            return Err(Refusal::Stale);
        }
        if !self.agreement_accepted {
            return Err(Refusal::special(Code::AgreementRequired, "agreementAccepted"));
        }
        let added = if request.is_of_added {
            Some(added_customers::waiting_here(change, request.partner).await?)
        } else {
            None
        };
        let by = context.caller.person.upn.as_str();
        let taken = |partner, name: &str, chain| Taken {
            partner,
            name: name.to_owned(),
            request: request.id,
            with_privileges,
            chain,
        };
        let mut chain = Chain::default();
        if let Some(provider) = &request.provider {
            chain.provider = Some(provider.id);
            let of_provider = Chain { indirect_reseller: Some(request.partner), ..Chain::default() };
            take_on(change, taken(provider.id, &provider.name, of_provider), by).await?;
        }
        let id = take_on(change, taken(request.partner, &request.partner_name, chain), by).await?;
        if let Some(added) = added {
            added_customers::accepted(change, &added, request.partner, id).await?;
        }
        Ok(id)
    }
}

/// A partner that is taken on.
struct Taken {
    partner: Id<Organization>,
    name: String,
    request: Id<ResellerRequest>,
    with_privileges: bool,
    chain: Chain,
}

/// Lets the relationship with a partner begin, or adds to the one there is what is new.
async fn take_on(change: &mut Change, taken: Taken, by: &str) -> Result<Id<ResellerRelationship>, Refusal> {
    let Taken { partner, name, request, with_privileges, chain } = taken;
    let live = store::reseller_relationships::fetch_live(change, partner).await?;
    let standing = live.as_ref().map_or(Standing::None, |row| Standing::of(row.has_privileges));
    let after = standing
        .after(ResellerStep::Accept { with_privileges })
        .ok_or(Refusal::Conflict(Code::InvalidState, None))?;
    let Some(row) = live else {
        let id: Id<ResellerRelationship> = change.new_id();
        let event = Event::new(EventKind::ResellerAccepted, Subject::thing(id.uuid(), &name))
            .with("partnerId", partner)
            .with("requestId", request)
            .with("delegatedAdminPrivileges", with_privileges)
            .concerning(partner.uuid());
        let facts = ResellerFacts { partner, has_privileges: with_privileges, opens_rooms: false };
        let now = change.now();
        let batch =
            store::reseller_relationships::begin(Batch::of(event), id, facts, request, by, chain, now);
        change.write(batch).await?;
        let row = store::reseller_relationships::fetch(change, id).await?.ok_or(Refusal::Missing)?;
        if with_privileges {
            let granted = super::event(EventKind::PrivilegesGranted, &row).with("requestId", request);
            change.write(Batch::of(granted)).await?;
        }
        tell(change, &row, ("reseller_accepted", "customer_accepted"), By::Customer(by), true).await?;
        return Ok(id);
    };
    if after != standing {
        let event = event(EventKind::PrivilegesGranted, &row).with("requestId", request);
        change.write(store::reseller_relationships::grant(Batch::of(event), &row)).await?;
        tell(change, &row, ("privileges_granted", "customer_privileges_granted"), By::Customer(by), true)
            .await?;
    }
    let is_new = |new: Option<Id<Organization>>, old: &Option<(Id<Organization>, String)>| {
        new.is_some_and(|new| old.as_ref().is_none_or(|(id, _)| *id != new))
    };
    if is_new(chain.provider, &row.provider) || is_new(chain.indirect_reseller, &row.indirect_reseller) {
        let event = event(EventKind::ResellerChained, &row).with("requestId", request);
        change.write(store::reseller_relationships::set_chain(Batch::of(event), &row, chain)).await?;
    }
    Ok(row.id)
}
