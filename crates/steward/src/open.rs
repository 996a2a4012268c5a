//! Puts a Steward together from its configuration.

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, Result, bail};
use domain::time::Clock as _;
use server::config::Config;
use service::{App, Sealer, Store};

use crate::inputs::{MachineClock, OsSecrets, RandomIds};

/// Opens the database, brings it up to date, and puts the use cases together.
pub async fn app(config: &Config) -> Result<App> {
    let store = store(config)?;
    let applied = store.migrate(MachineClock.now()).await?;
    if !applied.is_empty() {
        tracing::info!(?applied, "migrations applied");
    }
    let sealer = sealer(config)?;
    let (clock, ids, secrets) = (Arc::new(MachineClock), Arc::new(RandomIds), Arc::new(OsSecrets));
    let app = App::new(store, clock, ids, secrets, sealer, config.settings());
    let organizations = app.warm().await.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
    tracing::debug!(organizations, "facts of access are in memory");
    Ok(app)
}

/// Opens the database of a configuration.
pub fn store(config: &Config) -> Result<Store> {
    if let Some(path) = config.database.strip_prefix("sqlite:") {
        return Store::open_sqlite(Path::new(path)).with_context(|| format!("opening {path}"));
    }
    if config.database.starts_with("postgresql://") || config.database.starts_with("postgres://") {
        let roots = config.database_roots.as_deref().map(roots).transpose()?;
        return Store::open_postgresql(&config.database, roots).context("reading the database address");
    }
    bail!("the database must be sqlite:PATH or postgresql://…")
}

/// Reads the key that seals what must be read back; the first start makes it, readable by its owner alone.
pub fn sealer(config: &Config) -> Result<Sealer> {
    let path = &config.seal_key_file;
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let text = Sealer::fresh_key_file(&OsSecrets);
            write_private(path, &text).with_context(|| format!("writing {}", path.display()))?;
            text
        }
        Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
    };
    Sealer::parse(&text).with_context(|| format!("in {}", path.display()))
}

/// Writes a new file that its owner alone can read.
pub fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn roots(path: &Path) -> Result<rustls::RootCertStore> {
    use rustls::pki_types::{CertificateDer, pem::PemObject as _};
    let mut store = rustls::RootCertStore::empty();
    for certificate in
        CertificateDer::pem_file_iter(path).with_context(|| format!("reading {}", path.display()))?
    {
        store.add(certificate.with_context(|| format!("in {}", path.display()))?)?;
    }
    Ok(store)
}
