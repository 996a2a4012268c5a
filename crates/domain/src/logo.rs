//! The logo of an organization, which the reports carry that are sent in its name.

use crate::attachment::MediaType;

/// The largest logo, in bytes: it goes out with each report.
pub const LARGEST: usize = 256 << 10;

/// What a logo is, judged by its content; none where it is no picture that every mail program shows, or too large.
pub fn media_type(content: &[u8]) -> Option<MediaType> {
    let is_shown = |kind: &MediaType| matches!(kind, MediaType::Png | MediaType::Jpeg);
    MediaType::of(content).filter(|kind| is_shown(kind) && content.len() <= LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a logo is a picture of two kinds, and small.
    #[test]
    fn a_logo_is_a_small_picture() {
        let png = b"\x89PNG\r\n\x1a\n....";
        assert_eq!(media_type(png), Some(MediaType::Png));
        assert_eq!(media_type(b"\xff\xd8\xff\xe0...."), Some(MediaType::Jpeg));
        let of_size = |size: usize| {
            let mut content = png.to_vec();
            content.resize(size, 0);
            media_type(&content)
        };
        assert_eq!(of_size(LARGEST), Some(MediaType::Png));
        assert_eq!(of_size(LARGEST + 1), None);
        for other in [&b"GIF89a......"[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7\n", b""]
        {
            assert_eq!(media_type(other), None);
        }
    }
}
