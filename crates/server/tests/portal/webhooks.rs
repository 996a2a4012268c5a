//! Settings > Webhooks under both faces, as a browser without script gets them.

use domain::time::HOUR;
use service::{Settings, run, security_groups::CreateSecurityGroup, tickets::RecordIssue, webhooks::tend};
use testkit::{Database, Kind, World, http::Served, receiver::Receiver};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const NORA: &str = "nora@northwind.example";

async fn served(kind: Kind) -> Served {
    let webhook_networks = vec!["127.0.0.0/8".parse().unwrap()];
    let settings = Settings { webhook_networks, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    let scope = world.scope(CONTOSO, &["Berlin 1"], &[]);
    world.link(CONTOSO, "northwind.example", scope, &[NORA]).await;
    Served::start(world).await
}

/// The text between two others.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("{before:?} is not in {page}"));
    rest.split_once(after).unwrap().0
}

/// a partner makes a webhook for a customer, sees its secret once, tests it, changes its secret, sends a message again,
/// switches it off and deletes it.
#[tokio::test]
async fn a_partner_looks_after_a_webhook() {
    for kind in Kind::ALL {
        let (served, receiver) = (served(kind).await, Receiver::start().await);
        let mut nora = served.sign_in(NORA).await;
        let form = nora.page("/partner/settings/webhooks/new").await;
        assert!(form.contains("Contoso"), "{form}");
        let contoso = served.world.organization(CONTOSO).to_string();
        let url = format!("http://127.0.0.1:{}/in", receiver.port());
        let bad =
            nora.post("/partner/settings/webhooks/new", &[("displayName", "Desk"), ("url", "ftp://x")]).await;
        assert_eq!(bad.status, 422);
        assert!(bad.text().contains("must begin with https://"), "{}", bad.text());
        let fields = [
            ("displayName", "Desk"),
            ("url", url.as_str()),
            ("events", "issue.recorded"),
            ("lowestSeverity", "important"),
            ("tenantIds", contoso.as_str()),
        ];
        let made = nora.post("/partner/settings/webhooks/new", &fields).await.text();
        let secret = between(&made, "<code id=\"signing-secret\">", "</code>").to_owned();
        let hook = between(&made, "<a class=\"button button-main\" href=\"", "\"").to_owned();
        let page = nora.page(&hook).await;
        assert!(page.contains("Contoso") && page.contains("No messages yet") && !page.contains(&secret));

        let tested = nora.post(&format!("{hook}/test"), &[]).await.location().to_owned();
        assert!(nora.page(&tested).await.contains("The receiver took the test."));
        assert!(receiver.take().remove(0).is_signed_by(&secret));

        let world = &served.world;
        let command = RecordIssue {
            tenant: world.organization(CONTOSO),
            description: "The projector is yellow".to_owned(),
            rooms: ["Berlin 1", "Lisbon 1"].map(|name| world.room(CONTOSO, name)).into(),
            is_high_impact: true,
        };
        run(&world.app, &world.caller(ANNA), command).await.unwrap();
        world.clock.advance(HOUR);
        tend(&world.app, &served.messenger()).await.unwrap();
        assert_eq!(receiver.take().len(), 1, "of the room in sight alone");
        let page = nora.page(&hook).await;
        assert!(!page.contains("Berlin") && page.contains("Issue recorded"));
        let replay = between(&page, &format!("action=\"{hook}/deliveries/"), "\"");
        let replayed = nora.post(&format!("{hook}/deliveries/{replay}"), &[]).await;
        assert_eq!(replayed.location(), format!("{hook}?done=replayed"));
        nora.page(&format!("{hook}/secret")).await;
        let rotated = nora.post(&format!("{hook}/secret"), &[]).await.text();
        let next = between(&rotated, "<code id=\"signing-secret\">", "</code>").to_owned();
        tend(&world.app, &served.messenger()).await.unwrap();
        let call = receiver.take().remove(0);
        assert!(call.is_signed_by(&secret) && call.is_signed_by(&next));

        nora.page(&hook).await;
        let off = nora.post(&format!("{hook}/switch"), &[("isEnabled", "no")]).await;
        assert!(nora.page(off.location()).await.contains("The webhook is off."));
        let other = hook.replace("/partner", "");
        assert_eq!(nora.get(&other).await.status, 404, "under the other face it is not");
        nora.page(&format!("{hook}/delete")).await;
        let deleted = nora.post(&format!("{hook}/delete"), &[("stamp", "")]).await;
        assert!(nora.page(deleted.location()).await.contains("The webhook was deleted."));
    }
}

