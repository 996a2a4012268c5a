//! Several nodes over one PostgreSQL database, and one over SQLite: what one node acknowledged no node answers as it was
//! before.
//!
//! Five rights are given and taken without end, now on this node, now on that. Readers on every node note how far a right
//! has come before they ask and after: an answer older than what was acknowledged before is stale.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use domain::{
    directory::Principal,
    id::{Assignment, Id, Link, Organization, Room},
    permission::Permission,
    scope::Scope,
};
use service::{
    Action, App, Caller, Looking, Person, Question, Realm, Refusal, Sealer, Settings, Wanted, ask,
    assignments::{AssignmentForm, ChangePrimaryAdmins, CreateAssignment, DeleteAssignment, Members, Period},
    blocks::{BlockPerson, UnblockPerson},
    invitations::{AcceptInvitation, SendInvitation, To, send, terms},
    links::{ExtendLink, RemovePartner},
    roles::RoleContext,
    rooms::ListRooms,
    run,
    users::SetUserEnabled,
};
use store::View;
use testkit::{Database, Kind, SeededIds, SeededSecrets, World};
use tokio::sync::Notify;

const CONTOSO: &str = "contoso.example";
const FABRIKAM: &str = "fabrikam.example";
const NORTHWIND: &str = "northwind.example";
const ADVENTURE: &str = "adventure.example";
/// Readers of each right on each node.
const READERS: usize = 3;
/// How many answers of readers follow each change before the next.
const ANSWERS: u64 = 1000;

type Work<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// A right that is given and taken again.
struct Toggle {
    /// Whose right it is.
    who: Caller,
    /// In which organization, and on which room.
    tenant: Id<Organization>,
    room: Id<Room>,
    /// What it allows.
    permission: Permission,
    /// What gives it, or takes it.
    #[expect(clippy::type_complexity, reason = "named once")]
    turn: Box<dyn for<'a> Fn(&'a App, bool) -> Work<'a> + Send + Sync>,
    /// Changes begun and acknowledged; after an odd number the right is there.
    begun: AtomicU64,
    acknowledged: AtomicU64,
    /// Answers that only one state explains.
    answers: AtomicU64,
    answered: Notify,
}

impl Toggle {
    fn new(
        who: Caller,
        (tenant, room): (Id<Organization>, Id<Room>),
        permission: Permission,
        turn: impl for<'a> Fn(&'a App, bool) -> Work<'a> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            who,
            tenant,
            room,
            permission,
            turn: Box::new(turn),
            begun: AtomicU64::new(0),
            acknowledged: AtomicU64::new(0),
            answers: AtomicU64::new(0),
            answered: Notify::new(),
        })
    }

    /// Gives and takes the right until there are enough answers.
    async fn write(&self, nodes: &[App], enough: u64) {
        let mut number = 0;
        while self.answers.load(SeqCst) < enough {
            number += 1;
            let app = &nodes[usize::try_from(number / 3).unwrap() % nodes.len()];
            self.begun.store(number, SeqCst);
            (self.turn)(app, number % 2 == 1).await;
            self.acknowledged.store(number, SeqCst);
            let wanted = self.answers.load(SeqCst) + ANSWERS;
            while self.answers.load(SeqCst) < wanted {
                self.answered.notified().await;
            }
        }
        // So readers know that this is the end.
        self.begun.store(u64::MAX, SeqCst);
        self.acknowledged.store(u64::MAX, SeqCst);
    }

    /// Asks on one node in every way, one after the other.
    async fn read(&self, app: &App) {
        for turn in 0.. {
            let before = self.acknowledged.load(SeqCst);
            if before == u64::MAX {
                break;
            }
            let answers = self.ask(app, turn).await;
            if self.begun.load(SeqCst) != before {
                continue;
            }
            let is_there = before % 2 == 1;
            for (what, answer) in &answers {
                assert_eq!(*answer, is_there, "stale: {what} of {} after {before}", self.who.person.upn);
            }
            self.answers.fetch_add(answers.len() as u64, SeqCst);
            self.answered.notify_one();
        }
    }

    async fn ask(&self, app: &App, turn: usize) -> Vec<(&'static str, bool)> {
        let home = self.who.person.organization;
        let near = if self.tenant == home { Realm::Own } else { Realm::Customer(self.tenant) };
        let everywhere = if self.tenant == home { Realm::Own } else { Realm::AllCustomers };
        // Whoever looks at one customer brings it up to date for those who look at all: one right is looked for everywhere
        // alone.
        let is_near = turn.is_multiple_of(2) && self.who.person.upn.domain().as_str() != ADVENTURE;
        let realm = if is_near { near } else { everywhere };
        if turn % 4 < 2 || self.permission != Permission::RoomView {
            let question = Check { realm, permission: self.permission, tenant: self.tenant, room: self.room };
            return vec![("a check", answered(ask(app, &self.who, &question).await) == Some(true))];
        }
        let question = ListRooms { realm, wanted: Wanted::default(), health: None, counts: true };
        let listed = answered(ask(app, &self.who, &question).await);
        let counts = listed.as_ref().and_then(|list| list.counts.as_ref());
        let counted = counts.is_some_and(|counts| counts.all() > 0);
        let shown = listed.is_some_and(|list| list.rooms.iter().any(|room| room.id == self.room));
        vec![("a list", shown), ("a count", counted)]
    }
}

