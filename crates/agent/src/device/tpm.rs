//! The TPM of the machine, as the kernel tells of it (`/sys/class/tpm`).

use wire::agents::{MissingReason, Tpm};

use super::Lack;
use crate::machine::Machine;

const FOLDER: &str = "/sys/class/tpm";

/// Which TPM there is, or why that cannot be told.
pub fn state(machine: &Machine) -> Result<Tpm, Lack> {
    let lack = |reason, why: String| Lack { what: "tpm", sentence: "the TPM is not told", reason, why };
    let devices = machine
        .list_driver(FOLDER)
        .map_err(|unreadable| lack(unreadable.reason(), unreadable.to_string()))?;
    let Some(device) = devices.first() else { return Ok(Tpm::Absent) };
    let path = format!("{FOLDER}/{device}/tpm_version_major");
    match machine.read(&path) {
        Ok(version) if version == "2" => Ok(Tpm::Tpm2),
        Ok(version) if version == "1" => Ok(Tpm::Tpm1),
        Ok(version) => Err(lack(MissingReason::Failed, format!("{path} says {version}"))),
        Err(unreadable) => Err(lack(unreadable.reason(), unreadable.to_string())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// the TPM is told with its version; R-243: what cannot be told says why.
    #[test]
    fn the_tpm_is_told_with_its_version() {
        let told = |files: &[(&str, &str)]| {
            let root = tempfile::tempdir().unwrap();
            for (path, text) in files {
                let path = root.path().join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            state(&Machine::new(root.path())).map_err(|lack| lack.to_string())
        };
        let version = "sys/class/tpm/tpm0/tpm_version_major";
        assert_eq!(told(&[(version, "2\n")]), Ok(Tpm::Tpm2));
        assert_eq!(told(&[(version, "1\n")]), Ok(Tpm::Tpm1));
        assert_eq!(told(&[("sys/class/net/lo/mtu", "1")]), Ok(Tpm::Absent));
        let unknown = "the TPM is not told: /sys/class/tpm/tpm0/tpm_version_major";
        assert_eq!(told(&[("sys/class/tpm/tpm0/dev", "x")]), Err(format!("{unknown} does not exist")));
        assert_eq!(told(&[(version, "3")]), Err(format!("{unknown} says 3")));
        assert_eq!(told(&[]), Err("the TPM is not told: /sys/class does not exist".to_owned()));
    }
}
