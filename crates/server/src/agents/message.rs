//! Reading a message: bounded in size and time, then held against the contract.

use std::time::Duration;

use axum::{
    body::Body,
    http::{HeaderMap, header},
};
use domain::room::DeviceType;
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use service::devices::DeviceFacts;
use wire::agents::{DeviceFacts as WireFacts, DeviceType as WireType};

use super::answer::Turned;

/// How long a message may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// Reads a message of at most `limit` bytes.
pub(super) async fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<T, Turned> {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if told.is_some_and(|length: usize| length > limit) {
        return Err(Turned::too_large());
    }
    let bytes = tokio::time::timeout(PATIENCE, gather(body, limit))
        .await
        .map_err(|_| Turned::malformed("the message did not arrive in time"))??;
    serde_json::from_slice(&bytes).map_err(Turned::malformed)
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
        addresses: told.ip_addresses.into_iter().chain(told.mac_addresses).collect(),
        network_type: told.network_type,
    }
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
