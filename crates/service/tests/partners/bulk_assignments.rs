//! One role given at many customers at once: previewed, done customer by customer, and done once.

use domain::{
    directory::Principal,
    event::EventKind,
    id::{CustomRole, Id, Ids as _, Organization},
    place::PlaceKind,
    scope::Scope,
    time::DAY,
};
use service::{
    Code, Realm, Refusal, Wanted, ask,
    assignments::{AssignmentForm, Period, RolesAt},
    bulk_assignments::{
        AtCustomer, BulkAssignment, BulkCustomers, BulkRoles, MOST, Outcome, PreviewBulk, RoleAt, ScopeRule,
        assign_at_many,
    },
    idempotency_keys::IdempotencyKey,
    links::ExtendLink,
    roles::{CreateRole, RoleContext, RoleForm},
    rooms::ListRooms,
    run,
};
use testkit::{Linked, World, each, each_linked, seed};

use crate::code;

const CONTOSO: &str = "contoso.example";
const FABRIKAM: &str = "fabrikam.example";
const TAILSPIN: &str = "tailspin.example";
const PIA: &str = "pia@northwind.example";

/// Pia is primary admin at two customers: at Contoso for Berlin, at Fabrikam for everything.
async fn at_two(test: impl AsyncFn(World, Linked)) {
    each_linked(async |world, linked| {
        world.link(FABRIKAM, "northwind.example", Scope::ALL, &[PIA]).await;
        test(world, linked).await;
    })
    .await;
}

async fn make(world: &World, domain: &str, name: &str, permissions: &[&str]) -> Id<CustomRole> {
    make_for(world, domain, name, permissions, None).await
}

async fn make_for(
    world: &World,
    domain: &str,
    name: &str,
    permissions: &[&str],
    first: Option<(&str, Scope)>,
) -> Id<CustomRole> {
    let form = RoleForm {
        name: name.to_owned(),
        description: "First line".to_owned(),
        permissions: permissions.iter().map(|key| (*key).to_owned()).collect(),
    };
    let first = first.map(|(upn, scope)| AssignmentForm {
        name: "First".to_owned(),
        members: vec![Principal::User(world.user(upn))],
        scope,
        ..AssignmentForm::default()
    });
    let context = RoleContext::At(world.organization(domain));
    run(&world.app, &world.caller(PIA), CreateRole { context, form, first }).await.unwrap()
}

/// The role of Contoso for the group Service, for all rooms, at Contoso, Fabrikam and Tailspin.
fn bulk(world: &World, role: Id<CustomRole>) -> BulkAssignment {
    BulkAssignment {
        role: RoleAt { customer: world.organization(CONTOSO), role },
        makes_role: false,
        customers: [CONTOSO, FABRIKAM, TAILSPIN].map(|domain| world.organization(domain)).into(),
        name: "Night shift".to_owned(),
        description: String::new(),
        members: vec![Principal::SecurityGroup(world.security_group("northwind.example", "Service"))],
        rule: ScopeRule { all_rooms: true, ..ScopeRule::default() },
        period: Period::default(),
        sends_mail: false,
    }
}

/// What happens at each customer, in a word.
fn words(told: &[AtCustomer]) -> Vec<String> {
    told.iter()
        .map(|it| match &it.outcome {
            Outcome::Given { makes_role, gained, .. } => {
                let gained = gained.map(|share| format!(" {}×{}", share.people, share.rooms));
                let makes = if *makes_role { " with its role" } else { "" };
                format!("given{makes}{}", gained.unwrap_or_default())
            }
            Outcome::Held => "held".to_owned(),
            Outcome::Refused(refusal) => refusal.code().as_str().to_owned(),
        })
        .collect()
}

async fn preview(world: &World, upn: &str, wanted: &BulkAssignment) -> Vec<String> {
    words(&ask(&world.app, &world.caller(upn), &PreviewBulk(wanted.clone())).await.unwrap())
}

async fn apply(world: &World, upn: &str, wanted: &BulkAssignment) -> Vec<String> {
    words(&assign_at_many(&world.app, &world.caller(upn), wanted.clone()).await.unwrap())
}

