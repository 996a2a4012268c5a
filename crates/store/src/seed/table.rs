//! The tables of the bulk path, in the order of their references.

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    Organizations,
    AccessVersions,
    AuditHeads,
    Domains,
    Users,
    SecurityGroups,
    SecurityGroupMembers,
    DirectoryRoleMembers,
    TenantManagers,
    Places,
    Rooms,
    MonitoredDays,
    RoomGroups,
    RoomGroupMembers,
    RoomSignals,
    RoomHistory,
    Tickets,
    RoomEvents,
    EnrolmentKeys,
    Devices,
    Scopes,
    ScopeRooms,
    ScopeGroups,
    ScopePlaces,
    Invitations,
    Links,
    Blocks,
    ResellerRelationships,
    Roles,
    Assignments,
    AssignmentMembers,
    ChangeFeed,
}

impl Table {
    /// The statement that inserts so many rows of so many columns.
    pub(super) fn insert(self, rows: usize, columns: usize) -> String {
        let row = |row: usize| {
            let values: Vec<String> =
                (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
            format!("({})", values.join(", "))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("insert into {} values {}", self.columns(), rows.join(", "))
    }

    const fn columns(self) -> &'static str {
        match self {
            Self::Organizations => {
                "organizations (organization_id, name, name_key, country, language, time_zone, \
                 is_partner, is_operator, site_lead, change_stamp, created_at)"
            }
            Self::AccessVersions => "access_versions (tenant_id, version)",
            Self::AuditHeads => "audit_heads (tenant_id, sequence, digest)",
            Self::Domains => "domains (domain, tenant_id, verified_at)",
            Self::Users => {
                "users (tenant_id, user_id, upn, display_name, name_key, language, time_zone, enabled, \
                 password_hash, created_at, last_sign_in_at, change_stamp)"
            }
            Self::SecurityGroups => {
                "security_groups (tenant_id, group_id, name, name_key, description, agent, change_stamp)"
            }
            Self::SecurityGroupMembers => {
                "security_group_members (tenant_id, group_id, member_kind, member_id, added_at)"
            }
            Self::DirectoryRoleMembers => "directory_role_members (tenant_id, role, member_kind, member_id)",
            Self::TenantManagers => "tenant_managers (tenant_id, member_kind, member_id, added_at)",
            Self::Places => {
                "places (tenant_id, place_id, parent_id, kind, name, name_key, path, change_stamp)"
            }
            Self::Rooms => {
                "rooms (tenant_id, room_id, name, name_key, place_id, device_type, manufacturer, model, \
                 serial_number, host_name, account, time_zone, capacity, size, place_type, latitude, \
                 longitude, asset_tag, notes, agent_version, app_version, os_version, addresses, network_type, firmware_version, mac_addresses, tpm, \
                 credential_protection, missing, monitoring, health, has_warning, \
                 health_since, health_due_at, last_seen_at, key_version, created_at, change_stamp)"
            }
            Self::MonitoredDays => "monitored_days (tenant_id, room_id, from_day)",
            Self::RoomGroups => {
                "room_groups (tenant_id, group_id, name, name_key, description, change_stamp)"
            }
            Self::RoomGroupMembers => "room_group_members (tenant_id, group_id, room_id)",
            Self::RoomSignals => {
                "room_signals (tenant_id, room_id, signal, instance, state, value, detail, since)"
            }
            Self::RoomHistory => {
                "room_history (tenant_id, room_id, entry_id, at, kind, signal, instance, before, after)"
            }
            Self::Tickets => {
                "tickets (tenant_id, ticket_id, room_id, reference, kind, signal, instance, category, severity, state, \
                 description, description_key, opened_at, changed_at, resolved_at, closed_at, closure_reason, \
                 open_since, is_raised, entries, change_stamp)"
            }
            Self::RoomEvents => {
                "room_events (tenant_id, event_id, room_id, kind, name, at, description, description_key, \
                 logs_until)"
            }
            Self::EnrolmentKeys => "enrolment_keys (tenant_id, key_version, sealed, seal_key_id, created_at)",
            Self::Devices => {
                "devices (credential_hash, device_id, tenant_id, room_id, key_version, report_digest, \
                 created_at)"
            }
            Self::Scopes => "scopes (tenant_id, scope_id, whole, excludes)",
            Self::ScopeRooms => "scope_rooms (tenant_id, scope_id, room_id, excluded)",
            Self::ScopeGroups => "scope_groups (tenant_id, scope_id, group_id, excluded)",
            Self::ScopePlaces => "scope_places (tenant_id, scope_id, place_id, excluded)",
            Self::ResellerRelationships => {
                "reseller_relationships (tenant_id, relationship_id, partner_id, request_id, has_privileges, \
                 privileges_since, accepted_by, started_at, change_stamp)"
            }
            Self::Roles => {
                "roles (tenant_id, role_id, link_id, name, name_key, description, permissions, created_at, \
                 change_stamp)"
            }
            Self::Invitations => {
                "invitations (tenant_id, invitation_id, kind, partner_id, domain, named_upn, named_name, \
                 state, scope_id, modes, terms_version, terms_hash, terms_by, valid_days, sent_by, \
                 sent_by_name, sent_at, expires_at, answered_by, answered_at, reason, change_stamp)"
            }
            Self::Links => {
                "links (tenant_id, link_id, partner_id, invitation_id, state, scope_id, modes, \
                 extended, terms_version, terms_hash, terms_by, orphaned, started_at, ended_at, change_stamp)"
            }
            Self::Blocks => "blocks (tenant_id, user_id, partner_id, reason, blocked_by, blocked_at)",
            Self::Assignments => {
                "assignments (tenant_id, assignment_id, link_id, role, role_id, name, description, scope_id, \
                 starts_at, ends_at, created_at, change_stamp)"
            }
            Self::AssignmentMembers => {
                "assignment_members (tenant_id, assignment_id, home_id, member_kind, member_id, added_at)"
            }
            Self::ChangeFeed => "change_feed (tenant_id, version, number, at, kind, document)",
        }
    }
}
