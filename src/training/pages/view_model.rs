//! The pages of the reports on training in words and shapes. Pure; no figure is computed here.

use std::{cmp::Ordering, sync::Arc};

use super::{
    contents::{
        BlockItem, BlockRow, Board, BoardFile, BoardRow, Data, ExternalRow, FileChoice, GroupItem, GroupRow,
        LearnerRow, Named, Person, SessionHead, SessionItem, SessionPart,
    },
    model::{CellModel, ChartModel, ChoiceModel, ColumnModel, FileModel, PageModel, RowModel, TableModel, Words},
};
use crate::{
    chart::{
        spec::{Bar, BarSpec, Bin, ChartSpec, Details, Form, HistogramSpec, Role},
        ticks::{TickUnit, axis},
    },
    dataset::{training::BlockKind, zone::Zone},
    export::Table,
    i18n::{DateStyle, Locale},
    names,
    order::sort_rows,
    page::Figure,
    training::{
        MONTHS,
        address::{Part as PagePart, StateFilter, TrainingPage, TrainingView},
        dashboard::compute::Granularity,
        external::compute::{Outcome, Reason, State},
        groups::compute::GroupSession,
        learners::compute::OnBlock,
        sessions::{
            compute::{Collaboration, General, LEVELS, SessionRow},
            view_model::Column as FileColumn,
        },
    },
    units::{Moment, Month, Part},
};

/// What a view model needs beside the figures.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The reader's language.
    pub locale: &'a Locale,
    /// The zone of the document.
    pub zone: &'a Zone,
    /// The view.
    pub view: &'a TrainingView,
}

/// The page of these figures.
#[must_use]
pub fn page(reading: &Reading, data: &Data) -> PageModel {
    match data {
        Data::Sessions { rows, file } => reading.sessions(rows, file),
        Data::Collaboration { rows, file } => reading.collaboration(rows, file),
        Data::Session { head, part } => reading.session(head, part),
        Data::Program { program, sessions, is_whole, board: Some(board), .. } => {
            let mut page = reading.program(program, *sessions, &[], None);
            page.empty = None;
            reading.put_board(&mut page, Granularity::Program, board);
            page.notes.extend(reading.narrow_note(*is_whole));
            page
        }
        Data::Program { program, sessions, is_whole, rows, file, .. } => {
            let mut page = reading.program(program, *sessions, rows, file.as_deref());
            page.notes.extend(reading.narrow_note(*is_whole));
            page
        }
        Data::Groups(rows) => reading.groups(rows),
        Data::Group { group, file: Some(file), .. } => {
            let mut page = reading.group_head(group);
            page.file = Some(reading.file(file));
            page
        }
        Data::Group { group, board: Some(board), .. } => {
            let mut page = reading.group_head(group);
            reading.put_board(&mut page, Granularity::Group, board);
            page
        }
        Data::Group {
            group, first_month, ongoing_sessions, online, attendance, completion, success, sessions, ..
        } => {
            let mut page = reading.group_head(group);
            page.figures = reading.group_figures(*online, [*attendance, *completion, *success]);
            page.charts = vec![reading.ongoing(*first_month, ongoing_sessions)];
            page.table = Some(Arc::new(reading.group_sessions(sessions)));
            page
        }
        Data::GroupSession { group, session, rows } => reading.group_session(group, session, rows),
        Data::Dashboard(board) => {
            let mut page = reading.dashboard();
            reading.put_board(&mut page, Granularity::Platform, board);
            page
        }
        Data::BoardRows(granularity, rows) => {
            let empty = [reading.word("training.nothing-title"), reading.word("training.nothing-board")];
            PageModel {
                table: (!rows.is_empty()).then(|| Arc::new(reading.board_table(*granularity, rows))),
                empty: rows.is_empty().then_some(empty),
                ..reading.dashboard()
            }
        }
        Data::BoardFile(board, file) => reading.board_file(board, file),
        Data::Learner { person, has_external, board, sessions, external } => {
            reading.learner_page(person, *has_external, board.as_deref(), sessions, external)
        }
        Data::Course { course, is_whole, is_external, board, questions, external } => {
            let mut page = reading.course(course, *is_external, board.as_deref(), questions, external);
            let note = if *is_external && board.is_none() { None } else { reading.narrow_note(*is_whole) };
            page.notes.extend(note);
            page
        }
        Data::NotAvailable => PageModel {
            title: reading.word("access.none-title"),
            back: Some((reading.word("training.sessions"), TrainingView::default())),
            empty: Some([reading.word("training.none-title"), reading.word("training.none-text")]),
            ..PageModel::default()
        },
    }
}

fn rank(named: &Named) -> Option<f64> {
    Some(f64::from(named.rank))
}

/// The rows in an order; equal ones keep theirs.
fn in_order<T>(rows: &[T], compare: impl Fn(&T, &T) -> Ordering) -> impl Iterator<Item = &T> {
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    sort_rows(&mut order, &|a, b| compare(&rows[a as usize], &rows[b as usize]));
    order.into_iter().map(|row| &rows[row as usize])
}

/// Cells of a row.
#[derive(Default)]
struct RowOf {
    cells: Vec<CellModel>,
}

impl RowOf {
    fn put(&mut self, cell: CellModel) {
        self.cells.push(cell);
    }

    /// A text and what it sorts by.
    fn put_text(&mut self, text: impl Into<String>, key: Option<f64>) {
        self.put(CellModel::Text(text.into(), key));
    }

    fn put_time(&mut self, seconds: f64, has_any: bool) {
        self.put(CellModel::Time(has_any.then_some(seconds), seconds));
    }

    fn put_way(&mut self, named: &Named, to: TrainingView) {
        self.put(CellModel::Link(named.name.clone(), rank(named), Box::new(to)));
    }

    fn put_link(&mut self, named: &Named, page: fn(String) -> TrainingPage) {
        self.put_way(named, TrainingView::of(page(named.id.clone())));
    }

    fn named(self, name: &str) -> RowModel {
        RowModel { cells: self.cells, searched: names::fold(name), is_past: false }
    }
}

