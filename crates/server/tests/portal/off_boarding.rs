//! Everything that a partner holds on one page, and its end, in the portal.

use domain::{agent::Agent, granular_relationship::RequestAction, role_definition};
use service::{
    applications::{ApplicationForm, RegisterApplication},
    ask,
    granular_relationships::{
        ApproveGranular, AssignAccess, DraftGranular, GranularRelationshipOf, RequestGranular, public_id,
        tend,
    },
    run,
};
use testkit::{Linked, each_linked, http::Served};

const ANNA: &str = "anna@contoso.example";
const MATS: &str = "mats@contoso.example";
const PIA: &str = "pia@northwind.example";

/// Decision 4, R-141, R-307: one page shows everything with an end for each, and one button for all; the name is typed, the record shown
/// and downloaded.
#[tokio::test]
async fn one_page_and_one_button() {
    each_linked(async |world, linked: Linked| {
        world.agents("northwind.example", &[(PIA, Agent::Admin)]).await;
        let relationship = world.reseller("contoso.example", "northwind.example", true).await;
        let partner = world.organization("northwind.example");
        let served = Served::start(world).await;
        let (mut anna, mut mats) = (served.sign_in(ANNA).await, served.sign_in(MATS).await);
        let page = format!("/settings/partner-relationships/partners/{partner}");
        let list = anna.page("/settings/partner-relationships?state=holding").await;
        assert!(list.contains(&page) && list.contains("Delegated admin privileges"), "{list}");
        let end = format!("{page}/end");
        let shown = anna.page(&page).await;
        for address in [
            format!("/settings/partners/{}/remove", linked.link),
            format!("/settings/partner-relationships/{relationship}/end"),
            format!("/settings/partner-relationships/{relationship}/remove"),
            end.clone(),
        ] {
            assert!(shown.contains(&format!("href=\"{address}\"")), "{address}: {shown}");
        }
        assert!(
            shown.contains("Ends with its link") && shown.contains("Ends with the reseller relationship"),
            "{shown}"
        );
        let shown = mats.page(&page).await;
        assert!(!shown.contains(&end) && shown.contains("/remove\""), "may end the link alone: {shown}");
        assert_eq!(mats.get(&end).await.status, 403);

        let asked = anna.page(&end).await;
        assert!(asked.contains("Assigned admins") && asked.contains("1 person loses access"), "{asked}");
        for told in ["Windows Autopilot ends", "What stays", "Nothing is left:"] {
            assert!(asked.contains(told), "{told}: {asked}");
        }
        let refused = anna.post(&end, &[("confirmation", "Northwin")]).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        let text = refused.text();
        assert!(text.contains("The name does not match.") && text.contains("value=\"Northwin\""), "{text}");
        let ended = anna.post(&end, &[("confirmation", "northwind")]).await;
        assert_eq!(ended.status, 303, "{}", ended.text());
        let record = anna.page(ended.location()).await;
        for told in ["Northwind holds nothing in your organization any more", "Nothing is left:", "unchanged"]
        {
            assert!(record.contains(told), "{told}: {record}");
        }
        let record = ended.location().split('?').next().unwrap().to_owned();
        let file = anna.get(&format!("{record}/file")).await;
        assert_eq!(file.header("content-type"), "application/jose");
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(file.text().split('.').count(), 3);
        assert_eq!(anna.get(&end).await.status, 409);
        assert!(
            anna.page("/settings/partner-relationships/off-boarding-records?state=clean")
                .await
                .contains(&record)
        );
        assert!(anna.page(&page).await.contains("The partner holds nothing"));
        let told = anna.page("/notices").await;
        assert!(
            told.contains("Everything that Northwind held was ended") && told.contains(&record),
            "{told}"
        );
        let mut pia = served.sign_in(PIA).await;
        assert!(pia.page("/notices").await.contains("Contoso ended everything"));
        // one notice for one thing, though a Global administrator both manages tenants and looks customers up.
        let mut nora = served.sign_in("nora@northwind.example").await;
        let notices = nora.page("/notices").await;
        assert_eq!(notices.matches("Contoso ended everything").count(), 1, "{notices}");
    })
    .await;
}

/// the fixed assignment has its name in the reader's language, among what is held, before the end and in the record.
#[tokio::test]
async fn the_fixed_assignment_is_named_in_the_readers_language() {
    each_linked(async |world, _: Linked| {
        world.database.raw(&format!("update users set language = 'ja' where upn = '{ANNA}'")).await;
        let partner = world.organization("northwind.example");
        let served = Served::start(world).await;
        let mut anna = served.sign_in(ANNA).await;
        let page = format!("/settings/partner-relationships/partners/{partner}");
        let end = format!("{page}/end");
        let named = |text: &str| text.contains("割り当て済み管理者") && !text.contains("Assigned admins");
        for address in [&page, &end] {
            let text = anna.page(address).await;
            assert!(named(&text), "{address}: {text}");
        }
        let ended = anna.post(&end, &[("confirmation", "Northwind")]).await;
        assert_eq!(ended.status, 303, "{}", ended.text());
        let record = anna.page(ended.location()).await;
        assert!(named(&record), "{record}");
    })
    .await;
}

