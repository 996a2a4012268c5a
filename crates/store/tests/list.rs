//! Lists: filters, searches, orders and places in SQL mean on both databases what they mean in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::cmp::Ordering;

use authz::{Action, Concerning, Realm, SystemTask, sight, system_permit};
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Organization, User},
    permission::Permission,
    query::{
        Comparison, Filter, Kind, Lambda, Literal, Order, Path, Property, Query as Options, Schema, TextTest,
        Value,
    },
    time::Time,
};
use proptest::{prelude::*, test_runner::TestRunner};
use store::{
    Batch, CallMeta, Query, Read, Row, Store, StoreError, Write,
    list::{Column, Kept, Key, Placed, Table, Wanted},
    page::Page,
    values,
};
use testkit::{Database, Kind as DatabaseKind};
use uuid::Uuid;

const GROUP: &[Property] =
    &[Property::new("id", Kind::Id).filterable(), Property::new("name", Kind::Text).filterable()];
const WORDS: &[&str] = &["healthy", "unhealthy", "onboarding"];
static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable().sortable(),
        Property::new("name", Kind::Text).filterable().sortable().searchable(),
        Property::new("account", Kind::Text).filterable().sortable(),
        Property::new("place", Kind::Text).filterable().sortable(),
        Property::new("placeId", Kind::Id).filterable(),
        Property::new("capacity", Kind::Integer).filterable().sortable(),
        Property::new("seen", Kind::Time).filterable().sortable(),
        Property::new("health", Kind::Enum(WORDS)).filterable().sortable(),
        Property::new("warns", Kind::Boolean).filterable(),
        Property::new("groups", Kind::List(&Kind::Record(GROUP))).filterable(),
    ],
    100,
);

static TABLE: Table = Table {
    columns: &[
        Column::new("id", "r.room_id", Kept::Id),
        Column::new("name", "r.name_key", Kept::Key),
        Column::new("account", "r.account", Kept::Ascii),
        Column::new("place", "p.name_key", Kept::Key).nullable(),
        Column::new("placeId", "r.place_id", Kept::Id).nullable(),
        Column::new("capacity", "r.capacity", Kept::Integer).nullable(),
        Column::new("seen", "r.last_seen_at", Kept::Time).nullable(),
        Column::new("health", "r.health", Kept::Word),
        Column::new("warns", "r.has_warning", Kept::Boolean),
        Column::new(
            "groups",
            "(select m.tenant_id, m.room_id, m.group_id, g.name_key from room_group_members m join room_groups g \
             on g.tenant_id = m.tenant_id and g.group_id = m.group_id)",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("room_id", "r.room_id")],
                columns: &[
                    Column::new("id", "group_id", Kept::Id),
                    Column::new("name", "name_key", Kept::Key),
                ],
            },
        ),
    ],
    order: &[Order { property: "name", descending: false }],
    unique: &["id"],
    searched: &["name"],
};

const ROOMS: Read = Read::new(
    "select r.room_id, r.name, r.account, p.name, r.capacity, r.last_seen_at, r.health from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r}",
);

