// The reports on training: lists, a session and its parts, groups.

import { expect } from '@playwright/test';
import { Application, Figure } from './application.js';
import { Chart } from './chart.js';

export class Training extends Application {
  constructor(page) {
    super(page);
    this.areas = this.banner.getByRole('navigation', { name: 'Course reports and training' });
    this.pages = this.banner.getByRole('navigation', { name: 'Training', exact: true });
    this.parts = this.main.getByRole('navigation', { name: 'Parts of this page' });
    this.notes = this.main.locator('.notice');
    this.state = this.main.getByRole('group', { name: 'State' });
    this.block = this.main.getByRole('combobox', { name: 'Block' });
    this.filters = this.main.getByRole('group', { name: 'Filters of the list' });
    this.count = this.filters.getByRole('status');
    this.search = this.filters.getByRole('searchbox');
    this.rowNames = this.main.getByRole('rowheader');

    this.fileFilters = this.main.getByRole('group', { name: 'What the file has' });
    this.fileCount = this.fileFilters.getByText(/^The file will have/);
    this.columns = this.main.getByText('Choose columns');
  }

  async open(address) {
    await super.open(address);
    await expect(this.areas.or(this.pages).first()).toBeVisible();
  }

  table(name) {
    return this.main.getByRole('table', { name, exact: true });
  }

  /** The texts of the cells of each row of the table. */
  async expectRows(name, rows) {
    const cells = () =>
      this.table(name)
        .locator('.table-body [role=row]')
        .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim())));
    await expect.poll(cells).toEqual(rows);
  }

  figure(label) {
    return new Figure(this.main, label);
  }

  chart(name) {
    return new Chart(this.page, name);
  }

  part(name) {
    return this.parts.getByRole('link', { name });
  }

  /** Has the file saved; gives what the browser has downloaded. */
  async save(name) {
    const button = this.main.getByRole('button', { name });
    const [download] = await Promise.all([this.page.waitForEvent('download'), button.click()]);
    return download;
  }
}
