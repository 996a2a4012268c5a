//! Roles in a browser without script: made in steps, cloned, compared, changed and ended with their effect shown, extended.

use domain::time::DAY;
use testkit::{World, each, each_linked, http::Served};

type Fields<'a> = Vec<(&'a str, &'a str)>;

/// The wizard's fields as far as they are typed, at a step.
fn at<'a>(step: &'a str, go: &'a str, more: &[(&'a str, &'a str)]) -> Fields<'a> {
    let mut fields = vec![("step", step), ("go", go)];
    fields.extend(more);
    fields
}

/// Where a link of a page leads that holds some text.
fn link_with<'a>(page: &'a str, text: &str) -> &'a str {
    let before = page.split(text).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap()
}

fn stamp(page: &str) -> String {
    page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// name and description, permissions with their meaning, the first assignment, members, rooms, a look at all of it;
/// what is missing is said on its step, and nothing is lost on the way.
#[tokio::test]
async fn a_role_is_made_step_by_step() {
    each(async |world: World| {
        let uma = format!("user:{}", world.user("uma@contoso.example"));
        let berlin = world.group("contoso.example", "Berlin").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let new = "/settings/roles/custom/new";
        assert!(anna.page(new).await.contains("Step 1 of 6"));
        let role: Fields<'_> = vec![("roleName", "Night shift"), ("roleDescription", "After hours")];
        let permissions = vec![("permission", "room.view"), ("permission", "ticket.update")];
        let assignment = vec![("assign", "now"), ("name", "Berlin nights"), ("until", "2999-12-31")];
        let all: Fields<'_> = [
            role.clone(),
            permissions.clone(),
            assignment.clone(),
            vec![("principal", uma.as_str()), ("group", berlin.as_str())],
        ]
        .concat();
        for (step, next) in [
            ("role", "Step 2 of 6"),
            ("permissions", "Step 3 of 6"),
            ("assignment", "Step 4 of 6"),
            ("members", "Step 5 of 6"),
            ("rooms", "Step 6 of 6"),
        ] {
            let lacking = anna.post(new, &at(step, "next", &[])).await;
            assert_eq!(lacking.status, 422, "{step}");
            assert!(lacking.text().contains("field-error"), "{step}");
            let page = anna.post(new, &at(step, "next", &all)).await.text();
            assert!(page.contains(next), "{step}");
        }
        let page = anna.post(new, &at("role", "next", &all)).await.text();
        assert!(
            page.contains("See rooms with their signals, health, settings and history."),
            "R-132: {page}"
        );
        assert!(page.contains("<legend class=\"legend\">Tickets</legend>"));
        let page = anna.post(new, &at("rooms", "next", &all)).await.text();
        for shown in [
            "Night shift",
            "After hours",
            "Berlin nights",
            "Uma User",
            "6 rooms are covered now",
            "31 Dec 2999",
        ] {
            assert!(page.contains(shown), "{shown}");
        }
        // A fault that only the end finds leads back to its step.
        let with_nobody: Fields<'_> =
            [role.clone(), permissions.clone(), assignment, vec![("group", &*berlin)]].concat();
        let refused = anna.post(new, &at("review", "add", &with_nobody)).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("Step 4 of 6"));
        assert!(anna.page("/settings/roles").await.contains("No roles of your own yet."));

        let made = anna.post(new, &at("review", "add", &all)).await;
        assert_eq!(made.location(), "/settings/roles?done=saved");
        let page = anna.page("/settings/roles").await;
        assert!(page.contains("Night shift") && page.contains("Berlin nights"), "{page}");
        let mut uma = served.sign_in("uma@contoso.example").await;
        assert!(uma.page("/rooms").await.contains("Berlin 1"));

        // The name is taken: back to the first step. And a role that nobody holds yet.
        assert_eq!(anna.post(new, &at("review", "add", &all)).await.status, 409);
        let later: Fields<'_> = [vec![("roleName", "Later"), ("assign", "later")], permissions].concat();
        assert!(anna.post(new, &at("assignment", "next", &later)).await.text().contains("Step 6 of 6"));
        assert!(anna.post(new, &at("review", "back", &later)).await.text().contains("Step 3 of 6"));
        assert_eq!(anna.post(new, &at("review", "add", &later)).await.status, 303);
    })
    .await;
}

