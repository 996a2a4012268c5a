//! The words that Steward stores, and the message each needs.

use std::collections::BTreeSet;

use authz::{Requirement, SystemTask};
use domain::{
    access_review::Standing,
    added_customer::AddedState,
    agent::{Agent, AgentRight},
    application::ApiPermission,
    autopilot::{Channel, Origin, Outcome, ProfileSetting, RuleSet, SubmissionKind},
    change_control::ControlledEvent,
    delegated_admin::Recommendation,
    device::{CredentialProtection, MissingReason, Tpm},
    event::{Category, EventKind, Operation, ResultStatus},
    granular_relationship::{AssignmentStatus, Status},
    health::Health,
    invitation::{InvitationKind, InvitationState},
    job::{Activity, JobKind, JobReason, JobState},
    link::LinkState,
    off_boarding::{HoldingKind, ResidueKind},
    partner_event::PartnerEvent,
    permission::Permission,
    place::PlaceKind,
    record::{Quality, StreamKind},
    report::TicketCategory,
    reseller_relationship::EndedBy,
    role::{BuiltInRole, DirectoryRole},
    role_definition,
    rollout::{ResumePolicy, RingState, RolloutState, RoomState},
    room::{DeviceType, Monitoring, PlaceType, RoomSize},
    signal,
    subscription::{
        ResourceState, SubscriptionKind, SubscriptionRight, SubscriptionRole, SubscriptionStatus,
    },
    support_request,
    suppression::SuppressionTurn,
};

/// The message of a stable word, as `Translator::word` makes it.
pub fn word(prefix: &str, word: &str) -> String {
    format!("{prefix}{}", word.replace(['.', '_'], "-"))
}

