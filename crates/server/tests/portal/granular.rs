//! Granular relationships on pages, from the draft to the end, on both sides.

use domain::agent::Agent;
use serde_json::json;
use service::{blocks::BlockPerson, granular_relationships::tend, run};
use testkit::{
    World, each,
    http::{Browser, Served},
};

const NORTHWIND: &str = "northwind.example";
const PIA: &str = "pia@northwind.example";
const SVEN: &str = "sven@tailspin.example";
const OWN: &str = "/partner/granular-relationships";
const GRANTED: &str = "/settings/partner-relationships/granular";
const READERS: &str = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
const TEAMS: &str = "69091246-20e8-4a56-aa4d-066075b2a7a8";
const GLOBAL: &str = "62e90394-69f5-4237-9190-012177145e10";

async fn served(world: World) -> Served {
    world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
    Served::start(world).await
}

/// A new draft, made on its page; its address.
async fn draft(pia: &mut Browser, name: &str, roles: &[&str]) -> String {
    pia.page(&format!("{OWN}/new")).await;
    let mut fields = vec![("displayName", name), ("duration", "30")];
    fields.extend(roles.iter().map(|role| ("role", *role)));
    let made = pia.post(&format!("{OWN}/new"), &fields).await;
    assert_eq!(made.status, 303, "{}", made.text());
    made.location().split('?').next().unwrap().to_owned()
}

/// The version that a page's form holds.
fn stamp(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"stamp\" value=\"").expect("a version");
    rest.split('"').next().unwrap().to_owned()
}

/// Takes a step on the page that asks before it.
async fn step(browser: &mut Browser, address: &str, fields: &[(&str, &str)]) -> String {
    let page = browser.page(address).await;
    let stamp = stamp(&page);
    let mut fields = fields.to_vec();
    fields.push(("stamp", &stamp));
    let done = browser.post(address, &fields).await;
    assert_eq!(done.status, 303, "{address}: {}", done.text());
    done.location().to_owned()
}

