//! Whether the room is in a meeting: whether something records from a microphone. Nothing of what is recorded is read.

use wire::agents::Activity;

use crate::machine::Machine;

const CARDS: &str = "/proc/asound";

/// Looks at the recording devices: busy as soon as one of them runs, unknown where none can be seen.
pub fn activity(machine: &Machine) -> Activity {
    let mut found = Activity::Unknown;
    for stream in recorders(machine) {
        let Ok(status) = machine.read(&format!("{stream}/status")) else { continue };
        if status.lines().any(|line| line.trim() == "state: RUNNING") {
            return Activity::Busy;
        }
        found = Activity::Idle;
    }
    found
}

/// The folders of what can be recorded from: `card0/pcm0c/sub0` and the like.
fn recorders(machine: &Machine) -> Vec<String> {
    let below = |path: &str, is_one: &dyn Fn(&str) -> bool| -> Vec<String> {
        let names = machine.list(path).unwrap_or_default();
        names.iter().filter(|name| is_one(name)).map(|name| format!("{path}/{name}")).collect()
    };
    let is_card = |name: &str| name.strip_prefix("card").is_some_and(|number| number.parse::<u8>().is_ok());
    let is_recorder = |name: &str| name.starts_with("pcm") && name.ends_with('c');
    below(CARDS, &is_card)
        .iter()
        .flat_map(|card| below(card, &is_recorder))
        .flat_map(|device| below(&device, &|name| name.starts_with("sub")))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn told(files: &[(&str, &str)]) -> Activity {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join("proc/asound").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        activity(&Machine::new(root.path()))
    }

    /// R-263, §4.11: in a meeting while something records; what only plays is none; without a recorder nobody knows.
    #[test]
    fn a_room_is_busy_while_something_records() {
        assert_eq!(told(&[]), Activity::Unknown);
        assert_eq!(told(&[("card0/pcm0p/sub0/status", "state: RUNNING\n")]), Activity::Unknown);
        let closed = ("card0/pcm0c/sub0/status", "closed\n");
        assert_eq!(told(&[closed, ("card0/pcm0p/sub0/status", "state: RUNNING\n")]), Activity::Idle);
        let running = ("card1/pcm0c/sub0/status", "state: RUNNING\nowner_pid   : 812\n");
        assert_eq!(told(&[closed, running]), Activity::Busy);
    }
}
