//! The list as a file: it is written down at every organization of which it tells, before it begins (decision 18).

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::id::{Id, Organization};
use store::{View, subscriptions as rows};

use super::Subscriptions;
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    exports::Export,
    refusal::Refusal,
};

/// Begins an export.
pub async fn export(
    app: &App,
    caller: &Caller,
    list: Subscriptions,
) -> Result<Export<Subscriptions>, Refusal> {
    if list.realm != Realm::AllCustomers {
        return Export::begin(app, caller, list).await;
    }
    let told_of = ask(app, caller, &ToldOf(&list)).await?;
    Export::begin_telling_of(app, caller, list, Action::SeeTenants, told_of).await
}

/// The customers of which a list over all of them tells: of what was sold there, no sight names them.
struct ToldOf<'a>(&'a Subscriptions);

impl Question for ToldOf<'_> {
    type Answer = BTreeSet<Id<Organization>>;
    const NAME: &'static str = "subscriptions.told_of";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::SeeSubscriptions, self.0.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(rows::customers(view, &self.0.wanted).await?.into_iter().collect())
    }
}
