//! What the course consists of: its folders and elements, and when each opens, closes and is due.
//!
//! The plan is the same for every size and seed. Who works on it, and how, is in `people` and
//! `simulate`.

use super::calendar::{Calendar, Day, Moment, hours};

/// A folder: its id, title and parent. Among its siblings it stands in this order, before the
/// elements beside it.
pub const FOLDERS: [(u32, &str, Option<u32>); 21] = [
    (1, "Start here", None),
    (2, "1 Cell biology", None),
    (3, "Cell structure", Some(2)),
    (4, "Microscopy lab", Some(3)),
    (5, "Membranes and transport", Some(2)),
    (6, "Osmosis lab", Some(5)),
    (7, "2 Human physiology", None),
    (8, "Circulation and respiration", Some(7)),
    (9, "Heart rate lab", Some(8)),
    (10, "Nerves and hormones", Some(7)),
    (11, "The immune system", Some(7)),
    (12, "Vaccination debate", Some(11)),
    (13, "3 Evolution and classification", None),
    (14, "Natural selection", Some(13)),
    (15, "Classification", Some(13)),
    (16, "Herbarium", Some(15)),
    (17, "4 Ecology", None),
    (18, "Ecosystems", Some(17)),
    (19, "Fieldwork at the fjord", Some(18)),
    (20, "Biodiversity in Norway", Some(17)),
    (21, "5 Revision and exam", None),
];

/// The groups that restricted elements name. They exist in every generated course.
pub const LAB_GROUP_A: u32 = 1;
/// See [`LAB_GROUP_A`].
pub const LAB_GROUP_B: u32 = 2;
/// See [`LAB_GROUP_A`].
pub const FIELDWORK_GROUP: u32 = 3;

/// The grade scales' ids.
pub const POINTS_SCALE: u32 = 1;
/// See [`POINTS_SCALE`].
pub const LEVELS_SCALE: u32 = 2;

/// The labels of the levels scale, worst first; their values are 1 to 6.
pub const LEVELS: [&str; 6] = ["F", "E", "D", "C", "B", "A"];

/// What an element is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Assignment,
    Test,
    Survey,
    Task,
    File,
    Page,
    Lesson,
    Link,
    Note,
    Video,
    LearningTool,
    Scorm,
    Discussion,
    ManualAssessment,
    Lti,
}

impl Kind {
    /// The word of the document format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assignment => "assignment",
            Self::Test => "test",
            Self::Survey => "survey",
            Self::Task => "task",
            Self::File => "file",
            Self::Page => "page",
            Self::Lesson => "lesson",
            Self::Link => "link",
            Self::Note => "note",
            Self::Video => "video",
            Self::LearningTool => "learningTool",
            Self::Scorm => "scorm",
            Self::Discussion => "discussion",
            Self::ManualAssessment => "manualAssessment",
            Self::Lti => "lti",
        }
    }

    /// How likely someone who comes across such an element opens it, in percent.
    fn appeal(self) -> u32 {
        match self {
            Self::Assignment | Self::Test | Self::LearningTool | Self::Scorm => 95,
            Self::Lesson | Self::Page | Self::Video => 85,
            Self::Task | Self::Survey | Self::Discussion | Self::Lti => 70,
            Self::File => 60,
            Self::Note | Self::Link => 35,
            Self::ManualAssessment => 0,
        }
    }
}

/// How an element is graded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grading {
    /// Not at all.
    None,
    /// On the points scale, with a maximum of its own.
    Points(u32),
    /// On the scale A to F.
    Levels,
    /// A maximum score without a scale.
    Score(u32),
}

/// Who may see a restricted element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    Everyone,
    Group(u32),
    /// A few students who get extra support, by name, and the fieldwork group.
    Supported,
}

/// A day and time of the plan: week of the course (0 is the first), weekday (0 is Monday) and
/// seconds since local midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot(u32, u32, u32);

impl Slot {
    fn day(self) -> Day {
        self.0 * 7 + self.1
    }

    fn moment(self, calendar: &Calendar) -> Moment {
        calendar.moment(self.day(), self.2)
    }
}

