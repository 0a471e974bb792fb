// A student's page of the Activity report.

import { Application, Figure } from './application.js';
import { Chart } from './chart.js';

export class Details extends Application {
  constructor(page) {
    super(page);
    this.back = this.main.getByRole('link', { name: 'All students' });
    this.previous = this.main.getByRole('link', { name: 'Previous student' });
    this.next = this.main.getByRole('link', { name: 'Next student' });
    this.steps = this.main.getByRole('navigation', { name: 'Go to student' });
    this.picker = this.main.getByRole('combobox', { name: 'Go to student' });
    this.picked = this.main.getByRole('listbox', { name: 'Go to student' });
    this.tabs = this.main.getByRole('navigation', { name: /^Reports on / });
    this.band = this.main.getByRole('region', { name: /^Figures of / });

    this.byDay = this.main.getByRole('group', { name: 'Show' }).first();
    this.previousMonth = this.main.getByRole('button', { name: 'Previous month' });
    this.nextMonth = this.main.getByRole('button', { name: 'Next month' });
    this.month = new Chart(page, /^Activity per day in /);

    this.heatMode = this.main.getByRole('group', { name: 'Show' }).last();
    this.heatMap = new Chart(page, /, day by day, /);

    this.communication = this.main.getByRole('region', { name: 'Communication' });
  }

  /** One of the figures at the top. */
  figure(label) {
    return new Figure(this.band, label);
  }

  /** One of the figures of communication. */
  communicationFigure(label) {
    return new Figure(this.communication, label);
  }
}
