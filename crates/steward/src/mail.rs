//! `steward mail test`.

use anyhow::Result;
use server::{config::Config, mail::send_trial};

/// Sends a message to an address, or says in plain words what failed.
#[expect(clippy::print_stdout, reason = "the output is the answer")]
pub async fn test(config: &Config, address: &str) -> Result<()> {
    let server = send_trial(config, address).await?;
    println!("{server} took a message for {address}. Whether it arrives there, the mailbox shows.");
    Ok(())
}
