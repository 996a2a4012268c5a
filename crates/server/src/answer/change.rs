//! A change as clients send it: often the whole thing as it was read, with something else in one place.

use domain::time::Time;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use service::{Code, Fault, Refusal};
use uuid::Uuid;

/// The members of a change.
#[derive(Clone, Debug)]
pub(crate) struct Change(pub(crate) Map<String, Value>);

impl Change {
    /// All of it, of something that is new.
    pub(crate) fn whole<T: DeserializeOwned>(self) -> Result<T, Refusal> {
        typed(self.0)
    }

    /// What is to change of a thing that stands so now: what was sent back as it stands is no change, properties that only Steward sets
    /// can be sent in no other way, and `null` clears what can be cleared.
    pub(crate) fn of<T: DeserializeOwned>(
        self,
        now: &impl Serialize,
        read_only: &[&str],
        clears: &[&str],
    ) -> Result<T, Refusal> {
        let now = serde_json::to_value(now).map_err(Refusal::from)?;
        let mut changed = self.0;
        changed.retain(|name, sent| match now.get(name) {
            Some(stands) => !stays(name, sent, stands),
            None => !(sent.is_null() && read_only.contains(&name.as_str())),
        });
        let mut faults = Vec::new();
        for (name, sent) in &changed {
            if read_only.contains(&name.as_str()) {
                faults.push(Fault::new(name, Code::ReadOnly));
            } else if sent.is_null() && now.get(name).is_some() && !clears.contains(&name.as_str()) {
                faults.push(Fault::new(name, Code::Required));
            }
        }
        if faults.is_empty() { typed(changed) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
    }
}

/// Whether a member that was sent is the one that stands. Names are words of people: each letter counts.
fn stays(name: &str, sent: &Value, stands: &Value) -> bool {
    if ["displayName", "friendlyName"].contains(&name) { sent == stands } else { same(sent, stands) }
}

/// Whether a value that was sent is the one that stands, however the client writes it.
fn same(sent: &Value, stands: &Value) -> bool {
    match (sent, stands) {
        (Value::Object(sent), Value::Object(stands)) => {
            sent.iter().all(|(name, sent)| stays(name, sent, stands.get(name).unwrap_or(&Value::Null)))
        }
        (Value::Array(sent), Value::Array(stands)) => {
            sent.len() == stands.len() && sent.iter().zip(stands).all(|(sent, stands)| same(sent, stands))
        }
        (Value::String(sent), Value::String(stands)) => sent == stands || same_meaning(sent, stands),
        (sent, stands) => sent == stands,
    }
}

fn same_meaning(sent: &str, stands: &str) -> bool {
    if let Ok(stands) = stands.parse::<Time>() {
        return sent.parse().is_ok_and(|sent: Time| sent == stands);
    }
    if let Ok(stands) = Uuid::try_parse(stands) {
        return Uuid::try_parse(sent).is_ok_and(|sent| sent == stands);
    }
    days(stands).is_some_and(|stands| days(sent) == Some(stands))
}

/// A duration of whole days as Steward writes it, or as the official client for Python writes what it read (`730 days, 0:00:00`), which is
/// none of ISO 8601 and therefore means something only where it changes nothing.
fn days(text: &str) -> Option<u32> {
    if ["PT0S", "0:00:00"].contains(&text) {
        return Some(0);
    }
    let of_python = || text.strip_suffix(" days, 0:00:00").or_else(|| text.strip_suffix(" day, 0:00:00"));
    let days = text.strip_prefix('P').and_then(|text| text.strip_suffix('D')).or_else(of_python)?;
    days.parse().ok()
}

fn typed<T: DeserializeOwned>(members: Map<String, Value>) -> Result<T, Refusal> {
    serde_json::from_value(Value::Object(members)).map_err(|error| {
        let fault = Fault::new("body", Code::Malformed).detail(error);
        Refusal::Invalid(Code::Malformed, vec![fault])
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    fn change(sent: &Value) -> Result<Map<String, Value>, Vec<(String, Code)>> {
        let now = json!({
            "id": "7e3c2f4e-0000-4000-8000-00000000abcd-x", "displayName": "Rooms", "duration": "P730D", "customer": null,
            "autoExtendDuration": "PT0S", "createdDateTime": "2026-11-01T08:00:00.000001Z",
            "accessDetails": { "unifiedRoles": [{ "roleDefinitionId": "69091246-20e8-4a56-aa4d-066075b2a7a8" }] },
        });
        let sent = Change(sent.as_object().unwrap().clone());
        match sent.of(&now, &["id", "createdDateTime"], &["customer"]) {
            Ok(changed) => Ok(changed),
            Err(Refusal::Invalid(_, faults)) => {
                Err(faults.into_iter().map(|fault| (fault.field, fault.code)).collect())
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    /// §4.3: what is sent back as it was read, in whatever form the official clients write it, is no change.
    #[test]
    fn what_stands_is_no_change() {
        for sent in [
            json!({}),
            json!({ "customer": null, "duration": "730 days, 0:00:00", "autoExtendDuration": "0:00:00" }),
            json!({ "createdDateTime": "2026-11-01T08:00:00.000001+00:00", "displayName": "Rooms" }),
            json!({ "accessDetails": { "unifiedRoles": [{ "roleDefinitionId": "69091246-20E8-4A56-AA4D-066075B2A7A8" }] } }),
        ] {
            assert_eq!(change(&sent), Ok(Map::new()), "{sent}");
        }
    }

    /// §4.3: a property that only Steward sets is not set by others, and what must be there is not cleared.
    #[test]
    fn what_differs_is_a_change_or_a_fault() {
        let changed =
            change(&json!({ "id": "7e3c2f4e-0000-4000-8000-00000000abcd-x", "displayName": "Other" }));
        assert_eq!(Value::Object(changed.unwrap()), json!({ "displayName": "Other" }));
        let changed = change(&json!({ "color": null, "duration": "P1Y" }));
        assert_eq!(Value::Object(changed.unwrap()), json!({ "color": null, "duration": "P1Y" }));
        let fault = |name: &str, code| Err(vec![(name.to_owned(), code)]);
        assert_eq!(change(&json!({ "id": "another" })), fault("id", Code::ReadOnly));
        assert_eq!(change(&json!({ "createdDateTime": null })), fault("createdDateTime", Code::ReadOnly));
        assert_eq!(change(&json!({ "duration": null })), fault("duration", Code::Required));
    }
}
