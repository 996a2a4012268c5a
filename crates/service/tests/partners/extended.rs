//! What a customer switches on for a link beyond Primary admins, as it works on rooms and the key: inside the link and
//! the assignment, from one moment to the other, and in the customer's log.

use domain::{
    directory::Principal,
    health::Health,
    id::{Id, Place, Room},
    place::PlaceKind,
    room::Monitoring,
    scope::{Parts, Scope},
};
use service::{
    Caller, Code, Realm, Refusal, Wanted, ask,
    assignments::AssignmentForm,
    blocks::{BlockPerson, UnblockPerson},
    enrolment_key::{AboutKey, DownloadKey, ResetKey},
    groups::{CreateGroup, EditGroup, GroupMembers, RuleForm},
    links::{ChangeLinkScope, ExtendLink},
    places::PlacesForNewRoom,
    roles::{CreateRole, RoleContext, RoleForm},
    rooms::{
        CreateRoom, DeleteRoom, EnrolRoom, ListRooms, RoomForm, RoomOf, TakeOver, TakeOverChoices,
        UnenrolRoom, enrol_rooms,
        import::{ImportRooms, read},
    },
    run,
};
use store::seed;
use testkit::{Linked, World, each_linked};

use crate::{code, count};

const CONTOSO: &str = "contoso.example";
const PIA: &str = "pia@northwind.example";
const NED: &str = "ned@northwind.example";
const NOEL: &str = "noel@northwind.example";
const ALL: [&str; 5] = ["room.download_key", "room.unenroll", "room.create", "group.modify", "group.create"];

/// Contoso with a link of the group Berlin and of the house, in which lies a floor; the yard is outside of the link.
struct Estate {
    world: World,
    linked: Linked,
    house: Id<Place>,
    floor: Id<Place>,
    yard: Id<Place>,
}

impl Estate {
    async fn of(world: World, linked: Linked) -> Self {
        let mut seed = world.seed().await;
        let tenant = world.organization(CONTOSO);
        let (house, floor, yard) = (world.ids.id(), world.ids.id(), world.ids.id());
        for (id, parent, kind, name) in [
            (house, None, PlaceKind::Building, "House"),
            (floor, Some(house), PlaceKind::Floor, "Floor"),
            (yard, None, PlaceKind::Building, "Yard"),
        ] {
            seed.place(&seed::Place { tenant, id, parent, kind, name: name.to_owned() }).await.unwrap();
        }
        seed.commit().await.unwrap();
        let mut scope = world.scope(CONTOSO, &[], &["Berlin"]);
        scope.included.places.insert(house);
        let change = ChangeLinkScope { link: linked.link, scope, stamp: None };
        run(&world.app, &world.caller("anna@contoso.example"), change).await.unwrap();
        Self { world, linked, house, floor, yard }
    }

    fn caller(&self, upn: &str) -> Caller {
        self.world.caller(upn)
    }

    async fn extend(&self, keys: &[&str]) {
        let permissions = keys.iter().map(|key| (*key).to_owned()).collect();
        let extend = ExtendLink { link: self.linked.link, permissions, stamp: None };
        run(&self.world.app, &self.caller("anna@contoso.example"), extend).await.unwrap();
    }

    /// A role of the partner at Contoso for one person.
    async fn give(&self, upn: &str, permissions: &[&str], scope: Scope) {
        let form = RoleForm {
            name: format!("Of {upn}"),
            description: String::new(),
            permissions: permissions.iter().map(|key| (*key).to_owned()).collect(),
        };
        let first = AssignmentForm {
            name: format!("To {upn}"),
            members: vec![Principal::User(self.world.user(upn))],
            scope,
            ..AssignmentForm::default()
        };
        let context = RoleContext::At(self.world.organization(CONTOSO));
        let command = CreateRole { context, form, first: Some(first) };
        run(&self.world.app, &self.caller(PIA), command).await.unwrap();
    }

    /// A room that waits with its device.
    async fn waiting(&self, name: &str, place: Option<Id<Place>>) -> Id<Room> {
        let tenant = self.world.organization(CONTOSO);
        let mut seed = self.world.seed().await;
        let mut room = seed::Room::named(tenant, self.world.ids.id(), name);
        (room.monitoring, room.health, room.place) = (Monitoring::Onboarding, Health::Onboarding, place);
        seed.room(&room).await.unwrap();
        let device = seed::Device {
            credential_hash: name.as_bytes().to_vec(),
            id: self.world.ids.id(),
            tenant,
            room: room.id,
            key_version: 1,
        };
        seed.device(&device).await.unwrap();
        seed.commit().await.unwrap();
        room.id
    }

