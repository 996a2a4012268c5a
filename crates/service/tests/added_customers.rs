//! Customers that partners add, on both databases: what adding gives (nothing), how it ends, and what becomes of the organization.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use authz::{Action, Concerning, Target, holds};
use domain::{
    agent::{Agent, AgentRight},
    default_delegation::{Selling, asked_by_default},
    id::{Id, Organization},
    notification::FOLD,
    permission::Permission,
    time::{DAY, HOUR, SECOND},
};
use service::{
    Code, Refusal, Settings, Wanted,
    added_customers::{
        AddedCustomerOf, AddedCustomers, AskedOfUs, DeclineAdded, InviteAgain, NewCustomer, add, send, tend,
        withdraw,
    },
    ask,
    granular_relationships::{self, ApproveGranular, GranularRelationships, public_id},
    notices::Notices,
    notifications::{self, Content, Letter, Post, Undelivered},
    partner_holdings::PartnerHoldings,
    reseller_relationships::{AcceptReseller, Customers},
    reseller_requests::ListResellerRequests,
    run,
    sign_in::{Visit, set_password},
};
use testkit::{Database, Kind, PASSWORD, World};

const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const DOMAIN: &str = "contoso.customers.example.net";
const ADMIN: &str = "admin@contoso.customers.example.net";

