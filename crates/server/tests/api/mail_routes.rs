//! Mail routes over the API, and the e-mail of Primary admins (R-265, R-103).

use domain::scope::Scope;
use serde_json::{Value, json};
use testkit::{Database, Kind, World, http::Served};

const NORA: &str = "nora@northwind.example";
const PIA: &str = "pia@northwind.example";

/// R-265: a route is made, read, listed, changed in the version that was read, and deleted, by whoever changes the settings of the
/// organization; what is wrong has its code and its field.
#[tokio::test]
async fn a_route_is_made_changed_and_deleted() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        world.link("contoso.example", "northwind.example", Scope::ALL, &[PIA]).await;
        let contoso = world.organization("contoso.example");
        let team = world.security_group("northwind.example", "Service");
        let served = Served::start(world).await;
        let (nora, pia) = (served.client(NORA).await, served.client(PIA).await);
        let path = "/v1.0/mailRoutes";
        let body = json!({"covers": "customers", "tenantIds": [contoso], "teamId": team});
        assert_eq!(pia.post(path, &body).await.status, 403);
        let odd = json!({"covers": "own", "tenantIds": [contoso], "lowestSeverity": "x", "teamId": contoso});
        let refused = nora.post(path, &odd).await;
        assert_eq!(refused.status, 422);
        for field in ["tenantIds", "lowestSeverity", "teamId"] {
            assert!(refused.text().contains(field), "{field}: {}", refused.text());
        }
        let made = nora.post(path, &body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let one = made.json();
        let told = ["covers", "tenantIds", "lowestSeverity", "teamDisplayName"].map(|name| one[name].clone());
        assert_eq!(told, [json!("customers"), json!([contoso]), json!("important"), json!("Service")]);
        let address = format!("{path}/{}", one["id"].as_str().unwrap());
        assert_eq!(made.location(), address);
        assert_eq!(nora.get(path).await.json()["value"], json!([one]));
        assert_eq!(served.client("anna@contoso.example").await.get(&address).await.status, 404);

        let etag = one["@odata.etag"].as_str().unwrap();
        let milder = json!({"lowestSeverity": "warning", "tenantIds": []});
        let changed = nora.patch(&address, etag, &milder).await.json();
        assert_eq!((&changed["lowestSeverity"], &changed["tenantIds"]), (&json!("warning"), &json!([])));
        assert_eq!(nora.patch(&address, etag, &milder).await.status, 412);
        assert_eq!(nora.delete(&address).await.status, 204);
        assert_eq!(nora.get(&address).await.status, 404);
    }
}

/// R-103: whether primary admins get e-mail is changed at their fixed assignment, its name is not; on the page of roles at a customer
/// it has a checkbox of its own.
#[tokio::test]
async fn primary_admins_have_a_checkbox() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        let linked = world.link("contoso.example", "northwind.example", Scope::ALL, &[PIA]).await;
        let contoso = world.organization("contoso.example");
        let served = Served::start(world).await;
        let pia = served.client(PIA).await;
        let path = format!("/v1.0/managedTenants/{contoso}/roleAssignments/{}", linked.primary_admins);
        let read = pia.get(&path).await.json();
        assert_eq!(read["emailNotifications"], false);
        let patch = |name: &Value| json!({"displayName": name, "emailNotifications": true});
        let etag = read["@odata.etag"].as_str().unwrap();
        let renamed = pia.patch(&path, etag, &patch(&json!("Chiefs"))).await;
        assert_eq!((renamed.status.as_u16(), renamed.code().as_str()), (409, "built_in_role"));
        let patched = pia.patch(&path, etag, &patch(&read["displayName"])).await;
        assert_eq!(patched.json()["emailNotifications"], true, "{}", patched.text());

        let mut browser = served.sign_in(PIA).await;
        let roles = format!("/partner/settings/roles?tenant={contoso}");
        let page = browser.page(&roles).await;
        assert!(
            page.contains(r#"name="emailNotifications" value="yes" aria-describedby="mail-help" checked"#),
            "{page}"
        );
        let saved = browser.post(&format!("/partner/settings/roles/{contoso}"), &[("go", "mail")]).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        assert_eq!(pia.get(&path).await.json()["emailNotifications"], false);
    }
}
