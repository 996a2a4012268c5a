//! Files that people attach: what they may hold, judged by the content and never by the name.

use crate::text::{self, TextError};

/// The largest file, in bytes.
pub const LARGEST: usize = 16 << 20;

/// The most files that people of one organization attach to one ticket.
pub const MOST: i64 = 20;

/// What a file is, by its content. Whatever it is, a browser gets it as a download and never shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// A picture.
    Png,
    /// A picture.
    Jpeg,
    /// A picture.
    Gif,
    /// A picture.
    Webp,
    /// A picture of a telephone.
    Heif,
    /// A video.
    Mp4,
    /// A video of a telephone.
    Quicktime,
    /// A video.
    Webm,
    /// A document.
    Pdf,
    /// An archive of logs.
    Zip,
    /// A packed log.
    Gzip,
    /// A log: text in UTF-8.
    Text,
}

impl MediaType {
    /// Every kind of file that is taken.
    pub const ALL: [Self; 12] = [
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::Webp,
        Self::Heif,
        Self::Mp4,
        Self::Quicktime,
        Self::Webm,
        Self::Pdf,
        Self::Zip,
        Self::Gzip,
        Self::Text,
    ];

    /// The media type of RFC 6838.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Heif => "image/heif",
            Self::Mp4 => "video/mp4",
            Self::Quicktime => "video/quicktime",
            Self::Webm => "video/webm",
            Self::Pdf => "application/pdf",
            Self::Zip => "application/zip",
            Self::Gzip => "application/gzip",
            Self::Text => "text/plain",
        }
    }

    /// The kind of a media type.
    pub fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What a content is; none if it is nothing that is taken.
    pub fn of(content: &[u8]) -> Option<Self> {
        let told = infer::get(content).and_then(|kind| Self::from_media_type(kind.mime_type()));
        told.or_else(|| is_text(content).then_some(Self::Text))
    }
}

/// Whether a content can be read as text: UTF-8 without the characters that no log has.
fn is_text(content: &[u8]) -> bool {
    let is_of_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}');
    !content.is_empty() && std::str::from_utf8(content).is_ok_and(|text| text.chars().all(is_of_text))
}

/// The name of a file without the folders that some browsers tell; one line of at most 120 characters.
pub fn name(told: &str) -> Result<String, TextError> {
    let name = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = text::line(name, 120)?;
    if name.is_empty() { Err(TextError::Empty) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// what a file is, is told by its content.
    #[test]
    fn content_tells_the_kind() {
        let kinds: [(&[u8], Option<MediaType>); 12] = [
            (b"\x89PNG\r\n\x1a\n....", Some(MediaType::Png)),
            (b"\xff\xd8\xff\xe0....", Some(MediaType::Jpeg)),
            (b"GIF89a......", Some(MediaType::Gif)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(MediaType::Webp)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Some(MediaType::Mp4)),
            (b"%PDF-1.7\n", Some(MediaType::Pdf)),
            (b"PK\x03\x04....", Some(MediaType::Zip)),
            (b"\x1f\x8b\x08....", Some(MediaType::Gzip)),
            ("09:15 камера\r\n\tno picture\n".as_bytes(), Some(MediaType::Text)),
            (b"<!DOCTYPE html><script>alert(1)</script>", Some(MediaType::Text)),
            (b"MZ\x90\0\x03\0\0\0", None),
            (b"", None),
        ];
        for (content, kind) in kinds {
            assert_eq!(MediaType::of(content), kind, "{content:?}");
        }
    }

    #[test]
    fn media_types_read_back() {
        for kind in MediaType::ALL {
            assert_eq!(MediaType::from_media_type(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn names_have_no_folders() {
        assert_eq!(name("C:\\logs\\room.log").as_deref(), Ok("room.log"));
        assert_eq!(name("../../etc/passwd").as_deref(), Ok("passwd"));
        assert_eq!(name("photos/"), Err(TextError::Empty));
        assert_eq!(name("a\nb"), Err(TextError::Characters));
    }
}
