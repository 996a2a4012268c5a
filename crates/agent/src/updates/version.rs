//! Versions: numbers with dots between them, compared number by number; zeros at the end say nothing.

/// The numbers of a version; none where it is something else.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let number = |part: &str| {
        let is_plain = (1..=9).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
        is_plain.then(|| part.parse().ok()).flatten()
    };
    let mut parts: Vec<u32> = text.trim().split('.').map(number).collect::<Option<_>>()?;
    while parts.last() == Some(&0) {
        parts.pop();
    }
    Some(parts)
}

/// Whether a version is newer than another; what cannot be read is never newer, and everything is newer than it.
pub(super) fn is_newer(version: &str, than: &str) -> bool {
    match (numbers(version), numbers(than)) {
        (Some(version), Some(than)) => version > than,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_number_by_number() {
        assert!(is_newer("5.10", "5.9") && is_newer("5.4.1", "5.4") && is_newer("1", "unknown"));
        assert!(!is_newer("5.4.0", "5.4") && !is_newer("5.3.9", "5.4") && !is_newer("five", "1"));
    }
}
