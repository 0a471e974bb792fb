// The reports on training without a mouse, on paper, in a host's frame, and in long files.

import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { expect, fixture, printing, take, test } from '../fixtures.js';
import { Lms } from '../pages/lms.js';
import { Training } from '../pages/training.js';

const lines = (bytes) => bytes.toString('utf8').replace('\ufeff', '').trim().split('\r\n');

/** All that is in a spreadsheet, as XML: the files of the archive, one after the other. */
const textsOf = (bytes) => {
  let texts = '';
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4)) {
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    texts += bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
  }
  return texts;
};

test('from the sessions to a learner and back by keyboard alone', async ({ page, serve }) => {
  const training = new Training(page);
  const press = (key) => page.keyboard.press(key);
  await training.open(serve(await fixture('training')));

  const sorter = training.table('Sessions').getByRole('button', { name: 'Registered', exact: true });
  await training.tabTo(sorter);
  await press('Enter');
  await training.expectView('#/training?sort=-registered');
  await expect(sorter).toBeFocused();

  // One stop for the tab key, the arrows from there.
  const march = training.table('Sessions').getByRole('link', { name: 'March' });
  const june = training.table('Sessions').getByRole('link', { name: 'June' });
  await training.tabTo(march);
  await press('ArrowDown');
  await expect(june).toBeFocused();
  await press('ArrowUp');
  await press('Enter');
  await training.expectView('#/training/sessions/8');
  await expect(training.main).toBeFocused();

  await training.tabTo(training.helpButton('Average score'));
  await press('Enter');
  await expect(page.getByText('The mean score of the attendees who have one.')).toBeVisible();
  await press('Escape');
  await expect(training.helpButton('Average score')).toBeFocused();

  await training.tabTo(training.part('Individual results'));
  await press('Enter');
  const cai = training.table('Learners').getByRole('link', { name: 'Cai' });
  const ana = training.table('Learners').getByRole('link', { name: 'Ana' });
  await training.tabTo(cai);
  await press('ArrowDown');
  await expect(ana).toBeFocused();
  await press('Enter');
  await expect(training.heading).toHaveText('Ana Berg');
  await page.goBack();
  await expect(training.table('Learners')).toBeVisible();
});

test('a session on paper: its figures and every row, and nothing to press', async ({ page, serve }) => {
  const document = await fixture('training');
  for (let id = 100; id < 300; id += 1) {
    document.users.push({ id, firstName: 'Learner', lastName: `No ${id}` });
    document.registrations.push({ sessionId: 8, userId: id, registeredAt: '2026-03-01T08:00:00Z' });
  }
  const training = new Training(page);
  const address = serve(document);
  await training.open(`${address}#/training/sessions/8?show=learners`);
  const rows = training.table('Learners').locator('.table-body [role=row]');
  expect(await rows.count()).toBeLessThan(100);
  await printing(page, async () => {
    await expect(rows).toHaveCount(203);
    await expect(training.search).toBeHidden();
    await expect(training.parts).toBeHidden();
  });
  expect(await rows.count()).toBeLessThan(100);
  await training.open(`${address}#/training/sessions/8`);
  await printing(page, async () => {
    await expect(training.main.locator('.stat').filter({ hasText: 'Attendees' }).first()).toBeVisible();
    await expect(training.helpButton('Average score')).toBeHidden();
    await expect(training.chart('Progress by course').canvas).toBeVisible();
  });
});

test('in the frame of a host', async ({ page, site, lms, friends, configure }) => {
  friends.add(lms.origin);
  configure({ parentOrigins: [lms.origin] });
  const host = new Lms(page, site, lms);
  await host.open({ address: '/#/training' });
  await host.init({ document: await fixture('training'), locale: 'nb-NO', start: '#/training/sessions/8' });
  await expect(host.heading).toHaveText('March');
  await expect(host.root).toHaveAttribute('lang', 'nb');
  await expect.poll(async () => (await host.heard('reports.navigated')).at(-1)?.data.address).toBe('#/training/sessions/8');
});

test('a list as a spreadsheet and to paste, a chart as a picture', async ({ page, serve, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const training = new Training(page);
  const address = serve(await fixture('training'));
  await training.open(address);
  const sheet = await take(page, 'Sessions', 'Excel');
  expect(sheet.name).toBe('Training - All sessions - Sessions - 2026-03-18.xlsx');
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
  const menu = page.locator('details.export').filter({ hasText: ': Sessions' });
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: 'Copy the table' }).click();
  await expect(training.main.getByText('Copied. It can be pasted into a spreadsheet.')).toBeVisible();
  const pasted = await page.evaluate(() => navigator.clipboard.readText());
  expect(pasted.split('\n')[0].trim()).toBe('SESSION ID\tName\tStart\tEnd\tRegistered\tCompletion\tInstructors');

  // What is searched for is in the file, and not in its name.
  await training.search.fill('march');
  const found = await take(page, 'Sessions', 'CSV');
  expect(found.name).toBe('Training - All sessions - Sessions - Search sessions - 2026-03-18.csv');
  expect(lines(found.bytes)).toHaveLength(2);
  const searched = await take(page, 'Sessions', 'Excel');
  expect(searched.name).toBe('Training - All sessions - Sessions - Search sessions - 2026-03-18.xlsx');
  expect(textsOf(searched.bytes)).toContain('Name: march');

  await training.open(`${address}#/training/sessions/8`);
  const picture = await take(page, 'Progress by course', 'Picture');
  expect(picture.name).toBe('Training - March - Progress by course - 2026-03-18.png');
  expect(picture.bytes.readUInt32BE(16)).toBe(1920);
});

/** Session 8 with 20,000 learners. */
async function many() {
  const document = await fixture('training');
  const ids = Array.from({ length: 20_000 }, (_, place) => 1000 + place);
  document.users.push(...ids.map((id) => ({ id, firstName: 'L', lastName: `No ${id}` })));
  document.registrations = ids.map((userId) => ({ sessionId: 8, userId, registeredAt: '2026-03-01T08:00:00Z' }));
  return document;
}

test('a file of 20,000 rows says how far it has come, and can be given up', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(`${serve(await many())}#/training/sessions/8?show=file`);
  await expect(training.fileCount).toHaveText('The file will have 20,000 rows.');
  const downloads = [];
  page.on('download', (download) => downloads.push(download));

  // The program that writes files is kept back, so that the file is still being made.
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route('**/exporter*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await training.main.getByRole('button', { name: 'Save as CSV' }).click();
  await expect(training.progress).toHaveAttribute('aria-valuenow', '100');
  await training.cancel.click();
  await expect(training.progress).toHaveCount(0);
  letGo();

  const saved = await training.save('Save as CSV');
  const rows = lines(await readFile(await saved.path()));
  expect(rows).toHaveLength(20_001);
  expect(rows[1]).toMatch(/^No 1000,L,/);
  expect(downloads).toHaveLength(1);
  const sheet = await training.save('Save as Excel (XLSX)');
  expect(sheet.suggestedFilename()).toBe('Training - March - Results - 2026-03-18.xlsx');
});
