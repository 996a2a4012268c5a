//! Running a command of the agent's own configuration: a program with its arguments, never a line for a shell.

use std::{process::Stdio, time::Duration};

use tokio::process::Command;
use wire::agents::MAX_OUTPUT_BYTES;

/// How long a command may take.
const PATIENCE: Duration = Duration::from_mins(5);

/// How a command ended.
pub(crate) struct Outcome {
    /// Whether it ended well.
    pub(crate) is_good: bool,
    /// What it wrote, and how it ended.
    pub(crate) told: String,
}

/// How long one that installs something may take.
const LONG_PATIENCE: Duration = Duration::from_mins(30);

/// Runs it with further variables of its environment.
pub(crate) async fn run(command: &[String], variables: &[(&str, &str)]) -> Outcome {
    run_within(PATIENCE, command, variables).await
}

/// The same for a command that installs something, which takes longer.
pub(crate) async fn run_patiently(command: &[String], variables: &[(&str, &str)]) -> Outcome {
    run_within(LONG_PATIENCE, command, variables).await
}

async fn run_within(patience: Duration, command: &[String], variables: &[(&str, &str)]) -> Outcome {
    let Some((program, arguments)) = command.split_first() else {
        return Outcome { is_good: false, told: "no program is named".to_owned() };
    };
    let mut command = Command::new(program);
    command.args(arguments).envs(variables.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(false);
    let ended = tokio::time::timeout(patience, command.output()).await;
    match ended {
        Err(_) => Outcome {
            is_good: false,
            told: format!("{program} did not end within {} seconds", patience.as_secs()),
        },
        Ok(Err(error)) => {
            Outcome { is_good: false, told: format!("{program} could not be started: {error}") }
        }
        Ok(Ok(output)) => {
            let mut told = String::from_utf8_lossy(&output.stdout).into_owned();
            told.push_str(&String::from_utf8_lossy(&output.stderr));
            if !told.is_empty() && !told.ends_with('\n') {
                told.push('\n');
            }
            let end = format!("{program} ended with {}", output.status);
            told.push_str(&end);
            Outcome {
                is_good: output.status.success(),
                told: wire::agents::fit_lines(&told, MAX_OUTPUT_BYTES),
            }
        }
    }
}
