//! The frame around every page: faces, navigation, person, notices. It offers what the engine says the reader
//! may do, and nothing else.

use domain::{
    agent::AgentRight, organization::Face, permission::Permission, role::DirectoryRole, time::Time,
};
use service::{
    Both, Question, Refusal, ask,
    delegated_rooms::{OnBehalf, OnBehalfOf},
    rooms::CustomersInSight,
    shell::{Shell, ShellOf},
};

use crate::{
    assets,
    caller::Signed,
    i18n::Translator,
    portal::{customer_filter::CustomerFilter, rooms::At, tour::Tour},
    web::Web,
};

/// The frame of a page for a signed-in reader. Templates extend `portal/layout.html` and hold it as `frame`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Speaks to the reader.
    pub t: Translator,
    /// The reader.
    pub shell: Shell,
    /// The account name.
    pub upn: String,
    /// The face this page belongs to.
    pub face: Face,
    /// The page's entry in the navigation.
    pub entry: &'static str,
    /// The token for forms.
    pub csrf: String,
    /// The address of this page.
    pub here: String,
    /// Addresses of stylesheet, script, icons and favicon.
    pub css: String,
    /// The script.
    pub js: String,
    /// The icon sprite.
    pub icons: String,
    /// The favicon.
    pub favicon: String,
    /// The customer chosen in the tenant switch: name and identifier.
    pub tenant: Option<(String, String)>,
    /// On whose behalf the reader acts here.
    pub on_behalf: Option<OnBehalf>,
    /// The moment of the page.
    pub now: Time,
    /// What to try here, in a demonstration.
    pub tour: Option<Tour>,
}

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The stable word, also the suffix of its message `nav-…`.
    pub key: &'static str,
    /// Its address.
    pub address: String,
    /// Its icon.
    pub icon: &'static str,
}

fn entry(key: &'static str, address: impl Into<String>, icon: &'static str) -> Entry {
    Entry { key, address: address.into(), icon }
}

impl Frame {
    /// The frame for a page.
    pub async fn of(web: &Web, signed: &Signed, face: Face, entry: &'static str) -> Result<Self, Refusal> {
        let shell = signed.shell(web).await?;
        let mut frame = Self::around(web, signed, shell, face, entry);
        if let Some(tenant) = signed.on_behalf {
            let found = ask(&web.app, &signed.caller, &OnBehalfOf { tenant }).await?;
            // What the pages offer is what may be done there.
            frame.shell.at_customers = found.permissions;
            frame.tenant = Some((found.name.clone(), tenant.to_string()));
            frame.on_behalf = Some(found);
        }
        Ok(frame)
    }

    /// The frame for a page at home, at one customer or at all customers, with the filter of customers.
    pub(in crate::portal) async fn with_filter(
        web: &Web,
        signed: &Signed,
        at: At,
        entry: &'static str,
        filter: CustomersInSight,
    ) -> Result<(Self, CustomerFilter), Refusal> {
        if matches!(at, At::Own(_) | At::OnBehalf(_)) {
            return Ok((Self::of(web, signed, at.face(), entry).await?, CustomerFilter::default()));
        }
        let (choices, shell) = ask(&web.app, &signed.caller, &Both(&filter, &ShellOf)).await?;
        let mut frame = Self::around(web, signed, shell, at.face(), entry);
        let customers = CustomerFilter::answered(filter, choices, &mut frame);
        Ok((frame, customers))
    }

    /// The same with a list, which is asked for together with them where that saves finding out the reader's rights again.
    pub(in crate::portal) async fn with_list<Q: Question>(
        web: &Web,
        signed: &Signed,
        at: At,
        entry: &'static str,
        filter: CustomersInSight,
        list: &Q,
    ) -> Result<(Self, CustomerFilter, Q::Answer), Refusal> {
        let (app, caller) = (&web.app, &signed.caller);
        let around = |shell| Self::around(web, signed, shell, at.face(), entry);
        match at {
            At::Own(_) => {
                let (list, shell) = ask(app, caller, &Both(list, &ShellOf)).await?;
                Ok((around(shell), CustomerFilter::default(), list))
            }
            At::Customer(_) | At::OnBehalf(_) => {
                let list = ask(app, caller, list).await?;
                let (frame, customers) = Self::with_filter(web, signed, at, entry, filter).await?;
                Ok((frame, customers, list))
            }
            At::Customers => {
                let both = Both(list, &filter);
                let ((list, choices), shell) = ask(app, caller, &Both(&both, &ShellOf)).await?;
                let mut frame = around(shell);
                let customers = CustomerFilter::answered(filter, choices, &mut frame);
                Ok((frame, customers, list))
            }
        }
    }

