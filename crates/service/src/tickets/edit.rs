//! Taking a ticket up, giving it to somebody or to a team, and setting a day until which it is due.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, SecurityGroup, Ticket, User},
    permission::Permission,
    ticket::{TicketState, TicketStep},
    time::Time,
};
use store::{Batch, Change, rooms, tickets, values};

use super::{
    entry, found, may_know,
    takers::{one_sees, sees},
};
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Changes who takes care of a ticket and until when; what is not given stays.
#[derive(Clone, Debug)]
pub struct EditTicket {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The ticket.
    pub ticket: Id<Ticket>,
    /// The version that was read.
    pub stamp: Option<i64>,
    /// Who takes care of it: a person of the caller's own organization; `Some(None)` is nobody.
    pub owner: Option<Option<Id<User>>>,
    /// With which team it stands: a security group of the caller's own organization; `Some(None)` is none.
    pub team: Option<Option<Id<SecurityGroup>>>,
    /// Until when it is to be resolved; `Some(None)` is no day.
    pub due_at: Option<Option<Time>>,
}

/// To whom a ticket is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenTo {
    /// A person of the caller's own organization; the team stays.
    Person(Id<User>),
    /// A team of the caller's own organization, whose people choose among themselves.
    Team(Id<SecurityGroup>),
    /// Nobody and no team.
    Nobody,
}

impl EditTicket {
    /// Gives it to somebody.
    pub const fn give(self, to: GivenTo) -> Self {
        match to {
            GivenTo::Person(person) => Self { owner: Some(Some(person)), ..self },
            GivenTo::Team(team) => Self { owner: Some(None), team: Some(Some(team)), ..self },
            GivenTo::Nobody => Self { owner: Some(None), team: Some(None), ..self },
        }
    }

    /// Changes nothing yet, whatever version was read.
    pub const fn of(tenant: Id<Organization>, ticket: Id<Ticket>) -> Self {
        Self { tenant, ticket, stamp: None, owner: None, team: None, due_at: None }
    }
}

impl Command for EditTicket {
    type Output = ();
    const NAME: &'static str = "ticket.edit";

    fn asks(&self, _: &Person) -> (Action, Where) {
        (Action::Use(Permission::TicketUpdate), Where::Ticket(self.tenant, self.ticket))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let found = found(change, self.ticket, self.stamp).await?;
        if matches!(found.state, TicketState::Resolved | TicketState::Closed) {
            return Err(Refusal::Conflict(Code::InvalidState, Some(self.ticket.uuid())));
        }
        let caller = &context.caller.person;
        let mut event =
            Event::new(EventKind::TicketEdited, Subject::thing(self.ticket.uuid(), &found.reference));
        let mut steps: Vec<(&'static str, String, String)> = Vec::new();
        let mut writes = Vec::new();
        let mut given_to = None;
        if let Some(owner) = self.owner.filter(|owner| *owner != found.owner.map(|(person, _)| person)) {
            let before = match found.owner {
                Some((person, organization)) if may_know(caller, self.tenant, organization) => {
                    tickets::name_of_owner(change, organization, person).await?.unwrap_or_default()
                }
                _ => String::new(),
            };
            let after = match owner {
                Some(person) => {
                    let name = tickets::name_of_owner(change, caller.organization, person).await?;
                    // Whoever does not see it could not take care of it.
                    name.filter(|_| sees(context.facts, self.tenant, found.room, person))
                        .ok_or_else(|| Refusal::field("ownerId", Code::UnknownReference))?
                }
                None => String::new(),
            };
            event = event.changed_person("owner", &before, &after);
            given_to = owner;
            let organization = owner.map(|_| caller.organization);
            writes.push((&tickets::SET_OWNER, values![self.ticket, owner, organization]));
            steps.push(("owner", before, after));
            if owner.is_none() {
                // What nobody takes care of may be neglected by now.
                writes.push((&rooms::JUDGE_SOON, values![found.room, change.now()]));
            }
            // Whoever gets it takes it up (3.11).
            if owner.is_some()
                && let Ok(to) = found.state.after(found.kind, TicketStep::TakeUp)
            {
                writes.push((&tickets::SET_STATE, values![self.ticket, to.key()]));
                event = event.changed("state", found.state.key(), to.key());
                steps.push(("state", found.state.key().to_owned(), to.key().to_owned()));
            }
        }
        if let Some(team) = self.team.filter(|team| *team != found.team.map(|(team, _)| team)) {
            let before = match found.team {
                Some((team, organization)) if may_know(caller, self.tenant, organization) => {
                    tickets::name_of_team(change, organization, team).await?.unwrap_or_default()
                }
                _ => String::new(),
            };
            let after = match team {
                Some(team) => {
                    let name = tickets::name_of_team(change, caller.organization, team).await?;
                    name.filter(|_| one_sees(context.facts, self.tenant, found.room, team))
                        .ok_or_else(|| Refusal::field("teamId", Code::UnknownReference))?
                }
                None => String::new(),
            };
            event = event.changed_person("team", &before, &after);
            let organization = team.map(|_| caller.organization);
            writes.push((&tickets::SET_TEAM, values![self.ticket, team, organization]));
            steps.push(("team", before, after));
        }
        if let Some(due_at) = self.due_at.filter(|due_at| *due_at != found.due_at) {
            if due_at.is_some_and(|at| at <= change.now()) {
                return Err(Refusal::field("dueDateTime", Code::InThePast));
            }
            let text = |at: Option<Time>| at.map(|at| at.to_string()).unwrap_or_default();
            event = event.changed("dueDateTime", text(found.due_at), text(due_at));
            writes.push((&tickets::SET_DUE, values![self.ticket, due_at]));
            steps.push(("due", text(found.due_at), text(due_at)));
        }
        if steps.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::of(event).stirs(found.room);
        for (write, values) in writes {
            batch = batch.run(write, values);
        }
        for (kind, before, after) in steps {
            batch = entry(batch, change, context, self.ticket, kind, &before, &after);
        }
        change.write(batch).await?;
        // Who takes a ticket knows.
        if let Some(person) = given_to.filter(|person| *person != caller.user) {
            change.tell_given((caller.organization, person), self.ticket).await?;
        }
        Ok(())
    }
}
