//! Who of partners holds a right at the customer, through which chain, how it stands, and when it was last used.

use domain::{
    directory::Principal,
    query::{Filter, Order},
    scope::Scope,
    time::{Clock as _, DAY, HOUR, Time},
};
use service::{
    Code, Page, Realm, Wanted,
    access_review::{ExportReview, ReviewAccess, Reviewed, SCHEMA, Standing},
    account::EditAccount,
    ask,
    assignments::{AssignmentForm, CreateAssignment, Period},
    blocks::{BlockPerson, UnblockPerson},
    links::{RemovePartner, Tenants},
    observe::write_down,
    organizations::SetPartnerCapability,
    roles::{CreateRole, RoleContext, RoleForm},
    rooms::ListRooms,
    run,
    security_groups::AddGroupMember,
    users::SetUserEnabled,
};
use testkit::{World, each_linked, work};

use crate::{code, count};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const NED: &str = "ned@northwind.example";
const ALEX: &str = "alex@adventure.example";

async fn review_of(world: &World, wanted: Wanted) -> Vec<Reviewed> {
    let question = ReviewAccess { wanted, count: true };
    let found = ask(&world.app, &world.caller("anna@contoso.example"), &question).await.unwrap();
    assert_eq!(found.count, Some(i64::try_from(found.page.items.len()).unwrap()));
    found.page.items
}

async fn review(world: &World) -> Vec<Reviewed> {
    review_of(world, Wanted::default()).await
}

async fn person(world: &World, upn: &str) -> Reviewed {
    review(world).await.into_iter().find(|reviewed| reviewed.person.upn == upn).unwrap()
}

fn names(people: &[Reviewed]) -> Vec<&str> {
    people.iter().map(|reviewed| reviewed.person.upn.as_str()).collect()
}

async fn filtered(world: &World, filter: &str) -> Vec<String> {
    let filter = Some(Filter::parse(filter, &SCHEMA).unwrap());
    let people = review_of(world, Wanted { filter, ..Wanted::default() }).await;
    people.into_iter().map(|reviewed| reviewed.person.upn).collect()
}

/// Pia gives somebody a role of her own making at Contoso.
async fn give(world: &World, name: &str, member: Principal, scope: Scope, period: Period) {
    let form = RoleForm {
        name: name.to_owned(),
        description: String::new(),
        permissions: vec!["room.view".to_owned()],
    };
    let first = AssignmentForm {
        name: format!("{name} shift"),
        members: vec![member],
        scope,
        period,
        ..AssignmentForm::default()
    };
    let context = RoleContext::At(world.organization(CONTOSO));
    run(&world.app, &world.caller(PIA), CreateRole { context, form, first: Some(first) }).await.unwrap();
}

fn user(world: &World, upn: &str) -> Principal {
    Principal::User(world.user(upn))
}

/// Whether somebody holds a right at Contoso, as the engine says.
async fn holds(world: &World, upn: &str) -> bool {
    let question = Tenants { with_role: true, ..Tenants::default() };
    let found = ask(&world.app, &world.caller(upn), &question).await;
    found.is_ok_and(|found| {
        found.page.items.iter().any(|tenant| tenant.link.row.tenant == world.organization(CONTOSO))
    })
}

