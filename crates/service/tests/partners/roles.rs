//! Roles that somebody made, at home and at a customer, and what the customer says about them.

use domain::{
    directory::Principal,
    id::{CustomRole, Id},
    role::{Role, SiteLeadProfile},
    scope::Scope,
    time::{DAY, Time},
};
use service::{
    Code, Realm, Refusal, Wanted, ask,
    assignments::{
        AssignmentForm, ChangeAssignmentScope, ChangePeriod, CreateAssignment, OwnAssignments,
        PartnerAssignments, Period, RolesAt,
    },
    groups::CreateGroup,
    links::{ChangeLinkScope, ExtendLink},
    roles::{
        ChooseSiteLead, CreateRole, DeletePartnerRole, DeleteRole, EditRole, PartnerRoles, RoleContext,
        RoleForm, RolesIn,
    },
    rooms::{CreateRoom, ListRooms, RoomForm},
    run,
    scopes::{PreviewScope, ScopeChoices, ScopeUse},
};
use testkit::{World, each, each_linked};

use crate::code;

const CONTOSO: &str = "contoso.example";

fn role(name: &str, permissions: &[&str]) -> RoleForm {
    RoleForm {
        name: name.to_owned(),
        description: "First line".to_owned(),
        permissions: permissions.iter().map(|key| (*key).to_owned()).collect(),
    }
}

fn held_by(world: &World, upn: &str, scope: Scope) -> AssignmentForm {
    AssignmentForm {
        name: format!("Held by {upn}"),
        members: vec![Principal::User(world.user(upn))],
        scope,
        ..AssignmentForm::default()
    }
}

fn here(form: RoleForm, first: Option<AssignmentForm>) -> CreateRole {
    CreateRole { context: RoleContext::Own, form, first }
}

fn there(world: &World, form: RoleForm, first: Option<AssignmentForm>) -> CreateRole {
    CreateRole { context: RoleContext::At(world.organization(CONTOSO)), form, first }
}

/// The names of the rooms somebody sees in a realm.
async fn rooms(world: &World, upn: &str, realm: Realm) -> Vec<String> {
    let question = ListRooms { realm, wanted: Wanted::default(), health: None, counts: false };
    match ask(&world.app, &world.caller(upn), &question).await {
        Ok(found) => found.rooms.into_iter().map(|room| room.name).collect(),
        Err(_) => Vec::new(),
    }
}

async fn at_contoso(world: &World, upn: &str) -> Vec<String> {
    rooms(world, upn, Realm::Customer(world.organization(CONTOSO))).await
}

/// a role with its first assignment works at once, edited it allows something else at once, deleted it
/// and its assignments are gone.
#[tokio::test]
async fn a_role_of_ones_own_works_at_once() {
    each(async |world| {
        let (app, mats) = (&world.app, world.caller("mats@contoso.example"));
        let berlin = world.scope(CONTOSO, &[], &["Berlin"]);
        let first = held_by(&world, "uma@contoso.example", berlin);
        let id = run(app, &mats, here(role("Watch", &["room.view"]), Some(first))).await.unwrap();
        let seen = rooms(&world, "uma@contoso.example", Realm::Own).await;
        assert!(!seen.is_empty() && seen.iter().all(|name| name.starts_with("Berlin")), "{seen:?}");
        let shown = ask(app, &mats, &OwnAssignments::default()).await.unwrap();
        assert!(
            shown.iter().any(|shown| shown.row.role == Role::Custom(id) && shown.row.role_name == "Watch")
        );
        let edit = |name: Option<&str>, permissions: &[&str], stamp| EditRole {
            context: RoleContext::Own,
            role: Role::Custom(id),
            name: name.map(str::to_owned),
            description: None,
            permissions: Some(permissions.iter().map(|key| (*key).to_owned()).collect()),
            stamp,
        };
        run(app, &mats, edit(Some("Desk"), &["ticket.view"], Some(1))).await.unwrap();
        assert_eq!(rooms(&world, "uma@contoso.example", Realm::Own).await, Vec::<String>::new());
        assert_eq!(
            code(run(app, &mats, edit(None, &["room.view"], Some(1))).await),
            Some(Code::EtagMismatch)
        );
        run(app, &mats, edit(None, &["room.view"], None)).await.unwrap();
        assert!(!rooms(&world, "uma@contoso.example", Realm::Own).await.is_empty());
        let roles = ask(app, &mats, &RolesIn { context: RoleContext::Own, to_modify: true }).await.unwrap();
        assert_eq!(
            (roles.custom[0].name.as_str(), roles.custom[0].description.as_str()),
            ("Desk", "First line")
        );
        let delete = DeleteRole { context: RoleContext::Own, role: Role::Custom(id), stamp: None };
        run(app, &mats, delete).await.unwrap();
        assert_eq!(rooms(&world, "uma@contoso.example", Realm::Own).await, Vec::<String>::new());
        assert_eq!(code(run(app, &mats, delete).await), Some(Code::NotFound));
        let left = ask(app, &mats, &OwnAssignments::default()).await.unwrap();
        assert!(left.iter().all(|shown| shown.row.role != Role::Custom(id)));
    })
    .await;
}

