// The pages of the Grades report: the students against the course, and one student.

import { Application, Figure } from './application.js';
import { Chart } from './chart.js';

export class Grades extends Application {
  constructor(page) {
    super(page);
    this.back = this.main.getByRole('link', { name: 'All students' });
    this.next = this.main.getByRole('link', { name: 'Next student' });
    this.term = this.main.getByRole('combobox', { name: 'Term' });
    this.scale = this.main.getByRole('combobox', { name: 'Grade scale' });
    this.kind = this.main.getByRole('combobox', { name: 'Assessments' });
    this.band = this.main.getByRole('region', { name: /^(The course|Figures of .*)$/ });

    this.group = this.main.getByRole('combobox', { name: 'Group' });
    this.search = this.main.getByRole('searchbox', { name: 'Search by name' });
    this.students = this.main.getByRole('table', { name: 'Students', exact: true });
    this.names = this.students.getByRole('rowheader');

    this.courseTrend = new Chart(page, 'Grade trend of the course');
    this.averages = new Chart(page, 'Averages of the students');
    this.trend = new Chart(page, /^Grade trend of /);
    this.bar = new Chart(page, /^Assessments of .* by status$/);
    this.place = new Chart(page, /among the averages of all students$/);
    this.legend = this.main.getByRole('list').filter({ hasText: 'Completed by the deadline' });
    this.assessments = this.main.getByRole('table', { name: 'Assessments', exact: true });
  }

  /** One of the figures at the top. */
  figure(label) {
    return new Figure(this.band, label);
  }

  /** The row of a student or of an assessment. */
  row(table, name) {
    return table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name }) });
  }

  /** Presses the head of a column. */
  async sortBy(name) {
    await this.students.getByRole('button', { name, exact: true }).click();
  }
}
