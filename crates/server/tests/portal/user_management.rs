//! User management admins of a partner, on pages.

use domain::agent::Agent;
use testkit::{World, each, http::Served};

const PAUL: &str = "paul@northwind.example";

/// R-420, decision 16: pages offer what may be done with each person and group, and nothing else.
#[tokio::test]
async fn pages_offer_what_may_be_done() {
    each(async |world: World| {
        world.agents("northwind.example", &[("gus@northwind.example", Agent::Helpdesk)]).await;
        let (paul, ned) = (world.user(PAUL), world.user("ned@northwind.example"));
        let gus = world.user("gus@northwind.example");
        let served = Served::start(world).await;
        let mut nora = served.sign_in("nora@northwind.example").await;
        let give = "/directory/roles/user_management_administrator/add";
        assert!(nora.page("/directory/roles").await.contains("User management admin"));
        nora.page(give).await;
        let member = format!("user:{paul}");
        assert_eq!(nora.post(give, &[("member", &member)]).await.status, 303);

        let mut paul = served.sign_in(PAUL).await;
        let list = paul.page("/directory/users").await;
        assert!(list.contains("href=\"/directory/users/new\""), "{list}");
        let mine = paul.page(&format!("/directory/users/{ned}")).await;
        for offered in ["/edit", "/password-link", "/disable", "/delete"] {
            assert!(mine.contains(&format!("/directory/users/{ned}{offered}")), "{offered}: {mine}");
        }
        let other = format!("/directory/users/{gus}");
        let page = paul.page(&other).await;
        for offered in ["/edit", "/password-link", "/disable", "/delete", "/sessions"] {
            assert!(!page.contains(&format!("{other}{offered}")), "{offered}: {page}");
        }
        for form in ["/edit", "/disable", "/delete"] {
            assert_eq!(paul.get(&format!("{other}{form}")).await.status, 403, "{form}");
            assert_eq!(paul.get(&format!("/directory/users/{ned}{form}")).await.status, 200, "{form}");
        }
        let roles = paul.page("/directory/roles").await;
        assert!(!roles.contains("/directory/roles/global_administrator/add"), "{roles}");

        let new = "/directory/groups/new";
        paul.page(new).await;
        let made = paul.post(new, &[("name", "Readers"), ("description", "")]).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let group = made.location().split('?').next().unwrap().to_owned();
        let page = paul.page(&group).await;
        assert!(
            page.contains(&format!("{group}/add")) && page.contains(&format!("{group}/delete")),
            "{page}"
        );
        let add = format!("{group}/add");
        assert!(paul.page(&format!("{add}?find=ned")).await.contains("ned@northwind.example"));
        let member = format!("user:{ned}");
        assert_eq!(paul.post(&add, &[("member", &member)]).await.status, 303);
        let page = paul.page(&group).await;
        assert!(page.contains(&format!("{group}/members/{ned}/remove")), "{page}");
        assert_eq!(paul.post(&format!("{group}/members/{ned}/remove"), &[]).await.status, 303);
        assert!(paul.page(&format!("{group}/delete")).await.contains("Delete"));
        assert_eq!(
            paul.post(&format!("{group}/delete"), &[("stamp", "3"), ("go", "delete")]).await.status,
            303
        );

        let groups = paul.page("/directory/groups?q=Helpdesk").await;
        let (_, rest) = groups.split_once("<th scope=\"row\"><a href=\"").unwrap();
        let agents = rest.split('"').next().unwrap().to_owned();
        let page = paul.page(&agents).await;
        assert!(!page.contains(&format!("{agents}/add")) && !page.contains("/remove"), "{page}");
        assert_eq!(paul.get(&format!("{agents}/add")).await.status, 403);

        let disable = format!("/directory/users/{ned}/disable");
        paul.page(&disable).await;
        assert_eq!(paul.post(&disable, &[("go", "disable")]).await.status, 303);
        assert!(paul.page(&format!("/directory/users/{ned}")).await.contains(&format!("{ned}/enable")));
    })
    .await;
}
