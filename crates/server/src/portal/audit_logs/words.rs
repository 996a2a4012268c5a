//! The values of the log in words: what fields are called, and what stable words, moments and truths say. Exports keep what the API says.

use domain::time::Time;

use crate::{answer::label, i18n::Translator};

/// Fields that only events have, or that mean something else there than in a form, and the message of their name.
const FIELDS: &[(&str, &str)] = &[
    ("access", "token-access"),
    ("accountEnabled", "log-account-enabled"),
    ("acknowledged", "log-acknowledged"),
    ("acknowledgedBy", "log-acknowledged-by"),
    ("address", "webhook-url"),
    ("agent", "role"),
    ("allTickets", "log-all-tickets"),
    ("assignedQuantity", "log-assigned-quantity"),
    ("atOnceFrom", "account-mail-at-once"),
    ("autoExtend", "log-auto-extend"),
    ("browser", "log-browser"),
    ("by", "log-by"),
    ("channel", "log-channel"),
    ("code", "log-code"),
    ("confirmed", "log-confirmed"),
    ("contentType", "log-content-type"),
    ("correlationId", "log-correlation"),
    ("count", "log-count"),
    ("covers", "log-covers"),
    ("customerId", "customer"),
    ("day", "log-day"),
    ("days", "report-days"),
    ("defaultGranularRelationship", "log-default-granular"),
    ("delegatedAdminPrivileges", "privileges"),
    ("deliveryId", "log-delivery"),
    ("devices", "log-devices"),
    ("digestFrom", "account-mail-in-digest"),
    ("digestHour", "account-mail-digest"),
    ("emailNotifications", "log-email"),
    ("endDateTime", "log-until"),
    ("endsDateTime", "log-until"),
    ("endedCount", "log-ended-count"),
    ("exceptPlaces", "log-except-places"),
    ("exceptRoomGroups", "log-except-groups"),
    ("exceptRooms", "log-except-rooms"),
    ("expirationDateTime", "log-expires"),
    ("expiresAt", "log-expires"),
    ("foldedFaults", "log-folded"),
    ("form", "log-form"),
    ("from", "suppress-from"),
    ("grantType", "log-grant"),
    ("group", "room-group"),
    ("groupId", "room-group"),
    ("host", "log-host"),
    ("hour", "log-hour"),
    ("inactiveDays", "log-inactive"),
    ("isCritical", "log-critical"),
    ("isEnabled", "log-enabled"),
    ("isPartner", "log-is-partner"),
    ("isPaused", "log-paused"),
    ("isPublicClient", "application-public"),
    ("jobId", "job"),
    ("keyNumber", "log-key-number"),
    ("keyVersion", "log-key-version"),
    ("kind", "log-kind"),
    ("linkId", "partner-link"),
    ("list", "log-list"),
    ("logo", "log-logo"),
    ("mailed", "log-mailed"),
    ("monitoring", "log-monitoring"),
    ("newerVersion", "log-newer"),
    ("notRequired", "log-not-required"),
    ("offer", "subscription-offer"),
    ("opensDateTime", "log-opens"),
    ("orphaned", "orphaned"),
    ("owner", "suppress-owner"),
    ("parent", "places-lies-in"),
    ("partner", "partner"),
    ("partnerId", "partner"),
    ("pause", "log-pause"),
    ("policySettings", "log-policy"),
    ("previousSecretExpirationDateTime", "log-old-secret"),
    ("productKey", "log-product-key"),
    ("profile", "log-profile"),
    ("places", "nav-places"),
    ("provider", "log-provider"),
    ("quietHours", "account-mail-quiet"),
    ("recordDigest", "log-record-digest"),
    ("recordId", "log-record"),
    ("refused", "log-refused"),
    ("relationshipId", "log-relationship"),
    ("relay", "reachability-relay"),
    ("report", "log-report"),
    ("requestId", "log-request"),
    ("reseller", "subscription-reseller"),
    ("residueCount", "residue"),
    ("ringState", "log-ring-state"),
    ("roles", "nav-roles"),
    ("room", "room"),
    ("roomGroups", "nav-groups"),
    ("roomsBehind", "log-behind"),
    ("rows", "log-rows"),
    ("rulePlaceId", "log-rule-place"),
    ("ruleTag", "log-rule-tag"),
    ("savedView", "view-name"),
    ("secret", "application-secret"),
    ("secretId", "log-secret-id"),
    ("sender", "log-sender"),
    ("service", "support-service"),
    ("session", "log-session"),
    ("sha256", "log-sha256"),
    ("side", "log-side"),
    ("startDateTime", "suppress-from"),
    ("subscriptionId", "log-subscription"),
    ("suppressionId", "residue-suppressions"),
    ("team", "mail-route-team"),
    ("termsAcceptedBy", "log-terms-by"),
    ("termsHash", "log-terms-hash"),
    ("termsVersion", "log-terms-version"),
    ("ticketsGiven", "account-mail-given"),
    ("until", "log-until"),
    ("updateRing", "update-ring"),
    ("urlChanged", "log-url-changed"),
    ("use", "log-use"),
    ("userId", "log-person"),
    ("version", "update-version"),
    ("what", "log-what"),
];

