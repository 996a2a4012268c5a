//! Directory roles as they are published, by the identifier of their template: what a partner's people can hold at a customer
//! by delegation. What a role opens in Steward stands beside it; `docs/delegated-roles.md` lists both.
//!
//! Invariant: a role that is not in this list is none, and one that opens nothing here says so.

use uuid::{Uuid, uuid};

use crate::{directory::DirectoryRight, role::DirectoryRole};

/// A published directory role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleDefinition {
    /// The identifier of its template, the same in every directory.
    pub id: Uuid,
    /// The stable word.
    pub key: &'static str,
    /// The published name; a name, not translated.
    pub name: &'static str,
    /// Whether it looks people up in the directory.
    pub reads_people: bool,
    /// Whether it gives licences to people of the directory, and takes them.
    pub assigns_licences: bool,
    /// What it changes in the directory, as far as that holds no right of the organization itself (decision 6).
    pub changes: &'static [DirectoryRight],
    /// The directory role of the same name here, whose rights in rooms it opens where the customer switched that on (decision 6).
    pub acts_as: Option<DirectoryRole>,
}

/// The highest role of a directory.
pub const GLOBAL_ADMINISTRATOR: RoleDefinition =
    licensing(uuid!("62e90394-69f5-4237-9190-012177145e10"), "global_administrator", "Global Administrator")
        .changing(&DirectoryRight::ALL)
        .acting_as(DirectoryRole::GlobalAdministrator);

/// Helps people who cannot sign in.
pub const HELPDESK_ADMINISTRATOR: RoleDefinition =
    reader(uuid!("729827e3-9c14-49f7-bb1b-9608f156bbb8"), "helpdesk_administrator", "Helpdesk Administrator")
        .changing(LINKS);

/// Who has links mailed by which people set passwords.
const LINKS: &[DirectoryRight] = &[DirectoryRight::SendPasswordLinks];

