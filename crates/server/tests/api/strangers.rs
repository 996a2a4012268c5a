//! Every operation of the API meets people who have no business with it: nobody, somebody of an organization that
//! has to do with nobody, another partner, a partner's person without any room, a reader of the customer.
//!
//! Invariant: the operations are those of the description the server serves; a new one is tried without being
//! named here. Only a new kind of thing in an address must be told to `named`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use axum::http::Method;
use domain::{
    agent::Agent,
    directory::Principal,
    distribution::Asks,
    granular_relationship::RequestAction,
    id::{Id, Job, Room},
    permission::{EXTENDABLE, Permission, PermissionSet},
    place::PlaceKind,
    role::BuiltInRole,
    role_definition,
    time::DAY,
};
use serde_json::{Map, Value, json};
use service::{
    Realm,
    applications::{AddSecret, ApplicationForm, RegisterApplication},
    ask,
    attachments::AddAttachment,
    autopilot::{
        AutopilotBatches, AutopilotSubmission, BatchName, CreateProfile, ProfileForm, UploadDevices, read,
    },
    delegated_rooms::SwitchDelegatedRooms,
    devices::{DeviceFacts, Enrol, Heard, Report, enrol, hear, sender},
    enrolment_key::DownloadKey,
    granular_relationships::{
        ApproveGranular, AssignAccess, ChangeAccess, DraftGranular, GranularRelationshipOf, RequestGranular,
        public_id, tend,
    },
    jobs::{JobForm, JobOf, SentFile, SubmitJob},
    links::ExtendLink,
    mail_routes::{CreateMailRoute, MailRouteForm},
    maintenance_windows::PlanMaintenance,
    off_boarding::OffBoardPartner,
    organizations::SetLogo,
    reachability::SetReachability,
    releases::{RegisterRelease, SetReleaseKey},
    reports::{NewSubscription, SubscriptionForm, subscribe},
    reseller_requests::MakeResellerRequest,
    rollouts::StartRollout,
    run,
    security_groups::CreateSecurityGroup,
    service_portals::{RegisterServicePortal, ServicePortalForm},
    subscriptions::{
        AssignLicence, CreateResource, Licensee, OfferForm, OneSubscription, ProvisionSubscription,
        RegisterOffer,
    },
    support_requests::OpenSupportRequest,
    suppressions::Suppress,
    tickets::{RecordIssue, TicketAtRoom},
    update_rings::{CreateRing, RingForm},
    webhooks::{Covers, CreateWebhook, Register, RegistrationForm, WebhookForm, test_registration},
};
use sha2::{Digest as _, Sha256};
use testkit::{
    Kind, Linked, Signer, World, each_linked,
    http::{Answer, Client, Served},
    seed,
    signer::document,
};
use uuid::Uuid;

/// Global administrator of an organization that has to do with nobody.
const STRANGER: &str = "sven@tailspin.example";
/// Global administrator of a partner of somebody else.
const OTHER_PARTNER: &str = "ada@adventure.example";
/// Of the linked partner, without any role.
const WITHOUT_SCOPE: &str = "ned@northwind.example";
/// Global reader of the customer.
const READER: &str = "greta@contoso.example";
/// Global administrator of the customer by delegated admin privileges, and without any role by the link.
const DELEGATED: &str = "paul@northwind.example";
/// Global administrator of the customer by a granular relationship, and without any role by the link.
const GRANULAR: &str = "gus@northwind.example";
/// Who sees what is there: administrators of both sides, the primary admin, the operator.
const INSIDERS: [&str; 4] =
    ["anna@contoso.example", "nora@northwind.example", "pia@northwind.example", "olga@operator.example"];

/// A served world with a client of each person who calls.
struct Http {
    served: Served,
    clients: Mutex<BTreeMap<String, Client>>,
}

impl Http {
    async fn over(world: World) -> Self {
        Self { served: Served::start(world).await, clients: Mutex::default() }
    }

    async fn client(&self, upn: Option<&str>) -> Client {
        let Some(upn) = upn else { return self.served.nobody() };
        let known = self.clients.lock().unwrap().get(upn).cloned();
        if let Some(client) = known {
            return client;
        }
        let client = self.served.client(upn).await;
        self.clients.lock().unwrap().insert(upn.to_owned(), client.clone());
        client
    }
}

/// What a refusal tells: its status and code.
fn told(answer: &Answer) -> (u16, String) {
    let is_refused = !answer.status.is_success();
    let code = || {
        let told = answer.json();
        let code = told.get("error").unwrap_or(&told)["code"].clone();
        code.as_str().map_or_else(|| code.to_string(), str::to_owned)
    };
    (answer.status.as_u16(), if is_refused { code() } else { String::new() })
}

/// A device of contoso.example that said that it reaches others.
async fn relay(world: &World) -> Id<Room> {
    let anna = world.caller("anna@contoso.example");
    let key = run(&world.app, &anna, DownloadKey { tenant: anna.person.organization }).await.unwrap();
    let facts = DeviceFacts { host_name: Some("Berlin relay".to_owned()), ..DeviceFacts::default() };
    let (tenant, key_version) = (key.tenant, key.version);
    let asked = Enrol { tenant, key_version, secret: key.secret, credential: None, facts };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    hear(&world.app, &device.credential, Heard { reaches: true, ..report.into() }).await.unwrap();
    device.room
}

