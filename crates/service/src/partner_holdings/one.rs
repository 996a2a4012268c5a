//! What one partner holds, line by line.

use authz::{Action, Realm, Target, holds};
use domain::{
    delegated_rooms::DelegatedRooms,
    granular_relationship::{DAYS_TO_ANSWER, Status},
    id::{Id, Organization},
    off_boarding::HoldingKind,
    permission::Permission,
    role_definition::RoleDefinition,
    time::{DAY, Time},
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
    /// Granular relationships that the partner asks this organization for and that wait for its answer: they give nothing yet.
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
    /// When it ends by itself, or extends itself.
    pub until: Option<Time>,
    /// Whether it extends itself then.
    pub extends: bool,
    /// The relationship that it is part of, by name.
    pub of: Option<String>,
    /// The roles that it gives, or would give, by name; of a subscription by key.
    pub roles: Vec<String>,
}

impl Held {
    fn new(kind: HoldingKind, id: Uuid, name: &str, since: Option<Time>) -> Self {
        let name = name.to_owned();
        Self { kind, id, name, since, until: None, extends: false, of: None, roles: Vec::new() }
    }

    fn until(self, until: Option<Time>) -> Self {
        Self { until, ..self }
    }

    fn with_roles(self, roles: &[&'static RoleDefinition]) -> Self {
        Self { roles: roles.iter().map(|role| role.name.to_owned()).collect(), ..self }
    }

    /// As part of a granular relationship, with which it ends.
    fn within(self, row: &GranularRow) -> Self {
        Self { of: Some(row.name.clone()), until: row.ends_at, extends: row.extends, ..self }
    }
}

impl HoldingsOf {
    /// Whether what is delegated opens rooms too.
    pub fn delegated_rooms(&self) -> DelegatedRooms {
        let reseller = self.reseller.iter().filter(|row| row.has_privileges).map(|row| row.opens_rooms);
        DelegatedRooms::over(reseller.chain(self.granular.iter().map(|it| it.row.opens_rooms)))
    }

    /// Everything that is held, line by line.
    pub fn held(&self) -> Vec<Held> {
        let mut lines = Vec::new();
        if let Some(LinkHolding { link, roles, assignments, .. }) = &self.link {
            let row = &link.row;
            let since = Some(row.started_at);
            lines.push(Held::new(HoldingKind::Link, row.id.uuid(), &row.partner_name, since));
            lines.extend(roles.iter().map(|it| Held::new(HoldingKind::Role, it.id.uuid(), &it.name, None)));
            lines.extend(assignments.iter().map(|it| {
                // A built-in role is known by the assignment's own name.
                let roles = Some(it.role_name.clone()).filter(|name| !name.is_empty()).into_iter().collect();
                let held = Held::new(HoldingKind::Assignment, it.id.uuid(), &it.name, it.from);
                Held { roles, until: it.until, ..held }
            }));
        }
        lines.extend(self.invitations.iter().map(|it| {
            let kind = HoldingKind::Invitation;
            Held::new(kind, it.id.uuid(), &it.domain, Some(it.sent_at)).until(Some(it.expires_at))
        }));
        lines.extend(self.held_by_reseller());
        for GranularHolding { row, assignments } in &self.granular {
            let (kind, since) = (HoldingKind::GranularRelationship, row.activated_at.or(row.approved_at));
            let relationship = Held::new(kind, row.id.uuid(), &row.name, since).with_roles(&row.roles);
            lines.push(Held { of: None, ..relationship.within(row) });
            if row.opens_rooms {
                let rooms = Held::new(HoldingKind::DelegatedRooms, row.id.uuid(), &row.name, None);
                lines.push(Held { of: None, ..rooms.within(row) });
            }
            lines.extend(assignments.iter().filter(|it| it.status.is_held()).map(|it| {
                let name = it.group_name.as_deref().unwrap_or_default();
                Held::new(HoldingKind::AccessAssignment, it.id.uuid(), name, Some(it.created_at))
                    .with_roles(&it.roles)
                    .within(row)
            }));
        }
        lines.extend(self.subscription_roles.iter().map(|it| {
            let (kind, since) = (HoldingKind::SubscriptionRole, Some(it.given_at));
            let roles = vec![it.role.key().to_owned()];
            Held { roles, ..Held::new(kind, it.id.uuid(), &it.subscription_name, since) }
        }));
        lines.extend(self.applications.iter().filter(|it| !self.is_blocked(it)).map(|it| {
            let (kind, since) = (HoldingKind::Application, Some(it.created_at));
            Held::new(kind, it.id.uuid(), &it.setting.name, since)
        }));
        lines
    }

    /// What the reseller relationship is and opens.
    fn held_by_reseller(&self) -> Vec<Held> {
        let Some(row) = &self.reseller else { return Vec::new() };
        let line = |kind, since| Held::new(kind, row.id.uuid(), &row.partner_name, since);
        let mut lines = vec![line(HoldingKind::ResellerRelationship, Some(row.started_at))];
        if row.has_privileges {
            lines.push(line(HoldingKind::DelegatedAdminPrivileges, row.privileges_since));
        }
        if row.opens_rooms {
            lines.push(line(HoldingKind::DelegatedRooms, None));
        }
        // What exactly is asked is told to those who may read it.
        lines.extend(self.support_requests.iter().map(|it| {
            let name = if self.may_consent { it.title.as_str() } else { it.about() };
            Held::new(HoldingKind::SupportRequest, it.id.uuid(), name, Some(it.opened_at))
        }));
        lines
    }

    /// What the partner asks for: it gives nothing unless it is approved.
    pub fn requests(&self) -> Vec<Held> {
        let line = |row: &GranularRow| {
            Held::new(HoldingKind::GranularRequest, row.id.uuid(), &row.name, row.locked_at)
                .with_roles(&row.roles)
                .until(row.approvable_until())
        };
        self.asked.iter().map(line).collect()
    }

    /// Just what would end if the customer ended everything.
    pub fn lines(&self) -> Vec<Held> {
        let mut lines = self.held();
        lines.extend(self.requests());
        lines
    }

    /// Whether the organization blocks an application.
    pub fn is_blocked(&self, application: &ApplicationRow) -> bool {
        self.blocks.iter().any(|block| block.user.uuid() == application.id.uuid())
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
        for row in granular::held(view, self.partner, now.plus(-DAYS_TO_ANSWER * DAY)).await? {
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
