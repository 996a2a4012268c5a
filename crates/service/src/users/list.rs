//! People as lists show them.

use authz::{Action, Realm};
use domain::{
    directory::DirectoryPart,
    id::{Id, User},
};
use store::{View, directory::PrincipalRow, list::Wanted, users::UserRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// A page of the people of one's organization.
#[derive(Clone, Debug, Default)]
pub struct ListUsers {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ListUsers {
    type Answer = Counted<UserRow>;
    const NAME: &'static str = "users";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::People), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<UserRow>, Refusal> {
        let count = if self.count { Some(store::users::count(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: store::users::list(view, &self.wanted).await?, count })
    }
}

/// One person of one's organization, with the groups they are in directly.
pub struct GetUser {
    /// The person.
    pub user: Id<User>,
}

impl Question for GetUser {
    type Answer = (UserRow, Vec<PrincipalRow>);
    const NAME: &'static str = "user";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadDirectoryOf(DirectoryPart::People), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let user = store::users::find(view, self.user).await?.ok_or(Refusal::Missing)?;
        Ok((user, store::directory::groups_of(view, self.user.uuid()).await?))
    }
}

/// The customers where a person is a primary admin by name: told before the person is disabled or deleted
///
pub struct CustomersNaming {
    /// The person.
    pub user: Id<User>,
}

impl Question for CustomersNaming {
    type Answer = Vec<String>;
    const NAME: &'static str = "customers of a primary admin";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::AdministerDirectory, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Vec<String>, Refusal> {
        Ok(store::directory::customers_naming(view, self.user.uuid()).await?)
    }
}
