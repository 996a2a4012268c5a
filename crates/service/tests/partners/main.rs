//! Invitations, links, assignments, tenant managers, the audit log and notices, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod access_review;
mod assignments;
mod audit_log;
mod bulk_assignments;
mod conferring;
mod delegated_access;
mod effects;
mod explanations;
mod extended;
mod further_admins;
mod invitations;
mod isolation;
mod links;
mod named_users;
mod notices;
mod orphans;
mod periods;
mod previews;
mod roles;

use domain::{directory::Principal, id::Id, scope::Scope};
use service::{
    Code, Refusal,
    invitations::{AcceptInvitation, SendInvitation, To, send, terms},
    run,
};
use testkit::World;

/// An invitation by domain with everything right.
fn by_domain(domain: &str, scope: Scope) -> SendInvitation {
    SendInvitation {
        to: To::Domain { domain: domain.to_owned(), valid_days: "7".to_owned() },
        scope,
        accepted_terms: Some(terms::VERSION.to_owned()),
    }
}

/// Contoso invites a partner for the group Berlin.
async fn invited(world: &World, partner: &str) -> Id<domain::id::Invitation> {
    let scope = world.scope("contoso.example", &[], &["Berlin"]);
    send(&world.app, &world.caller("anna@contoso.example"), by_domain(partner, scope)).await.unwrap()[0]
}

fn accept(world: &World, invitation: Id<domain::id::Invitation>, admins: &[&str]) -> AcceptInvitation {
    let primary_admins = admins.iter().map(|upn| Principal::User(world.user(upn))).collect();
    AcceptInvitation { invitation, primary_admins, stamp: None }
}

async fn accepted(world: &World, who: &str, invitation: Id<domain::id::Invitation>, admins: &[&str]) {
    run(&world.app, &world.caller(who), accept(world, invitation, admins)).await.unwrap();
}

fn code<T>(outcome: Result<T, Refusal>) -> Option<Code> {
    outcome.err().map(|refusal| refusal.code())
}

async fn count(world: &World, sql: &str) -> i64 {
    world.database.number(sql).await
}
