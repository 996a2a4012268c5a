//! Users, security groups and directory roles.

use domain::{
    directory::Principal,
    event::EventKind,
    id::{Id, SecurityGroup},
    role::DirectoryRole,
};
use service::{
    Code, Refusal, ask,
    directory_roles::{DirectoryRoles, ExportDirectoryRoles, GiveDirectoryRole, TakeDirectoryRole},
    domain::query::Query,
    principals::FindPrincipals,
    run,
    security_groups::{
        AddGroupMember, CreateSecurityGroup, DeleteSecurityGroup, EditSecurityGroup, ExportSecurityGroups,
        GetSecurityGroup, ListSecurityGroups, RemoveGroupMember,
    },
    users::{
        CreateUser, CustomersNaming, DeleteUser, EditUser, ExportUsers, GetUser, ListUsers, SCHEMA,
        SetUserEnabled, UserState,
    },
};
use store::{list::Wanted, page::Page};
use testkit::{World, each, each_linked};

use crate::{code, events};

const ANNA: &str = "anna@contoso.example";

fn nina() -> CreateUser {
    CreateUser {
        upn: "Nina@contoso.example".to_owned(),
        display_name: " Nina  New ".to_owned(),
        language: "ja".to_owned(),
        time_zone: "Asia/Tokyo".to_owned(),
    }
}

/// Decision 16: people are managed by the organization's own Global administrators, nobody else.
#[tokio::test]
async fn only_global_administrators_manage_people() {
    each(async |world: World| {
        for upn in ["mats@contoso.example", "greta@contoso.example", "uma@contoso.example"] {
            assert_eq!(code(run(&world.app, &world.caller(upn), nina()).await), Code::Forbidden, "{upn}");
            let give = GiveDirectoryRole {
                role: DirectoryRole::GlobalAdministrator,
                member: Principal::User(world.user(upn)),
            };
            assert_eq!(code(run(&world.app, &world.caller(upn), give).await), Code::Forbidden, "{upn}");
        }
        let user = world.user("uma@contoso.example");
        for stranger in ["sven@tailspin.example", "nora@northwind.example", "olga@operator.example"] {
            let stranger = world.caller(stranger);
            assert_eq!(
                code(run(&world.app, &stranger, DeleteUser { user, stamp: None }).await),
                Code::NotFound
            );
            assert_eq!(code(ask(&world.app, &stranger, &GetUser { user }).await), Code::NotFound);
        }
        assert_eq!(
            code(ask(&world.app, &world.caller("uma@contoso.example"), &ListUsers::default()).await),
            Code::Forbidden
        );
    })
    .await;
}

