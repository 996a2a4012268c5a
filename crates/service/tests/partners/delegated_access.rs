//! What people of partners hold by delegation, in the access review and in explanations.

use domain::{
    agent::Agent,
    directory::Principal,
    granular_relationship::RequestAction,
    permission::Permission,
    query::Filter,
    role_definition,
    time::{Clock as _, DAY},
};
use service::{
    Refusal, Wanted,
    access_review::{Relationship, ReviewAccess, Reviewed, SCHEMA, Standing},
    ask,
    blocks::BlockPerson,
    delegated_rooms::SwitchDelegatedRooms,
    explanations::{Explain, Explained, Giver, Lack, Outcome, RightsOf, Whom},
    granular_relationships::{
        ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, RequestGranular, public_id,
        tend,
    },
    previews::{DelegatedEffect, DirectoryChange, PreviewDirectory},
    roles::RoleContext,
    run,
    security_groups::AddGroupMember,
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const PAUL: &str = "paul@northwind.example";

async fn review(world: &World, filter: &str) -> Vec<Reviewed> {
    let filter = Filter::parse(filter, &SCHEMA).unwrap();
    let wanted = Wanted { filter: Some(filter), ..Wanted::default() };
    let found = ask(&world.app, &world.caller(ANNA), &ReviewAccess { wanted, count: true }).await.unwrap();
    assert_eq!(found.count, Some(i64::try_from(found.page.items.len()).unwrap()));
    found.page.items
}

async fn person(world: &World, upn: &str) -> Reviewed {
    let mut found = review(world, &format!("userPrincipalName eq '{upn}'")).await;
    assert_eq!(found.len(), 1, "once");
    found.remove(0)
}

async fn explain(
    world: &World,
    upn: &str,
    permission: Permission,
    room: Option<&str>,
) -> Result<Explained, Refusal> {
    let room = room.map(|room| world.room(CONTOSO, room));
    let (context, whom) = (RoleContext::Own, Whom::Upn(upn.to_owned()));
    ask(&world.app, &world.caller(ANNA), &Explain { context, whom, permission, room, moment: None }).await
}

fn lacks(explained: &Explained) -> Vec<(Lack, Option<Giver>)> {
    let Outcome::Denied { missing, .. } = &explained.outcome else { panic!("{explained:?}") };
    missing.iter().map(|it| (it.lack, it.giver)).collect()
}

/// The groups on the first way on behalf, by name.
fn groups(explained: &Explained) -> Vec<String> {
    let groups = &explained.on_behalf.first().expect("a way").groups;
    groups.iter().map(|(_, name)| name.clone().expect("a name")).collect()
}

/// A granular relationship of Northwind with Contoso for thirty days, by which the group Service holds Teams Administrator.
async fn granular(world: &World) -> domain::id::Id<domain::id::GranularRelationship> {
    let (app, pia) = (&world.app, world.caller(PIA));
    let teams = role_definition::ALL.iter().find(|role| role.name == "Teams Administrator").unwrap().id;
    let draft = DraftGranular {
        name: "Rooms".to_owned(),
        customer: None,
        duration: "P30D".to_owned(),
        roles: vec![teams],
        auto_extend: "PT0S".to_owned(),
    };
    let relationship = run(app, &pia, draft).await.unwrap();
    let action = RequestAction::LockForApproval;
    run(app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
    let shown = ask(app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
    let asked = public_id(&shown.row.public_id()).unwrap();
    run(app, &world.caller(ANNA), ApproveGranular { asked, stamp: None }).await.unwrap();
    tend(app).await.unwrap();
    let group = world.security_group(NORTHWIND, "Service");
    run(app, &pia, AssignAccess { relationship, group, roles: vec![teams] }).await.unwrap();
    tend(app).await.unwrap();
    relationship
}

/// whoever holds directory roles by delegation stands in the review with the roles, the relationship, the groups
/// on the way and the end, without any link; granular roles stand in the place of privileges; what ended is gone.
#[tokio::test]
async fn delegated_roles_stand_in_the_review() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales)]).await;
        assert!(review(&world, "delegated eq true").await.is_empty());
        let reseller = world.reseller(CONTOSO, NORTHWIND, true).await;
        let found = review(&world, "delegated eq true").await;
        assert_eq!(found.len(), 1, "sales agents hold no role: {found:?}");
        let pia = &found[0];
        assert_eq!(
            (pia.person.upn.as_str(), pia.person.link, pia.person.standing),
            (PIA, None, Standing::Active)
        );
        assert!(pia.chains.is_empty() && pia.person.partner_name == "Northwind");
        let [chain] = pia.delegated.as_slice() else { panic!("{pia:?}") };
        assert_eq!(chain.relationship, Relationship::Privileges(reseller));
        assert_eq!(chain.roles, [&role_definition::GLOBAL_ADMINISTRATOR]);
        assert_eq!(chain.groups.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["AdminAgents"]);
        assert_eq!((chain.until, chain.opens_rooms, chain.is_superseded), (None, false, false));

        let relationship = granular(&world).await;
        let ends = world.clock.now().plus(30 * DAY);
        let gus = person(&world, GUS).await;
        let [chain] = gus.delegated.as_slice() else { panic!("{gus:?}") };
        assert_eq!(chain.relationship, Relationship::Granular(relationship, "Rooms".to_owned()));
        let way: Vec<_> = chain.groups.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!((way, chain.until), (vec!["Service", "Technicians"], Some(ends)));
        assert_eq!(chain.roles.iter().map(|role| role.name).collect::<Vec<_>>(), ["Teams Administrator"]);
        let group = world.security_group(NORTHWIND, "Technicians");
        let member = Principal::User(world.user(PIA));
        run(&world.app, &world.caller("nora@northwind.example"), AddGroupMember { group, member })
            .await
            .unwrap();
        let both = person(&world, PIA).await.delegated;
        let told: Vec<_> = both.iter().map(|it| (it.roles[0].name, it.is_superseded)).collect();
        assert_eq!(told, [("Teams Administrator", false), ("Global Administrator", true)]);

        // Rooms open by the switch, and only to roles that open any.
        let (partner, opens_rooms) = (world.organization(NORTHWIND), true);
        run(&world.app, &world.caller(ANNA), SwitchDelegatedRooms { partner, opens_rooms }).await.unwrap();
        assert!(person(&world, GUS).await.delegated[0].opens_rooms);

        let block = BlockPerson { of: partner.into(), user: world.user(GUS), reason: "left".to_owned() };
        run(&world.app, &world.caller(ANNA), block).await.unwrap();
        let gus = person(&world, GUS).await;
        assert_eq!((gus.person.standing, gus.person.block_reason.as_str()), (Standing::Blocked, "left"));
        world.clock.advance(30 * DAY);
        assert_eq!(
            person(&world, PIA).await.delegated[0].standing,
            Standing::Ended,
            "whether or not that was written down"
        );
        assert!(!person(&world, PIA).await.delegated[1].is_superseded);
        tend(&world.app).await.unwrap();
        let left = review(&world, "delegated eq true").await;
        assert_eq!(left.iter().map(|it| it.person.upn.as_str()).collect::<Vec<_>>(), [PIA]);
    })
    .await;
}

