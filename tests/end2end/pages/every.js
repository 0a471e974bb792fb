// Every page of the application and every state of one that looks different, for the tests that hold for all of them.
// Nothing here knows a word of any language.

import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fixture, refused } from '../fixtures.js';
import { GRADEBOOK, LOG } from './import.js';

/** The pages of a course, each with the document of `tests/fixtures` that shows most of it. */
export const COURSE_PAGES = [
  ['activity', '#/course'],
  ['activity', '#/course?support'],
  ['activity', '#/activity'],
  ['activity', '#/activity?group={group}&sort=-name'],
  ['activity', '#/activity/{student}'],
  ['activity', '#/activity/{student}?show=visits&heat=actions'],
  ['activity', '#/activity/nobody'],
  ['activity', '#/student-report?student={student}&student={other}'],
  ['activity', '#/weekly-updates'],
  ['progress', '#/progress'],
  ['progress', '#/progress?rows=elements'],
  ['progress', '#/progress?rows=elements&element={element}'],
  ['progress', '#/progress/{student}'],
  ['progress', '#/messages?student={student}&student={other}'],
  ['grades', '#/grades'],
  ['grades', '#/grades?terms=all&scale={scale}'],
  ['grades', '#/grades/{student}'],
  ['resources', '#/resources'],
  ['resources', '#/resources?list=flat&opened=none'],
  ['resources', '#/resources?element={element}'],
  ['activity', '#/courses'],
  ['activity', '#/outbox'],
  ['activity', '#/kept'],
].map(([document, view]) => ({ document, view }));

/** The pages on training. */
export const TRAINING_PAGES = [
  '#/training',
  '#/training?state=finished',
  '#/training/sessions/{session}',
  '#/training/sessions/{session}?show=groups',
  '#/training/sessions/{session}?show=learners',
  '#/training/sessions/{session}?show=learners&learner={learner}',
  '#/training/sessions/{session}?show=blocks',
  '#/training/sessions/{session}?show=file',
  '#/training/sessions/nowhere',
  '#/training/programs/{program}',
  '#/training/programs/{program}?show=dashboard',
  '#/training/groups',
  '#/training/groups/{team}',
  '#/training/groups/{team}?session={session}',
  '#/training/groups/{team}?show=dashboard',
  '#/training/collaboration',
  '#/training/dashboard',
  '#/training/dashboard?show=programs',
  '#/training/dashboard?show=courses',
  '#/training/dashboard?show=groups',
  '#/training/dashboard?show=learners',
  '#/training/dashboard?show=questions',
  '#/training/dashboard?show=external',
  '#/training/dashboard?show=file',
  '#/training/learners/{learner}',
  '#/training/courses/{course}',
  '#/training/courses/{course}?show=questions',
].map((view) => ({ document: 'training', view }));

/** Who and what the pages are of: in the samples, and in each of the documents of `tests/fixtures`. */
export const IDS = {
  sample: {
    student: 101, other: 102, element: 11, group: 2, scale: 2,
    session: 1, learner: 10, program: 1, team: 2, course: 2,
  },
  activity: { student: 101, other: 102, group: 8 },
  progress: { student: 1, other: 2, element: 11 },
  grades: { student: 1, scale: 'letters' },
  resources: { element: 11 },
  training: { session: 8, learner: 1, program: 3, team: 2, course: 5 },
};

/** The address of a page of these. */
export const addressOf = (view, ids) => view.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(ids[name]));

/** All pages of the bundled samples. */
export const SAMPLE_PAGES = [...COURSE_PAGES, ...TRAINING_PAGES].map(({ view }) => addressOf(view, IDS.sample));

/** A bundled sample: `course` or `training`. */
export async function sample(name) {
  const bytes = await readFile(new URL(`../../../public/sample/${name}.json.gz`, import.meta.url));
  return JSON.parse(await promisify(gunzip)(bytes));
}