async fn room_count(world: &World, upn: &str, tenant: Id<Organization>) -> usize {
    let realm = Realm::Customer(tenant);
    let question = ListRooms { realm, wanted: Wanted::default(), health: None, counts: false };
    ask(&world.app, &world.caller(upn), &question).await.map_or(0, |found| found.rooms.len())
}

async fn events(world: &World, domain: &str, kind: EventKind) -> i64 {
    let kind = kind.code();
    let sql = format!(
        "select count(*) from audit_events e join domains d on d.tenant_id = e.tenant_id \
         where e.kind = '{kind}' and d.domain = '{domain}'"
    );
    world.database.number(&sql).await
}

/// at each customer the role of the same name is given, or made if that is wished; who has no
/// business there learns nothing; doing it again makes nothing twice.
#[tokio::test]
async fn a_role_is_given_at_many_customers_once() {
    at_two(async |world, _| {
        let role = make(&world, CONTOSO, "Help desk", &["room.view", "ticket.view"]).await;
        let mut wanted = bulk(&world, role);
        let without = preview(&world, PIA, &wanted).await;
        assert_eq!(without, ["given 1×6", "role_missing", "not_found"]);
        wanted.makes_role = true;
        let with = preview(&world, PIA, &wanted).await;
        assert_eq!(with, ["given 1×6", "given with its role 1×3", "not_found"]);
        let [contoso, fabrikam] = [CONTOSO, FABRIKAM].map(|domain| world.organization(domain));
        assert_eq!(room_count(&world, "gus@northwind.example", contoso).await, 0, "a preview does nothing");

        let before = events(&world, FABRIKAM, EventKind::AssignmentCreated).await;
        assert_eq!(events(&world, FABRIKAM, EventKind::RoleCreated).await, 0);
        let told = assign_at_many(&world.app, &world.caller(PIA), wanted.clone()).await.unwrap();
        assert_eq!(words(&told), ["given", "given with its role", "not_found"]);
        assert_eq!(told[0].seen, Some(("Contoso".to_owned(), CONTOSO.to_owned())));
        assert_eq!(told[2].seen, None, "nothing is told of who is no customer");
        assert_eq!(room_count(&world, "gus@northwind.example", contoso).await, 6);
        assert_eq!(room_count(&world, "gus@northwind.example", fabrikam).await, 3);
        assert_eq!(events(&world, FABRIKAM, EventKind::AssignmentCreated).await, before + 1);
        assert_eq!(events(&world, FABRIKAM, EventKind::RoleCreated).await, 1);
        let made = ask(&world.app, &world.caller(PIA), &RolesAt { customer: fabrikam }).await.unwrap();
        let made = made.into_iter().find(|it| it.row.role_name == "Help desk").unwrap();
        assert_eq!((made.row.name.as_str(), made.members[0].name.as_str()), ("Night shift", "Service"));

        assert_eq!(preview(&world, PIA, &wanted).await, ["held", "held", "not_found"]);
        assert_eq!(apply(&world, PIA, &wanted).await, ["held", "held", "not_found"]);
        assert_eq!(events(&world, FABRIKAM, EventKind::AssignmentCreated).await, before + 1);
        // Whoever is new among the members gets it alone; a longer right holds a shorter one, not the other way round.
        wanted.members.push(Principal::User(world.user("ned@northwind.example")));
        let now = world.app.clock.now();
        wanted.period = Period { from: None, until: Some(now.plus(9 * DAY)) };
        assert_eq!(apply(&world, PIA, &wanted).await, ["given", "given", "not_found"]);
        let at_contoso = ask(&world.app, &world.caller(PIA), &RolesAt { customer: contoso }).await.unwrap();
        let new = at_contoso.iter().find(|it| it.row.until.is_some()).unwrap();
        assert_eq!(new.members.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Ned Nobody"]);
        wanted.period.until = Some(now.plus(10 * DAY));
        assert_eq!(preview(&world, PIA, &wanted).await[0], "given 0×0", "until the other one ends");
        wanted.period = Period { from: Some(now.plus(20 * DAY)), until: None };
        assert_eq!(preview(&world, PIA, &wanted).await[0], "given 1×6", "at the moment from which it counts");
    })
    .await;
}

/// nobody gives at a customer what they do not hold there, in any of the ways in which that can be; what is refused at
/// one customer is done at another.
#[tokio::test]
async fn each_customer_is_decided_on_its_own() {
    at_two(async |world, linked| {
        let app = &world.app;
        let contoso = world.organization(CONTOSO);
        let manager = ["room.view", "ticket.view", "role.view", "role.modify"];
        let one = world.scope(CONTOSO, &["Berlin 1"], &[]);
        let ned = "ned@northwind.example";
        make_for(&world, CONTOSO, "Manager of one", &manager, Some((ned, one))).await;
        make_for(&world, FABRIKAM, "Manager", &manager, Some((ned, Scope::ALL))).await;
        let paul = "paul@northwind.example";
        make_for(&world, CONTOSO, "Onlooker", &["room.view"], Some((paul, Scope::ALL))).await;
        make_for(&world, FABRIKAM, "Manager 2", &manager, Some((paul, Scope::ALL))).await;
        let role = make(&world, FABRIKAM, "Help desk", &["room.view", "ticket.view"]).await;
        let mut wanted = bulk(&world, role);
        wanted.role.customer = world.organization(FABRIKAM);
        wanted.makes_role = true;
        // Ned manages one room of Contoso, Paul none: he is told that he may not, for he works there.
        assert_eq!(
            preview(&world, ned, &wanted).await,
            ["exceeds_own_permissions", "given 1×3", "not_found"]
        );
        assert_eq!(preview(&world, paul, &wanted).await, ["forbidden", "given 1×3", "not_found"]);
        assert_eq!(apply(&world, ned, &wanted).await, ["exceeds_own_permissions", "given", "not_found"]);
        assert_eq!(apply(&world, paul, &wanted).await, ["forbidden", "held", "not_found"]);
        let roles = ask(app, &world.caller(PIA), &RolesAt { customer: contoso }).await.unwrap();
        assert!(roles.iter().all(|it| it.row.role_name != "Help desk"), "a refused customer has no new role");

        // What one customer switched on for the partner, another did not.
        let permissions = vec!["room.create".to_owned()];
        let extend = ExtendLink { link: linked.link, permissions, stamp: None };
        run(app, &world.caller("anna@contoso.example"), extend).await.unwrap();
        let role = make(&world, CONTOSO, "Builder", &["room.view", "room.create"]).await;
        wanted.role = RoleAt { customer: contoso, role };
        let beyond = ["given 1×6", "exceeds_own_permissions", "not_found"];
        assert_eq!(preview(&world, PIA, &wanted).await, beyond);
        assert_eq!(apply(&world, PIA, &wanted).await, ["given", "exceeds_own_permissions", "not_found"]);

        // The same name with other permissions is another role.
        make(&world, FABRIKAM, "builder", &["room.view"]).await;
        assert_eq!(preview(&world, PIA, &wanted).await[1], "role_differs");
        assert_eq!(apply(&world, PIA, &wanted).await, ["held", "role_differs", "not_found"]);
    })
    .await;
}

/// decision 17: groups and places are found by name at each customer, and only those that the caller sees.
#[tokio::test]
async fn rooms_are_chosen_by_names() {
    at_two(async |world, _| {
        let role = make(&world, CONTOSO, "Help desk", &["room.view"]).await;
        let mut wanted = bulk(&world, role);
        wanted.makes_role = true;
        let fabrikam = world.organization(FABRIKAM);
        let mut seed = world.seed().await;
        for name in ["Tower", "Annex"] {
            let place = seed::Place {
                tenant: fabrikam,
                id: world.ids.id(),
                parent: None,
                kind: PlaceKind::Building,
                name: name.to_owned(),
            };
            seed.place(&place).await.unwrap();
            if name == "Tower" {
                let attic = seed::Room::named(fabrikam, world.ids.id(), "Attic");
                seed.room(&seed::Room { place: Some(place.id), ..attic }).await.unwrap();
            }
        }
        seed.commit().await.unwrap();
        let named = |groups: &[&str], places: &[&str]| ScopeRule {
            all_rooms: false,
            groups: groups.iter().map(|name| (*name).to_owned()).collect(),
            places: places.iter().map(|name| (*name).to_owned()).collect(),
        };
        wanted.rule = named(&[" berlin ", ""], &[]);
        assert_eq!(preview(&world, PIA, &wanted).await, ["given 1×6", "nothing_so_named", "not_found"]);
        wanted.rule = named(&["Lisbon"], &["Seoul"]);
        let nothing = ["nothing_so_named", "nothing_so_named", "not_found"];
        assert_eq!(preview(&world, PIA, &wanted).await, nothing, "Lisbon is out of the link");
        assert_eq!(apply(&world, PIA, &wanted).await, nothing);
        wanted.rule = named(&[], &["Annex"]);
        assert_eq!(preview(&world, PIA, &wanted).await, nothing, "no room that Pia sees is in the annex");
        wanted.rule = named(&[], &["tower", "Annex"]);
        let tower = ["nothing_so_named", "given with its role 1×1", "not_found"];
        assert_eq!(preview(&world, PIA, &wanted).await, tower);
        wanted.rule = named(&["SEOUL", "Berlin"], &["Nowhere"]);
        assert_eq!(apply(&world, PIA, &wanted).await, ["given", "given with its role", "not_found"]);
        assert_eq!(apply(&world, PIA, &wanted).await, ["held", "held", "not_found"]);
        let contoso = world.organization(CONTOSO);
        assert_eq!(room_count(&world, "gus@northwind.example", contoso).await, 6);
        assert_eq!(room_count(&world, "gus@northwind.example", fabrikam).await, 3);
        wanted.rule = ScopeRule { all_rooms: true, ..ScopeRule::default() };
        assert_eq!(
            preview(&world, PIA, &wanted).await[0],
            "given 0×0",
            "a link of Berlin has no other rooms"
        );
        assert_eq!(apply(&world, PIA, &wanted).await, ["given", "given", "not_found"]);
        wanted.rule = named(&["Seoul", "Berlin"], &[]);
        assert_eq!(apply(&world, PIA, &wanted).await, ["held", "held", "not_found"]);
    })
    .await;
}

/// what is wrong for every customer is told once, all of it; whoever may assign nowhere is told that first.
#[tokio::test]
async fn what_is_wrong_everywhere_is_told_at_once() {
    at_two(async |world, _| {
        let app = &world.app;
        let role = make(&world, CONTOSO, "Help desk", &["room.view"]).await;
        let good = bulk(&world, role);
        let now = world.app.clock.now();
        let unknown = Principal::User(world.user("uma@contoso.example"));
        let bad = BulkAssignment {
            role: RoleAt { role: Id::new(world.ids.next()), ..good.role },
            customers: Vec::new(),
            name: " ".to_owned(),
            members: vec![good.members[0], unknown],
            rule: ScopeRule { all_rooms: false, groups: vec![" ".to_owned()], places: Vec::new() },
            period: Period { from: None, until: Some(now.plus(-DAY)) },
            ..good.clone()
        };
        let fields = ["displayName", "roleId", "members/1", "scope", "tenantIds", "endDateTime"];
        let pia = world.caller(PIA);
        let asked = ask(app, &pia, &PreviewBulk(bad.clone())).await;
        let Err(Refusal::Invalid(_, faults)) = asked else { panic!("{asked:?}") };
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), fields);
        let done = assign_at_many(app, &pia, bad).await;
        let Err(Refusal::Invalid(_, faults)) = done else { panic!("{done:?}") };
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), fields);
        let customers = (0..=MOST).map(|_| Id::new(world.ids.next())).collect();
        let many = PreviewBulk(BulkAssignment { customers, ..good.clone() });
        let Err(Refusal::Invalid(_, faults)) = ask(app, &pia, &many).await else { panic!("too many") };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("tenantIds", Code::TooMany));
        for upn in ["tom@northwind.example", "ada@adventure.example", "anna@contoso.example"] {
            let caller = world.caller(upn);
            let asked = code(ask(app, &caller, &PreviewBulk(good.clone())).await);
            let done = code(assign_at_many(app, &caller, good.clone()).await);
            assert_eq!((asked, done), (Some(Code::Forbidden), Some(Code::Forbidden)), "{upn}");
            assert!(ask(app, &caller, &BulkRoles).await.map_or(true, |roles| roles.is_empty()), "{upn}");
            let customers = ask(app, &caller, &BulkCustomers { role: Some(good.role) }).await;
            assert!(customers.map_or(true, |found| found.is_empty()), "{upn}");
        }
        let reads = assign_at_many(app, &world.reader(PIA), good.clone()).await;
        assert_eq!(code(reads), Some(Code::ReadOnlyToken));
    })
    .await;
}