/// An element as planned.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    pub folder: u32,
    pub kind: Kind,
    pub title: &'static str,
    pub grading: Grading,
    pub mandatory: bool,
    pub in_assessment_record: bool,
    /// The term it is assigned to, where it doesn't follow from the deadline.
    pub term: Option<u32>,
    pub audience: Audience,
    /// Percent; see [`Kind::appeal`].
    pub appeal: u32,
    /// How much better or worse the class does here than usual, in percentage points.
    pub ease: i32,
    opens: Slot,
    deadline: Option<Slot>,
    /// Whether the time between opening and deadline is enforced.
    windowed: bool,
    deactivated: Option<Slot>,
    deleted: Option<Slot>,
}

/// An element that opens on the Monday of a week, is optional and has no deadline.
const fn element(folder: u32, week: u32, kind: Kind, title: &'static str) -> Planned {
    Planned {
        folder,
        kind,
        title,
        grading: Grading::None,
        mandatory: false,
        in_assessment_record: true,
        term: None,
        audience: Audience::Everyone,
        appeal: 100,
        ease: 0,
        opens: Slot(week, 0, hours(7, 30)),
        deadline: None,
        windowed: false,
        deactivated: None,
        deleted: None,
    }
}

impl Planned {
    const fn graded(self, grading: Grading) -> Self {
        Self { grading, ..self }
    }

    const fn mandatory(self) -> Self {
        Self { mandatory: true, ..self }
    }

    /// Due at the end of a day.
    const fn due(self, week: u32, weekday: u32) -> Self {
        Self { deadline: Some(Slot(week, weekday, hours(23, 59))), ..self }
    }

    /// Taken in class: open during the Wednesday lesson only.
    const fn in_class(self, week: u32) -> Self {
        Self { opens: Slot(week, 2, hours(8, 15)), deadline: Some(Slot(week, 2, hours(9, 45))), windowed: true, ..self }
    }

    /// Shows when it opens, and does so no earlier.
    const fn windowed(self) -> Self {
        Self { windowed: true, ..self }
    }

