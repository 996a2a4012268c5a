//! Reading a message: bounded in size and time, then held against the contract.

use std::time::Duration;

use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use domain::{
    device::{CredentialProtection, Missing, MissingReason, Tpm},
    room::DeviceType,
};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use service::devices::DeviceFacts;
use wire::agents::{self as wire_agents, DeviceFacts as WireFacts, DeviceType as WireType};

use super::answer::Turned;

/// How long a message may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// Reads a message of at most `limit` bytes.
pub(super) async fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<T, Turned> {
    let bytes = whole(headers, body, limit, PATIENCE).await?;
    serde_json::from_slice(&bytes).map_err(Turned::malformed)
}

/// What comes as a whole: at most `limit` bytes, within a time.
pub(super) async fn whole(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
    patience: Duration,
) -> Result<Vec<u8>, Turned> {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if told.is_some_and(|length: usize| length > limit) {
        return Err(Turned::too_large());
    }
    tokio::time::timeout(patience, gather(body, limit))
        .await
        .map_err(|_| Turned::malformed("the message did not arrive in time"))?
}

async fn gather(body: Body, limit: usize) -> Result<Vec<u8>, Turned> {
    let mut pieces = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Turned::malformed("the message did not arrive whole"))?;
        if bytes.len() + piece.len() > limit {
            return Err(Turned::too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// What a device tells about itself, in the words of the service.
pub(super) fn facts(told: WireFacts) -> DeviceFacts {
    DeviceFacts {
        device_type: told.device_type.map(device_type),
        manufacturer: told.manufacturer,
        model: told.model,
        serial_number: told.serial_number,
        host_name: told.host_name,
        agent_version: told.agent_version,
        app_version: told.app_version,
        os_version: told.os_version,
        addresses: told.ip_addresses,
        network_type: told.network_type,
        firmware_version: told.firmware_version,
        mac_addresses: told.mac_addresses,
        tpm: told.tpm.map(tpm),
        credential_protection: told.credential_protection.map(protection),
        missing: told.missing.map(|missing| missing.into_iter().map(lack).collect()),
    }
}

const fn tpm(told: wire_agents::Tpm) -> Tpm {
    match told {
        wire_agents::Tpm::Tpm2 => Tpm::Tpm2,
        wire_agents::Tpm::Tpm1 => Tpm::Tpm1,
        wire_agents::Tpm::Absent => Tpm::Absent,
    }
}

const fn protection(told: wire_agents::CredentialProtection) -> CredentialProtection {
    match told {
        wire_agents::CredentialProtection::Tpm => CredentialProtection::Tpm,
        wire_agents::CredentialProtection::File => CredentialProtection::File,
    }
}

fn lack(told: wire_agents::Missing) -> Missing {
    let reason = match told.reason {
        wire_agents::MissingReason::NoRight => MissingReason::NoRight,
        wire_agents::MissingReason::NotThere => MissingReason::NotThere,
        wire_agents::MissingReason::Failed => MissingReason::Failed,
    };
    Missing { what: told.what, reason, detail: told.detail }
}

const fn device_type(told: WireType) -> DeviceType {
    match told {
        WireType::WindowsRoom => DeviceType::WindowsRoom,
        WireType::AndroidVideoBar => DeviceType::AndroidVideoBar,
        WireType::AndroidTouchConsole => DeviceType::AndroidTouchConsole,
        WireType::Panel => DeviceType::Panel,
        WireType::Generic => DeviceType::Generic,
    }
}
