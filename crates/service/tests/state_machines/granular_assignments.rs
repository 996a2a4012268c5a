//! State machine 3.5: access assignments, by which groups of the partner hold roles of a relationship.

use std::cell::Cell;

use domain::{
    granular_relationship::RequestAction,
    id::{AccessAssignment, GranularRelationship, Id, SecurityGroup},
    role_definition::HELPDESK_ADMINISTRATOR,
};
use service::{
    Code, Refusal, ask,
    granular_relationships::{
        ApproveGranular, AssignAccess, ChangeAccess, DraftGranular, EndAccess, GranularRelationshipOf,
        RequestGranular, public_id, tend,
    },
    run,
    security_groups::{CreateSecurityGroup, DeleteSecurityGroup},
};
use testkit::{World, each};
use uuid::{Uuid, uuid};

use crate::{
    Actor, Cast, Machine,
    Outcome::{Nothing, Refused, To},
    Row,
    cast::CONTOSO,
    check,
};

/// Where an assignment stands, and its relationship.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    /// None: the relationship is approved, and not in force yet.
    TooEarly,
    /// None: the relationship is in force.
    Unassigned,
    Pending,
    Active,
    /// Its group is gone.
    Error,
    Deleting,
    /// It was taken back.
    Gone,
    /// The relationship ended: it is shown as deleted.
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    /// Gives roles to the group.
    Assign,
    /// Gives other roles to the group that has some.
    Change,
    /// Gives it the same again.
    ChangeToTheSame,
    End,
}

use Event as E;
use State as S;

const DIRECTORY_READERS: Uuid = uuid!("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");

/// User management admins are not among them: who manages groups confers nothing by it (decision 16).
const MAY: &[Actor] = &[Actor::PartnerAdministrator, Actor::AdminAgent, Actor::Application];

const TABLE: &[Row<Assignments>] = &[
    (&[S::Unassigned, S::Gone], &[E::Assign], MAY, To(S::Pending)),
    (&[S::Pending, S::Active, S::Deleting], &[E::Assign], MAY, Refused(Code::AlreadyExists)),
    (&[S::Error], &[E::Assign], MAY, Refused(Code::InvalidValue)),
    (&[S::Active], &[E::Change], MAY, To(S::Active)),
    (&[S::Active], &[E::ChangeToTheSame], MAY, Nothing),
    (&[S::Active, S::Error, S::Pending], &[E::End], MAY, To(S::Deleting)),
    // What is not there, or no longer.
    (
        &[S::TooEarly, S::Unassigned, S::Gone],
        &[E::Change, E::ChangeToTheSame, E::End],
        MAY,
        Refused(Code::NotFound),
    ),
];

struct Assignments {
    cast: Cast,
    made: Cell<u32>,
}

#[derive(Clone)]
struct Thing {
    name: String,
    relationship: Id<GranularRelationship>,
    group: Id<SecurityGroup>,
    assignment: Cell<Option<Id<AccessAssignment>>>,
}

impl Assignments {
    async fn by<C: service::Command>(&self, actor: Actor, command: C) -> Result<C::Output, Refusal> {
        run(&self.cast.world.app, &self.cast.caller(actor), command).await
    }

    async fn tend(&self) {
        tend(&self.cast.world.app).await.unwrap();
    }

    /// An approved relationship, and a group.
    async fn relationship(&self) -> Thing {
        self.made.set(self.made.get() + 1);
        let name = format!("Relationship {}", self.made.get());
        let draft = DraftGranular {
            name: name.clone(),
            customer: Some(self.cast.world.organization(CONTOSO).uuid()),
            duration: "P200D".to_owned(),
            roles: vec![HELPDESK_ADMINISTRATOR.id, DIRECTORY_READERS],
            auto_extend: "PT0S".to_owned(),
        };
        let relationship = self.by(Actor::AdminAgent, draft).await.unwrap();
        let lock = RequestGranular { relationship, action: RequestAction::LockForApproval, stamp: None };
        self.by(Actor::AdminAgent, lock).await.unwrap();
        let caller = self.cast.caller(Actor::AdminAgent);
        let question = GranularRelationshipOf { relationship };
        let shown = ask(&self.cast.world.app, &caller, &question).await.unwrap();
        let asked = public_id(&shown.row.public_id()).unwrap();
        let approve = ApproveGranular { asked, stamp: None };
        self.by(Actor::CustomerAdministrator, approve).await.unwrap();
        let group = CreateSecurityGroup { name: name.clone(), description: String::new() };
        let group = self.by(Actor::PartnerAdministrator, group).await.unwrap();
        Thing { name, relationship, group, assignment: Cell::new(None) }
    }
}

impl Machine for Assignments {
    type State = State;
    type Event = Event;
    type Thing = Thing;

    const STATES: &'static [State] =
        &[S::TooEarly, S::Unassigned, S::Pending, S::Active, S::Error, S::Deleting, S::Gone, S::Over];
    const EVENTS: &'static [Event] = &[E::Assign, E::Change, E::ChangeToTheSame, E::End];

