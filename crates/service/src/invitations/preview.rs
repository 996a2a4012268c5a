//! What an invitation would give, told to the customer before it is sent and to the partner before it is accepted (R-042,
//! decision 17): the engine asked about the link as it would be.
//!
//! Invariant: the customer learns of no account whether it exists, and of no people it did not name; the partner learns of
//! its own people, the permissions and the number of rooms, and of no room its name.

use std::sync::Arc;

use authz::{
    Action, Fact, Realm, Sight,
    fact::{AssignmentFacts, LinkFacts, Turn},
    image::OrganizationFacts,
    preview::changes::{Concerned, changes},
};
use domain::{
    directory::Principal,
    id::{Id, Invitation, Link, Organization, Room, Scope as ScopeKind},
    invitation::InvitationKind,
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, Role},
    scope::Scope,
};
use store::{View, explanations::Eyes, invitations::received};
use uuid::Uuid;

use super::{NamedUser, To};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    previews::{Preview, Previewed, Who, name_rooms, named, worlds},
    refusal::Refusal,
    run::Where,
};

/// Nothing of the link is stored; in the copy it goes by identifiers that nothing else has.
const LINK: Uuid = Uuid::nil();

/// Asks what an invitation could give at most, before it is sent: to each named person, or to each person whom the one who
/// accepts for the domain will name.
#[derive(Clone, Debug)]
pub struct PreviewInvitation {
    /// To whom it would go.
    pub to: To,
    /// Which rooms.
    pub scope: Scope,
}

impl Question for PreviewInvitation {
    type Answer = Previewed;
    const NAME: &'static str = "invitations.preview";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ControlPartners, Realm::Own)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Previewed, Refusal> {
        // Somebody stands in for each person: of the partner nothing is looked at.
        let invited: Vec<Who> = match &self.to {
            To::Domain { domain, .. } => {
                vec![Who { id: Some(stand_in(1)), name: String::new(), upn: domain.clone() }]
            }
            To::NamedUsers(people) => {
                let who = |(person, number): (&NamedUser, u128)| Who {
                    id: Some(stand_in(number)),
                    name: person.name.clone(),
                    upn: person.upn.clone(),
                };
                people.iter().zip(1..).map(who).collect()
            }
        };
        at_most(view, looking, invited, self.scope.clone(), PermissionSet::NONE).await
    }
}

impl Preview for PreviewInvitation {
    fn recorded(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    fn places(answer: Previewed) -> Vec<Previewed> {
        vec![answer]
    }
}

/// Asks what a further person of a partner could do at most by accepting the invitation to its Primary admins.
#[derive(Clone, Debug)]
pub struct PreviewPrimaryAdmin {
    /// Of which link.
    pub link: Id<Link>,
    /// Who would be invited.
    pub person: NamedUser,
}

impl Question for PreviewPrimaryAdmin {
    type Answer = Previewed;
    const NAME: &'static str = "invitations.preview_primary_admin";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ControlPartners, Realm::Own)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Previewed, Refusal> {
        let own = looking.facts.own();
        let position = own.link_position(self.link).ok_or(Refusal::Missing)?;
        let linked = own.rights.linked().get(position).ok_or(Refusal::Missing)?;
        let (scope, extended) = (linked.reach.scope.as_ref().clone(), linked.ceiling);
        let NamedUser { name, upn } = self.person.clone();
        at_most(view, looking, vec![Who { id: Some(stand_in(1)), name, upn }], scope, extended).await
    }
}

impl Preview for PreviewPrimaryAdmin {
    fn recorded(&self, caller: &Person) -> (Action, Where) {
        (Action::ControlPartners, Where::Tenant(caller.organization))
    }

    fn places(answer: Previewed) -> Vec<Previewed> {
        vec![answer]
    }
}

/// What people could do as primary admins over rooms of the reader's organization. They stand in for those invited, at a
/// partner that stands in for theirs.
async fn at_most(
    view: &mut View,
    looking: &Looking<'_>,
    invited: Vec<Who>,
    scope: Scope,
    extended: PermissionSet,
) -> Result<Previewed, Refusal> {
    let own = Arc::clone(looking.facts.own());
    let mut partner = OrganizationFacts::new(Id::new(Uuid::from_u128(1)));
    let capability = Fact::Capability { is: Turn::BEGINS };
    let person = |who: &Who| Some(Fact::Person { user: who.id?, enabled: Turn::begins(true) });
    let facts: Vec<Fact> = std::iter::once(capability).chain(invited.iter().filter_map(person)).collect();
    partner.apply(&facts);
    let members = invited.iter().filter_map(|who| Some(Principal::User(who.id?))).collect();
    let link = Linking { partner: partner.id, scope: Id::new(LINK), extended, members };
    let mut facts = vec![Fact::Scope { scope: link.scope, content: Turn::begins(scope) }];
    facts.extend(link.facts());
    let rooms = looking.sight(Action::Use(Permission::RoomView), Realm::Own).ok();
    let names = Names::Stand(invited);
    let mut previewed = previewed(view, looking, [Arc::new(partner), own], &facts, names, rooms).await?;
    for person in &mut previewed.people {
        person.who = Arc::new(Who { id: None, ..Who::clone(&person.who) });
    }
    Ok(previewed)
}