    async fn enrol(&self, upn: &str, room: Id<Room>) -> Option<Code> {
        let tenant = self.world.organization(CONTOSO);
        code(run(&self.world.app, &self.caller(upn), EnrolRoom { tenant, room }).await)
    }

    async fn unenrol(&self, upn: &str, room: &str) -> Option<Code> {
        let (tenant, room) = (self.world.organization(CONTOSO), self.world.room(CONTOSO, room));
        code(run(&self.world.app, &self.caller(upn), UnenrolRoom { tenant, room }).await)
    }

    async fn delete(&self, upn: &str, room: &str) -> Option<Code> {
        let (tenant, room) = (self.world.organization(CONTOSO), self.world.room(CONTOSO, room));
        code(run(&self.world.app, &self.caller(upn), DeleteRoom { tenant, room, stamp: None }).await)
    }

    async fn add(&self, upn: &str, name: &str, place: Option<Id<Place>>) -> Result<Id<Room>, Refusal> {
        let (name, device_type) = (name.to_owned(), "panel".to_owned());
        let form = RoomForm { name, device_type, place, ..RoomForm::default() };
        let tenant = self.world.organization(CONTOSO);
        run(&self.world.app, &self.caller(upn), CreateRoom { tenant, form }).await
    }

    async fn download(&self, upn: &str) -> Option<Code> {
        let tenant = self.world.organization(CONTOSO);
        code(run(&self.world.app, &self.caller(upn), DownloadKey { tenant }).await)
    }

    /// How many events of a kind the log of an organization has of a person, whatever their values.
    async fn logged(&self, domain: &str, kind: &str, upn: &str) -> i64 {
        let id = self.world.organization(domain).uuid();
        let id = match self.world.database.kind {
            testkit::Kind::Sqlite => format!("x'{}'", id.simple()),
            testkit::Kind::Postgresql => format!("'{id}'"),
        };
        let events = format!(
            "select count(*) from audit_events where tenant_id = {id} and kind = '{kind}' and actor_name = '{upn}'"
        );
        count(&self.world, &events).await
    }
}

/// rooms are enrolled, unenrolled and deleted by a partner for whom the customer
/// switched that on: within the link and the assignment, until it is switched off again, and not by who is blocked.
#[tokio::test]
async fn a_partner_starts_and_stops_monitoring_where_the_customer_lets_it() {
    each_linked(async |world, linked| {
        let estate = Estate::of(world, linked).await;
        let inside = estate.waiting("Waiting", Some(estate.floor)).await;
        let outside = estate.waiting("Elsewhere", None).await;
        let (forbidden, missing) = (Some(Code::Forbidden), Some(Code::NotFound));
        assert_eq!(estate.enrol(PIA, inside).await, forbidden);
        assert_eq!(estate.unenrol(PIA, "Berlin 1").await, forbidden);
        // Each permission opens its own row and no other.
        estate.extend(&["room.unenroll"]).await;
        assert_eq!(estate.enrol(PIA, inside).await, forbidden);
        estate.extend(&["room.create", "room.unenroll"]).await;
        estate.give(NED, &["room.view", "room.modify"], Scope::ALL).await;
        let one = estate.world.scope(CONTOSO, &["Berlin 1"], &[]);
        estate.give(NOEL, &["room.view", "room.unenroll"], one).await;

        assert_eq!(estate.enrol(PIA, outside).await, missing);
        assert_eq!(estate.unenrol(PIA, "Lisbon 1").await, missing);
        assert_eq!(estate.enrol(NED, inside).await, forbidden);
        assert_eq!(estate.unenrol(NED, "Berlin 1").await, forbidden);
        assert_eq!(estate.unenrol(NOEL, "Berlin 2").await, missing);
        assert_eq!(estate.unenrol("ada@adventure.example", "Berlin 1").await, missing);
        let tenant = estate.world.organization(CONTOSO);
        let outcomes =
            enrol_rooms(&estate.world.app, &estate.caller(PIA), tenant, vec![inside, outside]).await.unwrap();
        let codes: Vec<_> = outcomes.into_iter().map(|(_, outcome)| code(outcome)).collect();
        assert_eq!(codes, [None, missing]);
        assert_eq!(estate.unenrol(NOEL, "Berlin 1").await, None);
        assert_eq!(estate.delete(NED, "Berlin 1").await, forbidden);
        assert_eq!(estate.delete(NOEL, "Berlin 1").await, None);
        assert_eq!(estate.delete(PIA, "Berlin 1").await, missing);

        let block =
            BlockPerson { of: linked.link.into(), user: estate.world.user(PIA), reason: "lost".to_owned() };
        let anna = estate.caller("anna@contoso.example");
        run(&estate.world.app, &anna, block).await.unwrap();
        assert_eq!(estate.unenrol(PIA, "Berlin 2").await, missing);
        let unblock = UnblockPerson { of: linked.link.into(), user: estate.world.user(PIA) };
        run(&estate.world.app, &anna, unblock).await.unwrap();
        assert_eq!(estate.unenrol(PIA, "Berlin 2").await, None);
        estate.extend(&[]).await;
        assert_eq!(estate.unenrol(PIA, "Berlin 3").await, forbidden);
        assert_eq!(estate.delete(PIA, "Berlin 2").await, forbidden);

        // All of it is partner activity in the customer's log, and the partner's own log tells of its people alone.
        for (kind, upn) in [
            ("room.enrolled", PIA),
            ("room.unenrolled", NOEL),
            ("room.deleted", NOEL),
            ("room.unenrolled", PIA),
        ] {
            for domain in [CONTOSO, "northwind.example"] {
                assert_eq!(estate.logged(domain, kind, upn).await, 1, "{kind} by {upn} at {domain}");
            }
        }
    })
    .await;
}