/// every fault of a role at once; a name is unique among the roles of its context, and there alone.
#[tokio::test]
async fn a_bad_role_names_every_field() {
    each_linked(async |world, _| {
        let (app, mats) = (&world.app, world.caller("mats@contoso.example"));
        let Err(Refusal::Invalid(_, faults)) =
            run(app, &mats, here(role(" ", &["room.view", "room.paint"]), None)).await
        else {
            panic!("a bad role was made");
        };
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["displayName", "permissions/1"]);
        let nothing = run(app, &mats, here(role("Nothing", &[]), None)).await;
        assert!(matches!(nothing, Err(Refusal::Invalid(_, faults)) if faults[0].field == "permissions"));
        run(app, &mats, here(role("Watch", &["room.view"]), None)).await.unwrap();
        assert_eq!(
            code(run(app, &mats, here(role("WATCH", &["ticket.view"]), None)).await),
            Some(Code::NameTaken)
        );
        let pia = world.caller("pia@northwind.example");
        run(app, &pia, there(&world, role("Watch", &["room.view"]), None)).await.unwrap();
        assert_eq!(
            code(run(app, &pia, there(&world, role("watch", &["room.view"]), None)).await),
            Some(Code::NameTaken)
        );
        // A bad first assignment leaves no role behind.
        let nobody =
            AssignmentForm { members: Vec::new(), ..held_by(&world, "uma@contoso.example", Scope::ALL) };
        assert!(run(app, &mats, here(role("Ghost", &["room.view"]), Some(nobody))).await.is_err());
        let roles = ask(app, &mats, &RolesIn { context: RoleContext::Own, to_modify: false }).await.unwrap();
        assert_eq!(roles.custom.len(), 1);
    })
    .await;
}

/// a partner's help desk at a customer; its role counts there alone, and nobody else makes one there.
#[tokio::test]
async fn a_partner_makes_its_roles_per_customer() {
    each_linked(async |world, _| {
        let (app, pia) = (&world.app, world.caller("pia@northwind.example"));
        let one = world.scope(CONTOSO, &["Berlin 1"], &[]);
        let first = held_by(&world, "ned@northwind.example", one);
        let form = || role("Help desk", &["room.view", "ticket.view"]);
        for upn in [
            "tom@northwind.example",
            "nora@northwind.example",
            "fred@fabrikam.example",
            "anna@contoso.example",
        ] {
            let outcome = code(run(app, &world.caller(upn), there(&world, form(), None)).await);
            assert!(matches!(outcome, Some(Code::NotFound | Code::Forbidden)), "{upn}: {outcome:?}");
        }
        let id = run(app, &pia, there(&world, form(), Some(first))).await.unwrap();
        assert_eq!(at_contoso(&world, "ned@northwind.example").await, ["Berlin 1"]);
        assert_eq!(rooms(&world, "ned@northwind.example", Realm::Own).await, Vec::<String>::new());
        // It cannot be assigned at home, nor a role of home there.
        let form = held_by(&world, "noel@northwind.example", Scope::ALL);
        let (context, role) = (RoleContext::Own, Role::Custom(id).key());
        let nora = world.caller("nora@northwind.example");
        let outcome = run(app, &nora, CreateAssignment { context, role, form }).await;
        assert!(matches!(outcome, Err(Refusal::Invalid(_, faults)) if faults[0].field == "role"));
    })
    .await;
}

