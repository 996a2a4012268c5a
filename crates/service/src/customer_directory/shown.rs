//! A customer's people and security groups as those see them who change its directory, with what they may change.

use std::collections::BTreeSet;

use authz::{About, Action, Concerning, Realm, Target, holds};
use domain::{
    directory::{DirectoryRight, Principal},
    id::{Id, Organization, SecurityGroup as Group, User},
};
use store::{
    View,
    directory::{PrincipalRow, SecurityGroupRow, containing},
    list::Wanted,
    users::UserRow,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
    security_groups::SecurityGroup,
};

const READS: Action = Action::ReadCustomerDirectory;
const GROUPS: Action = Action::ChangeCustomerDirectory(DirectoryRight::ManageGroups);
/// The kinds of customer data, for the views of decision 18.
const SHOWS_PEOPLE: &str = "people";

/// Which rights the reader uses on a person or group; without either, in the directory as a whole.
async fn rights(
    view: &mut View,
    context: &Looking<'_>,
    tenant: Id<Organization>,
    principal: Option<Principal>,
) -> Result<BTreeSet<DirectoryRight>, Refusal> {
    let about = match principal {
        None => About::Organization,
        Some(it) => {
            let is_invited = store::invitations::is_named(view, it.uuid()).await?;
            About::Principal { principal: Some(it), is_invited }
        }
    };
    let target = Target { tenant, about };
    let may = |right: &DirectoryRight| holds(context.facts, Action::ChangeCustomerDirectory(*right), &target);
    Ok(DirectoryRight::ALL.into_iter().filter(may).collect())
}

/// One person of a customer.
#[derive(Clone, Copy, Debug)]
pub struct CustomerPerson {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The person.
    pub user: Id<User>,
}

/// A person of a customer, and what the reader may change.
#[derive(Clone, Debug)]
pub struct PersonShown {
    /// The person.
    pub row: UserRow,
    /// What the reader may do with the person.
    pub rights: BTreeSet<DirectoryRight>,
    /// Whether the reader changes the directory but not this person, who holds a right of the customer itself (decision 6).
    pub is_protected: bool,
}

impl Question for CustomerPerson {
    type Answer = PersonShown;
    const NAME: &'static str = "customer_directory.person";
    const SHOWS: Option<&'static str> = Some(SHOWS_PEOPLE);

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (READS, Realm::Customer(self.tenant))
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::Directory(self.tenant)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<PersonShown, Refusal> {
        let row = store::users::find(view, self.user).await?.ok_or(Refusal::Missing)?;
        let general = rights(view, context, self.tenant, None).await?;
        let rights = rights(view, context, self.tenant, Some(Principal::User(self.user))).await?;
        Ok(PersonShown { row, is_protected: !general.is_empty() && rights.is_empty(), rights })
    }
}

/// A page of the security groups of a customer.
#[derive(Clone, Debug)]
pub struct CustomerGroups {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for CustomerGroups {
    type Answer = Counted<SecurityGroupRow>;
    const NAME: &'static str = "customer_directory.groups";
    const SHOWS: Option<&'static str> = Some(SHOWS_PEOPLE);

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (GROUPS, Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count =
            if self.count { Some(store::directory::count_groups(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: store::directory::groups(view, &self.wanted).await?, count })
    }
}

/// One security group of a customer.
#[derive(Clone, Copy, Debug)]
pub struct CustomerGroup {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The group.
    pub group: Id<Group>,
}

/// A security group of a customer, and whether the reader may change it.
#[derive(Clone, Debug)]
pub struct GroupShown {
    /// The group with its members.
    pub group: SecurityGroup,
    /// The members whom the reader may take out.
    pub removable: BTreeSet<Principal>,
    /// Whether the group confers a right of the customer itself, or is in one that does, so that the reader changes nothing of it.
    pub is_protected: bool,
}

impl Question for CustomerGroup {
    type Answer = GroupShown;
    const NAME: &'static str = "customer_directory.group";
    const SHOWS: Option<&'static str> = Some(SHOWS_PEOPLE);

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (GROUPS, Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<GroupShown, Refusal> {
        let row = store::directory::group(view, self.group).await?.ok_or(Refusal::Missing)?;
        let group = SecurityGroup {
            row,
            members: store::directory::members(view, self.group).await?,
            people: store::directory::people_in(view, self.group).await?,
            within: store::directory::groups_of(view, self.group.uuid()).await?,
        };
        let own = Principal::SecurityGroup(self.group);
        let is_protected = rights(view, context, self.tenant, Some(own)).await?.is_empty();
        let is_free = |it: &Principal| !is_protected && !context.facts.holds_something_at(self.tenant, *it);
        let removable = group.members.iter().map(|member| member.principal).filter(is_free).collect();
        Ok(GroupShown { group, removable, is_protected })
    }
}

/// People and groups of a customer by part of a name or account name, who may join a security group of it: at most twenty, by name.
#[derive(Clone, Debug)]
pub struct CustomerPrincipals {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Part of a name or account name.
    pub search: String,
}

/// So many are offered, and looked through before that.
const OFFERED: usize = 20;
const LOOKED_THROUGH: i64 = 200;

impl Question for CustomerPrincipals {
    type Answer = Vec<PrincipalRow>;
    const NAME: &'static str = "customer_directory.principals";
    const SHOWS: Option<&'static str> = Some(SHOWS_PEOPLE);

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (GROUPS, Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<PrincipalRow>, Refusal> {
        let found = store::directory::find(view, &containing(&self.search), None, LOOKED_THROUGH).await?;
        let is_free = |it: &PrincipalRow| !context.facts.holds_something_at(self.tenant, it.principal);
        Ok(found.into_iter().filter(is_free).take(OFFERED).collect())
    }
}
