//! CSV that a spreadsheet opens without harm: cells that look like formulas are neutralized.

/// One line; cells are quoted where needed, formulas neutralized.
pub fn line<I, S>(cells: I) -> Vec<u8>
where
    I: IntoIterator<Item = S>,
    S: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let cells = cells.into_iter().map(|cell| neutral(cell.as_ref()).into_owned());
    match writer.write_record(cells) {
        // Writing to memory cannot fail.
        Ok(()) => writer.into_inner().unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

/// A cell that no spreadsheet takes for a formula.
pub fn neutral(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralized_and_cells_quoted() {
        assert_eq!(
            line(["=1+1", "a,b", "say \"x\"", "회의실"]),
            "'=1+1,\"a,b\",\"say \"\"x\"\"\",회의실\r\n".as_bytes()
        );
        assert_eq!(neutral("-2"), "'-2");
        assert_eq!(neutral("Board room"), "Board room");
    }
}
