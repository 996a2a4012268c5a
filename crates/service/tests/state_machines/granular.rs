//! State machines 3.4 and 3.6: granular relationships, from the draft to their end.

use std::cell::Cell;

use domain::{
    granular_relationship::RequestAction,
    id::{GranularRelationship, Id},
    role_definition::{GLOBAL_ADMINISTRATOR, HELPDESK_ADMINISTRATOR},
    time::{DAY, SECOND},
};
use service::{
    Code, Refusal, ask,
    granular_relationships::{
        ApproveGranular, AskedGranular, DeclineGranular, DiscardGranular, DraftGranular, EditGranular,
        GranularRelationshipOf, PrepareGranular, RequestGranular, SwitchExtension, TerminateGranted,
        public_id, tend,
    },
    off_boarding::OffBoardPartner,
    run,
};
use testkit::{World, each};

use crate::{
    Actor, Cast, Machine,
    Outcome::{Nothing, Refused, To},
    Row,
    cast::{CONTOSO, NORTHWIND},
    check,
};

/// Where a relationship stands, and what else an answer depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    /// `created`, naming the customer.
    Draft,
    /// `approvalPending`, naming the customer.
    Asked,
    /// `approvalPending`, naming nobody: whoever has the link may approve.
    AskedAnybody,
    /// `approvalPending`, prepared by the indirect provider for the partner, which has not answered yet.
    Prepared,
    /// The same once the partner agreed.
    Agreed,
    Approved,
    Activating,
    /// `active`, with Global administrator among its roles.
    Active,
    /// `active`, without.
    Lesser,
    /// `active`, without, and extends itself.
    Extending,
    Expiring,
    Expired,
    TerminationRequested,
    Terminating,
    Terminated,
    /// Not there any more.
    Gone,
}

/// What somebody can do to it. What time does to it is tried below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    /// The partner changes the duration.
    Edit,
    /// The partner sends back what it read.
    EditNothing,
    /// The partner takes Global administrator out of the roles.
    Reduce,
    /// The partner lets it extend itself, by an edit.
    EditExtension,
    /// The partner lets it extend itself, by the switch.
    Extend,
    Discard,
    /// Request `lockForApproval`.
    Lock,
    /// Request `approve` of the indirect reseller.
    Agree,
    /// Request `reject` of the indirect reseller.
    Reject,
    /// Request `terminate`.
    Terminate,
    /// The customer approves.
    Approve,
    /// The customer declines.
    Decline,
    /// The customer removes the roles.
    RemoveRoles,
    /// The customer lets it extend itself.
    ExtendAsCustomer,
}

use Event as E;
use State as S;

/// What partners do: Admin agents, and their applications that may.
const OF_PARTNER: &[Event] = &[
    E::Edit,
    E::EditNothing,
    E::Reduce,
    E::EditExtension,
    E::Extend,
    E::Discard,
    E::Lock,
    E::Agree,
    E::Reject,
    E::Terminate,
];
const OF_CUSTOMER: &[Event] = &[E::Approve, E::Decline, E::RemoveRoles, E::ExtendAsCustomer];
/// Who asks for relationships in the name of the partner.
const PARTNER: &[Actor] = &[Actor::AdminAgent, Actor::Application];
const CUSTOMER: &[Actor] = &[Actor::CustomerAdministrator];
/// Who may approve what names nobody: Global administrators of any organization but the partner's.
const ANYBODY: &[Actor] = &[Actor::CustomerAdministrator, Actor::OtherCustomer, Actor::OtherAdministrator];

/// Every state in which there is one.
const THERE: &[State] = Granular::STATES.split_at(Granular::STATES.len() - 1).0;