/// there are no guest accounts: nobody of another organization's domain is made a person of one's own.
#[tokio::test]
async fn people_are_added_edited_and_deleted() {
    each(async |world: World| {
        let anna = world.caller(ANNA);
        let made = run(&world.app, &anna, nina()).await.unwrap();
        assert_eq!(code(run(&world.app, &anna, nina()).await), Code::NameTaken);
        let other = CreateUser { upn: "nina@fabrikam.example".to_owned(), ..nina() };
        assert_eq!(code(run(&world.app, &anna, other).await), Code::DomainNotVerified);
        let bad = CreateUser { upn: "nina".to_owned(), display_name: " ".to_owned(), ..nina() };
        match run(&world.app, &anna, bad).await {
            Err(Refusal::Invalid(_, faults)) => assert_eq!(faults.len(), 2, "all faults at once"),
            other => panic!("{other:?}"),
        }
        let (row, _) = ask(&world.app, &anna, &GetUser { user: made.user }).await.unwrap();
        assert_eq!((row.upn.as_str(), row.display_name.as_str()), ("nina@contoso.example", "Nina New"));
        assert!(row.enabled && !row.has_password);
        let edit = EditUser {
            user: made.user,
            display_name: "Nina Newer".to_owned(),
            language: "en".to_owned(),
            time_zone: "Asia/Tokyo".to_owned(),
            stamp: Some(row.stamp),
        };
        run(&world.app, &anna, edit.clone()).await.unwrap();
        assert!(matches!(run(&world.app, &anna, edit).await, Err(Refusal::Stale)));
        run(&world.app, &anna, DeleteUser { user: made.user, stamp: None }).await.unwrap();
        assert_eq!(code(ask(&world.app, &anna, &GetUser { user: made.user }).await), Code::NotFound);
        assert_eq!(events(&world, "contoso.example", EventKind::UserDeleted).await, 1);
        run(&world.app, &anna, nina()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn people_are_listed_searched_sorted_counted_and_exported() {
    each(async |world: World| {
        let anna = world.caller(ANNA);
        let ask_for = async |pairs: &[(&str, &str)]| {
            let query = Query::parse(pairs.iter().copied(), &SCHEMA).unwrap();
            let wanted = Wanted {
                filter: query.filter,
                search: query.search,
                order: query.order_by,
                after: None,
                page: Page::of(i64::from(query.top.unwrap_or(50))),
            };
            let found = ask(&world.app, &anna, &ListUsers { wanted, count: true }).await.unwrap();
            let names: Vec<String> = found.page.items.into_iter().map(|row| row.display_name).collect();
            (names, found.count.unwrap(), found.page.next)
        };
        let (names, count, next) = ask_for(&[("$top", "2")]).await;
        assert_eq!((names, count), (vec!["Anna Admin".to_owned(), "Dora Disabled".to_owned()], 7));
        let wanted = Wanted { after: next, page: Page::of(50), ..Wanted::default() };
        let rest = ask(&world.app, &anna, &ListUsers { wanted, count: false }).await.unwrap();
        assert_eq!(rest.page.items.len(), 5);
        let (names, _, _) = ask_for(&[("$filter", "accountEnabled eq false")]).await;
        assert_eq!(names, ["Dora Disabled"]);
        world
            .database
            .raw("update users set unconfirmed_by = tenant_id where upn = 'mats@contoso.example'")
            .await;
        let (names, _, _) = ask_for(&[("$filter", "confirmed eq false")]).await;
        assert_eq!(names, ["Mats Manager"]);
        let (_, count, _) = ask_for(&[("$filter", "confirmed eq true")]).await;
        assert_eq!(count, 6);
        let export = ExportUsers { search: String::new(), state: Some(UserState::Unconfirmed) };
        let exported = run(&world.app, &anna, export).await.unwrap();
        assert!(exported.len() == 1 && exported[0].is_unconfirmed, "{exported:?}");
        let (names, _, _) = ask_for(&[("$search", "mats")]).await;
        assert_eq!(names, ["Mats Manager"]);
        let (names, _, _) = ask_for(&[("$orderby", "userPrincipalName desc"), ("$top", "1")]).await;
        assert_eq!(names, ["Uma User"]);
        let (names, _, _) = ask_for(&[("$orderby", "lastSignInDateTime"), ("$top", "3")]).await;
        assert_eq!(names.len(), 3);
        let export = ExportUsers { search: "CONTOSO".to_owned(), state: Some(UserState::Enabled) };
        assert_eq!(run(&world.app, &anna, export).await.unwrap().len(), 6);
        let export = ExportUsers { search: "%".to_owned(), state: None };
        assert_eq!(run(&world.app, &anna, export).await.unwrap().len(), 0);
        let group = group(&world, "Field").await;
        let member = Principal::User(world.user("uma@contoso.example"));
        run(&world.app, &anna, AddGroupMember { group, member }).await.unwrap();
        let export = ExportSecurityGroups { search: "fie".to_owned() };
        let lines = run(&world.app, &anna, export).await.unwrap();
        assert_eq!((lines.len(), lines[0].of.as_str(), lines[0].name.as_str()), (1, "Field", "Uma User"));
        let lines = run(&world.app, &anna, ExportDirectoryRoles).await.unwrap();
        assert_eq!(lines.len(), 4);
        assert_eq!(events(&world, "contoso.example", EventKind::ListExported).await, 5);
    })
    .await;
}

/// Decision 16: the last Global administrator who can sign in stays, by whatever way they would be lost.
#[tokio::test]
async fn the_last_administrator_stays() {
    each(async |world: World| {
        let anna = world.caller(ANNA);
        let user = world.user(ANNA);
        let role = DirectoryRole::GlobalAdministrator;
        let take = TakeDirectoryRole { role, member: user.uuid() };
        let disable = SetUserEnabled { user, enabled: false, stamp: None };
        let delete = DeleteUser { user, stamp: None };
        assert_eq!(code(run(&world.app, &anna, take.clone()).await), Code::LastAdministrator);
        assert_eq!(code(run(&world.app, &anna, disable.clone()).await), Code::LastAdministrator);
        assert_eq!(code(run(&world.app, &anna, delete.clone()).await), Code::LastAdministrator);
        // A person without a password cannot sign in, so they do not count.
        let nina = run(&world.app, &anna, nina()).await.unwrap();
        let give = |user| GiveDirectoryRole { role, member: Principal::User(user) };
        run(&world.app, &anna, give(nina.user)).await.unwrap();
        assert_eq!(code(run(&world.app, &anna, give(nina.user)).await), Code::AlreadyExists);
        assert_eq!(code(run(&world.app, &anna, take.clone()).await), Code::LastAdministrator);
        // Through a group is enough.
        let group = group(&world, "Administrators").await;
        let mats = Principal::User(world.user("mats@contoso.example"));
        run(&world.app, &anna, AddGroupMember { group, member: mats }).await.unwrap();
        let member = Principal::SecurityGroup(group);
        run(&world.app, &anna, GiveDirectoryRole { role, member }).await.unwrap();
        run(&world.app, &anna, take).await.unwrap();
        let mats = world.caller("mats@contoso.example");
        let leave = RemoveGroupMember { group, member: mats.person.user.uuid() };
        assert_eq!(code(run(&world.app, &mats, leave).await), Code::LastAdministrator);
        let dissolve = DeleteSecurityGroup { group, stamp: None };
        assert_eq!(code(run(&world.app, &mats, dissolve).await), Code::LastAdministrator);
        run(&world.app, &mats, delete).await.unwrap();
        assert_eq!(code(run(&world.app, &anna, disable).await), Code::Unauthenticated);
    })
    .await;
}

async fn group(world: &World, name: &str) -> Id<SecurityGroup> {
    let create = CreateSecurityGroup { name: name.to_owned(), description: "What for".to_owned() };
    run(&world.app, &world.caller(ANNA), create).await.unwrap()
}

/// nested groups resolve transitively, and no group is inside itself.
#[tokio::test]
async fn groups_nest_without_cycles() {
    each(async |world: World| {
        let anna = world.caller(ANNA);
        let (a, b, c) = (group(&world, "A").await, group(&world, "B").await, group(&world, "C").await);
        let add = |group, member| AddGroupMember { group, member };
        run(&world.app, &anna, add(a, Principal::SecurityGroup(b))).await.unwrap();
        run(&world.app, &anna, add(b, Principal::SecurityGroup(c))).await.unwrap();
        for (group, inside) in [(c, a), (b, a), (a, a)] {
            let outcome = run(&world.app, &anna, add(group, Principal::SecurityGroup(inside))).await;
            assert_eq!(code(outcome), Code::GroupCycle);
        }
        let uma = Principal::User(world.user("uma@contoso.example"));
        run(&world.app, &anna, add(c, uma)).await.unwrap();
        assert_eq!(code(run(&world.app, &anna, add(c, uma)).await), Code::AlreadyExists);
        let foreign = Principal::User(world.user("faye@fabrikam.example"));
        assert_eq!(code(run(&world.app, &anna, add(c, foreign)).await), Code::UnknownReference);
        let seen = ask(&world.app, &anna, &GetSecurityGroup { group: a }).await.unwrap();
        assert_eq!(seen.members.len(), 1);
        assert_eq!(seen.people.iter().map(|who| who.name.as_str()).collect::<Vec<_>>(), ["Uma User"]);
        let within = ask(&world.app, &anna, &GetSecurityGroup { group: b }).await.unwrap().within;
        assert_eq!(within[0].name, "A");
        let edit =
            EditSecurityGroup { group: a, name: "b".to_owned(), description: String::new(), stamp: None };
        assert_eq!(code(run(&world.app, &anna, edit).await), Code::NameTaken);
        run(&world.app, &anna, RemoveGroupMember { group: b, member: c.uuid() }).await.unwrap();
        let seen = ask(&world.app, &anna, &GetSecurityGroup { group: a }).await.unwrap();
        assert!(seen.people.is_empty());
        run(&world.app, &anna, DeleteSecurityGroup { group: b, stamp: None }).await.unwrap();
        let seen = ask(&world.app, &anna, &GetSecurityGroup { group: a }).await.unwrap();
        assert!(seen.members.is_empty());
        let listed = ask(&world.app, &anna, &ListSecurityGroups::default()).await.unwrap();
        assert_eq!(listed.page.items.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn roles_are_listed_and_principals_found() {
    each(async |world: World| {
        let anna = world.caller(ANNA);
        let roles = ask(&world.app, &anna, &DirectoryRoles).await.unwrap();
        let names = |role: DirectoryRole| {
            let found = roles.iter().find(|it| it.role == role).unwrap();
            found.members.iter().map(|who| who.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(DirectoryRole::GlobalReader), ["Greta Reader"]);
        assert_eq!(names(DirectoryRole::ManagedServiceAdministrator), ["Mats Manager"]);
        group(&world, "Uma's helpers").await;
        let find = FindPrincipals { search: "uma".to_owned(), people_only: false };
        assert_eq!(ask(&world.app, &anna, &find).await.unwrap().len(), 2);
        let find = FindPrincipals { people_only: true, ..find };
        assert_eq!(ask(&world.app, &anna, &find).await.unwrap().len(), 1);
        let stranger = world.caller("sven@tailspin.example");
        assert!(ask(&world.app, &stranger, &find).await.unwrap().is_empty());
    })
    .await;
}

/// a primary admin's deletion always succeeds; the customer's assignment forgets them, in its own log,
/// and the customers concerned are told beforehand.
#[tokio::test]
async fn a_deleted_primary_admin_leaves_the_customers() {
    each_linked(async |world: World, _| {
        let nora = world.caller("nora@northwind.example");
        let user = world.user("pia@northwind.example");
        assert_eq!(ask(&world.app, &nora, &CustomersNaming { user }).await.unwrap(), ["Contoso"]);
        run(&world.app, &nora, DeleteUser { user, stamp: None }).await.unwrap();
        assert_eq!(
            world
                .database
                .number(
                    "select count(*) from assignment_members m join assignments a \
            on a.assignment_id = m.assignment_id where a.role = 'primary_admins'"
                )
                .await,
            0
        );
        assert_eq!(events(&world, "contoso.example", EventKind::AssignmentMembersChanged).await, 1);
        assert_eq!(events(&world, "northwind.example", EventKind::AssignmentMembersChanged).await, 1);
        assert_eq!(events(&world, "northwind.example", EventKind::UserDeleted).await, 1);
        assert_eq!(events(&world, "contoso.example", EventKind::UserDeleted).await, 0);
    })
    .await;
}
