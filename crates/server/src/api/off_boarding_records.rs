//! `/v1.0/offBoardingRecords`: signed records of what ended when everything of a partner was ended, and the public keys that verify them
//! (decision 4).

use axum::{Json, extract::State, response::Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{id::Id, query::Schema};
use serde::Serialize;
use service::{
    Caller, Refusal, ask,
    off_boarding::{OffBoardingRecordOf, OffBoardingRecords, Opened, RecordRow, SCHEMA},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_holdings::OffBoardingRecord;

use crate::{
    answer::{ApiResult, List},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for OffBoardingRecord {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`residueCount gt 0`";
}

/// Every operation on records.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read))
}

/// The records of your organization, newest first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/offBoardingRecords", operation_id = "listOffBoardingRecords", tag = "offBoardingRecords",
    params(Asking<OffBoardingRecord>),
    responses((status = 200, body = List<OffBoardingRecord>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<OffBoardingRecord>) -> ApiResult<Response> {
    let question = OffBoardingRecords { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// One record, with its document and the signature.
#[utoipa::path(
    get, path = "/v1.0/offBoardingRecords/{id}", operation_id = "getOffBoardingRecord", tag = "offBoardingRecords",
    params(("id" = Uuid, Path, description = "The record")),
    responses((status = 200, body = OffBoardingRecord), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<OffBoardingRecord>> {
    Ok(Json(one(&web, &caller, Id::new(id)).await?))
}

/// One record as the API tells it.
pub(super) async fn one(
    web: &Web,
    caller: &Caller,
    record: Id<domain::id::OffBoardingRecord>,
) -> Result<OffBoardingRecord, Refusal> {
    let Opened { row, record, .. } = ask(&web.app, caller, &OffBoardingRecordOf { record }).await?;
    let document = serde_json::to_value(record).map_err(|error| Refusal::Bug(Box::new(error)))?;
    let signed = Some(row.signed.clone());
    Ok(OffBoardingRecord { document: Some(document), signed, ..shape(row) })
}

fn shape(row: RecordRow) -> OffBoardingRecord {
    OffBoardingRecord {
        id: row.id.uuid(),
        partner_id: row.partner.uuid(),
        partner_display_name: row.partner_name,
        issued_by: row.issued_by,
        issued_date_time: row.issued_at.to_string(),
        ended_count: row.ended,
        residue_count: row.residue,
        document: None,
        signed: None,
    }
}

/// A public key (RFC 8037).
#[derive(Serialize)]
struct PublicKey {
    kty: &'static str,
    crv: &'static str,
    alg: &'static str,
    #[serde(rename = "use")]
    usage: &'static str,
    kid: String,
    x: String,
}

/// A set of public keys (RFC 7517).
#[derive(Serialize)]
pub(crate) struct PublicKeys {
    keys: Vec<PublicKey>,
}

/// The keys that verify records, for whoever holds one: the present key and those before it.
pub(crate) async fn keys(State(web): State<Web>) -> Json<PublicKeys> {
    let key = |it: &service::signing_keys::SigningKey| PublicKey {
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        usage: "sig",
        kid: it.id().to_owned(),
        x: URL_SAFE_NO_PAD.encode(it.public()),
    };
    Json(PublicKeys { keys: web.app.signing_keys().map(key).collect() })
}
