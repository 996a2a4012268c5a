//! Applications over two nodes: what one node takes away the other refuses at once; and which of a partner's a customer is told of.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::{collections::BTreeSet, sync::Arc};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    agent::Agent,
    application::ApiPermission,
    role_definition,
    time::{DAY, MINUTE},
};
use service::{
    App, Caller, Refusal, Sealer, Wanted,
    applications::{AddSecret, ApplicationForm, EditApplication, RegisterApplication, SwitchApplication},
    ask,
    granular_relationships::{
        ApproveGranular, DraftGranular, GranularRelationshipOf, GranularRelationships, RequestGranular,
        public_id, tend,
    },
    oauth::{Presented, TokenRequest, identify, token},
    partner_holdings::HoldingsOfPartner,
    run,
    sign_in::Visit,
};
use testkit::{Database, Kind, SeededIds, SeededSecrets, World, each};

const NORTHWIND: &str = "northwind.example";

fn form(name: &str, permissions: &[ApiPermission]) -> ApplicationForm {
    ApplicationForm {
        name: Some(name.to_owned()),
        application_permissions: Some(permissions.iter().map(|it| it.key().to_owned()).collect()),
        ..ApplicationForm::default()
    }
}

/// §4.1: both nodes sign with one key; a permission that is taken away, and an application that is disabled on one node, count at the
/// next request on the other.
#[tokio::test]
async fn what_one_node_takes_away_the_other_refuses() {
    let world = World::new(Database::fresh(Kind::Postgresql).await).await;
    let nora = world.caller("nora@northwind.example");
    let secrets = Arc::new(SeededSecrets::default());
    let key_file = Sealer::fresh_key_file(secrets.as_ref());
    let node = |number: u64| {
        let (ids, sealer) = (Arc::new(SeededIds::new(number)), Sealer::parse(&key_file).expect("a seal key"));
        let settings = (*world.app.settings).clone();
        App::new(world.database.second_node(), world.clock.clone(), ids, secrets.clone(), sealer, settings)
    };
    let (here, there) = (node(7), node(8));
    let application =
        run(&here, &nora, RegisterApplication { form: form("Automation", &[ApiPermission::ReadDelegation]) })
            .await
            .unwrap();
    let added =
        run(&here, &nora, AddSecret { application, name: "First".to_owned(), days: 30 }).await.unwrap();
    let visit =
        Visit { request_id: "request".to_owned(), address: "192.0.2.1".to_owned(), browser: String::new() };
    let presented =
        Presented { client_id: application.to_string(), secret: Some(added.secret.reveal().to_owned()) };
    let mut tokens = Vec::new();
    for app in [&here, &there] {
        let request = TokenRequest::ClientCredentials { scope: ".default".to_owned() };
        tokens.push(token(app, NORTHWIND, &presented, request, &visit).await.unwrap().token);
    }
    assert_eq!(
        service::oauth::public_keys(&here).await.unwrap(),
        service::oauth::public_keys(&there).await.unwrap()
    );
    let question = GranularRelationships { wanted: Wanted::default(), count: false };
    let mut callers = Vec::new();
    for token in &tokens {
        let person = identify(&there, token.reveal()).await.unwrap().expect("an application");
        callers.push(Caller { person, ..nora.clone() });
    }
    for caller in &callers {
        ask(&there, caller, &question).await.unwrap();
    }
    let edit = |permissions: &[ApiPermission]| EditApplication {
        application,
        stamp: None,
        form: form("Automation", permissions),
    };
    run(&here, &nora, edit(&[])).await.unwrap();
    assert!(matches!(ask(&there, &callers[0], &question).await, Err(Refusal::Denied(..))));
    run(&here, &nora, edit(&[ApiPermission::ReadDelegation])).await.unwrap();
    ask(&there, &callers[0], &question).await.unwrap();
    run(&here, &nora, SwitchApplication { application, stamp: None, is_enabled: false }).await.unwrap();
    for caller in &callers {
        let refused = ask(&there, caller, &question).await;
        assert!(matches!(refused, Err(Refusal::Unauthenticated(_))), "known a moment ago, refused now");
    }
    assert!(identify(&there, tokens[0].reveal()).await.unwrap().is_none());
}

