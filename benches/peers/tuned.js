// JavaScript that reads the bytes itself, straight into typed arrays: no string and no object per event. It
// knows documents as they are mostly written: ids are integers, moments are seconds or UTC to the second.

import { bytesOf, courseOf, serve, worthOf } from './common.js';
import { count, details } from './counting.js';

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The columns that are read of each table, with what is in them. */
const TABLES = {
  visits: { studentId: 'id', start: 'moment', seconds: 'number' },
  views: { studentId: 'id', elementId: 'id', at: 'moment', seconds: 'number' },
  completions: { studentId: 'id', elementId: 'id', completedAt: 'moment' },
  grades: { studentId: 'id', elementId: 'id', value: 'value', gradedAt: 'moment' },
  posts: { studentId: 'id', at: 'moment' },
  scorm: { studentId: 'id', elementId: 'id', at: 'moment', seconds: 'number' },
};

const text = new TextDecoder();

/** A typed array that grows. */
class Column {
  values = new Float64Array(1 << 16);
  length = 0;

  push(value) {
    if (this.length === this.values.length) {
      const grown = new Float64Array(this.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length] = value;
    this.length += 1;
  }
}

/** Goes over the bytes of a document. */
class Reader {
  at = 0;
  labels = [];
  /** The date that was read last, as a number, and the second with which it begins. */
  date = -1;
  start = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  /** The next byte that is no white space. */
  peek() {
    while (this.bytes[this.at] <= 0x20) this.at += 1;
    return this.bytes[this.at];
  }

  take(byte) {
    if (this.peek() !== byte) throw new Error(`${String.fromCharCode(byte)} is missing at ${this.at}`);
    this.at += 1;
  }

  /** Passes over a comma, or over the end, which it says. */
  ends(close) {
    const byte = this.peek();
    this.at += 1;
    if (byte !== COMMA && byte !== close) throw new Error(`unexpected byte at ${this.at}`);
    return byte === close;
  }

  skipString() {
    const { bytes } = this;
    this.at += 1;
    while (bytes[this.at] !== QUOTE) this.at += bytes[this.at] === BACKSLASH ? 2 : 1;
    this.at += 1;
  }

  string() {
    this.peek();
    const from = this.at;
    this.skipString();
    return JSON.parse(text.decode(this.bytes.subarray(from, this.at)));
  }

  /** Passes over any value. */
  skip() {
    let depth = 0;
    do {
      const byte = this.peek();
      if (byte === QUOTE) this.skipString();
      else {
        if (byte === OPEN || byte === OPEN_LIST) depth += 1;
        if (byte === CLOSE || byte === CLOSE_LIST) depth -= 1;
        this.at += 1;
      }
    } while (depth > 0);
    while (this.bytes[this.at] > 0x2c && this.bytes[this.at] !== CLOSE && this.bytes[this.at] !== CLOSE_LIST) this.at += 1;
  }

  value() {
    this.peek();
    const from = this.at;
    this.skip();
    return JSON.parse(text.decode(this.bytes.subarray(from, this.at)));
  }

  /** A number; NaN for null. */
  number() {
    const { bytes } = this;
    this.peek();
    const from = this.at;
    let value = 0;
    let byte = bytes[this.at];
    while (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + byte - 0x30;
      this.at += 1;
      byte = bytes[this.at];
    }
    if (this.at > from && byte !== 0x2e && byte !== 0x45 && byte !== 0x65) return value;
    this.at = from;
    return this.value() ?? NaN;
  }

  /** Seconds since the epoch; NaN for null. */
  moment() {
    if (this.peek() !== QUOTE) return this.number();
    const { bytes, at } = this;
    const two = (place) => (bytes[place] - 0x30) * 10 + bytes[place + 1] - 0x30;
    if (bytes[at + 20] !== 0x5a || bytes[at + 21] !== QUOTE) return Date.parse(this.string()) / 1000;
    const date = two(at + 1) * 1e6 + two(at + 3) * 1e4 + two(at + 6) * 100 + two(at + 9);
    if (date !== this.date) {
      this.date = date;
      this.start = Date.UTC(two(at + 1) * 100 + two(at + 3), two(at + 6) - 1, two(at + 9)) / 1000;
    }
    this.at += 22;
    return this.start + two(at + 12) * 3600 + two(at + 15) * 60 + two(at + 18);
  }

