// The page between another system's files and the reports.

import { expect } from '@playwright/test';
import { Application } from './application.js';

/** The log of a course: Ada and Bo are students, Kari grades. */
export const LOG = `Time,"User full name","Affected user","Event context",Component,"Event name",Description,Origin,"IP address"
"3/09/19, 10:45:00","Kari Lund","Ada Berg","Assignment: Lab, part 1",Assignment,"The submission has been graded.","The user with id '2' has graded the submission '5' for the user with id '12' for the assignment with course module id '31'.",web,10.0.0.9
"3/09/19, 10:40:00","Ada Berg",-,"Assignment: Lab, part 1",Assignment,"A submission has been submitted.","The user with id '12' has submitted the submission with id '5' for the assignment with course module id '31'.",web,10.0.0.1
"3/09/19, 10:15:00","Ada Berg",-,"Assignment: Lab, part 1",Assignment,"Course module viewed","The user with id '12' viewed the 'assign' activity with course module id '31'.",web,10.0.0.1
"3/09/19, 10:11:12","Ada Berg",-,"Course: Biology 1",System,"Course viewed","The user with id '12' viewed the course with id '5'.",web,10.0.0.1
"31/08/19, 09:05:00","Bo Dahl",-,"Forum: Questions",Forum,"Discussion created","The user with id '13' has created the discussion with id '4' in the forum with course module id '32'.",web,10.0.0.2
"31/08/19, 09:00:00","Bo Dahl",-,"Page: Cells",Page,"Course module viewed","The user with id '13' viewed the 'page' activity with course module id '33'.",web,10.0.0.2
`;

export const GRADEBOOK = `"First name",Surname,"ID number","Email address","Assignment: Lab, part 1 (Real)","Assignment: Lab, part 1 (Percentage)","Quiz: Cells (Real)","Course total (Real)"
Ada,Berg,,ada@example.org,31.00,"77.50 %",8,39.00
Bo,Dahl,,bo@example.org,-,-,-,-
Cy,Ek,,cy@example.org,20.00,"50.00 %",12,32.00
`;

export class Import extends Application {
  constructor(page) {
    super(page);
    this.openReports = this.main.getByRole('button', { name: 'Open the reports' });
    this.save = this.main.getByRole('button', { name: 'Save as course document' });
    this.back = this.main.getByRole('button', { name: 'Back to the reports' });
    this.gap = this.main.getByRole('spinbutton', { name: /Minutes without an event/ });
    this.counts = this.main.locator('.import-counts');
    this.estimate = this.main.getByText('Time online is an estimate');
  }

  /** Opens files as if they had been chosen, each by its name. */
  async chooseFiles(files) {
    const file = ([name, text]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await this.fileInput.setInputFiles(Object.entries(files).map(file));
    await expect(this.heading).toHaveText('Files from another system');
  }

  /** A section of the page by its heading. */
  section(name) {
    return this.main.locator('section').filter({ has: this.page.getByRole('heading', { name }) });
  }

  /** Who is ticked as no student. */
  person(name) {
    return this.main.getByRole('checkbox', { name: new RegExp(`^${name}:`) });
  }

  /** How many there will be of something. */
  async expectCount(name, count) {
    await expect(this.counts.getByText(name, { exact: true }).locator('+ dd')).toHaveText(count);
  }
}
