// Events as columns, arrays or typed ones, and what is counted by going through them once.

import { counters, worthOf } from './common.js';

const seconds = (moment) => (typeof moment === 'string' ? Date.parse(moment) / 1000 : moment);

/** The fields of a table as arrays, whichever form it has. */
function columns(table, fields) {
  const column = (field) => (Array.isArray(table) ? table.map((row) => row[field]) : (table[field] ?? []));
  return table ? fields.map(column) : fields.map(() => []);
}

/** Events as arrays, those of unknown students and elements left out. */
export function eventsOf(document, course) {
  const student = (id) => course.studentAt.get(String(id)) ?? -1;
  const element = (id) => course.elementAt.get(String(id)) ?? -1;
  const [visitOf, start, visitSeconds] = columns(document.visits, ['studentId', 'start', 'seconds']);
  const [viewOf, viewed, viewedAt, viewSeconds] = columns(document.views, ['studentId', 'elementId', 'at', 'seconds']);
  const [doneBy, done, doneAt] = columns(document.completions, ['studentId', 'elementId', 'completedAt']);
  const [gradeOf, graded, value, gradedAt] = columns(document.grades, ['studentId', 'elementId', 'value', 'gradedAt']);
  const [postOf, postedAt] = columns(document.posts, ['studentId', 'at']);
  const [reportOf, reported, reportedAt, , , reportedSeconds] = columns(document.scorm, ['studentId', 'elementId', 'at', 'status', 'score', 'seconds']);
  const gradedElements = graded.map(element);
  return {
    visits: { student: visitOf.map(student), start: start.map(seconds), seconds: visitSeconds },
    views: { student: viewOf.map(student), element: viewed.map(element), at: viewedAt.map(seconds), seconds: viewSeconds.map((time) => time ?? 0) },
    completions: { student: doneBy.map(student), element: done.map(element), at: doneAt.map(seconds) },
    grades: {
      student: gradeOf.map(student),
      element: gradedElements,
      at: gradedAt.map(seconds),
      worth: value.map((worth, row) => (gradedElements[row] < 0 ? NaN : worthOf(course, gradedElements[row], worth))),
    },
    posts: { student: postOf.map(student), at: postedAt.map(seconds) },
    scorm: { student: reportOf.map(student), element: reported.map(element), at: reportedAt.map((at) => seconds(at) ?? -Infinity), seconds: reportedSeconds.map((time) => time ?? NaN) },
  };
}

/** Goes through all events up to a moment. */
export function count({ course, events }, { second: until, edges }) {
  const counted = counters(course);
  const elements = course.elements.length;
  const { visits, views, completions, grades, scorm } = events;
  for (let row = 0; row < visits.student.length; row += 1) {
    const student = visits.student[row];
    const start = visits.start[row];
    if (student < 0 || start > until) continue;
    counted.visits[student] += 1;
    counted.seconds[student] += visits.seconds[row];
    if (start >= edges[0]) {
      let day = 6;
      while (start < edges[day]) day -= 1;
      counted.dayVisits[student * 7 + day] += 1;
      counted.daySeconds[student * 7 + day] += visits.seconds[row];
    }
    if (!(counted.last[student] > start)) counted.last[student] = start;
  }
  for (let row = 0; row < views.student.length; row += 1) {
    if (views.student[row] < 0 || views.element[row] < 0 || views.at[row] > until) continue;
    const place = views.student[row] * elements + views.element[row];
    counted.views[place] += 1;
    counted.viewSeconds[place] += views.seconds[row];
    if (!(counted.lastView[place] > views.at[row])) counted.lastView[place] = views.at[row];
  }
  for (let row = 0; row < completions.student.length; row += 1) {
    if (completions.student[row] < 0 || completions.element[row] < 0 || completions.at[row] > until) continue;
    counted.completed[completions.student[row] * elements + completions.element[row]] = 1;
  }
  const gradedAt = new Float64Array(counted.worth.length).fill(-Infinity);
  for (let row = 0; row < grades.student.length; row += 1) {
    const [student, element, at] = [grades.student[row], grades.element[row], grades.at[row]];
    if (student < 0 || element < 0 || at > until) continue;
    const { enrolled, left } = course.students[student];
    if (enrolled > until || left <= until) continue;
    if (at < counted.graded[element]) counted.graded[element] = at;
    const place = student * elements + element;
    if (at < gradedAt[place]) continue;
    gradedAt[place] = at;
    counted.worth[place] = grades.worth[row];
  }
  for (let row = 0; row < scorm.student.length; row += 1) {
    if (scorm.student[row] < 0 || scorm.element[row] < 0 || scorm.at[row] > until) continue;
    counted.reported[scorm.student[row] * elements + scorm.element[row]] = scorm.seconds[row];
  }
  return counted;
}

/** The events of one student up to a moment. */
export function details({ events: { visits, views, posts } }, { second: until }, student) {
  const rows = (table, moments, row) => {
    const found = [];
    for (let index = 0; index < moments.length; index += 1) {
      if (table.student[index] === student && moments[index] <= until) found.push(row(index));
    }
    return found;
  };
  return {
    visits: rows(visits, visits.start, (row) => [visits.start[row], visits.seconds[row]]),
    views: rows(views, views.at, (row) => [views.at[row], views.element[row]]).filter(([, element]) => element >= 0),
    posts: rows(posts, posts.at, (row) => posts.at[row]),
  };
}