/// a role like another, within what the reader may give, saying what was left out; two roles beside each
/// other; neither at customers where one manages no roles.
#[tokio::test]
async fn roles_are_cloned_and_compared() {
    each_linked(async |world: World, _| {
        let contoso = world.organization("contoso.example");
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/settings/roles/custom/new?like=site_tech").await;
        assert!(page.contains("value=\"Copy of Site Tech\""), "{page}");
        assert_eq!(page.matches("type=\"hidden\" name=\"permission\"").count(), 7);
        assert!(!page.contains("Left out"));
        assert_eq!(anna.get("/settings/roles/custom/new?like=emperor").await.status, 404);
        let page = anna.page("/settings/roles/compare?one=site_lead&other=site_tech").await;
        assert_eq!(page.matches("Differs").count(), 7, "{page}");
        assert!(page.contains("Only Site Lead") && !page.contains("Primary admins"));
        assert_eq!(anna.get("/settings/roles/compare?one=x").await.status, 404);

        // A role with more than the customer lets its partners give is cut when it is cloned there.
        let mut pia = served.sign_in("pia@northwind.example").await;
        let base = format!("/partner/settings/roles/{contoso}");
        let page = pia.page(&format!("{base}/custom/new?like=primary_admins")).await;
        assert_eq!(page.matches("type=\"hidden\" name=\"permission\"").count(), 11);
        let fields = [
            ("step", "review"),
            ("go", "add"),
            ("roleName", "Helper"),
            ("assign", "later"),
            ("permission", "room.view"),
            ("permission", "role.view"),
            ("permission", "role.modify"),
        ];
        assert_eq!(pia.post(&format!("{base}/custom/new"), &fields).await.status, 303);
        let page = pia.page(&format!("{base}/compare")).await;
        assert!(page.contains("Only Primary admins") && page.contains("Only Helper"), "{page}");

        let role = pia.page(&format!("/partner/settings/roles?tenant={contoso}")).await;
        let role = link_with(&role, ">Helper</a>").rsplit('/').next().unwrap().to_owned();
        pia.page(&format!("{base}/new")).await;
        let ned = format!("user:{}", served.world.user("ned@northwind.example"));
        let fields =
            [("role", &*role), ("name", "Help"), ("principal", &*ned), ("allRooms", "yes"), ("go", "save")];
        let page = pia.post(&format!("{base}/new"), &fields).await.text();
        assert!(page.contains("They gain") && page.contains("Ned Nobody"), "{page}");
        let yes: Vec<_> = fields.iter().copied().chain([("confirmed", "yes")]).collect();
        assert_eq!(pia.post(&format!("{base}/new"), &yes).await.status, 303);
        let mut ned = served.sign_in("ned@northwind.example").await;
        let page = ned.page(&format!("{base}/custom/new?like=primary_admins")).await;
        assert!(page.contains("Left out") && page.contains("Update ring management: View"), "{page}");
        assert_eq!(page.matches("type=\"hidden\" name=\"permission\"").count(), 3);
        let mut nora = served.sign_in("nora@northwind.example").await;
        assert_eq!(nora.get(&format!("{base}/compare")).await.status, 404);
        assert_eq!(nora.get(&format!("{base}/custom/new?like=primary_admins")).await.status, 404);
    })
    .await;
}

/// before a role or assignment is changed or ended, its page says whose rights change, and on how many rooms.
#[tokio::test]
async fn the_effect_is_shown_before() {
    each_linked(async |world: World, _| {
        let uma = format!("user:{}", world.user("uma@contoso.example"));
        let lea = format!("user:{}", world.user("lea@contoso.example"));
        let berlin = world.group("contoso.example", "Berlin").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/settings/roles/custom/new").await;
        // Lea sees the rooms of Berlin as Site Lead already: to her the role gives nothing.
        let fields = [
            ("step", "review"),
            ("go", "add"),
            ("roleName", "Watch"),
            ("permission", "room.view"),
            ("permission", "report.view"),
            ("name", "Watchers"),
            ("principal", &*uma),
            ("principal", &*lea),
            ("group", &*berlin),
        ];
        assert_eq!(anna.post("/settings/roles/custom/new", &fields).await.status, 303);
        let page = anna.page("/settings/roles").await;
        let role = link_with(&page, ">Watch</a>").to_owned();
        let assignment = link_with(&page, ">Watchers</a>").to_owned();
        let counts = |people: usize, rooms: usize| format!("<dd>{people}</dd><dt>Rooms</dt><dd>{rooms}</dd>");

        let page = anna.page(&role).await;
        let change = [
            ("stamp", &*stamp(&page)),
            ("name", "Watch"),
            ("permission", "report.view"),
            ("permission", "room.view"),
            ("permission", "room.reset_key"),
        ];
        let page = anna.post(&role, &change).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        assert!(
            page.contains("They gain") && page.contains(&counts(2, 6)) && page.contains("Watchers"),
            "{page}"
        );
        assert!(!page.contains("They lose"));
        let less = [("stamp", "1"), ("name", "Watch"), ("permission", "room.view")];
        let page = anna.post(&role, &less).await.text();
        assert!(page.contains("They lose") && page.contains(&counts(1, 6)), "{page}");
        let back: Vec<_> = less.iter().copied().chain([("go", "back")]).collect();
        let page = anna.post(&role, &back).await.text();
        assert!(!page.contains("value=\"report.view\" checked"), "nothing typed is lost: {page}");
        let yes: Vec<_> = less.iter().copied().chain([("confirmed", "yes"), ("go", "save")]).collect();
        assert_eq!(anna.post(&role, &yes).await.status, 303);
        // Another name concerns nobody.
        let rename = [("name", "Look"), ("permission", "room.view")];
        assert_eq!(anna.post(&role, &rename).await.status, 303);

        anna.page(&assignment).await;
        let members = [("part", "members"), ("go", "members"), ("principal", &*lea)];
        let page = anna.post(&assignment, &members).await.text();
        assert!(page.contains("They lose") && page.contains(&counts(1, 6)), "{page}");
        let scope = [("part", "scope"), ("go", "scope"), ("allRooms", "yes")];
        let page = anna.post(&assignment, &scope).await.text();
        assert!(page.contains("They gain") && !page.contains("They lose"), "{page}");
        let without_lea = [("part", "members"), ("go", "members"), ("principal", &*uma)];
        assert_eq!(anna.post(&assignment, &without_lea).await.status, 303, "nobody's rights change");
        let page = anna.page(&format!("{assignment}/delete")).await;
        assert!(page.contains("They lose") && page.contains(&counts(1, 6)), "{page}");
        let page = anna.page(&format!("{role}/delete")).await;
        assert!(
            page.contains(&counts(1, 6)) && page.contains("Watchers") && page.contains("Uma User"),
            "{page}"
        );
    })
    .await;
}

