//! Prints the description of the API: `make openapi` writes it to `docs/openapi.json`.

#[expect(clippy::print_stdout, reason = "the output is the document")]
fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&server::openapi())?);
    Ok(())
}
