//! What live pages are told: what stirs in the sight of their reader, and nothing else, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{directory::Principal, scope::Scope};
use service::{
    Realm,
    assignments::AssignmentForm,
    links::ChangeLinkScope,
    live::{Stir, Watch},
    roles::{CreateRole, RoleContext, RoleForm},
    rooms::{EditRoom, RoomForm},
    run,
};
use testkit::{Linked, World, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";

/// What stirred already; none where nothing did that concerns the page.
async fn stirred(watch: &mut Watch) -> Option<Stir> {
    tokio::select! {
        biased;
        stir = watch.stirred() => stir,
        () = std::future::ready(()) => None,
    }
}

async fn edit(world: &World, room: &str, notes: &str) {
    let form = RoomForm {
        name: room.to_owned(),
        device_type: "windowsRoom".to_owned(),
        notes: notes.to_owned(),
        ..RoomForm::default()
    };
    let edit =
        EditRoom { tenant: world.organization(CONTOSO), room: world.room(CONTOSO, room), stamp: None, form };
    run(&world.app, &world.caller(ANNA), edit).await.unwrap();
}

/// R-112, decision 17: a page over a customer, or over all of them, is told of rooms in sight alone; what the customer changes among its own
/// people lets it decide anew and tells nothing.
#[tokio::test]
async fn a_page_is_told_of_what_is_in_sight() {
    each_linked(async |world: World, linked: Linked| {
        let (pia, tenant) = (world.caller(PIA), world.organization(CONTOSO));
        for (realm, note) in [(Realm::Customer(tenant), "One"), (Realm::AllCustomers, "Two")] {
            let berlin = world.scope(CONTOSO, &[], &["Berlin"]);
            let narrow = ChangeLinkScope { link: linked.link, scope: berlin, stamp: None };
            run(&world.app, &world.caller(ANNA), narrow).await.unwrap();
            let mut watch = Watch::begin(&world.app, &pia, realm).await.unwrap();
            edit(&world, "Lisbon 1", note).await;
            assert_eq!(stirred(&mut watch).await, None, "a room out of sight");
            edit(&world, "Berlin 1", note).await;
            assert_eq!(stirred(&mut watch).await, Some(Stir::Rooms));

            watch.forget();
            let form = RoleForm {
                name: format!("Own {note}"),
                description: String::new(),
                permissions: vec!["room.view".to_owned()],
            };
            let first = AssignmentForm {
                name: note.to_owned(),
                members: vec![Principal::User(world.user("mats@contoso.example"))],
                scope: Scope::ALL,
                ..AssignmentForm::default()
            };
            let role = CreateRole { context: RoleContext::Own, form, first: Some(first) };
            run(&world.app, &world.caller(ANNA), role).await.unwrap();
            assert_eq!(stirred(&mut watch).await, Some(Stir::Access));
            assert!(!watch.renew(&world.app, &pia).await.unwrap(), "nothing of it concerns the reader");

            let all = ChangeLinkScope { link: linked.link, scope: Scope::ALL, stamp: None };
            run(&world.app, &world.caller(ANNA), all).await.unwrap();
            assert!(watch.renew(&world.app, &pia).await.unwrap(), "other rooms are in sight");
            edit(&world, "Lisbon 1", "Seen").await;
            watch.forget();
            edit(&world, "Lisbon 1", note).await;
            assert_eq!(stirred(&mut watch).await, Some(Stir::Rooms));
        }
    })
    .await;
}
