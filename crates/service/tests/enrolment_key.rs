//! The enrolment key: download, reset, who may.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use service::{
    Code, ask,
    enrolment_key::{AboutKey, DownloadKey, ResetKey},
    run,
};
use testkit::{World, each, each_linked};

async fn refused(world: &World, upn: &str) -> (Option<Code>, Option<Code>) {
    let caller = world.caller(upn);
    let download = run(&world.app, &caller, DownloadKey).await.err().map(|r| r.code());
    let reset = run(&world.app, &caller, ResetKey).await.err().map(|r| r.code());
    (download, reset)
}

/// §5.8: one current key; a reset makes the next version with another secret; both are in the log.
#[tokio::test]
async fn a_key_is_made_once_and_replaced_by_a_reset() {
    each(async |world| {
        let (app, mats) = (&world.app, world.caller("mats@contoso.example"));
        assert_eq!(ask(app, &mats, &AboutKey).await.unwrap(), None);
        let first = run(app, &mats, DownloadKey).await.unwrap();
        assert_eq!((first.version, first.tenant), (1, world.organization("contoso.example")));
        assert_eq!(run(app, &mats, DownloadKey).await.unwrap().secret, first.secret);
        assert_eq!(run(app, &mats, ResetKey).await.unwrap().version, 2);
        let second = run(app, &mats, DownloadKey).await.unwrap();
        assert_eq!(second.version, 2);
        assert_ne!(second.secret, first.secret);
        assert_eq!(ask(app, &mats, &AboutKey).await.unwrap().unwrap().version, 2);

        let kinds = "select count(*) from audit_events where operation = 'Update' and kind = ";
        assert_eq!(world.database.number(&format!("{kinds}'key.downloaded'")).await, 3);
        assert_eq!(world.database.number(&format!("{kinds}'key.reset'")).await, 1);
        let told = format!("select count(*) from audit_events where changes like '%{}%'", second.secret);
        assert_eq!(world.database.number(&told).await, 0);
    })
    .await;
}

/// §5.8, R-130: site leads and technicians download, only administrators reset, others neither.
#[tokio::test]
async fn the_matrix_says_who_may_download_and_reset() {
    each_linked(async |world, _| {
        let forbidden = Some(Code::Forbidden);
        assert_eq!(refused(&world, "anna@contoso.example").await, (None, None));
        assert_eq!(refused(&world, "mats@contoso.example").await, (None, None));
        assert_eq!(refused(&world, "lea@contoso.example").await, (None, forbidden));
        assert_eq!(refused(&world, "theo@contoso.example").await, (None, forbidden));
        assert_eq!(refused(&world, "greta@contoso.example").await, (forbidden, forbidden));
        assert_eq!(refused(&world, "uma@contoso.example").await, (forbidden, forbidden));
        // A primary admin has none at home either; there is no way to name the customer (decision 6).
        assert_eq!(refused(&world, "pia@northwind.example").await, (forbidden, forbidden));
    })
    .await;
}
