//! Who is told by e-mail of which tickets: by their own choice of customers and severity, and by the routes of their organization, on
//! both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::sync::Mutex;

use domain::{
    directory::Principal,
    id::{Id, MailRoute},
    notification::MailChoice,
    scope::Scope,
    signal::Severity,
    time::{DAY, MINUTE},
    webhook::Covers,
};
use service::{
    Code, Refusal, Settings,
    account::{OwnMailChoice, set_mail_choice},
    ask,
    assignments::{AssignmentForm, CreateAssignment, EditAssignment, RolesAt},
    mail_routes::{
        CreateMailRoute, DeleteMailRoute, EditMailRoute, ListMailRoutes, MailRouteForm, MailRouteOf,
    },
    notifications::{Content, Letter, Post, Undelivered, tend},
    roles::{CreateRole, RoleContext, RoleForm},
    run,
    tickets::RecordIssue,
};
use testkit::{Database, Kind, World};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ANNA: &str = "anna@contoso.example";
const UMA: &str = "uma@contoso.example";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const NORA: &str = "nora@northwind.example";

/// A mail server that remembers to whom it gave tickets.
#[derive(Default)]
struct Mailbox(Mutex<Vec<String>>);

impl Post for Mailbox {
    async fn deliver(&self, letter: &Letter) -> Result<(), Undelivered> {
        if matches!(letter.content, Content::Tickets { .. }) {
            self.0.lock().unwrap().push(letter.to.clone());
        }
        Ok(())
    }
}

impl Mailbox {
    /// Who was told since the last time, after some time.
    async fn told(&self, world: &World, micros: i64) -> Vec<String> {
        world.clock.advance(micros);
        tend(&world.app, self).await.unwrap();
        let mut told = std::mem::take(&mut *self.0.lock().unwrap());
        told.sort();
        told
    }
}

/// Runs a test on both databases: northwind.example manages all rooms of contoso.example with Pia as primary admin and its group
/// Service, of which Gus is a member, as viewers who get e-mail.
async fn each_managed(test: impl AsyncFn(World, Mailbox)) {
    for kind in Kind::ALL {
        let settings = Settings { sends_mail: true, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        world.link(CONTOSO, NORTHWIND, Scope::ALL, &[PIA]).await;
        let first = AssignmentForm {
            name: "Service".to_owned(),
            members: vec![Principal::SecurityGroup(world.security_group(NORTHWIND, "Service"))],
            scope: Scope::ALL,
            sends_mail: true,
            ..AssignmentForm::default()
        };
        let form = RoleForm {
            name: "Viewers".to_owned(),
            permissions: vec!["ticket.view".to_owned(), "room.view".to_owned()],
            ..RoleForm::default()
        };
        let context = RoleContext::At(world.organization(CONTOSO));
        let command = CreateRole { context, form, first: Some(first) };
        run(&world.app, &world.caller(PIA), command).await.unwrap();
        test(world, Mailbox::default()).await;
    }
}

/// The code of the only fault of a form.
fn fault(refusal: Refusal) -> Code {
    match refusal {
        Refusal::Invalid(_, faults) if faults.len() == 1 => faults[0].code,
        other => panic!("{other:?}"),
    }
}

/// Lets an issue be recorded: Critical, or else Important.
async fn recorded(world: &World, severity: Severity) {
    let command = RecordIssue {
        tenant: world.organization(CONTOSO),
        description: "The projector is yellow".to_owned(),
        rooms: [world.room(CONTOSO, "Berlin 1")].into(),
        is_high_impact: severity == Severity::Critical,
    };
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
}

/// The primary admins get e-mail, or no more.
async fn set_primary_mail(world: &World, by: &str, name: Option<&str>, is_on: bool) -> Result<(), Refusal> {
    let customer = world.organization(CONTOSO);
    let shown = ask(&world.app, &world.caller(PIA), &RolesAt { customer }).await.unwrap();
    let primary = shown.into_iter().find(|it| it.row.role.key() == "primary_admins").unwrap().row;
    let context = if by == ANNA { RoleContext::Own } else { RoleContext::At(customer) };
    let command = EditAssignment {
        context,
        assignment: primary.id,
        name: name.map_or(primary.name, str::to_owned),
        description: primary.description,
        sends_mail: Some(is_on),
        stamp: Some(primary.stamp),
    };
    run(&world.app, &world.caller(by), command).await
}

async fn route(world: &World, by: &str, form: MailRouteForm) -> Result<Id<MailRoute>, Refusal> {
    let command = CreateMailRoute { covers: Covers::Customers, form };
    run(&world.app, &world.caller(by), command).await
}

/// the fixed assignment of Primary admins carries the checkbox as every other does; its name and members stay what
/// they are, and it is the partner's alone.
#[tokio::test]
async fn primary_admins_get_mail_where_their_assignment_says_so() {
    each_managed(async |world, post| {
        recorded(&world, Severity::Important).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS]);

        let code = |outcome: Result<(), Refusal>| outcome.err().map(|refusal| refusal.code());
        let renamed = set_primary_mail(&world, PIA, Some("Chiefs"), true).await;
        assert_eq!(code(renamed), Some(Code::BuiltInRole));
        assert_eq!(code(set_primary_mail(&world, ANNA, None, true).await), Some(Code::BuiltInRole));
        let stranger = code(set_primary_mail(&world, GUS, None, true).await);
        assert_eq!(stranger, Some(Code::Forbidden), "no role management");

        set_primary_mail(&world, PIA, None, true).await.unwrap();
        recorded(&world, Severity::Important).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS, PIA]);
        let events = "select changes from audit_events where kind = 'assignment.edited'";
        let events = world.database.raw(events).await;
        assert!(format!("{events:?}").contains("emailNotifications"), "{events:?}");
    })
    .await;
}