/// a partner adds rooms where they come to lie among those that it may add to: in places of its link
/// and assignment, empty ones too; a place outside of them is as one that is not there.
#[tokio::test]
async fn a_partner_adds_rooms_in_its_own_places() {
    each_linked(async |world, linked| {
        let estate = Estate::of(world, linked).await;
        let app = &estate.world.app;
        let realm = Realm::Customer(estate.world.organization(CONTOSO));
        let fault = async |upn: &str, place| match estate.add(upn, "Attic", place).await {
            Err(Refusal::Invalid(_, faults)) => Some((faults[0].field.clone(), faults[0].code)),
            Err(other) => panic!("{other:?}"),
            Ok(_) => None,
        };
        let ground = async |upn: &str| {
            let found = ask(app, &estate.caller(upn), &PlacesForNewRoom { realm }).await.unwrap();
            (found.nowhere, found.places.into_iter().map(|place| place.names.join("/")).collect::<Vec<_>>())
        };
        let may_add = async |upn: &str| {
            let question = ListRooms { realm, wanted: Wanted::default(), health: None, counts: false };
            ask(app, &estate.caller(upn), &question).await.unwrap().may_add
        };
        assert_eq!(code(estate.add(PIA, "Attic", Some(estate.house)).await), Some(Code::Forbidden));
        assert!(ask(app, &estate.caller(PIA), &PlacesForNewRoom { realm }).await.is_err());
        assert!(!may_add(PIA).await);
        estate.extend(&["room.create"]).await;
        let places = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(ground(PIA).await, (false, places(&["House", "House/Floor"])));
        assert!(may_add(PIA).await);
        let at = |code| Some(("placeId".to_owned(), code));
        assert_eq!(fault(PIA, None).await, at(Code::OutOfScope));
        for hidden in [estate.yard, Id::new(uuid::Uuid::from_u128(7))] {
            assert_eq!(fault(PIA, Some(hidden)).await, at(Code::UnknownReference));
        }
        let attic = estate.add(PIA, "Attic", Some(estate.floor)).await.unwrap();
        let found = ask(app, &estate.caller(PIA), &RoomOf { realm, room: attic }).await.unwrap();
        assert_eq!(found.detail.monitoring, Monitoring::Onboarding);
        for domain in [CONTOSO, "northwind.example"] {
            assert_eq!(estate.logged(domain, "room.created", PIA).await, 1, "{domain}");
        }

        // The assignment cuts further, to a place and to rooms alone.
        let floor =
            Scope { included: Parts { places: [estate.floor].into(), ..Parts::NONE }, ..Scope::NOTHING };
        let builder = ["room.view", "room.create"];
        estate.give(NED, &builder, floor).await;
        assert_eq!(ground(NED).await, (false, places(&["House/Floor"])));
        assert_eq!(fault(NED, Some(estate.house)).await, at(Code::UnknownReference));
        assert_eq!(fault(NED, Some(estate.floor)).await, None);
        estate.give(NOEL, &builder, estate.world.scope(CONTOSO, &["Berlin 1"], &[])).await;
        assert_eq!((ground(NOEL).await, may_add(NOEL).await), ((false, vec![]), false));

        // A link of everything but one place takes a room anywhere else, and in no place.
        let yard = Parts { places: [estate.yard].into(), ..Parts::NONE };
        let scope = Scope::all_but(yard);
        let change = ChangeLinkScope { link: linked.link, scope, stamp: None };
        run(app, &estate.caller("anna@contoso.example"), change).await.unwrap();
        assert_eq!(ground(PIA).await, (true, places(&["House", "House/Floor"])));
        assert_eq!(fault(PIA, Some(estate.yard)).await, at(Code::UnknownReference));
        let free = estate.add(PIA, "Free", None).await.unwrap();
        assert!(ask(app, &estate.caller(PIA), &RoomOf { realm, room: free }).await.is_ok());
        estate.extend(&[]).await;
        assert_eq!(code(estate.add(PIA, "Late", None).await), Some(Code::Forbidden));
    })
    .await;
}

