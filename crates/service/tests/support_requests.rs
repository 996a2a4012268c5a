//! Support requests on behalf of customers, on both databases (R-306, R-325, R-420, Q24).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use domain::{
    agent::Agent,
    granular_relationship::RequestAction,
    id::{Id, Organization, SupportRequest},
    role_definition,
    scope::Scope,
    support_request::{MOST_MESSAGES, MOST_OPEN, Severity, Side, Status, WithoutRights},
};
use service::{
    App, Code, Refusal, Requirement, Settings, Wanted, ask,
    blocks::BlockPerson,
    granular_relationships::{
        ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, RequestGranular, public_id,
        tend,
    },
    notices::Notices,
    organizations::SetPartnerCapability,
    reseller_relationships::{EndReseller, EndResellerAsCustomer},
    run,
    support_requests::{
        CloseSupportRequest, OneSupportRequest, OpenSupportRequest, RequestDetail, SupportFormOf,
        SupportRequests, WriteSupportMessage, export,
    },
};
use testkit::{Database, Kind, World, each};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ADVENTURE: &str = "adventure.example";
/// Global administrator of the customer.
const ANNA: &str = "anna@contoso.example";
/// Managed Service Administrator of the customer.
const MATS: &str = "mats@contoso.example";
/// Admin agent of Northwind.
const PIA: &str = "pia@northwind.example";
/// Sales agent of Northwind.
const PAUL: &str = "paul@northwind.example";
/// Helpdesk agent of Northwind.
const GUS: &str = "gus@northwind.example";
/// Global administrator of Northwind, no agent.
const NORA: &str = "nora@northwind.example";
/// Of Northwind, nobody.
const NED: &str = "ned@northwind.example";
/// Admin agent of the other partner.
const ADA: &str = "ada@adventure.example";
/// Of the operator.
const OLGA: &str = "olga@operator.example";

async fn agents(world: &World) {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Sales), (GUS, Agent::Helpdesk)]).await;
    world.agents(ADVENTURE, &[(ADA, Agent::Admin)]).await;
}

fn request(tenant: Id<Organization>, title: &str) -> OpenSupportRequest {
    OpenSupportRequest {
        tenant,
        service: None,
        title: title.to_owned(),
        description: "Nothing arrives\nsince Monday".to_owned(),
        severity: "important".to_owned(),
    }
}

/// The desk of one world: what its people do with requests on behalf of Contoso.
struct Desk<'a> {
    world: &'a World,
    tenant: Id<Organization>,
}

impl Desk<'_> {
    fn app(&self) -> &App {
        &self.world.app
    }

    async fn open(&self, upn: &str, title: &str) -> Result<Id<SupportRequest>, Refusal> {
        run(self.app(), &self.world.caller(upn), request(self.tenant, title)).await
    }

    async fn write(
        &self,
        (upn, side): (&str, Side),
        request: Id<SupportRequest>,
        text: &str,
    ) -> Result<(), Refusal> {
        let command = WriteSupportMessage { side, tenant: self.tenant, request, text: text.to_owned() };
        run(self.app(), &self.world.caller(upn), command).await.map(drop)
    }

    async fn close(&self, (upn, side): (&str, Side), request: Id<SupportRequest>) -> Result<(), Refusal> {
        let command = CloseSupportRequest { side, tenant: self.tenant, request, stamp: None };
        run(self.app(), &self.world.caller(upn), command).await
    }

    async fn one(
        &self,
        (upn, side): (&str, Side),
        request: Id<SupportRequest>,
    ) -> Result<RequestDetail, Refusal> {
        let question = OneSupportRequest { side, tenant: self.tenant, request };
        ask(self.app(), &self.world.caller(upn), &question).await
    }

    /// The titles that somebody finds in a list, and whether its count tells no more.
    async fn listed(
        &self,
        (upn, side): (&str, Side),
        customer: Option<Id<Organization>>,
    ) -> Result<Vec<String>, Refusal> {
        let question = SupportRequests { side, customer, wanted: Wanted::default(), count: true };
        let found = ask(self.app(), &self.world.caller(upn), &question).await?.found;
        assert_eq!(found.count, i64::try_from(found.page.items.len()).ok(), "the count tells no more");
        Ok(found.page.items.into_iter().map(|shown| shown.row.title).collect())
    }

    /// The kinds of notices about requests that somebody finds, by name.
    async fn told(&self, upn: &str) -> Vec<String> {
        let question = Notices { wanted: Wanted::first(100), count: false };
        let found = ask(self.app(), &self.world.caller(upn), &question).await.unwrap().page.items;
        let kinds = found.into_iter().map(|it| it.kind);
        let mut kinds: Vec<_> = kinds.filter(|kind| kind.contains("support")).collect();
        kinds.sort_unstable();
        kinds
    }
}

