//! Settings > Signals: what each reader is shown and offered, and what becomes of a form.

use domain::{
    directory::Principal,
    permission::{Permission, PermissionSet},
    role::Role,
};
use testkit::{World, each_linked, http::Served, seed};

const CAMERA: &str = "/settings/signals/windowsRoom/camera.room";

/// signals are found by name, category, kind of device and state, sorted, set within their bounds, and reset, which
/// is asked for first.
#[tokio::test]
async fn signals_are_found_set_and_reset() {
    each_linked(async |world: World, _| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/settings/signals").await;
        assert!(page.contains("81 signals") && page.contains("Logitech Rally speaker"), "{page}");
        assert!(!page.contains("/settings/signals/reset"), "nothing is set");
        let page =
            anna.page("/settings/signals?q=CAMERA&category=hardwareAndPeripherals&device=windowsRoom").await;
        assert!(page.contains("3 signals") && page.contains("Content camera"), "{page}");
        let sorted = anna.page("/settings/signals?device=windowsRoom&sort=-signal").await;
        assert!(sorted.find("Wi-Fi strength") < sorted.find("Bluetooth disabled"));
        assert!(sorted.contains("aria-sort=\"descending\""));

        let form = anna.page(CAMERA).await;
        assert!(
            form.contains("Default: Important.") && form.contains("name=\"watchMinutes\" value=\"5\""),
            "{form}"
        );
        let fields = |watch: &'static str| {
            [("isEnabled", "no"), ("severity", "warning"), ("pollMinutes", "5"), ("watchMinutes", watch)]
        };
        let refused = anna.post(CAMERA, &fields("later")).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.text().contains("Give a whole number 0–1440.")
                && refused.text().contains("value=\"later\"")
        );
        assert_eq!(anna.post(CAMERA, &fields("20")).await.location(), "/settings/signals?done");
        let changed = anna.page("/settings/signals?state=changed").await;
        assert!(
            changed.contains("1 signal") && changed.contains("20 minutes") && changed.contains("Disabled")
        );
        assert!(anna.page("/settings/signals?state=disabled").await.contains("Camera (room)"));
        assert!(!anna.page("/settings/signals?state=enabled&device=windowsRoom").await.contains(CAMERA));

        let ask = anna.page(&format!("{CAMERA}/reset")).await;
        assert!(ask.contains("Reset this signal to its default?"), "{ask}");
        assert_eq!(anna.post(&format!("{CAMERA}/reset"), &[]).await.status, 303);
        assert!(anna.page("/settings/signals?state=changed").await.contains("Nothing found"));
        let outage = "/settings/signals/windowsRoom/outage";
        let form = anna.page(outage).await;
        assert!(!form.contains("name=\"severity\"") && !form.contains("name=\"pollMinutes\""));
        assert_eq!(anna.post(outage, &[("isEnabled", "no")]).await.status, 303);
        assert!(anna.page("/settings/signals").await.contains("/settings/signals/reset"));
        assert!(anna.page("/settings/signals/reset").await.contains("Reset all signals"));
        assert_eq!(anna.post("/settings/signals/reset", &[]).await.status, 303);
        assert!(anna.page("/settings/signals?state=changed").await.contains("Nothing found"));
        assert_eq!(anna.get("/settings/signals/panel/camera.room").await.status, 404);
        // a recorded issue is the word of a person, and is not offered.
        let recorded = "/settings/signals/windowsRoom/recorded.issue";
        assert!(!anna.page("/settings/signals").await.contains(recorded));
        assert_eq!(anna.get(recorded).await.status, 404);
        assert_eq!(anna.post(recorded, &[("isEnabled", "no")]).await.status, 404);

        let escalation = "/settings/signals/escalation";
        assert!(anna.page("/settings/signals").await.contains("stay Warnings"), "never, unless set (R-254)");
        anna.page(escalation).await;
        let refused = anna.post(escalation, &[("afterDays", "100")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("value=\"100\"") && refused.text().contains("1–90"));
        assert_eq!(anna.post(escalation, &[("afterDays", "14")]).await.status, 303);
        assert!(anna.page("/settings/signals").await.contains("for 14 days are raised"));
    })
    .await;
}

/// a reader of settings sees the list and is offered nothing; others do not find it.
#[tokio::test]
async fn readers_are_offered_nothing() {
    each_linked(async |world: World, _| {
        let (tenant, uma) = (world.organization("contoso.example"), world.user("uma@contoso.example"));
        let viewer = seed::CustomRole {
            tenant,
            id: world.ids.id(),
            link: None,
            name: "Viewer of settings".to_owned(),
            description: String::new(),
            permissions: PermissionSet::of(&[Permission::SettingsView]),
        };
        let views = seed::Assignment {
            tenant,
            id: world.ids.id(),
            link: None,
            role: Role::Custom(viewer.id),
            name: "Viewers".to_owned(),
            description: String::new(),
            scope_id: world.ids.id(),
            scope: world.scope("contoso.example", &["Lisbon 1"], &[]),
            from: None,
            until: None,
            members: vec![seed::Member { home: tenant, principal: Principal::User(uma) }],
        };
        let mut seed = world.seed().await;
        seed.custom_role(&viewer).await.unwrap();
        seed.assignment(&views).await.unwrap();
        seed.commit().await.unwrap();
        let served = Served::start(world).await;
        let mut uma = served.sign_in("uma@contoso.example").await;
        let page = uma.page("/settings/signals").await;
        assert!(page.contains("81 signals") && !page.contains(CAMERA), "{page}");
        let of_all = ["/settings/signals/reset", "/settings/signals/escalation"].map(str::to_owned);
        for path in [CAMERA.to_owned(), format!("{CAMERA}/reset")].into_iter().chain(of_all) {
            assert_eq!(uma.get(&path).await.status, 403, "{path}");
        }
        let mut theo = served.sign_in("theo@contoso.example").await;
        assert!(!theo.page("/rooms").await.contains("/settings/signals"));
        assert_eq!(theo.get("/settings/signals").await.status, 403);
    })
    .await;
}
