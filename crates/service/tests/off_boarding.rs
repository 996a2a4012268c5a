//! What partners hold, and the end of all of it, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use authz::{Action, Concerning, Target, holds};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    agent::{Agent, AgentRight},
    directory::{DirectoryRight, Principal},
    granular_relationship::RequestAction,
    id::{GranularRelationship, Id, OffBoardingRecord},
    permission::Permission,
    role_definition,
    scope::Scope,
    time::HOUR,
};
use service::{
    Code, Export, Realm, Refusal, Wanted,
    applications::{ApplicationForm, RegisterApplication},
    ask,
    assignments::AssignmentForm,
    autopilot::{BatchName, CreateProfile, ProfileForm, UploadDevices, read},
    customer_directory::{AddCustomerGroupMember, CreateCustomerGroup, CreateCustomerUser, EditCustomerUser},
    delegated_rooms::SwitchDelegatedRooms,
    enrolment_key::{DownloadKey, ResetKey},
    granular_relationships::{
        ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, RequestGranular, public_id,
        tend,
    },
    groups::{CreateGroup as CreateRoomGroup, DeleteGroup},
    links::{ChangeLinkScope, ExtendLink},
    off_boarding::{OffBoardPartner, OffBoardingRecordOf, OffBoardingRecords, Opened, ResidueOfPartner},
    partner_holdings::{HoldingsOf, HoldingsOfPartner, PartnerHoldings},
    reseller_relationships::{CustomerPeople, EndResellerAsCustomer},
    roles::{CreateRole, RoleContext, RoleForm},
    rooms::{CreateRoom, ListRooms, RoomForm},
    run,
    security_groups::{AddGroupMember, CreateSecurityGroup, DeleteSecurityGroup},
    subscriptions::{
        AddSubscription, AssignLicence, CreateResource, Licensee, OfferForm, ProvisionSubscription,
        RegisterOffer,
    },
    support_requests::OpenSupportRequest,
    suppressions::Suppress,
    users::{CreateUser, EditUser},
};
use sha2::{Digest, Sha256};
use testkit::{Linked, World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const NORTHWIND: &str = "northwind.example";
const ADVENTURE: &str = "adventure.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const PAUL: &str = "paul@northwind.example";
const GUS: &str = "gus@northwind.example";
const NORTHWIND_PEOPLE: [&str; 8] = [
    "nora@northwind.example",
    "noel@northwind.example",
    "tom@northwind.example",
    PIA,
    PAUL,
    "ned@northwind.example",
    GUS,
    "dirk@northwind.example",
];

/// A granular relationship with Contoso that somebody there approved, and nobody set up yet.
async fn approved(world: &World, name: &str) -> Id<GranularRelationship> {
    let relationship = finalized(world, name, false).await;
    let pia = world.caller(PIA);
    let shown = ask(&world.app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
    let asked = public_id(&shown.row.public_id()).unwrap();
    run(&world.app, &world.caller(ANNA), ApproveGranular { asked, stamp: None }).await.unwrap();
    relationship
}

async fn finalized(world: &World, name: &str, names_contoso: bool) -> Id<GranularRelationship> {
    let pia = world.caller(PIA);
    let draft = DraftGranular {
        name: name.to_owned(),
        customer: names_contoso.then(|| world.organization(CONTOSO).uuid()),
        duration: "P30D".to_owned(),
        roles: vec![role_definition::GLOBAL_ADMINISTRATOR.id],
        auto_extend: "PT0S".to_owned(),
    };
    let relationship = run(&world.app, &pia, draft).await.unwrap();
    let action = RequestAction::LockForApproval;
    run(&world.app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
    relationship
}

/// Northwind holds everything at Contoso that can be held: pia and paul are Admin agents, gus is in a group with a granular role.
async fn entangle(world: &World, linked: Linked) {
    let app = &world.app;
    let (anna, pia) = (world.caller(ANNA), world.caller(PIA));
    world.agents(NORTHWIND, &[(PIA, Agent::Admin), (PAUL, Agent::Admin)]).await;
    world.reseller(CONTOSO, NORTHWIND, true).await;
    let permissions = vec!["room.download_key".to_owned()];
    run(app, &anna, ExtendLink { link: linked.link, permissions, stamp: None }).await.unwrap();
    let form = RoleForm {
        name: "Keys".to_owned(),
        description: String::new(),
        permissions: vec!["room.view".to_owned(), "room.download_key".to_owned()],
    };
    let first = AssignmentForm {
        name: "Key shift".to_owned(),
        members: vec![Principal::User(world.user(GUS))],
        scope: Scope::ALL,
        ..AssignmentForm::default()
    };
    let context = RoleContext::At(world.organization(CONTOSO));
    run(app, &pia, CreateRole { context, form, first: Some(first) }).await.unwrap();
    let active = approved(world, "Directory").await;
    tend(app).await.unwrap();
    let group = world.security_group(NORTHWIND, "Service");
    let roles = vec![role_definition::GLOBAL_ADMINISTRATOR.id];
    run(app, &pia, AssignAccess { relationship: active, group, roles }).await.unwrap();
    tend(app).await.unwrap();
    let form = OfferForm {
        name: Some("Cloud".to_owned()),
        kind: Some("metered".to_owned()),
        term_months: Some(None),
    };
    let offer = run(app, &world.caller("olga@operator.example"), RegisterOffer { form }).await.unwrap();
    let tenant = world.organization(CONTOSO);
    let provision = ProvisionSubscription { tenant, offer, name: None, quantity: 1, starts_at: None };
    run(app, &pia, provision).await.unwrap();
    let ask_vendor = OpenSupportRequest {
        tenant,
        service: None,
        title: "No mail".to_owned(),
        description: "Since Monday".to_owned(),
        severity: "minor".to_owned(),
    };
    run(app, &pia, ask_vendor).await.unwrap();
    let form = ApplicationForm {
        name: Some("Rounds".to_owned()),
        application_permissions: Some(vec!["DelegatedAdminRelationship.Read.All".to_owned()]),
        ..ApplicationForm::default()
    };
    run(app, &world.caller("nora@northwind.example"), RegisterApplication { form }).await.unwrap();
    finalized(world, "Asked", true).await;
    // Approved in the last moment: without further ado it would be in force a second later.
    approved(world, "Later").await;
    world.invite(CONTOSO, NORTHWIND, world.scope(CONTOSO, &[], &["Berlin"])).await;
    let switch = SwitchDelegatedRooms { partner: world.organization(NORTHWIND), opens_rooms: true };
    run(app, &world.caller(ANNA), switch).await.unwrap();
}

fn actions() -> Vec<Action> {
    let mut actions = vec![
        Action::ControlPartners,
        Action::ReadAuditLog,
        Action::AdministerDirectory,
        Action::ManageDirectory,
        Action::ReadDirectory,
        Action::ManageTenantManagers,
        Action::RemoveCustomer,
        Action::RescueOrphan,
        Action::ConsentToPartner,
        Action::ReadCustomerDirectory,
        Action::AdministerAutopilot,
    ];
    actions.extend(DirectoryRight::ALL.map(Action::ChangeCustomerDirectory));
    actions.extend(Permission::ALL.map(Action::Use));
    actions.extend(Permission::ALL.map(Action::UseOwn));
    actions.extend(AgentRight::ALL.map(Action::ActAsAgent));
    actions.extend([Action::SeeSubscriptions, Action::AssignLicences]);
    actions
}

/// What people of Northwind may do at Contoso, as a whole and in each room.
async fn grants(world: &World) -> BTreeSet<String> {
    let tenant = world.organization(CONTOSO);
    let rooms =
        ["Berlin 1", "Berlin 2", "Berlin 3"].map(|room| Target::room(tenant, world.room(CONTOSO, room)));
    let targets: Vec<Target> = [Target::tenant(tenant)].into_iter().chain(rooms).collect();
    let mut found = BTreeSet::new();
    for upn in NORTHWIND_PEOPLE {
        let mut opening = world.database.store.begin_change().await.unwrap();
        let (home, user, now) = (world.organization(NORTHWIND), world.user(upn), world.app.clock.now());
        let facts = opening.facts(now, home, user, upn, Concerning::One(tenant)).await.unwrap().unwrap();
        let on_behalf = facts.clone().on_behalf();
        for action in actions() {
            for target in targets.iter().filter(|target| holds(&facts, action, target)) {
                found.insert(format!("{upn} {action:?} {target:?}"));
            }
            for target in targets.iter().filter(|target| holds(&on_behalf, action, target)) {
                found.insert(format!("{upn} on behalf {action:?} {target:?}"));
            }
        }
    }
    found
}

async fn held(world: &World) -> HoldingsOf {
    let question = HoldingsOfPartner { partner: world.organization(NORTHWIND) };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap()
}

async fn end(world: &World, who: &str) -> Result<Id<OffBoardingRecord>, Refusal> {
    let command = OffBoardPartner { partner: world.organization(NORTHWIND), typed: None };
    run(&world.app, &world.caller(who), command).await
}

async fn opened(world: &World, record: Id<OffBoardingRecord>) -> Opened {
    ask(&world.app, &world.caller(ANNA), &OffBoardingRecordOf { record }).await.unwrap()
}

/// R-383, decision 4: directory roles of a group that is gone give nothing, and are nothing that the partner holds.
#[tokio::test]
async fn roles_of_a_group_that_is_gone_are_not_held() {
    each_linked(async |world, _| {
        let (app, nora) = (&world.app, world.caller("nora@northwind.example"));
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        let relationship = approved(&world, "Directory").await;
        tend(app).await.unwrap();
        let group = CreateSecurityGroup { name: "Night shift".to_owned(), description: String::new() };
        let group = run(app, &nora, group).await.unwrap();
        let roles = vec![role_definition::GLOBAL_ADMINISTRATOR.id];
        run(app, &world.caller(PIA), AssignAccess { relationship, group, roles }).await.unwrap();
        tend(app).await.unwrap();
        let assignments = async || {
            let lines = held(&world).await.lines();
            let found = lines.into_iter().filter(|it| it.kind.key() == "accessAssignment");
            found.map(|it| it.name).collect::<Vec<_>>()
        };
        assert_eq!(assignments().await, ["Night shift"]);
        run(app, &nora, DeleteSecurityGroup { group, stamp: None }).await.unwrap();
        tend(app).await.unwrap();
        assert_eq!(assignments().await, [""; 0]);
        let record = end(&world, ANNA).await.unwrap();
        let Opened { record, .. } = opened(&world, record).await;
        assert!(record.ended.iter().all(|it| it.kind != "accessAssignment"), "{:?}", record.ended);
    })
    .await;
}

/// Decision 4, R-142, R-143, R-323, R-387: whatever a partner holds is told line by line; with one step all of it ends, the engine knows
/// of no grant of anybody of it any more, now or later, and the record names just those lines.
#[tokio::test]
async fn nothing_is_left_of_everything() {
    each_linked(async |world, linked| {
        entangle(&world, linked).await;
        let before = grants(&world).await;
        for part in [
            "pia@northwind.example Use(RoomView)",
            "gus@northwind.example Use(RoomDownloadKey)",
            "paul@northwind.example ReadCustomerDirectory",
            "gus@northwind.example ReadCustomerDirectory",
            "paul@northwind.example ActAsAgent",
            "paul@northwind.example on behalf Use(RoomView)",
            "gus@northwind.example on behalf Use(TicketUpdate)",
        ] {
            assert!(before.iter().any(|grant| grant.starts_with(part)), "{part}: {before:#?}");
        }
        let told = held(&world).await;
        assert_eq!((told.clients.people, told.clients.webhooks), (3, 0));
        let lines: BTreeSet<_> = told.lines().iter().map(|it| (it.kind.key(), it.id)).collect();
        let kinds: BTreeSet<_> = lines.iter().map(|(kind, _)| *kind).collect();
        let all: BTreeSet<_> = domain::off_boarding::HoldingKind::ALL.iter().map(|kind| kind.key()).collect();
        assert_eq!(kinds, all, "the world has one of each");

        let record = end(&world, ANNA).await.unwrap();
        assert_eq!(grants(&world).await, BTreeSet::new());
        tend(&world.app).await.unwrap();
        tend(&world.app).await.unwrap();
        assert_eq!(grants(&world).await, BTreeSet::new(), "nor does anything come into force later");
        let told = held(&world).await;
        assert_eq!((told.lines(), told.partner.is_holding()), (Vec::new(), false));
        assert_eq!((told.clients.people, told.records.len(), told.past.len()), (0, 1, 1));

        let Opened { record, is_genuine, .. } = opened(&world, record).await;
        let ended: BTreeSet<_> = record.ended.iter().map(|it| (it.kind.as_str(), it.id)).collect();
        assert_eq!(ended, lines);
        assert!(is_genuine);
        let called = |kind: &str| {
            let of_kind = record.ended.iter().filter(|it| it.kind == kind);
            of_kind.map(|it| (it.display_name.as_str(), it.roles.join(" "))).collect::<Vec<_>>()
        };
        assert_eq!(called("supportRequest"), [("No mail", String::new())], "by its title");
        assert_eq!(called("application"), [("Rounds", String::new())], "what could act until then");
        assert_eq!(called("granularRequest"), [("Asked", "Global Administrator".to_owned())]);
        assert_eq!(called("accessAssignment"), [("Service", "Global Administrator".to_owned())]);
        let part = record.ended.iter().find(|it| it.kind == "accessAssignment").unwrap();
        assert_eq!(part.relationship_display_name.as_deref(), Some("Directory"));
        let statuses = "select count(*) from granular_relationships where status = 'terminated'";
        assert_eq!(world.database.number(statuses).await, 3);
        for (kind, count) in [("partner_off_boarded", 1), ("off_boarded_by_customer", 1)] {
            let told = format!("select count(*) from notices where kind = '{kind}'");
            assert_eq!(world.database.number(&told).await, count, "one message for one cause");
        }
        let open = "select count(*) from support_requests where status <> 'closed'";
        assert_eq!(world.database.number(open).await, 0);
        let others = "select count(*) from notices where kind like '%ended%' or kind like '%terminated%' \
                      or kind like '%declined%'";
        assert_eq!(world.database.number(others).await, 0);
        // There is nothing left to end, and of others there was nothing ever.
        assert_eq!(end(&world, ANNA).await.unwrap_err().code(), Code::InvalidState);
        for stranger in [world.organization(ADVENTURE), world.ids.id()] {
            let command = OffBoardPartner { partner: stranger, typed: None };
            let refused = run(&world.app, &world.caller(ANNA), command).await.unwrap_err();
            assert_eq!(refused.code(), Code::NotFound);
        }
    })
    .await;
}

/// Decision 4: what is left beside rights is named: the key that was downloaded, copies, suppressions.
#[tokio::test]
async fn the_record_names_the_residue() {
    each_linked(async |world, linked| {
        entangle(&world, linked).await;
        let (app, pia, gus) = (&world.app, world.caller(PIA), world.caller(GUS));
        let tenant = world.organization(CONTOSO);
        let residue = async |world: &World| {
            let record = end(world, ANNA).await.unwrap();
            let left = opened(world, record).await.record.residue;
            left.into_iter().map(|it| (it.kind, it.count)).collect::<Vec<_>>()
        };
        run(app, &world.caller(ANNA), ResetKey).await.unwrap();
        run(app, &gus, DownloadKey { tenant }).await.unwrap();
        let question =
            ListRooms { realm: Realm::AllCustomers, wanted: Wanted::default(), health: None, counts: false };
        Export::begin(app, &pia, question).await.unwrap();
        let suppress = Suppress {
            tenant,
            room: world.room(CONTOSO, "Berlin 1"),
            signals: None,
            reason: "New carpet".to_owned(),
            from: None,
            until: Some(world.app.clock.now().plus(HOUR)),
            owner: None,
        };
        run(app, &pia, suppress).await.unwrap();
        let left = residue(&world).await;
        let expected = [("enrolmentKey", 1), ("copies", 1), ("suppressions", 1), ("subscriptions", 1)];
        assert_eq!(left, expected.map(|(kind, count)| (kind.to_owned(), count)));
        // What somebody else did, or what was mended since, is no residue.
        world.clock.advance(HOUR);
        run(app, &world.caller(ANNA), ResetKey).await.unwrap();
        run(app, &world.caller(ANNA), DownloadKey { tenant }).await.unwrap();
        world.clock.advance(HOUR);
        world.reseller(CONTOSO, NORTHWIND, false).await;
        assert_eq!(
            residue(&world).await,
            [("copies", 1), ("subscriptions", 1)].map(|(kind, count)| (kind.to_owned(), count))
        );
    })
    .await;
}

/// Decision 4, R-340, R-361, R-420: what people of the partner made and changed of rooms, in the customer's directory, of Autopilot and in
/// subscriptions stays, and is named, beforehand and in the record; what the customer made itself is not.
#[tokio::test]
async fn what_the_partner_made_is_named() {
    each_linked(async |world, linked| {
        entangle(&world, linked).await;
        let (app, anna, pia) = (&world.app, world.caller(ANNA), world.caller(PIA));
        let (tenant, partner) = (world.organization(CONTOSO), world.organization(NORTHWIND));
        let person = |upn: &str| CreateUser {
            upn: upn.to_owned(),
            display_name: "Somebody".to_owned(),
            language: "en".to_owned(),
            time_zone: "UTC".to_owned(),
        };
        let group = |name: &str| CreateSecurityGroup { name: name.to_owned(), description: String::new() };
        let profile = |name: &str| ProfileForm {
            name: name.to_owned(),
            settings: vec!["none".to_owned()],
            ..ProfileForm::default()
        };
        let devices = |serials: &str| {
            let file = format!("Device Serial Number,Windows Product ID\n{serials}");
            UploadDevices {
                tenant,
                batch: BatchName::New(String::new()),
                lines: read(file.as_bytes()).unwrap(),
            }
        };
        let own = run(app, &anna, person("own@contoso.example")).await.unwrap().user;
        let own_group = run(app, &anna, group("Own group")).await.unwrap();
        run(app, &anna, CreateProfile { tenant, form: profile("Own profile") }).await.unwrap();
        run(app, &anna, devices(",OWN-1\n")).await.unwrap();
        let new = person("theirs@contoso.example");
        run(app, &pia, CreateCustomerUser { tenant, new }).await.unwrap();
        run(app, &pia, CreateCustomerGroup { tenant, new: group("Their group") }).await.unwrap();
        run(app, &pia, CreateProfile { tenant, form: profile("Their profile") }).await.unwrap();
        run(app, &pia, devices(",T-1\n,T-2\n")).await.unwrap();
        // What it did to what the customer made.
        let add = AddCustomerGroupMember {
            tenant,
            add: AddGroupMember { group: own_group, member: Principal::User(own) },
        };
        run(app, &pia, add).await.unwrap();
        let edit = EditUser {
            user: own,
            display_name: "Somebody else".to_owned(),
            language: "en".to_owned(),
            time_zone: "UTC".to_owned(),
            stamp: None,
        };
        run(app, &pia, EditCustomerUser { tenant, edit }).await.unwrap();
        // A room beyond the link, and groups of rooms.
        let all = ChangeLinkScope { link: linked.link, scope: Scope::ALL, stamp: None };
        run(app, &anna, all).await.unwrap();
        let permissions = ["room.download_key", "room.create", "group.create"].map(str::to_owned).into();
        run(app, &anna, ExtendLink { link: linked.link, permissions, stamp: None }).await.unwrap();
        let room = |name: &str| {
            let device_type = "generic".to_owned();
            let form = RoomForm { name: name.to_owned(), device_type, ..RoomForm::default() };
            CreateRoom { tenant, form }
        };
        let rooms = |name: &str| CreateRoomGroup {
            tenant,
            name: name.to_owned(),
            description: String::new(),
            members: BTreeSet::from([world.room(CONTOSO, "Berlin 1")]),
            rule: None,
        };
        run(app, &anna, room("Own room")).await.unwrap();
        run(app, &anna, rooms("Own rooms")).await.unwrap();
        run(app, &pia, room("Their room")).await.unwrap();
        run(app, &pia, rooms("Their rooms")).await.unwrap();
        let group = run(app, &pia, rooms("What is gone")).await.unwrap();
        run(app, &anna, DeleteGroup { tenant, group, stamp: None, confirmed: true }).await.unwrap();
        let seats = AddSubscription {
            name: "Seats".to_owned(),
            offer_name: "Elsewhere".to_owned(),
            kind: "licences".to_owned(),
            quantity: 2,
        };
        let subscription = run(app, &anna, seats).await.unwrap();
        run(app, &pia, AssignLicence { tenant, subscription, to: Licensee::User(own) }).await.unwrap();
        let to = Licensee::User(world.user(ANNA));
        run(app, &anna, AssignLicence { tenant, subscription, to }).await.unwrap();
        let subscription = held(&world).await.subscription_roles[0].subscription;
        let (name, kind) = ("Archive".to_owned(), "storage".to_owned());
        run(app, &pia, CreateResource { tenant, subscription, name, kind }).await.unwrap();
        // Who was confirmed since was added by the partner all the same.
        let confirm = "update users set unconfirmed_by = null where upn = 'theirs@contoso.example'";
        world.database.raw(confirm).await;

        let expected = [
            ("rooms", 1, vec!["Their room"]),
            ("roomGroups", 1, vec!["Their rooms"]),
            ("subscriptions", 1, vec!["Cloud"]),
            ("resources", 1, vec!["Cloud: Archive"]),
            ("licences", 1, vec!["Seats: own@contoso.example"]),
            ("people", 1, vec!["theirs@contoso.example"]),
            ("changedPeople", 1, vec!["own@contoso.example"]),
            ("groups", 1, vec!["Their group"]),
            ("groupMembers", 1, vec!["Own group: own@contoso.example"]),
            ("autopilotDevices", 2, vec!["T-1", "T-2"]),
            ("autopilotProfiles", 1, vec!["Their profile"]),
        ];
        let before = ask(app, &anna, &ResidueOfPartner { partner }).await.unwrap();
        let told: Vec<_> = before.iter().map(|it| (it.kind.key(), it.count, names(&it.names))).collect();
        assert_eq!(told, expected);
        for upn in [PIA, GUS, "mats@contoso.example"] {
            assert!(ask(app, &world.caller(upn), &ResidueOfPartner { partner }).await.is_err(), "{upn}");
        }
        let fred = ask(app, &world.caller("fred@fabrikam.example"), &ResidueOfPartner { partner }).await;
        assert!(fred.unwrap().is_empty(), "elsewhere nothing is left");
        let record = end(&world, ANNA).await.unwrap();
        let left = opened(&world, record).await.record.residue;
        let told: Vec<_> = left.iter().map(|it| (it.kind.as_str(), it.count, names(&it.names))).collect();
        assert_eq!(told, expected);
    })
    .await;
}

fn names(names: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// Decision 4, R-382: a partner that only asks is told to the customer, which ends that with everything; it learns of the answer, and not
/// what the customer is called (§4.3).
#[tokio::test]
async fn what_is_only_asked_for_ends_with_everything() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        finalized(&world, "Asked", true).await;
        finalized(&world, "Anybody", false).await;
        let told = held(&world).await;
        assert_eq!((told.partner.requests, told.partner.is_holding(), told.held()), (1, true, Vec::new()));
        let record = end(&world, ANNA).await.unwrap();
        let ended = opened(&world, record).await.record.ended;
        let ended: Vec<_> = ended.iter().map(|it| (it.kind.as_str(), it.display_name.as_str())).collect();
        assert_eq!(ended, [("granularRequest", "Asked")]);
        let waiting = "select name from granular_relationships where status = 'approvalPending'";
        assert_eq!(world.database.raw(waiting).await, [[Some("Anybody".to_owned())]]);
        let partner = "select count(*) from notices n join organizations o on o.organization_id = n.tenant_id \
                       where o.name = 'Northwind' and ";
        for (which, count) in [("n.kind = 'customer_granular_declined'", 1), ("n.parameters like '%Contoso%'", 0)] {
            assert_eq!(world.database.number(&format!("{partner}{which}")).await, count, "{which}");
        }
        assert_eq!(end(&world, ANNA).await.unwrap_err().code(), Code::NotFound, "as if it had never asked");
    })
    .await;
}

/// Decision 6: only a Global administrator of the customer's own directory ends everything; Global administrators by delegated admin
/// privileges or by a granular relationship neither do it nor see what anybody holds, their own organization least of all.
#[tokio::test]
async fn only_the_customers_own_administrators_end_everything() {
    each_linked(async |world, linked| {
        entangle(&world, linked).await;
        let partner = world.organization(NORTHWIND);
        for upn in ["mats@contoso.example", "greta@contoso.example", "lea@contoso.example"] {
            let refused = end(&world, upn).await.unwrap_err();
            assert!(matches!(refused, Refusal::Denied(Code::Forbidden, _)), "{upn}: {refused:?}");
        }
        let partners = [(PIA, true), (PAUL, true), (GUS, true), ("nora@northwind.example", false)];
        for (upn, knows) in partners.into_iter().chain([("ada@adventure.example", false)]) {
            let command = OffBoardPartner { partner, typed: None };
            assert!(
                run(&world.app, &world.caller(upn), command).await.is_err(),
                "in their own organization: {upn}"
            );
            let seen = ask(&world.app, &world.caller(upn), &HoldingsOfPartner { partner }).await;
            assert!(seen.is_err(), "{upn}");
            let tenant = Target::tenant(world.organization(CONTOSO));
            let mut opening = world.database.store.begin_change().await.unwrap();
            let caller = world.caller(upn).person;
            let (now, home) = (world.app.clock.now(), caller.organization);
            let facts = opening
                .facts(now, home, caller.user, upn, Concerning::One(tenant.tenant))
                .await
                .unwrap()
                .unwrap();
            for action in
                [Action::ConsentToPartner, Action::ControlPartners, Action::UseOwn(Permission::SettingsView)]
            {
                assert!(!holds(&facts, action, &tenant), "{upn} {action:?}");
            }
            assert_eq!(holds(&facts, Action::ReadCustomerDirectory, &tenant), knows, "{upn}");
        }
        assert!(held(&world).await.partner.is_holding());
        // Whoever reads settings looks; the buttons are of those who may.
        let mats = world.caller("mats@contoso.example");
        let seen = ask(&world.app, &mats, &HoldingsOfPartner { partner }).await.unwrap();
        assert_eq!((seen.may_control, seen.may_consent), (true, false));
        let fred = world.caller("fred@fabrikam.example");
        assert!(matches!(
            ask(&world.app, &fred, &HoldingsOfPartner { partner }).await,
            Err(Refusal::Missing)
        ));
        let list = PartnerHoldings { wanted: Wanted::default(), count: true };
        assert_eq!(ask(&world.app, &fred, &list).await.unwrap().count, Some(0));
        let found = ask(&world.app, &mats, &list).await.unwrap();
        let row = &found.page.items[0];
        assert_eq!((found.count, row.partner, row.granulars), (Some(1), partner, 2));
    })
    .await;
}

/// Decision 4: the record is bound to a key of this Steward and to the log: who changes it is found out, and the event holds its digest.
#[tokio::test]
async fn a_record_proves_itself() {
    each_linked(async |world, _| {
        let id = end(&world, ANNA).await.unwrap();
        let Opened { row, record, is_genuine } = opened(&world, id).await;
        assert!(is_genuine);
        assert!(record.residue.is_empty());
        let parts: Vec<_> = row.signed.split('.').collect();
        let [header, payload, signature] = parts[..] else { panic!("{}", row.signed) };
        let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        let header_text = String::from_utf8(decoded(header)).unwrap();
        let key = world.app.signing_keys().find(|key| header_text.contains(key.id())).unwrap();
        assert!(key.verifies(format!("{header}.{payload}").as_bytes(), &decoded(signature)));
        let digest = store::audit::hex(&Sha256::digest(decoded(payload)));
        let logged = format!(
            "select count(*) from audit_events where kind = 'link.off_boarded' and changes like '%{digest}%'"
        );
        assert_eq!(world.database.number(&logged).await, 1, "in the customer's log alone");
        let forged =
            String::from_utf8(decoded(payload)).unwrap().replace("\"residue\":[]", "\"residue\":[ ]");
        let forged = format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(forged));
        world.database.raw(&format!("update off_boarding_records set signed = '{forged}'")).await;
        assert!(!opened(&world, id).await.is_genuine);
        let fred = world.caller("fred@fabrikam.example");
        let foreign = ask(&world.app, &fred, &OffBoardingRecordOf { record: id }).await;
        assert!(matches!(foreign, Err(Refusal::Missing)));
        let list = OffBoardingRecords { wanted: Wanted::default(), count: true };
        assert_eq!(ask(&world.app, &fred, &list).await.unwrap().count, Some(0));
        assert_eq!(ask(&world.app, &world.caller(ANNA), &list).await.unwrap().count, Some(1));
    })
    .await;
}

