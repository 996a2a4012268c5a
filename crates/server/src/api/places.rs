//! `/v1.0/places`: the place hierarchy of one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema};
use service::{
    Caller, Listed, ask,
    places::{CreatePlace, DeletePlace, EditPlace, ListPlaces, PlaceForm, PlaceOf, PlaceRow, SCHEMA},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::places::{NewPlace, Place, PlacePatch};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Place {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`parentId eq null` or `kind eq 'building'`";
}

/// Every operation on places.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, patch, delete))
}

/// The places of your organization, each with the number of rooms you see in it.
#[utoipa::path(get, path = "/v1.0/places", operation_id = "listPlaces", tag = "places",
    params(Asking<Place>),
    responses((status = 200, body = List<Place>), (status = 403), (status = 422)))]
async fn list(asking: Asking<Place>) -> ApiResult<Response> {
    let question = ListPlaces { within: None, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(Listed { items: found.places, next: found.next }, found.count, shape)
}

/// Adds a place.
#[utoipa::path(post, path = "/v1.0/places", operation_id = "createPlace", tag = "places", request_body = NewPlace,
    responses((status = 201, body = Place), (status = 403), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewPlace>,
) -> ApiResult<Response> {
    let form = PlaceForm { name: new.display_name, kind: new.kind, parent: new.parent_id.map(Id::new) };
    let place = run(&web.app, &caller, CreatePlace { form }).await?;
    Ok(created(format!("/v1.0/places/{place}"), one(&web, &caller, place.uuid()).await?.0))
}

/// A place.
#[utoipa::path(get, path = "/v1.0/places/{id}", operation_id = "getPlace", tag = "places",
    params(("id" = Uuid, Path, description = "The place")),
    responses((status = 200, body = Place), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Place>> {
    one(&web, &caller, id).await
}

/// Renames or moves a place, with all that lies in it.
#[utoipa::path(patch, path = "/v1.0/places/{id}", operation_id = "updatePlace", tag = "places",
    request_body = PlacePatch, params(("id" = Uuid, Path, description = "The place")),
    responses((status = 200, body = Place), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<PlacePatch>,
) -> ApiResult<Json<Place>> {
    let row = ask(&web.app, &caller, &PlaceOf { place: Id::new(id) }).await?.row;
    let form = PlaceForm {
        name: patch.display_name.unwrap_or(row.name),
        kind: patch.kind.unwrap_or_else(|| row.kind.key().to_owned()),
        parent: patch.parent_id.map_or(row.parent, |parent| parent.map(Id::new)),
    };
    let stamp = version.optional().or(Some(row.change_stamp));
    run(&web.app, &caller, EditPlace { place: row.id, stamp, form }).await?;
    one(&web, &caller, id).await
}

/// Deletes a place in which nothing lies.
#[utoipa::path(delete, path = "/v1.0/places/{id}", operation_id = "deletePlace", tag = "places",
    params(("id" = Uuid, Path, description = "The place")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeletePlace { place: Id::new(id), stamp: version.optional() }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, id: Uuid) -> ApiResult<Json<Place>> {
    Ok(Json(shape(ask(&web.app, caller, &PlaceOf { place: Id::new(id) }).await?.row)))
}

fn shape(row: PlaceRow) -> Place {
    Place {
        etag: etag(row.change_stamp),
        id: row.id.uuid(),
        parent_id: row.parent.map(Id::uuid),
        kind: row.kind.key().to_owned(),
        display_name: row.name,
        room_count: row.rooms,
        place_count: row.places,
    }
}
