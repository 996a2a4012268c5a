//! The audit log: who reads it, what stands in it, and that nobody can change it unnoticed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    query::{Filter, Order, Query},
    time::DAY,
};
use service::{
    Caller, Code, Refusal, Wanted, ask,
    audit_log::{
        Break, Exported, Form, Joining, Known, Line, ListEvents, Part, Period, SCHEMA, begin_export, hex,
        verify,
    },
    enrolment_key::{DownloadKey, ResetKey},
    observe, run,
};
use testkit::{World, each, each_linked};

fn everything(world: &World) -> ListEvents {
    ListEvents { period: Period::whole(world.app.clock.now()), wanted: Wanted::first(100), count: false }
}

async fn export(world: &World, caller: &Caller) -> Result<(String, Vec<Line>), Refusal> {
    let part = Part::of(Period::last(30, world.app.clock.now()));
    export_part(world, caller, part).await.map(|exported| (exported.previous_digest, exported.lines))
}

async fn export_part(world: &World, caller: &Caller, part: Part) -> Result<Exported, Refusal> {
    let mut export = begin_export(&world.app, caller, part, Form::Json).await?;
    let start = export.start().clone();
    let mut lines = Vec::new();
    while let Some(piece) = export.next(&world.app, caller).await? {
        lines.extend(piece);
    }
    Ok(Exported {
        format: "steward-audit-log".to_owned(),
        format_version: 1,
        tenant_id: caller.person.organization.uuid(),
        head: start.head,
        previous_digest: start.previous_digest,
        lines,
    })
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
            let listed =
                ask(&world.app, &caller, &everything(&world)).await.err().map(|refusal| refusal.code());
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
        run(&world.app, &mats, DownloadKey { tenant: mats.person.organization }).await.unwrap();
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
        let lines = ask(&world.app, &anna, &everything(&world)).await.unwrap().page.items;
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].kind.as_str(), lines[0].result.as_str()), ("refused", "Failed"));
        assert_eq!(lines[0].actor_id, Some(world.user("greta@contoso.example").uuid()));
        let count = lines[0].changes.iter().find(|change| change.field == "count").unwrap();
        assert_eq!(count.after.as_deref(), Some("3"));
    })
    .await;
}

/// a period reaches back 180 days at most, and no filter reaches further; R-204: lines of the period alone are
/// shown, counted and paged.
#[tokio::test]
async fn lines_are_chosen_by_period_and_filter() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        run(&world.app, &mats, ResetKey).await.unwrap();
        world.clock.advance(40 * DAY);
        run(&world.app, &mats, DownloadKey { tenant: mats.person.organization }).await.unwrap();
        let count = async |period: Period, filter: &str| {
            let filter = (!filter.is_empty()).then(|| Filter::parse(filter, &SCHEMA).unwrap());
            let question =
                ListEvents { period, wanted: Wanted { filter, ..Wanted::first(100) }, count: true };
            let found = ask(&world.app, &mats, &question).await.unwrap();
            assert_eq!(found.count, i64::try_from(found.page.items.len()).ok());
            found.page.items.len()
        };
        let now = world.app.clock.now();
        let whole = Period::whole(now);
        assert_eq!(count(whole, "").await, 2);
        assert_eq!(count(Period::last(30, now), "").await, 1);
        let user = world.user("mats@contoso.example");
        for (filter, expected) in [
            ("category eq 'Room'", 0),
            ("category eq 'Key' and operation eq 'Update' and resultStatus eq 'Successful'", 2),
            ("kind eq 'KEY.reset'", 1),
            ("startswith(kind,'key.')", 2),
            ("sequence gt 1", 1),
            ("creationTime lt 2000-01-01", 0),
            ("contains(userName,'MATS') and role eq 'managed_service_administrator'", 2),
            ("userTenantId eq null or address eq '198.51.100.1'", 0),
            (format!("userId eq {user} and objectId ne {user}").as_str(), 2),
            (format!("userTenantId ne {} and userTenantId ne null", mats.person.organization).as_str(), 0),
        ] {
            assert_eq!(count(whole, filter).await, expected, "{filter}");
        }
        let mut wanted = Wanted::first(1);
        for descending in [true, false] {
            for property in ["sequence", "creationTime"] {
                wanted.order = vec![Order { property, descending }];
                wanted.after = None;
                let question = ListEvents { period: whole, wanted: wanted.clone(), count: false };
                let first = ask(&world.app, &mats, &question).await.unwrap().page;
                wanted.after = first.next;
                let question = ListEvents { period: whole, wanted: wanted.clone(), count: false };
                let second = ask(&world.app, &mats, &question).await.unwrap().page;
                let seen = (first.items[0].sequence, second.items[0].sequence, second.next);
                assert_eq!(seen, if descending { (2, 1, None) } else { (1, 2, None) });
            }
        }
        world.clock.advance(150 * DAY);
        let now = world.app.clock.now();
        assert_eq!(count(Period::whole(now), "sequence ge 1").await, 1, "the first line is too old");
    })
    .await;
}

