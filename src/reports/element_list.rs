//! Lists of elements in their folders, which several reports have. A report names its rows by
//! number; here they are put below their folders. Pure; how a list looks stands in `view`.

use crate::{
    dataset::Class,
    engine::protocol::CourseInfo,
    export::Cell,
    order::sort_rows,
    reports::view_model::{Reading, kind_name},
    units::Part,
};

/// What the filters leave of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many elements there are without filters.
    pub all: usize,
    /// Those that are left, by row, in their order.
    pub rows: Vec<u32>,
    /// Whether that order is another than that of the course.
    pub is_sorted: bool,
    /// Whether they are to stand in their folders.
    pub is_in_folders: bool,
}

/// A line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// How many folders are around it.
    pub depth: usize,
    /// What it is.
    pub item: Item,
}

/// What a line of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A folder with something in it.
    Folder {
        /// Which, by index.
        folder: u32,
        /// Whether its contents are in the list.
        is_open: bool,
        /// How much is done of its contents, sub-folders included.
        done: Part,
    },
    /// An element, by its row.
    Element(u32),
}

/// The elements of `rows` in their folders. What is in a `closed` folder is left out.
///
/// `element` gives the element of a row, by index, and how much of it is done. The elements of a
/// folder and of its sub-folders follow each other, as they do in the order of the course and in
/// that of [`sort_in_folders`].
#[must_use]
pub fn in_folders(
    info: &CourseInfo,
    element: &dyn Fn(u32) -> (u32, Part),
    rows: &[u32],
    closed: &[u32],
) -> Vec<ListRow> {
    let mut list: Vec<ListRow> = Vec::new();
    // The folders around the current element, the outermost first: each with its place in the list,
    // which it has unless it is in a closed one.
    let mut around: Vec<(u32, Option<usize>)> = Vec::new();
    for &row in rows {
        let (element, of_row) = element(row);
        let parent = |folder: &u32| info.folders[*folder as usize].parent;
        let mut path: Vec<u32> = std::iter::successors(info.elements[element as usize].folder, parent).collect();
        path.reverse();
        let common = around.iter().zip(&path).take_while(|((folder, _), other)| folder == *other).count();
        around.truncate(common);
        for &folder in &path[common..] {
            let is_seen = around.iter().all(|(outer, _)| !closed.contains(outer));
            let place = is_seen.then_some(list.len());
            if is_seen {
                let is_open = !closed.contains(&folder);
                list.push(ListRow {
                    depth: around.len(),
                    item: Item::Folder { folder, is_open, done: Part::default() },
                });
            }
            around.push((folder, place));
        }
        let places = around.iter().filter_map(|(_, place)| *place);
        for place in places {
            if let Item::Folder { done, .. } = &mut list[place].item {
                *done += of_row;
            }
        }
        if around.iter().all(|(folder, _)| !closed.contains(folder)) {
            list.push(ListRow { depth: around.len(), item: Item::Element(row) });
        }
    }
    list
}

/// Puts the elements of each folder into the order of `sorted`, which has the same rows: they change
/// places among themselves, so that folders stay where they are in the course.
pub fn sort_in_folders(info: &CourseInfo, element: &dyn Fn(u32) -> u32, rows: &mut [u32], mut sorted: Vec<u32>) {
    let folder = |row: u32| info.elements[element(row) as usize].folder;
    let mut places: Vec<u32> = (0..rows.len() as u32).collect();
    sort_rows(&mut places, &|a, b| folder(rows[a as usize]).cmp(&folder(rows[b as usize])));
    sort_rows(&mut sorted, &|a, b| folder(a).cmp(&folder(b)));
    for (place, row) in places.into_iter().zip(sorted) {
        rows[place as usize] = row;
    }
}

/// The kinds that the course's elements of some classes have, each with its name, by name.
#[must_use]
pub fn kinds<'a>(reading: &Reading<'a>, has: fn(Class) -> bool) -> Vec<(&'a str, &'a str)> {
    let mut kinds: Vec<&str> = Vec::new();
    for element in &reading.info.elements {
        if has(element.class) && !kinds.contains(&&*element.kind) {
            kinds.push(&element.kind);
        }
    }
    let kind = |index: u32| (kinds[index as usize], kind_name(reading.locale, kinds[index as usize]));
    let mut order: Vec<u32> = (0..kinds.len() as u32).collect();
    sort_rows(&mut order, &|a, b| kind(a).1.cmp(kind(b).1));
    order.into_iter().map(kind).collect()
}

/// The first headings of a list of elements in a file.
#[must_use]
pub fn elements_headings(reading: &Reading) -> Vec<String> {
    let locale = reading.locale;
    let headings = ["progress.element", "export.element-id", "export.folders", "elements.kind", "progress.mandatory"];
    headings.map(|key| locale.text(key).to_owned()).into()
}

/// The cells under [`elements_headings`].
#[must_use]
pub fn element_cells(reading: &Reading, element: u32) -> Vec<Cell> {
    let (element, folders) = (&reading.info.elements[element as usize], &reading.info.folders);
    let path = std::iter::successors(element.folder, |folder| folders[*folder as usize].parent);
    let mut path: Vec<&str> = path.map(|folder| folders[folder as usize].title.as_str()).collect();
    path.reverse();
    vec![
        Cell::text(&element.title),
        Cell::text(&element.id),
        Cell::Text(path.join(" / ")),
        Cell::text(kind_name(reading.locale, &element.kind)),
        if element.mandatory { Cell::text(reading.locale.text("progress.mandatory")) } else { Cell::Empty },
    ]
}

/// The kind of an element and the folders around it, the outermost first, as words to follow its title.
#[must_use]
pub fn place_words(reading: &Reading, element: u32, mandatory: Option<&str>) -> Vec<String> {
    let element = &reading.info.elements[element as usize];
    let folders = &reading.info.folders;
    let path = std::iter::successors(element.folder, |folder| folders[*folder as usize].parent);
    let mut words: Vec<String> = path.map(|folder| folders[folder as usize].title.clone()).collect();
    words.extend(mandatory.map(ToOwned::to_owned));
    words.push(kind_name(reading.locale, &element.kind).to_owned());
    words.reverse();
    words
}
