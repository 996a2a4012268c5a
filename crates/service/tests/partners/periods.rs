//! Assignments that end: who is told before, once, and how they are given a later end.

use domain::{
    directory::Principal,
    scope::Scope,
    time::{DAY, HOUR, Time},
};
use service::{
    Page, Wanted, ask,
    assignments::{AssignmentForm, ChangePeriod, CreateAssignment, Period, warn},
    notices::{MarkNoticesRead, NoticeRow, Notices, UnreadNotices},
    roles::{CreateRole, RoleContext, RoleForm},
    run,
};
use testkit::{World, each, each_linked};

fn ending(world: &World, upn: &str, until: Time) -> AssignmentForm {
    AssignmentForm {
        name: format!("Held by {upn}"),
        members: vec![Principal::User(world.user(upn))],
        scope: Scope::ALL,
        period: Period { from: None, until: Some(until) },
        ..AssignmentForm::default()
    }
}

async fn unread(world: &World, upn: &str) -> i64 {
    ask(&world.app, &world.caller(upn), &UnreadNotices).await.unwrap()
}

async fn told(world: &World, upn: &str) -> Vec<NoticeRow> {
    let question = Notices { wanted: Wanted { page: Page::of(50), ..Wanted::default() }, count: true };
    let found = ask(&world.app, &world.caller(upn), &question).await.unwrap();
    assert_eq!(found.count, i64::try_from(found.page.items.len()).ok());
    found.page.items
}

/// fourteen and three days before an own assignment ends, those who may assign are told, once each, and
/// nobody else; an end so near was chosen so and needs no warning.
#[tokio::test]
async fn an_end_is_told_twice() {
    each(async |world| {
        let (app, mats) = (&world.app, world.caller("mats@contoso.example"));
        let until = app.clock.now().plus(20 * DAY);
        let form = ending(&world, "uma@contoso.example", until);
        let create =
            |form| CreateAssignment { context: RoleContext::Own, role: "site_tech".to_owned(), form };
        let assignment = run(app, &mats, create(form)).await.unwrap();
        let near = ending(&world, "uma@contoso.example", app.clock.now().plus(2 * DAY));
        run(app, &mats, create(near)).await.unwrap();
        assert_eq!(warn(app).await.unwrap(), 0);
        world.clock.advance(6 * DAY);
        assert_eq!(warn(app).await.unwrap(), 1);
        assert_eq!(warn(app).await.unwrap(), 0, "told once");
        for (upn, count) in [("mats@", 1), ("anna@", 1), ("uma@", 0), ("greta@", 0), ("lea@", 0)] {
            assert_eq!(unread(&world, &format!("{upn}contoso.example")).await, count, "{upn}");
        }
        let notice = told(&world, "mats@contoso.example").await.remove(0);
        assert_eq!((notice.kind.as_str(), notice.about), ("assignment_ending", assignment.uuid()));
        assert_eq!(notice.parameters["end"], until.to_string());
        run(app, &mats, MarkNoticesRead { until: notice.at }).await.unwrap();
        assert_eq!(unread(&world, "mats@contoso.example").await, 0);
        assert_eq!(unread(&world, "anna@contoso.example").await, 1);

        world.clock.advance(11 * DAY - HOUR);
        assert_eq!(warn(app).await.unwrap(), 0);
        world.clock.advance(HOUR);
        assert_eq!(warn(app).await.unwrap(), 1);
        assert_eq!(warn(app).await.unwrap(), 0);
        // A later end is warned of anew.
        let period = Period { from: None, until: Some(until.plus(30 * DAY)) };
        let extend = ChangePeriod { context: RoleContext::Own, assignment, period, stamp: None };
        run(app, &mats, extend).await.unwrap();
        assert_eq!(warn(app).await.unwrap(), 0);
        world.clock.advance(19 * DAY);
        assert_eq!(warn(app).await.unwrap(), 1);
        assert_eq!(unread(&world, "mats@contoso.example").await, 2);
        // What has ended is not told any more.
        world.clock.advance(40 * DAY);
        assert_eq!(warn(app).await.unwrap(), 0);
    })
    .await;
}

/// decision 17: the end of a partner's assignment is told to the partner's people who may assign at that
/// customer, for as long as they may; neither to others of the partner nor to the customer nor to other partners.
#[tokio::test]
async fn the_end_at_a_customer_is_told_to_those_who_assign_there() {
    each_linked(async |world, _| {
        let (app, pia) = (&world.app, world.caller("pia@northwind.example"));
        let contoso = world.organization("contoso.example");
        let context = RoleContext::At(contoso);
        let scope = world.scope("contoso.example", &[], &["Boardrooms"]);
        world.link("contoso.example", "adventure.example", scope, &["alex@adventure.example"]).await;
        let everybody = [
            "pia@northwind.example",
            "ned@northwind.example",
            "tom@northwind.example",
            "alex@adventure.example",
            "anna@contoso.example",
            "mats@contoso.example",
        ];
        let mut before = Vec::new();
        for upn in everybody {
            before.push(unread(&world, upn).await);
        }
        let until = app.clock.now().plus(15 * DAY);
        let form = RoleForm {
            name: "Help desk".to_owned(),
            permissions: vec!["room.view".to_owned()],
            ..RoleForm::default()
        };
        let first = Some(ending(&world, "ned@northwind.example", until));
        run(app, &pia, CreateRole { context, form, first }).await.unwrap();
        world.clock.advance(2 * DAY);
        assert_eq!(warn(app).await.unwrap(), 1);
        for (upn, before) in everybody.into_iter().zip(before) {
            let more = i64::from(upn == "pia@northwind.example");
            assert_eq!(unread(&world, upn).await, before + more, "{upn}");
        }
        let notice = told(&world, "pia@northwind.example").await.remove(0);
        assert_eq!(notice.kind, "customer_assignment_ending");
        assert_eq!((notice.within, notice.parameters["customer"].as_str()), (contoso, "Contoso"));
        run(app, &pia, MarkNoticesRead { until: notice.at }).await.unwrap();
        assert_eq!(unread(&world, "pia@northwind.example").await, 0);
        assert!(told(&world, "pia@northwind.example").await[0].is_read);
    })
    .await;
}

/// Several nodes look for what ends at once: each end is told once.
#[tokio::test]
async fn several_nodes_warn_once() {
    each(async |world| {
        let (app, mats) = (&world.app, world.caller("mats@contoso.example"));
        let form = ending(&world, "uma@contoso.example", app.clock.now().plus(20 * DAY));
        let create = CreateAssignment { context: RoleContext::Own, role: "site_tech".to_owned(), form };
        run(app, &mats, create).await.unwrap();
        world.clock.advance(7 * DAY);
        let outcomes = tokio::join!(warn(app), warn(app), warn(app));
        let told: usize = [outcomes.0, outcomes.1, outcomes.2].into_iter().flatten().sum();
        assert_eq!(told, 1);
        assert_eq!(unread(&world, "mats@contoso.example").await, 1);
    })
    .await;
}
