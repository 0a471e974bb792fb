//! What a reader looks at, as one value that *is* the address: everything that a view depends on
//! and that should survive copy, reload, back and forward stands here, and nothing personal beyond
//! ids. Language, theme and typed search texts are not part of it.
//!
//! Addresses are fragments (`#/activity/101?group=7&sort=-last`), so that they work under any path
//! of any file server, and never reach it. What isn't understood in an address is passed over.

use form_urlencoded::{byte_serialize, parse};

use crate::{
    document::{parse_moment, parse_unix_seconds},
    reports::{
        GroupFilter, REPORTS, ReportId,
        grades::compute::TermChoice,
        progress::{compute::Narrowing, status::Status},
    },
    training::address::TrainingView,
    units::{Moment, Month},
};

pub use crate::order::SortBy;

/// What the application shows: a report, or what stands beside the reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// A report.
    #[default]
    Report,
    /// The viewer's courses.
    Courses,
    /// What the demonstration would have sent.
    Outbox,
    /// What the browser keeps.
    Kept,
    /// The reports on training.
    Training,
}

impl Place {
    /// Its name in addresses; a report has its own.
    fn slug(self) -> Option<&'static str> {
        match self {
            Self::Report => None,
            Self::Courses => Some("courses"),
            Self::Outbox => Some("outbox"),
            Self::Kept => Some("kept"),
            Self::Training => Some("training"),
        }
    }
}

/// A view of the application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A report, or what stands beside them.
    pub place: Place,
    /// The course, by its id at the host. None: what is open came otherwise. It stands behind the `#` as
    /// all else does, so that another course is a step as any other: back and forward lead to it, the
    /// page with its token stays, and no file server learns of it.
    pub course: Option<String>,
    /// The report.
    pub report: ReportId,
    /// The student of a details page, by id. None: the overview.
    pub student: Option<String>,
    /// The students of a student report, by id. Empty: all whom the filter leaves.
    pub students: Vec<String>,
    /// Whom lists show.
    pub filter: GroupFilter,
    /// Lists of students show only those of whom a support signal holds.
    pub needs_support: bool,
    /// How the list is sorted. None: as the report does by itself.
    pub sort: Option<SortBy>,
    /// The moment that is reported. None: that of the document.
    pub as_of: Option<Moment>,
    /// Activity per day shows visits instead of durations.
    pub shows_visits: bool,
    /// The month of activity per day. None: the latest.
    pub month: Option<Month>,
    /// The heat map shows actions instead of visits.
    pub shows_actions: bool,
    /// Progress counts mandatory elements, optional ones or both.
    pub narrowing: Narrowing,
    /// The overview of Progress has the elements as rows instead of the students.
    pub shows_elements: bool,
    /// The element whose students are shown, by id.
    pub element: Option<String>,
    /// Lists of elements show these kinds; the page of a student's grades is about the first of them.
    /// Empty: all.
    pub kinds: Vec<String>,
    /// Progress shows what has one of these statuses. Empty: all.
    pub statuses: Vec<Status>,
    /// The Resources summary leaves the folders out.
    pub is_flat: bool,
    /// It has only what nobody has opened.
    pub only_unopened: bool,
    /// The term whose grades are shown, by id.
    pub term: TermChoice<String>,
    /// The scale of these grades, by id. None: that of most assessments.
    pub scale: Option<String>,
    /// The page of the reports on training.
    pub training: TrainingView,
}