/// The messages that stored words need.
pub fn vocabulary() -> BTreeSet<String> {
    const TASKS: [SystemTask; 15] = [
        SystemTask::Reports,
        SystemTask::Keys,
        SystemTask::Delegation,
        SystemTask::Setup,
        SystemTask::SignIn,
        SystemTask::Expiry,
        SystemTask::Enrolment,
        SystemTask::Orphans,
        SystemTask::Eligibility,
        SystemTask::Departure,
        SystemTask::Jobs,
        SystemTask::Rollouts,
        SystemTask::Webhooks,
        SystemTask::Migration,
        SystemTask::AddedCustomers,
    ];
    const REQUIREMENTS: [Requirement; 11] = [
        Requirement::OwnToken,
        Requirement::Themselves,
        Requirement::OwnAdministrator,
        Requirement::ServiceAdministrator,
        Requirement::GlobalAdministrator,
        Requirement::TenantManager,
        Requirement::PrimaryAdmin,
        Requirement::PartnerCapability,
        Requirement::Operator,
        Requirement::DelegatedRole,
        Requirement::Unblocked,
    ];
    let mut keys = BTreeSet::new();
    let mut add = |prefix: &str, words: &mut dyn Iterator<Item = String>| {
        keys.extend(words.map(|stored| word(prefix, &stored)));
    };
    let debug = |value: &dyn std::fmt::Debug| format!("{value:?}");
    let reports = ["overview", "health", "usage", "call-quality", "insight"];
    add("report-", &mut reports.map(str::to_owned).into_iter());
    add("report-text-", &mut reports.map(str::to_owned).into_iter());
    let sheets = ["categories", "tickets", "health", "most-reliable", "least-reliable", "rooms"];
    add("report-sheet-", &mut sheets.map(str::to_owned).into_iter());
    add("report-help-", &mut ["tickets", "health"].map(str::to_owned).into_iter());
    add("report-category-", &mut TicketCategory::ALL.iter().map(|category| category.key().to_owned()));
    add("report-", &mut Quality::ALL.iter().map(|quality| quality.key().to_owned()));
    let kinds = [StreamKind::Audio, StreamKind::Video, StreamKind::Screen];
    add("report-stream-", &mut kinds.iter().map(|kind| kind.key().to_owned()));
    add("event-", &mut EventKind::ALL.iter().map(|kind| kind.code().to_owned()));
    add("category-", &mut EventKind::ALL.iter().map(|kind| debug(&kind.category())));
    add("category-", &mut [Category::Role].iter().map(|category| debug(category)));
    add(
        "operation-",
        &mut [Operation::Create, Operation::Update, Operation::Delete].iter().map(|o| debug(o)),
    );
    add("result-", &mut [ResultStatus::Successful, ResultStatus::Failed].iter().map(|status| debug(status)));
    add("added-state-", &mut AddedState::WORDS.iter().map(|word| (*word).to_owned()));
    add("task-", &mut TASKS.iter().map(|task| task.name().to_owned()));
    for prefix in ["granular-status-", "granular-means-"] {
        add(prefix, &mut Status::WORDS.iter().map(|&word| word.to_owned()));
    }
    add("granular-assignment-", &mut AssignmentStatus::WORDS.iter().map(|&word| word.to_owned()));
    for prefix in ["agent-", "agent-help-"] {
        add(prefix, &mut Agent::ALL.iter().map(|agent| agent.key().to_owned()));
    }
    for prefix in ["grantor-", "api-permission-"] {
        add(prefix, &mut ApiPermission::ALL.iter().map(|it| it.key().to_owned()));
    }
    add("grantor-", &mut AgentRight::ALL.iter().map(|right| right.key().to_owned()));
    add("monitor-recommendation-", &mut Recommendation::ALL.iter().map(|it| it.key().to_owned()));
    add("monitor-show-", &mut ["new", "30", "60", "90"].map(str::to_owned).into_iter());
    let rules = RuleSet::ALL.map(|rules| Requirement::AutopilotRules(rules).key().to_owned());
    add("grantor-", &mut rules.into_iter());
    for prefix in ["autopilot-rules-", "autopilot-partner-"] {
        add(prefix, &mut RuleSet::ALL.iter().map(|rules| rules.key().to_owned()));
    }
    add("autopilot-channel-", &mut Channel::ALL.iter().map(|channel| channel.key().to_owned()));
    add("autopilot-origin-", &mut Origin::ALL.iter().map(|origin| origin.key().to_owned()));
    add("autopilot-outcome-", &mut Outcome::ALL.iter().map(|outcome| outcome.key().to_owned()));
    add("autopilot-submission-", &mut SubmissionKind::ALL.iter().map(|kind| kind.key().to_owned()));
    let settings = ProfileSetting::ALL.iter().map(|setting| setting.key().to_owned());
    add("autopilot-setting-", &mut settings.chain(["none".to_owned()]));
    add("holding-", &mut HoldingKind::ALL.iter().map(|kind| kind.key().to_owned()));
    for prefix in ["residue-", "residue-help-"] {
        add(prefix, &mut ResidueKind::ALL.iter().map(|kind| kind.key().to_owned()));
    }
    add("registration-event-", &mut PartnerEvent::ALL.iter().map(|event| event.key().to_owned()));
    let words = |words: &'static [&'static str]| words.iter().map(|&word| word.to_owned());
    add("subscription-kind-", &mut words(&SubscriptionKind::WORDS));
    add("subscription-status-", &mut words(&SubscriptionStatus::WORDS));
    add("subscription-role-", &mut words(&SubscriptionRole::WORDS));
    add("resource-state-", &mut words(&ResourceState::WORDS));
    let rights = SubscriptionRight::ALL.map(|right| Requirement::SubscriptionRole(right).key().to_owned());
    add("grantor-", &mut rights.into_iter());
    add("support-severity-", &mut words(&support_request::Severity::WORDS));
    add("support-status-", &mut words(&support_request::Status::WORDS));
    add("privileges-ended-by-", &mut EndedBy::ALL.iter().map(|side| side.key().to_owned()));
    let acts_as = Agent::ALL.iter().filter_map(|agent| agent.acts_as());
    add("role-", &mut acts_as.map(|role| role.key.to_owned()));
    // By what somebody of a partner acted, as the customer's log tells it: every published role that opens anything here.
    let opening = role_definition::ALL.iter().filter(|role| !role.opens_nothing());
    add("role-", &mut opening.map(|role| role.key.to_owned()));
    add("grantor-", &mut REQUIREMENTS.iter().map(|requirement| requirement.key().to_owned()));
    for prefix in ["grantor-", "permission-", "permission-help-"] {
        add(prefix, &mut Permission::ALL.iter().map(|permission| permission.key().to_owned()));
    }
    add("permissions-of-", &mut Permission::ALL.iter().map(|permission| permission.area().to_owned()));
    add("role-", &mut BuiltInRole::ALL.iter().map(|role| role.key().to_owned()));
    add("role-", &mut DirectoryRole::ALL.iter().map(|role| role.key().to_owned()));
    add("health-", &mut Health::ALL.iter().map(|health| health.key().to_owned()));
    add("monitoring-", &mut Monitoring::ALL.iter().map(|state| state.key().to_owned()));
    add("device-", &mut DeviceType::ALL.iter().map(|kind| kind.key().to_owned()));
    let states = [signal::SignalState::Healthy, signal::SignalState::Unhealthy, signal::SignalState::Unknown];
    add("reachability-state-", &mut states.iter().map(|state| state.key().to_owned()));
    add("tpm-", &mut Tpm::ALL.iter().map(|tpm| tpm.key().to_owned()));
    add("protection-", &mut CredentialProtection::ALL.iter().map(|kept| kept.key().to_owned()));
    add("missing-", &mut MissingReason::ALL.iter().map(|reason| reason.key().to_owned()));
    add("size-", &mut RoomSize::ALL.iter().map(|size| size.key().to_owned()));
    add("place-type-", &mut PlaceType::ALL.iter().map(|kind| kind.key().to_owned()));
    add("place-", &mut PlaceKind::ALL.iter().map(|kind| kind.key().to_owned()));
    add("invitation-state-", &mut InvitationState::ALL.iter().map(|state| state.key().to_owned()));
    for kind in [InvitationKind::Domain, InvitationKind::NamedUser] {
        add("invitation-kind-", &mut std::iter::once(kind.key().to_owned()));
    }
    add("review-state-", &mut Standing::KEYS.iter().map(|key| (*key).to_owned()));
    add("review-state-", &mut std::iter::once("unused".to_owned()));
    add("link-state-", &mut LinkState::ALL.iter().map(|state| state.key().to_owned()));
    add("mode-", &mut ["auto", "manual"].iter().map(|mode| (*mode).to_owned()));
    for prefix in ["control-", "control-help-"] {
        add(prefix, &mut ControlledEvent::ALL.iter().map(|event| event.key().to_owned()));
    }
    let mildest = signal::Severity::ALL.iter().map(|severity| severity.key().to_owned());
    add("account-mail-from-", &mut mildest.chain(["none".to_owned()]));
    add("suppression-turn-", &mut SuppressionTurn::ALL.iter().map(|turn| turn.key().to_owned()));
    add("severity-", &mut signal::Severity::ALL.iter().map(|severity| severity.key().to_owned()));
    add("signal-category-", &mut signal::Category::ALL.iter().map(|category| category.key().to_owned()));
    for prefix in ["job-", "job-help-"] {
        add(prefix, &mut JobKind::ALL.iter().map(|kind| kind.key().to_owned()));
    }
    add("rollout-", &mut RolloutState::ALL.iter().map(|state| state.key().to_owned()));
    add("rollout-ring-", &mut RingState::ALL.iter().map(|state| state.key().to_owned()));
    add("rollout-room-", &mut RoomState::ALL.iter().map(|state| state.key().to_owned()));
    add("update-resume-", &mut ResumePolicy::ALL.iter().map(|policy| policy.key().to_owned()));
    add("job-state-", &mut JobState::ALL.iter().map(|state| state.key().to_owned()));
    add("job-reason-", &mut JobReason::ALL.iter().map(|reason| reason.key().to_owned()));
    add("job-detail-", &mut ["pendingConnection", "scheduled"].iter().map(|detail| (*detail).to_owned()));
    add("activity-", &mut Activity::ALL.iter().map(|activity| activity.key().to_owned()));
    for device_type in DeviceType::ALL {
        keys.extend(signal::of(device_type).iter().map(signal::Signal::name_key));
    }
    keys
}