/// decision 8: the whole life on pages: drafted, finalized, sent, approved, assigned, extended, ended; whom the
/// customer blocks is told with its reason while it is in force.
#[tokio::test]
async fn a_relationship_lives_on_pages() {
    each(async |world: World| {
        let served = served(world).await;
        let (mut pia, mut sven) = (served.sign_in(PIA).await, served.sign_in(SVEN).await);
        let home = pia.page(OWN).await;
        assert!(home.contains("No granular relationships") && home.contains(&format!("{OWN}/new")), "{home}");

        // What breaks a rule is told beside its field, and nothing that was typed is lost.
        pia.page(&format!("{OWN}/new")).await;
        let wrong =
            [("displayName", "two words"), ("duration", "30"), ("customer", "nobody"), ("role", TEAMS)];
        let refused = pia.post(&format!("{OWN}/new"), &wrong).await;
        let text = refused.text();
        assert_eq!(refused.status, 422, "{text}");
        assert!(text.contains("displayName-error") && text.contains("customer-error"), "{text}");
        assert!(
            text.contains("value=\"two words\"") && text.contains(&format!("value=\"{TEAMS}\" checked")),
            "{text}"
        );
        let none =
            pia.post(&format!("{OWN}/new"), &[("displayName", "None"), ("duration", "800")]).await.text();
        assert!(none.contains("duration-error") && none.contains("roles-error"), "{none}");
        let extended = [("displayName", "Both"), ("duration", "30"), ("role", GLOBAL), ("extends", "on")];
        assert!(pia.post(&format!("{OWN}/new"), &extended).await.text().contains("extends-error"));

        let at = draft(&mut pia, "Tailspin-2026", &[READERS, TEAMS]).await;
        let page = pia.page(&at).await;
        assert!(page.contains("Works in the customer’s rooms, once the customer switches that on"), "{page}");
        assert!(page.contains("Directory Readers") && !page.contains("Opens nothing"), "{page}");
        assert!(!page.contains("Access assignments"), "{page}");
        let changed = pia.page(&format!("{at}/edit")).await;
        assert!(changed.contains("value=\"Tailspin-2026\""), "{changed}");
        let stamp = stamp(&changed);
        let fields = [
            ("displayName", "Tailspin"),
            ("duration", "60"),
            ("role", READERS),
            ("role", TEAMS),
            ("stamp", &stamp),
        ];
        let saved = pia.post(&format!("{at}/edit"), &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert!(pia.page(&at).await.contains("60 days"));

        // The message keeps its link; the link leads to the page of approval.
        let message = step(&mut pia, &format!("{at}/finalize"), &[]).await;
        assert_eq!(message, format!("{at}/message"));
        let text = pia.page(&message).await;
        let path = "/partners/invitation/granularAdminRelationships/";
        let (_, rest) = text.split_once(path).expect("the link");
        let id: String = rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').collect();
        assert_eq!(id.len(), 73);
        let edited = pia.post(&message, &[("message", "Hello")]).await.text();
        // put back and said so here, and wherever the browser copies or mails it.
        assert!(edited.contains("role=\"alert\" id=\"link-kept\"") && edited.contains(&id), "{edited}");
        assert_eq!(text.matches("data-kept=\"#link-kept\"").count(), 2, "{text}");
        assert!(pia.get(&format!("{at}/edit")).await.status.is_client_error());
        let approve = format!("{path}{id}");
        let asked = sven.page(&approve).await;
        assert!(asked.contains("Northwind asks for directory roles") && asked.contains("60 days"), "{asked}");
        assert!(asked.contains("Teams Administrator") && asked.contains("stay out of reach"), "{asked}");
        // It speaks to the customer, and of the day until when.
        for told in [
            "Works in your rooms, once a Global administrator of your organization",
            "You can approve it until",
        ] {
            assert!(asked.contains(told), "{told}: {asked}");
        }
        assert!(
            !asked.contains("customer’s") && !asked.contains("/decline"),
            "anybody may approve it: {asked}"
        );
        let mut stina = served.sign_in("stina@tailspin.example").await;
        assert_eq!(stina.get(&approve).await.status, 403);
        let granted = step(&mut sven, &approve, &[]).await;
        assert!(granted.starts_with(GRANTED) && granted.ends_with("done=approved"), "{granted}");
        let soon = sven.page(&granted).await;
        assert!(soon.contains("comes into force in a moment"), "{soon}");
        let granted = granted.split('?').next().unwrap().to_owned();
        tend(&served.world.app).await.unwrap();
        assert!(sven.page(&approve).await.contains("has answered this already"));
        assert!(sven.page(&granted).await.contains("assigned the roles to no group"));
        assert!(sven.page("/settings/partner-relationships").await.contains(GRANTED));

        // Given to a group, seen by the customer, changed, taken back.
        let page = pia.page(&format!("{at}/assign")).await;
        let group = served.world.security_group(NORTHWIND, "Service").to_string();
        assert!(page.contains(&group) && page.contains("AdminAgents"), "{page}");
        let empty = pia.post(&format!("{at}/assign"), &[("go", "save")]).await.text();
        assert!(empty.contains("group-error"), "{empty}");
        let given = pia.post(&format!("{at}/assign"), &[("group", &group), ("role", READERS)]).await;
        assert_eq!(given.status, 303, "{}", given.text());
        tend(&served.world.app).await.unwrap();
        let seen = sven.page(&granted).await;
        assert!(seen.contains("Service") && seen.contains("gus@northwind.example"), "{seen}");
        let (partner, user) =
            (served.world.organization(NORTHWIND), served.world.user("gus@northwind.example"));
        let block = BlockPerson { of: partner.into(), user, reason: "Left a door open".to_owned() };
        run(&served.world.app, &served.world.caller(SVEN), block).await.unwrap();
        let page = pia.page(&at).await;
        assert!(page.contains("Blocked by the customer") && page.contains("Left a door open"), "{page}");
        let (_, rest) = page.split_once("/assignments/").expect("an assignment");
        let assignment = format!("{at}/assignments/{}", rest.split_at(36).0);
        let to = step(&mut pia, &assignment, &[("role", TEAMS)]).await;
        assert!(to.ends_with("done=changed"), "{to}");
        let to = step(&mut pia, &format!("{assignment}/end"), &[]).await;
        assert!(to.ends_with("done=taken"), "{to}");
        tend(&served.world.app).await.unwrap();
        assert!(pia.page(&at).await.contains("Nobody holds anything by it"));

        // Extension from either side, several at once, and the end.
        step(&mut pia, &format!("{at}/extension"), &[("extends", "on")]).await;
        let switched = sven.page(&granted).await;
        assert!(switched.contains("Do not extend"), "{switched}");
        step(&mut sven, &format!("{granted}/extension"), &[("extends", "off")]).await;
        let relationship = at.rsplit('/').next().unwrap().to_owned();
        pia.page(OWN).await;
        let several = pia
            .post(&format!("{OWN}/extension"), &[("extends", "on"), ("relationship", &relationship)])
            .await
            .text();
        assert!(several.contains("Tailspin: The extension was switched"), "{several}");
        let file = pia.get(&format!("{OWN}.csv")).await.text();
        assert!(file.lines().nth(1).unwrap().contains(",Tailspin,Tailspin Toys,active,"), "{file}");
        let ended = step(&mut sven, &format!("{granted}/end"), &[]).await;
        assert!(ended.ends_with("done=end"), "{ended}");
        tend(&served.world.app).await.unwrap();
        let page = pia.page(&at).await;
        assert!(!page.contains("Left a door open"), "what is over tells nothing of the customer: {page}");
        assert!(page.contains("cannot be revived") && !page.contains(&format!("{at}/end")), "{page}");
        assert!(pia.get(&format!("{at}/end")).await.status.is_client_error());
        let told = pia.page("/notices").await;
        assert!(told.contains("was ended") && told.contains("approved the granular relationship"), "{told}");
    })
    .await;
}

/// a partner ends it itself; who may not is offered nothing, and a draft is thrown away.
#[tokio::test]
async fn pages_offer_what_may_be_done() {
    each(async |world: World| {
        let served = served(world).await;
        let mut pia = served.sign_in(PIA).await;
        let at = draft(&mut pia, "Draft", &[READERS]).await;
        let mut nora = served.sign_in("nora@northwind.example").await;
        let page = nora.page(&at).await;
        assert!(!page.contains("/finalize") && !page.contains("/discard"), "{page}");
        for what in ["edit", "finalize", "discard"] {
            assert_eq!(nora.get(&format!("{at}/{what}")).await.status, 403, "{what}");
        }
        assert_eq!(nora.get(&format!("{OWN}/new")).await.status, 403);
        for upn in ["paul@northwind.example", "anna@contoso.example"] {
            let mut stranger = served.sign_in(upn).await;
            assert!([403, 404].contains(&stranger.get(&at).await.status.as_u16()), "{upn}");
            assert!(!stranger.page("/account").await.contains(OWN), "{upn}");
        }
        assert_eq!(pia.get(&format!("{at}/dance")).await.status, 404);
        assert_eq!(step(&mut pia, &format!("{at}/discard"), &[]).await, format!("{OWN}?done=discarded"));
        assert!(pia.page(&format!("{OWN}?done=discarded")).await.contains("The draft was discarded"));
        assert_eq!(pia.get(&at).await.status, 404);
    })
    .await;
}

/// R-309, §4.3: an indirect provider prepares a relationship on a page of its own; the reseller agrees to one and rejects another on theirs.
#[tokio::test]
async fn a_provider_prepares_on_pages() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[(PIA, Agent::Admin)]).await;
        world.agents("adventure.example", &[("alex@adventure.example", Agent::Admin)]).await;
        world.database.raw("update organizations set country = 'US' where country <> 'US'").await;
        let served = Served::start(world).await;
        let alex = served.client("alex@adventure.example").await;
        let link =
            alex.post("/v1.0/resellerRequests", &json!({ "asks": "partner" })).await.json()["link"].clone();
        let token = link.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let nora = served.client("nora@northwind.example").await;
        let agreed = nora.post("/v1.0/distributions", &json!({ "token": token })).await.json();
        let page = format!(
            "/partner/customers/distributions/{}/granular-relationship",
            agreed["id"].as_str().unwrap()
        );
        let (mut alex, mut pia) = (served.sign_in("alex@adventure.example").await, served.sign_in(PIA).await);
        assert!(alex.page("/partner/customers/distributions").await.contains(&page));
        assert!(!pia.page("/partner/customers/distributions").await.contains(&page));
        let form = alex.page(&page).await;
        assert!(form.contains("Northwind</h1>"), "the reseller is named");
        assert_eq!(pia.get(&page).await.status, 409);
        let empty = alex.post(&page, &[("displayName", "None"), ("duration", "800")]).await.text();
        assert!(empty.contains("duration-error") && empty.contains("roles-error"), "{empty}");
        for name in ["Prepared-1", "Prepared-2"] {
            let made =
                alex.post(&page, &[("displayName", name), ("duration", "30"), ("role", READERS)]).await;
            assert_eq!(made.location(), "/partner/customers/distributions?done=prepared", "{}", made.text());
        }
        let list = pia.page(OWN).await;
        let at = |name: &str| {
            let before = list.split(name).next().unwrap();
            before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
        };
        let (one, two) = (at("Prepared-1"), at("Prepared-2"));
        let shown = pia.page(&one).await;
        assert!(shown.contains("Adventure Works prepared this relationship for you"), "{shown}");
        assert!(!shown.contains("/message"), "nothing is asked of the customer yet");
        for (address, step, tells) in
            [(&one, "agree", "You agreed. Send the customer the link."), (&two, "reject", "You rejected it.")]
        {
            let asks = pia.page(&format!("{address}/{step}")).await;
            let stamp = stamp(&asks);
            let done = pia.post(&format!("{address}/{step}"), &[("stamp", &stamp)]).await;
            assert!(pia.page(done.location()).await.contains(tells), "{step}");
        }
        assert!(pia.page(&one).await.contains("/message"));
        assert_eq!(pia.get(&format!("{two}/agree")).await.status, 409);
    })
    .await;
}

