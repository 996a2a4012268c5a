//! Whether a relationship extends itself: either side switches it, and nobody is mailed.

use authz::Action;
use domain::{
    agent::AgentRight,
    event::EventKind,
    granular_relationship::{self, Step},
    id::{GranularRelationship, Id},
};
use store::{
    Batch, Change,
    granular_relationships::{GranularRow, assignments},
};

use super::{after, approved, event, not_over, own};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Switches whether a relationship extends itself.
#[derive(Clone, Copy, Debug)]
pub struct SwitchExtension {
    /// Which.
    pub relationship: Id<GranularRelationship>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
    /// Whether it shall extend itself.
    pub extends: bool,
    /// Whether the caller's organization is the customer; else it is the partner.
    pub as_customer: bool,
}

impl Command for SwitchExtension {
    type Output = ();
    const NAME: &'static str = "granular_relationships.switch_extension";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        if self.as_customer {
            (Action::ConsentToPartner, Where::Tenant(caller.organization))
        } else {
            (Action::ActAsAgent(AgentRight::RequestDelegation), Where::Granular(self.relationship))
        }
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = if self.as_customer {
            approved(change, self.relationship, self.stamp).await?
        } else {
            own(change, context.caller.person.organization, self.relationship, self.stamp).await?
        };
        switch(change, row, self.extends).await.map(drop)
    }
}

/// Switches a relationship; the same again changes nothing.
pub(super) async fn switch(
    change: &mut Change,
    row: GranularRow,
    extends: bool,
) -> Result<GranularRow, Refusal> {
    after(&row, Step::SwitchExtension)?;
    not_over(&row, change.now())?;
    if row.extends == extends {
        return Ok(row);
    }
    if extends && !granular_relationship::may_extend(&row.roles) {
        return Err(Refusal::special(Code::GlobalAdministratorNotExtended, "autoExtendDuration"));
    }
    let holders = assignments::holders(&assignments::fetch(change, row.id).await?);
    // What was told of an end that does not come is told again before the next one.
    let now = GranularRow { extends, reminded: None, stamp: row.stamp + 1, ..row.clone() };
    let event = event(EventKind::GranularExtensionSet, &row).changed("autoExtend", row.extends, now.extends);
    change.write(store::granular_relationships::save(Batch::of(event), &row, &now, &holders)).await?;
    Ok(now)
}
