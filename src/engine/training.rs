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
        sessions::view_model::{Column, sessions_table},
        visibility::{Viewer, example},
    },
};

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

    /// Looks at the document as an example of such a viewer, which is meant for data that belongs to nobody.
    pub fn look_as(&mut self, viewer: Viewer) {
        self.scope.look_as(example(&self.scope.data, viewer));
    }

    /// A page, or as much of it as the viewer may see.
    #[must_use]
    pub fn page(&self, request: &PageRequest, ranks: Ranks) -> TrainingReport {
        TrainingReport { request: request.clone(), data: page(&self.scope, request, ranks) }
    }

    /// The rows of one session in a file. None of a session that the viewer doesn't see.
    #[must_use]
    pub fn rows(&self, session: u32, columns: &[Column], narrowing: &Narrowing) -> Vec<Vec<Cell>> {
        if self.scope.sight.sessions.get(session as usize) != Some(&true) {
            return Vec::new();
        }
        let sight = &self.scope.sight;
        let is_seen = |column: &&Column| match column {
            Column::Group(group) => sight.groups.get(*group as usize) == Some(&true),
            _ => true,
        };
        let columns: Vec<Column> = columns.iter().filter(is_seen).cloned().collect();
        sessions_table(&self.scope, &[session], &columns, narrowing).rows
    }
}
