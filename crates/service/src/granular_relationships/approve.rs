//! The customer approves: all of it or nothing.

use authz::{Action, Realm};
use domain::{
    event::EventKind,
    granular_relationship::{Status, Step},
    id::{GranularRelationship, Id},
    time::Time,
};
use store::{Batch, Change, View, granular_relationships::GranularRow};
use uuid::Uuid;

use super::{after, event, fresh, tell};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// The halves of a published identifier.
pub type AskedGranular = (Id<GranularRelationship>, Uuid);

/// Looks at the relationship of a link.
#[derive(Clone, Copy, Debug)]
pub struct OpenGranular {
    /// The published identifier.
    pub asked: AskedGranular,
}

impl Question for OpenGranular {
    type Answer = GranularRow;
    const NAME: &'static str = "granular_relationships.open";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ConsentToPartner, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<GranularRow, Refusal> {
        let row = store::granular_relationships::lists::asked(view, self.asked).await?;
        in_time(row.ok_or(Refusal::Missing)?, context.app.clock.now())
    }
}

/// Approves the relationship of a link for the caller's organization; to approve again changes nothing.
#[derive(Clone, Copy, Debug)]
pub struct ApproveGranular {
    /// The published identifier.
    pub asked: AskedGranular,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for ApproveGranular {
    type Output = Id<GranularRelationship>;
    const NAME: &'static str = "granular_relationships.approve";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<GranularRelationship>, Refusal> {
        let row = asked(change, self.asked).await?;
        if row.status.is_live() {
            return Ok(row.id);
        }
        let row = fresh(row, self.stamp)?;
        let status = after(&row, Step::Approve)?;
        let by = context.caller.person.upn.as_str();
        let now = GranularRow {
            status,
            customer: Some(change.tenant()),
            customer_name: Some(store::links::own_name(change).await?),
            approved_by: Some(by.to_owned()),
            approved_at: Some(change.now()),
            ..row.clone()
        };
        let event = event(EventKind::GranularApproved, &now)
            .with("partnerId", row.partner)
            .with("roles", super::words(&row.roles))
            .with("days", row.days)
            .with("autoExtend", row.extends);
        change.write(store::granular_relationships::save(Batch::of(event), &row, &now, &[])).await?;
        let kinds = ("granular_approved", "customer_granular_approved");
        tell::both(change, &now, kinds, tell::By::Customer(by)).await?;
        Ok(row.id)
    }
}

/// The relationship of a link, locked, while it can be answered.
pub(super) async fn asked(change: &mut Change, asked: AskedGranular) -> Result<GranularRow, Refusal> {
    let row = store::granular_relationships::fetch_asked(change, asked).await?;
    in_time(row.ok_or(Refusal::Missing)?, change.now())
}

/// A relationship that waits longer than it may is not there for an answer any more, whether or not it was cleaned up yet.
fn in_time(row: GranularRow, now: Time) -> Result<GranularRow, Refusal> {
    let is_late = row.approvable_until().is_none_or(|until| until <= now);
    if row.status == Status::ApprovalPending && is_late { Err(Refusal::Gone(Code::Expired)) } else { Ok(row) }
}
