//! What a change would do, asked before it is made, held against what the engine answers before and after it is made.

use std::collections::BTreeMap;

use authz::Concerning;
use domain::{
    directory::Principal,
    id::{Assignment, CustomRole, Id, Room},
    permission::{Permission, PermissionSet},
    role::Role,
    scope::Scope,
    time::{Clock as _, DAY},
};
use service::{
    Code, ask,
    assignments::{
        AssignmentForm, ChangeAssignmentScope, ChangeMembers, ChangePeriod, CreateAssignment,
        DeleteAssignment, Members, Period,
    },
    invitations::{NamedUser, PreviewAcceptance, PreviewInvitation, SendInvitation, To, send, terms},
    links::{ChangeLinkScope, ExtendLink, PreviewLink},
    previews::{DirectoryChange, Part, Preview, PreviewDirectory, Previewed, export},
    roles::{
        Assigned, AssignmentEdit, CreateRole, DeletePartnerRole, DeleteRole, EditRole, PreviewChange,
        Proposed, RoleContext, RoleForm,
    },
    run,
    security_groups::{AddGroupMember, DeleteSecurityGroup, RemoveGroupMember},
    users::{DeleteUser, SetUserEnabled},
};
use testkit::{Linked, World, each, each_linked};

use crate::{accept, by_domain, code, count};

const CONTOSO: &str = "contoso.example";
const FABRIKAM: &str = "fabrikam.example";
const NORTHWIND: &str = "northwind.example";
const EVERYBODY: [&str; 14] = [
    "anna@contoso.example",
    "mats@contoso.example",
    "greta@contoso.example",
    "lea@contoso.example",
    "theo@contoso.example",
    "uma@contoso.example",
    "dora@contoso.example",
    "nora@northwind.example",
    "noel@northwind.example",
    "pia@northwind.example",
    "paul@northwind.example",
    "gus@northwind.example",
    "ned@northwind.example",
    "dirk@northwind.example",
];

/// By organization of the rooms and account name: on which rooms somebody may do what.
type Rights = BTreeMap<(&'static str, &'static str), BTreeMap<Id<Room>, PermissionSet>>;
/// By the same and permission: how many rooms are gained and lost.
type Told = BTreeMap<(&'static str, &'static str), BTreeMap<Permission, (usize, usize)>>;

/// What the engine answers to everybody about every room.
async fn rights(world: &World) -> Rights {
    let mut rights = Rights::new();
    let mut opening = world.database.store.begin_view().await.unwrap();
    for domain in [CONTOSO, FABRIKAM, NORTHWIND] {
        let tenant = world.organization(domain);
        for upn in EVERYBODY {
            let person = world.caller(upn).person;
            let found = opening.facts(
                world.clock.now(),
                person.organization,
                person.user,
                upn,
                Concerning::One(tenant),
            );
            let Some(facts) = found.await.unwrap() else { continue };
            let Some(at) = facts.at(tenant) else { continue };
            let held = rights.entry((domain, upn)).or_default();
            for position in 0..at.rooms.len() {
                let covering = facts.grants_in(tenant).filter(|grant| grant.covers(position));
                let all = covering.fold(PermissionSet::NONE, |all, grant| all.or(grant.permissions));
                held.insert(at.rooms.id(position).unwrap(), all);
            }
        }
    }
    rights
}

/// What of rights came and went.
fn differences(before: &Rights, after: &Rights) -> Told {
    let mut told = Told::new();
    let (none, empty) = (PermissionSet::NONE, BTreeMap::new());
    for key in before.keys().chain(after.keys()) {
        let (was, will) = (before.get(key).unwrap_or(&empty), after.get(key).unwrap_or(&empty));
        let mut permissions: BTreeMap<Permission, (usize, usize)> = BTreeMap::new();
        let rooms: std::collections::BTreeSet<_> = was.keys().chain(will.keys()).collect();
        for room in rooms {
            let (had, has) = (*was.get(room).unwrap_or(&none), *will.get(room).unwrap_or(&none));
            has.without(had).iter().for_each(|it| permissions.entry(it).or_default().0 += 1);
            had.without(has).iter().for_each(|it| permissions.entry(it).or_default().1 += 1);
        }
        if !permissions.is_empty() {
            told.insert(*key, permissions);
        }
    }
    told
}

