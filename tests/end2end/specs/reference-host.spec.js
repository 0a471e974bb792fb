// The application in a frame of the reference host, which is a program of its own with a database: logging in, switching,
// sending, and what a student sees. It runs where the program has been built (`make end2end-test` builds it).

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';

const PROGRAM = fileURLToPath(new URL('../../../target/debug/examples/host', import.meta.url));
const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));

/** A port that is free, as is the one after it. */
async function freePort() {
  const taken = (port) =>
    new Promise((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const found = server.address().port;
        server.close(() => resolve(found));
      });
    });
  for (;;) {
    const port = await taken(0);
    const isNextFree = await taken(port + 1).then(() => true, () => false);
    if (isNextFree) return port;
  }
}

const test = base.extend({
  /** The address of the LMS. */
  lms: async ({}, use) => {
    const port = await freePort();
    const host = spawn(PROGRAM, ['--dist', DIST, '--port', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve, reject) => {
      host.stdout.once('data', resolve);
      host.once('exit', (code) => reject(new Error(`the host ended with ${code}`)));
    });
    await use(`http://127.0.0.1:${port}`);
    host.kill();
  },
});

test.skip(!existsSync(PROGRAM), 'the reference host is not built: cargo build --example host');

/** Logs in and opens the reports of a course; gives what is in the frame. */
async function openReports(page, lms, person, course) {
  await page.goto(lms);
  await page.getByRole('button', { name: `(${person})` }).click();
  await page.getByRole('link', { name: course, exact: true }).click();
  return page.frameLocator('iframe');
}

test('a teacher switches weekly updates on and writes to a student', async ({ page, lms }) => {
  const reports = await openReports(page, lms, 'teacher', 'Biology 1');
  const main = reports.getByRole('main');
  const toggle = main.getByRole('switch', { name: 'Weekly updates', exact: true });
  await expect(toggle).not.toBeChecked();
  await toggle.check();
  await expect(main.getByText('Switched on.')).toBeVisible();
  await page.reload();
  await expect(toggle).toBeChecked();

  await reports.getByRole('navigation', { name: 'Reports', exact: true }).getByRole('link', { name: 'Activity' }).click();
  await main.getByRole('rowheader').getByRole('link').first().click();
  const name = await main.getByRole('heading', { level: 1 }).textContent();
  await main.getByRole('button', { name: 'Message', exact: true }).click();
  await main.getByRole('textbox', { name: 'Subject' }).fill('Lab');
  await main.getByRole('textbox', { name: 'Message' }).fill('Hello {firstName}!');
  await main.getByRole('button', { name: 'Send' }).dblclick();
  await expect(main.getByText('The message was sent to 1 student.')).toBeVisible();

  // What the LMS has delivered: one message, with the name filled in.
  await page.goto(`${lms}/courses/bio-1/sent`);
  await expect(page.getByRole('listitem')).toHaveCount(1);
  const first = (await page.getByRole('listitem').textContent()).match(/Hello (.*)!/)[1];
  expect(name.startsWith(first), `${name} begins with ${first}`).toBe(true);
});

test('a student sees the own pages, and nothing to switch or to send', async ({ page, lms }) => {
  await page.goto(lms);
  const name = (await page.getByRole('button', { name: '(student)' }).textContent()).replace(' (student)', '');
  const reports = await openReports(page, lms, 'student', 'Biology 1');
  const main = reports.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(main.getByRole('switch', { name: 'Weekly updates' })).toHaveCount(0);
  await expect(main.getByRole('button', { name: 'Message', exact: true })).toHaveCount(0);
});