    /// The frame for what a reader is known by. The operator's own people have one face, whatever page they open.
    fn around(web: &Web, signed: &Signed, shell: Shell, face: Face, entry: &'static str) -> Self {
        Self {
            t: Translator::new(shell.language, &shell.time_zone),
            tour: Tour::of(web, &shell, &signed.here, &signed.hidden_tours),
            upn: signed.caller.person.upn.to_string(),
            face: if shell.is_operator { Face::Operator } else { face },
            shell,
            entry,
            csrf: signed.csrf.clone(),
            here: signed.here.clone(),
            css: assets::address("app.css"),
            js: assets::address("app.js"),
            icons: assets::address("icons.svg"),
            favicon: assets::address("favicon.svg"),
            tenant: None,
            on_behalf: None,
            now: web.app.clock.now(),
        }
    }

    /// The initials of the reader.
    pub fn initials(&self) -> String {
        self.shell.name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
    }

    /// The faces the reader has, with their start pages.
    pub fn faces(&self) -> Vec<(Face, &'static str, &'static str, &'static str)> {
        let mut faces = Vec::new();
        if self.shell.is_operator {
            faces.push((Face::Operator, "face-operator", "/operator/organizations", "operator"));
        } else {
            // Whoever has no rooms of their own still has their account there.
            let start = if self.shell.own.has(Permission::RoomView) { "/rooms" } else { "/account" };
            faces.push((Face::Rooms, "face-rooms", start, "room"));
        }
        if self.shell.is_partner {
            faces.push((Face::Partner, "face-partner", "/partner/tenants", "partner"));
        }
        faces
    }

