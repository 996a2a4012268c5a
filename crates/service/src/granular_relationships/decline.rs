//! The customer declines what a partner asks it for (decision 4).
//!
//! Invariant: only what names this customer is its to decline; what anybody with the link may approve stays for the others. The published
//! states have no word for it (§3.4): it ends as what an indirect reseller rejects does, terminated, and is forgotten like that.

use authz::Action;
use domain::{
    event::EventKind,
    granular_relationship::Step,
    id::{GranularRelationship, Id},
};
use store::{
    Batch, Change,
    granular_relationships::GranularRow,
    notices::{DELEGATION_AGENTS, Notice},
};

use super::{AskedGranular, after, approve::asked, event, fresh};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Declines the relationship of a link for the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct DeclineGranular {
    /// The published identifier.
    pub asked: AskedGranular,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for DeclineGranular {
    type Output = Id<GranularRelationship>;
    const NAME: &'static str = "granular_relationships.decline";
    // So that nobody approves it at the same moment.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ConsentToPartner, Where::Tenant(caller.organization))
    }

    async fn apply(
        self,
        change: &mut Change,
        context: &Context<'_>,
    ) -> Result<Id<GranularRelationship>, Refusal> {
        let row = fresh(asked(change, self.asked).await?, self.stamp)?;
        if row.customer.is_none() {
            return Err(Refusal::Conflict(Code::OpenRequest, Some(row.id.uuid())));
        }
        decline(change, &row).await?;
        let by = context.caller.person.upn.as_str();
        let notice = Notice {
            tenant: change.tenant(),
            audience: "service_administrators",
            kind: "granular_declined",
            about: row.partner.uuid(),
            parameters: vec![
                ("partner", row.partner_name.clone()),
                ("name", row.name.clone()),
                ("by", by.to_owned()),
            ],
        };
        change.notify(notice).await?;
        tell_declined(change, &row).await?;
        Ok(row.id)
    }
}

/// Declines a relationship in the name of the customer that is named in it; nobody is told.
pub(crate) async fn decline(change: &mut Change, row: &GranularRow) -> Result<(), Refusal> {
    let status = after(row, Step::Decline)?;
    let now = GranularRow { status, ended_at: Some(change.now()), ..row.clone() };
    let event = event(EventKind::GranularDeclined, row).changed("status", row.status.key(), status.key());
    change.write(store::granular_relationships::save(Batch::of(event), row, &now, &[])).await?;
    Ok(())
}

/// Tells the partner. What the customer is called is told by an approval alone (§4.3), so it is not named.
pub(crate) async fn tell_declined(change: &mut Change, row: &GranularRow) -> Result<(), Refusal> {
    let notice = Notice {
        tenant: row.partner,
        audience: DELEGATION_AGENTS,
        kind: "customer_granular_declined",
        about: row.id.uuid(),
        parameters: vec![("name", row.name.clone())],
    };
    Ok(change.notify(notice).await?)
}
