//! Sealing by the TPM of the machine, through the system's own `systemd-creds` (R-243, decision 15): what is sealed
//! opens on this machine alone.
//!
//! Invariant: nothing passes as sealed that names another key than the TPM, whatever the program answers.

use std::{
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use wire::agents::MissingReason;

/// The program that speaks with the TPM.
pub const PROGRAM: &str = "systemd-creds";
/// The device of the TPM, which the program opens itself where no service of the system does it.
pub const DEVICE: &str = "/dev/tpmrm0";

/// How long the program may take; a TPM is slow, but answers within seconds.
const PATIENCE: Duration = Duration::from_secs(30);
/// Written into what is sealed, and asked for again.
const NAME: &str = "--name=steward-agent";

/// How a sealed text begins when the TPM holds its key, alone or with the disk, for all users or one: the kinds of the
/// program in base64, as far as they are whole characters.
const BY_TPM: [&str; 6] = [
    "DHzAexF2RZGcSwvqCLwg/",
    "+vfrk0HjQSyhpDb5Wik2L",
    "k6iUCUh0RJCQyvL8k8q1U",
    "70rBNnmpSA6n22iJf58WX",
    "r0lQqEkTTrGnOEYwT/MMB",
    "rbxMo++2QgG6iBtvLkCV6",
];

/// Seals and opens.
#[derive(Debug, Clone)]
pub struct Sealer {
    program: PathBuf,
    way: Way,
    patience: Duration,
}

/// How the TPM is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By the service of the system (systemd 256 and later), which needs no right of the agent.
    Service,
    /// By the program itself, which needs a right to [`DEVICE`]. The state of the boot is left out of the seal: it
    /// holds the credential to the machine, not to one version of its firmware.
    Device,
}

impl Way {
    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Service => &["--user"],
            Self::Device => &["--with-key=tpm2", "--tpm2-pcrs="],
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Service => Self::Device,
            Self::Device => Self::Service,
        }
    }
}

/// Why sealing is not possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsealable {
    /// The reason as it is reported.
    pub reason: MissingReason,
    /// The reason for people.
    pub why: String,
}

impl Unsealable {
    fn failed(why: impl Into<String>) -> Self {
        Self { reason: MissingReason::Failed, why: why.into() }
    }
}

impl std::fmt::Display for Unsealable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Unsealable {}

impl From<Unsealable> for io::Error {
    fn from(unsealable: Unsealable) -> Self {
        Self::other(unsealable)
    }
}

impl Sealer {
    /// The first way that seals and opens here, or why none does. `device` is where the TPM's device lies.
    pub fn find(program: &Path, device: &Path) -> Result<Self, Unsealable> {
        let mut problems = Vec::new();
        for way in [Way::Service, Way::Device] {
            let sealer = Self { program: program.to_owned(), way, patience: PATIENCE };
            match sealer.prove() {
                Ok(()) => return Ok(sealer),
                Err(absent) if absent.reason == MissingReason::NotThere => return Err(absent),
                Err(problem) => problems.push(problem.why),
            }
        }
        // What stands in the way is most often the device; only whoever may open it can say more.
        let opened = std::fs::OpenOptions::new().read(true).write(true).open(device);
        let (reason, first) = match opened.map_err(|error| error.kind()) {
            Err(io::ErrorKind::NotFound) => {
                (MissingReason::NotThere, format!("{} does not exist for the agent", device.display()))
            }
            Err(io::ErrorKind::PermissionDenied) => {
                (MissingReason::NoRight, format!("no right to use {}", device.display()))
            }
            _ => (MissingReason::Failed, "it was tried".to_owned()),
        };
        Err(Unsealable { reason, why: format!("{first}; {}", problems.join("; ")) })
    }

    /// Seals a text.
    pub fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let sealed = self.run(self.way, "encrypt", plain)?;
        if is_by_tpm(&sealed) {
            Ok(sealed)
        } else {
            Err(Unsealable::failed("sealed by another key than the TPM"))
        }
    }

    /// Opens what was sealed on this machine.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        // A newer system brings the other way, and still has to open what was sealed before.
        self.run(self.way, "decrypt", sealed)
            .or_else(|problem| self.run(self.way.other(), "decrypt", sealed).map_err(|_| problem))
    }

    fn prove(&self) -> Result<(), Unsealable> {
        const TRIAL: &[u8] = b"steward-agent";
        let sealed = self.seal(TRIAL)?;
        if self.run(self.way, "decrypt", &sealed)? == TRIAL {
            Ok(())
        } else {
            Err(Unsealable::failed("what was sealed opened as another text"))
        }
    }

    fn run(&self, way: Way, verb: &str, input: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let program = self.program.display();
        let mut child = Command::new(&self.program)
            .arg(verb)
            .args(way.arguments())
            .args([NAME, "-", "-"])
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    Unsealable { reason: MissingReason::NotThere, why: format!("{program} is not installed") }
                }
                _ => Unsealable::failed(format!("{program}: {error}")),
            })?;
        let (output, succeeded) = talk(&mut child, input, self.patience)
            .map_err(|why| Unsealable::failed(format!("{program}: {why}")))?;
        if succeeded {
            return Ok(output);
        }
        let mut told = String::new();
        if let Some(mut errors) = child.stderr.take() {
            // A program that says nothing readable is no further fault.
            let _ = errors.read_to_string(&mut told);
        }
        let last = told.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("it failed");
        Err(Unsealable::failed(format!("{program}: {last}")))
    }
}

