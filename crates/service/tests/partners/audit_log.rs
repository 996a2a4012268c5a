use domain::time::{DAY, Time};
use service::{
    Code, ask,
    audit_log::{AuditEvents, Break, ChainPiece, ExportAuditLog, LogPiece, csv_line, verify},
    notices::{MarkNoticesRead, Notices, UnreadNotices},
    run,
};
use testkit::each;

use crate::{accepted, code, invited};

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
            let outcome = ask(app, &world.caller(upn), &AuditEvents::default()).await;
            assert_eq!(code(outcome), Some(Code::Forbidden), "{upn}");
        }
        let lines = async |upn: &str, question: AuditEvents| {
            ask(app, &world.caller(upn), &question).await.unwrap().items
        };
        let theirs = AuditEvents { foreign_only: true, ..AuditEvents::default() };
        let seen = lines("mats@contoso.example", theirs).await;
        assert!(seen.iter().all(|line| line.actor_name == "tom@northwind.example") && seen.len() == 3);
        assert!(seen.iter().any(|line| line.kind == "link.started" && line.subject_name == "Northwind"));
        let invitations =
            AuditEvents { category: Some("PartnerInvitation".to_owned()), ..AuditEvents::default() };
        assert_eq!(lines("mats@contoso.example", invitations).await.len(), 2);

        let own = lines("nora@northwind.example", AuditEvents::default()).await;
        assert_eq!(own.len(), 4);
        let contoso = world.organization("contoso.example").uuid();
        assert!(own.iter().all(|line| line.target_id == contoso && line.subject_name.is_empty()));
        assert!(own.iter().all(|line| line.changes.is_empty()));
        assert!(own.iter().all(|line| line.actor_name != "anna@contoso.example"));
        let stranger =
            ask(app, &world.caller("ada@adventure.example"), &AuditEvents::default()).await.unwrap();
        assert!(stranger.items.is_empty());
    })
    .await;
}

/// the period is checked; an export is itself an event; what was exported verifies, and a changed
/// line is found.
#[tokio::test]
async fn exports_verify() {
    each(async |world| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        for partner in ["northwind.example", "adventure.example"] {
            world.clock.advance(DAY);
            invited(&world, partner).await;
        }
        let export = |from: Option<Time>, until, form| ExportAuditLog { from, until, form };
        let now = domain::time::Clock::now(&*world.clock);
        let old = Some(now.plus(-181 * DAY));
        assert_eq!(code(run(app, &anna, export(old, None, "csv")).await), Some(Code::BadPeriod));
        let turned = export(Some(now), Some(now.plus(-1)), "csv");
        assert_eq!(code(run(app, &anna, turned).await), Some(Code::BadPeriod));
        let greta = world.caller("greta@contoso.example");
        assert_eq!(code(run(app, &greta, export(None, None, "csv")).await), Some(Code::Forbidden));

        let period = run(app, &anna, export(None, None, "csv")).await.unwrap();
        let lines = ask(app, &anna, &LogPiece { period, after: 0 }).await.unwrap();
        assert_eq!(lines.len(), 3, "the export is the third event");
        let csv = String::from_utf8(csv_line(lines.first()).unwrap()).unwrap();
        assert!(csv.starts_with("PartnerInvitation,northwind.example,Create,Successful,"), "{csv}");

        let later = Some(now.plus(-60));
        let period = run(app, &anna, export(later, None, "json")).await.unwrap();
        let (head, lines) = ask(app, &anna, &ChainPiece { period, after: None }).await.unwrap();
        let head = head.unwrap();
        assert_eq!((head.previous_sequence, lines.len()), (1, 3));
        assert_eq!(verify(&head, lines.clone()).unwrap().last_sequence, 4);
        let mut changed = lines;
        changed[1].actor_name = "somebody@else.example".to_owned();
        assert_eq!(verify(&head, changed), Err(Break::Changed { sequence: 3 }));
    })
    .await;
}

/// both sides' administrators are told; what was read is read by oneself alone; others are told nothing.
#[tokio::test]
async fn notices_reach_administrators() {
    each(async |world| {
        let app = &world.app;
        let id = invited(&world, "northwind.example").await;
        let unread = async |upn: &str| ask(app, &world.caller(upn), &UnreadNotices).await.unwrap();
        assert_eq!(unread("tom@northwind.example").await, 1);
        assert_eq!(unread("pia@northwind.example").await, 0);
        accepted(&world, "tom@northwind.example", id, &["pia@northwind.example"]).await;
        assert_eq!(unread("anna@contoso.example").await, 1);
        assert_eq!(unread("uma@contoso.example").await, 0);
        assert_eq!(unread("ada@adventure.example").await, 0);
        let anna = world.caller("anna@contoso.example");
        let shown = ask(app, &anna, &Notices::default()).await.unwrap().items;
        assert_eq!(shown[0].kind, "invitation_accepted");
        assert_eq!(shown[0].parameters["partner"], "Northwind");
        run(app, &anna, MarkNoticesRead { until: shown[0].at }).await.unwrap();
        assert_eq!(unread("anna@contoso.example").await, 0);
        assert_eq!(unread("mats@contoso.example").await, 1);
    })
    .await;
}