/// decision 17: the customer sees what the end of a partner's role takes from the partner's people.
#[tokio::test]
async fn the_customer_sees_what_a_partner_role_gives() {
    each_linked(async |world: World, _| {
        let contoso = world.organization("contoso.example");
        let ned = format!("user:{}", world.user("ned@northwind.example"));
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let base = format!("/partner/settings/roles/{contoso}");
        pia.page(&format!("{base}/custom/new")).await;
        let fields = [
            ("step", "review"),
            ("go", "add"),
            ("roleName", "Helper"),
            ("permission", "room.view"),
            ("name", "Help"),
            ("principal", &*ned),
            ("allRooms", "yes"),
        ];
        assert_eq!(pia.post(&format!("{base}/custom/new"), &fields).await.status, 303);
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/settings/roles").await;
        let delete = link_with(&page, "aria-label=\"Delete Helper\"").to_owned();
        let page = anna.page(&delete).await;
        assert!(page.contains("They lose") && page.contains("<dt>People</dt><dd>1</dd>"), "{page}");
        assert!(page.contains("Ned Nobody") && page.contains("Help"), "{page}");
    })
    .await;
}

/// an assignment that ends soon says so in the list, and is given a later end at one click.
#[tokio::test]
async fn an_assignment_is_extended_at_one_click() {
    each(async |world: World| {
        let uma = format!("user:{}", world.user("uma@contoso.example"));
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/settings/roles/new").await;
        let day = |days: i64| {
            let at = served.world.app.clock.now().plus(days * DAY).to_string();
            at.split('T').next().unwrap().to_owned()
        };
        let assign = |name: &str, from: &str, until: &str| {
            [
                ("role", "site_tech"),
                ("name", name),
                ("principal", &*uma),
                ("allRooms", "yes"),
                ("go", "save"),
                ("confirmed", "yes"),
                ("from", from),
                ("until", until),
            ]
            .map(|(name, value)| (name, value.to_owned()))
        };
        for (name, from, until) in [
            ("Short", String::new(), day(5)),
            ("Future", day(40), String::new()),
            ("Long", String::new(), day(60)),
        ] {
            let fields = assign(name, &from, &until);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(anna.post("/settings/roles/new", &fields).await.status, 303, "{name}");
        }
        let page = anna.page("/settings/roles").await;
        assert!(page.contains("Ends in 5 days") && page.contains("Begins on "), "{page}");
        assert_eq!(page.matches("name=\"days\" value=\"30\"").count(), 1, "{page}");
        let short = link_with(&page, ">Short</a>").to_owned();
        let page = anna.page(&short).await;
        assert!(page.contains("By 30 days, until ") && page.contains("By 365 days, until "), "{page}");
        let extend = format!("{short}/extend");
        assert_eq!(anna.post(&extend, &[("days", "31")]).await.status, 422);
        let stamp = stamp(&page);
        let done = anna.post(&extend, &[("days", "30"), ("stamp", &*stamp)]).await;
        assert_eq!(done.location(), format!("{short}?done=extended"));
        let page = anna.page(done.location()).await;
        assert!(page.contains("Extended: it now counts until "), "{page}");
        assert!(page.contains(&format!("name=\"until\" value=\"{}\"", day(35))), "{page}");
        assert_eq!(
            anna.post(&extend, &[("days", "30"), ("stamp", &*stamp)]).await.status,
            412,
            "one click once"
        );
        let mut greta = served.sign_in("greta@contoso.example").await;
        let page = greta.page("/settings/roles").await;
        assert!(!page.contains("Extend by 30 days") && !page.contains("Clone"));
        assert_eq!(greta.post(&extend, &[("days", "30")]).await.status, 403);
        served.world.clock.advance(36 * DAY);
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/settings/roles").await;
        assert!(page.contains("Ended"), "{page}");
    })
    .await;
}
