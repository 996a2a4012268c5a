//! The file of an import: comma, semicolon or tab between the cells, names of columns first.

use std::collections::BTreeMap;

use domain::tag;

use super::super::record::RoomForm;
use crate::refusal::{Code, Fault, Refusal};

/// The largest file in bytes.
pub const LARGEST: usize = 256 * 1024;
/// The most rooms that a file may hold.
pub const MOST_LINES: usize = 1000;
/// The columns, as properties of the API; the name alone is required.
pub const COLUMNS: [&str; 16] = [
    "displayName",
    "place",
    "deviceType",
    "manufacturer",
    "model",
    "serialNumber",
    "account",
    "timeZone",
    "capacity",
    "size",
    "placeType",
    "latitude",
    "longitude",
    "assetTag",
    "notes",
    "tags",
];

/// A room as a line of the file tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportLine {
    /// The number of the line in the file, from 1.
    pub line: u64,
    /// What is written there; the place stands beside.
    pub form: RoomForm,
    /// The names of the place and of those around it, from the outermost in; empty for none.
    pub place: Vec<String>,
}

/// Reads a file.
///
/// # Errors
/// Every fault of the file as a whole, in the field `file`: no text, no lines, too many of them, a column that is not known, that is
/// there twice or that is missing, a line with too many or too few cells.
pub fn read(content: &[u8]) -> Result<Vec<ImportLine>, Refusal> {
    let refused = |code, detail: &dyn std::fmt::Display| {
        let fault = Fault::new("file", code);
        Refusal::Invalid(Code::InvalidValue, vec![fault.detail(detail)])
    };
    if content.len() > LARGEST {
        let fault = Fault::new("file", Code::FileTooLarge).detail("0.25");
        return Err(Refusal::Invalid(Code::FileTooLarge, vec![fault]));
    }
    let text = std::str::from_utf8(content).map_err(|_| Refusal::field("file", Code::NotUtf8))?;
    // With two characters at its end a line would count as the one before.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|delimiter| head.bytes().filter(|byte| byte == delimiter).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        refused(Code::BadLine, &line)
    };
    let head = reader.headers().map_err(|error| broken(&error))?.clone();
    let mut columns = Vec::new();
    for name in &head {
        let known = COLUMNS.into_iter().find(|column| column.eq_ignore_ascii_case(name.trim()));
        match known {
            Some(column) if columns.contains(&column) => return Err(refused(Code::ColumnTwice, &column)),
            Some(column) => columns.push(column),
            None => return Err(refused(Code::UnknownColumn, &name.trim())),
        }
    }
    if !columns.contains(&"displayName") {
        return Err(refused(Code::ColumnMissing, &"displayName"));
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        let line = record.position().map_or(1, csv::Position::line);
        let cells: BTreeMap<&str, &str> = columns.iter().copied().zip(record.iter().map(plain)).collect();
        if cells.values().all(|cell| cell.is_empty()) {
            continue;
        }
        if lines.len() == MOST_LINES {
            return Err(refused(Code::TooMany, &MOST_LINES));
        }
        lines.push(read_line(line, &cells));
    }
    if lines.is_empty() { Err(Refusal::field("file", Code::Required)) } else { Ok(lines) }
}

fn read_line(line: u64, cells: &BTreeMap<&str, &str>) -> ImportLine {
    let cell = |column: &str| cells.get(column).copied().unwrap_or_default().to_owned();
    let place = cell("place");
    // What is not said of the device is nothing wrong: it says it itself.
    let device_type = Some(cell("deviceType")).filter(|word| !word.is_empty());
    ImportLine {
        line,
        place: place
            .split(['·', '>'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect(),
        form: RoomForm {
            name: cell("displayName"),
            place: None,
            device_type: device_type.unwrap_or_else(|| "generic".to_owned()),
            manufacturer: cell("manufacturer"),
            model: cell("model"),
            serial_number: cell("serialNumber"),
            account: cell("account"),
            time_zone: cell("timeZone"),
            capacity: cell("capacity"),
            asset_tag: cell("assetTag"),
            notes: cell("notes"),
            size: cell("size"),
            place_type: cell("placeType"),
            latitude: cell("latitude"),
            longitude: cell("longitude"),
            tags: tag::divided(&cell("tags")),
        },
    }
}

/// A cell without the apostrophe by which an export keeps spreadsheets from reading a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => cell,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn fault(content: &[u8]) -> (Code, Option<String>) {
        match read(content) {
            Err(Refusal::Invalid(_, faults)) if faults.len() == 1 && faults[0].field == "file" => {
                (faults[0].code, faults[0].detail.clone())
            }
            other => panic!("{other:?}"),
        }
    }

    /// What spreadsheets write is read: with a mark of the encoding or without, whatever stands
    /// between the cells, columns in any order, quoted lines, empty ones, formulas that were made harmless.
    #[test]
    fn files_of_spreadsheets_are_read() {
        let text = "\u{feff}Place;displayname;NOTES\r\nBerlin · HQ > 3;'=Board;\"two\nlines\"\r\n;;\r\n;Lisbon 1;\r\n";
        let lines = read(text.as_bytes()).unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].line, lines[1].line), (2, 5));
        assert_eq!(lines[0].place, ["Berlin", "HQ", "3"]);
        assert_eq!((lines[0].form.name.as_str(), lines[0].form.notes.as_str()), ("=Board", "two\nlines"));
        assert_eq!((lines[1].form.device_type.as_str(), lines[1].place.len()), ("generic", 0));
        let tagged = read(b"displayName;tags\nA;VIP, Top floor\n").unwrap();
        assert_eq!(tagged[0].form.tags, ["VIP", "Top floor"]);
        for between in [',', '\t'] {
            let text = format!("displayName{between}deviceType\nA{between}panel\n");
            let lines = read(text.as_bytes()).unwrap();
            assert_eq!((lines[0].form.name.as_str(), lines[0].form.device_type.as_str()), ("A", "panel"));
        }
    }

    /// A file that cannot be read is refused as a whole, with what is wrong and where.
    #[test]
    fn broken_files_are_refused() {
        let detail = |text: &str| Some(text.to_owned());
        assert_eq!(fault(b"displayName,colour\nA,red\n"), (Code::UnknownColumn, detail("colour")));
        assert_eq!(fault(b"displayName,displayname\nA,B\n"), (Code::ColumnTwice, detail("displayName")));
        assert_eq!(fault(b"notes\nA\n"), (Code::ColumnMissing, detail("displayName")));
        assert_eq!(fault(b"displayName,notes\nA,B\nC\n"), (Code::BadLine, detail("3")));
        assert_eq!(fault(b"displayName\n\n"), (Code::Required, None));
        assert_eq!(fault(b"displayName\n\xff\n"), (Code::NotUtf8, None));
        let many = format!("displayName\n{}", "A\n".repeat(MOST_LINES + 1));
        assert_eq!(fault(many.as_bytes()), (Code::TooMany, detail("1000")));
        assert_eq!(fault(&vec![b'a'; LARGEST + 1]).0, Code::FileTooLarge);
    }
}