/// each person of each partner stands there once, with every chain: role, rooms, and the groups from the
/// assignment's member down to the person.
#[tokio::test]
async fn everybody_of_partners_is_shown_with_every_chain() {
    each_linked(async |world, _| {
        world.link(CONTOSO, "adventure.example", Scope::ALL, &[ALEX]).await;
        world.link("fabrikam.example", NORTHWIND, Scope::ALL, &["paul@northwind.example"]).await;
        let service = Principal::SecurityGroup(world.security_group(NORTHWIND, "Service"));
        let berlin = || world.scope(CONTOSO, &["Berlin 1"], &[]);
        give(&world, "Desk", service, berlin(), Period::default()).await;
        give(&world, "Night", user(&world, GUS), Scope::ALL, Period::default()).await;
        let people = review(&world).await;
        assert_eq!(names(&people), [ALEX, GUS, PIA]);
        let gus = &people[1];
        assert_eq!((gus.person.partner_name.as_str(), gus.person.standing), ("Northwind", Standing::Active));
        let told: Vec<_> = gus
            .chains
            .iter()
            .map(|chain| {
                let groups: Vec<_> = chain.groups.iter().map(|(_, name)| name.as_str()).collect();
                let rooms: Vec<_> =
                    chain.scope.included.rooms.iter().map(|(_, name)| name.as_str()).collect();
                let all = chain.scope.whole;
                (
                    chain.role_name.as_str(),
                    chain.assignment_name.as_str(),
                    groups.join(">"),
                    all,
                    rooms.join(","),
                )
            })
            .collect();
        let chain = |role, assignment, groups: &str, all, rooms: &str| {
            (role, assignment, groups.to_owned(), all, rooms.to_owned())
        };
        assert_eq!(
            told,
            [
                chain("Desk", "Desk shift", "Service>Technicians", false, "Berlin 1"),
                chain("Night", "Night shift", "", true, ""),
            ]
        );
        let primary = &people[2].chains[0];
        assert_eq!(
            (primary.role.key().as_str(), primary.assignment_name.as_str()),
            ("primary_admins", "Assigned admins")
        );
        // One partner alone, and a part of a name.
        let partner = world.organization("adventure.example");
        assert_eq!(filtered(&world, &format!("partnerId eq {partner}")).await, [ALEX]);
        assert_eq!(filtered(&world, "contains(displayName,'GROUPED')").await, [GUS]);
    })
    .await;
}

/// decision 8: blocked and disabled people, suspended links, assignments that begin later or have
/// ended are told apart, and those who have access are those whom the engine gives a right.
#[tokio::test]
async fn how_access_stands_is_told() {
    each_linked(async |world, linked| {
        let (app, anna, nora) =
            (&world.app, world.caller("anna@contoso.example"), world.caller("nora@northwind.example"));
        let paul = "paul@northwind.example";
        let now = world.clock.now();
        let later = Period { from: Some(now.plus(DAY)), until: None };
        let short = Period { from: None, until: Some(now.plus(HOUR)) };
        give(&world, "Later", user(&world, NED), Scope::ALL, later).await;
        give(&world, "Short", user(&world, GUS), Scope::ALL, short).await;
        give(&world, "Desk", user(&world, paul), Scope::ALL, Period::default()).await;
        let stands = async |upn: &str| {
            let told = person(&world, upn).await.person;
            let is_active = told.standing == Standing::Active;
            assert_eq!(is_active, holds(&world, upn).await, "{upn} {:?}", told.standing);
            assert_eq!(is_active, told.since.is_some(), "{upn}");
            (told.standing, told.block_reason)
        };
        let none = String::new;
        assert_eq!(stands(NED).await, (Standing::Upcoming, none()));
        assert_eq!(stands(GUS).await, (Standing::Active, none()));
        world.clock.advance(2 * HOUR);
        assert_eq!(stands(GUS).await, (Standing::Ended, none()));
        assert_eq!(filtered(&world, "state eq 'ended'").await, [GUS]);
        world.clock.advance(DAY);
        assert_eq!(stands(NED).await, (Standing::Active, none()));
        // A second chain that counts makes the person active; each chain keeps its own state.
        give(&world, "Day", user(&world, GUS), Scope::ALL, Period::default()).await;
        assert_eq!(stands(GUS).await, (Standing::Active, none()));
        let chains = person(&world, GUS).await.chains;
        let standings: Vec<_> =
            chains.iter().map(|chain| (chain.role_name.as_str(), chain.standing)).collect();
        assert_eq!(standings, [("Day", Standing::Active), ("Short", Standing::Ended)]);

        let disable = |enabled| SetUserEnabled { user: world.user(paul), enabled, stamp: None };
        run(app, &nora, disable(false)).await.unwrap();
        assert_eq!(person(&world, paul).await.person.standing, Standing::Disabled);
        let block = BlockPerson { of: linked.link.into(), user: world.user(paul), reason: "left".to_owned() };
        run(app, &anna, block).await.unwrap();
        let told = person(&world, paul).await.person;
        assert_eq!((told.standing, told.block_reason.as_str()), (Standing::Blocked, "left"));
        run(app, &anna, UnblockPerson { of: linked.link.into(), user: world.user(paul) }).await.unwrap();
        run(app, &nora, disable(true)).await.unwrap();
        assert_eq!(stands(paul).await, (Standing::Active, none()));

        let organization = world.organization(NORTHWIND);
        let capability = |on| SetPartnerCapability { organization, on };
        run(app, &world.caller("olga@operator.example"), capability(false)).await.unwrap();
        assert!(review(&world).await.iter().all(|it| it.person.standing == Standing::Suspended));
        // None of those who have no access is marked, however long it lasts.
        world.clock.advance(200 * DAY);
        assert_eq!(filtered(&world, "unused eq true").await, Vec::<String>::new());
        run(app, &world.caller("olga@operator.example"), capability(true)).await.unwrap();
        let remove = RemovePartner { link: linked.link, stamp: None, typed: None };
        run(app, &anna, remove).await.unwrap();
        assert_eq!(names(&review(&world).await), Vec::<&str>::new());
    })
    .await;
}

