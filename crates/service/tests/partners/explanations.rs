//! Why somebody may do something, what is missing, and who learns of it.

use domain::{
    directory::Principal,
    permission::Permission,
    role::DirectoryRole,
    time::{Clock as _, DAY},
};
use service::{
    Code, Refusal, Wanted, ask,
    assignments::AssignmentForm,
    blocks::BlockPerson,
    explanations::{
        CustomersOf, Explain, Explained, Giver, Lack, NamedCover, Outcome, RightsOf, WhoMay, Whom,
    },
    groups::MemberRow,
    links::{ChangeLinkScope, ExtendLink, PreviewLink},
    roles::{CreateRole, RoleContext, RoleForm},
    run,
};
use testkit::{Linked, World, each, each_linked};

use crate::{code, count};

const CONTOSO: &str = "contoso.example";

async fn explain(
    world: &World,
    reader: &str,
    context: RoleContext,
    (upn, permission, room): (&str, Permission, Option<&str>),
) -> Result<Explained, Refusal> {
    let room = room.map(|room| world.room(CONTOSO, room));
    let question = Explain { context, whom: Whom::Upn(upn.to_uppercase()), permission, room, moment: None };
    ask(&world.app, &world.caller(reader), &question).await
}

fn lacks(explained: &Explained) -> Vec<Lack> {
    match &explained.outcome {
        Outcome::Allowed(chains) => panic!("allowed: {chains:?}"),
        Outcome::Denied { missing, nearest } => {
            let near = nearest.iter().flat_map(|near| &near.missing);
            missing.iter().chain(near).map(|missing| missing.lack).collect()
        }
    }
}

/// Who could give the first thing that lacks, by name.
fn givers(explained: &Explained) -> (Option<Giver>, Vec<&str>) {
    let Outcome::Denied { missing, nearest } = &explained.outcome else { panic!("allowed") };
    let first = missing.iter().chain(nearest.iter().flat_map(|near| &near.missing)).next().unwrap();
    (first.giver, first.people.iter().map(|person| person.name.as_str()).collect())
}

fn at(world: &World) -> RoleContext {
    RoleContext::At(world.organization(CONTOSO))
}

/// Gives the group Service of the partner, in which Technicians is, a role for one room.
async fn on_duty(world: &World, permissions: &[&str], room: &str) {
    let form = RoleForm {
        name: "On duty".to_owned(),
        description: String::new(),
        permissions: permissions.iter().map(|key| (*key).to_owned()).collect(),
    };
    let service = world.security_group("northwind.example", "Service");
    let first = AssignmentForm {
        name: "Nights".to_owned(),
        members: vec![Principal::SecurityGroup(service)],
        scope: world.scope(CONTOSO, &[room], &[]),
        ..AssignmentForm::default()
    };
    let create = CreateRole { context: at(world), form, first: Some(first) };
    run(&world.app, &world.caller("pia@northwind.example"), create).await.unwrap();
}

/// one's own people, by a directory role and by an assignment with the part of its scope that covers the
/// room.
#[tokio::test]
async fn own_people_are_explained() {
    each(async |world| {
        let (own, modify) = (RoleContext::Own, Permission::RoomModify);
        let mats =
            explain(&world, "greta@contoso.example", own, ("mats@contoso.example", modify, Some("Berlin 1")));
        let Outcome::Allowed(chains) = mats.await.unwrap().outcome else { panic!("denied") };
        let role = DirectoryRole::ManagedServiceAdministrator;
        assert_eq!(chains[0].source.role_key(), role.key());
        assert_eq!((chains.len(), chains[0].covered_by.clone()), (1, Some(NamedCover::All)));
        let lea =
            explain(&world, "greta@contoso.example", own, ("lea@contoso.example", modify, Some("Berlin 1")));
        let Outcome::Allowed(chains) = lea.await.unwrap().outcome else { panic!("denied") };
        let berlin = world.group(CONTOSO, "Berlin");
        assert_eq!(chains[0].covered_by, Some(NamedCover::Group(berlin, Some("Berlin".to_owned()))));
        assert!(chains[0].assignment.is_some() && chains[0].link_covers_by.is_none());
        let outside =
            explain(&world, "anna@contoso.example", own, ("lea@contoso.example", modify, Some("Lisbon 1")));
        let outside = outside.await.unwrap();
        assert_eq!(lacks(&outside), [Lack::OutsideScope]);
        assert_eq!(givers(&outside), (Some(Giver::RoleManager), vec!["Anna Admin", "Mats Manager"]));
        let nothing =
            explain(&world, "anna@contoso.example", own, ("uma@contoso.example", modify, None)).await;
        assert_eq!(lacks(&nothing.unwrap()), [Lack::NoRole]);
        let disabled =
            explain(&world, "anna@contoso.example", own, ("dora@contoso.example", modify, None)).await;
        let disabled = disabled.unwrap();
        assert_eq!(lacks(&disabled)[0], Lack::Disabled);
        assert_eq!(givers(&disabled), (Some(Giver::GlobalAdministrator), vec!["Anna Admin"]));
    })
    .await;
}

