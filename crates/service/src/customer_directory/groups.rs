//! Security groups of a customer that confer nothing: made, edited, deleted, and who is in them.

use authz::{About, Action, Fact, Requirement, Target, fact::Turn};
use domain::{
    directory::{DirectoryRight, Principal},
    event::{Event, EventKind, Subject},
    id::{Id, Organization, SecurityGroup},
};
use store::{
    Batch, Change,
    directory::{DELETE_GROUP, NAMED_IN},
    granular_relationships::assignments::fetch_of_group,
    values,
};

use crate::{
    caller::Person,
    principals::name_of,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    security_groups::{
        AddGroupMember, CreateSecurityGroup, EditSecurityGroup, RemoveGroupMember, lock, members,
    },
    users::leave_groups,
};

const ASKS: Action = Action::ChangeCustomerDirectory(DirectoryRight::ManageGroups);

fn asks(tenant: Id<Organization>, group: Id<SecurityGroup>) -> (Action, Where) {
    (ASKS, Where::Principal(tenant, Principal::SecurityGroup(group)))
}

/// Makes a security group in a customer's directory.
#[derive(Clone, Debug)]
pub struct CreateCustomerGroup {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The group.
    pub new: CreateSecurityGroup,
}

impl Command for CreateCustomerGroup {
    type Output = Id<SecurityGroup>;
    const NAME: &'static str = "customer_directory.create_group";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<SecurityGroup>, Refusal> {
        self.new.make(change).await
    }
}

/// Renames or describes a security group of a customer.
#[derive(Clone, Debug)]
pub struct EditCustomerGroup {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The group as it is to be.
    pub edit: EditSecurityGroup,
}

impl Command for EditCustomerGroup {
    type Output = ();
    const NAME: &'static str = "customer_directory.edit_group";
    // So that nobody gives the group a right at the same moment.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        asks(self.tenant, self.edit.group)
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        self.edit.edit(change).await
    }
}

/// Adds a person or group of a customer, who confers and holds nothing, to a security group of it.
#[derive(Clone, Debug)]
pub struct AddCustomerGroupMember {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The group, and who joins.
    pub add: AddGroupMember,
}

impl Command for AddCustomerGroupMember {
    type Output = ();
    const NAME: &'static str = "customer_directory.add_group_member";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        asks(self.tenant, self.add.group)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        require_free(change, context, self.add.member).await?;
        self.add.join(change, Some(context.caller.person.organization)).await
    }
}

/// Removes a person or group, who confers and holds nothing, from a security group of a customer.
#[derive(Clone, Debug)]
pub struct RemoveCustomerGroupMember {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The group, and who leaves.
    pub remove: RemoveGroupMember,
}

impl Command for RemoveCustomerGroupMember {
    type Output = ();
    const NAME: &'static str = "customer_directory.remove_group_member";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        asks(self.tenant, self.remove.group)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let inside = members(change, self.remove.group).await?;
        let member = inside.into_iter().find(|member| member.uuid() == self.remove.member);
        require_free(change, context, member.ok_or(Refusal::Missing)?).await?;
        self.remove.leave(change).await
    }
}

/// Deletes a security group of a customer.
#[derive(Clone, Debug)]
pub struct DeleteCustomerGroup {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The group.
    pub group: Id<SecurityGroup>,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

impl Command for DeleteCustomerGroup {
    type Output = ();
    const NAME: &'static str = "customer_directory.delete_group";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        asks(self.tenant, self.group)
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = lock(change, self.group, self.stamp).await?;
        // What is named elsewhere although it gives nothing there is for the customer to take away.
        let is_named = !change.rows(&NAMED_IN, values![self.group]).await?.is_empty()
            || !fetch_of_group(change, self.group).await?.is_empty();
        if is_named {
            return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::OwnAdministrator)));
        }
        let left = members(change, self.group).await?;
        // Nobody leaves a group from outside who could not be taken out of it one by one.
        require_free_members(change, context, self.group, &left).await?;
        leave_groups(change, Principal::SecurityGroup(self.group), &before.name).await?;
        let facts =
            left.into_iter().map(|member| Fact::GroupMember { group: self.group, member, is: Turn::ENDS });
        let event =
            Event::new(EventKind::SecurityGroupDeleted, Subject::thing(self.group.uuid(), &before.name))
                .without("description", &before.description);
        change.write(Batch::of(event).run(&DELETE_GROUP, values![self.group]).facts(facts)).await?;
        Ok(())
    }
}

/// Refuses a group of whose members somebody holds something, or is named by an invitation that waits.
async fn require_free_members(
    change: &mut Change,
    context: &Context<'_>,
    group: Id<SecurityGroup>,
    members: &[Principal],
) -> Result<(), Refusal> {
    let is_invited = store::invitations::fetch_names_member(change, group).await?;
    for member in members {
        let about = About::Principal { principal: Some(*member), is_invited };
        context.require(ASKS, &Target { tenant: change.tenant(), about })?;
    }
    Ok(())
}

/// Refuses whoever holds something, or is named by an invitation that waits.
async fn require_free(change: &mut Change, context: &Context<'_>, member: Principal) -> Result<(), Refusal> {
    let name = name_of(change, member).await?;
    let is_invited = match (member, &name) {
        (Principal::User(_), Some(upn)) => store::invitations::fetch_is_named(change, upn).await?,
        _ => false,
    };
    let about = About::Principal { principal: Some(member), is_invited };
    context.require(ASKS, &Target { tenant: change.tenant(), about })
}
