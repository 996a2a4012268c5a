//! `/v1.0/partnerHoldings`: everything that partners hold in one's organization, the end of all of it (decision 4), the people who hold
//! it, and whom of them the organization blocks (decision 8).

use axum::{Json, extract::State, response::Response};
use domain::{granular_relationship::extension, id::Id, query::Schema};
use service::{
    Caller, Code, Refusal,
    applications::ApplicationRow,
    ask,
    blocks::{BlockApplication, BlockPerson, Of, UnblockPerson},
    delegated_rooms::SwitchDelegatedRooms,
    off_boarding::OffBoardPartner,
    partner_holdings::{
        Held, HoldingPartner, HoldingPeople, HoldingsOf, HoldingsOfPartner, PEOPLE, PartnerHoldings, SCHEMA,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_holdings::{
    Holding, HoldingApplication, HoldingClients, HoldingPerson, NewHoldingBlock, OffBoardingRecord,
    PartnerHolding, PartnerHoldingPatch,
};

use super::{off_boarding_records, partners::block_shape};
use crate::{
    answer::{ApiResult, Body, List, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for PartnerHolding {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`isHolding eq true`";
}

impl Item for HoldingPerson {
    const SCHEMA: &'static Schema = &PEOPLE;
    const EXAMPLE: &'static str = "`isBlocked eq false`";
}

/// Every operation on what partners hold.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read, switch, end))
        .routes(routes!(people))
        .routes(routes!(block))
        .routes(routes!(unblock))
}

/// The partners that hold anything in your organization, wait for an answer, or once did; by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/partnerHoldings", operation_id = "listPartnerHoldings", tag = "partnerHoldings",
    params(Asking<PartnerHolding>),
    responses((status = 200, body = List<PartnerHolding>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<PartnerHolding>) -> ApiResult<Response> {
    let question = PartnerHoldings { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// Everything that one partner holds, line by line.
#[utoipa::path(
    get, path = "/v1.0/partnerHoldings/{partnerId}", operation_id = "getPartnerHoldings", tag = "partnerHoldings",
    params(("partnerId" = Uuid, Path, description = "The partner")),
    responses((status = 200, body = PartnerHolding), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(partner): ApiPath<Uuid>,
) -> ApiResult<Json<PartnerHolding>> {
    Ok(Json(one(&web, &caller, partner).await?))
}

/// The people of a partner who hold anything in your organization, by whatever way, directly or through groups of groups.
#[utoipa::path(
    get, path = "/v1.0/partnerHoldings/{partnerId}/people", operation_id = "listPartnerHoldingPeople",
    tag = "partnerHoldings", params(("partnerId" = Uuid, Path, description = "The partner"), Asking<HoldingPerson>),
    responses((status = 200, body = List<HoldingPerson>), (status = 403), (status = 404), (status = 422)),
)]
async fn people(asking: Asking<HoldingPerson>, ApiPath(partner): ApiPath<Uuid>) -> ApiResult<Response> {
    let (wanted, count) = (asking.wanted(), asking.count());
    let found = asking.ask(&HoldingPeople { partner: Id::new(partner), wanted, count }).await?;
    asking.answer(found.people.page, found.people.count, |person| HoldingPerson {
        id: person.id.uuid(),
        display_name: person.name,
        user_principal_name: person.upn,
        enabled: person.enabled,
        is_blocked: person.is_blocked,
        ways: person.ways.keys(),
    })
}

/// Blocks one person of a partner, whatever the person holds, or one application that can act on what you delegated to the partner: a
/// denial that wins over every right from whatever source, until you lift it.
#[utoipa::path(
    post, path = "/v1.0/partnerHoldings/{partnerId}/blocks", operation_id = "blockPartnerHoldingPerson",
    tag = "partnerHoldings", params(("partnerId" = Uuid, Path, description = "The partner")),
    request_body = NewHoldingBlock,
    responses((status = 204), (status = 403), (status = 409), (status = 422)),
)]
async fn block(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(partner): ApiPath<Uuid>,
    Body(new): Body<NewHoldingBlock>,
) -> ApiResult<Response> {
    let (partner, reason) = (Id::new(partner), new.reason);
    match (new.user_id, new.application_id) {
        (Some(user), None) => {
            let command = BlockPerson { of: Of::Partner(partner), user: Id::new(user), reason };
            run(&web.app, &caller, command).await?;
        }
        (None, Some(application)) => {
            let command = BlockApplication { partner, application: Id::new(application), reason };
            run(&web.app, &caller, command).await?;
        }
        (None, None) => return Err(Refusal::field("userId", Code::Required).into()),
        (Some(_), Some(_)) => return Err(Refusal::field("applicationId", Code::InvalidValue).into()),
    }
    Ok(no_content())
}

/// Lifts a block.
#[utoipa::path(
    delete, path = "/v1.0/partnerHoldings/{partnerId}/blocks/{userId}",
    operation_id = "unblockPartnerHoldingPerson", tag = "partnerHoldings",
    params(
        ("partnerId" = Uuid, Path, description = "The partner"),
        ("userId" = Uuid, Path, description = "The blocked person or application"),
    ),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn unblock(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((partner, user)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let command = UnblockPerson { of: Of::Partner(Id::new(partner)), user: Id::new(user) };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Switches whether what is delegated to a partner opens your rooms. Only Global administrators of the organization's own directory can.
#[utoipa::path(
    patch, path = "/v1.0/partnerHoldings/{partnerId}", operation_id = "switchPartnerHoldings", tag = "partnerHoldings",
    params(("partnerId" = Uuid, Path, description = "The partner")), request_body = PartnerHoldingPatch,
    responses((status = 200, body = PartnerHolding), (status = 403), (status = 404), (status = 409)),
)]
async fn switch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(partner): ApiPath<Uuid>,
    Body(patch): Body<PartnerHoldingPatch>,
) -> ApiResult<Json<PartnerHolding>> {
    let PartnerHoldingPatch { opens_rooms } = patch;
    let partner = Id::new(partner);
    run(&web.app, &caller, SwitchDelegatedRooms { partner, opens_rooms }).await?;
    Ok(Json(one(&web, &caller, partner.uuid()).await?))
}

/// Ends everything that a partner holds, whatever that is by then, in one transaction; the answer is the signed record. Only Global
/// administrators of the organization's own directory can.
#[utoipa::path(
    delete, path = "/v1.0/partnerHoldings/{partnerId}", operation_id = "endPartnerHoldings", tag = "partnerHoldings",
    params(("partnerId" = Uuid, Path, description = "The partner")),
    responses((status = 200, body = OffBoardingRecord), (status = 403), (status = 404), (status = 409)),
)]
async fn end(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(partner): ApiPath<Uuid>,
) -> ApiResult<Json<OffBoardingRecord>> {
    let record = run(&web.app, &caller, OffBoardPartner { partner: Id::new(partner), typed: None }).await?;
    Ok(Json(off_boarding_records::one(&web, &caller, record).await?))
}

