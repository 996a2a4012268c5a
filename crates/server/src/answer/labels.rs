//! The fields that a sentence above a form may mean, called as they are on the page.
//!
//! Invariant: a label is the message that stands beside the field, so that both change together.

use domain::update_ring::Preset;

use crate::i18n::Translator;

/// Fields of the API and the message of their label.
const LABELS: &[(&str, &str)] = &[
    ("acceptedTerms", "wizard-terms"),
    ("accessContainer/accessContainerId", "granular-group"),
    ("accessDetails", "granular-roles"),
    ("account", "room-account"),
    ("afterDays", "escalation-days"),
    ("applicationPermissions", "application-permissions"),
    ("assetTag", "room-asset-tag"),
    ("autoExtendDuration", "granular-extends"),
    ("beginsDateTime", "update-begins"),
    ("capacity", "room-capacity"),
    ("confirmation", "confirm-typed"),
    ("country", "organizations-country"),
    ("currency", "report-currency"),
    ("customer/tenantId", "granular-customer"),
    ("days", "token-days"),
    ("delegatedPermissions", "application-delegated"),
    ("description", "description"),
    ("defaultCamera", "setting-camera"),
    ("defaultMicrophone", "setting-microphone"),
    ("defaultSpeaker", "setting-speaker"),
    ("deviceType", "room-device-type"),
    ("displayName", "name"),
    ("domain", "wizard-domain"),
    ("domainLabel", "added-label"),
    ("dueDateTime", "ticket-due-day"),
    ("duration", "granular-duration"),
    ("endDateTime", "period-until"),
    ("events", "webhook-events"),
    ("file", "attachment-file"),
    ("forceReason", "job-force-reason"),
    ("fromSequence", "audit-logs-first"),
    ("isEnabled", "state"),
    ("kind", "places-kind"),
    ("latitude", "room-latitude"),
    ("longitude", "room-longitude"),
    ("lowestSeverity", "webhook-severity"),
    ("mail", "mail"),
    ("manufacturer", "room-manufacturer"),
    ("member", "members"),
    ("members", "members"),
    ("model", "room-model"),
    ("namedUsers", "wizard-people"),
    ("nightlyRestartTime", "setting-restart-time"),
    ("notes", "room-notes"),
    ("order", "ring-order"),
    ("oldPassword", "password-old"),
    ("ownerId", "suppress-owner"),
    ("parentId", "places-lies-in"),
    ("password", "password-new"),
    ("passwordRepeated", "password-repeated"),
    ("permissions", "role-permissions"),
    ("place", "room-place"),
    ("placeId", "room-place"),
    ("placeType", "room-place-type"),
    ("pollMinutes", "signals-poll"),
    ("preferredLanguage", "language"),
    ("primaryAdmins", "role-primary-admins"),
    ("publicKey", "release-key-public"),
    ("ratePerHour", "report-rate"),
    ("reason", "reason"),
    ("recipients", "subscription-recipients"),
    ("redirectUris", "application-redirects"),
    ("release", "release"),
    ("resumePolicy", "update-resume-policy"),
    ("rings", "nav-update-rings"),
    ("role", "role"),
    ("roleId", "role"),
    ("roomGroupId", "webhook-group"),
    ("roomIds", "rooms"),
    ("rolloutDays", "ring-rollout-days"),
    ("rooms", "rooms"),
    ("rule", "group-rule"),
    ("scope", "scope-legend"),
    ("serialNumber", "room-serial-number"),
    ("settings", "job-settings"),
    ("severity", "signals-severity"),
    ("signals", "suppress-what"),
    ("signedKey", "release-key-signed"),
    ("signedRelease", "release-signed"),
    ("size", "room-size"),
    ("stopPercent", "update-stop-percent"),
    ("stopRooms", "update-stop-rooms"),
    ("suppressUntil", "suppress-until"),
    ("tags", "room-tags"),
    ("teamId", "mail-route-team"),
    ("teamIds", "webhook-teams"),
    ("tenantIds", "bulk-customers"),
    ("testDays", "ring-test-days"),
    ("text", "ticket-message"),
    ("tickets", "nav-incidents"),
    ("timeZone", "time-zone"),
    ("timing", "job-when"),
    ("toSequence", "audit-logs-last"),
    ("url", "webhook-url"),
    ("urlTemplate", "service-portal-url"),
    ("userPrincipalName", "account-name"),
    ("validDays", "wizard-days"),
    ("verifiedDomains", "organizations-domains"),
    ("watchMinutes", "signals-watch"),
    ("webhookEvents", "webhook-events"),
    ("webhookUrl", "webhook-url"),
    ("when", "update-when"),
    ("offerId", "subscription-offer"),
    ("offerName", "subscription-offer"),
    ("principalId", "subscription-holder"),
    ("partnerId", "subscription-reseller"),
    ("quantity", "subscription-quantity"),
    ("agent", "role"),
    ("startsDateTime", "subscription-starts"),
    ("termMonths", "subscription-term"),
    ("userId", "licence-person"),
    ("status", "state"),
    ("serviceId", "support-service"),
    ("title", "support-title"),
    ("state", "state"),
];

/// What a field is called; none where it has no name of its own on a page.
pub(crate) fn label(t: &Translator, field: &str) -> Option<String> {
    if let Some((ring, days)) = field.split_once('/')
        && let Some(preset) = Preset::named(ring)
    {
        let (_, days) = LABELS.iter().find(|(name, _)| *name == days)?;
        return Some(format!("{}, {}", t.word("ring-", preset.key()), t.t(days)));
    }
    let mut parts = field.split('/');
    let whole = parts.next().unwrap_or_default();
    if let (Some(row), Some(part)) = (parts.next().and_then(|row| row.parse::<usize>().ok()), parts.next()) {
        return match (whole, part) {
            ("namedUsers", "displayName") => Some(t.with("wizard-person-name", "number", row + 1)),
            ("namedUsers", "userPrincipalName") => Some(t.with("wizard-person-upn", "number", row + 1)),
            _ => None,
        };
    }
    if let Some(part) = whole.strip_prefix("administrator") {
        let key = if part == "DisplayName" { "name" } else { "account-name" };
        return Some(format!("{}, {}", t.t("organizations-first-administrator"), t.t(key)));
    }
    LABELS.iter().find(|(name, _)| *name == whole).map(|(_, key)| t.t(key))
}

#[cfg(test)]
mod tests {
    use domain::organization::Language;

    use super::*;

    #[test]
    fn each_label_is_there_in_each_language() {
        for language in Language::ALL {
            let t = Translator::new(language, "UTC");
            for (field, key) in LABELS {
                assert!(t.has(key), "{field} in {}", language.tag());
            }
        }
    }

    #[test]
    fn rows_and_parts_of_a_form_are_told_apart() {
        let t = Translator::new(Language::English, "UTC");
        let label = |field| label(&t, field).unwrap_or_default();
        assert_eq!(label("namedUsers/1/displayName"), "Name of person 2");
        assert_eq!(label("namedUsers/0/userPrincipalName"), "Account name of person 1");
        assert_eq!(label("administratorDisplayName"), "First administrator, Name");
        assert_eq!(label("scope/rooms"), label("scope"));
        assert_eq!(label("staging/testDays"), "Staging, Test in days");
        assert_eq!(label("$skiptoken"), "");
    }
}
