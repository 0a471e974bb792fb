// What all peers do alike: the small lists of a course, its days, and the figures of the overviews from what
// each of them has counted per student, and per student and element.
//
// A peer gives `read(source)`, which reads a document and keeps its events; `count(kept, moment)`,
// which goes through them up to a moment; and `details(kept, moment, student)`, which gives the events of
// one student. Numbers of students and elements are their places in the document.

/** Answers the page's questions with what a peer can do. */
export function serve(peer) {
  let kept;
  const answers = {
    start: (files) => peer.start?.(files),
    async open(source) {
      kept = await peer.read(source);
      return overviews(kept.course, await peer.count(kept, momentOf(kept.course)), momentOf(kept.course), undefined);
    },
    async change({ asOf, group }) {
      const moment = momentOf(kept.course, Date.parse(asOf) / 1000);
      return overviews(kept.course, await peer.count(kept, moment), moment, group);
    },
    async student({ student }) {
      const index = kept.course.studentAt.get(student);
      const moment = momentOf(kept.course);
      return details(kept.course, moment, await peer.details(kept, moment, index));
    },
  };
  onmessage = async ({ data: { name, settings } }) => {
    try {
      postMessage({ answer: await answers[name](settings) });
    } catch (error) {
      postMessage({ error: String(error?.stack ?? error) });
    }
  };
}

/** The bytes of a document, from its address where they aren't here already. */
export const bytesOf = async ({ url, bytes }) => bytes ?? (await fetch(url)).arrayBuffer();

/** A document as the browser parses it. */
export const parsed = async ({ url, bytes }) =>
  bytes ? JSON.parse(new TextDecoder().decode(bytes)) : (await fetch(url)).json();

const RESOURCES = new Set(['file', 'page', 'lesson', 'link', 'note', 'video']);
const ACTIVITIES = new Set(['assignment', 'test', 'survey', 'task']);
const NEITHER = new Set(['manualAssessment', 'lti']);

/** The small lists, with what is asked of them often. */
export function courseOf(document) {
  const seconds = (text) => (text == null ? undefined : typeof text === 'number' ? text : Date.parse(text) / 1000);
  const { students, settings = document.course.settings ?? {} } = document;
  const scales = [...(document.scales ?? []), { id: 'score', kind: 'points', max: null }];
  const scaleAt = new Map(scales.map(({ id }, index) => [String(id), index]));
  const terms = document.terms ?? [];
  const elements = (document.elements ?? []).map((element) => {
    const scale = element.scaleId == null ? (element.maxScore == null ? undefined : scales.length - 1) : scaleAt.get(String(element.scaleId));
    const { kind } = element;
    const isResource = RESOURCES.has(kind) || (!ACTIVITIES.has(kind) && !NEITHER.has(kind) && scale === undefined);
    const isActivity = ACTIVITIES.has(kind) || (!isResource && !NEITHER.has(kind));
    return {
      ...element,
      scale,
      isResource,
      isActivity,
      created: seconds(element.createdAt) ?? -Infinity,
      deleted: seconds(element.deletedAt) ?? Infinity,
      deadline: seconds(element.deadline),
      term: terms.findIndex(({ id }) => element.termId != null && String(id) === String(element.termId)),
      max: scale === undefined ? undefined : (element.maxScore ?? scales[scale].max),
      groups: element.availableTo && new Set((element.availableTo.groupIds ?? []).map(String)),
      people: element.availableTo && new Set((element.availableTo.studentIds ?? []).map(String)),
    };
  });
  const people = students.map((student) => ({
    id: String(student.id),
    groups: (student.groupIds ?? []).map(String),
    enrolled: seconds(student.enrolledAt) ?? -Infinity,
    left: seconds(student.leftAt) ?? Infinity,
  }));
  const levels = scales.map((scale) => new Map((scale.levels ?? []).map(({ label, value }) => [label, value])));
  return {
    students: people,
    elements,
    scales,
    levels,
    terms,
    settings,
    generated: seconds(document.generatedAt),
    studentAt: new Map(people.map(({ id }, index) => [id, index])),
    elementAt: new Map(elements.map(({ id }, index) => [String(id), index])),
    offset: offsets(document.timeZone ?? 'UTC'),
  };
}

