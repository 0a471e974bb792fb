//! Which page of the reports on training a reader looks at, and how: the part of an address after
//! `#/training`. What isn't understood is passed over.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::dashboard::compute::Granularity;
use crate::{document::parse_date, order::SortBy, units::Day};

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TrainingPage {
    /// All sessions.
    #[default]
    Sessions,
    /// A session, by id.
    Session(String),
    /// A program template, by id.
    Program(String),
    /// All groups.
    Groups,
    /// A group, by id.
    Group(String),
    /// The collaborative activities of all sessions.
    Collaboration,
    /// The dashboard of the platform.
    Dashboard,
    /// A learner, by id.
    Learner(String),
    /// A course, by id.
    Course(String),
}

impl TrainingPage {
    /// Reads what stands in the path after `training`. A page that there isn't is the first one.
    fn parse([slug, id]: [Option<String>; 2]) -> Self {
        let id = id.filter(|id| !id.is_empty());
        match (slug.as_deref(), id) {
            (Some("sessions"), Some(id)) => Self::Session(id),
            (Some("programs"), Some(id)) => Self::Program(id),
            (Some("groups"), Some(id)) => Self::Group(id),
            (Some("groups"), None) => Self::Groups,
            (Some("collaboration"), _) => Self::Collaboration,
            (Some("dashboard"), _) => Self::Dashboard,
            (Some("learners"), Some(id)) => Self::Learner(id),
            (Some("courses"), Some(id)) => Self::Course(id),
            _ => Self::Sessions,
        }
    }

    /// What [`Self::parse`] reads.
    fn path(&self) -> [Option<&str>; 2] {
        match self {
            Self::Sessions => [None, None],
            Self::Session(id) => [Some("sessions"), Some(id)],
            Self::Program(id) => [Some("programs"), Some(id)],
            Self::Groups => [Some("groups"), None],
            Self::Group(id) => [Some("groups"), Some(id)],
            Self::Collaboration => [Some("collaboration"), None],
            Self::Dashboard => [Some("dashboard"), None],
            Self::Learner(id) => [Some("learners"), Some(id)],
            Self::Course(id) => [Some("courses"), Some(id)],
        }
    }
}

/// A part of a page that has several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The figures.
    #[default]
    General,
    /// Results by group, and on the dashboard the groups.
    Groups,
    /// Individual results, and on the dashboard the learners.
    Learners,
    /// Detailed results, per block.
    Blocks,
    /// The file, its columns and what narrows it.
    File,
    /// The figures and graphs of the dashboard, of what has other pages too.
    Dashboard,
    /// Programs.
    Programs,
    /// Courses.
    Courses,
    /// Questions.
    Questions,
    /// Attempts on courses of an external provider.
    External,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::General,
        Self::Groups,
        Self::Learners,
        Self::Blocks,
        Self::File,
        Self::Dashboard,
        Self::Programs,
        Self::Courses,
        Self::Questions,
        Self::External,
    ];

    fn slug(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Groups => "groups",
            Self::Learners => "learners",
            Self::Blocks => "blocks",
            Self::File => "file",
            Self::Dashboard => "dashboard",
            Self::Programs => "programs",
            Self::Courses => "courses",
            Self::Questions => "questions",
            Self::External => "external",
        }
    }
}

/// Which sessions a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum StateFilter {
    /// All.
    #[default]
    All,
    /// Those in progress.
    InProgress,
    /// Those that are over.
    Finished,
}

impl StateFilter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::All, Self::InProgress, Self::Finished];

    /// Its name in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::InProgress => "in-progress",
            Self::Finished => "finished",
        }
    }
}

