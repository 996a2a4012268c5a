//! People of a customer: added, edited, disabled and enabled.

use authz::Action;
use domain::{
    directory::{DirectoryRight, Principal},
    id::{Id, Organization, User},
};
use store::Change;

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
    users::{CreateUser, EditUser, SetUserEnabled, edit, lock},
};

const ASKS: Action = Action::ChangeCustomerDirectory(DirectoryRight::ManagePeople);

/// Adds a person to a customer's directory. They have no password, nobody is told a link, and they have to be confirmed before anything
/// given to them counts.
#[derive(Clone, Debug)]
pub struct CreateCustomerUser {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The person.
    pub new: CreateUser,
}

impl Command for CreateCustomerUser {
    type Output = Id<User>;
    const NAME: &'static str = "customer_directory.create_user";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<User>, Refusal> {
        let partner = context.caller.person.organization;
        Ok(self.new.add(change, context, ASKS, Some(partner)).await?.0)
    }
}

/// Changes name, language and time zone of a person of a customer.
#[derive(Clone, Debug)]
pub struct EditCustomerUser {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The person as they are to be.
    pub edit: EditUser,
}

impl Command for EditCustomerUser {
    type Output = ();
    const NAME: &'static str = "customer_directory.edit_user";
    // So that nobody gives the person a right at the same moment.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (ASKS, Where::Principal(self.tenant, Principal::User(self.edit.user)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let EditUser { user, display_name, language, time_zone, stamp } = self.edit;
        let before = lock(change, user, stamp).await?;
        edit(change, &before, &display_name, &language, &time_zone).await
    }
}

/// Enables or disables a person of a customer. Sessions of a disabled person end.
#[derive(Clone, Debug)]
pub struct SetCustomerUserEnabled {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Who, and whether they may sign in.
    pub switch: SetUserEnabled,
}

impl Command for SetCustomerUserEnabled {
    type Output = ();
    const NAME: &'static str = "customer_directory.enable_or_disable_user";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, _: &Person) -> (Action, Where) {
        (ASKS, Where::Principal(self.tenant, Principal::User(self.switch.user)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        self.switch.switch(change).await
    }
}
