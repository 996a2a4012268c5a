//! Reports that people have sent to others, each with what both may see.

use axum::http::Method;
use domain::time::MINUTE;
use serde_json::{Value, json};
use service::{
    Settings,
    notifications::tend,
    organizations::{SetLogo, SetPartnerCapability},
    run,
};
use testkit::{
    Database, Kind, World,
    http::Served,
    smtp::{MailServer, Received},
};

use crate::{
    general::PNG,
    mail::mailer,
    report_mail::{ANNA, PATH, PIA, part, post, speaks, subscribed, until_next},
    reports::used,
};

const LEA: &str = "lea@contoso.example";
const PAUL: &str = "paul@northwind.example";
const RECEIVED: &str = "/v1.0/reports/received";

/// A partner that works in two rooms of Contoso, one of which Lea sees too, who sees Berlin.
async fn start(kind: Kind) -> (Served, MailServer) {
    let settings = Settings { sends_mail: true, ..Settings::default() };
    let world = World::with(Database::fresh(kind).await, settings).await;
    let scope = world.scope("contoso.example", &["Berlin 1", "Lisbon 1"], &[]);
    world.link("contoso.example", "northwind.example", scope, &[PIA, PAUL]).await;
    used(&world).await;
    (Served::start(world).await, MailServer::start().await)
}

fn body(served: &Served, recipients: &Value) -> Value {
    let contoso = served.world.organization("contoso.example");
    json!({"report": "usage", "covers": "customers", "tenantId": contoso, "recipients": recipients})
}

/// The reports that came to an address; notices come in Steward's own name.
fn to(server: &MailServer, upn: &str) -> Vec<Received> {
    let is_it = |it: &Received| it.to == [upn] && it.header("From").starts_with("Northwind");
    server.messages().into_iter().filter(is_it).collect()
}

fn all(server: &MailServer) -> Vec<String> {
    let reports = server.messages().into_iter().filter(|it| it.header("From").starts_with("Northwind"));
    let mut addresses: Vec<_> = reports.flat_map(|it| it.to).collect();
    addresses.sort();
    addresses
}

async fn events(served: &Served, kind: &str, home: &str) -> i64 {
    let sql = format!(
        "select count(*) from audit_events e join organizations o on o.organization_id = e.tenant_id \
         where e.kind = '{kind}' and o.name = '{home}'"
    );
    served.world.database.number(&sql).await
}

async fn capable(served: &Served, on: bool) {
    let world = &served.world;
    let organization = world.organization("northwind.example");
    run(&world.app, &world.caller("olga@operator.example"), SetPartnerCapability { organization, on })
        .await
        .unwrap();
}

/// people of the customer get the report in the name and with the logo of the partner, in their own language, of the rooms that both
/// they and the subscriber may see; addresses that belong to nobody who may see reports there get nothing. The customer's log tells of each,
/// the partner's of none.
#[tokio::test]
async fn people_of_the_customer_get_what_both_may_see() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let noel = served.world.caller("noel@northwind.example");
        run(&served.world.app, &noel, SetLogo(Some(PNG.to_vec()))).await.unwrap();
        speaks(&served, LEA, "ko", "Asia/Seoul").await;
        let pia = served.client(PIA).await;
        let recipients = json!([
            "Lea@Contoso.example",
            LEA,
            ANNA,
            PIA,
            "uma@contoso.example",
            "dora@contoso.example",
            "nobody@contoso.example",
            "fred@fabrikam.example",
            "ned@northwind.example"
        ]);
        let path = subscribed(&pia, &body(&served, &recipients)).await;
        let kept = pia.get(&path).await.json()["recipients"].clone();
        assert_eq!(kept.as_array().unwrap().len(), 7, "each once, without the subscriber: {kept}");
        until_next(&served, &pia, &path).await;
        post(&served, &server).await;
        post(&served, &server).await;
        assert_eq!(all(&server), [ANNA, LEA, PIA]);

        let lea = to(&server, LEA).remove(0);
        assert!(lea.header("Subject").starts_with("사용량: Contoso"), "{}", lea.header("Subject"));
        let parts = lea.parts();
        assert_eq!(part(&parts, "image/png").content.as_slice(), PNG);
        let (text, html) = (part(&parts, "text/plain").text(), part(&parts, "text/html").text());
        for told in [&text, &html] {
            assert!(told.contains("Berlin 1"), "{told}");
            for unseen in ["Lisbon 1", "Berlin 2", "=SUM(A1)", "/partner/"] {
                assert!(!told.contains(unseen), "{unseen}: {told}");
            }
            assert!(told.contains("Pia Primary"), "{told}");
            assert!(told.contains("https://steward.example/reports/subscriptions#received"), "{told}");
        }
        assert!(html.contains("alt=\"Northwind\""), "{html}");
        let anna = part(&to(&server, ANNA).remove(0).parts(), "text/plain").text();
        assert!(anna.contains("Berlin 1") && anna.contains("Lisbon 1"), "{anna}");
        assert!(!anna.contains("Berlin 2") && !anna.contains("=SUM(A1)"), "not the partner's: {anna}");

        assert_eq!(events(&served, "report.shared", "Contoso").await, 2);
        assert_eq!(events(&served, "report.shared", "Northwind").await, 0);
        assert_eq!(events(&served, "export.list", "Contoso").await, 1, "the subscriber's own");
    }
}