    /// The message of the face shown.
    pub fn face_key(&self) -> &'static str {
        if self.on_behalf.is_some() {
            return "face-on-behalf";
        }
        match self.face {
            Face::Rooms => "face-rooms",
            Face::Partner => "face-partner",
            Face::Operator => "face-operator",
        }
    }

    /// The navigation of the face: what the reader may open.
    pub fn navigation(&self) -> Vec<Entry> {
        if let Some(there) = &self.on_behalf {
            return on_behalf(there);
        }
        let own = self.shell.own;
        let there = self.shell.at_customers;
        let mut list = Vec::new();
        match self.face {
            Face::Rooms => {
                if own.has(Permission::TicketView) {
                    list.push(entry("incidents", "/incidents", "warning"));
                }
                if own.has(Permission::RoomView) {
                    list.push(entry("rooms", "/rooms", "room"));
                }
                if own.has(Permission::GroupView) {
                    list.push(entry("groups", "/groups", "group"));
                }
                if own.has(Permission::RoomView) {
                    list.push(entry("maintenance-windows", "/maintenance-windows", "suppressed"));
                }
                if own.has(Permission::RingView) {
                    list.push(entry("update-rings", "/update-rings", "ring"));
                    list.push(entry("updates", "/updates", "refresh"));
                }
                if own.has(Permission::ReportView) {
                    list.push(entry("reports", "/reports", "report"));
                }
                if own.has(Permission::RoomView) {
                    list.push(entry("places", "/places", "place"));
                }
                list.extend(self.directory());
            }
            Face::Partner => {
                list.push(entry("tenants", "/partner/tenants", "tenant"));
                if self.shell.acts_on_behalf {
                    list.push(entry("on-behalf", "/partner/on-behalf", "key"));
                }
                if self.shell.agent_rights.contains(&AgentRight::SeeCustomers) {
                    list.push(entry("customers", "/partner/customers", "organization"));
                }
                if self.shell.reads_directories {
                    list.push(entry("customer-directories", "/partner/directories", "security-group"));
                }
                if self.shell.on_subscriptions
                    || self.shell.agent_rights.contains(&AgentRight::SeeSubscriptions)
                {
                    list.push(entry("customer-subscriptions", "/partner/subscriptions", "organization"));
                }
                if self.shell.agent_rights.contains(&AgentRight::SupportCustomers) {
                    list.push(entry("customer-support-requests", "/partner/support-requests", "partner"));
                }
                if self.shell.agent_rights.contains(&AgentRight::SeeDelegation) {
                    list.push(entry("granular-relationships", "/partner/granular-relationships", "key"));
                }
                if there.has(Permission::TicketView) {
                    list.push(entry("customer-incidents", "/partner/incidents", "warning"));
                }
                if there.has(Permission::RoomView) {
                    list.push(entry("customer-rooms", "/partner/rooms", "room"));
                }
                if there.has(Permission::GroupView) {
                    list.push(entry("customer-groups", "/partner/groups", "group"));
                }
                if there.has(Permission::RoomView) {
                    let address = "/partner/maintenance-windows";
                    list.push(entry("customer-maintenance-windows", address, "suppressed"));
                }
                if there.has(Permission::RingView) {
                    list.push(entry("customer-update-rings", "/partner/update-rings", "ring"));
                    list.push(entry("customer-updates", "/partner/updates", "refresh"));
                }
                if there.has(Permission::ReportView) {
                    list.push(entry("customer-reports", "/partner/reports", "report"));
                }
                if self.is_service_administrator() {
                    list.push(entry("tenant-managers", "/partner/tenant-managers", "person"));
                }
            }
            Face::Operator => {
                list.push(entry("organizations", "/operator/organizations", "organization"));
                list.push(entry("service-portals", "/operator/service-portals", "external"));
                list.push(entry("subscription-offers", "/operator/subscription-offers", "organization"));
                list.push(entry("vendor-support-requests", "/operator/support-requests", "partner"));
                list.push(entry("health", "/operator/health", "healthy"));
                if own.has(Permission::RingModify) {
                    list.push(entry("updates", "/updates", "refresh"));
                }
                list.extend(self.directory());
            }
        }
        list
    }

    fn directory(&self) -> Vec<Entry> {
        if self.shell.directory_roles.is_empty() {
            return Vec::new();
        }
        vec![
            entry("users", "/directory/users", "person"),
            entry("security-groups", "/directory/groups", "security-group"),
            entry("directory-roles", "/directory/roles", "role"),
        ]
    }

    /// The part of the navigation under Settings.
    pub fn settings(&self) -> Vec<Entry> {
        if self.on_behalf.is_some() {
            return Vec::new();
        }
        let own = self.shell.own;
        let mut list = Vec::new();
        match self.face {
            Face::Rooms => {
                if own.has(Permission::SettingsView) || own.has(Permission::RoomDownloadKey) {
                    list.push(entry("general", "/settings/general", "settings"));
                }
                if own.has(Permission::SettingsView) {
                    list.push(entry("signals", "/settings/signals", "signal"));
                }
                if own.has(Permission::RoleView) {
                    list.push(entry("roles", "/settings/roles", "role"));
                }
                if own.has(Permission::SettingsView) {
                    list.push(entry("partners", "/settings/partners", "partner"));
                    let address = "/settings/partner-relationships";
                    list.push(entry("partner-relationships", address, "organization"));
                    list.push(entry("autopilot", "/settings/autopilot", "display"));
                }
                if own.has(Permission::SettingsView) || self.shell.on_own_subscriptions {
                    list.push(entry("subscriptions", "/settings/subscriptions", "organization"));
                }
                if self.is_global_administrator() {
                    list.push(entry("support-requests", "/settings/support-requests", "partner"));
                }
                if own.has(Permission::SettingsModify) {
                    list.push(entry("webhooks", "/settings/webhooks", "external"));
                    list.push(entry("mail-routes", "/settings/mail-routes", "mail"));
                }
                list.extend(self.applications());
                if own.has(Permission::SettingsView) && own.has(Permission::RoleView) {
                    list.push(entry("access-review", "/settings/access-review", "view"));
                }
                list.extend(self.audit_logs());
            }
            Face::Partner => {
                if self.shell.at_customers.has(Permission::RoleView) {
                    list.push(entry("customer-roles", "/partner/settings/roles", "role"));
                }
                if own.has(Permission::SettingsModify) {
                    list.push(entry("customer-webhooks", "/partner/settings/webhooks", "external"));
                    let address = "/partner/settings/mail-routes";
                    list.push(entry("customer-mail-routes", address, "mail"));
                }
                if self.shell.agent_rights.contains(&AgentRight::ReceiveEvents) {
                    list.push(entry("registration", "/partner/settings/registration", "external"));
                }
                if self.is_service_administrator() {
                    list.push(entry("activity-log", "/partner/settings/activity-log", "audit"));
                }
            }
            Face::Operator => {
                list.extend(self.applications());
                list.extend(self.audit_logs());
            }
        }
        list
    }

    fn applications(&self) -> Option<Entry> {
        self.is_global_administrator().then(|| entry("applications", "/settings/applications", "key"))
    }

    fn audit_logs(&self) -> Option<Entry> {
        self.is_service_administrator().then(|| entry("audit-logs", "/settings/audit-logs", "audit"))
    }

    fn is_service_administrator(&self) -> bool {
        self.shell.directory_roles.iter().any(|role| {
            matches!(role, DirectoryRole::GlobalAdministrator | DirectoryRole::ManagedServiceAdministrator)
        })
    }

    /// Whether the reader may do something somewhere in the own organization.
    pub fn may(&self, key: &str) -> bool {
        Permission::from_key(key).is_some_and(|permission| self.shell.own.has(permission))
    }

    /// Whether the reader manages people and security groups of the own organization, at least those who hold nothing.
    pub fn manages_directory(&self) -> bool {
        self.is_global_administrator()
            || self.shell.directory_roles.contains(&DirectoryRole::UserManagementAdministrator)
    }

    /// Whether the reader is a Global administrator of the own organization.
    pub fn is_global_administrator(&self) -> bool {
        self.shell.directory_roles.contains(&DirectoryRole::GlobalAdministrator)
    }
}