#[derive(Clone, Debug, PartialEq)]
struct Item {
    id: Uuid,
    name: String,
    account: String,
    place: Option<(Uuid, &'static str)>,
    capacity: Option<i64>,
    seen: Option<Time>,
    health: &'static str,
    warns: bool,
    groups: Vec<usize>,
}

const GROUPS: [&str; 3] = ["East", "Ärzte %", "west_1"];
const PLACES: [&str; 2] = ["Seoul 서울", "MÜNCHEN"];

fn group(index: usize) -> Uuid {
    Uuid::from_u128(0x6000 + index as u128)
}

/// Rooms that differ in everything filters look at: letters of several scripts, wildcards, absent values.
fn items() -> Vec<Item> {
    let names =
        ["Board", "board 2", "ΣΟΦΟΣ", "회의실 100%", "a_b", "A\\b", "Äpfel", "İstanbul", "zoo", "'); --"];
    (0..40_u128)
        .map(|n| {
            let at = usize::try_from(n).unwrap();
            let place = (!n.is_multiple_of(3)).then(|| (Uuid::from_u128(0x9000 + n % 2), PLACES[at % 2]));
            Item {
                id: Uuid::from_u128(0xabc0_0000 + n * 7919 % 41),
                name: format!("{}{}", names[at % 10], ["", " Nord"][at / 10 % 2]),
                account: ["Hall@One.example", "x@two.example"][at % 2].to_owned(),
                place,
                capacity: (n % 4 != 1).then(|| i64::try_from(n % 5).unwrap()),
                seen: (n % 5 != 2).then(|| Time::from_micros(1_000_000 * i64::try_from(n % 6 + 1).unwrap())),
                health: WORDS[at % 3],
                warns: n % 2 == 0,
                groups: (0..3).filter(|g| (at + g) % (g + 2) == 0).collect(),
            }
        })
        .collect()
}

fn one<T>(value: Option<T>, literal: impl Fn(T) -> Literal) -> Option<Value> {
    value.map(|value| Value::One(literal(value)))
}

impl Item {
    fn value(&self, path: &Path) -> Option<Value> {
        let Path::Own(name) = path else { return None };
        match *name {
            "id" => one(Some(self.id), Literal::Id),
            "name" => one(Some(self.name.clone()), Literal::Text),
            "account" => one(Some(self.account.clone()), Literal::Text),
            "place" => one(self.place.map(|(_, name)| name.to_owned()), Literal::Text),
            "placeId" => one(self.place.map(|(id, _)| id), Literal::Id),
            "capacity" => one(self.capacity, Literal::Integer),
            "seen" => one(self.seen, Literal::Time),
            "health" => one(Some(self.health.to_owned()), Literal::Text),
            "warns" => one(Some(self.warns), Literal::Boolean),
            "groups" => {
                let group = |g: &usize| {
                    Value::Record(vec![
                        ("id", Value::One(Literal::Id(group(*g)))),
                        ("name", Value::One(Literal::Text(GROUPS[*g].to_owned()))),
                    ])
                };
                Some(Value::List(self.groups.iter().map(group).collect()))
            }
            _ => None,
        }
    }
}

impl Placed for Item {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id),
            "name" => Key::text(&self.name),
            "account" => Key::text(&self.account),
            "place" => Key::text(self.place.map_or("", |(_, name)| name)),
            "capacity" => Key::Integer(self.capacity.unwrap_or_default()),
            "seen" => Key::Integer(self.seen.map_or(0, Time::micros)),
            "health" => Key::text(self.health),
            _ => return None,
        })
    }
}

const TENANT: Id<Organization> = Id::new(Uuid::from_u128(1));
const ADMIN: Id<User> = Id::new(Uuid::from_u128(2));

const ORGANIZATION: Write = Write::new(
    "insert into organizations (organization_id, name, name_key, country, language, time_zone, is_partner, is_operator, \
     change_stamp, created_at) values ({target}, 'One', 'one', 'KR', 'ko', 'Asia/Seoul', false, false, 1, 0)",
);
const VERSION: Write = Write::new("insert into access_versions (tenant_id, version) values ({target}, 1)");
const HEAD: Write =
    Write::new("insert into audit_heads (tenant_id, sequence, digest) values ({target}, 0, $1)");
const USER: Write = Write::new(
    "insert into users (tenant_id, user_id, upn, display_name, name_key, language, time_zone, enabled, created_at, \
     change_stamp) values ({target}, $1, 'a@one.example', 'A', 'a', 'ko', 'Asia/Seoul', true, 0, 1)",
);
const ROLE: Write = Write::new(
    "insert into directory_role_members (tenant_id, role, member_kind, member_id) \
     values ({target}, 'managed_service_administrator', 'user', $1)",
);
const PLACE: Write = Write::new(
    "insert into places (tenant_id, place_id, kind, name, name_key, path, change_stamp) \
     values ({target}, $1, 'city', $2, $3, '/', 1)",
);
const ROOM: Write = Write::new(
    "insert into rooms (tenant_id, room_id, name, name_key, place_id, device_type, manufacturer, model, serial_number, \
     host_name, account, time_zone, capacity, asset_tag, notes, agent_version, app_version, os_version, addresses, \
     network_type, firmware_version, mac_addresses, tpm, credential_protection, missing, monitoring, health, has_warning, health_since, last_seen_at, created_at, change_stamp) \
     values ({target}, $1, $2, $3, $4, 'generic', '', '', '', '', $5, 'UTC', $6, '', '', '', '', '', '', '', \
     '', '', '', '', '', 'monitored', $7, $8, 0, $9, 0, 1)",
);
const GROUP_ROW: Write = Write::new(
    "insert into room_groups (tenant_id, group_id, name, name_key, description, change_stamp) \
     values ({target}, $1, $2, $3, '', 1)",
);
const MEMBER: Write =
    Write::new("insert into room_group_members (tenant_id, group_id, room_id) values ({target}, $1, $2)");

