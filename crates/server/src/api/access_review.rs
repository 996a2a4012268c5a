//! `/v1.0/accessReview/people`: who of partners holds a right in one's own organization.

use std::sync::Arc;

use axum::response::Response;
use domain::query::Schema;
use service::access_review::{
    Chain, DelegatedChain, Relationship, ReviewAccess, Reviewed, SCHEMA, SubscriptionChain,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::{
    access_review::{AccessChain, AccessDelegation, AccessSubscriptionRole, ReviewedPerson},
    scopes::Named,
};

use crate::{
    answer::{ApiResult, List},
    api::{
        collection::{Asking, Item},
        shapes::{moment, named_scope},
    },
    web::Web,
};

impl Item for ReviewedPerson {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`unused eq true` or `state eq 'blocked'`";
}

/// Every operation on the access review.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list))
}

/// Every person of a partner with a right in your organization, by a link, by delegation or by a role on a subscription, by name: through which chains, and when it was last used.
#[utoipa::path(
    get, path = "/v1.0/accessReview/people", operation_id = "listReviewedPeople", tag = "accessReview",
    params(Asking<ReviewedPerson>),
    responses((status = 200, body = List<ReviewedPerson>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<ReviewedPerson>) -> ApiResult<Response> {
    let question = ReviewAccess { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

fn shape(Reviewed { person, chains, delegated, on_subscriptions }: Reviewed) -> ReviewedPerson {
    ReviewedPerson {
        id: person.id.uuid(),
        display_name: person.name,
        user_principal_name: person.upn,
        partner_id: person.partner.uuid(),
        partner_display_name: person.partner_name,
        link_id: person.link.map(domain::id::Id::uuid),
        state: person.standing.key().to_owned(),
        block_reason: person.block_reason,
        since_date_time: moment(person.since),
        last_used_date_time: moment(person.last_used),
        unused: person.is_unused,
        delegated: person.is_delegated,
        chains: chains.into_iter().map(chain_shape).collect(),
        delegations: delegated.into_iter().map(delegation_shape).collect(),
        subscription_roles: on_subscriptions.into_iter().map(subscription_shape).collect(),
    }
}

fn subscription_shape(
    SubscriptionChain { held, groups, since }: SubscriptionChain,
) -> AccessSubscriptionRole {
    let named = |(id, display_name): (domain::id::Id<_>, _)| Named { id: id.uuid(), display_name };
    AccessSubscriptionRole {
        assignment_id: held.assignment.uuid(),
        subscription_id: held.subscription.uuid(),
        subscription_display_name: held.name,
        role: held.role.key().to_owned(),
        groups: groups.into_iter().map(named).collect(),
        since_date_time: since.to_string(),
    }
}

fn delegation_shape(chain: DelegatedChain) -> AccessDelegation {
    let (source, relationship_id, name) = match chain.relationship {
        Relationship::Privileges(id) => ("delegatedAdmin", id.uuid(), None),
        Relationship::Granular(id, name) => ("granularAdmin", id.uuid(), Some(name)),
    };
    let named = |(id, display_name): (domain::id::Id<_>, _)| Named { id: id.uuid(), display_name };
    let role = |role: &domain::role_definition::RoleDefinition| Named {
        id: role.id,
        display_name: role.name.to_owned(),
    };
    AccessDelegation {
        source: source.to_owned(),
        relationship_id,
        relationship_display_name: name,
        roles: chain.roles.into_iter().map(role).collect(),
        opens_rooms: chain.opens_rooms,
        end_date_time: moment(chain.until),
        state: chain.standing.key().to_owned(),
        superseded: chain.is_superseded,
        groups: chain.groups.into_iter().map(named).collect(),
        since_date_time: chain.since.to_string(),
    }
}

fn chain_shape(chain: Chain) -> AccessChain {
    let named = |(id, display_name): (domain::id::Id<_>, _)| Named { id: id.uuid(), display_name };
    AccessChain {
        assignment_id: chain.assignment.uuid(),
        assignment_display_name: chain.assignment_name,
        role_id: chain.role.key(),
        role_display_name: chain.role_name,
        scope: named_scope(Arc::unwrap_or_clone(chain.scope)),
        start_date_time: moment(chain.from),
        end_date_time: moment(chain.until),
        state: chain.standing.key().to_owned(),
        groups: chain.groups.into_iter().map(named).collect(),
        since_date_time: chain.since.to_string(),
    }
}