/// a route by team is chosen among the security groups of one's own organization, found by name where there are many, and
/// stays when somebody else saves who may not look groups up.
#[tokio::test]
async fn a_route_by_team_is_chosen() {
    let served = served(Kind::Sqlite).await;
    let world = &served.world;
    let service = world.security_group("northwind.example", "Service").to_string();
    let mut nora = served.sign_in(NORA).await;
    let form = nora.page("/partner/settings/webhooks/new").await;
    let option = |checked: &str| {
        format!(
            "name=\"teamIds\" value=\"{service}\" aria-describedby=\"teamIds-help\"{checked}><span>Service</span>"
        )
    };
    assert!(form.contains(&option("")) && form.contains("Technicians"), "{form}");
    let fields = [
        ("displayName", "Desk"),
        ("url", "http://127.0.0.1:8099/in"),
        ("events", "ticket.closed"),
        ("lowestSeverity", "important"),
        ("offersTeams", "yes"),
        ("teamIds", service.as_str()),
    ];
    let unknown = [fields.as_slice(), &[("teamIds", "00000000-0000-4000-8000-0000000000aa")]].concat();
    let refused = nora.post("/partner/settings/webhooks/new", &unknown).await;
    assert!(refused.status == 422 && refused.text().contains("id=\"teamIds-error\""), "{}", refused.text());
    let made = nora.post("/partner/settings/webhooks/new", &fields).await.text();
    let hook = between(&made, "<a class=\"button button-main\" href=\"", "\"").to_owned();
    assert!(nora.page(&hook).await.contains("<dt>Teams</dt><dd>Service</dd>"));
    let form = nora.page(&format!("{hook}/edit")).await;
    assert!(form.contains(&option(" checked")), "{form}");
    let stamp = between(&form, "name=\"stamp\" value=\"", "\"").to_owned();
    let fields = [
        ("displayName", "Help desk"),
        ("url", "http://127.0.0.1:8099/in"),
        ("events", "ticket.closed"),
        ("lowestSeverity", "important"),
        ("stamp", stamp.as_str()),
    ];
    let saved = nora.post(&format!("{hook}/edit"), &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert!(nora.page(&hook).await.contains("<dt>Teams</dt><dd>Service</dd>"), "a form without teams");
    let stamp =
        between(&nora.page(&format!("{hook}/edit")).await, "name=\"stamp\" value=\"", "\"").to_owned();
    let mut fields = fields.to_vec();
    fields[4] = ("stamp", stamp.as_str());
    fields.push(("offersTeams", "yes"));
    assert_eq!(nora.post(&format!("{hook}/edit"), &fields).await.status, 303);
    let page = nora.page(&hook).await;
    assert!(page.contains("All tickets, whatever team they stand with"), "{page}");

    // Where there are many, they are found by name.
    for number in 0..60 {
        let name = format!("Team {number:02}");
        let command = CreateSecurityGroup { name, description: String::new() };
        run(&world.app, &world.caller(NORA), command).await.unwrap();
    }
    assert!(nora.page("/partner/settings/webhooks/new").await.contains("name=\"find-team\""));
    let search =
        [("displayName", "Desk"), ("go", "find"), ("find-team", "team 59"), ("teamIds", service.as_str())];
    let found = nora.post("/partner/settings/webhooks/new", &search).await.text();
    assert!(found.contains(&option(" checked")), "what is chosen stays: {found}");
    assert!(found.contains("Team 59") && !found.contains("Team 58"), "{found}");
}

/// whoever may not change settings is offered no webhooks and finds none.
#[tokio::test]
async fn who_may_not_set_them_finds_no_webhooks() {
    let served = served(Kind::Sqlite).await;
    let mut anna = served.sign_in(ANNA).await;
    assert!(anna.page("/rooms").await.contains("/settings/webhooks"));
    let mut greta = served.sign_in("greta@contoso.example").await;
    assert!(!greta.page("/rooms").await.contains("/settings/webhooks"));
    assert_eq!(greta.get("/settings/webhooks").await.status, 403);
    assert_eq!(greta.get("/settings/webhooks/new").await.status, 403);
}