  /** A number, or a word by its place among those seen, negative. */
  numberOrWord() {
    if (this.peek() !== QUOTE) return this.number();
    const word = this.string();
    let place = this.labels.indexOf(word);
    if (place < 0) place = this.labels.push(word) - 1;
    return -1 - place;
  }

  read(kind, column) {
    if (kind === 'moment') column.push(this.moment());
    else if (kind === 'value') column.push(this.numberOrWord());
    else column.push(this.number());
  }

  /** Whether the bytes go on with a name and its colon, which are then passed over. */
  isName(name) {
    const { bytes, at } = this;
    for (let index = 0; index < name.length; index += 1) if (bytes[at + index] !== name[index]) return false;
    this.at += name.length;
    return true;
  }

  rows(fields) {
    const names = Object.keys(fields);
    const quoted = names.map((name) => new TextEncoder().encode(`"${name}":`));
    const columns = names.map(() => new Column());
    const kinds = Object.values(fields);
    if (this.peek() === CLOSE_LIST) this.at += 1;
    else
      do {
        this.take(OPEN);
        let next = 0;
        do {
          this.peek();
          let field = next;
          if (field >= names.length || !this.isName(quoted[field])) {
            field = names.indexOf(this.string());
            this.take(0x3a);
          }
          if (field < 0) this.skip();
          else this.read(kinds[field], columns[field]);
          next = field + 1;
        } while (!this.ends(CLOSE));
      } while (!this.ends(CLOSE_LIST));
    return Object.fromEntries(names.map((name, index) => [name, columns[index]]));
  }

  columns(fields) {
    const columns = {};
    if (this.peek() === CLOSE) this.at += 1;
    else
      do {
        const name = this.string();
        this.take(0x3a);
        if (!fields[name]) {
          this.skip();
          continue;
        }
        this.take(OPEN_LIST);
        const column = new Column();
        columns[name] = column;
        if (this.peek() === CLOSE_LIST) this.at += 1;
        else
          do this.read(fields[name], column);
          while (!this.ends(CLOSE_LIST));
      } while (!this.ends(CLOSE));
    return columns;
  }

  table(fields) {
    const isRows = this.peek() === OPEN_LIST;
    this.at += 1;
    return isRows ? this.rows(fields) : this.columns(fields);
  }
}

/** Ids as places, by a table of the integers up to the largest. */
function places(ids, placeAt) {
  const known = [...placeAt].map(([id, place]) => [Number(id), place]);
  const table = new Int32Array(Math.max(0, ...known.map(([id]) => id)) + 1).fill(-1);
  for (const [id, place] of known) table[id] = place;
  return Int32Array.from(ids.values.subarray(0, ids.length), (id) => table[id] ?? -1);
}

const whole = (column, length, empty) => column?.values.subarray(0, column.length) ?? new Float64Array(length).fill(empty);

export async function read(source) {
  const reader = new Reader(new Uint8Array(await bytesOf(source)));
  const document = {};
  const tables = {};
  reader.take(OPEN);
  do {
    const name = reader.string();
    reader.take(0x3a);
    if (TABLES[name]) tables[name] = reader.table(TABLES[name]);
    else document[name] = reader.value();
  } while (!reader.ends(CLOSE));
  const course = courseOf(document);
  const events = {};
  for (const [name, table] of Object.entries(tables)) {
    const events_ = { student: places(table.studentId, course.studentAt) };
    const { length } = table.studentId;
    if (table.elementId) events_.element = places(table.elementId, course.elementAt);
    const at = whole(table.start ?? table.at ?? table.completedAt ?? table.gradedAt, length, NaN);
    events[name] = { ...events_, [name === 'visits' ? 'start' : 'at']: at };
    if (TABLES[name].seconds) events[name].seconds = whole(table.seconds, length, NaN);
  }
  for (let row = 0; row < events.views.seconds.length; row += 1) events.views.seconds[row] ||= 0;
  const values = whole(tables.grades.value, 0, NaN);
  const gradeOf = (value) => (value < 0 ? reader.labels[-1 - value] : value);
  events.grades.worth = values.map((value, row) => (events.grades.element[row] < 0 ? NaN : worthOf(course, events.grades.element[row], gradeOf(value))));
  return { course, events };
}

serve({ read, count, details });
