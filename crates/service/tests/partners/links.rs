use domain::{permission::Permission, scope::Scope};
use service::{
    Code, Realm, Wanted, ask,
    blocks::{BlockPerson, UnblockPerson},
    links::{
        ChangeLinkScope, EffectsOfRemovingCustomer, EffectsOfRemovingPartner, PartnerDetail, Partners,
        RemoveCustomer, RemovePartner, TenantDetail, Tenants,
    },
    rooms::{ListRooms, UnenrolRoom},
    run,
};
use testkit::{World, each_linked};

use crate::{by_domain, code, count};

async fn rooms_at_contoso(world: &World, upn: &str) -> Option<i64> {
    let tenants =
        ask(&world.app, &world.caller(upn), &Tenants { with_role: true, ..Tenants::default() }).await;
    tenants.unwrap().page.items.first().map(|tenant| tenant.link.room_count)
}

/// R-063, Q14: the customer changes a partner's rooms; an empty scope is refused; a stale one too; only the
/// customer's own administrators can (decision 6).
#[tokio::test]
async fn the_customer_changes_the_rooms() {
    each_linked(async |world, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let to = |scope| ChangeLinkScope { link: linked.link, scope, stamp: Some(1) };
        assert_eq!(code(run(app, &anna, to(Scope::NOTHING)).await), Some(Code::EmptyScope));
        let foreign = world.scope("fabrikam.example", &["Seoul 1"], &[]);
        assert_eq!(code(run(app, &anna, to(foreign)).await), Some(Code::InvalidValue));
        let lisbon = world.scope("contoso.example", &["Berlin 1"], &["Lisbon"]);
        for upn in ["pia@northwind.example", "nora@northwind.example", "fred@fabrikam.example"] {
            let outcome = run(app, &world.caller(upn), to(lisbon.clone())).await;
            assert!(matches!(code(outcome), Some(Code::NotFound | Code::Forbidden)), "{upn}");
        }
        run(app, &anna, to(lisbon.clone())).await.unwrap();
        assert_eq!(code(run(app, &anna, to(lisbon)).await), Some(Code::EtagMismatch));
        assert_eq!(rooms_at_contoso(&world, "pia@northwind.example").await, Some(5));
        // the invitation keeps what was sent.
        let kept = "select count(*) from invitations i join scope_groups s on s.scope_id = i.scope_id";
        assert_eq!(count(&world, kept).await, 1);
    })
    .await;
}

/// both sides are told as many rooms as the partner sees, whatever the scope names; a room that is
/// no longer monitored is not counted.
#[tokio::test]
async fn both_sides_count_the_rooms_that_are_seen() {
    each_linked(async |world, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let pia = world.caller("pia@northwind.example");
        let customer = world.organization("contoso.example");
        let room = world.room("contoso.example", "Berlin 2");
        run(app, &anna, UnenrolRoom { tenant: customer, room }).await.unwrap();
        let lisbon = world.scope("contoso.example", &[], &["Lisbon"]);
        let mut but_one = world.scope("contoso.example", &["Lisbon 1"], &["Berlin"]);
        but_one.excluded.rooms.insert(world.room("contoso.example", "Berlin 1"));
        for scope in [Scope::ALL, lisbon.clone(), Scope::all_but(lisbon.included), but_one] {
            let command = ChangeLinkScope { link: linked.link, scope: scope.clone(), stamp: None };
            run(app, &anna, command).await.unwrap();
            let question = ListRooms {
                realm: Realm::Customer(customer),
                wanted: Wanted::default(),
                health: None,
                counts: true,
            };
            let seen = ask(app, &pia, &question).await.unwrap().counts.unwrap().all();
            assert!(seen > 0, "{scope:?}");
            let partners = ask(app, &anna, &Partners::default()).await.unwrap().page.items;
            assert_eq!(partners[0].room_count, seen, "{scope:?}");
            let detail = PartnerDetail { link: linked.link, people: Wanted::default() };
            assert_eq!(ask(app, &anna, &detail).await.unwrap().link.room_count, seen, "{scope:?}");
            assert_eq!(rooms_at_contoso(&world, "pia@northwind.example").await, Some(seen), "{scope:?}");
            assert_eq!(
                ask(app, &pia, &TenantDetail { customer }).await.unwrap().tenant.link.room_count,
                seen
            );
        }
    })
    .await;
}