const TABLE: &[Row<Granular>] = &[
    // created: PATCH any writable property, DELETE, lockForApproval.
    (&[S::Draft], &[E::Edit, E::Reduce], PARTNER, To(S::Draft)),
    (&[S::Draft], &[E::EditExtension], PARTNER, Refused(Code::InvalidValue)),
    (&[S::Draft], &[E::Discard], PARTNER, To(S::Gone)),
    (&[S::Draft], &[E::Lock], PARTNER, To(S::Asked)),
    // approvalPending: the indirect reseller answers once, then the customer.
    (&[S::Prepared], &[E::Agree], PARTNER, To(S::Agreed)),
    (&[S::Prepared], &[E::Reject], PARTNER, To(S::Terminated)),
    (&[S::Asked, S::Agreed], &[E::Approve], CUSTOMER, To(S::Approved)),
    (&[S::Asked, S::Agreed], &[E::Decline], CUSTOMER, To(S::Terminated)),
    (&[S::AskedAnybody], &[E::Approve], ANYBODY, To(S::Approved)),
    (&[S::AskedAnybody], &[E::Decline], ANYBODY, Refused(Code::OpenRequest)),
    // To approve again changes nothing.
    (&[S::Approved, S::Activating, S::Active, S::Lesser, S::Extending], &[E::Approve], CUSTOMER, Nothing),
    // active: either side ends it, or switches whether it extends itself; Global administrator leaves.
    (&[S::Active, S::Lesser, S::Extending], &[E::Terminate], PARTNER, To(S::TerminationRequested)),
    (&[S::Active, S::Lesser, S::Extending], &[E::RemoveRoles], CUSTOMER, To(S::TerminationRequested)),
    (&[S::Active], &[E::Reduce], PARTNER, To(S::Lesser)),
    (&[S::Lesser, S::Extending], &[E::Reduce], PARTNER, Nothing),
    (&[S::Active], &[E::EditExtension, E::Extend], PARTNER, Refused(Code::GlobalAdministratorNotExtended)),
    (&[S::Active], &[E::ExtendAsCustomer], CUSTOMER, Refused(Code::GlobalAdministratorNotExtended)),
    (&[S::Lesser], &[E::EditExtension, E::Extend], PARTNER, To(S::Extending)),
    (&[S::Lesser], &[E::ExtendAsCustomer], CUSTOMER, To(S::Extending)),
    (&[S::Extending], &[E::EditExtension, E::Extend], PARTNER, Nothing),
    (&[S::Extending], &[E::ExtendAsCustomer], CUSTOMER, Nothing),
    // What stands is no change, and no transition in any state.
    (THERE, &[E::EditNothing], PARTNER, Nothing),
    // What a customer was not asked yet, and what it did not approve, is not there for it.
    (&[S::Draft, S::Prepared], OF_CUSTOMER, CUSTOMER, Refused(Code::NotFound)),
    (
        &[S::Asked, S::AskedAnybody, S::Agreed],
        &[E::RemoveRoles, E::ExtendAsCustomer],
        CUSTOMER,
        Refused(Code::NotFound),
    ),
    // What is gone is not there for anybody.
    (&[S::Gone], OF_PARTNER, &Actor::ALL, Refused(Code::NotFound)),
    (&[S::Gone], OF_CUSTOMER, CUSTOMER, Refused(Code::NotFound)),
];

/// The machine of relationships between Northwind and Contoso.
struct Granular {
    cast: Cast,
    made: Cell<u32>,
}

#[derive(Clone)]
struct Thing {
    name: String,
    id: Id<GranularRelationship>,
    asked: AskedGranular,
}

impl Granular {
    async fn of(world: World) -> Self {
        Self { cast: Cast::gather(world).await, made: Cell::new(0) }
    }

    async fn done<C: service::Command>(&self, actor: Actor, command: C) -> Result<(), Refusal> {
        run(&self.cast.world.app, &self.cast.caller(actor), command).await.map(drop)
    }

    /// Puts it into a state that lasts for a moment alone while Steward works.
    async fn put(&self, thing: &Thing, status: &str) {
        let sql =
            format!("update granular_relationships set status = '{status}' where name = '{}'", thing.name);
        self.cast.rows(&sql).await;
    }

    async fn over(&self, thing: &Thing, status: &str) {
        self.put(thing, status).await;
        let ended = "update granular_relationships set ended_at = activated_at";
        self.cast.rows(&format!("{ended} where name = '{}'", thing.name)).await;
    }

    async fn tend(&self) {
        tend(&self.cast.world.app).await.unwrap();
    }
}

impl Machine for Granular {
    type State = State;
    type Event = Event;
    type Thing = Thing;

