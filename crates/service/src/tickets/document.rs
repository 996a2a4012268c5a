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
    exports,
    refusal::Refusal,
};

/// Documents made at once.
const PIECE: i64 = 200;

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
struct ListDocuments {
    realm: Realm,
    wanted: Wanted,
    among: Among,
    owned: Owned,
}

/// A page of documents.
#[derive(Clone, Debug)]
struct Documents {
    items: Vec<TicketDocument>,
    next: Option<Place>,
}

impl Question for ListDocuments {
    type Answer = Documents;
    const NAME: &'static str = "ticket.documents";
    const SHOWS: Option<&'static str> = Some("tickets");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::TicketView), self.realm)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Documents, Refusal> {
        require_what_is_named(context, &self.wanted, self.realm)?;
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

/// An export that goes on page by page.
#[derive(Clone, Debug)]
pub struct ExportDocuments {
    question: ListDocuments,
    done: bool,
}

impl ExportDocuments {
    /// Begins an export: its events are written before the first document leaves.
    pub async fn begin(
        app: &App,
        caller: &Caller,
        realm: Realm,
        mut wanted: Wanted,
        among: Among,
        owned: Owned,
    ) -> Result<Self, Refusal> {
        wanted.page = Page::of(1);
        wanted.after = None;
        let mut question = ListDocuments { realm, wanted, among, owned };
        // Who may not is refused before anything is written down.
        ask(app, caller, &question).await?;
        exports::begin(app, caller, realm, Permission::TicketView, "tickets").await?;
        question.wanted.page = Page::of(PIECE);
        Ok(Self { question, done: false })
    }

    /// The next page; none at the end. Rights are looked at again with each page.
    pub async fn next(&mut self, app: &App, caller: &Caller) -> Result<Option<Vec<TicketDocument>>, Refusal> {
        if self.done {
            return Ok(None);
        }
        let Documents { items, next } = ask(app, caller, &self.question).await?;
        self.done = next.is_none();
        self.question.wanted.after = next;
        Ok(Some(items))
    }
}
