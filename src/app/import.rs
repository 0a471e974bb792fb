//! Files of other systems, from their opening to the course that is made of them. The importer stays as long
//! as that course is open, so that what the reader decided can be changed.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{
    preferences,
    state::{AppState, Origin},
};
use crate::{
    export,
    import::{
        self,
        client::Client,
        protocol::{Answers, Preview, Purpose, Response},
        view::{ImportContext, Stage},
    },
    query::{Place, Query},
    ui::Lasting,
};

/// Bytes by which a document is told from other files.
const HEAD: f64 = 512.0;

/// An import under way, or that of the open course. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Importing {
    /// How far it is; none: nothing is imported.
    pub stage: Lasting<Option<Stage>>,
    /// Whether its page stands in place of the report.
    pub is_shown: Lasting<bool>,
    /// What the reader has decided.
    pub answers: Lasting<Answers>,
    files: StoredValue<Vec<File>, LocalStorage>,
    client: StoredValue<Option<Client>, LocalStorage>,
}

impl Importing {
    /// Nothing.
    pub fn none() -> Self {
        Self {
            stage: Lasting::new(None),
            is_shown: Lasting::new(false),
            answers: Lasting::new(Answers::default()),
            files: StoredValue::new_local(Vec::new()),
            client: StoredValue::new_local(None),
        }
    }

    /// What the files hold, where they have been read.
    fn preview(self) -> Option<Arc<Preview>> {
        self.stage.with_untracked(|stage| match stage {
            Some(Stage::Read(preview)) => Some(preview.clone()),
            _ => None,
        })
    }
}

impl AppState {
    /// Opens files: a document as it is, and other systems' files by the importer.
    pub fn open_files(self, files: Vec<File>) {
        spawn_local(async move {
            match files.as_slice() {
                [] => {}
                [file] if is_document(file).await => {
                    self.open(Origin::File(SendWrapper::new(file.clone())));
                }
                _ => self.import(files),
            }
        });
    }

    fn import(self, files: Vec<File>) {
        let importing = self.importing;
        let answers = Answers { zone: import::client::zone(), matches: preferences::matches(), ..Answers::default() };
        importing.answers.set(answers);
        importing.files.set_value(files);
        importing.is_shown.set(true);
        self.begin_import();
    }

    /// Has the files read, by an importer of their own. What the reader has decided stays.
    fn begin_import(self) {
        let importing = self.importing;
        importing.stage.set(Some(Stage::Reading { read: 0, total: 0 }));
        let client = Client::start(move |response, document| self.take_import(response, document));
        importing.files.with_value(|files| client.read(files, importing.answers.get_untracked()));
        importing.client.set_value(Some(client));
    }

    /// Asks the importer, or another where it has ended.
    fn ask_importer(self, ask: impl FnOnce(&Client, Answers)) {
        let importing = self.importing;
        if importing.stage.with_untracked(|stage| matches!(stage, Some(Stage::Failed))) {
            self.begin_import();
        }
        importing.client.with_value(|client| {
            if let Some(client) = client {
                ask(client, importing.answers.get_untracked());
            }
        });
    }

    /// Forgets the files.
    pub fn end_import(self) {
        self.importing.files.set_value(Vec::new());
        self.importing.client.set_value(None);
        self.importing.is_shown.set(false);
        self.importing.stage.set(None);
    }

    /// Leaves the page of the import for the reports.
    pub fn leave_import(self) {
        match matches!(*self.origin.read_untracked(), Origin::Imported(_)) {
            true => self.importing.is_shown.set(false),
            false => self.end_import(),
        }
    }

    /// Shows the page of the import again.
    pub fn show_import(self) {
        self.importing.is_shown.set(true);
    }

    /// What the page of the import shows and does.
    pub fn import_context(self) -> ImportContext {
        ImportContext {
            locale: self.locale.into(),
            stage: self.importing.stage.into(),
            answers: self.importing.answers.into(),
            answer: Callback::new(move |answers| self.answer_import(answers)),
            open: Callback::new(move |()| self.open_import()),
            save: Callback::new(move |()| self.save_import()),
            retry: Callback::new(move |()| self.begin_import()),
            leave: Callback::new(move |()| self.leave_import()),
        }
    }

    /// Another view that is asked for stands in place of the import.
    pub(super) fn leave_import_for_views(self) {
        Effect::new(move |earlier: Option<Query>| {
            let query = self.query.get();
            if earlier.is_some_and(|earlier| earlier != query) && self.importing.is_shown.get_untracked() {
                self.leave_import();
            }
            query
        });
    }

    /// Looks at the files again with other answers. The open course follows, where it is theirs and not their
    /// page is shown.
    pub fn answer_import(self, answers: Answers) {
        let importing = self.importing;
        preferences::store_matches(&answers.matches);
        importing.answers.set(answers);
        self.ask_importer(|client, answers| client.answer(answers));
        if !importing.is_shown.get_untracked() {
            self.open_import();
        }
    }

    /// Opens the course of the files.
    pub fn open_import(self) {
        self.ask_importer(|client, answers| client.write(answers, Purpose::Open));
    }

    /// Gives the course document to the reader.
    pub fn save_import(self) {
        self.ask_importer(|client, answers| client.write(answers, Purpose::Save));
    }

    fn take_import(self, response: Response, document: JsValue) {
        let importing = self.importing;
        match response {
            Response::Progress { read, total } => importing.stage.set(Some(Stage::Reading { read, total })),
            Response::Preview(preview) => importing.stage.set(Some(Stage::Read(Arc::from(preview)))),
            Response::Failed => importing.stage.set(Some(Stage::Failed)),
            Response::Document(Purpose::Save) => {
                let title = importing.preview().map(|preview| preview.title.clone()).unwrap_or_default();
                let name = export::file_name(&[&title], "json");
                export::client::save_bytes(&document, "application/json", &name);
            }
            Response::Document(Purpose::Open) => {
                let is_shown = importing.is_shown.get_untracked();
                importing.is_shown.set(false);
                self.open(Origin::Imported(SendWrapper::new(document)));
                if is_shown {
                    // A new course begins with its first page.
                    self.navigate(Query { place: Place::Report, ..Query::default() });
                }
            }
        }
    }
}

async fn is_document(file: &File) -> bool {
    let Ok(head) = file.slice_with_f64_and_f64(0.0, HEAD) else { return true };
    let text = JsFuture::from(head.text()).await.ok().and_then(|text| text.as_string());
    text.is_none_or(|text| import::is_document(&text))
}
