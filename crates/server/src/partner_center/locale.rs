//! In which language descriptions are told: that of the header `X-Locale`, English where it is missing or names none that is spoken here.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, request::Parts},
};
use service::domain::organization::Language;

use crate::{i18n::Translator, web::Web};

const LOCALE: HeaderName = HeaderName::from_static("x-locale");

/// The language that a client asks for.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let asked = headers.get(LOCALE).map(HeaderValue::to_str);
    asked.and_then(Result::ok).map_or(Language::English, Language::negotiate)
}

/// Speaks the language that a client asks for.
pub(super) struct Speaking(pub(super) Translator);

impl FromRequestParts<Web> for Speaking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Infallible> {
        Ok(Self(Translator::new(language(&parts.headers), "UTC")))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// §4.7: languages are named as clients name them, with the country.
    #[test]
    fn locales_name_languages() {
        for (locale, spoken) in [
            ("ja-JP", Language::Japanese),
            ("zh-TW", Language::TraditionalChinese),
            ("en-US", Language::English),
            ("de-DE", Language::English),
        ] {
            let headers = HeaderMap::from_iter([(LOCALE, HeaderValue::from_str(locale).unwrap())]);
            assert_eq!(language(&headers), spoken, "{locale}");
        }
        assert_eq!(language(&HeaderMap::new()), Language::English);
    }
}
