//! What a change would do, on pages alone: shown before it is made, taken away as a file, and made when confirmed.

use domain::{directory::Principal, scope::Scope};
use service::{
    assignments::AssignmentForm,
    roles::{CreateRole, RoleContext, RoleForm},
    run,
};
use testkit::{World, each, each_linked, http::Served};

/// The group Service works at Contoso by a role; one of its people bears a name that a spreadsheet would run.
async fn serve(world: &World) {
    let service = world.security_group("northwind.example", "Service");
    let form = RoleForm {
        name: "Desk".to_owned(),
        description: String::new(),
        permissions: vec!["room.view".to_owned()],
    };
    let first = AssignmentForm {
        name: "First line".to_owned(),
        members: vec![Principal::SecurityGroup(service)],
        scope: Scope::ALL,
        ..AssignmentForm::default()
    };
    let context = RoleContext::At(world.organization("contoso.example"));
    let create = CreateRole { context, form, first: Some(first) };
    run(&world.app, &world.caller("pia@northwind.example"), create).await.unwrap();
}

const EVENTS: &str = "select count(*) from audit_events where kind = 'export.list'";

/// Decision 16, decision 17, decision 18, R-114: who joins or leaves a group is asked about with what that gives and takes at each
/// customer, whose rooms are counted and not named; so is who is disabled or deleted.
#[tokio::test]
async fn a_change_of_people_is_shown_before() {
    each_linked(async |world: World, _| {
        serve(&world).await;
        let ned = world.user("ned@northwind.example");
        let group = format!("/directory/groups/{}", world.security_group("northwind.example", "Service"));
        let served = Served::start(world).await;
        let mut nora = served.sign_in("nora@northwind.example").await;
        nora.page(&group).await;
        let member = format!("user:{ned}");
        let joins = [("member", member.as_str()), ("find", "ned"), ("go", "add")];
        let page = nora.post(&format!("{group}/add"), &joins).await;
        assert_eq!(page.status, 200);
        let page = page.text();
        for text in [
            "Add Ned Nobody to Service?",
            "Contoso",
            "They gain",
            "<dt>People</dt><dd>1</dd><dt>Rooms</dt><dd>6</dd>",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(!page.contains("Berlin 1") && !page.contains("They lose</h3>"), "{page}");
        let export = [("member", member.as_str()), ("confirmed", "yes"), ("go", "export")];
        let file = nora.post(&format!("{group}/add"), &export).await.text();
        let lines: Vec<_> = file.lines().collect();
        assert_eq!(lines.len(), 2, "{file}");
        assert!(lines[0].starts_with("tenantId,tenantDisplayName,userId,displayName"), "{file}");
        assert!(
            lines[1].contains(",Contoso,") && lines[1].ends_with("ned@northwind.example,room.view,6,0,,"),
            "{file}"
        );
        // Once at the partner, and once at the customer, which is told to the partner, too.
        assert_eq!(served.world.database.number(EVENTS).await, 3);
        let yes = [("member", member.as_str()), ("confirmed", "yes"), ("go", "add")];
        assert_eq!(nora.post(&format!("{group}/add"), &yes).await.location(), format!("{group}?done=added"));

        let remove = format!("{group}/members/{ned}/remove");
        let page = nora.post(&remove, &[]).await.text();
        assert!(page.contains("Remove Ned Nobody from Service?") && page.contains("They lose"), "{page}");
        for step in ["disable", "delete"] {
            let user = format!("/directory/users/{ned}/{step}");
            let page = nora.page(&user).await;
            assert!(page.contains("Contoso") && page.contains("0 gained, 6 lost"), "{step}: {page}");
            let file = nora.post(&user, &[("go", "export")]).await.text();
            assert!(file.lines().nth(1).unwrap().ends_with(",room.view,0,6,,"), "{file}");
        }
        let page = nora.page(&format!("{group}/delete")).await;
        assert!(page.contains("0 gained, 12 lost"), "{page}");
        assert_eq!(
            nora.post(&remove, &[("confirmed", "yes")]).await.location(),
            format!("{group}?done=removed")
        );
        let page = nora.page(&format!("/directory/users/{ned}/disable")).await;
        assert!(
            page.contains("Nobody&#39;s rights change now.") || page.contains("Nobody's rights change now."),
            "{page}"
        );

        let mut noel = served.sign_in("noel@northwind.example").await;
        assert_eq!(noel.post(&format!("{group}/add"), &export).await.status, 403);
        assert_eq!(served.world.database.number(EVENTS).await, 9, "three exports, and none of Noel");
    })
    .await;
}

/// Decision 17, R-042: the wizard's last step says what the invitation gives at most and to whom; the partner reads how many rooms its
/// own people get, and no room by name.
#[tokio::test]
async fn an_invitation_is_shown_before_it_is_sent_and_accepted() {
    each(async |world: World| {
        let berlin = world.group("contoso.example", "Berlin").to_string();
        let pia = format!("user:{}", world.user("pia@northwind.example"));
        let scope = world.scope("contoso.example", &[], &["Berlin"]);
        let invitation = world.invite("contoso.example", "northwind.example", scope).await;
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        anna.page("/settings/partners/new").await;
        let typed = |step: &'static str, go: &'static str| {
            [
                ("kind", "named"),
                ("name", "=Hana"),
                ("upn", "hana@adventure.example"),
                ("agreed", service::invitations::terms::VERSION),
                ("step", step),
                ("go", go),
            ]
        };
        let with =
            |step, go| typed(step, go).into_iter().chain([("group", berlin.as_str())]).collect::<Vec<_>>();
        let page = anna.post("/settings/partners/new", &with("terms", "next")).await.text();
        for text in [
            "Until they accept",
            "=Hana",
            "hana@adventure.example",
            "66 gained, 0 lost",
            "Berlin 1",
            "Rooms: View",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
        let file = anna.post("/settings/partners/new", &with("review", "export")).await.text();
        assert_eq!(file.lines().count(), 12, "{file}");
        assert!(file.lines().nth(1).unwrap().contains(",,'=Hana,hana@adventure.example,"), "{file}");

        let mut tom = served.sign_in("tom@northwind.example").await;
        let address = format!("/partner/invitations/{invitation}");
        tom.page(&address).await;
        let chosen = |go: &'static str| [("go", go), ("principal", pia.as_str())];
        let page = tom.post(&address, &chosen("preview")).await.text();
        assert!(page.contains("Pia Primary") && page.contains("66 gained, 0 lost"), "{page}");
        assert!(!page.contains("Berlin"), "{page}");
        let file = tom.post(&address, &chosen("export")).await.text();
        assert!(file.lines().count() == 12 && !file.contains("Berlin"), "{file}");
        assert!(file.lines().nth(1).unwrap().contains("Contoso,"), "{file}");
    })
    .await;
}

/// Decision 17, R-102, R-107: a role, an assignment and the rooms of a partner each give their preview away as a file before they
/// change; each member leads to what that person may do.
#[tokio::test]
async fn changes_of_roles_are_taken_away_as_files() {
    each_linked(async |world: World, linked| {
        serve(&world).await;
        let contoso = world.organization("contoso.example");
        let (gus, paul) = (world.user("gus@northwind.example"), world.user("paul@northwind.example"));
        let berlin = world.room("contoso.example", "Berlin 1").to_string();
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let list = pia.page(&format!("/partner/settings/roles?tenant={contoso}")).await;
        let link = |text: &str| {
            let before = list.split(text).next().unwrap();
            before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
        };
        let (role, assignment) = (link(">Desk</a>"), link(">First line</a>"));
        for (address, fields, lines) in [
            (role.clone(), vec![("what", "save"), ("name", "Desk"), ("permission", "room.modify")], 3),
            (format!("{role}/delete"), vec![], 2),
            (
                assignment.clone(),
                vec![("what", "members"), ("part", "members"), ("principal", "user:PAUL")],
                3,
            ),
            (assignment.clone(), vec![("what", "scope"), ("part", "scope"), ("room", berlin.as_str())], 2),
            (format!("{assignment}/delete"), vec![], 2),
        ] {
            let paul = format!("user:{paul}");
            let fields = fields.into_iter().chain([("go", "export")]);
            let fields: Vec<_> = fields
                .map(|(name, value)| (name, if value == "user:PAUL" { paul.as_str() } else { value }))
                .collect();
            pia.page(&address).await;
            let file = pia.post(&address, &fields).await.text();
            assert_eq!(file.lines().count(), lines, "{address}: {file}");
            assert!(file.contains(",Contoso,"), "{file}");
        }
        let yes = [("what", "members"), ("part", "members"), ("go", "members"), ("confirmed", "yes")];
        let gus_too = format!("user:{gus}");
        let yes: Vec<_> = yes.into_iter().chain([("principal", gus_too.as_str())]).collect();
        assert_eq!(pia.post(&assignment, &yes).await.status, 303);
        let page = pia.page(&assignment).await;
        assert!(page.contains(&format!("href=\"/partner/settings/access/{contoso}/{gus}\"")), "{page}");

        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/settings/roles").await;
        assert!(page.contains(&format!("href=\"/settings/access/{gus}\"")), "{page}");
        let scope = format!("/settings/partners/{}/scope", linked.link);
        anna.page(&scope).await;
        let file = anna.post(&scope, &[("go", "export"), ("room", berlin.as_str())]).await.text();
        // Eleven permissions of Pia, one of Gus.
        assert_eq!(file.lines().count(), 1 + 11 + 1, "{file}");
    })
    .await;
}

/// Decision 17, R-082, R-083, R-106: what extended permissions give and take, and what other primary admins gain and lose, is told on
/// the forms that change them, with what was chosen kept, and taken away as a file; nothing is changed by asking.
#[tokio::test]
async fn extended_permissions_and_primary_admins_are_shown_before() {
    each_linked(async |world: World, linked| {
        let contoso = world.organization("contoso.example");
        let user = |upn: &str| format!("user:{}", world.user(upn));
        let (pia, ned) = (user("pia@northwind.example"), user("ned@northwind.example"));
        let people = "select count(*) from assignment_members";
        let held = world.database.number(people).await;
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let base = format!("/settings/partners/{}", linked.link);
        let extended = format!("{base}/extended-permissions");
        anna.page(&base).await;
        let chosen = |go: &'static str| [("go", go), ("stamp", "1"), ("permission", "room.unenroll")];
        let page = anna.post(&extended, &chosen("preview")).await.text();
        assert!(page.contains("Pia Primary") && page.contains("6 gained, 0 lost"), "{page}");
        assert!(page.contains("value=\"room.unenroll\" checked"), "{page}");
        let file = anna.post(&extended, &chosen("export")).await.text();
        assert!(file.lines().nth(1).unwrap().ends_with("room.unenroll,6,0,,"), "{file}");
        assert!(!anna.page(&base).await.contains("checked"), "nothing was changed");
        assert_eq!(anna.post(&extended, &chosen("save")).await.status, 303);

        let mut browser = served.sign_in("pia@northwind.example").await;
        let replaced = format!("/partner/settings/roles/{contoso}");
        browser.page(&format!("/partner/settings/roles?tenant={contoso}")).await;
        let instead = |go: &'static str| [("go", go), ("stamp", "1"), ("principal", ned.as_str())];
        let page = browser.post(&replaced, &instead("preview")).await.text();
        assert!(page.contains("72 gained, 72 lost") && page.contains("Ned Nobody"), "{page}");
        // What somebody else saved meanwhile is not lost.
        for go in ["find", "preview"] {
            let old = [("go", go), ("stamp", "77"), ("principal", ned.as_str())];
            let page = browser.post(&replaced, &old).await.text();
            assert!(page.contains("name=\"stamp\" value=\"77\""), "{go}: {page}");
        }
        let file = browser.post(&replaced, &instead("export")).await.text();
        assert_eq!(file.lines().count(), 1 + 12 + 12, "{file}");
        let added = format!("/partner/tenants/{contoso}");
        browser.page(&added).await;
        for chosen in [vec![ned.as_str()], vec![ned.as_str(), pia.as_str()]] {
            let fields = |go: &'static str| {
                let chosen = chosen.iter().map(|who| ("principal", *who));
                chosen.chain([("go", go)]).collect::<Vec<_>>()
            };
            let page = browser.post(&added, &fields("preview")).await.text();
            assert!(page.contains("72 gained, 0 lost") && page.contains("Ned Nobody"), "{page}");
            let file = browser.post(&added, &fields("export")).await.text();
            assert!(file.lines().count() == 13 && file.contains(",Contoso,"), "{file}");
        }
        assert_eq!(served.world.database.number(people).await, held);
        // Who may not change them is told nothing of it.
        let mut nora = served.sign_in("nora@northwind.example").await;
        nora.page(&added).await;
        for go in ["preview", "export"] {
            let answer = nora.post(&added, &[("principal", ned.as_str()), ("go", go)]).await;
            assert!(answer.status.is_client_error() && !answer.text().contains("gained"), "{go}");
        }
    })
    .await;
}
