//! `/v1.0/partners`: the partners of one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Link},
    query::Schema,
};
use service::{
    Caller, Page, Wanted, ask,
    blocks::{BlockPerson, BlockRow, Of, UnblockPerson},
    cursor,
    links::{
        ChangeLinkScope, Effects, EffectsOfRemovingPartner, ExtendLink, ListedLink, PARTNERS, PEOPLE,
        PartnerDetail, PartnerPeople, Partners, PreviewLink, RemovePartner,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    partners::{
        Block, Effects as EffectsShape, ExtendedPermissions, NewBlock, Partner, PartnerDetails, PartnerPatch,
        ProposedChange,
    },
    previews::AccessPreview,
    scopes::Member,
};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, etag, no_content},
    api::{
        collection::{Asking, Item},
        shapes::{member, moment, named_scope, scope},
    },
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Partner {
    const SCHEMA: &'static Schema = &PARTNERS;
    const EXAMPLE: &'static str = "`state eq 'active'` or `orphaned eq true`";
}

impl Item for Member {
    const SCHEMA: &'static Schema = &PEOPLE;
    const EXAMPLE: &'static str = "`enabled eq true`";
}

/// Every operation on partners.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read, edit, remove))
        .routes(routes!(people))
        .routes(routes!(extend))
        .routes(routes!(effects))
        .routes(routes!(preview))
        .routes(routes!(block))
        .routes(routes!(unblock))
}

