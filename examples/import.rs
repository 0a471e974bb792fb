//! Makes a course document of another system's files, as the page does: `import ZONE FILE… > course.json`.
//! What was recognised and how long it took is told beside it.

use std::{
    env, fs,
    io::{self, Read, Write},
    time::Instant,
};

use roundview::{
    dataset::zone::{Zone, native_zones},
    import::{
        protocol::{Answers, FileInfo},
        session::Session,
    },
};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let zone = arguments.next().and_then(|name| Zone::open(&name, &native_zones));
    let zone = zone.ok_or_else(|| io::Error::other("usage: import ZONE FILE…"))?;
    // Where a date could be read in two ways the day is taken for the first.
    let answers = Answers { zone: zone.name().to_owned(), is_day_first: Some(true), ..Answers::default() };
    let start = Instant::now();
    let mut session = Session::default();
    for name in arguments {
        let mut file = fs::File::open(&name)?;
        let modified = file.metadata()?.modified()?.duration_since(std::time::UNIX_EPOCH);
        session.begin(FileInfo { name, modified: modified.ok().map(|modified| modified.as_secs() as i64) });
        let mut piece = vec![0; 1 << 16];
        loop {
            let count = file.read(&mut piece)?;
            if count == 0 {
                break;
            }
            session.push(&piece[..count], &answers);
        }
        session.end(&answers);
    }
    let read = start.elapsed();
    let (preview, draft) = session.outcome(&answers, &zone);
    let understood = start.elapsed();
    let document = draft.write();
    for file in &preview.files {
        eprintln!("{}: {:?}, {} rows, {:?}", file.name, file.kind, file.rows, file.faults);
    }
    eprintln!("{:?}", preview.counts);
    eprintln!("read in {read:?}, understood after {understood:?}, written after {:?}", start.elapsed());
    io::stdout().write_all(&document)
}
