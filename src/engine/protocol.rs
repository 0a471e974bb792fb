//! What crosses between page and worker. Both are the same program, so that it needs no version.

use serde::{Deserialize, Serialize};

use super::retry;
use crate::{
    dataset::{Class, Scale, VisitRule},
    document::Faults,
    reports::{
        GroupFilter, Policy, ReportId,
        access::Access,
        activity,
        changes::compute::Changes,
        front::compute::FrontPage,
        grades, progress, resources, student_report,
        support::compute::{Support, Thresholds},
        weekly_update,
    },
    training::{
        Narrowing,
        pages::contents::{Data as TrainingData, PageRequest},
        sessions::view_model::Column,
        visibility::Viewer,
    },
    units::{Day, Moment},
};

/// Numbers requests, from 1. An answer carries the number of its request.
pub type RequestId = u32;

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read a document. What was read before stays until this one has been read whole.
    Open {
        /// Where it is.
        source: Source,
        /// The language tag by which names are ordered.
        language: String,
    },
    /// Give up reading.
    Cancel,
    /// Compute a page of a report.
    Report {
        /// On this document, by the number of the request that opened it. Earlier ones are closed.
        document: RequestId,
        /// The page.
        page: ReportRequest,
    },
    /// Put the names in the order of another language.
    Ranks {
        /// Those of this document.
        document: RequestId,
        /// The tag of the language.
        language: String,
    },
    /// Compute a page of the reports on training.
    Training {
        /// On this document, by the number of the request that opened it. Earlier ones are closed.
        document: RequestId,
        /// The page.
        page: PageRequest,
        /// The tag of the language by which names are ordered.
        language: String,
    },
    /// Look at a training document as another viewer.
    TrainingViewer {
        /// At this document.
        document: RequestId,
        /// As whom.
        viewer: Viewer,
    },
    /// Make the rows of one session of a file, which come in pieces.
    TrainingRows {
        /// On this document.
        document: RequestId,
        /// The session, by index.
        session: u32,
        /// The columns.
        columns: Vec<Column>,
        /// Who is in it.
        narrowing: Narrowing,
    },
}

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// At an address.
    Address {
        /// The address, absolute.
        address: String,
        /// Says who asks, where cookies don't.
        token: Option<Token>,
        /// How long the server may be silent.
        patience_seconds: u16,
    },
    /// In a file, or as a value, that the message carries.
    Carried,
}

/// A bearer token (RFC 6750), by which a host knows who asks. It is kept in memory alone; not even
/// debugging output has it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token(String);

impl Token {
    /// A token; none for a text that isn't one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
        (!text.is_empty() && text.bytes().all(is_plain)).then(|| Self(text.to_owned()))
    }

    /// The value of the header `Authorization`.
    #[must_use]
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.0)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// A page of a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportRequest {
    /// The report.
    pub report: ReportId,
    /// The student of a details page, by id. None: the overview.
    pub student: Option<String>,
    /// The students of a student report, by id. Empty: all whom the filter leaves.
    pub students: Vec<String>,
    /// Whom lists show.
    pub filter: GroupFilter,
    /// The moment that is reported. None: that of the document.
    pub as_of: Option<Moment>,
    /// The moment since which changes are marked. None: none are.
    pub since: Option<Moment>,
    /// Elements as rows of the overview instead of students, where the report has both.
    pub shows_elements: bool,
    /// The element whose students are asked for, by id.
    pub element: Option<String>,
    /// The term whose grades are asked for, by id.
    pub term: grades::compute::TermChoice<String>,
    /// The scale of these grades, by id. None: that of most assessments.
    pub scale: Option<String>,
    /// When the support signals of the students hold. None: the reader has switched them off.
    pub support: Option<Thresholds>,
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// The worker listens. It comes once, without having been asked.
    Ready,
    /// How far reading has come.
    Progress {
        /// Bytes received.
        received: u64,
        /// Of how many, where that is known.
        total: Option<u64>,
        /// All bytes are there; the data is being put in order.
        is_received: bool,
    },
    /// The document is open.
    Opened(Box<CourseInfo>),
    /// The document could not be opened.
    Failed(Failure),
    /// The part of the program that computes it could not be loaded.
    NotLoaded,
    /// The front page.
    Front(Box<Report<FrontPage>>),
    /// A page of another report: a [`Report`] as [`bytes`] that the part of the program which shows it can read.
    #[serde(with = "whole")]
    Report(Vec<u8>),
    /// The places in the order of another language.
    Ranks(Ranks),
    /// The document is open, and one of training.
    OpenedTraining(Box<TrainingInfo>),
    /// The training document is looked at as the viewer that was asked for.
    TrainingViewer(Box<TrainingInfo>),
    /// A page of the reports on training: a [`TrainingReport`] as such bytes.
    #[serde(with = "whole")]
    Training(Vec<u8>),
    /// The rows of a session of a file.
    TrainingRows {
        /// The rows, packed as [`pack_rows`](crate::export::pack_rows) does.
        #[serde(with = "whole")]
        rows: Vec<u8>,
        /// How many these are.
        count: usize,
        /// Whether the session has no more.
        is_last: bool,
    },
}

