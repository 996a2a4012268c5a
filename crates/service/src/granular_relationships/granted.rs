//! The relationships that a customer approved, with who holds what by them.

use authz::{Action, Realm, Target, holds};
use domain::{
    id::{GranularRelationship, Id},
    permission::Permission,
};
use store::{
    View,
    granular_relationships::{assignments, lists},
    list::Wanted,
};

use super::{AccessAssignmentRow, GranularRow, Holder};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The relationships that the caller's organization approved, ended ones included.
#[derive(Clone, Debug, Default)]
pub struct GrantedRelationships {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for GrantedRelationships {
    type Answer = Counted<GranularRow>;
    const NAME: &'static str = "granular_relationships.granted";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count { Some(lists::count_granted(view, wanted).await?) } else { None };
        Ok(Counted { page: lists::granted(view, wanted).await?, count })
    }
}

/// One relationship that the caller's organization approved.
#[derive(Clone, Copy, Debug)]
pub struct GrantedRelationship {
    /// Which.
    pub relationship: Id<GranularRelationship>,
}

/// A relationship as the customer sees it.
#[derive(Clone, Debug)]
pub struct Granted {
    /// The relationship.
    pub row: GranularRow,
    /// Which groups of the partner hold which roles.
    pub assignments: Vec<AccessAssignmentRow>,
    /// Who is in these groups.
    pub people: Vec<Holder>,
    /// Whether the reader may end it, and say whether it extends itself.
    pub may_consent: bool,
}

impl Question for GrantedRelationship {
    type Answer = Granted;
    const NAME: &'static str = "granular_relationships.granted_one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Granted, Refusal> {
        let row = lists::find_granted(view, self.relationship).await?.ok_or(Refusal::Missing)?;
        let own = Target::tenant(context.facts.organization);
        Ok(Granted {
            row,
            assignments: assignments::granted(view, vec![self.relationship]).await?,
            people: assignments::people(view, self.relationship).await?,
            may_consent: holds(context.facts, Action::ConsentToPartner, &own),
        })
    }
}
