//! What the device tells about itself (§5.1). What cannot be read is left out.

use wire::agents::{DeviceFacts, DeviceType, MAX_ADDRESS, MAX_ADDRESSES, MAX_FACT, fit};

use crate::{machine::Machine, probes};

const HOST_NAME: [&str; 2] = ["/proc/sys/kernel/hostname", "/etc/hostname"];
const MANUFACTURER: [&str; 1] = ["/sys/class/dmi/id/sys_vendor"];
const MODEL: [&str; 2] = ["/sys/class/dmi/id/product_name", "/proc/device-tree/model"];
const SERIAL_NUMBER: [&str; 2] = ["/sys/class/dmi/id/product_serial", "/proc/device-tree/serial-number"];

/// The facts about the machine as they are now.
pub fn facts(machine: &Machine, device_type: DeviceType) -> DeviceFacts {
    let adapters = probes::adapters(machine).unwrap_or_default();
    let macs =
        adapters.iter().filter_map(|name| machine.read(&format!("/sys/class/net/{name}/address")).ok());
    DeviceFacts {
        host_name: first(machine, &HOST_NAME).ok(),
        device_type: Some(device_type),
        manufacturer: first(machine, &MANUFACTURER).ok(),
        model: first(machine, &MODEL).ok(),
        serial_number: first(machine, &SERIAL_NUMBER).ok(),
        agent_version: Some(crate::VERSION.to_owned()),
        app_version: None,
        os_version: probes::pretty_name(machine).ok().flatten().map(|name| fact(&name)),
        ip_addresses: bounded(ipv4(machine).into_iter().chain(ipv6(machine))),
        mac_addresses: bounded(macs),
        network_type: network_type(machine, &adapters),
    }
}

/// A fact that the agent cannot tell, and which right or file it misses (decision 15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    fact: &'static str,
    why: String,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the {} is not told: {}", self.fact, self.why)
    }
}

/// What cannot be told about the machine, and why.
pub fn missing(machine: &Machine) -> Vec<Missing> {
    let facts: [(&str, &[&str]); 4] = [
        ("host name", &HOST_NAME),
        ("manufacturer", &MANUFACTURER),
        ("model", &MODEL),
        ("serial number", &SERIAL_NUMBER),
    ];
    let why =
        |(fact, paths): (&'static str, &[&str])| first(machine, paths).err().map(|why| Missing { fact, why });
    facts.into_iter().filter_map(why).collect()
}

/// The first of the files that says something, or why none does.
fn first(machine: &Machine, paths: &[&str]) -> Result<String, String> {
    let mut problems = Vec::new();
    for path in paths {
        match machine.read(path).map(|text| fact(text.trim_end_matches('\0'))) {
            Ok(text) if !text.is_empty() && !NO_FACTS.contains(&text.as_str()) => return Ok(text),
            Ok(_) => problems.push(format!("{path} says nothing")),
            Err(unreadable) => problems.push(unreadable.to_string()),
        }
    }
    Err(problems.join(", "))
}

/// What firmware says when nobody filled in the field.
const NO_FACTS: [&str; 4] = ["None", "To Be Filled By O.E.M.", "Default string", "System Serial Number"];

fn fact(text: &str) -> String {
    fit(text, MAX_FACT)
}

fn bounded(addresses: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<_> =
        addresses.map(|address| fit(&address, MAX_ADDRESS)).filter(|address| !address.is_empty()).collect();
    all.sort();
    all.dedup();
    all.truncate(MAX_ADDRESSES);
    all
}

fn network_type(machine: &Machine, adapters: &[String]) -> Option<String> {
    let up = |name: &&String| {
        machine.read(&format!("/sys/class/net/{name}/operstate")).is_ok_and(|state| state != "down")
    };
    let wired = adapters.iter().filter(up).any(|name| !probes::is_wireless(machine, name));
    let wireless = adapters.iter().filter(up).any(|name| probes::is_wireless(machine, name));
    match (wired, wireless) {
        (true, _) => Some("wired".to_owned()),
        (false, true) => Some("wireless".to_owned()),
        (false, false) => None,
    }
}

/// The machine's own addresses: the routing table marks them `/32 host LOCAL`, on the line after the address.
fn ipv4(machine: &Machine) -> Vec<String> {
    let table = machine.read("/proc/net/fib_trie").unwrap_or_default();
    let mut found = Vec::new();
    let mut address = None;
    for line in table.lines().map(str::trim) {
        if let Some(leaf) = line.strip_prefix("|-- ") {
            address = leaf.parse::<std::net::Ipv4Addr>().ok();
        } else if line == "/32 host LOCAL" {
            found.extend(address.filter(|address| !address.is_loopback()).map(|address| address.to_string()));
        }
    }
    found
}

/// Global addresses that last: not the link's own (scope 20), nor temporary ones (flag 01), which change daily.
fn ipv6(machine: &Machine) -> Vec<String> {
    let table = machine.read("/proc/net/if_inet6").unwrap_or_default();
    let address = |line: &str| {
        let mut columns = line.split_whitespace();
        let bits = u128::from_str_radix(columns.next()?, 16).ok()?;
        let scope = columns.nth(2)?;
        let flags = u8::from_str_radix(columns.next()?, 16).ok()?;
        (scope == "00" && flags & 0x01 == 0).then(|| std::net::Ipv6Addr::from(bits).to_string())
    };
    table.lines().filter_map(address).collect()
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

    /// the machine tells what §5.1 asks of it, R-186: and nothing else.
    #[test]
    fn facts_come_from_the_machine() {
        let (_root, machine) = machine(&[
            ("proc/sys/kernel/hostname", "ber-1\n"),
            ("sys/class/dmi/id/sys_vendor", "Example Systems\n"),
            ("sys/class/dmi/id/product_name", "Room Box 2\n"),
            ("sys/class/dmi/id/product_serial", "None\n"),
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
            facts(&machine, DeviceType::Generic),
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
            }
        );
    }

    #[test]
    fn a_machine_that_tells_nothing_still_has_facts() {
        let (_root, machine) = machine(&[]);
        let facts = facts(&machine, DeviceType::Panel);
        assert_eq!((facts.host_name, facts.device_type), (None, Some(DeviceType::Panel)));
    }

    /// R-243, decision 15: the agent says plainly what it cannot tell and why.
    #[test]
    fn missing_facts_are_named_with_their_reason() {
        let (_root, machine) = machine(&[
            ("etc/hostname", "ber-1"),
            ("sys/class/dmi/id/sys_vendor", "Default string"),
            ("proc/device-tree/model", "Room Box 2\0"),
        ]);
        let told: Vec<_> = missing(&machine).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "the manufacturer is not told: /sys/class/dmi/id/sys_vendor says nothing",
                "the serial number is not told: /sys/class/dmi/id/product_serial does not exist, \
                 /proc/device-tree/serial-number does not exist",
            ]
        );
        assert_eq!(facts(&machine, DeviceType::Generic).model.as_deref(), Some("Room Box 2"));
    }
}
