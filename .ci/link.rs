//! Asks the linker to leave in the page's program what it can be taken apart by (see `.ci/parts.mjs`).

fn main() {
    println!("cargo::rerun-if-changed=.ci/link.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bin=roundview=--emit-relocs");
    }
}
