//! Links as both sides read them: the customer's Settings > Partners, the partner's Tenants.

use authz::{Action, Realm, may_confer_on, permissions_in};
use domain::{
    id::{Id, Link, Organization},
    permission::{Permission, PermissionSet},
    role::BuiltInRole,
};
use store::{
    View,
    assignments::{AssignmentRow, Member, Whose, people},
    blocks::BlockRow,
    links::{ListedLink, partners, tenants},
    list::{Listed, Wanted},
    scopes::Described,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The partners of the caller's organization, ended links included.
#[derive(Clone, Debug, Default)]
pub struct Partners {
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for Partners {
    type Answer = Counted<ListedLink>;
    const NAME: &'static str = "links.partners";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count = if self.count { Some(partners::count(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: partners::list(view, &self.wanted).await?, count })
    }
}

/// One partner of the caller's organization: everything it holds, on one page (decision 4).
#[derive(Clone, Debug)]
pub struct PartnerDetail {
    /// Which link.
    pub link: Id<Link>,
    /// Which page of its people.
    pub people: Wanted,
}

/// A link as the customer sees it.
#[derive(Clone, Debug)]
pub struct LinkDetail {
    /// The link.
    pub link: ListedLink,
    /// Its rooms by name.
    pub scope: Described,
    /// The partner roles with their members.
    pub assignments: Vec<(AssignmentRow, Vec<Member>)>,
    /// Who has access through them, groups resolved.
    pub people: Listed<Member>,
    /// Who is blocked.
    pub blocks: Vec<BlockRow>,
}

impl Question for PartnerDetail {
    type Answer = LinkDetail;
    const NAME: &'static str = "links.partner_detail";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<LinkDetail, Refusal> {
        let link = partners::find(view, self.link).await?.ok_or(Refusal::Missing)?;
        let scope = store::scopes::describe(view, link.row.scope).await?;
        let assignments = with_members(view, Whose::Partners, None, Some(self.link)).await?;
        let people = people::list(view, self.link, &self.people).await?;
        let blocks = store::blocks::by_linked(view, self.link).await?;
        Ok(LinkDetail { link, scope, assignments, people, blocks })
    }
}

/// The people of a partner who have access by its link to the caller's organization.
#[derive(Clone, Debug)]
pub struct PartnerPeople {
    /// Which link.
    pub link: Id<Link>,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for PartnerPeople {
    type Answer = Counted<Member>;
    const NAME: &'static str = "links.partner_people";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let (link, wanted) = (self.link, &self.wanted);
        partners::find(view, link).await?.ok_or(Refusal::Missing)?;
        let count = if self.count { Some(people::count(view, link, wanted).await?) } else { None };
        Ok(Counted { page: people::list(view, link, wanted).await?, count })
    }
}

/// Assignments with their members.
pub(crate) async fn with_members(
    view: &mut View,
    whose: Whose,
    customer: Option<Id<Organization>>,
    link: Option<Id<Link>>,
) -> Result<Vec<(AssignmentRow, Vec<Member>)>, Refusal> {
    let rows = store::assignments::list(view, whose, None, customer, link).await?;
    let ids = rows.iter().map(|row| row.id).collect();
    let mut members = store::assignments::members(view, whose, ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (own, rest) = std::mem::take(&mut members).into_iter().partition(|(id, _)| *id == row.id);
            members = rest;
            let own: Vec<_> = own;
            (row, own.into_iter().map(|(_, member)| member).collect())
        })
        .collect())
}

/// The customers of the caller's organization: all of them as metadata for those who answer invitations, else
/// those one holds a role at.
#[derive(Clone, Debug, Default)]
pub struct Tenants {
    /// Only customers at which the caller holds a role: the tenant switch.
    pub with_role: bool,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// A customer in the Tenants list.
#[derive(Clone, Debug)]
pub struct TenantSeen {
    /// Its link.
    pub link: ListedLink,
    /// What the caller may do there.
    pub permissions: PermissionSet,
}

impl Question for Tenants {
    type Answer = Counted<TenantSeen>;
    const NAME: &'static str = "links.tenants";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::SeeTenants, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let held = self.with_role.then(|| held_tenants(context));
        let (wanted, held) = (&self.wanted, held.as_deref());
        let count = if self.count { Some(tenants::count(view, wanted, held).await?) } else { None };
        let found = tenants::list(view, wanted, held).await?;
        let items = found.items.into_iter().map(|link| seen(context, link)).collect();
        Ok(Counted { page: Listed { items, next: found.next }, count })
    }
}

fn held_tenants(context: &Looking<'_>) -> Vec<Id<Organization>> {
    let own = context.facts.organization;
    let mut tenants: Vec<_> =
        context.facts.grants().map(|grant| grant.tenant()).filter(|tenant| *tenant != own).collect();
    tenants.sort_unstable();
    tenants.dedup();
    tenants
}

fn seen(context: &Looking<'_>, link: ListedLink) -> TenantSeen {
    let permissions = permissions_in(context.facts, link.row.tenant);
    TenantSeen { link, permissions }
}

/// One customer of the caller's organization, with its primary admins.
#[derive(Clone, Copy, Debug)]
pub struct TenantDetail {
    /// Which customer.
    pub customer: Id<Organization>,
}

/// A customer as its partner sees it: metadata and the partner's own people, nothing of its rooms.
#[derive(Clone, Debug)]
pub struct TenantAnswer {
    /// The customer.
    pub tenant: TenantSeen,
    /// The assignment "Assigned admins" and its members.
    pub primary_admins: Option<(AssignmentRow, Vec<Member>)>,
    /// Who of the partner's people the customer blocked, and why (decision 8).
    pub blocks: Vec<BlockRow>,
    /// Whether the caller may change the primary admins by role management.
    pub may_manage: bool,
    /// Whether the caller may name new ones because nobody else can.
    pub may_rescue: bool,
    /// Whether the caller may remove the customer.
    pub may_remove: bool,
}

impl Question for TenantDetail {
    type Answer = TenantAnswer;
    const NAME: &'static str = "links.tenant_detail";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::SeeTenants, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<TenantAnswer, Refusal> {
        let link = tenants::find(view, self.customer).await?.ok_or(Refusal::Missing)?;
        let id = link.row.id;
        let assignments = with_members(view, Whose::ThroughLink, Some(self.customer), Some(id)).await?;
        let primary_admins =
            assignments.into_iter().find(|(row, _)| row.role == BuiltInRole::PrimaryAdmins.into());
        let blocks = store::blocks::by_linked(view, id).await?;
        let about = authz::About::Link { partner: link.row.partner, orphaned: link.row.orphaned };
        let target = authz::Target { tenant: self.customer, about };
        let may = |action| authz::holds(context.facts, action, &target);
        // Who makes primary admins could confer all of their rights.
        let confers =
            primary_admins.as_ref().zip(context.facts.at(self.customer)).is_some_and(|((row, _), at)| {
                let rights = BuiltInRole::PrimaryAdmins.permissions().or(link.row.extended);
                may_confer_on(context.facts, self.customer, rights, &at.rights.scope(row.scope))
            });
        Ok(TenantAnswer {
            may_manage: confers && may(Action::Use(Permission::RoleModify)),
            may_rescue: may(Action::RescueOrphan),
            may_remove: may(Action::RemoveCustomer),
            tenant: seen(context, link),
            primary_admins,
            blocks,
        })
    }
}
