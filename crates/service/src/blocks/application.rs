//! Setting a block of an application.

use authz::Action;
use domain::{
    event::Subject,
    id::{Application, Id, Organization},
};
use store::{Change, applications};

use super::set::{block, reason};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Blocks an application of a partner: neither by itself nor for a person does it act on what the caller's organization delegated.
#[derive(Clone, Debug)]
pub struct BlockApplication {
    /// Of which partner.
    pub partner: Id<Organization>,
    /// Which: one that can act on what is delegated, so that nothing is learnt of the partner's other applications.
    pub application: Id<Application>,
    /// Why, as both sides will read it.
    pub reason: String,
}

impl Command for BlockApplication {
    type Output = ();
    const NAME: &'static str = "blocks.block_application";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let reason = reason(&self.reason)?;
        let application = applications::find_of_partner(change, self.partner, self.application)
            .await?
            .ok_or_else(|| Refusal::field("applicationId", Code::UnknownReference))?;
        let name = application.setting.name;
        let id = self.application.uuid();
        block(change, context, self.partner, (Id::new(id), Subject::thing(id, &name), name), reason).await
    }
}
