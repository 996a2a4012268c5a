//! Users, security groups and directory roles in the browser.

use testkit::{World, each, http::Served};

/// Decision 16: a Global administrator adds a person, who sets a password by the link shown once; everybody else
/// is offered nothing and refused.
#[tokio::test]
async fn a_person_is_added_and_signs_in() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let list = anna.page("/directory/users").await;
        assert!(list.contains("Mats Manager") && !list.contains("Fred Admin"));
        assert!(anna.page("/directory/users/new").await.contains("contoso.example"));
        let fields = |account| {
            [("name", "Nina New"), ("account", account), ("language", "en"), ("time-zone", "Europe/Berlin")]
        };
        let refused = anna.post("/directory/users/new", &fields("nina@fabrikam.example")).await.text();
        assert!(refused.contains("verified domains") && refused.contains("value=\"Nina New\""));
        let made = anna.post("/directory/users/new", &fields("nina@contoso.example")).await.text();
        let link = made.split_once("<code id=\"link\">").unwrap().1.split('<').next().unwrap().to_owned();
        let path = link.strip_prefix(&served.base()).unwrap();

        let mut nina = served.visitor();
        assert!(nina.page(path).await.contains("nina@contoso.example"));
        let weak = nina.post(path, &[("password", "short"), ("repeated", "short")]).await.text();
        assert!(weak.contains("at least 12 characters"), "{weak}");
        let good = "correct horse battery";
        let set = nina.post(path, &[("password", good), ("repeated", good)]).await;
        assert_eq!(set.location(), "/sign-in?password-set=1&account=nina%40contoso.example");
        assert_eq!(nina.get(path).await.status, 410);
        assert_eq!(nina.sign_in("nina@contoso.example", good).await.status, 303);
        assert_eq!(nina.get("/directory/users").await.status, 403);

        let mut greta = served.sign_in("greta@contoso.example").await;
        let list = greta.page("/directory/users").await;
        assert!(list.contains("Nina New") && !list.contains("/directory/users/new"));
        assert_eq!(greta.post("/directory/users/new", &fields("gus@contoso.example")).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn people_are_found_sorted_exported_disabled_and_deleted() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let uma_id = served.world.user("uma@contoso.example");
        let mut anna = served.sign_in("anna@contoso.example").await;
        let found = anna.page("/directory/users?q=UMA&state=enabled&sort=-userPrincipalName").await;
        assert!(found.contains("Uma User") && !found.contains("Mats Manager") && found.contains("1 entry"));
        assert!(found.contains("aria-sort=\"descending\""));
        assert!(anna.page("/directory/users?q=%25").await.contains("Nothing found"));
        let file = anna.page("/directory/users.csv?state=disabled").await;
        assert_eq!(file.lines().count(), 2, "{file}");

        let mut uma = served.sign_in("uma@contoso.example").await;
        let page = anna.page(&format!("/directory/users/{uma_id}")).await;
        assert!(page.contains("End all sessions"), "an administrator sees sessions");
        let question = anna.page(&format!("/directory/users/{uma_id}/disable")).await;
        assert!(question.contains("1 session ends."), "{question}");
        let done = anna.post(&format!("/directory/users/{uma_id}/disable"), &[]).await;
        assert!(done.location().ends_with("?done=disabled"), "{}", done.text());
        assert!(uma.get("/account").await.location().starts_with("/sign-in"), "out with the commit");
        anna.page(&format!("/directory/users/{uma_id}")).await;
        assert!(anna.post(&format!("/directory/users/{uma_id}/enable"), &[]).await.status == 303);
        let gone = anna.post(&format!("/directory/users/{uma_id}/delete"), &[]).await;
        assert_eq!(gone.location(), "/directory/users?done=deleted");
        assert_eq!(anna.get(&format!("/directory/users/{uma_id}")).await.status, 404);
        let anna_id = served.world.user("anna@contoso.example");
        anna.page(&format!("/directory/users/{anna_id}/delete")).await;
        let last = anna.post(&format!("/directory/users/{anna_id}/delete"), &[]).await.text();
        assert!(last.contains("At least one Global administrator"), "{last}");
        let foreign = served.world.user("fred@fabrikam.example");
        for path in ["", "/edit", "/disable", "/delete"] {
            assert_eq!(anna.get(&format!("/directory/users/{foreign}{path}")).await.status, 404, "{path}");
        }
        assert_eq!(anna.get("/directory/users/nonsense").await.status, 404);
    })
    .await;
}

/// groups nest, never in a circle; roles are given to people and groups.
#[tokio::test]
async fn groups_and_roles_are_managed() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let uma = served.world.user("uma@contoso.example");
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/directory/groups").await.contains("No security groups yet"));
        let mut groups = Vec::new();
        for name in ["Field", "Night shift"] {
            anna.page("/directory/groups/new").await;
            let made = anna.post("/directory/groups/new", &[("name", name), ("description", "")]).await;
            groups.push(made.location().split('?').next().unwrap().to_owned());
        }
        let [field, night] = [&groups[0], &groups[1]];
        let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        anna.page(&format!("{field}/add?find=night")).await;
        let nest = format!("securityGroup:{}", id(night));
        assert_eq!(anna.post(&format!("{field}/add"), &[("member", &nest)]).await.status, 303);
        let circle = format!("securityGroup:{}", id(field));
        let refused = anna.post(&format!("{night}/add"), &[("member", &circle)]).await.text();
        assert!(refused.contains("cannot contain itself"), "{refused}");
        let none = anna.post(&format!("{night}/add"), &[]).await.text();
        assert!(none.contains("Some values are not right"), "{none}");
        let person = format!("user:{uma}");
        assert_eq!(anna.post(&format!("{night}/add"), &[("member", &person)]).await.status, 303);
        let page = anna.page(field).await;
        assert!(page.contains("Through other groups") && page.contains("Uma User"));
        assert!(anna.page(&format!("{field}/delete")).await.contains("1 person loses"));
        assert!(anna.page("/directory/groups.csv").await.contains("Night shift,,user,Uma User"));

        anna.page("/directory/roles/global_reader/add?find=field").await;
        let given = anna.post("/directory/roles/global_reader/add", &[("member", &circle)]).await;
        assert_eq!(given.location(), "/directory/roles?done=added");
        let mut uma = served.sign_in("uma@contoso.example").await;
        assert!(uma.page("/directory/roles").await.contains("Field"), "a role reaches through nested groups");
        let take = format!("/directory/roles/global_reader/members/{}/remove", id(field));
        assert!(anna.page(&take).await.contains("Take the role Global Reader from Field?"));
        assert_eq!(anna.post(&take, &[]).await.location(), "/directory/roles?done=removed");
        assert_eq!(uma.get("/directory/roles").await.status, 403);
        assert_eq!(anna.get("/directory/roles/emperor/add").await.status, 404);
        let remove = format!("{field}/members/{}/remove", id(night));
        anna.page(field).await;
        assert_eq!(anna.post(&remove, &[]).await.location(), format!("{field}?done=removed"));
    })
    .await;
}
