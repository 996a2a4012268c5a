//! The ways Steward says no: one list, two renderings (API and page).

use authz::{Missing, Refused, Requirement};
use store::StoreError;
use uuid::Uuid;

/// Declares the stable codes of answers.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// A stable machine-readable code; `docs/error-codes.md` lists them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as text.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// The code of a text.
            pub fn from_text(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text)
            }
        }
    };
}

codes! {
    /// No or invalid session or token.
    Unauthenticated = "unauthenticated";
    /// Signed in, object visible, something missing.
    Forbidden = "forbidden";
    /// Outside the caller's sight, or not there.
    NotFound = "not_found";
    /// A rule of uniqueness or state is broken.
    Conflict = "conflict";
    /// The thing exists already.
    AlreadyExists = "already_exists";
    /// A live link to this partner exists.
    AlreadyLinked = "already_linked";
    /// The state does not allow this step.
    InvalidState = "invalid_state";
    /// The granular relationship names no customer: whoever gets its link may approve it, so none declines it.
    OpenRequest = "open_request";
    /// As many granular relationships of a partner as there can be wait for the answer of the customer that they name.
    TooManyAsked = "too_many_asked";
    /// The room is in a meeting, and nobody said why that is no obstacle.
    RoomBusy = "room_busy";
    /// The last primary admin cannot be removed.
    LastMember = "last_member";
    /// A built-in role cannot be changed or deleted.
    BuiltInRole = "built_in_role";
    /// Acting on an invitation that ran out.
    Expired = "expired";
    /// Acting on an invitation that was taken back.
    Withdrawn = "withdrawn";
    /// If-Match does not match.
    EtagMismatch = "etag_mismatch";
    /// If-Match is required and missing.
    EtagRequired = "etag_required";
    /// The Idempotency-Key was used for another request.
    IdempotencyKeyReused = "idempotency_key_reused";
    /// A value breaks a rule; the fields are named.
    InvalidValue = "invalid_value";
    /// The domain belongs to no partner, or to nobody (decision 11).
    NotAPartner = "not_a_partner";
    /// One's own domain.
    SelfInvitation = "self_invitation";
    /// Not a user principal name.
    NotAUser = "not_a_user";
    /// Named users of more than one organization.
    MixedPartners = "mixed_partners";
    /// An invitation to a domain and to named people at once.
    MixedKinds = "mixed_kinds";
    /// Acceptance without a primary admin.
    PrimaryAdminRequired = "primary_admin_required";
    /// A scope of no rooms (Q14).
    EmptyScope = "empty_scope";
    /// Granting what one does not hold.
    ExceedsOwnPermissions = "exceeds_own_permissions";
    /// The customer has no role of this name.
    RoleMissing = "role_missing";
    /// The role of this name allows something else at the customer.
    RoleDiffers = "role_differs";
    /// The customer has no group or place of these names in sight.
    NothingSoNamed = "nothing_so_named";
    /// The link is suspended: nothing changes there meanwhile.
    LinkSuspended = "link_suspended";
    /// A permission that a customer cannot switch on for a partner.
    NotExtendable = "not_extendable";
    /// The groups of agents keep their names, and stay.
    GroupOfAgents = "group_of_agents";
    /// A request of one's own organization.
    OwnRequest = "own_request";
    /// A request of a partner of another country.
    OtherMarket = "other_market";
    /// The customer agreement was not accepted.
    AgreementRequired = "agreement_required";
    /// Delegated admin privileges do not come with reseller relationships here.
    PrivilegesNotOffered = "privileges_not_offered";
    /// The operator lets partners add no customers.
    AddingCustomersOff = "adding_customers_off";
    /// An e-mail address at a partner where a customer's own is needed (decision 6).
    AddressOfPartner = "address_of_partner";
    /// Not a duration of whole days within the limits.
    NotADuration = "not_a_duration";
    /// No published directory role.
    UnknownRole = "unknown_role";
    /// The same thing named twice.
    NamedTwice = "named_twice";
    /// A relationship with Global administrator does not extend itself.
    GlobalAdministratorNotExtended = "global_administrator_not_extended";
    /// Of a relationship in force only Global administrator can be taken out.
    OnlyGlobalAdministratorLeaves = "only_global_administrator_leaves";
    /// A role that the relationship does not hold.
    RoleNotGranted = "role_not_granted";
    /// The rule set of the operator does not let a partner do this with Autopilot.
    AutopilotNotAllowed = "autopilot_not_allowed";
    /// The operator lets nobody ask vendors on behalf of a customer that gave them no directory role.
    SupportNeedsDelegatedRole = "support_needs_delegated_role";
    /// An Autopilot profile that devices have cannot be deleted.
    ProfileInUse = "profile_in_use";
    /// Subscriptions that the partner provisioned are still running.
    ActiveSubscriptions = "active_subscriptions";
    /// The operator set no mail server, so that nothing can be mailed to a person.
    NoMailServer = "no_mail_server";
    /// Every licence of the subscription is assigned.
    NoLicenceLeft = "no_licence_left";
    /// More people have a licence than there would be.
    QuantityBelowAssigned = "quantity_below_assigned";
    /// A subscription is renewed for the next term already (§4.8).
    RenewedAhead = "renewed_ahead";
    /// A security group that would contain itself.
    GroupCycle = "group_cycle";
    /// Staging, General and Executive keep their names and their places, and stay.
    PresetRing = "preset_ring";
    /// The organization has no key by which releases could be signed (decision 23).
    ReleaseKeyMissing = "release_key_missing";
    /// A paused rollout that never goes on, as the organization chose.
    PausedForGood = "paused_for_good";
    /// A rollout of the same or a newer version is under way.
    NewerRollout = "newer_rollout";
    /// A ring with rooms out of what the caller may change.
    RingOutOfScope = "ring_out_of_scope";
    /// The rule of a group chooses its members, nobody by hand.
    MembersByRule = "members_by_rule";
    /// A rule reaches over rooms out of what the caller may change.
    RuleOutOfScope = "rule_out_of_scope";
    /// A partner would move rooms into or out of what the scope of somebody else names (decisions 6, 13).
    DecidesSight = "decides_sight";
    /// A place in which places or rooms lie, or that a scope or the rule of a group names, cannot be deleted.
    PlaceInUse = "place_in_use";
    /// The last Global administrator cannot be removed.
    LastAdministrator = "last_administrator";
    /// An enrolment key that is unknown, reset or foreign.
    KeyInvalid = "key_invalid";
    /// A live credential of another organization (decision 19).
    EnrolledElsewhere = "enrolled_elsewhere";
    /// Too many rooms wait in Onboarding (decision 19).
    TooManyOnboarding = "too_many_onboarding";
    /// A device credential that is not, or no longer, valid.
    CredentialInvalid = "credential_invalid";
    /// A token that may only read.
    ReadOnlyToken = "read_only_token";
    /// The account name or password is wrong.
    SignInFailed = "sign_in_failed";
    /// A one-time link that is used, too old or unknown.
    LinkInvalid = "link_invalid";
    /// A one-time link that opens later (issued while administrators can sign in).
    LinkNotYet = "link_not_yet";
    /// Too many attempts; try again later.
    TooManyRequests = "too_many_requests";
    /// The body cannot be read.
    Malformed = "malformed";
    /// The body is not of the kind that is read there.
    UnsupportedMediaType = "unsupported_media_type";
    /// Steward alone sets this property.
    ReadOnly = "read_only";
    /// The body is too large.
    TooLarge = "too_large";
    /// A file larger than is taken.
    FileTooLarge = "file_too_large";
    /// A file that is neither a picture, a video, a log nor a document.
    UnsupportedFile = "unsupported_file";
    /// No picture that can be a logo.
    UnfitLogo = "unfit_logo";
    /// The form was not sent from this portal or is too old.
    FormExpired = "form_expired";
    /// The method is not possible on this address.
    MethodNotAllowed = "method_not_allowed";
    /// Steward cannot answer now.
    Unavailable = "unavailable";
    /// A mistake of the program.
    Bug = "internal_error";
    // Codes of single fields, inside invalid_value.
    /// A value is required.
    Required = "required";
    /// The text is too long.
    TooLong = "too_long";
    /// More things than are taken at once.
    TooMany = "too_many";
    /// A file that is no text in UTF-8.
    NotUtf8 = "not_utf8";
    /// A line of a file with other cells than the first one names.
    BadLine = "bad_line";
    /// A column that nothing is known of.
    UnknownColumn = "unknown_column";
    /// A column that is there twice.
    ColumnTwice = "column_twice";
    /// A column that has to be there.
    ColumnMissing = "column_missing";
    /// The text holds characters that are not possible.
    BadCharacters = "bad_characters";
    /// Not of the form of an account name.
    NotAnAccount = "not_an_account";
    /// Not of the form of a domain name.
    NotADomain = "not_a_domain";
    /// Not one of the possible values.
    UnknownValue = "unknown_value";
    /// Not a whole number within the limits.
    OutOfRange = "out_of_range";
    /// A ring that takes more days than the others leave of the longest rollout.
    TooManyDays = "too_many_days";
    /// The catalogue gives no such value, so that none can be set.
    NotSettable = "not_settable";
    /// Not degrees within the limits.
    NotDegrees = "not_degrees";
    /// Latitude without longitude, or the other way round.
    CoordinatesIncomplete = "coordinates_incomplete";
    /// The thing that is named is not there (or not in sight).
    UnknownReference = "unknown_reference";
    /// A new room there would be out of what its maker may work on.
    OutOfScope = "out_of_scope";
    /// The room is not monitored, so that it has no tickets.
    NotMonitored = "not_monitored";
    /// The event is a ticket already.
    AlreadyFlagged = "already_flagged";
    /// Events of more than one customer.
    MixedCustomers = "mixed_customers";
    /// A moment that is past already.
    InThePast = "in_the_past";
    /// Only the system closes the tickets of signals.
    SystemClosedOnly = "system_closed_only";
    /// The name is taken.
    NameTaken = "name_taken";
    /// The domain is not one of the organization's verified domains.
    DomainNotVerified = "domain_not_verified";
    /// The token of an application, where people alone may act.
    NotForApplications = "not_for_applications";
    /// Not an address to which people can be sent back from a sign-in.
    NotARedirectAddress = "not_a_redirect_address";
    /// The password is too short or too common.
    WeakPassword = "weak_password";
    /// The two passwords differ.
    PasswordsDiffer = "passwords_differ";
    /// The terms were not accepted.
    TermsRequired = "terms_required";
    /// Not a time zone.
    NotATimeZone = "not_a_time_zone";
    /// A place cannot lie there.
    PlaceDoesNotFit = "place_does_not_fit";
    /// The period is not possible.
    BadPeriod = "bad_period";
    /// Not signed by the key of the organization, or changed since (decision 23).
    SignatureInvalid = "signature_invalid";
    /// Not a signed document of the kind that is asked for.
    NotASignedDocument = "not_a_signed_document";
    /// Not the public half of a release key.
    NotAReleaseKey = "not_a_release_key";
    /// Not a version such as `5.4.2`.
    NotAVersion = "not_a_version";
    /// Not an address with `https://`.
    NotAnAddress = "not_an_address";
    /// Neither a name of a machine nor an IP address.
    NotAHost = "not_a_host";
    /// Not the template of an address that a service portal can have.
    NotAUrlTemplate = "not_a_url_template";
    /// Not an address that a webhook can have.
    NotAWebhookAddress = "not_a_webhook_address";
    /// An address that lies in no network that may be called.
    AddressNotAllowed = "address_not_allowed";
    /// Not a SHA-256.
    NotADigest = "not_a_digest";
    /// Not a time of day of the form `HH:MM`.
    NotATimeOfDay = "not_a_time_of_day";
    /// Not a day or moment.
    NotATime = "not_a_time";
    /// It would end before it begins, or is over already.
    EndsTooEarly = "ends_too_early";
    /// It would end more than a year from now.
    EndsTooLate = "ends_too_late";
    /// The query cannot be read.
    BadQuery = "bad_query";
    /// Nobody said that the customer agreed to the licence.
    AcknowledgementRequired = "acknowledgement_required";
    /// The confirmation is missing.
    ConfirmationRequired = "confirmation_required";
    /// The name that was typed to confirm is another one.
    NameDiffers = "name_differs";
}

