// The pages of the Resources summary: all resources, and the students of one.

import { Application } from './application.js';

export class Resources extends Application {
  constructor(page) {
    super(page);
    this.back = this.main.getByRole('link', { name: 'All resources' });
    this.band = this.main.getByRole('region', { name: 'The course' });
    this.layout = this.main.getByRole('group', { name: 'Layout of the list' });
    this.search = this.main.getByRole('searchbox', { name: 'Search resources' });
    this.kind = this.main.getByRole('combobox', { name: 'Kind' });
    this.byNobody = this.main.getByRole('switch', { name: 'Opened by nobody' });
    this.group = this.main.getByRole('combobox', { name: 'Group' });
    this.sortMenu = this.main.getByRole('combobox', { name: 'Sort by' });
    this.reverse = this.main.getByRole('button', { name: 'Reverse the order' });
    this.count = this.main.getByRole('group', { name: /^Filters of/ }).getByRole('status');
    this.chips = this.main.getByRole('button', { name: /^Remove the filter/ });

    this.list = this.main.getByRole('table', { name: 'Resources' });
    this.students = this.main.getByRole('table', { name: 'Students', exact: true });
  }

  /** The names of the rows of a list, folders among them. */
  names(table) {
    return table.getByRole('rowheader');
  }

  /** The cells of the row of a resource, a folder or a student, after its name. */
  cells(table, name) {
    const header = this.page.getByRole('rowheader', { name, exact: true });
    return table.getByRole('row').filter({ has: header }).getByRole('cell').filter({ hasNot: this.page.getByRole('checkbox') });
  }

  /** The button of a folder. */
  folder(name) {
    return this.list.getByRole('button', { name, exact: true });
  }

  /** The link of a resource. */
  resource(name) {
    return this.list.getByRole('link', { name, exact: true });
  }

  /** The button in the head of a column that sorts by it. */
  sorter(table, name) {
    return table.getByRole('columnheader').getByRole('button', { name, exact: true });
  }

  /** Shows the resources in folders or without. */
  async show(layout) {
    await this.layout.getByRole('radio', { name: layout, exact: true }).check();
  }
}
