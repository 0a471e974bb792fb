// Compares what a peer has computed with the figures of the native programs.

/** Where two values differ; numbers may in their last digits. */
function compare(found, expected, place, differences) {
  if (expected === null || expected === undefined) return;
  if (typeof expected === 'object') {
    for (const key of Object.keys(expected)) compare(found?.[key], expected[key], `${place}/${key}`, differences);
    return;
  }
  const isSame =
    typeof expected === 'number' && typeof found === 'number'
      ? Math.abs(found - expected) <= 1e-9 * Math.max(Math.abs(expected), 1)
      : found === expected;
  if (!isSame) differences.push(`${place}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

const seconds = (text) => text && Date.parse(text) / 1000;
const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86400e3;
const pick = (from, ...names) => from && Object.fromEntries(names.map((name) => [name, from[name]]));
const map = (from, figures) => Object.fromEntries(Object.entries(from).map(([key, value]) => [key, figures(value)]));
const both = (from, figures) => ({ course: from.course && figures(from.course), groups: from.groups && figures(from.groups) });

/** The overviews of a report in the shape in which peers answer. */
function overviews(report) {
  const activity = report.activity.overview;
  const progress = report.progress.overview.all;
  const { termId, scaleId } = report.grades.default;
  const grades = report.grades.selections.find((one) => one.termId === termId && one.scaleId === scaleId);
  const part = (share) => pick(share, 'part', 'whole');
  return {
    activity: {
      ...both(activity, (figures) => ({
        ...pick(figures, 'activeStudents', 'participants', 'averageVisitSeconds'),
        bars: figures.bars.map((bar) => pick(bar, 'visits', 'visitors', 'seconds')),
      })),
      students: map(activity.students, (student) => ({
        averageVisitSeconds: student.averageVisitSeconds,
        bars: student.bars.map((bar) => pick(bar, 'visits', 'seconds')),
      })),
    },
    progress: {
      ...both(progress, (figures) => ({
        ...pick(figures, 'students', 'resources', 'activities'),
        activitiesCompleted: part(figures.activitiesCompleted),
        resourcesVisited: part(figures.resourcesVisited),
      })),
      students: map(progress.students, ({ activities, resources }) => ({ activities: part(activities), resources: part(resources) })),
    },
    grades: {
      positions: grades.positions.map(({ elementId }) => elementId),
      ...both(grades.overview, (figures) => pick(figures, 'trend', 'direction', 'overallAverage')),
      students: map(grades.overview.students, (student) => pick(student, 'average', 'trend', 'direction')),
    },
    // By id: peers leave them in the order of the document, Roundview puts them into their folders.
    resources: Object.fromEntries(
      report.resources.overview.map((row) => [
        row.elementId,
        { ...pick(row, 'access', 'opened', 'views', 'timeOnTaskSeconds'), lastOpened: seconds(row.lastOpened) },
      ]),
    ),
  };
}

/** Where the answers of a peer differ from the reports that the native program printed. */
export function differences(answers, expected, { student }) {
  const found = [];
  compare(answers.start, overviews(expected.start), 'open', found);
  // Whoever was only asked to read has answered no more.
  if (!answers.change) return found;
  compare(answers.change, overviews(expected.change), 'change', found);
  const details = expected.start.activity.details[student];
  const days = Object.fromEntries(answers.student.days);
  for (const [date, figures] of Object.entries(details.activityPerDay.days)) {
    compare(days[day(date)], figures, `student/${date}`, found);
  }
  return found;
}
