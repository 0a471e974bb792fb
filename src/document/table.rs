//! An event table, read straight into columns: no struct per row. A table stands in the document
//! as an array of rows or as an object of arrays; both end here as the same columns, with what is
//! missing or unusable marked in them, since ids can only be checked when the whole document is read.

use super::{
    error::Refusal,
    json::{Cursor, Position, Step, Stop},
    moment::{Clock, moment_of_unix_seconds, parse_moment, parse_unix_seconds},
    record::Node,
};
use crate::{dataset::Interner, units::Moment};

/// A moment that is there and is none.
pub(super) const BAD_MOMENT: Moment = Moment::MIN;
/// A moment that is missing.
const NO_MOMENT: Moment = Moment::AFTER_MIN;

/// A moment of a column, where it is there and is one.
pub(super) fn known(moment: Moment) -> Option<Moment> {
    (moment != NO_MOMENT && moment != BAD_MOMENT).then_some(moment)
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// An id, numbered by the pool of this index.
    Id(usize),
    Moment,
    Number,
    Text,
    NumberOrText,
    Flag,
}

/// Whether a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Required,
    /// The key must be there, its value may be null.
    Nullable,
    Optional,
}

/// A field of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub kind: FieldKind,
    presence: Presence,
}

impl Field {
    pub const fn required(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, presence: Presence::Required }
    }

    pub const fn nullable(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, presence: Presence::Nullable }
    }

    pub const fn optional(name: &'static str, kind: FieldKind) -> Self {
        Self { name, kind, presence: Presence::Optional }
    }

    fn expected(&self) -> &'static str {
        match self.kind {
            FieldKind::Id(_) => "a string or an integer",
            FieldKind::Moment => "an RFC 3339 moment or integer Unix seconds",
            FieldKind::Number => "a number",
            FieldKind::Text => "a string",
            FieldKind::NumberOrText => "a number or a string",
            FieldKind::Flag => "true or false",
        }
    }
}

/// A table of the document.
#[derive(Debug)]
pub(super) struct TableShape {
    pub name: &'static str,
    /// Whether it may be an object of columns too.
    pub has_columns: bool,
    pub fields: &'static [Field],
}

/// A number or a word, such as the value of a grade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    None,
    Number(f64),
    /// By its number in [`Pools::texts`].
    Text(u32),
}

/// A column; what is missing is marked in it.
#[derive(Clone, Debug)]
enum Column {
    Ids(Vec<u32>),
    Moments(Vec<Moment>),
    /// NaN where missing.
    Numbers(Vec<f64>),
    /// `u32::MAX` where missing.
    Texts(Vec<u32>),
    Values(Vec<Value>),
    Flags(Vec<Option<bool>>),
}

impl Column {
    fn new(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Id(_) => Self::Ids(Vec::new()),
            FieldKind::Moment => Self::Moments(Vec::new()),
            FieldKind::Number => Self::Numbers(Vec::new()),
            FieldKind::Text => Self::Texts(Vec::new()),
            FieldKind::NumberOrText => Self::Values(Vec::new()),
            FieldKind::Flag => Self::Flags(Vec::new()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Ids(column) | Self::Texts(column) => column.len(),
            Self::Moments(column) => column.len(),
            Self::Numbers(column) => column.len(),
            Self::Values(column) => column.len(),
            Self::Flags(column) => column.len(),
        }
    }

    fn truncate(&mut self, length: usize) {
        match self {
            Self::Ids(column) | Self::Texts(column) => column.truncate(length),
            Self::Moments(column) => column.truncate(length),
            Self::Numbers(column) => column.truncate(length),
            Self::Values(column) => column.truncate(length),
            Self::Flags(column) => column.truncate(length),
        }
    }

    /// Makes room for so many values at once.
    fn reserve(&mut self, count: usize) {
        match self {
            Self::Ids(column) | Self::Texts(column) => column.reserve(count),
            Self::Moments(column) => column.reserve(count),
            Self::Numbers(column) => column.reserve(count),
            Self::Values(column) => column.reserve(count),
            Self::Flags(column) => column.reserve(count),
        }
    }