/** Seconds east of Greenwich in a zone, asked once an hour of those that matter. */
function offsets(timeZone) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const known = new Map();
  return (second) => {
    const hour = Math.floor(second / 3600);
    let offset = known.get(hour);
    if (offset === undefined) {
      offset = Date.parse(`${format.format(hour * 3600e3).replace(' ', 'T')}Z`) / 1000 - hour * 3600;
      known.set(hour, offset);
    }
    return offset;
  };
}

const dayOf = (course, second) => Math.floor((second + course.offset(second)) / 86400);

/** The second at which a day begins. */
function startOf(course, day) {
  const guess = day * 86400 - course.offset(day * 86400);
  return day * 86400 - course.offset(guess);
}

/** A moment of a course: its second, its day, and the seconds with which the last 7 days begin. */
function momentOf(course, second = course.generated) {
  const today = dayOf(course, second);
  const edges = Array.from({ length: 8 }, (_, index) => startOf(course, today - 6 + index));
  return { second, today, edges };
}

/** What a grade is worth in averages; NaN outside its scale. */
export function worthOf(course, element, value) {
  const { scale, max } = course.elements[element];
  if (scale === undefined) return NaN;
  if (course.scales[scale].kind !== 'points') return course.levels[scale].get(value) ?? NaN;
  return max > 0 && value >= 0 && value <= max ? (value / max) * 100 : NaN;
}

/** Room for what a peer counts. */
export function counters({ students: { length: students }, elements: { length: elements } }) {
  const pairs = students * elements;
  return {
    visits: new Int32Array(students),
    seconds: new Float64Array(students),
    last: new Float64Array(students).fill(NaN),
    dayVisits: new Int32Array(students * 7),
    daySeconds: new Float64Array(students * 7),
    views: new Int32Array(pairs),
    viewSeconds: new Float64Array(pairs),
    lastView: new Float64Array(pairs).fill(NaN),
    completed: new Uint8Array(pairs),
    /** The latest grade: NaN where it is outside its scale or there is none. */
    worth: new Float64Array(pairs).fill(NaN),
    /** The earliest grade of an element, of any participant. */
    graded: new Float64Array(elements).fill(Infinity),
    /** What packages report; NaN where they report no time. */
    reported: new Float64Array(pairs).fill(NaN),
  };
}

const mean = (values) => (values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null);

function slope(values) {
  const points = values.flatMap((value, place) => (value == null ? [] : [[place, value]]));
  if (points.length < 3) return null;
  const [x, y] = [mean(points.map(([place]) => place)), mean(points.map(([, value]) => value))];
  let [products, squares] = [0, 0];
  for (const [place, value] of points) {
    products += (place - x) * (value - y);
    squares += (place - x) ** 2;
  }
  return products / squares;
}

function direction(trend, range) {
  const steep = slope(trend);
  if (steep === null) return null;
  if (range === 0 || Math.abs(steep) < 0.005 * range * (1 - 1e-9)) return 'steady';
  return steep > 0 ? 'rising' : 'falling';
}

/** All four overviews. */
function overviews(course, counted, moment, group) {
  const isThere = ({ enrolled, left }) => enrolled <= moment.second && left > moment.second;
  const participants = course.students.flatMap((student, index) => (isThere(student) ? [index] : []));
  const chosen = group && participants.filter((student) => course.students[student].groups.includes(group));
  const within = (limit, fallback) => participants.length <= (limit === null ? Infinity : (limit ?? fallback));
  const hasSummary = within(course.settings.summaryLimit, 1000);
  const hasTime = within(course.settings.timeOnTaskLimit, 1300) && course.settings.trackTimeOnline !== false;
  const elements = course.elements.flatMap((element, index) =>
    element.created <= moment.second && element.deleted > moment.second ? [index] : [],
  );
  const available = ({ groups, people }, { id, groups: own }) =>
    !groups || people.has(id) || own.some((one) => groups.has(one));
  const scope = { course, counted, moment, participants, chosen, listed: chosen ?? participants, hasSummary, hasTime, elements, available };
  return { activity: activity(scope), progress: progress(scope), grades: grades(scope), resources: resources(scope) };
}

/** Figures of the course and, where there are any, of the chosen students. */
const both = ({ hasSummary, participants, chosen }, figures) => ({
  course: hasSummary ? figures(participants) : null,
  groups: hasSummary && chosen ? figures(chosen) : null,
});

const byId = ({ course, listed }, row) => Object.fromEntries(listed.map((student) => [course.students[student].id, row(student)]));