    const STATES: &'static [State] = &[
        S::Draft,
        S::Asked,
        S::AskedAnybody,
        S::Prepared,
        S::Agreed,
        S::Approved,
        S::Activating,
        S::Active,
        S::Lesser,
        S::Extending,
        S::Expiring,
        S::Expired,
        S::TerminationRequested,
        S::Terminating,
        S::Terminated,
        S::Gone,
    ];
    const EVENTS: &'static [Event] = &[
        E::Edit,
        E::EditNothing,
        E::Reduce,
        E::EditExtension,
        E::Extend,
        E::Discard,
        E::Lock,
        E::Agree,
        E::Reject,
        E::Terminate,
        E::Approve,
        E::Decline,
        E::RemoveRoles,
        E::ExtendAsCustomer,
    ];

    fn table() -> &'static [Row<Self>] {
        TABLE
    }

    fn barred(event: Event, actor: Actor) -> Option<Code> {
        if OF_PARTNER.contains(&event) {
            return match actor {
                Actor::AdminAgent | Actor::Application => None,
                actor if actor.is_of_partner() => Some(Code::Forbidden),
                _ => Some(Code::NotFound),
            };
        }
        match actor {
            Actor::CustomerAdministrator => None,
            // They may answer what their own organization is asked.
            Actor::PartnerAdministrator | Actor::OtherAdministrator | Actor::OtherCustomer => {
                Some(Code::NotFound)
            }
            _ => Some(Code::Forbidden),
        }
    }

    async fn make(&self, state: State) -> Thing {
        self.made.set(self.made.get() + 1);
        let name = format!("Relationship {}", self.made.get());
        let world = &self.cast.world;
        let mut roles = vec![HELPDESK_ADMINISTRATOR.id];
        if !matches!(state, S::Lesser | S::Extending) {
            roles.push(GLOBAL_ADMINISTRATOR.id);
        }
        let draft = DraftGranular {
            name: name.clone(),
            customer: (state != S::AskedAnybody).then(|| world.organization(CONTOSO).uuid()),
            duration: "P200D".to_owned(),
            roles,
            auto_extend: if state == S::Extending { "P180D" } else { "PT0S" }.to_owned(),
        };
        let is_prepared = matches!(state, S::Prepared | S::Agreed);
        let relationship = if is_prepared {
            let prepare = PrepareGranular { distribution: self.cast.distribution, draft };
            run(&world.app, &self.cast.caller(Actor::OtherAdminAgent), prepare).await.unwrap()
        } else {
            run(&world.app, &self.cast.caller(Actor::AdminAgent), draft).await.unwrap()
        };
        let question = GranularRelationshipOf { relationship };
        let shown = ask(&world.app, &self.cast.caller(Actor::AdminAgent), &question).await.unwrap();
        let thing = Thing { name, id: relationship, asked: public_id(&shown.row.public_id()).unwrap() };
        let by = async |event, actor| self.cause(&thing, event, actor).await.unwrap();
        match state {
            S::Draft | S::Prepared => {}
            S::Gone => by(E::Discard, Actor::AdminAgent).await,
            S::Agreed => by(E::Agree, Actor::AdminAgent).await,
            _ => {
                by(E::Lock, Actor::AdminAgent).await;
                if matches!(state, S::Asked | S::AskedAnybody) {
                    return thing;
                }
                by(E::Approve, Actor::CustomerAdministrator).await;
                match state {
                    S::Approved => return thing,
                    S::Activating => self.put(&thing, "activating").await,
                    _ => self.tend().await,
                }
                match state {
                    S::Expiring => self.over(&thing, "expiring").await,
                    S::Expired => self.over(&thing, "expired").await,
                    S::TerminationRequested => by(E::Terminate, Actor::AdminAgent).await,
                    S::Terminating => {
                        by(E::Terminate, Actor::AdminAgent).await;
                        self.put(&thing, "terminating").await;
                    }
                    S::Terminated => {
                        by(E::Terminate, Actor::AdminAgent).await;
                        self.tend().await;
                    }
                    _ => {}
                }
            }
        }
        thing
    }

    async fn clear(&self, thing: &Thing) {
        // What waits for an answer counts among what one customer can be asked at once.
        let sql = format!(
            "update granular_relationships set status = 'terminated' where status = 'approvalPending' and name = '{}'",
            thing.name
        );
        self.cast.rows(&sql).await;
    }

    async fn cause(&self, thing: &Thing, event: Event, actor: Actor) -> Result<(), Refusal> {
        let (relationship, asked, stamp) = (thing.id, thing.asked, None);
        let edit = EditGranular {
            relationship,
            stamp,
            name: None,
            customer: None,
            duration: None,
            roles: None,
            auto_extend: None,
        };
        let request = |action| RequestGranular { relationship, action, stamp };
        match event {
            E::Edit => self.done(actor, EditGranular { duration: Some("P60D".to_owned()), ..edit }).await,
            E::EditNothing => {
                self.done(actor, EditGranular { duration: Some("P200D".to_owned()), ..edit }).await
            }
            E::Reduce => {
                let roles = Some(vec![HELPDESK_ADMINISTRATOR.id]);
                self.done(actor, EditGranular { roles, ..edit }).await
            }
            E::EditExtension => {
                self.done(actor, EditGranular { auto_extend: Some("P180D".to_owned()), ..edit }).await
            }
            E::Extend | E::ExtendAsCustomer => {
                let as_customer = event == E::ExtendAsCustomer;
                self.done(actor, SwitchExtension { relationship, stamp, extends: true, as_customer }).await
            }
            E::Discard => self.done(actor, DiscardGranular { relationship, stamp }).await,
            E::Lock => self.done(actor, request(RequestAction::LockForApproval)).await,
            E::Agree => self.done(actor, request(RequestAction::Approve)).await,
            E::Reject => self.done(actor, request(RequestAction::Reject)).await,
            E::Terminate => self.done(actor, request(RequestAction::Terminate)).await,
            E::Approve => self.done(actor, ApproveGranular { asked, stamp }).await,
            E::Decline => self.done(actor, DeclineGranular { asked, stamp }).await,
            E::RemoveRoles => self.done(actor, TerminateGranted { relationship, stamp }).await,
        }
    }

    async fn state(&self, thing: &Thing) -> State {
        let columns = "status, case when customer_id is null then 'nobody' else 'somebody' end, \
                       coalesce(partner_consent, ''), roles, case when extends then 'extends' else '' end";
        let sql = format!("select {columns} from granular_relationships where name = '{}'", thing.name);
        let rows = self.cast.rows(&sql).await;
        let Some(row) = rows.first() else { return S::Gone };
        let cells: Vec<&str> = row.iter().map(|cell| cell.as_deref().unwrap_or_default()).collect();
        let highest = GLOBAL_ADMINISTRATOR.id.to_string();
        match cells[0] {
            "created" => S::Draft,
            "approvalPending" => match (cells[1], cells[2]) {
                (_, "pending") => S::Prepared,
                (_, "approved") => S::Agreed,
                ("nobody", _) => S::AskedAnybody,
                _ => S::Asked,
            },
            "approved" => S::Approved,
            "activating" => S::Activating,
            "active" if cells[3].contains(&highest) => S::Active,
            "active" if cells[4].is_empty() => S::Lesser,
            "active" => S::Extending,
            "expiring" => S::Expiring,
            "expired" => S::Expired,
            "terminationRequested" => S::TerminationRequested,
            "terminating" => S::Terminating,
            "terminated" => S::Terminated,
            other => panic!("{other}"),
        }
    }

    async fn trace(&self, thing: &Thing) -> Vec<Vec<Option<String>>> {
        let name = &thing.name;
        let mut all =
            self.cast.rows(&format!("select * from granular_relationships where name = '{name}'")).await;
        for table in ["granular_requests", "granular_operations", "notices"] {
            all.extend(self.cast.rows(&format!("select count(*) from {table}")).await);
        }
        all
    }

    async fn logged(&self) -> i64 {
        self.cast.logged().await
    }
}

