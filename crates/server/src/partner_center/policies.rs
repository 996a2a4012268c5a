//! `/v1/customers/{id}/policies`: Autopilot profiles (R-360, R-365, §4.8).

use axum::{Json, extract::State, response::Response};
use domain::id::{AutopilotProfile as ProfileId, Id, Organization};
use service::{
    Caller, Code, Refusal, ask,
    autopilot::{
        AutopilotProfile, AutopilotProfiles, CreateProfile, DeleteProfile, ProfileForm, ProfileRow,
        UpdateProfile,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{
    ConfigurationPolicy, NewConfigurationPolicy, ResourceAttributes, ResourceCollection,
};

use super::{answer::renamed, body::Sent, collection::Paging};
use crate::{
    answer::{ApiResult, IfMatch, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// The one category there is.
pub(super) const CATEGORY: &str = "o_o_b_e";

/// What Steward calls otherwise than the surface.
const PROPERTIES: [(&str, &str); 1] = [("displayName", "name")];

/// Every operation on policies.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(read, update, delete))
}

/// The configuration policies of a customer, by name.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/policies", operation_id = "listConfigurationPolicies",
    tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins, as the page before told"),
    ),
    responses((status = 200, body = ResourceCollection<ConfigurationPolicy>), (status = 403), (status = 404)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    paging: Paging,
) -> ApiResult<Response> {
    let question = AutopilotProfiles { tenant: Id::new(tenant), wanted: paging.wanted.clone(), count: true };
    let found = ask(&web.app, &caller, &question).await?.found;
    paging.answer(found.page, found.count.unwrap_or_default(), shape)
}

/// Makes a configuration policy. `skip_eula` needs `licenceAgreementAcknowledged`.
#[utoipa::path(
    post, path = "/v1/customers/{customerId}/policies", operation_id = "createConfigurationPolicy",
    tag = "partnerCenter", request_body = NewConfigurationPolicy,
    params(("customerId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = ConfigurationPolicy), (status = 400), (status = 403), (status = 404)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Sent(sent): Sent<NewConfigurationPolicy>,
) -> ApiResult<Json<ConfigurationPolicy>> {
    let tenant = Id::new(tenant);
    let create = CreateProfile { tenant, form: form(sent, None)? };
    let id = run(&web.app, &caller, create).await.map_err(|refusal| renamed(refusal, &PROPERTIES))?;
    Ok(Json(one(&web, &caller, tenant, id).await?))
}

/// One configuration policy.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/policies/{policyId}", operation_id = "getConfigurationPolicy",
    tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("policyId" = Uuid, Path, description = "The policy"),
    ),
    responses((status = 200, body = ConfigurationPolicy), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<ConfigurationPolicy>> {
    Ok(Json(one(&web, &caller, Id::new(tenant), Id::new(id)).await?))
}

/// Changes a configuration policy; devices fetch the newest when they are set up.
#[utoipa::path(
    put, path = "/v1/customers/{customerId}/policies/{policyId}", operation_id = "updateConfigurationPolicy",
    tag = "partnerCenter", request_body = NewConfigurationPolicy,
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("policyId" = Uuid, Path, description = "The policy"),
    ),
    responses((status = 200, body = ConfigurationPolicy), (status = 400), (status = 403), (status = 404)),
)]
async fn update(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Sent(sent): Sent<NewConfigurationPolicy>,
) -> ApiResult<Json<ConfigurationPolicy>> {
    let (tenant, profile) = (Id::new(tenant), Id::new(id));
    let form = form(sent, Some(id))?;
    let command = UpdateProfile { tenant, profile, form, stamp: matches.optional() };
    run(&web.app, &caller, command).await.map_err(|refusal| renamed(refusal, &PROPERTIES))?;
    Ok(Json(one(&web, &caller, tenant, profile).await?))
}

/// Deletes a configuration policy that no device has.
#[utoipa::path(
    delete, path = "/v1/customers/{customerId}/policies/{policyId}",
    operation_id = "deleteConfigurationPolicy", tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("policyId" = Uuid, Path, description = "The policy"),
    ),
    responses((status = 204), (status = 400), (status = 403), (status = 404), (status = 409)),
)]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = DeleteProfile { tenant: Id::new(tenant), profile: Id::new(id), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// What is to become of a policy; what identifies it cannot change.
fn form(sent: NewConfigurationPolicy, policy: Option<Uuid>) -> Result<ProfileForm, Refusal> {
    if sent.category.is_some_and(|category| category != CATEGORY) {
        return Err(Refusal::field("category", Code::UnknownValue));
    }
    if policy.is_some_and(|policy| sent.id.is_some_and(|id| id != policy)) {
        return Err(Refusal::field("id", Code::ReadOnly));
    }
    Ok(ProfileForm {
        name: sent.name,
        description: sent.description.unwrap_or_default(),
        settings: sent.policy_settings,
        acknowledged: sent.licence_agreement_acknowledged,
    })
}

async fn one(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    profile: Id<ProfileId>,
) -> Result<ConfigurationPolicy, Refusal> {
    Ok(shape(ask(&web.app, caller, &AutopilotProfile { tenant, profile }).await?.row))
}

fn shape(row: ProfileRow) -> ConfigurationPolicy {
    ConfigurationPolicy {
        id: row.id.uuid(),
        name: row.name,
        category: CATEGORY.to_owned(),
        description: row.description,
        devices_assigned_count: row.devices,
        policy_settings: row.settings.words().into_iter().map(str::to_owned).collect(),
        created_date: row.created_at.to_string(),
        last_modified_date: row.changed_at.to_string(),
        attributes: ResourceAttributes {
            etag: Some(etag(row.stamp)),
            ..ResourceAttributes::of("ConfigurationPolicy")
        },
    }
}
