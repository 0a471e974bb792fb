//! Answers requests about training from an open training document. Pure, as [`super::service`] is for
//! courses: nothing leaves that the viewer may not see.

use super::protocol::{TrainingInfo, TrainingReport};
use crate::{
    dataset::training::Training,
    document::Faults,
    export::Cell,
    training::{
        Narrowing, Scope,
        pages::contents::{PageRequest, Ranks, page},
        sessions::view_model::{Column, session_rows},
    },
};

/// How many rows of a file come at once.
const PIECE: usize = 500;

/// An open training document.
#[derive(Debug)]
pub struct TrainingService {
    scope: Scope,
    faults: Faults,
}

impl TrainingService {
    /// A document that was read.
    #[must_use]
    pub fn new(data: Training, faults: Faults) -> Self {
        Self { scope: Scope::new(data), faults }
    }

    /// What the page needs to know of it, whatever it shows.
    #[must_use]
    pub fn info(&self) -> TrainingInfo {
        let Scope { data, sight, as_of, .. } = &self.scope;
        TrainingInfo {
            generated_at: *as_of,
            time_zone: data.zone.name().to_owned(),
            has_groups: sight.groups.contains(&true),
            // What is wrong in the document may tell of what the viewer doesn't see.
            faults: if sight.everything { self.faults.clone() } else { Faults::default() },
        }
    }

    /// A page, or as much of it as the viewer may see.
    #[must_use]
    pub fn page(&self, request: &PageRequest, ranks: Ranks) -> TrainingReport {
        TrainingReport { request: request.clone(), data: page(&self.scope, request, ranks) }
    }

    /// The rows of one session in a file, in pieces, of which `take` is told whether it is the last. No row
    /// of a session that the viewer doesn't see.
    pub fn rows(
        &self,
        session: u32,
        columns: &[Column],
        narrowing: &Narrowing,
        mut take: impl FnMut(&[Vec<Cell>], bool),
    ) {
        if self.scope.sight.sessions.get(session as usize) != Some(&true) {
            return take(&[], true);
        }
        let sight = &self.scope.sight;
        let is_seen = |column: &&Column| match column {
            Column::Group(group) => sight.groups.get(*group as usize) == Some(&true),
            _ => true,
        };
        let columns: Vec<Column> = columns.iter().filter(is_seen).cloned().collect();
        let mut rows = session_rows(&self.scope, session, &columns, narrowing);
        loop {
            let piece: Vec<_> = rows.by_ref().take(PIECE).collect();
            let is_last = rows.len() == 0;
            take(&piece, is_last);
            if is_last {
                return;
            }
        }
    }
}