/// Decision 8: a block ends one person's access at once and wins over every grant; only the customer sets and
/// lifts it; both sides read the reason; nobody outside the partner roles can be named.
#[tokio::test]
async fn a_block_wins_over_every_grant() {
    each_linked(async |world, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let block = |upn: &str, reason: &str| BlockPerson {
            of: linked.link.into(),
            user: world.user(upn),
            reason: reason.to_owned(),
        };
        let pia = "pia@northwind.example";
        assert_eq!(code(run(app, &anna, block(pia, " ")).await), Some(Code::InvalidValue));
        assert_eq!(
            code(run(app, &anna, block("ned@northwind.example", "x")).await),
            Some(Code::InvalidValue)
        );
        assert_eq!(
            code(run(app, &anna, block("alex@adventure.example", "x")).await),
            Some(Code::InvalidValue)
        );
        run(app, &anna, block(pia, "lost laptop")).await.unwrap();
        assert_eq!(code(run(app, &anna, block(pia, "again")).await), Some(Code::AlreadyExists));
        assert_eq!(rooms_at_contoso(&world, pia).await, None);

        let unblock = UnblockPerson { of: linked.link.into(), user: world.user(pia) };
        let customer = world.organization("contoso.example");
        let tom = world.caller("tom@northwind.example");
        assert!(run(app, &tom, unblock).await.is_err());
        let told = ask(app, &tom, &TenantDetail { customer }).await.unwrap();
        assert_eq!(told.blocks[0].reason, "lost laptop");
        let shown =
            ask(app, &anna, &PartnerDetail { link: linked.link, people: Wanted::default() }).await.unwrap();
        assert_eq!((shown.blocks.len(), shown.link.row.orphaned), (1, true));
        run(app, &anna, unblock).await.unwrap();
        assert_eq!(rooms_at_contoso(&world, pia).await, Some(6));
        let shown =
            ask(app, &anna, &PartnerDetail { link: linked.link, people: Wanted::default() }).await.unwrap();
        assert!(!shown.link.row.orphaned);
    })
    .await;
}

/// the effect is told beforehand; the removal needs what was seen and, on pages, the
/// typed name; access ends with it, assignments are gone, and a new relationship needs a new invitation.
#[tokio::test]
async fn the_customer_removes_a_partner() {
    each_linked(async |world, linked| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let effects = ask(app, &anna, &EffectsOfRemovingPartner { link: linked.link }).await.unwrap();
        assert_eq!((effects.rooms, effects.assignments, effects.people, effects.invitations), (6, 1, 1, 0));
        let remove = |stamp, typed: Option<&str>| RemovePartner {
            link: linked.link,
            stamp: Some(stamp),
            typed: typed.map(str::to_owned),
        };
        assert_eq!(code(run(app, &anna, remove(9, None)).await), Some(Code::EtagMismatch));
        assert_eq!(code(run(app, &anna, remove(1, Some("Northwnd"))).await), Some(Code::InvalidValue));
        for upn in ["greta@contoso.example", "lea@contoso.example"] {
            assert_eq!(
                code(run(app, &world.caller(upn), remove(1, None)).await),
                Some(Code::Forbidden),
                "{upn}"
            );
        }
        let fred = world.caller("fred@fabrikam.example");
        assert_eq!(code(run(app, &fred, remove(1, None)).await), Some(Code::NotFound));
        run(app, &anna, remove(1, Some(" northwind "))).await.unwrap();
        assert_eq!(rooms_at_contoso(&world, "pia@northwind.example").await, None);
        let tom = world.caller("tom@northwind.example");
        assert!(ask(app, &tom, &Tenants::default()).await.unwrap().page.items.is_empty());
        assert_eq!(count(&world, "select count(*) from assignments where link_id is not null").await, 0);
        assert_eq!(code(run(app, &anna, remove(2, None)).await), Some(Code::InvalidState));
        let kept = ask(app, &anna, &Partners::default()).await.unwrap().page.items;
        assert_eq!(kept[0].row.state.key(), "ended_by_customer");
        for kind in ["partner_removed", "link_ended_by_customer"] {
            assert_eq!(
                count(&world, &format!("select count(*) from notices where kind = '{kind}'")).await,
                1
            );
        }
        let scope = world.scope("contoso.example", &["Berlin 1"], &[]);
        service::invitations::send(app, &anna, by_domain("northwind.example", scope)).await.unwrap();
    })
    .await;
}