function activity(scope) {
  const { visits, seconds, dayVisits, daySeconds } = scope.counted;
  const days = [0, 1, 2, 3, 4, 5, 6];
  const summary = (students) => {
    const bars = days.map(() => ({ visits: 0, visitors: 0, seconds: 0 }));
    let [activeStudents, allVisits, allSeconds] = [0, 0, 0];
    for (const student of students) {
      let isActive = 0;
      for (const day of days) {
        const place = student * 7 + day;
        if (dayVisits[place] === 0) continue;
        isActive = 1;
        bars[day].visits += dayVisits[place];
        bars[day].visitors += 1;
        bars[day].seconds += daySeconds[place];
      }
      activeStudents += isActive;
      allVisits += visits[student];
      allSeconds += seconds[student];
    }
    return { activeStudents, participants: students.length, bars, averageVisitSeconds: allVisits > 0 ? allSeconds / allVisits : null };
  };
  const row = (student) => ({
    bars: days.map((day) => ({ visits: dayVisits[student * 7 + day], seconds: daySeconds[student * 7 + day] })),
    averageVisitSeconds: visits[student] > 0 ? seconds[student] / visits[student] : null,
  });
  return { ...both(scope, summary), students: byId(scope, row) };
}

function progress(scope) {
  const { course, counted, elements, available, participants } = scope;
  const count = course.elements.length;
  const activities = elements.filter((element) => course.elements[element].isActivity);
  const resources = elements.filter((element) => course.elements[element].isResource);
  const part = (student, list, done) => {
    let [part, whole] = [0, 0];
    for (const element of list) {
      if (!available(course.elements[element], course.students[student])) continue;
      whole += 1;
      if (done[student * count + element] > 0) part += 1;
    }
    return { part, whole };
  };
  const rows = new Map(
    participants.map((student) => [
      student,
      { activities: part(student, activities, counted.completed), resources: part(student, resources, counted.views) },
    ]),
  );
  const sum = (students, key) => {
    const total = { part: 0, whole: 0 };
    for (const student of students) {
      total.part += rows.get(student)[key].part;
      total.whole += rows.get(student)[key].whole;
    }
    return total;
  };
  const summary = (students) => ({
    students: students.length,
    activities: activities.length,
    resources: resources.length,
    activitiesCompleted: sum(students, 'activities'),
    resourcesVisited: sum(students, 'resources'),
  });
  return { ...both(scope, summary), students: byId(scope, (student) => rows.get(student)) };
}

/** The default selection: its term, its scale, and the elements that are included, in their order. */
function selection({ course, counted, moment, elements }) {
  const dayNumber = (text) => (text == null ? undefined : Date.parse(`${text}T00:00:00Z`) / 86400e3);
  const terms = course.terms.map(({ startsOn, endsOn }) => ({
    first: dayNumber(startsOn) ?? -Infinity,
    last: dayNumber(endsOn) ?? Infinity,
  }));
  const termOf = (day) => terms.findIndex(({ first, last }) => first <= day && day <= last);
  const assessments = elements.flatMap((index) => {
    const { scale, deadline, term, inAssessmentRecord } = course.elements[index];
    if (scale === undefined) return [];
    const date = deadline ?? (Number.isFinite(counted.graded[index]) ? counted.graded[index] : undefined);
    const own = term >= 0 ? term : date === undefined ? -1 : termOf(dayOf(course, date));
    return [{ index, scale, date, term: own, isIncluded: inAssessmentRecord !== false }];
  });
  const current = termOf(moment.today);
  const used = terms.map((term, index) => ({ ...term, index })).filter(({ index }) => assessments.some(({ term }) => term === index));
  const begun = used.filter(({ first }) => first <= moment.today).sort((a, b) => b.first - a.first);
  const toCome = used.filter(({ first }) => first > moment.today).sort((a, b) => a.first - b.first);
  const term = (used.find(({ index }) => index === current) ?? begun[0] ?? toCome[0])?.index;
  const ofTerm = assessments.filter((assessment) => term === undefined || assessment.term === term);
  const included = (scale) => ofTerm.filter((assessment) => assessment.scale === scale && assessment.isIncluded);
  const scales = [...new Set(ofTerm.map(({ scale }) => scale))].sort((a, b) => a - b);
  const scale = scales.reduce((best, other) => (best === undefined || included(other).length > included(best).length ? other : best), undefined);
  const title = ({ index }) => course.elements[index].title.toLowerCase();
  const order = (a, b) => (a.date ?? Infinity) - (b.date ?? Infinity) || (title(a) < title(b) ? -1 : title(a) > title(b) ? 1 : 0);
  return { scale, included: scale === undefined ? [] : included(scale).sort(order) };
}