/// roles of one name that allow the same are one choice; customers are those at which one may assign roles.
#[tokio::test]
async fn roles_and_customers_can_be_chosen() {
    at_two(async |world, _| {
        let app = &world.app;
        let role = make(&world, CONTOSO, "Help desk", &["room.view"]).await;
        make(&world, FABRIKAM, "HELP DESK", &["room.view"]).await;
        let other = make(&world, CONTOSO, "Other", &["room.view"]).await;
        make(&world, FABRIKAM, "Other", &["ticket.view"]).await;
        let roles = ask(app, &world.caller(PIA), &BulkRoles).await.unwrap();
        let told: Vec<_> = roles.iter().map(|it| (it.row.name.to_lowercase(), it.customers)).collect();
        assert_eq!(told, [("help desk".into(), 2), ("other".into(), 1), ("other".into(), 1)]);
        let having = async |role| {
            let role = Some(RoleAt { customer: world.organization(CONTOSO), role });
            let found = ask(app, &world.caller(PIA), &BulkCustomers { role }).await.unwrap();
            found.into_iter().map(|it| (it.name, it.has_role)).collect::<Vec<_>>()
        };
        let both = [("Contoso".to_owned(), true), ("Fabrikam".to_owned(), true)];
        assert_eq!((having(role).await, having(other).await), (both.to_vec(), both.to_vec()));
    })
    .await;
}

