//! Of whom and of which rooms a reader may ask, and what is known of them.

use std::{collections::BTreeSet, sync::Arc};

use authz::{Action, explain::is_delegated_to, image::OrganizationFacts};
use domain::{
    id::{Id, Organization, Room, User},
    permission::Permission,
    time::Time,
};
use store::{
    View,
    explanations::{Eyes, Found, PersonRow},
    groups::MemberRow,
};

use crate::{ask::Looking, refusal::Refusal, roles::RoleContext};

/// The organization that a question is about, and those whose people may be asked about.
pub(super) struct World {
    pub(super) at: Arc<OrganizationFacts>,
    homes: Vec<Arc<OrganizationFacts>>,
    pub(super) context: RoleContext,
    /// The moment that is asked about.
    pub(super) moment: Time,
}

/// Organizations as they are, or as they were at a past moment.
async fn as_of(
    view: &mut View,
    wanted: &[Id<Organization>],
    past: Option<Time>,
) -> Result<Vec<Arc<OrganizationFacts>>, Refusal> {
    Ok(match past {
        None => view.organizations(wanted).await?,
        Some(moment) => view.organizations_at(wanted, moment).await?,
    })
}

impl World {
    /// What a reader may ask about in a context: as it is, or as it was at a moment.
    pub(super) async fn of(
        context: RoleContext,
        view: &mut View,
        looking: &Looking<'_>,
        moment: Option<Time>,
    ) -> Result<Self, Refusal> {
        let now = looking.facts.now;
        let past = moment.filter(|moment| *moment < now);
        let mut own = Arc::clone(looking.facts.own());
        if past.is_some() {
            own = as_of(view, &[own.id], past).await?.pop().ok_or(Refusal::Missing)?;
        }
        let (at, homes) = match context {
            RoleContext::Own => {
                let partners: BTreeSet<_> = own.rights.partners().collect();
                let partners: Vec<_> = partners.into_iter().collect();
                let mut homes = vec![Arc::clone(&own)];
                homes.extend(as_of(view, &partners, past).await?);
                (own, homes)
            }
            RoleContext::At(customer) => {
                looking.facts.at(customer).ok_or(Refusal::Missing)?;
                let at = as_of(view, &[customer], past).await?.pop().ok_or(Refusal::Missing)?;
                (at, vec![own])
            }
        };
        Ok(Self { at, homes, context, moment: moment.unwrap_or(now) })
    }

    pub(super) const fn eyes(&self) -> Eyes {
        match self.context {
            RoleContext::Own => Eyes::Own,
            RoleContext::At(customer) => Eyes::PartnerAt(customer),
        }
    }

    /// Lets the view look with the sight under which people and assignments are named.
    pub(super) fn look_for_names(&self, view: &mut View, looking: &Looking<'_>) -> Result<(), Refusal> {
        let (action, realm) = match self.context {
            RoleContext::Own => self.context.views(),
            RoleContext::At(_) => (Action::SeeTenants, authz::Realm::Own),
        };
        view.look(looking.sight(action, realm)?);
        Ok(())
    }

    /// The organizations whose people may be asked about.
    pub(super) fn homes(&self) -> impl Iterator<Item = &Arc<OrganizationFacts>> {
        self.homes.iter()
    }

    pub(super) fn home(&self, id: Id<Organization>) -> Option<&Arc<OrganizationFacts>> {
        self.homes.iter().find(|home| home.id == id)
    }

    /// The organization of a person who may be asked about: own people, and people of a partner who hold something by its
    /// link or by delegation, or are blocked there.
    pub(super) fn home_of(&self, user: Id<User>) -> Option<&Arc<OrganizationFacts>> {
        self.homes.iter().find(|home| {
            let Some(person) = home.directory.person(user) else { return false };
            let is_own = matches!(self.context, RoleContext::At(_)) || home.id == self.at.id;
            is_own
                || self.at.rights.denies(user)
                || self.at.is_held_by(home.id, &person.principals)
                || is_delegated_to((*home, user), &self.at, self.moment)
        })
    }

    /// A room that the reader sees.
    pub(super) async fn room(
        &self,
        view: &mut View,
        looking: &Looking<'_>,
        room: Id<Room>,
    ) -> Result<MemberRow, Refusal> {
        let (_, realm) = self.context.views();
        view.look(looking.sight(Action::Use(Permission::RoomView), realm)?);
        let found = store::groups::rooms_in_sight(view, vec![room]).await?;
        found.into_iter().next().ok_or(Refusal::Missing)
    }

    /// People whom the engine found, to be named.
    pub(super) fn found(&self, people: Vec<Id<User>>) -> Found {
        Found { eyes: self.eyes(), homes: self.homes.iter().map(|home| home.id).collect(), people }
    }

    /// One person by name.
    pub(super) async fn person(
        &self,
        view: &mut View,
        looking: &Looking<'_>,
        user: Id<User>,
    ) -> Result<PersonRow, Refusal> {
        self.look_for_names(view, looking)?;
        let found = store::explanations::people(view, self.found(vec![user])).await?;
        found.into_iter().next().ok_or(Refusal::Missing)
    }

    /// The person with an account name.
    pub(super) async fn user_named(
        &self,
        view: &mut View,
        looking: &Looking<'_>,
        upn: &str,
    ) -> Result<Id<User>, Refusal> {
        self.look_for_names(view, looking)?;
        let homes = self.homes.iter().map(|home| home.id).collect();
        let found = store::explanations::user_named(view, self.eyes(), homes, upn).await?;
        found.ok_or(Refusal::Missing)
    }
}
