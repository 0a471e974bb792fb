//! Tests that need a browser: how the crate meets the page, its canvas and its clock. What can be
//! proved natively is proved natively.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Leptos mounts into the page that the tests run in: its glue and its wasm are of one version.
#[wasm_bindgen_test]
fn mounts_a_view() {
    use leptos::prelude::*;

    mount_to_body(|| view! { <p id="mounted">"here"</p> });

    let text = document().get_element_by_id("mounted").and_then(|element| element.text_content());
    assert_eq!(text.as_deref(), Some("here"));
}