async fn filled() -> Vec<Database> {
    let mut databases = Vec::new();
    for kind in DatabaseKind::ALL {
        let database = Database::fresh(kind).await;
        fill(&database.store).await;
        databases.push(database);
    }
    databases
}

async fn fill(store: &Store) {
    let meta = CallMeta {
        now: Time::from_micros(0),
        request_id: String::new(),
        address: String::new(),
        actor_name: String::new(),
        program: None,
        seed: Uuid::from_u128(3),
    };
    let opening = store.begin_change().await.unwrap();
    let mut change = opening.change(system_permit(SystemTask::Setup, TENANT), meta);
    let key = domain::text::key;
    let event = Event::new(EventKind::OrganizationCreated, Subject::thing(TENANT.uuid(), "One"));
    let mut batch = Batch::of(event)
        .run(&ORGANIZATION, values![])
        .run(&HEAD, values![Vec::<u8>::new()])
        .run(&VERSION, values![])
        .run(&USER, values![ADMIN])
        .run(&ROLE, values![ADMIN]);
    for (n, name) in PLACES.into_iter().enumerate() {
        batch = batch.run(&PLACE, values![Uuid::from_u128(0x9000 + n as u128), name, key(name)]);
    }
    for (n, name) in GROUPS.into_iter().enumerate() {
        batch = batch.run(&GROUP_ROW, values![group(n), name, key(name)]);
    }
    for item in items() {
        let place = item.place.map(|(id, _)| id);
        let values = values![
            item.id,
            item.name.clone(),
            key(&item.name),
            place,
            item.account.clone(),
            item.capacity,
            item.health,
            item.warns,
            item.seen,
        ];
        batch = batch.run(&ROOM, values);
        for g in &item.groups {
            batch = batch.run(&MEMBER, values![group(*g), item.id]);
        }
    }
    change.write(batch).await.unwrap();
    change.commit().await.unwrap();
}

async fn list(store: &Store, wanted: &Wanted) -> (Vec<Uuid>, Option<store::list::Place>) {
    let mut opening = store.begin_view().await.unwrap();
    let facts =
        opening.facts(Time::from_micros(0), TENANT, ADMIN, "", Concerning::All).await.unwrap().unwrap();
    let sight = sight(&facts, Action::Use(Permission::RoomView), Realm::Own).unwrap();
    let mut view = opening.view(sight);
    let all = items();
    let read = |row: &Row| -> Result<Item, StoreError> {
        let id: Uuid = row.get(0)?;
        Ok(all.iter().find(|item| item.id == id).unwrap().clone())
    };
    let query = Query::new(&ROOMS, values![]);
    let listed = wanted.read(&TABLE, query, &mut view, read).await.unwrap();
    (listed.items.into_iter().map(|item| item.id).collect(), listed.next)
}

fn texts() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "b",
        "Board",
        "BOARD 2",
        "σοφος",
        "%",
        "_",
        "\\",
        "회의",
        "ä",
        "Ä",
        "i",
        "o",
        "'",
        "nord",
        "seoul",
        "two.",
        "One",
        "münchen",
        "6000",
    ])
    .prop_map(str::to_owned)
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    use Comparison::*;
    prop::sample::select(vec![Eq, Ne, Gt, Ge, Lt, Le])
}

fn equalities() -> impl Strategy<Value = Comparison> {
    prop::sample::select(vec![Comparison::Eq, Comparison::Ne])
}

fn ids() -> impl Strategy<Value = Uuid> {
    let known: Vec<_> =
        items().iter().map(|item| item.id).chain([0x9000, 0x9001].map(Uuid::from_u128)).collect();
    prop::sample::select(known)
}

