//! The audit log: who reads it, what stands in it, and that nobody can change it unnoticed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::time::DAY;
use service::{
    Caller, Code, Page, Refusal, ask,
    audit_log::{Break, Line, ListEvents, Period, Wanted, begin_export, verify},
    enrolment_key::{DownloadKey, ResetKey},
    observe, run,
};
use testkit::{World, each, each_linked};

fn everything() -> ListEvents {
    ListEvents { wanted: Wanted::default(), before: None, page: Page::of(100) }
}

async fn export(world: &World, caller: &Caller) -> Result<(String, Vec<Line>), Refusal> {
    let period = Period::last(30, world.app.clock.now());
    let mut export = begin_export(&world.app, caller, period, Wanted::default(), "json").await?;
    let (mut previous, mut lines) = (String::new(), Vec::new());
    while let Some(piece) = export.next(&world.app, caller).await? {
        if lines.is_empty() {
            previous = piece.previous_digest;
        }
        lines.extend(piece.lines);
    }
    Ok((previous, lines))
}

/// R-205, decision 7: the log is read by Global administrators and Managed Service Administrators of the
/// organization alone; a primary admin of a partner reaches no customer's log.
#[tokio::test]
async fn only_service_administrators_read_the_log() {
    each_linked(async |world, _| {
        for (upn, expected) in [
            ("anna@contoso.example", None),
            ("mats@contoso.example", None),
            ("greta@contoso.example", Some(Code::Forbidden)),
            ("lea@contoso.example", Some(Code::Forbidden)),
            ("uma@contoso.example", Some(Code::Forbidden)),
            ("pia@northwind.example", Some(Code::Forbidden)),
            ("dora@contoso.example", Some(Code::Unauthenticated)),
        ] {
            let caller = world.caller(upn);
            let listed = ask(&world.app, &caller, &everything()).await.err().map(|refusal| refusal.code());
            assert_eq!(listed, expected, "{upn} lists");
            let exported = export(&world, &caller).await.err().map(|refusal| refusal.code());
            assert_eq!(exported, expected, "{upn} exports");
        }
    })
    .await;
}

/// each change is one line, chained to the one before; the export is a line itself
/// (decision 18), with who, what, the role that allowed it and values.
#[tokio::test]
async fn every_change_is_a_line_of_a_whole_chain() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        run(&world.app, &mats, ResetKey).await.unwrap();
        run(&world.app, &mats, DownloadKey).await.unwrap();
        let (previous, lines) = export(&world, &mats).await.unwrap();
        assert_eq!(previous, "");
        let kinds: Vec<_> = lines.iter().map(|line| line.kind.as_str()).collect();
        assert_eq!(kinds, ["key.reset", "key.downloaded", "export.audit_log"]);
        assert_eq!(lines.iter().map(|line| line.sequence).collect::<Vec<_>>(), [1, 2, 3]);
        let reset = &lines[0];
        assert_eq!((reset.category.as_str(), reset.operation.as_str()), ("Key", "Update"));
        assert_eq!(
            (reset.result.as_str(), reset.via_role.as_str()),
            ("Successful", "managed_service_administrator")
        );
        assert_eq!(reset.actor_id, Some(world.user("mats@contoso.example").uuid()));
        assert_eq!(reset.address, "192.0.2.7");
        assert_eq!(verify(&previous, &lines).unwrap(), lines[2].digest);

        // A part of the log verifies from the digest before it.
        assert_eq!(verify(&lines[0].digest, &lines[1..]).unwrap(), lines[2].digest);
    })
    .await;
}

/// a line that was changed, taken out, or put into another place is found.
#[tokio::test]
async fn whoever_changes_the_log_is_found_out() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        for _ in 0..4 {
            run(&world.app, &mats, ResetKey).await.unwrap();
        }
        let (previous, lines) = export(&world, &mats).await.unwrap();
        assert!(verify(&previous, &lines).is_ok());

        let mut without = lines.clone();
        without.remove(2);
        assert_eq!(verify(&previous, &without), Err(Break::Sequence { after: 2, found: 4 }));
        let mut changed = lines.clone();
        changed[1].actor_name = "somebody else".to_owned();
        assert_eq!(verify(&previous, &changed), Err(Break::Digest(2)));
        let mut swapped = lines.clone();
        swapped.swap(0, 1);
        assert!(verify(&previous, &swapped).is_err());

        let statement = "update audit_events set result = 'Failed' where sequence = 3";
        world.database.raw(statement).await;
        let (previous, lines) = export(&world, &mats).await.unwrap();
        assert_eq!(verify(&previous, &lines), Err(Break::Digest(3)));
    })
    .await;
}

/// Decision 14: a refused attempt is written down after the answer, in the caller's log always, in the target's
/// where a relationship exists, equal ones folded with a count.
#[tokio::test]
async fn refusals_are_folded_and_told() {
    each(async |world| {
        let greta = world.caller("greta@contoso.example");
        for _ in 0..3 {
            assert_eq!(
                run(&world.app, &greta, ResetKey).await.err().map(|r| r.code()),
                Some(Code::Forbidden)
            );
        }
        observe::write_down(&world.app, false).await.unwrap();
        let anna = world.caller("anna@contoso.example");
        let lines = ask(&world.app, &anna, &everything()).await.unwrap().items;
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].kind.as_str(), lines[0].result.as_str()), ("refused", "Failed"));
        assert_eq!(lines[0].actor_id, Some(world.user("greta@contoso.example").uuid()));
        let count = lines[0].changes.iter().find(|change| change.field == "count").unwrap();
        assert_eq!(count.after.as_deref(), Some("3"));
    })
    .await;
}

/// a period reaches back 180 days at most; R-204: lines of the period alone are shown.
#[tokio::test]
async fn lines_are_chosen_by_period_and_category() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        run(&world.app, &mats, ResetKey).await.unwrap();
        world.clock.advance(40 * DAY);
        run(&world.app, &mats, ResetKey).await.unwrap();
        let now = world.app.clock.now();
        let count = async |wanted: Wanted| {
            let question = ListEvents { wanted, ..everything() };
            ask(&world.app, &mats, &question).await.unwrap().items.len()
        };
        assert_eq!(count(Wanted::default()).await, 2);
        assert_eq!(count(Wanted { from: Some(now.plus(-30 * DAY)), ..Wanted::default() }).await, 1);
        assert_eq!(count(Wanted { category: Some("Room".to_owned()), ..Wanted::default() }).await, 0);
        assert_eq!(count(Wanted { only_others: true, ..Wanted::default() }).await, 0);

        let first = ListEvents { page: Page::of(1), ..everything() };
        let newest = ask(&world.app, &mats, &first).await.unwrap();
        assert!(newest.has_more);
        assert_eq!(newest.items[0].sequence, 2);
        let second = ListEvents { before: Some(2), ..first };
        let oldest = ask(&world.app, &mats, &second).await.unwrap();
        assert_eq!((oldest.items[0].sequence, oldest.has_more), (1, false));
    })
    .await;
}
