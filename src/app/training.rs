//! The reports on training in the page: what they are given, and files of sessions, which the worker makes
//! session by session, so that one can see how far it has come and give it up.

use leptos::{prelude::*, task::spawn_local};

use super::state::AppState;
use crate::{
    export::{Cell, Table, client},
    training::pages::view::{FileOrder, FileStage},
};

/// A file of sessions that is being made.
#[derive(Clone, Debug)]
pub(super) struct Making {
    order: FileOrder,
    /// The rows that are there, and those of the first sessions.
    rows: Vec<Vec<Cell>>,
    /// How many sessions these are.
    done: usize,
    stage: FileStage,
}

impl AppState {
    /// Begins a file.
    pub(super) fn make_file(self, mut order: FileOrder) {
        let rows = std::mem::take(&mut order.rows);
        self.making.set(Some(Making { order, rows, done: 0, stage: FileStage::Making(0.0) }));
        self.ask_next_rows();
    }

    /// Gives it up; what still comes of it is of no use.
    pub(super) fn give_up_file(self) {
        self.making.set(None);
    }

    /// How it stands.
    pub(super) fn file_stage(self) -> FileStage {
        self.making.read().as_ref().map_or(FileStage::Idle, |making| making.stage)
    }

    /// Takes the rows of the next session.
    pub(super) fn take_rows(self, mut rows: Vec<Vec<Cell>>) {
        self.making.update(|making| {
            if let Some(making) = making {
                making.rows.append(&mut rows);
                making.done += 1;
                making.stage = FileStage::Making(making.done as f64 / making.order.sessions.len() as f64);
            }
        });
        self.ask_next_rows();
    }

    fn ask_next_rows(self) {
        let next = self.making.with_untracked(|making| {
            let Making { order, done, .. } = making.as_ref()?;
            let session = order.sessions.get(*done).copied();
            Some((session, order.columns.clone(), order.narrowing.clone()))
        });
        match next {
            Some((Some(session), columns, narrowing)) => {
                self.with_client(|client| client.ask_rows(session, columns, narrowing));
            }
            Some((None, ..)) => self.save_file(),
            None => {}
        }
    }

    fn save_file(self) {
        let Some(Making { order, rows, .. }) = self.making.get_untracked() else { return };
        let FileOrder { headings, format, name, title, about, .. } = order;
        spawn_local(async move {
            let saved = client::save(format, Table { title, about, headings, rows }, &name).await;
            let stage = match saved {
                Ok(()) => FileStage::Idle,
                Err(error) => {
                    leptos::web_sys::console::warn_1(&error);
                    FileStage::Failed
                }
            };
            self.making.update(|making| {
                if let Some(making) = making {
                    making.stage = stage;
                }
            });
        });
    }
}
