// The pages of the Progress report: the students, the elements, one element and one student.

import { Application } from './application.js';

export class Progress extends Application {
  constructor(page) {
    super(page);
    this.back = this.main.getByRole('link', { name: 'All students' });
    this.previous = this.main.getByRole('link', { name: 'Previous student' });
    this.band = this.main.getByRole('region', { name: 'The course' });
    this.rows = this.main.getByRole('group', { name: 'Rows of the list' });
    this.narrowing = this.main.getByRole('group', { name: 'Which elements count' });
    this.group = this.main.getByRole('combobox', { name: 'Group' });

    this.students = this.main.getByRole('table', { name: 'Students', exact: true });
    this.elements = this.main.getByRole('table', { name: 'Course elements' });
    this.search = this.main.getByRole('searchbox', { name: 'Search elements' });
    this.kind = this.main.getByRole('combobox', { name: 'Kind' });
    this.status = this.main.getByRole('combobox', { name: 'Status' });
    this.count = this.main.getByRole('group', { name: /^Filters of/ }).getByRole('status');
    this.chips = this.main.getByRole('button', { name: /^Remove the filter/ });
    this.expandAll = this.main.getByRole('button', { name: 'Expand all' });
    this.collapseAll = this.main.getByRole('button', { name: 'Collapse all' });
    this.legend = this.main.getByRole('list').filter({ hasText: /Not active/ });
  }

  /** The names of the rows of a list, folders among them. */
  names(table) {
    return table.getByRole('rowheader');
  }

  /** The row of a student, an element or a folder. */
  row(table, name) {
    return table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  /** The button of a folder. */
  folder(name) {
    return this.elements.getByRole('button', { name, exact: true });
  }

  /** Turns one of a few choices on, by its name. */
  async choose(group, name) {
    await group.getByRole('radio', { name, exact: true }).check();
  }
}
