//! The reports on training in the page: what they are given, and files of sessions, which the worker makes
//! in pieces, so that one can see how far it has come and give it up.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::state::AppState;
use crate::{
    export::{Table, client},
    training::pages::view::{FileOrder, FileStage},
};

/// A file of sessions that is being made.
#[derive(Clone, Debug)]
pub(super) struct Making {
    order: FileOrder,
    /// Which of all files it is.
    token: Arc<()>,
    /// The rows of sessions that have come, packed.
    rows: Vec<Vec<u8>>,
    /// How many these are.
    count: usize,
    /// How many sessions are whole.
    done: usize,
    /// The engine has stopped over it once.
    is_second: bool,
    /// What comes next is yet to be asked for.
    is_halted: bool,
    stage: FileStage,
}

impl Making {
    fn new(order: FileOrder) -> Self {
        Self {
            order,
            token: Arc::default(),
            rows: Vec::new(),
            count: 0,
            done: 0,
            is_second: false,
            is_halted: false,
            stage: FileStage::Making(0.0),
        }
    }
}

impl AppState {
    /// Begins a file.
    pub(super) fn make_file(self, order: FileOrder) {
        self.making.set(Some(Making::new(order)));
        self.ask_next_rows();
    }

    /// The engine has stopped, and rows of the file with it: the file is begun anew, once. What the exporter has got is
    /// written all the same.
    pub(super) fn break_off_file(self) {
        self.making.update(|making| {
            if let Some(making) = making
                && matches!(making.stage, FileStage::Making(_))
                && making.done < making.order.sessions.len()
            {
                *making = match making.is_second {
                    true => Making { stage: FileStage::Failed, rows: Vec::new(), ..making.clone() },
                    false => Making { is_second: true, is_halted: true, ..Making::new(making.order.clone()) },
                };
            }
        });
    }

    /// The engine has the document again, and has computed its page: if it stops once more, it is for the file.
    pub(super) fn go_on_with_file(self) {
        let is_halted = self.making.with_untracked(|making| making.as_ref().is_some_and(|making| making.is_halted));
        if is_halted {
            self.making.update(|making| {
                if let Some(making) = making {
                    making.is_halted = false;
                }
            });
            self.ask_next_rows();
        }
    }

    /// Gives it up; what still comes of it is of no use.
    pub(super) fn give_up_file(self) {
        self.making.set(None);
    }

    /// Another document is open. A file that would have gone on is said to have failed.
    pub(super) fn give_up_halted_file(self) {
        let halted = self.making.get_untracked().filter(|making| making.is_halted);
        self.making.set(halted.map(|making| Making { stage: FileStage::Failed, is_halted: false, ..making }));
    }

    /// How it stands.
    pub(super) fn file_stage(self) -> FileStage {
        self.making.read().as_ref().map_or(FileStage::Idle, |making| making.stage)
    }

    /// Takes the next rows of a session.
    pub(super) fn take_rows(self, rows: Vec<u8>, count: usize, is_last: bool) {
        self.making.update(|making| {
            if let Some(making) = making {
                making.rows.push(rows);
                making.count += count;
                making.done += usize::from(is_last);
                making.stage = FileStage::Making(making.count as f64 / making.order.count.max(1) as f64);
            }
        });
        if is_last {
            self.ask_next_rows();
        }
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
        // The rows of a long file are many; they go to the file and are kept no longer.
        let taken = self.making.try_update(|making| {
            let Making { order, rows, token, .. } = making.as_mut()?;
            Some((order.clone(), std::mem::take(rows), token.clone()))
        });
        let Some((order, rows, token)) = taken.flatten() else { return };
        let FileOrder { headings, rows: first, format, name, title, about, .. } = order;
        spawn_local(async move {
            let is_this = |making: &Making| Arc::ptr_eq(&making.token, &token);
            let is_wanted = || self.making.read_untracked().as_ref().is_some_and(is_this);
            let table = Table { title, about, headings, rows: first };
            let saved = client::save_packed(format, table, &rows, &name, is_wanted).await;
            if !is_wanted() {
                return;
            }
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
