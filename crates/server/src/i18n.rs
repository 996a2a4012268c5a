//! Messages in the reader's language, dates and numbers in the reader's form.
//!
//! Catalogs: `locales/<language>/<noun>.ftl`. A test demands every key in every language.

use std::{
    borrow::{Borrow, Cow},
    collections::HashMap,
};

use domain::{
    organization::Language,
    role::{BuiltInRole, Role},
    role_definition,
    subscription::SubscriptionRole,
    time::Time,
};
use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, static_loader};

static_loader! {
    static CATALOGS = {
        locales: "./locales",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A whole number, given or borrowed: templates borrow what they pass on.
pub trait Number {
    /// The number; what does not fit is the largest.
    fn whole(self) -> i64;
}
impl Number for i64 {
    fn whole(self) -> i64 {
        self
    }
}
impl Number for usize {
    fn whole(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}
impl Number for u64 {
    fn whole(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}
impl Number for u8 {
    fn whole(self) -> i64 {
        self.into()
    }
}
impl<N: Number + Copy> Number for &N {
    fn whole(self) -> i64 {
        (*self).whole()
    }
}

/// Speaks to one reader.
#[derive(Clone, Debug)]
pub struct Translator {
    language: Language,
    identifier: LanguageIdentifier,
    zone: jiff::tz::TimeZone,
}

impl Translator {
    /// For a language and a time zone by IANA name; an unknown zone is UTC.
    pub fn new(language: Language, time_zone: &str) -> Self {
        Self {
            language,
            identifier: language.tag().parse().unwrap_or_default(),
            zone: jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC),
        }
    }

    /// The language spoken.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The language tag for `lang=`.
    pub const fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// A message without values.
    pub fn t(&self, key: &str) -> String {
        CATALOGS.try_lookup(&self.identifier, key).unwrap_or_else(|| key.to_owned())
    }

    /// The name of a role: a built-in one by the vocabulary, a custom one as it was named.
    pub fn role(&self, role: impl Borrow<Role>, name: &str) -> String {
        match *role.borrow() {
            Role::BuiltIn(role) => self.word("role-", role.key()),
            Role::Custom(_) => name.to_owned(),
        }
    }

    /// The name of an assignment: the fixed one inside Primary admins is called in the reader's language, others as they were named.
    pub fn assignment(&self, role: impl Borrow<Role>, name: &str) -> String {
        match *role.borrow() {
            Role::BuiltIn(BuiltInRole::PrimaryAdmins) => self.t("assigned-admins"),
            Role::BuiltIn(_) | Role::Custom(_) => name.to_owned(),
        }
    }

    /// The name of a role by the word that an audit log keeps, whatever the role comes from: built-in, of a directory, on a subscription,
    /// or published and delegated. A custom role, of which the log keeps the identifier alone, is told as one.
    pub fn role_by_key(&self, key: &str) -> String {
        if SubscriptionRole::from_key(key).is_some() {
            return self.word("subscription-role-", key);
        }
        if key.parse::<uuid::Uuid>().is_ok() {
            return self.t("role-custom");
        }
        let message = format!("role-{}", key.replace(['.', '_'], "-"));
        let published = role_definition::ALL.iter().find(|role| role.key == key);
        // One that opens nothing here has its published name alone.
        let untold = published.filter(|_| !self.has(&message));
        untold.map_or_else(|| self.t(&message), |role| role.name.to_owned())
    }

    /// A message for a key that is put together of a prefix and a stable word, such as `health-` and `unhealthy`;
    /// dots and underscores of the word become hyphens.
    pub fn word(&self, prefix: &str, word: &str) -> String {
        self.t(&format!("{prefix}{}", word.replace(['.', '_'], "-")))
    }

    /// A message with one text.
    pub fn with(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.values(key, [(name, FluentValue::from(value.to_string()))])
    }

    /// A message with two texts.
    pub fn with2(
        &self,
        key: &str,
        name: &'static str,
        value: impl ToString,
        name2: &'static str,
        value2: impl ToString,
    ) -> String {
        self.values(
            key,
            [(name, FluentValue::from(value.to_string())), (name2, FluentValue::from(value2.to_string()))],
        )
    }

    /// A message that counts: `{ $count }` chooses the plural form.
    pub fn count(&self, key: &str, count: impl Number) -> String {
        let count = count.whole();
        self.values(
            key,
            [("count", FluentValue::from(count)), ("shown", FluentValue::from(self.number(count)))],
        )
    }

    /// A message with any values; used for notices, whose values are stored by name.
    pub fn values<'a, K: Into<Cow<'static, str>>>(
        &self,
        key: &str,
        values: impl IntoIterator<Item = (K, FluentValue<'a>)>,
    ) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'a>> =
            values.into_iter().map(|(name, value)| (name.into(), value)).collect();
        CATALOGS.try_lookup_with_args(&self.identifier, key, &values).unwrap_or_else(|| key.to_owned())
    }

    /// A message with one text; none where there is no such message.
    pub fn maybe_with(&self, key: &str, name: &'static str, value: impl ToString) -> Option<String> {
        let values = HashMap::from([(Cow::from(name), FluentValue::from(value.to_string()))]);
        CATALOGS.try_lookup_with_args(&self.identifier, key, &values)
    }

    /// Whether a message exists that holds no values.
    pub fn has(&self, key: &str) -> bool {
        CATALOGS.try_lookup(&self.identifier, key).is_some()
    }

    /// A whole number with the grouping of the language.
    pub fn number(&self, number: impl Number) -> String {
        let number = number.whole();
        let separator = if self.language == Language::Russian { '\u{a0}' } else { ',' };
        let digits = number.unsigned_abs().to_string();
        let mut out = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        if number < 0 { format!("-{out}") } else { out }
    }

    /// A date in the reader's zone.
    pub fn date(&self, at: impl Borrow<Time>) -> String {
        let at = *at.borrow();
        let local = at.timestamp().to_zoned(self.zone.clone());
        match self.language {
            Language::English => local.strftime("%-d %b %Y").to_string(),
            Language::Korean => local.strftime("%Y. %-m. %-d.").to_string(),
            Language::Japanese | Language::TraditionalChinese => local.strftime("%Y/%m/%d").to_string(),
            Language::Russian => local.strftime("%d.%m.%Y").to_string(),
        }
    }

    /// Date and time to the minute in the reader's zone.
    pub fn time(&self, at: impl Borrow<Time>) -> String {
        let at = *at.borrow();
        let local = at.timestamp().to_zoned(self.zone.clone());
        format!("{} {}", self.date(at), local.strftime("%H:%M"))
    }

    /// Date and time to the second in the reader's zone.
    pub fn exact_time(&self, at: impl Borrow<Time>) -> String {
        let at = *at.borrow();
        let local = at.timestamp().to_zoned(self.zone.clone());
        format!("{} {}", self.date(at), local.strftime("%H:%M:%S"))
    }

    /// How long ago a moment was, in the largest fitting unit.
    pub fn ago(&self, at: impl Borrow<Time>, now: impl Borrow<Time>) -> String {
        let (at, now) = (*at.borrow(), *now.borrow());
        let seconds = now.since(at).max(0) / 1_000_000;
        match seconds {
            0..=59 => self.t("time-just-now"),
            60..=3599 => self.count("time-minutes-ago", seconds / 60),
            3600..=86_399 => self.count("time-hours-ago", seconds / 3600),
            _ => self.count("time-days-ago", seconds / 86_400),
        }
    }

    /// The name of the reader's time zone.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// A date as `YYYY-MM-DD` in the reader's zone, for date fields.
    pub fn iso_date(&self, at: impl Borrow<Time>) -> String {
        let at = *at.borrow();
        at.timestamp().to_zoned(self.zone.clone()).strftime("%Y-%m-%d").to_string()
    }

    /// Date and time as `YYYY-MM-DDTHH:MM` in the reader's zone, for fields of both.
    pub fn iso_time(&self, at: impl Borrow<Time>) -> String {
        let at = *at.borrow();
        at.timestamp().to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The moment of a date and time as `YYYY-MM-DDTHH:MM` in the reader's zone.
    pub fn moment(&self, local: &str) -> Option<Time> {
        let local: jiff::civil::DateTime = local.parse().ok()?;
        let at = local.to_zoned(self.zone.clone()).ok()?;
        Some(Time::from_micros(at.timestamp().as_microsecond()))
    }

    /// Midnight of a date as `YYYY-MM-DD` in the reader's zone.
    pub fn midnight(&self, date: &str) -> Option<Time> {
        let date: jiff::civil::Date = date.parse().ok()?;
        let at = date.to_zoned(self.zone.clone()).ok()?;
        Some(Time::from_micros(at.timestamp().as_microsecond()))
    }
}