/// The same as a preview tells it; what it tells of all together is the sum of that.
fn told(world: &World, previewed: &[Previewed]) -> Told {
    let mut told = Told::new();
    for it in previewed {
        let at = [CONTOSO, FABRIKAM, NORTHWIND];
        let domain = at.into_iter().find(|domain| world.organization(domain) == it.tenant).unwrap();
        for person in &it.people {
            let upn = EVERYBODY.into_iter().find(|upn| *upn == person.who.upn).unwrap();
            let permissions = told.entry((domain, upn)).or_default();
            person.gained.permissions.iter().for_each(|(it, n)| permissions.entry(*it).or_default().0 += n);
            person.lost.permissions.iter().for_each(|(it, n)| permissions.entry(*it).or_default().1 += n);
        }
        let rights = |part: fn(&service::previews::PersonEffect) -> &Part| -> usize {
            it.people.iter().map(|person| part(person).rights()).sum()
        };
        assert_eq!((it.gained, it.lost), (rights(|it| &it.gained), rights(|it| &it.lost)));
        let gaining = it.people.iter().filter(|person| !person.gained.rooms.is_empty()).count();
        let losing = it.people.iter().filter(|person| !person.lost.rooms.is_empty()).count();
        assert_eq!((it.effect.gained.people, it.effect.lost.people), (gaining, losing));
    }
    told
}

/// Asks what a change would do, makes it, and holds the one against the other.
async fn comes_true<P: Preview>(
    world: &World,
    reader: &str,
    what: &str,
    question: P,
    change: impl AsyncFnOnce(),
) -> Vec<Previewed> {
    let previewed = P::places(ask(&world.app, &world.caller(reader), &question).await.unwrap());
    let before = rights(world).await;
    change().await;
    let expected = differences(&before, &rights(world).await);
    assert!(!expected.is_empty(), "{what} changes something");
    assert_eq!(told(world, &previewed), expected, "{what}");
    previewed
}

fn principal(world: &World, upn: &str) -> Principal {
    Principal::User(world.user(upn))
}

fn held(members: Vec<Principal>, scope: Scope) -> AssignmentForm {
    AssignmentForm { name: "Held".to_owned(), members, scope, ..AssignmentForm::default() }
}

fn desk(permissions: &[&str]) -> RoleForm {
    let permissions = permissions.iter().map(|key| (*key).to_owned()).collect();
    RoleForm { name: "Desk".to_owned(), permissions, ..RoleForm::default() }
}

/// A role that the group Service holds at a customer, made by its primary admin.
async fn serving(world: &World, customer: &str, admin: &str) -> Id<CustomRole> {
    let service = Principal::SecurityGroup(world.security_group(NORTHWIND, "Service"));
    let form = desk(&["room.view", "room.modify"]);
    let context = RoleContext::At(world.organization(customer));
    let create = CreateRole { context, form, first: Some(held(vec![service], Scope::ALL)) };
    run(&world.app, &world.caller(admin), create).await.unwrap()
}