/// R-382, decision 4: what names the customer stands on its page of the partner, is looked at there and declined.
#[tokio::test]
async fn a_request_is_declined_on_its_page() {
    each(async |world: World| {
        let tailspin = world.organization("tailspin.example").to_string();
        let partner = world.organization(NORTHWIND);
        let served = served(world).await;
        let (mut pia, mut sven) = (served.sign_in(PIA).await, served.sign_in(SVEN).await);
        pia.page(&format!("{OWN}/new")).await;
        let fields =
            [("displayName", "Helpers"), ("duration", "30"), ("customer", &*tailspin), ("role", READERS)];
        let made = pia.post(&format!("{OWN}/new"), &fields).await;
        let at = made.location().split('?').next().unwrap().to_owned();
        step(&mut pia, &format!("{at}/finalize"), &[]).await;
        let list = sven.page("/settings/partner-relationships").await;
        assert!(
            list.contains("Waits for your answer: 1 request") && !list.contains("Holds nothing</span>"),
            "{list}"
        );
        let holdings = format!("/settings/partner-relationships/partners/{partner}");
        let page = sven.page(&holdings).await;
        let path = "/partners/invitation/granularAdminRelationships/";
        let (_, rest) = page.split_once(path).expect("the request");
        let id: String = rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').collect();
        let decline = format!("{path}{id}/decline");
        assert!(page.contains("Can be approved until") && page.contains(&decline), "{page}");
        assert!(sven.page(&format!("{path}{id}")).await.contains(&decline));
        let asked = sven.page(&format!("{holdings}/end")).await;
        assert!(asked.contains("Request for a granular relationship: Helpers"), "{asked}");
        let mut stina = served.sign_in("stina@tailspin.example").await;
        assert_eq!(stina.get(&decline).await.status, 403);
        let done = step(&mut sven, &decline, &[]).await;
        assert!(sven.page(&done).await.contains("You declined the request"));
        assert_eq!(sven.get(&decline).await.status, 409);
        assert!(sven.page(&format!("{path}{id}")).await.contains("has answered this already"));
        let told = pia.page("/notices").await;
        assert!(told.contains("The customer declined the granular relationship “Helpers”."), "{told}");
        assert!(pia.page(&at).await.contains("One side ended it"));
    })
    .await;
}
