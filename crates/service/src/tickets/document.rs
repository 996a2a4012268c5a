//! Tickets as documents, each with its history: for whoever may see reports and tickets of its room.

use std::collections::BTreeSet;

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View,
    list::{Place, Wanted},
    page::Page,
    tickets::{self, Among, TicketEntry, TicketRow},
};

use super::{cut, list::require_what_is_named, of_others, owned::Owned};
use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    exports::{Export, Paged},
    refusal::Refusal,
};

/// A ticket with everything that is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketDocument {
    /// What lists show of it.
    pub row: TicketRow,
    /// The host name of the room's device; empty where none is known.
    pub host_name: String,
    /// What happened to it and was written into it, the oldest first.
    pub entries: Vec<TicketEntry>,
}

/// Asks for a page of documents.
#[derive(Clone, Debug)]
pub struct ListDocuments {
    /// Where to look.
    pub realm: Realm,
    /// Filter, search, order, page.
    pub wanted: Wanted,
    /// Which ones, by their state.
    pub among: Among,
    /// By whom they are taken care of.
    pub owned: Owned,
}

/// A page of documents.
#[derive(Clone, Debug)]
pub struct Documents {
    /// The documents.
    pub items: Vec<TicketDocument>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

impl Question for ListDocuments {
    type Answer = Documents;
    const NAME: &'static str = "ticket.documents";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Documents, Refusal> {
        require_what_is_named(view, context, &self.wanted, self.realm)?;
        let reports = context.sight(Action::Use(Permission::ReportView), self.realm)?;
        let reader = &context.caller.person;
        let owned = self.owned.by(reader, context.facts);
        let listed = tickets::list(view, &self.wanted, self.among, &owned).await?;
        let tenants: BTreeSet<_> = listed.items.iter().map(|ticket| ticket.tenant).collect();
        let ids = listed.items.iter().map(|ticket| ticket.id).collect();
        let mut told = tickets::histories(view.look(reports), tenants.into_iter().collect(), ids).await?;
        let documents = listed.items.into_iter().filter_map(|row| {
            // What reports do not show has no history here.
            let (host_name, mut entries) = told.remove(&row.id)?;
            of_others(reader, row.tenant, &mut entries);
            Some(TicketDocument { row: cut(reader, row), host_name, entries })
        });
        let items: Vec<_> = documents.collect();
        context.shows(items.iter().map(|ticket| ticket.row.tenant));
        Ok(Documents { items, next: listed.next })
    }
}

impl ListDocuments {
    /// Begins their export: whoever may not have them is refused before anything is written down.
    pub async fn export(self, app: &App, caller: &Caller) -> Result<Export<Self>, Refusal> {
        let first = Wanted { page: Page::of(1), after: None, ..self.wanted.clone() };
        ask(app, caller, &Self { wanted: first, ..self.clone() }).await?;
        Export::begin(app, caller, self).await
    }
}

impl Paged for ListDocuments {
    type Row = TicketDocument;
    const LIST: &'static str = "tickets";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Documents) -> (Vec<TicketDocument>, Option<Place>) {
        (answer.items, answer.next)
    }
}