/// Asks what the acceptance of an invitation would give to people of one's own organization.
#[derive(Clone, Debug)]
pub struct PreviewAcceptance {
    /// Which.
    pub invitation: Id<Invitation>,
    /// Who would become primary admin; not used for a named-user invitation, whose acceptor does.
    pub primary_admins: Vec<Principal>,
}

impl Question for PreviewAcceptance {
    type Answer = Previewed;
    const NAME: &'static str = "invitations.preview_acceptance";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::AnswerInvitation, Realm::Own)
    }

    async fn answer(&self, view: &mut View, looking: &Looking<'_>) -> Result<Previewed, Refusal> {
        let found = received::find(view, self.invitation, looking.facts.now).await?;
        let invitation = found.ok_or(Refusal::Missing)?;
        let own = Arc::clone(looking.facts.own());
        let known = view.organizations(&[invitation.tenant]).await?;
        let customer = known.into_iter().next().ok_or(Refusal::Missing)?;
        let live = customer.rights.link_with(own.id);
        let members = match invitation.kind {
            // A second link is refused.
            InvitationKind::Domain if live.is_some() => return Ok(Previewed::nothing(customer.id)),
            InvitationKind::Domain => self.primary_admins.clone(),
            InvitationKind::NamedUser => vec![Principal::User(looking.facts.user)],
        };
        let primary = Role::BuiltIn(BuiltInRole::PrimaryAdmins);
        let facts = if let Some(live) = live {
            // A later acceptor joins the Primary admins of the link that there is.
            let joins = |assignment| {
                let fact = |member: &Principal| Fact::AssignmentMember {
                    assignment,
                    member: *member,
                    is: Turn::BEGINS,
                };
                members.iter().map(fact).collect()
            };
            let holding = live.holdings.iter().find(|holding| holding.role == primary);
            holding.map(|holding| joins(holding.assignment)).unwrap_or_default()
        } else {
            let (scope, extended) = (invitation.scope_id(), PermissionSet::NONE);
            Linking { partner: own.id, scope, extended, members }.facts()
        };
        // Whom a named invitation reaches may be nobody who looks people up.
        let own_name =
            || Who { id: Some(looking.facts.user), name: String::new(), upn: looking.facts.upn.clone() };
        let names = match invitation.kind {
            InvitationKind::Domain => Names::Own,
            InvitationKind::NamedUser => Names::Stand(vec![own_name()]),
        };
        let mut previewed = previewed(view, looking, [own, customer], &facts, names, None).await?;
        previewed.name = invitation.customer_name;
        Ok(previewed)
    }
}

impl Preview for PreviewAcceptance {
    fn recorded(&self, _: &Person) -> (Action, Where) {
        (Action::AnswerInvitation, Where::Invitation(self.invitation))
    }

    fn places(answer: Previewed) -> Vec<Previewed> {
        vec![answer]
    }
}

/// A link that would come into being, with its Primary admins.
struct Linking {
    partner: Id<Organization>,
    scope: Id<ScopeKind>,
    extended: PermissionSet,
    members: Vec<Principal>,
}

impl Linking {
    fn facts(&self) -> Vec<Fact> {
        let (link, assignment): (Id<Link>, _) = (Id::new(LINK), Id::new(LINK));
        let all = Id::new(Uuid::from_u128(1));
        let is = LinkFacts {
            partner: self.partner,
            state: LinkState::Active,
            scope: self.scope,
            extended: self.extended,
        };
        let role = BuiltInRole::PrimaryAdmins.into();
        let holds = AssignmentFacts { link: Some(link), role, scope: all, from: None, until: None };
        let member =
            |member: &Principal| Fact::AssignmentMember { assignment, member: *member, is: Turn::BEGINS };
        let mut facts = vec![
            Fact::Link { link, is: Turn::begins(is) },
            Fact::Scope { scope: all, content: Turn::begins(Scope::ALL) },
            Fact::Assignment { assignment, is: Turn::begins(holds) },
        ];
        facts.extend(self.members.iter().map(member));
        facts
    }
}

/// How the people of a preview are named.
enum Names {
    /// As they are known already.
    Stand(Vec<Who>),
    /// As people of the reader's organization.
    Own,
}

/// What facts of a customer would give the people of a partner; of rooms those are told of that lists show.
async fn previewed(
    view: &mut View,
    looking: &Looking<'_>,
    [home, customer]: [Arc<OrganizationFacts>; 2],
    facts: &[Fact],
    names: Names,
    sight: Option<Sight>,
) -> Result<Previewed, Refusal> {
    let (partner, tenant) = (home.id, Arc::clone(&customer));
    let (before, after) = worlds([home, customer], tenant.id, facts);
    let is_listed = |room: Id<Room>| {
        tenant.rooms.position(room).is_some_and(|position| tenant.rooms.shown(position).is_some())
    };
    let concerned = Concerned { home: partner, tenant: tenant.id, people: None, now: looking.facts.now };
    let found = changes(&before, &after, concerned, is_listed);
    let people = match names {
        Names::Stand(people) => people.into_iter().map(Arc::new).collect(),
        Names::Own => {
            view.look(looking.sight(Action::ReadDirectory, Realm::Own)?);
            named(view, Eyes::Own, partner, &found).await?
        }
    };
    let shown = name_rooms(view, &before, vec![(tenant.id, found)], &people, sight).await?;
    Ok(shown.into_iter().next().unwrap_or_else(|| Previewed::nothing(tenant.id)))
}

fn stand_in(number: u128) -> Id<domain::id::User> {
    Id::new(Uuid::from_u128(number))
}
