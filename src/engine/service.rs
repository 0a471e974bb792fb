//! Answers requests from an open document. Pure: what it says depends on the document and the
//! request alone.

use std::{
    cell::{OnceCell, RefCell},
    ops::Range,
};

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
        changes::compute::changes,
        elements::StudentWork,
        front::compute::{FrontPage, front_page},
        grades::{
            book::GradeBook,
            compute::{self as grades, Selectors},
        },
        progress, resources, student_report,
        support::compute::{Support, Thresholds, support},
        weekly_update::compute::weekly_update,
    },
    units::{Day, Moment},
};

/// An open document.
#[derive(Debug)]
pub struct Service {
    data: Dataset,
    faults: Faults,
    /// What the viewer may see. Nothing else leaves here.
    access: Access,
    /// The signals of all participants at the moment that was asked for last.
    support: RefCell<Option<(Moment, Support)>>,
}

/// The grades at a scope's moment, read when first asked for.
struct LazyBook<'a> {
    scope: &'a Scope<'a>,
    book: OnceCell<GradeBook<'a>>,
}

impl<'a> LazyBook<'a> {
    fn get(&self) -> &GradeBook<'a> {
        self.book.get_or_init(|| GradeBook::new(self.scope))
    }
}

impl Service {
    /// A document that was read.
    #[must_use]
    pub fn new(data: Dataset, faults: Faults) -> Self {
        let access = Access::of(data.viewer.as_ref(), &data.students);
        Self { data, faults, access, support: RefCell::default() }
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
                info.first_day = self.first_day(own..own + 1);
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
                info.first_day = data.zone.day(data.generated_at);
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
            let name = names::shown(&names::full(student));
            StudentInfo { id: student.id.clone(), folded_name: names::fold(&name), name, rank }
        };
        let named = |id: &String, title: &String| NamedInfo { id: id.clone(), title: names::shown(title) };
        CourseInfo {
            id: data.course.id.clone(),
            title: names::shown(&data.course.title),
            access: self.access,
            is_archived: data.course.archived_at.is_some_and(|archived| archived <= data.generated_at),
            generated_at: data.generated_at,
            visits_from_events: data.course.settings.visits_from_events,
            time_zone: data.zone.name().to_owned(),
            first_day: self.first_day(0..data.students.len() as u32),
            groups: data.groups.iter().map(|group| named(&group.id, &group.title)).collect(),
            terms: data.terms.iter().map(|term| named(&term.id, &term.title)).collect(),
            scales: data.scales.clone(),
            students: data.students.iter().zip(ranks.students).map(student).collect(),
            folders: data.folders.iter().map(folder_info).collect(),
            elements: data.elements.iter().zip(ranks.elements).map(element_info).collect(),
            faults: self.faults.clone(),
        }
    }

    /// The first day of the course, or that of the first visit of one of these students, where that is earlier.
    fn first_day(&self, students: Range<u32>) -> Day {
        let Dataset { visits, course, zone, generated_at, .. } = &self.data;
        let first = |student| visits.day[visits.by_student.of(student)].first().copied();
        students.filter_map(first).chain(course.starts_on).min().unwrap_or_else(|| zone.day(*generated_at))
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

    /// The front page, where that is asked for: the first report that a teacher sees, which needs little of what the others
    /// do. None: it is another one, or the viewer is a student, who sees their own page instead.
    #[must_use]
    pub fn front_page(&self, request: &ReportRequest) -> Option<Report<FrontPage>> {
        let is_asked = request.report == ReportId::Front && request.student.is_none() && self.access.has_course();
        is_asked.then(|| {
            let scope = Scope::new(&self.data, request.as_of, &request.filter);
            let book = LazyBook { scope: &scope, book: OnceCell::new() };
            self.report_of(&book, scope.listed().to_vec(), request.support, request.since, front_page(book.get()))
        })
    }

    /// Computes a page of a report, or as much of it as the viewer may see.
    #[must_use]
    pub fn report(&self, request: &ReportRequest) -> Report {
        if let Some(report) = self.front_page(request) {
            return report.as_any();
        }
        // Averages over a group of one are that student's figures.
        let everyone = GroupFilter::default();
        let filter = if self.access.has_course() { &request.filter } else { &everyone };
        let scope = Scope::new(&self.data, request.as_of, filter);
        // Read once for all that goes by grades, and not at all where nothing does.
        let book = LazyBook { scope: &scope, book: OnceCell::new() };
        let (listed, data) = match self.access {
            Access::Course => (
                scope.listed().to_vec(),
                match &request.student {
                    None => self.overview(&book, request),
                    Some(id) => self.details(&book, request, id),
                },
            ),
            Access::Own(own) => (Vec::new(), self.own_details(&book, request, own)),
            Access::Nothing => (Vec::new(), Data::NotAvailable),
        };
        // It is about the others, and for those who teach.
        let has_support = self.access.has_course()
            && match request.report {
                ReportId::Front | ReportId::Activity | ReportId::Grades => true,
                ReportId::Progress => !request.shows_elements,
                ReportId::Resources | ReportId::StudentReport | ReportId::WeeklyUpdates | ReportId::Messages => false,
            };
        let has_changes = self.access.has_course()
            && request.student.is_none()
            && match request.report {
                ReportId::Front | ReportId::Activity | ReportId::Progress | ReportId::Grades | ReportId::Resources => {
                    true
                }
                ReportId::StudentReport | ReportId::WeeklyUpdates | ReportId::Messages => false,
            };
        let thresholds = request.support.filter(|_| has_support);
        self.report_of(&book, listed, thresholds, request.since.filter(|_| has_changes), data)
    }

    fn report_of<D>(
        &self,
        book: &LazyBook,
        listed: Vec<u32>,
        thresholds: Option<Thresholds>,
        since: Option<Moment>,
        data: D,
    ) -> Report<D> {
        let scope = book.scope;
        let support = thresholds.map(|thresholds| self.support(book, thresholds));
        let changes = since.and_then(|since| changes(scope, since));
        Report { as_of: scope.as_of, today: scope.today, policy: scope.policy(), listed, support, changes, data }
    }

    /// The signals of the students whom a scope lists. Those of everybody are kept, for a reader who goes
    /// from report to report or changes the filter asks for the same moment again.
    fn support(&self, book: &LazyBook, thresholds: Thresholds) -> Support {
        let scope = book.scope;
        let mut kept = self.support.borrow_mut();
        let support = match &mut *kept {
            Some((as_of, support)) if *as_of == scope.as_of && support.thresholds == thresholds => support,
            kept => &mut kept.insert((scope.as_of, support(book.get(), &scope.participants, thresholds))).1,
        };
        let Some(chosen) = &scope.chosen else { return support.clone() };
        let students = support.students.iter().filter(|signals| chosen.binary_search(&signals.student).is_ok());
        Support { students: students.copied().collect(), ..*support }
    }

    /// The details of the viewer, whichever page of a report was asked for, but for another student's.
    fn own_details(&self, book: &LazyBook, request: &ReportRequest, own: u32) -> Data {
        let id = &self.data.students[own as usize].id;
        if request.student.as_ref().is_some_and(|asked| asked != id) {
            return Data::NotAvailable;
        }
        let mut data = self.details(book, request, id);
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

    fn overview(&self, book: &LazyBook, request: &ReportRequest) -> Data {
        let scope = book.scope;
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
                let book = book.get();
                Data::GradesOverview(Box::new(grades::overview(book, self.selectors(book, request))))
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
                        let (rows, summary) = resources::compute::overview(scope);
                        Data::ResourcesOverview { summary, rows }
                    }
                }
            }
            ReportId::StudentReport => {
                let book = book.get();
                let selectors = self.selectors(book, request);
                let reports = student_report::compute::student_reports(book, &selectors, &request.students);
                Data::StudentReports(Box::new(reports))
            }
            ReportId::WeeklyUpdates => Data::WeeklyUpdate(Box::new(weekly_update(scope, Thresholds::default()))),
            ReportId::Messages => Data::Message,
            // The front page has been answered before.
            ReportId::Activity | ReportId::Front => {
                Data::ActivityOverview(Box::new(activity::compute::overview(scope)))
            }
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

    fn details(&self, book: &LazyBook, request: &ReportRequest, id: &str) -> Data {
        let scope = book.scope;
        let student = self.data.students.iter().position(|student| student.id == id);
        let student = student.map(|student| student as u32).filter(|student| scope.participants.contains(student));
        match (student, request.report) {
            (None, _) => Data::NoSuchStudent,
            (Some(student), ReportId::Progress) => {
                Data::ProgressDetails(progress::compute::DetailsOf::new(scope).student(student))
            }
            (Some(student), ReportId::Grades) => {
                let book = book.get();
                let mut work = StudentWork::new(scope.data);
                work.read(scope, student);
                let selectors = self.selectors(book, request);
                Data::GradesDetails(Box::new(grades::student_page(book, selectors, student, &work)))
            }
            (Some(student), _) => Data::ActivityDetails {
                details: activity::compute::details(scope, student),
                course_average_visit_seconds: activity::compute::average_visit_seconds(scope),
            },
        }
    }
}

fn folder_info(folder: &Folder) -> FolderInfo {
    FolderInfo { title: names::shown(title_or_id(&folder.title, &folder.id)), parent: folder.parent }
}

fn element_info((element, rank): (&Element, u32)) -> ElementInfo {
    let title = title_or_id(&element.title, &element.id);
    ElementInfo {
        id: element.id.clone(),
        folded_title: names::fold(title),
        title: names::shown(title),
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