fn denied<T: std::fmt::Debug>(outcome: &Result<T, Refusal>, code: Code) -> bool {
    matches!(outcome, Err(Refusal::Denied(found, _)) if *found == code)
}

fn missing<T: std::fmt::Debug>(outcome: &Result<T, Refusal>) -> bool {
    matches!(outcome, Err(Refusal::Missing))
}

/// A granular relationship in force with Contoso, whose role gus holds through a group.
async fn granular(world: &World, is_assigned: bool) {
    let pia = world.caller(PIA);
    let draft = DraftGranular {
        name: "Directory".to_owned(),
        customer: None,
        duration: "P30D".to_owned(),
        roles: vec![role_definition::HELPDESK_ADMINISTRATOR.id],
        auto_extend: "PT0S".to_owned(),
    };
    let relationship = run(&world.app, &pia, draft).await.unwrap();
    let action = RequestAction::LockForApproval;
    run(&world.app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
    let shown = ask(&world.app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
    let asked = public_id(&shown.row.public_id()).unwrap();
    run(&world.app, &world.caller(ANNA), ApproveGranular { asked, stamp: None }).await.unwrap();
    tend(&world.app).await.unwrap();
    if is_assigned {
        let group = world.security_group(NORTHWIND, "Service");
        let roles = vec![role_definition::HELPDESK_ADMINISTRATOR.id];
        run(&world.app, &pia, AssignAccess { relationship, group, roles }).await.unwrap();
        tend(&world.app).await.unwrap();
    }
}

/// What a customer agreed to with Northwind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agreed {
    Nothing,
    Reseller,
    WithPrivileges,
    WithGranular,
    WithGranularUnassigned,
}

/// Q24, decision 8: who opens requests, as a truth table: what was agreed × the operator's choice × roles × blocks.
#[tokio::test]
async fn who_opens_requests() {
    use Agreed::{Nothing, Reseller, WithGranular, WithGranularUnassigned, WithPrivileges};
    // Admin agent, Helpdesk agent with the granular role where there is one, Sales agent, Global administrator, nobody.
    let people = [PIA, GUS, PAUL, NORA, NED];
    let allowed = WithoutRights::Allowed;
    let refused = WithoutRights::Refused;
    let table = [
        (Nothing, allowed, [false, false]),
        (Nothing, refused, [false, false]),
        (Reseller, allowed, [true, true]),
        (Reseller, refused, [false, false]),
        (WithPrivileges, allowed, [true, true]),
        (WithPrivileges, refused, [true, true]),
        (WithGranular, allowed, [true, true]),
        (WithGranular, refused, [false, true]),
        (WithGranularUnassigned, refused, [false, false]),
    ];
    for (row, (agreed, choice, [admin, helpdesk])) in table.into_iter().enumerate() {
        let settings = Settings { support_requests_without_rights: choice, ..Settings::default() };
        let kind = if row % 2 == 0 { Kind::Sqlite } else { Kind::Postgresql };
        let world = World::with(Database::fresh(kind).await, settings).await;
        agents(&world).await;
        let linked = world.link(CONTOSO, NORTHWIND, Scope::ALL, &[PIA, GUS]).await;
        if agreed != Nothing {
            world.reseller(CONTOSO, NORTHWIND, agreed == WithPrivileges).await;
        }
        if matches!(agreed, WithGranular | WithGranularUnassigned) {
            granular(&world, agreed == WithGranular).await;
        }
        let desk = Desk { world: &world, tenant: world.organization(CONTOSO) };
        for (upn, may) in people.into_iter().zip([admin, helpdesk, false, false, false]) {
            let opened = desk.open(upn, upn).await;
            assert_eq!(opened.is_ok(), may, "{agreed:?} {choice:?} {upn}: {opened:?}");
            // The page offers what is done, and says beforehand what is not.
            let form = ask(desk.app(), &world.caller(upn), &SupportFormOf { tenant: desk.tenant }).await;
            assert_eq!(form.as_ref().is_ok_and(|form| form.lets_open), may, "{upn}");
            if form.is_ok() && !may {
                assert!(denied(&opened, Code::SupportNeedsDelegatedRole), "{upn}: {opened:?}");
                let lacks = matches!(opened, Err(Refusal::Denied(_, Some(Requirement::DelegatedRole))));
                assert!(lacks, "it says what is missing");
            } else if !may {
                let hidden = agreed == Nothing || upn == NED;
                assert_eq!(missing(&opened), hidden, "{agreed:?} {upn}: {opened:?}");
                assert!(hidden || denied(&opened, Code::Forbidden), "{agreed:?} {upn}: {opened:?}");
            }
        }
        for upn in [ADA, ANNA, OLGA, "fred@fabrikam.example"] {
            assert!(desk.open(upn, "x").await.is_err(), "{upn}");
        }
        if admin {
            let first = desk.listed((PIA, Side::Partner), None).await.unwrap();
            assert!(first.contains(&PIA.to_owned()));
            let block =
                BlockPerson { of: linked.link.into(), user: world.user(PIA), reason: "Left".to_owned() };
            run(desk.app(), &world.caller(ANNA), block).await.unwrap();
            assert!(denied(&desk.open(PIA, "again").await, Code::Forbidden), "who is blocked");
            assert_eq!(desk.listed((PIA, Side::Partner), None).await.unwrap(), Vec::<String>::new());
            let here = desk.listed((PIA, Side::Partner), Some(desk.tenant)).await;
            assert!(denied(&here, Code::Forbidden), "{here:?}");
            assert!(desk.open(GUS, "again").await.is_ok(), "who is not");
        }
    }
}

/// decisions 7, 17: one request is lived through by three sides: each reads everything, is told of what others do, and learns
/// the names of the partner's people alone; the logs of customer and partner have it, the latter without a title.
#[tokio::test]
async fn three_sides_talk() {
    each(async |world: World| {
        agents(&world).await;
        world.reseller(CONTOSO, NORTHWIND, false).await;
        let desk = Desk { world: &world, tenant: world.organization(CONTOSO) };
        let id = desk.open(GUS, "No mail").await.unwrap();
        let (partner, customer, vendor) =
            ((PIA, Side::Partner), (ANNA, Side::Customer), (OLGA, Side::Vendor));
        for who in [partner, customer, vendor] {
            let row = desk.one(who, id).await.unwrap().shown.row;
            assert_eq!(
                (row.status, row.severity, row.opened_by.as_str()),
                (Status::Open, Severity::Important, GUS)
            );
            assert_eq!(row.description, "Nothing arrives\nsince Monday");
            assert_eq!(desk.listed(who, None).await.unwrap(), ["No mail"]);
        }
        desk.write(vendor, id, "Since when?").await.unwrap();
        assert_eq!(desk.one(partner, id).await.unwrap().shown.row.status, Status::Answered);
        desk.write(customer, id, "Since Monday.").await.unwrap();
        assert_eq!(desk.one(vendor, id).await.unwrap().shown.row.status, Status::Open);
        desk.write(partner, id, "At 9.").await.unwrap();
        let told = |detail: RequestDetail| {
            let written = detail.messages.into_iter().map(|it| (it.row.side, it.by, it.row.text));
            written.collect::<Vec<_>>()
        };
        let written = |by: [Option<&str>; 3]| {
            let said =
                [(Side::Vendor, "Since when?"), (Side::Customer, "Since Monday."), (Side::Partner, "At 9.")];
            let zipped = said.into_iter().zip(by);
            zipped
                .map(|((side, text), by)| (side, by.map(str::to_owned), text.to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(desk.one(partner, id).await.unwrap()), written([None, None, Some(PIA)]));
        assert_eq!(told(desk.one(customer, id).await.unwrap()), written([None, Some(ANNA), Some(PIA)]));
        assert_eq!(told(desk.one(vendor, id).await.unwrap()), written([Some(OLGA), None, Some(PIA)]));

        desk.close(customer, id).await.unwrap();
        let shown = desk.one(partner, id).await.unwrap();
        assert_eq!((shown.may_write, shown.may_close, shown.shown.closed_by), (false, false, None));
        assert_eq!(shown.shown.row.closed_by_side, Some(Side::Customer));
        let own = desk.one(customer, id).await.unwrap();
        assert_eq!(own.shown.closed_by.as_deref(), Some(ANNA));
        for who in [partner, customer, vendor] {
            let late = desk.write(who, id, "And now?").await;
            assert!(matches!(late, Err(Refusal::Conflict(Code::InvalidState, _))), "{who:?}: {late:?}");
            let twice = desk.close(who, id).await;
            assert!(matches!(twice, Err(Refusal::Conflict(Code::InvalidState, _))), "{who:?}: {twice:?}");
        }

        let expected = [
            (GUS, vec!["customer_support_closed", "customer_support_written", "customer_support_written"]),
            (PAUL, Vec::new()),
            (ANNA, vec!["support_opened", "support_written", "support_written"]),
            (MATS, Vec::new()),
            (ADA, Vec::new()),
            (
                OLGA,
                vec![
                    "support_asked",
                    "support_closed_to_vendor",
                    "support_written_to_vendor",
                    "support_written_to_vendor",
                ],
            ),
        ];
        for (upn, kinds) in expected {
            assert_eq!(desk.told(upn).await, kinds, "{upn}");
        }
        let leaks = "select count(*) from notices where kind like '%support%' and parameters like '%mail%'";
        assert_eq!(world.database.number(leaks).await, 0, "a notice tells nothing of what is asked");
        let log = async |domain: &str, condition: &str| {
            let text = format!(
                "select count(*) from audit_events where category = 'Reseller' and kind like 'support.%' \
                 and tenant_id = (select tenant_id from domains where domain = '{domain}') and {condition}"
            );
            world.database.number(&text).await
        };
        assert_eq!(log(CONTOSO, "subject_name = 'No mail'").await, 5);
        assert_eq!(log(CONTOSO, &format!("actor_name = '{GUS}'")).await, 1, "under the partner's name");
        assert_eq!(log(NORTHWIND, "subject_name = '' and changes = '[]'").await, 5);
        assert_eq!(log(NORTHWIND, &format!("actor_name in ('{GUS}', '{PIA}')")).await, 2);
        assert_eq!(log(NORTHWIND, "actor_name = ''").await, 3, "who of the others did it is not told");
        let texts = "select count(*) from audit_events where changes like '%Monday%'";
        assert_eq!(world.database.number(texts).await, 0, "no log holds a conversation");
    })
    .await;
}

/// Decisions 6, 7, 17, R-001: two partners of one customer never learn of each other's requests; of the customer its Global administrators read
/// alone, and nobody takes part on a side that is not theirs.
#[tokio::test]
async fn nobody_learns_of_what_others_ask() {
    each(async |world: World| {
        agents(&world).await;
        world.reseller(CONTOSO, NORTHWIND, true).await;
        world.reseller(CONTOSO, ADVENTURE, true).await;
        let desk = Desk { world: &world, tenant: world.organization(CONTOSO) };
        let ours = desk.open(PIA, "Ours").await.unwrap();
        let theirs = desk.open(ADA, "Theirs").await.unwrap();
        let nothing: Id<SupportRequest> = world.ids.id();
        for (upn, own, others) in [(PIA, "Ours", theirs), (ADA, "Theirs", ours)] {
            let who = (upn, Side::Partner);
            assert_eq!(desk.listed(who, None).await.unwrap(), [own]);
            assert_eq!(desk.listed(who, Some(desk.tenant)).await.unwrap(), [own]);
            for id in [others, nothing] {
                assert!(missing(&desk.one(who, id).await));
                assert!(missing(&desk.write(who, id, "Mine?").await));
                assert!(missing(&desk.close(who, id).await));
            }
        }
        let mut all = desk.listed((ANNA, Side::Customer), None).await.unwrap();
        all.sort_unstable();
        assert_eq!(all, ["Ours", "Theirs"]);
        // Global administrators by delegated admin privileges are none of the customer's own (decision 6).
        for upn in [PIA, ADA, MATS, "greta@contoso.example", OLGA, "fred@fabrikam.example"] {
            let listed = desk.listed((upn, Side::Customer), None).await;
            assert!(listed.is_err() || listed.as_ref().is_ok_and(Vec::is_empty), "{upn}: {listed:?}");
            assert!(desk.one((upn, Side::Customer), ours).await.is_err(), "{upn}");
            assert!(desk.write((upn, Side::Customer), ours, "x").await.is_err(), "{upn}");
            assert!(desk.close((upn, Side::Customer), ours).await.is_err(), "{upn}");
        }
        for upn in [PIA, ANNA, "fred@fabrikam.example"] {
            assert!(denied(&desk.listed((upn, Side::Vendor), None).await, Code::Forbidden), "{upn}");
            assert!(denied(&desk.one((upn, Side::Vendor), ours).await, Code::Forbidden), "{upn}");
            assert!(denied(&desk.close((upn, Side::Vendor), ours).await, Code::Forbidden), "{upn}");
        }
        let elsewhere = Desk { world: &world, tenant: world.organization("fabrikam.example") };
        for who in [(PIA, Side::Partner), (OLGA, Side::Vendor)] {
            assert!(missing(&elsewhere.one(who, ours).await), "{who:?}");
            assert!(missing(&elsewhere.close(who, ours).await), "{who:?}");
        }
        for (upn, side) in [(PAUL, Side::Partner), (NORA, Side::Partner)] {
            assert!(denied(&desk.one((upn, side), ours).await, Code::Forbidden), "{upn}");
        }
        assert!(missing(&desk.one((NED, Side::Partner), ours).await));
        // A file is written down where its content is from, before it leaves.
        for (upn, side, logs) in [(PIA, Side::Partner, 1), (OLGA, Side::Vendor, 2)] {
            let list = SupportRequests { side, customer: None, wanted: Wanted::default(), count: false };
            let caller = world.caller(upn);
            let mut file = export(desk.app(), &caller, list).await.unwrap();
            let rows = file.next(desk.app(), &caller).await.unwrap().unwrap();
            assert_eq!(rows.len(), logs);
            let told = format!(
                "select count(*) from audit_events where kind = 'export.list' and actor_name = '{upn}' and tenant_id = \
                 (select tenant_id from domains where domain = '{CONTOSO}')"
            );
            assert_eq!(world.database.number(&told).await, 1, "{upn}");
        }
    })
    .await;
}

/// decision 4: with the reseller relationship, whichever side ends it, open requests are closed in the same transaction; the partner
/// sees none any more, the customer and the vendor all of them. Reading stays possible while the relationship lives, whatever else was taken.
#[tokio::test]
async fn the_duty_ends_with_the_relationship() {
    each(async |world: World| {
        agents(&world).await;
        let desk = Desk { world: &world, tenant: world.organization(CONTOSO) };
        for by_customer in [true, false] {
            let relationship = world.reseller(CONTOSO, NORTHWIND, false).await;
            let title = format!("By the customer: {by_customer}");
            let id = desk.open(PIA, &title).await.unwrap();
            if by_customer {
                let end = EndResellerAsCustomer { relationship, stamp: None, typed: None };
                run(desk.app(), &world.caller(ANNA), end).await.unwrap();
            } else {
                let end = EndReseller { customer: desk.tenant, stamp: None, typed: None };
                run(desk.app(), &world.caller(NORA), end).await.unwrap();
            }
            assert!(missing(&desk.one((PIA, Side::Partner), id).await));
            assert!(missing(&desk.write((PIA, Side::Partner), id, "x").await));
            assert_eq!(desk.listed((PIA, Side::Partner), None).await.unwrap(), Vec::<String>::new());
            for who in [(ANNA, Side::Customer), (OLGA, Side::Vendor)] {
                let shown = desk.one(who, id).await.unwrap().shown;
                assert_eq!((shown.row.status, shown.row.closed_by_side), (Status::Closed, None), "{who:?}");
                assert!(shown.row.closed_at.is_some() && shown.closed_by.is_none());
            }
        }
        let closed = "select count(*) from audit_events where kind = 'support.request_closed'";
        assert_eq!(world.database.number(closed).await, 4, "in both logs");
        // Who may manage no customers at the moment reads nothing; the requests go on.
        world.reseller(CONTOSO, NORTHWIND, false).await;
        let id = desk.open(PIA, "Later").await.unwrap();
        assert_eq!(
            desk.listed((PIA, Side::Partner), None).await.unwrap().len(),
            3,
            "its own from before, too"
        );
        let take = SetPartnerCapability { organization: world.organization(NORTHWIND), on: false };
        run(desk.app(), &world.caller(OLGA), take).await.unwrap();
        assert!(desk.one((PIA, Side::Partner), id).await.is_err());
        assert_eq!(desk.one((OLGA, Side::Vendor), id).await.unwrap().shown.row.status, Status::Open);
    })
    .await;
}

/// Every text is checked, and nobody floods a desk.
#[tokio::test]
async fn texts_and_numbers_are_bounded() {
    each(async |world: World| {
        agents(&world).await;
        world.reseller(CONTOSO, NORTHWIND, false).await;
        let desk = Desk { world: &world, tenant: world.organization(CONTOSO) };
        let pia = world.caller(PIA);
        let right = request(desk.tenant, "No mail");
        let long = "x".repeat(4001);
        for (field, code, wrong) in [
            ("title", Code::Required, OpenSupportRequest { title: " ".to_owned(), ..right.clone() }),
            ("title", Code::TooLong, OpenSupportRequest { title: long.clone(), ..right.clone() }),
            (
                "description",
                Code::Required,
                OpenSupportRequest { description: String::new(), ..right.clone() },
            ),
            ("description", Code::TooLong, OpenSupportRequest { description: long.clone(), ..right.clone() }),
            (
                "severity",
                Code::UnknownValue,
                OpenSupportRequest { severity: "warning".to_owned(), ..right.clone() },
            ),
            (
                "serviceId",
                Code::UnknownReference,
                OpenSupportRequest { service: Some(world.ids.id()), ..right.clone() },
            ),
        ] {
            let refused = run(desk.app(), &pia, wrong).await.unwrap_err();
            let Refusal::Invalid(_, faults) = refused else { panic!("{field}: {refused:?}") };
            assert_eq!((faults[0].field.as_str(), faults[0].code), (field, code));
        }
        let own = OpenSupportRequest { tenant: world.organization(NORTHWIND), ..right.clone() };
        assert!(missing(&run(desk.app(), &pia, own).await), "one is no customer of oneself");
        let id = desk.open(PIA, "No mail").await.unwrap();
        let empty = desk.write((PIA, Side::Partner), id, "\n ").await;
        assert!(matches!(empty, Err(Refusal::Invalid(..))), "{empty:?}");
        let stale =
            CloseSupportRequest { side: Side::Partner, tenant: desk.tenant, request: id, stamp: Some(7) };
        assert!(matches!(run(desk.app(), &pia, stale).await, Err(Refusal::Stale)));
        for number in 1..MOST_OPEN {
            desk.open(PIA, &format!("Request {number}")).await.unwrap();
        }
        let more = desk.open(PIA, "One more").await;
        assert!(matches!(more, Err(Refusal::Conflict(Code::TooMany, _))), "{more:?}");
        desk.close((PIA, Side::Partner), id).await.unwrap();
        let id = desk.open(PIA, "One more").await.unwrap();
        for number in 0..MOST_MESSAGES {
            desk.write((PIA, Side::Partner), id, &format!("Line {number}")).await.unwrap();
        }
        let more = desk.write((OLGA, Side::Vendor), id, "Enough").await;
        assert!(matches!(more, Err(Refusal::Conflict(Code::TooMany, _))), "{more:?}");
        assert_eq!(desk.one((PIA, Side::Partner), id).await.unwrap().messages.len(), 300);
    })
    .await;
}

/// closing and writing at one moment leave what one of them after the other would: a closed request, and no message after its end.
#[tokio::test]
async fn closing_and_writing_at_once_agree() {
    each(async |world: World| {
        agents(&world).await;
        world.reseller(CONTOSO, NORTHWIND, false).await;
        let desk = Desk { world: &world, tenant: world.organization(CONTOSO) };
        for _ in 0..5 {
            let id = desk.open(PIA, "Race").await.unwrap();
            let (closed, written) = tokio::join!(
                desk.close((OLGA, Side::Vendor), id),
                desk.write((PIA, Side::Partner), id, "Wait")
            );
            closed.unwrap();
            let shown = desk.one((ANNA, Side::Customer), id).await.unwrap();
            assert_eq!(shown.shown.row.status, Status::Closed);
            assert_eq!(shown.messages.len(), usize::from(written.is_ok()), "{written:?}");
        }
    })
    .await;
}