/// A field whose value breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, in the words of the API.
    pub field: String,
    /// Which rule.
    pub code: Code,
    /// A limit or position that the message names, if there is one.
    pub detail: Option<String>,
}

impl Fault {
    /// A fault of a field.
    pub fn new(field: impl Into<String>, code: Code) -> Self {
        Self { field: field.into(), code, detail: None }
    }

    /// Adds a limit or position.
    pub fn detail(mut self, detail: impl ToString) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}

/// Why something was not done. Nothing was changed.
#[derive(Debug)]
pub enum Refusal {
    /// Nobody is signed in.
    Unauthenticated(Code),
    /// Values break rules; all faults at once. The code is `invalid_value` or a special one.
    Invalid(Code, Vec<Fault>),
    /// The caller sees the thing but may not do this.
    Denied(Code, Option<Requirement>),
    /// The thing is not there, or not for this caller.
    Missing,
    /// A rule of uniqueness or state; with the identifier of the thing in the way, if it is in sight.
    Conflict(Code, Option<Uuid>),
    /// The invitation or link has ended.
    Gone(Code),
    /// The thing changed since it was read.
    Stale,
    /// Too often; with the seconds to wait.
    TooOften(i64),
    /// Steward cannot answer now: it has too much to do. Trying again in a moment works.
    Unavailable,
    /// Steward cannot answer now: its database has no room, fails or is not there. The source is logged at the door, never shown.
    Down(Box<dyn std::error::Error + Send + Sync>),
    /// A mistake of the program; the source is logged at the door, never shown.
    Bug(Box<dyn std::error::Error + Send + Sync>),
}

