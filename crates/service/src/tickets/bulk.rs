//! The same done to many tickets, each decided and written on its own.
//!
//! Invariant: a refusal at one ticket stops no other, and is the one that it would have been alone.

use domain::{
    id::{Id, Organization, Ticket, User},
    ticket::ClosureReason,
};

use super::{EditTicket, GivenTo, ResolveTicket, WriteMessage, some_text};
use crate::{
    app::App,
    caller::{Access, Caller},
    refusal::{Code, Fault, Refusal},
    run::run,
};

/// To how many tickets something is done at once at most.
pub const MOST_AT_ONCE: usize = 200;

/// What is done to each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkAct {
    /// The caller takes care of it.
    Take,
    /// Nobody takes care of it.
    Leave,
    /// It is given to somebody who sees it, or to a team in which one does.
    Give(GivenTo),
    /// A message is written into it.
    Message(String),
    /// It is resolved with a reason; possible for recorded issues alone.
    Resolve(ClosureReason),
}

/// What became of one ticket.
#[derive(Debug)]
pub struct BulkDone {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// Nothing, or why it was not done.
    pub refused: Option<Refusal>,
}

/// Does the same to many tickets, in the order in which they are named, and tells of each what became of it.
pub async fn act_on_many(
    app: &App,
    caller: &Caller,
    act: BulkAct,
    tickets: Vec<(Id<Organization>, Id<Ticket>)>,
) -> Result<Vec<BulkDone>, Refusal> {
    if caller.person.access == Access::Read {
        return Err(Refusal::Denied(Code::ReadOnlyToken, None));
    }
    let act = act.checked()?;
    if tickets.is_empty() {
        return Err(Refusal::field("tickets", Code::Required));
    }
    if tickets.len() > MOST_AT_ONCE {
        let fault = Fault::new("tickets", Code::TooMany).detail(MOST_AT_ONCE);
        return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
    }
    let mut told = Vec::with_capacity(tickets.len());
    for (part, (tenant, ticket)) in tickets.into_iter().enumerate() {
        let refused = match one(app, &caller.part(part), act.clone(), tenant, ticket).await {
            Ok(()) => None,
            // These say nothing of a ticket.
            Err(refusal @ (Refusal::Unauthenticated(_) | Refusal::Bug(_))) => return Err(refusal),
            Err(refusal) if refusal.code() == Code::IdempotencyKeyReused => return Err(refusal),
            Err(refusal) => Some(refusal),
        };
        told.push(BulkDone { tenant, ticket, refused });
    }
    Ok(told)
}

impl BulkAct {
    /// Whether it could be done to a ticket at all.
    fn checked(self) -> Result<Self, Refusal> {
        match &self {
            Self::Message(text) => _ = some_text("text", text)?,
            Self::Resolve(reason) if !ClosureReason::CHOICES.contains(reason) => {
                return Err(Refusal::field("reason", Code::UnknownValue));
            }
            _ => {}
        }
        Ok(self)
    }
}

async fn one(
    app: &App,
    caller: &Caller,
    act: BulkAct,
    tenant: Id<Organization>,
    ticket: Id<Ticket>,
) -> Result<(), Refusal> {
    let give = |owner: Option<Id<User>>| EditTicket { owner: Some(owner), ..EditTicket::of(tenant, ticket) };
    match act {
        BulkAct::Take => run(app, caller, give(Some(caller.person.user))).await,
        BulkAct::Leave => run(app, caller, give(None)).await,
        BulkAct::Give(to) => run(app, caller, EditTicket::of(tenant, ticket).give(to)).await,
        BulkAct::Message(text) => run(app, caller, WriteMessage { tenant, ticket, text }).await,
        BulkAct::Resolve(reason) => {
            run(app, caller, ResolveTicket { tenant, ticket, stamp: None, reason }).await
        }
    }
}
