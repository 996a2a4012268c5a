//! One exchange with the server: a report, or an enrolment where that comes first.
//!
//! Invariant: a relay that gathers is believed where the server signed, or where it asks to wait; whatever else it does, the room
//! tells the same report over its own connection.

use std::path::PathBuf;

use wire::agents::{DeviceFacts, EnrolRequest, ReportAnswer, ReportRequest};

use crate::{
    channel::{Channel, Failure, signed_failure},
    keeper::Kept,
    key_file::{self, KeyFileError},
    server_address::ServerAddress,
    signed::Signed,
};

/// The result of one exchange.
pub(super) enum Settled {
    Reported(ReportAnswer),
    Enrolled { kept: Kept, interval_seconds: u32 },
    Failed(Trouble),
}

/// Why an exchange did not succeed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("{0}")]
    Report(Failure),
    #[error("{0}")]
    Enrolment(Failure),
    #[error("{0}")]
    KeyFile(KeyFileError),
    #[error("{refusal}; and it cannot enrol again: {key_file}")]
    Disowned { refusal: Failure, key_file: KeyFileError },
}

/// How a report went.
pub(super) enum Carriage {
    /// By way of the relay that gathers.
    Gathered,
    /// Over the room's own connection.
    Own,
    /// Over the room's own connection, after the relay failed it in this way.
    OwnAfter(String),
}

/// What one exchange is made of.
pub(super) struct Attempt<C> {
    pub(super) channel: C,
    pub(super) key_file: PathBuf,
    pub(super) server: Option<ServerAddress>,
    pub(super) kept: Option<Kept>,
    pub(super) device: DeviceFacts,
    /// The report as it is handed to a relay that gathers, where that is tried first.
    pub(super) signed: Option<Signed>,
}

impl<C: Channel> Attempt<C> {
    /// Reports, by way of the relay that gathers or over the room's own connection; or enrols where that comes first.
    pub(super) async fn settle(self, report: &ReportRequest) -> (Settled, Carriage) {
        let Self { channel, key_file, server, kept, device, signed } = self;
        let server = server.as_ref();
        let Some(kept) = kept else {
            let settled = match key_file::read(&key_file) {
                Ok(key) => enrol(&channel, key, server, device, None).await,
                Err(error) => Settled::Failed(Trouble::KeyFile(error)),
            };
            return (settled, Carriage::Own);
        };
        let address = server.unwrap_or(&kept.server);
        let carriage = match signed {
            None => Carriage::Own,
            Some(signed) => match gather(&channel, address, &signed).await {
                Ok(Ok(answer)) => return (Settled::Reported(answer), Carriage::Gathered),
                Ok(Err(failure)) => return (Settled::Failed(Trouble::Report(failure)), Carriage::Gathered),
                Err(why) => Carriage::OwnAfter(why),
            },
        };
        let settled = match channel.report(address, &kept.credential, report).await {
            Ok(answer) => Settled::Reported(answer),
            Err(refusal @ Failure::CredentialInvalid(_)) => match key_file::read(&key_file) {
                Ok(key) => enrol(&channel, key, server, device, Some(kept)).await,
                Err(key_file) => Settled::Failed(Trouble::Disowned { refusal, key_file }),
            },
            Err(failure) => Settled::Failed(Trouble::Report(failure)),
        };
        (settled, carriage)
    }
}

/// What the relay brought back, where it says how the report ended; else why the room tells it over its own connection.
async fn gather(
    channel: &impl Channel,
    server: &ServerAddress,
    signed: &Signed,
) -> Result<Result<ReportAnswer, Failure>, String> {
    let answer = match channel.gather(server, &signed.message).await {
        Ok(answer) => answer,
        // Whoever asked at once over another connection would not wait. Nobody signs this; but a relay that wants no report to
        // arrive need not say so.
        Err(busy @ Failure::Busy { .. }) => return Ok(Err(busy)),
        Err(failure) => return Err(failure.to_string()),
    };
    let text = signed.believes(&answer).ok_or("the answer has no signature of the server")?;
    if let Ok(answer) = serde_json::from_str(text) {
        return Ok(Ok(answer));
    }
    match signed_failure(text) {
        failure @ (Failure::Busy { .. } | Failure::Malformed(_)) => Ok(Err(failure)),
        failure => Err(failure.to_string()),
    }
}

async fn enrol(
    channel: &impl Channel,
    key: key_file::Key,
    server: Option<&ServerAddress>,
    device: DeviceFacts,
    old: Option<Kept>,
) -> Settled {
    let server = server.cloned().unwrap_or(key.server);
    // A credential is shown to nobody but the server that gave it.
    let credential = old.filter(|kept| kept.server == server).map(|kept| kept.credential);
    let request = EnrolRequest { key: key.key, device, credential };
    match channel.enrol(&server, &request).await {
        Ok(answer) => Settled::Enrolled {
            interval_seconds: answer.report_interval_seconds,
            kept: Kept {
                server,
                tenant_id: answer.tenant_id,
                room_id: answer.room_id,
                credential: answer.credential,
                report_key: None,
            },
        },
        Err(failure) => Settled::Failed(Trouble::Enrolment(failure)),
    }
}