/// nobody puts into a role what they do not hold there, nor gives rooms they do not see; the customer
/// widens that for a link, within what can be switched on, and takes it back.
#[tokio::test]
async fn nobody_grants_beyond_what_they_hold() {
    each_linked(async |world, linked| {
        let (app, pia) = (&world.app, world.caller("pia@northwind.example"));
        let contoso = world.organization(CONTOSO);
        let builder = || role("Builder", &["room.view", "room.create"]);
        let refused = |outcome| code(outcome) == Some(Code::ExceedsOwnPermissions);
        assert!(refused(run(app, &pia, there(&world, builder(), None)).await));
        assert!(refused(run(app, &pia, there(&world, role("Keys", &["room.reset_key"]), None)).await));
        let extend = |keys: &[&str]| ExtendLink {
            link: linked.link,
            permissions: keys.iter().map(|key| (*key).to_owned()).collect(),
            stamp: None,
        };
        let anna = world.caller("anna@contoso.example");
        for upn in
            ["pia@northwind.example", "greta@contoso.example", "lea@contoso.example", "fred@fabrikam.example"]
        {
            assert!(run(app, &world.caller(upn), extend(&["room.create"])).await.is_err(), "{upn}");
        }
        let outcome = run(app, &anna, extend(&["room.create", "room.reset_key", "x"])).await;
        let Err(Refusal::Invalid(_, faults)) = outcome else { panic!("the key was given away") };
        let found: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(found, [("permissions/2", Code::UnknownValue), ("permissions/1", Code::NotExtendable)]);
        run(app, &anna, extend(&["room.create"])).await.unwrap();
        let all = held_by(&world, "ned@northwind.example", Scope::ALL);
        run(app, &pia, there(&world, builder(), Some(all))).await.unwrap();
        let room = |name: &str| CreateRoom {
            tenant: contoso,
            form: RoomForm { name: name.to_owned(), device_type: "panel".to_owned(), ..Default::default() },
        };
        let ned = world.caller("ned@northwind.example");
        // The permission is there; a room that would be in no place of the link is not for the partner to add.
        assert_eq!(code(run(app, &ned, room("Attic")).await), Some(Code::InvalidValue));
        run(app, &anna, extend(&[])).await.unwrap();
        assert_eq!(code(run(app, &ned, room("Cellar")).await), Some(Code::Forbidden));
        // Rooms beyond the link are not there.
        let outside =
            held_by(&world, "paul@northwind.example", world.scope(CONTOSO, &["Lisbon 1"], &["Lisbon"]));
        let outcome = run(app, &pia, there(&world, role("Far", &["room.view"]), Some(outside))).await;
        let Err(Refusal::Invalid(_, faults)) = outcome else { panic!("rooms out of sight were given") };
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["firstAssignment/scope/rooms", "firstAssignment/scope/roomGroups"]);
    })
    .await;
}