/// Decision 18: last used moves by a view, which is written down folded, and by a change; not by what was refused, nor by
/// what somebody did at home.
#[tokio::test]
async fn last_used_moves_by_views_and_changes() {
    each_linked(async |world, _| {
        let (app, pia) = (&world.app, world.caller(PIA));
        let last_used = async || person(&world, PIA).await.person.last_used;
        let realm = Realm::Customer(world.organization(CONTOSO));
        let look = ListRooms { realm, wanted: Wanted::default(), health: None, counts: false };
        assert_eq!(last_used().await, None);
        world.clock.advance(DAY);
        ask(app, &pia, &look).await.unwrap();
        write_down(app, true).await.unwrap();
        let viewed = world.clock.now();
        assert_eq!(last_used().await, Some(viewed));

        world.clock.advance(DAY);
        // Refused at the customer, and done at home.
        let context = RoleContext::At(world.organization(CONTOSO));
        let form = AssignmentForm { name: "x".to_owned(), ..AssignmentForm::default() };
        let refused = CreateAssignment { context, role: "site_lead".to_owned(), form };
        assert!(run(app, &world.caller(GUS), refused).await.is_err());
        let edit = EditAccount { language: "ja".to_owned(), time_zone: "Asia/Tokyo".to_owned(), stamp: None };
        run(app, &pia, edit).await.unwrap();
        write_down(app, true).await.unwrap();
        assert_eq!(last_used().await, Some(viewed));

        give(&world, "Desk", user(&world, GUS), Scope::ALL, Period::default()).await;
        let changed = world.clock.now();
        assert_eq!(last_used().await, Some(changed));
        assert_eq!(person(&world, GUS).await.person.last_used, None);
        // What others did comes first by last use: never before all.
        let order = vec![Order { property: "lastUsedDateTime", descending: false }];
        assert_eq!(names(&review_of(&world, Wanted { order, ..Wanted::default() }).await), [GUS, PIA]);
        assert_eq!(count(&world, "select count(*) from last_uses").await, 1);
    })
    .await;
}

/// Decision 4: a right that counts, is at least 90 days old and was not used for 90 days is marked; a chain is as old as
/// its youngest part.
#[tokio::test]
async fn rights_unused_for_90_days_are_marked() {
    each_linked(async |world, _| {
        let (app, pia, nora) = (&world.app, world.caller(PIA), world.caller("nora@northwind.example"));
        let begin = world.clock.now();
        let service = Principal::SecurityGroup(world.security_group(NORTHWIND, "Service"));
        give(&world, "Desk", service, Scope::ALL, Period::default()).await;
        let unused = async || filtered(&world, "unused eq true").await;
        world.clock.advance(90 * DAY);
        assert_eq!(unused().await, Vec::<String>::new());
        world.clock.advance(1);
        assert_eq!(unused().await, [GUS, PIA]);

        let realm = Realm::Customer(world.organization(CONTOSO));
        let look = ListRooms { realm, wanted: Wanted::default(), health: None, counts: false };
        ask(app, &pia, &look).await.unwrap();
        write_down(app, true).await.unwrap();
        // Ned joins a group that holds the role for long.
        let group = world.security_group(NORTHWIND, "Technicians");
        run(app, &nora, AddGroupMember { group, member: user(&world, NED) }).await.unwrap();
        let joined = world.clock.now();
        assert_eq!(unused().await, [GUS]);
        let (gus, ned) = (person(&world, GUS).await, person(&world, NED).await);
        assert_eq!((gus.person.since, ned.person.since), (Some(begin), Some(joined)));
        for reviewed in [&gus, &ned] {
            let since: Option<Time> = reviewed.chains.iter().map(|chain| chain.since).min();
            assert_eq!(since, reviewed.person.since, "the list and its chains agree");
        }
        world.clock.advance(90 * DAY + 1);
        assert_eq!(unused().await, [GUS, NED, PIA]);
    })
    .await;
}

