//! A town of organizations in which everything carries a word of its own, so that a page that shows a word
//! betrays the thing. What is where, and who holds what; who may see what stands in `cast.rs`.

use std::collections::BTreeMap;

use domain::{
    agent::Agent,
    directory::Principal,
    health::Health,
    id::{Id, Ids as _, Link, Organization, Place, User},
    invitation::{InvitationKind, InvitationState},
    link::LinkState,
    organization::Language,
    permission::{EXTENDABLE, Permission, PermissionSet},
    role::{BuiltInRole, Role, SiteLeadProfile},
    room::DeviceType,
    room_event::RoomEventKind,
    scope::Scope,
    text::{DomainName, Upn},
    time::{Clock as _, DAY, MINUTE, Time},
};
use service::Settings;
use testkit::{Database, Kind, PASSWORD_HASH, Signer, World, http::Served, seed, signer::document};
use uuid::Uuid;

use crate::{
    cast::{RECORDED, TAKEN},
    page::Page,
    things::{GROUPS, ORGANIZATIONS, PLACES, PLAIN, RESELLERS, RINGS, ROLES, ROOMS, RoomHere, SECURITY},
};

/// People who are disabled.
const GONE: [&str; 2] = ["mill-person-gone", "lake-person-gone"];

/// A picture of one grey dot.
const DOT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT\x78\xda\x63\x68\0\0\0\x82\0\x81\
    \xda\x45\x08\x3b\0\0\0\0IEND\xae\x42\x60\x82";

/// The word that a thing carries wherever it is named.
pub fn mark(thing: &str) -> String {
    format!("zz-{thing}-z")
}

/// The account name of a person.
pub fn upn(person: &str) -> String {
    let home = home(person);
    format!("{}@{}.example", mark(person), mark(home))
}

/// The organization of a thing: the first part of its name.
pub fn home(thing: &str) -> &str {
    thing.split('-').next().unwrap_or_default()
}

/// The town, and what everything is called by.
pub struct Town {
    /// The world it stands in.
    pub world: World,
    /// The identifiers of its things.
    pub ids: BTreeMap<String, Uuid>,
}

impl Town {
    /// Builds the town; each time with the same identifiers. Its people read the language.
    pub async fn build(language: Language) -> Self {
        // With a mail server, so that what is sent by e-mail is offered.
        let customer_domain = Some("customers.example".parse().expect("a domain"));
        let settings = Settings { sends_mail: true, customer_domain, ..Settings::default() };
        let world = World::bare(Database::fresh(Kind::Sqlite).await, settings);
        let seed = world.seed().await;
        let mut builder =
            Builder { now: world.clock.now(), world: &world, seed, language, ids: BTreeMap::new() };
        builder.directory().await;
        builder.buildings().await;
        builder.own_roles().await;
        builder.partners().await;
        builder.invitations().await;
        builder.resellers().await;
        let ids = builder.ids;
        builder.seed.commit().await.expect("the town is committed");
        Self { world, ids }
    }
}