fn shape(row: HoldingPartner) -> PartnerHolding {
    PartnerHolding {
        partner_id: row.partner.uuid(),
        is_holding: row.is_holding(),
        partner_display_name: row.name,
        partner_default_domain: row.domain,
        is_suspended: row.is_suspended,
        links: row.links,
        reseller_relationships: row.resellers,
        delegated_admin_privileges: row.privileges,
        granular_relationships: row.granulars,
        subscription_roles: row.subscription_roles,
        invitations: row.invitations,
        granular_requests: row.requests,
        off_boarded_date_time: row.off_boarded_at.map(|at| at.to_string()),
        delegated_rooms: None,
        holdings: None,
        requests: None,
        clients: None,
        applications: None,
        blocks: None,
    }
}

async fn one(web: &Web, caller: &Caller, partner: Uuid) -> ApiResult<PartnerHolding> {
    let partner = Id::new(partner);
    Ok(shape_of_one(ask(&web.app, caller, &HoldingsOfPartner { partner }).await?))
}

fn shape_of_one(found: HoldingsOf) -> PartnerHolding {
    let line = |it: Held| Holding {
        kind: it.kind.key(),
        id: it.id,
        display_name: it.name,
        relationship_display_name: it.of,
        roles: it.roles,
        since_date_time: it.since.map(|at| at.to_string()),
        end_date_time: it.until.map(|at| at.to_string()),
        auto_extend_duration: it.extends.then(|| extension(true)),
    };
    let clients = HoldingClients {
        people: found.clients.people,
        access_tokens: found.clients.access_tokens,
        webhooks: found.clients.webhooks,
        autopilot_devices: found.autopilot_devices,
    };
    let application = |it: &ApplicationRow| HoldingApplication {
        app_id: it.id.uuid(),
        display_name: it.setting.name.clone(),
        is_blocked: found.is_blocked(it),
    };
    let applications = found.applications.iter().map(application).collect();
    PartnerHolding {
        applications: found.may_control.then_some(applications),
        delegated_rooms: Some(found.delegated_rooms().key()),
        holdings: Some(found.held().into_iter().map(line).collect()),
        requests: Some(found.requests().into_iter().map(line).collect()),
        clients: Some(clients),
        blocks: Some(found.blocks.into_iter().map(block_shape).collect()),
        ..shape(found.partner)
    }
}
