//! The file of devices: the published columns first. What is wrong with one line is told of that line alone.

use std::collections::BTreeMap;

use domain::autopilot::{Hardware, MOST_AT_ONCE, Outcome};

use crate::refusal::{Code, Fault, Refusal};

/// The largest file in bytes: as many devices as are taken at once, each with its hash.
pub const LARGEST: usize = 4 << 20;
/// The columns. Case counts in the last two.
pub const COLUMNS: [&str; 5] =
    ["Device Serial Number", "Windows Product ID", "Hardware Hash", "Manufacturer name", "Device model"];

/// A device as a line tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadLine {
    /// The number of the line in the file, or the place in a list, from 1.
    pub line: u64,
    /// What is told, or what is wrong with the line as a whole.
    pub told: Result<Hardware, Outcome>,
}

/// Reads a file.
///
/// # Errors
/// Every fault of the file as a whole, in the field `file`: too large, no text, no lines, too many of them, a column that is not known
/// or that is there twice.
pub fn read(content: &[u8]) -> Result<Vec<UploadLine>, Refusal> {
    let refused = |code, detail: &dyn std::fmt::Display| {
        Refusal::Invalid(Code::InvalidValue, vec![Fault::new("file", code).detail(detail)])
    };
    if content.len() > LARGEST {
        let fault = Fault::new("file", Code::FileTooLarge).detail("4");
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
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        refused(Code::BadLine, &line)
    };
    let head = reader.headers().map_err(|error| broken(&error))?.clone();
    let mut columns = Vec::new();
    for name in &head {
        match column(name.trim()) {
            Some(column) if columns.contains(&column) => return Err(refused(Code::ColumnTwice, &column)),
            Some(column) => columns.push(column),
            None => return Err(refused(Code::UnknownColumn, &name.trim())),
        }
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if lines.len() == MOST_AT_ONCE {
            return Err(refused(Code::TooMany, &MOST_AT_ONCE));
        }
        let line = record.position().map_or(1, csv::Position::line);
        let is_whole = record.len() == columns.len();
        let told = if is_whole { Ok(hardware(&columns, &record)) } else { Err(Outcome::BadLine) };
        lines.push(UploadLine { line, told });
    }
    if lines.is_empty() { Err(Refusal::field("file", Code::Required)) } else { Ok(lines) }
}

/// The column of a name: the first three in any case, the last two as they are published.
fn column(name: &str) -> Option<&'static str> {
    let exact = ["Manufacturer name", "Device model"];
    COLUMNS.into_iter().find(|column| {
        if exact.contains(column) { *column == name } else { column.eq_ignore_ascii_case(name) }
    })
}

fn hardware(columns: &[&str], record: &csv::StringRecord) -> Hardware {
    let cells: BTreeMap<&str, &str> = columns.iter().copied().zip(record.iter()).collect();
    let [serial, key, hash, maker, model] =
        COLUMNS.map(|column| cells.get(column).copied().unwrap_or_default().trim().to_owned());
    Hardware { serial_number: serial, product_key: key, hardware_hash: hash, manufacturer: maker, model }
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

    /// the published columns in any order, as spreadsheets write them; a line with other cells is wrong by itself.
    #[test]
    fn files_of_devices_are_read() {
        let text = "\u{feff}Hardware Hash;device serial number;WINDOWS PRODUCT ID\r\nT0GF;R9-1;\r\n;;\r\n;R9-2\r\n;;0032\r\n";
        let lines = read(text.as_bytes()).unwrap();
        let numbers: Vec<u64> = lines.iter().map(|line| line.line).collect();
        assert_eq!(numbers, [2, 4, 5]);
        let first = lines[0].told.clone().unwrap();
        assert_eq!((first.hardware_hash.as_str(), first.serial_number.as_str()), ("T0GF", "R9-1"));
        assert_eq!(lines[1].told, Err(Outcome::BadLine));
        assert_eq!(lines[2].told.clone().unwrap().product_key, "0032");
        let all = format!("{}\nR9,0032,T0GF,Contoso,Room 5\n", COLUMNS.join(","));
        let device = read(all.as_bytes()).unwrap()[0].told.clone().unwrap();
        assert_eq!((device.manufacturer.as_str(), device.model.as_str()), ("Contoso", "Room 5"));
    }

    /// case counts in the names of the last two columns; a file that cannot be read is refused as a whole.
    #[test]
    fn broken_files_are_refused() {
        let detail = |text: &str| Some(text.to_owned());
        assert_eq!(fault(b"manufacturer name\nA\n"), (Code::UnknownColumn, detail("manufacturer name")));
        assert_eq!(fault(b"Device Model\nA\n"), (Code::UnknownColumn, detail("Device Model")));
        let twice = b"Hardware Hash,hardware hash\nA,B\n";
        assert_eq!(fault(twice), (Code::ColumnTwice, detail("Hardware Hash")));
        assert_eq!(fault(b"Hardware Hash\n\n"), (Code::Required, None));
        assert_eq!(fault(b"Hardware Hash\n\xff\n"), (Code::NotUtf8, None));
        let many = format!("Hardware Hash\n{}", "A\n".repeat(MOST_AT_ONCE + 1));
        assert_eq!(fault(many.as_bytes()), (Code::TooMany, detail("500")));
        assert_eq!(fault(&vec![b'a'; LARGEST + 1]).0, Code::FileTooLarge);
    }
}
