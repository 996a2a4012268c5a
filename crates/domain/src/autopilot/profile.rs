//! What a profile lets a device skip and keep when it is set up.

use std::collections::BTreeSet;

/// A choice of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileSetting {
    /// Programs of the maker are removed.
    RemoveOemPreinstalls,
    /// Whoever sets it up is no administrator of it.
    UserNotLocalAdmin,
    /// The pages of privacy are skipped.
    SkipExpressSettings,
    /// The pages of work or school, assistant, drive and registration with the maker are skipped.
    SkipOemRegistration,
    /// The licence agreement is skipped: accepted beforehand, in the name of the customer.
    SkipEula,
}

impl ProfileSetting {
    /// Every choice.
    pub const ALL: [Self; 5] = [
        Self::RemoveOemPreinstalls,
        Self::UserNotLocalAdmin,
        Self::SkipExpressSettings,
        Self::SkipOemRegistration,
        Self::SkipEula,
    ];

    /// The published word (§4.8).
    pub const fn key(self) -> &'static str {
        match self {
            Self::RemoveOemPreinstalls => "remove_oem_preinstalls",
            Self::UserNotLocalAdmin => "oobe_user_not_local_admin",
            Self::SkipExpressSettings => "skip_express_settings",
            Self::SkipOemRegistration => "skip_oem_registration",
            Self::SkipEula => "skip_eula",
        }
    }

    /// The choice of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.key() == key)
    }
}

/// The choices of a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileSettings(BTreeSet<ProfileSetting>);

impl ProfileSettings {
    /// The published word for no choice at all.
    pub const NONE: &'static str = "none";

    /// The choices of these words; none where one of them is not known, or says "none" beside others.
    pub fn read<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let words: Vec<&str> = words.into_iter().collect();
        if words == [Self::NONE] {
            return Some(Self::default());
        }
        words.into_iter().map(ProfileSetting::from_key).collect::<Option<_>>().map(Self)
    }

    /// Whether a choice is one of them.
    pub fn has(&self, setting: ProfileSetting) -> bool {
        self.0.contains(&setting)
    }

    /// Their published words; "none" where there is no choice.
    pub fn words(&self) -> Vec<&'static str> {
        if self.0.is_empty() { vec![Self::NONE] } else { self.0.iter().map(|it| it.key()).collect() }
    }

    /// Each of them, in the order of [`ProfileSetting::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = ProfileSetting> {
        self.0.iter().copied()
    }

    /// Whether the licence agreement is skipped from now on, so that it has to be said that the customer agreed.
    pub fn needs_acknowledgement(&self, before: Option<&Self>) -> bool {
        self.has(ProfileSetting::SkipEula)
            && before.is_none_or(|before| !before.has(ProfileSetting::SkipEula))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// R-365, §4.8: the published words, which come back as they went.
    #[test]
    fn settings_are_read_and_written() {
        assert_eq!(ProfileSettings::read(["none"]), Some(ProfileSettings::default()));
        assert_eq!(ProfileSettings::default().words(), ["none"]);
        assert_eq!(ProfileSettings::read(["none", "skip_eula"]), None);
        assert_eq!(ProfileSettings::read(["skip_all"]), None);
        let words = ProfileSetting::ALL.map(ProfileSetting::key);
        assert_eq!(ProfileSettings::read(words).unwrap().words(), words);
    }

    /// skipping the licence agreement is acknowledged when it begins.
    #[test]
    fn the_licence_agreement_needs_an_acknowledgement() {
        let with = ProfileSettings::read(["skip_eula"]).unwrap();
        let without = ProfileSettings::read(["skip_express_settings"]).unwrap();
        assert!(with.needs_acknowledgement(None) && with.needs_acknowledgement(Some(&without)));
        assert!(!with.needs_acknowledgement(Some(&with)) && !without.needs_acknowledgement(None));
    }
}
