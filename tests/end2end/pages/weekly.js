// Weekly updates: the switch of a course, and the page with all of them.

import { Application } from './application.js';

export class Weekly extends Application {
  constructor(page) {
    super(page);
    /** The switch of the open course, on its reports. */
    this.switch = this.main.getByRole('switch', { name: 'Weekly updates', exact: true });
    this.more = this.main.getByRole('link', { name: 'All courses and a preview' });
    this.courses = this.main.getByRole('listitem').filter({ has: page.getByRole('switch') });
    this.preview = this.main.getByRole('article');
  }

  /** The switch of a course, on the page of all. */
  switchOf(course) {
    return this.page.getByRole('switch', { name: `Weekly updates of ${course}`, exact: true });
  }

  /** The line of a course. */
  line(course) {
    return this.courses.filter({ has: this.switchOf(course) });
  }
}
