use domain::directory::Principal;
use service::{
    Caller, Code, ask,
    assignments::{ChangePrimaryAdmins, Members, RescueOrphan},
    blocks::BlockPerson,
    idempotency_keys::IdempotencyKey,
    links::TenantDetail,
    run,
};
use testkit::each_linked;

use crate::{code, count};

/// when nobody can act any more both sides are told, and those who answer invitations may name somebody;
/// while somebody can, they may not.
#[tokio::test]
async fn tenant_managers_rescue_an_orphan() {
    each_linked(async |world, linked| {
        let (app, customer) = (&world.app, world.organization("contoso.example"));
        let tom = world.caller("tom@northwind.example");
        let paul = Principal::User(world.user("paul@northwind.example"));
        let rescue = |member| RescueOrphan { customer, members: vec![member], stamp: None };
        assert_eq!(code(run(app, &tom, rescue(paul)).await), Some(Code::Forbidden));
        let reason = "left the company".to_owned();
        let block = BlockPerson { of: linked.link.into(), user: world.user("pia@northwind.example"), reason };
        run(app, &world.caller("anna@contoso.example"), block).await.unwrap();
        for kind in ["link_orphaned", "customer_orphaned"] {
            assert_eq!(
                count(&world, &format!("select count(*) from notices where kind = '{kind}'")).await,
                1
            );
        }
        assert!(ask(app, &tom, &TenantDetail { customer }).await.unwrap().may_rescue);
        let ned = world.caller("ned@northwind.example");
        assert_eq!(code(run(app, &ned, rescue(paul)).await), Some(Code::NotFound));
        let dirk = Principal::User(world.user("dirk@northwind.example"));
        assert_eq!(code(run(app, &tom, rescue(dirk)).await), Some(Code::LastMember));
        let key = IdempotencyKey::new(b"rescue-1", "POST", "/rescue", b"").unwrap();
        let keyed = Caller { idempotency_key: Some(key), ..tom.clone() };
        run(app, &keyed, rescue(paul)).await.unwrap();
        run(app, &keyed, rescue(paul)).await.unwrap();
        assert_eq!(code(run(app, &tom, rescue(paul)).await), Some(Code::Forbidden));
        assert!(!ask(app, &tom, &TenantDetail { customer }).await.unwrap().may_rescue);
        assert_eq!(count(&world, "select count(*) from links where orphaned").await, 0);
        assert_eq!(
            count(&world, "select count(*) from audit_events where kind = 'link.administered'").await,
            2
        );
    })
    .await;
}

/// the last person who can act stays; a disabled person or a group without people does not
/// replace anybody; members come from the partner's directory alone.
#[tokio::test]
async fn the_last_primary_admin_stays() {
    each_linked(async |world, _| {
        let (app, customer) = (&world.app, world.organization("contoso.example"));
        let pia = world.caller("pia@northwind.example");
        let user = |upn: &str| Principal::User(world.user(upn));
        let change = |members| ChangePrimaryAdmins { customer, members, stamp: None };
        let gone = Members::Remove(user("pia@northwind.example").uuid());
        assert_eq!(code(run(app, &pia, change(gone.clone())).await), Some(Code::LastMember));
        run(app, &pia, change(Members::Add(vec![user("dirk@northwind.example")]))).await.unwrap();
        assert_eq!(code(run(app, &pia, change(gone.clone())).await), Some(Code::LastMember));
        for upn in ["alex@adventure.example", "anna@contoso.example"] {
            let outcome = run(app, &pia, change(Members::Add(vec![user(upn)]))).await;
            assert_eq!(code(outcome), Some(Code::InvalidValue), "{upn}");
        }
        let service = Principal::SecurityGroup(world.security_group("northwind.example", "Service"));
        run(app, &pia, change(Members::Add(vec![service]))).await.unwrap();
        run(app, &pia, change(gone)).await.unwrap();
        // without the role the right is gone with the commit.
        let back = change(Members::Add(vec![user("pia@northwind.example")]));
        assert_eq!(code(run(app, &pia, back.clone()).await), Some(Code::NotFound));
        run(app, &world.caller("gus@northwind.example"), back).await.unwrap();
    })
    .await;
}
