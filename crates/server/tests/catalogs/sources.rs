//! Reads what the pages and handlers say to the translator.

use std::{
    fs,
    path::{Path, PathBuf},
};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with one of the endings.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The pages and handlers, each as path and text without its unit tests and comments.
pub fn sources() -> Vec<(String, String)> {
    read(&root().join("src"))
}

/// The demonstration's own sources: they choose some of its messages.
pub fn sources_of_the_demonstration() -> Vec<(String, String)> {
    read(&root().join("../steward/src/demo"))
}

/// The use cases: what they refuse is told with a message.
pub fn sources_of_use_cases() -> Vec<(String, String)> {
    read(&root().join("../service/src"))
}

fn read(folder: &Path) -> Vec<(String, String)> {
    files(folder, &["rs", "html"])
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            (path.strip_prefix(folder).unwrap().display().to_string(), code.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

/// What a translator is called where it is asked for a text.
const TRANSLATORS: [&str; 4] = ["t", "english", "translator", "self"];

/// A call of the translator with a literal key.
pub struct Call<'a> {
    pub key: &'a str,
    /// The argument after the key, if it is literal: the name of a value.
    pub name: Option<&'a str>,
}

/// The calls of a translator's method with a literal key, wherever the line is broken.
pub fn calls<'a>(text: &'a str, method: &str) -> Vec<Call<'a>> {
    let marker = format!(".{method}(");
    let parts: Vec<&str> = text.split(marker.as_str()).collect();
    parts.windows(2).filter_map(|pair| call(pair.first()?, pair.last()?)).collect()
}

fn call<'a>(before: &str, after: &'a str) -> Option<Call<'a>> {
    let receiver = before.trim_end().rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
    let (key, rest) = after.trim_start().strip_prefix('"')?.split_once('"')?;
    let second = rest.trim_start().strip_prefix(',').and_then(|rest| rest.trim_start().strip_prefix('"'));
    let name = second.and_then(|second| second.split('"').next());
    TRANSLATORS.contains(&receiver).then_some(Call { key, name })
}
