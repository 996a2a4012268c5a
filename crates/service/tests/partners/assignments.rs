use domain::{
    directory::Principal,
    role::{BuiltInRole, Role},
    scope::Scope,
};
use service::{
    Code, Refusal, ask,
    assignments::{
        AssignmentForm, ChangeAssignmentScope, ChangeMembers, CreateAssignment, DeleteAssignment,
        EditAssignment, Members, OwnAssignments, PartnerAssignments, RolesAt,
    },
    invitations::InvitationsReceived,
    roles::{DeleteRole, RoleContext},
    run,
    tenant_managers::{AddTenantManagers, RemoveTenantManager, TenantManagers},
};
use testkit::{World, each, each_linked};

use crate::{code, count, invited};

fn site_lead(world: &World, upn: &str, scope: Scope) -> CreateAssignment {
    let form = AssignmentForm {
        name: "Lisbon".to_owned(),
        members: vec![Principal::User(world.user(upn))],
        scope,
        ..AssignmentForm::default()
    };
    CreateAssignment { context: RoleContext::Own, role: "site_lead".to_owned(), form }
}

/// decision 6: own roles are assigned by own people alone; a partner's role management reaches
/// none of them.
#[tokio::test]
async fn own_roles_are_assigned_by_own_people() {
    each_linked(async |world, linked| {
        let (app, mats) = (&world.app, world.caller("mats@contoso.example"));
        let lisbon = world.scope("contoso.example", &[], &["Lisbon"]);
        for upn in ["greta@contoso.example", "lea@contoso.example"] {
            let command = site_lead(&world, "uma@contoso.example", lisbon.clone());
            assert_eq!(code(run(app, &world.caller(upn), command).await), Some(Code::Forbidden), "{upn}");
        }
        let command = site_lead(&world, "uma@contoso.example", lisbon.clone());
        let id = run(app, &mats, command).await.unwrap();
        for upn in ["pia@northwind.example", "nora@northwind.example", "fred@fabrikam.example"] {
            let command = DeleteAssignment { context: RoleContext::Own, assignment: id, stamp: None };
            let outcome = code(run(app, &world.caller(upn), command).await);
            assert!(matches!(outcome, Some(Code::NotFound | Code::Forbidden)), "{upn}");
        }
        let edit = EditAssignment {
            context: RoleContext::Own,
            assignment: id,
            name: "Portugal".into(),
            description: "x".into(),
            sends_mail: Some(true),
            stamp: Some(1),
        };
        run(app, &mats, edit.clone()).await.unwrap();
        assert_eq!(code(run(app, &mats, edit).await), Some(Code::EtagMismatch));
        let scope = ChangeAssignmentScope {
            context: RoleContext::Own,
            assignment: id,
            scope: Scope::NOTHING,
            stamp: None,
        };
        assert_eq!(code(run(app, &mats, scope).await), Some(Code::EmptyScope));
        let members =
            |members| ChangeMembers { context: RoleContext::Own, assignment: id, members, stamp: None };
        let uma = Principal::User(world.user("uma@contoso.example"));
        assert_eq!(
            code(run(app, &mats, members(Members::Remove(uma.uuid()))).await),
            Some(Code::InvalidValue)
        );
        let pia = Principal::User(world.user("pia@northwind.example"));
        assert_eq!(code(run(app, &mats, members(Members::Add(vec![pia]))).await), Some(Code::InvalidValue));
        let shown = ask(app, &mats, &OwnAssignments { only: Some(id) }).await.unwrap().remove(0);
        assert_eq!((shown.row.name.as_str(), shown.members.len()), ("Portugal", 1));
        run(app, &mats, DeleteAssignment { context: RoleContext::Own, assignment: id, stamp: None })
            .await
            .unwrap();
        // the built-in assignment of a partner is not deleted alone.
        let built_in =
            DeleteAssignment { context: RoleContext::Own, assignment: linked.primary_admins, stamp: None };
        assert_eq!(code(run(app, &mats, built_in).await), Some(Code::BuiltInRole));
        // nor is a built-in role itself changed.
        let role = |role| DeleteRole { context: RoleContext::Own, role, stamp: None };
        let primary_admins = role(BuiltInRole::PrimaryAdmins.into());
        assert_eq!(code(run(app, &mats, primary_admins).await), Some(Code::BuiltInRole));
        let unknown = role(Role::Custom(world.ids.id()));
        assert_eq!(code(run(app, &mats, unknown).await), Some(Code::NotFound));
        let site_lead = role(BuiltInRole::SiteLead.into());
        assert_eq!(
            code(run(app, &world.caller("uma@contoso.example"), site_lead).await),
            Some(Code::Forbidden)
        );
    })
    .await;
}

