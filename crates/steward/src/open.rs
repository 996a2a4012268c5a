//! Puts a Steward together from its configuration.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use server::config::Config;
use service::Store;

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