/// A view of the reports on training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrainingView {
    /// The page.
    pub page: TrainingPage,
    /// Its part.
    pub part: Part,
    /// Which sessions a list shows.
    pub state: StateFilter,
    /// How the table is sorted. None: as it is by itself.
    pub sort: Option<SortBy>,
    /// The block whose results are shown, by id. None: the first.
    pub block: Option<String>,
    /// The session of a group whose learners are shown, by id.
    pub session: Option<String>,
    /// The learner whose blocks are shown, by id.
    pub learner: Option<String>,
    /// A file has only the members of this group, by id.
    pub group: Option<String>,
    /// A file has only this user, by id.
    pub member: Option<String>,
    /// A file has only who was registered on this day or later.
    pub from: Option<Day>,
    /// A file has only who was registered on this day or earlier.
    pub until: Option<Day>,
    /// A file leaves out the columns with these headings.
    pub without: Vec<String>,
    /// For what a file of the dashboard has rows.
    pub granularity: Granularity,
}

impl TrainingView {
    /// The first view of a page.
    #[must_use]
    pub fn of(page: TrainingPage) -> Self {
        Self { page, ..Self::default() }
    }

    /// Another part of the same page.
    #[must_use]
    pub fn with_part(&self, part: Part) -> Self {
        Self { part, ..Self::of(self.page.clone()) }
    }

    /// The blocks of a learner.
    #[must_use]
    pub fn with_learner(&self, learner: &str) -> Self {
        Self { learner: Some(learner.to_owned()), sort: None, ..self.clone() }
    }

    /// The learner whom all of the page is about, by id.
    #[must_use]
    pub fn learner_id(&self) -> Option<&str> {
        match &self.page {
            TrainingPage::Learner(id) => Some(id),
            _ => self.learner.as_deref(),
        }
    }

    /// Whether two views are one page, shown in two ways.
    #[must_use]
    pub fn is_same_page(&self, other: &Self) -> bool {
        let page = |view: &Self| (view.page.clone(), view.part, view.session.clone(), view.learner.clone());
        page(self) == page(other)
    }

    /// Reads the path after `training` and the parameters of an address.
    pub fn parse<'a>(
        path: [Option<String>; 2],
        parameters: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)>,
    ) -> Self {
        let mut view = Self::of(TrainingPage::parse(path));
        for (name, value) in parameters {
            let text = || Some(value.clone().into_owned());
            match &*name {
                "show" => view.part = Part::ALL.into_iter().find(|part| part.slug() == value).unwrap_or_default(),
                "state" => {
                    let state = StateFilter::ALL.into_iter().find(|state| state.slug() == value);
                    view.state = state.unwrap_or_default();
                }
                "sort" => view.sort = SortBy::parse(&value),
                "block" => view.block = text(),
                "session" => view.session = text(),
                "learner" => view.learner = text(),
                "group" => view.group = text(),
                "member" => view.member = text(),
                "from" => view.from = parse_date(&value),
                "until" => view.until = parse_date(&value),
                "without" => view.without.extend(text()),
                "rows" => {
                    let granularity = Granularity::ALL.into_iter().find(|granularity| granularity.slug() == value);
                    view.granularity = granularity.unwrap_or_default();
                }
                _ => {}
            }
        }
        view
    }

    /// The segments of the path after `training`.
    pub fn path(&self) -> impl Iterator<Item = &str> {
        self.page.path().into_iter().flatten()
    }

    /// Gives `put` the name and the value of every parameter.
    pub fn print(&self, put: &mut dyn FnMut(&str, &str)) {
        if self.part != Part::General {
            put("show", self.part.slug());
        }
        if self.state != StateFilter::All {
            put("state", self.state.slug());
        }
        if let Some(sort) = &self.sort {
            put("sort", &sort.print());
        }
        let named = [
            ("block", &self.block),
            ("session", &self.session),
            ("learner", &self.learner),
            ("group", &self.group),
            ("member", &self.member),
        ];
        for (name, value) in named {
            if let Some(value) = value {
                put(name, value);
            }
        }
        for (name, day) in [("from", self.from), ("until", self.until)] {
            if let Some(day) = day {
                put(name, &day.to_string());
            }
        }
        if self.granularity != Granularity::default() {
            put("rows", self.granularity.slug());
        }
        for heading in &self.without {
            put("without", heading);
        }
    }
}
