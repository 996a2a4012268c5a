//! The rooms that a subscription may be about: the same as those of which its owner may read reports.

use authz::{Action, Realm};
use domain::{
    id::{Id, RoomGroup},
    permission::Permission,
};
use store::{View, groups, rooms::Owners};

use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    groups::shows_empty,
    refusal::{Code, Refusal},
    reports::Asked,
};

/// The names of the customer and of the group of reports, if the person may read them there.
pub async fn place_of(
    app: &App,
    caller: &Caller,
    realm: Realm,
    group: Option<Id<RoomGroup>>,
) -> Result<(Option<String>, Option<String>), Refusal> {
    ask(app, caller, &PlaceOf { realm, group }).await
}

struct PlaceOf {
    realm: Realm,
    group: Option<Id<RoomGroup>>,
}

impl Question for PlaceOf {
    type Answer = (Option<String>, Option<String>);
    const NAME: &'static str = "report.place";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Asked::ACTION, self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let customer = match self.realm {
            Realm::Customer(customer) => {
                store::rooms::owners(view, Owners::One(customer)).await?.pop().map(|(_, name)| name)
            }
            _ => None,
        };
        let Some(group) = self.group else { return Ok((customer, None)) };
        let unknown = || Refusal::field("roomGroupId", Code::UnknownValue);
        if self.realm == Realm::AllCustomers {
            return Err(unknown());
        }
        let view = view.look(context.sight(Action::Use(Permission::GroupView), self.realm)?);
        let empty = shows_empty(view, self.realm);
        let found = groups::seen(view, vec![group], empty).await?.pop();
        Ok((customer, Some(found.ok_or_else(unknown)?.1)))
    }
}