/// Bytes written at once; as a list, each of them would be written for itself.
mod whole {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        <&[u8]>::deserialize(deserializer).map(<[u8]>::to_vec)
    }
}

/// What crosses as bytes. Plain data can always be written.
#[must_use]
pub fn bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_default()
}

/// What a page of the same program has written; None: it has been written by another.
#[must_use]
pub fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// What the page needs to know of an open training document, whatever it shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingInfo {
    /// When the document was made: the moment of every figure.
    pub generated_at: Moment,
    /// The IANA name of the zone in which days begin and end.
    pub time_zone: String,
    /// Whether the viewer has pages of groups.
    pub has_groups: bool,
    /// What could not be used of the document.
    pub faults: Faults,
}

/// A page of the reports on training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingReport {
    /// What was asked for.
    pub request: PageRequest,
    /// What the page is made of.
    pub data: TrainingData,
}

/// Places in the order of a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranks {
    /// Of each student, as in [`StudentInfo::rank`].
    pub students: Vec<u32>,
    /// Of each element, as in [`ElementInfo::rank`].
    pub elements: Vec<u32>,
}

/// Why a document could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// It could not be had: no connection, or the connection was lost.
    Unreachable,
    /// The server has been silent for too long.
    TimedOut,
    /// The server answered with a status that isn't success.
    Status {
        /// The status.
        status: u16,
        /// The header `Retry-After`.
        retry_after: Option<String>,
        /// The beginning of what came with it.
        body: String,
    },
    /// It breaks a rule of the format.
    Refused {
        /// JSON pointer to the value at fault; empty for the text itself.
        pointer: String,
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
    /// It is compressed, and can't be unpacked.
    Corrupt,
    /// It has more than [`MOST_BYTES`](Self::MOST_BYTES).
    TooLarge,
    /// Reading was given up on the page's wish.
    Cancelled,
    /// Its address belongs to another origin. Said by the page's side.
    OtherOrigin,
    /// The part of the program that reads such documents could not be loaded.
    PartMissing,
    /// The worker's program has stopped, or could not be loaded. Said by the page's side.
    EngineStopped,
}

impl Failure {
    /// The largest document that is read, in bytes, unpacked. Its columns take up to twice as much of the 4 GiB that
    /// a browser gives the program.
    pub const MOST_BYTES: u64 = 2_000_000_000;

    /// Whether it may pass by itself within seconds.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Status { status, .. } => retry::is_passing(*status),
            _ => false,
        }
    }
}

/// What the page needs to know of an open course, whatever it shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CourseInfo {
    /// The course's id.
    pub id: String,
    /// The course's title.
    pub title: String,
    /// What the viewer may see of it. What they may not see isn't here.
    pub access: Access,
    /// Whether it was archived when the document was made.
    pub is_archived: bool,
    /// When the document was made.
    pub generated_at: Moment,
    /// How visits were made of single events. None: they were measured.
    pub visits_from_events: Option<VisitRule>,
    /// The IANA name of the zone in which days begin and end.
    pub time_zone: String,
    /// The first day of which there is something to say.
    pub first_day: Day,
    /// The groups, in document order.
    pub groups: Vec<NamedInfo>,
    /// The terms, in document order. Other data names them by index.
    pub terms: Vec<NamedInfo>,
    /// The grade scales, in document order, the built-in one last. Other data names them by index.
    pub scales: Vec<Scale>,
    /// The students, past ones too, in document order. Other data names them by index.
    pub students: Vec<StudentInfo>,
    /// The folders, in document order. Other data names them by index.
    pub folders: Vec<FolderInfo>,
    /// The elements, deleted ones too, in document order. Other data names them by index.
    pub elements: Vec<ElementInfo>,
    /// What could not be used of the document.
    pub faults: Faults,
}

