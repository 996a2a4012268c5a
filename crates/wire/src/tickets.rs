//! Shapes of tickets and recorded issues.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{bulk_assignments::BulkError, rooms::given};

/// A ticket as lists show it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketItem {
    /// The ticket.
    pub id: Uuid,
    /// What people call it by, such as `7B7365-EPDOLF`.
    pub reference: String,
    /// The organization whose room it is about.
    pub tenant_id: Uuid,
    /// The organization's name.
    pub tenant_display_name: String,
    /// The room.
    pub room_id: Uuid,
    /// The room's name.
    pub room_display_name: String,
    /// Who told of the trouble: `signal` (the system opens, resolves and closes it) or `recorded` (a person).
    pub kind: String,
    /// The signal, such as `camera.room`; none for recorded issues.
    pub signal: Option<String>,
    /// Which of several, such as a display; none where there is one.
    pub instance: Option<String>,
    /// The part of the room.
    pub category: String,
    /// How bad it is: `critical`, `important`, `warning` or `recommended`.
    pub severity: String,
    /// Where it stands: `new`, `investigating`, `watching`, `resolved` or `closed`.
    pub state: String,
    /// The issue it belongs to; none for signals.
    pub issue_id: Option<Uuid>,
    /// What a person wrote; empty for signals.
    pub description: String,
    /// Who takes care of it; none for nobody, and for people whom you do not learn of.
    pub owner_id: Option<Uuid>,
    /// The name of that person.
    pub owner_display_name: Option<String>,
    /// With which team it stands, a security group; none for none, and for teams that you do not learn of.
    pub team_id: Option<Uuid>,
    /// The name of that team.
    pub team_display_name: Option<String>,
    /// The open ticket of the same room whose trouble explains this one; none for none.
    pub cause_id: Option<Uuid>,
    /// Whether its signal or its room is suppressed now, by itself or for maintenance: it neither alerts nor counts.
    pub is_suppressed: bool,
    /// Until when it is to be resolved.
    pub due_date_time: Option<String>,
    /// When it was opened.
    pub created_date_time: String,
    /// When something last happened to it.
    pub last_modified_date_time: String,
    /// When it was last resolved.
    pub resolved_date_time: Option<String>,
    /// When it was closed.
    pub closed_date_time: Option<String>,
    /// Why it was resolved or closed: `repaired`, `replaced`, `wentAway`, `noFault`, `duplicate`, `healthy`,
    /// `signalDisabled` or `roomRemoved`.
    pub closure_reason: Option<String>,
}

/// A ticket with its history.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// What lists show of it.
    #[serde(flatten)]
    pub ticket: TicketItem,
    /// The newest 200 of what happened to it and was written into it, the newest first.
    pub history: Vec<TicketEntry>,
    /// The other tickets of the same issue, as far as you see them.
    pub issue_tickets: Vec<TicketItem>,
}

/// Something that happened to a ticket, or was written into it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketEntry {
    /// When.
    pub date_time: String,
    /// `state`, `message`, `owner`, `team`, `due`, `severity` or `attachment`.
    pub kind: String,
    /// Before.
    pub before: Option<String>,
    /// After; the text of a message.
    pub after: Option<String>,
    /// The account name of the person who did it; none where the system did.
    pub actor: Option<String>,
}

/// An issue to be recorded.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewIssue {
    /// What is wrong.
    #[serde(default)]
    pub description: String,
    /// The rooms it is wrong in, 200 at most.
    #[serde(default)]
    pub room_ids: Vec<Uuid>,
    /// Whether the rooms cannot be used: the tickets are critical then, important otherwise.
    #[serde(default)]
    pub is_high_impact: bool,
}

/// A recorded issue.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    /// The issue.
    pub id: Uuid,
    /// Its tickets, one a room, as far as you see them.
    pub tickets: Vec<TicketItem>,
}

/// Who takes care of a ticket, with which team it stands, and until when; what is left out stays, `null` takes away.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TicketPatch {
    /// A person of your own organization who sees the ticket.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub owner_id: Option<Option<Uuid>>,
    /// A security group of your own organization in which somebody sees the ticket.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub team_id: Option<Option<Uuid>>,
    /// A moment to come.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub due_date_time: Option<Option<String>>,
}

/// A message to be written into a ticket.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMessage {
    /// The text, up to 4,000 characters.
    #[serde(default)]
    pub text: String,
}

/// Why a recorded issue is over.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resolution {
    /// `repaired`, `replaced`, `wentAway`, `noFault` or `duplicate`.
    #[serde(default)]
    pub reason: String,
}

/// How many open tickets there are by severity.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TicketCounts {
    /// Rooms that cannot be used.
    pub critical: i64,
    /// A main function is degraded.
    pub important: i64,
    /// Something to look at.
    pub warning: i64,
    /// Good practice.
    pub recommended: i64,
}

/// A file at a ticket.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The attachment.
    pub id: Uuid,
    /// The name of the file.
    pub name: String,
    /// What it holds, judged by its content.
    pub content_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// When it was attached.
    pub created_date_time: String,
    /// The account name of the person who attached it.
    pub actor: String,
}

