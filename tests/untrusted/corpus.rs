//! The inputs by which fuzzers reached every place in the program that they reached (`make fuzz-corpus` chooses them),
//! and those that broke something once. They stand in tests/fuzz/corpus, an archive for each law.

use std::{fs::File, io::Read, path::Path};

use flate2::read::GzDecoder;

use crate::{alone, laws::LAWS};

/// The files of an archive as `tar` writes it: each has a block that says how long it is, and is filled up to
/// whole blocks.
fn unpack(archive: &[u8]) -> Vec<(String, &[u8])> {
    const BLOCK: usize = 512;
    let field = |block: &[u8]| String::from_utf8(block.split(|byte| *byte == 0).next().unwrap().to_vec()).unwrap();
    let (mut files, mut rest) = (Vec::new(), archive);
    while let Some((head, behind)) = rest.split_at_checked(BLOCK).filter(|(head, _)| head[0] != 0) {
        let length = usize::from_str_radix(field(&head[124..135]).trim(), 8).unwrap();
        // Folders have no contents.
        if head[156] == b'0' {
            files.push((field(&head[..100]), &behind[..length]));
        }
        rest = &behind[length.next_multiple_of(BLOCK)..];
    }
    files
}

#[track_caller]
fn replay(name: &str) {
    let _alone = alone();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fuzz/corpus/{name}.tar.gz"));
    let mut archive = Vec::new();
    GzDecoder::new(File::open(path).unwrap()).read_to_end(&mut archive).unwrap();
    let law = LAWS.iter().find(|(law, _)| *law == name).unwrap().1;
    let files = unpack(&archive);
    assert!(files.len() > 10, "{} files", files.len());
    for (file, bytes) in files {
        // What panics says why; this says where.
        println!("{name}/{file}");
        law(bytes);
    }
}

/// A test for each law.
macro_rules! replays {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                replay(stringify!($name));
            }
        )*

        #[test]
        fn every_law_is_replayed() {
            assert_eq!([$(stringify!($name)),*].as_slice(), LAWS.map(|(name, _)| name));
        }
    };
}

replays!(course training forms reader log gradebook sheet service session texts);
