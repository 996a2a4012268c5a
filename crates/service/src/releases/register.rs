//! Registering a release that was signed offline.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{Id, Release as Kind},
    permission::Permission,
    release::{MOST_RELEASES, Release, ReleaseDocument, ReleaseFault, SignedDocument},
};
use store::{Batch, Change, releases};

use super::signature;
use crate::{
    caller::Person,
    form::Form,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// Registers a release in one's own organization.
#[derive(Clone, Debug)]
pub struct RegisterRelease {
    /// The signed document, as the file holds it.
    pub signed: String,
}

impl Command for RegisterRelease {
    type Output = Id<Kind>;
    const NAME: &'static str = "release.register";
    // The key must not change meanwhile, and the same version must not come twice.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RingModify), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<Id<Kind>, Refusal> {
        let signed = signature::read("signedRelease", &self.signed)?;
        register(change, "signedRelease", &signed).await
    }
}

/// Registers what the organization of the change signed.
pub(super) async fn register(
    change: &mut Change,
    field: &str,
    signed: &SignedDocument,
) -> Result<Id<Kind>, Refusal> {
    let key = releases::fetch_key(change).await?;
    let key = key.ok_or(Refusal::Conflict(Code::ReleaseKeyMissing, None))?;
    signature::require(field, &key.public_key, signed)?;
    let release = read(field, &signed.document)?;
    if let Some(same) = releases::same(change, release.device_type, &release.version).await? {
        return Err(Refusal::Conflict(Code::AlreadyExists, Some(same.uuid())));
    }
    if releases::count(change).await? >= i64::try_from(MOST_RELEASES).unwrap_or(i64::MAX) {
        return Err(Refusal::Invalid(
            Code::InvalidValue,
            vec![Fault::new(field, Code::TooMany).detail(MOST_RELEASES)],
        ));
    }
    let id = change.new_id::<Kind>();
    let event = Event::new(EventKind::ReleaseAdded, Subject::thing(id.uuid(), release.version.to_string()))
        .with("version", &release.version)
        .with("deviceType", release.device_type.key())
        .with("isCritical", release.is_critical)
        .with("sha256", &release.artefact.sha256)
        .with("keyNumber", key.number);
    change.write(releases::add(Batch::of(event), id, &release, signed)).await?;
    Ok(id)
}

fn read(field: &str, document: &str) -> Result<Release, Refusal> {
    let document: ReleaseDocument =
        serde_json::from_str(document).map_err(|_| Refusal::field(field, Code::NotASignedDocument))?;
    document.checked().map_err(|faults| {
        let mut form = Form::default();
        for fault in faults {
            match fault {
                ReleaseFault::Format => form.fault(field, Code::NotASignedDocument),
                ReleaseFault::Version => form.fault(field, Code::NotAVersion),
                ReleaseFault::Address => form.fault(field, Code::NotAnAddress),
                ReleaseFault::Digest => form.fault(field, Code::NotADigest),
                ReleaseFault::Size => {
                    form.limit(field, Code::OutOfRange, format!("1–{}", domain::release::ARTEFACT_MAX));
                }
                ReleaseFault::Notes(error) => _ = form.text::<()>(field, Err(error)),
            }
        }
        form.refusal()
    })
}
