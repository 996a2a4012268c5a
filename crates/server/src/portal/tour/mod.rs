//! The tour of the demonstration: on the first pages a box that says what to try, for each kind of person.
//!
//! Invariant: it appears only where sample people are offered, and leads nowhere that the reader may not go.

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect},
    routing::post,
};
use domain::permission::Permission;
use service::{Refusal, shell::Shell};

use crate::{
    answer::PageResult,
    caller::{Signed, set_cookie},
    form::Posted,
    web::Web,
};

/// The cookie that names the tours a browser has hidden.
pub const TOUR_COOKIE: &str = "steward-tour";
/// The pages on which the tour appears: where each face begins.
const FIRST_PAGES: [&str; 4] = ["/rooms", "/partner/tenants", "/partner/rooms", "/operator/organizations"];
/// Where somebody without any role arrives.
const NOBODYS_PAGE: &str = "/account";
/// For a month.
const HIDDEN_FOR: i64 = 30 * 24 * 3600;

/// What to try, for one kind of person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tour {
    /// The kind of person.
    pub kind: &'static str,
    /// What to try.
    pub steps: &'static [Step],
}

/// Something to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The message that names the page.
    pub label: &'static str,
    /// Its address.
    pub address: &'static str,
    /// The message that says what to do there.
    pub text: &'static str,
}

const fn step(label: &'static str, address: &'static str, text: &'static str) -> Step {
    Step { label, address, text }
}

const ADMINISTRATOR: &[Step] = &[
    step("nav-rooms", "/rooms", "tour-rooms-live"),
    step("health-onboarding", "/rooms?health=onboarding", "tour-onboarding"),
    step("nav-partners", "/settings/partners", "tour-partners"),
    step("nav-audit-logs", "/settings/audit-logs", "tour-audit"),
];
const READER: &[Step] = &[
    step("nav-rooms", "/rooms", "tour-rooms-live"),
    step("nav-groups", "/groups", "tour-groups"),
    step("nav-roles", "/settings/roles", "tour-reader"),
];
const SITE: &[Step] = &[step("nav-rooms", "/rooms", "tour-site")];
const TENANT_MANAGER: &[Step] = &[step("nav-tenants", "/partner/tenants", "tour-invitations")];
const PARTNER_ADMINISTRATOR: &[Step] = &[
    step("nav-tenants", "/partner/tenants", "tour-invitations"),
    step("nav-tenant-managers", "/partner/tenant-managers", "tour-tenant-managers"),
];
const TECHNICIAN: &[Step] = &[
    step("nav-customer-rooms", "/partner/rooms", "tour-all-customers"),
    step("health-unhealthy", "/partner/rooms?health=unhealthy", "tour-edit"),
    step("nav-customer-roles", "/partner/settings/roles", "tour-roles"),
];
const PARTNER_NOBODY: &[Step] = &[step("nav-tenants", "/partner/tenants", "tour-no-customers")];
const OPERATOR: &[Step] = &[
    step("nav-organizations", "/operator/organizations", "tour-organizations"),
    step("nav-organizations", "/operator/organizations?q=Northwind", "tour-capability"),
];
const NOBODY: &[Step] = &[step("my-account", "/account", "tour-nobody")];

impl Tour {
    /// The tour of a page of a demonstration; none on other pages, or when the browser has hidden it.
    pub fn of(web: &Web, shell: &Shell, here: &str, hidden: &str) -> Option<Self> {
        let page = here.split('?').next().unwrap_or_default();
        let tour = Self::for_reader(shell);
        let is_first = FIRST_PAGES.contains(&page) || (tour.kind == "nobody" && page == NOBODYS_PAGE);
        if web.options.sample_people.is_empty() || !is_first {
            return None;
        }
        (!hidden.split('.').any(|kind| kind == tour.kind)).then_some(tour)
    }

    fn for_reader(shell: &Shell) -> Self {
        let (kind, steps) = if shell.is_operator {
            ("operator", OPERATOR)
        } else if shell.at_customers.has(Permission::RoomView) {
            ("technician", TECHNICIAN)
        } else if shell.is_partner && shell.answers_invitations && !shell.directory_roles.is_empty() {
            ("partner-administrator", PARTNER_ADMINISTRATOR)
        } else if shell.is_partner && shell.answers_invitations {
            ("tenant-manager", TENANT_MANAGER)
        } else if shell.is_partner {
            ("partner-nobody", PARTNER_NOBODY)
        } else if shell.own.has(Permission::SettingsModify) {
            ("administrator", ADMINISTRATOR)
        } else if shell.own.has(Permission::RoomModify) {
            ("site", SITE)
        } else if shell.own.has(Permission::RoomView) {
            ("reader", READER)
        } else {
            ("nobody", NOBODY)
        };
        Self { kind, steps }
    }
}