/// A file that the device of a room gave back with a job.
async fn job_file(world: &World, room: Id<Room>, job: Id<Job>) -> Uuid {
    let tenant = world.organization("contoso.example");
    let credential = "of Berlin";
    let credential_hash = Sha256::digest(credential.as_bytes()).to_vec();
    let device = seed::Device { credential_hash, id: world.ids.id(), tenant, room, key_version: 1 };
    let mut seed = world.seed().await;
    seed.device(&device).await.unwrap();
    seed.commit().await.unwrap();
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    hear(&world.app, credential, Heard { takes_jobs: true, ..report.into() }).await.unwrap();
    let file = SentFile { job, name: "berlin.log".to_owned(), content: b"no sound in Berlin".to_vec() };
    sender(&world.app, credential).await.unwrap().keep(&world.app, file).await.unwrap();
    let shown = JobOf { realm: Realm::Own, room, job };
    let shown = ask(&world.app, &world.caller("anna@contoso.example"), &shown).await.unwrap();
    shown.files[0].id.uuid()
}

/// A profile, and a device that an agent of northwind.example added: the profile, the batch, the submission and the device.
async fn autopilot(world: &World) -> (Uuid, Uuid, Uuid, Uuid) {
    let tenant = world.organization("contoso.example");
    let nora = world.caller("nora@northwind.example");
    let form = ProfileForm {
        name: "Berlin kiosk".to_owned(),
        settings: vec!["none".to_owned()],
        ..ProfileForm::default()
    };
    let profile = run(&world.app, &nora, CreateProfile { tenant, form }).await.unwrap();
    let lines = read(b"Device Serial Number,Windows Product ID\nBerlin 7,\n,Berlin 8\n").unwrap();
    let upload = UploadDevices { tenant, batch: BatchName::New(String::new()), lines };
    let submission = run(&world.app, &nora, upload).await.unwrap();
    let shown = ask(&world.app, &nora, &AutopilotSubmission { tenant, submission }).await.unwrap();
    let device = shown.results[1].device.unwrap();
    let batches = AutopilotBatches { tenant, wanted: service::Wanted::first(1) };
    let batch = ask(&world.app, &nora, &batches).await.unwrap().page.items[0].called.parse().unwrap();
    (profile.uuid(), batch, submission.uuid(), device.uuid())
}

/// An application of contoso.example, and a secret of it.
async fn application(world: &World) -> (Uuid, Uuid) {
    let anna = world.caller("anna@contoso.example");
    let form = ApplicationForm { name: Some("Berlin board".to_owned()), ..ApplicationForm::default() };
    let application = run(&world.app, &anna, RegisterApplication { form }).await.unwrap();
    let secret = AddSecret { application, name: "Berlin key".to_owned(), days: 30 };
    (application.uuid(), run(&world.app, &anna, secret).await.unwrap().id.uuid())
}

/// What contoso.example bought from northwind.example, and what is inside.
struct Bought {
    offer: Uuid,
    metered: Uuid,
    licences: Uuid,
    role: Uuid,
    resource: Uuid,
}

async fn bought(world: &World) -> Bought {
    let tenant = world.organization("contoso.example");
    let (nora, olga) = (world.caller("nora@northwind.example"), world.caller("olga@operator.example"));
    let mut sold = Vec::new();
    for kind in ["metered", "licences"] {
        let name = Some(format!("Berlin {kind}"));
        let form = OfferForm { name, kind: Some(kind.to_owned()), term_months: Some(None) };
        let offer = run(&world.app, &olga, RegisterOffer { form }).await.unwrap();
        let provision = ProvisionSubscription { tenant, offer, name: None, quantity: 1, starts_at: None };
        sold.push((offer.uuid(), run(&world.app, &nora, provision).await.unwrap()));
    }
    let ((offer, subscription), (_, licences)) = (sold[0], sold[1]);
    let name = "Berlin web".to_owned();
    let make = CreateResource { tenant, subscription, name, kind: "Virtual machine".to_owned() };
    let resource = run(&world.app, &nora, make).await.unwrap().uuid();
    let one = OneSubscription { tenant, subscription };
    let role = ask(&world.app, &nora, &one).await.unwrap().opened.unwrap().roles[0].row.id.uuid();
    let to = Licensee::Upn("uma@contoso.example".to_owned());
    let give = AssignLicence { tenant, subscription: licences, to };
    run(&world.app, &world.caller("anna@contoso.example"), give).await.unwrap();
    Bought { offer, metered: subscription.uuid(), licences: licences.uuid(), role, resource }
}

/// The audit record of the support request that the partner opened for contoso.example.
async fn audit_record(http: &Http) -> Uuid {
    let day = http.served.world.app.clock.now().to_string();
    let nora = http.client(Some("nora@northwind.example")).await;
    let records = nora.get(&format!("/v1/auditrecords?startDate={day}")).await.json();
    let records = records["items"].as_array().unwrap();
    let found = records.iter().find(|it| it["resourceType"] == "service_request").unwrap();
    found["id"].as_str().unwrap().parse().unwrap()
}

/// What an operation of the description needs to be called.
struct Operation {
    name: String,
    method: Method,
    path: String,
    body: Option<Value>,
}

/// Things of contoso.example, by the word that stands before them in an address or in a body.
struct Things {
    ids: BTreeMap<&'static str, String>,
}

/// Where an operation names things of contoso.example.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    InPath,
    InBody,
    Nowhere,
}

/// Which things a call names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// Those of contoso.example.
    Theirs,
    /// None that exist.
    Nothing,
}

/// Whether each of many things was refused on its own: the answer names them as they were sent, and nothing else.
fn refuses_each(answer: &Answer) -> bool {
    let told: Value = serde_json::from_str(&answer.text()).unwrap_or_default();
    told["value"]
        .as_array()
        .is_some_and(|rows| !rows.is_empty() && rows.iter().all(|row| row["error"].is_object()))
}