/// Decision 4: the customer ends the reseller relationship alone, and with it the privileges; R-387: a granular relationship stays.
#[tokio::test]
async fn a_customer_ends_the_reseller_relationship() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        let relationship = world.reseller(CONTOSO, NORTHWIND, true).await;
        let (app, anna, pia) = (&world.app, world.caller(ANNA), world.caller(PIA));
        let tenant = world.organization(CONTOSO);
        let people = CustomerPeople { tenant, wanted: Wanted::default(), count: false };
        ask(app, &pia, &people).await.unwrap();
        let end = |typed: Option<&str>| EndResellerAsCustomer {
            relationship,
            stamp: None,
            typed: typed.map(str::to_owned),
        };
        for upn in [PIA, "nora@northwind.example", "mats@contoso.example"] {
            assert!(run(app, &world.caller(upn), end(None)).await.is_err(), "{upn}");
        }
        let refused = run(app, &anna, end(Some("North"))).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidValue);
        run(app, &anna, end(Some("northwind"))).await.unwrap();
        assert!(matches!(ask(app, &pia, &people).await, Err(Refusal::Missing)));
        assert_eq!(run(app, &anna, end(None)).await.unwrap_err().code(), Code::InvalidState);
        let ended = "select privileges_ended_by from reseller_relationships";
        assert_eq!(world.database.raw(ended).await, [[Some("customer".to_owned())]]);
        for (kind, count) in [("reseller_ended_by_us", 1), ("customer_ended_reseller", 1)] {
            let told = format!("select count(*) from notices where kind = '{kind}'");
            assert_eq!(world.database.number(&told).await, count);
        }
    })
    .await;
}