    const fn for_audience(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    const fn in_term(self, term: u32) -> Self {
        Self { term: Some(term), ..self }
    }

    const fn outside_record(self) -> Self {
        Self { in_assessment_record: false, ..self }
    }

    const fn easier_by(self, ease: i32) -> Self {
        Self { ease, ..self }
    }

    /// Nobody opens it.
    const fn overlooked(self) -> Self {
        Self { appeal: 0, ..self }
    }

    const fn deactivated(self, week: u32, weekday: u32) -> Self {
        Self { deactivated: Some(Slot(week, weekday, hours(15, 20))), ..self }
    }

    const fn deleted(self, week: u32, weekday: u32) -> Self {
        Self { deleted: Some(Slot(week, weekday, hours(14, 40))), ..self }
    }
}

use Audience::{Group, Supported};
use Grading::{Levels, Points, Score};
use Kind::*;

/// The elements in the order of the course page.
///
/// Weeks 6, 18, 19 and 26 are holidays; the spring term begins in week 20; the document is made on
/// the Wednesday of week 30.
#[rustfmt::skip] // A table: one element to a line.
const ELEMENTS: [Planned; 83] = [
    element(1, 0, Page, "Welcome to Biology 1"),
    element(1, 0, File, "Plan for the year (PDF)"),
    element(1, 0, Note, "Safety rules in the lab").mandatory(),
    element(1, 0, Survey, "What do you know already?").mandatory().due(1, 4),
    element(1, 0, Discussion, "Introduce yourself"),
    element(1, 0, Link, "The curriculum for Biology 1"),
    element(1, 1, Test, "Diagnostic test").graded(Score(25)).outside_record().due(2, 4).deactivated(5, 0),
    element(2, 4, File, "Glossary: the cell"),
    element(2, 8, Test, "Test: cell biology").graded(Levels).mandatory().in_class(8).easier_by(-4),
    element(3, 0, Lesson, "From molecule to cell").mandatory(),
    element(3, 1, Video, "Inside the cell (8 min)"),
    element(3, 1, File, "Slides: organelles"),
    element(3, 1, File, "Slides: organelles (draft)").deleted(5, 1),
    element(3, 1, LearningTool, "Label the cell"),
    element(3, 1, Test, "Quiz: organelles").graded(Points(20)).mandatory().due(2, 6).easier_by(8),
    element(4, 2, Page, "How to use the microscope").mandatory(),
    element(4, 2, File, "Template for lab reports"),
    element(4, 2, Assignment, "Lab report: onion cells").graded(Points(40)).mandatory().due(3, 6),
    element(5, 3, Lesson, "Across the membrane").mandatory(),
    element(5, 3, Video, "Osmosis in slow motion"),
    element(5, 4, File, "Slides: membranes"),
    element(5, 3, Scorm, "Diffusion and osmosis, interactive").graded(Points(10)).mandatory().due(5, 4).easier_by(10),
    element(6, 4, Task, "Osmosis lab, group A").mandatory().due(4, 4).for_audience(Group(LAB_GROUP_A)),
    element(6, 5, Task, "Osmosis lab, group B").mandatory().due(5, 4).for_audience(Group(LAB_GROUP_B)),
    element(6, 5, Assignment, "Lab report: osmosis in potato").graded(Levels).mandatory().due(7, 6),
    element(7, 9, File, "Glossary: the body"),
    element(7, 17, Test, "Term test: physiology").graded(Levels).mandatory().in_class(17).in_term(1).easier_by(-6),
    element(7, 16, ManualAssessment, "Oral assessment, autumn").graded(Levels).mandatory().due(17, 3),
    element(8, 9, Lesson, "The heart and the blood").mandatory(),
    element(8, 9, Video, "One heartbeat (4 min)"),
    element(8, 9, Link, "Library of heart sounds"),
    element(8, 10, Page, "Gas exchange"),
    element(9, 9, Task, "Measure your pulse").due(10, 4),
    element(9, 9, Assignment, "Lab report: heart rate (first version)").graded(Points(40)).due(11, 6).deleted(10, 3),
    element(9, 10, Assignment, "Lab report: heart rate and exercise").graded(Points(40)).mandatory().due(11, 6),
    element(10, 12, Lesson, "The nerve impulse").mandatory(),
    element(10, 12, File, "Slides: synapses"),
    element(10, 12, Lti, "Nerve simulator"),
    element(10, 12, LearningTool, "Build a synapse").graded(Points(15)).due(13, 6).easier_by(6),
    element(10, 13, Test, "Quiz: nerves and hormones").graded(Points(20)).mandatory().due(14, 6),
    element(10, 13, Note, "Hormones in one table"),
    element(11, 14, Page, "Innate and acquired immunity").mandatory(),
    element(11, 15, Video, "How antibodies find their target"),
    element(11, 15, Lti, "Immune system lab, external").graded(Points(30)).due(16, 4),
    element(12, 15, Note, "Rules of the debate"),
    element(12, 15, Discussion, "Debate: compulsory vaccination?").graded(Levels).mandatory().due(16, 6).easier_by(5),
    element(13, 24, Test, "Test: evolution").graded(Points(50)).mandatory().in_class(25).in_term(2).easier_by(-3),
    element(13, 21, Assignment, "Essay: why do peacocks have tails?").graded(Levels).mandatory().due(22, 6),
    element(14, 20, Lesson, "Darwin's finches").mandatory(),
    element(14, 20, Video, "Evolution in a dish"),
    element(14, 20, Scorm, "The selection game"),
    element(14, 20, Survey, "How is it going? Half-year survey"),
    element(14, 20, Test, "Quiz: natural selection").graded(Points(20)).mandatory().due(21, 6).easier_by(-2),
    element(15, 22, Page, "The tree of life").mandatory(),
    element(15, 22, File, "Key: trees in winter"),
    element(15, 22, LearningTool, "Sort the vertebrates").graded(Points(15)).mandatory().due(23, 6),
    element(15, 22, Test, "Question of the week").graded(Score(5)).due(23, 4),
    element(16, 22, Task, "Share your photos"),
    element(16, 23, Assignment, "Winter herbarium: ten twigs").graded(Points(40)).mandatory().due(24, 6),
    element(17, 25, File, "Glossary: ecology"),
    element(18, 25, Lesson, "Energy through the food web").mandatory(),
    element(18, 27, Video, "The kelp forest (12 min)"),
    element(18, 27, Link, "Sea temperatures, live"),
    element(18, 27, File, "Slides: succession").deactivated(29, 4),
    element(18, 27, Scorm, "The food web, interactive").graded(Points(10)).mandatory().due(28, 4).easier_by(3),
    element(18, 28, Test, "Quiz: food webs").graded(Points(20)).mandatory().due(29, 6).easier_by(3),
    element(19, 29, Page, "What to bring").mandatory(),
    element(19, 28, File, "Risk assessment for the fieldwork").overlooked(),
    element(19, 28, Task, "Saturday fieldwork: sign up").mandatory().due(29, 4).for_audience(Group(FIELDWORK_GROUP)),
    element(19, 29, Assignment, "Field plan").graded(Points(20)).mandatory().due(30, 4),
    element(19, 31, Assignment, "Field report: life on the rocky shore").graded(Levels).mandatory().due(35, 6).windowed(),
    element(20, 29, Page, "Red-listed species"),
    element(20, 28, Note, "Species of the week"),
    element(20, 29, Discussion, "Should the wolf be protected?"),
    element(20, 29, Task, "Adopt a species").mandatory().due(31, 4),
    element(20, 33, Video, "The bees and us").windowed(),
    element(21, 24, File, "Old exam papers"),
    element(21, 27, Page, "Your own revision plan").for_audience(Supported),
    element(21, 27, Task, "Revision talk with the teacher").due(29, 3).for_audience(Supported),
    element(21, 38, Assignment, "Mock exam").graded(Levels).mandatory().due(39, 2).windowed(),
    element(21, 40, Lti, "Exam portal").windowed(),
    element(21, 41, ManualAssessment, "Oral assessment, spring").graded(Levels).mandatory().in_term(2),
    element(21, 42, Survey, "What did you think of the course?").due(43, 3).windowed(),
];

/// An element with its moments worked out.
#[derive(Clone, Debug)]
pub struct Element {
    pub id: u32,
    pub position: u32,
    pub planned: Planned,
    pub opens: Moment,
    /// None where the element was there from the beginning.
    pub created_at: Option<Moment>,
    pub active_from: Option<Moment>,
    pub active_until: Option<Moment>,
    pub deadline: Option<Moment>,
    pub deactivated_at: Option<Moment>,
    pub deleted_at: Option<Moment>,
}

impl Element {
    /// The first moment at which it can't be worked on any more.
    pub fn closes(&self) -> Moment {
        let ends = [self.active_until, self.deactivated_at, self.deleted_at];
        ends.into_iter().flatten().min().unwrap_or(Moment::MAX)
    }

