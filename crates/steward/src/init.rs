//! `steward init`: configuration, seal key, database, first operator.

use std::{io::ErrorKind, path::PathBuf};

use anyhow::{Context as _, Result};
use domain::organization::Language;
use server::{answer::Faults, i18n::Translator};
use service::{
    Code, Refusal,
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
    let given = options.clone().over_defaults();
    // What the environment says stays there: it wins over the file, and may hold a password.
    let text = given.commented(|name| std::env::var_os(variable(name)).is_none())?;
    match open::write_private(&file, &text) {
        Ok(()) => println!("wrote {}", file.display()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            println!("kept {}; options given here are not written into it", file.display());
        }
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
        Err(refusal) => Err(told(refusal, operator)),
    }
}

/// The environment variable of an option.
fn variable(name: &str) -> String {
    format!("STEWARD_{}", name.to_uppercase())
}

/// Why there is no link, in words.
fn told(refusal: Refusal, operator: &str) -> anyhow::Error {
    if let Refusal::Invalid(_, faults) = &refusal
        && let Some(fault) = faults.iter().find(|fault| fault.code == Code::UnknownReference)
        && let Some(first) = &fault.detail
    {
        return anyhow::anyhow!(
            "{operator} is not the first operator; nothing was changed. The first operator is {first} and has not set \
             a password yet: repeat with --operator {first} for a new link"
        );
    }
    match Faults::of(&Translator::new(Language::English, "UTC"), refusal) {
        Ok(faults) => {
            let mut texts: Vec<&str> = faults.all().map(|(_, text)| text.as_str()).collect();
            texts.dedup();
            if texts.is_empty() {
                texts.push(faults.summary());
            }
            anyhow::anyhow!("{operator} cannot be the first operator: {}", texts.join(" "))
        }
        Err(Refusal::Bug(source)) => anyhow::anyhow!(source).context("the first operator could not be made"),
        Err(refusal) => anyhow::anyhow!("the first operator could not be made: {}", refusal.code().as_str()),
    }
}