impl Refusal {
    /// One field that breaks a rule.
    pub fn field(field: impl Into<String>, code: Code) -> Self {
        Self::Invalid(Code::InvalidValue, vec![Fault::new(field, code)])
    }

    /// A special code of invalid values (`not_a_partner`, `self_invitation`, …) at a field.
    pub fn special(code: Code, field: impl Into<String>) -> Self {
        Self::Invalid(code, vec![Fault::new(field, code)])
    }

    /// The same with its fields named below another: of a thing that is made with a greater one.
    pub(crate) fn below(self, prefix: &str) -> Self {
        match self {
            Self::Invalid(code, mut faults) => {
                for fault in &mut faults {
                    fault.field.insert_str(0, prefix);
                }
                Self::Invalid(code, faults)
            }
            refusal => refusal,
        }
    }

    /// Whether nothing of what was asked for is to blame, so that the same may work another time.
    pub const fn is_for_now(&self) -> bool {
        matches!(self, Self::Unavailable | Self::Down(_))
    }

    /// The stable code.
    pub const fn code(&self) -> Code {
        match self {
            Self::Unauthenticated(code)
            | Self::Invalid(code, _)
            | Self::Denied(code, _)
            | Self::Conflict(code, _)
            | Self::Gone(code) => *code,
            Self::Missing => Code::NotFound,
            Self::Stale => Code::EtagMismatch,
            Self::TooOften(_) => Code::TooManyRequests,
            Self::Unavailable | Self::Down(_) => Code::Unavailable,
            Self::Bug(_) => Code::Bug,
        }
    }

