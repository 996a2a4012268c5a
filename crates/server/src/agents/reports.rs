//! `POST /agents/v1/reports`: what many devices say, carried by a relay or a gateway that none of them has to trust (decision 22).

use axum::{Json, body::Body, extract::State, http::HeaderMap};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::time::Time;
use futures_util::future::join_all;
use service::devices::{self, Claim, Refused, Signer};
use wire::agents::{
    BatchAnswer, BatchRequest, MAX_BATCH_BYTES, MAX_REPORT_BYTES, ReportAnswer, ReportRequest, SignedAnswer,
    SignedMessage, answered,
};

use super::{answer::Turned, message::read, report};
use crate::web::Web;

pub(super) async fn reports(
    State(web): State<Web>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<BatchAnswer>, Turned> {
    let post: BatchRequest = read(&headers, body, MAX_BATCH_BYTES).await?;
    post.check().map_err(Turned::malformed)?;
    let signatures: Vec<_> = post.messages.iter().map(|message| bytes(&message.signature)).collect();
    let claims: Vec<_> =
        post.messages.iter().zip(&signatures).map(|(message, signature)| claim(message, signature)).collect();
    let signers = devices::signers(&web.app, &claims).await?;
    let answers = claims.iter().zip(&signers).map(|(claim, signer)| answer(&web, claim, signer.as_ref()));
    Ok(Json(BatchAnswer { answers: join_all(answers).await }))
}

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap_or_default()
}

fn claim<'a>(message: &'a SignedMessage, signature: &'a [u8]) -> Claim<'a> {
    // What is no hash is the hash of no credential.
    let credential_hash = bytes(&message.credential).try_into().unwrap_or_default();
    Claim { credential_hash, message: &message.message, signature }
}

async fn answer(web: &Web, claim: &Claim<'_>, signer: Option<&Signer>) -> SignedAnswer {
    let Some(signer) = signer else {
        return SignedAnswer { answer: Turned::from(Refused::CredentialInvalid).text(), signature: None };
    };
    let answer = match hear(web, claim.message, signer).await {
        Ok(answer) => serde_json::to_string(&answer).unwrap_or_default(),
        Err(turned) => turned.text(),
    };
    let signature = signer.sign(&answered(claim.signature, &answer));
    SignedAnswer { answer, signature: Some(URL_SAFE_NO_PAD.encode(signature)) }
}

async fn hear(web: &Web, message: &str, signer: &Signer) -> Result<ReportAnswer, Turned> {
    if message.len() > MAX_REPORT_BYTES {
        return Err(Turned::too_large());
    }
    let message: ReportRequest = serde_json::from_str(message).map_err(Turned::malformed)?;
    message.check().map_err(Turned::malformed)?;
    let sent_at = message.sent_at.as_deref().ok_or_else(|| Turned::malformed("sentAt: is missing"))?;
    let sent_at: Time = sent_at.parse().map_err(|_| Turned::malformed("sentAt: is not a point in time"))?;
    // The key is told over the device's own connection alone: here others would read it.
    let heard = report::heard(message)?;
    let answered = devices::hear_signed(&web.app, signer, sent_at, heard).await?;
    Ok(report::answer(web, answered))
}