/// Gives a program its input and takes its output; whether it succeeded. What takes too long is ended.
fn talk(child: &mut Child, input: &[u8], patience: Duration) -> Result<(Vec<u8>, bool), String> {
    if let Some(mut stdin) = child.stdin.take() {
        // A program that has ended already says why by its status.
        let _ = stdin.write_all(input);
    }
    let (sender, receiver) = mpsc::channel();
    if let Some(mut stdout) = child.stdout.take() {
        std::thread::spawn(move || {
            let mut output = Vec::new();
            let read = stdout.read_to_end(&mut output).map(|_| output);
            // Nobody waits any more where it took too long.
            let _ = sender.send(read);
        });
    }
    let read = receiver.recv_timeout(patience);
    if read.is_err() {
        // Ended already, or ended now.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    match read {
        Ok(Ok(output)) => Ok((output, status.success())),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("no answer within {} seconds", patience.as_secs())),
    }
}

fn is_by_tpm(sealed: &[u8]) -> bool {
    let text: Vec<u8> = sealed.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(21).collect();
    BY_TPM.iter().any(|kind| kind.as_bytes() == text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt as _};

    /// How the texts begin that the disk alone seals.
    const BY_DISK: &str = "Whxqht+dQJax1aZeCGLxm";

    /// A program that seals like `systemd-creds` of a system, for the machine that the file `machine` beside it names.
    pub(crate) fn program(folder: &Path, kind: &str, before_sealing: &str) -> PathBuf {
        fs::write(folder.join("machine"), "one").unwrap();
        let program = folder.join("systemd-creds");
        let script = format!(
            "#!/bin/sh\nmachine=$(cat \"{0}/machine\")\n{before_sealing}\ncase \"$1\" in\n\
             encrypt) printf '%s' '{kind}'; {{ printf '%s:' \"$machine\"; cat; }} | base64 ;;\n\
             decrypt) plain=$(tail -c +22 | base64 -d); case \"$plain\" in\n\
             \"$machine\":*) printf '%s' \"${{plain#*:}}\" ;; *) echo 'wrong machine' >&2; exit 1 ;; esac ;;\nesac\n",
            folder.display()
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        program
    }

    const OLD_SYSTEM: &str =
        "case \"$*\" in *--user*) echo \"unrecognized option '--user'\" >&2; exit 1 ;; esac";

    fn find(kind: &str, before_sealing: &str) -> (tempfile::TempDir, Result<Sealer, Unsealable>) {
        let folder = tempfile::tempdir().unwrap();
        let program = program(folder.path(), kind, before_sealing);
        let found = Sealer::find(&program, &folder.path().join("tpmrm0"));
        (folder, found)
    }

    /// R-243, decision 15: what the TPM seals opens again, by the service of the system or, on an older one, by its
    /// device; and on no other machine.
    #[test]
    fn what_is_sealed_opens_on_this_machine_alone() {
        for (kind, system, way) in
            [("70rBNnmpSA6n22iJf58WX", "", Way::Service), ("DHzAexF2RZGcSwvqCLwg/", OLD_SYSTEM, Way::Device)]
        {
            let (folder, found) = find(kind, system);
            let sealer = found.unwrap();
            assert_eq!(sealer.way, way);
            let sealed = sealer.seal(b"secret").unwrap();
            assert!(!String::from_utf8_lossy(&sealed).contains("secret"));
            assert_eq!(sealer.open(&sealed).unwrap(), b"secret");
            fs::write(folder.path().join("machine"), "another").unwrap();
            assert!(sealer.open(&sealed).unwrap_err().why.ends_with("wrong machine"));
        }
    }

    /// R-243, decision 15: a seal of the disk alone is none, whatever the program was asked for.
    #[test]
    fn a_seal_without_the_tpm_is_none() {
        let (_folder, found) = find(BY_DISK, "");
        let unsealable = found.unwrap_err();
        assert!(unsealable.why.contains("sealed by another key than the TPM"), "{unsealable}");
    }

    /// R-243, decision 15: why it cannot be sealed is said: no program, no device, no right, no answer.
    #[test]
    fn what_stands_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let absent = folder.path().join("nothing");
        let unsealable = Sealer::find(&absent, &absent).unwrap_err();
        assert_eq!(unsealable.reason, MissingReason::NotThere);
        assert!(unsealable.why.ends_with("nothing is not installed"), "{unsealable}");

        let (_folder, found) = find("", "echo 'TPM2 support not installed' >&2; exit 1");
        let unsealable = found.unwrap_err();
        assert_eq!(unsealable.reason, MissingReason::NotThere);
        assert!(unsealable.why.contains("tpmrm0 does not exist for the agent"), "{unsealable}");
        assert!(unsealable.why.ends_with("TPM2 support not installed"), "{unsealable}");

        let program = program(folder.path(), "", "echo 'no' >&2; exit 1");
        // A folder cannot be opened for writing, whoever tries: neither absent nor a matter of rights.
        assert_eq!(Sealer::find(&program, folder.path()).unwrap_err().reason, MissingReason::Failed);

        let slow = Sealer { program, way: Way::Device, patience: Duration::ZERO };
        assert!(slow.seal(b"x").is_err());
    }
}
