//! What the agent trusts: the public roots it was built with, and one file of the administrator's own.

use std::path::Path;

use anyhow::{Context as _, bail};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// The TLS settings; `ca_file` adds certificates in PEM to the public roots.
pub fn config(ca_file: Option<&Path>) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = ca_file {
        let unreadable = || format!("the CA file {} cannot be read", path.display());
        let mut added = 0;
        for certificate in CertificateDer::pem_file_iter(path).with_context(unreadable)? {
            roots.add(certificate.with_context(unreadable)?).with_context(unreadable)?;
            added += 1;
        }
        if added == 0 {
            bail!("the CA file {} holds no certificate", path.display());
        }
    }
    let mut config = ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_ca_file_must_hold_certificates() {
        assert!(config(None).is_ok());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        let problem = |text: &str| {
            std::fs::write(&path, text).unwrap();
            format!("{:#}", config(Some(&path)).unwrap_err())
        };
        assert!(problem("").ends_with("ca.pem holds no certificate"));
        assert!(
            problem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                .contains("cannot be read")
        );
        assert!(config(Some(Path::new("/nowhere.pem"))).is_err());
    }
}
