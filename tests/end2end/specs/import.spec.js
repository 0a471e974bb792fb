// A teacher's own data: files that Moodle exports, from their opening to the reports and back from a saved
// document.

import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from '../fixtures.js';
import { GRADEBOOK, Import, LOG } from '../pages/import.js';

test.describe('a log and a gradebook', () => {
  test('are recognised, shown before the reports open, and become a course', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.chooseFiles({ 'a.csv': LOG, 'b.csv': GRADEBOOK });
    await expect(files.section('a.csv')).toContainText('Log of a Moodle course. 6 rows');
    await expect(files.section('b.csv')).toContainText('Gradebook of a Moodle course. 3 rows');
    await files.expectCount('Course', 'Biology 1');
    await files.expectCount('Students', '3');
    await files.expectCount('Visits', '2');
    await files.expectCount('Grades', '4');
    await files.expectCount('Period', 'Saturday, 31 August 2019 to Tuesday, 3 September 2019');
    await expect(files.main).toContainText('1 person is in the gradebook alone, and becomes a student without activity: Cy Ek.');
    // She graded.
    await expect(files.person('Kari Lund')).toBeChecked();
    await expect(files.person('Ada Berg')).not.toBeChecked();
    await expectAccessible(page);

    await files.openReports.click();
    await expect(files.banner).toContainText('Biology 1');
    await expect(files.estimate).toContainText(
      'a gap of more than 30 min begins a new visit, and the last event of a visit counts 1 min.',
    );
    await expectAccessible(page);
  });

  test('give the same reports when the document that was saved is opened', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.chooseFiles({ 'a.csv': LOG, 'b.csv': GRADEBOOK });
    const download = page.waitForEvent('download');
    await files.save.click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('Biology 1.json');
    const document = await readFile(await saved.path());
    await files.openReports.click();
    await files.reports.getByRole('link', { name: 'Activity' }).click();
    await expect(files.heading).toHaveText('Activity');
    const students = files.main.getByRole('table', { name: 'Students' });
    const shown = await students.innerText();
    await files.chooseFile('saved.json', document);
    await expect(files.gap).toHaveCount(0);
    await expect(files.estimate).toContainText('a gap of more than 30 min');
    await expect(students).toHaveText(shown, { useInnerText: true });
  });

  test('are saved and opened in one go', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.chooseFiles({ 'a.csv': LOG });
    const download = page.waitForEvent('download');
    // The second before the first is done.
    const open = await files.openReports.elementHandle();
    await files.save.evaluate((save, open) => [save, open].forEach((button) => button.click()), open);
    await download;
    await expect(files.estimate).toBeVisible();
  });

  test('are counted again at once when another gap begins a visit', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.chooseFiles({ 'a.csv': LOG });
    // Ada's 10:15 and 10:40 are 25 minutes apart.
    await files.expectCount('Visits', '2');
    await files.gap.fill('24');
    await files.gap.blur();
    await files.expectCount('Visits', '3');
    await files.openReports.click();
    await expect(files.estimate).toContainText('a gap of more than 24 min');
    await files.gap.fill('30');
    await files.gap.blur();
    await expect(files.estimate).toContainText('a gap of more than 30 min');
  });

  test('can be dropped, and left', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.dropFile('log.csv', LOG);
    await expect(files.heading).toHaveText('Files from another system');
    await files.back.click();
    await expect(files.heading).toHaveText('Overview');
    await expect(files.sampleLabel).toBeVisible();
  });
});

test.describe('what the files leave open', () => {
  test('is asked for: day or month first', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.chooseFiles({ 'log.csv': LOG.replaceAll('31/08/19', '2/09/19') });
    await expect(files.main).toContainText('Is “3/09/19, 10:45:00” written with the day first');
    await expect(files.openReports).toHaveCount(0);
    await page.getByRole('radio', { name: 'Month first' }).check();
    await files.expectCount('Period', 'Saturday, 9 February 2019 to Saturday, 9 March 2019');
    await page.getByRole('radio', { name: 'Day first' }).check();
    await files.expectCount('Period', 'Monday, 2 September 2019 to Tuesday, 3 September 2019');
    await expect(files.openReports).toBeVisible();
  });

  test('is asked for: who is a student', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.chooseFiles({ 'log.csv': LOG });
    await files.person('Bo Dahl').check();
    await files.expectCount('Students', '1');
    await files.person('Kari Lund').uncheck();
    await files.expectCount('Students', '2');
  });

  test('is matched by hand, and remembered', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    const log = LOG.replace('"Event context"', 'Where').replaceAll('Lab, part 1', 'Lab');
    const gradebook = GRADEBOOK.replace('Quiz: Cells (Real)', 'Oral');
    await files.chooseFiles({ 'log.csv': log, 'grades.csv': gradebook });
    await files.expectCount('Grades', '2');
    await files.section('grades.csv').getByText('Which column holds what').click();
    await files.main.getByRole('combobox', { name: '“Oral” holds' }).selectOption('Grades in points');
    await files.expectCount('Grades', '4');
    await page.reload();
    await expect(files.main.locator('[aria-busy="false"]')).toBeVisible();
    await files.chooseFiles({ 'grades.csv': gradebook });
    await files.expectCount('Grades', '4');
  });

  test('is said of a file that nobody knows', async ({ page }) => {
    const files = new Import(page);
    await files.open();
    await files.chooseFiles({ 'shopping.csv': 'milk,2\nbread,1\n' });
    await expect(files.section('shopping.csv')).toContainText("This file isn't recognised");
    await expect(files.openReports).toHaveCount(0);
    await expectAccessible(page);
  });
});