/// names of objects are found whatever their case and script; another organization's log is never searched.
#[tokio::test]
async fn the_log_is_searched() {
    each_linked(async |world, _| {
        let anna = world.caller("anna@contoso.example");
        run(&world.app, &anna, renamed(&world, "Ärzte 회의실")).await.unwrap();
        let found = async |upn: &str, text: &str| {
            let search = Query::parse([("$search", text)], &SCHEMA).unwrap().search;
            let wanted = Wanted { search, ..Wanted::first(100) };
            let question = ListEvents { wanted, count: true, ..everything(&world) };
            ask(&world.app, &world.caller(upn), &question).await.unwrap().count.unwrap()
        };
        assert_eq!(found("anna@contoso.example", "ÄRZTE 회의").await, 1);
        assert_eq!(found("anna@contoso.example", "ärzte anna").await, 1);
        assert_eq!(found("anna@contoso.example", "ärzte nobody").await, 0);
        assert_eq!(found("nora@northwind.example", "ärzte").await, 0);
        assert_eq!(found("ada@adventure.example", "ärzte").await, 0);
    })
    .await;
}

fn renamed(world: &World, name: &str) -> service::groups::CreateGroup {
    service::groups::CreateGroup {
        tenant: world.organization("contoso.example"),
        name: name.to_owned(),
        description: String::new(),
        members: std::collections::BTreeSet::new(),
        rule: None,
    }
}

/// exports of parts of the log, by line, join each other up to the head, and say so; what is missing,
/// shorter or rewritten between two exports is found out.
#[tokio::test]
async fn exports_by_line_join_each_other() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        for _ in 0..4 {
            run(&world.app, &mats, ResetKey).await.unwrap();
        }
        let whole = || Period::whole(world.app.clock.now());
        let part = async |first: &str, last: &str| {
            export_part(&world, &mats, Part::between(whole(), first, last).unwrap()).await
        };
        let early = part("", "3").await.unwrap();
        let finding = early.check(None).unwrap();
        assert_eq!((finding.lines, finding.head), (Some((1, 3)), 5), "the export is line 5");
        assert!(finding.starts_at_the_beginning() && !finding.reaches_the_head());

        let late = part("4", "").await.unwrap();
        let known = Known::Export(Box::new(early.clone()));
        let finding = late.check(Some(&known)).unwrap();
        assert_eq!((finding.lines, finding.joining), (Some((4, 6)), Some(Joining::After(3))));
        assert!(finding.reaches_the_head() && !finding.starts_at_the_beginning());
        let digest = Known::Digest(early.lines[2].digest.clone());
        assert_eq!(late.check(Some(&digest)).unwrap().joining, Some(Joining::After(3)));

        let all = part("", "").await.unwrap();
        assert_eq!(all.check(Some(&known)).unwrap().joining, Some(Joining::Holds(3)));
        assert_eq!(all.check(Some(&digest)).unwrap().joining, Some(Joining::Holds(3)));
        let none = part("100", "").await.unwrap();
        let finding = none.check(Some(&Known::Digest(none.head.digest.clone()))).unwrap();
        assert_eq!((finding.lines, finding.joining), (None, Some(Joining::Unchanged(8))));

        let missing = part("6", "").await.unwrap();
        assert_eq!(missing.check(Some(&known)), Err(Break::Missing { after: 3, found: 6 }));
        assert_eq!(missing.check(Some(&digest)), Err(Break::Unknown));
        let later = Known::Export(Box::new(missing));
        assert_eq!(late.check(Some(&later)), Err(Break::Shorter { before: 9, now: 6 }));
        let behind = part("2", "4").await.unwrap();
        let until_six = Known::Export(Box::new(late.clone()));
        assert_eq!(behind.check(Some(&until_six)), Err(Break::Behind(6)));
        let mut forged = early.clone();
        forged.lines.pop();
        forged.lines[1].digest = hex(&forged.lines[0].compute_digest(&[]));
        assert_eq!(late.check(Some(&Known::Export(Box::new(forged)))), Err(Break::Digest(2)));

        let mut cut = all.clone();
        cut.head.sequence = 4;
        assert!(matches!(cut.check(None), Err(Break::Head { head: 4, .. })));
        let mut other_head = late.clone();
        other_head.head.digest = early.head.digest.clone();
        assert_eq!(other_head.check(None), Err(Break::Head { head: 6, last: 6 }));
        let mut headless = late.clone();
        headless.previous_digest = String::new();
        assert_eq!(headless.check(None), Err(Break::Beginning(4)));
    })
    .await;
}