/** Waits until the page that was opened stands, in whichever language; a page may be one of an error. */
export async function settled(page) {
  await expect(page.getByRole('main').locator('h1, .panel-state h2').first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Opens an address from the beginning, so that nothing of an earlier page is taken for this one. */
export async function visit(page, address) {
  if (page.url() !== 'about:blank') await page.goto('about:blank');
  await page.goto(address);
  await settled(page);
}

/** Opens all folds, and shows every chart as a table. Menus of files stay closed, of which only one can be open. */
export async function openAll(page) {
  await page.locator('details:not(.export)').evaluateAll((all) => {
    for (const one of all) one.open = true;
  });
  await page.locator('.chart-table-button[aria-expanded="false"]').evaluateAll((all) => {
    for (const one of all) one.click();
  });
}

const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Chooses files of another system, and waits for the page about them. */
async function importFiles(page, files) {
  await visit(page, './');
  await page.locator('input[type="file"]').setInputFiles(files);
  await expect(page.locator('.import section').first()).toBeVisible();
}

/** Opens a page of the sample, and does something there. */
const then = (view, act) => async ({ page }) => {
  await visit(page, `./${view}`);
  await act(page);
};

/** Opens a document that a test may have changed. */
const opened = (view, make) => async ({ page, serve }) => {
  await visit(page, `${serve(await make())}${view}`);
};

const asSeenBy = (viewer) => async () => ({ ...(await fixture('activity')), viewer });

/** What the demonstration keeps once something was sent. */
const SENT = JSON.stringify({
  courses: [{ id: 'bio-1', title: 'Biology 1', archived: false, weeklyUpdates: true }],
  entries: [
    { course: 'Biology 1', enabled: true },
    { course: 'Biology 1', key: 'k', studentIds: ['101', '102'], subject: 'Cell lab', body: 'Hei,\nse på dette.' },
  ],
});

/** States of pages that have no address, each with what brings it about in a page of its own. */
export const STATES = {
  'everything open, on the front page': then('#/course', openAll),
  'everything open, of a student': then('#/activity/101', openAll),
  'everything open, of a session': then('#/training/sessions/1', openAll),
  'everything open, of a file to be made': then('#/training/sessions/1?show=file', openAll),
  'a definition': then('#/activity', (page) => page.locator('main .help-button').first().click()),
  'the search of students': then('#/activity/101', async (page) => {
    await page.getByRole('main').getByRole('combobox').first().fill('a');
    await expect(page.locator('.combobox-option').first()).toBeVisible();
  }),
  'the search of students, in vain': then('#/activity/101', async (page) => {
    await page.getByRole('main').getByRole('combobox').first().fill('zzz');
    await expect(page.locator('.combobox-none:not(:empty)')).toBeVisible();
  }),
  'a menu of files': then('#/progress', async (page) => {
    await page.locator('main details.export > summary').first().click();
    await expect(page.locator('.export-menu').first()).toBeVisible();
  }),
  'students picked out': then('#/activity', async (page) => {
    for (const index of [0, 1]) await page.locator('.table-row .table-check input').nth(index).check();
    await expect(page.locator('.student-actions')).toBeVisible();
  }),
  'a list of nothing': then('#/activity', async (page) => {
    await page.getByRole('searchbox').fill('qqq');
    await expect(page.locator('.table-row')).toHaveCount(0);
  }),
  'a point of a chart': then('#/activity', async (page) => {
    await page.locator('canvas[role="application"]').first().focus();
    await expect(page.getByRole('tooltip')).toBeVisible();
  }),
  'the time machine': then('#/activity', async (page) => {
    await page.locator('.data-line > .button').last().click();
    await expect(page.locator('.time-machine')).toBeVisible();
    // Back whichever way the page is read.
    await page.getByRole('slider').press('ArrowDown');
    await expect(page.locator('.time-machine small')).toBeVisible();
    await settled(page);
  }),
  'a message that lacks something': then('#/messages', async (page) => {
    await page.locator('.compose-actions button').first().click();
    await expect(page.locator('.compose-problem')).not.toBeEmpty();
  }),
  'an outbox with something in it': async ({ page }) => {
    await visit(page, './#/outbox');
    await page.evaluate((state) => localStorage.setItem('roundview.demonstration', state), SENT);
    await visit(page, './#/outbox');
    await expect(page.locator('.outbox > li').first()).toBeVisible();
  },
  'files of another system': async ({ page }) => {
    await importFiles(page, [file('a.csv', LOG), file('b.csv', GRADEBOOK), file('c.csv', 'x,y\n1,2\n')]);
    await openAll(page);
  },
  'files that leave something open': ({ page }) => importFiles(page, [file('log.csv', LOG.replaceAll('31/08/19', '2/09/19'))]),
  'reports of files': async ({ page }) => {
    await importFiles(page, [file('a.csv', LOG), file('b.csv', GRADEBOOK)]);
    await page.locator('.import-actions .button-primary').click();
    await expect(page.locator('.import-estimate')).not.toBeEmpty();
  },
  'the list of what could not be used': async ({ page, serve }) => {
    const document = await fixture('activity');
    const start = '2026-03-17T08:00:00Z';
    document.visits.push({ studentId: 999, start, seconds: 60 }, { studentId: 101, start, seconds: -5 });
    await visit(page, `${serve(document)}#/activity`);
    await page.locator('.data-line span .button').click();
    await expect(page.locator('dialog[open] tbody tr').first()).toBeVisible();
  },
  'a course without students': opened('#/activity', () => fixture('empty')),
  'a front page without students': opened('#/course', () => fixture('empty')),
  'a student without visits': opened('#/activity/104', () => fixture('activity')),
  'a course without events': opened('#/activity', () => fixture('no-events')),
  'progress without events': opened('#/progress?rows=elements', () => fixture('no-events')),
  'grades without events': opened('#/grades', () => fixture('no-events')),
  'resources without events': opened('#/resources', () => fixture('no-events')),
  'what a student sees': opened('#/activity', asSeenBy({ id: 101, role: 'student' })),
  'what a student may not see': opened('#/activity/102', asSeenBy({ id: 101, role: 'student' })),
  'what a stranger sees': opened('#/activity', asSeenBy({ id: 5, role: 'guest' })),
};

/** What is shown where a document can't be had; the console has an error of the browser then. */
export const FAILURES = {
  'a document that is not there': refused(404),
  'a server with a problem': refused(500),
  'a document that is none': (_request, response) => response.writeHead(200).end('{"format": "course-document/1", "students": 5}'),
};