/// Decisions 6, 17, R-109: the customer's own people read it who may see both partners and roles; nobody of a partner,
/// whatever role, and nobody else. An export is an event, one that is refused is none.
#[tokio::test]
async fn only_the_customers_own_people_read_it() {
    each_linked(async |world, _| {
        let app = &world.app;
        let export = async |upn: &str| ExportReview::begin(app, &world.caller(upn), Wanted::default()).await;
        let may = ["anna@contoso.example", "mats@contoso.example"];
        let may_not =
            ["greta@contoso.example", "lea@contoso.example", "theo@contoso.example", "uma@contoso.example"];
        for upn in may {
            let found = ask(app, &world.caller(upn), &ReviewAccess::default()).await.unwrap();
            assert_eq!(names(&found.page.items), [PIA], "{upn}");
            export(upn).await.unwrap();
        }
        for upn in may_not {
            let asked = ask(app, &world.caller(upn), &ReviewAccess::default()).await;
            assert_eq!(code(asked), Some(Code::Forbidden), "{upn}");
            assert_eq!(code(export(upn).await), Some(Code::Forbidden), "{upn}");
        }
        // Of a partner each sees the review of their own organization at most, where nobody is.
        let asked = ask(app, &world.caller(PIA), &ReviewAccess::default()).await;
        assert_eq!(code(asked), Some(Code::Forbidden));
        for upn in ["nora@northwind.example", "ada@adventure.example", "fred@fabrikam.example"] {
            let found = ask(app, &world.caller(upn), &ReviewAccess::default()).await.unwrap();
            assert!(found.page.items.is_empty(), "{upn}");
        }
        assert_eq!(count(&world, "select count(*) from audit_events where kind = 'export.list'").await, 2);
        // Page by page to the end, each person once.
        let service = Principal::SecurityGroup(world.security_group(NORTHWIND, "Service"));
        give(&world, "Desk", service, Scope::ALL, Period::default()).await;
        let mut export = export("anna@contoso.example").await.unwrap();
        let anna = world.caller("anna@contoso.example");
        assert_eq!(names(&export.next(app, &anna).await.unwrap().unwrap()), [GUS, PIA]);
        assert!(export.next(app, &anna).await.unwrap().is_none());
    })
    .await;
}

/// A page costs the same statements whoever is on it.
#[tokio::test]
async fn a_page_costs_the_same_whoever_is_on_it() {
    each_linked(async |world, _| {
        let anna = world.caller("anna@contoso.example");
        let question =
            ReviewAccess { wanted: Wanted { page: Page::of(50), ..Wanted::default() }, count: true };
        let cost = async || {
            let (found, done) = work(ask(&world.app, &anna, &question)).await;
            (found.unwrap().page.items.len(), done.len())
        };
        // The first question of a node reads what it decides from.
        cost().await;
        let (one, few) = cost().await;
        let service = Principal::SecurityGroup(world.security_group(NORTHWIND, "Service"));
        give(&world, "Desk", service, world.scope(CONTOSO, &["Berlin 1"], &["Berlin"]), Period::default())
            .await;
        for upn in [NED, "paul@northwind.example", "tom@northwind.example"] {
            give(&world, upn, user(&world, upn), Scope::ALL, Period::default()).await;
        }
        let (five, many) = cost().await;
        assert_eq!((one, five), (1, 5));
        assert!(few > 3 && few == many, "{few} and {many} statements");
    })
    .await;
}