/// Decision 6, §4.1: whoever consents to what a partner holds is told which of its applications can act on it, and nobody else is.
#[tokio::test]
async fn a_customer_is_told_of_the_applications_that_act() {
    each(async |world: World| {
        world.agents(NORTHWIND, &[("pia@northwind.example", Agent::Admin)]).await;
        let app = &world.app;
        let (nora, sven) = (world.caller("nora@northwind.example"), world.caller("sven@tailspin.example"));
        for (name, permission) in
            [("Acts", ApiPermission::WriteDelegation), ("Reads people", ApiPermission::ReadUsers)]
        {
            run(app, &nora, RegisterApplication { form: form(name, &[permission]) }).await.unwrap();
        }
        let partner = world.organization(NORTHWIND);
        let told = async |caller: &Caller| match ask(app, caller, &HoldingsOfPartner { partner }).await {
            Ok(found) => found.applications.into_iter().map(|row| row.setting.name).collect(),
            Err(Refusal::Missing) => BTreeSet::new(),
            Err(refusal) => panic!("{refusal:?}"),
        };
        assert_eq!(told(&sven).await, BTreeSet::new(), "nothing was delegated");
        let pia = world.caller("pia@northwind.example");
        let draft = DraftGranular {
            name: "Directory".to_owned(),
            customer: None,
            duration: "P30D".to_owned(),
            roles: vec![role_definition::HELPDESK_ADMINISTRATOR.id],
            auto_extend: "PT0S".to_owned(),
        };
        let relationship = run(app, &pia, draft).await.unwrap();
        let action = domain::granular_relationship::RequestAction::LockForApproval;
        run(app, &pia, RequestGranular { relationship, action, stamp: None }).await.unwrap();
        let shown = ask(app, &pia, &GranularRelationshipOf { relationship }).await.unwrap();
        let asked = public_id(&shown.row.public_id()).unwrap();
        run(app, &sven, ApproveGranular { asked, stamp: None }).await.unwrap();
        tend(app).await.unwrap();
        assert_eq!(told(&sven).await, BTreeSet::from(["Acts".to_owned()]));
        assert_eq!(told(&world.caller("anna@contoso.example")).await, BTreeSet::new());
        let stina = world.caller("stina@tailspin.example");
        let refused = ask(app, &stina, &HoldingsOfPartner { partner }).await;
        assert!(matches!(refused, Err(Refusal::Denied(..) | Refusal::Missing)), "{refused:?}");
    })
    .await;
}

/// §4.1, RFC 7517: a key signs for three months. The next one is published for two days before it signs, what the last one signed counts
/// on, and in the end the last one goes.
#[tokio::test]
async fn keys_follow_one_another_without_a_gap() {
    each(async |world: World| {
        let app = &world.app;
        let nora = world.caller("nora@northwind.example");
        let application = run(
            app,
            &nora,
            RegisterApplication { form: form("Automation", &[ApiPermission::ReadDelegation]) },
        )
        .await
        .unwrap();
        let added =
            run(app, &nora, AddSecret { application, name: "First".to_owned(), days: 730 }).await.unwrap();
        let presented =
            Presented { client_id: application.to_string(), secret: Some(added.secret.reveal().to_owned()) };
        let visit = Visit {
            request_id: "request".to_owned(),
            address: "192.0.2.1".to_owned(),
            browser: String::new(),
        };
        let issued = async || {
            let request = TokenRequest::ClientCredentials { scope: ".default".to_owned() };
            token(app, NORTHWIND, &presented, request, &visit).await.unwrap().token
        };
        let signed_by = |token: &str| {
            let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
            let header: serde_json::Value = serde_json::from_slice(&header).unwrap();
            header["kid"].as_str().unwrap().to_owned()
        };
        let keys = async || {
            let keys = service::oauth::public_keys(app).await.unwrap();
            keys.into_iter().map(|key| key.id).collect::<Vec<_>>()
        };
        let first = signed_by(issued().await.reveal());
        assert_eq!(keys().await, std::slice::from_ref(&first), "the first signs at once");
        world.clock.advance(88 * DAY);
        let published = keys().await;
        let [_, second] = published.as_slice() else { panic!("{published:?}") };
        world.clock.advance(2 * DAY - MINUTE);
        let last = issued().await;
        assert_eq!(signed_by(last.reveal()), first, "the second is not known long enough");
        world.clock.advance(MINUTE);
        assert_eq!(signed_by(issued().await.reveal()), *second);
        assert!(identify(app, last.reveal()).await.unwrap().is_some(), "what the first signed counts on");
        assert_eq!(keys().await, published, "none is made before it is due");
        world.clock.advance(88 * DAY);
        let published = keys().await;
        assert!(published.len() == 2 && published.starts_with(std::slice::from_ref(second)), "{published:?}");
        assert_eq!(signed_by(issued().await.reveal()), *second);
        assert!(identify(app, last.reveal()).await.unwrap().is_none());
        // Each coming and going stands in the log of the operator, in the name of Steward.
        let told = async |kind: &str| {
            let by = "actor_name = 'keys' and actor_id is null and tenant_id in (select organization_id from \
                      organizations where is_operator = true)";
            world
                .database
                .number(&format!("select count(*) from audit_events where kind = '{kind}' and {by}"))
                .await
        };
        assert_eq!((told("signing_key.made").await, told("signing_key.removed").await), (3, 1));
    })
    .await;
}
