//! What is done on the page of a subscription with its roles and resources.

use axum::extract::State;
use domain::{
    agent::Agent,
    id::Id,
    subscription::{ResourceState, SubscriptionRole},
};
use service::{
    Code, Refusal, run,
    subscriptions::{AssignSubscriptionRole, ChangeResource, CreateResource, Holder},
};

use super::{Named, NamedResource, Side, detail::page};
use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    web::Web,
};

/// Gives a role to a group of one's own, or to the Admin agents of a partner.
pub(super) async fn assign(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let chosen = form.text("principalId");
    let holder = match chosen.strip_prefix("partner:") {
        Some(partner) => partner.parse().ok().map(|partner| Holder::Agents(partner, Agent::Admin)),
        None => chosen.parse().ok().map(Holder::Own),
    };
    let given = match (SubscriptionRole::from_key(form.text("role")), holder) {
        (Some(role), Some(holder)) => {
            let (tenant, subscription) = (side.tenant, named.subscription);
            let command = AssignSubscriptionRole { tenant, subscription, role, holder };
            run(&web.app, &signed.caller, command).await.map(drop)
        }
        (None, _) => Err(Refusal::field("role", Code::UnknownValue)),
        (_, None) => Err(Refusal::field("principalId", Code::Required)),
    };
    match given {
        Ok(()) => redirect(&format!("{}/{}?done=given", side.base, named.subscription)),
        Err(refusal) => page(&web, &signed, named, None, Some((refusal, &form))).await,
    }
}

pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, named.tenant)?;
    let command = CreateResource {
        tenant: side.tenant,
        subscription: named.subscription,
        name: form.text("displayName").to_owned(),
        kind: form.text("kind").to_owned(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(_) => redirect(&format!("{}/{}?done=resource", side.base, named.subscription)),
        Err(refusal) => page(&web, &signed, named, None, Some((refusal, &form))).await,
    }
}

/// Starts or stops a resource.
pub(super) async fn turn(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedResource { tenant, subscription, resource }): PagePath<NamedResource>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let turned = match ResourceState::from_key(form.text("state")) {
        Some(state) => {
            let command = ChangeResource { tenant: side.tenant, subscription, resource, state, stamp };
            run(&web.app, &signed.caller, command).await
        }
        None => Err(Refusal::field("state", Code::UnknownValue)),
    };
    match turned {
        Ok(()) => redirect(&format!("{}/{subscription}?done=resource", side.base)),
        Err(refusal) => {
            let named = Named { tenant, subscription: Id::new(subscription.uuid()) };
            page(&web, &signed, named, None, Some((refusal, &form))).await
        }
    }
}