/// Northwind with its agents, where the operator set a domain aside.
async fn each(test: impl AsyncFn(World)) {
    for kind in Kind::ALL {
        let customer_domain = Some("customers.example.net".parse().unwrap());
        let settings = Settings { customer_domain, sends_mail: true, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        let agents = [(PIA, Agent::Admin), (PAUL, Agent::Sales), ("gus@northwind.example", Agent::Helpdesk)];
        world.agents(NORTHWIND, &agents).await;
        test(world).await;
    }
}

fn contoso() -> NewCustomer {
    NewCustomer {
        name: "Contoso Bakery".to_owned(),
        country: "US".to_owned(),
        label: "contoso".to_owned(),
        language: "en".to_owned(),
        administrator: "Carla Baker".to_owned(),
        mail: "carla@bakery.example".to_owned(),
        with_privileges: true,
        with_granular: true,
    }
}

/// A mail server that keeps what it takes, or takes nothing.
#[derive(Default)]
struct Box(Mutex<Vec<Letter>>, bool);

impl Post for Box {
    async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        if self.1 {
            return Err(Undelivered::Refused("full".to_owned()));
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
        Ok(())
    }
}

impl Box {
    fn letters(&self) -> Vec<Letter> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

fn visit() -> Visit {
    Visit { request_id: "1".to_owned(), address: "192.0.2.7".to_owned(), browser: "Tests".to_owned() }
}

/// The customer's first administrator, who came by the invitation.
async fn come(world: &mut World) {
    let post = Box::default();
    send(&world.app, &post).await.unwrap();
    let letters = post.letters();
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!((letter.to.as_str(), letter.name.as_str()), ("carla@bakery.example", "Carla Baker"));
    let Content::Invitation(told) = &letter.content else { panic!("{letter:?}") };
    assert_eq!((told.organization.as_str(), told.upn.as_str()), ("Contoso Bakery", ADMIN));
    let visit = visit();
    set_password(&world.app, told.secret.reveal(), PASSWORD, PASSWORD, &visit).await.unwrap();
    world.meet(ADMIN).await;
}

async fn state(world: &World, customer: Id<Organization>) -> &'static str {
    ask(&world.app, &world.caller(PIA), &AddedCustomerOf { customer }).await.unwrap().state.key()
}

async fn number(world: &World, sql: &str) -> i64 {
    world.database.number(sql).await
}

fn actions() -> Vec<Action> {
    let mut actions = vec![
        Action::ControlPartners,
        Action::ReadAuditLog,
        Action::AdministerDirectory,
        Action::ManageDirectory,
        Action::ReadDirectory,
        Action::ManageTenantManagers,
        Action::RemoveCustomer,
        Action::RescueOrphan,
        Action::ConsentToPartner,
        Action::ReadCustomerDirectory,
        Action::AdministerAutopilot,
        Action::SeeSubscriptions,
        Action::AssignLicences,
        Action::Operate,
    ];
    actions.extend(Permission::ALL.map(Action::Use));
    actions.extend(Permission::ALL.map(Action::UseOwn));
    actions.extend(AgentRight::ALL.map(Action::ActAsAgent));
    actions
}

/// What everybody of Northwind may do at the new customer.
async fn grants(world: &World, customer: Id<Organization>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let people = ["nora", "noel", "tom", "pia", "paul", "ned", "gus", "dirk"];
    for upn in people.map(|name| format!("{name}@northwind.example")) {
        let mut opening = world.database.store.begin_change().await.unwrap();
        let (home, user, now) = (world.organization(NORTHWIND), world.user(&upn), world.app.clock.now());
        let facts = opening.facts(now, home, user, &upn, Concerning::One(customer)).await.unwrap().unwrap();
        let target = Target::tenant(customer);
        for action in actions() {
            if holds(&facts, action, &target) || holds(&facts.clone().on_behalf(), action, &target) {
                found.insert(format!("{upn} {action:?}"));
            }
        }
    }
    found
}

/// decision 6: whoever adds a customer holds nothing there, asked of the engine for everybody of the partner and every
/// action; each relationship begins by the customer's own answer, and then gives what it gives to any other customer's partner.
#[tokio::test]
async fn adding_gives_nothing() {
    each(async |mut world: World| {
        let (pia, paul) = (world.caller(PIA), world.caller(PAUL));
        let customer = add(&world.app, &paul, contoso()).await.unwrap();
        assert_eq!(grants(&world, customer).await, BTreeSet::new(), "before anybody came");
        let customers = Customers { wanted: Wanted::default(), count: true };
        assert_eq!(ask(&world.app, &pia, &customers).await.unwrap().count, Some(0));
        let requests = ListResellerRequests { wanted: Wanted::default(), count: true };
        assert_eq!(ask(&world.app, &pia, &requests).await.unwrap().count, Some(0), "no link for others");
        let mut asked = ask(&world.app, &pia, &GranularRelationships::default()).await.unwrap().page.items;
        let asked = asked.remove(0);
        assert_eq!(asked.status.key(), "approvalPending");
        assert_eq!((asked.roles.clone(), asked.days), (asked_by_default(Selling::Itself), 730));
        come(&mut world).await;
        assert_eq!(grants(&world, customer).await, BTreeSet::new(), "before the customer answers");
        let carla = world.caller(ADMIN);
        let waiting = ask(&world.app, &carla, &AskedOfUs).await.unwrap().unwrap();
        assert_eq!((waiting.partner_name.as_str(), waiting.with_privileges), ("Northwind", true));
        let holdings = PartnerHoldings { wanted: Wanted::default(), count: true };
        let listed = ask(&world.app, &carla, &holdings).await.unwrap();
        assert_eq!(listed.count, Some(1));
        let waits = &listed.page.items[0];
        let held = (waits.resellers, waits.privileges, waits.granulars, waits.requests);
        assert_eq!(held, (0, 0, 0, 1), "it waits for an answer and holds nothing");

        // What was asked of this customer alone is nobody else's.
        let token = waiting.token.unwrap();
        let accept = AcceptReseller { token, agreement_accepted: true, privileges_shown: Some(true) };
        world.database.raw("update organizations set country = 'US' where name = 'Tailspin Toys'").await;
        let sven = world.caller("sven@tailspin.example");
        assert!(matches!(run(&world.app, &sven, accept.clone()).await, Err(Refusal::Missing)));
        run(&world.app, &carla, accept.clone()).await.unwrap();
        assert_eq!(state(&world, customer).await, "accepted");
        assert_eq!(ask(&world.app, &pia, &customers).await.unwrap().count, Some(1));
        assert!(matches!(run(&world.app, &carla, accept).await, Err(Refusal::Missing)), "it is used up");
        let reseller = grants(&world, customer).await;
        assert!(reseller.iter().any(|it| it.contains("SeeCustomers")), "{reseller:?}");
        assert!(!reseller.iter().any(|it| it.contains("ConsentToPartner") || it.contains("ControlPartners")));

        // The same as at a customer that was not added.
        world.reseller("tailspin.example", NORTHWIND, true).await;
        assert_eq!(reseller, grants(&world, world.organization("tailspin.example")).await);

        // The granular relationship waits for an answer of its own, and gives nothing before it is assigned.
        let waiting = ask(&world.app, &carla, &AskedOfUs).await.unwrap().unwrap();
        assert_eq!(waiting.token, None);
        let approve = ApproveGranular { asked: public_id(&waiting.granular.unwrap()).unwrap(), stamp: None };
        run(&world.app, &carla, approve).await.unwrap();
        granular_relationships::tend(&world.app).await.unwrap();
        assert_eq!(grants(&world, customer).await, reseller);
        assert!(ask(&world.app, &carla, &AskedOfUs).await.unwrap().is_none());
        let kinds = ["reseller.customer_added", "reseller.added_customer_accepted", "reseller.accepted"];
        for kind in kinds {
            let sql = format!("select count(distinct tenant_id) from audit_events where kind = '{kind}'");
            assert_eq!(number(&world, &sql).await, 2, "{kind} in the logs of both sides");
        }
    })
    .await;
}

/// an indirect reseller asks for the nine roles alone, and where nothing more is asked for, nothing more waits.
#[tokio::test]
async fn what_is_asked_for_is_the_partners_choice() {
    each(async |world: World| {
        let pia = world.caller(PIA);
        let plain = NewCustomer { with_granular: false, with_privileges: false, ..contoso() };
        let customer = add(&world.app, &pia, plain).await.unwrap();
        let row = ask(&world.app, &pia, &AddedCustomerOf { customer }).await.unwrap();
        assert_eq!((row.relationship, row.with_privileges), (None, false));
        let granular = GranularRelationships::default();
        assert!(ask(&world.app, &pia, &granular).await.unwrap().page.items.is_empty());
        world
            .database
            .raw(
                "insert into distributions (tenant_id, distribution_id, provider_id, request_id, accepted_by, started_at) \
                 select o.organization_id, o.organization_id, p.organization_id, o.organization_id, 'nora', 0 \
                 from organizations o join organizations p on p.name = 'Contoso' where o.name = 'Northwind'",
            )
            .await;
        add(&world.app, &pia, NewCustomer { label: "second".to_owned(), ..contoso() }).await.unwrap();
        let asked = ask(&world.app, &pia, &granular).await.unwrap().page.items.remove(0);
        assert_eq!(asked.roles, asked_by_default(Selling::AsIndirectReseller));
    })
    .await;
}

/// an invitation goes to one address, again no sooner than an hour later and five times at most; what the mail server does not take
/// is tried again, each link ends the one before, and whoever set a password gets none.
#[tokio::test]
async fn invitations_are_sent_and_sent_again() {
    each(async |mut world: World| {
        let pia = world.caller(PIA);
        let customer = add(&world.app, &pia, contoso()).await.unwrap();
        let full = Box(Mutex::default(), true);
        send(&world.app, &full).await.unwrap();
        let row = ask(&world.app, &pia, &AddedCustomerOf { customer }).await.unwrap();
        assert_eq!(row.mailed_at, None);
        let post = Box::default();
        send(&world.app, &post).await.unwrap();
        assert_eq!(post.letters().len(), 0, "not yet");
        world.clock.advance(HOUR / 4);
        send(&world.app, &post).await.unwrap();
        send(&world.app, &post).await.unwrap();
        let first = post.letters();
        assert_eq!(first.len(), 1);
        let again = InviteAgain { customer };
        assert!(matches!(run(&world.app, &pia, again).await, Err(Refusal::TooOften(_))));
        for _ in 0..4 {
            world.clock.advance(2 * HOUR);
            run(&world.app, &pia, again).await.unwrap();
        }
        world.clock.advance(2 * HOUR);
        let refused = run(&world.app, &pia, again).await.unwrap_err();
        assert_eq!(refused.code(), Code::TooMany);
        let Content::Invitation(old) = &first[0].content else { panic!() };
        let visit = visit();
        come(&mut world).await;
        let late = set_password(&world.app, old.secret.reveal(), PASSWORD, PASSWORD, &visit).await;
        assert_eq!(late.unwrap_err().code(), Code::LinkInvalid);
        world.database.raw("update added_customers set mail_due_at = 0").await;
        send(&world.app, &post).await.unwrap();
        assert!(post.letters().is_empty(), "whoever has a password needs none");
    })
    .await;
}

/// what is withdrawn or lapses removes an organization that nobody ever signed in to, and its domain is free again; thirty days by
/// the clock, and what is in the partner's log stays.
#[tokio::test]
async fn what_nobody_used_is_removed() {
    each(async |world: World| {
        let pia = world.caller(PIA);
        let before = number(&world, "select count(*) from organizations").await;
        let first = add(&world.app, &pia, contoso()).await.unwrap();
        withdraw(&world.app, &pia, first).await.unwrap();
        assert_eq!(state(&world, first).await, "withdrawn");
        assert_eq!(number(&world, "select count(*) from organizations").await, before);
        let second = add(&world.app, &pia, contoso()).await.expect("the domain is free again");
        assert_eq!(withdraw(&world.app, &pia, first).await.unwrap_err().code(), Code::InvalidState);
        world.clock.advance(30 * DAY - SECOND);
        tend(&world.app).await.unwrap();
        assert_eq!(state(&world, second).await, "waiting");
        world.clock.advance(SECOND);
        tend(&world.app).await.unwrap();
        assert_eq!(state(&world, second).await, "expired");
        for left in [
            "select count(*) from domains where domain = 'contoso.customers.example.net'",
            "select count(*) from users where upn = 'admin@contoso.customers.example.net'",
            "select count(*) from granular_relationships",
            "select count(*) from reseller_requests where revoked_at is null",
        ] {
            assert_eq!(number(&world, left).await, 0, "{left}");
        }
        assert_eq!(number(&world, "select count(*) from organizations").await, before);
        let removed = "select count(*) from audit_events where kind = 'organization.removed'";
        assert_eq!(number(&world, removed).await, 2);
        let all = AddedCustomers { wanted: Wanted::default(), count: true };
        assert_eq!(ask(&world.app, &pia, &all).await.unwrap().count, Some(2));
        tend(&world.app).await.unwrap();
        // Others have nothing of it.
        let nobody = world.caller("anna@contoso.example");
        assert!(ask(&world.app, &nobody, &AddedCustomerOf { customer: second }).await.is_err());
    })
    .await;
}

/// Decision 6, R-420: what somebody signed in to stays when the request ends, whether by the partner, by time, or declined by the customer;
/// then nothing is asked for any more.
#[tokio::test]
async fn what_somebody_used_stays() {
    for how in ["withdrawn", "expired", "declined"] {
        each(async |mut world: World| {
            let pia = world.caller(PIA);
            let customer = add(&world.app, &pia, contoso()).await.unwrap();
            come(&mut world).await;
            let carla = world.caller(ADMIN);
            let token = ask(&world.app, &carla, &AskedOfUs).await.unwrap().unwrap().token.unwrap();
            match how {
                "withdrawn" => withdraw(&world.app, &pia, customer).await.unwrap(),
                "expired" => {
                    world.clock.advance(30 * DAY);
                    let late = AcceptReseller {
                        token: token.clone(),
                        agreement_accepted: true,
                        privileges_shown: None,
                    };
                    let refused = run(&world.app, &carla, late).await.unwrap_err();
                    assert_eq!(refused.code(), Code::Expired, "whether or not anybody wrote that down");
                    tend(&world.app).await.unwrap();
                }
                _ => {
                    let partner = world.organization(NORTHWIND);
                    run(&world.app, &carla, DeclineAdded { partner }).await.unwrap();
                    let again = run(&world.app, &carla, DeclineAdded { partner }).await.unwrap_err();
                    assert_eq!(again.code(), Code::InvalidState);
                }
            }
            tend(&world.app).await.unwrap();
            assert_eq!(state(&world, customer).await, how);
            assert!(ask(&world.app, &carla, &AskedOfUs).await.unwrap().is_none());
            assert_eq!(number(&world, "select count(*) from granular_relationships").await, 0);
            let accept = AcceptReseller { token, agreement_accepted: true, privileges_shown: None };
            assert!(run(&world.app, &carla, accept).await.is_err());
            let domains = format!("select count(*) from domains where domain = '{DOMAIN}'");
            assert_eq!(number(&world, &domains).await, 1);
            assert_eq!(grants(&world, customer).await, BTreeSet::new());
        })
        .await;
    }
}

/// where the customer accepts and the partner withdraws at once, one of both happens, whole.
#[tokio::test]
async fn accepting_and_withdrawing_at_once() {
    each(async |mut world: World| {
        let pia = world.caller(PIA);
        let customer = add(&world.app, &pia, contoso()).await.unwrap();
        come(&mut world).await;
        let carla = world.caller(ADMIN);
        let token = ask(&world.app, &carla, &AskedOfUs).await.unwrap().unwrap().token.unwrap();
        let accept = AcceptReseller { token, agreement_accepted: true, privileges_shown: Some(true) };
        let (accepted, withdrawn) =
            tokio::join!(run(&world.app, &carla, accept), withdraw(&world.app, &pia, customer));
        assert_ne!(accepted.is_ok(), withdrawn.is_ok(), "{accepted:?} {withdrawn:?}");
        let expected = if accepted.is_ok() { "accepted" } else { "withdrawn" };
        assert_eq!(state(&world, customer).await, expected);
        let live = "select count(*) from reseller_relationships where ended_at is null";
        assert_eq!(number(&world, live).await, i64::from(accepted.is_ok()));
    })
    .await;
}

/// where a customer declines, or lets the time pass, those of the partner who add customers are told, in the portal and by
/// e-mail, under the name that was typed; its other agents are not, and neither is anybody of what it withdrew itself.
#[tokio::test]
async fn the_partner_is_told_of_no() {
    for (how, kind) in [
        ("declined", Some("added_customer_declined")),
        ("expired", Some("added_customer_expired")),
        ("withdrawn", None),
    ] {
        each(async |mut world: World| {
            let pia = world.caller(PIA);
            let customer = add(&world.app, &pia, contoso()).await.unwrap();
            come(&mut world).await;
            match how {
                "declined" => {
                    let partner = world.organization(NORTHWIND);
                    run(&world.app, &world.caller(ADMIN), DeclineAdded { partner }).await.unwrap();
                }
                "expired" => {
                    world.clock.advance(30 * DAY);
                    tend(&world.app).await.unwrap();
                }
                _ => withdraw(&world.app, &pia, customer).await.unwrap(),
            }
            let post = Box::default();
            world.clock.advance(FOLD);
            notifications::tend(&world.app, &post).await.unwrap();
            let mailed: BTreeSet<_> = post
                .letters()
                .into_iter()
                .filter(|letter| matches!(&letter.content, Content::Notices(told) if told.iter().any(|it| Some(it.kind.as_str()) == kind)))
                .map(|letter| letter.to)
                .collect();
            let told = kind.map_or_else(BTreeSet::new, |_| [PIA, PAUL].map(str::to_owned).into());
            assert_eq!(mailed, told, "{how}");
            for upn in [PIA, PAUL, "gus@northwind.example", "nora@northwind.example", ADMIN] {
                let found = ask(&world.app, &world.caller(upn), &Notices::default()).await.unwrap().page.items;
                let of_it = |it: &&service::notices::NoticeRow| it.kind.starts_with("added_customer_");
                let found: Vec<_> = found.iter().filter(of_it).collect();
                let expected = kind.filter(|_| [PIA, PAUL].contains(&upn));
                assert_eq!(found.first().map(|it| it.kind.as_str()), expected, "{how} {upn}");
                for it in found {
                    assert_eq!(it.parameters["customer"], "Contoso Bakery");
                    assert_eq!(it.about, customer.uuid());
                }
            }
        })
        .await;
    }
}

/// the agents to whom notices are left get them by e-mail too, whatever directory role they hold.
#[tokio::test]
async fn agents_are_told_by_mail() {
    each(async |mut world: World| {
        let pia = world.caller(PIA);
        add(&world.app, &pia, contoso()).await.unwrap();
        come(&mut world).await;
        let carla = world.caller(ADMIN);
        let waiting = ask(&world.app, &carla, &AskedOfUs).await.unwrap().unwrap();
        let token = waiting.token.unwrap();
        let accept = AcceptReseller { token, agreement_accepted: true, privileges_shown: Some(true) };
        run(&world.app, &carla, accept).await.unwrap();
        let approve = ApproveGranular { asked: public_id(&waiting.granular.unwrap()).unwrap(), stamp: None };
        run(&world.app, &carla, approve).await.unwrap();
        let post = Box::default();
        world.clock.advance(FOLD);
        notifications::tend(&world.app, &post).await.unwrap();
        let letters = post.letters();
        let told = |kind: &str| -> BTreeSet<String> {
            let tells = |letter: &&Letter| {
                matches!(&letter.content, Content::Notices(told) if told.iter().any(|it| it.kind == kind))
            };
            letters.iter().filter(tells).map(|letter| letter.to.clone()).collect()
        };
        let agents = told("customer_accepted");
        for upn in [PIA, PAUL, "gus@northwind.example"] {
            assert!(agents.contains(upn), "{upn}: {agents:?}");
        }
        let delegation = told("customer_granular_approved");
        assert!(delegation.contains(PIA) && !delegation.contains(PAUL), "{delegation:?}");
    })
    .await;
}