/// R-106, decision 19: a device is taken over by a partner's click where it may add both rooms; no other room is offered.
#[tokio::test]
async fn a_partner_takes_devices_over_within_its_rooms() {
    each_linked(async |world, linked| {
        let estate = Estate::of(world, linked).await;
        let (app, pia) = (&estate.world.app, estate.caller(PIA));
        let tenant = estate.world.organization(CONTOSO);
        let inside = estate.waiting("Waiting", Some(estate.floor)).await;
        let outside = estate.waiting("Elsewhere", None).await;
        let to = estate.world.room(CONTOSO, "Berlin 1");
        let click = |from, to| TakeOver { tenant, from, to };
        assert_eq!(code(run(app, &pia, click(inside, to)).await), Some(Code::Forbidden));
        estate.extend(&["room.create"]).await;
        let realm = Realm::Customer(tenant);
        let question = TakeOverChoices { realm, from: inside, name: String::new() };
        let choices = ask(app, &pia, &question).await.unwrap();
        assert!(choices.len() == 6 && choices.iter().all(|choice| choice.name.starts_with("Berlin")));
        assert_eq!(code(run(app, &pia, click(outside, to)).await), Some(Code::InvalidValue));
        let lisbon = estate.world.room(CONTOSO, "Lisbon 1");
        assert_eq!(code(run(app, &pia, click(inside, lisbon)).await), Some(Code::NotFound));
        run(app, &pia, click(inside, to)).await.unwrap();
        assert!(ask(app, &pia, &RoomOf { realm, room: to }).await.unwrap().detail.has_device);
        assert_eq!(estate.logged(CONTOSO, "room.device_replaced", PIA).await, 1);
    })
    .await;
}

/// decision 6: the key file is downloaded by a partner for whom the customer switched that on, each
/// time in the customer's log; the reset stays with the customer.
#[tokio::test]
async fn a_partner_downloads_the_key_where_the_customer_lets_it() {
    each_linked(async |world, linked| {
        let estate = Estate::of(world, linked).await;
        let app = &estate.world.app;
        let tenant = estate.world.organization(CONTOSO);
        let forbidden = Some(Code::Forbidden);
        let about = async |upn: &str| {
            let question = AboutKey { realm: Realm::Customer(tenant) };
            ask(app, &estate.caller(upn), &question).await.map(|key| key.map(|key| key.version))
        };
        let rest: Vec<_> = ALL.into_iter().filter(|key| *key != "room.download_key").collect();
        estate.extend(&rest).await;
        assert_eq!((estate.download(PIA).await, code(about(PIA).await)), (forbidden, forbidden));
        estate.extend(&ALL).await;
        estate.give(NED, &["room.view", "room.unenroll"], Scope::ALL).await;
        let one = estate.world.scope(CONTOSO, &["Berlin 1"], &[]);
        estate.give(NOEL, &["room.view", "room.download_key"], one).await;
        assert_eq!((estate.download(NED).await, code(about(NED).await)), (forbidden, forbidden));
        for stranger in ["ada@adventure.example", "tom@northwind.example", "fred@fabrikam.example"] {
            let missing = Some(Code::NotFound);
            assert_eq!((estate.download(stranger).await, code(about(stranger).await)), (missing, missing));
        }
        assert_eq!(about(PIA).await.unwrap(), None);
        assert_eq!((estate.download(PIA).await, estate.download(NOEL).await), (None, None));
        assert_eq!(about(PIA).await.unwrap(), Some(1));
        // It is the customer's key, and its people have the same one.
        let anna = estate.caller("anna@contoso.example");
        let own = run(app, &anna, DownloadKey { tenant }).await.unwrap();
        let theirs = run(app, &estate.caller(PIA), DownloadKey { tenant }).await.unwrap();
        assert!(own == theirs && own.tenant == tenant);
        assert_eq!(estate.logged(CONTOSO, "key.downloaded", PIA).await, 2);
        assert_eq!(estate.logged("northwind.example", "key.downloaded", PIA).await, 2);
        // A reset has no way to name a customer: it is of the caller's own organization, where a partner's role is nothing.
        assert_eq!(code(run(app, &estate.caller(PIA), ResetKey).await), forbidden);

        let block =
            BlockPerson { of: linked.link.into(), user: estate.world.user(PIA), reason: "lost".to_owned() };
        run(app, &anna, block).await.unwrap();
        assert_eq!(estate.download(PIA).await, Some(Code::NotFound));
        estate.extend(&[]).await;
        assert_eq!(estate.download(NOEL).await, forbidden);
    })
    .await;
}

