//! Tests that need a browser: how the crate meets the page, its canvas and its clock. What can be
//! proved natively is proved natively.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

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

/// The browser's time zones are those of the database that native programs use.
#[wasm_bindgen_test]
fn zones_of_the_browser() {
    use roundview::{
        dataset::zone::Zone,
        document::{parse_date, parse_moment},
        engine::zones::browser_zones,
    };

    for (name, moment, day) in [
        ("UTC", "2026-03-17T23:59:59Z", "2026-03-17"),
        ("Europe/Oslo", "2026-03-28T22:59:59Z", "2026-03-28"),
        ("Europe/Oslo", "2026-03-29T21:59:59Z", "2026-03-29"),
        ("Europe/Oslo", "2026-03-29T22:00:00Z", "2026-03-30"),
        ("Asia/Kolkata", "2026-03-17T18:30:00Z", "2026-03-18"),
        ("America/St_Johns", "2026-03-18T02:29:59Z", "2026-03-17"),
        ("Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05"),
    ] {
        let zone = Zone::open(name, &browser_zones).unwrap();
        assert_eq!(zone.day(parse_moment(moment).unwrap()).to_string(), day, "{name} at {moment}");
    }
    let oslo = Zone::open("Europe/Oslo", &browser_zones).unwrap();
    let start = |day: &str| oslo.start_of(parse_date(day).unwrap()).to_string();
    assert_eq!(start("2026-03-29"), "2026-03-28T23:00:00Z");
    assert_eq!(start("2026-03-30"), "2026-03-29T22:00:00Z");
    for name in ["Mars/Phobos", "+01:00", ""] {
        assert!(Zone::open(name, &browser_zones).is_none(), "{name}");
    }
}

/// Names stand in the order of the reader's language, numbers and dates in its form.
#[wasm_bindgen_test]
fn languages_of_the_browser() {
    use chrono::NaiveDate;
    use roundview::i18n::{DateStyle, intl};

    let (english, norwegian) = (intl::locale("en-GB").unwrap(), intl::locale("nb-NO").unwrap());
    let names = ["Ås", "Zahl", "Aas", "Ærlig", "Berg"];
    // In Norwegian æ and å come after z, and aa counts as å.
    assert_eq!(intl::ranks("en-GB", &names)[4], 3);
    let norwegian_ranks = intl::ranks("nb-NO", &names);
    assert!(norwegian_ranks[4] < norwegian_ranks[1] && norwegian_ranks[1] < norwegian_ranks[3]);
    assert!(norwegian_ranks[3] < norwegian_ranks[0]);
    let day = NaiveDate::from_ymd_opt(2026, 3, 18).unwrap();
    assert_eq!(english.date(day, DateStyle::Month), "March 2026");
    assert_eq!(norwegian.date(day, DateStyle::Month), "mars 2026");
    assert_eq!(norwegian.one_decimal(1.25), "1,3");
    assert_eq!(english.whole(12_345), "12,345");
}
