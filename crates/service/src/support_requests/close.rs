//! A request is closed: by one of the sides, or with the reseller relationship.

use authz::Action;
use domain::{
    event::EventKind,
    id::{Id, Organization, SupportRequest},
    support_request::{Side, Status, Step},
};
use store::{Batch, Change, support_requests as rows};

use super::{RequestRow, event, found, over, tell, to_take_part};
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Closes a request.
#[derive(Clone, Copy, Debug)]
pub struct CloseSupportRequest {
    /// On which side the caller takes part.
    pub side: Side,
    /// On whose behalf is asked.
    pub tenant: Id<Organization>,
    /// Which.
    pub request: Id<SupportRequest>,
    /// The stamp it was read with; none where any will do.
    pub stamp: Option<i64>,
}

impl Command for CloseSupportRequest {
    type Output = ();
    const NAME: &'static str = "support_requests.close";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (to_take_part(self.side), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let row = found(change, person, self.side, self.request).await?;
        if self.stamp.is_some_and(|stamp| stamp != row.stamp) {
            return Err(Refusal::Stale);
        }
        row.status.after(Step::Close(self.side)).ok_or_else(|| over(row.id))?;
        close(change, &row, Some((self.side, person.upn.as_str()))).await?;
        let kinds = [
            (Side::Partner, "customer_support_closed"),
            (Side::Customer, "support_closed"),
            (Side::Vendor, "support_closed_to_vendor"),
        ];
        tell(change, &row, self.side, &kinds).await
    }
}

/// Closes what a partner asks on behalf of the change's organization, because the reseller relationship ends in the same transaction; of
/// that alone both are told.
pub(crate) async fn close_all(
    change: &mut Change,
    partner: Id<Organization>,
) -> Result<Vec<RequestRow>, Refusal> {
    let open = rows::found_open(change, partner).await?;
    for row in &open {
        row.status.after(Step::LoseRelationship).ok_or_else(|| over(row.id))?;
        close(change, row, None).await?;
    }
    Ok(open)
}

async fn close(change: &mut Change, row: &RequestRow, by: Option<(Side, &str)>) -> Result<(), Refusal> {
    let event = event(EventKind::SupportRequestClosed, row.id, &row.title, row.partner)
        .with("side", by.map_or("relationship", |(side, _)| side.key()))
        .changed("status", row.status.key(), Status::Closed.key());
    change.write(rows::close(Batch::of(event), row.id, by)).await?;
    Ok(())
}
