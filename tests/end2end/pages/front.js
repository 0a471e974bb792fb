// The front page of a course: the key figures of the reports, and who may need support.

import { Figure } from './application.js';
import { Overview } from './overview.js';

export class Front extends Overview {
  constructor(page) {
    super(page);
    this.support = this.main.getByRole('switch', { name: 'Show who may need support' });
    this.rules = this.main.locator('summary', { hasText: 'The rules and their limits' });
    this.reset = this.main.getByRole('button', { name: 'Back to the usual numbers' });
    /** Who has come and gone since the rules were opened. */
    this.changes = this.main.locator('details').getByRole('status');
  }

  async open(address = './') {
    await super.open(address.includes('#') ? address : `${address}#/course`);
  }

  /** The card of a report. */
  card(report) {
    const heading = this.page.getByRole('heading', { level: 2, name: report, exact: true });
    return this.main.locator('section').filter({ has: heading });
  }

  /** The link of a card to its report. */
  report(name) {
    return this.card(name).getByRole('link', { name, exact: true });
  }

  /** A figure of a card. */
  figure(report, label) {
    return new Figure(this.card(report), label);
  }

  /** The field of a rule's threshold. */
  threshold(rule) {
    return this.main.getByRole('spinbutton', { name: rule });
  }

  /** Why a student may need support, as a screen reader hears it. */
  reasons(name) {
    return this.cells(name).getByRole('img');
  }
}