/// State machines 3.4 and 3.6, R-380–, decision 6: every state × every event × every actor.
#[tokio::test]
async fn every_state_event_and_actor() {
    each(async |world: World| {
        check(&Granular::of(world).await).await;
    })
    .await;
}

/// When it is looked at again, in microseconds from the beginning.
const MOMENTS: [i64; 8] =
    [0, 90 * DAY - SECOND, 90 * DAY, 200 * DAY - SECOND, 200 * DAY, 365 * DAY - SECOND, 365 * DAY, 565 * DAY];

/// State machine 3.4, R-382, R-384, R-385: what Steward does by itself, at once and when time goes by.
#[tokio::test]
async fn every_state_as_time_goes_by() {
    use State::{
        Active as A, Asked as K, AskedAnybody as B, Draft as D, Expired as X, Extending as E, Gone as G,
        Lesser as L, Prepared as P, Terminated as T,
    };
    // At the moments above.
    let table = [
        (S::Draft, [D, D, D, D, D, D, D, D]),
        (S::Asked, [K, K, G, G, G, G, G, G]),
        (S::AskedAnybody, [B, B, G, G, G, G, G, G]),
        (S::Prepared, [P, P, G, G, G, G, G, G]),
        (S::Agreed, [S::Agreed, S::Agreed, G, G, G, G, G, G]),
        (S::Approved, [A, A, A, A, X, X, X, G]),
        (S::Activating, [A, A, A, A, X, X, X, G]),
        (S::Active, [A, A, A, A, X, X, X, G]),
        (S::Lesser, [L, L, L, L, X, X, X, G]),
        (S::Extending, [E, E, E, E, E, E, E, E]),
        (S::Expiring, [X, X, X, X, X, X, G, G]),
        (S::Expired, [X, X, X, X, X, X, G, G]),
        (S::TerminationRequested, [T, T, T, T, T, T, G, G]),
        (S::Terminating, [T, T, T, T, T, T, G, G]),
        (S::Terminated, [T, T, T, T, T, T, G, G]),
        (S::Gone, [G, G, G, G, G, G, G, G]),
    ];
    assert_eq!(table.map(|row| row.0), Granular::STATES);
    each(async |world: World| {
        let machine = Granular::of(world).await;
        let mut things = Vec::new();
        // Those that Steward moves come last: it is at work while the others are made.
        for (state, _) in table {
            if !is_moving(state) {
                things.push((state, machine.make(state).await));
            }
        }
        for (state, _) in table {
            if is_moving(state) {
                things.push((state, moving(&machine, state).await));
            }
        }
        for (state, thing) in &things {
            assert_eq!(machine.state(thing).await, *state);
        }
        let beginning = machine.cast.world.app.clock.now();
        for (at, moment) in MOMENTS.into_iter().enumerate() {
            machine.cast.world.clock.set(beginning.plus(moment));
            machine.tend().await;
            let logged = machine.logged().await;
            machine.tend().await;
            assert_eq!(machine.logged().await, logged, "what is done is done once");
            for (state, thing) in &things {
                let expected = table.iter().find(|row| row.0 == *state).unwrap().1[at];
                assert_eq!(machine.state(thing).await, expected, "{state:?} at {at}");
            }
        }
    })
    .await;
}

