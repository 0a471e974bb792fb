// Arquero: events as tables in memory, each question as filters, groups and roll-ups.

import { op, table } from 'arquero';
import { counters, courseOf, parsed, serve } from './common.js';
import { eventsOf } from './counting.js';

async function read(source) {
  const document = await parsed(source);
  const course = courseOf(document);
  const tables = {};
  for (const [name, columns] of Object.entries(eventsOf(document, course))) {
    const at = columns.start ?? columns.at;
    const known = { ...columns, at, place: at.map((_, row) => row) };
    tables[name] = table(known).filter((event) => event.student >= 0);
    if (columns.element) tables[name] = tables[name].filter((event) => event.element >= 0);
  }
  return { course, tables };
}

function count({ course, tables }, { second: until, edges }) {
  const counted = counters(course);
  const elements = course.elements.length;
  const upTo = (name) => tables[name].params({ until }).filter((event, $) => event.at <= $.until);
  const visits = upTo('visits');
  const ofStudents = visits
    .groupby('student')
    .rollup({ visits: op.count(), total: op.sum('seconds'), last: op.max('at') });
  for (const { student, visits, total, last } of ofStudents) {
    counted.visits[student] = visits;
    counted.seconds[student] = total;
    counted.last[student] = last;
  }
  edges.slice(0, 7).forEach((from, day) => {
    const ofDay = visits
      .params({ from, to: day === 6 ? Infinity : edges[day + 1] })
      .filter((event, $) => event.at >= $.from && event.at < $.to)
      .groupby('student')
      .rollup({ visits: op.count(), total: op.sum('seconds') });
    for (const { student, visits, total } of ofDay) {
      counted.dayVisits[student * 7 + day] = visits;
      counted.daySeconds[student * 7 + day] = total;
    }
  });
  const ofPairs = upTo('views')
    .groupby('student', 'element')
    .rollup({ views: op.count(), total: op.sum('seconds'), last: op.max('at') });
  for (const { student, element, views, total, last } of ofPairs) {
    const place = student * elements + element;
    counted.views[place] = views;
    counted.viewSeconds[place] = total;
    counted.lastView[place] = last;
  }
  for (const { student, element } of upTo('completions').groupby('student', 'element').count()) {
    counted.completed[student * elements + element] = 1;
  }
  const isThere = ({ enrolled, left }) => enrolled <= until && left > until;
  for (const { student, element, at, worth } of upTo('grades').orderby('at', 'place')) {
    if (!isThere(course.students[student])) continue;
    counted.worth[student * elements + element] = worth;
    counted.graded[element] = Math.min(counted.graded[element], at);
  }
  for (const { student, element, seconds } of upTo('scorm')) {
    counted.reported[student * elements + element] = seconds;
  }
  return counted;
}

function details({ tables }, { second: until }, student) {
  const rows = (name, fields) =>
    tables[name]
      .params({ until, student })
      .filter((event, $) => event.student === $.student && event.at <= $.until)
      .objects()
      .map((event) => fields.map((field) => event[field]));
  return {
    visits: rows('visits', ['at', 'seconds']),
    views: rows('views', ['at', 'element']),
    posts: rows('posts', ['at']).flat(),
  };
}

serve({ read, count, details });
