//! Answers requests from an open document. Pure: what it says depends on the document and the
//! request alone.

use super::protocol::{CourseInfo, Data, ElementInfo, FolderInfo, GroupInfo, Report, ReportRequest, StudentInfo};
use crate::{
    dataset::{Class, Dataset, Element, Folder},
    document::Faults,
    names,
    reports::{ReportId, Scope, activity, progress},
};

/// An open document.
#[derive(Debug)]
pub struct Service {
    data: Dataset,
    faults: Faults,
}

impl Service {
    /// A document that was read.
    #[must_use]
    pub fn new(data: Dataset, faults: Faults) -> Self {
        Self { data, faults }
    }

    /// What the page needs to know of the course. `ranks` gives for each of many names its rank in
    /// the reader's language, equal ones for equal names.
    #[must_use]
    pub fn info(&self, ranks: impl Fn(&[&str]) -> Vec<u32>) -> CourseInfo {
        let data = &self.data;
        let ranks = self.ranks(ranks);
        let student = |(student, rank): (&crate::dataset::Student, u32)| {
            let name = names::full(student);
            StudentInfo { id: student.id.clone(), folded_name: names::fold(&name), name, rank }
        };
        let group = |group: &crate::dataset::Group| GroupInfo { id: group.id.clone(), title: group.title.clone() };
        CourseInfo {
            id: data.course.id.clone(),
            title: data.course.title.clone(),
            generated_at: data.generated_at,
            time_zone: data.zone.name().to_owned(),
            groups: data.groups.iter().map(group).collect(),
            students: data.students.iter().zip(ranks).map(student).collect(),
            folders: data.folders.iter().map(folder_info).collect(),
            elements: data.elements.iter().map(element_info).collect(),
            faults: self.faults.clone(),
        }
    }

    /// For each student the place in the order of names.
    #[must_use]
    pub fn ranks(&self, ranks: impl Fn(&[&str]) -> Vec<u32>) -> Vec<u32> {
        names::ranks(&self.data.students, ranks)
    }

    /// Computes a page of a report.
    #[must_use]
    pub fn report(&self, request: &ReportRequest) -> Report {
        let scope = Scope::new(&self.data, request.as_of, &request.filter);
        Report {
            as_of: scope.as_of,
            today: scope.today,
            policy: scope.policy(),
            listed: scope.listed().to_vec(),
            data: match &request.student {
                None => self.overview(&scope, request),
                Some(id) => self.details(&scope, request.report, id),
            },
        }
    }

    fn overview(&self, scope: &Scope, request: &ReportRequest) -> Data {
        match request.report {
            ReportId::Progress if request.shows_elements => {
                let is_asked = |element: &Element| {
                    request.element.as_ref() == Some(&element.id) && element.class != Class::Neither
                };
                match self.data.elements.iter().position(is_asked) {
                    Some(element) => Data::ProgressElement {
                        element: element as u32,
                        students: progress::compute::students_of(scope, element as u32),
                    },
                    None => Data::ProgressClass(progress::compute::class_view(scope)),
                }
            }
            ReportId::Progress => Data::ProgressOverview(progress::compute::overview(scope)),
            _ => Data::ActivityOverview(Box::new(activity::compute::overview(scope))),
        }
    }

    fn details(&self, scope: &Scope, report: ReportId, id: &str) -> Data {
        let student = self.data.students.iter().position(|student| student.id == id);
        let student = student.map(|student| student as u32).filter(|student| scope.participants.contains(student));
        match (student, report) {
            (None, _) => Data::NoSuchStudent,
            (Some(student), ReportId::Progress) => {
                Data::ProgressDetails(progress::compute::DetailsOf::new(scope).student(student))
            }
            (Some(student), _) => Data::ActivityDetails {
                details: activity::compute::details(scope, student),
                course_average_visit_seconds: activity::compute::average_visit_seconds(scope),
            },
        }
    }
}

fn folder_info(folder: &Folder) -> FolderInfo {
    FolderInfo { title: title_or_id(&folder.title, &folder.id), parent: folder.parent }
}

fn element_info(element: &Element) -> ElementInfo {
    let title = title_or_id(&element.title, &element.id);
    ElementInfo {
        id: element.id.clone(),
        folded_title: names::fold(&title),
        title,
        kind: element.kind.clone(),
        class: element.class,
        mandatory: element.mandatory,
        folder: element.folder,
        deadline: element.deadline,
    }
}

fn title_or_id(title: &str, id: &str) -> String {
    if title.trim().is_empty() { id.to_owned() } else { title.to_owned() }
}