impl Query {
    /// Reads the fragment of an address, with or without its `#`.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.trim_start_matches('#');
        let (path, parameters) = fragment.split_once('?').unwrap_or((fragment, ""));
        let mut segments = path.trim_start_matches('/').split('/');
        let slug = segments.next().unwrap_or_default();
        let places = [Place::Courses, Place::Outbox, Place::Kept, Place::Training];
        let place = places.into_iter().find(|place| place.slug() == Some(slug)).unwrap_or_default();
        if place == Place::Training {
            let mut rest = segments.map(decode);
            let training = TrainingView::parse([rest.next(), rest.next()], parse(parameters.as_bytes()));
            let course = parse(parameters.as_bytes()).find(|(name, _)| name == "course");
            let course = course.map(|(_, id)| id.into_owned());
            return Self { place, course, training, ..Self::default() };
        }
        let report = REPORTS.iter().find(|entry| entry.slug == slug).map_or(ReportId::default(), |entry| entry.id);
        let has_details = place == Place::Report && report.entry().has_details;
        let student = segments.next().map(decode).filter(|id| !id.is_empty() && has_details);
        let mut query = Self { place, report, student, ..Self::default() };
        for (name, value) in parse(parameters.as_bytes()) {
            match &*name {
                "course" => query.course = Some(value.into_owned()),
                "student" => query.students.push(value.into_owned()),
                "group" => query.filter.group_ids.push(value.into_owned()),
                "nogroup" => query.filter.without_group = true,
                "support" => query.needs_support = true,
                "sort" => query.sort = SortBy::parse(&value),
                "asof" => query.as_of = parse_moment(&value).or_else(|| parse_unix_seconds(&value)),
                "show" => query.shows_visits = value == "visits",
                "month" => query.month = parse_month(&value),
                "heat" => query.shows_actions = value == "actions",
                "only" => query.narrowing = Narrowing::parse(&value),
                "rows" => query.shows_elements = value == "elements",
                "element" => query.element = Some(value.into_owned()),
                "kind" => query.kinds.push(value.into_owned()),
                "status" => query.statuses.extend(Status::ALL.iter().find(|status| status.slug() == value)),
                "list" => query.is_flat = value == "flat",
                "opened" => query.only_unopened = value == "none",
                "term" => query.term = TermChoice::Term(value.into_owned()),
                "terms" => query.term = TermChoice::All,
                "scale" => query.scale = Some(value.into_owned()),
                _ => {}
            }
        }
        query
    }

    /// The address as a fragment, its `#` included. Parsing it gives this value again.
    #[must_use]
    pub fn address(&self) -> String {
        let mut address = format!("#/{}", self.place.slug().unwrap_or(self.report.entry().slug));
        if let Some(student) = &self.student {
            address.push('/');
            address.extend(byte_serialize(student.as_bytes()));
        }
        let training = (self.place == Place::Training).then_some(&self.training);
        for segment in training.into_iter().flat_map(TrainingView::path) {
            address.push('/');
            address.extend(byte_serialize(segment.as_bytes()));
        }
        let mut separator = '?';
        let mut put = |name: &str, value: &str| {
            address.push(separator);
            separator = '&';
            address.push_str(name);
            if !value.is_empty() {
                address.push('=');
                address.extend(byte_serialize(value.as_bytes()));
            }
        };
        if let Some(course) = &self.course {
            put("course", course);
        }
        if let Some(training) = training {
            training.print(&mut put);
            return address;
        }
        for student in &self.students {
            put("student", student);
        }
        for group in &self.filter.group_ids {
            put("group", group);
        }
        if self.filter.without_group {
            put("nogroup", "");
        }
        if self.needs_support {
            put("support", "");
        }
        if let Some(sort) = &self.sort {
            put("sort", &sort.print());
        }
        if let Some(as_of) = self.as_of {
            put("asof", &as_of.to_string());
        }
        if self.shows_visits {
            put("show", "visits");
        }
        if let Some(month) = self.month {
            put("month", &month.to_string());
        }
        if self.shows_actions {
            put("heat", "actions");
        }
        if self.narrowing != Narrowing::All {
            put("only", self.narrowing.slug());
        }
        if self.shows_elements {
            put("rows", "elements");
        }
        if let Some(element) = &self.element {
            put("element", element);
        }
        for kind in &self.kinds {
            put("kind", kind);
        }
        for status in &self.statuses {
            put("status", status.slug());
        }
        if self.is_flat {
            put("list", "flat");
        }
        if self.only_unopened {
            put("opened", "none");
        }
        match &self.term {
            TermChoice::Default => {}
            TermChoice::All => put("terms", "all"),
            TermChoice::Term(term) => put("term", term),
        }
        if let Some(scale) = &self.scale {
            put("scale", scale);
        }
        address
    }

    /// The details page of a student, with the filters of this view but for those of elements. In the
    /// Resources summary it is that of Progress, on the course's front page that of Activity.
    #[must_use]
    pub fn with_student(&self, student: &str) -> Self {
        let view = match self.report {
            ReportId::Front | ReportId::WeeklyUpdates | ReportId::Messages => self.with_report(ReportId::Activity),
            ReportId::Resources => self.with_report(ReportId::Progress),
            _ if self.shows_elements => self.with_rows(false),
            _ => self.overview(),
        };
        Self { student: Some(student.to_owned()), ..view }
    }

    /// What stands beside the reports. The course stays.
    #[must_use]
    pub fn with_place(&self, place: Place) -> Self {
        Self { place, course: self.course.clone(), ..Self::default() }
    }

    /// A page of the reports on training. The course stays.
    #[must_use]
    pub fn with_training(&self, training: TrainingView) -> Self {
        Self { training, ..self.with_place(Place::Training) }
    }

    /// The first view of a course of the host.
    #[must_use]
    pub fn of_course(course: &str) -> Self {
        Self { course: Some(course.to_owned()), ..Self::default() }
    }

    /// The overview that this view belongs to, with its filters.
    #[must_use]
    pub fn overview(&self) -> Self {
        Self { student: None, students: Vec::new(), month: None, ..self.clone() }
    }

    /// The student report of some students, or of all whom the filter leaves where none is named.
    #[must_use]
    pub fn with_student_report(&self, students: Vec<String>) -> Self {
        Self { students, ..self.with_report(ReportId::StudentReport) }
    }

    /// Whether two views are one page, shown in two ways.
    #[must_use]
    pub fn is_same_page(&self, other: &Self) -> bool {
        let page = |query: &Self| {
            (query.place, query.report, query.student.clone(), query.shows_elements, query.element.clone())
        };
        page(self) == page(other) && self.students == other.students && self.training.is_same_page(&other.training)
    }

    /// The students of an element, whom one reaches from the details of a student too.
    #[must_use]
    pub fn with_element(&self, element: &str) -> Self {
        let (shows_elements, element) = (self.report == ReportId::Progress, Some(element.to_owned()));
        Self { shows_elements, element, sort: None, statuses: Vec::new(), ..self.overview() }
    }

    /// The list of elements or that of students, without what belongs to the other list.
    #[must_use]
    pub fn with_rows(&self, shows_elements: bool) -> Self {
        let (kinds, statuses) = Default::default();
        Self { shows_elements, element: None, sort: None, kinds, statuses, ..self.overview() }
    }

    /// The same view of another report, whose list has columns of its own.
    #[must_use]
    pub fn with_report(&self, report: ReportId) -> Self {
        let student = self.student.clone().filter(|_| report.entry().has_details);
        Self { report, student, is_flat: false, only_unopened: false, ..self.with_rows(false) }
    }
}

