// What the pages look like: pictures of the bundled samples, kept in screenshots/. `make pictures` takes them anew.
//
// Nothing in them varies: the samples say of when they are, the clock stands still, and the fonts are those of Debian's
// fonts-dejavu-core. One machine with one version of Chromium draws the same pixels each time; other versions smooth
// the edges of letters and lines otherwise. So a pixel may differ by a little colour (the threshold), and 2,000 of a
// million by more, which is a few words: a heading or a column that has moved is more than that. The pictures that are
// kept have 64 colours each (shrink.js), which is within the threshold.

import { readFile, readdir } from 'node:fs/promises';
import { expect, printing, test } from '../fixtures.js';
import { settled, visit } from '../pages/every.js';
import { GRADEBOOK, Import, LOG } from '../pages/import.js';

const TOLERANCE = { threshold: 0.2, maxDiffPixelRatio: 0.002 };
const WIDE = { width: 1200, height: 800 };
const NARROW = { width: 390, height: 800 };

const WIDE_PICTURES = {
  front: '#/course',
  activity: '#/activity',
  'activity-student': '#/activity/101',
  progress: '#/progress',
  'progress-elements': '#/progress?rows=elements',
  'progress-student': '#/progress/101',
  grades: '#/grades',
  'grades-student': '#/grades/101',
  resources: '#/resources',
  message: '#/messages',
  sessions: '#/training',
  session: '#/training/sessions/1',
  dashboard: '#/training/dashboard',
};

const NARROW_PICTURES = {
  'front-narrow': '#/course',
  'activity-narrow': '#/activity',
  'activity-student-narrow': '#/activity/101',
  'session-narrow': '#/training/sessions/1?show=learners',
};

const DARK_PICTURES = { 'front-dark': '#/course', 'grades-student-dark': '#/grades/101', 'dashboard-dark': '#/training/dashboard' };

test.use({ viewport: WIDE });

test.beforeEach(async ({ page }) => {
  await page.clock.setFixedTime('2026-03-18T10:00:00Z');
});

/** Waits until charts and menus are there, which come a moment after the rest. */
async function whole(page) {
  await settled(page);
  await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done))));
}

async function expectPicture(page, name) {
  await whole(page);
  await expect(page).toHaveScreenshot(`${name}.png`, TOLERANCE);
}

for (const [name, view] of Object.entries(WIDE_PICTURES)) {
  test(name, async ({ page }) => {
    await visit(page, `./${view}`);
    await expectPicture(page, name);
  });
}

for (const [name, view] of Object.entries(NARROW_PICTURES)) {
  test(name, async ({ page }) => {
    await page.setViewportSize(NARROW);
    await visit(page, `./${view}`);
    await expectPicture(page, name);
  });
}

test.describe('dark', () => {
  test.use({ colorScheme: 'dark' });
  for (const [name, view] of Object.entries(DARK_PICTURES)) {
    test(name, async ({ page }) => {
      await visit(page, `./${view}`);
      await expectPicture(page, name);
    });
  }
});

test.describe('from the right', () => {
  test.use({ locale: 'ar' });
  test('activity-arabic', async ({ page }) => {
    await visit(page, './#/activity');
    await expectPicture(page, 'activity-arabic');
  });
});

test('import', async ({ page }) => {
  const files = new Import(page);
  await files.open();
  await files.chooseFiles({ 'a.csv': LOG, 'b.csv': GRADEBOOK });
  await expect(files.openReports).toBeVisible();
  await expectPicture(page, 'import');
});

for (const [name, view] of Object.entries({ 'student-report-paper': '#/student-report?student=101', 'activity-paper': '#/activity' })) {
  test(name, async ({ page }) => {
    await page.setViewportSize({ width: 700, height: 990 });
    await visit(page, `./${view}`);
    await whole(page);
    await printing(page, () => expect(page).toHaveScreenshot(`${name}.png`, TOLERANCE));
  });
}

test('the README shows pictures that there are, and says what is on them', async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const shown = [...readme.matchAll(/!\[([^\]]*)\]\(tests\/end2end\/screenshots\/([\w-]+\.png)\)/g)];
  const there = await readdir(new URL('../screenshots/', import.meta.url));
  expect(shown.length).toBeGreaterThan(2);
  for (const [, alternative, file] of shown) {
    expect(there).toContain(file);
    expect(alternative.length, file).toBeGreaterThan(30);
  }
});
