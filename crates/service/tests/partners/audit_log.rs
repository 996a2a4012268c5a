use domain::{
    query::Filter,
    time::{Clock, DAY},
};
use service::{
    Code, Wanted, ask,
    audit_log::{Break, Form, ListEvents, Part, Period, SCHEMA, begin_export, verify},
};
use testkit::{World, each};

use crate::{accepted, code, invited};

fn events(world: &World, filter: &str) -> ListEvents {
    let filter = (!filter.is_empty()).then(|| Filter::parse(filter, &SCHEMA).unwrap());
    let period = Period::whole(world.app.clock.now());
    ListEvents { period, wanted: Wanted { filter, ..Wanted::default() }, count: false }
}

/// decision 7: the customer's log has what the partner did, with names and values; the
/// partner's log has what its own people did, without them; nobody else reads either.
#[tokio::test]
async fn each_side_reads_its_own_log() {
    each(async |world| {
        let app = &world.app;
        let id = invited(&world, "northwind.example").await;
        accepted(&world, "tom@northwind.example", id, &["pia@northwind.example"]).await;
        for upn in [
            "greta@contoso.example",
            "lea@contoso.example",
            "uma@contoso.example",
            "pia@northwind.example",
            "tom@northwind.example",
        ] {
            let outcome = ask(app, &world.caller(upn), &events(&world, "")).await;
            assert_eq!(code(outcome), Some(Code::Forbidden), "{upn}");
        }
        let lines = async |upn: &str, filter: &str| {
            ask(app, &world.caller(upn), &events(&world, filter)).await.unwrap().page.items
        };
        let own = world.organization("contoso.example");
        let theirs = format!("userTenantId ne {own} and userTenantId ne null");
        let seen = lines("mats@contoso.example", &theirs).await;
        assert!(seen.iter().all(|line| line.actor_name == "tom@northwind.example") && seen.len() == 3);
        assert!(seen.iter().any(|line| line.kind == "link.started" && line.subject_name == "Northwind"));
        let invitations = "category eq 'PartnerInvitation'";
        assert_eq!(lines("mats@contoso.example", invitations).await.len(), 2);

        let own = lines("nora@northwind.example", "").await;
        assert_eq!(own.len(), 4);
        let contoso = world.organization("contoso.example").uuid();
        assert!(own.iter().all(|line| line.target_id == contoso && line.subject_name.is_empty()));
        assert!(own.iter().all(|line| line.changes.is_empty()));
        assert!(own.iter().all(|line| line.actor_name != "anna@contoso.example"));
        let stranger = ask(app, &world.caller("ada@adventure.example"), &events(&world, "")).await.unwrap();
        assert!(stranger.page.items.is_empty());
    })
    .await;
}

/// an export is itself an event; what was exported verifies, and a changed line is found.
#[tokio::test]
async fn exports_verify() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        for partner in ["northwind.example", "adventure.example"] {
            world.clock.advance(DAY);
            invited(&world, partner).await;
        }
        let now = world.clock.now();
        let greta = world.caller("greta@contoso.example");
        let month = Period::last(30, now);
        let refused = begin_export(app, &greta, Part::of(month), Form::Csv(Wanted::default())).await;
        assert_eq!(code(refused), Some(Code::Forbidden));
        let mut export = begin_export(app, &anna, Part::of(month), Form::Json).await.unwrap();
        let piece = export.next(app, &anna).await.unwrap().unwrap();
        assert_eq!(piece.len(), 3, "the export is the third event");
        assert_eq!(export.next(app, &anna).await.unwrap().map(|piece| piece.len()), None);

        let minute = Period::new(now.plus(-60), now.plus(1), now).unwrap();
        let mut export = begin_export(app, &anna, Part::of(minute), Form::Json).await.unwrap();
        let piece = export.next(app, &anna).await.unwrap().unwrap();
        let previous = export.start().previous_digest.clone();
        assert_eq!((piece[0].sequence, piece.len()), (2, 3));
        assert!(verify(&previous, &piece).is_ok());
        let mut changed = piece;
        changed[1].actor_name = "somebody@else.example".to_owned();
        assert_eq!(verify(&previous, &changed), Err(Break::Digest(3)));
    })
    .await;
}
