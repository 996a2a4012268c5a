//! Taking a request back: its link serves nobody any more.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, ResellerRequest},
};
use store::{Batch, Change};

use super::ASKS;
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Revokes a request of the caller's organization; relationships that began with it stay.
#[derive(Clone, Copy, Debug)]
pub struct RevokeResellerRequest {
    /// Which.
    pub request: Id<ResellerRequest>,
}

impl Command for RevokeResellerRequest {
    type Output = ();
    const NAME: &'static str = "reseller_requests.revoke";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let revoked =
            store::reseller_requests::fetch_revoked(change, self.request).await?.ok_or(Refusal::Missing)?;
        if revoked.is_some() {
            return Ok(());
        }
        let event = Event::new(EventKind::ResellerRequestRevoked, Subject::thing(self.request.uuid(), ""));
        change.write(store::reseller_requests::revoke(Batch::of(event), self.request)).await?;
        Ok(())
    }
}