/// a partner's person through a group in a group, a role for one room and the link; each thing that
/// is missing is the one that, once given, makes the next answer.
#[tokio::test]
async fn partner_people_are_explained_step_by_step() {
    each_linked(async |world: World, linked: Linked| {
        let gus = "gus@northwind.example";
        let ask_of_gus = async |permission, room| {
            let asked = (gus, permission, Some(room));
            explain(&world, "pia@northwind.example", at(&world), asked).await.unwrap()
        };
        let view = Permission::RoomView;
        assert_eq!(lacks(&ask_of_gus(view, "Berlin 1").await), [Lack::NoRole]);
        on_duty(&world, &["room.view"], "Berlin 2").await;
        assert_eq!(lacks(&ask_of_gus(view, "Berlin 1").await), [Lack::OutsideScope]);
        let allowed = ask_of_gus(view, "Berlin 2").await;
        let Outcome::Allowed(chains) = &allowed.outcome else { panic!("denied") };
        let names: Vec<_> = chains[0].groups.iter().map(|(_, name)| name.as_deref()).collect();
        assert_eq!(names, [Some("Technicians"), Some("Service")]);
        assert_eq!(chains[0].covered_by, Some(NamedCover::Room));
        let berlin = world.group(CONTOSO, "Berlin");
        assert_eq!(chains[0].link_covers_by, Some(NamedCover::Group(berlin, Some("Berlin".to_owned()))));
        let assignment = chains[0].assignment.clone().unwrap();
        assert_eq!((assignment.name.as_str(), assignment.role_name.as_str()), ("Nights", "On duty"));
        assert!(assignment.linked_since.is_some_and(|since| since <= assignment.since));

        assert_eq!(lacks(&ask_of_gus(Permission::RoomModify, "Berlin 2").await), [Lack::NotInRole]);
        let key = ask_of_gus(Permission::RoomDownloadKey, "Berlin 2").await;
        assert_eq!(lacks(&key), [Lack::NotExtended(linked.link), Lack::NotInRole]);
        // Who the customer's people are the partner does not learn.
        assert_eq!(givers(&key), (Some(Giver::Customer), Vec::new()));
        assert_eq!(
            lacks(&ask_of_gus(Permission::SettingsView, "Berlin 2").await),
            [Lack::NeverForPartners, Lack::NotInRole]
        );
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let extended = vec!["room.download_key".to_owned()];
        run(app, &anna, ExtendLink { link: linked.link, permissions: extended, stamp: None }).await.unwrap();
        assert_eq!(lacks(&ask_of_gus(Permission::RoomDownloadKey, "Berlin 2").await), [Lack::NotInRole]);
    })
    .await;
}

/// Decisions 8 and 17, R-042: the customer reads of its partner's people who work for it and through which groups, and of nobody else
/// there; blocked or outside the link they are explained too.
#[tokio::test]
async fn the_customer_reads_of_those_who_work_for_it() {
    each_linked(async |world: World, linked: Linked| {
        let (anna, own) = ("anna@contoso.example", RoleContext::Own);
        let view = Permission::RoomView;
        let unknown = explain(&world, anna, own, ("gus@northwind.example", view, None)).await;
        assert_eq!(code(unknown), Some(Code::NotFound));
        on_duty(&world, &["room.view"], "Berlin 2").await;
        let gus =
            explain(&world, anna, own, ("gus@northwind.example", view, Some("Berlin 2"))).await.unwrap();
        let Outcome::Allowed(chains) = &gus.outcome else { panic!("denied") };
        let names: Vec<_> = chains[0].groups.iter().map(|(_, name)| name.as_deref()).collect();
        assert_eq!(names, [Some("Technicians"), Some("Service")]);
        assert_eq!(gus.person.home_name, "Northwind");
        for stranger in ["ned@northwind.example", "alex@adventure.example", "stina@tailspin.example"] {
            let answer = explain(&world, anna, own, (stranger, view, None)).await;
            assert_eq!(code(answer), Some(Code::NotFound), "{stranger}");
        }
        let outside =
            explain(&world, anna, own, ("pia@northwind.example", view, Some("Lisbon 1"))).await.unwrap();
        assert_eq!(lacks(&outside), [Lack::OutsideLink(linked.link)]);
        assert_eq!(givers(&outside), (Some(Giver::Customer), vec!["Anna Admin", "Mats Manager"]));
        let user = world.user("pia@northwind.example");
        let block = BlockPerson { of: linked.link.into(), user, reason: "Left a door open".to_owned() };
        run(&world.app, &world.caller(anna), block).await.unwrap();
        let blocked =
            explain(&world, anna, own, ("pia@northwind.example", view, Some("Berlin 1"))).await.unwrap();
        assert_eq!(lacks(&blocked), [Lack::Blocked]);
    })
    .await;
}

