//! Groups whose members a rule chooses, by place or by tag: on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod drawn;

use std::collections::BTreeSet;

use domain::{
    directory::Principal,
    id::{Id, Place, Room, RoomGroup},
    query::Query,
    scope::Scope,
    tag::{Tag, Tags},
};
use service::{
    Caller, Code, Realm, Refusal, Wanted, ask,
    assignments::AssignmentForm,
    groups::{
        ChangeMembers, CreateGroup, DeleteGroup, EditGroup, GroupMembers, GroupOf, MemberChange, PreviewRule,
        RuleChoices, RuleForm,
    },
    health_watch,
    maintenance_windows::PlanMaintenance,
    places::{CreatePlace, DeletePlace, EditPlace, PlaceForm},
    roles::{CreateRole, RoleContext, RoleForm},
    rooms::{
        CreateRoom, DeleteRoom, EditRoom, ListRooms, PreviewRoom, RoomForm, RoomOf, TagChoices, UnenrolRoom,
        import::{ImportRooms, read},
        wanted,
    },
    run,
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";

fn by_tag(tag: &str) -> RuleForm {
    RuleForm { place: None, tag: Some(tag.to_owned()) }
}

fn by_place(place: Id<Place>) -> RuleForm {
    RuleForm { place: Some(place), tag: None }
}

async fn place(world: &World, name: &str, kind: &str, parent: Option<Id<Place>>) -> Id<Place> {
    let form = PlaceForm { name: name.to_owned(), kind: kind.to_owned(), parent };
    run(&world.app, &world.caller(ANNA), CreatePlace { form }).await.unwrap()
}

async fn make(
    world: &World,
    upn: &str,
    name: &str,
    rule: Option<RuleForm>,
) -> Result<Id<RoomGroup>, Refusal> {
    let (tenant, name, description) = (world.organization(CONTOSO), name.to_owned(), String::new());
    let create = CreateGroup { tenant, name, description, members: BTreeSet::new(), rule };
    run(&world.app, &world.caller(upn), create).await
}

async fn set(world: &World, upn: &str, group: Id<RoomGroup>, rule: Option<RuleForm>) -> Result<(), Refusal> {
    let row = ask(&world.app, &world.caller(ANNA), &GroupOf { realm: Realm::Own, group }).await.unwrap().row;
    let (name, description) = (row.name, row.description);
    let edit = EditGroup { tenant: row.tenant, group, stamp: None, name, description, rule };
    run(&world.app, &world.caller(upn), edit).await
}

/// What a room becomes when its record is edited with other tags and in another place.
async fn write(
    world: &World,
    upn: &str,
    room: Id<Room>,
    change: impl FnOnce(&mut RoomForm),
) -> Result<(), Refusal> {
    let found =
        ask(&world.app, &world.caller(ANNA), &RoomOf { realm: Realm::Own, room }).await.unwrap().detail;
    let mut form = RoomForm::from(&found.record);
    change(&mut form);
    let edit = EditRoom { tenant: found.tenant, room, stamp: None, form };
    run(&world.app, &world.caller(upn), edit).await
}

async fn tag(world: &World, upn: &str, room: &str, tags: &[&str]) -> Result<(), Refusal> {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    write(world, upn, world.room(CONTOSO, room), |form| form.tags = tags).await
}

async fn names(world: &World, group: Id<RoomGroup>) -> Vec<String> {
    let question = GroupMembers { realm: Realm::Own, group, wanted: Wanted::default(), counts: false };
    let list = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
    list.members.into_iter().map(|member| member.name).collect()
}

async fn listed(
    world: &World,
    caller: &Caller,
    realm: Realm,
    options: &[(&str, &str)],
) -> BTreeSet<Id<Room>> {
    let query = Query::parse(options.iter().copied(), &service::rooms::SCHEMA).unwrap();
    let wanted = Wanted { page: service::Page::of(300), ..wanted(&query).unwrap() };
    let question = ListRooms { realm, wanted, health: None, counts: false };
    let list = ask(&world.app, caller, &question).await.unwrap();
    list.rooms.into_iter().map(|room| room.id).collect()
}

/// What the partner's primary admin sees at Contoso.
async fn seen(world: &World) -> BTreeSet<Id<Room>> {
    let realm = Realm::Customer(world.organization(CONTOSO));
    listed(world, &world.caller("pia@northwind.example"), realm, &[]).await
}

/// tags are kept as they are written, each once in whatever case, at most 20 of them; rooms are found by them, and who
/// sees no room with a tag is not offered it.
#[tokio::test]
async fn rooms_have_tags() {
    each_linked(async |world: World, _| {
        let (app, anna) = (&world.app, world.caller(ANNA));
        let tenant = world.organization(CONTOSO);
        tag(&world, ANNA, "Berlin 1", &["VIP", "top floor", "vip"]).await.unwrap();
        tag(&world, ANNA, "Lisbon 1", &["Hidden"]).await.unwrap();
        let room = world.room(CONTOSO, "Berlin 1");
        let shown = ask(app, &anna, &RoomOf { realm: Realm::Own, room }).await.unwrap();
        assert_eq!(shown.detail.record.tags.to_string(), "top floor, VIP");
        let found = listed(&world, &anna, Realm::Own, &[("$filter", "tags/any(t: t eq 'vip')")]).await;
        assert_eq!(found, BTreeSet::from([room]));
        let changes = "select count(*) from audit_events where kind = 'room.edited'";
        assert_eq!(world.database.number(changes).await, 2);

        let many: Vec<String> = (0..=Tags::MOST).map(|number| format!("tag {number}")).collect();
        for (tags, code) in [
            (many, Code::TooMany),
            (vec!["a, b".to_owned()], Code::BadCharacters),
            (vec!["x".repeat(Tag::LONGEST + 1)], Code::TooLong),
            (vec![" ".to_owned()], Code::Required),
        ] {
            match write(&world, ANNA, room, |form| form.tags = tags).await {
                Err(Refusal::Invalid(_, faults)) => {
                    assert_eq!((faults[0].field.as_str(), faults[0].code), ("tags", code));
                }
                other => panic!("{other:?}"),
            }
        }

        let choices = async |upn: &str, realm| {
            let question = TagChoices { realm, permission: domain::permission::Permission::RoomView };
            let tags = ask(app, &world.caller(upn), &question).await.unwrap();
            tags.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(choices(ANNA, Realm::Own).await, ["Hidden", "top floor", "VIP"]);
        assert_eq!(choices("pia@northwind.example", Realm::Customer(tenant)).await, ["top floor", "VIP"]);
        assert_eq!(choices("theo@contoso.example", Realm::Own).await, ["top floor", "VIP"]);
    })
    .await;
}

/// rooms join and leave at the moment when their tags or their place change, when they are added, by a file too, or
/// deleted, and when a place moves with them; each time the log of the organization says so. Without its rule the group keeps them.
#[tokio::test]
async fn rooms_join_and_leave_by_themselves() {
    each(async |world: World| {
        let (app, anna) = (&world.app, world.caller(ANNA));
        let tenant = world.organization(CONTOSO);
        let city = place(&world, "Berlin", "city", None).await;
        let house = place(&world, "House", "building", Some(city)).await;
        let other = place(&world, "Hamburg", "city", None).await;
        let tagged = make(&world, ANNA, "Important", Some(by_tag("vip"))).await.unwrap();
        let placed = make(&world, ANNA, "In Berlin", Some(by_place(city))).await.unwrap();
        assert!(names(&world, tagged).await.is_empty() && names(&world, placed).await.is_empty());

        tag(&world, ANNA, "Berlin 1", &["VIP"]).await.unwrap();
        write(&world, ANNA, world.room(CONTOSO, "Berlin 2"), |form| form.place = Some(house)).await.unwrap();
        assert_eq!(names(&world, tagged).await, ["Berlin 1"]);
        assert_eq!(names(&world, placed).await, ["Berlin 2"]);
        let text = "displayName,place,tags\nHall,Berlin > House,\"new, Vip\"\nYard,,\n";
        let file = ImportRooms { tenant, lines: read(text.as_bytes()).unwrap(), is_trial: false };
        run(app, &anna, file).await.unwrap();
        let form = RoomForm {
            name: "Attic".to_owned(),
            device_type: "panel".to_owned(),
            place: Some(city),
            tags: vec!["vip".to_owned()],
            ..RoomForm::default()
        };
        let attic = run(app, &anna, CreateRoom { tenant, form }).await.unwrap();
        assert_eq!(names(&world, tagged).await, ["Attic", "Berlin 1", "Hall"]);
        assert_eq!(names(&world, placed).await, ["Attic", "Berlin 2", "Hall"]);

        let form = PlaceForm { name: "House".to_owned(), kind: "building".to_owned(), parent: Some(other) };
        run(app, &anna, EditPlace { place: house, stamp: None, form }).await.unwrap();
        assert_eq!(names(&world, placed).await, ["Attic"]);
        tag(&world, ANNA, "Berlin 1", &[]).await.unwrap();
        run(app, &anna, UnenrolRoom { tenant, room: attic }).await.unwrap();
        assert_eq!(names(&world, tagged).await, ["Attic", "Hall"], "also one that is not monitored");
        run(app, &anna, DeleteRoom { tenant, room: attic, stamp: None }).await.unwrap();
        assert_eq!(
            (names(&world, tagged).await, names(&world, placed).await),
            (vec!["Hall".to_owned()], vec![])
        );
        // Berlin 1, Berlin 2, the file, the attic in both, the house, the end of the tag.
        let told = "select count(*) from audit_events where kind = 'group.members_changed'";
        assert_eq!(world.database.number(told).await, 8);

        set(&world, ANNA, tagged, Some(by_place(other))).await.unwrap();
        assert_eq!(names(&world, tagged).await, ["Berlin 2", "Hall"]);
        set(&world, ANNA, tagged, None).await.unwrap();
        assert_eq!(names(&world, tagged).await, ["Berlin 2", "Hall"]);
        write(&world, ANNA, world.room(CONTOSO, "Berlin 2"), |form| form.place = None).await.unwrap();
        assert_eq!(names(&world, tagged).await, ["Berlin 2", "Hall"], "chosen by hand again");
    })
    .await;
}

/// nobody adds rooms to a group with a rule by hand or takes them out, a rule is by one thing that is there, and its place
/// stays.
#[tokio::test]
async fn a_rule_is_the_only_way_in() {
    each(async |world: World| {
        let (app, anna) = (&world.app, world.caller(ANNA));
        let tenant = world.organization(CONTOSO);
        let city = place(&world, "Berlin", "city", None).await;
        let group = make(&world, ANNA, "In Berlin", Some(by_place(city))).await.unwrap();
        let room = world.room(CONTOSO, "Berlin 1");
        let add = MemberChange { add: BTreeSet::from([room]), ..MemberChange::default() };
        let refused = run(app, &anna, ChangeMembers { tenant, group, stamp: None, wanted: add }).await;
        assert!(
            matches!(refused, Err(Refusal::Conflict(Code::MembersByRule, Some(id))) if id == group.uuid())
        );
        let both = CreateGroup {
            tenant,
            name: "Both".to_owned(),
            description: String::new(),
            members: BTreeSet::from([room]),
            rule: Some(by_tag("vip")),
        };
        assert_eq!(run(app, &anna, both).await.unwrap_err().code(), Code::MembersByRule);
        let shown = ask(app, &anna, &GroupOf { realm: Realm::Own, group }).await.unwrap();
        assert!(!shown.may_change_members && shown.may_edit && shown.may_rule);

        let wrong = async |place, tag: Option<&str>| {
            let rule = Some(RuleForm { place, tag: tag.map(str::to_owned) });
            let set = set(&world, ANNA, group, rule.clone()).await.unwrap_err();
            let asked = ask(app, &anna, &PreviewRule { group: Some(group), rule }).await.unwrap_err();
            match [set, asked] {
                [Refusal::Invalid(_, set), Refusal::Invalid(_, asked)] => {
                    assert_eq!((set[0].field.as_str(), set[0].code), ("rule", asked[0].code));
                    set[0].code
                }
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(wrong(None, None).await, Code::Required);
        assert_eq!(wrong(Some(city), Some("vip")).await, Code::TooMany);
        assert_eq!(wrong(None, Some(" ")).await, Code::Required);
        assert_eq!(wrong(None, Some("a,b")).await, Code::BadCharacters);
        assert_eq!(wrong(Some(world.ids.id()), None).await, Code::UnknownReference);

        let in_use = run(app, &anna, DeletePlace { place: city, stamp: None }).await.unwrap_err();
        assert_eq!(in_use.code(), Code::PlaceInUse);
        set(&world, ANNA, group, None).await.unwrap();
        run(app, &anna, DeletePlace { place: city, stamp: None }).await.unwrap();
    })
    .await;
}

/// a rule reaches over rooms to come, so that who may change the groups of some rooms alone neither sets nor changes
/// nor ends one, and is not offered it.
#[tokio::test]
async fn rules_are_for_whoever_sees_every_room() {
    each(async |world: World| {
        let (app, lea) = (&world.app, world.caller("lea@contoso.example"));
        let tenant = world.organization(CONTOSO);
        tag(&world, ANNA, "Berlin 1", &["VIP"]).await.unwrap();
        let group = make(&world, ANNA, "Important", Some(by_tag("vip"))).await.unwrap();
        let berlin = world.group(CONTOSO, "Berlin");
        let made = make(&world, "lea@contoso.example", "Mine", Some(by_tag("vip"))).await;
        assert_eq!(made.unwrap_err().code(), Code::RuleOutOfScope);
        for (group, rule) in [
            (berlin, Some(by_tag("vip"))),
            (group, Some(by_tag("x"))),
            (group, None),
            (group, Some(by_tag("vip"))),
        ] {
            let refused = set(&world, "lea@contoso.example", group, rule).await.unwrap_err();
            assert!(matches!(refused, Refusal::Denied(Code::RuleOutOfScope, _)), "{refused:?}");
        }
        let delete = DeleteGroup { tenant, group, stamp: None, confirmed: true };
        assert_eq!(run(app, &lea, delete).await.unwrap_err().code(), Code::RuleOutOfScope);
        let preview = PreviewRule { group: Some(group), rule: Some(by_tag("x")) };
        assert_eq!(ask(app, &lea, &preview).await.unwrap_err().code(), Code::RuleOutOfScope);
        assert_eq!(ask(app, &lea, &RuleChoices).await.unwrap(), None);
        let shown = ask(app, &lea, &GroupOf { realm: Realm::Own, group }).await.unwrap();
        assert!(!shown.may_edit && !shown.may_rule && !shown.may_change_members);
        let told = shown.row.rule.map(|rule| RuleForm::from(&rule.rule()));
        assert_eq!(told, Some(by_tag("vip")), "what it is chosen by is told");

        let mats = world.caller("mats@contoso.example");
        let ground = ask(app, &mats, &RuleChoices).await.unwrap().unwrap();
        assert_eq!(ground.tags.iter().map(ToString::to_string).collect::<Vec<_>>(), ["VIP"]);
        set(&world, "mats@contoso.example", group, Some(by_tag("other"))).await.unwrap();
        assert!(names(&world, group).await.is_empty());
    })
    .await;
}

/// decision 13: a tag that moves a room into or out of a group that a scope names takes `group.modify` of that room as
/// well, and moves the sight of partners at once; one that moves it into another group takes nothing more. Before, who gains and
/// who loses sight is told.
#[tokio::test]
async fn tags_move_sight_only_with_the_right_to_change_groups() {
    each_linked(async |world: World, _| {
        let (app, anna) = (&world.app, world.caller(ANNA));
        let group = world.group(CONTOSO, "Berlin");
        for room in ["Berlin 1", "Berlin 2", "Berlin 3", "Berlin 4", "Berlin 5"] {
            tag(&world, ANNA, room, &["Served"]).await.unwrap();
        }
        let preview = PreviewRule { group: Some(group), rule: Some(by_tag("served")) };
        let told = ask(app, &anna, &preview).await.unwrap();
        assert_eq!((told.rooms, told.joining, told.leaving), (5, 0, 1));
        assert_eq!((told.effects[0].name.as_str(), told.effects[0].lose), ("Northwind", 1));
        assert_eq!(told.effects[0].lost[0].name, "Berlin 6");
        set(&world, ANNA, group, Some(by_tag("served"))).await.unwrap();
        assert_eq!(seen(&world).await.len(), 5);
        make(&world, ANNA, "Quiet rooms", Some(by_tag("quiet"))).await.unwrap();

        // The site technician modifies Berlin 1 and Berlin 2, and no groups.
        let theo = "theo@contoso.example";
        for tags in [&["Quiet"][..], &[]] {
            let refused = tag(&world, theo, "Berlin 1", tags).await.unwrap_err();
            assert_eq!(refused.code(), Code::Forbidden, "out of the group of the scope");
        }
        tag(&world, theo, "Berlin 1", &["Served", "Quiet"]).await.unwrap();
        let (one, two) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Berlin 2"));
        let lead = "lea@contoso.example";
        let (place, tags) = (None, vec!["quiet".to_owned()]);
        let question = PreviewRoom { room: two, place, tags };
        let told = ask(app, &world.caller(lead), &question).await.unwrap();
        assert_eq!((told.len(), told[0].lose, told[0].lost[0].id), (1, 1, two));
        assert_eq!(ask(app, &world.caller(theo), &question).await.unwrap(), [], "who may change no groups");
        tag(&world, lead, "Berlin 2", &["quiet"]).await.unwrap();
        assert!(seen(&world).await.contains(&one) && !seen(&world).await.contains(&two));
        let refused = tag(&world, theo, "Berlin 2", &["served"]).await.unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden, "into the group of the scope");
        let told = ask(app, &anna, &PreviewRoom { room: two, place, tags: vec!["served".to_owned()] }).await;
        assert_eq!(told.unwrap()[0].gain, 1);
        tag(&world, ANNA, "Berlin 2", &["served"]).await.unwrap();
        assert_eq!(seen(&world).await.len(), 5);
    })
    .await;
}

/// R-264, decision 13: a place that moves with a room into a group that a scope names moves the sight of partners with it, as the
/// room itself would.
#[tokio::test]
async fn places_move_sight_through_rules() {
    each_linked(async |world: World, _| {
        let (app, anna) = (&world.app, world.caller(ANNA));
        let group = world.group(CONTOSO, "Berlin");
        let city = place(&world, "Berlin", "city", None).await;
        let house = place(&world, "House", "building", None).await;
        let lisbon = world.room(CONTOSO, "Lisbon 1");
        write(&world, ANNA, lisbon, |form| form.place = Some(house)).await.unwrap();
        set(&world, ANNA, group, Some(by_place(city))).await.unwrap();
        assert!(seen(&world).await.is_empty());
        let question = PreviewRoom { room: lisbon, place: Some(city), tags: vec![] };
        assert_eq!(ask(app, &anna, &question).await.unwrap()[0].gain, 1);
        let form = PlaceForm { name: "House".to_owned(), kind: "building".to_owned(), parent: Some(city) };
        let moving = EditPlace { place: house, stamp: None, form };
        // Who may change groups in some rooms alone moves none of the others.
        for (upn, scope, permissions) in [
            ("uma@contoso.example", Scope::ALL, &["room.view", "settings.view", "settings.modify"][..]),
            ("uma@contoso.example", world.scope(CONTOSO, &["Lisbon 2"], &[]), &["room.view", "group.modify"]),
        ] {
            let permissions: Vec<_> = permissions.iter().map(|key| (*key).to_owned()).collect();
            let form = RoleForm { name: permissions.concat(), description: String::new(), permissions };
            let members = vec![Principal::User(world.user(upn))];
            let first = AssignmentForm { name: "Given".to_owned(), members, scope, ..Default::default() };
            let role = CreateRole { context: RoleContext::Own, form, first: Some(first) };
            run(app, &anna, role).await.unwrap();
            let refused = run(app, &world.caller(upn), moving.clone()).await.unwrap_err();
            assert!(matches!(refused, Refusal::Denied(Code::Forbidden, _)), "{refused:?}");
        }
        run(app, &anna, moving).await.unwrap();
        assert_eq!(seen(&world).await, BTreeSet::from([lisbon]));
    })
    .await;
}

/// a room that comes into a group under maintenance by its tag is under maintenance, and judged as ever when it loses
/// the tag.
#[tokio::test]
async fn maintenance_follows_the_rule() {
    each(async |world: World| {
        let group = make(&world, ANNA, "Rebuilt", Some(by_tag("rebuilt"))).await.unwrap();
        let tenant = world.organization(CONTOSO);
        let until = Some(world.app.clock.now().plus(domain::time::HOUR));
        let plan =
            PlanMaintenance { tenant, group: Some(group), reason: "Walls".to_owned(), from: None, until };
        run(&world.app, &world.caller(ANNA), plan).await.unwrap();
        let room = world.room(CONTOSO, "Berlin 1");
        for (tags, is_suppressed) in [(&["Rebuilt"][..], true), (&[], false)] {
            tag(&world, ANNA, "Berlin 1", tags).await.unwrap();
            health_watch::watch(&world.app).await.unwrap();
            let found =
                ask(&world.app, &world.caller(ANNA), &RoomOf { realm: Realm::Own, room }).await.unwrap();
            assert_eq!(found.detail.health.key() == "suppressed", is_suppressed);
        }
    })
    .await;
}
