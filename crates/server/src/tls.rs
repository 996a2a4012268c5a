//! The TLS listener's certificate, read anew when its files change, without a restart.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use arc_swap::ArcSwap;
use rustls::{
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    server::ServerConfig,
};

/// A certificate and key on disk, and the configuration made of them.
pub struct Certificate {
    chain: PathBuf,
    key: PathBuf,
    current: ArcSwap<ServerConfig>,
    read_at: ArcSwap<Option<SystemTime>>,
}

impl Certificate {
    /// Reads the files.
    pub fn load(chain: &Path, key: &Path) -> io::Result<Self> {
        let config = read(chain, key)?;
        Ok(Self {
            chain: chain.to_owned(),
            key: key.to_owned(),
            current: ArcSwap::new(config),
            read_at: ArcSwap::from_pointee(changed(chain, key)),
        })
    }

    /// The configuration for the next connection.
    pub fn current(&self) -> Arc<ServerConfig> {
        self.current.load_full()
    }

    /// Reads the files again if they changed; a bad file leaves the old certificate in use.
    pub fn refresh(&self) {
        let changed = changed(&self.chain, &self.key);
        if **self.read_at.load() == changed {
            return;
        }
        match read(&self.chain, &self.key) {
            Ok(config) => {
                self.current.store(config);
                tracing::info!("the TLS certificate was read anew");
            }
            Err(error) => {
                tracing::error!(%error, "the TLS certificate could not be read; the old one stays in use");
            }
        }
        self.read_at.store(Arc::new(changed));
    }
}

fn changed(chain: &Path, key: &Path) -> Option<SystemTime> {
    let at = |path: &Path| path.metadata().and_then(|meta| meta.modified()).ok();
    at(chain).max(at(key))
}

fn read(chain: &Path, key: &Path) -> io::Result<Arc<ServerConfig>> {
    let other = |error: &dyn std::error::Error| io::Error::other(error.to_string());
    let certificates = CertificateDer::pem_file_iter(chain)
        .map_err(|error| other(&error))?
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| other(&error))?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| other(&error))?;
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .map_err(|error| other(&error))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
