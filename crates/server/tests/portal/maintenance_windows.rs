//! Maintenance windows on pages: offered to who may modify the rooms, told to who sees one of them.

use testkit::{World, each_linked, http::Served};

const CONTOSO: &str = "contoso.example";

/// R-247, decision 4: maintenance of a group is planned from its page, the form keeps what was typed beside its fault, pages of
/// the window and of its rooms tell it, and it is changed and ended.
#[tokio::test]
async fn maintenance_of_a_group_is_planned_changed_and_ended() {
    each_linked(async |world: World, _| {
        let room = format!("/rooms/{}", world.room(CONTOSO, "Berlin 1"));
        let group = world.group(CONTOSO, "Berlin").to_string();
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let empty = anna.page("/maintenance-windows").await;
        assert!(empty.contains("No maintenance is planned"), "{empty}");
        let form = format!("/maintenance-windows/new?group={group}");
        assert!(anna.page(&format!("/groups/{group}")).await.contains(&form));
        let page = anna.page(&form).await;
        assert!(page.contains(&format!("<option value=\"{group}\" selected>Berlin</option>")), "{page}");
        let fields = |reason: &'static str, until: &'static str| {
            let length = if until.is_empty() { "8" } else { "own" };
            [
                ("roomGroupId", group.clone()),
                ("reason", reason.to_owned()),
                ("length", length.to_owned()),
                ("suppressUntil", until.to_owned()),
            ]
        };
        let send = |fields: [(&'static str, String); 4]| fields;
        let wrong = send(fields("", "2020-01-01T08:00"));
        let wrong: Vec<_> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = anna.post("/maintenance-windows/new", &wrong).await;
        assert_eq!(refused.status, 422);
        for told in ["id=\"reason-error\"", "id=\"suppressUntil-error\"", "selected>Berlin</option>"] {
            assert!(refused.text().contains(told), "{told}: {}", refused.text());
        }
        let unsaid = [("roomGroupId", ""), ("reason", "Walls are painted"), ("length", "8")];
        let refused = anna.post("/maintenance-windows/new", &unsaid).await;
        assert!(
            refused.status == 422 && refused.text().contains("roomGroupId-error"),
            "all rooms only where said"
        );
        let right = fields("Walls are painted", "");
        let right: Vec<_> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let done = anna.post("/maintenance-windows/new", &right).await;
        let window = done.location().trim_end_matches("?done=planned").to_owned();
        let page = anna.page(done.location()).await;
        for told in ["The maintenance was planned.", "Walls are painted", "Anna", "End now"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let list = anna.page("/maintenance-windows").await;
        assert!(list.contains(&window) && list.contains("In force") && list.contains("1 maintenance window"));
        let found = anna.page("/maintenance-windows?q=WALLS&sort=-ends").await;
        assert!(found.contains(&window) && found.contains("aria-sort=\"descending\""), "{found}");
        assert!(anna.page("/maintenance-windows?q=roof").await.contains("Nothing found"));
        let file = anna.page("/maintenance-windows.csv?q=painted").await;
        assert!(file.starts_with("id,tenantDisplayName,allRooms,") && file.lines().count() == 2, "{file}");
        assert!(file.contains(",Contoso,false,Berlin,") && file.contains("Walls are painted"), "{file}");
        assert_eq!(anna.page("/maintenance-windows.csv?q=roof").await.lines().count(), 1);
        let of_room = anna.page(&room).await;
        assert!(of_room.contains(&window) && of_room.contains("Walls are painted"), "{of_room}");
        assert!(of_room.contains("#suppressed\"/></svg>Suppressed</span>"), "{of_room}");

        let changed = anna.post(&window, &[("reason", "Walls are papered"), ("length", "2")]).await;
        assert_eq!(changed.location(), format!("{window}?done=saved"));
        assert!(anna.page(&window).await.contains("Walls are papered"));
        assert!(anna.page("/maintenance-windows?q=papered").await.contains(&window));
        assert!(!anna.page("/maintenance-windows?q=painted").await.contains(&window));
        let mut greta = served.sign_in("greta@contoso.example").await;
        let seen = greta.page(&window).await;
        assert!(seen.contains("papered") && !seen.contains("End now"), "{seen}");
        let denied = greta.post(&format!("{window}/end"), &[]).await;
        assert_eq!(denied.status, 403);
        let ended = anna.post(&format!("{window}/end"), &[]).await;
        assert_eq!(ended.location(), "/maintenance-windows?done=ended");
        assert!(anna.page(ended.location()).await.contains("The maintenance ended."));
        assert!(!anna.page(&room).await.contains("papered"));
    })
    .await;
}

/// a partner finds the maintenance of its customers on one page, and plans it at one of them within its
/// scope.
#[tokio::test]
async fn a_partner_plans_maintenance_of_a_customers_group() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO).to_string();
        let group = world.group(CONTOSO, "Berlin").to_string();
        let served = Served::start(world).await;
        let mut pia = served.sign_in("pia@northwind.example").await;
        let all = pia.page("/partner/maintenance-windows").await;
        assert!(all.contains("Choose a customer") && !all.contains("/new"), "{all}");
        let of_one = pia.page(&format!("/partner/maintenance-windows?tenant={tenant}")).await;
        assert!(of_one.contains(&format!("/partner/maintenance-windows/new?tenant={tenant}")), "{of_one}");
        let form = "/partner/maintenance-windows/new";
        let page = pia.page(&format!("{form}?tenant={tenant}")).await;
        assert!(
            page.contains(">Berlin</option>") && !page.contains(">All rooms</option>"),
            "what may be: {page}"
        );
        let fields = |group: &'static str| {
            [("tenant", ""), ("roomGroupId", group), ("reason", "New roof"), ("length", "24")]
        };
        let mut whole = fields("all");
        whole[0].1 = &tenant;
        assert_eq!(pia.post(form, &whole).await.status, 403);
        whole[1].1 = &group;
        let done = pia.post(form, &whole).await;
        assert!(done.location().starts_with(&format!("/partner/maintenance-windows/{tenant}/")));
        let all = pia.page("/partner/maintenance-windows").await;
        assert!(all.contains("New roof") && all.contains("Contoso"), "{all}");
        let found = pia.page("/partner/maintenance-windows?q=contoso&sort=customer").await;
        assert!(found.contains("New roof"), "{found}");
        let file = pia.page("/partner/maintenance-windows.csv").await;
        assert!(file.lines().count() == 2 && file.contains("New roof"), "{file}");
        let mut anna = served.sign_in("anna@contoso.example").await;
        assert!(anna.page("/settings/audit-logs?partners=1").await.contains("List exported"), "R-202");
    })
    .await;
}
