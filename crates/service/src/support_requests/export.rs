//! The list as a file: it is written down at every organization of which it tells, before it begins (decision 18).

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::id::{Id, Organization};
use store::{View, support_requests as rows};

use super::{SupportRequests, to_take_part};
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
    list: SupportRequests,
) -> Result<Export<SupportRequests>, Refusal> {
    let told_of = ask(app, caller, &ToldOf(&list)).await?;
    let action = to_take_part(list.side);
    Export::begin_telling_of(app, caller, list, action, told_of).await
}

/// The organizations of which a list tells.
struct ToldOf<'a>(&'a SupportRequests);

impl Question for ToldOf<'_> {
    type Answer = BTreeSet<Id<Organization>>;
    const NAME: &'static str = "support_requests.told_of";

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_take_part(self.0.side), self.0.realm(caller))
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(rows::customers(view, &self.0.wanted).await?.into_iter().collect())
    }
}
