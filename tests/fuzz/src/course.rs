//! Course documents.

use roundview::{
    dataset::zone::{Zone, native_zones},
    document::{CourseReader, Document},
    engine::{
        protocol::{ReportRequest, bytes},
        service::Service,
    },
    reports::{GroupFilter, REPORTS, grades::compute::TermChoice, support::compute::Thresholds},
    units::Moment,
};

use super::{ranks, read_in_every_way, words};

/// Any bytes are read or refused, in pieces as whole, and of what was read every page can be made.
pub fn document(given: &[u8]) {
    let read = read_in_every_way(
        given,
        |pieces| {
            let mut reader = CourseReader::default();
            for piece in pieces {
                reader.push(piece)?;
            }
            reader.into_dataset(&native_zones)
        },
        |document| match document {
            Document::Course(data) => Some(*data),
            Document::Training(_) => None,
        },
    );
    let Some((data, faults)) = read else { return };
    let (generated_at, zone) = (data.generated_at, Zone::open(data.zone.name(), &native_zones));
    let service = Service::new(data, faults);
    for as_of in moments(generated_at) {
        reports(&service, as_of, zone.as_ref());
    }
}

/// The document's own moment and some others.
pub fn moments(generated_at: Moment) -> [Option<Moment>; 4] {
    let at = Moment::from_unix_seconds;
    let second = generated_at.unix_seconds();
    [None, Some(at(second - 3 * 86_400)), Some(at(0)), Some(at(253_402_300_799))]
}

/// Every page of every report, as the bytes in which it crosses to the page; with a zone it is said in words too.
pub fn reports(service: &Service, as_of: Option<Moment>, zone: Option<&Zone>) -> Vec<Vec<u8>> {
    let info = service.info(&ranks);
    let student = info.students.iter().map(|student| student.id.clone()).next();
    let element = |place: usize| info.elements.get(place).map(|element| element.id.clone());
    let filter = GroupFilter {
        group_ids: info.groups.iter().map(|group| group.id.clone()).take(1).collect(),
        without_group: true,
    };
    let mut answers = Vec::new();
    for report in REPORTS.iter().map(|entry| entry.id) {
        let whole = ReportRequest { report, as_of, support: Some(Thresholds::default()), ..ReportRequest::default() };
        let filtered = ReportRequest {
            filter: filter.clone(),
            since: Some(Moment::from_unix_seconds(info.generated_at.unix_seconds() - 86_400)),
            term: TermChoice::All,
            ..whole.clone()
        };
        let elements = ReportRequest { shows_elements: true, ..whole.clone() };
        let of_elements = (0..3).filter_map(element).map(|id| ReportRequest { element: Some(id), ..elements.clone() });
        let of_student = student.iter().map(|id| ReportRequest { student: Some(id.clone()), ..whole.clone() });
        let requests = [whole.clone(), filtered, elements.clone()].into_iter().chain(of_elements).chain(of_student);
        answers.extend(requests.map(|request| {
            let report = service.report(&request);
            if let Some(zone) = zone {
                words::page(zone, &info, &report);
            }
            bytes(&report)
        }));
    }
    answers
}