/// Conditions on one value, with the paths and literals that a parser of the schema lets through.
fn conditions() -> BoxedStrategy<Filter> {
    let compare = |path: &'static str| {
        move |(operator, literal)| Filter::Compare { path: Path::Own(path), operator, literal }
    };
    let tests = prop::sample::select(vec![TextTest::StartsWith, TextTest::EndsWith, TextTest::Contains]);
    let of_text = prop::sample::select(vec!["id", "name", "account", "place", "placeId", "health"]);
    let compared = prop::sample::select(vec!["name", "account", "place"]);
    let nullable =
        prop::sample::select(vec!["id", "name", "place", "placeId", "capacity", "seen", "health", "warns"]);
    prop_oneof![
        (compared.clone(), comparisons(), texts()).prop_map(|(path, operator, text)| Filter::Compare {
            path: Path::Own(path),
            operator,
            literal: Literal::Text(text)
        }),
        (comparisons(), (0_i64..6).prop_map(Literal::Integer)).prop_map(compare("capacity")),
        (comparisons(), (0_i64..8).prop_map(|s| Literal::Time(Time::from_micros(s * 1_000_000))))
            .prop_map(compare("seen")),
        (equalities(), ids().prop_map(Literal::Id)).prop_map(compare("id")),
        (equalities(), ids().prop_map(Literal::Id)).prop_map(compare("placeId")),
        (equalities(), any::<bool>().prop_map(Literal::Boolean)).prop_map(compare("warns")),
        (equalities(), prop::sample::select(WORDS).prop_map(|w| Literal::Text(w.to_owned())))
            .prop_map(compare("health")),
        (nullable, equalities()).prop_map(|(path, operator)| Filter::Compare {
            path: Path::Own(path),
            operator,
            literal: Literal::Null
        }),
        (tests, of_text, texts()).prop_map(|(test, path, text)| Filter::Text {
            test,
            path: Path::Own(path),
            text
        }),
        (compared, prop::collection::vec(texts().prop_map(Literal::Text), 1..4))
            .prop_map(|(path, literals)| Filter::In { path: Path::Own(path), literals }),
        prop::collection::vec((0_i64..6).prop_map(Literal::Integer), 1..4)
            .prop_map(|literals| Filter::In { path: Path::Own("capacity"), literals }),
        prop::collection::vec(ids().prop_map(Literal::Id), 1..4)
            .prop_map(|literals| Filter::In { path: Path::Own("placeId"), literals }),
        Just(Filter::Any { collection: Path::Own("groups"), lambda: None }),
    ]
    .boxed()
}

/// Conditions on a group that a variable stands for.
fn on_group(variable: &'static str) -> impl Strategy<Value = Filter> {
    let path = move |property| Path::Element { variable: variable.to_owned(), property: Some(property) };
    prop_oneof![
        (equalities(), 0_usize..4).prop_map(move |(operator, g)| Filter::Compare {
            path: path("id"),
            operator,
            literal: Literal::Id(group(g))
        }),
        texts().prop_map(move |text| Filter::Text { test: TextTest::Contains, path: path("name"), text }),
    ]
}

fn filters() -> impl Strategy<Value = Filter> {
    let pair = |(a, b): (Filter, Filter), and: bool| {
        if and { Filter::And(Box::new(a), Box::new(b)) } else { Filter::Or(Box::new(a), Box::new(b)) }
    };
    let leaf = prop_oneof![4 => conditions(), 1 => lambdas("g", on_group("g").boxed())];
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let conditions =
            (inner.clone(), on_group("g"), any::<bool>()).prop_map(move |(a, b, and)| pair((a, b), and));
        prop_oneof![
            2 => (inner.clone(), inner.clone(), any::<bool>()).prop_map(move |(a, b, and)| pair((a, b), and)),
            2 => inner.prop_map(|filter| Filter::Not(Box::new(filter))),
            1 => lambdas("g", conditions.boxed()),
            1 => (lambdas("h", on_group("h").boxed()), on_group("g"), any::<bool>())
                .prop_map(move |(a, b, and)| pair((a, b), and))
                .prop_flat_map(|inner| lambdas("g", Just(inner).boxed())),
        ]
    })
}

fn lambdas(variable: &'static str, condition: BoxedStrategy<Filter>) -> impl Strategy<Value = Filter> {
    (condition, any::<bool>()).prop_map(move |(condition, any)| {
        let collection = Path::Own("groups");
        let lambda = Lambda { variable: variable.to_owned(), condition: Box::new(condition) };
        if any {
            Filter::Any { collection, lambda: Some(lambda) }
        } else {
            Filter::All { collection, lambda }
        }
    })
}

fn orders() -> impl Strategy<Value = Vec<Order>> {
    let names = vec!["name", "account", "place", "capacity", "seen", "health", "id"];
    prop::sample::subsequence(names, 0..4).prop_shuffle().prop_flat_map(|names| {
        let count = names.len();
        (Just(names), prop::collection::vec(any::<bool>(), count)).prop_map(|(names, descending)| {
            let order = |(property, descending)| Order { property, descending };
            names.into_iter().zip(descending).map(order).collect()
        })
    })
}