/// Decision 10: at a customer whose link is suspended nothing is given, and whoever sees the customer is told so.
#[tokio::test]
async fn a_suspended_link_is_called_so() {
    each(async |world| {
        world.link(CONTOSO, "northwind.example", Scope::ALL, &[PIA, "tom@northwind.example"]).await;
        let linked =
            world.link(FABRIKAM, "northwind.example", Scope::ALL, &[PIA, "tom@northwind.example"]).await;
        let link = linked.link.uuid().simple().to_string();
        let id = match world.database.kind {
            testkit::Kind::Sqlite => format!("x'{link}'"),
            testkit::Kind::Postgresql => format!("'{link}'"),
        };
        world.database.raw(&format!("update links set state = 'suspended' where link_id = {id}")).await;
        let role = make(&world, CONTOSO, "Help desk", &["room.view"]).await;
        let wanted = bulk(&world, role);
        let tom = "tom@northwind.example";
        assert_eq!(preview(&world, tom, &wanted).await, ["given 1×12", "link_suspended", "not_found"]);
        assert_eq!(apply(&world, tom, &wanted).await, ["given", "link_suspended", "not_found"]);
        // Pia sees no customer by a suspended link.
        assert_eq!(apply(&world, PIA, &wanted).await, ["held", "not_found", "not_found"]);
    })
    .await;
}

/// Architecture §8: a request that is repeated under its key tells again what was done at each customer, and does nothing.
#[tokio::test]
async fn a_repeated_request_is_answered_as_before() {
    at_two(async |world, _| {
        let role = make(&world, CONTOSO, "Help desk", &["room.view"]).await;
        let wanted = bulk(&world, role);
        let mut pia = world.caller(PIA);
        pia.idempotency_key = IdempotencyKey::new(b"bulk-1", "POST", "/bulk", b"").ok();
        let assigned = async || {
            let told = assign_at_many(&world.app, &pia, wanted.clone()).await.unwrap();
            assert_eq!(words(&told), ["given", "role_missing", "not_found"]);
            let Outcome::Given { assignment: Some(assignment), .. } = told[0].outcome else {
                panic!("{told:?}")
            };
            assignment
        };
        assert_eq!(assigned().await, assigned().await);
        assert_eq!(apply(&world, PIA, &wanted).await[0], "held");
    })
    .await;
}
