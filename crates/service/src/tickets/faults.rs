//! Open tickets folded by what is wrong: the same fault over many rooms or customers is one line that opens.

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View,
    list::Wanted,
    tickets::{self, FaultRow},
};

use super::{list::require_what_is_named, owned::Owned};
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    exports,
    refusal::Refusal,
};

/// How many faults are told at most.
pub const MOST_FAULTS: usize = 200;

/// Asks for the faults behind the open tickets of a realm, worst first, then those with most tickets.
#[derive(Clone, Debug)]
pub struct ListFaults {
    /// Where to look: at home, at one customer, at all customers.
    pub realm: Realm,
    /// Filter and search; order and page are passed over.
    pub wanted: Wanted,
    /// By whom the tickets are taken care of.
    pub owned: Owned,
}

impl ListFaults {
    /// The same to be taken away as a file: that is written down before the first of them leaves (decision 18).
    pub async fn export(&self, app: &App, caller: &Caller) -> Result<Vec<FaultRow>, Refusal> {
        let (action, realm) = self.asks(&caller.person);
        exports::begin(app, caller, realm, action, "tickets").await?;
        ask(app, caller, self).await
    }
}

impl Question for ListFaults {
    type Answer = Vec<FaultRow>;
    const NAME: &'static str = "ticket.faults";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<FaultRow>, Refusal> {
        require_what_is_named(view, context, &self.wanted, self.realm)?;
        let owned = self.owned.by(&context.caller.person, context.facts);
        if self.realm == Realm::AllCustomers {
            context.shows(tickets::owners(view, &self.wanted, &owned).await?);
        }
        Ok(tickets::faults(view, &self.wanted, &owned, MOST_FAULTS).await?)
    }
}
