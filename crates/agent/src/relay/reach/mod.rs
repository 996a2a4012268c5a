//! Reaching: a relay that its configuration allows to connect to devices without an agent enrols like a device, is told over its own
//! connection which of them to try, and tells what it found (decision 22).
//!
//! Invariant: it connects to nothing that its own configuration does not allow, whatever the server asks for, and says nothing to what
//! it connects to.

mod allowed;
mod look;

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context as _;
use tokio::sync::mpsc;
use wire::agents::{DeviceType, JobOrder};

pub use allowed::{Allowance, Allowed};

use crate::{
    channel::HttpChannel,
    clock::{self, ServerClock},
    courier::Courier,
    device,
    jobs::{Ended, Work, Worker, ledger},
    keeper::{CredentialFile, Protection},
    machine::Machine,
    observer::Observer,
    probes, scout,
    server_address::ServerAddress,
    session, tls,
    way::Way,
};

/// How often the relay looks at itself.
const OBSERVED_EVERY: Duration = Duration::from_secs(60);
/// The first report comes within this time.
const FIRST_WITHIN: Duration = Duration::from_secs(5);

/// What reaching goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What may be reached; nothing unless said.
    pub allowance: Allowance,
    /// Where the enrolment key file lies.
    pub key_file: PathBuf,
    /// Where the credential is kept.
    pub state_dir: PathBuf,
}

/// A relay does no jobs.
struct Idle;

impl Worker for Idle {
    fn work(&self, order: JobOrder, _: mpsc::UnboundedSender<String>, _: Option<Courier>) -> Work {
        Box::pin(std::future::ready(refused(&order)))
    }

    fn boot(&self) -> String {
        String::new()
    }

    fn interrupted(&self, order: &JobOrder, _: bool) -> Ended {
        refused(order)
    }
}

fn refused(_: &JobOrder) -> Ended {
    Ended::failed("notSupported", "a relay does no jobs")
}

/// Enrols where that is needed, and reaches what the server asks for, until dropped. Ends only by failing: where the credential or the
/// certificates to trust cannot be read.
pub(super) async fn run(
    settings: Settings,
    server: ServerAddress,
    ca_file: Option<PathBuf>,
) -> anyhow::Result<()> {
    let server_clock = Arc::new(ServerClock::default());
    let channel = HttpChannel::new(
        tls::config(ca_file.as_deref())?,
        &Way::Straight,
        1,
        Arc::clone(&server_clock),
        clock::system(),
    )?;
    let machine = Machine::this();
    let (scout, lookout) = scout::pair();
    let room = session::Room {
        name: "relay".to_owned(),
        channel,
        keeper: CredentialFile::new(&settings.state_dir, None),
        worker: Arc::new(Idle),
        shelf: Arc::new(ledger::InMemory::default()),
        answered: Arc::new(|_| {}),
        key_file: settings.key_file,
        server: Some(server),
        interval: None,
        first_within: FIRST_WITHIN,
        clock: clock::system(),
        seed: rand::random(),
        tally: Arc::default(),
        scout: Some(scout),
    };
    let observer = Observer {
        machine,
        probes: probes::of_a_relay(server_clock),
        setup: device::Setup {
            device_type: DeviceType::Generic,
            local_accounts: Vec::new(),
            protection: Protection::unsealed(),
            updates: None,
        },
        issues: None,
        clock: clock::system(),
    };
    let (sender, observations) = mpsc::channel(1);
    let kept = settings.state_dir.display().to_string();
    tokio::select! {
        ended = room.run(observations) => ended.with_context(|| format!("the credential in {kept} cannot be read")),
        ended = observer.run(OBSERVED_EVERY, sender) => ended,
        () = look::keep(settings.allowance, lookout) => Ok(()),
    }
}