    /// The HTTP status of the specification (section 0.2).
    pub const fn status(&self) -> u16 {
        match self {
            Self::Unauthenticated(_) => 401,
            Self::Invalid(Code::Malformed | Code::EtagRequired | Code::BadQuery, _) => 400,
            Self::Invalid(Code::TooLarge | Code::FileTooLarge, _) => 413,
            Self::Invalid(Code::UnsupportedMediaType, _) => 415,
            Self::Invalid(..) => 422,
            Self::Denied(Code::MethodNotAllowed, _) => 405,
            Self::Denied(..) => 403,
            Self::Missing => 404,
            Self::Conflict(..) => 409,
            Self::Gone(_) => 410,
            Self::Stale => 412,
            Self::TooOften(_) => 429,
            Self::Unavailable | Self::Down(_) => 503,
            Self::Bug(_) => 500,
        }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Hidden => Self::Missing,
            Refused::Denied(Missing(requirement)) => Self::Denied(Code::Forbidden, Some(requirement)),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Constraint(_) => Self::Conflict(Code::Conflict, None),
            StoreError::Busy => Self::Unavailable,
            StoreError::Place => Self::special(Code::BadQuery, "$skiptoken"),
            other if other.is_of_the_whole() => Self::Down(Box::new(other)),
            other => Self::Bug(Box::new(other)),
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::Bug(Box::new(error))
    }
}
