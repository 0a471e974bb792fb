//! Answers requests from an open document. Pure: what it says depends on the document and the
//! request alone.

use super::protocol::{
    CourseInfo, Data, ElementInfo, FolderInfo, NamedInfo, Ranks, Report, ReportRequest, StudentInfo,
};
use crate::{
    dataset::{Class, Dataset, Element, Folder},
    document::Faults,
    names,
    reports::{
        GroupFilter, ReportId, Scope,
        access::Access,
        activity,
        elements::StudentWork,
        front,
        grades::{
            book::GradeBook,
            compute::{self as grades, Selectors},
        },
        progress, resources, student_report,
        support::compute::{Thresholds, support},
        weekly_update::compute::weekly_update,
    },
};

/// An open document.
#[derive(Debug)]
pub struct Service {
    data: Dataset,
    faults: Faults,
    /// What the viewer may see. Nothing else leaves here.
    access: Access,
}

impl Service {
    /// A document that was read.
    #[must_use]
    pub fn new(data: Dataset, faults: Faults) -> Self {
        let access = Access::of(data.viewer.as_ref(), &data.students);
        Self { data, faults, access }
    }

    /// What the page needs to know of the course. `ranks` gives for each of many names its rank in
    /// the reader's language, equal ones for equal names.
    #[must_use]
    pub fn info(&self, ranks: &dyn Fn(&[&str]) -> Vec<u32>) -> CourseInfo {
        let data = &self.data;
        let mut info = self.whole_info(ranks);
        match self.access {
            Access::Course => {}
            // Lists keep their places, by which other data names what is in them.
            Access::Own(own) => {
                for (index, student) in info.students.iter_mut().enumerate() {
                    if index as u32 == own {
                        student.rank = 0;
                    } else {
                        *student = StudentInfo::default();
                    }
                }
                let own_record = &data.students[own as usize];
                for (info, element) in info.elements.iter_mut().zip(&data.elements) {
                    if !element.is_available_to(own, own_record) {
                        // Titles such as "Extra help for Ada" tell of others.
                        info.title.clone_from(&element.id);
                        info.folded_title = names::fold(&element.id);
                    }
                }
                info.groups.clear();
                info.faults = Faults::default();
            }
            Access::Nothing => {
                info.students.clear();
                info.elements.clear();
                info.folders.clear();
                info.groups.clear();
                info.terms.clear();
                info.scales.clear();
                info.faults = Faults::default();
            }
        }
        info
    }

    fn whole_info(&self, ranks: &dyn Fn(&[&str]) -> Vec<u32>) -> CourseInfo {
        let data = &self.data;
        let ranks = self.whole_ranks(ranks);
        let student = |(student, rank): (&crate::dataset::Student, u32)| {
            let name = names::full(student);
            StudentInfo { id: student.id.clone(), folded_name: names::fold(&name), name, rank }
        };
        let named = |id: &String, title: &String| NamedInfo { id: id.clone(), title: title.clone() };
        CourseInfo {
            id: data.course.id.clone(),
            title: data.course.title.clone(),
            access: self.access,
            is_archived: data.course.archived_at.is_some_and(|archived| archived <= data.generated_at),
            generated_at: data.generated_at,
            visits_from_events: data.course.settings.visits_from_events,
            time_zone: data.zone.name().to_owned(),
            groups: data.groups.iter().map(|group| named(&group.id, &group.title)).collect(),
            terms: data.terms.iter().map(|term| named(&term.id, &term.title)).collect(),
            scales: data.scales.clone(),
            students: data.students.iter().zip(ranks.students).map(student).collect(),
            folders: data.folders.iter().map(folder_info).collect(),
            elements: data.elements.iter().zip(ranks.elements).map(element_info).collect(),
            faults: self.faults.clone(),
        }
    }

    /// The places of students and elements in the order of a language.
    #[must_use]
    pub fn ranks(&self, ranks: &dyn Fn(&[&str]) -> Vec<u32>) -> Ranks {
        let Ranks { mut students, elements } = self.whole_ranks(ranks);
        match self.access {
            Access::Course => Ranks { students, elements },
            // Where the others stand says something about their names.
            Access::Own(_) => {
                students.fill(0);
                Ranks { students, elements }
            }
            Access::Nothing => Ranks { students: Vec::new(), elements: Vec::new() },
        }
    }

    fn whole_ranks(&self, ranks: &dyn Fn(&[&str]) -> Vec<u32>) -> Ranks {
        let titles: Vec<&str> =
            self.data.elements.iter().map(|element| title_or_id(&element.title, &element.id)).collect();
        Ranks { elements: ranks(&titles), students: names::ranks(&self.data.students, ranks) }
    }

    /// Computes a page of a report, or as much of it as the viewer may see.
    #[must_use]
    pub fn report(&self, request: &ReportRequest) -> Report {
        // Averages over a group of one are that student's figures.
        let everyone = GroupFilter::default();
        let filter = if self.access.has_course() { &request.filter } else { &everyone };
        let scope = Scope::new(&self.data, request.as_of, filter);
        let (listed, data) = match self.access {
            Access::Course => (
                scope.listed().to_vec(),
                match &request.student {
                    None => self.overview(&scope, request),
                    Some(id) => self.details(&scope, request, id),
                },
            ),
            Access::Own(own) => (Vec::new(), self.own_details(&scope, request, own)),
            Access::Nothing => (Vec::new(), Data::NotAvailable),
        };
        // It is about the others, and for those who teach.
        let has_support = self.access.has_course()
            && match request.report {
                ReportId::Front | ReportId::Activity | ReportId::Grades => true,
                ReportId::Progress => !request.shows_elements,
                ReportId::Resources | ReportId::StudentReport | ReportId::WeeklyUpdates | ReportId::Messages => false,
            };
        let support = request.support.filter(|_| has_support).map(|thresholds| support(&scope, thresholds));
        Report { as_of: scope.as_of, today: scope.today, policy: scope.policy(), listed, support, data }
    }