/// the customer sees the roles of its partners with members and rooms, and deletes them; each partner its
/// own alone.
#[tokio::test]
async fn the_customer_sees_and_ends_roles_of_partners() {
    each_linked(async |world, _| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let scope = world.scope(CONTOSO, &[], &["Boardrooms"]);
        world.link(CONTOSO, "adventure.example", scope, &["alex@adventure.example"]).await;
        let watch = |upn: &str| Some(held_by(&world, upn, Scope::ALL));
        let (pia, alex) = (world.caller("pia@northwind.example"), world.caller("alex@adventure.example"));
        let form = role("Help desk", &["room.view"]);
        let id = run(app, &pia, there(&world, form.clone(), watch("ned@northwind.example"))).await.unwrap();
        let other = run(app, &alex, there(&world, form, watch("ada@adventure.example"))).await.unwrap();
        let of_partners = async || -> Vec<(String, Id<CustomRole>)> {
            let found = ask(app, &anna, &PartnerRoles).await.unwrap();
            found.into_iter().map(|role| (role.partner_name, role.id)).collect()
        };
        assert_eq!(
            of_partners().await,
            [("Adventure Works".to_owned(), other), ("Northwind".to_owned(), id)]
        );
        let shown = ask(app, &anna, &PartnerAssignments).await.unwrap();
        let desk = shown.iter().find(|shown| shown.row.role == Role::Custom(id)).unwrap();
        assert_eq!(desk.members[0].upn, "ned@northwind.example");
        assert!(desk.scope.as_ref().unwrap().whole);
        let context = RoleContext::At(world.organization(CONTOSO));
        let seen = ask(app, &alex, &RolesIn { context, to_modify: true }).await.unwrap();
        assert_eq!(seen.custom.iter().map(|role| role.id).collect::<Vec<_>>(), [other]);
        let foreign = DeleteRole { context, role: Role::Custom(id), stamp: None };
        assert_eq!(code(run(app, &alex, foreign).await), Some(Code::NotFound));

        assert!(!at_contoso(&world, "ned@northwind.example").await.is_empty());
        let end = DeletePartnerRole { role: id, stamp: None };
        for upn in ["pia@northwind.example", "greta@contoso.example", "fred@fabrikam.example"] {
            assert!(run(app, &world.caller(upn), end).await.is_err(), "{upn}");
        }
        run(app, &anna, end).await.unwrap();
        assert_eq!(at_contoso(&world, "ned@northwind.example").await, Vec::<String>::new());
        assert_eq!(of_partners().await, [("Adventure Works".to_owned(), other)]);
        let own = ask(app, &pia, &RolesAt { customer: world.organization(CONTOSO) }).await.unwrap();
        assert_eq!(own.len(), 1);
    })
    .await;
}

/// with the strict profile a Site Lead makes no groups, at once and until the organization takes it back.
#[tokio::test]
async fn an_organization_chooses_what_site_leads_may() {
    each(async |world| {
        let (app, lea) = (&world.app, world.caller("lea@contoso.example"));
        let group = |name: &str| CreateGroup {
            tenant: world.organization(CONTOSO),
            name: name.to_owned(),
            description: String::new(),
            members: [world.room(CONTOSO, "Berlin 1")].into(),
            rule: None,
        };
        run(app, &lea, group("One")).await.unwrap();
        let choose = |profile| ChooseSiteLead { profile };
        for upn in ["lea@contoso.example", "greta@contoso.example"] {
            let outcome = run(app, &world.caller(upn), choose(SiteLeadProfile::Strict)).await;
            assert_eq!(code(outcome), Some(Code::Forbidden), "{upn}");
        }
        let anna = world.caller("anna@contoso.example");
        run(app, &anna, choose(SiteLeadProfile::Strict)).await.unwrap();
        assert_eq!(code(run(app, &lea, group("Two")).await), Some(Code::Forbidden));
        run(app, &anna, choose(SiteLeadProfile::Standard)).await.unwrap();
        run(app, &lea, group("Two")).await.unwrap();
    })
    .await;
}

