//! How much of something is done, as a bar that costs next to nothing: two or three elements and no
//! canvas, for lists of thousands of rows.

use leptos::prelude::*;

use super::Tipped;
use crate::chart::spec::Details;
use crate::decimal::decimal;

/// A bar from nothing to all, with a mark to compare with. Bars of one width are on one scale.
#[component]
pub fn ShareBar(
    /// How much of it is filled, 0 to 1. None: there is nothing to fill, and no bar.
    share: Option<f64>,
    /// Where the mark is, 0 to 1.
    mark: Option<f64>,
    /// What it says when pointed at, and to screen readers.
    details: Details,
) -> impl IntoView {
    let percent = |share: f64| format!("{}%", decimal(share * 100.0, 2));
    let class = if share.is_some() { "share-bar" } else { "share-bar share-none" };
    view! {
        <Tipped class=class details=details>
            {share.map(|share| view! { <span class="share-done" style:inline-size=percent(share)></span> })}
            {mark.map(|mark| view! { <span class="share-mark" style:inset-inline-start=percent(mark)></span> })}
        </Tipped>
    }
}
