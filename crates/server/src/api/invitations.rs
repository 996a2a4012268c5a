//! `/v1.0/invitations`: invitations of one's own organization to partners.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use domain::{id::Id, organization::Language, query::Schema};
use service::{
    Code, Refusal, ask,
    invitations::{
        InvitationsSent, InvitePrimaryAdmin, PreviewPrimaryAdmin, SENT, SendInvitation, SentDetail,
        SentInvitation, SentInvitationDetail, To, WithdrawInvitation, invite, send, terms,
    },
    run,
    scopes::{PreviewScope, ScopeUse},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    invitations::{Invitation, NamedUser, NewInvitation, Terms},
    previews::AccessPreview,
    scopes::{Named, Scope, ScopePreview},
};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, etag, no_content},
    api::{
        collection::{Asking, Item},
        shapes::{moment, named_scope, scope},
    },
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Invitation {
    const SCHEMA: &'static Schema = &SENT;
    const EXAMPLE: &'static str = "`state eq 'pending'`";
}

/// Every operation on invitations of one's own organization.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read_terms))
        .routes(routes!(preview))
        .routes(routes!(read))
        .routes(routes!(withdraw))
        .routes(routes!(further))
        .routes(routes!(preview_further))
}

/// The invitations your organization sent, newest first unless said otherwise, in every state.
#[utoipa::path(
    get, path = "/v1.0/invitations", operation_id = "listInvitations", tag = "invitations",
    params(Asking<Invitation>),
    responses((status = 200, body = List<Invitation>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<Invitation>) -> ApiResult<Response> {
    let question = InvitationsSent { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// Sends an invitation to a partner: by domain, or one to each named person.
#[utoipa::path(
    post, path = "/v1.0/invitations", operation_id = "sendInvitation", tag = "invitations",
    request_body = NewInvitation,
    responses((status = 201, body = List<Invitation>), (status = 403), (status = 409), (status = 422), (status = 429)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewInvitation>,
) -> ApiResult<Response> {
    if !new.domain.is_empty() && !new.named_users.is_empty() {
        return Err(Refusal::special(Code::MixedKinds, "namedUsers").into());
    }
    let to = if new.named_users.is_empty() {
        To::Domain { domain: new.domain, valid_days: new.valid_days.to_string() }
    } else {
        let people = new.named_users.into_iter();
        To::NamedUsers(people.map(named).collect())
    };
    let command = SendInvitation { to, scope: scope(new.scope), accepted_terms: Some(new.accepted_terms) };
    let mut value = Vec::new();
    for invitation in send(&web.app, &caller, command).await? {
        value.push(detail(ask(&web.app, &caller, &SentInvitationDetail { invitation }).await?));
    }
    Ok((StatusCode::CREATED, Json(List { count: None, value, next_link: None })).into_response())
}

/// The terms of today, to be accepted with an invitation.
#[utoipa::path(
    get, path = "/v1.0/invitationTerms", operation_id = "getInvitationTerms", tag = "invitations",
    responses((status = 200, body = Terms), (status = 401)),
)]
async fn read_terms(_client: Client) -> Json<Terms> {
    Json(Terms {
        version: terms::VERSION.to_owned(),
        text: terms::text(Language::English).to_owned(),
        hash: terms::hash(),
    })
}

/// The rooms that a scope covers now: how many, and the first of them by name.
#[utoipa::path(
    post, path = "/v1.0/invitations/previewScope", operation_id = "previewScope", tag = "invitations",
    request_body = Scope,
    responses((status = 200, body = ScopePreview), (status = 403)),
)]
async fn preview(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<Scope>,
) -> ApiResult<Json<ScopePreview>> {
    let question = PreviewScope { scope_use: ScopeUse::Partner, scope: scope(sent), at_most: 50 };
    let preview = ask(&web.app, &caller, &question).await?;
    let named = |room: service::scopes::CoveredRoom| Named { id: room.id.uuid(), display_name: room.name };
    let rooms = preview.rooms.into_iter().map(named).collect();
    Ok(Json(ScopePreview { room_count: preview.count, rooms }))
}

/// One invitation of your organization, with its rooms.
#[utoipa::path(
    get, path = "/v1.0/invitations/{id}", operation_id = "getInvitation", tag = "invitations",
    params(("id" = Uuid, Path, description = "The invitation")),
    responses((status = 200, body = Invitation), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Invitation>> {
    let question = SentInvitationDetail { invitation: Id::new(id) };
    Ok(Json(detail(ask(&web.app, &caller, &question).await?)))
}

/// Takes a pending invitation back.
#[utoipa::path(
    post, path = "/v1.0/invitations/{id}/withdraw", operation_id = "withdrawInvitation", tag = "invitations",
    params(("id" = Uuid, Path, description = "The invitation")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 410), (status = 412)),
)]
async fn withdraw(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = WithdrawInvitation { invitation: Id::new(id), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Invites a further person of a partner to its primary admins; the person must accept. The answer is the same whether or not
/// somebody holds the account.
#[utoipa::path(
    post, path = "/v1.0/partners/{id}/invitations", operation_id = "invitePrimaryAdmin", tag = "partners",
    params(("id" = Uuid, Path, description = "The link")),
    request_body = NamedUser,
    responses((status = 201, body = Invitation), (status = 403), (status = 404), (status = 409), (status = 422), (status = 429)),
)]
async fn further(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(person): Body<NamedUser>,
) -> ApiResult<Response> {
    let command = InvitePrimaryAdmin { link: Id::new(id), person: named(person) };
    let invitation = invite(&web.app, &caller, command).await?;
    let sent = ask(&web.app, &caller, &SentInvitationDetail { invitation }).await?;
    Ok((StatusCode::CREATED, Json(detail(sent))).into_response())
}

/// What a further primary admin of a partner could do at most, once they accept. Of the account nothing is looked at.
#[utoipa::path(
    post, path = "/v1.0/partners/{id}/invitations/preview", operation_id = "previewPrimaryAdminInvitation",
    tag = "partners",
    params(("id" = Uuid, Path, description = "The link")),
    request_body = NamedUser,
    responses((status = 200, body = AccessPreview), (status = 403), (status = 404)),
)]
async fn preview_further(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(person): Body<NamedUser>,
) -> ApiResult<Json<AccessPreview>> {
    let question = PreviewPrimaryAdmin { link: Id::new(id), person: named(person) };
    Ok(Json(super::previews::shape(ask(&web.app, &caller, &question).await?)))
}

fn named(person: NamedUser) -> service::invitations::NamedUser {
    service::invitations::NamedUser { name: person.display_name, upn: person.user_principal_name }
}

fn detail(detail: SentDetail) -> Invitation {
    Invitation { scope: Some(named_scope(detail.scope)), ..shape(detail.sent) }
}

fn shape(sent: SentInvitation) -> Invitation {
    let row = sent.row;
    Invitation {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        kind: row.kind.key().to_owned(),
        domain: row.domain,
        named_user_principal_name: row.named_upn,
        named_display_name: row.named_name,
        link_id: row.link.map(Id::uuid),
        state: row.state.key().to_owned(),
        room_count: sent.room_count,
        scope: None,
        terms_version: row.terms_version,
        terms_hash: row.terms_hash,
        terms_accepted_by: row.terms_by,
        sent_by: row.sent_by_name,
        sent_date_time: row.sent_at.to_string(),
        expiration_date_time: row.expires_at.to_string(),
        answered_by: row.answered_by,
        answered_date_time: moment(row.answered_at),
        reason: row.reason,
    }
}
