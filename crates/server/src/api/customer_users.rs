//! `/v1.0/customers/{tenantId}/users`: the people of a customer, by directory roles that it delegated.

use axum::{Json, extract::State, response::Response};
use domain::{
    directory::DirectoryRight,
    id::{Id, Organization, User},
    query::Schema,
};
use service::{
    Caller, Refusal, ask,
    customer_directory::{
        CreateCustomerUser, CustomerPerson, EditCustomerUser, SendPasswordLink, SetCustomerUserEnabled,
    },
    reseller_relationships::{CustomerPeople, PEOPLE},
    run,
    users::{CreateUser, EditUser, SetUserEnabled, UserRow},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    customer_directory::CustomerPerson as Shape,
    directory::{NewUser, UserPatch},
    reseller_relationships::CustomerUser,
};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for CustomerUser {
    const SCHEMA: &'static Schema = &PEOPLE;
    const EXAMPLE: &'static str = "`accountEnabled eq true`";
}

/// Every operation on people of customers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, patch))
        .routes(routes!(enable))
        .routes(routes!(disable))
        .routes(routes!(password_link))
}

/// The people of a customer, where you hold a directory role by delegation that looks people up.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/users", operation_id = "listCustomerUsers", tag = "customers",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        Asking<CustomerUser>,
    ),
    responses((status = 200, body = List<CustomerUser>), (status = 403), (status = 404), (status = 422)),
)]
async fn list(ApiPath(id): ApiPath<Uuid>, asking: Asking<CustomerUser>) -> ApiResult<Response> {
    let question = CustomerPeople { tenant: Id::new(id), wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, person)
}

/// Adds a person to a customer's directory. They have no password; nothing given to them counts until the customer confirms them.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/users", operation_id = "createCustomerUser", tag = "customers",
    request_body = NewUser, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = Shape), (status = 403), (status = 404), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewUser>,
) -> ApiResult<Response> {
    let tenant = Id::new(id);
    let new = CreateUser {
        upn: new.user_principal_name,
        display_name: new.display_name,
        language: new.preferred_language,
        time_zone: new.time_zone,
    };
    let user = run(&web.app, &caller, CreateCustomerUser { tenant, new }).await?;
    Ok(created(format!("/v1.0/customers/{id}/users/{user}"), one(&web, &caller, tenant, user).await?))
}

/// One person of a customer, and what you may change.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/users/{user}", operation_id = "getCustomerUser", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("user" = Uuid, Path, description = "The person")),
    responses((status = 200, body = Shape), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, user)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Shape>> {
    Ok(Json(one(&web, &caller, Id::new(id), Id::new(user)).await?))
}

/// Changes name, language and time zone of a person of a customer, who holds no right of the customer itself.
#[utoipa::path(
    patch, path = "/v1.0/customers/{tenantId}/users/{user}", operation_id = "updateCustomerUser", tag = "customers",
    request_body = UserPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("user" = Uuid, Path, description = "The person")),
    responses((status = 200, body = Shape), (status = 403), (status = 404), (status = 412), (status = 422)),
)]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, user)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(patch): Body<UserPatch>,
) -> ApiResult<Json<Shape>> {
    let (tenant, user) = (Id::new(id), Id::new(user));
    let row = ask(&web.app, &caller, &CustomerPerson { tenant, user }).await?.row;
    let edit = EditUser {
        user,
        display_name: patch.display_name.unwrap_or(row.display_name),
        language: patch.preferred_language.unwrap_or(row.language),
        time_zone: patch.time_zone.unwrap_or(row.time_zone),
        stamp: version.optional().or(Some(row.stamp)),
    };
    run(&web.app, &caller, EditCustomerUser { tenant, edit }).await?;
    Ok(Json(one(&web, &caller, tenant, user).await?))
}

/// Lets a person of a customer sign in again, who holds no right of the customer itself.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/users/{user}/enable", operation_id = "enableCustomerUser", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("user" = Uuid, Path, description = "The person")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)),
)]
async fn enable(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, user)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
) -> ApiResult<Response> {
    let switch = SetUserEnabled { user: Id::new(user), enabled: true, stamp: version.optional() };
    run(&web.app, &caller, SetCustomerUserEnabled { tenant: Id::new(id), switch }).await?;
    Ok(no_content())
}

/// Keeps a person of a customer, who holds no right of the customer itself, from signing in, and ends their sessions.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/users/{user}/disable", operation_id = "disableCustomerUser", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("user" = Uuid, Path, description = "The person")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)),
)]
async fn disable(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, user)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
) -> ApiResult<Response> {
    let switch = SetUserEnabled { user: Id::new(user), enabled: false, stamp: version.optional() };
    run(&web.app, &caller, SetCustomerUserEnabled { tenant: Id::new(id), switch }).await?;
    Ok(no_content())
}

/// Has a link to set a password mailed to a person of a customer, who holds no right of the customer itself. Nobody else learns it; nothing
/// given to the person counts until the customer confirms them.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/users/{user}/passwordLink", operation_id = "sendCustomerPasswordLink",
    tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("user" = Uuid, Path, description = "The person")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 429)),
)]
async fn password_link(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, user)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    run(&web.app, &caller, SendPasswordLink { tenant: Id::new(id), user: Id::new(user) }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, tenant: Id<Organization>, user: Id<User>) -> Result<Shape, Refusal> {
    let it = ask(&web.app, caller, &CustomerPerson { tenant, user }).await?;
    let may_manage = it.rights.contains(&DirectoryRight::ManagePeople);
    Ok(Shape {
        etag: etag(it.row.stamp),
        id: it.row.id.uuid(),
        display_name: it.row.display_name,
        user_principal_name: it.row.upn,
        account_enabled: it.row.enabled,
        preferred_language: may_manage.then_some(it.row.language),
        time_zone: may_manage.then_some(it.row.time_zone),
        may_manage,
        may_send_password_link: it.rights.contains(&DirectoryRight::SendPasswordLinks),
        is_protected: it.is_protected,
    })
}

fn person(row: UserRow) -> CustomerUser {
    CustomerUser {
        id: row.id.uuid(),
        display_name: row.display_name,
        user_principal_name: row.upn,
        account_enabled: row.enabled,
    }
}