/// What somebody may open on behalf of a customer.
fn on_behalf(there: &OnBehalf) -> Vec<Entry> {
    let at = At::OnBehalf(there.tenant);
    let may = |permission| there.permissions.has(permission);
    let entries = [
        (Permission::TicketView, at.incidents_entry(), at.incidents(), "warning"),
        (Permission::RoomView, at.entry(), at.list(), "room"),
        (Permission::GroupView, at.groups_entry(), at.groups(), "group"),
        (Permission::RoomView, at.maintenance_windows_entry(), at.maintenance_windows(), "suppressed"),
        (Permission::RingView, at.rings_entry(), at.rings(), "ring"),
        (Permission::RingView, at.updates_entry(), at.updates(), "refresh"),
        (Permission::ReportView, at.reports_entry(), at.reports(), "report"),
    ];
    let allowed = entries.into_iter().filter(|(permission, ..)| may(*permission));
    allowed.map(|(_, key, address, icon)| entry(key, address, icon)).collect()
}

/// The frame of a page for anybody: sign-in, errors. Templates extend `portal/bare.html` and hold it as `bare`.
#[derive(Clone, Debug)]
pub struct Bare {
    /// Speaks to the reader.
    pub t: Translator,
    /// The stylesheet.
    pub css: String,
    /// The script.
    pub js: String,
    /// The icon sprite.
    pub icons: String,
    /// The favicon.
    pub favicon: String,
}

impl Bare {
    /// The frame in a language.
    pub fn new(t: Translator) -> Self {
        Self {
            t,
            css: assets::address("app.css"),
            js: assets::address("app.js"),
            icons: assets::address("icons.svg"),
            favicon: assets::address("favicon.svg"),
        }
    }
}
