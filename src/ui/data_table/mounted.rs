//! The rows that are in the page. A row stays the same element as long as it is in sight, and no row is ever moved, since
//! a moved element loses the focus; that is why this isn't a `<For>`, whose diff moves the neighbours of what comes and
//! goes.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use leptos::web_sys;

/// A row in the page, with what reacts in it. Dropped, it leaves the page.
struct MountedRow {
    /// Dropped after the view has left.
    _owner: Owner,
    view: <AnyView as Render>::State,
}

impl Drop for MountedRow {
    fn drop(&mut self) {
        self.view.unmount();
    }
}

/// The rows of one table that are in the page, by index.
pub(super) struct MountedRows {
    /// The owner of the rows, below that of the table: holding the table's own would keep it from ever being dropped.
    owner: Owner,
    /// The source that the rows are of.
    source: u64,
    rows: BTreeMap<usize, MountedRow>,
}

impl MountedRows {
    /// No rows yet, in a table whose component is being made.
    pub(super) fn new() -> Self {
        Self { owner: Owner::current().unwrap_or_default().child(), source: 0, rows: BTreeMap::new() }
    }

    /// Makes the rows in `body` those of `indices`, which are in order, of a source. `make` makes a new one. Rows of an
    /// earlier source are none of this one. Missing rows are made from the first on, as long as there `has_time`; true: all
    /// are there.
    pub(super) fn show(
        &mut self,
        body: &web_sys::Element,
        source: u64,
        indices: &[usize],
        has_time: impl Fn() -> bool,
        make: impl Fn(usize) -> AnyView,
    ) -> bool {
        if self.source != source {
            self.rows.clear();
            self.source = source;
        }
        self.rows.retain(|index, _| indices.binary_search(index).is_ok());
        for index in indices {
            if self.rows.contains_key(index) {
                continue;
            }
            if !has_time() {
                return false;
            }
            let owner = self.owner.child();
            let mut view = owner.with(|| make(*index).build());
            match self.rows.range(index..).next() {
                Some((_, next)) => {
                    next.view.insert_before_this(&mut view);
                }
                None => view.mount(body, None),
            }
            self.rows.insert(*index, MountedRow { _owner: owner, view });
        }
        true
    }
}
