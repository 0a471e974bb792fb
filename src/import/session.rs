//! Several files of one import, from their bytes to preview and document.

use super::{
    Import, SOURCES, Sample,
    csv::{Row, Rows, delimiter},
    draft::Draft,
    protocol::{Answers, FileInfo, FilePreview, Preview},
    sheet,
    text::decode,
};
use crate::dataset::zone::Zone;

/// Bytes by which a table is recognised.
const HEAD: usize = 1 << 18;

/// Rows by which a table is recognised.
const SAMPLE_ROWS: usize = 500;

/// The longest text of JSON that is read, and the longest workbook, in bytes.
const MOST_BYTES: usize = 1 << 28;

/// How the file under way is read.
enum Feed {
    /// Not known yet: its first bytes.
    Head(Vec<u8>),
    /// A workbook or a text of JSON, which has to be there whole.
    Whole(Vec<u8>),
    /// A table, row by row.
    Table(Box<Rows>),
    /// Nobody's.
    Unknown,
}

/// Files on their way to a course document.
#[derive(Default)]
pub struct Session {
    import: Option<(usize, Box<dyn Import>)>,
    /// Of each file its name, and whether a source has it.
    files: Vec<(String, bool)>,
    under_way: Option<(FileInfo, Feed)>,
}

impl Session {
    /// Begins the next file.
    pub fn begin(&mut self, file: FileInfo) {
        self.under_way = Some((file, Feed::Head(Vec::new())));
    }

    /// Takes the next bytes of the file under way.
    pub fn push(&mut self, bytes: &[u8], answers: &Answers) {
        let Some((file, feed)) = self.under_way.take() else { return };
        let feed = match feed {
            Feed::Head(mut head) => {
                head.extend_from_slice(bytes);
                if head.len() < HEAD { Feed::Head(head) } else { self.settle(&file, head, answers) }
            }
            Feed::Whole(mut whole) if whole.len() + bytes.len() <= MOST_BYTES => {
                whole.extend_from_slice(bytes);
                Feed::Whole(whole)
            }
            Feed::Table(mut rows) => {
                if let Some((_, import)) = &mut self.import {
                    rows.push(bytes, &mut |row| import.row(row));
                }
                Feed::Table(rows)
            }
            Feed::Whole(_) | Feed::Unknown => Feed::Unknown,
        };
        self.under_way = Some((file, feed));
    }

    /// The file under way has come to its end.
    pub fn end(&mut self, answers: &Answers) {
        let Some((file, mut feed)) = self.under_way.take() else { return };
        if let Feed::Head(head) = feed {
            feed = self.settle(&file, head, answers);
        }
        let is_known = match feed {
            Feed::Table(mut rows) => {
                if let Some((_, import)) = &mut self.import {
                    rows.push(&[], &mut |row| import.row(row));
                    import.end(answers);
                }
                true
            }
            Feed::Whole(bytes) if bytes.starts_with(b"PK") => {
                sheet::rows(bytes).is_some_and(|rows| self.take_rows(&file, &rows, answers))
            }
            Feed::Whole(bytes) => {
                let text = String::from_utf8(bytes).unwrap_or_default();
                let sample = Sample::Json(text.trim_start_matches('\u{feff}'));
                let is_known = self.recognise(&file, &sample, answers);
                if let Some((_, import)) = self.import.as_mut().filter(|_| is_known) {
                    import.end(answers);
                }
                is_known
            }
            Feed::Head(_) | Feed::Unknown => false,
        };
        self.files.push((file.name, is_known));
    }

    /// Says by its first bytes how a file is read.
    fn settle(&mut self, file: &FileInfo, head: Vec<u8>, answers: &Answers) -> Feed {
        let first = head.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
        if head.starts_with(b"PK") || matches!(first, Some(b'{' | b'[')) {
            return Feed::Whole(head);
        }
        // Two zeros mean that it is no text.
        if head.iter().filter(|byte| **byte == 0).count() > 1 {
            return Feed::Unknown;
        }
        let delimiter = delimiter(&head);
        let mut sample = Vec::new();
        Rows::new(delimiter).push(&head, &mut |row| {
            if sample.len() < SAMPLE_ROWS {
                sample.push((0..row.len()).map(|column| decode(row.cell(column)).into_owned()).collect::<Vec<_>>());
            }
        });
        if sample.is_empty() {
            // A file of one line without an end.
            let text = decode(&head).into_owned();
            sample.push(text.split(char::from(delimiter)).map(|cell| cell.trim_matches('"').to_owned()).collect());
        }
        if !self.recognise(file, &Sample::Table(&sample), answers) {
            return Feed::Unknown;
        }
        let mut rows = Rows::new(delimiter);
        if let Some((_, import)) = &mut self.import {
            rows.push(&head, &mut |row| import.row(row));
        }
        Feed::Table(Box::new(rows))
    }

    /// Finds the source of a file, which begins it. All files of an import are of one source.
    fn recognise(&mut self, file: &FileInfo, sample: &Sample, answers: &Answers) -> bool {
        let found =
            SOURCES.iter().enumerate().find_map(|(place, source)| source.recognise(sample).map(|kind| (place, kind)));
        let Some((place, kind)) = found else { return false };
        let import = match &mut self.import {
            Some((started, import)) if *started == place => import,
            Some(_) => return false,
            None => &mut self.import.insert((place, SOURCES[place].start())).1,
        };
        import.begin(file, kind, sample, answers);
        true
    }

    fn take_rows(&mut self, file: &FileInfo, rows: &[Vec<String>], answers: &Answers) -> bool {
        let sample = &rows[..rows.len().min(SAMPLE_ROWS)];
        if !self.recognise(file, &Sample::Table(sample), answers) {
            return false;
        }
        if let Some((_, import)) = &mut self.import {
            for row in rows {
                let bytes: Vec<u8> = row.iter().flat_map(|cell| cell.bytes()).collect();
                let ends = row.iter().scan(0, |end, cell| {
                    *end += cell.len();
                    Some(*end)
                });
                import.row(Row::new(&bytes, &ends.collect::<Vec<_>>()));
            }
            import.end(answers);
        }
        true
    }

    /// Whether what was read still holds with other answers; else the files have to be read again.
    #[must_use]
    pub fn holds(&self, answers: &Answers) -> bool {
        self.import.as_ref().is_none_or(|(_, import)| import.holds(answers))
    }

    /// What the files hold with these answers, and the course.
    #[must_use]
    pub fn outcome(&self, answers: &Answers, zone: &Zone) -> (Preview, Draft) {
        let (mut preview, draft) = match &self.import {
            Some((_, import)) => import.outcome(answers, zone),
            None => <(Preview, Draft)>::default(),
        };
        let mut known = std::mem::take(&mut preview.files).into_iter();
        let file = |(name, is_known): &(String, bool)| match is_known {
            true => known.next().unwrap_or_default(),
            false => FilePreview { name: name.clone(), ..FilePreview::default() },
        };
        preview.files = self.files.iter().map(file).collect();
        (preview, draft)
    }
}