fn decode(segment: &str) -> String {
    // A segment is written as a value without a name, in which only `=` and `&` have a meaning.
    parse(format!("={}", segment.replace('&', "%26")).as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into())
}

fn parse_month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    ((1..=9999).contains(&year) && (1..=12).contains(&month)).then(|| Month::new(year, month))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        training::{
            address::{Part, StateFilter, TrainingPage},
            dashboard::compute::Granularity,
        },
        units::Day,
    };

    #[test]
    fn addresses_of_views() {
        assert_eq!(Query::default().address(), "#/course");
        let overview = Query { report: ReportId::Activity, ..Query::default() };
        assert_eq!(overview.address(), "#/activity");
        let filter = GroupFilter { group_ids: vec!["7".to_owned(), "ä/b".to_owned()], without_group: true };
        let sort = Some(SortBy { column: "last".to_owned(), is_descending: true });
        let details = Query { filter, sort, shows_visits: true, ..overview }.with_student("u 1/2");
        assert_eq!(details.address(), "#/activity/u+1%2F2?group=7&group=%C3%A4%2Fb&nogroup&sort=-last&show=visits");
        assert_eq!(Query::parse(&details.address()), details);
    }

    #[test]
    fn addresses_of_the_front_page() {
        let front = Query { needs_support: true, ..Query::default() };
        assert_eq!(front.address(), "#/course?support");
        // Who needs support leads to what they have done, and to the same list of any report.
        assert_eq!(front.with_student("101").address(), "#/activity/101?support");
        assert_eq!(front.with_report(ReportId::Grades).address(), "#/grades?support");
    }

    #[test]
    fn addresses_of_progress() {
        let class = Query { report: ReportId::Progress, narrowing: Narrowing::Mandatory, ..Query::default() };
        let class = Query { kinds: vec!["test".to_owned()], statuses: vec![Status::Open], ..class.with_rows(true) };
        assert_eq!(class.address(), "#/progress?only=mandatory&rows=elements&kind=test&status=open");
        assert_eq!(class.with_element("32").address(), "#/progress?only=mandatory&rows=elements&element=32&kind=test");
        assert_eq!(class.with_report(ReportId::Grades).address(), "#/grades?only=mandatory");
    }

    #[test]
    fn addresses_of_grades() {
        let term = TermChoice::Term("autumn 25".to_owned());
        let grades = Query { report: ReportId::Grades, term, scale: Some("1".to_owned()), ..Query::default() };
        let details = Query { kinds: vec!["test".to_owned()], ..grades }.with_student("101");
        assert_eq!(details.address(), "#/grades/101?kind=test&term=autumn+25&scale=1");
        let all = Query { term: TermChoice::All, scale: None, ..details.overview() };
        assert_eq!(all.with_report(ReportId::Grades).address(), "#/grades?terms=all");
    }

    #[test]
    fn addresses_of_resources() {
        let kinds = vec!["file".to_owned()];
        let list = Query { report: ReportId::Resources, kinds, is_flat: true, only_unopened: true, ..Query::default() };
        assert_eq!(list.address(), "#/resources?kind=file&list=flat&opened=none");
        assert_eq!(list.with_element("9").address(), "#/resources?element=9&kind=file&list=flat&opened=none");
        // Who has used it leads to what else that student has done; the report has no page of its own for that.
        assert_eq!(list.with_element("9").with_student("101").address(), "#/progress/101");
        assert_eq!(list.with_report(ReportId::Grades).address(), "#/grades");
        assert_eq!(Query::parse("#/resources/101"), Query { report: ReportId::Resources, ..Query::default() });
    }

    #[test]
    fn addresses_beside_the_reports() {
        let course = Query { report: ReportId::Grades, ..Query::of_course("bio 1") };
        assert_eq!(course.address(), "#/grades?course=bio+1");
        assert_eq!(course.with_student("101").address(), "#/grades/101?course=bio+1");
        let outbox = course.with_place(Place::Outbox);
        assert_eq!(outbox.address(), "#/outbox?course=bio+1");
        assert_eq!(Query::parse(&outbox.address()), outbox);
        assert_eq!(Query::default().with_place(Place::Courses).address(), "#/courses");
        assert_eq!(Query::parse("#/courses/101"), Query::default().with_place(Place::Courses));
    }

    #[test]
    fn addresses_of_training() {
        let page = |page| Query::of_course("bio 1").with_training(TrainingView { page, ..TrainingView::default() });
        assert_eq!(Query::default().with_place(Place::Training).address(), "#/training");
        assert_eq!(page(TrainingPage::Session("8/2".to_owned())).address(), "#/training/sessions/8%2F2?course=bio+1");
        assert_eq!(page(TrainingPage::Groups).address(), "#/training/groups?course=bio+1");
        let session = TrainingView { part: Part::File, ..TrainingView::of(TrainingPage::Session("8".to_owned())) };
        let dated = TrainingView { from: Some(Day(20_500)), without: vec!["Email".to_owned()], ..session };
        let address = Query::default().with_training(dated.clone()).address();
        // 20 500 days after 1970 began is 16 February 2026.
        assert_eq!(address, "#/training/sessions/8?show=file&from=2026-02-16&without=Email");
        assert_eq!(Query::parse(&address).training, dated);
        assert_eq!(
            Query::parse("#/training/nonsense/3?show=x&state=y&from=then"),
            Query::default().with_place(Place::Training)
        );
    }

    #[test]
    fn addresses_of_student_reports() {
        let filter = GroupFilter { group_ids: vec!["7".to_owned()], without_group: false };
        let grades = Query { report: ReportId::Grades, filter, scale: Some("1".to_owned()), ..Query::default() };
        let all = grades.with_student("101").with_student_report(Vec::new());
        assert_eq!(all.address(), "#/student-report?group=7&scale=1");
        let some = grades.with_student_report(vec!["101".to_owned(), "u 2".to_owned()]);
        assert_eq!(some.address(), "#/student-report?student=101&student=u+2&group=7&scale=1");
        assert!(!some.is_same_page(&all));
        // Whoever was chosen for it is chosen for nothing else.
        assert_eq!(some.with_report(ReportId::Grades), grades);
        assert_eq!(
            some.with_report(ReportId::Activity).with_student("101").address(),
            "#/activity/101?group=7&scale=1"
        );
    }

    #[test]
    fn what_is_not_understood_is_passed_over() {
        for fragment in ["", "#", "#/", "#/nonsense", "#/course?", "#/course/101?month=2026-13&asof=then&sort=-&x=1"] {
            assert_eq!(Query::parse(fragment), Query::default(), "{fragment}");
        }
    }

    proptest! {
        #[test]
        fn parsing_what_was_printed_gives_it_back(
            place in 0..6_usize,
            training in (
                (0..9_usize, ".{1,8}", 0..10_usize, 0..3_usize, 0..6_usize),
                [proptest::option::of(".{0,8}"), proptest::option::of(".{0,8}"), proptest::option::of(".{0,8}"),
                    proptest::option::of(".{0,8}"), proptest::option::of(".{0,8}")],
                [proptest::option::of(-719_000..2_900_000_i32), proptest::option::of(-719_000..2_900_000_i32)],
                proptest::collection::vec(".{0,8}", 0..3),
            ),
            course in proptest::option::of(".{0,8}"),
            report in 0..REPORTS.len(),
            student in proptest::option::of(".{1,12}"),
            students in proptest::collection::vec(".{0,8}", 0..3),
            group_ids in proptest::collection::vec(".{0,8}", 0..3),
            without_group: bool,
            needs_support: bool,
            sort in proptest::option::of(("[a-z]{1,8}", any::<bool>())),
            as_of in proptest::option::of(0_i64..253_402_300_799),
            shows_visits: bool,
            shows_actions: bool,
            month in proptest::option::of((1..9999_i32, 1..=12_u32)),
            narrowing in 0..3_usize,
            shows_elements: bool,
            element in proptest::option::of(".{0,8}"),
            kinds in proptest::collection::vec(".{0,8}", 0..3),
            statuses in proptest::collection::vec(0..Status::COUNT, 0..3),
            is_flat: bool,
            only_unopened: bool,
            term in proptest::option::of(proptest::option::of(".{0,8}")),
            scale in proptest::option::of(".{0,8}"),
        ) {
            let query = Query {
                place: Place::Report,
                course,
                report: REPORTS[report].id,
                student: student.filter(|_| REPORTS[report].has_details),
                students,
                filter: GroupFilter { group_ids, without_group },
                needs_support,
                sort: sort.map(|(column, is_descending)| SortBy { column, is_descending }),
                as_of: as_of.map(Moment::from_unix_seconds),
                shows_visits,
                month: month.map(|(year, month)| Month::new(year, month)),
                shows_actions,
                narrowing: [Narrowing::All, Narrowing::Mandatory, Narrowing::Optional][narrowing],
                shows_elements,
                element,
                kinds,
                statuses: statuses.into_iter().map(|status| Status::ALL[status]).collect(),
                is_flat,
                only_unopened,
                term: match term {
                    None => TermChoice::Default,
                    Some(None) => TermChoice::All,
                    Some(Some(id)) => TermChoice::Term(id),
                },
                scale,
                training: TrainingView::default(),
            };
            let ((page, id, part, state, granularity), [block, session, learner, group, member], [from, until], without) = training;
            let training = TrainingView {
                page: [
                    TrainingPage::Sessions,
                    TrainingPage::Session(id.clone()),
                    TrainingPage::Program(id.clone()),
                    TrainingPage::Groups,
                    TrainingPage::Group(id.clone()),
                    TrainingPage::Collaboration,
                    TrainingPage::Dashboard,
                    TrainingPage::Learner(id.clone()),
                    TrainingPage::Course(id),
                ][page]
                    .clone(),
                part: Part::ALL[part],
                state: StateFilter::ALL[state],
                sort: query.sort.clone(),
                block,
                session,
                learner,
                group,
                member,
                from: from.map(Day),
                until: until.map(Day),
                without,
                granularity: Granularity::ALL[granularity],
            };
            let query = match place {
                0 => query.with_place(Place::Courses),
                1 => query.with_place(Place::Outbox),
                2 => query.with_place(Place::Kept),
                3 => query.with_training(training),
                _ => query,
            };
            prop_assert_eq!(Query::parse(&query.address()), query);
        }

        #[test]
        fn any_fragment_is_read(fragment: String) {
            let query = Query::parse(&fragment);
            prop_assert_eq!(Query::parse(&query.address()), query);
        }
    }
}
