//! What one partner holds, line by line.

use authz::{Action, Realm, Target, holds};
use domain::{
    delegated_rooms::DelegatedRooms,
    granular_relationship::Status,
    id::{Id, Organization},
    off_boarding::HoldingKind,
    permission::Permission,
    time::Time,
};
use store::{
    View,
    applications::ApplicationRow,
    assignments::{AssignmentRow, Whose},
    autopilot::{AddedBy, Narrowed, count_devices},
    blocks::BlockRow,
    granular_relationships::{GranularRow, assignments as access, lists as granular},
    invitations::InvitationRow,
    links::{ListedLink, partners},
    list::Wanted,
    off_boarding::{self, RecordRow},
    partner_holdings,
    reseller_relationships::{self, DelegatedPerson, ResellerRow},
    roles::RoleRow,
    subscriptions::RoleRow as SubscriptionRoleRow,
    support_requests::RequestRow,
};

use uuid::Uuid;

use super::{Clients, HoldingPartner};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    granular_relationships::AccessAssignmentRow,
    refusal::Refusal,
};

/// What a partner holds in the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct HoldingsOfPartner {
    /// Which partner.
    pub partner: Id<Organization>,
}

/// A link with what depends on it.
#[derive(Clone, Debug)]
pub struct LinkHolding {
    /// The link, with the number of rooms in its scope.
    pub link: ListedLink,
    /// Its custom partner roles.
    pub roles: Vec<RoleRow>,
    /// Its role assignments; at most 500.
    pub assignments: Vec<AssignmentRow>,
    /// How many people have access by it.
    pub people: i64,
}

/// A granular relationship with what was made of it.
#[derive(Clone, Debug)]
pub struct GranularHolding {
    /// The relationship.
    pub row: GranularRow,
    /// Which groups of the partner hold which roles.
    pub assignments: Vec<AccessAssignmentRow>,
}

/// Everything that a partner holds.
#[derive(Clone, Debug)]
pub struct HoldingsOf {
    /// The partner.
    pub partner: HoldingPartner,
    /// The live link.
    pub link: Option<LinkHolding>,
    /// The live reseller relationship, with delegated admin privileges or without.
    pub reseller: Option<ResellerRow>,
    /// Reseller relationships that are over, newest first; at most a hundred.
    pub past: Vec<ResellerRow>,
    /// Who holds a directory role by delegated admin privileges; the first thousand.
    pub delegated: Vec<DelegatedPerson>,
    /// How many Autopilot devices the partner added; it manages them while the reseller relationship lives.
    pub autopilot_devices: i64,
    /// Granular relationships that are in force or will be.
    pub granular: Vec<GranularHolding>,
    /// Support requests of the partner that are not closed.
    pub support_requests: Vec<RequestRow>,
    /// Roles on subscriptions.
    pub subscription_roles: Vec<SubscriptionRoleRow>,
    /// Granular relationships that wait for an answer of the organization: they give nothing yet.
    pub asked: Vec<GranularRow>,
    /// Invitations that wait for an answer of the partner.
    pub invitations: Vec<InvitationRow>,
    /// People of the partner who hold any of this, and their programs.
    pub clients: Clients,
    /// The applications of the partner that can act on what is delegated to it, by name: for whoever may block them. Each acts by the
    /// partner's rights alone and ends with them.
    pub applications: Vec<ApplicationRow>,
    /// Whom of the partner the organization blocks (decision 8).
    pub blocks: Vec<BlockRow>,
    /// What is told of earlier ends; the newest hundred.
    pub records: Vec<RecordRow>,
    /// Whether the reader may end links and take invitations back.
    pub may_control: bool,
    /// Whether the reader may end everything.
    pub may_consent: bool,
}

/// One line of what is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What it is.
    pub kind: HoldingKind,
    /// Its identifier.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Since when it is held, where that is known.
    pub since: Option<Time>,
    /// When it ends by itself, if it does.
    pub until: Option<Time>,
}

impl HoldingsOf {
    /// Whether what is delegated opens rooms too.
    pub fn delegated_rooms(&self) -> DelegatedRooms {
        let reseller = self.reseller.iter().filter(|row| row.has_privileges).map(|row| row.opens_rooms);
        DelegatedRooms::over(reseller.chain(self.granular.iter().map(|it| it.row.opens_rooms)))
    }

