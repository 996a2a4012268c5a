//! Organizations (tenants): owners of rooms, partners, or both.

use serde::{Deserialize, Serialize};

/// Which face of the portal a page or command belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// An organization's own rooms, people and partners.
    Rooms,
    /// The rooms of an organization's customers.
    Partner,
    /// Organizations, domains, partner capability and health of the server.
    Operator,
}

/// The languages of the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Korean.
    #[serde(rename = "ko")]
    Korean,
    /// Japanese.
    #[serde(rename = "ja")]
    Japanese,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    TraditionalChinese,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
}

impl Language {
    /// Every language, in menu order.
    pub const ALL: [Self; 5] =
        [Self::English, Self::Korean, Self::Japanese, Self::TraditionalChinese, Self::Russian];

    /// The language tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
            Self::Japanese => "ja",
            Self::TraditionalChinese => "zh-Hant",
            Self::Russian => "ru",
        }
    }

    /// The name of the language in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Korean => "한국어",
            Self::Japanese => "日本語",
            Self::TraditionalChinese => "繁體中文",
            Self::Russian => "Русский",
        }
    }

    /// The language of an exact tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The best language for an `Accept-Language` header; English when none fits.
    pub fn negotiate(header: &str) -> Self {
        let mut wanted: Vec<(f32, &str)> = header
            .split(',')
            .filter_map(|item| {
                let (tag, quality) = item.split_once(";q=").unwrap_or((item, "1"));
                let quality = quality.trim().parse::<f32>().ok()?;
                (quality > 0.0).then_some((quality, tag.trim()))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted
            .into_iter()
            .find_map(|(_, tag)| {
                let tag = tag.to_ascii_lowercase();
                match tag.split('-').next() {
                    Some("en") => Some(Self::English),
                    Some("ko") => Some(Self::Korean),
                    Some("ja") => Some(Self::Japanese),
                    Some("ru") => Some(Self::Russian),
                    Some("zh") => Some(Self::TraditionalChinese),
                    _ => None,
                }
            })
            .unwrap_or_default()
    }
}

/// A time zone by its IANA name, such as `Asia/Seoul`.
pub fn is_time_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn language_follows_the_browser() {
        assert_eq!(Language::negotiate("fr;q=0.9, ko-KR;q=0.8, en;q=0.5"), Language::Korean);
        assert_eq!(Language::negotiate("zh-TW,zh;q=0.9"), Language::TraditionalChinese);
        assert_eq!(Language::negotiate("xx, *;q=0.1"), Language::English);
        assert_eq!(Language::negotiate("ru;q=0, ja"), Language::Japanese);
    }
}