/// What happened since, so that there are notices and lines of audit logs: invitations are sent and denied, a primary admin
/// edits a customer's room, an administrator narrows what a partner has and switches a signal off,
/// issues are recorded, an event is flagged, and update rings are made at home and by a partner of all rooms.
pub async fn live(served: &Served, ids: &BTreeMap<String, Uuid>) {
    let domain = format!("{}.example", mark("harbor"));
    let terms = domain::invitation::TERMS_VERSION;
    let offer = [
        ("step", "review"),
        ("go", "send"),
        ("kind", "domain"),
        ("domain", &domain),
        ("days", "7"),
        ("allRooms", "yes"),
        ("agreed", terms),
    ];
    act(served, "fresh-person-ga", "/settings/partners/new", &offer).await;
    let deny = format!("/partner/invitations/{}/deny", ids["pond-offer-old"]);
    act(served, "guild-person-ga", &deny, &[("stamp", "1")]).await;
    let edit = format!("/partner/rooms/{}/{}/edit", ids["mill"], ids["mill-room-1"]);
    let mut primary = served.sign_in(&upn("guild-person-primary")).await;
    let page = Page::read(&edit, &primary.page(&edit).await);
    let save = page.sent.iter().find(|sent| sent.action == edit).expect("a form");
    assert_eq!(save.send(&mut primary).await.status, 303);
    let scope = format!("/settings/partners/{}/scope", ids["lake-link-guild"]);
    act(served, "lake-person-ga", &scope, &[("stamp", "1"), ("go", "save"), ("allRooms", "yes")]).await;
    for (person, room) in RECORDED {
        let (room, what) = (ids[room].to_string(), mark(room));
        let issue = [("room", room.as_str()), ("description", &what), ("go", "save")];
        act(served, person, "/incidents/new", &issue).await;
    }
    for (person, room) in TAKEN {
        let list = if home(person) == home(room) { "/incidents" } else { "/partner/incidents" };
        let mut browser = served.sign_in(&upn(person)).await;
        let page = browser.page(list).await;
        let (link, _) = page.split_once(&format!("\">{}</a>", mark(room))).expect("a ticket");
        let ticket = link.rsplit('"').next().expect("an address").to_owned();
        let page = Page::read(&ticket, &browser.page(&ticket).await);
        let take = page.sent.iter().find(|sent| sent.action.ends_with("/take")).expect("a form");
        assert_eq!(take.send(&mut browser).await.status, 303);
        let log = format!("{}.log", mark(room));
        let attached = browser.upload(&format!("{ticket}/attachments"), &log, mark(room).as_bytes()).await;
        assert_eq!(attached.status, 303, "{}", attached.text());
    }
    let of_room =
        format!("select event_id from room_events where description = 'Reported in {}'", mark("mill-room-2"));
    // Whose settings somebody may set, that organization has a logo.
    let mut browser = served.sign_in(&upn("lake-person-ga")).await;
    browser.page("/settings/general").await;
    assert_eq!(browser.upload("/settings/general/logo", "logo.png", DOT).await.status, 303);
    let event = served.world.database.raw(&of_room).await[0][0].clone().expect("an event");
    let (event, what) = (format!("{}.{event}", ids["mill"]), mark("mill-room-2"));
    let flag = [("event", event.as_str()), ("description", &what), ("go", "save")];
    act(served, "guild-person-primary", "/partner/incidents/events/flag", &flag).await;
    act(served, "lake-person-ga", "/settings/signals/windowsRoom/sign-in.teams", &[("isEnabled", "no")])
        .await;
    let quiet = [("what", "room"), ("reason", "Under repair"), ("length", "168")];
    let here = format!("/partner/rooms/{}/{}/suppress", ids["mill"], ids["mill-room-3"]);
    act(served, "guild-person-primary", &here, &quiet).await;
    let signal = [("what", "signals"), ("signal", "camera.content|"), ("reason", "Known"), ("length", "2")];
    act(served, "lake-person-ga", &format!("/rooms/{}/suppress", ids["lake-room-1"]), &signal).await;
    let soon = served.world.app.clock.now().plus(3 * DAY).to_string();
    let shore = ids["lake-group-shore"].to_string();
    let roof = [("roomGroupId", shore.as_str()), ("reason", "New roof"), ("length", "8")];
    let roof = [roof.as_slice(), &[("suppressFrom", soon.get(..16).expect("a moment"))]].concat();
    act(served, "lake-person-ga", "/maintenance-windows/new", &roof).await;
    let there = format!("/partner/update-rings/{}/new", ids["lake"]);
    for (person, address, ring) in [
        ("mill-person-ga", "/update-rings/new", "mill-ring-slow"),
        ("guild-person-primary", there.as_str(), "lake-ring-slow"),
    ] {
        let (name, about) = (mark(ring), format!("About {}", mark(ring)));
        let days = [("order", "7"), ("rolloutDays", "2"), ("testDays", "1")];
        let fields = [[("displayName", name.as_str()), ("description", &about)].as_slice(), &days].concat();
        let made = act(served, person, address, &fields).await;
        let made = made.strip_suffix("?done=created").expect("the new ring");
        for (_, rooms) in RINGS.iter().filter(|(name, _)| *name == ring) {
            let chosen: Vec<_> = rooms.iter().map(|room| ids[*room].to_string()).collect();
            let chosen: Vec<_> = chosen.iter().map(|room| ("room", room.as_str())).collect();
            act(served, person, &format!("{made}/move"), &chosen).await;
        }
    }
    let kept = [("list", "partnerRooms"), ("choices", ""), ("name", "Everything")];
    act(served, "guild-person-primary", "/saved-views", &kept).await;
    let tonight = [("kind", "restart"), ("timing", "night")];
    let here = format!("/partner/rooms/{}/{}/jobs/new", ids["mill"], ids["mill-room-3"]);
    act(served, "guild-person-primary", &here, &tonight).await;
    let now = [("kind", "runDiagnostics"), ("timing", "now")];
    act(served, "lake-person-ga", &format!("/rooms/{}/jobs/new", ids["lake-room-1"]), &now).await;
    let log = [("kind", "collectLogs"), ("timing", "now")];
    act(served, "guild-person-primary", &here, &log).await;
    // As if its device had answered.
    let answered = format!(
        "update room_jobs set state = 'completed', started_at = submitted_at, ended_at = submitted_at, output = '{}' \
         where kind = 'collectLogs'",
        mark("mill-room-3")
    );
    served.world.database.raw(&answered).await;
    from_devices(served, ids).await;
    resellers(served, ids).await;
    granular(served, ids).await;
    autopilot(served, ids).await;
    subscriptions(served, ids).await;
    support_requests(served, ids).await;
    updates(served).await;
    webhooks(served).await;
    applications(served).await;
    reports_by_mail(served).await;
}

/// A job gave a file back, and a room without a device is reached by a relay.
async fn from_devices(served: &Served, ids: &BTreeMap<String, Uuid>) {
    let database = &served.world.database;
    let id = |thing: &str| format!("x'{}'", ids[thing].simple());
    let (relay, reached) = (id("lake-room-1"), id("lake-room-2"));
    let digest = format!("x'{}'", "5a".repeat(32));
    for statement in [
        format!("insert into files (tenant_id, digest, content) values ({}, {digest}, x'6f6b')", id("mill")),
        format!(
            "insert into job_files (tenant_id, room_id, job_id, file_id, name, media_type, size, digest, added_at) \
             select tenant_id, room_id, job_id, job_id, 'device.log', 'text/plain', 2, {digest}, submitted_at \
             from room_jobs where kind = 'collectLogs'"
        ),
        format!("delete from devices where room_id = {reached}"),
        format!("update devices set reaches = true where room_id = {relay}"),
        format!(
            "insert into reachability (tenant_id, room_id, target_id, relay_id, host, port) \
             values ({}, {reached}, {reached}, {relay}, '192.0.2.7', 443)",
            id("lake")
        ),
    ] {
        database.raw(&statement).await;
    }
}