/// Decision 4: the reseller relationship alone is ended from its page, the name typed.
#[tokio::test]
async fn the_reseller_relationship_alone_is_ended() {
    each_linked(async |world, _: Linked| {
        let relationship = world.reseller("contoso.example", "northwind.example", true).await;
        let served = Served::start(world).await;
        let mut anna = served.sign_in(ANNA).await;
        let detail = format!("/settings/partner-relationships/{relationship}");
        let end = format!("{detail}/end");
        assert!(anna.page(&detail).await.contains(&format!("href=\"{end}\"")));
        anna.page(&end).await;
        assert_eq!(anna.post(&end, &[("stamp", "7"), ("confirmation", "Northwind")]).await.status, 412);
        assert_eq!(anna.post(&end, &[("stamp", "1"), ("confirmation", "x")]).await.status, 422);
        let ended = anna.post(&end, &[("stamp", "1"), ("confirmation", "Northwind")]).await;
        assert_eq!(ended.status, 303, "{}", ended.text());
        let shown = anna.page(ended.location()).await;
        assert!(shown.contains("The reseller relationship was ended") && !shown.contains(&end), "{shown}");
        assert_eq!(anna.get(&end).await.status, 409);
    })
    .await;
}

/// Decision 4, §4.1: the page names the partner's applications that can act on what was delegated, to whoever may block them.
#[tokio::test]
async fn applications_of_the_partner_are_named() {
    each_linked(async |world, _: Linked| {
        world.agents("northwind.example", &[(PIA, Agent::Admin)]).await;
        let (app, pia) = (&world.app, world.caller(PIA));
        let draft = DraftGranular {
            name: "Directory".to_owned(),
            customer: None,
            duration: "P30D".to_owned(),
            roles: vec![role_definition::GLOBAL_ADMINISTRATOR.id],
            auto_extend: "PT0S".to_owned(),
        };
        let relationship = run(app, &pia, draft).await.unwrap();
        let action = RequestAction::LockForApproval;
        run(app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
        let shown = ask(app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
        let asked = public_id(&shown.row.public_id()).unwrap();
        run(app, &world.caller(ANNA), ApproveGranular { asked, stamp: None }).await.unwrap();
        tend(app).await.unwrap();
        for (name, permission) in
            [("Rounds", "DelegatedAdminRelationship.Read.All"), ("Phone book", "User.Read.All")]
        {
            let form = ApplicationForm {
                name: Some(name.to_owned()),
                application_permissions: Some(vec![permission.to_owned()]),
                ..ApplicationForm::default()
            };
            run(app, &world.caller("nora@northwind.example"), RegisterApplication { form }).await.unwrap();
        }
        let partner = world.organization("northwind.example");
        let served = Served::start(world).await;
        let page = format!("/settings/partner-relationships/partners/{partner}");
        let shown = served.sign_in(ANNA).await.page(&page).await;
        assert!(shown.contains("Rounds") && !shown.contains("Phone book"), "{shown}");
        assert!(
            shown.contains("/block\">Block<span") && shown.contains("Application of the partner"),
            "{shown}"
        );
        let asked = served.sign_in(ANNA).await.page(&format!("{page}/end")).await;
        for told in
            ["Application of the partner: Rounds", "can act on nothing here any more", "Global Administrator"]
        {
            assert!(asked.contains(told), "{told}: {asked}");
        }
        assert!(served.sign_in(MATS).await.page(&page).await.contains("Rounds"), "may block it as well");
        assert_eq!(served.sign_in("greta@contoso.example").await.get(&page).await.status, 403);
    })
    .await;
}

/// decision 4: a relationship that extends itself shows its end and says so; what is part of it is named with its roles and
/// leads there.
#[tokio::test]
async fn what_extends_itself_shows_its_end() {
    each_linked(async |world, _: Linked| {
        world.agents("northwind.example", &[(PIA, Agent::Admin)]).await;
        let privileges = world.reseller("contoso.example", "northwind.example", true).await;
        let (app, pia) = (&world.app, world.caller(PIA));
        let roles = vec![role_definition::HELPDESK_ADMINISTRATOR.id];
        let draft = DraftGranular {
            name: "Helpers".to_owned(),
            customer: None,
            duration: "P730D".to_owned(),
            roles: roles.clone(),
            auto_extend: "P180D".to_owned(),
        };
        let relationship = run(app, &pia, draft).await.unwrap();
        let action = RequestAction::LockForApproval;
        run(app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
        let shown = ask(app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
        let asked = public_id(&shown.row.public_id()).unwrap();
        run(app, &world.caller(ANNA), ApproveGranular { asked, stamp: None }).await.unwrap();
        tend(app).await.unwrap();
        let group = world.security_group("northwind.example", "Service");
        run(app, &pia, AssignAccess { relationship, group, roles }).await.unwrap();
        let partner = world.organization("northwind.example");
        let served = Served::start(world).await;
        let mut anna = served.sign_in(ANNA).await;
        let page = anna.page(&format!("/settings/partner-relationships/partners/{partner}")).await;
        let link = format!(
            "href=\"/settings/partner-relationships/granular/{relationship}\">Ends with its relationship"
        );
        for told in ["Extends itself", "Part of Helpers", "Helpdesk Administrator", &link] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let client = served.client(ANNA).await;
        let held = client.get(&format!("/v1.0/partnerHoldings/{partner}")).await.json();
        let of = |kind: &str| {
            let lines = held["holdings"].as_array().unwrap();
            lines.iter().find(|it| it["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {held}")).clone()
        };
        let (line, part) = (of("granularRelationship"), of("accessAssignment"));
        assert!(line["endDateTime"].is_string(), "{line}");
        assert_eq!(line["autoExtendDuration"], "P180D");
        assert_eq!(part["relationshipDisplayName"], "Helpers", "{part}");
        assert_eq!(part["roles"], serde_json::json!(["Helpdesk Administrator"]));
        // the page of the privileges says whose roles count instead.
        let page = anna.page(&format!("/settings/partner-relationships/{privileges}")).await;
        assert!(page.contains("those roles count instead"), "{page}");
    })
    .await;
}