    /// Whether students complete it: an activity in the format's sense.
    pub fn is_activity(&self) -> bool {
        match self.planned.kind {
            Kind::Assignment | Kind::Test | Kind::Survey | Kind::Task => true,
            Kind::LearningTool | Kind::Scorm | Kind::Discussion => self.is_graded(),
            _ => false,
        }
    }

    /// Whether it has a grade scale or a maximum.
    pub fn is_graded(&self) -> bool {
        self.planned.grading != Grading::None
    }

    /// Whether the grade comes with the completion, without the teacher.
    pub fn grades_itself(&self) -> bool {
        matches!(self.planned.kind, Kind::Test | Kind::LearningTool | Kind::Scorm) && self.planned.grading != Levels
    }

    /// How likely someone who comes across it opens it, in percent.
    pub fn appeal(&self) -> u32 {
        self.planned.appeal.min(self.planned.kind.appeal())
    }
}

/// The elements with their moments, in the order of the course page.
pub fn elements(calendar: &Calendar) -> Vec<Element> {
    (0..)
        .zip(ELEMENTS)
        .map(|(index, planned)| {
            let opens = planned.opens.moment(calendar);
            let deadline = planned.deadline.map(|slot| slot.moment(calendar));
            // What is due in class is prepared in the week before; all else is made when it opens.
            let created = (planned.opens.day() >= 14).then(|| {
                let prepared = if planned.windowed { opens.min(calendar.now()) - 6 * 86_400 } else { opens - 3_600 };
                prepared.min(calendar.now() - 86_400)
            });
            let folders_before = FOLDERS.iter().filter(|(_, _, parent)| *parent == Some(planned.folder)).count();
            let elements_before = ELEMENTS[..index].iter().filter(|other| other.folder == planned.folder).count();
            Element {
                id: 11 + index as u32,
                position: (folders_before + elements_before + 1) as u32,
                planned,
                opens,
                created_at: created,
                active_from: planned.windowed.then_some(opens),
                active_until: deadline.filter(|_| planned.windowed && planned.kind == Test),
                deadline,
                deactivated_at: planned.deactivated.map(|slot| slot.moment(calendar)),
                deleted_at: planned.deleted.map(|slot| slot.moment(calendar)),
            }
        })
        .collect()
}
