//! Whether the caller may do something in their own organization, or manages somebody of it: what a form asks before it is shown.

use authz::{About, Action, Concerning, Realm, Target, decide, holds};
use domain::directory::Principal;
use store::View;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Refused where the caller may not.
#[derive(Clone, Copy, Debug)]
pub struct May(pub Action);

impl Question for May {
    type Answer = ();
    const NAME: &'static str = "may";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (self.0, Realm::Own)
    }

    async fn answer(&self, _: &mut View, _: &Looking<'_>) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Whether the caller manages a person or security group of their own organization: what pages offer.
#[derive(Clone, Copy, Debug)]
pub struct Manages(pub Principal);

impl Question for Manages {
    type Answer = bool;
    const NAME: &'static str = "manages";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::Holdings(self.0)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<bool, Refusal> {
        Ok(holds(context.facts, Action::ManageDirectory, &target(view, context, self.0).await?))
    }
}

/// Refused where the caller does not manage a person or security group; the question must concern its
/// [holdings](Concerning::Holdings).
pub(crate) async fn manages(
    view: &mut View,
    context: &Looking<'_>,
    principal: Principal,
) -> Result<(), Refusal> {
    let target = target(view, context, principal).await?;
    let _permit = decide(context.facts, Action::ManageDirectory, &target)?;
    Ok(())
}

async fn target(view: &mut View, context: &Looking<'_>, principal: Principal) -> Result<Target, Refusal> {
    let is_invited = store::invitations::is_named(view, principal.uuid()).await?;
    let about = About::Principal { principal: Some(principal), is_invited };
    Ok(Target { tenant: context.facts.organization, about })
}
