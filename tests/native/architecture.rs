//! The arrows between modules, read off the source: what the architecture promises is held here.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every source file by its path below `src`, with its text less comments and tests.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let file = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        (name, lines.collect::<Vec<_>>().join("\n"))
    };
    paths.into_iter().map(file).collect()
}

/// Fails for each file that `applies` to and that names one of `words`.
#[track_caller]
fn forbid(applies: impl Fn(&str) -> bool, words: &[&str]) {
    let files = files();
    assert!(files.iter().any(|(name, _)| applies(name)), "the rule applies to no file");
    let broken: Vec<String> = files
        .iter()
        .filter(|(name, _)| applies(name))
        .flat_map(|(name, text)| {
            words.iter().filter(|word| text.contains(*word)).map(move |word| format!("{name} names {word}"))
        })
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_browser_is_named_at_the_edges_alone() {
    let is_edge = |name: &str| {
        ["app/", "ui/", "bin/"].iter().any(|folder| name.starts_with(folder))
            || name.ends_with("/view.rs")
            || name.contains("/view/")
            || [
                "main.rs",
                "engine/client.rs",
                "engine/timer.rs",
                "engine/worker.rs",
                "engine/zones.rs",
                "chart/canvas.rs",
                "i18n/intl.rs",
                "i18n/words.rs",
                "export/client.rs",
                "export/worker.rs",
                "host/client.rs",
                "host/demonstration.rs",
                "host/frames.rs",
                "host/http.rs",
                "import/client.rs",
                "import/worker.rs",
            ]
            .contains(&name)
    };
    forbid(|name| !is_edge(name), &["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo"]);
}

#[test]
fn the_core_knows_no_clock_no_language_and_no_chance() {
    let is_core = |name: &str| {
        ["dataset/", "document/", "import/moodle/"].iter().any(|folder| name.starts_with(folder))
            || name.ends_with("/compute.rs")
            || ["units.rs", "training/mod.rs", "training/visibility.rs", "training/pages/contents.rs"].contains(&name)
    };
    forbid(is_core, &["i18n", "Utc::now", "Local::", "SystemTime", "Instant", "rand", "crate::ui", "crate::app"]);
}

#[test]
fn data_walks_one_way() {
    forbid(|name| name.starts_with("dataset/"), &["crate::document", "crate::reports", "crate::engine"]);
    forbid(|name| name.starts_with("document/"), &["crate::reports", "crate::engine"]);
    forbid(|name| name.ends_with("/compute.rs"), &["crate::engine", "view_model", "crate::chart"]);
    forbid(|name| name.starts_with("ui/"), &["crate::reports", "crate::app", "crate::engine"]);
    forbid(|name| name.starts_with("reports/"), &["crate::app", "crate::training"]);
    forbid(|name| name.starts_with("training/"), &["crate::app", "crate::reports"]);
    forbid(|name| name.starts_with("engine/"), &["crate::app", "crate::host"]);
    forbid(|name| name.starts_with("host/"), &["crate::app"]);
    forbid(|name| name.starts_with("import/"), &["crate::app", "crate::reports"]);
}

#[test]
fn views_and_pages_make_no_markup_of_texts() {
    forbid(|_| true, &["inner_html", "set_inner_html", "insert_adjacent_html", "outer_html", "js_sys::eval"]);
}
