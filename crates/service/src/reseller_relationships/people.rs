//! The people of a customer, as agents see them whose role there looks people up.

use authz::{Action, Realm};
use domain::id::{Id, Organization};
use store::{View, list::Wanted, users::UserRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The people of a customer.
#[derive(Clone, Debug)]
pub struct CustomerPeople {
    /// Which customer.
    pub tenant: Id<Organization>,
    /// Which people, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for CustomerPeople {
    type Answer = Counted<UserRow>;
    const NAME: &'static str = "reseller_relationships.people";
    const SHOWS: Option<&'static str> = Some("people");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadCustomerDirectory, Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count = if self.count { Some(store::users::count(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: store::users::list(view, &self.wanted).await?, count })
    }
}
