//! Workbooks that unpack to far more than they are, or have a cell at the end of the sheet. They are refused before
//! they take what they ask for.

use roundview::{
    dataset::zone::{Zone, native_zones},
    import::{
        draft::{Draft, DraftGrade},
        protocol::{Answers, FileInfo, FileKind, Preview},
        session::Session,
    },
};

use crate::{
    alone,
    laws::{
        import::{ods, xlsx, zip},
        memory::peak_of,
    },
};

/// What an import of a workbook comes to, and the memory that it took beside the file.
fn import(file: &[u8]) -> (Preview, Draft, usize) {
    let answers = Answers { zone: "UTC".to_owned(), ..Answers::default() };
    let zone = Zone::open("UTC", &native_zones).unwrap();
    let ((preview, draft), peak) = peak_of(|| {
        let mut session = Session::default();
        session.begin(FileInfo { name: "Grades".to_owned(), modified: Some(1_773_990_000) });
        session.push(file, &answers);
        session.end(&answers);
        session.outcome(&answers, &zone)
    });
    (preview, draft, peak.saturating_sub(file.len()))
}

/// The memory that it takes to refuse a workbook.
#[track_caller]
fn refused(file: &[u8]) -> usize {
    let (preview, _, peak) = import(file);
    assert_eq!(preview.files[0].kind, None);
    peak
}

/// A sheet of a gradebook with these cells behind it.
fn sheet(more: &str) -> Vec<u8> {
    let cell = |reference: &str, text: &str| format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let head = [("A1", "First name"), ("B1", "Surname"), ("C1", "Email address"), ("D1", "Quiz: Cells (Real)")];
    let ada = [("A2", "Ada"), ("B2", "Berg"), ("C2", "ada@example.org"), ("D2", "31")];
    let row = |cells: [(&str, &str); 4]| cells.map(|(reference, text)| cell(reference, text)).concat();
    let rows = format!("<row r=\"1\">{}</row><row r=\"2\">{}</row>{more}", row(head), row(ada));
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    xlsx(sheet.as_bytes(), b"<sst/>")
}

/// The contents of an OpenDocument with these rows.
fn contents(rows: &str) -> String {
    format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"x\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
}

