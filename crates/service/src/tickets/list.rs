//! The list of tickets in a realm, and exact counts by severity.

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View,
    list::{Place, Wanted},
    tickets::{self, Among, TicketCounts, TicketRow},
};

use super::{cut, owned::Owned};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    groups::{names_groups, require_groups},
    refusal::Refusal,
};

/// Asks for a page of tickets.
#[derive(Clone, Debug)]
pub struct ListTickets {
    /// Where to look: at home, at one customer, at all customers.
    pub realm: Realm,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Which ones, by their state.
    pub among: Among,
    /// By whom they are taken care of.
    pub owned: Owned,
    /// Whether to count.
    pub counts: bool,
}

/// A page of tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketList {
    /// The tickets.
    pub tickets: Vec<TicketRow>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages, if that was asked.
    pub total: Option<i64>,
    /// The same by severity, if that was asked.
    pub counts: Option<TicketCounts>,
    /// Whether the reader may record an issue here; never where many organizations are looked at.
    pub may_record: bool,
}

impl Question for ListTickets {
    type Answer = TicketList;
    const NAME: &'static str = "ticket.list";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<TicketList, Refusal> {
        let wanted = &self.wanted;
        require_what_is_named(view, context, wanted, self.realm)?;
        let reader = &context.caller.person;
        let owned = self.owned.by(reader, context.facts);
        let listed = tickets::list(view, wanted, self.among, &owned).await?;
        let (mut total, mut counts) = (None, None);
        if self.counts {
            let counted = tickets::counts(view, wanted, self.among, &owned).await?;
            total = Some(counted.all());
            counts = Some(counted);
        }
        context.shows(listed.items.iter().map(|ticket| ticket.tenant));
        let may_record = self.realm != Realm::AllCustomers
            && context.sight(Action::Use(Permission::TicketCreate), self.realm).is_ok();
        let tickets = listed.items.into_iter().map(|ticket| cut(reader, ticket)).collect();
        Ok(TicketList { tickets, next: listed.next, total, counts, may_record })
    }
}

/// Asks for a page of tickets, and for counts by severity of another choice among the same.
#[derive(Clone, Debug)]
pub struct ListCounted {
    /// The page.
    pub list: ListTickets,
    /// What is counted: filter and search; order and page do not matter.
    pub counted: Wanted,
}

impl Question for ListCounted {
    type Answer = (TicketList, TicketCounts);
    const NAME: &'static str = ListTickets::NAME;
    const SHOWS: Option<&'static str> = ListTickets::SHOWS;

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        self.list.asks(caller)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let ListTickets { realm, among, owned, .. } = &self.list;
        require_what_is_named(view, context, &self.counted, *realm)?;
        let found = self.list.answer(view, context).await?;
        let owned = owned.by(&context.caller.person, context.facts);
        let counts = tickets::counts(view, &self.counted, *among, &owned).await?;
        Ok((found, counts))
    }
}

/// Who sees no groups learns nothing of them by asking.
pub(super) fn require_what_is_named(
    view: &View,
    context: &Looking<'_>,
    wanted: &Wanted,
    realm: Realm,
) -> Result<(), Refusal> {
    let Some(filter) = &wanted.filter else { return Ok(()) };
    if names_groups(filter) {
        require_groups(view, context, realm)?;
    }
    Ok(())
}
