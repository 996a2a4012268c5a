//! Nobody gives what they do not have, nor by a detour: over primary admins, over a role that others hold elsewhere, over the profile of
//! Site Leads, or over a group that decides what others see.

use std::collections::BTreeSet;

use domain::{
    directory::Principal,
    id::{CustomRole, Id},
    role::{Role, SiteLeadProfile},
    scope::Scope,
};
use service::{
    Code, Realm, Wanted, ask,
    assignments::{AssignmentForm, ChangePrimaryAdmins, Members},
    groups::{ChangeMembers, DeleteGroup, MemberChange},
    links::ExtendLink,
    roles::{ChooseSiteLead, CreateRole, DeleteRole, EditRole, RoleContext, RoleForm},
    rooms::{EditRoom, ListRooms, RoomForm},
    run,
};
use testkit::{Linked, World, each_linked};

use crate::code;

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const NED: &str = "ned@northwind.example";

/// A role with an assignment to one person on some rooms.
async fn role(
    world: &World,
    by: &str,
    context: RoleContext,
    (upn, permissions): (&str, &[&str]),
    scope: Scope,
) -> Id<CustomRole> {
    let form = RoleForm {
        name: permissions.join(" "),
        description: String::new(),
        permissions: permissions.iter().map(|key| (*key).to_owned()).collect(),
    };
    let first = AssignmentForm {
        name: format!("To {upn}"),
        members: vec![Principal::User(world.user(upn))],
        scope,
        ..AssignmentForm::default()
    };
    let command = CreateRole { context, form, first: Some(first) };
    run(&world.app, &world.caller(by), command).await.unwrap()
}

async fn rooms(world: &World, upn: &str, realm: Realm) -> usize {
    let question = ListRooms { realm, wanted: Wanted::default(), health: None, counts: false };
    ask(&world.app, &world.caller(upn), &question).await.map_or(0, |list| list.rooms.len())
}

/// who manages roles on one room makes nobody a primary admin, takes none out and puts none in their place.
#[tokio::test]
async fn primary_admins_are_made_by_who_could_confer_all_of_it() {
    each_linked(async |world: World, _: Linked| {
        let customer = world.organization(CONTOSO);
        let context = RoleContext::At(customer);
        let one = world.scope(CONTOSO, &["Berlin 1"], &[]);
        let managing = ["role.view", "role.modify", "room.view"];
        role(&world, PIA, context, (NED, &managing), one).await;
        let ned = Principal::User(world.user(NED));
        let pia = Principal::User(world.user(PIA)).uuid();
        let seen = rooms(&world, NED, Realm::Customer(customer)).await;
        for members in [Members::Add(vec![ned]), Members::Replace(vec![ned]), Members::Remove(pia)] {
            let command = ChangePrimaryAdmins { customer, members: members.clone(), stamp: None };
            let refused = run(&world.app, &world.caller(NED), command).await;
            assert_eq!(code(refused), Some(Code::ExceedsOwnPermissions), "{members:?}");
        }
        assert_eq!(rooms(&world, NED, Realm::Customer(customer)).await, seen);
        let command = ChangePrimaryAdmins { customer, members: Members::Add(vec![ned]), stamp: None };
        run(&world.app, &world.caller(PIA), command).await.unwrap();
        assert!(rooms(&world, NED, Realm::Customer(customer)).await > seen);
    })
    .await;
}

/// a role is edited and deleted by who could confer it, before and after, on the rooms of every one of its assignments; at the
/// customer and at home.
#[tokio::test]
async fn a_role_is_changed_by_who_could_confer_it_wherever_it_is_held() {
    each_linked(async |world: World, _: Linked| {
        let one = || world.scope(CONTOSO, &["Berlin 1"], &[]);
        let managing = ["role.view", "role.modify", "room.view", "room.modify"];
        let at = RoleContext::At(world.organization(CONTOSO));
        let (noel, uma, mats) = ("noel@northwind.example", "uma@contoso.example", "mats@contoso.example");
        for (by, who, other, context) in [(PIA, NED, noel, at), (ANNA, uma, mats, RoleContext::Own)] {
            let all = || match context {
                RoleContext::Own => Scope::ALL,
                RoleContext::At(_) => world.scope(CONTOSO, &[], &["Berlin"]),
            };
            role(&world, by, context, (who, &managing), one()).await;
            let wide = role(&world, by, context, (who, &["room.view"]), all()).await;
            let narrow = role(&world, by, context, (who, &["room.view", "role.view"]), one()).await;
            let edit = |id, permissions: &[&str]| EditRole {
                context,
                role: Role::Custom(id),
                name: None,
                description: None,
                permissions: Some(permissions.iter().map(|key| (*key).to_owned()).collect()),
                stamp: None,
            };
            let caller = world.caller(who);
            let wider = edit(wide, &["room.view", "room.modify"]);
            assert_eq!(code(run(&world.app, &caller, wider).await), Some(Code::ExceedsOwnPermissions));
            run(&world.app, &caller, edit(narrow, &["room.view", "room.modify"])).await.unwrap();
            let delete = |id| DeleteRole { context, role: Role::Custom(id), stamp: None };
            // What others hold on more rooms than they could confer it on ends by somebody else.
            let of_others = role(&world, by, context, (other, &["room.modify"]), all()).await;
            let refused = run(&world.app, &caller, delete(of_others)).await;
            assert_eq!(code(refused), Some(Code::ExceedsOwnPermissions));
            run(&world.app, &caller, delete(narrow)).await.unwrap();
        }
    })
    .await;
}

