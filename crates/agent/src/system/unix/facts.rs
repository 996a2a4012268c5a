//! What the machine is, by the files of the kernel and the system.

use wire::agents::MissingReason;

use crate::{
    device::{Told, fact},
    machine::{Machine, Unreadable},
    system::Space,
};

/// The name of the machine.
pub fn host_name(machine: &Machine) -> Told {
    first(machine, &["/proc/sys/kernel/hostname", "/etc/hostname"])
}

/// Who made the machine.
pub fn manufacturer(machine: &Machine) -> Told {
    first(machine, &["/sys/class/dmi/id/sys_vendor"])
}

/// What its maker calls it.
pub fn model(machine: &Machine) -> Told {
    first(machine, &["/sys/class/dmi/id/product_name", "/proc/device-tree/model"])
}

/// The number that its maker gave it.
pub fn serial_number(machine: &Machine) -> Told {
    first(machine, &["/sys/class/dmi/id/product_serial", "/proc/device-tree/serial-number"])
}

/// The version of its firmware.
pub fn firmware_version(machine: &Machine) -> Told {
    first(machine, &["/sys/class/dmi/id/bios_version"])
}

/// The first of the files that says something, or why none does; a missing right is the reason that can be mended.
fn first(machine: &Machine, paths: &[&str]) -> Told {
    let mut problems = Vec::new();
    let mut reason = MissingReason::NotThere;
    for path in paths {
        match machine.read(path).map(|text| fact(&text)) {
            Ok(Some(text)) => return Ok(text),
            Ok(None) => problems.push(format!("{path} says nothing")),
            Err(unreadable) => {
                if reason == MissingReason::NotThere {
                    reason = unreadable.reason();
                }
                problems.push(unreadable.to_string());
            }
        }
    }
    Err((reason, problems.join(", ")))
}

/// The system's name and version for people, or why it is not told.
pub fn os_name(machine: &Machine) -> Result<String, String> {
    const FILE: &str = "/etc/os-release";
    let text = machine.read(FILE).map_err(told)?;
    let line = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    line.map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|name| !name.is_empty())
        .ok_or_else(|| format!("{FILE} names no version"))
}

/// The memory (`/proc/meminfo`), or why it is not told.
pub fn memory(machine: &Machine) -> Result<Space, String> {
    const FILE: &str = "/proc/meminfo";
    let text = machine.read(FILE).map_err(told)?;
    let bytes = |name: &str| -> Option<u64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
        kib.checked_mul(1024)
    };
    bytes("MemAvailable")
        .zip(bytes("MemTotal"))
        .filter(|(_, total)| *total > 0)
        .map(|(available, total)| Space { available, total })
        .ok_or_else(|| format!("{FILE} is not in the known form"))
}

/// The file system of the machine's root as the agent's user may fill it, or why it is not told.
pub fn disk(machine: &Machine) -> Result<Space, String> {
    let root = machine.path("/").map_err(told)?;
    let disk =
        rustix::fs::statvfs(root).map_err(|error| format!("the file system cannot be asked: {error}"))?;
    Ok(Space {
        available: disk.f_bavail.saturating_mul(disk.f_frsize),
        total: disk.f_blocks.saturating_mul(disk.f_frsize),
    })
}

fn told(unreadable: Unreadable) -> String {
    unreadable.to_string()
}