/// A file to be attached.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAttachment {
    /// The name of the file, up to 120 characters.
    #[serde(default)]
    pub name: String,
    /// What it holds, in base64: a picture, a video, a PDF, text, or an archive, up to 16 MiB.
    #[serde(default)]
    #[schema(content_encoding = "base64")]
    pub content_bytes: String,
}

/// The same to be done to many tickets of your own rooms.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkTicketAct {
    /// The tickets, 200 at most.
    #[serde(default)]
    pub ticket_ids: Vec<Uuid>,
    /// `take` (you take care of it), `give`, `leave` (nobody takes care of it), `message` or `resolve`.
    #[serde(default)]
    pub action: String,
    /// The message.
    #[serde(default)]
    pub text: String,
    /// The reason for `resolve`.
    #[serde(default)]
    pub reason: String,
    /// The person of your organization to `give` to.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    /// Or the team of your organization, whose people choose among themselves.
    #[serde(default)]
    pub team_id: Option<Uuid>,
}

/// A ticket of a customer's room.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TicketAt {
    /// The customer.
    pub tenant_id: Uuid,
    /// The ticket.
    pub ticket_id: Uuid,
}

/// The same to be done to many tickets of customers' rooms.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkTicketActAtCustomers {
    /// The tickets, 200 at most.
    #[serde(default)]
    pub tickets: Vec<TicketAt>,
    /// `take` (you take care of it), `give`, `leave` (nobody takes care of it), `message` or `resolve`.
    #[serde(default)]
    pub action: String,
    /// The message.
    #[serde(default)]
    pub text: String,
    /// The reason for `resolve`.
    #[serde(default)]
    pub reason: String,
    /// The person of your organization to `give` to.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    /// Or the team of your organization, whose people choose among themselves.
    #[serde(default)]
    pub team_id: Option<Uuid>,
}

/// What became of one ticket.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkTicketResult {
    /// The organization whose room it is about.
    pub tenant_id: Uuid,
    /// The ticket.
    pub ticket_id: Uuid,
    /// Why it was not done; none, and it was.
    pub error: Option<BulkError>,
}

/// Tickets with their histories.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TicketDocuments {
    /// The tickets, worst first, then newest.
    pub value: Vec<TicketDocument>,
}

/// A ticket with everything that is told of it, in the words of the published export.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct TicketDocument {
    /// What people call it by, such as `7B7365-EPDOLF`.
    #[serde(rename = "TicketID")]
    pub ticket_id: String,
    /// When it was opened.
    pub created: String,
    /// The organization whose room it is about.
    pub tenant: DocumentTenant,
    /// The room with its device.
    pub device: DocumentDevice,
    /// What it is about.
    pub incident_type: DocumentIncidentType,
    /// `new`, `investigating`, `watching`, `resolved` or `closed`.
    pub state: String,
    /// Whether its signal or its room is suppressed now; ours.
    pub is_suppressed: bool,
    /// What a person wrote; empty for signals.
    pub description: String,
    /// When something last happened to it.
    pub last_update: String,
    /// What happened to it, the oldest first.
    pub history: Vec<DocumentEntry>,
    /// What people wrote into it, the oldest first.
    pub messages: Vec<DocumentMessage>,
    /// When it was last resolved.
    pub last_resolved: Option<String>,
    /// Why it was resolved or closed.
    pub closure_reason: Option<String>,
    /// The account name of the person who resolved it; none where the system did.
    pub closed_by: Option<String>,
    /// When it was closed.
    pub last_closed: Option<String>,
}

/// The organization of a ticket.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DocumentTenant {
    /// The organization.
    pub id: Uuid,
    /// Its name.
    pub display_name: String,
}

/// The room of a ticket with its device.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DocumentDevice {
    /// The room.
    pub id: Uuid,
    /// The room's name.
    pub display_name: String,
    /// The host name of its device; empty where none is known.
    pub host_name: String,
}

/// What a ticket is about.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DocumentIncidentType {
    /// The signal, or `recorded`.
    pub id: String,
    /// The same in English.
    pub name: String,
    /// The part of the room.
    pub category: String,
    /// How bad it is.
    pub severity: String,
}

/// Something that happened to a ticket.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DocumentEntry {
    /// When.
    pub at: String,
    /// `state`, `owner`, `due`, `severity` or `attachment`.
    pub kind: String,
    /// Before; empty where there was nothing.
    pub before: String,
    /// After.
    pub after: String,
    /// The account name of the person who did it; empty where the system did.
    pub by: String,
}

/// What a person wrote into a ticket.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct DocumentMessage {
    /// When.
    pub at: String,
    /// The account name of the person.
    pub by: String,
    /// The text.
    pub text: String,
}

/// The same trouble in one or more rooms: its open tickets in one line.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The signal; none for a recorded issue.
    pub signal: Option<String>,
    /// The recorded issue; none for a signal.
    pub issue_id: Option<Uuid>,
    /// What a person wrote; none for a signal.
    pub description: Option<String>,
    /// How bad the worst of its tickets is.
    pub severity: String,
    /// How many open tickets there are of it.
    pub ticket_count: i64,
    /// In how many rooms.
    pub room_count: i64,
    /// At how many organizations.
    pub tenant_count: i64,
    /// When the first of them was opened.
    pub oldest_date_time: String,
    /// When the last of them was opened.
    pub newest_date_time: String,
}
