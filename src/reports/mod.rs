//! The reports. Each is a folder with the same rooms: `compute` (dataset and scope in, data out,
//! pure), `view_model` (data in, words and shapes out, pure) and `view`.
//!
//! What all of them share stands here: [who may see what](access), whom a report is about, and what the school's settings and
//! the size of the course allow; and, in [`elements`], what was done with each element.

pub mod about_file;
pub mod access;
pub mod activity;
pub mod changes;
pub mod element_list;
pub mod elements;
#[cfg(test)]
mod fixture;
pub mod front;
pub mod grades;
pub mod messages;
pub mod progress;
pub mod resources;
pub mod selection;
pub mod student_report;
pub mod support;
pub mod time_machine;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod view_model;
pub mod weekly_update;

use serde::{Deserialize, Serialize};

use crate::{
    dataset::Dataset,
    units::{Day, Moment},
};

/// Which students a list shows. Empty: everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GroupFilter {
    /// Members of any of these groups, by id. An unknown id matches nobody.
    pub group_ids: Vec<String>,
    /// Students in no known group.
    pub without_group: bool,
}

impl GroupFilter {
    /// Whether it leaves anybody out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.group_ids.is_empty() && !self.without_group
    }
}

/// A course at a moment, and the students that a report is about (*Population*).
#[derive(Debug)]
pub struct Scope<'a> {
    /// The course's data.
    pub data: &'a Dataset,
    /// The moment that the report is computed for. A moment equal to it has passed.
    pub as_of: Moment,
    /// Its day in the document's zone.
    pub today: Day,
    /// Students enrolled and not left, in document order.
    pub participants: Vec<u32>,
    /// The participants that the filter leaves. None: there is no filter.
    pub chosen: Option<Vec<u32>>,
}

impl<'a> Scope<'a> {
    /// The course at `as_of`, or at the moment when the document was made where that is missing or
    /// later.
    #[must_use]
    pub fn new(data: &'a Dataset, as_of: Option<Moment>, filter: &GroupFilter) -> Self {
        let as_of = as_of.map_or(data.generated_at, |moment| moment.min(data.generated_at));
        let is_participant = |student: &u32| data.students[*student as usize].is_participant(as_of);
        let participants: Vec<u32> = (0..data.students.len() as u32).filter(is_participant).collect();
        let chosen = (!filter.is_empty()).then(|| {
            let by_id = |id: &String| data.groups.iter().position(|group| group.id == *id);
            let groups: Vec<u32> = filter.group_ids.iter().filter_map(by_id).map(|group| group as u32).collect();
            let is_chosen = |student: &u32| {
                let of_student = &data.students[*student as usize].groups;
                of_student.iter().any(|group| groups.contains(group)) || (filter.without_group && of_student.is_empty())
            };
            participants.iter().copied().filter(is_chosen).collect()
        });
        Self { data, as_of, today: data.zone.day(as_of), participants, chosen }
    }

    /// The students that lists show: the chosen ones, or all participants.
    #[must_use]
    pub fn listed(&self) -> &[u32] {
        self.chosen.as_deref().unwrap_or(&self.participants)
    }

    /// What settings and size allow.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let settings = &self.data.course.settings;
        let participants = self.participants.len() as u64;
        let within = |limit: Option<f64>| limit.is_none_or(|limit| participants as f64 <= limit);
        Policy {
            participants,
            summary_limit: settings.summary_limit,
            summary: within(settings.summary_limit),
            time_on_task_limit: settings.time_on_task_limit,
            time_on_task: within(settings.time_on_task_limit) && settings.track_time_online,
            time_online: settings.track_time_online,
            course_average: settings.show_course_average,
        }
    }

    /// Whether a moment has come.
    #[must_use]
    pub fn has_passed(&self, moment: Option<Moment>) -> bool {
        moment.is_some_and(|moment| moment <= self.as_of)
    }
}

/// What the school's settings and the size of the course allow (*Large courses*).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Participants of the course, whatever the filter.
    pub participants: u64,
    /// More participants than this are too many for a summary. None: there is no limit.
    pub summary_limit: Option<f64>,
    /// Whether there are top-section summaries, exports and sorting by anything but the name.
    pub summary: bool,
    /// More participants than this are too many for time on task. None: there is no limit.
    pub time_on_task_limit: Option<f64>,
    /// Whether Resources has time on task.
    pub time_on_task: bool,
    /// Whether there is time online per element.
    pub time_online: bool,
    /// Whether there are grade averages of the course.
    pub course_average: bool,
}

/// The reports, in the order of the navigation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReportId {
    /// The course at a glance, where a teacher lands.
    #[default]
    Front,
    /// Who visits the course, when and for how long.
    Activity,
    /// What has been completed and read.
    Progress,
    /// How the grades develop.
    Grades,
    /// How the resources are used.
    Resources,
    /// What all of them say of some students, to print; no report of the navigation.
    StudentReport,
    /// The weekly update: for which courses it is sent, and what it says.
    WeeklyUpdates,
    /// A message to students.
    Messages,
}

/// What the shell needs to know of a report.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Which report.
    pub id: ReportId,
    /// Its name in addresses.
    pub slug: &'static str,
    /// The key of its title in the message catalogue.
    pub title: &'static str,
    /// Whether it has a details page per student.
    pub has_details: bool,
    /// Whether it stands among the reports; what doesn't is reached from them.
    pub is_listed: bool,
}

/// The registry: a report is added here.
pub const REPORTS: [Entry; 8] = [
    Entry { id: ReportId::Front, slug: "course", title: "nav.front", has_details: false, is_listed: true },
    Entry { id: ReportId::Activity, slug: "activity", title: "nav.activity", has_details: true, is_listed: true },
    Entry { id: ReportId::Progress, slug: "progress", title: "nav.progress", has_details: true, is_listed: true },
    Entry { id: ReportId::Grades, slug: "grades", title: "nav.grades", has_details: true, is_listed: true },
    Entry { id: ReportId::Resources, slug: "resources", title: "nav.resources", has_details: false, is_listed: true },
    Entry {
        id: ReportId::StudentReport,
        slug: "student-report",
        title: "nav.student-report",
        has_details: false,
        is_listed: false,
    },
    Entry {
        id: ReportId::WeeklyUpdates,
        slug: "weekly-updates",
        title: "nav.weekly-updates",
        has_details: false,
        is_listed: false,
    },
    Entry { id: ReportId::Messages, slug: "messages", title: "nav.messages", has_details: false, is_listed: false },
];

impl ReportId {
    /// Its line in the registry.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        &REPORTS[self as usize]
    }
}