/// Decision 17, R-002, R-085: a partner reads of its own people on rooms it sees; whoever may not see roles reads nothing.
#[tokio::test]
async fn nobody_reads_further_than_they_see() {
    each_linked(async |world: World, _| {
        let (pia, view) = ("pia@northwind.example", Permission::RoomView);
        let there = at(&world);
        for (upn, room) in [
            ("uma@contoso.example", None),
            ("anna@contoso.example", Some("Berlin 1")),
            ("pia@northwind.example", Some("Lisbon 1")),
            ("alex@adventure.example", None),
        ] {
            let answer = explain(&world, pia, there, (upn, view, room)).await;
            assert_eq!(code(answer), Some(Code::NotFound), "{upn}");
        }
        let elsewhere = RoleContext::At(world.organization("fabrikam.example"));
        let answer = explain(&world, pia, elsewhere, (pia, view, None)).await;
        assert_eq!(code(answer), Some(Code::NotFound));
        for reader in ["lea@contoso.example", "uma@contoso.example"] {
            let answer = explain(&world, reader, RoleContext::Own, (reader, view, None)).await;
            assert_eq!(code(answer), Some(Code::Forbidden), "{reader}");
        }
        let answer = explain(&world, "ned@northwind.example", there, (pia, view, None)).await;
        assert_eq!(code(answer), Some(Code::NotFound));
    })
    .await;
}

async fn who(world: &World, reader: &str, context: RoleContext, room: &str) -> (Vec<String>, Option<i64>) {
    let question = WhoMay {
        context,
        permission: Permission::RoomView,
        room: world.room(CONTOSO, room),
        moment: None,
        wanted: Wanted::default(),
        count: true,
    };
    let found = ask(&world.app, &world.caller(reader), &question).await.unwrap();
    assert!(found.page.items.iter().all(|person| !person.chains.is_empty()));
    (found.page.items.into_iter().map(|it| it.person.name).collect(), found.count)
}

/// Decisions 17 and 18, R-108: who sees a room: to the customer its own people and its partners', to a partner its own without a count
/// of the rest.
#[tokio::test]
async fn who_sees_a_room_is_told_in_sight() {
    each_linked(async |world: World, linked: Linked| {
        on_duty(&world, &["room.view"], "Berlin 2").await;
        let own = [
            "Anna Admin",
            "Greta Reader",
            "Gus Grouped",
            "Lea Lead",
            "Mats Manager",
            "Pia Primary",
            "Theo Technician",
        ];
        let told = who(&world, "greta@contoso.example", RoleContext::Own, "Berlin 2").await;
        assert_eq!(told, (own.map(str::to_owned).to_vec(), Some(7)));
        let told = who(&world, "pia@northwind.example", at(&world), "Berlin 2").await;
        assert_eq!(told, (vec!["Gus Grouped".to_owned(), "Pia Primary".to_owned()], Some(2)));
        // Decision 18: what the partner read is in the customer's log, what the customer read of itself is not.
        service::observe::write_down(&world.app, true).await.unwrap();
        let viewed = "select count(*) from audit_events e join organizations o on o.organization_id = e.tenant_id \
                      where e.kind = 'view.data' and o.name = 'Contoso'";
        assert_eq!(count(&world, viewed).await, 1);
        let anna = world.caller("anna@contoso.example");
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        let change = ChangeLinkScope { link: linked.link, scope, stamp: None };
        run(&world.app, &anna, change).await.unwrap();
        let told = who(&world, "greta@contoso.example", RoleContext::Own, "Berlin 2").await;
        assert_eq!(told.1, Some(5));
    })
    .await;
}

/// what a person may do, by source, with the rooms; and at which customers.
#[tokio::test]
async fn what_a_person_may_do_is_told() {
    each_linked(async |world: World, _| {
        on_duty(&world, &["room.view", "ticket.view"], "Berlin 2").await;
        let app = &world.app;
        let (pia, gus) = (world.caller("pia@northwind.example"), world.user("gus@northwind.example"));
        let rights =
            ask(app, &pia, &RightsOf { context: at(&world), user: gus, moment: None }).await.unwrap();
        let [(chain, permissions, rooms)] = rights.rights.as_slice() else { panic!("{rights:?}") };
        assert_eq!(permissions.iter().count(), 2);
        assert_eq!(chain.assignment.as_ref().map(|it| it.name.as_str()), Some("Nights"));
        assert_eq!(rooms.as_ref().unwrap().included.rooms.len(), 1);
        let customers = ask(app, &pia, &CustomersOf { user: gus }).await.unwrap();
        assert_eq!(customers, [(world.organization(CONTOSO), "Contoso".to_owned())]);
        // Noel sees the customer's record, but no roles there.
        let noel = world.caller("noel@northwind.example");
        assert_eq!(ask(app, &noel, &CustomersOf { user: gus }).await.unwrap(), []);
        let anna = world.caller("anna@contoso.example");
        let rights =
            ask(app, &anna, &RightsOf { context: RoleContext::Own, user: gus, moment: None }).await.unwrap();
        assert_eq!(rights.rights.len(), 1);
        let uma = world.user("uma@contoso.example");
        let rights =
            ask(app, &anna, &RightsOf { context: RoleContext::Own, user: uma, moment: None }).await.unwrap();
        assert_eq!((rights.rights.len(), rights.missing[0].lack), (0, Lack::NoRole));
    })
    .await;
}

