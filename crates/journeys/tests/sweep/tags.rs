//! Tags and text of a page.

/// A start tag.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its attributes in order.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it has an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The value of an attribute, empty where it is missing.
    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }
}

/// A start tag, from its name on, and what follows it.
pub fn tag(text: &str) -> (Tag, &str) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
    let (name, mut rest) = cut(text, ends);
    let mut tag = Tag { name: name.to_owned(), attributes: Vec::new() };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let (name, after) = cut(rest, ends);
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(after) => {
                let (quote, after) = after.split_at_checked(1).unwrap_or_default();
                assert!(matches!(quote, "\"" | "'"), "an attribute {name} without quotes: {text:.80}");
                after.split_once(quote).unwrap_or((after, ""))
            }
        };
        tag.attributes.push((name.to_owned(), plain(value)));
        rest = after;
    }
}

/// A text up to a sign, and from there on.
fn cut(text: &str, at: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(at).unwrap_or(text.len()))
}

/// Text without the marks that protect it.
pub fn plain(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sign, rest) =
            part.split_once(';').and_then(|(mark, rest)| Some((sign(mark)?, rest))).unwrap_or(('&', part));
        plain.push(sign);
        plain.push_str(rest);
    }
    plain
}

/// The sign that a mark stands for.
fn sign(mark: &str) -> Option<char> {
    match mark {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => {
            let code = mark.strip_prefix('#')?;
            let code = match code.strip_prefix('x') {
                Some(code) => u32::from_str_radix(code, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