/// each person chooses from which severity on they are told, at once or in the digest, and of which of the customers in
/// their sight; decided when it happens, and again when it is sent.
#[tokio::test]
async fn people_choose_of_what_they_are_told() {
    each_managed(async |world, post| {
        let contoso = world.organization(CONTOSO);
        let gus = world.caller(GUS);
        let choose = async |choice: MailChoice| set_mail_choice(&world.app, &gus, choice).await;
        let critical = MailChoice { at_once_from: Some(Severity::Critical), ..MailChoice::default() };
        choose(MailChoice { customers: vec![contoso], ..critical.clone() }).await.unwrap();
        let kept = ask(&world.app, &gus, &OwnMailChoice).await.unwrap();
        assert_eq!((kept.at_once_from, kept.customers), (Some(Severity::Critical), vec![contoso]));
        recorded(&world, Severity::Important).await;
        assert_eq!(post.told(&world, MINUTE).await, [""; 0], "it waits for the digest");
        recorded(&world, Severity::Critical).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS]);
        assert_eq!(post.told(&world, DAY).await, [GUS], "the digest");

        choose(MailChoice { digest_from: None, ..critical.clone() }).await.unwrap();
        recorded(&world, Severity::Important).await;
        assert_eq!(post.told(&world, 2 * DAY).await, [""; 0], "not at all");

        // Chosen after it happened: it waited for the digest, and is not told any more.
        choose(critical.clone()).await.unwrap();
        recorded(&world, Severity::Important).await;
        assert_eq!(post.told(&world, MINUTE).await, [""; 0]);
        choose(MailChoice { digest_from: None, ..critical }).await.unwrap();
        assert_eq!(post.told(&world, 2 * DAY).await, [""; 0]);

        // Customers out of sight are none to choose: neither strangers nor one's own organization.
        for hidden in ["tailspin.example", "fabrikam.example", NORTHWIND] {
            let customers = vec![world.organization(hidden)];
            let refused = choose(MailChoice { customers, ..MailChoice::default() }).await.unwrap_err();
            assert_eq!(fault(refused), Code::UnknownReference, "{hidden}");
        }
        let uma = world.caller(UMA);
        let foreign = MailChoice { customers: vec![contoso], ..MailChoice::default() };
        let refused = set_mail_choice(&world.app, &uma, foreign).await.unwrap_err();
        assert_eq!(fault(refused), Code::UnknownReference);
    })
    .await;
}