/// The partners of your organization by name, former ones included.
#[utoipa::path(
    get, path = "/v1.0/partners", operation_id = "listPartners", tag = "partners",
    params(Asking<Partner>),
    responses((status = 200, body = List<Partner>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<Partner>) -> ApiResult<Response> {
    let question = Partners { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// One partner: its rooms, who has access, and the blocks.
#[utoipa::path(
    get, path = "/v1.0/partners/{id}", operation_id = "getPartner", tag = "partners",
    params(("id" = Uuid, Path, description = "The link")),
    responses((status = 200, body = Partner), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Partner>> {
    one(&web, &caller, Id::new(id)).await
}

/// Changes the rooms of a partner; what it loses is out of its sight with the answer.
#[utoipa::path(
    patch, path = "/v1.0/partners/{id}", operation_id = "updatePartner", tag = "partners",
    params(("id" = Uuid, Path, description = "The link")),
    request_body = PartnerPatch,
    responses((status = 200, body = Partner), (status = 403), (status = 404), (status = 412), (status = 422)),
)]
async fn edit(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<PartnerPatch>,
) -> ApiResult<Json<Partner>> {
    let link = Id::new(id);
    let command = ChangeLinkScope { link, scope: scope(patch.scope), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    one(&web, &caller, link).await
}

/// Switches permissions on for a partner beyond what primary admins may, or off again.
#[utoipa::path(
    put, path = "/v1.0/partners/{id}/extendedPermissions", operation_id = "replacePartnerExtendedPermissions",
    tag = "partners", request_body = ExtendedPermissions,
    params(("id" = Uuid, Path, description = "The link")),
    responses((status = 200, body = Partner), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn extend(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<ExtendedPermissions>,
) -> ApiResult<Json<Partner>> {
    let link = Id::new(id);
    let command = ExtendLink { link, permissions: sent.permissions, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    one(&web, &caller, link).await
}

/// Removes a partner: its access ends with the answer. `If-Match` with the link's version is required.
#[utoipa::path(
    delete, path = "/v1.0/partners/{id}", operation_id = "removePartner", tag = "partners",
    params(("id" = Uuid, Path, description = "The link"), ("If-Match" = String, Header, description = "The version")),
    responses((status = 204), (status = 400), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = RemovePartner { link: Id::new(id), stamp: matches.required()?, typed: None };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// The people of a partner who have access, by name, groups resolved.
#[utoipa::path(
    get, path = "/v1.0/partners/{id}/people", operation_id = "listPartnerPeople", tag = "partners",
    params(
        ("id" = Uuid, Path, description = "The link"),
        Asking<Member>,
    ),
    responses((status = 200, body = List<Member>), (status = 403), (status = 404), (status = 422)),
)]
async fn people(ApiPath(id): ApiPath<Uuid>, asking: Asking<Member>) -> ApiResult<Response> {
    let question = PartnerPeople { link: Id::new(id), wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, member)
}

/// What would end if you removed a partner.
#[utoipa::path(
    get, path = "/v1.0/partners/{id}/removalEffects", operation_id = "getPartnerRemovalEffects", tag = "partners",
    params(("id" = Uuid, Path, description = "The link")),
    responses((status = 200, body = EffectsShape), (status = 403), (status = 404), (status = 409)),
)]
async fn effects(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<EffectsShape>> {
    let found = ask(&web.app, &caller, &EffectsOfRemovingPartner { link: Id::new(id) }).await?;
    Ok(Json(effects_shape(found)))
}

/// What other rooms or other extended permissions would give to and take from the people of a partner; nothing is changed.
#[utoipa::path(
    post, path = "/v1.0/partners/{id}/preview", operation_id = "previewPartnerChange", tag = "partners",
    params(("id" = Uuid, Path, description = "The link")),
    request_body = ProposedChange,
    responses((status = 200, body = AccessPreview), (status = 403), (status = 404), (status = 422)),
)]
async fn preview(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(proposed): Body<ProposedChange>,
) -> ApiResult<Json<AccessPreview>> {
    let question = PreviewLink {
        link: Id::new(id),
        scope: proposed.scope.map(scope),
        extended: proposed.extended_permissions,
    };
    Ok(Json(super::previews::shape(ask(&web.app, &caller, &question).await?)))
}

/// Blocks one person of a partner: a denial that wins over every right the person has here.
#[utoipa::path(
    post, path = "/v1.0/partners/{id}/blocks", operation_id = "blockPartnerPerson", tag = "partners",
    params(("id" = Uuid, Path, description = "The link")),
    request_body = NewBlock,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn block(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewBlock>,
) -> ApiResult<Response> {
    let of = Of::Link(Id::new(id));
    let command = BlockPerson { of, user: Id::new(new.user_id), reason: new.reason };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Lifts a block.
#[utoipa::path(
    delete, path = "/v1.0/partners/{id}/blocks/{userId}", operation_id = "unblockPartnerPerson", tag = "partners",
    params(
        ("id" = Uuid, Path, description = "The link"),
        ("userId" = Uuid, Path, description = "The blocked person"),
    ),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn unblock(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, user)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    run(&web.app, &caller, UnblockPerson { of: Of::Link(Id::new(id)), user: Id::new(user) }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, link: Id<Link>) -> ApiResult<Json<Partner>> {
    let people = Wanted { page: Page::of(100), ..Wanted::default() };
    let detail = ask(&web.app, caller, &PartnerDetail { link, people }).await?;
    let more = detail.people.next.as_ref().map(cursor::write).transpose()?;
    let extended = detail.link.row.extended;
    let details = PartnerDetails {
        scope: named_scope(detail.scope),
        extended_permissions: extended.iter().map(|permission| permission.key().to_owned()).collect(),
        people_next_link: more.map(|token| {
            format!("{}/v1.0/partners/{link}/people?%24skiptoken={token}", web.app.settings.public_url)
        }),
        people: detail.people.items.into_iter().map(member).collect(),
        blocks: detail.blocks.into_iter().map(block_shape).collect(),
    };
    Ok(Json(Partner { details: Some(details), ..shape(detail.link) }))
}

fn shape(link: ListedLink) -> Partner {
    let row = link.row;
    Partner {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        partner_id: row.partner.uuid(),
        display_name: row.partner_name,
        default_domain: link.default_domain,
        state: row.state.key().to_owned(),
        room_count: link.room_count,
        orphaned: row.orphaned,
        terms_version: row.terms_version,
        terms_hash: row.terms_hash,
        terms_accepted_by: row.terms_by,
        started_date_time: row.started_at.to_string(),
        ended_date_time: moment(row.ended_at),
        details: None,
    }
}

pub(super) fn block_shape(block: BlockRow) -> Block {
    Block {
        user_id: block.user.uuid(),
        display_name: block.name,
        user_principal_name: block.upn,
        reason: block.reason,
        blocked_by: block.blocked_by,
        blocked_date_time: block.blocked_at.to_string(),
        is_application: block.is_application,
    }
}

pub(super) fn effects_shape(effects: Effects) -> EffectsShape {
    EffectsShape {
        etag: etag(effects.link.stamp),
        room_count: effects.rooms,
        assignment_count: effects.assignments,
        people_count: effects.people,
        invitation_count: effects.invitations,
    }
}