/// The guild asks for relationships, and one request is revoked; a customer took the privileges that it had granted, another ended
/// everything.
async fn resellers(served: &Served, ids: &BTreeMap<String, Uuid>) {
    let mail = [("displayName", "Mail"), ("urlTemplate", "https://mail.example/{tenantId}")];
    act(served, "op-person-ga", "/operator/service-portals/new", &mail).await;
    let new = "/partner/customers/requests/new";
    act(served, "guild-person-agent", new, &[("privileges", "on")]).await;
    let made = act(served, "guild-person-agent", new, &[]).await;
    act(served, "guild-person-agent", &format!("{made}/revoke"), &[]).await;
    let take = format!("/settings/partner-relationships/{}/remove", ids["mill-reseller-guild"]);
    act(served, "mill-person-ga", &take, &[("stamp", "1")]).await;
    // The guild sells through the harbor.
    let made = act(served, "guild-person-agent", new, &[]).await;
    let distribution = format!(
        "insert into distributions (tenant_id, distribution_id, provider_id, request_id, accepted_by, started_at) \
         select r.tenant_id, r.request_id, o.organization_id, r.request_id, r.created_by, r.created_at \
         from reseller_requests r join organizations o on o.name = '{}' where r.revoked_at is null and r.with_privileges = false",
        mark("harbor")
    );
    served.world.database.raw(&distribution).await;
    // The rival sells through the guild.
    let distribution = format!(
        "insert into distributions (tenant_id, distribution_id, provider_id, request_id, accepted_by, started_at) \
         select o.organization_id, o.organization_id, r.tenant_id, r.request_id, r.created_by, r.created_at \
         from reseller_requests r join organizations o on o.name = '{}' where r.revoked_at is null and r.with_privileges = false",
        mark("rival")
    );
    served.world.database.raw(&distribution).await;
    assert!(!made.is_empty(), "the request");
    added_customers(served).await;
    let rooms = format!("/settings/partner-relationships/partners/{}/rooms", ids["guild"]);
    act(served, "lake-person-ga", &rooms, &[("opensRooms", "true")]).await;
    // The end of everything between two organizations leaves its record.
    let end = format!("/settings/partner-relationships/partners/{}/end", ids["rival"]);
    act(served, "far-person-ga", &end, &[("confirmation", &mark("rival"))]).await;
}

/// The guild adds customers: one waits, one was withdrawn; and the mill is asked as if the guild had added it.
async fn added_customers(served: &Served) {
    let new = "/partner/customers/added/new";
    for label in ["waiting", "withdrawn"] {
        let fields = [
            ("displayName", label),
            ("domainLabel", label),
            ("preferredLanguage", "en"),
            ("administratorDisplayName", "Somebody"),
            ("mail", "somebody@elsewhere.invalid"),
        ];
        act(served, "guild-person-agent", new, &fields).await;
    }
    let withdrawn = "update added_customers set state = 'withdrawn', settled_at = created_at where domain like 'withdrawn.%'";
    served.world.database.raw(withdrawn).await;
    act(served, "guild-person-agent", "/partner/customers/requests/new", &[("privileges", "on")]).await;
    let is_newest = "r.customer_id is null and r.revoked_at is null and r.with_privileges = true and not exists \
         (select 1 from reseller_requests n where n.tenant_id = r.tenant_id and n.customer_id is null and n.revoked_at is null \
         and n.with_privileges = true and n.request_id > r.request_id)";
    let asked = format!(
        "insert into added_customers (tenant_id, customer_id, name, name_key, domain, country, administrator, mail, \
         request_id, with_privileges, state, created_by, created_at, mail_since, mails) \
         select r.tenant_id, c.organization_id, c.name, c.name_key, 'mill.customers.example', c.country, 'Somebody', \
         'somebody@elsewhere.invalid', r.request_id, true, 'waiting', r.created_by, r.created_at, r.created_at, 1 \
         from reseller_requests r join organizations c on c.name = '{}' where {is_newest}",
        mark("mill")
    );
    served.world.database.raw(&asked).await;
    served
        .world
        .database
        .raw(
            "update reseller_requests set customer_id = (select a.customer_id from added_customers a \
             where a.request_id = reseller_requests.request_id) where request_id in (select request_id from added_customers)",
        )
        .await;
}

/// The guild asks for directory roles: a draft, a request that waits for the lake, a relationship in force there with an assignment.
async fn granular(served: &Served, ids: &BTreeMap<String, Uuid>) {
    let new = "/partner/granular-relationships/new";
    let lake = ids["lake"].to_string();
    let draft = async |name: &str| {
        let customer = if name == mark("guild-asked") { lake.as_str() } else { "" };
        let fields = [
            ("displayName", name),
            ("customer", customer),
            ("duration", "30"),
            ("role", "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"),
            ("role", "69091246-20e8-4a56-aa4d-066075b2a7a8"),
        ];
        let made = act(served, "guild-person-agent", new, &fields).await;
        made.split('?').next().unwrap_or_default().to_owned()
    };
    draft(&mark("guild-draft")).await;
    let mut asked = String::new();
    for name in ["guild-asked", "guild-granted"] {
        let at = draft(&mark(name)).await;
        act(served, "guild-person-agent", &format!("{at}/finalize"), &[("stamp", "1")]).await;
        asked = at;
    }
    let mut agent = served.sign_in(&upn("guild-person-agent")).await;
    let message = agent.page(&format!("{asked}/message")).await;
    let path = "/partners/invitation/granularAdminRelationships/";
    let (_, rest) = message.split_once(path).expect("the link");
    let link: String = rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').collect();
    act(served, "lake-person-ga", &format!("{path}{link}"), &[("stamp", "2")]).await;
    service::granular_relationships::tend(&served.world.app).await.expect("a relationship in force");
    let page = agent.page(&format!("{asked}/assign")).await;
    let (before, _) = page.split_once(&mark("guild-crowd-crew")).expect("a group");
    let (_, group) = before.rsplit_once("name=\"group\" value=\"").expect("its identifier");
    let fields = [
        ("group", group.split('"').next().expect("an identifier")),
        ("role", "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"),
    ];
    act(served, "guild-person-agent", &format!("{asked}/assign"), &fields).await;
    service::granular_relationships::tend(&served.world.app).await.expect("an assignment in force");
}