/// R-108, decision 8: somebody with a link and a delegation stands there once, with both.
#[tokio::test]
async fn a_link_and_a_delegation_make_one_person() {
    each_linked(async |world: World, linked| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        assert!(!person(&world, PIA).await.person.is_delegated);
        world.reseller(CONTOSO, NORTHWIND, true).await;
        let pia = person(&world, PIA).await;
        assert_eq!((pia.person.link, pia.person.is_delegated), (Some(linked.link), true));
        assert_eq!((pia.chains.len(), pia.delegated.len()), (1, 1));
        assert_eq!(review(&world, &format!("linkId eq {}", linked.link)).await.len(), 1);
    })
    .await;
}

/// Decisions 6 and 17, R-320, R-383: why somebody of a partner may do something on the organization's behalf is answered with the role, the
/// relationship and the groups; that delegated roles open no rooms is told as what is missing, with who could change that; who holds
/// nothing here is not known.
#[tokio::test]
async fn acts_on_behalf_are_explained() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        let unknown = explain(&world, PIA, Permission::RoomView, Some("Berlin 1")).await;
        assert!(matches!(unknown, Err(Refusal::Missing)), "{unknown:?}");
        world.reseller(CONTOSO, NORTHWIND, true).await;
        let unknown = explain(&world, GUS, Permission::RoomView, Some("Berlin 1")).await;
        assert!(matches!(unknown, Err(Refusal::Missing)), "no agent: {unknown:?}");
        let closed = explain(&world, PIA, Permission::RoomView, Some("Berlin 1")).await.unwrap();
        assert!(closed.on_behalf.is_empty());
        let customer = (Lack::NoLink, Some(Giver::Customer));
        let switch = (Lack::RoomsClosed, Some(Giver::CustomerAdministrator));
        assert_eq!(lacks(&closed), [customer, switch]);
        let Outcome::Denied { missing, .. } = &closed.outcome else { panic!() };
        assert_eq!(missing[1].people.iter().map(|it| it.upn.as_str()).collect::<Vec<_>>(), [ANNA]);

        let (partner, anna) = (world.organization(NORTHWIND), world.caller(ANNA));
        run(&world.app, &anna, SwitchDelegatedRooms { partner, opens_rooms: true }).await.unwrap();
        let open = explain(&world, PIA, Permission::RoomModify, Some("Berlin 1")).await.unwrap();
        assert_eq!(lacks(&open), [customer], "not as themselves");
        assert_eq!(groups(&open), ["AdminAgents"]);
        assert_eq!(open.on_behalf[0].source.role_key(), "global_administrator");
        let never = explain(&world, PIA, Permission::SettingsModify, None).await.unwrap();
        assert!(never.on_behalf.is_empty(), "the settings are the customer's own");

        granular(&world).await;
        run(&world.app, &anna, SwitchDelegatedRooms { partner, opens_rooms: true }).await.unwrap();
        let gus = explain(&world, GUS, Permission::RoomView, Some("Berlin 1")).await.unwrap();
        assert_eq!(groups(&gus), ["Technicians", "Service"]);
        let chain = &gus.on_behalf[0];
        assert_eq!(chain.relationship_name.as_deref(), Some("Rooms"));
        assert_eq!(chain.until, Some(world.clock.now().plus(30 * DAY)));
        let rights = RightsOf { context: RoleContext::Own, user: world.user(GUS), moment: None };
        let shown = ask(&world.app, &anna, &rights).await.unwrap();
        assert!(shown.rights.is_empty() && shown.missing.is_empty());
        let (_, permissions, rooms) = &shown.on_behalf[0];
        assert!(permissions.has(Permission::RoomModify) && !permissions.has(Permission::RoleView));
        assert!(rooms.as_ref().is_some_and(|rooms| rooms.whole), "no link bounds it");

        let block = BlockPerson { of: partner.into(), user: world.user(GUS), reason: "left".to_owned() };
        run(&world.app, &anna, block).await.unwrap();
        let blocked = explain(&world, GUS, Permission::RoomView, Some("Berlin 1")).await.unwrap();
        assert!(
            blocked.on_behalf.is_empty()
                && !lacks(&blocked).iter().any(|(lack, _)| *lack == Lack::RoomsClosed)
        );
    })
    .await;
}

