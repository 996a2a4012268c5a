//! The local accounts that the room's software needs: which of those that should be there are not.

use wire::agents::MissingReason;

use super::Lack;
use crate::machine::Machine;

const ACCOUNTS: &str = "/etc/passwd";

/// What is missing of the accounts that should be there.
pub(super) fn missing(machine: &Machine, expected: &[String]) -> Option<Lack> {
    let lack = |reason, why| {
        Some(Lack { what: "localAccount", sentence: "a local account is missing", reason, why })
    };
    if expected.is_empty() {
        return None;
    }
    let text = match machine.read(ACCOUNTS) {
        Ok(text) => text,
        Err(unreadable) => return lack(unreadable.reason(), unreadable.to_string()),
    };
    let known: Vec<_> = text.lines().filter_map(|line| line.split(':').next()).collect();
    let absent: Vec<_> =
        expected.iter().map(String::as_str).filter(|account| !known.contains(account)).collect();
    if absent.is_empty() {
        return None;
    }
    lack(MissingReason::NotThere, format!("{ACCOUNTS} does not have {}", absent.join(", ")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// accounts that the room should have and has not are named.
    #[test]
    fn accounts_that_are_not_there_are_named() {
        let root = tempfile::tempdir().unwrap();
        let machine = Machine::new(root.path());
        let told = |expected: &[&str]| {
            let expected: Vec<_> = expected.iter().map(|name| (*name).to_owned()).collect();
            missing(&machine, &expected).map(|lack| lack.to_string())
        };
        assert_eq!(told(&[]), None);
        let unreadable = "a local account is missing: /etc/passwd does not exist";
        assert_eq!(told(&["room"]).as_deref(), Some(unreadable));
        std::fs::create_dir(root.path().join("etc")).unwrap();
        std::fs::write(
            root.path().join("etc/passwd"),
            "root:x:0:0::/root:/bin/sh\nroom:x:1000:1000::/srv/room:\n",
        )
        .unwrap();
        assert_eq!(told(&["room", "root"]), None);
        let absent = "a local account is missing: /etc/passwd does not have admin, roo";
        assert_eq!(told(&["admin", "room", "roo"]).as_deref(), Some(absent));
    }
}