/// What the guild provisions for the lake, with a resource and a licence that somebody has.
async fn subscriptions(served: &Served, ids: &BTreeMap<String, Uuid>) {
    let base = format!("/partner/customers/{}/subscriptions", ids["lake"]);
    for (kind, months) in [("metered", ""), ("licences", "12")] {
        let fields = [("displayName", kind), ("kind", kind), ("termMonths", months)];
        act(served, "op-person-ga", "/operator/subscription-offers/new", &fields).await;
    }
    let mut browser = served.sign_in(&upn("guild-person-agent")).await;
    let page = browser.page(&format!("{base}/new")).await;
    let offers: Vec<String> = page
        .split("<option value=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect();
    // By name: licences, then what is metered.
    for (offer, name) in offers.iter().zip(["lake-licences", "lake-cloud"]) {
        let name = mark(name);
        let fields = [("offerId", offer.as_str()), ("displayName", &name), ("quantity", "1")];
        let made = act(served, "guild-person-agent", &format!("{base}/new"), &fields).await;
        let made = made.strip_suffix("?done=added").expect("the new subscription");
        let inside = if offer == &offers[0] {
            let own = made.replace(&base, "/settings/subscriptions");
            let person = upn("lake-person-ga");
            act(served, "lake-person-ga", &format!("{own}/licences"), &[("userPrincipalName", &person)]).await
        } else {
            let resource = [("displayName", "lake-resource"), ("kind", "Kiosk")];
            act(served, "guild-person-agent", &format!("{made}/resources"), &resource).await
        };
        assert!(inside.contains("done="), "{inside}");
    }
    let name = mark("lake-before");
    let own =
        [("displayName", name.as_str()), ("offerName", "Before"), ("kind", "licences"), ("quantity", "2")];
    let made = act(served, "lake-person-ga", "/settings/subscriptions/new", &own).await;
    assert!(made.contains("done=added"), "{made}");
}

/// What the guild asks the operator on behalf of the lake: one that is answered and open, one that is closed.
async fn support_requests(served: &Served, ids: &BTreeMap<String, Uuid>) {
    let lake = ids["lake"];
    for name in ["lake-asked", "lake-answered"] {
        let title = mark(name);
        let fields = [
            ("title", title.as_str()),
            ("description", "Since Monday"),
            ("severity", "minor"),
            ("serviceId", ""),
        ];
        let new = format!("/partner/customers/{lake}/support-requests/new");
        let made = act(served, "guild-person-agent", &new, &fields).await;
        let request = made.strip_suffix("?done=opened").expect("the new request");
        let request = request.rsplit('/').next().expect("its identifier");
        let desk = format!("/operator/support-requests/{lake}/{request}");
        act(served, "op-person-ga", &format!("{desk}/messages"), &[("text", "Try again")]).await;
        if name == "lake-answered" {
            let close = [("stamp", "2")];
            let closed =
                act(served, "lake-person-ga", &format!("/settings/support-requests/{request}/close"), &close)
                    .await;
            assert!(closed.contains("done=closed"), "{closed}");
        }
    }
}

/// Devices of the lake, one of the guild and one of its own, with a profile that one of them has and one that none has.
async fn autopilot(served: &Served, ids: &BTreeMap<String, Uuid>) {
    let there = format!("/partner/customers/{}/autopilot", ids["lake"]);
    for (person, base, device) in [
        ("guild-person-agent", there.as_str(), "lake-kiosk-1"),
        ("lake-person-ga", "/settings/autopilot", "lake-kiosk-2"),
    ] {
        let mut browser = served.sign_in(&upn(person)).await;
        let upload = format!("{base}/upload");
        browser.page(&upload).await;
        let file =
            format!("Device Serial Number,Manufacturer name,Device model\n{},Any,Kiosk\n", mark(device));
        let added = browser.upload(&upload, "devices.csv", file.as_bytes()).await;
        assert_eq!(added.status, 303, "{}", added.text());
    }
    for profile in ["lake-profile-used", "lake-profile-spare"] {
        let name = mark(profile);
        act(served, "guild-person-agent", &format!("{there}/profiles/new"), &[("displayName", &name)]).await;
    }
    let mut browser = served.sign_in(&upn("guild-person-agent")).await;
    let page = browser.page(&there).await;
    let chosen = |before: &str| {
        let (_, rest) = page.split_once(before).expect("a choice");
        rest.split_once('"').expect("an identifier").0.to_owned()
    };
    let (label, _) =
        page.split_once(&format!("\">{}</option>", mark("lake-profile-used"))).expect("a profile");
    let profile = label.rsplit('"').next().expect("an identifier").to_owned();
    let apply = [("device", chosen("name=\"device\" value=\"")), ("profile", profile)];
    let apply: Vec<_> = apply.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(browser.post(&format!("{there}/apply"), &apply).await.status, 303);
}

/// A report of own rooms and one of customers, sent by e-mail.
async fn reports_by_mail(served: &Served) {
    for (person, reports) in [("lake-person-ga", "/reports"), ("guild-person-primary", "/partner/reports")] {
        let chosen = [("report", "all"), ("days", "week"), ("day", "monday"), ("hour", "7")];
        act(served, person, &format!("{reports}/subscriptions/new"), &chosen).await;
    }
    // One of the guild came to somebody of the lake, who may stop it.
    let came = format!(
        "insert into received_reports (tenant_id, user_id, subscription_id, owner_tenant_id, owner_id, last_at, is_stopped) \
         select u.tenant_id, u.user_id, s.subscription_id, s.tenant_id, s.user_id, s.created_at, false \
         from report_subscriptions s join users u on u.upn = '{}' where s.covers = 'customers'",
        upn("lake-person-ga")
    );
    served.world.database.raw(&came).await;
    let named = format!(
        "update report_subscriptions set recipients = '[\"{}\"]' where covers = 'customers'",
        upn("lake-person-ga")
    );
    served.world.database.raw(&named).await;
    // And one of a colleague came to the guild's own.
    let colleague = format!(
        "insert into report_subscriptions (tenant_id, user_id, subscription_id, report, covers, days, day, hour, recipients, \
         created_at, change_stamp) select s.tenant_id, u.user_id, u.user_id, s.report, s.covers, s.days, s.day, s.hour, \
         '[\"{}\"]', s.created_at, 1 from report_subscriptions s join users u on u.tenant_id = s.tenant_id and u.upn = '{}' \
         where s.covers = 'customers'",
        upn("guild-person-primary"),
        upn("guild-person-ga")
    );
    served.world.database.raw(&colleague).await;
    let came = format!(
        "insert into received_reports (tenant_id, user_id, subscription_id, owner_tenant_id, owner_id, last_at, is_stopped) \
         select u.tenant_id, u.user_id, s.subscription_id, s.tenant_id, s.user_id, s.created_at, false \
         from report_subscriptions s join users u on u.upn = '{}' where s.subscription_id = s.user_id",
        upn("guild-person-primary")
    );
    served.world.database.raw(&came).await;
}

/// A webhook of own rooms, one of customers, and the registration of the partner, each with a message in its log.
async fn webhooks(served: &Served) {
    for (person, list) in
        [("lake-person-ga", "/settings/webhooks"), ("guild-person-ga", "/partner/settings/webhooks")]
    {
        let mut browser = served.sign_in(&upn(person)).await;
        let new = format!("{list}/new");
        browser.get(&new).await;
        let fields = [
            ("displayName", "Help desk"),
            ("url", "https://desk.invalid/in"),
            ("events", "ticket.opened"),
            ("lowestSeverity", "important"),
            ("go", "save"),
        ];
        let made = browser.post(&new, &fields).await;
        assert!(made.text().contains("whsec_"), "{person} gets no webhook: {}", made.text());
    }
    let fields = [
        ("webhookUrl", "https://desk.invalid/partner-center"),
        ("webhookEvents", "dap-admin-relationship-approved"),
    ];
    act(served, "guild-person-agent", "/partner/settings/registration/edit", &fields).await;
    let told = "insert into webhook_deliveries (tenant_id, webhook_id, delivery_id, within_id, told, about_id, at, created_at, \
                since, due_at, is_taken, tries, tried_at, status, took, outcome, settled_at) select tenant_id, webhook_id, \
                webhook_id, tenant_id, case when envelope = 'standard' then 'ticket.opened' else 'test-created' end, webhook_id, created_at, created_at, created_at, created_at, 0, 9, \
                created_at, 500, 12, 'failed', created_at from webhooks";
    served.world.database.raw(told).await;
    // A mail route of own tickets, and one of those of customers, to the first team of each.
    let routes = "insert into mail_routes (tenant_id, route_id, covers, customers, lowest_severity, team_id, created_at, change_stamp) \
                  select w.tenant_id, w.webhook_id, w.covers, '[]', 'critical', (select g.group_id from security_groups g \
                  where g.tenant_id = w.tenant_id order by g.group_id limit 1), w.created_at, 1 from webhooks w where w.envelope = 'standard' \
                  and exists (select 1 from security_groups g where g.tenant_id = w.tenant_id)";
    served.world.database.raw(routes).await;
}

/// An application of the lake with a secret, and one of the guild that can act on what the lake delegated.
async fn applications(served: &Served) {
    let new = "/settings/applications/new";
    let fields = [("displayName", "Lobby board"), ("applicationPermissions", "User.Read.All")];
    let made = act(served, "lake-person-ga", new, &fields).await;
    let secret = format!("{}/secrets/new", made.split('?').next().unwrap_or_default());
    let mut browser = served.sign_in(&upn("lake-person-ga")).await;
    browser.page(&secret).await;
    let added = browser.post(&secret, &[("displayName", "First"), ("days", "30")]).await;
    assert_eq!(added.status, 200, "{}", added.text());
    let fields = [
        ("displayName", "Night batch"),
        ("applicationPermissions", "DelegatedAdminRelationship.ReadWrite.All"),
    ];
    act(served, "guild-person-ga", new, &fields).await;
}

/// The lake trusts the operator's key: it has an update on its way through all rings, one that stands still, one that is not rolled
/// out, and one of the operator to adopt.
async fn updates(served: &Served) {
    let key = Signer::of(1);
    for person in ["op-person-ga", "lake-person-ga"] {
        act(served, person, "/updates/key", &[("publicKey", &key.public_key())]).await;
    }
    let register = async |person: &str, document: &str| {
        let signed = key.sign(document);
        let made = act(served, person, "/updates/register", &[("signedRelease", &signed)]).await;
        made.strip_suffix("?done=registered").expect("the release").to_owned()
    };
    register("op-person-ga", &document("9.0", "panel", false)).await;
    register("lake-person-ga", &document("5.2", "androidVideoBar", false)).await;
    let running = register("lake-person-ga", &document("6.0", "panel", true)).await;
    let halted = register("lake-person-ga", &document("5.1", "windowsRoom", false)).await;
    for update in [&running, &halted] {
        act(served, "lake-person-ga", &format!("{update}/start"), &[]).await;
    }
    for _ in 0..3 {
        service::rollouts::watch(&served.world.app).await.expect("a turn");
    }
    act(served, "lake-person-ga", &format!("{halted}/pause"), &[]).await;
    let failed = "update rollout_rooms set state = 'failed', reason = 'downloadFailed' \
                  where room_id in (select room_id from rollout_rooms order by room_id limit 1)";
    served.world.database.raw(failed).await;
}

/// Sends something, and says where it leads.
async fn act(served: &Served, person: &str, address: &str, fields: &[(&str, &str)]) -> String {
    let mut browser = served.sign_in(&upn(person)).await;
    browser.get("/account").await;
    let answer = browser.post(address, fields).await;
    assert_eq!(answer.status, 303, "{person} at {address}: {}", answer.text());
    answer.location().to_owned()
}

struct Builder<'a> {
    world: &'a World,
    seed: seed::Seed,
    now: Time,
    language: Language,
    ids: BTreeMap<String, Uuid>,
}

