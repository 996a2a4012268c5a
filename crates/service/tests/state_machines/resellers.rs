//! State machine 3.7: the reseller relationship and delegated admin privileges.

use std::cell::Cell;

use domain::{
    distribution::Asks,
    id::{Id, ResellerRelationship, SubscriptionOffer},
    time::{DAY, HOUR, SECOND},
};
use service::{
    Code, Refusal, Settings, ask,
    delegated_admin_statistics::end_idle,
    reseller_relationships::{
        AcceptReseller, EndReseller, EndResellerAsCustomer, RemovePrivileges, RestorePrivileges,
        ReturnPrivileges,
    },
    reseller_requests::{MakeResellerRequest, ResellerRequestOf, RevokeResellerRequest},
    run,
    subscriptions::{OfferForm, ProvisionSubscription, RegisterOffer},
};
use testkit::{World, each};

use crate::{
    Actor, Cast, Machine,
    Outcome::{Nothing, Refused, To},
    Row,
    cast::CONTOSO,
    check,
};

/// Where the two stand: (reseller, DAP), and what else an answer depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    /// (none, off), and never were.
    None,
    /// (on, off), and there never were privileges.
    Reseller,
    /// (on, off), after privileges ended.
    Former,
    /// (on, on).
    Delegated,
    /// (on, off), with a subscription that the partner sold and that runs.
    Selling,
    /// (on, on), with such a subscription.
    SellingDelegated,
    /// (none, off), after a relationship ended.
    Ended,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    /// The customer accepts a request with privileges.
    AcceptWith,
    /// The customer accepts a request without privileges.
    AcceptWithout,
    /// The customer accepts a request that was revoked.
    AcceptRevoked,
    /// The customer removes the privileges.
    RemovePrivileges,
    /// The customer lets them be again.
    RestorePrivileges,
    /// The partner removes its own privileges.
    ReturnPrivileges,
    /// The partner ends the relationship.
    End,
    /// The customer ends the relationship.
    EndAsCustomer,
}

use Event as E;
use State as S;

const ACCEPT: &[Event] = &[E::AcceptWith, E::AcceptWithout];
const OF_CUSTOMER: &[Event] = &[E::RemovePrivileges, E::RestorePrivileges, E::EndAsCustomer];
const OF_PARTNER: &[Event] = &[E::ReturnPrivileges, E::End];
const CUSTOMER: &[Actor] = &[Actor::CustomerAdministrator];
const AGENT: &[Actor] = &[Actor::AdminAgent, Actor::Application];
const ADMINISTRATOR: &[Actor] = &[Actor::PartnerAdministrator];

const TABLE: &[Row<Resellers>] = &[
    (&[S::None, S::Ended, S::Former], &[E::AcceptWith], CUSTOMER, To(S::Delegated)),
    (&[S::None, S::Ended], &[E::AcceptWithout], CUSTOMER, To(S::Reseller)),
    (&[S::Reseller], &[E::AcceptWith], CUSTOMER, To(S::Delegated)),
    (&[S::Selling], &[E::AcceptWith], CUSTOMER, To(S::SellingDelegated)),
    // To accept again changes nothing; without privileges it takes none away.
    (&[S::Reseller, S::Former, S::Selling], &[E::AcceptWithout], CUSTOMER, Nothing),
    (&[S::Delegated, S::SellingDelegated], ACCEPT, CUSTOMER, Nothing),
    (&[S::Delegated], &[E::RemovePrivileges], CUSTOMER, To(S::Former)),
    (&[S::SellingDelegated], &[E::RemovePrivileges], CUSTOMER, To(S::Selling)),
    (&[S::Delegated], &[E::ReturnPrivileges], AGENT, To(S::Former)),
    (&[S::SellingDelegated], &[E::ReturnPrivileges], AGENT, To(S::Selling)),
    (&[S::Former], &[E::RestorePrivileges], CUSTOMER, To(S::Delegated)),
    (&[S::Reseller, S::Former, S::Delegated], &[E::End], ADMINISTRATOR, To(S::Ended)),
    (&[S::Selling, S::SellingDelegated], &[E::End], ADMINISTRATOR, Refused(Code::ActiveSubscriptions)),
    // The customer needs nobody for it, and what it bought stays (decision 4).
    (
        &[S::Reseller, S::Former, S::Delegated, S::Selling, S::SellingDelegated],
        &[E::EndAsCustomer],
        CUSTOMER,
        To(S::Ended),
    ),
    // What there never was is not there for anybody; whom a partner does not sell to, it finds nowhere.
    (&[S::None], OF_CUSTOMER, CUSTOMER, Refused(Code::NotFound)),
    (&[S::None, S::Ended], &[E::ReturnPrivileges], SEEING, Refused(Code::NotFound)),
    (&[S::None, S::Ended], &[E::End], PEOPLE, Refused(Code::NotFound)),
];

/// Whoever of the partner sees its customers.
const SEEING: &[Actor] = &[
    Actor::PartnerAdministrator,
    Actor::AdminAgent,
    Actor::SalesAgent,
    Actor::HelpdeskAgent,
    Actor::Application,
];

