//! Other systems' exports.

use std::io::Write;

use flate2::{Compression, Crc, write::DeflateEncoder};
use roundview::{
    dataset::zone::{Zone, native_zones},
    document::{Document, DocumentReader},
    import::{
        draft::{Draft, DraftGrade},
        protocol::{Answers, FileInfo, Preview, parse_matches, print_matches},
        session::Session,
    },
};

use super::{memory::in_proportion, pieces};

/// Any bytes as a log.
pub fn log(given: &[u8]) {
    table(
        given,
        "log.csv",
        "Time,User full name,Affected user,Event context,Component,Event name,Description,Origin,IP address\n",
    );
}

/// Any bytes as a gradebook.
pub fn gradebook(given: &[u8]) {
    table(given, "grades.csv", "First name,Last name,ID number,Email address,Quiz: Cells (Real),Oral (Letter)\n");
}

/// Any bytes as they are, and below a heading by which they are recognised.
fn table(given: &[u8], name: &str, heading: &str) {
    let (text, pieces) = pieces(given);
    let answers = answers_of(given);
    let whole = import(&[(name, vec![text])], &answers);
    assert_eq!(whole, import(&[(name, pieces.collect())], &answers), "in pieces");
    import(&[(name, vec![heading.as_bytes(), text])], &answers);
}

/// Any bytes as an answer of the web service.
pub fn service(given: &[u8]) {
    let (text, pieces) = pieces(given);
    let answers = answers_of(given);
    let whole = import(&[("12.json", vec![text])], &answers);
    assert_eq!(whole, import(&[("12.json", pieces.collect())], &answers), "in pieces");
}

/// Any bytes as a workbook, or as what is packed in one.
pub fn sheet(given: &[u8]) {
    let Some((kind, text)) = given.split_first() else { return };
    let parts: Vec<&[u8]> = split(text, b"\x1e").collect();
    let part = |place: usize| parts.get(place).copied().unwrap_or_default();
    let file = match kind % 3 {
        0 => text.to_vec(),
        1 => xlsx(part(0), part(1)),
        _ => ods(part(0)),
    };
    // What is packed in it may be more than it is.
    import_of(&[("grades", vec![&file])], &answers_of(given), file.len().max(text.len()));
}

/// Any bytes as several files, which are parted by a line that no file has.
pub fn session(given: &[u8]) {
    let (_, text) = given.split_at(given.len().min(2));
    let names = ["log.csv", "grades.csv", "12.json", "contents.json", "more"];
    let files: Vec<(&str, Vec<&[u8]>)> = names.into_iter().zip(split(text, b"\x1e").map(|file| vec![file])).collect();
    import(&files, &answers_of(given));
}

/// A workbook of one sheet.
pub fn xlsx(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    zip(&[
        (
            "[Content_Types].xml",
            br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Grades" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ])
}

/// A workbook of OpenDocument with these contents.
pub fn ods(contents: &[u8]) -> Vec<u8> {
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", contents),
        (
            "META-INF/manifest.xml",
            br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
    ])
}

/// Files packed together.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut packed, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        // A list of bytes takes whatever is written to it.
        let _ = deflate.write_all(bytes);
        let data = deflate.finish().unwrap_or_default();
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut fields = Vec::new();
        // Version, flags, deflated, no time; checksum, lengths, and no more than a name.
        [20_u16, 0, 8, 0, 33].iter().for_each(|field| fields.extend(field.to_le_bytes()));
        [crc.sum(), data.len() as u32, bytes.len() as u32].iter().for_each(|field| fields.extend(field.to_le_bytes()));
        [name.len() as u16, 0].iter().for_each(|field| fields.extend(field.to_le_bytes()));
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&fields);
        directory.extend([0; 10]);
        directory.extend((packed.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        packed.extend(b"PK\x03\x04");
        packed.extend(&fields);
        packed.extend(name.as_bytes());
        packed.extend(data);
    }
    let start = packed.len() as u32;
    packed.extend(&directory);
    packed.extend(b"PK\x05\x06\0\0\0\0");
    [files.len() as u16; 2].iter().for_each(|count| packed.extend(count.to_le_bytes()));
    [directory.len() as u32, start].iter().for_each(|field| packed.extend(field.to_le_bytes()));
    packed.extend([0, 0]);
    packed
}

fn split<'a>(text: &'a [u8], line: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    text.split(move |byte| [*byte] == *line)
}