    fn table() -> &'static [Row<Self>] {
        TABLE
    }

    fn barred(_: Event, actor: Actor) -> Option<Code> {
        if MAY.contains(&actor) {
            return None;
        }
        Some(if actor.is_of_partner() { Code::Forbidden } else { Code::NotFound })
    }

    async fn make(&self, state: State) -> Thing {
        let thing = self.relationship().await;
        if state == S::TooEarly {
            return thing;
        }
        self.tend().await;
        if state == S::Unassigned {
            return thing;
        }
        self.cause(&thing, E::Assign, Actor::AdminAgent).await.unwrap();
        if state == S::Error {
            let group = DeleteSecurityGroup { group: thing.group, stamp: None };
            self.by(Actor::PartnerAdministrator, group).await.unwrap();
        }
        if matches!(state, S::Active | S::Deleting | S::Gone | S::Over) {
            self.tend().await;
        }
        if matches!(state, S::Deleting | S::Gone) {
            self.cause(&thing, E::End, Actor::AdminAgent).await.unwrap();
        }
        if state == S::Gone {
            self.tend().await;
        }
        if state == S::Over {
            let relationship = thing.relationship;
            let end = RequestGranular { relationship, action: RequestAction::Terminate, stamp: None };
            self.by(Actor::AdminAgent, end).await.unwrap();
        }
        thing
    }

    async fn clear(&self, _: &Thing) {}

    async fn cause(&self, thing: &Thing, event: Event, actor: Actor) -> Result<(), Refusal> {
        let relationship = thing.relationship;
        let assignment = thing.assignment.get().unwrap_or_else(|| self.cast.world.ids.id());
        let (same, other) = (HELPDESK_ADMINISTRATOR.id, DIRECTORY_READERS);
        match event {
            E::Assign => {
                let command = AssignAccess { relationship, group: thing.group, roles: vec![same] };
                let id = self.by(actor, command).await?;
                thing.assignment.set(Some(id));
                Ok(())
            }
            E::Change | E::ChangeToTheSame => {
                let roles = vec![if event == E::Change { other } else { same }];
                let command = ChangeAccess { relationship, assignment, stamp: None, roles };
                self.by(actor, command).await.map(drop)
            }
            E::End => self.by(actor, EndAccess { relationship, assignment, stamp: None }).await,
        }
    }

    async fn state(&self, thing: &Thing) -> State {
        let name = &thing.name;
        let sql = format!("select status from granular_relationships where name = '{name}'");
        match self.cast.word(&sql).await.as_deref() {
            Some("active") => {}
            Some("approved") => return S::TooEarly,
            _ => return S::Over,
        }
        let sql = format!(
            "select a.status from access_assignments a join granular_relationships r on r.relationship_id = \
             a.relationship_id where r.name = '{name}' order by case when a.status = 'deleted' then 1 else 0 end"
        );
        match self.cast.word(&sql).await.as_deref() {
            None => S::Unassigned,
            Some("pending") => S::Pending,
            Some("active") => S::Active,
            Some("error") => S::Error,
            Some("deleting") => S::Deleting,
            Some("deleted") => S::Gone,
            Some(other) => panic!("{other}"),
        }
    }

    async fn trace(&self, thing: &Thing) -> Vec<Vec<Option<String>>> {
        let sql = format!(
            "select a.status, a.roles, a.changed_at, a.change_stamp, r.change_stamp from granular_relationships r \
             left join access_assignments a on a.relationship_id = r.relationship_id where r.name = '{}' \
             order by a.assignment_id",
            thing.name
        );
        let mut all = self.cast.rows(&sql).await;
        for table in ["access_assignments", "granular_operations", "notices"] {
            all.extend(self.cast.rows(&format!("select count(*) from {table}")).await);
        }
        all
    }

    async fn logged(&self) -> i64 {
        self.cast.logged().await
    }
}

async fn of(world: World) -> Assignments {
    Assignments { cast: Cast::gather(world).await, made: Cell::new(0) }
}

/// State machine 3.5, R-383, decision 16: every state × every event × every actor.
#[tokio::test]
async fn every_state_event_and_actor() {
    each(async |world: World| {
        check(&of(world).await).await;
    })
    .await;
}

/// State machine 3.5: what Steward does with each by itself, and what becomes of each when its group is deleted or the relationship ends.
#[tokio::test]
async fn every_state_by_itself() {
    // At once, when the group is deleted, when the relationship is terminated.
    let table = [
        (S::TooEarly, S::Unassigned, S::TooEarly, None),
        (S::Unassigned, S::Unassigned, S::Unassigned, Some(S::Over)),
        (S::Pending, S::Active, S::Error, Some(S::Over)),
        (S::Active, S::Active, S::Error, Some(S::Over)),
        (S::Error, S::Error, S::Error, Some(S::Over)),
        (S::Deleting, S::Gone, S::Deleting, Some(S::Over)),
        (S::Gone, S::Gone, S::Gone, Some(S::Over)),
        (S::Over, S::Over, S::Over, None),
    ];
    each(async |world: World| {
        let machine = of(world).await;
        for (state, at_once, group_gone, ended) in table {
            let thing = machine.make(state).await;
            machine.tend().await;
            assert_eq!(machine.state(&thing).await, at_once, "{state:?} by itself");
            let logged = machine.logged().await;
            machine.tend().await;
            assert_eq!(machine.logged().await, logged, "what is done is done once");

            let thing = machine.make(state).await;
            if state != S::Error {
                let delete = DeleteSecurityGroup { group: thing.group, stamp: None };
                machine.by(Actor::PartnerAdministrator, delete).await.unwrap();
            }
            assert_eq!(machine.state(&thing).await, group_gone, "{state:?} without its group");

            let thing = machine.make(state).await;
            let relationship = thing.relationship;
            let end = RequestGranular { relationship, action: RequestAction::Terminate, stamp: None };
            let outcome = machine.by(Actor::AdminAgent, end).await;
            match ended {
                Some(ended) => {
                    outcome.unwrap();
                    assert_eq!(machine.state(&thing).await, ended, "{state:?} without its relationship");
                }
                None => assert_eq!(outcome.unwrap_err().code(), Code::InvalidState, "{state:?}"),
            }
        }
    })
    .await;
}