/// decision 17: whoever changes people or groups of a partner is told beforehand who gains or loses which directory roles at
/// which customer by delegation, as the engine will decide it.
#[tokio::test]
async fn a_preview_tells_of_delegated_roles() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.reseller("tailspin.example", NORTHWIND, true).await;
        granular(&world).await;
        let nora = world.caller("nora@northwind.example");
        let service = world.security_group(NORTHWIND, "Service");
        let told = async |change: DirectoryChange| {
            let places = ask(&world.app, &nora, &PreviewDirectory(change)).await.unwrap();
            let roles = |roles: &[&role_definition::RoleDefinition]| {
                roles.iter().map(|role| role.name).collect::<Vec<_>>().join(", ")
            };
            let line = |name: &str, it: &DelegatedEffect| {
                format!("{name} {}: +{} -{}", it.who.upn, roles(&it.gained), roles(&it.lost))
            };
            let lines = places.iter().flat_map(|at| at.delegated.iter().map(|it| line(&at.name, it)));
            lines.collect::<Vec<_>>()
        };
        let join = |user: &str| DirectoryChange::Members {
            group: service,
            join: vec![Principal::User(world.user(user))],
            leave: Vec::new(),
        };
        assert_eq!(told(join(PAUL)).await, [format!("Contoso {PAUL}: +Teams Administrator -")]);
        run(&world.app, &nora, AddGroupMember { group: service, member: Principal::User(world.user(PAUL)) })
            .await
            .unwrap();
        assert!(told(join(PAUL)).await.is_empty(), "who is in it gains nothing");
        let disabled = told(DirectoryChange::Enabled(world.user(PAUL), false)).await;
        assert_eq!(disabled, [format!("Contoso {PAUL}: + -Teams Administrator")]);
        let deleted = told(DirectoryChange::DeleteGroup(service)).await;
        assert!(deleted.contains(&format!("Contoso {PAUL}: + -Teams Administrator")), "{deleted:?}");
        // By delegated admin privileges, too.
        let disabled = told(DirectoryChange::Enabled(world.user(PIA), false)).await;
        assert!(disabled.contains(&format!("Tailspin Toys {PIA}: + -Global Administrator")), "{disabled:?}");
        // A block of the customer wins: whoever holds nothing loses nothing.
        let block = BlockPerson {
            of: service::blocks::Of::Partner(world.organization(NORTHWIND)),
            user: world.user(PAUL),
            reason: "Left a door open".to_owned(),
        };
        run(&world.app, &world.caller(ANNA), block).await.unwrap();
        assert!(told(DirectoryChange::Enabled(world.user(PAUL), false)).await.is_empty());
    })
    .await;
}
