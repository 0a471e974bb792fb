//! Holds the catalogue and the source to each other: no key without its text, no text without its use.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Catalogue, Language};

/// The calls of [`super::Locale`] that take a key first.
const CALLS: [&str; 3] = ["text", "with", "count"];

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn source() -> String {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// The string literals that stand first in one of [`CALLS`]. A key has a dot; what hasn't is an argument of another type's
/// method of the same name.
fn keys_called(source: &str) -> BTreeSet<&str> {
    CALLS
        .iter()
        .flat_map(|call| source.split(&format!(".{call}(")).skip(1).collect::<Vec<_>>())
        .filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next())
        .filter(|key| key.contains('.'))
        .collect()
}

fn catalogue_keys() -> BTreeSet<&'static str> {
    Catalogue::of(Language::English).iter().map(|(key, ..)| key).collect()
}

#[test]
fn every_key_has_a_dot() {
    assert_eq!(catalogue_keys().into_iter().find(|key| !key.contains('.')), None);
}

#[test]
fn every_key_in_the_source_has_a_text() {
    let source = source();
    let missing: Vec<_> = keys_called(&source).difference(&catalogue_keys()).copied().collect();
    assert!(missing.is_empty(), "not in the catalogue: {missing:#?}");
}

#[test]
fn every_text_is_used() {
    let source = source();
    let unused: Vec<_> = catalogue_keys().into_iter().filter(|key| !source.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "in the catalogue, but not in the source: {unused:#?}");
}

/// The build finds the languages in the lines of their registry: each is of the form that it reads.
#[test]
fn the_build_finds_every_language() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n/language.rs");
    let registry = std::fs::read_to_string(path).unwrap();
    let lines = registry.split_once("\nlanguages! {\n").unwrap().1.split_once("\n}").unwrap().0;
    let lines: Vec<_> = lines.lines().filter(|line| !line.trim_start().starts_with("///")).collect();
    assert_eq!(lines.len(), Language::ALL.len());
    for (language, line) in Language::ALL.into_iter().zip(lines) {
        assert!(line.starts_with(&format!("    {language:?} = \"{}\", [", language.tag())), "{line}");
        assert!(line.ends_with(';'), "{line}");
        assert_eq!(Language::from_tag(language.tag()), Some(language));
        assert_eq!(Language::from_tag(language.home()), Some(language));
    }
}
