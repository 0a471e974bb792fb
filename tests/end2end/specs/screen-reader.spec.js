// What a screen reader is given for each main task: the essential parts of the page as it reads them.

import { expect, fixture, test } from '../fixtures.js';
import { Compose } from '../pages/compose.js';
import { Details } from '../pages/details.js';
import { GRADEBOOK, Import, LOG } from '../pages/import.js';
import { Overview } from '../pages/overview.js';
import { Training } from '../pages/training.js';

test('finding a student and reading the figures', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  await expect(overview.reports).toMatchAriaSnapshot(`
    - navigation "Reports":
      - list:
        - listitem:
          - link "Overview"
        - listitem:
          - link "Activity"
  `);
  // The days in words, the average with what it is compared with, the last visit; what a row is of is its head.
  const row = overview.table.getByRole('row').filter({ has: page.getByRole('link', { name: 'Ada Berg', exact: true }) });
  await expect(row).toMatchAriaSnapshot(`
    - row:
      - cell:
        - checkbox "Select Ada Berg"
      - rowheader "Ada Berg":
        - link "Ada Berg"
      - cell:
        - 'img "Tuesday, 17 March 2026. Visits: 2, Duration: about 30 min; Wednesday, 18 March 2026 (Today isn''t over yet). Visits: 1, Duration: about 15 min"'
      - cell "about 27 min above the course"
      - cell "18 Mar 2026, 08:00"
  `);
  await overview.student('Ada Berg').press('Enter');
  const details = new Details(page);
  await expect(details.main).toMatchAriaSnapshot(`
    - link "All students"
    - heading "Ada Berg" [level=1]
    - navigation "Go to student":
      - link "Previous student"
      - text: 2 of 4
      - link "Next student"
    - combobox "Go to student"
    - navigation "Reports on Ada Berg"
    - region "Figures of Ada Berg"
    - heading "Activity per day" [level=2]
    - heading "The last 12 months" [level=2]
    - heading "Communication" [level=2]
  `);
  await expect(details.band).toMatchAriaSnapshot(`
    - term:
      - text: Total duration
      - button "What does “Total duration” mean?"
    - definition: about 2 h 15 min
    - definition: "about 27 min per visit; the course: about 20 min"
    - term:
      - text: Visits
      - button "What does “Visits” mean?"
    - definition: "5"
  `);
});

test('filtering by a group', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  await overview.group.selectOption('Lab group B');
  await expect(overview.filters).toMatchAriaSnapshot(`
    - group "Filters of the list":
      - searchbox "Search by name"
      - combobox "Group"
      - list:
        - listitem:
          - button "Remove the filter “Lab group B”"
      - status: 2 of 4 students
  `);
  await overview.sortBy('Last visit');
  await expect(overview.column('Last visit')).toHaveAttribute('aria-sort', 'descending');
  await overview.search.fill('zzz');
  await expect(overview.main.getByRole('status').filter({ hasText: 'of 4 students' })).toHaveText('0 of 4 students');
});

test("reading a chart's table", async ({ page, serve }) => {
  const details = new Details(page);
  await details.open(`${serve(await fixture('activity'))}#/activity/101`);
  await expect(details.month.table).toMatchAriaSnapshot(`
    - table "Activity per day in March 2026":
      - rowgroup:
        - row "Day Visits Duration":
          - columnheader "Day"
          - columnheader "Visits"
          - columnheader "Duration"
      - rowgroup:
        - row:
          - rowheader "Tuesday, 10 March 2026"
          - cell "1"
          - cell "about 30 min"
        - row:
          - rowheader "Tuesday, 17 March 2026"
          - cell "2"
          - cell "about 30 min"
        - row:
          - rowheader "Wednesday, 18 March 2026 (Today isn't over yet)"
          - cell "1"
          - cell "about 15 min"
  `);
});

test('writing a message', async ({ page, serve }) => {
  const compose = new Compose(page);
  await compose.open(`${serve(await fixture('activity'))}#/activity/101`);
  await compose.main.getByRole('button', { name: 'Message', exact: true }).click();
  await expect(compose.main).toMatchAriaSnapshot(`
    - heading "Message to students" [level=1]
    - group "To":
      - status: /1 recipient/
      - list:
        - listitem:
          - button "Remove Ada Berg from the recipients"
      - combobox "Add a student"
    - textbox "Subject"
    - textbox "Message"
    - button "Send"
  `);
  await compose.send.click();
  await expect(compose.main.getByRole('alert')).toMatchAriaSnapshot(`
    - alert: /subject/
  `);
  await compose.write('Lab', 'Tomorrow');
  await compose.send.click();
  await expect(compose.sent).toHaveRole('status');
});

test('taking a file away', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  const menu = page.locator('details.export').filter({ hasText: ': Students' });
  await menu.locator('summary').click();
  await expect(menu).toMatchAriaSnapshot(`
    - group:
      - text: "Export : Students"
      - list:
        - listitem:
          - button "CSV"
        - listitem:
          - button "Excel (XLSX)"
        - listitem:
          - button "Copy the table"
  `);
});

test('opening files of another system', async ({ page }) => {
  const files = new Import(page);
  await files.open();
  await files.chooseFiles({ 'a.csv': LOG, 'b.csv': GRADEBOOK });
  await expect(files.heading).toBeFocused();
  await expect(files.main).toMatchAriaSnapshot(`
    - heading "Files from another system" [level=1]
    - heading "a.csv" [level=2]
    - paragraph: Log of a Moodle course. 6 rows
    - heading "b.csv" [level=2]
    - paragraph: Gradebook of a Moodle course. 3 rows
    - heading "What the files don't say" [level=2]
    - spinbutton "Minutes without an event after which a new visit begins"
    - heading "Who is no student" [level=2]
    - list:
      - listitem:
        - 'checkbox "Kari Lund: 1 event, 1 of it grading or editing" [checked]'
    - heading "What the reports will have" [level=2]
    - term: Students
    - definition: "3"
    - button "Open the reports"
    - button "Save as course document"
    - button "Back to the reports"
  `);
});

test('reading the sessions of training', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(serve(await fixture('training')));
  await expect(training.main).toMatchAriaSnapshot(`
    - heading "All sessions" [level=1]
    - group "State":
      - radio "All" [checked]
      - radio "In progress"
      - radio "Finished"
    - group "Filters of the list":
      - searchbox "Search sessions"
      - status: 2 of 2 sessions
  `);
  await expect(training.table('Sessions')).toMatchAriaSnapshot(`
    - table "Sessions":
      - rowgroup:
        - row:
          - columnheader "Name":
            - button "Name"
          - columnheader:
            - button "Program"
            - button "What does “Program” mean?"
      - rowgroup:
        - row:
          - rowheader "June":
            - link "June"
        - row:
          - rowheader "March":
            - link "March"
          - cell "Onboarding"
          - cell "1 Mar 2026, 09:00"
          - cell "1 Jun 2026, 10:00"
          - cell "In progress"
          - cell "2"
  `);
});
