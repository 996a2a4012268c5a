//! The machine's addresses and how it is connected. What is the link's own, temporary or virtual is left out.

use wire::agents::{MAX_ADDRESS, MAX_ADDRESSES, fit};

use crate::{
    machine::{Machine, Unreadable},
    probes,
};

/// The hardware addresses of the adapters (`/sys/class/net/*/address`), and why one cannot be told.
pub(super) fn hardware(machine: &Machine) -> (Vec<String>, Option<Unreadable>) {
    let adapters = match probes::adapters(machine) {
        Ok(adapters) => adapters,
        Err(unreadable) => return (Vec::new(), Some(unreadable)),
    };
    let mut problem = None;
    let read = |adapter: &String| machine.read(&format!("/sys/class/net/{adapter}/address"));
    let addresses =
        adapters.iter().filter_map(|adapter| read(adapter).map_err(|error| problem = Some(error)).ok());
    (bounded(addresses.collect::<Vec<_>>().into_iter()), problem)
}

/// The addresses of the machine in its network.
pub(super) fn network(machine: &Machine) -> Vec<String> {
    bounded(ipv4(machine).into_iter().chain(ipv6(machine)))
}

/// Whether the machine is connected by cable or by radio.
pub(super) fn network_type(machine: &Machine) -> Option<String> {
    let adapters = probes::adapters(machine).unwrap_or_default();
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

fn bounded(addresses: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<_> =
        addresses.map(|address| fit(&address, MAX_ADDRESS)).filter(|address| !address.is_empty()).collect();
    all.sort();
    all.dedup();
    all.truncate(MAX_ADDRESSES);
    all
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
