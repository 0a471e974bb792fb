// The overview of the Activity report: the band of figures, and the list of students.

import { expect } from '@playwright/test';
import { Application, Figure } from './application.js';
import { Chart } from './chart.js';

export class Overview extends Application {
  constructor(page) {
    super(page);
    this.band = this.main.getByRole('region', { name: 'The course' });
    this.active = new Figure(this.band, 'Active students');
    this.average = new Figure(this.band, 'Average visit duration');
    this.chart = new Chart(page, 'Average visit duration per day, last 7 days');

    this.search = this.main.getByRole('searchbox', { name: 'Search by name' });
    this.filters = this.main.getByRole('group', { name: 'Filters of the list' });
    this.group = this.filters.getByRole('combobox', { name: 'Group' });
    this.chips = this.filters.getByRole('listitem');
    this.count = this.filters.getByRole('status');

    this.all = this.main.getByRole('checkbox', { name: 'Select all in the list' });
    this.actions = this.main.getByRole('group', { name: 'Selected students' });
    this.selected = this.actions.getByRole('status');
    this.clearSelection = this.actions.getByRole('button', { name: 'Clear the selection' });
    this.table = this.main.getByRole('table', { name: 'Students' });
    this.names = this.table.getByRole('rowheader');
    this.sortMenu = this.main.getByRole('combobox', { name: 'Sort by' });
  }

  async open(address = './') {
    await super.open(address.includes('#') ? address : `${address}#/activity`);
    await expect(this.table).toBeVisible();
  }

  /** The head of a column. */
  column(name) {
    return this.table.getByRole('columnheader', { name: new RegExp(`^${name}`) });
  }

  /** Presses the head of a column. */
  async sortBy(name) {
    await this.column(name).getByRole('button', { name, exact: true }).click();
  }

  /** The link of a student. */
  student(name) {
    return this.table.getByRole('link', { name, exact: true });
  }

  /** The box that picks a student out. */
  box(name) {
    return this.table.getByRole('checkbox', { name: `Select ${name}`, exact: true });
  }

  /** The cells of a student's row, after the name: the last 7 days, the average, the last visit. */
  cells(name) {
    const link = this.page.getByRole('link', { name, exact: true });
    return this.table.getByRole('row').filter({ has: link }).getByRole('cell').filter({ hasNot: this.page.getByRole('checkbox') });
  }

  /** Chooses another theme and another language, which the page takes whatever it can keep. */
  async expectPreferencesTaken() {
    await this.theme.getByRole('radio', { name: 'Dark' }).check();
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await this.language.selectOption('Norsk');
    await expect(this.heading).toHaveText('Aktivitet');
  }

  /** Takes a filter away. */
  async removeFilter(name) {
    await this.filters.getByRole('button', { name: `Remove the filter “${name}”` }).click();
  }
}