/// Decision 17, R-063, R-106: what other rooms and permissions of a link would give and take is what they then do give and take.
#[tokio::test]
async fn a_change_of_a_link_is_previewed() {
    each_linked(async |world: World, linked: Linked| {
        on_duty(&world, &["room.view"], "Berlin 2").await;
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let scope = world.scope(CONTOSO, &["Berlin 1", "Lisbon 1"], &[]);
        let question = PreviewLink { link: linked.link, scope: Some(scope), extended: None };
        let preview = ask(app, &anna, &question).await.unwrap();
        let names = |rooms: &[MemberRow]| rooms.iter().map(|room| room.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&preview.rooms_gained), ["Lisbon 1"]);
        assert_eq!(names(&preview.rooms_lost), ["Berlin 2", "Berlin 3", "Berlin 4", "Berlin 5", "Berlin 6"]);
        let people: Vec<_> = preview
            .people
            .iter()
            .map(|it| (it.who.name.as_str(), it.gained.rooms.len(), it.lost.rooms.len()))
            .collect();
        assert_eq!(people, [("Gus Grouped", 0, 1), ("Pia Primary", 1, 5)]);
        // Eleven permissions of Primary admins, one of the role for the night.
        assert_eq!((preview.gained, preview.lost), (11, 5 * 11 + 1));
        let extended = Some(vec!["room.unenroll".to_owned()]);
        let question = PreviewLink { link: linked.link, scope: None, extended };
        let preview = ask(app, &anna, &question).await.unwrap();
        assert_eq!((preview.gained, preview.lost, preview.people.len()), (6, 0, 1));
        let beyond =
            PreviewLink { link: linked.link, scope: None, extended: Some(vec!["settings.view".to_owned()]) };
        assert_eq!(code(ask(app, &anna, &beyond).await.map(drop)), Some(Code::InvalidValue));
        let pia = world.caller("pia@northwind.example");
        assert_eq!(code(ask(app, &pia, &question).await.map(drop)), Some(Code::Forbidden));
        let question = PreviewLink { link: linked.link, scope: None, extended: None };
        assert!(ask(app, &anna, &question).await.unwrap().people.is_empty());
    })
    .await;
}

/// Decision 17, R-112: a past day is answered from the record: the role that is gone, the room that left the group, the person not yet in
/// it; a future one by the periods that were said.
#[tokio::test]
async fn a_past_day_is_answered_from_the_record() {
    each_linked(async |world: World, linked: Linked| {
        on_duty(&world, &["room.view"], "Berlin 2").await;
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let then = world.clock.now();
        world.clock.advance(3 * DAY);
        let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
        run(app, &anna, ChangeLinkScope { link: linked.link, scope, stamp: None }).await.unwrap();
        let gus = world.user("gus@northwind.example");
        let asked = |context, reader: &str, moment| {
            let question = Explain {
                context,
                whom: Whom::Id(gus),
                permission: Permission::RoomView,
                room: Some(world.room(CONTOSO, "Berlin 2")),
                moment,
            };
            let caller = world.caller(reader);
            async move { ask(app, &caller, &question).await }
        };
        let now = asked(RoleContext::Own, "anna@contoso.example", None).await.unwrap();
        assert_eq!(lacks(&now), [Lack::OutsideLink(linked.link)]);
        let past = asked(RoleContext::Own, "anna@contoso.example", Some(then)).await.unwrap();
        assert!(matches!(past.outcome, Outcome::Allowed(_)));
        // What one does not see today is not told of a past day.
        let hidden = asked(at(&world), "pia@northwind.example", Some(then)).await;
        assert_eq!(code(hidden), Some(Code::NotFound));
        let before = then.plus(-DAY);
        let earlier = asked(RoleContext::Own, "anna@contoso.example", Some(before)).await;
        assert!(earlier.map_or(true, |it| matches!(it.outcome, Outcome::Denied { .. })));
    })
    .await;
}