impl Reading<'_> {
    fn word(&self, key: &'static str) -> String {
        self.locale.text(key).to_owned()
    }

    fn figure(&self, label: &'static str, help: &'static str, value: String, note: String) -> Figure {
        Figure { label: self.word(label), help: self.word(help), value, note }
    }

    fn words(&self) -> Words<'_> {
        Words { locale: self.locale, zone: self.zone }
    }

    fn percent(&self, percent: Option<f64>) -> String {
        self.words().percent(percent)
    }

    fn moment(&self, moment: Option<Moment>) -> String {
        self.words().moment(moment)
    }

    fn column(&self, name: &'static str, label: &'static str, help: &'static str, width: f32) -> ColumnModel {
        let help = if help.is_empty() { String::new() } else { self.word(help) };
        ColumnModel { name, label: self.word(label), help, width, is_number: false, has_bars: false }
    }

    fn number(&self, name: &'static str, label: &'static str, help: &'static str, width: f32) -> ColumnModel {
        ColumnModel { is_number: true, ..self.column(name, label, help, width) }
    }

    fn bar(&self, name: &'static str, label: &'static str, help: &'static str) -> ColumnModel {
        ColumnModel { has_bars: true, ..self.number(name, label, help, 11.0) }
    }

    /// First and last name; the first of them leads to the learner's blocks. Who isn't registered any more is
    /// told by a word.
    fn put_person(&self, row: &mut RowOf, person: &Person, registered: bool, to: Option<TrainingView>) {
        let Person { first_name, last_name, first_rank, last_rank, is_deleted, .. } = person;
        let first = if first_name.is_empty() { person.name() } else { first_name.clone() };
        let place = Some(f64::from(*first_rank));
        let first = match to {
            Some(to) => CellModel::Link(first, place, Box::new(to)),
            None => CellModel::Name(first, place),
        };
        let state = match (registered, is_deleted) {
            (true, _) => String::new(),
            (false, true) => self.word("training.deleted"),
            (false, false) => self.word("training.unassigned"),
        };
        row.put(first);
        row.put(CellModel::Stack(last_name.clone(), state, Some(f64::from(*last_rank))));
    }

    fn person_columns(&self) -> [ColumnModel; 2] {
        [
            self.column("first", "training.first-name", "", 9.0),
            self.column("last", "training.last-name", "training.last-name-help", 10.0),
        ]
    }

    fn table(&self, label: &'static str, search: &'static str, count: &'static str) -> TableModel {
        TableModel {
            label: self.word(label),
            search_label: self.word(search),
            count,
            columns: Vec::new(),
            rows: Vec::new(),
            file: None,
        }
    }

    fn table_of_learners(&self) -> TableModel {
        self.table("training.learners", "filter.search", "training.count-learners")
    }

    fn table_of_sessions(&self) -> TableModel {
        self.table("training.sessions", "training.search-sessions", "training.count-sessions")
    }

    /// A page of a viewer who sees some learners alone says so.
    fn narrow_note(&self, is_whole: bool) -> Option<String> {
        (!is_whole).then(|| self.word("training.own-learners"))
    }

    fn sessions(&self, rows: &[(SessionItem, SessionRow)], file: &Table) -> PageModel {
        let columns = vec![
            self.column("name", "training.name", "", 13.0),
            self.column("program", "training.program", "training.program-help", 8.0),
            self.column("start", "training.start", "", 7.5),
            self.column("end", "training.end", "", 7.5),
            self.column("state", "training.state", "training.state-help", 6.0),
            self.number("registered", "training.registered", "training.registrations-help", 7.0),
            self.number("completion", "training.completed", "training.completed-help", 7.0),
            self.number("instructors", "training.instructors", "training.instructors-help", 7.0),
        ];
        let mut table = TableModel { columns, file: Some(Table::default()), ..self.table_of_sessions() };
        let mut kept = Table { headings: file.headings.clone(), ..Table::default() };
        // The latest first; one that has always been in progress comes last.
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        sort_rows(&mut order, &|a, b| rows[b as usize].0.starts_at.cmp(&rows[a as usize].0.starts_at));
        for index in order {
            let ((item, figures), line) = (&rows[index as usize], &file.rows[index as usize]);
            let is_kept = match self.view.state {
                StateFilter::All => true,
                StateFilter::InProgress => figures.in_progress,
                StateFilter::Finished => figures.finished,
            };
            if !is_kept {
                continue;
            }
            let mut row = RowOf::default();
            row.put_link(&item.session, TrainingPage::Session);
            let program = item.program.clone().unwrap_or_default();
            row.put_text(program.name.clone(), Some(f64::from(program.rank)));
            row.put(CellModel::Moment(item.starts_at));
            row.put(CellModel::Moment(item.ends_at));
            let (state, place) = match (figures.in_progress, figures.finished) {
                (true, _) => ("training.in-progress", 1.0),
                (_, true) => ("training.finished", 2.0),
                _ => ("training.to-come", 0.0),
            };
            row.put_text(self.word(state), Some(place));
            for count in [figures.registered, figures.completion, figures.instructors] {
                row.put(CellModel::Count(count));
            }
            table.rows.push(row.named(&format!("{} {}", item.session.name, program.name)));
            kept.rows.push(line.clone());
        }
        table.file = Some(kept);
        let states = [
            ("training.all", StateFilter::All),
            ("training.in-progress", StateFilter::InProgress),
            ("training.finished", StateFilter::Finished),
        ];
        let option =
            |(key, state): (&'static str, StateFilter)| (self.word(key), TrainingView { state, ..self.view.clone() });
        PageModel {
            title: self.word("training.all-sessions"),
            choices: vec![ChoiceModel {
                label: self.word("training.state"),
                current: states.iter().position(|(_, state)| *state == self.view.state).unwrap_or(0),
                options: states.into_iter().map(option).collect(),
                is_menu: false,
            }],
            empty: rows.is_empty().then(|| [self.word("training.empty-title"), self.word("training.empty-text")]),
            table: (!rows.is_empty()).then(|| Arc::new(table)),
            ..PageModel::default()
        }
    }

    fn collaboration(&self, rows: &[(SessionItem, Collaboration)], file: &Table) -> PageModel {
        let columns = vec![
            self.column("name", "training.name", "", 14.0),
            self.column("start", "training.start", "", 10.5),
            self.column("end", "training.end", "", 10.5),
            self.number("publications", "training.publications", "training.publications-help", 8.0),
            self.number("comments", "training.comments", "training.comments-help", 8.0),
            self.number("reactions", "training.reactions", "training.reactions-help", 8.0),
        ];
        let row = |(item, figures): &(SessionItem, Collaboration)| {
            let mut row = RowOf::default();
            row.put_link(&item.session, TrainingPage::Session);
            row.put(CellModel::Moment(item.starts_at));
            row.put(CellModel::Moment(item.ends_at));
            for count in [figures.publications, figures.comments, figures.reactions] {
                row.put(CellModel::Count(count));
            }
            row.named(&item.session.name)
        };
        let rows = rows.iter().map(row).collect();
        PageModel {
            title: self.word("training.collaboration"),
            table: Some(Arc::new(TableModel { columns, rows, file: Some(file.clone()), ..self.table_of_sessions() })),
            ..PageModel::default()
        }
    }

    fn program_link(&self, program: &Named) -> (String, TrainingView) {
        let words = self.locale.with("training.to-program", &[("program", &program.name)]);
        (words, TrainingView::of(TrainingPage::Program(program.id.clone())))
    }

    fn dates(&self, item: &SessionItem) -> String {
        let (from, until) = (self.moment(item.starts_at), self.moment(item.ends_at));
        match (item.starts_at, item.ends_at) {
            (None, None) => self.word("training.always"),
            (Some(_), None) => self.locale.with("training.since", &[("from", &from)]),
            _ => self.locale.with("training.dates", &[("from", &from), ("until", &until)]),
        }
    }

    /// The parts of the page, of which there are these.
    fn tabs(&self, parts: &[(PagePart, &'static str)]) -> Vec<(String, TrainingView, bool)> {
        let tab = |(part, key): &(PagePart, &'static str)| {
            (self.word(key), self.view.with_part(*part), *part == self.view.part && self.view.learner.is_none())
        };
        parts.iter().map(tab).collect()
    }

    fn session(&self, head: &SessionHead, part: &SessionPart) -> PageModel {
        let parts = [
            (PagePart::General, "training.general"),
            (PagePart::Groups, "training.by-group"),
            (PagePart::Learners, "training.individual"),
            (PagePart::Blocks, "training.detailed"),
            (PagePart::External, "training.external"),
            (PagePart::File, "training.file"),
        ];
        let is_shown = |part: PagePart| match part {
            PagePart::General | PagePart::File => true,
            PagePart::External => head.has_external,
            _ => head.has_results,
        };
        let parts: Vec<_> = parts.into_iter().filter(|(part, _)| is_shown(*part)).collect();
        let program = head.item.program.as_ref().map(|program| program.name.as_str());
        let state = if head.is_over { Some(self.locale.text("training.finished")) } else { None };
        let dates = self.dates(&head.item);
        let about = program.into_iter().chain([dates.as_str()]).chain(state).collect::<Vec<_>>().join(" · ");
        let mut page = PageModel {
            title: head.item.session.name.clone(),
            about,
            back: Some((self.word("training.all-sessions"), TrainingView::default())),
            links: head.item.program.iter().map(|program| self.program_link(program)).collect(),
            tabs: self.tabs(&parts),
            notes: self.narrow_note(head.is_whole).into_iter().collect(),
            ..PageModel::default()
        };
        let none = || Some([self.word("training.no-results-title"), self.word("training.no-results")]);
        match part {
            SessionPart::General(general) => {
                if !head.has_results {
                    page.notes.push(self.word("training.no-results"));
                }
                self.general(head, general, &mut page);
            }
            SessionPart::Groups(Some(rows)) => page.table = Some(Arc::new(self.by_group(rows))),
            SessionPart::Learners(Some(rows)) => page.table = Some(Arc::new(self.learners(rows, false))),
            SessionPart::Block(index, Some(rows)) => {
                let option = |block: &BlockItem| {
                    (
                        block.title.clone(),
                        TrainingView { block: Some(block.id.clone()), sort: None, ..self.view.clone() },
                    )
                };
                page.choices.push(ChoiceModel {
                    label: self.word("training.block"),
                    options: head.blocks.iter().map(option).collect(),
                    current: *index as usize,
                    is_menu: true,
                });
                let block = head.blocks.get(*index as usize);
                page.links.extend(block.and_then(|block| block.course.as_ref()).map(|course| self.course_link(course)));
                page.table = block.map(|block| Arc::new(self.block(block, rows)));
            }
            SessionPart::Groups(None) | SessionPart::Learners(None) | SessionPart::Block(_, None) => {
                page.empty = none()
            }
            SessionPart::External(rows) => self.put_external(&mut page, rows, [true, true, false]),
            SessionPart::Learner(row, on_blocks) => return self.learner(head, row, on_blocks, page),
            SessionPart::File(file) => page.file = Some(self.file(file)),
        }
        page
    }

    fn general(&self, head: &SessionHead, general: &General, page: &mut PageModel) {
        let locale = self.locale;
        let none = String::new;
        let count = |label, help, count| self.figure(label, help, locale.whole(count), none());
        let median = self.words().duration(general.median_seconds);
        page.figures = vec![
            count("training.registrations", "training.registrations-help", general.registrations),
            count("training.open-registrations", "training.open-registrations-help", general.open_registrations),
            count("training.waiting-list", "training.waiting-list-help", general.waiting_list),
            count("training.attendees", "training.attendees-help", general.attendees),
            count("training.completed", "training.completed-help", general.completed),
            self.figure("training.median-time", "training.median-time-help", median, none()),
            self.figure("training.average", "training.average-help", self.percent(general.average_score), none()),
            count("training.certificates", "training.certificates-help", general.certificates),
        ];
        if general.attendees == 0 {
            return;
        }
        let blocks = |is_scored: bool| {
            let is_in =
                move |block: &&BlockItem| !is_scored || matches!(block.kind, BlockKind::Course | BlockKind::Assessment);
            head.blocks.iter().enumerate().filter(move |(_, block)| is_in(block))
        };
        let progress: Vec<_> =
            blocks(false).map(|(index, block)| (index, block, general.progress_by_block[index])).collect();
        let scores: Vec<_> = blocks(true).map(|(index, block)| (index, block, general.score_by_block[index])).collect();
        page.charts.push(self.by_block(
            ["training.progress-by-course", "training.progress-by-course-help", "training.progress"],
            &progress,
        ));
        if general.average_score.is_some() {
            page.charts.push(
                self.by_block(["training.score-by-block", "training.score-by-block-help", "training.score"], &scores),
            );
            page.charts.push(self.levels(&general.distribution_of_levels));
        }
    }

    /// Bars from 0 to 100 percent, one for each block. Few have room for their titles, many are numbered.
    fn by_block(&self, keys: [&'static str; 3], blocks: &[(usize, &BlockItem, Option<f64>)]) -> ChartModel {
        const MOST_TITLED: usize = 4;
        const MOST_LETTERS: usize = 14;
        let [title, help, value] = keys;
        let are_short = blocks.iter().all(|(_, block, _)| block.title.chars().count() <= MOST_LETTERS);
        let is_titled = are_short && blocks.len() <= MOST_TITLED;
        let numbered =
            |index: usize, block: &BlockItem| format!("{}. {}", self.locale.whole(index as u64 + 1), block.title);
        let key = blocks.iter().filter(|_| !is_titled).map(|(index, block, _)| numbered(*index, block)).collect();
        let bar = |(index, block, percent): &(usize, &BlockItem, Option<f64>)| {
            let number = self.locale.whole(*index as u64 + 1);
            let name = numbered(*index, block);
            Bar {
                value: *percent,
                label: if is_titled { block.title.clone() } else { number },
                details: Some(Details::new(name, [(self.word(value), self.percent(*percent))])),
                unfinished: false,
            }
        };
        let chart = self.bars(blocks.iter().map(bar).collect(), TickUnit::Percent, "training.block");
        ChartModel { title: self.word(title), help: self.word(help), chart, key }
    }

    fn bars(&self, bars: Vec<Bar>, unit: TickUnit, position: &'static str) -> ChartSpec {
        let most = bars.iter().filter_map(|bar| bar.value).fold(0.0, f64::max);
        let label = |value: f64| match unit {
            TickUnit::Percent => self.locale.percent(value),
            _ => self.locale.whole(value as u64),
        };
        ChartSpec::Bars(BarSpec {
            bars,
            axis: axis(unit, most, &label),
            role: Role::Student,
            reference: None,
            unfinished_meaning: self.word("training.month-unfinished"),
            form: Form::Full,
            position_label: self.word(position),
        })
    }

    fn levels(&self, counts: &[u64; LEVELS]) -> ChartModel {
        let width = 100 / LEVELS;
        let bin = |(index, count): (usize, &u64)| {
            let (from, to) = ((index * width) as f64, ((index + 1) * width) as f64);
            let key = if index + 1 == LEVELS { "training.level-last" } else { "training.level" };
            let (from, to) = (self.locale.percent(from), self.locale.percent(to));
            let line = (self.word("training.attendees"), self.locale.whole(*count));
            Bin {
                count: *count as u32,
                label: format!(
                    "{}–{}",
                    self.locale.whole((index * width) as u64),
                    self.locale.whole(((index + 1) * width) as u64)
                ),
                details: Some(Details::new(self.locale.with(key, &[("from", &from), ("to", &to)]), [line])),
            }
        };
        let most = counts.iter().max().copied().unwrap_or(0);
        let chart = ChartSpec::Histogram(HistogramSpec {
            bins: counts.iter().enumerate().map(bin).collect(),
            axis: axis(TickUnit::Count, most as f64, &|count| self.locale.whole(count as u64)),
            marked: None,
            marked_label: String::new(),
            form: Form::Full,
            position_label: self.word("training.score"),
        });
        ChartModel {
            title: self.word("training.levels"),
            help: self.word("training.levels-help"),
            chart,
            key: Vec::new(),
        }
    }

    fn by_group(&self, rows: &[GroupRow]) -> TableModel {
        let columns = vec![
            self.column("group", "training.group", "", 14.0),
            self.number("users", "training.users", "training.users-help", 6.0),
            self.bar("attendance", "training.attendance", "training.attendance-help"),
            self.bar("progress", "training.progress", "training.mean-progress-help"),
            self.number("score", "training.score", "training.mean-score-help", 6.0),
            self.number("level", "training.level-of-group", "training.level-of-group-help", 6.0),
        ];
        let row = |GroupRow { group, result }: &GroupRow| {
            let mut row = RowOf::default();
            row.put(CellModel::Name(group.name.clone(), rank(group)));
            row.put(CellModel::Count(result.started.whole));
            row.put(CellModel::PartBar(result.started));
            row.put(CellModel::Bar(result.progress));
            row.put(CellModel::Percent(result.score));
            row.put(CellModel::Count(u64::from(result.level)));
            row.named(&group.name)
        };
        let table = self.table("training.by-group", "training.search-groups", "training.count-groups");
        TableModel { columns, rows: rows.iter().map(row).collect(), ..table }
    }

    /// Individual results, of one session or of several.
    fn learners(&self, rows: &[LearnerRow], has_sessions: bool) -> TableModel {
        let mut columns = self.person_columns().to_vec();
        columns.extend(has_sessions.then(|| self.column("session", "training.session", "", 11.0)));
        columns.extend([
            self.bar("progress", "training.progress", "training.own-progress-help"),
            self.number("score", "training.score", "training.own-score-help", 6.0),
            self.number("time", "training.time", "training.time-help", 7.5),
            self.column("last-activity", "training.last-activity", "training.last-activity-help", 11.0),
        ]);
        let row = |LearnerRow { person, session, learner }: &LearnerRow| {
            let mut row = RowOf::default();
            let to = if has_sessions {
                TrainingView::of(TrainingPage::Session(session.id.clone())).with_learner(&person.id)
            } else {
                TrainingView { part: PagePart::General, ..self.view.with_learner(&person.id) }
            };
            self.put_person(&mut row, person, learner.registered, Some(to));
            if has_sessions {
                row.put_text(session.name.clone(), rank(session));
            }
            row.put(CellModel::Bar(Some(learner.progress)));
            row.put(CellModel::Percent(learner.score));
            row.put_time(learner.seconds, learner.started);
            row.put(CellModel::Moment(learner.last_activity));
            RowModel { is_past: !learner.registered, ..row.named(&person.name()) }
        };
        let rows = in_order(rows, |a, b| a.person.places().cmp(&b.person.places())).map(row).collect();
        TableModel { columns, rows, ..self.table_of_learners() }
    }

    /// Detailed results on a block: what there is depends on what it is.
    fn block(&self, block: &BlockItem, rows: &[BlockRow]) -> TableModel {
        let is_classroom = block.kind == BlockKind::Classroom;
        let mut columns = self.person_columns().to_vec();
        if !is_classroom {
            columns.push(self.number("attempts", "training.attempts", "training.attempts-help", 6.0));
        }
        columns.push(self.bar("progress", "training.progress", "training.block-progress-help"));
        if is_classroom {
            // Columns of slots have their places as names.
            const NAMES: [&str; 12] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12"];
            columns.extend(block.slots.iter().zip(NAMES).map(|((title, seconds), name)| {
                let duration = seconds.map(|seconds| self.locale.duration_bare(seconds)).unwrap_or_default();
                let label = if duration.is_empty() { title.clone() } else { format!("{title} ({duration})") };
                ColumnModel { label, ..self.number(name, "training.attendance", "training.slot-help", 9.0) }
            }));
        } else {
            columns.push(self.number("score", "training.score", "training.block-score-help", 6.0));
            columns.push(self.number("time", "training.time", "training.block-time-help", 7.5));
        }
        let shown = columns.len();
        let row = |row_of: &BlockRow| {
            let BlockRow { person, registered, on_block, attendance } = row_of;
            let mut row = RowOf::default();
            let to = TrainingView { part: PagePart::General, ..self.view.with_learner(&person.id) };
            self.put_person(&mut row, person, *registered, Some(TrainingView { block: None, ..to }));
            if !is_classroom {
                row.put(CellModel::Count(u64::from(on_block.attempts)));
            }
            row.put(CellModel::Bar(Some(on_block.progress)));
            if is_classroom {
                for percent in attendance {
                    row.put(CellModel::Percent(*percent));
                }
                row.cells.truncate(shown);
            } else {
                row.put(CellModel::Percent(on_block.score));
                row.put_time(on_block.seconds, on_block.attempts > 0);
            }
            RowModel { is_past: !registered, ..row.named(&person.name()) }
        };
        let rows = in_order(rows, |a, b| a.person.places().cmp(&b.person.places())).map(row).collect();
        TableModel { columns, rows, label: block.title.clone(), ..self.table_of_learners() }
    }

    /// A learner on every block of a session.
    fn learner(
        &self,
        head: &SessionHead,
        row: &LearnerRow,
        on_blocks: &[(OnBlock, Vec<Option<f64>>)],
        page: PageModel,
    ) -> PageModel {
        let LearnerRow { person, learner, .. } = row;
        let columns = vec![
            self.column("block", "training.block", "", 14.0),
            self.column("kind", "training.kind", "", 8.0),
            self.number("attempts", "training.attempts", "training.attempts-help", 6.0),
            self.bar("progress", "training.progress", "training.block-progress-help"),
            self.number("score", "training.score", "training.block-score-help", 6.0),
            self.number("time", "training.time", "training.block-time-help", 7.5),
            self.column("attendance", "training.attendance", "training.slot-help", 13.0),
        ];
        let line = |index: usize| {
            let (block, (on_block, attendance)) = (&head.blocks[index], &on_blocks[index]);
            let mut row = RowOf::default();
            let name = match &block.course {
                Some(course) => {
                    let to = TrainingView::of(TrainingPage::Course(course.id.clone()));
                    CellModel::Link(block.title.clone(), Some(index as f64), Box::new(to))
                }
                None => CellModel::Name(block.title.clone(), Some(index as f64)),
            };
            row.put(name);
            let kind = match block.kind {
                BlockKind::Course => "training.course",
                BlockKind::Assessment => "training.assessment",
                BlockKind::Classroom => "training.classroom",
                BlockKind::Other => "training.other",
            };
            row.put_text(self.word(kind), None);
            row.put(CellModel::Count(u64::from(on_block.attempts)));
            row.put(CellModel::Bar(Some(on_block.progress)));
            row.put(CellModel::Percent(on_block.score));
            row.put_time(on_block.seconds, on_block.attempts > 0);
            let slots = block.slots.iter().zip(attendance);
            let slots = slots.map(|((title, _), percent)| format!("{title}: {}", self.percent(*percent)));
            row.put_text(self.locale.list(&slots.collect::<Vec<_>>()), None);
            row.named(&block.title)
        };
        let table = self.table("training.blocks", "training.search-blocks", "training.count-blocks");
        let rows = (0..head.blocks.len().min(on_blocks.len())).map(line).collect();
        let time = self.words().duration(learner.started.then_some(learner.seconds));
        let state = match (learner.registered, person.is_deleted) {
            (true, _) => None,
            (_, true) => Some(self.word("training.deleted")),
            _ => Some(self.word("training.unassigned")),
        };
        let about = std::iter::once(head.item.session.name.clone()).chain(state).collect::<Vec<_>>().join(" · ");
        let back = match (&self.view.page, &self.view.session) {
            (TrainingPage::Group(_), _) => {
                (head.item.session.name.clone(), TrainingView { learner: None, sort: None, ..self.view.clone() })
            }
            _ => (self.word("training.individual"), self.view.with_part(PagePart::Learners)),
        };
        let verified = self.word(if learner.verified { "training.yes" } else { "training.no" });
        let none = String::new;
        PageModel {
            title: person.name(),
            about,
            back: Some(back),
            tabs: Vec::new(),
            links: person.has_page.then(|| self.learner_link(person)).into_iter().collect(),
            figures: vec![
                self.figure(
                    "training.progress",
                    "training.own-progress-help",
                    self.percent(Some(learner.progress)),
                    none(),
                ),
                self.figure("training.score", "training.own-score-help", self.percent(learner.score), none()),
                self.figure("training.time", "training.time-help", time, none()),
                self.figure("training.began", "training.began-help", self.moment(learner.start), none()),
                self.figure(
                    "training.last-activity",
                    "training.last-activity-help",
                    self.moment(learner.last_activity),
                    none(),
                ),
                self.figure("training.verified", "training.verified-help", verified, none()),
            ],
            table: Some(Arc::new(TableModel { columns, rows, ..table })),
            ..page
        }
    }

    fn program(&self, program: &Named, sessions: u64, rows: &[LearnerRow], file: Option<&FileChoice>) -> PageModel {
        let parts = [
            (PagePart::General, "training.individual"),
            (PagePart::Dashboard, "training.dashboard"),
            (PagePart::File, "training.file"),
        ];
        let none = || Some([self.word("training.no-results-title"), self.word("training.no-results")]);
        PageModel {
            title: program.name.clone(),
            about: self.locale.count("training.of-sessions", sessions, &[]),
            back: Some((self.word("training.all-sessions"), TrainingView::default())),
            tabs: self.tabs(&parts),
            empty: if file.is_none() && rows.is_empty() { none() } else { None },
            table: (file.is_none() && !rows.is_empty()).then(|| Arc::new(self.learners(rows, true))),
            file: file.map(|file| self.file(file)),
            ..PageModel::default()
        }
    }

    fn groups(&self, rows: &[GroupItem]) -> PageModel {
        let columns = vec![
            self.column("group", "training.group", "", 16.0),
            self.number("level", "training.level-of-group", "training.level-of-group-help", 7.0),
            self.number("sessions", "training.sessions", "training.group-sessions-help", 8.0),
            self.bar("attendance", "training.attendance-rate", "training.attendance-rate-help"),
        ];
        let row = |item: &GroupItem| {
            let mut row = RowOf::default();
            row.put_link(&item.group, TrainingPage::Group);
            row.put(CellModel::Count(u64::from(item.level)));
            row.put(CellModel::Count(item.sessions));
            row.put(CellModel::PartBar(item.attendance));
            row.named(&item.group.name)
        };
        let table = self.table("training.groups", "training.search-groups", "training.count-groups");
        PageModel {
            title: self.word("training.groups"),
            empty: rows.is_empty().then(|| [self.word("training.no-groups-title"), self.word("training.no-groups")]),
            table: (!rows.is_empty())
                .then(|| Arc::new(TableModel { columns, rows: rows.iter().map(row).collect(), ..table })),
            ..PageModel::default()
        }
    }

    fn group_head(&self, group: &Named) -> PageModel {
        let parts = [
            (PagePart::General, "training.additional"),
            (PagePart::Dashboard, "training.dashboard"),
            (PagePart::File, "training.file"),
        ];
        PageModel {
            title: group.name.clone(),
            back: Some((self.word("training.groups"), TrainingView::of(TrainingPage::Groups))),
            tabs: self.tabs(&parts),
            ..PageModel::default()
        }
    }

    fn group_figures(&self, online: Part, [attendance, completion, success]: [Part; 3]) -> Vec<Figure> {
        let share = |part: Part| self.percent(part.share().map(|share| share * 100.0));
        let rate = |label, help, part: Part| self.figure(label, help, share(part), self.words().counted(part));
        let classroom = self.locale.whole(online.whole - online.part);
        let parts = [("online", &*self.locale.whole(online.part)), ("classroom", &*classroom)];
        let blended = self.locale.with("training.blended-note", &parts);
        vec![
            self.figure("training.blended", "training.blended-help", share(online), blended),
            rate("training.attendance-rate", "training.attendance-rate-help", attendance),
            rate("training.completion-rate", "training.completion-rate-help", completion),
            rate("training.success-rate", "training.success-rate-help", success),
        ]
    }

    fn ongoing(&self, first: Month, counts: &[u64; MONTHS]) -> ChartModel {
        self.months(["training.ongoing", "training.ongoing-help"], first, counts)
    }

    /// A bar for each of the twelve months.
    fn months(&self, [title, help]: [&'static str; 2], first: Month, counts: &[u64; MONTHS]) -> ChartModel {
        let bar = |(index, count): (usize, &u64)| {
            let day = first.plus(index as i32).first_day().date();
            let line = (self.word(title), self.locale.whole(*count));
            Bar {
                value: Some(*count as f64),
                label: self.locale.date(day, DateStyle::MonthShort),
                details: Some(Details::new(self.locale.date(day, DateStyle::Month), [line])),
                // The last month is that of the document.
                unfinished: index + 1 == MONTHS,
            }
        };
        let bars = counts.iter().enumerate().map(bar).collect();
        let chart = self.bars(bars, TickUnit::Count, "training.month");
        ChartModel { title: self.word(title), help: self.word(help), chart, key: Vec::new() }
    }

    fn group_sessions(&self, rows: &[(SessionItem, GroupSession)]) -> TableModel {
        let columns = vec![
            self.column("name", "training.session", "", 16.0),
            self.number("learners", "training.learners", "training.group-learners-help", 7.0),
            self.number("attendance", "training.attendance", "training.group-attendance-help", 8.0),
            self.bar("progress", "training.progress", "training.mean-progress-help"),
            self.number("score", "training.score", "training.mean-score-help", 6.0),
        ];
        let row = |(item, figures): &(SessionItem, GroupSession)| {
            let mut row = RowOf::default();
            let to =
                TrainingView { session: Some(item.session.id.clone()), ..TrainingView::of(self.view.page.clone()) };
            row.put_way(&item.session, to);
            row.put(CellModel::Count(figures.attendance.whole));
            row.put(CellModel::Count(figures.attendance.part));
            row.put(CellModel::Bar(figures.progress));
            row.put(CellModel::Percent(figures.score));
            row.named(&item.session.name)
        };
        TableModel { columns, rows: rows.iter().map(row).collect(), ..self.table_of_sessions() }
    }

    fn group_session(&self, group: &Named, session: &SessionItem, rows: &[LearnerRow]) -> PageModel {
        PageModel {
            title: session.session.name.clone(),
            about: format!("{} · {}", group.name, self.dates(session)),
            links: vec![(
                self.word("training.to-session"),
                TrainingView::of(TrainingPage::Session(session.session.id.clone())),
            )],
            back: Some((group.name.clone(), TrainingView::of(self.view.page.clone()))),
            table: Some(Arc::new(self.learners(rows, false))),
            ..PageModel::default()
        }
    }

    fn course_link(&self, course: &Named) -> (String, TrainingView) {
        let words = self.locale.with("training.to-course", &[("course", &course.name)]);
        (words, TrainingView::of(TrainingPage::Course(course.id.clone())))
    }

    fn learner_link(&self, person: &Person) -> (String, TrainingView) {
        let words = self.locale.with("training.to-learner", &[("learner", &person.name())]);
        (words, TrainingView::of(TrainingPage::Learner(person.id.clone())))
    }

    /// The dashboard with its parts.
    fn dashboard(&self) -> PageModel {
        let parts = [
            (PagePart::General, "training.overview"),
            (PagePart::Programs, "training.programs"),
            (PagePart::Courses, "training.courses"),
            (PagePart::Groups, "training.groups"),
            (PagePart::Learners, "training.learners"),
            (PagePart::Questions, "training.questions"),
        ];
        let mut tabs = self.tabs(&parts);
        // A part that the dashboard doesn't have is its first.
        if !tabs.iter().any(|(.., is_current)| *is_current) {
            tabs[0].2 = true;
        }
        let links = vec![(self.word("training.export"), self.to_list(PagePart::File))];
        PageModel { title: self.word("training.dashboard"), tabs, links, ..PageModel::default() }
    }

    /// The figures and the graphs of the dashboard, as far as they are defined of what the page is about.
    fn put_board(&self, page: &mut PageModel, of: Granularity, board: &Board) {
        let Board { totals, first_month, per_month } = board;
        let none = String::new;
        let figure = |label, help, value| self.figure(label, help, value, none());
        let participants = |label, help| figure(label, help, self.locale.whole(totals.participants));
        let mut figures = Vec::new();
        match of {
            Granularity::Platform => {
                figures.push(participants("training.learners", "training.all-learners-help"));
            }
            Granularity::Group => figures.push(participants("training.members", "training.members-help")),
            Granularity::Program => {
                figures.push(participants("training.participants", "training.program-participants-help"));
            }
            Granularity::Course => {
                figures.push(participants("training.participants", "training.course-participants-help"));
            }
            Granularity::Learner | Granularity::Question => {}
        }
        let participation = match of {
            Granularity::Program => Some("training.participation-help"),
            Granularity::Learner => Some("training.own-participation-help"),
            Granularity::Platform | Granularity::Group => Some("training.all-participation-help"),
            Granularity::Course | Granularity::Question => None,
        };
        figures.extend(
            participation.map(|help| figure("training.participation", help, self.percent(totals.participation))),
        );
        let score = match of {
            Granularity::Learner => Some("training.overall-score-help"),
            Granularity::Course => Some("training.course-score-help"),
            Granularity::Platform | Granularity::Group => Some("training.all-scores-help"),
            Granularity::Program | Granularity::Question => None,
        };
        figures.extend(score.map(|help| {
            let answers = self.locale.count("training.of-answers", totals.answers, &[]);
            self.figure("training.overall-score", help, self.percent(totals.score), answers)
        }));
        let time = match of {
            Granularity::Learner => "training.total-time-help",
            Granularity::Program => "training.program-time-help",
            Granularity::Course => "training.course-time-help",
            _ => "training.all-times-help",
        };
        figures.push(figure("training.total-time", time, self.locale.duration(totals.seconds)));
        figures.push(self.figure(
            "training.connections",
            "training.connections-help",
            self.locale.whole(per_month.connections_total()),
            self.word("training.in-twelve-months"),
        ));
        page.figures = figures;
        let participants = ["training.session-participants", "training.session-participants-help"];
        if of != Granularity::Learner {
            page.charts.push(self.months(participants, *first_month, &per_month.session_participants));
        }
        let connections = ["training.connections", "training.connections-per-month-help"];
        page.charts.push(self.months(connections, *first_month, &per_month.connections));
    }

    /// A list of the dashboard.
    fn board_table(&self, of: Granularity, rows: &[BoardRow]) -> TableModel {
        let participants = |help| self.number("participants", "training.participants", help, 8.0);
        let connections = self.number("connections", "training.connections", "training.connections-help", 8.0);
        let time = |help| self.number("time", "training.total-time", help, 8.0);
        let answers = self.number("answers", "training.answers", "training.answers-help", 7.0);
        let score = |help| self.number("score", "training.overall-score", help, 7.0);
        let participation = |help| self.bar("participation", "training.participation", help);
        let mut columns = match of {
            Granularity::Learner => self.person_columns().to_vec(),
            Granularity::Group => vec![
                self.column("group", "training.group", "", 14.0),
                self.number("level", "training.level-of-group", "training.level-of-group-help", 5.0),
            ],
            Granularity::Question => vec![
                self.column("question", "training.question", "training.question-help", 9.0),
                self.column("course", "training.course", "", 14.0),
            ],
            Granularity::Course => vec![self.column("course", "training.course", "", 14.0)],
            Granularity::Program | Granularity::Platform => {
                vec![self.column("program", "training.program", "", 14.0)]
            }
        };
        columns.extend(match of {
            Granularity::Program | Granularity::Platform => vec![
                participants("training.program-participants-help"),
                participation("training.participation-help"),
                connections,
                time("training.program-time-help"),
            ],
            Granularity::Course => vec![
                participants("training.course-participants-help"),
                connections,
                time("training.course-time-help"),
                score("training.course-score-help"),
            ],
            Granularity::Group => vec![
                self.number("members", "training.members", "training.members-help", 7.0),
                participation("training.all-participation-help"),
                connections,
                time("training.all-times-help"),
                score("training.all-scores-help"),
            ],
            Granularity::Learner => vec![
                participation("training.own-participation-help"),
                score("training.overall-score-help"),
                connections,
                time("training.total-time-help"),
            ],
            Granularity::Question => vec![answers, score("training.question-score-help")],
        });
        let names: Vec<&'static str> = columns.iter().map(|column| column.name).collect();
        let line = |made: &BoardRow| {
            let BoardRow { named, person, question, level, totals } = made;
            let mut row = RowOf::default();
            let dashboard = |page| TrainingView::of(page).with_part(PagePart::Dashboard);
            for name in &names {
                match (*name, person) {
                    ("first", Some(person)) => {
                        let to = TrainingView::of(TrainingPage::Learner(person.id.clone()));
                        self.put_person(&mut row, person, !person.is_deleted, Some(to));
                    }
                    // Was put with the first name.
                    ("last", _) => {}
                    ("group", _) => {
                        let to = dashboard(TrainingPage::Group(named.id.clone()));
                        row.put_way(named, to);
                    }
                    ("program", _) => {
                        let to = dashboard(TrainingPage::Program(named.id.clone()));
                        row.put_way(named, to);
                    }
                    ("course", _) => row.put_link(named, TrainingPage::Course),
                    // By number, where ids are whole numbers: reading any number would bring a table of 10 KiB with it.
                    ("question", _) => {
                        let number = question.parse::<u32>().ok().map(f64::from);
                        row.put(CellModel::Name(question.clone(), number));
                    }
                    ("level", _) => row.put(CellModel::Count(u64::from(*level))),
                    ("participants" | "members", _) => row.put(CellModel::Count(totals.participants)),
                    ("participation", _) => row.put(CellModel::Bar(totals.participation)),
                    ("connections", _) => row.put(CellModel::Count(totals.connections)),
                    ("time", _) => row.put_time(totals.seconds, true),
                    ("answers", _) => row.put(CellModel::Count(totals.answers)),
                    _ => row.put(CellModel::Percent(totals.score)),
                }
            }
            let person = person.as_ref().map(Person::name).unwrap_or_default();
            row.named(&format!("{}{person}", named.name))
        };
        let places = |row: &BoardRow| row.person.as_ref().map(Person::places);
        let rows = in_order(rows, |a, b| places(a).cmp(&places(b))).map(line).collect();
        let table = match of {
            Granularity::Platform | Granularity::Program => {
                self.table("training.programs", "training.search-programs", "training.count-programs")
            }
            Granularity::Course => self.table("training.courses", "training.search-courses", "training.count-courses"),
            Granularity::Group => self.table("training.groups", "training.search-groups", "training.count-groups"),
            Granularity::Learner => self.table_of_learners(),
            Granularity::Question => {
                self.table("training.questions", "training.search-courses", "training.count-questions")
            }
        };
        TableModel { columns, rows, ..table }
    }

    /// The file of the dashboard, above it: for what it has rows, and what narrows it.
    fn board_file(&self, board: &Board, file: &BoardFile) -> PageModel {
        let option = |granularity: &Granularity| {
            let words = self.word(match granularity {
                Granularity::Platform => "training.by-platform",
                Granularity::Group => "training.group",
                Granularity::Program => "training.program",
                Granularity::Course => "training.course",
                Granularity::Learner => "training.learner",
                Granularity::Question => "training.question",
            });
            (words, TrainingView { granularity: *granularity, ..self.view.clone() })
        };
        let place = Granularity::ALL.iter().position(|granularity| *granularity == file.granularity);
        let mut page = self.dashboard();
        self.put_board(&mut page, Granularity::Platform, board);
        PageModel {
            choices: vec![ChoiceModel {
                label: self.word("training.granularity"),
                options: Granularity::ALL.iter().map(option).collect(),
                current: place.unwrap_or(0),
                is_menu: true,
            }],
            file: Some(FileModel {
                title: option(&file.granularity).0,
                about: self.word("training.export-text"),
                table: Some(file.table.clone()),
                ..self.file_model(&file.groups, &file.members, file.table.rows.len() as u64)
            }),
            ..page
        }
    }

    fn learner_page(
        &self,
        person: &Person,
        has_external: bool,
        board: Option<&Board>,
        sessions: &[LearnerRow],
        external: &[ExternalRow],
    ) -> PageModel {
        let parts = [(PagePart::General, "training.overview"), (PagePart::External, "training.external")];
        let mut page = PageModel {
            title: person.name(),
            about: if person.is_deleted { self.word("training.deleted") } else { String::new() },
            back: Some((self.word("training.learners"), self.to_list(PagePart::Learners))),
            tabs: if has_external { self.tabs(&parts) } else { Vec::new() },
            ..PageModel::default()
        };
        match board {
            Some(board) => {
                self.put_board(&mut page, Granularity::Learner, board);
                if sessions.is_empty() {
                    page.empty = Some([self.word("training.empty-title"), self.word("training.no-sessions")]);
                } else {
                    page.table = Some(Arc::new(self.sessions_of_learner(sessions)));
                }
            }
            None => self.put_external(&mut page, external, [false, true, true]),
        }
        page
    }

    /// What became of a learner in each session.
    fn sessions_of_learner(&self, rows: &[LearnerRow]) -> TableModel {
        let columns = vec![
            self.column("session", "training.session", "", 14.0),
            self.column("state", "training.state", "training.registration-help", 8.0),
            self.bar("progress", "training.progress", "training.own-progress-help"),
            self.number("score", "training.score", "training.own-score-help", 6.0),
            self.number("time", "training.time", "training.time-help", 7.5),
            self.column("last-activity", "training.last-activity", "training.last-activity-help", 11.0),
        ];
        let row = |LearnerRow { person, session, learner }: &LearnerRow| {
            let mut row = RowOf::default();
            let to = TrainingView::of(TrainingPage::Session(session.id.clone()));
            let to = if learner.started { to.with_learner(&person.id) } else { to };
            row.put_way(session, to);
            let state = if learner.registered { "training.is-registered" } else { "training.unassigned" };
            row.put_text(self.word(state), Some(f64::from(u8::from(learner.registered))));
            row.put(CellModel::Bar(Some(learner.progress)));
            row.put(CellModel::Percent(learner.score));
            row.put_time(learner.seconds, learner.started);
            row.put(CellModel::Moment(learner.last_activity));
            RowModel { is_past: !learner.registered, ..row.named(&session.name) }
        };
        // The latest activity first.
        let rows = in_order(rows, |a, b| b.learner.last_activity.cmp(&a.learner.last_activity)).map(row).collect();
        TableModel { columns, rows, ..self.table_of_sessions() }
    }

    fn course(
        &self,
        course: &Named,
        is_external: bool,
        board: Option<&Board>,
        questions: &[BoardRow],
        external: &[ExternalRow],
    ) -> PageModel {
        let parts = [(PagePart::General, "training.overview"), (PagePart::External, "training.external")];
        let mut page = PageModel {
            title: course.name.clone(),
            about: if is_external { self.word("training.is-external") } else { String::new() },
            back: Some((self.word("training.courses"), self.to_list(PagePart::Courses))),
            tabs: if is_external { self.tabs(&parts) } else { Vec::new() },
            ..PageModel::default()
        };
        match board {
            Some(board) => {
                self.put_board(&mut page, Granularity::Course, board);
                if !questions.is_empty() {
                    let mut table = self.board_table(Granularity::Question, questions);
                    let course = table.columns.iter().position(|column| column.name == "course");
                    if let Some(course) = course {
                        table.columns.remove(course);
                        for (row, made) in table.rows.iter_mut().zip(questions) {
                            row.cells.remove(course);
                            row.searched = names::fold(&made.question);
                        }
                    }
                    table.search_label = self.word("training.search-questions");
                    page.table = Some(Arc::new(table));
                }
            }
            None => self.put_external(&mut page, external, [true, false, true]),
        }
        page
    }

    /// A list of the dashboard.
    fn to_list(self, part: PagePart) -> TrainingView {
        TrainingView::of(TrainingPage::Dashboard).with_part(part)
    }

    /// Attempts on external courses, with learner, course and session where the page isn't about that alone.
    fn put_external(&self, page: &mut PageModel, rows: &[ExternalRow], shown: [bool; 3]) {
        if rows.is_empty() {
            page.empty = Some([self.word("training.nothing-title"), self.word("training.no-external")]);
            return;
        }
        let [has_person, has_course, has_session] = shown;
        let mut columns = Vec::new();
        if has_person {
            columns.extend(self.person_columns());
        }
        columns.extend(has_course.then(|| self.column("course", "training.course", "", 12.0)));
        columns.extend([
            self.column("start", "training.began", "training.external-start-help", 12.5),
            self.number("time", "training.time", "training.external-time-help", 6.5),
            self.column("why", "training.why", "training.why-help", 22.0),
            self.number("progress", "training.progress", "training.external-progress-help", 6.0),
            self.column("result", "training.result", "training.result-help", 7.0),
            self.column("completed", "training.completed-at", "training.completed-at-help", 12.5),
            self.column("platform", "training.platform", "training.platform-help", 6.5),
        ]);
        columns.extend(has_session.then(|| self.column("session", "training.session", "training.access-help", 11.0)));
        let row = |made: &ExternalRow| {
            let ExternalRow { person, course, session, .. } = made;
            let mut row = RowOf::default();
            if has_person {
                let to = || TrainingView::of(TrainingPage::Learner(person.id.clone()));
                self.put_person(&mut row, person, !person.is_deleted, person.has_page.then(to));
            }
            if has_course && course.id.is_empty() {
                row.put_text(course.name.clone(), rank(course));
            } else if has_course {
                row.put_link(course, TrainingPage::Course);
            }
            row.put(CellModel::Moment(Some(made.started_at)));
            row.put_time(made.seconds, made.completed_at.is_some());
            row.put_text(self.why(&made.reason), None);
            row.put(CellModel::Percent(Some(made.progress)));
            let (result, place) = match (made.outcome, made.state) {
                (Some(Outcome::Success), _) => ("training.success", 3.0),
                (Some(Outcome::Failed), _) => ("training.result-failed", 2.0),
                (None, State::Completed) => ("training.left", 1.0),
                (None, State::Open) => ("training.open", 0.0),
            };
            row.put_text(self.word(result), Some(place));
            row.put(CellModel::Moment(made.completed_at));
            let platform = if made.is_mobile { "training.mobile" } else { "training.web" };
            row.put_text(self.word(platform), Some(f64::from(u8::from(made.is_mobile))));
            if has_session {
                let of_session = |id: &str| TrainingView::of(TrainingPage::Session(id.to_owned()));
                match session {
                    Some(session) => row.put_way(session, of_session(&session.id).with_part(PagePart::External)),
                    None => row.put_text(self.word("training.open-access"), Some(-1.0)),
                }
            }
            row.named(&format!("{} {}", person.name(), course.name))
        };
        // Those of one learner keep the order that they have.
        let made = in_order(rows, |a, b| a.person.places().cmp(&b.person.places())).map(row).collect();
        let table = self.table("training.external", "filter.search", "training.count-attempts");
        page.table = Some(Arc::new(TableModel { columns, rows: made, ..table }));
    }

    fn why(&self, reason: &Reason) -> String {
        match reason {
            Reason::Open => self.word("training.why-open"),
            Reason::Elapsed => self.word("training.why-elapsed"),
            Reason::Capped(seconds) => {
                self.locale.with("training.why-capped", &[("time", &self.locale.duration_bare(*seconds))])
            }
            Reason::NoStart => self.word("training.why-no-start"),
            Reason::BeforeTimes => self.word("training.why-before"),
            Reason::Left => self.word("training.why-left"),
        }
    }

    /// What a file can be narrowed by, and how many rows that leaves.
    fn file_model(&self, groups: &[Named], members: &[Person], rows: u64) -> FileModel {
        let member = members.iter().find(|person| Some(&person.id) == self.view.member.as_ref());
        let mut members: Vec<&Person> = members.iter().collect();
        members.sort_by_key(|person| (person.last_rank, person.first_rank));
        let mut groups: Vec<&Named> = groups.iter().collect();
        groups.sort_by_key(|group| group.rank);
        FileModel {
            title: String::new(),
            about: String::new(),
            count: self.locale.count("training.count-rows", rows, &[]),
            columns: Vec::new(),
            table: None,
            groups: groups.into_iter().map(|group| (group.id.clone(), group.name.clone())).collect(),
            members: members.into_iter().map(|person| (person.id.clone(), person.name())).collect(),
            member: member.map(Person::name).unwrap_or_default(),
        }
    }

    fn file(&self, file: &FileChoice) -> FileModel {
        let column = |(column, heading): &(FileColumn, String)| {
            (column.clone(), heading.clone(), !self.view.without.contains(heading))
        };
        FileModel {
            title: self.word("training.results"),
            about: self.word("training.file-text"),
            columns: file.columns.iter().map(column).collect(),
            ..self.file_model(&file.groups, &file.members, file.rows)
        }
    }
}
