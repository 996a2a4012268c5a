//! Profiles of an organization: made, changed, deleted, read.

use authz::{Action, Realm};
use domain::{
    agent::AgentRight,
    autopilot::{MOST_PROFILES, ProfileSetting, ProfileSettings},
    event::{Event, EventKind},
    id::{AutopilotProfile as ProfileId, Id, Organization},
    text::Name,
};
use store::{Batch, Change, View, autopilot as rows, list::Wanted};

use super::{Ground, ProfileForm, ProfileRow, SHOWS, event, to_change, to_see};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::{Code, Fault, Refusal},
    run::{Command, Context, Where},
};

/// Makes a profile.
#[derive(Clone, Debug)]
pub struct CreateProfile {
    /// Whose.
    pub tenant: Id<Organization>,
    /// What it is to be.
    pub form: ProfileForm,
}

impl Command for CreateProfile {
    type Output = Id<ProfileId>;
    const NAME: &'static str = "autopilot.create_profile";
    // Together they could become too many, or be called the same.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_change(caller, self.tenant, AgentRight::ManageAutopilot), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<ProfileId>, Refusal> {
        require(context, self.tenant)?;
        let checked = self.form.checked(None)?;
        if rows::how_many_profiles(change).await? >= MOST_PROFILES {
            let fault = Fault::new("displayName", Code::TooMany).detail(MOST_PROFILES);
            return Err(Refusal::Invalid(Code::InvalidValue, vec![fault]));
        }
        free(change, &checked.name, None).await?;
        let id: Id<ProfileId> = change.new_id();
        let name = checked.name.as_str();
        let event = event(EventKind::AutopilotProfileCreated, id.uuid(), name)
            .with("policySettings", checked.settings.words().join(" "));
        let event = acknowledged(event, context, &checked.settings, None);
        let batch = rows::add_profile(Batch::of(event), id, (name, &checked.description), &checked.settings);
        change.write(batch).await?;
        Ok(id)
    }
}

/// Changes a profile; devices fetch the newest at set-up.
#[derive(Clone, Debug)]
pub struct UpdateProfile {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which.
    pub profile: Id<ProfileId>,
    /// What it is to be.
    pub form: ProfileForm,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for UpdateProfile {
    type Output = ();
    const NAME: &'static str = "autopilot.update_profile";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_change(caller, self.tenant, AgentRight::ManageAutopilot), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.profile, self.stamp).await?;
        require(context, self.tenant)?;
        let checked = self.form.checked(Some(&row.settings))?;
        free(change, &checked.name, Some(row.id)).await?;
        let name = checked.name.as_str();
        let event = event(EventKind::AutopilotProfileUpdated, row.id.uuid(), name)
            .changed("displayName", &row.name, name)
            .changed("description", &row.description, &checked.description)
            .changed("policySettings", row.settings.words().join(" "), checked.settings.words().join(" "));
        let event = acknowledged(event, context, &checked.settings, Some(&row.settings));
        let batch =
            rows::set_profile(Batch::of(event), row.id, (name, &checked.description), &checked.settings);
        change.write(batch).await?;
        Ok(())
    }
}

/// Deletes a profile that no device has.
#[derive(Clone, Copy, Debug)]
pub struct DeleteProfile {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which.
    pub profile: Id<ProfileId>,
    /// The stamp it was read with; none where the caller said that any will do.
    pub stamp: Option<i64>,
}

impl Command for DeleteProfile {
    type Output = ();
    const NAME: &'static str = "autopilot.delete_profile";
    // Nobody gives it to a device meanwhile.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (to_change(caller, self.tenant, AgentRight::ManageAutopilot), Where::Tenant(self.tenant))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let row = found(change, self.profile, self.stamp).await?;
        require(context, self.tenant)?;
        if row.devices > 0 {
            return Err(Refusal::Conflict(Code::ProfileInUse, Some(row.id.uuid())));
        }
        let event = event(EventKind::AutopilotProfileDeleted, row.id.uuid(), &row.name)
            .without("policySettings", row.settings.words().join(" "));
        change.write(rows::delete_profile(Batch::of(event), row.id)).await?;
        Ok(())
    }
}

/// A profile as it was read by the caller.
async fn found(change: &mut Change, id: Id<ProfileId>, stamp: Option<i64>) -> Result<ProfileRow, Refusal> {
    let row = rows::fetch_profile(change, id).await?.ok_or(Refusal::Missing)?;
    if stamp.is_some_and(|stamp| stamp != row.stamp) { Err(Refusal::Stale) } else { Ok(row) }
}

fn require(context: &Context<'_>, tenant: Id<Organization>) -> Result<(), Refusal> {
    let rules = context.app.settings.autopilot_rules;
    Ground::of(context.facts, &context.caller.person, rules, tenant).require_profiles()
}

/// Refuses a name that another profile has.
async fn free(change: &mut Change, name: &Name, own: Option<Id<ProfileId>>) -> Result<(), Refusal> {
    let named = rows::fetch_named_profile(change, &name.key()).await?;
    if named.is_some() && named != own {
        return Err(Refusal::field("displayName", Code::NameTaken));
    }
    Ok(())
}

/// Says in the event who answered for it that the customer agreed to the licence.
fn acknowledged(
    event: Event,
    context: &Context<'_>,
    settings: &ProfileSettings,
    before: Option<&ProfileSettings>,
) -> Event {
    if !settings.needs_acknowledgement(before) {
        return event;
    }
    event
        .with("acknowledged", ProfileSetting::SkipEula.key())
        .with_person("acknowledgedBy", &context.caller.person.upn)
}

/// The profiles of an organization, by name unless said otherwise.
#[derive(Clone, Debug)]
pub struct AutopilotProfiles {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// Profiles, and what the reader may do there.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// The profiles.
    pub found: Counted<ProfileRow>,
    /// What the reader may do.
    pub ground: Ground,
}

impl Question for AutopilotProfiles {
    type Answer = Profiles;
    const NAME: &'static str = "autopilot.profiles";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_see(caller, self.tenant), caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Profiles, Refusal> {
        let count = if self.count { Some(rows::count_profiles(view, &self.wanted).await?) } else { None };
        let page = rows::profiles(view, &self.wanted).await?;
        let rules = context.app.settings.autopilot_rules;
        let ground = Ground::of(context.facts, &context.caller.person, rules, self.tenant);
        Ok(Profiles { found: Counted { page, count }, ground })
    }
}

/// One profile.
#[derive(Clone, Copy, Debug)]
pub struct AutopilotProfile {
    /// Whose.
    pub tenant: Id<Organization>,
    /// Which.
    pub profile: Id<ProfileId>,
}

/// A profile, and what the reader may do with it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The profile.
    pub row: ProfileRow,
    /// What the reader may do.
    pub ground: Ground,
}

impl Question for AutopilotProfile {
    type Answer = Profile;
    const NAME: &'static str = "autopilot.profile";
    const SHOWS: Option<&'static str> = Some(SHOWS);

    fn asks(&self, caller: &Person) -> (Action, Realm) {
        (to_see(caller, self.tenant), caller.realm(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Profile, Refusal> {
        let row = rows::profile(view, self.profile).await?.ok_or(Refusal::Missing)?;
        let rules = context.app.settings.autopilot_rules;
        let ground = Ground::of(context.facts, &context.caller.person, rules, self.tenant);
        Ok(Profile { row, ground })
    }
}