/// Every published role, by name.
pub static ALL: [RoleDefinition; 123] = [
    role(uuid!("db506228-d27e-4b7d-95e5-295956d6615f"), "agent_id_administrator", "Agent ID Administrator"),
    role(uuid!("adb2368d-a9be-41b5-8667-d96778e081b0"), "agent_id_developer", "Agent ID Developer"),
    role(
        uuid!("6b942400-691f-4bf0-9d12-d8a254a2baf5"),
        "agent_registry_administrator",
        "Agent Registry Administrator",
    ),
    role(uuid!("d2562ede-74db-457e-a7b6-544e236ebb61"), "ai_administrator", "AI Administrator"),
    role(
        uuid!("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
        "application_administrator",
        "Application Administrator",
    ),
    role(uuid!("cf1c38e5-3621-4004-a7cb-879624dced7c"), "application_developer", "Application Developer"),
    role(uuid!("9c6df0f2-1e7c-4dc3-b195-66dfbd24aa8f"), "attack_payload_author", "Attack Payload Author"),
    role(
        uuid!("c430b396-e693-46cc-96f3-db01bf8bb62a"),
        "attack_simulation_administrator",
        "Attack Simulation Administrator",
    ),
    role(
        uuid!("58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d"),
        "attribute_assignment_administrator",
        "Attribute Assignment Administrator",
    ),
    role(
        uuid!("ffd52fa5-98dc-465c-991d-fc073eb59f8f"),
        "attribute_assignment_reader",
        "Attribute Assignment Reader",
    ),
    role(
        uuid!("8424c6f0-a189-499e-bbd0-26c1753c96d4"),
        "attribute_definition_administrator",
        "Attribute Definition Administrator",
    ),
    role(
        uuid!("1d336d2c-4ae8-42ef-9711-b3604ce3fc2c"),
        "attribute_definition_reader",
        "Attribute Definition Reader",
    ),
    role(
        uuid!("5b784334-f94b-471a-a387-e7219fc49ca2"),
        "attribute_log_administrator",
        "Attribute Log Administrator",
    ),
    role(uuid!("9c99539d-8186-4804-835f-fd51ef9e2dcd"), "attribute_log_reader", "Attribute Log Reader"),
    role(
        uuid!("ecb2c6bf-0ab6-418e-bd87-7986f8d63bbe"),
        "attribute_provisioning_administrator",
        "Attribute Provisioning Administrator",
    ),
    role(
        uuid!("422218e4-db15-4ef9-bbe0-8afb41546d79"),
        "attribute_provisioning_reader",
        "Attribute Provisioning Reader",
    ),
    reader(
        uuid!("c4e39bd9-1100-46d3-8c65-fb160da0071f"),
        "authentication_administrator",
        "Authentication Administrator",
    )
    .changing(LINKS),
    role(
        uuid!("25a516ed-2fa0-40ea-a2d0-12923a21473a"),
        "authentication_extensibility_administrator",
        "Authentication Extensibility Administrator",
    ),
    role(
        uuid!("0526716b-113d-4c15-b2c8-68e3c22b9f80"),
        "authentication_policy_administrator",
        "Authentication Policy Administrator",
    ),
    role(
        uuid!("e3973bdf-4987-49ae-837a-ba8e231c7286"),
        "azure_devops_administrator",
        "Azure DevOps Administrator",
    ),
    role(
        uuid!("7495fdc4-34c4-4d15-a289-98788ce399fd"),
        "azure_information_protection_administrator",
        "Azure Information Protection Administrator",
    ),
    role(
        uuid!("aaf43236-0c0d-4d5f-883a-6955382ac081"),
        "b2c_ief_keyset_administrator",
        "B2C IEF Keyset Administrator",
    ),
    role(
        uuid!("3edaf663-341e-4475-9f94-5c398ef6c070"),
        "b2c_ief_policy_administrator",
        "B2C IEF Policy Administrator",
    ),
    role(uuid!("b0f54661-2d74-4c50-afa3-1ec803f12efe"), "billing_administrator", "Billing Administrator"),
    role(
        uuid!("892c5842-a9a6-463a-8041-72aa08ca3cf6"),
        "cloud_app_security_administrator",
        "Cloud App Security Administrator",
    ),
    role(
        uuid!("158c047a-c907-4556-b7ef-446551a6b5f7"),
        "cloud_application_administrator",
        "Cloud Application Administrator",
    ),
    role(
        uuid!("7698a772-787b-4ac8-901f-60d6b08affd2"),
        "cloud_device_administrator",
        "Cloud Device Administrator",
    ),
    role(
        uuid!("17315797-102d-40b4-93e0-432062caca18"),
        "compliance_administrator",
        "Compliance Administrator",
    ),
    role(
        uuid!("e6d1a23a-da11-4be4-9570-befc86d067a7"),
        "compliance_data_administrator",
        "Compliance Data Administrator",
    ),
    role(
        uuid!("b1be1c3e-b65d-4f19-8427-f6fa0d97feb9"),
        "conditional_access_administrator",
        "Conditional Access Administrator",
    ),
    role(
        uuid!("5c4f9dcd-47dc-4cf7-8c9a-9e4207cbfc91"),
        "customer_lockbox_access_approver",
        "Customer LockBox Access Approver",
    ),
    role(
        uuid!("38a96431-2bdf-4b4c-8b6e-5d3d8abac1a4"),
        "desktop_analytics_administrator",
        "Desktop Analytics Administrator",
    ),
    reader(uuid!("88d8e3e3-8f55-4a1e-953a-9b9898b8876b"), "directory_readers", "Directory Readers"),
    role(
        uuid!("d29b2b05-8046-44ba-8758-1e26182fcf32"),
        "directory_synchronization_accounts",
        "Directory Synchronization Accounts",
    ),
    reader(uuid!("9360feb5-f418-4baa-8175-e2a00bac4301"), "directory_writers", "Directory Writers")
        .changing(&[DirectoryRight::ManagePeople, DirectoryRight::ManageGroups]),
    role(
        uuid!("8329153b-31d0-4727-b945-745eb3bc5f31"),
        "domain_name_administrator",
        "Domain Name Administrator",
    ),
    role(uuid!("e93e3737-fa85-474a-aee4-7d3fb86510f3"), "dragon_administrator", "Dragon Administrator"),
    role(
        uuid!("44367163-eba1-44c3-98af-f5787879f96a"),
        "dynamics_365_administrator",
        "Dynamics 365 Administrator",
    ),
    role(
        uuid!("963797fb-eb3b-4cde-8ce3-5878b3f32a3f"),
        "dynamics_365_business_central_administrator",
        "Dynamics 365 Business Central Administrator",
    ),
    role(uuid!("3f1acade-1e04-4fbc-9b69-f0302cd84aef"), "edge_administrator", "Edge Administrator"),
    role(uuid!("29232cdf-9323-42fd-ade2-1d097af3e4de"), "exchange_administrator", "Exchange Administrator"),
    role(
        uuid!("49eb8f75-97e9-4e37-9b2b-6c3ebfcffa31"),
        "exchange_backup_administrator",
        "Exchange Backup Administrator",
    ),
    role(
        uuid!("31392ffb-586c-42d1-9346-e59415a2cc4e"),
        "exchange_recipient_administrator",
        "Exchange Recipient Administrator",
    ),
    role(
        uuid!("dd13091a-6207-4fc0-82ba-3641e056ab95"),
        "extended_directory_user_administrator",
        "Extended Directory User Administrator",
    ),
    role(
        uuid!("6e591065-9bad-43ed-90f3-e9424366d2f0"),
        "external_id_user_flow_administrator",
        "External ID User Flow Administrator",
    ),
    role(
        uuid!("0f971eea-41eb-4569-a71e-57bb8a3eff1e"),
        "external_id_user_flow_attribute_administrator",
        "External ID User Flow Attribute Administrator",
    ),
    role(
        uuid!("be2f45a1-457d-42af-a067-6ec1fa63bc45"),
        "external_identity_provider_administrator",
        "External Identity Provider Administrator",
    ),
    role(uuid!("a9ea8996-122f-4c74-9520-8edcd192826c"), "fabric_administrator", "Fabric Administrator"),
    GLOBAL_ADMINISTRATOR,
    reader(uuid!("f2ef992c-3afb-46b9-b7cf-a126ee74c451"), "global_reader", "Global Reader")
        .acting_as(DirectoryRole::GlobalReader),
    role(
        uuid!("ac434307-12b9-4fa1-a708-88bf58caabc1"),
        "global_secure_access_administrator",
        "Global Secure Access Administrator",
    ),
    role(
        uuid!("843318fb-79a6-4168-9e6f-aa9a07481cc4"),
        "global_secure_access_log_reader",
        "Global Secure Access Log Reader",
    ),
    reader(uuid!("fdd7a751-b60b-444a-984c-02652fe8fa1c"), "groups_administrator", "Groups Administrator")
        .changing(&[DirectoryRight::ManageGroups]),
    role(uuid!("95e79109-95c0-4d8e-aee3-d01accf2d47b"), "guest_inviter", "Guest Inviter"),
    HELPDESK_ADMINISTRATOR,
    role(
        uuid!("8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2"),
        "hybrid_identity_administrator",
        "Hybrid Identity Administrator",
    ),
    role(
        uuid!("45d8d3c5-c802-45c6-b32a-1d70b5e1e86e"),
        "identity_governance_administrator",
        "Identity Governance Administrator",
    ),
    role(uuid!("eb1f4a8d-243a-41f0-9fbd-c7cdf6c5ef7c"), "insights_administrator", "Insights Administrator"),
    role(uuid!("25df335f-86eb-4119-b717-0ff02de207e9"), "insights_analyst", "Insights Analyst"),
    role(
        uuid!("31e939ad-9672-4796-9c2e-873181342d2d"),
        "insights_business_leader",
        "Insights Business Leader",
    ),
    role(uuid!("3a2c62db-5318-420d-8d74-23affee5d9d5"), "intune_administrator", "Intune Administrator"),
    role(
        uuid!("2ea5ce4c-b2d8-4668-bd81-3680bd2d227a"),
        "iot_device_administrator",
        "IoT Device Administrator",
    ),
    role(uuid!("74ef975b-6605-40af-a5d2-b9539d836353"), "kaizala_administrator", "Kaizala Administrator"),
    role(uuid!("b5a8dcf3-09d5-43a9-a639-8e29ef291470"), "knowledge_administrator", "Knowledge Administrator"),
    role(uuid!("744ec460-397e-42ad-a462-8b3f9747a02c"), "knowledge_manager", "Knowledge Manager"),
    licensing(
        uuid!("4d6ac14f-3453-41d0-bef9-a3e0c569773a"),
        "license_administrator",
        "License Administrator",
    ),
    role(
        uuid!("59d46f88-662b-457b-bceb-5c3809e5908f"),
        "lifecycle_workflows_administrator",
        "Lifecycle Workflows Administrator",
    ),
    role(
        uuid!("ac16e43d-7b2d-40e0-ac05-243ff356ab5b"),
        "message_center_privacy_reader",
        "Message Center Privacy Reader",
    ),
    role(uuid!("790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b"), "message_center_reader", "Message Center Reader"),
    role(
        uuid!("1707125e-0aa2-4d4d-8655-a7c786c76a25"),
        "microsoft_365_backup_administrator",
        "Microsoft 365 Backup Administrator",
    ),
    role(
        uuid!("8c8b803f-96e1-4129-9349-20738d9f9652"),
        "microsoft_365_migration_administrator",
        "Microsoft 365 Migration Administrator",
    ),
    role(
        uuid!("00cf5c54-4693-4f59-a0ac-ab79ef0a974d"),
        "microsoft_365_support_engineer",
        "Microsoft 365 Support Engineer",
    ),
    role(
        uuid!("9f06204d-73c1-4d4c-880a-6edb90606fd8"),
        "microsoft_entra_joined_device_local_administrator",
        "Microsoft Entra Joined Device Local Administrator",
    ),
    role(
        uuid!("ee67aa9c-e510-4759-b906-227085a7fd4d"),
        "microsoft_graph_data_connect_administrator",
        "Microsoft Graph Data Connect Administrator",
    ),
    role(
        uuid!("1501b917-7653-4ff9-a4b5-203eaf33784f"),
        "microsoft_hardware_warranty_administrator",
        "Microsoft Hardware Warranty Administrator",
    ),
    role(
        uuid!("281fe777-fb20-4fbb-b7a3-ccebce5b0d96"),
        "microsoft_hardware_warranty_specialist",
        "Microsoft Hardware Warranty Specialist",
    ),
    role(uuid!("d37c8bed-0711-4417-ba38-b4abe66ce4c2"), "network_administrator", "Network Administrator"),
    role(
        uuid!("2b745bdf-0803-4d80-aa65-822c4493daac"),
        "office_apps_administrator",
        "Office Apps Administrator",
    ),
    role(
        uuid!("92ed04bf-c94a-4b82-9729-b799a7a4c178"),
        "organizational_branding_administrator",
        "Organizational Branding Administrator",
    ),
    role(
        uuid!("9d70768a-0cbc-4b4c-aea3-2e124b2477f4"),
        "organizational_data_source_administrator",
        "Organizational Data Source Administrator",
    ),
    role(
        uuid!("e48398e2-f4bb-4074-8f31-4586725e205b"),
        "organizational_messages_approver",
        "Organizational Messages Approver",
    ),
    role(
        uuid!("507f53e4-4e52-4077-abd3-d2e1558b6ea2"),
        "organizational_messages_writer",
        "Organizational Messages Writer",
    ),
    role(uuid!("4ba39ca4-527c-499a-b93d-d9b492c50246"), "partner_tier1_support", "Partner Tier1 Support"),
    role(uuid!("e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8"), "partner_tier2_support", "Partner Tier2 Support"),
    reader(uuid!("966707d0-3269-4727-9be2-8c3a10f19b9d"), "password_administrator", "Password Administrator")
        .changing(LINKS),
    role(uuid!("024906de-61e5-49c8-8572-40335f1e0e10"), "people_administrator", "People Administrator"),
    role(
        uuid!("af78dc32-cf4d-46f9-ba4e-4428526346b5"),
        "permissions_management_administrator",
        "Permissions Management Administrator",
    ),
    role(uuid!("78b0ccd1-afc2-4f92-9116-b41aedd09592"), "places_administrator", "Places Administrator"),
    role(
        uuid!("11648597-926c-4cf3-9c36-bcebb0ba8dcc"),
        "power_platform_administrator",
        "Power Platform Administrator",
    ),
    role(uuid!("644ef478-e28f-4e28-b9dc-3fdde9aa0b1f"), "printer_administrator", "Printer Administrator"),
    role(uuid!("e8cef6f1-e4bd-4ea8-bc07-4b8d950f4477"), "printer_technician", "Printer Technician"),
    reader(
        uuid!("7be44c8a-adaf-4e2a-84d6-ab2649e08a13"),
        "privileged_authentication_administrator",
        "Privileged Authentication Administrator",
    )
    .changing(LINKS),
    reader(
        uuid!("e8611ab8-c189-46e8-94e1-60213ab1f814"),
        "privileged_role_administrator",
        "Privileged Role Administrator",
    ),
    role(uuid!("4a5d8f65-41da-4de4-8968-e035b65339cf"), "reports_reader", "Reports Reader"),
    role(uuid!("0964bb5e-9bdb-4d7b-ac29-58e794862a40"), "search_administrator", "Search Administrator"),
    role(uuid!("8835291a-918c-4fd7-a9ce-faa49f0cf7d9"), "search_editor", "Search Editor"),
    role(uuid!("194ae4cb-b126-40b2-bd5b-6091b380977d"), "security_administrator", "Security Administrator"),
    role(uuid!("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"), "security_operator", "Security Operator"),
    role(uuid!("5d6b6bb7-de71-4623-b4af-96380a352509"), "security_reader", "Security Reader"),
    role(
        uuid!("f023fd81-a637-4b56-95fd-791ac0226033"),
        "service_support_administrator",
        "Service Support Administrator",
    ),
    role(
        uuid!("f28a1f50-f6e7-4571-818b-6a12f2af6b6c"),
        "sharepoint_administrator",
        "SharePoint Administrator",
    ),
    role(
        uuid!("99009c4a-3b3f-4957-82a9-9d35e12db77e"),
        "sharepoint_advanced_management_administrator",
        "SharePoint Advanced Management Administrator",
    ),
    role(
        uuid!("9d3e04ba-3ee4-4d1b-a3a7-9aef423a09be"),
        "sharepoint_backup_administrator",
        "SharePoint Backup Administrator",
    ),
    role(
        uuid!("1a7d78b6-429f-476b-b8eb-35fb715fffd4"),
        "sharepoint_embedded_administrator",
        "SharePoint Embedded Administrator",
    ),
    role(
        uuid!("75941009-915a-4869-abe7-691bff18279e"),
        "skype_for_business_administrator",
        "Skype for Business Administrator",
    ),
    role(uuid!("69091246-20e8-4a56-aa4d-066075b2a7a8"), "teams_administrator", "Teams Administrator")
        .acting_as(DirectoryRole::TeamsAdministrator),
    role(
        uuid!("baf37b3a-610e-45da-9e62-d9d1e5e8914b"),
        "teams_communications_administrator",
        "Teams Communications Administrator",
    ),
    role(
        uuid!("f70938a0-fc10-4177-9e90-2178f8765737"),
        "teams_communications_support_engineer",
        "Teams Communications Support Engineer",
    ),
    role(
        uuid!("fcf91098-03e3-41a9-b5ba-6f0ec8188a12"),
        "teams_communications_support_specialist",
        "Teams Communications Support Specialist",
    ),
    role(
        uuid!("3d762c5a-1b6c-493f-843e-55a3b42923d4"),
        "teams_devices_administrator",
        "Teams Devices Administrator",
    )
    .acting_as(DirectoryRole::TeamsDevicesAdministrator),
    role(uuid!("1076ac91-f3d9-41a7-a339-dcdf5f480acc"), "teams_reader", "Teams Reader"),
    role(
        uuid!("aa38014f-0993-46e9-9b45-30501a20909d"),
        "teams_telephony_administrator",
        "Teams Telephony Administrator",
    ),
    role(uuid!("112ca1a2-15ad-4102-995e-45b0bc479a6a"), "tenant_creator", "Tenant Creator"),
    role(
        uuid!("75934031-6c7e-415a-99d7-48dbd49e875e"),
        "usage_summary_reports_reader",
        "Usage Summary Reports Reader",
    ),
    licensing(uuid!("fe930be7-5e62-47db-91af-98c3a49a38b1"), "user_administrator", "User Administrator")
        .changing(&DirectoryRight::ALL),
    role(
        uuid!("27460883-1df1-4691-b032-3b79643e5e63"),
        "user_experience_success_manager",
        "User Experience Success Manager",
    ),
    role(
        uuid!("e300d9e7-4a2b-4295-9eff-f1c78b36cc98"),
        "virtual_visits_administrator",
        "Virtual Visits Administrator",
    ),
    role(
        uuid!("0ec3f692-38d6-4d14-9e69-0377ca7797ad"),
        "viva_glint_tenant_administrator",
        "Viva Glint Tenant Administrator",
    ),
    role(
        uuid!("92b086b3-e367-4ef2-b869-1de128fb986e"),
        "viva_goals_administrator",
        "Viva Goals Administrator",
    ),
    role(
        uuid!("87761b17-1ed2-4af3-9acd-92a150038160"),
        "viva_pulse_administrator",
        "Viva Pulse Administrator",
    ),
    role(
        uuid!("11451d60-acb2-45eb-a7d6-43d0f0125c13"),
        "windows_365_administrator",
        "Windows 365 Administrator",
    ),
    role(
        uuid!("32696413-001a-46ae-978c-ce0f6b3620d2"),
        "windows_update_deployment_administrator",
        "Windows Update Deployment Administrator",
    ),
    role(uuid!("810a2642-a034-447f-a5e8-41beaa378541"), "yammer_administrator", "Yammer Administrator"),
];

impl RoleDefinition {
    /// Whether it opens nothing in Steward.
    pub const fn opens_nothing(&self) -> bool {
        !self.reads_people && !self.assigns_licences && self.acts_as.is_none()
    }
}

/// The published role of the same word as one of the directory; those of Steward alone have none.
pub fn of(role: DirectoryRole) -> Option<&'static RoleDefinition> {
    ALL.iter().find(|it| it.key == role.key())
}

