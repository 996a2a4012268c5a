//! Directory roles as they are published, by the identifier of their template: what a partner's people can hold at a customer
//! by delegation.

use uuid::{Uuid, uuid};

/// A published directory role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleDefinition {
    /// The identifier of its template, the same in every directory.
    pub id: Uuid,
    /// The stable word.
    pub key: &'static str,
    /// The published name.
    pub name: &'static str,
    /// Whether it looks people up in the directory.
    pub reads_people: bool,
}

/// The highest role of a directory.
pub const GLOBAL_ADMINISTRATOR: RoleDefinition = RoleDefinition {
    id: uuid!("62e90394-69f5-4237-9190-012177145e10"),
    key: "global_administrator",
    name: "Global Administrator",
    reads_people: true,
};

/// Helps people who cannot sign in.
pub const HELPDESK_ADMINISTRATOR: RoleDefinition = RoleDefinition {
    id: uuid!("729827e3-9c14-49f7-bb1b-9608f156bbb8"),
    key: "helpdesk_administrator",
    name: "Helpdesk Administrator",
    reads_people: true,
};
