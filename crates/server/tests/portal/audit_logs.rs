use service::audit_log::{Exported, Joining, Known};
use testkit::{World, each, http::Served};

/// decision 18: exports by line state the head of the log and join each other; the page
/// shows the same lines, and an impossible part is refused with its limit.
#[tokio::test]
async fn the_log_is_downloaded_in_parts() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        let mut download = async |query: &str| {
            let text = anna.page(&format!("/settings/audit-logs.json?{query}")).await;
            serde_json::from_str::<Exported>(&text).unwrap()
        };
        let early = download("toSequence=1").await;
        assert_eq!((early.lines.len(), early.head.sequence), (1, 2), "signing in, and this export");
        assert!(early.check(None).unwrap().starts_at_the_beginning());
        let late = download("fromSequence=2").await;
        let finding = late.check(Some(&Known::Export(Box::new(early)))).unwrap();
        assert_eq!((finding.joining, finding.lines), (Some(Joining::After(1)), Some((2, 3))));
        assert!(finding.reaches_the_head());
        let days = download("").await;
        assert_eq!(days.check(None).unwrap().lines, Some((1, 4)), "by days as before");
        let nothing = download("fromSequence=1000").await;
        assert_eq!((nothing.lines.len(), nothing.check(None).unwrap().lines), (0, None));

        let csv = anna.page("/settings/audit-logs.csv?fromSequence=2&toSequence=3").await;
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert!(lines[0].starts_with(
            "activity.category,activity.objectName,activity.operation,activity.resultStatus,activity.tenantId,\
             creationTime,user.userId,user.userTenantId,sequence"
        ));
        assert_eq!(lines.len(), 3);
        let narrowed = anna.page("/settings/audit-logs.csv?fromSequence=1&category=SignIn").await;
        assert_eq!(narrowed.lines().count(), 2, "{narrowed}");

        let page = anna.page("/settings/audit-logs?fromSequence=2&toSequence=3").await;
        assert_eq!(page.matches("<th scope=\"row\">").count(), 2, "{page}");
        let wrong = anna.get("/settings/audit-logs?fromSequence=5&toSequence=4").await;
        assert_eq!(wrong.status, 422);
        let wrong = wrong.text();
        assert!(wrong.contains("Give a whole number") && wrong.contains("≥ 5"), "{wrong}");
        assert_eq!(anna.get("/settings/audit-logs.json?fromSequence=zero").await.status, 422);
        let mut greta = served.sign_in("greta@contoso.example").await;
        assert_eq!(greta.get("/settings/audit-logs.json?fromSequence=1").await.status, 403);
    })
    .await;
}

/// the page calls fields and values by the reader's words, the files by those of the API.
#[tokio::test]
async fn the_log_is_told_in_words() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut greta = served.sign_in("greta@contoso.example").await;
        assert_eq!(greta.get("/settings/audit-logs").await.status, 403);
        service::observe::write_down(&served.world.app, true).await.unwrap();
        let mut anna = served.sign_in("anna@contoso.example").await;
        let page = anna.page("/settings/audit-logs").await;
        assert!(
            page.contains("Why it failed") && page.contains("<ins>A permission is missing.</ins>"),
            "{page}"
        );
        for raw in ["<ins>forbidden</ins>", ">code</span>", ">what</span>", ">count</span>"] {
            assert!(!page.contains(raw), "{raw}: {page}");
        }
        assert!(anna.page("/settings/audit-logs.json").await.contains("forbidden"), "files are for programs");
    })
    .await;
}

/// further pages keep the choice.
#[tokio::test]
async fn the_log_is_paged() {
    each(async |world: World| {
        let served = Served::start(world).await;
        let mut anna = served.sign_in("anna@contoso.example").await;
        for _ in 0..60 {
            anna.page("/settings/audit-logs.csv?toSequence=1").await;
        }
        let rows = |page: &str| page.matches("<th scope=\"row\">").count();
        let first = anna.page("/settings/audit-logs?category=Export").await;
        assert_eq!(rows(&first), 50);
        let (_, next) = first.split_once("<a class=\"button button-small\" href=\"").unwrap();
        let next = next.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        assert!(next.contains("category=Export"), "{next}");
        let second = anna.page(&format!("/settings/audit-logs{next}")).await;
        assert_eq!(rows(&second), 10);
        assert!(!second.contains("rel=\"next\""));
    })
    .await;
}
