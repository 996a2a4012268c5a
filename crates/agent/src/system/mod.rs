//! What differs between Linux and Windows; the one place that asks which of them this is.
//!
//! Both halves have the same modules: `facts` asks the system about the machine, `files` says who may use them, `paths` where they lie,
//! `stop` waits until the program is told to end.

mod space;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;
// The library behind it knows Linux too, so what is asked of it can be tried there.
#[cfg(all(test, unix))]
#[path = "windows/facts.rs"]
mod windows_facts;

pub use space::Space;
#[cfg(unix)]
pub use unix::{HAS_COLOURS, ROOT, facts, files, paths, stop};
#[cfg(windows)]
pub use windows::{HAS_COLOURS, ROOT, facts, files, paths, stop};

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Space, facts, windows_facts};
    use crate::machine::Machine;

    /// what the agent asks on Windows is what the files of Linux say, where one machine can be asked both ways.
    #[test]
    fn both_ways_tell_the_same_of_one_machine() {
        let here = Machine::this();
        assert_eq!(windows_facts::memory(&here).unwrap().total, facts::memory(&here).unwrap().total);
        assert_eq!(windows_facts::host_name(&here).unwrap(), facts::host_name(&here).unwrap());
        assert!(!windows_facts::os_name(&here).unwrap().is_empty());
        type Fact = fn(&Machine) -> crate::device::Told;
        let pairs: [(Fact, Fact); 3] = [
            (windows_facts::manufacturer, facts::manufacturer),
            (windows_facts::model, facts::model),
            (windows_facts::serial_number, facts::serial_number),
        ];
        // Not every machine tells these, nor everybody.
        for (on_windows, on_linux) in pairs {
            if let (Ok(asked), Ok(read)) = (on_windows(&here), on_linux(&here)) {
                assert_eq!(asked, read);
            }
        }
        assert!(windows_facts::firmware_version(&here).is_err());
    }

    /// the disk that is watched on Windows is the one of the system, and not one beside it.
    #[test]
    fn the_disk_is_the_one_of_the_system() {
        let of = |available| Space { available, total: 10 };
        let disks =
            [("D:\\".to_owned(), of(1)), ("C:\\".to_owned(), of(2)), ("C:\\data\\".to_owned(), of(3))];
        assert_eq!(windows_facts::of_drive(disks.clone().into_iter(), "c:"), Ok(of(2)));
        let absent = windows_facts::of_drive(disks.into_iter(), "E:");
        assert_eq!(absent, Err("Windows tells nothing of the drive E:".to_owned()));
        assert_eq!(
            windows_facts::disk(&Machine::this()),
            Err("Windows tells nothing of the drive C:".to_owned())
        );
    }
}
