//! What every use case can reach: the store, the clock, identifiers, settings.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use domain::{
    autopilot::RuleSet, id::Ids, network::Network, support_request::WithoutRights, text::DomainName,
    time::Clock,
};
use store::Store;

use crate::{
    devices::{Credentials, Desk},
    observe::Observer,
    sealer::Sealer,
    signing_keys::SigningKey,
};

/// Settings that rules depend on; each has the default of the specification.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long a room must be silent before it counts as Unmonitored (decision 15).
    pub silence: Duration,
    /// How often agents report when nothing changes.
    pub report_interval: Duration,
    /// Divides every watch period: 1 in earnest, more in demonstrations.
    pub watch_divisor: i64,
    /// How many rooms may wait in Onboarding for each organization and key (decision 19).
    pub onboarding_cap: i64,
    /// How many reports a second the devices of one organization may send together, in the long run and to this node.
    pub reports_per_second: NonZeroU32,
    /// Whether requests for reseller relationships may ask for delegated admin privileges too.
    pub privileges_with_reseller: bool,
    /// Whether delegated admin privileges end that nobody used for 90 days.
    pub end_idle_privileges: bool,
    /// By which rule set partners manage Autopilot devices and profiles of their customers.
    pub autopilot_rules: RuleSet,
    /// Whether roles on subscriptions of customers without delegated admin privileges count only beside a role by a granular
    /// relationship.
    pub subscriptions_need_granular: bool,
    /// Whether partners ask vendors on behalf of customers that gave them no directory role (R-306, Q24).
    pub support_requests_without_rights: WithoutRights,
    /// The domain below which partners add customers; without one they add none.
    pub customer_domain: Option<DomainName>,
    /// How many attempts to find a partner an organization has in an hour (decision 11).
    pub partner_attempts_per_hour: i64,
    /// The public address of this Steward, for links and key files.
    pub public_url: String,
    /// Whether there is a mail server, so that people are told by e-mail.
    pub sends_mail: bool,
    /// The networks that are not public and that webhooks may lead to all the same.
    pub webhook_networks: Vec<Network>,
}

/// 300,000 rooms of one organization that report each minute, and some changes besides.
pub const REPORTS_PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(5999);

impl Default for Settings {
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(180),
            report_interval: Duration::from_secs(60),
            watch_divisor: 1,
            onboarding_cap: domain::enrolment::ONBOARDING_CAP,
            reports_per_second: REPORTS_PER_SECOND,
            privileges_with_reseller: true,
            end_idle_privileges: false,
            autopilot_rules: RuleSet::default(),
            subscriptions_need_granular: false,
            support_requests_without_rights: WithoutRights::default(),
            customer_domain: None,
            partner_attempts_per_hour: 20,
            public_url: "http://127.0.0.1:8080".to_owned(),
            sends_mail: false,
            webhook_networks: Vec::new(),
        }
    }
}

/// Where secrets come from: an input, so that tests can repeat a run.
pub trait Secrets: Send + Sync {
    /// 256 fresh bits from a source that nobody can guess.
    fn random32(&self) -> [u8; 32];
}

/// One running Steward.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub(crate) store: Store,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Where identifiers come from.
    pub ids: Arc<dyn Ids>,
    /// Where secrets come from.
    pub secrets: Arc<dyn Secrets>,
    /// What seals secrets that must be read back.
    pub(crate) sealer: Sealer,
    /// Settings.
    pub settings: Arc<Settings>,
    /// What is written down after the answer.
    pub(crate) observer: Observer,
    /// What this node remembers of devices between two writes.
    pub(crate) desk: Desk,
    /// The credentials of devices of which this node does not know yet whose they are.
    pub(crate) credentials: Credentials,
}

impl App {
    /// Puts a Steward together.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        secrets: Arc<dyn Secrets>,
        sealer: Sealer,
        settings: Settings,
    ) -> Self {
        let desk = Desk::new(clock.now(), settings.reports_per_second);
        Self {
            store: store.sending_mail(settings.sends_mail),
            clock,
            ids,
            secrets,
            sealer,
            settings: Arc::new(settings),
            observer: Observer::default(),
            desk,
            credentials: Credentials::default(),
        }
    }

    /// Whether this server sends e-mail at all: it has a mail server.
    pub fn sends_mail(&self) -> bool {
        self.settings.sends_mail
    }

    /// The keys with which records are signed, or were: their public halves are for everybody.
    pub fn signing_keys(&self) -> impl Iterator<Item = &SigningKey> {
        self.sealer.signing_keys()
    }

    /// What is stirred by committed changes, for live pages.
    pub fn listen(&self) -> tokio::sync::broadcast::Receiver<store::feed::Stirred> {
        self.store.listen()
    }

    /// Reads what decisions and common lists need into memory, so that nobody waits for the first decision.
    pub async fn warm(&self) -> Result<usize, crate::refusal::Refusal> {
        Ok(self.store.warm().await?)
    }

    /// Takes over what stirred on other nodes since the last time.
    pub async fn follow(
        &self,
        followed: store::Followed,
    ) -> Result<store::Followed, crate::refusal::Refusal> {
        Ok(self.store.follow(followed).await?)
    }

    /// Forgets what every node has long taken over.
    pub async fn forget_stirred(&self) -> Result<(), crate::refusal::Refusal> {
        self.store.forget_stirred(self.clock.now()).await?;
        Ok(())
    }

    /// Refreshes the statistics by which the database chooses its plans.
    pub async fn optimize(&self) -> Result<(), crate::refusal::Refusal> {
        Ok(self.store.optimize().await?)
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.store.is_ready().await
    }
}
