//! Settings > Access review on pages alone: the list, its filters, its file, and the controls it leads to.

use domain::{directory::Principal, scope::Scope, time::DAY};
use service::{
    assignments::AssignmentForm,
    roles::{CreateRole, RoleContext, RoleForm},
    run,
};
use testkit::{World, each_linked, http::Served};

/// Pia, primary admin, lets the group Service work at Contoso, by a role whose name a spreadsheet would run.
async fn delegate(world: &World) -> String {
    let form = RoleForm {
        name: "=Desk".to_owned(),
        description: String::new(),
        permissions: vec!["room.view".to_owned()],
    };
    let group = world.security_group("northwind.example", "Service");
    let first = AssignmentForm {
        name: "First line".to_owned(),
        members: vec![Principal::SecurityGroup(group)],
        scope: world.scope("contoso.example", &["Berlin 1", "Berlin 2"], &[]),
        ..AssignmentForm::default()
    };
    let context = RoleContext::At(world.organization("contoso.example"));
    let command = CreateRole { context, form, first: Some(first) };
    run(&world.app, &world.caller("pia@northwind.example"), command).await.unwrap().to_string()
}

/// R-108, decision 8, decision 18: who, through what, unused or not; block and deletion of the role are reached from the
/// row; the file is written down and holds no formula; who may not read it is not offered it.
#[tokio::test]
async fn the_review_is_read_filtered_exported_and_acted_on() {
    each_linked(async |world: World, linked| {
        let role = delegate(&world).await;
        world.link("contoso.example", "adventure.example", Scope::ALL, &["alex@adventure.example"]).await;
        world.clock.advance(91 * DAY);
        let adventure = world.organization("adventure.example");
        let gus = world.user("gus@northwind.example");
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let at = "/settings/access-review";
        let northwind = served.world.organization("northwind.example");
        let block = format!("/settings/partner-relationships/partners/{northwind}/people/{gus}/block");
        assert!(anna.page("/settings/partners").await.contains(&format!("href=\"{at}\"")));
        let page = anna.page(at).await;
        for text in [
            "Gus Grouped",
            "Alex Primary",
            "Pia Primary",
            "3 people",
            "Through Service › Technicians",
            "Berlin 1, Berlin 2",
            "Unused for 90 days",
            &block,
            &format!("/settings/partners/{}/remove", linked.link),
            &format!("/settings/roles/partner/{role}/delete"),
        ] {
            assert!(page.contains(text), "{text}");
        }
        let only = anna.page(&format!("{at}?partner={adventure}")).await;
        assert!(only.contains("Alex Primary") && !only.contains("Gus Grouped"));
        // Pia made the role 91 days ago and did nothing since.
        let unused = anna.page(&format!("{at}?state=unused&sort=-name")).await;
        let place = |name: &str| unused.find(name).unwrap_or_default();
        assert!(place("Pia Primary") < place("Gus Grouped") && place("Gus Grouped") < place("Alex Primary"));
        assert!(anna.page(&format!("{at}?q=nobody")).await.contains("Nothing found"));

        assert_eq!(anna.post(&block, &[("reason", "left")]).await.status, 303);
        let blocked = anna.page(&format!("{at}?state=blocked")).await;
        assert!(
            blocked.contains("Gus Grouped") && blocked.contains("left") && !blocked.contains("Alex Primary")
        );

        let file = anna.get(&format!("{at}.csv?q=northwind")).await.text();
        let lines: Vec<_> = file.lines().collect();
        assert!(
            lines[0].starts_with("id,displayName,userPrincipalName,partnerDisplayName,state,blockReason")
        );
        assert_eq!(lines.len(), 3, "{file}");
        assert!(
            lines[1].contains(",'=Desk,First line,") && lines[1].contains("Service › Technicians"),
            "{file}"
        );
        let events = "select count(*) from audit_events where kind = 'export.list'";
        assert_eq!(served.world.database.number(events).await, 1);

        for upn in ["greta@contoso.example", "lea@contoso.example"] {
            let mut other = served.sign_in(upn).await;
            assert!(!other.page("/account").await.contains(at), "{upn}");
            for address in [at.to_owned(), format!("{at}.csv")] {
                assert_eq!(other.get(&address).await.status, 403, "{upn}");
            }
        }
        assert_eq!(served.world.database.number(events).await, 1);
    })
    .await;
}