    /// Fills with missing values up to `length`.
    fn pad(&mut self, length: usize) {
        match self {
            Self::Ids(column) | Self::Texts(column) => column.resize(length, u32::MAX),
            Self::Moments(column) => column.resize(length, NO_MOMENT),
            Self::Numbers(column) => column.resize(length, f64::NAN),
            Self::Values(column) => column.resize(length, Value::None),
            Self::Flags(column) => column.resize(length, None),
        }
    }
}

/// The ids and words that tables name.
#[derive(Debug, Default)]
pub(super) struct Pools {
    /// By the index of [`FieldKind::Id`].
    pub ids: Vec<Interner>,
    pub texts: Interner,
    clock: Clock,
}

impl Pools {
    /// `ids` empty pools of ids.
    pub fn new(ids: usize) -> Self {
        Self { ids: vec![Interner::default(); ids], texts: Interner::default(), clock: Clock::default() }
    }
}

/// Why a value could not be taken.
enum Misfit {
    Stop(Stop),
    /// A value of the wrong JSON type.
    Type(String),
    Null,
}

impl From<Stop> for Misfit {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// What a step of reading ended with.
pub(super) enum Ended {
    Stop(Stop),
    Refused(Refusal),
}

impl From<Stop> for Ended {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Refusal> for Ended {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The form that a table has in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Rows,
    Columns,
}

/// Where in an object of columns reading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    /// Before a name.
    Name,
    /// Among the values of this column.
    Values(usize),
    /// Behind a member.
    End,
}

/// A table as far as it was read.
#[derive(Debug)]
pub(super) struct Table {
    pub shape: &'static TableShape,
    form: Form,
    columns: Vec<Column>,
    /// In columns form: which columns the document has.
    present: u32,
    /// In columns form: where in the object reading stands.
    member: Member,
    rows: usize,
}

impl Table {
    pub fn new(shape: &'static TableShape) -> Self {
        let columns = shape.fields.iter().map(|field| Column::new(field.kind)).collect();
        Self { shape, form: Form::Rows, columns, present: 0, member: Member::Name, rows: 0 }
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// JSON pointer to a field of a row, in the form that the document has.
    pub fn place(&self, row: usize, field: usize) -> String {
        let (table, field) = (self.shape.name, self.shape.fields[field].name);
        match self.form {
            Form::Rows => format!("/{table}/{row}/{field}"),
            Form::Columns => format!("/{table}/{field}/{row}"),
        }
    }

    pub fn ids(&self, field: usize) -> &[u32] {
        match &self.columns[field] {
            Column::Ids(column) => column,
            _ => unreachable!("the column holds no ids"),
        }
    }

    pub fn moments(&self, field: usize) -> &[Moment] {
        match &self.columns[field] {
            Column::Moments(column) => column,
            _ => unreachable!("the column holds no moments"),
        }
    }

    pub fn numbers(&self, field: usize) -> &[f64] {
        match &self.columns[field] {
            Column::Numbers(column) => column,
            _ => unreachable!("the column holds no numbers"),
        }
    }

    pub fn texts(&self, field: usize) -> &[u32] {
        match &self.columns[field] {
            Column::Texts(column) => column,
            _ => unreachable!("the column holds no texts"),
        }
    }

    pub fn values(&self, field: usize) -> &[Value] {
        match &self.columns[field] {
            Column::Values(column) => column,
            _ => unreachable!("the column holds no values"),
        }
    }

    pub fn flags(&self, field: usize) -> &[Option<bool>] {
        match &self.columns[field] {
            Column::Flags(column) => column,
            _ => unreachable!("the column holds no flags"),
        }
    }

    /// Begins the table's value; the cursor stands before it. True: rows or columns follow.
    pub fn begin(&mut self, cursor: &mut Cursor) -> Result<bool, Ended> {
        let (form, close) = match cursor.peek()? {
            b'[' => (Form::Rows, b']'),
            b'{' if self.shape.has_columns => (Form::Columns, b'}'),
            b'n' => {
                cursor.literal("null")?;
                return Ok(false);
            }
            _ => {
                let found = describe(cursor)?;
                let pointer = format!("/{}", self.shape.name);
                let expected =
                    if self.shape.has_columns { "an array of rows or an object of columns" } else { "an array" };
                return Err(Refusal::new(pointer, found, expected).into());
            }
        };
        cursor.take();
        let more = cursor.peek()? != close;
        if !more {
            cursor.take();
        }
        self.form = form;
        if form == Form::Columns && !more {
            self.finish_columns()?;
        }
        Ok(more)
    }

    /// Reads rows, or values of columns, until the table has ended (true) or bytes are missing.
    /// `keep` is told each place from which reading can go on.
    pub fn read(&mut self, cursor: &mut Cursor, pools: &mut Pools, keep: &mut Position) -> Result<(), Ended> {
        match self.form {
            Form::Rows => loop {
                self.rows_loop(cursor, pools, keep);
                // The row that was none of those is read anew.
                cursor.go_back(*keep);
                for column in &mut self.columns {
                    column.truncate(self.rows);
                }
                let row = self.row(cursor, pools);
                let more = row.and_then(|()| Ok(cursor.another(b']', "\",\" or \"]\"")?));
                match more {
                    Ok(more) => {
                        self.rows += 1;
                        *keep = cursor.position();
                        if !more {
                            return Ok(());
                        }
                    }
                    Err(ended) => {
                        for column in &mut self.columns {
                            column.truncate(self.rows);
                        }
                        return Err(ended);
                    }
                }
            },
            Form::Columns => loop {
                match self.member {
                    Member::Name => {
                        self.member = self.column_start(cursor)?.map_or(Member::End, Member::Values);
                        *keep = cursor.position();
                    }
                    Member::Values(field) => {
                        self.column(field, cursor, pools, keep)?;
                        self.member = Member::End;
                    }
                    Member::End => {
                        let more = cursor.another(b'}', "\",\" or \"}\"")?;
                        *keep = cursor.position();
                        if !more {
                            return Ok(self.finish_columns()?);
                        }
                        self.member = Member::Name;
                    }
                }
            },
        }
    }

    fn row(&mut self, cursor: &mut Cursor, pools: &mut Pools) -> Result<(), Ended> {
        if cursor.peek()? != b'{' {
            let found = describe(cursor)?;
            return Err(Refusal::new(format!("/{}/{}", self.shape.name, self.rows), found, "an object").into());
        }
        cursor.take();
        let fields = self.shape.fields;
        let mut seen = 0_u32;
        let mut next = 0;
        let mut more = cursor.peek()? != b'}';
        if !more {
            cursor.take();
        }
        while more {
            // Rows mostly have their fields in one order.
            let field = match fields.get(next) {
                Some(field) if cursor.is_name(field.name) => Some(next),
                _ => {
                    let name = cursor.name()?;
                    fields.iter().position(|field| field.name == name)
                }
            };
            match field {
                Some(field) => {
                    next = field + 1;
                    if seen & (1 << field) != 0 {
                        // Of several values of one name the last counts.
                        self.columns[field].truncate(self.rows);
                    }
                    seen |= 1 << field;
                    self.value(field, cursor, pools)?;
                }
                None => cursor.skip()?,
            }
            more = cursor.another(b'}', "\",\" or \"}\"")?;
        }
        if seen.count_ones() as usize != fields.len() {
            for (index, field) in fields.iter().enumerate() {
                if seen & (1 << index) == 0 {
                    if field.presence != Presence::Optional {
                        return Err(Refusal::new(self.place(self.rows, index), "nothing", field.expected()).into());
                    }
                    self.columns[index].pad(self.rows + 1);
                }
            }
        }
        Ok(())
    }

    /// Rows from here on that are written in the way in which nearly all are: the fields in their order without
    /// white space, values as those of [`Self::plain_values`], and behind the row a comma and at most a line's end.
    #[inline(never)]
    fn rows_loop(&mut self, cursor: &mut Cursor, pools: &mut Pools, keep: &mut Position) {
        let fields = self.shape.fields;
        while cursor.take_if(b'{') {
            let mut index = 0;
            while let (Some(field), Some(column)) = (fields.get(index), self.columns.get_mut(index)) {
                index += 1;
                let end = if index == fields.len() { b'}' } else { b',' };
                if !cursor.is_name(field.name)
                    || !plain_value(field.kind, column, cursor, pools)
                    || !cursor.take_if(end)
                {
                    return;
                }
            }
            if !cursor.take_if(b',') {
                return;
            }
            cursor.take_line_end();
            self.rows += 1;
            *keep = cursor.position();
        }
    }

    /// The name of a column and its opening bracket. None: a member that is passed over.
    fn column_start(&mut self, cursor: &mut Cursor) -> Result<Option<usize>, Ended> {
        let name = cursor.name()?;
        let Some(field) = self.shape.fields.iter().position(|field| field.name == name) else {
            cursor.skip()?;
            return Ok(None);
        };
        match cursor.peek()? {
            b'[' => {
                cursor.take();
                let more = cursor.peek()? != b']';
                if !more {
                    cursor.take();
                }
                self.columns[field].truncate(0);
                // All columns are as long as the one that came first: nothing is copied while they grow.
                let rows = self.columns.iter().map(Column::len).max().unwrap_or(0);
                self.columns[field].reserve(rows);
                self.present |= 1 << field;
                Ok(more.then_some(field))
            }
            b'n' => {
                cursor.literal("null")?;
                self.columns[field].truncate(0);
                self.present &= !(1 << field);
                Ok(None)
            }
            _ => {
                let found = describe(cursor)?;
                let pointer = format!("/{}/{name}", self.shape.name);
                Err(Refusal::new(pointer, found, "an array").into())
            }
        }
    }

    /// The values of a column from where reading stands to its closing bracket.
    fn column(
        &mut self,
        field: usize,
        cursor: &mut Cursor,
        pools: &mut Pools,
        keep: &mut Position,
    ) -> Result<(), Ended> {
        loop {
            self.plain_values(field, cursor, pools);
            *keep = cursor.position();
            let length = self.columns[field].len();
            let value = self.value(field, cursor, pools);
            match value.and_then(|()| Ok(cursor.another(b']', "\",\" or \"]\"")?)) {
                Ok(true) => *keep = cursor.position(),
                Ok(false) => {
                    *keep = cursor.position();
                    return Ok(());
                }
                Err(ended) => {
                    self.columns[field].truncate(length);
                    return Err(ended);
                }
            }
        }
    }

    /// The values from here on that are written in the way in which nearly all are: short integers,
    /// and moments to the second in UTC, each with a comma behind it.
    fn plain_values(&mut self, field: usize, cursor: &mut Cursor, pools: &mut Pools) {
        match &mut self.columns[field] {
            Column::Ids(column) => {
                let FieldKind::Id(pool) = self.shape.fields[field].kind else { unreachable!("ids are ids") };
                ids_loop(column, cursor, &mut pools.ids[pool]);
            }
            Column::Moments(column) => moments_loop(column, cursor, &mut pools.clock),
            Column::Numbers(column) => numbers_loop(column, cursor),
            Column::Values(column) => {
                while let Some(integer) = cursor.short_integer_item() {
                    column.push(Value::Number(integer as f64));
                }
            }
            Column::Texts(_) | Column::Flags(_) => {}
        }
    }

    /// One value, put at the end of its column.
    fn value(&mut self, field: usize, cursor: &mut Cursor, pools: &mut Pools) -> Result<(), Ended> {
        let read = match &mut self.columns[field] {
            Column::Ids(column) => {
                let FieldKind::Id(pool) = self.shape.fields[field].kind else { unreachable!("ids are ids") };
                id(cursor, &mut pools.ids[pool]).map(|id| column.push(id))
            }
            Column::Moments(column) => moment(cursor, &mut pools.clock).map(|moment| column.push(moment)),
            Column::Numbers(column) => number(cursor).map(|number| column.push(number)),
            Column::Texts(column) => text(cursor, &mut pools.texts).map(|text| column.push(text)),
            Column::Values(column) => value(cursor, &mut pools.texts).map(|value| column.push(value)),
            Column::Flags(column) => flag(cursor).map(|flag| column.push(Some(flag))),
        };
        match read {
            Ok(()) => Ok(()),
            Err(Misfit::Stop(stop)) => Err(stop.into()),
            Err(Misfit::Null) if self.shape.fields[field].presence != Presence::Required => {
                let length = self.columns[field].len();
                self.columns[field].pad(length + 1);
                Ok(())
            }
            Err(misfit) => {
                let found = if let Misfit::Type(found) = misfit { found } else { "null".to_owned() };
                let row = if self.form == Form::Rows { self.rows } else { self.columns[field].len() };
                Err(Refusal::new(self.place(row, field), found, self.shape.fields[field].expected()).into())
            }
        }
    }

    /// All columns are there and of one length.
    fn finish_columns(&mut self) -> Result<(), Refusal> {
        self.rows = self.columns.iter().map(Column::len).max().unwrap_or(0);
        for (index, field) in self.shape.fields.iter().enumerate() {
            let pointer = || format!("/{}/{}", self.shape.name, field.name);
            if self.present & (1 << index) == 0 {
                if field.presence != Presence::Optional {
                    return Err(Refusal::new(pointer(), "nothing", "a column"));
                }
                self.columns[index].pad(self.rows);
            } else if self.columns[index].len() < self.rows {
                let found = format!("{} values", self.columns[index].len());
                return Err(Refusal::new(pointer(), found, format!("{} values, as in the longest column", self.rows)));
            }
        }
        Ok(())
    }
}

// Most values of a document go through the loops that follow. Each is a function of its own, because a browser
// compiles a small function to its best long before a large one, and takes the better code at the next call. What is
// called a loop stays a function when the program is made small, see `.ci/parts.mjs`.

#[inline(never)]
fn ids_loop(column: &mut Vec<u32>, cursor: &mut Cursor, pool: &mut Interner) {
    put_together(column, 0, || cursor.short_integer_item().map(|integer| pool.intern_integer(integer)));
}

#[inline(never)]
fn moments_loop(column: &mut Vec<Moment>, cursor: &mut Cursor, clock: &mut Clock) {
    put_together(column, BAD_MOMENT, || match cursor.short_integer_item() {
        Some(integer) => Some(moment_of_integer(integer)),
        None => cursor.string_of_20_item(|text| clock.read(text)),
    });
}

#[inline(never)]
fn numbers_loop(column: &mut Vec<f64>, cursor: &mut Cursor) {
    put_together(column, 0.0, || cursor.short_integer_item().map(|integer| integer as f64));
}

/// A value of a row, put at the end of its column. False: it is written in another way.
#[inline(always)]
fn plain_value(kind: FieldKind, column: &mut Column, cursor: &mut Cursor, pools: &mut Pools) -> bool {
    if let (Column::Moments(column), Some(moment)) = (&mut *column, cursor.string_of_20(|text| pools.clock.read(text)))
    {
        column.push(moment);
        return true;
    }
    let Some(integer) = cursor.short_integer() else { return false };
    match column {
        Column::Ids(column) => {
            let FieldKind::Id(pool) = kind else { unreachable!("ids are ids") };
            column.push(pools.ids[pool].intern_integer(integer));
        }
        Column::Moments(column) => column.push(moment_of_integer(integer)),
        Column::Numbers(column) => column.push(integer as f64),
        Column::Values(column) => column.push(Value::Number(integer as f64)),
        Column::Texts(_) | Column::Flags(_) => return false,
    }
    true
}

/// Puts values at the end of a column, a block at a time.
#[inline(always)]
fn put_together<T: Copy>(column: &mut Vec<T>, empty: T, mut next: impl FnMut() -> Option<T>) {
    const BLOCK: usize = 256;
    let mut block = [empty; BLOCK];
    let mut count = 0;
    while let Some(value) = next() {
        block[count] = value;
        count += 1;
        if count == BLOCK {
            column.extend_from_slice(&block);
            count = 0;
        }
    }
    column.extend_from_slice(&block[..count]);
}

/// What the cursor stands before, in words.
fn describe(cursor: &mut Cursor) -> Step<String> {
    Node::read(cursor).map(|node| node.words())
}

fn misfit(cursor: &mut Cursor) -> Misfit {
    match describe(cursor) {
        Ok(found) => Misfit::Type(found),
        Err(stop) => Misfit::Stop(stop),
    }
}

fn null(cursor: &mut Cursor) -> Misfit {
    match cursor.literal("null") {
        Ok(()) => Misfit::Null,
        Err(stop) => Misfit::Stop(stop),
    }
}

fn id(cursor: &mut Cursor, pool: &mut Interner) -> Result<u32, Misfit> {
    if let Some(integer) = cursor.short_integer() {
        return Ok(pool.intern_integer(integer));
    }
    match cursor.peek()? {
        b'"' => Ok(pool.intern(&cursor.string()?)),
        b'-' | b'0'..=b'9' => {
            let number = cursor.number()?;
            match number.text {
                "-0" => Ok(pool.intern("0")),
                digits if number.is_integer => Ok(pool.intern(digits)),
                _ => Err(Misfit::Type(Node::Number(number).words())),
            }
        }
        b'n' => Err(null(cursor)),
        _ => Err(misfit(cursor)),
    }
}

#[inline(always)]
fn moment_of_integer(integer: u64) -> Moment {
    i64::try_from(integer).ok().and_then(moment_of_unix_seconds).unwrap_or(BAD_MOMENT)
}

fn moment(cursor: &mut Cursor, clock: &mut Clock) -> Result<Moment, Misfit> {
    if let Some(moment) = cursor.string_of_20(|text| clock.read(text)) {
        return Ok(moment);
    }
    if let Some(integer) = cursor.short_integer() {
        return Ok(moment_of_integer(integer));
    }
    match cursor.peek()? {
        b'"' => Ok(parse_moment(&cursor.string()?).unwrap_or(BAD_MOMENT)),
        b'-' | b'0'..=b'9' => {
            let number = cursor.number()?;
            if number.is_integer {
                Ok(parse_unix_seconds(number.text).unwrap_or(BAD_MOMENT))
            } else {
                Err(Misfit::Type(Node::Number(number).words()))
            }
        }
        b'n' => Err(null(cursor)),
        _ => Err(misfit(cursor)),
    }
}

fn number(cursor: &mut Cursor) -> Result<f64, Misfit> {
    if let Some(integer) = cursor.short_integer() {
        return Ok(integer as f64);
    }
    match cursor.peek()? {
        b'-' | b'0'..=b'9' => Ok(cursor.number()?.to_f64()),
        b'n' => Err(null(cursor)),
        _ => Err(misfit(cursor)),
    }
}

fn text(cursor: &mut Cursor, pool: &mut Interner) -> Result<u32, Misfit> {
    match cursor.peek()? {
        b'"' => Ok(pool.intern(&cursor.string()?)),
        b'n' => Err(null(cursor)),
        _ => Err(misfit(cursor)),
    }
}

fn value(cursor: &mut Cursor, pool: &mut Interner) -> Result<Value, Misfit> {
    if let Some(integer) = cursor.short_integer() {
        return Ok(Value::Number(integer as f64));
    }
    match cursor.peek()? {
        b'"' => Ok(Value::Text(pool.intern(&cursor.string()?))),
        b'-' | b'0'..=b'9' => Ok(Value::Number(cursor.number()?.to_f64())),
        b'n' => Err(null(cursor)),
        _ => Err(misfit(cursor)),
    }
}

fn flag(cursor: &mut Cursor) -> Result<bool, Misfit> {
    match cursor.peek()? {
        b't' => Ok(cursor.literal("true").map(|()| true)?),
        b'f' => Ok(cursor.literal("false").map(|()| false)?),
        b'n' => Err(null(cursor)),
        _ => Err(misfit(cursor)),
    }
}