/// Decision 6, R-001, R-085, §0.2: what is not one's own is hidden exactly as if it did not exist, in every operation,
/// and nothing of it is changed or shown.
#[tokio::test]
async fn strangers_learn_and_change_nothing() {
    each_linked(async |world: World, linked: Linked| {
        let http = Http::over(world).await;
        let things = Things::plant(&http, linked).await;
        let before = fingerprint(&http.served.world).await;
        let foreign: Vec<String> = things.ids.values().cloned().collect();
        let mut faults = Vec::new();
        for operation in operations() {
            for upn in [STRANGER, OTHER_PARTNER, WITHOUT_SCOPE] {
                let theirs = things.call(&http, Some(upn), &operation, Naming::Theirs).await;
                let text = theirs.text();
                let at = format!("{} as {upn}: {} {text}", operation.name, theirs.status);
                let words = ["Contoso", "contoso.example", "Berlin ", "Lisbon ", "Boardrooms"];
                let mut shown = words.into_iter().chain(foreign.iter().map(String::as_str));
                if let Some(word) = shown.find(|word| text.contains(word)).filter(|_| !refuses_each(&theirs))
                {
                    faults.push(format!("shows {word:?}: {at}"));
                }
                let named = things.are_named(&operation);
                let is_good = theirs.status.is_success();
                if theirs.status.is_server_error() || (is_good && named == Named::InPath) {
                    faults.push(format!("is no refusal: {at}"));
                }
                if named != Named::Nowhere {
                    let nothing = things.call(&http, Some(upn), &operation, Naming::Nothing).await;
                    if told(&theirs) != told(&nothing) {
                        faults.push(format!("hidden is not missing ({}): {at}", nothing.text()));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert_unchanged(&before, &fingerprint(&http.served.world).await);
        for domain in ["tailspin.example", "adventure.example"] {
            for (table, rows) in rows_of(&http.served.world, domain, &[]).await {
                let stray = rows.iter().find(|row| foreign.iter().any(|id| row.contains(id)));
                assert_eq!(stray, None, "{domain} holds a thing of contoso.example in {table}");
            }
        }
    })
    .await;
}

/// §0.2: nobody is anybody without a token that exists.
#[tokio::test]
async fn nobody_is_let_in() {
    each_linked(async |world: World, linked: Linked| {
        let http = Http::over(world).await;
        let things = Things::plant(&http, linked).await;
        let before = fingerprint(&http.served.world).await;
        for operation in operations() {
            let answer = things.call(&http, None, &operation, Naming::Theirs).await;
            // The Partner Center surface has a number for it.
            let code = if ["/v1/", "/webhooks/v1/"].iter().any(|at| operation.path.starts_with(at)) {
                "400"
            } else {
                "unauthenticated"
            };
            assert_eq!(told(&answer), (401, code.to_owned()), "{}", operation.name);
        }
        assert_unchanged(&before, &fingerprint(&http.served.world).await);
    })
    .await;
}

/// a global reader of the customer changes nothing, in any operation, but what is the reader's own.
#[tokio::test]
async fn a_reader_changes_nothing() {
    each_linked(async |world: World, linked: Linked| {
        let http = Http::over(world).await;
        let things = Things::plant(&http, linked).await;
        // Signing in is told at the person, before anything else is.
        http.client(Some(READER)).await;
        let before = fingerprint(&http.served.world).await;
        for operation in operations() {
            let is_own =
                operation.path.starts_with("/v1.0/me") || operation.path.starts_with("/v1.0/notices");
            if operation.method == Method::GET || is_own {
                continue;
            }
            let answer = things.call(&http, Some(READER), &operation, Naming::Theirs).await;
            let is_refused = answer.status.is_client_error() || refuses_each(&answer);
            assert!(is_refused, "{}: {}", operation.name, answer.text());
        }
        assert_unchanged(&before, &fingerprint(&http.served.world).await);
    })
    .await;
}

/// Decision 6, R-007, R-320: whoever acts on behalf of a customer as its Global administrator works in its rooms, and does nothing else, in
/// any operation.
#[tokio::test]
async fn on_behalf_there_is_work_in_rooms_alone() {
    each_linked(async |world: World, linked: Linked| {
        let http = Http::over(world).await;
        let things = Things::plant(&http, linked).await;
        let world = &http.served.world;
        let partner = world.organization("northwind.example");
        let anna = world.caller("anna@contoso.example");
        run(&world.app, &anna, SwitchDelegatedRooms { partner, opens_rooms: true }).await.unwrap();
        let (mut faults, mut done) = (Vec::new(), 0);
        for operation in operations() {
            let header = [("steward-on-behalf", "true")];
            let theirs = things.call_with(&http, Some(DELEGATED), &operation, Naming::Theirs, &header).await;
            let is_there = operation.path.strip_prefix("/v1.0/managedTenants/{tenantId}/");
            let is_work = is_there.is_some_and(|rest| {
                let never = ["role", "primaryAdmins", "access", "effects", "preview"];
                !never.iter().any(|never| rest.starts_with(never))
            });
            // What everybody reads tells nothing of anybody.
            let is_public = ["/v1.0/invitationTerms", "/webhooks/v1/registration/events"]
                .contains(&operation.path.as_str());
            if theirs.status.is_server_error()
                || (theirs.status.is_success() && !is_work && !is_public && !refuses_each(&theirs))
            {
                faults.push(format!("{}: {} {}", operation.name, theirs.status, theirs.text()));
            }
            done += usize::from(theirs.status.is_success());
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert!(done > 15, "rooms are worked in: {done}");
    })
    .await;
}

/// Decision 6, R-007, R-320, R-327, R-383: whoever is Global administrator of the customer by delegated admin privileges, or by a granular
/// relationship, sees its people, and its record and gives the privileges back as an agent, changes nobody who holds something there, and does nothing else
/// there, in any operation.
#[tokio::test]
async fn delegation_reaches_people_alone() {
    each_linked(async |world: World, linked: Linked| {
        let http = Http::over(world).await;
        let things = Things::plant(&http, linked).await;
        let before = fingerprint(&http.served.world).await;
        let mut faults = Vec::new();
        for (operation, upn) in operations().iter().flat_map(|it| [(it, DELEGATED), (it, GRANULAR)]) {
            let is_open = operation.path.starts_with("/v1.0/customers/{tenantId}")
                && (operation.method == Method::GET || operation.path.ends_with("/delegatedAdminPrivileges"));
            // What several customers are named in is decided at each of them like the same at one.
            let is_open = is_open || operation.path.ends_with("/returnDelegatedAdminPrivileges");
            // What agents do with Autopilot devices they do by the reseller relationship.
            let is_open = is_open || operation.path.starts_with("/v1/customers/{customerId}");
            // What they sold, and what their role on it opens, comes from no delegation.
            let is_open = is_open || operation.path.starts_with("/v1.0/customers/{tenantId}/subscriptions");
            // What is asked on behalf of a customer is asked by the duty to support.
            let is_open = is_open || operation.path.starts_with("/v1.0/customers/{tenantId}/supportRequests");
            // A group that confers nothing is changed by delegated roles; who holds something is tried here (decision 6).
            let is_open = is_open || operation.path.starts_with("/v1.0/customers/{tenantId}/groups");
            // What belongs to the partner itself is another matter.
            let is_own = [
                "/v1.0/addedCustomers",
                "/v1.0/resellerRequests",
                "/v1.0/distributions",
                "/v1.0/tenantRelationships",
                "/webhooks/v1/registration",
            ];
            if is_open || is_own.iter().any(|own| operation.path.starts_with(own)) {
                continue;
            }
            let theirs = things.call(&http, Some(upn), operation, Naming::Theirs).await;
            let is_refused = !theirs.status.is_success() && !theirs.status.is_server_error();
            if things.are_named(operation) == Named::InPath && !is_refused {
                faults.push(format!("{} as {upn}: {} {}", operation.name, theirs.status, theirs.text()));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert_unchanged(&before, &fingerprint(&http.served.world).await);
        let tenant = http.served.world.organization("contoso.example");
        for upn in [DELEGATED, GRANULAR] {
            let people = http.client(Some(upn)).await.get(&format!("/v1.0/customers/{tenant}/users")).await;
            assert!(people.text().contains("anna@contoso.example"), "{upn}: {}", people.text());
        }
    })
    .await;
}

/// What strangers are refused is really there: somebody reads it.
#[tokio::test]
async fn insiders_find_what_strangers_are_refused() {
    each_linked(async |world: World, linked: Linked| {
        let http = Http::over(world).await;
        let things = Things::plant(&http, linked).await;
        for operation in operations() {
            if operation.method != Method::GET {
                continue;
            }
            let mut answers = Vec::new();
            for upn in INSIDERS {
                answers.push(things.call(&http, Some(upn), &operation, Naming::Theirs).await.status.as_u16());
            }
            assert!(answers.contains(&200), "nobody reads {}: {answers:?}", operation.name);
        }
    })
    .await;
}

impl Things {
    async fn plant(http: &Http, linked: Linked) -> Self {
        let world = &http.served.world;
        let tenant = world.organization("contoso.example");
        // All that a partner can reach at a customer is open to those who hold a role there.
        let permissions = EXTENDABLE.iter().map(|permission| permission.key().to_owned()).collect();
        let extend = ExtendLink { link: linked.link, permissions, stamp: None };
        run(&world.app, &world.caller("anna@contoso.example"), extend).await.unwrap();
        let scope = world.scope("contoso.example", &["Lisbon 1"], &[]);
        let invitation = world.invite("contoso.example", "northwind.example", scope).await;
        let uma = world.user("uma@contoso.example");
        let guards = seed::SecurityGroup {
            tenant,
            id: world.ids.id(),
            name: "Berlin guards".to_owned(),
            description: String::new(),
            agent: None,
            members: vec![Principal::User(uma)],
        };
        let place = seed::Place {
            tenant,
            id: world.ids.id(),
            parent: None,
            kind: PlaceKind::Building,
            name: "Berlin tower".to_owned(),
        };
        let watch = seed::Assignment {
            tenant,
            id: world.ids.id(),
            link: None,
            role: BuiltInRole::SiteTech.into(),
            name: "Berlin watch".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: world.scope("contoso.example", &[], &["Berlin"]),
            from: None,
            until: None,
            members: vec![seed::Member { home: tenant, principal: Principal::User(uma) }],
        };
        let custom = |link| seed::CustomRole {
            tenant,
            id: world.ids.id(),
            link,
            name: "Berlin desk".to_owned(),
            description: String::new(),
            permissions: PermissionSet::of(&[Permission::RoomView]),
        };
        let (desk, partner_desk) = (custom(None), custom(Some(linked.link)));
        let mut seed = world.seed().await;
        seed.custom_role(&desk).await.unwrap();
        seed.custom_role(&partner_desk).await.unwrap();
        seed.assignment(&watch).await.unwrap();
        seed.security_group(&guards).await.unwrap();
        seed.place(&place).await.unwrap();
        seed.commit().await.unwrap();
        let berlin = world.room("contoso.example", "Berlin 1");
        let record = RecordIssue {
            tenant,
            description: "The projector is yellow".to_owned(),
            rooms: BTreeSet::from([berlin]),
            is_high_impact: true,
        };
        run(&world.app, &world.caller("anna@contoso.example"), record).await.unwrap();
        let relay = relay(world).await;
        let reach = SetReachability { room: berlin, relay, host: "berlin-bar.example".to_owned(), port: 443 };
        run(&world.app, &world.caller("anna@contoso.example"), reach).await.unwrap();
        let event = world.notice("contoso.example", "Berlin 1", Some("Berlin hears nothing")).await;
        let at_room = TicketAtRoom { realm: Realm::Own, room: berlin };
        let tickets = ask(&world.app, &world.caller("anna@contoso.example"), &at_room).await.unwrap();
        let file = AddAttachment {
            tenant,
            ticket: tickets[0].id,
            name: "berlin.log".to_owned(),
            content: b"no picture".to_vec(),
        };
        let file = run(&world.app, &world.caller("anna@contoso.example"), file).await.unwrap();
        let logo = SetLogo(Some(b"\x89PNG\r\n\x1a\n".to_vec()));
        run(&world.app, &world.caller("anna@contoso.example"), logo).await.unwrap();
        let suppress = Suppress {
            tenant,
            room: berlin,
            signals: None,
            reason: "Berlin is painted".to_owned(),
            from: None,
            until: Some(world.app.clock.now().plus(DAY)),
            owner: None,
        };
        let suppression = run(&world.app, &world.caller("pia@northwind.example"), suppress).await.unwrap();
        let plan = PlanMaintenance {
            tenant,
            group: Some(world.group("contoso.example", "Berlin")),
            reason: "Berlin is papered".to_owned(),
            from: None,
            until: Some(world.app.clock.now().plus(DAY)),
        };
        let window = run(&world.app, &world.caller("pia@northwind.example"), plan).await.unwrap();
        let form = RingForm {
            name: Some("Berlin wave".to_owned()),
            description: Some("Berlin first".to_owned()),
            order: Some("2".to_owned()),
            rollout_days: Some("1".to_owned()),
            test_days: Some("0".to_owned()),
        };
        let ring = run(&world.app, &world.caller("anna@contoso.example"), CreateRing { tenant, form }).await;
        let form = JobForm { kind: "restart".to_owned(), ..JobForm::default() };
        let submit = SubmitJob { tenant, room: berlin, form };
        let job = run(&world.app, &world.caller("pia@northwind.example"), submit).await.unwrap();
        let log = job_file(world, berlin, job).await;
        let key = Signer::of(1);
        let set = SetReleaseKey { public_key: key.public_key(), signed: String::new() };
        run(&world.app, &world.caller("anna@contoso.example"), set).await.unwrap();
        let signed = key.sign(&document("5.4.2", "generic", false));
        let release =
            run(&world.app, &world.caller("anna@contoso.example"), RegisterRelease { signed }).await.unwrap();
        let start = StartRollout { tenant, release, begins_at: String::new() };
        run(&world.app, &world.caller("anna@contoso.example"), start).await.unwrap();
        let anna = world.caller("anna@contoso.example");
        let form = WebhookForm {
            name: Some("Berlin desk".to_owned()),
            address: Some("https://desk.invalid/".to_owned()),
            events: Some(vec!["issue.recorded".to_owned()]),
            ..WebhookForm::default()
        };
        let webhook = CreateWebhook { covers: Covers::Own, form };
        let webhook = run(&world.app, &anna, webhook).await.unwrap().id;
        let test =
            service::webhooks::test(&world.app, &http.served.messenger(), &anna, webhook).await.unwrap();
        let team = CreateSecurityGroup { name: "Berlin team".to_owned(), description: String::new() };
        let team = Some(run(&world.app, &anna, team).await.unwrap());
        let form = MailRouteForm { team, ..MailRouteForm::default() };
        let route = run(&world.app, &anna, CreateMailRoute { covers: Covers::Own, form }).await.unwrap();
        let new = NewSubscription { realm: Realm::Own, group: None, form: SubscriptionForm::default() };
        let subscription = subscribe(&world.app, &anna, new).await.unwrap();
        // Greta has one sent to Anna.
        let form = SubscriptionForm {
            recipients: Some(vec!["anna@contoso.example".to_owned()]),
            ..SubscriptionForm::default()
        };
        let new = NewSubscription { realm: Realm::Own, group: None, form };
        let received = subscribe(&world.app, &world.caller("greta@contoso.example"), new).await.unwrap();
        let came = "insert into received_reports (tenant_id, user_id, subscription_id, owner_tenant_id, owner_id, last_at, \
             is_stopped) select u.tenant_id, u.user_id, s.subscription_id, s.tenant_id, s.user_id, s.created_at, false \
             from report_subscriptions s join users u on u.upn = 'anna@contoso.example' where s.recipients <> '[]'";
        world.database.raw(came).await;
        world
            .agents(
                "northwind.example",
                &[("nora@northwind.example", Agent::Admin), (DELEGATED, Agent::Admin)],
            )
            .await;
        let relationship = world.reseller("contoso.example", "northwind.example", true).await;
        world.reseller("contoso.example", "fabrikam.example", false).await;
        let end = OffBoardPartner { partner: world.organization("fabrikam.example"), typed: None };
        let record = run(&world.app, &anna, end).await.unwrap();
        let ask_for = MakeResellerRequest { with_privileges: true, asks: Asks::Customer };
        let request = run(&world.app, &world.caller("nora@northwind.example"), ask_for).await.unwrap();
        // It has the identifier of the request, and the operator for its other side.
        let distribution = "insert into distributions (tenant_id, distribution_id, provider_id, request_id, accepted_by, \
             started_at) select r.tenant_id, r.request_id, o.organization_id, r.request_id, r.created_by, r.created_at \
             from reseller_requests r join organizations o on o.is_operator = true where r.asks_partners = false";
        world.database.raw(distribution).await;
        // The partner added this very customer, which accepted.
        let added = "insert into added_customers (tenant_id, customer_id, name, name_key, domain, country, administrator, mail, \
             request_id, with_privileges, state, created_by, created_at, mail_since, mails) \
             select r.tenant_id, c.organization_id, c.name, c.name_key, 'contoso.customers.example', c.country, 'Carla', \
             'carla@bakery.example', r.request_id, false, 'accepted', r.created_by, r.created_at, r.created_at, 1 \
             from reseller_requests r join organizations c on c.name = 'Contoso' where r.asks_partners = false";
        world.database.raw(added).await;
        let granular = granular(http).await;
        let nora = world.caller("nora@northwind.example");
        let form = RegistrationForm { address: "https://told.invalid/".to_owned(), events: Vec::new() };
        run(&world.app, &nora, Register { form }).await.unwrap();
        let validation = test_registration(&world.app, &http.served.messenger(), &nora).await.unwrap();
        let form = ServicePortalForm {
            name: Some("Mail".to_owned()),
            url_template: Some("https://mail.invalid/{tenantId}".to_owned()),
        };
        let olga = world.caller("olga@operator.example");
        let portal = run(&world.app, &olga, RegisterServicePortal { form }).await.unwrap();
        let ask_vendor = OpenSupportRequest {
            tenant,
            service: Some(portal),
            title: "Berlin mail".to_owned(),
            description: "Berlin gets none".to_owned(),
            severity: "minor".to_owned(),
        };
        let support = run(&world.app, &world.caller("nora@northwind.example"), ask_vendor).await.unwrap();
        let (policy, batch, submission, device) = autopilot(world).await;
        let (application, secret) = application(world).await;
        let bought = bought(world).await;
        let line = audit_record(http).await;
        let ids = BTreeMap::from([
            ("auditrecords", line),
            ("applications", application),
            ("secrets", secret),
            ("servicePortals", portal.uuid()),
            ("delegatedAdminCustomers", tenant.uuid()),
            ("policies", policy),
            ("deviceBatches", batch),
            ("batchJobStatus", submission),
            ("devices", device),
            ("customers", tenant.uuid()),
            ("resellerRelationships", relationship.uuid()),
            ("partnerHoldings", world.organization("fabrikam.example").uuid()),
            ("offBoardingRecords", record.uuid()),
            ("resellerRequests", request.uuid()),
            ("addedCustomers", tenant.uuid()),
            ("askedRelationships", world.organization("fabrikam.example").uuid()),
            ("distributions", request.uuid()),
            ("reportSubscriptions", subscription.uuid()),
            ("received", received.uuid()),
            ("subscriptionOffers", bought.offer),
            ("subscriptions", bought.metered),
            ("licences", bought.licences),
            ("subscriptionRoles", bought.role),
            ("supportRequests", support.uuid()),
            ("resources", bought.resource),
            ("licenceAssignments", uma.uuid()),
            ("webhooks", webhook.uuid()),
            ("mailRoutes", route.uuid()),
            ("deliveries", test.id.uuid()),
            ("validationEvents", validation.uuid()),
            ("updateRings", ring.unwrap().uuid()),
            ("releases", release.uuid()),
            ("rollouts", release.uuid()),
            ("operations", job.uuid()),
            ("files", log),
            ("suppressions", suppression.uuid()),
            ("maintenanceWindows", window.uuid()),
            ("tickets", tickets[0].id.uuid()),
            ("roomEvents", event.uuid()),
            ("attachments", file.uuid()),
            ("managedTenants", tenant.uuid()),
            ("organizations", tenant.uuid()),
            ("rooms", berlin.uuid()),
            ("roomGroups", world.group("contoso.example", "Berlin").uuid()),
            ("places", place.id.uuid()),
            ("groups", guards.id.uuid()),
            ("users", uma.uuid()),
            ("members", uma.uuid()),
            ("invitations", invitation.uuid()),
            ("partners", linked.link.uuid()),
            ("roles", desk.id.uuid()),
            ("partnerRoles", partner_desk.id.uuid()),
            ("roleAssignments", watch.id.uuid()),
            ("partnerRoleAssignments", linked.primary_admins.uuid()),
            ("primaryAdmins", world.user("pia@northwind.example").uuid()),
            ("blocks", world.user("pia@northwind.example").uuid()),
        ]);
        let ids = ids.into_iter().map(|(word, id)| (word, id.to_string()));
        Self { ids: ids.chain(granular).collect() }
    }

    /// What a word of an address stands for: a thing of contoso.example, or one that nobody has.
    fn named(&self, before: &str, naming: Naming) -> String {
        match (self.ids.get(before), naming) {
            (Some(id), Naming::Theirs) => id.clone(),
            (Some(id), Naming::Nothing) => {
                let nothing = Uuid::from_u128(0x1234).to_string();
                // Two halves, where there are two.
                if id.len() > nothing.len() { format!("{nothing}-{nothing}") } else { nothing }
            }
            // The same in every organization, or one's own.
            (None, _) => match before {
                "directoryRoles" => "global_administrator".to_owned(),
                "directoryroles" => role_definition::GLOBAL_ADMINISTRATOR.id.to_string(),
                "sessions" | "accessTokens" | "tenantManagers" => Uuid::from_u128(0x5678).to_string(),
                "domains" => "unknown.example".to_owned(),
                "signals" => "windowsRoom".to_owned(),
                "{deviceType}" => "camera.room".to_owned(),
                other => panic!("`Things` does not know what stands after {other:?} in an address"),
            },
        }
    }

    fn are_named(&self, operation: &Operation) -> Named {
        let asks = !self.asked(&operation.path, Naming::Theirs).is_empty();
        if asks || segments(&operation.path).any(|(before, _)| self.ids.contains_key(before)) {
            Named::InPath
        } else if operation.body.as_ref().is_some_and(|body| body.to_string().contains(MARK)) {
            Named::InBody
        } else {
            Named::Nowhere
        }
    }

    async fn call(&self, http: &Http, upn: Option<&str>, operation: &Operation, naming: Naming) -> Answer {
        self.call_with(http, upn, operation, naming, &[]).await
    }

    async fn call_with(
        &self,
        http: &Http,
        upn: Option<&str>,
        operation: &Operation,
        naming: Naming,
        further: &[(&str, &str)],
    ) -> Answer {
        let mut path = String::new();
        let mut before = "";
        for segment in operation.path.split('/').skip(1) {
            path.push('/');
            match segment.strip_prefix('{') {
                Some(_) => path.push_str(&self.named(owned(&operation.path, before), naming)),
                None => path.push_str(segment),
            }
            before = segment;
        }
        path.push_str(&self.asked(&operation.path, naming));
        if operation.path == "/v1/relationships" {
            path.push_str("?relationship_type=IsIndirectCloudSolutionProviderOf");
        }
        if operation.path.ends_with("/auditrecords") {
            // From when on must be said.
            path.push_str("?startDate=");
            path.push_str(&http.served.world.app.clock.now().to_string());
        }
        let body = operation.body.as_ref().map(|body| self.fill(body, naming));
        let headers: Vec<_> = [("if-match", "W/\"1\"")].into_iter().chain(further.iter().copied()).collect();
        let method = operation.method.clone();
        let body = body.unwrap_or_default();
        let answer = http.client(upn).await.call(method, &path, &headers, &body).await;
        // Whoever ends their own sessions and tokens needs a new one.
        if operation.path.contains("revoke") || operation.path.contains("accessTokens") {
            http.clients.lock().unwrap().clear();
        }
        answer
    }

    /// What an address must say after a question mark.
    fn asked(&self, path: &str, naming: Naming) -> String {
        let person = if path.starts_with("/v1.0/managedTenants/") { "primaryAdmins" } else { "users" };
        let (user, room) = (self.named(person, naming), self.named("rooms", naming));
        match path.rsplit('/').next() {
            Some("accessExplanations") => format!("?permission=room.view&userId={user}&roomId={room}"),
            Some("accessRights") => format!("?userId={user}"),
            _ => String::new(),
        }
    }

    /// Puts identifiers into a body where the description wants some.
    fn fill(&self, body: &Value, naming: Naming) -> Value {
        match body {
            Value::String(text) => match text.strip_prefix(MARK) {
                Some(property) => Value::String(self.meant(property, naming)),
                None => body.clone(),
            },
            Value::Array(items) => items.iter().map(|item| self.fill(item, naming)).collect(),
            Value::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), self.fill(value, naming))).collect()
            }
            _ => body.clone(),
        }
    }

    /// What an identifier in a body stands for, by the name of its property.
    fn meant(&self, property: &str, naming: Naming) -> String {
        let property = property.to_lowercase();
        let noun = [
            ("event", "roomEvents"),
            ("room", "rooms"),
            ("group", "roomGroups"),
            ("place", "places"),
            ("tenant", "organizations"),
        ]
        .into_iter()
        .find(|(word, _)| property.contains(word))
        .map_or("users", |(_, noun)| noun);
        self.named(noun, naming)
    }
}

/// A granular relationship of Northwind at Contoso with all that belongs to one: somebody is Global administrator by it.
async fn granular(http: &Http) -> Vec<(&'static str, String)> {
    let world = &http.served.world;
    let nora = world.caller("nora@northwind.example");
    let global = role_definition::GLOBAL_ADMINISTRATOR.id;
    let new = DraftGranular {
        name: "Directory".to_owned(),
        customer: None,
        duration: "P30D".to_owned(),
        roles: vec![global, role_definition::HELPDESK_ADMINISTRATOR.id],
        auto_extend: "PT0S".to_owned(),
    };
    let relationship = run(&world.app, &nora, new).await.unwrap();
    let action = RequestAction::LockForApproval;
    let request =
        run(&world.app, &nora, RequestGranular { relationship, action, stamp: None }).await.unwrap();
    let shown = ask(&world.app, &nora, &GranularRelationshipOf { relationship }).await.unwrap();
    let id = shown.row.public_id();
    let approve = ApproveGranular { asked: public_id(&id).unwrap(), stamp: None };
    run(&world.app, &world.caller("anna@contoso.example"), approve).await.unwrap();
    tend(&world.app).await.unwrap();
    let group = world.security_group("northwind.example", "Technicians");
    let assign =
        AssignAccess { relationship, group, roles: vec![global, role_definition::HELPDESK_ADMINISTRATOR.id] };
    let assignment = run(&world.app, &nora, assign).await.unwrap();
    tend(&world.app).await.unwrap();
    let change = ChangeAccess { relationship, assignment, stamp: None, roles: vec![global] };
    let operation = run(&world.app, &nora, change).await.unwrap().unwrap();
    tend(&world.app).await.unwrap();
    vec![
        ("delegatedAdminRelationships", id.clone()),
        ("granularRelationships", id),
        ("requests", request.to_string()),
        ("granularOperations", operation.to_string()),
        ("accessAssignments", assignment.to_string()),
    ]
}

/// Begins a value of a body that is an identifier; the name of its property follows.
const MARK: &str = "identifier of ";

/// The roles and assignments below a customer are the partner's, not the customer's own.
fn owned<'a>(path: &str, before: &'a str) -> &'a str {
    match before {
        "roles" if path.starts_with("/v1.0/managedTenants/") => "partnerRoles",
        "roleAssignments" if path.starts_with("/v1.0/managedTenants/") => "partnerRoleAssignments",
        "operations" if path.starts_with("/v1.0/tenantRelationships/") => "granularOperations",
        "subscriptions" if path.starts_with("/v1.0/reports/") => "reportSubscriptions",
        "subscriptions" if path.contains("/licenceAssignments") => "licences",
        "roleAssignments" if path.contains("/subscriptions/") => "subscriptionRoles",
        own => own,
    }
}

/// The words of an address that stand before something named.
fn segments(path: &str) -> impl Iterator<Item = (&str, &str)> {
    path.split('/').zip(path.split('/').skip(1)).filter(|(_, segment)| segment.starts_with('{'))
}

/// Every operation of the description.
fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(server::openapi()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            operations.push(Operation {
                name: format!("{method} {path}"),
                method,
                path: path.clone(),
                body: (!schema.is_null()).then(|| example(&document, schema, "")),
            });
        }
    }
    assert!(!operations.is_empty());
    operations
}