/// decision 13: with a tag that brings a new room into a group which a scope names, a partner adds rooms only if it
/// may change groups there, by a file too; and it sets no rule, whatever the customer lets it do.
#[tokio::test]
async fn a_partner_brings_no_room_into_scopes_by_a_tag() {
    each_linked(async |world, linked| {
        let estate = Estate::of(world, linked).await;
        let (app, anna) = (&estate.world.app, estate.caller("anna@contoso.example"));
        let tenant = estate.world.organization(CONTOSO);
        let served = || Some(RuleForm { place: None, tag: Some("served".to_owned()) });
        let create = CreateGroup {
            tenant,
            name: "Service".to_owned(),
            description: String::new(),
            members: std::collections::BTreeSet::new(),
            rule: None,
        };
        // A group that decides of the partner alone what is seen.
        let group = run(app, &anna, create).await.unwrap();
        let mut scope = estate.world.scope(CONTOSO, &[], &["Berlin"]);
        scope.included.places.insert(estate.house);
        scope.included.groups.insert(group);
        let change = ChangeLinkScope { link: estate.linked.link, scope, stamp: None };
        run(app, &anna, change).await.unwrap();
        let edit = |rule| EditGroup {
            tenant,
            group,
            stamp: None,
            name: "Service".to_owned(),
            description: String::new(),
            rule,
        };
        let tagged = |name: &str, tag: &str| RoomForm {
            name: name.to_owned(),
            device_type: "panel".to_owned(),
            place: Some(estate.floor),
            tags: vec![tag.to_owned()],
            ..RoomForm::default()
        };
        let add = async |name: &str, tag: &str| {
            run(app, &estate.caller(PIA), CreateRoom { tenant, form: tagged(name, tag) }).await
        };
        let import = async |is_trial| {
            let lines = read(b"displayName,place,tags\nFrom a file,House > Floor,Served\n").unwrap();
            run(app, &estate.caller(PIA), ImportRooms { tenant, lines, is_trial }).await
        };
        run(app, &anna, edit(served())).await.unwrap();
        estate.extend(&["room.create"]).await;
        assert!(add("Attic", "quiet").await.is_ok());
        assert_eq!(code(add("Hall", "Served").await), Some(Code::Forbidden));
        for is_trial in [true, false] {
            assert_eq!(code(import(is_trial).await), Some(Code::Forbidden), "a trial tells it too");
        }
        estate.extend(&["room.create", "group.modify", "group.create"]).await;
        let hall = add("Hall", "Served").await.unwrap();
        assert_eq!(import(false).await.unwrap().rooms.len(), 1);
        let members = GroupMembers { realm: Realm::Own, group, wanted: Wanted::default(), counts: false };
        let members = ask(app, &anna, &members).await.unwrap().members;
        assert_eq!(members.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["From a file", "Hall"]);
        assert!(members.iter().any(|member| member.id == hall));

        let all = ChangeLinkScope { link: estate.linked.link, scope: Scope::ALL, stamp: None };
        run(app, &anna, all).await.unwrap();
        for rule in [served(), None] {
            assert_eq!(code(run(app, &estate.caller(PIA), edit(rule)).await), Some(Code::RuleOutOfScope));
        }
        let create = CreateGroup {
            tenant,
            name: "Ours".to_owned(),
            description: String::new(),
            members: std::collections::BTreeSet::new(),
            rule: served(),
        };
        assert_eq!(code(run(app, &estate.caller(PIA), create).await), Some(Code::RuleOutOfScope));
    })
    .await;
}
