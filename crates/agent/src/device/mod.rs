//! What the device tells about itself (§5.1), and what its agent misses (R-243, decision 15). What cannot be read is
//! left out.

mod accounts;
mod addresses;
mod tpm;

use wire::agents::{
    CredentialProtection, DeviceFacts, DeviceType, MAX_DETAIL, MAX_FACT, MAX_MISSING, Missing, MissingReason,
    Tpm, fit,
};

pub use self::tpm::state as tpm;
use crate::{
    keeper::Protection,
    machine::Machine,
    system::facts,
    updates::trust::{Shelf as _, TrustFile},
};

/// A fact of the machine, or why it is not told.
pub type Told = Result<String, (MissingReason, String)>;

/// What the agent knows of its room besides what the machine's files say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// What the machine is.
    pub device_type: DeviceType,
    /// Local accounts that the machine should have.
    pub local_accounts: Vec<String>,
    /// How the credential is kept.
    pub protection: Protection,
    /// Where stands which version was installed by the last update.
    pub updates: Option<TrustFile>,
}

/// The facts about the machine as they are now.
pub fn facts(machine: &Machine, setup: &Setup) -> DeviceFacts {
    let missing = missing(machine, setup);
    DeviceFacts {
        host_name: facts::host_name(machine).ok(),
        device_type: Some(setup.device_type),
        manufacturer: facts::manufacturer(machine).ok(),
        model: facts::model(machine).ok(),
        serial_number: facts::serial_number(machine).ok(),
        agent_version: Some(crate::VERSION.to_owned()),
        app_version: setup.updates.as_ref().and_then(|kept| kept.load().ok()?.installed),
        os_version: facts::os_name(machine).ok().and_then(|name| fact(&name)),
        ip_addresses: addresses::network(machine),
        mac_addresses: addresses::hardware(machine).0,
        network_type: addresses::network_type(machine),
        firmware_version: facts::firmware_version(machine).ok(),
        tpm: tpm(machine).ok(),
        credential_protection: match setup.protection {
            Protection::Tpm => Some(CredentialProtection::Tpm),
            Protection::File(_) => Some(CredentialProtection::File),
            Protection::Folder(_) => None,
        },
        missing: Some(missing.iter().take(MAX_MISSING).map(Lack::told).collect()),
    }
}

/// Something that the agent cannot tell or do, and which right, file or device it misses (decision 15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The name of the fact, as it is reported.
    pub what: &'static str,
    /// The beginning of the sentence in the log.
    pub sentence: &'static str,
    /// The reason, as it is reported.
    pub reason: MissingReason,
    /// The reason for people.
    pub why: String,
}

impl Lack {
    fn told(&self) -> Missing {
        Missing { what: self.what.to_owned(), reason: self.reason, detail: fit(&self.why, MAX_DETAIL) }
    }
}

impl std::fmt::Display for Lack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.sentence, self.why)
    }
}

/// What cannot be told or done on this machine, and why.
pub fn missing(machine: &Machine, setup: &Setup) -> Vec<Lack> {
    let facts = [
        ("hostName", "the host name is not told", facts::host_name(machine)),
        ("manufacturer", "the manufacturer is not told", facts::manufacturer(machine)),
        ("model", "the model is not told", facts::model(machine)),
        ("serialNumber", "the serial number is not told", facts::serial_number(machine)),
        ("firmwareVersion", "the firmware version is not told", facts::firmware_version(machine)),
    ];
    let lack = |(what, sentence, told): (&'static str, &'static str, Told)| {
        told.err().map(|(reason, why)| Lack { what, sentence, reason, why })
    };
    let mut missing: Vec<_> = facts.into_iter().filter_map(lack).collect();
    if let (_, Some(unreadable)) = addresses::hardware(machine) {
        missing.push(Lack {
            what: "macAddresses",
            sentence: "the hardware addresses are not told",
            reason: unreadable.reason(),
            why: unreadable.to_string(),
        });
    }
    match tpm(machine) {
        Ok(Tpm::Tpm2 | Tpm::Tpm1) => {}
        Ok(Tpm::Absent) => missing.push(Lack {
            what: "tpm",
            sentence: "the TPM is missing",
            reason: MissingReason::NotThere,
            why: "the machine has none, or it is switched off in the firmware".to_owned(),
        }),
        Err(lack) => missing.push(lack),
    }
    match &setup.protection {
        Protection::Tpm | Protection::File(None) => {}
        Protection::File(Some((reason, why))) => missing.push(Lack {
            what: "credentialProtection",
            sentence: "the TPM does not seal the credential",
            reason: *reason,
            why: why.clone(),
        }),
        Protection::Folder(why) => missing.push(Lack {
            what: "credentialProtection",
            sentence: "the agent does not protect the credential itself",
            reason: MissingReason::NotThere,
            why: (*why).to_owned(),
        }),
    }
    missing.extend(accounts::missing(machine, &setup.local_accounts));
    missing
}