/// A value as a schema wants it.
fn example(document: &Value, schema: &Value, property: &str) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let place = reference.trim_start_matches('#');
        return example(document, document.pointer(place).expect(reference), property);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let some = choices.iter().find(|choice| choice["type"] != "null").expect("a choice");
            return example(document, some, property);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            whole.extend(example(document, part, property).as_object().cloned().unwrap_or_default());
        }
        return Value::Object(whole);
    }
    if let Some(word) = schema["enum"].as_array().and_then(|words| words.first()) {
        return word.clone();
    }
    let kind = schema["type"]
        .as_array()
        .map_or(&schema["type"], |kinds| kinds.iter().find(|kind| *kind != "null").expect("a kind"));
    match kind.as_str() {
        Some("object") => schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, schema)| (name.clone(), example(document, schema, name)))
            .collect(),
        Some("array") => json!([example(document, &schema["items"], property)]),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("string") if schema["format"] == "uuid" => json!(format!("{MARK}{property}")),
        Some("string") if schema["format"] == "date-time" => json!("2026-11-03T09:00:00Z"),
        Some("string") => json!("sample"),
        _ => Value::Null,
    }
}

/// Everything that contoso.example has, row by row, apart from what people leave by calling: their tokens and
/// sessions, and lines of the log about what was refused.
async fn fingerprint(world: &World) -> Vec<(String, Vec<String>)> {
    let left_by_calling = [
        "access_tokens",
        "sessions",
        "audit_events",
        "audit_heads",
        "idempotency_keys",
        "invitation_attempts",
    ];
    rows_of(world, "contoso.example", &left_by_calling).await
}