/// every fault of the form at once; roles of the directory and of partners are not assigned here.
#[tokio::test]
async fn a_bad_assignment_names_every_field() {
    each(async |world| {
        let mats = world.caller("mats@contoso.example");
        for role in ["managed_service_administrator", "primary_admins", "x"] {
            let mut command = site_lead(&world, "pia@northwind.example", Scope::NOTHING);
            command.role = role.to_owned();
            command.form.name = "  ".to_owned();
            let Err(Refusal::Invalid(_, faults)) = run(&world.app, &mats, command).await else {
                panic!("{role} was taken");
            };
            let mut fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
            fields.sort_unstable();
            assert_eq!(fields, ["displayName", "members/0", "role", "scope"]);
        }
    })
    .await;
}

/// decision 17: the customer sees all partner roles with members and rooms; a partner its own
/// alone, and never the customer's.
#[tokio::test]
async fn each_side_sees_its_roles() {
    each_linked(async |world, _| {
        let (app, anna) = (&world.app, world.caller("anna@contoso.example"));
        let scope = world.scope("contoso.example", &[], &["Boardrooms"]);
        world.link("contoso.example", "adventure.example", scope, &["alex@adventure.example"]).await;
        let shown = ask(app, &anna, &PartnerAssignments).await.unwrap();
        assert_eq!(shown.len(), 2);
        assert!(shown.iter().all(|role| role.members.len() == 1 && role.row.partner_name.is_some()));
        let customer = world.organization("contoso.example");
        let own = ask(app, &world.caller("pia@northwind.example"), &RolesAt { customer }).await.unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].members[0].upn, "pia@northwind.example");
        for upn in ["tom@northwind.example", "ned@northwind.example", "fred@fabrikam.example"] {
            let outcome = ask(app, &world.caller(upn), &RolesAt { customer }).await;
            assert_eq!(code(outcome), Some(Code::NotFound), "{upn}");
        }
        assert!(ask(app, &world.caller("greta@contoso.example"), &OwnAssignments::default()).await.is_ok());
        assert!(ask(app, &world.caller("lea@contoso.example"), &OwnAssignments::default()).await.is_err());
    })
    .await;
}

/// administrators of a partner make tenant managers of people and groups; it works and ends
/// at once; it gives no way to make further ones.
#[tokio::test]
async fn tenant_managers_come_and_go() {
    each(async |world| {
        let (app, nora) = (&world.app, world.caller("nora@northwind.example"));
        invited(&world, "northwind.example").await;
        let service = Principal::SecurityGroup(world.security_group("northwind.example", "Service"));
        let add = |principal| AddTenantManagers { principals: vec![principal] };
        let tom = world.caller("tom@northwind.example");
        assert_eq!(code(run(app, &tom, add(service)).await), Some(Code::Forbidden));
        let alex = Principal::User(world.user("alex@adventure.example"));
        assert_eq!(code(run(app, &nora, add(alex)).await), Some(Code::InvalidValue));
        let anna = world.caller("anna@contoso.example");
        assert_eq!(code(run(app, &anna, add(service)).await), Some(Code::Forbidden));
        run(app, &nora, add(service)).await.unwrap();
        run(app, &nora, add(service)).await.unwrap();
        let all = TenantManagers { count: true, ..TenantManagers::default() };
        assert_eq!(ask(app, &nora, &all).await.unwrap().count, Some(2));
        let gus = world.caller("gus@northwind.example");
        let waiting =
            async || ask(app, &gus, &InvitationsReceived::default()).await.unwrap().page.items.len();
        assert_eq!(waiting().await, 1);
        run(app, &nora, RemoveTenantManager { member: service.uuid() }).await.unwrap();
        assert_eq!(waiting().await, 0);
        assert_eq!(
            code(run(app, &nora, RemoveTenantManager { member: service.uuid() }).await),
            Some(Code::NotFound)
        );
        let tom = Principal::User(world.user("tom@northwind.example"));
        run(app, &nora, RemoveTenantManager { member: tom.uuid() }).await.unwrap();
        assert_eq!(count(&world, "select count(*) from tenant_managers").await, 0);
    })
    .await;
}