/// Hiding the tour.
pub fn routes() -> Router<Web> {
    Router::new().route("/tour/hide", post(hide))
}

async fn hide(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let mut kinds: Vec<&str> = signed.hidden_tours.split('.').filter(|kind| is_word(kind)).collect();
    kinds.push(form.text("kind"));
    kinds.retain(|kind| is_word(kind));
    kinds.sort_unstable();
    kinds.dedup();
    let cookie = set_cookie(&web, TOUR_COOKIE, &kinds.join("."), HIDDEN_FOR);
    let back = form.text("back");
    // Back to a page of this portal alone.
    let back =
        if back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') { back } else { "/" };
    let mut response = Redirect::to(back).into_response();
    let value = HeaderValue::from_str(&cookie).map_err(|error| Refusal::Bug(Box::new(error)))?;
    response.headers_mut().insert(header::SET_COOKIE, value);
    Ok(response)
}

fn is_word(kind: &str) -> bool {
    (1..=32).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::collections::BTreeSet;

    use domain::{organization::Language, permission::PermissionSet, role::DirectoryRole};

    use super::*;
    use crate::i18n::Translator;

    fn nobody() -> Shell {
        Shell {
            acts_on_behalf: false,
            reads_directories: false,
            on_subscriptions: false,
            on_own_subscriptions: false,
            name: String::new(),
            organization: String::new(),
            language: Language::English,
            time_zone: "UTC".to_owned(),
            is_operator: false,
            is_partner: false,
            own: PermissionSet::NONE,
            directory_roles: BTreeSet::new(),
            answers_invitations: false,
            at_customers: PermissionSet::NONE,
            all_tickets: true,
            folds_faults: false,
            agent_rights: BTreeSet::new(),
            unread: 0,
        }
    }

    /// A short tour says what to try, for each kind of person.
    #[test]
    fn each_kind_of_person_has_a_tour_of_its_own() {
        let view = PermissionSet::of(&[Permission::RoomView]);
        let modify = view.or(PermissionSet::of(&[Permission::RoomModify]));
        let of = |shell: Shell| Tour::for_reader(&shell).kind;
        assert_eq!(of(nobody()), "nobody");
        assert_eq!(of(Shell { is_operator: true, ..nobody() }), "operator");
        assert_eq!(of(Shell { own: PermissionSet::ALL, ..nobody() }), "administrator");
        assert_eq!(of(Shell { own: view, ..nobody() }), "reader");
        assert_eq!(of(Shell { own: modify, ..nobody() }), "site");
        let partner = || Shell { is_partner: true, ..nobody() };
        assert_eq!(of(partner()), "partner-nobody");
        assert_eq!(of(Shell { at_customers: view, answers_invitations: true, ..partner() }), "technician");
        assert_eq!(of(Shell { answers_invitations: true, ..partner() }), "tenant-manager");
        let roles = [DirectoryRole::GlobalAdministrator].into();
        let administrator = Shell { answers_invitations: true, directory_roles: roles, ..partner() };
        assert_eq!(of(administrator), "partner-administrator");
    }

    #[test]
    fn every_message_of_every_tour_is_written() {
        let all = [
            ADMINISTRATOR,
            READER,
            SITE,
            TENANT_MANAGER,
            PARTNER_ADMINISTRATOR,
            TECHNICIAN,
            PARTNER_NOBODY,
            OPERATOR,
            NOBODY,
        ];
        for language in Language::ALL {
            let t = Translator::new(language, "UTC");
            for step in all.into_iter().flatten() {
                assert!(t.has(step.label) && t.has(step.text), "{} {}", step.label, step.text);
            }
        }
    }

    #[test]
    fn only_words_get_into_the_cookie() {
        assert!(is_word("partner-administrator"));
        for bad in ["", "a.b", "x; Path=/", "Ä", "a\n"] {
            assert!(!is_word(bad), "{bad}");
        }
    }
}