/// Decision 17: at home and at a customer alike, the change of a role or assignment does what its preview told, each kind of it.
#[tokio::test]
async fn changes_of_roles_and_assignments_come_true() {
    each_linked(async |world: World, _| {
        let places = [
            ("anna@contoso.example", RoleContext::Own, ["uma@contoso.example", "lea@contoso.example"]),
            (
                "pia@northwind.example",
                RoleContext::At(world.organization(CONTOSO)),
                ["gus@northwind.example", "ned@northwind.example"],
            ),
        ];
        for (reader, context, [one, other]) in places {
            let app = &world.app;
            let caller = world.caller(reader);
            let edit = Proposed::EditAssignment;
            let change = |proposed| PreviewChange { context, proposed };
            let (one, other) = (principal(&world, one), principal(&world, other));
            let berlin = world.scope(CONTOSO, &[], &["Berlin"]);
            let two = world.scope(CONTOSO, &["Berlin 1", "Berlin 2"], &[]);

            let form = desk(&["room.view", "room.modify"]);
            let first = held(vec![one], two.clone());
            let new = Assigned::New("room.view room.modify".parse().unwrap());
            let mut made = None;
            comes_true(
                &world,
                reader,
                "a new role",
                change(Proposed::Assign(new, first.clone())),
                async || {
                    made = Some(
                        run(app, &caller, CreateRole { context, form, first: Some(first) }).await.unwrap(),
                    );
                },
            )
            .await;
            let role = made.unwrap();

            let less: PermissionSet = "room.view".parse().unwrap();
            let other_permissions = Proposed::EditRole(role, less);
            comes_true(&world, reader, "an edited role", change(other_permissions), async || {
                let edit = EditRole {
                    context,
                    role: Role::Custom(role),
                    name: None,
                    description: None,
                    permissions: Some(vec!["room.view".to_owned()]),
                    stamp: None,
                };
                run(app, &caller, edit).await.unwrap();
            })
            .await;

            let mut made: Option<Id<Assignment>> = None;
            let form = held(vec![other], berlin.clone());
            let assign = Proposed::Assign(Assigned::Role(Role::Custom(role)), form.clone());
            let assigns = async || {
                let key = Role::Custom(role).key();
                made = Some(run(app, &caller, CreateAssignment { context, role: key, form }).await.unwrap());
            };
            // Lea sees the rooms of Berlin already: the preview says so, and nothing changes.
            if context == RoleContext::Own {
                let previewed = ask(app, &caller, &change(assign)).await.unwrap();
                assert!(!previewed.effect.touches_anybody());
                let before = rights(&world).await;
                assigns().await;
                assert_eq!(rights(&world).await, before);
            } else {
                comes_true(&world, reader, "an assignment", change(assign), assigns).await;
            }
            let assignment = made.unwrap();

            let members = edit(assignment, AssignmentEdit { members: Some(vec![one]), ..Default::default() });
            comes_true(&world, reader, "other members", change(members), async || {
                let members = Members::Replace(vec![one]);
                run(app, &caller, ChangeMembers { context, assignment, members, stamp: None }).await.unwrap();
            })
            .await;
            let lisbon = if context == RoleContext::Own {
                world.scope(CONTOSO, &["Lisbon 1"], &["Berlin"])
            } else {
                world.scope(CONTOSO, &["Berlin 5"], &[])
            };
            let rooms =
                edit(assignment, AssignmentEdit { scope: Some(lisbon.clone()), ..Default::default() });
            comes_true(&world, reader, "other rooms", change(rooms), async || {
                let change = ChangeAssignmentScope { context, assignment, scope: lisbon, stamp: None };
                run(app, &caller, change).await.unwrap();
            })
            .await;
            let period = Period { from: Some(world.clock.now().plus(DAY)), until: None };
            comes_true(
                &world,
                reader,
                "another time",
                change(edit(assignment, AssignmentEdit { period: Some(period), ..Default::default() })),
                async || {
                    run(app, &caller, ChangePeriod { context, assignment, period, stamp: None })
                        .await
                        .unwrap();
                },
            )
            .await;
            let period = Period::default();
            run(app, &caller, ChangePeriod { context, assignment, period, stamp: None }).await.unwrap();
            let end = Proposed::DeleteAssignment(assignment);
            comes_true(&world, reader, "the end of an assignment", change(end), async || {
                run(app, &caller, DeleteAssignment { context, assignment, stamp: None }).await.unwrap();
            })
            .await;
            comes_true(&world, reader, "the end of a role", change(Proposed::DeleteRole(role)), async || {
                let role = Role::Custom(role);
                run(app, &caller, DeleteRole { context, role, stamp: None }).await.unwrap();
            })
            .await;
        }
        let role = serving(&world, CONTOSO, "pia@northwind.example").await;
        let (anna, context) = ("anna@contoso.example", RoleContext::Own);
        let question = PreviewChange { context, proposed: Proposed::DeletePartnerRole(role) };
        comes_true(&world, anna, "the end of a partner's role", question, async || {
            run(&world.app, &world.caller(anna), DeletePartnerRole { role, stamp: None }).await.unwrap();
        })
        .await;
    })
    .await;
}

/// Decision 17, R-063, R-106: the same of a link's rooms and extended permissions.
#[tokio::test]
async fn changes_of_a_link_come_true() {
    each_linked(async |world: World, Linked { link, .. }| {
        let anna = "anna@contoso.example";
        let caller = world.caller(anna);
        let scope = world.scope(CONTOSO, &["Berlin 1", "Lisbon 1"], &[]);
        let question = PreviewLink { link, scope: Some(scope.clone()), extended: None };
        comes_true(&world, anna, "other rooms", question, async || {
            run(&world.app, &caller, ChangeLinkScope { link, scope, stamp: None }).await.unwrap();
        })
        .await;
        let permissions = vec!["room.unenroll".to_owned()];
        let question = PreviewLink { link, scope: None, extended: Some(permissions.clone()) };
        comes_true(&world, anna, "extended permissions", question, async || {
            run(&world.app, &caller, ExtendLink { link, permissions, stamp: None }).await.unwrap();
        })
        .await;
    })
    .await;
}