/// The role of a template.
pub fn find(id: Uuid) -> Option<&'static RoleDefinition> {
    ALL.iter().find(|role| role.id == id)
}

const fn role(id: Uuid, key: &'static str, name: &'static str) -> RoleDefinition {
    RoleDefinition {
        id,
        key,
        name,
        reads_people: false,
        assigns_licences: false,
        changes: &[],
        acts_as: None,
    }
}

const fn reader(id: Uuid, key: &'static str, name: &'static str) -> RoleDefinition {
    RoleDefinition { id, key, name, reads_people: true, assigns_licences: false, changes: &[], acts_as: None }
}

const fn licensing(id: Uuid, key: &'static str, name: &'static str) -> RoleDefinition {
    RoleDefinition { id, key, name, reads_people: true, assigns_licences: true, changes: &[], acts_as: None }
}

impl RoleDefinition {
    const fn acting_as(self, role: DirectoryRole) -> Self {
        Self { acts_as: Some(role), ..self }
    }

    const fn changing(self, changes: &'static [DirectoryRight]) -> Self {
        Self { changes, ..self }
    }

    /// Whether it changes this in the directory.
    pub fn may(&self, right: DirectoryRight) -> bool {
        self.changes.contains(&right)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// each role once, by its template, word and name; in the order of names.
    #[test]
    fn roles_are_told_apart() {
        let ids: BTreeSet<_> = ALL.iter().map(|role| role.id).collect();
        let keys: BTreeSet<_> = ALL.iter().map(|role| role.key).collect();
        assert_eq!((ids.len(), keys.len()), (ALL.len(), ALL.len()));
        assert!(ALL.iter().map(|role| role.name.to_lowercase()).is_sorted());
        assert_eq!(find(GLOBAL_ADMINISTRATOR.id).copied(), Some(GLOBAL_ADMINISTRATOR));
        assert_eq!(find(HELPDESK_ADMINISTRATOR.id).copied(), Some(HELPDESK_ADMINISTRATOR));
        assert_eq!(find(Uuid::nil()), None);
    }

    /// who gives licences to people by delegation; each of them sees the people too.
    #[test]
    fn licences_are_given_by_three_roles() {
        let keys: Vec<_> = ALL.iter().filter(|role| role.assigns_licences).map(|role| role.key).collect();
        assert_eq!(keys, ["global_administrator", "license_administrator", "user_administrator"]);
        assert!(ALL.iter().all(|role| role.reads_people || !role.assigns_licences));
    }

    /// who changes what in a customer's directory by delegation, by the words of the roles; each of them sees the people too.
    #[test]
    fn directories_are_changed_by_these_roles() {
        let may = |right| ALL.iter().filter(|role| role.may(right)).map(|role| role.key).collect::<Vec<_>>();
        assert_eq!(
            may(DirectoryRight::ManagePeople),
            ["directory_writers", "global_administrator", "user_administrator"]
        );
        assert_eq!(
            may(DirectoryRight::SendPasswordLinks),
            [
                "authentication_administrator",
                "global_administrator",
                "helpdesk_administrator",
                "password_administrator",
                "privileged_authentication_administrator",
                "user_administrator",
            ]
        );
        assert_eq!(
            may(DirectoryRight::ManageGroups),
            ["directory_writers", "global_administrator", "groups_administrator", "user_administrator"]
        );
        assert!(ALL.iter().all(|role| role.reads_people || role.changes.is_empty()));
    }
}