/// an assignment counts in its period and at no other moment; it is given a later end.
#[tokio::test]
async fn an_assignment_counts_in_its_period() {
    each_linked(async |world, _| {
        let (app, pia) = (&world.app, world.caller("pia@northwind.example"));
        let now = service_now(&world);
        let mut first = held_by(&world, "ned@northwind.example", Scope::ALL);
        first.period = Period { from: Some(now.plus(DAY)), until: Some(now.plus(3 * DAY)) };
        let id = run(app, &pia, there(&world, role("Stand-in", &["room.view"]), Some(first))).await.unwrap();
        let counts = async || !at_contoso(&world, "ned@northwind.example").await.is_empty();
        assert!(!counts().await);
        world.clock.advance(2 * DAY);
        assert!(counts().await);
        world.clock.advance(DAY);
        assert!(!counts().await);
        let customer = world.organization(CONTOSO);
        let shown = ask(app, &pia, &RolesAt { customer }).await.unwrap();
        let assignment = shown.iter().find(|shown| shown.row.role == Role::Custom(id)).unwrap().row.id;
        let period = |from, until| ChangePeriod {
            context: RoleContext::At(customer),
            assignment,
            period: Period { from, until },
            stamp: None,
        };
        let now = service_now(&world);
        for (from, until) in [(Some(now.plus(2 * DAY)), Some(now.plus(DAY))), (None, Some(now.plus(-1)))] {
            let outcome = run(app, &pia, period(from, until)).await;
            assert!(matches!(outcome, Err(Refusal::Invalid(_, faults)) if faults[0].field == "endDateTime"));
        }
        run(app, &pia, period(None, Some(now.plus(DAY)))).await.unwrap();
        assert!(counts().await);
    })
    .await;
}

fn service_now(world: &World) -> Time {
    world.app.clock.now()
}

/// where a partner chooses rooms for its role, only those it sees are offered, counted and named; what is
/// cut off later is not named any more.
#[tokio::test]
async fn a_partner_chooses_among_what_it_sees() {
    each_linked(async |world, linked| {
        let (app, pia) = (&world.app, world.caller("pia@northwind.example"));
        let customer = world.organization(CONTOSO);
        let context = RoleContext::At(customer);
        let scope_use = ScopeUse::Role(context);
        let forged = world.scope(CONTOSO, &["Lisbon 1"], &["Lisbon"]);
        let question = ScopeChoices { scope_use, scope: forged, text: String::new() };
        let choices = ask(app, &pia, &question).await.unwrap();
        assert!(choices.chosen.included.rooms.is_empty() && choices.chosen.included.groups.is_empty());
        assert!(
            choices.found.rooms.iter().all(|(_, name)| name.starts_with("Berlin")),
            "{:?}",
            choices.found
        );
        assert!(choices.found.groups.iter().all(|(_, name)| name != "Lisbon"));
        let preview = PreviewScope { scope_use, scope: Scope::ALL, at_most: 50 };
        let covered = ask(app, &pia, &preview).await.unwrap();
        assert_eq!(
            covered.count,
            i64::try_from(at_contoso(&world, "pia@northwind.example").await.len()).unwrap()
        );
        let partner = PreviewScope { scope_use: ScopeUse::Partner, ..preview };
        assert!(ask(app, &pia, &partner).await.is_err());

        let two = world.scope(CONTOSO, &["Berlin 1", "Berlin 2"], &[]);
        let first = held_by(&world, "ned@northwind.example", two);
        run(app, &pia, there(&world, role("Two", &["room.view"]), Some(first))).await.unwrap();
        let anna = world.caller("anna@contoso.example");
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        run(app, &anna, ChangeLinkScope { link: linked.link, scope, stamp: None }).await.unwrap();
        let shown = ask(app, &pia, &RolesAt { customer }).await.unwrap();
        let named = shown.iter().find_map(|shown| shown.scope.clone()).unwrap();
        let names: Vec<_> = named.included.rooms.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["Berlin 1"]);
        let assignment = shown.iter().find(|shown| shown.scope.is_some()).unwrap().row.id;
        let change = ChangeAssignmentScope { context, assignment, scope: Scope::ALL, stamp: None };
        run(app, &pia, change).await.unwrap();
        assert_eq!(at_contoso(&world, "ned@northwind.example").await, ["Berlin 1"]);
    })
    .await;
}