/// What has no more than a name: a group of students, a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedInfo {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A student's name, ready to be shown, searched and sorted; empty where the viewer may not see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentInfo {
    /// The student's id.
    pub id: String,
    /// First and last name; the id where both are missing.
    pub name: String,
    /// The name as searches compare it.
    pub folded_name: String,
    /// Place among all students by last name, then first name, in the reader's language.
    pub rank: u32,
}

/// A folder of elements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderInfo {
    /// Its title; the id where that is missing.
    pub title: String,
    /// The folder it is in, by index.
    pub parent: Option<u32>,
}

/// Something that students work with, as it is whoever looks at it. Lists of elements come in the
/// order in which they stand in the course, so that their places are not told here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElementInfo {
    /// Its id.
    pub id: String,
    /// Its title; the id where that is missing.
    pub title: String,
    /// The title as searches compare it.
    pub folded_title: String,
    /// Place among all elements by title, in the reader's language; equal for equal titles.
    pub rank: u32,
    /// Its kind, as the document says.
    pub kind: String,
    /// What it counts as.
    pub class: Class,
    /// Whether every student has to do it.
    pub mandatory: bool,
    /// The folder it is in, by index.
    pub folder: Option<u32>,
    /// When it is due.
    pub deadline: Option<Moment>,
}

/// A page of a report, with what all of them need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report<D = Data> {
    /// The moment that is reported.
    pub as_of: Moment,
    /// Its day.
    pub today: Day,
    /// What settings and size allow.
    pub policy: Policy,
    /// The students that the filter leaves, by index, in document order.
    pub listed: Vec<u32>,
    /// Whom of them a support signal holds of. None where the signals are switched off, and on pages of
    /// elements.
    pub support: Option<Support>,
    /// What has changed since the reader last looked. None: nothing is compared.
    pub changes: Option<Changes>,
    /// The figures.
    pub data: D,
}

impl Report<FrontPage> {
    /// The front page as one of all pages.
    #[must_use]
    pub fn as_any(self) -> Report {
        let Self { as_of, today, policy, listed, support, changes, data } = self;
        Report { as_of, today, policy, listed, support, changes, data: Data::Front(Box::new(data)) }
    }
}

/// The figures of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Data {
    /// The front page of the course.
    Front(Box<FrontPage>),
    /// Activity, overview.
    ActivityOverview(Box<activity::compute::Overview>),
    /// Activity, details of a student.
    ActivityDetails {
        /// The student's figures.
        details: activity::compute::Details,
        /// Seconds per visit over all participants, to compare with; none without visits.
        course_average_visit_seconds: Option<f64>,
    },
    /// Progress, overview with the students as rows.
    ProgressOverview(progress::compute::Overview),
    /// Progress, overview with the elements as rows.
    ProgressClass(progress::compute::ClassView),
    /// Progress, how the listed students stand with an element.
    ProgressElement {
        /// The element, by index.
        element: u32,
        /// The students whom it is for.
        students: Vec<progress::compute::StudentStatus>,
    },
    /// Progress, details of a student.
    ProgressDetails(progress::compute::Details),
    /// Grades, overview.
    GradesOverview(Box<grades::compute::Overview>),
    /// Grades, details of a student.
    GradesDetails(Box<grades::compute::StudentPage>),
    /// Resources summary.
    ResourcesOverview {
        /// The figures over the list. None where the course is too large for it.
        summary: Option<resources::compute::Summary>,
        /// The resources, in the order of their folders.
        rows: Vec<resources::compute::ResourceRow>,
    },
    /// Resources summary, what the listed students have made of a resource.
    ResourceStudents {
        /// All of them together.
        row: resources::compute::ResourceRow,
        /// The students whom it is for.
        students: Vec<(u32, resources::compute::ResourceUse)>,
    },
    /// The student report.
    StudentReports(Box<student_report::compute::StudentReports>),
    /// The weekly update that was due last.
    WeeklyUpdate(Box<weekly_update::compute::WeeklyUpdate>),
    /// A message to students, which needs no figure.
    Message,
    /// The student isn't in the course at that moment, or not at all.
    NoSuchStudent,
    /// The viewer may not see it.
    NotAvailable,
}