/// Whether a permission reaches a room.
struct Check {
    realm: Realm,
    permission: Permission,
    tenant: Id<Organization>,
    room: Id<Room>,
}

impl Question for Check {
    type Answer = bool;
    const NAME: &'static str = "check";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(self.permission), self.realm)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<bool, Refusal> {
        Ok(view.sight().covers(self.tenant, self.room))
    }
}

/// What was answered; none where that was refused.
fn answered<T>(outcome: Result<T, Refusal>) -> Option<T> {
    match outcome {
        Ok(answer) => Some(answer),
        Err(Refusal::Denied(..) | Refusal::Missing | Refusal::Unauthenticated(_)) => None,
        Err(refusal) => panic!("{refusal:?}"),
    }
}

fn node(world: &World, number: u64) -> App {
    let secrets = Arc::new(SeededSecrets::default());
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).unwrap();
    let ids = Arc::new(SeededIds::new(number));
    let settings = (*world.app.settings).clone();
    App::new(world.database.second_node(), world.clock.clone(), ids, secrets, sealer, settings)
}

/// A person of the partner, blocked by the customer.
fn block(world: &World, link: Id<Link>) -> Arc<Toggle> {
    let (who, anna) = (world.caller("pia@northwind.example"), world.caller("anna@contoso.example"));
    let user = who.person.user;
    let at = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
    Toggle::new(who, at, Permission::RoomView, move |app, is| {
        let anna = anna.clone();
        Box::pin(async move {
            if is {
                run(app, &anna, UnblockPerson { of: link.into(), user }).await.unwrap();
            } else {
                run(app, &anna, BlockPerson { of: link.into(), user, reason: "a test".to_owned() })
                    .await
                    .unwrap();
            }
        })
    })
}

/// What the customer switches on for a link.
fn extend(world: &World, link: Id<Link>) -> Arc<Toggle> {
    let (who, anna) = (world.caller("paul@northwind.example"), world.caller("anna@contoso.example"));
    let at = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 1"));
    let permission = Permission::RoomUnenroll;
    Toggle::new(who, at, permission, move |app, is| {
        let anna = anna.clone();
        Box::pin(async move {
            let permissions = if is { vec![permission.key().to_owned()] } else { Vec::new() };
            run(app, &anna, ExtendLink { link, permissions, stamp: None }).await.unwrap();
        })
    })
}

/// A role of one's own organization.
fn assign(world: &World) -> Arc<Toggle> {
    let (who, mats) = (world.caller("uma@contoso.example"), world.caller("mats@contoso.example"));
    let member = Principal::User(who.person.user);
    let scope = world.scope(CONTOSO, &["Lisbon 1"], &[]);
    let at = (world.organization(CONTOSO), world.room(CONTOSO, "Lisbon 1"));
    let made: Arc<tokio::sync::Mutex<Option<Id<Assignment>>>> = Arc::default();
    Toggle::new(who, at, Permission::RoomView, move |app, is| {
        let (mats, scope, made) = (mats.clone(), scope.clone(), made.clone());
        Box::pin(async move {
            let context = RoleContext::Own;
            let mut made = made.lock().await;
            if is {
                let form = AssignmentForm {
                    name: "Lisbon".to_owned(),
                    description: String::new(),
                    members: vec![member],
                    scope,
                    sends_mail: false,
                    period: Period::default(),
                };
                let create = CreateAssignment { context, role: "site_tech".to_owned(), form };
                *made = Some(run(app, &mats, create).await.unwrap());
            } else {
                let assignment = made.take().unwrap();
                run(app, &mats, DeleteAssignment { context, assignment, stamp: None }).await.unwrap();
            }
        })
    })
}

