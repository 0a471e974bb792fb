//! Ids that records name, as indexes of the lists that they name. What the documents of all kinds have
//! in common of this.

use hashbrown::{HashMap, HashSet};

use super::{
    error::Refusal,
    faults::{FaultKind, Faults},
    reader::Record,
};
use crate::dataset::{
    Interner,
    zone::{Zone, Zones},
};

/// The document's time zone.
pub(super) fn open_zone(name: &str, zones: Zones) -> Result<Zone, Refusal> {
    Zone::open(name, zones)
        .ok_or_else(|| Refusal::new("/timeZone", "a name of no time zone", "an IANA name such as \"Europe/Oslo\""))
}

/// The records of a list by their ids.
pub(super) struct Index {
    by_id: HashMap<Box<str>, u32>,
}

impl Index {
    pub fn new<R: Record>(records: &[R]) -> Result<Self, Refusal> {
        Self::of(records.len(), records.iter().map(Record::id), || format!("/{}", R::NAME))
    }

    /// The ids of a list of records that stands at the pointer `list`.
    pub fn of<'a>(
        count: usize,
        ids: impl Iterator<Item = &'a str>,
        list: impl Fn() -> String,
    ) -> Result<Self, Refusal> {
        let mut by_id = HashMap::with_capacity(count);
        for (index, id) in ids.enumerate() {
            if by_id.insert(id.into(), index as u32).is_some() {
                let pointer = format!("{}/{index}/id", list());
                return Err(Refusal::new(pointer, "an id that an earlier record has", "an id of its own"));
            }
        }
        Ok(Self { by_id })
    }

    pub fn get(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }
}

/// For each number of a pool the record that has the id, where there is one.
pub(super) fn index_of(pool: &Interner, index: &Index) -> Vec<Option<u32>> {
    pool.texts().map(|id| index.get(id)).collect()
}

/// Known ids as indexes, ascending and each once; unknown ones are counted.
pub(super) fn resolve_ids(
    ids: &[String],
    index: &Index,
    kind: FaultKind,
    list: u8,
    faults: &mut Faults,
    place: impl Fn() -> String,
) -> Vec<u32> {
    let mut known = known_ids(ids, index, kind, list, faults, place);
    known.sort_unstable();
    known.dedup();
    known
}

/// Known ids as indexes, in their order; unknown ones are counted.
pub(super) fn known_ids(
    ids: &[String],
    index: &Index,
    kind: FaultKind,
    list: u8,
    faults: &mut Faults,
    place: impl Fn() -> String,
) -> Vec<u32> {
    let mut known = Vec::with_capacity(ids.len());
    for (item, id) in ids.iter().enumerate() {
        match index.get(id) {
            Some(index) => known.push(index),
            None => faults.add(kind, list, || format!("{}/{item}", place())),
        }
    }
    known
}

/// The records that are their own ancestors, by the parent of each.
pub(super) fn on_loops(parents: Vec<Option<u32>>) -> HashSet<u32> {
    let mut on_loop = HashSet::new();
    // The walk on which a record was first met, from 1.
    let mut walk_of = vec![0_u32; parents.len()];
    for start in 0..parents.len() as u32 {
        let walk = start + 1;
        let mut next = Some(start);
        while let Some(record) = next.filter(|record| walk_of[*record as usize] == 0) {
            walk_of[record as usize] = walk;
            next = parents[record as usize];
        }
        // Met again on the same walk: from here on it goes round.
        if let Some(first) = next.filter(|record| walk_of[*record as usize] == walk) {
            let mut record = first;
            while on_loop.insert(record) {
                record = parents[record as usize].unwrap_or(first);
            }
        }
    }
    on_loop
}
