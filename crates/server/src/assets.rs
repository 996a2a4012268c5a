//! The script, stylesheet and icons that the browser gets: built in `web/`, embedded while compiling, served
//! under names that hold a hash of their content.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

#[derive(rust_embed::Embed)]
#[folder = "../../web/dist"]
struct Files;

static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Files::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// The address of an asset by its plain name, such as `app.js`.
pub fn address(name: &str) -> String {
    MANIFEST.get(name).map_or_else(|| format!("/assets/{name}"), |file| format!("/assets/{file}"))
}

/// Serves an asset.
pub async fn serve(Path(name): Path<String>) -> Response {
    let Some(file) = Files::get(&name).filter(|_| name != "manifest.json") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(&name).first_or_octet_stream();
    (
        [
            (header::CONTENT_TYPE, kind.to_string()),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        ],
        file.data,
    )
        .into_response()
}