/// A link that ends, and one that is made anew.
fn end(world: &World) -> Arc<Toggle> {
    let (who, ada) = (world.caller("alex@adventure.example"), world.caller("ada@adventure.example"));
    let fred = world.caller("fred@fabrikam.example");
    let admin = Principal::User(who.person.user);
    let at = (world.organization(FABRIKAM), world.room(FABRIKAM, "Seoul 2"));
    let scope = world.scope(FABRIKAM, &["Seoul 2"], &[]);
    let made: Arc<tokio::sync::Mutex<Option<Id<Link>>>> = Arc::default();
    Toggle::new(who, at, Permission::RoomView, move |app, is| {
        let (fred, ada, scope, made) = (fred.clone(), ada.clone(), scope.clone(), made.clone());
        Box::pin(async move {
            let mut made = made.lock().await;
            if is {
                let to = To::Domain { domain: ADVENTURE.to_owned(), valid_days: "7".to_owned() };
                let accepted_terms = Some(terms::VERSION.to_owned());
                let sent = send(app, &fred, SendInvitation { to, scope, accepted_terms }).await.unwrap();
                let accept =
                    AcceptInvitation { invitation: sent[0], primary_admins: vec![admin], stamp: None };
                *made = Some(run(app, &ada, accept).await.unwrap().link);
            } else {
                let link = made.take().unwrap();
                run(app, &fred, RemovePartner { link, stamp: None, typed: None }).await.unwrap();
            }
        })
    })
}

/// A person who is disabled, with a role through groups.
fn disable(world: &World) -> Arc<Toggle> {
    let (who, nora) = (world.caller("gus@northwind.example"), world.caller("nora@northwind.example"));
    let user = who.person.user;
    let at = (world.organization(CONTOSO), world.room(CONTOSO, "Berlin 2"));
    Toggle::new(who, at, Permission::RoomView, move |app, is| {
        let nora = nora.clone();
        Box::pin(async move {
            run(app, &nora, SetUserEnabled { user, enabled: is, stamp: None }).await.unwrap();
        })
    })
}

async fn never_stale(kind: Kind, enough: u64) {
    let settings = Settings { partner_attempts_per_hour: 1_000_000, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    let scope = world.scope(CONTOSO, &[], &["Berlin"]);
    let admins = ["pia@northwind.example", "paul@northwind.example"];
    let link = world.link(CONTOSO, NORTHWIND, scope, &admins).await.link;
    let members = Members::Add(vec![Principal::SecurityGroup(world.security_group(NORTHWIND, "Service"))]);
    let add = ChangePrimaryAdmins { customer: world.organization(CONTOSO), members, stamp: None };
    run(&world.app, &world.caller("pia@northwind.example"), add).await.unwrap();
    let nodes: Vec<App> = match kind {
        Kind::Sqlite => vec![world.app.clone()],
        Kind::Postgresql => vec![node(&world, 50), node(&world, 51)],
    };
    for app in &nodes {
        app.warm().await.unwrap();
    }
    let toggles = [block(&world, link), extend(&world, link), assign(&world), end(&world), disable(&world)];
    // Nobody has anything to begin with.
    for toggle in [&toggles[0], &toggles[4]] {
        (toggle.turn)(&nodes[0], false).await;
    }
    let enough = enough / toggles.len() as u64;
    let mut tasks = tokio::task::JoinSet::new();
    for toggle in &toggles {
        let (it, nodes) = (toggle.clone(), nodes.clone());
        for app in nodes.iter().flat_map(|app| vec![app.clone(); READERS]) {
            let it = toggle.clone();
            tasks.spawn(async move { it.read(&app).await });
        }
        tasks.spawn(async move { it.write(&nodes, enough).await });
    }
    while let Some(done) = tasks.join_next().await {
        if let Err(error) = done {
            std::panic::resume_unwind(error.into_panic());
        }
    }
    for toggle in &toggles {
        assert!(toggle.answers.load(SeqCst) >= enough);
    }
}

/// a customer that ends its link on one node is gone from the list of all customers of another node, which
/// asks for nothing else.
#[tokio::test]
async fn a_customer_that_ended_its_link_is_gone_everywhere() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    let link = world.link(FABRIKAM, ADVENTURE, Scope::ALL, &["alex@adventure.example"]).await.link;
    let (one, other) = (node(&world, 50), node(&world, 51));
    let alex = world.caller("alex@adventure.example");
    let rooms = async || {
        let realm = Realm::AllCustomers;
        let question = ListRooms { realm, wanted: Wanted::default(), health: None, counts: true };
        let list = ask(&other, &alex, &question).await.unwrap();
        assert_eq!(list.counts.unwrap().all(), i64::try_from(list.rooms.len()).unwrap());
        list.rooms.len()
    };
    assert_eq!(rooms().await, 3);
    let fred = world.caller("fred@fabrikam.example");
    run(&one, &fred, RemovePartner { link, stamp: None, typed: None }).await.unwrap();
    assert_eq!(rooms().await, 0);
}

/// decision 8: two nodes, and no answer older than what one of them acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_node_answers_what_was_taken_away() {
    never_stale(Kind::Postgresql, 100_000).await;
}

/// decision 8: the same of readers and writers side by side on one node.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_reader_sees_what_was_taken_away() {
    never_stale(Kind::Sqlite, 20_000).await;
}