impl Builder<'_> {
    /// The identifier of a thing, drawn when it is first asked for.
    fn id<K>(&mut self, thing: &str) -> Id<K> {
        let world = self.world;
        Id::new(*self.ids.entry(thing.to_owned()).or_insert_with(|| world.ids.next()))
    }

    fn tenant(&mut self, thing: &str) -> Id<Organization> {
        self.id(home(thing))
    }

    fn principal(&mut self, thing: &str) -> Principal {
        if thing.contains("-crowd-") {
            Principal::SecurityGroup(self.id(thing))
        } else {
            Principal::User(self.id(thing))
        }
    }

    fn scope(&mut self, things: &[&str]) -> Scope {
        let mut scope = Scope::default();
        for thing in things {
            match thing.split('-').nth(1) {
                Some("group") => _ = scope.included.groups.insert(self.id(thing)),
                Some("place") => _ = scope.included.places.insert(self.id(thing)),
                _ => _ = scope.included.rooms.insert(self.id(thing)),
            }
        }
        scope
    }

    async fn resellers(&mut self) {
        for (name, customer, partner) in RESELLERS {
            let reseller = seed::Reseller {
                tenant: self.id(customer),
                id: self.id(name),
                partner: self.id(partner),
                request: self.id("guild-request"),
                has_privileges: true,
                accepted_by: upn(&format!("{customer}-person-ga")),
                started_at: None,
            };
            self.seed.reseller(&reseller).await.expect("a reseller relationship");
        }
    }

    async fn directory(&mut self) {
        for (name, is_partner) in ORGANIZATIONS {
            let organization = seed::Organization {
                id: self.id(name),
                name: mark(name),
                country: "DE".to_owned(),
                language: self.language,
                time_zone: "Europe/Berlin".to_owned(),
                is_partner,
                is_operator: name == "op",
                site_lead: SiteLeadProfile::Standard,
                domains: vec![DomainName::parse(&format!("{}.example", mark(name))).expect("a domain")],
            };
            self.seed.organization(&organization).await.expect("an organization");
        }
        let people = ROLES.iter().map(|(person, _)| *person).chain(PLAIN).chain(GONE);
        for person in people {
            let user = seed::User {
                tenant: self.tenant(person),
                id: self.id(person),
                upn: Upn::parse(&upn(person)).expect("an account name"),
                display_name: mark(person),
                language: self.language,
                time_zone: "Europe/Berlin".to_owned(),
                enabled: !GONE.contains(&person),
                password_hash: Some(PASSWORD_HASH.clone()),
            };
            self.seed.user(&user).await.expect("a person");
        }
        for (group, members) in SECURITY {
            let group = seed::SecurityGroup {
                tenant: self.tenant(group),
                id: self.id(group),
                name: mark(group),
                description: format!("About {}", mark(group)),
                agent: group.ends_with("-agents").then_some(Agent::Admin),
                members: members.iter().map(|member| self.principal(member)).collect(),
            };
            self.seed.security_group(&group).await.expect("a security group");
        }
        for (person, role) in ROLES {
            let (tenant, member) = (self.tenant(person), self.principal(person));
            let holder = seed::DirectoryRoleMember { tenant, role, member };
            self.seed.directory_role(&holder).await.expect("a directory role");
        }
        for member in ["guild-person-manager", "guild-crowd-idle"] {
            let manager = seed::TenantManager { tenant: self.tenant(member), member: self.principal(member) };
            self.seed.tenant_manager(&manager).await.expect("a tenant manager");
        }
    }

    async fn buildings(&mut self) {
        for (place, kind, around) in PLACES {
            let parent = (!around.is_empty()).then(|| self.id::<Place>(around));
            let place = seed::Place {
                tenant: self.tenant(place),
                id: self.id(place),
                parent,
                kind,
                name: mark(place),
            };
            self.seed.place(&place).await.expect("a place");
        }
        for here in ROOMS {
            self.room(here).await;
        }
        for (group, members) in GROUPS {
            let group = seed::RoomGroup {
                tenant: self.tenant(group),
                id: self.id(group),
                name: mark(group),
                description: format!("About {}", mark(group)),
                members: members.iter().map(|room| self.id(room)).collect(),
            };
            self.seed.room_group(&group).await.expect("a room group");
        }
    }

    /// A room that says its word in all that is known of it.
    async fn room(&mut self, here: RoomHere) {
        let (tenant, id) = (self.tenant(here.name), self.id(here.name));
        let word = mark(here.name);
        let seen = here.health != Health::Unmonitored;
        let room = seed::Room {
            place: (!here.place.is_empty()).then(|| self.id(here.place)),
            device_type: DeviceType::Panel,
            manufacturer: "Maker".to_owned(),
            model: format!("Model {word}"),
            serial_number: format!("S-{word}"),
            host_name: format!("host-{word}"),
            account: format!("{word}@{}.example", mark(home(here.name))),
            capacity: Some(8),
            asset_tag: format!("A-{word}"),
            notes: format!("Notes of {word}"),
            agent_version: "1.0.0".to_owned(),
            app_version: "5.2".to_owned(),
            os_version: "11".to_owned(),
            addresses: r#"["10.0.0.7"]"#.to_owned(),
            network_type: "wired".to_owned(),
            monitoring: here.monitoring,
            health: here.health,
            has_warning: here.name.ends_with("-1"),
            last_seen_at: Some(self.now.plus(if seen { -MINUTE } else { -DAY })),
            ..seed::Room::named(tenant, id, &word)
        };
        self.seed.room(&room).await.expect("a room");
        for (signal, state) in [("camera.room", "healthy"), ("camera.content", "unhealthy")] {
            let signal = seed::Signal {
                tenant,
                room: id,
                signal: signal.to_owned(),
                instance: String::new(),
                state: state.to_owned(),
                value: "1".to_owned(),
                detail: format!("Said by {word}"),
                since: self.now.plus(-DAY),
            };
            self.seed.signal(&signal).await.expect("a signal");
        }
        for (kind, before, after) in [("health", "healthy", "unhealthy"), ("signal", "healthy", "unhealthy")]
        {
            let entry = seed::HistoryEntry {
                tenant,
                room: id,
                id: self.world.ids.next(),
                at: self.now.plus(-DAY),
                kind: kind.to_owned(),
                signal: if kind == "signal" { "camera.content".to_owned() } else { String::new() },
                instance: String::new(),
                before: before.to_owned(),
                after: after.to_owned(),
            };
            self.seed.history(&entry).await.expect("a line of history");
        }
        for (kind, description) in [
            (RoomEventKind::PoorCall, String::new()),
            (RoomEventKind::ReportedIssue, format!("Reported in {word}")),
        ] {
            let event = seed::RoomEvent {
                tenant,
                room: id,
                id: self.world.ids.id(),
                kind,
                at: self.now.plus(-DAY),
                logs_until: (!description.is_empty()).then(|| self.now.plus(DAY)),
                description,
            };
            self.seed.room_event(&event).await.expect("an event");
        }
        let device = seed::Device {
            credential_hash: id.uuid().as_bytes().to_vec(),
            id: self.world.ids.id(),
            tenant,
            room: id,
            key_version: 1,
        };
        self.seed.device(&device).await.expect("a device");
    }

    async fn assign(
        &mut self,
        name: &str,
        role: impl Into<Role>,
        scope: Scope,
        link: Option<Id<Link>>,
        to: &[&str],
    ) {
        let role = role.into();
        let members = to
            .iter()
            .map(|member| seed::Member { home: self.tenant(member), principal: self.principal(member) });
        let members = members.collect();
        let assignment = seed::Assignment {
            tenant: self.tenant(name),
            id: self.id(name),
            link,
            role,
            name: if role == BuiltInRole::PrimaryAdmins.into() {
                "Assigned admins".to_owned()
            } else {
                mark(name)
            },
            description: String::new(),
            scope_id: self.world.ids.id(),
            scope,
            from: None,
            // Two end soon, so that their extension is offered.
            until: matches!(name, "mill-duty-keepers" | "mill-role-few").then(|| self.now.plus(10 * DAY)),
            members,
        };
        self.seed.assignment(&assignment).await.expect("an assignment");
    }

    /// A role that an organization made, or a partner for it.
    async fn custom_role(&mut self, name: &str, link: Option<Id<Link>>, may: &[Permission]) -> Role {
        let role = seed::CustomRole {
            tenant: self.tenant(name),
            id: self.id(name),
            link,
            name: mark(name),
            description: format!("About {}", mark(name)),
            permissions: PermissionSet::of(may),
        };
        self.seed.custom_role(&role).await.expect("a custom role");
        Role::Custom(role.id)
    }

    async fn own_roles(&mut self) {
        use BuiltInRole::{SiteLead, SiteTech};
        let desk = self.custom_role("mill-job-desk", None, &[Permission::RoomView]).await;
        let annex = self.scope(&["mill-place-annex"]);
        self.assign("mill-duty-desk", desk, annex, None, &["mill-person-desk"]).await;
        let north = self.scope(&["mill-group-north"]);
        self.assign("mill-duty-lead", SiteLead, north, None, &["mill-person-lead"]).await;
        let two = self.scope(&["mill-room-1", "mill-room-2"]);
        self.assign("mill-duty-tech", SiteTech, two, None, &["mill-person-tech"]).await;
        let attic = self.scope(&["mill-group-attic"]);
        self.assign("mill-duty-keepers", SiteTech, attic, None, &["mill-crowd-keepers"]).await;
        let tower = self.scope(&["far-group-tower"]);
        self.assign("far-duty-lead", SiteLead, tower, None, &["far-person-lead"]).await;
    }

    /// Links: the guild works for the mill (north) and the lake (all of it), the harbor for the mill (south and the empty
    /// yard), the rival for the harbor (one room); the rival's link with the pond has lost its people, that with the mill has ended.
    async fn partners(&mut self) {
        use BuiltInRole::PrimaryAdmins;
        use Permission::{GroupCreate, GroupModify, GroupView, RoomModify, RoomView};
        let north = self.scope(&["mill-group-north"]);
        let guild = self.link("mill", "guild", north, LinkState::Active, false).await;
        let admins = ["guild-person-primary", "guild-person-blocked"];
        self.assign("mill-role-guild", PrimaryAdmins, Scope::ALL, Some(guild), &admins).await;
        let few = self.scope(&["mill-room-2"]);
        let night = self.custom_role("mill-job-night", Some(guild), &[RoomView, RoomModify]).await;
        self.assign("mill-role-few", night, few, Some(guild), &["guild-person-tech"]).await;
        let sorting = [RoomView, GroupView, GroupModify, GroupCreate];
        let sorting = self.custom_role("mill-job-sorting", Some(guild), &sorting).await;
        self.assign("mill-role-sorting", sorting, Scope::ALL, Some(guild), &["guild-person-sorter"]).await;
        let lake = self.link("lake", "guild", Scope::ALL, LinkState::Active, false).await;
        let admins = ["guild-person-primary", "guild-crowd-service"];
        self.assign("lake-role-guild", PrimaryAdmins, Scope::ALL, Some(lake), &admins).await;
        let south = self.scope(&["mill-group-south", "mill-place-yard"]);
        let harbor = self.link("mill", "harbor", south, LinkState::Active, false).await;
        self.assign("mill-role-harbor", PrimaryAdmins, Scope::ALL, Some(harbor), &["harbor-person-primary"])
            .await;
        let one = self.scope(&["harbor-room-1"]);
        let rival = self.link("harbor", "rival", one, LinkState::Active, false).await;
        self.assign("harbor-role-rival", PrimaryAdmins, Scope::ALL, Some(rival), &["rival-person-primary"])
            .await;
        let orphan = self.link("pond", "rival", Scope::ALL, LinkState::Active, true).await;
        self.assign("pond-role-rival", PrimaryAdmins, Scope::ALL, Some(orphan), &[]).await;
        self.link("mill", "rival", Scope::ALL, LinkState::EndedByCustomer, false).await;
    }

    async fn link(
        &mut self,
        customer: &str,
        partner: &str,
        scope: Scope,
        state: LinkState,
        orphaned: bool,
    ) -> Id<Link> {
        let name = format!("{customer}-offer-{partner}");
        self.invitation(&name, partner, None, scope.clone(), InvitationState::Accepted).await;
        let link = seed::Link {
            tenant: self.id(customer),
            id: self.id(&format!("{customer}-link-{partner}")),
            partner: self.id(partner),
            invitation: self.id(&name),
            state,
            scope_id: self.world.ids.id(),
            scope,
            terms_hash: "0".repeat(64),
            terms_by: mark(&format!("{customer}-person-ga")),
            orphaned,
            extended: extended(&name),
            started_at: Some(self.now.plus(-DAY)),
            ended_at: state.is_ended().then_some(self.now),
        };
        self.seed.link(&link).await.expect("a link");
        if name == "mill-offer-guild" {
            let block = seed::Block {
                tenant: self.id(customer),
                partner: self.id(partner),
                user: self.id::<User>("guild-person-blocked"),
                reason: format!("Because of {}", mark("mill-reason-block")),
                blocked_by: mark("mill-person-ga"),
            };
            self.seed.block(&block).await.expect("a block");
        }
        link.id
    }

    /// Invitations that wait and such as did not come to anything.
    async fn invitations(&mut self) {
        use InvitationState::{Denied, Expired, Pending, Withdrawn};
        self.invitation("fresh-offer-guild", "guild", None, Scope::ALL, Pending).await;
        self.invitation("pond-offer-old", "guild", None, Scope::ALL, Pending).await;
        let named = Some("guild-person-named");
        self.invitation("pond-offer-named", "guild", named, Scope::ALL, Pending).await;
        let attic = self.scope(&["mill-group-attic"]);
        self.invitation("mill-offer-again", "rival", None, attic.clone(), Pending).await;
        for (name, state) in
            [("mill-offer-denied", Denied), ("mill-offer-late", Expired), ("mill-offer-back", Withdrawn)]
        {
            self.invitation(name, "rival", None, attic.clone(), state).await;
        }
    }

    async fn invitation(
        &mut self,
        name: &str,
        partner: &str,
        named: Option<&str>,
        scope: Scope,
        state: InvitationState,
    ) {
        let sender = format!("{}-person-ga", home(name));
        let is_answered = !matches!(state, InvitationState::Pending | InvitationState::Expired);
        let invitation = seed::Invitation {
            tenant: self.tenant(name),
            id: self.id(name),
            kind: if named.is_some() { InvitationKind::NamedUser } else { InvitationKind::Domain },
            partner: Some(self.id(partner)),
            domain: format!("{}.example", mark(partner)),
            named_upn: named.map(|person| Upn::parse(&upn(person)).expect("an account name")),
            named_name: named.map(mark).unwrap_or_default(),
            state,
            scope_id: self.world.ids.id(),
            scope,
            terms_hash: "0".repeat(64),
            valid_days: 7,
            sent_by: self.id(&sender),
            sent_by_name: mark(&sender),
            sent_at: self.now.plus(if state == InvitationState::Expired { -10 * DAY } else { -DAY }),
            answered_by: if is_answered { mark(&format!("{partner}-person-ga")) } else { String::new() },
            answered_at: is_answered.then_some(self.now),
            reason: String::new(),
        };
        self.seed.invitation(&invitation).await.expect("an invitation");
    }
}

/// What customers let partners do beyond the rights of Primary admins (R-106): at the mill the guild tends groups, the harbor brings
/// rooms and takes them away; at the lake the guild does all of it.
fn extended(offer: &str) -> PermissionSet {
    use Permission::{GroupCreate, GroupModify, RoomCreate, RoomDownloadKey, RoomUnenroll};
    match offer {
        "mill-offer-guild" => PermissionSet::of(&[GroupModify, GroupCreate]),
        "mill-offer-harbor" => PermissionSet::of(&[RoomCreate, RoomUnenroll, RoomDownloadKey]),
        "lake-offer-guild" => EXTENDABLE,
        _ => PermissionSet::NONE,
    }
}