/// Decision 16, decision 17, R-114: who joins or leaves a group, is disabled or deleted gains and loses at each customer, and at home,
/// what the preview told; the customers are named, their rooms counted and named only in the reader's own sight.
#[tokio::test]
async fn changes_of_the_directory_come_true() {
    each_linked(async |world: World, _| {
        let scope = world.scope(FABRIKAM, &[], &["Seoul"]);
        world.link(FABRIKAM, NORTHWIND, scope, &["paul@northwind.example"]).await;
        serving(&world, CONTOSO, "pia@northwind.example").await;
        serving(&world, FABRIKAM, "paul@northwind.example").await;
        let (app, nora) = (&world.app, "nora@northwind.example");
        let caller = world.caller(nora);
        let (group, inner) =
            (world.security_group(NORTHWIND, "Service"), world.security_group(NORTHWIND, "Technicians"));
        let ned = principal(&world, "ned@northwind.example");
        let members = |join: Vec<Principal>, leave: Vec<uuid::Uuid>| {
            PreviewDirectory(DirectoryChange::Members { group, join, leave })
        };
        let shown = comes_true(&world, nora, "a member joins", members(vec![ned], Vec::new()), async || {
            run(app, &caller, AddGroupMember { group, member: ned }).await.unwrap();
        })
        .await;
        let names: Vec<_> =
            shown.iter().map(|it| (it.name.as_str(), it.gained, it.rooms_gained.len())).collect();
        assert_eq!(names, [("Contoso", 12, 0), ("Fabrikam", 6, 0)], "rooms are counted and not named");
        assert!(ask(app, &caller, &members(vec![ned], Vec::new())).await.unwrap().is_empty());

        let disabled = |user, is| PreviewDirectory(DirectoryChange::Enabled(user, is));
        let user = world.user("ned@northwind.example");
        for is in [false, true] {
            comes_true(&world, nora, "a person is disabled or enabled", disabled(user, is), async || {
                run(app, &caller, SetUserEnabled { user, enabled: is, stamp: None }).await.unwrap();
            })
            .await;
        }
        let pia = world.user("pia@northwind.example");
        let shown = ask(app, &caller, &disabled(pia, false)).await.unwrap();
        assert_eq!((shown.len(), shown[0].lost), (1, 66), "eleven permissions on six rooms");

        let leaves = members(Vec::new(), vec![inner.uuid()]);
        comes_true(&world, nora, "a group leaves a group", leaves, async || {
            run(app, &caller, RemoveGroupMember { group, member: inner.uuid() }).await.unwrap();
        })
        .await;
        let member = Principal::SecurityGroup(inner);
        comes_true(&world, nora, "a group joins a group", members(vec![member], Vec::new()), async || {
            run(app, &caller, AddGroupMember { group, member }).await.unwrap();
        })
        .await;
        let deleted = PreviewDirectory(DirectoryChange::DeleteUser(user));
        comes_true(&world, nora, "a person is deleted", deleted, async || {
            run(app, &caller, DeleteUser { user, stamp: None }).await.unwrap();
        })
        .await;
        let deleted = PreviewDirectory(DirectoryChange::DeleteGroup(group));
        comes_true(&world, nora, "a group is deleted", deleted, async || {
            run(app, &caller, DeleteSecurityGroup { group, stamp: None }).await.unwrap();
        })
        .await;

        // At home, where the rooms are the reader's own, they are named.
        let anna = world.caller("anna@contoso.example");
        let lea = world.user("lea@contoso.example");
        let shown = ask(app, &anna, &disabled(lea, false)).await.unwrap();
        assert_eq!((shown.len(), shown[0].rooms_lost.len(), shown[0].rooms_gained.len()), (1, 6, 0));
        for upn in ["noel@northwind.example", "pia@northwind.example", "anna@contoso.example"] {
            let outcome = ask(app, &world.caller(upn), &disabled(user, false)).await;
            let expected = if upn.starts_with("anna") { Code::NotFound } else { Code::Forbidden };
            assert_eq!(code(outcome), Some(expected), "{upn}");
        }
    })
    .await;
}

