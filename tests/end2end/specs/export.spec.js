// Taking away what a page shows.

import { expect, expectAccessible, fixture, take, test } from '../fixtures.js';
import { Overview } from '../pages/overview.js';

const lines = (bytes) => bytes.toString('utf8').replace('\ufeff', '').trim().split('\r\n');

test('a list as it is filtered and sorted, as CSV', async ({ page, serve }) => {
  const overview = new Overview(page);
  const address = serve(await fixture('activity'));
  await overview.open(`${address}#/activity?sort=-last`);
  const all = await take(page, 'Students', 'CSV');
  expect(all.name).toBe('Biology 3 - Activity - Students - 2026-03-18.csv');
  expect([...all.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, ada, ...others] = lines(all.bytes);
  expect(head).toContain('Average duration,"Average duration, seconds"');
  // 5 visits, 8,100 s: 1,620 s each. The last one began at 08:00 in Oslo, an hour before UTC.
  expect(ada).toMatch(/^Ada Berg,101,/);
  expect(ada).toContain(',0:27:00,1620,');
  expect(ada).toContain(',2026-03-18 08:00:00,2026-03-18T07:00:00Z');
  expect(others.map((line) => line.split(',')[0])).toEqual(['José Łęcki', 'Øystein Åsen', 'Nora Dahl']);

  await overview.search.fill('lecki');
  const one = await take(page, 'Students', 'CSV');
  expect(one.name).toBe('Biology 3 - Activity - Students - Search by name - 2026-03-18.csv');
  expect(lines(one.bytes)).toHaveLength(2);
});

test('a list as a spreadsheet, and a chart as a picture', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  const sheet = await take(page, 'Students', 'Excel');
  expect(sheet.name).toBe('Biology 3 - Activity - Students - 2026-03-18.xlsx');
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
  const title = 'Average visit duration per day, last 7 days';
  const picture = await take(page, title, 'Picture');
  expect(picture.name).toBe(`Biology 3 - Activity - ${title} - 2026-03-18.png`);
  // 960 CSS px at two pixels each, as the head of the file says.
  expect(picture.bytes.readUInt32BE(16)).toBe(1920);
  const table = lines((await take(page, title, 'CSV')).bytes);
  expect(table[0]).toMatch(/^Day,/);
});

test('a table to paste', async ({ page, serve, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  const menu = page.locator('details.export').filter({ hasText: ': Students' });
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: 'Copy the table' }).click();
  await expect(overview.main.getByText('Copied. It can be pasted into a spreadsheet.')).toBeVisible();
  const pasted = await page.evaluate(() => navigator.clipboard.readText());
  expect(pasted.split('\n')[0]).toMatch(/^Student\tStudent id\t/);
});

test('by keyboard alone, with nothing in the way of assistive technology', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  const menu = page.locator('details.export').filter({ hasText: ': Students' });
  await overview.tabTo(menu.locator('summary'));
  await page.keyboard.press('Enter');
  await expect(menu.getByRole('button', { name: 'CSV' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(menu.getByRole('button', { name: 'CSV' })).toBeHidden();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(menu.getByRole('button', { name: 'CSV' })).toBeFocused();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});

test('nothing of a course that is too large', async ({ page, serve }) => {
  const document = await fixture('activity');
  document.course.settings = { summaryLimit: 3 };
  const overview = new Overview(page);
  await overview.open(serve(document));
  await expect(overview.names).toHaveCount(4);
  await expect(page.locator('details.export')).toHaveCount(0);
});

test('nothing of the course where the school hides its averages', async ({ page, serve }) => {
  const document = await fixture('grades');
  document.course.settings = { ...document.course.settings, showCourseAverage: false };
  await page.goto(`${serve(document)}#/grades`);
  const { bytes } = await take(page, 'Students', 'CSV');
  const [head] = lines(bytes);
  expect(head).toContain('Average');
  expect(head).not.toMatch(/difference|course/i);
});