fn is_moving(state: State) -> bool {
    matches!(state, S::Approved | S::Activating | S::Expiring | S::TerminationRequested | S::Terminating)
}

/// One that Steward moves on its next turn, made without such a turn.
async fn moving(machine: &Granular, state: State) -> Thing {
    let thing = machine.make(S::Approved).await;
    match state {
        S::Approved => {}
        S::Activating => machine.put(&thing, "activating").await,
        _ => {
            let sql = format!(
                "update granular_relationships set activated_at = approved_at, ended_at = approved_at where name = '{}'",
                thing.name
            );
            machine.cast.rows(&sql).await;
            machine
                .put(
                    &thing,
                    match state {
                        S::Expiring => "expiring",
                        S::Terminating => "terminating",
                        _ => "terminationRequested",
                    },
                )
                .await;
        }
    }
    thing
}

/// State machine 3.4, decision 4: the customer ends everything that the partner holds or asks it for; nobody else does.
#[tokio::test]
async fn every_state_as_the_customer_ends_everything() {
    each(async |world: World| {
        let machine = Granular::of(world).await;
        let mut things = Vec::new();
        for &state in Granular::STATES.iter().filter(|state| !is_moving(**state)) {
            things.push((state, machine.make(state).await));
        }
        for &state in Granular::STATES.iter().filter(|state| is_moving(**state)) {
            things.push((state, moving(&machine, state).await));
        }
        let before = machine.logged().await;
        let command = OffBoardPartner { partner: machine.cast.world.organization(NORTHWIND), typed: None };
        for actor in Actor::ALL.into_iter().filter(|actor| *actor != Actor::CustomerAdministrator) {
            let expected = match actor {
                // Global administrators of organizations in which the partner holds nothing.
                Actor::PartnerAdministrator | Actor::OtherAdministrator | Actor::OtherCustomer => {
                    Code::NotFound
                }
                _ => Code::Forbidden,
            };
            let refused = machine.done(actor, command.clone()).await.unwrap_err();
            assert_eq!(refused.code(), expected, "{actor:?}");
        }
        assert_eq!(machine.logged().await, before);
        for (state, thing) in &things {
            assert_eq!(machine.state(thing).await, *state);
        }
        machine.done(Actor::CustomerAdministrator, command).await.unwrap();
        for (state, thing) in &things {
            let expected = match state {
                S::Asked | S::Agreed => S::Terminated,
                S::Approved | S::Activating | S::Active | S::Lesser | S::Extending => S::TerminationRequested,
                other => *other,
            };
            assert_eq!(machine.state(thing).await, expected, "{state:?}");
        }
    })
    .await;
}