    /// The details of the viewer, whichever page of a report was asked for, but for another student's.
    fn own_details(&self, scope: &Scope, request: &ReportRequest, own: u32) -> Data {
        let id = &self.data.students[own as usize].id;
        if request.student.as_ref().is_some_and(|asked| asked != id) {
            return Data::NotAvailable;
        }
        let mut data = self.details(scope, request, id);
        if let Data::GradesDetails(page) = &mut data
            && let Some(details) = &mut page.details
        {
            // How the others' averages are spread is more than an average of the course, and what is for
            // others alone is theirs.
            details.place = None;
            details.rows.retain(|row| row.status.is_some() || row.grade.is_some());
        }
        data
    }

    fn overview(&self, scope: &Scope, request: &ReportRequest) -> Data {
        match request.report {
            ReportId::Progress if request.shows_elements => {
                match self.element(request, |element| element.class != Class::Neither) {
                    Some(element) => {
                        Data::ProgressElement { element, students: progress::compute::students_of(scope, element) }
                    }
                    None => Data::ProgressClass(progress::compute::class_view(scope)),
                }
            }
            ReportId::Progress => Data::ProgressOverview(progress::compute::overview(scope)),
            ReportId::Grades => {
                let book = GradeBook::new(scope);
                Data::GradesOverview(Box::new(grades::overview(&book, self.selectors(&book, request))))
            }
            ReportId::Resources => {
                let is_there = |element: &Element| element.class == Class::Resource && element.exists(scope.as_of);
                match self.element(request, is_there) {
                    Some(element) => {
                        let students = resources::compute::students_of(scope, element);
                        let row = resources::compute::ResourceRow::of_students(scope, element, &students);
                        Data::ResourceStudents { row, students }
                    }
                    None => {
                        let rows = resources::compute::overview(scope);
                        Data::ResourcesOverview { summary: resources::compute::summary(scope, &rows), rows }
                    }
                }
            }
            ReportId::Front => Data::Front(Box::new(front::compute::front_page(scope))),
            ReportId::StudentReport => {
                let book = GradeBook::new(scope);
                let selectors = self.selectors(&book, request);
                let reports = student_report::compute::student_reports(&book, &selectors, &request.students);
                Data::StudentReports(Box::new(reports))
            }
            ReportId::WeeklyUpdates => Data::WeeklyUpdate(Box::new(weekly_update(scope, Thresholds::default()))),
            ReportId::Messages => Data::Message,
            ReportId::Activity => Data::ActivityOverview(Box::new(activity::compute::overview(scope))),
        }
    }

    /// The element that a request names, if it is one that the report has.
    fn element(&self, request: &ReportRequest, has: impl Fn(&Element) -> bool) -> Option<u32> {
        let is_asked = |element: &Element| request.element.as_ref() == Some(&element.id) && has(element);
        self.data.elements.iter().position(is_asked).map(|element| element as u32)
    }

    /// What the ids of a request select.
    fn selectors(&self, book: &GradeBook, request: &ReportRequest) -> Selectors {
        let term = request.term.find(|id| self.data.terms.iter().position(|term| term.id == *id));
        let by_id = |id: &String| self.data.scales.iter().position(|scale| scale.id == *id);
        Selectors::new(book, term, request.scale.as_ref().and_then(by_id).map(|scale| scale as u32))
    }

    fn details(&self, scope: &Scope, request: &ReportRequest, id: &str) -> Data {
        let student = self.data.students.iter().position(|student| student.id == id);
        let student = student.map(|student| student as u32).filter(|student| scope.participants.contains(student));
        match (student, request.report) {
            (None, _) => Data::NoSuchStudent,
            (Some(student), ReportId::Progress) => {
                Data::ProgressDetails(progress::compute::DetailsOf::new(scope).student(student))
            }
            (Some(student), ReportId::Grades) => {
                let book = GradeBook::new(scope);
                let mut work = StudentWork::new(scope.data);
                work.read(scope, student);
                let selectors = self.selectors(&book, request);
                Data::GradesDetails(Box::new(grades::student_page(&book, selectors, student, &work)))
            }
            (Some(student), _) => Data::ActivityDetails {
                details: activity::compute::details(scope, student),
                course_average_visit_seconds: activity::compute::average_visit_seconds(scope),
            },
        }
    }
}

fn folder_info(folder: &Folder) -> FolderInfo {
    FolderInfo { title: title_or_id(&folder.title, &folder.id).to_owned(), parent: folder.parent }
}

fn element_info((element, rank): (&Element, u32)) -> ElementInfo {
    let title = title_or_id(&element.title, &element.id);
    ElementInfo {
        id: element.id.clone(),
        folded_title: names::fold(title),
        title: title.to_owned(),
        rank,
        kind: element.kind.clone(),
        class: element.class,
        mandatory: element.mandatory,
        folder: element.folder,
        deadline: element.deadline,
    }
}

fn title_or_id<'a>(title: &'a str, id: &'a str) -> &'a str {
    if title.trim().is_empty() { id } else { title }
}