fn text_cell(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

const EMPTY_COLUMNS: &str = "<table:table-cell table:number-columns-repeated=\"16380\"/>";

/// A gradebook of OpenDocument with more rows behind it.
fn gradebook(more: &str) -> String {
    let row = |cells: [&str; 4]| {
        format!("<table:table-row>{}{EMPTY_COLUMNS}</table:table-row>", cells.map(text_cell).concat())
    };
    let head = row(["First name", "Surname", "Email address", "Quiz: Cells (Real)"]);
    contents(&format!("{head}{}{more}", row(["Ada", "Berg", "ada@example.org", "31"])))
}

#[track_caller]
fn is_adas(file: &[u8]) -> usize {
    let (preview, draft, peak) = import(file);
    assert_eq!(preview.files[0].kind, Some(FileKind::MoodleGradebook));
    assert_eq!(draft.students[0].id, "ada@example.org");
    assert_eq!(draft.grades[0].2, DraftGrade::Points(31.0));
    peak
}

/// A sheet as large as its last cell would have 17 thousand million.
#[test]
fn a_cell_at_the_end_of_the_sheet() {
    let _alone = alone();
    let file = sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    let peak = is_adas(&file);
    assert!(peak < 4 << 20, "{peak}");
    // There is no place beyond.
    for reference in ["XFE1", "ZZZZZZZ1", "ZZZZZZZZZZZZZZZ99999999999999"] {
        let peak = refused(&sheet(&format!("<row><c r=\"{reference}\"><v>1</v></c></row>")));
        assert!(peak < 1 << 20, "{peak}");
    }
}

#[test]
fn a_cell_at_the_end_of_every_row() {
    let _alone = alone();
    let rows: String =
        (3..20_000).map(|row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>")).collect();
    let peak = refused(&sheet(&rows));
    // 32 bytes for each of the million that are unpacked.
    assert!(peak < 60 << 20, "{peak}");
}

/// What a program writes behind the last row: the rest of the sheet, in a few bytes.
#[test]
fn empty_cells_repeated_to_the_end() {
    let _alone = alone();
    let rest = format!("<table:table-row table:number-rows-repeated=\"1048574\">{EMPTY_COLUMNS}</table:table-row>");
    let peak = is_adas(&ods(gradebook(&rest).as_bytes()));
    assert!(peak < 1 << 20, "{peak}");
}

#[test]
fn cells_repeated_to_the_end() {
    let _alone = alone();
    let row = |rows: &str, cell: &str| format!("<table:table-row{rows}>{cell}</table:table-row>");
    let cell = |columns: &str| {
        format!("<table:table-cell{columns} office:value-type=\"string\"><text:p>x</text:p></table:table-cell>")
    };
    let (rows, columns) = (" table:number-rows-repeated=\"1048576\"", " table:number-columns-repeated=\"16384\"");
    for more in [
        row(rows, &cell("")),
        row("", &cell(columns)).repeat(1000),
        row(rows, &cell(columns)),
        row(" table:number-rows-repeated=\"18446744073709551615\"", &cell("")),
        row("", &cell(" table:number-columns-repeated=\"18446744073709551615\"")),
        row("", &cell(" table:number-columns-repeated=\"-1\"")),
    ] {
        let peak = refused(&ods(gradebook(&more).as_bytes()));
        assert!(peak < 20 << 20, "{peak}");
    }
    // Two who are the same, as a program writes them.
    let twice = row(" table:number-rows-repeated=\"2\"", &(text_cell("Bo") + &text_cell("Dahl")));
    let (preview, ..) = import(&ods(gradebook(&twice).as_bytes()));
    assert_eq!(preview.files[0].rows, 3);
}

/// The reader of these files that was used before went round for ever where they end too early.
#[test]
fn contents_that_end_too_early() {
    let _alone = alone();
    let whole = gradebook("");
    let end = whole.find("</table:table>").unwrap();
    for length in (0..=end).filter(|length| whole.is_char_boundary(*length)).step_by(7) {
        refused(&ods(&whole.as_bytes()[..length]));
    }
    is_adas(&ods(&whole.as_bytes()[..end + "</table:table>".len()]));
}

#[test]
fn what_cells_of_opendocument_say() {
    let _alone = alone();
    let cell = |attributes: &str, inner: &str| format!("<table:table-cell {attributes}>{inner}</table:table-cell>");
    let heading =
        ["First name", "Surname", "ID number", "Email address", "Quiz: A &amp; B (Real)"].map(text_cell).concat();
    let row = [
        // The remark is none of the name, whatever it has in it.
        cell(
            "office:value-type=\"string\"",
            "<office:annotation><text:p>remark</text:p></office:annotation><text:p>A<text:span>d</text:span>a</text:p>",
        ),
        cell("office:value-type=\"string\"", "<text:p>Berg<text:s text:c=\"4000000000\"/>x</text:p>"),
        // Not what is shown of it.
        cell("office:value-type=\"float\" office:value=\"1012\"", "<text:p>1,012.0</text:p>"),
        cell("office:value-type=\"string\" office:string-value=\"ada&#64;example.org\"", "<text:p>mail</text:p>"),
        cell("office:value-type=\"float\" office:value=\"31.5\"", "<text:p>32</text:p>"),
    ]
    .concat();
    let rows = format!("<table:table-row>{heading}</table:table-row><table:table-row>{row}</table:table-row>");
    let (preview, draft, _) = import(&ods(contents(&rows).as_bytes()));
    assert_eq!(preview.files[0].columns[4].heading, "Quiz: A & B (Real)");
    let ada = &draft.students[0];
    assert_eq!((&*ada.id, &*ada.first_name, ada.email.as_deref()), ("1012", "Ada", Some("ada@example.org")));
    assert_eq!(ada.last_name, format!("Berg{}x", " ".repeat(64)));
    assert_eq!(draft.grades[0].2, DraftGrade::Points(31.5));
    // What a document type would define isn't known.
    refused(&ods(gradebook(&format!("<table:table-row>{}</table:table-row>", text_cell("&bomb;"))).as_bytes()));
}

/// Writes into an archive how long a file of it is unpacked.
fn declare(archive: &mut [u8], name: &str, size: u32) {
    for (mark, length_at, name_at) in [(b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)] {
        let is_it =
            |at: &usize| archive[*at..].starts_with(mark) && archive[at + name_at..].starts_with(name.as_bytes());
        let at = (0..archive.len()).find(is_it).unwrap();
        archive[at + length_at..at + length_at + 4].copy_from_slice(&size.to_le_bytes());
    }
}

/// Zeros pack a thousand times. What an archive says of its size is believed only where it says too much.
#[test]
fn workbooks_that_unpack_to_gigabytes() {
    let _alone = alone();
    let mut file = sheet("");
    is_adas(&file);
    declare(&mut file, "xl/worksheets/sheet1.xml", u32::MAX);
    let peak = refused(&file);
    assert!(peak < 1 << 20, "{peak} for what is said to have four gigabytes");
    let zeros = zip(&[("content.xml", &vec![0; 4 << 20])]);
    for size in [0, 100, (4 << 20) - 1, (4 << 20) + 1] {
        let mut file = zeros.clone();
        declare(&mut file, "content.xml", size);
        let peak = refused(&file);
        assert!(peak < 1 << 20, "{peak} for four megabytes that are said to be {size} bytes");
    }
    // Many files, of which none is too long.
    let names: Vec<String> = (0..70).map(|file| format!("{file}.xml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b"x"[..])).collect();
    let mut file = zip(&files);
    names.iter().for_each(|name| declare(&mut file, name, 4 << 20));
    assert!(refused(&file) < 1 << 20);
}