/// the profile says what Site Leads may in all their rooms: who manages roles on one room does not choose it.
#[tokio::test]
async fn the_profile_of_site_leads_is_chosen_by_who_could_confer_it_everywhere() {
    each_linked(async |world: World, _: Linked| {
        let uma = "uma@contoso.example";
        let one = world.scope(CONTOSO, &["Berlin 1"], &[]);
        role(&world, ANNA, RoleContext::Own, (uma, &["role.view", "role.modify", "room.view"]), one).await;
        let choose = |profile| ChooseSiteLead { profile };
        let refused = run(&world.app, &world.caller(uma), choose(SiteLeadProfile::Strict)).await;
        assert_eq!(code(refused), Some(Code::ExceedsOwnPermissions));
        run(&world.app, &world.caller(ANNA), choose(SiteLeadProfile::Strict)).await.unwrap();
    })
    .await;
}

/// Decisions 6, 13 and 17: whatever the customer lets a partner do with groups, it moves no room into or out of what the scope of
/// somebody else names, and is told the same whoever that is.
#[tokio::test]
async fn a_partner_leaves_alone_what_decides_for_others() {
    each_linked(async |world: World, linked: Linked| {
        let (app, anna, pia) = (&world.app, world.caller(ANNA), world.caller(PIA));
        let tenant = world.organization(CONTOSO);
        let permissions = vec!["group.modify".to_owned(), "group.create".to_owned()];
        run(app, &anna, ExtendLink { link: linked.link, permissions, stamp: None }).await.unwrap();
        let group = async |name: &str| {
            let members = BTreeSet::from([world.room(CONTOSO, "Berlin 1")]);
            let create = service::groups::CreateGroup {
                tenant,
                name: name.to_owned(),
                description: String::new(),
                members,
                rule: None,
            };
            run(app, &anna, create).await.unwrap()
        };
        let (free, theirs, own) = (group("Free").await, group("Theirs").await, group("Own").await);
        let scope = |group| Scope::of([], [group]);
        world.link(CONTOSO, "adventure.example", scope(theirs), &["alex@adventure.example"]).await;
        role(&world, ANNA, RoleContext::Own, ("uma@contoso.example", &["room.view"]), scope(own)).await;
        let change = |group| {
            let add = BTreeSet::from([world.room(CONTOSO, "Berlin 2")]);
            ChangeMembers {
                tenant,
                group,
                stamp: None,
                wanted: MemberChange { add, remove: BTreeSet::new() },
            }
        };
        let delete = |group| DeleteGroup { tenant, group, stamp: None, confirmed: true };
        for group in [theirs, own] {
            assert_eq!(code(run(app, &pia, change(group)).await), Some(Code::DecidesSight));
            assert_eq!(code(run(app, &pia, delete(group)).await), Some(Code::DecidesSight));
            run(app, &anna, change(group)).await.unwrap();
        }
        run(app, &pia, change(free)).await.unwrap();
        run(app, &pia, delete(free)).await.unwrap();
        run(app, &anna, delete(theirs)).await.unwrap();
    })
    .await;
}

/// a partner moves a room to a place in its sight; one out of sight is as one that is not there.
#[tokio::test]
async fn a_room_moves_to_no_place_out_of_sight() {
    each_linked(async |world: World, _: Linked| {
        let tenant = world.organization(CONTOSO);
        let (seen, hidden) = (world.ids.id(), world.ids.id());
        let mut seed = world.seed().await;
        for (id, name) in [(seen, "House"), (hidden, "Bunker")] {
            let kind = domain::place::PlaceKind::Building;
            let place = store::seed::Place { tenant, id, parent: None, kind, name: name.to_owned() };
            seed.place(&place).await.unwrap();
        }
        seed.commit().await.unwrap();
        let form = |name: &str, place| RoomForm {
            name: name.to_owned(),
            device_type: "windowsRoom".to_owned(),
            place: Some(place),
            ..RoomForm::default()
        };
        let edit = |name: &str, place| EditRoom {
            tenant,
            room: world.room(CONTOSO, name),
            stamp: None,
            form: form(name, place),
        };
        run(&world.app, &world.caller(ANNA), edit("Berlin 1", seen)).await.unwrap();
        let unknown = world.ids.id();
        for place in [hidden, unknown] {
            let refused = run(&world.app, &world.caller(PIA), edit("Berlin 2", place)).await;
            assert_eq!(code(refused), Some(Code::InvalidValue), "{place}");
        }
        run(&world.app, &world.caller(PIA), edit("Berlin 2", seen)).await.unwrap();
    })
    .await;
}
