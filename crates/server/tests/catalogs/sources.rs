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
    files(&root().join("src"), &["rs", "html"])
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            (path.strip_prefix(root()).unwrap().display().to_string(), code.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

/// The literal first arguments of a call, wherever the line is broken.
pub fn arguments<'a>(text: &'a str, call: &str) -> Vec<&'a str> {
    text.split(call)
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .filter(|word| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        })
        .collect()
}

/// The literal key of a call and, if it is one, the literal after it.
pub fn first_two(rest: &str) -> Option<(&str, Option<&str>)> {
    let (key, rest) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
    let second = rest.trim_start().strip_prefix(',').and_then(|rest| rest.trim_start().strip_prefix('"'));
    Some((key, second.and_then(|second| second.split('"').next())))
}