/// whether an address is anybody's is not told: not by the form, not by what became of it, not by the log of the partner.
#[tokio::test]
async fn an_unknown_address_is_like_a_known_one() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let pia = served.client(PIA).await;
        let known = pia.post(PATH, &body(&served, &json!([ANNA]))).await;
        let unknown = pia.post(PATH, &body(&served, &json!(["nobody@contoso.example"]))).await;
        let paths = [known.location().to_owned(), unknown.location().to_owned()];
        until_next(&served, &pia, &paths[0]).await;
        post(&served, &server).await;
        assert_eq!(all(&server), [ANNA, PIA, PIA]);
        let pia = served.client(PIA).await;
        let mut told = Vec::new();
        for path in &paths {
            let mut one = pia.get(path).await.json();
            for own in ["id", "recipients"] {
                one.as_object_mut().unwrap().remove(own);
            }
            told.push(one);
        }
        assert_eq!(told[0], told[1]);
        let mut browser = served.sign_in(PIA).await;
        let list = browser.page("/partner/reports/subscriptions").await;
        assert_eq!(list.matches("and to 1 more address").count(), 2, "{list}");
        assert!(!list.contains("Anna"), "{list}");
        let traces = "select count(*) from audit_events e join organizations o on o.organization_id = e.tenant_id \
             where o.name = 'Northwind' and e.subject_name like '%contoso%'";
        assert_eq!(served.world.database.number(traces).await, 0);

        let odd = pia.post(PATH, &body(&served, &json!(["anna"]))).await;
        assert_eq!(
            (odd.status.as_u16(), &odd.json()["error"]["details"][0]["target"]),
            (422, &json!("recipients"))
        );
        let many: Vec<_> = (0..21).map(|n| format!("p{n}@contoso.example")).collect();
        let many = pia.post(PATH, &body(&served, &json!(many))).await;
        assert_eq!(many.status, 422, "{}", many.text());
        let edit = format!("/partner/reports/subscriptions/{}/edit", paths[0].rsplit('/').next().unwrap());
        let form = browser.page(&edit).await;
        assert!(form.contains(ANNA) && form.contains("you are not told which those are"), "{form}");
        let fields = [("report", "usage"), ("days", "week"), ("day", "monday"), ("hour", "8")];
        let typed = [&fields[..], &[("recipients", "uma@contoso.example, lea@contoso.example\nx@y.example")]]
            .concat();
        assert_eq!(browser.post(&edit, &typed).await.status, 303);
        let kept = pia.get(&paths[0]).await.json()["recipients"].clone();
        assert_eq!(kept, json!(["lea@contoso.example", "uma@contoso.example", "x@y.example"]));
        let changed = "select count(*) from audit_events where kind = 'report.subscription_edited' \
             and changes like '%recipients%' and changes like '%x@y.example%'";
        assert_eq!(served.world.database.number(changed).await, 1);
        let wrong = [&fields[..], &[("recipients", "uma@contoso.example, lea")]].concat();
        let refused = browser.post(&edit, &wrong).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("recipients-error"), "{}", refused.text());
    }
}

/// where the subscriber lost the customer, nobody gets anything, what waits already included.
#[tokio::test]
async fn what_the_subscriber_lost_nobody_gets() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let pia = served.client(PIA).await;
        let path = subscribed(&pia, &body(&served, &json!([ANNA, PAUL]))).await;
        capable(&served, false).await;
        until_next(&served, &pia, &path).await;
        post(&served, &server).await;
        assert_eq!(all(&server), Vec::<String>::new());

        capable(&served, true).await;
        until_next(&served, &served.client(PIA).await, &path).await;
        let port = server.port();
        drop(server);
        tend(&served.world.app, &mailer(port)).await.unwrap();
        let waiting = "select count(*) from mails where occasion = 'sharedReport' and outcome is null";
        assert_eq!(served.world.database.number(waiting).await, 2);
        capable(&served, false).await;
        let server = MailServer::at(port).await;
        for _ in 0..3 {
            served.world.clock.advance(20 * MINUTE);
            post(&served, &server).await;
        }
        assert_eq!(all(&server), Vec::<String>::new());
        assert_eq!(served.world.database.number(waiting).await, 0);
        let refused = "select count(*) from audit_events e join organizations o on o.organization_id = e.tenant_id \
             where o.name = 'Contoso' and e.kind = 'access.refused'";
        assert_eq!(served.world.database.number(refused).await, 0, "nobody tried anything");
    }
}

