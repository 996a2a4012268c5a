//! `steward init`: configuration, seal key, database, first operator.

use std::{io::ErrorKind, path::PathBuf};

use anyhow::{Context as _, Result};
use service::{
    Refusal,
    organizations::{NewOrganization, setup},
};

use crate::{
    open,
    options::{DEFAULT_FILE, Options},
};

/// Prepares a new server. Repeated before the first operator has set a password, it makes a new link.
#[expect(clippy::print_stdout, reason = "the output is the answer")]
pub async fn init(options: Options, operator: &str) -> Result<()> {
    let file = options.config.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    match std::fs::File::create_new(&file) {
        Ok(mut created) => {
            std::io::Write::write_all(&mut created, server::config::Config::commented().as_bytes())?;
            println!("wrote {}", file.display());
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => println!("kept {}", file.display()),
        Err(error) => return Err(error).with_context(|| format!("writing {}", file.display())),
    }
    let config = options.load()?;
    let app = open::app(&config).await?;
    let domain = operator.rsplit('@').next().unwrap_or_default().to_owned();
    let new = NewOrganization {
        name: "Operator".to_owned(),
        country: "US".to_owned(),
        language: "en".to_owned(),
        time_zone: "UTC".to_owned(),
        domains: vec![domain],
        administrator_upn: operator.to_owned(),
        administrator_name: "Operator".to_owned(),
    };
    match setup(&app, new).await {
        Ok(made) => {
            println!("the first operator is {operator}; set the password within 24 hours at");
            println!("  {}/set-password/{}", app.settings.public_url, made.link.reveal());
            println!("then: steward serve --config {}", file.display());
            Ok(())
        }
        Err(Refusal::Conflict(..)) => {
            println!("an operator exists and can sign in; nothing was changed");
            Ok(())
        }
        Err(refusal) => anyhow::bail!("the first operator could not be made: {refusal:?}"),
    }
}