function grades(scope) {
  const { course, counted, participants } = scope;
  const { scale, included } = selection(scope);
  const count = course.elements.length;
  const { worth } = counted;
  const isGraded = ({ index }) => participants.some((student) => !Number.isNaN(worth[student * count + index]));
  const positions = included.filter((assessment) => assessment.date !== undefined && isGraded(assessment)).map(({ index }) => index);
  const values = course.scales[scale]?.kind === 'points' ? [0, 100] : [...(course.levels[scale]?.values() ?? [0])];
  const range = Math.max(...values) - Math.min(...values);
  const rows = new Map(
    participants.map((student) => {
      const trend = positions.map((element) => {
        const value = worth[student * count + element];
        return Number.isNaN(value) ? null : value;
      });
      return [student, { average: mean(trend.filter((value) => value !== null)), trend, direction: direction(trend, range) }];
    }),
  );
  const summary = (students) => {
    const trend = positions.map((_, place) => {
      let [sum, graded] = [0, 0];
      for (const student of students) {
        const value = rows.get(student).trend[place];
        if (value !== null) {
          sum += value;
          graded += 1;
        }
      }
      return graded > 0 ? sum / graded : null;
    });
    const averages = students.map((student) => rows.get(student).average).filter((average) => average !== null);
    return { trend, direction: direction(trend, range), overallAverage: mean(averages) };
  };
  return {
    positions: positions.map((element) => String(course.elements[element].id)),
    ...both(scope, summary),
    students: byId(scope, (student) => rows.get(student)),
  };
}

function resources(scope) {
  const { course, counted, elements, available, listed, hasTime } = scope;
  const count = course.elements.length;
  const rows = elements
    .filter((element) => course.elements[element].isResource)
    .map((element) => {
      const row = { access: 0, opened: 0, views: 0, lastOpened: null, timeOnTaskSeconds: hasTime ? 0 : null };
      const isPackage = course.elements[element].kind === 'scorm';
      for (const student of listed) {
        if (!available(course.elements[element], course.students[student])) continue;
        const place = student * count + element;
        row.access += 1;
        if (counted.views[place] > 0) {
          row.opened += 1;
          row.views += counted.views[place];
          row.lastOpened = Math.max(row.lastOpened ?? -Infinity, counted.lastView[place]);
        }
        if (!hasTime) continue;
        const reported = isPackage ? counted.reported[place] : NaN;
        row.timeOnTaskSeconds += Number.isNaN(reported) ? counted.viewSeconds[place] : reported;
      }
      return [course.elements[element].id, row];
    });
  return Object.fromEntries(rows);
}

/** The details of a student, from `visits` as pairs of start and seconds, `views` of moment and element, and `posts` as moments. */
function details(course, moment, { visits, views, posts }) {
  const days = new Map();
  let [seconds, last] = [0, null];
  for (const [start, duration] of visits) {
    const day = dayOf(course, start);
    const ofDay = days.get(day) ?? { visits: 0, seconds: 0 };
    ofDay.visits += 1;
    ofDay.seconds += duration;
    days.set(day, ofDay);
    seconds += duration;
    last = Math.max(last ?? -Infinity, start);
  }
  const week = (from) => [...days].filter(([day]) => day >= from && day < from + 7).reduce((sum, [, day]) => sum + day.seconds, 0);
  const actions = new Map();
  const add = (second, kind) => {
    const day = dayOf(course, second);
    const ofDay = actions.get(day) ?? { resources: 0, activities: 0, communication: 0 };
    ofDay[kind] += 1;
    actions.set(day, ofDay);
  };
  for (const [second, element] of views) {
    const { isResource, isActivity } = course.elements[element];
    if (isResource || isActivity) add(second, isResource ? 'resources' : 'activities');
  }
  for (const second of posts) add(second, 'communication');
  return {
    activeDays: days.size,
    totalVisits: visits.length,
    totalSeconds: seconds,
    lastVisit: last,
    last7Seconds: week(moment.today - 6),
    previous7Seconds: week(moment.today - 13),
    days: [...days].sort(([a], [b]) => a - b),
    actions: [...actions].sort(([a], [b]) => a - b),
  };
}
