// DuckDB-wasm: events as tables of a database in a worker of its own, each question as SQL. Its JSON reader is
// an extension that it loads from a server of its makers, so the browser parses the document, and tables go
// in as Arrow.

import * as duckdb from '@duckdb/duckdb-wasm';
import { tableFromArrays } from 'apache-arrow';
import { counters, courseOf, parsed, serve } from './common.js';
import { eventsOf } from './counting.js';

let connection;

async function start({ duckdb: files }) {
  const worker = new Worker(files.worker);
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(files.wasm);
  connection = await database.connect();
}

async function read(source) {
  const document = await parsed(source);
  const course = courseOf(document);
  const events = eventsOf(document, course);
  for (const [name, columns] of Object.entries(events)) {
    const { student, element, ...rest } = columns;
    const arrays = { student: Int32Array.from(student), ...(element && { element: Int32Array.from(element) }) };
    for (const [field, values] of Object.entries(rest)) arrays[field] = Float64Array.from(values);
    arrays.place = Int32Array.from(student, (_, row) => row);
    await connection.insertArrowTable(tableFromArrays(arrays), { name });
  }
  return { course };
}

async function count({ course }, { second: until, edges }) {
  const counted = counters(course);
  const elements = course.elements.length;
  const each = async (sql, take) => {
    const table = await connection.query(sql);
    const columns = table.schema.fields.map((_, index) => table.getChildAt(index).toArray());
    for (let row = 0; row < table.numRows; row += 1) take(...columns.map((column) => Number(column[row])));
  };
  await each(
    `select student, count(*), sum(seconds), max(start) from visits where student >= 0 and start <= ${until} group by student`,
    (student, visits, seconds, last) => {
      counted.visits[student] = visits;
      counted.seconds[student] = seconds;
      counted.last[student] = last;
    },
  );
  const day = `case ${edges.slice(1, 7).map((edge, index) => `when start < ${edge} then ${index}`).join(' ')} else 6 end`;
  await each(
    `select student, ${day} as day, count(*), sum(seconds) from visits
     where student >= 0 and start >= ${edges[0]} and start <= ${until} group by student, day`,
    (student, day, visits, seconds) => {
      counted.dayVisits[student * 7 + day] = visits;
      counted.daySeconds[student * 7 + day] = seconds;
    },
  );
  await each(
    `select student, element, count(*), sum(seconds), max("at") from views
     where student >= 0 and element >= 0 and "at" <= ${until} group by student, element`,
    (student, element, views, seconds, last) => {
      const place = student * elements + element;
      counted.views[place] = views;
      counted.viewSeconds[place] = seconds;
      counted.lastView[place] = last;
    },
  );
  await each(
    `select distinct student, element from completions where student >= 0 and element >= 0 and "at" <= ${until}`,
    (student, element) => {
      counted.completed[student * elements + element] = 1;
    },
  );
  await each(
    `select student, element, arg_max(worth, ("at", place)), min("at") from grades
     where student >= 0 and element >= 0 and "at" <= ${until} group by student, element`,
    (student, element, worth, earliest) => {
      const { enrolled, left } = course.students[student];
      if (enrolled > until || left <= until) return;
      counted.worth[student * elements + element] = worth;
      counted.graded[element] = Math.min(counted.graded[element], earliest);
    },
  );
  await each(
    `select student, element, arg_max(seconds, place) from scorm
     where student >= 0 and element >= 0 and "at" <= ${until} group by student, element`,
    (student, element, seconds) => {
      counted.reported[student * elements + element] = seconds;
    },
  );
  return counted;
}

async function details(_, { second: until }, student) {
  const rows = async (sql) => (await connection.query(sql)).toArray().map((row) => Object.values(row.toJSON()));
  return {
    visits: await rows(`select start, seconds from visits where student = ${student} and start <= ${until}`),
    views: await rows(`select "at", element from views where student = ${student} and element >= 0 and "at" <= ${until}`),
    posts: (await rows(`select "at" from posts where student = ${student} and "at" <= ${until}`)).flat(),
  };
}

serve({ start, read, count, details });