fn compare(order: &[Order], a: &Item, b: &Item) -> Ordering {
    let rank = |item: &Item, property: &str| match item.key(property).unwrap() {
        Key::Text(text) => (0, text, Uuid::nil()),
        Key::Integer(number) => (number, String::new(), Uuid::nil()),
        Key::Id(id) => (0, String::new(), id),
    };
    let by_name = [Order { property: "name", descending: false }];
    let order = if order.is_empty() { &by_name } else { order };
    let last = Order { property: "id", descending: order.last().unwrap().descending };
    order.iter().chain([&last]).fold(Ordering::Equal, |found, part| {
        let ordering = rank(a, part.property).cmp(&rank(b, part.property));
        found.then(if part.descending { ordering.reverse() } else { ordering })
    })
}

/// Decision 1: what SQL finds is what `Filter::matches` says, in the wanted order, page by page, on both databases.
#[test]
fn lists_mean_the_same_as_in_memory() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let databases = runtime.block_on(filled());
    let all = items();
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() });
    let strategy = (prop::option::weighted(0.9, filters()), orders(), 1_i64..20);
    let outcome = runner.run(&strategy, |(filter, order, size)| {
        let matches = |item: &&Item| filter.as_ref().is_none_or(|f| f.matches(&|path| item.value(path)));
        let matching: Vec<Item> = all.iter().filter(matches).cloned().collect();
        let mut expected: Vec<_> = matching.iter().collect();
        expected.sort_by(|a, b| compare(&order, a, b));
        let expected: Vec<_> = expected.into_iter().map(|item| item.id).collect();
        for database in &databases {
            let mut wanted = Wanted {
                filter: filter.clone(),
                order: order.clone(),
                page: Page::of(size),
                ..Wanted::default()
            };
            let mut found = Vec::new();
            loop {
                let (page, next) = runtime.block_on(list(&database.store, &wanted));
                prop_assert!(page.len() <= usize::try_from(size).unwrap());
                // What is held in memory is cut into the same pages.
                let picked = wanted.pick(&TABLE, matching.clone()).unwrap();
                let ids: Vec<_> = picked.items.iter().map(|item| item.id).collect();
                prop_assert_eq!((&ids, &picked.next), (&page, &next), "on {:?}", database.kind);
                found.extend(page);
                let Some(place) = next else { break };
                wanted.after = Some(place);
            }
            prop_assert_eq!(&found, &expected, "on {:?}", database.kind);
        }
        Ok(())
    });
    outcome.unwrap();
}

/// `$search`: each term somewhere in the searched columns, wildcards being letters like others.
#[tokio::test]
async fn searches_find_what_they_find_in_memory() {
    for database in filled().await {
        for text in ["board", "NORD board", "100%", "a_b", "\\", "\"a_b nord\"", "σοφος", "x"] {
            let options = Options::parse([("$search", text)], &SCHEMA).unwrap();
            let search = options.search.clone().unwrap();
            let mut expected: Vec<_> =
                items().iter().filter(|i| search.matches(&[&i.name])).map(|i| i.id).collect();
            let wanted = Wanted { search: options.search, page: Page::of(100), ..Wanted::default() };
            let mut found = list(&database.store, &wanted).await.0;
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{text} on {:?}", database.kind);
        }
    }
}

/// A table holds what its schema offers, and a place of another order is told apart.
#[test]
fn tables_fit_their_schema_and_places_their_order() {
    assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    static MORE: Schema = Schema::new(&[Property::new("owner", Kind::Text).filterable()], 10);
    assert_eq!(TABLE.lacks(&MORE), ["owner"]);
    let place = |text: &str| serde_json::from_str(text).unwrap();
    let begins = |text: &str| {
        let wanted = Wanted { after: Some(place(text)), ..Wanted::default() };
        wanted.render(&TABLE, &mut Query::new(&ROOMS, values![]))
    };
    let id = Uuid::nil();
    assert!(begins(&format!(r#"[{{"text":"a"}},{{"id":"{id}"}}]"#)).is_ok());
    for other in [format!(r#"[{{"integer":1}},{{"id":"{id}"}}]"#), r#"[{"text":"a"}]"#.to_owned()] {
        assert!(matches!(begins(&other), Err(StoreError::Place)), "{other}");
    }
}