/// a route of an organization sends tickets of chosen customers, bad enough, to one team, among those who may be told, and
/// leaves the others out; where nobody of the team may be told, it leaves out nobody.
#[tokio::test]
async fn routes_send_tickets_to_a_team() {
    each_managed(async |world, post| {
        set_primary_mail(&world, PIA, None, true).await.unwrap();
        let contoso = world.organization(CONTOSO);
        let service = world.security_group(NORTHWIND, "Service");
        let form = MailRouteForm {
            customers: Some(vec![contoso]),
            lowest_severity: Some("critical".to_owned()),
            team: Some(service),
        };
        assert_eq!(route(&world, PIA, form.clone()).await.unwrap_err().code(), Code::Forbidden);
        let id = route(&world, NORA, form.clone()).await.unwrap();
        recorded(&world, Severity::Critical).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS], "through groups of groups");
        recorded(&world, Severity::Important).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS, PIA], "too mild for the route");

        // The customer's own people are none of the partner's.
        let own = AssignmentForm {
            name: "Mail".to_owned(),
            members: vec![Principal::User(world.user(UMA))],
            scope: Scope::ALL,
            sends_mail: true,
            ..AssignmentForm::default()
        };
        let command = CreateAssignment { context: RoleContext::Own, role: "site_tech".to_owned(), form: own };
        run(&world.app, &world.caller(ANNA), command).await.unwrap();
        recorded(&world, Severity::Critical).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS, UMA]);

        // Nobody of the team gets mail any more: the others are told again.
        let off = MailChoice { is_on: false, ..MailChoice::default() };
        set_mail_choice(&world.app, &world.caller(GUS), off).await.unwrap();
        recorded(&world, Severity::Critical).await;
        assert_eq!(post.told(&world, MINUTE).await, [PIA, UMA]);
        set_mail_choice(&world.app, &world.caller(GUS), MailChoice::default()).await.unwrap();

        let nora = world.caller(NORA);
        let shown = ask(&world.app, &nora, &MailRouteOf { route: id }).await.unwrap();
        assert_eq!((shown.team_name.as_str(), shown.route.customers), ("Service", vec![contoso]));
        let milder =
            MailRouteForm { lowest_severity: Some("recommended".to_owned()), ..MailRouteForm::default() };
        let edit = EditMailRoute { route: id, stamp: Some(shown.stamp), form: milder };
        run(&world.app, &nora, edit.clone()).await.unwrap();
        assert_eq!(run(&world.app, &nora, edit).await.unwrap_err().code(), Code::EtagMismatch);
        recorded(&world, Severity::Important).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS, UMA]);
        run(&world.app, &nora, DeleteMailRoute { route: id, stamp: None }).await.unwrap();
        recorded(&world, Severity::Critical).await;
        assert_eq!(post.told(&world, MINUTE).await, [GUS, PIA, UMA]);
        let kinds = "select kind from audit_events where kind like 'mail_route.%' order by kind";
        let kinds: Vec<_> =
            world.database.raw(kinds).await.into_iter().filter_map(|row| row[0].clone()).collect();
        assert_eq!(kinds, ["mail_route.created", "mail_route.deleted", "mail_route.edited"]);
    })
    .await;
}

/// a route names a team of the own organization and customers of it, and its list is its organization's alone.
#[tokio::test]
async fn a_bad_route_names_every_field() {
    each_managed(async |world, _| {
        let form = MailRouteForm {
            customers: Some(vec![world.organization("tailspin.example")]),
            lowest_severity: Some("terrible".to_owned()),
            team: Some(world.ids.id()),
        };
        let Err(Refusal::Invalid(_, faults)) = route(&world, NORA, form).await else {
            panic!("it was taken")
        };
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["tenantIds", "lowestSeverity", "teamId"]);
        let none = route(&world, NORA, MailRouteForm::default()).await.unwrap_err();
        assert_eq!(fault(none), Code::Required);
        let team = world.security_group(NORTHWIND, "Service");
        let id = route(&world, NORA, MailRouteForm { team: Some(team), ..MailRouteForm::default() })
            .await
            .unwrap();
        let anna = world.caller(ANNA);
        assert_eq!(ask(&world.app, &anna, &ListMailRoutes { covers: None }).await.unwrap(), []);
        let foreign = DeleteMailRoute { route: id, stamp: None };
        assert_eq!(run(&world.app, &anna, foreign).await.unwrap_err().code(), Code::NotFound);
        let all = ask(&world.app, &world.caller(NORA), &ListMailRoutes { covers: None }).await.unwrap();
        assert_eq!(all.len(), 1);
    })
    .await;
}