/// who writes the whole log anew, digests and head included, is found out by an earlier export.
#[tokio::test]
async fn a_log_written_anew_does_not_join() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        run(&world.app, &mats, ResetKey).await.unwrap();
        let part = || Part::of(Period::whole(world.app.clock.now()));
        let before = export_part(&world, &mats, part()).await.unwrap();
        let mut after = export_part(&world, &mats, part()).await.unwrap();
        let known = Known::Export(Box::new(before));
        assert_eq!(after.check(Some(&known)).unwrap().joining, Some(Joining::Holds(2)));
        after.lines[0].result = "Failed".to_owned();
        let mut previous = Vec::new();
        for line in &mut after.lines {
            previous = line.compute_digest(&previous);
            line.digest = hex(&previous);
        }
        after.head.digest = after.lines.last().unwrap().digest.clone();
        assert!(after.check(None).is_ok(), "by itself it cannot be told");
        assert_eq!(after.check(Some(&known)), Err(Break::Rewritten(2)));
    })
    .await;
}

/// a part by line is refused where it cannot be, or begins before what the log offers; each limit is named.
#[tokio::test]
async fn an_impossible_part_is_refused() {
    each(async |world| {
        let now = world.app.clock.now();
        let faults = |first: &str, last: &str| match Part::between(Period::whole(now), first, last) {
            Err(Refusal::Invalid(_, faults)) => faults.into_iter().map(|fault| fault.field).collect(),
            _ => Vec::new(),
        };
        assert_eq!(faults("0", "x"), ["fromSequence", "toSequence"]);
        assert_eq!(faults("5", "4"), ["toSequence"]);
        assert_eq!(faults("5", "5"), Vec::<String>::new());
        let mats = world.caller("mats@contoso.example");
        run(&world.app, &mats, ResetKey).await.unwrap();
        world.clock.advance(100 * DAY);
        run(&world.app, &mats, ResetKey).await.unwrap();
        world.clock.advance(100 * DAY);
        let part = |first: &str| Part::between(Period::whole(world.app.clock.now()), first, "").unwrap();
        let Err(Refusal::Invalid(_, faults)) = export_part(&world, &mats, part("1")).await else {
            panic!("line 1 is too old");
        };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("fromSequence", Code::BadPeriod));
        let exported = export_part(&world, &mats, part("2")).await.unwrap();
        assert_eq!(exported.check(None).unwrap().lines, Some((2, 3)));
    })
    .await;
}

/// lines whose clocks disagree at the edge of a period are exported without a gap.
#[tokio::test]
async fn a_period_is_exported_without_gaps() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        for _ in 0..3 {
            run(&world.app, &mats, ResetKey).await.unwrap();
        }
        // Written by another node, whose clock went ahead: the digest tells it, the chain does not.
        let ahead = "update audit_events set at = at + 50000000 where sequence = 2";
        world.database.raw(ahead).await;
        let now = world.app.clock.now();
        let exported = export_part(&world, &mats, Part::of(Period::last(1, now))).await.unwrap();
        let sequences: Vec<_> = exported.lines.iter().map(|line| line.sequence).collect();
        assert_eq!(sequences, [1, 2, 3, 4]);
    })
    .await;
}
