// What the demonstration shows of what a host would have been asked to do.

import { expect, expectAccessible, test } from '../fixtures.js';
import { Application } from '../pages/application.js';

/** The state of the demonstration, as it keeps it. */
const STATE = {
  courses: [{ id: 'bio-1', title: 'Biology 1', archived: false, weeklyUpdates: true }],
  entries: [
    { course: 'Biology 1', enabled: true },
    { course: 'Biology 1', key: 'k', studentIds: ['101', '102'], subject: 'Cell lab', body: '<b>Hei</b>,\nse på dette.' },
  ],
};

test('is empty at first', async ({ page }) => {
  const application = new Application(page);
  await application.open();
  await page.getByRole('link', { name: 'Outbox' }).click();
  await expect(application.heading).toHaveText('Outbox');
  await expect(application.main).toContainText('The outbox is empty');
  await expectAccessible(page);
});

test('shows what would have been sent, the newest first, until it is cleared', async ({ page }) => {
  await page.addInitScript((state) => {
    localStorage['roundview.demonstration'] ??= state;
  }, JSON.stringify(STATE));
  const application = new Application(page);
  await page.goto('./#/outbox');
  await expect(application.main).toContainText('nothing on this page has been sent');
  const entries = application.main.getByRole('listitem');
  await expect(entries.getByRole('heading')).toHaveText([
    'Message to students of Biology 1',
    'Weekly updates of Biology 1: switched on',
  ]);
  await expect(entries.first()).toContainText('101, 102');
  await expect(entries.first()).toContainText('<b>Hei</b>');
  await expectAccessible(page);
  await application.main.getByRole('button', { name: 'Clear the outbox' }).click();
  await expect(application.main).toContainText('The outbox is empty');
  await page.reload();
  await expect(application.main).toContainText('The outbox is empty');
});

test('says so where nothing can be kept, as in some frames', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  const application = new Application(page);
  await application.open();
  await page.getByRole('link', { name: 'Outbox' }).click();
  await expect(application.main).toContainText('This browser keeps nothing here');
  await application.language.selectOption('Norsk');
  await expect(application.heading).toHaveText('Utboks');
});