fn assert_unchanged(before: &[(String, Vec<String>)], after: &[(String, Vec<String>)]) {
    for ((table, before), (_, after)) in before.iter().zip(after) {
        let gone: Vec<_> = before.iter().filter(|row| !after.contains(row)).collect();
        let come: Vec<_> = after.iter().filter(|row| !before.contains(row)).collect();
        assert!(gone.is_empty() && come.is_empty(), "{table} lost {gone:#?} and got {come:#?}");
    }
}

/// The rows of an organization by table, apart from some tables.
async fn rows_of(world: &World, domain: &str, apart: &[&str]) -> Vec<(String, Vec<String>)> {
    let database = &world.database;
    let tables = match database.kind {
        Kind::Sqlite => {
            "select m.name from sqlite_schema m, pragma_table_info(m.name) c \
             where m.type = 'table' and c.name = 'tenant_id' order by 1"
        }
        Kind::Postgresql => {
            "select table_name from information_schema.columns \
             where table_schema = 'public' and column_name = 'tenant_id' order by 1"
        }
    };
    let tenant = world.organization(domain).uuid();
    let tenant = match database.kind {
        Kind::Sqlite => format!("x'{}'", tenant.simple()),
        Kind::Postgresql => format!("'{tenant}'"),
    };
    let mut found = Vec::new();
    for table in database.raw(tables).await {
        let table = table[0].clone().unwrap();
        if apart.contains(&table.as_str()) {
            continue;
        }
        let rows = database.raw(&format!("select * from {table} where tenant_id = {tenant}")).await;
        let mut rows: Vec<String> = rows.into_iter().map(|row| format!("{row:?}")).collect();
        rows.sort();
        found.push((table, rows));
    }
    assert!(found.len() > 20);
    found
}