/// What a reader may have answered, by the first two bytes.
fn answers_of(given: &[u8]) -> Answers {
    let bit = |bit: u32| given.get(1).is_some_and(|byte| byte >> bit & 1 == 1);
    let gaps = [None, Some(0), Some(1), Some(u16::MAX)];
    Answers {
        zone: ["Europe/Oslo", "UTC"][usize::from(bit(0))].to_owned(),
        is_day_first: [None, Some(true), Some(false), None][usize::from(bit(1)) + 2 * usize::from(bit(2))],
        year: [None, Some(2026), Some(i32::MIN), Some(i32::MAX)][usize::from(bit(3)) + 2 * usize::from(bit(4))],
        gap_minutes: gaps[usize::from(bit(5)) + 2 * usize::from(bit(6))],
        ..Answers::default()
    }
}

/// An import of files that come in pieces: the course that it makes is one, and says what was read.
fn import(files: &[(&str, Vec<&[u8]>)], answers: &Answers) -> (Preview, Draft) {
    let length = files.iter().flat_map(|(_, pieces)| pieces).map(|piece| piece.len()).sum();
    import_of(files, answers, length)
}

/// Likewise, of files that have so many bytes unpacked.
fn import_of(files: &[(&str, Vec<&[u8]>)], answers: &Answers, length: usize) -> (Preview, Draft) {
    let zone = Zone::open(&answers.zone, &native_zones);
    let Some(zone) = zone else { panic!("no zone {}", answers.zone) };
    let (session, preview, draft) = in_proportion(length, || {
        let mut session = Session::default();
        for (name, pieces) in files {
            // 20 March 2026.
            session.begin(FileInfo { name: (*name).to_owned(), modified: Some(1_773_990_000) });
            pieces.iter().for_each(|piece| session.push(piece, answers));
            session.end(answers);
        }
        let (preview, draft) = session.outcome(answers, &zone);
        (session, preview, draft)
    });
    assert!(session.holds(answers));
    assert_eq!(preview.files.len(), files.len());
    let written = draft.write();
    if preview.is_ready() {
        reads_as(&written, &draft);
    }
    // Other answers to what was asked.
    let mut other = answers.clone();
    other.staff = preview.people.iter().map(|person| (person.key.clone(), !person.is_staff)).collect();
    other.maxima = preview.maxima.iter().map(|maximum| (maximum.key.clone(), 10.0)).collect();
    other.is_day_first = Some(true);
    let (preview, draft) = session.outcome(&other, &zone);
    if preview.is_ready() {
        reads_as(&draft.write(), &draft);
    }
    assert_eq!(parse_matches(&print_matches(&other.matches)), other.matches);
    (preview, draft)
}

/// A document says what a draft says.
fn reads_as(written: &[u8], draft: &Draft) {
    let mut reader = DocumentReader::default();
    let read = reader.push(written).and_then(|()| reader.into_document(&native_zones));
    let Ok((Document::Course(course), faults)) = read else {
        panic!("{:?}: {}", read.map(drop), String::from_utf8_lossy(written));
    };
    assert_eq!(faults.left_out(), 0, "{:?}", faults.lines());
    let ids: Vec<&str> = course.students.iter().map(|student| student.id.as_str()).collect();
    assert!(ids.into_iter().eq(draft.students.iter().map(|student| student.id.as_str())));
    assert_eq!(course.elements.len(), draft.elements.len());
    assert_eq!(course.course.title, draft.title);
    assert_eq!(course.course.settings.visits_from_events, draft.visits_from_events);
    assert_eq!(course.views.at.len(), draft.views.len());
    assert_eq!(course.completions.at.len(), draft.completions.len());
    assert_eq!(course.posts.at.len(), draft.posts.len());
    let mut visits = draft.visits.clone();
    visits.sort_by_key(|visit| (visit.0, visit.1));
    let mut rows = 0..course.visits.start.len();
    for (student, start, seconds) in visits {
        let row = rows.next().unwrap_or_default();
        assert!(course.visits.by_student.of(student).contains(&row));
        assert_eq!((course.visits.start[row], course.visits.seconds[row]), (start, seconds.min(86_400.0)));
    }
    assert!(rows.is_empty());
    for (.., grade, _) in &draft.grades {
        assert!(!matches!(grade, DraftGrade::Points(points) if !points.is_finite()));
    }
}
