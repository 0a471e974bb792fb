// What teachers, students and others see of a course.

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Application } from '../pages/application.js';
import { Overview } from '../pages/overview.js';

const seenBy = async (viewer) => ({ ...(await fixture('activity')), viewer });

test('a student sees their own pages alone', async ({ page, serve }) => {
  const application = new Application(page);
  await application.open(serve(await seenBy({ id: 101, role: 'student' })));
  await expect(application.heading).toHaveText('Ada Berg');
  await application.expectView('#/activity/101');
  for (const other of ['Øystein', 'Åsen', 'José', 'Łęcki']) await expect(page.locator('body')).not.toContainText(other);
  await expect(page.getByRole('combobox', { name: 'Go to student' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'All students' })).toHaveCount(0);
  await expect(application.reports).toHaveCount(0);
  await expectAccessible(page);

  for (const report of ['Progress', 'Grades', 'Activity']) {
    await page.getByRole('navigation', { name: 'Reports on Ada Berg' }).getByRole('link', { name: report }).click();
    await expect(application.heading).toHaveText('Ada Berg');
    await expectAccessible(page);
  }
});

test('a student who asks for others is refused', async ({ page, serve }) => {
  const application = new Application(page);
  await application.open(`${serve(await seenBy({ id: 101, role: 'student' }))}#/activity/102`);
  await expect(application.heading).toHaveText('Not available to you');
  await expectAccessible(page);
  await application.main.getByRole('link', { name: 'To your own pages' }).click();
  await expect(application.heading).toHaveText('Ada Berg');
});

test('any other role sees nothing', async ({ page, serve }) => {
  const application = new Application(page);
  await application.open(serve(await seenBy({ id: 101, role: 'guardian' })));
  await expect(application.main).toContainText('Not available to you');
  await expect(page.locator('body')).not.toContainText('Ada');
  await expectAccessible(page);
});

test('a tutor sees the course', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await seenBy({ id: 'u-1', role: 'tutor' })));
  await expect(overview.names).toHaveCount(4);
});
