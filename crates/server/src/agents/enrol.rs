//! `POST /agents/v1/enrol`: a device asks for a room and a credential.

use axum::{
    Extension, Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use domain::id::Id;
use service::devices::{self, Enrol};
use wire::agents::{Credential, EnrolAnswer, EnrolRequest, MAX_ENROL_BYTES};

use super::{
    answer::Turned,
    message::{facts, read},
    report::interval,
};
use crate::{request::RequestInfo, web::Web};

pub(super) async fn enrol(
    State(web): State<Web>,
    Extension(info): Extension<RequestInfo>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<EnrolAnswer>), Turned> {
    let message: EnrolRequest = read(&headers, body, MAX_ENROL_BYTES).await?;
    message.check().map_err(Turned::malformed)?;
    let asked = Enrol {
        tenant: Id::new(message.key.tenant_id),
        key_version: message.key.key_version.into(),
        secret: message.key.secret,
        credential: message.credential.map(|Credential(credential)| credential),
        facts: facts(message.device),
    };
    let enrolled = devices::enrol(&web.app, asked, &info.id, &info.address).await?;
    let answer = EnrolAnswer {
        tenant_id: enrolled.tenant.uuid(),
        room_id: enrolled.room.uuid(),
        credential: Credential(enrolled.credential),
        report_interval_seconds: interval(&web),
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
