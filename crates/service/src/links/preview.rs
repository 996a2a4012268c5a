//! What a change of a link would give and take, before it is made (decision 17): the engine asked about the facts as they would be.

use std::sync::Arc;

use authz::{
    Action, Fact, Realm,
    fact::{LinkFacts, Turn},
};
use domain::{
    id::{Id, Link},
    link::LinkState,
    permission::{EXTENDABLE, Permission, PermissionSet},
    scope::Scope,
};
use store::{View, explanations::Eyes};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    previews::{Preview, Previewed, Proposal},
    refusal::{Code, Fault, Refusal},
    roles::named_permissions,
    run::Where,
};

/// Asks what people of the partner would gain and lose. What is not proposed stays.
#[derive(Clone, Debug)]
pub struct PreviewLink {
    /// Which link.
    pub link: Id<Link>,
    /// Other rooms.
    pub scope: Option<Scope>,
    /// The keys of the permissions that would be on beyond Primary admins.
    pub extended: Option<Vec<String>>,
}

impl Question for PreviewLink {
    type Answer = Previewed;
    const NAME: &'static str = "links.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ControlPartners, Realm::Own)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Previewed, Refusal> {
        let own = Arc::clone(looking.facts.own());
        let position = own.link_position(self.link).ok_or(Refusal::Missing)?;
        let linked = own.rights.linked().get(position).ok_or(Refusal::Missing)?;
        let (tenant, partner) = (own.id, linked.partner);
        let scope = self.scope.clone().unwrap_or_else(|| linked.reach.scope.as_ref().clone());
        let extended = match &self.extended {
            Some(keys) => extendable(keys)?,
            None => linked.ceiling,
        };
        // The proposed scope is stored nowhere; in the copy it goes by the identifier of the link.
        let stored = Id::new(self.link.uuid());
        let state = if linked.is_active { LinkState::Active } else { LinkState::Suspended };
        let facts = [
            Fact::Scope { scope: stored, content: Turn::begins(scope) },
            Fact::Link {
                link: self.link,
                is: Turn::begins(LinkFacts { partner, state, scope: stored, extended }),
            },
        ];
        let proposal = Proposal {
            home: partner,
            tenant,
            facts: &facts,
            eyes: Eyes::Own,
            names: looking.sight(Action::ControlPartners, Realm::Own)?,
            rooms: looking.sight(Action::Use(Permission::RoomView), Realm::Own).ok(),
            cut: false,
        };
        proposal.preview(view, looking).await
    }
}

impl Preview for PreviewLink {
    fn recorded(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    fn places(answer: Previewed) -> Vec<Previewed> {
        vec![answer]
    }
}

fn extendable(keys: &[String]) -> Result<PermissionSet, Refusal> {
    let (permissions, mut faults) = named_permissions(keys);
    let beyond = |key: &str| Permission::from_key(key).is_some_and(|permission| !EXTENDABLE.has(permission));
    let refused = keys.iter().enumerate().filter(|(_, key)| beyond(key));
    faults.extend(
        refused.map(|(index, _)| Fault::new(format!("extendedPermissions/{index}"), Code::NotExtendable)),
    );
    if faults.is_empty() { Ok(permissions) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}