/// What is listed, shown or taken away, and the message of its name.
const LISTS: &[(&str, &str)] = &[
    ("rooms", "rooms"),
    ("roomGroups", "nav-groups"),
    ("updateRings", "nav-update-rings"),
    ("tickets", "nav-incidents"),
    ("reports", "nav-reports"),
    ("maintenanceWindows", "nav-maintenance-windows"),
    ("rollouts", "nav-updates"),
    ("rolloutRooms", "rooms"),
    ("subscriptions", "nav-subscriptions"),
    ("granularRelationships", "nav-granular-relationships"),
    ("autopilotDevices", "nav-autopilot"),
    ("supportRequests", "nav-support-requests"),
    ("accessReview", "nav-access-review"),
    ("activityLog", "nav-activity-log"),
    ("customers", "nav-customers"),
    ("people", "nav-users"),
    ("customer", "customer"),
    ("addedCustomers", "nav-customers"),
    ("roomEvents", "room-events"),
];

/// Fields whose values are words of the vocabulary, one or several, and the beginnings of their messages.
const WORDS: &[(&str, &[&str])] = &[
    ("access", &["token-"]),
    ("agent", &["agent-"]),
    ("applicationPermissions", &["api-permission-"]),
    ("atOnceFrom", &["severity-", "account-mail-from-"]),
    ("by", &["log-by-"]),
    ("channel", &["autopilot-channel-"]),
    ("code", &["error-"]),
    ("delegatedPermissions", &["api-permission-"]),
    ("deviceType", &["device-"]),
    ("digestFrom", &["severity-", "account-mail-from-"]),
    ("events", &["webhook-event-", "registration-event-"]),
    ("kind", &["subscription-kind-", "invitation-kind-", "ticket-kind-", "job-", "room-event-", "place-"]),
    ("lowestSeverity", &["severity-"]),
    ("monitoring", &["monitoring-"]),
    ("permissions", &["permission-", "api-permission-"]),
    ("placeType", &["place-type-"]),
    ("policySettings", &["autopilot-setting-"]),
    ("reason", &["webhook-off-"]),
    ("report", &["report-"]),
    ("resumePolicy", &["update-resume-"]),
    ("ringState", &["rollout-ring-"]),
    ("severity", &["severity-", "support-severity-"]),
    ("size", &["size-"]),
    ("timing", &["job-timing-"]),
    ("when", &["update-when-"]),
];

/// The states of what a category is about.
const STATES: &[(&str, &str)] = &[
    ("Ticket", "ticket-state-"),
    ("PartnerInvitation", "invitation-state-"),
    ("Link", "link-state-"),
    ("Ring", "rollout-"),
    ("Granular", "granular-status-"),
    ("Subscription", "subscription-status-"),
    ("Subscription", "support-status-"),
    ("Room", "job-state-"),
];

/// What a field is called; one that has no name is shown as the API calls it.
pub(super) fn field(t: &Translator, field: &str) -> String {
    let own = FIELDS.iter().find(|(name, _)| *name == field).map(|(_, key)| t.t(key));
    own.or_else(|| label(t, field)).unwrap_or_else(|| field.to_owned())
}

