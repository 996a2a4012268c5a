//! What the machine is, by asking Windows, through `sysinfo`.

use sysinfo::{DiskRefreshKind, Disks, MemoryRefreshKind, Product, System};
use wire::agents::MissingReason;

use crate::{
    device::{Told, fact},
    machine::Machine,
    system::Space,
};

/// The name of the machine.
pub fn host_name(_: &Machine) -> Told {
    told(System::host_name())
}

/// Who made the machine.
pub fn manufacturer(_: &Machine) -> Told {
    told(Product::vendor_name())
}

/// What its maker calls it.
pub fn model(_: &Machine) -> Told {
    told(Product::name())
}

/// The number that its maker gave it.
pub fn serial_number(_: &Machine) -> Told {
    told(Product::serial_number())
}

/// The version of its firmware, which `sysinfo` does not know.
pub fn firmware_version(_: &Machine) -> Told {
    Err((MissingReason::NotThere, "the agent does not ask Windows for it".to_owned()))
}

fn told(answer: Result<String, sysinfo::Error>) -> Told {
    let text = answer.map_err(|error| (MissingReason::Failed, error.to_string()))?;
    fact(&text).ok_or_else(|| (MissingReason::NotThere, "the firmware says nothing".to_owned()))
}

/// The system's name and version for people, or why it is not told.
pub fn os_name(_: &Machine) -> Result<String, String> {
    let name = System::long_os_version().map_err(|error| error.to_string())?;
    // The number of the build tells what the name does not.
    Ok(System::kernel_version().map_or_else(|_| name.clone(), |build| format!("{name} ({build})")))
}

/// The memory, or why it is not told.
pub fn memory(_: &Machine) -> Result<Space, String> {
    let mut system = System::new().map_err(|error| error.to_string())?;
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    match system.total_memory() {
        0 => Err("Windows tells no memory".to_owned()),
        total => Ok(Space { available: system.available_memory(), total }),
    }
}

/// The drive of the system, or why it is not told.
pub fn disk(_: &Machine) -> Result<Space, String> {
    let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing().with_storage())
        .map_err(|error| error.to_string())?;
    let told = disks.iter().map(|disk| {
        let space = Space { available: disk.available_space(), total: disk.total_space() };
        (disk.mount_point().to_string_lossy().into_owned(), space)
    });
    of_drive(told, &std::env::var("SystemDrive").unwrap_or_else(|_| "C:".to_owned()))
}

/// The one of these disks that is a drive (`C:`), not a folder on it.
pub fn of_drive(mut disks: impl Iterator<Item = (String, Space)>, drive: &str) -> Result<Space, String> {
    disks
        .find(|(path, _)| path.trim_end_matches('\\').eq_ignore_ascii_case(drive))
        .map(|(_, space)| space)
        .ok_or_else(|| format!("Windows tells nothing of the drive {drive}"))
}
