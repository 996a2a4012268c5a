//! What a change of roles or assignments would do, asked before it is made.

use domain::{directory::Principal, permission::PermissionSet, role::Role, scope::Scope};
use service::{
    Code, ask,
    assignments::{AssignmentForm, CreateAssignment},
    previews::{Effect, Share},
    roles::{Assigned, AssignmentEdit, CreateRole, PreviewChange, Proposed, RoleContext, RoleForm},
    run,
};
use testkit::{each, each_linked};

use crate::code;

fn form(name: &str, permissions: &[&str]) -> RoleForm {
    RoleForm {
        name: name.to_owned(),
        description: String::new(),
        permissions: permissions.iter().map(|key| (*key).to_owned()).collect(),
    }
}

fn held(members: Vec<Principal>, scope: Scope) -> AssignmentForm {
    AssignmentForm { name: "Held".to_owned(), members, scope, ..AssignmentForm::default() }
}

fn share(people: usize, permissions: &str, rooms: usize) -> Share {
    Share { people, permissions: permissions.parse().unwrap(), rooms }
}

/// people are counted through groups, disabled ones are not, and what somebody has from elsewhere is not lost.
#[tokio::test]
async fn an_effect_counts_people_and_rooms() {
    each(async |world| {
        let (app, mats) = (&world.app, world.caller("mats@contoso.example"));
        let user = |upn: &str| Principal::User(world.user(upn));
        let members = ["uma@contoso.example", "lea@contoso.example", "dora@contoso.example"].map(user);
        let berlin = world.scope("contoso.example", &[], &["Berlin"]);
        let first = Some(held(members.into(), berlin.clone()));
        let context = RoleContext::Own;
        let new = CreateRole { context, form: form("Watch", &["room.view", "room.reset_key"]), first };
        let role = run(app, &mats, new).await.unwrap();
        let edit = Proposed::EditAssignment;
        let preview =
            async |proposed| ask(app, &mats, &PreviewChange { context, proposed }).await.unwrap().effect;
        let everything = preview(Proposed::DeleteRole(role)).await;
        // Lea loses the key alone: as Site Lead she sees the rooms.
        let lost = share(2, "room.view room.reset_key", 6);
        assert_eq!(everything, Effect { lost, ..Effect::default() });
        let less = preview(Proposed::EditRole(role, "room.view".parse().unwrap())).await;
        assert_eq!(less, Effect { lost: share(2, "room.reset_key", 6), ..Effect::default() });
        let other = preview(Proposed::EditRole(role, "room.reset_key report.view".parse().unwrap())).await;
        assert_eq!(other.lost, share(1, "room.view", 6));
        // A Site Lead sees reports already.
        assert_eq!(other.gained, share(1, "report.view", 6));
        let same = preview(Proposed::EditRole(role, "room.view room.reset_key".parse().unwrap())).await;
        assert_eq!(same, Effect::default());
        for upn in ["greta@contoso.example", "uma@contoso.example"] {
            let question = PreviewChange { context, proposed: Proposed::DeleteRole(role) };
            assert_eq!(code(ask(app, &world.caller(upn), &question).await), Some(Code::Forbidden), "{upn}");
        }
        let role = Role::Custom(role).key();
        let second = held(vec![user("uma@contoso.example")], berlin);
        let assignment = run(app, &mats, CreateAssignment { context, role, form: second }).await.unwrap();
        let nothing = preview(Proposed::DeleteAssignment(assignment)).await;
        assert_eq!(nothing, Effect::default(), "the other assignment gives the same");
        let wider =
            preview(edit(assignment, AssignmentEdit { scope: Some(Scope::ALL), ..Default::default() })).await;
        assert!(wider.gained.rooms > 0 && wider.lost == Share::default(), "{wider:?}");
        let members = vec![user("theo@contoso.example")];
        let instead =
            preview(edit(assignment, AssignmentEdit { members: Some(members), ..Default::default() })).await;
        assert_eq!((instead.gained.people, instead.lost.people), (1, 0));
    })
    .await;
}

/// decision 17: at a customer a reader is told of the rooms they see alone, of other partners' roles nothing; the
/// customer is told all of a partner's role.
#[tokio::test]
async fn an_effect_is_cut_to_the_readers_sight() {
    each_linked(async |world, _| {
        let app = &world.app;
        let (pia, ned) = (world.caller("pia@northwind.example"), world.caller("ned@northwind.example"));
        let context = RoleContext::At(world.organization("contoso.example"));
        let member = |upn: &str| vec![Principal::User(world.user(upn))];
        let first = Some(held(member("paul@northwind.example"), Scope::ALL));
        let watch = CreateRole { context, form: form("Watch", &["room.view"]), first };
        let watch = run(app, &pia, watch).await.unwrap();
        let two = world.scope("contoso.example", &["Berlin 1", "Berlin 2"], &[]);
        let first = Some(held(member("ned@northwind.example"), two));
        let few = form("Few", &["room.view", "role.view", "role.modify"]);
        run(app, &pia, CreateRole { context, form: few, first }).await.unwrap();
        let preview = |proposed| PreviewChange { context, proposed };
        let question = preview(Proposed::DeleteRole(watch));
        assert_eq!(ask(app, &pia, &question).await.unwrap().effect.lost, share(1, "room.view", 6));
        assert_eq!(ask(app, &ned, &question).await.unwrap().effect.lost, share(1, "room.view", 2));

        let scope = world.scope("contoso.example", &[], &["Boardrooms"]);
        world.link("contoso.example", "adventure.example", scope, &["alex@adventure.example"]).await;
        let alex = world.caller("alex@adventure.example");
        assert_eq!(code(ask(app, &alex, &question).await), Some(Code::NotFound));
        let edit = preview(Proposed::EditRole(watch, PermissionSet::NONE));
        assert_eq!(code(ask(app, &alex, &edit).await), Some(Code::NotFound));
        let theirs = preview(Proposed::Assign(
            Assigned::Role(Role::Custom(watch)),
            held(member("alex@adventure.example"), Scope::ALL),
        ));
        assert_eq!(code(ask(app, &alex, &theirs).await), Some(Code::InvalidValue));
        let fred = world.caller("fred@fabrikam.example");
        assert_eq!(code(ask(app, &fred, &question).await), Some(Code::NotFound));

        let of_partner =
            PreviewChange { context: RoleContext::Own, proposed: Proposed::DeletePartnerRole(watch) };
        let anna = world.caller("anna@contoso.example");
        assert_eq!(ask(app, &anna, &of_partner).await.unwrap().effect.lost, share(1, "room.view", 6));
    })
    .await;
}
