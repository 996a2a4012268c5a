//! What can be chosen for a scope and what it covers now: the live count and list wherever rooms are chosen.

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization},
    permission::Permission,
    scope::Scope,
};
use store::{
    View,
    scopes::{CoveredRoom, Described, NamedParts, Offered},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    roles::RoleContext,
};

/// What rooms are chosen for: it decides who may ask and what is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeUse {
    /// For a partner, by the customer.
    Partner,
    /// For a role, from what the caller sees where the role counts.
    Role(RoleContext),
}

impl ScopeUse {
    fn asks(self) -> (Action, Realm) {
        match self {
            Self::Partner => (Action::ControlPartners, Realm::Own),
            Self::Role(context) => context.modifies(),
        }
    }

    /// Looks with the sight of what is offered; tells of which organization, and how much of it.
    fn look(self, view: &mut View, context: &Looking<'_>) -> Result<(Id<Organization>, Offered), Refusal> {
        let (realm, tenant) = match self {
            Self::Partner => return Ok((context.facts.organization, Offered::Everything)),
            Self::Role(RoleContext::Own) => (Realm::Own, context.facts.organization),
            Self::Role(RoleContext::At(customer)) => (Realm::Customer(customer), customer),
        };
        let sight = context.sight(Action::Use(Permission::RoomView), realm)?;
        let whole = realm == Realm::Own && store::rooms::sees_all(&sight);
        view.look(sight);
        Ok((tenant, if whole { Offered::Everything } else { Offered::InSight }))
    }
}

/// Asks which rooms a scope covers now.
#[derive(Clone, Debug)]
pub struct PreviewScope {
    /// What it is for.
    pub scope_use: ScopeUse,
    /// The scope; what the organization does not have covers nothing.
    pub scope: Scope,
    /// How many rooms are named.
    pub at_most: i64,
}

/// What a scope covers now.
#[derive(Clone, Debug)]
pub struct Preview {
    /// How many rooms.
    pub count: i64,
    /// The first of them, by name.
    pub rooms: Vec<CoveredRoom>,
}

impl Question for PreviewScope {
    type Answer = Preview;
    const NAME: &'static str = "scopes.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        self.scope_use.asks()
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Preview, Refusal> {
        let (tenant, offered) = self.scope_use.look(view, context)?;
        let (count, rooms) = store::scopes::covered(view, tenant, offered, &self.scope, self.at_most).await?;
        Ok(Preview { count, rooms })
    }
}

/// Asks what can be chosen for a scope: what it names, and further rooms and groups by part of a name.
#[derive(Clone, Debug)]
pub struct ScopeChoices {
    /// What it is for.
    pub scope_use: ScopeUse,
    /// The scope so far.
    pub scope: Scope,
    /// Part of a name.
    pub text: String,
}

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Choices {
    /// What the scope names, as far as it is offered.
    pub chosen: Described,
    /// Further rooms, groups and places, at most twenty each.
    pub found: NamedParts,
}

impl Question for ScopeChoices {
    type Answer = Choices;
    const NAME: &'static str = "scopes.choices";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        self.scope_use.asks()
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Choices, Refusal> {
        let (_, offered) = self.scope_use.look(view, context)?;
        let (chosen, found) = store::scopes::choices(view, offered, &self.scope, &self.text, 20).await?;
        Ok(Choices { chosen, found })
    }
}
