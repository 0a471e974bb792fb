//! Training documents.

use roundview::{
    dataset::{
        training::Training,
        zone::{Zone, native_zones},
    },
    document::{Document, TrainingReader},
    engine::{protocol::bytes, training::TrainingService},
    i18n::{Language, Locale},
    training::{
        Narrowing,
        address::{Part, TrainingPage, TrainingView},
        dashboard::compute::Granularity,
        pages::{
            contents::{Data, PageRequest, SessionPart},
            view_model::{self, Reading},
        },
        visibility::Viewer,
    },
};

use super::{ranks, read_in_every_way};

/// Any bytes are read or refused, in pieces as whole, and of what was read every page can be made and said in
/// words, whoever looks.
pub fn document(given: &[u8]) {
    let read = read_in_every_way(
        given,
        |pieces| {
            let mut reader = TrainingReader::default();
            for piece in pieces {
                reader.push(piece)?;
            }
            reader.into_training(&native_zones)
        },
        |document| match document {
            Document::Training(data) => Some(*data),
            Document::Course(_) => None,
        },
    );
    let Some((data, faults)) = read else { return };
    let zone = Zone::open(data.zone.name(), &native_zones);
    let ids = Ids::of(&data);
    let mut service = TrainingService::new(data, faults);
    pages(&service, &ids, zone.as_ref());
    // One of the others each time, for there are many pages.
    service.look_as(Viewer::ALL[usize::from(given[0]) % Viewer::ALL.len()]);
    pages(&service, &ids, zone.as_ref());
}

/// What pages are asked for by: an id of each list.
pub struct Ids {
    session: String,
    block: String,
    program: String,
    group: String,
    learner: String,
    course: String,
}

impl Ids {
    /// The ids of the first records, the learner's of the last.
    pub fn of(data: &Training) -> Self {
        let session = data.sessions.first();
        let block = session.and_then(|session| session.blocks.last());
        Self {
            session: session.map(|session| session.id.clone()).unwrap_or_default(),
            block: block.map(|block| block.id.clone()).unwrap_or_default(),
            program: data.templates.first().map(|program| program.id.clone()).unwrap_or_default(),
            group: data.groups.last().map(|group| group.id.clone()).unwrap_or_default(),
            learner: data.users.last().map(|user| user.id.clone()).unwrap_or_default(),
            course: data.courses.first().map(|course| course.id.clone()).unwrap_or_default(),
        }
    }
}

/// Every part of every page, as the bytes in which it crosses to the page; with a zone it is said in words too.
pub fn pages(service: &TrainingService, ids: &Ids, zone: Option<&Zone>) -> Vec<Vec<u8>> {
    let all = [
        TrainingPage::Sessions,
        TrainingPage::Session(ids.session.clone()),
        TrainingPage::Program(ids.program.clone()),
        TrainingPage::Groups,
        TrainingPage::Group(ids.group.clone()),
        TrainingPage::Collaboration,
        TrainingPage::Dashboard,
        TrainingPage::Learner(ids.learner.clone()),
        TrainingPage::Course(ids.course.clone()),
    ];
    let locale = Locale::plain(Language::English);
    let mut answers = Vec::new();
    for page in all {
        for part in Part::ALL {
            let view = TrainingView { part, ..TrainingView::of(page.clone()) };
            let chosen = |granularity| TrainingView {
                block: Some(ids.block.clone()),
                session: Some(ids.session.clone()),
                learner: Some(ids.learner.clone()),
                group: Some(ids.group.clone()),
                granularity,
                ..view.clone()
            };
            let narrowed = if part == Part::File { Granularity::ALL.to_vec() } else { vec![Granularity::default()] };
            for view in narrowed.into_iter().map(chosen).chain([view.clone()]) {
                let report = service.page(&PageRequest::of(&view), &ranks);
                answers.push(bytes(&report));
                if let Some(zone) = zone {
                    let _ = view_model::page(&Reading { locale: &locale, zone, view: &view }, &report.data);
                }
                if let Data::Session { part, .. } = &report.data
                    && let SessionPart::File(choice) = &**part
                {
                    let columns: Vec<_> = choice.columns.iter().map(|(column, _)| column.clone()).collect();
                    service.rows(0, &columns, &Narrowing::default(), |rows, _| answers.push(bytes(&rows)));
                }
            }
        }
    }
    answers
}
