//! Prints requests to the engine as bytes, and what a document makes it answer, for whoever drives the
//! engine's worker without the page: the measurements in `benches/`.
//!
//! ```text
//! cargo run --profile native --example exchange -- DOC ADDRESS AS_OF GROUP STUDENT
//! ```
//!
//! One JSON object: `open` is the request that opens the document at `ADDRESS`, `openBytes` the one that carries
//! it; `start` has the overviews
//! of the four reports at the document's own moment, `change` the same as of `AS_OF` for the members of
//! `GROUP`, `student` the details of a student. Requests are in hex; of an answer there are its length
//! and a fingerprint (FNV-1a of 32 bits). Exit status: 0 printed, 2 otherwise.

#[path = "../common/document.rs"]
mod document;

use std::process::ExitCode;

use roundview::{
    document::{Document, parse_moment},
    engine::{
        protocol::{self, ReportRequest, Request, RequestId, Response, Source},
        service::Service,
    },
    reports::{GroupFilter, ReportId},
};
use serde_json::{Value, json};

const OVERVIEWS: [ReportId; 4] = [ReportId::Activity, ReportId::Progress, ReportId::Grades, ReportId::Resources];

/// The request that opens the document has the first number.
const DOCUMENT: RequestId = 1;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match exchange(&words) {
        Ok(exchange) => {
            println!("{exchange}");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}

fn exchange(words: &[String]) -> Result<Value, String> {
    let [path, address, as_of, group, student] = words else {
        return Err("usage: exchange DOC ADDRESS AS_OF GROUP STUDENT".to_owned());
    };
    let as_of = parse_moment(as_of).ok_or("AS_OF is no moment")?;
    let (Document::Course(data), faults) = document::read(path).map_err(|error| error.to_string())? else {
        return Err("the document is none of a course".to_owned());
    };
    let service = Service::new(*data, faults);
    let filter = GroupFilter { group_ids: vec![group.clone()], without_group: false };
    let start = OVERVIEWS.map(|report| ReportRequest { report, ..ReportRequest::default() });
    let change = start.clone().map(|page| ReportRequest { as_of: Some(as_of), filter: filter.clone(), ..page });
    let details =
        ReportRequest { report: ReportId::Activity, student: Some(student.clone()), ..ReportRequest::default() };
    let mut id = DOCUMENT;
    let mut ask = |page: &ReportRequest| {
        id += 1;
        let request = Request::Report { document: DOCUMENT, page: page.clone() };
        let answer = bytes(id, &Response::Report(protocol::bytes(&service.report(page))))?;
        Ok(json!({ "request": hex(&bytes(id, &request)?), "length": answer.len(), "print": print(&answer) }))
    };
    let mut ask_all = |pages: &[ReportRequest]| pages.iter().map(&mut ask).collect::<Result<Vec<Value>, String>>();
    let open = |source| bytes(DOCUMENT, &Request::Open { source, language: "en".to_owned() });
    let at_address = Source::Address { address: address.clone(), token: None, patience_seconds: 600 };
    Ok(json!({
        "open": hex(&open(at_address)?),
        "openBytes": hex(&open(Source::Carried)?),
        "start": ask_all(&start)?,
        "change": ask_all(&change)?,
        "student": ask_all(&[details])?,
    }))
}

fn bytes(id: RequestId, message: &impl serde::Serialize) -> Result<Vec<u8>, String> {
    postcard::to_stdvec(&(id, message)).map_err(|error| error.to_string())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn print(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |print, byte| (print ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