/// a primary admin of that customer removes it; a tenant manager and a Global administrator do not.
#[tokio::test]
async fn only_a_primary_admin_removes_a_customer() {
    each_linked(async |world, _| {
        let (app, customer) = (&world.app, world.organization("contoso.example"));
        let remove = RemoveCustomer { customer, stamp: Some(1), typed: None };
        for upn in ["tom@northwind.example", "nora@northwind.example"] {
            let outcome = run(app, &world.caller(upn), remove.clone()).await;
            assert_eq!(code(outcome), Some(Code::Forbidden), "{upn}");
        }
        for upn in ["ned@northwind.example", "ada@adventure.example", "anna@contoso.example"] {
            let outcome = run(app, &world.caller(upn), remove.clone()).await;
            assert_eq!(code(outcome), Some(Code::NotFound), "{upn}");
        }
        let pia = world.caller("pia@northwind.example");
        let effects = ask(app, &pia, &EffectsOfRemovingCustomer { customer }).await.unwrap();
        assert_eq!((effects.rooms, effects.assignments, effects.people), (6, 1, 1));
        run(app, &pia, remove.clone()).await.unwrap();
        assert_eq!(code(run(app, &pia, remove).await), Some(Code::NotFound));
        assert_eq!(count(&world, "select count(*) from rooms").await, 15);
        let state = "select count(*) from links where state = 'ended_by_partner' and ended_at is not null";
        assert_eq!(count(&world, state).await, 1);
    })
    .await;
}

/// R-004, decision 17: to a partner other partners and its own organization do not exist.
#[tokio::test]
async fn partners_never_learn_of_each_other() {
    each_linked(async |world, _| {
        let app = &world.app;
        let scope = world.scope("contoso.example", &[], &["Boardrooms"]);
        world.link("contoso.example", "adventure.example", scope, &["alex@adventure.example"]).await;
        let alex = world.caller("alex@adventure.example");
        let seen = ask(app, &alex, &Tenants::default()).await.unwrap().page.items;
        assert_eq!((seen.len(), seen[0].link.room_count), (1, 2));
        let customer = world.organization("contoso.example");
        let detail = ask(app, &alex, &TenantDetail { customer }).await.unwrap();
        let (_, members) = detail.primary_admins.unwrap();
        assert_eq!(members.len(), 1);
        assert_eq!(members[0].upn, "alex@adventure.example");
        assert!(seen[0].permissions.has(Permission::RoleModify));
        let own = world.organization("adventure.example");
        assert_eq!(code(ask(app, &alex, &TenantDetail { customer: own }).await), Some(Code::NotFound));
        let anna = world.caller("anna@contoso.example");
        assert_eq!(ask(app, &anna, &Partners::default()).await.unwrap().page.items.len(), 2);
        assert_eq!(code(ask(app, &anna, &Tenants::default()).await), Some(Code::Forbidden));
    })
    .await;
}