    /// Everything, line by line: just what would end if the customer ended everything.
    pub fn lines(&self) -> Vec<Held> {
        let mut lines = Vec::new();
        let mut add = |kind, id: Uuid, name: &str, since, until| {
            lines.push(Held { kind, id, name: name.to_owned(), since, until });
        };
        if let Some(LinkHolding { link, roles, assignments, .. }) = &self.link {
            let row = &link.row;
            add(HoldingKind::Link, row.id.uuid(), &row.partner_name, Some(row.started_at), None);
            for role in roles {
                add(HoldingKind::Role, role.id.uuid(), &role.name, None, None);
            }
            for it in assignments {
                add(HoldingKind::Assignment, it.id.uuid(), &it.name, it.from, it.until);
            }
        }
        for it in &self.invitations {
            let (since, until) = (Some(it.sent_at), Some(it.expires_at));
            add(HoldingKind::Invitation, it.id.uuid(), &it.domain, since, until);
        }
        if let Some(row) = &self.reseller {
            let kind = HoldingKind::ResellerRelationship;
            add(kind, row.id.uuid(), &row.partner_name, Some(row.started_at), None);
            if row.has_privileges {
                let kind = HoldingKind::DelegatedAdminPrivileges;
                add(kind, row.id.uuid(), &row.partner_name, row.privileges_since, None);
            }
            if row.opens_rooms {
                add(HoldingKind::DelegatedRooms, row.id.uuid(), &row.partner_name, None, None);
            }
            for it in &self.support_requests {
                let (kind, since) = (HoldingKind::SupportRequest, Some(it.opened_at));
                add(kind, it.id.uuid(), it.about(), since, None);
            }
        }
        for GranularHolding { row, assignments } in &self.granular {
            let since = row.activated_at.or(row.approved_at);
            let until = row.ends_at.filter(|_| !row.extends);
            add(HoldingKind::GranularRelationship, row.id.uuid(), &row.name, since, until);
            if row.opens_rooms {
                add(HoldingKind::DelegatedRooms, row.id.uuid(), &row.name, None, until);
            }
            for it in assignments {
                let name = it.group_name.as_deref().unwrap_or_default();
                add(HoldingKind::AccessAssignment, it.id.uuid(), name, Some(it.created_at), until);
            }
        }
        for it in &self.subscription_roles {
            let kind = HoldingKind::SubscriptionRole;
            add(kind, it.id.uuid(), &it.subscription_name, Some(it.given_at), None);
        }
        lines
    }
}

impl Question for HoldingsOfPartner {
    type Answer = HoldingsOf;
    const NAME: &'static str = "partner_holdings.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<HoldingsOf, Refusal> {
        let now = context.facts.now;
        let partner = partner_holdings::find(view, self.partner, now).await?.ok_or(Refusal::Missing)?;
        let link = match partners::live_with(view, self.partner).await? {
            None => None,
            Some(link) => Some(LinkHolding {
                roles: store::roles::of_link(view, link.row.id).await?,
                assignments: store::assignments::list(view, Whose::Partners, None, None, Some(link.row.id))
                    .await?,
                people: store::assignments::people::count_enabled(view, link.row.id).await?,
                link,
            }),
        };
        let reseller = reseller_relationships::live_with(view, self.partner).await?;
        let delegated = match &reseller {
            Some(row) if row.has_privileges => reseller_relationships::delegated(view, row.id).await?,
            _ => Vec::new(),
        };
        let by_partner = Narrowed { added_by: Some(AddedBy::One(self.partner)), ..Narrowed::default() };
        let autopilot_devices = count_devices(view, by_partner, &Wanted::default()).await?;
        let (mut held, mut asked) = (Vec::new(), Vec::new());
        for row in granular::held(view, self.partner).await? {
            if row.status == Status::ApprovalPending {
                asked.push(row);
            } else {
                held.push(row);
            }
        }
        let ids = held.iter().map(|row| row.id).collect();
        let given = access::granted(view, ids).await?;
        let with_given = |row: GranularRow| {
            let own = given.iter().filter(|it| it.relationship == row.id);
            GranularHolding { assignments: own.cloned().collect(), row }
        };
        let own = Target::tenant(context.facts.organization);
        let may_control = holds(context.facts, Action::ControlPartners, &own);
        let applications =
            if may_control { store::applications::of_partner(view, self.partner).await? } else { Vec::new() };
        Ok(HoldingsOf {
            applications,
            partner,
            link,
            reseller,
            past: reseller_relationships::past_with(view, self.partner).await?,
            delegated,
            autopilot_devices,
            granular: held.into_iter().map(with_given).collect(),
            support_requests: store::support_requests::open_of(view, self.partner).await?,
            subscription_roles: store::subscriptions::roles_of_partner(view, self.partner).await?,
            asked,
            invitations: store::invitations::waiting_for(view, self.partner, now).await?,
            clients: partner_holdings::people::clients(view, self.partner, now).await?,
            blocks: store::blocks::of_partner(view, self.partner).await?,
            records: off_boarding::of_partner(view, self.partner).await?,
            may_control,
            may_consent: holds(context.facts, Action::ConsentToPartner, &own),
        })
    }
}
