//! CSV that a spreadsheet opens without harm: cells that look like formulas are neutralized.

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use service::{App, Caller, Export, Paged, Refusal};

use crate::portal::audit_logs::download::attachment;

/// A list as a file, read page by page while it is sent. What is refused at once is answered as such; when the right to read ends later,
/// the file breaks off, for what was sent must not look whole.
pub async fn download<Q: Paged + 'static, const N: usize>(
    file: &str,
    columns: [&'static str; N],
    (app, caller): (App, Caller),
    mut export: Export<Q>,
    cells: impl Fn(&Q::Row) -> [String; N] + Send + 'static,
) -> Result<Response, Refusal> {
    let first = export.next(&app, &caller).await?;
    let rows = first.iter().flatten().flat_map(|row| line(cells(row)));
    let head = line(columns).into_iter().chain(rows).collect::<Vec<u8>>();
    if first.is_none() {
        return Ok(attachment(file, "text/csv; charset=utf-8", Body::from(head)));
    }
    let state = (Some(head), app, caller, export, cells);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export, cells) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export, cells))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(rows)) => {
                let lines: Vec<u8> = rows.iter().flat_map(|row| line(cells(row))).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export, cells))))
            }
            Ok(None) => None,
            Err(refusal) => {
                tracing::warn!(code = refusal.code().as_str(), "a file broke off");
                Some((Err(std::io::Error::other(refusal.code().as_str())), None))
            }
        }
    });
    // What compresses asks once more after the end.
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment(file, "text/csv; charset=utf-8", body))
}

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
    if cell.strip_prefix('-').is_some_and(is_number) {
        return cell.into();
    }
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// Whether a text is a number and nothing more, of which a spreadsheet makes no formula.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
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
        assert_eq!(neutral("-9.1393"), "-9.1393");
        for formula in ["-2+3", "-A1", "-", "-.5", "+2", "--2"] {
            assert_eq!(neutral(formula), format!("'{formula}"));
        }
        assert_eq!(neutral("Board room"), "Board room");
    }
}