/// What firmware says when nobody filled in the field.
const NO_FACTS: [&str; 4] = ["None", "To Be Filled By O.E.M.", "Default string", "System Serial Number"];

/// A fact as it is told; none where the text says nothing.
pub fn fact(text: &str) -> Option<String> {
    let text = fit(text.trim_end_matches('\0'), MAX_FACT);
    (!text.is_empty() && !NO_FACTS.contains(&text.as_str())).then_some(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn machine(files: &[(&str, &str)]) -> (tempfile::TempDir, Machine) {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let machine = Machine::new(root.path());
        (root, machine)
    }

    fn setup(device_type: DeviceType) -> Setup {
        Setup { device_type, local_accounts: Vec::new(), protection: Protection::Tpm, updates: None }
    }

    /// the machine tells what §5.1 asks of it, R-186: and nothing else.
    #[test]
    fn facts_come_from_the_machine() {
        let (_root, machine) = machine(&[
            ("proc/sys/kernel/hostname", "ber-1\n"),
            ("sys/class/dmi/id/sys_vendor", "Example Systems\n"),
            ("sys/class/dmi/id/product_name", "Room Box 2\n"),
            ("sys/class/dmi/id/product_serial", "None\n"),
            ("sys/class/dmi/id/bios_version", "M4RKT1AA\n"),
            ("sys/class/tpm/tpm0/tpm_version_major", "2\n"),
            ("etc/os-release", "NAME=Debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"),
            ("sys/class/net/lo/operstate", "unknown"),
            ("sys/class/net/eth0/operstate", "up"),
            ("sys/class/net/eth0/device/vendor", "x"),
            ("sys/class/net/eth0/address", "02:00:00:00:00:01\n"),
            ("sys/class/net/docker0/operstate", "up"),
            ("sys/class/net/docker0/address", "02:00:00:00:00:99\n"),
            (
                "proc/net/fib_trie",
                "Main:\n |-- 127.0.0.1\n /32 host LOCAL\n |-- 192.0.2.2\n /32 host LOCAL\n |-- 192.0.2.255\n /32 link BROADCAST\n\
                 Local:\n |-- 192.0.2.2\n /32 host LOCAL\n",
            ),
            (
                "proc/net/if_inet6",
                "20010db8000000000000000000000002 04 40 00 82 eth0\n20010db8000000000000000000000003 04 40 00 01 eth0\n\
                 fe8000000000000000fc00fffe000001 04 40 20 80 eth0\n00000000000000000000000000000001 01 80 10 80 lo\n",
            ),
        ]);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            facts(&machine, &setup(DeviceType::Generic)),
            DeviceFacts {
                host_name: text("ber-1"),
                device_type: Some(DeviceType::Generic),
                manufacturer: text("Example Systems"),
                model: text("Room Box 2"),
                serial_number: None,
                agent_version: text(crate::VERSION),
                app_version: None,
                os_version: text("Debian GNU/Linux 12 (bookworm)"),
                ip_addresses: vec!["192.0.2.2".to_owned(), "2001:db8::2".to_owned()],
                mac_addresses: vec!["02:00:00:00:00:01".to_owned()],
                network_type: text("wired"),
                firmware_version: text("M4RKT1AA"),
                tpm: Some(Tpm::Tpm2),
                credential_protection: Some(CredentialProtection::Tpm),
                missing: Some(vec![Missing {
                    what: "serialNumber".to_owned(),
                    reason: MissingReason::NotThere,
                    detail: "/sys/class/dmi/id/product_serial says nothing, \
                             /proc/device-tree/serial-number does not exist"
                        .to_owned(),
                }]),
            }
        );
    }

    #[test]
    fn a_machine_that_tells_nothing_still_has_facts() {
        let (_root, machine) = machine(&[]);
        let facts = facts(&machine, &setup(DeviceType::Panel));
        assert_eq!((facts.host_name, facts.device_type), (None, Some(DeviceType::Panel)));
    }

    /// R-243, decision 15: the agent says plainly what it cannot tell or do and why: facts, TPM, seal, accounts.
    #[test]
    fn what_is_missing_is_named_with_its_reason() {
        let (_root, machine) = machine(&[
            ("etc/hostname", "ber-1"),
            ("etc/passwd", "root:x:0:0::/root:/bin/sh"),
            ("sys/class/dmi/id/sys_vendor", "Default string"),
            ("proc/device-tree/model", "Room Box 2\0"),
            ("sys/class/net/eth0/operstate", "up"),
        ]);
        let setup = Setup {
            local_accounts: vec!["room".to_owned()],
            protection: Protection::File(Some((
                MissingReason::NoRight,
                "no right to use /dev/tpmrm0".to_owned(),
            ))),
            ..setup(DeviceType::Generic)
        };
        let told: Vec<_> = missing(&machine, &setup).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "the manufacturer is not told: /sys/class/dmi/id/sys_vendor says nothing",
                "the serial number is not told: /sys/class/dmi/id/product_serial does not exist, \
                 /proc/device-tree/serial-number does not exist",
                "the firmware version is not told: /sys/class/dmi/id/bios_version does not exist",
                "the hardware addresses are not told: /sys/class/net/eth0/address does not exist",
                "the TPM is missing: the machine has none, or it is switched off in the firmware",
                "the TPM does not seal the credential: no right to use /dev/tpmrm0",
                "a local account is missing: /etc/passwd does not have room",
            ]
        );
        let facts = facts(&machine, &setup);
        assert_eq!(facts.model.as_deref(), Some("Room Box 2"));
        assert_eq!(
            (facts.tpm, facts.credential_protection),
            (Some(Tpm::Absent), Some(CredentialProtection::File))
        );
        let reported = facts.missing.unwrap();
        let reported: Vec<_> =
            reported.iter().map(|missing| (missing.what.as_str(), missing.reason)).collect();
        assert_eq!(
            reported,
            [
                ("manufacturer", MissingReason::NotThere),
                ("serialNumber", MissingReason::NotThere),
                ("firmwareVersion", MissingReason::NotThere),
                ("macAddresses", MissingReason::NotThere),
                ("tpm", MissingReason::NotThere),
                ("credentialProtection", MissingReason::NoRight),
                ("localAccount", MissingReason::NotThere),
            ]
        );
    }

    /// R-243, decision 15: on a system that tells nothing by files and whose rights the agent does not set, as on Windows, it claims
    /// neither a fact nor a protection, and says so.
    #[test]
    fn a_system_without_files_claims_nothing() {
        let machine = Machine::without_files();
        let setup = Setup {
            local_accounts: vec!["room".to_owned()],
            protection: Protection::Folder("its folder decides"),
            ..setup(DeviceType::Generic)
        };
        let facts = facts(&machine, &setup);
        assert_eq!((facts.tpm, facts.credential_protection, facts.mac_addresses.len()), (None, None, 0));
        let told: Vec<_> = missing(&machine, &setup).iter().map(ToString::to_string).collect();
        let last = [
            "the hardware addresses are not told: /sys/class/net is there on Linux alone",
            "the TPM is not told: /sys/class/tpm is there on Linux alone",
            "the agent does not protect the credential itself: its folder decides",
            "a local account is missing: /etc/passwd is there on Linux alone",
        ];
        assert!(told.iter().map(String::as_str).rev().take(4).eq(last.into_iter().rev()), "{told:?}");
    }
}
