//! Scopes, as clients write them: names of permissions, alone or behind the address of the API, or all that was granted.

use std::collections::BTreeSet;

use domain::application::ApiPermission;

use super::fault::OAuthFault;

/// All that was granted.
const DEFAULT: &str = ".default";
/// What clients ask for beside permissions, of which there is none here.
const PASSED_OVER: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// The names in a list of scopes, without the address of the API before them.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace().map(|scope| scope.rsplit('/').next().unwrap_or(scope))
}

/// Whether an application that acts by itself asks for all that it was granted, the one thing it can ask for.
pub(super) fn is_default(text: &str) -> bool {
    let mut names = names(text);
    names.next() == Some(DEFAULT) && names.next().is_none()
}

/// The permissions that a person is asked for: each must have been granted to the application.
pub(super) fn delegated(
    text: &str,
    granted: &BTreeSet<ApiPermission>,
) -> Result<BTreeSet<ApiPermission>, OAuthFault> {
    let mut wanted = BTreeSet::new();
    for name in names(text).filter(|name| !PASSED_OVER.contains(name)) {
        if name == DEFAULT {
            wanted.extend(granted);
            continue;
        }
        let permission = ApiPermission::from_key(name).filter(|it| granted.contains(it));
        wanted.insert(permission.ok_or(OAuthFault::InvalidScope)?);
    }
    if wanted.is_empty() { Err(OAuthFault::InvalidScope) } else { Ok(wanted) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use ApiPermission::{ReadDelegation, ReadUsers};

    use super::*;

    #[test]
    fn an_application_asks_for_all_that_it_was_granted() {
        for good in [".default", "https://graph.microsoft.com/.default", "https://steward.example/.default"] {
            assert!(is_default(good), "{good}");
        }
        for bad in ["", "User.Read.All", ".default User.Read.All", "https://steward.example/default"] {
            assert!(!is_default(bad), "{bad}");
        }
    }

    /// §4.1: nobody is asked for more than a Global administrator granted to the application.
    #[test]
    fn people_are_asked_for_what_was_granted() {
        let granted = BTreeSet::from([ReadDelegation, ReadUsers]);
        let asked = |text| delegated(text, &granted).ok();
        assert_eq!(asked("openid https://graph.microsoft.com/User.Read.All"), Some([ReadUsers].into()));
        assert_eq!(asked("https://steward.example/.default offline_access"), Some(granted.clone()));
        assert_eq!(asked("User.Read.All AuditLog.Read.All"), None);
        assert_eq!(asked("Mail.Read"), None);
        assert_eq!(asked("openid profile"), None);
        assert_eq!(delegated(".default", &BTreeSet::new()).err().unwrap().code(), "invalid_scope");
    }
}