/// Decision 17, decision 20, R-042, R-050: an invitation gives what its previews told on both sides; the customer learns of no account,
/// the partner of no room by name.
#[tokio::test]
async fn invitations_come_true() {
    each(async |world: World| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        let to = || To::Domain { domain: NORTHWIND.to_owned(), valid_days: "7".to_owned() };
        let question = PreviewInvitation { to: to(), scope: scope.clone() };
        let sent = ask(app, &anna, &question).await.unwrap();
        let [whoever] = &sent.people[..] else { panic!("{sent:?}") };
        assert_eq!((whoever.who.id, whoever.who.upn.as_str()), (None, NORTHWIND));
        assert_eq!((sent.gained, sent.rooms_gained.len()), (66, 6));

        let invitation = send(app, &anna, by_domain(NORTHWIND, scope.clone())).await.unwrap()[0];
        let nora = "nora@northwind.example";
        let service = world.security_group(NORTHWIND, "Service");
        let primary_admins =
            vec![principal(&world, "pia@northwind.example"), Principal::SecurityGroup(service)];
        let question = PreviewAcceptance { invitation, primary_admins: primary_admins.clone() };
        let none = PreviewAcceptance { invitation, primary_admins: Vec::new() };
        assert!(!ask(app, &world.caller(nora), &none).await.unwrap().effect.touches_anybody());
        for upn in ["ned@northwind.example", "ada@adventure.example", "anna@contoso.example"] {
            let outcome = ask(app, &world.caller(upn), &question).await;
            assert!(matches!(code(outcome), Some(Code::NotFound | Code::Forbidden)), "{upn}");
        }
        let shown = comes_true(&world, nora, "an acceptance", question, async || {
            let accept = service::invitations::AcceptInvitation { invitation, primary_admins, stamp: None };
            run(app, &world.caller(nora), accept).await.unwrap();
        })
        .await;
        assert_eq!((shown[0].effect.gained.people, shown[0].effect.gained.rooms), (2, 6));
        assert!(shown[0].rooms_gained.is_empty(), "{shown:?}");
        // What each of them holds now was told to the customer.
        assert_eq!(shown[0].people[0].gained.permissions, whoever.gained.permissions);
    })
    .await;
    each(async |world: World| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let scope = world.scope(CONTOSO, &[], &["Berlin"]);
        let (there, nowhere) = ("pia@northwind.example", "nobody@northwind.example");
        let named = |upn: &str| NamedUser { name: "Somebody".to_owned(), upn: upn.to_owned() };
        let to = To::NamedUsers(vec![named(there), named(nowhere), named("paul@northwind.example")]);
        let question = PreviewInvitation { to: to.clone(), scope: scope.clone() };
        let sent = ask(app, &anna, &question).await.unwrap();
        assert_eq!(
            sent.people.iter().map(|it| it.who.upn.as_str()).collect::<Vec<_>>(),
            [there, nowhere, "paul@northwind.example"]
        );
        assert_eq!((sent.gained, sent.effect.gained.people), (3 * 66, 3));
        let command = SendInvitation { to, scope, accepted_terms: Some(terms::VERSION.to_owned()) };
        let sent = send(app, &anna, command).await.unwrap();
        for (upn, invitation) in [(there, sent[0]), ("paul@northwind.example", sent[2])] {
            let question = PreviewAcceptance { invitation, primary_admins: Vec::new() };
            comes_true(&world, upn, "a named acceptance", question, async || {
                run(app, &world.caller(upn), accept(&world, invitation, &[])).await.unwrap();
            })
            .await;
        }
    })
    .await;
}

/// Decision 18: whoever takes a preview away as a file leaves an event, in the log of the organization where the question is asked and
/// of each customer whose rooms the file counts; whoever may not ask leaves none.
#[tokio::test]
async fn exports_are_written_down() {
    each_linked(async |world: World, _| {
        let role = serving(&world, CONTOSO, "pia@northwind.example").await;
        let context = RoleContext::At(world.organization(CONTOSO));
        let question = PreviewChange { context, proposed: Proposed::DeleteRole(role) };
        let events = "select count(*) from audit_events where kind = 'export.list'";
        for upn in ["ned@northwind.example", "sven@tailspin.example"] {
            assert!(export(&world.app, &world.caller(upn), &question).await.is_err(), "{upn}");
        }
        assert_eq!(count(&world, events).await, 0);
        let shown = export(&world.app, &world.caller("pia@northwind.example"), &question).await.unwrap();
        assert_eq!((shown.len(), shown[0].people.len()), (1, 1));
        // Told to the customer, and to the organization of whoever did it.
        assert_eq!(count(&world, events).await, 2);
        let gus = world.user("gus@northwind.example");
        let question = PreviewDirectory(DirectoryChange::Enabled(gus, false));
        export(&world.app, &world.caller("nora@northwind.example"), &question).await.unwrap();
        // One for the partner, and one told to both for the customer, whose log says who it was.
        assert_eq!(count(&world, events).await, 5);
        let by = format!("{events} and actor_name = 'nora@northwind.example' and subject_id = target_id");
        assert_eq!(count(&world, &by).await, 3);
        assert_eq!(count(&world, &format!("{by} and tenant_id <> actor_tenant_id")).await, 1);
        // Ned reaches no customer.
        let ned = world.user("ned@northwind.example");
        let question = PreviewDirectory(DirectoryChange::Enabled(ned, false));
        export(&world.app, &world.caller("nora@northwind.example"), &question).await.unwrap();
        assert_eq!(count(&world, events).await, 6);
    })
    .await;
}