/// What a value says, in an event of a category; what is no word of the vocabulary stands as it is.
pub(super) fn value(t: &Translator, category: &str, field: &str, value: &str) -> String {
    match value {
        "true" => return t.t("yes"),
        "false" => return t.t("no"),
        // A scope that covers whatever room there is.
        "*" => return t.t("maintenance-all-rooms"),
        _ => {}
    }
    if let Ok(at) = value.parse::<Time>() {
        return t.exact_time(at);
    }
    let told = match field {
        "state" | "status" => {
            let own = STATES.iter().filter(|(of, _)| *of == category);
            own.chain(STATES).find_map(|(_, prefix)| words(t, prefix, value))
        }
        "role" | "roles" => roles(t, value),
        "list" | "what" => LISTS.iter().find(|(list, _)| *list == value).map(|(_, key)| t.t(key)),
        _ => WORDS
            .iter()
            .find(|(name, _)| *name == field)
            .and_then(|(_, prefixes)| prefixes.iter().find_map(|prefix| words(t, prefix, value))),
    };
    told.unwrap_or_else(|| value.to_owned())
}

/// The parts of a value, which stand side by side.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    value.split([' ', ',']).filter(|part| !part.is_empty())
}

/// The messages of all parts of a value; none where one of them is no word of this beginning.
fn words(t: &Translator, prefix: &str, value: &str) -> Option<String> {
    let message = |part: &str| {
        let key = format!("{prefix}{}", part.replace(['.', '_'], "-"));
        t.has(&key).then(|| t.t(&key))
    };
    let told: Option<Vec<String>> = parts(value).map(message).collect();
    told.filter(|told| !told.is_empty()).map(|told| told.join(", "))
}

/// The names of roles; none where one of them is no built-in, published or subscription role.
fn roles(t: &Translator, value: &str) -> Option<String> {
    let name = |part: &str| Some(t.role_by_key(part)).filter(|name| !name.starts_with("role-"));
    let told: Option<Vec<String>> = parts(value).map(name).collect();
    told.filter(|told| !told.is_empty()).map(|told| told.join(", "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use domain::organization::Language;

    use super::*;

    /// The fields of events as the use cases write them: the text that follows one of the words that add a value.
    fn written(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                written(&path, found);
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            for word in ["with", "changed", "without", "with_person", "changed_person", "without_person"] {
                for part in source.split(&format!(".{word}(")).skip(1) {
                    let literal = part.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
                    if let Some((field, rest)) = literal
                        && rest.starts_with(',')
                    {
                        found.insert(field.to_owned());
                    }
                }
            }
        }
    }

    /// every field of an event has a name in every language, and so has whatever is listed.
    #[test]
    fn every_field_of_an_event_has_a_name() {
        let mut found = BTreeSet::new();
        written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../service/src"), &mut found);
        assert!(found.len() > 120, "the sources are searched for fields: {} found", found.len());
        for language in Language::ALL {
            let t = Translator::new(language, "UTC");
            let nameless: Vec<_> = found.iter().filter(|name| field(&t, name) == **name).collect();
            assert_eq!(nameless, Vec::<&String>::new(), "{}", language.tag());
            for (name, key) in FIELDS.iter().chain(LISTS) {
                assert!(t.has(key), "{name} in {}", language.tag());
            }
        }
    }

    #[test]
    fn values_are_told_in_words() {
        let t = Translator::new(Language::English, "UTC");
        let told = |category, field, text| value(&t, category, field, text);
        assert_eq!(told("Room", "monitoring", "onboarding"), "Onboarding");
        assert_eq!(told("Ticket", "state", "watching"), "Watching");
        assert_eq!(told("Settings", "isEnabled", "false"), "No");
        let moment = "2026-11-02T09:00:00Z".parse::<Time>().unwrap();
        assert_eq!(told("Room", "endDateTime", "2026-11-02T09:00:00Z"), t.exact_time(moment));
        assert_eq!(told("Room", "reason", "Walls are painted"), "Walls are painted");
        assert_eq!(told("User", "code", "forbidden"), t.t("error-forbidden"));
        assert_ne!(told("User", "code", "forbidden"), "forbidden");
        assert_eq!(told("View", "what", "room.customers"), "room.customers");
    }
}