const PEOPLE: &[Actor] =
    &[Actor::PartnerAdministrator, Actor::AdminAgent, Actor::SalesAgent, Actor::HelpdeskAgent];

struct Resellers {
    cast: Cast,
    with: String,
    without: String,
    revoked: String,
    offer: Id<SubscriptionOffer>,
}

#[derive(Clone)]
struct Thing {
    relationship: Cell<Id<ResellerRelationship>>,
}

impl Resellers {
    async fn of(mut world: World) -> Self {
        let settings = Settings { end_idle_privileges: true, ..Settings::clone(&world.app.settings) };
        world.app.settings = settings.into();
        let cast = Cast::gather(world).await;
        let far =
            "update organizations set country = 'TW' where name in ('Tailspin Toys', 'Adventure Works')";
        cast.rows(far).await;
        let request = async |with_privileges| {
            let (app, pia) = (&cast.world.app, cast.caller(Actor::AdminAgent));
            let make = MakeResellerRequest { with_privileges, asks: Asks::Customer };
            let request = run(app, &pia, make).await.unwrap();
            let shown = ask(app, &pia, &ResellerRequestOf { request }).await.unwrap();
            (request, shown.link.unwrap().secret().to_owned())
        };
        let (with, without, revoked) = (request(true).await, request(false).await, request(true).await);
        let revoke = RevokeResellerRequest { request: revoked.0 };
        run(&cast.world.app, &cast.caller(Actor::AdminAgent), revoke).await.unwrap();
        let form = OfferForm {
            name: Some("Cloud".to_owned()),
            kind: Some("metered".to_owned()),
            term_months: Some(None),
        };
        let olga = cast.world.caller("olga@operator.example");
        let offer = run(&cast.world.app, &olga, RegisterOffer { form }).await.unwrap();
        Self { cast, with: with.1, without: without.1, revoked: revoked.1, offer }
    }

    async fn by<C: service::Command>(&self, actor: Actor, command: C) -> Result<C::Output, Refusal> {
        run(&self.cast.world.app, &self.cast.caller(actor), command).await
    }
}

impl Machine for Resellers {
    type State = State;
    type Event = Event;
    type Thing = Thing;