/// a reader sees what others have sent to them, stops it and lets it come again; nobody else does, and the subscriber learns nothing
/// of it and cannot undo it.
#[tokio::test]
async fn a_reader_stops_what_others_send() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let pia = served.client(PIA).await;
        let path = subscribed(&pia, &body(&served, &json!([LEA, ANNA]))).await;
        let mut lea = served.sign_in(LEA).await;
        assert!(!lea.page("/reports/subscriptions").await.contains("Reports from others"));
        until_next(&served, &pia, &path).await;
        post(&served, &server).await;
        assert_eq!(all(&server), [ANNA, LEA, PIA]);
        let id = path.rsplit('/').next().unwrap();
        let (stop, one) = (format!("/reports/received/{id}/stop"), format!("{RECEIVED}/{id}"));

        let mut mats = served.sign_in("mats@contoso.example").await;
        mats.page("/reports/subscriptions").await;
        assert_eq!(mats.post(&stop, &[("isStopped", "yes")]).await.status, 404, "it was not sent to him");
        let mats = served.client("mats@contoso.example").await;
        assert_eq!(mats.get(&one).await.status, 404);
        let off = json!({"isStopped": true});
        assert_eq!(mats.call(Method::PATCH, &one, &[], &off).await.status, 404);

        let mut lea = served.sign_in(LEA).await;
        let page = lea.page("/reports/subscriptions").await;
        assert!(page.contains("Pia Primary") && page.contains("Northwind"), "{page}");
        assert_eq!(
            lea.post(&stop, &[("isStopped", "yes")]).await.location(),
            "/reports/subscriptions?done=stopped"
        );
        assert!(lea.page("/reports/subscriptions").await.contains("You stopped it"));
        let pia = served.client(PIA).await;
        for recipients in [json!([]), json!([LEA, ANNA])] {
            let edited = pia.call(Method::PATCH, &path, &[], &json!({"recipients": recipients})).await;
            assert_eq!(edited.status, 200, "{}", edited.text());
        }
        until_next(&served, &pia, &path).await;
        post(&served, &server).await;
        assert_eq!(all(&server), [ANNA, ANNA, LEA, PIA, PIA], "it stays stopped");
        assert_eq!(served.client(PIA).await.get(&path).await.json()["lastResult"], "sent");

        let client = served.client(LEA).await;
        let told = client.get(RECEIVED).await.json()["value"][0].clone();
        let names =
            ["senderName", "senderOrganizationName", "report", "covers"].map(|name| told[name].clone());
        assert_eq!(names, [json!("Pia Primary"), json!("Northwind"), json!("usage"), json!("own")]);
        let again = client.call(Method::PATCH, &one, &[], &json!({"isStopped": false})).await;
        assert_eq!((again.status.as_u16(), &again.json()["isStopped"]), (200, &json!(false)));
        until_next(&served, &served.client(PIA).await, &path).await;
        post(&served, &server).await;
        assert_eq!(to(&server, LEA).len(), 2);
        for (kind, count) in [("report.stopped", 1), ("report.resumed", 1)] {
            assert_eq!(events(&served, kind, "Contoso").await, count, "{kind}");
            assert_eq!(events(&served, kind, "Northwind").await, 0, "{kind}");
        }
        assert_eq!(served.client(PIA).await.delete(&path).await.status, 204);
        assert_eq!(served.client(LEA).await.get(&one).await.status, 404);
    }
}

/// colleagues get what is sent to them of all customers, with what both may see; nobody's failure is another's.
#[tokio::test]
async fn colleagues_get_it_as_well() {
    for kind in Kind::ALL {
        let (served, server) = start(kind).await;
        let pia = served.client(PIA).await;
        let recipients = json!([PAUL, ANNA, "gus@northwind.example"]);
        let body = json!({"report": "usage", "covers": "customers", "recipients": recipients});
        let path = subscribed(&pia, &body).await;
        until_next(&served, &pia, &path).await;
        post(&served, &server).await;
        assert_eq!(all(&server), [PAUL, PIA], "of all customers, colleagues alone");
        let text = part(&to(&server, PAUL).remove(0).parts(), "text/plain").text();
        assert!(
            text.contains("Lisbon 1") && text.contains("/partner/reports/subscriptions#received"),
            "{text}"
        );
        let asked = served.client(PIA).await.post(&format!("{path}/send"), &Value::Null).await;
        assert_eq!(asked.status, 204);
        post(&served, &server).await;
        assert_eq!(all(&server), [PAUL, PIA, PIA], "at once it is sent to oneself alone");
    }
}
