//! What a scope covers now: the live count and list of the wizard and of the scope editor.

use authz::{Action, Realm};
use domain::scope::Scope;
use store::{
    View,
    scopes::{CoveredRoom, Described, NamedParts},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks which rooms of the caller's organization a scope covers now.
#[derive(Clone, Debug)]
pub struct PreviewScope {
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
    const NAME: &'static str = "invitations.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ControlPartners, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Preview, Refusal> {
        let tenant = context.facts.organization;
        let (count, rooms) = store::scopes::covered(view, tenant, &self.scope, self.at_most).await?;
        Ok(Preview { count, rooms })
    }
}

/// Asks what can be chosen for a scope: what it names, and further rooms and groups by part of a name.
#[derive(Clone, Debug)]
pub struct ScopeChoices {
    /// The scope so far.
    pub scope: Scope,
    /// Part of a name.
    pub text: String,
}

/// What can be chosen.
#[derive(Clone, Debug)]
pub struct Choices {
    /// What the scope names, as far as the organization has it.
    pub chosen: Described,
    /// Further rooms, groups and places, at most twenty each.
    pub found: NamedParts,
    /// How many rooms the scope covers now.
    pub count: i64,
}

impl Question for ScopeChoices {
    type Answer = Choices;
    const NAME: &'static str = "invitations.scope_choices";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ControlPartners, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Choices, Refusal> {
        let (chosen, found) = store::scopes::choices(view, &self.scope, &self.text, 20).await?;
        let tenant = context.facts.organization;
        let (count, _) = store::scopes::covered(view, tenant, &self.scope, 0).await?;
        Ok(Choices { chosen, found, count })
    }
}