    const STATES: &'static [State] =
        &[S::None, S::Reseller, S::Former, S::Delegated, S::Selling, S::SellingDelegated, S::Ended];
    const EVENTS: &'static [Event] = &[
        E::AcceptWith,
        E::AcceptWithout,
        E::AcceptRevoked,
        E::RemovePrivileges,
        E::RestorePrivileges,
        E::ReturnPrivileges,
        E::End,
        E::EndAsCustomer,
    ];

    fn table() -> &'static [Row<Self>] {
        TABLE
    }

    fn barred(event: Event, actor: Actor) -> Option<Code> {
        if OF_PARTNER.contains(&event) {
            return match actor {
                Actor::PartnerAdministrator if event == E::End => None,
                Actor::AdminAgent | Actor::Application if event == E::ReturnPrivileges => None,
                Actor::OtherApplication if event == E::ReturnPrivileges => Some(Code::NotFound),
                // Whoever sees the customer, and whose own organization the customer is; no application does more than its permission.
                Actor::PartnerAdministrator
                | Actor::AdminAgent
                | Actor::SalesAgent
                | Actor::HelpdeskAgent
                | Actor::Application
                | Actor::ReadingApplication
                | Actor::OtherApplication
                | Actor::CustomerAdministrator
                | Actor::CustomerManager
                | Actor::CustomerPerson => Some(Code::Forbidden),
                _ => Some(Code::NotFound),
            };
        }
        match (actor, event) {
            (Actor::CustomerAdministrator, E::AcceptRevoked) => Some(Code::NotFound),
            (Actor::CustomerAdministrator, _) => None,
            (Actor::PartnerAdministrator, E::AcceptWith | E::AcceptWithout) => Some(Code::OwnRequest),
            // A request is for whoever has its link, in the same market.
            (Actor::OtherAdministrator | Actor::OtherCustomer, E::AcceptWith | E::AcceptWithout) => {
                Some(Code::OtherMarket)
            }
            (Actor::PartnerAdministrator | Actor::OtherAdministrator | Actor::OtherCustomer, _) => {
                Some(Code::NotFound)
            }
            _ => Some(Code::Forbidden),
        }
    }

    async fn make(&self, state: State) -> Thing {
        let thing = Thing { relationship: Cell::new(self.cast.world.ids.id()) };
        let by = async |event, actor| self.cause(&thing, event, actor).await.unwrap();
        if state == S::None {
            self.cast.rows("delete from reseller_relationships").await;
            return thing;
        }
        let accept = match state {
            S::Former | S::Delegated | S::SellingDelegated => E::AcceptWith,
            _ => E::AcceptWithout,
        };
        by(accept, Actor::CustomerAdministrator).await;
        match state {
            S::Former => by(E::RemovePrivileges, Actor::CustomerAdministrator).await,
            S::Selling | S::SellingDelegated => {
                let provision = ProvisionSubscription {
                    tenant: self.cast.world.organization(CONTOSO),
                    offer: self.offer,
                    name: None,
                    quantity: 1,
                    starts_at: None,
                };
                self.by(Actor::AdminAgent, provision).await.unwrap();
            }
            S::Ended => by(E::EndAsCustomer, Actor::CustomerAdministrator).await,
            _ => {}
        }
        thing
    }

    async fn clear(&self, thing: &Thing) {
        self.cast.rows("update subscriptions set status = 'deleted'").await;
        let end = EndResellerAsCustomer { relationship: thing.relationship.get(), stamp: None, typed: None };
        match self.by(Actor::CustomerAdministrator, end).await {
            Ok(()) | Err(Refusal::Missing | Refusal::Conflict(Code::InvalidState, _)) => {}
            Err(refusal) => panic!("{refusal:?}"),
        }
    }

    async fn cause(&self, thing: &Thing, event: Event, actor: Actor) -> Result<(), Refusal> {
        let (relationship, stamp) = (thing.relationship.get(), None);
        let customer = self.cast.world.organization(CONTOSO);
        let accept = async |token: &str| {
            let token = token.to_owned();
            let command = AcceptReseller { token, agreement_accepted: true, privileges_shown: None };
            let accepted = self.by(actor, command).await?;
            thing.relationship.set(accepted);
            Ok(())
        };
        match event {
            E::AcceptWith => accept(&self.with).await,
            E::AcceptWithout => accept(&self.without).await,
            E::AcceptRevoked => accept(&self.revoked).await,
            E::RemovePrivileges => self.by(actor, RemovePrivileges { relationship, stamp }).await,
            E::RestorePrivileges => self.by(actor, RestorePrivileges { relationship, stamp }).await,
            E::ReturnPrivileges => {
                self.by(actor, ReturnPrivileges { customer, stamp, mails_customer: false }).await
            }
            E::End => self.by(actor, EndReseller { customer, stamp, typed: None }).await,
            E::EndAsCustomer => {
                self.by(actor, EndResellerAsCustomer { relationship, stamp, typed: None }).await
            }
        }
    }

    async fn state(&self, _: &Thing) -> State {
        let there = "select case when ended_at is not null then 'ended' when has_privileges then 'delegated' \
                     when privileges_since is not null then 'former' else 'reseller' end \
                     from reseller_relationships order by case when ended_at is null then 0 else 1 end";
        let running = "select status from subscriptions where status = 'active'";
        let is_selling = self.cast.word(running).await.is_some();
        match (self.cast.word(there).await.as_deref(), is_selling) {
            (None, _) => S::None,
            (Some("ended"), _) => S::Ended,
            (Some("delegated"), false) => S::Delegated,
            (Some("delegated"), true) => S::SellingDelegated,
            (Some("former" | "reseller"), true) => S::Selling,
            (Some("former"), false) => S::Former,
            (Some("reseller"), false) => S::Reseller,
            (Some(other), _) => panic!("{other}"),
        }
    }

    async fn trace(&self, _: &Thing) -> Vec<Vec<Option<String>>> {
        let mut all = self.cast.rows("select * from reseller_relationships order by relationship_id").await;
        for table in ["subscriptions", "notices"] {
            all.extend(self.cast.rows(&format!("select count(*) from {table}")).await);
        }
        all
    }

    async fn logged(&self) -> i64 {
        self.cast.logged().await
    }
}

/// State machine 3.7, R-302–, decisions 4 and 6: every state × every event × every actor.
#[tokio::test]
async fn every_state_event_and_actor() {
    each(async |world: World| {
        check(&Resellers::of(world).await).await;
    })
    .await;
}

/// State machine 3.7, R-326: privileges that nobody used for 90 days end where the operator chose so, and nothing else does.
#[tokio::test]
async fn every_state_when_nobody_uses_it() {
    each(async |world: World| {
        let machine = Resellers::of(world).await;
        let world = &machine.cast.world;
        for &state in Resellers::STATES {
            let thing = machine.make(state).await;
            world.clock.advance(90 * DAY);
            let logged = machine.logged().await;
            end_idle(&world.app).await.unwrap();
            assert_eq!(
                machine.state(&thing).await,
                state,
                "{state:?} after 90 days, while uses may still be told"
            );
            assert_eq!(machine.logged().await, logged);
            world.clock.advance(HOUR + SECOND);
            let ended = end_idle(&world.app).await.unwrap();
            let expected = match state {
                S::Delegated => S::Former,
                S::SellingDelegated => S::Selling,
                other => other,
            };
            assert_eq!(machine.state(&thing).await, expected, "{state:?}");
            assert_eq!(ended > 0, expected != state);
            assert_eq!(machine.logged().await > logged, expected != state);
            assert_eq!(end_idle(&world.app).await.unwrap(), 0, "once");
            machine.clear(&thing).await;
        }
    })
    .await;
}
